//! Faults on demand: which requests meet which, by rules that can be repeated.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::http::StatusCode;

/// Rules for faults, one to a line, and the seed that decides the percentages.
///
/// ```text
/// POST /v1/mgmt/user/create/batch: cut-after-commit 2%, 503 every 50, latency 50ms..200ms, late 2s 5%
/// /v1/mgmt/user/*: 429 1%
/// *: latency 5ms
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Faults {
    rules: Vec<Rule>,
    seed: u64,
}

/// A rule that cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("fault rule `{rule}`: at `{place}`: {problem}")]
pub struct FaultsError {
    rule: String,
    place: String,
    problem: &'static str,
}

#[derive(Debug, Clone, PartialEq)]
struct Rule {
    text: String,
    method: Option<String>,
    /// A `*` at the end stands for anything.
    path: String,
    actions: Vec<(Action, Chance)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Action {
    /// The request waits, and is dropped when its client leaves.
    Latency(Span),
    /// The request is taken in, and done so much later, whoever still waits for it.
    Late(Span),
    Fault(Fault),
}

/// A time between two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Span {
    from: Duration,
    to: Duration,
}

/// What goes wrong with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// Answered at the edge; the handler does not run.
    Status(StatusCode),
    /// No reply, and the handler does not run.
    CutBeforeCommit,
    /// The handler runs; no reply.
    CutAfterCommit,
    /// The handler runs; half of the reply's body.
    CutMidReply,
    /// A web page with status 200; the handler does not run.
    Garbage,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Chance {
    Always,
    /// Between 0 and 1.
    Share(f64),
    Every(u64),
}

impl Faults {
    /// Reads rules, one to a line; empty lines and lines that begin with `#` are skipped.
    ///
    /// # Errors
    /// When a line is not a rule; the error names it and the place in it.
    pub fn parse(rules: &str, seed: u64) -> Result<Self, FaultsError> {
        let lines = rules.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        Ok(Self { rules: lines.map(Rule::parse).collect::<Result<_, _>>()?, seed })
    }

    /// The rules as they were written.
    pub fn rules(&self) -> impl Iterator<Item = &str> {
        self.rules.iter().map(|rule| rule.text.as_str())
    }

    /// What decides the percentages.
    pub fn seed(&self) -> u64 {
        self.seed
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rules().try_for_each(|rule| writeln!(formatter, "{rule}"))
    }
}

impl Rule {
    fn parse(line: &str) -> Result<Self, FaultsError> {
        let wrong =
            |problem, place: &str| FaultsError { rule: line.to_owned(), place: place.to_owned(), problem };
        let Some((target, actions)) = line.split_once(':') else {
            return Err(wrong("`:` and what should happen are missing", line));
        };
        let (method, path) = match target.split_whitespace().collect::<Vec<_>>().as_slice() {
            [path] => (None, *path),
            [method, path] => (Some(*method), *path),
            _ => return Err(wrong("expected `METHOD /path` or `/path`", target)),
        };
        if let Some(method) = method
            && !method.bytes().all(|letter| letter.is_ascii_alphabetic())
        {
            return Err(wrong("expected a method such as POST", method));
        }
        let beginning = path.strip_suffix('*').unwrap_or(path);
        if beginning.contains('*') || !(beginning.starts_with('/') || path == "*") {
            return Err(wrong("a path begins with `/` and may end with `*`", path));
        }
        let actions = actions
            .split(',')
            .map(|action| parse_action(action.trim()).map_err(|problem| wrong(problem, action.trim())))
            .collect::<Result<_, _>>()?;
        let (method, path) = (method.map(str::to_ascii_uppercase), path.to_owned());
        Ok(Self { text: line.to_owned(), method, path, actions })
    }

    fn matches(&self, method: &str, path: &str) -> bool {
        let is_path = match self.path.strip_suffix('*') {
            Some(beginning) => path.starts_with(beginning),
            None => path == self.path,
        };
        is_path && self.method.as_ref().is_none_or(|wanted| wanted == method)
    }
}

fn parse_action(text: &str) -> Result<(Action, Chance), &'static str> {
    let mut words = text.split_whitespace();
    let action = match words.next() {
        None => return Err("nothing is said to happen"),
        Some("latency") => Action::Latency(span(words.next().unwrap_or_default())?),
        Some("late") => Action::Late(span(words.next().unwrap_or_default())?),
        Some("cut-before-commit") => Action::Fault(Fault::CutBeforeCommit),
        Some("cut-after-commit") => Action::Fault(Fault::CutAfterCommit),
        Some("cut-mid-reply") => Action::Fault(Fault::CutMidReply),
        Some("garbage") => Action::Fault(Fault::Garbage),
        Some(status) => Action::Fault(Fault::Status(parse_status(status)?)),
    };
    Ok((action, chance(&words.collect::<Vec<_>>())?))
}

