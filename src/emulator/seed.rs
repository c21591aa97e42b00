//! Filling a database from a seed file: one transaction, and errors that name the place.

use serde::Serialize;
use serde_json::Value;

use super::create::Draft;
use super::decode::Fields;
use super::error::Error;
use super::reply::ApiError;
use super::search::{LOCK_REASONS, TEMP_LOCK_REASONS, lock_reasons};
use super::state::Emulator;
use super::store::{Scope, Tx};
use super::{applications, attributes, ids, roles, tenants};

/// How much a seed added, by kind.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SeedReport {
    /// Tenants added.
    pub tenants: usize,
    /// Roles added.
    pub roles: usize,
    /// Applications added.
    pub applications: usize,
    /// Custom attribute definitions added.
    pub attributes: usize,
    /// Definitions of attributes of memberships in families added.
    pub family_attributes: usize,
    /// Users added.
    pub users: usize,
    /// Passkeys added.
    pub passkeys: usize,
    /// Trusted devices added.
    pub trusted_devices: usize,
    /// Provider tokens added.
    pub provider_tokens: usize,
    /// Entries of the login history added.
    pub logins: usize,
}

impl Emulator {
    /// Adds what a seed file describes: all of it, or on an error nothing.
    pub fn seed(&self, text: &str) -> Result<SeedReport, Error> {
        let seed: Value = serde_json::from_str(text).map_err(|error| Error::Seed(error.to_string()))?;
        let loaded = self.store.write(|tx| {
            let fields = Fields::of(&seed, "")?;
            let mut report = SeedReport::default();
            report.tenants = each(&fields, "tenants", |entry| tx.insert_tenant(tenants::decode(entry)?))?;
            report.roles = each(&fields, "roles", |entry| tx.insert_role(roles::decode(entry)?))?;
            report.applications = each(&fields, "applications", |entry| {
                tx.insert_application(&applications::decode(entry, "oidc")?)
            })?;
            report.attributes = each(&fields, "attributes", |entry| {
                tx.insert_attribute(Scope::User, &attributes::decode(entry)?)
            })?;
            report.family_attributes = each(&fields, "familyAttributes", |entry| {
                tx.insert_attribute(Scope::Family, &attributes::decode(entry)?)
            })?;
            report.users = each(&fields, "users", |entry| user(tx, entry, &mut report))?;
            Ok(report)
        });
        loaded.map_err(|error| Error::Seed(error.message().to_owned()))
    }
}

/// Does something for each object of a list and counts them.
fn each(
    fields: &Fields<'_>,
    name: &'static str,
    mut load_seed: impl FnMut(&Fields<'_>) -> Result<(), ApiError>,
) -> Result<usize, ApiError> {
    let entries = fields.objects(name)?.unwrap_or_default();
    for entry in &entries {
        load_seed(entry).map_err(|error| error.at(entry.place()))?;
    }
    Ok(entries.len())
}

fn user(tx: &Tx<'_>, entry: &Fields<'_>, report: &mut SeedReport) -> Result<(), ApiError> {
    let mut draft = Draft::decode(entry, "loginId")?;
    draft.prepare()?;
    let mut record = draft.into_record()?;
    if let Some(user_id) = entry.filled("userId")? {
        if !user_id.starts_with('U') {
            return Err(ApiError::invalid("A userId starts with U"));
        }
        user_id.clone_into(&mut record.user_id);
    }
    if entry.is_set("totp")? && record.totp_seed.is_empty() {
        record.totp_seed = ids::new_id("")?;
    }
    (record.saml, record.oidc) = (entry.is_set("saml")?, entry.is_set("oidc")?);
    record.push = entry.is_set("push")?;
    record.dependent = entry.is_set("dependent")?;
    record.lock_reasons = lock_reasons(entry, "lockReasons", LOCK_REASONS)?.unwrap_or_default();
    record.temp_lock_reasons = lock_reasons(entry, "tempLockReasons", TEMP_LOCK_REASONS)?.unwrap_or_default();
    record.temp_lock_expiration = entry.integer("tempLockExpiration")?.unwrap_or_default();
    let tokens = entry.objects("providerTokens")?.unwrap_or_default();
    for token in &tokens {
        record.oauth.insert(token.required("provider")?.to_owned(), true.into());
    }
    let row = tx.insert_user(record)?.id;
    report.passkeys += each(entry, "passkeys", |entry| tx.insert_passkey(row, entry.decoded("id")?))?;
    report.trusted_devices +=
        each(entry, "trustedDevices", |entry| tx.insert_device(row, &entry.decoded("id")?))?;
    report.provider_tokens +=
        each(entry, "providerTokens", |entry| tx.insert_provider_token(row, &entry.decoded("provider")?))?;
    report.logins += each(entry, "loginHistory", |entry| tx.insert_login(row, &entry.decoded("loginTime")?))?;
    Ok(())
}
