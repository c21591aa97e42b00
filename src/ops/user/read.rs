//! Reads: load, login history, provider token.

use clap::Args;
use serde::Serialize;

use super::USERS;
use crate::ops::{
    Bucket, Method, Shown, Spec,
    arguments::Name,
    identifier::{Identifier, Reading, Target},
};

/// Show one user or several
///
/// Several user IDs are fetched in one request. Reads see a change at once; `user search` may lag
/// behind by some seconds.
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl user load alice@example.com
  descopectl user load U2abcdefghijklmnopqrstuvwxyz -o json
  descopectl user load alice@example.com bob@example.com -o csv")]
pub struct Load {
    /// Login IDs or user IDs
    #[arg(required = true, value_name = "USER")]
    #[serde(skip)]
    pub users: Vec<Identifier>,

    /// How identifiers are read.
    #[command(flatten)]
    #[serde(skip)]
    pub reading: Reading,
}

/// Several users by user ID in one request. It belongs to the command `user load`.
pub const LOAD_MANY: Spec = Spec {
    noun: "user",
    verb: "load",
    method: Method::Post,
    path: "/v1/mgmt/users/load",
    bucket: Bucket::General,
    shown: Shown::As(&USERS),
    ..Spec::PLAIN
};

/// Show when and from where users signed in
///
/// The API takes user IDs; a login ID costs one more request, to look its user ID up.
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl user login-history alice@example.com
  descopectl user login-history U2abcdefghijklmnopqrstuvwxyz -o jsonl")]
pub struct LoginHistory {
    /// Login IDs or user IDs
    #[arg(required = true, value_name = "USER")]
    #[serde(skip)]
    pub users: Vec<Identifier>,

    /// How identifiers are read.
    #[command(flatten)]
    #[serde(skip)]
    pub reading: Reading,
}

/// Show a user's access token of a social provider
///
/// Works for users who signed in through that provider, with the project's own provider account and
/// its setting to manage provider tokens. The token is printed: mind where the output goes.
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = "Examples:
  descopectl user provider-token alice@example.com --provider google
  descopectl user provider-token alice@example.com --provider google --with-refresh-token -o json")]
pub struct ProviderToken {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// Provider, such as google or facebook, or a custom one
    #[arg(long)]
    pub provider: Name,

    /// Show the refresh token too
    #[arg(long)]
    pub with_refresh_token: bool,

    /// Have the provider issue a new token first
    #[arg(long)]
    pub force_refresh: bool,
}
