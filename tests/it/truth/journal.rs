//! A journal that was damaged or edited is refused: nothing false is reported, nothing runs for ever, and
//! nothing is executed that its job did not say.

use std::path::{Path, PathBuf};

use regex::Regex;
use serde_json::{Value, json};

use super::{SOON, lines, report, totals, users};
use crate::support::{Gateway, Sandbox, gateway::CREATE, sandbox::Outcome};

const ROWS: usize = 250;

const RUN: [&str; 9] =
    ["--rate", "off", "user", "batch-create", "users.jsonl", "-o", "json", "--report", "report.jsonl"];

/// A gateway, and the journal of a job of which one row failed, so that it can be resumed.
fn partly_done() -> (Gateway, PathBuf) {
    let gateway = Gateway::start();
    let mut rows = users(ROWS, "Ann");
    rows[7]["roleNames"] = json!(["nosuch"]);
    gateway.sandbox.file("users.jsonl", lines(&rows));
    let first = gateway.sandbox.run(&RUN).code(3);
    assert_eq!(totals(&first)["created"], ROWS as u64 - 1);
    let journal = journal(&gateway.sandbox);
    (gateway, journal)
}

/// The only journal of a sandbox.
pub(crate) fn journal(sandbox: &Sandbox) -> PathBuf {
    let entries = std::fs::read_dir(sandbox.path("state/descopectl/jobs")).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_none_or(|ending| ending != "lock"));
    assert_eq!(files.len(), 1, "{files:?}");
    files.remove(0)
}

/// Replaces a part of a journal, which has to be there.
#[track_caller]
fn edited(journal: &Path, pattern: &str, replacement: &str) {
    let text = std::fs::read_to_string(journal).unwrap();
    let changed = Regex::new(pattern).unwrap().replace(&text, replacement);
    assert_ne!(text, changed, "`{pattern}` is not in {text}");
    std::fs::write(journal, changed.as_bytes()).unwrap();
}

/// The commands that read a journal end, and not by a crash.
#[track_caller]
fn refused(gateway: &Gateway, case: &str) {
    let before = gateway.count(CREATE);
    let run =
        gateway.sandbox.run_within(SOON, &RUN).unwrap_or_else(|| panic!("{case}: the run does not end"));
    assert!([1, 2].contains(&run.code), "{case}: {run}");
    assert!(!run.stderr.contains("panicked"), "{case}: {run}");
    assert_eq!(gateway.count(CREATE), before, "{case}: something was sent\n{run}");
    let list = gateway.sandbox.run_within(SOON, &["job", "list"]);
    let list = list.unwrap_or_else(|| panic!("{case}: `job list` does not end"));
    assert_eq!(list.code, 0, "{case}: {list}");
    assert!(list.stderr.contains("journal"), "{case}: {list}");
}

/// One bit of a number or of an ID: the report is true, or there is none.
#[test]
fn a_flipped_bit_makes_no_false_report() {
    let (gateway, journal) = partly_done();
    let whole = std::fs::read(&journal).unwrap();
    let users = gateway.users();
    let digits: Vec<usize> = (0..whole.len()).filter(|at| whole[*at].is_ascii_digit()).collect();
    // What follows the first line tells of rows.
    let first = whole.iter().position(|byte| *byte == b'\n').unwrap();
    let digits: Vec<usize> = digits.into_iter().filter(|at| *at > first).collect();
    assert!(digits.len() > 100);
    for at in digits.iter().step_by(digits.len() / 40) {
        let mut flipped = whole.clone();
        flipped[*at] ^= 1;
        std::fs::write(&journal, &flipped).unwrap();
        let outcome = gateway.sandbox.run_within(SOON, &RUN).unwrap_or_else(|| panic!("byte {at}: no end"));
        true_or_refused(&gateway, &outcome, &users, *at);
    }
}

fn true_or_refused(
    gateway: &Gateway,
    outcome: &Outcome,
    users: &std::collections::BTreeMap<String, Value>,
    at: usize,
) {
    if [1, 2].contains(&outcome.code) {
        return;
    }
    let totals = totals(outcome);
    let done = totals["created"] + totals["skipped"];
    assert_eq!((done, totals["failed"]), (ROWS as u64 - 1, 1), "byte {at}: {outcome}");
    for (name, row) in report(&gateway.sandbox, "report.jsonl") {
        if row["outcome"] == "created" || row["outcome"] == "skipped" {
            let user = users.get(&name).unwrap_or_else(|| panic!("byte {at}: nobody is {row}"));
            assert_eq!(row["userId"], user["userId"], "byte {at}: {row}");
        }
    }
}

