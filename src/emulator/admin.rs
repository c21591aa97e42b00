//! The emulator's own endpoints: what its owner sees and changes while it runs.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::net::IpAddr;
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{MethodFilter, get, on};
use serde_json::json;

use super::connections::Peer;
use super::decode::Fields;
use super::error::Error;
use super::faults::Faults;
use super::limits::RateLimits;
use super::reply::{ApiError, Reply};
use super::route::Access;
use super::server::{Emulator, off_the_async_threads, parse_body, take_in};
use super::store::Message;

/// Larger than that of API calls: a seed is one body.
const BODY_LIMIT: usize = 256 * 1024 * 1024;
const MESSAGES: i64 = 100;

/// Asked for before a key is known, and tells nothing about what is in the database.
const IDENTITY: &str = "/_emulator/identity";

/// One request to the emulator itself.
struct Ask {
    emulator: Emulator,
    query: HashMap<String, String>,
    body: Vec<u8>,
}

type Handler = fn(&Ask) -> Result<Reply, ApiError>;

const ROUTES: &[(MethodFilter, &str, Handler)] = &[
    (MethodFilter::GET, IDENTITY, identity),
    (MethodFilter::GET, "/_emulator/status", status),
    (MethodFilter::GET, "/_emulator/outbox", outbox),
    (MethodFilter::POST, "/_emulator/reset", reset),
    (MethodFilter::POST, "/_emulator/seed", seed),
    (MethodFilter::PUT, "/_emulator/faults", faults),
    (MethodFilter::PUT, "/_emulator/limits", limits),
];

pub(super) fn router() -> Router<Emulator> {
    let mut router = Router::new().route("/_emulator", get(page)).route("/_emulator/", get(page));
    for (method, path, handler) in ROUTES {
        let endpoint = move |State(emulator): State<Emulator>, request: Request| async move {
            answer(emulator, *handler, request).await.into_response()
        };
        router = router.route(path, on(*method, endpoint));
    }
    router
}

async fn answer(emulator: Emulator, handler: Handler, request: Request) -> Result<Reply, ApiError> {
    let access = if request.uri().path() == IDENTITY { Access::Open } else { Access::Management };
    emulator.authorize(access, request.headers())?;
    let query = url::form_urlencoded::parse(request.uri().query().unwrap_or_default().as_bytes());
    let query = query.into_owned().collect();
    let body = take_in(request.into_body(), BODY_LIMIT).await?;
    let ask = Ask { emulator, query, body: body.into() };
    off_the_async_threads(move || handler(&ask)).await
}

impl Ask {
    fn text(&self) -> Result<&str, ApiError> {
        std::str::from_utf8(&self.body).map_err(|_| ApiError::malformed("The body is not UTF-8 text"))
    }

    fn number<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>, ApiError> {
        let given = self.query.get(name).filter(|text| !text.is_empty());
        given
            .map(|text| {
                text.parse().map_err(|_| ApiError::invalid(format!("{name} has to be a whole number")))
            })
            .transpose()
    }
}

fn failed(error: Error) -> ApiError {
    match error {
        Error::Seed(_) => ApiError::invalid(error.to_string()),
        _ => ApiError::internal(&error.to_string()),
    }
}

fn identity(ask: &Ask) -> Result<Reply, ApiError> {
    Reply::json(&json!({ "identity": ask.emulator.identity().map_err(failed)? }))
}

fn status(ask: &Ask) -> Result<Reply, ApiError> {
    Reply::json(&ask.emulator.status().map_err(failed)?)
}

fn reset(ask: &Ask) -> Result<Reply, ApiError> {
    ask.emulator.reset().map_err(failed)?;
    Ok(Reply::empty())
}

fn seed(ask: &Ask) -> Result<Reply, ApiError> {
    Reply::json(&ask.emulator.seed(ask.text()?).map_err(failed)?)
}

/// The rules as text; the seed is in the query, and stays as it was when it is not.
fn faults(ask: &Ask) -> Result<Reply, ApiError> {
    let seed = ask.number("seed")?.unwrap_or_else(|| ask.emulator.injector().faults().seed());
    let faults = Faults::parse(ask.text()?, seed).map_err(|error| ApiError::invalid(error.to_string()))?;
    ask.emulator.set_faults(faults);
    status(ask)
}

