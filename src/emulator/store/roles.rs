//! Roles of the project and of single tenants.

use super::super::ids;
use super::super::reply::ApiError;
use super::links::sets_of;
use super::record::{Record, json, parsed};
use super::sets::{About, Set};
use super::transaction::Tx;

/// One role; an empty tenant means the project level.
#[derive(Default)]
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
        self.first(sql, [name, tenant_id])?
            .ok_or_else(|| ApiError::invalid(format!("Role {name} does not exist")))
    }

    pub(in crate::emulator) fn role_permissions(
        &self,
        name: &str,
        tenant_id: &str,
    ) -> Result<Vec<String>, ApiError> {
        let sql =
            "SELECT permissions FROM roles WHERE name = ?1 AND tenant_id IN ('', ?2) ORDER BY tenant_id DESC";
        let mut statement = self.prepare(sql)?;
        let mut rows = statement.query([name, tenant_id])?;
        Ok(match rows.next()? {
            Some(row) => parsed(row, 0)?,
            None => Vec::new(),
        })
    }

    pub(in crate::emulator) fn insert_role(&self, role: &Role) -> Result<(), ApiError> {
        if !role.tenant_id.is_empty() {
            self.tenant_row(&role.tenant_id)?;
        }
        if self.own_role(&role.name, &role.tenant_id)?.is_some() {
            return Err(ApiError::invalid(format!("Role {} already exists", role.name)));
        }
        // A tenant's role hides the project's role of that name, also for those who already have it.
        let moved = self.who_has_project_role(&role.name, &role.tenant_id)?;
        let sql = "INSERT INTO roles (role_id, name, tenant_id, description, permissions, is_default, \
            is_private, created_time) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let id = ids::new_id("RL")?;
        let permissions = json(&role.permissions)?;
        let now = self.clock.now_millis();
        let flags = (role.is_default, role.is_private);
        self.execute(
            sql,
            (id, &role.name, &role.tenant_id, &role.description, permissions, flags.0, flags.1, now),
        )?;
        for (record, before) in moved {
            self.move_user(record.id, &before, &sets_of(self, &record)?)?;
        }
        Ok(())
    }

    /// Those who hold the project's role of this name in the tenant, with the sets they are in.
    fn who_has_project_role(&self, name: &str, tenant_id: &str) -> Result<Vec<(Record, Vec<Set>)>, ApiError> {
        let mut holders = Vec::new();
        if let (Some(role), false) = (self.own_role(name, "")?, tenant_id.is_empty()) {
            for user in self.set(&Set::role_in(role, self.tenant_row(tenant_id)?))?.rows() {
                if let Some(record) = self.user_by_row(user)? {
                    let sets = sets_of(self, &record)?;
                    holders.push((record, sets));
                }
            }
        }
        Ok(holders)
    }

    fn own_role(&self, name: &str, tenant_id: &str) -> Result<Option<i64>, ApiError> {
        Ok(self.first("SELECT id FROM roles WHERE name = ?1 AND tenant_id = ?2", [name, tenant_id])?)
    }

    /// Removes the role from the catalogue and from everyone who has it.
    pub(in crate::emulator) fn delete_role(&self, name: &str, tenant_id: &str) -> Result<(), ApiError> {
        let row = self
            .own_role(name, tenant_id)?
            .ok_or_else(|| ApiError::invalid(format!("Role {name} does not exist")))?;
        for tenant in self.set_values(About::RoleIn, row)? {
            let holders = self.set(&Set::role_in(row, tenant))?;
            let tenant: Option<String> =
                self.first("SELECT tenant_id FROM tenants WHERE id = ?1", [tenant])?;
            for user in holders.rows() {
                self.change(user, |record| {
                    let Some(tenant) = &tenant else {
                        return record.roles.retain(|role| role != name);
                    };
                    for membership in record.tenants.iter_mut().filter(|own| own.tenant_id == *tenant) {
                        membership.roles.retain(|role| role != name);
                    }
                })?;
            }
        }
        self.execute("DELETE FROM roles WHERE id = ?1", [row])?;
        Ok(())
    }

    pub(in crate::emulator) fn roles(&self) -> Result<Vec<Role>, ApiError> {
        let sql = "SELECT role_id, name, tenant_id, description, permissions, is_default, is_private, \
            created_time FROM roles ORDER BY id";
        let mut statement = self.prepare(sql)?;
        let rows = statement.query_map([], |row| {
            Ok(Role {
                id: row.get(0)?,
                name: row.get(1)?,
                tenant_id: row.get(2)?,
                description: row.get(3)?,
                permissions: parsed(row, 4)?,
                is_default: row.get(5)?,
                is_private: row.get(6)?,
                created_time: row.get(7)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Changes one user in place, for the calls that take something away from many.
    pub(super) fn change(&self, user: i64, change: impl FnOnce(&mut Record)) -> Result<(), ApiError> {
        let Some(old) = self.user_by_row(user)? else { return Ok(()) };
        let mut new = old.clone();
        change(&mut new);
        self.save_user(&old, &mut new)
    }
}
