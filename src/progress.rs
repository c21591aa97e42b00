//! Progress of a run: a bar on a terminal, a line now and then elsewhere. The rate limit decides how long most
//! runs take, so that the time left comes from what it allows, and a wait for it is shown as one.

mod screen;

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use self::screen::Screen;
use crate::{
    error::visible,
    span::{Span, clock_after},
    ui::{Ui, counted},
    words::grouped,
};

/// Time between two lines where there is no terminal, so that a log stays short.
const SAID_EVERY: Duration = Duration::from_secs(10);

/// Times a second that a bar is drawn at most.
const DRAWN: u8 = 20;

/// A shorter wait is not worth a word.
const SILENT_WAIT: Duration = Duration::from_secs(1);

/// What the rate limit allows to the requests of a run.
#[derive(Debug, Clone, Copy)]
pub struct Allowance {
    /// Rows of one request.
    pub rows: u64,
    /// Requests of one window.
    pub requests: u32,
    /// The window.
    pub window: Duration,
}

/// Shows the progress of a run.
pub struct Progress {
    ui: Ui,
    bar: Option<ProgressBar>,
    pace: Arc<Mutex<Pace>>,
}

/// What is known of a run so far, and what follows from it.
struct Pace {
    /// What is counted, such as `row`.
    noun: &'static str,
    total: u64,
    /// Rows that earlier runs have done.
    before: u64,
    /// Rows that this run has done.
    done: u64,
    /// Rows by outcome, in the order in which outcomes came first.
    outcomes: Vec<(&'static str, u64)>,
    allowance: Option<Allowance>,
    started: Instant,
    /// So much later than the limit alone lets them, requests go: others use it too, or the server has closed
    /// it.
    delay: Duration,
    /// End of the wait for the rate limit, which may be over.
    waits_until: Instant,
    /// Time that went by in waits, the present one included.
    waited: Duration,
    /// When the last line was said.
    said: Instant,
    /// When the last line about a wait was said.
    wait_said: Option<Instant>,
    /// Whether a bar shows all of this.
    has_bar: bool,
}

impl Pace {
    fn new(noun: &'static str, total: u64, allowance: Option<Allowance>, now: Instant) -> Self {
        Self {
            noun,
            total,
            before: 0,
            done: 0,
            outcomes: Vec::new(),
            allowance,
            started: now,
            delay: Duration::ZERO,
            waits_until: now,
            waited: Duration::ZERO,
            said: now,
            wait_said: None,
            has_bar: false,
        }
    }

    fn left(&self) -> u64 {
        self.total.saturating_sub(self.before + self.done)
    }

    /// Time after the start before which the limit lets no row of this number go: that many windows are full of
    /// those before it.
    fn allowed_after(&self, rows_before: u64) -> Duration {
        let Some(Allowance { rows, requests, window }) = self.allowance else { return Duration::ZERO };
        let windows = rows_before / rows.max(1) / u64::from(requests.max(1));
        window.saturating_mul(u32::try_from(windows).unwrap_or(u32::MAX))
    }

    fn add(&mut self, outcome: &'static str) {
        match self.outcomes.iter_mut().find(|(name, _)| *name == outcome) {
            Some((_, count)) => *count += 1,
            None => self.outcomes.push((outcome, 1)),
        }
    }

    fn wait(&mut self, wait: Duration, now: Instant) {
        let until = now.checked_add(wait).unwrap_or(now);
        if until > self.waits_until {
            self.waited += until.duration_since(self.waits_until.max(now));
            self.waits_until = until;
        }
        // A request that waits belongs to the window after that of the rows that are done.
        let window = self.allowance.map_or(Duration::ZERO, |allowance| allowance.window);
        let expected = self.allowed_after(self.done).saturating_add(window);
        self.delay = self.waits_until.duration_since(self.started).saturating_sub(expected);
    }

    /// What is left of a wait.
    fn waits(&self, now: Instant) -> Option<Duration> {
        let left = self.waits_until.saturating_duration_since(now);
        (left > Duration::ZERO).then_some(left)
    }

