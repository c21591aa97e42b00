//! The table of operations, the emulator's routes and the contract say the same.

use std::{
    collections::{BTreeSet, HashSet},
    fs,
    path::Path,
};

use descopectl::{
    emulator,
    ops::{self, Effect, Repeat, Rows},
};
use regex::Regex;

use crate::{layers::files, support::Contract};

/// Operations of the contract that have no line in the table, and why.
const WITHOUT_LINE: &[(&str, &str)] = &[
    ("searchUsersV1", "searchUsers is its successor"),
    ("searchTestUsers", "`user search --test-users-only` sends it"),
    ("getUsersHistory", "getUsersHistoryV1 returns the same, and the SDKs use it"),
    ("addUserRolesV1", "addUserRoles is its successor"),
    ("setUserPassword", "the old name of setUserTemporaryPassword, which has a command"),
    ("loadUsers", "`user load` sends it for several users"),
    ("getLicense", "the program asks it by itself, and `doctor` shows the answer"),
];

#[test]
fn each_operation_of_the_table_is_one_of_the_contract() {
    let operations = Contract::load().operations();
    for spec in ops::all() {
        let found = operations
            .iter()
            .find(|operation| operation.path == spec.path && operation.method == spec.method.as_str());
        let operation =
            found.unwrap_or_else(|| panic!("{}: {} is not in the contract", spec.command(), spec.path));
        let bucket = operation.rate_limit.split_whitespace().next().unwrap_or_default();
        assert_eq!(bucket, spec.bucket.as_str(), "bucket of {}", spec.command());
        let harmless = operation.retry == "safe" || operation.retry.starts_with("idempotent");
        assert_eq!(harmless, spec.repeat == Repeat::Harmless, "repeat of {}", spec.command());
    }
}

#[test]
fn every_operation_has_a_command_or_a_reason() {
    let lines: HashSet<(&str, &str)> =
        ops::all().iter().map(|spec| (spec.method.as_str(), spec.path)).collect();
    let operations = Contract::load().operations();
    for operation in &operations {
        let has_line = lines.contains(&(operation.method.as_str(), operation.path.as_str()));
        let reason = WITHOUT_LINE.iter().find(|(id, _)| *id == operation.id);
        assert!(has_line || reason.is_some(), "{} has no command", operation.id);
        assert!(!has_line || reason.is_none(), "{} has a command: strike its reason", operation.id);
    }
    assert_eq!(operations.len(), 78);
}

#[test]
fn the_mission_has_thirty_operations() {
    let missions: BTreeSet<String> =
        Contract::load().operations().into_iter().filter_map(|operation| operation.mission).collect();
    assert_eq!(missions.len(), 30, "{missions:?}");
}

#[test]
fn command_words_are_unique_and_begin_with_a_known_verb() {
    const VERBS: &[&str] = &[
        "add",
        "batch",
        "create",
        "delete",
        "disable",
        "enable",
        "expire",
        "impersonate",
        "import",
        "invite",
        "list",
        "load",
        "logout",
        "patch",
        "remove",
        "search",
        "set",
        "sign",
        "stop",
        "update",
    ];
    // What is asked for, where a verb would only say that it is shown or made.
    const THINGS: &[&str] = &[
        "anonymous",
        "embedded-link",
        "enchanted-link",
        "login-history",
        "magic-link",
        "otp",
        "provider-token",
    ];
    let mut seen = HashSet::new();
    for spec in ops::all() {
        assert!(seen.insert(spec.command()), "{} stands twice", spec.command());
        let verb = spec.verb.split('-').next().unwrap_or_default();
        let known = VERBS.contains(&verb) || THINGS.contains(&spec.verb);
        assert!(known, "{} begins with a new verb", spec.command());
    }
}

#[test]
fn what_takes_away_asks_first() {
    for spec in ops::all() {
        let takes = ["delete", "expire", "logout", "set"];
        let verb = spec.verb.trim_start_matches("batch-").split('-').next().unwrap_or_default();
        let asks = matches!(spec.effect, Effect::Ask(_));
        assert!(asks || !takes.contains(&verb), "{} does not ask", spec.command());
    }
}

#[test]
fn what_runs_row_by_row_changes_one_user() {
    let mut runnable = 0;
    for spec in ops::all() {
        let Rows::Run(rows) = &spec.rows else {
            assert!(
                spec.renames.is_none() && spec.then.is_none() && !spec.keeps_last_app,
                "{}",
                spec.command()
            );
            continue;
        };
        runnable += 1;
        assert!(spec.effect != Effect::Read && spec.accepts.is_some(), "{}", spec.command());
        let fields = rows.fields();
        assert_eq!(fields[0].name, "loginId", "{}", spec.command());
        let is_field = |name: &str| fields.iter().any(|field| field.name == name);
        assert!(spec.renames.is_none_or(is_field), "{}", spec.command());
    }
    assert_eq!(runnable, 31);
}

/// What differs between operations is a field of its line, so that a new operation cannot be forgotten in a
/// place that compares words.
#[test]
fn no_code_compares_command_words() {
    let compares =
        Regex::new(r"\bverb\s*(==|!=)|\.verb\.(starts|ends)_with|matches!\([^,]*\.verb\b").unwrap();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in files(&source) {
        let text = fs::read_to_string(&file).unwrap();
        // The one place that finds an operation by what was typed.
        let found = compares.find_iter(&text).filter(|_| !file.ends_with("ops/spec.rs")).count();
        assert_eq!(found, 0, "{} compares command words", file.display());
    }
}

#[test]
fn the_emulator_serves_every_operation_of_the_contract() {
    let routes: HashSet<(&str, &str)> = emulator::routes().into_iter().collect();
    for operation in Contract::load().operations() {
        let route = (operation.method.as_str(), operation.path.as_str());
        assert!(routes.contains(&route), "no route for {}", operation.id);
    }
}
