//! Codes and links that wait to be shown back.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::reply::ApiError;
use super::transaction::{Tx, json};

/// Something that lets in whoever shows it, until it expires or is used.
#[derive(Serialize, Deserialize)]
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
    /// Adds a challenge that lives for so many seconds; it replaces the one of its key.
    pub(in crate::emulator) fn challenge_user(
        &self,
        key: String,
        user: i64,
        channel: &str,
        payload: Value,
        seconds: i64,
    ) -> Result<(), ApiError> {
        let expires = self.clock.now_millis() + seconds * 1000;
        self.put_challenge(&Challenge { key, user, channel: channel.to_owned(), payload, expires })
    }

    /// Adds or replaces a challenge, and lets go of those that expired.
    pub(in crate::emulator) fn put_challenge(&self, challenge: &Challenge) -> Result<(), ApiError> {
        self.execute("DELETE FROM challenges WHERE expires <= ?1", [self.clock.now_millis()])?;
        let sql = "INSERT OR REPLACE INTO challenges (key, user, expires, record) VALUES (?1, ?2, ?3, ?4)";
        self.execute(sql, (&challenge.key, challenge.user, challenge.expires, json(challenge)?))?;
        Ok(())
    }

    /// A challenge that has not expired.
    pub(in crate::emulator) fn challenge(&self, key: &str) -> Result<Option<Challenge>, ApiError> {
        let sql = "SELECT record FROM challenges WHERE key = ?1 AND expires > ?2";
        Ok(self.records(sql, (key, self.clock.now_millis()))?.pop())
    }

    pub(in crate::emulator) fn drop_challenge(&self, key: &str) -> Result<(), ApiError> {
        self.execute("DELETE FROM challenges WHERE key = ?1", [key])?;
        Ok(())
    }
}
