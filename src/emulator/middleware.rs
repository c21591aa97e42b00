//! What happens to a request before it reaches its handler, as it would at a service's edge.

use std::net::{IpAddr, Ipv4Addr};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use hyper::body::Frame;
use serde_json::json;
use tokio::time::{Instant, Sleep, sleep};

use super::connections::{Cut, Peer};
use super::faults::Fault;
use super::ids;
use super::intake::{BODY_LIMIT, take_in};
use super::limits;
use super::reply::ApiError;
use super::state::Emulator;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What callers without a socket see of a cut connection.
const NO_REPLY: u16 = 444;

/// How long the first half of a cut reply has to get on its way.
const FLUSH: Duration = Duration::from_millis(20);

/// Counts, refuses, spoils or passes on, and notes how it went.
pub(super) async fn pass(State(emulator): State<Emulator>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let origin =
        request.headers().get(header::ORIGIN).filter(|origin| emulator.serves_origin(origin)).cloned();
    let mut response = if origin.is_some() && method == Method::OPTIONS {
        preflight(request.headers())
    } else {
        match within_limits(&emulator, &request) {
            Ok(()) => with_faults(&emulator, request, next).await,
            Err(refusal) => refusal.into_response(),
        }
    };
    if let Some(origin) = origin {
        share_with(origin, response.headers_mut());
    }
    // A client can show the ID when something goes wrong.
    if let Some(id) = ids::new_id("").ok().and_then(|id| HeaderValue::from_str(&id).ok()) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    // hyper would put the system's time here.
    if let Some(date) = emulator.clock().date() {
        response.headers_mut().insert(header::DATE, date);
    }
    if let Some(log) = &emulator.request_log {
        let cut = response.extensions().get::<Cut>().is_some();
        log.write(&json!({
            "time": jiff::Timestamp::now().to_string(),
            "method": method.as_str(),
            "path": path,
            "status": (!cut).then(|| response.status().as_u16()),
            "ms": u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
            // As far as it is known beforehand.
            "bytes": response.body().size_hint().exact(),
        }));
    }
    response
}

/// The question of a browser whether a page may send the request that it is about to send.
fn preflight(asked: &HeaderMap) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_METHODS,
        HeaderValue::from_static("GET, POST, PUT, PATCH, DELETE"),
    );
    if let Some(names) = asked.get(header::ACCESS_CONTROL_REQUEST_HEADERS) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, names.clone());
    }
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    response
}

/// Lets a browser give the reply to pages of this origin.
fn share_with(origin: HeaderValue, headers: &mut HeaderMap) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.insert(header::VARY, HeaderValue::from_static("origin"));
    // The browser SDKs send their requests with credentials.
    headers.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
    headers.insert(
        header::ACCESS_CONTROL_EXPOSE_HEADERS,
        HeaderValue::from_static("date, retry-after, x-request-id"),
    );
}

fn within_limits(emulator: &Emulator, request: &Request) -> Result<(), ApiError> {
    let (path, headers) = (request.uri().path(), request.headers());
    let client = request.extensions().get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| peer.ip);
    let counted = limits::counted(path, emulator.bearer.names_project(headers), client);
    emulator.limiter.admit(path, headers, counted, Instant::now().into_std()).map_err(ApiError::rate_limited)
}

async fn with_faults(emulator: &Emulator, request: Request, next: Next) -> Response {
    let plan = emulator.injector().plan(request.method().as_str(), request.uri().path());
    if !plan.latency.is_zero() {
        sleep(plan.latency).await;
    }
    match plan.fault {
        None => handled(request, next, plan.late).await,
        Some(Fault::CutAfterCommit) => {
            handled(request, next, plan.late).await;
            no_reply()
        }
        Some(Fault::CutMidReply) => half(handled(request, next, plan.late).await).await,
        Some(unhandled) => {
            // Taken in first: a client that is still sending would miss the answer.
            drop(take_in(request.into_body(), BODY_LIMIT).await);
            match unhandled {
                Fault::Status(status) => refusal_before(status),
                Fault::Garbage => {
                    Html("<!doctype html>\n<title>Welcome</title>\n<p>It works!").into_response()
                }
                _ => no_reply(),
            }
        }
    }
}

/// Runs the handler, now or later.
async fn handled(request: Request, next: Next, late: Duration) -> Response {
    if late.is_zero() {
        return next.run(request).await;
    }
    // Taken in first: the client may be gone when the handler reads it.
    let (parts, body) = request.into_parts();
    let body = match take_in(body, BODY_LIMIT).await {
        Ok(bytes) => Body::from(bytes),
        Err(refusal) => return refusal.into_response(),
    };
    // A task of its own goes on when the connection, and with it this future, is dropped.
    let handler = tokio::spawn(async move {
        sleep(late).await;
        next.run(Request::from_parts(parts, body)).await
    });
    handler.await.unwrap_or_else(|_| ApiError::internal("the request's handler failed").into_response())
}

/// Servers in front answer 4xx in the API's envelope and 5xx with whatever page they have.
fn refusal_before(status: StatusCode) -> Response {
    if status == StatusCode::TOO_MANY_REQUESTS {
        ApiError::rate_limited(Duration::from_secs(1)).into_response()
    } else if status.is_client_error() {
        ApiError::by_fault(status).into_response()
    } else if status.is_server_error() {
        (status, Html(format!("<html><body><h1>{status}</h1></body></html>\n"))).into_response()
    } else {
        status.into_response()
    }
}

fn no_reply() -> Response {
    let mut response = StatusCode::from_u16(NO_REPLY).unwrap_or_default().into_response();
    response.extensions_mut().insert(Cut);
    response
}

/// Keeps the head, which promises the whole body, and half of the body.
async fn half(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else { return no_reply() };
    parts.headers.insert(header::CONTENT_LENGTH, bytes.len().into());
    let body = HalfBody { half: Some(bytes.slice(..bytes.len() / 2)), end: Box::pin(sleep(FLUSH)) };
    Response::from_parts(parts, Body::new(body))
}

/// A body that fails after its first half was sent.
struct HalfBody {
    half: Option<Bytes>,
    end: Pin<Box<Sleep>>,
}

impl HttpBody for HalfBody {
    type Data = Bytes;
    type Error = Cut;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Cut>>> {
        if let Some(half) = self.half.take() {
            self.end.as_mut().reset(Instant::now() + FLUSH);
            return Poll::Ready(Some(Ok(Frame::data(half))));
        }
        ready!(self.end.as_mut().poll(context));
        Poll::Ready(Some(Err(Cut)))
    }
}
