//! Records of a directory in LDIF (RFC 2849): lines of a name and a value, blank lines between.

use std::io::{self, BufRead};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Map, Value, json};

use super::lines::{LONGEST, append_line, too_long};

/// Reads the records of a directory one by one.
pub(super) struct Ldif<R> {
    inner: R,
    lines: u64,
    line: Vec<u8>,
}

/// What is wrong with a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// This line is no text.
    NotUtf8(Vec<u8>),
    /// Something else.
    Other(String),
}

/// The key of the object that takes the place of a value which stands in another file: that is never opened.
pub(super) const ELSEWHERE: &str = "<";

/// What is said of such a value where it would be used.
pub(super) const IN_ANOTHER_FILE: &str = "stands in another file, which is not opened";

/// Whether a text begins as LDIF does.
pub(super) fn is_ldif(start: &[u8]) -> bool {
    let mut lines = start.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let says = |line: &&[u8]| !line.is_empty() && !line.starts_with(b"#") && !line.starts_with(b"version:");
    lines.find(says).is_some_and(|line| line.starts_with(b"dn:"))
}

impl<R: BufRead> Ldif<R> {
    pub(super) fn new(inner: R) -> Self {
        Self { inner, lines: 0, line: Vec::new() }
    }

    /// The next record and the line where it begins: an object of texts, or of lists where a name stands more
    /// than once; else what is wrong with it.
    ///
    /// # Errors
    /// Those of the reader, and when a record is too long. With the line.
    #[expect(
        clippy::type_complexity,
        reason = "the record, its line, and the two ways in which it can be wrong"
    )]
    pub(super) fn next(
        &mut self,
    ) -> Result<Option<(u64, Result<Map<String, Value>, Fault>)>, (u64, io::Error)> {
        let mut logical: Vec<String> = Vec::new();
        let (mut begins, mut length, mut wrong) = (0, 0, None);
        loop {
            self.line.clear();
            let read = append_line(&mut self.inner, b'\n', LONGEST, &mut self.line);
            let is_line = read.map_err(|cause| (self.lines + 1, cause))?;
            self.lines += u64::from(is_line);
            length += self.line.len();
            if length > LONGEST {
                return Err((begins, too_long()));
            }
            let line = self.line.strip_suffix(b"\n").unwrap_or(&self.line);
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if line.is_empty() {
                let says_something =
                    logical.iter().any(|line| !line.starts_with('#') && !line.starts_with("version:"));
                if says_something || wrong.is_some() {
                    let record = wrong.map_or_else(|| object(&logical).map_err(Fault::Other), Err);
                    return Ok(Some((begins, record)));
                }
                if !is_line {
                    return Ok(None);
                }
                logical.clear();
                (begins, length) = (0, 0);
                continue;
            }
            let Ok(line) = std::str::from_utf8(line) else {
                return Ok(Some((self.lines, Err(Fault::NotUtf8(line.to_vec())))));
            };
            let is_said = !line.starts_with('#') && !line.starts_with("version:");
            if begins == 0 && is_said {
                begins = self.lines;
            }
            match (line.strip_prefix(' '), logical.last_mut()) {
                // A line that begins with a space goes on with the one before.
                (Some(rest), Some(last)) => last.push_str(rest),
                (Some(_), None) => {
                    wrong = Some(Fault::Other("goes on with a line that is not there".to_owned()));
                }
                (None, _) => logical.push(line.to_owned()),
            }
        }
    }
}

fn object(lines: &[String]) -> Result<Map<String, Value>, String> {
    let mut object = Map::new();
    for line in lines.iter().filter(|line| !line.starts_with('#')) {
        let (name, value) =
            line.split_once(':').ok_or("a line has no `:` behind the name of an attribute")?;
        if name == "version" {
            continue;
        }
        // `mail;lang-de` is mail.
        let name = name.split(';').next().unwrap_or_default();
        let value = match value.strip_prefix(':') {
            Some(encoded) => {
                let encoded = encoded.trim();
                let bytes = STANDARD.decode(encoded).map_err(|_| format!("`{name}` is not base64"))?;
                // What is no text, such as a picture, stays as it is.
                Value::from(String::from_utf8(bytes).unwrap_or_else(|_| encoded.to_owned()))
            }
            None => match value.strip_prefix('<') {
                Some(url) => json!({ ELSEWHERE: url.trim() }),
                None => Value::from(value.trim_start_matches(' ')),
            },
        };
        if name == "changetype" && value != "add" {
            return Err("is a change and not a record".to_owned());
        }
        // Names are the same in any case.
        let known = object.keys().find(|known| known.eq_ignore_ascii_case(name)).cloned();
        if name.eq_ignore_ascii_case("dn") && known.is_some() {
            return Err("holds a second `dn`: a blank line, without spaces, divides the records".to_owned());
        }
        match known.and_then(|known| object.get_mut(&known)) {
            None => {
                object.insert(name.to_owned(), value);
            }
            Some(Value::Array(values)) => values.push(value),
            Some(one) => *one = Value::Array(vec![one.take(), value]),
        }
    }
    Ok(object)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(u64, Result<Value, Fault>)> {
        let mut ldif = Ldif::new(text.as_bytes());
        let mut found = Vec::new();
        while let Some((line, record)) = ldif.next().unwrap() {
            found.push((line, record.map(Value::Object)));
        }
        found
    }

    #[test]
    fn records_are_read_with_their_lines() {
        let text = "version: 1\n\n# people\ndn: uid=dana,dc=example\nuid: dana\nmail: dana@exam\n ple.com\ncn:: RMOkbmE=\n\
                    member: a\nmember: b\n\n\ndn: uid=eli\r\nuid: eli\r\nmail;lang-de: eli@example.com";
        assert!(is_ldif(text.as_bytes()) && !is_ldif(b"loginId,email\n"));
        let dana = json!({"dn": "uid=dana,dc=example", "uid": "dana", "mail": "dana@example.com", "cn": "Däna", "member": ["a", "b"]});
        let eli = json!({"dn": "uid=eli", "uid": "eli", "mail": "eli@example.com"});
        assert_eq!(read(text), [(4, Ok(dana)), (13, Ok(eli))]);
    }

    #[test]
    fn what_is_no_record_is_said() {
        let found = read("dn: a\nx\n\ndn: b\nchangetype: delete\n\ndn: c\ncn:: ?\n\n cn\n");
        assert_eq!(found.iter().filter(|(_, record)| record.is_err()).count(), 4, "{found:?}");
        assert!(read("\n\n# nothing\n").is_empty());
    }

    #[test]
    fn two_entries_are_never_one_record() {
        for between in ["", " \n", "  \n", "\t\n"] {
            let found = read(&format!("dn: uid=a\nuid: a\n{between}dn: uid=b\nuid: b\n"));
            assert!(matches!(found.as_slice(), [(1, Err(_))]), "{between:?}: {found:?}");
        }
        let found = read("dn: a\nnsAccountLock: FALSE\nnsaccountlock: TRUE\n");
        assert_eq!(found, [(1, Ok(json!({"dn": "a", "nsAccountLock": ["FALSE", "TRUE"]})))]);
    }

    #[test]
    fn a_value_in_another_file_takes_only_its_place() {
        let found = read("dn: a\njpegPhoto:< file:///etc/passwd\nuid: a\n");
        let record = json!({"dn": "a", "jpegPhoto": {"<": "file:///etc/passwd"}, "uid": "a"});
        assert_eq!(found, [(1, Ok(record))]);
    }
}
