//! Records of a table of text, read strictly: a quote that is not closed would take the rest of the file
//! into one cell.

use std::io::{self, BufRead};

use super::lines::{LONGEST, append_line};
use crate::ops::arguments::{Email, Phone};

/// Where one cell stands in the text of its record.
type Span = (usize, usize);

/// One record of a table. Its memory is used again for the next one.
#[derive(Debug, Default)]
pub(super) struct TableRecord {
    bytes: Vec<u8>,
    spans: Vec<Span>,
}

/// The cells of a row of a table.
#[derive(Clone, Copy)]
pub(super) struct Cells<'r> {
    text: &'r str,
    spans: &'r [Span],
}

impl<'r> Cells<'r> {
    pub(super) fn len(self) -> usize {
        self.spans.len()
    }

    pub(super) fn iter(self) -> impl Iterator<Item = &'r str> {
        self.spans.iter().map(move |(start, end)| self.text.get(*start..*end).unwrap_or_default())
    }
}

impl TableRecord {
    /// A record of these cells.
    pub(super) fn of<'c>(cells: impl Iterator<Item = &'c str>) -> Self {
        let mut record = Self::default();
        for cell in cells {
            let start = record.bytes.len();
            record.bytes.extend_from_slice(cell.as_bytes());
            record.spans.push((start, record.bytes.len()));
        }
        record
    }

    /// Its cells; none where it is no text.
    pub(super) fn cells(&self) -> Option<Cells<'_>> {
        let text = std::str::from_utf8(&self.bytes).ok()?;
        Some(Cells { text, spans: &self.spans })
    }

    /// Whether there is nothing in any cell.
    fn is_blank(&self) -> bool {
        self.spans.iter().all(|(start, end)| self.bytes[*start..*end].trim_ascii().is_empty())
    }
}

/// Why the records end before the table does. The line is the one to look at.
#[derive(Debug)]
pub(super) enum Broken {
    /// A quote is opened on this line and not closed.
    Unclosed(u64),
    /// Text follows a quoted cell that was opened on this line and goes over several.
    BehindQuote(u64),
    /// It cannot be read on from this line.
    Io(u64, io::Error),
}

/// Something wrong with a record alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flaw {
    /// Text follows a closing quote.
    BehindQuote,
    /// A quoted cell holds lines that look like rows of the table; this is the first of them.
    RowsInCell(u64),
}

/// How cells are written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Writing {
    /// What separates the cells.
    pub(super) delimiter: u8,
    /// What ends the lines: a line feed, which a carriage return may precede, or a carriage return alone.
    pub(super) line_end: u8,
}

/// Reads the records of a table one by one.
pub(super) struct TableReader<R> {
    inner: R,
    writing: Writing,
    /// Lines read so far.
    lines: u64,
    /// Cells of the header, by which rows inside of a quoted cell are known; 0 for not looking.
    columns: usize,
    /// Whether texts begin with a mark that belongs to no cell.
    drops_marks: bool,
}

/// The mark that some exports put before every text, so that no spreadsheet takes it for a formula.
pub(super) const MARK: u8 = b'\'';

impl<R: BufRead> TableReader<R> {
    /// Reads from here on, where so many lines were passed over before.
    pub(super) fn new(inner: R, writing: Writing, lines: u64) -> Self {
        Self { inner, writing, lines, columns: 0, drops_marks: false }
    }

    /// Looks for rows inside of quoted cells: those with as many cells.
    pub(super) fn look_for_rows_in_cells(&mut self, columns: usize) {
        self.columns = columns;
    }

    /// Leaves out the mark at the beginning of each cell.
    pub(super) fn drop_marks(&mut self, drops_marks: bool) {
        self.drops_marks = drops_marks;
    }

    /// Whether nothing follows what was read.
    pub(super) fn is_at_end(&mut self) -> bool {
        self.inner.fill_buf().is_ok_and(<[u8]>::is_empty)
    }

    /// Reads the next record that is not empty: the line where it begins, and what is wrong with it.
    pub(super) fn next(&mut self, record: &mut TableRecord) -> Result<Option<(u64, Option<Flaw>)>, Broken> {
        loop {
            record.bytes.clear();
            record.spans.clear();
            if !self.add_line(&mut record.bytes)? {
                return Ok(None);
            }
            let begins = self.lines;
            let flaw = if record.bytes.contains(&b'"') {
                self.split_quoted(record)?
            } else {
                self.split_plain(record);
                None
            };
            if self.drops_marks {
                let TableRecord { bytes, spans } = record;
                let is_marked = |(start, end): &&mut Span| start < end && bytes[*start] == MARK;
                spans.iter_mut().filter(is_marked).for_each(|(start, _)| *start += 1);
            }
            // An empty line, as a spreadsheet writes it or with a carriage return.
            if flaw.is_some() || !record.is_blank() {
                return Ok(Some((begins, flaw)));
            }
        }
    }

