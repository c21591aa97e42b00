//! Messages the service would have sent, kept so that they can be looked at.

use serde_json::Value;

use super::super::clock;
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

impl Tx<'_> {
    pub(in crate::emulator) fn post_message(&self, message: &Message) -> Result<(), ApiError> {
        let sql = "INSERT INTO outbox (kind, channel, recipient, user_id, payload, created_time) \
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let Message { kind, channel, recipient, user_id, payload } = message;
        self.execute(sql, (kind, channel, recipient, user_id, payload.to_string(), clock::now_millis()))?;
        Ok(())
    }

    #[cfg(test)]
    pub(in crate::emulator) fn recipients(&self) -> Result<Vec<String>, ApiError> {
        Ok(self.column("SELECT channel || ':' || recipient FROM outbox ORDER BY id", [])?)
    }
}
