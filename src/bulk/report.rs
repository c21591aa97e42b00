//! What became of each row: totals that balance, a report file, and the rows that failed.

use std::{
    fs::File,
    io::{self, BufWriter, Write as _},
    path::Path,
};

use serde::Serialize;
use serde_json::{Value, json};

use super::{
    row::{REASON, User},
    source::{Raw, Row},
};
use crate::error::{Error, Result};

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The user exists now.
    Created {
        /// The new user's ID.
        user_id: String,
        /// A problem that did not stop the creation.
        remark: Option<String>,
    },
    /// The user was not created, or nobody knows.
    Failed {
        /// Why.
        reason: String,
    },
    /// The row was not sent.
    NotAttempted,
}

/// Counts of a run. `read` is always the sum of the others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Totals {
    /// Rows of the input.
    pub read: u64,
    /// Users created.
    pub created: u64,
    /// Users changed.
    pub updated: u64,
    /// Rows left alone because the user existed.
    pub skipped: u64,
    /// Rows that did not succeed.
    pub failed: u64,
    /// Rows that were not sent.
    pub not_attempted: u64,
}

impl Totals {
    /// Whether each row is counted once.
    #[must_use]
    pub fn balance(&self) -> bool {
        self.read == self.created + self.updated + self.skipped + self.failed + self.not_attempted
    }
}

/// Keeps the totals and writes the files.
pub struct Report {
    totals: Totals,
    lines: Option<BufWriter<File>>,
    failures: Option<Failures>,
}

/// The rows that failed, in the form they came in.
enum Failures {
    Csv(Box<csv::Writer<File>>),
    /// JSON lines, which a JSON array is turned into: both can be fed back.
    Jsonl(BufWriter<File>),
}

impl Report {
    /// Opens the files that were asked for. `header` is that of a CSV input, empty otherwise.
    ///
    /// # Errors
    /// Usage when a file cannot be written.
    pub fn new(report: Option<&Path>, failures: Option<&Path>, header: &[String]) -> Result<Self> {
        let lines = report.map(create).transpose()?.map(BufWriter::new);
        let failures = failures.map(|file| Failures::create(file, header)).transpose()?;
        Ok(Self { totals: Totals::default(), lines, failures })
    }

    /// Counts a row and writes it where it belongs.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn add(&mut self, row: &Row, user: &User, outcome: &Outcome) -> Result<()> {
        self.totals.read += 1;
        let (name, user_id, reason) = match outcome {
            Outcome::Created { user_id, remark } => {
                self.totals.created += 1;
                ("created", Some(user_id.as_str()), remark.as_deref())
            }
            Outcome::Failed { reason } => {
                self.totals.failed += 1;
                ("failed", None, Some(reason.as_str()))
            }
            Outcome::NotAttempted => {
                self.totals.not_attempted += 1;
                ("notAttempted", None, None)
            }
        };
        if let Some(lines) = &mut self.lines {
            let line = json!({
                "line": row.line, "loginId": user.login_ids.first(), "outcome": name, "userId": user_id, "reason": reason,
            });
            writeln!(lines, "{line}").map_err(cannot_write)?;
        }
        let failed = !matches!(outcome, Outcome::Created { .. });
        if let Some(failures) = self.failures.as_mut().filter(|_| failed) {
            failures.add(row, reason.unwrap_or("not attempted")).map_err(cannot_write)?;
        }
        Ok(())
    }

    /// Counts rows that were never read into a batch.
    pub fn skip_rest(&mut self, rows: u64) {
        self.totals.read += rows;
        self.totals.not_attempted += rows;
    }

    /// Closes the files and returns the totals.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn finish(mut self) -> Result<Totals> {
        if let Some(lines) = &mut self.lines {
            lines.flush().map_err(cannot_write)?;
        }
        match &mut self.failures {
            Some(Failures::Csv(writer)) => writer.flush().map_err(cannot_write)?,
            Some(Failures::Jsonl(writer)) => writer.flush().map_err(cannot_write)?,
            None => {}
        }
        Ok(self.totals)
    }
}

impl Failures {
    fn create(file: &Path, header: &[String]) -> Result<Self> {
        let out = create(file)?;
        if header.is_empty() {
            return Ok(Self::Jsonl(BufWriter::new(out)));
        }
        let mut writer = csv::Writer::from_writer(out);
        let header = header.iter().map(String::as_str).filter(|name| *name != REASON).chain([REASON]);
        writer.write_record(header).map_err(|cause| cannot_write(cause.into()))?;
        Ok(Self::Csv(Box::new(writer)))
    }

    fn add(&mut self, row: &Row, reason: &str) -> io::Result<()> {
        match (self, &row.raw) {
            (Self::Csv(writer), Raw::Cells(cells)) => Ok(writer.write_record(cells.iter().chain([reason]))?),
            (Self::Jsonl(writer), Raw::Object(fields)) => {
                let mut fields = fields.clone();
                fields.insert(REASON.to_owned(), Value::from(reason));
                writeln!(writer, "{}", Value::Object(fields))
            }
            _ => Err(io::Error::other("the rows changed their form")),
        }
    }
}

/// Rows may hold passwords: the files are for their owner alone.
fn create(file: &Path) -> Result<File> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
        .open(file)
        .map_err(|cause| Error::usage(format!("could not write `{}`", file.display())).because(cause))
}

fn cannot_write(cause: io::Error) -> Error {
    Error::failed("could not write the report").because(cause)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_balance_and_failed_rows_come_back_in_their_form() {
        let folder = tempfile::tempdir().unwrap();
        let (lines, failures) = (folder.path().join("report.jsonl"), folder.path().join("failed.csv"));
        let header = ["loginId".to_owned(), "name".to_owned()];
        let mut report = Report::new(Some(&lines), Some(&failures), &header).unwrap();
        let row = |line, cells: [&str; 2]| Row { line, raw: Raw::Cells(cells.iter().collect()) };
        let user = User { body: json!({}), login_ids: vec!["a".into()] };
        let created = Outcome::Created { user_id: "U1".into(), remark: None };
        report.add(&row(2, ["a", "A, B"]), &user, &created).unwrap();
        report.add(&row(3, ["b", "B\nB"]), &user, &Outcome::Failed { reason: "taken".into() }).unwrap();
        report.add(&row(5, ["c", "C"]), &user, &Outcome::NotAttempted).unwrap();
        report.skip_rest(2);
        let totals = report.finish().unwrap();
        assert!(totals.balance());
        assert_eq!(totals, Totals { read: 5, created: 1, failed: 1, not_attempted: 3, ..Totals::default() });
        let failed = std::fs::read_to_string(failures).unwrap();
        assert_eq!(failed, "loginId,name,reason\nb,\"B\nB\",taken\nc,C,not attempted\n");
        assert_eq!(std::fs::read_to_string(lines).unwrap().lines().count(), 3);
    }
}
