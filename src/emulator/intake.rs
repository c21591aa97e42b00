//! Taking in what a client sends, and working on it where waiting is allowed.

use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::StatusCode;
use serde_json::{Map, Value};
use tokio::time::timeout;

use super::reply::ApiError;

/// The largest body of an API call.
pub(super) const BODY_LIMIT: usize = 8 * 1024 * 1024;
const BODY_TIME: Duration = Duration::from_secs(if cfg!(test) { 1 } else { 60 });

/// The whole body, unless it is too large or too slow.
pub(super) async fn take_in(body: Body, limit: usize) -> Result<Bytes, ApiError> {
    match timeout(BODY_TIME, to_bytes(body, limit)).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(_)) => Err(ApiError::of_status(
            StatusCode::PAYLOAD_TOO_LARGE,
            format!("The body is larger than {limit} bytes"),
        )),
        Err(_) => Err(ApiError::of_status(StatusCode::REQUEST_TIMEOUT, "The body did not arrive in time")),
    }
}

/// An absent body is an empty object.
pub(super) fn parse_body(bytes: &[u8]) -> Result<Value, ApiError> {
    if is_blank(bytes) {
        return Ok(Value::Object(Map::new()));
    }
    serde_json::from_slice(bytes)
        .map_err(|error| ApiError::malformed(format!("The body is not valid JSON: {error}")))
}

pub(super) fn is_blank(bytes: &[u8]) -> bool {
    bytes.iter().all(u8::is_ascii_whitespace)
}

/// A name given twice keeps its last value.
pub(super) fn query_fields(query: &str) -> Value {
    let pairs = url::form_urlencoded::parse(query.as_bytes());
    Value::Object(pairs.map(|(name, value)| (name.into_owned(), value.into_owned().into())).collect())
}

/// Runs what waits for the database where waiting is allowed.
pub(super) async fn off_the_async_threads<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ApiError> + Send + 'static,
) -> Result<T, ApiError> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|_| Err(ApiError::internal("the request's handler failed")))
}
