//! The engine of a run: rows are gathered into batches and kept in flight, and each one is counted once.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

use tokio::{
    sync::watch,
    task::{Id, JoinError, JoinSet},
    time::Instant,
};

use super::{
    journal::{Journal, JournalState},
    sender::{BatchSender, Settled, Stage},
    work::{Pending, Work},
};
use crate::{
    api::{Client, OnWait},
    bulk::{
        outcome::{Outcome, RowState},
        plan::Item,
    },
    error::{Error, Kind, Result},
};

/// When a run stops before its end.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// The most requests in flight at a time. Fewer are in flight where replies come fast.
    pub in_flight: usize,
    /// Failed rows after which nothing new is sent.
    pub max_failures: Option<u64>,
    /// Time after which nothing new is sent.
    pub deadline: Option<Duration>,
    /// Longest single wait for the rate limit.
    pub max_wait: Duration,
}

/// How the user wants the run to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shutdown {
    /// Not at all.
    None,
    /// Send nothing new, and wait for what is in flight.
    Graceful,
    /// Stop at once.
    Immediate,
}

/// Why a run ended.
#[derive(Debug)]
pub enum End {
    /// Every row was sent.
    Complete,
    /// Stopped by the user.
    Interrupted,
    /// The deadline passed.
    Deadline,
    /// Too many rows failed.
    Failures,
    /// Nothing more can be sent.
    Stopped(Error),
}

/// A run that has ended.
pub struct Ended {
    /// Why.
    pub end: End,
    /// The journal, which is to be ended once the report of the run was shown: a run that is killed before is
    /// resumed by the next one, which then reports what this one did. None where it could not be written.
    pub journal: Option<Journal>,
}

/// The next row of a plan.
pub enum Next {
    /// To be sent, or to be looked up where an earlier run sent it.
    ToDo(Pending, RowState),
    /// Settled by an earlier run.
    Settled(Item, Outcome),
}

impl Next {
    /// A row that is to be done, with what a journal knows of it.
    #[must_use]
    pub fn to_do(item: Item, state: &JournalState) -> Self {
        let known = state.state(item.index);
        let (sent, was_absent) = (state.sent(item.index), state.was_absent(item.index));
        let was_sent_before = sent.is_some();
        let was_in_doubt = known == RowState::InDoubt;
        Self::ToDo(Pending { sent, was_absent, was_sent_before, was_in_doubt, ..Pending::new(item) }, known)
    }
}

/// Is told each row as it is settled, in no particular order.
pub trait Listener {
    /// A row with its outcome.
    fn settled(&mut self, item: &Item, outcome: &Outcome);

    /// A row that an earlier run has settled.
    fn settled_earlier(&mut self, item: &Item, outcome: &Outcome);
}

/// A run over the rows of one plan.
pub struct Engine<W> {
    sender: Arc<BatchSender<W>>,
    bounds: Bounds,
    shutdown: watch::Receiver<Shutdown>,
    ending: watch::Sender<bool>,
}

/// The batches in flight.
struct InFlight {
    /// Each returns why nothing more should be sent, where that is so.
    tasks: JoinSet<Option<Error>>,
    batches: HashMap<Id, Batch>,
    stopped: Option<Error>,
}

/// A batch in flight.
struct Batch {
    /// All of its rows, for a task that is aborted or panics.
    items: Vec<Item>,
    /// Those with an outcome so far.
    settled: Settled,
}

/// Batches that are being filled: rows in doubt are kept apart from new ones.
#[derive(Default)]
struct Filling {
    new: Vec<Pending>,
    in_doubt: Vec<Pending>,
}

impl<W: Work> Engine<W> {
    /// A run that notes everything in a journal and ends as the user wants. `on_wait` is told each wait for
    /// the rate limit.
    pub fn new(
        work: W,
        client: &Client,
        journal: Journal,
        bounds: Bounds,
        shutdown: watch::Receiver<Shutdown>,
        on_wait: OnWait,
    ) -> Self {
        let (ending, is_ending) = watch::channel(false);
        let client = Arc::new(client.for_run(bounds.max_wait, is_ending.clone()).telling_waits(on_wait));
        let sender = BatchSender::new(work, client, journal, is_ending, bounds.max_failures);
        Self { sender: Arc::new(sender), bounds, shutdown, ending }
    }

