use super::*;

async fn put(api: &Api, path: &str, body: &str) -> (StatusCode, Value) {
    let bearer = format!("{LOCAL_PROJECT_ID}:{KEY}");
    read(api.raw("PUT", path, Some(&bearer), body).await).await
}

#[tokio::test]
async fn everything_needs_the_key() {
    let api = Api::new();
    for (method, path) in [
        ("GET", "/_emulator/status"),
        ("GET", "/_emulator/outbox"),
        ("POST", "/_emulator/reset"),
        ("POST", "/_emulator/seed"),
        ("PUT", "/_emulator/faults"),
        ("PUT", "/_emulator/limits"),
    ] {
        let response = api.raw(method, path, Some(LOCAL_PROJECT_ID), "").await;
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{path}");
    }
}

#[tokio::test]
async fn the_identity_is_the_databases_and_needs_no_key() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("emulator.db");
    let identity = async |api: &Api| {
        let (status, reply) = read(api.raw("GET", "/_emulator/identity", None, "").await).await;
        assert_eq!(status, StatusCode::OK);
        let identity = reply["identity"].as_str().unwrap().to_owned();
        assert!(
            identity.len() == 32 && identity.bytes().all(|digit| digit.is_ascii_hexdigit()),
            "{identity}"
        );
        identity
    };
    let first = Api { emulator: open(Database::File(file.clone())) };
    let made = identity(&first).await;
    assert_eq!(identity(&Api { emulator: open(Database::File(file.clone())) }).await, made);
    // Another process resets it, as `emulator reset` does.
    open(Database::File(file)).reset().unwrap();
    let after = identity(&first).await;
    assert_ne!(after, made);
    assert_ne!(identity(&Api::new()).await, identity(&Api::new()).await);
    first.emulator.set_faults(super::super::Faults::parse("*: 503", 0).unwrap());
    assert_eq!(identity(&first).await, after);
}

#[tokio::test]
async fn limits_change_while_it_runs() {
    let api = Api::new();
    let (status, reply) = put(&api, "/_emulator/limits", r#"{"windowSeconds": 5, "scale": 0.01}"#).await;
    assert_eq!(
        (status, &reply["rateLimits"]),
        (StatusCode::OK, &json!({"windowSeconds": 5.0, "scale": 0.01}))
    );
    api.user("a@example.com", json!({})).await;
    let body = json!({"loginId": "b@example.com", "email": "b@example.com"});
    api.refused("/v1/mgmt/user/create", body, 429, "E130429").await;
    let (_, reply) = put(&api, "/_emulator/limits", r#"{"enforce": false}"#).await;
    assert_eq!(reply["rateLimits"], Value::Null);
    api.user("b@example.com", json!({})).await;
    let (_, reply) = put(&api, "/_emulator/limits", "").await;
    assert_eq!(reply["rateLimits"], json!({"windowSeconds": 60.0, "scale": 1.0}));
    for wrong in [
        r#"{"windowSecond": 2}"#,
        r#"{"scale": 0}"#,
        r#"{"windowSeconds": -1}"#,
        r#"{"scale": "2"}"#,
        "[]",
        "{",
    ] {
        assert_eq!(put(&api, "/_emulator/limits", wrong).await.0, StatusCode::BAD_REQUEST, "{wrong}");
    }
}

#[tokio::test]
async fn faults_change_while_it_runs() {
    let api = Api::new();
    let rule = "GET /v1/mgmt/role/all: 503";
    let (_, reply) = put(&api, "/_emulator/faults?seed=9", rule).await;
    assert_eq!((&reply["faults"], &reply["faultSeed"]), (&json!([rule]), &json!(9)));
    let bearer = format!("{LOCAL_PROJECT_ID}:{KEY}");
    assert_eq!(api.raw("GET", "/v1/mgmt/role/all", Some(&bearer), "").await.status().as_u16(), 503);
    let (status, reply) = put(&api, "/_emulator/faults", "GET /x: 5o3").await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(reply["message"].as_str().unwrap().contains("5o3"), "{reply}");
    let (_, reply) = put(&api, "/_emulator/faults", "").await;
    assert_eq!((&reply["faults"], &reply["faultSeed"]), (&json!([]), &json!(9)));
    assert_eq!(api.get("/v1/mgmt/role/all").await.0, StatusCode::OK);
}

#[tokio::test]
async fn seed_status_and_reset_work_from_outside() {
    let api = Api::new();
    let seed = json!({"users": [{"loginId": "a@example.com", "email": "a@example.com"}]});
    assert_eq!(api.ok("/_emulator/seed", seed).await["users"], 1);
    assert_eq!(api.get("/_emulator/status").await.1["counts"]["users"], 1);
    api.refused("/_emulator/seed", json!({"users": [{}]}), 400, "E011003").await;
    api.ok("/_emulator/reset", json!({})).await;
    assert_eq!(api.get("/_emulator/status").await.1["counts"]["users"], 0);
}

#[tokio::test]
async fn the_outbox_tells_what_would_have_been_sent() {
    let api = Api::new();
    for login_id in ["a@example.com", "b@example.com"] {
        api.user(login_id, json!({"invite": true, "inviteUrl": "https://example.com/in"})).await;
    }
    let (_, reply) = api.get("/_emulator/outbox").await;
    assert_eq!(reply["messages"][0]["recipient"], "b@example.com");
    let (_, reply) = api.get("/_emulator/outbox?recipient=a%40example.com").await;
    assert_eq!(reply["messages"].as_array().unwrap().len(), 1);
    assert_eq!(reply["messages"][0]["payload"]["inviteUrl"], "https://example.com/in");
}
