//! Restoring is a plan and a run like all others: it has a dry run, a journal, reports and bounds.

use serde_json::{Value, json};

use super::{SOON, lines, soon, users};
use crate::support::{
    Gateway, Sandbox,
    gateway::{CREATE, Fate, Gate},
};

/// Records as a deletion saves them.
fn records(count: usize) -> Vec<Value> {
    let record = |number: usize| {
        let address = format!("row{number}@example.com");
        json!({
            "loginIds": [address], "userId": format!("U2Example{number:019}"), "email": address, "name": "Ann",
            "status": "enabled", "createdTime": 1_700_000_000 + number,
        })
    };
    (0..count).map(record).collect()
}

const RESTORE: [&str; 7] = ["--rate", "off", "user", "restore", "gone.jsonl", "-o", "json"];

/// The counts of the document, whatever its schema.
#[track_caller]
fn counts(document: &Value) -> [u64; 4] {
    ["created", "skipped", "failed", "notAttempted"]
        .map(|name| document[name].as_u64().unwrap_or_else(|| panic!("`{name}` is no number: {document}")))
}

#[test]
fn a_killed_restore_is_resumed_and_counts_what_it_created() {
    let gateway = Gateway::start();
    gateway.sandbox.file("gone.jsonl", lines(&records(250)));
    let gate = Gate::new();
    gateway.script(move |seen| match (seen.path.as_str(), seen.nth) {
        (CREATE, 1) => Fate::pass(),
        (CREATE, _) => Fate::reply_held_by(&gate),
        _ => Fate::pass(),
    });
    let killed = gateway.sandbox.spawn(&RESTORE);
    gateway.wait_for_effect(CREATE, 2);
    killed.kill();
    gateway.pass_all();
    let outcome = soon(&gateway.sandbox, &RESTORE).success();
    assert_eq!(counts(&outcome.json()), [250, 0, 0, 0], "{outcome}");
    assert_eq!(gateway.users().len(), 250);
}

#[test]
fn a_restore_is_found_among_the_jobs() {
    let gateway = Gateway::start();
    gateway.sandbox.file("gone.jsonl", lines(&records(3)));
    gateway.sandbox.run(&RESTORE).success();
    let jobs = gateway.sandbox.json(&["job", "list"]);
    let jobs = jobs["jobs"].as_array().unwrap();
    assert_eq!(jobs.len(), 1, "{jobs:?}");
    assert!(jobs[0]["command"].as_str().unwrap().contains("restore"), "{jobs:?}");
}

#[test]
fn a_restore_has_a_plan() {
    let gateway = Gateway::start();
    gateway.sandbox.file("gone.jsonl", lines(&records(250)));
    let plan = gateway.sandbox.json(&["--rate", "off", "user", "restore", "gone.jsonl", "--dry-run"]);
    assert_eq!(plan["schema"], json!("batch-plan.v1"), "{plan}");
    assert_eq!(plan["rows"], json!(250), "{plan}");
    assert_eq!(gateway.count(CREATE), 0);
}

/// Half of a restore that was interrupted is reported as that, and the same command does the other half.
#[test]
fn a_restore_has_bounds_and_reports() {
    let gateway = Gateway::start();
    gateway.sandbox.file("gone.jsonl", lines(&records(250)));
    let never = Gate::new();
    gateway.script(move |seen| match (seen.path.as_str(), seen.nth) {
        (CREATE, 1) => Fate::pass(),
        (CREATE, _) => Fate::cut_before().held_by(&never),
        _ => Fate::pass(),
    });
    let bounded = [
        &RESTORE[..],
        &["--in-flight", "1", "--deadline", "1s", "--timeout", "2", "--report", "report.jsonl"],
    ]
    .concat();
    let outcome = gateway.sandbox.run_within(SOON, &bounded).unwrap_or_else(|| panic!("it does not end"));
    assert_eq!(counts(&outcome.code(3).json()), [100, 0, 0, 150]);
    assert_eq!(super::report(&gateway.sandbox, "report.jsonl").len(), 250);
    gateway.pass_all();
    let outcome = soon(&gateway.sandbox, &RESTORE).success();
    assert_eq!(counts(&outcome.json()), [250, 0, 0, 0], "{outcome}");
}

/// Who was created again by somebody else meanwhile, under the same login ID, is not this job's.
#[test]
fn a_restore_does_not_count_whom_others_made() {
    let gateway = Gateway::start();
    gateway.sandbox.file("gone.jsonl", lines(&records(50)));
    let other = |number: usize| {
        let address = format!("row{number}@example.com");
        json!({ "loginId": address, "email": address, "name": "Somebody else" })
    };
    let gate = Gate::new();
    gateway.script({
        let gate = gate.clone();
        move |seen| match (seen.path.as_str(), seen.nth) {
            (CREATE, 1) => Fate::cut_before().held_by(&gate),
            _ => Fate::pass(),
        }
    });
    let run = gateway.sandbox.spawn(&RESTORE);
    gateway.wait_for(CREATE, 1);
    gateway.make(&(0..10).map(other).collect::<Vec<_>>());
    gate.open();
    let outcome = run.wait().success();
    assert_eq!(counts(&outcome.json()), [40, 10, 0, 0], "{outcome}");
    let theirs = gateway.users().values().filter(|user| user["name"] == "Somebody else").count();
    assert_eq!(theirs, 10);
}

