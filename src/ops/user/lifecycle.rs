//! From the first to the last call for a user: create, update, patch, delete, and their batches.

use std::path::PathBuf;

use clap::{Args, ValueEnum as _, builder::ArgPredicate};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::hash::Hash;

use crate::ops::{
    arguments::{
        Assignment, Email, EpochSeconds, FamilyMembership, Membership, Name, Phone, Status, as_object,
        remark_of_login_id, remark_of_name,
    },
    identifier::{Identifier, LoginId, Target},
    row::{NullPolicy, RowStruct, Sink, row},
    secret::{InitialPassword, Secret, SecretText},
};

/// The profile of a user, as create, update, patch and batches send it. What is not given is not
/// sent.
#[derive(Debug, Clone, Default, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(next_help_heading = "Profile")]
pub struct Details {
    /// E-mail address
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<Email>,

    /// Whether the e-mail address may be used to sign in
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verified_email: Option<bool>,

    /// Phone number in the form +15551234567
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,

    /// Whether the phone number may be used to sign in
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verified_phone: Option<bool>,

    /// Display name
    #[arg(long, alias = "display-name")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,

    /// First name
    #[arg(long, value_name = "NAME")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_name: Option<String>,

    /// Middle name
    #[arg(long, value_name = "NAME")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub middle_name: Option<String>,

    /// Last name
    #[arg(long, value_name = "NAME")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family_name: Option<String>,

    /// URL of a picture
    #[arg(long, value_name = "URL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,

    /// Role in the project (repeatable)
    #[arg(long = "role", value_name = "ROLE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_names: Option<Vec<Name>>,

    /// Tenant to join, with roles in it (repeatable)
    #[arg(long = "tenant", value_name = "TENANT[=ROLE,ROLE]")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_tenants: Option<Vec<Membership>>,

    /// Family to join, with roles in it (repeatable; seen in one SDK only)
    #[arg(long = "family", value_name = "FAMILY[=ROLE,ROLE]")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family_associations: Option<Vec<FamilyMembership>>,

    /// Custom attribute: key=text, or key:=json for other types (repeatable)
    #[arg(long = "attribute", value_name = "KEY=VALUE")]
    #[serde(serialize_with = "as_object")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_attributes: Option<Vec<Assignment>>,

    /// Further login ID (repeatable)
    #[arg(long = "additional-login-id", value_name = "LOGIN_ID")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub additional_identifiers: Option<Vec<LoginId>>,

    /// Application to limit the user to; without any, all are open (repeatable)
    #[arg(long = "app", value_name = "APP_ID")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sso_app_ids: Option<Vec<Name>>,

    /// State of the account
    #[arg(long, value_enum)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,

    /// E-mail address for account recovery
    #[arg(long, value_name = "EMAIL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recovery_email: Option<Email>,

    /// Whether the recovery e-mail address is verified
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verified_recovery_email: Option<bool>,

    /// Phone number for account recovery
    #[arg(long, value_name = "PHONE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recovery_phone: Option<Phone>,

    /// Whether the recovery phone number is verified
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verified_recovery_phone: Option<bool>,
}

row!(Details {
    email,
    verified_email,
    phone,
    verified_phone,
    name,
    given_name,
    middle_name,
    family_name,
    picture,
    role_names,
    user_tenants,
    family_associations,
    custom_attributes,
    additional_identifiers,
    sso_app_ids,
    status,
    recovery_email,
    verified_recovery_email,
    recovery_phone,
    verified_recovery_phone,
});

impl Details {
    /// Notes what is doubtful about it, though it is sent.
    fn note_doubts(&self, sink: &mut Sink) {
        for (field, email) in [("email", &self.email), ("recoveryEmail", &self.recovery_email)] {
            if let Some(remark) = email.as_ref().and_then(Email::remark) {
                sink.remark(field, remark);
            }
        }
        for (field, name) in [
            ("name", &self.name),
            ("givenName", &self.given_name),
            ("middleName", &self.middle_name),
            ("familyName", &self.family_name),
        ] {
            if let Some(remark) = name.as_deref().and_then(remark_of_name) {
                sink.remark(field, remark);
            }
        }
    }
}

/// Whether and how new users are invited.
#[derive(Debug, Clone, Default, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(next_help_heading = "Invitation")]
pub struct Invitation {
    /// Send an invitation
    #[arg(long)]
    pub invite: Option<bool>,

    /// How it is sent.
    #[command(flatten)]
    #[serde(flatten)]
    pub delivery: Delivery,
}

/// How an invitation is sent. What is left out is as the project's settings say.
#[derive(Debug, Clone, Default, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(next_help_heading = "Invitation")]
pub struct Delivery {
    /// Link to put in the invitation
    #[arg(long, value_name = "URL")]
    pub invite_url: Option<String>,

