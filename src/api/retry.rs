//! When a request is sent again, and how long is waited before.

use std::time::Duration;

use jiff::{Timestamp, fmt::rfc2822::DateTimeParser};

use crate::ops::Repeat;

/// How a try ended that did not succeed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TryEnd {
    /// No connection: the request did not leave.
    NotSent,
    /// The connection broke after the request left: it may have taken effect.
    Cut,
    /// No reply in time: it may have taken effect, and the time is used up.
    TimedOut,
    /// The server refused for now; with the wait it asked for.
    RateLimited(Option<Duration>),
    /// The server or the edge is in trouble: 502, 503, 504, 52x, 530.
    Trouble,
    /// Any other reply: final.
    Final,
}

/// The block that follows a 429 where the reply does not say (behaviour.md section 2).
pub(super) const DOCUMENTED_BLOCK: Duration = Duration::from_secs(60);

/// Longest block that other commands are made to wait for. A server that asks for more is not believed: one
/// wrong header must not stop all work of a day.
pub(super) const LONGEST_BLOCK: Duration = Duration::from_secs(15 * 60);

/// First pause after a 429 that asks for less; it doubles with each further one.
const SHORTEST_PAUSE: Duration = Duration::from_secs(1);

/// More than this is no time that anybody means.
const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(366 * 24 * 3_600);

const BACKOFF: [Duration; 3] =
    [Duration::from_millis(100), Duration::from_millis(500), Duration::from_millis(2_000)];

/// TryEnd of an HTTP status. The edge uses all of 520 to 529.
pub(super) fn outcome_of(status: u16, retry_after: Option<Duration>) -> TryEnd {
    match status {
        429 => TryEnd::RateLimited(retry_after),
        502..=504 | 520..=530 => TryEnd::Trouble,
        _ => TryEnd::Final,
    }
}

/// How long to wait before the next try; `None` when there is none. `attempt` and `refused` count from 0 the
/// tries that failed and those that the rate limit refused; `patience` is what is left of the time that may
/// be spent on rate limits.
pub(super) fn pause(
    outcome: TryEnd,
    repeat: Repeat,
    attempt: usize,
    refused: u32,
    patience: Duration,
) -> Option<Duration> {
    match outcome {
        TryEnd::RateLimited(asked) => Some(block(asked, refused)).filter(|wait| *wait <= patience),
        TryEnd::NotSent => BACKOFF.get(attempt).copied().map(jittered),
        TryEnd::Cut | TryEnd::Trouble if repeat == Repeat::Harmless => {
            BACKOFF.get(attempt).copied().map(jittered)
        }
        TryEnd::Cut | TryEnd::Trouble | TryEnd::TimedOut | TryEnd::Final => None,
    }
}

/// The wait after a 429: what the server asks for, and never so little that requests become a storm.
pub(super) fn block(asked: Option<Duration>, refused: u32) -> Duration {
    let least = SHORTEST_PAUSE.saturating_mul(2_u32.saturating_pow(refused)).min(DOCUMENTED_BLOCK);
    asked.unwrap_or(DOCUMENTED_BLOCK).max(least)
}

/// The part of a block that all commands of this machine are told.
pub(super) fn shared_block(block: Duration) -> Duration {
    if block <= LONGEST_BLOCK { block } else { DOCUMENTED_BLOCK }
}

/// Reads a `Retry-After`: seconds, or a moment, which is measured from the reply's own `Date`.
pub(super) fn retry_after(text: &str, date: Option<&str>) -> Option<Duration> {
    let text = text.trim();
    let asked = match text.parse() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => {
            let now = date.and_then(moment).unwrap_or_else(Timestamp::now);
            let wait = moment(text)?.duration_since(now);
            Duration::try_from(wait).unwrap_or_default()
        }
    };
    (asked <= LONGEST_RETRY_AFTER).then_some(asked)
}

/// Reads a date as HTTP writes it.
pub(super) fn moment(date: &str) -> Option<Timestamp> {
    DateTimeParser::new().relaxed_weekday(true).parse_timestamp(date.trim()).ok()
}

/// Whole seconds, rounded up.
#[must_use]
pub fn seconds(wait: Duration) -> u64 {
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
}

