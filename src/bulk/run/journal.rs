//! The journal of a job: what was sent and what became of it, written ahead.
//!
//! After a crash the same command resumes where the journal ends, and rows whose outcome it does not know are
//! looked up before anything is sent again. A journal holds row numbers, user IDs, times of the server's
//! clock and the server's reasons, but never the content of a row, which may hold passwords.
//!
//! Each line is the CRC-32 of its text in hexadecimal, a space, and one JSON value. A line whose checksum is
//! wrong makes the whole journal unusable: one flipped bit must not turn into a false report.

use std::{
    collections::HashMap,
    fmt,
    fs::{self, File},
    io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
    sync::{Arc, mpsc},
    thread::JoinHandle,
};

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{IgnoredAny, SeqAccess, Visitor},
};
use tokio::sync::oneshot;

use crate::{
    bulk::outcome::{Outcome, RowState},
    error::{Error, Result},
    private,
};

/// What a job is: enough to recognise it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Job {
    /// Short name, made of all that follows but the content of the input.
    pub id: String,
    /// Command words.
    pub command: String,
    /// Project, address and, for an emulator, the database that the rows go to.
    pub target: String,
    /// Input as it was named.
    pub input: String,
    /// SHA-256 of the plan.
    pub sha256: String,
    /// Rows of the plan.
    pub rows: u64,
    /// When it began, RFC 3339.
    pub started: String,
    /// Arguments that continue it.
    pub arguments: Vec<String>,
    /// Folder that paths in them start from.
    #[serde(default)]
    pub folder: String,
}

/// The most rows of a job: more than anybody sends, and few enough to be counted in memory.
const MOST_ROWS: u64 = 100_000_000;

/// The most rows between one that a journal speaks about and those that it spoke about before: batches in
/// flight are noted in any order. A file that was made up must not take more memory than it is long.
const MOST_ROWS_AHEAD: u64 = 100_000;

/// The most rows that one line speaks about.
const MOST_ROWS_IN_LINE: u64 = 10_000;

/// Users of a deletion in one line.
const USERS_IN_LINE: usize = 1000;

/// Ending of a journal whose beginning is being written.
const UNFINISHED: &str = "new";

/// The longest line that is read.
const LONGEST_LINE: u64 = 16 * 1024 * 1024;

/// The longest time-out that there is, in seconds. Where a repeat would be felt, twice as long is waited.
const LONGEST_TIMEOUT: u64 = 24 * 60 * 60;

/// When rows were sent, by the server's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sent {
    /// The least that the server's clock can have shown at the first sending, in epoch seconds; `None`
    /// where no reply had told the time.
    pub first: Option<i64>,
    /// The same at the latest sending.
    pub latest: Option<i64>,
    /// How long the client waited for the reply to the latest sending, in seconds.
    pub timeout: u64,
    /// Fields of a user who exists that the sending changes; `None` for any other sending.
    pub changes: Option<usize>,
}

/// A sending that is about to happen.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Sending {
    /// First and last row of each stretch.
    pub rows: Vec<(u64, u64)>,
    /// The server's time, in epoch seconds.
    pub at: Option<i64>,
    /// How long a reply is waited for, in seconds.
    pub timeout: u64,
    /// Where users who exist are changed: how many fields of each, in the order of the rows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<usize>,
}

impl Sending {
    /// A sending of these rows.
    pub fn new(rows: impl Iterator<Item = u64>, at: Option<i64>, timeout: u64) -> Self {
        Self { rows: stretches(rows), at, timeout, changes: Vec::new() }
    }
}

/// A line of a journal, as it is written.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum Line<'a> {
    Job(&'a Job),
    /// IDs of the users that a deletion is about: the first row, then the users of the rows from there on.
    Users(u64, Vec<Option<String>>),
    /// Rows whose users were looked up before the first sending and did not exist.
    Absent(Vec<(u64, u64)>),
    Sending(Sending),
    Done(Vec<Group>),
    /// The run ended by itself.
    End,
}

/// Outcomes of rows that follow each other: user IDs alone where nothing else is to be said.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Group {
    Created(u64, Vec<String>),
    Updated(u64, Vec<String>),
    Deleted(u64, Vec<String>),
    One(u64, Outcome),
}

