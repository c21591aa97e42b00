//! Acting as another user, going back, and tokens for nobody in particular.

use serde_json::{Map, Value, json};

use super::identity;
use super::ids;
use super::reply::{ApiError, Reply};
use super::route::{Call, Route, post};
use super::sessions::{self, Options};
use super::store::{Record, Tx};
use super::tokens::{self, Kind, Session};
use super::view::Viewer;

pub(super) const ROUTES: &[Route] = &[
    post("/v1/mgmt/impersonate", impersonate),
    post("/v1/mgmt/impersonate/stepup", |call| act_as(call, Kind::Session)),
    post("/v1/mgmt/stop/impersonation", stop),
    post("/v1/mgmt/auth/anonymous", anonymous),
];

const PERMISSION: &str = "Impersonate";

/// What a sign-in's reply says about tokens alone.
const TOKENS: [&str; 6] =
    ["sessionJwt", "refreshJwt", "cookieDomain", "cookiePath", "cookieMaxAge", "cookieExpiration"];

fn impersonate(call: &Call) -> Result<Reply, ApiError> {
    let kind = if call.fields()?.is_set("stepup")? { Kind::Session } else { Kind::Refresh };
    act_as(call, kind)
}

fn act_as(call: &Call, kind: Kind) -> Result<Reply, ApiError> {
    let fields = call.fields()?;
    let actor = fields.required("impersonatorId")?;
    let needs_consent = fields.is_set("validateConsent")?;
    let options = Options::with_tenant(&fields, "selectedTenant")?;
    call.emulator.store.write(|tx| {
        let target = identity::in_field(tx, &fields, "loginId", identity::by_login_id)?;
        let actor = identity::by_either(tx, actor)?;
        tokens::check_status(&actor)?;
        if !may_impersonate(tx, &actor, &target)? {
            return Err(ApiError::forbidden("The impersonator lacks the permission Impersonate"));
        }
        if needs_consent && target.consent_expiration <= call.emulator.clock().now_seconds() {
            return Err(ApiError::forbidden("The user has not consented to impersonation"));
        }
        token_of(call, tx, &target, Some(&actor.user_id), &options, kind)
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
    options: &Options,
    kind: Kind,
) -> Result<Reply, ApiError> {
    tokens::check_status(record)?;
    sessions::check_tenant(record, &options.selected_tenant)?;
    let id = ids::new_id("")?;
    tx.insert_session(&id, record.id)?;
    let session = Session {
        id: &id,
        methods: &["mgmt"],
        selected_tenant: &options.selected_tenant,
        custom: options.custom.clone(),
        refresh_seconds: options.refresh_seconds,
        actor: actor.map(|actor| json!({ "sub": actor })),
    };
    let claims = tokens::claims(&call.emulator, tx, record, &session, kind)?;
    Reply::json(&json!({ "jwt": call.emulator.signer.sign(&claims)? }))
}

/// Ends the impersonation and gives the impersonator a refresh token of their own.
fn stop(call: &Call) -> Result<Reply, ApiError> {
    let fields = call.fields()?;
    let token = fields.required("jwt")?;
    let options = Options::with_tenant(&fields, "selectedTenant")?;
    call.emulator.store.write(|tx| {
        let claims = tokens::verify_active(&call.emulator, tx, token, Some(Kind::Refresh))?;
        let actor = claims.get("act").and_then(|act| act["sub"].as_str());
        let actor = actor.ok_or_else(|| ApiError::invalid("The token is not of an impersonation"))?;
        let record = identity::by_user_id(tx, actor)?;
        tx.revoke_session(claims.get("sid").and_then(Value::as_str).unwrap_or_default())?;
        token_of(call, tx, &record, None, &options, Kind::Refresh)
    })
}

/// Tokens of a user who is not kept: they can be refreshed, and nothing can be loaded.
fn anonymous(call: &Call) -> Result<Reply, ApiError> {
    let fields = call.fields()?;
    let options = Options::with_tenant(&fields, "selectedTenant")?;
    let roles = fields.texts("roles")?.unwrap_or_default();
    call.emulator.store.write(|tx| {
        let tenant = &options.selected_tenant;
        // Looking the rows up is the check that they exist.
        if !tenant.is_empty() {
            tx.tenant_row(tenant)?;
        }
        for role in &roles {
            tx.role_row(role, "")?;
        }
        let permissions = Viewer::new(tx).permissions("", &roles)?;
        let mut rights = options.custom.clone();
        rights.insert("anonymous".to_owned(), true.into());
        rights.insert("roles".to_owned(), json!(roles));
        rights.insert("permissions".to_owned(), json!(permissions));
        let mut tenants = Map::new();
        if !tenant.is_empty() {
            tenants.insert(tenant.clone(), json!({"roles": [], "permissions": []}));
        }
        rights.insert("tenants".to_owned(), Value::Object(tenants));
        let id = ids::new_id("")?;
        tx.insert_session(&id, 0)?;
        let session = Session {
            id: &id,
            methods: &["anonymous"],
            selected_tenant: tenant,
            custom: rights,
            refresh_seconds: options.refresh_seconds,
            actor: None,
        };
        let subject = ids::new_id("U")?;
        let mut reply = sessions::anonymous_tokens(call, &subject, &session)?;
        reply.retain(|name, _| TOKENS.contains(&name.as_str()));
        Reply::json(&reply)
    })
}
