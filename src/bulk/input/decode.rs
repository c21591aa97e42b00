//! Bytes of an input as UTF-8 text: gzip is unpacked, byte order marks are dropped, UTF-16 and stated legacy
//! encodings are converted.

use std::{
    cmp::Ordering,
    fmt,
    io::{self, BufRead, Read},
    str::FromStr,
};

use flate2::bufread::MultiGzDecoder;

use super::workbook::is_workbook;

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

/// An encoding by its name, such as `windows-1252`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charset(&'static encoding_rs::Encoding);

impl FromStr for Charset {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // By the standard of the web this is another name of windows-1252, which is not meant.
        if ["ascii", "us-ascii"].iter().any(|name| text.trim().eq_ignore_ascii_case(name)) {
            return Err(
                "ASCII is read as UTF-8, without this flag; letters such as `ü` need a name such as \
                        `windows-1252`",
            );
        }
        let found = encoding_rs::Encoding::for_label(text.as_bytes());
        found
            .map(Self)
            .ok_or("unknown encoding, expected a name such as `windows-1252`, `iso-8859-2` or `shift_jis`")
    }
}

impl fmt::Display for Charset {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.name())
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
    /// The encoding that was stated.
    stated: Option<Charset>,
}

impl Encoding {
    /// Whether it begins with a byte order mark.
    pub(super) fn is_marked(self) -> bool {
        self.marked
    }

    /// Whether its bytes are its text.
    pub(super) fn is_plain(self) -> bool {
        !self.packed && !self.marked && self.utf16.is_none() && self.stated.is_none()
    }

    /// What is worth saying.
    pub(super) fn detected(self) -> Vec<String> {
        let packed = self.packed.then_some("packed with gzip");
        let encoded = match (self.utf16, self.marked) {
            (Some(_), _) => Some("UTF-16"),
            (None, true) => Some("UTF-8 with a byte order mark"),
            (None, false) => None,
        };
        let stated = self.stated.map(|stated| stated.to_string());
        packed.into_iter().chain(encoded).map(str::to_owned).chain(stated).collect()
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

/// The text of an input, and how it was encoded. What is stated holds where no byte order mark says more.
pub(super) fn text_of(
    input: impl Read + Send + 'static,
    stated: Option<Charset>,
) -> io::Result<(Text, Encoding)> {
    let mut bytes = Text::new(input);
    let packed = bytes.peek(2)? == GZIP;
    if packed {
        bytes = Text::new(Unpacked(MultiGzDecoder::new(bytes)));
    }
    let is_text = !is_workbook(bytes.peek(4)?);
    if is_text && is_utf32(bytes.peek(16)?) {
        let why = "it is UTF-32 text: save it as UTF-8";
        return Err(io::Error::new(io::ErrorKind::InvalidData, why));
    }
    let (length, utf16) = match bytes.peek(3)? {
        _ if !is_text => (0, None),
        [0xef, 0xbb, 0xbf] => (3, None),
        [0xff, 0xfe, ..] => (2, Some(ByteOrder::Little)),
        [0xfe, 0xff, ..] => (2, Some(ByteOrder::Big)),
        _ if stated.is_none() => (0, unmarked_utf16(bytes.peek(1 << 12)?)),
        _ => (0, None),
    };
    bytes.consume(length);
    let stated = stated.filter(|stated| is_text && length == 0 && stated.0 != encoding_rs::UTF_8);
    if let Some(order) = utf16 {
        bytes = Text::new(Utf16 { inner: bytes, order, high: None, ready: Vec::new(), given: 0 });
    } else if let Some(Charset(charset)) = stated {
        let decoder = charset.new_decoder_without_bom_handling();
        let utf8 = charset.is_single_byte().then(MaybeUtf8::default);
        bytes = Text::new(Legacy {
            inner: bytes,
            charset,
            decoder,
            ready: Vec::new(),
            given: 0,
            ended: false,
            utf8,
        });
    }
    Ok((bytes, Encoding { packed, marked: length > 0, utf16, stated }))
}

/// Unpacks gzip, and says in our words what is wrong with it.
struct Unpacked(MultiGzDecoder<Text>);

impl Read for Unpacked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|cause| match cause.kind() {
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => {
                io::Error::new(io::ErrorKind::InvalidData, "it is packed with gzip, and cut off or damaged")
            }
            _ => cause,
        })
    }
}

/// What stands in a file, unpacked where it is packed with gzip.
///
/// # Errors
/// Those of the reader.
pub fn unpacked(input: impl Read + Send + 'static) -> io::Result<Box<dyn BufRead>> {
    let mut bytes = Text::new(input);
    let packed = bytes.peek(2)? == GZIP;
    Ok(Box::new(if packed { Text::new(Unpacked(MultiGzDecoder::new(bytes))) } else { bytes }))
}

/// The bytes with which gzip begins.
const GZIP: &[u8] = b"\x1f\x8b";

