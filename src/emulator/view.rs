//! A user as every endpoint shows it: all keys present, exact letter case, epoch seconds.

use std::collections::HashMap;

use serde::Serialize;
use serde_json::{Map, Value};

use super::clock;
use super::reply::{ApiError, Reply};
use super::store::{Family, Record, Tx};

/// The wire form of a user.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct UserView {
    user_id: String,
    login_ids: Vec<String>,
    external_ids: Vec<String>,
    name: String,
    given_name: String,
    middle_name: String,
    family_name: String,
    email: String,
    verified_email: bool,
    phone: String,
    verified_phone: bool,
    recovery_email: String,
    verified_recovery_email: bool,
    recovery_phone: String,
    verified_recovery_phone: bool,
    picture: String,
    status: &'static str,
    test: bool,
    role_names: Vec<String>,
    permissions: Vec<String>,
    user_tenants: Vec<TenantView>,
    family_associations: Vec<FamilyView>,
    sso_app_ids: Vec<String>,
    custom_attributes: Map<String, Value>,
    created_time: i64,
    modified_time: i64,
    #[serde(rename = "TOTP")]
    totp: bool,
    #[serde(rename = "SAML")]
    saml: bool,
    #[serde(rename = "OIDC")]
    oidc: bool,
    #[serde(rename = "SCIM")]
    scim: bool,
    #[serde(rename = "OAuth")]
    oauth: Map<String, Value>,
    webauthn: bool,
    password: bool,
    push: bool,
    editable: bool,
    consent_expiration: i64,
    temp_lock_expiration: i64,
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
#[serde(rename_all = "camelCase")]
struct FamilyView {
    family_id: String,
    role_names: Vec<String>,
    family_scoped_attributes: Map<String, Value>,
}

impl FamilyView {
    fn of(family: Family) -> Self {
        let Family { family_id, roles, attributes } = family;
        Self { family_id, role_names: roles, family_scoped_attributes: attributes }
    }
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
            if !self.permissions.contains_key(&key) {
                let found = self.tx.role_permissions(role, tenant)?;
                self.permissions.insert(key.clone(), found);
            }
            for permission in self.permissions.get(&key).into_iter().flatten() {
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
            if !self.tenants.contains_key(id) {
                let name = self.tx.tenant_name(id)?.unwrap_or_default();
                self.tenants.insert(id.clone(), name);
            }
            views.push(TenantView {
                tenant_id: id.clone(),
                tenant_name: self.tenants.get(id).cloned().unwrap_or_default(),
                role_names: membership.roles.clone(),
                permissions: self.permissions(id, &membership.roles)?,
            });
        }
        Ok(views)
    }

    pub(super) fn user(&mut self, record: Record) -> Result<UserView, ApiError> {
        Ok(UserView {
            permissions: self.permissions("", &record.roles)?,
            user_tenants: self.tenants(&record)?,
            user_id: record.user_id,
            external_ids: record.login_ids.clone(),
            login_ids: record.login_ids,
            name: record.name,
            given_name: record.given_name,
            middle_name: record.middle_name,
            family_name: record.family_name,
            email: record.email,
            verified_email: record.verified_email,
            phone: record.phone,
            verified_phone: record.verified_phone,
            recovery_email: record.recovery_email,
            verified_recovery_email: record.verified_recovery_email,
            recovery_phone: record.recovery_phone,
            verified_recovery_phone: record.verified_recovery_phone,
            picture: record.picture,
            status: record.status.as_str(),
            test: record.test,
            role_names: record.roles,
            family_associations: record.families.into_iter().map(FamilyView::of).collect(),
            sso_app_ids: record.apps,
            custom_attributes: record.attributes,
            created_time: clock::seconds(record.created_time),
            modified_time: clock::seconds(record.modified_time),
            totp: !record.totp_seed.is_empty(),
            saml: record.saml,
            oidc: record.oidc,
            scim: record.scim,
            oauth: record.oauth,
            webauthn: record.webauthn,
            password: !record.password.is_empty(),
            push: record.push,
            editable: true,
            consent_expiration: record.consent_expiration,
            temp_lock_expiration: record.temp_lock_expiration,
        })
    }

    pub(super) fn users(&mut self, records: Vec<Record>) -> Result<Vec<UserView>, ApiError> {
        records.into_iter().map(|record| self.user(record)).collect()
    }
}

/// The reply of every call that answers with one user.
pub(super) fn one_user(tx: &Tx<'_>, record: Record, created: bool) -> Result<Reply, ApiError> {
    Reply::json(&One { user: Viewer::new(tx).user(record)?, created })
}
