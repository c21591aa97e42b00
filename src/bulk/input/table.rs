//! Records of a table of text, read strictly: a quote that is not closed would take the rest of the file
//! into one cell.

use std::io::{self, BufRead};

use super::{
    beginning::DELIMITERS,
    lines::{LONGEST, append_line},
    tally::count_row,
};
use crate::ops::arguments::{Email, Phone};

/// Where one cell stands in the text of its record.
type Span = (usize, usize);

/// One record of a table. Its memory is used again for the next one.
#[derive(Debug, Default)]
pub(super) struct TableRecord {
    bytes: Vec<u8>,
    spans: Vec<Span>,
    /// What a spreadsheet holds in its cells.
    kinds: Vec<CellKind>,
}

/// What a spreadsheet holds in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CellKind {
    Text,
    Number,
    Time,
    Boolean,
    Error,
    /// A formula, where the file does not hold what comes out of it.
    Uncalculated,
    /// The range of merged cells, of which the first one alone holds something.
    Merged,
}

impl CellKind {
    /// Why nothing can be taken from such a cell.
    pub(super) fn fault(self) -> Option<&'static str> {
        match self {
            Self::Text | Self::Number | Self::Time | Self::Boolean => None,
            Self::Error => Some("is an error in the sheet"),
            Self::Uncalculated => Some(
                "is a formula in the sheet whose result the file does not hold: open the file in a spreadsheet \
                 program and save it there",
            ),
            Self::Merged => Some(
                "is a range of merged cells in the sheet: unmerge them, and write the value into each cell",
            ),
        }
    }
}

/// The cells of a row of a table.
#[derive(Clone, Copy)]
pub(super) struct Cells<'r> {
    text: &'r str,
    spans: &'r [Span],
    kinds: &'r [CellKind],
}

impl<'r> Cells<'r> {
    pub(super) fn len(self) -> usize {
        self.spans.len()
    }

    /// What a spreadsheet holds in a cell, which in a file of text is always a text.
    pub(super) fn kind(self, place: usize) -> CellKind {
        self.kinds.get(place).copied().unwrap_or(CellKind::Text)
    }

    /// Whether they are those of a spreadsheet.
    pub(super) fn are_of_sheet(self) -> bool {
        !self.kinds.is_empty()
    }

    pub(super) fn iter(self) -> impl Iterator<Item = &'r str> + Clone {
        self.spans.iter().map(move |(start, end)| self.text.get(*start..*end).unwrap_or_default())
    }

    /// The cell at a place; an empty one where the row has fewer.
    pub(super) fn get(self, place: usize) -> &'r str {
        let span = self.spans.get(place);
        span.and_then(|(start, end)| self.text.get(*start..*end)).unwrap_or_default()
    }
}

impl TableRecord {
    /// A record of these cells of a spreadsheet.
    pub(super) fn of<'c>(cells: impl Iterator<Item = (&'c str, CellKind)>) -> Self {
        let mut record = Self::default();
        for (cell, kind) in cells {
            record.kinds.push(kind);
            let start = record.bytes.len();
            record.bytes.extend_from_slice(cell.as_bytes());
            record.spans.push((start, record.bytes.len()));
        }
        record
    }

    /// Its cells; none where it is no text.
    pub(super) fn cells(&self) -> Option<Cells<'_>> {
        let text = std::str::from_utf8(&self.bytes).ok()?;
        Some(Cells { text, spans: &self.spans, kinds: &self.kinds })
    }

    /// Its bytes, where it is no text.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
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
    /// What ends lines elsewhere stands outside of quotes, as if two rows were one.
    BreakInside(u8),
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
    /// What rows look like, by which those inside of a quoted cell are known; none for not looking.
    look: Option<RowLook>,
    /// Whether texts begin with a mark that belongs to no cell.
    drops_marks: bool,
    /// Rows with a text that lacks the mark, and the line of the first.
    bare: (u64, u64),
    /// Cells that were formulas of a text.
    formulas: u64,
    /// Rows with a cell whose lines may be rows, and the line of the first.
    crowded: (u64, u64),
}

/// Whether a line inside of a quoted cell is a row of the table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Likeness {
    Row,
    /// It is divided as one that lacks cells would be.
    Perhaps,
    Text,
}

/// What rows of a table look like.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowLook {
    /// Cells of the header.
    pub(super) columns: usize,
    /// Whether a space follows the separators of the header.
    pub(super) is_spaced: bool,
}

/// The mark that some exports put before every text, so that no spreadsheet takes it for a formula.
pub(super) const MARK: u8 = b'\'';

impl<R: BufRead> TableReader<R> {
    /// Reads from here on, where so many lines were passed over before.
    pub(super) fn new(inner: R, writing: Writing, lines: u64) -> Self {
        Self {
            inner,
            writing,
            lines,
            look: None,
            drops_marks: false,
            bare: (0, 0),
            formulas: 0,
            crowded: (0, 0),
        }
    }

