//! Pages of users: whom the filters let through as a set, and their order from an index.
//!
//! The set gives the total. The page is found on the cheapest of three ways: walking the order's index from the
//! nearer end, or from where an earlier page ended, and passing over whoever is not in the set; or, where the
//! set is small, fetching its users' keys and sorting them. Sets are remembered until something is written.

use std::cmp::Ordering;
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use rusqlite::params_from_iter;
use rusqlite::types::{Value as Cell, ValueRef};

use super::super::reply::ApiError;
use super::bits::Bits;
use super::connection::{Store, lock};
use super::filters::Filter;
use super::record::{Record, Status};
use super::sets::{Clock, Set};
use super::transaction::Tx;

/// Fetching the keys of one user costs as much as this many steps along an index.
const STEPS_PER_USER: i64 = 15;
/// Equals in the first of several sort keys are sorted by fetching the other keys, up to so many.
const MANY_EQUALS: i64 = if cfg!(test) { 20 } else { 20_000 };
/// Searches whose sets are remembered: 4 MB for a million users.
const REMEMBERED: usize = 32;
/// A longer request, such as one with a thousand addresses, is not worth its memory.
const LONG: usize = 16 * 1024;
/// Ends of pages that are remembered for each of them.
const ENDS: usize = 16;

/// What users can be sorted by.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::emulator) enum SortKey {
    Id,
    Modified,
    Created,
    ExternalId,
    Name,
    Tenant,
    Phone,
    Email,
    Status,
}

impl SortKey {
    const fn column(self) -> &'static str {
        match self {
            Self::Id => "user_id",
            Self::Modified => "modified_time",
            Self::Created => "created_time",
            Self::ExternalId => "external_id",
            Self::Name => "name",
            Self::Tenant => "first_tenant",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Status => "status",
        }
    }

    const fn index(self) -> &'static str {
        match self {
            Self::Id => "users_user_id",
            Self::Modified => "users_modified",
            Self::Created => "users_created",
            Self::ExternalId => "users_external_id",
            Self::Name => "users_name",
            Self::Tenant => "users_tenant",
            Self::Phone => "users_phone",
            Self::Email => "users_email",
            Self::Status => "users_status",
        }
    }

    /// What decides between equals: the index already holds it behind the key.
    const fn tie(self) -> &'static str {
        match self {
            Self::Created => "user_id",
            _ => "id",
        }
    }
}

/// One sort key and its direction.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::emulator) struct Order {
    pub(in crate::emulator) key: SortKey,
    pub(in crate::emulator) descending: bool,
}

impl Order {
    const fn reversed(self) -> Self {
        Self { key: self.key, descending: !self.descending }
    }

    fn between(self, one: &Cell, other: &Cell) -> Ordering {
        let ordering = compare(one, other);
        if self.descending { ordering.reverse() } else { ordering }
    }
}

/// Which users, in which order, and which part of them.
pub(in crate::emulator) struct Page {
    /// Tells two searches apart that differ in more than the part they ask for.
    pub(in crate::emulator) fingerprint: String,
    pub(in crate::emulator) filters: Vec<Filter>,
    pub(in crate::emulator) without_test_users: bool,
    /// Never empty.
    pub(in crate::emulator) order: Vec<Order>,
    pub(in crate::emulator) offset: i64,
    pub(in crate::emulator) limit: i64,
}

/// What is known about recent searches until something is written.
#[derive(Default)]
pub(super) struct Searches {
    revision: i64,
    known: HashMap<String, Known>,
}

struct Known {
    found: Found,
    /// Where pages ended, the latest last.
    ends: VecDeque<Place>,
}

/// Whom a search finds.
#[derive(Clone)]
struct Found {
    total: i64,
    /// `None` when it is everybody.
    users: Option<Arc<Bits>>,
}

/// A user's place in the order, with the number of users up to and including it.
#[derive(Clone)]
struct Place {
    passed: i64,
    key: Cell,
    tie: Cell,
}

