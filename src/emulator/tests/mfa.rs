use super::*;

async fn equipped() -> Api {
    let api = Api::new();
    let seed = json!({"users": [{
        "loginId": "a@example.com", "email": "a@example.com", "totp": true,
        "passkeys": [{"id": "pk1", "rpId": "example.com"}, {"id": "pk2"}],
        "trustedDevices": [{"id": "td1", "name": "Laptop", "lastLoginTime": 1_700_000_000}],
        "providerTokens": [{"provider": "google", "providerUserId": "g-1", "accessToken": "fake-access", "refreshToken": "fake-refresh", "expiration": 9, "scopes": ["email"]}],
        "loginHistory": [{"loginTime": 5, "city": "Oslo", "country": "NO", "ip": "192.0.2.1"}, {"loginTime": 7}],
    }]});
    let report = api.emulator.seed(&seed.to_string()).unwrap();
    assert_eq!((report.users, report.passkeys, report.logins), (1, 2, 2));
    api
}

#[tokio::test]
async fn passkeys_are_listed_and_deleted() {
    let api = equipped().await;
    let id = json!({"loginId": "a@example.com"});
    assert_eq!(api.load("a@example.com").await["webauthn"], true);
    let list = api.ok("/v1/mgmt/user/passkeys/list", id.clone()).await;
    assert_eq!(list["passkeys"].as_array().unwrap().len(), 2);
    let one = json!({"loginId": "a@example.com", "credentialId": "pk1"});
    api.ok("/v1/mgmt/user/passkey/delete", one.clone()).await;
    api.refused("/v1/mgmt/user/passkey/delete", one, 400, "E011004").await;
    for _ in 0..2 {
        api.ok("/v1/mgmt/user/passkeys/delete", id.clone()).await;
    }
    assert_eq!(api.load("a@example.com").await["webauthn"], false);
    let user_id = api.load("a@example.com").await["userId"].clone();
    api.refused("/v1/mgmt/user/passkeys/list", json!({"loginId": user_id}), 404, "E112102").await;
    let devices = json!([{"descope": {"credentialId": "c1", "rpId": "example.com", "publicKey": "AA=="}}]);
    api.ok("/v1/mgmt/user/passkeys/import", json!({"loginId": "a@example.com", "devices": devices})).await;
    assert_eq!(api.load("a@example.com").await["webauthn"], true);
}

#[tokio::test]
async fn totp_is_removed_and_trusted_devices_have_text_times() {
    let api = equipped().await;
    api.ok("/v1/mgmt/user/totp/delete", json!({"loginId": "a@example.com"})).await;
    let user = api.load("a@example.com").await;
    assert_eq!(user["TOTP"], false);
    let list = json!({"identifiers": [user["userId"]]});
    let devices = api.ok("/v1/mgmt/user/trusteddevices/list", list.clone()).await;
    assert_eq!(devices["devices"][0]["lastLoginTime"], "1700000000");
    api.ok(
        "/v1/mgmt/user/trusteddevices/remove",
        json!({"identifier": "a@example.com", "deviceIds": ["td1"]}),
    )
    .await;
    assert_eq!(api.ok("/v1/mgmt/user/trusteddevices/list", list).await["devices"], json!([]));
    api.ok("/v1/mgmt/user/recovery-codes/delete", json!({"loginId": user["userId"]})).await;
}

#[tokio::test]
async fn history_comes_bare_in_v1_and_wrapped_in_v2() {
    let api = equipped().await;
    let id = api.load("a@example.com").await["userId"].clone();
    let bare = api.ok("/v1/mgmt/user/history", json!([id, "Unknown"])).await;
    assert_eq!(bare[0]["loginTime"], 7);
    assert_eq!(
        bare[1],
        json!({"userId": id, "loginTime": 5, "city": "Oslo", "country": "NO", "ip": "192.0.2.1", "selectedTenant": ""})
    );
    let wrapped = api.ok("/v2/mgmt/user/history", json!({"userIds": [id]})).await;
    assert_eq!(wrapped["usersAuthHistory"], bare);
    assert_eq!(api.ok("/v1/mgmt/user/history", json!({"userIds": [id]})).await, bare);
}

#[tokio::test]
async fn provider_tokens_show_the_refresh_token_only_on_request() {
    let api = equipped().await;
    let path = "/v1/mgmt/user/provider/token?loginId=a%40example.com&provider=google";
    let (_, token) = api.get(path).await;
    assert_eq!((&token["accessToken"], &token["refreshToken"]), (&json!("fake-access"), &json!("")));
    let (_, token) = api.get(&format!("{path}&withRefreshToken=true&forceRefresh=false")).await;
    assert_eq!(token["refreshToken"], "fake-refresh");
    assert_eq!(api.load("a@example.com").await["OAuth"], json!({"google": true}));
    let (status, reply) =
        api.get("/v1/mgmt/user/provider/token?loginId=a%40example.com&provider=other").await;
    assert_eq!((status.as_u16(), &reply["errorCode"]), (400, &json!("E011004")));
}
