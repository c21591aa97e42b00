//! A user as the store holds it, and its mapping to a row.

use rusqlite::{Row, ToSql, params_from_iter};
use serde_json::{Map, Value};

use super::super::reply::ApiError;

/// Account state. The numbers are in the database.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::emulator) enum Status {
    Enabled,
    Disabled,
    #[default]
    Invited,
    Expired,
}

impl Status {
    pub(in crate::emulator) const ALL: [Self; 4] =
        [Self::Enabled, Self::Disabled, Self::Invited, Self::Expired];

    pub(in crate::emulator) const fn as_str(self) -> &'static str {
        match self {
            Self::Enabled => "enabled",
            Self::Disabled => "disabled",
            Self::Invited => "invited",
            Self::Expired => "expired",
        }
    }

    pub(in crate::emulator) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }
}

/// A user's place in one tenant.
#[derive(Clone, PartialEq, Eq, Default)]
pub(in crate::emulator) struct Membership {
    pub(in crate::emulator) tenant_id: String,
    pub(in crate::emulator) roles: Vec<String>,
}

/// Everything about one user except what has a table of its own. It has no `Debug`: it holds secrets.
#[derive(Clone, PartialEq, Default)]
pub(in crate::emulator) struct Record {
    pub(in crate::emulator) id: i64,
    pub(in crate::emulator) user_id: String,
    pub(in crate::emulator) login_ids: Vec<String>,
    pub(in crate::emulator) name: String,
    pub(in crate::emulator) given_name: String,
    pub(in crate::emulator) middle_name: String,
    pub(in crate::emulator) family_name: String,
    pub(in crate::emulator) email: String,
    pub(in crate::emulator) verified_email: bool,
    pub(in crate::emulator) phone: String,
    pub(in crate::emulator) verified_phone: bool,
    pub(in crate::emulator) recovery_email: String,
    pub(in crate::emulator) verified_recovery_email: bool,
    pub(in crate::emulator) recovery_phone: String,
    pub(in crate::emulator) verified_recovery_phone: bool,
    pub(in crate::emulator) picture: String,
    pub(in crate::emulator) status: Status,
    pub(in crate::emulator) test: bool,
    pub(in crate::emulator) roles: Vec<String>,
    pub(in crate::emulator) tenants: Vec<Membership>,
    pub(in crate::emulator) apps: Vec<String>,
    pub(in crate::emulator) attributes: Map<String, Value>,
    pub(in crate::emulator) created_time: i64,
    pub(in crate::emulator) modified_time: i64,
    /// The hash in the contract's `hashedPassword` form, or empty.
    pub(in crate::emulator) password: String,
    pub(in crate::emulator) password_expired: bool,
    pub(in crate::emulator) totp_seed: String,
    pub(in crate::emulator) webauthn: bool,
    pub(in crate::emulator) scim: bool,
    pub(in crate::emulator) saml: bool,
    pub(in crate::emulator) oidc: bool,
    pub(in crate::emulator) push: bool,
    pub(in crate::emulator) oauth: Map<String, Value>,
    pub(in crate::emulator) consent_expiration: i64,
}

pub(super) const COLUMNS: &str = "id, user_id, login_ids, external_id, name, given_name, middle_name, \
    family_name, email, verified_email, phone, verified_phone, recovery_email, verified_recovery_email, \
    recovery_phone, verified_recovery_phone, picture, status, test, roles, tenants, first_tenant, apps, \
    attributes, created_time, modified_time, password, password_expired, totp_seed, webauthn, scim, saml, \
    oidc, push, oauth, consent_expiration";

/// `INSERT OR REPLACE` would fire deletes; a plain insert and an update share this order of columns.
pub(super) const INSERT: &str = "INSERT INTO users (id, user_id, login_ids, external_id, name, given_name, \
    middle_name, family_name, email, verified_email, phone, verified_phone, recovery_email, \
    verified_recovery_email, recovery_phone, verified_recovery_phone, picture, status, test, roles, tenants, \
    first_tenant, apps, attributes, created_time, modified_time, password, password_expired, totp_seed, \
    webauthn, scim, saml, oidc, push, oauth, consent_expiration) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, \
    ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, \
    ?31, ?32, ?33, ?34, ?35, ?36)";

