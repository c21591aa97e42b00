//! What is exported can be created again: complete, field by field, and the file is whole or not there.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicBool, Ordering},
};

use descopectl::emulator::{Database, Emulator, Options};
use serde_json::{Value, json};

use crate::support::{
    Sandbox,
    emulator::{KEY, served},
};

/// An empty project with the tenants, roles, applications and attributes that the users need.
fn project() -> Sandbox {
    let sandbox = Sandbox::empty().with("DESCOPECTL_PROFILE", "local");
    let seed = json!({
        "tenants": [{"id": "acme", "name": "Acme"}, {"id": "globex", "name": "Globex; Sons"}],
        "roles": [{"name": "admin"}, {"name": "a;b"}, {"name": "auditor", "tenantId": "acme"}],
        "applications": [{"id": "crm", "name": "Customers"}, {"id": "wiki", "name": "Wiki"}],
        "attributes": [
            {"name": "note", "type": 1},
            {"name": "seats", "type": 2},
            {"name": "beta", "type": 3},
            {"name": "tier", "type": 4, "options": [{"value": "gold"}, {"value": "007"}]},
            {"name": "topics", "type": 5, "options": [{"value": "a;b"}, {"value": "c\"d"}, {"value": "true"}]},
            {"name": "birthday", "type": 6},
        ],
    });
    let seed = sandbox.file("seed.json", seed.to_string());
    sandbox.run(&["emulator", "seed", &seed]).success();
    sandbox
}

/// Texts that a format, a type or a terminal may trip over.
const TEXTS: [&str; 12] = [
    "plain",
    "007",
    "true",
    "null",
    "@null",
    "=1+1",
    "semi;colon, comma\ttab",
    "two\r\nlines\nand \"quotes\"",
    "[\"looks like JSON\"]",
    "{\"a\": 1}",
    " spaces around ",
    "Zoë 王小明 👩‍👩‍👧 \u{202e}",
];

/// Users with a value in each field that a new user can be given, and each text in each field of text.
fn create_users(sandbox: &Sandbox, texts: &[&str]) {
    let mut lines = String::new();
    for (n, text) in texts.iter().enumerate() {
        let one_of = |values: &[Value]| values[n % values.len()].clone();
        let status = one_of(&[json!("enabled"), json!("disabled"), json!("invited")]);
        let roles = one_of(&[json!([]), json!(["admin"]), json!(["a;b"]), json!(["admin", "a;b"])]);
        let tenants = one_of(&[
            json!([]),
            json!([{"tenantId": "acme", "roleNames": ["auditor", "a;b"]}]),
            json!([{"tenantId": "acme", "roleNames": []}, {"tenantId": "globex", "roleNames": ["admin"]}]),
        ]);
        let applications = one_of(&[json!([]), json!(["crm"]), json!(["crm", "wiki"])]);
        let seats = one_of(&[json!(0), json!(-3), json!(2.5), json!(12_345_678_901_i64)]);
        let tier = one_of(&[json!("gold"), json!("007")]);
        let topics = one_of(&[json!(["a;b"]), json!(["a;b", "c\"d"]), json!(["true"])]);
        let birthday = one_of(&[json!("1990-01-31"), json!(633_744_000 + n)]);
        let aliases = [format!("alias{n}"), format!("+1555900{n:04}")];
        let aliases = if n % 3 == 0 { json!(aliases) } else { json!([]) };
        let user = json!({
            "loginId": format!("user{n}@example.com"),
            "additionalIdentifiers": aliases,
            "email": format!("user{n}@example.com"),
            "verifiedEmail": n % 2 == 0,
            "phone": format!("+1555{n:07}"),
            "verifiedPhone": n % 3 == 0,
            "name": text,
            "givenName": text,
            "middleName": if n % 2 == 0 { text } else { "" },
            "familyName": text,
            "picture": format!("https://example.com/{n}.png?a=1;b=2,c"),
            "status": status,
            "roleNames": roles,
            "userTenants": tenants,
            "ssoAppIds": applications,
            "recoveryEmail": format!("r{n}@example.com"),
            "recoveryPhone": format!("+1556{n:07}"),
            "customAttributes": {
                "note": text, "seats": seats, "beta": n % 2 == 1, "tier": tier, "topics": topics,
                "birthday": birthday,
            },
            "test": n % 5 == 4,
            "createdTime": 1_700_000_000 + n,
        });
        lines.push_str(&format!("{user}\n"));
    }
    // Only what a user must have.
    lines.push_str("{\"loginId\":\"bare\",\"email\":\"bare@example.com\"}\n");
    sandbox.file("users.jsonl", lines);
    let totals = sandbox.json(&["user", "batch-create", "users.jsonl"]);
    assert_eq!(totals["created"], json!(texts.len() + 1), "{totals}");
}

