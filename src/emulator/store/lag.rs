//! Search as it is on a service whose index lags: some time behind what was written.
//!
//! Before a write, a reader takes hold of the state as it is; a search goes to the state of so long ago. Only
//! searches lag, and only behind writes of this process.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::super::clock::Clock;
use super::super::reply::ApiError;
use super::connection::lock;
use super::transaction::Tx;

/// States are held this many times per lag; changes may stay hidden that much longer than the lag.
const STEPS: u32 = 8;

pub(super) struct Lag {
    lag: Duration,
    /// Oldest first.
    states: Mutex<VecDeque<State>>,
}

struct State {
    taken: Instant,
    connection: Arc<Mutex<Connection>>,
}

impl Lag {
    pub(super) fn new(lag: Duration) -> Self {
        Self { lag, states: Mutex::default() }
    }

    pub(super) fn is_on(&self) -> bool {
        !self.lag.is_zero()
    }

    /// Whether the state before a write that comes now has to be kept.
    pub(super) fn wants_state(&self, now: Instant) -> bool {
        let states = lock(&self.states);
        self.is_on() && states.back().is_none_or(|last| now.duration_since(last.taken) >= self.lag / STEPS)
    }

    /// Holds what the connection sees now.
    pub(super) fn keep(&self, connection: Connection, now: Instant) -> Result<(), rusqlite::Error> {
        connection.execute_batch("BEGIN")?;
        // A transaction has its snapshot from its first read on.
        connection.query_row("SELECT count(*) FROM meta", [], |_| Ok(()))?;
        let state = State { taken: now, connection: Arc::new(Mutex::new(connection)) };
        let mut states = lock(&self.states);
        self.forget(&mut states, now);
        states.push_back(state);
        Ok(())
    }

    /// Runs `work` on the state of so long ago, or gives it back when nothing was written since.
    pub(super) fn read<T, W>(&self, work: W, now: Instant, clock: Clock) -> Result<Result<T, ApiError>, W>
    where
        W: FnOnce(&Tx<'_>) -> Result<T, ApiError>,
    {
        let oldest = {
            let mut states = lock(&self.states);
            self.forget(&mut states, now);
            states.front().map(|state| Arc::clone(&state.connection))
        };
        match oldest {
            Some(connection) => Ok(work(&Tx::new(&lock(&connection), clock))),
            None => Err(work),
        }
    }

    /// Lets go of states that are older than any search looks back.
    fn forget(&self, states: &mut VecDeque<State>, now: Instant) {
        let reach = self.lag + self.lag / STEPS;
        while states.front().is_some_and(|state| now.duration_since(state.taken) >= reach) {
            states.pop_front();
        }
    }
}
