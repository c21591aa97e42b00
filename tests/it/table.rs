//! The table of operations, the emulator's routes and the contract say the same.

use std::collections::{BTreeSet, HashSet};

use descopectl::{
    emulator,
    ops::{self, Repeat},
};

use crate::support::Contract;

/// Mission operations of the contract that a newer path serves: the emulator has both, the commands
/// use one.
const SUPERSEDED: &[(&str, &str)] = &[
    ("searchUsersV1", "searchUsers"),
    ("getUsersHistory", "getUsersHistoryV1"),
    ("addUserRolesV1", "addUserRoles"),
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
        let harmless = operation.retry.starts_with("safe") || operation.retry.starts_with("idempotent");
        assert_eq!(harmless, spec.repeat == Repeat::Harmless, "repeat of {}", spec.command());
    }
}

#[test]
fn every_mission_operation_has_a_command() {
    let mut served: HashSet<&str> = ops::all().iter().map(|spec| spec.path).collect();
    served.insert(ops::user::SEARCH_TEST_USERS.path);
    for operation in Contract::load().operations() {
        let superseded = SUPERSEDED.iter().any(|(old, _)| *old == operation.id);
        if operation.mission.is_some() && !superseded {
            assert!(served.contains(operation.path.as_str()), "{} has no command", operation.id);
        }
    }
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
        "add", "batch", "create", "delete", "disable", "enable", "expire", "export", "list", "load", "login",
        "logout", "patch", "provider", "remove", "search", "set", "update",
    ];
    let mut seen = HashSet::new();
    for spec in ops::all() {
        assert!(seen.insert(spec.command()), "{} stands twice", spec.command());
        let verb = spec.verb.split('-').next().unwrap_or_default();
        assert!(VERBS.contains(&verb), "{} begins with a new verb", spec.command());
    }
}

#[test]
fn what_takes_away_asks_first() {
    for spec in ops::all() {
        let takes = ["delete", "expire", "logout", "set"];
        let verb = spec.verb.trim_start_matches("batch-").split('-').next().unwrap_or_default();
        let asks = matches!(spec.effect, ops::Effect::Ask(_));
        assert!(asks || !takes.contains(&verb), "{} does not ask", spec.command());
    }
}

#[test]
fn the_emulator_serves_every_operation_of_the_table() {
    let routes: HashSet<(&str, &str)> = emulator::routes().into_iter().collect();
    for spec in ops::all() {
        assert!(routes.contains(&(spec.method.as_str(), spec.path)), "no route for {}", spec.command());
    }
}

#[test]
fn the_emulator_serves_every_mission_operation() {
    let routes: HashSet<(&str, &str)> = emulator::routes().into_iter().collect();
    for operation in Contract::load().operations() {
        if operation.mission.is_some() {
            let route = (operation.method.as_str(), operation.path.as_str());
            assert!(routes.contains(&route), "no route for {}", operation.id);
        }
    }
}
