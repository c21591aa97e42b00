//! What sign-ins and sign-ups take, wherever they begin: tokens, links and test users.

use std::path::PathBuf;

use clap::Args;
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::{
    arguments::{Assignment, Email, Name, Phone, as_object},
    secret::{Filled, Secret, Source},
};

/// What a simulated or linked sign-in asks of its session.
#[derive(Debug, Clone, Default, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(next_help_heading = "Sign-in")]
pub struct LoginOptions {
    /// Make it a step-up of an existing session
    #[arg(long)]
    pub stepup: Option<bool>,

    /// Make it the second factor of an existing session
    #[arg(long)]
    pub mfa: Option<bool>,

    /// Claim to put in the session's token: key=text, or key:=json (repeatable)
    #[arg(long = "claim", value_name = "KEY=VALUE")]
    #[serde(serialize_with = "as_object")]
    pub custom_claims: Option<Vec<Assignment>>,

    /// Application to sign in to
    #[arg(long = "app", value_name = "APP_ID")]
    pub sso_app_id: Option<Name>,

    /// Tenant to sign in to
    #[arg(long = "tenant", value_name = "TENANT")]
    pub tenant_id: Option<Name>,

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

    /// Challenge that the token is bound to, in base64
    #[arg(long, value_name = "BASE64")]
    pub pkce_challenge: Option<String>,

    /// The other sessions of the user.
    #[command(flatten)]
    #[serde(flatten)]
    pub revocation: Revocation,
}

/// What a sign-in does to the other sessions of the user.
#[derive(Debug, Clone, Default, Args, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Revocation {
    /// End the other sessions of the user
    #[arg(long)]
    pub revoke_other_sessions: Option<bool>,

    /// Limit that to this kind of session (repeatable)
    #[arg(long = "revoke-session-type", value_name = "TYPE")]
    pub revoke_other_sessions_types: Option<Vec<String>>,
}

/// The profile of a user who signs up.
#[derive(Debug, Clone, Default, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(next_help_heading = "Profile")]
pub struct SignUpProfile {
    /// What the user is called and reached by.
    #[command(flatten)]
    #[serde(serialize_with = "compact")]
    pub user: SignUpUser,

    /// Whether the e-mail address may be used to sign in
    #[arg(long = "verified-email")]
    pub email_verified: Option<bool>,

    /// Whether the phone number may be used to sign in
    #[arg(long = "verified-phone")]
    pub phone_verified: Option<bool>,
}

/// What a user who signs up is called and reached by.
#[derive(Debug, Clone, Default, Args, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SignUpUser {
    /// E-mail address
    #[arg(long)]
    pub email: Option<Email>,

    /// Phone number in the form +15551234567
    #[arg(long)]
    pub phone: Option<Phone>,

    /// Display name
    #[arg(long)]
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

    /// E-mail address for account recovery
    #[arg(long, value_name = "EMAIL")]
    pub recovery_email: Option<Email>,

    /// Phone number for account recovery
    #[arg(long, value_name = "PHONE")]
    pub recovery_phone: Option<Phone>,
}

/// Proof of a session that a sign-in steps up or adds a factor to.
#[derive(Debug, Clone, Args, Serialize)]
pub struct SecondStep {
    /// Step up the session whose refresh token is given
    #[arg(long)]
    pub stepup: Option<bool>,

    /// Add a second factor to the session whose refresh token is given
    #[arg(long)]
    pub mfa: Option<bool>,

    /// Read that refresh token from this file [default: stdin]
    #[arg(long, value_name = "FILE")]
    #[serde(skip)]
    pub jwt_file: Option<PathBuf>,

    #[arg(skip)]
    #[expect(missing_docs, reason = "filled before sending; a doc comment would look like help")]
    pub jwt: Filled,
}

impl SecondStep {
    pub(super) fn open(&mut self) -> Secret<'_> {
        let needed = self.stepup == Some(true) || self.mfa == Some(true);
        let source = match &self.jwt_file {
            Some(file) => Source::File(file.clone()),
            None if needed => Source::Stdin,
            None => Source::Absent,
        };
        Secret { what: "refresh token", flags: "stdin or `--jwt-file FILE`", source, slot: &mut self.jwt }
    }
}

/// Writes an object without the fields that were not given; nothing where none was.
///
/// # Errors
/// When a value cannot be expressed in JSON.
pub fn compact<T: Serialize, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut value = serde_json::to_value(value).map_err(serde::ser::Error::custom)?;
    if let Value::Object(fields) = &mut value {
        fields.retain(|_, field| !field.is_null());
        if fields.is_empty() {
            return serializer.serialize_none();
        }
    }
    value.serialize(serializer)
}
