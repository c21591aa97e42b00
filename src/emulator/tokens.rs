//! Sessions: what their tokens say, how long they live, and `jwt/update`.

use serde_json::{Map, Value, json};

use super::decode::Fields;
use super::identity;
use super::ids;
use super::jwt::Claims;
use super::reply::{self, ApiError, Reply};
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
}

/// What a sign-in may ask for.
pub(super) struct Options {
    pub(super) custom: Claims,
    pub(super) selected_tenant: String,
    /// 0 is the usual lifetime.
    pub(super) refresh_seconds: i64,
    /// Whether the user's other sessions end.
    pub(super) revokes: bool,
}

impl Options {
    /// `tenant` is the name of the field that selects one.
    pub(super) fn decode(fields: &Fields<'_>, tenant: &str) -> Result<Self, ApiError> {
        Ok(Self {
            custom: custom_claims(fields.map("customClaims")?),
            selected_tenant: fields.owned(tenant)?.unwrap_or_default(),
            refresh_seconds: refresh_seconds(fields)?,
            revokes: fields.is_set("revokeOtherSessions")?,
        })
    }
}

fn refresh_seconds(fields: &Fields<'_>) -> Result<i64, ApiError> {
    match fields.integer("refreshDuration")?.unwrap_or_default() {
        seconds if seconds < 0 => Err(ApiError::invalid("refreshDuration cannot be negative")),
        seconds => Ok(seconds),
    }
}

/// What goes into the tokens of one session.
pub(super) struct Session {
    pub(super) id: String,
    /// A list of the authentication methods.
    pub(super) methods: Value,
    pub(super) options: Options,
    /// Who acts as the user, when it is not the user.
    pub(super) actor: Option<Value>,
}

impl Session {
    /// Begins a session of the user in this row; 0 is nobody's.
    pub(super) fn begin(tx: &Tx<'_>, user: i64, method: &str, options: Options) -> Result<Self, ApiError> {
        let id = ids::new_id("")?;
        tx.insert_session(&id, user)?;
        Ok(Self { id, methods: json!([method]), options, actor: None })
    }

    pub(super) fn refresh_lifetime(&self) -> i64 {
        match self.options.refresh_seconds {
            0 => REFRESH_SECONDS,
            seconds => seconds,
        }
    }
}

pub(super) fn is_anonymous(claims: &Claims) -> bool {
    claims.get(ANONYMOUS) == Some(&Value::Bool(true))
}

/// A claim that is a text; empty when there is none.
pub(super) fn text<'a>(claims: &'a Claims, name: &str) -> &'a str {
    claims.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// The claims of a new token for somebody with these rights.
pub(super) fn claims(
    emulator: &Emulator,
    session: &Session,
    subject: &str,
    rights: &Claims,
    kind: Kind,
) -> Result<Claims, ApiError> {
    let now = emulator.clock().now_seconds();
    let lifetime = match kind {
        Kind::Session => SESSION_SECONDS,
        Kind::Refresh => session.refresh_lifetime(),
    };
    let mut claims = session.options.custom.clone();
    claims.insert("iss".to_owned(), emulator.token_issuer().into());
    claims.insert("aud".to_owned(), json!([emulator.options.project_id]));
    claims.insert("sub".to_owned(), subject.into());
    claims.insert("drn".to_owned(), kind.drn().into());
    claims.insert("amr".to_owned(), session.methods.clone());
    claims.insert("iat".to_owned(), now.into());
    claims.insert("exp".to_owned(), now.saturating_add(lifetime).into());
    claims.insert("jti".to_owned(), ids::new_id("")?.into());
    claims.insert("sid".to_owned(), session.id.as_str().into());
    if !session.options.selected_tenant.is_empty() {
        claims.insert("dct".to_owned(), session.options.selected_tenant.as_str().into());
    }
    if let Some(actor) = &session.actor {
        claims.insert("act".to_owned(), actor.clone());
    }
    claims.extend(rights.clone());
    Ok(claims)
}

