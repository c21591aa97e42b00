//! Messages the service would have sent, kept so that they can be looked at.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::reply::ApiError;
use super::transaction::{Tx, json};

/// One message that was not really sent.
#[derive(Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::emulator) struct Message {
    pub(in crate::emulator) kind: String,
    pub(in crate::emulator) channel: String,
    pub(in crate::emulator) recipient: String,
    pub(in crate::emulator) user_id: String,
    /// Epoch milliseconds; it is set when the message is posted.
    pub(in crate::emulator) time: i64,
    pub(in crate::emulator) payload: Value,
}

impl Tx<'_> {
    /// The latest messages, to everybody or to one recipient.
    pub(in crate::emulator) fn sent(&self, recipient: &str, limit: i64) -> Result<Vec<Message>, ApiError> {
        let sql = "SELECT record FROM outbox WHERE ?1 = '' OR recipient = ?1 ORDER BY id DESC LIMIT ?2";
        self.records(sql, (recipient, limit))
    }

    pub(in crate::emulator) fn post_message(&self, mut message: Message) -> Result<(), ApiError> {
        message.time = self.clock.now_millis();
        let sql = "INSERT INTO outbox (recipient, record) VALUES (?1, ?2)";
        self.execute(sql, (&message.recipient, json(&message)?))?;
        Ok(())
    }

    #[cfg(test)]
    pub(in crate::emulator) fn recipients(&self) -> Result<Vec<String>, ApiError> {
        let sql = "SELECT record ->> 'channel' || ':' || recipient FROM outbox ORDER BY id";
        Ok(self.column(sql, [])?)
    }
}
