//! Where rows come from: a file, a pipe or stdin. Opened once, recognised by its beginning, read once.

use std::{
    fs::File,
    io::{self, BufRead as _, Read},
    path::Path,
};

use super::{
    columns::{self, Mapping},
    decode::{Encoding, Text, text_of},
    failures::{FailureWriter, SourceForm},
    lines::{LONGEST, too_long},
    records::{Records, table_reader, without_carriage_return},
};
use crate::{
    error::{Error, Result},
    ops::{row::RowType, user::InputFormat},
};

/// The place of an input that can be read once only.
pub const STDIN: &str = "stdin";

/// The column of a plain list.
const LISTED: &str = "loginId";

/// An input, of which only the beginning was looked at.
pub struct Input {
    name: String,
    place: String,
    text: Text,
    encoding: Encoding,
    format: InputFormat,
    /// Whether the form was stated, and not recognised.
    stated: bool,
    dialect: Dialect,
    header: Vec<String>,
}

impl Input {
    /// Opens a file, or takes stdin for `-`, and recognises its form by what is stated, by its ending, or by
    /// its beginning.
    ///
    /// # Errors
    /// Usage when it cannot be read or has no header.
    pub fn open(file: &Path, format: Option<InputFormat>) -> Result<Self> {
        if file == Path::new("-") {
            return Self::read(STDIN, STDIN.to_owned(), io::stdin(), None, format);
        }
        let name = file.display().to_string();
        let opened = File::open(file).map_err(|cause| could_not_read(&name).because(cause))?;
        let is_file = opened.metadata().is_ok_and(|found| found.is_file());
        let place = match file.canonicalize() {
            Ok(path) if is_file => path.display().to_string(),
            _ => STDIN.to_owned(),
        };
        Self::read(&name, place, opened, by_ending(file), format)
    }

    fn read(
        name: &str,
        place: String,
        bytes: impl Read + Send + 'static,
        by_ending: Option<InputFormat>,
        stated: Option<InputFormat>,
    ) -> Result<Self> {
        let broken = |cause: io::Error| could_not_read(name).because(cause.to_string());
        let (mut text, encoding) = text_of(bytes).map_err(broken)?;
        let format = match stated.or(by_ending) {
            Some(format) => format,
            None => by_beginning(&mut text).map_err(broken)?,
        };
        let mut input = Self {
            name: name.to_owned(),
            place,
            dialect: Dialect::of(first_line(&mut text).map_err(broken)?),
            text,
            encoding,
            format,
            stated: stated.is_some(),
            header: Vec::new(),
        };
        input.header = match format {
            InputFormat::Csv => input.table_header()?,
            InputFormat::Lines => vec![LISTED.to_owned()],
            InputFormat::Json | InputFormat::Jsonl => Vec::new(),
        };
        Ok(input)
    }

    /// Its name, for messages.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole path, by which it is known from any folder; [`STDIN`] for whatever can be read once.
    #[must_use]
    pub fn place(&self) -> String {
        self.place.clone()
    }

    /// How it is read.
    #[must_use]
    pub fn format(&self) -> InputFormat {
        self.format
    }

    /// The names of the columns; none for JSON, where each row has its own.
    #[must_use]
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// What was understood of it that a user might not expect; nothing where it is plain.
    #[must_use]
    pub fn detected_format(&self) -> Vec<String> {
        let mut detected = self.encoding.detected();
        if self.format == InputFormat::Csv {
            match self.dialect.delimiter {
                b';' => detected.push("columns separated by `;`".to_owned()),
                b'\t' => detected.push("columns separated by tabs".to_owned()),
                _ => {}
            }
            if self.dialect.crlf {
                detected.push("lines that end in CRLF".to_owned());
            }
        }
        detected
    }

    /// Reads it as a plain list of users, one login ID or user ID a line, where it is a table of one column
    /// whose name is no field and is not mapped, and its form was not stated. Says whether it is a list now.
    pub fn read_as_list_if_unnamed(&mut self, rows: &RowType, mapping: &Mapping) -> bool {
        let [name] = self.header.as_slice() else { return false };
        if self.stated || self.format != InputFormat::Csv {
            return false;
        }
        let is_mapped = mapping.renamed.iter().any(|(column, _)| column == name);
        let is_list = !is_mapped && columns::column(&rows.fields(), name).is_none();
        if is_list {
            self.format = InputFormat::Lines;
            self.header = vec![LISTED.to_owned()];
        }
        is_list
    }

    /// How it is written down, so that rows can be written in the same form.
    #[must_use]
    pub fn source_form(&self) -> SourceForm {
        let Dialect { delimiter, stated, crlf } = match self.format {
            InputFormat::Csv => self.dialect,
            _ => Dialect { delimiter: b',', stated: false, ..self.dialect },
        };
        SourceForm { header: self.header.clone(), delimiter, stated, crlf, marked: self.encoding.is_marked() }
    }

    /// Writes rows that failed, in the input's own form, with a reason.
    ///
    /// # Errors
    /// When the header cannot be written.
    pub fn failure_writer(&self, out: File) -> io::Result<Box<dyn FailureWriter>> {
        self.source_form().failure_writer(out)
    }

    /// Its records, from the first one on.
    pub(super) fn into_records(self) -> Result<Records> {
        let Self { name, text, format, dialect, .. } = self;
        let cannot = could_not_read(&name);
        Records::new(name, text, format, dialect).map_err(|cause| cannot.because(cause.to_string()))
    }

