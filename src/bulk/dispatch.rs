//! Sends rows in batches and finds out what became of each.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::{check::normal_form, report::Outcome, row::User, source::Row};
use crate::{
    api::{Client, Request},
    error::{Error, Kind},
    ops::{Operation as _, user},
};

/// Users in one request: what official tools send; the API's maximum is not documented.
const BATCH: usize = 100;

/// Rows that travel together.
#[derive(Default)]
pub struct Batch {
    rows: Vec<(Row, User)>,
}

impl Batch {
    /// Adds a row. Returns whether the batch is now full.
    pub fn push(&mut self, row: Row, user: User) -> bool {
        self.rows.push((row, user));
        self.rows.len() >= BATCH
    }

    /// Whether there is nothing to send.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// Sends batches with one client.
pub struct Dispatcher<'a> {
    client: &'a Client,
    /// Flags that hold for the whole batch.
    envelope: Map<String, Value>,
    stopped: Option<Error>,
}

impl<'a> Dispatcher<'a> {
    /// A dispatcher whose requests carry these flags beside the users.
    #[must_use]
    pub fn new(client: &'a Client, envelope: Map<String, Value>) -> Self {
        Self { client, envelope, stopped: None }
    }

    /// Why nothing more is sent, where that is so.
    #[must_use]
    pub fn stopped(&self) -> Option<&Error> {
        self.stopped.as_ref()
    }

    /// Takes the reason why it stopped.
    #[must_use]
    pub fn into_stopped(self) -> Option<Error> {
        self.stopped
    }

    /// Sends a batch and returns each of its rows with its outcome, in order. A batch that is rejected
    /// as a whole is halved until the guilty rows stand alone.
    pub async fn send(&mut self, batch: Batch) -> Vec<(Row, User, Outcome)> {
        let mut outcomes = Vec::with_capacity(batch.rows.len());
        let mut waiting = vec![batch.rows];
        while let Some(mut rows) = waiting.pop() {
            if self.stopped.is_some() {
                outcomes.extend(rows.into_iter().map(|(row, user)| (row, user, Outcome::NotAttempted)));
                continue;
            }
            match self.client.send(&self.request(&rows)).await {
                Ok(reply) => outcomes.extend(settle(rows, &reply)),
                Err(error) if is_rejection(&error) && rows.len() > 1 => {
                    let second = rows.split_off(rows.len() / 2);
                    waiting.extend([second, rows]);
                }
                Err(error) if is_rejection(&error) => outcomes.extend(all_failed(rows, &error)),
                Err(error) => {
                    outcomes.extend(undecided(rows, &error));
                    self.stopped = Some(error);
                }
            }
        }
        outcomes
    }

    fn request(&self, rows: &[(Row, User)]) -> Request {
        let mut body = self.envelope.clone();
        let users = rows.iter().map(|(_, user)| user.body.clone()).collect();
        body.insert("users".to_owned(), Value::Array(users));
        Request::new(&user::BatchCreate::SPEC, Value::Object(body))
    }
}

/// Whether the server refused the content of a batch, so that nothing of it was created.
fn is_rejection(error: &Error) -> bool {
    matches!(error.kind(), Kind::Failed | Kind::NotFound | Kind::Conflict)
        && error.response().is_some_and(|reply| reply.status.is_some())
}

fn all_failed(rows: Vec<(Row, User)>, error: &Error) -> Vec<(Row, User, Outcome)> {
    let outcome = Outcome::Failed { reason: error.to_string() };
    rows.into_iter().map(|(row, user)| (row, user, outcome.clone())).collect()
}

/// Rows of a request without a useful answer: failed when they may exist, else not attempted.
fn undecided(rows: Vec<(Row, User)>, error: &Error) -> Vec<(Row, User, Outcome)> {
    let in_doubt = error.response().is_some_and(|reply| reply.in_doubt);
    let outcome = if in_doubt {
        Outcome::Failed { reason: format!("outcome unknown, look the user up: {error}") }
    } else {
        Outcome::NotAttempted
    };
    rows.into_iter().map(|(row, user)| (row, user, outcome.clone())).collect()
}

