//! Why the emulator cannot do what its owner asked; refusals of API calls are replies, not these.

use std::path::PathBuf;

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
    /// The database file or its folder cannot be made.
    #[error("cannot create `{}`", path.display())]
    Create {
        /// What cannot be made.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The database file cannot be opened.
    #[error("cannot open the emulator's database")]
    Open(#[from] rusqlite::Error),
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
