//! Opening the database and handing out transactions.

use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::super::clock::Clock;
use super::super::reply::ApiError;
use super::lag::Lag;
use super::search::Searches;
use super::text::{CHUNK, IDLE_CHUNK, Learned};
use super::transaction::Tx;

/// The n-th step makes schema version n out of the one before.
const SCHEMA: [Step; 3] = [
    Step::sql(include_str!("schema.sql")),
    Step::sql(include_str!("schema-2.sql")),
    Step {
        sql: include_str!("schema-3.sql"),
        fill: |tx| tx.sort_into_sets(),
        after: include_str!("schema-3-after.sql"),
    },
];
const SCHEMA_VERSION: i64 = 3;
const BUSY_TIMEOUT: Duration = Duration::from_secs(15);
const STATEMENTS: usize = 256;

type Fill = fn(&Tx<'_>) -> Result<(), ApiError>;

/// One step of the schema: what is new, what fills it, what is left over.
struct Step {
    sql: &'static str,
    fill: Fill,
    after: &'static str,
}

impl Step {
    const fn sql(sql: &'static str) -> Self {
        Self { sql, fill: |_| Ok(()), after: "" }
    }
}

/// Connections that read at the same time; more readers wait, so that memory has a bound.
const READERS: usize = 8;
const WRITER_CACHE_KIB: u32 = 64 * 1024;
const READER_CACHE_KIB: u32 = 32 * 1024;

/// Why the database cannot be opened.
#[derive(Debug, thiserror::Error)]
pub(in crate::emulator) enum StoreError {
    #[error("cannot create `{path}`")]
    Create { path: PathBuf, source: std::io::Error },
    #[error("cannot open the database")]
    Sqlite(#[from] rusqlite::Error),
    #[error("cannot bring the database up to date: {0}")]
    Migrate(String),
    #[error("the database has schema version {0}, this program knows {SCHEMA_VERSION}")]
    Version(i64),
}

/// The database behind all handlers.
///
/// With WAL and `synchronous = NORMAL` a commit is in the file (page cache) when it returns: it survives the
/// process being killed, and a power cut may cost the last commits but never the file's consistency.
pub(in crate::emulator) struct Store {
    path: Option<PathBuf>,
    clock: Clock,
    writer: Mutex<Connection>,
    readers: Mutex<Readers>,
    reader_is_free: Condvar,
    /// When something was written that the text index may not have, in milliseconds since `opened`.
    unindexed: AtomicU64,
    opened: Instant,
    pub(super) searches: Mutex<Searches>,
    lag: Lag,
    /// Stands in for a memory database that has to be read at several moments; deleted at the end.
    _stand_in: Option<tempfile::TempDir>,
}

/// The connections for reading.
#[derive(Default)]
struct Readers {
    idle: Vec<Connection>,
    open: usize,
}

/// A reader that goes back to the others when it is done with.
struct Reader<'a> {
    store: &'a Store,
    connection: Option<Connection>,
}

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        let mut readers = lock(&self.store.readers);
        match self.connection.take() {
            Some(connection) => readers.idle.push(connection),
            None => readers.open -= 1,
        }
        self.store.reader_is_free.notify_one();
    }
}

/// Nothing was written that the text index does not have.
const INDEXED: u64 = 0;

impl Store {
    /// Opens a file, or a database in memory; searches are `search_lag` behind.
    pub(in crate::emulator) fn open(
        path: Option<&Path>,
        search_lag: Duration,
        clock: Clock,
    ) -> Result<Self, StoreError> {
        let stand_in = (path.is_none() && !search_lag.is_zero()).then(tempfile::tempdir).transpose();
        let stand_in =
            stand_in.map_err(|source| StoreError::Create { path: std::env::temp_dir(), source })?;
        let in_stand_in = stand_in.as_ref().map(|folder| folder.path().join("emulator.db"));
        let path = path.or(in_stand_in.as_deref());
        if let Some(path) = path {
            create_private(path)?;
        }
        let writer = connect(path, WRITER_CACHE_KIB)?;
        migrate(&writer, clock)?;
        Ok(Self {
            path: path.map(Path::to_path_buf),
            clock,
            writer: Mutex::new(writer),
            readers: Mutex::default(),
            reader_is_free: Condvar::new(),
            // What an earlier run left over is unknown.
            unindexed: AtomicU64::new(INDEXED + 1),
            opened: Instant::now(),
            searches: Mutex::default(),
            lag: Lag::new(search_lag),
            _stand_in: stand_in,
        })
    }

