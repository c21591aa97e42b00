//! Why the emulator cannot do what its owner asked; refusals of API calls are replies, not these.

/// An error of the emulator itself.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The database file cannot be made, opened or brought to the current schema.
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
