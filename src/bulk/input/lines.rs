//! Lines of a text, none of which is taken into memory without a bound.

use std::io::{self, BufRead, Read as _};

/// The most bytes that one row may have. What is longer is no row but a mistake, or an attack.
pub(super) const LONGEST: usize = 16 << 20;

/// What is said of a row that is longer.
pub(super) fn too_long() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "this row is longer than 16 MiB")
}

/// Reads a line with its end into an empty buffer; false where there is none.
///
/// # Errors
/// Those of the reader, and when the line is longer than [`LONGEST`].
pub(super) fn read_line(lines: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    append_line(lines, b'\n', LONGEST, line)
}

/// Adds a line with its end to a buffer; false where there is none.
///
/// # Errors
/// Those of the reader, and when the line has more bytes than there is room for.
pub(super) fn append_line(
    lines: &mut impl BufRead,
    end: u8,
    room: usize,
    buffer: &mut Vec<u8>,
) -> io::Result<bool> {
    let read = lines.take(room as u64 + 1).read_until(end, buffer)?;
    if read > room { Err(too_long()) } else { Ok(read > 0) }
}
