//! Progress of a run: a bar on a terminal, a line now and then elsewhere. The rate limit decides how long most
//! runs take, so that the time left comes from what it allows, and a wait for it is shown as one.

mod screen;

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
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
#[derive(Debug, Clone)]
pub struct Allowance {
    /// Rows of one request.
    pub rows: u64,
    /// Requests of one window.
    pub requests: u32,
    /// The window.
    pub window: Duration,
    /// Until each place that was not free at the start is free again, the earliest first.
    pub back: Arc<[Duration]>,
}

/// Shows the progress of a run.
pub struct Progress {
    ui: Ui,
    bar: Option<ProgressBar>,
    pace: Arc<Mutex<Pace>>,
    /// Ends the thread that says or shows something after a while.
    _ticks: Option<mpsc::Sender<()>>,
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
    /// Those that take a request each, where the others come in hundreds.
    alone: Option<Alone>,
    /// Rows whose users are looked up before the first sending.
    looked_up: Option<LookedUp>,
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
    /// Whether nothing new is sent any more.
    is_ending: bool,
    /// Whether all has been said.
    is_over: bool,
}

impl Allowance {
    /// Time before which the limit lets no row of this number go: each place is free again a window later.
    fn after(&self, rows_before: u64) -> Duration {
        let (before, places) = (rows_before / self.rows.max(1), u64::from(self.requests.max(1)));
        let free = places.saturating_sub(self.back.len() as u64);
        let taken = (before % places).checked_sub(free).and_then(|taken| usize::try_from(taken).ok());
        let first = taken.and_then(|taken| self.back.get(taken)).copied().unwrap_or_default();
        let windows = u32::try_from(before / places).unwrap_or(u32::MAX);
        self.window.saturating_mul(windows).saturating_add(first)
    }

    /// Rows a second.
    fn rate(&self) -> f64 {
        self.rows as f64 * f64::from(self.requests) / self.window.as_secs_f64()
    }
}

/// What is known of those who take a request each. How long the others took says nothing about them.
struct Alone {
    allowance: Option<Allowance>,
    started: Instant,
    done: u64,
    left: u64,
    /// Time that each takes, where many are in flight.
    each: Duration,
    /// As that of a pace.
    delay: Duration,
}

/// Rows whose users are looked up before the first sending, most of them by a request each.
#[derive(Debug)]
struct LookedUp {
    /// How many were.
    count: Arc<AtomicU64>,
    total: u64,
    allowance: Option<Allowance>,
}

impl Alone {
    fn wait(&mut self, until: Instant) {
        let Some(allowance) = &self.allowance else { return };
        let expected = allowance.after(self.done).saturating_add(allowance.window);
        self.delay = until.duration_since(self.started).saturating_sub(expected);
    }

    /// Time before which the limit does not let the last one go.
    fn by_limit(&self, now: Instant) -> Duration {
        let last = (self.done + self.left).saturating_sub(1);
        let allowed = self.allowance.as_ref().map_or(Duration::ZERO, |allowance| allowance.after(last));
        allowed.saturating_add(self.delay).saturating_sub(now.duration_since(self.started))
    }

    fn time_left(&self, now: Instant, wait: Duration) -> Duration {
        let by_server = self.each.saturating_mul(u32::try_from(self.left).unwrap_or(u32::MAX));
        self.by_limit(now).max(wait.saturating_add(by_server))
    }

