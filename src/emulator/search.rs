//! Search: from the request's filters to the store's.

use rusqlite::types::Value as Cell;
use serde_json::{Value, json};

use super::decode::{Fields, LOGIN_ID};
use super::identity;
use super::profile::status_of;
use super::reply::{ApiError, Reply};
use super::route::{Call, Route, post};
use super::store::{Clock, Filter, Flag, Order, Page, RoleNames, SortKey, Tx};
use super::view::Viewer;

pub(super) const ROUTES: &[Route] = &[
    post("/v1/mgmt/user/search", search),
    post("/v2/mgmt/user/search", search),
    post("/v2/mgmt/user/search/test", search_test_users),
];

const MAX_LIMIT: i64 = 100;

fn search(call: &Call) -> Result<Reply, ApiError> {
    let fields = filters_of(call)?;
    let tests = match (fields.is_set("withTestUser")?, fields.is_set("testUsersOnly")?) {
        (_, true) => TestUsers::Only,
        (true, false) => TestUsers::Included,
        (false, false) => TestUsers::LeftOut,
    };
    answer(call, &fields, tests)
}

fn search_test_users(call: &Call) -> Result<Reply, ApiError> {
    answer(call, &filters_of(call)?, TestUsers::Only)
}

/// `{}` finds everybody. A body that was lost on the way does not: what is found may be deleted next.
fn filters_of(call: &Call) -> Result<Fields<'_>, ApiError> {
    if !call.has_body {
        return Err(ApiError::malformed("The body is missing; an empty object finds all users"));
    }
    call.fields()
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
    let mut filters = by_identity(fields)?;
    filters.extend(by_time(fields)?);
    filters.extend(by_flag(fields)?);
    filters.extend(store.read(|tx| by_link(tx, fields))?);
    if tests == TestUsers::Only {
        filters.push(Filter::Test);
    }
    if let Some(text) = fields.filled("text")?.map(str::trim).filter(|text| !text.is_empty()) {
        store.index_text()?;
        filters.push(Filter::Text(text.to_lowercase()));
    }
    let page = Page {
        fingerprint: fingerprint(&call.body, tests),
        filters,
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
fn listed<T: Into<Value>>(items: impl IntoIterator<Item = T>) -> String {
    Value::Array(items.into_iter().map(Into::into).collect()).to_string()
}

/// The list, where an empty one is no filter.
fn texts(fields: &Fields<'_>, name: &'static str) -> Result<Option<Vec<String>>, ApiError> {
    Ok(fields.texts(name)?.filter(|items| !items.is_empty()))
}

/// A filter, the query over its index, and the form that its values are stored in.
type LookUp = (&'static str, &'static str, fn(&String) -> String);

fn by_identity(fields: &Fields<'_>) -> Result<Vec<Filter>, ApiError> {
    let mut filters = Vec::new();
    if let Some(login_id) = fields.filled(LOGIN_ID)? {
        let values = vec![Cell::Text(identity::login_id(login_id))];
        filters.push(Filter::Found { sql: "SELECT user FROM login_ids WHERE login_id = ?", values });
    }
    let as_is = |text: &String| text.clone();
    let login_id = |text: &String| identity::login_id(text);
    let phone = |text: &String| identity::phone(text).unwrap_or_else(|_| text.clone());
    let look_ups: [LookUp; 6] = [
        (
            "loginIds",
            "SELECT user FROM login_ids WHERE login_id IN (SELECT value FROM json_each(?))",
            login_id,
        ),
        ("userIds", "SELECT id FROM users WHERE user_id IN (SELECT value FROM json_each(?))", as_is),
        ("emails", "SELECT id FROM users WHERE email IN (SELECT value FROM json_each(?))", as_is),
        ("phones", "SELECT id FROM users WHERE phone IN (SELECT value FROM json_each(?))", phone),
        (
            "recoveryEmails",
            "SELECT id FROM users WHERE recovery_email <> '' \
                AND recovery_email IN (SELECT value FROM json_each(?))",
            as_is,
        ),
        (
            "recoveryPhones",
            "SELECT id FROM users WHERE recovery_phone <> '' \
                AND recovery_phone IN (SELECT value FROM json_each(?))",
            phone,
        ),
    ];
    for (name, sql, bare) in look_ups {
        if let Some(items) = texts(fields, name)? {
            filters.push(Filter::Found { sql, values: vec![Cell::Text(listed(items.iter().map(bare)))] });
        }
    }
    if let Some(items) = texts(fields, "statuses")? {
        let statuses = items.iter().map(|status| status_of(status));
        filters.push(Filter::Statuses(statuses.collect::<Result<_, _>>()?));
    }
    Ok(filters)
}

/// Bounds are inclusive and in milliseconds; 0 is no bound.
fn by_time(fields: &Fields<'_>) -> Result<Vec<Filter>, ApiError> {
    let mut filters = Vec::new();
    for (clock, from, to) in [
        (Clock::Created, "fromCreatedTime", "toCreatedTime"),
        (Clock::Modified, "fromModifiedTime", "toModifiedTime"),
    ] {
        let bound = |name| Ok::<_, ApiError>(fields.integer(name)?.filter(|time| *time != 0));
        let (from, to) = (bound(from)?, bound(to)?);
        if from.is_some() || to.is_some() {
            let (from, to) = (from.unwrap_or(i64::MIN), to.unwrap_or(i64::MAX));
            filters.push(Filter::Time { clock, from, to });
        }
    }
    Ok(filters)
}

fn by_flag(fields: &Fields<'_>) -> Result<Vec<Filter>, ApiError> {
    let mut filters = Vec::new();
    for (name, flag) in [
        ("verifiedEmail", Flag::VerifiedEmail),
        ("verifiedPhone", Flag::VerifiedPhone),
        ("verifiedRecoveryEmail", Flag::VerifiedRecoveryEmail),
        ("verifiedRecoveryPhone", Flag::VerifiedRecoveryPhone),
        ("password", Flag::Password),
        ("totp", Flag::Totp),
        ("webauthn", Flag::Webauthn),
        ("scim", Flag::Scim),
    ] {
        filters.extend(match fields.flag(name)? {
            Some(true) => Some(Filter::Has(flag)),
            Some(false) => Some(Filter::HasNot(flag)),
            None => None,
        });
    }
    for (name, flag) in [("scimOnly", Flag::Scim), ("ssoOnly", Flag::Sso)] {
        if fields.is_set(name)? {
            filters.push(Filter::Has(flag));
        }
    }
    Ok(filters)
}

fn by_link(tx: &Tx<'_>, fields: &Fields<'_>) -> Result<Vec<Filter>, ApiError> {
    let mut filters = Vec::new();
    if let Some(mut tenants) = texts(fields, "tenantIds")? {
        if fields.is_set("includeSubTenants")? {
            tenants = tx.with_children(tenants)?;
        }
        filters.push(Filter::Tenants(tenants));
    }
    filters.extend(texts(fields, "roleNames")?.map(Filter::Roles));
    filters.extend(texts(fields, "ssoAppIds")?.map(Filter::Applications));
    filters.extend(by_tenant_roles(fields, "tenantRoleNames", RoleNames::Names)?);
    filters.extend(by_tenant_roles(fields, "tenantRoleIds", RoleNames::Ids)?);
    filters.extend(by_attributes(tx, fields)?);
    Ok(filters)
}

/// Per tenant either any of the roles, or with `and` each of them.
fn by_tenant_roles(
    fields: &Fields<'_>,
    name: &'static str,
    called: fn(Vec<String>) -> RoleNames,
) -> Result<Vec<Filter>, ApiError> {
    let mut filters = Vec::new();
    for (tenant, filter) in fields.map(name)?.into_iter().flatten() {
        let filter = Fields::of(filter, &format!("{name}.{tenant}"))?;
        let values = filter.texts("values")?.unwrap_or_default();
        let groups: Vec<Vec<String>> = match filter.is_set("and")? {
            true => values.into_iter().map(|value| vec![value]).collect(),
            false => vec![values],
        };
        let groups = groups.into_iter().filter(|group| !group.is_empty());
        filters.extend(groups.map(|group| Filter::RolesIn { tenant: tenant.clone(), roles: called(group) }));
    }
    Ok(filters)
}

fn by_attributes(tx: &Tx<'_>, fields: &Fields<'_>) -> Result<Vec<Filter>, ApiError> {
    let mut filters = Vec::new();
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
        filters.push(Filter::Attribute { attribute: row, values: listed(wanted) });
    }
    Ok(filters)
}
