//! Where rows come from: CSV, a JSON array or JSON lines, from a file or stdin, streamed.

use std::{
    cell::Cell,
    fs::File,
    io::{self, BufRead as _, Read, Seek as _, Write as _},
    path::{Path, PathBuf},
    rc::Rc,
};

use serde_json::{Map, Value};

use super::{
    array::Elements,
    decode::{Encoding, Text as Bytes, text_of},
};
use crate::{
    error::{Error, Result},
    ops::user::InputFormat,
};

/// The place of an input that can be read once only.
pub const STDIN: &str = "stdin";

/// An input that can be read twice: once to check it, once to send it.
pub struct Source {
    name: String,
    path: PathBuf,
    format: InputFormat,
    /// Stdin as a file; deleted when dropped.
    _spooled: Option<tempfile::NamedTempFile>,
}

/// How a table is written down, so that another one can be written like it.
#[derive(Debug, Clone, Copy)]
pub struct TableForm {
    /// What separates the columns.
    pub delimiter: u8,
    /// Whether lines end in CRLF.
    pub crlf: bool,
    /// Whether it begins with a byte order mark.
    pub marked: bool,
}

impl Default for TableForm {
    fn default() -> Self {
        Self { delimiter: b',', crlf: false, marked: false }
    }
}

/// One row with the line it begins on, counted from 1.
#[derive(Debug, Clone)]
pub struct Row {
    /// Line of the input.
    pub line: u64,
    /// What stands in it.
    pub raw: Raw,
}

/// A row as it was read.
#[derive(Debug, Clone)]
pub enum Raw {
    /// Cells, under the header of the source.
    Cells(csv::StringRecord),
    /// A JSON object.
    Object(Map<String, Value>),
    /// Something that is no row, and why.
    Broken(String),
}

