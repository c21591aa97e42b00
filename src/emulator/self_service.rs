//! What end users call: as much as tests of user management need to see what became of a user.

use serde_json::Value;

use super::bearer::Access;
use super::challenges::{pending_session, verify_code, verify_enchanted_link, verify_magic_link};
use super::identity;
use super::passwords;
use super::profile::distinct;
use super::reply::{ApiError, Reply};
use super::route::{Call, Route, get, post};
use super::sessions::{FirstSeen, anonymous_tokens, token_response};
use super::tokens::{self, Kind, Session, bare_keys, check_status, custom_claims, keys};
use super::view::Viewer;

/// All routes that take no management key, but for the emulator's own.
pub(super) const ROUTES: &[Route] = &[
    post("/v1/auth/password/signin", passwords::sign_in).open_to(Access::Project),
    post("/v1/auth/password/replace", passwords::replace).open_to(Access::Project),
    post("/v1/auth/otp/verify/email", verify_code).open_to(Access::Project),
    post("/v1/auth/otp/verify/sms", verify_code).open_to(Access::Project),
    post("/v1/auth/otp/verify/voice", verify_code).open_to(Access::Project),
    post("/v1/auth/otp/verify/whatsapp", verify_code).open_to(Access::Project),
    post("/v1/auth/magiclink/verify", verify_magic_link).open_to(Access::Project),
    post("/v1/auth/enchantedlink/verify", verify_enchanted_link).open_to(Access::Project),
    post("/v1/auth/enchantedlink/pending-session", pending_session).open_to(Access::Project),
    post("/v1/auth/refresh", refresh).open_to(Access::Project),
    get("/v1/auth/refresh", refresh).open_to(Access::Project),
    get("/v1/auth/me", me).open_to(Access::Project),
    get("/v2/keys/{projectId}", keys).open_to(Access::Open),
    get("/v1/keys/{projectId}", bare_keys).open_to(Access::Open),
];

/// The end user's token, which has to be a living refresh token.
fn end_user(call: &Call) -> Result<&str, ApiError> {
    call.token.as_deref().ok_or_else(|| ApiError::invalid_token("The refresh token is missing"))
}

fn refresh(call: &Call) -> Result<Reply, ApiError> {
    let token = end_user(call)?;
    call.emulator.store.read(|tx| {
        let claims = tokens::verify_active(&call.emulator, tx, token, Some(Kind::Refresh))?;
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
        token_response(call, tx, record, &session, FirstSeen(false))
    })
}

/// The user of the token, as the management API shows them.
fn me(call: &Call) -> Result<Reply, ApiError> {
    let token = end_user(call)?;
    call.emulator.store.read(|tx| {
        let (_, record) = tokens::current(&call.emulator, tx, token, Some(Kind::Refresh))?;
        Reply::json(&Viewer::new(tx).user(record)?)
    })
}
