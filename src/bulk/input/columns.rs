//! From the names of columns to the fields of the API: exact names, their synonyms, and what the user says
//! of them.

use std::fmt;

use crate::ops::row::{Declared, Form};

/// What a column of a table, or a key of an object, holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Column {
    Field(usize),
    /// A part of a field, such as `customAttributes.plan` or `hashedPassword.bcrypt.hash`.
    Part(usize, String),
    /// Several at once, such as a login ID that is the e-mail address too.
    Several(Vec<Column>),
    Ignored,
}

impl Column {
    /// What it holds, one by one.
    pub(super) fn each(&self) -> impl Iterator<Item = &Self> {
        match self {
            Self::Several(columns) => columns.iter(),
            one => std::slice::from_ref(one).iter(),
        }
    }

    /// The field that it says something about.
    pub(super) fn field(&self) -> Option<usize> {
        match self {
            Self::Field(field) | Self::Part(field, _) => Some(*field),
            Self::Several(_) | Self::Ignored => None,
        }
    }
}

/// What the user says about columns.
#[derive(Debug, Clone, Default)]
pub struct Mapping {
    /// Columns that are read as a field; as nothing where the field is empty.
    pub renamed: Vec<(String, String)>,
    /// Fields that every row has.
    pub constants: Vec<(String, String)>,
}

impl Mapping {
    /// The field that a column is said to be; its own name where nothing is said.
    pub(super) fn field_of<'n>(&'n self, column: &'n str) -> &'n str {
        let said = self.renamed.iter().find(|(from, _)| from == column);
        said.map_or(column, |(_, field)| field)
    }
}

/// Other names that the server takes for a field, and those that older exports use.
pub(super) const ALIASES: &[(&str, &str)] = &[
    ("identifier", "loginId"),
    ("displayName", "name"),
    ("additionalLoginIds", "additionalIdentifiers"),
    ("ssoAppIDs", "ssoAppIds"),
    ("phoneNumber", "phone"),
];

/// What headers of spreadsheets call a field: letters and digits only, in lower case.
const SYNONYMS: &[(&str, &[&str])] = &[
    ("loginId", &["login", "username", "user", "account", "identifier"]),
    ("email", &["emailaddress", "mail", "mailaddress"]),
    ("verifiedEmail", &["emailverified", "isemailverified"]),
    ("phone", &["phonenumber", "mobile", "mobilephone", "mobilenumber", "cell", "telephone", "tel"]),
    ("verifiedPhone", &["phoneverified", "phonenumberverified", "isphoneverified"]),
    ("name", &["displayname", "fullname"]),
    ("givenName", &["firstname", "forename"]),
    ("middleName", &["secondname"]),
    ("familyName", &["lastname", "surname"]),
    ("picture", &["photo", "avatar", "image", "pictureurl", "photourl", "avatarurl"]),
    ("roleNames", &["roles", "role"]),
    ("tenantId", &["tenant"]),
    ("userTenants", &["tenants", "tenant"]),
    ("customAttributes", &["attributes", "attribute", "custom", "customattribute"]),
    ("additionalIdentifiers", &["additionalloginids", "otherloginids", "aliases"]),
    ("ssoAppIds", &["apps", "applications", "appids", "ssoapps"]),
    ("status", &["state", "userstatus"]),
    ("createdTime", &["created", "createdat", "creationtime"]),
    ("newLoginId", &["newlogin", "newusername"]),
];

/// A name as people vary it: `E-Mail`, `e_mail` and `email` are one.
fn normal_form(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The field of exactly this name, or of one that the server takes for it.
pub(super) fn exactly(fields: &[Declared], name: &str) -> Option<usize> {
    let position = |name: &str| fields.iter().position(|field| field.name == name);
    position(name).or_else(|| {
        let (_, known) = ALIASES.iter().find(|(alias, _)| *alias == name)?;
        position(known)
    })
}

/// The field that a header of a spreadsheet means.
fn meant(fields: &[Declared], name: &str) -> Option<usize> {
    let name = normal_form(name);
    if name.is_empty() {
        return None;
    }
    let same = fields.iter().position(|field| normal_form(&field.name) == name);
    same.or_else(|| {
        let known = SYNONYMS.iter().filter(|(_, synonyms)| synonyms.contains(&name.as_str()));
        known.into_iter().find_map(|(known, _)| fields.iter().position(|field| field.name == *known))
    })
}

/// What a column of a table holds; `None` where it is unknown.
pub(super) fn column(fields: &[Declared], name: &str) -> Option<Column> {
    if let Some(field) = exactly(fields, name).or_else(|| meant(fields, name)) {
        return Some(Column::Field(field));
    }
    let (head, tail) = name.split_once('.')?;
    let field = exactly(fields, head).or_else(|| meant(fields, head))?;
    let is_part = match fields[field].form {
        Form::Pairs => !tail.is_empty() && !tail.contains('='),
        Form::Object => tail.split('.').all(|part| !part.is_empty()),
        Form::One | Form::Boolean | Form::Switch | Form::List => false,
    };
    is_part.then(|| Column::Part(field, tail.to_owned()))
}

/// Says that a field does not exist, and which one is nearest.
pub(super) struct Unknown<'f> {
    pub(super) fields: &'f [Declared],
    pub(super) name: &'f str,
}

impl fmt::Display for Unknown<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match nearest(self.name, self.fields.iter().map(|field| field.name.as_str())) {
            Some(nearest) => write!(formatter, "there is no such field, the nearest is `{nearest}`"),
            None => formatter.write_str("there is no such field"),
        }
    }
}

/// The name that is most alike, where one is alike enough to be meant.
pub(super) fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let likeness = |known: &&str| (strsim::jaro_winkler(known, name) * 1000.0) as u32;
    known.max_by_key(likeness).filter(|known| likeness(known) > 700)
}
