//! What one process did, the next one sees.

use std::process::Stdio;

use serde_json::json;

use crate::support::Sandbox;

#[test]
fn five_processes_see_each_others_changes() {
    let sandbox = Sandbox::empty();
    let local = |arguments: &[&str]| sandbox.json(&[&["--profile", "local"], arguments].concat());
    let created = local(&["user", "create", "alice@example.com", "--email", "alice@example.com"]);
    assert_eq!(created["status"], json!("invited"));
    assert_eq!(local(&["user", "load", "alice@example.com"])["userId"], created["userId"]);
    assert_eq!(local(&["user", "search"])[0]["userId"], created["userId"]);
    let updated = local(&["user", "update-email", "alice@example.com", "a@new.example.com"]);
    assert_eq!(updated["loginIds"], json!(["a@new.example.com"]));
    sandbox.run(&["--profile", "local", "user", "delete", "a@new.example.com", "--yes"]).success();
    sandbox.run(&["--profile", "local", "user", "load", "a@new.example.com"]).code(5);
}

#[test]
fn processes_at_the_same_time_share_the_emulator() {
    let sandbox = Sandbox::seeded();
    let children: Vec<_> = (0..8)
        .map(|number| {
            let address = format!("user{number}@example.com");
            sandbox
                .command(&["user", "create", &address, "--email", &address])
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert_eq!(sandbox.json(&["user", "search", "user"]).as_array().unwrap().len(), 8);
}

#[test]
fn a_served_emulator_stands_in_for_the_api() {
    use std::io::{BufRead as _, BufReader};
    let sandbox = Sandbox::empty();
    let mut server = sandbox
        .command(&["emulator", "start", "--listen", "127.0.0.1:0", "--db", ":memory:", "-o", "jsonl"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let introduction: serde_json::Value = serde_json::from_str(&line).unwrap();
    let text = |name: &str| introduction[name].as_str().unwrap().to_owned();
    let client = Sandbox::empty()
        .with("DESCOPE_BASE_URL", &text("baseUrl"))
        .with("DESCOPE_PROJECT_ID", &text("projectId"))
        .with("DESCOPE_MANAGEMENT_KEY", &text("managementKey"));
    client.run(&["user", "create", "a@example.com", "--email", "a@example.com"]).success();
    assert_eq!(client.json(&["user", "search"]).as_array().unwrap().len(), 1);
    server.kill().unwrap();
    server.wait().unwrap();
}

#[test]
fn a_profile_leads_to_a_server() {
    let emulator = crate::support::Recorded::start();
    let sandbox = Sandbox::empty();
    let key = sandbox.file("key.txt", format!("{}\n", crate::support::emulator::KEY));
    let url = emulator.base_url();
    let project = descopectl::emulator::LOCAL_PROJECT_ID;
    sandbox
        .run(&["profile", "add", "test", "--project-id", project, "--base-url", &url, "--key-file", &key])
        .success();
    assert_eq!(sandbox.json(&["user", "load", "alice@example.com"])["name"], json!("Alice Example"));
    let shown = sandbox.run(&["profile", "show", "test"]).success();
    assert!(!shown.stdout.contains(crate::support::emulator::KEY));
    sandbox.run(&["profile", "use", "local"]).success();
    sandbox.run(&["user", "load", "alice@example.com"]).code(5);
}

/// Deleting needs the project ID typed or stated.
#[test]
fn a_protected_profile_wants_its_project_named() {
    let emulator = crate::support::Recorded::start();
    let sandbox = Sandbox::empty();
    let key = sandbox.file("key.txt", format!("{}\n", crate::support::emulator::KEY));
    let url = emulator.base_url();
    let project = descopectl::emulator::LOCAL_PROJECT_ID;
    sandbox
        .run(&[
            "profile",
            "add",
            "prod",
            "--protected",
            "--project-id",
            project,
            "--base-url",
            &url,
            "--key-file",
            &key,
        ])
        .success();
    sandbox.run(&["user", "load", "bob"]).success();
    let implicit = sandbox.run(&["user", "disable", "bob", "--yes"]).code(2);
    assert!(implicit.stderr.contains("--profile prod"), "{implicit}");
    let untyped = sandbox.run(&["--profile", "prod", "user", "disable", "bob", "--yes"]).code(2);
    assert!(untyped.stderr.contains("--confirm-project"), "{untyped}");
    let other = ["--profile", "prod", "user", "disable", "bob", "--yes", "--confirm-project", "P2other"];
    sandbox.run(&other).code(2);
    let meant = ["--profile", "prod", "user", "disable", "bob", "--yes", "--confirm-project", project];
    sandbox.run(&meant).success();
}

/// What was answered 200 survives the process being killed at any moment.
#[test]
fn a_killed_emulator_has_lost_nothing_that_it_answered() {
    use descopectl::emulator::{Database, Emulator, Options};
    use std::{
        io::{BufRead as _, BufReader, Read as _, Write as _},
        net::TcpStream,
        time::Duration,
    };

    const CLIENTS: u64 = 4;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("emulator.db");
    let mut answered = 0;
    for run in 0..4 {
        let sandbox = Sandbox::empty();
        let database = file.to_str().unwrap();
        let mut server = sandbox
            .command(&["emulator", "start", "--listen", "127.0.0.1:0", "--db", database, "-o", "jsonl"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let introduction: serde_json::Value = serde_json::from_str(&line).unwrap();
        let text = |name: &str| introduction[name].as_str().unwrap().to_owned();
        let address = text("baseUrl").trim_start_matches("http://").to_owned();
        let bearer = format!("{}:{}", text("projectId"), text("managementKey"));
        let create = |name: &str| -> std::io::Result<bool> {
            let body = json!({"loginId": name, "email": name}).to_string();
            let mut stream = TcpStream::connect(&address)?;
            let length = body.len();
            write!(
                stream,
                "POST /v1/mgmt/user/create HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\
                 authorization: Bearer {bearer}\r\ncontent-length: {length}\r\n\r\n{body}"
            )?;
            let mut head = [0; 12];
            stream.read_exact(&mut head)?;
            Ok(head.ends_with(b"200"))
        };
        answered += std::thread::scope(|scope| {
            let clients: Vec<_> = (0..CLIENTS)
                .map(|client| {
                    let create = &create;
                    let names = (0_u64..).map(move |n| format!("r{run}c{client}n{n}@example.com"));
                    scope.spawn(move || names.take_while(|name| create(name).unwrap_or_default()).count())
                })
                .collect();
            std::thread::sleep(Duration::from_millis(100 + 70 * run));
            server.kill().unwrap();
            server.wait().unwrap();
            clients.into_iter().map(|client| client.join().unwrap() as u64).sum::<u64>()
        });
    }
    let left = Emulator::open(Options::new(Database::File(file), "K")).unwrap().status().unwrap();
    let left = left["counts"]["users"].as_u64().unwrap();
    assert!(answered > 0 && (answered..=answered + 4 * CLIENTS).contains(&left), "{answered} of {left}");
}
