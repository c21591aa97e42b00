//! Only the API speaks about users: what a gateway or a web server answers stops the run.

use super::{SOON, all, lines, totals, users};
use crate::support::{
    Gateway,
    gateway::{CREATE, Canned, DELETE, Fate, LOAD, PATCH, SEARCH},
    sandbox::Outcome,
};

/// Replies that no API has written.
fn foreign_replies() -> Vec<(&'static str, Canned)> {
    vec![
        ("an empty 404", Canned::empty(404)),
        ("a page with 404", Canned::page(404)),
        ("a page with 405", Canned::page(405)),
        ("a page with 413", Canned::page(413)),
        ("an empty 422", Canned::empty(422)),
        ("a page with 400", Canned::page(400)),
        ("a page with 500", Canned::page(500)),
        ("a page with 200", Canned::page(200)),
    ]
}

/// Runs a command against a server that answers everything with the same reply.
fn against(reply: Canned, arguments: &[&str]) -> (Gateway, Option<Outcome>) {
    let gateway = Gateway::start();
    gateway.sandbox.file("users.jsonl", lines(&users(300, "Ann")));
    let names: String = (0..30).map(|number| format!("row{number}@example.com\n")).collect();
    gateway.sandbox.file("list.txt", names);
    let ids: String = (0..30).map(|number| format!("U2Example{number:019}\n")).collect();
    gateway.sandbox.file("ids.txt", ids);
    gateway.script(move |_| Fate::refuse(reply.clone()));
    let outcome = gateway.sandbox.run_within(SOON, &[&["--rate", "off"][..], arguments].concat());
    (gateway, outcome)
}

#[track_caller]
fn stopped(case: &str, gateway: &Gateway, outcome: Option<Outcome>) {
    let requests = gateway.take().len();
    assert!(requests <= 12, "{case}: {requests} requests");
    let outcome = outcome.unwrap_or_else(|| panic!("{case}: does not end"));
    assert_eq!(outcome.code, 8, "{case}: {outcome}");
    assert!(outcome.stderr.contains(&gateway.address()), "{case}: the address is not named\n{outcome}");
    if !outcome.stdout.is_empty() {
        let totals = totals(&outcome);
        let done: u64 =
            ["created", "updated", "deleted", "skipped", "failed"].map(|name| totals[name]).iter().sum();
        assert_eq!(done, 0, "{case}: nothing is known of any row\n{outcome}");
    }
    let reported = std::fs::read_to_string(gateway.sandbox.path("report.jsonl")).unwrap_or_default();
    assert!(!reported.contains("\"failed\""), "{case}: {reported}");
}

#[test]
fn a_server_that_is_not_the_api_stops_a_creation() {
    for (case, reply) in foreign_replies() {
        let create = ["user", "batch-create", "users.jsonl", "-o", "json", "--report", "report.jsonl"];
        let (gateway, outcome) = against(reply, &create);
        stopped(case, &gateway, outcome);
    }
}

#[test]
fn a_server_that_is_not_the_api_stops_an_invitation_and_a_patch() {
    for command in ["batch-invite", "batch-patch"] {
        for (case, reply) in foreign_replies() {
            let run = ["user", command, "users.jsonl", "-o", "json", "--report", "report.jsonl"];
            let (gateway, outcome) = against(reply, &run);
            stopped(&format!("{command}, {case}"), &gateway, outcome);
        }
    }
}

#[test]
fn a_server_that_is_not_the_api_stops_single_operations() {
    for (case, reply) in foreign_replies() {
        let run = [
            "user",
            "batch-run",
            "update-status",
            "list.txt",
            "--set",
            "status=disabled",
            "--yes",
            "--in-flight",
            "2",
            "-o",
            "json",
            "--report",
            "report.jsonl",
        ];
        let (gateway, outcome) = against(reply, &run);
        stopped(case, &gateway, outcome);
    }
}

/// Nobody is called missing because a gateway knows no such path.
#[test]
fn a_server_that_is_not_the_api_says_nothing_about_users_to_be_deleted() {
    for list in ["list.txt", "ids.txt"] {
        for (case, reply) in foreign_replies() {
            let delete =
                ["user", "batch-delete", list, "--expect", "30", "-o", "json", "--report", "report.jsonl"];
            let (gateway, outcome) = against(reply, &delete);
            stopped(&format!("{list}, {case}"), &gateway, outcome);
            assert_eq!(gateway.count(DELETE), 0);
        }
    }
}

#[test]
fn a_redirect_is_named_and_stops_the_run() {
    let reply = Canned::empty(308).with("location", "https://elsewhere.example.com/");
    let (gateway, outcome) = against(reply, &["user", "batch-create", "users.jsonl", "-o", "json"]);
    let creations = gateway.count(CREATE);
    assert!(creations <= 3, "{creations} requests");
    let outcome = outcome.unwrap_or_else(|| panic!("it does not end")).code(8);
    assert!(outcome.stderr.contains("elsewhere.example.com"), "{outcome}");
    assert_eq!(totals(&outcome)["notAttempted"], 300);
}

/// A gateway in between that fails in the middle of a run: rows are not blamed for it, and the same command
/// finishes once it is gone.
#[test]
fn a_gateway_in_the_middle_of_a_run_fails_no_row() {
    let gateway = Gateway::start();
    gateway.sandbox.file("users.jsonl", lines(&users(500, "Ann")));
    gateway.script(|seen| match (seen.path.as_str(), seen.nth) {
        (CREATE, 3..) | (LOAD | SEARCH | PATCH, _) => Fate::refuse(Canned::page(404)),
        _ => Fate::pass(),
    });
    let create = ["--rate", "off", "user", "batch-create", "users.jsonl", "--in-flight", "1", "-o", "json"];
    let outcome = super::soon(&gateway.sandbox, &create).code(8);
    let totals = totals(&outcome);
    assert_eq!((totals["created"], totals["notAttempted"]), (200, 300), "{outcome}");
    gateway.pass_all();
    all(&super::soon(&gateway.sandbox, &create).success(), "created", 500);
}

/// Worth a retry is what the status says is, whoever says so.
#[test]
fn statuses_that_pass_are_waited_out_with_and_without_an_envelope() {
    for status in [503, 524, 530] {
        for reply in [Canned::page(status), Canned::envelope(status, "E011003", "Request is invalid")] {
            let gateway = Gateway::start();
            gateway.sandbox.file("users.jsonl", lines(&users(10, "Ann")));
            gateway.script(move |seen| match (seen.path.as_str(), seen.nth) {
                (CREATE, 1) => Fate::refuse(reply.clone()),
                _ => Fate::pass(),
            });
            let create = ["--rate", "off", "user", "batch-create", "users.jsonl", "-o", "json"];
            all(&super::soon(&gateway.sandbox, &create).success(), "created", 10);
        }
    }
}
