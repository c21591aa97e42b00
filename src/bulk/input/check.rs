//! Reads a whole input once: every sound row in sending form, and every problem of every other row.

use std::collections::{BTreeSet, HashSet};

use super::{
    directory::{Absence, Directory},
    duplicates::{Duplicate, DuplicateFinder, fingerprint, fingerprint_of_any_case},
    failures::keep,
    problem::Problem,
    records::Remarks,
    schema::RowSchema,
    source::Input,
    tally::value_flag,
    transform::{Transform, Transformed},
};
use crate::{
    error::{Error, Result},
    ops::{
        row::{Sink, repeated},
        user::Missing,
    },
    ui::counted,
};

/// Roles and tenants of which it is noted that the project lacks them.
const MOST_LACKING: usize = 100;

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
    /// The e-mail address that must be that of the user, where the row has one beside what it changes; else empty.
    pub address: &'r str,
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
    /// How many more there are than those in `duplicates` and `case_variants`.
    pub more_duplicates: u64,
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

/// What was found in one of several inputs.
#[derive(Default)]
pub struct Found {
    /// What was understood of the rows that a user might not expect.
    pub notes: Vec<String>,
    /// What is doubtful about rows that are sent.
    pub warnings: Vec<String>,
    /// What helps with the problems.
    pub hints: Vec<String>,
    /// What says that the input is one page of several.
    pub more: Option<String>,
    /// Roles and tenants that the project lacks, and of which nothing is a slip of another one.
    pub lacking: BTreeSet<(Missing, String)>,
    /// Whether it has no records.
    pub is_empty: bool,
    /// What became of the records, where a program turned them into rows.
    pub transformed: Option<Transformed>,
    /// The program, for the next input.
    pub transform: Option<Transform>,
}

/// Reads inputs one after another as the rows of one job.
#[derive(Default)]
pub struct Checker {
    keeps_source: bool,
    inputs: u64,
    rows: u64,
    problems: u64,
    names: DuplicateFinder,
    /// Names without their case.
    variants: DuplicateFinder,
    /// Addresses with their lines.
    addresses: DuplicateFinder,
}

impl Checker {
    /// Nothing was read yet. What each row says is kept for a file of failures where `keeps_source` says so.
    #[must_use]
    pub fn new(keeps_source: bool) -> Self {
        Self { keeps_source, ..Self::default() }
    }

