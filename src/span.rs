//! Lengths of time as people write them: `90`, `90s`, `10m`, `1h30m`; and times as people tell them: `3 days ago`.

use std::{fmt, str::FromStr, time::Duration};

use jiff::{SignedDuration, Timestamp, Zoned};

/// A length of time in whole seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span(pub Duration);

/// Units from the largest to the smallest, with their seconds.
const UNITS: [(char, u64); 5] = [('w', 604_800), ('d', 86_400), ('h', 3_600), ('m', 60), ('s', 1)];

const EXPECTED: &str = "expected a time such as `90`, `90s`, `10m` or `1h30m`";

impl Span {
    /// The length, rounded up to whole seconds.
    #[must_use]
    pub fn of(duration: Duration) -> Self {
        Self(Duration::from_secs(duration.as_secs() + u64::from(duration.subsec_nanos() > 0)))
    }

    /// The length to the nearest second.
    #[must_use]
    pub fn near(duration: Duration) -> Self {
        Self(Duration::from_secs(duration.saturating_add(Duration::from_millis(500)).as_secs()))
    }
}

/// Reads a length in one of the forms of [`Span`], or with a fraction of a second: `0.5`, `0.5s`, `250ms`.
///
/// # Errors
/// When it is in none of them.
pub fn precise(text: &str) -> Result<Duration, &'static str> {
    if let Ok(Span(length)) = text.parse() {
        return Ok(length);
    }
    let (number, factor) = match text.strip_suffix("ms") {
        Some(milliseconds) => (milliseconds, 0.001),
        None => (text.strip_suffix('s').unwrap_or(text), 1.0),
    };
    let is_plain = number.starts_with(|letter: char| letter.is_ascii_digit());
    let seconds = number.parse::<f64>().ok().filter(|_| is_plain).ok_or(EXPECTED)?;
    Duration::try_from_secs_f64(seconds * factor).map_err(|_| EXPECTED)
}

impl FromStr for Span {
    type Err = &'static str;

    /// Reads seconds without a unit, or numbers with units, the larger units first.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_number = text.bytes().all(|letter| letter.is_ascii_digit());
        if let Some(seconds) = text.parse().ok().filter(|_| is_number) {
            return Ok(Self(Duration::from_secs(seconds)));
        }
        let (mut rest, mut seconds, mut smallest) = (text, 0_u64, u64::MAX);
        while !rest.is_empty() {
            let digits = rest.len() - rest.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
            let (count, unit) = rest.split_at(digits);
            let mut letters = unit.chars();
            let letter = letters.next().ok_or(EXPECTED)?;
            let (_, factor) = UNITS.into_iter().find(|(name, _)| *name == letter).ok_or(EXPECTED)?;
            let count: u64 = count.parse().map_err(|_| EXPECTED)?;
            let part = count.checked_mul(factor).filter(|_| factor < smallest).ok_or(EXPECTED)?;
            seconds = seconds.checked_add(part).ok_or(EXPECTED)?;
            (rest, smallest) = (letters.as_str(), factor);
        }
        if smallest == u64::MAX { Err(EXPECTED) } else { Ok(Self(Duration::from_secs(seconds))) }
    }
}

impl fmt::Display for Span {
    /// Writes the two largest units that count, as they can be read again.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_secs() {
            seconds @ 0..60 => write!(out, "{seconds}s"),
            seconds @ 60..3_600 if seconds % 60 == 0 => write!(out, "{}m", seconds / 60),
            seconds @ 60..3_600 => write!(out, "{}m{}s", seconds / 60, seconds % 60),
            seconds if seconds / 60 % 60 == 0 => write!(out, "{}h", seconds / 3_600),
            seconds => write!(out, "{}h{}m", seconds / 3_600, seconds / 60 % 60),
        }
    }
}

/// Seconds of the units in which times are told, with their short names; months and years are as long as most are.
const TOLD_UNITS: [(u64, &str, &str); 6] = [
    (365 * 24 * 3_600, "year", "y"),
    (30 * 24 * 3_600, "month", "mo"),
    (24 * 3_600, "day", "d"),
    (3_600, "hour", "h"),
    (60, "minute", "m"),
    (1, "second", "s"),
];

/// A time as people tell it, to the largest unit that counts: `3 days ago`, `in 2 hours`.
#[must_use]
pub fn told(time: Timestamp, now: Timestamp) -> String {
    let seconds = time.duration_since(now).as_secs();
    let mut units = TOLD_UNITS.into_iter();
    let Some((length, unit, _)) = units.find(|(length, ..)| seconds.unsigned_abs() >= *length) else {
        return "now".to_owned();
    };
    let count = seconds.unsigned_abs() / length;
    let plural = if count == 1 { "" } else { "s" };
    if seconds < 0 { format!("{count} {unit}{plural} ago") } else { format!("in {count} {unit}{plural}") }
}

