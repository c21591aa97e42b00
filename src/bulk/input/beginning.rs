//! The beginning of a table: what stands before its header, what separates its columns, and what ends its
//! lines.

use std::io;

use super::{
    columns::{is_known_name, signs_of_header},
    decode::Text,
    table::{Writing, is_identifier},
};

/// Bytes that are looked at.
const LOOKED_AT: usize = 1 << 16;

/// Lines that are looked at for a header.
const LINES: usize = 20;

/// What separates columns, the most usual first.
pub(super) const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How a table writes its cells down, by its first lines.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dialect {
    /// What separates the columns.
    pub(super) delimiter: u8,
    /// Whether that is said by a line of its own before the header, as Excel does it: `sep=;`.
    pub(super) stated: bool,
    /// Whether lines end in CRLF.
    pub(super) crlf: bool,
    /// What ends the lines.
    pub(super) line_end: u8,
}

impl Dialect {
    pub(super) fn writing(self) -> Writing {
        Writing { delimiter: self.delimiter, line_end: self.line_end }
    }
}

/// What stands before the header of a table.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Before {
    /// Bytes to pass over.
    pub(super) bytes: usize,
    /// Lines that these are.
    pub(super) lines: u64,
    /// Lines among them that say something, such as a title; blank ones and a stated separator do not.
    pub(super) said: u64,
    /// Lines above one that looks more like the header, where what is above it could be a row.
    pub(super) likely: Option<u64>,
}

/// One line, and where it ends.
struct Line<'t> {
    content: &'t [u8],
    end: usize,
}

/// Looks at the beginning of a table, which stays to be read. A table without a header has nothing before
/// its first row but a stated separator. Where it was said how many lines stand before, these do, whatever they say.
pub(super) fn beginning(
    text: &mut Text,
    has_header: bool,
    skipped: Option<u64>,
) -> io::Result<(Dialect, Before)> {
    if let Some(skipped) = skipped {
        return behind(text, skipped);
    }
    let start = text.peek(LOOKED_AT)?;
    let line_end = line_end(start);
    let lines = lines(start, line_end);
    let first = lines.iter().position(|line| !line.content.trim_ascii().is_empty());
    let crlf = lines.first().is_some_and(|line| start[..line.end].ends_with(b"\r\n"));
    let stated = first.and_then(|first| stated_delimiter(lines[first].content));
    let (mut before, from) = match (stated, first) {
        (Some(_), Some(first)) => {
            let lines_before = first as u64 + 1;
            (Before { bytes: lines[first].end, lines: lines_before, ..Before::default() }, first + 1)
        }
        _ => (Before::default(), 0),
    };
    let rows = if has_header { rows_of(&lines[from..], stated) } else { Vec::new() };
    let header = if has_header { header(&lines[from..], &rows) } else { None };
    before.likely = likely_header(&rows, header.unwrap_or_default()).map(|place| (from + place) as u64);
    if let Some(header) = header.filter(|header| *header > 0) {
        let passed = &lines[from..from + header];
        let is_said =
            |line: &&Line<'_>| !line.content.iter().all(|byte| DELIMITERS.contains(byte) || is_blank(*byte));
        before.bytes = passed.last().map_or(before.bytes, |line| line.end);
        before.lines += header as u64;
        before.said = passed.iter().filter(is_said).count() as u64;
    }
    let header = lines.get(from + header.unwrap_or_default()).map_or(&[][..], |line| line.content);
    let delimiter = stated.unwrap_or_else(|| delimiter(header));
    Ok((Dialect { delimiter, stated: stated.is_some(), crlf, line_end }, before))
}

/// What a table looks like behind so many lines.
fn behind(text: &mut Text, lines: u64) -> io::Result<(Dialect, Before)> {
    const MOST: usize = 1 << 20;
    let start = text.peek(MOST)?;
    let line_end = line_end(start);
    let (mut bytes, mut stated) = (0, None);
    for _ in 0..lines {
        let rest = &start[bytes..];
        let Some(length) = rest.iter().position(|byte| *byte == line_end) else {
            let why = "it has fewer lines than `--skip-lines` passes over, or they are longer than 1 MiB";
            return Err(io::Error::new(io::ErrorKind::InvalidInput, why));
        };
        stated = stated.or_else(|| stated_delimiter(rest[..length].trim_ascii()));
        bytes += length + 1;
    }
    let mut behind = start[bytes..].split(|byte| *byte == line_end);
    let header = behind.find(|line| !line.trim_ascii().is_empty()).unwrap_or_default();
    let dialect = Dialect {
        delimiter: stated.unwrap_or_else(|| delimiter(header)),
        stated: stated.is_some(),
        crlf: header.ends_with(b"\r"),
        line_end,
    };
    Ok((dialect, Before { bytes, lines, said: lines, likely: None }))
}

