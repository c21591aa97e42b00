//! What the emulator takes: users in, pages out, many clients at once, memory.
//!
//! `cargo bench --bench emulator -- --users 1000000` prints the tables of `docs/benchmarks.md`. `--db FILE` keeps
//! the users for the next run, `--plain` and `--csv` make users with few fields, `--only create|pages|walk|clients`
//! leaves out the rest, `--names TEXT` takes only the searches whose names contain it, `--clients N` is the number
//! of connections. `--only server` starts the binary instead, or that of `DESCOPECTL_BENCH_BINARY`, and measures what
//! a created user costs it: processor time, and instructions where valgrind is installed.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a measurement prints, and has nobody to report a failure to"
)]

mod support;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use descopectl::emulator::{Database, Emulator, LOCAL_PROJECT_ID, Options};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt;

const KEY: &str = "K-not-a-real-key";
const SEARCH: &str = "/v2/mgmt/user/search";
const BATCH: i64 = 100;
/// The n-th user of its kind.
type MakeUser = fn(i64) -> Value;
/// Each search is measured so often, after a write each time.
const TIMES: usize = 7;

struct Arguments {
    users: i64,
    database: Option<PathBuf>,
    only: Option<String>,
    names: Option<String>,
    clients: usize,
    user: MakeUser,
}

impl Arguments {
    fn parse() -> Self {
        let mut arguments =
            Self { users: 100_000, database: None, only: None, names: None, clients: 64, user };
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            let mut value = || words.next().unwrap_or_else(|| panic!("{word} needs a value"));
            match word.as_str() {
                "--users" => arguments.users = value().parse().unwrap(),
                "--db" => arguments.database = Some(value().into()),
                "--only" => arguments.only = Some(value()),
                "--names" => arguments.names = Some(value()),
                "--clients" => arguments.clients = value().parse().unwrap(),
                "--plain" => arguments.user = plain_user,
                "--csv" => arguments.user = csv_user,
                // Cargo adds it.
                "--bench" => {}
                other => panic!("{other} is unknown"),
            }
        }
        arguments
    }

    fn wants(&self, part: &str) -> bool {
        self.only.as_ref().is_none_or(|only| only == part)
    }
}

#[tokio::main]
async fn main() {
    let arguments = Arguments::parse();
    if arguments.only.as_deref() == Some("server") {
        return server(arguments.users);
    }
    let folder = tempfile::tempdir().unwrap();
    let file = arguments.database.clone().unwrap_or_else(|| folder.path().join("emulator.db"));
    let emulator = Emulator::open(Options::new(Database::File(file), KEY)).unwrap();
    let api = Api { router: emulator.router() };
    let there = emulator.status().unwrap()["counts"]["users"].as_i64().unwrap();
    if there == 0 {
        emulator.seed(&catalogue().to_string()).unwrap();
        creates(&api, arguments.users, arguments.user).await;
    } else {
        println!("{there} users are there");
    }
    if arguments.wants("pages") {
        pages(&api, arguments.names.as_deref()).await;
    }
    if arguments.wants("walk") {
        walk(&api).await;
    }
    if arguments.wants("clients") {
        let users = emulator.status().unwrap()["counts"]["users"].as_i64().unwrap();
        clients(&emulator, arguments.clients, users.min(arguments.users)).await;
    }
    println!("memory: {}", memory());
}

fn catalogue() -> Value {
    let tenants: Vec<_> = (0..100)
        .map(|n| json!({"id": format!("t{n}"), "name": format!("Tenant {n}"), "parent": if n < 10 { "" } else { "t0" }}))
        .collect();
    json!({
        "tenants": tenants,
        "roles": [{"name": "viewer"}, {"name": "editor"}, {"name": "admin"}],
        "applications": [{"id": "portal", "name": "Portal"}],
        "attributes": [
            {"name": "plan", "type": 1}, {"name": "seats", "type": 2}, {"name": "beta", "type": 3},
            {"name": "number", "type": 1},
        ],
    })
}

