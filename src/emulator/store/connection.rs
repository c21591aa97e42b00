//! Opening the database and handing out transactions.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use super::super::clock::Clock;
use super::super::error::Error;
use super::super::reply::{ApiError, BUSY};
use super::functions;
use super::lag::Lag;
use super::search::{Keys, Searches};
use super::transaction::Tx;

const SCHEMA: &str = include_str!("schema.sql");
/// Moves with the schema. There are no migrations: a file of another version is refused.
const SCHEMA_VERSION: u32 = 4;
/// Marks the file as ours, in the place that SQLite has for it.
const APPLICATION_ID: u32 = 0x6473_6365;
const BUSY_TIMEOUT: Duration = Duration::from_secs(15);
const STATEMENTS: usize = 256;

/// Connections that read at the same time; more readers wait, so that memory has a bound.
const READERS: usize = 8;
const WRITER_CACHE_KIB: u32 = 32 * 1024;
/// Small: a pass over all users gains nothing from a cache, and the system has one.
const READER_CACHE_KIB: u32 = 4 * 1024;

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
    pub(super) searches: Mutex<Searches>,
    /// What a search that passes over many users works in.
    pub(super) large_pass: Mutex<Keys>,
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

impl Store {
    /// Opens a file, or a database in memory; searches are `search_lag` behind.
    pub(in crate::emulator) fn open(
        path: Option<&Path>,
        search_lag: Duration,
        clock: Clock,
    ) -> Result<Self, Error> {
        let stand_in = (path.is_none() && !search_lag.is_zero()).then(tempfile::tempdir).transpose();
        let stand_in = stand_in.map_err(|source| Error::Create { path: std::env::temp_dir(), source })?;
        let in_stand_in = stand_in.as_ref().map(|folder| folder.path().join("emulator.db"));
        let path = path.or(in_stand_in.as_deref());
        if let Some(path) = path {
            create_private(path)?;
            check_owner(path)?;
            create_schema(path)?;
        }
        let writer = connect(path, WRITER_CACHE_KIB)?;
        if path.is_none() {
            writer.execute_batch(SCHEMA)?;
        }
        Ok(Self {
            path: path.map(Path::to_path_buf),
            clock,
            writer: Mutex::new(writer),
            readers: Mutex::default(),
            reader_is_free: Condvar::new(),
            searches: Mutex::default(),
            large_pass: Mutex::default(),
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

    pub(in crate::emulator) const fn schema_version(&self) -> u32 {
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
            self.lag.keep(connect(self.path.as_deref(), READER_CACHE_KIB)?, now)?;
        }
        self.run(&connection, TransactionBehavior::Immediate, |tx| {
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
            return self.run(&lock(&self.writer), TransactionBehavior::Deferred, work);
        };
        let reader = self.reader(path)?;
        match &reader.connection {
            Some(connection) => self.run(connection, TransactionBehavior::Deferred, work),
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

    fn run<T>(
        &self,
        connection: &Connection,
        behavior: TransactionBehavior,
        work: impl FnOnce(&Tx<'_>) -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        let transaction = Transaction::new_unchecked(connection, behavior)?;
        let value = work(&Tx::new(&transaction, self.clock))?;
        transaction.commit()?;
        Ok(value)
    }
}

pub(in crate::emulator) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
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
    functions::register(&connection)?;
    Ok(connection)
}

/// Makes the tables in a new file. That comes before the switch to WAL, so that the file itself says from the
/// first moment on whose it is.
fn create_schema(path: &Path) -> Result<(), Error> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    // Read inside the write lock: another process may be making the same file.
    let transaction = Transaction::new_unchecked(&connection, TransactionBehavior::Immediate)?;
    let owner: u32 = transaction.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    if owner == 0 {
        transaction.execute_batch(SCHEMA)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", SCHEMA_VERSION)?;
    }
    transaction.commit()?;
    Ok(())
}

/// Reads in the file's head whose it is, without SQLite: that would write files beside another program's.
fn check_owner(path: &Path) -> Result<(), Error> {
    let failed = |source| Error::Create { path: path.to_path_buf(), source };
    let mut head = Vec::with_capacity(100);
    File::open(path).and_then(|file| file.take(100).read_to_end(&mut head)).map_err(failed)?;
    if head.is_empty() {
        return Ok(());
    }
    let number = |place: usize| {
        head.get(place..).and_then(|rest| rest.first_chunk()).copied().map_or(0, u32::from_be_bytes)
    };
    match (head.starts_with(b"SQLite format 3\0"), number(68), number(60)) {
        (true, APPLICATION_ID, SCHEMA_VERSION) => Ok(()),
        (true, APPLICATION_ID, _) => Err(Error::Version(path.to_path_buf())),
        (true, 0, _) if is_unmarked(path) => Err(Error::Version(path.to_path_buf())),
        _ => Err(Error::Foreign(path.to_path_buf())),
    }
}

/// Whether the file is of the time when the emulator's files were not marked. `immutable` writes nothing.
fn is_unmarked(path: &Path) -> bool {
    let encoded: String = url::form_urlencoded::byte_serialize(path.to_string_lossy().as_bytes()).collect();
    let uri = format!("file:{}?immutable=1", encoded.replace('+', "%20"));
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let sql = "SELECT 1 FROM sqlite_schema WHERE name = 'text_pending'";
    Connection::open_with_flags(uri, flags)
        .and_then(|connection| connection.query_row(sql, [], |_| Ok(())))
        .is_ok()
}

/// Creates the file for its owner only; SQLite gives the `-wal` and `-shm` files the same mode.
fn create_private(path: &Path) -> Result<(), Error> {
    let failed = |source| Error::Create { path: path.to_path_buf(), source };
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    // Opening a pipe would wait for its other end.
    if path.metadata().is_ok_and(|metadata| !metadata.is_file()) {
        return Err(Error::Foreign(path.to_path_buf()));
    }
    open_private(path).map_err(failed)?;
    Ok(())
}

/// Opens a file to write at its end; only its owner can read it.
pub(in crate::emulator) fn open_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

impl From<rusqlite::Error> for ApiError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked};
        match error.sqlite_error_code() {
            Some(DatabaseBusy | DatabaseLocked) => Self::new(BUSY, "The database is busy"),
            _ => Self::internal(&error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(path: &Path) -> Result<Store, Error> {
        Store::open(Some(path), Duration::ZERO, Clock::default())
    }

    /// Opens it, wants a refusal, and wants the file and its folder as they were.
    fn refused(path: &Path) -> Error {
        let folder = path.parent().unwrap();
        let list = || std::fs::read_dir(folder).unwrap().count();
        let (bytes, files) = (std::fs::read(path).unwrap(), list());
        let error = open(path).map(drop).unwrap_err();
        assert!(std::fs::read(path).unwrap() == bytes && list() == files, "{error}");
        error
    }

    #[test]
    fn files_of_others_and_of_other_versions_are_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ours?&%.db");
        let marks = "PRAGMA application_id = 7; CREATE TABLE customers (name); PRAGMA journal_mode = WAL;";
        Connection::open(&file).unwrap().execute_batch(marks).unwrap();
        assert!(matches!(refused(&file), Error::Foreign(_)));
        for (name, tables) in [("a.db", "customers (name)"), ("b.db", "text_pending (user)")] {
            let file = folder.path().join(name);
            let sql = format!("CREATE TABLE {tables}; PRAGMA user_version = 3; PRAGMA journal_mode = WAL;");
            Connection::open(&file).unwrap().execute_batch(&sql).unwrap();
            let is_old = matches!(refused(&file), Error::Version(_));
            assert_eq!(is_old, name == "b.db", "{name}");
        }
        let text = folder.path().join("notes.txt");
        std::fs::write(&text, "not a database").unwrap();
        assert!(matches!(refused(&text), Error::Foreign(_)));
        assert!(matches!(open(folder.path()).map(drop), Err(Error::Foreign(_))));
        let ours = folder.path().join("new.db");
        let store = open(&ours).unwrap();
        open(&ours).unwrap().write(|tx| tx.set_value("kept", &[1])).unwrap();
        assert_eq!(store.read(|tx| tx.value("kept")).unwrap(), Some(vec![1]));
        drop(store);
        Connection::open(&ours).unwrap().execute_batch("PRAGMA user_version = 99;").unwrap();
        assert!(matches!(refused(&ours), Error::Version(_)));
    }

    #[test]
    fn processes_that_make_the_same_file_at_once_share_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("emulator.db");
        std::thread::scope(|scope| {
            for n in 0..6_u8 {
                let file = &file;
                scope.spawn(move || {
                    let store = open(file).unwrap();
                    store.write(|tx| tx.set_value(&n.to_string(), &[n])).unwrap();
                });
            }
        });
        let store = open(&file).unwrap();
        assert!((0..6_u8).all(|n| store.read(|tx| tx.value(&n.to_string())).unwrap() == Some(vec![n])));
    }
}