/// The file of failures is one that the command reads: whole records, each with its reason.
#[test]
fn a_restore_reports_every_record_and_keeps_those_that_failed() {
    let gateway = Gateway::start();
    let mut gone = records(3);
    gone[1]["roleNames"] = json!(["nosuch"]);
    gone.push(gone[2].clone());
    gateway.sandbox.file("gone.jsonl", lines(&gone));
    let files = ["--report", "report.jsonl", "--failures", "failed.jsonl"];
    let outcome = soon(&gateway.sandbox, &[&RESTORE[..], &files].concat()).code(3);
    assert_eq!(counts(&outcome.json()), [2, 1, 1, 0], "{outcome}");
    let report = std::fs::read_to_string(gateway.sandbox.path("report.jsonl")).unwrap();
    assert_eq!(report.lines().count(), 4, "{report}");
    let failed = std::fs::read_to_string(gateway.sandbox.path("failed.jsonl")).unwrap();
    let failed: Vec<Value> = failed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(failed.len(), 1, "{failed:?}");
    assert!(failed[0]["reason"].as_str().unwrap().contains("nosuch"), "{failed:?}");
    gone[1]["reason"] = failed[0]["reason"].clone();
    assert_eq!(failed[0], gone[1]);
    // Corrected, it is read again.
    gone[1]["roleNames"] = json!([]);
    gateway.sandbox.file("corrected.jsonl", lines(&gone[1..2]));
    let again = ["user", "restore", "corrected.jsonl", "-o", "json"];
    assert_eq!(counts(&gateway.sandbox.run(&again).success().json()), [1, 0, 0, 0]);
}

/// As in every other run, an interruption that leaves nothing undone is none.
#[cfg(unix)]
#[test]
fn an_interrupted_restore_that_is_done_by_then_ends_well() {
    let gateway = Gateway::start();
    gateway.sandbox.file("gone.jsonl", lines(&records(50)));
    let gate = Gate::new();
    gateway.script({
        let gate = gate.clone();
        move |seen| if seen.path == CREATE { Fate::pass().held_by(&gate) } else { Fate::pass() }
    });
    let run = gateway.sandbox.spawn(&RESTORE);
    gateway.wait_for(CREATE, 1);
    run.signal("-INT");
    run.wait_for_stderr("Ctrl-C");
    gate.open();
    let outcome = run.wait();
    assert_eq!(outcome.code, 0, "{outcome}");
    assert_eq!(counts(&outcome.json()), [50, 0, 0, 0], "{outcome}");
}

#[test]
fn one_user_is_restored_by_name() {
    let sandbox = Sandbox::seeded();
    sandbox.run(&["user", "delete", "alice@example.com", "bob", "--yes"]).success();
    let counted = |sandbox: &Sandbox| sandbox.json(&["user", "search", "--count"])["count"].clone();
    let hinted = sandbox.run(&["user", "restore", "bob"]).code(2);
    assert!(hinted.stderr.contains("user restore --only bob`"), "{hinted}");
    let nobody = sandbox.run(&["user", "restore", "--last", "--only", "carol"]).code(5);
    assert!(nobody.stderr.contains("holds no record of `carol`"), "{nobody}");
    sandbox.run(&["user", "restore", "--only", "carol"]).code(5);
    sandbox.run(&["user", "restore", "--only", "bob@example.com"]).success();
    assert_eq!(counted(&sandbox), 2);
    sandbox.run(&["user", "load", "alice@example.com"]).code(5);
    sandbox.run(&["user", "restore", "--last", "--only", "alice@example.com"]).success();
    assert_eq!(counted(&sandbox), 3);
}

/// The last deletion is another one by the time the job is resumed.
#[test]
fn a_restore_of_the_last_deletion_is_resumed_with_its_own_file() {
    let gateway = Gateway::start();
    let sandbox = &gateway.sandbox;
    sandbox.file("new.jsonl", lines(&users(150, "Ann")));
    sandbox.run(&["--rate", "off", "user", "batch-create", "new.jsonl"]).success();
    sandbox.run(&["--rate", "off", "user", "batch-delete", "new.jsonl", "--expect", "150"]).success();
    let (gate, before) = (Gate::new(), gateway.count(CREATE));
    gateway.script(move |seen| match (seen.path.as_str(), seen.nth) {
        (CREATE, nth) if nth > before + 1 => Fate::reply_held_by(&gate),
        _ => Fate::pass(),
    });
    let killed = sandbox.spawn(&["--rate", "off", "user", "restore", "--last"]);
    gateway.wait_for_effect(CREATE, before + 2);
    killed.kill();
    gateway.pass_all();
    sandbox.run(&["user", "create", "zoe", "--email", "zoe@example.com"]).success();
    sandbox.run(&["user", "delete", "zoe", "--yes"]).success();
    let jobs = sandbox.json(&["job", "list"]);
    let jobs = jobs["jobs"].as_array().unwrap();
    let job = jobs.iter().find(|job| job["command"].as_str().unwrap().contains("restore")).unwrap();
    sandbox.run(&["--rate", "off", "job", "resume", job["id"].as_str().unwrap()]).success();
    assert_eq!(gateway.users().len(), 150);
}
