//! The rows that let search find users by role, tenant, application and attribute value.

use rusqlite::types::Value as Cell;
use serde_json::Value;

use super::super::reply::ApiError;
use super::record::Record;
use super::transaction::Tx;

const PROJECT: i64 = 0;

/// What a record refers to, as row numbers; resolving is also the check that all of it exists.
#[derive(Default)]
pub(super) struct Links {
    /// Pairs of role and tenant.
    roles: Vec<(i64, i64)>,
    tenants: Vec<i64>,
    apps: Vec<i64>,
    attributes: Vec<(i64, Cell)>,
}

impl Links {
    pub(super) fn resolve(tx: &Tx<'_>, record: &Record) -> Result<Self, ApiError> {
        let mut links = Self::default();
        for role in &record.roles {
            links.roles.push((tx.role_row(role, "")?, PROJECT));
        }
        for membership in &record.tenants {
            let tenant = tx.tenant_row(&membership.tenant_id)?;
            links.tenants.push(tenant);
            for role in &membership.roles {
                links.roles.push((tx.role_row(role, &membership.tenant_id)?, tenant));
            }
        }
        for app in &record.apps {
            links.apps.push(tx.application_row(app)?);
        }
        for (name, value) in &record.attributes {
            let (row, attribute) = tx.attribute(name)?.ok_or_else(|| {
                ApiError::invalid(format!("Custom attribute {name} does not exist in the project"))
            })?;
            attribute.check(value)?;
            links.attributes.extend(cells(value).map(|cell| (row, cell)));
        }
        Ok(links)
    }

    /// The links before and after, or nothing when the change does not touch them.
    pub(super) fn between(tx: &Tx<'_>, old: &Record, new: &Record) -> Result<Option<(Self, Self)>, ApiError> {
        let same = old.roles == new.roles
            && old.tenants == new.tenants
            && old.apps == new.apps
            && old.attributes == new.attributes;
        if same {
            return Ok(None);
        }
        Ok(Some((Self::resolve(tx, old)?, Self::resolve(tx, new)?)))
    }

    pub(super) fn add(&self, tx: &Tx<'_>, user: i64) -> Result<(), ApiError> {
        for (role, tenant) in &self.roles {
            let sql = "INSERT OR IGNORE INTO user_roles (role, tenant, user) VALUES (?1, ?2, ?3)";
            tx.execute(sql, (role, tenant, user))?;
        }
        for tenant in &self.tenants {
            tx.execute("INSERT OR IGNORE INTO user_tenants (tenant, user) VALUES (?1, ?2)", (tenant, user))?;
        }
        for app in &self.apps {
            tx.execute("INSERT OR IGNORE INTO user_apps (app, user) VALUES (?1, ?2)", (app, user))?;
        }
        for (attribute, value) in &self.attributes {
            let sql = "INSERT OR IGNORE INTO user_attributes (attribute, value, user) VALUES (?1, ?2, ?3)";
            tx.execute(sql, (attribute, value, user))?;
        }
        Ok(())
    }

    pub(super) fn remove(&self, tx: &Tx<'_>, user: i64) -> Result<(), ApiError> {
        for (role, tenant) in &self.roles {
            let sql = "DELETE FROM user_roles WHERE role = ?1 AND tenant = ?2 AND user = ?3";
            tx.execute(sql, (role, tenant, user))?;
        }
        for tenant in &self.tenants {
            tx.execute("DELETE FROM user_tenants WHERE tenant = ?1 AND user = ?2", (tenant, user))?;
        }
        for app in &self.apps {
            tx.execute("DELETE FROM user_apps WHERE app = ?1 AND user = ?2", (app, user))?;
        }
        for (attribute, value) in &self.attributes {
            let sql = "DELETE FROM user_attributes WHERE attribute = ?1 AND value = ?2 AND user = ?3";
            tx.execute(sql, (attribute, value, user))?;
        }
        Ok(())
    }
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
