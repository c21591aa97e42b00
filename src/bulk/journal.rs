//! What was sent and what became of it, written ahead: after a crash the same command goes on where
//! the journal ends, and rows whose fate it does not know are looked up before anything is sent again.
//!
//! One JSON value a line. It holds row numbers, user IDs and the server's reasons; never a row's
//! content, which may hold passwords.

use std::{
    collections::HashMap,
    fs::{self, File},
    io::{self, BufRead as _, BufReader, Seek as _, SeekFrom, Write as _},
    ops::RangeInclusive,
    path::{Path, PathBuf},
    sync::mpsc,
    thread::JoinHandle,
};

use serde::{Deserialize, Serialize};
use tokio::sync::oneshot;

use super::{engine::Next, outcome::Outcome, work::Item};
use crate::{
    error::{Error, Result},
    profile::files,
};

/// What a job is: enough to know it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Job {
    /// Short name, made of all that follows but the input's content.
    pub id: String,
    /// Command words.
    pub command: String,
    /// Project and address that the rows go to.
    pub target: String,
    /// Input as it was named.
    pub input: String,
    /// SHA-256 of the input.
    pub sha256: String,
    /// Rows of the input.
    pub rows: u64,
    /// When it began, RFC 3339.
    pub started: String,
    /// Arguments that continue it.
    pub arguments: Vec<String>,
    /// Folder that paths in them start from.
    #[serde(default)]
    pub folder: String,
}

/// A line of a journal.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Line {
    Job(Job),
    /// Rows of a request that is about to be sent.
    Sending(Vec<RangeInclusive<u64>>),
    /// What became of rows.
    Done(Vec<(u64, Outcome)>),
    /// The run ended by itself.
    End,
}

/// What a journal knows of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Known {
    /// Nothing: not sent.
    #[default]
    Nothing,
    /// Sent, and no answer noted.
    InDoubt,
    /// Settled for good.
    Settled,
    /// Failed: worth another try.
    Failed,
}

/// A journal as it was found.
#[derive(Debug, Clone)]
pub struct Past {
    /// Its job.
    pub job: Job,
    /// What is known of each row.
    pub rows: Vec<Known>,
    /// Where the outcome of each row begins in the file; 0 where there is none. Outcomes themselves would
    /// take ten times as much memory.
    places: Vec<u64>,
    /// Whether its last run ended by itself.
    pub ended: bool,
    /// Bytes of whole lines; a crash may have left a part of one behind them.
    length: u64,
}

impl Past {
    /// Reads a journal; `None` where there is none. `each` hears of every outcome.
    ///
    /// # Errors
    /// When the file cannot be read or is not a journal.
    pub fn read(file: &Path, mut each: impl FnMut(u64, &Outcome)) -> Result<Option<Self>> {
        let broken = |why: String| {
            Error::failed(format!("could not read the journal `{}`", file.display()))
                .because(why)
                .hint("move the file away to start anew")
        };
        let opened = match File::open(file) {
            Ok(opened) => opened,
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(cause) => return Err(broken(cause.to_string())),
        };
        let mut reader = BufReader::new(opened);
        let mut past: Option<Self> = None;
        let mut text = String::new();
        loop {
            text.clear();
            let read = reader.read_line(&mut text).map_err(|cause| broken(cause.to_string()))?;
            // A line without its end was cut by a crash: it was never acted upon.
            if read == 0 || !text.ends_with('\n') {
                return Ok(past);
            }
            let line: Line = serde_json::from_str(&text).map_err(|cause| broken(cause.to_string()))?;
            match (&mut past, line) {
                (None, Line::Job(job)) => {
                    let count = usize::try_from(job.rows).unwrap_or(0);
                    let (rows, places) = (vec![Known::Nothing; count], vec![0; count]);
                    past = Some(Self { job, rows, places, ended: false, length: read as u64 });
                }
                (Some(past), line) => past.apply(line, read as u64, &mut each),
                (None, _) => return Err(broken("it does not begin with a job".to_owned())),
            }
        }
    }

