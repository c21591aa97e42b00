//! What a run does with its rows: the requests of one kind of operation, and how their outcome is found out.

use std::{
    future::Future,
    sync::{Arc, atomic::AtomicU64},
};

use bytes::Bytes;

use super::journal::{Journal, Sent};
use crate::{
    api::{
        Client, Reply, Request,
        users::{Found, find},
    },
    bulk::{
        outcome::Outcome,
        plan::{Item, Plan},
    },
    error::Result,
    ops::{Spec, identifier::Reading},
};

/// A row that is not settled, with what is known of it.
#[derive(Debug, Clone)]
pub struct Pending {
    /// The row.
    pub item: Item,
    /// When it was sent, where it was.
    pub sent: Option<Sent>,
    /// Whether its user was looked up before the first sending and did not exist.
    pub was_absent: bool,
    /// Whether it was sent before its latest sending: then that one may meet what the earlier one did.
    pub was_sent_before: bool,
    /// Whether it was in doubt once what became of it.
    pub was_in_doubt: bool,
    /// The change of a user who exists that is sent in place of the row.
    pub patch: Option<Arc<UserPatch>>,
}

/// The change of a user who exists.
#[derive(Debug)]
pub struct UserPatch {
    /// The user as `patch/batch` takes it.
    pub body: Bytes,
    /// How many fields it changes.
    pub changes: usize,
    /// Fields of the row that only a new user gets.
    pub not_set: Vec<String>,
}

impl Pending {
    /// A row that was never sent.
    #[must_use]
    pub fn new(item: Item) -> Self {
        Self { item, sent: None, was_absent: false, was_sent_before: false, was_in_doubt: false, patch: None }
    }
}

/// What a look-up of rows works with.
pub struct Tools<'t> {
    /// The way to the server.
    pub client: &'t Client,
    /// The journal of the job.
    pub journal: &'t Journal,
    /// What was found out about users for these rows, also by tries that failed.
    pub found: &'t mut Found,
    /// So many rows may still fail before the run ends.
    pub more_failures: u64,
}

impl Tools<'_> {
    /// Finds the users of rows by their first names.
    pub(super) async fn find(&mut self, rows: &[Pending], reading: Reading) -> Result<()> {
        let names: Vec<&str> = rows.iter().map(|row| row.item.name()).collect();
        find(self.client, &names, reading, self.found).await
    }
}

/// What one step has found out about its rows.
#[derive(Debug, Default)]
pub struct Findings {
    /// Rows with their outcome.
    pub settled: Vec<(Item, Outcome)>,
    /// Rows that are safe to be sent, also where they were sent before.
    pub ready: Vec<Pending>,
    /// Rows whose user exists and is to be changed instead.
    pub to_patch: Vec<Pending>,
    /// Rows that are safe to be sent again, but in smaller pieces: one of them failed, and the reply does not
    /// say which.
    pub to_halve: Vec<Pending>,
    /// Rows of which nothing is known yet, since too many others have failed for the run to go on.
    pub in_doubt: Vec<Pending>,
}

impl Findings {
    /// All rows ready.
    pub(super) fn ready(rows: Vec<Pending>) -> Self {
        Self { ready: rows, ..Self::default() }
    }

    pub(super) fn settle(&mut self, row: Pending, outcome: Outcome) {
        self.settled.push((row.item, outcome));
    }
}

/// One kind of bulk work. The engine decides when and in which pieces; the work knows the requests.
pub trait Work: Send + Sync + 'static {
    /// The operation that most of its requests are of.
    fn spec(&self) -> &'static Spec;

    /// Rows that are prepared and looked up together.
    fn rows_together(&self) -> usize;

    /// Rows in one request.
    fn rows_in_request(&self) -> usize {
        self.rows_together()
    }

    /// The requests for these rows, in their order: one, but where an operation takes several.
    ///
    /// # Errors
    /// When a request cannot be built.
    fn requests(&self, rows: &[Pending]) -> Result<Vec<Request>>;

    /// What became of rows that a reply answers, the last one where there were several; looked up where the
    /// reply does not say.
    ///
    /// # Errors
    /// Those of the look-up.
    fn settle(
        &self,
        tools: Tools<'_>,
        rows: &[Pending],
        reply: &Reply,
    ) -> impl Future<Output = Result<Findings>> + Send;

    /// Finds out what became of rows that were sent without an answer. What is not settled by that is safe to
    /// be sent again.
    ///
    /// # Errors
    /// Those of the look-up.
    fn look_up(&self, tools: Tools<'_>, rows: &[Pending]) -> impl Future<Output = Result<Findings>> + Send;

    /// Finds out about rows that were refused as a whole. What is not settled by that is sent again, in smaller
    /// pieces unless the reason for the refusal is known to be gone.
    ///
    /// # Errors
    /// Those of the look-up.
    fn look_up_refused(
        &self,
        tools: Tools<'_>,
        rows: &[Pending],
    ) -> impl Future<Output = Result<Findings>> + Send {
        async {
            let mut findings = self.look_up(tools, rows).await?;
            findings.to_halve.append(&mut findings.ready);
            Ok(findings)
        }
    }

    /// What must be done before rows are sent for the first time.
    ///
    /// # Errors
    /// Those of the requests that it takes.
    fn prepare(&self, _tools: Tools<'_>, rows: &[Pending]) -> impl Future<Output = Result<Findings>> + Send {
        let rows = rows.to_vec();
        async { Ok(Findings::ready(rows)) }
    }

    /// How many rows of a plan are looked up before they are sent for the first time, and what counts them.
    fn first_look_ups(&self, _plan: &Plan) -> Option<(u64, Arc<AtomicU64>)> {
        None
    }

    /// Whether a person feels a repeat, such as a second invitation. Then what is in doubt waits until a late
    /// request can no longer take effect.
    fn is_repeat_felt(&self) -> bool {
        false
    }
}
