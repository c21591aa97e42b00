//! Changing users: `patch/batch`.

use serde_json::{Value, json};

use super::{
    create::{Answer, BATCH},
    outcome::Outcome,
    work::{Item, Settled, Work, entry, user_id_of},
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

    fn request(&self, items: &[Item]) -> Request {
        request(&items.iter().map(|item| item.body.clone()).collect())
    }

    async fn settle(&self, _client: &Client, items: Vec<Item>, reply: Value) -> Result<Settled> {
        let answer = Answer::read(reply, "patchedUsers");
        let settle = |item: Item| {
            let outcome = match (entry(&answer.done, &item), entry(&answer.failed, &item)) {
                (Some(user), _) => Outcome::Updated { user_id: user_id_of(user), changes: None },
                (None, Some(reason)) => Outcome::Failed { reason: reason.clone() },
                (None, None) => Outcome::Failed { reason: "the reply does not mention this row".to_owned() },
            };
            (item, outcome)
        };
        Ok(items.into_iter().map(settle).collect())
    }

    async fn look_up(&self, _client: &Client, items: Vec<Item>) -> Result<(Settled, Vec<Item>)> {
        Ok((Vec::new(), items))
    }
}
