//! The rate limit, kept by us: requests are paced just under the documented buckets, so that the
//! server never has to refuse one. Shared by all tasks and by all processes of this machine.

mod log;
mod stored;

use std::{
    path::PathBuf,
    sync::{Mutex, PoisonError},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use self::{
    log::{Log, Rule},
    stored::Stored,
};
use super::{failure::wait_hint, retry::seconds};
use crate::private;
use crate::{
    error::{Error, Kind, Response},
    ops::Bucket,
};

/// Paces the requests of one project.
#[derive(Debug)]
pub struct Limiter {
    store: Store,
    project: String,
    share: u32,
    window: Duration,
    /// Requests that wait for a place in a bucket form a queue: only the first one looks at the log.
    queues: [tokio::sync::Mutex<()>; Bucket::ALL.len()],
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
    /// Until the server takes requests again, where it has refused them.
    pub blocked: Option<Duration>,
}

/// Why there is no place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Denied {
    /// The wait that would be needed is longer than allowed.
    Full {
        /// How long it would be.
        wait: Duration,
    },
    /// Another process keeps the log locked.
    Locked {
        /// The log.
        file: PathBuf,
    },
}

impl Denied {
    /// The error to show, for the request that has no place and has waited so long before.
    #[must_use]
    pub fn into_error(self, request: String, waited: Duration) -> Error {
        let response =
            |retry_after| Response { request, retryable: true, retry_after, ..Response::default() };
        match self {
            Self::Full { wait } => Error::new(Kind::RateLimited, "the rate limit is used up")
                .with_response(response(Some(seconds(wait))))
                .hint(wait_hint(wait, waited)),
            Self::Locked { file } => {
                let file = file.display();
                Error::new(Kind::RateLimited, format!("another program keeps `{file}` locked"))
                    .because("the requests of all commands are counted there")
                    .with_response(response(None))
                    .hint("end the program that holds it, or go without pacing with `--rate off`")
            }
        }
    }
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

/// Longest wait of a single command for the rate limit, where nothing else is said.
pub const MAX_WAIT: Duration = Duration::from_secs(90);

/// The same for each request of a bulk run.
pub const MAX_WAIT_OF_RUNS: Duration = Duration::from_secs(15 * 60);

/// Who works on a log keeps it locked for microseconds: after so long, its holder is stuck.
const LOCK_PATIENCE: Duration = Duration::from_secs(10);

/// The same where nothing depends on it.
const SHORT_LOCK_PATIENCE: Duration = Duration::from_secs(1);

impl Limiter {
    /// A limiter for one project that uses this share of the limits, in percent. Its state lies in the
    /// folder, so that other processes see it; without one it is this process's own.
    #[must_use]
    pub fn new(folder: Option<PathBuf>, project: &str, share: u32, window: Duration) -> Self {
        let folder = folder.filter(|folder| private::create_folder(folder).is_ok());
        let store = folder.map_or_else(|| Store::Memory(Mutex::default()), Store::Folder);
        Self { store, project: project.to_owned(), share, window, queues: Default::default() }
    }

    /// Waits for a place in the bucket and takes it. `told` hears of each wait. Say with
    /// [`Limiter::answered`] when the request was answered.
    ///
    /// Requests of this process get their places in turn. `patience` counts from when it is one's turn:
    /// those before are of the same run, and have their own.
    ///
    /// # Errors
    /// Where that takes longer than `patience`.
    pub async fn acquire(
        &self,
        bucket: Bucket,
        patience: Duration,
        told: impl Fn(Duration),
    ) -> Result<Place, Denied> {
        let _turn = self.queues[bucket as usize].lock().await;
        let mut patience = patience;
        loop {
            let rule = self.rule(bucket);
            let taken =
                self.with_log(bucket, patience.min(LOCK_PATIENCE), |log, now| log.take(now, rule)).await?;
            let wait = match taken {
                Ok(time) => return Ok(Place(time)),
                Err(wait) => wait,
            };
            if wait > patience {
                return Err(Denied::Full { wait });
            }
            patience -= wait;
            told(wait);
            tokio::time::sleep(wait).await;
        }
    }