fn parse_status(text: &str) -> Result<StatusCode, &'static str> {
    let number = text.parse::<u16>().map_err(|_| {
        "unknown action; there are a status, latency, late, cut-before-commit, cut-after-commit, cut-mid-reply, garbage"
    })?;
    let status = StatusCode::from_u16(number).ok().filter(|_| (200..=599).contains(&number));
    status.ok_or("a status lies between 200 and 599")
}

fn span(text: &str) -> Result<Span, &'static str> {
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    let (from, to) = (duration(from)?, duration(to)?);
    if from > to {
        return Err("a range begins with its lower end");
    }
    Ok(Span { from, to })
}

fn duration(text: &str) -> Result<Duration, &'static str> {
    let wrong = "expected a time such as 200ms, 1.5s or 50ms..200ms";
    let (number, unit) = match text.strip_suffix("ms") {
        Some(number) => (number, 0.001),
        None => (text.strip_suffix('s').ok_or(wrong)?, 1.0),
    };
    let number = number.parse::<f64>().map_err(|_| wrong)? * unit;
    Duration::try_from_secs_f64(number)
        .ok()
        .filter(|time| *time <= Duration::from_secs(3600))
        .ok_or("a time lies between 0 and an hour")
}

fn chance(words: &[&str]) -> Result<Chance, &'static str> {
    let wrong = "expected `N%` or `every N`";
    match words {
        [] => Ok(Chance::Always),
        ["every", count] => match count.parse() {
            Ok(count) if count > 0 => Ok(Chance::Every(count)),
            _ => Err("`every` takes a whole number from 1"),
        },
        [share] => {
            let percent: f64 = share.strip_suffix('%').ok_or(wrong)?.parse().map_err(|_| wrong)?;
            if !(0.0..=100.0).contains(&percent) {
                return Err("a percentage lies between 0 and 100");
            }
            Ok(Chance::Share(percent / 100.0))
        }
        _ => Err(wrong),
    }
}

/// Rules at work: how many requests each has met.
pub(super) struct Injector {
    faults: Faults,
    met: Vec<AtomicU64>,
}

/// What is to be done to one request.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    pub(super) latency: Duration,
    /// How much later the handler runs, also when its client is gone.
    pub(super) late: Duration,
    pub(super) fault: Option<Fault>,
}

impl Injector {
    pub(super) fn new(faults: Faults) -> Self {
        let met = faults.rules.iter().map(|_| AtomicU64::new(0)).collect();
        Self { faults, met }
    }

    pub(super) fn faults(&self) -> &Faults {
        &self.faults
    }

    /// Latencies of all rules that match add up; of the faults the first one that is due happens.
    ///
    /// What a rule decides depends on the seed, the rule and how many requests matched it before, so the n-th
    /// request to a path meets the same in every run, whatever comes between.
    pub(super) fn plan(&self, method: &str, path: &str) -> Plan {
        let mut plan = Plan::default();
        if path.starts_with("/_emulator") {
            return plan;
        }
        for (number, (rule, met)) in self.faults.rules.iter().zip(&self.met).enumerate() {
            if !rule.matches(method, path) {
                continue;
            }
            let request = met.fetch_add(1, Ordering::Relaxed) + 1;
            for (place, (action, chance)) in rule.actions.iter().enumerate() {
                let draw = |salt: u64| {
                    let place = ((number as u64) << 32) | ((place as u64) << 1) | salt;
                    unit(self.faults.seed, place, request)
                };
                let is_due = match *chance {
                    Chance::Always => true,
                    Chance::Share(share) => draw(0) < share,
                    Chance::Every(count) => request % count == 0,
                };
                match *action {
                    _ if !is_due => {}
                    Action::Latency(Span { from, to }) => plan.latency += from + (to - from).mul_f64(draw(1)),
                    Action::Late(Span { from, to }) => plan.late += from + (to - from).mul_f64(draw(1)),
                    Action::Fault(fault) => plan.fault = plan.fault.or(Some(fault)),
                }
            }
        }
        plan
    }
}

/// An even draw from 0 up to 1.
fn unit(seed: u64, place: u64, request: u64) -> f64 {
    let bits = mix(mix(mix(seed) ^ place) ^ request) >> 11;
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    let even = bits as f64 / (1_u64 << 53) as f64;
    even
}

