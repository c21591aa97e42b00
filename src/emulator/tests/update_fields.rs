use super::*;

const UPDATE: &str = "/v1/mgmt/user/update";

#[tokio::test]
async fn status_can_be_set_but_not_to_expired() {
    let api = Api::new();
    api.user("a@example.com", json!({})).await;
    for status in ["enabled", "disabled", "invited"] {
        let body = json!({"identifier": "a@example.com", "status": status});
        assert_eq!(api.ok(&format!("{UPDATE}/status"), body).await["user"]["status"], status);
    }
    for status in ["expired", "active"] {
        let body = json!({"loginId": "a@example.com", "status": status});
        api.refused(&format!("{UPDATE}/status"), body, 400, "E011004").await;
    }
}

#[tokio::test]
async fn an_email_that_is_a_login_id_changes_that_login_id() {
    let api = Api::new();
    api.user("a@example.com", json!({"additionalIdentifiers": ["alpha"]})).await;
    let body = json!({"loginId": "a@example.com", "email": "new@example.com", "verified": true});
    let user = api.ok(&format!("{UPDATE}/email"), body).await["user"].clone();
    assert_eq!(user["loginIds"], json!(["new@example.com", "alpha"]));
    assert_eq!((&user["email"], &user["verifiedEmail"]), (&json!("new@example.com"), &json!(true)));
    let user =
        api.ok(&format!("{UPDATE}/email"), json!({"loginId": "alpha", "email": ""})).await["user"].clone();
    assert_eq!((&user["email"], &user["verifiedEmail"]), (&json!(""), &json!(false)));
    let user = api
        .ok(&format!("{UPDATE}/email"), json!({"loginId": "alpha", "email": "x@example.com"}))
        .await["user"]
        .clone();
    assert_eq!(user["loginIds"], json!(["new@example.com", "alpha"]));
    api.refused(&format!("{UPDATE}/email"), json!({"loginId": "alpha"}), 400, "E011002").await;
}

#[tokio::test]
async fn null_removes_an_email_a_phone_and_a_picture_like_an_empty_text() {
    let api = Api::new();
    api.user("a@example.com", json!({"phone": "+15555550100", "picture": "https://example.com/a.png"})).await;
    for field in ["email", "phone", "picture"] {
        let body = json!({"loginId": "a@example.com", field: null, "verified": null, "failOnConflict": null});
        assert_eq!(api.ok(&format!("{UPDATE}/{field}"), body).await["user"][field], "", "{field}");
    }
}

#[tokio::test]
async fn a_conflict_is_refused_or_merges_the_other_user() {
    let api = Api::new();
    let a = api.user("a@example.com", json!({})).await;
    let b = api.user("b@example.com", json!({"additionalIdentifiers": ["beta"]})).await;
    let mut body = json!({"loginId": a["userId"], "email": "b@example.com", "failOnConflict": true});
    api.refused(&format!("{UPDATE}/email"), body.clone(), 409, "E111127").await;
    assert_eq!(api.load("a@example.com").await["email"], "a@example.com");
    assert_eq!(api.load("beta").await["userId"], b["userId"]);
    body["failOnConflict"] = json!(false);
    let user = api.ok(&format!("{UPDATE}/email"), body).await["user"].clone();
    assert_eq!(user["userId"], a["userId"]);
    assert_eq!(sorted(&user["loginIds"]), ["b@example.com", "beta"]);
    assert_eq!(api.load("beta").await["userId"], a["userId"]);
    assert_eq!(api.emulator.status().unwrap()["counts"]["users"], 1);
}

#[tokio::test]
async fn a_phone_conflict_works_like_an_email_conflict() {
    let api = Api::new();
    api.ok("/v1/mgmt/user/create", json!({"loginId": "+15555550100", "phone": "+15555550100"})).await;
    api.user("a@example.com", json!({})).await;
    let body = json!({"loginId": "a@example.com", "phone": "+1-555-555-0100", "failOnConflict": true});
    api.refused(&format!("{UPDATE}/phone"), body, 409, "E111127").await;
    let body = json!({"loginId": "a@example.com", "phone": "+1-555-555-0100"});
    let user = api.ok(&format!("{UPDATE}/phone"), body).await["user"].clone();
    assert_eq!(user["loginIds"], json!(["a@example.com", "+15555550100"]));
    assert_eq!(user["phone"], "+15555550100");
}