impl Source {
    /// Opens a file, or takes stdin for `-`.
    ///
    /// # Errors
    /// Usage when it cannot be read or is empty.
    pub fn open(file: &Path, format: Option<InputFormat>) -> Result<Self> {
        let from_stdin = file == Path::new("-");
        let name = if from_stdin { STDIN.to_owned() } else { file.display().to_string() };
        let cannot = |cause: io::Error| Error::usage(format!("could not read `{name}`")).because(cause);
        let spooled = if from_stdin {
            Some(spool(&mut io::stdin().lock()).map_err(cannot)?)
        } else if std::fs::metadata(file).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
            Some(File::open(file).and_then(|mut pipe| spool(&mut pipe)).map_err(cannot)?)
        } else {
            None
        };
        let path = spooled.as_ref().map_or(file, |spooled| spooled.path()).to_owned();
        let mut source = Self { name, path, format: InputFormat::Csv, _spooled: spooled };
        source.format = match format {
            Some(format) => format,
            None => source.guess_format(file)?,
        };
        Ok(source)
    }

    /// Its name, for messages.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole path, by which it is known from any folder; [`STDIN`] for whatever can be read once.
    #[must_use]
    pub fn place(&self) -> String {
        match self.path.canonicalize() {
            Ok(path) if self._spooled.is_none() => path.display().to_string(),
            _ => STDIN.to_owned(),
        }
    }

    /// How a table of it is written down.
    ///
    /// # Errors
    /// Usage when it cannot be read.
    pub fn table_form(&self) -> Result<TableForm> {
        let (mut bytes, encoding) = self.decoded()?;
        let start = bytes.fill_buf().map_err(|cause| self.broken(&cause.to_string()))?;
        let Dialect { delimiter, crlf, .. } = Dialect::of(start);
        let delimiter = if self.has_header() { delimiter } else { b',' };
        Ok(TableForm { delimiter, crlf, marked: encoding.is_marked() })
    }

    /// How it is read.
    #[must_use]
    pub fn format(&self) -> InputFormat {
        self.format
    }

    /// Whether it has a header line.
    #[must_use]
    pub fn has_header(&self) -> bool {
        self.format == InputFormat::Csv
    }

    /// The same input as a plain list: one login ID or user ID a line.
    #[must_use]
    pub fn as_lines(self) -> Self {
        Self { format: InputFormat::Lines, ..self }
    }

    /// The rows, from the first one on.
    ///
    /// # Errors
    /// Usage when the input cannot be read or has no header.
    pub fn rows(&self) -> Result<Rows> {
        let mut bytes = self.bytes()?;
        Ok(match self.format {
            InputFormat::Csv => {
                let start = bytes.fill_buf().map_err(|cause| self.broken(&cause.to_string()))?;
                let Dialect { delimiter, stated, .. } = Dialect::of(start);
                if stated {
                    bytes
                        .read_until(b'\n', &mut Vec::new())
                        .map_err(|cause| self.broken(&cause.to_string()))?;
                }
                // Records end with the line feed alone, and the last one has one, too: then the reader stands
                // on the line behind the record, wherever it began. Rows of another length are named one by
                // one, not at the first.
                let mut reader = csv::ReaderBuilder::new()
                    .delimiter(delimiter)
                    .terminator(csv::Terminator::Any(b'\n'))
                    .flexible(true)
                    .from_reader(bytes.chain(&b"\n"[..]));
                let header = reader.headers().map_err(|cause| self.broken(&cause.to_string()))?;
                let header = without_carriage_return(header.clone());
                if header.is_empty() {
                    return Err(Error::usage(format!("`{}` is empty", self.name)).hint(
                        "the first line names the columns: `descopectl user batch-create --template` prints one",
                    ));
                }
                let kind = Kind::Csv { reader: Box::new(reader), header, stated: u64::from(stated) };
                Rows { name: self.name.clone(), kind }
            }
            InputFormat::Json => {
                let (elements, line) = Elements::new(bytes);
                let stream = serde_json::Deserializer::from_reader(elements).into_iter();
                Rows { name: self.name.clone(), kind: Kind::Json { stream: Box::new(stream), line } }
            }
            InputFormat::Jsonl => {
                Rows { name: self.name.clone(), kind: Kind::Jsonl { lines: bytes, line: 0 } }
            }
            InputFormat::Lines => {
                Rows { name: self.name.clone(), kind: Kind::Plain { lines: bytes, line: 0 } }
            }
        })
    }

    fn bytes(&self) -> Result<Bytes> {
        self.decoded().map(|(bytes, _)| bytes)
    }

    fn decoded(&self) -> Result<(Bytes, Encoding)> {
        let file = File::open(&self.path)
            .map_err(|cause| Error::usage(format!("could not read `{}`", self.name)).because(cause))?;
        text_of(file).map_err(|cause| self.broken(&cause.to_string()))
    }

    /// SHA-256 of the input's bytes, in hexadecimal.
    ///
    /// # Errors
    /// Usage when it cannot be read.
    pub fn fingerprint(&self) -> Result<String> {
        let mut hash = ring::digest::Context::new(&ring::digest::SHA256);
        let mut read = || -> io::Result<()> {
            let mut file = File::open(&self.path)?;
            let mut bytes = [0; 65_536];
            loop {
                match file.read(&mut bytes)? {
                    0 => return Ok(()),
                    count => hash.update(&bytes[..count]),
                }
            }
        };
        read().map_err(|cause| self.broken(&cause.to_string()))?;
        Ok(hash.finish().as_ref().iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// What was understood of the input that a user might not expect; nothing where it is plain.
    ///
    /// # Errors
    /// Usage when it cannot be read.
    pub fn remarks(&self) -> Result<Vec<&'static str>> {
        let (mut bytes, encoding) = self.decoded()?;
        let mut remarks = encoding.remarks();
        if self.format == InputFormat::Csv {
            let start = bytes.fill_buf().map_err(|cause| self.broken(&cause.to_string()))?;
            let dialect = Dialect::of(start);
            match dialect.delimiter {
                b';' => remarks.push("columns separated by `;`"),
                b'\t' => remarks.push("columns separated by tabs"),
                _ => {}
            }
            if dialect.crlf {
                remarks.push("lines that end in CRLF");
            }
        }
        Ok(remarks)
    }

    fn guess_format(&self, file: &Path) -> Result<InputFormat> {
        let packed = file.extension().is_some_and(|ending| ending == "gz");
        let name = if packed { file.with_extension("") } else { file.to_owned() };
        match name.extension().and_then(|ending| ending.to_str()) {
            Some("csv" | "tsv") => return Ok(InputFormat::Csv),
            Some("json") => return Ok(InputFormat::Json),
            Some("jsonl" | "ndjson") => return Ok(InputFormat::Jsonl),
            _ => {}
        }
        let mut bytes = self.bytes()?;
        let start = bytes.fill_buf().map_err(|cause| self.broken(&cause.to_string()))?;
        Ok(match start.iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'[') => InputFormat::Json,
            Some(b'{') => InputFormat::Jsonl,
            _ => InputFormat::Csv,
        })
    }

    fn broken(&self, why: &str) -> Error {
        Error::usage(format!("could not read `{}`", self.name)).because(why.to_owned())
    }
}

