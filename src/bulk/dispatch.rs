//! Carries rows out: sends them, finds out what became of each, and sends again only what is known
//! not to have happened.

use std::{sync::Arc, time::Duration};

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

/// Carries batches out, one after another or many at once.
pub(super) struct Courier<W> {
    work: W,
    client: Arc<Client>,
    journal: Journal,
    draining: watch::Receiver<bool>,
}

/// What became of a batch.
pub(super) struct Done {
    pub(super) settled: Settled,
    /// Why nothing more should be sent, where that is so.
    pub(super) stopped: Option<Error>,
}

/// Rows that wait, and whether they were sent before without an answer.
struct Waiting {
    items: Vec<Item>,
    in_doubt: bool,
}

enum Step {
    /// Rows with their outcome, and those that are known not to have been carried out.
    Settled(Settled, Vec<Item>),
    /// The server refused what was sent: nothing of it was done.
    Rejected(Vec<Item>, Error),
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
        Self { work, client, journal, draining }
    }

    pub(super) fn batch_size(&self) -> usize {
        self.work.batch_size()
    }

    /// Ends the journal.
    pub(super) fn end(self) -> Result<()> {
        self.journal.end()
    }

    /// Carries a batch out to the end: every item gets an outcome. A batch that is rejected as a whole
    /// is halved until the guilty rows stand alone.
    pub(super) async fn carry_out(&self, items: Vec<Item>, in_doubt: bool) -> Done {
        let mut done = Done { settled: Vec::with_capacity(items.len()), stopped: None };
        let items = if in_doubt { items } else { self.prepare(items, &mut done).await };
        let mut waiting = vec![Waiting { items, in_doubt }];
        let mut tries = 0;
        while let Some(next) = waiting.pop() {
            if next.items.is_empty() {
                continue;
            }
            if done.stopped.is_some() {
                done.leave(next);
                continue;
            }
            match self.step(next).await {
                Step::Settled(settled, items) => {
                    self.note(&mut done, settled);
                    waiting.push(Waiting { items, in_doubt: false });
                }
                Step::Rejected(mut items, _) if items.len() > 1 => {
                    let second = items.split_off(items.len() / 2);
                    waiting.extend([second, items].map(|items| Waiting { items, in_doubt: false }));
                }
                Step::Rejected(items, error) => {
                    let code = error.response().and_then(|reply| reply.code.clone());
                    let outcome = Outcome::Failed { reason: error.to_string(), code };
                    self.note(&mut done, items.into_iter().map(|item| (item, outcome.clone())).collect());
                }
                Step::Unanswered(next, error) => {
                    match PAUSES.get(tries).filter(|_| error.kind() == Kind::Unavailable) {
                        Some(pause) => {
                            tries += 1;
                            self.pause(retry::jittered(*pause)).await;
                            waiting.push(next);
                        }
                        None => {
                            done.stopped = Some(error);
                            done.leave(next);
                        }
                    }
                }
            }
        }
        done
    }

    async fn prepare(&self, items: Vec<Item>, done: &mut Done) -> Vec<Item> {
        let spare = items.clone();
        match self.work.prepare(&self.client, items).await {
            Ok((settled, items)) => {
                self.note(done, settled);
                items
            }
            Err(error) => {
                done.stopped = Some(error);
                spare
            }
        }
    }

    /// Takes waiting rows one step further: rows in doubt are looked up, all others are sent.
    async fn step(&self, waiting: Waiting) -> Step {
        if !waiting.in_doubt {
            return self.send(waiting.items).await;
        }
        match self.work.look_up(&self.client, waiting.items.clone()).await {
            Ok((settled, missing)) => Step::Settled(settled, missing),
            Err(error) => Step::Unanswered(waiting, error),
        }
    }

    async fn send(&self, items: Vec<Item>) -> Step {
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
                Err(error) => return Step::Unanswered(Waiting { items, in_doubt: index > 0 }, error),
            };
            reply = match self.client.send_placed(request, place).await {
                Ok(reply) => reply,
                Err(error) if is_rejection(&error) => return Step::Rejected(items, error),
                Err(error) => {
                    let in_doubt = index > 0 || error.response().is_some_and(|reply| reply.in_doubt);
                    return Step::Unanswered(Waiting { items, in_doubt }, error);
                }
            };
        }
        match self.work.settle(&self.client, items.clone(), reply).await {
            Ok(settled) => Step::Settled(settled, Vec::new()),
            Err(error) => Step::Unanswered(Waiting { items, in_doubt: true }, error),
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
}

/// Whether the server refused the content of a request, so that nothing of it was done.
fn is_rejection(error: &Error) -> bool {
    matches!(error.kind(), Kind::Failed | Kind::NotFound | Kind::Conflict)
        && error.response().is_some_and(|reply| reply.status.is_some())
}
