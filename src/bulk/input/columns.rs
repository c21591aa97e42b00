//! From the names of columns to the fields of the API: exact names, their synonyms, and what the user says
//! of them.

use std::fmt;

use serde_json::{Map, Value};

use super::state::{self, Means, is_state};
use crate::{
    error::quoted,
    ops::{
        arguments::CountryCode,
        row::{Declared, Form, RowStruct as _, shortened},
        user::BatchUser,
    },
    ui::counted,
    words::nearest,
};

/// The most names that a message lists.
pub(super) const LISTED: usize = 20;

/// What a column of a table, or a key of an object, holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Column {
    Field(usize),
    /// A part of a field, such as `customAttributes.plan` or `hashedPassword.bcrypt.hash`.
    Part(usize, String),
    /// Several at once, such as a login ID that is the e-mail address too.
    Several(Vec<Column>),
    /// Whether a user may sign in.
    Enabled {
        field: usize,
        means: Means,
    },
    /// The flags of an account in Active Directory, one of which says that the user may not sign in.
    Flags(usize),
    /// The same as the column at this place.
    Twin(usize),
    /// Something of the hash of a database, which is taken apart.
    Hash(usize, HashPart),
    /// All login IDs of a user, as in a record.
    LoginIds(usize),
    /// Set by the server alone.
    ReadOnly,
    /// A field of a user that this kind of row does not take.
    Beside,
    /// No field takes it, and it is left out.
    Unknown,
    Ignored,
}

/// What stands in a column of hashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum HashPart {
    /// The hash.
    Text,
    /// The name of its algorithm.
    Hasher,
    /// Its salt, where it has a column of its own.
    Salt,
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
            Self::Field(field)
            | Self::Part(field, _)
            | Self::Enabled { field, .. }
            | Self::Flags(field)
            | Self::Hash(field, HashPart::Text)
            | Self::LoginIds(field) => Some(*field),
            Self::Several(_)
            | Self::Twin(_)
            | Self::Hash(..)
            | Self::ReadOnly
            | Self::Beside
            | Self::Unknown
            | Self::Ignored => None,
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
    /// How rows are read and checked.
    pub options: Options,
}

/// How rows are read and checked. By default nothing is refused that a row may be meant to say.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Columns and keys that no field takes are left out.
    pub ignores_unknown: bool,
    /// There are further inputs, of which another one may have the columns of which something is said.
    pub is_one_of_several: bool,
    /// Quoted cells may hold lines that look like rows.
    pub allows_rows_in_cells: bool,
    /// Texts that look like hashes may be passwords.
    pub allows_hash_as_password: bool,
    /// A new user must have an e-mail address or a phone number.
    pub wants_contact: bool,
    /// Users who exist are changed by rows that make new ones otherwise.
    pub changes_existing: bool,
    /// Login IDs that differ in case only are refused.
    pub refuses_case_variants: bool,
    /// Words that say that nothing is there are texts like others.
    pub keeps_words: bool,
    /// What values of a column mean.
    pub values: Vec<Translation>,
    /// The country of phone numbers that do not name one.
    pub default_country: Option<CountryCode>,
    /// Hash parameters of a whole project.
    pub hash_parameters: Map<String, Value>,
}

/// What a value of a column means: `COLUMN:TEXT=VALUE`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Translation {
    /// Name of the column.
    pub column: String,
    /// The value, in any case.
    pub from: String,
    /// What it is read as.
    pub to: String,
}

impl Translation {
    /// The same with the column as the header has it: a title may hold a colon, so the longest title that fits is taken.
    pub(super) fn among(&self, header: &[String]) -> Self {
        let whole = format!("{}:{}", self.column, self.from);
        let rest_of = |title: &String| {
            let rest = whole.strip_prefix(title.as_str())?.strip_prefix(':')?;
            Some((title.len(), title.clone(), rest.to_owned()))
        };
        match header.iter().filter_map(rest_of).max() {
            Some((_, column, from)) => Self { column, from, to: self.to.clone() },
            None => self.clone(),
        }
    }

