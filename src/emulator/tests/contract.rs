use std::collections::HashSet;

use super::super::routes;
use super::*;

#[test]
fn every_route_is_there_once() {
    let routes = routes();
    let distinct: HashSet<_> = routes.iter().collect();
    assert_eq!(routes.len(), distinct.len());
    assert!(routes.contains(&("PATCH", "/v1/mgmt/user/patch")));
}

#[tokio::test]
async fn a_user_has_every_key_of_the_contract_with_a_zero_value() {
    let api = Api::new();
    let user = api.user("a@example.com", json!({})).await;
    let expected = json!({
        "userId": user["userId"], "loginIds": ["a@example.com"], "externalIds": ["a@example.com"],
        "name": "", "givenName": "", "middleName": "", "familyName": "",
        "email": "a@example.com", "verifiedEmail": false, "phone": "", "verifiedPhone": false,
        "recoveryEmail": "", "verifiedRecoveryEmail": false, "recoveryPhone": "", "verifiedRecoveryPhone": false,
        "picture": "", "status": "invited", "test": false, "roleNames": [], "permissions": [], "userTenants": [],
        "familyAssociations": [], "ssoAppIds": [], "customAttributes": {}, "createdTime": user["createdTime"],
        "modifiedTime": user["modifiedTime"], "TOTP": false, "SAML": false, "OIDC": false, "SCIM": false,
        "OAuth": {}, "webauthn": false, "password": false, "push": false, "editable": true,
        "consentExpiration": 0, "tempLockExpiration": 0,
    });
    assert_eq!(user, expected);
    let seconds = user["createdTime"].as_i64().unwrap();
    assert!(seconds > 1_700_000_000 && seconds < 1_000_000_000_000);
    assert_eq!(user["userId"].as_str().unwrap().len(), 28);
}

#[test]
fn every_operation_of_the_contract_has_a_route() {
    let contract = include_str!("../../../tests/contract/user-management.openapi.yaml");
    let routes: HashSet<_> = routes().into_iter().map(|(method, path)| format!("{method} {path}")).collect();
    let mut path = "";
    let mut missing = Vec::new();
    let mut seen = 0;
    for line in contract.lines() {
        if let Some(name) = line.strip_prefix("  /").and_then(|rest| rest.strip_suffix(':')) {
            path = name;
        }
        if let Some(method) =
            ["get", "post", "patch", "delete"].iter().find(|method| line == format!("    {method}:"))
        {
            let operation = format!("{} /{path}", method.to_uppercase());
            seen += 1;
            if !routes.contains(&operation) {
                missing.push(operation);
            }
        }
    }
    assert_eq!(seen, 78);
    assert!(missing.is_empty(), "{missing:?}");
}
