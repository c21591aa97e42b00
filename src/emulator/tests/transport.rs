use jiff::Timestamp;

use super::*;

#[tokio::test]
async fn a_wrong_or_missing_bearer_is_unauthorized() {
    let api = Api::new();
    let other = "P".repeat(28);
    for bearer in [
        None,
        Some(LOCAL_PROJECT_ID.to_owned()),
        Some(format!("{LOCAL_PROJECT_ID}:wrong")),
        Some(format!("{other}:{KEY}")),
        Some(String::new()),
    ] {
        let response = api.raw("GET", "/v1/mgmt/tenant/all", bearer.as_deref(), "").await;
        let (status, reply) = read(response).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{bearer:?}");
        assert_eq!(reply["errorCode"], "E111119");
    }
}

#[tokio::test]
async fn every_reply_has_an_envelope_and_a_request_id() {
    let api = Api::new();
    let bearer = format!("{LOCAL_PROJECT_ID}:{KEY}");
    for (method, path, expected) in [
        ("GET", "/v1/mgmt/nowhere", StatusCode::NOT_FOUND),
        ("GET", "/v1/mgmt/user/create", StatusCode::METHOD_NOT_ALLOWED),
        ("POST", "/v1/mgmt/user/update/customattribute", StatusCode::NOT_FOUND),
    ] {
        let response = api.raw(method, path, Some(&bearer), "").await;
        assert!(response.headers().contains_key("x-request-id"));
        assert_eq!(response.headers()["content-type"], "application/json");
        let (status, reply) = read(response).await;
        assert_eq!(status, expected, "{path}");
        assert_eq!(reply["errorCode"], "E011001");
    }
}

#[tokio::test]
async fn the_clock_can_be_ahead_or_behind() {
    let real = Timestamp::now();
    for minutes in [-10, 0, 10] {
        let offset = jiff::SignedDuration::from_mins(minutes);
        let options = Options { clock_offset: offset, ..Options::new(Database::Memory, KEY) };
        let api = Api { emulator: Emulator::open(options).unwrap() };
        let near = |time: Timestamp| {
            let shift = time.duration_since(real) - offset;
            shift.abs() <= jiff::SignedDuration::from_secs(30)
        };
        let seconds = |value: &Value| Timestamp::from_second(value.as_i64().unwrap()).unwrap();
        let user = api.user("a@example.com", json!({"test": true})).await;
        assert!(near(seconds(&user["createdTime"])) && near(seconds(&user["modifiedTime"])), "{user}");
        let body = json!({"loginId": "a@example.com"});
        let reply = api.ok("/v1/mgmt/auth/signin", body).await;
        assert!(near(seconds(&claims(&reply["sessionJwt"])["iat"])), "{reply}");
        let served = sockets::Served::start(&api).await;
        for path in ["/v1/mgmt/license", "/v1/mgmt/nowhere"] {
            let reply = served.exchange("GET", path, "").await;
            let dates: Vec<&str> = reply.lines().filter_map(|line| line.strip_prefix("date: ")).collect();
            let date = jiff::fmt::rfc2822::parse(dates[0]).unwrap();
            assert!(dates.len() == 1 && dates[0].ends_with(" GMT") && near(date.timestamp()), "{reply}");
        }
    }
}

