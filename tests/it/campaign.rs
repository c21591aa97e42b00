//! Campaigns: jobs that are killed, cut, answered late and wrongly, on servers whose clocks differ, beside
//! other people and other processes, from files that change. After each run a second look compares every word
//! of its report with what the project holds.

mod look;

use std::{
    cell::Cell,
    collections::BTreeSet,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use serde_json::{Value, json};

use self::look::{Creation, deletions_are_true, patches_are_true};
use crate::support::{
    Gateway,
    gateway::{CREATE, Canned, DELETE, Fate, PATCH, Seen},
    sandbox::Outcome,
};

/// Numbers that look random and are the same in each run.
#[derive(Clone, Copy)]
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    /// What is drawn for a request hangs on the seed, its path and its number alone.
    fn of(seed: u64, seen: &Seen) -> Self {
        let path = seen.path.bytes().fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
        let mut random = Self(seed.wrapping_mul(1_000_003) ^ path.rotate_left(20) ^ seen.nth as u64);
        random.below(2);
        random
    }
}

/// Requests that change something meet faults often, all others seldom.
fn fate(random: &mut Random, seen: &Seen) -> Fate {
    if seen.path.starts_with("/_emulator") || seen.path == "/v1/mgmt/license" {
        return Fate::pass();
    }
    if ![CREATE, PATCH, DELETE].contains(&seen.path.as_str()) {
        return match random.below(100) {
            0..97 => Fate::pass(),
            97..99 => Fate::cut_after(),
            _ => Fate::refuse(Canned::page(503)),
        };
    }
    let late = Duration::from_millis(50 + random.below(300));
    match random.below(100) {
        0..70 => Fate::pass(),
        70..79 => Fate::cut_after(),
        79..85 => Fate::cut_before(),
        85..89 => Fate::refuse(Canned::page(503)),
        89..94 => Fate::pass().later(late),
        94..97 => Fate::cut_after().later(late),
        // What a service would not do to a single row.
        97..99 if rows_of(seen) > 20 => Fate::instead(Canned::envelope(400, "E011003", "Request is invalid")),
        _ => Fate::refuse(Canned::page(404)),
    }
}

fn rows_of(seen: &Seen) -> usize {
    ["users", "userIds"].iter().filter_map(|name| seen.body[*name].as_array()).map(Vec::len).sum()
}

/// A server whose clock is right, behind or ahead, and whose search lags behind in every other case; and what
/// its clock shows.
fn server(seed: u64) -> (Gateway, i64) {
    let ahead = [0, -600, 600][(seed % 3) as usize];
    let gateway = Gateway::with(|options| {
        options.clock_offset = jiff::SignedDuration::from_secs(ahead);
        options.search_lag = Duration::from_millis(400 * (seed % 2));
    });
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    (gateway, i64::try_from(now).unwrap() + ahead)
}

fn user(number: usize, name: &str) -> Value {
    let address = format!("row{number}@example.com");
    json!({ "loginId": address, "email": address, "name": name })
}

fn dated(mut user: Value, second: i64) -> Value {
    user["createdTime"] = json!(second);
    user
}

fn lines(rows: &[Value]) -> String {
    rows.iter().map(|row| format!("{row}\n")).collect()
}

