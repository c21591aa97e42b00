//! A log in a file that is locked while it is worked on.

use std::{
    fs::{self, File, TryLockError},
    io::{self, Read as _, Seek as _, Write as _},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use super::{Denied, Log};
use crate::private;

/// The longest log that a bucket can have is a quarter of this: what is longer is broken.
const LONGEST: u64 = 16 * 1024;

/// Between two tries of a lock.
const PAUSE: Duration = Duration::from_millis(2);

/// A log with its file. On I/O errors, and where the file is no regular one, there is no local pacing: the
/// server still limits.
pub(super) struct Stored {
    file: Option<File>,
    before: Log,
    pub(super) log: Log,
}

impl Stored {
    /// Opens, locks and reads a log. Blocks no thread.
    pub(super) async fn open(path: PathBuf, patience: Duration) -> Result<Self, Denied> {
        let unpaced = Self { file: None, before: Log::default(), log: Log::default() };
        let Ok(mut file) = open(&path) else { return Ok(unpaced) };
        let started = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if started.elapsed() < patience => {
                    tokio::time::sleep(PAUSE).await;
                }
                Err(TryLockError::WouldBlock) => return Err(Denied::Locked { file: path }),
                Err(TryLockError::Error(_)) => return Ok(unpaced),
            }
        }
        let Ok(log) = read(&mut file) else { return Ok(unpaced) };
        Ok(Self { file: Some(file), before: log.clone(), log })
    }

    /// Writes what was changed.
    pub(super) fn save(self) {
        let Some(file) = self.file.filter(|_| self.log != self.before) else { return };
        // Not written is not counted: the server's own limit remains.
        let _ = write(file, &self.log);
    }
}

fn open(path: &Path) -> io::Result<File> {
    let is_regular = |found: &fs::Metadata| found.is_file();
    // Before it is opened: to open a pipe or a device may wait or do something.
    if fs::metadata(path).is_ok_and(|found| !is_regular(&found)) {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let file = private::options().read(true).write(true).create(true).truncate(false).open(path)?;
    if is_regular(&file.metadata()?) { Ok(file) } else { Err(io::ErrorKind::InvalidInput.into()) }
}

/// Reads a log: the end of the block, then the times, eight bytes each.
fn read(file: &mut File) -> io::Result<Log> {
    let mut bytes = Vec::new();
    file.take(LONGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LONGEST {
        return Ok(Log { blocked_until: u64::MAX, ..Log::default() });
    }
    let numbers = bytes.as_chunks::<8>().0.iter().map(|chunk| u64::from_le_bytes(*chunk));
    let mut numbers = numbers.collect::<std::collections::VecDeque<u64>>();
    let blocked_until = numbers.pop_front().unwrap_or(0);
    numbers.make_contiguous().sort_unstable();
    Ok(Log { blocked_until, sent: numbers })
}

fn write(mut file: File, log: &Log) -> io::Result<()> {
    let numbers = std::iter::once(&log.blocked_until).chain(&log.sent);
    let bytes: Vec<u8> = numbers.flat_map(|number| number.to_le_bytes()).collect();
    file.rewind()?;
    file.write_all(&bytes)?;
    file.set_len(bytes.len() as u64)
}
