//! Sign-ins of users.

use serde::{Deserialize, Serialize};

use super::super::reply::ApiError;
use super::transaction::{Tx, json};

/// One sign-in.
#[derive(Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(in crate::emulator) struct Login {
    /// Epoch seconds, as the API shows it.
    pub(in crate::emulator) login_time: i64,
    pub(in crate::emulator) city: String,
    pub(in crate::emulator) country: String,
    pub(in crate::emulator) ip: String,
    pub(in crate::emulator) selected_tenant: String,
}

impl Tx<'_> {
    pub(in crate::emulator) fn insert_login(&self, user: i64, login: &Login) -> Result<(), ApiError> {
        let sql = "INSERT INTO login_history (user, login_time, record) VALUES (?1, ?2, ?3)";
        self.execute(sql, (user, login.login_time, json(login)?))?;
        Ok(())
    }

    /// The user's sign-ins, latest first.
    pub(in crate::emulator) fn logins(&self, user_id: &str) -> Result<Vec<Login>, ApiError> {
        let sql = "SELECT h.record FROM login_history h JOIN users u ON u.id = h.user WHERE u.user_id = ?1 \
            ORDER BY h.login_time DESC, h.id DESC";
        self.records(sql, [user_id])
    }
}