    /// The time that is left: as long as the limit takes, or the server where it is slower. None before the
    /// first row where there is no limit.
    fn time_left(&self, now: Instant) -> Option<Duration> {
        let wait = self.waits(now).unwrap_or_default();
        let last_row = self.total.saturating_sub(self.before).saturating_sub(1);
        let allowed = self.allowed_after(last_row).saturating_add(self.delay);
        let by_limit = allowed.saturating_sub(now.duration_since(self.started));
        if self.done == 0 {
            return self.allowance.map(|_| by_limit.max(wait));
        }
        let busy = now.duration_since(self.started).saturating_sub(self.waited.saturating_sub(wait));
        let seconds = busy.as_secs_f64() / self.done as f64 * self.left() as f64;
        let by_rate = Duration::try_from_secs_f64(seconds).unwrap_or_default();
        Some(by_limit.max(wait + by_rate))
    }

    /// How many rows there are of each outcome.
    fn counts(&self) -> String {
        let mut outcomes = self.outcomes.clone();
        outcomes.sort_by_key(|(name, _)| ["failed", "notAttempted"].contains(name));
        let counts = outcomes.iter().map(|(name, count)| format!("{} {}", grouped(count), words_of(name)));
        counts.collect::<Vec<_>>().join(", ")
    }

    /// What has come out, and how long it goes on.
    fn outlook(&self, now: Instant) -> Vec<String> {
        let is_done = self.left() == 0;
        let counts = Some(self.counts()).filter(|counts| !counts.is_empty());
        let wait = self.waits(now).filter(|_| !is_done || self.total == 0);
        let left = self.time_left(now).filter(|_| !is_done);
        let wait = wait.map(|wait| format!("waits {} for the limit", Span::near(wait)));
        let left = left.map(|left| format!("{} left, until {}", Span::near(left), clock_after(left)));
        [counts, wait, left].into_iter().flatten().collect()
    }

    /// All of it on one line.
    fn line(&self, now: Instant) -> String {
        let rows = format!("{} of {}", grouped(self.before + self.done), counted(self.total, self.noun));
        // Before the first page it is not known how many there are.
        let rows = Some(rows).filter(|_| self.total > 0);
        rows.into_iter().chain(self.outlook(now)).collect::<Vec<_>>().join("; ")
    }
}

fn words_of(outcome: &str) -> &str {
    if outcome == "notAttempted" { "not attempted" } else { outcome }
}

fn locked(pace: &Mutex<Pace>) -> MutexGuard<'_, Pace> {
    pace.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Ui {
    /// Starts the progress of a run over this many rows.
    #[must_use]
    pub fn progress(&self, total: u64, allowance: Option<Allowance>) -> Progress {
        let progress = Progress::new(self, "row", total, allowance);
        Progress { bar: self.can_show_bar().then(|| progress.bar_of(total)), ..progress }
    }

    /// Starts the progress of gathering, such as of users page by page, whose number the first page tells. What
    /// takes less than a second shows nothing.
    #[must_use]
    pub fn gathering(&self, noun: &'static str, allowance: Option<Allowance>) -> Gathering {
        Gathering { progress: Progress::new(self, noun, 0, allowance) }
    }
}

/// Shows how far gathering has come.
pub struct Gathering {
    progress: Progress,
}

impl Gathering {
    /// So many of so many are there.
    pub fn reach(&mut self, done: u64, total: u64) {
        let now = Instant::now();
        let is_long = {
            let mut pace = locked(&self.progress.pace);
            (pace.done, pace.total) = (done, total);
            now.duration_since(pace.started) > SILENT_WAIT
        };
        if is_long && self.progress.bar.is_none() && self.progress.ui.can_show_bar() {
            self.progress.bar = Some(self.progress.bar_of(total));
        }
        if let Some(bar) = &self.progress.bar {
            bar.set_length(total);
            bar.set_position(done);
        } else {
            self.progress.say_now_and_then(&mut locked(&self.progress.pace), now);
        }
    }

    /// Tells of waits for the rate limit; may be called from other tasks.
    pub fn wait_listener(&self) -> impl Fn(Duration) + Send + Sync + use<> {
        self.progress.wait_listener()
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.progress.end();
    }
}

impl Progress {
    fn new(ui: &Ui, noun: &'static str, total: u64, allowance: Option<Allowance>) -> Self {
        let pace = Arc::new(Mutex::new(Pace::new(noun, total, allowance, Instant::now())));
        Self { ui: ui.clone(), bar: None, pace }
    }

