//! Creating and inviting users: `create/batch`.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::{
    dispatch::{failed_by, is_rejection},
    outcome::Outcome,
    work::{Item, Settled, Users, Work, find, into_list, names_of, normal_form, user_id_of},
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
    /// When the job began, in epoch seconds: users who are younger are its own.
    pub since: i64,
}

/// How far the server's clock may be behind ours before a user of this job is taken for an older one.
const CLOCK_TOLERANCE: i64 = 300;

/// Users in one request: what official tools send; the API's maximum is not documented.
pub const BATCH: usize = 100;

impl Work for Create {
    fn batch_size(&self) -> usize {
        BATCH
    }

    fn requests(&self, items: &[Item]) -> Vec<Request> {
        let mut body = self.envelope.clone();
        body.insert("users".to_owned(), items.iter().map(|item| item.body.as_ref().clone()).collect());
        vec![Request::new(&user::BatchCreate::SPEC, Value::Object(body))]
    }

    async fn settle(&self, client: &Client, items: Vec<Item>, reply: Value) -> Result<Settled> {
        let answer = Answer::read(reply, "createdUsers");
        let mut settled = Vec::with_capacity(items.len());
        let mut open = Vec::new();
        for item in items {
            match answer.done.of(&item) {
                Some(user) => {
                    let remark = answer.remark(&item);
                    settled.push(created(item, user, remark));
                }
                None => {
                    let reason = answer.reason(&item).cloned();
                    open.push((item, reason));
                }
            }
        }
        settled.extend(self.settle_open(client, open).await?);
        Ok(settled)
    }

    /// An invitation would go to users who exist as well, so that those are found first.
    async fn prepare(&self, client: &Client, items: Vec<Item>) -> Result<(Settled, Vec<Item>)> {
        if self.envelope.get("invite") != Some(&Value::Bool(true)) {
            return Ok((Vec::new(), items));
        }
        let found = find(client, &items).await?;
        let (existing, new): (Vec<Item>, Vec<Item>) =
            items.into_iter().partition(|item| found.first_of(item).is_some());
        let existing = existing.into_iter().filter_map(|item| {
            let user = found.first_of(&item)?.clone();
            Some((item, user, EXISTS.to_owned()))
        });
        Ok((self.settle_existing(client, existing.collect()).await?, new))
    }

    /// Users who exist by now were created by the request without an answer, unless they are older than
    /// the job.
    async fn look_up(&self, client: &Client, items: Vec<Item>) -> Result<(Settled, Vec<Item>)> {
        let found = find(client, &items).await?;
        let mut settled = Vec::new();
        let mut existing = Vec::new();
        let mut missing = Vec::new();
        for item in items {
            match found.first_of(&item) {
                Some(user) if self.is_ours(&item, user) => settled.push(created(item, user, None)),
                Some(user) => existing.push((item, user.clone(), EXISTS.to_owned())),
                None => missing.push(item),
            }
        }
        settled.extend(self.settle_existing(client, existing).await?);
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
            match (found.first_of(&item), reason) {
                // Not mentioned, but there: created, and left out of the reply.
                (Some(user), None) if self.is_ours(&item, user) => settled.push(created(item, user, None)),
                (Some(user), reason) => {
                    existing.push((item, user.clone(), reason.unwrap_or_else(|| EXISTS.to_owned())));
                }
                (None, reason) => {
                    let reason = reason.unwrap_or_else(|| UNACCOUNTED.to_owned());
                    settled.push((item, Outcome::failed(reason)));
                }
            }
        }
        settled.extend(self.settle_existing(client, existing).await?);
        Ok(settled)
    }

    /// Does with users who exist what is wanted; the reason is the server's, where it gave one.
    async fn settle_existing(
        &self,
        client: &Client,
        existing: Vec<(Item, Value, String)>,
    ) -> Result<Settled> {
        let outcome = |user: &Value, reason: String| match self.on_exists {
            OnExists::Fail => Outcome::failed(reason),
            _ => Outcome::Skipped { user_id: user_id_of(user), reason: EXISTS.to_owned() },
        };
        if self.on_exists == OnExists::Update {
            let existing = existing.into_iter().map(|(item, user, _)| (item, user)).collect();
            return update(client, existing).await;
        }
        Ok(existing.into_iter().map(|(item, user, why)| (item, outcome(&user, why))).collect())
    }

    /// Whether a user was created by this job. A row that states when its user was created is known by
    /// that; all others by their age.
    fn is_ours(&self, item: &Item, user: &Value) -> bool {
        let time_of = |record: &Value| record.get("createdTime").and_then(Value::as_i64);
        match (time_of(&item.body), time_of(user)) {
            (Some(stated), Some(stored)) => stated == stored,
            (None, Some(stored)) => stored + CLOCK_TOLERANCE >= self.since,
            (_, None) => true,
        }
    }
}

const EXISTS: &str = "the user exists";

/// Why a row failed that the server passed over.
pub(super) const UNACCOUNTED: &str = "the reply does not mention this row";

fn created(item: Item, user: &Value, remark: Option<String>) -> (Item, Outcome) {
    (item, Outcome::Created { user_id: user_id_of(user), remark })
}

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
    // A batch that is refused as a whole is halved until the guilty rows stand alone.
    let mut waiting = vec![changed];
    while let Some(mut changed) = waiting.pop() {
        if changed.is_empty() {
            continue;
        }
        let users: Vec<&Value> = changed.iter().map(|(.., body)| body).collect();
        match client.send(&super::patch::request(&json!(users))).await {
            Ok(reply) => {
                let answer = Answer::read(reply, "patchedUsers");
                settled.extend(changed.into_iter().map(|(item, changes, _)| {
                    let outcome = updated(&answer, &item, changes);
                    (item, outcome)
                }));
            }
            Err(error) if is_rejection(&error) && changed.len() > 1 => {
                let second = changed.split_off(changed.len() / 2);
                waiting.extend([second, changed]);
            }
            Err(error) if is_rejection(&error) => {
                let outcome = failed_by(&error);
                settled.extend(changed.into_iter().map(|(item, ..)| (item, outcome.clone())));
            }
            Err(error) => return Err(error),
        }
    }
    Ok(settled)
}

