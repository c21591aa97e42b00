//! The journal of a job: what was sent and what became of it, written ahead.
//!
//! After a crash the same command resumes where the journal ends, and rows whose outcome it does not know are
//! looked up before anything is sent again. A journal holds row numbers, user IDs, times of the server's
//! clock and the server's reasons, but never the content of a row, which may hold passwords.
//!
//! Each line is the CRC-32 of its text in hexadecimal, a space, and one JSON value. A line whose checksum is
//! wrong makes the whole journal unusable: one flipped bit must not turn into a false report.

mod state;
#[cfg(test)]
mod tests;
mod writer;

use std::{fmt, io};

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{IgnoredAny, SeqAccess, Visitor},
};

pub(super) use self::state::MOST_PLACES;
pub use self::{
    state::{JournalState, PriorOutcomes, users_of},
    writer::{Journal, Lock},
};
use crate::bulk::outcome::Outcome;

/// What a job is: enough to recognise it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Job {
    /// Short name, made of all that follows but the content of the input.
    pub id: String,
    /// Command words.
    pub command: String,
    /// Project, address and, for an emulator, the database that the rows go to.
    pub target: String,
    /// Input as it was named.
    pub input: String,
    /// SHA-256 of the plan.
    pub sha256: String,
    /// Rows of the plan.
    pub rows: u64,
    /// When it began, RFC 3339.
    pub started: String,
    /// Arguments that continue it.
    pub arguments: Vec<String>,
    /// Folder that paths in them start from.
    #[serde(default)]
    pub folder: String,
}

/// The longest line that is read.
const LONGEST_LINE: u64 = 16 * 1024 * 1024;

/// When rows were sent, by the server's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sent {
    /// The least that the server's clock can have shown at the first sending, in epoch seconds; `None`
    /// where no reply had told the time.
    pub first: Option<i64>,
    /// The same at the latest sending.
    pub latest: Option<i64>,
    /// How long the client waited for the reply to the latest sending, in seconds.
    pub timeout: u64,
    /// Fields of a user who exists that the sending changes; `None` for any other sending.
    pub changes: Option<usize>,
}

/// A sending that is about to happen.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Sending {
    /// First and last row of each stretch.
    pub rows: Vec<(u64, u64)>,
    /// The server's time, in epoch seconds.
    pub at: Option<i64>,
    /// How long a reply is waited for, in seconds.
    pub timeout: u64,
    /// Where users who exist are changed: how many fields of each, in the order of the rows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<usize>,
}

impl Sending {
    /// A sending of these rows.
    pub fn new(rows: impl Iterator<Item = u64>, at: Option<i64>, timeout: u64) -> Self {
        Self { rows: stretches(rows), at, timeout, changes: Vec::new() }
    }
}

/// A line of a journal, as it is written.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum Line<'a> {
    Job(&'a Job),
    /// IDs of the users that a deletion is about: the first row, then the users of the rows from there on.
    Users(u64, Vec<Option<String>>),
    /// Rows whose users were looked up before the first sending and did not exist.
    Absent(Vec<(u64, u64)>),
    Sending(Sending),
    Done(Vec<Group>),
    /// Where rows that failed stand in their input.
    Places(Vec<(u64, String)>),
    /// The run ended by itself.
    End,
}

/// Outcomes of rows that follow each other: user IDs alone where nothing else is to be said.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Group {
    Created(u64, Vec<String>),
    Updated(u64, Vec<String>),
    Deleted(u64, Vec<String>),
    One(u64, Outcome),
}

/// A line of a journal, as far as the state of the rows depends on it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Scanned {
    Job(Box<Job>),
    Users(u64, Vec<Option<String>>),
    Absent(Vec<(u64, u64)>),
    Sending(Sending),
    Done(Vec<ScannedGroup>),
    Places(Vec<(u64, String)>),
    End,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum ScannedGroup {
    Created(u64, Count),
    Updated(u64, Count),
    Deleted(u64, Count),
    One(u64, Outcome),
}

/// The length of a list whose items do not matter.
struct Count(u64);

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Counter;
        impl<'de> Visitor<'de> for Counter {
            type Value = Count;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Count, A::Error> {
                let mut count = 0;
                while items.next_element::<IgnoredAny>()?.is_some() {
                    count += 1;
                }
                Ok(Count(count))
            }
        }
        deserializer.deserialize_seq(Counter)
    }
}

fn line_of(line: &Line<'_>) -> io::Result<Vec<u8>> {
    let mut bytes = b"00000000 ".to_vec();
    serde_json::to_writer(&mut bytes, line)?;
    let sum = format!("{:08x}", crc32fast::hash(&bytes[9..]));
    bytes[..8].copy_from_slice(sum.as_bytes());
    bytes.push(b'\n');
    // What could not be read again is not written.
    if bytes.len() as u64 >= LONGEST_LINE {
        return Err(io::Error::other("a line of it would be too long"));
    }
    Ok(bytes)
}

/// Outcomes in order, those that follow each other together.
fn groups<'o>(outcomes: impl Iterator<Item = (u64, &'o Outcome)>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (row, outcome) in outcomes {
        let next = match outcome {
            Outcome::Created { user_id, remark: None } => Group::Created(row, vec![user_id.clone()]),
            Outcome::Deleted { user_id } => Group::Deleted(row, vec![user_id.clone()]),
            Outcome::Updated { user_id, changes: None, not_set } if not_set.is_empty() => {
                Group::Updated(row, vec![user_id.clone()])
            }
            other => Group::One(row, other.clone()),
        };
        match (groups.last_mut(), next) {
            (Some(Group::Created(first, users)), Group::Created(_, mut user))
            | (Some(Group::Deleted(first, users)), Group::Deleted(_, mut user))
            | (Some(Group::Updated(first, users)), Group::Updated(_, mut user))
                if *first + users.len() as u64 == row =>
            {
                users.append(&mut user);
            }
            (_, next) => groups.push(next),
        }
    }
    groups
}

/// Row numbers in order as stretches, each with its first and last row.
fn stretches(rows: impl Iterator<Item = u64>) -> Vec<(u64, u64)> {
    let mut stretches: Vec<(u64, u64)> = Vec::new();
    for row in rows {
        match stretches.last_mut() {
            Some((_, last)) if *last + 1 == row => *last = row,
            _ => stretches.push((row, row)),
        }
    }
    stretches
}
