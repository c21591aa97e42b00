//! What an end user does with a refresh token: renew it, look at the own account, and leave.

use serde_json::Value;

use super::identity;
use super::lookups;
use super::profile::distinct;
use super::reply::{ApiError, Reply};
use super::route::{Access, Call, Route, get, post};
use super::sessions::{FirstSeen, anonymous_tokens, check_status, handed_out};
use super::tokens::{self, Kind, Session, custom_claims};
use super::view::Viewer;

pub(super) const ROUTES: &[Route] = &[
    post("/v1/auth/refresh", refresh).open_to(Access::Project),
    get("/v1/auth/refresh", refresh).open_to(Access::Project),
    get("/v1/auth/me", me).open_to(Access::Project),
    get("/v1/auth/me/history", history).open_to(Access::Project),
    post("/v1/auth/logout", leave).open_to(Access::Project),
    post("/v1/auth/logoutall", leave_everywhere).open_to(Access::Project),
];

/// The end user's token, which has to be a living refresh token.
fn end_user(call: &Call) -> Result<&str, ApiError> {
    call.token.as_deref().ok_or_else(|| ApiError::invalid_token("The refresh token is missing"))
}

fn refresh(call: &Call) -> Result<Reply, ApiError> {
    let token = end_user(call)?;
    call.emulator.store().read(|tx| {
        let claims = tokens::living(&call.emulator, tx, token, Some(Kind::Refresh))?;
        let text = |name: &str| claims.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let left = claims.get("exp").and_then(Value::as_i64).unwrap_or_default()
            - call.emulator.clock().now_seconds();
        let mut methods: Vec<String> =
            claims.get("amr").and_then(|amr| serde_json::from_value(amr.clone()).ok()).unwrap_or_default();
        distinct(&mut methods);
        let methods: Vec<&str> = methods.iter().map(String::as_str).collect();
        let is_anonymous = tokens::is_anonymous(&claims);
        let session = Session {
            id: &text("sid"),
            methods: &methods,
            selected_tenant: &text("dct"),
            custom: if is_anonymous { claims.clone() } else { custom_claims(Some(&claims)) },
            refresh_seconds: left,
            actor: claims.get("act").cloned(),
        };
        if is_anonymous {
            return Reply::json(&anonymous_tokens(call, &text("sub"), &session)?);
        }
        let record = identity::by_user_id(tx, &text("sub"))?;
        check_status(&record)?;
        handed_out(call, tx, record, &session, FirstSeen(false))
    })
}

/// The user of the token, as the management API shows them.
fn me(call: &Call) -> Result<Reply, ApiError> {
    let token = end_user(call)?;
    call.emulator.store().read(|tx| {
        let (_, record) = tokens::current(&call.emulator, tx, token, Some(Kind::Refresh))?;
        Reply::json(&Viewer::new(tx).user(record)?)
    })
}

/// The user's own sign-ins, latest first.
fn history(call: &Call) -> Result<Reply, ApiError> {
    let token = end_user(call)?;
    let (_, record) =
        call.emulator.store().read(|tx| tokens::current(&call.emulator, tx, token, Some(Kind::Refresh)))?;
    Reply::json(&lookups::history(call, &[record.user_id])?)
}

/// Ends the session of the token.
fn leave(call: &Call) -> Result<Reply, ApiError> {
    let token = end_user(call)?;
    call.emulator.store().write(|tx| {
        let claims = tokens::living(&call.emulator, tx, token, Some(Kind::Refresh))?;
        tx.revoke_session(claims.get("sid").and_then(Value::as_str).unwrap_or_default())
    })?;
    Ok(Reply::empty())
}

/// Ends all sessions of the token's user.
fn leave_everywhere(call: &Call) -> Result<Reply, ApiError> {
    let token = end_user(call)?;
    call.emulator.store().write(|tx| {
        // Leaving is open to users who were disabled, too.
        let claims = tokens::living(&call.emulator, tx, token, Some(Kind::Refresh))?;
        let subject = claims.get("sub").and_then(Value::as_str).unwrap_or_default();
        tx.revoke_sessions(identity::by_user_id(tx, subject)?.id)
    })?;
    Ok(Reply::empty())
}
