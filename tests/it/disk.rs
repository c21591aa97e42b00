//! A full disk: nothing is sent that cannot be noted, nothing is deleted that cannot be saved, and the
//! same command finishes once there is room.
//!
//! A limit on the size of files stands for the full disk: writes beyond it fail, as they would.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use serde_json::{Value, json};

use crate::support::{Recorded, Sandbox, sandbox::Outcome};

/// Runs the binary with room for files of so many blocks of 1 KiB and no more.
fn run_with_room(sandbox: &Sandbox, blocks: usize, arguments: &[&str]) -> Outcome {
    let inner = sandbox.command(arguments);
    // A shell's limit is not lifted for the program that takes its place, and a signal that is ignored
    // stays ignored: without it, the write fails instead of ending the process.
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    let mut command = Command::new("bash");
    command.args(["-c", &script]).arg(inner.get_program()).args(inner.get_args()).env_clear();
    command.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.current_dir(inner.get_current_dir().unwrap());
    let output = command.stdin(Stdio::null()).output().unwrap();
    Outcome {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

fn rows(count: usize) -> String {
    (0..count)
        .map(|n| format!("{{\"loginId\":\"row{n}@example.com\",\"email\":\"row{n}@example.com\"}}\n"))
        .collect()
}

/// How often each of our rows is there.
fn logins(sandbox: &Sandbox) -> Vec<String> {
    let out = sandbox.run(&["--rate", "off", "user", "search", "--all", "-o", "jsonl"]).success();
    let users = out.stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let mut names: Vec<String> = users
        .map(|user| user["loginIds"][0].as_str().unwrap().to_owned())
        .filter(|name| name.starts_with("row"))
        .collect();
    names.sort();
    names
}

fn all(count: usize) -> Vec<String> {
    let mut names: Vec<String> = (0..count).map(|n| format!("row{n}@example.com")).collect();
    names.sort();
    names
}

fn lines(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn without_room_for_the_plan_nothing_is_sent() {
    let server = Recorded::start();
    let sandbox = server.sandbox();
    sandbox.file("rows.jsonl", rows(300));
    let create = ["--rate", "off", "user", "batch-create", "rows.jsonl"];
    let outcome = run_with_room(&sandbox, 0, &create).code(1);
    assert!(outcome.stderr.contains("could not write the plan"), "{outcome}");
    assert!(outcome.stderr.contains("make room"), "{outcome}");
    let sent: Vec<String> = server.take().into_iter().map(|exchange| exchange.path).collect();
    assert!(sent.iter().all(|path| !path.contains("create")), "{sent:?}");
    let totals = sandbox.json(&create);
    assert_eq!(totals["created"], json!(300), "{totals}");
    assert_eq!(logins(&sandbox), all(300));
}

#[test]
fn without_room_for_the_records_nobody_is_deleted() {
    let server = Recorded::start();
    let sandbox = server.sandbox();
    sandbox.file("rows.jsonl", rows(300));
    sandbox.run(&["--rate", "off", "user", "batch-create", "rows.jsonl"]).success();
    sandbox.file("rows.txt", all(300).join("\n"));
    let delete = |backup: &'static str| {
        ["--rate", "off", "user", "batch-delete", "rows.txt", "--expect", "300", "--backup", backup]
    };
    server.take();
    let one = |backup| ["--rate", "off", "--yes", "user", "delete", "row0@example.com", "--backup", backup];
    for (room, arguments, why) in [
        (1_000_000, &one("/dev/full")[..], "it is not a regular file"),
        (1_000_000, &delete("/dev/full")[..], "it is not a regular file"),
        (0, &one("none.jsonl")[..], "File too large"),
    ] {
        let outcome = run_with_room(&sandbox, room, arguments).code(1);
        assert!(outcome.stderr.contains("could not save the record"), "{outcome}");
        assert!(outcome.stderr.contains(why), "{outcome}");
        let sent: Vec<String> = server.take().into_iter().map(|exchange| exchange.path).collect();
        assert!(sent.iter().all(|path| !path.contains("delete")), "{sent:?}");
    }
    // Room for some of the records only.
    let outcome = run_with_room(&sandbox, 40, &delete("gone.jsonl")).code(1);
    assert!(outcome.stderr.contains("could not keep the records"), "{outcome}");
    let left = logins(&sandbox);
    let saved: Vec<String> = std::fs::read_to_string(sandbox.path("gone.jsonl"))
        .unwrap_or_default()
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .map(|user| user["loginIds"][0].as_str().unwrap().to_owned())
        .collect();
    for name in all(300) {
        assert!(left.contains(&name) || saved.contains(&name), "{name} is gone and not saved");
    }
    sandbox.run(&delete("gone.jsonl")).success();
    assert_eq!(logins(&sandbox), [""; 0]);
    sandbox.run(&["user", "restore", "gone.jsonl"]).success();
    assert_eq!(logins(&sandbox), all(300));
}

#[test]
fn an_export_without_room_leaves_no_file() {
    let server = Recorded::start();
    let sandbox = server.sandbox();
    sandbox.file("rows.jsonl", rows(1_000));
    sandbox.run(&["--rate", "off", "user", "batch-create", "rows.jsonl"]).success();
    for file in ["out.jsonl", "out.csv"] {
        let export = ["--rate", "off", "user", "export", file];
        let outcome = run_with_room(&sandbox, 8, &export).code(1);
        assert!(outcome.stderr.contains("could not write"), "{outcome}");
        assert!(outcome.stderr.contains("File too large"), "{outcome}");
        let left: Vec<_> = std::fs::read_dir(sandbox.path("."))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name == file || name.starts_with(".tmp"))
            .collect();
        assert!(left.is_empty(), "{left:?}");
        sandbox.run(&export).success();
    }
    assert!(logins(&sandbox) == all(1_000));
}

/// The rows are the work, the files only tell of it: they are said to be incomplete, and nothing is lost.
#[test]
fn a_report_without_room_loses_and_doubles_no_row() {
    for flag in ["--report", "--failures"] {
        let server = Recorded::start();
        let sandbox = server.sandbox();
        let mut text = rows(1_000);
        // Enough failures to fill what a writer keeps in memory.
        for n in 0..500 {
            text.push_str(&format!(
                "{{\"loginId\":\"bad{n}\",\"email\":\"bad{n}@example.com\",\"roleNames\":[\"nosuch\"]}}\n"
            ));
        }
        sandbox.file("rows.jsonl", text);
        let create = ["--rate", "off", "user", "batch-create", "rows.jsonl"];
        let outcome = sandbox.run(&[&create[..], &[flag, "/dev/full"]].concat()).code(1);
        assert!(outcome.stderr.contains("No space left on device"), "{flag}: {outcome}");
        assert!(
            outcome.stderr.contains("report") || outcome.stderr.contains("failures"),
            "{flag}: {outcome}"
        );
        let outcome = sandbox.run(&[&create[..], &[flag, "out.jsonl", "-o", "json"]].concat()).code(3);
        let totals = outcome.json();
        // The first run's users count as created by this job: its report was never complete.
        assert_eq!([&totals["created"], &totals["failed"]], [1_000, 500], "{flag}: {totals}");
        assert_eq!(logins(&sandbox), all(1_000), "{flag}");
        let wanted = if flag == "--report" { 1_500 } else { 500 };
        assert_eq!(lines(&sandbox.path("out.jsonl")).len(), wanted, "{flag}");
    }
}

/// What was done is said somewhere.
#[test]
fn totals_go_to_stderr_where_stdout_is_full() {
    let sandbox = Sandbox::seeded();
    let rows = "{\"loginId\":\"ann\",\"email\":\"ann@example.com\"}\n\
                {\"loginId\":\"ben\",\"email\":\"ben@example.com\",\"roleNames\":[\"nosuch\"]}\n";
    sandbox.file("rows.jsonl", rows);
    sandbox.file("gone.txt", "ann\n");
    let run = |arguments: &[&str]| {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = sandbox.command(arguments).stdin(Stdio::null()).stdout(full).output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {stderr}");
        assert!(stderr.contains("No space left on device"), "{arguments:?}: {stderr}");
        stderr
    };
    for form in ["table", "json"] {
        let create = ["user", "batch-create", "rows.jsonl", "--restart", "-o", form];
        let stderr = run(&create);
        let failed = if form == "table" { "Failed   1" } else { "\"failed\":1" };
        assert!(stderr.contains(failed) && stderr.contains("--failures"), "{stderr}");
        assert!(stderr.contains("1 of 2 rows was not done"), "{stderr}");
    }
    // The same command shows the totals that were not seen.
    let totals = sandbox.run(&["user", "batch-create", "rows.jsonl", "-o", "json"]).code(3).json();
    assert_eq!([&totals["created"], &totals["skipped"], &totals["failed"]], [0, 1, 1], "{totals}");
    let delete = ["--yes", "user", "batch-delete", "gone.txt", "--backup", "gone.jsonl"];
    assert!(run(&delete).contains("Deleted  1"));
    assert!(run(&["user", "restore", "gone.jsonl"]).contains("created"));
}

#[test]
fn a_full_stdout_is_an_error() {
    let sandbox = Sandbox::seeded();
    for arguments in [&["user", "search", "--all", "-o", "jsonl"][..], &["user", "load", "alice@example.com"]]
    {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = sandbox.command(arguments).stdin(Stdio::null()).stdout(full).output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {stderr}");
        assert!(stderr.contains("No space left on device"), "{arguments:?}: {stderr}");
    }
}
