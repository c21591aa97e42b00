//! Users who exist and are brought to what a row says: what this job changed counts as changed, and what it
//! left out is said.

use serde_json::{Value, json};

use super::{all, lines, report, soon, totals, users};
use crate::support::{
    Gateway,
    gateway::{CREATE, Canned, Fate, Gate, LOAD, PATCH, SEARCH},
};

const ROWS: usize = 150;

/// Users who have been there for years.
fn old(users: Vec<Value>) -> Vec<Value> {
    let dated = |mut user: Value| {
        user["createdTime"] = json!(1_600_000_000);
        user
    };
    users.into_iter().map(dated).collect()
}

fn there(count: usize) -> Gateway {
    let gateway = Gateway::start();
    gateway.make(&old(users(count, "old")));
    gateway.sandbox.file("users.jsonl", lines(&users(count, "new")));
    gateway
}

const UPDATE: [&str; 11] = [
    "--rate",
    "off",
    "user",
    "batch-create",
    "users.jsonl",
    "--on-exists",
    "update",
    "-o",
    "json",
    "--report",
    "report.jsonl",
];

#[track_caller]
fn all_are_new(gateway: &Gateway) {
    assert!(gateway.users().values().all(|user| user["name"] == "new"));
}

/// More often than a client repeats by itself, or so late that it has given up.
fn losing_replies(gateway: &Gateway, late: bool) {
    let never = Gate::new();
    gateway.script(move |seen| match (seen.path.as_str(), seen.nth) {
        (PATCH, 1) if late => Fate::reply_held_by(&never),
        (PATCH, 1..=5) if !late => Fate::cut_after(),
        _ => Fate::pass(),
    });
}

#[test]
fn a_lost_reply_to_an_update_leaves_its_rows_updated() {
    for late in [false, true] {
        let gateway = there(ROWS);
        losing_replies(&gateway, late);
        let update = [&UPDATE[..], &["--timeout", "1"]].concat();
        all(&soon(&gateway.sandbox, &update).success(), "updated", ROWS as u64);
        all_are_new(&gateway);
    }
}

#[test]
fn a_killed_update_leaves_its_rows_updated() {
    let gateway = there(ROWS);
    let gate = Gate::new();
    gateway.script(move |seen| if seen.path == PATCH { Fate::reply_held_by(&gate) } else { Fate::pass() });
    let killed = gateway.sandbox.spawn(&UPDATE);
    gateway.wait_for_effect(PATCH, 1);
    killed.kill();
    gateway.pass_all();
    all(&soon(&gateway.sandbox, &UPDATE).success(), "updated", ROWS as u64);
    all_are_new(&gateway);
}

/// What nobody changed is skipped, also where something was lost on the way.
#[test]
fn rows_that_need_no_update_stay_skipped() {
    let gateway = Gateway::start();
    let mut before = users(40, "old");
    before.truncate(20);
    before.extend(users(40, "new").split_off(20));
    gateway.make(&old(before));
    gateway.sandbox.file("users.jsonl", lines(&users(40, "new")));
    losing_replies(&gateway, true);
    let outcome = soon(&gateway.sandbox, &[&UPDATE[..], &["--timeout", "1"]].concat()).success();
    let totals = totals(&outcome);
    assert_eq!((totals["updated"], totals["skipped"]), (20, 20), "{outcome}");
    let rows = report(&gateway.sandbox, "report.jsonl");
    for number in 0..40 {
        let expected = if number < 20 { "updated" } else { "skipped" };
        assert_eq!(rows[&format!("row{number}@example.com")]["outcome"], json!(expected));
    }
}

#[test]
fn a_reply_that_leaves_users_out_is_followed_by_a_look() {
    let gateway = there(20);
    gateway.script(|seen| match seen.path.as_str() {
        PATCH => Fate::with_reply(|reply| reply["patchedUsers"] = json!([])),
        _ => Fate::pass(),
    });
    all(&soon(&gateway.sandbox, &UPDATE).success(), "updated", 20);
    all_are_new(&gateway);
}