#[tokio::test]
async fn login_ids_are_replaced_and_removed_but_never_the_last() {
    let api = Api::new();
    let user = api.user("a@example.com", json!({"additionalIdentifiers": ["alpha"]})).await;
    api.user("b@example.com", json!({})).await;
    let path = &format!("{UPDATE}/loginid");
    let after = api.ok(path, json!({"loginId": "alpha", "newLoginId": "omega"})).await["user"].clone();
    assert_eq!(
        (&after["loginIds"], &after["email"]),
        (&json!(["a@example.com", "omega"]), &json!("a@example.com"))
    );
    api.refused(path, json!({"loginId": "omega", "newLoginId": "b@example.com"}), 409, "E111127").await;
    api.refused(path, json!({"loginId": user["userId"], "newLoginId": "x"}), 404, "E112102").await;
    let after = api.ok(path, json!({"loginId": "omega", "newLoginId": ""})).await["user"].clone();
    assert_eq!(after["loginIds"], json!(["a@example.com"]));
    api.refused(path, json!({"loginId": "a@example.com"}), 400, "E011003").await;
}

#[tokio::test]
async fn name_parts_that_are_left_out_stay() {
    let api = Api::new();
    api.user("a@example.com", json!({"name": "A", "givenName": "Ann", "familyName": "Bee"})).await;
    let body = json!({"loginId": "a@example.com", "displayName": "", "middleName": "C"});
    let user = api.ok(&format!("{UPDATE}/name"), body).await["user"].clone();
    let parts = [&user["name"], &user["givenName"], &user["middleName"], &user["familyName"]];
    assert_eq!(parts, [&json!(""), &json!("Ann"), &json!("C"), &json!("Bee")]);
}

#[tokio::test]
async fn custom_attributes_are_checked_and_null_clears_them() {
    let api = Api::with_catalogue();
    api.user("a@example.com", json!({})).await;
    let path = &format!("{UPDATE}/customAttribute");
    let set = |key: &str, value: Value| json!({"loginId": "a@example.com", "attributeKey": key, "attributeValue": value});
    assert_eq!(api.ok(path, set("seats", json!(5))).await["user"]["customAttributes"], json!({"seats": 5}));
    assert_eq!(api.ok(path, set("seats", Value::Null)).await["user"]["customAttributes"], json!({}));
    for (key, value) in [
        ("seats", json!("5")),
        ("beta", json!(1)),
        ("plan", json!(1)),
        ("size", json!("xl")),
        ("tags", json!("a")),
        ("unknown", json!(1)),
        ("unknown", Value::Null),
    ] {
        api.refused(path, set(key, value), 400, "E011003").await;
    }
    api.refused(path, json!({"loginId": "a@example.com", "attributeKey": "seats"}), 400, "E011002").await;
}

#[tokio::test]
async fn tenants_are_added_and_removed_and_repeats_are_harmless() {
    let api = Api::with_catalogue();
    let user = api.user("a@example.com", json!({})).await;
    let body = json!({"loginId": user["userId"], "tenantId": "acme"});
    for _ in 0..2 {
        let user = api.ok(&format!("{UPDATE}/tenant/add"), body.clone()).await["user"].clone();
        assert_eq!(user["userTenants"].as_array().unwrap().len(), 1);
    }
    for _ in 0..2 {
        let user = api.ok(&format!("{UPDATE}/tenant/remove"), body.clone()).await["user"].clone();
        assert_eq!(user["userTenants"], json!([]));
    }
    for path in ["add", "remove"] {
        let body = json!({"loginId": "a@example.com", "tenantId": "nowhere"});
        api.refused(&format!("{UPDATE}/tenant/{path}"), body, 400, "E011003").await;
    }
}

#[tokio::test]
async fn only_the_second_version_of_role_add_makes_a_member() {
    let api = Api::with_catalogue();
    api.user("a@example.com", json!({})).await;
    let body = json!({"loginId": "a@example.com", "tenantId": "acme", "roleNames": ["billing"]});
    for path in ["add", "set", "remove"] {
        api.refused(&format!("{UPDATE}/role/{path}"), body.clone(), 400, "E011003").await;
    }
    let user = api.ok("/v2/mgmt/user/update/role/add", body.clone()).await["user"].clone();
    assert_eq!(user["userTenants"][0]["roleNames"], json!(["billing"]));
    api.ok(&format!("{UPDATE}/role/add"), body).await;
}

