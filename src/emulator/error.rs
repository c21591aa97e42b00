//! Why the emulator cannot do what its owner asked; refusals of API calls are replies, not these.

use std::path::PathBuf;

use super::store::StoreError;

/// An error of the emulator itself.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file is another program's, or none that SQLite could read. It was not changed.
    #[error("`{}` is not a database of the emulator", .0.display())]
    Foreign(PathBuf),
    /// The file was made by another build. It was not changed.
    #[error("`{}` was made by another version of the emulator, which has other tables", .0.display())]
    Version(PathBuf),
    /// The database file cannot be made or opened.
    #[error("cannot open the emulator's database")]
    Open(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The database failed while working.
    #[error("the emulator's database failed: {0}")]
    Database(String),
    /// The seed is not valid; the text names the place. Nothing of it was kept.
    #[error("invalid seed: {0}")]
    Seed(String),
    /// The file for the request log cannot be opened.
    #[error("cannot open the request log")]
    RequestLog(#[source] std::io::Error),
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Foreign(file) => Self::Foreign(file),
            StoreError::Version(file) => Self::Version(file),
            other => Self::Open(Box::new(other)),
        }
    }
}
