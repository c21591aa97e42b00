//! Many clients, several processes, a long time.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Stdio};

use serde_json::{Value, json};

use crate::support::Sandbox;

const SEARCH: &str = "/v2/mgmt/user/search";

/// `emulator start` in a process of its own, killed at the end.
struct Server {
    process: Child,
    address: String,
    bearer: String,
    _sandbox: Sandbox,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Server {
    fn start(database: &str) -> Self {
        let sandbox = Sandbox::empty();
        let mut process = sandbox
            .command(&["emulator", "start", "--listen", "127.0.0.1:0", "--db", database, "-o", "jsonl"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let introduction: Value = serde_json::from_str(&line).unwrap();
        let text = |name: &str| introduction[name].as_str().unwrap().to_owned();
        let address = text("baseUrl").trim_start_matches("http://").to_owned();
        let bearer = format!("{}:{}", text("projectId"), text("managementKey"));
        Self { process, address, bearer, _sandbox: sandbox }
    }

    fn client(&self) -> Client<'_> {
        Client { server: self, stream: BufReader::new(TcpStream::connect(&self.address).unwrap()) }
    }

    /// The memory that the process takes, in KiB.
    #[cfg(target_os = "linux")]
    fn memory(&self) -> i64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }
}

/// One connection that stays open.
struct Client<'a> {
    server: &'a Server,
    stream: BufReader<TcpStream>,
}

impl Client<'_> {
    fn ok(&mut self, path: &str, body: &Value) -> Value {
        let (body, bearer) = (body.to_string(), &self.server.bearer);
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {bearer}\r\n\
             content-length: {}\r\n\r\n{body}",
            body.len()
        );
        self.stream.get_mut().write_all(request.as_bytes()).unwrap();
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert!(self.stream.read_line(&mut head).unwrap() > 0, "the connection was closed");
        }
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
        let mut reply = vec![0; length.parse().unwrap()];
        self.stream.read_exact(&mut reply).unwrap();
        assert!(head.starts_with("HTTP/1.1 200"), "{head}{}", String::from_utf8_lossy(&reply));
        serde_json::from_slice(&reply).unwrap()
    }
}

#[test]
fn many_clients_of_two_processes_on_one_file_lose_nothing() {
    const CLIENTS: usize = 32;
    const USERS: usize = 10;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("emulator.db");
    let servers = [Server::start(file.to_str().unwrap()), Server::start(file.to_str().unwrap())];
    std::thread::scope(|scope| {
        for number in 0..CLIENTS {
            let server = &servers[number % 2];
            scope.spawn(move || {
                let mut client = server.client();
                for n in 0..USERS {
                    let login_id = format!("c{number}n{n}@example.com");
                    let body = json!({"loginId": login_id, "email": login_id, "status": "enabled"});
                    client.ok("/v1/mgmt/user/create", &body);
                    // What was answered is seen at once, by the sets as well.
                    let found =
                        client.ok(SEARCH, &json!({"text": login_id, "statuses": ["invited", "enabled"]}));
                    assert_eq!(found["total"], 1, "{found}");
                }
            });
        }
    });
    for server in &servers {
        let reply = server.client().ok(SEARCH, &json!({"statuses": ["enabled"], "limit": 1}));
        assert_eq!(reply["total"], CLIENTS * USERS);
    }
}

/// Limits and faults belong to a server; a command that opens the file could only say what is not true of it.
#[test]
fn the_status_of_a_file_says_what_is_in_it_and_nothing_of_a_server() {
    let sandbox = Sandbox::seeded();
    let status = sandbox.json(&["emulator", "status"]);
    assert_eq!(status["counts"]["users"], 4);
    let names: Vec<_> = status.as_object().unwrap().keys().collect();
    assert_eq!(names, ["schema", "projectId", "database", "schemaVersion", "counts"]);
    let shown = sandbox.run(&["emulator", "status"]).success();
    assert!(shown.stdout.lines().any(|line| line.split_whitespace().eq(["Users", "4"])), "{shown}");
}

#[test]
fn other_machines_need_a_flag_and_get_a_warning() {
    let sandbox = Sandbox::empty();
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:0"] {
        let refused = sandbox.run(&["emulator", "start", "--db", ":memory:", "--listen", address]).code(2);
        assert!(refused.stderr.contains("--allow-remote"), "{refused}");
    }
    let mut process = sandbox
        .command(&["emulator", "start", "--db", ":memory:", "--listen", "0.0.0.0:0", "--allow-remote"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(process.stderr.take().unwrap()).read_line(&mut line).unwrap();
    process.kill().unwrap();
    process.wait().unwrap();
    assert!(line.contains("warning") && line.contains("other machines can reach"), "{line}");
}

/// Searches, tokens of pages and failures leave nothing behind that grows with their number.
#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_the_number_of_requests() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path().join("emulator.db").to_str().unwrap());
    let mut client = server.client();
    let users: Vec<_> = (0..200)
        .map(|n| json!({"loginId": format!("u{n}"), "email": format!("u{n}@example.com"), "name": format!("N {n}")}))
        .collect();
    client.ok("/v1/mgmt/user/create/batch", &json!({"users": users}));
    let mut ask = |numbers: std::ops::Range<i32>| {
        for n in numbers {
            let long = "x".repeat(10_000);
            client.ok(SEARCH, &json!({"text": format!("{n}"), "limit": 1, "offset": n % 7}));
            client.ok(SEARCH, &json!({"emails": [format!("u{n}@example.com"), long], "limit": 1}));
            client.ok(SEARCH, &json!({"limit": 1, "offset": n % 200, "sort": [{"field": "displayName"}]}));
        }
        server.memory()
    };
    let warm = ask(0..500);
    let later = ask(500..2_500);
    assert!(later - warm < 8 * 1024, "{warm} KiB, then {later} KiB");
}
