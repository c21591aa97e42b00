//! Streams the elements of a JSON array: memory stays flat however long the array is.

use std::{
    cell::Cell,
    io::{self, BufRead, Read},
    rc::Rc,
};

/// Turns `[a, b]` into `a  b`, which serde_json reads as a stream of values, and notes the line on
/// which each element begins. Whatever is not one well-formed array is passed on so that the parser
/// stumbles over it.
pub(super) struct Elements<R> {
    inner: R,
    line: u64,
    begun: Rc<Cell<u64>>,
    depth: u32,
    text: Text,
    expects: Expects,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Text {
    Outside,
    Inside,
    Escaped,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Expects {
    Open,
    ElementOrClose,
    Element,
    CommaOrClose,
    Nothing,
}

/// A byte that no JSON value begins with: where commas are missing or doubled.
const STUMBLE: u8 = b',';

impl<R: BufRead> Elements<R> {
    /// Reads an array; the cell holds the line of the element read last.
    pub(super) fn new(inner: R) -> (Self, Rc<Cell<u64>>) {
        let begun = Rc::new(Cell::new(1));
        let elements = Self {
            inner,
            line: 1,
            begun: Rc::clone(&begun),
            depth: 0,
            text: Text::Outside,
            expects: Expects::Open,
        };
        (elements, begun)
    }

    fn translate(&mut self, byte: u8) -> u8 {
        if byte == b'\n' {
            self.line += 1;
        }
        if self.text != Text::Outside {
            self.inside_text(byte);
            return byte;
        }
        if self.depth > 1 {
            self.inside_element(byte);
            return byte;
        }
        match (byte, self.expects) {
            (b' ' | b'\t' | b'\r' | b'\n', _) => byte,
            (b'[', Expects::Open) => {
                self.depth = 1;
                self.expects = Expects::ElementOrClose;
                b' '
            }
            (b']', Expects::ElementOrClose | Expects::CommaOrClose) => {
                self.expects = Expects::Nothing;
                b' '
            }
            (b',', Expects::CommaOrClose) => {
                self.expects = Expects::Element;
                b' '
            }
            (b'{' | b'[', Expects::ElementOrClose | Expects::Element) => {
                self.begun.set(self.line);
                self.depth = 2;
                byte
            }
            // Rows are objects; anything else is left for the parser or the row to refuse.
            _ => {
                self.begun.set(self.line);
                STUMBLE
            }
        }
    }

    fn inside_text(&mut self, byte: u8) {
        self.text = match (self.text, byte) {
            (Text::Inside, b'\\') => Text::Escaped,
            (Text::Inside, b'"') => Text::Outside,
            (Text::Escaped, _) => Text::Inside,
            (other, _) => other,
        };
    }

    fn inside_element(&mut self, byte: u8) {
        match byte {
            b'"' => self.text = Text::Inside,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => {
                self.depth -= 1;
                if self.depth == 1 {
                    self.expects = Expects::CommaOrClose;
                }
            }
            _ => {}
        }
    }

    /// The array must be closed when the input ends.
    fn end(&self) -> io::Result<usize> {
        if self.expects == Expects::Nothing {
            return Ok(0);
        }
        Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the JSON array is not closed"))
    }
}

impl<R: BufRead> Read for Elements<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // One byte at a time, so that the noted line is that of the element being read.
        let Some(slot) = buffer.first_mut() else { return Ok(0) };
        let byte = match self.inner.fill_buf()?.first() {
            Some(byte) => *byte,
            None => return self.end(),
        };
        self.inner.consume(1);
        *slot = self.translate(byte);
        Ok(1)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    fn read(text: &str) -> Result<Vec<(u64, Value)>, String> {
        let (elements, line) = Elements::new(text.as_bytes());
        let stream = serde_json::Deserializer::from_reader(elements).into_iter::<Value>();
        let mut rows = Vec::new();
        for value in stream {
            rows.push((line.get(), value.map_err(|error| error.to_string())?));
        }
        Ok(rows)
    }

    #[test]
    fn elements_come_with_the_line_they_begin_on() {
        let text = "[\n {\"a\": \"],[\\\"\"},\n\n {\"b\":\n [1, {}]}\n]\n";
        assert_eq!(read(text).unwrap(), [(2, json!({"a": "],[\""})), (4, json!({"b": [1, {}]}))]);
        assert_eq!(read(" [ ] ").unwrap(), []);
    }

    #[test]
    fn what_is_not_one_array_is_refused() {
        for bad in
            ["", "[", "[{}", "[{},]", "[{},,{}]", "[{} {}]", "[,{}]", "[{}]{}", "[{}],", "{}", "[1]", "[{}]]"]
        {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn any_array_of_objects_comes_back(rows in proptest::collection::vec("\\PC{0,12}", 0..8), pretty: bool) {
            let rows: Vec<Value> = rows.into_iter().map(|text| json!({"k": text, "n": [text, {"]": 1}]})).collect();
            let text = if pretty { serde_json::to_string_pretty(&rows) } else { serde_json::to_string(&rows) };
            let read: Vec<Value> = read(&text.unwrap()).unwrap().into_iter().map(|(_, value)| value).collect();
            prop_assert_eq!(read, rows);
        }

        #[test]
        fn garbage_never_panics(text in "[\\[\\]{},\": a1\n]{0,40}") {
            let _ = read(&text);
        }
    }
}