fn updated(answer: &Answer, item: &Item, changes: usize) -> Outcome {
    match answer.of(item) {
        Some(Ok(user)) => Outcome::Updated { user_id: user_id_of(user), changes: Some(changes) },
        Some(Err(reason)) => Outcome::failed(format!("{EXISTS}, and: {reason}")),
        None => Outcome::failed(UNACCOUNTED),
    }
}

/// The fields of a row that a stored user does not have like this. What only a new user can be given
/// (passwords, seeds, times) is left out.
pub(super) fn differing(row: &Value, user: &Value) -> Map<String, Value> {
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
        (None, wanted) => user::is_empty(wanted),
    }
}

/// A reply of a batch, with what it says of each user under all of the user's names.
pub(super) struct Answer {
    done: Users,
    failed: HashMap<String, String>,
    remarks: Map<String, Value>,
}

impl Answer {
    pub(super) fn read(mut reply: Value, done: &str) -> Self {
        let done = Users::new(into_list(reply.get_mut(done).map(Value::take)));
        let mut failed = HashMap::new();
        for entry in into_list(reply.get_mut("failedUsers").map(Value::take)) {
            let reason = entry.get("failure").and_then(Value::as_str).filter(|reason| !reason.is_empty());
            for name in entry.get("user").into_iter().flat_map(names_of) {
                failed.insert(normal_form(name), reason.unwrap_or("the server gives no reason").to_owned());
            }
        }
        let remarks = match reply.get_mut("additionalErrors").map(Value::take) {
            Some(Value::Object(remarks)) => remarks,
            _ => Map::new(),
        };
        Self { done, failed, remarks }
    }

    /// What the reply says of a row: the user, or why there is none. A login ID that is an e-mail address or
    /// phone number changes with it (behaviour.md section 4), so that those count where the old names are
    /// not to be found.
    pub(super) fn of(&self, item: &Item) -> Option<std::result::Result<&Value, &String>> {
        let named = self.done.of(item).map(Ok).or_else(|| self.reason(item).map(Err));
        named.or_else(|| {
            let contacts = contacts(&item.body);
            contacts.into_iter().find_map(|contact| self.done.get(contact).map(Ok))
        })
    }

    /// Why a row failed, where the reply says that it did.
    fn reason(&self, item: &Item) -> Option<&String> {
        item.names.iter().find_map(|name| self.failed.get(&normal_form(name)))
    }

    fn remark(&self, item: &Item) -> Option<String> {
        item.names.iter().find_map(|name| self.remarks.get(name)?.as_str()).map(str::to_owned)
    }
}

/// The e-mail address and the phone number that a row gives.
pub(super) fn contacts(body: &Value) -> Vec<&str> {
    let contacts = ["email", "phone"].into_iter().filter_map(|name| body.get(name)?.as_str());
    contacts.filter(|contact| !contact.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bulk::{Raw, Row};

    #[test]
    fn an_answer_is_found_by_any_name_in_any_order() {
        let reply = json!({
            "createdUsers": [{"userId": "U2", "loginIds": ["+15551234567"]}, {"userId": "U1", "loginIds": ["a", "b"]}],
            "failedUsers": [{"failure": "taken", "user": {"loginIds": ["c"]}}, {"failure": "?", "user": null}],
            "additionalErrors": {"a": "invitation not sent"},
        });
        let answer = Answer::read(reply, "createdUsers");
        assert_eq!(user_id_of(answer.done.get("+1 555 123 4567").unwrap()), "U2");
        assert_eq!(user_id_of(answer.done.get("b").unwrap()), "U1");
        assert_eq!(answer.failed["c"], "taken");
        assert!(Answer::read(json!({}), "createdUsers").done.get("b").is_none());
        let item = |login_id: &str, body: Value| {
            Item::new(0, Row { line: 1, raw: Raw::Object(Map::new()) }, body, vec![login_id.to_owned()])
        };
        // The login ID has changed with the address; where a row failed, its address may be another user's.
        assert_eq!(answer.of(&item("old", json!({"email": "b"}))).unwrap().unwrap()["userId"], "U1");
        assert_eq!(answer.of(&item("c", json!({"email": "b"}))).unwrap().unwrap_err(), "taken");
        assert!(answer.of(&item("d", json!({}))).is_none());
    }

    #[test]
    fn a_user_in_doubt_is_ours_when_it_is_as_young_as_the_job() {
        let create = Create { envelope: Map::new(), on_exists: OnExists::Skip, since: 1_000_000 };
        let item = |body: Value| {
            Item::new(0, Row { line: 1, raw: Raw::Object(Map::new()) }, body, vec!["a".to_owned()])
        };
        let plain = item(json!({"loginId": "a"}));
        assert!(create.is_ours(&plain, &json!({"createdTime": 1_000_001})));
        assert!(create.is_ours(&plain, &json!({"createdTime": 999_900})));
        assert!(!create.is_ours(&plain, &json!({"createdTime": 900_000})));
        let dated = item(json!({"loginId": "a", "createdTime": 7}));
        assert!(create.is_ours(&dated, &json!({"createdTime": 7})));
        assert!(!create.is_ours(&dated, &json!({"createdTime": 1_000_001})));
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
