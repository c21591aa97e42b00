//! The records of an input, in order: cells of a table, JSON objects, or lines of a plain list.

use std::io;

use serde_json::{Map, Value};

use super::{
    array::{Broken, Elements},
    decode::Text,
    json::Strict,
    ldif::{Fault, Ldif},
    lines::read_line,
    table::{Cells, TableReader, TableRecord},
    tally::count_row,
    workbook::SheetRow,
};
use crate::{
    error::{Error, Result},
    ops::row::shortened,
    ui::counted,
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

/// The records of an input. They end after the first one that breaks the form of the whole input.
pub(super) struct Records {
    name: String,
    kind: Kind,
    /// The text of the record that was read last.
    text: Vec<u8>,
    letters: Letters,
}

/// What is said of records once all were read.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    /// What was understood that a user might not expect.
    pub(super) notes: Vec<String>,
    /// What is doubtful about them.
    pub(super) warnings: Vec<String>,
    /// What says that they are one page of several.
    pub(super) more: Option<String>,
}

/// How text that is no table holds its records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TextForm {
    /// One JSON array of objects.
    Array,
    /// JSON objects one after another, each over as many lines as it takes.
    Objects,
    /// A list at the end of this way through one JSON object. Each step is one of some keys.
    ListInObject(Vec<Vec<String>>),
    /// A JSON object a line.
    JsonLines,
    /// Records of a directory.
    Ldif,
    /// An identifier a line.
    List,
}

enum Kind {
    Table(Box<TableRecords>),
    Sheet(Box<SheetRecords>),
    Array(Elements<Text>),
    JsonLines(Lines),
    Ldif(Ldif<Text>),
    List(Lines),
}

struct TableRecords {
    reader: TableReader<Text>,
    record: TableRecord,
}

struct SheetRecords {
    rows: std::vec::IntoIter<SheetRow>,
    record: TableRecord,
    /// Rows that are hidden in the sheet, and the number of the first.
    hidden: (u64, u64),
}

struct Lines {
    text: Text,
    line: u64,
    /// Lines of comments that were passed over.
    comments: u64,
}

impl Records {
    /// The records of a table. Its header was read where it has one.
    pub(super) fn of_table(name: String, reader: TableReader<Text>) -> Self {
        let records = TableRecords { reader, record: TableRecord::default() };
        Self { name, kind: Kind::Table(Box::new(records)), text: Vec::new(), letters: Letters::default() }
    }

    /// The rows of a sheet.
    pub(super) fn of_sheet(name: String, rows: Vec<SheetRow>) -> Self {
        let records = SheetRecords { rows: rows.into_iter(), record: TableRecord::default(), hidden: (0, 0) };
        let kind = Kind::Sheet(Box::new(records));
        Self { name, kind, text: Vec::new(), letters: Letters::default() }
    }

    /// The records of what is no table. They are numbered where all stand on one line.
    pub(super) fn of_text(name: String, text: Text, form: TextForm, is_one_line: bool) -> Self {
        let array = |elements: Elements<Text>| Kind::Array(elements.numbered(is_one_line));
        let kind = match form {
            TextForm::Array => array(Elements::new(text)),
            TextForm::Objects => array(Elements::of_objects(text)),
            TextForm::ListInObject(lists) => array(Elements::in_object(text, lists)),
            TextForm::JsonLines => Kind::JsonLines(Lines { text, line: 0, comments: 0 }),
            TextForm::Ldif => Kind::Ldif(Ldif::new(text)),
            TextForm::List => return Self::of_list(name, text, 0),
        };
        Self { name, kind, text: Vec::new(), letters: Letters::default() }
    }

    /// The lines of a list behind so many others.
    pub(super) fn of_list(name: String, text: Text, line: u64) -> Self {
        let kind = Kind::List(Lines { text, line, comments: 0 });
        Self { name, kind, text: Vec::new(), letters: Letters::default() }
    }

    /// What is said of the records once all were read.
    pub(super) fn remarks(&self) -> Remarks {
        let mut remarks = self.remarks_of_form();
        remarks.warnings.extend(self.letters.warnings());
        remarks
    }

