//! What became of each row: totals that balance, a report file, and the rows that failed.

use std::{
    fs::File,
    io::{self, BufWriter, Write as _},
    path::Path,
};

use serde::Serialize;
use serde_json::{Value, json};

use super::{
    junit::Junit,
    outcome::Outcome,
    row::REASON,
    source::{Raw, Row, TableForm},
    work::Item,
};
use crate::{
    error::{Error, Result},
    profile::files,
};

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
    /// Users deleted.
    pub deleted: u64,
    /// Rows left alone because the user existed.
    pub skipped: u64,
    /// Rows that did not succeed.
    pub failed: u64,
    /// Rows that were not sent.
    pub not_attempted: u64,
}

impl Totals {
    /// Counts a row.
    pub fn count(&mut self, outcome: &Outcome) {
        self.read += 1;
        let count = match outcome {
            Outcome::Created { .. } => &mut self.created,
            Outcome::Updated { .. } => &mut self.updated,
            Outcome::Deleted { .. } => &mut self.deleted,
            Outcome::Skipped { .. } => &mut self.skipped,
            Outcome::Failed { .. } => &mut self.failed,
            Outcome::NotAttempted => &mut self.not_attempted,
        };
        *count += 1;
    }

    /// Rows that reached their goal.
    #[must_use]
    pub fn succeeded(&self) -> u64 {
        self.created + self.updated + self.deleted + self.skipped
    }

    /// Whether each row is counted once.
    #[must_use]
    pub fn balance(&self) -> bool {
        self.read
            == self.created + self.updated + self.deleted + self.skipped + self.failed + self.not_attempted
    }
}

/// Where reports go, where they are wanted.
#[derive(Debug, Clone, Copy, Default)]
pub struct Files<'p> {
    /// One JSON line a row.
    pub report: Option<&'p Path>,
    /// Rows that failed, in the form they came in.
    pub failures: Option<&'p Path>,
    /// Outcomes as JUnit XML.
    pub junit: Option<&'p Path>,
    /// How a table with rows that failed is written down: like the input.
    pub form: TableForm,
}

/// Keeps the totals and writes the files.
pub struct Report {
    totals: Totals,
    lines: Option<BufWriter<File>>,
    failures: Option<Failures>,
    junit: Option<Junit>,
}

/// The rows that failed, in the form they came in.
enum Failures {
    Csv(Box<csv::Writer<File>>, Vec<bool>),
    /// JSON lines, which a JSON array is turned into: both can be fed back.
    Jsonl(BufWriter<File>),
}

impl Report {
    /// Opens the files that were asked for. `header` is that of a CSV input, empty otherwise; `name` is
    /// that of the command.
    ///
    /// # Errors
    /// Usage when a file cannot be written.
    pub fn new(files: Files<'_>, header: &[String], name: &str) -> Result<Self> {
        let lines = files.report.map(create).transpose()?.map(BufWriter::new);
        let failures = files.failures.map(|file| Failures::create(file, header, files.form)).transpose()?;
        let junit = files.junit.map(create).transpose()?;
        let junit = junit.map(|out| Junit::new(out, name)).transpose().map_err(cannot_write)?;
        Ok(Self { totals: Totals::default(), lines, failures, junit })
    }

    /// Counts a row and writes it where it belongs.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn add(&mut self, item: &Item, outcome: &Outcome) -> Result<()> {
        self.totals.count(outcome);
        if let Some(lines) = &mut self.lines {
            let line = json!({
                "line": item.row.line, "loginId": item.names.first(), "outcome": outcome.name(),
                "userId": outcome.user_id(), "changes": outcome.changes(), "code": outcome.code(),
                "reason": outcome.reason(),
            });
            writeln!(lines, "{line}").map_err(cannot_write)?;
        }
        if let Some(junit) = &mut self.junit {
            junit.add(item, outcome).map_err(cannot_write)?;
        }
        let failed = matches!(outcome, Outcome::Failed { .. } | Outcome::NotAttempted);
        if let Some(failures) = self.failures.as_mut().filter(|_| failed) {
            failures.add(&item.row, outcome.reason().unwrap_or("not attempted")).map_err(cannot_write)?;
        }
        Ok(())
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
            Some(Failures::Csv(writer, _)) => writer.flush().map_err(cannot_write)?,
            Some(Failures::Jsonl(writer)) => writer.flush().map_err(cannot_write)?,
            None => {}
        }
        if let Some(junit) = self.junit {
            junit.finish(&self.totals).map_err(cannot_write)?;
        }
        Ok(self.totals)
    }
}