    /// Looks for rows inside of quoted cells.
    pub(super) fn look_for_rows_in_cells(&mut self, look: RowLook) {
        self.look = Some(look);
    }

    /// Leaves out the mark at the beginning of each cell.
    pub(super) fn drop_marks(&mut self, drops_marks: bool) {
        self.drops_marks = drops_marks;
    }

    /// Rows with a text that lacks the mark that the others have, and the line of the first.
    pub(super) fn bare_rows(&self) -> (u64, u64) {
        self.bare
    }

    /// Cells that were formulas of a text, as `="007"`.
    pub(super) fn formulas(&self) -> u64 {
        self.formulas
    }

    /// Rows with a cell whose lines may be rows, and the line of the first.
    pub(super) fn crowded_rows(&self) -> (u64, u64) {
        self.crowded
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
                self.split_plain(record)
            };
            if self.drops_marks {
                self.drop_marks_of(record, begins);
            }
            self.take_texts_of_formulas(record);
            // An empty line, as a spreadsheet writes it or with a carriage return.
            if flaw.is_some() || !record.is_blank() {
                return Ok(Some((begins, flaw)));
            }
        }
    }

    fn drop_marks_of(&mut self, record: &mut TableRecord, line: u64) {
        let is_bare = |cells: Cells<'_>| cells.iter().any(is_bare_text);
        if record.cells().is_some_and(is_bare) {
            self.bare = (self.bare.0 + 1, if self.bare.0 == 0 { line } else { self.bare.1 });
        }
        let TableRecord { bytes, spans, .. } = record;
        let is_marked = |(start, end): &&mut Span| start < end && bytes[*start] == MARK;
        spans.iter_mut().filter(is_marked).for_each(|(start, _)| *start += 1);
    }

    fn take_texts_of_formulas(&mut self, record: &mut TableRecord) {
        let TableRecord { bytes, spans, .. } = record;
        for (start, end) in spans.iter_mut().filter(|(start, end)| start < end && bytes[*start] == b'=') {
            let text = std::str::from_utf8(&bytes[*start..*end]).ok().and_then(text_of_formula);
            if let Some(text) = text {
                self.formulas += 1;
                (*start, *end) = (*start + 2, *start + 2 + text.len());
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
        let mut line = bytes.strip_suffix(&[self.writing.line_end]).unwrap_or(bytes);
        // The last line of a table whose lines end in CRLF may lack the second half, some programs write the first
        // half twice, and the last line that ends in CR may have a line feed behind it.
        while let [shorter @ .., b'\r' | b'\n'] = line {
            line = shorter;
        }
        line.len()
    }

    /// What is wrong with text outside of quotes, where something is.
    fn flaw_of(&self, text: &[u8]) -> Option<Flaw> {
        let other = self.writing.other_break();
        let is_inside = text.contains(&other) && text.trim_ascii().contains(&other);
        is_inside.then_some(Flaw::BreakInside(other))
    }

    fn split_plain(&self, record: &mut TableRecord) -> Option<Flaw> {
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
        self.flaw_of(&record.bytes)
    }

    /// Splits a record that holds quotes, and reads on where a quoted cell does. What is unquoted is moved to
    /// the front of the same memory.
    fn split_quoted(&mut self, record: &mut TableRecord) -> Result<Option<Flaw>, Broken> {
        let TableRecord { bytes, spans, .. } = record;
        let (mut at, mut out) = (0, 0);
        let mut flaw = None;
        loop {
            let start = out;
            // Where a space follows each separator, quotes stand behind it.
            let spaces = bytes[at..].iter().take_while(|byte| **byte == b' ').count();
            if bytes.get(at + spaces) == Some(&b'"') {
                at += spaces;
            }
            if bytes.get(at) == Some(&b'"') {
                let opened = self.lines;
                (at, out) = self.unquote(bytes, at + 1, out, opened)?;
                let spans_lines = self.lines > opened;
                let has_lines = spans_lines || bytes[start..out].contains(&self.writing.other_break());
                if has_lines && flaw.is_none() {
                    flaw = self.row_inside(&bytes[start..out], opened).map(Flaw::RowsInCell);
                }
                let end = self.content_end(bytes).max(at);
                at += bytes[at..end].iter().take_while(|byte| **byte == b' ').count();
                if at < end && bytes[at] != self.writing.delimiter {
                    return if bytes[at] == self.writing.other_break() {
                        Ok(Some(Flaw::BreakInside(bytes[at])))
                    } else if spans_lines {
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
                flaw = flaw.or_else(|| self.flaw_of(&cell[..length]));
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

    /// The line of a quoted cell, but for its first, that looks like a row of the table.
    fn row_inside(&mut self, cell: &[u8], opened: u64) -> Option<u64> {
        let look = self.look?;
        let other = self.writing.other_break();
        let lines = cell.split(|byte| *byte == self.writing.line_end).zip(opened..);
        let mut parts = lines.flat_map(|(line, number)| {
            line.split(move |byte| *byte == other).map(move |part| (part, number))
        });
        parts.next();
        let mut is_crowded = false;
        for (line, number) in parts {
            match self.likeness(line, look) {
                Likeness::Row => return Some(number),
                Likeness::Perhaps => is_crowded = true,
                Likeness::Text => {}
            }
        }
        if is_crowded {
            count_row(&mut self.crowded, opened);
        }
        None
    }

    /// Whether a line is divided as rows are: into as many cells as the header by a separator that no space follows,
    /// or with an address or a phone number in one of its cells. Prose has spaces there. By what separates other
    /// tables, and where there are two columns, it must have as many cells as the header.
    fn likeness(&self, line: &[u8], look: RowLook) -> Likeness {
        let line = trim_spaces(line);
        let mut likeness = Likeness::Text;
        for delimiter in DELIMITERS.iter().chain([&self.writing.delimiter]) {
            let cells: Vec<&[u8]> = line.split(|byte| byte == delimiter).collect();
            let is_own = *delimiter == self.writing.delimiter;
            let is_whole = cells.len() == look.columns;
            if cells.len() < 2 || !is_own && !is_whole {
                continue;
            }
            if let ([first, second], 2) = (cells.as_slice(), look.columns) {
                let is_one = [first, second].into_iter().any(|cell| is_identifier(cell))
                    || is_own && is_pair(first, second, look.is_spaced);
                if is_one {
                    return Likeness::Row;
                }
                continue;
            }
            // Another number of separators than one is prose, where there are two columns.
            if look.columns == 2 {
                continue;
            }
            let is_bare = |(place, pair): (usize, &[&[u8]])| match (pair[0].last(), pair[1].first()) {
                (_, None) => is_whole || place + 2 < cells.len(),
                (_, Some(b' ')) => false,
                // As in `1,000`.
                (Some(before), Some(behind)) if before.is_ascii_digit() && behind.is_ascii_digit() => {
                    is_whole
                }
                _ => true,
            };
            if cells.iter().copied().any(is_identifier) || is_whole && look.is_spaced {
                return Likeness::Row;
            }
            if cells.windows(2).enumerate().any(is_bare) && (is_own || look.columns > 2) {
                // How many cells a header has that is being read is not known yet.
                if is_whole || look.columns == usize::MAX {
                    return Likeness::Row;
                }
                likeness = Likeness::Perhaps;
            }
        }
        likeness
    }
}

/// Whether a line with one separator is a row of two columns: a word, and something directly behind the separator.
/// Prose has one separator, too, mostly behind several words, before a space or at the end.
fn is_pair(first: &[u8], second: &[u8], is_spaced: bool) -> bool {
    let is_number =
        first.last().is_some_and(u8::is_ascii_digit) && second.first().is_some_and(u8::is_ascii_digit);
    let is_behind = match second.first() {
        None => false,
        Some(b' ') => is_spaced,
        Some(_) => true,
    };
    !first.is_empty() && !first.contains(&b' ') && is_behind && !is_number
}

fn trim_spaces(mut line: &[u8]) -> &[u8] {
    while let [b' ', rest @ ..] | [rest @ .., b' '] = line {
        line = rest;
    }
    line
}

impl Writing {
    /// What ends lines in tables of other systems.
    fn other_break(self) -> u8 {
        if self.line_end == b'\r' { b'\n' } else { b'\r' }
    }
}

/// The text in a formula that holds nothing else, as exports write it so that a spreadsheet keeps its zeros:
/// `="007"`.
pub(super) fn text_of_formula(cell: &str) -> Option<&str> {
    cell.strip_prefix("=\"")?.strip_suffix('"').filter(|text| !text.contains('"'))
}

/// Whether a cell is a text without a mark before it. True, false and numbers have none.
pub(super) fn is_bare_text(cell: &str) -> bool {
    let text = cell.trim();
    !text.starts_with(char::from(MARK))
        && !text.is_empty()
        && text.parse::<f64>().is_err()
        && !["true", "false"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether a cell is an address or a phone number.
pub(super) fn is_identifier(cell: &[u8]) -> bool {
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
            Self::BreakInside(byte) => {
                let name = if byte == b'\r' { "CR" } else { "LF" };
                format!(
                    "{name} stands outside of quotes, as if two rows were one: save the file with one kind of line \
                     ends"
                )
            }
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
        if columns > 0 {
            reader.look_for_rows_in_cells(RowLook { columns, is_spaced: text.starts_with("a, b") });
        }
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
    fn rows_inside_of_a_cell_may_lack_cells_or_have_plain_ids() {
        for (inside, columns) in [
            ("u,Ann,\nv,Ben,", 3),
            ("v,ben@example.com", 2),
            ("u,Ann", 2),
            ("ann@example.com, Ann", 5),
            ("u,,", 3),
            // Rows of another table, or with other line ends.
            ("u;Ann;x", 3),
            ("x\ru,Ann", 2),
        ] {
            let text = format!("a,b,c\nx,\"y\n{inside}\",z\n");
            let why = read(&text, COMMA, columns).expect_err(inside);
            assert_eq!(why, "2: RowsInCell(3)", "{inside}");
        }
        for prose in [
            "Hello, world\nGoodbye, all",
            "1 Main Street,\nSpringfield",
            "a; b",
            "one\ntwo",
            "some 1,000 things",
        ] {
            let text = format!("a,b,c\nx,\"y\n{prose}\",z\n");
            assert_eq!(read(&text, COMMA, 3).expect(prose).len(), 2);
        }
        for prose in [
            "Dear all,\nsee you soon, Ann",
            "1,000 things",
            "Hello,\nworld",
            "tea, milk, sugar",
            "a,b,c",
            "ring bob@example.com, or come",
        ] {
            let text = format!("a,b\nx,\"y\n{prose}\"\n");
            assert_eq!(read(&text, COMMA, 2).expect(prose).len(), 2);
        }
        assert_eq!(read("a, b\nx, \"y\nu, Ann\"\n", COMMA, 2).unwrap_err(), "2: RowsInCell(3)");
        assert_eq!(read("a, b\nx,\"y\nu, Ann\"\n", COMMA, 2).unwrap_err(), "2: RowsInCell(3)");
    }

    #[test]
    fn lines_with_fewer_separators_than_rows_may_be_rows() {
        for (inside, is_crowded) in
            [("u,Ann\nv,Ben", true), ("d,e,f", true), ("see you, soon", false), ("one", false)]
        {
            let text = format!("a,b,c,d\nx,\"y\n{inside}\",z,\n");
            let mut reader = TableReader::new(text.as_bytes(), COMMA, 0);
            reader.look_for_rows_in_cells(RowLook { columns: 4, is_spaced: false });
            let mut record = TableRecord::default();
            while let Some((_, flaw)) = reader.next(&mut record).unwrap() {
                assert_eq!(flaw, None, "{inside}");
            }
            assert_eq!(reader.crowded_rows(), if is_crowded { (1, 2) } else { (0, 0) }, "{inside}");
        }
    }

    #[test]
    fn another_kind_of_line_end_outside_of_quotes_is_no_part_of_a_cell() {
        let of = |text| read(text, COMMA, 3).unwrap_err();
        assert_eq!(of("a,b,c\nu,Ann\rv,Ben\n"), "2: BreakInside(13)");
        assert_eq!(of("a,b,c\n\"u\",Ann\rv,Ben\n"), "2: BreakInside(13)");
        assert_eq!(of("a,b,c\n\"u\",\"Ann\"\r\"v\",\"Ben\"\n"), "2: BreakInside(13)");
        // What some programs write instead of CRLF.
        assert_eq!(read("a,b\r\r\nu,\"Ann\"\r\r\n", COMMA, 2).unwrap()[1].1, ["u", "Ann"]);
        let old = Writing { delimiter: b',', line_end: b'\r' };
        assert_eq!(read("a,b\ru,Ann\r\n", old, 2).unwrap().len(), 2);
        assert_eq!(read("a,b\ru,\"Ann\"\n", old, 2).unwrap()[1].1, ["u", "Ann"]);
        assert_eq!(read("a,b,c\nu,\"Ann\rv,Ben,\",\n", COMMA, 3).unwrap_err(), "2: RowsInCell(2)");
        assert_eq!(read("a,b\ru,Ann\nv,Ben\r", old, 2).unwrap_err(), "2: BreakInside(10)");
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
        let rows = read("a, b\nx, \"Doe, Jane\"\n", COMMA, 2).unwrap();
        assert_eq!(rows[1].1, ["x", "Doe, Jane"]);
    }

    #[test]
    fn the_text_of_a_formula_is_the_cell() {
        let text = "=\"a\",b,c\n=\"007\",\"=\"\"+1555\"\"\",=\"\"\n=1,\"=\"\"x\"\"&\"\"y\"\"\",=\"\n";
        let rows = read(text, COMMA, 3).unwrap();
        assert_eq!(rows[0].1, ["a", "b", "c"]);
        assert_eq!(rows[1].1, ["007", "+1555", ""]);
        assert_eq!(rows[2].1, ["=1", "=\"x\"&\"y\"", "=\""]);
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