/// All users by the first of their sorted login IDs, without what a new one has anew.
fn users(sandbox: &Sandbox) -> BTreeMap<String, Value> {
    let all = sandbox.json(&["user", "search", "--all", "--with-test-users"]);
    let mut users = BTreeMap::new();
    for mut user in all.as_array().unwrap().clone() {
        let fields = user.as_object_mut().unwrap();
        for anew in ["userId", "modifiedTime"] {
            fields.remove(anew);
        }
        for list in ["loginIds", "externalIds"] {
            fields[list].as_array_mut().unwrap().sort_by_key(ToString::to_string);
        }
        let name = user["loginIds"][0].as_str().unwrap().to_owned();
        assert!(users.insert(name, user).is_none(), "a user stands twice");
    }
    users
}

fn exported_users_come_back_as_they_were(file: &str, texts: &[&str]) {
    let there = project();
    create_users(&there, texts);
    there.run(&["user", "export", file, "--with-test-users"]).success();
    let here = project();
    std::fs::copy(there.path(file), here.path(file)).unwrap();
    let totals = here.json(&["user", "batch-create", file]);
    assert_eq!(totals["created"], json!(texts.len() + 1), "{totals}");
    let (before, mut after) = (users(&there), users(&here));
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    for (name, user) in before {
        let again = after.remove(&name).unwrap();
        for (field, value) in user.as_object().unwrap() {
            assert_eq!(&again[field], value, "{field} of {name}");
        }
        assert_eq!(again, user, "{name}");
    }
}

#[test]
fn users_exported_as_json_lines_come_back_as_they_were() {
    exported_users_come_back_as_they_were("users-out.jsonl", &TEXTS);
}

#[test]
fn users_exported_as_csv_come_back_as_they_were() {
    // Cells are read without the spaces around them.
    let texts = TEXTS.map(str::trim);
    exported_users_come_back_as_they_were("users-out.csv", &texts);
}

#[test]
fn test_users_are_left_out_unless_they_are_asked_for() {
    let sandbox = Sandbox::seeded();
    let logins = |arguments: &[&str]| {
        sandbox.run(&[&["user", "export", "out.jsonl", "--yes"], arguments].concat()).success();
        let text = std::fs::read_to_string(sandbox.path("out.jsonl")).unwrap();
        text.lines().filter(|line| line.contains("tester@example.com")).count()
    };
    assert_eq!(logins(&[]), 0);
    assert_eq!(logins(&["--with-test-users"]), 1);
    sandbox.run(&["user", "create", "zed", "--email", "zed@example.com"]).success();
    sandbox.run(&["user", "update-email", "zed", "--remove", "--yes"]).success();
    let said = sandbox.run(&["user", "export", "out.jsonl", "--yes"]).success().stderr;
    assert!(said.contains("note: 1 user has neither an e-mail address nor a phone number"), "{said}");
}

/// An emulator on a socket, and a sandbox whose commands talk to it.
fn started() -> (Emulator, Sandbox, tokio::runtime::Runtime) {
    let emulator = Emulator::open(Options::new(Database::Memory, KEY)).unwrap();
    let (sandbox, runtime) = served(&emulator);
    (emulator, sandbox, runtime)
}

fn rows(prefix: &str, count: usize) -> String {
    (0..count)
        .map(|n| format!("{{\"loginId\":\"{prefix}{n}\",\"email\":\"{prefix}{n}@example.com\"}}\n"))
        .collect()
}

