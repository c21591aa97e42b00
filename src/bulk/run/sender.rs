//! Sends batches of rows, finds out what became of each row, and sends again only what is known not to have
//! happened.

use std::{
    cell::LazyCell,
    collections::HashSet,
    future::Future,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::sync::watch;

use super::{
    journal::{Journal, MOST_PLACES, Sending, Sent},
    work::{Findings, Pending, Tools, Work},
};
use crate::{
    api::{Client, Latency, Request, limit::Place, retry, shortened, users::Found},
    bulk::{outcome::Outcome, plan::Item},
    error::{Error, Kind, Response, Result},
    span::Span,
    ui::counted,
};

/// Pauses between the tries of a request whose outcome is in doubt or that the server could not take.
const PAUSES: [Duration; 5] = [
    Duration::from_millis(200),
    Duration::from_secs(1),
    Duration::from_secs(5),
    Duration::from_secs(15),
    Duration::from_secs(30),
];

/// Batches in a row with no success at all after which the server is taken to be out of order. A single one
/// may be the fault of its rows.
const HOPELESS: u32 = 3;

/// Seconds by which a time of the server's clock may be too early: it is read from a `Date`, which leaves the
/// fraction of the second out, and which took some time to arrive.
const CLOCK_MARGIN: u64 = 2;

/// Sends batches, one after another or many at once.
pub(super) struct BatchSender<W> {
    work: W,
    client: Arc<Client>,
    journal: Journal,
    ending: watch::Receiver<bool>,
    max_failures: Option<u64>,
    failures: AtomicU64,
    /// Rows that failed and whose places were to be noted.
    places: AtomicUsize,
    /// Batches in a row that the server failed at as a whole.
    hopeless: AtomicU32,
    /// Whether it was said that tries are repeated: once is enough.
    told: AtomicBool,
    /// How long replies take.
    latency: Latency,
}

/// Rows of a batch with their outcome, and the numbers of those that were sent without one. The engine holds it
/// as well, so that a batch which is aborted has not forgotten what it settled and what it sent.
#[derive(Clone, Default)]
pub(super) struct Settled(Arc<Mutex<Kept>>);

/// The outcomes, and the rows in doubt.
type Kept = (Vec<(Item, Outcome)>, HashSet<u64>);

impl Settled {
    fn add(&self, rows: impl IntoIterator<Item = (Item, Outcome)>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0.extend(rows);
    }

    /// Notes that it is not known what became of these rows.
    fn add_doubt(&self, rows: &[Pending]) {
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        inner.1.extend(rows.iter().map(|row| row.item.index));
    }

    /// Notes that these rows are known not to have taken effect.
    fn end_doubt(&self, rows: &[Pending]) {
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for row in rows {
            inner.1.remove(&row.item.index);
        }
    }

    pub(super) fn take(&self) -> Kept {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What became of a batch so far.
struct Done {
    settled: Settled,
    /// Why nothing more should be sent, where that is so.
    stopped: Option<Error>,
}

/// Rows that wait for their next step.
struct Waiting {
    rows: Vec<Pending>,
    stage: Stage,
    /// Tries in a row that brought nothing new.
    tries: usize,
    /// What the look-ups of these rows have found so far.
    found: Found,
}

/// What is known of rows that wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// Not prepared.
    Fresh,
    /// Known not to have taken effect.
    Ready,
    /// Sent, without a useful answer.
    InDoubt,
    /// Refused as a whole.
    Refused,
}

impl Stage {
    /// What is said of rows that are left at this stage.
    pub(super) fn left(self) -> Outcome {
        match self {
            Self::InDoubt => Outcome::InDoubt,
            Self::Fresh | Self::Ready | Self::Refused => Outcome::NotAttempted,
        }
    }
}

enum Step {
    /// What was found out about its rows, and how many tries in a row have brought nothing new for those that are to be
    /// sent.
    Done(Findings, usize),
    /// The server refused what was asked of it.
    Rejected(Waiting, Error),
    /// No useful answer.
    Unanswered(Waiting, Error),
}

impl<W: Work> BatchSender<W> {
    pub(super) fn new(
        work: W,
        client: Arc<Client>,
        journal: Journal,
        ending: watch::Receiver<bool>,
        max_failures: Option<u64>,
    ) -> Self {
        Self {
            work,
            client,
            journal,
            ending,
            max_failures,
            failures: AtomicU64::new(0),
            places: AtomicUsize::new(0),
            hopeless: AtomicU32::new(0),
            told: AtomicBool::new(false),
            latency: Latency::default(),
        }
    }

    pub(super) fn rows_together(&self) -> usize {
        self.work.rows_together()
    }

    /// Whether more rows have failed than may.
    pub(super) fn has_too_many_failures(&self) -> bool {
        self.max_failures.is_some_and(|most| self.failures.load(Ordering::Relaxed) > most)
    }

    /// How long replies take.
    pub(super) fn latency(&self) -> &Latency {
        &self.latency
    }

    /// The journal, once all that was noted is on disk.
    pub(super) async fn into_journal(self) -> Result<Journal> {
        self.journal.flush().await?;
        Ok(self.journal)
    }

    fn is_ending(&self) -> bool {
        *self.ending.borrow()
    }

    /// Sends a batch until every row has an outcome. What is refused as a whole, or what the server breaks at,
    /// is halved until the rows at fault stand alone. Returns why nothing more should be sent, where that is so.
    pub(super) async fn send(&self, rows: Vec<Pending>, stage: Stage, settled: Settled) -> Option<Error> {
        let mut done = Done { settled, stopped: None };
        let (count, mut broken_at) = (rows.len(), 0);
        if stage == Stage::InDoubt {
            done.settled.add_doubt(&rows);
        }
        let mut waiting = vec![Waiting::new(rows, stage)];
        while let Some(next) = waiting.pop() {
            if next.rows.is_empty() {
                continue;
            }
            if done.stopped.is_some() || self.is_ending() || self.has_too_many_failures() {
                done.leave(next);
                continue;
            }
            let next = match next.split_to(self.work.rows_in_request()) {
                Parts::Two { first, second } => {
                    waiting.push(second);
                    first
                }
                Parts::Whole(whole) => whole,
            };
            let mut step = self.step(next, &done.settled).await;
            if let Step::Rejected(next, _) | Step::Unanswered(next, _) = &mut step {
                if next.stage == Stage::InDoubt {
                    next.rows.iter_mut().for_each(|row| row.was_in_doubt = true);
                } else {
                    done.settled.end_doubt(&next.rows);
                    self.note_undone(&mut done, &next.rows);
                }
            }
            match step {
                Step::Done(findings, tries) => self.apply(findings, tries, &mut done, &mut waiting),
                Step::Rejected(next, error) => self.reject(next, &error, &mut done, &mut waiting),
                Step::Unanswered(mut next, error) => {
                    let pause = PAUSES.get(next.tries).filter(|_| is_worth_a_retry(&error));
                    if let Some(pause) = pause {
                        next.tries += 1;
                        if !self.told.swap(true, Ordering::Relaxed) {
                            self.client.tell(&format!("{error}: trying again"));
                        }
                        self.wait(retry::jittered(*pause)).await;
                        waiting.push(next);
                    } else if is_breakdown(&error) {
                        match next.halved() {
                            Parts::Two { first, second } => waiting.extend([second, first]),
                            Parts::Whole(next) => {
                                broken_at += next.rows.len();
                                self.fail(&mut done, next, &error);
                                done.stopped = self.give_up(broken_at == count, error);
                            }
                        }
                    } else {
                        done.stopped = Some(error);
                        done.leave(next);
                    }
                }
            }
        }
        if broken_at < count && done.stopped.is_none() {
            self.hopeless.store(0, Ordering::Relaxed);
        }
        done.stopped
    }

    /// Notes what is settled, and puts the other rows where they belong.
    fn apply(&self, findings: Findings, tries: usize, done: &mut Done, waiting: &mut Vec<Waiting>) {
        let Findings { settled, ready, to_patch, to_halve, mut in_doubt } = findings;
        in_doubt.iter_mut().for_each(|row| row.was_in_doubt = true);
        self.note(done, settled);
        [&ready, &to_patch, &to_halve].into_iter().for_each(|rows| done.settled.end_doubt(rows));
        waiting.push(Waiting { tries, ..Waiting::new(in_doubt, Stage::InDoubt) });
        for rows in [to_patch, ready] {
            waiting.push(Waiting { tries, ..Waiting::new(rows, Stage::Ready) });
        }
        match Waiting::new(to_halve, Stage::Ready).halved() {
            Parts::Two { first, second } => waiting.extend([second, first]),
            Parts::Whole(alone) => waiting.push(alone),
        }
    }

    /// Rows that were refused. A batch is looked up before it is halved; what was looked up already is halved;
    /// what stands alone has failed.
    fn reject(&self, next: Waiting, error: &Error, done: &mut Done, waiting: &mut Vec<Waiting>) {
        match next.halved() {
            Parts::Two { first, second } => {
                let looks_up = second.stage == Stage::Ready && !second.was_refused();
                if looks_up {
                    let mut rows = first.rows;
                    rows.extend(second.rows);
                    waiting.push(Waiting::new(rows, Stage::Refused));
                } else {
                    waiting.extend([second, first]);
                }
            }
            // What is in doubt stays so in the journal: only its look-up was refused.
            Parts::Whole(alone) if alone.stage == Stage::InDoubt => self.fail(done, alone, error),
            Parts::Whole(alone) => {
                let outcome = failed_by(error);
                let settled = alone.rows.into_iter().map(|row| (row.item, outcome.clone())).collect();
                self.note(done, settled);
            }
        }
    }

    /// Why the run should stop, where the server has failed at whole batches too often.
    fn give_up(&self, whole: bool, error: Error) -> Option<Error> {
        let hopeless = if whole { self.hopeless.fetch_add(1, Ordering::Relaxed) + 1 } else { 0 };
        (hopeless >= HOPELESS).then_some(error)
    }

    /// Takes rows one step further: fresh ones are prepared, those in doubt are looked up, others are sent.
    async fn step(&self, mut waiting: Waiting, settled: &Settled) -> Step {
        if waiting.stage == Stage::Ready {
            return self.send_ready(waiting, settled).await;
        }
        let known = waiting.found.settled();
        if waiting.stage == Stage::InDoubt
            && let Err(error) = self.wait_for_late_requests(&waiting.rows).await
        {
            return Step::Unanswered(waiting, error);
        }
        let Waiting { rows, stage, found, .. } = &mut waiting;
        let tools = self.tools(found);
        let answer = match stage {
            // Nothing of them was sent, so that a run which is to end need not wait for what they are looked up for.
            Stage::Fresh => self.unless_ending(self.work.prepare(tools, rows)).await,
            Stage::Refused => self.work.look_up_refused(tools, rows).await,
            _ => self.work.look_up(tools, rows).await,
        };
        match answer {
            Ok(findings) => {
                // A look-up that works does not mean that the next sending will. Only what it settles is new.
                let brought_nothing = waiting.stage == Stage::InDoubt && findings.settled.is_empty();
                Step::Done(findings, if brought_nothing { waiting.tries } else { 0 })
            }
            Err(error) => {
                // A try that found something counts as none.
                if waiting.found.settled() > known {
                    waiting.tries = 0;
                }
                unanswered_or_rejected(waiting, error)
            }
        }
    }

    fn tools<'t>(&'t self, found: &'t mut Found) -> Tools<'t> {
        let most = self.max_failures.unwrap_or(u64::MAX);
        let more_failures = most.saturating_sub(self.failures.load(Ordering::Relaxed));
        Tools { client: &self.client, journal: &self.journal, found, more_failures }
    }

    async fn send_ready(&self, mut waiting: Waiting, settled: &Settled) -> Step {
        let requests = match self.work.requests(&waiting.rows) {
            Ok(requests) => requests,
            Err(error) => return Step::Unanswered(waiting, error),
        };
        let mut reply = None;
        for (index, request) in requests.iter().enumerate() {
            // The place is taken before the journal is written: a row that waits for the rate limit was not
            // sent.
            let place = match self.place_for(request, &mut waiting.rows, index).await {
                Ok(place) => place,
                Err(error) => {
                    waiting.stage = if index > 0 { Stage::InDoubt } else { Stage::Ready };
                    return Step::Unanswered(waiting, error);
                }
            };
            settled.add_doubt(&waiting.rows);
            let started = Instant::now();
            reply = match self.client.send_placed(request, place).await {
                Ok(reply) => Some(reply),
                Err(error) if is_rejection(&error) => return Step::Rejected(waiting, error),
                Err(error) => {
                    // A reply that is not the API's does not say whether the request came through.
                    let says_nothing = |reply: &Response| reply.status.is_some() && !reply.envelope;
                    let in_doubt = index > 0
                        || error.response().is_some_and(|reply| reply.in_doubt || says_nothing(reply));
                    waiting.stage = if in_doubt { Stage::InDoubt } else { Stage::Ready };
                    return Step::Unanswered(waiting, error);
                }
            };
            self.latency.note(started.elapsed());
        }
        let Some(reply) = reply else { return Step::Done(Findings::default(), 0) };
        let mut found = std::mem::take(&mut waiting.found);
        match self.work.settle(self.tools(&mut found), &waiting.rows, &reply).await {
            Ok(mut findings) => {
                self.mask(&requests, &mut findings);
                Step::Done(findings, 0)
            }
            Err(error) => {
                waiting.stage = Stage::InDoubt;
                Step::Unanswered(waiting, error)
            }
        }
    }

    /// Takes the key and the secrets of the requests out of what the server says about rows, since some servers
    /// repeat what they were sent, and bounds its length.
    fn mask(&self, requests: &[Request], findings: &mut Findings) {
        let mask = LazyCell::new(|| self.client.mask(requests));
        for (_, outcome) in &mut findings.settled {
            if let Outcome::Failed { reason: text, .. } | Outcome::Created { remark: Some(text), .. } =
                outcome
            {
                *text = shortened(&mask.apply(text));
            }
        }
    }

    /// Takes a place for a request and, before the first one of these rows, notes that they are being sent.
    async fn place_for(
        &self,
        request: &Request,
        rows: &mut [Pending],
        index: usize,
    ) -> Result<Option<Place>> {
        let place = self.client.place(request).await?;
        if index > 0 {
            return Ok(place);
        }
        let (at, timeout) = (self.client.server_now(), self.client.timeout().as_secs());
        let mut sending = Sending::new(rows.iter().map(|row| row.item.index), at, timeout);
        sending.changes =
            rows.iter().filter_map(|row| row.patch.as_ref()).map(|patch| patch.changes).collect();
        self.journal.sending(sending).await?;
        for row in rows {
            let changes = row.patch.as_ref().map(|patch| patch.changes);
            row.was_sent_before = row.sent.is_some();
            row.sent = Some(Sent {
                first: row.sent.map_or(at, |sent| sent.first),
                latest: at,
                timeout,
                changes: changes.or(row.sent.and_then(|sent| sent.changes)),
            });
        }
        Ok(place)
    }

    /// Where a person would feel a repeat, waits until a request in doubt can no longer take effect: twice the
    /// time that its client waited for a reply, counted from its sending by the server's clock.
    async fn wait_for_late_requests(&self, rows: &[Pending]) -> Result<()> {
        if !self.work.is_repeat_felt() {
            return Ok(());
        }
        let now = self.client.server_now();
        let sent = rows.iter().filter_map(|row| row.sent);
        let seconds = sent.map(|sent| late_effect_possible_for(sent, now)).max().unwrap_or(0);
        if seconds > 0 {
            self.client.tell(&format!(
                "waiting {} before looking up {}, so that nobody is invited twice: a request without \
                 an answer may still take effect",
                Span(Duration::from_secs(seconds)),
                counted(rows.len() as u64, "row")
            ));
        }
        self.wait(Duration::from_secs(seconds)).await;
        if self.is_ending() { Err(Error::new(Kind::Interrupted, "interrupted")) } else { Ok(()) }
    }

    /// Does something that changes nothing, unless the run is being ended.
    async fn unless_ending<T>(&self, look_up: impl Future<Output = Result<T>>) -> Result<T> {
        let mut ending = self.ending.clone();
        tokio::select! {
            biased;
            done = look_up => done,
            _ = ending.wait_for(|ending| *ending) => Err(Error::new(Kind::Interrupted, "interrupted")),
        }
    }

    /// Waits, but not while the run is being ended.
    async fn wait(&self, pause: Duration) {
        let mut ending = self.ending.clone();
        tokio::select! {
            _ = ending.wait_for(|ending| *ending) => {}
            () = tokio::time::sleep(pause) => {}
        }
    }

    fn note(&self, done: &mut Done, mut settled: Vec<(Item, Outcome)>) {
        if settled.is_empty() {
            return;
        }
        settled.sort_by_key(|(item, _)| item.index);
        self.count_failures(&settled);
        let noted = self.journal.done(settled.iter().map(|(item, outcome)| (item.index, outcome)));
        let failed = settled.iter().filter(|(_, outcome)| matches!(outcome, Outcome::Failed { .. }));
        // What nobody is shown must not make the journal longer.
        let before = self.places.fetch_add(failed.clone().count(), Ordering::Relaxed);
        let failed = failed.take(MOST_PLACES.saturating_sub(before));
        let places: Vec<_> = failed.map(|(item, _)| (item.index, item.place())).collect();
        let placed = if places.is_empty() { Ok(()) } else { self.journal.places(places) };
        done.stopped = done.stopped.take().or(noted.and(placed).err());
        done.settled.add(settled);
    }

    /// Notes that what was sent for these rows was refused, so that nothing of it was done: else they would be in
    /// doubt for the next run. One that was in doubt before stays so, since its earlier request may come late.
    fn note_undone(&self, done: &mut Done, rows: &[Pending]) {
        let undone = rows.iter().filter(|row| row.sent.is_some() && !row.was_in_doubt);
        let mut undone = undone.map(|row| (row.item.index, &Outcome::NotAttempted)).peekable();
        if undone.peek().is_some() {
            done.stopped = done.stopped.take().or(self.journal.done(undone).err());
        }
    }

    /// Rows that failed in this run, but of which the journal keeps what it knows.
    fn fail(&self, done: &mut Done, waiting: Waiting, error: &Error) {
        let outcome = failed_by(error);
        let failed: Vec<_> = waiting.rows.into_iter().map(|row| (row.item, outcome.clone())).collect();
        self.count_failures(&failed);
        done.settled.add(failed);
    }

    fn count_failures(&self, settled: &[(Item, Outcome)]) {
        let failed = settled.iter().filter(|(_, outcome)| matches!(outcome, Outcome::Failed { .. })).count();
        self.failures.fetch_add(failed as u64, Ordering::Relaxed);
    }
}

/// Seconds for which a request of this sending may still take effect.
fn late_effect_possible_for(sent: Sent, now: Option<i64>) -> u64 {
    let whole = sent.timeout.saturating_mul(2).saturating_add(CLOCK_MARGIN);
    match (sent.latest, now) {
        (Some(latest), Some(now)) => {
            let passed = u64::try_from(now.saturating_sub(latest)).unwrap_or(0);
            whole.saturating_sub(passed)
        }
        // Where the server does not tell the time, nothing of it has passed for sure.
        _ => whole,
    }
}

/// Rows that were to be divided.
enum Parts {
    /// Nothing could be split off.
    Whole(Waiting),
    Two {
        first: Waiting,
        second: Waiting,
    },
}

impl Done {
    /// Rows that stay where they are. Those in doubt stay so in the journal, and are looked up by the next
    /// run.
    fn leave(&mut self, waiting: Waiting) {
        let outcome = waiting.stage.left();
        self.settled.add(waiting.rows.into_iter().map(|row| (row.item, outcome.clone())));
    }
}

impl Waiting {
    fn new(rows: Vec<Pending>, stage: Stage) -> Self {
        Self { rows, stage, tries: 0, found: Found::default() }
    }

    /// Whether these rows were refused with others already.
    fn was_refused(&self) -> bool {
        self.rows.iter().any(|row| row.was_sent_before)
    }

    /// The two halves; the whole where it is a single row.
    fn halved(mut self) -> Parts {
        if self.rows.len() < 2 {
            return Parts::Whole(self);
        }
        let second = self.rows.split_off(self.rows.len() / 2);
        let [second, first] = [second, self.rows].map(|rows| Self::new(rows, self.stage));
        Parts::Two { first, second }
    }

    /// The rows that fit into one request, and the rest; the whole where all of them fit.
    fn split_to(mut self, most: usize) -> Parts {
        if self.stage != Stage::Ready || self.rows.len() <= most {
            return Parts::Whole(self);
        }
        let rest = self.rows.split_off(most);
        let [second, first] = [rest, self.rows].map(|rows| Self::new(rows, self.stage));
        Parts::Two { first, second }
    }
}

fn unanswered_or_rejected(waiting: Waiting, error: Error) -> Step {
    if is_rejection(&error) { Step::Rejected(waiting, error) } else { Step::Unanswered(waiting, error) }
}

fn failed_by(error: &Error) -> Outcome {
    let code = error.response().and_then(|reply| reply.code.clone());
    let reason = match error.reason() {
        Some(why) => format!("{error}: {why}"),
        None => error.to_string(),
    };
    Outcome::Failed { reason, code }
}

/// Whether the same request may succeed later: no reply, a cut connection, or trouble of the edge.
fn is_worth_a_retry(error: &Error) -> bool {
    error.kind() == Kind::Unavailable && error.response().is_some_and(|reply| reply.retryable)
}

/// Whether the API broke at a request, which may be the fault of what it holds.
fn is_breakdown(error: &Error) -> bool {
    let status = error.response().filter(|reply| reply.envelope).and_then(|reply| reply.status);
    status.is_some_and(|status| matches!(status, 500 | 501))
}

/// Whether the API refused the content of a request, so that nothing of it was done.
fn is_rejection(error: &Error) -> bool {
    matches!(error.kind(), Kind::Failed | Kind::NotFound | Kind::Conflict)
        && error.response().is_some_and(|reply| reply.envelope)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_late_request_is_waited_for_by_the_servers_clock() {
        let sent = |latest, timeout| Sent { first: None, latest, timeout, changes: None };
        let seconds = |latest, timeout, now| late_effect_possible_for(sent(latest, timeout), now);
        assert_eq!(seconds(Some(100), 10, Some(105)), 17);
        assert_eq!(seconds(Some(100), 10, Some(122)), 0);
        assert_eq!(seconds(Some(100), 10, Some(90)), 22, "a clock that was set back makes no wait longer");
        assert_eq!(seconds(None, 10, Some(105)), 22);
        assert_eq!(seconds(Some(100), 10, None), 22, "a server that does not tell the time");
        assert_eq!(seconds(Some(i64::MIN), 10, Some(i64::MAX)), 0);
        assert_eq!(seconds(Some(i64::MAX), u64::MAX, Some(i64::MIN)), u64::MAX);
    }
}
