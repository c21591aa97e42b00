//! One line per endpoint: method, path, who may call it, and the function that answers.

use serde_json::Value;

use super::bearer::Access;
use super::decode::Fields;
use super::intake::BODY_LIMIT;
use super::reply::{ApiError, Reply};
use super::state::Emulator;

/// Answers one endpoint; runs on a blocking thread.
pub(super) type Handler = fn(&Call) -> Result<Reply, ApiError>;

/// How the body is read.
#[derive(Clone, Copy)]
pub(super) enum Content {
    Json,
    /// As one text, which the handler reads.
    Text,
}

pub(super) struct Route {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    pub(super) access: Access,
    pub(super) content: Content,
    /// The largest body, in bytes.
    pub(super) limit: usize,
    pub(super) handler: Handler,
}

const fn route(method: &'static str, path: &'static str, handler: Handler) -> Route {
    let (access, content, limit) = (Access::Management, Content::Json, BODY_LIMIT);
    Route { method, path, access, content, limit, handler }
}

pub(super) const fn get(path: &'static str, handler: Handler) -> Route {
    route("GET", path, handler)
}

pub(super) const fn post(path: &'static str, handler: Handler) -> Route {
    route("POST", path, handler)
}

pub(super) const fn put(path: &'static str, handler: Handler) -> Route {
    route("PUT", path, handler)
}

pub(super) const fn patch(path: &'static str, handler: Handler) -> Route {
    route("PATCH", path, handler)
}

pub(super) const fn delete(path: &'static str, handler: Handler) -> Route {
    route("DELETE", path, handler)
}

impl Route {
    pub(super) const fn open_to(mut self, access: Access) -> Self {
        self.access = access;
        self
    }

    pub(super) const fn text_up_to(mut self, limit: usize) -> Self {
        self.content = Content::Text;
        self.limit = limit;
        self
    }
}

/// One request, decoded as far as every endpoint needs it.
pub(super) struct Call {
    pub(super) emulator: Emulator,
    pub(super) path: String,
    pub(super) query: Value,
    /// An empty object when there is none.
    pub(super) body: Value,
    pub(super) has_body: bool,
    /// The part of the bearer after the project ID: a user's token on the routes that take one.
    pub(super) token: Option<String>,
}

impl Call {
    pub(super) fn fields(&self) -> Result<Fields<'_>, ApiError> {
        Fields::of(&self.body, "")
    }

    /// The query string; a name given twice keeps its last value.
    pub(super) fn query(&self) -> Result<Fields<'_>, ApiError> {
        Fields::of(&self.query, "")
    }

    pub(super) fn text(&self) -> &str {
        self.body.as_str().unwrap_or_default()
    }
}
