//! Setting and expiring passwords, and what their owners do with them.

use serde_json::json;

use super::decode::{Fields, LOGIN_ID};
use super::hashes::{self, Verdict};
use super::identity;
use super::reply::{self, ApiError, Reply};
use super::route::{Call, Route, post};
use super::sessions::start_session;
use super::store::Record;
use super::tokens::Options;

pub(super) const ROUTES: &[Route] = &[
    post("/v1/mgmt/user/password/expire", expire),
    post("/v1/mgmt/user/password/set/active", |call, fields| set(call, fields, Kind::Active)),
    post("/v1/mgmt/user/password/set/temporary", |call, fields| set(call, fields, Kind::Temporary)),
    post("/v1/mgmt/user/password/set", set_by_field),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Active,
    Temporary,
}

fn set(call: &Call, fields: &Fields<'_>, kind: Kind) -> Result<Reply, ApiError> {
    let password = hashes::hash(fields.required("password")?)?;
    call.write(|tx| {
        let old = identity::in_field(tx, fields, LOGIN_ID, identity::by_login_id)?;
        tx.save_user(&old, Record { password, password_expired: kind == Kind::Temporary, ..old.clone() })
    })?;
    Reply::json(&json!({ "cleartext": "" }))
}

/// The older path, where the Go SDK says `setActive`; elsewhere the path does.
fn set_by_field(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    set(call, fields, if fields.is_set("setActive")? { Kind::Active } else { Kind::Temporary })?;
    Ok(Reply::empty())
}

fn expire(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    call.done(|tx| {
        let old = identity::in_field(tx, fields, LOGIN_ID, identity::by_login_id)?;
        tx.save_user(&old, Record { password_expired: !old.password.is_empty(), ..old.clone() })
    })
}

/// The user with this password, expired or not.
fn owner(call: &Call, login_id: &str, password: &str) -> Result<Record, ApiError> {
    // Outside of any write, for computing the hash takes its time.
    let found = call.read(|tx| tx.user_by_login_id(&identity::login_id(login_id)))?;
    let wrong = || ApiError::new(reply::WRONG_CREDENTIALS, "No user with this login ID and password");
    let record = found.filter(|record| !record.password.is_empty()).ok_or_else(wrong)?;
    match hashes::verify(&record.password, password) {
        Verdict::Right => Ok(record),
        Verdict::Wrong => Err(wrong()),
        Verdict::CannotVerify => {
            Err(ApiError::invalid("The emulator cannot verify passwords hashed with this algorithm"))
        }
    }
}

pub(super) fn sign_in(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let options = Options::decode(fields, "selectedTenantId")?;
    let known = owner(call, fields.required(LOGIN_ID)?, fields.required("password")?)?;
    if known.password_expired {
        return Err(ApiError::new(reply::PASSWORD_EXPIRED, "The password has to be replaced"));
    }
    call.write(|tx| {
        let record = identity::by_user_id(tx, &known.user_id)?;
        start_session(call, tx, record, options, "pwd")
    })
}

/// Gives a new password for the old one, which may have expired, and signs in.
pub(super) fn replace(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let options = Options::decode(fields, "selectedTenantId")?;
    let known = owner(call, fields.required(LOGIN_ID)?, fields.required("oldPassword")?)?;
    let password = hashes::hash(fields.required("newPassword")?)?;
    call.write(|tx| {
        let old = identity::by_user_id(tx, &known.user_id)?;
        let new = tx.save_user(&old, Record { password, password_expired: false, ..old.clone() })?;
        start_session(call, tx, new, options, "pwd")
    })
}
