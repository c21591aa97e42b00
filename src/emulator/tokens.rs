//! What tokens say, how long they live, and `jwt/update`.

use serde_json::{Map, Value, json};

use super::identity;
use super::ids;
use super::jwt::Claims;
use super::reply::{ApiError, Reply};
use super::route::{Call, Route, post};
use super::state::Emulator;
use super::store::{Record, Status, Tx};
use super::view::Viewer;

pub(super) const ROUTES: &[Route] = &[post("/v1/mgmt/jwt/update", update)];

const SESSION_SECONDS: i64 = 600;
pub(super) const REFRESH_SECONDS: i64 = 28 * 24 * 3600;

/// Marks the tokens of somebody who is no user.
const ANONYMOUS: &str = "anonymous";

/// Claims only the system sets; a caller's custom claim of that name is dropped.
const RESERVED: &str = "sub iss aud exp iat nbf jti drn rexp roles permissions tenants dct amr act rsid azp \
    cookieName sid nsec scope anonymous";

/// The two kinds of token, as their `drn` claim says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Session,
    Refresh,
}

impl Kind {
    const fn drn(self) -> &'static str {
        match self {
            Self::Session => "DS",
            Self::Refresh => "DSR",
        }
    }

    const fn lifetime(self) -> i64 {
        match self {
            Self::Session => SESSION_SECONDS,
            Self::Refresh => REFRESH_SECONDS,
        }
    }
}

/// What goes into the tokens of one session.
pub(super) struct Session<'a> {
    pub(super) id: &'a str,
    /// Names of the authentication methods.
    pub(super) methods: &'a [&'a str],
    pub(super) selected_tenant: &'a str,
    pub(super) custom: Claims,
    /// 0 is the kind's own lifetime.
    pub(super) refresh_seconds: i64,
    /// Who acts as the user, when it is not the user.
    pub(super) actor: Option<Value>,
}

impl Session<'_> {
    pub(super) fn refresh_lifetime(&self) -> i64 {
        if self.refresh_seconds > 0 { self.refresh_seconds } else { REFRESH_SECONDS }
    }
}

/// The claims of a new token.
pub(super) fn claims(
    emulator: &Emulator,
    tx: &Tx<'_>,
    record: &Record,
    session: &Session<'_>,
    kind: Kind,
) -> Result<Claims, ApiError> {
    let mut claims = base(emulator, &record.user_id, session, kind)?;
    authorize(tx, record, &mut claims)?;
    Ok(claims)
}

pub(super) fn is_anonymous(claims: &Claims) -> bool {
    claims.get(ANONYMOUS) == Some(&Value::Bool(true))
}

/// The claims of a new token but for the rights that come from the user.
pub(super) fn base(
    emulator: &Emulator,
    subject: &str,
    session: &Session<'_>,
    kind: Kind,
) -> Result<Claims, ApiError> {
    let now = emulator.clock().now_seconds();
    let lifetime = match kind {
        Kind::Session => kind.lifetime(),
        Kind::Refresh => session.refresh_lifetime(),
    };
    let mut claims = session.custom.clone();
    claims.insert("iss".to_owned(), emulator.token_issuer().into());
    claims.insert("aud".to_owned(), json!([emulator.project_id]));
    claims.insert("sub".to_owned(), subject.into());
    claims.insert("drn".to_owned(), kind.drn().into());
    claims.insert("amr".to_owned(), json!(session.methods));
    claims.insert("iat".to_owned(), now.into());
    claims.insert("exp".to_owned(), now.saturating_add(lifetime).into());
    claims.insert("jti".to_owned(), ids::new_id("")?.into());
    claims.insert("sid".to_owned(), session.id.into());
    if !session.selected_tenant.is_empty() {
        claims.insert("dct".to_owned(), session.selected_tenant.into());
    }
    if let Some(actor) = &session.actor {
        claims.insert("act".to_owned(), actor.clone());
    }
    Ok(claims)
}

