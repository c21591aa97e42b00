//! A bulk job as a plan: the rows that passed the check, in the form in which they are sent.
//!
//! The rows are written once, to a temporary file without a name, so that nobody can change or read them and
//! nothing is left of them when the process ends. Question, dry run, fingerprint and sending read the plan
//! and nothing else: what was confirmed is what is done.

use std::{
    collections::HashMap,
    fmt,
    fs::File,
    io::{self, BufWriter, Read as _, Seek as _, Write as _},
    sync::Arc,
};

use bytes::{Bytes, BytesMut};
use ring::digest;

use super::input::{CheckedRow, Duplicate, Problem, fingerprint, fingerprint_of_any_case};
use crate::{
    error::{Error, Result},
    ops::row::repeated,
};

/// Identifiers that are kept to be shown before a question.
const FIRST: usize = 10;

/// Bytes of the fixed part of a record: number and line, the number of the input, then the sizes of what follows.
const HEAD: usize = 40;

/// Bytes that are read from the file at once.
const CHUNK: usize = 64 * 1024;

/// One row of a plan: what is sent, whom it is about, and where it came from. It may hold secrets, so that
/// its `Debug` shows only where it stands.
#[derive(Clone)]
pub struct Item {
    /// Position among the rows of the plan, from 0. Journals know rows by it.
    pub index: u64,
    /// Line of the input where the row begins, from 1.
    pub line: u64,
    /// The input, where there are several.
    pub file: Option<Arc<str>>,
    bodies: Bodies,
    names: Bytes,
    address: Bytes,
    source: Bytes,
}

#[derive(Clone)]
enum Bodies {
    One(Bytes),
    Several(Arc<[Bytes]>),
}

impl Item {
    /// The JSON text of the request body, or of the user in a batch; the first one where there are several.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        self.bodies().next().unwrap_or_default()
    }

    /// The JSON texts of all request bodies, in the order in which they are sent.
    pub fn bodies(&self) -> impl Iterator<Item = &[u8]> {
        let bodies = match &self.bodies {
            Bodies::One(body) => std::slice::from_ref(body),
            Bodies::Several(bodies) => bodies,
        };
        bodies.iter().map(|body| &body[..])
    }

    /// The body as a JSON value. A plan is written by this program, so that it always is one.
    #[must_use]
    pub fn value(&self) -> serde_json::Value {
        serde_json::from_slice(self.body()).unwrap_or_default()
    }

    /// The same row, about another identifier.
    #[must_use]
    pub fn named(&self, name: &str) -> Self {
        Self { names: Bytes::copy_from_slice(name.as_bytes()), ..self.clone() }
    }

    /// The same row with other request bodies.
    #[must_use]
    pub fn with_bodies(self, bodies: Vec<Bytes>) -> Self {
        Self { bodies: Bodies::Several(bodies.into()), ..self }
    }

    /// Identifiers of the user, the one to show first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::str::from_utf8(&self.names).unwrap_or_default().split('\n').filter(|name| !name.is_empty())
    }

    /// The identifier to show.
    #[must_use]
    pub fn name(&self) -> &str {
        self.names().next().unwrap_or_default()
    }

    /// The e-mail address that must be that of the user, where the row has one beside what it changes.
    #[must_use]
    pub fn address(&self) -> Option<&str> {
        std::str::from_utf8(&self.address).ok().filter(|address| !address.is_empty())
    }

    /// The row as it was read, for the file of failed rows; empty where none is wanted.
    #[must_use]
    pub fn source(&self) -> &[u8] {
        &self.source
    }

    /// Where it stands, for messages.
    #[must_use]
    pub fn place(&self) -> String {
        match &self.file {
            Some(file) => format!("`{file}` line {}", self.line),
            None => format!("line {}", self.line),
        }
    }

    /// A row made by hand, for tests of what runs do with rows.
    #[cfg(test)]
    pub(crate) fn of(index: u64, body: &serde_json::Value, names: &[&str]) -> Self {
        Self {
            index,
            line: index + 2,
            file: None,
            bodies: Bodies::One(Bytes::from(body.to_string())),
            names: Bytes::from(names.join("\n")),
            address: Bytes::new(),
            source: Bytes::new(),
        }
    }
}

impl fmt::Debug for Item {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Item")
            .field("index", &self.index)
            .field("line", &self.line)
            .finish_non_exhaustive()
    }
}

/// A plan that is being written.
pub struct PlanWriter {
    out: BufWriter<File>,
    hash: digest::Context,
    rows: u64,
    requests: u64,
    stated_times: u64,
    first: Vec<String>,
    files: Vec<Arc<str>>,
}

