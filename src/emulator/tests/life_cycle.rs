use super::*;

#[tokio::test]
async fn create_needs_an_email_or_phone() {
    let api = Api::new();
    let message =
        api.refused("/v1/mgmt/user/create", json!({"loginId": "a@example.com"}), 400, "E011002").await;
    assert_eq!(message, "Missing email or phone");
    api.refused("/v1/mgmt/user/create", json!({"email": "a@example.com"}), 400, "E011002").await;
    api.refused("/v1/mgmt/user/create", json!({"loginId": "a", "email": "no"}), 400, "E011003").await;
}

#[tokio::test]
async fn login_ids_are_unique_over_all_users() {
    let api = Api::new();
    let user = api.user("a@example.com", json!({"additionalIdentifiers": ["alpha"]})).await;
    let user_id = user["userId"].as_str().unwrap();
    for login_id in ["a@example.com", "alpha", user_id] {
        api.refused(
            "/v1/mgmt/user/create",
            json!({"loginId": login_id, "email": "b@example.com"}),
            409,
            "E062107",
        )
        .await;
    }
    let body = json!({"loginId": "b", "email": "b@example.com", "additionalIdentifiers": ["alpha"]});
    api.refused("/v1/mgmt/user/create", body, 409, "E062107").await;
    // The email is an attribute and may repeat.
    api.ok("/v1/mgmt/user/create", json!({"loginId": "b", "email": "a@example.com"})).await;
    assert_eq!(api.emulator.status().unwrap()["counts"]["users"], 2);
}

#[tokio::test]
async fn phones_are_stored_without_separators_and_found_with_them() {
    let api = Api::new();
    let body = json!({"loginId": "+1-555-555-5555", "phone": "+1 (555) 555-5555", "verifiedPhone": true});
    let user = api.ok("/v1/mgmt/user/create", body).await["user"].clone();
    assert_eq!(user["phone"], "+15555555555");
    assert_eq!(user["loginIds"], json!(["+15555555555"]));
    assert_eq!(user["verifiedPhone"], true);
    assert_eq!(api.load("+1-555-555-5555").await["userId"], user["userId"]);
    api.refused(
        "/v1/mgmt/user/create",
        json!({"loginId": "+15555555555", "phone": "+15555555555"}),
        409,
        "E062107",
    )
    .await;
}

#[tokio::test]
async fn status_is_invited_unless_given() {
    let api = Api::new();
    assert_eq!(api.user("a@example.com", json!({})).await["status"], "invited");
    assert_eq!(api.user("b@example.com", json!({"status": "enabled"})).await["status"], "enabled");
    let body = json!({"loginId": "c", "email": "c@example.com", "status": "gone"});
    api.refused("/v1/mgmt/user/create", body, 400, "E011004").await;
}

#[tokio::test]
async fn create_says_whether_a_user_was_made_and_load_does_not() {
    let api = Api::new();
    let reply = api.ok("/v1/mgmt/user/create", json!({"loginId": "a", "email": "a@example.com"})).await;
    assert_eq!(reply["created"], true);
    let user_id = reply["user"]["userId"].as_str().unwrap();
    for query in
        [format!("userId={user_id}"), format!("loginId={user_id}"), format!("userId={user_id}&loginId=")]
    {
        let (status, reply) = api.get(&format!("/v1/mgmt/user?{query}")).await;
        assert_eq!((status, &reply["created"]), (StatusCode::OK, &json!(false)), "{query}");
    }
    let (status, reply) = api.get("/v1/mgmt/user?loginId=nobody").await;
    assert_eq!((status, &reply["errorCode"]), (StatusCode::NOT_FOUND, &json!("E112102")));
    let (status, reply) = api.get("/v1/mgmt/user?userId=a").await;
    assert_eq!((status, &reply["errorCode"]), (StatusCode::NOT_FOUND, &json!("E112102")));
}