/// A password cannot be compared, and is not set on a user who exists: that is said, and counted.
#[test]
fn what_an_update_leaves_out_is_said_of_each_row() {
    let gateway = there(2);
    let mut rows = users(3, "new");
    rows[0]["password"] = json!("correct horse battery staple");
    rows[1]["name"] = json!("old");
    rows[1]["hashedPassword"] = json!({ "phpass": { "hash": "A".repeat(43), "salt": "c2FsdHNh", "iterations": 32_768, "type": "sha512" } });
    rows[2]["password"] = json!("correct horse battery staple");
    gateway.sandbox.file("users.jsonl", lines(&rows));
    let outcome = soon(&gateway.sandbox, &UPDATE).success();
    let totals = totals(&outcome);
    assert_eq!((totals["created"], totals["updated"] + totals["skipped"]), (1, 2), "{outcome}");
    assert_eq!(outcome.json()["secretsNotSet"], json!(2), "{outcome}");
    let rows = report(&gateway.sandbox, "report.jsonl");
    for number in 0..2 {
        let row = &rows[&format!("row{number}@example.com")];
        let reason = row["reason"].as_str().unwrap_or_default();
        assert!(reason.contains("password") && reason.contains("not"), "{row}");
    }
    let made = &rows["row2@example.com"];
    assert!(!made["reason"].as_str().unwrap_or_default().contains("password"), "{made}");
    assert!(!outcome.to_string().contains("correct horse"), "{outcome}");
}

/// The server's reason reaches the row, though the reply does not name the row.
#[test]
fn a_reason_without_a_name_belongs_to_the_row_that_is_left_open() {
    for bad in [1, 3] {
        let gateway = there(40);
        gateway.script(|seen| match seen.path.as_str() {
            PATCH => Fate::with_reply(|reply| {
                for failed in reply["failedUsers"].as_array_mut().into_iter().flatten() {
                    failed["user"] = Value::Null;
                }
            }),
            _ => Fate::pass(),
        });
        let mut rows = users(40, "new");
        for number in 0..bad {
            rows[10 * number]["roleNames"] = json!([format!("nosuchrole{number}")]);
        }
        gateway.sandbox.file("rows.jsonl", lines(&rows));
        let patch =
            ["--rate", "off", "user", "batch-patch", "rows.jsonl", "-o", "json", "--report", "report.jsonl"];
        let outcome = soon(&gateway.sandbox, &patch).code(3);
        let totals = totals(&outcome);
        assert_eq!((totals["updated"], totals["failed"]), (40 - bad as u64, bad as u64), "{outcome}");
        let rows = report(&gateway.sandbox, "report.jsonl");
        for number in 0..bad {
            let row = &rows[&format!("row{}@example.com", 10 * number)];
            let reason = row["reason"].as_str().unwrap_or_default();
            assert!(reason.contains(&format!("nosuchrole{number}")), "{row}");
        }
    }
}

const PATCH_ALL: [&str; 9] =
    ["--rate", "off", "user", "batch-patch", "users.jsonl", "-o", "json", "--report", "report.jsonl"];

/// Whether the API fails single rows or refuses the whole batch.
#[test]
fn users_who_do_not_exist_are_looked_up_once_and_the_others_sent_together() {
    for whole in [false, true] {
        let gateway = Gateway::start();
        gateway.make(&old(users(200, "old").into_iter().step_by(2).collect()));
        gateway.sandbox.file("users.jsonl", lines(&users(200, "new")));
        gateway.script(move |seen| match seen.path.as_str() {
            PATCH if whole && seen.body["users"].as_array().is_some_and(|users| users.len() == 100) => {
                Fate::refuse(Canned::envelope(404, "E112102", "User not found"))
            }
            _ => Fate::pass(),
        });
        let outcome = soon(&gateway.sandbox, &PATCH_ALL).code(3);
        let totals = totals(&outcome);
        assert_eq!((totals["updated"], totals["failed"]), (100, 100), "{outcome}");
        all_are_new(&gateway);
        let requests = [LOAD, PATCH, SEARCH].map(|path| gateway.count(path));
        assert!(requests[0] <= 100 && requests[1] <= 4 && requests[2] <= 4, "{requests:?}");
        let row = &report(&gateway.sandbox, "report.jsonl")["row1@example.com"];
        assert_eq!(row["reason"], json!("there is no such user"));
    }
}

