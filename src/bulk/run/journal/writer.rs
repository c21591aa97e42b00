//! A journal that is being written, and the lock that keeps others from it.

use std::{
    fs::{self, File},
    io::{self, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread::JoinHandle,
};

use tokio::sync::oneshot;

use super::{Job, JournalState, Line, Sending, groups, line_of, stretches};
use crate::{
    bulk::outcome::Outcome,
    error::{Error, Result, TOO_FEW_THREADS},
    private,
};

/// Users of a deletion in one line.
const USERS_IN_LINE: usize = 1000;

/// Ending of a journal whose beginning is being written.
const UNFINISHED: &str = "new";

/// Keeps other processes from running the same job. Taken before a journal is read, so that what was read
/// still holds when it is written; a file of its own, so that others may look at the journal meanwhile.
#[derive(Clone)]
pub struct Lock {
    _file: Arc<File>,
}

impl Lock {
    /// Takes the lock of a journal.
    ///
    /// # Errors
    /// When another process runs this job, or there is no room for the file.
    pub fn take(journal: &Path) -> Result<Self> {
        let path = journal.with_extension("lock");
        loop {
            let file = open(&path)?;
            match file.try_lock() {
                Ok(()) if is_at(&file, &path) => return Ok(Self { _file: Arc::new(file) }),
                // It was removed between opening and locking: others lock another file of this name.
                Ok(()) => {}
                Err(fs::TryLockError::WouldBlock) => {
                    let running = Error::usage(format!("another process runs job {}", name_of(journal)));
                    return Err(running.hint(
                        "wait for it, or stop it and run this command again, which then resumes the job",
                    ));
                }
                Err(fs::TryLockError::Error(cause)) => return Err(cannot_write(&path, cause)),
            }
        }
    }

    /// Removes the journal, then the file of the lock, while the lock is held.
    ///
    /// # Errors
    /// When the journal cannot be removed.
    pub fn remove_journal(self, journal: &Path) -> io::Result<()> {
        fs::remove_file(journal)?;
        // What stays of these is used by the next run of the job.
        for rest in [UNFINISHED, "lock"] {
            let _ = fs::remove_file(journal.with_extension(rest));
        }
        Ok(())
    }
}

/// A journal that is being written. Only one process at a time writes one.
pub struct Journal {
    sender: Option<mpsc::Sender<Entry>>,
    writer: Option<JoinHandle<io::Result<()>>>,
    path: PathBuf,
    /// What the writer ended with.
    failure: Failure,
    _lock: Lock,
}

type Failure = Arc<Mutex<Option<(io::ErrorKind, String)>>>;

struct Entry {
    line: Vec<u8>,
    /// Answered once the line is on disk.
    synced: Option<oneshot::Sender<io::Result<()>>>,
}

impl Journal {
    /// Begins a journal, in place of an older one. A deletion names its users by row. Rows that need not be done are
    /// settled from the beginning.
    ///
    /// # Errors
    /// When it cannot be written. Then an older journal stays as it was.
    pub fn begin(
        lock: Lock,
        path: &Path,
        job: &Job,
        users: impl Iterator<Item = Result<Option<String>>>,
        settled: impl Iterator<Item = (u64, Outcome)>,
    ) -> Result<Self> {
        // A deletion that was killed here would be resumed without its users: all of them are written, or none.
        let unfinished = path.with_extension(UNFINISHED);
        let mut file = open(&unfinished)?;
        let begun = write_beginning(&mut file, path, job, users, settled)
            .and_then(|()| fs::rename(&unfinished, path).map_err(|cause| cannot_write(path, cause)));
        if begun.is_err() {
            let _ = fs::remove_file(&unfinished);
        }
        begun?;
        Self::over(lock, file, path)
    }

    /// Continues a journal.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn resume(lock: Lock, path: &Path, state: &JournalState) -> Result<Self> {
        let mut file = open(path)?;
        let cut = |file: &mut File| {
            file.set_len(state.length)?;
            file.seek(SeekFrom::End(0))
        };
        cut(&mut file).map_err(|cause| cannot_write(path, cause))?;
        Self::over(lock, file, path)
    }

    fn over(lock: Lock, file: File, path: &Path) -> Result<Self> {
        let (sender, receiver) = mpsc::channel();
        let failure = Failure::default();
        let writer = std::thread::Builder::new()
            .name("journal".to_owned())
            .spawn({
                let failure = Arc::clone(&failure);
                move || write_all(file, &receiver, &failure)
            })
            .map_err(|cause| {
                Error::failed("could not start the thread that writes the journal")
                    .because(cause)
                    .hint(TOO_FEW_THREADS)
            })?;
        Ok(Self { sender: Some(sender), writer: Some(writer), path: path.to_owned(), failure, _lock: lock })
    }

    /// Notes that rows are about to be sent. Returns once that is on disk.
    ///
    /// # Errors
    /// When it cannot be written: then nothing may be sent.
    pub async fn sending(&self, sending: Sending) -> Result<()> {
        self.write_through(Line::Sending(sending)).await
    }

    /// Notes that the users of rows do not exist before the first sending. Returns once that is on disk.
    ///
    /// # Errors
    /// When it cannot be written: then nothing may be sent.
    pub async fn absent(&self, rows: impl Iterator<Item = u64>) -> Result<()> {
        self.write_through(Line::Absent(stretches(rows))).await
    }

    async fn write_through(&self, line: Line<'_>) -> Result<()> {
        self.write_and_wait(line_of(&line).map_err(|cause| cannot_write(&self.path, cause))?).await
    }

    async fn write_and_wait(&self, line: Vec<u8>) -> Result<()> {
        let (synced, answer) = oneshot::channel();
        self.push(Entry { line, synced: Some(synced) });
        match answer.await {
            Ok(result) => result.map_err(|cause| cannot_write(&self.path, cause)),
            // The writer has ended at an earlier line.
            Err(_) => {
                let failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner).clone();
                let (kind, why) =
                    failure.unwrap_or((io::ErrorKind::Other, "the writer has ended".to_owned()));
                Err(cannot_write(&self.path, io::Error::new(kind, why)))
            }
        }
    }

    /// Notes what became of rows. Need not be on disk at once: what is lost is looked up.
    ///
    /// # Errors
    /// When an outcome cannot be expressed.
    pub fn done<'o>(&self, outcomes: impl Iterator<Item = (u64, &'o Outcome)>) -> Result<()> {
        let line = line_of(&Line::Done(groups(outcomes))).map_err(|cause| cannot_write(&self.path, cause))?;
        self.push(Entry { line, synced: None });
        Ok(())
    }

    /// Notes where rows that failed stand in their input.
    ///
    /// # Errors
    /// When it cannot be expressed.
    pub fn places(&self, places: Vec<(u64, String)>) -> Result<()> {
        let line = line_of(&Line::Places(places)).map_err(|cause| cannot_write(&self.path, cause))?;
        self.push(Entry { line, synced: None });
        Ok(())
    }

    /// Waits until everything that was noted is on disk.
    ///
    /// # Errors
    /// When it could not be written.
    pub async fn flush(&self) -> Result<()> {
        self.write_and_wait(Vec::new()).await
    }

    /// Ends the journal: the report of the run is complete, and was shown.
    ///
    /// # Errors
    /// When it could not be written.
    pub fn end(mut self) -> Result<()> {
        let line = line_of(&Line::End).map_err(|cause| cannot_write(&self.path, cause))?;
        self.push(Entry { line, synced: None });
        self.sender = None;
        match self.writer.take().map(JoinHandle::join) {
            Some(Ok(Err(cause))) => Err(cannot_write(&self.path, cause)),
            Some(Err(_)) => Err(cannot_write(&self.path, io::Error::other("the writer has ended"))),
            Some(Ok(Ok(()))) | None => Ok(()),
        }
    }

    fn push(&self, entry: Entry) {
        if let Some(sender) = &self.sender {
            // A writer that has ended is noticed by the next line that waits for the disk, and at the end.
            let _ = sender.send(entry);
        }
    }
}

