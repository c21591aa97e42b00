//! The second look: what a report says of each row, beside what the emulator holds and what others made.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::support::{Gateway, sandbox::Outcome};

/// Lines of a report by the login ID of their row.
pub(super) struct Report(BTreeMap<String, Value>);

impl std::ops::Index<&Value> for Report {
    type Output = Value;

    fn index(&self, login_id: &Value) -> &Value {
        &self.0[login_id.as_str().unwrap()]
    }
}

/// The report of a run that ended: each row once, and as many of each kind as the totals say.
#[track_caller]
pub(super) fn report(gateway: &Gateway, file: &str, outcome: &Outcome) -> Report {
    let totals = outcome.json();
    let text = std::fs::read_to_string(gateway.sandbox.path(file)).unwrap();
    let mut rows = BTreeMap::new();
    let mut counted: BTreeMap<String, u64> = BTreeMap::new();
    for line in text.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        *counted.entry(row["outcome"].as_str().unwrap().to_owned()).or_default() += 1;
        let name = row["loginId"].as_str().unwrap().to_owned();
        assert!(rows.insert(name, row).is_none(), "a row stands twice: {line}\n{outcome}");
    }
    let kinds = ["created", "updated", "deleted", "skipped", "failed", "notAttempted"];
    for kind in kinds {
        let count = counted.get(kind).copied().unwrap_or(0);
        assert_eq!(totals[kind], json!(count), "{kind}\n{outcome}");
    }
    assert_eq!(totals["read"], json!(rows.len()), "{outcome}");
    Report(rows)
}

/// Runs that stop before they have looked at any row have no totals; they have done nothing.
fn has_totals(outcome: &Outcome) -> bool {
    !outcome.stdout.is_empty()
}

/// The users of rows.
fn named(gateway: &Gateway, rows: &[Value]) -> BTreeMap<String, Value> {
    gateway.named(rows.iter().map(|row| row["loginId"].as_str().unwrap()))
}

/// A creation and whose users it found.
pub(super) struct Creation<'c> {
    pub(super) case: String,
    pub(super) gateway: &'c Gateway,
    pub(super) rows: &'c [Value],
    pub(super) on_exists: &'c str,
}

impl Creation<'_> {
    /// Every word of the report is what happened.
    #[track_caller]
    pub(super) fn is_true(&self, outcome: &Outcome, file: &str) {
        let case = &self.case;
        assert!([0, 3, 8].contains(&outcome.code), "{case}: {outcome}");
        if !has_totals(outcome) {
            assert_eq!(outcome.code, 8, "{case}: {outcome}");
            return;
        }
        let report = report(self.gateway, file, outcome);
        assert_eq!(report.0.len(), self.rows.len(), "{case}: {outcome}");
        let (users, others) = (named(self.gateway, self.rows), self.gateway.others());
        for row in self.rows {
            let said = &report[&row["loginId"]];
            let user = users.get(row["loginId"].as_str().unwrap());
            let theirs = user.and_then(|user| others.get(user["userId"].as_str().unwrap()));
            self.row_is_true(row, said, user, theirs);
        }
        let count = self.gateway.emulator().status().unwrap()["counts"]["users"].clone();
        assert_eq!(count, json!(users.len()), "{case}: somebody was created whom no row names");
    }

    #[track_caller]
    fn row_is_true(&self, row: &Value, said: &Value, user: Option<&Value>, theirs: Option<&Value>) {
        let about = format!("{}: {said}\nwanted {row}\nis {user:?}\nwas {theirs:?}", self.case);
        if said["outcome"] == "notAttempted" {
            return;
        }
        let user = user.unwrap_or_else(|| panic!("nobody is there, {about}"));
        let is_as_wanted = user["name"] == row["name"] && user["email"] == row["email"];
        let was_as_wanted = theirs.is_some_and(|theirs| theirs["name"] == row["name"]);
        let is_as_it_was = theirs.is_some_and(|theirs| theirs["name"] == user["name"]);
        let expected = match (theirs, self.on_exists) {
            (None, _) => "created",
            (Some(_), "fail") => "failed",
            (Some(_), "update") if !was_as_wanted => "updated",
            (Some(_), _) => "skipped",
        };
        assert_eq!(said["outcome"], json!(expected), "{about}");
        match expected {
            "created" | "updated" => assert!(is_as_wanted, "{about}"),
            _ => assert!(is_as_it_was, "{about}"),
        }
        if expected != "failed" {
            assert_eq!(said["userId"], user["userId"], "{about}");
        }
    }
}

