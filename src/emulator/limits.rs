//! The documented rate limits: what a request counts against, and when it is refused.

use std::collections::{HashMap, VecDeque};
use std::net::IpAddr;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use axum::http::HeaderMap;

use super::store::lock;

const WINDOW: Duration = Duration::from_secs(60);
const TIER_HEADER: &str = "x-descope-license";

/// Clients that are remembered before those without recent requests are forgotten.
const REMEMBERED: usize = 1024;

/// How strictly requests are counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateLimits {
    /// The time in which a bucket's count may be used up, and for which it is closed afterwards.
    pub window: Duration,
    /// What the documented counts are multiplied by; the result is at least one request.
    pub scale: f64,
}

impl Default for RateLimits {
    /// The documented window of a minute and the documented counts.
    fn default() -> Self {
        Self { window: WINDOW, scale: 1.0 }
    }
}

/// What requests are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Bucket {
    Create,
    UpdateSearch,
    Management,
    General,
}

impl Bucket {
    /// The bucket of a path; `None` for what is never refused.
    pub(super) fn of(path: &str) -> Option<Self> {
        if path == "/v1/mgmt/license" || path.starts_with("/_emulator") {
            return None;
        }
        let versionless = path.strip_prefix("/v1").or_else(|| path.strip_prefix("/v2"));
        let Some(user) = versionless.and_then(|path| path.strip_prefix("/mgmt/user")) else {
            return Some(Self::General);
        };
        Some(match user {
            "/create" | "/create/batch" | "/create/test" => Self::Create,
            "/update" | "/search" | "/search/test" => Self::UpdateSearch,
            "/history" if path.starts_with("/v2") => Self::General,
            _ if user.is_empty() || user.starts_with('/') => Self::Management,
            _ => Self::General,
        })
    }

    const fn documented(self) -> u32 {
        match self {
            Self::Create | Self::General => 100,
            Self::UpdateSearch => 200,
            Self::Management => 500,
        }
    }
}

/// Who the requests of a bucket are counted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Counted {
    Project,
    Client(IpAddr),
}

/// What one caller did in one bucket.
#[derive(Default)]
struct Usage {
    /// When requests were let through, oldest first.
    admitted: VecDeque<Instant>,
    closed_until: Option<Instant>,
}

impl Usage {
    /// Lets a request through, or says how long the caller is refused.
    fn admit(&mut self, limit: usize, window: Duration, now: Instant) -> Result<(), Duration> {
        if let Some(left) = self.closed_until.and_then(|end| end.checked_duration_since(now)) {
            if !left.is_zero() {
                return Err(left);
            }
            self.closed_until = None;
        }
        self.forget(window, now);
        if self.admitted.len() >= limit {
            self.closed_until = now.checked_add(window);
            return Err(window);
        }
        self.admitted.push_back(now);
        Ok(())
    }

    fn forget(&mut self, window: Duration, now: Instant) {
        while self.admitted.front().is_some_and(|at| now.saturating_duration_since(*at) >= window) {
            self.admitted.pop_front();
        }
    }

    fn is_idle(&mut self, window: Duration, now: Instant) -> bool {
        self.forget(window, now);
        self.admitted.is_empty() && self.closed_until.is_none_or(|end| end <= now)
    }
}

/// Counts requests while limits are set.
pub(super) struct Limiter {
    tier: String,
    state: Mutex<State>,
}

struct State {
    limits: Option<RateLimits>,
    usage: HashMap<(Bucket, Counted), Usage>,
}

impl Limiter {
    pub(super) fn new(limits: Option<RateLimits>, tier: &str) -> Self {
        Self { tier: tier.to_owned(), state: Mutex::new(State { limits, usage: HashMap::new() }) }
    }

    pub(super) fn limits(&self) -> Option<RateLimits> {
        lock(&self.state).limits
    }

    /// Changes the limits and forgets what was counted.
    pub(super) fn set(&self, limits: Option<RateLimits>) {
        *lock(&self.state) = State { limits, usage: HashMap::new() };
    }

    /// Lets a request through, or says how long it will be refused.
    pub(super) fn admit(
        &self,
        path: &str,
        headers: &HeaderMap,
        counted: Counted,
        now: Instant,
    ) -> Result<(), Duration> {
        let Some(bucket) = Bucket::of(path) else { return Ok(()) };
        let mut state = lock(&self.state);
        let Some(limits) = state.limits else { return Ok(()) };
        let counts = f64::from(bucket.documented() * self.multiple(headers)) * limits.scale;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a float cast saturates, and a count below one is raised to one"
        )]
        let limit = (counts.round() as usize).max(1);
        if state.usage.len() >= REMEMBERED {
            state.usage.retain(|_, usage| !usage.is_idle(limits.window, now));
        }
        state.usage.entry((bucket, counted)).or_default().admit(limit, limits.window, now)
    }

    /// How many times the lowest tier's count the caller may use. The tier counts only when the caller names the
    /// one that the licence has.
    fn multiple(&self, headers: &HeaderMap) -> u32 {
        let is_named = headers.get(TIER_HEADER).is_some_and(|named| named == self.tier.as_str());
        match self.tier.as_str() {
            "tier2" if is_named => 2,
            "tier3" if is_named => 5,
            "tier4" if is_named => 10,
            _ => 1,
        }
    }
}

