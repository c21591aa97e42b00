//! From the header of a file to the fields of the API: exact names, their synonyms, and what the user
//! says of them.

use std::fmt;

/// A field of a row, and the argument that it becomes.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) place: Place,
    pub(super) kind: FieldKind,
    /// What errors of the command line call it.
    label: String,
}

/// Where the argument of a field stands on a command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    Flag(String),
    Position(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FieldKind {
    One,
    /// True or false.
    Boolean,
    /// True or nothing: the flag is there or not.
    Switch,
    List,
    /// Keys with values.
    Pairs,
}

/// Fields whose values are shown nowhere.
const SECRETS: &[&str] = &["password", "hashedPassword", "seed"];

impl Field {
    pub(super) fn of(argument: &clap::Arg) -> Self {
        let name = match argument.get_id().as_str() {
            // Their name in a record.
            "attributes" => "customAttributes".to_owned(),
            "roles" => "roleNames".to_owned(),
            // The argument of commands about one user.
            "user" => "loginId".to_owned(),
            id => camel_case(id),
        };
        let repeats = matches!(argument.get_action(), clap::ArgAction::Append)
            || argument.get_num_args().is_some_and(|values| values.max_values() > 1);
        let is_boolean =
            argument.get_value_parser().type_id() == clap::builder::ValueParser::bool().type_id();
        let label = argument.get_value_names().and_then(<[_]>::first).map(ToString::to_string);
        let label = label.unwrap_or_default();
        let kind = match argument.get_action() {
            clap::ArgAction::SetTrue => FieldKind::Switch,
            _ if repeats && label == "KEY=VALUE" => FieldKind::Pairs,
            _ if repeats => FieldKind::List,
            _ if is_boolean => FieldKind::Boolean,
            _ => FieldKind::One,
        };
        let place = match argument.get_long() {
            Some(flag) => Place::Flag(flag.to_owned()),
            // Counted from 1 by clap.
            None => Place::Position(argument.get_index().unwrap_or(1).saturating_sub(1)),
        };
        Self { name, place, kind, label }
    }

    /// Whether errors of the command line mean this field by `--flag <VALUE>` or `<VALUE>`.
    pub(super) fn is_called(&self, argument: &str) -> bool {
        match &self.place {
            Place::Flag(flag) => {
                let given = argument.split([' ', '=', '[']).next().unwrap_or_default();
                given.strip_prefix("--") == Some(flag)
            }
            Place::Position(_) => argument.trim_matches(['<', '>', '[', ']', '.']) == self.label,
        }
    }

    pub(super) fn is_secret(&self) -> bool {
        SECRETS.contains(&self.name.as_str())
    }
}

/// What a column of a table holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Column {
    Field(usize),
    /// A key of a field that holds keys with values, such as `customAttributes.plan`.
    Pair(usize, String),
    /// A field inside an object, such as `hashedPassword.bcrypt.hash`.
    Inside(usize, Vec<String>),
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
const ALIASES: &[(&str, &str)] = &[
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
pub(super) fn exactly(fields: &[Field], name: &str) -> Option<usize> {
    let position = |name: &str| fields.iter().position(|field| field.name == name);
    position(name).or_else(|| {
        let (_, known) = ALIASES.iter().find(|(alias, _)| *alias == name)?;
        position(known)
    })
}

/// The field that a header of a spreadsheet means.
fn meant(fields: &[Field], name: &str) -> Option<usize> {
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
pub(super) fn column(fields: &[Field], name: &str) -> Option<Column> {
    if let Some(field) = exactly(fields, name).or_else(|| meant(fields, name)) {
        return Some(Column::Field(field));
    }
    let (head, tail) = name.split_once('.')?;
    let field = exactly(fields, head).or_else(|| meant(fields, head))?;
    let path: Vec<String> = tail.split('.').map(str::to_owned).collect();
    match fields[field].kind {
        FieldKind::Pairs if !tail.is_empty() && !tail.contains('=') => {
            Some(Column::Pair(field, tail.to_owned()))
        }
        FieldKind::One
            if fields[field].name == "hashedPassword" && path.iter().all(|part| !part.is_empty()) =>
        {
            Some(Column::Inside(field, path))
        }
        _ => None,
    }
}

/// Says that a field does not exist, and which one is nearest.
pub(super) struct Unknown<'f> {
    pub(super) fields: &'f [Field],
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

fn camel_case(id: &str) -> String {
    let mut words = id.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let mut letters = word.chars();
        let head: String = letters.next().map(|letter| letter.to_uppercase().collect()).unwrap_or_default();
        name + &head + letters.as_str()
    })
}