/// Whether these bytes begin UTF-32: with its mark, or with units that have three zeros each.
fn is_utf32(start: &[u8]) -> bool {
    let is_marked = start.starts_with(&[0xff, 0xfe, 0, 0]) || start.starts_with(&[0, 0, 0xfe, 0xff]);
    let all = |is_it: fn(&[u8]) -> bool| start.len() >= 8 && start.chunks_exact(4).all(is_it);
    is_marked
        || all(|unit| unit[0] != 0 && unit[1..] == [0, 0, 0])
        || all(|unit| unit[3] != 0 && unit[..3] == [0, 0, 0])
}

/// The order of UTF-16 without a mark: separators and line ends have a zero each, always on the same side, and
/// in this order all is text.
fn unmarked_utf16(start: &[u8]) -> Option<ByteOrder> {
    let zeros = |from: usize| start.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    // Letters such as `Ā` or `一` have a zero where the others have none: the order is that of most.
    let order = match zeros(0).cmp(&zeros(1)) {
        Ordering::Less => ByteOrder::Little,
        Ordering::Greater => ByteOrder::Big,
        Ordering::Equal => return None,
    };
    // A text in UTF-8 may hold a zero by mistake.
    let feeds = start.iter().filter(|byte| **byte == b'\n').count();
    let units = || {
        start.chunks_exact(2).map(|pair| match order {
            ByteOrder::Little => u16::from_le_bytes([pair[0], pair[1]]),
            ByteOrder::Big => u16::from_be_bytes([pair[0], pair[1]]),
        })
    };
    let (count, plain) = (units().count(), units().filter(|unit| *unit < 0x80).count());
    let is_text = |unit: u16| unit > 0x1f && !(0x7f..0xa0).contains(&unit) || matches!(unit, 9 | 10 | 13);
    let is_likely = zeros(0) + zeros(1) > feeds && plain * 16 >= count && units().all(is_text);
    is_likely.then_some(order)
}

/// Converts a legacy encoding to UTF-8 as it is read. Bytes that the encoding does not have are an error: a
/// name must not change without being said.
struct Legacy {
    inner: Text,
    charset: &'static encoding_rs::Encoding,
    decoder: encoding_rs::Decoder,
    ready: Vec<u8>,
    given: usize,
    ended: bool,
    /// Whether it could be UTF-8 all the same; none once it cannot.
    utf8: Option<MaybeUtf8>,
}

/// Text that is valid UTF-8 so far. With letters beyond ASCII that hardly happens by chance: in a legacy encoding such
/// letters mostly stand alone.
#[derive(Default)]
struct MaybeUtf8 {
    has_letters: bool,
    /// The beginning of a letter at the end of what was seen.
    begun: Vec<u8>,
}

impl MaybeUtf8 {
    /// Whether it still is with these bytes.
    fn goes_on(&mut self, bytes: &[u8]) -> bool {
        if self.begun.is_empty() && bytes.is_ascii() {
            return true;
        }
        self.has_letters = true;
        let text = [&self.begun, bytes].concat();
        match std::str::from_utf8(&text) {
            Ok(_) => self.begun.clear(),
            Err(cause) if cause.error_len().is_none() => self.begun = text[cause.valid_up_to()..].to_vec(),
            Err(_) => return false,
        }
        true
    }
}

impl Legacy {
    fn convert_some(&mut self) -> io::Result<()> {
        self.given = 0;
        self.ready.resize(STEP, 0);
        let mut filled = 0;
        while filled == 0 && !self.ended {
            let bytes = self.inner.fill_buf()?;
            let is_last = bytes.is_empty();
            let (result, read, written) =
                self.decoder.decode_to_utf8_without_replacement(bytes, &mut self.ready, is_last);
            if self.utf8.as_mut().is_some_and(|utf8| !utf8.goes_on(&bytes[..read])) {
                self.utf8 = None;
            }
            self.inner.consume(read);
            filled = written;
            match result {
                encoding_rs::DecoderResult::Malformed(..) => {
                    let why = format!("it holds bytes that {} does not have", self.charset.name());
                    return Err(io::Error::new(io::ErrorKind::InvalidData, why));
                }
                encoding_rs::DecoderResult::InputEmpty if is_last => {
                    self.ended = true;
                    if self.utf8.as_ref().is_some_and(|utf8| utf8.has_letters && utf8.begun.is_empty()) {
                        let name = self.charset.name();
                        let why = format!("it is UTF-8 text, and not {name}: leave `--encoding` out");
                        return Err(io::Error::new(io::ErrorKind::InvalidData, why));
                    }
                }
                encoding_rs::DecoderResult::InputEmpty => {}
                encoding_rs::DecoderResult::OutputFull => {}
            }
        }
        self.ready.truncate(filled);
        Ok(())
    }
}