/// The claims that say what the user may do now: roles, permissions and tenants.
pub(super) fn rights(tx: &Tx<'_>, record: &Record) -> Result<Claims, ApiError> {
    let mut viewer = Viewer::new(tx);
    let permissions = viewer.permissions("", &record.roles)?;
    let mut tenants = Map::new();
    for tenant in viewer.tenants(record)? {
        let rights = json!({"roles": tenant.role_names, "permissions": tenant.permissions});
        tenants.insert(tenant.tenant_id, rights);
    }
    Ok(Claims::from_iter([
        ("roles".to_owned(), json!(record.roles)),
        ("permissions".to_owned(), json!(permissions)),
        ("tenants".to_owned(), Value::Object(tenants)),
    ]))
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

/// Only a tenant the user is in can be selected; none may be.
pub(super) fn check_tenant(record: &Record, tenant: &str) -> Result<(), ApiError> {
    if tenant.is_empty() || record.tenants.iter().any(|membership| membership.tenant_id == tenant) {
        return Ok(());
    }
    Err(ApiError::invalid(format!("The user is not a member of tenant {tenant}")))
}

/// A token that is good now, and its user, who may still sign in.
pub(super) fn current(
    emulator: &Emulator,
    tx: &Tx<'_>,
    token: &str,
    wanted: Option<Kind>,
) -> Result<(Claims, Record), ApiError> {
    let claims = verify_active(emulator, tx, token, wanted)?;
    let record = identity::by_user_id(tx, text(&claims, "sub"))?;
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
    if claims.get("exp").and_then(Value::as_i64).unwrap_or_default() <= emulator.clock().now_seconds() {
        return Err(ApiError::invalid_token("The token has expired"));
    }
    let is_refresh = text(&claims, "drn") == Kind::Refresh.drn();
    if wanted.is_some_and(|wanted| (wanted == Kind::Refresh) != is_refresh) {
        return Err(ApiError::invalid_token("The token is of the wrong kind"));
    }
    // Session tokens live on after a logout; only the refresh token has to have a living session.
    if is_refresh && !tx.session_lives(text(&claims, "sid"))? {
        return Err(ApiError::new(reply::TOKEN_REVOKED, "The user was logged out"));
    }
    // Who acts as somebody else goes on only as long as both may.
    if let Some(actor) = claims.get("act").and_then(|act| act["sub"].as_str()) {
        check_status(&identity::by_user_id(tx, actor)?)?;
    }
    Ok(claims)
}

fn update(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let token = fields.required("jwt")?;
    let custom = custom_claims(fields.map("customClaims")?);
    let seconds = refresh_seconds(fields)?;
    let now = call.emulator.clock().now_seconds();
    let claims = call.read(|tx| {
        let (mut claims, record) = current(&call.emulator, tx, token, None)?;
        claims.extend(custom);
        claims.extend(rights(tx, &record)?);
        claims.insert("iat".to_owned(), now.into());
        if seconds > 0 {
            claims.insert("exp".to_owned(), now.saturating_add(seconds).into());
        }
        Ok(claims)
    })?;
    Reply::json(&json!({ "jwt": call.emulator.signer.sign(&claims)? }))
}

pub(super) fn keys(call: &Call, _: &Fields<'_>) -> Result<Reply, ApiError> {
    Reply::json(&json!({ "keys": public_keys(call)? }))
}

/// The older form: the list itself.
pub(super) fn bare_keys(call: &Call, _: &Fields<'_>) -> Result<Reply, ApiError> {
    Reply::json(&public_keys(call)?)
}

fn public_keys(call: &Call) -> Result<[Value; 1], ApiError> {
    if call.path.rsplit('/').next() != Some(call.emulator.options.project_id.as_str()) {
        return Err(ApiError::not_served(&call.path));
    }
    Ok([call.emulator.signer.jwk()])
}
