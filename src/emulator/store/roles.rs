//! Roles of the project and of single tenants.

use serde::{Deserialize, Serialize};

use super::super::ids;
use super::super::reply::ApiError;
use super::entry::Tag;
use super::transaction::{Tx, json};

/// One role; an empty tenant means the project level.
#[derive(Default, Serialize, Deserialize)]
pub(in crate::emulator) struct Role {
    pub(in crate::emulator) id: String,
    pub(in crate::emulator) name: String,
    pub(in crate::emulator) tenant_id: String,
    pub(in crate::emulator) description: String,
    pub(in crate::emulator) permissions: Vec<String>,
    pub(in crate::emulator) is_default: bool,
    pub(in crate::emulator) is_private: bool,
    pub(in crate::emulator) created_time: i64,
}

impl Tx<'_> {
    /// The role a name means in a tenant: the tenant's own one, else the project's.
    pub(in crate::emulator) fn role_row(&self, name: &str, tenant_id: &str) -> Result<i64, ApiError> {
        let sql = "SELECT id FROM roles WHERE name = ?1 AND tenant_id IN ('', ?2) ORDER BY tenant_id DESC";
        self.catalogue_row("r", sql, [name, tenant_id])?.ok_or_else(|| unknown(name))
    }

    pub(in crate::emulator) fn role_permissions(
        &self,
        name: &str,
        tenant_id: &str,
    ) -> Result<Vec<String>, ApiError> {
        let sql =
            "SELECT record FROM roles WHERE name = ?1 AND tenant_id IN ('', ?2) ORDER BY tenant_id DESC";
        let role = self.records::<Role>(sql, [name, tenant_id])?.into_iter().next();
        Ok(role.map(|role| role.permissions).unwrap_or_default())
    }

    pub(in crate::emulator) fn insert_role(&self, mut role: Role) -> Result<(), ApiError> {
        if !role.tenant_id.is_empty() {
            self.tenant_row(&role.tenant_id)?;
        }
        if self.own_role(&role.name, &role.tenant_id)?.is_some() {
            return Err(ApiError::invalid(format!("Role {} already exists", role.name)));
        }
        role.id = ids::new_id("RL")?;
        role.created_time = self.clock.now_millis();
        let sql = "INSERT INTO roles (role_id, name, tenant_id, record) VALUES (?1, ?2, ?3, ?4)";
        self.execute(sql, (&role.id, &role.name, &role.tenant_id, json(&role)?))?;
        self.catalogue_changed();
        // A tenant's role hides the project's role of that name, also for those who already have it.
        if let (Some(hidden), false) = (self.own_role(&role.name, "")?, role.tenant_id.is_empty()) {
            let held = Tag::RoleIn(hidden, self.tenant_row(&role.tenant_id)?);
            for user in self.tagged(&[held])? {
                self.user_by_row(user)?.map_or(Ok(()), |record| self.write_user(&record))?;
            }
        }
        Ok(())
    }

    fn own_role(&self, name: &str, tenant_id: &str) -> Result<Option<i64>, ApiError> {
        Ok(self.first("SELECT id FROM roles WHERE name = ?1 AND tenant_id = ?2", [name, tenant_id])?)
    }

    /// Removes the role from the catalogue and from everyone who has it.
    pub(in crate::emulator) fn delete_role(&self, name: &str, tenant_id: &str) -> Result<(), ApiError> {
        let row = self.own_role(name, tenant_id)?.ok_or_else(|| unknown(name))?;
        // In these tenants the name means another role.
        let hiding: Vec<String> =
            self.column("SELECT tenant_id FROM roles WHERE name = ?1 AND id <> ?2", (name, row))?;
        let is_held = |tenant: &str| {
            if tenant_id.is_empty() {
                !hiding.iter().any(|other| other == tenant)
            } else {
                tenant == tenant_id
            }
        };
        self.change(self.tagged(&[Tag::Role(row), Tag::RoleInFamily(row)])?, |record| {
            if tenant_id.is_empty() {
                record.roles.retain(|role| role != name);
                record.families.iter_mut().for_each(|family| family.roles.retain(|role| role != name));
            }
            for membership in record.tenants.iter_mut().filter(|own| is_held(&own.tenant_id)) {
                membership.roles.retain(|role| role != name);
            }
        })?;
        self.execute("DELETE FROM roles WHERE id = ?1", [row])?;
        self.catalogue_changed();
        Ok(())
    }

    pub(in crate::emulator) fn roles(&self) -> Result<Vec<Role>, ApiError> {
        self.records("SELECT record FROM roles ORDER BY id", [])
    }
}

fn unknown(name: &str) -> ApiError {
    ApiError::invalid(format!("Role {name} does not exist"))
}
