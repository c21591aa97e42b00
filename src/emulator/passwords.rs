//! Setting and expiring passwords.

use serde_json::json;

use super::decode::LOGIN_ID;
use super::hashes;
use super::identity;
use super::reply::{ApiError, Reply};
use super::route::{Call, Route, post};

pub(super) const ROUTES: &[Route] = &[
    post("/v1/mgmt/user/password/expire", expire),
    post("/v1/mgmt/user/password/set/active", set_active),
    post("/v1/mgmt/user/password/set/temporary", set_temporary),
    post("/v1/mgmt/user/password/set", set_temporary_old),
];

fn set_active(call: &Call) -> Result<Reply, ApiError> {
    set(call, Kind::Active)?;
    Reply::json(&json!({ "cleartext": "" }))
}

fn set_temporary(call: &Call) -> Result<Reply, ApiError> {
    set(call, Kind::Temporary)?;
    Reply::json(&json!({ "cleartext": "" }))
}

fn set_temporary_old(call: &Call) -> Result<Reply, ApiError> {
    // The Go SDK says `setActive` here too; elsewhere the path already does.
    let active = call.fields()?.is_set("setActive")?;
    set(call, if active { Kind::Active } else { Kind::Temporary })?;
    Ok(Reply::empty())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Active,
    Temporary,
}

fn set(call: &Call, kind: Kind) -> Result<(), ApiError> {
    let fields = call.fields()?;
    let login_id = fields.required(LOGIN_ID)?;
    let password = hashes::hash(fields.required("password")?)?;
    call.emulator.store().write(|tx| {
        let old = identity::by_login_id(tx, login_id)?;
        let mut new = old.clone();
        new.password = password;
        new.password_expired = kind == Kind::Temporary;
        tx.save_user(&old, &mut new)
    })
}

fn expire(call: &Call) -> Result<Reply, ApiError> {
    let fields = call.fields()?;
    let login_id = fields.required(LOGIN_ID)?;
    call.emulator.store().write(|tx| {
        let old = identity::by_login_id(tx, login_id)?;
        let mut new = old.clone();
        new.password_expired = !old.password.is_empty();
        tx.save_user(&old, &mut new)
    })?;
    Ok(Reply::empty())
}