    /// What a value is read as, where this is about it: the value may hold the sign that stands behind it.
    pub(super) fn meaning_of(&self, value: &str) -> Option<&str> {
        let is = |from: &str| from.trim().to_lowercase() == value.trim().to_lowercase();
        if is(&self.from) {
            return Some(&self.to);
        }
        let mut signs = self.to.match_indices('=').map(|(place, _)| place);
        signs.find_map(|place| {
            let (rest, to) = self.to.split_at(place);
            is(&format!("{}={rest}", self.from)).then(|| to[1..].trim_start())
        })
    }
}

impl Mapping {
    /// The same for the columns of a table.
    pub(super) fn among(&self, header: &[String]) -> Self {
        let mut mapping = self.clone();
        for translation in &mut mapping.options.values {
            *translation = translation.among(header);
        }
        mapping
    }

    /// The names of columns and keys of which something is said.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let renamed = self.renamed.iter().map(|(name, _)| name);
        renamed.chain(self.options.values.iter().map(|translation| &translation.column)).cloned().collect()
    }

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

/// What a column of statuses may be called.
pub(super) fn status_synonyms() -> &'static [&'static str] {
    SYNONYMS.iter().find(|(field, _)| *field == "status").map_or(&[], |(_, known)| known)
}

/// What headers of spreadsheets call a field, in English, German, French and Spanish: letters and digits only,
/// in lower case.
const SYNONYMS: &[(&str, &[&str])] = &[
    (
        "loginId",
        &[
            "login",
            "loginid",
            "loginname",
            "username",
            "user",
            "account",
            "identifier",
            "samaccountname",
            "userprincipalname",
            "upn",
            "benutzername",
            "benutzer",
            "anmeldename",
            "utilisateur",
            "identifiant",
            "nomdutilisateur",
            "usuario",
            "nombredeusuario",
        ],
    ),
    (
        "email",
        &[
            "emailaddress",
            "mail",
            "mailaddress",
            "primaryemail",
            "primaryemailaddress",
            "workemail",
            "workemailaddress",
            "businessemail",
            "companyemail",
            "emailadresse",
            "mailadresse",
            "courriel",
            "adresseemail",
            "adressemail",
            "correo",
            "correoelectrónico",
            "correoelectronico",
        ],
    ),
    ("verifiedEmail", &["emailverified", "isemailverified"]),
    (
        "phone",
        &[
            "phonenumber",
            "mobile",
            "mobilephone",
            "mobilenumber",
            "cell",
            "cellphone",
            "telephone",
            "telephonenumber",
            "tel",
            "primaryphone",
            "primaryphonenumber",
            "telefon",
            "telefonnummer",
            "handy",
            "handynummer",
            "mobil",
            "mobiltelefon",
            "téléphone",
            "portable",
            "mobileprivé",
            "teléfono",
            "telefono",
            "móvil",
            "movil",
        ],
    ),
    ("verifiedPhone", &["phoneverified", "phonenumberverified", "isphoneverified"]),
    ("name", &["displayname", "fullname", "anzeigename", "nomcomplet", "nomaffiché", "nombrecompleto"]),
    ("givenName", &["firstname", "forename", "vorname", "prénom", "prenom", "nombre"]),
    ("middleName", &["secondname", "zweitername", "deuxièmeprénom", "segundonombre"]),
    (
        "familyName",
        &[
            "lastname",
            "surname",
            "sn",
            "nachname",
            "familienname",
            "nom",
            "nomdefamille",
            "apellido",
            "apellidos",
        ],
    ),
    ("picture", &["photo", "avatar", "image", "pictureurl", "photourl", "avatarurl", "bild", "imagen"]),
    ("roleNames", &["roles", "role", "rolle", "rollen", "rôle", "rôles", "rol"]),
    ("tenantId", &["tenant"]),
    ("userTenants", &["tenants", "tenant"]),
    ("familyAssociations", &["families"]),
    ("customAttributes", &["attributes", "attribute", "custom", "customattribute"]),
    ("additionalIdentifiers", &["additionalloginids", "otherloginids", "aliases"]),
    ("ssoAppIds", &["apps", "applications", "appids", "ssoapps"]),
    (
        "status",
        &[
            "state",
            "estado",
            "stato",
            "zustand",
            "statut",
            "userstatus",
            "newstatus",
            "accountstatus",
            "accountstate",
            "signinstatus",
        ],
    ),
    (
        "createdTime",
        &["created", "createdat", "creationtime", "whencreated", "createdatetime", "createddatetime"],
    ),
    ("newLoginId", &["newlogin", "newusername"]),
    ("seed", &["totpsecret", "totpseed"]),
    ("password", &["initialpassword", "passwort", "kennwort", "motdepasse", "contraseña"]),
];

