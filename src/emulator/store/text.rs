//! The trigram index behind text search.
//!
//! Indexing costs more than all other work of a write, so a write only notes the user's row. What is noted is
//! indexed while nobody writes, and the rest by whoever searches next, who therefore always sees its own writes.

use super::super::reply::ApiError;
use super::record::Record;
use super::transaction::Tx;

/// Rows that a search indexes in one transaction.
pub(super) const CHUNK: i64 = 10_000;

/// Rows that are indexed in one transaction while nobody writes: few, for somebody may begin to.
pub(super) const IDLE_CHUNK: i64 = 1_000;

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
        for row in rows {
            match self.user_by_row(row)? {
                Some(record) => {
                    let sql = "INSERT OR REPLACE INTO user_text (rowid, document) VALUES (?1, ?2)";
                    self.execute(sql, (row, document(&record)))?;
                }
                None => {
                    self.execute("DELETE FROM user_text WHERE rowid = ?1", [row])?;
                }
            }
            self.execute("DELETE FROM text_pending WHERE user = ?1", [row])?;
        }
        Ok(())
    }
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
