//! A user who could not sign in there must not be able to sign in here, and what is not known is not guessed.

use std::{fs, sync::LazyLock};

use serde_json::{Value, json};

use super::{NAMES, named};
use crate::{
    bulk::input::{Input, Mapping, RowSchema, Transform, check},
    ops::{row::RowStruct as _, user::BatchUser},
};

/// What becomes of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Becomes {
    Enabled,
    Disabled,
    Invited,
    /// A problem of its row.
    Named,
    /// No user.
    LeftOut,
}

use Becomes::{Disabled, Enabled, Invited, LeftOut, Named};

/// What exports write for yes, no, nothing and something else.
static VALUES: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let mut values =
        vec![json!(true), json!(false), json!("true"), json!("false"), json!("TRUE"), json!("No")];
    values.extend([
        json!(null),
        json!(""),
        json!(1),
        json!(0),
        json!("1"),
        json!("weird"),
        json!("inactive"),
    ]);
    values.extend([json!(2), json!(["true"]), json!({"is": true})]);
    values
});

/// What the values become where yes means `yes`, no means `no`, and nothing means `nothing`.
fn walk(yes: Becomes, no: Becomes, nothing: Becomes) -> Vec<(Value, Becomes)> {
    let meaning = |value: &Value| match value {
        Value::Null => nothing,
        Value::Bool(said) => [no, yes][usize::from(*said)],
        Value::String(text) => match text.to_lowercase().as_str() {
            "" => nothing,
            "true" | "1" => yes,
            "false" | "no" => no,
            _ => Named,
        },
        Value::Number(number) if *number == 1.into() => yes,
        Value::Number(number) if *number == 0.into() => no,
        _ => Named,
    };
    VALUES.iter().map(|value| (value.clone(), meaning(value))).collect()
}

/// The same for a field that holds words.
fn words(known: &[(&str, Becomes)], nothing: Becomes) -> Vec<(Value, Becomes)> {
    let known = known.iter().flat_map(|(word, becomes)| {
        [word.to_lowercase(), (*word).to_owned()].map(|word| (Value::from(word), *becomes))
    });
    let known: Vec<_> = known.collect();
    let is_known = |value: &Value| known.iter().any(|(word, _)| word == value);
    let others = walk(Named, Named, nothing).into_iter().filter(|(value, _)| !is_known(value));
    let others: Vec<_> = others.collect();
    known.into_iter().chain(others).collect()
}

/// An entry of a directory.
fn as_ldif(record: &Value) -> String {
    let lines = record.as_object().unwrap().iter().flat_map(|(name, values)| {
        values.as_array().unwrap().iter().map(move |value| format!("{name}: {}\n", value.as_str().unwrap()))
    });
    lines.collect::<String>() + "\n"
}

/// What a source makes of records that are alike but for one field.
fn become_of(source: &str, record: &Value, path: &str, values: &[Value]) -> Vec<(Becomes, String)> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("users");
    let (mut text, mut starts) = (String::new(), Vec::new());
    for (number, value) in values.iter().enumerate() {
        let mut record: Value =
            serde_json::from_str(&record.to_string().replace("NUMBER", &number.to_string())).unwrap();
        let (parent, name) = path.rsplit_once('/').unwrap();
        record.pointer_mut(parent).unwrap()[name] = value.clone();
        starts.push(text.lines().count() as u64 + 1);
        text += &if source == "ldif" { as_ldif(&record) } else { record.to_string() + "\n" };
    }
    fs::write(&file, text).unwrap();
    let place = |line: u64| starts.iter().position(|start| *start == line).unwrap();
    let mut input = Input::open(&file, None).unwrap();
    input.transform_with(Transform::of_source(named(source).unwrap()).unwrap()).unwrap();
    let schema = RowSchema::new(&BatchUser::ROWS, &input, &Mapping::default()).unwrap();
    let mut found = vec![(LeftOut, String::new()); values.len()];
    let mut problems = Vec::new();
    let mut each = |row: crate::bulk::input::CheckedRow<'_>| {
        let body: Value = serde_json::from_slice(row.bodies).unwrap();
        let becomes = match body["status"].as_str() {
            Some("enabled") => Enabled,
            Some("disabled") => Disabled,
            Some("invited") => Invited,
            // The server would choose one.
            other => panic!("{source} {path}: {other:?}"),
        };
        found[place(row.line)] = (becomes, body.to_string());
        Ok(())
    };
    check(input, schema, None, false, &mut each, &mut |problem| problems.push(problem)).unwrap();
    for problem in problems {
        found[place(problem.line)] = (Named, problem.to_string());
    }
    found
}