/// Writes the job and the users that it names, to the disk.
fn write_beginning(
    file: &mut File,
    path: &Path,
    job: &Job,
    users: impl Iterator<Item = Result<Option<String>>>,
    mut settled: impl Iterator<Item = (u64, Outcome)>,
) -> Result<()> {
    let cannot = |cause| cannot_write(path, cause);
    file.set_len(0).map_err(cannot)?;
    let mut write = |line: &Line<'_>| line_of(line).and_then(|line| file.write_all(&line)).map_err(cannot);
    write(&Line::Job(job))?;
    let (mut first, mut some) = (0, Vec::new());
    for user in users {
        some.push(user?);
        if some.len() == USERS_IN_LINE {
            write(&Line::Users(first, std::mem::take(&mut some)))?;
            first += USERS_IN_LINE as u64;
        }
    }
    if !some.is_empty() {
        write(&Line::Users(first, some))?;
    }
    loop {
        let some: Vec<(u64, Outcome)> = settled.by_ref().take(USERS_IN_LINE).collect();
        if some.is_empty() {
            break;
        }
        write(&Line::Done(groups(some.iter().map(|(row, outcome)| (*row, outcome)))))?;
    }
    file.sync_all().map_err(cannot)
}

/// Writes what comes; whatever waits together is synced together.
fn write_all(mut file: File, receiver: &mpsc::Receiver<Entry>, failure: &Failure) -> io::Result<()> {
    while let Ok(first) = receiver.recv() {
        let entries: Vec<Entry> = std::iter::once(first).chain(receiver.try_iter()).collect();
        let result = write_some(&mut file, &entries);
        let failed = result.is_err();
        let why = result.as_ref().err().map(|cause| (cause.kind(), cause.to_string()));
        failure.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&why);
        for synced in entries.into_iter().filter_map(|entry| entry.synced) {
            let answer = why.clone().map_or(Ok(()), |(kind, why)| Err(io::Error::new(kind, why)));
            let _ = synced.send(answer);
        }
        if failed {
            return result;
        }
    }
    file.sync_all()
}

