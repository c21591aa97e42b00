//! Tenants of the project.

use serde_json::Value;

use super::super::reply::ApiError;
use super::record::{json, parsed};
use super::sets::{About, Set};
use super::transaction::Tx;

/// One tenant.
#[derive(Default)]
pub(in crate::emulator) struct Tenant {
    pub(in crate::emulator) id: String,
    pub(in crate::emulator) name: String,
    pub(in crate::emulator) parent: String,
    pub(in crate::emulator) domains: Vec<String>,
    pub(in crate::emulator) attributes: Value,
    pub(in crate::emulator) created_time: i64,
}

impl Tx<'_> {
    pub(in crate::emulator) fn tenant_row(&self, id: &str) -> Result<i64, ApiError> {
        self.first("SELECT id FROM tenants WHERE tenant_id = ?1", [id])?
            .ok_or_else(|| ApiError::invalid(format!("Tenant {id} does not exist")))
    }

    pub(in crate::emulator) fn tenant_name(&self, id: &str) -> Result<Option<String>, ApiError> {
        Ok(self.first("SELECT name FROM tenants WHERE tenant_id = ?1", [id])?)
    }

    pub(in crate::emulator) fn insert_tenant(&self, tenant: &Tenant) -> Result<(), ApiError> {
        if self.tenant_name(&tenant.id)?.is_some() {
            return Err(ApiError::invalid(format!("Tenant {} already exists", tenant.id)));
        }
        let sql = "INSERT INTO tenants (tenant_id, name, parent, domains, attributes, created_time) \
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let (domains, attributes) = (json(&tenant.domains)?, json(&tenant.attributes)?);
        let now = self.clock.now_millis();
        self.execute(sql, (&tenant.id, &tenant.name, &tenant.parent, domains, attributes, now))?;
        Ok(())
    }

    /// Removes the tenant, its roles and every membership in it.
    pub(in crate::emulator) fn delete_tenant(&self, id: &str) -> Result<(), ApiError> {
        let row = self.tenant_row(id)?;
        for user in self.set(&Set::of(About::Tenant, row))?.rows() {
            self.change(user, |record| record.tenants.retain(|tenant| tenant.tenant_id != id))?;
        }
        self.execute("DELETE FROM roles WHERE tenant_id = ?1", [id])?;
        self.execute("DELETE FROM tenants WHERE id = ?1", [row])?;
        Ok(())
    }

    pub(in crate::emulator) fn tenants(&self) -> Result<Vec<Tenant>, ApiError> {
        let sql =
            "SELECT tenant_id, name, parent, domains, attributes, created_time FROM tenants ORDER BY id";
        let mut statement = self.prepare(sql)?;
        let rows = statement.query_map([], |row| {
            Ok(Tenant {
                id: row.get(0)?,
                name: row.get(1)?,
                parent: row.get(2)?,
                domains: parsed(row, 3)?,
                attributes: parsed(row, 4)?,
                created_time: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The given tenants and everything below them.
    pub(in crate::emulator) fn with_children(&self, ids: Vec<String>) -> Result<Vec<String>, ApiError> {
        let mut all = ids;
        let mut next = 0;
        while let Some(id) = all.get(next).cloned() {
            for child in self.column::<String>("SELECT tenant_id FROM tenants WHERE parent = ?1", [id])? {
                if !all.contains(&child) {
                    all.push(child);
                }
            }
            next += 1;
        }
        Ok(all)
    }
}
