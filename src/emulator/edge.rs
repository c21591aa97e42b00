//! What happens to a request before it reaches its handler, as it would at a service's edge.

use std::net::{IpAddr, Ipv4Addr};
use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::connections::Peer;
use super::ids;
use super::limits;
use super::reply::ApiError;
use super::server::Emulator;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Counts, refuses or passes on; every reply gets an ID that a client can show when something goes wrong.
pub(super) async fn pass(State(emulator): State<Emulator>, request: Request, next: Next) -> Response {
    let mut response = match within_limits(&emulator, &request) {
        Ok(()) => next.run(request).await,
        Err(refusal) => refusal.into_response(),
    };
    if let Some(id) = ids::new_id("").ok().and_then(|id| HeaderValue::from_str(&id).ok()) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

fn within_limits(emulator: &Emulator, request: &Request) -> Result<(), ApiError> {
    let (path, headers) = (request.uri().path(), request.headers());
    let client = request.extensions().get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| peer.ip);
    let counted = limits::counted(path, emulator.names_project(headers), client);
    emulator.limiter().admit(path, headers, counted, Instant::now()).map_err(ApiError::rate_limited)
}