impl PlanWriter {
    /// An empty plan in the folder for temporary files.
    ///
    /// # Errors
    /// When there is no room for it.
    pub fn new() -> Result<Self> {
        let file = tempfile::tempfile().map_err(no_room)?;
        Ok(Self {
            out: BufWriter::with_capacity(CHUNK, file),
            hash: digest::Context::new(&digest::SHA256),
            rows: 0,
            requests: 0,
            stated_times: 0,
            first: Vec::new(),
            files: Vec::new(),
        })
    }

    /// The rows that are added from now on come from this input. Inputs are named where there are several.
    pub fn begin_input(&mut self, name: &str) {
        self.files.push(name.into());
    }

    /// Rows so far.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Adds a row.
    ///
    /// # Errors
    /// When there is no room for it.
    pub fn add(&mut self, row: &CheckedRow<'_>) -> Result<()> {
        self.write(row).map_err(no_room)?;
        self.hash.update(row.bodies);
        // Without a separator, `ab` + `c` and `a` + `bc` would be the same rows.
        self.hash.update(b"\n");
        self.hash.update(row.names.as_bytes());
        self.hash.update(b"\n");
        if self.first.len() < FIRST {
            self.first.push(row.names.split('\n').next().unwrap_or_default().to_owned());
        }
        self.rows += 1;
        self.requests += row.ends.len().max(1) as u64;
        self.stated_times += u64::from(states_time(row.bodies));
        Ok(())
    }

    fn write(&mut self, row: &CheckedRow<'_>) -> io::Result<()> {
        let mut head = [0; HEAD];
        head[..8].copy_from_slice(&row.number.to_le_bytes());
        head[8..16].copy_from_slice(&row.line.to_le_bytes());
        let input = self.files.len().saturating_sub(1);
        let [bodies, names, address] = [row.bodies.len(), row.names.len(), row.address.len()];
        let sizes = [input, row.ends.len(), bodies, names, address, row.source.len()];
        for (place, size) in head[16..].chunks_exact_mut(4).zip(sizes) {
            let size = u32::try_from(size).map_err(|_| io::Error::other("a row is larger than 4 GiB"))?;
            place.copy_from_slice(&size.to_le_bytes());
        }
        self.out.write_all(&head)?;
        for end in row.ends {
            self.out.write_all(&end.to_le_bytes())?;
        }
        self.out.write_all(row.bodies)?;
        self.out.write_all(row.names.as_bytes())?;
        self.out.write_all(row.address.as_bytes())?;
        self.out.write_all(row.source)
    }

    /// The finished plan.
    ///
    /// # Errors
    /// When there is no room for it.
    pub fn finish(self) -> Result<Plan> {
        let file = self.out.into_inner().map_err(|error| no_room(error.into_error()))?;
        let digest = self.hash.finish();
        Ok(Plan {
            file,
            rows: self.rows,
            requests: self.requests,
            stated_times: self.stated_times,
            sha256: digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect(),
            first: self.first,
            files: if self.files.len() > 1 { self.files.into() } else { Arc::default() },
        })
    }
}

/// Whether a body may state when its user was created. A key inside a text is escaped, so that only an
/// attribute of that name is taken for it by mistake, which costs a look-up.
#[must_use]
pub fn states_time(body: &[u8]) -> bool {
    const KEY: &[u8] = b"\"createdTime\":";
    memchr::memmem::find(body, KEY).is_some()
}

/// Rows that passed the check, ready to be sent.
#[derive(Debug)]
pub struct Plan {
    file: File,
    /// Rows.
    pub rows: u64,
    /// Request bodies of all rows.
    pub requests: u64,
    /// Rows that state when their user was created.
    pub stated_times: u64,
    /// SHA-256 of all rows, in hexadecimal: the same plan has the same one.
    pub sha256: String,
    /// Identifiers of the first users.
    pub first: Vec<String>,
    /// The inputs, where there are several.
    files: Arc<[Arc<str>]>,
}

