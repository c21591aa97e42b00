use super::*;

async fn with_test_user() -> Api {
    let api = Api::with_catalogue();
    let user = json!({"loginId": "t@example.com", "email": "t@example.com", "phone": "+15550100001"});
    api.ok("/v1/mgmt/user/create/test", user).await;
    api
}

async fn generated(api: &Api, kind: &str, more: Value) -> Value {
    let mut body = json!({"loginId": "t@example.com", "deliveryMethod": "email"});
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    api.ok(&format!("/v1/mgmt/tests/generate/{kind}"), body).await
}

fn token_in(link: &Value) -> String {
    let link = url::Url::parse(link.as_str().unwrap()).unwrap();
    link.query_pairs().find(|(name, _)| name == "t").unwrap().1.into_owned()
}

#[tokio::test]
async fn a_code_signs_a_test_user_in_once() {
    let api = with_test_user().await;
    let options = json!({"loginOptions": {"customClaims": {"colour": "blue"}}});
    let reply = generated(&api, "otp", options).await;
    let body = json!({"loginId": "t@example.com", "code": reply["code"]});
    let (status, _) = auth(&api, "/v1/auth/otp/verify/sms", None, body.clone()).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let (status, session) = auth(&api, "/v1/auth/otp/verify/email", None, body.clone()).await;
    assert_eq!(status, StatusCode::OK, "{session}");
    assert_eq!(claims(&session["sessionJwt"])["colour"], "blue");
    assert_eq!(
        (&session["user"]["status"], &session["user"]["verifiedEmail"]),
        (&json!("enabled"), &json!(true))
    );
    let (_, again) = auth(&api, "/v1/auth/otp/verify/email", None, body).await;
    assert_eq!(again["errorCode"], "E061102");
}

#[tokio::test]
async fn a_code_cannot_be_guessed_for_long() {
    let api = with_test_user().await;
    let code = generated(&api, "otp", json!({"deliveryMethod": "voice"})).await["code"].clone();
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let verify = async |code: Value| {
        let body = json!({"loginId": "t@example.com", "code": code});
        auth(&api, "/v1/auth/otp/verify/voice", None, body).await.1["errorCode"].clone()
    };
    for _ in 0..5 {
        assert_eq!(verify(json!(wrong)).await, "E061102");
    }
    assert_eq!(verify(code).await, "E061103");
}

#[tokio::test]
async fn generators_are_for_test_users_and_known_channels() {
    let api = with_test_user().await;
    api.user("real@example.com", json!({})).await;
    for kind in ["otp", "magiclink", "enchantedlink"] {
        let path = format!("/v1/mgmt/tests/generate/{kind}");
        let body = json!({"loginId": "real@example.com", "deliveryMethod": "email"});
        api.refused(&path, body, 400, "E011003").await;
        api.refused(&path, json!({"loginId": "x", "deliveryMethod": "email"}), 404, "E112102").await;
    }
    for (method, code) in [(json!("pigeon"), "E011004"), (json!(9), "E011004"), (json!(null), "E011002")] {
        let body = json!({"loginId": "t@example.com", "deliveryMethod": method});
        api.refused("/v1/mgmt/tests/generate/otp", body, 400, code).await;
    }
    for method in [json!("Embedded"), json!(2)] {
        generated(&api, "otp", json!({ "deliveryMethod": method })).await;
    }
}

#[tokio::test]
async fn a_magic_link_keeps_the_redirect_and_works_once() {
    let api = with_test_user().await;
    let reply = generated(&api, "magiclink", json!({"URI": "https://example.com/in?a=1"})).await;
    assert!(reply["link"].as_str().unwrap().starts_with("https://example.com/in?a=1&t="), "{reply}");
    let body = json!({"token": token_in(&reply["link"])});
    let (status, session) = auth(&api, "/v1/auth/magiclink/verify", None, body.clone()).await;
    assert_eq!(status, StatusCode::OK, "{session}");
    let (status, again) = auth(&api, "/v1/auth/magiclink/verify", None, body).await;
    assert_eq!((status, &again["errorCode"]), (StatusCode::UNAUTHORIZED, &json!("E062504")));
    let (_, outbox) = api.get("/_emulator/outbox?recipient=t%40example.com").await;
    assert_eq!(outbox["messages"][0]["payload"]["link"], reply["link"]);
}

