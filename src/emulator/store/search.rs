//! Pages of users: one pass over the table `search`, and the part of it that the order puts there.
//!
//! No filter has an index of its own, so nothing has to be kept in step but one row a user. A pass over a million
//! users takes a second at most; it finds many pages at once, and the next ones are looked up until somebody writes.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::params_from_iter;
use rusqlite::types::{Value as Cell, ValueRef};

use super::super::reply::ApiError;
use super::connection::{Store, lock};
use super::filters::{Filter, Time};
use super::record::Record;
use super::transaction::Tx;

/// Users of a window, the part of a search that one pass finds. Windows overlap by half, so that a page lies in one.
const WINDOW: i64 = if cfg!(test) { 200 } else { 10_000 };
/// Windows that are remembered, 80 KB each.
const REMEMBERED: usize = 32;
/// A longer request, such as one with a thousand addresses, is not worth its memory.
const LONG: usize = 16 * 1024;
/// Passes over more users take turns: each needs some 60 bytes a user.
const LARGE: i64 = 50_000;

/// What users can be sorted by: a column.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::emulator) struct SortKey(&'static str);

impl SortKey {
    pub(in crate::emulator) const CREATED: Self = Self("created_time");
    pub(in crate::emulator) const ID: Self = Self("user_id");

    /// By what requests call it.
    pub(in crate::emulator) fn named(name: &str) -> Option<Self> {
        Some(Self(match name {
            "createdTime" => Self::CREATED.0,
            "displayName" => "name",
            "email" => "email",
            "externalId" => "external_id",
            "id" => Self::ID.0,
            "modifiedTime" => "modified_time",
            "phoneNumber" => "phone",
            "status" => "status",
            "tenant" => "first_tenant",
            _ => return None,
        }))
    }
}

/// One sort key and its direction.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::emulator) struct Order {
    pub(in crate::emulator) key: SortKey,
    pub(in crate::emulator) descending: bool,
}

/// Which users, in which order, and which part of them.
pub(in crate::emulator) struct Page {
    /// Tells two searches apart that differ in more than the part they ask for.
    pub(in crate::emulator) fingerprint: String,
    pub(in crate::emulator) filters: Vec<Filter>,
    /// Equals are ordered by when they were added.
    pub(in crate::emulator) order: Vec<Order>,
    pub(in crate::emulator) offset: i64,
    pub(in crate::emulator) limit: i64,
}

impl Page {
    /// Whether the index of the creation time has the users in this order, and all that the filters ask about.
    fn is_walk(&self) -> bool {
        let descending = self.order.iter().any(|order| order.descending);
        let in_order = self.order == [SortKey::CREATED, SortKey::ID].map(|key| Order { key, descending });
        let only = |filter: &Filter| matches!(filter, Filter::Test(_) | Filter::Between(Time::Created, ..));
        // Without a condition on the index's first column its order is another.
        let hides = |filter: &Filter| matches!(filter, Filter::Test(_));
        in_order && self.filters.iter().all(only) && self.filters.iter().any(hides)
    }
}

/// A part of what a search finds.
struct Window {
    total: i64,
    users: Vec<i64>,
}

/// Windows of recent searches, until something is written.
#[derive(Default)]
pub(super) struct Searches {
    revision: i64,
    windows: HashMap<(String, i64), Arc<Window>>,
}

impl Store {
    /// One page and the number of all matches.
    pub(in crate::emulator) fn search(&self, page: &Page) -> Result<(Vec<Record>, i64), ApiError> {
        self.read_lagging(|tx| {
            let revision = tx.counter("revision")?;
            let start = page.offset - page.offset % (WINDOW / 2);
            let key = (page.fingerprint.clone(), start);
            let window = match self.recall(revision, &key) {
                Some(window) => window,
                None => {
                    let window = Arc::new(self.window(tx, page, start)?);
                    // A lock ends without a write.
                    if !page.filters.iter().any(|filter| matches!(filter, Filter::LockedForATime(_))) {
                        self.remember(revision, key, Arc::clone(&window));
                    }
                    window
                }
            };
            let from = usize::try_from(page.offset - start).unwrap_or_default();
            let limit = usize::try_from(page.limit).unwrap_or_default();
            let mut records = Vec::new();
            for user in window.users.iter().skip(from).take(limit) {
                records.extend(tx.user_by_row(*user)?);
            }
            Ok((records, window.total))
        })
    }

    fn recall(&self, revision: i64, key: &(String, i64)) -> Option<Arc<Window>> {
        let searches = lock(&self.searches);
        searches.windows.get(key).filter(|_| searches.revision == revision).map(Arc::clone)
    }

    fn window(&self, tx: &Tx<'_>, page: &Page, start: i64) -> Result<Window, ApiError> {
        let (mut conditions, mut values) = (vec!["1"], Vec::new());
        for filter in &page.filters {
            let (condition, parameters) = tx.condition(filter)?;
            conditions.push(condition);
            values.extend(parameters);
        }
        let condition = conditions.join(" AND ");
        if page.is_walk() {
            return tx.walked(page, &condition, values, start);
        }
        if tx.counter("users")? > LARGE {
            // One after the other, in the same memory.
            return tx.passed(page, &condition, &values, start, &mut lock(&self.large_pass));
        }
        tx.passed(page, &condition, &values, start, &mut Keys::default())
    }

