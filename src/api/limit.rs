//! The rate limit, kept by us: requests are paced just under the documented buckets, so that the
//! server never has to refuse one. Shared by all tasks and by all processes of this machine.

use std::{
    collections::VecDeque,
    fs::{self, File, OpenOptions},
    io::{self, Read as _, Seek as _, Write as _},
    path::PathBuf,
    sync::{Mutex, PoisonError},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use crate::ops::Bucket;

/// Paces the requests of one project.
#[derive(Debug)]
pub struct Limiter {
    store: Store,
    project: String,
    share: u32,
    window: Duration,
}

/// What is left in a bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// Requests that a window allows.
    pub limit: usize,
    /// Requests sent in the current window.
    pub used: usize,
    /// Until the next request may go, where none may go now.
    pub wait: Option<Duration>,
    /// Until the window is empty again.
    pub full_in: Duration,
}

/// Where the times of the last requests are kept.
#[derive(Debug)]
enum Store {
    Folder(PathBuf),
    /// This process alone, where there is no folder to write to.
    Memory(Mutex<[Log; Bucket::ALL.len()]>),
}

/// The documented window (behaviour.md section 2).
pub const WINDOW: Duration = Duration::from_secs(60);

impl Limiter {
    /// A limiter for one project that uses this share of the limits, in percent. Its state lies in the
    /// folder, so that other processes see it; without one it is this process's own.
    #[must_use]
    pub fn new(folder: Option<PathBuf>, project: &str, share: u32, window: Duration) -> Self {
        let folder = folder.filter(|folder| fs::create_dir_all(folder).is_ok());
        let store = folder.map_or_else(|| Store::Memory(Mutex::default()), Store::Folder);
        Self { store, project: project.to_owned(), share, window }
    }

    /// Waits for a place in the bucket and takes it. `told` hears of each wait. Say with
    /// [`Limiter::answered`] when the request was answered.
    ///
    /// # Errors
    /// The wait that would be needed, where it is longer than `patience`.
    pub async fn acquire(
        &self,
        bucket: Bucket,
        patience: Duration,
        told: impl Fn(Duration),
    ) -> Result<Place, Duration> {
        let mut patience = patience;
        loop {
            let wait = match self.with_log(bucket, |log, now| log.take(now, self.rule(bucket))) {
                Ok(place) => return Ok(place),
                Err(wait) => wait,
            };
            if wait > patience {
                return Err(wait);
            }
            patience -= wait;
            told(wait);
            tokio::time::sleep(wait).await;
        }
    }

    /// Notes that a request was answered. The server counted it some time before now, so that from now
    /// on it is counted as late as it may have been: then no request can arrive too early.
    pub fn answered(&self, bucket: Bucket, place: Place) {
        self.with_log(bucket, |log, now| {
            if let Some(index) = log.sent.iter().position(|sent| *sent == place.0) {
                log.sent.remove(index);
                log.sent.push_back(now);
            }
        });
    }

    /// Notes that the server refuses the bucket for so long.
    pub fn block(&self, bucket: Bucket, duration: Duration) {
        self.with_log(bucket, |log, now| log.blocked_until = log.blocked_until.max(now + millis(duration)));
    }

    /// What is left in the bucket.
    #[must_use]
    pub fn left(&self, bucket: Bucket) -> Left {
        let rule = self.rule(bucket);
        self.with_log(bucket, |log, now| {
            log.forget(now, rule);
            let wait = log.wait(now, rule);
            let newest = log.sent.back().map_or(0, |newest| (newest + rule.window).saturating_sub(now));
            Left {
                limit: rule.limit,
                used: log.sent.len(),
                wait: (wait > 0).then(|| Duration::from_millis(wait)),
                full_in: Duration::from_millis(newest),
            }
        })
    }

    fn rule(&self, bucket: Bucket) -> Rule {
        let limit = share_of(bucket, self.share) as usize;
        // Timers and clocks of both sides tick in milliseconds.
        Rule { limit, window: millis(self.window) + 5 }
    }

    fn with_log<T>(&self, bucket: Bucket, work: impl FnOnce(&mut Log, u64) -> T) -> T {
        let mut log = match &self.store {
            Store::Memory(logs) => {
                let mut logs = logs.lock().unwrap_or_else(PoisonError::into_inner);
                return work(&mut logs[bucket as usize], now());
            }
            Store::Folder(folder) => Stored::open(&folder.join(self.name(bucket))),
        };
        let result = work(&mut log.log, now());
        log.save();
        result
    }

    /// The general bucket is counted per address, so that all projects of this machine share it.
    fn name(&self, bucket: Bucket) -> String {
        match bucket {
            Bucket::General => bucket.as_str().to_owned(),
            _ => format!("{}.{}", self.project, bucket.as_str()),
        }
    }
}

/// Requests of a window that a share of the limit allows: at least one.
#[must_use]
pub fn share_of(bucket: Bucket, percent: u32) -> u32 {
    (bucket.limit() * percent / 100).max(1)
}

/// A place in a bucket: when it was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place(u64);

#[derive(Debug, Clone, Copy)]
struct Rule {
    limit: usize,
    window: u64,
}

/// Times of the last requests, in milliseconds since the epoch, oldest first.
#[derive(Debug, Default)]
struct Log {
    blocked_until: u64,
    sent: VecDeque<u64>,
}

impl Log {
    /// Takes a place, or says how long to wait for one.
    fn take(&mut self, now: u64, rule: Rule) -> Result<Place, Duration> {
        self.forget(now, rule);
        let wait = self.wait(now, rule);
        if wait == 0 {
            self.sent.push_back(now);
            return Ok(Place(now));
        }
        Err(Duration::from_millis(wait))
    }