#[tokio::test]
async fn references_have_to_exist() {
    let api = Api::with_catalogue();
    for bad in [
        json!({"roleNames": ["nobody"]}),
        json!({"roleNames": ["billing"]}),
        json!({"userTenants": [{"tenantId": "nowhere"}]}),
        json!({"userTenants": [{"tenantId": "umbrella", "roleNames": ["billing"]}]}),
        json!({"ssoAppIds": ["nothing"]}),
        json!({"customAttributes": {"unknown": 1}}),
        json!({"customAttributes": {"seats": "many"}}),
        json!({"customAttributes": {"size": "xl"}}),
    ] {
        let mut body = json!({"loginId": "a", "email": "a@example.com"});
        body.as_object_mut().unwrap().extend(bad.as_object().unwrap().clone());
        api.refused("/v1/mgmt/user/create", body, 400, "E011003").await;
    }
    assert_eq!(api.emulator.status().unwrap()["counts"]["users"], 0);
}

#[tokio::test]
async fn roles_give_permissions_in_the_project_and_in_tenants() {
    let api = Api::with_catalogue();
    let more = json!({
        "roleNames": ["viewer", "admin", "viewer"],
        "userTenants": [{"tenantId": "acme", "roleNames": ["billing", "viewer"], "tenantName": "ignored"}, {"tenantId": "umbrella"}],
        "customAttributes": {"plan": "pro", "seats": 3, "beta": true, "tags": ["a", "b"]},
    });
    let user = api.user("a@example.com", more).await;
    assert_eq!(user["roleNames"], json!(["viewer", "admin"]));
    assert_eq!(user["permissions"], json!(["users:read", "users:write"]));
    assert_eq!(
        user["userTenants"],
        json!([
            {"tenantId": "acme", "tenantName": "Acme", "roleNames": ["billing", "viewer"], "permissions": ["pay", "users:read"]},
            {"tenantId": "umbrella", "tenantName": "Umbrella", "roleNames": [], "permissions": []},
        ])
    );
    assert_eq!(
        user["customAttributes"],
        json!({"plan": "pro", "seats": 3, "beta": true, "tags": ["a", "b"]})
    );
}

#[tokio::test]
async fn an_invitation_makes_the_user_once_and_is_recorded_each_time() {
    let api = Api::new();
    let body = json!({"loginId": "a@example.com", "email": "a@example.com", "invite": true});
    let first = api.ok("/v1/mgmt/user/create", body.clone()).await;
    assert_eq!((&first["created"], &first["user"]["verifiedEmail"]), (&json!(true), &json!(true)));
    let again = api.ok("/v1/mgmt/user/create", body).await;
    assert_eq!((&again["created"], &again["user"]["userId"]), (&json!(false), &first["user"]["userId"]));
    let by_user_id = json!({"loginId": first["user"]["userId"], "invite": true, "sendMail": true});
    assert_eq!(api.ok("/v1/mgmt/user/create", by_user_id).await["created"], false);
    let unknown = json!({"loginId": format!("U{}", "0".repeat(27)), "invite": true});
    api.refused("/v1/mgmt/user/create", unknown, 404, "E112102").await;
    let sent = api.emulator.store.read(|tx| tx.recipients()).unwrap();
    assert_eq!(sent, ["email:a@example.com"; 3]);
}

#[tokio::test]
async fn an_invitation_reaches_a_login_id_that_is_an_email() {
    let api = Api::new();
    let reply = api.ok("/v1/mgmt/user/create", json!({"loginId": "a@example.com", "invite": true})).await;
    assert_eq!(reply["user"]["email"], "");
    assert_eq!(api.emulator.store.read(|tx| tx.recipients()).unwrap(), ["email:a@example.com"]);
}

