//! One line per endpoint: method, path, who may call it, and the function that answers.

use serde_json::Value;

use super::decode::Fields;
use super::reply::{ApiError, Reply};
use super::server::Emulator;

/// What the `Authorization` header has to carry.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// The project ID and the management key.
    Management,
    /// The project ID, optionally with a token of the end user.
    Project,
    /// Nothing.
    Open,
}

/// Answers one endpoint; runs on a blocking thread.
pub(super) type Handler = fn(&Call) -> Result<Reply, ApiError>;

pub(super) struct Route {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    pub(super) access: Access,
    pub(super) handler: Handler,
}

pub(super) const fn get(path: &'static str, handler: Handler) -> Route {
    Route { method: "GET", path, access: Access::Management, handler }
}

pub(super) const fn post(path: &'static str, handler: Handler) -> Route {
    Route { method: "POST", path, access: Access::Management, handler }
}

pub(super) const fn patch(path: &'static str, handler: Handler) -> Route {
    Route { method: "PATCH", path, access: Access::Management, handler }
}

pub(super) const fn delete(path: &'static str, handler: Handler) -> Route {
    Route { method: "DELETE", path, access: Access::Management, handler }
}

impl Route {
    pub(super) const fn open_to(mut self, access: Access) -> Self {
        self.access = access;
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
}
