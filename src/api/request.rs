//! One request, ready to be sent.

use std::borrow::Cow;

use serde_json::Value;

use crate::ops::{Bucket, Call, Effect, Method, Repeat, Spec};

/// One request to the API: where it goes, what it carries, and what may be done with it.
#[derive(Clone)]
pub struct Request {
    /// HTTP method.
    pub method: Method,
    /// Path below the base URL.
    pub path: Cow<'static, str>,
    /// JSON body, or the query of a GET. May hold secrets: show it through [`redact`] only.
    pub body: Value,
    /// Rate limit that it counts against.
    pub bucket: Bucket,
    /// Whether it may be sent again when the outcome of the first try is unknown.
    pub repeat: Repeat,
    /// Whether it changes nothing, and so may be sent in a dry run.
    pub reads: bool,
}

impl Request {
    /// A request for an operation with this body.
    #[must_use]
    pub fn new(spec: &Spec, body: Value) -> Self {
        Self {
            method: spec.method,
            path: Cow::Borrowed(spec.path),
            body,
            bucket: spec.bucket,
            repeat: spec.repeat,
            reads: spec.effect == Effect::Read,
        }
    }

    /// The request of an operation with its arguments.
    ///
    /// # Errors
    /// When a value cannot be expressed in JSON.
    pub fn of(call: &dyn Call) -> crate::error::Result<Self> {
        call.body().map(|body| Self::new(call.spec(), body))
    }

    /// The body as query parameters, for a GET. Booleans and numbers as text.
    pub(super) fn query(&self) -> Vec<(&str, String)> {
        let Value::Object(fields) = &self.body else { return Vec::new() };
        fields.iter().map(|(name, value)| (name.as_str(), as_text(value))).collect()
    }
}

impl std::fmt::Debug for Request {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} {} {}", self.method.as_str(), self.path, redact(&self.body))
    }
}

fn as_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Fields whose values are secrets, in requests and replies.
const SECRETS: &[&str] = &[
    "password",
    "hashedPassword",
    "seed",
    "cleartext",
    "jwt",
    "sessionJwt",
    "refreshJwt",
    "externalToken",
    "trustedDeviceJwt",
    "accessToken",
    "refreshToken",
    "token",
    "code",
    "link",
    "pendingRef",
    "hashes",
];

/// The value with every secret replaced, for dry runs and verbose output. A boolean under such a
/// name is a flag, not a secret.
#[must_use]
pub fn redact(value: &Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| {
                // The users of an import: the base64 of a whole file.
                if let ("users", Value::String(content)) = (name.as_str(), value) {
                    return (name.clone(), Value::from(format!("[{} characters]", content.len())));
                }
                let secret =
                    SECRETS.contains(&name.as_str()) && !matches!(value, Value::Bool(_) | Value::Null);
                (name.clone(), if secret { Value::from("[secret]") } else { redact(value) })
            })
            .collect(),
        Value::Array(items) => items.iter().map(redact).collect(),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn secrets_are_replaced_at_any_depth_and_flags_are_not() {
        let body = json!({"users": [{"loginId": "a", "password": "s3cret", "seed": "x"}], "jwt": "ey"});
        assert_eq!(
            redact(&body),
            json!({"users": [{"loginId": "a", "password": "[secret]", "seed": "[secret]"}], "jwt": "[secret]"})
        );
        assert_eq!(redact(&json!({"password": true})), json!({"password": true}));
        assert_eq!(redact(&json!({"users": "W10="})), json!({"users": "[4 characters]"}));
    }
}