    /// The header of a table. It stays to be read.
    fn table_header(&mut self) -> Result<Vec<String>> {
        let broken = |why: String| could_not_read(&self.name).because(why);
        let mut count = 1 << 16;
        loop {
            let start = self.text.peek(count).map_err(|cause| broken(cause.to_string()))?;
            let is_all = start.len() < count;
            let start = if self.dialect.stated { behind_first_line(start) } else { start };
            let end: &[u8] = if is_all { b"\n" } else { b"" };
            let mut reader = table_reader(self.dialect.delimiter, start.chain(end));
            let mut record = csv::StringRecord::new();
            let read = reader.read_record(&mut record);
            // A record that ends where what was looked at ends may continue behind it.
            if !is_all && reader.position().byte() >= start.len() as u64 {
                count *= 2;
                if count > LONGEST {
                    return Err(broken(too_long().to_string()));
                }
                continue;
            }
            read.map_err(|cause| match cause.kind() {
                csv::ErrorKind::Utf8 { .. } => broken("the header is not UTF-8 text".to_owned()),
                _ => broken(cause.to_string()),
            })?;
            if record.is_empty() {
                return Err(Error::usage(format!("`{}` is empty", self.name)).hint(
                    "the first line names the columns: `descopectl user batch-create --template` prints one",
                ));
            }
            let last = record.len() - 1;
            let names = record.iter().enumerate();
            let names = names.map(|(place, name)| without_carriage_return(name, place == last).trim());
            return Ok(names.map(str::to_owned).collect());
        }
    }
}

fn could_not_read(name: &str) -> Error {
    Error::usage(format!("could not read `{name}`"))
}

/// How a table writes its cells down, by its first line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dialect {
    /// What separates the columns.
    pub(super) delimiter: u8,
    /// Whether that is said by a line of its own before the header, as Excel does it: `sep=;`.
    pub(super) stated: bool,
    /// Whether lines end in CRLF.
    pub(super) crlf: bool,
}

impl Dialect {
    fn of(first: &[u8]) -> Self {
        let line = first.strip_suffix(b"\n").unwrap_or(first);
        let crlf = line.ends_with(b"\r") && line.len() < first.len();
        match line.strip_suffix(b"\r").unwrap_or(line) {
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

fn behind_first_line(text: &[u8]) -> &[u8] {
    let end = text.iter().position(|byte| *byte == b'\n').map_or(text.len(), |end| end + 1);
    &text[end..]
}

/// The first line with its end; its beginning where it is very long. It stays to be read.
fn first_line(text: &mut Text) -> io::Result<&[u8]> {
    let mut count = 1 << 12;
    loop {
        let start = text.peek(count)?;
        let end = start.iter().position(|byte| *byte == b'\n');
        if end.is_some() || start.len() < count || count >= 1 << 20 {
            let end = end.map_or(start.len(), |end| end + 1);
            return Ok(&text.peek(count)?[..end]);
        }
        count *= 2;
    }
}

/// The form that the name of a file says.
fn by_ending(file: &Path) -> Option<InputFormat> {
    let packed = file.extension().is_some_and(|ending| ending == "gz");
    let name = if packed { file.with_extension("") } else { file.to_owned() };
    match name.extension()?.to_str()? {
        "csv" | "tsv" => Some(InputFormat::Csv),
        "json" => Some(InputFormat::Json),
        "jsonl" | "ndjson" => Some(InputFormat::Jsonl),
        _ => None,
    }
}

/// The form that the first character says.
fn by_beginning(text: &mut Text) -> io::Result<InputFormat> {
    let mut count = 1 << 6;
    loop {
        let start = text.peek(count)?;
        match start.iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'[') => return Ok(InputFormat::Json),
            Some(b'{') => return Ok(InputFormat::Jsonl),
            Some(_) => return Ok(InputFormat::Csv),
            None if start.len() < count || count >= 1 << 16 => return Ok(InputFormat::Csv),
            None => count *= 2,
        }
    }
}

impl Dialect {
    /// Passes over the line that states the separator. Returns the number of lines that it takes.
    pub(super) fn skip_statement(self, text: &mut Text) -> io::Result<u64> {
        if self.stated {
            let length = first_line(text)?.len();
            text.consume(length);
        }
        Ok(self.stated.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_what_stands_most_often_in_the_header() {
        assert_eq!(delimiter(b"loginId"), b',');
        assert_eq!(delimiter(b"loginId;\"a,b,c,d\";x"), b';');
        assert_eq!(delimiter(b"loginId\temail"), b'\t');
    }

    #[test]
    fn a_header_may_be_long_and_hold_line_breaks() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("users.csv");
        let wide: Vec<String> = (0..20_000).map(|number| format!("\"column\n{number}\"")).collect();
        std::fs::write(&file, wide.join(",") + "\na\n").unwrap();
        let input = Input::open(&file, None).unwrap();
        assert_eq!(input.header().len(), wide.len());
        assert_eq!(input.header().last().unwrap(), "column\n19999");
    }

    #[test]
    fn what_was_recognised_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let said = |name: &str, text: &[u8]| {
            let file = folder.path().join(name);
            std::fs::write(&file, text).unwrap();
            Input::open(&file, None).unwrap().detected_format()
        };
        assert!(said("a.csv", b"loginId,name\na,A\n").is_empty());
        assert_eq!(
            said("b.csv", b"\xef\xbb\xbfloginId;name\r\na;A\r\n"),
            ["UTF-8 with a byte order mark", "columns separated by `;`", "lines that end in CRLF"]
        );
        assert_eq!(said("c.tsv", b"loginId\tname\n"), ["columns separated by tabs"]);
        assert!(said("d.json", b"[]\r\n").is_empty());
    }
}