/// Runs a command again and again: killed in the midst of it, while its file changes and a second process
/// tries the same; then until it ends by itself. `looks` is what each report is put to.
fn run_to_the_end(
    gateway: &Gateway,
    file: &str,
    arguments: &[&str],
    random: &mut Random,
    done: &[i32],
    looks: impl Fn(&Outcome),
) {
    let reporting = |report| [&["--rate", "off"], arguments, &["-o", "json", "--report", report]].concat();
    let arguments = &reporting("report.jsonl");
    let text = std::fs::read_to_string(gateway.sandbox.path(file)).unwrap();
    let other = text.replace("row", "wor");
    for killed in 0..4 {
        let before = changes(gateway);
        let (changed, asked) = match random.below(2) {
            0 => (before + 1 + random.below(3) as usize, usize::MAX),
            _ => (usize::MAX, gateway.total() + 2 + random.below(14) as usize),
        };
        let is_time = || changes(gateway) >= changed || gateway.total() >= asked;
        let mut process = gateway.sandbox.spawn(arguments);
        let begun = process.runs_until(|| changes(gateway) > before || is_time());
        let mut went_on = None;
        if begun && killed == 0 {
            let second = gateway.sandbox.run(&reporting("second.jsonl"));
            // Unless the first one has ended meanwhile.
            let asked = Cell::new(false);
            if process.runs_until(|| asked.replace(true)) {
                assert_eq!(second.code, 2, "two processes run the same job\n{second}");
            }
            went_on = Some(second).filter(|second| second.code != 2);
        }
        // What was checked is kept: what becomes of the file is of no consequence.
        if begun && changes(gateway) > before {
            gateway.sandbox.file(file, &other);
        }
        let (mut ended, mut outcome) = process.killed_when(is_time);
        let said_all =
            |outcome: &Outcome| outcome.stdout.ends_with("}\n") && outcome.json()["notAttempted"] == 0;
        // A second one that ran after the end of the first took over what had failed: what it says counts.
        let took_over = !said_all(&outcome) || outcome.json()["failed"] != 0;
        if let Some(second) = went_on.filter(|_| took_over) {
            std::fs::rename(gateway.sandbox.path("second.jsonl"), gateway.sandbox.path("report.jsonl"))
                .unwrap();
            (ended, outcome) = (true, second);
        }
        gateway.sandbox.file(file, &text);
        gateway.wait_for_quiet_of(PATCH);
        // A run whose totals are out has said what happened, so that its end counts as one.
        let said_all = said_all(&outcome);
        if said_all && !ended {
            outcome.code = done[0];
        }
        if ended || said_all {
            gateway.wait_for_quiet();
            looks(&outcome);
            if done.contains(&outcome.code) {
                return;
            }
        }
    }
    for attempt in 0..20 {
        if attempt == 6 {
            gateway.pass_all();
        }
        let outcome = gateway.sandbox.run(arguments);
        gateway.wait_for_quiet();
        looks(&outcome);
        if done.contains(&outcome.code) {
            return;
        }
    }
    panic!("the job does not come to an end: {}", gateway.sandbox.run(arguments));
}

/// Requests so far that may change something.
fn changes(gateway: &Gateway) -> usize {
    [CREATE, PATCH, DELETE].iter().map(|path| gateway.count(path)).sum()
}

const ROWS: usize = 250;

/// Of the rows of a creation some users were there long before, with the same content or another one; some
/// are made by others at the worst moment.
fn create(seed: u64, on_exists: &'static str) {
    let (gateway, now) = server(seed);
    let rows: Vec<Value> = (0..ROWS).map(|number| user(number, "wanted")).collect();
    let there = |number: usize| match number % 10 {
        0 => Some(dated(user(number, "old"), now - 100)),
        5 => Some(dated(user(number, "wanted"), now - 100)),
        // As young as the job.
        7 => Some(user(number, "young")),
        _ => None,
    };
    gateway.make(&(0..ROWS).filter_map(there).collect::<Vec<_>>());
    gateway.script(move |seen| {
        let mut random = Random::of(seed, seen);
        let fate = fate(&mut random, seen);
        if seen.path != CREATE || random.below(2) == 0 {
            return fate;
        }
        // Others take names of this very request.
        let rows = seen.body["users"].as_array().unwrap();
        let taken = (0..3).map(|_| {
            let mut user = rows[random.below(rows.len() as u64) as usize].clone();
            user["name"] = json!("theirs");
            user
        });
        let taken: BTreeSet<String> = taken.map(|user| user.to_string()).collect();
        fate.after_others_made(taken.iter().map(|user| serde_json::from_str(user).unwrap()).collect())
    });
    gateway.sandbox.file("users.jsonl", lines(&rows));
    let arguments = ["user", "batch-create", "users.jsonl", "--on-exists", on_exists, "--in-flight", "2"];
    let done: &[i32] = if on_exists == "fail" { &[3] } else { &[0] };
    let looks = |outcome: &Outcome| {
        let case = format!("seed {seed}, {on_exists}");
        Creation { case, gateway: &gateway, rows: &rows, on_exists }.is_true(outcome, "report.jsonl");
    };
    run_to_the_end(&gateway, "users.jsonl", &arguments, &mut Random(seed), done, looks);
}