    /// Notes that a request was answered. The server counted it some time before now, so that from now
    /// on it is counted as late as it may have been: then no request can arrive too early.
    pub async fn answered(&self, bucket: Bucket, place: Place) {
        // Where the log stays locked, the request counts from when its place was taken.
        let _ = self.with_log(bucket, SHORT_LOCK_PATIENCE, |log, now| log.move_to(place.0, now)).await;
    }

    /// Notes that the server refuses the bucket for so long.
    pub async fn block(&self, bucket: Bucket, duration: Duration) {
        let _ = self.with_log(bucket, SHORT_LOCK_PATIENCE, |log, now| log.block(now, duration)).await;
    }

    /// Forgets that the server refuses the bucket. What was sent still counts.
    ///
    /// # Errors
    /// Where another process keeps the log locked.
    pub async fn unblock(&self, bucket: Bucket) -> Result<(), Denied> {
        self.with_log(bucket, LOCK_PATIENCE, |log, _| log.unblock()).await
    }

    /// What is left in the bucket.
    ///
    /// # Errors
    /// Where another process keeps the log locked.
    pub async fn left(&self, bucket: Bucket) -> Result<Left, Denied> {
        let rule = self.rule(bucket);
        self.with_log(bucket, LOCK_PATIENCE, |log, now| log.left(now, rule)).await
    }

    /// Until each place of the bucket that is not free now is free again, the earliest first. Where another process
    /// keeps the log locked, all of them count as free.
    pub async fn back(&self, bucket: Bucket) -> Vec<Duration> {
        let rule = self.rule(bucket);
        self.with_log(bucket, SHORT_LOCK_PATIENCE, |log, now| log.back(now, rule)).await.unwrap_or_default()
    }

    fn rule(&self, bucket: Bucket) -> Rule {
        let limit = share_of(bucket, self.share) as usize;
        // Timers and clocks of both sides tick in milliseconds.
        Rule { limit, window: millis(self.window) + 5 }
    }

    async fn with_log<T>(
        &self,
        bucket: Bucket,
        patience: Duration,
        work: impl FnOnce(&mut Log, u64) -> T,
    ) -> Result<T, Denied> {
        match &self.store {
            Store::Memory(logs) => {
                let mut logs = logs.lock().unwrap_or_else(PoisonError::into_inner);
                Ok(work(&mut logs[bucket as usize], now()))
            }
            Store::Folder(folder) => {
                let file = folder.join(self.name(bucket));
                let mut stored = Stored::open(file, patience).await?;
                let result = work(&mut stored.log, now());
                stored.save();
                Ok(result)
            }
        }
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

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map(millis).unwrap_or(0)
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX / 4)
}

#[cfg(test)]
mod tests {
    use std::{fs, future::Future};

    use super::*;

    fn block_on<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
    }

    fn take(limiter: &Limiter) -> Result<Place, Denied> {
        block_on(limiter.acquire(Bucket::UserCreate, Duration::ZERO, |_| ()))
    }

    #[test]
    fn processes_share_the_window() {
        let folder = tempfile::tempdir().unwrap();
        let one = Limiter::new(Some(folder.path().into()), "P1", 2, WINDOW);
        let other = Limiter::new(Some(folder.path().into()), "P1", 2, WINDOW);
        assert!(take(&one).is_ok() && take(&other).is_ok());
        assert!(take(&one).is_err() && take(&other).is_err());
        assert_eq!(block_on(one.left(Bucket::UserCreate)).unwrap().used, 2);
        let elsewhere = Limiter::new(Some(folder.path().into()), "P2", 2, WINDOW);
        assert!(take(&elsewhere).is_ok());
    }

    #[test]
    fn an_answered_request_counts_from_its_answer() {
        let limiter = Limiter::new(None, "P1", 1, Duration::from_millis(200));
        let place = take(&limiter).unwrap();
        std::thread::sleep(Duration::from_millis(60));
        block_on(limiter.answered(Bucket::UserCreate, place));
        let wait = block_on(limiter.left(Bucket::UserCreate)).unwrap().wait.unwrap();
        assert!(wait > Duration::from_millis(160), "{wait:?}");
    }

