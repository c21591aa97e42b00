//! One JSON line per request: what was asked and how it went, without query, header or body.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Mutex;

use serde_json::Value;

use super::store::{lock, open_private};

/// Appends to a file that only its owner can read.
pub(super) struct RequestLog {
    file: Mutex<File>,
}

impl RequestLog {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        Ok(Self { file: Mutex::new(open_private(path)?) })
    }

    /// Writes the line at once and in one piece, so that several processes can share the file.
    pub(super) fn write(&self, line: &Value) {
        // A full disk must not fail the request that is noted.
        drop(lock(&self.file).write_all(format!("{line}\n").as_bytes()));
    }
}