/// What a column `Name` beside one of given names is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameBeside {
    /// The family name: the language of the other column has it so.
    Family,
    /// The whole name or the family name.
    Unclear,
}

/// What a column or key `Name` means by the name of the one with given names beside it; nothing where that is called
/// as in the API, where the name is the whole one.
pub(super) fn name_beside(given: &str) -> Option<NameBeside> {
    const FAMILY: [&str; 3] = ["vorname", "prénom", "prenom"];
    let titles = titles(given);
    let is = |names: &[&str]| titles.iter().any(|title| names.contains(&title.as_str()));
    match (is(&["givenname"]), is(&FAMILY)) {
        (true, _) => None,
        (_, true) => Some(NameBeside::Family),
        (_, false) => Some(NameBeside::Unclear),
    }
}

/// What is wrong with a name that may be the whole one or the family name.
pub(super) fn unclear_name(given: &str) -> String {
    format!("beside `{}` is the whole name or the family name", first_line(given))
}

/// The flags that say which of them it is.
pub(super) fn cure_of_name(name: &str) -> String {
    let map = |field: &str| quoted(&format!("{name}={field}"));
    let (family, whole) = (map("familyName"), map("name"));
    format!("`--map {family}` reads it as the family name, `--map {whole}` as the whole one")
}

/// The title of a column and the property in brackets behind it, in their normal form.
fn titles(name: &str) -> [String; 2] {
    let (title, rest) = name.split_once('[').unwrap_or((name, ""));
    let title = title.split('(').next().unwrap_or_default();
    [normal_form(title), normal_form(rest.split(']').next().unwrap_or_default())]
}

/// What columns of hashes are called.
const HASHES: &[(&str, HashPart)] = &[
    ("passwordhash", HashPart::Text),
    ("passworddigest", HashPart::Text),
    ("encryptedpassword", HashPart::Text),
    ("userpassword", HashPart::Text),
    ("userpass", HashPart::Text),
    ("passwordhasher", HashPart::Hasher),
    ("passwordhashtype", HashPart::Hasher),
    ("passwordhashalgorithm", HashPart::Hasher),
    ("hashalgorithm", HashPart::Hasher),
    ("salt", HashPart::Salt),
    ("passwordsalt", HashPart::Salt),
];

/// Fields of a record that no request takes: those of the API's replies, so that what it returned can be read.
const READ_ONLY: &[&str] = &[
    "userId",
    "loginIds",
    "externalIds",
    "createdTime",
    "modifiedTime",
    "tempLockExpiration",
    "TOTP",
    "SAML",
    "SCIM",
    "OAuth",
    "webauthn",
    "push",
    "password",
    "test",
    "editable",
    "permissions",
    "consentExpiration",
    "status",
    "recoveryCodes",
    "lastAuthTime",
    "lastLogin",
    "schema",
    "OIDC",
    "other",
];

