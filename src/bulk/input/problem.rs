//! Something wrong with one row.

use std::{fmt, sync::Arc};

/// Something wrong with one row of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The input, where there are several.
    pub file: Option<Arc<str>>,
    /// Line of the input, counted from 1.
    pub line: u64,
    /// Column or field, where it is one.
    pub column: Option<String>,
    /// What is wrong with it.
    pub why: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(formatter, "`{file}` ")?;
        }
        match &self.column {
            Some(column) => write!(formatter, "line {}, {column}: {}", self.line, self.why),
            None => write!(formatter, "line {}: {}", self.line, self.why),
        }
    }
}