/// Who a request counts for: the project, except in the general bucket and for strangers.
pub(super) fn counted(path: &str, known_project: bool, client: IpAddr) -> Counted {
    match Bucket::of(path) {
        Some(Bucket::Create | Bucket::UpdateSearch | Bucket::Management) if known_project => Counted::Project,
        _ => Counted::Client(client),
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    /// Admits requests of one project until one is refused.
    fn admitted(limiter: &Limiter, path: &str, tier: Option<&'static str>, now: Instant) -> usize {
        let mut headers = HeaderMap::new();
        if let Some(tier) = tier {
            headers.insert(TIER_HEADER, tier.parse().unwrap());
        }
        (0..).take_while(|_| limiter.admit(path, &headers, Counted::Project, now).is_ok()).count()
    }

    #[test]
    fn buckets_are_those_of_the_contract() {
        let contract = include_str!("../../tests/contract/user-management.openapi.yaml");
        let mut path = "";
        let mut seen = 0;
        for line in contract.lines() {
            if let Some(name) = line.strip_prefix("  /").and_then(|rest| rest.strip_suffix(':')) {
                path = name;
            }
            if let Some(bucket) = line.trim().strip_prefix("x-rate-limit: ") {
                let expected = match Bucket::of(&format!("/{path}")) {
                    Some(Bucket::Create) => "userCreate",
                    Some(Bucket::UpdateSearch) => "userUpdateSearch",
                    Some(Bucket::Management) => "userManagement",
                    Some(Bucket::General) | None => "general",
                };
                assert_eq!(
                    bucket.split([' ', '"', '\'']).find(|word| !word.is_empty()),
                    Some(expected),
                    "/{path}"
                );
                seen += 1;
            }
        }
        assert_eq!(seen, 78);
    }

    #[test]
    fn the_licence_and_the_emulator_itself_are_exempt() {
        assert_eq!(Bucket::of("/v1/mgmt/license"), None);
        assert_eq!(Bucket::of("/_emulator/limits"), None);
        assert_eq!(Bucket::of("/v1/mgmt/users/load"), Some(Bucket::General));
    }

    #[test]
    fn each_bucket_has_its_count_and_the_licence_multiplies_it_when_named() {
        for (path, count) in [
            ("/v1/mgmt/user/create", 100),
            ("/v2/mgmt/user/search", 200),
            ("/v1/mgmt/user", 500),
            ("/v1/auth/me", 100),
        ] {
            let now = Instant::now();
            let limiter = || Limiter::new(Some(RateLimits::default()), "tier3");
            assert_eq!(admitted(&limiter(), path, None, now), count);
            assert_eq!(admitted(&limiter(), path, Some("tier4"), now), count);
            assert_eq!(admitted(&limiter(), path, Some("tier3"), now), 5 * count);
        }
    }

    #[test]
    fn no_window_of_any_position_holds_more_than_the_count() {
        let mut usage = Usage::default();
        let start = Instant::now();
        for at in [0, 58, 59] {
            assert_eq!(usage.admit(3, WINDOW, start + at * SECOND), Ok(()));
        }
        assert_eq!(usage.admit(3, WINDOW, start + 60 * SECOND), Ok(()));
        assert!(usage.admit(3, WINDOW, start + 61 * SECOND).is_err());
    }

    #[test]
    fn the_block_lasts_the_whole_back_off_even_when_the_window_is_free_again() {
        let mut usage = Usage::default();
        let start = Instant::now();
        assert_eq!(usage.admit(1, WINDOW, start), Ok(()));
        assert_eq!(usage.admit(1, WINDOW, start + 59 * SECOND), Err(60 * SECOND));
        assert_eq!(usage.admit(1, WINDOW, start + 61 * SECOND), Err(58 * SECOND));
        assert_eq!(usage.admit(1, WINDOW, start + 118 * SECOND), Err(SECOND));
        assert_eq!(usage.admit(1, WINDOW, start + 119 * SECOND), Ok(()));
    }

    #[test]
    fn buckets_do_not_close_each_other_and_clients_are_apart() {
        let limits = RateLimits { scale: 0.01, ..RateLimits::default() };
        let limiter = Limiter::new(Some(limits), "tier1");
        let now = Instant::now();
        assert_eq!(admitted(&limiter, "/v1/mgmt/user/create", None, now), 1);
        assert_eq!(admitted(&limiter, "/v1/mgmt/user/create/batch", None, now), 0);
        assert_eq!(admitted(&limiter, "/v1/mgmt/user/update", None, now), 2);
        for last in 1..3 {
            let client = counted("/v1/mgmt/role/all", true, Ipv4Addr::new(192, 0, 2, last).into());
            let admit = || limiter.admit("/v1/mgmt/role/all", &HeaderMap::new(), client, now);
            assert_eq!((admit(), admit()), (Ok(()), Err(WINDOW)));
        }
        limiter.set(None);
        assert_eq!(limiter.admit("/v1/mgmt/user/create", &HeaderMap::new(), Counted::Project, now), Ok(()));
    }

    #[test]
    fn clients_that_went_away_are_forgotten() {
        let limiter = Limiter::new(Some(RateLimits::default()), "tier1");
        let start = Instant::now();
        let call = |number: u32, now| {
            let client = Counted::Client(Ipv4Addr::from(number).into());
            limiter.admit("/v1/mgmt/role/all", &HeaderMap::new(), client, now).unwrap();
        };
        (0..1024).for_each(|number| call(number, start));
        call(5000, start + 61 * SECOND);
        assert_eq!(lock(&limiter.state).usage.len(), 1);
    }
}
