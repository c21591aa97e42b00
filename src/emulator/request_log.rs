//! One JSON line per request: what was asked and how it went, without query, header or body.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;

use serde_json::json;

use super::store::lock;

/// Appends to a file that only its owner can read.
pub(super) struct RequestLog {
    file: Mutex<File>,
}

/// How one request went.
pub(super) struct Entry<'a> {
    pub(super) method: &'a str,
    pub(super) path: &'a str,
    /// `None` when the connection was cut.
    pub(super) status: Option<u16>,
    pub(super) took: Duration,
    /// Length of the reply's body, as far as it is known beforehand.
    pub(super) bytes: Option<u64>,
}

impl RequestLog {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.create(true).append(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        Ok(Self { file: Mutex::new(options.open(path)?) })
    }

    /// Writes the line at once and in one piece, so that several processes can share the file.
    pub(super) fn write(&self, entry: &Entry<'_>) {
        let line = json!({
            "time": jiff::Timestamp::now().to_string(),
            "method": entry.method,
            "path": entry.path,
            "status": entry.status,
            "ms": u64::try_from(entry.took.as_millis()).unwrap_or(u64::MAX),
            "bytes": entry.bytes,
        });
        // A full disk must not fail the request that is noted.
        drop(lock(&self.file).write_all(format!("{line}\n").as_bytes()));
    }
}
