//! Changing users: `patch/batch`.

use serde_json::{Value, json};

use super::{
    create::{Answer, BATCH, UNACCOUNTED, contacts, differing},
    outcome::Outcome,
    work::{Item, Settled, Work, find, load, user_id_of},
};
use crate::{
    api::{Client, Request},
    error::Result,
    ops::{Operation as _, user::BatchPatch},
};

/// Patches users.
pub struct Patch;

pub(super) fn request(users: &Value) -> Request {
    Request::new(&BatchPatch::SPEC, json!({ "users": users }))
}

impl Work for Patch {
    fn batch_size(&self) -> usize {
        BATCH
    }

    fn requests(&self, items: &[Item]) -> Vec<Request> {
        vec![request(&items.iter().map(|item| item.body.as_ref().clone()).collect())]
    }

    async fn settle(&self, client: &Client, items: Vec<Item>, reply: Value) -> Result<Settled> {
        let answer = Answer::read(reply, "patchedUsers");
        let mut settled = Vec::with_capacity(items.len());
        let mut unaccounted = Vec::new();
        for item in items {
            let outcome = match answer.of(&item) {
                Some(Ok(user)) => Outcome::Updated { user_id: user_id_of(user), changes: None },
                Some(Err(reason)) => Outcome::failed(reason),
                None => {
                    unaccounted.push(item);
                    continue;
                }
            };
            settled.push((item, outcome));
        }
        settled.extend(settle_unaccounted(client, unaccounted).await?);
        Ok(settled)
    }

    /// A repeat changes nothing more, but finds nobody where the login ID has changed with an e-mail address
    /// or phone number.
    async fn look_up(&self, client: &Client, items: Vec<Item>) -> Result<(Settled, Vec<Item>)> {
        let (moving, mut again): (Vec<Item>, Vec<Item>) =
            items.into_iter().partition(|item| !contacts(&item.body).is_empty());
        let found = find(client, &moving).await?;
        let mut settled = Vec::new();
        for item in moving {
            let moved = match found.first_of(&item).is_some() {
                true => None,
                false => find_moved(client, &item).await?,
            };
            match moved {
                Some(user) => {
                    let outcome = Outcome::Updated { user_id: user_id_of(&user), changes: None };
                    settled.push((item, outcome));
                }
                None => again.push(item),
            }
        }
        Ok((settled, again))
    }
}

/// The user of a row whose login ID has changed with the address that the row gives.
async fn find_moved(client: &Client, item: &Item) -> Result<Option<Value>> {
    for contact in contacts(&item.body) {
        if let Some(user) = load(client, contact).await?
            && differing(&item.body, &user).is_empty()
        {
            return Ok(Some(user));
        }
    }
    Ok(None)
}

/// Rows that a reply does not mention: whether the user is as the row says is looked up.
async fn settle_unaccounted(client: &Client, items: Vec<Item>) -> Result<Settled> {
    if items.is_empty() {
        return Ok(Vec::new());
    }
    let found = find(client, &items).await?;
    let mut settled = Vec::with_capacity(items.len());
    for item in items {
        let outcome = match found.first_of(&item) {
            Some(user) if differing(&item.body, user).is_empty() => {
                Outcome::Updated { user_id: user_id_of(user), changes: None }
            }
            Some(_) => Outcome::failed(UNACCOUNTED),
            None => match find_moved(client, &item).await? {
                Some(user) => Outcome::Updated { user_id: user_id_of(&user), changes: None },
                None => Outcome::failed("there is no such user"),
            },
        };
        settled.push((item, outcome));
    }
    Ok(settled)
}
