//! Bad input of each kind gives one clear error and its exit code; so does a server that misbehaves.

use std::{
    io::{Read as _, Write as _},
    net::TcpListener,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::support::{Recorded, Sandbox};

const NO_LICENSE: &str = "HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

/// A server that gives the same raw answer to every request but the question for the licence.
pub(crate) fn server(answer: &'static str) -> String {
    server_with_license(NO_LICENSE, answer)
}

fn server_with_license(license: &'static str, answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut buffer = [0; 4096];
            let read = stream.read(&mut buffer).unwrap_or(0);
            let asks_license = buffer[..read].starts_with(b"GET /v1/mgmt/license");
            let answer = if asks_license { license } else { answer };
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    format!("http://{address}")
}

pub(crate) fn against(base_url: &str) -> Sandbox {
    Sandbox::empty()
        .with("DESCOPE_PROJECT_ID", "P2exampleexampleexampleexamp")
        .with("DESCOPE_MANAGEMENT_KEY", "Kexample-secret-key")
        .with("DESCOPE_BASE_URL", base_url)
}

#[track_caller]
fn fails(sandbox: &Sandbox, arguments: &[&str], code: i32, message: &str) -> Value {
    let outcome = sandbox.run(&[arguments, &["-o", "json"]].concat()).code(code);
    assert_eq!(outcome.stdout, "", "{outcome}");
    assert!(outcome.stderr.contains(message), "{outcome}");
    assert!(!outcome.stderr.contains("example-secret-key"), "{outcome}");
    let error = outcome.error();
    assert_eq!(error["exitCode"], json!(code), "{outcome}");
    error
}

#[test]
fn without_a_project_or_profile_the_error_says_how_to_get_one() {
    let error = fails(&Sandbox::empty(), &["user", "search"], 2, "project");
    let hint = error["hint"].as_str().unwrap();
    assert!(hint.contains("profile add") && hint.contains("--profile local"), "{hint}");
}

#[test]
fn unknown_flags_and_commands_are_usage_errors() {
    let sandbox = Sandbox::empty();
    fails(&sandbox, &["user", "load", "a", "--nosuch"], 2, "unexpected argument '--nosuch'");
    fails(&sandbox, &["user", "lod", "a"], 2, "unrecognized subcommand 'lod'");
    fails(&sandbox, &["user", "load", ""], 2, "an identifier must not be empty");
    fails(&sandbox, &["user", "create", "a", "--email", "x"], 2, "not an e-mail address");
    fails(&sandbox, &["user", "search", "-q", ".["], 2, "is not a jq expression");
    fails(&sandbox, &["user", "search", "--columns", "email"], 2, "`--columns` is for tables and CSV");
}

#[test]
fn configuration_that_cannot_be_read_is_named_by_place() {
    let sandbox = Sandbox::empty();
    let file =
        sandbox.file("config.toml", "default_profile = \"staging\"\n[profiles.staging]\nproject = \"P2\"\n");
    let outcome = sandbox.run(&["--config", &file, "user", "search"]).code(2);
    assert!(outcome.stderr.contains("line 3") && outcome.stderr.contains("project_id"), "{outcome}");
    let file = sandbox.file("broken.toml", "[profiles\n");
    fails(&sandbox, &["--config", &file, "user", "search"], 2, "broken.toml");
    fails(&sandbox, &["--config", "nosuch.toml", "user", "search"], 2, "nosuch.toml");
    fails(&sandbox, &["--profile", "nosuch", "user", "search"], 2, "nosuch");
}

#[test]
fn a_wrong_key_is_not_authorised() {
    let emulator = Recorded::start();
    let sandbox = emulator.sandbox().with("DESCOPE_MANAGEMENT_KEY", "Kexample-secret-key");
    let error =
        fails(&sandbox, &["user", "load", "alice@example.com"], 4, "check project ID and management key");
    assert_eq!(error["httpStatus"], json!(401));
    assert!(error["requestId"].is_string());
}

/// The checks of `doctor` with their states, and its exit code.
#[track_caller]
fn examined(sandbox: &Sandbox, code: i32) -> Vec<String> {
    let outcome = sandbox.run(&["doctor", "-o", "json"]).code(code);
    assert!(!outcome.to_string().contains("example-secret-key"), "{outcome}");
    let report = outcome.json();
    let checks = report["checks"].as_array().unwrap().iter();
    checks.map(|check| format!("{} {}", check["check"], check["status"]).replace('"', "")).collect()
}

#[test]
fn doctor_finds_what_is_wrong_and_exits_by_it() {
    let emulator = Recorded::start();
    let all = ["configuration", "profile", "project", "key", "server", "access", "clock", "tier"];
    assert_eq!(examined(&emulator.sandbox(), 0), all.map(|check| format!("{check} ok")));
    assert!(emulator.take().iter().all(|exchange| exchange.method == "GET"));

    let wrong_key = emulator.sandbox().with("DESCOPE_MANAGEMENT_KEY", "Kexample-secret-key");
    assert_eq!(examined(&wrong_key, 4).last().unwrap(), "access failed");
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    assert_eq!(examined(&against(&format!("http://{free}")), 8).last().unwrap(), "server failed");
    assert_eq!(examined(&Sandbox::empty(), 2).last().unwrap(), "project failed");
    let broken = Sandbox::empty().with("DESCOPECTL_CONFIG", "broken.toml");
    broken.file("broken.toml", "[profiles\n");
    assert_eq!(examined(&broken, 2), ["configuration failed"]);
    let no_key = against("http://127.0.0.1:1").with("DESCOPE_MANAGEMENT_KEY", "K two");
    assert_eq!(examined(&no_key, 2).last().unwrap(), "key failed");
}

#[test]
fn doctor_warns_of_a_clock_that_is_wrong() {
    let old = "HTTP/1.1 404 Not Found\r\ndate: Mon, 02 Jan 2023 03:04:05 GMT\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
    let empty = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
    let checks = examined(&against(&server_with_license(old, empty)), 0);
    assert!(checks.contains(&"clock warning".to_owned()), "{checks:?}");
    assert!(checks.contains(&"tier warning".to_owned()), "{checks:?}");
}

#[test]
fn a_server_that_is_down_is_unavailable() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let error = fails(&against(&format!("http://{free}")), &["user", "load", "a"], 8, "no connection");
    assert_eq!(error["retryable"], json!(true));
}

