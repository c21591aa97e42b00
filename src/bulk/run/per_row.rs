//! Any operation on a single user, one row a request.

use std::collections::HashSet;

use bytes::Bytes;
use serde_json::Value;

use super::patch::UNCHANGED;
use super::work::{Findings, Pending, Tools, Work};
use crate::{
    api::{
        Reply, Request,
        users::{MANY, is_user_id, load, user_id_of},
    },
    bulk::{
        outcome::{NO_SUCH_USER, Outcome},
        plan::Item,
    },
    error::{Error, Result},
    ops::{Accepts, Repeat, Spec, identifier::Reading, user::opens_all_apps},
};

/// Runs an operation for each row.
pub struct PerRow {
    /// The operation.
    pub spec: &'static Spec,
    /// How identifiers are read.
    pub reading: Reading,
    /// Whether users are looked up first. Then rows are taken together, which costs fewer requests.
    pub looks_up: bool,
    /// Rows that a look at their users has shown to change nothing.
    pub unchanging: HashSet<u64>,
}

/// Why a row counts as skipped that takes away what its user has not.
const HAD_NONE: &str = "the user had none of it";

/// How the reason begins of a row whose user has the role in tenants only.
pub const HELD_IN_TENANT: &str = "the user does not have it in the project, but in tenant";

impl Work for PerRow {
    fn spec(&self) -> &'static Spec {
        self.spec
    }

    fn rows_together(&self) -> usize {
        if self.looks_up { MANY } else { 1 }
    }

    fn rows_in_request(&self) -> usize {
        1
    }

    fn requests(&self, rows: &[Pending]) -> Result<Vec<Request>> {
        let mut requests = Vec::new();
        for row in rows {
            let specs =
                std::iter::once(self.spec).chain(std::iter::repeat(self.spec.then.unwrap_or(self.spec)));
            for (body, spec) in row.item.bodies().zip(specs) {
                let mut body: Value = serde_json::from_slice(body)
                    .map_err(|cause| Error::failed("could not read the plan of the job").because(cause))?;
                if let Some(accepts) = spec.accepts.filter(|_| is_user_id(row.item.name(), self.reading)) {
                    accepts.name_by_user_id(&mut body);
                }
                let request = Request::new(spec, body);
                // A repeat finds no user under the old name.
                let repeat = if self.spec.renames.is_some() { Repeat::Harmful } else { request.repeat };
                requests.push(Request { repeat, ..request });
            }
        }
        Ok(requests)
    }

    async fn settle(&self, _tools: Tools<'_>, rows: &[Pending], reply: &Reply) -> Result<Findings> {
        let fields = reply.object()?;
        let user_id = fields.get("user").map(user_id_of).unwrap_or_default();
        if user_id.is_empty() && self.spec.view().pointer == "/user" {
            return Err(reply.useless("the reply holds no user"));
        }
        let outcome = |row: &Pending| match self.unchanging.contains(&row.item.index) && !row.was_sent_before
        {
            true if self.spec.only_takes => {
                let held = fields.get("user").and_then(|user| held_in_tenants(user, &row.item.value()));
                Outcome::skipped(user_id.clone(), held.unwrap_or_else(|| HAD_NONE.to_owned()))
            }
            true => Outcome::skipped(user_id.clone(), UNCHANGED),
            false => Outcome::updated(user_id.clone()),
        };
        let settled = rows.iter().map(|row| (row.item.clone(), outcome(row)));
        Ok(Findings { settled: settled.collect(), ..Findings::default() })
    }

    /// Harmless operations are sent again. Where an operation renames a user, the names tell: as long as there
    /// is a user of the old name, nothing has happened.
    async fn look_up(&self, tools: Tools<'_>, rows: &[Pending]) -> Result<Findings> {
        let client = tools.client;
        let mut findings = self.prepare(tools, rows).await?;
        let Some(field) = self.spec.renames else { return Ok(findings) };
        for row in std::mem::take(&mut findings.ready) {
            let body = row.item.value();
            let text = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or_default();
            let (old, new) = (text("loginId"), text(field));
            if load(client, old, self.reading).await?.is_some() {
                findings.ready.push(row);
                continue;
            }
            let user = if new.is_empty() { None } else { load(client, new, Reading::LOGIN_ID).await? };
            match user {
                None if !new.is_empty() => findings.ready.push(row),
                user => {
                    let user_id = user.as_ref().map(user_id_of).unwrap_or_default();
                    findings.settle(row, Outcome::updated(user_id));
                }
            }
        }
        Ok(findings)
    }

    /// Finds the login ID of a user who is named by user ID, where the wire takes nothing else, and keeps the
    /// last application of a user.
    async fn prepare(&self, mut tools: Tools<'_>, rows: &[Pending]) -> Result<Findings> {
        let mut findings = Findings::default();
        let wants_login_id = |row: &Pending| {
            self.spec.accepts == Some(Accepts::LoginId) && is_user_id(row.item.name(), self.reading)
        };
        let is_looked_up = |row: &Pending| self.spec.keeps_last_app || wants_login_id(row);
        let (asked, ready): (Vec<Pending>, Vec<Pending>) = rows.iter().cloned().partition(is_looked_up);
        findings.ready = ready;
        if self.spec.renames.is_some() {
            for row in asked {
                let why = "a user ID does not say which login ID is meant: name the login ID";
                findings.settle(row, Outcome::failed(why));
            }
            return Ok(findings);
        }
        tools.find(&asked, self.reading).await?;
        for row in asked {
            match tools.found.get(row.item.name()) {
                None => findings.settle(row, Outcome::failed(NO_SUCH_USER)),
                Some(user) if self.spec.keeps_last_app && opens_all(user, &row.item) => {
                    let why = "the user would be able to use all applications: these are the last ones";
                    findings.settle(row, Outcome::failed(why));
                }
                Some(user) if wants_login_id(&row) => match user.pointer("/loginIds/0") {
                    Some(login_id) => findings.ready.push(with_login_id(row, login_id)),
                    None => findings.settle(row, Outcome::failed("the user has no login ID")),
                },
                Some(_) => findings.ready.push(row),
            }
        }
        findings.ready.sort_by_key(|row| row.item.index);
        Ok(findings)
    }
}