/// Brings roles, permissions and tenants up to date.
fn authorize(tx: &Tx<'_>, record: &Record, claims: &mut Claims) -> Result<(), ApiError> {
    let mut viewer = Viewer::new(tx);
    let permissions = viewer.permissions("", &record.roles)?;
    let mut tenants = Map::new();
    for tenant in viewer.tenants(record)? {
        let rights = json!({"roles": tenant.role_names, "permissions": tenant.permissions});
        tenants.insert(tenant.tenant_id, rights);
    }
    claims.insert("roles".to_owned(), json!(record.roles));
    claims.insert("permissions".to_owned(), json!(permissions));
    claims.insert("tenants".to_owned(), Value::Object(tenants));
    Ok(())
}

/// The caller's claims without those that are the system's.
pub(super) fn custom_claims(claims: Option<&Claims>) -> Claims {
    let own = |(name, _): &(&String, &Value)| !RESERVED.split_whitespace().any(|reserved| reserved == *name);
    claims.into_iter().flatten().filter(own).map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// Refuses users who may not sign in, and so may not go on with a session either.
pub(super) fn check_status(record: &Record) -> Result<(), ApiError> {
    match record.status {
        Status::Enabled | Status::Invited => Ok(()),
        Status::Disabled | Status::Expired => {
            Err(ApiError::invalid(format!("The user is {}", record.status.as_str())))
        }
    }
}

/// A token that is good now, and its user, who may still sign in.
pub(super) fn current(
    emulator: &Emulator,
    tx: &Tx<'_>,
    token: &str,
    wanted: Option<Kind>,
) -> Result<(Claims, Record), ApiError> {
    let claims = verify_active(emulator, tx, token, wanted)?;
    let subject = claims.get("sub").and_then(Value::as_str).unwrap_or_default();
    let record = identity::by_user_id(tx, subject)?;
    check_status(&record)?;
    Ok((claims, record))
}

/// The claims of a token that is good now.
pub(super) fn verify_active(
    emulator: &Emulator,
    tx: &Tx<'_>,
    token: &str,
    wanted: Option<Kind>,
) -> Result<Claims, ApiError> {
    let claims = emulator.signer.read(token)?;
    let text = |name: &str| claims.get(name).and_then(Value::as_str).unwrap_or_default();
    if claims.get("exp").and_then(Value::as_i64).unwrap_or_default() <= emulator.clock().now_seconds() {
        return Err(ApiError::invalid_token("The token has expired"));
    }
    let is_refresh = text("drn") == Kind::Refresh.drn();
    if wanted.is_some_and(|wanted| (wanted == Kind::Refresh) != is_refresh) {
        return Err(ApiError::invalid_token("The token is of the wrong kind"));
    }
    // Session tokens live on after a logout; only the refresh token has to have a living session.
    if is_refresh && !tx.session_lives(text("sid"))? {
        return Err(ApiError::token_revoked());
    }
    Ok(claims)
}

fn update(call: &Call) -> Result<Reply, ApiError> {
    let fields = call.fields()?;
    let token = fields.required("jwt")?;
    let custom = custom_claims(fields.map("customClaims")?);
    let seconds = fields.integer("refreshDuration")?.unwrap_or_default();
    if seconds < 0 {
        return Err(ApiError::invalid("refreshDuration cannot be negative"));
    }
    let claims = call.emulator.store.read(|tx| {
        let (mut claims, record) = current(&call.emulator, tx, token, None)?;
        claims.extend(custom);
        authorize(tx, &record, &mut claims)?;
        Ok(claims)
    })?;
    let mut claims = claims;
    let now = call.emulator.clock().now_seconds();
    claims.insert("iat".to_owned(), now.into());
    if seconds > 0 {
        claims.insert("exp".to_owned(), now.saturating_add(seconds).into());
    }
    Reply::json(&json!({ "jwt": call.emulator.signer.sign(&claims)? }))
}

pub(super) fn keys(call: &Call) -> Result<Reply, ApiError> {
    Reply::json(&json!({ "keys": public_keys(call)? }))
}

/// The older form: the list itself.
pub(super) fn bare_keys(call: &Call) -> Result<Reply, ApiError> {
    Reply::json(&public_keys(call)?)
}

fn public_keys(call: &Call) -> Result<[Value; 1], ApiError> {
    if call.path.rsplit('/').next() != Some(call.emulator.project_id.as_str()) {
        return Err(ApiError::not_served(&call.path));
    }
    Ok([call.emulator.signer.jwk()])
}
