//! What a bulk job says is what happened: each promise that was broken once, tried from outside with faults,
//! kills and other people's changes, and looked at a second time in the emulator's own data.

mod deletion;
#[cfg(target_os = "linux")]
mod files;
pub(crate) mod journal;
mod ownership;
mod patches;
mod plan;
#[cfg(unix)]
mod private;
mod replies;
mod restore;
#[cfg(unix)]
mod waits;
mod walk;

use std::{collections::BTreeMap, time::Duration};

use serde_json::{Value, json};

use crate::support::{Sandbox, sandbox::Outcome};

/// Within this time a command ends that has no reason to wait.
const SOON: Duration = Duration::from_secs(20);

/// A user as rows and requests write them.
fn user(number: usize, name: &str) -> Value {
    let address = format!("row{number}@example.com");
    json!({ "loginId": address, "email": address, "name": name })
}

fn users(count: usize, name: &str) -> Vec<Value> {
    (0..count).map(|number| user(number, name)).collect()
}

/// JSON lines.
fn lines(rows: &[Value]) -> String {
    rows.iter().map(|row| format!("{row}\n")).collect()
}

/// The totals of a run, which balance.
#[track_caller]
fn totals(outcome: &Outcome) -> BTreeMap<String, u64> {
    let document = outcome.json();
    assert_eq!(document["schema"], json!("batch-report.v1"), "{outcome}");
    let count = |name: &str| {
        let count = document[name].as_u64();
        (name.to_owned(), count.unwrap_or_else(|| panic!("`{name}` is no number\n{outcome}")))
    };
    let totals: BTreeMap<String, u64> = OUTCOMES.iter().map(|name| count(name)).collect();
    assert_eq!(count("read").1, totals.values().sum::<u64>(), "{outcome}");
    totals
}

const OUTCOMES: [&str; 6] = ["created", "updated", "deleted", "skipped", "failed", "notAttempted"];

/// Every row ended like this, says the run.
#[track_caller]
fn all(outcome: &Outcome, what: &str, count: u64) {
    let totals = totals(outcome);
    let others: Vec<_> = totals.iter().filter(|(name, count)| *name != what && **count > 0).collect();
    assert!(totals[what] == count && others.is_empty(), "expected {count} {what}\n{outcome}");
}

/// The lines of a report by login ID.
#[track_caller]
fn report(sandbox: &Sandbox, file: &str) -> BTreeMap<String, Value> {
    let text = std::fs::read_to_string(sandbox.path(file)).unwrap();
    let mut rows = BTreeMap::new();
    for line in text.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let name = row["loginId"].as_str().unwrap().to_owned();
        assert!(rows.insert(name, row).is_none(), "a row is reported twice: {line}");
    }
    rows
}

/// Ends a command early enough for it to be seen that it would not have ended.
#[track_caller]
fn soon(sandbox: &Sandbox, arguments: &[&str]) -> Outcome {
    sandbox.run_within(SOON, arguments).unwrap_or_else(|| panic!("`{}` does not end", arguments.join(" ")))
}
