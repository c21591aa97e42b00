//! Pages of users: totals that are counted once per change, and order that comes from an index.
//!
//! A page is found in three steps: the total (cached until the next write), the row numbers in order, the rows.
//! A filter that matches many users is probed while walking the order's index; one that matches few is
//! collected and sorted. Where the last page ended is remembered, so that deep paging does not skip from 0.

use std::collections::{BTreeMap, HashMap};

use rusqlite::params_from_iter;
use rusqlite::types::Value as Cell;

use super::super::reply::ApiError;
use super::connection::{Store, lock};
use super::record::Record;
use super::text::trigrams;
use super::transaction::Tx;

/// Up to this many matches, collecting and sorting beats walking an index.
const FEW: i64 = 5_000;
const REMEMBERED: usize = 64;

/// One filter; filters combine with AND.
pub(in crate::emulator) enum Condition {
    /// A test on the columns of `u`, the user row.
    Row { sql: &'static str, values: Vec<Cell> },
    /// The user has a row in an index table. `unique`: at most one row per user can match.
    Linked { table: &'static str, sql: &'static str, values: Vec<Cell>, unique: bool },
    /// The user's text contains the term.
    Text(String),
}

impl Condition {
    pub(in crate::emulator) fn row(sql: &'static str, values: impl IntoIterator<Item = Cell>) -> Self {
        Self::Row { sql, values: values.into_iter().collect() }
    }

    pub(in crate::emulator) fn linked(
        table: &'static str,
        sql: &'static str,
        values: impl IntoIterator<Item = Cell>,
    ) -> Self {
        Self::Linked { table, sql, values: values.into_iter().collect(), unique: false }
    }

    /// The users of the index table that match, as a subquery.
    fn members(&self) -> (String, Vec<Cell>) {
        match self {
            Self::Row { sql, values } => (format!("SELECT id FROM users u WHERE {sql}"), values.clone()),
            Self::Linked { table, sql, values, .. } => {
                (format!("SELECT user FROM {table} WHERE {sql}"), values.clone())
            }
            Self::Text(term) => match trigrams(term) {
                Some(query) => (
                    "SELECT rowid FROM user_text WHERE user_text MATCH ? AND instr(document, ?) > 0"
                        .to_owned(),
                    vec![Cell::Text(query), Cell::Text(term.clone())],
                ),
                None => (
                    "SELECT rowid FROM user_text WHERE instr(document, ?) > 0".to_owned(),
                    vec![Cell::Text(term.clone())],
                ),
            },
        }
    }

    /// The filter as a test on one user row `u`; `probe` looks up each row instead of collecting members.
    fn test(&self, probe: bool) -> (String, Vec<Cell>) {
        match self {
            Self::Row { sql, values } => ((*sql).to_owned(), values.clone()),
            Self::Linked { table, sql, values, .. } if probe => {
                let lookup =
                    format!("(SELECT 1 FROM {table} WHERE user = u.id AND {sql} LIMIT 1) IS NOT NULL");
                (lookup, values.clone())
            }
            Self::Linked { .. } | Self::Text(_) => {
                let (members, values) = self.members();
                (format!("u.id IN ({members})"), values)
            }
        }
    }
}

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

/// Which users, in which order, and which part of them.
pub(in crate::emulator) struct Page {
    /// Tells two searches apart that differ in more than the part they ask for.
    pub(in crate::emulator) fingerprint: String,
    pub(in crate::emulator) conditions: Vec<Condition>,
    pub(in crate::emulator) without_test_users: bool,
    pub(in crate::emulator) order: Vec<Order>,
    pub(in crate::emulator) offset: i64,
    pub(in crate::emulator) limit: i64,
}

/// What is known about recent searches until something is written.
#[derive(Default)]
pub(super) struct Totals {
    revision: i64,
    searches: HashMap<String, Known>,
}

#[derive(Default)]
struct Known {
    total: Option<i64>,
    /// Number of rows passed → the last of them.
    ends: BTreeMap<i64, Row>,
}

/// A user's place in the order.
#[derive(Clone)]
struct Row {
    id: i64,
    key: Cell,
    tie: Cell,
}

/// A known place to go on from: this many rows come up to and including this one.
struct Start {
    passed: i64,
    row: Row,
}

impl Store {
    /// One page and the number of all matches.
    pub(in crate::emulator) fn search(&self, page: &Page) -> Result<(Vec<Record>, i64), ApiError> {
        self.read_lagging(|tx| {
            let revision = tx.counter("revision")?;
            let (known, start) = self.recall(revision, page);
            let total = match known {
                Some(total) => total,
                None => tx.total(page)?,
            };
            if page.offset >= total {
                self.remember(revision, page, total, None);
                return Ok((Vec::new(), total));
            }
            let found = tx.rows(page, total, start)?;
            let passed = page.offset + i64::try_from(found.len()).unwrap_or_default();
            let end = found.last().map(|row| Start { passed, row: row.clone() });
            self.remember(revision, page, total, end);
            let mut records = Vec::with_capacity(found.len());
            for row in found {
                records.extend(tx.user_by_row(row.id)?);
            }
            Ok((records, total))
        })
    }

