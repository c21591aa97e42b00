//! What a user refers to, and so the sets by which search finds it.

use rusqlite::types::Value as Cell;
use serde_json::Value;

use super::super::reply::ApiError;
use super::record::Record;
use super::sets::{About, Set};
use super::transaction::Tx;

const PROJECT: i64 = 0;

/// The sets that the user belongs to; resolving them is also the check that all it refers to exists.
pub(super) fn sets_of(tx: &Tx<'_>, record: &Record) -> Result<Vec<Set>, ApiError> {
    let mut sets = Set::of_record(record);
    let mut roles = |role: i64, tenant: i64| {
        sets.extend([Set::of(About::Role, role), Set::role_in(role, tenant)]);
    };
    for role in &record.roles {
        roles(tx.role_row(role, "")?, PROJECT);
    }
    let mut tenants = Vec::with_capacity(record.tenants.len());
    for membership in &record.tenants {
        let tenant = tx.tenant_row(&membership.tenant_id)?;
        tenants.push(Set::of(About::Tenant, tenant));
        for role in &membership.roles {
            roles(tx.role_row(role, &membership.tenant_id)?, tenant);
        }
    }
    sets.append(&mut tenants);
    for app in &record.apps {
        sets.push(Set::of(About::Application, tx.application_row(app)?));
    }
    for (name, value) in &record.attributes {
        let (row, attribute) = tx.attribute(name)?.ok_or_else(|| {
            ApiError::invalid(format!("Custom attribute {name} does not exist in the project"))
        })?;
        attribute.check(value)?;
        sets.extend(cells(value).filter_map(|cell| Set::attribute(row, cell)));
    }
    Ok(sets)
}

/// The sets before and after a change. Catalogue rows are looked up only when the change touches what refers
/// to them.
pub(super) fn sets_between(
    tx: &Tx<'_>,
    old: &Record,
    new: &Record,
) -> Result<(Vec<Set>, Vec<Set>), ApiError> {
    let same = old.roles == new.roles
        && old.tenants == new.tenants
        && old.apps == new.apps
        && old.attributes == new.attributes;
    if same {
        return Ok((Set::of_record(old), Set::of_record(new)));
    }
    Ok((sets_of(tx, old)?, sets_of(tx, new)?))
}

/// The scalar cells of a value: one, or one for each item of a list.
pub(super) fn cells(value: &Value) -> impl Iterator<Item = Cell> {
    let items = match value {
        Value::Array(items) => items.as_slice(),
        scalar => std::slice::from_ref(scalar),
    };
    items.iter().filter_map(|item| match item {
        Value::String(text) => Some(Cell::Text(text.clone())),
        Value::Bool(flag) => Some(Cell::Integer(i64::from(*flag))),
        Value::Number(number) => {
            number.as_i64().map(Cell::Integer).or_else(|| number.as_f64().map(Cell::Real))
        }
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    })
}