#[tokio::test]
async fn roles_are_added_set_and_removed_per_scope() {
    let api = Api::with_catalogue();
    api.user("a@example.com", json!({"userTenants": [{"tenantId": "acme", "roleNames": ["viewer"]}]})).await;
    let role = async |call: &str, names: Value, tenant: &str| {
        let body = json!({"loginId": "a@example.com", "roleNames": names, "tenantId": tenant});
        api.ok(&format!("{UPDATE}/role/{call}"), body).await["user"].clone()
    };
    assert_eq!(role("add", json!(["viewer"]), "").await["roleNames"], json!(["viewer"]));
    assert_eq!(role("add", json!(["admin", "viewer"]), "").await["roleNames"], json!(["viewer", "admin"]));
    let user = role("set", json!(["billing"]), "acme").await;
    assert_eq!(
        (&user["roleNames"], &user["userTenants"][0]["roleNames"]),
        (&json!(["viewer", "admin"]), &json!(["billing"]))
    );
    assert_eq!(role("remove", json!(["viewer", "admin"]), "").await["roleNames"], json!([]));
    assert_eq!(role("set", json!([]), "acme").await["userTenants"][0]["roleNames"], json!([]));
    let body = json!({"loginId": "a@example.com", "roleNames": ["billing"]});
    api.refused(&format!("{UPDATE}/role/add"), body, 400, "E011003").await;
}

#[tokio::test]
async fn applications_are_added_set_and_removed() {
    let api = Api::with_catalogue();
    api.user("a@example.com", json!({})).await;
    let app = async |call: &str, ids: Value| {
        let body = json!({"loginId": "a@example.com", "ssoAppIds": ids});
        api.ok(&format!("{UPDATE}/ssoapp/{call}"), body).await["user"]["ssoAppIds"].clone()
    };
    assert_eq!(app("add", json!(["wiki", "wiki"])).await, json!(["wiki"]));
    assert_eq!(app("set", json!(["portal"])).await, json!(["portal"]));
    assert_eq!(app("remove", json!(["portal", "wiki"])).await, json!([]));
    let body = json!({"loginId": "a@example.com", "ssoAppIds": ["nothing"]});
    api.refused(&format!("{UPDATE}/ssoapp/set"), body, 400, "E011003").await;
}