    fn apply(&mut self, line: Line, length: u64, each: &mut impl FnMut(u64, &Outcome)) {
        let place = self.length;
        self.length += length;
        self.ended = matches!(line, Line::End);
        let mut set = |row: u64, known, place| {
            let Ok(row) = usize::try_from(row) else { return };
            if let (Some(slot), Some(where_from)) = (self.rows.get_mut(row), self.places.get_mut(row)) {
                (*slot, *where_from) = (known, place);
            }
        };
        match line {
            Line::Job(_) | Line::End => {}
            Line::Sending(ranges) => {
                ranges.into_iter().flatten().for_each(|row| set(row, Known::InDoubt, 0));
            }
            Line::Done(outcomes) => {
                for (row, outcome) in outcomes {
                    set(row, outcome.known(), place);
                    each(row, &outcome);
                }
            }
        }
    }

    /// Rows of this kind.
    #[must_use]
    pub fn count(&self, kind: Known) -> usize {
        self.rows.iter().filter(|known| **known == kind).count()
    }

    /// Whether every row is settled or failed: nothing was left undone.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.rows.iter().all(|known| matches!(known, Known::Settled | Known::Failed))
    }
}

/// Outcomes of earlier runs, read again from the journal where they are asked for.
pub struct Earlier {
    past: Past,
    journal: PathBuf,
    reader: Option<BufReader<File>>,
    /// The line read last, by its place: rows of a batch stand on one line.
    line: (u64, HashMap<u64, Outcome>),
}

impl Earlier {
    /// The outcomes that a journal holds.
    #[must_use]
    pub fn new(past: Past, journal: PathBuf) -> Self {
        Self { past, journal, reader: None, line: (0, HashMap::new()) }
    }

    /// A row as it goes into a run: settled already, or to be carried out.
    ///
    /// # Errors
    /// When the journal cannot be read any more.
    pub fn next(&mut self, item: Item) -> Result<Next> {
        let known = self.known(item.index);
        let settled = match known {
            Known::Settled => self.outcome(item.index)?,
            Known::Nothing | Known::InDoubt | Known::Failed => None,
        };
        Ok(match settled {
            Some(outcome) => Next::Settled(item, outcome),
            None => Next::ToDo(item, known),
        })
    }

    /// What is known of a row.
    #[must_use]
    pub fn known(&self, row: u64) -> Known {
        usize::try_from(row).ok().and_then(|row| self.past.rows.get(row)).copied().unwrap_or_default()
    }

    /// The outcome of a row, where it has one.
    ///
    /// # Errors
    /// When the journal cannot be read any more.
    pub fn outcome(&mut self, row: u64) -> Result<Option<Outcome>> {
        let place = usize::try_from(row).ok().and_then(|row| self.past.places.get(row)).copied();
        let Some(place) = place.filter(|place| *place > 0) else { return Ok(None) };
        if self.line.0 != place {
            let outcomes = self.read(place).map_err(|cause| {
                Error::failed(format!("could not read the journal `{}`", self.journal.display()))
                    .because(cause)
            })?;
            self.line = (place, outcomes);
        }
        Ok(self.line.1.get(&row).cloned())
    }

    fn read(&mut self, place: u64) -> io::Result<HashMap<u64, Outcome>> {
        let reader = match &mut self.reader {
            Some(reader) => reader,
            none => none.insert(BufReader::new(File::open(&self.journal)?)),
        };
        reader.seek(SeekFrom::Start(place))?;
        let mut text = String::new();
        reader.read_line(&mut text)?;
        Ok(match serde_json::from_str(&text)? {
            Line::Done(outcomes) => outcomes.into_iter().collect(),
            Line::Job(_) | Line::Sending(_) | Line::End => HashMap::new(),
        })
    }
}

/// A journal that is being written. Only one process at a time writes one.
pub struct Journal {
    sender: Option<mpsc::Sender<Entry>>,
    writer: Option<JoinHandle<io::Result<()>>>,
    path: PathBuf,
    _lock: Lock,
}

/// Keeps other processes from running the same job. Taken before a journal is read, so that what was read
/// still holds when it is written; a file of its own, so that others may look at the journal meanwhile.
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of a journal.
    ///
    /// # Errors
    /// When another process runs this job, or there is no room for the file.
    pub fn take(journal: &Path) -> Result<Self> {
        let path = journal.with_extension("lock");
        let file = open(&path)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(fs::TryLockError::WouldBlock) => {
                Err(Error::usage(format!("another process runs job {}", name_of(journal))).hint(
                    "wait for it, or stop it and run this command again: it goes on where that one ended",
                ))
            }
            Err(fs::TryLockError::Error(cause)) => Err(cannot_write(&path, cause)),
        }
    }
}

