//! Rows of all forms, from bytes to what is sent for them.

mod cells;
mod columns;
mod dialects;
mod emptied;
mod failures;
mod forms;
mod problems;

use std::path::Path;

use serde_json::{Value, json};

use super::*;
use crate::{
    error::{Result, visible},
    ops::{
        row::{RowStruct as _, RowType},
        user::{BatchUser, runnable_operation},
    },
};

/// What a check found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) rows: u64,
    /// Lines of the rows that passed.
    pub(super) lines: Vec<u64>,
    /// What is sent for them.
    pub(super) bodies: Vec<Value>,
    pub(super) names: Vec<String>,
    pub(super) problems: Vec<String>,
    pub(super) duplicates: Vec<Duplicate>,
    /// Why the input could not be read to its end.
    broken: Option<String>,
}

/// An input, and what is said about it.
pub(super) struct Case {
    pub(super) rows: &'static RowType,
    pub(super) mapping: Mapping,
    pub(super) attributes: Attributes,
    pub(super) directory: Option<Directory>,
    /// How the text is encoded, where that has to be said.
    pub(super) encoding: Option<&'static str>,
}

impl Case {
    pub(super) fn of(rows: &'static RowType) -> Self {
        let (mapping, attributes) = (Mapping::default(), Attributes::default());
        Self { rows, mapping, attributes, directory: None, encoding: None }
    }

    fn map(mut self, column: &str, field: &str) -> Self {
        self.mapping.renamed.push((column.to_owned(), field.to_owned()));
        self
    }

    fn set(mut self, field: &str, value: &str) -> Self {
        self.mapping.constants.push((field.to_owned(), value.to_owned()));
        self
    }

    /// Quoted cells may hold what looks like rows.
    fn with_rows_in_cells(mut self) -> Self {
        self.mapping.options.allows_rows_in_cells = true;
        self
    }

    fn check_file(&self, file: &Path) -> Result<Found> {
        let encoding = self.encoding.map(|name| name.parse::<Charset>().unwrap());
        let mut input = Input::open_as(file, &Opening { encoding, ..Opening::default() })?;
        input.read_as_list_if_unnamed(self.rows, &self.mapping);
        let mut schema = RowSchema::new(self.rows, &input, &self.mapping)?;
        if let Some(complaint) = schema.take_complaint() {
            return Err(complaint);
        }
        schema.set_attributes(self.attributes.clone());
        if let Some(directory) = &self.directory {
            schema.set_directory(directory);
        }
        let mut found = Found::default();
        let mut problems = Vec::new();
        let checked = check(
            input,
            schema,
            self.directory.as_ref(),
            true,
            &mut |row| {
                found.lines.push(row.line);
                let mut start = 0;
                for end in row.ends {
                    let body = &row.bodies[start..*end as usize];
                    found.bodies.push(serde_json::from_slice(body).unwrap());
                    start = *end as usize;
                }
                assert_eq!(start, row.bodies.len());
                found.names.push(row.names.replace('\n', " "));
                Ok(())
            },
            &mut |problem| problems.push(visible(&problem.to_string())),
        );
        found.problems = problems;
        match checked {
            Ok(checked) => {
                assert_eq!(checked.problems, found.problems.len() as u64);
                (found.rows, found.duplicates) = (checked.rows, checked.duplicates);
            }
            Err(error) => found.broken = Some(error.to_string()),
        }
        Ok(found)
    }

    pub(super) fn check(&self, ending: &str, text: impl AsRef<[u8]>) -> Result<Found> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(format!("users{ending}"));
        std::fs::write(&file, text).unwrap();
        self.check_file(&file)
    }

    /// What is sent for a table with one row; else what is wrong with it.
    pub(super) fn cells(&self, names: &str, cells: &[&str]) -> Result<Value, String> {
        let mut table = csv::Writer::from_writer(Vec::new());
        table.write_record(names.split(',')).unwrap();
        table.write_record(cells).unwrap();
        self.one(".csv", &table.into_inner().unwrap())
    }

    /// What is sent for one JSON object; else what is wrong with it.
    fn object(&self, object: &Value) -> Result<Value, String> {
        self.one(".jsonl", object.to_string().as_bytes())
    }

    fn one(&self, ending: &str, text: &[u8]) -> Result<Value, String> {
        let mut found = self.check(ending, text).map_err(|error| error.to_string())?;
        if found.bodies.is_empty() {
            assert!(!found.problems.is_empty(), "refused without a problem");
            return Err(found.problems.join("\n"));
        }
        Ok(found.bodies.remove(0))
    }
}

fn create() -> Case {
    let attributes = json!({"data": [
        {"name": "seats", "type": 2}, {"name": "beta", "type": 3}, {"name": "tags", "type": 5},
        {"name": "plan", "type": 1},
    ]});
    Case { attributes: Attributes::of_reply(&attributes), ..Case::of(&BatchUser::ROWS) }
}

fn operation(verb: &str) -> Case {
    Case::of(runnable_operation(verb).unwrap().1)
}
