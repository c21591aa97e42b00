//! Whether this job created a user is said by the server's clock and by what the user holds, never by a
//! guess; and a journal belongs to one database.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use super::{SOON, all, lines, report, soon, totals, user, users};
use crate::support::{
    Gateway,
    gateway::{CREATE, Fate, Gate},
};

/// The nth request that creates meets this fate.
fn first_creation(gateway: &Gateway, fate: fn() -> Fate) {
    gateway.script(move |seen| if seen.path == CREATE && seen.nth == 1 { fate() } else { Fate::pass() });
}

fn create<'a>(rest: &[&'a str]) -> Vec<&'a str> {
    let create =
        ["--rate", "off", "user", "batch-create", "users.jsonl", "-o", "json", "--report", "report.jsonl"];
    [&create, rest].concat()
}

#[test]
fn users_who_were_there_are_not_created_by_a_lost_reply() {
    for fate in [Fate::cut_after, Fate::cut_before] {
        for (on_exists, outcome, code) in
            [("update", "updated", 0), ("skip", "skipped", 0), ("fail", "failed", 3)]
        {
            let gateway = Gateway::start();
            gateway.make(&users(50, "old"));
            first_creation(&gateway, fate);
            gateway.sandbox.file("users.jsonl", lines(&users(50, "new")));
            let ended = soon(&gateway.sandbox, &create(&["--on-exists", on_exists])).code(code);
            all(&ended, outcome, 50);
            let name = if on_exists == "update" { "new" } else { "old" };
            let as_said = gateway.users().values().filter(|user| user["name"] == name).count();
            assert_eq!(as_said, 50, "`{on_exists}` leaves the name `{name}`");
        }
    }
}

/// The same content does not make a user ours who is older than the first sending.
#[test]
fn users_who_are_older_are_skipped_though_they_are_as_the_rows_say() {
    let gateway = Gateway::start();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let mut before = users(50, "same");
    before.iter_mut().for_each(|user| user["createdTime"] = json!(now - 30));
    gateway.make(&before);
    first_creation(&gateway, Fate::cut_before);
    gateway.sandbox.file("users.jsonl", lines(&users(60, "same")));
    let ended = soon(&gateway.sandbox, &create(&[])).success();
    let totals = totals(&ended);
    assert_eq!((totals["created"], totals["skipped"]), (10, 50), "{ended}");
}

/// A row that states when its user was created is no proof: the server takes its word.
#[test]
fn users_with_a_stated_creation_time_are_known_from_before() {
    let gateway = Gateway::start();
    let dated = |name: &str| {
        let mut users = users(20, name);
        users.iter_mut().for_each(|user| user["createdTime"] = json!(1_600_000_000));
        users
    };
    gateway.make(&dated("same"));
    first_creation(&gateway, Fate::cut_before);
    let mut rows = dated("same");
    rows.extend((20..30).map(|number| {
        let mut user = user(number, "same");
        user["createdTime"] = json!(1_600_000_000);
        user
    }));
    gateway.sandbox.file("users.jsonl", lines(&rows));
    let ended = soon(&gateway.sandbox, &create(&[])).success();
    let totals = totals(&ended);
    assert_eq!((totals["created"], totals["skipped"]), (10, 20), "{ended}");
}

#[test]
fn the_clock_of_this_machine_does_not_matter() {
    for seconds in [-600, 600] {
        let gateway =
            Gateway::with(|options| options.clock_offset = jiff::SignedDuration::from_secs(seconds));
        first_creation(&gateway, Fate::cut_after);
        gateway.sandbox.file("users.jsonl", lines(&users(50, "new")));
        all(&soon(&gateway.sandbox, &create(&[])).success(), "created", 50);
        // The same in a later run, which finds what the first one left.
        let gateway =
            Gateway::with(|options| options.clock_offset = jiff::SignedDuration::from_secs(seconds));
        let gate = Gate::new();
        gateway.script({
            let gate = gate.clone();
            move |seen| if seen.path == CREATE { Fate::reply_held_by(&gate) } else { Fate::pass() }
        });
        gateway.sandbox.file("users.jsonl", lines(&users(50, "new")));
        let killed = gateway.sandbox.spawn(&create(&[]));
        gateway.wait_for_effect(CREATE, 1);
        killed.kill();
        gateway.pass_all();
        all(&soon(&gateway.sandbox, &create(&[])).success(), "created", 50);
    }
}

