//! Changing users: `patch/batch`.

use serde_json::{Value, json};

use super::{
    create::{Answer, BATCH, UNACCOUNTED, differing, key},
    outcome::Outcome,
    work::{Item, Settled, Work, entry, find, user_id_of},
};
use crate::{
    api::{Client, Request},
    error::Result,
    ops::{Operation as _, user::BatchPatch},
};

/// Patches users. A repeat changes nothing more, so that rows in doubt are simply sent again.
pub struct Patch;

pub(super) fn request(users: &Value) -> Request {
    Request::new(&BatchPatch::SPEC, json!({ "users": users }))
}

impl Work for Patch {
    fn batch_size(&self) -> usize {
        BATCH
    }

    fn requests(&self, items: &[Item]) -> Vec<Request> {
        vec![request(&items.iter().map(|item| item.body.clone()).collect())]
    }

    async fn settle(&self, client: &Client, items: Vec<Item>, reply: Value) -> Result<Settled> {
        let answer = Answer::read(reply, "patchedUsers");
        let mut settled = Vec::with_capacity(items.len());
        let mut unaccounted = Vec::new();
        for item in items {
            match (entry(&answer.done, &item), entry(&answer.failed, &item)) {
                (Some(user), _) => {
                    let outcome = Outcome::Updated { user_id: user_id_of(user), changes: None };
                    settled.push((item, outcome));
                }
                (None, Some(reason)) => {
                    let outcome = Outcome::failed(reason);
                    settled.push((item, outcome));
                }
                (None, None) => unaccounted.push(item),
            }
        }
        settled.extend(settle_unaccounted(client, unaccounted).await?);
        Ok(settled)
    }

    async fn look_up(&self, _client: &Client, items: Vec<Item>) -> Result<(Settled, Vec<Item>)> {
        Ok((Vec::new(), items))
    }
}

/// Rows that a reply does not mention: whether the user is as the row says is looked up.
async fn settle_unaccounted(client: &Client, items: Vec<Item>) -> Result<Settled> {
    if items.is_empty() {
        return Ok(Vec::new());
    }
    let found = find(client, &items).await?;
    let settle = |item: Item| {
        let outcome = match found.get(&key(&item)) {
            Some(user) if differing(&item.body, user).is_empty() => {
                Outcome::Updated { user_id: user_id_of(user), changes: None }
            }
            Some(_) => Outcome::failed(UNACCOUNTED),
            None => Outcome::failed("there is no such user"),
        };
        (item, outcome)
    };
    Ok(items.into_iter().map(settle).collect())
}
