//! Takes JSON objects out of a stream one by one, from an array, from a list inside of an object, or one
//! after another: memory stays flat however many there are.

use std::io::{self, BufRead};

use super::{
    beside::Beside,
    lines::{LONGEST, too_long},
};

/// Finds where each object begins and ends. What stands inside is for the JSON parser.
pub(super) struct Elements<R> {
    inner: R,
    holder: Holder,
    /// Line of what is read next, counted from 1.
    line: u64,
    expects: Expects,
    /// Elements so far.
    count: u64,
    /// Whether they are numbered, since all stand on one line.
    is_one_line: bool,
    /// What stands beside the list in its objects.
    beside: Beside,
    /// The keys of the objects that are open, the last of which is that of the list.
    way: Vec<String>,
}

/// What holds the objects.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Holder {
    /// An array.
    Array,
    /// Nothing: they stand one after another.
    Nothing,
    /// The list at the end of this way through objects. Each step is one of some keys, whichever comes first.
    Way(Vec<Vec<String>>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expects {
    Open,
    ElementOrClose,
    Element,
    CommaOrClose,
    Nothing,
    /// An object, or the end, where nothing holds them.
    ObjectOrEnd,
    /// What else stands in the object whose list was read.
    RestOfObject,
}

/// Why the elements end before the array does.
#[derive(Debug)]
pub(super) enum Broken {
    /// What is read is not one array of objects; this is what was expected.
    Form(&'static str),
    /// The list of this key stands twice in its object.
    Twice(String),
    /// It cannot be read.
    Io(io::Error),
}

impl From<io::Error> for Broken {
    fn from(cause: io::Error) -> Self {
        Self::Io(cause)
    }
}

/// Where in an element the reader is.
#[derive(Default)]
struct Inside {
    depth: u32,
    text: Text,
    /// Objects one level below.
    objects: u64,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Text {
    #[default]
    Outside,
    Inside,
    Escaped,
}

impl Inside {
    /// How many of the bytes belong to the element, and whether it ends with them.
    fn length(&mut self, bytes: &[u8]) -> (usize, bool) {
        for (index, byte) in bytes.iter().enumerate() {
            match (self.text, byte) {
                (Text::Escaped, _) => self.text = Text::Inside,
                (Text::Inside, b'\\') => self.text = Text::Escaped,
                (Text::Inside, b'"') => self.text = Text::Outside,
                (Text::Outside, b'"') => self.text = Text::Inside,
                (Text::Outside, b'{' | b'[') => {
                    self.objects += u64::from(self.depth == 1 && *byte == b'{');
                    self.depth += 1;
                }
                (Text::Outside, b'}' | b']') => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        return (index + 1, true);
                    }
                }
                _ => {}
            }
        }
        (bytes.len(), false)
    }
}

impl<R: BufRead> Elements<R> {
    pub(super) fn new(inner: R) -> Self {
        Self::held_by(inner, Holder::Array, Expects::Open)
    }

    fn held_by(inner: R, holder: Holder, expects: Expects) -> Self {
        let (beside, way) = (Beside::default(), Vec::new());
        Self { inner, holder, line: 1, expects, count: 0, is_one_line: false, beside, way }
    }

    /// Objects that stand one after another.
    pub(super) fn of_objects(inner: R) -> Self {
        Self::held_by(inner, Holder::Nothing, Expects::ObjectOrEnd)
    }

    /// The list at the end of this way through one object. Each step is one of some keys, whichever comes first.
    pub(super) fn in_object(inner: R, way: Vec<Vec<String>>) -> Self {
        Self::held_by(inner, Holder::Way(way), Expects::Open)
    }

    /// Numbers the elements where all stand on one line: their line says nothing then.
    pub(super) fn numbered(self, is_one_line: bool) -> Self {
        Self { is_one_line, ..self }
    }

    /// What stands beside the list in its object, once all was read.
    pub(super) fn beside(&self) -> &Beside {
        &self.beside
    }

    /// Elements so far.
    pub(super) fn count(&self) -> u64 {
        self.count
    }

    /// The line of what is read next.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// Takes the next element into an empty buffer, and returns the line where it begins, or its number; none at
    /// the end of the array.
    ///
    /// # Errors
    /// When this is not one array of objects, when it ends before it is closed, and those of the reader.
    pub(super) fn next(&mut self, element: &mut Vec<u8>) -> Result<Option<u64>, Broken> {
        element.clear();
        if let (Holder::Way(way), Expects::Open) = (&self.holder, self.expects) {
            let way = way.clone();
            self.find_list(&way)?;
        }
        loop {
            if self.expects == Expects::RestOfObject {
                self.skip_rest_of_object()?;
            }
            let Some(byte) = self.skip_blanks()? else { return self.end() };
            let (found, expects) = match (byte, self.expects) {
                (b'[', Expects::Open) => (false, Expects::ElementOrClose),
                (b']', Expects::ElementOrClose | Expects::CommaOrClose) => (false, self.behind_list()),
                (b'{', Expects::ObjectOrEnd) => (true, Expects::ObjectOrEnd),
                (b',', Expects::CommaOrClose) => (false, Expects::Element),
                (b'{' | b'[', Expects::ElementOrClose | Expects::Element) => (true, Expects::CommaOrClose),
                (_, Expects::Open) => return Err(Broken::Form("expected `[`")),
                (b'"', Expects::ElementOrClose | Expects::Element) => {
                    return Err(Broken::Form(
                        "expected an object, found a text: `--format lines` reads a list without brackets and quotes, \
                         one login ID or user ID a line",
                    ));
                }
                (_, Expects::ElementOrClose | Expects::Element) => {
                    return Err(Broken::Form("expected an object"));
                }
                (_, Expects::CommaOrClose) => return Err(Broken::Form("expected `,` or `]`")),
                (b',', Expects::ObjectOrEnd) => {
                    return Err(Broken::Form(
                        "objects one after another have no `,` between them, but a list in `[` and `]`",
                    ));
                }
                (_, Expects::ObjectOrEnd) => return Err(Broken::Form("expected an object")),
                (_, Expects::Nothing | Expects::RestOfObject) => {
                    return Err(Broken::Form(match self.holder {
                        Holder::Way(_) => {
                            "something follows the object with the list: give each such object a file of its own"
                        }
                        Holder::Array | Holder::Nothing => "something follows the array",
                    }));
                }
            };
            self.expects = expects;
            if found {
                self.count += 1;
                let place = if self.is_one_line { self.count } else { self.line };
                self.take(element)?;
                return Ok(Some(place));
            }
            self.inner.consume(1);
        }
    }

    fn behind_list(&self) -> Expects {
        if matches!(self.holder, Holder::Way(_)) { Expects::RestOfObject } else { Expects::Nothing }
    }

    /// Reads up to the list at the end of this way.
    fn find_list(&mut self, way: &[Vec<String>]) -> Result<(), Broken> {
        const NOT_THERE: Broken = Broken::Form("expected an object with the list");
        for (place, keys) in way.iter().enumerate() {
            let opens = if place + 1 == way.len() { b'[' } else { b'{' };
            if self.skip_blanks()? != Some(b'{') {
                return Err(NOT_THERE);
            }
            self.inner.consume(1);
            loop {
                match self.skip_blanks()? {
                    Some(b',') => self.inner.consume(1),
                    Some(b'"') => {
                        let Some(key) = self.key()? else { return Err(NOT_THERE) };
                        if keys.contains(&key) && self.skip_blanks()? == Some(opens) {
                            self.way.push(key);
                            break;
                        }
                        self.pass_value(&key)?;
                    }
                    _ => return Err(NOT_THERE),
                }
            }
        }
        Ok(())
    }

    /// Takes a key with its colon; none where it is no key.
    fn key(&mut self) -> Result<Option<String>, Broken> {
        let mut word = Vec::new();
        self.take_text(&mut word)?;
        if self.skip_blanks()? != Some(b':') {
            return Ok(None);
        }
        self.inner.consume(1);
        Ok(serde_json::from_slice(&word).ok())
    }

    /// Passes over a value, and notes what it says about the list.
    fn pass_value(&mut self, key: &str) -> Result<(), Broken> {
        let mut passed = Vec::new();
        match self.skip_blanks()? {
            Some(b'"') => self.take_text(&mut passed)?,
            Some(b'[') => {
                let objects = self.pass(&mut passed)?;
                self.beside.list(key, objects);
                return Ok(());
            }
            Some(b'{') => drop(self.pass(&mut passed)?),
            _ => loop {
                match self.inner.fill_buf()?.first().copied() {
                    None | Some(b',' | b'}' | b']') => break,
                    Some(byte) => {
                        self.line += u64::from(byte == b'\n');
                        passed.push(byte);
                        self.inner.consume(1);
                        if passed.len() > LONGEST {
                            return Err(too_long().into());
                        }
                    }
                }
            },
        }
        if let Ok(value) = serde_json::from_slice(&passed) {
            self.beside.value(key, &value);
        }
        Ok(())
    }

    /// Passes over a list or an object however long it is, and returns how many objects stand in it. Its
    /// beginning is kept.
    fn pass(&mut self, kept: &mut Vec<u8>) -> Result<u64, Broken> {
        const KEPT: usize = 1 << 16;
        let mut inside = Inside::default();
        loop {
            let bytes = self.inner.fill_buf()?;
            if bytes.is_empty() {
                return Err(self.cut_off());
            }
            let (length, is_end) = inside.length(bytes);
            kept.extend_from_slice(&bytes[..length.min(KEPT.saturating_sub(kept.len()))]);
            self.line += line_feeds(&bytes[..length]);
            self.inner.consume(length);
            if is_end {
                return Ok(inside.objects);
            }
        }
    }

    /// Takes a text with its quotes.
    fn take_text(&mut self, text: &mut Vec<u8>) -> Result<(), Broken> {
        let mut escaped = false;
        loop {
            let Some(byte) = self.inner.fill_buf()?.first().copied() else {
                return self.end().map(|_| ());
            };
            self.inner.consume(1);
            self.line += u64::from(byte == b'\n');
            text.push(byte);
            if text.len() > LONGEST {
                return Err(too_long().into());
            }
            match byte {
                b'"' if !escaped && text.len() > 1 => return Ok(()),
                _ => escaped = byte == b'\\' && !escaped,
            }
        }
    }

    /// Passes over what follows the list, to the end of the outermost object.
    fn skip_rest_of_object(&mut self) -> Result<(), Broken> {
        loop {
            match self.skip_blanks()? {
                Some(b'}') => {
                    self.inner.consume(1);
                    self.way.pop();
                    if self.way.is_empty() {
                        self.expects = Expects::Nothing;
                        return Ok(());
                    }
                }
                Some(b',') => self.inner.consume(1),
                Some(b'"') => {
                    let Some(key) = self.key()? else { return Err(Broken::Form("expected `:`")) };
                    if self.way.last() == Some(&key) {
                        return Err(Broken::Twice(key));
                    }
                    self.pass_value(&key)?;
                }
                Some(_) => return Err(Broken::Form("expected `,` or `}`")),
                None => return self.end().map(|_| ()),
            }
        }
    }

    /// The next byte that is not blank; it stays to be read.
    fn skip_blanks(&mut self) -> io::Result<Option<u8>> {
        loop {
            let bytes = self.inner.fill_buf()?;
            if bytes.is_empty() {
                return Ok(None);
            }
            let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
            let blanks = bytes.iter().take_while(|byte| is_blank(byte)).count();
            let next = bytes.get(blanks).copied();
            self.line += line_feeds(&bytes[..blanks]);
            self.inner.consume(blanks);
            if next.is_some() {
                return Ok(next);
            }
        }
    }

    /// The input ends within the list.
    fn cut_off(&self) -> Broken {
        Broken::Io(io::Error::new(io::ErrorKind::UnexpectedEof, self.unclosed()))
    }

    fn take(&mut self, element: &mut Vec<u8>) -> Result<(), Broken> {
        let mut inside = Inside::default();
        loop {
            let bytes = self.inner.fill_buf()?;
            if bytes.is_empty() {
                return Err(self.cut_off());
            }
            let (length, is_end) = inside.length(bytes);
            if element.len() + length > LONGEST {
                return Err(too_long().into());
            }
            element.extend_from_slice(&bytes[..length]);
            self.line += line_feeds(&bytes[..length]);
            self.inner.consume(length);
            if is_end {
                return Ok(());
            }
        }
    }

    fn unclosed(&self) -> &'static str {
        match self.holder {
            Holder::Nothing => "the JSON object is not closed",
            Holder::Array | Holder::Way(_) => "the JSON array is not closed",
        }
    }

    /// The array must be closed when the input ends.
    fn end(&self) -> Result<Option<u64>, Broken> {
        // An object that is begun is taken to its end before the next one is expected.
        if self.expects == Expects::Nothing || self.expects == Expects::ObjectOrEnd {
            return Ok(None);
        }
        let cause = io::Error::new(io::ErrorKind::UnexpectedEof, self.unclosed());
        Err(Broken::Io(cause))
    }
}