#[test]
fn look_ups_of_users_who_do_not_exist_end_soon_after_the_bound_of_failures() {
    for whole in [false, true] {
        let gateway = Gateway::start();
        gateway.sandbox.file("users.jsonl", lines(&users(400, "new")));
        gateway.script(move |seen| match seen.path.as_str() {
            PATCH if whole => Fate::refuse(Canned::envelope(404, "E112102", "User not found")),
            _ => Fate::pass(),
        });
        let bounded = [&PATCH_ALL[..], &["--max-failures", "10"]].concat();
        let outcome = soon(&gateway.sandbox, &bounded).code(3);
        let totals = totals(&outcome);
        assert!(totals["failed"] > 10 && totals["notAttempted"] > 300, "{outcome}");
        // Four batches are in flight at the same time.
        assert!(gateway.count(LOAD) <= 44 && gateway.count(PATCH) <= 4, "{}", gateway.total());
    }
}

/// A creation that the API refuses as a whole, though it was executed, is looked up before anything else.
#[test]
fn a_refused_batch_is_looked_up_before_it_is_halved() {
    let gateway = Gateway::start();
    gateway.sandbox.file("users.jsonl", lines(&users(100, "new")));
    gateway.script(|seen| match (seen.path.as_str(), seen.nth) {
        (CREATE, 1) => Fate::instead(Canned::envelope(400, "E011003", "Request is invalid")),
        _ => Fate::pass(),
    });
    let create = ["--rate", "off", "user", "batch-create", "users.jsonl", "-o", "json"];
    all(&soon(&gateway.sandbox, &create).success(), "created", 100);
    assert_eq!(gateway.count(CREATE), 1, "nothing is left to be sent");
    assert_eq!(gateway.users().len(), 100);
}

/// Users who do not exist are not looked up one by one where their rows are sent again anyway.
#[test]
fn a_creation_that_is_refused_row_by_row_costs_few_requests() {
    let gateway = Gateway::start();
    gateway.sandbox.file("users.jsonl", lines(&users(300, "new")));
    gateway.script(|seen| match seen.path.as_str() {
        CREATE => Fate::refuse(Canned::envelope(400, "E011003", "Request is invalid")),
        _ => Fate::pass(),
    });
    let create = ["--rate", "off", "user", "batch-create", "users.jsonl", "-o", "json"];
    let bounded = [&create[..], &["--max-failures", "10", "--in-flight", "1"]].concat();
    let totals = totals(&soon(&gateway.sandbox, &bounded).code(3));
    assert!(totals["failed"] > 10 && totals["notAttempted"] > 200, "{totals:?}");
    assert!(gateway.total() <= 60, "{} requests", gateway.total());
}

/// A search lags behind. Whom it did not show before the question loses nothing, and the next run asks.
#[test]
fn what_was_not_asked_about_is_not_taken_away() {
    let gateway = Gateway::start();
    let with = |status: &str| {
        let of = |mut user: Value| {
            user["status"] = json!(status);
            user
        };
        users(2, "new").into_iter().map(of).collect::<Vec<_>>()
    };
    gateway.make(&old(with("enabled")));
    gateway.sandbox.file("users.jsonl", lines(&with("disabled")));
    gateway.script(|seen| match seen.path.as_str() {
        SEARCH if seen.nth == 1 => Fate::with_reply(|reply| reply["users"] = json!([])),
        _ => Fate::pass(),
    });
    let update = [&UPDATE[..], &["--yes"]].concat();
    let outcome = soon(&gateway.sandbox, &update).code(3);
    assert_eq!(totals(&outcome)["failed"], 2, "{outcome}");
    assert!(outcome.stderr.contains("which was not asked about"), "{outcome}");
    assert!(gateway.users().values().all(|user| user["status"] == "enabled"));
    soon(&gateway.sandbox, &UPDATE).code(2);
    all(&soon(&gateway.sandbox, &update).success(), "updated", 2);
}
