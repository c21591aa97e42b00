//! What a reply of a batch says about each row, read without building the whole of it in memory.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
};

use serde::Deserialize;
use serde_json::Value;

use super::plan::Item;
use crate::{api::Reply, error::Result, ops::identifier::normal_form};

/// A text that borrows from the reply where it can.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// A user in a reply, as far as rows are matched with it.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Named<'a> {
    #[serde(borrow)]
    user_id: Option<Text<'a>>,
    #[serde(borrow)]
    login_id: Option<Text<'a>>,
    #[serde(borrow)]
    identifier: Option<Text<'a>>,
    #[serde(borrow)]
    login_ids: Option<Vec<Text<'a>>>,
    #[serde(borrow)]
    external_ids: Option<Vec<Text<'a>>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct FailedUser<'a> {
    #[serde(borrow)]
    failure: Option<Text<'a>>,
    #[serde(borrow)]
    user: Option<Named<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Body<'a> {
    #[serde(borrow, alias = "patchedUsers")]
    created_users: Option<Vec<Named<'a>>>,
    #[serde(borrow)]
    failed_users: Option<Vec<FailedUser<'a>>>,
    additional_errors: Option<HashMap<String, Value>>,
}

/// Why a row failed where the server gives no reason.
const NO_REASON: &str = "the server gives no reason";

impl<'a> Named<'a> {
    fn names(&self) -> impl Iterator<Item = &str> {
        let listed = self.login_ids.iter().chain(&self.external_ids).flatten();
        let single = [&self.login_id, &self.identifier, &self.user_id].into_iter().flatten();
        listed.chain(single).map(|Text(name)| name.as_ref()).filter(|name| !name.is_empty())
    }

    fn is_called(&self, name: &str) -> bool {
        let normal = normal_form(name);
        self.names().any(|own| own == name || normal_form(own) == normal)
    }

    fn id(&self) -> &str {
        self.user_id.as_ref().map_or("", |Text(id)| id)
    }
}

/// What a reply says about one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// It was done, for the user of this ID; with a problem that did not prevent it.
    Done(String, Option<String>),
    /// It was not done, for this reason.
    Failed(String),
    /// Nothing.
    Nothing,
}

/// What a reply says about the rows that it answers.
#[derive(Debug)]
pub struct BatchReply {
    /// For each row, in the order of the rows.
    pub rows: Vec<Said>,
    /// Reasons of failures that name no user.
    pub unnamed: Vec<String>,
}

impl BatchReply {
    /// Reads the reply to these rows.
    ///
    /// # Errors
    /// `Unavailable` when it has another form: what was sent may have taken effect.
    pub fn read<'i>(reply: &Reply, items: impl ExactSizeIterator<Item = &'i Item>) -> Result<Self> {
        Self::of_body(&reply.body, items)
            .map_err(|why| reply.useless("the reply is not that of a batch").because(why))
    }

    fn of_body<'i>(
        body: &[u8],
        items: impl ExactSizeIterator<Item = &'i Item>,
    ) -> std::result::Result<Self, String> {
        // The text is checked once as a whole, which is faster than each string by itself.
        let text = std::str::from_utf8(body).map_err(|_| "not UTF-8 text")?;
        let Body { created_users, failed_users, additional_errors } = match text.trim() {
            "" => Body::default(),
            // The parser's own words may quote what it found.
            text => serde_json::from_str(text)
                .map_err(|cause| format!("at line {}, column {}", cause.line(), cause.column()))?,
        };
        let done = created_users.unwrap_or_default();
        let mut failed: HashMap<String, String> = HashMap::new();
        let mut unnamed = Vec::new();
        for FailedUser { failure, user } in failed_users.unwrap_or_default() {
            let reason = failure.map(|Text(reason)| reason.into_owned()).filter(|reason| !reason.is_empty());
            let reason = reason.unwrap_or_else(|| NO_REASON.to_owned());
            let names: Vec<&str> = user.iter().flat_map(Named::names).collect();
            if names.is_empty() {
                unnamed.push(reason);
                continue;
            }
            failed.extend(names.into_iter().map(|name| (normal_form(name).into_owned(), reason.clone())));
        }
        let mut users = Users { done, index: None };
        let items: Vec<&Item> = items.collect();
        let own: Vec<Option<usize>> =
            items.iter().enumerate().map(|(place, item)| users.of(place, item)).collect();
        // A user who is found by the own name of one row is not taken for the user of another row.
        let taken: HashSet<usize> = match own.contains(&None) {
            true => own.iter().flatten().copied().collect(),
            false => HashSet::new(),
        };
        let mut read = Self { rows: Vec::with_capacity(items.len()), unnamed };
        for (item, own) in items.into_iter().zip(own) {
            let remark = || {
                let errors = additional_errors.as_ref()?;
                item.names().find_map(|name| errors.get(name)?.as_str()).map(str::to_owned)
            };
            let reason = || {
                let is_failed = own.is_none() && !failed.is_empty();
                let mut names = item.names().filter(|_| is_failed);
                names.find_map(|name| failed.get(normal_form(name).as_ref()))
            };
            read.rows.push(match (own, reason()) {
                (None, Some(reason)) => Said::Failed(reason.clone()),
                (own, _) => match own.or_else(|| users.moved(item).filter(|place| !taken.contains(place))) {
                    Some(place) => Said::Done(users.done[place].id().to_owned(), remark()),
                    None => Said::Nothing,
                },
            });
        }
        Ok(read)
    }
}

