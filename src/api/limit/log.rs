//! The times of the last requests of a bucket, and what follows from them.

use std::{collections::VecDeque, time::Duration};

use super::{Left, millis};
use crate::api::retry::LONGEST_BLOCK;

/// What a bucket allows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    pub(super) limit: usize,
    /// Milliseconds.
    pub(super) window: u64,
}

/// Times of the last requests, in milliseconds since the epoch, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Log {
    pub(super) blocked_until: u64,
    pub(super) sent: VecDeque<u64>,
}

impl Log {
    /// Takes a place, or says how long to wait for one.
    pub(super) fn take(&mut self, now: u64, rule: Rule) -> Result<u64, Duration> {
        self.forget(now, rule);
        let wait = self.wait(now, rule);
        if wait == 0 {
            self.sent.push_back(now);
            return Ok(now);
        }
        Err(Duration::from_millis(wait))
    }

    /// Counts a request from now on that has been counted from another time. One that has taken longer than
    /// the window is not in the log any more, but the server may have counted it just now.
    pub(super) fn move_to(&mut self, place: u64, now: u64) {
        if let Some(index) = self.sent.iter().position(|sent| *sent == place) {
            self.sent.remove(index);
        }
        self.sent.push_back(now);
    }

    /// Notes that no request may go for so long.
    pub(super) fn block(&mut self, now: u64, duration: Duration) {
        self.forget_block(now);
        self.blocked_until = self.blocked_until.max(now.saturating_add(millis(duration)));
    }

    pub(super) fn unblock(&mut self) {
        self.blocked_until = 0;
    }

    pub(super) fn left(&mut self, now: u64, rule: Rule) -> Left {
        self.forget(now, rule);
        let some = |wait: u64| (wait > 0).then(|| Duration::from_millis(wait));
        let newest = self.sent.back().map_or(0, |newest| (newest + rule.window).saturating_sub(now));
        Left {
            limit: rule.limit,
            used: self.sent.len(),
            wait: some(self.wait(now, rule)),
            full_in: Duration::from_millis(newest),
            blocked: some(self.blocked_until.saturating_sub(now)),
        }
    }

    /// Until each place of the bucket that is not free now is free again, the earliest first.
    pub(super) fn back(&mut self, now: u64, rule: Rule) -> Vec<Duration> {
        self.forget(now, rule);
        let blocked = self.blocked_until.saturating_sub(now);
        let free = rule.limit.saturating_sub(self.sent.len());
        let closed = std::iter::repeat_n(blocked, if blocked > 0 { free } else { 0 });
        let used = self.sent.iter().skip(self.sent.len().saturating_sub(rule.limit));
        let used = used.map(|sent| (sent + rule.window).saturating_sub(now).max(blocked));
        closed.chain(used).map(Duration::from_millis).collect()
    }

    fn wait(&self, now: u64, rule: Rule) -> u64 {
        let blocked = self.blocked_until.saturating_sub(now);
        let full = match self.sent.len().checked_sub(rule.limit).and_then(|index| self.sent.get(index)) {
            Some(oldest) => (oldest + rule.window).saturating_sub(now),
            None => 0,
        };
        blocked.max(full)
    }

    /// Drops what is out of the window, and what a clock that was set back has left in the future.
    fn forget(&mut self, now: u64, rule: Rule) {
        self.sent.retain(|sent| *sent <= now && sent + rule.window > now);
        self.forget_block(now);
    }

