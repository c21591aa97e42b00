//! The records of an input, in order: cells of a table, JSON objects, or lines of a plain list.

use std::io::{self, Read};

use serde_json::{Map, Value};

use super::{
    array::{Broken, Elements},
    decode::Text,
    lines::{LONGEST, read_line, too_long},
    source::Dialect,
};
use crate::{
    error::{Error, Result},
    ops::user::InputFormat,
};

/// One record with the line on which it begins, counted from 1.
pub(super) struct Record<'r> {
    pub(super) line: u64,
    pub(super) content: Content<'r>,
}

/// What stands in a record.
pub(super) enum Content<'r> {
    /// Cells, under the header of the input.
    Cells(Cells<'r>),
    /// A JSON object, and its text.
    Object(Map<String, Value>, &'r [u8]),
    /// A line of a plain list.
    Line(&'r str),
    /// Something that is no row, and why.
    Broken(String),
}

/// The cells of a row of a table.
#[derive(Clone, Copy)]
pub(super) struct Cells<'r>(&'r csv::StringRecord);

impl<'r> Cells<'r> {
    #[cfg(test)]
    pub(super) fn of(record: &'r csv::StringRecord) -> Self {
        Self(record)
    }

    pub(super) fn len(self) -> usize {
        self.0.len()
    }

    pub(super) fn iter(self) -> impl Iterator<Item = &'r str> {
        let last = self.0.len().saturating_sub(1);
        self.0.iter().enumerate().map(move |(place, cell)| without_carriage_return(cell, place == last))
    }
}

/// Records that end in CRLF keep the first half of it in their last cell.
pub(super) fn without_carriage_return(cell: &str, is_last: bool) -> &str {
    if is_last { cell.strip_suffix('\r').unwrap_or(cell) } else { cell }
}

/// The records of an input. They end after the first one that breaks the form of the whole input.
pub(super) struct Records {
    name: String,
    kind: Kind,
    /// The text of the record that was read last.
    text: Vec<u8>,
}

enum Kind {
    Table(Box<TableRecords>),
    Array(Elements<Text>),
    JsonLines(Lines),
    List(Lines),
}

struct TableRecords {
    reader: csv::Reader<Bounded>,
    record: csv::StringRecord,
    /// Lines before the header.
    before: u64,
}

struct Lines {
    text: Text,
    line: u64,
}

/// Reads a table. Records end with the line feed alone: then the reader stands on the line behind the
/// record, wherever it began. Rows of another length are named one by one, not at the first.
pub(super) fn table_reader<R: Read>(delimiter: u8, text: R) -> csv::Reader<R> {
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .terminator(csv::Terminator::Any(b'\n'))
        .flexible(true)
        .has_headers(false)
        .buffer_capacity(1 << 16)
        .from_reader(text)
}

/// A table that ends in a line feed, and of which no row takes more than a bound.
struct Bounded {
    text: io::Chain<Text, &'static [u8]>,
    left: usize,
}

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(too_long());
        }
        let count = self.text.read(buffer)?;
        self.left = self.left.saturating_sub(count);
        Ok(count)
    }
}

impl Records {
    pub(super) fn new(
        name: String,
        mut text: Text,
        format: InputFormat,
        dialect: Dialect,
    ) -> io::Result<Self> {
        let kind = match format {
            InputFormat::Csv => {
                let before = dialect.skip_statement(&mut text)?;
                let bounded = Bounded { text: text.chain(&b"\n"[..]), left: LONGEST };
                let mut reader = table_reader(dialect.delimiter, bounded);
                let mut record = csv::StringRecord::new();
                reader.read_record(&mut record).map_err(io::Error::from)?;
                Kind::Table(Box::new(TableRecords { reader, record, before }))
            }
            InputFormat::Json => Kind::Array(Elements::new(text)),
            InputFormat::Jsonl => Kind::JsonLines(Lines { text, line: 0 }),
            InputFormat::Lines => Kind::List(Lines { text, line: 0 }),
        };
        Ok(Self { name, kind, text: Vec::new() })
    }

