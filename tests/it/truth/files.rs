//! Totals come in any case: also when a report cannot be written, or the journal finds no room.

use std::process::{Command, Stdio};

use serde_json::json;

use super::{all, journal::journal, lines, soon, totals, user, users};
use crate::support::{
    Gateway, Process,
    gateway::{CREATE, Fate, Gate},
    sandbox::Outcome,
};

/// Rows of which a part fails, so that every kind of report has something to write: more than a writer
/// keeps in memory.
fn mixed(gateway: &Gateway) {
    let mut rows = users(600, "Ann");
    for number in 600..1_000 {
        let mut bad = user(number, "Ann");
        bad["roleNames"] = json!(["nosuch"]);
        rows.push(bad);
    }
    gateway.sandbox.file("users.jsonl", lines(&rows));
}

const CREATE_ALL: [&str; 7] = ["--rate", "off", "user", "batch-create", "users.jsonl", "-o", "json"];

#[test]
fn totals_come_though_a_report_cannot_be_written() {
    for flag in ["--report", "--failures", "--junit"] {
        let gateway = Gateway::start();
        mixed(&gateway);
        let outcome = soon(&gateway.sandbox, &[&CREATE_ALL[..], &[flag, "/dev/full"]].concat()).code(1);
        let totals = totals(&outcome);
        assert_eq!(totals.values().sum::<u64>(), 1_000, "{flag}: {outcome}");
        // The rows are the work, and the file only tells of it.
        assert_eq!((totals["created"], totals["failed"]), (600, 400), "{flag}: {outcome}");
        assert_eq!(gateway.users().len(), 600, "{flag}");
        assert!(outcome.stderr.contains("/dev/full"), "{flag}: {outcome}");
    }
}

/// Starts a run, and once it has begun to send gives its files no more room than the journal has taken by
/// then, and so many bytes.
fn with_little_room(gateway: &Gateway, bytes: u64) -> Outcome {
    let (gate, seen) = (Gate::new(), gateway.count(CREATE));
    gateway.script({
        let gate = gate.clone();
        move |seen| if seen.path == CREATE { Fate::pass().held_by(&gate) } else { Fate::pass() }
    });
    let inner = gateway.sandbox.command(&[&CREATE_ALL[..], &["--in-flight", "2"]].concat());
    // A signal that is ignored stays ignored: without it the write fails instead of ending the process.
    let mut command = Command::new("bash");
    command.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""]).arg(inner.get_program()).args(inner.get_args());
    command.env_clear().envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.current_dir(inner.get_current_dir().unwrap()).stdin(Stdio::null());
    let process = Process::start(command);
    gateway.wait_for(CREATE, seen + 1);
    process.limit_files(journal(&gateway.sandbox).metadata().unwrap().len() + bytes);
    gate.open();
    process.wait()
}

/// What was done is in the totals, and in the journal as far as that goes.
#[test]
fn totals_come_though_the_journal_finds_no_room() {
    let gateway = Gateway::start();
    gateway.sandbox.file("users.jsonl", lines(&users(3_000, "Ann")));
    for bytes in [10, 5_000, 20_000] {
        let outcome = with_little_room(&gateway, bytes).code(1);
        let totals = totals(&outcome);
        assert_eq!(totals.values().sum::<u64>(), 3_000, "{bytes}: {outcome}");
        assert_eq!(totals["created"], gateway.users().len() as u64, "{bytes}: {outcome}");
        assert_eq!(totals["failed"] + totals["skipped"], 0, "{bytes}: {outcome}");
        assert!(outcome.stderr.contains("journal"), "{bytes}: {outcome}");
    }
    gateway.pass_all();
    all(&soon(&gateway.sandbox, &CREATE_ALL).success(), "created", 3_000);
    assert_eq!(gateway.users().len(), 3_000);
}

/// Nothing that is on the wire is given up because a line cannot be written.
#[test]
fn what_is_in_flight_is_awaited_when_a_report_cannot_be_written() {
    let gateway = Gateway::start();
    mixed(&gateway);
    gateway.script(|seen| match (seen.path.as_str(), seen.nth % 2) {
        (CREATE, 0) => Fate::pass().later(std::time::Duration::from_millis(300)),
        _ => Fate::pass(),
    });
    let run = [&CREATE_ALL[..], &["--report", "/dev/full", "--in-flight", "8"]].concat();
    let outcome = soon(&gateway.sandbox, &run).code(1);
    let totals = totals(&outcome);
    assert_eq!(totals["created"], gateway.users().len() as u64, "{outcome}");
    let again = super::totals(&soon(&gateway.sandbox, &CREATE_ALL).code(3));
    assert_eq!((again["created"], again["skipped"], again["failed"]), (600, 0, 400));
}
