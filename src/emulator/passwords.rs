//! Setting and expiring passwords, and what their owners do with them.

use serde_json::json;

use super::decode::LOGIN_ID;
use super::hashes::{self, Verdict};
use super::identity;
use super::reply::{ApiError, Reply};
use super::route::{Call, Route, post};
use super::sessions::{Options, start_session};
use super::store::Record;

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
    let password = hashes::hash(fields.required("password")?)?;
    call.emulator.store.write(|tx| {
        let old = identity::in_field(tx, &fields, LOGIN_ID, identity::by_login_id)?;
        let mut new = old.clone();
        new.password = password;
        new.password_expired = kind == Kind::Temporary;
        tx.save_user(&old, &mut new)
    })
}

fn expire(call: &Call) -> Result<Reply, ApiError> {
    let fields = call.fields()?;
    call.emulator.store.write(|tx| {
        let old = identity::in_field(tx, &fields, LOGIN_ID, identity::by_login_id)?;
        let mut new = old.clone();
        new.password_expired = !old.password.is_empty();
        tx.save_user(&old, &mut new)
    })?;
    Ok(Reply::empty())
}

/// The user with this password, expired or not.
fn owner(call: &Call, login_id: &str, password: &str) -> Result<Record, ApiError> {
    // Outside of any write, for computing the hash takes its time.
    let found = call.emulator.store.read(|tx| tx.user_by_login_id(&identity::login_id(login_id)))?;
    let record =
        found.filter(|record| !record.password.is_empty()).ok_or_else(ApiError::wrong_credentials)?;
    match hashes::verify(&record.password, password) {
        Verdict::Right => Ok(record),
        Verdict::Wrong => Err(ApiError::wrong_credentials()),
        Verdict::CannotVerify => {
            Err(ApiError::invalid("The emulator cannot verify passwords hashed with this algorithm"))
        }
    }
}

pub(super) fn sign_in(call: &Call) -> Result<Reply, ApiError> {
    let fields = call.fields()?;
    let options = Options::decode(&fields)?;
    let known = owner(call, fields.required(LOGIN_ID)?, fields.required("password")?)?;
    if known.password_expired {
        return Err(ApiError::password_expired());
    }
    call.emulator.store.write(|tx| {
        let record = identity::by_user_id(tx, &known.user_id)?;
        start_session(call, tx, record, &options, &["pwd"])
    })
}

/// Gives a new password for the old one, which may have expired, and signs in.
pub(super) fn replace(call: &Call) -> Result<Reply, ApiError> {
    let fields = call.fields()?;
    let options = Options::decode(&fields)?;
    let known = owner(call, fields.required(LOGIN_ID)?, fields.required("oldPassword")?)?;
    let password = hashes::hash(fields.required("newPassword")?)?;
    call.emulator.store.write(|tx| {
        let old = identity::by_user_id(tx, &known.user_id)?;
        let mut new = old.clone();
        new.password = password;
        new.password_expired = false;
        tx.save_user(&old, &mut new)?;
        start_session(call, tx, new, &options, &["pwd"])
    })
}