/// A line of a journal, as far as the state of the rows depends on it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Scanned {
    Job(Box<Job>),
    Users(u64, Vec<Option<String>>),
    Absent(Vec<(u64, u64)>),
    Sending(Sending),
    Done(Vec<ScannedGroup>),
    End,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum ScannedGroup {
    Created(u64, Count),
    Updated(u64, Count),
    Deleted(u64, Count),
    One(u64, Outcome),
}

/// The length of a list whose items do not matter.
struct Count(u64);

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct Counter;
        impl<'de> Visitor<'de> for Counter {
            type Value = Count;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> std::result::Result<Count, A::Error> {
                let mut count = 0;
                while items.next_element::<IgnoredAny>()?.is_some() {
                    count += 1;
                }
                Ok(Count(count))
            }
        }
        deserializer.deserialize_seq(Counter)
    }
}

/// What a journal says about its job.
#[derive(Debug, Clone)]
pub struct JournalState {
    /// Its job.
    pub job: Job,
    /// What is known of each row that the journal mentions.
    states: Vec<RowState>,
    /// Where the outcome of each row begins in the file; 0 where there is none. Outcomes themselves would
    /// take ten times as much memory.
    places: Vec<u64>,
    /// When rows that are not settled were sent.
    sent: HashMap<u64, Sent>,
    /// Rows whose users did not exist before the first sending, a bit for each.
    absent: Vec<u64>,
    /// Rows of a deletion with a user.
    users: u64,
    /// Rows of a deletion whose users are listed.
    listed: u64,
    /// Whether its last run ended by itself.
    pub ended: bool,
    /// Bytes of whole lines; a crash may have left a part of one behind them.
    length: u64,
}

impl JournalState {
    /// Reads a journal; `None` where there is none, or none of whose lines is whole.
    ///
    /// # Errors
    /// When the file cannot be read, is not a journal, or was damaged.
    pub fn read(file: &Path) -> Result<Option<Self>> {
        let mut state: Option<Self> = None;
        read_lines(file, |place, line| {
            let length = line.length;
            match (&mut state, line.scanned()?) {
                (None, Scanned::Job(job)) => state = Some(Self::new(*job, length)?),
                (None, _) => return Err("it does not begin with a job".to_owned()),
                (Some(_), Scanned::Job(_)) => return Err("it holds two jobs".to_owned()),
                (Some(state), line) => state.apply(line, place, length)?,
            }
            Ok(())
        })?;
        Ok(state)
    }

    fn new(job: Job, length: u64) -> std::result::Result<Self, String> {
        if job.rows > MOST_ROWS {
            return Err(format!("its job claims {} rows", job.rows));
        }
        Ok(Self {
            job,
            states: Vec::new(),
            places: Vec::new(),
            sent: HashMap::new(),
            absent: Vec::new(),
            users: 0,
            listed: 0,
            ended: false,
            length,
        })
    }

