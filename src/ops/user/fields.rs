//! Changes to one field of a user.

use clap::Args;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::ops::{
    arguments::{Assignment, Email, Expiry, Phone, PictureUrl, Status},
    identifier::{Identifier, LoginId, Target},
    row::{Sink, row},
};

/// Change the state of a user's account
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl user update-status alice@example.com disabled
  descopectl user enable alice@example.com")]
pub struct UpdateStatus {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// New state
    #[arg(value_enum)]
    pub status: Status,
}

row!(UpdateStatus { target, status });

/// Let a user, or several, sign in (again)
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl user enable alice@example.com
  descopectl user enable alice@example.com bob@example.com")]
pub struct Enable {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// Further users
    #[arg(value_name = "USER")]
    #[serde(skip)]
    pub others: Vec<Identifier>,

    #[arg(skip = Status::Enabled)]
    status: Status,
}

row!(Enable { target } not in rows: others: Vec::new(), status: Status::Enabled);

/// Keep a user, or several, from signing in
///
/// Of several users, all are shown and one question is asked; --yes or --expect COUNT answers it in a script.
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl user disable alice@example.com
  descopectl user disable alice@example.com bob@example.com --yes")]
pub struct Disable {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// Further users
    #[arg(value_name = "USER")]
    #[serde(skip)]
    pub others: Vec<Identifier>,

    /// Go ahead only if exactly this many users are named, each counted once
    #[arg(long, value_name = "COUNT")]
    #[serde(skip)]
    pub expect: Option<u64>,

    #[arg(skip = Status::Disabled)]
    status: Status,
}

row!(Disable { target } not in rows: others: Vec::new(), expect: None, status: Status::Disabled);

/// Change a user's e-mail address
///
/// An address that also is the user's login ID changes with it. When another user has the address as
/// login ID, nothing is changed, unless --merge is given: the API then merges that user into this one
/// and deletes it.
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = "Examples:
  descopectl user update-email alice@example.com alice@new.example.com --verified
  descopectl user update-email alice@example.com --remove")]
pub struct UpdateEmail {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// New address
    #[arg(required_unless_present = "remove")]
    #[serde(serialize_with = "none_as_empty")]
    pub email: Option<Email>,

    /// Remove the address
    #[arg(long, conflicts_with_all = ["email", "verified"])]
    #[serde(skip)]
    pub remove: bool,

    /// Whether the address may be used to sign in
    #[arg(long)]
    pub verified: Option<bool>,

    /// Merge another user who has the address as login ID into this one, and delete that user
    #[arg(long)]
    #[serde(rename = "failOnConflict", serialize_with = "negated")]
    pub merge: bool,
}

// The merge of two users names the other one first.
row!(UpdateEmail { target, email, remove, verified } not in rows: merge: false);

/// Change a user's phone number
///
/// A number that also is the user's login ID changes with it. When another user has the number as
/// login ID, nothing is changed, unless --merge is given: the API then merges that user into this one
/// and deletes it.
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = "Examples:
  descopectl user update-phone alice@example.com +15551234567 --verified
  descopectl user update-phone alice@example.com --remove")]
pub struct UpdatePhone {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// New number
    #[arg(required_unless_present = "remove")]
    #[serde(serialize_with = "none_as_empty")]
    pub phone: Option<Phone>,

    /// Remove the number
    #[arg(long, conflicts_with_all = ["phone", "verified"])]
    #[serde(skip)]
    pub remove: bool,

    /// Whether the number may be used to sign in
    #[arg(long)]
    pub verified: Option<bool>,

    /// Merge another user who has the number as login ID into this one, and delete that user
    #[arg(long)]
    #[serde(rename = "failOnConflict", serialize_with = "negated")]
    pub merge: bool,
}

row!(UpdatePhone { target, phone, remove, verified } not in rows: merge: false);

/// Replace or remove one of a user's login IDs
///
/// The last login ID cannot be removed.
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = "Examples:
  descopectl user update-login-id alice@example.com alice@new.example.com
  descopectl user update-login-id alice-old --remove")]
pub struct UpdateLoginId {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// New login ID
    #[arg(required_unless_present = "remove")]
    #[serde(serialize_with = "none_as_empty")]
    pub new_login_id: Option<LoginId>,

    /// Remove the login ID
    #[arg(long, conflicts_with = "new_login_id")]
    #[serde(skip)]
    pub remove: bool,
}

row!(UpdateLoginId { target, new_login_id, remove });

impl UpdateLoginId {
    /// Writes what is sent for a row. A name that one row gives up and another takes would make their
    /// order count, so that the new one is a name of the row, too.
    pub(super) fn write_both_names(&self, sink: &mut Sink) {
        sink.request(self);
        self.new_login_id.iter().for_each(|name| sink.name(name.as_str()));
    }
}

/// Change a user's names
///
/// What is not given stays; an empty text removes.
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = "Examples:
  descopectl user update-display-name alice@example.com 'Alice Example'
  descopectl user update-display-name alice@example.com --given-name Alice --family-name Example
  descopectl user update-display-name alice@example.com --middle-name ''")]