#[test]
fn a_reply_that_is_not_json_is_unavailable() {
    let page = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 15\r\n\r\n<html>Hi</html>";
    fails(&against(&server(page)), &["user", "load", "a"], 8, "the reply is not JSON");
}

#[test]
fn a_reply_without_a_user_is_unavailable() {
    let odd = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\n[]";
    fails(
        &against(&server(odd)),
        &["user", "load", "a"],
        8,
        "the reply to the look-up of a user holds no user",
    );
}

#[test]
fn a_redirect_is_not_followed_with_the_key() {
    let away = "HTTP/1.1 307 Temporary Redirect\r\nlocation: http://evil.example.com/\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
    fails(&against(&server(away)), &["user", "load", "a"], 8, "redirects to `http://evil.example.com/`");
}

#[test]
fn a_rate_limit_that_is_not_waited_out_has_its_own_code() {
    let limited = "HTTP/1.1 429 Too Many Requests\r\nretry-after: 600\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
    let error = fails(&against(&server(limited)), &["user", "load", "a"], 7, "--max-wait 600");
    assert_eq!(error["retryAfterSeconds"], json!(600));
}

#[test]
fn a_broken_connection_is_repeated_only_where_that_is_harmless() {
    let cut = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{";
    let sandbox = against(&server(cut));
    let read = fails(&sandbox, &["user", "load", "a"], 8, "the connection broke");
    assert_eq!(read["retryable"], json!(true));
    let started = Instant::now();
    fails(&sandbox, &["user", "create", "a", "--email", "a@example.com"], 8, "look before repeating it");
    assert!(started.elapsed() < Duration::from_secs(2));
}

#[test]
fn a_server_that_does_not_answer_is_given_up() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let sandbox = against(&format!("http://{}", listener.local_addr().unwrap()));
    fails(&sandbox, &["user", "load", "a", "--timeout", "1"], 8, "no reply in time");
}

#[test]
fn plain_http_goes_to_this_machine_only() {
    fails(&against("http://api.example.com"), &["user", "load", "a"], 2, "http");
}