/// A user as projects have them: two roles, a quarter in tenants, attributes from dense to unique.
fn user(n: i64) -> Value {
    let role = ["viewer", "editor"][usize::try_from(n % 2).unwrap()];
    // A number that looks like chance, so that names do not come in the order of creation.
    let mixed = n.wrapping_mul(0x9E37_79B9) & 0xFFFF_FFFF;
    let status = ["enabled", "invited", "invited", "disabled"][usize::try_from(mixed % 4).unwrap()];
    json!({
        "loginId": format!("user{n}@example.com"),
        "email": format!("user{n}@example.com"),
        "phone": format!("+1555{n:07}"),
        "verifiedEmail": n % 2 == 0,
        "name": format!("User {mixed:08x}"),
        "status": status,
        "roleNames": if n % 3 == 0 { json!([role, "admin"]) } else { json!([role]) },
        "userTenants": if n % 4 == 0 { json!([{"tenantId": format!("t{}", n % 100), "roleNames": ["viewer"]}]) } else { json!([]) },
        "ssoAppIds": if n % 5 == 0 { json!(["portal"]) } else { json!([]) },
        "customAttributes": {
            "plan": if n % 1000 == 0 { "rare" } else { "pro" },
            "seats": n % 50,
            "beta": n % 3 == 0,
            "number": format!("N{n}"),
        },
    })
}

/// A user with one tenant, role and attribute at most.
fn plain_user(n: i64) -> Value {
    json!({
        "loginId": format!("user{n}@example.com"),
        "email": format!("user{n}@example.com"),
        "verifiedEmail": n % 2 == 0,
        "name": format!("User Number {n}"),
        "status": if n % 3 == 0 { "enabled" } else { "invited" },
        "roleNames": if n % 2 == 0 { json!(["viewer"]) } else { json!([]) },
        "userTenants": if n % 4 == 0 { json!([{"tenantId": "t4"}]) } else { json!([]) },
        "customAttributes": {"plan": if n % 1000 == 0 { "rare" } else { "pro" }},
    })
}

/// The six columns of a simple file.
fn csv_user(n: i64) -> Value {
    json!({
        "loginId": format!("user{n}@example.com"),
        "email": format!("user{n}@example.com"),
        "name": format!("User Number {n}"),
        "givenName": "User",
        "familyName": format!("Number {n}"),
        "phone": format!("+1555{n:07}"),
    })
}

#[derive(Clone)]
struct Api {
    router: Router,
}

impl Api {
    async fn ok(&self, path: &str, body: &Value) -> Value {
        let request = Request::post(path)
            .header("authorization", format!("Bearer {LOCAL_PROJECT_ID}:{KEY}"))
            .body(Body::from(body.to_string()))
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        assert!(status.is_success(), "{path} {body}: {}", String::from_utf8_lossy(&bytes));
        serde_json::from_slice(&bytes).unwrap()
    }
}

