//! Servers that answer badly: what is said, what is sent again, and what never ends.

use std::{
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::support::Sandbox;

/// A request as the server got it.
#[derive(Debug, Clone)]
struct Heard {
    /// Method and path.
    line: String,
    head: String,
    body: Value,
}

/// A server that answers each request as a function says, raw, and closes the connection.
struct Server {
    address: std::net::SocketAddr,
    heard: Arc<Mutex<Vec<Heard>>>,
}

impl Server {
    /// `answer` is given the request and how many there were before it. The question for the licence is
    /// answered without it.
    fn start(answer: impl Fn(&Heard, usize) -> Vec<u8> + Send + Sync + 'static) -> Self {
        Self::with_streams(move |heard, number, stream| {
            let _ = stream.write_all(&answer(heard, number));
        })
    }

    /// The same for answers that are written piece by piece.
    fn with_streams(answer: impl Fn(&Heard, usize, &mut TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let (answer, log) = (Arc::new(answer), Arc::clone(&heard));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (answer, log) = (Arc::clone(&answer), Arc::clone(&log));
                std::thread::spawn(move || {
                    let mut stream = stream.unwrap();
                    let Some(request) = read_request(&mut stream) else { return };
                    if request.line == "GET /v1/mgmt/license" {
                        let _ = stream.write_all(&plain(404, &[], ""));
                        return;
                    }
                    let number = {
                        let mut log = log.lock().unwrap();
                        log.push(request.clone());
                        log.len() - 1
                    };
                    answer(&request, number, &mut stream);
                });
            }
        });
        Self { address, heard }
    }

    fn sandbox(&self) -> Sandbox {
        Sandbox::empty()
            .with("DESCOPE_PROJECT_ID", "P2exampleexampleexampleexamp")
            .with("DESCOPE_MANAGEMENT_KEY", "Kexample-secret-key")
            .with("DESCOPE_BASE_URL", &format!("http://{}", self.address))
    }

    fn requests(&self) -> usize {
        self.heard.lock().unwrap().len()
    }
}

fn read_request(stream: &mut TcpStream) -> Option<Heard> {
    let (mut bytes, mut buffer) = (Vec::new(), [0; 4096]);
    loop {
        let read = stream.read(&mut buffer).ok().filter(|read| *read > 0)?;
        bytes.extend_from_slice(&buffer[..read]);
        let text = String::from_utf8_lossy(&bytes);
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|line| {
            line.to_lowercase()
                .strip_prefix("content-length: ")
                .map(|length| length.parse::<usize>().unwrap())
        });
        if body.len() >= length.unwrap_or(0) {
            let line = head.lines().next().unwrap().split(['?', ' ']).take(2).collect::<Vec<_>>().join(" ");
            let body = serde_json::from_str(body).unwrap_or_default();
            return Some(Heard { line, head: head.to_owned(), body });
        }
    }
}

fn plain(status: u16, headers: &[&str], body: &str) -> Vec<u8> {
    let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
    let length = body.len();
    format!("HTTP/1.1 {status} X\r\nconnection: close\r\n{headers}content-length: {length}\r\n\r\n{body}")
        .into_bytes()
}

fn page(ids: std::ops::Range<u32>, total: u32) -> Vec<u8> {
    let users: Vec<Value> = ids
        .map(|id| json!({"userId": format!("U{id}"), "loginIds": [format!("u{id}")], "createdTime": 7}))
        .collect();
    plain(200, &[], &json!({"users": users, "total": total}).to_string())
}

