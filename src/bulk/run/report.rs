//! What became of each row: totals that balance, a report file, and the rows that failed.
//!
//! A file that cannot be written does not end the run and does not hide the totals: what was sent was sent.
//! The first error of each file is kept and comes with the totals.

use std::{
    fs::File,
    io::{self, BufWriter, Write as _},
    path::{Path, PathBuf},
};

use serde::Serialize;
use serde_json::json;

use super::{
    id_map::{Entry, IdMap},
    junit::Junit,
};
use crate::{
    bulk::{input::FailureWriter, outcome::Outcome, plan::Item},
    error::{Error, Result},
    private,
};

/// Counts of a run. `read` is always the sum of the counts up to `not_attempted`.
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
    /// Rows left alone because the user existed, or that changed nothing.
    pub skipped: u64,
    /// Rows that did not succeed.
    pub failed: u64,
    /// Rows that were not sent, or of which nothing is known.
    pub not_attempted: u64,
    /// Those of the rows not attempted that were sent and may have been done.
    #[serde(skip)]
    pub in_doubt: u64,
    /// Rows with a password, hash or seed that was not set because the user existed. Counted among the others.
    pub secrets_not_set: u64,
}

impl Totals {
    /// Counts a row.
    pub fn count(&mut self, outcome: &Outcome) {
        self.read += 1;
        self.secrets_not_set += u64::from(outcome.secret_not_set());
        self.in_doubt += u64::from(*outcome == Outcome::InDoubt);
        let count = match outcome {
            Outcome::Created { .. } => &mut self.created,
            Outcome::Updated { .. } => &mut self.updated,
            Outcome::Deleted { .. } => &mut self.deleted,
            Outcome::Skipped { .. } => &mut self.skipped,
            Outcome::Failed { .. } => &mut self.failed,
            Outcome::NotAttempted | Outcome::InDoubt => &mut self.not_attempted,
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
        self.read == self.succeeded() + self.failed + self.not_attempted
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
    /// The ID of each user in another system, and here, as CSV.
    pub id_map: Option<&'p Path>,
    /// The custom attribute that holds the ID in the other system.
    pub old_id: &'p str,
}

/// Keeps the totals and writes the files.
pub struct Report {
    totals: Totals,
    lines: Option<Output<BufWriter<File>>>,
    failures: Option<Output<Box<dyn FailureWriter>>>,
    junit: Option<Output<Junit>>,
    id_map: Option<Output<IdMap>>,
    /// The custom attribute that holds the old ID.
    old_id: String,
}

/// A file that is written until the first error.
struct Output<T> {
    path: PathBuf,
    writer: Option<T>,
    error: Option<io::Error>,
}

impl<T> Output<T> {
    fn open(path: &Path, writer: impl FnOnce(File) -> io::Result<T>) -> Result<Self> {
        Self::of(path, create(path).and_then(writer))
    }

    fn of(path: &Path, writer: io::Result<T>) -> Result<Self> {
        let cannot =
            |cause: io::Error| Error::usage(format!("could not write `{}`", path.display())).because(cause);
        let writer = writer.map_err(cannot)?;
        Ok(Self { path: path.to_owned(), writer: Some(writer), error: None })
    }

    fn write(&mut self, write: impl FnOnce(&mut T) -> io::Result<()>) {
        if let Some(writer) = &mut self.writer
            && let Err(cause) = write(writer)
        {
            self.writer = None;
            self.error = Some(cause);
        }
    }

    fn finish(mut self, finish: impl FnOnce(T) -> io::Result<()>) -> Option<Error> {
        let cause = match self.writer.take() {
            Some(writer) => finish(writer).err(),
            None => self.error,
        };
        let path = self.path.display();
        cause.map(|cause| {
            Error::failed(format!("could not write `{path}`, which is not complete"))
                .because(cause)
                .hint("the totals above are right: only the file lacks rows")
        })
    }
}

impl Report {
    /// Opens the files that were asked for. `command` names the suite of test cases; `failure_writer` makes the
    /// writer of failed rows.
    ///
    /// # Errors
    /// Usage when a file cannot be written.
    pub fn new(
        files: Files<'_>,
        command: &str,
        failure_writer: impl FnOnce(File) -> io::Result<Box<dyn FailureWriter>>,
    ) -> Result<Self> {
        let lines = open_lines(files)?;
        let failures = files.failures.map(|path| Output::open(path, failure_writer)).transpose()?;
        let junit = open_junit(files, command)?;
        let id_map = files.id_map.map(|path| Output::of(path, IdMap::open(path))).transpose()?;
        let old_id = files.old_id.to_owned();
        Ok(Self { totals: Totals::default(), lines, failures, junit, id_map, old_id })
    }

    /// Counts a row and writes it where it belongs.
    pub fn add(&mut self, item: &Item, outcome: &Outcome) {
        self.totals.count(outcome);
        if let Some(lines) = &mut self.lines {
            let mut line = json!({
                "line": item.line, "loginId": item.name(), "outcome": outcome.name(),
                "userId": outcome.user_id(), "changes": outcome.changes(), "code": outcome.code(),
                "reason": outcome.reason(),
            });
            if let Some(file) = &item.file {
                line["file"] = json!(file.as_ref());
            }
            lines.write(|out| writeln!(out, "{line}"));
        }
        if let Some(junit) = &mut self.junit {
            junit.write(|junit| junit.add(item, outcome));
        }
        if let Some(id_map) = &mut self.id_map {
            let value = item.value();
            let old_id = value.get("customAttributes").and_then(|attributes| attributes.get(&self.old_id));
            let old_id = match old_id {
                Some(serde_json::Value::String(text)) => text.clone(),
                Some(other) => other.to_string(),
                None => String::new(),
            };
            let entry = Entry {
                old_id: &old_id,
                login_id: item.name(),
                user_id: outcome.user_id().unwrap_or_default(),
                outcome: outcome.name(),
            };
            id_map.write(|map| map.add(entry));
        }
        let failed = matches!(outcome, Outcome::Failed { .. }) || outcome.is_left();
        if let Some(failures) = self.failures.as_mut().filter(|_| failed) {
            let reason = outcome.reason().unwrap_or_else(|| "not attempted".to_owned());
            failures.write(|writer| writer.add(item.source(), &reason));
        }
    }

    /// The totals so far.
    #[must_use]
    pub fn totals(&self) -> &Totals {
        &self.totals
    }

    /// Closes the files and returns the totals, and what went wrong with the files.
    #[must_use]
    pub fn finish(self) -> (Totals, Vec<Error>) {
        let totals = self.totals;
        let lines = self.lines.and_then(|lines| lines.finish(|mut out| out.flush()));
        let failures = self.failures.and_then(|failures| failures.finish(|mut writer| writer.finish()));
        let junit = self.junit.and_then(|junit| junit.finish(|junit| junit.finish(&totals)));
        let id_map = self.id_map.and_then(|id_map| id_map.finish(IdMap::finish));
        (totals, lines.into_iter().chain(failures).chain(junit).chain(id_map).collect())
    }
}

/// The files of a report about an input that was refused: no row of it was sent. Of the report and the JUnit file each
/// has what is wrong.
pub struct Refusal {
    lines: Option<Output<BufWriter<File>>>,
    junit: Option<Output<Junit>>,
    count: u64,
}

impl Refusal {
    /// Opens the files.
    ///
    /// # Errors
    /// Usage when a file cannot be written.
    pub fn new(files: Files<'_>, command: &str) -> Result<Self> {
        let (lines, junit) = (open_lines(files)?, open_junit(files, command)?);
        Ok(Self { lines, junit, count: 0 })
    }

    /// Adds what is wrong with a line, or with an input as a whole.
    pub fn add(&mut self, file: Option<&str>, line: Option<u64>, why: &str) {
        self.count += 1;
        if let Some(lines) = &mut self.lines {
            let mut refused = json!({
                "line": line, "loginId": null, "outcome": "refused", "userId": null, "changes": null, "code": null,
                "reason": why,
            });
            if let Some(file) = file {
                refused["file"] = json!(file);
            }
            lines.write(|out| writeln!(out, "{refused}"));
        }
        if let Some(junit) = &mut self.junit {
            let place: Vec<String> =
                file.map(str::to_owned).into_iter().chain(line.map(|line| format!("line {line}"))).collect();
            junit.write(|junit| junit.refuse(&place.join(", "), why));
        }
    }

    /// Closes the files and returns what went wrong with them.
    #[must_use]
    pub fn finish(self) -> Vec<Error> {
        let totals = Totals { read: self.count, failed: self.count, ..Totals::default() };
        let lines = self.lines.and_then(|lines| lines.finish(|mut out| out.flush()));
        let junit = self.junit.and_then(|junit| junit.finish(|junit| junit.finish(&totals)));
        lines.into_iter().chain(junit).collect()
    }
}

fn open_lines(files: Files<'_>) -> Result<Option<Output<BufWriter<File>>>> {
    files.report.map(|path| Output::open(path, |file| Ok(BufWriter::new(file)))).transpose()
}

fn open_junit(files: Files<'_>, command: &str) -> Result<Option<Output<Junit>>> {
    files.junit.map(|path| Output::open(path, |file| Junit::new(file, command))).transpose()
}

/// Rows may hold passwords: the files are for their owner alone, also where they exist already.
pub(super) fn create(file: &Path) -> io::Result<File> {
    let mut options = private::options();
    options.write(true).create(true).truncate(true);
    private::open_output(file, &options).and_then(private::close_to_others)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes failed rows as lines.
    struct Lines(File);

    impl FailureWriter for Lines {
        fn add(&mut self, source: &[u8], reason: &str) -> io::Result<()> {
            self.0.write_all(source)?;
            writeln!(self.0, "{reason}")
        }

        fn finish(&mut self) -> io::Result<()> {
            self.0.flush()
        }
    }

    fn item(index: u64, name: &str) -> Item {
        Item::of(index, &json!({}), &[name])
    }

    #[test]
    fn totals_balance_and_every_file_hears_of_its_rows() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| folder.path().join(name);
        let (lines, failures, junit) = (file("report.jsonl"), file("failed"), file("junit.xml"));
        let files = Files {
            report: Some(&lines),
            failures: Some(&failures),
            junit: Some(&junit),
            ..Files::default()
        };
        let mut report = Report::new(files, "user batch-create", |file| Ok(Box::new(Lines(file)))).unwrap();
        report.add(&item(0, "a"), &Outcome::Created { user_id: "U1".into(), remark: None });
        report.add(&item(1, "b"), &Outcome::failed("taken"));
        report.add(&item(2, "c"), &Outcome::NotAttempted);
        report.add(&item(3, "d"), &Outcome::InDoubt);
        let (totals, errors) = report.finish();
        assert!(totals.balance() && errors.is_empty());
        let expected =
            Totals { read: 4, created: 1, failed: 1, not_attempted: 2, in_doubt: 1, ..Totals::default() };
        assert_eq!(totals, expected);
        let failures = std::fs::read_to_string(failures).unwrap();
        assert!(failures.starts_with("taken\nnot attempted\nit was sent"), "{failures}");
        let lines = std::fs::read_to_string(lines).unwrap();
        assert!(lines.lines().count() == 4 && lines.contains("it may have been done"), "{lines}");
        let junit = std::fs::read_to_string(junit).unwrap();
        assert!(junit.contains(r#"tests="4" failures="1" errors="2" skipped="0""#), "{junit}");
        assert!(junit.contains(r#"name="line 3: b"><failure message="taken" type=""/>"#), "{junit}");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_that_cannot_be_written_does_not_hide_the_totals() {
        let full = Path::new("/dev/full");
        let files = Files { report: Some(full), failures: Some(full), junit: Some(full), ..Files::default() };
        let mut report = Report::new(files, "user batch-create", |file| Ok(Box::new(Lines(file)))).unwrap();
        (0..10).for_each(|index| report.add(&item(index, "a"), &Outcome::failed("taken")));
        let (totals, errors) = report.finish();
        assert_eq!((totals.failed, errors.len()), (10, 3));
    }
}