    /// None before the first one. Where the limit lets all of them go, the server alone decides.
    fn rate(&self, now: Instant) -> Option<f64> {
        let by_server = Some(1.0 / self.each.as_secs_f64()).filter(|_| !self.each.is_zero())?;
        let limit = self.allowance.as_ref().filter(|_| !self.by_limit(now).is_zero());
        Some(limit.map_or(by_server, |limit| limit.rate().min(by_server)))
    }
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
            alone: None,
            looked_up: None,
            started: now,
            delay: Duration::ZERO,
            waits_until: now,
            waited: Duration::ZERO,
            said: now,
            wait_said: None,
            has_bar: false,
            is_ending: false,
            is_over: false,
        }
    }

    fn left(&self) -> u64 {
        self.total.saturating_sub(self.before + self.done)
    }

    /// Time after the start before which the limit lets no row of this number go.
    fn allowed_after(&self, rows_before: u64) -> Duration {
        self.allowance.as_ref().map_or(Duration::ZERO, |allowance| allowance.after(rows_before))
    }

    /// Counts a row. One that is not attempted says that the run is ending, and how many these are is known at
    /// its end only.
    fn add(&mut self, outcome: &'static str) -> bool {
        if outcome == NOT_ATTEMPTED {
            self.is_ending = true;
            return false;
        }
        match self.outcomes.iter_mut().find(|(name, _)| *name == outcome) {
            Some((_, count)) => *count += 1,
            None => self.outcomes.push((outcome, 1)),
        }
        true
    }

    /// Takes those into account whose users were looked up since.
    fn refresh(&mut self, now: Instant) {
        let Some(LookedUp { count, total, allowance }) = &self.looked_up else { return };
        let done = count.load(Ordering::Relaxed).min(*total);
        let left = (total - done).min(self.left());
        let busy = self.busy(now, self.waits(now).unwrap_or_default());
        let each = busy.checked_div(u32::try_from(done).unwrap_or(u32::MAX)).unwrap_or_default();
        let delay = self.alone.as_ref().map_or(Duration::ZERO, |alone| alone.delay);
        let (allowance, started) = (allowance.clone(), self.started);
        let is_known = allowance.is_some() || done > 0;
        self.alone = is_known.then_some(Alone { allowance, started, done, left, each, delay });
    }

    fn wait(&mut self, wait: Duration, now: Instant) {
        self.refresh(now);
        let until = now.checked_add(wait).unwrap_or(now);
        if until > self.waits_until {
            self.waited += until.duration_since(self.waits_until.max(now));
            self.waits_until = until;
        }
        if let Some(alone) = self.alone.as_mut().filter(|alone| alone.left > 0) {
            alone.wait(self.waits_until);
            return;
        }
        // A request that waits belongs to the window after that of the rows that are done.
        let window = self.allowance.as_ref().map_or(Duration::ZERO, |allowance| allowance.window);
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
        if let Some(alone) = self.alone.as_ref().filter(|alone| alone.left > 0) {
            return Some(by_limit.max(alone.time_left(now, wait)));
        }
        if self.done == 0 {
            // Nothing tells how long those take that the limit lets go at once.
            return Some(by_limit.max(wait)).filter(|left| !left.is_zero());
        }
        let seconds = self.busy(now, wait).as_secs_f64() / self.done as f64 * self.left() as f64;
        let by_rate = Duration::try_from_secs_f64(seconds).unwrap_or_default();
        Some(by_limit.max(wait + by_rate))
    }

    /// Time that did not go by in waits for the limit.
    fn busy(&self, now: Instant, wait: Duration) -> Duration {
        now.duration_since(self.started).saturating_sub(self.waited.saturating_sub(wait))
    }

    /// Rows a second: as many as the limit lets go, or fewer where the server is slower. None before the first
    /// row.
    fn rate(&self, now: Instant) -> Option<f64> {
        if let Some(alone) = self.alone.as_ref().filter(|alone| alone.left > 0) {
            return alone.rate(now);
        }
        let busy = self.busy(now, self.waits(now).unwrap_or_default()).as_secs_f64();
        let by_server = Some(self.done as f64 / busy).filter(|_| self.done > 0 && busy > 0.0)?;
        let by_limit = self.allowance.as_ref().map(Allowance::rate);
        Some(by_limit.map_or(by_server, |by_limit| by_limit.min(by_server)))
    }

    /// How many rows there are of each outcome.
    fn counts(&self) -> Option<String> {
        let mut outcomes = self.outcomes.clone();
        outcomes.sort_by_key(|(name, _)| ["failed", IN_DOUBT].contains(name));
        let counts = outcomes.iter().map(|(name, count)| format!("{} {}", grouped(count), words_of(name)));
        Some(counts.collect::<Vec<_>>().join(", ")).filter(|counts| !counts.is_empty())
    }

    /// What has come out, and how fast.
    fn outcome(&self, now: Instant) -> Vec<String> {
        let goes_on = self.left() > 0 && !self.is_ending;
        let rate = self.rate(now).filter(|_| goes_on).map(a_second);
        let looked_up = self.looked_up.as_ref().map(|looked_up| looked_up.count.load(Ordering::Relaxed));
        let looked_up = looked_up.filter(|_| goes_on && self.done == 0).filter(|count| *count > 0);
        let looked_up = looked_up.map(|count| format!("{} looked up", grouped(count)));
        self.counts().into_iter().chain(looked_up).chain(rate).collect()
    }

    /// How it goes on.
    fn outlook(&self, now: Instant) -> Vec<String> {
        if self.is_ending {
            return vec!["ends once what was sent is answered".to_owned()];
        }
        let is_done = self.left() == 0;
        let wait = self.waits(now).filter(|_| !is_done || self.total == 0);
        let left = self.time_left(now).filter(|_| !is_done);
        let wait = wait.map(|wait| format!("waits {} for the limit", Span::near(wait)));
        let left = left.map(|left| format!("{} left, until {}", Span::near(left), clock_after(left)));
        [wait, left].into_iter().flatten().collect()
    }

    /// What is shown below a bar: one line, or two where the terminal is too narrow for both parts. The last one
    /// leaves room for what is typed.
    fn below(&self, now: Instant, width: usize) -> [String; 2] {
        let joined = |parts: &[String]| parts.join(" · ");
        let (outcome, outlook) = (self.outcome(now), self.outlook(now));
        let all = joined(&[outcome.clone(), outlook.clone()].concat());
        if all.is_empty() {
            // The bar drops an empty line, and typed text would then follow the full line above.
            return [String::new(), "nothing is done yet".to_owned()];
        }
        if fits(&all, width) || outcome.is_empty() || outlook.is_empty() {
            return [String::new(), fitting(&all, width)];
        }
        [outcome, outlook].map(|parts| fitting(&joined(&parts), width))
    }

    /// All of it on one line.
    fn line(&self, now: Instant) -> String {
        let rows = format!("{} of {}", grouped(self.before + self.done), counted(self.total, self.noun));
        // Before the first page it is not known how many there are.
        let rows = Some(rows).filter(|_| self.total > 0);
        rows.into_iter().chain(self.outcome(now)).chain(self.outlook(now)).collect::<Vec<_>>().join("; ")
    }
}