impl Plan {
    /// The rows, from the first one on. Only one reader at a time may be in use.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn items(&self) -> Result<Items> {
        let mut file = self.file.try_clone().map_err(unreadable)?;
        file.rewind().map_err(unreadable)?;
        Ok(Items { file, files: self.files.clone(), buffer: BytesMut::new(), index: 0 })
    }

    /// The first rows as they would be sent, at most so many.
    ///
    /// # Errors
    /// When the plan cannot be read.
    pub fn first_bodies(&self, most: usize) -> Result<Vec<serde_json::Value>> {
        self.items()?.take(most).map(|item| item.map(|item| item.value())).collect()
    }

    /// Names the rows whose identifiers stand twice: the check knows only numbers and fingerprints.
    ///
    /// # Errors
    /// When the plan cannot be read.
    pub fn name_duplicates(&self, duplicates: &[Duplicate]) -> Result<Vec<Problem>> {
        self.name_by(duplicates, fingerprint, |name, earlier| format!("`{name}` {earlier} already"))
    }

    /// Names the identifiers that differ from an earlier one in case only.
    ///
    /// # Errors
    /// When the plan cannot be read.
    pub fn name_case_variants(&self, variants: &[Duplicate]) -> Result<Vec<Problem>> {
        self.name_by(variants, fingerprint_of_any_case, |name, earlier| {
            let form = if name.is_ascii() { "" } else { " or with its letters composed in another way" };
            format!(
                "`{name}` {earlier} in other letter case{form}: `--allow-case-variants` makes two users of them"
            )
        })
    }

    /// Names identifiers by their fingerprints.
    fn name_by(
        &self,
        duplicates: &[Duplicate],
        fingerprint: fn(&str) -> u64,
        say: fn(&str, String) -> String,
    ) -> Result<Vec<Problem>> {
        if duplicates.is_empty() {
            return Ok(Vec::new());
        }
        let by_row: HashMap<(u64, u64), u64> = duplicates
            .iter()
            .map(|duplicate| ((duplicate.number, duplicate.fingerprint), duplicate.first))
            .collect();
        let mut places: HashMap<u64, (Option<Arc<str>>, u64)> =
            by_row.values().map(|first| (*first, (None, 0))).collect();
        let mut problems = Vec::new();
        let mut items = self.items()?;
        while let Some((number, item)) = items.next_numbered().map_err(unreadable)? {
            if let Some(place) = places.get_mut(&number) {
                *place = (item.file.clone(), item.line);
            }
            let mut names: Vec<&str> = item.names().collect();
            names.sort_unstable();
            names.dedup();
            for name in names {
                let Some(first) = by_row.get(&(number, fingerprint(name))) else { continue };
                // Another of its identifiers stands in another column.
                let column = (item.name() == name).then(|| "loginId".to_owned());
                let name = &*repeated(name);
                let why = match places.get(first) {
                    _ if *first == number => format!("`{name}` stands twice in this row"),
                    Some((file, line)) if *line != 0 && *file != item.file => {
                        let file = file.as_deref().unwrap_or_default();
                        say(name, format!("stands in line {line} of `{file}`"))
                    }
                    Some((_, line)) if *line != 0 && *line != item.line => {
                        say(name, format!("stands in line {line}"))
                    }
                    _ => say(name, format!("stands in row {}", first + 1)),
                };
                problems.push(Problem { file: item.file.clone(), line: item.line, column, why });
            }
        }
        Ok(problems)
    }
}

/// The rows of a plan, in order.
pub struct Items {
    file: File,
    files: Arc<[Arc<str>]>,
    buffer: BytesMut,
    index: u64,
}

