//! What end users call: as much as tests of user management need to see what became of a user.

use serde_json::{Value, json};

use super::bearer::Access;
use super::challenges::{pending_session, verify_code, verify_enchanted_link, verify_magic_link};
use super::decode::Fields;
use super::identity;
use super::jwt::Claims;
use super::passwords;
use super::reply::{ApiError, Reply};
use super::route::{Call, Route, get, post};
use super::sessions::{both_tokens, user_tokens};
use super::tokens::{self, Kind, Options, Session, bare_keys, check_status, custom_claims, keys};
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

fn refresh(call: &Call, _: &Fields<'_>) -> Result<Reply, ApiError> {
    let token = end_user(call)?;
    call.read(|tx| {
        let claims = tokens::verify_active(&call.emulator, tx, token, Some(Kind::Refresh))?;
        let is_anonymous = tokens::is_anonymous(&claims);
        let end = claims.get("exp").and_then(Value::as_i64).unwrap_or_default();
        let session = Session {
            id: tokens::text(&claims, "sid").to_owned(),
            methods: json!(claims.get("amr")),
            options: Options {
                custom: if is_anonymous { claims.clone() } else { custom_claims(Some(&claims)) },
                selected_tenant: tokens::text(&claims, "dct").to_owned(),
                refresh_seconds: end - call.emulator.clock().now_seconds(),
                revokes: false,
            },
            actor: claims.get("act").cloned(),
        };
        let subject = tokens::text(&claims, "sub");
        if is_anonymous {
            return Reply::json(&both_tokens(call, &session, subject, &Claims::new())?);
        }
        let record = identity::by_user_id(tx, subject)?;
        check_status(&record)?;
        Reply::json(&user_tokens(call, tx, &session, record)?)
    })
}

/// The user of the token, as the management API shows them.
fn me(call: &Call, _: &Fields<'_>) -> Result<Reply, ApiError> {
    let token = end_user(call)?;
    call.read(|tx| {
        let (_, record) = tokens::current(&call.emulator, tx, token, Some(Kind::Refresh))?;
        Reply::json(&Viewer::new(tx).user(record)?)
    })
}