    /// The next record; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<Record<'_>>> {
        let Self { name, kind, text } = self;
        let broken = |line: u64, why: String| Error::usage(format!("`{name}` line {line}: {why}"));
        match kind {
            Kind::Table(records) => match records.next() {
                Ok(Some((line, false))) => {
                    Ok(Some(Record { line, content: Content::Cells(Cells(&records.record)) }))
                }
                Ok(Some((line, true))) => Ok(Some(Record { line, content: not_text() })),
                Ok(None) => Ok(None),
                Err((line, why)) => Err(broken(line, why)),
            },
            Kind::Array(elements) => match elements.next(text) {
                Ok(None) => Ok(None),
                Ok(Some(line)) => Ok(Some(Record { line, content: object(text) })),
                Err(Broken::Form(why)) => {
                    Err(broken(elements.line(), format!("not an array of JSON objects: {why}")))
                }
                Err(Broken::Io(cause)) => Err(broken(elements.line(), cause.to_string())),
            },
            Kind::JsonLines(lines) => match lines.next(text) {
                Ok(None) => Ok(None),
                Ok(Some(line)) => Ok(Some(Record { line, content: object(text) })),
                Err((line, cause)) => Err(broken(line, cause.to_string())),
            },
            Kind::List(lines) => match lines.next(text) {
                Ok(None) => Ok(None),
                Ok(Some(line)) => {
                    let content = std::str::from_utf8(text)
                        .map_or_else(|_| not_text(), |text| Content::Line(text.trim()));
                    Ok(Some(Record { line, content }))
                }
                Err((line, cause)) => Err(broken(line, cause.to_string())),
            },
        }
    }
}

impl TableRecords {
    /// Reads the next record that is not empty: its line, and whether it is no text.
    fn next(&mut self) -> Result<Option<(u64, bool)>, (u64, String)> {
        loop {
            self.reader.get_mut().left = LONGEST;
            let begins = self.reader.position().line() + self.before;
            let read = self.reader.read_record(&mut self.record);
            let behind = self.reader.position().line() + self.before;
            match read {
                Ok(false) => return Ok(None),
                // An empty line, as a spreadsheet writes it or with a carriage return.
                Ok(true) if self.record.iter().all(|cell| cell.trim().is_empty()) => {}
                Ok(true) => {
                    let inside = self.record.as_slice().bytes().filter(|byte| *byte == b'\n').count();
                    return Ok(Some((behind.saturating_sub(1 + inside as u64), false)));
                }
                Err(cause) => match cause.kind() {
                    csv::ErrorKind::Utf8 { .. } => return Ok(Some((behind.saturating_sub(1), true))),
                    csv::ErrorKind::Io(cause) => return Err((begins, cause.to_string())),
                    _ => return Err((begins, cause.to_string())),
                },
            }
        }
    }
}

impl Lines {
    /// Reads the next line that is not empty, and returns its number.
    fn next(&mut self, text: &mut Vec<u8>) -> Result<Option<u64>, (u64, io::Error)> {
        loop {
            self.line += 1;
            match read_line(&mut self.text, text) {
                Ok(false) => return Ok(None),
                Ok(true) if text.trim_ascii().is_empty() => {}
                Ok(true) => return Ok(Some(self.line)),
                Err(cause) => return Err((self.line, cause)),
            }
        }
    }
}

fn not_text() -> Content<'static> {
    Content::Broken("not UTF-8 text".to_owned())
}

fn object(text: &[u8]) -> Content<'_> {
    let Ok(checked) = std::str::from_utf8(text) else { return not_text() };
    match serde_json::from_str(checked) {
        Ok(Value::Object(fields)) => Content::Object(fields, text.trim_ascii()),
        Ok(_) => Content::Broken("a row must be a JSON object".to_owned()),
        Err(cause) => Content::Broken(format!("not JSON: {}", without_place(&cause))),
    }
}

/// serde_json counts lines from the start of the row; ours count from the start of the input.
fn without_place(cause: &serde_json::Error) -> String {
    let text = cause.to_string();
    text.split_once(" at line ").map_or(text.clone(), |(why, _)| why.to_owned())
}
