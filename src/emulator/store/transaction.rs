//! The handle all SQL hangs on, and the counters every write moves.

use std::cell::{Cell, RefCell};

use rusqlite::{CachedStatement, Connection, Params};

use super::super::clock::Clock;
use super::super::reply::ApiError;
use super::sets::Pending;
use super::text::Lesson;

/// A running transaction. Each file of this folder adds the methods for its tables.
pub(in crate::emulator) struct Tx<'a> {
    connection: &'a Connection,
    pub(super) clock: Clock,
    users: Cell<i64>,
    test_users: Cell<i64>,
    pub(super) pending: RefCell<Pending>,
    pub(super) lesson: Lesson,
}

impl<'a> Tx<'a> {
    pub(super) fn new(connection: &'a Connection, clock: Clock) -> Self {
        Self {
            connection,
            clock,
            users: Cell::new(0),
            test_users: Cell::new(0),
            pending: RefCell::default(),
            lesson: Lesson::default(),
        }
    }

    pub(super) fn prepare(&self, sql: &str) -> Result<CachedStatement<'a>, rusqlite::Error> {
        self.connection.prepare_cached(sql)
    }

    pub(super) fn execute(&self, sql: &str, params: impl Params) -> Result<usize, rusqlite::Error> {
        self.prepare(sql)?.execute(params)
    }

    /// The first column of the first row, if there is one.
    pub(super) fn first<T: rusqlite::types::FromSql>(
        &self,
        sql: &str,
        params: impl Params,
    ) -> Result<Option<T>, rusqlite::Error> {
        use rusqlite::OptionalExtension;
        self.prepare(sql)?.query_row(params, |row| row.get(0)).optional()
    }

    /// The first column of every row.
    pub(super) fn column<T: rusqlite::types::FromSql>(
        &self,
        sql: &str,
        params: impl Params,
    ) -> Result<Vec<T>, rusqlite::Error> {
        self.prepare(sql)?.query_map(params, |row| row.get(0))?.collect()
    }

    pub(super) fn last_id(&self) -> i64 {
        self.connection.last_insert_rowid()
    }

    pub(super) fn batch(&self, sql: &str) -> Result<(), rusqlite::Error> {
        self.connection.execute_batch(sql)
    }

    /// Notes that `users` came or went, `test_users` of them test users.
    pub(super) fn counted(&self, users: i64, test_users: i64) {
        self.users.set(self.users.get() + users);
        self.test_users.set(self.test_users.get() + test_users);
    }

    pub(super) fn counter(&self, name: &str) -> Result<i64, rusqlite::Error> {
        Ok(self.first("SELECT n FROM counters WHERE name = ?1", [name])?.unwrap_or_default())
    }

    /// Writes sets and counters once per transaction; the revision tells readers that what they remember is old.
    pub(super) fn finish(&self) -> Result<(), ApiError> {
        self.write_sets()?;
        let add = "UPDATE counters SET n = n + ?2 WHERE name = ?1";
        self.execute(add, ("revision", 1))?;
        for (name, delta) in [("users", self.users.get()), ("test_users", self.test_users.get())] {
            if delta != 0 {
                self.execute(add, (name, delta))?;
            }
        }
        Ok(())
    }
}
