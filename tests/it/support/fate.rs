//! What a gateway does with a request.

use std::{sync::Arc, time::Duration};

use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, Response, StatusCode},
};
use serde_json::{Value, json};
use tokio::sync::watch;

/// What becomes of a request: by default it is passed on, and its reply comes back.
pub(crate) struct Fate {
    pub(super) held_by: Option<Gate>,
    pub(super) later: Duration,
    pub(super) others_before: Vec<Value>,
    pub(super) request: Option<Edit>,
    pub(super) executed: bool,
    pub(super) others_after: Vec<Value>,
    pub(super) reply_held_by: Option<Gate>,
    pub(super) reply: Reply,
}

type Edit = Box<dyn FnOnce(&mut Value) + Send>;

pub(super) enum Reply {
    AsItIs,
    Edited(Edit),
    Instead(Canned),
    /// The connection is closed without one.
    Cut,
}

/// A reply that the emulator did not give.
#[derive(Debug, Clone)]
pub(crate) struct Canned {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: String,
}

/// Opened by a test; what waits for it continues then.
#[derive(Clone)]
pub(crate) struct Gate(Arc<watch::Sender<bool>>);

impl Gate {
    pub(crate) fn new() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }

    pub(crate) fn open(&self) {
        self.0.send_replace(true);
    }

    pub(super) async fn passed(&self) {
        let _ = self.0.subscribe().wait_for(|open| *open).await;
    }
}

impl Fate {
    pub(crate) fn pass() -> Self {
        Self {
            held_by: None,
            later: Duration::ZERO,
            others_before: Vec::new(),
            request: None,
            executed: true,
            others_after: Vec::new(),
            reply_held_by: None,
            reply: Reply::AsItIs,
        }
    }

    /// The request is executed, and the connection closed without a reply.
    pub(crate) fn cut_after() -> Self {
        Self { reply: Reply::Cut, ..Self::pass() }
    }

    /// The connection is closed, and nothing executed.
    pub(crate) fn cut_before() -> Self {
        Self { executed: false, ..Self::cut_after() }
    }

    /// Nothing is executed, and this is the reply.
    pub(crate) fn refuse(reply: Canned) -> Self {
        Self { executed: false, ..Self::instead(reply) }
    }

    /// The request is executed, and this is the reply.
    pub(crate) fn instead(reply: Canned) -> Self {
        Self { reply: Reply::Instead(reply), ..Self::pass() }
    }

    /// Nothing is executed before the gate is open.
    pub(crate) fn held_by(self, gate: &Gate) -> Self {
        Self { held_by: Some(gate.clone()), ..self }
    }

    /// The request is executed at once; its reply waits for the gate.
    pub(crate) fn reply_held_by(gate: &Gate) -> Self {
        Self { reply_held_by: Some(gate.clone()), ..Self::pass() }
    }

    /// The request is executed that much later.
    pub(crate) fn later(self, later: Duration) -> Self {
        Self { later, ..self }
    }

    /// Somebody else creates these users just before the request is executed.
    pub(crate) fn after_others_made(self, users: Vec<Value>) -> Self {
        Self { others_before: users, ..self }
    }

    /// Somebody else creates these users just after the request was executed, and before its reply.
    pub(crate) fn before_others_make(self, users: Vec<Value>) -> Self {
        Self { others_after: users, ..self }
    }

    /// The request is changed on its way.
    pub(crate) fn with_request(edit: impl FnOnce(&mut Value) + Send + 'static) -> Self {
        Self { request: Some(Box::new(edit)), ..Self::pass() }
    }

    /// The request is executed at once; the connection is closed when the gate is open.
    pub(crate) fn cut_after_held_by(gate: &Gate) -> Self {
        Self { reply: Reply::Cut, ..Self::reply_held_by(gate) }
    }

    /// The reply is changed on its way.
    pub(crate) fn with_reply(edit: impl FnOnce(&mut Value) + Send + 'static) -> Self {
        Self { reply: Reply::Edited(Box::new(edit)), ..Self::pass() }
    }
}

impl Canned {
    pub(crate) fn page(status: u16) -> Self {
        Self {
            status,
            headers: vec![("content-type", "text/html".to_owned())],
            body: format!("<html><body><h1>{status}</h1></body></html>"),
        }
    }

    pub(crate) fn text(status: u16, body: &str) -> Self {
        Self { status, headers: Vec::new(), body: body.to_owned() }
    }

    pub(crate) fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: String::new() }
    }

    /// An error of the API.
    pub(crate) fn envelope(status: u16, code: &str, message: &str) -> Self {
        let body = json!({
            "errorCode": code, "errorDescription": message, "errorMessage": message, "message": message,
        });
        let headers = vec![("content-type", "application/json".to_owned())];
        Self { status, headers, body: body.to_string() }
    }

    pub(crate) fn rate_limited(retry_after: &str) -> Self {
        Self::envelope(429, "E130429", "Rate limit exceeded").with("retry-after", retry_after)
    }

    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    pub(super) fn response(self) -> Response<Body> {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap();
        for (name, value) in self.headers {
            let value = HeaderValue::from_str(&value).unwrap();
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
        response
    }
}
