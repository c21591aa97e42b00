use super::*;

async fn password(api: &Api, password: &str) -> (StatusCode, Value) {
    auth(api, "/v1/auth/password/signin", None, json!({"loginId": "a@example.com", "password": password}))
        .await
}

#[tokio::test]
async fn the_first_sign_in_enables_an_invited_user_and_is_in_the_history() {
    let api = Api::new();
    let user = api.user("a@example.com", json!({})).await;
    let reply = api.ok("/v1/mgmt/auth/signin", json!({"loginId": "a@example.com"})).await;
    assert_eq!((&reply["user"]["status"], &reply["firstSeen"]), (&json!("enabled"), &json!(true)));
    assert_eq!(api.load("a@example.com").await["status"], "enabled");
    let history = api.ok("/v1/mgmt/user/history", json!([user["userId"]])).await;
    assert_eq!(history[0]["ip"], "127.0.0.1");
    let again = api.ok("/v1/mgmt/auth/signin", json!({"loginId": "a@example.com"})).await;
    assert_eq!(again["firstSeen"], false);
    api.refused("/v1/mgmt/auth/signin", json!({"loginId": user["userId"]}), 404, "E112102").await;
    api.ok("/v1/mgmt/user/update/status", json!({"loginId": "a@example.com", "status": "disabled"})).await;
    api.refused("/v1/mgmt/auth/signin", json!({"loginId": "a@example.com"}), 400, "E011003").await;
}

#[tokio::test]
async fn tokens_carry_the_claims_of_the_user() {
    let api = Api::with_catalogue();
    api.user(
        "a@example.com",
        json!({"roleNames": ["viewer"], "userTenants": [{"tenantId": "acme", "roleNames": ["billing"]}]}),
    )
    .await;
    let body = json!({"loginId": "a@example.com", "customClaims": {"colour": "blue", "sub": "evil"}, "selectedTenantId": "acme"});
    let reply = api.ok("/v1/mgmt/auth/signin", body).await;
    let session = claims(&reply["sessionJwt"]);
    assert_eq!((&session["sub"], &session["drn"]), (&reply["user"]["userId"], &json!("DS")));
    assert_eq!((&session["roles"], &session["permissions"]), (&json!(["viewer"]), &json!(["users:read"])));
    assert_eq!(session["tenants"], json!({"acme": {"roles": ["billing"], "permissions": ["pay"]}}));
    assert_eq!((&session["colour"], &session["dct"]), (&json!("blue"), &json!("acme")));
    assert_eq!(claims(&reply["refreshJwt"])["drn"], "DSR");
    assert_eq!(reply["cookieExpiration"], claims(&reply["refreshJwt"])["exp"]);
    let (status, keys) = read(api.raw("GET", &format!("/v2/keys/{LOCAL_PROJECT_ID}"), None, "").await).await;
    assert_eq!((status, &keys["keys"][0]["kty"]), (StatusCode::OK, &json!("EC")));
    let body = json!({"loginId": "a@example.com", "selectedTenantId": "umbrella"});
    api.refused("/v1/mgmt/auth/signin", body, 400, "E011003").await;
}

