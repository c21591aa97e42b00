//! Carries rows out: sends them, finds out what became of each, and sends again only what is known
//! not to have happened.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::Duration,
};

use serde_json::Value;
use tokio::sync::watch;

use super::{
    journal::Journal,
    outcome::Outcome,
    work::{Item, Settled, Work},
};
use crate::{
    api::{Client, Request, limit::Place, retry},
    error::{Error, Kind, Result},
};

/// Tries of a request whose outcome is in doubt or that the server could not take, and the pauses
/// between them.
const PAUSES: [Duration; 5] = [
    Duration::from_millis(200),
    Duration::from_secs(1),
    Duration::from_secs(5),
    Duration::from_secs(15),
    Duration::from_secs(30),
];

/// Batches in a row, none of whose rows the server could carry out, after which it is taken to be out of
/// order. A single one may be the fault of its rows.
const HOPELESS: u32 = 3;

/// Carries batches out, one after another or many at once.
pub(super) struct Courier<W> {
    work: W,
    client: Arc<Client>,
    journal: Journal,
    draining: watch::Receiver<bool>,
    /// Batches in a row that the server failed at as a whole.
    hopeless: AtomicU32,
    /// Whether it was said that tries are repeated: once is enough.
    told: AtomicBool,
}

/// What became of a batch.
pub(super) struct Done {
    pub(super) settled: Settled,
    /// Why nothing more should be sent, where that is so.
    pub(super) stopped: Option<Error>,
}

/// Rows that wait for their next step.
struct Waiting {
    items: Vec<Item>,
    stage: Stage,
    /// Tries that failed so far.
    tries: usize,
}

/// How far rows have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Not prepared.
    Fresh,
    /// Known not to have been carried out.
    Ready,
    /// Sent, without a useful answer.
    InDoubt,
}

enum Step {
    /// Rows with their outcome, and those that go on.
    Settled(Settled, Waiting),
    /// The server refused what was asked of it.
    Rejected(Waiting, Error),
    /// No useful answer.
    Unanswered(Waiting, Error),
}

impl<W: Work> Courier<W> {
    pub(super) fn new(
        work: W,
        client: Arc<Client>,
        journal: Journal,
        draining: watch::Receiver<bool>,
    ) -> Self {
        Self { work, client, journal, draining, hopeless: AtomicU32::new(0), told: AtomicBool::new(false) }
    }

    pub(super) fn batch_size(&self) -> usize {
        self.work.batch_size()
    }

    /// Ends the journal.
    pub(super) fn end(self) -> Result<()> {
        self.journal.end()
    }

    /// Carries a batch out to the end: every item gets an outcome. What is refused as a whole, or what
    /// the server breaks at, is halved until the guilty rows stand alone.
    pub(super) async fn carry_out(&self, items: Vec<Item>, in_doubt: bool) -> Done {
        let mut done = Done { settled: Vec::with_capacity(items.len()), stopped: None };
        let (count, mut broken_at) = (items.len(), 0);
        let stage = if in_doubt { Stage::InDoubt } else { Stage::Fresh };
        let mut waiting = vec![Waiting { items, stage, tries: 0 }];
        while let Some(next) = waiting.pop() {
            if next.items.is_empty() {
                continue;
            }
            if done.stopped.is_some() {
                done.leave(next);
                continue;
            }
            match self.step(next).await {
                Step::Settled(settled, next) => {
                    self.note(&mut done, settled);
                    waiting.push(next);
                }
                Step::Rejected(next, error) => match next.halved() {
                    Ok(halves) => waiting.extend(halves),
                    Err(next) => self.reject(&mut done, next, &error),
                },
                Step::Unanswered(mut next, error) => {
                    match PAUSES.get(next.tries).filter(|_| error.kind() == Kind::Unavailable) {
                        Some(pause) => {
                            next.tries += 1;
                            if !self.told.swap(true, Ordering::Relaxed) {
                                self.client.tell(&format!("{error}: trying again"));
                            }
                            self.pause(retry::jittered(*pause)).await;
                            waiting.push(next);
                        }
                        None if is_breakdown(&error) => match next.halved() {
                            Ok(halves) => waiting.extend(halves),
                            Err(next) => {
                                broken_at += next.items.len();
                                done.fail(next, &error);
                                done.stopped = self.give_up(broken_at == count, error);
                            }
                        },
                        None => {
                            done.stopped = Some(error);
                            done.leave(next);
                        }
                    }
                }
            }
        }
        if broken_at < count && done.stopped.is_none() {
            self.hopeless.store(0, Ordering::Relaxed);
        }
        done
    }

    /// Rows that were refused, each by itself. What is in doubt stays so in the journal: only the look-up
    /// was refused.
    fn reject(&self, done: &mut Done, rejected: Waiting, error: &Error) {
        if rejected.stage == Stage::InDoubt {
            return done.fail(rejected, error);
        }
        let outcome = failed_by(error);
        let settled = rejected.items.into_iter().map(|item| (item, outcome.clone())).collect();
        self.note(done, settled);
    }

