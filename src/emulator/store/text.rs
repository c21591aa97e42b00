//! The trigram index behind text search.
//!
//! Indexing costs more than all other work of a write, so a write only notes the user's row. What is noted is
//! indexed while nobody writes, and the rest by whoever searches next, who therefore always sees its own writes.
//!
//! The index is of no use for a term that very many users have: their documents would have to be read one by one.
//! Such a term costs one reading of all documents; whom it finds is kept as a set from then on.

use std::cell::RefCell;

use super::super::reply::ApiError;
use super::bits::{Bits, Change};
use super::record::Record;
use super::sets::{About, Set};
use super::transaction::Tx;

/// Rows that a search indexes in one transaction.
pub(super) const CHUNK: i64 = 10_000;

/// Rows that are indexed in one transaction while nobody writes: few, for somebody may begin to.
pub(super) const IDLE_CHUNK: i64 = 1_000;

/// So many terms that many users have are kept as sets.
const TERMS: i64 = 16;

/// A term that all documents were read for, and what it found. It is worth keeping.
pub(super) struct Learned {
    term: String,
    users: Bits,
    /// The state of the index that this is true for.
    text: i64,
}

/// Where a reading transaction leaves what it has learned, for a writing one to keep.
pub(super) type Lesson = RefCell<Option<Learned>>;

impl Tx<'_> {
    pub(super) fn text_changed(&self, user: i64) -> Result<(), ApiError> {
        self.execute("INSERT OR IGNORE INTO text_pending (user) VALUES (?1)", [user])?;
        Ok(())
    }

    pub(super) fn text_is_pending(&self) -> Result<bool, ApiError> {
        Ok(self.first::<i64>("SELECT 1 FROM text_pending", [])?.is_some())
    }

    pub(super) fn index_all_text(&self) -> Result<(), ApiError> {
        while self.text_is_pending()? {
            self.index_chunk(CHUNK)?;
        }
        Ok(())
    }

    pub(super) fn index_chunk(&self, rows: i64) -> Result<(), ApiError> {
        let rows: Vec<i64> = self.column("SELECT user FROM text_pending ORDER BY user LIMIT ?1", [rows])?;
        let terms = self.terms()?;
        for row in rows {
            let document = self.user_by_row(row)?.map(|record| document(&record));
            self.index(row, document.as_deref(), &terms)?;
            self.execute("DELETE FROM text_pending WHERE user = ?1", [row])?;
        }
        self.execute("UPDATE counters SET n = n + 1 WHERE name = 'text'", [])?;
        self.write_sets()
    }

    fn index(&self, row: i64, document: Option<&str>, terms: &[(i64, String)]) -> Result<(), ApiError> {
        let old: Option<String> = self.first("SELECT c0 FROM user_text_content WHERE id = ?1", [row])?;
        if old.as_deref() == document {
            return Ok(());
        }
        match document {
            Some(document) => {
                let sql = "INSERT OR REPLACE INTO user_text (rowid, document) VALUES (?1, ?2)";
                self.execute(sql, (row, document))?;
            }
            None => {
                self.execute("DELETE FROM user_text WHERE rowid = ?1", [row])?;
            }
        }
        for (id, term) in terms {
            let has = |document: Option<&str>| document.is_some_and(|document| document.contains(term));
            let change = match (has(old.as_deref()), has(document)) {
                (false, true) => Change::Joins,
                (true, false) => Change::Leaves,
                _ => continue,
            };
            self.change_set(&Set::of(About::Text, *id), row, change);
        }
        Ok(())
    }

    fn terms(&self) -> Result<Vec<(i64, String)>, ApiError> {
        let mut statement = self.prepare("SELECT id, term FROM text_terms")?;
        let terms = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(terms.collect::<Result<_, _>>()?)
    }

    /// Whom the term finds, when that is kept.
    pub(super) fn known_text(&self, term: &str) -> Result<Option<Bits>, ApiError> {
        match self.first("SELECT id FROM text_terms WHERE term = ?1", [term])? {
            Some(id) => Ok(Some(self.set(&Set::of(About::Text, id))?)),
            None => Ok(None),
        }
    }

    /// Reads the documents of these users.
    pub(super) fn few_with_text(&self, users: &Bits, term: &str) -> Result<Bits, ApiError> {
        let mut statement = self.prepare("SELECT c0 FROM user_text_content WHERE id = ?1")?;
        let mut found = Bits::default();
        for user in users.rows() {
            let mut rows = statement.query([user])?;
            if let Some(row) = rows.next()?
                && text(row, 0)?.contains(term)
            {
                found.insert(user);
            }
        }
        Ok(found)
    }

    /// Reads all documents in a row.
    pub(super) fn all_with_text(&self, term: &str) -> Result<Bits, ApiError> {
        let mut statement = self.prepare("SELECT id, c0 FROM user_text_content")?;
        let mut rows = statement.query([])?;
        let mut found = Bits::default();
        while let Some(row) = rows.next()? {
            if text(row, 1)?.contains(term) {
                found.insert(row.get(0)?);
            }
        }
        Ok(found)
    }

    pub(super) fn learn(&self, term: &str, users: &Bits) -> Result<(), ApiError> {
        let text = self.counter("text")?;
        let learned = Learned { term: term.to_owned(), users: users.clone(), text };
        *self.lesson.borrow_mut() = Some(learned);
        Ok(())
    }

    /// Keeps what was learned, unless the index has moved since, and lets go of the oldest.
    pub(super) fn keep(&self, learned: &Learned) -> Result<(), ApiError> {
        if self.counter("text")? != learned.text || self.known_text(&learned.term)?.is_some() {
            return Ok(());
        }
        self.execute("INSERT INTO text_terms (term) VALUES (?1)", [&learned.term])?;
        let id = self.last_id();
        self.write_set(&Set::of(About::Text, id), &learned.users)?;
        for old in self.column("SELECT id FROM text_terms WHERE id <= ?1", [id - TERMS])? {
            self.drop_sets(About::Text, old)?;
            self.execute("DELETE FROM text_terms WHERE id = ?1", [old])?;
        }
        Ok(())
    }
}

