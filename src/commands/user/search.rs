//! `user search`: pages, and the way to all users.

use std::collections::HashMap;

use clap::{Args as _, FromArgMatches as _};
use serde_json::{Map, Value, json};

use crate::{
    api::Request,
    commands::call,
    context::Context,
    error::{Error, Kind},
    ops::{
        Call as _, Operation as _, Spec,
        arguments::{Instant, SortField},
        flags,
        user::{SEARCH_TEST_USERS, Search, USERS},
    },
    output::Stream,
};

/// Rows in one reply: the most that the official tools ask for.
const PAGE: u64 = 100;

/// From this page on, a walk in the order of creation goes on by time instead of by page: deep pages are
/// dear to a server, and what is done with need not be remembered.
const DEEP: u64 = 100;

/// Runs a search and shows what it finds, page by page.
pub(super) fn run(context: &Context, arguments: &Search) -> anyhow::Result<()> {
    let mut stream = Stream::new(context.ui.stdout(), &USERS, context.output.clone())?;
    let mut pages = Pages::new(arguments)?;
    let mut shown: u64 = 0;
    while let Some(rows) = pages.next(context)? {
        shown += rows.len() as u64;
        stream.push(&rows)?;
    }
    stream.finish()?;
    report(context, arguments, &pages, shown);
    pages.check_complete(arguments)
}

/// A search for all users that some flags of this command narrow down.
///
/// # Errors
/// What is wrong with the flags, as a fragment.
pub(super) fn parsed(filters: impl IntoIterator<Item = String>) -> Result<Search, String> {
    let command = clap::Command::new("search").no_binary_name(true).disable_help_flag(true);
    let mut command = flags::with_optional_booleans(Search::augment_args(command));
    let words = std::iter::once("--all".to_owned()).chain(filters);
    let matches = command.try_get_matches_from_mut(words);
    matches.and_then(|matches| Search::from_arg_matches(&matches)).map_err(|error| {
        let why = error.to_string();
        why.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned()
    })
}

/// Says on stderr what the rows on stdout leave out.
fn report(context: &Context, arguments: &Search, pages: &Pages, shown: u64) {
    let total = pages.total;
    if shown == 0 {
        context.ui.note("no users match");
    } else if !arguments.all && total > pages.skipped + shown {
        context.ui.note(&format!("showing {} of {} users, use --all", grouped(shown), grouped(total)));
    }
}

/// A search, page by page.
pub(super) struct Pages {
    spec: &'static Spec,
    body: Map<String, Value>,
    size: u64,
    /// Rows still wanted; `None` for all.
    wanted: Option<u64>,
    position: Position,
    skipped: u64,
    total: u64,
    /// What the last reply counted under the same conditions.
    counted: Option<u64>,
    /// Second that the walk has come to; users created before it are done with.
    anchor: Option<i64>,
    /// Whether the order is ours, so that the walk can be anchored.
    in_order_of_creation: bool,
    /// Users that may come again, with the second of their creation.
    seen: HashMap<u64, i64>,
    received: u64,
    ended: bool,
}

/// How the next page is named: by page number where full pages are walked, by row otherwise.
enum Position {
    Page(u64),
    Offset(u64),
}

impl Pages {
    /// Prepares a search. Without an order of the user's own, one is set that new users only
    /// lengthen, and users created after the start are left out (behaviour.md section 9).
    pub(super) fn new(arguments: &Search) -> anyhow::Result<Self> {
        let Value::Object(mut body) = arguments.body()? else {
            return Err(Error::failed("a search must be an object").into());
        };
        let only_test_users = arguments.filters.test_users_only == Some(true);
        if only_test_users {
            body.insert("withTestUser".to_owned(), json!(true));
        }
        let in_order_of_creation = arguments.all && arguments.sort.is_none();
        if in_order_of_creation {
            let order = [SortField::ascending("createdTime"), SortField::ascending("id")];
            body.insert("sort".to_owned(), serde_json::to_value(order)?);
            if arguments.filters.to_created_time.is_none() {
                body.insert("toCreatedTime".to_owned(), serde_json::to_value(Instant::now())?);
            }
        }
        let wanted = (!arguments.all).then(|| arguments.limit.unwrap_or(PAGE));
        let size = wanted.map_or(PAGE, |wanted| wanted.min(PAGE));
        let pages = u64::from(arguments.page.unwrap_or(0));
        let skipped = arguments.offset.map_or(pages * wanted.unwrap_or(PAGE), u64::from);
        // No official client sends an offset: it is used only where a page number cannot say it.
        let position = if skipped.is_multiple_of(size) {
            Position::Page(skipped / size)
        } else {
            Position::Offset(skipped)
        };
        let spec = if only_test_users { &SEARCH_TEST_USERS } else { &Search::SPEC };
        Ok(Self {
            spec,
            body,
            size,
            wanted,
            position,
            skipped,
            total: 0,
            counted: None,
            anchor: None,
            in_order_of_creation,
            seen: HashMap::new(),
            received: 0,
            ended: false,
        })
    }

