//! A search, page by page, and the way to all users.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::{client::Client, request::Request};
use crate::{
    error::{Error, Kind, Result},
    ops::{
        Call as _, Operation as _, Spec,
        arguments::{Instant, SortField},
        user::{SEARCH_TEST_USERS, Search},
    },
    ui::counted,
    words::grouped,
};

/// Rows in one reply: the most that the official tools ask for.
const PAGE: u64 = 100;

/// From this page on, a walk in the order of creation continues by time instead of by page: deep pages are
/// expensive for a server, and what is done with need not be remembered.
const DEEP: u64 = 100;

/// Pages in a row without a new user after which the server is taken not to advance. What the walk reads
/// again on purpose does not count.
const PATIENCE: u64 = 10;

/// Times that the walk goes back from one place.
const MOST_RETURNS: u64 = 3;

/// The pages of a search, one after another.
pub struct Walk {
    spec: &'static Spec,
    body: Map<String, Value>,
    size: u64,
    /// Rows still wanted; `None` for all.
    wanted: Option<u64>,
    position: Position,
    skipped: u64,
    /// Users that the server counts; none where it does not.
    total: Option<u64>,
    /// Users expected in the next count under the same conditions.
    counted: Option<u64>,
    /// Second that the walk has come to; users created before it are done with.
    anchor: Option<i64>,
    /// Whether the order is ours, so that the walk can be anchored.
    in_order_of_creation: bool,
    /// Whether it is still to be bounded by the time when it begins.
    bounds_itself: bool,
    /// The rows before the position, under the same conditions.
    passed: Passed,
    /// Users that may come again, with the second of their creation.
    seen: HashMap<u64, i64>,
    received: u64,
    /// The users of the last page, in their order; empty where the next page may be the same one.
    previous: Vec<u64>,
    /// Pages that brought somebody new, and those in a row that brought nobody.
    fresh: u64,
    barren: u64,
    returns: Returns,
    ended: bool,
}

/// How often the walk went back.
#[derive(Debug, Clone, Copy, Default)]
struct Returns {
    /// Pages that were to be read again, in all.
    pages: u64,
    /// Those that are still to be.
    left: u64,
    /// Times since the last page that brought somebody new.
    here: u64,
}

/// How the next page is named: by page number where full pages are walked, by row otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Position {
    Page(u64),
    Offset(u64),
}

/// Rows that stand before a position.
#[derive(Debug, Clone, Copy, Default)]
struct Passed {
    rows: u64,
    /// The newest second of creation, and how many of the rows have it.
    newest: Option<i64>,
    in_newest: u64,
    /// Whether `in_newest` is exact: it is not where users left meanwhile.
    exact: bool,
}

impl Walk {
    /// Prepares a search. Without an order of the user's own, a search for all is given one that new users
    /// only lengthen, and users created after the start are left out (behaviour.md section 9).
    ///
    /// # Errors
    /// When the search cannot be expressed in JSON.
    pub fn new(search: &Search) -> Result<Self> {
        let Value::Object(mut body) = search.body()? else {
            return Err(Error::failed("a search must be an object"));
        };
        let only_test_users = search.filters.test_users_only == Some(true);
        if only_test_users {
            body.insert("withTestUser".to_owned(), json!(true));
        }
        let in_order_of_creation = search.all && search.sort.is_none();
        let bounds_itself = in_order_of_creation && search.filters.to_created_time.is_none();
        if in_order_of_creation {
            let order = [SortField::ascending("createdTime"), SortField::ascending("id")];
            body.insert("sort".to_owned(), as_json(order)?);
            if bounds_itself {
                body.insert("toCreatedTime".to_owned(), as_json(Instant::now())?);
            }
        }
        let wanted = (!search.all).then(|| search.limit.unwrap_or(PAGE));
        let size = wanted.map_or(PAGE, |wanted| wanted.min(PAGE));
        let pages = u64::from(search.page.unwrap_or(0));
        let skipped = search.offset.map_or(pages.saturating_mul(wanted.unwrap_or(PAGE)), u64::from);
        // No official client sends an offset: it is used only where a page number cannot say it.
        let position = if skipped.is_multiple_of(size) {
            Position::Page(skipped / size)
        } else {
            Position::Offset(skipped)
        };
        Ok(Self {
            spec: if only_test_users { &SEARCH_TEST_USERS } else { &Search::SPEC },
            body,
            size,
            wanted,
            position,
            skipped,
            total: None,
            counted: None,
            anchor: None,
            in_order_of_creation,
            bounds_itself,
            passed: Passed { rows: skipped, exact: true, ..Passed::default() },
            seen: HashMap::new(),
            received: 0,
            previous: Vec::new(),
            fresh: 0,
            barren: 0,
            returns: Returns::default(),
            ended: false,
        })
    }