fn line_feeds(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|byte| **byte == b'\n').count() as u64
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Read as _};

    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    fn read(text: &str, capacity: usize) -> Result<Vec<(u64, Value)>, String> {
        let mut elements = Elements::new(BufReader::with_capacity(capacity, text.as_bytes()));
        let (mut rows, mut element) = (Vec::new(), Vec::new());
        while let Some(line) = elements.next(&mut element).map_err(|why| format!("{why:?}"))? {
            let value = serde_json::from_slice(&element).map_err(|cause| cause.to_string())?;
            rows.push((line, value));
        }
        Ok(rows)
    }

    #[test]
    fn elements_come_with_the_line_they_begin_on() {
        let text = "[\n {\"a\": \"],[\\\"\"},\n\n {\"b\":\n [1, {}]}\n]\n";
        for capacity in 1..text.len() {
            let expected = [(2, json!({"a": "],[\""})), (4, json!({"b": [1, {}]}))];
            assert_eq!(read(text, capacity).unwrap(), expected);
        }
        assert_eq!(read(" [ ] ", 2).unwrap(), []);
    }

    #[test]
    fn what_is_not_one_array_is_refused() {
        for bad in
            ["", "[", "[{}", "[{},]", "[{},,{}]", "[{} {}]", "[,{}]", "[{}]{}", "[{}],", "{}", "[1]", "[{}]]"]
        {
            assert!(read(bad, 8).is_err(), "{bad}");
        }
    }

    #[test]
    fn objects_stand_one_after_another_or_in_a_list_of_one() {
        let all = |mut elements: Elements<BufReader<&[u8]>>| {
            let (mut rows, mut element) = (Vec::new(), Vec::new());
            while let Some(line) = elements.next(&mut element).map_err(|why| format!("{why:?}"))? {
                rows.push((line, serde_json::from_slice::<Value>(&element).unwrap()));
            }
            Ok::<_, String>(rows)
        };
        for capacity in 1..20 {
            let of = |text: &'static str| BufReader::with_capacity(capacity, text.as_bytes());
            let two = [(1, json!({"a": 1})), (4, json!({"a": 2}))];
            assert_eq!(all(Elements::of_objects(of("{\n\"a\":1\n}\n{\"a\":2}"))).unwrap(), two);
            let text = "{\"kind\": \"x\\\"[{\", \"n\": 1,\n\"more\": {\"users\": [{}]},\n\n \"users\" : [{\"a\": 1}], \"end\": [[1]], \"z\": null }\n";
            assert_eq!(
                all(Elements::in_object(of(text), vec![vec!["users".to_owned(), "nosuch".to_owned()]]))
                    .unwrap(),
                [(4, json!({"a": 1}))]
            );
            assert!(all(Elements::of_objects(of("{\"a\":1"))).is_err());
            for bad in ["{\"users\": [{}]", "{\"users\": [{}]} {}", "{\"users\": 1}", "{\"users\": [{}"] {
                assert!(
                    all(Elements::in_object(of(bad), vec![vec!["users".to_owned(), "nosuch".to_owned()]]))
                        .is_err(),
                    "{bad}"
                );
            }
        }
    }

    #[test]
    fn what_stands_beside_a_list_is_counted() {
        let text = r#"{"total":5, "gone": [{"a":[{}]}, {"b":{}}], "tags": ["x"], "users": [{}, {}],
                       "next": "p2", "admins": [{}], "list_metadata": {"before": null}}"#;
        for capacity in 1..40 {
            let reader = BufReader::with_capacity(capacity, text.as_bytes());
            let mut elements = Elements::in_object(reader, vec![vec!["users".to_owned()]]).numbered(true);
            let (mut element, mut places) = (Vec::new(), Vec::new());
            while let Some(place) = elements.next(&mut element).unwrap() {
                places.push(place);
            }
            assert_eq!(places, [1, 2]);
            assert_eq!(elements.beside().lists, [("gone".to_owned(), 2), ("admins".to_owned(), 1)]);
            assert_eq!(
                elements.beside().more_than(elements.count()).unwrap(),
                "`next` says that more follow"
            );
        }
        let twice = br#"{"users": [{}], "x": 1, "users": [{}]}"#;
        let mut elements = Elements::in_object(&twice[..], vec![vec!["users".to_owned()]]);
        elements.next(&mut Vec::new()).unwrap();
        let why = elements.next(&mut Vec::new()).unwrap_err();
        assert!(matches!(why, Broken::Twice(key) if key == "users"));
    }

    #[test]
    fn a_list_may_lie_in_objects_inside_of_the_object() {
        let way = || ["data", "page", "users"].map(|key| vec![key.to_owned()]).to_vec();
        let text = r#"{"users": [1], "data": {"users": 2, "page": {"x": {}, "users": [{"a": 1}, {}], "admins": [{}]},
                       "next": "p2"}, "gone": [{}]}"#;
        for capacity in 1..40 {
            let mut elements =
                Elements::in_object(BufReader::with_capacity(capacity, text.as_bytes()), way());
            let (mut element, mut count) = (Vec::new(), 0);
            while elements.next(&mut element).unwrap().is_some() {
                count += 1;
            }
            assert_eq!(count, 2);
            assert_eq!(elements.beside().lists, [("admins".to_owned(), 1), ("gone".to_owned(), 1)]);
            assert!(elements.beside().more_than(2).is_some());
        }
        for bad in [
            r#"{"data": {"page": {"users": [{}]}"#,
            r#"{"data": {"page": [{"users": []}]}}"#,
            r#"{"page": {}}"#,
        ] {
            let mut elements = Elements::in_object(bad.as_bytes(), way());
            let mut read = Ok(Some(0));
            while matches!(read, Ok(Some(_))) {
                read = elements.next(&mut Vec::new());
            }
            assert!(read.is_err(), "{bad}");
        }
    }

    #[test]
    fn an_endless_element_is_refused() {
        let endless = (&b"[{\"a\":\""[..]).chain(io::repeat(b'x'));
        let mut elements = Elements::new(BufReader::new(endless));
        let why = elements.next(&mut Vec::new()).unwrap_err();
        assert!(matches!(why, Broken::Io(cause) if cause.to_string().contains("16 MiB")));
    }

    proptest! {
        #[test]
        fn any_array_of_objects_comes_back(
            rows in proptest::collection::vec("\\PC{0,12}", 0..8),
            pretty: bool,
            capacity in 1_usize..64,
        ) {
            let rows: Vec<Value> = rows.into_iter().map(|text| json!({"k": text, "n": [text, {"]": 1}]})).collect();
            let text = if pretty { serde_json::to_string_pretty(&rows) } else { serde_json::to_string(&rows) };
            let read = read(&text.unwrap(), capacity).unwrap();
            let read: Vec<Value> = read.into_iter().map(|(_, value)| value).collect();
            prop_assert_eq!(read, rows);
        }

        #[test]
        fn garbage_never_panics(text in "[\\[\\]{},\": a1\n]{0,40}") {
            let _ = read(&text, 7);
        }
    }
}
