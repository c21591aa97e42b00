//! What cells and JSON values become.

use serde_json::json;

use super::*;

#[test]
fn cells_are_text_unless_their_field_says_otherwise() {
    let names = "loginId,phone,verifiedPhone,roleNames,customAttributes.plan,customAttributes.seats,customAttributes.beta,customAttributes.tags,userTenants";
    let cells = [
        "007",
        "+1 555 123 4567",
        "true",
        "admin; viewer",
        "007",
        "5",
        "TRUE",
        "a;b",
        "acme=admin,viewer;beta",
    ];
    assert_eq!(
        create().cells(names, &cells).unwrap(),
        json!({
            "loginId": "007", "phone": "+15551234567", "verifiedPhone": true, "roleNames": ["admin", "viewer"],
            "userTenants": [
                {"tenantId": "acme", "roleNames": ["admin", "viewer"]}, {"tenantId": "beta", "roleNames": []}
            ],
            "customAttributes": {"plan": "007", "seats": 5, "beta": true, "tags": ["a", "b"]},
        })
    );
}

#[test]
fn lists_and_objects_may_be_json_in_a_cell() {
    let names = "loginId,roleNames,userTenants,customAttributes,customAttributes.plan,hashedPassword";
    let cells = [
        "a",
        r#"["x;y", "z"]"#,
        r#"[{"tenantId": "acme"}, "beta=viewer"]"#,
        r#"{"seats": 5}"#,
        "pro",
        r#"{"bcrypt": {"hash": "$2b$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234"}}"#,
    ];
    assert_eq!(
        create().cells(names, &cells).unwrap(),
        json!({
            "loginId": "a", "roleNames": ["x;y", "z"],
            "userTenants": [{"tenantId": "acme", "roleNames": []}, {"tenantId": "beta", "roleNames": ["viewer"]}],
            "customAttributes": {"seats": 5, "plan": "pro"}, "hashedPassword": {"bcrypt": {"hash": "$2b$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234"}},
        })
    );
    let wrong = create().cells("loginId,roleNames,customAttributes", &["a", "[1", "[]"]).unwrap_err();
    insta::assert_snapshot!(wrong, @r"
    line 2, roleNames: not a JSON list: EOF while parsing a list at line 1 column 2
    line 2, customAttributes: expected a JSON object
    ");
    let wrong =
        create().cells("loginId,customAttributes,customAttributes.plan", &["a", r#"{"plan": "1"}"#, "x"]);
    insta::assert_snapshot!(wrong.unwrap_err(), @"line 2, customAttributes: `plan` is given twice");
}

#[test]
fn a_membership_with_a_field_that_it_does_not_have_is_a_problem() {
    let roles = r#"{"tenantId":"acme","roles":["admin"]}"#;
    let why = format!(
        "userTenants: `{roles}`: a tenant membership has no field `roles`, the nearest is `roleNames`"
    );
    let list = format!("[{roles}]");
    let row = json!({"loginId": "a", "userTenants": serde_json::from_str::<Value>(&list).unwrap()});
    assert_eq!(create().object(&row).unwrap_err(), format!("line 1, {why}"));
    assert_eq!(create().cells("loginId,userTenants", &["a", &list]).unwrap_err(), format!("line 2, {why}"));
    let family = json!({"loginId": "a", "familyAssociations": [{"familyId": "smith", "roleName": ["x"]}]});
    insta::assert_snapshot!(create().object(&family).unwrap_err(), @r#"line 1, familyAssociations: `{"familyId":"smith","roleName":["x"]}`: a family membership has no field `roleName`, the nearest is `roleNames`"#);
    // Replies say more of a tenant than requests do.
    let shown = json!({"loginId": "a", "userTenants": [{"tenantId": "acme", "tenantName": "A", "permissions": [], "roleNames": ["admin"]}]});
    let sent = create().object(&shown).unwrap();
    assert_eq!(sent["userTenants"], json!([{"tenantId": "acme", "roleNames": ["admin"]}]));
}

#[test]
fn an_empty_cell_is_not_given() {
    assert_eq!(create().cells("loginId,email,name", &["a", "", " "]).unwrap(), json!({"loginId": "a"}));
    let nothing = ["a", "", "", ""];
    let names = "loginId,roleNames,customAttributes.plan,hashedPassword.bcrypt.hash";
    assert_eq!(create().cells(names, &nothing).unwrap(), json!({"loginId": "a"}));
}

#[test]
fn hashes_of_every_algorithm_can_stand_in_columns() {
    let hashes = [
        ("bcrypt", "hash=$2b$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234"),
        ("django", "hash=pbkdf2_sha256$1000$salty$ktixGvL+bGlTO4bK3F1CW8qCb3tVFt/1SjsW1eUxX5g="),
        ("md5", "hash=5f4dcc3b5aa765d61d8327deb882cf99"),
        (
            "buddyauth",
            "hash=bcrypt+sha512$86186fc28f83b3e3db78bcf8350a3a57$12$8f215420e68fd7922561167b07354f05d8db6d49e212689e",
        ),
        ("firebase", "hash=aA==,salt=aA==,saltSeparator=Bw==,signerKey=aA==,memory=14,rounds=8"),
        ("pbkdf2", "hash=aA==,salt=aA==,iterations=1000,type=sha256"),
        ("phpass", "hash=ABCDEFGHIJKLMNOPQRSTUV,salt=abcdefgh,iterations=8192,type=md5"),
        ("argon2", "hash=aA==,salt=aA==,iterations=2,memory=19456,threads=1"),
        ("sha", "hash=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,type=sha1"),
        ("bach", "hash=x,key=y"),
    ];
    for (algorithm, parts) in hashes {
        // The first `=`: base64 ends in some.
        let parts: Vec<(&str, &str)> = parts.split(',').filter_map(|part| part.split_once('=')).collect();
        let columns = parts.iter().map(|(name, _)| format!(",hashedPassword.{algorithm}.{name}"));
        let names = format!("loginId{}", columns.collect::<String>());
        let cells: Vec<&str> = std::iter::once("a").chain(parts.iter().map(|(_, cell)| *cell)).collect();
        let body = create().cells(&names, &cells).unwrap();
        let stored = &body["hashedPassword"][algorithm];
        for (name, cell) in parts {
            let value = stored[name].as_u64().map(|number| number.to_string());
            assert_eq!(value.as_deref().or(stored[name].as_str()), Some(cell), "{algorithm}.{name}");
        }
    }
}

#[test]
fn parts_of_an_object_may_be_set_but_not_its_secrets() {
    let names = "loginId,hashedPassword.sha.hash";
    let body =
        create().set("hashedPassword.sha.type", "sha1").cells(names, &["a", &"aa".repeat(20)]).unwrap();
    assert_eq!(
        body["hashedPassword"],
        json!({"sha": {"hash": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "type": "sha1"}})
    );
    for secret in ["password", "seed", "hashedPassword.sha.salt"] {
        let refused = create().set(secret, "x").cells(names, &["a", "aa"]).unwrap_err();
        assert_eq!(refused, format!("cannot set `{secret}`"));
    }
    let refused = operation("set-active-password").set("password", "x").cells("loginId", &["a"]).unwrap_err();
    assert_eq!(refused, "cannot set `password`");
}

#[test]
fn secrets_are_sent_as_they_are_and_not_repeated_in_problems() {
    let body = create().cells("loginId,password,seed", &["a", " x ", "\ty"]).unwrap();
    assert_eq!((&body["password"], &body["seed"]), (&json!(" x "), &json!("\ty")));
    let why =
        create().object(&json!({"loginId": "a", "hashedPassword": {"bcrypt": {"hash": ""}}})).unwrap_err();
    assert_eq!(
        why,
        "line 1, hashedPassword: `bcrypt.hash` must be a bcrypt hash of 60 characters, such as `$2b$10$…`"
    );
    let why =
        create().object(&json!({"loginId": "a", "password": ["s3cret"], "seed": {"s3cret": 1}})).unwrap_err();
    assert!(!why.contains("s3cret"), "{why}");
    let why = create().cells("loginId,hashedPassword", &["a", "s3cret"]).unwrap_err();
    assert!(!why.contains("s3cret"), "{why}");
}

#[test]
fn json_rows_are_wire_objects_with_either_name_of_a_field() {
    let row = json!({
        "identifier": "a", "displayName": "A", "email": null, "verifiedEmail": false, "createdTime": 1_700_000_000,
        "additionalLoginIds": ["b"], "customAttributes": {"seats": 5, "plan": null},
        "userTenants": [{"tenantId": "acme", "roleNames": ["x,y"]}],
        "hashedPassword": {"bcrypt": {"hash": "$2b$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234"}},
    });
    let expected = json!({
        "loginId": "a", "name": "A", "verifiedEmail": false, "createdTime": 1_700_000_000,
        "additionalIdentifiers": ["b"], "customAttributes": {"seats": 5, "plan": null},
        "userTenants": [{"tenantId": "acme", "roleNames": ["x,y"]}],
        "hashedPassword": {"bcrypt": {"hash": "$2b$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234"}},
    });
    assert_eq!(create().object(&row).unwrap(), expected);
    let found = create().check(".json", format!("[{row}]")).unwrap();
    assert_eq!((found.bodies, found.names), (vec![expected], vec!["a b".to_owned()]));
}

#[test]
fn a_row_may_take_several_requests() {
    let tenant = operation("add-tenant");
    let found = tenant.check(".csv", "loginId,tenantId,roleNames\na,acme,x;y\nb,acme,\n").unwrap();
    assert_eq!(
        found.bodies,
        [
            json!({"loginId": "a", "tenantId": "acme"}),
            json!({"loginId": "a", "tenantId": "acme", "roleNames": ["x", "y"]}),
            json!({"loginId": "b", "tenantId": "acme"}),
        ]
    );
    let attributes = operation("update-custom-attributes");
    let found =
        attributes.check(".csv", "loginId,customAttributes.a,customAttributes.b\nx,1,@null\n").unwrap();
    assert_eq!(
        found.bodies,
        [
            json!({"loginId": "x", "attributeKey": "a", "attributeValue": "1"}),
            json!({"loginId": "x", "attributeKey": "b", "attributeValue": null}),
        ]
    );
    let renamed = operation("update-login-id").check(".csv", "loginId,newLoginId\na,b\nb,c\n").unwrap();
    assert_eq!(renamed.names, ["a b", "b c"]);
    assert_eq!(
        renamed.duplicates.iter().map(|twice| (twice.number, twice.first)).collect::<Vec<_>>(),
        [(1, 0)]
    );
}