/// Deleted is who was meant, each with a saved record, and nobody else.
#[track_caller]
pub(super) fn deletions_are_true(
    seed: u64,
    gateway: &Gateway,
    old: &BTreeMap<String, Value>,
    outcome: &Outcome,
) {
    assert!([0, 3, 8].contains(&outcome.code), "seed {seed}: {outcome}");
    let names = old.values().map(|user| user["loginIds"][0].as_str().unwrap());
    let users = gateway.named(names);
    let ids: Vec<&str> = users.values().map(|user| user["userId"].as_str().unwrap()).collect();
    let new_users = gateway.others().into_keys().filter(|id| !old.contains_key(id));
    for new_user in new_users {
        assert!(ids.contains(&new_user.as_str()), "seed {seed}: {new_user} was not meant\n{outcome}");
    }
    let saved = std::fs::read_to_string(gateway.sandbox.path("gone.jsonl")).unwrap_or_default();
    let saved: Vec<Value> = saved.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let is_saved = |id: &str| saved.iter().any(|record| record["userId"] == id);
    assert!(saved.iter().all(|record| old.contains_key(record["userId"].as_str().unwrap())), "seed {seed}");
    let gone = old.keys().filter(|id| !ids.contains(&id.as_str()));
    gone.for_each(|id| assert!(is_saved(id), "seed {seed}: {id} is gone and not saved\n{outcome}"));
    if !has_totals(outcome) {
        assert_eq!(outcome.code, 8, "seed {seed}: {outcome}");
        return;
    }
    let report = report(gateway, "report.jsonl", outcome);
    for (id, record) in old {
        let said = &report[&record["loginIds"][0]];
        match said["outcome"].as_str().unwrap() {
            "deleted" => {
                assert_eq!(said["userId"], json!(id), "seed {seed}: {said}");
                assert!(!ids.contains(&id.as_str()), "seed {seed}: {said} is there\n{outcome}");
            }
            "notAttempted" => {}
            _ => panic!("seed {seed}: {said}\n{outcome}"),
        }
    }
}

/// Updated is who is as the row says, and failed are rows without a user.
#[track_caller]
pub(super) fn patches_are_true(seed: u64, gateway: &Gateway, rows: &[Value], outcome: &Outcome) {
    assert!([0, 3, 8].contains(&outcome.code), "seed {seed}: {outcome}");
    if !has_totals(outcome) {
        assert_eq!(outcome.code, 8, "seed {seed}: {outcome}");
        return;
    }
    let report = report(gateway, "report.jsonl", outcome);
    let (users, others) = (named(gateway, rows), gateway.others());
    for row in rows {
        let said = &report[&row["loginId"]];
        let user = users.get(row["loginId"].as_str().unwrap());
        let about = format!("seed {seed}: {said}\nwanted {row}\nis {user:?}\n{outcome}");
        let is_as_wanted = user.is_some_and(|user| user["name"] == row["name"]);
        match said["outcome"].as_str().unwrap() {
            "updated" => {
                assert!(is_as_wanted, "{about}");
                assert_eq!(said["userId"], user.unwrap()["userId"], "{about}");
            }
            "failed" => {
                assert!(!is_as_wanted, "{about}");
                let name = user.map(|user| others[user["userId"].as_str().unwrap()]["name"].clone());
                assert!(name.is_none_or(|name| name == "theirs"), "{about}");
            }
            "notAttempted" => {}
            _ => panic!("{about}"),
        }
    }
}
