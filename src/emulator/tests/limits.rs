use std::time::Duration;

use super::super::RateLimits;
use super::*;

#[tokio::test]
async fn over_the_limit_requests_are_refused_and_told_for_how_long() {
    let api = Api::new();
    api.emulator.set_rate_limits(Some(RateLimits { scale: 0.02, ..RateLimits::default() }));
    api.user("a@example.com", json!({})).await;
    api.user("b@example.com", json!({})).await;
    let bearer = format!("{LOCAL_PROJECT_ID}:{KEY}");
    let body = json!({"loginId": "c@example.com", "email": "c@example.com"}).to_string();
    let response = api.raw("POST", "/v1/mgmt/user/create", Some(&bearer), &body).await;
    assert_eq!(response.headers()["retry-after"], "60");
    let (status, reply) = read(response).await;
    assert_eq!((status.as_u16(), &reply["errorCode"]), (429, &json!("E130429")));
    api.emulator.set_rate_limits(None);
    assert_eq!(api.ok("/v2/mgmt/user/search", json!({})).await["total"], 2);
}

#[tokio::test]
async fn a_short_window_opens_again_after_the_block() {
    let api = Api::new();
    let window = Duration::from_millis(200);
    api.emulator.set_rate_limits(Some(RateLimits { window, scale: 0.01 }));
    api.user("a@example.com", json!({})).await;
    let body = json!({"loginId": "b@example.com", "email": "b@example.com"});
    api.refused("/v1/mgmt/user/create", body, 429, "E130429").await;
    tokio::time::sleep(window).await;
    api.user("b@example.com", json!({})).await;
}

#[tokio::test]
async fn strangers_do_not_use_up_the_project() {
    let api = Api::new();
    api.emulator.set_rate_limits(Some(RateLimits { scale: 0.01, ..RateLimits::default() }));
    for expected in [401, 429] {
        let response = api.raw("POST", "/v1/mgmt/user/create", Some("Pother:key"), "").await;
        assert_eq!(response.status().as_u16(), expected);
    }
    api.user("a@example.com", json!({})).await;
}
