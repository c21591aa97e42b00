//! The run itself: rows are gathered into batches and kept in flight, and each one is counted once.

use std::{collections::HashMap, sync::Arc, time::Duration};

use tokio::{
    sync::watch,
    task::{Id, JoinError, JoinSet},
    time::Instant,
};

use super::{
    dispatch::{Courier, Done},
    journal::{Journal, Known},
    outcome::Outcome,
    work::{Item, Work},
};
use crate::{
    api::Client,
    error::{Error, Kind, Result},
};

/// When a run stops before its end.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Requests in flight at a time.
    pub in_flight: usize,
    /// Failed rows after which nothing new is sent.
    pub max_failures: Option<u64>,
    /// Time after which nothing new is sent.
    pub deadline: Option<Duration>,
}

/// What the user asked for while a run goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wish {
    /// Nothing: go on.
    GoOn,
    /// Send nothing new, and wait for what is in flight.
    Drain,
    /// Stop at once.
    StopNow,
}

/// Why a run ended.
#[derive(Debug)]
pub enum End {
    /// Every row was carried out.
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

/// The next row of an input.
pub enum Next {
    /// To be carried out, with what is known of it.
    ToDo(Item, Known),
    /// Settled by an earlier run.
    Settled(Item, Outcome),
}

/// Who hears of each row as it is settled, in no particular order.
pub trait Listener {
    /// A row with its outcome.
    ///
    /// # Errors
    /// When it cannot be noted: the run then ends.
    fn settled(&mut self, item: &Item, outcome: &Outcome) -> Result<()>;

    /// A row that an earlier run has settled.
    ///
    /// # Errors
    /// When it cannot be noted: the run then ends.
    fn settled_earlier(&mut self, item: &Item, outcome: &Outcome) -> Result<()>;
}

/// A run over the rows of one input.
pub struct Engine<W> {
    courier: Arc<Courier<W>>,
    bounds: Bounds,
    wish: watch::Receiver<Wish>,
    draining: watch::Sender<bool>,
}

/// What is in flight.
struct Flights {
    tasks: JoinSet<Done>,
    /// The rows of each task, which come back from one that is cut off or panics.
    aboard: HashMap<Id, Vec<Item>>,
    failures: u64,
    stopped: Option<Error>,
}

/// Batches that are being filled: rows in doubt travel apart from new ones.
#[derive(Default)]
struct Filling {
    new: Vec<Item>,
    in_doubt: Vec<Item>,
}

impl<W: Work> Engine<W> {
    /// A run that notes everything in a journal and heeds what the user wishes meanwhile.
    pub fn new(
        work: W,
        client: Arc<Client>,
        journal: Journal,
        bounds: Bounds,
        wish: watch::Receiver<Wish>,
    ) -> Self {
        let (draining, drained) = watch::channel(false);
        Self { courier: Arc::new(Courier::new(work, client, journal, drained)), bounds, wish, draining }
    }

    /// Carries out the rows that are not settled yet, and returns why it ended.
    ///
    /// # Errors
    /// When a row cannot be read or an outcome cannot be noted.
    pub async fn run(
        self,
        items: impl Iterator<Item = Result<Next>>,
        listener: &mut impl Listener,
    ) -> Result<End> {
        // One that is beyond all clocks never comes.
        let deadline = self.bounds.deadline.and_then(|after| Instant::now().checked_add(after));
        let mut flights =
            Flights { tasks: JoinSet::new(), aboard: HashMap::new(), failures: 0, stopped: None };
        let mut end = self.launch_all(items, &mut flights, listener, deadline).await?;
        if end.is_some() {
            self.draining.send_replace(true);
        }
        while let Some(landed) = self.next_landed(&mut flights).await {
            flights.note(landed, listener)?;
        }
        if *self.wish.borrow() == Wish::StopNow {
            end = Some(End::Interrupted);
        }
        if let Some(courier) = Arc::into_inner(self.courier) {
            courier.end()?;
        }
        Ok(match flights.stopped {
            Some(error) if error.kind() != Kind::Interrupted => End::Stopped(error),
            _ => end.unwrap_or(End::Complete),
        })
    }

    async fn launch_all(
        &self,
        items: impl Iterator<Item = Result<Next>>,
        flights: &mut Flights,
        listener: &mut impl Listener,
        deadline: Option<Instant>,
    ) -> Result<Option<End>> {
        let mut filling = Filling::default();
        let mut end = None;
        for item in items {
            let (item, known) = match item? {
                Next::ToDo(item, known) => (item, known),
                Next::Settled(item, outcome) => {
                    listener.settled_earlier(&item, &outcome)?;
                    continue;
                }
            };
            let Some((batch, in_doubt)) = filling.add(item, known, self.courier.batch_size()) else {
                continue;
            };
            end = self.launch_or_leave(flights, listener, deadline, batch, in_doubt).await?;
            if end.is_some() {
                break;
            }
        }
        for (batch, in_doubt) in [(filling.in_doubt, true), (filling.new, false)] {
            let ended = self.launch_or_leave(flights, listener, deadline, batch, in_doubt).await?;
            end = end.or(ended);
        }
        if end.is_some() {
            return Ok(end);
        }
        // What is in flight may still wait for the rate limit: until it has landed, wishes count.
        while !flights.tasks.is_empty() {
            if let Some(end) = self.land_one(flights, listener, deadline).await? {
                return Ok(Some(end));
            }
        }
        Ok(None)
    }