/// A user as `user load` gets it.
fn one_user() -> Vec<u8> {
    plain(200, &[], r#"{"user":{"userId":"U1","loginIds":["alice"]}}"#)
}

#[test]
fn a_reply_of_somebody_else_never_says_that_there_is_no_such_user() {
    let page = "<html>no such page</html>";
    for status in [400, 404, 405, 409, 413, 415, 422, 500, 501] {
        let server = Server::start(move |_, _| plain(status, &["content-type: text/html"], page));
        let outcome = server.sandbox().run(&["user", "load", "alice", "-o", "json"]).code(8);
        let error = outcome.error();
        assert_eq!(error["httpStatus"], json!(status), "{outcome}");
        assert_eq!(error["cause"], json!(format!("the reply is not the API's: HTTP {status}")));
        assert!(error["hint"].as_str().unwrap().contains("lead to the API"), "{outcome}");
        assert_eq!((server.requests(), &error["retryable"]), (1, &json!(false)), "{outcome}");
    }
    let envelope = r#"{"errorCode":"E112102","errorMessage":"User not found"}"#;
    let server = Server::start(move |_, _| plain(404, &[], envelope));
    server.sandbox().run(&["user", "load", "alice"]).code(5);
}

#[test]
fn a_success_that_is_not_json_is_not_the_api() {
    for body in ["<html>hello</html>", "{\"user\":", "\u{feff}{}", "null null"] {
        let server = Server::start(move |_, _| plain(200, &[], body));
        let outcome = server.sandbox().run(&["user", "load", "alice", "-o", "json"]).code(8);
        assert!(outcome.stderr.contains("the reply is not JSON"), "{outcome}");
        assert!(outcome.error()["hint"].as_str().unwrap().contains("lead to the API"), "{outcome}");
        assert!(!outcome.stderr.contains("hello"), "{outcome}");
    }
}

#[test]
fn a_redirect_is_named_and_not_followed() {
    let server = Server::start(|_, _| plain(307, &["location: https://login.example.com/here"], ""));
    let outcome = server.sandbox().run(&["user", "load", "alice"]).code(8);
    assert!(outcome.stderr.contains("redirects to `https://login.example.com/here` (HTTP 307)"), "{outcome}");
    assert_eq!(server.requests(), 1);
}

#[test]
fn only_a_change_is_said_to_have_perhaps_taken_effect() {
    let server = Server::start(|_, _| plain(501, &[], r#"{"errorCode":"E1"}"#));
    let sandbox = server.sandbox();
    let read = sandbox.run(&["user", "load", "alice"]).code(8);
    assert!(!read.stderr.contains("taken effect"), "{read}");
    let write = sandbox.run(&["user", "add-role", "alice", "admin"]).code(8);
    assert!(write.stderr.contains("may have taken effect"), "{write}");
}

#[test]
fn a_reply_without_an_end_is_cut_off() {
    let server = Server::with_streams(|_, _, stream| {
        let mut written = stream.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n[");
        let part = "1,".repeat(32 * 1024);
        while written.is_ok() {
            written = stream.write_all(part.as_bytes());
        }
    });
    let outcome = server.sandbox().run(&["user", "load", "alice"]).code(8);
    assert!(outcome.stderr.contains("the reply is longer than 64 MiB"), "{outcome}");
    let failed = Server::with_streams(|_, _, stream| {
        let mut written = stream.write_all(b"HTTP/1.1 404 OK\r\nconnection: close\r\n\r\n");
        while written.is_ok() {
            written = stream.write_all(&[b' '; 64 * 1024]);
        }
    });
    let outcome = failed.sandbox().run(&["user", "load", "alice"]).code(8);
    assert!(outcome.stderr.contains("not the API's: HTTP 404"), "{outcome}");
}

#[test]
fn a_small_reply_that_unpacks_to_a_large_one_is_cut_off() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..100 {
        packed.write_all(&[b' '; 1024 * 1024]).unwrap();
    }
    let packed = packed.finish().unwrap();
    let server = Server::start(move |_, _| {
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
            packed.len()
        );
        [head.into_bytes(), packed.clone()].concat()
    });
    let outcome = server.sandbox().run(&["user", "load", "alice"]).code(8);
    assert!(outcome.stderr.contains("the reply is longer than 64 MiB"), "{outcome}");
}

/// Each value takes many times the memory of its text.
#[test]
fn a_reply_of_millions_of_values_is_refused() {
    let server = Server::start(|_, _| plain(200, &[], &format!("[0{}]", ",0".repeat(5_000_000))));
    let outcome = server.sandbox().run(&["user", "load", "alice"]).code(8);
    assert!(outcome.stderr.contains("more than 4194304 values"), "{outcome}");
}

#[test]
fn what_a_server_repeats_of_the_secrets_is_taken_out() {
    let server = Server::start(|heard, _| {
        let said = format!("refused: {} {}", heard.head, heard.body);
        plain(
            400,
            &["x-request-id: Kexample-secret-key"],
            &json!({"errorMessage": said, "errorCode": said}).to_string(),
        )
    });
    let sandbox = server.sandbox();
    for flags in [&[][..], &["-o", "json"], &["-vv"]] {
        let set = ["user", "set-active-password", "alice", "--password-stdin", "--yes"];
        let outcome = sandbox.run_with_input(&[&set[..], flags].concat(), "hunter2-secret\n").code(1);
        assert!(outcome.stderr.contains("refused: ") && outcome.stderr.contains("[secret]"), "{outcome}");
        assert!(!outcome.stderr.contains("hunter2-secret"), "{outcome}");
        assert!(!outcome.stderr.contains("Kexample-secret-key"), "{outcome}");
    }
}

#[test]
fn a_server_that_asks_for_no_wait_causes_no_storm() {
    let server = Server::start(|_, _| plain(429, &["retry-after: 0"], ""));
    let started = Instant::now();
    let outcome = server.sandbox().run(&["user", "load", "alice", "--max-wait", "2"]).code(7);
    assert!(started.elapsed() >= Duration::from_secs(1));
    assert_eq!(server.requests(), 2, "{outcome}");
}

#[test]
fn a_block_of_a_day_ends_the_command_and_no_other_one() {
    let server =
        Server::start(
            |_, number| {
                if number == 0 { plain(429, &["retry-after: 90000"], "") } else { one_user() }
            },
        );
    let sandbox = server.sandbox();
    let outcome = sandbox.run(&["user", "load", "alice", "-o", "json"]).code(7);
    let error = outcome.error();
    assert_eq!(error["retryAfterSeconds"], json!(90_000), "{outcome}");
    let hint = error["hint"].as_str().unwrap();
    let form = regex::Regex::new(
        r"^try again in 25h, at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d, or let it wait with `--max-wait 90000`$",
    );
    assert!(form.unwrap().is_match(hint), "{outcome}");
    let blocked = || {
        let limits = sandbox.json(&["limits"]);
        let buckets = limits["buckets"].as_array().unwrap().clone();
        buckets.iter().filter(|bucket| !bucket["blockedUntil"].is_null()).cloned().collect::<Vec<_>>()
    };
    let block = &blocked()[0];
    assert!(block["nextInSeconds"].as_u64().unwrap() <= 60, "{block}");
    let refused = sandbox.run(&["user", "load", "alice", "--max-wait", "3"]).code(7);
    assert!(refused.stderr.contains("the rate limit is used up"), "{refused}");
    // What is only shown clears nothing.
    let shown = sandbox.run(&["limits", "--clear", "--dry-run"]).success();
    assert!(shown.stderr.contains("is not cleared"), "{shown}");
    assert_eq!(blocked().len(), 1);
    let cleared = sandbox.run(&["limits", "--clear"]).success();
    assert!(cleared.stderr.contains("cleared the block of userManagement"), "{cleared}");
    assert!(blocked().is_empty());
    sandbox.run(&["user", "load", "alice", "--max-wait", "0"]).success();
    assert_eq!(server.requests(), 2);
}

#[test]
fn a_date_says_when_to_try_again_and_a_wait_is_said() {
    let server = Server::start(|_, number| {
        let headers = ["date: Sun, 06 Nov 1994 08:49:37 GMT", "retry-after: Sun, 06 Nov 1994 08:49:39 GMT"];
        if number == 0 { plain(429, &headers, "") } else { one_user() }
    });
    let started = Instant::now();
    let outcome = server.sandbox().run(&["user", "load", "alice"]).success();
    assert!(started.elapsed() >= Duration::from_secs(2));
    assert!(outcome.stderr.contains("note: rate limit reached, waiting 2s, until "), "{outcome}");
}

#[test]
fn a_log_of_requests_that_another_program_locks_is_named() {
    let server = Server::start(|_, _| one_user());
    let sandbox = server.sandbox();
    sandbox.run(&["user", "load", "alice"]).success();
    let name = "P2exampleexampleexampleexamp.userManagement";
    let file = sandbox.path("state/descopectl/limits").join(name);
    let holder = std::fs::File::open(&file).unwrap();
    holder.lock().unwrap();
    let started = Instant::now();
    let outcome = sandbox.run(&["user", "load", "alice", "--max-wait", "1"]).code(7);
    assert!(started.elapsed() < Duration::from_secs(8));
    assert!(outcome.stderr.contains(name) && outcome.stderr.contains("--rate off"), "{outcome}");
    sandbox.run(&["user", "load", "alice", "--rate", "off"]).success();
    holder.unlock().unwrap();
    sandbox.run(&["user", "load", "alice", "--max-wait", "0"]).success();
}

#[cfg(unix)]
#[test]
fn a_pipe_in_place_of_local_state_is_not_waited_for() {
    let server = Server::start(|_, _| one_user());
    let sandbox = server.sandbox();
    for file in [
        "state/descopectl/limits/P2exampleexampleexampleexamp.userManagement",
        "cache/descopectl/license/P2exampleexampleexampleexamp",
    ] {
        let path = sandbox.path(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    }
    sandbox.run(&["user", "load", "alice"]).success();
    sandbox.run(&["limits"]).success();
}

#[cfg(unix)]
#[test]
fn local_state_is_for_its_owner_alone_whatever_the_umask() {
    use std::os::unix::fs::PermissionsExt as _;
    let server = Server::start(|_, _| one_user());
    let sandbox = server.sandbox();
    let command = sandbox.command(&["user", "load", "alice"]);
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", "umask 000; exec \"$0\" \"$@\""]).arg(command.get_program()).args(command.get_args());
    shell.env_clear().envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    assert!(shell.current_dir(sandbox.path(".")).output().unwrap().status.success());
    let folder = sandbox.path("state/descopectl/limits");
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&folder), mode(folder.parent().unwrap())), (0o700, 0o700));
    for file in std::fs::read_dir(&folder).unwrap() {
        assert_eq!(mode(&file.unwrap().path()), 0o600);
    }
}

