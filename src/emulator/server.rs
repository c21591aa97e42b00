//! The emulator itself: options, router, authentication, limits, serving.

use std::future::Future;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, Uri, header};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, on};
use jiff::SignedDuration;
use ring::hmac;
use ring::rand::SystemRandom;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value, json};
use tokio::net::TcpListener;
use tokio::time::timeout;

use super::admin;
use super::clock::Clock;
use super::connections;
use super::edge;
use super::error::Error;
use super::faults::{Faults, Injector};
use super::jwt::Signer;
use super::limits::{Limiter, RateLimits};
use super::reply::{ApiError, Reply};
use super::request_log::RequestLog;
use super::route::{Access, Call, Route};
use super::seed::{self, SeedReport};
use super::store::{Store, lock};

/// The project ID of the `local` profile: fixed, in the shape of a real one, and obviously not one.
pub const LOCAL_PROJECT_ID: &str = "PEmulator0Local0Project00000";

pub(super) const BODY_LIMIT: usize = 8 * 1024 * 1024;
const BODY_TIME: Duration = Duration::from_secs(if cfg!(test) { 1 } else { 60 });

/// Where the emulator keeps its users.
#[derive(Debug, Clone)]
pub enum Database {
    /// A SQLite file; it and its folder are created when missing, readable by the owner only.
    File(PathBuf),
    /// Nothing is kept after the last handle is gone.
    Memory,
}

/// How an emulator is set up. [`Options::new`] gives what has to be chosen; the rest may be changed after it.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where the users are kept.
    pub database: Database,
    /// The project ID that callers have to name.
    pub project_id: String,
    /// The key that callers have to know.
    pub management_key: SecretString,
    /// The rate-limit tier that the licence call reports, `tier1` to `tier4`.
    pub license_tier: String,
    /// Base URL for the `iss` claim of tokens and for links.
    pub issuer: Option<String>,
    /// The rate limits to enforce; without them requests are not counted.
    pub rate_limits: Option<RateLimits>,
    /// What goes wrong on purpose.
    pub faults: Faults,
    /// How far the emulator's clock is ahead of the system's; negative is behind.
    pub clock_offset: SignedDuration,
    /// How long searches show what was before a change.
    pub search_lag: Duration,
    /// Origins whose web pages may call the emulator from a browser; `*` stands for any.
    pub cors: Vec<String>,
    /// A file that gets one JSON line per request.
    pub request_log: Option<PathBuf>,
}

impl Options {
    /// The `local` project on the lowest tier, with nothing enforced.
    pub fn new(database: Database, management_key: impl Into<SecretString>) -> Self {
        Self {
            database,
            project_id: LOCAL_PROJECT_ID.to_owned(),
            management_key: management_key.into(),
            license_tier: "tier1".to_owned(),
            issuer: None,
            rate_limits: None,
            faults: Faults::default(),
            clock_offset: SignedDuration::ZERO,
            search_lag: Duration::ZERO,
            cors: Vec::new(),
            request_log: None,
        }
    }
}

/// A running emulator; clones share it.
#[derive(Clone)]
pub struct Emulator {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    signer: Signer,
    project_id: String,
    license_tier: String,
    issuer: Option<String>,
    bearer: BearerCheck,
    limiter: Limiter,
    injector: Mutex<Arc<Injector>>,
    cors: Vec<String>,
    request_log: Option<RequestLog>,
}