/// Stdin and pipes can be read once only; a private temporary file takes their place.
fn spool(pipe: &mut impl Read) -> io::Result<tempfile::NamedTempFile> {
    let mut file = tempfile::NamedTempFile::new()?;
    io::copy(pipe, &mut file)?;
    file.flush()?;
    file.rewind()?;
    Ok(file)
}

/// How a file writes its cells down, by its first line.
struct Dialect {
    /// What separates the columns.
    delimiter: u8,
    /// Whether that is said by a line of its own before the header, as Excel does it: `sep=;`.
    stated: bool,
    /// Whether lines end in CRLF.
    crlf: bool,
}

impl Dialect {
    fn of(start: &[u8]) -> Self {
        let first = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let crlf = first.ends_with(b"\r") && first.len() < start.len();
        match first.strip_suffix(b"\r").unwrap_or(first) {
            [b's', b'e', b'p', b'=', delimiter] => Self { delimiter: *delimiter, stated: true, crlf },
            header => Self { delimiter: delimiter(header), stated: false, crlf },
        }
    }
}

/// What separates the columns: whichever of the three stands most often in the header.
fn delimiter(header: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for byte in header {
        quoted ^= *byte == b'"';
        if let Some((_, count)) = counts.iter_mut().find(|(known, _)| known == byte && !quoted) {
            *count += 1;
        }
    }
    // The comma wins where they are equal: it stands first, and `max_by_key` takes the last.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(delimiter, _)| *delimiter)
}

/// Rows of a source, in order. Ends after the first row that breaks the form of the whole file.
pub struct Rows {
    name: String,
    kind: Kind,
}

enum Kind {
    Csv { reader: Box<csv::Reader<Table>>, header: csv::StringRecord, stated: u64 },
    Json { stream: Box<JsonRows>, line: Rc<Cell<u64>> },
    Jsonl { lines: Bytes, line: u64 },
    Plain { lines: Bytes, line: u64 },
    Ended,
}

/// A table that ends in a line feed.
type Table = io::Chain<Bytes, &'static [u8]>;

type JsonRows = serde_json::StreamDeserializer<'static, serde_json::de::IoRead<Elements<Bytes>>, Value>;

impl Rows {
    /// The names of the columns; empty for JSON, where each row has its own.
    #[must_use]
    pub fn header(&self) -> Vec<String> {
        match &self.kind {
            Kind::Csv { header, .. } => header.iter().map(|name| name.trim().to_owned()).collect(),
            Kind::Plain { .. } => vec!["loginId".to_owned()],
            _ => Vec::new(),
        }
    }