#[tokio::test]
async fn logout_ends_refresh_but_not_issued_sessions() {
    let api = Api::new();
    api.user("a@example.com", json!({})).await;
    let reply = api.ok("/v1/mgmt/auth/signin", json!({"loginId": "a@example.com"})).await;
    let token = reply["refreshJwt"].as_str().unwrap();
    let (status, refreshed) = auth(&api, "/v1/auth/refresh", Some(token), json!({})).await;
    assert_eq!(status, StatusCode::OK, "{refreshed}");
    assert_eq!(claims(&refreshed["sessionJwt"])["drn"], "DS");
    api.ok(
        "/v1/mgmt/user/logout",
        json!({"loginId": "", "userId": reply["user"]["userId"], "sessionTypes": null}),
    )
    .await;
    let (status, refused) = auth(&api, "/v1/auth/refresh", Some(token), json!({})).await;
    assert_eq!((status.as_u16(), &refused["errorCode"]), (401, &json!("E064001")));
    api.ok("/v1/mgmt/jwt/update", json!({"jwt": reply["sessionJwt"], "customClaims": {"a": 1}})).await;
    api.refused("/v1/mgmt/jwt/update", json!({"jwt": token}), 401, "E064001").await;
    let session = reply["sessionJwt"].as_str().unwrap();
    let (status, _) = auth(&api, "/v1/auth/refresh", Some(session), json!({})).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn jwt_update_merges_claims_and_refreshes_rights() {
    let api = Api::with_catalogue();
    api.user("a@example.com", json!({})).await;
    let body = json!({"loginId": "a@example.com", "customClaims": {"kept": 1}});
    let reply = api.ok("/v1/mgmt/auth/signin", body).await;
    api.ok("/v2/mgmt/user/update/role/add", json!({"loginId": "a@example.com", "roleNames": ["admin"]}))
        .await;
    let before = claims(&reply["sessionJwt"]);
    let body = json!({"jwt": reply["sessionJwt"], "customClaims": {"new": [1], "roles": ["evil"], "exp": 1}});
    let after = claims(&api.ok("/v1/mgmt/jwt/update", body).await["jwt"]);
    assert_eq!((&after["kept"], &after["new"], &after["roles"]), (&json!(1), &json!([1]), &json!(["admin"])));
    assert_eq!(after["exp"], before["exp"]);
    let body = json!({"jwt": reply["refreshJwt"], "customClaims": null, "refreshDuration": 99});
    let after = claims(&api.ok("/v1/mgmt/jwt/update", body).await["jwt"]);
    assert_eq!(after["exp"].as_i64().unwrap() - after["iat"].as_i64().unwrap(), 99);
    for bad in ["", "a.b.c", "nonsense"] {
        let (status, _) = api.post("/v1/mgmt/jwt/update", json!({"jwt": bad})).await;
        assert!(status.is_client_error());
    }
    let mut forged = reply["sessionJwt"].as_str().unwrap().to_owned();
    forged.replace_range(60..61, if forged.as_bytes()[60] == b'A' { "B" } else { "A" });
    api.refused("/v1/mgmt/jwt/update", json!({"jwt": forged}), 401, "E062504").await;
}

#[tokio::test]
async fn passwords_are_set_expired_and_checked() {
    let api = Api::new();
    api.user("a@example.com", json!({})).await;
    let set = json!({"loginId": "a@example.com", "password": "correct horse", "setActive": true});
    api.refused(
        "/v1/mgmt/user/password/set/active",
        json!({"loginId": "a@example.com", "password": "short"}),
        400,
        "E011003",
    )
    .await;
    assert_eq!(password(&api, "correct horse").await.0, StatusCode::UNAUTHORIZED);
    api.ok("/v1/mgmt/user/password/set/active", set.clone()).await;
    assert_eq!(api.load("a@example.com").await["password"], true);
    let (status, reply) = password(&api, "correct horse").await;
    assert_eq!(status, StatusCode::OK, "{reply}");
    assert_eq!(reply["user"]["status"], "enabled");
    assert_eq!(password(&api, "wrong password").await.1["errorCode"], "E062108");
    api.ok("/v1/mgmt/user/password/expire", json!({"identifier": "a@example.com"})).await;
    let (status, reply) = password(&api, "correct horse").await;
    assert_eq!((status.as_u16(), &reply["errorCode"]), (401, &json!("E062909")));
    api.ok("/v1/mgmt/user/password/set/active", set.clone()).await;
    assert_eq!(password(&api, "correct horse").await.0, StatusCode::OK);
    api.ok("/v1/mgmt/user/password/set/temporary", set.clone()).await;
    assert_eq!(password(&api, "correct horse").await.1["errorCode"], "E062909");
    api.ok("/v1/mgmt/user/password/set", set).await;
    assert_eq!(password(&api, "correct horse").await.0, StatusCode::OK);
}

#[tokio::test]
async fn sign_up_makes_a_user_and_sign_up_or_in_takes_an_existing_one() {
    let api = Api::new();
    let body = json!({"loginId": "a@example.com", "user": {"name": "A"}, "emailVerified": true});
    let reply = api.ok("/v1/mgmt/auth/signup", body.clone()).await;
    let user = &reply["user"];
    assert_eq!(
        (&user["email"], &user["verifiedEmail"], &user["name"]),
        (&json!("a@example.com"), &json!(true), &json!("A"))
    );
    api.refused("/v1/mgmt/auth/signup", body.clone(), 409, "E062107").await;
    let again = api.ok("/v1/mgmt/auth/signup-in", body).await;
    assert_eq!(again["user"]["userId"], user["userId"]);
}

#[tokio::test]
async fn an_end_user_sees_the_own_account() {
    let api = Api::new();
    let user = api.user("a@example.com", json!({})).await;
    let reply = api.ok("/v1/mgmt/auth/signin", json!({"loginId": "a@example.com"})).await;
    let me = async |token: &Value| {
        // A backend SDK may add a key of its own.
        let bearer = format!("{LOCAL_PROJECT_ID}:{}:an-auth-key", token.as_str().unwrap());
        read(api.raw("GET", "/v1/auth/me", Some(&bearer), "").await).await
    };
    let (status, shown) = me(&reply["refreshJwt"]).await;
    assert_eq!((status, &shown["userId"]), (StatusCode::OK, &user["userId"]));
    assert_eq!(me(&reply["sessionJwt"]).await.0, StatusCode::UNAUTHORIZED);
    let without = api.raw("GET", "/v1/auth/me", Some(LOCAL_PROJECT_ID), "").await;
    assert_eq!(without.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_older_path_gives_the_keys_as_a_list() {
    let api = Api::new();
    let keys = async |version: &str| {
        read(api.raw("GET", &format!("/{version}/keys/{LOCAL_PROJECT_ID}"), None, "").await).await.1
    };
    assert_eq!(keys("v1").await, keys("v2").await["keys"]);
}

#[tokio::test]
async fn an_expired_password_can_be_replaced_by_its_owner() {
    let api = Api::new();
    let user = api.user("a@example.com", json!({})).await;
    let temporary = json!({"loginId": "a@example.com", "password": "temporary-1"});
    api.ok("/v1/mgmt/user/password/set/temporary", temporary).await;
    assert_eq!(password(&api, "temporary-1").await.1["errorCode"], "E062909");
    let replace = async |old: &str, new: &str| {
        let body = json!({"loginId": "a@example.com", "oldPassword": old, "newPassword": new});
        auth(&api, "/v1/auth/password/replace", None, body).await
    };
    assert_eq!(replace("wrong-one", "chosen-12").await.1["errorCode"], "E062108");
    assert_eq!(replace("temporary-1", "short").await.1["errorCode"], "E011003");
    let (status, session) = replace("temporary-1", "chosen-12").await;
    assert_eq!(status, StatusCode::OK, "{session}");
    assert_eq!(password(&api, "chosen-12").await.0, StatusCode::OK);
    assert_eq!(session["user"]["userId"], user["userId"]);
    let history = api.ok("/v1/mgmt/user/history", json!([user["userId"]])).await;
    assert_eq!((history.as_array().unwrap().len(), &history[0]["userId"]), (2, &user["userId"]));
}

#[tokio::test]
async fn a_disabled_user_cannot_go_on() {
    let api = Api::with_catalogue();
    let body = json!({"name": "helper", "permissionNames": ["Impersonate"]});
    api.ok("/v1/mgmt/role/create", body).await;
    let user = api.user("a@example.com", json!({"roleNames": ["helper"], "test": true})).await;
    api.user("b@example.com", json!({})).await;
    let reply = api.ok("/v1/mgmt/auth/signin", json!({"loginId": "a@example.com"})).await;
    let token = reply["refreshJwt"].as_str().unwrap().to_owned();
    let link = api.ok("/v1/mgmt/user/signin/embeddedlink", json!({"loginId": "a@example.com"})).await;
    let status = |status: &str| json!({"loginId": "a@example.com", "status": status});
    api.ok("/v1/mgmt/user/update/status", status("disabled")).await;
    let refused = |(status, reply): (StatusCode, Value)| {
        assert_eq!((status.as_u16(), &reply["errorCode"]), (400, &json!("E011003")), "{reply}");
        assert_eq!(reply["message"], "The user is disabled");
    };
    let bearer = format!("{LOCAL_PROJECT_ID}:{token}");
    refused(auth(&api, "/v1/auth/refresh", Some(&token), json!({})).await);
    refused(read(api.raw("GET", "/v1/auth/me", Some(&bearer), "").await).await);
    refused(api.post("/v1/mgmt/jwt/update", json!({"jwt": token})).await);
    refused(api.post("/v1/mgmt/jwt/update", json!({"jwt": reply["sessionJwt"]})).await);
    refused(api.post("/v1/mgmt/user/signin/embeddedlink", json!({"loginId": "a@example.com"})).await);
    refused(auth(&api, "/v1/auth/magiclink/verify", None, json!({"token": link["token"]})).await);
    let act = json!({"loginId": "b@example.com", "impersonatorId": user["userId"], "validateConsent": false});
    refused(api.post("/v1/mgmt/impersonate", act).await);
    api.ok("/v1/mgmt/user/update/status", status("enabled")).await;
    assert_eq!(auth(&api, "/v1/auth/refresh", Some(&token), json!({})).await.0, StatusCode::OK);
}

/// Only the sign-in by password asks for a new one; a session that was there goes on.
#[tokio::test]
async fn a_session_outlives_its_password() {
    let api = Api::new();
    api.user("a@example.com", json!({"password": "correct horse"})).await;
    let reply = api.ok("/v1/mgmt/auth/signin", json!({"loginId": "a@example.com"})).await;
    api.ok("/v1/mgmt/user/password/expire", json!({"loginId": "a@example.com"})).await;
    assert_eq!(password(&api, "correct horse").await.1["errorCode"], "E062909");
    assert_eq!(
        auth(&api, "/v1/auth/refresh", reply["refreshJwt"].as_str(), json!({})).await.0,
        StatusCode::OK
    );
}

#[tokio::test]
async fn users_sign_in_with_hashes_of_other_services() {
    let api = Api::new();
    let md5 = json!({"md5": {"hash": "3cb4e732631f47e6eb961f34554b7cde"}});
    let hashed = json!({"loginId": "a@example.com", "email": "a@example.com", "hashedPassword": md5});
    api.ok("/v1/mgmt/user/create/batch", json!({"users": [hashed]})).await;
    assert_eq!(password(&api, "battery staple").await.1["errorCode"], "E062108");
    assert_eq!(password(&api, "correct horse").await.0, StatusCode::OK);
    let salted = json!({"sha": {"hash": "00ff", "type": "sha256", "salt": "pepper"}});
    let body = json!({"loginId": "b@example.com", "email": "b@example.com", "hashedPassword": salted});
    let message = api.refused("/v1/mgmt/user/create", body, 400, "E011003").await;
    assert!(message.contains("sha.salt"), "{message}");
}