    fn remarks_of_form(&self) -> Remarks {
        match &self.kind {
            Kind::Table(records) => {
                let note = match records.reader.bare_rows() {
                    (0, _) => None,
                    (rows, line) => Some(format!(
                        "{} with a text without the mark `'` that other texts have (first in line {line})",
                        counted(rows, "row")
                    )),
                };
                let formulas = match records.reader.formulas() {
                    0 => None,
                    count => Some(formulas_said(count)),
                };
                let crowded = match records.reader.crowded_rows() {
                    (0, _) => None,
                    (rows, line) => Some(format!(
                        "{} {} a cell whose lines look like rows of the file (first in line {line})",
                        counted(rows, "row"),
                        if rows == 1 { "has" } else { "have" }
                    )),
                };
                Remarks {
                    notes: note.into_iter().chain(formulas).collect(),
                    warnings: crowded.into_iter().collect(),
                    ..Remarks::default()
                }
            }
            Kind::Array(elements) => {
                let beside = elements.beside();
                let lists = beside.lists.iter();
                let lists: Vec<String> =
                    lists.map(|(key, count)| format!("`{}` ({count})", shortened(key))).collect();
                let note = match lists.len() {
                    0 => None,
                    1 => Some(format!("passed over another list of objects: {}", lists[0])),
                    _ => Some(format!("passed over other lists of objects: {}", lists.join(", "))),
                };
                let more = beside.more_than(elements.count());
                Remarks { notes: note.into_iter().collect(), more, ..Remarks::default() }
            }
            Kind::List(Lines { comments: comments @ 1.., .. }) => {
                let begin = if *comments == 1 { "begins" } else { "begin" };
                let note = format!("passed over {} that {begin} with `#`", counted(*comments, "line"));
                Remarks { notes: vec![note], ..Remarks::default() }
            }
            Kind::Sheet(records) if records.hidden.0 > 0 => {
                let (count, line) = records.hidden;
                let are = if count == 1 { "is" } else { "are" };
                let rows = counted(count, "row");
                let warning = format!("the sheet hides {rows}, which {are} read, too (first in line {line})");
                Remarks { warnings: vec![warning], ..Remarks::default() }
            }
            Kind::Sheet(_) | Kind::JsonLines(_) | Kind::Ldif(_) | Kind::List(_) => Remarks::default(),
        }
    }

    /// The next record; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<Record<'_>>> {
        let Self { name, kind, text, letters } = self;
        let broken = |line: u64, why: String| Error::usage(format!("`{name}` line {line}: {why}"));
        match kind {
            Kind::Table(records) => {
                let TableRecords { reader, record } = records.as_mut();
                match reader.next(record) {
                    Ok(None) => Ok(None),
                    Ok(Some((line, Some(flaw)))) => {
                        Ok(Some(Record { line, content: Content::Broken(flaw.said()) }))
                    }
                    // One that is not UTF-8 is mostly not the only one: it is said once for the file.
                    Ok(Some((line, None))) => {
                        letters.look_at(line, record.bytes());
                        match record.cells() {
                            Some(cells) => Ok(Some(Record { line, content: Content::Cells(cells) })),
                            None => Err(not_utf8(name, line, record.bytes(), letters.utf8)),
                        }
                    }
                    Err(why) => {
                        let is_of_quotes = why.is_of_quotes();
                        let (line, why) = why.said();
                        let error = broken(line, why);
                        Err(if is_of_quotes {
                            error.hint("a quote inside of a quoted cell is written twice: `\"\"`")
                        } else {
                            error
                        })
                    }
                }
            }
            Kind::Sheet(records) => {
                let SheetRecords { rows, record, hidden } = records.as_mut();
                let Some(SheetRow { number, cells, is_hidden }) = rows.next() else { return Ok(None) };
                if is_hidden {
                    count_row(hidden, number);
                }
                *record = TableRecord::of(cells.iter().map(|(text, kind)| (text.as_str(), *kind)));
                letters.look_at(number, record.bytes());
                Ok(record.cells().map(|cells| Record { line: number, content: Content::Cells(cells) }))
            }
            Kind::Array(elements) => match elements.next(text) {
                Ok(None) => Ok(None),
                Ok(Some(line)) => {
                    letters.look_at(line, text);
                    Ok(Some(Record { line, content: object(name, line, text, letters.utf8)? }))
                }
                Err(Broken::Form(why)) => Err(broken(elements.line(), format!("not JSON objects: {why}"))),
                Err(Broken::Twice(key)) => {
                    let error =
                        broken(elements.line(), format!("the list `{key}` stands twice in its object"));
                    Err(error.hint("put the objects of both into one list"))
                }
                Err(Broken::Io(cause)) => Err(broken(elements.line(), cause.to_string())),
            },
            Kind::JsonLines(lines) => match lines.next(text) {
                Ok(None) => Ok(None),
                Ok(Some(line)) => {
                    letters.look_at(line, text);
                    Ok(Some(Record { line, content: object(name, line, text, letters.utf8)? }))
                }
                Err((line, cause)) => Err(broken(line, cause.to_string())),
            },
            Kind::Ldif(records) => match records.next() {
                Ok(None) => Ok(None),
                Ok(Some((line, Ok(object)))) => {
                    // A file of failures is written as JSON lines.
                    *text = serde_json::to_vec(&object).map_err(|cause| broken(line, cause.to_string()))?;
                    letters.look_at(line, text);
                    Ok(Some(Record { line, content: Content::Object(object, text) }))
                }
                Ok(Some((line, Err(Fault::NotUtf8(bytes))))) => {
                    Err(not_utf8(name, line, &bytes, letters.utf8))
                }
                Ok(Some((line, Err(Fault::Other(why))))) => {
                    Ok(Some(Record { line, content: Content::Broken(why) }))
                }
                Err((line, cause)) => Err(broken(line, cause.to_string())),
            },
            Kind::List(lines) => match lines.next_but_comments(text) {
                Ok(None) => Ok(None),
                Ok(Some(line)) => {
                    letters.look_at(line, text);
                    let checked =
                        std::str::from_utf8(text).map_err(|_| not_utf8(name, line, text, letters.utf8))?;
                    Ok(Some(Record { line, content: Content::Line(checked.trim()) }))
                }
                Err((line, cause)) => Err(broken(line, cause.to_string())),
            },
        }
    }
}