    /// Send the invitation by e-mail
    #[arg(long)]
    pub send_mail: Option<bool>,

    /// Send the invitation by text message
    #[arg(long = "send-sms")]
    #[serde(rename = "sendSMS")]
    pub send_sms: Option<bool>,

    /// Variable of the message template (repeatable)
    #[arg(long = "template-option", value_name = "KEY=VALUE")]
    #[serde(serialize_with = "as_object")]
    pub template_options: Option<Vec<Assignment>>,

    /// Message template to use
    #[arg(long, value_name = "ID")]
    pub template_id: Option<String>,

    /// Language of the message, such as de or pt-BR
    #[arg(long)]
    pub locale: Option<String>,
}

/// A password hash of another system, as JSON: one algorithm with its parameters.
#[derive(Debug, Clone, Args, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HashedPassword {
    /// File with a password hash: {"bcrypt": {"hash": "…"}} or another algorithm
    #[arg(long, value_name = "FILE", conflicts_with_all = ["password_stdin", "password_file", "password_prompt"])]
    #[serde(skip)]
    pub hashed_password_file: Option<PathBuf>,

    #[arg(skip)]
    #[expect(missing_docs, reason = "filled before sending; a doc comment would look like help")]
    pub hashed_password: Option<Hash>,
}

/// The password of a new user, in clear text or as a hash.
#[derive(Debug, Clone, Args, Serialize)]
#[command(next_help_heading = "Password")]
pub struct Credentials {
    /// The initial password.
    #[command(flatten)]
    #[serde(flatten)]
    pub password: InitialPassword,

    /// The password hash.
    #[command(flatten)]
    #[serde(flatten)]
    pub hash: HashedPassword,
}

impl Credentials {
    pub(in crate::ops) fn open(&mut self) -> Secret<'_> {
        self.password.open()
    }
}

/// Create a user
///
/// The user starts as invited, with or without an invitation, unless a status is given. The API
/// wants an e-mail address or a phone number.
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = "Examples:
  descopectl user create alice@example.com --email alice@example.com --verified-email
  descopectl user create bob --phone +15551234567 --name 'Bob Example' --role admin
  descopectl user create carol --email carol@example.com --tenant acme=viewer --attribute plan=pro --attribute seats:=5
  descopectl user create dave@example.com --email dave@example.com --invite --send-mail
  descopectl user create --template > user.json
  descopectl user create -f user.json")]
pub struct Create {
    #[arg(skip)]
    #[serde(flatten)]
    #[expect(missing_docs, reason = "what the file says; a doc comment would look like help")]
    pub from_file: Map<String, Value>,

    /// Login ID of the new user
    #[arg(required_unless_present_any = ["file", "template"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub login_id: Option<LoginId>,

    /// Take the user from this JSON file, or from stdin with -; what a flag says wins
    #[arg(short, long, value_name = "FILE")]
    #[serde(skip)]
    pub file: Option<PathBuf>,

    /// Print a user as JSON, to be filled in
    #[arg(long, conflicts_with = "file")]
    #[serde(skip)]
    pub template: bool,

    /// The profile.
    #[command(flatten)]
    #[serde(flatten)]
    pub details: Details,

    /// How the user is invited.
    #[command(flatten)]
    #[serde(flatten)]
    pub invitation: Invitation,

    /// Create a test user, who does not count as an active user
    #[arg(long, help_heading = "Kind")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test: Option<bool>,

    /// The password.
    #[command(flatten)]
    #[serde(flatten)]
    pub credentials: Credentials,
}

/// Invite a user, who is created if missing
///
/// A login ID that nobody has makes a new user, who then is invited; a user who exists is invited
/// again. A user ID only invites again. The invitation goes to the e-mail address or phone number of
/// the user, or to the login ID where that is one.
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = "Examples:
  descopectl user invite alice@example.com --email alice@example.com --role viewer
  descopectl user invite alice@example.com --invite-url https://example.com/welcome --template-option team=Sales
  descopectl user invite U2abcdefghijklmnopqrstuvwxyz --send-sms")]
pub struct Invite {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    #[arg(skip = true)]
    invite: bool,

    /// How the invitation is sent.
    #[command(flatten)]
    #[serde(flatten)]
    pub delivery: Delivery,

    /// The profile.
    #[command(flatten)]
    #[serde(flatten)]
    pub details: Details,

    /// Create a test user, who does not count as an active user
    #[arg(long, help_heading = "Kind")]
    pub test: Option<bool>,

    /// The password.
    #[command(flatten)]
    #[serde(flatten)]
    pub credentials: Credentials,
}