/// The pause, or up to a half more: clients that failed together must not come back together.
pub(crate) fn jittered(pause: Duration) -> Duration {
    use std::hash::{BuildHasher as _, RandomState};
    // Each state has its own random keys.
    let random = RandomState::new().hash_one(()) % 1_000;
    pause + pause.mul_f64(random as f64 / 2_000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENCE: Duration = Duration::from_secs(60);

    fn limited(seconds: u64) -> TryEnd {
        TryEnd::RateLimited(Some(Duration::from_secs(seconds)))
    }

    #[test]
    fn what_may_have_taken_effect_is_not_repeated_when_a_repeat_harms() {
        for outcome in [TryEnd::Cut, TryEnd::Trouble, TryEnd::TimedOut] {
            assert_eq!(pause(outcome, Repeat::Harmful, 0, 0, PATIENCE), None, "{outcome:?}");
        }
        assert!(pause(TryEnd::Cut, Repeat::Harmless, 0, 0, PATIENCE).is_some());
        assert!(pause(TryEnd::Trouble, Repeat::Harmless, 0, 0, PATIENCE).is_some());
    }

    #[test]
    fn what_did_not_leave_is_repeated_three_times() {
        let tries = (0..9).take_while(|n| pause(TryEnd::NotSent, Repeat::Harmful, *n, 0, PATIENCE).is_some());
        assert_eq!(tries.count(), 3);
    }

    #[test]
    fn a_rate_limit_is_waited_out_only_within_patience() {
        assert_eq!(pause(limited(7), Repeat::Harmful, 5, 0, PATIENCE), Some(Duration::from_secs(7)));
        assert_eq!(pause(limited(7), Repeat::Harmful, 0, 0, Duration::from_secs(6)), None);
        let silent = TryEnd::RateLimited(None);
        assert_eq!(pause(silent, Repeat::Harmless, 0, 0, PATIENCE), Some(DOCUMENTED_BLOCK));
    }

    #[test]
    fn a_server_that_asks_for_no_wait_is_asked_less_and_less_often() {
        let pauses: Vec<u64> = (0..9).map(|refused| block(Some(Duration::ZERO), refused).as_secs()).collect();
        assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
        assert_eq!(block(Some(Duration::from_secs(90)), u32::MAX), Duration::from_secs(90));
    }

    #[test]
    fn a_block_of_a_day_is_not_shared() {
        assert_eq!(shared_block(LONGEST_BLOCK), LONGEST_BLOCK);
        assert_eq!(shared_block(Duration::from_secs(80_000)), DOCUMENTED_BLOCK);
    }

    #[test]
    fn a_retry_after_is_a_number_or_a_date() {
        let date = Some("Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(retry_after(" 7 ", None), Some(Duration::from_secs(7)));
        assert_eq!(retry_after("0", None), Some(Duration::ZERO));
        assert_eq!(retry_after("Sun, 06 Nov 1994 08:50:07 GMT", date), Some(Duration::from_secs(30)));
        assert_eq!(retry_after("Sun, 06 Nov 1994 08:49:00 GMT", date), Some(Duration::ZERO));
        assert_eq!(retry_after("Sun, 06 Nov 1994 08:49:37 GMT", None), Some(Duration::ZERO));
        for unreadable in ["", "soon", "-1", "1.5", "99999999999", "99999999999999999999999"] {
            assert_eq!(retry_after(unreadable, date), None, "{unreadable}");
        }
        assert_eq!(retry_after("Sun, 06 Nov 9994 08:49:37 GMT", date), None);
    }

    #[test]
    fn pauses_differ_within_bounds() {
        let pause = Duration::from_millis(1_000);
        let drawn: std::collections::BTreeSet<Duration> = (0..20).map(|_| jittered(pause)).collect();
        assert!(drawn.iter().all(|drawn| (pause..=pause * 3 / 2).contains(drawn)), "{drawn:?}");
        assert!(drawn.len() > 1);
    }

    #[test]
    fn refusals_are_final() {
        for status in [400, 401, 404, 409, 500, 501, 505, 519, 531] {
            assert_eq!(outcome_of(status, None), TryEnd::Final, "{status}");
        }
        for status in [502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 527, 530] {
            assert_eq!(outcome_of(status, None), TryEnd::Trouble, "{status}");
        }
    }
}
