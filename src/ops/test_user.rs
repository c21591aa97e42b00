//! Operations on test users: made for automated tests, and signed in without any message being sent.

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::{
    Shown::{As, Done},
    identifier::{LoginId, Target},
    sign_in::{LoginOptions, compact},
    spec::operations,
    user::{Backup, Credentials, Details, Invitation, USER},
};
use crate::output::{Column, ColumnKind, Shape, View};

operations! {
    /// Manage test users, and get the codes and links they would be sent
    #[expect(clippy::large_enum_variant, reason = "there is one of it in a run")]
    pub enum Command "test-user", all in SPECS;

    Create "create" Post "/v1/mgmt/user/create/test" UserCreate Harmful Write
        with credentials => As(&USER);
    DeleteAll "delete-all" Delete "/v1/mgmt/user/test/delete/all" UserManagement Harmless
        Ask("delete all test users") => Done("deleted all test users");
    Otp "otp" Post "/v1/mgmt/tests/generate/otp" General Harmful Write of LoginId => As(&OTP);
    MagicLink "magic-link" Post "/v1/mgmt/tests/generate/magiclink" General Harmful Write
        of LoginId => As(&LINK);
    EnchantedLink "enchanted-link" Post "/v1/mgmt/tests/generate/enchantedlink" General Harmful Write
        of LoginId => As(&LINK);
}

const OTP: View = View {
    pointer: "",
    shape: Shape::One,
    columns: &[Column::text("Login ID", "loginId"), Column::new("Code", "code", ColumnKind::Whole)],
    id: "code",
    fields: &["loginId", "code"],
};

const LINK: View = View {
    pointer: "",
    shape: Shape::One,
    columns: &[
        Column::text("Login ID", "loginId"),
        Column::new("Link", "link", ColumnKind::Whole),
        Column::new("Pending ref", "pendingRef", ColumnKind::Whole),
    ],
    id: "link",
    fields: &["loginId", "link", "pendingRef"],
};

/// Create a test user
///
/// A test user does not count as an active user, and the codes and links of their sign-ins can be
/// asked for.
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = "Examples:
  descopectl test-user create robot@example.com --email robot@example.com --verified-email
  descopectl test-user create +15551234567 --phone +15551234567 --verified-phone --role viewer")]
pub struct Create {
    /// Login ID of the new test user
    pub login_id: LoginId,

    #[arg(skip = true)]
    test: bool,

    /// The profile.
    #[command(flatten)]
    #[serde(flatten)]
    pub details: Details,

    /// How the user is invited.
    #[command(flatten)]
    #[serde(flatten)]
    pub invitation: Invitation,

    /// The password.
    #[command(flatten)]
    #[serde(flatten)]
    pub credentials: Credentials,
}

/// Delete all test users of the project
///
/// The test users are counted first, and their records saved in the platform's data folder or where
/// --backup says.
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl test-user delete-all
  descopectl test-user delete-all --expect 25 --no-backup")]
pub struct DeleteAll {
    /// Go ahead only if exactly this many test users would be deleted, which takes the place of the question
    #[arg(long, value_name = "COUNT")]
    #[serde(skip)]
    pub expect: Option<u64>,

    /// Where the records go first.
    #[command(flatten)]
    #[serde(skip)]
    pub backup: Backup,
}

/// How a code or link would have been sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DeliveryMethod {
    /// By e-mail
    Email,
    /// By text message
    Sms,
    /// By phone call
    Voice,
    /// By WhatsApp
    Whatsapp,
    /// Not sent, but handed over
    #[serde(rename = "Embedded")]
    Embedded,
}

/// Sign a test user in with a one-time code, and print the code
///
/// The code is the one that would have been sent. It is verified as that of any user.
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = "Examples:
  descopectl test-user otp robot@example.com
  descopectl test-user otp +15551234567 --delivery-method sms -q .code")]
pub struct Otp {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// How the code would have been sent
    #[arg(long, value_enum, value_name = "METHOD", default_value_t = DeliveryMethod::Email)]
    pub delivery_method: DeliveryMethod,

    /// What the sign-in does.
    #[command(flatten)]
    #[serde(serialize_with = "compact")]
    pub login_options: LoginOptions,
}

/// Sign a test user in with a magic link, and print the link
///
/// The link is the one that would have been sent. Its parameter t is the token to verify.
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = "Examples:
  descopectl test-user magic-link robot@example.com --redirect-url https://example.com/verify")]
pub struct MagicLink {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// How the link would have been sent
    #[arg(long, value_enum, value_name = "METHOD", default_value_t = DeliveryMethod::Email)]
    pub delivery_method: DeliveryMethod,

    /// Where the link leads [default: the project's setting]
    #[arg(long, value_name = "URL")]
    pub redirect_url: Option<String>,

    /// What the sign-in does.
    #[command(flatten)]
    #[serde(serialize_with = "compact")]
    pub login_options: LoginOptions,
}

/// Sign a test user in with an enchanted link, and print the link
///
/// The link is the one that would have been sent. Poll for the session with the pending ref.
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = "Examples:
  descopectl test-user enchanted-link robot@example.com -o json")]
pub struct EnchantedLink {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// Where the link leads [default: the project's setting]
    #[arg(long, value_name = "URL")]
    pub redirect_url: Option<String>,

    /// What the sign-in does.
    #[command(flatten)]
    #[serde(serialize_with = "compact")]
    pub login_options: LoginOptions,
}