fn holds(source: &str, record: Value, path: &str, expected: &[(Value, Becomes)]) {
    let values: Vec<Value> = expected.iter().map(|(value, _)| value.clone()).collect();
    let found = become_of(source, &record, path, &values);
    for ((value, becomes), (found, said)) in expected.iter().zip(found) {
        assert_eq!(found, *becomes, "{source}: `{path}` is {value}: {said}");
    }
}

/// Sources whose records do not say who is blocked.
const WITHOUT_STATES: [&str; 1] = ["workos"];

#[test]
fn nobody_who_was_blocked_is_let_in_and_what_is_not_known_is_named() {
    let allowed = || walk(Enabled, Disabled, Named);
    let barred = || walk(Disabled, Enabled, Named);
    // These services leave the field out, or empty, for those who are not blocked.
    let barred_if_there = || walk(Disabled, Enabled, Enabled);
    let email = "u-NUMBER@example.com";
    let auth0 = json!({"user_id": "auth0|NUMBER", "email": email, "identities": []});
    let cognito =
        json!({"Username": "uNUMBER", "Enabled": true, "Attributes": [{"Name": "email", "Value": email}]});
    let cognito_table = json!({"cognito:username": "uNUMBER", "email": email});
    let okta = json!({"id": "NUMBER", "profile": {"login": email, "email": email}});
    let clerk = json!({"id": "NUMBER", "primary_email_address": email, "verified_email_addresses": email});
    let keycloak = json!({"id": "NUMBER", "username": "uNUMBER", "email": email});
    let supabase = json!({"id": "NUMBER", "email": email});
    let entra = json!({"id": "NUMBER", "userPrincipalName": email, "mail": email});
    let google = json!({"id": "NUMBER", "primaryEmail": email});
    let ldif = json!({"dn": ["uid=uNUMBER"], "uid": ["uNUMBER"], "mail": [email]});
    let directory = json!({"dn": ["cn=uNUMBER"], "samaccountname": ["uNUMBER"], "mail": [email]});
    let django = json!({"id": "NUMBER", "username": "uNUMBER", "email": email});
    let dumped = json!({"model": "auth.user", "pk": 1, "fields": django});
    let wordpress = json!({"ID": "NUMBER", "user_login": "uNUMBER", "user_email": email});
    let cases = [
        ("auth0", &auth0, "/blocked", barred_if_there()),
        ("firebase", &json!({"localId": "NUMBER", "email": email}), "/disabled", barred_if_there()),
        ("cognito", &cognito, "/Enabled", allowed()),
        ("cognito", &cognito_table, "/enabled", allowed()),
        ("clerk", &clerk, "/banned", barred()),
        ("clerk", &clerk, "/locked", barred()),
        ("keycloak", &keycloak, "/enabled", allowed()),
        ("entra", &entra, "/accountEnabled", allowed()),
        ("b2c", &entra, "/accountEnabled", allowed()),
        ("google-workspace", &google, "/suspended", barred()),
        ("django", &django, "/is_active", allowed()),
        ("django", &dumped, "/fields/is_active", allowed()),
        ("wordpress", &wordpress, "/user_status", barred_if_there()),
        ("wordpress", &wordpress, "/spam", barred_if_there()),
        ("wordpress", &wordpress, "/deleted", barred_if_there()),
    ];
    for (source, record, path, expected) in cases.clone() {
        holds(source, record.clone(), path, &expected);
    }
    let word = |word: &str, becomes: Becomes| (json!(word), becomes);
    let okta_words = [
        ("ACTIVE", Enabled),
        ("SUSPENDED", Disabled),
        ("DEPROVISIONED", Disabled),
        ("LOCKED_OUT", Disabled),
        ("STAGED", Invited),
        ("PROVISIONED", Invited),
        ("RECOVERY", Invited),
        ("PASSWORD_EXPIRED", Invited),
    ];
    let cognito_words = [
        ("CONFIRMED", Enabled),
        ("ARCHIVED", Disabled),
        ("COMPROMISED", Disabled),
        ("UNKNOWN", Named),
        ("FORCE_CHANGE_PASSWORD", Invited),
        ("EXTERNAL_PROVIDER", LeftOut),
    ];
    let google_words =
        [("Active", Enabled), ("Suspended", Disabled), ("Suspendiert", Disabled), ("Inactive", Disabled)];
    let own_words = [("enabled", Enabled), ("disabled", Disabled), ("invited", Invited), ("expired", Named)];
    let own = json!({"userId": "U1", "loginIds": [email], "email": email});
    for (source, record, path, values) in [
        ("okta", &okta, "/status", words(&okta_words, Named)),
        ("cognito", &cognito, "/UserStatus", words(&cognito_words, Enabled)),
        ("cognito", &cognito_table, "/cognito:user_status", words(&cognito_words, Enabled)),
        ("google-workspace", &google, "/Status", words(&google_words, Named)),
        ("descope", &own, "/status", words(&own_words, Named)),
    ] {
        holds(source, record.clone(), path, &values);
    }
    let bans = [
        word("2999-01-01 00:00:00+00", Disabled),
        word("2001-01-01 00:00:00+00", Enabled),
        word("infinity", Disabled),
        word("2999", Named),
    ];
    let bans: Vec<_> = bans.into_iter().chain(barred_if_there()).collect();
    holds("supabase", supabase.clone(), "/banned_until", &bans);
    let mut ending = directory.clone();
    ending["useraccountcontrol"] = json!(["512"]);
    for (record, path, value, becomes) in [
        (&directory, "/userAccountControl", json!(["512"]), Enabled),
        (&directory, "/userAccountControl", json!(["514"]), Disabled),
        (&directory, "/userAccountControl", json!(["66050"]), Disabled),
        (&ldif, "/inetUserStatus", json!(["Active"]), Enabled),
        (&ldif, "/inetUserStatus", json!(["inactive"]), Disabled),
        (&ldif, "/inetUserStatus", json!(["weird"]), Named),
        (&ldif, "/nsaccountlock", json!(["true"]), Disabled),
        (&ldif, "/nsaccountlock", json!(["FALSE"]), Enabled),
        (&ldif, "/nsaccountlock", json!(["weird"]), Named),
        (&ldif, "/pwdAccountLockedTime", json!(["000001010000Z"]), Disabled),
        (&ldif, "/loginDisabled", json!(["TRUE"]), Disabled),
        (&ldif, "/shadowExpire", json!(["1"]), Disabled),
        (&ldif, "/shadowExpire", json!(["-1"]), Enabled),
        (&ldif, "/sambaAcctFlags", json!(["[UD         ]"]), Disabled),
        (&ldif, "/sambaAcctFlags", json!(["[U          ]"]), Enabled),
        (&ldif, "/employeeType", json!(["x"]), Enabled),
        (&ldif, "/userPassword", json!(["{CRYPT}!$6$salt$hash"]), Disabled),
        (&ldif, "/userPassword", json!(["!x"]), Disabled),
        (&ldif, "/objectClass", json!(["top", "inetOrgPerson"]), Enabled),
        (&ldif, "/objectClass", json!(["top", "groupOfNames"]), LeftOut),
        (&ldif, "/objectClass", json!(["mailGroup"]), LeftOut),
        (&ldif, "/objectClass", json!(["posixGroup"]), LeftOut),
        (&ending, "/objectClass", json!(["top", "user", "computer"]), LeftOut),
        (&ending, "/objectClass", json!(["group"]), LeftOut),
        (&directory, "/employeeType", json!(["x"]), Named),
        (&directory, "/userAccountControl", json!(["weird"]), Named),
        (&directory, "/msDS-UserAccountDisabled", json!(["TRUE"]), Disabled),
        (&ending, "/accountExpires", json!(["132223104000000000"]), Disabled),
        (&ending, "/accountExpires", json!(["9223372036854775807"]), Enabled),
    ] {
        holds("ldif", record.clone(), path, &[(value, becomes)]);
    }
    holds(
        "supabase",
        supabase.clone(),
        "/deleted_at",
        &[
            (json!("2024-07-01 00:00:00+00"), LeftOut),
            (json!(null), Enabled),
            (json!("weird"), Named),
            (json!("-"), Named),
            (json!(true), Named),
            (json!(false), Enabled),
        ],
    );
    // What databases write for nothing.
    holds("supabase", supabase.clone(), "/deleted_at", &[(json!("null"), Enabled)]);
    holds("supabase", supabase.clone(), "/banned_until", &[(json!("null"), Enabled)]);
    let nothing = ["NULL", "\\N"].map(|word| (json!(word), Enabled));
    holds("supabase", supabase.clone(), "/deleted_at", &nothing);
    holds("supabase", supabase, "/banned_until", &nothing);
    holds("django", django.clone(), "/is_active", &nothing.map(|(word, _)| (word, Named)));
    let walked = cases.iter().map(|(source, ..)| *source).chain(["okta", "supabase", "descope", "ldif"]);
    let walked: Vec<&str> = walked.chain(WITHOUT_STATES).collect();
    assert!(NAMES.iter().all(|name| walked.contains(name)));
    // A record that does not say it at all.
    for (source, record, becomes) in [
        ("okta", &okta, Named),
        ("cognito", &json!({"Username": "u", "Attributes": [{"Name": "email", "Value": email}]}), Named),
        ("keycloak", &keycloak, Named),
        ("entra", &entra, Named),
        ("google-workspace", &google, Named),
        ("django", &django, Named),
        ("clerk", &clerk, Enabled),
        ("cognito", &cognito_table, Enabled),
        ("wordpress", &wordpress, Enabled),
    ] {
        holds(source, record.clone(), "/further", &[(json!("x"), becomes)]);
    }
}