struct Entry {
    line: Line,
    /// Answered once the line is on disk.
    synced: Option<oneshot::Sender<io::Result<()>>>,
}

impl Journal {
    /// Begins a journal, in place of one that is finished.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn begin(lock: Lock, path: &Path, job: Job) -> Result<Self> {
        let mut file = open(path)?;
        let write = |file: &mut File| {
            file.set_len(0)?;
            file.rewind()?;
            file.write_all(&line_of(&Line::Job(job))?)?;
            file.sync_all()
        };
        write(&mut file).map_err(|cause| cannot_write(path, cause))?;
        Ok(Self::over(lock, file, path))
    }

    /// Goes on with a journal.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn resume(lock: Lock, path: &Path, past: &Past) -> Result<Self> {
        let mut file = open(path)?;
        let cut = |file: &mut File| {
            file.set_len(past.length)?;
            file.seek(SeekFrom::End(0))
        };
        cut(&mut file).map_err(|cause| cannot_write(path, cause))?;
        Ok(Self::over(lock, file, path))
    }

    fn over(lock: Lock, file: File, path: &Path) -> Self {
        let (sender, receiver) = mpsc::channel();
        let writer = std::thread::spawn(move || write_all(file, &receiver));
        Self { sender: Some(sender), writer: Some(writer), path: path.to_owned(), _lock: lock }
    }

    /// Notes that these rows are about to be sent. Returns once that is on disk.
    ///
    /// # Errors
    /// When it cannot be written: then nothing may be sent.
    pub async fn sending(&self, rows: impl Iterator<Item = u64>) -> Result<()> {
        let (synced, answer) = oneshot::channel();
        self.push(Entry { line: Line::Sending(ranges(rows)), synced: Some(synced) });
        match answer.await {
            Ok(result) => result.map_err(|cause| cannot_write(&self.path, cause)),
            Err(_) => Err(cannot_write(&self.path, io::Error::other("the writer has ended"))),
        }
    }

    /// Notes what became of rows. Need not be on disk at once: what is lost is looked up.
    pub fn done(&self, outcomes: Vec<(u64, Outcome)>) {
        self.push(Entry { line: Line::Done(outcomes), synced: None });
    }

    /// Ends the journal.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn end(mut self) -> Result<()> {
        self.push(Entry { line: Line::End, synced: None });
        self.sender = None;
        let ended = self.writer.take().map(JoinHandle::join);
        match ended {
            Some(Ok(Err(cause))) => Err(cannot_write(&self.path, cause)),
            Some(Err(_)) => Err(cannot_write(&self.path, io::Error::other("the writer has ended"))),
            Some(Ok(Ok(()))) | None => Ok(()),
        }
    }

    fn push(&self, entry: Entry) {
        if let Some(sender) = &self.sender {
            // A writer that has ended is noticed by the next `sending`.
            let _ = sender.send(entry);
        }
    }
}

/// Writes what comes; whatever waits together is synced together.
fn write_all(mut file: File, receiver: &mpsc::Receiver<Entry>) -> io::Result<()> {
    while let Ok(first) = receiver.recv() {
        let entries: Vec<Entry> = std::iter::once(first).chain(receiver.try_iter()).collect();
        let result = write_some(&mut file, &entries);
        let failed = result.is_err();
        let kind = result.as_ref().err().map(|cause| (cause.kind(), cause.to_string()));
        for synced in entries.into_iter().filter_map(|entry| entry.synced) {
            let answer = kind.clone().map_or(Ok(()), |(kind, why)| Err(io::Error::new(kind, why)));
            let _ = synced.send(answer);
        }
        if failed {
            return result;
        }
    }
    file.sync_all()
}

fn write_some(file: &mut File, entries: &[Entry]) -> io::Result<()> {
    let mut bytes = Vec::new();
    for entry in entries {
        bytes.extend(line_of(&entry.line)?);
    }
    file.write_all(&bytes)?;
    if entries.iter().any(|entry| entry.synced.is_some()) { file.sync_data() } else { Ok(()) }
}