impl Items {
    /// The next row with its number in the input.
    fn next_numbered(&mut self) -> io::Result<Option<(u64, Item)>> {
        if !self.fill(HEAD)? {
            return Ok(None);
        }
        let head = self.buffer.split_to(HEAD);
        let long = |from: usize| {
            let mut bytes = [0; 8];
            bytes.copy_from_slice(&head[from..from + 8]);
            u64::from_le_bytes(bytes)
        };
        let sizes: Vec<usize> = head[16..].chunks_exact(4).map(|size| number_of(size) as usize).collect();
        let [input, ends, bodies, names, address, source] = sizes[..] else {
            return Err(io::ErrorKind::InvalidData.into());
        };
        if !self.fill(4 * ends + bodies + names + address + source)? {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let ends: Vec<usize> =
            self.buffer.split_to(4 * ends).chunks_exact(4).map(|end| number_of(end) as usize).collect();
        let bodies = self.buffer.split_to(bodies).freeze();
        let bodies = match ends.as_slice() {
            [] | [_] => Bodies::One(bodies),
            several => {
                let starts = std::iter::once(0).chain(several.iter().copied());
                let parts = starts.zip(several).map(|(start, end)| {
                    if start <= *end && *end <= bodies.len() {
                        Ok(bodies.slice(start..*end))
                    } else {
                        Err(())
                    }
                });
                let parts: std::result::Result<Vec<Bytes>, ()> = parts.collect();
                Bodies::Several(parts.map_err(|()| io::Error::from(io::ErrorKind::InvalidData))?.into())
            }
        };
        let names = self.buffer.split_to(names).freeze();
        let address = self.buffer.split_to(address).freeze();
        let source = self.buffer.split_to(source).freeze();
        let index = self.index;
        self.index += 1;
        Ok(Some((
            long(0),
            Item {
                index,
                line: long(8),
                file: self.files.get(input).cloned(),
                bodies,
                names,
                address,
                source,
            },
        )))
    }

    /// Makes sure that so many bytes are in the buffer; `false` at the end of the file.
    fn fill(&mut self, count: usize) -> io::Result<bool> {
        while self.buffer.len() < count {
            let had = self.buffer.len();
            self.buffer.resize(had + CHUNK.max(count - had), 0);
            let read = self.file.read(&mut self.buffer[had..]);
            self.buffer.truncate(had + *read.as_ref().unwrap_or(&0));
            match read {
                Ok(0) if had == 0 => return Ok(false),
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(_) => {}
                Err(cause) if cause.kind() == io::ErrorKind::Interrupted => {}
                Err(cause) => return Err(cause),
            }
        }
        Ok(true)
    }
}

fn number_of(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

impl Iterator for Items {
    type Item = Result<Item>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.next_numbered() {
            Ok(next) => next.map(|(_, item)| Ok(item)),
            Err(cause) => Some(Err(unreadable(cause))),
        }
    }
}

fn no_room(cause: io::Error) -> Error {
    Error::failed("could not write the plan of the job, nothing was sent")
        .because(cause)
        .hint("the rows are kept in the folder for temporary files meanwhile: make room, or set `TMPDIR`")
}

fn unreadable(cause: io::Error) -> Error {
    Error::failed("could not read the plan of the job").because(cause)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row<'a>(number: u64, bodies: &'a [u8], ends: &'a [u32], names: &'a str) -> CheckedRow<'a> {
        CheckedRow { number, line: number + 2, bodies, ends, names, address: "", source: b"source" }
    }

    fn plan(rows: &[CheckedRow<'_>]) -> Plan {
        let mut writer = PlanWriter::new().unwrap();
        rows.iter().for_each(|row| writer.add(row).unwrap());
        writer.finish().unwrap()
    }

    #[test]
    fn rows_come_back_as_they_were_added_and_as_often_as_wanted() {
        let long = format!("{{\"loginId\":\"{}\"}}", "x".repeat(3 * CHUNK));
        let rows = [
            row(0, b"{\"loginId\":\"a\"}", &[15], "a\nb"),
            row(2, b"{\"n\":1}{\"n\":2}", &[7, 14], "c"),
            row(3, long.as_bytes(), &[], "d"),
        ];
        let plan = plan(&rows);
        for _ in 0..2 {
            let items: Vec<Item> = plan.items().unwrap().map(Result::unwrap).collect();
            let indexes: Vec<u64> = items.iter().map(|item| item.index).collect();
            assert_eq!(indexes, [0, 1, 2]);
            assert_eq!(items[0].names().collect::<Vec<_>>(), ["a", "b"]);
            assert_eq!(items[1].bodies().collect::<Vec<_>>(), [b"{\"n\":1}", b"{\"n\":2}"]);
            assert_eq!((items[1].line, items[1].source()), (4, &b"source"[..]));
            assert_eq!(items[2].body(), long.as_bytes());
        }
        assert_eq!(
            (plan.rows, plan.requests, &plan.first[..]),
            (3, 4, &["a".into(), "c".into(), "d".into()][..])
        );
    }

    #[test]
    fn another_content_is_another_plan() {
        let one = plan(&[row(0, b"{}", &[], "a")]);
        assert_eq!(one.sha256, plan(&[row(0, b"{}", &[], "a")]).sha256);
        assert_ne!(one.sha256, plan(&[row(0, b"{}", &[], "b")]).sha256);
        assert_ne!(one.sha256, plan(&[row(0, b"{}", &[], "a"), row(1, b"{}", &[], "b")]).sha256);
    }

    #[test]
    fn duplicates_are_named_with_the_line_of_the_first() {
        let plan = plan(&[row(0, b"{}", &[], "a"), row(3, b"{}", &[], "b\na"), row(4, b"{}", &[], "c\nc")]);
        let found = [
            Duplicate { number: 3, first: 0, fingerprint: fingerprint("a") },
            Duplicate { number: 4, first: 4, fingerprint: fingerprint("c") },
        ];
        let problems: Vec<String> =
            plan.name_duplicates(&found).unwrap().iter().map(ToString::to_string).collect();
        assert_eq!(
            problems,
            ["line 5: `a` stands in line 2 already", "line 6, loginId: `c` stands twice in this row"]
        );
    }

    #[test]
    fn nothing_that_a_row_says_is_printed_for_debugging() {
        let item = Item::of(3, &serde_json::json!({"loginId": "ann", "password": "hunter2!"}), &["ann"]);
        assert_eq!(format!("{item:?}"), "Item { index: 3, line: 5, .. }");
        let pending = format!("{:?}", crate::bulk::run::Pending::new(item));
        assert!(!pending.contains("hunter2!") && !pending.contains("ann"), "{pending}");
    }

    #[test]
    fn a_stated_time_is_seen() {
        assert!(states_time(br#"{"loginId":"a","createdTime":7}"#));
        assert!(!states_time(br#"{"loginId":"\"createdTime\":7"}"#));
    }
}