/// Records with letters that an earlier program has lost or misread.
#[derive(Default)]
struct Letters {
    /// How many have the character that stands for what could not be read, and the line of the first.
    lost: (u64, u64),
    /// The same of letters of UTF-8 that were read one byte at a time, such as `Ã¼` for `ü`.
    misread: (u64, u64),
    /// The same of letters of an old Mac that were read as those of Windows, such as `MŸller` for `Müller`.
    of_mac: (u64, u64),
    /// The line of the first that is UTF-8 with letters beyond ASCII; 0 where there is none.
    utf8: u64,
}

impl Letters {
    fn look_at(&mut self, line: u64, text: &[u8]) {
        if text.is_ascii() {
            return;
        }
        let note = |found: &mut (u64, u64)| *found = (found.0 + 1, if found.0 == 0 { line } else { found.1 });
        if text.windows(3).any(|bytes| bytes == "\u{fffd}".as_bytes()) {
            note(&mut self.lost);
        }
        // `Ã` before a mark, and `â€`: no language writes that.
        let is_misread =
            |bytes: &[u8]| matches!(bytes, [0xc3, 0x83, 0xc2, 0x80..=0xbf] | [0xc3, 0xa2, 0xe2, 0x82]);
        if text.windows(4).any(is_misread) {
            note(&mut self.misread);
        }
        if let Ok(text) = std::str::from_utf8(text) {
            self.utf8 = if self.utf8 == 0 { line } else { self.utf8 };
            if is_of_mac(text) {
                note(&mut self.of_mac);
            }
        }
    }

    fn warnings(&self) -> impl Iterator<Item = String> {
        let said = [
            (self.lost, "with `\u{fffd}` in place of a letter that an earlier program could not read"),
            (self.misread, "with letters such as `Ã¼` in place of `ü`: an earlier program has misread them"),
            (
                self.of_mac,
                "with letters such as `Ÿ` in place of `ü`, as where a file of an old Mac is read as one of Windows: \
                 `--encoding macintosh` reads such a file",
            ),
        ];
        let said = said.into_iter().filter(|((rows, _), _)| *rows > 0);
        said.map(|((rows, line), what)| format!("{} {what} (first in line {line})", counted(rows, "row")))
    }
}