#[tokio::test]
async fn update_removes_what_is_not_sent_and_keeps_the_account() {
    let api = Api::with_catalogue();
    let more = json!({
        "phone": "+15555550100", "name": "A", "givenName": "Ann", "picture": "https://example.com/a.png",
        "verifiedEmail": true, "roleNames": ["admin"], "userTenants": [{"tenantId": "acme"}],
        "ssoAppIds": ["wiki"], "customAttributes": {"plan": "pro"}, "status": "enabled",
        "password": "long enough", "additionalIdentifiers": ["alpha"],
    });
    let before = api.user("a@example.com", more).await;
    let after =
        api.ok("/v1/mgmt/user/update", json!({"loginId": "alpha", "email": "a@example.com"})).await["user"]
            .clone();
    for key in ["userId", "loginIds", "status", "createdTime", "password", "email"] {
        assert_eq!(after[key], before[key], "{key}");
    }
    for key in ["phone", "name", "givenName", "picture"] {
        assert_eq!(after[key], "", "{key}");
    }
    for key in ["roleNames", "userTenants", "ssoAppIds"] {
        assert_eq!(after[key], json!([]), "{key}");
    }
    assert_eq!(after["verifiedEmail"], false);
    assert_eq!(after["customAttributes"], json!({}));
    assert_eq!(api.ok("/v2/mgmt/user/search", json!({"roleNames": ["admin"]})).await["total"], 0);
}

#[tokio::test]
async fn update_takes_roles_or_tenants_and_patch_takes_both() {
    let api = Api::with_catalogue();
    api.user("a@example.com", json!({"roleNames": ["admin"], "userTenants": [{"tenantId": "acme"}]})).await;
    let both = json!({"loginId": "a@example.com", "roleNames": ["viewer"], "userTenants": [{"tenantId": "umbrella"}]});
    let message = api.refused("/v1/mgmt/user/update", both.clone(), 400, "E011003").await;
    assert!(message.contains("patch"), "{message}");
    assert_eq!(api.load("a@example.com").await["roleNames"], json!(["admin"]));
    for (roles, tenants) in [
        (json!(["viewer"]), json!([])),
        (json!([]), json!([{"tenantId": "acme"}])),
        (json!(null), json!(null)),
    ] {
        let body = json!({"loginId": "a@example.com", "roleNames": roles, "userTenants": tenants});
        api.ok("/v1/mgmt/user/update", body).await;
    }
    let (status, reply) = api.patch("/v1/mgmt/user/patch", both).await;
    assert_eq!((status.as_u16(), &reply["user"]["roleNames"]), (200, &json!(["viewer"])));
}

#[tokio::test]
async fn a_login_id_and_a_user_id_have_to_name_one_user() {
    let api = Api::new();
    let first = api.user("a@example.com", json!({})).await["userId"].clone();
    let second = api.user("b@example.com", json!({})).await["userId"].clone();
    for path in ["/v1/mgmt/user/delete", "/v1/mgmt/user/logout"] {
        api.refused(path, json!({"loginId": "a@example.com", "userId": second}), 400, "E011003").await;
        api.refused(path, json!({"loginId": "nobody", "userId": second}), 404, "E112102").await;
        api.refused(path, json!({"loginId": "a@example.com", "userId": "Unobody"}), 404, "E112102").await;
    }
    for (path, more) in [
        ("/v1/mgmt/user/update", json!({"name": "B"})),
        ("/v1/mgmt/user/update/status", json!({"status": "enabled"})),
        ("/v1/mgmt/user/update/role/remove", json!({"roleNames": []})),
        ("/v1/mgmt/user/password/set/active", json!({"password": "long enough"})),
        ("/v1/mgmt/user/password/expire", json!({})),
        ("/v1/mgmt/user/totp/delete", json!({})),
        ("/v1/mgmt/user/signin/embeddedlink", json!({})),
        ("/v1/mgmt/auth/signin", json!({})),
    ] {
        let mut body = json!({"loginId": "a@example.com", "userId": second});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        api.refused(path, body.clone(), 400, "E011003").await;
        body["userId"] = first.clone();
        api.ok(path, body).await;
    }
    let two = json!({"loginId": "a@example.com", "userId": second, "name": "B"});
    assert_eq!(api.patch("/v1/mgmt/user/patch", two.clone()).await.0.as_u16(), 400);
    let reply = api.patch("/v1/mgmt/user/patch/batch", json!({ "users": [two] })).await.1;
    assert_eq!(reply["failedUsers"][0]["failure"], "loginId and userId name two users");
    let query = |id: &Value| format!("/v1/mgmt/user?loginId=a@example.com&userId={}", id.as_str().unwrap());
    assert_eq!(api.get(&query(&second)).await.0.as_u16(), 400);
    assert_eq!(api.get(&query(&first)).await.1["user"]["userId"], first);
    api.ok("/v1/mgmt/user/logout", json!({"loginId": "a@example.com", "userId": first})).await;
    api.ok("/v1/mgmt/user/delete", json!({"identifier": "a@example.com", "userId": first})).await;
    assert_eq!(api.load("b@example.com").await["userId"], second);
}