    fn add_line(&mut self, bytes: &mut Vec<u8>) -> Result<bool, Broken> {
        let line = self.lines + 1;
        let room = LONGEST.saturating_sub(bytes.len());
        let added = append_line(&mut self.inner, self.writing.line_end, room, bytes)
            .map_err(|cause| Broken::Io(line, cause))?;
        self.lines += u64::from(added);
        Ok(added)
    }

    /// Where the content of a line ends.
    fn content_end(&self, bytes: &[u8]) -> usize {
        let Some(line) = bytes.strip_suffix(&[self.writing.line_end]) else {
            // The last line of a table whose lines end in CRLF may lack the second half.
            return bytes.strip_suffix(b"\r").unwrap_or(bytes).len();
        };
        line.strip_suffix(b"\r").unwrap_or(line).len()
    }

    fn split_plain(&self, record: &mut TableRecord) {
        let end = self.content_end(&record.bytes);
        record.bytes.truncate(end);
        let mut start = 0;
        for (place, byte) in record.bytes.iter().enumerate() {
            if *byte == self.writing.delimiter {
                record.spans.push((start, place));
                start = place + 1;
            }
        }
        record.spans.push((start, end));
    }

    /// Splits a record that holds quotes, and reads on where a quoted cell does. What is unquoted is moved to
    /// the front of the same memory.
    fn split_quoted(&mut self, record: &mut TableRecord) -> Result<Option<Flaw>, Broken> {
        let TableRecord { bytes, spans } = record;
        let (mut at, mut out) = (0, 0);
        let mut flaw = None;
        loop {
            let start = out;
            if bytes.get(at) == Some(&b'"') {
                let opened = self.lines;
                (at, out) = self.unquote(bytes, at + 1, out, opened)?;
                let spans_lines = self.lines > opened;
                if spans_lines && flaw.is_none() {
                    flaw = self.row_inside(&bytes[start..out], opened).map(Flaw::RowsInCell);
                }
                let end = self.content_end(bytes).max(at);
                at += bytes[at..end].iter().take_while(|byte| **byte == b' ').count();
                if at < end && bytes[at] != self.writing.delimiter {
                    return if spans_lines {
                        Err(Broken::BehindQuote(opened))
                    } else {
                        Ok(Some(Flaw::BehindQuote))
                    };
                }
            } else {
                let end = self.content_end(bytes).max(at);
                let cell = &bytes[at..end];
                let length =
                    cell.iter().position(|byte| *byte == self.writing.delimiter).unwrap_or(cell.len());
                bytes.copy_within(at..at + length, out);
                (at, out) = (at + length, out + length);
            }
            spans.push((start, out));
            if at >= self.content_end(bytes) {
                bytes.truncate(out);
                return Ok(flaw);
            }
            // Behind the separator.
            at += 1;
        }
    }

    /// Moves what stands between quotes to `out`. Returns where the text goes on behind the closing quote, and
    /// where what was moved ends.
    fn unquote(
        &mut self,
        bytes: &mut Vec<u8>,
        mut at: usize,
        mut out: usize,
        opened: u64,
    ) -> Result<(usize, usize), Broken> {
        loop {
            let quote = bytes[at..].iter().position(|byte| *byte == b'"');
            let length = quote.unwrap_or(bytes.len() - at);
            bytes.copy_within(at..at + length, out);
            (at, out) = (at + length, out + length);
            match (quote, bytes.get(at + 1)) {
                (Some(_), Some(b'"')) => {
                    bytes[out] = b'"';
                    (at, out) = (at + 2, out + 1);
                }
                (Some(_), _) => return Ok((at + 1, out)),
                (None, _) => {
                    if !self.add_line(bytes)? {
                        return Err(Broken::Unclosed(opened));
                    }
                }
            }
        }
    }

    /// The line of a quoted cell that looks like a row of the table: as many cells, and one of them in the
    /// form of an identifier.
    fn row_inside(&self, cell: &[u8], opened: u64) -> Option<u64> {
        if self.columns < 3 {
            return None;
        }
        let lines = cell.split(|byte| *byte == self.writing.line_end).enumerate();
        let row = lines.skip(1).find(|(_, line)| {
            let cells = || line.split(|byte| *byte == self.writing.delimiter);
            cells().count() == self.columns && cells().any(is_identifier)
        });
        row.map(|(place, _)| opened + place as u64)
    }
}

fn is_identifier(cell: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(cell) else { return false };
    let text = text.trim().trim_matches('"');
    text.parse::<Email>().is_ok() || text.parse::<Phone>().is_ok()
}