/// One user of a batch create: a row of the input. Its fields are the columns.
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchUser {
    /// Login ID of the new user
    #[arg(long)]
    pub login_id: LoginId,

    /// The profile.
    #[command(flatten)]
    #[serde(flatten)]
    pub details: Details,

    /// Create a test user
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test: Option<bool>,

    /// Initial password, in clear text
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<SecretText>,

    /// Password hash of another system
    #[arg(long, conflicts_with = "password")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hashed_password: Option<Hash>,

    /// TOTP seed
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<SecretText>,

    /// When the user was created, in epoch seconds
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_time: Option<EpochSeconds>,
}

row!(BatchUser { login_id, details, test, password, hashed_password, seed, created_time });

impl RowStruct for BatchUser {
    const MAKES_USER: bool = true;

    fn write(&self, sink: &mut Sink) {
        sink.name(self.login_id.as_str());
        if let Some(remark) = remark_of_login_id(self.login_id.as_str()) {
            sink.remark("loginId", remark);
        }
        for name in self.details.additional_identifiers.iter().flatten() {
            sink.name(name.as_str());
            if let Some(remark) = remark_of_login_id(name.as_str()) {
                sink.remark("additionalIdentifiers", remark);
            }
        }
        if let Some(email) = &self.details.email {
            sink.address(email.as_str());
        }
        if let Some(remark) = self.hashed_password.as_ref().and_then(Hash::remark) {
            sink.remark("hashedPassword", remark);
        }
        self.details.note_doubts(sink);
        sink.body(self);
    }
}

/// Overwrite a user's whole profile
///
/// Everything that is not given is removed from the user, except status, passwords and factors. The
/// user is loaded first, and what would be cleared is shown; clearing needs --replace. To change some
/// fields and keep the others, or to give roles and tenants at once, use `user patch`.
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = "Examples:
  descopectl user update alice@example.com --email alice@example.com --name 'Alice Example'
  descopectl user update alice@example.com --email alice@example.com --replace --yes")]
pub struct Update {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// Allow the update to clear what is not given
    #[arg(long)]
    #[serde(skip)]
    pub replace: bool,

    /// The profile.
    #[command(flatten)]
    #[serde(flatten)]
    pub details: Details,
}

/// In place of a user: the one whom the file is about. Nobody has a name like this.
pub const NAMED_BY_FILE: &str = "the user whom the file is about";

/// Change some fields of a user and keep the others
///
/// Lists replace what was there: give all roles, tenants or applications that are to stay. A file that says whom it
/// is about, as one that `user load` printed, needs no USER.
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(mut_arg("user", |user| user
    .required(false)
    .required_unless_present("file")
    .default_value_if("file", ArgPredicate::IsPresent, NAMED_BY_FILE)))]
#[command(after_help = "Examples:
  descopectl user patch alice@example.com --name 'Alice Example'
  descopectl user patch alice@example.com --attribute plan=pro --remove phone --remove picture
  descopectl user patch alice@example.com -f changes.json
  descopectl user patch -f user.json")]
pub struct Patch {
    #[arg(skip)]
    #[serde(flatten)]
    #[expect(missing_docs, reason = "what the file says; a doc comment would look like help")]
    pub from_file: Map<String, Value>,

    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// Take the changes from this JSON file, or from stdin with -; what a flag says wins
    #[arg(short, long, value_name = "FILE")]
    #[serde(skip)]
    pub file: Option<PathBuf>,

    /// The profile.
    #[command(flatten)]
    #[serde(flatten)]
    pub details: Details,

    /// Mark the user as managed by SCIM
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scim: Option<bool>,

    /// Field to empty (repeatable)
    #[arg(long = "remove", alias = "clear", value_enum, value_name = "FIELD")]
    #[serde(flatten, serialize_with = "as_empty_values")]
    pub clear: Vec<Clearable>,
}

/// Change a user in an editor
///
/// Opens the user as JSON, or TOML, in the editor that VISUAL or EDITOR names, shows what was changed, and sends only
/// that. A field that is taken out is emptied. What a patch takes away is asked for and saved first.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  descopectl user edit alice@example.com
  descopectl user edit alice@example.com --as toml
  EDITOR='code --wait' descopectl user edit alice@example.com")]
pub struct Edit {
    /// Who it is about.
    #[command(flatten)]
    pub target: Target,

    /// Form of the user in the editor
    #[arg(long = "as", value_enum, value_name = "FORM", default_value = "json")]
    pub form: EditForm,
}

/// How a user is written in an editor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum EditForm {
    /// JSON
    Json,
    /// TOML
    Toml,
}