pub(super) const UPDATE: &str = "UPDATE users SET user_id = ?2, login_ids = ?3, external_id = ?4, name = ?5, \
    given_name = ?6, middle_name = ?7, family_name = ?8, email = ?9, verified_email = ?10, phone = ?11, \
    verified_phone = ?12, recovery_email = ?13, verified_recovery_email = ?14, recovery_phone = ?15, \
    verified_recovery_phone = ?16, picture = ?17, status = ?18, test = ?19, roles = ?20, tenants = ?21, \
    first_tenant = ?22, apps = ?23, attributes = ?24, created_time = ?25, modified_time = ?26, \
    password = ?27, password_expired = ?28, totp_seed = ?29, webauthn = ?30, scim = ?31, saml = ?32, \
    oidc = ?33, push = ?34, oauth = ?35, consent_expiration = ?36 WHERE id = ?1";

impl Record {
    /// Runs a statement whose parameters are numbered in the order of [`COLUMNS`].
    pub(super) fn bind(&self, statement: &mut rusqlite::Statement<'_>) -> Result<(), ApiError> {
        let id = (self.id != 0).then_some(self.id);
        let login_ids = json(&self.login_ids)?;
        let external_id = self.login_ids.first().map_or("", String::as_str);
        let roles = json(&self.roles)?;
        let tenants: Vec<_> = self.tenants.iter().map(|tenant| (&tenant.tenant_id, &tenant.roles)).collect();
        let tenants = json(&tenants)?;
        let first_tenant = self.tenants.first().map_or("", |tenant| tenant.tenant_id.as_str());
        let apps = json(&self.apps)?;
        let attributes = json(&self.attributes)?;
        let status = self.status.as_str();
        let oauth = json(&self.oauth)?;
        let values: [&dyn ToSql; 36] = [
            &id,
            &self.user_id,
            &login_ids,
            &external_id,
            &self.name,
            &self.given_name,
            &self.middle_name,
            &self.family_name,
            &self.email,
            &self.verified_email,
            &self.phone,
            &self.verified_phone,
            &self.recovery_email,
            &self.verified_recovery_email,
            &self.recovery_phone,
            &self.verified_recovery_phone,
            &self.picture,
            &status,
            &self.test,
            &roles,
            &tenants,
            &first_tenant,
            &apps,
            &attributes,
            &self.created_time,
            &self.modified_time,
            &self.password,
            &self.password_expired,
            &self.totp_seed,
            &self.webauthn,
            &self.scim,
            &self.saml,
            &self.oidc,
            &self.push,
            &oauth,
            &self.consent_expiration,
        ];
        statement.execute(params_from_iter(values))?;
        Ok(())
    }

    pub(super) fn from_row(row: &Row<'_>) -> Result<Self, rusqlite::Error> {
        let tenants: Vec<(String, Vec<String>)> = parsed(row, 20)?;
        Ok(Self {
            id: row.get(0)?,
            user_id: row.get(1)?,
            login_ids: parsed(row, 2)?,
            name: row.get(4)?,
            given_name: row.get(5)?,
            middle_name: row.get(6)?,
            family_name: row.get(7)?,
            email: row.get(8)?,
            verified_email: row.get(9)?,
            phone: row.get(10)?,
            verified_phone: row.get(11)?,
            recovery_email: row.get(12)?,
            verified_recovery_email: row.get(13)?,
            recovery_phone: row.get(14)?,
            verified_recovery_phone: row.get(15)?,
            picture: row.get(16)?,
            status: Status::parse(row.get_ref(17)?.as_str()?).unwrap_or_default(),
            test: row.get(18)?,
            roles: parsed(row, 19)?,
            tenants: tenants.into_iter().map(|(tenant_id, roles)| Membership { tenant_id, roles }).collect(),
            apps: parsed(row, 22)?,
            attributes: parsed(row, 23)?,
            created_time: row.get(24)?,
            modified_time: row.get(25)?,
            password: row.get(26)?,
            password_expired: row.get(27)?,
            totp_seed: row.get(28)?,
            webauthn: row.get(29)?,
            scim: row.get(30)?,
            saml: row.get(31)?,
            oidc: row.get(32)?,
            push: row.get(33)?,
            oauth: parsed(row, 34)?,
            consent_expiration: row.get(35)?,
        })
    }
}

/// JSON text for a column that holds a list or a map.
pub(super) fn json<T: serde::Serialize>(value: &T) -> Result<String, ApiError> {
    serde_json::to_string(value).map_err(|error| ApiError::internal(&error.to_string()))
}

/// A column that holds JSON text, decoded.
pub(super) fn parsed<T: serde::de::DeserializeOwned>(
    row: &Row<'_>,
    column: usize,
) -> Result<T, rusqlite::Error> {
    let text = row.get_ref(column)?.as_str()?;
    serde_json::from_str(text).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
    })
}