    fn bar_of(&self, total: u64) -> ProgressBar {
        let pace = Arc::clone(&self.pace);
        locked(&self.pace).has_bar = true;
        let target = ProgressDrawTarget::term_like_with_hz(Box::new(Screen::of_stderr()), DRAWN);
        let bar = ProgressBar::with_draw_target(Some(total), target);
        if let Ok(style) = ProgressStyle::with_template("{wide_bar:.cyan/dim} {rows}\n{state}") {
            let state = move |_: &ProgressState, out: &mut dyn std::fmt::Write| {
                let pace = locked(&pace);
                let mut parts = pace.outlook(Instant::now());
                if parts.is_empty() {
                    // The bar drops an empty line, and typed text would then follow the full line above.
                    parts.push("nothing is done yet".to_owned());
                }
                let width = dialoguer::console::Term::stderr().size().1;
                let _ = out.write_str(&fitting(&parts.join(" · "), width.into()));
            };
            let rows = |bar: &ProgressState, out: &mut dyn std::fmt::Write| {
                let _ = write!(out, "{}/{}", grouped(bar.pos()), grouped(bar.len().unwrap_or_default()));
            };
            bar.set_style(style.with_key("rows", rows).with_key("state", state));
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        bar
    }

    /// Says a line where none was said for a while.
    fn say_now_and_then(&self, pace: &mut Pace, now: Instant) {
        if now.duration_since(pace.said) >= SAID_EVERY {
            pace.said = now;
            self.ui.note(&pace.line(now));
        }
    }
}

/// Columns that are left free behind the bar: a terminal shows there what is typed, such as `^C`.
const TYPED: usize = 5;

/// A text cut to a width, so that it does not wrap: what wraps cannot be taken away again.
fn fitting(text: &str, width: usize) -> String {
    dialoguer::console::truncate_str(text, width.saturating_sub(TYPED), "…").into_owned()
}

impl Progress {
    /// Counts one more row with this outcome.
    pub fn add(&mut self, outcome: &'static str) {
        let mut pace = locked(&self.pace);
        pace.add(outcome);
        pace.done += 1;
        match &self.bar {
            Some(bar) => {
                // Drawing the bar takes the lock.
                drop(pace);
                bar.inc(1);
            }
            None => self.say_now_and_then(&mut pace, Instant::now()),
        }
    }

    /// Counts a row that an earlier run has done.
    pub fn add_earlier(&mut self, outcome: &'static str) {
        {
            let mut pace = locked(&self.pace);
            pace.add(outcome);
            pace.before += 1;
        }
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
    }

    /// Tells of waits for the rate limit; may be called from other tasks.
    pub fn wait_listener(&self) -> impl Fn(Duration) + Send + Sync + use<> {
        let (ui, pace) = (self.ui.clone(), Arc::clone(&self.pace));
        move |wait| {
            let mut pace = locked(&pace);
            let now = Instant::now();
            pace.wait(wait, now);
            // Requests of several kinds may begin to wait at the same time.
            let is_said = pace.wait_said.is_some_and(|said| now.duration_since(said) < SILENT_WAIT);
            if !pace.has_bar && !is_said && wait > SILENT_WAIT {
                (pace.said, pace.wait_said) = (now, Some(now));
                ui.note(&pace.line(now));
            }
        }
    }

    /// Shows a line above the bar.
    pub fn line(&self, text: &str) {
        let show = || self.ui.preview(&visible(text));
        match &self.bar {
            Some(bar) => bar.suspend(show),
            None => show(),
        }
    }

    /// A function that shows a note while the bar stays; it may be called from other tasks.
    pub fn announcer(&self) -> impl Fn(&str) + Send + use<> {
        let (ui, bar) = (self.ui.clone(), self.bar.clone());
        move |text| match &bar {
            Some(bar) => bar.suspend(|| ui.note(text)),
            None => ui.note(text),
        }
    }

    /// Takes the bar away.
    pub fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: Duration = Duration::from_secs(60);

