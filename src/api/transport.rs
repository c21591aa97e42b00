//! The connection: certificates, headers, one exchange of request and reply.

use std::{
    fs,
    io::Read as _,
    path::Path,
    time::{Duration, Instant},
};

use bytes::{Bytes, BytesMut};
use reqwest::{
    StatusCode,
    header::{AUTHORIZATION, CONTENT_TYPE, DATE, HeaderMap, HeaderName, HeaderValue},
    redirect,
};
use secrecy::ExposeSecret as _;
use url::{Host, Url};

use super::{client::Config, request::Request};
use crate::{
    error::{Error, Result},
    ops::Method,
    private,
};

/// Longest reply that is taken, after it is unpacked: several times what the largest batch can bring.
const LONGEST_REPLY: usize = 64 * 1024 * 1024;

/// As much is read of a reply that is no success: the API's envelope is short.
pub(super) const LONGEST_REFUSAL: usize = 1024 * 1024;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);

/// An answer as it came over the wire.
pub(super) struct Exchange {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// How long it took.
    pub(super) elapsed: Duration,
}

impl Exchange {
    /// The server's clock, as its `Date` header says.
    pub(super) fn date(&self) -> Option<&str> {
        self.headers.get(DATE).and_then(|date| date.to_str().ok())
    }
}

/// Why there is no answer.
pub(super) enum Broken {
    /// The connection failed.
    Connection(reqwest::Error),
    /// The reply is longer than so many bytes.
    TooLong(usize),
}

impl From<reqwest::Error> for Broken {
    fn from(cause: reqwest::Error) -> Self {
        // The URL is said elsewhere.
        Self::Connection(cause.without_url())
    }
}

/// Sends a request, once.
pub(super) async fn exchange(
    http: &reqwest::Client,
    url: Url,
    request: &Request,
    tier: Option<(HeaderName, HeaderValue)>,
) -> std::result::Result<Exchange, Broken> {
    let mut builder = match request.method {
        Method::Get => http.get(url).query(&request.query()),
        Method::Post => with_body(http.post(url), request),
        Method::Patch => with_body(http.patch(url), request),
        Method::Delete => http.delete(url),
    };
    if let Some((name, tier)) = tier {
        builder = builder.header(name, tier);
    }
    let started = Instant::now();
    let response = builder.send().await?;
    let status = response.status();
    let headers = response.headers().clone();
    let body = if status.is_success() {
        read(response, LONGEST_REPLY).await?.ok_or(Broken::TooLong(LONGEST_REPLY))?
    } else {
        read(response, LONGEST_REFUSAL).await?.unwrap_or_default()
    };
    Ok(Exchange { status, headers, body, elapsed: started.elapsed() })
}

fn with_body(builder: reqwest::RequestBuilder, request: &Request) -> reqwest::RequestBuilder {
    builder.header(CONTENT_TYPE, "application/json").body(request.body.clone().into_bytes())
}

/// Reads a body, unpacked; none where it is longer than allowed. What is longer is not read to its end.
pub(super) async fn read(mut response: reqwest::Response, longest: usize) -> reqwest::Result<Option<Bytes>> {
    if response.content_length().is_some_and(|length| length > longest as u64) {
        return Ok(None);
    }
    let Some(first) = response.chunk().await? else { return Ok(Some(Bytes::new())) };
    let Some(second) = response.chunk().await? else {
        return Ok(Some(first).filter(|body| body.len() <= longest));
    };
    let mut body = BytesMut::from(first);
    let mut next = Some(second);
    while let Some(chunk) = next {
        if body.len() + chunk.len() > longest {
            return Ok(None);
        }
        body.extend_from_slice(&chunk);
        next = response.chunk().await?;
    }
    Ok(Some(body.freeze()))
}

/// Prepares connections with the settings of a client.
pub(super) fn connect(config: &Config) -> Result<reqwest::Client> {
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
    if let Some(file) = &config.ca_bundle {
        builder = builder.tls_certs_merge(certificates(file)?);
    }
    builder
        .build()
        .map_err(|cause| Error::failed("could not set up the connection").because(cause.without_url()))
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

fn certificates(file: &Path) -> Result<Vec<reqwest::Certificate>> {
    let read = |mut open: fs::File| {
        let mut pem = Vec::new();
        open.read_to_end(&mut pem).map(|_| pem)
    };
    let pem = private::open_regular(file).and_then(read).map_err(|cause| {
        Error::usage(format!("could not read the certificates in `{}`", file.display())).because(cause)
    })?;
    let found = reqwest::Certificate::from_pem_bundle(&pem).ok().filter(|found| !found.is_empty());
    found.ok_or_else(|| {
        Error::usage(format!("no certificates in `{}`", file.display()))
            .hint("the file must be in PEM form: `-----BEGIN CERTIFICATE-----`")
    })
}

/// The variable that names a proxy for an address, and the proxy's own address, without its password.
#[must_use]
pub fn proxy_of(url: &Url) -> Option<(&'static str, String)> {
    if is_loopback(url) {
        return None;
    }
    let variables: &[&str] = match url.scheme() {
        "https" => &["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"],
        _ => &["http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"],
    };
    let value = |name: &&&str| std::env::var(name).is_ok_and(|value| !value.is_empty());
    let variable = variables.iter().find(value)?;
    let value = std::env::var(variable).ok()?;
    let proxy = Url::parse(&value).ok().filter(Url::has_host);
    let proxy = proxy.or_else(|| Url::parse(&format!("http://{value}")).ok().filter(Url::has_host))?;
    let port = proxy.port_or_known_default().map(|port| format!(":{port}"));
    Some((variable, format!("{}{}", proxy.host_str()?, port.unwrap_or_default())))
}

/// What is wrong with the file that `SSL_CERT_FILE` names, which is passed over where no certificate is read in it.
pub(super) fn unread_certificates() -> Option<String> {
    let file = std::env::var_os("SSL_CERT_FILE").filter(|file| !file.is_empty())?;
    let error = certificates(Path::new(&file)).err()?;
    let why = error.reason().map_or_else(String::new, |why| format!(" ({why})"));
    Some(format!("`SSL_CERT_FILE` is of no use: {error}{why}"))
}

/// Whether an address leads to this machine.
#[must_use]
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}