    /// Why the run should stop, where the server has failed at whole batches too often.
    fn give_up(&self, whole: bool, error: Error) -> Option<Error> {
        let hopeless = if whole { self.hopeless.fetch_add(1, Ordering::Relaxed) + 1 } else { 0 };
        (hopeless >= HOPELESS).then_some(error)
    }

    /// Takes waiting rows one step further: fresh ones are prepared, those in doubt are looked up, all
    /// others are sent.
    async fn step(&self, waiting: Waiting) -> Step {
        let Waiting { items, stage, tries } = waiting;
        let answer = match stage {
            Stage::Ready => return self.send(items, tries).await,
            Stage::Fresh => self.work.prepare(&self.client, items.clone()).await,
            Stage::InDoubt => self.work.look_up(&self.client, items.clone()).await,
        };
        match answer {
            // A look-up that works does not mean that the next try will: tries go on being counted.
            Ok((settled, items)) => Step::Settled(settled, Waiting { items, stage: Stage::Ready, tries }),
            Err(error) if is_rejection(&error) => Step::Rejected(Waiting { items, stage, tries }, error),
            Err(error) => Step::Unanswered(Waiting { items, stage, tries }, error),
        }
    }

    async fn send(&self, items: Vec<Item>, tries: usize) -> Step {
        let waiting = |items, in_doubt| Waiting {
            items,
            stage: if in_doubt { Stage::InDoubt } else { Stage::Ready },
            tries,
        };
        let mut reply = Value::Null;
        for (index, request) in self.work.requests(&items).iter().enumerate() {
            // The place is taken before the journal is written: who waits for the rate limit has sent
            // nothing.
            let noted = match self.place(request).await {
                Ok(place) if index > 0 => Ok(place),
                Ok(place) => self.journal.sending(items.iter().map(|item| item.index)).await.map(|()| place),
                Err(error) => Err(error),
            };
            let place = match noted {
                Ok(place) => place,
                Err(error) => return Step::Unanswered(waiting(items, index > 0), error),
            };
            reply = match self.client.send_placed(request, place).await {
                Ok(reply) => match reply.json() {
                    Ok(reply) => reply,
                    Err(error) => return Step::Unanswered(waiting(items, true), error),
                },
                Err(error) if is_rejection(&error) => return Step::Rejected(waiting(items, false), error),
                Err(error) => {
                    let in_doubt = index > 0 || error.response().is_some_and(|reply| reply.in_doubt);
                    return Step::Unanswered(waiting(items, in_doubt), error);
                }
            };
        }
        match self.work.settle(&self.client, items.clone(), reply).await {
            Ok(settled) => Step::Settled(settled, waiting(Vec::new(), false)),
            Err(error) => Step::Unanswered(waiting(items, true), error),
        }
    }

    async fn place(&self, request: &Request) -> Result<Option<Place>> {
        let mut draining = self.draining.clone();
        tokio::select! {
            biased;
            _ = draining.wait_for(|draining| *draining) => Err(Error::new(Kind::Interrupted, "interrupted")),
            placed = self.client.place(request) => placed,
        }
    }

    /// Waits, but not when the run is being ended.
    async fn pause(&self, pause: Duration) {
        let mut draining = self.draining.clone();
        tokio::select! {
            _ = draining.wait_for(|draining| *draining) => {}
            () = tokio::time::sleep(pause) => {}
        }
    }

    fn note(&self, done: &mut Done, settled: Settled) {
        if !settled.is_empty() {
            let outcomes = settled.iter().map(|(item, outcome)| (item.index, outcome.clone())).collect();
            self.journal.done(outcomes);
            done.settled.extend(settled);
        }
    }
}

impl Done {
    /// Rows that stay where they are. Those in doubt stay so in the journal, and are looked up by the
    /// next run.
    fn leave(&mut self, waiting: Waiting) {
        self.settled.extend(waiting.items.into_iter().map(|item| (item, Outcome::NotAttempted)));
    }

    /// Rows that failed in this run, but of which the journal keeps what it knows.
    fn fail(&mut self, waiting: Waiting, error: &Error) {
        let outcome = failed_by(error);
        self.settled.extend(waiting.items.into_iter().map(|item| (item, outcome.clone())));
    }
}

impl Waiting {
    /// The two halves, or what there is where it cannot be halved.
    fn halved(mut self) -> std::result::Result<[Self; 2], Self> {
        if self.items.len() < 2 {
            return Err(self);
        }
        let second = self.items.split_off(self.items.len() / 2);
        Ok([second, self.items].map(|items| Self { items, stage: self.stage, tries: self.tries }))
    }
}

pub(super) fn failed_by(error: &Error) -> Outcome {
    Outcome::Failed { reason: error.to_string(), code: error.response().and_then(|reply| reply.code.clone()) }
}

/// Whether the server broke at a request, which may be the fault of what it holds.
fn is_breakdown(error: &Error) -> bool {
    error.response().and_then(|reply| reply.status).is_some_and(|status| matches!(status, 500 | 501))
}

/// Whether the server refused the content of a request, so that nothing of it was done.
pub(super) fn is_rejection(error: &Error) -> bool {
    matches!(error.kind(), Kind::Failed | Kind::NotFound | Kind::Conflict)
        && error.response().is_some_and(|reply| reply.status.is_some())
}
