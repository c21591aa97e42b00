//! Finding, adding, changing and removing users, with the tables they are found by kept in step.

use rusqlite::Params;

use super::super::ids;
use super::super::reply::ApiError;
use super::record::Record;
use super::transaction::{Tx, json, parsed};

impl Tx<'_> {
    fn user_where(&self, condition: &str, params: impl Params) -> Result<Option<Record>, ApiError> {
        let mut statement = self.prepare(&format!("SELECT record, id FROM users WHERE {condition}"))?;
        let mut rows = statement.query(params)?;
        let Some(row) = rows.next()? else { return Ok(None) };
        Ok(Some(Record { id: row.get(1)?, ..parsed(row)? }))
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

    /// Refuses a new user of whose login IDs one is taken.
    pub(in crate::emulator) fn refuse_taken(&self, record: &Record) -> Result<(), ApiError> {
        for login_id in &record.login_ids {
            if self.is_taken(login_id, 0)? {
                return Err(ApiError::user_exists(login_id));
            }
        }
        Ok(())
    }

    /// Adds a user and gives it back with what it got here. Everything is checked before the first row is written, so that a refusal inside a batch
    /// leaves nothing behind.
    pub(in crate::emulator) fn insert_user(&self, mut record: Record) -> Result<Record, ApiError> {
        self.refuse_taken(&record)?;
        let tags = self.tags_of(&record)?;
        if record.user_id.is_empty() {
            record.user_id = ids::new_user_id(self.clock)?;
        } else if self.is_taken(&record.user_id, 0)? {
            return Err(ApiError::user_exists(&record.user_id));
        }
        record.modified_time = self.clock.now_millis();
        if record.created_time == 0 {
            record.created_time = record.modified_time;
        }
        let sql = "INSERT INTO users (user_id, record) VALUES (?1, ?2)";
        self.execute(sql, (&record.user_id, json(&record)?))?;
        record.id = self.last_id();
        self.insert_login_ids(&record)?;
        self.counted(1, i64::from(record.test));
        self.write_entry(&record, tags)?;
        Ok(record)
    }

    /// Writes the change from `old` to `new` and gives the new user back; a login ID that another user holds is refused.
    pub(in crate::emulator) fn save_user(&self, old: &Record, mut new: Record) -> Result<Record, ApiError> {
        for login_id in &new.login_ids {
            if !old.login_ids.contains(login_id) && self.is_taken(login_id, new.id)? {
                return Err(ApiError::conflict(login_id));
            }
        }
        new.modified_time = self.clock.now_millis();
        self.write_user(&new)?;
        if old.login_ids != new.login_ids {
            self.delete_login_ids(old)?;
            self.insert_login_ids(&new)?;
        }
        self.counted(0, i64::from(new.test) - i64::from(old.test));
        Ok(new)
    }

    /// Writes a user who is there, as the record says.
    pub(super) fn write_user(&self, record: &Record) -> Result<(), ApiError> {
        let tags = self.tags_of(record)?;
        self.execute("UPDATE users SET record = ?2 WHERE id = ?1", (record.id, json(record)?))?;
        self.write_entry(record, tags)
    }

    fn insert_login_ids(&self, record: &Record) -> Result<(), ApiError> {
        for login_id in &record.login_ids {
            self.execute("INSERT INTO login_ids (login_id, user) VALUES (?1, ?2)", (login_id, record.id))?;
        }
        Ok(())
    }

    fn delete_login_ids(&self, record: &Record) -> Result<(), ApiError> {
        for login_id in &record.login_ids {
            self.execute("DELETE FROM login_ids WHERE login_id = ?1", [login_id])?;
        }
        Ok(())
    }

    pub(in crate::emulator) fn delete_user(&self, record: &Record) -> Result<(), ApiError> {
        self.delete_login_ids(record)?;
        let tables = "passkeys trusted_devices provider_tokens login_history sessions challenges search";
        for table in tables.split_whitespace() {
            self.execute(&format!("DELETE FROM {table} WHERE user = ?1"), [record.id])?;
        }
        self.execute("DELETE FROM users WHERE id = ?1", [record.id])?;
        self.counted(-1, -i64::from(record.test));
        Ok(())
    }

    /// The rows of all test users.
    pub(in crate::emulator) fn test_user_rows(&self) -> Result<Vec<i64>, ApiError> {
        Ok(self.column("SELECT user FROM search WHERE test = 1", [])?)
    }

    /// Changes users in place, for the calls that take something away from many.
    pub(super) fn change(&self, users: Vec<i64>, change: impl Fn(&mut Record)) -> Result<(), ApiError> {
        for user in users {
            if let Some(old) = self.user_by_row(user)? {
                let mut new = old.clone();
                change(&mut new);
                self.save_user(&old, new)?;
            }
        }
        Ok(())
    }
}