fn write_some(file: &mut File, entries: &[Entry]) -> io::Result<()> {
    let bytes: Vec<u8> = entries.iter().flat_map(|entry| &entry.line).copied().collect();
    let before = file.stream_position()?;
    let written = file.write_all(&bytes);
    if written.is_err() {
        // Half a line would damage the journal for the next run; where even this fails, the checksum tells.
        let _ = file.set_len(before);
    }
    written?;
    if entries.iter().any(|entry| entry.synced.is_some()) { file.sync_data() } else { Ok(()) }
}

pub(super) fn open(path: &Path) -> Result<File> {
    let cannot = |cause| cannot_write(path, cause);
    if let Some(folder) = path.parent() {
        private::create_folder(folder).map_err(cannot)?;
    }
    if fs::metadata(path).is_ok_and(|found| !found.is_file()) {
        return Err(cannot(io::Error::other("it is not a regular file")));
    }
    let mut options = private::options();
    options.read(true).write(true).create(true).truncate(false);
    options.open(path).map_err(cannot)
}

/// Whether this is still the file of this name.
pub(super) fn is_at(file: &File, path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let found = file.metadata().and_then(|own| Ok((own, fs::metadata(path)?)));
        found.is_ok_and(|(own, there)| (own.dev(), own.ino()) == (there.dev(), there.ino()))
    }
    // An open file cannot be removed elsewhere.
    #[cfg(not(unix))]
    {
        let _ = file;
        path.exists()
    }
}

fn name_of(journal: &Path) -> String {
    journal.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn cannot_write(path: &Path, cause: io::Error) -> Error {
    let hint = match cause.kind() {
        io::ErrorKind::PermissionDenied
        | io::ErrorKind::ReadOnlyFilesystem
        | io::ErrorKind::NotFound
        | io::ErrorKind::NotADirectory => {
            "nothing is sent without a journal: `XDG_STATE_HOME` moves the folder that holds it"
        }
        _ => "nothing is sent without a journal: make room, then run the same command again",
    };
    Error::failed(format!("could not write the journal `{}`", path.display())).because(cause).hint(hint)
}
