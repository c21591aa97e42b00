//! A user as every endpoint shows it: all keys present, exact letter case, epoch seconds.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::clock;
use super::reply::{ApiError, Reply};
use super::store::{Record, Tx};

/// The wire form of a user.
pub(super) struct UserView {
    record: Record,
    permissions: Vec<String>,
    tenants: Vec<TenantView>,
}

impl Serialize for UserView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let record = &self.record;
        let mut user = serializer.serialize_map(None)?;
        user.serialize_entry("userId", &record.user_id)?;
        user.serialize_entry("loginIds", &record.login_ids)?;
        user.serialize_entry("externalIds", &record.login_ids)?;
        user.serialize_entry("name", &record.name)?;
        user.serialize_entry("givenName", &record.given_name)?;
        user.serialize_entry("middleName", &record.middle_name)?;
        user.serialize_entry("familyName", &record.family_name)?;
        user.serialize_entry("email", &record.email)?;
        user.serialize_entry("verifiedEmail", &record.verified_email)?;
        user.serialize_entry("phone", &record.phone)?;
        user.serialize_entry("verifiedPhone", &record.verified_phone)?;
        user.serialize_entry("recoveryEmail", &record.recovery_email)?;
        user.serialize_entry("verifiedRecoveryEmail", &record.verified_recovery_email)?;
        user.serialize_entry("recoveryPhone", &record.recovery_phone)?;
        user.serialize_entry("verifiedRecoveryPhone", &record.verified_recovery_phone)?;
        user.serialize_entry("picture", &record.picture)?;
        user.serialize_entry("status", &record.status)?;
        user.serialize_entry("test", &record.test)?;
        user.serialize_entry("roleNames", &record.roles)?;
        user.serialize_entry("permissions", &self.permissions)?;
        user.serialize_entry("userTenants", &self.tenants)?;
        user.serialize_entry("familyAssociations", &record.families)?;
        user.serialize_entry("ssoAppIds", &record.apps)?;
        user.serialize_entry("customAttributes", &record.attributes)?;
        user.serialize_entry("createdTime", &clock::seconds(record.created_time))?;
        user.serialize_entry("modifiedTime", &clock::seconds(record.modified_time))?;
        user.serialize_entry("TOTP", &!record.totp_seed.is_empty())?;
        user.serialize_entry("SAML", &record.saml)?;
        user.serialize_entry("OIDC", &record.oidc)?;
        user.serialize_entry("SCIM", &record.scim)?;
        user.serialize_entry("OAuth", &record.oauth)?;
        user.serialize_entry("webauthn", &record.webauthn)?;
        user.serialize_entry("password", &!record.password.is_empty())?;
        user.serialize_entry("push", &record.push)?;
        user.serialize_entry("editable", &true)?;
        user.serialize_entry("consentExpiration", &record.consent_expiration)?;
        user.serialize_entry("tempLockExpiration", &record.temp_lock_expiration)?;
        user.end()
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TenantView {
    pub(super) tenant_id: String,
    tenant_name: String,
    pub(super) role_names: Vec<String>,
    pub(super) permissions: Vec<String>,
}

#[derive(Serialize)]
struct One {
    user: UserView,
    created: bool,
}

/// Looks up tenant names and permissions, each once per reply.
pub(super) struct Viewer<'a> {
    tx: &'a Tx<'a>,
    tenants: HashMap<String, String>,
    permissions: HashMap<(String, String), Vec<String>>,
}

impl<'a> Viewer<'a> {
    pub(super) fn new(tx: &'a Tx<'a>) -> Self {
        Self { tx, tenants: HashMap::new(), permissions: HashMap::new() }
    }

    /// What the roles allow in the tenant, or in the project when it is empty.
    pub(super) fn permissions(&mut self, tenant: &str, roles: &[String]) -> Result<Vec<String>, ApiError> {
        let mut all = Vec::new();
        for role in roles {
            let key = (tenant.to_owned(), role.clone());
            let permissions = match self.permissions.entry(key) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(place) => place.insert(self.tx.role_permissions(role, tenant)?),
            };
            for permission in permissions {
                if !all.contains(permission) {
                    all.push(permission.clone());
                }
            }
        }
        Ok(all)
    }

    pub(super) fn tenants(&mut self, record: &Record) -> Result<Vec<TenantView>, ApiError> {
        let mut views = Vec::with_capacity(record.tenants.len());
        for membership in &record.tenants {
            let id = &membership.tenant_id;
            let tenant_name = match self.tenants.entry(id.clone()) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(place) => place.insert(self.tx.tenant_name(id)?.unwrap_or_default()),
            };
            views.push(TenantView {
                tenant_id: id.clone(),
                tenant_name: tenant_name.clone(),
                role_names: membership.roles.clone(),
                permissions: self.permissions(id, &membership.roles)?,
            });
        }
        Ok(views)
    }

    pub(super) fn user(&mut self, record: Record) -> Result<UserView, ApiError> {
        let (permissions, tenants) = (self.permissions("", &record.roles)?, self.tenants(&record)?);
        Ok(UserView { record, permissions, tenants })
    }

    pub(super) fn users(&mut self, records: Vec<Record>) -> Result<Vec<UserView>, ApiError> {
        records.into_iter().map(|record| self.user(record)).collect()
    }
}

/// The reply of every call that answers with one user.
pub(super) fn one_user(tx: &Tx<'_>, record: Record, created: bool) -> Result<Reply, ApiError> {
    Reply::json(&One { user: Viewer::new(tx).user(record)?, created })
}
