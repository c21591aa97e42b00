//! Passkeys, authenticator apps, recovery codes and trusted devices of a user.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use serde_json::Value;

use crate::ops::{
    arguments::Name,
    identifier::{Identifier, Target},
    row::row,
};

/// List the passkeys of a user
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl user list-passkeys alice@example.com
  descopectl user list-passkeys alice@example.com -o ids")]
pub struct ListPasskeys {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,
}

/// Delete one passkey of a user
///
/// A user with no other way to sign in is locked out.
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = "Examples:
  descopectl user list-passkeys alice@example.com
  descopectl user delete-passkey alice@example.com pX3yR7 --yes")]
pub struct DeletePasskey {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// ID of the passkey, as `user list-passkeys` shows it
    #[arg(value_name = "PASSKEY")]
    pub credential_id: Name,
}

row!(DeletePasskey { target, credential_id });

/// Delete all passkeys of a user
///
/// A user with no other way to sign in is locked out.
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl user delete-passkeys alice@example.com --yes")]
pub struct DeletePasskeys {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,
}

row!(DeletePasskeys { target });

/// Give a user passkeys that were made elsewhere
///
/// The file holds a JSON array. Each item is an object with one key, for where the passkey comes from:
/// descope, with credentialId, rpId and publicKey, or auth0, with keyId, rpId and publicKey. The public
/// key is in base64.
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl user import-passkeys alice@example.com passkeys.json
  descopectl user import-passkeys alice@example.com - < passkeys.json")]
pub struct ImportPasskeys {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// File with the passkeys; - for stdin
    #[serde(skip)]
    pub file: PathBuf,

    #[arg(skip)]
    #[expect(missing_docs, reason = "filled before sending; a doc comment would look like help")]
    pub devices: Vec<Value>,
}

/// Remove a user's authenticator app
///
/// A user with no other way to sign in is locked out.
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl user delete-totp alice@example.com --yes")]
pub struct DeleteTotp {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,
}

row!(DeleteTotp { target });

/// Delete the recovery codes of a user
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl user delete-recovery-codes alice@example.com --yes")]
pub struct DeleteRecoveryCodes {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,
}

row!(DeleteRecoveryCodes { target });

/// List the trusted devices of users
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl user list-trusted-devices alice@example.com
  descopectl user list-trusted-devices alice@example.com bob@example.com -o csv")]
pub struct ListTrustedDevices {
    /// Login IDs or user IDs
    #[arg(required = true, value_name = "USER")]
    pub identifiers: Vec<Identifier>,
}

/// Remove trusted devices of a user
///
/// At the next sign-in from such a device the user has to prove who they are again.
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = "Examples:
  descopectl user list-trusted-devices alice@example.com
  descopectl user remove-trusted-devices alice@example.com TD1 TD2 --yes")]
pub struct RemoveTrustedDevices {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// IDs of the devices, as `user list-trusted-devices` shows them
    #[arg(required = true, value_name = "DEVICE")]
    pub device_ids: Vec<Name>,
}

row!(RemoveTrustedDevices { target, device_ids });
