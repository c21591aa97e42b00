//! Signing in and up through the management API, what every sign-in does, and logging a user out.

use serde_json::{Map, Value, json};

use super::create::Draft;
use super::decode::Fields;
use super::identity;
use super::ids;
use super::jwt::Claims;
use super::profile::{Nulls, tenants};
use super::reply::{ApiError, Reply};
use super::route::{Call, Route, post};
use super::store::{Login, Record, Status, Tx};
use super::tokens::{self, Kind, Session, check_status, custom_claims};
use super::view::Viewer;

pub(super) const ROUTES: &[Route] = &[
    post("/v1/mgmt/auth/signin", sign_in),
    post("/v1/mgmt/auth/signup", sign_up),
    post("/v1/mgmt/auth/signup-in", sign_up_or_in),
    post("/v1/mgmt/user/logout", logout),
];

fn sign_in(call: &Call) -> Result<Reply, ApiError> {
    let fields = call.fields()?;
    let options = Options::decode(&fields)?;
    let second = fields.is_set("stepup")? || fields.is_set("mfa")?;
    let jwt = fields.filled("jwt")?;
    if second && jwt.is_none() {
        return Err(ApiError::missing("The jwt argument is missing: stepup and mfa need it"));
    }
    call.emulator.store.write(|tx| {
        let record = identity::in_field(tx, &fields, "loginId", identity::by_login_id)?;
        if let Some(jwt) = jwt {
            tokens::current(&call.emulator, tx, jwt, Some(Kind::Refresh))?;
        }
        start_session(call, tx, record, &options, &["mgmt"])
    })
}

fn sign_up(call: &Call) -> Result<Reply, ApiError> {
    let fields = call.fields()?;
    let options = Options::decode(&fields)?;
    let draft = new_user(&fields)?;
    call.emulator.store.write(|tx| {
        let mut record = draft.into_record()?;
        tx.insert_user(&mut record)?;
        start_session(call, tx, record, &options, &["mgmt"])
    })
}

fn sign_up_or_in(call: &Call) -> Result<Reply, ApiError> {
    let fields = call.fields()?;
    let options = Options::decode(&fields)?;
    let draft = new_user(&fields)?;
    call.emulator.store.write(|tx| {
        let record = match tx.user_by_login_id(&draft.login_id)? {
            Some(record) => record,
            None => {
                let mut record = draft.into_record()?;
                tx.insert_user(&mut record)?;
                record
            }
        };
        start_session(call, tx, record, &options, &["mgmt"])
    })
}

/// The user of a sign-up: the profile sits under `user`, and an email or phone may come from the login ID.
pub(super) fn new_user(fields: &Fields<'_>) -> Result<Draft, ApiError> {
    let empty = Value::Object(Map::new());
    let profile = match fields.object("user")? {
        Some(profile) => profile,
        None => Fields::of(&empty, "user")?,
    };
    let mut draft = Draft::decode(&profile, "loginId".into())?;
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
    draft.profile.tenants = tenants(fields, Nulls::Absent)?;
    draft.prepare()?;
    Ok(draft)
}

/// What a sign-in may ask for.
pub(super) struct Options {
    pub(super) custom: Claims,
    pub(super) selected_tenant: String,
    pub(super) refresh_seconds: i64,
    /// Whether the user's other sessions end.
    revokes: bool,
}

impl Options {
    pub(super) fn decode(fields: &Fields<'_>) -> Result<Self, ApiError> {
        Self::with_tenant(fields, "selectedTenantId")
    }

    /// The `loginOptions` of the end-user calls.
    pub(super) fn of_login(fields: &Fields<'_>) -> Result<Self, ApiError> {
        Self::with_tenant(fields, "tenantId")
    }

    /// Options of a call that names the tenant in a field of this name.
    pub(super) fn with_tenant(fields: &Fields<'_>, tenant: &'static str) -> Result<Self, ApiError> {
        let refresh_seconds = fields.integer("refreshDuration")?.unwrap_or_default();
        if refresh_seconds < 0 {
            return Err(ApiError::invalid("refreshDuration cannot be negative"));
        }
        Ok(Self {
            custom: custom_claims(fields.map("customClaims")?),
            selected_tenant: fields.owned(tenant)?.unwrap_or_default(),
            refresh_seconds,
            revokes: fields.is_set("revokeOtherSessions")?,
        })
    }
}

