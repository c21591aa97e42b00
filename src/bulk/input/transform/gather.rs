//! Records of one user that stand apart, such as one for each of his organizations, brought together. They wait in a
//! file without a name, so that memory grows with the number of records and not with what stands in them.

use std::{
    borrow::Cow,
    collections::HashMap,
    fs::File,
    io::{self, BufWriter, Read as _, Seek as _, SeekFrom, Write as _},
};

use serde_json::{Map, Value};

use super::super::{
    duplicates::fingerprint,
    records::{Content, Record, Records},
};
use super::{TableColumn, said_cells};
use crate::{
    error::{Error, Result},
    ops::identifier::normal_form,
};

/// The key of the first record of a user that holds the others.
const OTHERS: &str = "otherRecords";

/// The records of an input by their users, in the order of the first of each.
pub(super) struct Gathered {
    file: File,
    /// The records of each user. They end where that of the next begins.
    entries: std::iter::Peekable<std::vec::IntoIter<Entry>>,
    text: Vec<u8>,
}

/// Where a record waits.
#[derive(Clone, Copy)]
struct Entry {
    /// The number of the first record of its user.
    user: u64,
    key: u64,
    number: u64,
    line: u64,
    start: u64,
    length: usize,
}

impl Gathered {
    /// Reads all records. Those whose field `key` is the same are of one user. Rows of a table with fewer cells than
    /// its header are counted in `short`.
    pub(super) fn of(
        records: &mut Records,
        key: &str,
        header: &[TableColumn],
        short: &mut u64,
    ) -> Result<Self> {
        let mut out = BufWriter::new(tempfile::tempfile().map_err(no_room)?);
        let (mut entries, mut start) = (Vec::new(), 0_u64);
        while let Some(Record { line, content }) = records.next()? {
            let number = entries.len() as u64;
            let waits = match content {
                Content::Object(fields, _) => Ok(fields),
                Content::Cells(cells) => said_cells(header, cells, short).map(|said| {
                    said.map(|(column, cell, _)| (column.name.clone(), Value::from(cell))).collect()
                }),
                Content::Line(text) => Ok(Map::from_iter([("loginId".to_owned(), Value::from(text))])),
                Content::Broken(why) => Err(why),
            };
            let name = waits.as_ref().ok().and_then(|fields| fields.get(key)).and_then(Value::as_str);
            // A record without the field is one of its own.
            let key = name.map_or_else(|| fingerprint(&format!("\n{number}")), fingerprint);
            let text = match waits {
                Ok(fields) => Value::Object(fields).to_string(),
                Err(why) => Value::String(why).to_string(),
            };
            out.write_all(text.as_bytes()).map_err(no_room)?;
            entries.push(Entry { user: number, key, number, line, start, length: text.len() });
            start += text.len() as u64;
        }
        let file = out.into_inner().map_err(|cause| no_room(cause.into_error()))?;
        let mut gathered = Self { file, entries: Vec::new().into_iter().peekable(), text: Vec::new() };
        let entries = by_users(entries, |entry| {
            let record = gathered.read(entry)?;
            Ok(record.get(key).and_then(Value::as_str).map(normal_form).map(Cow::into_owned))
        })?;
        gathered.entries = entries.into_iter().peekable();
        Ok(gathered)
    }

    /// The next user: the first of his records with the others inside of it, and how many others there are.
    pub(super) fn next(&mut self) -> Result<Option<(Record<'_>, u64)>> {
        let Some(first) = self.entries.next() else { return Ok(None) };
        let mut fields = match self.read(first)? {
            Value::Object(fields) => fields,
            Value::String(why) => {
                return Ok(Some((Record { line: first.line, content: Content::Broken(why) }, 0)));
            }
            _ => Map::new(),
        };
        let mut others = Vec::new();
        while let Some(other) = self.entries.next_if(|other| other.user == first.user) {
            others.push(self.read(other)?);
        }
        let count = others.len() as u64;
        if count > 0 {
            fields.insert(OTHERS.to_owned(), Value::from(others));
            self.text = Value::Object(fields.clone()).to_string().into_bytes();
        }
        Ok(Some((Record { line: first.line, content: Content::Object(fields, &self.text) }, count)))
    }

    fn read(&mut self, entry: Entry) -> Result<Value> {
        self.text.resize(entry.length, 0);
        self.file.seek(SeekFrom::Start(entry.start)).map_err(no_room)?;
        self.file.read_exact(&mut self.text).map_err(no_room)?;
        serde_json::from_slice(&self.text)
            .map_err(|cause| Error::failed("could not read a record again").because(cause))
    }
}

/// The entries of each user one after another, in the order of his first. Those with the same fingerprint may still be
/// of several users: their keys themselves decide.
fn by_users(
    mut entries: Vec<Entry>,
    mut key_of: impl FnMut(Entry) -> Result<Option<String>>,
) -> Result<Vec<Entry>> {
    entries.sort_by_key(|entry| (entry.key, entry.number));
    for same in entries.chunk_by_mut(|one, other| one.key == other.key).filter(|same| same.len() > 1) {
        let mut firsts: HashMap<Option<String>, u64> = HashMap::new();
        for entry in same {
            entry.user = *firsts.entry(key_of(*entry)?).or_insert(entry.number);
        }
    }
    entries.sort_by_key(|entry| (entry.user, entry.number));
    Ok(entries)
}

fn no_room(cause: io::Error) -> Error {
    Error::failed("could not bring the records of each user together")
        .because(cause)
        .hint("this takes the size of the file in the folder for temporary files: make room, or set `TMPDIR`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_with_the_same_fingerprint_are_of_their_own_users() {
        let entry = |number| Entry { user: number, key: 7, number, line: number, start: 0, length: 0 };
        let keys = ["ann", "bob", "ann", "cy", "bob"];
        let entries = (0..5).map(entry).collect();
        let found = by_users(entries, |entry| Ok(Some(keys[entry.number as usize].to_owned()))).unwrap();
        let found: Vec<(u64, u64)> = found.iter().map(|entry| (entry.user, entry.number)).collect();
        assert_eq!(found, [(0, 0), (0, 2), (1, 1), (1, 4), (3, 3)]);
    }
}
