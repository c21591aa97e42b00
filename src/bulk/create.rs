//! Creating and inviting users: `create/batch`.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::{
    outcome::Outcome,
    work::{Item, Settled, Work, by_name, entry, find, into_list, names_of, normal_form, user_id_of},
};
use crate::{
    api::{Client, Request},
    error::Result,
    ops::{Operation as _, user, user::OnExists},
};

/// Creates users.
pub struct Create {
    /// Flags that hold for every user of a request.
    pub envelope: Map<String, Value>,
    /// What is done with users who exist.
    pub on_exists: OnExists,
}

/// Users in one request: what official tools send; the API's maximum is not documented.
pub(super) const BATCH: usize = 100;

impl Work for Create {
    fn batch_size(&self) -> usize {
        BATCH
    }

    fn request(&self, items: &[Item]) -> Request {
        let mut body = self.envelope.clone();
        body.insert("users".to_owned(), items.iter().map(|item| item.body.clone()).collect());
        Request::new(&user::BatchCreate::SPEC, Value::Object(body))
    }

    async fn settle(&self, client: &Client, items: Vec<Item>, reply: Value) -> Result<Settled> {
        let answer = Answer::read(reply, "createdUsers");
        let mut settled = Vec::with_capacity(items.len());
        let mut open = Vec::new();
        for item in items {
            match answer.done.get(&key(&item)).or_else(|| entry(&answer.done, &item)) {
                Some(user) => {
                    let outcome =
                        Outcome::Created { user_id: user_id_of(user), remark: answer.remark(&item) };
                    settled.push((item, outcome));
                }
                None => {
                    let reason = entry(&answer.failed, &item).cloned();
                    open.push((item, reason));
                }
            }
        }
        settled.extend(self.settle_open(client, open).await?);
        Ok(settled)
    }

    async fn look_up(&self, client: &Client, items: Vec<Item>) -> Result<(Settled, Vec<Item>)> {
        let found = find(client, &items).await?;
        let mut settled = Vec::new();
        let mut missing = Vec::new();
        for item in items {
            match found.get(&key(&item)) {
                Some(user) => {
                    let outcome = Outcome::Created { user_id: user_id_of(user), remark: None };
                    settled.push((item, outcome));
                }
                None => missing.push(item),
            }
        }
        Ok((settled, missing))
    }
}

impl Create {
    /// Rows that were not created. The reason is prose, so whether the user exists is looked up. Rows
    /// that the reply does not mention, and that do not exist, failed without a reason.
    async fn settle_open(&self, client: &Client, open: Vec<(Item, Option<String>)>) -> Result<Settled> {
        if open.is_empty() {
            return Ok(Vec::new());
        }
        let (items, reasons): (Vec<Item>, Vec<Option<String>>) = open.into_iter().unzip();
        let found = find(client, &items).await?;
        let mut settled = Vec::new();
        let mut existing = Vec::new();
        for (item, reason) in items.into_iter().zip(reasons) {
            match (found.get(&key(&item)), reason) {
                // Not mentioned, but there: created, and left out of the reply.
                (Some(user), None) => {
                    let outcome = Outcome::Created { user_id: user_id_of(user), remark: None };
                    settled.push((item, outcome));
                }
                (Some(user), Some(reason)) => match self.on_exists {
                    OnExists::Fail => settled.push((item, Outcome::Failed { reason })),
                    OnExists::Skip => {
                        let outcome =
                            Outcome::Skipped { user_id: user_id_of(user), reason: EXISTS.to_owned() };
                        settled.push((item, outcome));
                    }
                    OnExists::Update => existing.push((item, user.clone())),
                },
                (None, reason) => {
                    let reason = reason.unwrap_or_else(|| "the reply does not mention this row".to_owned());
                    settled.push((item, Outcome::Failed { reason }));
                }
            }
        }
        settled.extend(update(client, existing).await?);
        Ok(settled)
    }
}

const EXISTS: &str = "the user exists";

/// Patches users whose rows differ from what is stored.
async fn update(client: &Client, existing: Vec<(Item, Value)>) -> Result<Settled> {
    let mut settled = Vec::new();
    let mut changed: Vec<(Item, usize, Value)> = Vec::new();
    for (item, user) in existing {
        let patch = differing(&item.body, &user);
        match patch.len() {
            0 => {
                let reason = format!("{EXISTS} and is as the row says");
                settled.push((item, Outcome::Skipped { user_id: user_id_of(&user), reason }));
            }
            changes => {
                let mut body = patch;
                body.insert("loginId".to_owned(), json!(item.names.first()));
                changed.push((item, changes, Value::Object(body)));
            }
        }
    }
    if changed.is_empty() {
        return Ok(settled);
    }
    let users: Vec<&Value> = changed.iter().map(|(.., body)| body).collect();
    let request = super::patch::request(&json!(users));
    let answer = Answer::read(client.send(&request).await?, "patchedUsers");
    for (item, changes, _) in changed {
        let outcome = match (entry(&answer.done, &item), entry(&answer.failed, &item)) {
            (Some(user), _) => Outcome::Updated { user_id: user_id_of(user), changes: Some(changes) },
            (None, Some(reason)) => Outcome::Failed { reason: format!("{EXISTS}, and: {reason}") },
            (None, None) => Outcome::Failed { reason: "the reply does not mention this row".to_owned() },
        };
        settled.push((item, outcome));
    }
    Ok(settled)
}