/// The request of a killed run takes effect when the next run has looked already: just before that one's own.
#[test]
fn a_request_that_takes_effect_late_is_this_jobs_own() {
    for on_exists in ["skip", "update", "fail"] {
        let gateway = Gateway::start();
        let late = Gate::new();
        gateway.script({
            let late = late.clone();
            move |seen| if seen.path == CREATE { Fate::pass().held_by(&late) } else { Fate::pass() }
        });
        gateway.sandbox.file("users.jsonl", lines(&users(20, "new")));
        let arguments = create(&["--on-exists", on_exists]);
        let killed = gateway.sandbox.spawn(&arguments);
        gateway.wait_for(CREATE, 1);
        killed.kill();
        // The second sending waits until the first has been executed.
        let second = Gate::new();
        gateway.script({
            let second = second.clone();
            move |seen| if seen.path == CREATE { Fate::pass().held_by(&second) } else { Fate::pass() }
        });
        let again = gateway.sandbox.spawn(&arguments);
        gateway.wait_for(CREATE, 2);
        late.open();
        gateway.wait_for_effect(CREATE, 1);
        second.open();
        let ended = again.wait().success();
        all(&ended, "created", 20);
        assert_eq!(gateway.users().len(), 20);
    }
}

/// A client that gives up waiting is the same case, within one run.
#[test]
fn a_request_that_takes_effect_after_its_time_out_is_this_jobs_own() {
    let gateway = Gateway::start();
    let (late, second) = (Gate::new(), Gate::new());
    gateway.script({
        let (late, second) = (late.clone(), second.clone());
        move |seen| match (seen.path.as_str(), seen.nth) {
            (CREATE, 1) => Fate::pass().held_by(&late),
            (CREATE, 2) => Fate::pass().held_by(&second),
            _ => Fate::pass(),
        }
    });
    gateway.sandbox.file("users.jsonl", lines(&users(20, "new")));
    let run = gateway.sandbox.spawn(&create(&["--on-exists", "fail", "--timeout", "1"]));
    gateway.wait_for(CREATE, 2);
    late.open();
    gateway.wait_for_effect(CREATE, 1);
    second.open();
    all(&run.wait().success(), "created", 20);
    assert_eq!(gateway.users().len(), 20);
}

fn invite<'a>(rest: &[&'a str]) -> Vec<&'a str> {
    let invite = ["--rate", "off", "user", "batch-invite", "users.jsonl", "-o", "json", "--timeout", "1"];
    [&invite, rest].concat()
}

/// Invitations are felt: who was sent one late is not sent another.
#[test]
fn nobody_is_invited_twice_by_a_request_that_takes_effect_late() {
    for kill in [true, false] {
        let gateway = Gateway::start();
        gateway.script(|seen| match (seen.path.as_str(), seen.nth) {
            // Later than the client waits, and before twice that time is over.
            (CREATE, 1) => Fate::pass().later(Duration::from_millis(1_500)),
            _ => Fate::pass(),
        });
        gateway.sandbox.file("users.jsonl", lines(&users(20, "new")));
        let mut run = gateway.sandbox.spawn(&invite(&[]));
        gateway.wait_for(CREATE, 1);
        if kill {
            run.kill();
            run = gateway.sandbox.spawn(&invite(&[]));
        }
        let outcome = run.wait().success();
        // The late one has been executed by now, or will have been.
        gateway.wait_for_effect(CREATE, gateway.count(CREATE));
        all(&outcome, "created", 20);
        let invitations = gateway.invitations();
        assert_eq!(invitations.len(), 20);
        let twice = invitations.values().filter(|count| **count != 1).count();
        assert_eq!(twice, 0, "invited more than once (killed: {kill}): {invitations:?}");
    }
}