/// The users that a reply lists as done.
struct Users<'a> {
    done: Vec<Named<'a>>,
    /// Users by name; made when the first row is not answered in its own place.
    index: Option<HashMap<String, usize>>,
}

impl Users<'_> {
    /// The user of a row. The order of replies is not promised, but mostly kept.
    fn of(&mut self, place: usize, item: &Item) -> Option<usize> {
        if self.done.get(place).is_some_and(|user| user.is_called(item.name())) {
            return Some(place);
        }
        item.names().find_map(|name| self.get(name))
    }

    /// A login ID that is an e-mail address or phone number changes with it (behaviour.md section 4), so that
    /// those count where the old names are not to be found.
    fn moved(&mut self, item: &Item) -> Option<usize> {
        if self.done.is_empty() {
            return None;
        }
        contacts(&item.value()).into_iter().find_map(|contact| self.get(contact))
    }

    fn get(&mut self, name: &str) -> Option<usize> {
        let Self { done, index } = self;
        let index = index.get_or_insert_with(|| {
            let mut index = HashMap::with_capacity(done.len());
            for (place, user) in done.iter().enumerate() {
                for name in user.names() {
                    index.entry(normal_form(name).into_owned()).or_insert(place);
                }
            }
            index
        });
        index.get(normal_form(name).as_ref()).copied()
    }
}

/// The e-mail address and the phone number that a row gives.
#[must_use]
pub fn contacts(body: &Value) -> Vec<&str> {
    let contacts = ["email", "phone"].into_iter().filter_map(|name| body.get(name)?.as_str());
    contacts.filter(|contact| !contact.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn item(name: &str, body: &Value) -> Item {
        Item::of(0, body, &[name])
    }

    #[test]
    fn rows_are_found_by_any_name_in_any_order() {
        let reply = json!({
            "createdUsers": [{"userId": "U2", "loginIds": ["+15551234567"]}, {"userId": "U1", "loginIds": ["a", "b"]},
                {"userId": "U3", "loginIds": ["e"]}],
            "failedUsers": [{"failure": "taken", "user": {"loginIds": ["c"]}}, {"failure": "?", "user": null}],
            "additionalErrors": {"b": "invitation not sent"},
        });
        let nothing = json!({});
        let items = [
            item("b", &nothing),
            item("+1 555 123 4567", &nothing),
            item("c", &nothing),
            item("d", &nothing),
            // The login ID has changed with the address; where a row failed, its address may be another user's.
            item("old", &json!({"email": "e"})),
            item("c", &json!({"email": "b"})),
            // Of another row, too.
            item("ghost", &json!({"email": "b"})),
        ];
        let read = BatchReply::of_body(reply.to_string().as_bytes(), items.iter()).unwrap();
        assert_eq!(
            read.rows,
            [
                Said::Done("U1".into(), Some("invitation not sent".into())),
                Said::Done("U2".into(), None),
                Said::Failed("taken".into()),
                Said::Nothing,
                Said::Done("U3".into(), None),
                Said::Failed("taken".into()),
                Said::Nothing,
            ]
        );
        assert_eq!(read.unnamed, ["?"]);
    }

    #[test]
    fn lists_may_be_missing_and_anything_else_is_no_reply_of_a_batch() {
        let items = [item("a", &json!({}))];
        for body in ["", "{}", r#"{"createdUsers":null}"#] {
            assert_eq!(
                BatchReply::of_body(body.as_bytes(), items.iter()).unwrap().rows,
                [Said::Nothing],
                "{body}"
            );
        }
        for body in [&b"[1]"[..], b"{\"createdUsers\":7}", b"\xff"] {
            assert!(BatchReply::of_body(body, items.iter()).is_err());
        }
    }
}
