//! Tokens for links that sign a user in or up without any further proof.

use clap::Args;
use serde::Serialize;

use crate::ops::{
    arguments::{Assignment, as_object, whole_seconds},
    identifier::{Identifier, Target},
    sign_in::{LoginOptions, SignUpProfile, compact},
};

/// Make a token for a link that signs a user in
///
/// Anyone who has the token is let in: mind where the output goes. Your application puts it in a link and
/// verifies it as it verifies a magic link.
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = "Examples:
  descopectl user embedded-link alice@example.com
  descopectl user embedded-link alice@example.com --lifetime 10m --claim plan=pro -q .token")]
pub struct EmbeddedLink {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// Claim to put in the session's token: key=text, or key:=json (repeatable)
    #[arg(long = "claim", value_name = "KEY=VALUE")]
    #[serde(serialize_with = "as_object")]
    pub custom_claims: Option<Vec<Assignment>>,

    /// How long the token is valid [default: the project's setting]
    #[arg(long, value_name = "TIME", value_parser = whole_seconds::<1>)]
    #[serde(rename = "timeout")]
    pub lifetime: Option<i32>,
}

/// Make a token for a link that signs a new user up
///
/// Anyone who has the token is let in: mind where the output goes. Your application puts it in a link and
/// verifies it as it verifies a magic link.
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = "Examples:
  descopectl user sign-up-embedded-link dora@example.com --email dora@example.com
  descopectl user sign-up-embedded-link dora@example.com --name Dora --lifetime 10m -q .token")]
pub struct SignUpEmbeddedLink {
    /// Login ID of the new user
    pub login_id: Identifier,

    /// The profile.
    #[command(flatten)]
    #[serde(flatten)]
    pub profile: SignUpProfile,

    /// What the sign-up does.
    #[command(flatten)]
    #[serde(serialize_with = "compact")]
    pub login_options: LoginOptions,

    /// How long the token is valid [default: 1m]
    #[arg(long, value_name = "TIME", value_parser = whole_seconds::<1>)]
    #[serde(rename = "timeout")]
    pub lifetime: Option<i32>,
}
