//! The one client that all commands go through.

use std::{
    fs,
    ops::Deref,
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use reqwest::{
    StatusCode,
    header::{AUTHORIZATION, DATE, HeaderMap, HeaderName, HeaderValue, LOCATION, RETRY_AFTER},
    redirect,
};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;
use tokio::sync::OnceCell;
use url::{Host, Url};

use super::{
    failure::{Refusal, name_of},
    limit::{Limiter, Place},
    request::{Request, redact},
    retry::{self, Outcome},
    tier::{TierCache, is_tier},
};
use crate::{
    error::{Error, Kind, Response, Result},
    ops::Method,
    ui::{Loudness, Ui},
};

/// Whether requests that change something are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// All requests are sent.
    Live,
    /// Only reads leave the process.
    DryRun,
}

/// What a client is made of.
pub struct Config {
    /// Where the API is. Plain HTTP only to loopback: the profile has seen to that.
    pub base_url: Url,
    /// Project that the key belongs to.
    pub project_id: String,
    /// Management key.
    pub key: SecretString,
    /// Longest time for one request.
    pub timeout: Duration,
    /// Longest time to wait for the rate limit, in all.
    pub max_wait: Duration,
    /// PEM file with further trusted certificates.
    pub ca_bundle: Option<PathBuf>,
    /// Whether changes are sent.
    pub mode: Mode,
    /// Where the licence tier is remembered.
    pub tier: TierCache,
    /// Keeps requests under the rate limit; none for a server without one.
    pub limiter: Option<Limiter>,
}

/// Sends requests: authorised, within the time limit, repeated where that is harmless.
pub struct Client {
    http: reqwest::Client,
    base_url: Url,
    max_wait: Duration,
    mode: Mode,
    tier: OnceCell<Option<HeaderValue>>,
    tier_cache: TierCache,
    limiter: Option<Arc<Limiter>>,
    ui: Ui,
}

const LICENSE_PATH: &str = "/v1/mgmt/license";
const LICENSE_TIMEOUT: Duration = Duration::from_secs(5);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);
const LICENSE_HEADER: HeaderName = HeaderName::from_static("x-descope-license");
const REQUEST_ID_HEADERS: [&str; 3] = ["x-request-id", "x-descope-request-id", "cf-ray"];

/// How the server answered a single request.
pub struct Probe {
    /// The reply. An error that has a status came from the server.
    pub reply: Result<Value>,
    /// The server's clock, as its `Date` header says.
    pub date: Option<String>,
    /// How long it took.
    pub elapsed: Duration,
}

/// An answer as it came over the wire.
struct Exchange<B> {
    status: StatusCode,
    headers: HeaderMap,
    body: B,
    elapsed: Duration,
}

/// One try: a reply, or how it ended and the error to show when it was the last.
type Try = std::result::Result<Value, (Outcome, Error)>;

impl Client {
    /// A client for one project.
    ///
    /// # Errors
    /// When the key cannot be put in a header or the certificates cannot be read.
    pub fn new(config: Config, ui: Ui) -> Result<Self> {
        let http = builder(&config)?
            .build()
            .map_err(|cause| Error::failed("could not set up the connection").because(without_url(cause)))?;
        Ok(Self {
            http,
            base_url: config.base_url,
            max_wait: config.max_wait,
            mode: config.mode,
            tier: OnceCell::new(),
            tier_cache: config.tier,
            limiter: config.limiter.map(Arc::new),
            ui,
        })
    }

    /// Sends one request and returns the reply's JSON. An empty reply is an empty object.
    ///
    /// # Errors
    /// Those of the API with their kind; `Unavailable` when no useful reply arrived.
    pub async fn send(&self, request: &Request) -> Result<Value> {
        let place = self.place(request).await?;
        self.send_placed(request, place).await
    }

    /// Waits until the rate limit allows this request, and takes its place.
    ///
    /// # Errors
    /// `RateLimited` when that takes longer than the client may wait.
    pub async fn place(&self, request: &Request) -> Result<Option<Place>> {
        self.take_place(request, &mut self.max_wait.clone()).await
    }

