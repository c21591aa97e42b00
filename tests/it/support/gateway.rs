//! A gateway between the binary and an emulator. It sees every request, and a test decides what becomes of
//! each one: passed on, held back, cut, or answered with something else.
//!
//! A request that was taken in is executed even when its client is gone by then, as it would be by a
//! service.

use std::{
    collections::BTreeMap,
    convert::Infallible,
    net::SocketAddr,
    sync::{Arc, Condvar, Mutex},
    time::{Duration, Instant},
};

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    http::{Request, Response, StatusCode},
};
use descopectl::emulator::{Database, Emulator, LOCAL_PROJECT_ID, Options};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tower::ServiceExt as _;

pub(crate) use super::fate::{Canned, Fate, Gate};
use super::{Sandbox, emulator::KEY, fate::Reply};

pub(crate) const CREATE: &str = "/v1/mgmt/user/create/batch";
pub(crate) const PATCH: &str = "/v1/mgmt/user/patch/batch";
pub(crate) const DELETE: &str = "/v1/mgmt/user/delete/batch";
pub(crate) const SEARCH: &str = "/v2/mgmt/user/search";
pub(crate) const LOAD: &str = "/v1/mgmt/user";

/// How long a test waits for what must come, on the slowest machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A request as it arrived.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) path: String,
    pub(crate) body: Value,
    /// How many requests to this path there were with this one.
    pub(crate) nth: usize,
}

type Script = Arc<dyn Fn(&Seen) -> Fate + Send + Sync>;

struct Inner {
    emulator: Mutex<Emulator>,
    script: Mutex<Script>,
    traffic: Mutex<Traffic>,
    moved: Condvar,
}

#[derive(Default)]
struct Traffic {
    arrived: Vec<Seen>,
    /// How many of them have not been done with.
    unfinished: BTreeMap<String, usize>,
    /// How many of them a test has taken.
    taken: usize,
    /// Requests that the emulator has answered, by path.
    executed: BTreeMap<String, usize>,
    /// Users that others have made, as they were then.
    others: Vec<Value>,
}

/// A served gateway with its emulator, and a sandbox whose commands talk to it.
pub(crate) struct Gateway {
    pub(crate) sandbox: Sandbox,
    inner: Arc<Inner>,
    address: SocketAddr,
    runtime: tokio::runtime::Runtime,
}

impl Gateway {
    pub(crate) fn start() -> Self {
        Self::with(|_| ())
    }

    pub(crate) fn with(configure: impl FnOnce(&mut Options)) -> Self {
        let inner = Arc::new(Inner {
            emulator: Mutex::new(emulator(configure)),
            script: Mutex::new(Arc::new(|_: &Seen| Fate::pass())),
            traffic: Mutex::default(),
            moved: Condvar::new(),
        });
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        runtime.spawn(serve(listener, Arc::clone(&inner)));
        let sandbox = Sandbox::empty();
        std::fs::create_dir(sandbox.path("tmp")).unwrap();
        let temporary = sandbox.path("tmp");
        let sandbox = sandbox
            .with("TMPDIR", temporary.to_str().unwrap())
            .with("DESCOPE_PROJECT_ID", LOCAL_PROJECT_ID)
            .with("DESCOPE_MANAGEMENT_KEY", KEY)
            .with("DESCOPE_BASE_URL", &format!("http://{address}"));
        Self { sandbox, inner, address, runtime }
    }

    /// Decides from now on what becomes of requests.
    pub(crate) fn script(&self, script: impl Fn(&Seen) -> Fate + Send + Sync + 'static) {
        *self.inner.script.lock().unwrap() = Arc::new(script);
    }

    /// Passes everything on from now on.
    pub(crate) fn pass_all(&self) {
        self.script(|_| Fate::pass());
    }

    pub(crate) fn address(&self) -> String {
        self.address.to_string()
    }

    pub(crate) fn emulator(&self) -> Emulator {
        self.inner.emulator.lock().unwrap().clone()
    }

    /// Puts another emulator in the place of this one, at the same address.
    pub(crate) fn replace(&self, configure: impl FnOnce(&mut Options)) {
        *self.inner.emulator.lock().unwrap() = emulator(configure);
    }

    /// Requests of all kinds so far.
    pub(crate) fn total(&self) -> usize {
        self.inner.traffic.lock().unwrap().arrived.len()
    }

    /// Waits until everything that has arrived is done.
    #[track_caller]
    pub(crate) fn wait_for_quiet(&self) {
        self.wait("quiet", |traffic| traffic.unfinished.values().all(|count| *count == 0));
    }

    /// Waits until the requests to this path that have arrived are done.
    #[track_caller]
    pub(crate) fn wait_for_quiet_of(&self, path: &str) {
        self.wait(&format!("quiet of {path}"), |traffic| {
            traffic.unfinished.get(path).is_none_or(|count| *count == 0)
        });
    }