    /// Drops a block that nobody can have noted: a clock was set back, or the file is broken.
    fn forget_block(&mut self, now: u64) {
        if self.blocked_until > now.saturating_add(millis(LONGEST_BLOCK)) {
            self.blocked_until = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{cmp::Reverse, collections::BinaryHeap};

    use proptest::prelude::*;

    use super::*;

    const RULE: Rule = Rule { limit: 3, window: 1_000 };

    #[test]
    fn a_full_window_waits_for_its_oldest_request() {
        let mut log = Log::default();
        assert_eq!(log.take(10, RULE), Ok(10));
        assert_eq!(log.take(20, RULE), Ok(20));
        assert_eq!(log.take(30, RULE), Ok(30));
        assert_eq!(log.take(40, RULE), Err(Duration::from_millis(970)));
        assert_eq!(log.take(1_010, RULE), Ok(1_010));
        assert_eq!(log.take(1_011, RULE), Err(Duration::from_millis(9)));
    }

    #[test]
    fn each_place_is_free_again_a_window_after_its_request() {
        let mut log = Log { sent: VecDeque::from([100, 600]), ..Log::default() };
        let back =
            |log: &mut Log, now| log.back(now, RULE).iter().map(|back| millis(*back)).collect::<Vec<_>>();
        assert_eq!(back(&mut log, 700), [400, 900]);
        log.block(700, Duration::from_millis(500));
        assert_eq!(back(&mut log, 700), [500, 500, 900]);
        assert_eq!(back(&mut log, 1_700), [0; 0]);
    }

    #[test]
    fn a_block_is_waited_out_even_when_the_window_is_empty() {
        let mut log = Log { blocked_until: 500, ..Log::default() };
        assert_eq!(log.take(100, RULE), Err(Duration::from_millis(400)));
        assert_eq!(log.take(500, RULE), Ok(500));
    }

    #[test]
    fn a_clock_that_was_set_back_does_not_stop_us() {
        let mut log = Log { blocked_until: u64::MAX / 2, sent: VecDeque::from([9_000, 9_001, 9_002]) };
        assert_eq!(log.take(100, RULE), Ok(100));
    }

    #[test]
    fn a_request_that_took_longer_than_the_window_counts_when_it_is_answered() {
        let mut log = Log::default();
        let place = log.take(10, RULE).unwrap();
        log.take(2_000, RULE).unwrap();
        log.move_to(place, 2_010);
        assert_eq!(log.sent, [2_000, 2_010]);
    }

    /// A run in simulated time: tasks that each send request after request through a log that they share,
    /// with a server that counts a request at some time between its sending and its answer. Returns the
    /// times at which the server counted, and when the last answer came.
    fn simulate(
        rule: Rule,
        requests: usize,
        tasks: usize,
        mut latency: impl FnMut() -> (u64, u64),
    ) -> (Vec<u64>, u64) {
        enum Event {
            Free,
            Answered(u64),
        }
        let mut events = BinaryHeap::new();
        let mut kinds = Vec::new();
        let mut schedule = |events: &mut BinaryHeap<_>, time: u64, event| {
            kinds.push(event);
            events.push(Reverse((time, kinds.len() - 1)));
        };
        let start = 1_000_000;
        for _ in 0..tasks {
            schedule(&mut events, start, Event::Free);
        }
        let (mut log, mut counted, mut sent, mut last) = (Log::default(), Vec::new(), 0, start);
        while let Some(Reverse((now, index))) = events.pop() {
            let answered = match kinds[index] {
                Event::Answered(place) => Some(place),
                Event::Free => None,
            };
            if let Some(place) = answered {
                log.move_to(place, now);
                last = now;
            }
            if sent == requests {
                continue;
            }
            let next = match log.take(now, rule) {
                Ok(place) => {
                    let (before, after) = latency();
                    sent += 1;
                    counted.push(now + before);
                    (now + before + after, Event::Answered(place))
                }
                Err(wait) => (now + millis(wait), Event::Free),
            };
            kinds.push(next.1);
            events.push(Reverse((next.0, kinds.len() - 1)));
        }
        counted.sort_unstable();
        (counted, last - start)
    }

    /// 1000 requests of a limit of 100 a minute may be sent in nine windows: the figure of product.md.
    #[test]
    fn a_second_of_latency_leaves_97_percent_of_the_rate() {
        let rule = Rule { limit: 100, window: 60_005 };
        for latency in [0, 200, 1_000] {
            let (counted, took) = simulate(rule, 1_000, 64, || (latency / 2, latency - latency / 2));
            let allowed = 9 * 60_000;
            let reached = allowed as f64 / (took - latency) as f64;
            assert!(reached >= 0.97, "{latency} ms: {reached}");
            assert!(counted.windows(101).all(|window| window[100] - window[0] > 60_000));
        }
    }

    proptest! {
        /// In no window of any position are there more requests than allowed.
        #[test]
        fn no_window_holds_more_than_the_limit(steps in proptest::collection::vec(0_u64..700, 1..200)) {
            let mut log = Log::default();
            let mut now = 0;
            let mut sent = Vec::new();
            for step in steps {
                now += step;
                if log.take(now, RULE).is_ok() {
                    sent.push(now);
                }
            }
            for start in &sent {
                let inside = sent.iter().filter(|time| *time >= start && **time < start + RULE.window).count();
                prop_assert!(inside <= RULE.limit);
            }
        }

        /// The same as the server counts, whenever it counts a request, and for any number of tasks.
        #[test]
        fn no_window_of_the_server_holds_more_than_the_limit(
            latencies in proptest::collection::vec((0_u64..400, 0_u64..400), 1..50),
            tasks in 1_usize..20,
        ) {
            let mut drawn = latencies.iter().copied().cycle();
            let (counted, _) = simulate(RULE, 100, tasks, || drawn.next().unwrap());
            let over = |window: &[u64]| window[RULE.limit] - window[0] < RULE.window;
            prop_assert!(!counted.windows(RULE.limit + 1).any(over));
        }
    }
}
