//! Operations on tokens.

use clap::Args;
use serde::Serialize;

use super::{
    Shown::As,
    arguments::{Assignment, as_object},
    secret::Token,
    spec::operations,
};
use crate::output::{Column, ColumnKind, Shape, View};

operations! {
    /// Work on tokens
    pub enum Command "jwt", all in SPECS;

    Update "update" Post "/v1/mgmt/jwt/update" General Harmful Write with token => As(&TOKEN);
}

const TOKEN: View = View {
    pointer: "",
    shape: Shape::One,
    columns: &[Column { header: "JWT", path: "jwt", kind: ColumnKind::Text }],
    id: "jwt",
    fields: &["jwt"],
};

/// Issue a token anew, with more claims
///
/// Takes a session or refresh JWT from stdin or a file and prints the new one. Without claims the
/// authorization data in the token is brought up to date. Claims that the API reserves are dropped.
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = "Examples:
  descopectl jwt update --claim plan=pro --claim seats:=5 < session.jwt
  descopectl jwt update --jwt-file refresh.jwt --refresh-duration 3600 -o json")]
pub struct Update {
    /// The token.
    #[command(flatten)]
    #[serde(flatten)]
    pub token: Token,

    /// Claim to add: key=text, or key:=json (repeatable)
    #[arg(long = "claim", value_name = "KEY=VALUE")]
    #[serde(serialize_with = "as_object")]
    pub custom_claims: Option<Vec<Assignment>>,

    /// New lifetime in seconds [default: the expiry stays]
    #[arg(long, value_name = "SECONDS")]
    pub refresh_duration: Option<u32>,
}