    /// Requests to this path so far.
    pub(crate) fn count(&self, path: &str) -> usize {
        self.inner.traffic.lock().unwrap().arrived.iter().filter(|seen| seen.path == path).count()
    }

    /// The requests since the last call. What a client asks about the server itself does not belong to them.
    pub(crate) fn take(&self) -> Vec<Seen> {
        let mut traffic = self.inner.traffic.lock().unwrap();
        let from = traffic.taken;
        traffic.taken = traffic.arrived.len();
        let about_the_server =
            |seen: &&Seen| seen.path == "/v1/mgmt/license" || seen.path.starts_with("/_emulator");
        traffic.arrived[from..].iter().filter(|seen| !about_the_server(seen)).cloned().collect()
    }

    /// Waits until so many requests to this path have arrived.
    #[track_caller]
    pub(crate) fn wait_for(&self, path: &str, count: usize) {
        self.wait(&format!("request {count} to {path}"), |traffic| {
            traffic.arrived.iter().filter(|seen| seen.path == path).count() >= count
        });
    }

    /// Waits until so many requests to this path have been executed.
    #[track_caller]
    pub(crate) fn wait_for_effect(&self, path: &str, count: usize) {
        self.wait(&format!("effect {count} of {path}"), |traffic| {
            traffic.executed.get(path).is_some_and(|done| *done >= count)
        });
    }

    #[track_caller]
    fn wait(&self, what: &str, done: impl Fn(&Traffic) -> bool) {
        let started = Instant::now();
        let mut traffic = self.inner.traffic.lock().unwrap();
        while !done(&traffic) {
            let left = PATIENCE.checked_sub(started.elapsed());
            let left = left.unwrap_or_else(|| panic!("{what} does not come"));
            traffic = self.inner.moved.wait_timeout(traffic, left).unwrap().0;
        }
    }

    /// Sends a request to the emulator, past the gateway and the binary: as somebody else, or to look.
    #[track_caller]
    pub(crate) fn call(&self, method: &str, path: &str, body: &Value) -> Value {
        let reply = self.runtime.block_on(direct(&self.emulator(), method, path, body));
        let (status, reply) = reply;
        assert!(status.is_success(), "{method} {path}: {status} {reply}");
        reply
    }

    /// Creates users as somebody else.
    #[track_caller]
    pub(crate) fn make(&self, users: &[Value]) {
        for users in users.chunks(100) {
            let made = self.runtime.block_on(make(&self.inner, users));
            assert_eq!(made, users.len(), "all are created");
        }
    }

    /// All users that others have made, as they were then, by user ID.
    pub(crate) fn others(&self) -> BTreeMap<String, Value> {
        let others = self.inner.traffic.lock().unwrap().others.clone();
        others.into_iter().map(|user| (user["userId"].as_str().unwrap().to_owned(), user)).collect()
    }

    /// All users by their first login ID, as the emulator has them.
    pub(crate) fn users(&self) -> BTreeMap<String, Value> {
        let mut users = BTreeMap::new();
        for page in 0.. {
            let sort = json!([{"field": "createdTime"}, {"field": "id"}]);
            let body = json!({ "limit": 100, "page": page, "withTestUser": true, "sort": sort });
            let mut reply = self.call("POST", SEARCH, &body);
            let Value::Array(rows) = reply["users"].take() else { panic!("no users: {reply}") };
            let is_last = rows.len() < 100;
            for user in rows {
                let name = user["loginIds"][0].as_str().unwrap().to_owned();
                assert!(users.insert(name, user).is_none(), "a user stands twice");
            }
            if is_last {
                break;
            }
        }
        users
    }

    /// The users with these login IDs, as the emulator has them now: a search may lag behind.
    pub(crate) fn named<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> BTreeMap<String, Value> {
        let emulator = self.emulator();
        let mut users = BTreeMap::new();
        for name in names {
            let query =
                url::form_urlencoded::Serializer::new(String::new()).append_pair("loginId", name).finish();
            let path = format!("{LOAD}?{query}");
            let (status, mut reply) = self.runtime.block_on(direct(&emulator, "GET", &path, &Value::Null));
            if status != StatusCode::NOT_FOUND {
                assert!(status.is_success(), "{status} {reply}");
                users.insert(name.to_owned(), reply["user"].take());
            }
        }
        users
    }

    /// How many invitations went to each address.
    pub(crate) fn invitations(&self) -> BTreeMap<String, usize> {
        let outbox = self.call("GET", "/_emulator/outbox?limit=10000", &Value::Null);
        let mut sent = BTreeMap::new();
        for message in outbox["messages"].as_array().unwrap() {
            let recipient = message["recipient"].as_str().unwrap().to_owned();
            *sent.entry(recipient).or_default() += 1;
        }
        sent
    }
}

