//! Messages the service would have sent, kept so that they can be looked at.

use serde_json::Value;

use super::super::reply::ApiError;
use super::transaction::Tx;

/// One message that was not really sent.
pub(in crate::emulator) struct Message {
    pub(in crate::emulator) kind: &'static str,
    pub(in crate::emulator) channel: &'static str,
    pub(in crate::emulator) recipient: String,
    pub(in crate::emulator) user_id: String,
    pub(in crate::emulator) payload: Value,
}

/// A message as it is kept.
#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::emulator) struct Sent {
    pub(in crate::emulator) kind: String,
    pub(in crate::emulator) channel: String,
    pub(in crate::emulator) recipient: String,
    pub(in crate::emulator) user_id: String,
    /// Epoch milliseconds.
    pub(in crate::emulator) time: i64,
    pub(in crate::emulator) payload: Value,
}

impl Tx<'_> {
    /// The latest messages, to everybody or to one recipient.
    pub(in crate::emulator) fn sent(&self, recipient: &str, limit: i64) -> Result<Vec<Sent>, ApiError> {
        let sql = "SELECT kind, channel, recipient, user_id, created_time, payload FROM outbox \
            WHERE ?1 = '' OR recipient = ?1 ORDER BY id DESC LIMIT ?2";
        let mut statement = self.prepare(sql)?;
        let rows = statement.query_map((recipient, limit), |row| {
            let payload: String = row.get(5)?;
            Ok(Sent {
                kind: row.get(0)?,
                channel: row.get(1)?,
                recipient: row.get(2)?,
                user_id: row.get(3)?,
                time: row.get(4)?,
                payload: serde_json::from_str(&payload).unwrap_or_default(),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    pub(in crate::emulator) fn post_message(&self, message: &Message) -> Result<(), ApiError> {
        let sql = "INSERT INTO outbox (kind, channel, recipient, user_id, payload, created_time) \
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let Message { kind, channel, recipient, user_id, payload } = message;
        self.execute(sql, (kind, channel, recipient, user_id, payload.to_string(), self.clock.now_millis()))?;
        Ok(())
    }

    #[cfg(test)]
    pub(in crate::emulator) fn recipients(&self) -> Result<Vec<String>, ApiError> {
        Ok(self.column("SELECT channel || ':' || recipient FROM outbox ORDER BY id", [])?)
    }
}
