//! Rows that empty fields.

use serde_json::json;

use super::*;
use crate::ops::user::PatchUser;

#[test]
fn a_patch_can_empty_fields_by_a_mark() {
    let patch = Case::of(&PatchUser::ROWS);
    let names = "loginId,email,roleNames,name,customAttributes.plan";
    let body = patch.cells(names, &["a", "@null", "@null", "", "@null"]).unwrap();
    let expected = json!({"loginId": "a", "customAttributes": {"plan": null}, "email": "", "roleNames": []});
    assert_eq!(body, expected);
    let row = json!({"loginId": "a", "customAttributes": {"plan": null}, "email": "", "roleNames": []});
    assert_eq!(patch.object(&row).unwrap(), expected);
    assert_eq!(
        patch.cells("loginId,roleNames", &["a", "[ ]"]).unwrap(),
        json!({"loginId": "a", "roleNames": []})
    );
    insta::assert_snapshot!(patch.cells("loginId,verifiedEmail,customAttributes", &["@null", "@null", "@null"]).unwrap_err(), @r"
    line 2, loginId: cannot be emptied here
    line 2, verifiedEmail: cannot be emptied here
    line 2, customAttributes: cannot be emptied here
    ");
    let twice = Case::of(&PatchUser::ROWS).set("email", "a@example.com");
    let twice = twice.object(&json!({"loginId": "a", "email": ""})).unwrap_err();
    assert_eq!(twice, "line 1, email: stands in the row and in `--set`");
}

#[test]
fn a_new_user_has_nothing_to_empty() {
    let names = "loginId,email,roleNames,customAttributes.plan,hashedPassword.bcrypt.hash,password";
    let cells = ["a", "@null", "@null", "@null", "@null", "@null"];
    assert_eq!(create().cells(names, &cells).unwrap(), json!({"loginId": "a"}));
}

#[test]
fn an_operation_removes_what_it_is_about_by_a_mark() {
    let email = operation("update-email");
    let removed = json!({"loginId": "a", "email": "", "failOnConflict": true});
    assert_eq!(email.cells("loginId,email", &["a", "@null"]).unwrap(), removed);
    assert_eq!(email.cells("loginId,email,remove", &["a", "@null", "false"]).unwrap(), removed);
    assert_eq!(email.cells("loginId,email,remove", &["a", "", "TRUE"]).unwrap(), removed);
    let consent = operation("update-impersonation-consent");
    let revoked = json!({"loginId": "a", "impersonationConsent": 0});
    assert_eq!(consent.cells("loginId,impersonationConsent", &["a", "@null"]).unwrap(), revoked);
    let names = operation("update-display-name");
    let body = json!({"loginId": "a", "name": "A", "givenName": ""});
    assert_eq!(names.cells("loginId,name,givenName", &["a", "A", "@null"]).unwrap(), body);
    insta::assert_snapshot!(email.cells("loginId,email", &["@null", "@null"]).unwrap_err(), @"line 2, loginId: ``: an identifier must not be empty");
    insta::assert_snapshot!(operation("set-roles").cells("loginId,roleNames", &["a", "@null"]).unwrap_err(), @"line 2, roleNames: cannot be emptied here");
    let roles = operation("add-role");
    let of_project = json!({"loginId": "a", "roleNames": ["x"]});
    assert_eq!(roles.cells("loginId,roleNames,tenantId", &["a", "x", "@null"]).unwrap(), of_project);
    insta::assert_snapshot!(roles.cells("loginId,roleNames,tenantId", &["a", "x", ""]).unwrap_err(), @"line 2, tenantId: is empty, and without it the row would be about the whole project: `@null` says that this is meant");
    let short = roles.check(".csv", "loginId,roleNames,tenantId\na,x\n").unwrap();
    insta::assert_snapshot!(short.problems.join("\n"), @"line 2, tenantId: is empty, and without it the row would be about the whole project: `@null` says that this is meant");
    insta::assert_snapshot!(operation("set-active-password").cells("loginId,password", &["a", "@null"]).unwrap_err(), @"line 2, password: cannot be emptied here");
}
