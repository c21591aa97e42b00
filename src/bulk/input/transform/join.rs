//! A second file whose records are found by a key. Of each record only the place is kept in memory.

use std::{
    fs::File,
    io::{self, BufRead as _, BufReader, Seek as _, SeekFrom},
    path::Path,
};

use jaq_json::Val;
use serde_json::Value;

use super::{
    super::{decode, duplicates::fingerprint, lines::read_line},
    Program,
};
use crate::{
    error::{Error, Result},
    output::query::{input, plain},
    private,
};

/// A file of JSON lines whose records are found by a key.
pub(in super::super) struct Join {
    reader: BufReader<File>,
    /// The fingerprint of each key with the place of its record, in order.
    places: Vec<(u64, u64)>,
    /// Whether a record of the input took the one at the same position.
    taken: Vec<bool>,
    /// Records of the file.
    records: u64,
    /// The key of a record of the file.
    key: Program,
    /// The key that a record of the input looks for.
    on: Program,
}

impl Join {
    /// Reads the keys of a file of JSON lines.
    ///
    /// # Errors
    /// Usage when it cannot be read.
    pub(in super::super) fn open(file: &Path, key: &str, on: &str) -> Result<Self> {
        let name = file.display();
        let broken = |why: String| Error::usage(format!("could not read `{name}`")).because(why);
        // It is read at many places, which a pipe does not allow.
        let opened =
            private::open_regular(file).and_then(plain_file).map_err(|cause| broken(cause.to_string()))?;
        let mut join = Self {
            reader: BufReader::new(opened),
            places: Vec::new(),
            taken: Vec::new(),
            records: 0,
            key: Program::compile(key, key)?,
            on: Program::compile(on, on)?,
        };
        let (mut line, mut number, mut place) = (Vec::new(), 0_u64, 0_u64);
        while read_line(&mut join.reader, &mut line).map_err(|cause| broken(cause.to_string()))? {
            number += 1;
            let length = line.len() as u64;
            if !line.trim_ascii().is_empty() {
                join.records += 1;
                let record = parsed(&line).ok_or_else(|| {
                    if std::str::from_utf8(&line).is_err() {
                        return not_utf8(&name.to_string(), number);
                    }
                    broken(format!("line {number} is no JSON object, expected one object a line"))
                })?;
                if let Some(key) =
                    text_of(&join.key, record).map_err(|why| broken(format!("line {number}: {why}")))?
                {
                    join.places.push((fingerprint(&key), place));
                }
            }
            place += length;
        }
        join.places.sort_unstable();
        join.taken = vec![false; join.places.len()];
        Ok(join)
    }

    /// Records of the file that belong to no record of the input so far.
    pub(super) fn left(&self) -> u64 {
        self.records - self.taken.iter().filter(|taken| **taken).count() as u64
    }

    /// The record of the file that belongs to a record of the input. There must not be two that differ.
    pub(super) fn partner_of(&mut self, record: &Val) -> std::result::Result<Option<Val>, String> {
        let Some(wanted) = text_of(&self.on, record.clone())? else { return Ok(None) };
        let print = fingerprint(&wanted);
        let first = self.places.partition_point(|(known, _)| *known < print);
        let mut line = Vec::new();
        let mut partner: Option<Val> = None;
        let same = self.places[first..].iter().take_while(|(known, _)| *known == print);
        for ((_, place), taken) in same.zip(&mut self.taken[first..]) {
            let unreadable = |_| "the joined file cannot be read any more".to_owned();
            self.reader.seek(SeekFrom::Start(*place)).map_err(unreadable)?;
            line.clear();
            self.reader.read_until(b'\n', &mut line).map_err(unreadable)?;
            let Some(found) = parsed(&line) else { continue };
            // Two keys can have the same fingerprint.
            if text_of(&self.key, found.clone())?.as_deref() != Some(wanted.as_str()) {
                continue;
            }
            *taken = true;
            if partner.replace(found.clone()).is_some_and(|earlier| earlier != found) {
                return Err("the joined file has two different lines for this user".to_owned());
            }
        }
        Ok(partner)
    }
}

/// A file that holds plain text: this one, or one without a name where it is packed or encoded in another way.
fn plain_file(file: File) -> io::Result<File> {
    let (mut text, encoding) = decode::text_of(file.try_clone()?, None)?;
    let mut plain = if encoding.is_plain() {
        file
    } else {
        let mut unpacked = tempfile::tempfile()?;
        io::copy(&mut text, &mut unpacked)?;
        unpacked
    };
    plain.rewind()?;
    Ok(plain)
}

/// No flag says which encoding the joined file has: that of the input may be another.
fn not_utf8(name: &str, line: u64) -> Error {
    Error::usage(format!("`{name}` is not UTF-8 text"))
        .because(format!("line {line} is the first that is not, and `--encoding` is about the users alone"))
        .hint("save it as UTF-8, such as with `iconv`")
}

fn parsed(line: &[u8]) -> Option<Val> {
    match serde_json::from_slice(line) {
        Ok(value @ Value::Object(_)) => Some(input(&value)),
        _ => None,
    }
}

/// The text that a program gives for a record.
fn text_of(program: &Program, record: Val) -> std::result::Result<Option<String>, String> {
    let results = program.run(record, Val::Null, Val::Null)?;
    Ok(match results.first().map(plain) {
        Some(Value::String(text)) if !text.is_empty() => Some(text),
        _ => None,
    })
}
