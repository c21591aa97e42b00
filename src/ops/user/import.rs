//! Users from elsewhere: exports of other systems, and records saved by a deletion.

use std::path::PathBuf;

use clap::Args;
use serde::{Serialize, Serializer};

use super::Running;
use crate::ops::{arguments::Name, identifier::Identifier};

/// Have the server import an export (`batch-create --from` reads it here)
///
/// The API reads the export itself, in the form that the other system writes it. What happens to users
/// who exist already is not documented: try it with --validate-only first. Every record that fails is
/// named, and the exit code is then 3. Only the server knows where the records of an export begin and which
/// parts belong together, so that the export is one request: it is not split, paced or resumed, and has no
/// journal. `user batch-create --from` does all that with the exports that `source list` names, and
/// `user batch-create` with CSV and JSON of your own.
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl user import auth0-users.json --from auth0 --validate-only
  descopectl user import auth0-users.json --from auth0 --hashes auth0-hashes.json --yes")]
pub struct Import {
    /// File with the export; - for stdin
    #[serde(skip)]
    pub file: PathBuf,

    /// System that the export is from, such as auth0
    #[arg(long = "from", alias = "source")]
    pub source: Name,

    #[arg(skip)]
    #[expect(missing_docs, reason = "filled before sending; a doc comment would look like help")]
    pub users: Option<Content>,

    /// File with the password hashes
    #[arg(long = "hashes", value_name = "FILE")]
    #[serde(skip)]
    pub hashes_file: Option<PathBuf>,

    #[arg(skip)]
    #[expect(missing_docs, reason = "filled before sending; a doc comment would look like help")]
    pub hashes: Option<Content>,

    /// Have the server check the export, and import nothing
    #[arg(long)]
    #[serde(rename = "dryrun")]
    pub validate_only: bool,
}

/// The content of a file, which is sent in base64.
#[derive(Clone)]
pub struct Content(pub Vec<u8>);

impl std::fmt::Debug for Content {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "[{} bytes]", self.0.len())
    }
}

impl Serialize for Content {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use base64::Engine as _;
        serializer.serialize_str(&base64::engine::general_purpose::STANDARD.encode(&self.0))
    }
}

/// Create deleted users again from their saved records
///
/// Reads the file that `user delete` and `user batch-delete` saved. Users who exist are left alone and
/// named. A user comes back with a new user ID, and without password, passkeys, authenticator app,
/// sessions and history: what each one has lost is listed.
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl user restore deleted.jsonl --dry-run
  descopectl user restore --last
  descopectl user restore --only alice@example.com
  descopectl user restore deleted.jsonl -o json -q '.users[]|{loginId, formerUserId, userId}'")]
pub struct Restore {
    /// File with the records, as JSON lines; - for stdin
    #[arg(required_unless_present_any = ["last", "only"])]
    #[serde(skip)]
    pub file: Option<PathBuf>,

    /// Take the file of the last deletion on this machine; `descopectl backup list` shows all
    #[arg(long, conflicts_with = "file")]
    #[serde(skip)]
    pub last: bool,

    /// Restore this user alone (repeatable); without a file, from the latest record on this machine
    #[arg(long, value_name = "USER")]
    #[serde(skip)]
    pub only: Vec<Identifier>,

    /// The run.
    #[command(flatten)]
    #[serde(skip)]
    pub running: Running,
}