#[tokio::test]
async fn bodies_that_cannot_be_read_are_malformed() {
    let api = Api::new();
    let bearer = format!("{LOCAL_PROJECT_ID}:{KEY}");
    for body in ["{", "[1,2", "{\"loginId\":1e999}", "\"text\"", "7", "[]"] {
        let (status, reply) = read(api.raw("POST", "/v1/mgmt/user/create", Some(&bearer), body).await).await;
        assert_eq!((status.as_u16(), &reply["errorCode"]), (400, &json!("E011001")), "{body}");
    }
    let (status, reply) = read(api.raw("POST", "/v1/mgmt/user/create", Some(&bearer), "").await).await;
    assert_eq!((status.as_u16(), &reply["errorCode"]), (400, &json!("E011002")));
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused() {
    let api = Api::new();
    let body = json!({"loginId": "x".repeat(9 * 1024 * 1024)});
    let (status, reply) = api.post("/v1/mgmt/user/create", body).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(reply["errorCode"], "E011001");
}

#[tokio::test]
async fn both_names_of_a_field_work_but_not_together() {
    let api = Api::with_catalogue();
    let body = json!({"identifier": "a@example.com", "email": "a@example.com", "displayName": "A", "additionalLoginIds": ["a"], "ssoAppIDs": ["wiki"], "unknown": 1});
    let user = api.ok("/v1/mgmt/user/create", body).await["user"].clone();
    assert_eq!(user["name"], "A");
    assert_eq!(user["loginIds"], json!(["a@example.com", "a"]));
    assert_eq!(user["ssoAppIds"], json!(["wiki"]));
    let both = json!({"loginId": "b", "identifier": "b", "email": "b@example.com"});
    api.refused("/v1/mgmt/user/create", both, 400, "E011001").await;
}

#[tokio::test]
async fn wrong_types_are_refused_by_name() {
    let api = Api::new();
    for (body, field) in [
        (json!({"loginId": 7}), "loginId"),
        (json!({"loginId": "a", "email": ["x"]}), "email"),
        (json!({"loginId": "a", "verifiedEmail": "yes"}), "verifiedEmail"),
        (json!({"loginId": "a", "roleNames": "admin"}), "roleNames"),
        (
            json!({"loginId": "a", "userTenants": [{"tenantId": "t", "roleNames": {}}]}),
            "userTenants[0].roleNames",
        ),
        (json!({"loginId": "a", "customAttributes": []}), "customAttributes"),
    ] {
        let message = api.refused("/v1/mgmt/user/create", body, 400, "E011003").await;
        assert!(message.contains(field), "{message}");
    }
}

#[tokio::test]
async fn query_strings_decode_plus_and_percent() {
    let api = Api::new();
    api.user("a+b@example.com", json!({"additionalIdentifiers": ["two words"]})).await;
    for query in [
        "loginId=a%2Bb@example.com",
        "loginId=two+words",
        "loginId=two%20words&userId=",
        "identifier=two%20words",
    ] {
        let (status, reply) = api.get(&format!("/v1/mgmt/user?{query}")).await;
        assert_eq!(status, StatusCode::OK, "{query}: {reply}");
    }
    let (status, _) = api.get("/v1/mgmt/user?loginId=a+b@example.com").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_project_id_is_chosen() {
    for project_id in ["P2abcdefghijklmnopqrstuvwxyz", "Peuc12abcdefghijklmnopqrstuvwxyz"] {
        let options = Options { project_id: project_id.to_owned(), ..Options::new(Database::Memory, KEY) };
        let api = Api { emulator: Emulator::open(options).unwrap() };
        let status = async |bearer: &str| {
            api.raw("GET", "/v1/mgmt/tenant/all", Some(bearer), "").await.status().as_u16()
        };
        assert_eq!(status(&format!("{project_id}:{KEY}")).await, 200);
        assert_eq!(status(&format!("{LOCAL_PROJECT_ID}:{KEY}")).await, 401);
        let body = json!({"loginId": "a@example.com"}).to_string();
        let bearer = format!("{project_id}:{KEY}");
        let create = json!({"loginId": "a@example.com", "email": "a@example.com"}).to_string();
        api.raw("POST", "/v1/mgmt/user/create", Some(&bearer), &create).await;
        let reply = read(api.raw("POST", "/v1/mgmt/auth/signin", Some(&bearer), &body).await).await.1;
        let session = claims(&reply["sessionJwt"]);
        assert_eq!((&session["iss"], &session["aud"]), (&json!(project_id), &json!([project_id])));
        assert_eq!(api.raw("GET", &format!("/v2/keys/{project_id}"), None, "").await.status(), 200);
    }
}

#[tokio::test]
async fn the_scheme_of_the_bearer_is_written_in_any_case() {
    let api = Api::new();
    let served = sockets::Served::start(&api).await;
    for (scheme, expected) in
        [("Bearer", 200), ("bearer", 200), ("BEARER", 200), ("Basic", 401), ("Bearer:", 401)]
    {
        let key = format!("{scheme} {LOCAL_PROJECT_ID}:{KEY}");
        let reply = served.exchange_with("GET", "/v1/mgmt/license", &key, "").await;
        assert!(reply.starts_with(&format!("HTTP/1.1 {expected}")), "{scheme}: {reply}");
    }
}

#[tokio::test]
async fn web_pages_may_call_when_their_origin_was_named() {
    let options = |cors: &[&str]| Options {
        cors: cors.iter().map(|origin| (*origin).to_owned()).collect(),
        ..Options::new(Database::Memory, KEY)
    };
    let ask = async |cors: &[&str], method: &str, origin: &str| {
        let api = Api { emulator: Emulator::open(options(cors)).unwrap() };
        let served = sockets::Served::start(&api).await;
        let headers = format!(
            "host: localhost\r\norigin: {origin}\r\naccess-control-request-method: POST\r\n\
             access-control-request-headers: authorization,content-type\r\nauthorization: Bearer {LOCAL_PROJECT_ID}:{KEY}"
        );
        served.exchange_headers(method, "/v1/mgmt/license", &headers, "").await
    };
    let page = "http://localhost:3000";
    for cors in [&[page, "http://other.example.com"][..], &["*"]] {
        let preflight = ask(cors, "OPTIONS", page).await;
        assert!(preflight.starts_with("HTTP/1.1 204"), "{preflight}");
        for header in [
            "access-control-allow-origin: http://localhost:3000",
            "access-control-allow-credentials: true",
            "access-control-allow-headers: authorization,content-type",
            "access-control-allow-methods: GET, POST, PUT, PATCH, DELETE",
        ] {
            assert!(preflight.contains(header), "{preflight}");
        }
        let reply = ask(cors, "GET", page).await;
        assert!(
            reply.starts_with("HTTP/1.1 200")
                && reply.contains("access-control-allow-origin: http://localhost:3000")
        );
    }
    for cors in [&[][..], &["http://localhost:3001"]] {
        let preflight = ask(cors, "OPTIONS", page).await;
        assert!(
            preflight.starts_with("HTTP/1.1 405") && !preflight.contains("access-control"),
            "{preflight}"
        );
        assert!(!ask(cors, "GET", page).await.contains("access-control"));
    }
}

#[tokio::test]
async fn the_license_reports_the_tier_of_the_options() {
    let (_, reply) = Api::new().get("/v1/mgmt/license").await;
    assert_eq!(reply, json!({"rateLimitTier": "tier2"}));
}

#[tokio::test]
async fn what_one_process_writes_another_reads() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("new/emulator.db");
    let first = Api { emulator: open(Database::File(file.clone())) };
    let second = Api { emulator: open(Database::File(file.clone())) };
    first.user("a@example.com", json!({})).await;
    second.user("b@example.com", json!({})).await;
    assert_eq!(second.load("a@example.com").await["email"], "a@example.com");
    let found = first.ok("/v2/mgmt/user/search", json!({})).await;
    assert_eq!(found["total"], 2);
    drop((first, second));
    let third = Api { emulator: open(Database::File(file.clone())) };
    assert_eq!(third.emulator.status().unwrap()["counts"]["users"], 2);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[tokio::test]
async fn reset_empties_everything() {
    let api = Api::with_catalogue();
    api.user("a@example.com", json!({"invite": true})).await;
    api.ok("/v1/mgmt/auth/signin", json!({"loginId": "a@example.com"})).await;
    api.emulator.reset().unwrap();
    let counts = |api: &Api| api.emulator.status().unwrap()["counts"].clone();
    assert_eq!(counts(&api), counts(&Api::new()));
    assert_eq!(api.ok("/v2/mgmt/user/search", json!({"text": "example"})).await["total"], 0);
}
