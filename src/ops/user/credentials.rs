//! Passwords and sessions of a user.

use clap::Args;
use serde::Serialize;

use crate::ops::{
    identifier::{Identifier, Target},
    row::row,
    secret::Password,
};

/// Make a user choose a new password at the next sign-in
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl user expire-password alice@example.com")]
pub struct ExpirePassword {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,
}

row!(ExpirePassword { target });

/// Set a password that works at once
///
/// Prompts for the password, twice, unless a flag says where it comes from.
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl user set-active-password alice@example.com
  descopectl user set-active-password alice@example.com --generate --yes
  descopectl user set-active-password alice@example.com --password-stdin --yes < password.txt")]
pub struct SetActivePassword {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// The new password.
    #[command(flatten)]
    #[serde(flatten)]
    pub password: Password,
}

row!(SetActivePassword { target, password });

/// Set a password that must be replaced at the next sign-in
///
/// Prompts for the password, twice, unless a flag says where it comes from.
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl user set-temporary-password alice@example.com
  descopectl user set-temporary-password alice@example.com --generate --yes -o json")]
pub struct SetTemporaryPassword {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// The new password.
    #[command(flatten)]
    #[serde(flatten)]
    pub password: Password,
}

row!(SetTemporaryPassword { target, password });

/// Log a user, or several, out of all sessions
///
/// Ends the refresh tokens; a session token that was issued lives on until it expires.
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = "Examples:
  descopectl user logout alice@example.com --yes
  descopectl user logout alice@example.com bob@example.com --yes")]
pub struct Logout {
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

    /// Limit the logout to this kind of session (repeatable)
    #[arg(long = "session-type", value_name = "TYPE")]
    pub session_types: Option<Vec<String>>,
}

row!(Logout { target, session_types } not in rows: others: Vec::new(), expect: None);