    fn wait(&self, now: u64, rule: Rule) -> u64 {
        let blocked = self.blocked_until.saturating_sub(now);
        let full = match self.sent.len().checked_sub(rule.limit).and_then(|index| self.sent.get(index)) {
            Some(oldest) => (oldest + rule.window).saturating_sub(now),
            None => 0,
        };
        blocked.max(full)
    }

    /// Drops what is out of the window, and what a clock that was set back has left in the future.
    fn forget(&mut self, now: u64, rule: Rule) {
        self.sent.retain(|sent| *sent <= now && sent + rule.window > now);
        if self.blocked_until > now + 24 * 3_600_000 {
            self.blocked_until = 0;
        }
    }
}

/// A log in a file that is locked while it is worked on. A file that cannot be used paces nobody: the
/// server still does.
struct Stored {
    file: Option<File>,
    log: Log,
}

impl Stored {
    fn open(path: &PathBuf) -> Self {
        Self::read(path).unwrap_or(Self { file: None, log: Log::default() })
    }

    fn read(path: &PathBuf) -> io::Result<Self> {
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        file.lock()?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let mut numbers =
            bytes.chunks_exact(8).filter_map(|chunk| Some(u64::from_le_bytes(chunk.try_into().ok()?)));
        let blocked_until = numbers.next().unwrap_or(0);
        Ok(Self { file: Some(file), log: Log { blocked_until, sent: numbers.collect() } })
    }

    fn save(mut self) {
        let Some(file) = &mut self.file else { return };
        let numbers = std::iter::once(&self.log.blocked_until).chain(&self.log.sent);
        let bytes: Vec<u8> = numbers.flat_map(|number| number.to_le_bytes()).collect();
        let write = |file: &mut File| {
            file.rewind()?;
            file.write_all(&bytes)?;
            file.set_len(bytes.len() as u64)
        };
        // Not written is not counted: the server's own limit remains.
        let _: io::Result<()> = write(file);
    }
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map(millis).unwrap_or(0)
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX / 4)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const RULE: Rule = Rule { limit: 3, window: 1_000 };

    #[test]
    fn a_full_window_waits_for_its_oldest_request() {
        let mut log = Log::default();
        assert_eq!(log.take(10, RULE), Ok(Place(10)));
        assert_eq!(log.take(20, RULE), Ok(Place(20)));
        assert_eq!(log.take(30, RULE), Ok(Place(30)));
        assert_eq!(log.take(40, RULE), Err(Duration::from_millis(970)));
        assert_eq!(log.take(1_010, RULE), Ok(Place(1_010)));
        assert_eq!(log.take(1_011, RULE), Err(Duration::from_millis(9)));
    }

    #[test]
    fn a_block_is_waited_out_even_when_the_window_is_empty() {
        let mut log = Log { blocked_until: 500, ..Log::default() };
        assert_eq!(log.take(100, RULE), Err(Duration::from_millis(400)));
        assert_eq!(log.take(500, RULE), Ok(Place(500)));
    }

    #[test]
    fn a_clock_that_was_set_back_does_not_stop_us() {
        let mut log = Log { blocked_until: u64::MAX / 2, sent: VecDeque::from([9_000, 9_001, 9_002]) };
        assert_eq!(log.take(100, RULE), Ok(Place(100)));
    }

    #[test]
    fn processes_share_the_window() {
        let folder = tempfile::tempdir().unwrap();
        let one = Limiter::new(Some(folder.path().into()), "P1", 2, WINDOW);
        let other = Limiter::new(Some(folder.path().into()), "P1", 2, WINDOW);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let take =
            |limiter: &Limiter| runtime.block_on(limiter.acquire(Bucket::UserCreate, Duration::ZERO, |_| ()));
        assert!(take(&one).is_ok() && take(&other).is_ok());
        assert!(take(&one).is_err() && take(&other).is_err());
        assert_eq!(one.left(Bucket::UserCreate).used, 2);
        let elsewhere = Limiter::new(Some(folder.path().into()), "P2", 2, WINDOW);
        assert!(take(&elsewhere).is_ok());
    }

    #[test]
    fn an_answered_request_counts_from_its_answer() {
        let limiter = Limiter::new(None, "P1", 1, Duration::from_millis(200));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let place = runtime.block_on(limiter.acquire(Bucket::UserCreate, Duration::ZERO, |_| ())).unwrap();
        std::thread::sleep(Duration::from_millis(60));
        limiter.answered(Bucket::UserCreate, place);
        let wait = limiter.left(Bucket::UserCreate).wait.unwrap();
        assert!(wait > Duration::from_millis(160), "{wait:?}");
    }

    #[test]
    fn a_broken_file_paces_nobody() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("P1.userCreate")).unwrap();
        let limiter = Limiter::new(Some(folder.path().into()), "P1", 100, WINDOW);
        assert_eq!(limiter.left(Bucket::UserCreate).used, 0);
    }

    proptest! {
        /// In no window of any position are there more requests than allowed.
        #[test]
        fn no_window_holds_more_than_the_limit(steps in proptest::collection::vec(0_u64..700, 1..200)) {
            let mut log = Log::default();
            let mut now = 0;
            let mut sent = Vec::new();
            for step in steps {
                now += step;
                if log.take(now, RULE).is_ok() {
                    sent.push(now);
                }
            }
            for start in &sent {
                let inside = sent.iter().filter(|time| *time >= start && **time < start + RULE.window).count();
                prop_assert!(inside <= RULE.limit);
            }
        }
    }
}
