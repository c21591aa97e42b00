//! The `Authorization` header: the project ID, and behind it the management key or a user's token.

use axum::http::{HeaderMap, header};
use ring::hmac;
use ring::rand::SystemRandom;

use super::reply::ApiError;

/// What the header has to carry.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// The project ID and the management key.
    Management,
    /// The project ID, optionally with a token of the end user.
    Project,
    /// Nothing.
    Open,
}

/// Compares keys in constant time: the comparison of two keyed digests is one.
pub(super) struct BearerCheck {
    project_id: String,
    key: hmac::Key,
    expected: hmac::Tag,
}

impl BearerCheck {
    pub(super) fn new(project_id: &str, management_key: &str) -> Result<Self, ApiError> {
        let key = hmac::Key::generate(hmac::HMAC_SHA256, &SystemRandom::new())?;
        let expected = hmac::sign(&key, management_key.as_bytes());
        Ok(Self { project_id: project_id.to_owned(), key, expected })
    }

    /// Whether the bearer names this project, whatever its key is worth.
    pub(super) fn names_project(&self, headers: &HeaderMap) -> bool {
        bearer(headers).is_some_and(|(project, _)| project == self.project_id)
    }

    /// Checks the bearer and gives back what it holds behind the project ID.
    pub(super) fn authorize(&self, access: Access, headers: &HeaderMap) -> Result<Option<String>, ApiError> {
        if access == Access::Open {
            return Ok(None);
        }
        let (project, rest) = bearer(headers)
            .ok_or_else(|| ApiError::unauthorized("The Authorization header is missing or not a bearer"))?;
        let given = rest.unwrap_or_default().as_bytes();
        let is_key = || hmac::verify(&self.key, given, self.expected.as_ref()).is_ok();
        if project != self.project_id || (access == Access::Management && !is_key()) {
            return Err(ApiError::unauthorized("The project ID or the management key is wrong"));
        }
        // A backend SDK may add a key of its own behind the user's token.
        let token = rest.and_then(|rest| rest.split(':').next()).filter(|token| !token.is_empty());
        Ok(token.map(str::to_owned))
    }
}

/// The project ID that the bearer names, and what follows it.
fn bearer(headers: &HeaderMap) -> Option<(&str, Option<&str>)> {
    // The name of a scheme may be written in any case.
    let (scheme, bearer) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return None;
    }
    Some(match bearer.split_once(':') {
        Some((project, rest)) => (project, Some(rest)),
        None => (bearer, None),
    })
}
