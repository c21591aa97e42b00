//! HOW a call travels: request, client, retry, licence tier, errors. No clap, no printing.

mod client;
mod failure;
pub mod limit;
mod request;
pub(crate) mod retry;
mod tier;

pub use client::{Client, Config, Mode, Probe};
pub use limit::Limiter;
pub use request::{Request, redact};
pub use tier::TierCache;
