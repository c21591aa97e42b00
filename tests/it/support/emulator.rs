//! The emulator behind a socket, with a record of every exchange.

use std::sync::{Arc, Mutex};

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    middleware::{self, Next},
    response::Response,
};
use descopectl::emulator::{Database, Emulator, LOCAL_PROJECT_ID, Options};
use serde_json::Value;

use super::Sandbox;

pub(crate) const KEY: &str = "Kexample";

/// A request with its reply.
#[derive(Debug, Clone)]
pub(crate) struct Exchange {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) request: Value,
    pub(crate) status: u16,
    pub(crate) reply: Value,
}

type Log = Arc<Mutex<Vec<Exchange>>>;

/// A running emulator whose exchanges are recorded.
pub(crate) struct Recorded {
    log: Log,
    address: std::net::SocketAddr,
    _runtime: tokio::runtime::Runtime,
}

impl Recorded {
    /// Starts an emulator in memory with the example data.
    pub(crate) fn start() -> Self {
        let emulator = Emulator::open(Options::new(Database::Memory, KEY)).unwrap();
        emulator.seed(include_str!("../../../examples/seed.json")).unwrap();
        let log = Log::default();
        let router = emulator.router().layer(middleware::from_fn_with_state(Arc::clone(&log), record));
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        runtime.spawn(async { axum::serve(listener, router).await });
        Self { log, address, _runtime: runtime }
    }

    pub(crate) fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// A sandbox whose commands talk to this emulator.
    pub(crate) fn sandbox(&self) -> Sandbox {
        talking_to(&self.base_url())
    }

    /// Takes what was recorded since the last call, without the question for the licence.
    pub(crate) fn take(&self) -> Vec<Exchange> {
        let mut exchanges = std::mem::take(&mut *self.log.lock().unwrap());
        exchanges.retain(|exchange| exchange.path != "/v1/mgmt/license");
        exchanges
    }
}

/// Serves an emulator on a socket until the runtime is dropped, and gives a sandbox whose commands talk to
/// it.
pub(crate) fn served(emulator: &Emulator) -> (Sandbox, tokio::runtime::Runtime) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = listener.local_addr().unwrap();
    runtime.spawn(emulator.clone().serve(listener, std::future::pending()));
    (talking_to(&format!("http://{address}")), runtime)
}

fn talking_to(base_url: &str) -> Sandbox {
    Sandbox::empty()
        .with("DESCOPE_PROJECT_ID", LOCAL_PROJECT_ID)
        .with("DESCOPE_MANAGEMENT_KEY", KEY)
        .with("DESCOPE_BASE_URL", base_url)
}

async fn record(State(log): State<Log>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let sent = to_bytes(body, usize::MAX).await.unwrap();
    let uri = parts.uri.clone();
    let method = parts.method.to_string();
    let response = next.run(Request::from_parts(parts, Body::from(sent.clone()))).await;
    let (parts, body) = response.into_parts();
    let got = to_bytes(body, usize::MAX).await.unwrap();
    log.lock().unwrap().push(Exchange {
        method,
        path: uri.path().to_owned(),
        query: uri.query().unwrap_or_default().to_owned(),
        request: json(&sent),
        status: parts.status.as_u16(),
        reply: json(&got),
    });
    Response::from_parts(parts, Body::from(got))
}

fn json(bytes: &Bytes) -> Value {
    serde_json::from_slice(bytes).unwrap_or_default()
}