    fn apply(&mut self, line: Scanned, place: u64, length: u64) -> std::result::Result<(), String> {
        self.length += length;
        self.ended = matches!(line, Scanned::End);
        match line {
            Scanned::Job(_) | Scanned::End => {}
            Scanned::Users(first, users) => {
                self.check_rows(first, users.len() as u64)?;
                self.users += users.iter().flatten().count() as u64;
                self.listed = self.listed.max(first + users.len() as u64);
            }
            Scanned::Absent(rows) => {
                for (first, last) in rows {
                    self.check_stretch(first, last)?;
                    let words = last as usize / 64 + 1;
                    self.absent.resize(words.max(self.absent.len()), 0);
                    (first..=last).for_each(|row| self.absent[row as usize / 64] |= 1 << (row % 64));
                }
            }
            Scanned::Sending(sending) => self.apply_sending(&sending)?,
            Scanned::Done(groups) => {
                for group in groups {
                    let (first, count, state) = match group {
                        ScannedGroup::Created(first, Count(count))
                        | ScannedGroup::Updated(first, Count(count))
                        | ScannedGroup::Deleted(first, Count(count)) => (first, count, RowState::Settled),
                        ScannedGroup::One(first, outcome) => (first, 1, outcome.state()),
                    };
                    self.check_rows(first, count)?;
                    for row in first..first + count {
                        self.set(row, state, place);
                        if state == RowState::Settled {
                            self.sent.remove(&row);
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn apply_sending(&mut self, sending: &Sending) -> std::result::Result<(), String> {
        if sending.timeout > LONGEST_TIMEOUT {
            return Err(format!("it claims that a reply was waited for {} s", sending.timeout));
        }
        let mut changes = sending.changes.iter();
        for (first, last) in &sending.rows {
            self.check_stretch(*first, *last)?;
            for row in *first..=*last {
                self.set(row, RowState::InDoubt, 0);
                let earlier = self.sent.get(&row).copied();
                let sent = Sent {
                    first: earlier.map_or(sending.at, |earlier| earlier.first),
                    latest: sending.at,
                    timeout: sending.timeout,
                    changes: changes.next().copied().or(earlier.and_then(|earlier| earlier.changes)),
                };
                self.sent.insert(row, sent);
            }
        }
        Ok(())
    }

    fn check_stretch(&self, first: u64, last: u64) -> std::result::Result<(), String> {
        if first > last {
            return Err(format!("it speaks about rows from {first} to {last}"));
        }
        self.check_rows(first, (last - first).saturating_add(1))
    }

    fn check_rows(&self, first: u64, count: u64) -> std::result::Result<(), String> {
        let known = (self.states.len() as u64).max(64 * self.absent.len() as u64).max(self.listed);
        let inside = count <= MOST_ROWS_IN_LINE
            && first <= known + MOST_ROWS_AHEAD
            && first.checked_add(count).is_some_and(|end| end <= self.job.rows);
        if inside {
            return Ok(());
        }
        Err(format!("it speaks about {count} rows from {first} on, and its job has {}", self.job.rows))
    }

    /// The row is one of the job.
    fn set(&mut self, row: u64, state: RowState, place: u64) {
        let row = row as usize;
        if self.states.len() <= row {
            self.states.resize(row + 1, RowState::NotSent);
            self.places.resize(row + 1, 0);
        }
        (self.states[row], self.places[row]) = (state, place);
    }

    /// What is known of a row.
    #[must_use]
    pub fn state(&self, row: u64) -> RowState {
        usize::try_from(row).ok().and_then(|row| self.states.get(row)).copied().unwrap_or_default()
    }

    /// When a row that is not settled was sent.
    #[must_use]
    pub fn sent(&self, row: u64) -> Option<Sent> {
        self.sent.get(&row).copied()
    }

    /// Whether the user of a row did not exist before the first sending.
    #[must_use]
    pub fn was_absent(&self, row: u64) -> bool {
        let word = usize::try_from(row / 64).ok().and_then(|word| self.absent.get(word));
        word.is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    /// Rows in this state.
    #[must_use]
    pub fn count(&self, state: RowState) -> u64 {
        let mentioned = self.states.iter().filter(|known| **known == state).count() as u64;
        let others = if state == RowState::NotSent { self.job.rows - self.states.len() as u64 } else { 0 };
        mentioned + others
    }

    /// Users that a deletion is about: those who existed when it was confirmed.
    #[must_use]
    pub fn users(&self) -> u64 {
        self.users
    }

    /// Whether every row is settled or failed: nothing was left undone.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.count(RowState::NotSent) + self.count(RowState::InDoubt) == 0
    }

    /// The first rows that failed, at most so many.
    #[must_use]
    pub fn failed_rows(&self, most: usize) -> Vec<u64> {
        let failed = self.states.iter().enumerate().filter(|(_, state)| **state == RowState::Failed);
        failed.map(|(row, _)| row as u64).take(most).collect()
    }
}

/// The IDs of the users that a deletion was confirmed for, by row; `None` for a row without a user.
///
/// # Errors
/// When the journal cannot be read.
pub fn users_of(file: &Path, mut each: impl FnMut(u64, Option<&str>)) -> Result<()> {
    read_lines(file, |_, line| {
        if let Scanned::Users(first, users) = line.scanned()? {
            for (row, user) in (first..).zip(&users) {
                each(row, user.as_deref());
            }
        }
        Ok(())
    })
}

/// A whole line whose checksum is right.
struct CheckedLine<'a> {
    text: &'a str,
    length: u64,
}

impl CheckedLine<'_> {
    fn scanned(&self) -> std::result::Result<Scanned, String> {
        serde_json::from_str(self.text).map_err(|cause| cause.to_string())
    }
}

/// Reads the whole lines of a journal with the places where they begin.
fn read_lines(
    file: &Path,
    mut each: impl FnMut(u64, CheckedLine<'_>) -> std::result::Result<(), String>,
) -> Result<()> {
    let broken = |why: String| {
        Error::failed(format!("could not read the journal `{}`", file.display()))
            .because(why)
            .hint("`--restart` begins the job anew, `descopectl job remove ID` removes the journal")
    };
    let opened = match private::open_regular(file) {
        Ok(opened) => opened,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(cause) => return Err(broken(cause.to_string())),
    };
    let mut reader = BufReader::with_capacity(64 * 1024, opened);
    let mut bytes = Vec::new();
    let mut place = 0;
    loop {
        bytes.clear();
        let read = reader.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut bytes);
        let read = read.map_err(|cause| broken(cause.to_string()))? as u64;
        if read == LONGEST_LINE {
            return Err(broken("a line of it is too long".to_owned()));
        }
        // A line without its end was cut by a crash: it was never acted upon.
        let Some(line) = bytes.strip_suffix(b"\n").filter(|_| read > 0) else { return Ok(()) };
        let text = checked_text(line).ok_or_else(|| broken(format!("it is damaged at byte {place}")))?;
        each(place, CheckedLine { text, length: read }).map_err(broken)?;
        place += read;
    }
}

/// The text of a line whose checksum is right.
fn checked_text(line: &[u8]) -> Option<&str> {
    let (sum, text) = line.split_at_checked(9)?;
    let sum = std::str::from_utf8(sum).ok()?.strip_suffix(' ')?;
    // Capital letters and signs would be read as well, but are never written.
    let is_written = |digit: u8| matches!(digit, b'0'..=b'9' | b'a'..=b'f');
    let sum = sum.bytes().all(is_written).then(|| u32::from_str_radix(sum, 16).ok())??;
    std::str::from_utf8(text).ok().filter(|text| crc32fast::hash(text.as_bytes()) == sum)
}

/// Outcomes of earlier runs, read again from the journal where they are asked for.
pub struct PriorOutcomes {
    state: JournalState,
    journal: PathBuf,
    reader: Option<BufReader<File>>,
    /// The line read last, by its place: rows of a batch stand on one line.
    line: (u64, HashMap<u64, Outcome>),
}

impl PriorOutcomes {
    /// The outcomes that a journal holds.
    #[must_use]
    pub fn new(state: JournalState, journal: PathBuf) -> Self {
        Self { state, journal, reader: None, line: (0, HashMap::new()) }
    }

    /// What the journal says.
    #[must_use]
    pub fn state(&self) -> &JournalState {
        &self.state
    }

    /// The outcome of a row, where it has one.
    ///
    /// # Errors
    /// When the journal cannot be read any more.
    pub fn outcome(&mut self, row: u64) -> Result<Option<Outcome>> {
        let place = usize::try_from(row).ok().and_then(|row| self.state.places.get(row)).copied();
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
            none => none.insert(BufReader::new(private::open_regular(&self.journal)?)),
        };
        reader.seek(SeekFrom::Start(place))?;
        let mut bytes = Vec::new();
        reader.take(LONGEST_LINE).read_until(b'\n', &mut bytes)?;
        let text = bytes.strip_suffix(b"\n").and_then(checked_text).ok_or(io::ErrorKind::InvalidData)?;
        #[derive(Deserialize)]
        struct Done {
            done: Vec<Group>,
        }
        let Done { done } = serde_json::from_str(text)?;
        let mut outcomes = HashMap::new();
        for group in done {
            match group {
                Group::Created(first, users) => outcomes.extend(
                    (first..)
                        .zip(users)
                        .map(|(row, user_id)| (row, Outcome::Created { user_id, remark: None })),
                ),
                Group::Updated(first, users) => {
                    outcomes
                        .extend((first..).zip(users).map(|(row, user_id)| (row, Outcome::updated(user_id))));
                }
                Group::Deleted(first, users) => outcomes
                    .extend((first..).zip(users).map(|(row, user_id)| (row, Outcome::Deleted { user_id }))),
                Group::One(row, outcome) => {
                    outcomes.insert(row, outcome);
                }
            }
        }
        Ok(outcomes)
    }
}

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
    _lock: Lock,
}

struct Entry {
    line: Vec<u8>,
    /// Answered once the line is on disk.
    synced: Option<oneshot::Sender<io::Result<()>>>,
}

impl Journal {
    /// Begins a journal, in place of an older one. A deletion names its users by row.
    ///
    /// # Errors
    /// When it cannot be written. Then an older journal stays as it was.
    pub fn begin(
        lock: Lock,
        path: &Path,
        job: &Job,
        users: impl Iterator<Item = Result<Option<String>>>,
    ) -> Result<Self> {
        // A deletion that was killed here would be resumed without its users: all of them are written, or none.
        let unfinished = path.with_extension(UNFINISHED);
        let mut file = open(&unfinished)?;
        let begun = write_beginning(&mut file, path, job, users)
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
        let writer = std::thread::Builder::new()
            .name("journal".to_owned())
            .spawn(move || write_all(file, &receiver))
            .map_err(|cause| {
                Error::failed("could not start the thread that writes the journal").because(cause)
            })?;
        Ok(Self { sender: Some(sender), writer: Some(writer), path: path.to_owned(), _lock: lock })
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
        let line = line_of(&line).map_err(|cause| cannot_write(&self.path, cause))?;
        let (synced, answer) = oneshot::channel();
        self.push(Entry { line, synced: Some(synced) });
        match answer.await {
            Ok(result) => result.map_err(|cause| cannot_write(&self.path, cause)),
            Err(_) => Err(cannot_write(&self.path, io::Error::other("the writer has ended"))),
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

    /// Ends the journal.
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
    file.sync_all().map_err(cannot)
}

/// Writes what comes; whatever waits together is synced together.
fn write_all(mut file: File, receiver: &mpsc::Receiver<Entry>) -> io::Result<()> {
    while let Ok(first) = receiver.recv() {
        let entries: Vec<Entry> = std::iter::once(first).chain(receiver.try_iter()).collect();
        let result = write_some(&mut file, &entries);
        let failed = result.is_err();
        let why = result.as_ref().err().map(|cause| (cause.kind(), cause.to_string()));
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

fn line_of(line: &Line<'_>) -> io::Result<Vec<u8>> {
    let mut bytes = b"00000000 ".to_vec();
    serde_json::to_writer(&mut bytes, line)?;
    let sum = format!("{:08x}", crc32fast::hash(&bytes[9..]));
    bytes[..8].copy_from_slice(sum.as_bytes());
    bytes.push(b'\n');
    // What could not be read again is not written.
    if bytes.len() as u64 >= LONGEST_LINE {
        return Err(io::Error::other("a line of it would be too long"));
    }
    Ok(bytes)
}

/// Outcomes in order, those that follow each other together.
fn groups<'o>(outcomes: impl Iterator<Item = (u64, &'o Outcome)>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (row, outcome) in outcomes {
        let next = match outcome {
            Outcome::Created { user_id, remark: None } => Group::Created(row, vec![user_id.clone()]),
            Outcome::Deleted { user_id } => Group::Deleted(row, vec![user_id.clone()]),
            Outcome::Updated { user_id, changes: None, not_set } if not_set.is_empty() => {
                Group::Updated(row, vec![user_id.clone()])
            }
            other => Group::One(row, other.clone()),
        };
        match (groups.last_mut(), next) {
            (Some(Group::Created(first, users)), Group::Created(_, mut user))
            | (Some(Group::Deleted(first, users)), Group::Deleted(_, mut user))
            | (Some(Group::Updated(first, users)), Group::Updated(_, mut user))
                if *first + users.len() as u64 == row =>
            {
                users.append(&mut user);
            }
            (_, next) => groups.push(next),
        }
    }
    groups
}

fn open(path: &Path) -> Result<File> {
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
fn is_at(file: &File, path: &Path) -> bool {
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
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "nothing is sent without a journal: `XDG_STATE_HOME` moves the folder that holds it"
        }
        _ => "nothing is sent without a journal: make room, then run the same command again",
    };
    Error::failed(format!("could not write the journal `{}`", path.display())).because(cause).hint(hint)
}

/// Row numbers in order as stretches, each with its first and last row.
fn stretches(rows: impl Iterator<Item = u64>) -> Vec<(u64, u64)> {
    let mut stretches: Vec<(u64, u64)> = Vec::new();
    for row in rows {
        match stretches.last_mut() {
            Some((_, last)) if *last + 1 == row => *last = row,
            _ => stretches.push((row, row)),
        }
    }
    stretches
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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

    fn begin(file: &Path, rows: u64) -> Result<Journal> {
        Journal::begin(Lock::take(file)?, file, &job(rows), std::iter::empty())
    }

    fn created(user_id: &str) -> Outcome {
        Outcome::Created { user_id: user_id.into(), remark: None }
    }

    fn wait<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
    }

    fn send(journal: &Journal, rows: impl Iterator<Item = u64>, at: i64) {
        wait(journal.sending(Sending::new(rows, Some(at), 60))).unwrap();
    }

    fn done(journal: &Journal, outcomes: &[(u64, Outcome)]) {
        journal.done(outcomes.iter().map(|(row, outcome)| (*row, outcome))).unwrap();
    }

    fn read(file: &Path) -> JournalState {
        JournalState::read(file).unwrap().unwrap()
    }

    #[test]
    fn a_journal_knows_what_was_sent_and_what_became_of_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("jobs/1.jsonl");
        assert!(JournalState::read(&file).unwrap().is_none());
        let journal = begin(&file, 6).unwrap();
        send(&journal, [0, 1, 2, 4].into_iter(), 100);
        send(&journal, [2].into_iter(), 150);
        let changed =
            Outcome::Updated { user_id: "U3".into(), changes: Some(2), not_set: vec!["password".into()] };
        done(&journal, &[(0, created("U1")), (1, Outcome::failed("taken")), (4, changed.clone())]);
        journal.end().unwrap();
        let state = read(&file);
        use RowState::{Failed, InDoubt, NotSent, Settled};
        let states: Vec<RowState> = (0..6).map(|row| state.state(row)).collect();
        assert_eq!(states, [Settled, Failed, InDoubt, NotSent, Settled, NotSent]);
        let sent = Sent { first: Some(100), latest: Some(150), timeout: 60, changes: None };
        assert_eq!((state.sent(2), state.sent(0)), (Some(sent), None));
        assert_eq!((state.count(NotSent), state.count(Settled)), (2, 2));
        assert!(state.ended && !state.is_finished());
        let mut prior = PriorOutcomes::new(state, file);
        assert_eq!(prior.outcome(0).unwrap(), Some(created("U1")));
        assert_eq!(prior.outcome(1).unwrap(), Some(Outcome::failed("taken")));
        assert_eq!(prior.outcome(4).unwrap(), Some(changed));
        assert_eq!(prior.outcome(2).unwrap(), None);
    }

    #[test]
    fn a_deletion_remembers_its_users_and_a_creation_who_was_absent() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("1.jsonl");
        let users = (0..1500).map(|row| Ok((row % 3 > 0).then(|| format!("U{row}"))));
        let journal = Journal::begin(Lock::take(&file).unwrap(), &file, &job(1500), users).unwrap();
        wait(journal.absent([3, 4, 9].into_iter())).unwrap();
        journal.end().unwrap();
        let state = read(&file);
        assert_eq!(state.users(), 1000);
        assert!(state.was_absent(4) && state.was_absent(9) && !state.was_absent(5));
        let mut users = Vec::new();
        users_of(&file, |row, user| users.push((row, user.map(str::to_owned)))).unwrap();
        assert_eq!(users.len(), 1500);
        assert_eq!((&users[1201], &users[0]), (&(1201, Some("U1201".into())), &(0, None)));
    }