    /// Sends a batch off once there is room. When the run is to end instead, its rows stay.
    async fn launch_or_leave(
        &self,
        flights: &mut Flights,
        listener: &mut impl Listener,
        deadline: Option<Instant>,
        items: Vec<Item>,
        in_doubt: bool,
    ) -> Result<Option<End>> {
        if items.is_empty() {
            return Ok(None);
        }
        let end = self.make_room(flights, listener, deadline).await?;
        if end.is_some() {
            items.iter().try_for_each(|item| listener.settled(item, &Outcome::NotAttempted))?;
            return Ok(end);
        }
        let courier = Arc::clone(&self.courier);
        let aboard = items.clone();
        let task = flights.tasks.spawn(async move { courier.carry_out(items, in_doubt).await });
        flights.aboard.insert(task.id(), aboard);
        Ok(None)
    }

    /// Waits until another request may be in flight. Returns why none may, where that is so.
    async fn make_room(
        &self,
        flights: &mut Flights,
        listener: &mut impl Listener,
        deadline: Option<Instant>,
    ) -> Result<Option<End>> {
        while let Some(landed) = flights.tasks.try_join_next_with_id() {
            flights.note(landed, listener)?;
        }
        loop {
            if let Some(end) = self.reason_to_end(flights, deadline) {
                return Ok(Some(end));
            }
            if flights.tasks.len() < self.bounds.in_flight.max(1) {
                return Ok(None);
            }
            if let Some(end) = self.land_one(flights, listener, deadline).await? {
                return Ok(Some(end));
            }
        }
    }

    /// Waits for one batch to land, or for a reason to end.
    async fn land_one(
        &self,
        flights: &mut Flights,
        listener: &mut impl Listener,
        deadline: Option<Instant>,
    ) -> Result<Option<End>> {
        let mut wish = self.wish.clone();
        let passed = async {
            match deadline {
                Some(deadline) => tokio::time::sleep_until(deadline).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            landed = flights.tasks.join_next_with_id() => {
                if let Some(landed) = landed {
                    flights.note(landed, listener)?;
                }
            }
            _ = wished(&mut wish, Wish::Drain) => {}
            () = passed => {}
        }
        Ok(self.reason_to_end(flights, deadline))
    }

    fn reason_to_end(&self, flights: &Flights, deadline: Option<Instant>) -> Option<End> {
        if *self.wish.borrow() >= Wish::Drain {
            Some(End::Interrupted)
        } else if flights.stopped.is_some() {
            Some(End::Complete)
        } else if deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            Some(End::Deadline)
        } else {
            self.bounds.max_failures.filter(|most| flights.failures > *most).map(|_| End::Failures)
        }
    }

    /// The next batch to land; none when all have. When the user wants to stop at once, those in the air
    /// are cut off, and land so.
    async fn next_landed(&self, flights: &mut Flights) -> Option<Landed> {
        let mut wish = self.wish.clone();
        tokio::select! {
            biased;
            () = wished(&mut wish, Wish::StopNow) => flights.tasks.abort_all(),
            landed = flights.tasks.join_next_with_id() => return landed,
        }
        flights.tasks.join_next_with_id().await
    }
}

/// How a task ended.
type Landed = std::result::Result<(Id, Done), JoinError>;

/// Ends when the user wishes this much. A user who can no longer wish anything never does.
async fn wished(wish: &mut watch::Receiver<Wish>, this: Wish) {
    if wish.wait_for(|wish| *wish >= this).await.is_err() {
        std::future::pending().await
    }
}

impl Flights {
    fn note(&mut self, landed: Landed, listener: &mut impl Listener) -> Result<()> {
        let done = match landed {
            Ok((id, done)) => {
                self.aboard.remove(&id);
                done
            }
            // What was sent stays in doubt in the journal, for the next run.
            Err(cause) => {
                let items = self.aboard.remove(&cause.id()).unwrap_or_default();
                let settled = items.into_iter().map(|item| (item, Outcome::NotAttempted)).collect();
                let panicked = cause.is_panic().then(|| Error::failed("a worker failed").because(cause));
                Done { settled, stopped: panicked }
            }
        };
        for (item, outcome) in &done.settled {
            self.failures += u64::from(matches!(outcome, Outcome::Failed { .. }));
            listener.settled(item, outcome)?;
        }
        self.stopped = self.stopped.take().or(done.stopped);
        Ok(())
    }
}

impl Filling {
    /// Adds a row, and returns a batch that is full by it.
    fn add(&mut self, item: Item, known: Known, size: usize) -> Option<(Vec<Item>, bool)> {
        let in_doubt = known == Known::InDoubt;
        let batch = if in_doubt { &mut self.in_doubt } else { &mut self.new };
        batch.push(item);
        (batch.len() >= size).then(|| (std::mem::take(batch), in_doubt))
    }
}