#[test]
fn creations_that_skip_say_what_happened() {
    (0..5).for_each(|seed| create(seed, "skip"));
}

#[test]
fn creations_that_update_say_what_happened() {
    (10..14).for_each(|seed| create(seed, "update"));
}

#[test]
fn creations_that_fail_say_what_happened() {
    (20..24).for_each(|seed| create(seed, "fail"));
}

/// Each user who is created is invited once, and nobody else.
#[test]
fn invitations_say_what_happened() {
    for seed in 30..32 {
        let (gateway, now) = server(seed);
        let rows: Vec<Value> = (0..60).map(|number| user(number, "wanted")).collect();
        gateway.make(&(0..20).map(|number| dated(user(number, "wanted"), now - 100)).collect::<Vec<_>>());
        gateway.script(move |seen| match seen.nth {
            // Late by more than the client waits, and by less than twice that.
            1 if seen.path == CREATE => Fate::cut_after().later(Duration::from_millis(1_200)),
            2 if seen.path == CREATE => Fate::cut_after(),
            _ => Fate::pass(),
        });
        gateway.sandbox.file("users.jsonl", lines(&rows));
        let arguments = ["user", "batch-invite", "users.jsonl", "--timeout", "1"];
        let looks = |outcome: &Outcome| {
            let case = format!("seed {seed}, invite");
            let creation = Creation { case, gateway: &gateway, rows: &rows, on_exists: "skip" };
            creation.is_true(outcome, "report.jsonl");
        };
        run_to_the_end(&gateway, "users.jsonl", &arguments, &mut Random(seed), &[0], looks);
        let invitations = gateway.invitations();
        let invited: BTreeSet<&str> = invitations.keys().map(String::as_str).collect();
        let created: BTreeSet<String> = (20..60).map(|number| format!("row{number}@example.com")).collect();
        assert_eq!(invited, created.iter().map(String::as_str).collect(), "seed {seed}");
        assert!(invitations.values().all(|count| *count == 1), "seed {seed}: {invitations:?}");
    }
}