#[test]
fn what_is_no_yes_does_not_verify_anybody() {
    let (email, phone) = ("u-NUMBER@example.com", "+1555010NUMBER");
    let auth0 = json!({"user_id": "auth0|1", "email": email, "phone_number": phone, "identities": []});
    let cognito = json!({"Username": "u", "Enabled": true, "email": email, "phone_number": phone});
    let descope =
        json!({"userId": "U1", "loginIds": [email], "email": email, "status": "enabled", "phone": phone});
    for (source, record, path, name) in [
        ("auth0", &auth0, "/email_verified", "verifiedEmail"),
        ("auth0", &auth0, "/phone_verified", "verifiedPhone"),
        ("firebase", &json!({"localId": "1", "email": email}), "/emailVerified", "verifiedEmail"),
        ("cognito", &cognito, "/email_verified", "verifiedEmail"),
        ("cognito", &cognito, "/phone_number_verified", "verifiedPhone"),
        ("workos", &json!({"id": "1", "email": email}), "/email_verified", "verifiedEmail"),
        (
            "keycloak",
            &json!({"username": "u", "email": email, "enabled": true}),
            "/emailVerified",
            "verifiedEmail",
        ),
        ("supabase", &json!({"id": "1", "email": email}), "/email_confirmed_at", "verifiedEmail"),
        ("descope", &descope, "/verifiedEmail", "verifiedEmail"),
        ("descope", &descope, "/verifiedPhone", "verifiedPhone"),
    ] {
        let record: Value =
            serde_json::from_str(&record.to_string().replace("+1555010NUMBER", "+155501000NUMBER")).unwrap();
        for (number, (value, becomes)) in walk(Enabled, Disabled, LeftOut).into_iter().enumerate() {
            let record: Value =
                serde_json::from_str(&record.to_string().replace("NUMBER", &format!("{number:02}"))).unwrap();
            let (found, said) = become_of(source, &record, path, std::slice::from_ref(&value)).remove(0);
            let body: Value = serde_json::from_str(&said).unwrap_or_default();
            let expected = match becomes {
                Named => {
                    assert_eq!(found, Named, "{source}: `{path}` is {value}: {said}");
                    assert!(said.contains(name), "{said}");
                    continue;
                }
                Enabled => json!(true),
                _ => json!(false),
            };
            let verified = body.get(name).cloned().unwrap_or(json!(false));
            assert_eq!(verified, expected, "{source}: `{path}` is {value}: {said}");
        }
    }
}
