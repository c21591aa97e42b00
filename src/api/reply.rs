//! A reply, and what is read from it.

use std::{slice, sync::Arc};

use bytes::Bytes;
use reqwest::header::{HeaderMap, LOCATION, RETRY_AFTER};
use secrecy::SecretString;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{
    failure::{Refusal, address_hint},
    request::{Request, mask_of},
    retry::{self, TryEnd},
    transport::Exchange,
};
use crate::error::{Error, Kind, Response, Result};

const REQUEST_ID_HEADERS: [&str; 3] = ["x-request-id", "x-descope-request-id", "cf-ray"];

/// More values than this are no reply of the API: each takes many times the memory that its text takes.
const MOST_VALUES: usize = 4 * 1024 * 1024;

/// A reply that says success.
#[derive(Clone)]
pub struct Reply {
    /// The body as it came; `{}` for an empty one.
    pub body: Bytes,
    /// Whether there was no body.
    was_empty: bool,
    request: Request,
    address: Arc<str>,
    status: u16,
    /// As the server states it, which may be a secret of the request.
    request_id: Option<String>,
    key: Arc<SecretString>,
}

impl Reply {
    /// Whether the exchange succeeded: its reply, or how it ended and the error to show.
    pub(super) fn of(
        request: &Request,
        exchange: Exchange,
        address: &Arc<str>,
        key: &Arc<SecretString>,
    ) -> std::result::Result<Self, (TryEnd, Error)> {
        let date = exchange.date().map(str::to_owned);
        let Exchange { status, headers, body, .. } = exchange;
        let request_id = REQUEST_ID_HEADERS.iter().find_map(|name| text(&headers, name));
        if !status.is_success() {
            let asked = text(&headers, RETRY_AFTER.as_str());
            let retry_after = asked.and_then(|asked| retry::retry_after(&asked, date.as_deref()));
            let outcome = retry::outcome_of(status.as_u16(), retry_after);
            let location = text(&headers, LOCATION.as_str()).filter(|_| status.is_redirection());
            let status = status.as_u16();
            let mask = mask_of(slice::from_ref(request), key);
            let refusal = Refusal { address, status, body: &body, request_id, retry_after, location };
            return Err((outcome, refusal.into_error(request, |text| mask.apply(text))));
        }
        let is_empty = body.iter().all(u8::is_ascii_whitespace);
        let body = if is_empty { Bytes::from_static(b"{}") } else { body };
        let (address, key) = (Arc::clone(address), Arc::clone(key));
        Ok(Self {
            body,
            was_empty: is_empty,
            request: request.clone(),
            address,
            status: status.as_u16(),
            request_id,
            key,
        })
    }

    /// The body as JSON.
    ///
    /// # Errors
    /// `Unavailable` when it is none: somebody else has answered. A change may have taken effect then.
    pub fn json(&self) -> Result<Value> {
        // Counts more than there are, as text may hold these too; there is room for that.
        let marks = |byte: &&u8| matches!(byte, b',' | b'[' | b'{');
        if self.body.len() > MOST_VALUES && self.body.iter().filter(marks).count() > MOST_VALUES {
            return Err(self.useless(format!("the reply has more than {MOST_VALUES} values")));
        }
        self.parse()
    }

    /// The body as a JSON object, which the API answers every change with, be it an empty one.
    ///
    /// # Errors
    /// As [`Self::json`], also for an empty body and for any other value: somebody else has answered.
    pub fn object(&self) -> Result<Map<String, Value>> {
        if self.was_empty {
            return Err(self.useless("the reply is empty"));
        }
        match self.json()? {
            Value::Object(fields) => Ok(fields),
            _ => Err(self.useless("the reply has another form")),
        }
    }

    /// The body as a type that takes from it what is needed.
    ///
    /// # Errors
    /// As [`Self::json`], also when it has another form.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_slice(&self.body).map_err(|cause| {
            let what = if cause.is_data() { "the reply has another form" } else { "the reply is not JSON" };
            // The parser's own words may quote what it found.
            let place = format!("at line {}, column {}", cause.line(), cause.column());
            self.useless(what).because(place)
        })
    }

    /// The error for a reply that says success, but not what was asked for.
    #[must_use]
    pub fn useless(&self, message: impl Into<String>) -> Error {
        let mask = mask_of(slice::from_ref(&self.request), &self.key);
        let response = Response {
            request: self.request.name(),
            status: Some(self.status),
            request_id: self.request_id.as_deref().map(|id| mask.apply(id)),
            in_doubt: !self.request.reads,
            ..Response::default()
        };
        Error::new(Kind::Unavailable, message).with_response(response).hint(address_hint(&self.address))
    }
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}
