use std::time::{Duration, Instant};

use super::super::Faults;
use super::sockets::Served;
use super::*;

const CREATE: &str = "/v1/mgmt/user/create";

async fn served(rules: &str) -> (Api, Served) {
    let api = Api::new();
    api.emulator.set_faults(Faults::parse(rules, 1).unwrap());
    let served = Served::start(&api).await;
    (api, served)
}

fn body(login_id: &str) -> String {
    json!({"loginId": login_id, "email": login_id}).to_string()
}

async fn users(api: &Api) -> Value {
    api.ok("/v2/mgmt/user/search", json!({})).await["total"].clone()
}

#[tokio::test]
async fn cuts_leave_no_byte_and_differ_in_what_is_kept() {
    let (api, served) = served("/v1/mgmt/user/create: cut-before-commit every 2, cut-after-commit").await;
    assert_eq!(served.exchange("POST", CREATE, &body("a@example.com")).await, "");
    assert_eq!(users(&api).await, 1);
    assert_eq!(served.exchange("POST", CREATE, &body("b@example.com")).await, "");
    assert_eq!(users(&api).await, 1);
}

#[tokio::test]
async fn an_http_client_sees_an_error_and_no_status() {
    let (_api, served) = served("POST *: cut-after-commit\nGET *: cut-mid-reply").await;
    drop(rustls::crypto::ring::default_provider().install_default());
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let bearer = format!("{LOCAL_PROJECT_ID}:{KEY}");
    let url = |path: &str| format!("http://{}{path}", served.address);
    let sent = client.post(url(CREATE)).bearer_auth(&bearer).body(body("a@example.com")).send().await;
    let error = sent.unwrap_err();
    assert!(error.status().is_none() && !error.is_connect() && !error.is_timeout(), "{error:?}");
    let reply = client.get(url("/v1/mgmt/tenant/all")).bearer_auth(&bearer).send().await.unwrap();
    assert_eq!(reply.status().as_u16(), 200);
    assert!(reply.bytes().await.is_err());
}

#[tokio::test]
async fn a_reply_cut_in_the_middle_promises_more_than_it_has() {
    let (_api, served) = served("*: cut-mid-reply").await;
    let reply = served.exchange("GET", "/v1/mgmt/license", "").await;
    let (head, body) = reply.split_once("\r\n\r\n").unwrap();
    let whole = r#"{"rateLimitTier":"tier2"}"#;
    assert!(head.contains(&format!("content-length: {}", whole.len())), "{head}");
    assert_eq!(body, &whole[..whole.len() / 2]);
}

#[tokio::test]
async fn a_cut_ends_only_its_own_connection() {
    let (api, served) = served("POST *: cut-before-commit").await;
    assert_eq!(served.exchange("POST", CREATE, &body("a@example.com")).await, "");
    assert!(served.exchange("GET", "/v1/mgmt/license", "").await.starts_with("HTTP/1.1 200"));
    api.emulator.set_faults(Faults::default());
    assert!(served.exchange("POST", CREATE, &body("a@example.com")).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn refusals_at_the_edge_do_nothing_and_look_like_one() {
    let (api, served) = served(
        "POST /v1/mgmt/user/create: 503\nGET /v1/mgmt/license: 429\nGET /v1/mgmt/role/all: 404\n\
         GET /v1/mgmt/tenant/all: garbage",
    )
    .await;
    let refused = served.exchange("POST", CREATE, &body("a@example.com")).await;
    assert!(refused.starts_with("HTTP/1.1 503") && !refused.contains("errorCode"), "{refused}");
    assert_eq!(users(&api).await, 0);
    let limited = served.exchange("GET", "/v1/mgmt/license", "").await;
    assert!(limited.contains("E130429") && limited.contains("retry-after: 1\r\n"), "{limited}");
    let missing = served.exchange("GET", "/v1/mgmt/role/all", "").await;
    assert!(missing.starts_with("HTTP/1.1 404") && missing.contains("errorCode"), "{missing}");
    let page = served.exchange("GET", "/v1/mgmt/tenant/all", "").await;
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("text/html"), "{page}");
}

#[tokio::test]
async fn latency_delays_and_then_answers() {
    let (_api, served) = served("*: latency 60ms").await;
    let begun = Instant::now();
    assert!(served.exchange("GET", "/v1/mgmt/license", "").await.starts_with("HTTP/1.1 200"));
    assert!(begun.elapsed() >= Duration::from_millis(60));
}

#[tokio::test]
async fn late_takes_effect_when_the_client_is_gone() {
    let (api, served) = served("POST /v1/mgmt/user/create: late 300ms").await;
    let (begun, body) = (Instant::now(), body("a@example.com"));
    let gone = tokio::time::timeout(Duration::from_millis(100), served.exchange("POST", CREATE, &body)).await;
    assert!(gone.is_err());
    assert_eq!(users(&api).await, 0);
    while users(&api).await == 0 {
        assert!(begun.elapsed() < Duration::from_secs(20), "the request never took effect");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(begun.elapsed() >= Duration::from_millis(300));
}

#[tokio::test]
async fn late_answers_whoever_waits_and_latency_drops_whoever_leaves() {
    let (api, served) = served("POST /v1/mgmt/user/create: late 60ms, cut-after-commit every 2").await;
    let begun = Instant::now();
    let reply = served.exchange("POST", CREATE, &body("a@example.com")).await;
    assert!(reply.starts_with("HTTP/1.1 200") && begun.elapsed() >= Duration::from_millis(60), "{reply}");
    assert_eq!(served.exchange("POST", CREATE, &body("b@example.com")).await, "");
    assert_eq!(users(&api).await, 2);
    api.emulator.set_faults(Faults::parse("POST /v1/mgmt/user/create: latency 100ms", 1).unwrap());
    let body = body("c@example.com");
    let gone = tokio::time::timeout(Duration::from_millis(30), served.exchange("POST", CREATE, &body)).await;
    assert!(gone.is_err());
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(users(&api).await, 2);
}

#[tokio::test]
async fn without_a_socket_a_cut_is_marked() {
    let api = Api::new();
    api.emulator.set_faults(Faults::parse("*: cut-after-commit", 1).unwrap());
    let bearer = format!("{LOCAL_PROJECT_ID}:{KEY}");
    assert_eq!(api.raw("GET", "/v1/mgmt/license", Some(&bearer), "").await.status().as_u16(), 444);
}

#[tokio::test]
async fn the_request_log_has_a_line_per_request_and_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("requests.jsonl");
    let options = Options {
        request_log: Some(file.clone()),
        faults: Faults::parse("POST *: cut-before-commit", 1).unwrap(),
        ..Options::new(Database::Memory, KEY)
    };
    let api = Api { emulator: Emulator::open(options).unwrap() };
    let served = Served::start(&api).await;
    served.exchange("GET", "/v1/mgmt/user?loginId=secret@example.com", "").await;
    served.exchange("POST", CREATE, &body("secret@example.com")).await;
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(!text.contains("secret") && !text.contains(KEY), "{text}");
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!((&lines[0]["status"], &lines[0]["path"]), (&json!(404), &json!("/v1/mgmt/user")));
    assert!(
        lines[0]["bytes"].as_u64().unwrap() > 0 && lines[0]["ms"].is_u64() && lines[0]["time"].is_string()
    );
    assert_eq!((&lines[1]["status"], &lines[1]["method"]), (&Value::Null, &json!("POST")));
}