    /// Sends a request whose place is taken. Repeats take places of their own.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub async fn send_placed(&self, request: &Request, mut place: Option<Place>) -> Result<Value> {
        if self.mode == Mode::DryRun && !request.reads {
            return Err(Error::failed("a dry run sends no changes")
                .with_response(Response { request: name_of(request), ..Response::default() }));
        }
        let mut patience = self.max_wait;
        let mut attempt = 0;
        loop {
            let tried = self.attempt(request).await;
            if let (Some(limiter), Some(place)) = (&self.limiter, place) {
                limiter.answered(request.bucket, place);
            }
            let (outcome, error) = match tried {
                Ok(reply) => return Ok(reply),
                Err(failed) => failed,
            };
            if let (Outcome::RateLimited(asked), Some(limiter)) = (outcome, &self.limiter) {
                limiter.block(request.bucket, asked.unwrap_or(retry::DOCUMENTED_BLOCK));
            }
            let Some(pause) = retry::pause(outcome, request.repeat, attempt, patience) else {
                return Err(error);
            };
            if matches!(outcome, Outcome::RateLimited(_)) {
                patience -= pause;
                self.ui.note(&format!("rate limit reached, waiting {} s", pause.as_secs().max(1)));
            } else {
                attempt += 1;
                self.ui.trace(&format!("{error}, trying again in {} ms", pause.as_millis()));
            }
            tokio::time::sleep(pause).await;
            place = self.take_place(request, &mut patience).await?;
        }
    }

    /// Says something about the way to the server.
    pub(crate) fn tell(&self, text: &str) {
        self.ui.note(text);
    }

    /// The limiter, where requests are paced.
    #[must_use]
    pub fn limiter(&self) -> Option<&Limiter> {
        self.limiter.as_deref()
    }

    /// The same client, but for work that waits for the rate limit as long as it takes.
    #[must_use]
    pub fn patient(&self) -> Self {
        Self {
            http: self.http.clone(),
            base_url: self.base_url.clone(),
            max_wait: Duration::from_secs(u64::from(u32::MAX)),
            mode: self.mode,
            tier: self.tier.clone(),
            tier_cache: self.tier_cache.clone(),
            limiter: self.limiter.clone(),
            ui: self.ui.clone(),
        }
    }

    /// Waits until the rate limit allows a request.
    async fn take_place(&self, request: &Request, patience: &mut Duration) -> Result<Option<Place>> {
        let Some(limiter) = &self.limiter else { return Ok(None) };
        let started = Instant::now();
        let told = |wait: Duration| {
            self.ui.trace(&format!("waiting {:.1} s for the rate limit", wait.as_secs_f64()));
        };
        let taken = limiter.acquire(request.bucket, *patience, told).await;
        *patience = patience.saturating_sub(started.elapsed());
        taken.map(Some).map_err(|wait| {
            let seconds = wait.as_secs() + 1;
            let response = Response {
                request: name_of(request),
                retryable: true,
                retry_after: Some(seconds),
                ..Response::default()
            };
            Error::new(Kind::RateLimited, "the rate limit is used up")
                .with_response(response)
                .hint(format!("try again in {seconds} s, or let it wait with `--max-wait {seconds}`"))
        })
    }

    /// Sends one read, once, and says how the server answered it.
    pub async fn probe(&self, request: &Request) -> Probe {
        let place = match self.take_place(request, &mut self.max_wait.clone()).await {
            Ok(place) => place,
            Err(error) => return Probe { reply: Err(error), date: None, elapsed: Duration::ZERO },
        };
        let tried = self.exchange(request, None).await;
        if let (Some(limiter), Some(place)) = (&self.limiter, place) {
            limiter.answered(request.bucket, place);
        }
        match tried {
            Err((_, error)) => Probe { reply: Err(error), date: None, elapsed: Duration::ZERO },
            Ok(Exchange { status, headers, body, elapsed }) => {
                let date = headers.get(DATE).and_then(|date| date.to_str().ok()).map(str::to_owned);
                let reply = read_reply(request, status, &headers, &body).map_err(|(_, error)| error);
                Probe { reply, date, elapsed }
            }
        }
    }

    async fn attempt(&self, request: &Request) -> Try {
        let tier = self.tier().await;
        let Exchange { status, headers, body, .. } = self.exchange(request, tier).await?;
        read_reply(request, status, &headers, &body)
    }

    async fn exchange(
        &self,
        request: &Request,
        tier: Option<HeaderValue>,
    ) -> std::result::Result<Exchange<impl Deref<Target = [u8]>>, (Outcome, Error)> {
        let url = self.url(&request.path);
        let mut builder = match request.method {
            Method::Get => self.http.get(url).query(&request.query()),
            Method::Post => self.http.post(url).json(&request.body),
            Method::Patch => self.http.patch(url).json(&request.body),
            Method::Delete => self.http.delete(url),
        };
        if let Some(tier) = tier {
            builder = builder.header(LICENSE_HEADER, tier);
        }
        let started = Instant::now();
        let response = builder.send().await.map_err(|cause| self.broken(request, cause))?;
        let status = response.status();
        let headers = response.headers().clone();
        let body = response.bytes().await.map_err(|cause| self.broken(request, cause))?;
        let elapsed = started.elapsed();
        self.trace(request, status, elapsed, &body);
        Ok(Exchange { status, headers, body, elapsed })
    }

    /// The tier's header, asked for once. A failure only costs speed.
    async fn tier(&self) -> Option<HeaderValue> {
        self.tier
            .get_or_init(|| async {
                let tier = match self.tier_cache.load() {
                    Some(tier) => Some(tier),
                    None => self.fetch_tier().await,
                };
                tier.and_then(|tier| HeaderValue::from_str(&tier).ok())
            })
            .await
            .clone()
    }

    async fn fetch_tier(&self) -> Option<String> {
        let request = self.http.get(self.url(LICENSE_PATH)).timeout(LICENSE_TIMEOUT);
        let reply = request.send().await.ok()?.error_for_status().ok()?;
        let reply: Value = reply.json().await.ok()?;
        let tier = reply.get("rateLimitTier")?.as_str().filter(|tier| is_tier(tier))?;
        self.tier_cache.store(tier);
        self.ui.trace(&format!("GET {LICENSE_PATH}: {tier}"));
        Some(tier.to_owned())
    }

    fn url(&self, path: &str) -> Url {
        let mut url = self.base_url.clone();
        url.set_path(&format!("{}{path}", self.base_url.path().trim_end_matches('/')));
        url
    }

    fn trace(&self, request: &Request, status: StatusCode, elapsed: Duration, body: &[u8]) {
        let line = format!(
            "{} {}: HTTP {} in {:.1} ms",
            request.method.as_str(),
            self.url(&request.path),
            status.as_u16(),
            elapsed.as_secs_f64() * 1000.0
        );
        self.ui.trace(&line);
        if self.ui.loudness() >= Loudness::Debug {
            let reply = serde_json::from_slice(body)
                .map_or_else(|_| "(not JSON)".into(), |body| redact(&body).to_string());
            self.ui.trace(&format!("sent {}", redact(&request.body)));
            self.ui.trace(&format!("got {reply}"));
        }
    }

    fn broken(&self, request: &Request, cause: reqwest::Error) -> (Outcome, Error) {
        let outcome = if cause.is_connect() {
            Outcome::NotSent
        } else if cause.is_timeout() {
            Outcome::TimedOut
        } else {
            Outcome::Cut
        };
        let in_doubt = outcome != Outcome::NotSent && !request.reads;
        let hint = match outcome {
            Outcome::NotSent => format!("is `{}` the right address, and is the server up?", self.base_url),
            _ if in_doubt => "the change may have taken effect: look before repeating it".to_owned(),
            Outcome::TimedOut => "allow more time with `--timeout SECONDS`".to_owned(),
            _ => "try again".to_owned(),
        };
        let response =
            Response { request: name_of(request), retryable: true, in_doubt, ..Response::default() };
        let error =
            Error::new(Kind::Unavailable, reason_of(outcome, cause)).with_response(response).hint(hint);
        (outcome, error)
    }
}