impl Read for Legacy {
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
        text_of(io::Cursor::new(bytes), None).unwrap().0.read_to_string(&mut text).unwrap();
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
    fn a_stated_encoding_is_converted_and_a_mark_says_more() {
        let of = |bytes: &[u8], name: &str| {
            let mut text = String::new();
            let charset = name.parse().unwrap();
            let read =
                text_of(io::Cursor::new(bytes.to_vec()), Some(charset)).unwrap().0.read_to_string(&mut text);
            read.map(|_| text).map_err(|error| error.to_string())
        };
        let long = [b"x".repeat(3 * STEP).as_slice(), b"J\xfcrgen \x96"].concat();
        assert_eq!(of(&long, "windows-1252").unwrap(), "x".repeat(3 * STEP) + "Jürgen –");
        assert_eq!(of(b"\xef\xbb\xbf\xc3\xbc", "latin1").unwrap(), "ü");
        assert_eq!(of(b"\x83\x74", "shift_jis").unwrap(), "フ");
        assert_eq!(of(b"a\x83", "shift_jis").unwrap_err(), "it holds bytes that Shift_JIS does not have");
        assert!("klingon".parse::<Charset>().is_err());
        // What is UTF-8 from one end to the other is nothing else, wherever its letters stand.
        for text in ["J\u{fc}rgen", &("x".repeat(3 * STEP - 1) + "\u{fc}"), &("x".repeat(STEP - 1) + "日本")]
        {
            let why = of(text.as_bytes(), "windows-1252").unwrap_err();
            assert_eq!(why, "it is UTF-8 text, and not windows-1252: leave `--encoding` out");
        }
        assert_eq!(of(b"plain", "windows-1252").unwrap(), "plain");
        assert_eq!(of(b"a \xc3\xbc \xe4", "windows-1252").unwrap(), "a Ã¼ ä");
    }

    #[test]
    fn utf16_without_a_mark_is_known_by_its_zeros() {
        for order in [ByteOrder::Little, ByteOrder::Big] {
            let bytes = utf16("loginId,name\na,Jürgen 日本\n", order);
            assert_eq!(decoded(bytes[2..].to_vec()), "loginId,name\na,Jürgen 日本\n");
        }
        assert_eq!(decoded(b"loginId\n\0".to_vec()), "loginId\n\0");
        let cyrillic = "\u{feff}логин,почта\nаня,anya@example.com\n";
        let chinese = "\u{feff}用户;姓名\n王小明;王小明\n李华;李华\n";
        let latvian = "\u{feff}loginId;name\na@example.com;Āris\n";
        let japanese = "\u{feff}loginId,name\na@example.com,一一一\nb@example.com,😀\n";
        for text in [cyrillic, chinese, latvian, japanese] {
            for order in [ByteOrder::Little, ByteOrder::Big] {
                assert_eq!(decoded(utf16(text, order)[4..].to_vec()), text.trim_start_matches('\u{feff}'));
            }
        }
        // A zero by mistake makes no UTF-16.
        for text in ["loginId,name\na,A\0\nb,B\n", "ab\0\n"] {
            assert_eq!(decoded(text.as_bytes().to_vec()), text);
        }
    }

    #[test]
    fn utf32_is_named_and_ascii_is_no_other_encoding() {
        let wide = |mark: bool, bytes: fn(u32) -> [u8; 4]| {
            let mark = mark.then_some('\u{feff}');
            mark.into_iter()
                .chain("loginId\na\n".chars())
                .flat_map(|letter| bytes(u32::from(letter)))
                .collect()
        };
        for bytes in [
            wide(true, u32::to_le_bytes),
            wide(true, u32::to_be_bytes),
            wide(false, u32::to_le_bytes),
            wide(false, u32::to_be_bytes),
        ] {
            let bytes: Vec<u8> = bytes;
            let why = text_of(io::Cursor::new(bytes), None).map(|_| ()).unwrap_err();
            assert_eq!(why.to_string(), "it is UTF-32 text: save it as UTF-8");
        }
        for name in ["ascii", "US-ASCII"] {
            assert!(name.parse::<Charset>().unwrap_err().contains("read as UTF-8"));
        }
    }

    #[test]
    fn gzip_is_unpacked() {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(b"\xef\xbb\xbfloginId\na\n").unwrap();
        let packed = packed.finish().unwrap();
        assert_eq!(decoded(packed.clone()), "loginId\na\n");
        for damaged in [packed[..packed.len() - 4].to_vec(), [&packed[..12], b"garbage"].concat()] {
            let text = text_of(io::Cursor::new(damaged), None);
            let why = text.and_then(|(mut text, _)| text.read_to_end(&mut Vec::new())).unwrap_err();
            assert_eq!(why.to_string(), "it is packed with gzip, and cut off or damaged");
        }
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
        text_of(slow, None).unwrap().0.read_to_string(&mut text).unwrap();
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
