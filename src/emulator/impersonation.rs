//! Acting as another user, going back, and tokens for nobody in particular.

use serde_json::{Map, Value, json};

use super::decode::Fields;
use super::identity;
use super::ids;
use super::jwt::Claims;
use super::reply::{self, ApiError, Reply};
use super::route::{Call, Route, post};
use super::sessions;
use super::store::{Record, Tx};
use super::tokens::{self, Kind, Options, Session};
use super::view::Viewer;

pub(super) const ROUTES: &[Route] = &[
    post("/v1/mgmt/impersonate", impersonate),
    post("/v1/mgmt/impersonate/stepup", |call, fields| act_as(call, fields, Kind::Session)),
    post("/v1/mgmt/stop/impersonation", stop),
    post("/v1/mgmt/auth/anonymous", anonymous),
];

const PERMISSION: &str = "Impersonate";

/// What a sign-in's reply says about tokens alone.
const TOKENS: [&str; 6] =
    ["sessionJwt", "refreshJwt", "cookieDomain", "cookiePath", "cookieMaxAge", "cookieExpiration"];

fn impersonate(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let kind = if fields.is_set("stepup")? { Kind::Session } else { Kind::Refresh };
    act_as(call, fields, kind)
}

fn act_as(call: &Call, fields: &Fields<'_>, kind: Kind) -> Result<Reply, ApiError> {
    let actor = fields.required("impersonatorId")?;
    let needs_consent = fields.is_set("validateConsent")?;
    let options = Options::decode(fields, "selectedTenant")?;
    call.write(|tx| {
        let target = identity::in_field(tx, fields, "loginId", identity::by_login_id)?;
        let actor = identity::by_either(tx, actor)?;
        tokens::check_status(&actor)?;
        if !may_impersonate(tx, &actor, &target)? {
            return Err(ApiError::new(reply::FORBIDDEN, "The impersonator lacks the permission Impersonate"));
        }
        if needs_consent && target.consent_expiration <= call.emulator.clock().now_seconds() {
            return Err(ApiError::new(reply::FORBIDDEN, "The user has not consented to impersonation"));
        }
        token_of(call, tx, &target, Some(&actor.user_id), options, kind)
    })
}

/// The permission counts in the project, and in a tenant that both are in.
fn may_impersonate(tx: &Tx<'_>, actor: &Record, target: &Record) -> Result<bool, ApiError> {
    let mut viewer = Viewer::new(tx);
    if viewer.permissions("", &actor.roles)?.iter().any(|permission| permission == PERMISSION) {
        return Ok(true);
    }
    let shared = actor
        .tenants
        .iter()
        .filter(|membership| target.tenants.iter().any(|other| other.tenant_id == membership.tenant_id));
    for membership in shared {
        let permissions = viewer.permissions(&membership.tenant_id, &membership.roles)?;
        if permissions.iter().any(|permission| permission == PERMISSION) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A token of a new session; neither history nor status of the user changes.
fn token_of(
    call: &Call,
    tx: &Tx<'_>,
    record: &Record,
    actor: Option<&str>,
    options: Options,
    kind: Kind,
) -> Result<Reply, ApiError> {
    tokens::check_status(record)?;
    tokens::check_tenant(record, &options.selected_tenant)?;
    let mut session = Session::begin(tx, record.id, "mgmt", options)?;
    session.actor = actor.map(|actor| json!({ "sub": actor }));
    let rights = tokens::rights(tx, record)?;
    let claims = tokens::claims(&call.emulator, &session, &record.user_id, &rights, kind)?;
    Reply::json(&json!({ "jwt": call.emulator.signer.sign(&claims)? }))
}

/// Ends the impersonation and gives the impersonator a refresh token of their own.
fn stop(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let token = fields.required("jwt")?;
    let options = Options::decode(fields, "selectedTenant")?;
    call.write(|tx| {
        let claims = tokens::verify_active(&call.emulator, tx, token, Some(Kind::Refresh))?;
        let actor = claims.get("act").and_then(|act| act["sub"].as_str());
        let actor = actor.ok_or_else(|| ApiError::invalid("The token is not of an impersonation"))?;
        let record = identity::by_user_id(tx, actor)?;
        tx.revoke_session(tokens::text(&claims, "sid"))?;
        token_of(call, tx, &record, None, options, Kind::Refresh)
    })
}

/// Tokens of a user who is not kept: they can be refreshed, and nothing can be loaded.
fn anonymous(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let options = Options::decode(fields, "selectedTenant")?;
    let roles = fields.texts("roles")?.unwrap_or_default();
    call.write(|tx| {
        let mut tenants = Map::new();
        let tenant = &options.selected_tenant;
        // Looking a row up is the check that there is one.
        if !tenant.is_empty() {
            tx.tenant_row(tenant)?;
            tenants.insert(tenant.clone(), json!({"roles": [], "permissions": []}));
        }
        for role in &roles {
            tx.role_row(role, "")?;
        }
        let rights = Claims::from_iter([
            ("anonymous".to_owned(), true.into()),
            ("permissions".to_owned(), json!(Viewer::new(tx).permissions("", &roles)?)),
            ("roles".to_owned(), json!(roles)),
            ("tenants".to_owned(), Value::Object(tenants)),
        ]);
        let session = Session::begin(tx, 0, "anonymous", options)?;
        let mut reply = sessions::both_tokens(call, &session, &ids::new_id("U")?, &rights)?;
        let tokens = TOKENS.map(|name| (name.to_owned(), reply[name].take()));
        Reply::json(&Map::from_iter(tokens))
    })
}