/// Why a row takes no role away whose user has it in tenants, where it is not the project's to take.
fn held_in_tenants(user: &Value, body: &Value) -> Option<String> {
    let list = |record: &Value, name: &str| record.get(name).and_then(Value::as_array).cloned();
    if body.get("tenantId").is_some_and(|tenant| !tenant.is_null()) {
        return None;
    }
    let roles = list(body, "roleNames")?;
    let holds = |tenant: &Value| {
        list(tenant, "roleNames").is_some_and(|own| own.iter().any(|own| roles.contains(own)))
    };
    let tenants = list(user, "userTenants")?;
    let tenants =
        tenants.iter().filter(|tenant| holds(tenant)).filter_map(|tenant| tenant.get("tenantId")?.as_str());
    let tenants: Vec<String> = tenants.map(|tenant| format!("`{tenant}`")).collect();
    (!tenants.is_empty()).then(|| format!("{HELD_IN_TENANT} {}", tenants.join(", ")))
}

fn opens_all(user: &Value, item: &Item) -> bool {
    let body = item.value();
    let removed = body.get("ssoAppIds").and_then(Value::as_array);
    let removed = removed.into_iter().flatten().filter_map(Value::as_str);
    opens_all_apps(user, &removed.collect::<Vec<_>>())
}

/// The row with a login ID in place of the user ID.
fn with_login_id(row: Pending, login_id: &Value) -> Pending {
    let bodies = row.item.bodies().map(|body| {
        let mut body: Value = serde_json::from_slice(body).unwrap_or_default();
        if let Some(fields) = body.as_object_mut() {
            fields.insert("loginId".to_owned(), login_id.clone());
        }
        Bytes::from(body.to_string())
    });
    let bodies = bodies.collect();
    Pending { item: row.item.with_bodies(bodies), ..row }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::ops::{
        Operation as _,
        user::{AddRole, AddTenant},
    };

    #[test]
    fn a_row_may_take_several_requests() {
        let per_row = PerRow {
            spec: &AddTenant::SPEC,
            reading: Reading::default(),
            looks_up: false,
            unchanging: HashSet::new(),
        };
        let item = Item::of(0, &json!({}), &["a"]).with_bodies(vec![
            Bytes::from_static(br#"{"loginId":"a","tenantId":"acme"}"#),
            Bytes::from_static(br#"{"loginId":"a","roleNames":["viewer"]}"#),
        ]);
        let requests = per_row.requests(&[Pending::new(item)]).unwrap();
        let paths: Vec<&str> = requests.iter().map(|request| request.path.as_ref()).collect();
        assert_eq!(paths, [AddTenant::SPEC.path, AddRole::SPEC.path]);
    }

    #[test]
    fn a_role_in_a_tenant_is_not_one_in_the_project() {
        let user =
            json!({"userTenants": [{"tenantId": "acme", "roleNames": ["viewer"]}, {"tenantId": "globex"}]});
        let held = |body: Value| held_in_tenants(&user, &body);
        assert_eq!(held(json!({"roleNames": ["viewer"]})), Some(format!("{HELD_IN_TENANT} `acme`")));
        assert_eq!(held(json!({"roleNames": ["admin"]})), None);
        assert_eq!(held(json!({"roleNames": ["viewer"], "tenantId": "globex"})), None);
    }

    #[test]
    fn the_last_application_is_known() {
        let apps = Item::of(0, &json!({"ssoAppIds": ["crm"]}), &["a"]);
        assert!(opens_all(&json!({"ssoAppIds": ["crm"]}), &apps));
        assert!(!opens_all(&json!({"ssoAppIds": ["crm", "wiki"]}), &apps));
        assert!(!opens_all(&json!({"ssoAppIds": []}), &apps));
    }

    #[test]
    fn a_login_id_takes_the_place_of_a_user_id() {
        let row = Pending::new(Item::of(0, &json!({"loginId": "U1", "status": "enabled"}), &["U1"]));
        let named = with_login_id(row, &json!("a"));
        assert_eq!(named.item.value(), json!({"loginId": "a", "status": "enabled"}));
    }
}
