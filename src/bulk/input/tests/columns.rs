//! What columns mean.

use serde_json::json;

use super::*;
use crate::ops::user::DeleteRow;

#[test]
fn headers_of_spreadsheets_are_understood() {
    let names = "Username,E-Mail,First Name,Last Name,Mobile,email_verified,Roles,customAttributes.plan";
    let cells = ["a", "a@example.com", "Ann", "Example", "+15551234567", "TRUE", "x;y", "pro"];
    assert_eq!(
        create().cells(names, &cells).unwrap(),
        json!({
            "loginId": "a", "email": "a@example.com", "verifiedEmail": true, "phone": "+15551234567",
            "givenName": "Ann", "familyName": "Example", "roleNames": ["x", "y"],
            "customAttributes": {"plan": "pro"},
        })
    );
}

#[test]
fn columns_can_be_mapped_left_out_and_set() {
    let case = || {
        let case = create().map("Kundennummer", "loginId").map("Notiz", "");
        case.set("status", "enabled").set("customAttributes.plan", "pro")
    };
    let expected =
        json!({"loginId": "7", "name": "Ann", "customAttributes": {"plan": "pro"}, "status": "enabled"});
    assert_eq!(case().cells("Kundennummer,Notiz,name", &["7", "x", "Ann"]).unwrap(), expected);
    let row = json!({"Kundennummer": "7", "Notiz": "x", "name": "Ann"});
    assert_eq!(case().object(&row).unwrap(), expected);
    let error = case().cells("loginId,Notiz", &["a", "x"]).unwrap_err();
    assert_eq!(error, "there is no column `Kundennummer` to map");
    let error = create().set("loginId", "a").cells("loginId", &["b"]).unwrap_err();
    assert_eq!(error, "the columns `loginId` and `--set` are the same field");
    let same = create().cells("loginId,name,displayName", &["a", "Ann", "Ann"]).unwrap();
    assert_eq!(same, json!({"loginId": "a", "name": "Ann"}));
    let found = create().check(".csv", "loginId,name,displayName\na,Ann,\nb,Ben,Ben\nc,Cid\n").unwrap();
    assert_eq!(
        found.problems,
        ["line 2, displayName: differs from `name`, which is the same field (2 rows)"]
    );
    let several = create().map("E-Mail", "loginId,email");
    let expected = json!({"loginId": "a@example.com", "email": "a@example.com"});
    assert_eq!(several.cells("E-Mail", &["a@example.com"]).unwrap(), expected);
    assert_eq!(several.object(&json!({"E-Mail": "a@example.com"})).unwrap(), expected);
    let dotted = create().map("Plan", "customAttributes.plan");
    let expected = json!({"loginId": "a", "customAttributes": {"plan": "7"}});
    assert_eq!(dotted.object(&json!({"loginId": "a", "Plan": "7"})).unwrap(), expected);
}

#[test]
fn a_column_that_every_row_needs_must_be_there() {
    assert_eq!(create().cells("email,name", &["x", "y"]).unwrap_err(), "there is no column `loginId`");
    let role = operation("add-role");
    assert_eq!(role.cells("loginId", &["a"]).unwrap_err(), "there is no column `roleNames`");
    let password = operation("set-active-password");
    assert_eq!(password.cells("loginId,by", &["a", "b"]).unwrap_err(), "unknown column `by`");
    assert_eq!(password.cells("loginId,reason", &["a", "b"]).unwrap_err(), "there is no column `password`");
}

