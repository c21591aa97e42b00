//! Login history, provider tokens and the licence.

use serde::Serialize;
use serde_json::{Value, json};

use super::decode::Fields;
use super::identity;
use super::reply::{ApiError, Reply};
use super::route::{Call, Route, get, post};
use super::store::Login;

pub(super) const ROUTES: &[Route] = &[
    post("/v1/mgmt/user/history", history_v1),
    post("/v2/mgmt/user/history", history_v2),
    get("/v1/mgmt/user/provider/token", provider_token),
    get("/v1/mgmt/license", license),
];

/// The first version takes a bare list; the object that PHP sends is understood as well.
fn history_v1(call: &Call) -> Result<Reply, ApiError> {
    let wrapped = json!({ "userIds": call.body });
    let user_ids = match call.body {
        Value::Array(_) => Fields::of(&wrapped, "")?.required_texts("userIds")?,
        _ => call.fields()?.required_texts("userIds")?,
    };
    Reply::json(&history(call, &user_ids)?)
}

fn history_v2(call: &Call) -> Result<Reply, ApiError> {
    let user_ids = call.fields()?.required_texts("userIds")?;
    Reply::json(&json!({ "usersAuthHistory": history(call, &user_ids)? }))
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    user_id: String,
    #[serde(flatten)]
    login: Login,
}

/// The sign-ins of these users, latest first.
fn history(call: &Call, user_ids: &[String]) -> Result<Vec<Entry>, ApiError> {
    call.emulator.store.read(|tx| {
        let mut entries = Vec::new();
        for user_id in user_ids {
            for login in tx.logins(user_id)? {
                entries.push(Entry { user_id: user_id.clone(), login });
            }
        }
        Ok(entries)
    })
}

fn provider_token(call: &Call) -> Result<Reply, ApiError> {
    let query = call.query()?;
    let provider = query.required("provider")?;
    let with_refresh = query_flag(&query, "withRefreshToken")?;
    query_flag(&query, "forceRefresh")?;
    let mut token = call.emulator.store.read(|tx| {
        let record = identity::in_field(tx, &query, "loginId", identity::by_login_id)?;
        tx.provider_token(record.id, provider)?
            .ok_or_else(|| ApiError::argument(format!("The user has no token of provider {provider}")))
    })?;
    if !with_refresh {
        token.refresh_token.clear();
    }
    Reply::json(&token)
}

/// A flag of a query string is the text `true` or `false`; empty is absent.
fn query_flag(query: &Fields<'_>, name: &'static str) -> Result<bool, ApiError> {
    match query.filled(name)? {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(_) => Err(ApiError::invalid(format!("Field {name} has to be true or false"))),
    }
}

fn license(call: &Call) -> Result<Reply, ApiError> {
    Reply::json(&json!({ "rateLimitTier": call.emulator.license_tier }))
}
