//! Finding the users of many rows before something is done to them: hundreds in one request, and who is not found
//! that way alone, with as many requests in flight as the latency needs.

use std::{borrow::Cow, collections::VecDeque, sync::Arc, time::Duration};

use serde_json::Value;
use tokio::task::JoinSet;

use crate::{
    api::{
        Client, Latency, retry,
        users::{Found, MANY, find_proposed, load_timed},
    },
    bulk::plan::Item,
    error::{Error, Result},
    ops::identifier::Reading,
};

/// Batches whose rows are looked up at the same time.
const BATCHES: usize = 16;

/// Tries of a look-up before all of it is given up; nothing was changed by then.
const TRIES: u32 = 5;

/// Pause before the second try; later ones are longer.
const PAUSE: Duration = Duration::from_millis(500);

/// How far a look-up has come.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reached {
    /// Rows whose user is known, or known not to exist.
    pub done: u64,
    /// Those that took a request each.
    pub alone: u64,
    /// Rows that will take one, as far as the others tell.
    pub alone_left: u64,
    /// Time that each of these takes, where many are in flight.
    pub each: Duration,
}

/// How a look-up is done.
#[derive(Debug, Clone, Copy)]
pub struct LookUp {
    /// How the names are read.
    pub reading: Reading,
    /// Requests in flight at most.
    pub in_flight: usize,
    /// How many rows there are.
    pub rows: u64,
    /// Whether the names are looked up in lower case.
    pub in_lower_case: bool,
    /// Whether only those are found whom a search shows: no request for each of the others, most of whom do not exist.
    pub only_many: bool,
}

/// Rows that are looked up together.
struct Batch {
    items: Vec<Item>,
    found: Found,
    /// Requests without an answer.
    open: usize,
}

/// What became of a request, with the number of its batch.
enum Answer {
    Batch(usize, Vec<Item>, Found),
    Alone(usize, String, Option<Value>),
}

impl LookUp {
    /// Looks names up as they are.
    #[must_use]
    pub fn new(reading: Reading) -> Self {
        Self { reading, in_flight: usize::MAX, rows: 0, in_lower_case: false, only_many: false }
    }

    /// Looks the users of rows up. `reached` hears how far that has come, `each` of each row in turn.
    ///
    /// # Errors
    /// Those of the look-ups and of `each`.
    pub async fn run(
        self,
        client: &Client,
        mut rows: impl Iterator<Item = Result<Item>>,
        mut reached: impl FnMut(Reached),
        mut each: impl FnMut(&Item, Option<&Value>) -> Result<()>,
    ) -> Result<()> {
        let latency = Arc::new(Latency::default());
        let mut batches: VecDeque<Batch> = VecDeque::new();
        let mut alone: VecDeque<(usize, String)> = VecDeque::new();
        let mut requests: JoinSet<Result<Answer>> = JoinSet::new();
        // Batches whose search is in flight.
        let mut searching = 0;
        // Batches that are over, rows that were searched for, and those of them who were not found.
        let (mut over, mut searched, mut not_found) = (0, 0, 0);
        let mut so_far = Reached::default();
        loop {
            loop {
                let room = latency.in_flight(self.in_flight);
                if requests.len() >= room {
                    break;
                }
                // Half of the room is for batches: they tell early how many are left, and wait for another limit.
                let may_search = batches.len() < BATCHES && (alone.is_empty() || 2 * searching < room);
                let items: Vec<Item> = match may_search {
                    true => rows.by_ref().take(MANY).collect::<Result<_>>()?,
                    false => Vec::new(),
                };
                if !items.is_empty() {
                    let number = over + batches.len();
                    batches.push_back(Batch { items: Vec::new(), found: Found::default(), open: 1 });
                    requests.spawn(self.find_many(client.clone(), number, items));
                    searching += 1;
                } else if let Some((number, name)) = alone.pop_front() {
                    requests.spawn(load_one(client.clone(), Arc::clone(&latency), number, name));
                } else {
                    break;
                }
            }
            let Some(ended) = requests.join_next().await else { return Ok(()) };
            match ended.map_err(|cause| Error::failed("a look-up ended").because(cause))?? {
                Answer::Batch(number, items, found) => {
                    searching -= 1;
                    let Some(batch) = batches.get_mut(number - over) else { continue };
                    let names = items.iter().map(|item| self.name_of(item));
                    // A single one is not searched for.
                    let loads_alone = !self.only_many || items.len() == 1;
                    let open = names.filter(|name| loads_alone && found.is_open(name));
                    let before = alone.len();
                    alone.extend(open.map(|name| (number, name.into_owned())));
                    let open = alone.len() - before;
                    searched += items.len() as u64;
                    not_found += open as u64;
                    so_far.done += (items.len() - open) as u64;
                    *batch = Batch { items, found, open };
                }
                Answer::Alone(number, name, user) => {
                    let Some(batch) = batches.get_mut(number - over) else { continue };
                    batch.found.settle(&name, user);
                    batch.open -= 1;
                    so_far.done += 1;
                    so_far.alone += 1;
                }
            }
            let unread = self.rows.saturating_sub(searched);
            let expected = (not_found * unread).checked_div(searched).unwrap_or(0);
            so_far.alone_left = not_found - so_far.alone + expected;
            so_far.each = latency.mean() / u32::try_from(latency.in_flight(self.in_flight)).unwrap_or(1);
            reached(so_far);
            while batches.front().is_some_and(|batch| batch.open == 0) {
                let Some(Batch { items, found, .. }) = batches.pop_front() else { break };
                over += 1;
                items.iter().try_for_each(|item| each(item, found.get(&self.name_of(item))))?;
            }
        }
    }

    fn name_of(self, item: &Item) -> Cow<'_, str> {
        if self.in_lower_case { item.name().to_lowercase().into() } else { item.name().into() }
    }

    /// Finds users in hundreds; what was found stays when a try fails.
    async fn find_many(self, client: Client, number: usize, items: Vec<Item>) -> Result<Answer> {
        let mut found = Found::default();
        let mut tries = 1;
        loop {
            let names: Vec<Cow<'_, str>> = items.iter().map(|item| self.name_of(item)).collect();
            let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
            match find_proposed(&client, &names, self.reading, &mut found).await {
                Ok(()) => return Ok(Answer::Batch(number, items, found)),
                Err(error) => pause(error, &mut tries).await?,
            }
        }
    }
}

/// Looks up one who was not found among others.
async fn load_one(client: Client, latency: Arc<Latency>, number: usize, name: String) -> Result<Answer> {
    let mut tries = 1;
    loop {
        match load_timed(&client, &name, &latency).await {
            Ok(user) => return Ok(Answer::Alone(number, name, user)),
            Err(error) => pause(error, &mut tries).await?,
        }
    }
}

/// Waits until a look-up is worth another try.
async fn pause(error: Error, tries: &mut u32) -> Result<()> {
    if *tries >= TRIES || !error.response().is_some_and(|reply| reply.retryable) {
        return Err(error);
    }
    tokio::time::sleep(retry::jittered(PAUSE * *tries)).await;
    *tries += 1;
    Ok(())
}