impl Emulator {
    /// Opens the database, creating file and schema when they are missing.
    pub fn open(options: Options) -> Result<Self, Error> {
        let path = match &options.database {
            Database::File(path) => Some(path.as_path()),
            Database::Memory => None,
        };
        let clock = Clock::new(options.clock_offset);
        let store = Store::open(path, options.search_lag, clock).map_err(Error::from)?;
        let signer = store.write(|tx| {
            tx.initialize()?;
            Signer::load(tx)
        });
        let signer = signer.map_err(database)?;
        let bearer = BearerCheck::new(options.management_key.expose_secret()).map_err(database)?;
        let request_log = options.request_log.as_deref().map(RequestLog::open).transpose();
        let inner = Inner {
            store,
            signer,
            limiter: Limiter::new(options.rate_limits, &options.license_tier),
            injector: Mutex::new(Arc::new(Injector::new(options.faults))),
            cors: options.cors,
            request_log: request_log.map_err(Error::RequestLog)?,
            project_id: options.project_id,
            license_tier: options.license_tier,
            issuer: options.issuer,
            bearer,
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// The API as a service that can be called without a socket.
    pub fn router(&self) -> Router {
        let mut router = admin::router();
        for route in super::all_routes() {
            router = router.route(route.path, endpoint(route));
        }
        router
            .fallback(async |uri: Uri| ApiError::not_served(uri.path()))
            .method_not_allowed_fallback(async |method: Method, uri: Uri| {
                ApiError::wrong_method(method.as_str(), uri.path())
            })
            .layer(middleware::from_fn_with_state(self.clone(), edge::pass))
            .with_state(self.clone())
    }

    /// Serves the API on the listener until `shutdown` completes and running requests are answered, for which
    /// they have ten seconds.
    pub async fn serve(
        self,
        listener: TcpListener,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), Error> {
        connections::serve(self.router(), listener, shutdown).await;
        Ok(())
    }

    /// Adds what a seed file describes: all of it, or on an error nothing.
    pub fn seed(&self, text: &str) -> Result<SeedReport, Error> {
        seed::sow(self.store(), text)
    }

    /// What tells the database from others, as 32 hexadecimal digits: made with it, and changed by a reset.
    pub fn identity(&self) -> Result<String, Error> {
        self.store().read(|tx| tx.identity()).map_err(database)
    }

    /// Leaves what a new database has, and the signing key.
    pub fn reset(&self) -> Result<(), Error> {
        self.store().write(|tx| tx.clear()).map_err(database)
    }

    /// Enforces other rate limits, or none, from now on; what was counted is forgotten.
    pub fn set_rate_limits(&self, limits: Option<RateLimits>) {
        self.inner.limiter.set(limits);
    }

    /// Injects other faults, or none, from now on; `every N` starts to count anew.
    pub fn set_faults(&self, faults: Faults) {
        *lock(&self.inner.injector) = Arc::new(Injector::new(faults));
    }

    /// Counts per kind, where the database is, its schema version and the project ID.
    pub fn status(&self) -> Result<Value, Error> {
        let counts = self.store().read(|tx| tx.counts()).map_err(database)?;
        Ok(json!({
            "projectId": self.inner.project_id,
            "database": self.store().path().map_or(":memory:".into(), |path| path.to_string_lossy()),
            "schemaVersion": self.store().schema_version(),
            "licenseTier": self.inner.license_tier,
            "rateLimits": self.limiter().limits().map(|limits| json!({
                "windowSeconds": limits.window.as_secs_f64(),
                "scale": limits.scale,
            })),
            "faults": self.injector().faults().rules().collect::<Vec<_>>(),
            "faultSeed": self.injector().faults().seed(),
            "counts": counts,
        }))
    }

    pub(super) fn store(&self) -> &Store {
        &self.inner.store
    }

    pub(super) fn clock(&self) -> Clock {
        self.store().clock()
    }

    pub(super) fn signer(&self) -> &Signer {
        &self.inner.signer
    }

    pub(super) fn project_id(&self) -> &str {
        &self.inner.project_id
    }

    pub(super) fn license_tier(&self) -> &str {
        &self.inner.license_tier
    }

    /// Base URL of links the emulator makes up.
    pub(super) fn issuer(&self) -> &str {
        self.inner.issuer.as_deref().unwrap_or("http://localhost").trim_end_matches('/')
    }

    /// The `iss` claim: the base URL with the project ID, or the bare project ID.
    pub(super) fn token_issuer(&self) -> String {
        match &self.inner.issuer {
            Some(_) => format!("{}/{}", self.issuer(), self.inner.project_id),
            None => self.inner.project_id.clone(),
        }
    }

    pub(super) fn limiter(&self) -> &Limiter {
        &self.inner.limiter
    }

    pub(super) fn injector(&self) -> Arc<Injector> {
        Arc::clone(&lock(&self.inner.injector))
    }

    /// Whether web pages of this origin may read replies.
    pub(super) fn serves_origin(&self, origin: &HeaderValue) -> bool {
        self.inner.cors.iter().any(|known| known == "*" || origin == known.as_str())
    }

    pub(super) fn request_log(&self) -> Option<&RequestLog> {
        self.inner.request_log.as_ref()
    }

    /// Whether the bearer names this project, whatever its key is worth.
    pub(super) fn names_project(&self, headers: &HeaderMap) -> bool {
        bearer(headers).is_some_and(|(project, _)| project == self.inner.project_id)
    }

    /// Checks the bearer and gives back what it holds behind the project ID.
    pub(super) fn authorize(&self, access: Access, headers: &HeaderMap) -> Result<Option<String>, ApiError> {
        if access == Access::Open {
            return Ok(None);
        }
        let (project, rest) = bearer(headers)
            .ok_or_else(|| ApiError::unauthorized("The Authorization header is missing or not a bearer"))?;
        let known_project = project == self.inner.project_id;
        let known_key = access == Access::Project || self.inner.bearer.accepts(rest.unwrap_or_default());
        if known_project && known_key {
            // A backend SDK may add a key of its own behind the user's token.
            let token = rest.map(|rest| rest.split(':').next().unwrap_or_default());
            return Ok(token.filter(|token| !token.is_empty()).map(str::to_owned));
        }
        Err(ApiError::unauthorized("The project ID or the management key is wrong"))
    }
}

/// The project ID that the bearer names, and what follows it.
fn bearer(headers: &HeaderMap) -> Option<(&str, Option<&str>)> {
    let bearer = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    // The name of a scheme may be written in any case.
    let (scheme, bearer) = bearer.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return None;
    }
    Some(match bearer.split_once(':') {
        Some((project, rest)) => (project, Some(rest)),
        None => (bearer, None),
    })
}

fn database(error: ApiError) -> Error {
    Error::Database(error.message().to_owned())
}

/// Compares keys in constant time: the comparison of two keyed digests is one.
struct BearerCheck {
    key: hmac::Key,
    expected: hmac::Tag,
}

impl BearerCheck {
    fn new(secret: &str) -> Result<Self, ApiError> {
        let key = hmac::Key::generate(hmac::HMAC_SHA256, &SystemRandom::new())?;
        let expected = hmac::sign(&key, secret.as_bytes());
        Ok(Self { key, expected })
    }