    fn broken(&mut self, line: u64, why: &str) -> Error {
        self.kind = Kind::Ended;
        Error::usage(format!("`{}` line {line}: {why}", self.name))
    }

    fn next_record(&mut self) -> Option<Result<Row>> {
        let Kind::Csv { reader, stated, .. } = &mut self.kind else { return None };
        let stated = *stated;
        loop {
            let mut record = csv::StringRecord::new();
            let read = reader.read_record(&mut record);
            let behind = reader.position().line() + stated;
            match read {
                Ok(false) => return None,
                // An empty line, as a spreadsheet writes it or with a carriage return.
                Ok(true) if record.iter().all(|cell| cell.trim().is_empty()) => {}
                Ok(true) => {
                    let inside: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
                    let line = behind.saturating_sub(1 + inside as u64);
                    let record = without_carriage_return(record);
                    return Some(Ok(Row { line, raw: Raw::Cells(record) }));
                }
                Err(cause) => {
                    let line = behind.saturating_sub(1);
                    return match cause.kind() {
                        csv::ErrorKind::Utf8 { .. } => Some(Ok(broken_row(line, "not UTF-8 text"))),
                        _ => Some(Err(self.broken(line, &cause.to_string()))),
                    };
                }
            }
        }
    }

    fn next_element(&mut self) -> Option<Result<Row>> {
        let Kind::Json { stream, line } = &mut self.kind else { return None };
        let value = stream.next()?;
        let line = line.get();
        Some(match value {
            Ok(value) => Ok(object(line, value)),
            Err(cause) if cause.is_io() => Err(self.broken(line, &cause.to_string())),
            Err(cause) => {
                Err(self.broken(line, &format!("not an array of JSON objects: {}", without_place(&cause))))
            }
        })
    }

    /// The next line that is not empty, with its number.
    fn next_text(&mut self) -> Option<Result<(u64, std::result::Result<String, &'static str>)>> {
        loop {
            let (Kind::Jsonl { lines, line } | Kind::Plain { lines, line }) = &mut self.kind else {
                return None;
            };
            let mut bytes = Vec::new();
            let read = lines.read_until(b'\n', &mut bytes);
            *line += 1;
            let line = *line;
            match read {
                Ok(0) => return None,
                Ok(_) if bytes.trim_ascii().is_empty() => {}
                Ok(_) => return Some(Ok((line, String::from_utf8(bytes).map_err(|_| "not UTF-8 text")))),
                Err(cause) => return Some(Err(self.broken(line, &cause.to_string()))),
            }
        }
    }

    fn next_json_line(&mut self) -> Option<Result<Row>> {
        let next = self.next_text()?;
        Some(next.map(|(line, text)| match text.map(|text| serde_json::from_str(&text)) {
            Ok(Ok(value)) => object(line, value),
            Ok(Err(cause)) => broken_row(line, &format!("not JSON: {}", without_place(&cause))),
            Err(why) => broken_row(line, why),
        }))
    }

    fn next_plain_line(&mut self) -> Option<Result<Row>> {
        let next = self.next_text()?;
        Some(next.map(|(line, text)| match text {
            Ok(text) => Row { line, raw: Raw::Cells([text.trim()].into_iter().collect()) },
            Err(why) => broken_row(line, why),
        }))
    }
}

/// Records that end in CRLF keep the first half of it in their last cell.
fn without_carriage_return(record: csv::StringRecord) -> csv::StringRecord {
    match record.iter().next_back() {
        Some(last) if last.ends_with('\r') => {
            let last = &last[..last.len() - 1];
            record.iter().take(record.len() - 1).chain([last]).collect()
        }
        _ => record,
    }
}

fn object(line: u64, value: Value) -> Row {
    match value {
        Value::Object(fields) => Row { line, raw: Raw::Object(fields) },
        _ => broken_row(line, "a row must be a JSON object"),
    }
}

fn broken_row(line: u64, why: &str) -> Row {
    Row { line, raw: Raw::Broken(why.to_owned()) }
}

