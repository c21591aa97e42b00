use super::*;

async fn with_support() -> Api {
    let api = Api::with_catalogue();
    let roles = json!({"roles": [
        {"name": "support", "permissionNames": ["Impersonate"]},
        {"name": "tenant support", "permissionNames": ["Impersonate"], "tenantId": "acme"},
    ]});
    api.emulator.seed(&roles.to_string()).unwrap();
    api.user("target@example.com", json!({"roleNames": ["viewer"], "userTenants": [{"tenantId": "acme"}]}))
        .await;
    api.user("support@example.com", json!({"roleNames": ["support"]})).await;
    api.user("admin@example.com", json!({"roleNames": ["admin"]})).await;
    api
}

fn body(actor: &str) -> Value {
    json!({"loginId": "target@example.com", "impersonatorId": actor})
}

#[tokio::test]
async fn impersonation_gives_a_refresh_token_that_names_the_actor() {
    let api = with_support().await;
    let mut asked = body("support@example.com");
    asked["customClaims"] = json!({"reason": "ticket 7", "act": "forged"});
    asked["selectedTenant"] = json!("acme");
    let jwt = api.ok("/v1/mgmt/impersonate", asked).await["jwt"].clone();
    let actor = api.load("support@example.com").await["userId"].clone();
    let said = claims(&jwt);
    assert_eq!((&said["act"]["sub"], &said["drn"], &said["dct"]), (&actor, &json!("DSR"), &json!("acme")));
    assert_eq!((&said["roles"], &said["reason"]), (&json!(["viewer"]), &json!("ticket 7")));
    let (_, session) = auth(&api, "/v1/auth/refresh", jwt.as_str(), json!({})).await;
    assert_eq!(claims(&session["sessionJwt"])["act"]["sub"], actor);
    assert_eq!(api.load("target@example.com").await["status"], "invited");
    let own = api.ok("/v1/mgmt/stop/impersonation", json!({ "jwt": jwt })).await["jwt"].clone();
    assert_eq!((&claims(&own)["sub"], &claims(&own)["act"]), (&actor, &Value::Null));
    let (_, reply) = auth(&api, "/v1/auth/refresh", jwt.as_str(), json!({})).await;
    assert_eq!(reply["errorCode"], "E064001");
    api.refused("/v1/mgmt/stop/impersonation", json!({ "jwt": own }), 400, "E011003").await;
}

#[tokio::test]
async fn one_who_is_disabled_or_gone_acts_as_nobody() {
    let api = with_support().await;
    let jwt = api.ok("/v1/mgmt/impersonate", body("support@example.com")).await["jwt"].clone();
    let status = |status: &str| json!({"loginId": "support@example.com", "status": status});
    let refresh = async || auth(&api, "/v1/auth/refresh", jwt.as_str(), json!({})).await;
    assert_eq!(refresh().await.0, 200);
    api.ok("/v1/mgmt/user/update/status", status("disabled")).await;
    assert_eq!(refresh().await.1["message"], "The user is disabled");
    api.refused("/v1/mgmt/jwt/update", json!({ "jwt": jwt }), 400, "E011003").await;
    api.ok("/v1/mgmt/user/update/status", status("enabled")).await;
    assert_eq!(refresh().await.0, 200);
    api.ok("/v1/mgmt/user/delete", json!({"loginId": "support@example.com"})).await;
    assert_eq!(refresh().await.1["errorCode"], "E112102");
}

#[tokio::test]
async fn step_up_gives_a_session_token() {
    let api = with_support().await;
    let reply = api.ok("/v1/mgmt/impersonate/stepup", body("support@example.com")).await;
    assert_eq!(claims(&reply["jwt"])["drn"], "DS");
    let mut asked = body("support@example.com");
    asked["stepup"] = json!(true);
    assert_eq!(claims(&api.ok("/v1/mgmt/impersonate", asked).await["jwt"])["drn"], "DS");
}

#[tokio::test]
async fn the_permission_and_the_consent_are_needed() {
    let api = with_support().await;
    api.refused("/v1/mgmt/impersonate", body("admin@example.com"), 403, "E111119").await;
    api.refused("/v1/mgmt/impersonate", body("nobody"), 404, "E112102").await;
    let tenants =
        json!({"loginId": "admin@example.com", "tenantId": "acme", "roleNames": ["tenant support"]});
    api.ok("/v1/mgmt/user/update/tenant/add", json!({"loginId": "admin@example.com", "tenantId": "acme"}))
        .await;
    api.ok("/v2/mgmt/user/update/role/add", tenants).await;
    let actor = api.load("admin@example.com").await["userId"].as_str().unwrap().to_owned();
    api.ok("/v1/mgmt/impersonate", body(&actor)).await;
    let mut asked = body(&actor);
    asked["validateConsent"] = json!(true);
    api.refused("/v1/mgmt/impersonate", asked.clone(), 403, "E111119").await;
    let consent = json!({"loginId": "target@example.com", "impersonationConsent": 4_000_000_000_u32});
    api.ok("/v1/mgmt/user/update/impersonationConsent", consent).await;
    api.ok("/v1/mgmt/impersonate", asked).await;
}

#[tokio::test]
async fn anonymous_tokens_can_be_refreshed_but_belong_to_no_user() {
    let api = Api::with_catalogue();
    let asked =
        json!({"customClaims": {"k": 1, "roles": ["admin"]}, "roles": ["viewer"], "selectedTenant": "acme"});
    let reply = api.ok("/v1/mgmt/auth/anonymous", asked).await;
    let keys: Vec<&str> = reply.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        ["sessionJwt", "refreshJwt", "cookieDomain", "cookiePath", "cookieMaxAge", "cookieExpiration"]
    );
    let said = claims(&reply["sessionJwt"]);
    assert_eq!(
        (&said["roles"], &said["k"], &said["anonymous"]),
        (&json!(["viewer"]), &json!(1), &json!(true))
    );
    let token = reply["refreshJwt"].as_str();
    let (status, again) = auth(&api, "/v1/auth/refresh", token, json!({})).await;
    assert_eq!((status, &claims(&again["sessionJwt"])["sub"]), (StatusCode::OK, &said["sub"]));
    api.refused("/v1/mgmt/auth/anonymous", json!({"roles": ["nosuch"]}), 400, "E011003").await;
    api.refused("/v1/mgmt/auth/anonymous", json!({"selectedTenant": "nosuch"}), 400, "E011003").await;
}
