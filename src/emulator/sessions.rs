//! Signing in and up through the management API, what every sign-in does, and logging a user out.

use serde_json::{Map, Value, json};

use super::create::Draft;
use super::decode::Fields;
use super::identity;
use super::jwt::Claims;
use super::profile::tenants;
use super::reply::{ApiError, Reply};
use super::route::{Call, Route, post};
use super::store::{Login, Record, Status, Tx};
use super::tokens::{self, Kind, Options, Session, check_status, check_tenant};
use super::view::Viewer;

pub(super) const ROUTES: &[Route] = &[
    post("/v1/mgmt/auth/signin", sign_in),
    post("/v1/mgmt/auth/signup", sign_up),
    post("/v1/mgmt/auth/signup-in", sign_up_or_in),
    post("/v1/mgmt/user/logout", logout),
];

fn sign_in(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let options = Options::decode(fields, "selectedTenantId")?;
    let second = fields.is_set("stepup")? || fields.is_set("mfa")?;
    let jwt = fields.filled("jwt")?;
    if second && jwt.is_none() {
        return Err(ApiError::missing("The jwt argument is missing: stepup and mfa need it"));
    }
    call.write(|tx| {
        let record = identity::in_field(tx, fields, "loginId", identity::by_login_id)?;
        if let Some(jwt) = jwt {
            tokens::current(&call.emulator, tx, jwt, Some(Kind::Refresh))?;
        }
        start_session(call, tx, record, options, "mgmt")
    })
}

fn sign_up(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let options = Options::decode(fields, "selectedTenantId")?;
    let draft = new_user(fields)?;
    call.write(|tx| {
        let record = tx.insert_user(draft.into_record()?)?;
        start_session(call, tx, record, options, "mgmt")
    })
}

fn sign_up_or_in(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let options = Options::decode(fields, "selectedTenantId")?;
    let draft = new_user(fields)?;
    call.write(|tx| {
        let record = match tx.user_by_login_id(&draft.login_id)? {
            Some(record) => record,
            None => tx.insert_user(draft.into_record()?)?,
        };
        start_session(call, tx, record, options, "mgmt")
    })
}

/// The user of a sign-up: the profile sits under `user`, and an email or phone may come from the login ID.
pub(super) fn new_user(fields: &Fields<'_>) -> Result<Draft, ApiError> {
    let empty = Value::Object(Map::new());
    let profile = fields.object("user")?.unwrap_or(Fields::of(&empty, "user")?);
    let mut draft = Draft::decode(&profile, "loginId")?;
    draft.login_id = fields.required("loginId")?.to_owned();
    let none = |value: &Option<String>| value.as_deref().unwrap_or_default().is_empty();
    if none(&draft.profile.email) && identity::email(&draft.login_id).is_ok() {
        draft.profile.email = Some(draft.login_id.clone());
    }
    if none(&draft.profile.phone) && draft.login_id.starts_with('+') {
        draft.profile.phone = identity::phone(&draft.login_id).ok();
    }
    draft.profile.verified_email = fields.flag("emailVerified")?;
    draft.profile.verified_phone = fields.flag("phoneVerified")?;
    draft.profile.tenants = tenants(fields)?;
    draft.prepare()?;
    Ok(draft)
}

/// Starts a session: an invited user becomes enabled, the sign-in goes into the history.
pub(super) fn start_session(
    call: &Call,
    tx: &Tx<'_>,
    mut record: Record,
    options: Options,
    method: &str,
) -> Result<Reply, ApiError> {
    check_tenant(&record, &options.selected_tenant)?;
    check_status(&record)?;
    if record.status == Status::Invited {
        record = tx.save_user(&record, Record { status: Status::Enabled, ..record.clone() })?;
    }
    let first_seen = tx.logins(&record.user_id)?.is_empty();
    let login = Login {
        login_time: call.emulator.clock().now_seconds(),
        ip: "127.0.0.1".to_owned(),
        selected_tenant: options.selected_tenant.clone(),
        ..Login::default()
    };
    tx.insert_login(record.id, &login)?;
    if options.revokes {
        tx.revoke_sessions(record.id)?;
    }
    let session = Session::begin(tx, record.id, method, options)?;
    let mut reply = user_tokens(call, tx, &session, record)?;
    reply["firstSeen"] = first_seen.into();
    Reply::json(&reply)
}

/// The tokens of a user's session, and the user.
pub(super) fn user_tokens(
    call: &Call,
    tx: &Tx<'_>,
    session: &Session,
    record: Record,
) -> Result<Value, ApiError> {
    let mut reply = both_tokens(call, session, &record.user_id, &tokens::rights(tx, &record)?)?;
    reply["user"] = json!(Viewer::new(tx).user(record)?);
    Ok(reply)
}

/// The tokens of a session in which somebody has these rights.
pub(super) fn both_tokens(
    call: &Call,
    session: &Session,
    subject: &str,
    rights: &Claims,
) -> Result<Value, ApiError> {
    let signer = &call.emulator.signer;
    let refresh = tokens::claims(&call.emulator, session, subject, rights, Kind::Refresh)?;
    let mut short = tokens::claims(&call.emulator, session, subject, rights, Kind::Session)?;
    short.insert("rexp".to_owned(), json!(refresh.get("exp")));
    Ok(json!({
        "sessionJwt": signer.sign(&short)?,
        "refreshJwt": signer.sign(&refresh)?,
        "cookieDomain": "",
        "cookiePath": "/",
        "cookieMaxAge": session.refresh_lifetime(),
        "cookieExpiration": refresh.get("exp"),
        "user": null,
        "firstSeen": false,
        "idpResponse": null,
        "sessionExpiration": short.get("exp"),
        "externalToken": "",
        "claims": short,
        "tenantSSOID": "",
        "trustedDeviceJwt": "",
        "nextRefreshSeconds": 0,
        "cookieName": "DSR",
        "sessionCookieName": "DS",
        "sessionCookieDomain": "",
        "unsavedSSO": false,
    }))
}

fn logout(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    fields.texts("sessionTypes")?;
    call.done(|tx| {
        let record = identity::named(tx, fields, identity::by_login_id)?;
        tx.revoke_sessions(record.id)
    })
}
