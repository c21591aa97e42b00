//! Tenants of the project.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::reply::ApiError;
use super::entry::Tag;
use super::transaction::{Tx, json};

/// One tenant.
#[derive(Default, Serialize, Deserialize)]
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
        self.catalogue_row("t", "SELECT id FROM tenants WHERE tenant_id IN (?1, ?2)", [id, id])?
            .ok_or_else(|| ApiError::invalid(format!("Tenant {id} does not exist")))
    }

    pub(in crate::emulator) fn tenant_name(&self, id: &str) -> Result<Option<String>, ApiError> {
        Ok(self.first("SELECT record ->> 'name' FROM tenants WHERE tenant_id = ?1", [id])?)
    }

    pub(in crate::emulator) fn insert_tenant(&self, mut tenant: Tenant) -> Result<(), ApiError> {
        tenant.created_time = self.clock.now_millis();
        let sql = "INSERT OR IGNORE INTO tenants (tenant_id, parent, record) VALUES (?1, ?2, ?3)";
        if self.execute(sql, (&tenant.id, &tenant.parent, json(&tenant)?))? == 0 {
            return Err(ApiError::invalid(format!("Tenant {} already exists", tenant.id)));
        }
        self.catalogue_changed();
        Ok(())
    }

    /// Removes the tenant, its roles and every membership in it.
    pub(in crate::emulator) fn delete_tenant(&self, id: &str) -> Result<(), ApiError> {
        let row = self.tenant_row(id)?;
        self.change(self.tagged(&[Tag::Tenant(row)])?, |record| {
            record.tenants.retain(|tenant| tenant.tenant_id != id)
        })?;
        self.execute("DELETE FROM roles WHERE tenant_id = ?1", [id])?;
        self.execute("DELETE FROM tenants WHERE id = ?1", [row])?;
        self.catalogue_changed();
        Ok(())
    }

    pub(in crate::emulator) fn tenants(&self) -> Result<Vec<Tenant>, ApiError> {
        self.records("SELECT record FROM tenants ORDER BY id", [])
    }

    /// The given tenants and everything below them.
    pub(in crate::emulator) fn with_children(&self, ids: Vec<String>) -> Result<Vec<String>, ApiError> {
        let sql = "WITH RECURSIVE below (id) AS (SELECT value FROM json_each(?1) \
            UNION SELECT tenant_id FROM tenants JOIN below ON parent = below.id) SELECT id FROM below";
        Ok(self.column(sql, [json(&ids)?])?)
    }
}