    fn remember(&self, revision: i64, key: (String, i64), window: Arc<Window>) {
        let mut searches = lock(&self.searches);
        // A reader on an older snapshot must not bring back what a newer one replaced.
        if key.0.len() > LONG || searches.revision > revision {
            return;
        }
        if searches.revision != revision || searches.windows.len() >= REMEMBERED {
            searches.windows.clear();
            searches.revision = revision;
        }
        searches.windows.insert(key, window);
    }
}

impl Tx<'_> {
    /// Walks the index of the creation time.
    fn walked(
        &self,
        page: &Page,
        condition: &str,
        mut values: Vec<Cell>,
        start: i64,
    ) -> Result<Window, ApiError> {
        let total = match page.filters.as_slice() {
            [Filter::Test(true)] => self.counter("test_users")?,
            [Filter::Test(false)] => self.counter("users")? - self.counter("test_users")?,
            _ => {
                let sql = format!("SELECT count(*) FROM search WHERE {condition}");
                self.first(&sql, params_from_iter(&values))?.unwrap_or_default()
            }
        };
        if start >= total {
            return Ok(Window { total, users: Vec::new() });
        }
        let direction = if page.order.iter().any(|order| order.descending) { "DESC" } else { "ASC" };
        let sql = format!(
            "SELECT user FROM search INDEXED BY search_created WHERE {condition} \
             ORDER BY created_time {direction}, user_id {direction} LIMIT ? OFFSET ?"
        );
        values.extend([Cell::Integer(WINDOW), Cell::Integer(start)]);
        Ok(Window { total, users: self.column(&sql, params_from_iter(&values))? })
    }

    /// Passes over all users, notes the keys of those who are let through, and sorts the window alone.
    fn passed(
        &self,
        page: &Page,
        condition: &str,
        values: &[Cell],
        start: i64,
        keys: &mut Keys,
    ) -> Result<Window, ApiError> {
        keys.clear();
        let columns: String = page.order.iter().map(|order| format!(", {}", order.key.0)).collect();
        // Test users are few. For the others the index would be a detour to every row, also where rows are named.
        let is_few = page.filters.iter().any(|filter| matches!(filter, Filter::Test(true)));
        let index = if is_few { "INDEXED BY search_created" } else { "NOT INDEXED" };
        let sql = format!("SELECT user{columns} FROM search {index} WHERE {condition}");
        let mut statement = self.prepare(&sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            for (column, order) in page.order.iter().enumerate() {
                keys.push(row.get_ref(column + 1)?, order.descending);
            }
            keys.end(row.get(0)?, page.order.last().is_some_and(|order| order.descending));
        }
        let total = keys.users.len();
        let start = usize::try_from(start).unwrap_or_default();
        let window = keys.part(start, usize::try_from(WINDOW).unwrap_or_default());
        Ok(Window { total: i64::try_from(total).unwrap_or_default(), users: window })
    }
}

/// The sort keys of many users as bytes whose order is that of the keys.
#[derive(Default)]
pub(super) struct Keys {
    bytes: Vec<u8>,
    users: Vec<Keyed>,
}

/// A user, and where its key is. The first bytes of the key decide most comparisons.
struct Keyed {
    first: u64,
    start: usize,
    end: usize,
    user: i64,
}

impl Keys {
    fn clear(&mut self) {
        self.bytes.clear();
        self.users.clear();
    }

    /// Adds one value of the user that is ended next.
    fn push(&mut self, value: ValueRef<'_>, descending: bool) {
        let start = self.bytes.len();
        match value {
            ValueRef::Integer(number) => {
                self.bytes.extend((number ^ i64::MIN).to_be_bytes());
            }
            ValueRef::Text(text) => {
                self.bytes.extend(text);
                self.bytes.push(0);
            }
            _ => {}
        }
        if descending {
            self.bytes[start..].iter_mut().for_each(|byte| *byte = !*byte);
        }
    }

    fn end(&mut self, user: i64, descending: bool) {
        // The row decides between equals.
        self.push(ValueRef::Integer(user), descending);
        let start = self.users.last().map_or(0, |last| last.end);
        let mut first = [0; 8];
        let length = (self.bytes.len() - start).min(8);
        first[..length].copy_from_slice(&self.bytes[start..start + length]);
        self.users.push(Keyed { first: u64::from_be_bytes(first), start, end: self.bytes.len(), user });
    }

    /// The users from `start` on, in order, at most `length` of them.
    fn part(&mut self, start: usize, length: usize) -> Vec<i64> {
        let bytes = &self.bytes;
        let compare = |one: &Keyed, other: &Keyed| -> Ordering {
            let rest = || bytes[one.start..one.end].cmp(&bytes[other.start..other.end]);
            one.first.cmp(&other.first).then_with(rest)
        };
        if start >= self.users.len() {
            return Vec::new();
        }
        if start > 0 {
            self.users.select_nth_unstable_by(start, compare);
        }
        let rest = &mut self.users[start..];
        if length < rest.len() {
            rest.select_nth_unstable_by(length, compare);
        }
        let length = length.min(rest.len());
        let window = &mut rest[..length];
        window.sort_unstable_by(compare);
        window.iter().map(|keyed| keyed.user).collect()
    }
}
