//! Bytes of an input as UTF-8 text: gzip is unpacked, byte order marks are dropped, UTF-16 is
//! converted.

use std::io::{self, BufRead, Read};

use flate2::bufread::MultiGzDecoder;

/// Bytes taken from an input at a time.
const STEP: usize = 1 << 16;

/// A stream of bytes whose beginning can be looked at before it is read.
pub(super) struct Text {
    inner: Box<dyn Read + Send>,
    buffer: Vec<u8>,
    /// Where what was not read begins.
    start: usize,
    /// Where it ends.
    end: usize,
}

impl Text {
    pub(super) fn new(inner: impl Read + Send + 'static) -> Self {
        Self { inner: Box::new(inner), buffer: vec![0; STEP], start: 0, end: 0 }
    }

    /// The next so many bytes, fewer only where the stream ends before. They stay to be read.
    pub(super) fn peek(&mut self, count: usize) -> io::Result<&[u8]> {
        while self.end - self.start < count && self.read_more()? > 0 {}
        Ok(&self.buffer[self.start..self.end.min(self.start + count)])
    }

    /// Adds what one read gives to the buffer, which grows where it is full.
    fn read_more(&mut self) -> io::Result<usize> {
        if self.end == self.buffer.len() && self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            (self.start, self.end) = (0, self.end - self.start);
        }
        if self.end == self.buffer.len() {
            self.buffer.resize(self.buffer.len() + STEP, 0);
        }
        let read = loop {
            match self.inner.read(&mut self.buffer[self.end..]) {
                Err(cause) if cause.kind() == io::ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        self.end += read;
        Ok(read)
    }
}

impl Read for Text {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let ready = self.fill_buf()?;
        let count = ready.len().min(out.len());
        out[..count].copy_from_slice(&ready[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Text {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.start == self.end {
            (self.start, self.end) = (0, 0);
            self.read_more()?;
        }
        Ok(&self.buffer[self.start..self.end])
    }

    fn consume(&mut self, count: usize) {
        self.start = self.end.min(self.start + count);
    }
}

/// What was understood of an input besides its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Encoding {
    /// Packed with gzip.
    packed: bool,
    /// Begins with a byte order mark.
    marked: bool,
    /// UTF-16 with this byte order; else UTF-8.
    utf16: Option<ByteOrder>,
}

impl Encoding {
    /// Whether it begins with a byte order mark.
    pub(super) fn is_marked(self) -> bool {
        self.marked
    }

    /// What is worth saying.
    pub(super) fn detected(self) -> Vec<String> {
        let packed = self.packed.then_some("packed with gzip");
        let encoded = match (self.utf16, self.marked) {
            (Some(_), _) => Some("UTF-16"),
            (None, true) => Some("UTF-8 with a byte order mark"),
            (None, false) => None,
        };
        packed.into_iter().chain(encoded).map(str::to_owned).collect()
    }
}

/// Order of the bytes of a UTF-16 unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ByteOrder {
    /// Low byte first.
    Little,
    /// High byte first.
    Big,
}

/// The text of an input, and how it was encoded.
pub(super) fn text_of(input: impl Read + Send + 'static) -> io::Result<(Text, Encoding)> {
    let mut bytes = Text::new(input);
    let packed = bytes.peek(2)? == b"\x1f\x8b";
    if packed {
        bytes = Text::new(MultiGzDecoder::new(bytes));
    }
    let (length, utf16) = match bytes.peek(3)? {
        [0xef, 0xbb, 0xbf] => (3, None),
        [0xff, 0xfe, ..] => (2, Some(ByteOrder::Little)),
        [0xfe, 0xff, ..] => (2, Some(ByteOrder::Big)),
        _ => (0, None),
    };
    bytes.consume(length);
    if let Some(order) = utf16 {
        bytes = Text::new(Utf16 { inner: bytes, order, high: None, ready: Vec::new(), given: 0 });
    }
    Ok((bytes, Encoding { packed, marked: length > 0, utf16 }))
}

/// Converts UTF-16 to UTF-8 as it is read. Half of a pair becomes a replacement character.
struct Utf16 {
    inner: Text,
    order: ByteOrder,
    high: Option<u16>,
    ready: Vec<u8>,
    given: usize,
}

impl Utf16 {
    fn convert_some(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.given = 0;
        let mut bytes = [0; 8192];
        let read = read_fully(&mut self.inner, &mut bytes)?;
        if read % 2 == 1 {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "half a UTF-16 unit at the end"));
        }
        let mut units: Vec<u16> = self.high.take().into_iter().collect();
        units.extend(bytes[..read].chunks_exact(2).map(|pair| match self.order {
            ByteOrder::Little => u16::from_le_bytes([pair[0], pair[1]]),
            ByteOrder::Big => u16::from_be_bytes([pair[0], pair[1]]),
        }));
        // The first half of a pair waits for its second half, unless nothing follows.
        if read > 0 && units.last().is_some_and(|unit| (0xd800..0xdc00).contains(unit)) {
            self.high = units.pop();
        }
        for character in char::decode_utf16(units) {
            let character = character.unwrap_or(char::REPLACEMENT_CHARACTER);
            self.ready.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        }
        Ok(())
    }
}

