use super::*;

#[tokio::test]
async fn the_example_seed_is_valid() {
    let api = Api::new();
    let report = api.emulator.seed(include_str!("../../../examples/seed.json")).unwrap();
    assert!(report.users > 2 && report.tenants > 0 && report.logins > 0);
    assert_eq!(api.ok("/v2/mgmt/user/search", json!({"text": "example"})).await["total"], report.users - 1);
}

/// Tests that were written for the service use both without making them.
#[tokio::test]
async fn a_project_has_an_application_and_a_role_from_the_start() {
    let api = Api::new();
    for _ in 0..2 {
        let more = json!({"roleNames": ["Tenant Admin"], "ssoAppIds": ["descope-default-oidc"]});
        let user = api.user("a@example.com", more).await;
        assert_eq!(user["permissions"], json!(["SSO Admin", "User Admin", "Impersonate"]));
        assert_eq!(user["ssoAppIds"], json!(["descope-default-oidc"]));
        api.ok("/v1/mgmt/tenant/create", json!({"id": "t", "name": "T"})).await;
        let join = json!({"loginId": "a@example.com", "tenantId": "t", "roleNames": ["Tenant Admin"]});
        api.ok("/v2/mgmt/user/update/role/add", join).await;
        api.emulator.reset().unwrap();
    }
}

#[tokio::test]
async fn attributes_are_defined_completely() {
    let api = Api::new();
    let create = |attribute: Value| json!({"attributes": [attribute]});
    let path = "/v1/mgmt/user/customattribute/create";
    let full = json!({
        "name": "size", "displayName": "T-shirt size", "type": 4, "defaultValue": "s",
        "options": [{"value": "s", "label": "Small"}, {"value": "l"}],
        "viewPermissions": ["SSO Admin"], "editPermissions": ["User Admin"],
    });
    let stored = api.ok(path, create(full.clone())).await["data"][0].clone();
    for (key, value) in full.as_object().unwrap().iter().filter(|(key, _)| *key != "options") {
        assert_eq!(stored[key], *value, "{key}");
    }
    assert_eq!(stored["options"][1], json!({"value": "l", "label": "l"}));
    for wrong in [
        json!({"name": "a", "type": 4}),
        json!({"name": "a", "type": "multiselect", "options": []}),
        json!({"name": "a", "type": 4, "options": ["s"], "defaultValue": "m"}),
        json!({"name": "a", "type": 2, "defaultValue": "many"}),
    ] {
        api.refused(path, create(wrong), 400, "E011003").await;
    }
}

#[tokio::test]
async fn a_bad_seed_names_the_place_and_keeps_nothing() {
    let api = Api::new();
    let seed = json!({"tenants": [{"id": "t", "name": "T"}], "users": [{"loginId": "a"}, {"loginId": "b", "roleNames": ["nobody"]}]});
    let error = api.emulator.seed(&seed.to_string()).unwrap_err().to_string();
    assert_eq!(error, "invalid seed: users[1]: Role nobody does not exist");
    assert_eq!(api.emulator.status().unwrap()["counts"]["tenants"], 0);
    let again = json!({"tenants": [{"id": "t", "name": "T"}]}).to_string();
    api.emulator.seed(&again).unwrap();
    assert!(api.emulator.seed(&again).unwrap_err().to_string().contains("tenants[0]"));
    assert!(api.emulator.seed("{").is_err());
}

#[tokio::test]
async fn a_seed_can_fix_the_user_id() {
    let api = Api::new();
    let seed = json!({"users": [{"loginId": "a", "userId": "Useeded"}]});
    api.emulator.seed(&seed.to_string()).unwrap();
    assert_eq!(api.load("Useeded").await["loginIds"], json!(["a"]));
    api.refused(
        "/v1/mgmt/user/create",
        json!({"loginId": "Useeded", "phone": "+15555550100"}),
        409,
        "E062107",
    )
    .await;
}

#[tokio::test]
async fn tenants_roles_applications_and_attributes_come_and_go() {
    let api = Api::with_catalogue();
    let more = json!({"roleNames": ["admin"], "ssoAppIds": ["wiki"], "userTenants": [{"tenantId": "acme", "roleNames": ["billing"]}], "customAttributes": {"plan": "pro", "seats": 1}});
    api.user("a@example.com", more).await;
    let tenant = api.ok("/v1/mgmt/tenant/create", json!({"name": "New"})).await;
    let (_, list) = api.get("/v1/mgmt/tenant/all").await;
    assert_eq!(list["tenants"][2]["id"], tenant["id"]);
    api.ok("/v1/mgmt/tenant/delete", json!({"id": "acme", "cascade": false})).await;
    api.ok("/v1/mgmt/role/delete", json!({"name": "admin"})).await;
    api.ok("/v1/mgmt/sso/idp/app/delete", json!({"id": "wiki"})).await;
    let left = api.ok("/v1/mgmt/user/customattribute/delete", json!({"names": ["plan"]})).await;
    assert_eq!(left["total"], "4");
    let user = api.load("a@example.com").await;
    for key in ["roleNames", "ssoAppIds", "userTenants"] {
        assert_eq!(user[key], json!([]), "{key}");
    }
    assert_eq!(user["customAttributes"], json!({"seats": 1}));
    let (_, roles) = api.get("/v1/mgmt/role/all").await;
    assert_eq!(
        sorted(&json!([roles["roles"][0]["name"], roles["roles"][1]["name"]])),
        ["Tenant Admin", "viewer"]
    );
    api.ok("/v1/mgmt/role/create", json!({"name": "admin", "description": "again", "permissionNames": []}))
        .await;
    api.ok("/v1/mgmt/sso/idp/app/oidc/create", json!({"id": "wiki", "name": "Wiki"})).await;
    let (_, apps) = api.get("/v1/mgmt/sso/idp/apps/load").await;
    assert_eq!(apps["apps"].as_array().unwrap().len(), 3);
    let python =
        json!({"attributes": [{"name": "level", "type": "singleselect", "options": ["low", "high"]}]});
    let list = api.ok("/v1/mgmt/user/customattribute/create", python).await;
    assert_eq!(list["data"][4]["options"][1], json!({"value": "high", "label": "high"}));
    let (_, list) = api.get("/v1/mgmt/user/customattributes").await;
    assert_eq!(list["total"], "5");
}

#[tokio::test]
async fn a_tenants_own_role_hides_the_projects_role() {
    let api = Api::with_catalogue();
    api.user("a@example.com", json!({"userTenants": [{"tenantId": "acme", "roleNames": ["viewer"]}]})).await;
    api.ok("/v1/mgmt/role/create", json!({"name": "viewer", "tenantId": "acme", "permissionNames": ["own"]}))
        .await;
    assert_eq!(api.load("a@example.com").await["userTenants"][0]["permissions"], json!(["own"]));
    api.ok("/v1/mgmt/user/delete", json!({"loginId": "a@example.com"})).await;
    let filter = json!({"tenantRoleNames": {"acme": {"values": ["viewer"]}}});
    assert_eq!(api.ok("/v2/mgmt/user/search", filter).await["total"], 0);
}
