//! When a request is sent again, and how long is waited before.

use std::time::Duration;

use crate::ops::Repeat;

/// How a try ended that did not succeed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// No connection: the request did not leave.
    NotSent,
    /// The connection broke after the request left: it may have taken effect.
    Cut,
    /// No reply in time: it may have taken effect, and the time is used up.
    TimedOut,
    /// The server refused for now; with the wait it asked for.
    RateLimited(Option<Duration>),
    /// The server or the edge is in trouble: 502, 503, 504, 52x.
    Trouble,
    /// Any other reply: final.
    Final,
}

/// The block that follows a 429 where the reply does not say (behaviour.md section 2).
pub(super) const DOCUMENTED_BLOCK: Duration = Duration::from_secs(60);

const BACKOFF: [Duration; 3] =
    [Duration::from_millis(100), Duration::from_millis(500), Duration::from_millis(2_000)];

/// Outcome of an HTTP status. The list of edge codes is that of the official SDKs.
pub(super) fn outcome_of(status: u16, retry_after: Option<u64>) -> Outcome {
    match status {
        429 => Outcome::RateLimited(retry_after.map(Duration::from_secs)),
        502..=504 | 520..=522 | 524 | 530 => Outcome::Trouble,
        _ => Outcome::Final,
    }
}

/// How long to wait before the next try; `None` when there is none. `attempt` counts from 0,
/// `patience` is what is left of the time that may be spent on rate limits.
pub(super) fn pause(
    outcome: Outcome,
    repeat: Repeat,
    attempt: usize,
    patience: Duration,
) -> Option<Duration> {
    match outcome {
        Outcome::RateLimited(asked) => {
            let wait = asked.unwrap_or(DOCUMENTED_BLOCK).max(Duration::from_millis(100));
            (wait <= patience).then_some(wait)
        }
        Outcome::NotSent => BACKOFF.get(attempt).copied().map(jittered),
        Outcome::Cut | Outcome::Trouble if repeat == Repeat::Harmless => {
            BACKOFF.get(attempt).copied().map(jittered)
        }
        Outcome::Cut | Outcome::Trouble | Outcome::TimedOut | Outcome::Final => None,
    }
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

    #[test]
    fn what_may_have_taken_effect_is_not_repeated_when_a_repeat_harms() {
        for outcome in [Outcome::Cut, Outcome::Trouble, Outcome::TimedOut] {
            assert_eq!(pause(outcome, Repeat::Harmful, 0, PATIENCE), None, "{outcome:?}");
        }
        assert!(pause(Outcome::Cut, Repeat::Harmless, 0, PATIENCE).is_some());
        assert!(pause(Outcome::Trouble, Repeat::Harmless, 0, PATIENCE).is_some());
    }

    #[test]
    fn what_did_not_leave_is_repeated_three_times() {
        let tries = (0..9).take_while(|n| pause(Outcome::NotSent, Repeat::Harmful, *n, PATIENCE).is_some());
        assert_eq!(tries.count(), 3);
    }

    #[test]
    fn a_rate_limit_is_waited_out_only_within_patience() {
        let asked = Outcome::RateLimited(Some(Duration::from_secs(7)));
        assert_eq!(pause(asked, Repeat::Harmful, 5, PATIENCE), Some(Duration::from_secs(7)));
        assert_eq!(pause(asked, Repeat::Harmful, 0, Duration::from_secs(6)), None);
        let silent = Outcome::RateLimited(None);
        assert_eq!(pause(silent, Repeat::Harmless, 0, PATIENCE), Some(DOCUMENTED_BLOCK));
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
        for status in [400, 401, 404, 409, 500, 501] {
            assert_eq!(outcome_of(status, None), Outcome::Final, "{status}");
        }
        for status in [502, 503, 504, 520, 521, 522, 524, 530] {
            assert_eq!(outcome_of(status, None), Outcome::Trouble, "{status}");
        }
    }
}