impl Lines {
    /// The same without the lines of a list that are comments: nobody is called `# …`, while `#7` may be somebody.
    fn next_but_comments(&mut self, text: &mut Vec<u8>) -> Result<Option<u64>, (u64, io::Error)> {
        loop {
            let line = self.next(text)?;
            let behind = text.trim_ascii().strip_prefix(b"#");
            let is_comment = |rest: &[u8]| rest.first().is_none_or(u8::is_ascii_whitespace);
            if line.is_none() || !behind.is_some_and(is_comment) {
                return Ok(line);
            }
            self.comments += 1;
        }
    }

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

/// Says of the whole input that it is not UTF-8, and what it may be by the bytes of one of its records.
/// An earlier line that is UTF-8 with letters beyond ASCII leaves no encoding that all of it has.
pub(super) fn not_utf8(name: &str, line: u64, bytes: &[u8], utf8: u64) -> Error {
    let error = Error::usage(format!("`{name}` is not UTF-8 text"));
    let first = format!("line {line} is the first that is not");
    if utf8 > 0 {
        return error.because(format!("{first}, but line {utf8} is: the file mixes two encodings")).hint(
            "export it again from where it came, or save each part as UTF-8 before they are put together",
        );
    }
    if is_of_mac(&encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0) {
        return error
            .because(format!("{first}, it is perhaps of an old Mac"))
            .hint("`--encoding macintosh` reads it, `--dry-run` shows the first users so");
    }
    if looks_western(bytes) {
        return error.because(format!("{first}, it is perhaps Windows-1252")).hint(
            "`--encoding windows-1252` reads what older programs of Windows and Excel write in Western Europe, \
             `--dry-run` shows the first users so",
        );
    }
    error.because(first).hint(
        "`--encoding NAME` says which encoding it has, such as `windows-1250`, `windows-1251`, `shift_jis`, `gbk` or \
         `euc-kr`, `--dry-run` shows the first users so",
    )
}

/// Whether bytes read as windows-1252 are what people of Western Europe write: letters that stand alone or in pairs,
/// and marks that stand between words. Other encodings have rows of such bytes, or ones that make no sense there.
fn looks_western(bytes: &[u8]) -> bool {
    const LETTERS: &str = "äöüÄÖÜßàáâãåæçèéêëìíîïñòóôõøùúûýÿœšžÀÁÂÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕØÙÚÛÝŸŒŠŽðÐþÞ’·";
    const MARKS: &str = "‘“”„‚–—…€•«»°§®©™´¿¡ªº\u{a0}";
    let text = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0;
    let (mut before, mut row) = (' ', 0);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        row = if letter.is_ascii() { 0 } else { row + 1 };
        let is_inside = before.is_alphanumeric() && letters.peek().is_some_and(|next| next.is_alphanumeric());
        if row > 2
            || !letter.is_ascii() && !LETTERS.contains(letter) && (is_inside || !MARKS.contains(letter))
        {
            return false;
        }
        before = letter;
    }
    true
}

/// Whether a text has what letters of an old Mac become where they are read as windows-1252: capitals behind and
/// before small letters, as `MŸller`, or `š` between two consonants, as `Jšrg`.
fn is_of_mac(text: &str) -> bool {
    let is_consonant = |letter: char| letter.is_ascii_alphabetic() && !"aeiouyAEIOUY".contains(letter);
    let letters = || text.chars();
    letters().zip(letters().skip(1)).zip(letters().skip(2)).any(|((before, letter), behind)| match letter {
        'Š' | 'Ÿ' | 'Ž' => before.is_ascii_alphabetic() && behind.is_ascii_lowercase(),
        'š' => is_consonant(before) && is_consonant(behind),
        _ => false,
    })
}

/// Says that formulas were read as their texts.
pub(super) fn formulas_said(count: u64) -> String {
    format!("{} of the form `=\"007\"`, of which the text was read", counted(count, "cell"))
}

fn object<'t>(name: &str, line: u64, text: &'t [u8], utf8: u64) -> Result<Content<'t>> {
    let checked = std::str::from_utf8(text).map_err(|_| not_utf8(name, line, text, utf8))?;
    Ok(match serde_json::from_str(checked) {
        Ok(Strict(Value::Object(fields))) => Content::Object(fields, text.trim_ascii()),
        Ok(_) => Content::Broken("a row must be a JSON object".to_owned()),
        Err(cause) if cause.is_data() => Content::Broken(without_place(&cause)),
        Err(cause) => Content::Broken(format!("not JSON: {}", without_place(&cause))),
    })
}

/// serde_json counts lines from the start of the row; ours count from the start of the input.
fn without_place(cause: &serde_json::Error) -> String {
    let text = cause.to_string();
    text.split_once(" at line ").map_or(text.clone(), |(why, _)| why.to_owned())
}