    fn second(number: u64) -> Duration {
        Duration::from_secs(number)
    }

    /// 7200 rows, 100 a request, 10 requests a minute: 72 requests, and 7 waits of a minute.
    fn pace(start: Instant) -> Pace {
        Pace::new("row", 7_200, Some(Allowance { rows: 100, requests: 10, window: WINDOW }), start)
    }

    fn rows(pace: &mut Pace, count: u64) {
        pace.done += count;
        (0..count).for_each(|_| pace.add("created"));
    }

    #[test]
    fn the_time_left_is_what_the_limit_takes_and_only_shrinks() {
        let start = Instant::now();
        let mut pace = pace(start);
        assert_eq!(pace.time_left(start), Some(second(420)));
        rows(&mut pace, 1_000);
        // The first window went in a second, which is no measure for the others.
        assert_eq!(pace.time_left(start + second(1)), Some(second(419)));
        pace.wait(second(59), start + second(1));
        let mut last = second(420);
        for passed in 1..60 {
            let now = start + second(passed);
            let left = pace.time_left(now).unwrap();
            assert!(left < last, "{left:?} after {passed} s");
            assert_eq!(pace.waits(now), Some(second(60 - passed)));
            last = left;
        }
        assert_eq!(pace.time_left(start + second(60)), Some(second(360)));
        assert_eq!(pace.waits(start + second(60)), None);
    }

    #[test]
    fn a_server_that_is_slower_than_the_limit_decides() {
        let start = Instant::now();
        let mut pace = pace(start);
        rows(&mut pace, 100);
        assert_eq!(pace.time_left(start + second(60)), Some(second(60 * 71)));
        // Time spent in waits says nothing about the server.
        pace.wait(second(60), start + second(60));
        assert_eq!(pace.time_left(start + second(60)), Some(second(60 + 60 * 71)));
        assert_eq!(pace.time_left(start + second(120)), Some(second(60 * 71)));
    }

    #[test]
    fn without_a_limit_nothing_is_said_before_the_first_row() {
        let start = Instant::now();
        let mut pace = Pace::new("row", 10, None, start);
        assert_eq!((pace.time_left(start + second(5)), pace.outlook(start)), (None, Vec::new()));
        rows(&mut pace, 5);
        assert_eq!(pace.time_left(start + second(5)), Some(second(5)));
        rows(&mut pace, 5);
        assert_eq!(pace.line(start + second(10)), "10 of 10 rows; 10 created");
    }

    #[test]
    fn rows_of_earlier_runs_count_as_done_and_not_for_the_rate() {
        let start = Instant::now();
        let mut pace = pace(start);
        (0..7_100).for_each(|_| pace.add("created"));
        pace.before = 7_100;
        pace.done = 50;
        (0..50).for_each(|_| pace.add("failed"));
        assert_eq!(pace.time_left(start + second(2)), Some(second(2)));
        let line = pace.line(start + second(2));
        let line = line.replace('\u{202f}', " ");
        assert!(line.starts_with("7 150 of 7 200 rows; 7 100 created, 50 failed; 2s left, until "), "{line}");
    }

    /// Others use the limit too: all that is left comes later by that.
    #[test]
    fn a_wait_longer_than_the_limit_asks_for_delays_the_end() {
        let start = Instant::now();
        let mut pace = pace(start);
        pace.wait(second(100), start);
        assert_eq!(pace.time_left(start), Some(second(420 + 40)));
        rows(&mut pace, 1_000);
        pace.wait(second(20), start + second(100));
        assert_eq!(pace.time_left(start + second(100)), Some(second(320)));
    }

    #[test]
    fn waits_at_the_same_time_count_once() {
        let start = Instant::now();
        let mut pace = pace(start);
        pace.wait(second(30), start);
        pace.wait(second(20), start + second(5));
        pace.wait(second(40), start + second(10));
        assert_eq!((pace.waited, pace.waits(start + second(10))), (second(50), Some(second(40))));
    }

    #[test]
    fn a_line_does_not_wrap() {
        assert_eq!(fitting("1000 created, 5 failed", 15), "1000 crea…");
        assert_eq!(fitting("1 created", 80), "1 created");
    }
}
