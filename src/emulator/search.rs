//! Search: from the request's filters to the store's conditions.

use rusqlite::types::Value as Cell;
use serde_json::{Value, json};

use super::decode::{Fields, LOGIN_ID};
use super::identity;
use super::profile::status_of;
use super::reply::{ApiError, Reply};
use super::route::{Call, Route, post};
use super::store::{Condition, Order, Page, SortKey, Tx};
use super::view::Viewer;

pub(super) const ROUTES: &[Route] = &[
    post("/v1/mgmt/user/search", search),
    post("/v2/mgmt/user/search", search),
    post("/v2/mgmt/user/search/test", search_test_users),
];

const MAX_LIMIT: i64 = 100;

fn search(call: &Call) -> Result<Reply, ApiError> {
    let fields = call.fields()?;
    let tests = match (fields.is_set("withTestUser")?, fields.is_set("testUsersOnly")?) {
        (_, true) => TestUsers::Only,
        (true, false) => TestUsers::Included,
        (false, false) => TestUsers::LeftOut,
    };
    answer(call, &fields, tests)
}

fn search_test_users(call: &Call) -> Result<Reply, ApiError> {
    answer(call, &call.fields()?, TestUsers::Only)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum TestUsers {
    LeftOut,
    Included,
    Only,
}

fn answer(call: &Call, fields: &Fields<'_>, tests: TestUsers) -> Result<Reply, ApiError> {
    let store = call.emulator.store();
    let (limit, offset) = part(fields)?;
    let order = order(fields)?;
    let mut conditions = by_identity(fields)?;
    conditions.extend(by_time(fields)?);
    conditions.extend(by_flag(fields)?);
    conditions.extend(store.read(|tx| by_link(tx, fields))?);
    if tests == TestUsers::Only {
        conditions.push(Condition::Linked {
            table: "test_users",
            sql: "1",
            values: Vec::new(),
            unique: true,
        });
    }
    if let Some(text) = fields.filled("text")?.map(str::trim).filter(|text| !text.is_empty()) {
        store.index_text()?;
        conditions.push(Condition::Text(text.to_lowercase()));
    }
    let page = Page {
        fingerprint: fingerprint(&call.body, tests),
        conditions,
        without_test_users: tests == TestUsers::LeftOut,
        order,
        offset,
        limit,
    };
    let (records, total) = store.search(&page)?;
    let users = store.read(|tx| Viewer::new(tx).users(records))?;
    Reply::json(&json!({ "total": total, "users": users }))
}

/// The request without the part of the result it asks for.
fn fingerprint(body: &Value, tests: TestUsers) -> String {
    let mut body = body.clone();
    if let Value::Object(map) = &mut body {
        map.retain(|key, _| !matches!(key.as_str(), "limit" | "page" | "offset"));
    }
    let tests = match tests {
        TestUsers::LeftOut => "without",
        TestUsers::Included => "with",
        TestUsers::Only => "only",
    };
    format!("{tests} {body}")
}

fn part(fields: &Fields<'_>) -> Result<(i64, i64), ApiError> {
    let number = |name: &'static str| match fields.integer(name)? {
        Some(number) if number < 0 => Err(ApiError::invalid(format!("Field {name} cannot be negative"))),
        number => Ok(number.unwrap_or_default()),
    };
    let limit = match number("limit")? {
        0 => MAX_LIMIT,
        limit if limit > MAX_LIMIT => {
            return Err(ApiError::invalid(format!("Field limit cannot be above {MAX_LIMIT}")));
        }
        limit => limit,
    };
    let (page, offset) = (number("page")?, number("offset")?);
    Ok((limit, if offset > 0 { offset } else { page.saturating_mul(limit) }))
}

fn order(fields: &Fields<'_>) -> Result<Vec<Order>, ApiError> {
    let mut order = Vec::new();
    for entry in fields.objects("sort")?.unwrap_or_default() {
        let key = sort_key(entry.required("field")?)?;
        order.push(Order { key, descending: entry.is_set("desc")? });
    }
    let ends_in_id = |pair: &[Order]| pair[1].key == SortKey::Id && pair[0].descending == pair[1].descending;
    match order.as_slice() {
        [] => order.push(Order { key: SortKey::Created, descending: false }),
        // The index of the creation time already ends in the user ID.
        [first, _] if first.key == SortKey::Created && ends_in_id(&order) => order.truncate(1),
        _ => {}
    }
    Ok(order)
}