fn builder(config: &Config) -> Result<reqwest::ClientBuilder> {
    let mut builder = reqwest::Client::builder()
        .default_headers(headers(config)?)
        .user_agent(concat!("descopectl/", env!("CARGO_PKG_VERSION")))
        .timeout(config.timeout)
        .connect_timeout(CONNECT_TIMEOUT.min(config.timeout))
        .redirect(redirect::Policy::none())
        .retry(reqwest::retry::never());
    if config.base_url.scheme() == "http" {
        // Without TLS there is nothing to verify, and loading the platform's roots takes longer
        // than the request.
        builder = builder.tls_certs_only([]);
    }
    // A second provider is no error: it is the same one, installed by an earlier client.
    let _ = rustls::crypto::ring::default_provider().install_default();
    if is_loopback(&config.base_url) {
        builder = builder.no_proxy();
    }
    match &config.ca_bundle {
        Some(file) => Ok(builder.tls_certs_merge(certificates(file)?)),
        None => Ok(builder),
    }
}

fn headers(config: &Config) -> Result<HeaderMap> {
    let bearer = format!("Bearer {}:{}", config.project_id, config.key.expose_secret());
    let mut bearer = HeaderValue::from_str(&bearer)
        .map_err(|_| Error::usage("the management key holds characters that no key has"))?;
    bearer.set_sensitive(true);
    let project = HeaderValue::from_str(&config.project_id)
        .map_err(|_| Error::usage("the project ID holds characters that no project ID has"))?;
    Ok(HeaderMap::from_iter([
        (AUTHORIZATION, bearer),
        (HeaderName::from_static("x-descope-project-id"), project),
        (HeaderName::from_static("x-descope-sdk-name"), HeaderValue::from_static("descopectl")),
        (
            HeaderName::from_static("x-descope-sdk-version"),
            HeaderValue::from_static(env!("CARGO_PKG_VERSION")),
        ),
    ]))
}