/// A number of rows beyond all memory.
#[test]
fn a_journal_of_endless_rows_is_refused() {
    let (gateway, journal) = partly_done();
    edited(&journal, r#""rows":\d+"#, r#""rows":1000000000000000000"#);
    refused(&gateway, "10^18 rows");
}

/// A range of rows that nobody lives to see the end of.
#[test]
fn a_journal_with_an_endless_range_is_refused() {
    let (gateway, journal) = partly_done();
    edited(&journal, r#"("sending":\D*0\D+)\d+"#, "${1}9000000000000000000");
    refused(&gateway, "an endless range");
}

#[cfg(unix)]
#[test]
fn a_journal_that_is_no_file_is_refused() {
    let (gateway, journal) = partly_done();
    std::fs::remove_file(&journal).unwrap();
    let made = std::process::Command::new("mkfifo").arg(&journal).status().unwrap();
    assert!(made.success());
    refused(&gateway, "a FIFO");
}

/// What the hint says works, and takes away the name alone.
#[cfg(unix)]
#[test]
fn a_journal_that_cannot_be_read_is_removed_or_begun_anew() {
    type Breaks = fn(&Path);
    let fifo: Breaks = |journal| {
        std::fs::remove_file(journal).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(journal).status().unwrap().success());
    };
    let damaged: Breaks = |journal| std::fs::write(journal, "damaged\n").unwrap();
    let link_to_a_device: Breaks = |journal| {
        std::fs::remove_file(journal).unwrap();
        std::os::unix::fs::symlink("/dev/zero", journal).unwrap();
    };
    let link_to_a_file: Breaks = |journal| {
        let target = journal.with_file_name("target");
        std::fs::write(&target, "damaged\n").unwrap();
        std::fs::remove_file(journal).unwrap();
        std::os::unix::fs::symlink(target, journal).unwrap();
    };
    for (case, breaks) in [
        ("damaged", damaged),
        ("a FIFO", fifo),
        ("a link to a device", link_to_a_device),
        ("a link to a file", link_to_a_file),
    ] {
        let (gateway, journal) = partly_done();
        let sandbox = &gateway.sandbox;
        let id = journal.file_stem().unwrap().to_str().unwrap();
        breaks(&journal);
        let remove = ["job", "remove", id];
        let refused = sandbox.run_within(SOON, &RUN).unwrap();
        assert!(refused.stderr.contains(&format!("`descopectl {}`", remove.join(" "))), "{case}: {refused}");
        let unconfirmed = sandbox.run_within(SOON, &remove).unwrap().code(2);
        assert!(unconfirmed.stderr.contains("cannot be read"), "{case}: {unconfirmed}");
        assert!(journal.symlink_metadata().is_ok(), "{case}");
        sandbox.run_within(SOON, &[&remove[..], &["--yes"]].concat()).unwrap().success();
        assert!(journal.symlink_metadata().is_err(), "{case}");
        if case == "a link to a file" {
            assert!(journal.with_file_name("target").exists());
        }
        sandbox.run_within(SOON, &RUN).unwrap().code(3);
        breaks(&journal);
        let anew = sandbox.run_within(SOON, &[&RUN[..], &["--restart"]].concat()).unwrap().code(3);
        assert_eq!(totals(&anew)["skipped"], ROWS as u64 - 1, "{case}: {anew}");
    }
}

/// A line is missing in the middle: what was sent is not known any more.
#[test]
fn a_journal_with_a_missing_line_is_refused_or_makes_no_false_report() {
    let (gateway, journal) = partly_done();
    let whole = std::fs::read_to_string(&journal).unwrap();
    let all: Vec<&str> = whole.lines().collect();
    let users = gateway.users();
    for missing in 1..all.len() - 1 {
        let kept: Vec<&str> =
            all.iter().enumerate().filter(|(at, _)| *at != missing).map(|(_, line)| *line).collect();
        std::fs::write(&journal, kept.join("\n") + "\n").unwrap();
        let outcome =
            gateway.sandbox.run_within(SOON, &RUN).unwrap_or_else(|| panic!("line {missing}: no end"));
        true_or_refused(&gateway, &outcome, &users, missing);
    }
}

/// What stands in a journal as the command of its job is not run where the job is another one.
#[test]
fn an_edited_command_is_not_run() {
    for command in [
        r#"["--rate","off","--yes","user","delete","row3@example.com"]"#,
        r#"["--rate","off","--yes","user","batch-delete","list.txt"]"#,
        r#"["--rate","off","user","batch-create","others.jsonl"]"#,
        r#"["--rate","off","user","batch-create","users.jsonl","--set","status=disabled"]"#,
    ] {
        let (gateway, journal) = partly_done();
        gateway.sandbox.file("list.txt", "row4@example.com\n");
        gateway
            .sandbox
            .file("others.jsonl", lines(&[json!({ "loginId": "other", "email": "o@example.com" })]));
        edited(&journal, r#""arguments":\[[^\]]*\]"#, &format!("\"arguments\":{command}").replace('$', "$$"));
        let id = journal.file_stem().unwrap().to_str().unwrap().to_owned();
        let before = gateway.users();
        let outcome = gateway.sandbox.run_within(SOON, &["job", "resume", &id]);
        let outcome = outcome.unwrap_or_else(|| panic!("{command}: no end"));
        assert_eq!(gateway.users(), before, "{command}: {outcome}");
        assert!([1, 2].contains(&outcome.code), "{command}: {outcome}");
    }
}
