//! HOW a call travels: request, client, retry, licence tier, errors. No clap, no printing.

mod client;
mod clock;
mod failure;
mod latency;
pub mod limit;
mod reply;
mod request;
pub mod retry;
mod secrets;
mod tier;
mod transport;
pub mod users;
mod walk;

pub use client::{Client, Config, Mode, OnWait, Probe};
pub(crate) use failure::shortened;
pub use latency::Latency;
pub use limit::Limiter;
pub use reply::Reply;
pub use request::{Payload, Request};
pub use secrets::{Mask, redact};
pub use tier::TierCache;
pub use transport::{is_loopback, proxy_of};
pub use walk::Walk;