/// What ends most lines: a carriage return, or a line feed, which a carriage return may precede. What stands in
/// quotes ends none.
fn line_end(start: &[u8]) -> u8 {
    let (mut is_quoted, mut returns, mut feeds) = (false, 0_usize, 0_usize);
    for (place, byte) in start.iter().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' if !is_quoted => feeds += 1,
            b'\r' if !is_quoted && start.get(place + 1) != Some(&b'\n') => returns += 1,
            _ => {}
        }
    }
    if returns > feeds { b'\r' } else { b'\n' }
}

fn is_blank(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == b'"'
}

fn lines(text: &[u8], line_end: u8) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < text.len() && found.len() < LINES {
        let rest = &text[start..];
        let length = rest.iter().position(|byte| *byte == line_end);
        let content = &rest[..length.unwrap_or(rest.len())];
        start += length.map_or(rest.len(), |length| length + 1);
        found.push(Line { content: content.strip_suffix(b"\r").unwrap_or(content), end: start });
    }
    found
}

/// The separator that a line of its own states, also in quotes.
fn stated_delimiter(line: &[u8]) -> Option<u8> {
    let line = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
    match line {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] => Some(*delimiter),
        _ => None,
    }
}

/// The cells of lines.
fn rows_of(lines: &[Line<'_>], stated: Option<u8>) -> Vec<Vec<String>> {
    let cells_of = |line: &Line<'_>| cells(line.content, stated.unwrap_or_else(|| delimiter(line.content)));
    lines.iter().map(cells_of).collect()
}

/// The line of the header: the first that names a known column, where only titles, comments and blank lines
/// stand before it. None where no line is one without doubt.
fn header(lines: &[Line<'_>], rows: &[Vec<String>]) -> Option<usize> {
    header_among(rows).or_else(|| {
        // PowerShell says so which type its objects have.
        let first = lines.iter().position(|line| !line.content.trim_ascii().is_empty())?;
        (lines[first].content.starts_with(b"#TYPE ") && first + 1 < lines.len()).then_some(first + 1)
    })
}

/// A row below the one that is taken for the header that looks more like it.
pub(super) fn likely_header(rows: &[Vec<String>], header: usize) -> Option<usize> {
    let signs_of = |row: &Vec<String>| signs_of_header(row.iter().map(String::as_str));
    let taken = rows.get(header).map_or(0, signs_of);
    let (best, row) = rows.iter().enumerate().skip(header + 1).rev().max_by_key(|(_, row)| signs_of(row))?;
    (signs_of(row) > taken.max(1)).then_some(best)
}

/// The row that is the header: the one that names the most known columns, else the first that names one, where only
/// titles, comments and blank rows stand before it.
pub(super) fn header_among(rows: &[Vec<String>]) -> Option<usize> {
    let filled = |row: &Vec<String>| row.iter().filter(|cell| !cell.is_empty()).count();
    let known = |row: &Vec<String>| row.iter().filter(|cell| is_known_name(cell)).count();
    let first = rows.iter().position(|row| filled(row) > 0)?;
    let is_header =
        |(place, row): &(usize, &Vec<String>)| (filled(row) > 1 || *place == first) && known(row) > 0;
    let is_before = |row: &Vec<String>, header: &Vec<String>| {
        let is_comment = row.first().is_some_and(|cell| cell.starts_with('#'));
        // A title may go over several cells, but names nobody.
        let is_title = known(header) > 1
            && filled(row) < filled(header)
            && !row.iter().any(|cell| is_identifier(cell.as_bytes()));
        is_comment || is_title || filled(row) * 2 <= filled(header)
    };
    let found = || rows.iter().enumerate().filter(is_header);
    let best = found().rev().max_by_key(|(_, row)| known(row));
    let is_first =
        |(place, header): &(usize, &Vec<String>)| rows[..*place].iter().all(|row| is_before(row, header));
    best.filter(is_first).or_else(|| found().next().filter(is_first)).map(|(place, _)| place)
}

fn cells(line: &[u8], delimiter: u8) -> Vec<String> {
    let text = |cell: &[u8]| String::from_utf8_lossy(cell).trim().trim_matches('"').trim().to_owned();
    line.split(|byte| *byte == delimiter).map(text).collect()
}

/// What separates the columns: whichever stands most often in the header.
fn delimiter(header: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = DELIMITERS.map(|delimiter| (delimiter, 0));
    for byte in header {
        quoted ^= *byte == b'"';
        if let Some((_, count)) = counts.iter_mut().find(|(known, _)| known == byte && !quoted) {
            *count += 1;
        }
    }
    // The comma wins where they are equal: it stands first, and `max_by_key` takes the last.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(delimiter, _)| *delimiter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (u8, Before) {
        let mut text = Text::new(io::Cursor::new(text.as_bytes().to_vec()));
        let (dialect, before) = beginning(&mut text, true, None).unwrap();
        (dialect.delimiter, before)
    }

    #[test]
    fn the_separator_is_what_stands_most_often_in_the_header() {
        assert_eq!(delimiter(b"loginId"), b',');
        assert_eq!(delimiter(b"loginId;\"a,b,c,d\";x"), b';');
        assert_eq!(delimiter(b"loginId\temail"), b'\t');
        assert_eq!(delimiter(b"loginId|email"), b'|');
    }

    #[test]
    fn lines_that_are_to_be_passed_over_are() {
        let of = |text: &str, lines: u64| {
            let mut text = Text::new(io::Cursor::new(text.as_bytes().to_vec()));
            beginning(&mut text, true, Some(lines)).map(|(dialect, before)| (dialect.delimiter, before))
        };
        let before = |bytes, lines| Before { bytes, lines, said: lines, likely: None };
        assert_eq!(of("a,b\nemail,name\n", 1).unwrap(), (b',', before(4, 1)));
        assert_eq!(of("a,b\r\n\"x\r\n\r\n\r\nemail;name\r\n", 2).unwrap(), (b';', before(9, 2)));
        assert_eq!(of("a\rb\remail|name\r", 2).unwrap(), (b'|', before(4, 2)));
        assert!(of("a\nb", 2).is_err());
    }

    #[test]
    fn what_stands_before_the_header_is_passed_over() {
        let before = |bytes, lines, said| Before { bytes, lines, said, likely: None };
        assert_eq!(
            of("version:v1.0,,\nName [displayName],User name [userPrincipalName],x\n").1,
            before(15, 1, 1)
        );
        assert_eq!(of("#TYPE Microsoft.User\r\n\"a\",\"mail\"\r\n").1, before(22, 1, 1));
        assert_eq!(of("Staff, autumn\n\n,,,\nemail;name;phone;x\n").1, before(19, 3, 1));
        assert_eq!(of("sep=;\nTitle\nemail;name\n"), (b';', before(12, 2, 1)));
        assert_eq!(of("\"sep=|\"\r\nemail|name\n"), (b'|', before(9, 1, 0)));
        assert_eq!(of("Staff,autumn 2026\nemail,name,phone\n").1, before(18, 1, 1));
        assert_eq!(of("Account,Acme Ltd\n\nlogin,mail,phone\n").1, before(18, 2, 1));
        // What could be a row is none.
        for rows in [
            "a@example.com,Ann\nemail,name,phone\n",
            "a,b\nemail,name\n",
            "a@example.com\nb@example.com\n",
            "email,name\nName,Email\n",
            "\n\nemail\nx\n",
        ] {
            assert_eq!(of(rows).1.said, 0, "{rows}");
        }
        // The line that looks more like the header is known all the same.
        for (text, likely) in [
            ("Staff,as of,2026\nloginId,email,name\n", Some(1)),
            ("sep=;\nUser report;Created at;2026\n\nloginId;email;Stadt\n", Some(3)),
            ("loginId,email,name\na,a@example.com,A\n", None),
            ("loginId,email\na,a@example.com\nloginId,email\n", None),
            ("a,user,active\nb,admin,blocked\n", None),
        ] {
            assert_eq!(of(text).1.likely, likely, "{text}");
        }
    }
}