    fn accepts(&self, given: &str) -> bool {
        hmac::verify(&self.key, given.as_bytes(), self.expected.as_ref()).is_ok()
    }
}

fn endpoint(route: &'static Route) -> MethodRouter<Emulator> {
    let filter = match route.method {
        "GET" => MethodFilter::GET,
        "PATCH" => MethodFilter::PATCH,
        "DELETE" => MethodFilter::DELETE,
        _ => MethodFilter::POST,
    };
    on(filter, move |State(emulator): State<Emulator>, request: Request| answer(emulator, route, request))
}

async fn answer(emulator: Emulator, route: &'static Route, request: Request) -> Response {
    match call(emulator, route, request).await {
        Ok(reply) => reply.into_response(),
        Err(error) => error.into_response(),
    }
}

async fn call(emulator: Emulator, route: &'static Route, request: Request) -> Result<Reply, ApiError> {
    let token = emulator.authorize(route.access, request.headers())?;
    let path = request.uri().path().to_owned();
    let query = query_fields(request.uri().query().unwrap_or_default());
    let bytes =
        if route.method == "GET" { Bytes::new() } else { take_in(request.into_body(), BODY_LIMIT).await? };
    let work = move || {
        let has_body = !bytes.iter().all(u8::is_ascii_whitespace);
        let body = parse_body(&bytes)?;
        drop(bytes);
        (route.handler)(&Call { emulator, path, query, body, has_body, token })
    };
    off_the_async_threads(work).await
}

/// The whole body, unless it is too large or too slow.
pub(super) async fn take_in(body: Body, limit: usize) -> Result<Bytes, ApiError> {
    match timeout(BODY_TIME, to_bytes(body, limit)).await {
        Ok(bytes) => bytes.map_err(|_| ApiError::too_large(limit)),
        Err(_) => Err(ApiError::too_slow()),
    }
}

/// Runs what waits for the database where waiting is allowed.
pub(super) async fn off_the_async_threads<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ApiError> + Send + 'static,
) -> Result<T, ApiError> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|_| Err(ApiError::internal("the request's handler failed")))
}

/// An absent body is an empty object.
pub(super) fn parse_body(bytes: &[u8]) -> Result<Value, ApiError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Ok(Value::Object(Map::new()));
    }
    serde_json::from_slice(bytes)
        .map_err(|error| ApiError::malformed(format!("The body is not valid JSON: {error}")))
}

fn query_fields(query: &str) -> Value {
    let pairs = url::form_urlencoded::parse(query.as_bytes());
    Value::Object(pairs.map(|(name, value)| (name.into_owned(), value.into_owned().into())).collect())
}