const NOT_ATTEMPTED: &str = "notAttempted";
const IN_DOUBT: &str = "inDoubt";

fn words_of(outcome: &str) -> &str {
    if outcome == IN_DOUBT { "in doubt" } else { outcome }
}

/// A rate in a unit in which it is not 0.
fn a_second(rate: f64) -> String {
    match rate {
        rate if rate >= 1.0 => format!("{} a second", grouped(rate.round())),
        rate => format!("{} a minute", (rate * 60.0).ceil()),
    }
}

fn locked(pace: &Mutex<Pace>) -> MutexGuard<'_, Pace> {
    pace.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Ui {
    /// Starts the progress of a run over this many rows.
    #[must_use]
    pub fn progress(&self, total: u64, allowance: Option<Allowance>) -> Progress {
        Progress::new(self, "row", total, allowance, Duration::ZERO)
    }

    /// Starts the progress of gathering, such as of users page by page, whose number the first page tells. What
    /// takes less than a second shows nothing.
    #[must_use]
    pub fn gathering(&self, noun: &'static str, allowance: Option<Allowance>) -> Gathering {
        Gathering { progress: Progress::new(self, noun, 0, allowance, SILENT_WAIT) }
    }
}

/// Shows how far gathering has come.
pub struct Gathering {
    progress: Progress,
}

impl Gathering {
    /// So many are there to be gathered.
    pub fn expect(&self, total: u64) {
        self.reach(0, total);
    }

    /// So many of so many are there.
    pub fn reach(&self, done: u64, total: u64) {
        {
            let mut pace = locked(&self.progress.pace);
            (pace.done, pace.total) = (done, total);
        }
        if let Some(bar) = &self.progress.bar {
            bar.set_length(total);
            bar.set_position(done);
        }
    }