impl Failures {
    fn create(file: &Path, header: &[String], form: TableForm) -> Result<Self> {
        let mut out = create(file)?;
        if header.is_empty() {
            return Ok(Self::Jsonl(BufWriter::new(out)));
        }
        if form.marked {
            out.write_all("\u{feff}".as_bytes()).map_err(cannot_write)?;
        }
        let terminator = if form.crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
        let mut writer =
            csv::WriterBuilder::new().delimiter(form.delimiter).terminator(terminator).from_writer(out);
        // A file of failures that is fed in again has reasons already: they are replaced.
        let kept: Vec<bool> = header.iter().map(|name| name != REASON).collect();
        let names = header.iter().map(String::as_str).filter(|name| *name != REASON).chain([REASON]);
        writer.write_record(names).map_err(|cause| cannot_write(cause.into()))?;
        Ok(Self::Csv(Box::new(writer), kept))
    }

    fn add(&mut self, row: &Row, reason: &str) -> io::Result<()> {
        match (self, &row.raw) {
            (Self::Csv(writer, kept), Raw::Cells(cells)) => {
                let cells = cells.iter().zip(kept).filter(|(_, kept)| **kept).map(|(cell, _)| cell);
                Ok(writer.write_record(cells.chain([reason]))?)
            }
            (Self::Jsonl(writer), Raw::Object(fields)) => {
                let mut fields = fields.clone();
                fields.insert(REASON.to_owned(), Value::from(reason));
                writeln!(writer, "{}", Value::Object(fields))
            }
            _ => Err(io::Error::other("the rows changed their form")),
        }
    }
}

/// Rows may hold passwords: the files are for their owner alone, also where they exist already.
fn create(file: &Path) -> Result<File> {
    let mut options = files::private();
    options.write(true).create(true).truncate(true);
    options
        .open(file)
        .and_then(files::made_private)
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
        let file = |name: &str| folder.path().join(name);
        let (lines, failures, junit) = (file("report.jsonl"), file("failed.csv"), file("junit.xml"));
        let header = ["loginId".to_owned(), "reason".to_owned(), "name".to_owned()];
        let files = Files {
            report: Some(&lines),
            failures: Some(&failures),
            junit: Some(&junit),
            form: TableForm::default(),
        };
        let mut report = Report::new(files, &header, "user batch-create").unwrap();
        let item = |line, [login_id, name]: [&str; 2]| {
            Item::new(
                0,
                Row { line, raw: Raw::Cells([login_id, "of before", name].iter().collect()) },
                json!({}),
                vec!["a".into()],
            )
        };
        let created = Outcome::Created { user_id: "U1".into(), remark: None };
        report.add(&item(2, ["a", "A, B"]), &created).unwrap();
        report.add(&item(3, ["b", "B\nB"]), &Outcome::failed("taken")).unwrap();
        report.add(&item(5, ["c", "C"]), &Outcome::NotAttempted).unwrap();
        let totals = report.finish().unwrap();
        assert!(totals.balance());
        assert_eq!(totals, Totals { read: 3, created: 1, failed: 1, not_attempted: 1, ..Totals::default() });
        let failed = std::fs::read_to_string(failures).unwrap();
        assert_eq!(failed, "loginId,name,reason\nb,\"B\nB\",taken\nc,C,not attempted\n");
        assert_eq!(std::fs::read_to_string(lines).unwrap().lines().count(), 3);
        let junit = std::fs::read_to_string(junit).unwrap();
        assert!(junit.contains(r#"tests="3" failures="1" errors="1" skipped="0""#), "{junit}");
        assert!(junit.contains(r#"name="line 3: a"><failure message="taken" type=""/>"#), "{junit}");
    }
}