fn text<'a>(row: &'a rusqlite::Row<'_>, column: usize) -> Result<&'a str, rusqlite::Error> {
    Ok(row.get_ref(column)?.as_str()?)
}

/// All text of a user that a search looks at, lower-cased here so that both sides fold alike.
fn document(record: &Record) -> String {
    let fields = [
        &record.name,
        &record.given_name,
        &record.middle_name,
        &record.family_name,
        &record.email,
        &record.phone,
        &record.user_id,
    ];
    let mut text = String::with_capacity(256);
    for part in fields.into_iter().chain(&record.login_ids).filter(|part| !part.is_empty()) {
        text.push_str(part);
        text.push('\n');
    }
    for cell in record.attributes.values().flat_map(super::links::cells) {
        match cell {
            rusqlite::types::Value::Text(part) => text.push_str(&part),
            rusqlite::types::Value::Integer(number) => text.push_str(&number.to_string()),
            rusqlite::types::Value::Real(number) => text.push_str(&number.to_string()),
            _ => {}
        }
        text.push('\n');
    }
    text.to_lowercase()
}

/// The full-text query for a term that is already lower-cased: all its trigrams, in any place. It only narrows;
/// the caller still has to look for the term itself.
pub(super) fn trigrams(term: &str) -> Option<String> {
    let letters: Vec<char> = term.chars().collect();
    if letters.len() < 3 {
        return None;
    }
    let quoted = |window: &[char]| format!("\"{}\"", window.iter().collect::<String>().replace('"', "\"\""));
    Some(letters.windows(3).map(quoted).collect::<Vec<_>>().join(" "))
}