    #[test]
    fn a_block_is_shown_and_can_be_cleared_without_the_count() {
        let folder = tempfile::tempdir().unwrap();
        let limiter = Limiter::new(Some(folder.path().into()), "P1", 100, WINDOW);
        take(&limiter).unwrap();
        block_on(limiter.block(Bucket::UserCreate, Duration::from_secs(30)));
        let left = block_on(limiter.left(Bucket::UserCreate)).unwrap();
        assert!(left.blocked.unwrap() > Duration::from_secs(29) && left.wait == left.blocked);
        assert!(matches!(take(&limiter), Err(Denied::Full { .. })));
        block_on(limiter.unblock(Bucket::UserCreate)).unwrap();
        let left = block_on(limiter.left(Bucket::UserCreate)).unwrap();
        assert_eq!((left.used, left.blocked, left.wait), (1, None, None));
    }

    #[test]
    fn what_is_no_file_paces_nobody() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("P1.userCreate")).unwrap();
        let limiter = Limiter::new(Some(folder.path().into()), "P1", 100, WINDOW);
        assert_eq!(block_on(limiter.left(Bucket::UserCreate)).unwrap().used, 0);
    }

    #[cfg(unix)]
    #[test]
    fn a_device_in_place_of_a_file_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink("/dev/zero", folder.path().join("P1.userCreate")).unwrap();
        let limiter = Limiter::new(Some(folder.path().into()), "P1", 1, WINDOW);
        assert!(take(&limiter).is_ok() && take(&limiter).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn state_is_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("state/limits");
        let limiter = Limiter::new(Some(folder.clone()), "P1", 100, WINDOW);
        take(&limiter).unwrap();
        let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&folder.join("P1.userCreate")), 0o600);
        assert_eq!((mode(&folder), mode(folder.parent().unwrap())), (0o700, 0o700));
    }

    #[test]
    fn a_log_that_stays_locked_ends_the_wait() {
        let folder = tempfile::tempdir().unwrap();
        let limiter = Limiter::new(Some(folder.path().into()), "P1", 100, WINDOW);
        take(&limiter).unwrap();
        let file = folder.path().join("P1.userCreate");
        let holder = fs::File::open(&file).unwrap();
        holder.lock().unwrap();
        let waited = block_on(limiter.acquire(Bucket::UserCreate, Duration::from_millis(50), |_| ()));
        assert_eq!(waited, Err(Denied::Locked { file }));
        // The other buckets can be used meanwhile.
        assert!(block_on(limiter.acquire(Bucket::UserManagement, Duration::ZERO, |_| ())).is_ok());
        holder.unlock().unwrap();
        assert!(take(&limiter).is_ok());
    }

    #[test]
    fn broken_logs_neither_hang_nor_stop_anybody() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("P1.userCreate");
        let far = 10_u64.pow(18).to_le_bytes().repeat(200);
        let huge = vec![0xFF; 10 * 1024 * 1024];
        for content in [&b"odd"[..], &[0; 17], &far, &huge, &u64::MAX.to_le_bytes()] {
            fs::write(&file, content).unwrap();
            let limiter = Limiter::new(Some(folder.path().into()), "P1", 100, WINDOW);
            assert!(take(&limiter).is_ok());
            block_on(limiter.block(Bucket::UserCreate, Duration::from_secs(5)));
            assert!(block_on(limiter.left(Bucket::UserCreate)).unwrap().blocked.is_some());
            assert!(fs::metadata(&file).unwrap().len() < 100);
        }
    }

    /// Who waits behind others of the same run has all its patience left when its turn comes.
    #[test]
    fn a_queue_takes_no_patience() {
        let window = Duration::from_millis(150);
        let limiter = std::sync::Arc::new(Limiter::new(None, "P1", 1, window));
        let taken = block_on(async {
            let mut tasks = tokio::task::JoinSet::new();
            for _ in 0..4 {
                let limiter = std::sync::Arc::clone(&limiter);
                tasks.spawn(async move {
                    limiter.acquire(Bucket::UserCreate, Duration::from_millis(250), |_| ()).await
                });
            }
            tasks.join_all().await
        });
        assert!(taken.iter().all(Result::is_ok), "{taken:?}");
    }
}
