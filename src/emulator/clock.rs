//! The wall clock in the two units the API uses.

use std::time::{SystemTime, UNIX_EPOCH};

/// Epoch milliseconds: what the store keeps and what search filters are given in.
pub(super) fn now_millis() -> i64 {
    let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX)
}

/// Epoch seconds: what replies and tokens carry.
pub(super) fn now_seconds() -> i64 {
    seconds(now_millis())
}

/// Turns a stored time into the one a reply shows.
pub(super) fn seconds(millis: i64) -> i64 {
    millis.div_euclid(1000)
}
