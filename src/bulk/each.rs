//! Any operation on a single user, one row a request.

use std::sync::Arc;

use serde_json::Value;

use super::{
    outcome::Outcome,
    work::{Item, Settled, Work, load, user_id_of},
};
use crate::{
    api::{Client, Request},
    error::Result,
    ops::{
        Accepts, Repeat, Spec,
        identifier::{Identifier, Reading},
        user::opens_all_apps,
    },
};

/// Runs an operation for each row. The body of an item is the list of its requests' bodies.
pub struct Each {
    /// The operation; behind it, those of further requests where a row takes several.
    pub specs: Vec<&'static Spec>,
    /// How identifiers are read.
    pub reading: Reading,
}

impl Work for Each {
    fn batch_size(&self) -> usize {
        1
    }

    fn requests(&self, items: &[Item]) -> Vec<Request> {
        let bodies = items.iter().filter_map(|item| item.body.as_array()).flatten();
        let specs = self.specs.iter().chain(self.specs.last().into_iter().cycle());
        let renames = self.new_name().is_some();
        let request = |(body, spec): (&Value, &&'static Spec)| {
            let request = Request::new(spec, body.clone());
            // A repeat finds nobody under the old name.
            if renames { Request { repeat: Repeat::Harmful, ..request } } else { request }
        };
        bodies.zip(specs).map(request).collect()
    }

    async fn settle(&self, _client: &Client, items: Vec<Item>, reply: Value) -> Result<Settled> {
        let user_id = reply.get("user").map(user_id_of).unwrap_or_default();
        let outcome = Outcome::Updated { user_id, changes: None };
        Ok(items.into_iter().map(|item| (item, outcome.clone())).collect())
    }

    /// What does no harm is sent again. Where a user gets another name, the names tell: as long as the old
    /// one leads to somebody, nothing has happened.
    async fn look_up(&self, client: &Client, items: Vec<Item>) -> Result<(Settled, Vec<Item>)> {
        let (mut settled, items) = self.prepare(client, items).await?;
        let Some(field) = self.new_name() else { return Ok((settled, items)) };
        let mut missing = Vec::new();
        for item in items {
            let text = |name: &str| item.body.pointer(&format!("/0/{name}")).and_then(Value::as_str);
            let (old, new) = (text("loginId").unwrap_or_default(), text(field).unwrap_or_default());
            if load(client, old).await?.is_some() {
                missing.push(item);
                continue;
            }
            let user = if new.is_empty() { None } else { load(client, new).await? };
            match (user, new.is_empty()) {
                (None, false) => missing.push(item),
                (user, _) => {
                    let user_id = user.as_ref().map(user_id_of).unwrap_or_default();
                    settled.push((item, Outcome::Updated { user_id, changes: None }));
                }
            }
        }
        Ok((settled, missing))
    }

    /// Finds the login ID of a user who is named by user ID, where the wire takes nothing else, and
    /// keeps the last application of a user.
    async fn prepare(&self, client: &Client, items: Vec<Item>) -> Result<(Settled, Vec<Item>)> {
        let Some(spec) = self.specs.first() else { return Ok((Vec::new(), items)) };
        let mut settled = Vec::new();
        let mut ready = Vec::new();
        for mut item in items {
            let name = item.names.first().cloned().unwrap_or_default();
            let by_user_id = name.parse::<Identifier>().is_ok_and(|name| self.reading.is_user_id(&name));
            let wants_login_id = spec.accepts == Some(Accepts::LoginId) && by_user_id;
            if wants_login_id && spec.renames.is_some() {
                let why = "a user ID does not say which login ID is meant: name the login ID";
                settled.push((item, Outcome::failed(why)));
                continue;
            }
            let wants_apps = spec.keeps_last_app;
            if !wants_login_id && !wants_apps {
                ready.push(item);
                continue;
            }
            let failed = match load(client, &name).await? {
                None => Some("there is no such user"),
                Some(user) if wants_apps && opens_all(&user, &item) => {
                    Some("the user would be able to use all applications: these are the last ones")
                }
                Some(user) if wants_login_id => name_by_login_id(&mut item, &user),
                Some(_) => None,
            };
            match failed {
                Some(why) => settled.push((item, Outcome::failed(why))),
                None => ready.push(item),
            }
        }
        Ok((settled, ready))
    }
}

impl Each {
    /// The field with a name that users may have afterwards instead of the one that the row gives: a login
    /// ID that is an address or number changes with it (behaviour.md section 4).
    fn new_name(&self) -> Option<&'static str> {
        self.specs.first()?.renames
    }
}

/// Whether a batch of an operation that is done can be run anew: not where its users have other names by
/// then.
#[must_use]
pub fn runs_anew(spec: &Spec) -> bool {
    spec.renames.is_none()
}

fn opens_all(user: &Value, item: &Item) -> bool {
    let removed = item.body.pointer("/0/ssoAppIds").and_then(Value::as_array);
    let removed = removed.into_iter().flatten().filter_map(Value::as_str);
    opens_all_apps(user, &removed.collect::<Vec<_>>())
}

/// Puts a user's first login ID in place of the user ID. Returns what is wrong where there is none.
fn name_by_login_id(item: &mut Item, user: &Value) -> Option<&'static str> {
    let Some(login_id) = user.pointer("/loginIds/0") else { return Some("the user has no login ID") };
    let bodies = Arc::make_mut(&mut item.body).as_array_mut();
    for body in bodies.into_iter().flatten() {
        if let Some(fields) = body.as_object_mut() {
            fields.insert("loginId".to_owned(), login_id.clone());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{
        bulk::{Raw, Row},
        ops::{
            Operation as _,
            user::{AddRole, AddTenant},
        },
    };

    fn item(body: Value) -> Item {
        let row = Row { line: 1, raw: Raw::Object(serde_json::Map::new()) };
        Item::new(0, row, body, vec!["a".to_owned()])
    }

    #[test]
    fn a_row_may_take_several_requests() {
        let each = Each { specs: vec![&AddTenant::SPEC, &AddRole::SPEC], reading: Reading::default() };
        let bodies = json!([{"loginId": "a", "tenantId": "acme"}, {"loginId": "a", "roleNames": ["viewer"]}]);
        let requests = each.requests(&[item(bodies)]);
        let paths: Vec<&str> = requests.iter().map(|request| request.path.as_ref()).collect();
        assert_eq!(paths, [AddTenant::SPEC.path, AddRole::SPEC.path]);
    }

    #[test]
    fn the_last_application_is_known() {
        let apps = item(json!([{"ssoAppIds": ["crm"]}]));
        assert!(opens_all(&json!({"ssoAppIds": ["crm"]}), &apps));
        assert!(!opens_all(&json!({"ssoAppIds": ["crm", "wiki"]}), &apps));
        assert!(!opens_all(&json!({"ssoAppIds": []}), &apps));
    }
}
