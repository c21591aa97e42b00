//! Finding and loading users: the one place that does it.
//!
//! Search lags behind changes, so that it proves neither that a user exists nor that one does not
//! (behaviour.md section 9). It only proposes candidates, many in one request; `users/load` confirms them in
//! hundreds, and who was not found that way is loaded alone.

use std::{
    collections::{HashMap, HashSet},
    time::Instant,
};

use serde_json::{Value, json};

use super::{Client, Latency, Request};
use crate::{
    error::{Error, Kind, Result},
    ops::{
        Operation as _,
        identifier::{Identifier, Reading, normal_form},
        user::{LOAD_MANY, Load, Search},
    },
};

/// Users in one request: what official tools send in batches; the API's maximum is not documented.
pub const MANY: usize = 100;

/// What has been found out about users so far. Kept between tries, so that one failed request does not cost
/// what others have found.
#[derive(Debug, Default)]
pub struct Found {
    users: Vec<Value>,
    by_name: HashMap<String, usize>,
    absent: HashSet<String>,
}

impl Found {
    /// The user of this name, where one was found.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.users.get(*self.by_name.get(normal_form(name).as_ref())?)
    }

    /// How many names are settled.
    #[must_use]
    pub fn settled(&self) -> usize {
        self.by_name.len() + self.absent.len()
    }

    /// Whether nothing is known about a name.
    #[must_use]
    pub fn is_open(&self, name: &str) -> bool {
        let name = normal_form(name);
        !self.by_name.contains_key(name.as_ref()) && !self.absent.contains(name.as_ref())
    }

    fn add(&mut self, user: Value) {
        let index = self.users.len();
        for name in names_of(&user) {
            self.by_name.entry(normal_form(name).into_owned()).or_insert(index);
        }
        self.users.push(user);
    }

    /// Notes who a name leads to.
    pub fn settle(&mut self, name: &str, user: Option<Value>) {
        match user {
            Some(user) => self.add_as(name, user),
            None => self.add_absent(name),
        }
    }

    fn add_absent(&mut self, name: &str) {
        self.absent.insert(normal_form(name).into_owned());
    }
}

/// Finds out about users by name. What is known already is not asked again; what was found before an error
/// stays.
///
/// # Errors
/// Those of the requests.
pub async fn find(client: &Client, names: &[&str], reading: Reading, found: &mut Found) -> Result<()> {
    find_proposed(client, names, reading, found).await?;
    for name in names {
        if found.is_open(name) {
            found.settle(name, load(client, name, Reading::LOGIN_ID).await?);
        }
    }
    Ok(())
}

/// The same, but who is not found in hundreds stays open, since each of them costs a request: for rows that are
/// sent again anyway.
///
/// # Errors
/// Those of the requests.
pub async fn find_proposed(
    client: &Client,
    names: &[&str],
    reading: Reading,
    found: &mut Found,
) -> Result<()> {
    let open: Vec<&str> = names.iter().copied().filter(|name| found.is_open(name)).collect();
    let (ids, login_ids): (Vec<&str>, Vec<&str>) =
        open.into_iter().partition(|name| is_user_id(name, reading));
    for ids in ids.chunks(MANY) {
        load_candidates(client, ids, found).await?;
        for id in ids {
            if found.get(id).is_none() {
                found.add_absent(id);
            }
        }
    }
    for names in login_ids.chunks(MANY) {
        if names.len() > 1 {
            let candidates = search(client, names).await?;
            load_candidates(client, &candidates.iter().map(String::as_str).collect::<Vec<_>>(), found)
                .await?;
        }
    }
    Ok(())
}

impl Found {
    /// Adds a user whom this name led to, whether or not the record lists the name.
    fn add_as(&mut self, name: &str, user: Value) {
        self.by_name.insert(normal_form(name).into_owned(), self.users.len());
        self.add(user);
    }
}

/// IDs of the users whom a search shows under one of these login IDs.
async fn search(client: &Client, login_ids: &[&str]) -> Result<Vec<String>> {
    let body = json!({ "loginIds": login_ids, "limit": MANY, "withTestUser": true });
    let mut reply = client.send(&Request::new(&Search::SPEC, body)).await?;
    let users = into_list(reply.get_mut("users").map(Value::take));
    Ok(users.iter().map(user_id_of).filter(|id| !id.is_empty()).collect())
}