/// What [`told`] says, where there is little room: `3d ago`, `in 2h`. None for any other text.
#[must_use]
pub fn shortened(told: &str) -> Option<String> {
    let (before, rest) = told.strip_prefix("in ").map_or(("", told), |rest| ("in ", rest));
    let (rest, after) = rest.strip_suffix(" ago").map_or((rest, ""), |rest| (rest, " ago"));
    let (count, unit) = rest.split_once(' ')?;
    let unit = unit.strip_suffix('s').unwrap_or(unit);
    let (.., short) = TOLD_UNITS.into_iter().find(|(_, name, _)| *name == unit)?;
    count.parse::<u64>().ok().map(|count| format!("{before}{count}{short}{after}"))
}

/// The time on the clock after a wait, with the day where it is another one.
#[must_use]
pub fn clock_after(wait: Duration) -> String {
    let now = Zoned::now();
    let then = SignedDuration::try_from(wait).ok().and_then(|wait| now.checked_add(wait).ok());
    let then = then.unwrap_or_else(|| now.clone());
    let form = if then.date() == now.date() { "%H:%M:%S" } else { "%Y-%m-%d %H:%M:%S" };
    then.strftime(form).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_forms_are_read() {
        let seconds = |text: &str| text.parse::<Span>().map(|span| span.0.as_secs());
        for (text, expected) in [
            ("90", 90),
            ("90s", 90),
            ("10m", 600),
            ("2h", 7_200),
            ("1h30m", 5_400),
            ("1h5s", 3_605),
            ("7d", 604_800),
            ("1w2d", 777_600),
            ("0", 0),
        ] {
            assert_eq!(seconds(text), Ok(expected), "{text}");
        }
        for bad in [
            "",
            "s",
            "10x",
            "1m1h",
            "5m5m",
            "-5s",
            "+5",
            "1.5h",
            "ü",
            "10 m",
            "99999999999999999999",
            "9999999999999999h",
        ] {
            assert_eq!(seconds(bad), Err(EXPECTED), "{bad}");
        }
    }

    #[test]
    fn fractions_of_a_second_are_read_where_they_are_meant() {
        let milliseconds = |text: &str| precise(text).map(|length| length.as_millis());
        for (text, expected) in
            [("90", 90_000), ("1h30m", 5_400_000), ("0.5", 500), ("0.5s", 500), ("250ms", 250)]
        {
            assert_eq!(milliseconds(text), Ok(expected), "{text}");
        }
        for bad in ["", "ms", "-1", "-1ms", "+1", "inf", "nan", "1e999", ".5", "1m0.5s", "5 ms"] {
            assert_eq!(milliseconds(bad), Err(EXPECTED), "{bad}");
        }
    }

    #[test]
    fn what_is_written_can_be_read() {
        for (seconds, text) in [
            (0, "0s"),
            (59, "59s"),
            (60, "1m"),
            (61, "1m1s"),
            (3_600, "1h"),
            (5_400, "1h30m"),
            (3_661, "1h1m"),
        ] {
            let span = Span(Duration::from_secs(seconds));
            assert_eq!(span.to_string(), text);
            assert!(text.parse::<Span>().unwrap() <= span);
        }
        assert_eq!(Span::of(Duration::from_millis(1_001)).to_string(), "2s");
    }

    #[test]
    fn times_are_told_to_the_largest_unit() {
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        let told = |seconds: i64| told(Timestamp::from_second(1_800_000_000 + seconds).unwrap(), now);
        for (seconds, text) in [
            (0, "now"),
            (-1, "1 second ago"),
            (-59, "59 seconds ago"),
            (-60, "1 minute ago"),
            (-7_199, "1 hour ago"),
            (-3 * 86_400, "3 days ago"),
            (-29 * 86_400, "29 days ago"),
            (-364 * 86_400, "12 months ago"),
            (-800 * 86_400, "2 years ago"),
            (90, "in 1 minute"),
            (2 * 86_400, "in 2 days"),
        ] {
            assert_eq!(told(seconds), text);
        }
        for (told, short) in [("57 minutes ago", "57m ago"), ("in 1 month", "in 1mo")] {
            assert_eq!(shortened(told).as_deref(), Some(short));
        }
        assert_eq!(
            (shortened("now"), shortened("2026-01-01"), shortened("a minute ago")),
            (None, None, None)
        );
        assert!(super::told(Timestamp::MIN, Timestamp::MAX).ends_with(" years ago"));
    }

    #[test]
    fn a_wait_of_any_length_has_a_time_on_the_clock() {
        assert!(clock_after(Duration::from_secs(1)).contains(':'));
        assert!(clock_after(Duration::from_secs(200_000)).contains('-'));
        assert!(!clock_after(Duration::MAX).is_empty());
    }
}