    /// So many are there that take a request each, and so many more will; each takes so long.
    pub fn reach_alone(&self, done: u64, left: u64, each: Duration, allowance: Option<Allowance>) {
        let mut pace = locked(&self.progress.pace);
        let (started, delay) = match &pace.alone {
            Some(alone) => (alone.started, alone.delay),
            None => (Instant::now(), Duration::ZERO),
        };
        pace.alone = Some(Alone { allowance, started, done, left, each, delay }).filter(|_| done + left > 0);
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
    /// The progress of something, which is shown where it takes longer than `silence`.
    fn new(ui: &Ui, noun: &'static str, total: u64, allowance: Option<Allowance>, silence: Duration) -> Self {
        let pace = Arc::new(Mutex::new(Pace::new(noun, total, allowance, Instant::now())));
        let bar = ui.can_show_bar().then(|| bar_of(&pace, total));
        let ticks = match bar.clone() {
            Some(bar) if silence == Duration::ZERO => {
                show(&bar);
                None
            }
            Some(bar) => {
                let pace = Arc::clone(&pace);
                after(silence, move || {
                    // What is over must not begin to be drawn.
                    if !locked(&pace).is_over {
                        show(&bar);
                    }
                    None
                })
            }
            None => {
                let (ui, pace) = (ui.clone(), Arc::clone(&pace));
                after(SAID_EVERY, move || say_now_and_then(&ui, &mut locked(&pace)))
            }
        };
        Self { ui: ui.clone(), bar, pace, _ticks: ticks }
    }
}

/// A bar that is not drawn yet.
fn bar_of(pace: &Arc<Mutex<Pace>>, total: u64) -> ProgressBar {
    locked(pace).has_bar = true;
    let length = Some(total).filter(|total| *total > 0);
    let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::hidden());
    if let Ok(style) = ProgressStyle::with_template("{wide_bar:.cyan/dim} {rows}\n{first}\n{last}") {
        let line = |which: usize| {
            let pace = Arc::clone(pace);
            move |_: &ProgressState, out: &mut dyn std::fmt::Write| {
                let width = dialoguer::console::Term::stderr().size().1;
                let (mut pace, now) = (locked(&pace), Instant::now());
                pace.refresh(now);
                let _ = out.write_str(&pace.below(now, width.into())[which]);
            }
        };
        let rows = |bar: &ProgressState, out: &mut dyn std::fmt::Write| {
            if let Some(length) = bar.len() {
                let _ = write!(out, "{}/{}", grouped(bar.pos()), grouped(length));
            }
        };
        let style = style.with_key("first", line(0)).with_key("last", line(1));
        bar.set_style(style.with_key("rows", rows));
    }
    bar
}

/// Begins to draw a bar.
fn show(bar: &ProgressBar) {
    bar.set_draw_target(ProgressDrawTarget::term_like_with_hz(Box::new(Screen::of_stderr()), DRAWN));
    bar.enable_steady_tick(Duration::from_millis(200));
}

/// Says a line where none was said for a while, and returns when to look again; none once all has been said.
fn say_now_and_then(ui: &Ui, pace: &mut Pace) -> Option<Duration> {
    if pace.is_over {
        return None;
    }
    let now = Instant::now();
    let silent_for = now.duration_since(pace.said);
    if silent_for < SAID_EVERY {
        return Some(SAID_EVERY.saturating_sub(silent_for));
    }
    pace.said = now;
    pace.refresh(now);
    let line = pace.line(now);
    if !line.is_empty() {
        ui.note(&line);
    }
    Some(SAID_EVERY)
}

/// Does something after a while, on a thread of its own, and again as long as it returns when. It ends when what is
/// returned here goes. Where the system gives no thread, it is not done: nothing depends on it.
fn after(
    wait: Duration,
    mut act: impl FnMut() -> Option<Duration> + Send + 'static,
) -> Option<mpsc::Sender<()>> {
    let (sender, ended) = mpsc::channel::<()>();
    let ticks = move || {
        let mut next = Some(wait);
        while let Some(wait) = next {
            if ended.recv_timeout(wait) != Err(mpsc::RecvTimeoutError::Timeout) {
                return;
            }
            next = act();
        }
    };
    std::thread::Builder::new().name("progress".to_owned()).spawn(ticks).ok().map(|_| sender)
}

/// Columns that are left free behind the bar: a terminal shows there what is typed, such as `^C`.
const TYPED: usize = 5;

/// Whether a text is whole on a line of this width.
fn fits(text: &str, width: usize) -> bool {
    dialoguer::console::measure_text_width(text) + TYPED <= width
}

/// A text cut to a width, so that it does not wrap: what wraps cannot be taken away again.
fn fitting(text: &str, width: usize) -> String {
    dialoguer::console::truncate_str(text, width.saturating_sub(TYPED), "…").into_owned()
}

impl Progress {
    /// Counts one more row with this outcome.
    pub fn add(&mut self, outcome: &'static str) {
        let is_counted = {
            let mut pace = locked(&self.pace);
            let is_counted = pace.add(outcome);
            pace.done += u64::from(is_counted);
            is_counted
        };
        self.advance(is_counted);
    }

