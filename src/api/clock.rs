//! The server's clock, as its replies show it.

use std::{
    sync::{Mutex, PoisonError},
    time::Instant,
};

use super::retry::moment;

/// What the latest reply said about the server's time.
#[derive(Debug, Default)]
pub(super) struct ServerClock(Mutex<Option<Seen>>);

#[derive(Debug, Clone, Copy)]
struct Seen {
    /// The reply's `Date`, in seconds since the epoch.
    date: i64,
    /// When the reply was here.
    arrived: Instant,
}

impl ServerClock {
    /// Notes the `Date` of a reply that has just arrived.
    pub(super) fn note(&self, date: Option<&str>) {
        let Some(date) = date.and_then(moment) else { return };
        let seen = Seen { date: date.as_second(), arrived: Instant::now() };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(seen);
    }

    /// The least that the server's clock can show now, in seconds since the epoch: its replies were made
    /// before they arrived, and a `Date` leaves out the fraction of the second.
    pub(super) fn now(&self) -> Option<i64> {
        let seen = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        seen.map(|seen| seen.date.saturating_add_unsigned(seen.arrived.elapsed().as_secs()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_goes_on_from_the_last_reply() {
        let clock = ServerClock::default();
        assert_eq!(clock.now(), None);
        clock.note(Some("Sun, 06 Nov 1994 08:49:37 GMT"));
        clock.note(None);
        clock.note(Some("yesterday"));
        assert!((784_111_777..784_111_779).contains(&clock.now().unwrap()));
        clock.note(Some("Sun, 06 Nov 1994 08:49:00 GMT"));
        assert!(clock.now().unwrap() < 784_111_777, "the latest reply counts, not the latest date");
    }
}