fn certificates(file: &std::path::Path) -> Result<Vec<reqwest::Certificate>> {
    let pem = fs::read(file).map_err(|cause| {
        Error::usage(format!("could not read the certificates in `{}`", file.display())).because(cause)
    })?;
    let found = reqwest::Certificate::from_pem_bundle(&pem).ok().filter(|found| !found.is_empty());
    found.ok_or_else(|| {
        Error::usage(format!("no certificates in `{}`", file.display()))
            .hint("the file must be in PEM form: `-----BEGIN CERTIFICATE-----`")
    })
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

fn read_reply(request: &Request, status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Try {
    let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let request_id = REQUEST_ID_HEADERS
        .iter()
        .find_map(|name| headers.get(*name).and_then(|value| value.to_str().ok()).map(str::to_owned));
    if !status.is_success() {
        let retry_after = text(&RETRY_AFTER).and_then(|seconds| seconds.trim().parse().ok());
        let location = text(&LOCATION).filter(|_| status.is_redirection());
        let refusal = Refusal { status: status.as_u16(), body, request_id, retry_after, location };
        return Err((retry::outcome_of(status.as_u16(), retry_after), refusal.into_error(request)));
    }
    if body.iter().all(u8::is_ascii_whitespace) {
        return Ok(Value::Object(serde_json::Map::new()));
    }
    serde_json::from_slice(body).map_err(|cause| {
        let response = Response {
            request: name_of(request),
            status: Some(status.as_u16()),
            request_id,
            in_doubt: !request.reads,
            ..Response::default()
        };
        let error = Error::new(Kind::Unavailable, "the reply is not JSON")
            .because(cause)
            .with_response(response)
            .hint("does the base URL lead to the API, or did a proxy answer?");
        (Outcome::Final, error)
    })
}

/// The innermost causes in words; the URL is said elsewhere, and the key is in no part of them.
fn reason_of(outcome: Outcome, cause: reqwest::Error) -> String {
    if outcome == Outcome::TimedOut {
        return "no reply in time".to_owned();
    }
    let cause = without_url(cause);
    let mut innermost: &dyn std::error::Error = &cause;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    match outcome {
        Outcome::NotSent => format!("no connection: {innermost}"),
        _ => format!("the connection broke: {innermost}"),
    }
}

fn without_url(cause: reqwest::Error) -> reqwest::Error {
    cause.without_url()
}
