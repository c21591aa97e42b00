//! The handle all SQL hangs on, the counters every write moves, and what a transaction has looked up before.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use rusqlite::{CachedStatement, Connection, OptionalExtension, Params, Row};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::super::clock::Clock;
use super::super::reply::ApiError;
use super::attributes::Definitions;

/// A running transaction. Each file of this folder adds the methods for its tables.
pub(in crate::emulator) struct Tx<'a> {
    connection: &'a Connection,
    pub(super) clock: Clock,
    /// Tenants, roles and applications by what they are called: a batch asks for the same few again and again.
    rows: RefCell<HashMap<String, Option<i64>>>,
    pub(super) attributes: RefCell<Definitions>,
    users: Cell<i64>,
    test_users: Cell<i64>,
}

impl<'a> Tx<'a> {
    pub(super) fn new(connection: &'a Connection, clock: Clock) -> Self {
        Self {
            connection,
            clock,
            rows: RefCell::default(),
            attributes: RefCell::default(),
            users: Cell::new(0),
            test_users: Cell::new(0),
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

    /// The records in the first column of every row.
    pub(super) fn records<T: DeserializeOwned>(
        &self,
        sql: &str,
        params: impl Params,
    ) -> Result<Vec<T>, ApiError> {
        let mut statement = self.prepare(sql)?;
        let mut rows = statement.query(params)?;
        let mut records = Vec::new();
        while let Some(row) = rows.next()? {
            records.push(parsed(row)?);
        }
        Ok(records)
    }

    /// The row of something that is called by a name, remembered until the catalogue changes. `kind` tells
    /// things of one name apart.
    pub(super) fn catalogue_row(
        &self,
        kind: &str,
        sql: &str,
        [name, tenant]: [&str; 2],
    ) -> Result<Option<i64>, ApiError> {
        let key = [kind, tenant, "\u{1f}", name].concat();
        if let Some(row) = self.rows.borrow().get(&key) {
            return Ok(*row);
        }
        let row = self.first(sql, [name, tenant])?;
        self.rows.borrow_mut().insert(key, row);
        Ok(row)
    }

    /// Has to be said by whoever adds something to the catalogue or takes it away.
    pub(super) fn catalogue_changed(&self) {
        self.rows.borrow_mut().clear();
        self.attributes.borrow_mut().clear();
    }

    pub(super) fn last_id(&self) -> i64 {
        self.connection.last_insert_rowid()
    }

    /// Notes that `users` came or went, `test_users` of them test users.
    pub(super) fn counted(&self, users: i64, test_users: i64) {
        self.users.set(self.users.get() + users);
        self.test_users.set(self.test_users.get() + test_users);
    }

    pub(super) fn counter(&self, name: &str) -> Result<i64, rusqlite::Error> {
        Ok(self.first("SELECT n FROM counters WHERE name = ?1", [name])?.unwrap_or_default())
    }

    /// Writes counters once per transaction; the revision tells readers that what they remember is old.
    pub(super) fn finish(&self) -> Result<(), ApiError> {
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

/// A record as it is stored.
pub(super) fn json<T: Serialize>(value: &T) -> Result<String, ApiError> {
    serde_json::to_string(value).map_err(|error| ApiError::internal(&error.to_string()))
}

/// The record in the first column.
pub(super) fn parsed<T: DeserializeOwned>(row: &Row<'_>) -> Result<T, ApiError> {
    let text = row.get_ref(0)?.as_str().unwrap_or_default();
    serde_json::from_str(text).map_err(|error| ApiError::internal(&format!("a stored record: {error}")))
}