/// A name as people vary it: `E-Mail`, `e_mail` and `email` are one.
pub(super) fn normal_form(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a name is this one but for how people vary it.
pub(super) fn has_normal_form(name: &str, form: &str) -> bool {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).eq(form.chars())
}

/// Whether names are those of a whole user, as the API returns one or as this program exports one.
pub(super) fn are_of_user(has: impl Fn(&str) -> bool) -> bool {
    has("userId") || has("loginIds") || ["loginId", "status", "createdTime"].into_iter().all(has)
}

/// Whether names are those of a user, whole or in part: one of them says who it is.
pub(super) fn name_their_user(has: impl Fn(&str) -> bool) -> bool {
    has("loginId") || are_of_user(has)
}

/// Whether a text is exactly the name of a field of a user.
pub(super) fn is_of_user(name: &str) -> bool {
    let head = name.split('.').next().unwrap_or_default();
    READ_ONLY.contains(&head) || BatchUser::ROWS.fields().iter().any(|field| field.name == head)
}

/// Whether a text is the name of a field of a user, as people write it.
pub(super) fn means_field_of_user(name: &str) -> bool {
    column(&BatchUser::ROWS.fields(), name).is_some()
}

/// Whether a text is the name of a column that some kind of row has.
pub(super) fn is_known_name(name: &str) -> bool {
    is_known_title(name)
}

/// How much texts look like names of columns: a known name counts 1, one of several words, such as `First Name`, counts
/// 2. Words that also stand in cells, such as `active` or `user`, count 0.
pub(super) fn signs_of_header<'n>(names: impl Iterator<Item = &'n str>) -> usize {
    const OF_CELLS: [&str; 2] = ["user", "account"];
    let signs = |name: &str| {
        let form = normal_form(name);
        let is_compound = name.chars().zip(name.chars().skip(1)).any(|(before, letter)| {
            before.is_lowercase() && letter.is_uppercase()
                || before.is_alphanumeric() && !letter.is_alphanumeric()
        }) || form.len() > 5 && (form.ends_with("name") || form.ends_with("id"));
        match is_known_name(name) {
            false => 0,
            true if is_compound => 2,
            true => usize::from(!is_state(name) && !OF_CELLS.contains(&form.as_str())),
        }
    };
    names.map(signs).sum()
}

pub(super) fn is_known_word(name: &str) -> bool {
    let head = normal_form(name.split('.').next().unwrap_or_default());
    let is_it =
        |(field, synonyms): &(&str, &[&str])| normal_form(field) == head || synonyms.contains(&head.as_str());
    !head.is_empty() && (SYNONYMS.iter().any(is_it) || HASHES.iter().any(|(known, _)| *known == head))
}

/// Whether a key says who somebody is or how he is reached, as those of the records of users do.
pub(super) fn names_a_user(key: &str) -> bool {
    const IDS: [&str; 2] = ["userid", "loginids"];
    let name = normal_form(key);
    let of_user = |(field, _): &&(&str, &[&str])| ["loginId", "email", "phone"].contains(field);
    let mut fields = SYNONYMS.iter().filter(of_user);
    IDS.contains(&name.as_str())
        || fields.any(|(field, known)| normal_form(field) == name || known.contains(&name.as_str()))
}

/// Whether a column is called as those of e-mail addresses are.
pub(super) fn is_address(name: &str) -> bool {
    let name = normal_form(name);
    let mut synonyms = SYNONYMS.iter().filter(|(field, _)| *field == "email");
    name == "email" || synonyms.any(|(_, synonyms)| synonyms.contains(&name.as_str()))
}