    /// Sends the rows that are not settled yet, and returns why it ended. Every row that was taken from the
    /// plan is reported once, whatever happens.
    pub async fn run(self, rows: impl Iterator<Item = Result<Next>>, listener: &mut impl Listener) -> Ended {
        // A deadline that overflows `Instant` means no deadline.
        let deadline = self.bounds.deadline.and_then(|after| Instant::now().checked_add(after));
        let mut in_flight = InFlight { tasks: JoinSet::new(), batches: HashMap::new(), stopped: None };
        let mut end = self.submit_all(rows, &mut in_flight, listener, deadline).await;
        if end.is_some() {
            self.ending.send_replace(true);
        }
        while let Some(joined) = self.join_next(&mut in_flight).await {
            in_flight.note(joined, listener);
        }
        if *self.shutdown.borrow() == Shutdown::Immediate {
            end = Some(End::Interrupted);
        }
        let too_many = self.sender.has_too_many_failures();
        let (journal, unwritten) = match Arc::into_inner(self.sender) {
            Some(sender) => match sender.into_journal().await {
                Ok(journal) => (Some(journal), None),
                Err(error) => (None, Some(error)),
            },
            None => (None, None),
        };
        let end = match (in_flight.stopped.or(unwritten), end) {
            (Some(error), _) => End::Stopped(error),
            (None, None | Some(End::Complete)) if too_many => End::Failures,
            (None, end) => end.unwrap_or(End::Complete),
        };
        Ended { end, journal }
    }

    async fn submit_all(
        &self,
        rows: impl Iterator<Item = Result<Next>>,
        in_flight: &mut InFlight,
        listener: &mut impl Listener,
        deadline: Option<Instant>,
    ) -> Option<End> {
        let mut filling = Filling::default();
        let mut end = None;
        for row in rows {
            let (row, state) = match row {
                Ok(Next::ToDo(row, state)) => (row, state),
                Ok(Next::Settled(item, outcome)) => {
                    listener.settled_earlier(&item, &outcome);
                    continue;
                }
                Err(error) => {
                    end = Some(End::Stopped(error));
                    break;
                }
            };
            let Some((batch, stage)) = filling.add(row, state, self.sender.rows_together()) else { continue };
            end = self.submit_or_skip(in_flight, listener, deadline, batch, stage).await;
            if end.is_some() {
                break;
            }
        }
        for (batch, stage) in [(filling.in_doubt, Stage::InDoubt), (filling.new, Stage::Fresh)] {
            if end.is_some() {
                batch.iter().for_each(|row| listener.settled(&row.item, &stage.left()));
                continue;
            }
            end = self.submit_or_skip(in_flight, listener, deadline, batch, stage).await;
        }
        // Requests in flight may still wait for the rate limit. Until they end, the user may end the run.
        while end.is_none() && !in_flight.tasks.is_empty() {
            end = self.join_one(in_flight, listener, deadline).await;
        }
        end
    }

    /// Sends a batch once there is room for it. Where the run is to end instead, its rows are not attempted.
    async fn submit_or_skip(
        &self,
        in_flight: &mut InFlight,
        listener: &mut impl Listener,
        deadline: Option<Instant>,
        rows: Vec<Pending>,
        stage: Stage,
    ) -> Option<End> {
        if rows.is_empty() {
            return None;
        }
        let end = self.make_room(in_flight, listener, deadline).await;
        if end.is_some() {
            rows.iter().for_each(|row| listener.settled(&row.item, &stage.left()));
            return end;
        }
        let sender = Arc::clone(&self.sender);
        let items = rows.iter().map(|row| row.item.clone()).collect();
        let batch = Batch { items, settled: Settled::default() };
        let settled = batch.settled.clone();
        let task = in_flight.tasks.spawn(async move { sender.send(rows, stage, settled).await });
        in_flight.batches.insert(task.id(), batch);
        None
    }

