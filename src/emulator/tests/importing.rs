use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::*;

fn users() -> Vec<Value> {
    vec![
        json!({"user_id": "auth0|1", "email": "a@example.com", "email_verified": true, "name": "Ann", "username": "ann", "created_at": "2020-01-01T00:00:00Z"}),
        json!({"user_id": "sms|2", "phone_number": "+1 555 010 0002", "phone_verified": true, "nickname": "Bob", "blocked": true}),
        json!({"user_id": "auth0|3", "email": "not an address"}),
    ]
}

fn lines(entries: &[Value]) -> String {
    STANDARD.encode(entries.iter().map(|entry| format!("{entry}\n")).collect::<String>())
}

#[tokio::test]
async fn an_auth0_export_is_taken_over_with_its_hashes() {
    let api = Api::new();
    let hashes = [
        json!({"_id": {"$oid": "1"}, "email": "a@example.com", "passwordHash": "$2b$10$abcdefghijklmnopqrstuv"}),
    ];
    let body = json!({"source": "auth0", "users": STANDARD.encode(json!(users()).to_string()), "hashes": lines(&hashes)});
    let reply = api.ok("/v1/mgmt/user/import", body.clone()).await;
    assert_eq!(reply["users"].as_array().unwrap().len(), 2);
    assert_eq!(reply["failures"][0]["user"], "not an address");
    let ann = api.load("ann").await;
    assert_eq!(
        (&ann["loginIds"], &ann["password"], &ann["verifiedEmail"]),
        (&json!(["a@example.com", "ann"]), &json!(true), &json!(true))
    );
    let bob = api.load("+15550100002").await;
    assert_eq!(
        (&bob["name"], &bob["status"], &bob["verifiedPhone"]),
        (&json!("Bob"), &json!("disabled"), &json!(true))
    );
    let again = api.ok("/v1/mgmt/user/import", body).await;
    assert_eq!(again["failures"].as_array().unwrap().len(), 3, "{again}");
}

#[tokio::test]
async fn a_dry_run_tells_and_keeps_nothing() {
    let api = Api::new();
    let body = json!({"source": "auth0", "users": lines(&users()), "dryrun": true});
    let reply = api.ok("/v1/mgmt/user/import", body).await;
    assert_eq!(
        (reply["users"].as_array().unwrap().len(), reply["failures"].as_array().unwrap().len()),
        (2, 1)
    );
    assert_eq!(api.ok("/v2/mgmt/user/search", json!({})).await["total"], 0);
}

#[tokio::test]
async fn files_that_cannot_be_read_are_refused() {
    let api = Api::new();
    for (users, source, code) in [
        (json!("%%%"), "auth0", "E011003"),
        (json!(STANDARD.encode([0xff, 0xfe])), "auth0", "E011003"),
        (json!(STANDARD.encode("{\"a\": 1}\nnot json")), "auth0", "E011003"),
        (json!(STANDARD.encode("[1]")), "auth0", "E011003"),
        (json!(STANDARD.encode("[]")), "okta", "E011004"),
        (json!(7), "auth0", "E011003"),
    ] {
        api.refused("/v1/mgmt/user/import", json!({"source": source, "users": users}), 400, code).await;
    }
}
