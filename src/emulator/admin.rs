//! The emulator's own endpoints: what its owner sees and changes while it runs.

use std::time::Duration;

use serde_json::json;

use super::bearer::Access;
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

fn identity(call: &Call) -> Result<Reply, ApiError> {
    Reply::json(&json!({ "identity": call.emulator.identity().map_err(failed)? }))
}

fn status(call: &Call) -> Result<Reply, ApiError> {
    Reply::json(&call.emulator.status().map_err(failed)?)
}

fn reset(call: &Call) -> Result<Reply, ApiError> {
    call.emulator.reset().map_err(failed)?;
    Ok(Reply::empty())
}

fn seed(call: &Call) -> Result<Reply, ApiError> {
    Reply::json(&call.emulator.seed(call.text()).map_err(failed)?)
}

/// The rules as text; the seed is in the query, and stays as it was when it is not.
fn faults(call: &Call) -> Result<Reply, ApiError> {
    let seed = match call.query()?.filled("seed")? {
        Some(text) => text.parse().map_err(|_| ApiError::invalid("seed has to be a whole number"))?,
        None => call.emulator.injector().faults().seed(),
    };
    let faults = Faults::parse(call.text(), seed).map_err(|error| ApiError::invalid(error.to_string()))?;
    call.emulator.set_faults(faults);
    status(call)
}

/// `{"enforce": false}`, or the window and the scale, each with its documented value when left out.
fn limits(call: &Call) -> Result<Reply, ApiError> {
    let fields = call.fields()?;
    let known = ["enforce", "windowSeconds", "scale"];
    // A name that is misspelt would otherwise enforce the documented limits instead of the test's.
    let mut names = call.body.as_object().into_iter().flat_map(|body| body.keys());
    if let Some(unknown) = names.find(|name| !known.contains(&name.as_str())) {
        return Err(ApiError::invalid(format!("Field {unknown} is unknown; there are {}", known.join(", "))));
    }
    let enforce = fields.flag("enforce")?.unwrap_or(true);
    let default = RateLimits::default();
    let positive = |name: &'static str, otherwise: f64| match fields.value(name)? {
        None => Ok(otherwise),
        Some(value) => value
            .as_f64()
            .filter(|number| *number > 0.0 && *number <= 1e6)
            .ok_or_else(|| ApiError::invalid(format!("Field {name} has to be a number above 0"))),
    };
    let window = Duration::from_secs_f64(positive("windowSeconds", default.window.as_secs_f64())?);
    let limits = RateLimits { window, scale: positive("scale", default.scale)? };
    call.emulator.set_rate_limits(enforce.then_some(limits));
    status(call)
}

/// What would have been sent, latest first; `recipient` narrows it to one.
fn outbox(call: &Call) -> Result<Reply, ApiError> {
    let query = call.query()?;
    let limit = match query.filled("limit")? {
        Some(_) => query.integer("limit")?.unwrap_or_default(),
        None => MESSAGES,
    };
    let recipient = query.text("recipient")?.unwrap_or_default();
    let messages = call.emulator.store.read(|tx| tx.sent(recipient, limit.clamp(0, 10_000)))?;
    Reply::json(&json!({ "messages": messages }))
}