/// A part of the found users, in an order.
struct Part<'a> {
    users: Option<&'a Bits>,
    total: i64,
    order: &'a [Order],
    /// A range of the first sort key that all of them are in.
    range: Option<(i64, i64)>,
    offset: i64,
    limit: i64,
}

impl Page {
    /// What the filters say about the first sort key, so that a walk need not begin in front of it.
    fn range(&self) -> Option<(i64, i64)> {
        let of = match self.order.first()?.key {
            SortKey::Created => Clock::Created,
            SortKey::Modified => Clock::Modified,
            _ => return None,
        };
        self.filters.iter().find_map(|filter| match filter {
            Filter::Time { clock, from, to } if *clock == of => Some((*from, *to)),
            _ => None,
        })
    }
}

impl Store {
    /// One page and the number of all matches.
    pub(in crate::emulator) fn search(&self, page: &Page) -> Result<(Vec<Record>, i64), ApiError> {
        let (records, total, learned) = self.read_lagging(|tx| {
            let revision = tx.counter("revision")?;
            let (known, start) = self.recall(revision, page);
            let found = match known {
                Some(found) => found,
                None => tx.found(page)?,
            };
            let total = found.total;
            let mut records = Vec::new();
            if page.offset < total {
                let part = Part {
                    users: found.users.as_deref(),
                    total,
                    order: &page.order,
                    range: page.range(),
                    offset: page.offset,
                    limit: page.limit,
                };
                for user in tx.part(&part, start)? {
                    records.extend(tx.user_by_row(user)?);
                }
            }
            let end = match records.last() {
                Some(last) if page.order.len() == 1 => {
                    let passed = page.offset + records.len() as i64;
                    tx.place(passed, last.id, page.order[0].key)?
                }
                _ => None,
            };
            self.remember(revision, page, found, end);
            Ok((records, total, tx.lesson.take()))
        })?;
        if let Some(learned) = learned {
            // Not keeping it only costs the next one time.
            drop(self.keep(&learned));
        }
        Ok((records, total))
    }

    fn recall(&self, revision: i64, page: &Page) -> (Option<Found>, Option<Place>) {
        let searches = lock(&self.searches);
        match searches.known.get(&page.fingerprint) {
            Some(known) if searches.revision == revision => {
                let before = known.ends.iter().filter(|end| end.passed <= page.offset);
                (Some(known.found.clone()), before.max_by_key(|end| end.passed).cloned())
            }
            _ => (None, None),
        }
    }

    fn remember(&self, revision: i64, page: &Page, found: Found, end: Option<Place>) {
        if page.fingerprint.len() > LONG {
            return;
        }
        let mut searches = lock(&self.searches);
        if searches.revision != revision {
            // A reader on an older snapshot must not bring back what a newer one replaced.
            if searches.revision > revision {
                return;
            }
            searches.known.clear();
            searches.revision = revision;
        }
        if searches.known.len() >= REMEMBERED && !searches.known.contains_key(&page.fingerprint) {
            searches.known.clear();
        }
        let unknown = || Known { found, ends: VecDeque::new() };
        let known = searches.known.entry(page.fingerprint.clone()).or_insert_with(unknown);
        if known.ends.len() >= ENDS {
            known.ends.pop_front();
        }
        known.ends.extend(end);
    }
}