#[test]
fn pages_that_do_not_advance_end_every_walk() {
    let stuck = |total: u32| Server::start(move |_, _| page(0..100, total));
    for arguments in [
        &["user", "search", "--all", "-o", "ids"][..],
        &["user", "search", "--limit", "300", "-o", "ids"],
        &["user", "export", "out.jsonl", "--yes"],
        &["user", "batch-delete", "--where", "status=disabled", "--yes", "--no-backup", "--expect", "412"],
        &["test-user", "delete-all", "--yes", "--no-backup", "--expect", "412"],
    ] {
        let server = stuck(412);
        let outcome = server.sandbox().run(arguments).code(8);
        assert!(outcome.stderr.contains("got 100 of the 412"), "{arguments:?}: {outcome}");
        assert_eq!(server.requests(), 2, "{arguments:?}: {outcome}");
    }
    // All that there are came with the first page.
    let server = stuck(100);
    let listed = server.sandbox().run(&["user", "search", "--all", "-o", "ids"]).success();
    assert_eq!((listed.stdout.lines().count(), server.requests()), (100, 2));
}

/// An unset variable in a script must not mean all users.
#[test]
fn filters_that_leave_everybody_are_refused_before_anything_is_sent() {
    let server = Server::start(|_, _| page(0..1, 1));
    let sandbox = server.sandbox();
    for filter in [
        "",
        " ",
        "=",
        "status=",
        "profile=x",
        "sort=email",
        "output=json",
        "yes",
        "all",
        "limit=1",
        "with-test-users",
    ] {
        let outcome = sandbox.run(&["user", "batch-delete", "--where", filter, "--yes"]).code(2);
        assert!(outcome.stderr.contains("filter"), "{filter}: {outcome}");
    }
    assert_eq!(server.requests(), 0);
}

