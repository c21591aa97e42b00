//! A walk over pages ends, also where a server does not move on.

use serde_json::{Value, json};

use super::{SOON, users};
use crate::support::{
    Gateway,
    gateway::{Fate, SEARCH},
    sandbox::Outcome,
};

const TEST_SEARCH: &str = "/v2/mgmt/user/search/test";

/// A server that shows its first page whatever is asked for, with so many users behind it.
fn standing_still(count: usize) -> Gateway {
    let gateway = Gateway::start();
    let mut rows = users(count, "Ann");
    rows.iter_mut().for_each(|row| row["test"] = json!(true));
    gateway.make(&rows);
    gateway.script(|seen| match seen.path.as_str() {
        SEARCH | TEST_SEARCH => Fate::with_request(|body| {
            let Value::Object(fields) = body else { return };
            fields.remove("page");
            fields.remove("offset");
            fields.remove("fromCreatedTime");
        }),
        _ => Fate::pass(),
    });
    gateway
}

const DELETE: [&str; 6] =
    ["user", "batch-delete", "--where", "with-test-users=true", "--where", "status=invited"];

fn walks() -> Vec<Vec<&'static str>> {
    vec![
        vec!["user", "search", "--all", "--with-test-users", "-o", "jsonl"],
        vec!["user", "export", "out.jsonl", "--with-test-users", "--yes"],
        [&DELETE[..], &["--expect", "150"]].concat(),
        vec!["test-user", "delete-all", "--expect", "150", "--yes"],
    ]
}

#[track_caller]
fn walked(gateway: &Gateway, arguments: &[&str]) -> Outcome {
    let outcome = gateway.sandbox.run_within(SOON, &[&["--rate", "off"][..], arguments].concat());
    let pages = gateway.count(SEARCH) + gateway.count(TEST_SEARCH);
    // An export tries three times.
    assert!(pages <= 9, "{arguments:?}: {pages} pages");
    outcome.unwrap_or_else(|| panic!("{arguments:?} does not end"))
}

#[test]
fn pages_that_do_not_advance_are_an_error() {
    for arguments in walks() {
        let gateway = standing_still(150);
        let outcome = walked(&gateway, &arguments);
        assert!([1, 8].contains(&outcome.code), "{arguments:?}: {outcome}");
        assert_eq!(gateway.users().len(), 150, "{arguments:?}: nobody is deleted by half a list");
        assert!(!gateway.sandbox.path("out.jsonl").exists(), "{arguments:?}");
    }
}

/// A server that shows the last page again and again has shown all users.
#[test]
fn a_repeated_page_is_the_end_where_all_were_seen() {
    let listed = |arguments: &[&str]| {
        let gateway = standing_still(100);
        let outcome = walked(&gateway, arguments).success();
        (gateway, outcome)
    };
    let (_, found) = listed(&walks()[0]);
    assert_eq!(found.stdout.lines().count(), 100, "{found}");
    let (gateway, _) = listed(&walks()[1]);
    let text = std::fs::read_to_string(gateway.sandbox.path("out.jsonl")).unwrap();
    assert_eq!(text.lines().count(), 100);
    let (gateway, _) = listed(&[&DELETE[..], &["--expect", "100"]].concat());
    assert!(gateway.users().is_empty());
}
