//! Reads a whole input once: every sound row in sending form, and every problem of every other row.

use super::{
    directory::Directory,
    duplicates::{Duplicate, DuplicateFinder, fingerprint, fingerprint_of_any_case},
    failures::keep,
    problem::Problem,
    schema::RowSchema,
    source::Input,
    transform::Transformed,
};
use crate::{
    error::{Error, Result},
    ops::row::Sink,
};

/// A row that passed the check, in sending form. It may hold secrets, so that it has no `Debug`.
#[derive(Clone, Copy)]
pub struct CheckedRow<'r> {
    /// Position among the rows of the input, from 0. Rows with problems count, too.
    pub number: u64,
    /// Line where it begins, from 1.
    pub line: u64,
    /// Bodies of its requests as JSON text, one after another; of a batch exactly one, the object of its
    /// user.
    pub bodies: &'r [u8],
    /// Where each body ends.
    pub ends: &'r [u32],
    /// Identifiers of the user, one a line, the one to show first.
    pub names: &'r str,
    /// The row as it was read, for a `FailureWriter` alone; empty unless it was asked for.
    pub source: &'r [u8],
}

/// What was counted in an input.
#[derive(Debug, Default)]
pub struct Checked {
    /// Rows.
    pub rows: u64,
    /// Problems that were reported. Duplicates are not among them.
    pub problems: u64,
    /// Identifiers that stand twice where no two rows may be about the same user, in the order of the rows.
    /// Of very many not all.
    pub duplicates: Vec<Duplicate>,
    /// Login IDs that differ from an earlier one in case only, where that is refused.
    pub case_variants: Vec<Duplicate>,
    /// What was understood of the rows that a user might not expect.
    pub notes: Vec<String>,
    /// What is doubtful about rows that are sent.
    pub warnings: Vec<String>,
    /// What helps with the problems.
    pub hints: Vec<String>,
    /// What became of the records, where a program turned them into rows.
    pub transformed: Option<Transformed>,
}

/// Reads an input to its end. Every row without a problem goes to `each`, every problem of every row to
/// `report`. With a directory, rows are also checked against what the project has. What the row says is kept
/// for a file of failures where `keep_source` says so.
///
/// # Errors
/// When the input cannot be read to its end, and those of `each`.
pub fn check(
    input: Input,
    mut schema: RowSchema,
    directory: Option<&Directory>,
    keep_source: bool,
    each: &mut dyn FnMut(CheckedRow<'_>) -> Result<()>,
    report: &mut dyn FnMut(Problem),
) -> Result<Checked> {
    let mut records = input.into_rows(schema.options().allows_rows_in_cells, keep_source)?;
    let mut finder = DuplicateFinder::default();
    // Rows and lines of addresses and of names without their case.
    let (mut addresses, mut variants) = (DuplicateFinder::default(), DuplicateFinder::default());
    let refuses_variants = schema.options().refuses_case_variants && !schema.allows_duplicates();
    let mut checked = Checked::default();
    let (mut sink, mut source) = (Sink::default(), Vec::new());
    let Checked { rows, problems, .. } = &mut checked;
    let mut report = |problem: Problem| {
        *problems += 1;
        report(problem);
    };
    while let Some(record) = records.next()? {
        let number = *rows;
        *rows += 1;
        if !schema.read(&record, &mut sink, &mut report) {
            continue;
        }
        if let Some(directory) = directory
            && !exists(directory, &sink, record.line, &mut report)?
        {
            continue;
        }
        if !schema.allows_duplicates() {
            for name in sink.names().lines() {
                finder.add(fingerprint(name), number).map_err(no_room)?;
                if refuses_variants {
                    variants.add(fingerprint_of_any_case(name), number).map_err(no_room)?;
                }
            }
            if !sink.other_address().is_empty() {
                addresses.add(fingerprint_of_any_case(sink.other_address()), record.line).map_err(no_room)?;
            }
        }
        if keep_source {
            keep(&record.content, &mut source);
        }
        let (bodies, ends, names) = (sink.bodies(), sink.ends(), sink.names());
        each(CheckedRow { number, line: record.line, bodies, ends, names, source: &source })?;
    }
    for problem in schema.problems_of_all() {
        report(problem);
    }
    let tally = schema.tally();
    checked.notes = tally.notes();
    checked.warnings = tally.remarks().collect();
    if tally.has_unknown() {
        checked.hints.push(
            "`--ignore-unknown` leaves out what no field takes, `--map 'NAME=FIELD'` reads it as a field"
                .to_owned(),
        );
    }
    checked.duplicates = finder.found().map_err(no_room)?;
    let is_the_same = |variant: &Duplicate| {
        checked.duplicates.iter().any(|same| (same.number, same.first) == (variant.number, variant.first))
    };
    checked.case_variants = variants.found().map_err(no_room)?;
    checked.case_variants.retain(|variant| variant.number != variant.first && !is_the_same(variant));
    let same = addresses.found().map_err(no_room)?;
    if let Some(Duplicate { number, first, .. }) = same.first() {
        let count = same.len();
        let what = if count == 1 { "1 row has".to_owned() } else { format!("{count} rows have") };
        checked.warnings.push(format!(
            "{what} the e-mail address of another row (line {number} that of line {first}): of users with the same \
             verified address one is found by it"
        ));
    }
    checked.transformed = records.transformed();
    Ok(checked)
}

/// Whether the project has what the requests of a row name.
fn exists(directory: &Directory, sink: &Sink, line: u64, report: &mut dyn FnMut(Problem)) -> Result<bool> {
    let mut exists = true;
    for body in sink.each_body() {
        let body = serde_json::from_slice(body)
            .map_err(|cause| Error::failed("could not read the request of a row").because(cause))?;
        for (column, why) in directory.problems(&body) {
            exists = false;
            report(Problem { line, column: Some(column), why });
        }
    }
    Ok(exists)
}

fn no_room(cause: std::io::Error) -> Error {
    Error::failed("could not look for login IDs that stand twice")
        .because(cause)
        .hint("this takes 16 bytes a row in the folder for temporary files: make room, or set `TMPDIR`")
}