/// Whether a name says by itself which field it is: it is the field's own.
pub(super) fn is_exact(fields: &[Declared], name: &str) -> bool {
    let head = name.split('.').next().unwrap_or_default();
    exactly(fields, head).is_some()
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

/// What a column of a table holds, or a key of an object; `None` where it is unknown.
pub(super) fn column(fields: &[Declared], name: &str) -> Option<Column> {
    named(fields, name).or_else(|| titled(fields, name)).or_else(|| {
        let head = name.split('.').next().unwrap_or_default();
        READ_ONLY.contains(&head).then_some(Column::ReadOnly)
    })
}

fn named(fields: &[Declared], name: &str) -> Option<Column> {
    if let Some(field) = exactly(fields, name).or_else(|| meant(fields, name)) {
        return Some(Column::Field(field));
    }
    if let Some((head, tail)) = name.split_once('.') {
        let inner = state::of_account(name);
        if inner != name && state::says_who_is_blocked(inner) {
            return named(fields, inner);
        }
        let field = exactly(fields, head).or_else(|| meant(fields, head))?;
        let is_part = match fields[field].form {
            Form::Pairs => !tail.is_empty() && !tail.contains('='),
            Form::Object => tail.split('.').all(|part| !part.is_empty()),
            Form::One | Form::Boolean | Form::Switch | Form::List => false,
        };
        return is_part.then(|| Column::Part(field, tail.to_owned()));
    }
    if let Some(means) = state::means_of(name) {
        return exactly(fields, "status").map(|field| Column::Enabled { field, means });
    }
    if state::holds_flags(name) {
        return exactly(fields, "status").map(Column::Flags);
    }
    let name = normal_form(name);
    let (_, part) = HASHES.iter().find(|(known, _)| *known == name)?;
    Some(Column::Hash(exactly(fields, "hashedPassword")?, *part))
}

/// What a header with brackets holds, as consoles write them: `User name [userPrincipalName] Required`, where
/// they name the property, and `First Name [Required]`, where they do not.
fn titled(fields: &[Declared], name: &str) -> Option<Column> {
    let (title, rest) = name.split_once('[')?;
    let (property, _) = rest.split_once(']')?;
    match named(fields, property.trim()) {
        // `Block sign in (Yes/No) [accountEnabled]` says the opposite of its property.
        Some(Column::Enabled { field, means }) => {
            Some(Column::Enabled { field, means: state::means_of(title).unwrap_or(means) })
        }
        Some(column) => Some(column),
        None => named(fields, title.trim()),
    }
}

/// What says the name of a column whatever brackets it has: its title.
fn is_known_title(name: &str) -> bool {
    let (title, rest) = name.split_once('[').unwrap_or((name, ""));
    let property = rest.split(']').next().unwrap_or_default();
    [title, property].into_iter().any(is_known_word)
}

/// Names of columns or keys that no field takes, each with the rows that have something there and the nearest field.
/// Of very many the first ones. How many rows there are is not known where too many names were counted.
pub(super) fn listed_unknown<'n>(
    fields: &[Declared],
    names: impl ExactSizeIterator<Item = (&'n str, Option<u64>)>,
) -> String {
    let more = names.len().saturating_sub(LISTED);
    let listed = names.take(LISTED).map(|(name, rows)| {
        let nearest = nearest(name, fields.iter().map(|field| field.name.as_str()));
        let nearest = nearest.map(|nearest| format!("the nearest is `{nearest}`"));
        let said: Vec<String> = rows.map(said_of_rows).into_iter().chain(nearest).collect();
        let said = if said.is_empty() { String::new() } else { format!(" ({})", said.join(", ")) };
        format!("`{}`{said}", first_line(name))
    });
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    listed.collect::<Vec<_>>().join(", ") + &more
}

/// The number of rows that have something in a column.
pub(super) fn said_of_rows(rows: u64) -> String {
    match rows {
        0 => "empty".to_owned(),
        rows => counted(rows, "row"),
    }
}

/// The name of a column as messages show it. Behind a line break may stand what is no part of it: a quote that
/// was not closed takes in rows.
pub(super) fn first_line(name: &str) -> String {
    match name.split_once(['\n', '\r']) {
        Some((first, _)) => format!("{}…", shortened(first)),
        None => shortened(name).into_owned(),
    }
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
