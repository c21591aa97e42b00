//! Sign-ins of users.

use super::super::reply::ApiError;
use super::transaction::Tx;

/// One sign-in.
#[derive(Default)]
pub(in crate::emulator) struct Login {
    /// Epoch seconds, as the API shows it.
    pub(in crate::emulator) time: i64,
    pub(in crate::emulator) city: String,
    pub(in crate::emulator) country: String,
    pub(in crate::emulator) ip: String,
    pub(in crate::emulator) selected_tenant: String,
}

impl Tx<'_> {
    pub(in crate::emulator) fn insert_login(&self, user: i64, login: &Login) -> Result<(), ApiError> {
        let sql = "INSERT INTO login_history (user, login_time, city, country, ip, selected_tenant) \
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let Login { time, city, country, ip, selected_tenant } = login;
        self.execute(sql, (user, time, city, country, ip, selected_tenant))?;
        Ok(())
    }

    /// The user's sign-ins, latest first.
    pub(in crate::emulator) fn logins(&self, user_id: &str) -> Result<Vec<Login>, ApiError> {
        let sql = "SELECT h.login_time, h.city, h.country, h.ip, h.selected_tenant FROM login_history h \
            JOIN users u ON u.id = h.user WHERE u.user_id = ?1 ORDER BY h.login_time DESC, h.id DESC";
        let mut statement = self.prepare(sql)?;
        let rows = statement.query_map([user_id], |row| {
            Ok(Login {
                time: row.get(0)?,
                city: row.get(1)?,
                country: row.get(2)?,
                ip: row.get(3)?,
                selected_tenant: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