#[tokio::test]
async fn recovery_picture_and_consent_are_set() {
    let api = Api::new();
    api.user("a@example.com", json!({})).await;
    let id = json!({"loginId": "a@example.com"});
    let with = |more: Value| {
        let mut body = id.clone();
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    api.ok(
        &format!("{UPDATE}/recovery/email"),
        with(json!({"recoveryEmail": "r@example.com", "verified": true})),
    )
    .await;
    api.ok(&format!("{UPDATE}/recovery/phone"), with(json!({"recoveryPhone": "+1-555-555-0101"}))).await;
    api.ok(&format!("{UPDATE}/picture"), with(json!({"picture": "https://example.com/a.png"}))).await;
    api.ok(&format!("{UPDATE}/impersonationConsent"), with(json!({"impersonationConsent": 2_000_000_000})))
        .await;
    let user = api.load("a@example.com").await;
    assert_eq!(
        (&user["recoveryEmail"], &user["verifiedRecoveryEmail"]),
        (&json!("r@example.com"), &json!(true))
    );
    assert_eq!(
        (&user["recoveryPhone"], &user["verifiedRecoveryPhone"]),
        (&json!("+15555550101"), &json!(false))
    );
    assert_eq!(user["picture"], "https://example.com/a.png");
    assert_eq!(user["consentExpiration"], 2_000_000_000);
}

#[tokio::test]
async fn unknown_users_are_not_found() {
    let api = Api::with_catalogue();
    for (path, more) in [
        ("status", json!({"status": "enabled"})),
        ("email", json!({"email": "a@example.com"})),
        ("name", json!({"name": "A"})),
        ("picture", json!({"picture": ""})),
        ("tenant/add", json!({"tenantId": "acme"})),
        ("role/set", json!({"roleNames": []})),
        ("ssoapp/remove", json!({"ssoAppIds": []})),
    ] {
        let mut body = json!({"loginId": "nobody"});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        api.refused(&format!("{UPDATE}/{path}"), body, 404, "E112102").await;
    }
}

#[tokio::test]
async fn families_are_joined_merged_and_left() {
    let api = Api::with_catalogue();
    let definitions =
        json!({"attributes": [{"name": "nickname", "type": 1}, {"name": "birthday", "type": 7}]});
    let made = api.ok("/v1/mgmt/user/families/customattribute/create", definitions).await;
    assert_eq!((made["data"].as_array().unwrap().len(), &made["total"]), (2, &Value::Null));
    let (_, plain) = api.get("/v1/mgmt/user/customattributes").await;
    assert!(!plain.to_string().contains("nickname"), "{plain}");
    let first =
        json!([{"familyId": "smith", "roleNames": ["viewer"], "familyScopedAttributes": {"nickname": "Al"}}]);
    let user = api.user("a@example.com", json!({"familyAssociations": first})).await;
    assert_eq!(user["familyAssociations"], first);
    assert_eq!(user["roleNames"], json!([]));
    let add = async |families: Value| {
        let body = json!({"loginId": "a@example.com", "familyAssociations": families});
        api.ok(&format!("{UPDATE}/family/add"), body).await["user"]["familyAssociations"].clone()
    };
    let merged = add(json!([
        {"familyId": "smith", "roleNames": ["admin", "viewer"], "familyScopedAttributes": {"birthday": "02-29"}},
        {"familyId": "jones"},
    ]))
    .await;
    assert_eq!(
        merged,
        json!([
            {"familyId": "smith", "roleNames": ["viewer", "admin"], "familyScopedAttributes": {"nickname": "Al", "birthday": "02-29"}},
            {"familyId": "jones", "roleNames": [], "familyScopedAttributes": {}},
        ])
    );
    assert_eq!(add(json!([{"familyId": "smith", "roleNames": null}])).await, merged);
    for wrong in [
        json!([{"familyId": "smith", "roleNames": ["nobody"]}]),
        json!([{"familyId": "smith", "familyScopedAttributes": {"plan": "pro"}}]),
        json!([{"familyId": "smith", "familyScopedAttributes": {"nickname": 7}}]),
    ] {
        let body = json!({"loginId": "a@example.com", "familyAssociations": wrong});
        api.refused(&format!("{UPDATE}/family/add"), body, 400, "E011003").await;
    }
    for (call, body) in [("add", json!({"familyAssociations": []})), ("remove", json!({"familyIds": []}))] {
        let mut body = body;
        body["loginId"] = json!("a@example.com");
        api.refused(&format!("{UPDATE}/family/{call}"), body, 400, "E011002").await;
    }
    // What goes from the project goes from the families.
    api.ok("/v1/mgmt/role/delete", json!({"name": "viewer"})).await;
    let left = api.ok("/v1/mgmt/user/families/customattribute/delete", json!({"names": ["nickname"]})).await;
    assert_eq!(left["data"][0]["name"], "birthday");
    let smith = api.load("a@example.com").await["familyAssociations"][0].clone();
    assert_eq!(
        smith,
        json!({"familyId": "smith", "roleNames": ["admin"], "familyScopedAttributes": {"birthday": "02-29"}})
    );
    let gone = json!({"loginId": "a@example.com", "familyIds": ["smith", "unknown"]});
    let user = api.ok(&format!("{UPDATE}/family/remove"), gone).await["user"].clone();
    assert_eq!(user["familyAssociations"][0]["familyId"], "jones");
    let patch = json!({"loginId": "a@example.com", "familyAssociations": [{"familyId": "miller"}]});
    let (_, reply) = api.patch("/v1/mgmt/user/patch", patch).await;
    assert_eq!(reply["user"]["familyAssociations"][0]["familyId"], "miller");
    api.ok("/v1/mgmt/user/update", json!({"loginId": "a@example.com", "email": "a@example.com"})).await;
    assert_eq!(api.load("a@example.com").await["familyAssociations"], json!([]));
}

#[tokio::test]
async fn a_dependent_keeps_a_family() {
    let api = Api::new();
    let seed = json!({"users": [{"loginId": "kid", "dependent": true, "familyAssociations": [{"familyId": "smith"}]}]});
    api.emulator.seed(&seed.to_string()).unwrap();
    api.refused("/v1/mgmt/user/update", json!({"loginId": "kid", "name": "Kid"}), 400, "E011003").await;
    let body = json!({"loginId": "kid", "name": "Kid", "familyAssociations": [{"familyId": "smith"}]});
    assert_eq!(api.ok("/v1/mgmt/user/update", body).await["user"]["name"], "Kid");
    assert_eq!(api.ok("/v2/mgmt/user/search", json!({"dependent": true})).await["total"], 1);
}