/// Finds each row in the reply by any of its login IDs: the order of a reply is not promised.
fn settle(rows: Vec<(Row, User)>, reply: &Value) -> Vec<(Row, User, Outcome)> {
    let mut owners = HashMap::new();
    for (index, (_, user)) in rows.iter().enumerate() {
        for login_id in &user.login_ids {
            owners.insert(normal_form(login_id), index);
        }
    }
    let mut outcomes: Vec<Option<Outcome>> = vec![None; rows.len()];
    for user in list(reply, "createdUsers") {
        if let Some(index) = owner(user, &owners) {
            let user_id = user.get("userId").and_then(Value::as_str).unwrap_or_default().to_owned();
            outcomes[index] = Some(Outcome::Created { user_id, remark: remark(reply, &rows[index].1) });
        }
    }
    for failed in list(reply, "failedUsers") {
        let reason = failed.get("failure").and_then(Value::as_str).unwrap_or("no reason given").to_owned();
        if let Some(index) = failed.get("user").and_then(|user| owner(user, &owners)) {
            outcomes[index] = Some(Outcome::Failed { reason });
        }
    }
    let unaccounted =
        || Outcome::Failed { reason: "the reply does not mention this user, look it up".to_owned() };
    rows.into_iter()
        .zip(outcomes)
        .map(|((row, user), outcome)| (row, user, outcome.unwrap_or_else(unaccounted)))
        .collect()
}

fn list<'v>(reply: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    reply.get(name).and_then(Value::as_array).into_iter().flatten()
}

/// The row that a user in a reply is: created users list their login IDs, failed ones echo the input.
fn owner(user: &Value, owners: &HashMap<String, usize>) -> Option<usize> {
    let listed = list(user, "loginIds").chain(list(user, "externalIds"));
    let named = ["loginId", "identifier"].into_iter().filter_map(|name| user.get(name));
    listed
        .chain(named)
        .filter_map(Value::as_str)
        .find_map(|login_id| owners.get(&normal_form(login_id)).copied())
}

/// A problem that did not stop the creation, such as an invitation that could not be sent.
fn remark(reply: &Value, user: &User) -> Option<String> {
    let errors = reply.get("additionalErrors")?;
    user.login_ids.iter().find_map(|login_id| errors.get(login_id)?.as_str()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::bulk::Raw;

    fn row(line: u64, login_id: &str) -> (Row, User) {
        let user = User { body: json!({"loginId": login_id}), login_ids: vec![login_id.to_owned()] };
        (Row { line, raw: Raw::Object(Map::new()) }, user)
    }

    #[test]
    fn every_row_gets_an_outcome_whatever_the_order_of_the_reply() {
        let rows = vec![row(1, "a"), row(2, "+1 555 123 4567"), row(3, "c"), row(4, "d")];
        let reply = json!({
            "createdUsers": [{"userId": "U2", "loginIds": ["+15551234567"]}, {"userId": "U1", "loginIds": ["a"]}],
            "failedUsers": [{"failure": "taken", "user": {"loginIds": ["c"]}}, {"failure": "?", "user": null}],
            "additionalErrors": {"a": "invitation not sent"},
        });
        let outcomes: Vec<Outcome> =
            settle(rows, &reply).into_iter().map(|(_, _, outcome)| outcome).collect();
        assert_eq!(
            outcomes,
            [
                Outcome::Created { user_id: "U1".into(), remark: Some("invitation not sent".into()) },
                Outcome::Created { user_id: "U2".into(), remark: None },
                Outcome::Failed { reason: "taken".into() },
                Outcome::Failed { reason: "the reply does not mention this user, look it up".into() },
            ]
        );
    }

    #[test]
    fn an_empty_reply_leaves_no_row_out() {
        assert_eq!(settle(vec![row(1, "a"), row(2, "b")], &json!({})).len(), 2);
    }
}