#[test]
fn unknown_columns_name_the_nearest_field() {
    let error = |names: &str| {
        let text = format!("{names}\n");
        create().check(".csv", text).unwrap_err()
    };
    let one = error("loginId,emial");
    assert_eq!(one.to_string(), "unknown column `emial`");
    assert_eq!(one.reason().unwrap(), "there is no such field, the nearest is `email`");
    // What is really near is offered, and nothing else.
    assert_eq!(error("loginId,credentials").reason().unwrap(), "there is no such field");
    let twice = create().map("a", "email,name").check(".csv", "loginId,a,email\n").unwrap_err();
    assert_eq!(twice.to_string(), "the columns `a` and `email` are the same field");
    assert_eq!(error("loginId,Kundennummer,Notiz").to_string(), "unknown columns `Kundennummer`, `Notiz`");
    let wide: Vec<String> = (0..5_000).map(|number| format!("Spalte {number}")).collect();
    assert!(
        error(&format!("name,{}", wide.join(",")))
            .to_string()
            .ends_with("`Spalte 18`, `Spalte 19` and 4980 more")
    );
    let attributes: Vec<String> = (0..5_000).map(|number| format!("customAttributes.a{number}")).collect();
    assert!(error(&attributes.join(",")).reason().unwrap().len() < 1000);
    let gone = Case::of(&DeleteRow::ROWS).check(".csv", "name,city\n").unwrap_err();
    assert_eq!(gone.to_string(), "unknown column `city`");
    assert!(gone.hints().iter().any(|hint| hint.starts_with("no column names the users: ")), "{gone:?}");
    let gone = Case::of(&DeleteRow::ROWS).check(".csv", "name,Vorname\n").unwrap_err();
    assert_eq!(gone.to_string(), "no column names the users");
    assert_eq!(error("").to_string().split('`').next_back().unwrap(), " is empty");
}

#[test]
fn the_template_has_every_field_once_and_is_understood() {
    let template = RowSchema::template(&BatchUser::ROWS);
    assert_eq!(template.first().map(String::as_str), Some("loginId"));
    assert!(
        template.contains(&"customAttributes".to_owned()) && template.contains(&"createdTime".to_owned())
    );
    assert!(RowSchema::of_header(&BatchUser::ROWS, &template, &Mapping::default()).is_ok());
}

#[test]
fn a_name_beside_given_names_is_the_family_name_or_is_asked_for() {
    for given in ["Vorname", "Prénom"] {
        let family = json!({"loginId": "a", "familyName": "Müller", "givenName": "Anna"});
        assert_eq!(create().cells(&format!("Login,Name,{given}"), &["a", "Müller", "Anna"]).unwrap(), family);
        assert_eq!(create().object(&json!({"Login": "a", "Name": "Müller", given: "Anna"})).unwrap(), family);
    }
    let spanish = json!({"loginId": "a", "givenName": "Ana", "familyName": "Ruiz"});
    assert_eq!(create().cells("Login,Nombre,Apellidos", &["a", "Ana", "Ruiz"]).unwrap(), spanish);
    let french = json!({"loginId": "a", "familyName": "Roux", "givenName": "Ana"});
    assert_eq!(create().cells("Login,Nom,Prénom", &["a", "Roux", "Ana"]).unwrap(), french);
    let both = json!({"loginId": "a", "name": "Ann Lee", "givenName": "Ann", "familyName": "Lee"});
    assert_eq!(
        create().cells("loginId,Name,First Name,Last Name", &["a", "Ann Lee", "Ann", "Lee"]).unwrap(),
        both
    );
    for (name, given) in [("Name", "First Name"), ("name", "firstName")] {
        let header = format!("loginId,{name},{given}");
        let unclear = format!("`{name}` beside `{given}` is the whole name or the family name");
        assert_eq!(create().cells(&header, &["a", "Lee", "Ann"]).unwrap_err(), unclear);
        let record = json!({"loginId": "a", name: "Lee", given: "Ann"});
        let cure = format!(
            "line 1, {name}: beside `{given}` is the whole name or the family name: `--map '{name}=familyName'` reads it \
             as the family name, `--map '{name}=name'` as the whole one"
        );
        assert_eq!(create().object(&record).unwrap_err(), cure);
        for field in ["name", "familyName"] {
            let case = || create().map(name, field);
            let expected = json!({"loginId": "a", field: "Lee", "givenName": "Ann"});
            assert_eq!(case().cells(&header, &["a", "Lee", "Ann"]).unwrap(), expected);
            assert_eq!(case().object(&record).unwrap(), expected);
        }
    }
    // These are the API's own names, and those of OpenID Connect.
    for given in ["givenName", "given_name"] {
        let whole = json!({"loginId": "a", "name": "Ann Lee", "givenName": "Ann"});
        assert_eq!(
            create().cells(&format!("loginId,name,{given}"), &["a", "Ann Lee", "Ann"]).unwrap(),
            whole
        );
    }
}