fn line_of(line: &Line) -> io::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec(line)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn open(path: &Path) -> Result<File> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|cause| cannot_write(path, cause))?;
    }
    let mut options = files::private();
    options.read(true).write(true).create(true).truncate(false);
    options.open(path).map_err(|cause| cannot_write(path, cause))
}

fn name_of(journal: &Path) -> String {
    journal.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn cannot_write(path: &Path, cause: io::Error) -> Error {
    Error::failed(format!("could not write the journal `{}`", path.display()))
        .because(cause)
        .hint("without a journal nothing is sent: make room, then run the same command again")
}

fn ranges(rows: impl Iterator<Item = u64>) -> Vec<RangeInclusive<u64>> {
    let mut ranges: Vec<RangeInclusive<u64>> = Vec::new();
    for row in rows {
        match ranges.last_mut() {
            Some(last) if last.end() + 1 == row => *last = *last.start()..=row,
            _ => ranges.push(row..=row),
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(rows: u64) -> Job {
        Job {
            id: "1".into(),
            command: "user batch-create".into(),
            target: "P1".into(),
            input: "users.csv".into(),
            sha256: "0".into(),
            rows,
            started: String::new(),
            arguments: Vec::new(),
            folder: String::new(),
        }
    }

    fn begin(file: &Path, job: Job) -> Result<Journal> {
        Journal::begin(Lock::take(file)?, file, job)
    }

    fn created(user_id: &str) -> Outcome {
        Outcome::Created { user_id: user_id.into(), remark: None }
    }

    fn wait<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
    }

    #[test]
    fn a_journal_knows_what_was_sent_and_what_became_of_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("jobs/1.jsonl");
        assert!(Past::read(&file, |_, _| ()).unwrap().is_none());
        let journal = begin(&file, job(6)).unwrap();
        wait(journal.sending([0, 1, 2, 4].into_iter())).unwrap();
        journal.done(vec![(0, created("U1")), (1, Outcome::failed("taken"))]);
        journal.end().unwrap();
        let mut heard = Vec::new();
        let past = Past::read(&file, |row, outcome| heard.push((row, outcome.clone()))).unwrap().unwrap();
        use Known::{Failed, InDoubt, Nothing, Settled};
        assert_eq!(past.rows, [Settled, Failed, InDoubt, Nothing, InDoubt, Nothing]);
        assert_eq!(heard.len(), 2);
        let mut earlier = Earlier::new(past.clone(), file);
        assert_eq!(earlier.outcome(0).unwrap(), Some(created("U1")));
        assert_eq!(earlier.outcome(1).unwrap(), Some(Outcome::failed("taken")));
        assert_eq!((earlier.outcome(2).unwrap(), earlier.known(2)), (None, InDoubt));
        assert!(past.ended && !past.is_finished());
    }

    #[test]
    fn a_line_that_a_crash_cut_is_dropped_and_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("1.jsonl");
        let journal = begin(&file, job(3)).unwrap();
        wait(journal.sending([0].into_iter())).unwrap();
        drop(journal.end());
        let whole = fs::read(&file).unwrap();
        fs::write(&file, [whole.as_slice(), b"{\"done\":[[0,{\"cre"].concat()).unwrap();
        let past = Past::read(&file, |_, _| ()).unwrap().unwrap();
        assert_eq!(past.rows[0], Known::InDoubt);
        let journal = Journal::resume(Lock::take(&file).unwrap(), &file, &past).unwrap();
        journal.done(vec![(0, created("U1"))]);
        journal.end().unwrap();
        assert_eq!(Past::read(&file, |_, _| ()).unwrap().unwrap().rows[0], Known::Settled);
    }

    #[test]
    fn a_job_runs_once_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("1.jsonl");
        let first = begin(&file, job(1)).unwrap();
        assert!(begin(&file, job(1)).is_err());
        // Looking at it is no harm.
        assert!(Past::read(&file, |_, _| ()).unwrap().is_some());
        first.end().unwrap();
        assert!(begin(&file, job(1)).is_ok());
    }

    #[test]
    fn what_is_not_a_journal_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("1.jsonl");
        fs::write(&file, "hello\n").unwrap();
        assert!(Past::read(&file, |_, _| ()).is_err());
    }

    #[test]
    fn runs_of_rows_are_written_as_ranges() {
        assert_eq!(ranges([0, 1, 2, 5, 7, 8].into_iter()), [0..=2, 5..=5, 7..=8]);
    }
}