#[tokio::test]
async fn update_with_additional_login_ids_replaces_the_others() {
    let api = Api::new();
    api.user("a@example.com", json!({"additionalIdentifiers": ["alpha", "beta"]})).await;
    let body = json!({"loginId": "alpha", "email": "new@example.com", "additionalLoginIds": ["gamma"]});
    let user = api.ok("/v1/mgmt/user/update", body).await["user"].clone();
    assert_eq!(user["loginIds"], json!(["alpha", "gamma"]));
    api.user("beta@example.com", json!({"additionalIdentifiers": ["beta"]})).await;
    let body = json!({"loginId": "alpha", "email": "new@example.com", "additionalLoginIds": ["beta"]});
    api.refused("/v1/mgmt/user/update", body, 409, "E111127").await;
}

#[tokio::test]
async fn patch_changes_only_what_is_sent() {
    let api = Api::with_catalogue();
    let more = json!({"name": "A", "roleNames": ["admin"], "ssoAppIds": ["wiki"], "customAttributes": {"plan": "pro"}, "userTenants": [{"tenantId": "acme", "roleNames": ["billing", "viewer"]}]});
    let before = api.user("a@example.com", more).await;
    let path = "/v1/mgmt/user/patch";
    let (status, reply) = api.patch(path, json!({"loginId": before["userId"], "name": "", "email": null, "customAttributes": {"seats": 2}, "userTenants": [{"tenantId": "acme", "roleNames": ["viewer"]}], "ssoAppIds": [], "status": "enabled"})).await;
    assert_eq!(status, StatusCode::OK, "{reply}");
    let after = &reply["user"];
    assert_eq!(
        (&after["name"], &after["email"], &after["status"]),
        (&json!(""), &json!("a@example.com"), &json!("enabled"))
    );
    assert_eq!(after["customAttributes"], json!({"plan": "pro", "seats": 2}));
    assert_eq!(after["roleNames"], json!(["admin"]));
    assert_eq!(after["userTenants"][0]["roleNames"], json!(["viewer"]));
    assert_eq!(after["ssoAppIds"], json!([]));
    for field in ["roleNames", "userTenants", "ssoAppIds"] {
        let (status, reply) = api.patch(path, json!({"loginId": "a@example.com", field: null})).await;
        assert_eq!((status.as_u16(), &reply["errorCode"]), (400, &json!("E011003")), "{field}");
    }
}

#[tokio::test]
async fn delete_removes_the_user_under_all_its_names() {
    let api = Api::with_catalogue();
    let more = json!({"additionalIdentifiers": ["alpha"], "roleNames": ["admin"], "customAttributes": {"plan": "pro"}});
    let user = api.user("a@example.com", more.clone()).await;
    api.ok("/v1/mgmt/user/delete", json!({"loginId": "alpha", "userId": ""})).await;
    let (status, _) = api.get("/v1/mgmt/user?loginId=a@example.com").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    api.refused("/v1/mgmt/user/delete", json!({"userId": user["userId"]}), 404, "E112102").await;
    api.refused("/v1/mgmt/user/delete", json!({"loginId": ""}), 400, "E011002").await;
    let again = api.user("a@example.com", more).await;
    assert_ne!(again["userId"], user["userId"]);
    api.ok("/v1/mgmt/user/delete", json!({"loginId": "", "userId": again["userId"]})).await;
    assert_eq!(
        api.ok("/v2/mgmt/user/search", json!({"customAttributes": {"plan": "pro"}})).await["total"],
        0
    );
}
