//! What a bulk run does with its rows: the requests of one kind of operation, and how their outcome is
//! found out.

use std::{collections::HashMap, future::Future};

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
    pub row: Row,
    /// What is sent for it.
    pub body: Value,
    /// Identifiers of the user, the one to show first.
    pub names: Vec<String>,
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
    name.parse::<Phone>().map_or_else(|_| name.to_owned(), |phone| phone.as_str().to_owned())
}

/// The users that a reply lists, by each of their identifiers.
pub(super) fn by_name(users: impl IntoIterator<Item = Value>) -> HashMap<String, Value> {
    let mut found = HashMap::new();
    for user in users {
        for name in names_of(&user) {
            found.insert(normal_form(&name), user.clone());
        }
    }
    found
}

/// All identifiers that a record names: of a user in a reply, or of an echoed input.
pub(super) fn names_of(user: &Value) -> Vec<String> {
    let listed =
        ["loginIds", "externalIds"].into_iter().filter_map(|name| user.get(name)?.as_array()).flatten();
    let single = ["loginId", "identifier", "userId"].into_iter().filter_map(|name| user.get(name));
    listed
        .chain(single)
        .filter_map(Value::as_str)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Finds users by their first names: all at once by search, and those it does not have one by one,
/// because search may lag behind and load does not.
pub(super) async fn find(client: &Client, items: &[Item]) -> Result<HashMap<String, Value>> {
    let names: Vec<&String> = items.iter().filter_map(|item| item.names.first()).collect();
    if names.is_empty() {
        return Ok(HashMap::new());
    }
    let body = json!({ "loginIds": names, "limit": names.len().min(100), "withTestUser": true });
    let mut reply = client.send(&Request::new(&user::Search::SPEC, body)).await?;
    let listed = into_list(reply.get_mut("users").map(Value::take));
    let mut found = by_name(still_there(client, listed).await?);
    for name in names {
        if !found.contains_key(&normal_form(name))
            && let Some(user) = load(client, name).await?
        {
            found.insert(normal_form(name), user);
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

/// The entry of a map that any of an item's names leads to.
pub(super) fn entry<'m, T>(map: &'m HashMap<String, T>, item: &Item) -> Option<&'m T> {
    item.names.iter().find_map(|name| map.get(&normal_form(name)))
}