    fn recall(&self, revision: i64, page: &Page) -> (Option<i64>, Option<Start>) {
        let totals = lock(&self.totals);
        match totals.searches.get(&page.fingerprint) {
            Some(known) if totals.revision == revision => {
                let end = known.ends.range(..=page.offset).next_back();
                (known.total, end.map(|(passed, row)| Start { passed: *passed, row: row.clone() }))
            }
            _ => (None, None),
        }
    }

    fn remember(&self, revision: i64, page: &Page, total: i64, end: Option<Start>) {
        let mut totals = lock(&self.totals);
        if totals.revision != revision {
            // A reader on an older snapshot must not bring back what a newer one replaced.
            if totals.revision > revision {
                return;
            }
            totals.searches.clear();
            totals.revision = revision;
        }
        if totals.searches.len() >= REMEMBERED && !totals.searches.contains_key(&page.fingerprint) {
            totals.searches.clear();
        }
        let known = totals.searches.entry(page.fingerprint.clone()).or_default();
        known.total = Some(total);
        if page.order.len() == 1 {
            known.ends.extend(end.map(|end| (end.passed, end.row)));
        }
    }
}

impl Tx<'_> {
    fn total(&self, page: &Page) -> Result<i64, ApiError> {
        let test_users = self.counter("test_users")?;
        let hides = page.without_test_users && test_users > 0;
        let (sql, values) = match page.conditions.as_slice() {
            [] => {
                let users = self.counter("users")?;
                return Ok(if hides { users - test_users } else { users });
            }
            [Condition::Linked { table, sql, values, unique }] => {
                let count = if *unique { "count(*)" } else { "count(DISTINCT user)" };
                let visible = if hides { " AND user NOT IN (SELECT user FROM test_users)" } else { "" };
                (format!("SELECT {count} FROM {table} WHERE {sql}{visible}"), values.clone())
            }
            conditions => {
                let (tests, values) = tests(conditions, hides, false);
                (format!("SELECT count(*) FROM users u WHERE {tests}"), values)
            }
        };
        Ok(self.first(&sql, params_from_iter(values))?.unwrap_or_default())
    }

    /// The places of the users on the page.
    fn rows(&self, page: &Page, total: i64, start: Option<Start>) -> Result<Vec<Row>, ApiError> {
        let hides = page.without_test_users && self.counter("test_users")? > 0;
        let many = total > FEW && !page.conditions.iter().any(|one| matches!(one, Condition::Text(_)));
        let (mut tests, mut values) = tests(&page.conditions, hides, many);
        let Some(first) = page.order.first() else {
            return Err(ApiError::internal("a search without an order"));
        };
        let (key, tie) = (first.key.column(), first.key.tie());
        let mut offset = page.offset;
        if let Some(start) = start.filter(|_| page.order.len() == 1) {
            let beyond = if first.descending { "<" } else { ">" };
            tests.push_str(&format!(" AND (u.{key}, u.{tie}) {beyond} (?, ?)"));
            values.extend([start.row.key, start.row.tie]);
            offset -= start.passed;
        }
        let index = match page.order.as_slice() {
            [only] if many || page.conditions.is_empty() => format!("INDEXED BY {}", only.key.index()),
            _ => String::new(),
        };
        // A plus sign keeps SQLite from walking the order's index where few rows match.
        let plain = if many || page.conditions.is_empty() { "" } else { "+" };
        let order = ordering(&page.order, plain);
        let sql = format!(
            "SELECT u.id, u.{key}, u.{tie} FROM users u {index} WHERE {tests} ORDER BY {order} LIMIT ? OFFSET ?"
        );
        values.extend([Cell::Integer(page.limit), Cell::Integer(offset)]);
        let mut statement = self.prepare(&sql)?;
        let rows = statement.query_map(params_from_iter(values), |row| {
            Ok(Row { id: row.get(0)?, key: row.get(1)?, tie: row.get(2)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn tests(conditions: &[Condition], hides: bool, probe: bool) -> (String, Vec<Cell>) {
    let mut sql = String::from("1");
    let mut values = Vec::new();
    for condition in conditions {
        let (test, used) = condition.test(probe);
        sql.push_str(" AND (");
        sql.push_str(&test);
        sql.push(')');
        values.extend(used);
    }
    if hides {
        sql.push_str(" AND u.id NOT IN (SELECT user FROM test_users)");
    }
    (sql, values)
}

/// The keys in turn, then what makes the order total.
fn ordering(order: &[Order], plain: &str) -> String {
    let direction = |descending: bool| if descending { "DESC" } else { "ASC" };
    let mut terms: Vec<String> = order
        .iter()
        .map(|one| format!("{plain}u.{} {}", one.key.column(), direction(one.descending)))
        .collect();
    if let ([first, ..], [.., last]) = (order, order) {
        terms.push(format!("{plain}u.{} {}", first.key.tie(), direction(last.descending)));
    }
    terms.join(", ")
}
