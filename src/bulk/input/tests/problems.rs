//! What is wrong with rows.

use serde_json::json;

use super::*;
use crate::ops::user::DeleteRow;

#[test]
fn what_no_field_takes_is_refused() {
    let wrong = json!({
        "loginId": {"x": 1}, "roleNames": [null, "a", {"b": 1}], "frobnicate": 1, "emial": 2, "verifiedEmail": "maybe",
        "customAttributes": {"a=b": 1, " ": 2}, "status": ["x"], "userTenants": [{"roleNames": []}],
    });
    insta::assert_snapshot!(create().object(&wrong).unwrap_err(), @r#"
    line 1, loginId: expected one value, not an object
    line 1, verifiedEmail: `maybe`: expected one of true, false, yes, no, 1, 0
    line 1, roleNames: `null` cannot stand in this list
    line 1, roleNames: `{"b":1}` cannot stand in this list
    line 1, userTenants: `{"roleNames":[]}`: not a tenant membership: missing field `tenantId` at line 1 column 16
    line 1, customAttributes: the name of an attribute must not hold `=`
    line 1, customAttributes: the name of an attribute is empty
    line 1, status: expected one value, not a list
    line 1, frobnicate: there is no such field (1 row)
    line 1, emial: there is no such field, the nearest is `email` (1 row)
    line 1, customAttributes.a=b: the project has no attribute `a=b` (1 row)
    line 1, customAttributes. : the project has no attribute ` ` (1 row)
    "#);
    let set = create().set("roleNames", "admin");
    let twice = set.object(&json!({"loginId": "a", "roleNames": ["viewer"]})).unwrap_err();
    assert_eq!(twice, "line 1, roleNames: stands in the row and in `--set`");
    let twice = create().object(&json!({"loginId": "a", "identifier": "b"})).unwrap_err();
    assert_eq!(twice, "line 1, loginId: is given twice, with different values");
}

#[test]
fn all_problems_of_a_row_come_out_at_once() {
    let names = "loginId,E-Mail,phone,verifiedEmail,status,createdTime,userTenants,additionalIdentifiers,password,hashedPassword";
    let cells =
        ["", "nope", "12", "jein", "gone", "soon", "=x;acme", "ok;\u{1}", "pw", r#"{"md5": {"hash": "x"}}"#];
    insta::assert_snapshot!(create().cells(names, &cells).unwrap_err(), @r"
    line 2, additionalIdentifiers: `ok;\u{1}`: it holds control characters
    line 2, loginId: is missing
    line 2, E-Mail: `nope`: not an e-mail address, expected the form `name@example.com`
    line 2, verifiedEmail: `jein`: expected one of true, false, yes, no, 1, 0
    line 2, phone: `12`: begins without `+` and the code of a country, expected the form `+15551234567`
    line 2, userTenants: `=x`: the tenant ID is empty, expected `TENANT` or `TENANT=ROLE,ROLE`
    line 2, status: `gone`: expected one of enabled, disabled, invited
    line 2, hashedPassword: `md5.hash` must be 32 hexadecimal digits
    line 2, createdTime: `soon`: not a time, expected seconds since 1970 (`1700000000`) or the form `2024-01-15T10:30:00Z`
    line 2, password: cannot stand beside `hashedPassword`
    ");
    insta::assert_snapshot!(create().object(&json!({"loginId": "a", "roleNames": "x,y"})).unwrap_err(), @r#"line 1, roleNames: `x,y`: items of a list are divided by `;`, and `["a,b"]` is one item with a comma in it"#);
    insta::assert_snapshot!(create().object(&json!({"loginId": "a", "roleNames": 5})).unwrap_err(), @"line 1, roleNames: expected a JSON list");
    let bcrypt = "$2b$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234";
    let hash = json!({"bcrypt": {"hash": bcrypt}}).to_string();
    let twice = "loginId,hashedPassword,hashedPassword.md5.hash";
    insta::assert_snapshot!(create().cells(twice, &["a", &hash, "5f4dcc3b5aa765d61d8327deb882cf99"]).unwrap_err(), @"line 2, hashedPassword: stands in one column as a whole, and in others in parts: leave out the one or the others");
    let record = json!({"loginId": "a", "hashedPassword.md5.hash": "5f4dcc3b5aa765d61d8327deb882cf99", "hashedPassword": {"bcrypt": {"hash": bcrypt}}});
    insta::assert_snapshot!(create().object(&record).unwrap_err(), @"line 1, hashedPassword: is given twice, with different values");
    let two = json!({"loginId": "a", "hashedPassword": {"md5": {"hash": "x"}, "bcrypt": {"hash": bcrypt}}});
    insta::assert_snapshot!(create().object(&two).unwrap_err(), @r#"line 1, hashedPassword: expected one algorithm with its parameters, such as {"bcrypt": {"hash": "$2b$…"}}"#);
    for text in ["a\u{1b}b", "\u{7}"] {
        let said = "it holds control characters";
        for record in [
            json!({"loginId": "a", "name": text}),
            json!({"loginId": "a", "roleNames": ["x", text]}),
            json!({"loginId": "a", "customAttributes": {"plan": text}}),
            json!({"loginId": "a", "userTenants": [{"tenantId": text}]}),
        ] {
            let why = create().object(&record).unwrap_err();
            assert!(why.contains(said), "{record}: {why}");
        }
        for name in ["name", "roleNames", "customAttributes.plan", "userTenants"] {
            let why = create().cells(&format!("loginId,{name}"), &["a", text]).unwrap_err();
            assert!(why.contains(said), "{name}: {why}");
        }
    }
    let long = "x".repeat(100_000);
    assert!(create().cells("loginId,email", &["a", &long]).unwrap_err().len() < 400);
}

#[test]
fn fields_that_do_not_go_together_are_named() {
    let email = operation("update-email");
    let wrong = |cells: &[&str]| email.cells("loginId,email,remove,verified", cells).unwrap_err();
    insta::assert_snapshot!(wrong(&["a", "a@example.com", "true", "true"]), @"line 2, remove: cannot stand beside `email` or `verified`");
    insta::assert_snapshot!(wrong(&["a", "", "false", "true"]), @"line 2, email: is missing");
    insta::assert_snapshot!(operation("add-role").cells("loginId,roles,tenant", &["", "", "acme"]).unwrap_err(), @r"
    line 2, loginId: is missing
    line 2, roles: is missing
    ");
    insta::assert_snapshot!(operation("update-display-name").cells("loginId,name,givenName", &["a", "", ""]).unwrap_err(), @"line 2, name: is missing");
    let gone = Case::of(&DeleteRow::ROWS);
    insta::assert_snapshot!(gone.object(&json!({"name": "A"})).unwrap_err(), @"line 1: one of `userId`, `loginId`, `loginIds` is missing");
    insta::assert_snapshot!(operation("set-active-password").cells("loginId,password", &["a", ""]).unwrap_err(), @"line 2, password: is missing");
}

#[test]
fn identifiers_that_stand_twice_are_found_by_their_rows() {
    let text = "loginId,additionalIdentifiers\na,+1 555 123 4567\nb,\n,x\nc,+15551234567;b\nd,d\n";
    let found = create().check(".csv", text).unwrap();
    assert_eq!((found.rows, found.problems.len()), (5, 1));
    let twice: Vec<(u64, u64)> = found.duplicates.iter().map(|twice| (twice.number, twice.first)).collect();
    assert_eq!(twice, [(3, 0), (3, 1), (4, 4)]);
    assert_eq!(found.duplicates[0].fingerprint, fingerprint("+15551234567"));
    let added = operation("add-role").check(".csv", "loginId,roleNames\na,x\na,y\n").unwrap();
    assert_eq!((added.rows, added.duplicates.len()), (2, 0));
}

#[test]
fn what_the_project_does_not_have_is_found_before_anything_is_sent() {
    let roles = json!({"roles": [{"name": "viewer"}, {"name": "auditor", "tenantId": "acme"}]});
    let tenants = json!({"tenants": [{"id": "acme", "name": "Acme"}]});
    let attributes = Attributes::of_reply(&json!({"data": [{"name": "seats", "type": 2}]}));
    let of_column = Case { attributes: attributes.clone(), ..Case::of(&BatchUser::ROWS) };
    let found = of_column.check(".csv", "loginId,customAttributes.seat\na,5\nb,\n").unwrap();
    let expected =
        "line 2, customAttributes.seat: the project has no attribute `seat`, the nearest is `seats` (1 row)";
    assert_eq!(found.problems, [expected]);
    let directory = Some(Directory::of_replies(&roles, &tenants, attributes.clone()));
    let case = Case { attributes, directory, ..Case::of(&BatchUser::ROWS) };
    let text = "loginId,roleNames,userTenants,customAttributes.seats\n\
                a,viewer,\"acme=auditor,viewer\",5\nb,vieweer,acne=viewer,five\nc,auditor,acme=root,\n";
    let found = case.check(".csv", text).unwrap();
    assert_eq!(found.names, ["a"]);
    assert_eq!(
        found.problems,
        [
            "line 3, roleNames: there is no role `vieweer`, the nearest is `viewer`",
            "line 3, userTenants: there is no tenant `acne`, the nearest is `acme`",
            "line 3, customAttributes.seats: `\"five\"`: expected a number",
            "line 4, roleNames: `auditor` is a role of the tenant `acme` only",
            "line 4, userTenants: there is no role `root`",
        ]
    );
}