    /// The next rows; `None` after the last. With `--all` a short page is not the last one: only an
    /// empty one is.
    pub(super) fn next(&mut self, context: &Context) -> anyhow::Result<Option<Vec<Value>>> {
        if self.ended {
            return Ok(None);
        }
        let (mut rows, total) = self.fetch(context, self.page())?;
        if self.anchor.is_none() {
            self.total = total;
        }
        let arrived = rows.len() as u64;
        let newest = rows.last().and_then(created);
        rows.retain(|row| self.is_new(row));
        if let Some(wanted) = self.wanted {
            rows.truncate(usize::try_from(wanted - self.received).unwrap_or(usize::MAX));
        }
        self.received += rows.len() as u64;
        if self.advance(arrived, total) {
            self.drop_anchor(newest);
        }
        if self.ended && self.anchor.is_some() {
            self.total = self.fetch(context, self.count())?.1;
        }
        Ok(Some(rows))
    }

    fn fetch(&self, context: &Context, body: Map<String, Value>) -> anyhow::Result<(Vec<Value>, u64)> {
        let request = Request::new(self.spec, Value::Object(body));
        let mut reply = call::send(context, self.spec, &request, None)?;
        let total = reply.get("total").and_then(Value::as_u64).unwrap_or(0);
        match reply.get_mut("users").map(Value::take) {
            Some(Value::Array(rows)) => Ok((rows, total)),
            Some(Value::Null) | None => Ok((Vec::new(), total)),
            Some(_) => Err(unexpected().into()),
        }
    }

    /// Users so far.
    pub(super) fn received(&self) -> u64 {
        self.received
    }

    /// Users that the server counts.
    pub(super) fn total(&self) -> u64 {
        self.total
    }

    fn page(&self) -> Map<String, Value> {
        let mut body = self.body.clone();
        body.insert("limit".to_owned(), json!(self.size));
        if let Some(second) = self.anchor {
            // A millisecond earlier: whether the bound itself belongs to it is not documented.
            body.insert("fromCreatedTime".to_owned(), json!(second * 1000 - 1));
        }
        let (name, position) = match self.position {
            Position::Page(page) => ("page", page),
            Position::Offset(offset) => ("offset", offset),
        };
        body.insert(name.to_owned(), json!(position));
        body
    }

    /// Asks for as little as possible: how many users there are in all.
    fn count(&self) -> Map<String, Value> {
        let mut body = self.body.clone();
        body.extend([("limit".to_owned(), json!(1)), ("page".to_owned(), json!(0))]);
        body
    }

    /// Goes to the next page, or back: returns whether it went on.
    fn advance(&mut self, arrived: u64, total: u64) -> bool {
        // Users who left may have stood on pages that were read: all later ones have moved up by as many.
        let left = self.counted.replace(total).map_or(0, |before| before.saturating_sub(total));
        let again = if self.wanted.is_none() { left } else { 0 };
        self.position = match self.position {
            Position::Page(page) if again > 0 => {
                Position::Page(page.saturating_sub(again.div_ceil(self.size)))
            }
            Position::Offset(offset) if again > 0 => Position::Offset(offset.saturating_sub(again)),
            Position::Page(page) => Position::Page(page + 1),
            Position::Offset(offset) => Position::Offset(offset + arrived),
        };
        let enough = self
            .wanted
            .is_some_and(|wanted| self.received >= wanted || self.skipped + self.received >= self.total);
        self.ended = (arrived == 0 && again == 0) || enough;
        again == 0
    }

    /// Goes on from the second of the newest user of a deep page, among the first pages again.
    fn drop_anchor(&mut self, newest: Option<i64>) {
        let deep = matches!(self.position, Position::Page(page) if page >= DEEP);
        let later = newest.filter(|second| self.anchor.is_none_or(|anchor| *second > anchor));
        let Some(second) = later.filter(|_| self.in_order_of_creation && deep && !self.ended) else { return };
        self.anchor = Some(second);
        self.position = Position::Page(0);
        self.counted = None;
        self.seen.retain(|_, created| *created >= second);
    }

    /// Rows shift between pages when users come and go: each is shown once.
    fn is_new(&mut self, row: &Value) -> bool {
        let created = created(row);
        let done_with = created.is_some_and(|second| self.anchor.is_some_and(|anchor| second < anchor));
        let seen = |id| self.seen.insert(id, created.unwrap_or(i64::MAX)).is_some();
        !done_with && !id(row).is_some_and(seen)
    }

    /// With `--all`, fewer rows than the server counts is an error: users left while pages were read.
    pub(super) fn check_complete(&self, arguments: &Search) -> anyhow::Result<()> {
        if !arguments.all || self.received >= self.total {
            return Ok(());
        }
        let message = format!("got {} users of the {} that the server counts", self.received, self.total);
        let error =
            Error::failed(message).because("users changed while they were listed").hint("run it again");
        Err(error.into())
    }
}

/// The second in which a user was created.
fn created(row: &Value) -> Option<i64> {
    row.get("createdTime").and_then(Value::as_i64).filter(|second| *second > 0)
}

/// What stands for the user's ID in the list of those who were seen.
fn id(row: &Value) -> Option<u64> {
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};
    let id = row.get("userId").and_then(Value::as_str)?;
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    Some(hasher.finish())
}

fn unexpected() -> Error {
    Error::new(Kind::Unavailable, "the reply holds no list of users")
        .hint("does the base URL lead to the API?")
}

/// A count with thin spaces between groups of three, as the tables show it.
fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped() {
        assert_eq!(grouped(100), "100");
        assert_eq!(grouped(4_312), "4\u{202f}312");
        assert_eq!(grouped(1_000_000), "1\u{202f}000\u{202f}000");
    }
}
