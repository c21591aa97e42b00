//! Deleting and restoring: what comes back is what was there, but for what cannot come back.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::support::Sandbox;

/// All users but for what a restored one has anew, in the order of their first login ID.
fn users(sandbox: &Sandbox) -> Vec<Value> {
    let mut users: Vec<Value> = sandbox.json(&["user", "search", "--all"]).as_array().unwrap().clone();
    for user in &mut users {
        let fields = user.as_object_mut().unwrap();
        for changed in ["userId", "modifiedTime", "webauthn", "OAuth"] {
            fields.remove(changed);
        }
        for list in ["loginIds", "externalIds"] {
            fields[list].as_array_mut().unwrap().sort_by_key(ToString::to_string);
        }
    }
    users.sort_by_key(|user| user["loginIds"][0].to_string());
    users
}

#[test]
fn deleted_users_come_back_as_they_were() {
    let sandbox = Sandbox::seeded();
    let mut file = String::new();
    for number in 0..250 {
        let status = ["enabled", "disabled", "invited"][number % 3];
        let roles = if number % 4 == 0 { json!(["viewer"]) } else { json!([]) };
        let tenants = json!([{"tenantId": "acme", "roleNames": ["auditor"]}]);
        let user = json!({
            "loginId": format!("row{number}@example.com"),
            "additionalIdentifiers": [format!("row{number}")],
            "email": format!("row{number}@example.com"),
            "verifiedEmail": number % 2 == 0,
            "phone": format!("+1555{number:07}"),
            "name": format!("Row \"{number}\"\n王"),
            "status": status,
            "roleNames": roles,
            "userTenants": if number % 5 == 0 { tenants } else { json!([]) },
            "ssoAppIds": if number % 7 == 0 { json!(["crm"]) } else { json!([]) },
            "customAttributes": {"plan": "007", "seats": number, "beta": number % 2 == 1},
            "recoveryEmail": format!("r{number}@example.com"),
            "createdTime": 1_700_000_000 + number,
        });
        let _ = writeln!(file, "{user}");
    }
    sandbox.file("rows.jsonl", file);
    assert_eq!(sandbox.json(&["user", "batch-create", "rows.jsonl"])["created"], json!(250));
    let before = users(&sandbox);

    let deletion = ["user", "batch-delete", "--where", "attribute=plan=007", "--backup", "gone.jsonl"];
    sandbox.run(&[deletion.as_slice(), &["--expect", "250"]].concat()).success();
    assert_eq!(users(&sandbox).len(), before.len() - 250);

    let report = sandbox.json(&["user", "restore", "gone.jsonl"]);
    assert_eq!((&report["read"], &report["created"]), (&json!(250), &json!(250)), "{report}");
    assert_eq!(users(&sandbox), before);
    let first = &report["users"][0];
    assert_ne!(first["formerUserId"], first["userId"]);
    sandbox.run(&["user", "load", first["userId"].as_str().unwrap()]).success();

    let again = sandbox.json(&["user", "restore", "gone.jsonl"]);
    assert_eq!((&again["created"], &again["skipped"]), (&json!(0), &json!(250)));
}

#[test]
fn the_records_of_test_users_make_test_users() {
    let sandbox = Sandbox::seeded();
    sandbox.run(&["test-user", "delete-all", "--yes", "--backup", "gone.jsonl"]).success();
    sandbox.run(&["user", "restore", "gone.jsonl"]).success();
    assert_eq!(sandbox.json(&["user", "load", "tester@example.com"])["test"], json!(true));
}