/// Two jobs want the same users at the same time: each counts those that it made.
#[test]
fn two_jobs_count_their_own_users() {
    for seed in 40..43 {
        let (gateway, _) = server(seed);
        gateway.script(move |seen| fate(&mut Random::of(seed, seen), seen));
        let jobs = ["left", "right"].map(|side| {
            let rows: Vec<Value> = (0..ROWS).map(|number| user(number, side)).collect();
            let file = format!("{side}.jsonl");
            gateway.sandbox.file(&file, lines(&rows));
            (rows, file, format!("{side}-report.jsonl"))
        });
        let arguments = |file: &str, report: &str| {
            let words =
                ["--rate", "off", "user", "batch-create", file, "--in-flight", "1", "--report", report];
            [&words[..], &["-o", "json"]].concat().into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        let run = |file: &str, report: &str| {
            let arguments = arguments(file, report);
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            for attempt in 0..20 {
                if attempt == 6 {
                    gateway.pass_all();
                }
                let outcome = gateway.sandbox.run(&arguments);
                if outcome.code == 0 {
                    return outcome;
                }
            }
            panic!("seed {seed}: the job does not come to an end");
        };
        let outcomes: Vec<Outcome> = std::thread::scope(|scope| {
            let threads = jobs.each_ref().map(|(_, file, report)| scope.spawn(|| run(file, report)));
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        gateway.wait_for_quiet();
        let names: Vec<String> = (0..ROWS).map(|number| format!("row{number}@example.com")).collect();
        let users = gateway.named(names.iter().map(String::as_str));
        assert_eq!(users.len(), ROWS, "seed {seed}");
        for ((rows, _, file), outcome) in jobs.iter().zip(outcomes) {
            let report = look::report(&gateway, file, &outcome);
            for row in rows {
                let (said, user) = (&report[&row["loginId"]], &users[row["loginId"].as_str().unwrap()]);
                let expected = if user["name"] == row["name"] { "created" } else { "skipped" };
                assert_eq!(said["outcome"], json!(expected), "seed {seed}: {said} is {user}");
                assert_eq!(said["userId"], user["userId"], "seed {seed}: {said}");
            }
        }
    }
}

/// Others take the names of those who are deleted as soon as they are free.
#[test]
fn deletions_say_what_happened() {
    for seed in 50..54 {
        let (gateway, _) = server(seed);
        let names: Vec<String> = (0..ROWS).map(|number| format!("row{number}@example.com")).collect();
        gateway.make(&(0..ROWS).map(|number| user(number, "old")).collect::<Vec<_>>());
        let old = gateway.others();
        let known = old.clone();
        gateway.script(move |seen| {
            let mut random = Random::of(seed, seen);
            let fate = fate(&mut random, seen);
            if seen.path != DELETE {
                return fate;
            }
            let ids = seen.body["userIds"].as_array().unwrap();
            let freed = ids.iter().filter_map(|id| known.get(id.as_str()?)).filter(|_| random.below(3) == 0);
            let newcomer = |user: &Value| {
                let name = &user["loginIds"][0];
                json!({ "loginId": name, "email": name, "name": "new" })
            };
            fate.before_others_make(freed.map(newcomer).collect())
        });
        gateway.sandbox.file("list.txt", names.join("\n") + "\n");
        let expected = ROWS.to_string();
        let arguments = [
            "user",
            "batch-delete",
            "list.txt",
            "--expect",
            &expected,
            "--in-flight",
            "2",
            "--backup",
            "gone.jsonl",
        ];
        let looks = |outcome: &Outcome| deletions_are_true(seed, &gateway, &old, outcome);
        run_to_the_end(&gateway, "list.txt", &arguments, &mut Random(seed), &[0], looks);
        let left = gateway.named(names.iter().map(String::as_str));
        assert!(left.values().all(|user| user["name"] == "new"), "seed {seed}: somebody is left");
    }
}

/// Some of the users are not there, and some of those are made meanwhile.
#[test]
fn patches_say_what_happened() {
    for seed in 60..63 {
        let (gateway, now) = server(seed);
        let there = |number: &usize| !number.is_multiple_of(12);
        let before: Vec<Value> =
            (0..ROWS).filter(there).map(|number| dated(user(number, "old"), now - 100)).collect();
        gateway.make(&before);
        gateway.script(move |seen| {
            let mut random = Random::of(seed, seen);
            let fate = fate(&mut random, seen);
            let number = 12 * random.below(ROWS as u64 / 12) as usize;
            // A late change of a row that failed would make it a false report, and nobody could know.
            let fate = fate.later(Duration::ZERO);
            if seen.path == PATCH { fate.after_others_made(vec![user(number, "theirs")]) } else { fate }
        });
        let rows: Vec<Value> = (0..ROWS)
            .map(|number| {
                let mut row = user(number, &format!("after {number}"));
                row.as_object_mut().unwrap().remove("email");
                row
            })
            .collect();
        gateway.sandbox.file("users.jsonl", lines(&rows));
        let arguments = ["user", "batch-patch", "users.jsonl", "--in-flight", "2"];
        let looks = |outcome: &Outcome| patches_are_true(seed, &gateway, &rows, outcome);
        run_to_the_end(&gateway, "users.jsonl", &arguments, &mut Random(seed), &[0, 3], looks);
    }
}
