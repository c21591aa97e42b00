//! What a bulk run does with its rows: the requests of one kind of operation, and how their outcome is
//! found out.

use std::{collections::HashMap, future::Future, sync::Arc};

use serde_json::{Value, json};

use super::{outcome::Outcome, source::Row};
use crate::{
    api::{Client, Request},
    error::{Kind, Result},
    ops::{
        Operation as _,
        arguments::Phone,
        user::{self, LOAD_MANY, Load},
    },
};

/// A row on its way: its number in the input, what was read, and what is sent.
#[derive(Debug, Clone)]
pub struct Item {
    /// Number of the row, from 0.
    pub index: u64,
    /// The row.
    pub row: Arc<Row>,
    /// What is sent for it.
    pub body: Arc<Value>,
    /// Identifiers of the user, the one to show first.
    pub names: Arc<[String]>,
}

impl Item {
    /// A row with what is sent for it. Copies of an item share both: it goes through many hands.
    #[must_use]
    pub fn new(index: u64, row: Row, body: Value, names: Vec<String>) -> Self {
        Self { index, row: Arc::new(row), body: Arc::new(body), names: names.into() }
    }
}

/// Rows with what became of them.
pub type Settled = Vec<(Item, Outcome)>;

/// One kind of bulk work. The engine decides when and in which pieces; the work knows the requests.
pub trait Work: Send + Sync + 'static {
    /// Rows that travel in one request.
    fn batch_size(&self) -> usize;

    /// The requests for these rows, in their order: one, but where an operation takes several.
    fn requests(&self, items: &[Item]) -> Vec<Request>;

    /// What became of rows that a reply answers, the last one where there were several, looked up where the reply does not say.
    ///
    /// # Errors
    /// Those of the look-up.
    fn settle(
        &self,
        client: &Client,
        items: Vec<Item>,
        reply: Value,
    ) -> impl Future<Output = Result<Settled>> + Send;

    /// Finds out what became of rows that were sent without an answer. What is not settled by that is
    /// safe to be sent again.
    ///
    /// # Errors
    /// Those of the look-up.
    fn look_up(
        &self,
        client: &Client,
        items: Vec<Item>,
    ) -> impl Future<Output = Result<(Settled, Vec<Item>)>> + Send;

    /// What must be done before rows are sent for the first time, such as saving what is deleted.
    /// Rows that are settled by it are not sent.
    ///
    /// # Errors
    /// Those of the requests and files that it takes.
    fn prepare(
        &self,
        _client: &Client,
        items: Vec<Item>,
    ) -> impl Future<Output = Result<(Settled, Vec<Item>)>> + Send {
        async { Ok((Vec::new(), items)) }
    }
}

/// The identifier as the server compares it: phone numbers without separators.
#[must_use]
pub(super) fn normal_form(name: &str) -> String {
    let is_phone = name.contains('+').then(|| name.parse::<Phone>().ok()).flatten();
    is_phone.map_or_else(|| name.to_owned(), |phone| phone.as_str().to_owned())
}

/// Users, to be found by any of their identifiers.
#[derive(Debug, Default)]
pub(super) struct Users {
    users: Vec<Value>,
    by_name: HashMap<String, usize>,
}

impl Users {
    /// The users that a reply lists.
    pub(super) fn new(users: Vec<Value>) -> Self {
        let mut by_name = HashMap::with_capacity(users.len());
        for (index, user) in users.iter().enumerate() {
            for name in names_of(user) {
                by_name.entry(normal_form(name)).or_insert(index);
            }
        }
        Self { users, by_name }
    }

    fn add(&mut self, name: &str, user: Value) {
        self.by_name.insert(normal_form(name), self.users.len());
        self.users.push(user);
    }

    /// The user of this name.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.users.get(*self.by_name.get(&normal_form(name))?)
    }

    /// The user whom any of an item's names leads to.
    pub(super) fn of(&self, item: &Item) -> Option<&Value> {
        item.names.iter().find_map(|name| self.get(name))
    }

    /// The user whom an item's first name leads to.
    pub(super) fn first_of(&self, item: &Item) -> Option<&Value> {
        self.get(item.names.first()?)
    }
}

/// All identifiers that a record names: of a user in a reply, or of an echoed input.
pub(super) fn names_of(user: &Value) -> impl Iterator<Item = &str> {
    let listed =
        ["loginIds", "externalIds"].into_iter().filter_map(|name| user.get(name)?.as_array()).flatten();
    let single = ["loginId", "identifier", "userId"].into_iter().filter_map(|name| user.get(name));
    listed.chain(single).filter_map(Value::as_str).filter(|name| !name.is_empty())
}

/// Finds users by their first names: all at once by search, and those it does not have one by one,
/// because search may lag behind and load does not.
pub(super) async fn find(client: &Client, items: &[Item]) -> Result<Users> {
    let names: Vec<&String> = items.iter().filter_map(|item| item.names.first()).collect();
    if names.is_empty() {
        return Ok(Users::default());
    }
    let body = json!({ "loginIds": names, "limit": names.len().min(100), "withTestUser": true });
    let mut reply = client.send(&Request::new(&user::Search::SPEC, body)).await?;
    let listed = into_list(reply.get_mut("users").map(Value::take));
    let mut found = Users::new(still_there(client, listed).await?);
    for name in names {
        if found.get(name).is_none()
            && let Some(user) = load(client, name).await?
        {
            found.add(name, user);
        }
    }
    Ok(found)
}

/// The records of users who exist: a search may still show those who are gone.
async fn still_there(client: &Client, listed: Vec<Value>) -> Result<Vec<Value>> {
    let ids: Vec<String> = listed.iter().map(user_id_of).filter(|id| !id.is_empty()).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let body = json!({ "userIds": ids, "includeInvalidUsers": true });
    let mut reply = client.send(&Request::new(&LOAD_MANY, body)).await?;
    Ok(into_list(reply.get_mut("users").map(Value::take)))
}

/// Loads one user; `None` where there is none.
pub(super) async fn load(client: &Client, name: &str) -> Result<Option<Value>> {
    match client.send(&Request::new(&Load::SPEC, json!({ "loginId": name }))).await {
        Ok(mut reply) => Ok(reply.get_mut("user").map(Value::take).filter(Value::is_object)),
        Err(error) if error.kind() == Kind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

pub(super) fn into_list(value: Option<Value>) -> Vec<Value> {
    match value {
        Some(Value::Array(items)) => items,
        _ => Vec::new(),
    }
}

/// The user ID of a record.
pub(super) fn user_id_of(user: &Value) -> String {
    user.get("userId").and_then(Value::as_str).unwrap_or_default().to_owned()
}