    /// Waits until another request may be in flight. Returns why none may, where that is so.
    async fn make_room(
        &self,
        in_flight: &mut InFlight,
        listener: &mut impl Listener,
        deadline: Option<Instant>,
    ) -> Option<End> {
        while let Some(joined) = in_flight.tasks.try_join_next_with_id() {
            in_flight.note(joined, listener);
        }
        loop {
            if let Some(end) = self.reason_to_end(in_flight, deadline) {
                return Some(end);
            }
            if in_flight.tasks.len() < self.sender.latency().in_flight(self.bounds.in_flight) {
                return None;
            }
            if let Some(end) = self.join_one(in_flight, listener, deadline).await {
                return Some(end);
            }
        }
    }

    /// Waits for one batch to end, or for a reason to end the run.
    async fn join_one(
        &self,
        in_flight: &mut InFlight,
        listener: &mut impl Listener,
        deadline: Option<Instant>,
    ) -> Option<End> {
        let mut shutdown = self.shutdown.clone();
        let passed = async {
            match deadline {
                Some(deadline) => tokio::time::sleep_until(deadline).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            joined = in_flight.tasks.join_next_with_id() => {
                if let Some(joined) = joined {
                    in_flight.note(joined, listener);
                }
            }
            () = asked_for(&mut shutdown, Shutdown::Graceful) => {}
            () = passed => {}
        }
        self.reason_to_end(in_flight, deadline)
    }

    fn reason_to_end(&self, in_flight: &InFlight, deadline: Option<Instant>) -> Option<End> {
        if *self.shutdown.borrow() >= Shutdown::Graceful {
            Some(End::Interrupted)
        } else if in_flight.stopped.is_some() {
            Some(End::Complete)
        } else if deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            Some(End::Deadline)
        } else {
            self.sender.has_too_many_failures().then_some(End::Failures)
        }
    }

    /// The next batch to end; none when all have. Where the user wants to stop at once, those in flight are
    /// aborted.
    async fn join_next(&self, in_flight: &mut InFlight) -> Option<Joined> {
        let mut shutdown = self.shutdown.clone();
        tokio::select! {
            biased;
            () = asked_for(&mut shutdown, Shutdown::Immediate) => in_flight.tasks.abort_all(),
            joined = in_flight.tasks.join_next_with_id() => return joined,
        }
        in_flight.tasks.join_next_with_id().await
    }
}

/// How a task ended.
type Joined = std::result::Result<(Id, Option<Error>), JoinError>;

/// Ends when the user asks for this much. If the sender is gone, waits forever.
async fn asked_for(shutdown: &mut watch::Receiver<Shutdown>, this: Shutdown) {
    if shutdown.wait_for(|shutdown| *shutdown >= this).await.is_err() {
        std::future::pending().await
    }
}

impl InFlight {
    fn note(&mut self, joined: Joined, listener: &mut impl Listener) {
        let (id, stopped) = match joined {
            Ok(ended) => ended,
            Err(cause) => {
                let panicked = cause.is_panic();
                (cause.id(), panicked.then(|| Error::failed("a worker failed").because(cause)))
            }
        };
        if let Some(Batch { items, settled }) = self.batches.remove(&id) {
            let (settled, in_doubt) = settled.take();
            for (item, outcome) in &settled {
                listener.settled(item, outcome);
            }
            if settled.len() < items.len() {
                // The task was aborted. What it has sent stays in doubt in the journal, for the next run.
                let known: HashSet<u64> = settled.iter().map(|(item, _)| item.index).collect();
                for item in items.iter().filter(|item| !known.contains(&item.index)) {
                    let was_sent = in_doubt.contains(&item.index);
                    listener.settled(item, &if was_sent { Outcome::InDoubt } else { Outcome::NotAttempted });
                }
            }
        }
        // That the run was ended is known, and must not hide what went wrong.
        let stopped = stopped.filter(|error| error.kind() != Kind::Interrupted);
        self.stopped = self.stopped.take().or(stopped);
    }
}

impl Filling {
    /// Adds a row, and returns a batch that is full by it.
    fn add(&mut self, row: Pending, state: RowState, size: usize) -> Option<(Vec<Pending>, Stage)> {
        let (batch, stage) = match state {
            RowState::InDoubt => (&mut self.in_doubt, Stage::InDoubt),
            _ => (&mut self.new, Stage::Fresh),
        };
        batch.push(row);
        (batch.len() >= size).then(|| (std::mem::take(batch), stage))
    }
}