    pub(in crate::emulator) fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    pub(in crate::emulator) const fn clock(&self) -> Clock {
        self.clock
    }

    pub(in crate::emulator) const fn schema_version(&self) -> i64 {
        SCHEMA_VERSION
    }

    /// Runs `work` in one write transaction: all of it is kept, or on an error nothing.
    pub(in crate::emulator) fn write<T>(
        &self,
        work: impl FnOnce(&Tx<'_>) -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        let connection = lock(&self.writer);
        let now = Instant::now();
        if self.lag.wants_state(now) {
            // A state that is held cannot be indexed any more.
            run(&connection, self.clock, TransactionBehavior::Immediate, |tx| tx.index_all_text())?;
            self.lag.keep(connect(self.path.as_deref(), READER_CACHE_KIB)?, now)?;
        }
        let written = u64::try_from(self.opened.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.unindexed.store(written.saturating_add(INDEXED + 1), Ordering::Relaxed);
        run(&connection, self.clock, TransactionBehavior::Immediate, |tx| {
            let value = work(tx)?;
            tx.finish()?;
            Ok(value)
        })
    }

    /// Runs `work` in a write transaction of which nothing is kept.
    pub(in crate::emulator) fn rehearse<T>(
        &self,
        work: impl FnOnce(&Tx<'_>) -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        let connection = lock(&self.writer);
        let transaction = Transaction::new_unchecked(&connection, TransactionBehavior::Immediate)?;
        let value = work(&Tx::new(&transaction, self.clock));
        transaction.rollback()?;
        value
    }

    /// Runs `work` on the snapshot that searches see: some time behind, when that is asked for.
    pub(super) fn read_lagging<T>(
        &self,
        work: impl FnOnce(&Tx<'_>) -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        match self.lag.read(work, Instant::now(), self.clock) {
            Ok(result) => result,
            Err(work) => self.read(work),
        }
    }

    /// Runs `work` on one consistent snapshot.
    pub(in crate::emulator) fn read<T>(
        &self,
        work: impl FnOnce(&Tx<'_>) -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        // A memory database lives in its one connection.
        let Some(path) = &self.path else {
            return run(&lock(&self.writer), self.clock, TransactionBehavior::Deferred, work);
        };
        let reader = self.reader(path)?;
        match &reader.connection {
            Some(connection) => run(connection, self.clock, TransactionBehavior::Deferred, work),
            None => Err(ApiError::internal("a reader without a connection")),
        }
    }

    fn reader(&self, path: &Path) -> Result<Reader<'_>, rusqlite::Error> {
        let mut readers = lock(&self.readers);
        while readers.idle.is_empty() && readers.open >= READERS {
            readers = self.reader_is_free.wait(readers).unwrap_or_else(PoisonError::into_inner);
        }
        let mut reader = Reader { store: self, connection: readers.idle.pop() };
        if reader.connection.is_none() {
            readers.open += 1;
            drop(readers);
            reader.connection = Some(connect(Some(path), READER_CACHE_KIB)?);
        }
        Ok(reader)
    }

    /// Brings the text index up to date with everything written.
    pub(in crate::emulator) fn index_text(&self) -> Result<(), ApiError> {
        while self.read(|tx| tx.text_is_pending())? {
            self.index_some(CHUNK)?;
        }
        Ok(())
    }

    /// Indexes a little when nobody has written for a moment; says whether there may be more to do.
    pub(in crate::emulator) fn index_when_idle(&self, moment: Duration) -> Result<bool, ApiError> {
        let written = self.unindexed.load(Ordering::Relaxed);
        let idle = self.opened.elapsed().saturating_sub(Duration::from_millis(written));
        if written == INDEXED || idle < moment {
            return Ok(false);
        }
        if self.read(|tx| tx.text_is_pending())? {
            self.index_some(IDLE_CHUNK)?;
            return Ok(true);
        }
        // Fails when something was written since, which is then still to be done.
        let _ = self.unindexed.compare_exchange(written, INDEXED, Ordering::Relaxed, Ordering::Relaxed);
        Ok(false)
    }

    pub(super) fn keep(&self, learned: &Learned) -> Result<(), ApiError> {
        run(&lock(&self.writer), self.clock, TransactionBehavior::Immediate, |tx| tx.keep(learned))
    }

    /// The index is no change that a total would have to be counted again for.
    fn index_some(&self, rows: i64) -> Result<(), ApiError> {
        run(&lock(&self.writer), self.clock, TransactionBehavior::Immediate, |tx| tx.index_chunk(rows))
    }
}

pub(in crate::emulator) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn run<T>(
    connection: &Connection,
    clock: Clock,
    behavior: TransactionBehavior,
    work: impl FnOnce(&Tx<'_>) -> Result<T, ApiError>,
) -> Result<T, ApiError> {
    let transaction = Transaction::new_unchecked(connection, behavior)?;
    let value = work(&Tx::new(&transaction, clock))?;
    transaction.commit()?;
    Ok(value)
}

fn connect(path: Option<&Path>, cache_kib: u32) -> Result<Connection, rusqlite::Error> {
    let connection = match path {
        Some(path) => Connection::open(path)?,
        None => Connection::open_in_memory()?,
    };
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    if path.is_some() {
        connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    }
    connection.execute_batch(&format!(
        "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -{cache_kib}; PRAGMA temp_store = MEMORY;
         PRAGMA wal_autocheckpoint = 8000;"
    ))?;
    Ok(connection)
}

fn migrate(connection: &Connection, clock: Clock) -> Result<(), StoreError> {
    // The version is read inside the write lock: another process may be creating the same file.
    let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    let version: i64 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let Some(steps) = usize::try_from(version).ok().and_then(|version| SCHEMA.get(version..)) else {
        return Err(StoreError::Version(version));
    };
    if steps.is_empty() {
        return Ok(());
    }
    for step in steps {
        transaction.execute_batch(step.sql)?;
        let filled = (step.fill)(&Tx::new(&transaction, clock));
        filled.map_err(|error| StoreError::Migrate(error.message().to_owned()))?;
        transaction.execute_batch(step.after)?;
    }
    transaction.pragma_update(None, "user_version", SCHEMA_VERSION)?;
    transaction.commit()?;
    Ok(())
}

/// Creates the file for its owner only; SQLite gives the `-wal` and `-shm` files the same mode.
fn create_private(path: &Path) -> Result<(), StoreError> {
    let failed = |source| StoreError::Create { path: path.to_path_buf(), source };
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path).map_err(failed)?;
    Ok(())
}

impl From<rusqlite::Error> for ApiError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked};
        match error.sqlite_error_code() {
            Some(DatabaseBusy | DatabaseLocked) => Self::busy(),
            _ => Self::internal(&error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_an_older_version_is_brought_up_to_date_and_a_newer_one_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("emulator.db");
        let old = Connection::open(&file).unwrap();
        old.execute_batch(SCHEMA[0].sql).unwrap();
        old.execute_batch("INSERT INTO meta VALUES ('kept', x'01'); PRAGMA user_version = 1;").unwrap();
        let store = Store::open(Some(&file), Duration::ZERO, Clock::default()).unwrap();
        assert_eq!(store.read(|tx| tx.value("kept")).unwrap(), Some(vec![1]));
        store.write(|tx| tx.drop_challenge("none")).unwrap();
        drop(store);
        old.execute_batch("PRAGMA user_version = 99;").unwrap();
        assert!(matches!(
            Store::open(Some(&file), Duration::ZERO, Clock::default()),
            Err(StoreError::Version(99))
        ));
    }
}
