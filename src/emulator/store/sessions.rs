//! Refresh sessions: what logout ends.

use super::super::reply::ApiError;
use super::transaction::Tx;

impl Tx<'_> {
    pub(in crate::emulator) fn insert_session(&self, id: &str, user: i64) -> Result<(), ApiError> {
        let sql = "INSERT INTO sessions (id, user) VALUES (?1, ?2)";
        self.execute(sql, (id, user))?;
        Ok(())
    }

    /// Whether the session exists and was not ended.
    pub(in crate::emulator) fn session_lives(&self, id: &str) -> Result<bool, ApiError> {
        let revoked: Option<bool> = self.first("SELECT revoked FROM sessions WHERE id = ?1", [id])?;
        Ok(revoked == Some(false))
    }

    pub(in crate::emulator) fn revoke_session(&self, id: &str) -> Result<(), ApiError> {
        self.execute("UPDATE sessions SET revoked = 1 WHERE id = ?1", [id])?;
        Ok(())
    }

    /// Ends all sessions of the user.
    pub(in crate::emulator) fn revoke_sessions(&self, user: i64) -> Result<(), ApiError> {
        self.execute("UPDATE sessions SET revoked = 1 WHERE user = ?1", [user])?;
        Ok(())
    }
}
