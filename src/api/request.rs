//! One request, ready to be sent.

use std::borrow::Cow;

use bytes::Bytes;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;

use super::secrets::{self, Mask, redact};
use crate::ops::{Bucket, Call, Effect, Method, Repeat, Spec};

/// One request to the API: where it goes, what it carries, and what may be done with it.
#[derive(Clone)]
pub struct Request {
    /// HTTP method.
    pub method: Method,
    /// Path below the base URL.
    pub path: Cow<'static, str>,
    /// JSON body, or the query of a GET. May hold secrets: show it through [`redact`] only.
    pub body: Payload,
    /// Rate limit that it counts against.
    pub bucket: Bucket,
    /// Whether it may be sent again when the outcome of the first try is unknown.
    pub repeat: Repeat,
    /// Whether it changes nothing, and so may be sent in a dry run.
    pub reads: bool,
}

/// What a request carries.
#[derive(Clone, PartialEq)]
pub enum Payload {
    /// A JSON value.
    Json(Value),
    /// JSON text that the caller made.
    Raw(Bytes),
}

impl Payload {
    /// What it says, as a JSON value; null where the text is not JSON.
    #[must_use]
    pub fn value(&self) -> Cow<'_, Value> {
        match self {
            Self::Json(value) => Cow::Borrowed(value),
            Self::Raw(text) => Cow::Owned(serde_json::from_slice(text).unwrap_or_default()),
        }
    }

    /// The JSON value, to be changed; none where the caller made the text.
    pub fn value_mut(&mut self) -> Option<&mut Value> {
        match self {
            Self::Json(value) => Some(value),
            Self::Raw(_) => None,
        }
    }

    /// The body as it is sent.
    pub(super) fn into_bytes(self) -> Bytes {
        match self {
            Self::Json(value) => value.to_string().into(),
            Self::Raw(text) => text,
        }
    }
}

impl From<Value> for Payload {
    fn from(value: Value) -> Self {
        Self::Json(value)
    }
}

impl From<Bytes> for Payload {
    fn from(text: Bytes) -> Self {
        Self::Raw(text)
    }
}

/// What takes the key and the secrets of these requests out of texts.
pub(super) fn mask_of(requests: &[Request], key: &SecretString) -> Mask {
    let bodies: Vec<_> = requests.iter().map(|request| request.body.value()).collect();
    let mut known: Vec<&str> = bodies.iter().flat_map(|body| secrets::values(body)).collect();
    known.push(key.expose_secret());
    Mask::new(&known)
}

impl Request {
    /// A request for an operation with this body.
    #[must_use]
    pub fn new(spec: &Spec, body: impl Into<Payload>) -> Self {
        Self {
            method: spec.method,
            path: Cow::Borrowed(spec.path),
            body: body.into(),
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

    /// Method and path, as errors name the request.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.method.as_str(), self.path)
    }

    /// The body as query parameters, for a GET. Booleans and numbers as text.
    pub(super) fn query(&self) -> Vec<(String, String)> {
        match self.body.value().as_ref() {
            Value::Object(fields) => {
                fields.iter().map(|(name, value)| (name.clone(), as_text(value))).collect()
            }
            _ => Vec::new(),
        }
    }
}

impl std::fmt::Debug for Request {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} {:?}", self.name(), self.body)
    }
}

impl std::fmt::Debug for Payload {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}", redact(&self.value()))
    }
}

fn as_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::ops::{Operation as _, user};

    #[test]
    fn text_that_the_caller_made_is_sent_as_it_is_and_shown_without_secrets() {
        let text = Bytes::from_static(br#"{"loginId": "a", "password": "s3cret"}"#);
        let request = Request::new(&user::Create::SPEC, text.clone());
        assert_eq!(
            format!("{request:?}"),
            r#"POST /v1/mgmt/user/create {"loginId":"a","password":"[secret]"}"#
        );
        assert_eq!(request.body.clone().into_bytes(), text);
        assert_eq!(request.body.value()["loginId"], json!("a"));
    }
}
