//! Search: from the request's filters to the store's.

use serde_json::{Value, json};

use super::decode::{Fields, LOGIN_ID};
use super::identity;
use super::profile::status_of;
use super::reply::{ApiError, Reply};
use super::route::{Call, Route, post};
use super::store::{Filter, Flag, Listed, Order, Page, RoleNames, Scope, SortKey, Time, Tx};
use super::view::Viewer;

pub(super) const ROUTES: &[Route] = &[
    post("/v1/mgmt/user/search", search),
    post("/v2/mgmt/user/search", search),
    post("/v2/mgmt/user/search/test", |call, fields| answer(call, fields, Some(true))),
];

const MAX_LIMIT: i64 = 100;

fn search(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let test_users = match (fields.is_set("withTestUser")?, fields.is_set("testUsersOnly")?) {
        (_, true) => Some(true),
        (true, false) => None,
        (false, false) => Some(false),
    };
    answer(call, fields, test_users)
}

/// Why brute-force protection locks users. TOTP has no lock that ends by itself.
pub(super) const LOCK_REASONS: &[&str] = &["password", "totp", "recovery_codes", "security_questions"];
pub(super) const TEMP_LOCK_REASONS: &[&str] = &["password", "recovery_codes", "security_questions"];

/// Everything that a search may hold.
const KNOWN: &str = "\
    limit page offset sort text loginId identifier loginIds userIds emails phones recoveryEmails \
    recoveryPhones statuses tenantIds includeSubTenants roleNames tenantRoleNames tenantRoleIds \
    ssoAppIds familyIds customAttributes fromCreatedTime toCreatedTime fromModifiedTime \
    toModifiedTime withTestUser testUsersOnly verifiedEmail verifiedPhone verifiedRecoveryEmail \
    verifiedRecoveryPhone password totp webauthn scim scimOnly ssoOnly dependent lockReasons \
    tempLockReasons selectedColumns";

/// `{}` finds everybody. A body that was lost on the way does not: what is found may be deleted next.
fn check_filters(call: &Call, fields: &Fields<'_>) -> Result<(), ApiError> {
    if !call.has_body {
        return Err(ApiError::malformed("The body is missing; an empty object finds all users"));
    }
    // A filter that is not understood would be one that finds more than was meant. Empty ones filter nothing.
    let is_empty = |value: &Value| match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(entries) => entries.is_empty(),
        _ => false,
    };
    let is_known = |name: &String| KNOWN.split(' ').any(|known| known == name);
    match fields.entries().iter().find(|(name, value)| !is_known(name) && !is_empty(value)) {
        Some((name, _)) => {
            Err(ApiError::invalid(format!("Field {name} is not one that the emulator searches by")))
        }
        None => Ok(()),
    }
}

/// The list, whose items have to be among those known; an empty one is no filter.
pub(super) fn lock_reasons(
    fields: &Fields<'_>,
    name: &'static str,
    known: &[&str],
) -> Result<Option<Vec<String>>, ApiError> {
    let reasons = texts(fields, name)?;
    match reasons.iter().flatten().find(|reason| !known.contains(&reason.as_str())) {
        Some(unknown) => {
            Err(ApiError::argument(format!("{name}: {unknown:?} is none of {}", known.join(", "))))
        }
        None => Ok(reasons),
    }
}

/// Test users alone or not at all, or users of both kinds.
fn answer(call: &Call, fields: &Fields<'_>, test_users: Option<bool>) -> Result<Reply, ApiError> {
    check_filters(call, fields)?;
    let (limit, offset) = part(fields)?;
    let order = order(fields)?;
    let mut filters = by_identity(fields)?;
    filters.extend(by_time(fields)?);
    filters.extend(by_flag(fields)?);
    filters.extend(call.read(|tx| by_reference(tx, fields))?);
    filters.extend(test_users.map(Filter::Test));
    if let Some(text) = fields.filled("text")?.map(str::trim).filter(|text| !text.is_empty()) {
        filters.push(Filter::Text(text.to_lowercase()));
    }
    let page = Page { fingerprint: fingerprint(fields, test_users), filters, order, offset, limit };
    let (records, total) = call.emulator.store.search(&page)?;
    let users = call.read(|tx| Viewer::new(tx).users(records))?;
    Reply::json(&json!({ "total": total, "users": users }))
}

/// The request without the part of the result it asks for.
fn fingerprint(fields: &Fields<'_>, test_users: Option<bool>) -> String {
    let mut search = fields.entries().clone();
    search.retain(|key, _| !matches!(key.as_str(), "limit" | "page" | "offset"));
    format!("{test_users:?} {}", Value::Object(search))
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
        let field = entry.required("field")?;
        let key = SortKey::named(field)
            .ok_or_else(|| ApiError::argument(format!("{field:?} is not a field to sort by")))?;
        order.push(Order { key, descending: entry.is_set("desc")? });
    }
    if order.is_empty() {
        order.push(Order { key: SortKey::CREATED, descending: false });
    }
    // Users that were made in the same millisecond have IDs in the order of creation, and an index has them so.
    if let [Order { key: SortKey::CREATED, descending }] = order[..] {
        order.push(Order { key: SortKey::ID, descending });
    }
    Ok(order)
}

