//! Passkeys, TOTP, recovery codes and trusted devices.

use serde_json::{Value, json};

use super::decode::{Fields, LOGIN_ID};
use super::identity;
use super::reply::{ApiError, Reply};
use super::route::{Call, Route, post};
use super::store::{Passkey, Record, TrustedDevice};

pub(super) const ROUTES: &[Route] = &[
    post("/v1/mgmt/user/passkeys/list", list_passkeys),
    post("/v1/mgmt/user/passkeys/delete", delete_passkeys),
    post("/v1/mgmt/user/passkeys/import", import_passkeys),
    post("/v1/mgmt/user/passkey/delete", delete_passkey),
    post("/v1/mgmt/user/totp/delete", delete_totp),
    post("/v1/mgmt/user/recovery-codes/delete", delete_recovery_codes),
    post("/v1/mgmt/user/trusteddevices/list", list_devices),
    post("/v1/mgmt/user/trusteddevices/remove", remove_devices),
];

fn list_passkeys(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let passkeys = call.read(|tx| {
        let user = identity::in_field(tx, fields, "loginId", identity::by_login_id)?.id;
        tx.passkeys(user)
    })?;
    let view = |passkey: &Passkey| {
        let mut view = json!(passkey);
        if let Some(view) = view.as_object_mut() {
            view.shift_remove("publicKey");
        }
        view
    };
    Reply::json(&json!({ "passkeys": passkeys.iter().map(view).collect::<Vec<_>>() }))
}

fn delete_passkeys(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let credential = fields.filled("credentialId")?;
    call.done(|tx| {
        let user = identity::in_field(tx, fields, "loginId", identity::by_login_id)?.id;
        tx.delete_passkeys(user, credential)
    })
}

fn delete_passkey(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let credential = fields.required("credentialId")?;
    call.done(|tx| {
        let user = identity::in_field(tx, fields, "loginId", identity::by_login_id)?.id;
        match tx.delete_passkeys(user, Some(credential))? {
            0 => Err(ApiError::argument(format!("The user has no passkey {credential}"))),
            _ => Ok(()),
        }
    })
}

fn import_passkeys(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let entries = fields.required_objects("devices")?;
    let passkeys = entries.iter().map(imported).collect::<Result<Vec<_>, _>>()?;
    call.done(|tx| {
        let user = identity::in_field(tx, fields, "loginId", identity::by_login_id)?.id;
        passkeys.into_iter().try_for_each(|passkey| tx.insert_passkey(user, passkey))
    })
}

fn imported(entry: &Fields<'_>) -> Result<Passkey, ApiError> {
    let (source, id, kind) = match (entry.object("descope")?, entry.object("auth0")?) {
        (Some(source), None) => (source, "credentialId", "descope"),
        (None, Some(source)) => (source, "keyId", "auth0"),
        _ => {
            let place = entry.place();
            return Err(ApiError::invalid(format!("{place} takes exactly one of descope and auth0")));
        }
    };
    Ok(Passkey {
        id: source.required(id)?.to_owned(),
        rp_id: source.required("rpId")?.to_owned(),
        kind: kind.to_owned(),
        public_key: source.required("publicKey")?.to_owned(),
        ..Passkey::default()
    })
}

fn delete_totp(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    call.done(|tx| {
        let old = identity::in_field(tx, fields, "loginId", identity::by_login_id)?;
        tx.save_user(&old, Record { totp_seed: String::new(), ..old.clone() })
    })
}

/// The emulator hands out no recovery codes, so there is nothing to remove but the user has to exist.
fn delete_recovery_codes(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    call.read(|tx| identity::in_field(tx, fields, "loginId", identity::by_either))?;
    Ok(Reply::empty())
}

fn list_devices(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let identifiers = fields.required_texts("identifiers")?;
    let devices = call.read(|tx| {
        let mut devices: Vec<Value> = Vec::new();
        for identifier in &identifiers {
            let record = identity::by_either(tx, identifier)?;
            devices.extend(tx.devices(record.id)?.iter().map(|device| device_view(&record.user_id, device)));
        }
        Ok(devices)
    })?;
    Reply::json(&json!({ "devices": devices }))
}

fn device_view(user_id: &str, device: &TrustedDevice) -> Value {
    let mut view = json!(device);
    view["userId"] = user_id.into();
    view["isCurrentDevice"] = false.into();
    // 64-bit numbers, so protobuf JSON makes them strings.
    view["lastLoginTime"] = device.last_login_time.to_string().into();
    view["expirationTime"] = device.expiration_time.to_string().into();
    view
}

fn remove_devices(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let ids = fields.some_texts("deviceIds")?;
    call.done(|tx| {
        let user = identity::in_field(tx, fields, LOGIN_ID, identity::by_either)?.id;
        ids.iter().try_for_each(|id| tx.delete_device(user, id))
    })
}