/// serde_json counts lines from the start of the row; ours count from the start of the file.
fn without_place(cause: &serde_json::Error) -> String {
    let text = cause.to_string();
    text.split_once(" at line ").map_or(text.clone(), |(why, _)| why.to_owned())
}

impl Iterator for Rows {
    type Item = Result<Row>;

    fn next(&mut self) -> Option<Self::Item> {
        match &self.kind {
            Kind::Csv { .. } => self.next_record(),
            Kind::Json { .. } => self.next_element(),
            Kind::Jsonl { .. } => self.next_json_line(),
            Kind::Plain { .. } => self.next_plain_line(),
            Kind::Ended => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of the rows, and what is wrong with those that are none.
    fn rows(ending: &str, text: &[u8]) -> Vec<std::result::Result<u64, String>> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(format!("users{ending}"));
        std::fs::write(&file, text).unwrap();
        let source = Source::open(&file, None).unwrap();
        let rows = source.rows().unwrap();
        rows.map(|row| match row {
            Ok(Row { line, raw: Raw::Broken(why) }) => Err(format!(" {line}: {why}")),
            Ok(row) => Ok(row.line),
            Err(error) => Err(error.to_string().split_once("line").unwrap().1.to_owned()),
        })
        .collect()
    }

    #[test]
    fn the_form_is_known_by_ending_or_first_character() {
        assert_eq!(rows(".csv", b"loginId\na\nb\n"), [Ok(2), Ok(3)]);
        assert_eq!(rows("", b"\xef\xbb\xbf [{\"loginId\":\"a\"}]"), [Ok(1)]);
        assert_eq!(rows("", b"{\"loginId\":\"a\"}\n\n{\"loginId\":\"b\"}\n"), [Ok(1), Ok(3)]);
        assert_eq!(rows("", b"loginId\r\n\"a\nb\"\r\nc\r\n"), [Ok(2), Ok(4)]);
        assert_eq!(rows("", b"loginId\n\n\na\n\r\nb\r\n\nc"), [Ok(4), Ok(6), Ok(8)]);
    }

    #[test]
    fn other_separators_and_packed_files_are_understood() {
        assert_eq!(rows(".csv", b"loginId;\"a,b,c,d\";x\na;b;c\n"), [Ok(2)]);
        assert_eq!(rows(".tsv", b"loginId\temail\na\tb\n"), [Ok(2)]);
        assert_eq!(delimiter(b"loginId"), b',');
    }

    #[test]
    fn a_line_may_state_the_separator() {
        assert_eq!(rows(".csv", b"sep=;\r\nloginId;email\r\na;\r\n"), [Ok(3)]);
        assert_eq!(rows(".csv", b"sep=|\nloginId|email\na|\n"), [Ok(3)]);
        assert_eq!(rows(".csv", b"sep=\t\r\nloginId\temail\r\na\tb\r\n"), [Ok(3)]);
    }

    #[test]
    fn rows_that_are_none_do_not_hide_those_behind_them() {
        assert_eq!(rows(".csv", b"loginId\na\n\xff\nb\n"), [Ok(2), Err(" 3: not UTF-8 text".into()), Ok(4)]);
        let expected = " 2: not JSON: EOF while parsing an object";
        assert_eq!(rows(".jsonl", b"{}\n{\n{}\n"), [Ok(1), Err(expected.into()), Ok(3)]);
        assert_eq!(rows(".jsonl", b"{\"a\":\"\xe9\"}\n"), [Err(" 1: not UTF-8 text".into())]);
        assert_eq!(rows(".jsonl", b"[]\n"), [Err(" 1: a row must be a JSON object".into())]);
    }

    #[test]
    fn what_breaks_the_form_of_the_whole_file_ends_the_rows() {
        assert_eq!(
            rows(".json", b"[{},\n{}"),
            [Ok(1), Ok(2), Err(" 2: the JSON array is not closed".into())]
        );
    }
}