/// The list, where an empty one is no filter.
fn texts(fields: &Fields<'_>, name: &'static str) -> Result<Option<Vec<String>>, ApiError> {
    Ok(fields.texts(name)?.filter(|items| !items.is_empty()))
}

/// A filter, what it lists, and the form that its values are stored in.
type LookUp = (&'static str, Listed, fn(&str) -> String);

fn by_identity(fields: &Fields<'_>) -> Result<Vec<Filter>, ApiError> {
    let mut filters = Vec::new();
    if let Some(login_id) = fields.filled(LOGIN_ID)? {
        filters.push(Filter::OneOf(Listed::LoginId, vec![identity::login_id(login_id)]));
    }
    let phone = |text: &str| identity::phone(text).unwrap_or_else(|_| text.to_owned());
    let look_ups: [LookUp; 6] = [
        ("loginIds", Listed::LoginId, identity::login_id),
        ("userIds", Listed::UserId, str::to_owned),
        ("emails", Listed::Email, str::to_owned),
        ("phones", Listed::Phone, phone),
        ("recoveryEmails", Listed::RecoveryEmail, str::to_owned),
        ("recoveryPhones", Listed::RecoveryPhone, phone),
    ];
    for (name, listed, stored) in look_ups {
        if let Some(items) = texts(fields, name)? {
            filters.push(Filter::OneOf(listed, items.iter().map(|item| stored(item)).collect()));
        }
    }
    if let Some(items) = texts(fields, "statuses")? {
        items.iter().try_for_each(|status| status_of(status).map(drop))?;
        filters.push(Filter::OneOf(Listed::Status, items));
    }
    Ok(filters)
}

/// Bounds are inclusive and in milliseconds; 0 is no bound.
fn by_time(fields: &Fields<'_>) -> Result<Vec<Filter>, ApiError> {
    let mut filters = Vec::new();
    for (time, from, to) in [
        (Time::Created, "fromCreatedTime", "toCreatedTime"),
        (Time::Modified, "fromModifiedTime", "toModifiedTime"),
    ] {
        let bound = |name| Ok::<_, ApiError>(fields.integer(name)?.filter(|time| *time != 0));
        let (from, to) = (bound(from)?, bound(to)?);
        if from.is_some() || to.is_some() {
            filters.push(Filter::Between(time, from.unwrap_or(i64::MIN), to.unwrap_or(i64::MAX)));
        }
    }
    Ok(filters)
}

fn by_flag(fields: &Fields<'_>) -> Result<Vec<Filter>, ApiError> {
    let mut filters = Vec::new();
    for (name, flag) in Flag::all() {
        filters.extend(fields.flag(name)?.map(|wanted| Filter::Has(flag, wanted)));
        // `scimOnly` and `ssoOnly`.
        if fields.is_set(&format!("{name}Only"))? {
            filters.push(Filter::Has(flag, true));
        }
    }
    Ok(filters)
}

fn by_reference(tx: &Tx<'_>, fields: &Fields<'_>) -> Result<Vec<Filter>, ApiError> {
    let mut filters = Vec::new();
    if let Some(mut tenants) = texts(fields, "tenantIds")? {
        if fields.is_set("includeSubTenants")? {
            tenants = tx.with_children(tenants)?;
        }
        filters.push(Filter::Tenants(tenants));
    }
    filters.extend(texts(fields, "roleNames")?.map(Filter::Roles));
    filters.extend(texts(fields, "ssoAppIds")?.map(Filter::Applications));
    filters.extend(texts(fields, "familyIds")?.map(Filter::Families));
    filters.extend(lock_reasons(fields, "lockReasons", LOCK_REASONS)?.map(Filter::Locked));
    filters.extend(lock_reasons(fields, "tempLockReasons", TEMP_LOCK_REASONS)?.map(Filter::LockedForATime));
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
        let is_known = |key: &str| ["values", "and"].contains(&key);
        let values = filter.texts("values")?.unwrap_or_default();
        if values.is_empty() || !filter.entries().keys().all(|key| is_known(key)) {
            return Err(ApiError::invalid(format!("{name}.{tenant} has to have values, and may have and")));
        }
        let groups: Vec<Vec<String>> = match filter.is_set("and")? {
            true => values.into_iter().map(|value| vec![value]).collect(),
            false => vec![values],
        };
        filters.extend(
            groups.into_iter().map(|group| Filter::RolesIn { tenant: tenant.clone(), roles: called(group) }),
        );
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
        let attribute = tx.attribute(Scope::User, name)?;
        wanted.iter().try_for_each(|item| attribute.1.check_filter(item))?;
        filters.push(Filter::Attribute(attribute.0, wanted));
    }
    Ok(filters)
}