fn emulator(configure: impl FnOnce(&mut Options)) -> Emulator {
    let mut options = Options::new(Database::Memory, KEY.to_owned());
    configure(&mut options);
    Emulator::open(options).unwrap()
}

async fn direct(emulator: &Emulator, method: &str, path: &str, body: &Value) -> (StatusCode, Value) {
    let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("authorization", format!("Bearer {LOCAL_PROJECT_ID}:{KEY}"))
        .body(body)
        .unwrap();
    let (parts, body) = through(emulator.router(), request).await.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    (parts.status, json_of(&bytes))
}

/// Creates users as somebody else, those of them whose names are free.
async fn make(inner: &Inner, users: &[Value]) -> usize {
    let emulator = inner.emulator.lock().unwrap().clone();
    let (status, mut reply) = direct(&emulator, "POST", CREATE, &json!({ "users": users })).await;
    assert!(status.is_success(), "{status} {reply}");
    let Value::Array(made) = reply["createdUsers"].take() else { return 0 };
    let count = made.len();
    inner.traffic.lock().unwrap().others.extend(made);
    count
}

async fn through(router: Router, request: Request<Body>) -> Response<Body> {
    router.oneshot(request).await.unwrap_or_else(|never: Infallible| match never {})
}

fn json_of(bytes: &Bytes) -> Value {
    serde_json::from_slice(bytes).unwrap_or_default()
}

async fn serve(listener: tokio::net::TcpListener, inner: Arc<Inner>) {
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        let inner = Arc::clone(&inner);
        tokio::spawn(async move {
            drop(stream.set_nodelay(true));
            let service = service_fn(move |request: Request<Incoming>| {
                // Detached: the request is executed even when the client leaves meanwhile.
                let task = tokio::spawn(answer(Arc::clone(&inner), request));
                // An error closes the connection without a reply.
                async move { task.await.unwrap().ok_or_else(|| std::io::Error::other("cut")) }
            });
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

/// The reply; none where the connection is to be cut.
async fn answer(inner: Arc<Inner>, request: Request<Incoming>) -> Option<Response<Body>> {
    let (parts, body) = request.into_parts();
    let mut bytes = to_bytes(Body::new(body), usize::MAX).await.ok()?;
    let path = parts.uri.path().to_owned();
    let fate = {
        let mut traffic = inner.traffic.lock().unwrap();
        let nth = 1 + traffic.arrived.iter().filter(|seen| seen.path == path).count();
        let seen = Seen { path: path.clone(), body: json_of(&bytes), nth };
        let fate = inner.script.lock().unwrap().clone()(&seen);
        traffic.arrived.push(seen);
        *traffic.unfinished.entry(path.clone()).or_default() += 1;
        fate
    };
    inner.moved.notify_all();
    if let Some(gate) = &fate.held_by {
        gate.passed().await;
    }
    if !fate.later.is_zero() {
        tokio::time::sleep(fate.later).await;
    }
    if let Some(edit) = fate.request {
        let mut body = json_of(&bytes);
        edit(&mut body);
        bytes = body.to_string().into();
    }
    if !fate.others_before.is_empty() {
        make(&inner, &fate.others_before).await;
    }
    let mut response = Response::new(Body::empty());
    if fate.executed {
        let mut request = Request::from_parts(parts, Body::from(bytes.clone()));
        request.headers_mut().insert("content-length", bytes.len().into());
        let router = inner.emulator.lock().unwrap().router();
        let (parts, body) = through(router, request).await.into_parts();
        response = Response::from_parts(parts, Body::from(to_bytes(body, usize::MAX).await.ok()?));
        *inner.traffic.lock().unwrap().executed.entry(path.clone()).or_default() += 1;
        inner.moved.notify_all();
    }
    if !fate.others_after.is_empty() {
        make(&inner, &fate.others_after).await;
    }
    *inner.traffic.lock().unwrap().unfinished.get_mut(&path).unwrap() -= 1;
    inner.moved.notify_all();
    if let Some(gate) = &fate.reply_held_by {
        gate.passed().await;
    }
    match fate.reply {
        Reply::AsItIs => Some(response),
        Reply::Cut => None,
        Reply::Instead(canned) => {
            let mut response = canned.response();
            // An error of the API has the time of the API, that of a gateway has its own.
            if response.headers().get("content-type").is_some_and(|kind| kind == "application/json") {
                let router = inner.emulator.lock().unwrap().router();
                let asked = Request::builder().uri("/_emulator/identity").body(Body::empty()).unwrap();
                let date = through(router, asked).await.headers()["date"].clone();
                response.headers_mut().insert("date", date);
            }
            Some(response)
        }
        Reply::Edited(edit) => {
            let (mut parts, body) = response.into_parts();
            let mut value = json_of(&to_bytes(body, usize::MAX).await.ok()?);
            edit(&mut value);
            parts.headers.remove("content-length");
            Some(Response::from_parts(parts, Body::from(value.to_string())))
        }
    }
}
