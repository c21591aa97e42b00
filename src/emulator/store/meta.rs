//! Single values of the project, the counts behind `status`, and the reset.

use serde_json::{Map, Value};

use super::super::ids;
use super::super::reply::ApiError;
use super::applications::Application;
use super::roles::Role;
use super::transaction::Tx;

const IDENTITY: &str = "identity";
pub(in crate::emulator) const SIGNING_KEY: &str = "signing_key";

/// All but the counters.
const TABLES: &str = "users login_ids search tenants roles applications attributes passkeys trusted_devices \
    provider_tokens login_history sessions challenges outbox meta";

const COUNTED: [(&str, &str); 8] = [
    ("tenants", "tenants"),
    ("roles", "roles"),
    ("applications", "applications"),
    ("attributes", "attributes"),
    ("passkeys", "passkeys"),
    ("logins", "login_history"),
    ("sessions", "sessions"),
    ("outbox", "outbox"),
];

impl Tx<'_> {
    pub(in crate::emulator) fn value(&self, key: &str) -> Result<Option<Vec<u8>>, ApiError> {
        Ok(self.first("SELECT value FROM meta WHERE key = ?1", [key])?)
    }

    pub(in crate::emulator) fn set_value(&self, key: &str, value: &[u8]) -> Result<(), ApiError> {
        self.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)", (key, value))?;
        Ok(())
    }

    /// How many of each kind there are.
    pub(in crate::emulator) fn counts(&self) -> Result<Map<String, Value>, ApiError> {
        let mut counts = Map::new();
        counts.insert("users".to_owned(), self.counter("users")?.into());
        counts.insert("testUsers".to_owned(), self.counter("test_users")?.into());
        for (kind, table) in COUNTED {
            let count: Option<i64> = self.first(&format!("SELECT count(*) FROM {table}"), [])?;
            counts.insert(kind.to_owned(), count.unwrap_or_default().into());
        }
        Ok(counts)
    }

    /// What tells this database from others: made with it, and changed by a reset.
    pub(in crate::emulator) fn identity(&self) -> Result<String, ApiError> {
        let stored = self.value(IDENTITY)?.unwrap_or_default();
        String::from_utf8(stored).map_err(|_| ApiError::internal("the database's identity is not text"))
    }

    /// Gives a new database what every project has, and an identity.
    pub(in crate::emulator) fn initialize(&self) -> Result<(), ApiError> {
        if self.value(IDENTITY)?.is_some() {
            return Ok(());
        }
        self.set_value(IDENTITY, ids::new_identity()?.as_bytes())?;
        self.insert_application(&Application {
            id: "descope-default-oidc".to_owned(),
            name: "OIDC default application".to_owned(),
            kind: "oidc".to_owned(),
            ..Application::default()
        })?;
        self.insert_role(Role {
            name: "Tenant Admin".to_owned(),
            permissions: ["SSO Admin", "User Admin", "Impersonate"].map(str::to_owned).into(),
            ..Role::default()
        })
    }

    /// Leaves what a new database has, with an identity of its own, and the signing key.
    pub(in crate::emulator) fn clear(&self) -> Result<(), ApiError> {
        let signing_key = self.value(SIGNING_KEY)?;
        for table in TABLES.split_whitespace() {
            self.execute(&format!("DELETE FROM {table}"), [])?;
        }
        self.execute("UPDATE counters SET n = 0 WHERE name IN ('users', 'test_users')", [])?;
        self.catalogue_changed();
        if let Some(key) = signing_key {
            self.set_value(SIGNING_KEY, &key)?;
        }
        self.initialize()
    }
}