/// A field that a patch can empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Clearable {
    /// The e-mail address
    Email,
    /// The phone number
    Phone,
    /// The display name
    Name,
    /// The first name
    GivenName,
    /// The middle name
    MiddleName,
    /// The last name
    FamilyName,
    /// The picture
    Picture,
    /// All project roles
    Roles,
    /// All tenants
    Tenants,
    /// All families (seen in one SDK only)
    Families,
    /// All limits to applications: every application is then open
    Apps,
}

impl Clearable {
    /// The value by which the API empties a field, where a patch can empty it.
    #[must_use]
    pub fn empty_value(field: &str) -> Option<Value> {
        let mut known = Self::value_variants().iter().map(|clearable| clearable.field());
        known.find_map(|(name, empty)| (name == field).then_some(empty))
    }

    fn field(self) -> (&'static str, Value) {
        let text = |name| (name, Value::String(String::new()));
        let list = |name| (name, Value::Array(Vec::new()));
        match self {
            Self::Email => text("email"),
            Self::Phone => text("phone"),
            Self::Name => text("name"),
            Self::GivenName => text("givenName"),
            Self::MiddleName => text("middleName"),
            Self::FamilyName => text("familyName"),
            Self::Picture => text("picture"),
            Self::Roles => list("roleNames"),
            Self::Tenants => list("userTenants"),
            Self::Families => list("familyAssociations"),
            Self::Apps => list("ssoAppIds"),
        }
    }
}

#[expect(clippy::ptr_arg, reason = "serde hands over the field as it is")]
fn as_empty_values<S: Serializer>(clear: &Vec<Clearable>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(clear.iter().map(|field| field.field()))
}

/// One user of a batch patch: a row of the input. Its fields are the columns.
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PatchUser {
    /// Login ID or user ID of the user
    #[arg(long)]
    pub login_id: Identifier,

    /// The profile.
    #[command(flatten)]
    #[serde(flatten)]
    pub details: Details,

    /// Mark the user as managed by SCIM
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scim: Option<bool>,
}

row!(PatchUser { login_id, details, scim });

impl RowStruct for PatchUser {
    const NULLS: NullPolicy = NullPolicy::Sent(Clearable::empty_value);

    fn write(&self, sink: &mut Sink) {
        sink.name(self.login_id.as_str());
        self.details.note_doubts(sink);
        sink.body(self);
    }
}

/// One user of a batch delete: a row of the input. Its fields are the columns; a record of the API has
/// them, too.
#[derive(Debug, Args, Serialize)]
#[command(group(clap::ArgGroup::new("identifier").args(["user_id", "login_id", "login_ids"]).required(true).multiple(true)))]
pub struct DeleteRow {
    /// User ID, which wins over login IDs
    #[arg(long)]
    #[serde(skip)]
    pub user_id: Option<Identifier>,

    /// Login ID or user ID
    #[arg(long)]
    #[serde(skip)]
    pub login_id: Option<Identifier>,

    /// All login IDs, as in a record
    #[arg(long)]
    #[serde(skip)]
    pub login_ids: Vec<Identifier>,

    /// E-mail address, which must be that of the user
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

row!(DeleteRow { user_id, login_id, login_ids, email });

impl RowStruct for DeleteRow {
    const PASSES_OVER_FIELDS: bool = true;

    /// The identifier that leads to the user, and those that must be his, too; the body is made when he was looked
    /// up.
    fn write(&self, sink: &mut Sink) {
        let login_ids = self.login_id.iter().chain(&self.login_ids);
        for name in self.user_id.iter().chain(login_ids) {
            if !sink.names().lines().any(|known| known == name.as_str()) {
                sink.name(name.as_str());
            }
        }
        sink.body(self);
    }
}

/// Delete a user, or several
///
/// The full records are saved first, in the platform's data folder or where --backup says. All users are
/// looked up before the first one is deleted.
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl user delete alice@example.com
  descopectl user delete alice@example.com bob@example.com
  descopectl user delete U2abcdefghijklmnopqrstuvwxyz --yes")]
pub struct Delete {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// Further users
    #[arg(value_name = "USER")]
    #[serde(skip)]
    pub others: Vec<Identifier>,

    /// Go ahead only if exactly this many users are named, each counted once; this answers the question
    #[arg(long, value_name = "COUNT")]
    #[serde(skip)]
    pub expect: Option<u64>,

    /// Where the records go first.
    #[command(flatten)]
    #[serde(skip)]
    pub backup: Backup,
}

/// Where records go before they are deleted.
#[derive(Debug, Clone, Args)]
pub struct Backup {
    /// Save the records to this file [default: a new file in the data folder]
    #[arg(long, value_name = "FILE", conflicts_with = "no_backup")]
    pub backup: Option<PathBuf>,

    /// Delete without saving the records
    #[arg(long)]
    pub no_backup: bool,
}
