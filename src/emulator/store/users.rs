//! Finding, adding, changing and removing users, with every index table kept in step.

use rusqlite::{OptionalExtension, Params};

use super::super::ids;
use super::super::reply::ApiError;
use super::links::{sets_between, sets_of};
use super::record::{COLUMNS, INSERT, Record, UPDATE};
use super::sets::{Clock, Set};
use super::transaction::Tx;

impl Tx<'_> {
    fn user_where(&self, condition: &str, params: impl Params) -> Result<Option<Record>, ApiError> {
        let mut statement = self.prepare(&format!("SELECT {COLUMNS} FROM users WHERE {condition}"))?;
        Ok(statement.query_row(params, Record::from_row).optional()?)
    }

    pub(in crate::emulator) fn user_by_row(&self, id: i64) -> Result<Option<Record>, ApiError> {
        self.user_where("id = ?1", [id])
    }

    pub(in crate::emulator) fn user_by_user_id(&self, user_id: &str) -> Result<Option<Record>, ApiError> {
        self.user_where("user_id = ?1", [user_id])
    }

    pub(in crate::emulator) fn user_by_login_id(&self, login_id: &str) -> Result<Option<Record>, ApiError> {
        self.user_where("id = (SELECT user FROM login_ids WHERE login_id = ?1)", [login_id])
    }

    /// The row of the user that holds this login ID.
    pub(in crate::emulator) fn login_id_owner(&self, login_id: &str) -> Result<Option<i64>, ApiError> {
        Ok(self.first("SELECT user FROM login_ids WHERE login_id = ?1", [login_id])?)
    }

    /// Whether a user other than `own` (0 for a new one) is already known by this identifier.
    pub(in crate::emulator) fn is_taken(&self, login_id: &str, own: i64) -> Result<bool, ApiError> {
        if self.login_id_owner(login_id)?.is_some_and(|owner| owner != own) {
            return Ok(true);
        }
        // A login ID equal to somebody's user ID would make look-ups by "either" ambiguous.
        if !login_id.starts_with('U') {
            return Ok(false);
        }
        let row: Option<i64> = self.first("SELECT id FROM users WHERE user_id = ?1", [login_id])?;
        Ok(row.is_some_and(|row| row != own))
    }

    /// Adds a user. Everything is checked before the first row is written, so that a refusal inside a batch
    /// leaves nothing behind.
    pub(in crate::emulator) fn insert_user(&self, record: &mut Record) -> Result<(), ApiError> {
        for login_id in &record.login_ids {
            if self.is_taken(login_id, 0)? {
                return Err(ApiError::user_exists(login_id));
            }
        }
        let sets = sets_of(self, record)?;
        if record.user_id.is_empty() {
            record.user_id = ids::new_user_id(self.clock)?;
        } else if self.is_taken(&record.user_id, 0)? {
            return Err(ApiError::user_exists(&record.user_id));
        }
        record.modified_time = self.clock.now_millis();
        if record.created_time == 0 {
            record.created_time = record.modified_time;
        }
        record.id = 0;
        record.bind(&mut *self.prepare(INSERT)?)?;
        record.id = self.last_id();
        for login_id in &record.login_ids {
            self.execute("INSERT INTO login_ids (login_id, user) VALUES (?1, ?2)", (login_id, record.id))?;
        }
        self.move_user(record.id, &[], &sets)?;
        self.set_time(record.id, Clock::Created, record.created_time);
        self.set_time(record.id, Clock::Modified, record.modified_time);
        self.counted(1, i64::from(record.test));
        self.text_changed(record.id)
    }

    /// Writes the change from `old` to `new`; a login ID that another user holds is refused.
    pub(in crate::emulator) fn save_user(&self, old: &Record, new: &mut Record) -> Result<(), ApiError> {
        for login_id in &new.login_ids {
            if !old.login_ids.contains(login_id) && self.is_taken(login_id, new.id)? {
                return Err(ApiError::conflict(login_id));
            }
        }
        let (before, after) = sets_between(self, old, new)?;
        new.modified_time = self.clock.now_millis();
        new.bind(&mut *self.prepare(UPDATE)?)?;
        if old.login_ids != new.login_ids {
            for login_id in &old.login_ids {
                self.execute("DELETE FROM login_ids WHERE login_id = ?1", [login_id])?;
            }
            for login_id in &new.login_ids {
                self.execute("INSERT INTO login_ids (login_id, user) VALUES (?1, ?2)", (login_id, new.id))?;
            }
        }
        if old.test != new.test {
            self.counted(0, i64::from(new.test) - i64::from(old.test));
        }
        self.move_user(new.id, &before, &after)?;
        self.set_time(new.id, Clock::Modified, new.modified_time);
        if old.created_time != new.created_time {
            self.set_time(new.id, Clock::Created, new.created_time);
        }
        self.text_changed(new.id)
    }

    pub(in crate::emulator) fn delete_user(&self, record: &Record) -> Result<(), ApiError> {
        self.move_user(record.id, &sets_of(self, record)?, &[])?;
        for login_id in &record.login_ids {
            self.execute("DELETE FROM login_ids WHERE login_id = ?1", [login_id])?;
        }
        for table in
            ["passkeys", "trusted_devices", "provider_tokens", "login_history", "sessions", "challenges"]
        {
            self.execute(&format!("DELETE FROM {table} WHERE user = ?1"), [record.id])?;
        }
        self.execute("DELETE FROM users WHERE id = ?1", [record.id])?;
        self.counted(-1, -i64::from(record.test));
        self.text_changed(record.id)
    }

    /// The rows of all test users.
    pub(in crate::emulator) fn test_user_rows(&self) -> Result<Vec<i64>, ApiError> {
        Ok(self.set(&Set::TEST)?.rows().collect())
    }
}
