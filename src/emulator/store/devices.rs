//! Passkeys, trusted devices and provider tokens: what hangs on a user besides the record.

use rusqlite::OptionalExtension;

use super::super::reply::ApiError;
use super::record::{json, parsed};
use super::sets::{Flag, Set};
use super::transaction::Tx;

/// One passkey.
#[derive(Default)]
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
#[derive(Default)]
pub(in crate::emulator) struct TrustedDevice {
    pub(in crate::emulator) id: String,
    pub(in crate::emulator) name: String,
    pub(in crate::emulator) device_type: String,
    pub(in crate::emulator) last_login_time: i64,
    pub(in crate::emulator) expiration_time: i64,
    pub(in crate::emulator) last_location: String,
}

/// What a social provider gave at sign-in. It has no `Debug`: it holds secrets.
#[derive(Default)]
pub(in crate::emulator) struct ProviderToken {
    pub(in crate::emulator) provider: String,
    pub(in crate::emulator) provider_user_id: String,
    pub(in crate::emulator) access_token: String,
    pub(in crate::emulator) refresh_token: String,
    pub(in crate::emulator) expiration: i64,
    pub(in crate::emulator) scopes: Vec<String>,
}

impl Tx<'_> {
    pub(in crate::emulator) fn insert_passkey(&self, user: i64, passkey: &Passkey) -> Result<(), ApiError> {
        let known: Option<i64> = self.first("SELECT user FROM passkeys WHERE id = ?1", [&passkey.id])?;
        if known.is_some() {
            return Err(ApiError::invalid(format!("Passkey {} already exists", passkey.id)));
        }
        let sql = "INSERT INTO passkeys (id, user, rp_id, kind, display_name, public_key, created_time) \
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let Passkey { id, rp_id, kind, display_name, public_key, created_time } = passkey;
        let created = if *created_time == 0 { self.clock.now_seconds() } else { *created_time };
        self.execute(sql, (id, user, rp_id, kind, display_name, public_key, created))?;
        self.passkeys_changed(user)
    }

    /// Whether a user has passkeys is said in its row and by a set.
    fn passkeys_changed(&self, user: i64) -> Result<(), ApiError> {
        let has: Option<i64> = self.first("SELECT 1 FROM passkeys WHERE user = ?1", [user])?;
        self.execute("UPDATE users SET webauthn = ?2 WHERE id = ?1", (user, has.is_some()))?;
        let set = [Set::flag(Flag::Webauthn)];
        match has {
            Some(_) => self.move_user(user, &[], &set),
            None => self.move_user(user, &set, &[]),
        }
    }

    pub(in crate::emulator) fn passkeys(&self, user: i64) -> Result<Vec<Passkey>, ApiError> {
        let sql = "SELECT id, rp_id, kind, display_name, public_key, created_time FROM passkeys \
            WHERE user = ?1 ORDER BY created_time, id";
        let mut statement = self.prepare(sql)?;
        let rows = statement.query_map([user], |row| {
            Ok(Passkey {
                id: row.get(0)?,
                rp_id: row.get(1)?,
                kind: row.get(2)?,
                display_name: row.get(3)?,
                public_key: row.get(4)?,
                created_time: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
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
        let sql = "INSERT OR REPLACE INTO trusted_devices (id, user, name, device_type, last_login_time, \
            expiration_time, last_location) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let TrustedDevice { id, name, device_type, last_login_time, expiration_time, last_location } = device;
        self.execute(sql, (id, user, name, device_type, last_login_time, expiration_time, last_location))?;
        Ok(())
    }

    pub(in crate::emulator) fn devices(&self, user: i64) -> Result<Vec<TrustedDevice>, ApiError> {
        let sql = "SELECT id, name, device_type, last_login_time, expiration_time, last_location \
            FROM trusted_devices WHERE user = ?1 ORDER BY id";
        let mut statement = self.prepare(sql)?;
        let rows = statement.query_map([user], |row| {
            Ok(TrustedDevice {
                id: row.get(0)?,
                name: row.get(1)?,
                device_type: row.get(2)?,
                last_login_time: row.get(3)?,
                expiration_time: row.get(4)?,
                last_location: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
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
        let sql = "INSERT OR REPLACE INTO provider_tokens (user, provider, provider_user_id, access_token, \
            refresh_token, expiration, scopes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let ProviderToken { provider, provider_user_id, access_token, refresh_token, expiration, scopes } =
            token;
        let scopes = json(scopes)?;
        self.execute(
            sql,
            (user, provider, provider_user_id, access_token, refresh_token, expiration, scopes),
        )?;
        Ok(())
    }

    pub(in crate::emulator) fn provider_token(
        &self,
        user: i64,
        provider: &str,
    ) -> Result<Option<ProviderToken>, ApiError> {
        let sql = "SELECT provider, provider_user_id, access_token, refresh_token, expiration, scopes \
            FROM provider_tokens WHERE user = ?1 AND provider = ?2";
        let found = self.prepare(sql)?.query_row((user, provider), |row| {
            Ok(ProviderToken {
                provider: row.get(0)?,
                provider_user_id: row.get(1)?,
                access_token: row.get(2)?,
                refresh_token: row.get(3)?,
                expiration: row.get(4)?,
                scopes: parsed(row, 5)?,
            })
        });
        Ok(found.optional()?)
    }
}