impl Read for Utf16 {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.ready.len() {
            self.convert_some()?;
        }
        let count = buffer.len().min(self.ready.len() - self.given);
        buffer[..count].copy_from_slice(&self.ready[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}

fn read_fully(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match reader.read(&mut buffer[filled..])? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use proptest::prelude::*;

    use super::*;

    fn decoded(bytes: Vec<u8>) -> String {
        let mut text = String::new();
        text_of(io::Cursor::new(bytes)).unwrap().0.read_to_string(&mut text).unwrap();
        text
    }

    fn utf16(text: &str, order: ByteOrder) -> Vec<u8> {
        let bytes = |unit: u16| match order {
            ByteOrder::Little => unit.to_le_bytes(),
            ByteOrder::Big => unit.to_be_bytes(),
        };
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(bytes).collect()
    }

    #[test]
    fn gzip_is_unpacked() {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(b"\xef\xbb\xbfloginId\na\n").unwrap();
        assert_eq!(decoded(packed.finish().unwrap()), "loginId\na\n");
    }

    /// Gives one byte at a time, as a slow pipe may.
    struct Slow(io::Cursor<Vec<u8>>);

    impl Read for Slow {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = buffer.len().min(1);
            self.0.read(&mut buffer[..count])
        }
    }

    #[test]
    fn what_was_looked_at_is_still_read() {
        let bytes: Vec<u8> = (0..=255).cycle().take(3 * STEP).collect();
        let mut text = Text::new(Slow(io::Cursor::new(bytes.clone())));
        assert_eq!(text.peek(2).unwrap(), &bytes[..2]);
        text.consume(1);
        assert_eq!(text.peek(2 * STEP).unwrap(), &bytes[1..=2 * STEP]);
        let mut read = Vec::new();
        text.read_to_end(&mut read).unwrap();
        assert_eq!(read, bytes[1..]);
        assert!(text.peek(1).unwrap().is_empty());
    }

    #[test]
    fn a_pipe_that_gives_single_bytes_is_decoded() {
        let slow = Slow(io::Cursor::new(utf16("loginId\na\n", ByteOrder::Little)));
        let mut text = String::new();
        text_of(slow).unwrap().0.read_to_string(&mut text).unwrap();
        assert_eq!(text, "loginId\na\n");
    }

    proptest! {
        #[test]
        fn utf16_of_either_order_comes_back(text in "[\\PC\u{1f600}-\u{1f64f}\n]{0,3000}") {
            prop_assume!(!text.starts_with('\u{feff}'));
            prop_assert_eq!(&decoded(utf16(&text, ByteOrder::Little)), &text);
            prop_assert_eq!(decoded(utf16(&text, ByteOrder::Big)), text);
        }
    }
}
