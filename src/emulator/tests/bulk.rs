use super::*;

#[tokio::test]
async fn a_batch_keeps_the_good_users_and_names_the_bad() {
    let api = Api::with_catalogue();
    api.user("taken@example.com", json!({})).await;
    let users = json!([
        {"loginId": "a", "email": "a@example.com", "status": "enabled", "createdTime": 1_600_000_000},
        {"loginId": "taken@example.com", "email": "taken@example.com"},
        {"loginId": "b"},
        {"loginId": "a", "email": "again@example.com"},
        {"loginId": "c", "email": "c@example.com", "roleNames": ["nobody"]},
        {"loginId": "d", "email": "d@example.com", "password": "short"},
        {"loginId": "e", "email": "e@example.com", "seed": "JBSWY3DP", "hashedPassword": {"bcrypt": {"hash": "$2b$10$fake"}}},
    ]);
    let reply = api.ok("/v1/mgmt/user/create/batch", json!({"users": users})).await;
    let made = reply["createdUsers"].as_array().unwrap();
    assert_eq!(made.len(), 2);
    assert_eq!((&made[0]["createdTime"], &made[0]["status"]), (&json!(1_600_000_000), &json!("enabled")));
    assert_eq!((&made[1]["TOTP"], &made[1]["password"]), (&json!(true), &json!(true)));
    let failed = reply["failedUsers"].as_array().unwrap();
    let named: Vec<_> = failed.iter().map(|entry| entry["user"]["loginIds"][0].as_str().unwrap()).collect();
    assert_eq!(named, ["taken@example.com", "b", "a", "c", "d"]);
    assert_eq!(failed[1]["failure"], "Missing email or phone");
    assert_eq!(reply["additionalErrors"], json!({}));
    assert_eq!(api.emulator.status().unwrap()["counts"]["users"], 3);
    assert!(!reply.to_string().contains("short"));
}

#[tokio::test]
async fn a_batch_with_a_wrong_type_is_refused_as_a_whole() {
    let api = Api::new();
    let users = json!([{"loginId": "a", "email": "a@example.com"}, {"loginId": 7}]);
    let message = api.refused("/v1/mgmt/user/create/batch", json!({"users": users}), 400, "E011003").await;
    assert!(message.contains("users[1].loginId"));
    assert_eq!(api.emulator.status().unwrap()["counts"]["users"], 0);
    api.refused("/v1/mgmt/user/create/batch", json!({}), 400, "E011002").await;
}

#[tokio::test]
async fn an_invite_batch_reports_who_could_not_be_reached() {
    let api = Api::new();
    let users =
        json!([{"loginId": "a", "email": "a@example.com"}, {"loginId": "b", "phone": "+15555550100"}]);
    let body = json!({"users": users, "invite": true, "sendMail": true, "sendSMS": false});
    let reply = api.ok("/v1/mgmt/user/create/batch", body).await;
    assert_eq!(reply["createdUsers"].as_array().unwrap().len(), 2);
    let problems = reply["additionalErrors"].as_object().unwrap();
    assert_eq!(problems.keys().collect::<Vec<_>>(), ["b"]);
}

#[tokio::test]
async fn patch_batch_answers_per_user() {
    let api = Api::new();
    let user = api.user("a@example.com", json!({})).await;
    let users = json!([{"loginId": user["userId"], "name": "A"}, {"loginId": "nobody", "name": "B"}, {"name": "C"}, {"loginId": "a@example.com", "email": "bad"}]);
    let (status, reply) = api.patch("/v1/mgmt/user/patch/batch", json!({"users": users})).await;
    assert_eq!(status, StatusCode::OK, "{reply}");
    assert_eq!(reply["patchedUsers"][0]["name"], "A");
    assert_eq!(reply["failedUsers"].as_array().unwrap().len(), 3);
    assert_eq!(reply["failedUsers"][0]["user"], Value::Null);
}

#[tokio::test]
async fn a_patch_batch_whose_login_ids_cannot_be_read_is_refused_as_a_whole() {
    let api = Api::new();
    api.user("a@example.com", json!({})).await;
    let good = json!({"loginId": "a@example.com", "name": "A"});
    for (bad, code) in [
        (json!({"loginId": 7}), "E011003"),
        (json!({"loginId": "a@example.com", "identifier": "a@example.com"}), "E011001"),
    ] {
        let (status, reply) = api.patch("/v1/mgmt/user/patch/batch", json!({"users": [good, bad]})).await;
        assert_eq!((status, &reply["errorCode"]), (StatusCode::BAD_REQUEST, &json!(code)));
    }
    assert_eq!(api.load("a@example.com").await["name"], "");
}

#[tokio::test]
async fn delete_batch_takes_user_ids_only_and_ignores_unknown_ones() {
    let api = Api::new();
    let user = api.user("a@example.com", json!({})).await;
    api.user("b@example.com", json!({})).await;
    api.ok("/v1/mgmt/user/delete/batch", json!({"userIds": [user["userId"], "b@example.com", "Unknown"]}))
        .await;
    assert_eq!(api.ok("/v2/mgmt/user/search", json!({})).await["total"], 1);
    api.load("b@example.com").await;
}

#[tokio::test]
async fn users_load_leaves_out_unknown_and_by_default_disabled_users() {
    let api = Api::new();
    let a = api.user("a@example.com", json!({"status": "disabled"})).await;
    let b = api.user("b@example.com", json!({})).await;
    let ids = json!([b["userId"], a["userId"], "Unknown", "b@example.com"]);
    let reply = api.ok("/v1/mgmt/users/load", json!({"userIds": ids})).await;
    assert_eq!((&reply["total"], &reply["users"][0]["userId"]), (&json!(1), &b["userId"]));
    let reply = api.ok("/v1/mgmt/users/load", json!({"userIds": ids, "includeInvalidUsers": true})).await;
    assert_eq!(reply["total"], 2);
}

#[tokio::test]
async fn test_users_are_made_found_and_deleted_apart() {
    let api = Api::new();
    let body = json!({"loginId": "t@example.com", "email": "t@example.com"});
    assert_eq!(api.ok("/v1/mgmt/user/create/test", body).await["user"]["test"], true);
    api.user("u@example.com", json!({"test": true})).await;
    api.user("a@example.com", json!({})).await;
    for (path, body, total) in [
        ("/v2/mgmt/user/search", json!({}), 1),
        ("/v2/mgmt/user/search", json!({"withTestUser": true}), 3),
        ("/v2/mgmt/user/search", json!({"testUsersOnly": true}), 2),
        ("/v2/mgmt/user/search/test", json!({}), 2),
        ("/v1/mgmt/user/search", json!({"emails": ["t@example.com"]}), 0),
    ] {
        let reply = api.ok(path, body.clone()).await;
        assert_eq!(
            (&reply["total"], reply["users"].as_array().unwrap().len()),
            (&json!(total), total),
            "{path} {body}"
        );
    }
    let (status, _) = api.call("DELETE", "/v1/mgmt/user/test/delete/all", Value::Null).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(api.ok("/v2/mgmt/user/search", json!({"withTestUser": true})).await["total"], 1);
}