    /// Counts the users of so many rows as work, too, who are looked up before the first sending: one by one, as far
    /// as this allowance lets them. `count` says how many were.
    pub fn look_up_first(&self, total: u64, count: Arc<AtomicU64>, allowance: Option<Allowance>) {
        locked(&self.pace).looked_up = Some(LookedUp { count, total, allowance });
    }

    fn advance(&self, is_counted: bool) {
        // Drawing the bar takes the lock.
        if let Some(bar) = self.bar.as_ref().filter(|_| is_counted) {
            bar.inc(1);
        }
    }

    /// Counts a row that an earlier run has done.
    pub fn add_earlier(&mut self, outcome: &'static str) {
        let is_counted = {
            let mut pace = locked(&self.pace);
            let is_counted = pace.add(outcome);
            pace.before += u64::from(is_counted);
            is_counted
        };
        self.advance(is_counted);
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
            if !pace.has_bar && !is_said && !pace.is_ending && wait > SILENT_WAIT {
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

    /// A function that is told that the run is to end, with what to say about it; it may be called from other
    /// tasks.
    pub fn end_listener(&self) -> impl Fn(&str) + Send + use<> {
        let (ui, bar, pace) = (self.ui.clone(), self.bar.clone(), Arc::clone(&self.pace));
        move |text| {
            locked(&pace).is_ending = true;
            match &bar {
                Some(bar) => bar.suspend(|| ui.note(text)),
                None => ui.note(text),
            }
        }
    }

    /// Says no more, and takes the bar away.
    pub fn end(&self) {
        locked(&self.pace).is_over = true;
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// What ends with an error ends here.
impl Drop for Progress {
    fn drop(&mut self) {
        self.end();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: Duration = Duration::from_secs(60);

    fn allowance(rows: u64, requests: u32) -> Allowance {
        Allowance { rows, requests, window: WINDOW, back: Arc::new([]) }
    }

    fn second(number: u64) -> Duration {
        Duration::from_secs(number)
    }

    /// 7200 rows, 100 a request, 10 requests a minute: 72 requests, and 7 waits of a minute.
    fn pace(start: Instant) -> Pace {
        Pace::new("row", 7_200, Some(allowance(100, 10)), start)
    }

    fn rows(pace: &mut Pace, count: u64) {
        pace.done += count;
        (0..count).for_each(|_| assert!(pace.add("created")));
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
        (0..7_100).for_each(|_| assert!(pace.add("created")));
        pace.before = 7_100;
        pace.done = 50;
        (0..50).for_each(|_| assert!(pace.add("failed")));
        assert_eq!(pace.time_left(start + second(2)), Some(second(2)));
        let line = pace.line(start + second(2));
        let line = line.replace('\u{202f}', " ");
        assert!(
            line.starts_with("7 150 of 7 200 rows; 7 100 created, 50 failed; 17 a second; 2s left, until "),
            "{line}"
        );
    }

    /// Hundreds come in one request, and those that are left one by one: how long the first took says nothing.
    #[test]
    fn those_who_take_a_request_each_are_told_by_their_own_time() {
        let start = Instant::now();
        let limit = allowance(1, 500);
        let mut pace = Pace::new("user", 1_600, None, start);
        pace.done = 600;
        let alone = |done, each, allowance, delay| {
            let (left, each) = (1_000 - done, Duration::from_millis(each));
            Some(Alone { allowance, started: start + second(2), done, left, each, delay })
        };
        pace.alone = alone(0, 20, None, Duration::ZERO);
        assert_eq!(pace.time_left(start + second(2)), Some(second(20)));
        assert_eq!(pace.rate(start + second(2)).map(a_second).as_deref(), Some("50 a second"));
        // The limit has the last ones wait for the second window.
        pace.alone = alone(0, 20, Some(limit.clone()), Duration::ZERO);
        assert_eq!(pace.time_left(start + second(2)), Some(second(60)));
        assert_eq!(pace.rate(start + second(2)).map(a_second).as_deref(), Some("8 a second"));
        pace.alone = alone(600, 20, Some(limit.clone()), Duration::ZERO);
        assert_eq!(pace.rate(start + second(62)).map(a_second).as_deref(), Some("50 a second"));
        pace.alone = alone(500, 20, Some(limit), Duration::ZERO);
        pace.wait(second(50), start + second(12));
        assert_eq!(pace.time_left(start + second(12)), Some(second(60)));
        assert_eq!(pace.time_left(start + second(60)), Some(second(12)));
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

    /// The limit is not free at the start: another run has just used it.
    #[test]
    fn places_that_are_taken_come_back_when_they_do() {
        let start = Instant::now();
        let back: Arc<[Duration]> = (0..300).map(|place| second(30 + place / 100)).collect();
        let limit = Allowance { back, ..allowance(1, 500) };
        let after = [0, 199, 200, 499, 500, 699, 700, 1_000].map(|row| limit.after(row).as_secs());
        assert_eq!(after, [0, 0, 30, 32, 60, 60, 90, 120]);
        let pace = Pace::new("row", 900, Some(limit), start);
        assert_eq!(pace.time_left(start), Some(second(91)));
    }

    /// Before the first sending, users are looked up one by one, which takes most of the time.
    #[test]
    fn looking_up_before_the_first_sending_counts() {
        let start = Instant::now();
        let mut pace = Pace::new("row", 900, Some(allowance(100, 100)), start);
        let count = Arc::new(AtomicU64::new(0));
        let (looked_up, limit) = (Arc::clone(&count), Some(allowance(1, 500)));
        pace.looked_up = Some(LookedUp { count: looked_up, total: 900, allowance: limit });
        pace.refresh(start);
        assert_eq!(pace.time_left(start), Some(second(60)));
        count.store(500, Ordering::Relaxed);
        pace.wait(second(50), start + second(10));
        assert_eq!(pace.time_left(start + second(20)), Some(second(40 + 8)));
        assert!(pace.line(start + second(20)).contains("500 looked up"));
        // Those who were looked up are sent in hundreds, and nothing says yet how long that takes.
        count.store(900, Ordering::Relaxed);
        pace.refresh(start + second(70));
        assert_eq!(pace.time_left(start + second(70)), None);
        rows(&mut pace, 900);
        pace.refresh(start + second(70));
        assert_eq!(pace.time_left(start + second(70)), Some(Duration::ZERO));
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

    /// At any width the time left and the time on the clock are there, and what has come out.
    #[test]
    fn what_matters_is_shown_on_a_narrow_terminal() {
        let start = Instant::now();
        let mut pace = pace(start);
        (pace.total, pace.done) = (21_000, 8_500);
        pace.outcomes = vec![("skipped", 1_498), ("created", 6_999), ("failed", 3)];
        pace.wait(second(45), start + second(10));
        let shown = |width| pace.below(start + second(40), width).map(|line| line.replace('\u{202f}', " "));
        for width in [60, 80] {
            let [first, last] = shown(width);
            assert_eq!(first, "1 498 skipped, 6 999 created, 3 failed · 17 a second");
            assert!(last.starts_with("waits 15s for the limit · 19m20s left, until "), "{last}");
            assert!(!last.ends_with('…'), "{last}");
        }
        let [first, last] = shown(200);
        assert!(
            first.is_empty() && last.starts_with("1 498 skipped") && last.contains("left, until"),
            "{last}"
        );
    }

    #[test]
    fn the_rate_is_what_the_limit_lets_go_or_the_server_where_it_is_slower() {
        let start = Instant::now();
        let mut pace = pace(start);
        assert_eq!(pace.rate(start + second(1)), None);
        rows(&mut pace, 1_000);
        assert_eq!(pace.rate(start + second(1)).map(a_second).as_deref(), Some("17 a second"));
        assert_eq!(pace.rate(start + second(100)).map(a_second).as_deref(), Some("10 a second"));
        assert_eq!(pace.rate(start + second(4_000)).map(a_second).as_deref(), Some("15 a minute"));
    }

    /// How many rows are not attempted is known at the end; until then no number of them is right.
    #[test]
    fn a_run_that_is_ending_tells_no_time_and_no_rows_that_are_not_attempted() {
        let start = Instant::now();
        let mut pace = pace(start);
        rows(&mut pace, 300);
        (0..100).for_each(|_| assert!(!pace.add(NOT_ATTEMPTED)));
        let line = pace.line(start + second(20)).replace('\u{202f}', " ");
        assert_eq!(line, "300 of 7 200 rows; 300 created; ends once what was sent is answered");
    }

    #[test]
    fn a_line_does_not_wrap() {
        assert_eq!(fitting("1000 created, 5 failed", 15), "1000 crea…");
        assert_eq!(fitting("1 created", 80), "1 created");
    }
}