    /// The next rows, each user once; `None` after the last. A page may bring none.
    ///
    /// # Errors
    /// Those of the API; `Unavailable` when the server's pages do not advance.
    pub async fn next(&mut self, client: &Client) -> Result<Option<Vec<Value>>> {
        if self.ended {
            return Ok(None);
        }
        if std::mem::take(&mut self.bounds_itself) {
            self.bound_by_server_time(client).await;
        }
        let (rows, total) = self.fetch(client, self.page()).await?;
        let rows = self.take(rows, total)?;
        if self.ended && self.anchor.is_some() {
            self.total = self.fetch(client, self.count()).await?.1;
        }
        Ok(Some(rows))
    }

    /// A walk over all users ends with those who are there when it begins, by the server's clock where that is
    /// ahead of ours: else its newest users would be left out.
    async fn bound_by_server_time(&mut self, client: &Client) {
        client.learn_server_time().await;
        // What is known leaves out the fraction of the second.
        let server = client.server_now().map(|seconds| (seconds + 1).saturating_mul(1_000));
        let ours = self.body.get("toCreatedTime").and_then(Value::as_i64);
        if server > ours {
            self.body.insert("toCreatedTime".to_owned(), json!(server));
        }
    }

    /// Users so far.
    #[must_use]
    pub fn received(&self) -> u64 {
        self.received
    }

    /// Users before the first one that was asked for.
    #[must_use]
    pub fn skipped(&self) -> u64 {
        self.skipped
    }

