//! Codes and links that wait to be shown back.

use rusqlite::OptionalExtension;
use serde_json::Value;

use super::super::reply::ApiError;
use super::transaction::Tx;

/// Something that lets in whoever shows it, until it expires or is used.
pub(in crate::emulator) struct Challenge {
    /// What it is found by.
    pub(in crate::emulator) key: String,
    /// The user's row; 0 when there is no user yet.
    pub(in crate::emulator) user: i64,
    pub(in crate::emulator) channel: String,
    pub(in crate::emulator) payload: Value,
    /// Epoch milliseconds.
    pub(in crate::emulator) expires: i64,
}

impl Tx<'_> {
    /// Adds or replaces a challenge, and lets go of those that expired.
    pub(in crate::emulator) fn put_challenge(&self, challenge: &Challenge) -> Result<(), ApiError> {
        self.execute("DELETE FROM challenges WHERE expires <= ?1", [self.clock.now_millis()])?;
        let sql = "INSERT OR REPLACE INTO challenges (key, user, channel, payload, expires) \
            VALUES (?1, ?2, ?3, ?4, ?5)";
        let Challenge { key, user, channel, payload, expires } = challenge;
        self.execute(sql, (key, user, channel, payload.to_string(), expires))?;
        Ok(())
    }

    /// A challenge that has not expired.
    pub(in crate::emulator) fn challenge(&self, key: &str) -> Result<Option<Challenge>, ApiError> {
        let sql =
            "SELECT key, user, channel, payload, expires FROM challenges WHERE key = ?1 AND expires > ?2";
        let found = self.prepare(sql)?.query_row((key, self.clock.now_millis()), |row| {
            let payload: String = row.get(3)?;
            Ok(Challenge {
                key: row.get(0)?,
                user: row.get(1)?,
                channel: row.get(2)?,
                payload: serde_json::from_str(&payload).unwrap_or_default(),
                expires: row.get(4)?,
            })
        });
        Ok(found.optional()?)
    }

    pub(in crate::emulator) fn drop_challenge(&self, key: &str) -> Result<(), ApiError> {
        self.execute("DELETE FROM challenges WHERE key = ?1", [key])?;
        Ok(())
    }
}