/// One row fails for good, so that the job is not done and can be resumed.
fn partly_done(gateway: &Gateway) -> Vec<&'static str> {
    let mut rows = users(30, "new");
    rows[7]["roleNames"] = json!(["nosuch"]);
    gateway.sandbox.file("users.jsonl", lines(&rows));
    let arguments = create(&[]);
    let totals = totals(&gateway.sandbox.run(&arguments).code(3));
    assert_eq!((totals["created"], totals["failed"]), (29, 1));
    arguments
}

#[track_caller]
fn as_reported(gateway: &Gateway, arguments: &[&str]) {
    let ended = gateway.sandbox.run(arguments).code(3);
    let totals = totals(&ended);
    assert_eq!((totals["created"] + totals["skipped"], totals["failed"]), (29, 1), "{ended}");
    let users = gateway.users();
    assert_eq!(users.len(), 29, "{ended}");
    for (name, row) in report(&gateway.sandbox, "report.jsonl") {
        let user_id = users.get(&name).map_or(&Value::Null, |user| &user["userId"]);
        assert_eq!(row.get("userId").unwrap_or(&Value::Null), user_id, "{row}");
    }
}

#[test]
fn a_journal_does_not_outlive_the_database() {
    let gateway = Gateway::start();
    let arguments = partly_done(&gateway);
    gateway.emulator().reset().unwrap();
    as_reported(&gateway, &arguments);

    let gateway = Gateway::start();
    let arguments = partly_done(&gateway);
    // A server that keeps nothing was started anew at the same address.
    gateway.replace(|_| ());
    as_reported(&gateway, &arguments);
}

/// What was reported as created is gone, so the run must not end as a success.
#[test]
fn a_database_that_is_reset_during_a_run_is_noticed() {
    let gateway = Gateway::start();
    gateway.sandbox.file("users.jsonl", lines(&users(200, "Ann")));
    let gate = Gate::new();
    let held = gate.clone();
    gateway.script(move |seen| match (seen.path.as_str(), seen.nth) {
        (CREATE, 2) => Fate::pass().held_by(&held),
        _ => Fate::pass(),
    });
    let create = ["--rate", "off", "user", "batch-create", "users.jsonl", "-o", "json", "--in-flight", "1"];
    let process = gateway.sandbox.spawn(&create);
    gateway.wait_for(CREATE, 2);
    gateway.emulator().reset().unwrap();
    gate.open();
    let outcome = process.ended_within(SOON).unwrap().code(1);
    assert!(outcome.stderr.contains("was reset or replaced during the run"), "{outcome}");
    assert_eq!(gateway.users().len(), 100);
    let again = totals(&soon(&gateway.sandbox, &create).success());
    assert_eq!((again["created"], again["skipped"]), (100, 100));
}

#[test]
fn a_journal_of_the_local_profile_does_not_outlive_its_reset() {
    let sandbox = crate::support::Sandbox::seeded();
    sandbox.file("users.csv", "loginId,email,roleNames\nann,ann@example.com,\nben,ben@example.com,nosuch\n");
    let create = ["user", "batch-create", "users.csv", "-o", "json"];
    assert_eq!(totals(&sandbox.run(&create).code(3))["created"], 1);
    sandbox.run(&["emulator", "reset", "--yes"]).success();
    assert_eq!(totals(&sandbox.run(&create).code(3))["created"], 1);
    assert_eq!(sandbox.json(&["user", "load", "ann"])["email"], json!("ann@example.com"));
}

/// In the same database a job is resumed.
#[test]
fn a_job_is_resumed_in_the_same_database() {
    let gateway = Gateway::start();
    let arguments = partly_done(&gateway);
    gateway.take();
    as_reported(&gateway, &arguments);
    let sent = gateway.take().into_iter().filter(|seen| seen.path == CREATE);
    let rows: usize = sent.map(|seen| seen.body["users"].as_array().unwrap().len()).sum();
    assert_eq!(rows, 1, "what is done is not sent again");
}