    /// Users that the server counts in all.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total.unwrap_or(0)
    }

    /// Refuses a walk over all users that has fewer than the server counts: users left while pages were
    /// read.
    ///
    /// # Errors
    /// Then, with both numbers.
    pub fn check_complete(&self) -> Result<()> {
        if self.wanted.is_some() || self.received >= self.total() {
            return Ok(());
        }
        let message = format!(
            "got {} of the {} that the server counts",
            counted(self.received, "user"),
            grouped(self.total())
        );
        Err(Error::failed(message).because("users changed while they were listed").hint("run it again"))
    }

    async fn fetch(&self, client: &Client, body: Map<String, Value>) -> Result<(Vec<Value>, Option<u64>)> {
        let request = Request::new(self.spec, Value::Object(body));
        let place = client.place(&request).await?;
        let reply = client.send_placed(&request, place).await?;
        let mut page = reply.json()?;
        let total = page.get("total").and_then(Value::as_u64);
        match page.get_mut("users").map(Value::take) {
            Some(Value::Array(rows)) => Ok((rows, total)),
            Some(Value::Null) | None => Ok((Vec::new(), total)),
            Some(_) => Err(reply.useless("the reply holds no list of users")),
        }
    }

    /// What is asked for next.
    fn page(&self) -> Map<String, Value> {
        let mut body = self.body.clone();
        body.insert("limit".to_owned(), json!(self.size));
        if let Some(second) = self.anchor {
            // A millisecond earlier: whether the bound itself belongs to it is not documented.
            body.insert("fromCreatedTime".to_owned(), json!(second.saturating_mul(1000) - 1));
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

    /// Takes a page: keeps who is new of it, and goes to the next one.
    fn take(&mut self, mut rows: Vec<Value>, total: Option<u64>) -> Result<Vec<Value>> {
        if self.anchor.is_none() {
            self.total = total;
        }
        let page: Vec<u64> = rows.iter().map(fingerprint).collect();
        let is_same = !page.is_empty() && page == self.previous;
        let have_ids = rows.iter().all(|row| user_id(row).is_some());
        // Before users are sorted out: these stand before the next page.
        let after = self.passed.and(&rows);
        let arrived = rows.len() as u64;
        rows.retain(|row| self.is_new(row));
        if let Some(wanted) = self.wanted {
            rows.truncate(usize::try_from(wanted - self.received).unwrap_or(usize::MAX));
        }
        self.received += rows.len() as u64;
        self.note_progress(arrived > 0, !rows.is_empty());
        // Where rows have no IDs, pages may be equal by their content alone.
        let is_complete = self.skipped + self.received >= self.total();
        // Without a total, an equal page may as well be the only one that the server gives.
        let is_done = is_complete && (self.total.is_some() || self.anchor.is_some());
        if (is_same && (have_ids || is_complete)) || self.barren > PATIENCE {
            self.ended = true;
            return if is_done { Ok(rows) } else { Err(self.stuck()) };
        }
        self.advance(page, after, total);
        Ok(rows)
    }

    fn note_progress(&mut self, has_rows: bool, has_new: bool) {
        let is_return = self.returns.left > 0;
        self.returns.left = self.returns.left.saturating_sub(1);
        if has_new {
            self.fresh += 1;
            (self.barren, self.returns.here) = (0, 0);
        } else if has_rows && !is_return {
            self.barren += 1;
        }
    }

    fn stuck(&self) -> Error {
        let of =
            self.total.map_or(String::new(), |total| format!(" of the {} that it counts", grouped(total)));
        let got = grouped(self.received);
        let message = format!("the server sends the same users again and again: got {got}{of}");
        Error::new(Kind::Unavailable, message).because("its pages do not advance").hint(
            "try again later; where it stays so, something between here and the API answers in its place",
        )
    }

    /// Goes to the next page, or back.
    fn advance(&mut self, page: Vec<u64>, after: Passed, total: Option<u64>) {
        let arrived = page.len() as u64;
        // Users who left may have stood on pages that were read: all later ones have moved up by as many.
        let expected = std::mem::replace(&mut self.counted, total);
        let left = expected.unwrap_or(0).saturating_sub(total.unwrap_or(0));
        if self.wanted.is_none() && total.is_some() && self.go_back(left) {
            return;
        }
        self.position = match self.position {
            Position::Page(page) => Position::Page(page + 1),
            Position::Offset(offset) => Position::Offset(offset + arrived),
        };
        self.passed = after;
        self.previous = page;
        let enough = self.wanted.is_some_and(|wanted| {
            self.received >= wanted || total.is_some_and(|total| self.skipped + self.received >= total)
        });
        // A short page is the last one only where the count agrees: the server may give fewer than asked for.
        let is_last = arrived < self.size && total.is_some_and(|total| total > 0 && after.rows >= total);
        self.ended = arrived == 0 || is_last || enough;
        if !self.ended {
            self.drop_anchor(total);
        }
    }

    /// Goes back by so many rows. Counts that go up and down must not keep a walk from its end: it goes back
    /// a few times from each place, and to no more pages than were read anew.
    fn go_back(&mut self, rows: u64) -> bool {
        let length = self.page_length();
        let pages = rows.div_ceil(length);
        let Returns { pages: so_far, here, .. } = self.returns;
        if rows == 0 || here >= MOST_RETURNS || so_far + pages > PATIENCE + self.fresh {
            return false;
        }
        // The page that was just read comes again, too.
        self.returns = Returns { pages: so_far + pages, left: pages + 1, here: here + 1 };
        self.position = match self.position {
            Position::Page(page) => Position::Page(page.saturating_sub(pages)),
            Position::Offset(offset) => Position::Offset(offset.saturating_sub(rows)),
        };
        let passed = self.passed.rows.saturating_sub(pages.saturating_mul(length));
        self.passed = Passed { rows: passed, ..Passed::default() };
        self.previous.clear();
        true
    }

    /// Rows of a page: the server may give fewer than are asked for.
    fn page_length(&self) -> u64 {
        match self.position {
            Position::Page(page) if page > 0 => (self.passed.rows / page).clamp(1, self.size),
            _ => self.size,
        }
    }

    /// Continues from the second of the newest user of a deep page. Users of that second who were received
    /// stand first again: pages that hold nobody else are passed over.
    fn drop_anchor(&mut self, total: Option<u64>) {
        let (Position::Page(page), Some(total)) = (self.position, total) else { return };
        let Passed { rows, newest, in_newest, exact } = self.passed;
        let length = self.page_length();
        // Where pages differ in length, rows do not tell their number.
        let is_known = exact && rows == page * length;
        let later = newest.filter(|second| self.anchor.is_none_or(|anchor| *second > anchor));
        let Some(second) = later.filter(|_| self.in_order_of_creation && page >= DEEP && is_known) else {
            return;
        };
        let first = in_newest / length;
        let rows_before = rows - in_newest;
        let rows = first * length;
        self.anchor = Some(second);
        self.position = Position::Page(first);
        self.counted = Some(total.saturating_sub(rows_before));
        self.passed = Passed { rows, newest: Some(second), in_newest: rows, exact };
        self.seen.retain(|_, created| *created >= second);
        self.previous.clear();
    }

    /// Rows shift between pages when users come and go: each is shown once.
    fn is_new(&mut self, row: &Value) -> bool {
        let created = created(row);
        let done_with = created.is_some_and(|second| self.anchor.is_some_and(|anchor| second < anchor));
        if done_with {
            return false;
        }
        match user_id(row) {
            Some(id) => self.seen.insert(hash(id), created.unwrap_or(i64::MAX)).is_none(),
            None => true,
        }
    }
}

impl Passed {
    /// What stands before the next page, where these rows are the page.
    fn and(mut self, rows: &[Value]) -> Self {
        self.rows += rows.len() as u64;
        for second in rows.iter().map(created) {
            if second == self.newest {
                self.in_newest += 1;
            } else {
                // A second that begins here is counted from its first row.
                self.exact |= self.newest.is_some();
                (self.newest, self.in_newest) = (second, 1);
            }
        }
        self
    }
}

/// The second in which a user was created.
fn created(row: &Value) -> Option<i64> {
    row.get("createdTime").and_then(Value::as_i64).filter(|second| *second > 0)
}

fn user_id(row: &Value) -> Option<&str> {
    row.get("userId").and_then(Value::as_str)
}

/// What stands for a row where pages are compared.
fn fingerprint(row: &Value) -> u64 {
    user_id(row).map_or_else(|| hash(&row.to_string()), hash)
}

fn hash(text: &str) -> u64 {
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

fn as_json(value: impl serde::Serialize) -> Result<Value> {
    serde_json::to_value(value).map_err(|cause| Error::failed("could not build the search").because(cause))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::ops::user::Filters;

    /// Users by second of creation and ID, in that order, as a server keeps them.
    struct Server {
        users: Vec<(i64, u32)>,
        requests: u64,
        /// More than this many rows are on no page.
        longest: usize,
    }

    impl Server {
        fn with(users: impl IntoIterator<Item = (i64, u32)>) -> Self {
            Self { users: users.into_iter().collect(), requests: 0, longest: usize::MAX }
        }

        fn answer(&mut self, body: &Map<String, Value>) -> (Vec<Value>, Option<u64>) {
            self.requests += 1;
            let number = |name: &str| body.get(name).and_then(Value::as_i64).unwrap_or(0);
            let from = self.users.partition_point(|(second, _)| second * 1000 < number("fromCreatedTime"));
            let found = &self.users[from..];
            let size = (number("limit") as usize).min(self.longest);
            let start = number("page") as usize * size + number("offset") as usize;
            let page = found.iter().skip(start).take(size);
            let rows = page.map(|(second, id)| json!({"userId": format!("U{id}"), "createdTime": second}));
            (rows.collect(), Some(found.len() as u64))
        }
    }

    fn all() -> Walk {
        Walk::new(&Search::all(Filters::default())).unwrap()
    }

    /// Walks to the end; `meanwhile` happens before each request.
    fn walk(
        walk: &mut Walk,
        server: &mut Server,
        mut meanwhile: impl FnMut(&mut Server),
    ) -> Result<Vec<String>> {
        let mut found = Vec::new();
        while !walk.ended {
            meanwhile(server);
            let (rows, total) = server.answer(&walk.page());
            let rows = walk.take(rows, total)?;
            found.extend(rows.iter().map(|row| row["userId"].as_str().unwrap().to_owned()));
            assert!(server.requests < 5_000, "no end");
        }
        if walk.anchor.is_some() {
            walk.total = server.answer(&walk.count()).1;
        }
        Ok(found)
    }

    fn each_once(found: &[String]) -> BTreeSet<&str> {
        let users: BTreeSet<&str> = found.iter().map(String::as_str).collect();
        assert_eq!(users.len(), found.len(), "a user came twice");
        users
    }

    #[test]
    fn a_walk_takes_hardly_more_requests_than_there_are_pages() {
        for a_second in [1, 7, 100, 150, 350, 3_500, 9_990, 10_000, 10_050, 25_000, 50_000] {
            for count in [2_050_u32, 10_050, 10_199, 32_000, 50_000] {
                let mut server = Server::with((0..count).map(|n| (i64::from(n / a_second) + 1, n)));
                let mut users = all();
                let found = walk(&mut users, &mut server, |_| ()).unwrap();
                assert_eq!(each_once(&found).len(), count as usize, "{a_second} a second");
                users.check_complete().unwrap();
                let pages = count.div_ceil(100);
                let most = f64::from(pages) * 1.05;
                assert!(server.requests as f64 <= most, "{a_second}: {} for {pages}", server.requests);
            }
        }
    }

    #[test]
    fn a_server_with_shorter_pages_hides_nobody() {
        let mut server = Server::with((0..12_345_u32).map(|n| (i64::from(n / 3_000) + 1, n)));
        server.longest = 30;
        let found = walk(&mut all(), &mut server, |_| ()).unwrap();
        assert_eq!(each_once(&found).len(), 12_345);
    }

    #[test]
    fn pages_that_do_not_advance_end_a_walk() {
        let rows = |ids: std::ops::Range<u32>| -> Vec<Value> {
            ids.map(|id| json!({"userId": format!("U{id}"), "createdTime": 7})).collect()
        };
        // All that there are, again and again.
        let mut users = all();
        assert_eq!(users.take(rows(0..100), Some(100)).unwrap().len(), 100);
        assert!(users.take(rows(0..100), Some(100)).unwrap().is_empty() && users.ended);
        users.check_complete().unwrap();
        // Fewer than there are.
        let mut users = all();
        users.take(rows(0..100), Some(412)).unwrap();
        let error = users.take(rows(0..100), Some(412)).unwrap_err();
        assert_eq!(error.kind(), Kind::Unavailable);
        assert!(error.to_string().contains("got 100 of the 412"), "{error}");
        // The same ones in another order each time.
        let mut users = all();
        let mut requests = 0;
        let ended = loop {
            let mut page = rows(0..100);
            page.rotate_left(requests % 100);
            requests += 1;
            match users.take(page, Some(412)) {
                Ok(_) if requests < 100 => {}
                other => break other,
            }
        };
        assert!(ended.is_err() && requests < 20, "{requests}");
    }

    #[test]
    fn rows_without_ids_are_not_taken_for_a_page_that_repeats() {
        let rows = || vec![json!({"status": "enabled"}); 100];
        let mut users = all();
        for _ in 0..4 {
            users.take(rows(), Some(450)).unwrap();
        }
        users.take(vec![json!({"status": "enabled"}); 50], Some(450)).unwrap();
        assert_eq!((users.received, users.ended), (450, true));
        // A server that does not advance has no more of them than it counts.
        let mut users = all();
        while !users.ended {
            users.take(rows(), Some(450)).unwrap();
            assert!(users.received < 700);
        }
    }

    #[test]
    fn a_count_that_goes_up_and_down_does_not_keep_a_walk_from_its_end() {
        let mut server = Server::with((0..3_000_u32).map(|n| (1, n)));
        let mut users = all();
        let mut odd = false;
        while !users.ended {
            let (rows, total) = server.answer(&users.page());
            odd = !odd;
            users.take(rows, total.map(|total| total + u64::from(odd))).unwrap();
            assert!(server.requests < 200);
        }
        assert_eq!(users.received, 3_000);
    }

    #[test]
    fn only_so_many_are_given_as_were_asked_for() {
        let mut search = Search::all(Filters::default());
        (search.all, search.limit, search.offset) = (false, Some(250), Some(130));
        let mut users = Walk::new(&search).unwrap();
        let mut server = Server::with((0..1_000_u32).map(|n| (1, n)));
        let found = walk(&mut users, &mut server, |_| ()).unwrap();
        assert_eq!((found.len(), found[0].as_str(), server.requests), (250, "U130", 3));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        /// A user who is there all the time is found, whatever other users come and go; or it is said that
        /// some are missing.
        #[test]
        fn who_stays_is_found(
            count in 9_900_u32..13_000,
            a_second in 1_u32..6_000,
            leaving in proptest::collection::vec((0_u64..140, 0_u32..13_000, 1_u32..250), 0..6),
        ) {
            let mut server = Server::with((0..count).map(|n| (i64::from(n / a_second) + 1, n)));
            let stays = |id: u32| leaving.iter().all(|(_, from, many)| !(*from..from + many).contains(&id));
            let mut users = all();
            let found = walk(&mut users, &mut server, |server| {
                for (when, from, many) in &leaving {
                    if *when == server.requests {
                        server.users.retain(|(_, id)| !(*from..from + many).contains(id));
                    }
                }
            });
            let found = found.unwrap();
            let found = each_once(&found);
            let missing: Vec<u32> =
                (0..count).filter(|id| stays(*id) && !found.contains(format!("U{id}").as_str())).collect();
            prop_assert!(missing.is_empty(), "{missing:?}");
        }
    }
}
