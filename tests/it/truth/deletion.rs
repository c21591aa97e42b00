//! Deletions are of the users who were resolved and confirmed, by their user IDs, whatever happens to their
//! names meanwhile; and one look-up that fails costs one look-up.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use super::{SOON, all, lines, soon, totals, users};
use crate::support::{
    Gateway,
    gateway::{CREATE, Canned, DELETE, Fate, Gate, LOAD, SEARCH},
};

const SEARCH_TEST: &str = "/v2/mgmt/user/search/test";

fn list(count: usize) -> String {
    (0..count).map(|number| format!("row{number}@example.com\n")).collect()
}

fn user_ids(gateway: &Gateway) -> BTreeSet<String> {
    gateway.users().values().map(|user| user["userId"].as_str().unwrap().to_owned()).collect()
}

/// The user IDs of saved records.
fn saved(gateway: &Gateway, file: &str) -> BTreeSet<String> {
    let text = std::fs::read_to_string(gateway.sandbox.path(file)).unwrap_or_default();
    let records = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    records.map(|record| record["userId"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn new_owners_of_the_login_ids_are_not_deleted() {
    let gateway = Gateway::start();
    gateway.make(&users(5, "old"));
    let old = user_ids(&gateway);
    let gate = Gate::new();
    gateway.script(move |seen| if seen.path == DELETE { Fate::reply_held_by(&gate) } else { Fate::pass() });
    gateway.sandbox.file("list.txt", list(5));
    let delete = [
        "--rate",
        "off",
        "user",
        "batch-delete",
        "list.txt",
        "--expect",
        "5",
        "--backup",
        "gone.jsonl",
        "-o",
        "json",
    ];
    let killed = gateway.sandbox.spawn(&delete);
    gateway.wait_for_effect(DELETE, 1);
    killed.kill();
    gateway.make(&users(5, "new"));
    let new = user_ids(&gateway);
    gateway.pass_all();
    all(&soon(&gateway.sandbox, &delete).success(), "deleted", 5);
    assert_eq!(user_ids(&gateway), new, "somebody else's users are gone");
    assert_eq!(saved(&gateway, "gone.jsonl"), old, "what is deleted is saved, and nothing else");
}

/// The same within one run: the reply is cut, and the names are taken before the run looks again.
#[test]
fn new_owners_of_the_login_ids_are_not_deleted_by_the_same_run() {
    let gateway = Gateway::start();
    gateway.make(&users(5, "old"));
    let gate = Gate::new();
    gateway.script({
        let gate = gate.clone();
        move |seen| match (seen.path.as_str(), seen.nth) {
            (DELETE, 1) => Fate::cut_after_held_by(&gate),
            _ => Fate::pass(),
        }
    });
    gateway.sandbox.file("list.txt", list(5));
    let delete = ["--rate", "off", "user", "batch-delete", "list.txt", "--expect", "5", "-o", "json"];
    let run = gateway.sandbox.spawn(&delete);
    gateway.wait_for_effect(DELETE, 1);
    gateway.make(&users(5, "new"));
    gate.open();
    all(&run.wait().success(), "deleted", 5);
    assert_eq!(gateway.users().len(), 5, "somebody else's users are gone");
}

fn set_status(gateway: &Gateway, number: usize, status: &str) {
    let body = json!({ "loginId": format!("row{number}@example.com"), "status": status });
    gateway.call("POST", "/v1/mgmt/user/update/status", &body);
}

#[test]
fn a_deletion_by_search_is_of_those_who_match_now() {
    let gateway = Gateway::start();
    gateway.make(&users(8, "Ann"));
    (0..5).for_each(|number| set_status(&gateway, number, "disabled"));
    // The run is killed before anybody is deleted.
    let gate = Gate::new();
    gateway.script(
        move |seen| if seen.path == DELETE { Fate::cut_before().held_by(&gate) } else { Fate::pass() },
    );
    let delete = |expected: &'static str| {
        [
            "--rate",
            "off",
            "user",
            "batch-delete",
            "--where",
            "status=disabled",
            "--expect",
            expected,
            "-o",
            "json",
        ]
    };
    let killed = gateway.sandbox.spawn(&delete("5"));
    gateway.wait_for(DELETE, 1);
    killed.kill();
    gateway.pass_all();
    set_status(&gateway, 4, "enabled");
    let refused = soon(&gateway.sandbox, &delete("5"));
    assert_eq!((refused.code, gateway.users().len()), (2, 8), "4 match, 5 were expected\n{refused}");
    all(&soon(&gateway.sandbox, &delete("4")).success(), "deleted", 4);
    let left = gateway.users();
    assert!(left.contains_key("row4@example.com"), "the one who is enabled again is gone");
    assert_eq!(left.len(), 4);
}

/// The list of a search is not resumed either where the first run deleted a part of it.
#[test]
fn a_deletion_by_search_counts_whom_it_finds_after_an_interruption() {
    let gateway = Gateway::start();
    gateway.make(&users(250, "Ann"));
    let gate = Gate::new();
    gateway.script(move |seen| match (seen.path.as_str(), seen.nth) {
        (DELETE, 2..) => Fate::cut_before().held_by(&gate),
        _ => Fate::pass(),
    });
    let delete = |expected: &'static str| {
        [
            "--rate",
            "off",
            "user",
            "batch-delete",
            "--where",
            "status=invited",
            "--in-flight",
            "1",
            "--expect",
            expected,
            "-o",
            "json",
        ]
    };
    let killed = gateway.sandbox.spawn(&delete("250"));
    gateway.wait_for(DELETE, 2);
    killed.kill();
    gateway.pass_all();
    assert_eq!(gateway.users().len(), 150);
    let refused = soon(&gateway.sandbox, &delete("250"));
    assert_eq!((refused.code, gateway.users().len()), (2, 150), "150 match\n{refused}");
    all(&soon(&gateway.sandbox, &delete("150")).success(), "deleted", 150);
    assert!(gateway.users().is_empty());
}

/// The look-ups of 100 rows of which 2 % time out: the rows that were found are not looked up again.
#[track_caller]
fn one_look_up_is_tried_again(gateway: &Gateway, run: &[&str], sends: &str, what: &str) {
    const LOOK_UPS: [&str; 3] = [LOAD, SEARCH, "/v1/mgmt/users/load"];
    let never = Gate::new();
    gateway.script(move |seen| {
        // The first one of each kind is lost, and of many every fiftieth.
        let lost = LOOK_UPS.contains(&seen.path.as_str()) && (seen.nth == 1 || seen.nth % 50 == 0);
        if lost { Fate::pass().held_by(&never) } else { Fate::pass() }
    });
    let run = [&["--rate", "off", "--timeout", "1", "-o", "json", "user"][..], run].concat();
    let outcome = gateway.sandbox.run_within(SOON, &run);
    let look_ups: usize = LOOK_UPS.iter().map(|path| gateway.count(path)).sum();
    assert!(look_ups <= 120, "{look_ups} look-ups for 100 rows");
    let outcome = outcome.unwrap_or_else(|| panic!("it does not end"));
    all(&outcome.success(), what, 100);
    assert_eq!(gateway.count(sends), 1);
}

#[test]
fn a_look_up_of_a_deletion_that_times_out_does_not_start_the_batch_anew() {
    let gateway = Gateway::start();
    gateway.make(&users(100, "Ann"));
    gateway.sandbox.file("list.txt", list(100));
    let delete = ["batch-delete", "list.txt", "--expect", "100"];
    one_look_up_is_tried_again(&gateway, &delete, DELETE, "deleted");
}

#[test]
fn a_look_up_of_an_invitation_that_times_out_does_not_start_the_batch_anew() {
    let gateway = Gateway::start();
    gateway.sandbox.file("users.jsonl", lines(&users(100, "Ann")));
    one_look_up_is_tried_again(&gateway, &["batch-invite", "users.jsonl"], CREATE, "created");
}

/// Users who are gone before the run are not there: that is said of their rows, and nothing else.
#[test]
fn a_deletion_of_users_who_are_gone_says_so() {
    let gateway = Gateway::start();
    gateway.make(&users(3, "Ann"));
    gateway.sandbox.file("list.txt", list(5));
    let delete = ["--rate", "off", "user", "batch-delete", "list.txt", "--expect", "3", "-o", "json"];
    let outcome = soon(&gateway.sandbox, &delete).code(3);
    let totals = totals(&outcome);
    assert_eq!((totals["deleted"], totals["failed"]), (3, 2), "{outcome}");
}

/// The count of users who exist is what was expected or not, also where there are none.
#[test]
fn an_expected_number_of_users_none_of_whom_exists_is_refused() {
    let gateway = Gateway::start();
    gateway.sandbox.file("list.txt", list(5));
    let delete = ["--rate", "off", "user", "batch-delete", "list.txt", "-o", "json", "--expect"];
    let outcome = soon(&gateway.sandbox, &[&delete[..], &["5"]].concat()).code(2);
    assert!(outcome.stderr.contains("5 users expected, but there are 0"), "{outcome}");
    assert_eq!(gateway.count(DELETE), 0);
    gateway.sandbox.file("list.txt", list(1));
    gateway.make(&users(1, "Ann"));
    let expecting_one = [&delete[..], &["1"]].concat();
    let outcome = soon(&gateway.sandbox, &expecting_one).success();
    assert!(outcome.stderr.contains("looking up the users of 1 row\""), "{outcome}");
    // A job that is done expects those whom it has deleted.
    soon(&gateway.sandbox, &expecting_one).success();
}

/// Rows that name a user whom another row deletes are settled at once. They are not users who are gone already.
#[test]
fn a_deletion_that_was_interrupted_asks_about_those_who_are_left() {
    let gateway = Gateway::start();
    gateway.make(&users(3, "Ann"));
    let ids: String = user_ids(&gateway).iter().map(|id| format!("{id}\n")).collect();
    gateway.sandbox.file("list.txt", list(3) + &ids);
    let never = Gate::new();
    gateway.script(
        move |seen| if seen.path == DELETE { Fate::cut_before().held_by(&never) } else { Fate::pass() },
    );
    let delete = ["--rate", "off", "user", "batch-delete", "list.txt", "-o", "json"];
    let killed = gateway.sandbox.spawn(&[&delete[..], &["--expect", "3"]].concat());
    gateway.wait_for(DELETE, 1);
    killed.kill();
    gateway.pass_all();
    let refused = soon(&gateway.sandbox, &delete).code(2);
    assert!(refused.stderr.contains("delete 3 users in project"), "{refused}");
    assert!(refused.stderr.contains("row0@example.com (U"), "{refused}");
    assert_eq!(gateway.users().len(), 3, "nobody was asked");
    let outcome = soon(&gateway.sandbox, &[&delete[..], &["--expect", "3"]].concat()).success();
    assert_eq!((totals(&outcome)["deleted"], totals(&outcome)["skipped"]), (3, 3), "{outcome}");
}

/// A request that the API refused has deleted nobody, so users who are gone by then were deleted by others.
#[test]
fn users_whom_others_delete_meanwhile_are_not_counted_as_deleted() {
    let gateway = Gateway::start();
    gateway.make(&users(4, "Ann"));
    gateway.sandbox.file("list.txt", list(4));
    let gate = Gate::new();
    let held = gate.clone();
    gateway.script(move |seen| match (seen.path.as_str(), seen.nth) {
        (DELETE, 1) => Fate::refuse(Canned::envelope(400, "E011001", "Request is invalid")).held_by(&held),
        _ => Fate::pass(),
    });
    let delete = ["--rate", "off", "user", "batch-delete", "list.txt", "--expect", "4", "-o", "json"];
    let process = gateway.sandbox.spawn(&delete);
    gateway.wait_for(DELETE, 1);
    let ids: Vec<String> = user_ids(&gateway).into_iter().take(2).collect();
    gateway.call("POST", DELETE, &json!({ "userIds": ids }));
    gate.open();
    let outcome = process.ended_within(SOON).unwrap().success();
    let totals = totals(&outcome);
    assert_eq!((totals["deleted"], totals["skipped"], totals["failed"]), (2, 2, 0), "{outcome}");
    assert!(user_ids(&gateway).is_empty());
}

/// A reply that is not the API's has deleted nobody: only an empty object is the API's own.
#[test]
fn a_reply_that_is_not_the_apis_deletes_nobody() {
    for body in ["<html>sign in</html>", "", "[]", r#"{"ok":true}"#] {
        let gateway = Gateway::start();
        gateway.make(&users(3, "Ann"));
        gateway.sandbox.file("list.txt", list(3));
        gateway.script(move |seen| match seen.path.as_str() {
            DELETE => Fate::refuse(Canned::text(200, body)),
            _ => Fate::pass(),
        });
        let delete = ["--rate", "off", "user", "batch-delete", "list.txt", "--expect", "3", "-o", "json"];
        let outcome = soon(&gateway.sandbox, &delete).code(8);
        assert_eq!(totals(&outcome)["deleted"], 0, "{body}: {outcome}");
        assert_eq!(user_ids(&gateway).len(), 3, "{body}");
        gateway.pass_all();
        let outcome = soon(&gateway.sandbox, &delete).success();
        assert_eq!(totals(&outcome)["deleted"], 3, "{body}: {outcome}");
        assert!(user_ids(&gateway).is_empty(), "{body}");
    }
}

/// The time that is given counts for the look-ups before a deletion, too.
#[test]
fn a_deadline_ends_the_look_ups() {
    let gateway = Gateway::start();
    gateway.make(&users(3, "Ann"));
    gateway.sandbox.file("list.txt", list(3));
    gateway.script(|seen| match seen.path.as_str() {
        SEARCH => Fate::pass().later(Duration::from_secs(15)),
        _ => Fate::pass(),
    });
    let rest = ["--expect", "3", "--deadline", "1s"];
    for which in [&["list.txt"][..], &["--where", "status=invited"]] {
        let started = Instant::now();
        let outcome = soon(&gateway.sandbox, &[&["user", "batch-delete"], which, &rest].concat()).code(3);
        assert!(outcome.stderr.contains("the deadline has passed"), "{outcome}");
        assert!(started.elapsed() < Duration::from_secs(10), "{which:?}");
    }
    assert_eq!((gateway.count(DELETE), user_ids(&gateway).len()), (0, 3));
}

/// After the question, the login ID may belong to another user.
#[test]
fn a_user_is_deleted_by_the_id_that_the_question_showed() {
    let gateway = Gateway::start();
    gateway.make(&users(1, "Ann"));
    let [id] = <[String; 1]>::try_from(user_ids(&gateway).into_iter().collect::<Vec<_>>()).unwrap();
    gateway.take();
    soon(&gateway.sandbox, &["user", "delete", "row0@example.com", "--yes", "--no-backup"]).success();
    let sent: Vec<Value> = gateway.take().into_iter().map(|seen| seen.body).collect();
    assert_eq!(sent.last(), Some(&json!({ "userId": id })));
    assert!(user_ids(&gateway).is_empty());
}

/// The request names nobody, so it must not be sent where others are test users by then.
#[test]
fn test_users_who_come_during_the_question_are_not_deleted() {
    let gateway = Gateway::start();
    let test_user = |number: usize| {
        let mut user = super::user(number, "Ann");
        user["test"] = json!(true);
        user
    };
    gateway.make(&[test_user(0), test_user(1)]);
    let delete = ["test-user", "delete-all", "--yes", "--expect", "2", "--backup", "gone.jsonl"];
    soon(&gateway.sandbox, &[&delete[..], &["--dry-run"]].concat()).success();
    let in_one_walk = gateway.count(SEARCH_TEST);
    gateway.script(move |seen| match (seen.path.as_str(), seen.nth) {
        (SEARCH_TEST, nth) if nth == 2 * in_one_walk => Fate::pass().before_others_make(vec![test_user(2)]),
        _ => Fate::pass(),
    });
    let outcome = soon(&gateway.sandbox, &delete).code(1);
    assert!(outcome.stderr.contains("1 have come and 0 are gone meanwhile"), "{outcome}");
    assert_eq!(user_ids(&gateway).len(), 3);
    soon(&gateway.sandbox, &["test-user", "delete-all", "--yes", "--expect", "3", "--no-backup"]).success();
    assert!(user_ids(&gateway).is_empty());
}

/// The newest users belong to all users, also where the server's clock is ahead of ours.
#[test]
fn a_clock_that_is_behind_leaves_nobody_out() {
    let gateway = Gateway::with(|options| options.clock_offset = jiff::SignedDuration::from_secs(600));
    gateway.make(&users(3, "Ann"));
    let outcome = soon(&gateway.sandbox, &["user", "search", "--all", "-o", "ids"]).success();
    assert_eq!(outcome.stdout.lines().count(), 3, "{outcome}");
    soon(&gateway.sandbox, &["user", "export", "all.jsonl"]).success();
    assert_eq!(std::fs::read_to_string(gateway.sandbox.path("all.jsonl")).unwrap().lines().count(), 3);
}