    /// Reads an input to its end. Every row without a problem goes to `each`, every problem of every row to
    /// `report`. With a directory, rows are also checked against what the project has.
    ///
    /// # Errors
    /// When the input cannot be read to its end, and those of `each`.
    pub fn read(
        &mut self,
        input: Input,
        schema: &mut RowSchema,
        directory: Option<&Directory>,
        each: &mut dyn FnMut(CheckedRow<'_>) -> Result<()>,
        report: &mut dyn FnMut(Problem),
    ) -> Result<Found> {
        if let Some(complaint) = schema.take_complaint() {
            return Err(complaint);
        }
        let mut records = input.into_rows(schema.options().allows_rows_in_cells, self.keeps_source)?;
        let refuses_variants = schema.options().refuses_case_variants && !schema.allows_duplicates();
        let (mut sink, mut source) = (Sink::default(), Vec::new());
        let Self { rows, problems, .. } = self;
        let mut report = |problem: Problem| {
            *problems += 1;
            report(problem);
        };
        let mut is_first = true;
        let mut lacking = BTreeSet::new();
        while let Some(mut record) = records.next()? {
            is_first = false;
            let number = *rows;
            *rows += 1;
            if !schema.read(&mut record, &mut sink, &mut report) {
                continue;
            }
            if let Some(directory) = directory
                && !exists(directory, &sink, record.line, schema, &mut lacking, &mut report)?
            {
                continue;
            }
            if !schema.allows_duplicates() {
                let names = sink.names().lines().filter(|_| !schema.lacks_login_ids());
                for name in names {
                    self.names.add(fingerprint(name), number).map_err(no_room)?;
                    if refuses_variants {
                        self.variants.add(fingerprint_of_any_case(name), number).map_err(no_room)?;
                    }
                }
                if schema.makes_user() && !sink.user_address().is_empty() {
                    let address = fingerprint_of_any_case(sink.user_address());
                    self.addresses.add(address, record.line).map_err(no_room)?;
                }
            }
            if self.keeps_source {
                keep(&record.content, &mut source);
            }
            let (bodies, ends, names) = (sink.bodies(), sink.ends(), sink.names());
            // Of a new user it stands in the body.
            let address = if schema.makes_user() { "" } else { sink.user_address() };
            each(CheckedRow { number, line: record.line, bodies, ends, names, address, source: &source })?;
        }
        for problem in schema.problems_of_all() {
            report(problem);
        }
        self.inputs += 1;
        let Remarks { notes, warnings, more } = records.remarks();
        let (transformed, transform) = records.finish();
        let tally = schema.tally();
        let mut found = Found {
            notes: notes.into_iter().chain(schema.notes()).collect(),
            warnings: warnings.into_iter().chain(tally.remarks()).collect(),
            more,
            is_empty: is_first,
            lacking,
            transformed,
            transform,
            ..Found::default()
        };
        found.hints.extend(tally.hints_of_yes_or_no());
        found.hints.extend(tally.hint_of_status());
        found.hints.extend(schema.hints());
        Ok(found)
    }

    /// What was found in all inputs together.
    ///
    /// # Errors
    /// When there is no room for what is compared.
    pub fn finish(self) -> Result<Checked> {
        let mut checked = Checked { rows: self.rows, problems: self.problems, ..Checked::default() };
        let (duplicates, more) = self.names.found().map_err(no_room)?;
        let all = duplicates.len() as u64 + more;
        (checked.duplicates, checked.more_duplicates) = (duplicates, more);
        let is_the_same = |variant: &Duplicate| {
            let mut same = checked.duplicates.iter();
            same.any(|same| (same.number, same.first) == (variant.number, variant.first))
        };
        let (variants, more) = self.variants.found().map_err(no_room)?;
        // What stands twice as it is does so in any case, too.
        let all_variants = (variants.len() as u64 + more).saturating_sub(all);
        checked.case_variants = variants;
        checked.case_variants.retain(|variant| variant.number != variant.first && !is_the_same(variant));
        if more > 0 {
            checked.more_duplicates += all_variants.saturating_sub(checked.case_variants.len() as u64);
        }
        let (mut same, more) = self.addresses.found().map_err(no_room)?;
        // What was named as a login ID that stands twice is not said again.
        let named: HashSet<u64> =
            checked.duplicates.iter().chain(&checked.case_variants).map(|twice| twice.fingerprint).collect();
        same.retain(|twice| !named.contains(&twice.fingerprint));
        if let Some(Duplicate { number, first, .. }) = same.first() {
            // Of those beyond what is kept, too.
            let count = same.len() as u64 + more.saturating_sub(checked.more_duplicates);
            let what = counted(count, "row") + if count == 1 { " has" } else { " have" };
            let lines = match self.inputs {
                ..=1 => format!(" (line {number} that of line {first})"),
                _ => String::new(),
            };
            checked.warnings.push(format!(
                "{what} the e-mail address of another row{lines}: of users with the same verified address one is \
                 found by it"
            ));
        }
        Ok(checked)
    }
}

/// Reads one input to its end, as [`Checker`] does.
///
/// # Errors
/// As [`Checker::read`].
pub fn check(
    input: Input,
    mut schema: RowSchema,
    directory: Option<&Directory>,
    keeps_source: bool,
    each: &mut dyn FnMut(CheckedRow<'_>) -> Result<()>,
    report: &mut dyn FnMut(Problem),
) -> Result<Checked> {
    let mut checker = Checker::new(keeps_source);
    let found = checker.read(input, &mut schema, directory, each, report)?;
    let mut checked = checker.finish()?;
    checked.notes = found.notes;
    checked.warnings.splice(0..0, found.warnings);
    checked.hints = found.hints;
    checked.transformed = found.transformed;
    Ok(checked)
}

/// Whether the project has what the requests of a row name.
fn exists(
    directory: &Directory,
    sink: &Sink,
    line: u64,
    schema: &RowSchema,
    lacking: &mut BTreeSet<(Missing, String)>,
    report: &mut dyn FnMut(Problem),
) -> Result<bool> {
    let mut exists = true;
    for body in sink.each_body() {
        let body = serde_json::from_slice(body)
            .map_err(|cause| Error::failed("could not read the request of a row").because(cause))?;
        // An attribute that is missing was noted when the row was read, and is said once for all rows.
        let problems = directory.problems(&body).into_iter();
        let problems = problems.filter(|absent| !directory.lacks_attribute(&absent.field));
        for Absence { field, mut why, lacks, meant } in problems {
            exists = false;
            lacking.extend(lacks.filter(|_| lacking.len() < MOST_LACKING));
            // The column is named as the file has it; what has none is said by `--set`.
            let title = schema.title_of(&field);
            let column = title.map_or_else(|| field.clone(), str::to_owned);
            if let Some([name, known]) = meant {
                let flag = value_flag(&column, &name, &known).map(|flag| format!(": `{flag}` reads it so"));
                why += &match title {
                    Some(_) => flag.unwrap_or_default(),
                    None => format!(": write `{}` in `--set`", repeated(&known)),
                };
            }
            report(Problem { file: None, line, column: Some(column), why });
        }
    }
    Ok(exists)
}

fn no_room(cause: std::io::Error) -> Error {
    Error::failed("could not look for login IDs that stand twice")
        .because(cause)
        .hint("this takes 16 bytes a row in the folder for temporary files: make room, or set `TMPDIR`")
}