#[test]
fn a_closed_pipe_is_quiet() {
    let sandbox = Sandbox::seeded();
    let mut child = sandbox
        .command(&["user", "search", "--all", "-o", "json"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn verbose_output_shows_no_secret() {
    let emulator = Recorded::start();
    let sandbox = emulator.sandbox();
    sandbox.file("password.txt", "correct horse battery staple\n");
    let outcome = sandbox
        .run(&[
            "-vv",
            "user",
            "set-active-password",
            "alice@example.com",
            "--password-file",
            "password.txt",
            "--yes",
        ])
        .success();
    assert!(outcome.stderr.contains("/password/set/active"), "{outcome}");
    assert!(!outcome.stderr.contains("correct horse"), "{outcome}");
    assert!(!outcome.stderr.contains(crate::support::emulator::KEY), "{outcome}");
}

#[test]
fn a_dry_run_sends_only_reads() {
    let emulator = Recorded::start();
    let sandbox = emulator.sandbox();
    for arguments in [
        vec!["user", "delete", "bob"],
        vec!["user", "create", "x", "--email", "x@example.com"],
        vec!["user", "update", "bob", "--email", "b@example.com", "--replace"],
        vec!["user", "batch-delete", "--where", "status=enabled"],
        vec!["user", "set-active-password", "bob", "--generate"],
        vec!["user", "update-email", "bob", "alice@example.com", "--merge"],
        vec!["api", "POST", "/v1/mgmt/tenant/create", "-d", "{\"name\":\"x\"}"],
    ] {
        sandbox.run(&[arguments.as_slice(), &["--dry-run"]].concat()).success();
        for exchange in emulator.take() {
            let read = exchange.method == "GET" || exchange.path.ends_with("/search");
            assert!(read, "{arguments:?} sent {} {}", exchange.method, exchange.path);
        }
    }
}

/// The last line of stderr, as JSON.
#[track_caller]
fn json_error(sandbox: &Sandbox, arguments: &[&str], code: i32) -> Value {
    sandbox.run(arguments).code(code).error()
}

#[test]
fn errors_are_json_however_json_was_asked_for() {
    let plain = Sandbox::seeded();
    for asked in [&["-o", "json"][..], &["-yojson"], &["-vo", "json"], &["--output=json"], &["-o=jsonl"]] {
        // Refused by the parser, by the settings, and by the API.
        for (line, code) in [
            (&["user", "load"][..], 2),
            (&["user", "lod", "nobody"], 2),
            (&["user", "load", "nobody", "--profile", "nosuch"], 2),
            (&["user", "load", "nobody"], 5),
        ] {
            for arguments in [[asked, line].concat(), [line, asked].concat()] {
                let error = json_error(&plain, &arguments, code);
                assert_eq!(error["exitCode"], json!(code), "{arguments:?}");
            }
        }
    }
}

#[test]
fn errors_are_json_where_environment_or_profile_say_so() {
    let variable = Sandbox::seeded().with("DESCOPECTL_OUTPUT", "json");
    json_error(&variable, &["user", "load"], 2);
    json_error(&variable, &["user", "load", "nobody"], 5);
    json_error(&variable, &["user", "load", "nobody", "--profile", "nosuch"], 2);

    let emulator = Recorded::start();
    let profile = Sandbox::empty();
    let (key, url) = (profile.file("key.txt", crate::support::emulator::KEY), emulator.base_url());
    let project = descopectl::emulator::LOCAL_PROJECT_ID;
    let add = ["profile", "add", "test", "--project-id", project, "--base-url", &url, "--key-file", &key];
    profile.run(&[&add[..], &["-o", "json"]].concat()).success();
    json_error(&profile, &["user", "load", "nobody"], 5);
    json_error(&profile, &["user", "load"], 2);
    json_error(&profile, &["profile", "show", "nosuch"], 5);
    // What was typed wins.
    let text = profile.run(&["user", "load", "nobody", "-o", "table"]).code(5);
    assert!(text.stderr.contains("\nerror: "), "{text}");
    let text = profile.run(&["user", "load", "-o", "table"]).code(2);
    assert!(text.stderr.starts_with("error: "), "{text}");
}

#[test]
fn yes_confirms_with_no_input_too_and_nothing_is_asked() {
    let sandbox = Sandbox::seeded();
    for (before, after) in [
        (&["--no-input"][..], &["--yes"][..]),
        (&["--yes"], &["--no-input"]),
        (&["--no-input", "--yes"], &[]),
        (&[], &["--no-input", "--yes"]),
    ] {
        let around = |line: &[&'static str]| [before, line, after].concat();
        sandbox.run(&around(&["user", "expire-password", "bob"])).success();
        let outcome = sandbox.run(&around(&["user", "set-active-password", "bob"])).code(2);
        assert!(outcome.stderr.contains("--password-stdin"), "{outcome}");
        assert!(outcome.stderr.contains("`--no-input` forbids asking"), "{outcome}");
    }
    let outcome = sandbox.run(&["--no-input", "user", "expire-password", "bob"]).code(2);
    assert!(outcome.stderr.contains("add `--yes`"), "{outcome}");
    let outcome = sandbox.run(&["--quiet", "user", "load", "bob", "-v"]).code(2);
    assert!(outcome.stderr.contains("cannot be used with"), "{outcome}");
}

#[test]
fn the_file_of_a_patch_is_about_the_user_who_is_named() {
    let sandbox = Sandbox::seeded();
    let before = sandbox.json(&["user", "load", "bob"]);
    for (text, why) in [
        (r#"{"loginId":"alice@example.com","name":"X"}"#, "is about `alice@example.com`, not about `bob`"),
        (r#"{"name":"X","password":"Secret-password-1"}"#, "`descopectl user batch-run set-active-password`"),
    ] {
        sandbox.file("user.json", text);
        let outcome = fails(&sandbox, &["user", "patch", "bob", "-f", "user.json"], 2, why);
        assert!(!outcome.to_string().contains("Secret-password-1"), "{outcome}");
    }
    assert_eq!(sandbox.json(&["user", "load", "bob"]), before);
    sandbox.file("user.json", r#"{"userId":"U2ExampleAlice00000000000001","name":"X"}"#);
    let by_id = ["user", "patch", "U2ExampleBob0000000000000002", "-f", "user.json"];
    fails(&sandbox, &by_id, 2, "is about `U2ExampleAlice00000000000001`");
    // Separators of a phone number do not count, as in the API.
    sandbox.file("user.json", r#"{"loginId":"+1 555-010-0003","givenName":"Ca"}"#);
    sandbox.run(&["user", "patch", "+15550100003", "-f", "user.json"]).success();
    // What was loaded goes in as it is, under any name of the user.
    let mut user = before.clone();
    user["name"] = "Bobby".into();
    sandbox.file("user.json", user.to_string());
    for name in ["bob", "U2ExampleBob0000000000000002"] {
        sandbox.run(&["user", "patch", name, "-f", "user.json"]).success();
    }
    // Without a name, the user is the one of the file.
    user["name"] = "Bobby".into();
    sandbox.run(&["user", "patch", "-f", "user.json"]).success();
    sandbox.file("user.json", r#"{"name":"X"}"#);
    fails(&sandbox, &["user", "patch", "-f", "user.json"], 2, "does not say which user it is about");
    let after = sandbox.json(&["user", "load", "bob"]);
    assert_eq!((&after["name"], &after["email"]), (&"Bobby".into(), &before["email"]));
}

#[test]
fn a_password_in_a_batch_of_patches_is_a_problem() {
    let sandbox = Sandbox::seeded();
    let object = r#"{"loginId":"bob","name":"X","password":"Secret-password-1"}"#;
    let record =
        r#"{"userId":"U2ExampleBob0000000000000002","loginIds":["bob"],"password":"Secret-password-1"}"#;
    let table = "userId,loginIds,password\nU2ExampleBob0000000000000002,bob,Secret-password-1\n";
    for (file, text) in [("a.jsonl", object), ("b.jsonl", record), ("c.csv", table)] {
        sandbox.file(file, text);
        let outcome = fails(&sandbox, &["user", "batch-patch", file], 2, "set-active-password");
        assert!(!outcome.to_string().contains("Secret-password-1"), "{outcome}");
    }
}

#[test]
fn a_search_for_what_the_project_lacks_says_so() {
    let sandbox = Sandbox::seeded();
    for (filter, said) in [
        (["--role", "viewr"], "there is no role `viewr`, the nearest is `viewer`"),
        (["--tenant", "acm"], "there is no tenant `acm`, the nearest is `acme`"),
        (["--tenant", "Acme"], "the tenant `Acme` has the ID `acme`"),
    ] {
        let outcome = sandbox.run(&[&["user", "search"][..], &filter].concat()).success();
        assert!(outcome.stderr.contains(said), "{outcome}");
    }
    let outcome = sandbox.run(&["user", "search", "--attribute", "seats=5"]).code(1);
    assert!(outcome.stderr.contains("write `'seats:=5'`"), "{outcome}");
}

#[test]
fn a_patch_without_a_change_is_no_request() {
    let server = Recorded::start();
    let sandbox = server.sandbox();
    sandbox.run(&["user", "create", "ann", "--email", "ann@example.com"]).success();
    sandbox.file("nothing.json", "{}");
    server.take();
    for arguments in [&["user", "patch", "ann"][..], &["user", "patch", "ann", "-f", "nothing.json"]] {
        fails(&sandbox, arguments, 2, "nothing was given that would change `ann`");
    }
    assert!(server.take().is_empty());
}

/// The API says in prose only that there is no such thing.
#[test]
fn what_is_not_there_cannot_be_deleted() {
    let sandbox = Sandbox::seeded();
    for (noun, near, known) in
        [("role", "veiwer", "viewer"), ("tenant", "acmee", "acme"), ("attribute", "plann", "plan")]
    {
        let gone = sandbox.run(&[noun, "delete", "xyz", "--yes"]).code(5);
        assert!(gone.stderr.contains(&format!("{noun} list` shows all")), "{gone}");
        let slip = sandbox.run(&[noun, "delete", near, "--yes"]).code(5);
        assert!(slip.stderr.contains(&format!("the nearest is `{known}`")), "{slip}");
        sandbox.run(&[noun, "delete", known, "--yes"]).success();
    }
    sandbox.run(&["attribute", "delete-family", "xyz", "--yes"]).code(5);
}