/// The finisher of SplitMix64.
const fn mix(value: u64) -> u64 {
    let mut value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plans(rules: &str, seed: u64, requests: usize) -> Vec<Plan> {
        let injector = Injector::new(Faults::parse(rules, seed).unwrap());
        (0..requests).map(|_| injector.plan("POST", "/v1/mgmt/user/create")).collect()
    }

    fn count(plans: &[Plan], fault: Fault) -> usize {
        plans.iter().filter(|plan| plan.fault == Some(fault)).count()
    }

    #[test]
    fn a_rule_has_a_target_and_actions() {
        let text = "# a comment\n\npost /v1/mgmt/user/create/batch: cut-after-commit 2%, 503 every 50, latency 200ms, \
             garbage, cut-mid-reply 0.5%, latency 0.05s..0.2s 10%\n  *: cut-before-commit 2%";
        let faults = Faults::parse(text, 7).unwrap();
        assert_eq!(faults.rules().count(), 2);
        assert_eq!(Faults::parse(&faults.to_string(), 7).unwrap(), faults);
        let rule = &faults.rules[0];
        assert_eq!(rule.method.as_deref(), Some("POST"));
        assert_eq!(
            rule.actions[1],
            (Action::Fault(Fault::Status(StatusCode::SERVICE_UNAVAILABLE)), Chance::Every(50))
        );
        let range = Span { from: Duration::from_millis(50), to: Duration::from_millis(200) };
        assert_eq!(rule.actions[5], (Action::Latency(range), Chance::Share(0.1)));
    }

    #[test]
    fn errors_name_the_rule_and_the_place() {
        for (rule, place) in [
            ("/v1/x", "/v1/x"),
            ("v1/x: 503", "v1/x"),
            ("/v1/*/x: 503", "/v1/*/x"),
            ("P0ST /v1/x: 503", "P0ST"),
            ("a b c: 503", "a b c"),
            ("/v1/x:", ""),
            ("/v1/x: 503,", ""),
            ("/v1/x: 503 2%, cut-of 3%", "cut-of 3%"),
            ("/v1/x: 100", "100"),
            ("/v1/x: 503 every 0", "503 every 0"),
            ("/v1/x: 503 101%", "503 101%"),
            ("/v1/x: 503 NaN%", "503 NaN%"),
            ("/v1/x: 503 2", "503 2"),
            ("/v1/x: latency", "latency"),
            ("/v1/x: late", "late"),
            ("/v1/x: late 2", "late 2"),
            ("/v1/x: latency 5", "latency 5"),
            ("/v1/x: latency -5ms", "latency -5ms"),
            ("/v1/x: latency 9ms..5ms", "latency 9ms..5ms"),
        ] {
            let error = Faults::parse(&format!("*: 503 1%\n{rule}"), 0).unwrap_err();
            assert_eq!((error.rule.as_str(), error.place.as_str()), (rule, place), "{error}");
        }
    }

    #[test]
    fn percentages_are_kept_and_the_same_seed_repeats_them() {
        let rules = "*: cut-after-commit 2%, 503 10%, latency 1ms..9ms 50%";
        let first = plans(rules, 42, 10_000);
        assert_eq!(first, plans(rules, 42, 10_000));
        assert_ne!(first, plans(rules, 43, 10_000));
        let cuts = count(&first, Fault::CutAfterCommit);
        let refusals = count(&first, Fault::Status(StatusCode::SERVICE_UNAVAILABLE));
        assert!((150..250).contains(&cuts), "{cuts}");
        assert!((880..1080).contains(&refusals), "{refusals}");
        let slow: Vec<_> = first.iter().map(|plan| plan.latency).filter(|time| !time.is_zero()).collect();
        assert!((4800..5200).contains(&slow.len()), "{}", slow.len());
        assert!(slow.iter().all(|time| (1..=9).contains(&time.as_millis())));
    }

    #[test]
    fn every_nth_request_of_the_rule_is_hit() {
        let hit: Vec<bool> =
            plans("/v1/mgmt/user/*: 503 every 3", 0, 7).iter().map(|plan| plan.fault.is_some()).collect();
        assert_eq!(hit, [false, false, true, false, false, true, false]);
    }

    #[test]
    fn the_first_fault_wins_and_latencies_add_up() {
        let plans =
            plans("*: latency 5ms, garbage, late 1s\n/v1/mgmt/user/create: 503, latency 7ms, late 2s", 0, 1);
        assert_eq!(
            plans,
            [Plan {
                latency: Duration::from_millis(12),
                late: Duration::from_secs(3),
                fault: Some(Fault::Garbage)
            }]
        );
    }

    #[test]
    fn rules_meet_only_their_method_and_path_and_never_the_emulator_itself() {
        let injector = Injector::new(Faults::parse("POST /v1/mgmt/user*: 503\nGET *: 502", 0).unwrap());
        let status = |method, path| match injector.plan(method, path).fault {
            Some(Fault::Status(status)) => status.as_u16(),
            _ => 0,
        };
        assert_eq!(status("POST", "/v1/mgmt/users/load"), 503);
        assert_eq!(status("GET", "/v1/mgmt/user"), 502);
        assert_eq!(status("POST", "/v1/mgmt/tenant"), 0);
        assert_eq!(status("GET", "/_emulator/status"), 0);
    }
}