/// Batches of 100 by four clients in this process, so that both halves share the processor.
async fn creates(api: &Api, users: i64, user: MakeUser) {
    let (start, cpu) = (Instant::now(), cpu_time());
    let tasks: Vec<_> = (0..4_i64)
        .map(|task| {
            let api = api.clone();
            tokio::spawn(async move {
                for batch in (task..users / BATCH).step_by(4) {
                    let users: Vec<_> = (0..BATCH).map(|n| user(batch * BATCH + n)).collect();
                    let reply = api.ok("/v1/mgmt/user/create/batch", &json!({"users": users})).await;
                    assert_eq!(reply["failedUsers"], json!([]));
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let (wall, cpu) = (start.elapsed(), cpu_time() - cpu);
    let each = cpu.as_secs_f64() * 1e6 / users as f64;
    println!(
        "create/batch: {:.0} users/s, {each:.1} us of processor time each\n",
        users as f64 / wall.as_secs_f64()
    );
}

async fn pages(api: &Api, names: Option<&str>) {
    let everybody = api.ok(SEARCH, &json!({"limit": 1})).await["total"].as_i64().unwrap();
    let half = everybody / 2;
    let created = api.ok(SEARCH, &json!({"limit": 1, "offset": half})).await["users"][0]["createdTime"]
        .as_i64()
        .unwrap()
        * 1000;
    let some = |n: i64| format!("user{}@example.com", n * everybody / 100);
    let many: Vec<_> = (0..100).map(some).collect();
    let ids: Vec<Value> = api.ok(SEARCH, &json!({})).await["users"]
        .as_array()
        .unwrap()
        .iter()
        .map(|user| user["userId"].clone())
        .collect();
    let roles = {
        let request = Request::get("/v1/mgmt/role/all")
            .header("authorization", format!("Bearer {LOCAL_PROJECT_ID}:{KEY}"))
            .body(Body::empty())
            .unwrap();
        let bytes = to_bytes(api.router.clone().oneshot(request).await.unwrap().into_body(), usize::MAX)
            .await
            .unwrap();
        serde_json::from_slice::<Value>(&bytes).unwrap()
    };
    let viewer =
        roles["roles"].as_array().unwrap().iter().find(|role| role["name"] == "viewer").unwrap()["id"]
            .clone();
    let by = |fields: &[&str]| fields.iter().map(|field| json!({"field": field})).collect::<Vec<_>>();
    let searches = [
        ("no filter", json!({})),
        ("no filter, offset half", json!({"offset": half})),
        ("no filter, last page", json!({"offset": everybody - 100})),
        ("sort email descending", json!({"sort": [{"field": "email", "desc": true}]})),
        ("sort displayName, offset half", json!({"sort": by(&["displayName"]), "offset": half})),
        ("sort modifiedTime, offset half", json!({"sort": by(&["modifiedTime"]), "offset": half})),
        ("sort id, offset half", json!({"sort": by(&["id"]), "offset": half})),
        ("sort tenant, offset half", json!({"sort": by(&["tenant"]), "offset": half})),
        ("sort status, offset half", json!({"sort": by(&["status"]), "offset": half})),
        ("sort phoneNumber, offset half", json!({"sort": by(&["phoneNumber"]), "offset": half})),
        ("sort externalId, offset half", json!({"sort": by(&["externalId"]), "offset": half})),
        ("sort status, email", json!({"sort": by(&["status", "email"])})),
        ("sort status, email, offset half", json!({"sort": by(&["status", "email"]), "offset": half})),
        ("sort displayName, id, offset half", json!({"sort": by(&["displayName", "id"]), "offset": half})),
        ("sort tenant, displayName", json!({"sort": by(&["tenant", "displayName"])})),
        (
            "sort tenant, displayName, offset half",
            json!({"sort": by(&["tenant", "displayName"]), "offset": half}),
        ),
        ("loginId", json!({"loginId": some(42)})),
        ("loginIds, 100", json!({"loginIds": many})),
        ("userIds, 100", json!({"userIds": ids})),
        ("emails, 100", json!({"emails": many})),
        ("phones", json!({"phones": ["+15550000077"]})),
        ("recoveryEmails", json!({"recoveryEmails": ["a@example.com"]})),
        ("recoveryPhones", json!({"recoveryPhones": ["+15550000077"]})),
        ("statuses, one", json!({"statuses": ["enabled"]})),
        ("statuses, three", json!({"statuses": ["enabled", "invited", "expired"]})),
        ("verifiedEmail true", json!({"verifiedEmail": true})),
        ("verifiedEmail false", json!({"verifiedEmail": false})),
        ("verifiedPhone true", json!({"verifiedPhone": true})),
        ("verifiedPhone false", json!({"verifiedPhone": false})),
        ("verifiedRecoveryEmail false", json!({"verifiedRecoveryEmail": false})),
        ("verifiedRecoveryPhone false", json!({"verifiedRecoveryPhone": false})),
        ("password false", json!({"password": false})),
        ("totp false", json!({"totp": false})),
        ("webauthn false", json!({"webauthn": false})),
        ("scim false", json!({"scim": false})),
        ("scimOnly", json!({"scimOnly": true})),
        ("ssoOnly", json!({"ssoOnly": true})),
        ("tenantIds, one", json!({"tenantIds": ["t4"]})),
        ("tenantIds, includeSubTenants", json!({"tenantIds": ["t0"], "includeSubTenants": true})),
        ("roleNames", json!({"roleNames": ["viewer"]})),
        ("roleNames, three", json!({"roleNames": ["viewer", "editor", "admin"]})),
        ("tenantRoleNames", json!({"tenantRoleNames": {"t4": {"values": ["viewer"]}}})),
        ("tenantRoleIds", json!({"tenantRoleIds": {"t4": {"values": [viewer]}}})),
        ("ssoAppIds", json!({"ssoAppIds": ["portal"]})),
        ("customAttributes, 99.9 %", json!({"customAttributes": {"plan": "pro"}})),
        ("customAttributes, 0.1 %", json!({"customAttributes": {"plan": "rare"}})),
        ("customAttributes, number", json!({"customAttributes": {"seats": [1, 2, 3]}})),
        ("customAttributes, boolean", json!({"customAttributes": {"beta": true}})),
        ("customAttributes, unique", json!({"customAttributes": {"number": "N4711"}})),
        (
            "customAttributes, three of them",
            json!({"customAttributes": {"plan": "pro", "seats": [1, 2], "beta": true}}),
        ),
        ("fromCreatedTime, half", json!({"fromCreatedTime": created})),
        ("created window, all", json!({"fromCreatedTime": 1, "toCreatedTime": 99_999_999_999_999_i64})),
        ("modified window, half", json!({"toModifiedTime": created})),
        ("withTestUser", json!({"withTestUser": true})),
        ("testUsersOnly", json!({"testUsersOnly": true})),
        ("tenant and status", json!({"tenantIds": ["t4"], "statuses": ["enabled"]})),
        ("role and status", json!({"roleNames": ["viewer"], "statuses": ["enabled"]})),
        (
            "role and status, offset middle",
            json!({"roleNames": ["viewer"], "statuses": ["enabled"], "offset": half / 4}),
        ),
        (
            "role and status, sort displayName",
            json!({"roleNames": ["viewer"], "statuses": ["enabled"], "sort": by(&["displayName"])}),
        ),
        (
            "role and status, sort displayName, offset middle",
            json!({"roleNames": ["viewer"], "statuses": ["enabled"], "sort": by(&["displayName"]), "offset": half / 4}),
        ),
        (
            "tenant, sort displayName, offset middle",
            json!({"tenantIds": ["t4"], "sort": by(&["displayName"]), "offset": half / 100}),
        ),
        (
            "sub-tenants, sort email, offset middle",
            json!({"tenantIds": ["t0"], "includeSubTenants": true, "sort": by(&["email"]), "offset": half / 4}),
        ),
        (
            "created window, status, role, flag",
            json!({"fromCreatedTime": created, "statuses": ["enabled"], "roleNames": ["viewer"], "verifiedEmail": true}),
        ),
        ("text, one", json!({"text": "user4711@"})),
        ("text, 1111 of a million", json!({"text": "user777"})),
        ("text and tenant", json!({"text": "example.com", "tenantIds": ["t4"]})),
        ("text, two letters", json!({"text": "77"})),
        ("text, all", json!({"text": "example.com"})),
    ];
    println!("| search | total | after a write | worst | next page |\n|---|--:|--:|--:|--:|");
    for (name, body) in searches {
        if names.is_some_and(|names| !name.contains(names)) {
            continue;
        }
        let mut fresh = Vec::new();
        let mut total = Value::Null;
        let mut next_page = f64::MAX;
        let mut next = body.clone();
        next["offset"] = json!(body["offset"].as_i64().unwrap_or_default() + 100);
        for round in 0..TIMES {
            let name = json!({"loginId": "user7@example.com", "givenName": format!("Round {round}")});
            api.ok("/v1/mgmt/user/update/name", &name).await;
            let start = cpu_time();
            total = api.ok(SEARCH, &body).await["total"].clone();
            fresh.push((cpu_time() - start).as_secs_f64() * 1e3);
            let start = cpu_time();
            api.ok(SEARCH, &next).await;
            next_page = next_page.min((cpu_time() - start).as_secs_f64() * 1e3);
            if fresh.iter().sum::<f64>() > 5e3 {
                break;
            }
        }
        fresh.sort_by(f64::total_cmp);
        let (median, worst) = (fresh[fresh.len() / 2], fresh[fresh.len() - 1]);
        println!("| {name} | {total} | {median:.1} ms | {worst:.1} ms | {next_page:.1} ms |");
    }
    println!();
}

/// Every user once, in pages of 100 in the order that does not change.
async fn walk(api: &Api) {
    let (start, mut seen) = (Instant::now(), 0);
    for page in 0_i64.. {
        let body = json!({"page": page, "limit": 100, "sort": [{"field": "createdTime"}, {"field": "id"}]});
        let users = api.ok(SEARCH, &body).await["users"].as_array().unwrap().len();
        seen += users;
        if users == 0 {
            break;
        }
    }
    println!("walk of {seen} users: {:.0} users/s\n", seen as f64 / start.elapsed().as_secs_f64());
}

/// Many connections that stay open and ask without a pause.
async fn clients(emulator: &Emulator, clients: usize, users: i64) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let served = tokio::spawn(emulator.clone().serve(listener, async {
        drop(stopped.await);
    }));
    let run = Arc::new(std::process::id().to_string());
    println!("| {clients} clients at once | requests/s | p50 | p99 | slowest |\n|---|--:|--:|--:|--:|");
    for (name, kind) in [
        ("load", Kind::Load),
        ("search", Kind::Search),
        ("create", Kind::Create),
        ("a third of each", Kind::Mixed),
    ] {
        let until = Instant::now() + Duration::from_secs(5);
        let tasks: Vec<_> = (0..clients)
            .map(|client| {
                let run = Arc::clone(&run);
                tokio::spawn(async move {
                    let mut stream = TcpStream::connect(address).await.unwrap();
                    stream.set_nodelay(true).unwrap();
                    let mut took = Vec::new();
                    for n in 0_i64.. {
                        let start = Instant::now();
                        if start > until {
                            break;
                        }
                        exchange(&mut stream, &kind.request(client, n, &run, users)).await;
                        took.push(start.elapsed());
                    }
                    took
                })
            })
            .collect();
        let start = Instant::now();
        let mut took = Vec::new();
        for task in tasks {
            took.extend(task.await.unwrap());
        }
        let each_second = took.len() as f64 / start.elapsed().as_secs_f64();
        took.sort();
        let at = |share: f64| took[((took.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
        println!(
            "| {name} | {each_second:.0} | {:.1} ms | {:.1} ms | {:.1} ms |",
            at(0.5),
            at(0.99),
            at(1.0)
        );
    }
    println!();
    stop.send(()).unwrap();
    served.await.unwrap().unwrap();
}

#[derive(Clone, Copy)]
enum Kind {
    Load,
    Search,
    Create,
    Mixed,
}

impl Kind {
    fn request(self, client: usize, n: i64, run: &str, users: i64) -> String {
        let some = (n * 7919 + client as i64 * 104_729) % users;
        let (line, body) = match self {
            Self::Load => (format!("GET /v1/mgmt/user?loginId=user{some}%40example.com"), String::new()),
            Self::Search => {
                let tenant = format!("t{}", some / 4 * 4 % 100);
                (
                    format!("POST {SEARCH}"),
                    json!({"tenantIds": [tenant], "statuses": ["enabled"], "limit": 10}).to_string(),
                )
            }
            Self::Create => {
                let login_id = format!("c{client}n{n}r{run}@example.com");
                let body = json!({"loginId": login_id, "email": login_id, "roleNames": ["viewer"]});
                ("POST /v1/mgmt/user/create".to_owned(), body.to_string())
            }
            Self::Mixed => {
                let kinds = [Self::Load, Self::Search, Self::Create];
                // Beyond the names that were created before.
                return kinds[usize::try_from(n % 3).unwrap()].request(client, n + 10_000_000, run, users);
            }
        };
        format!(
            "{line} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {LOCAL_PROJECT_ID}:{KEY}\r\n\
             content-length: {}\r\n\r\n{body}",
            body.len()
        )
    }
}

async fn exchange(stream: &mut TcpStream, request: &str) {
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut reply = Vec::with_capacity(4096);
    loop {
        assert!(stream.read_buf(&mut reply).await.unwrap() > 0, "the connection was closed");
        let Some(end) = reply.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
        let head = std::str::from_utf8(&reply[..end]).unwrap();
        assert!(head.starts_with("HTTP/1.1 200"), "{}", String::from_utf8_lossy(&reply));
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
        if reply.len() >= end + 4 + length.parse::<usize>().unwrap() {
            return;
        }
    }
}

/// Processor time of this process so far: that of its threads, which are kept for the next request.
fn cpu_time() -> Duration {
    let nanoseconds = |task: &Path| -> u64 {
        let text = std::fs::read_to_string(task.join("schedstat")).unwrap_or_default();
        text.split(' ').next().and_then(|number| number.parse().ok()).unwrap_or_default()
    };
    let tasks = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    Duration::from_nanos(tasks.map(|task| nanoseconds(&task.path())).sum())
}

/// What the process takes now and took at most.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let of = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("?");
        line.trim_start_matches(':').trim().to_owned()
    };
    format!("{} now, {} at most", of("VmRSS"), of("VmHWM"))
}

/// What a created user costs the server: batches of 100 on one connection, against a new file each time.
fn server(users: i64) {
    println!("| users | processor time | instructions |\n|---|--:|--:|");
    let kinds: [(&str, MakeUser); 3] = [("6 columns", csv_user), ("`--plain`", plain_user), ("full", user)];
    let has_valgrind = Command::new("valgrind").arg("--version").output().is_ok();
    for (name, user) in kinds {
        let times = (0..3).map(|_| {
            let server = Started::new(false);
            server.create(0..10, user);
            let before = server.ticks();
            server.create(10..users / BATCH, user);
            let ticks = server.ticks() - before;
            server.stop();
            ticks as f64 * 1e4 / (users - 10 * BATCH) as f64
        });
        let times: Vec<String> = times.map(|time| format!("{time:.1}")).collect();
        let instructions = if has_valgrind {
            let few = instructions(10, user);
            format!("{:.1} k", (instructions(40, user) - few) as f64 / 3e6)
        } else {
            "-".to_owned()
        };
        println!("| {name} | {} us | {instructions} |", times.join(", "));
    }
}

/// Instructions of a whole server that makes so many batches.
fn instructions(batches: i64, user: MakeUser) -> u64 {
    let server = Started::new(true);
    server.create(0..batches, user);
    let said = server.stop();
    let line = said.lines().find(|line| line.contains("Collected :")).unwrap();
    line.rsplit(' ').next().unwrap().parse().unwrap()
}

/// The binary as a server of its own, which is stopped as by Ctrl-C.
struct Started {
    process: Child,
    address: String,
    bearer: String,
    _folder: tempfile::TempDir,
}

impl Started {
    fn new(counts: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut command = match counts {
            true => Command::new("valgrind"),
            false => Command::new(support::binary()),
        };
        if counts {
            command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(support::binary());
        }
        let mut process = command
            .args(["emulator", "start", "--listen", "127.0.0.1:0", "-o", "jsonl", "--db"])
            .arg(folder.path().join("emulator.db"))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let said: Value = serde_json::from_str(&line).unwrap();
        let text = |name: &str| said[name].as_str().unwrap().to_owned();
        let bearer = format!("{}:{}", text("projectId"), text("managementKey"));
        let address = text("baseUrl").trim_start_matches("http://").to_owned();
        let started = Self { process, address, bearer, _folder: folder };
        started.post("/_emulator/seed", &catalogue());
        started
    }

    fn create(&self, batches: std::ops::Range<i64>, user: MakeUser) {
        let mut stream = std::net::TcpStream::connect(&self.address).unwrap();
        for batch in batches {
            let users: Vec<_> = (0..BATCH).map(|n| user(batch * BATCH + n)).collect();
            let reply = self.exchange(&mut stream, "/v1/mgmt/user/create/batch", &json!({ "users": users }));
            assert_eq!(reply["failedUsers"], json!([]));
        }
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        self.exchange(&mut std::net::TcpStream::connect(&self.address).unwrap(), path, body)
    }

    fn exchange(&self, stream: &mut std::net::TcpStream, path: &str, body: &Value) -> Value {
        let (body, bearer) = (body.to_string(), &self.bearer);
        let length = body.len();
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {bearer}\r\n\
             content-length: {length}\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut reader = BufReader::new(&*stream);
        let (mut head, mut length) = (String::new(), 0);
        while !head.ends_with("\r\n\r\n") {
            let start = head.len();
            reader.read_line(&mut head).unwrap();
            if let Some(text) = head[start..].strip_prefix("content-length: ") {
                length = text.trim().parse().unwrap();
            }
        }
        assert!(head.starts_with("HTTP/1.1 200"), "{head}");
        let mut reply = vec![0; length];
        reader.read_exact(&mut reply).unwrap();
        serde_json::from_slice(&reply).unwrap()
    }

    /// Hundredths of a second that the process has had of the processors.
    fn ticks(&self) -> u64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process.id())).unwrap();
        let after_name = stat.rsplit(')').next().unwrap();
        after_name.split_whitespace().skip(11).take(2).map(|text| text.parse::<u64>().unwrap()).sum()
    }

    fn stop(mut self) -> String {
        let id = self.process.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
        let mut said = String::new();
        self.process.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        self.process.wait().unwrap();
        said
    }
}
