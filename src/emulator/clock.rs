//! The clock of one emulator, in the two units the API uses.

use std::time::{SystemTime, UNIX_EPOCH};

use axum::http::HeaderValue;
use jiff::{SignedDuration, Timestamp};

/// The system's clock, moved by a fixed span. All times that replies, tokens and headers show come from it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Clock {
    offset: SignedDuration,
}

impl Clock {
    pub(super) const fn new(offset: SignedDuration) -> Self {
        Self { offset }
    }

    pub(super) fn now_micros(self) -> i64 {
        let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let elapsed = SignedDuration::try_from(elapsed).unwrap_or(SignedDuration::MAX);
        i64::try_from(elapsed.saturating_add(self.offset).as_micros()).unwrap_or(i64::MAX)
    }

    /// Epoch milliseconds: what the store keeps and what search filters are given in.
    pub(super) fn now_millis(self) -> i64 {
        self.now_micros().div_euclid(1000)
    }

    /// Epoch seconds: what replies and tokens carry.
    pub(super) fn now_seconds(self) -> i64 {
        seconds(self.now_millis())
    }

    /// The value of the `Date` header.
    pub(super) fn date(self) -> Option<HeaderValue> {
        let now = Timestamp::from_second(self.now_seconds()).ok()?;
        let printer = jiff::fmt::rfc2822::DateTimePrinter::new();
        HeaderValue::try_from(printer.timestamp_to_rfc9110_string(&now).ok()?).ok()
    }
}

/// Turns a stored time into the one a reply shows.
pub(super) fn seconds(millis: i64) -> i64 {
    millis.div_euclid(1000)
}