async fn load_candidates(client: &Client, ids: &[&str], found: &mut Found) -> Result<()> {
    load_ids(client, ids).await?.into_iter().for_each(|user| found.add(user));
    Ok(())
}

/// The records of users by user ID, those who exist, in any order.
///
/// # Errors
/// Those of the request.
pub async fn load_ids(client: &Client, ids: &[&str]) -> Result<Vec<Value>> {
    let mut users = Vec::with_capacity(ids.len());
    for ids in ids.chunks(MANY) {
        let body = json!({ "userIds": ids, "includeInvalidUsers": true });
        let mut reply = client.send(&Request::new(&LOAD_MANY, body)).await?;
        users.extend(into_list(reply.get_mut("users").map(Value::take)));
    }
    Ok(users)
}

/// Loads one user; `None` where there is none.
///
/// # Errors
/// Those of the request.
pub async fn load(client: &Client, name: &str, reading: Reading) -> Result<Option<Value>> {
    found_by(client.send(&load_request(name, is_user_id(name, reading))).await)
}

/// Loads the user of a login ID, and notes how long that took.
///
/// # Errors
/// Those of the request.
pub async fn load_timed(client: &Client, login_id: &str, latency: &Latency) -> Result<Option<Value>> {
    let request = load_request(login_id, false);
    let place = client.place(&request).await?;
    let started = Instant::now();
    let reply = client.send_placed(&request, place).await;
    latency.note(started.elapsed());
    found_by(reply.and_then(|reply| reply.json()))
}

fn found_by(reply: Result<Value>) -> Result<Option<Value>> {
    match reply {
        Ok(reply) => loaded(reply).map(Some),
        Err(error) if error.kind() == Kind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The request that loads one user.
#[must_use]
pub fn load_request(name: &str, is_user_id: bool) -> Request {
    let parameter = if is_user_id { "userId" } else { "loginId" };
    Request::new(&Load::SPEC, json!({ parameter: name }))
}

/// The user in the reply to [`load_request`].
///
/// # Errors
/// The reply holds none.
pub fn loaded(mut reply: Value) -> Result<Value> {
    reply.get_mut("user").map(Value::take).filter(Value::is_object).ok_or_else(|| {
        Error::new(Kind::Unavailable, "the reply to the look-up of a user holds no user")
            .hint("`descopectl doctor` shows which address is asked, and whether it is the API's")
    })
}

/// Whether a name is read as a user ID.
#[must_use]
pub fn is_user_id(name: &str, reading: Reading) -> bool {
    name.parse::<Identifier>().is_ok_and(|name| reading.is_user_id(&name))
}

/// All identifiers that a record names: of a user in a reply, or of an echoed input.
pub fn names_of(user: &Value) -> impl Iterator<Item = &str> {
    let listed =
        ["loginIds", "externalIds"].into_iter().filter_map(|name| user.get(name)?.as_array()).flatten();
    let single = ["loginId", "identifier", "userId"].into_iter().filter_map(|name| user.get(name));
    listed.chain(single).filter_map(Value::as_str).filter(|name| !name.is_empty())
}

/// The first of some names that is none of this user's login IDs, user ID, e-mail address or phone number.
#[must_use]
pub fn of_another<'n>(user: &Value, mut names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let addresses = ["email", "phone"].into_iter().filter_map(|field| user.get(field)?.as_str());
    let own: Vec<String> =
        names_of(user).chain(addresses).map(|name| normal_form(name).to_lowercase()).collect();
    names.find(|name| !own.contains(&normal_form(name).to_lowercase()))
}

/// The user ID of a record; empty where there is none.
#[must_use]
pub fn user_id_of(user: &Value) -> String {
    user.get("userId").and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The items of a list in a reply; none where there is no list.
#[must_use]
pub fn into_list(value: Option<Value>) -> Vec<Value> {
    match value {
        Some(Value::Array(items)) => items,
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_found_by_any_name_in_normal_form() {
        let mut found = Found::default();
        found.add(json!({"userId": "U1", "loginIds": ["a", "+15551234567"]}));
        found.add_as("old name", json!({"userId": "U2", "loginIds": ["b"]}));
        found.add_absent("c");
        assert_eq!(user_id_of(found.get("+1 555 123 4567").unwrap()), "U1");
        assert_eq!(user_id_of(found.get("old name").unwrap()), "U2");
        assert!(found.get("c").is_none() && !found.is_open("c") && found.is_open("d"));
    }
}