/// A file beside the target would hold users.
#[cfg(unix)]
#[test]
fn an_export_that_is_ended_leaves_nothing_behind() {
    for signal in crate::support::process::ending_signals() {
        let (sender, receiver) = std::sync::mpsc::channel();
        let sender = Mutex::new(sender);
        let server = Server::with_streams(move |_, number, stream| {
            if number == 0 {
                let _ = stream.write_all(&page(0..100, 412));
            } else {
                // The second page never comes.
                sender.lock().unwrap().send(()).unwrap();
                let _ = stream.read(&mut [0; 16]);
            }
        });
        let sandbox = server.sandbox();
        std::fs::write(sandbox.path("out.jsonl"), "before\n").unwrap();
        let entries = || {
            let entries = std::fs::read_dir(sandbox.path(".")).unwrap();
            let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
            names.sort();
            names
        };
        let mut command = sandbox.command(&["user", "export", "out.jsonl", "--yes"]);
        let child = command.stderr(std::process::Stdio::piped()).spawn().unwrap();
        receiver.recv_timeout(Duration::from_secs(60)).unwrap();
        assert!(entries().iter().any(|name| name.to_str().unwrap().starts_with(".tmp")), "{:?}", entries());
        let pid = child.id().to_string();
        let kill = std::process::Command::new("kill").args([signal, &pid]).status();
        assert!(kill.unwrap().success());
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(130), "{stderr}");
        assert!(stderr.contains("`out.jsonl` is as it was"), "{stderr}");
        assert!(!entries().iter().any(|name| name.to_str().unwrap().starts_with(".tmp")), "{:?}", entries());
        assert_eq!(std::fs::read_to_string(sandbox.path("out.jsonl")).unwrap(), "before\n");
    }
}

/// A key may cost a question of a vault.
#[test]
fn limits_are_shown_without_the_key() {
    let sandbox = Sandbox::empty();
    let config = sandbox.file(
        "config.toml",
        "[profiles.staging]\nproject_id = \"P2exampleexampleexampleexamp\"\nmanagement_key = { command = \"exit 1\" }\n",
    );
    let limits = ["--config", &config, "--profile", "staging", "limits"];
    assert_eq!(sandbox.json(&limits)["buckets"].as_array().unwrap().len(), 4);
    let cleared = sandbox.run(&[&limits[..], &["--clear"]].concat()).success();
    assert!(cleared.stderr.contains("note: nothing is blocked"), "{cleared}");
}
