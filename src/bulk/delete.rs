//! Deleting users: looked up, saved, then `delete/batch`.

use std::{
    collections::HashMap,
    fs::File,
    io::Write as _,
    sync::{Arc, Mutex, PoisonError},
};

use serde_json::{Value, json};

use super::{
    create::BATCH,
    outcome::Outcome,
    work::{Item, Settled, Work, into_list, load, user_id_of},
};
use crate::{
    api::{Client, Request},
    error::{Error, Result},
    ops::{Operation as _, identifier::Identifier, identifier::Reading, user, user::LOAD_MANY},
};

/// Deletes users. Their full records are saved first, unless that is not wanted.
pub struct Delete {
    /// Where records go.
    pub backup: Option<Mutex<File>>,
    /// How identifiers are read.
    pub reading: Reading,
}

impl Work for Delete {
    fn batch_size(&self) -> usize {
        BATCH
    }

    /// By now the body of each item is the user's ID.
    fn requests(&self, items: &[Item]) -> Vec<Request> {
        let ids: Vec<&Value> = items.iter().map(|item| item.body.as_ref()).collect();
        vec![Request::new(&user::BatchDelete::SPEC, json!({ "userIds": ids }))]
    }

    /// The reply says nothing of single users: success means all.
    async fn settle(&self, _client: &Client, items: Vec<Item>, _reply: Value) -> Result<Settled> {
        Ok(items.into_iter().map(deleted).collect())
    }

    /// Users who are gone were deleted by the request without an answer.
    async fn look_up(&self, client: &Client, items: Vec<Item>) -> Result<(Settled, Vec<Item>)> {
        let records = self.records(client, &items).await?;
        let (present, gone) = split(items, records);
        Ok((gone.into_iter().map(deleted).collect(), present))
    }

    async fn prepare(&self, client: &Client, items: Vec<Item>) -> Result<(Settled, Vec<Item>)> {
        let records = self.records(client, &items).await?;
        self.save(records.iter().flatten())?;
        let (present, unknown) = split(items, records);
        let failed = Outcome::failed("there is no such user");
        Ok((unknown.into_iter().map(|item| (item, failed.clone())).collect(), present))
    }
}

impl Delete {
    /// The record of each user, in the order of the items: those named by user ID in one request.
    async fn records(&self, client: &Client, items: &[Item]) -> Result<Vec<Option<Value>>> {
        let name = |item: &Item| item.names.first().cloned().unwrap_or_default();
        let is_id = |name: &str| name.parse::<Identifier>().is_ok_and(|name| self.reading.is_user_id(&name));
        let ids: Vec<String> = items.iter().map(name).filter(|name| is_id(name)).collect();
        let mut by_id: HashMap<String, Value> = HashMap::new();
        if !ids.is_empty() {
            let body = json!({ "userIds": ids, "includeInvalidUsers": true });
            let mut reply = client.send(&Request::new(&LOAD_MANY, body)).await?;
            let users = into_list(reply.get_mut("users").map(Value::take));
            by_id.extend(users.into_iter().map(|user| (user_id_of(&user), user)));
        }
        let mut records = Vec::with_capacity(items.len());
        for name in items.iter().map(name) {
            records.push(if is_id(&name) { by_id.remove(&name) } else { load(client, &name).await? });
        }
        Ok(records)
    }

    fn save<'r>(&self, records: impl Iterator<Item = &'r Value>) -> Result<()> {
        let Some(backup) = &self.backup else { return Ok(()) };
        let mut bytes = Vec::new();
        for record in records {
            bytes.extend(record.to_string().into_bytes());
            bytes.push(b'\n');
        }
        let mut file = backup.lock().unwrap_or_else(PoisonError::into_inner);
        let before = file.metadata().map(|found| found.len());
        file.write_all(&bytes).and_then(|()| file.sync_data()).map_err(|cause| {
            // Half a record must not swallow the next one, should there be room for that.
            let _ = before.and_then(|length| file.set_len(length));
            Error::failed("could not save the records, nothing more was deleted")
                .because(cause)
                .hint("choose another file with `--backup FILE`")
        })
    }
}

/// The items whose user exists, with the user's ID as their body, and the others.
fn split(items: Vec<Item>, records: Vec<Option<Value>>) -> (Vec<Item>, Vec<Item>) {
    let mut present = Vec::new();
    let mut missing = Vec::new();
    for (mut item, record) in items.into_iter().zip(records) {
        match record {
            Some(record) => {
                item.body = Arc::new(Value::from(user_id_of(&record)));
                present.push(item);
            }
            None => missing.push(item),
        }
    }
    (present, missing)
}

fn deleted(item: Item) -> (Item, Outcome) {
    let user_id = item.body.as_str().unwrap_or_default().to_owned();
    (item, Outcome::Deleted { user_id })
}
