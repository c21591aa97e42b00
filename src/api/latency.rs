//! How long requests take, and how many of them are in flight by that.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

/// Requests in flight where replies come at once.
const LEAST_IN_FLIGHT: usize = 8;

/// So much more latency takes one more request in flight: with this step, 64 requests in flight keep the
/// fastest documented rate up to a latency of about a second.
const LATENCY_STEP: Duration = Duration::from_millis(16);

/// The mean latency of the last requests, in microseconds; 0 before the first one.
#[derive(Debug, Default)]
pub struct Latency(AtomicU64);

impl Latency {
    /// Counts one more request.
    pub fn note(&self, latency: Duration) {
        let now = u64::try_from(latency.as_micros()).unwrap_or(u64::MAX / 8).max(1);
        let before = self.0.load(Ordering::Relaxed);
        let mean = if before == 0 { now } else { (7 * before + now) / 8 };
        self.0.store(mean, Ordering::Relaxed);
    }

    /// The mean.
    #[must_use]
    pub fn mean(&self) -> Duration {
        Duration::from_micros(self.0.load(Ordering::Relaxed))
    }

    /// Requests that may be in flight: as many as the latency needs.
    #[must_use]
    pub fn in_flight(&self, most: usize) -> usize {
        let for_latency = self.mean().as_micros() / LATENCY_STEP.as_micros();
        let wanted = LEAST_IN_FLIGHT + usize::try_from(for_latency).unwrap_or(usize::MAX / 2);
        wanted.min(most).max(1)
    }
}
