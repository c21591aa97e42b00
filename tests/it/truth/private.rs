//! No file with people in it is left behind by a run that was ended.

use std::process::Stdio;

use super::{lines, users};
use crate::support::{
    Gateway, Process, Sandbox,
    gateway::{CREATE, Fate, Gate, SEARCH},
};

/// What lies in a folder.
fn entries(sandbox: &Sandbox, folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(sandbox.path(folder)).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// A gateway that holds back the requests to a path from the n-th on.
fn holding(path: &'static str, from: usize) -> Gateway {
    let gateway = Gateway::start();
    gateway.script(move |seen| {
        let held = seen.path == path && seen.nth >= from;
        if held { Fate::pass().held_by(&Gate::new()) } else { Fate::pass() }
    });
    gateway
}

#[test]
fn an_export_that_is_ended_leaves_no_file() {
    for signal in ["-INT", "-TERM"] {
        let gateway = holding(SEARCH, 2);
        gateway.make(&users(150, "Ann"));
        std::fs::create_dir(gateway.sandbox.path("out")).unwrap();
        let export = gateway.sandbox.spawn(&["--rate", "off", "user", "export", "out/users.jsonl", "--yes"]);
        gateway.wait_for(SEARCH, 2);
        export.signal(signal);
        let outcome = export.wait();
        assert_ne!(outcome.code, 0, "{outcome}");
        assert_eq!(entries(&gateway.sandbox, "out"), [""; 0], "{signal}");
        assert_eq!(entries(&gateway.sandbox, "tmp"), [""; 0], "{signal}");
    }
}

/// Rows with passwords come from standard input.
#[test]
fn rows_from_stdin_are_not_left_in_the_temporary_folder() {
    for signal in ["-INT", "-TERM", "-KILL"] {
        let gateway = holding(CREATE, 1);
        let mut rows = users(300, "Ann");
        rows.iter_mut().for_each(|row| row["password"] = "correct horse battery staple".into());
        // What is in flight is held back: it is given up after a while.
        let create = ["--rate", "off", "--timeout", "2", "user", "batch-create", "-"];
        let mut command = gateway.sandbox.command(&create);
        command.stdin(Stdio::piped());
        let mut process = Process::start(command);
        process.write(&lines(&rows));
        process.close_stdin();
        gateway.wait_for(CREATE, 1);
        process.signal(signal);
        process.wait();
        assert_eq!(entries(&gateway.sandbox, "tmp"), [""; 0], "{signal}");
    }
}

#[test]
fn what_a_search_found_is_not_left_in_the_temporary_folder() {
    let gateway = holding(SEARCH, 2);
    gateway.make(&users(150, "Ann"));
    for arguments in [&["--dry-run"][..], &["--expect", "150"]] {
        let seen = gateway.count(SEARCH);
        let delete = ["--rate", "off", "user", "batch-delete", "--where", "status=invited"];
        let process = gateway.sandbox.spawn(&[&delete, arguments].concat());
        gateway.wait_for(SEARCH, (seen + 1).max(2));
        process.kill();
        assert_eq!(entries(&gateway.sandbox, "tmp"), [""; 0], "{arguments:?}");
    }
}

#[test]
fn a_restore_that_is_killed_leaves_nothing_in_the_temporary_folder() {
    let gateway = holding(CREATE, 1);
    let records: Vec<_> = (0..3)
        .map(|number| {
            let address = format!("row{number}@example.com");
            serde_json::json!({ "loginIds": [address], "userId": "", "email": address })
        })
        .collect();
    gateway.sandbox.file("gone.jsonl", lines(&records));
    let process = gateway.sandbox.spawn(&["--rate", "off", "user", "restore", "gone.jsonl"]);
    gateway.wait_for(CREATE, 1);
    process.kill();
    assert_eq!(entries(&gateway.sandbox, "tmp"), [""; 0]);
}