/// The fields of a row that a stored user does not have like this. What only a new user can be given
/// (passwords, seeds, times) is left out.
fn differing(row: &Value, user: &Value) -> Map<String, Value> {
    const ONLY_NEW: &[&str] =
        &["loginId", "password", "hashedPassword", "seed", "createdTime", "test", "additionalIdentifiers"];
    let fields = row.as_object().into_iter().flatten();
    fields
        .filter(|(name, value)| !ONLY_NEW.contains(&name.as_str()) && !holds(user.get(name.as_str()), value))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// Whether what is stored already says what a row says: objects may hold more, lists any order.
fn holds(stored: Option<&Value>, wanted: &Value) -> bool {
    match (stored, wanted) {
        (Some(Value::Object(stored)), Value::Object(wanted)) => {
            wanted.iter().all(|(key, value)| holds(stored.get(key), value))
        }
        (Some(Value::Array(stored)), Value::Array(wanted)) => {
            stored.len() == wanted.len()
                && wanted.iter().all(|item| stored.iter().any(|s| holds(Some(s), item)))
        }
        (Some(Value::Number(stored)), Value::Number(wanted)) => stored.as_f64() == wanted.as_f64(),
        (Some(stored), wanted) => stored == wanted,
        (None, wanted) => wanted.is_null(),
    }
}

/// A reply of a batch, with what it says of each user under all of the user's names.
pub(super) struct Answer {
    pub(super) done: HashMap<String, Value>,
    pub(super) failed: HashMap<String, String>,
    remarks: Map<String, Value>,
}

impl Answer {
    pub(super) fn read(mut reply: Value, done: &str) -> Self {
        let done = by_name(into_list(reply.get_mut(done).map(Value::take)));
        let mut failed = HashMap::new();
        for entry in into_list(reply.get_mut("failedUsers").map(Value::take)) {
            let reason = entry.get("failure").and_then(Value::as_str).filter(|reason| !reason.is_empty());
            for name in entry.get("user").map(names_of).unwrap_or_default() {
                failed.insert(normal_form(&name), reason.unwrap_or("the server gives no reason").to_owned());
            }
        }
        let remarks = match reply.get_mut("additionalErrors").map(Value::take) {
            Some(Value::Object(remarks)) => remarks,
            _ => Map::new(),
        };
        Self { done, failed, remarks }
    }

    fn remark(&self, item: &Item) -> Option<String> {
        item.names.iter().find_map(|name| self.remarks.get(name)?.as_str()).map(str::to_owned)
    }
}

fn key(item: &Item) -> String {
    item.names.first().map(|name| normal_form(name)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_found_by_any_name_in_any_order() {
        let reply = json!({
            "createdUsers": [{"userId": "U2", "loginIds": ["+15551234567"]}, {"userId": "U1", "loginIds": ["a", "b"]}],
            "failedUsers": [{"failure": "taken", "user": {"loginIds": ["c"]}}, {"failure": "?", "user": null}],
            "additionalErrors": {"a": "invitation not sent"},
        });
        let answer = Answer::read(reply, "createdUsers");
        assert_eq!(user_id_of(&answer.done[&normal_form("+1 555 123 4567")]), "U2");
        assert_eq!(user_id_of(&answer.done["b"]), "U1");
        assert_eq!(answer.failed["c"], "taken");
        assert_eq!(Answer::read(json!({}), "createdUsers").done.len(), 0);
    }

    #[test]
    fn only_what_differs_is_patched() {
        let user = json!({
            "name": "Ann", "email": "a@example.com", "customAttributes": {"plan": "pro", "seats": 5.0},
            "roleNames": ["b", "a"], "userTenants": [{"tenantId": "t", "tenantName": "T", "roleNames": []}],
        });
        let same = json!({
            "loginId": "a", "name": "Ann", "roleNames": ["a", "b"], "customAttributes": {"seats": 5},
            "userTenants": [{"tenantId": "t", "roleNames": []}], "password": "x", "createdTime": 1,
        });
        assert_eq!(differing(&same, &user), Map::new());
        let other =
            json!({"loginId": "a", "name": "Anna", "customAttributes": {"plan": "free"}, "roleNames": ["a"]});
        let names: Vec<String> = differing(&other, &user).keys().cloned().collect();
        assert_eq!(names, ["name", "customAttributes", "roleNames"]);
    }
}