impl Tx<'_> {
    fn found(&self, page: &Page) -> Result<Found, ApiError> {
        let hidden = (page.without_test_users && self.counter("test_users")? > 0).then_some(Set::TEST);
        if page.filters.is_empty() && hidden.is_none() {
            return Ok(Found { total: self.counter("users")?, users: None });
        }
        let users = self.filtered(&page.filters, hidden)?;
        Ok(Found { total: users.count(), users: Some(Arc::new(users)) })
    }

    /// The users of the part, in order.
    fn part(&self, part: &Part<'_>, start: Option<Place>) -> Result<Vec<i64>, ApiError> {
        let behind = (part.total - part.offset - part.limit).max(0);
        let ahead = part.offset - start.as_ref().map_or(0, |start| start.passed);
        if behind >= ahead {
            return self.part_from_the_front(part, start);
        }
        // The same from the other end.
        let order: Vec<Order> = part.order.iter().map(|order| order.reversed()).collect();
        let limit = part.limit.min(part.total - part.offset);
        let mirrored = Part { order: &order, offset: behind, limit, ..*part };
        let mut users = self.part_from_the_front(&mirrored, None)?;
        users.reverse();
        Ok(users)
    }

    fn part_from_the_front(&self, part: &Part<'_>, start: Option<Place>) -> Result<Vec<i64>, ApiError> {
        let everybody = self.counter("users")?;
        let passed = start.as_ref().map_or(0, |start| start.passed);
        let steps = (part.offset - passed + part.limit).saturating_mul(everybody) / part.total.max(1);
        let costs_less = part.total * STEPS_PER_USER < steps;
        match (part.order, part.users) {
            (_, Some(users)) if costs_less || (part.order.len() > 1 && part.total <= MANY_EQUALS) => {
                self.sorted(users.rows(), part)
            }
            ([only], _) => self.walked(*only, part, start),
            ([first, rest @ ..], _) => self.walked_by_groups(*first, rest, part),
            ([], _) => Err(ApiError::internal("a search without an order")),
        }
    }

    /// Fetches the keys of the users and sorts them.
    fn sorted(&self, users: impl Iterator<Item = i64>, part: &Part<'_>) -> Result<Vec<i64>, ApiError> {
        let mut keyed: Vec<(Vec<Cell>, i64)> = Vec::new();
        let order = with_tie(part.order);
        let columns: Vec<_> = order.iter().map(|(column, _)| *column).collect();
        let mut statement =
            self.prepare(&format!("SELECT {} FROM users WHERE id = ?1", columns.join(", ")))?;
        for user in users {
            let mut rows = statement.query([user])?;
            if let Some(row) = rows.next()? {
                let keys = (0..columns.len()).map(|column| row.get(column)).collect::<Result<_, _>>()?;
                keyed.push((keys, user));
            }
        }
        keyed.sort_unstable_by(|one, other| {
            let keys = order.iter().zip(one.0.iter().zip(&other.0));
            keys.map(|((_, order), (one, other))| order.between(one, other))
                .find(|ordering| ordering.is_ne())
                .unwrap_or(Ordering::Equal)
        });
        let page = keyed.into_iter().skip(count(part.offset)).take(count(part.limit));
        Ok(page.map(|(_, user)| user).collect())
    }

    /// Walks the index of the only sort key.
    fn walked(&self, order: Order, part: &Part<'_>, start: Option<Place>) -> Result<Vec<i64>, ApiError> {
        let (key, tie, index) = (order.key.column(), order.key.tie(), order.key.index());
        let (direction, beyond, before) =
            if order.descending { ("DESC", "<", ">") } else { ("ASC", ">", "<") };
        let mut offset = part.offset;
        let mut values = Vec::new();
        let mut condition = String::from("1");
        if let Some((from, to)) = part.range {
            // Where the walk ends, and unless it goes on from a known place, where it begins.
            let (begin, end) = if order.descending { (to, from) } else { (from, to) };
            condition.push_str(&format!(" AND u.{key} {before}= ?"));
            values.push(Cell::Integer(end));
            if start.is_none() {
                condition.push_str(&format!(" AND u.{key} {beyond}= ?"));
                values.push(Cell::Integer(begin));
            }
        }
        if let Some(start) = start {
            condition.push_str(&format!(" AND (u.{key}, u.{tie}) {beyond} (?, ?)"));
            values.extend([start.key, start.tie]);
            offset -= start.passed;
        }
        let sql = format!(
            "SELECT u.id FROM users u INDEXED BY {index} WHERE {condition} ORDER BY u.{key} {direction}, u.{tie} {direction}"
        );
        let Some(users) = part.users else {
            values.extend([Cell::Integer(part.limit), Cell::Integer(offset)]);
            return Ok(self.column(&format!("{sql} LIMIT ? OFFSET ?"), params_from_iter(values))?);
        };
        let mut statement = self.prepare(&sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut page = Vec::new();
        while page.len() < count(part.limit) {
            let Some(row) = rows.next()? else { break };
            let user = row.get(0)?;
            if !users.contains(user) {
                continue;
            }
            if offset > 0 {
                offset -= 1;
            } else {
                page.push(user);
            }
        }
        Ok(page)
    }

    /// Walks the index of the first of several keys, and sorts only those equals that reach into the part.
    fn walked_by_groups(&self, first: Order, rest: &[Order], part: &Part<'_>) -> Result<Vec<i64>, ApiError> {
        let mut page = Vec::new();
        let mut passed = 0;
        // A set is made only of a group that reaches into the part.
        let mut take = |size: i64, group: &dyn Fn() -> Bits| -> Result<bool, ApiError> {
            let (offset, limit) = ((part.offset - passed).max(0), part.limit - page.len() as i64);
            passed += size;
            if offset < size {
                let group = group();
                let part = Part { users: Some(&group), total: size, order: rest, range: None, offset, limit };
                page.extend(self.part(&part, None)?);
            }
            Ok(page.len() < count(part.limit))
        };
        if first.key == SortKey::Status {
            let mut statuses = Status::ALL;
            statuses.sort_by_key(|status| status.as_str());
            if first.descending {
                statuses.reverse();
            }
            for status in statuses {
                let mut group = self.set(&Set::status(status))?;
                if let Some(users) = part.users {
                    group.intersect(users);
                }
                if !take(group.count(), &|| group.clone())? {
                    break;
                }
            }
            return Ok(page);
        }
        let (key, index) = (first.key.column(), first.key.index());
        let direction = if first.descending { "DESC" } else { "ASC" };
        let sql =
            format!("SELECT u.id, u.{key} FROM users u INDEXED BY {index} ORDER BY u.{key} {direction}");
        let mut statement = self.prepare(&sql)?;
        let mut rows = statement.query([])?;
        let (mut group, mut of) = (Vec::<i64>::new(), Cell::Null);
        loop {
            let Some(row) = rows.next()? else { break };
            let user = row.get(0)?;
            if part.users.is_some_and(|users| !users.contains(user)) {
                continue;
            }
            if !is_same(&of, row.get_ref(1)?) {
                if !group.is_empty() && !take(group.len() as i64, &|| group.iter().copied().collect())? {
                    return Ok(page);
                }
                group.clear();
                of = row.get(1)?;
            }
            group.push(user);
        }
        if !group.is_empty() {
            take(group.len() as i64, &|| group.iter().copied().collect())?;
        }
        Ok(page)
    }

    fn place(&self, passed: i64, user: i64, key: SortKey) -> Result<Option<Place>, ApiError> {
        use rusqlite::OptionalExtension;
        let sql = format!("SELECT {}, {} FROM users WHERE id = ?1", key.column(), key.tie());
        let mut statement = self.prepare(&sql)?;
        let place =
            statement.query_row([user], |row| Ok(Place { passed, key: row.get(0)?, tie: row.get(1)? }));
        Ok(place.optional()?)
    }
}

/// The columns in turn, with what makes the order total.
fn with_tie(order: &[Order]) -> Vec<(&'static str, Order)> {
    let tie = order.last().map(|last| (last.key.tie(), *last));
    order.iter().map(|one| (one.key.column(), *one)).chain(tie).collect()
}

/// Compares keys of the same kind as SQLite does.
fn compare(one: &Cell, other: &Cell) -> Ordering {
    match (one, other) {
        (Cell::Integer(one), Cell::Integer(other)) => one.cmp(other),
        (Cell::Text(one), Cell::Text(other)) => one.as_bytes().cmp(other.as_bytes()),
        _ => Ordering::Equal,
    }
}

fn is_same(one: &Cell, other: ValueRef<'_>) -> bool {
    match (one, other) {
        (Cell::Integer(one), ValueRef::Integer(other)) => *one == other,
        (Cell::Text(one), ValueRef::Text(other)) => one.as_bytes() == other,
        _ => false,
    }
}

fn count(number: i64) -> usize {
    usize::try_from(number).unwrap_or_default()
}
