//! Login history, provider tokens and the licence.

use serde::Serialize;
use serde_json::json;

use super::decode::Fields;
use super::identity;
use super::reply::{ApiError, Reply};
use super::route::{Call, Route, get, post};
use super::store::Login;

pub(super) const ROUTES: &[Route] = &[
    // The bare list is the documented form; PHP sends an object.
    post("/v1/mgmt/user/history", history_v1).or_list("userIds"),
    post("/v2/mgmt/user/history", history_v2),
    get("/v1/mgmt/user/provider/token", provider_token),
    get("/v1/mgmt/license", license),
];

fn history_v1(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    Reply::json(&history(call, fields)?)
}

fn history_v2(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    Reply::json(&json!({ "usersAuthHistory": history(call, fields)? }))
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    user_id: String,
    #[serde(flatten)]
    login: Login,
}

/// The sign-ins of these users, latest first.
fn history(call: &Call, fields: &Fields<'_>) -> Result<Vec<Entry>, ApiError> {
    let user_ids = fields.required_texts("userIds")?;
    call.read(|tx| {
        let mut entries = Vec::new();
        for user_id in user_ids {
            for login in tx.logins(&user_id)? {
                entries.push(Entry { user_id: user_id.clone(), login });
            }
        }
        Ok(entries)
    })
}

fn provider_token(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let provider = fields.required("provider")?;
    let with_refresh = query_flag(fields, "withRefreshToken")?;
    query_flag(fields, "forceRefresh")?;
    let mut token = call.read(|tx| {
        let record = identity::in_field(tx, fields, "loginId", identity::by_login_id)?;
        tx.provider_token(record.id, provider)?
            .ok_or_else(|| ApiError::argument(format!("The user has no token of provider {provider}")))
    })?;
    if !with_refresh {
        token.refresh_token.clear();
    }
    Reply::json(&token)
}

/// A flag of a query string is the text `true` or `false`; empty is absent.
fn query_flag(fields: &Fields<'_>, name: &str) -> Result<bool, ApiError> {
    match fields.filled(name)? {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(_) => Err(ApiError::invalid(format!("Field {name} has to be true or false"))),
    }
}

fn license(call: &Call, _: &Fields<'_>) -> Result<Reply, ApiError> {
    Reply::json(&json!({ "rateLimitTier": call.emulator.options.license_tier }))
}