#[test]
fn a_part_of_what_is_said_of_a_user_says_who_may_sign_in() {
    let blocked = json!({"loginId": "a", "status": "disabled"});
    for (name, cell) in [("user.disabled", "yes"), ("profile.Blocked", "true"), ("account.active", "0")] {
        assert_eq!(create().cells(&format!("loginId,{name}"), &["a", cell]).unwrap(), blocked);
    }
    assert!(create().cells("loginId,mfa.enabled", &["a", "false"]).is_err());
}

#[test]
fn what_is_said_of_one_value_of_an_object_leaves_the_others_as_they_are() {
    let record = json!({"loginId": "a", "customAttributes": {"plan": "x", "seats": 5, "tags": ["t"]}});
    let sent = |attributes: Value| json!({"loginId": "a", "customAttributes": attributes});
    let read = |path: &str, field: &str| create().map(path, field).object(&record);
    assert_eq!(read("customAttributes.seats", "").unwrap(), sent(json!({"plan": "x", "tags": ["t"]})));
    let named = json!({"loginId": "a", "name": "x", "customAttributes": {"seats": 5, "tags": ["t"]}});
    assert_eq!(read("customAttributes.plan", "name").unwrap(), named);
    let mut gold = create();
    gold.mapping.options.values = vec![Translation {
        column: "customAttributes.plan".to_owned(),
        from: "X".to_owned(),
        to: "gold".to_owned(),
    }];
    assert_eq!(gold.object(&record).unwrap(), sent(json!({"plan": "gold", "seats": 5, "tags": ["t"]})));
    // The rest of what is no field is refused as it is without the flag.
    let profile = |rest: Value| {
        let record = json!({"loginId": "a", "profile": rest}).to_string();
        create().map("profile.nick", "name").check(".jsonl", record).unwrap()
    };
    assert_eq!(profile(json!({"nick": "q"})).bodies, [json!({"loginId": "a", "name": "q"})]);
    let rest = profile(json!({"nick": "q", "roles": ["admin"]}));
    assert_eq!(rest.problems, ["line 1, profile: there is no such field (1 row)"]);
    let mut stated = create().map("profile.status", "status");
    stated.mapping.options.values = vec![Translation {
        column: "profile.status".to_owned(),
        from: "Foo".to_owned(),
        to: "disabled".to_owned(),
    }];
    assert_eq!(
        stated.object(&json!({"loginId": "a", "profile": {"status": "Foo"}})).unwrap(),
        json!({"loginId": "a", "status": "disabled"})
    );
}

/// Names of what a program makes are the same in all rows, and are not judged in each.
#[test]
fn names_are_judged_once() {
    let folder = tempfile::tempdir().unwrap();
    let read = |name: &str, text: &str| {
        let file = folder.path().join(name);
        std::fs::write(&file, text).unwrap();
        let mut input = Input::open_as(&file, &Opening::default()).unwrap();
        input.transform_with(Transform::of_text("{loginId: .mail, email: .mail}").unwrap()).unwrap();
        let schema = RowSchema::new(&BatchUser::ROWS, &input, &Mapping::default()).unwrap();
        state::take_judged();
        let checked = check(input, schema, None, false, &mut |_| Ok(()), &mut |problem| panic!("{problem}"));
        let mut judged = state::take_judged();
        judged.sort_unstable();
        (checked.unwrap().transformed.unwrap().let_in, judged)
    };
    let (let_in, judged) = read("users.csv", "mail,Blocked\na@example.com,no\nb@example.com,no\n");
    assert!(let_in.is_empty() && !judged.iter().any(|name| name == "loginId"), "{judged:?}");
    let line = "{\"mail\":\"a@example.com\",\"profile\":{\"blocked\":true}}\n";
    let (let_in, judged) = read("users.jsonl", line);
    assert_eq!(let_in.get("profile.blocked"), Some(&1));
    assert_eq!(judged, ["blocked", "email", "loginId", "mail", "profile"]);
}