/// `{"enforce": false}`, or the window and the scale, each with its documented value when left out.
fn limits(ask: &Ask) -> Result<Reply, ApiError> {
    let body = parse_body(&ask.body)?;
    let fields = Fields::of(&body, "")?;
    let known = ["enforce", "windowSeconds", "scale"];
    // A name that is misspelt would otherwise enforce the documented limits instead of the test's.
    if let Some(unknown) =
        body.as_object().and_then(|body| body.keys().find(|key| !known.contains(&key.as_str())))
    {
        return Err(ApiError::invalid(format!("Field {unknown} is unknown; there are {}", known.join(", "))));
    }
    let enforce = fields.flag("enforce")?.unwrap_or(true);
    let default = RateLimits::default();
    let positive = |name: &'static str, otherwise: f64| match fields.value(name)? {
        None => Ok(otherwise),
        Some(value) => value
            .as_f64()
            .filter(|number| *number > 0.0 && *number <= 1e6)
            .ok_or_else(|| ApiError::invalid(format!("Field {name} has to be a number above 0"))),
    };
    let window = Duration::from_secs_f64(positive("windowSeconds", default.window.as_secs_f64())?);
    let limits = RateLimits { window, scale: positive("scale", default.scale)? };
    ask.emulator.set_rate_limits(enforce.then_some(limits));
    status(ask)
}

/// What would have been sent, latest first; `recipient` narrows it to one.
fn outbox(ask: &Ask) -> Result<Reply, ApiError> {
    let limit = ask.number("limit")?.unwrap_or(MESSAGES).clamp(0, 10_000);
    let recipient = ask.query.get("recipient").map_or("", String::as_str);
    let messages = ask.emulator.store().read(|tx| tx.sent(recipient, limit))?;
    Reply::json(&json!({ "messages": messages }))
}

/// The outbox as a page. It shows codes without asking for a key, so only to this machine, and only when it was
/// asked for by a local name: a page elsewhere could otherwise read it through a name of its own.
async fn page(State(emulator): State<Emulator>, request: Request) -> Response {
    let is_local = request.extensions().get::<Peer>().is_some_and(|peer| peer.local);
    if !is_local || !names_this_machine(request.headers()) {
        return ApiError::not_served(request.uri().path()).into_response();
    }
    let messages = off_the_async_threads(move || emulator.store().read(|tx| tx.sent("", MESSAGES))).await;
    match messages {
        Ok(messages) => {
            let mut response = Html(render(&messages)).into_response();
            let policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            response
        }
        Err(error) => error.into_response(),
    }
}

fn names_this_machine(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => name,
        _ => host,
    };
    let address = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    name == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

fn render(messages: &[Message]) -> String {
    let mut page = String::from(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Outbox of the emulator</title>\n\
         <style>body{font-family:sans-serif;margin:2em}td,th{padding:.3em .8em;text-align:left;\
         border-bottom:1px solid #ccc;vertical-align:top;overflow-wrap:anywhere}</style></head><body>\n\
         <h1>Outbox</h1>\n<p>What the service would have sent, latest first.</p>\n\
         <table><tr><th>Time</th><th>What</th><th>By</th><th>To</th><th>Content</th></tr>\n",
    );
    for message in messages {
        let time = jiff::Timestamp::from_millisecond(message.time).unwrap_or_default();
        page.push_str("<tr>");
        for cell in [&time.to_string(), &message.kind, &message.channel, &message.recipient] {
            // Writing to a text cannot fail.
            let _ = write!(page, "<td>{}</td>", escape(cell));
        }
        page.push_str("<td>");
        for (name, value) in message.payload.as_object().into_iter().flatten() {
            let value = value.as_str().map_or_else(|| Cow::Owned(value.to_string()), Cow::Borrowed);
            if !matches!(&*value, "" | "null" | "{}") {
                let _ = write!(page, "{}: {}<br>", escape(name), escape(&value));
            }
        }
        page.push_str("</td></tr>\n");
    }
    page.push_str("</table>\n</body></html>\n");
    page
}

fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            letter => safe.push(letter),
        }
    }
    safe
}