    #[test]
    fn a_line_that_a_crash_cut_is_dropped_and_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("1.jsonl");
        let journal = begin(&file, 3).unwrap();
        send(&journal, [0].into_iter(), 1);
        drop(journal.end());
        let whole = fs::read(&file).unwrap();
        fs::write(&file, [whole.as_slice(), b"12345678 {\"done\":[[0,{\"cre"].concat()).unwrap();
        let state = read(&file);
        assert_eq!(state.state(0), RowState::InDoubt);
        let journal = Journal::resume(Lock::take(&file).unwrap(), &file, &state).unwrap();
        done(&journal, &[(0, created("U1"))]);
        journal.end().unwrap();
        assert_eq!(read(&file).state(0), RowState::Settled);
    }

    #[test]
    fn a_line_that_could_not_be_read_again_is_not_written() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("1.jsonl");
        let journal = begin(&file, 1).unwrap();
        let long = Outcome::failed("x".repeat(LONGEST_LINE as usize));
        assert!(journal.done(std::iter::once((0, &long))).is_err());
        journal.end().unwrap();
        assert_eq!(read(&file).state(0), RowState::NotSent);
    }

    #[test]
    fn a_job_runs_once_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("1.jsonl");
        let first = begin(&file, 1).unwrap();
        assert!(begin(&file, 1).is_err());
        // Others may look at it.
        assert!(JournalState::read(&file).unwrap().is_some());
        first.end().unwrap();
        assert!(begin(&file, 1).is_ok());
    }

    #[test]
    fn a_beginning_that_fails_leaves_the_older_journal() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("1.jsonl");
        begin(&file, 1).unwrap().end().unwrap();
        let users = (0..2500).map(|row| match row {
            2400 => Err(Error::failed("the plan cannot be read")),
            row => Ok(Some(format!("U{row}"))),
        });
        assert!(Journal::begin(Lock::take(&file).unwrap(), &file, &job(2500), users).is_err());
        assert_eq!(read(&file).job.rows, 1);
        let left = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        assert!(left.into_iter().all(|name| name == "1.jsonl" || name == "1.lock"));
    }

    #[cfg(unix)]
    #[test]
    fn a_lock_in_a_file_that_was_removed_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("1.jsonl");
        let lock = Lock::take(&file).unwrap();
        let path = file.with_extension("lock");
        let opened = open(&path).unwrap();
        assert!(is_at(&opened, &path));
        fs::write(&file, "").unwrap();
        lock.remove_journal(&file).unwrap();
        assert!(!is_at(&opened, &path) && !file.exists());
        let _next = Lock::take(&file).unwrap();
        assert!(!is_at(&opened, &path), "the next file is another one");
    }

    #[test]
    fn what_is_not_a_journal_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("1.jsonl");
        fs::write(&file, "hello\n").unwrap();
        assert!(JournalState::read(&file).is_err());
        assert!(JournalState::read(folder.path()).is_err());
    }

    /// A journal with these lines behind its job, with right checksums.
    fn forged(rows: u64, lines: &[&str]) -> Result<Option<JournalState>> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("1.jsonl");
        let mut bytes = line_of(&Line::Job(&job(rows))).unwrap();
        for line in lines {
            bytes.extend(format!("{:08x} {line}\n", crc32fast::hash(line.as_bytes())).bytes());
        }
        fs::write(&file, bytes).unwrap();
        JournalState::read(&file)
    }

    #[test]
    fn rows_that_no_job_has_are_refused() {
        assert!(forged(10, &[r#"{"sending":{"rows":[[0,9]],"at":1,"timeout":60}}"#]).is_ok());
        assert!(forged(1_000_000_000_000_000_000, &[]).is_err());
        let huge = format!(r#"{{"sending":{{"rows":[[0,{}]],"at":1,"timeout":60}}}}"#, u64::MAX);
        for line in [
            huge.as_str(),
            r#"{"sending":{"rows":[[5,3]],"at":1,"timeout":60}}"#,
            r#"{"sending":{"rows":[[0,10]],"at":1,"timeout":60}}"#,
            r#"{"done":[{"created":[9,["U1","U2"]]}]}"#,
            r#"{"done":[{"one":[18446744073709551615,"notAttempted"]}]}"#,
            r#"{"users":[10,["U1"]]}"#,
            r#"{"absent":[[11,12]]}"#,
            r#"{"sending":{"rows":[[0,1]],"at":1,"timeout":18446744073709551615}}"#,
        ] {
            assert!(forged(10, &[line]).is_err(), "{line}");
        }
    }

    #[test]
    fn rows_that_follow_each_other_are_written_as_stretches() {
        assert_eq!(stretches([0, 1, 2, 5, 7, 8].into_iter()), [(0, 2), (5, 5), (7, 8)]);
    }

    proptest! {
        #[test]
        fn any_flipped_bit_is_noticed(place in 0_usize..1000, bit in 0_u8..8) {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("1.jsonl");
            let journal = begin(&file, 3).unwrap();
            send(&journal, 0..3, 1);
            done(&journal, &[(0, created("U1")), (1, created("U2")), (2, Outcome::failed("taken"))]);
            journal.end().unwrap();
            let mut bytes = fs::read(&file).unwrap();
            let place = place % bytes.len();
            bytes[place] ^= 1 << bit;
            fs::write(&file, &bytes).unwrap();
            // A line end that became something else joins two lines, or cuts the last one off.
            let cut = place + 1 == bytes.len();
            prop_assert!(JournalState::read(&file).is_err() || cut);
        }
    }
}