impl Broken {
    /// The line to look at, and what is wrong there.
    pub(super) fn said(self) -> (u64, String) {
        match self {
            Self::Unclosed(line) => (line, "a quote is opened here that nothing closes".to_owned()),
            Self::BehindQuote(line) => {
                (line, "a quote is opened here, and text follows the quote that closes it".to_owned())
            }
            Self::Io(line, cause) => (line, cause.to_string()),
        }
    }

    /// Whether it is about quotes.
    pub(super) fn is_of_quotes(&self) -> bool {
        !matches!(self, Self::Io(..))
    }
}

impl Flaw {
    /// What is wrong.
    pub(super) fn said(self) -> String {
        match self {
            Self::BehindQuote => "text follows the quote that closes a cell".to_owned(),
            Self::RowsInCell(line) => format!(
                "a quoted cell goes over several lines, and line {line} looks like a row of the file: close \
                 the quote, or pass `--allow-rows-in-cells` where the cell is meant to hold it"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const COMMA: Writing = Writing { delimiter: b',', line_end: b'\n' };

    /// Records with their lines, or what ends them.
    fn read(text: &str, writing: Writing, columns: usize) -> Result<Vec<(u64, Vec<String>)>, String> {
        let mut reader = TableReader::new(text.as_bytes(), writing, 0);
        reader.look_for_rows_in_cells(columns);
        let (mut record, mut rows) = (TableRecord::default(), Vec::new());
        while let Some((line, flaw)) = reader.next(&mut record).map_err(|broken| format!("{broken:?}"))? {
            if let Some(flaw) = flaw {
                return Err(format!("{line}: {flaw:?}"));
            }
            rows.push((line, record.cells().unwrap().iter().map(str::to_owned).collect()));
        }
        Ok(rows)
    }

    #[test]
    fn a_quote_that_is_not_closed_is_named_by_its_line() {
        let of = |text| read(text, COMMA, 3).unwrap_err();
        assert_eq!(of("a,b,c\n1,2,3\nx,y,\"z\nu,v,w\n"), "Unclosed(3)");
        assert_eq!(of("a,b,c\n1,2,\"3\"x\n"), "2: BehindQuote");
        assert_eq!(of("a,b,c\n1,2,\"3\nu,v,\"w\"\n"), "BehindQuote(2)");
        assert_eq!(of("\""), "Unclosed(1)");
    }

    #[test]
    fn rows_inside_of_a_cell_are_seen() {
        let rows = "a,b,c\nx,\"y\nu,v@example.com,w\n\",z\n";
        assert_eq!(read(rows, COMMA, 3).unwrap_err(), "2: RowsInCell(3)");
        assert_eq!(read(rows, COMMA, 0).unwrap().len(), 2);
        // An address over several lines has separators, too, but names nobody.
        assert_eq!(read("a,b,c\nx,\"1 Main Street,\nSpringfield, XX, 000\",z\n", COMMA, 3).unwrap().len(), 2);
    }

    #[test]
    fn lines_may_end_in_carriage_returns_alone() {
        let old = Writing { delimiter: b';', line_end: b'\r' };
        let rows = read("a;b\r\"x\ry\";\"z\"\r\r1;2", old, 2).unwrap();
        let cells = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        assert_eq!(rows, [(1, cells(["a", "b"])), (2, cells(["x\ry", "z"])), (5, cells(["1", "2"]))]);
    }

    #[test]
    fn a_quote_inside_of_a_cell_is_a_quote() {
        let rows = read("5\" pipe,b\n\"a\" ,\"\"\n", COMMA, 0).unwrap();
        assert_eq!(rows[0].1, ["5\" pipe", "b"]);
        assert_eq!(rows[1].1, ["a", ""]);
    }

    proptest! {
        /// Whatever another program writes comes back, with the lines counted by that program.
        #[test]
        fn tables_of_another_writer_come_back(
            rows in proptest::collection::vec(proptest::collection::vec("[a-c\"\n\r, ]{0,6}", 2..4), 1..8),
            crlf: bool,
        ) {
            let mut writer = csv::WriterBuilder::new();
            writer.flexible(true).terminator(if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') });
            let mut table = writer.from_writer(Vec::new());
            for row in &rows {
                table.write_record(row).unwrap();
            }
            let text = String::from_utf8(table.into_inner().unwrap()).unwrap();
            let kept = rows.into_iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty()));
            let found = read(&text, COMMA, 0).unwrap();
            let found: Vec<Vec<String>> = found.into_iter().map(|(_, cells)| cells).collect();
            prop_assert_eq!(found, kept.collect::<Vec<_>>());
        }

        #[test]
        fn garbage_never_panics(text in "[\",\n\rab ]{0,40}", columns in 0_usize..4) {
            let _ = read(&text, COMMA, columns);
        }
    }
}