fn sort_key(name: &str) -> Result<SortKey, ApiError> {
    Ok(match name {
        "id" => SortKey::Id,
        "modifiedTime" => SortKey::Modified,
        "createdTime" => SortKey::Created,
        "externalId" => SortKey::ExternalId,
        "displayName" => SortKey::Name,
        "tenant" => SortKey::Tenant,
        "phoneNumber" => SortKey::Phone,
        "email" => SortKey::Email,
        "status" => SortKey::Status,
        other => return Err(ApiError::argument(format!("{other:?} is not a field to sort by"))),
    })
}

/// A list as one parameter, so that its length does not change the statement.
fn listed<T: Into<Value>>(items: impl IntoIterator<Item = T>) -> [Cell; 1] {
    [Cell::Text(Value::Array(items.into_iter().map(Into::into).collect()).to_string())]
}

/// The list, where an empty one is no filter.
fn texts(fields: &Fields<'_>, name: &'static str) -> Result<Option<Vec<String>>, ApiError> {
    Ok(fields.texts(name)?.filter(|items| !items.is_empty()))
}

fn by_identity(fields: &Fields<'_>) -> Result<Vec<Condition>, ApiError> {
    let mut conditions = Vec::new();
    if let Some(login_id) = fields.filled(LOGIN_ID)? {
        let values = [Cell::Text(identity::login_id(login_id))];
        conditions.push(Condition::Linked {
            table: "login_ids",
            sql: "login_id = ?",
            values: values.into(),
            unique: true,
        });
    }
    if let Some(ids) = texts(fields, "loginIds")? {
        let values = listed(ids.iter().map(|id| identity::login_id(id)));
        let sql = "login_id IN (SELECT value FROM json_each(?))";
        conditions.push(Condition::linked("login_ids", sql, values));
    }
    let bare = |phone: &String| identity::phone(phone).unwrap_or_else(|_| phone.clone());
    let columns: [(&str, &'static str, bool); 6] = [
        ("userIds", "u.user_id IN (SELECT value FROM json_each(?))", false),
        ("emails", "u.email IN (SELECT value FROM json_each(?))", false),
        ("phones", "u.phone IN (SELECT value FROM json_each(?))", true),
        (
            "recoveryEmails",
            "u.recovery_email <> '' AND u.recovery_email IN (SELECT value FROM json_each(?))",
            false,
        ),
        (
            "recoveryPhones",
            "u.recovery_phone <> '' AND u.recovery_phone IN (SELECT value FROM json_each(?))",
            true,
        ),
        ("statuses", "u.status IN (SELECT value FROM json_each(?))", false),
    ];
    for (name, sql, is_phone) in columns {
        let Some(mut items) = texts(fields, name)? else { continue };
        if is_phone {
            items = items.iter().map(bare).collect();
        }
        if name == "statuses" {
            items.iter().try_for_each(|status| status_of(status).map(drop))?;
        }
        conditions.push(Condition::row(sql, listed(items)));
    }
    Ok(conditions)
}

/// Bounds are inclusive and in milliseconds; 0 is no bound.
fn by_time(fields: &Fields<'_>) -> Result<Vec<Condition>, ApiError> {
    let mut conditions = Vec::new();
    for (name, sql) in [
        ("fromCreatedTime", "u.created_time >= ?"),
        ("toCreatedTime", "u.created_time <= ?"),
        ("fromModifiedTime", "u.modified_time >= ?"),
        ("toModifiedTime", "u.modified_time <= ?"),
    ] {
        if let Some(time) = fields.integer(name)?.filter(|time| *time != 0) {
            conditions.push(Condition::row(sql, [Cell::Integer(time)]));
        }
    }
    Ok(conditions)
}

fn by_flag(fields: &Fields<'_>) -> Result<Vec<Condition>, ApiError> {
    let mut conditions = Vec::new();
    for (name, sql) in [
        ("verifiedEmail", "u.verified_email = ?"),
        ("verifiedPhone", "u.verified_phone = ?"),
        ("verifiedRecoveryEmail", "u.verified_recovery_email = ?"),
        ("verifiedRecoveryPhone", "u.verified_recovery_phone = ?"),
        ("password", "u.has_password = ?"),
        ("totp", "u.totp = ?"),
        ("webauthn", "u.webauthn = ?"),
        ("scim", "u.scim = ?"),
    ] {
        if let Some(flag) = fields.flag(name)? {
            conditions.push(Condition::row(sql, [Cell::Integer(i64::from(flag))]));
        }
    }
    if fields.is_set("scimOnly")? {
        conditions.push(Condition::row("u.scim = 1", []));
    }
    if fields.is_set("ssoOnly")? {
        conditions.push(Condition::row("(u.saml = 1 OR u.oidc = 1)", []));
    }
    Ok(conditions)
}

fn by_link(tx: &Tx<'_>, fields: &Fields<'_>) -> Result<Vec<Condition>, ApiError> {
    let mut conditions = Vec::new();
    if let Some(mut tenants) = texts(fields, "tenantIds")? {
        if fields.is_set("includeSubTenants")? {
            tenants = tx.with_children(tenants)?;
        }
        conditions.push(Condition::Linked {
            table: "user_tenants",
            sql: "tenant IN (SELECT id FROM tenants WHERE tenant_id IN (SELECT value FROM json_each(?)))",
            unique: tenants.len() == 1,
            values: listed(tenants).into(),
        });
    }
    if let Some(roles) = texts(fields, "roleNames")? {
        let sql = "role IN (SELECT id FROM roles WHERE name IN (SELECT value FROM json_each(?)))";
        conditions.push(Condition::linked("user_roles", sql, listed(roles)));
    }
    if let Some(apps) = texts(fields, "ssoAppIds")? {
        conditions.push(Condition::Linked {
            table: "user_apps",
            sql: "app IN (SELECT id FROM applications WHERE app_id IN (SELECT value FROM json_each(?)))",
            unique: apps.len() == 1,
            values: listed(apps).into(),
        });
    }
    let by_name = "role IN (SELECT id FROM roles WHERE name IN (SELECT value FROM json_each(?))) \
        AND tenant IN (SELECT id FROM tenants WHERE tenant_id = ?)";
    let by_id = "role IN (SELECT id FROM roles WHERE role_id IN (SELECT value FROM json_each(?))) \
        AND tenant IN (SELECT id FROM tenants WHERE tenant_id = ?)";
    for (name, sql) in [("tenantRoleNames", by_name), ("tenantRoleIds", by_id)] {
        conditions.extend(by_tenant_roles(fields, name, sql)?);
    }
    conditions.extend(by_attributes(tx, fields)?);
    Ok(conditions)
}

/// Per tenant either any of the roles, or with `and` each of them.
fn by_tenant_roles(
    fields: &Fields<'_>,
    name: &'static str,
    sql: &'static str,
) -> Result<Vec<Condition>, ApiError> {
    let mut conditions = Vec::new();
    for (tenant, filter) in fields.map(name)?.into_iter().flatten() {
        let filter = Fields::of(filter, &format!("{name}.{tenant}"))?;
        let values = filter.texts("values")?.unwrap_or_default();
        let groups: Vec<Vec<String>> = match filter.is_set("and")? {
            true => values.into_iter().map(|value| vec![value]).collect(),
            false => vec![values],
        };
        for group in groups.into_iter().filter(|group| !group.is_empty()) {
            let [roles] = listed(group);
            conditions.push(Condition::linked("user_roles", sql, [roles, Cell::Text(tenant.clone())]));
        }
    }
    Ok(conditions)
}

fn by_attributes(tx: &Tx<'_>, fields: &Fields<'_>) -> Result<Vec<Condition>, ApiError> {
    let mut conditions = Vec::new();
    for (name, value) in fields.map("customAttributes")?.into_iter().flatten() {
        let wanted = match value {
            Value::Array(items) => items.clone(),
            scalar => vec![scalar.clone()],
        };
        if wanted.iter().any(|item| item.is_null() || item.is_object() || item.is_array()) {
            return Err(ApiError::invalid(format!(
                "customAttributes.{name} has to be a scalar or a list of them"
            )));
        }
        let Some((row, attribute)) = tx.attribute(name)? else {
            return Err(ApiError::invalid(format!("Custom attribute {name} does not exist in the project")));
        };
        // SQLite takes `true` for 1.
        wanted.iter().try_for_each(|item| attribute.check_filter(item))?;
        let [values] = listed(wanted);
        let sql = "attribute = ? AND value IN (SELECT value FROM json_each(?))";
        conditions.push(Condition::linked("user_attributes", sql, [Cell::Integer(row), values]));
    }
    Ok(conditions)
}
