//! What goes back: JSON on success, the API's error envelope otherwise.

use std::time::Duration;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::json;

/// A reply body that is already JSON text, made off the async threads.
pub(super) struct Reply(Vec<u8>);

impl Reply {
    pub(super) fn json<T: Serialize>(body: &T) -> Result<Self, ApiError> {
        serde_json::to_vec(body).map(Self).map_err(|error| ApiError::internal(&error.to_string()))
    }

    /// The empty object of calls that return nothing useful.
    pub(super) fn empty() -> Self {
        Self(b"{}".to_vec())
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        json_response(StatusCode::OK, self.0)
    }
}

fn json_response(status: StatusCode, body: Vec<u8>) -> Response {
    let mut response = (status, body).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// A status, its stable code, and the code's fixed text.
pub(super) type Code = (StatusCode, &'static str, &'static str);

const MALFORMED: Code = (StatusCode::BAD_REQUEST, "E011001", "Request is malformed");
const MISSING: Code = (StatusCode::BAD_REQUEST, "E011002", "Request is missing required arguments");
const INVALID: Code = (StatusCode::BAD_REQUEST, "E011003", "Request is invalid");
const ARGUMENT: Code = (StatusCode::BAD_REQUEST, "E011004", "Invalid argument");
const USER_NOT_FOUND: Code = (StatusCode::NOT_FOUND, "E112102", "User not found");
const USER_EXISTS: Code = (StatusCode::CONFLICT, "E062107", "User already exists");
const CONFLICT: Code = (StatusCode::CONFLICT, "E111127", "User update conflicts with another user");
const UNAUTHORIZED: Code = (StatusCode::UNAUTHORIZED, "E111119", "Unauthorized");
/// The caller is known but may not do this.
pub(super) const FORBIDDEN: Code = (StatusCode::FORBIDDEN, "E111119", "Unauthorized");
pub(super) const WRONG_CREDENTIALS: Code = (StatusCode::UNAUTHORIZED, "E062108", "User not found");
pub(super) const PASSWORD_EXPIRED: Code = (StatusCode::UNAUTHORIZED, "E062909", "Password expired");
pub(super) const TOKEN_REVOKED: Code = (StatusCode::UNAUTHORIZED, "E064001", "Token is no longer valid");
pub(super) const WRONG_CODE: Code = (StatusCode::UNAUTHORIZED, "E061102", "Wrong OTP code");
pub(super) const TOO_MANY_CODES: Code = (StatusCode::UNAUTHORIZED, "E061103", "Too many OTP attempts");
/// Nobody has followed the enchanted link yet; a repeat may work.
pub(super) const LINK_PENDING: Code = (StatusCode::UNAUTHORIZED, "E062503", "Enchanted link is pending");
const INVALID_TOKEN: Code = (StatusCode::UNAUTHORIZED, "E062504", "Token is expired or not valid");
const RATE_LIMITED: Code = (StatusCode::TOO_MANY_REQUESTS, "E130429", "API rate limit exceeded");
/// Another process holds the database for too long; a repeat may work.
pub(super) const BUSY: Code = (StatusCode::SERVICE_UNAVAILABLE, "E010001", "Service unavailable");
const INTERNAL: Code = (StatusCode::INTERNAL_SERVER_ERROR, "E010000", "Internal error");

/// A refusal: its code and the case's own message.
#[derive(Debug)]
pub(super) struct ApiError {
    code: Code,
    message: String,
    retry_after: Option<u64>,
}

impl ApiError {
    pub(super) fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), retry_after: None }
    }

    /// The body cannot be read at all.
    pub(super) fn malformed(message: impl Into<String>) -> Self {
        Self::new(MALFORMED, message)
    }

    /// A required argument is not there.
    pub(super) fn missing(message: impl Into<String>) -> Self {
        Self::new(MISSING, message)
    }

    /// An argument has the wrong type or breaks a rule.
    pub(super) fn invalid(message: impl Into<String>) -> Self {
        Self::new(INVALID, message)
    }

    /// An argument's value is not one of those known.
    pub(super) fn argument(message: impl Into<String>) -> Self {
        Self::new(ARGUMENT, message)
    }

    pub(super) fn user_not_found() -> Self {
        Self::new(USER_NOT_FOUND, "Cannot find the user")
    }

    pub(super) fn user_exists(login_id: &str) -> Self {
        Self::new(USER_EXISTS, format!("User already exists: the login ID {login_id} is taken"))
    }

    pub(super) fn conflict(value: &str) -> Self {
        Self::new(CONFLICT, format!("Another user has {value} as a login ID"))
    }

    pub(super) fn unauthorized(message: &str) -> Self {
        Self::new(UNAUTHORIZED, message)
    }

    pub(super) fn invalid_token(message: &str) -> Self {
        Self::new(INVALID_TOKEN, message)
    }

    /// Malformed, with a status of its own.
    pub(super) fn of_status(status: StatusCode, message: impl Into<String>) -> Self {
        Self::new((status, MALFORMED.1, MALFORMED.2), message)
    }

    pub(super) fn not_served(path: &str) -> Self {
        Self::of_status(StatusCode::NOT_FOUND, format!("No such endpoint: {path}"))
    }

    /// Too many requests; they are refused for this long, told in whole seconds.
    pub(super) fn rate_limited(left: Duration) -> Self {
        let seconds = left.as_secs() + u64::from(left.subsec_nanos() > 0);
        let message = format!("Rate limit exceeded, retry after {seconds} seconds");
        Self { retry_after: Some(seconds), ..Self::new(RATE_LIMITED, message) }
    }

    /// A fault that was asked for: refused with this status before anything looked at the request.
    pub(super) fn by_fault(status: StatusCode) -> Self {
        match status {
            StatusCode::UNAUTHORIZED => Self::unauthorized("Refused by a fault rule"),
            _ => Self::of_status(status, "Refused by a fault rule"),
        }
    }

    pub(super) fn internal(message: &str) -> Self {
        Self::new(INTERNAL, message)
    }

    /// The case's own text, for the places where the API has no room for a code.
    pub(super) fn message(&self) -> &str {
        &self.message
    }

    /// The same refusal with the place it happened at in front.
    pub(super) fn at(mut self, place: &str) -> Self {
        self.message = format!("{place}: {}", self.message);
        self
    }

    /// The message of a refusal. A fault of the emulator's own stays the error.
    pub(super) fn refusal(self) -> Result<String, Self> {
        if self.code.0.is_server_error() { Err(self) } else { Ok(self.message) }
    }
}

impl From<ring::error::Unspecified> for ApiError {
    fn from(_: ring::error::Unspecified) -> Self {
        Self::internal("a cryptographic operation failed")
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let (status, code, description) = self.code;
        let body = json!({
            "errorCode": code,
            "errorDescription": description,
            "errorMessage": self.message,
            "message": self.message,
        });
        let mut response = json_response(status, body.to_string().into_bytes());
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}
