//! Rows that failed, written down in the form in which they came, with a reason: the same command reads
//! them again.

use std::{
    fs::File,
    io::{self, BufWriter, Write as _},
};

use serde_json::{Map, Value};

use super::{records::Content, table::Cells};

/// The column that is added: ignored, so that the file can be fed back.
pub const REASON: &str = "reason";

/// Writes rows that failed.
pub trait FailureWriter: Send {
    /// Writes a row, as `CheckedRow::source` holds it, with the reason.
    ///
    /// # Errors
    /// When it cannot be written.
    fn add(&mut self, source: &[u8], reason: &str) -> io::Result<()>;

    /// Writes what is left in memory.
    ///
    /// # Errors
    /// When it cannot be written.
    fn finish(&mut self) -> io::Result<()>;
}

/// How an input is written down: what rows in its form take.
#[derive(Debug, Clone)]
pub struct SourceForm {
    /// The names of the columns; none for JSON.
    pub(super) header: Vec<String>,
    /// What separates the columns.
    pub(super) delimiter: u8,
    /// Whether a line of its own says so.
    pub(super) stated: bool,
    /// Whether lines end in CRLF.
    pub(super) crlf: bool,
    /// Whether it begins with a byte order mark.
    pub(super) marked: bool,
}

impl SourceForm {
    /// JSON lines, for rows that come from no file.
    #[must_use]
    pub fn json_lines() -> Self {
        Self { header: Vec::new(), delimiter: b',', crlf: false, marked: false, stated: false }
    }

    /// Whether rows of another input can be written in this form.
    #[must_use]
    pub fn has_columns_of(&self, other: &Self) -> bool {
        self.header == other.header
    }

    /// Writes rows that failed in this form, with a column or a key for the reason. A JSON array is turned
    /// into JSON lines, a plain list into a table.
    ///
    /// # Errors
    /// When the header cannot be written.
    pub fn failure_writer(&self, out: File) -> io::Result<Box<dyn FailureWriter>> {
        if self.header.is_empty() {
            return Ok(Box::new(JsonLines(BufWriter::new(out))));
        }
        let mut out = BufWriter::new(out);
        if self.marked {
            out.write_all("\u{feff}".as_bytes())?;
        }
        if self.stated {
            out.write_all(b"sep=")?;
            out.write_all(&[self.delimiter])?;
            out.write_all(if self.crlf { b"\r\n" } else { b"\n" })?;
        }
        // A file of failures that is fed in again has reasons already: they are replaced.
        let kept: Vec<bool> = self.header.iter().map(|name| name != REASON).collect();
        let names = self.header.iter().map(String::as_str).filter(|name| *name != REASON).chain([REASON]);
        let mut header = self.writer(self.header_quotes()).from_writer(out);
        header.write_record(names)?;
        let out = header.into_inner().map_err(csv::IntoInnerError::into_error)?;
        Ok(Box::new(Table { writer: self.writer(csv::QuoteStyle::Necessary).from_writer(out), kept }))
    }

    fn writer(&self, quotes: csv::QuoteStyle) -> csv::WriterBuilder {
        let mut writer = csv::WriterBuilder::new();
        let terminator = if self.crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
        writer.delimiter(self.delimiter).terminator(terminator).quote_style(quotes);
        writer
    }

    /// What may separate columns must not be taken for that where it stands in a name.
    fn header_quotes(&self) -> csv::QuoteStyle {
        let is_misleading = |name: &String| name.contains([',', ';', '\t']) || name.starts_with("sep=");
        match self.header.iter().any(is_misleading) {
            true => csv::QuoteStyle::Always,
            false => csv::QuoteStyle::Necessary,
        }
    }
}

struct Table {
    writer: csv::Writer<BufWriter<File>>,
    /// Which columns are written.
    kept: Vec<bool>,
}

impl FailureWriter for Table {
    fn add(&mut self, source: &[u8], reason: &str) -> io::Result<()> {
        let cells = cells_of(source).ok_or_else(other_form)?;
        // A row may have fewer cells than the header: the reason must not move into another column.
        let cells = cells.into_iter().chain(std::iter::repeat(&b""[..]));
        let cells = cells.zip(&self.kept).filter(|(_, kept)| **kept).map(|(cell, _)| cell);
        Ok(self.writer.write_record(cells.chain([reason.as_bytes()]))?)
    }

    fn finish(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

struct JsonLines(BufWriter<File>);

impl FailureWriter for JsonLines {
    fn add(&mut self, source: &[u8], reason: &str) -> io::Result<()> {
        let mut fields: Map<String, Value> = serde_json::from_slice(source).map_err(|_| other_form())?;
        fields.insert(REASON.to_owned(), Value::from(reason));
        serde_json::to_writer(&mut self.0, &fields)?;
        self.0.write_all(b"\n")
    }

    fn finish(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn other_form() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the row is not in the form of the input")
}

/// Writes a record down so that it can be written into a file of failures: the text of a JSON object; of a
/// table the cells, each behind its length.
pub(super) fn keep(content: &Content<'_>, source: &mut Vec<u8>) {
    source.clear();
    match content {
        Content::Object(_, text) => source.extend_from_slice(text),
        Content::Cells(cells) => keep_cells(*cells, source),
        Content::Line(text) => keep_cell(text, source),
        Content::Broken(_) => {}
    }
}

fn keep_cells(cells: Cells<'_>, source: &mut Vec<u8>) {
    cells.iter().for_each(|cell| keep_cell(cell, source));
}

fn keep_cell(cell: &str, source: &mut Vec<u8>) {
    // No row is longer than 16 MiB.
    let length = u32::try_from(cell.len()).unwrap_or(u32::MAX);
    source.extend_from_slice(&length.to_le_bytes());
    source.extend_from_slice(cell.as_bytes());
}

fn cells_of(mut source: &[u8]) -> Option<Vec<&[u8]>> {
    let mut cells = Vec::new();
    while !source.is_empty() {
        let (length, rest) = source.split_first_chunk()?;
        let (cell, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        cells.push(cell);
        source = rest;
    }
    Some(cells)
}
