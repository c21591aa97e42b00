//! Commands for many users at once. Their rows are in `life`.

use std::{path::PathBuf, str::FromStr, time::Duration};

use clap::Args;
use serde::Serialize;

use super::{Backup, Invitation};
use crate::ops::identifier::Reading;

/// Where the rows come from.
#[derive(Debug, Clone, Args)]
pub struct Input {
    /// File with the users; - for stdin
    #[arg(required_unless_present = "template", value_name = "FILE")]
    pub file: Option<PathBuf>,

    /// Form of the input [default: by the file's ending, else by its first character]
    #[arg(long, value_enum)]
    pub format: Option<InputFormat>,

    /// Print a CSV header to fill in, and stop
    #[arg(long, conflicts_with = "file")]
    pub template: bool,
}

/// Form of a file with rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum InputFormat {
    /// Values separated by commas, semicolons or tabs, with a header line
    Csv,
    /// One JSON array of objects
    Json,
    /// One JSON object a line
    Jsonl,
}

/// How a run goes and what it leaves behind.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Run")]
pub struct Running {
    /// Write one JSON line for each row, with its outcome, to this file
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,

    /// Write the rows that failed, with the reason, to this file: fix them and run again
    #[arg(long, value_name = "FILE")]
    pub failures: Option<PathBuf>,

    /// Requests in flight at a time
    #[arg(long, value_name = "COUNT", default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=64))]
    pub in_flight: u16,

    /// Send nothing new after so many failed rows
    #[arg(long, value_name = "COUNT")]
    pub max_failures: Option<u64>,

    /// Send nothing new after this time, such as 90s, 10m or 2h
    #[arg(long, value_name = "TIME")]
    pub deadline: Option<Span>,

    /// Forget what an earlier run of this command has done, and begin anew
    #[arg(long)]
    pub restart: bool,
}

/// A length of time: `90s`, `10m`, `2h`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span(pub Duration);

impl FromStr for Span {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const EXPECTED: &str = "expected a time such as `90s`, `10m` or `2h`";
        let unit = match text.chars().last() {
            Some('s') => 1,
            Some('m') => 60,
            Some('h') => 3_600,
            _ => return Err(EXPECTED),
        };
        let count: u64 = text[..text.len() - 1].parse().map_err(|_| EXPECTED)?;
        count.checked_mul(unit).map(|seconds| Self(Duration::from_secs(seconds))).ok_or(EXPECTED)
    }
}

/// What is done with a row whose user exists already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum OnExists {
    /// Count the row as failed
    Fail,
    /// Leave the user alone
    #[default]
    Skip,
    /// Change the fields that differ
    Update,
}

/// Create many users from a file
///
/// Reads CSV with a header line, a JSON array or JSON lines, also packed with gzip. The columns are the
/// API's field names: loginId, email, phone, name, verifiedEmail, roleNames, customAttributes.plan and
/// so on; --template prints them. The whole file is checked before the first request. Requests are
/// paced under the rate limit. Every row that fails is named by its line; the others go through, and
/// the exit code is then 3. After a crash or Ctrl-C the same command goes on where it stopped.
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl user batch-create users.csv
  descopectl user batch-create users.jsonl --dry-run
  descopectl user batch-create - --format csv < users.csv
  descopectl user batch-create users.csv --on-exists update --failures failed.csv
  descopectl user batch-create --template")]
pub struct BatchCreate {
    /// The rows.
    #[command(flatten)]
    #[serde(skip)]
    pub input: Input,

    /// What to do with a row whose user exists
    #[arg(long, value_enum, value_name = "HOW", default_value_t)]
    #[serde(skip)]
    pub on_exists: OnExists,

    /// The run.
    #[command(flatten)]
    #[serde(skip)]
    pub running: Running,

    /// How the users are invited.
    #[command(flatten)]
    #[serde(flatten)]
    pub invitation: Invitation,
}

/// Change many users from a file
///
/// The columns are those of `user batch-create`; loginId takes a login ID or a user ID. What is not
/// given stays. An empty cell means not given, @null empties the field.
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl user batch-patch changes.csv
  descopectl user batch-patch changes.jsonl --dry-run
  descopectl user batch-patch --template")]
pub struct BatchPatch {
    /// The rows.
    #[command(flatten)]
    #[serde(skip)]
    pub input: Input,

    /// The run.
    #[command(flatten)]
    #[serde(skip)]
    pub running: Running,
}

/// Delete many users, listed in a file or found by a search
///
/// The file holds one login ID or user ID a line, or is CSV or JSON lines with a column userId or
/// loginId. Users are looked up and their full records saved before they are deleted.
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl user batch-delete leavers.txt
  descopectl user search --status disabled --all -o ids | descopectl user batch-delete - --expect 42
  descopectl user batch-delete --where status=disabled --where tenant=acme")]
pub struct BatchDelete {
    /// File with the users; - for stdin
    #[arg(required_unless_present = "filters", value_name = "FILE")]
    #[serde(skip)]
    pub file: Option<PathBuf>,

    /// Search filter instead of a file: a flag of `user search` and its value (repeatable)
    #[arg(long = "where", value_name = "FILTER=VALUE", conflicts_with = "file")]
    #[serde(skip)]
    pub filters: Vec<String>,

    /// Go ahead only if exactly this many users would be deleted
    #[arg(long, value_name = "COUNT")]
    #[serde(skip)]
    pub expect: Option<usize>,

    /// How identifiers are read.
    #[command(flatten)]
    #[serde(skip)]
    pub reading: Reading,

    /// Where the records go first.
    #[command(flatten)]
    #[serde(skip)]
    pub backup: Backup,

    /// The run.
    #[command(flatten)]
    #[serde(skip)]
    pub running: Running,
}

/// Write all users to a file that batch-create takes
///
/// The file appears only when it is complete: as many users as the server counts. It holds what a new
/// user can be given; passwords, factors and history cannot be exported.
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl user export users.jsonl
  descopectl user export users.csv --with-test-users
  descopectl user export records.jsonl --full")]
pub struct Export {
    /// File to write
    #[serde(skip)]
    pub file: PathBuf,

    /// Form of the file [default: by its ending]
    #[arg(long, value_enum)]
    #[serde(skip)]
    pub format: Option<ExportFormat>,

    /// Write the API's full records; batch-create does not take them
    #[arg(long)]
    #[serde(skip)]
    pub full: bool,

    /// Take test users too
    #[arg(long)]
    #[serde(skip)]
    pub with_test_users: bool,
}

/// Form of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ExportFormat {
    /// One JSON object a line
    Jsonl,
    /// Comma-separated values
    Csv,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_have_a_unit() {
        assert_eq!("10m".parse::<Span>().unwrap().0, Duration::from_secs(600));
        for bad in ["", "m", "10", "-1s", "1d", "99999999999999999999h"] {
            assert!(bad.parse::<Span>().is_err(), "{bad}");
        }
    }
}
