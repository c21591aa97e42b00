//! The one client that all commands go through.

use std::{
    future::Future,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use reqwest::header::{HeaderName, HeaderValue};
use secrecy::SecretString;
use serde_json::{Value, json};
use tokio::sync::{OnceCell, watch};
use url::Url;

use super::{
    clock::ServerClock,
    failure::{address_hint, wait_hint},
    limit::{Limiter, Place},
    reply::Reply,
    request::{Payload, Request, mask_of},
    retry::{self, TryEnd},
    secrets::{Mask, impersonal, redact},
    tier::{TierCache, is_tier},
    transport::{self, Broken, Exchange, is_loopback},
};
use crate::{
    error::{Error, Kind, Response, Result},
    ops::{Bucket, Method, Repeat, directory::LICENSE},
    span::{Span, clock_after},
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
    /// Longest time that one request waits for the rate limit, in all.
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
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
    max_wait: Duration,
    /// Turns true when the run that this client works for is to end; none for a single command.
    ending: Option<watch::Receiver<bool>>,
    /// Is told each wait for the rate limit; without it, the client says it.
    on_wait: Option<OnWait>,
}

/// Is told how long a request waits for the rate limit.
pub type OnWait = Arc<dyn Fn(Duration) + Send + Sync>;

/// What all clients of a process have in common.
struct Shared {
    http: reqwest::Client,
    base_url: Url,
    /// The same as text, for messages.
    address: Arc<str>,
    timeout: Duration,
    mode: Mode,
    key: Arc<SecretString>,
    tier: OnceCell<Option<HeaderValue>>,
    tier_cache: TierCache,
    limiter: Option<Limiter>,
    clock: ServerClock,
    /// Whether it was said that the server is slow: once is enough.
    told_slow: AtomicBool,
    ui: Ui,
}

const LICENSE_PATH: &str = "/v1/mgmt/license";
const LICENSE_TIMEOUT: Duration = Duration::from_secs(5);
const LICENSE_HEADER: HeaderName = HeaderName::from_static("x-descope-license");
const IDENTITY_PATH: &str = "/_emulator/identity";

/// Longest identity that is taken from a server.
const LONGEST_IDENTITY: usize = 128;

/// A wait that is longer is said, so that nobody takes the command for dead.
const SILENT_WAIT: Duration = Duration::from_secs(1);

/// How the server answered a single request.
pub struct Probe {
    /// The reply. An error that has a status came from the server.
    pub reply: Result<Value>,
    /// The server's clock, as its `Date` header says.
    pub date: Option<String>,
    /// How long it took.
    pub elapsed: Duration,
}

/// One try: a reply, or how it ended and the error to show when it was the last.
type Try = std::result::Result<Reply, (TryEnd, Error)>;

impl Client {
    /// A client for one project.
    ///
    /// # Errors
    /// When the key cannot be put in a header or the certificates cannot be read.
    pub fn new(config: Config, ui: Ui) -> Result<Self> {
        let shared = Shared {
            http: transport::connect(&config)?,
            address: config.base_url.as_str().trim_end_matches('/').into(),
            base_url: config.base_url,
            timeout: config.timeout,
            mode: config.mode,
            key: Arc::new(config.key),
            tier: OnceCell::new(),
            tier_cache: config.tier,
            limiter: config.limiter,
            clock: ServerClock::default(),
            told_slow: AtomicBool::new(false),
            ui,
        };
        Ok(Self { shared: Arc::new(shared), max_wait: config.max_wait, ending: None, on_wait: None })
    }

    /// The same client for a run: each request waits for the rate limit up to `max_wait`. When `ending`
    /// turns true, every wait (for the rate limit, after a 429, between tries) ends at once with
    /// [`Kind::Interrupted`]. What needs no wait is still sent, so that a run can settle what it began.
    #[must_use]
    pub fn for_run(&self, max_wait: Duration, ending: watch::Receiver<bool>) -> Self {
        let on_wait = self.on_wait.clone();
        Self { shared: Arc::clone(&self.shared), max_wait, ending: Some(ending), on_wait }
    }

    /// The same client, but somebody else says how long it waits for the rate limit.
    #[must_use]
    pub fn telling_waits(&self, on_wait: OnWait) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
            max_wait: self.max_wait,
            ending: self.ending.clone(),
            on_wait: Some(on_wait),
        }
    }

    /// The variable that names a proxy on the way to the server, and the proxy without its password.
    #[must_use]
    pub fn proxy(&self) -> Option<(&'static str, String)> {
        transport::proxy_of(&self.shared.base_url)
    }

    /// Longest time for one request.
    #[must_use]
    pub fn timeout(&self) -> Duration {
        self.shared.timeout
    }

    /// Sends one request and returns the reply's JSON. An empty reply is an empty object.
    ///
    /// # Errors
    /// Those of the API with their kind; `Unavailable` when no useful reply arrived.
    pub async fn send(&self, request: &Request) -> Result<Value> {
        let place = self.place(request).await?;
        self.send_placed(request, place).await?.json()
    }

    /// Waits until the rate limit allows this request, and takes its place.
    ///
    /// # Errors
    /// `RateLimited` when that takes longer than the client may wait, `Interrupted` when the run ends
    /// meanwhile.
    pub async fn place(&self, request: &Request) -> Result<Option<Place>> {
        self.take_place(request, &mut self.max_wait.clone()).await
    }

    /// Sends a request whose place is taken. Repeats take places of their own.
    ///
    /// An error is in doubt when any of the tries may have taken effect.
    ///
    /// # Errors
    /// As [`Self::send`], and `Interrupted` when the run ends during a wait.
    pub async fn send_placed(&self, request: &Request, place: Option<Place>) -> Result<Reply> {
        if self.shared.mode == Mode::DryRun && !request.reads {
            return Err(Error::failed("a dry run sends no changes")
                .with_response(Response { request: request.name(), ..Response::default() }));
        }
        let mut place = place;
        let mut patience = self.max_wait;
        let (mut attempt, mut refused) = (0, 0);
        let mut in_doubt = false;
        let doubted = |error: Error, in_doubt| if in_doubt { error.in_doubt() } else { error };
        loop {
            let tried = self.attempt(request).await;
            self.answered(request, place).await;
            let (outcome, error) = match tried {
                Ok(reply) => return Ok(reply),
                Err(failed) => failed,
            };
            in_doubt |= error.response().is_some_and(|response| response.in_doubt);
            if let TryEnd::RateLimited(asked) = outcome {
                self.note_block(request.bucket, retry::block(asked, refused)).await;
            }
            let pause = retry::pause(outcome, request.repeat, attempt, refused, patience);
            let Some(pause) = pause else {
                let error = match outcome {
                    TryEnd::RateLimited(asked) => {
                        error.hint(wait_hint(retry::block(asked, refused), self.max_wait - patience))
                    }
                    _ => error,
                };
                return Err(doubted(error, in_doubt));
            };
            if matches!(outcome, TryEnd::RateLimited(_)) {
                patience -= pause;
                refused += 1;
                self.say_wait("rate limit reached, waiting", pause);
            } else {
                attempt += 1;
                let again = format!("{error}, trying again in {}", Span::near(pause));
                match pause > SILENT_WAIT && self.is_alone() {
                    true => self.shared.ui.note(&again),
                    false => self.shared.ui.trace(&again),
                }
            }
            let waited = self.unless_ending(request, tokio::time::sleep(pause)).await;
            let placed = match waited {
                Ok(()) => self.take_place(request, &mut patience).await,
                Err(ended) => Err(ended),
            };
            place = placed.map_err(|error| doubted(error, in_doubt))?;
        }
    }

    /// The least that the server's clock can show now, in seconds since the epoch: the `Date` of the latest
    /// reply plus the time since then. None before the first reply that has one.
    #[must_use]
    pub fn server_now(&self) -> Option<i64> {
        self.shared.clock.now()
    }

    /// Asks for the server's time where no reply has told it yet. Any answer to the question for the
    /// licence does.
    pub async fn learn_server_time(&self) {
        if self.server_now().is_some() {
            return;
        }
        let request = Request::new(&LICENSE, json!({}));
        if let Ok(Ok(exchange)) = tokio::time::timeout(LICENSE_TIMEOUT, self.exchange(&request, None)).await {
            // Only the time in it counts.
            let _ = self.reply_of(&request, exchange);
        }
    }

    /// Which database an emulator on this machine has; none for the service, which is never asked, and for
    /// a server that does not know the question.
    ///
    /// # Errors
    /// When the server cannot be reached or is in trouble.
    pub async fn identity(&self) -> Result<Option<String>> {
        if !is_loopback(&self.shared.base_url) {
            return Ok(None);
        }
        let request = Request {
            method: Method::Get,
            path: IDENTITY_PATH.into(),
            body: Payload::Json(Value::Null),
            bucket: Bucket::General,
            repeat: Repeat::Harmless,
            reads: true,
        };
        let reply = match self.send_placed(&request, None).await {
            Ok(reply) => reply,
            // It answered, and does not know the path.
            Err(error)
                if error.response().is_some_and(|reply| reply.status.is_some() && !reply.retryable) =>
            {
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        let identity = reply.json().ok().and_then(|reply| Some(reply.get("identity")?.as_str()?.to_owned()));
        let plain = |text: &String| {
            !text.is_empty()
                && text.len() <= LONGEST_IDENTITY
                && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        Ok(identity.filter(plain))
    }

    /// Takes the key and the secrets of these requests out of texts. Everything that a server says goes
    /// through this before it is shown or written: some repeat what they were sent.
    #[must_use]
    pub fn mask(&self, requests: &[Request]) -> Mask {
        mask_of(requests, &self.shared.key)
    }

    fn masked(&self, request: &Request, text: &str) -> String {
        self.mask(std::slice::from_ref(request)).apply(text)
    }

    /// Says something about the way to the server.
    pub(crate) fn tell(&self, text: &str) {
        self.shared.ui.note(text);
    }

    /// Sends one read, once, and says how the server answered it.
    pub async fn probe(&self, request: &Request) -> Probe {
        let unanswered = |error| Probe { reply: Err(error), date: None, elapsed: Duration::ZERO };
        let place = match self.place(request).await {
            Ok(place) => place,
            Err(error) => return unanswered(error),
        };
        let tried = self.exchange(request, None).await;
        self.answered(request, place).await;
        match tried {
            Err((_, error)) => unanswered(error),
            Ok(exchange) => {
                let (date, elapsed) = (exchange.date().map(str::to_owned), exchange.elapsed);
                let reply = self.reply_of(request, exchange).map_err(|(_, error)| error);
                Probe { reply: reply.and_then(|reply| reply.json()), date, elapsed }
            }
        }
    }

    /// Waits until the rate limit allows a request.
    async fn take_place(&self, request: &Request, patience: &mut Duration) -> Result<Option<Place>> {
        let Some(limiter) = &self.shared.limiter else { return Ok(None) };
        let started = Instant::now();
        let told = |wait: Duration| self.say_wait("waiting for the rate limit,", wait);
        let taken = self.unless_ending(request, limiter.acquire(request.bucket, *patience, told)).await?;
        *patience = patience.saturating_sub(started.elapsed());
        let waited = self.max_wait.saturating_sub(*patience);
        taken.map(Some).map_err(|denied| denied.into_error(request.name(), waited))
    }

    /// Says how long is waited, and until when, unless somebody else does.
    fn say_wait(&self, what: &str, wait: Duration) {
        match &self.on_wait {
            Some(on_wait) => on_wait(wait),
            None if wait > SILENT_WAIT => {
                let text = format!("{what} {}, until {}", Span::of(wait), clock_after(wait));
                return self.shared.ui.note(&text);
            }
            None => {}
        }
        self.shared.ui.trace(&format!("{what} {:.1} s", wait.as_secs_f64()));
    }

    /// Waits for something, but not when the run is to end.
    async fn unless_ending<T>(&self, request: &Request, waiting: impl Future<Output = T>) -> Result<T> {
        let Some(ending) = &self.ending else { return Ok(waiting.await) };
        let mut ending = ending.clone();
        tokio::select! {
            // What is there without a wait is taken.
            biased;
            done = waiting => Ok(done),
            Ok(_) = ending.wait_for(|ending| *ending) => {
                let response = Response { request: request.name(), retryable: true, ..Response::default() };
                Err(Error::new(Kind::Interrupted, "the run was ended").with_response(response))
            }
        }
    }

    async fn answered(&self, request: &Request, place: Option<Place>) {
        if let (Some(limiter), Some(place)) = (&self.shared.limiter, place) {
            limiter.answered(request.bucket, place).await;
        }
    }

    /// Lets all commands of this machine know that the server refuses a bucket.
    async fn note_block(&self, bucket: Bucket, block: Duration) {
        if let Some(limiter) = &self.shared.limiter {
            limiter.block(bucket, retry::shared_block(block)).await;
        }
    }

    async fn attempt(&self, request: &Request) -> Try {
        let reply = async {
            let tier = self.tier().await;
            let exchange = self.exchange(request, tier).await?;
            self.reply_of(request, exchange)
        };
        tokio::pin!(reply);
        tokio::select! {
            biased;
            reply = &mut reply => return reply,
            () = tokio::time::sleep(SILENT_WAIT) => {}
        }
        if self.is_alone() && !self.shared.told_slow.swap(true, Ordering::Relaxed) {
            let Shared { address, timeout, .. } = &*self.shared;
            self.tell(&format!("no reply of `{address}` yet, waiting up to {}", Span::of(*timeout)));
        }
        reply.await
    }

    /// Whether a command waits for its requests one by one, and no bar shows that.
    fn is_alone(&self) -> bool {
        self.ending.is_none() && (self.on_wait.is_none() || !self.shared.ui.can_show_bar())
    }

    /// The reply of an exchange. Only a reply of the API tells the server's time: a gateway that answers in its
    /// place has a clock of its own.
    fn reply_of(&self, request: &Request, exchange: Exchange) -> Try {
        let date = exchange.date().map(str::to_owned);
        let reply = Reply::of(request, exchange, &self.shared.address, &self.shared.key);
        let is_of_the_api = match &reply {
            Ok(_) => true,
            Err((_, error)) => error.response().is_some_and(|response| response.envelope),
        };
        if is_of_the_api {
            self.shared.clock.note(date.as_deref());
        }
        reply
    }

    async fn exchange(
        &self,
        request: &Request,
        tier: Option<HeaderValue>,
    ) -> std::result::Result<Exchange, (TryEnd, Error)> {
        let tier = tier.map(|tier| (LICENSE_HEADER, tier));
        let sent = transport::exchange(&self.shared.http, self.url(&request.path), request, tier).await;
        let exchange = sent.map_err(|broken| self.broken(request, broken))?;
        self.trace(request, &exchange);
        Ok(exchange)
    }

    /// The tier's header, asked for once. A failure only costs speed.
    async fn tier(&self) -> Option<HeaderValue> {
        self.shared
            .tier
            .get_or_init(|| async {
                let tier = match self.shared.tier_cache.load() {
                    Some(tier) => Some(tier),
                    None => self.fetch_tier().await,
                };
                tier.and_then(|tier| HeaderValue::from_str(&tier).ok())
            })
            .await
            .clone()
    }

    async fn fetch_tier(&self) -> Option<String> {
        let request = self.shared.http.get(self.url(LICENSE_PATH)).timeout(LICENSE_TIMEOUT);
        let reply = request.send().await.ok()?;
        let body =
            transport::read(reply.error_for_status().ok()?, transport::LONGEST_REFUSAL).await.ok()??;
        let reply: Value = serde_json::from_slice(&body).ok()?;
        let tier = reply.get("rateLimitTier")?.as_str().filter(|tier| is_tier(tier))?;
        self.shared.tier_cache.store(tier);
        self.shared.ui.trace(&format!("GET {LICENSE_PATH}: {tier}"));
        Some(tier.to_owned())
    }

    fn url(&self, path: &str) -> Url {
        let base_url = &self.shared.base_url;
        let mut url = base_url.clone();
        url.set_path(&format!("{}{path}", base_url.path().trim_end_matches('/')));
        url
    }

    fn trace(&self, request: &Request, exchange: &Exchange) {
        let ui = &self.shared.ui;
        if ui.loudness() < Loudness::Verbose {
            return;
        }
        ui.trace(&format!(
            "{} {}: HTTP {} in {:.1} ms",
            request.method.as_str(),
            self.url(&request.path),
            exchange.status.as_u16(),
            exchange.elapsed.as_secs_f64() * 1000.0
        ));
        if ui.loudness() >= Loudness::Debug {
            let shown = |body: &Value| {
                let body = redact(body);
                if ui.loudness() >= Loudness::Personal { body } else { impersonal(&body) }
            };
            let reply = serde_json::from_slice(&exchange.body)
                .map_or_else(|_| "(not JSON)".into(), |body| shown(&body).to_string());
            ui.trace(&format!("sent {}", shown(&request.body.value())));
            ui.trace(&format!("got {}", self.masked(request, &reply)));
        }
    }

    fn broken(&self, request: &Request, broken: Broken) -> (TryEnd, Error) {
        let (outcome, message) = match broken {
            Broken::TooLong(longest) => {
                (TryEnd::Final, format!("the reply is longer than {} MiB", longest >> 20))
            }
            Broken::Connection(cause) if cause.is_connect() && is_about_certificate(&cause) => {
                let response = Response { request: request.name(), ..Response::default() };
                let (message, hint) = about_certificate(&innermost(&cause), &self.shared.base_url);
                let error = Error::new(Kind::Unavailable, message).with_response(response).hint(hint);
                return (TryEnd::Final, error);
            }
            Broken::Connection(cause) if cause.is_connect() && speaks_no_tls(&cause) => {
                let response = Response { request: request.name(), ..Response::default() };
                let address = &self.shared.base_url;
                let error = Error::new(Kind::Unavailable, "the server does not answer in TLS")
                    .because(format!("`{address}` begins with `https`, but the server there does not speak TLS"))
                    .with_response(response)
                    .hint(
                        "check the port; an address with `http` is taken only for a server on this machine, such as the \
                         emulator",
                    );
                return (TryEnd::Final, error);
            }
            Broken::Connection(cause) if cause.is_connect() => {
                (TryEnd::NotSent, format!("no connection: {}", innermost(&cause)))
            }
            Broken::Connection(cause) if cause.is_timeout() => {
                (TryEnd::TimedOut, "no reply in time".to_owned())
            }
            Broken::Connection(cause) => {
                (TryEnd::Cut, format!("the connection broke: {}", innermost(&cause)))
            }
        };
        let in_doubt = outcome != TryEnd::NotSent && !request.reads;
        let hint = match outcome {
            TryEnd::NotSent => match transport::proxy_of(&self.shared.base_url) {
                Some((variable, proxy)) => format!(
                    "the way leads through the proxy `{proxy}` of `{variable}`: is it up? `NO_PROXY` exempts hosts"
                ),
                None => format!("is `{}` the right address, and is the server up?", self.shared.base_url),
            },
            TryEnd::Final => address_hint(&self.shared.address),
            _ if in_doubt => "the change may have taken effect: look before repeating it".to_owned(),
            TryEnd::TimedOut => "allow more time, such as `--timeout 2m`".to_owned(),
            _ => "try again".to_owned(),
        };
        let retryable = outcome != TryEnd::Final;
        let response = Response { request: request.name(), retryable, in_doubt, ..Response::default() };
        (outcome, Error::new(Kind::Unavailable, message).with_response(response).hint(hint))
    }
}

/// Whether a connection failed because the server's certificate is not trusted.
fn is_about_certificate(cause: &reqwest::Error) -> bool {
    innermost(cause).contains("certificate")
}

/// Whether what answered was no TLS.
fn speaks_no_tls(cause: &reqwest::Error) -> bool {
    innermost(cause).contains("InvalidContentType")
}

/// What is wrong with the server's certificate, and what helps.
fn about_certificate(why: &str, address: &Url) -> (String, String) {
    if why.contains("not valid for name") {
        let hint = format!("is `{address}` the right address, or does something answer in its place?");
        return (format!("the certificate is that of another host: {why}"), hint);
    }
    let why = match why {
        why if why.contains("CaUsedAsEndEntity") => {
            "the server shows the certificate of an authority as its own"
        }
        why => why,
    };
    let hint = match transport::unread_certificates() {
        Some(hint) => hint,
        None => "`ca_bundle` in the profile, or `SSL_CERT_FILE`, names a file with the certificate of the authority \
                 that signed it"
            .to_owned(),
    };
    (format!("the certificate is not trusted: {why}"), hint)
}

/// The innermost cause in words; the key is in no part of it.
fn innermost(cause: &reqwest::Error) -> String {
    let mut innermost: &dyn std::error::Error = cause;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}

#[cfg(test)]
mod tests;