/// Only a tenant the user is in can be selected; none may be.
pub(super) fn check_tenant(record: &Record, tenant: &str) -> Result<(), ApiError> {
    if tenant.is_empty() || record.tenants.iter().any(|membership| membership.tenant_id == tenant) {
        return Ok(());
    }
    Err(ApiError::invalid(format!("The user is not a member of tenant {tenant}")))
}

/// Starts a session: an invited user becomes enabled, the sign-in goes into the history.
pub(super) fn start_session(
    call: &Call,
    tx: &Tx<'_>,
    mut record: Record,
    options: &Options,
    methods: &[&str],
) -> Result<Reply, ApiError> {
    let tenant = &options.selected_tenant;
    check_tenant(&record, tenant)?;
    check_status(&record)?;
    if record.status == Status::Invited {
        let old = record.clone();
        record.status = Status::Enabled;
        tx.save_user(&old, &mut record)?;
    }
    let first_seen = tx.logins(&record.user_id)?.is_empty();
    tx.insert_login(
        record.id,
        &Login {
            login_time: call.emulator.clock().now_seconds(),
            ip: "127.0.0.1".to_owned(),
            selected_tenant: tenant.clone(),
            ..Login::default()
        },
    )?;
    if options.revokes {
        tx.revoke_sessions(record.id)?;
    }
    let id = ids::new_id("")?;
    tx.insert_session(&id, record.id)?;
    let session = Session {
        id: &id,
        methods,
        selected_tenant: tenant,
        custom: options.custom.clone(),
        refresh_seconds: options.refresh_seconds,
        actor: None,
    };
    token_response(call, tx, record, &session, FirstSeen(first_seen))
}

pub(super) struct FirstSeen(pub(super) bool);

/// The reply of everything that hands out tokens.
pub(super) fn token_response(
    call: &Call,
    tx: &Tx<'_>,
    record: Record,
    session: &Session<'_>,
    first_seen: FirstSeen,
) -> Result<Reply, ApiError> {
    let emulator = &call.emulator;
    let refresh = tokens::claims(emulator, tx, &record, session, Kind::Refresh)?;
    let short = tokens::claims(emulator, tx, &record, session, Kind::Session)?;
    let mut reply = token_reply(call, session, &refresh, short)?;
    reply.insert("user".to_owned(), json!(Viewer::new(tx).user(record)?));
    reply.insert("firstSeen".to_owned(), first_seen.0.into());
    Reply::json(&reply)
}

/// The tokens of somebody who is no user, with the rights that the session's claims give.
pub(super) fn anonymous_tokens(
    call: &Call,
    subject: &str,
    session: &Session<'_>,
) -> Result<Map<String, Value>, ApiError> {
    let refresh = tokens::base(&call.emulator, subject, session, Kind::Refresh)?;
    let short = tokens::base(&call.emulator, subject, session, Kind::Session)?;
    token_reply(call, session, &refresh, short)
}

fn token_reply(
    call: &Call,
    session: &Session<'_>,
    refresh: &Claims,
    mut short: Claims,
) -> Result<Map<String, Value>, ApiError> {
    let signer = &call.emulator.signer;
    let (session_end, refresh_end) = (short.get("exp").cloned(), refresh.get("exp").cloned());
    short.insert("rexp".to_owned(), json!(refresh_end));
    let reply = json!({
        "sessionJwt": signer.sign(&short)?,
        "refreshJwt": signer.sign(refresh)?,
        "cookieDomain": "",
        "cookiePath": "/",
        "cookieMaxAge": session.refresh_lifetime(),
        "cookieExpiration": refresh_end,
        "user": null,
        "firstSeen": false,
        "idpResponse": null,
        "sessionExpiration": session_end,
        "externalToken": "",
        "claims": short,
        "tenantSSOID": "",
        "trustedDeviceJwt": "",
        "nextRefreshSeconds": 0,
        "cookieName": "DSR",
        "sessionCookieName": "DS",
        "sessionCookieDomain": "",
        "unsavedSSO": false,
    });
    match reply {
        Value::Object(reply) => Ok(reply),
        _ => Ok(Map::new()),
    }
}

fn logout(call: &Call) -> Result<Reply, ApiError> {
    let fields = call.fields()?;
    fields.texts("sessionTypes")?;
    call.emulator.store.write(|tx| {
        let record = identity::named(tx, &fields, identity::by_login_id)?;
        tx.revoke_sessions(record.id)
    })?;
    Ok(Reply::empty())
}