/// Users who leave move all later ones to earlier pages, where a walk by page numbers has been already.
#[test]
fn users_who_come_and_go_neither_double_nor_hide_the_others() {
    let (_emulator, sandbox, _runtime) = started();
    // In the order of their creation: those who leave stand before those who stay.
    for part in ["leaves", "stays"] {
        sandbox.file(&format!("{part}.jsonl"), rows(part, 1_000));
        sandbox.run(&["--rate", "off", "user", "batch-create", &format!("{part}.jsonl")]).success();
    }
    sandbox.file("comes.jsonl", rows("comes", 20));
    let done = AtomicBool::new(false);
    let left = std::thread::scope(|scope| {
        let churn = scope.spawn(|| {
            let mut left = 0;
            while !done.load(Ordering::Relaxed) && left < 1_000 {
                let batch: String = (left..left + 20).map(|n| format!("leaves{n}\n")).collect();
                sandbox.file("leaving.txt", batch);
                let delete = ["user", "batch-delete", "leaving.txt", "--expect", "20", "--no-backup"];
                sandbox.run(&[&["--rate", "off"], &delete[..]].concat()).success();
                sandbox.run(&["--rate", "off", "user", "batch-create", "comes.jsonl", "--restart"]).success();
                left += 20;
            }
            left
        });
        for _ in 0..6 {
            sandbox.run(&["--rate", "off", "user", "export", "out.jsonl", "--yes"]).success();
            let text = std::fs::read_to_string(sandbox.path("out.jsonl")).unwrap();
            let mut seen = BTreeMap::new();
            for line in text.lines() {
                let user: Value = serde_json::from_str(line).unwrap();
                *seen.entry(user["loginId"].as_str().unwrap().to_owned()).or_insert(0) += 1;
            }
            assert!(seen.values().all(|count| *count == 1), "a user stands twice");
            let missing: Vec<usize> =
                (0..1_000).filter(|n| !seen.contains_key(&format!("stays{n}"))).collect();
            assert!(missing.is_empty(), "missing: {missing:?}");
        }
        done.store(true, Ordering::Relaxed);
        churn.join().unwrap()
    });
    assert!(left > 0, "nobody left meanwhile");
}

/// Past a hundred pages the walk continues by time, and many users have the same one.
#[test]
fn a_deep_walk_gives_each_user_once() {
    let (_emulator, sandbox, _runtime) = started();
    let mut text = String::new();
    for n in 0..12_000 {
        let second = 1_700_000_000 + n / 3_500;
        text.push_str(&format!(
            "{{\"loginId\":\"u{n}\",\"email\":\"u{n}@example.com\",\"createdTime\":{second}}}\n"
        ));
    }
    sandbox.file("users.jsonl", text);
    sandbox.run(&["--rate", "off", "user", "batch-create", "users.jsonl"]).success();
    let listed = sandbox.run(&["--rate", "off", "user", "search", "--all", "-o", "jsonl"]).success();
    let names: std::collections::BTreeSet<&str> = listed.stdout.lines().collect();
    assert_eq!((names.len(), listed.stdout.lines().count()), (12_000, 12_000));
}

#[test]
fn the_file_is_complete_or_as_it_was() {
    let (emulator, sandbox, _runtime) = started();
    sandbox.file("users.jsonl", rows("user", 500));
    sandbox.run(&["--rate", "off", "user", "batch-create", "users.jsonl"]).success();
    let faults = |rules: &str| {
        emulator.set_faults(descopectl::emulator::Faults::parse(rules, 1).unwrap());
    };
    let export = ["--rate", "off", "--timeout", "5", "user", "export", "out.jsonl", "--yes"];
    // The third page does not come.
    faults("POST /v2/mgmt/user/search: 400 every 3");
    sandbox.run(&export).code(1);
    let entries = || {
        let mut names: Vec<String> = std::fs::read_dir(sandbox.path("."))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.contains("out") || name.starts_with(".tmp"))
            .collect();
        names.sort();
        names
    };
    assert_eq!(entries(), [""; 0]);
    std::fs::write(sandbox.path("out.jsonl"), "before\n").unwrap();
    sandbox.run(&export).code(1);
    assert_eq!(entries(), ["out.jsonl"]);
    assert_eq!(std::fs::read_to_string(sandbox.path("out.jsonl")).unwrap(), "before\n");
    faults("");
    sandbox.run(&export).success();
    assert_eq!(entries(), ["out.jsonl"]);
    let text = std::fs::read_to_string(sandbox.path("out.jsonl")).unwrap();
    assert_eq!(text.lines().count(), 500);
}