#[tokio::test]
async fn an_enchanted_link_lets_in_whoever_asked_for_it() {
    let api = with_test_user().await;
    let reply = generated(&api, "enchantedlink", json!({})).await;
    let pending = json!({"pendingRef": reply["pendingRef"]});
    let poll = async || auth(&api, "/v1/auth/enchantedlink/pending-session", None, pending.clone()).await;
    assert_eq!(poll().await.1["errorCode"], "E062503");
    let body = json!({"token": token_in(&reply["link"])});
    assert_eq!(auth(&api, "/v1/auth/magiclink/verify", None, body.clone()).await.1["errorCode"], "E062504");
    assert_eq!(auth(&api, "/v1/auth/enchantedlink/verify", None, body).await, (StatusCode::OK, json!({})));
    let (status, session) = poll().await;
    assert_eq!((status, &session["user"]["loginIds"]), (StatusCode::OK, &json!(["t@example.com"])));
    assert_eq!(poll().await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn an_embedded_link_signs_an_existing_user_in() {
    let api = Api::new();
    api.refused("/v1/mgmt/user/signin/embeddedlink", json!({"loginId": "a"}), 404, "E112102").await;
    api.user("a@example.com", json!({"phone": "+15550100001"})).await;
    let body = json!({"loginId": "a@example.com", "customClaims": {"k": 1}, "timeout": 5});
    let reply = api.ok("/v1/mgmt/user/signin/embeddedlink", body).await;
    assert_eq!(
        (&reply["maskedEmail"], &reply["maskedPhone"]),
        (&json!("a*****@example.com"), &json!("********01"))
    );
    let (_, session) = auth(&api, "/v1/auth/magiclink/verify", None, json!({"token": reply["token"]})).await;
    assert_eq!(claims(&session["sessionJwt"])["k"], 1);
    assert_eq!(session["user"]["verifiedEmail"], false);
    let body = json!({"loginId": "a@example.com", "timeout": -1});
    api.refused("/v1/mgmt/user/signin/embeddedlink", body, 400, "E011003").await;
}

#[tokio::test]
async fn an_embedded_sign_up_makes_the_user_when_the_token_is_shown() {
    let api = Api::new();
    let body = json!({"loginId": "new@example.com", "user": {"name": "New"}, "emailVerified": true, "loginOptions": {"customClaims": {"k": 1}}});
    let reply = api.ok("/v1/mgmt/user/signup/embeddedlink", body.clone()).await;
    assert_eq!(api.get("/v1/mgmt/user?loginId=new%40example.com").await.0, StatusCode::NOT_FOUND);
    let (status, session) =
        auth(&api, "/v1/auth/magiclink/verify", None, json!({"token": reply["token"]})).await;
    assert_eq!(status, StatusCode::OK, "{session}");
    let user = api.load("new@example.com").await;
    assert_eq!(
        (&user["name"], &user["verifiedEmail"], &user["status"]),
        (&json!("New"), &json!(true), &json!("enabled"))
    );
    api.refused("/v1/mgmt/user/signup/embeddedlink", body, 409, "E062107").await;
}

#[tokio::test]
async fn what_expired_is_unknown() {
    let api = Api::new();
    api.user("a@example.com", json!({})).await;
    let body = json!({"loginId": "a@example.com", "timeout": 1});
    let token = api.ok("/v1/mgmt/user/signin/embeddedlink", body).await["token"].clone();
    tokio::time::sleep(std::time::Duration::from_millis(1050)).await;
    let (_, reply) = auth(&api, "/v1/auth/magiclink/verify", None, json!({"token": token})).await;
    assert_eq!(reply["errorCode"], "E062504");
}
