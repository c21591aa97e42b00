//! Passkeys, trusted devices and provider tokens: what hangs on a user besides the record.

use serde::{Deserialize, Serialize};

use super::super::reply::ApiError;
use super::transaction::{Tx, json};

/// One passkey.
#[derive(Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(in crate::emulator) struct Passkey {
    pub(in crate::emulator) id: String,
    pub(in crate::emulator) rp_id: String,
    pub(in crate::emulator) kind: String,
    pub(in crate::emulator) display_name: String,
    pub(in crate::emulator) public_key: String,
    /// Epoch seconds; 0 on the way in means now.
    pub(in crate::emulator) created_time: i64,
}

/// One trusted device.
#[derive(Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(in crate::emulator) struct TrustedDevice {
    pub(in crate::emulator) id: String,
    pub(in crate::emulator) name: String,
    pub(in crate::emulator) device_type: String,
    pub(in crate::emulator) last_login_time: i64,
    pub(in crate::emulator) expiration_time: i64,
    pub(in crate::emulator) last_location: String,
}

/// What a social provider gave at sign-in. It has no `Debug`: it holds secrets.
#[derive(Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(in crate::emulator) struct ProviderToken {
    pub(in crate::emulator) provider: String,
    pub(in crate::emulator) provider_user_id: String,
    pub(in crate::emulator) access_token: String,
    pub(in crate::emulator) refresh_token: String,
    pub(in crate::emulator) expiration: i64,
    pub(in crate::emulator) scopes: Vec<String>,
}

impl Tx<'_> {
    pub(in crate::emulator) fn insert_passkey(
        &self,
        user: i64,
        mut passkey: Passkey,
    ) -> Result<(), ApiError> {
        if passkey.created_time == 0 {
            passkey.created_time = self.clock.now_seconds();
        }
        let sql = "INSERT OR IGNORE INTO passkeys (id, user, record) VALUES (?1, ?2, ?3)";
        if self.execute(sql, (&passkey.id, user, json(&passkey)?))? == 0 {
            return Err(ApiError::invalid(format!("Passkey {} already exists", passkey.id)));
        }
        self.passkeys_changed(user)
    }

    /// Whether a user has passkeys is said in its record.
    fn passkeys_changed(&self, user: i64) -> Result<(), ApiError> {
        let has: Option<i64> = self.first("SELECT 1 FROM passkeys WHERE user = ?1", [user])?;
        match self.user_by_row(user)? {
            Some(mut record) if record.webauthn != has.is_some() => {
                record.webauthn = has.is_some();
                self.write_user(&record)
            }
            _ => Ok(()),
        }
    }

    pub(in crate::emulator) fn passkeys(&self, user: i64) -> Result<Vec<Passkey>, ApiError> {
        let mut passkeys: Vec<Passkey> =
            self.records("SELECT record FROM passkeys WHERE user = ?1 ORDER BY id", [user])?;
        passkeys.sort_by_key(|passkey| passkey.created_time);
        Ok(passkeys)
    }

    /// Removes one passkey, or all of them; answers how many went.
    pub(in crate::emulator) fn delete_passkeys(
        &self,
        user: i64,
        id: Option<&str>,
    ) -> Result<usize, ApiError> {
        let sql = "DELETE FROM passkeys WHERE user = ?1 AND (?2 IS NULL OR id = ?2)";
        let gone = self.execute(sql, (user, id))?;
        self.passkeys_changed(user)?;
        Ok(gone)
    }

    pub(in crate::emulator) fn insert_device(
        &self,
        user: i64,
        device: &TrustedDevice,
    ) -> Result<(), ApiError> {
        let sql = "INSERT OR REPLACE INTO trusted_devices (id, user, record) VALUES (?1, ?2, ?3)";
        self.execute(sql, (&device.id, user, json(device)?))?;
        Ok(())
    }

    pub(in crate::emulator) fn devices(&self, user: i64) -> Result<Vec<TrustedDevice>, ApiError> {
        self.records("SELECT record FROM trusted_devices WHERE user = ?1 ORDER BY id", [user])
    }

    pub(in crate::emulator) fn delete_device(&self, user: i64, id: &str) -> Result<(), ApiError> {
        self.execute("DELETE FROM trusted_devices WHERE user = ?1 AND id = ?2", (user, id))?;
        Ok(())
    }

    pub(in crate::emulator) fn insert_provider_token(
        &self,
        user: i64,
        token: &ProviderToken,
    ) -> Result<(), ApiError> {
        let sql = "INSERT OR REPLACE INTO provider_tokens (user, provider, record) VALUES (?1, ?2, ?3)";
        self.execute(sql, (user, &token.provider, json(token)?))?;
        Ok(())
    }

    pub(in crate::emulator) fn provider_token(
        &self,
        user: i64,
        provider: &str,
    ) -> Result<Option<ProviderToken>, ApiError> {
        let sql = "SELECT record FROM provider_tokens WHERE user = ?1 AND provider = ?2";
        Ok(self.records(sql, (user, provider))?.pop())
    }
}
