//! One line per endpoint: method, path, who may call it, and the function that answers.

use super::bearer::Access;
use super::decode::Fields;
use super::intake::BODY_LIMIT;
use super::reply::{ApiError, Reply};
use super::state::Emulator;
use super::store::Tx;

/// Answers one endpoint from its arguments; runs on a blocking thread.
pub(super) type Handler = fn(&Call, &Fields<'_>) -> Result<Reply, ApiError>;

/// Where the arguments are.
#[derive(Clone, Copy)]
pub(super) enum Arguments {
    /// In the query; there is no body.
    Query,
    /// In the body, a JSON object.
    Body,
    /// In the body, which may be a bare list, too: it stands for an object with the list under this name.
    BodyOrList(&'static str),
    /// In the query; the body is one text, which the handler reads.
    QueryBesideText,
}

pub(super) struct Route {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    pub(super) access: Access,
    pub(super) arguments: Arguments,
    /// The largest body, in bytes.
    pub(super) limit: usize,
    pub(super) handler: Handler,
}

const fn route(method: &'static str, path: &'static str, handler: Handler) -> Route {
    let (access, arguments, limit) = (Access::Management, Arguments::Body, BODY_LIMIT);
    Route { method, path, access, arguments, limit, handler }
}

pub(super) const fn get(path: &'static str, handler: Handler) -> Route {
    Route { arguments: Arguments::Query, ..route("GET", path, handler) }
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

    pub(super) const fn or_list(mut self, name: &'static str) -> Self {
        self.arguments = Arguments::BodyOrList(name);
        self
    }

    pub(super) const fn text_up_to(mut self, limit: usize) -> Self {
        self.arguments = Arguments::QueryBesideText;
        self.limit = limit;
        self
    }
}

/// One request, but for its arguments.
pub(super) struct Call {
    pub(super) emulator: Emulator,
    pub(super) path: String,
    pub(super) has_body: bool,
    /// The body where it is one text.
    pub(super) text: String,
    /// The part of the bearer after the project ID: a user's token on the routes that take one.
    pub(super) token: Option<String>,
}

impl Call {
    /// Runs `work` on one consistent snapshot.
    pub(super) fn read<T>(&self, work: impl FnOnce(&Tx<'_>) -> Result<T, ApiError>) -> Result<T, ApiError> {
        self.emulator.store.read(work)
    }

    /// Runs `work` in one write transaction: all of it is kept, or on an error nothing.
    pub(super) fn write<T>(&self, work: impl FnOnce(&Tx<'_>) -> Result<T, ApiError>) -> Result<T, ApiError> {
        self.emulator.store.write(work)
    }

    /// Writes, and answers with the empty object.
    pub(super) fn done<T>(
        &self,
        work: impl FnOnce(&Tx<'_>) -> Result<T, ApiError>,
    ) -> Result<Reply, ApiError> {
        self.write(work).map(|_| Reply::empty())
    }
}