pub struct UpdateDisplayName {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// Display name
    #[arg(required_unless_present_any = ["given_name", "middle_name", "family_name"])]
    pub name: Option<String>,

    /// First name
    #[arg(long, value_name = "NAME")]
    pub given_name: Option<String>,

    /// Middle name
    #[arg(long, value_name = "NAME")]
    pub middle_name: Option<String>,

    /// Last name
    #[arg(long, value_name = "NAME")]
    pub family_name: Option<String>,
}

row!(UpdateDisplayName { target, name, given_name, middle_name, family_name });

/// Change a user's picture
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl user update-picture alice@example.com https://example.com/alice.png
  descopectl user update-picture alice@example.com --remove")]
pub struct UpdatePicture {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// URL of the picture
    #[arg(required_unless_present = "remove", value_name = "URL")]
    #[serde(serialize_with = "none_as_empty")]
    pub picture: Option<PictureUrl>,

    /// Remove the picture
    #[arg(long, conflicts_with = "picture")]
    #[serde(skip)]
    pub remove: bool,
}

row!(UpdatePicture { target, picture, remove });

/// Set custom attributes of a user
///
/// The attributes must be defined in the project. Each is one request; when one fails, those before
/// it are set.
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl user update-custom-attributes alice@example.com plan=pro
  descopectl user update-custom-attributes alice@example.com seats:=5 beta:=true")]
pub struct UpdateCustomAttributes {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// key=text, or key:=json for other types
    #[arg(required = true, value_name = "KEY=VALUE")]
    #[serde(skip)]
    pub attributes: Vec<Assignment>,
}

row!(UpdateCustomAttributes { target, attributes });

impl UpdateCustomAttributes {
    /// The bodies of its requests: one for each attribute.
    #[must_use]
    pub fn bodies(&self) -> Vec<Value> {
        let body = |attribute: &Assignment| {
            json!({
                "loginId": self.target.user,
                "attributeKey": attribute.key,
                "attributeValue": attribute.value,
            })
        };
        self.attributes.iter().map(body).collect()
    }

    /// Writes what is sent for a row: one request for each attribute.
    pub(super) fn write_each(&self, sink: &mut Sink) {
        sink.name(self.target.user.as_str());
        self.bodies().iter().for_each(|body| sink.body(body));
    }
}

/// Change the e-mail address for a user's account recovery
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = "Examples:
  descopectl user update-recovery-email alice@example.com alice@private.example.com --verified
  descopectl user update-recovery-email alice@example.com --remove")]
pub struct UpdateRecoveryEmail {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// New address
    #[arg(required_unless_present = "remove", value_name = "EMAIL")]
    #[serde(serialize_with = "none_as_empty")]
    pub recovery_email: Option<Email>,

    /// Remove the address
    #[arg(long, conflicts_with_all = ["recovery_email", "verified"])]
    #[serde(skip)]
    pub remove: bool,

    /// Whether the address is verified
    #[arg(long)]
    pub verified: Option<bool>,
}

row!(UpdateRecoveryEmail { target, recovery_email, remove, verified });

/// Change the phone number for a user's account recovery
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = "Examples:
  descopectl user update-recovery-phone alice@example.com +15551234567 --verified
  descopectl user update-recovery-phone alice@example.com --remove")]
pub struct UpdateRecoveryPhone {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// New number
    #[arg(required_unless_present = "remove", value_name = "PHONE")]
    #[serde(serialize_with = "none_as_empty")]
    pub recovery_phone: Option<Phone>,

    /// Remove the number
    #[arg(long, conflicts_with_all = ["recovery_phone", "verified"])]
    #[serde(skip)]
    pub remove: bool,

    /// Whether the number is verified
    #[arg(long)]
    pub verified: Option<bool>,
}

row!(UpdateRecoveryPhone { target, recovery_phone, remove, verified });

/// Set until when a user allows others to impersonate them
///
/// The API does not document the value it takes. It is read here as the time when the consent ends,
/// as in the user's field consentExpiration.
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = "Examples:
  descopectl user update-impersonation-consent alice@example.com 7d
  descopectl user update-impersonation-consent alice@example.com 2030-01-31
  descopectl user update-impersonation-consent alice@example.com --remove")]
pub struct UpdateImpersonationConsent {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// End of the consent: a date, a time, or a span from now such as 7d
    #[arg(required_unless_present = "revoke", value_name = "UNTIL")]
    #[serde(serialize_with = "none_as_zero")]
    pub impersonation_consent: Option<Expiry>,

    /// Take the consent back
    #[arg(long = "remove", alias = "revoke", conflicts_with = "impersonation_consent")]
    #[serde(skip)]
    pub revoke: bool,
}

row!(UpdateImpersonationConsent { target, impersonation_consent, revoke });

/// The API removes a value when an empty text is sent for it.
fn none_as_empty<T: Serialize, S: Serializer>(value: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => value.serialize(serializer),
        None => serializer.serialize_str(""),
    }
}

fn none_as_zero<T: Serialize, S: Serializer>(value: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => value.serialize(serializer),
        None => serializer.serialize_i32(0),
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn negated<S: Serializer>(flag: &bool, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bool(!flag)
}
