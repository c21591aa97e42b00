//! What a journal says: the state of each row, and the outcomes of earlier runs.

use std::{
    collections::HashMap,
    fs::File,
    io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom},
    path::{Path, PathBuf},
};

use serde::Deserialize;

use super::{Count, Group, Job, LONGEST_LINE, Scanned, ScannedGroup, Sending, Sent};
use crate::{
    bulk::outcome::{Outcome, RowState},
    error::{Error, Result},
    private,
};

/// The most rows of a job: more than anybody sends, and few enough to be counted in memory.
const MOST_ROWS: u64 = 100_000_000;

/// The most rows between one that a journal speaks about and those that it spoke about before: batches in
/// flight are noted in any order. A file that was made up must not take more memory than it is long.
const MOST_ROWS_AHEAD: u64 = 100_000;

/// The most rows that one line speaks about.
const MOST_ROWS_IN_LINE: u64 = 10_000;

/// Places of rows that are kept: more than anybody is shown.
pub(in crate::bulk::run) const MOST_PLACES: usize = 1_000;

/// The longest time-out that there is, in seconds. Where a repeat would be felt, twice as long is waited.
const LONGEST_TIMEOUT: u64 = 24 * 60 * 60;

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
    /// Rows of a deletion whose users are listed.
    listed: u64,
    /// Where some of the rows that failed stand in their input.
    failed_places: HashMap<u64, String>,
    /// Whether its last run ended by itself.
    pub ended: bool,
    /// Bytes of whole lines; a crash may have left a part of one behind them.
    pub(super) length: u64,
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
            listed: 0,
            failed_places: HashMap::new(),
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
            Scanned::Places(places) => {
                let room = MOST_PLACES.saturating_sub(self.failed_places.len());
                self.failed_places.extend(places.into_iter().take(room));
            }
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
                        match state {
                            RowState::Settled => _ = self.sent.remove(&row),
                            // What was refused changed nobody. A server that took some of its rows all the same made
                            // their users since the first sending.
                            RowState::NotSent => {
                                self.sent.entry(row).and_modify(|sent| sent.changes = None);
                            }
                            _ => {}
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

    /// Forgets what became of rows, which are to be done again.
    pub fn forget(&mut self, rows: &[u64]) {
        rows.iter().for_each(|row| self.set(*row, RowState::NotSent, 0));
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

    /// Whether every row is settled or failed: nothing was left undone.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.count(RowState::NotSent) + self.count(RowState::InDoubt) == 0
    }

    /// Where a row that failed stands in its input, for the first of them.
    #[must_use]
    pub fn place(&self, row: u64) -> Option<&str> {
        self.failed_places.get(&row).map(String::as_str)
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
        Error::failed(format!("could not read the journal `{}`", file.display())).because(why).hint(format!(
            "`descopectl job remove {}` removes the journal, and the command of the job with `--restart` begins it anew",
            file.file_stem().unwrap_or_default().to_string_lossy()
        ))
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
