//! The emulator's own endpoints: what its owner sees and changes while it runs.

use std::time::Duration;

use serde::Deserialize;
use serde_json::json;

use super::bearer::Access;
use super::decode::Fields;
use super::error::Error;
use super::faults::Faults;
use super::intake::BODY_LIMIT;
use super::limits::RateLimits;
use super::reply::{ApiError, Reply};
use super::route::{Call, Route, get, post, put};

/// A seed is one body.
const SEED_LIMIT: usize = 256 * 1024 * 1024;
const MESSAGES: i64 = 100;

pub(super) const ROUTES: &[Route] = &[
    // Asked for before a key is known, and tells nothing about what is in the database.
    get("/_emulator/identity", identity).open_to(Access::Open),
    get("/_emulator/status", status),
    get("/_emulator/outbox", outbox),
    post("/_emulator/reset", reset),
    post("/_emulator/seed", seed).text_up_to(SEED_LIMIT),
    put("/_emulator/faults", faults).text_up_to(BODY_LIMIT),
    put("/_emulator/limits", limits),
];

fn failed(error: Error) -> ApiError {
    match error {
        Error::Seed(_) => ApiError::invalid(error.to_string()),
        _ => ApiError::internal(&error.to_string()),
    }
}

fn identity(call: &Call, _: &Fields<'_>) -> Result<Reply, ApiError> {
    Reply::json(&json!({ "identity": call.read(|tx| tx.identity())? }))
}

fn status(call: &Call, _: &Fields<'_>) -> Result<Reply, ApiError> {
    Reply::json(&call.emulator.status().map_err(failed)?)
}

fn reset(call: &Call, _: &Fields<'_>) -> Result<Reply, ApiError> {
    call.done(|tx| tx.clear())
}

fn seed(call: &Call, _: &Fields<'_>) -> Result<Reply, ApiError> {
    Reply::json(&call.emulator.seed(&call.text).map_err(failed)?)
}

/// The rules as text; the seed is in the query, and stays as it was when it is not.
fn faults(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let seed = match fields.filled("seed")? {
        Some(text) => text.parse().map_err(|_| ApiError::invalid("seed has to be a whole number"))?,
        None => call.emulator.injector().faults().seed(),
    };
    let faults = Faults::parse(&call.text, seed).map_err(|error| ApiError::invalid(error.to_string()))?;
    call.emulator.set_faults(faults);
    status(call, fields)
}

/// What can be set. A name that is misspelt is refused: it would enforce the documented limits instead of the test's.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Limits {
    enforce: Option<bool>,
    window_seconds: Option<f64>,
    scale: Option<f64>,
}

/// `{"enforce": false}`, or the window and the scale, each with its documented value when left out.
fn limits(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let asked =
        Limits::deserialize(fields.entries()).map_err(|error| ApiError::invalid(error.to_string()))?;
    let default = RateLimits::default();
    let window = asked.window_seconds.unwrap_or(default.window.as_secs_f64());
    let scale = asked.scale.unwrap_or(default.scale);
    if [window, scale].iter().any(|number| !(*number > 0.0 && *number <= 1e6)) {
        return Err(ApiError::invalid("windowSeconds and scale have to be numbers above 0"));
    }
    let limits = RateLimits { window: Duration::from_secs_f64(window), scale };
    call.emulator.set_rate_limits(asked.enforce.unwrap_or(true).then_some(limits));
    status(call, fields)
}

/// What would have been sent, latest first; `recipient` narrows it to one.
fn outbox(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let limit = match fields.filled("limit")? {
        Some(_) => fields.integer("limit")?.unwrap_or_default(),
        None => MESSAGES,
    };
    let recipient = fields.text("recipient")?.unwrap_or_default();
    let messages = call.read(|tx| tx.sent(recipient, limit.clamp(0, 10_000)))?;
    Reply::json(&json!({ "messages": messages }))
}
