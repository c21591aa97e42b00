//! Exports of other services: a sample of each goes in through the binary, and exactly the expected users come
//! out of the emulator.

use std::{collections::BTreeMap, path::PathBuf};

use descopectl::{bulk::input::sources, error::quoted, ops::user::SOURCES};
use serde_json::{Map, Value, json};

use crate::support::Sandbox;

/// A sample: its folder, the source, the file, and further arguments.
struct Sample {
    folder: &'static str,
    source: &'static str,
    file: &'static str,
    arguments: &'static [&'static str],
    /// Who signs in afterwards with the old password.
    signs_in: &'static [&'static str],
}

const fn sample(folder: &'static str, source: &'static str, file: &'static str) -> Sample {
    Sample { folder, source, file, arguments: &[], signs_in: &[] }
}

const PASSWORD: &str = "correct horse battery";

const SAMPLES: &[Sample] = &[
    Sample {
        arguments: &["--join", "hashes.ndjson"],
        signs_in: &["ann@example.com", "carol@example.com"],
        ..sample("auth0", "auth0", "export.json")
    },
    sample("auth0-csv", "auth0", "export.csv"),
    Sample {
        signs_in: &["ann@example.com", "dave@example.com"],
        ..sample("auth0-hashes", "auth0", "export.ndjson")
    },
    Sample {
        arguments: &["--hash-config", "parameters.txt"],
        ..sample("firebase", "firebase", "export.json")
    },
    sample("firebase-csv", "firebase", "export.csv"),
    sample("cognito", "cognito", "export.json"),
    sample("okta", "okta", "export.json"),
    Sample {
        signs_in: &["ann@example.com", "+15551230006", "carol@example.com"],
        ..sample("clerk", "clerk", "export.csv")
    },
    sample("clerk-json", "clerk", "export.json"),
    Sample {
        signs_in: &["ann@example.com", "bob@example.com", "carol@example.com"],
        ..sample("workos", "workos", "export.csv")
    },
    Sample { signs_in: &["ann", "bob"], ..sample("keycloak", "keycloak", "export.json") },
    Sample { signs_in: &["ann@example.com"], ..sample("supabase", "supabase", "export.csv") },
    sample("entra", "entra", "export.json"),
    sample("b2c", "b2c", "export.csv"),
    sample("google-workspace", "google-workspace", "export.csv"),
    sample("google-workspace-api", "google-workspace", "export.json"),
    sample("google-workspace-gam", "google-workspace", "export.csv"),
    Sample { signs_in: &["ann@example.com"], ..sample("ldif", "ldif", "export.ldif") },
    Sample { signs_in: &["ann@example.com"], ..sample("django", "django", "export.csv") },
    Sample { signs_in: &["ann@example.com"], ..sample("django-json", "django", "export.json") },
    sample("wordpress", "wordpress", "export.csv"),
    sample("descope", "descope", "export.jsonl"),
    sample("descope-csv", "descope", "export.csv"),
];

fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/sources").join(name)
}

/// A home with nothing in it but the files of a sample, on an emulator without data.
fn home_of(sample: &Sample) -> Sandbox {
    let sandbox = Sandbox::local();
    for entry in std::fs::read_dir(folder(sample.folder)).unwrap() {
        let path = entry.unwrap().path();
        sandbox.file(path.file_name().unwrap().to_str().unwrap(), std::fs::read(&path).unwrap());
    }
    sandbox
}

/// All users by their first login ID, without what the server makes up or what says nothing.
fn users_of(sandbox: &Sandbox) -> BTreeMap<String, Value> {
    let found = sandbox.json(&["user", "search", "--all"]);
    let now = std::time::UNIX_EPOCH.elapsed().unwrap().as_secs();
    let users = found.as_array().or_else(|| found["users"].as_array()).unwrap().clone();
    users
        .into_iter()
        .map(|user| {
            let Value::Object(mut fields) = user else { panic!("a user is an object") };
            for made_up in ["userId", "externalIds", "roleNames", "userTenants"] {
                let kept = fields.remove(made_up);
                if let (Some(Value::Array(items)), "roleNames" | "userTenants") = (kept, made_up) {
                    let items = items.into_iter().map(|item| match item {
                        Value::Object(tenant) => {
                            json!({"tenantId": tenant["tenantId"], "tenantName": tenant["tenantName"], "roleNames": tenant["roleNames"]})
                        }
                        other => other,
                    });
                    fields.insert(made_up.to_owned(), items.collect());
                }
            }
            for made_up in ["tempLockExpiration", "modifiedTime", "editable", "permissions", "consentExpiration"] {
                fields.remove(made_up);
            }
            // A user without a time in the record was created just now.
            if fields["createdTime"].as_u64().unwrap() + 3_600 > now {
                fields.remove("createdTime");
            }
            fields.retain(|_, value| !says_nothing(value));
            (fields["loginIds"][0].as_str().unwrap().to_owned(), Value::Object(sorted(fields)))
        })
        .collect()
}

fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(flag) => !flag,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Number(_) => false,
    }
}

fn sorted(fields: Map<String, Value>) -> Map<String, Value> {
    let fields: BTreeMap<String, Value> = fields.into_iter().collect();
    fields.into_iter().collect()
}

#[test]
fn every_sample_becomes_exactly_the_expected_users() {
    for sample in SAMPLES {
        let sandbox = home_of(sample);
        let words = ["user", "batch-create", sample.file, "--from", sample.source];
        let words =
            [&words[..], sample.arguments, &["--create-missing", "attributes,roles,tenants", "--yes"]]
                .concat();
        let out = sandbox.run(&words);
        assert_eq!(out.code, 0, "{}: {out}", sample.folder);
        let users = users_of(&sandbox);
        for login_id in sample.signs_in {
            let body = json!({ "loginId": login_id, "password": PASSWORD }).to_string();
            let signed_in =
                sandbox.run(&["api", "POST", "/v1/auth/password/signin", "--data", &body, "--yes"]);
            assert!(
                signed_in.code == 0 && signed_in.stdout.contains("sessionJwt"),
                "{}: {signed_in}",
                sample.folder
            );
        }
        let said: Vec<&str> = out
            .stderr
            .lines()
            .filter(|line| ["became", "left out", "found their part"].iter().any(|word| line.contains(word)))
            .collect();
        let found = json!({ "said": said, "users": users });
        let file = folder(sample.folder).join("users.json");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&file, format!("{found:#}\n")).unwrap();
        }
        let expected: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        assert_eq!(found, expected, "{}", sample.folder);
    }
}

#[test]
fn every_source_has_a_sample_and_a_name_on_the_command_line() {
    let names: Vec<&str> = sources::all().iter().map(|source| source.name).collect();
    assert_eq!(names, SOURCES);
    for name in names {
        assert!(SAMPLES.iter().any(|sample| sample.source == name), "{name}");
    }
}

const STAFF: &str = "Mail,Name,Kind\nann@example.com,Ann,a\nbob@example.com,Bob,b\n\nnobody,Carol,a\n";

#[test]
fn a_program_of_ones_own_makes_none_one_or_several_users_of_a_row() {
    let sandbox = Sandbox::local();
    sandbox.file("staff.csv", STAFF);
    sandbox.file(
        "two.jq",
        r#"select(.Mail | contains("@")) | {loginId: .Mail, email: .Mail, name: .Name},
           (select(.Kind == "b") | {loginId: ("admin-" + .Mail), email: .Mail})"#,
    );
    let report = sandbox.json(&["user", "batch-create", "staff.csv", "--transform", "two.jq"]);
    assert_eq!((&report["read"], &report["created"]), (&json!(3), &json!(3)));
    let users = users_of(&sandbox);
    assert_eq!(
        users.keys().collect::<Vec<_>>(),
        ["admin-bob@example.com", "ann@example.com", "bob@example.com"]
    );
    assert_eq!(users["ann@example.com"]["name"], "Ann");
}

#[test]
fn problems_name_the_line_of_the_record_and_do_not_show_it() {
    let sandbox = Sandbox::local();
    sandbox.file("staff.csv", STAFF);
    let run = |program: &str| sandbox.run(&["user", "batch-create", "staff.csv", "--transform", program]);
    let out = run("{loginId: .Mail, email: .Mail}").code(2);
    assert!(out.stderr.contains("line 5, email: "), "{out}");
    let out =
        run(r#"if .Name == "Bob" then .Name.x else {loginId: .Mail, phone: "+15551230000"} end"#).code(2);
    assert!(out.stderr.contains("line 3: the program looks for a field in a value that has none"), "{out}");
    let out = run("error(.Name)").code(2);
    assert!(
        !out.stderr.contains("Bob") && out.stderr.contains("line 5: the program raised an error"),
        "{out}"
    );
    let out = run(".Mail").code(2);
    assert!(out.stderr.contains("line 2: the program must give objects"), "{out}");
    let out = run("{loginId: .Mail").code(2);
    assert!(out.stderr.contains("is not a jq expression"), "{out}");
    let out = run("{loginId: env.HOME}").code(2);
    assert!(out.stderr.contains("undefined filter `env`"), "{out}");
    // An old ID makes no user, and what is left out is left out on purpose.
    sandbox.file(
        "y.jsonl",
        "{\"id\":\"1\",\"mail\":\"a@example.com\"}\n{\"id\":\"2\",\"Mail\":\"b\"}\n{\"id\":\"3\"}\n",
    );
    let run = |program: &str| sandbox.run(&["user", "batch-create", "y.jsonl", "--transform", program]);
    for more in ["oldId: .id", "oldId: .id, leftOut: [\"x\"]", "leftOut: []"] {
        let out = run(&format!("{{loginId: .mail, email: .mail, {more}}}")).code(2);
        for line in ["line 2", "line 3"] {
            assert!(
                out.stderr.contains(&format!("{line}: the program gives it no value for any field")),
                "{out}"
            );
        }
    }
    assert_eq!(run("{oldId: .id}").code(2).stderr.matches(": the program gives it no value").count(), 3);
    let out =
        run(r#"if .mail then {loginId: .mail, email: .mail} else {leftOut: ["no address"]} end"#).success();
    assert!(out.stderr.contains("no address (2)"), "{out}");
}

#[test]
fn failed_records_come_back_as_they_were_and_go_in_again() {
    let sandbox = Sandbox::local();
    sandbox.file("staff.csv", "Mail,Name\nann@example.com,Ann\nbob@example.com,Bob\n");
    let program =
        "{loginId: .Mail, email: .Mail, roleNames: (if .Name == \"Bob\" then [\"nosuch\"] else [] end)}";
    let run = |file: &str, program: &str| {
        sandbox.run(&["user", "batch-create", file, "--transform", program, "--failures", "failed.jsonl"])
    };
    run("staff.csv", program).code(3);
    let failed = std::fs::read_to_string(sandbox.path("failed.jsonl")).unwrap();
    let mut failed: Value = serde_json::from_str(&failed).unwrap();
    assert!(failed.as_object_mut().unwrap().remove("reason").is_some());
    assert_eq!(failed, json!({"Mail": "bob@example.com", "Name": "Bob"}));
    std::fs::copy(sandbox.path("failed.jsonl"), sandbox.path("again.jsonl")).unwrap();
    run("again.jsonl", "{loginId: .Mail, email: .Mail}").success();
    assert_eq!(users_of(&sandbox).len(), 2);
}

#[test]
fn a_patch_takes_a_program_too() {
    let sandbox = Sandbox::seeded();
    sandbox.file("names.jsonl", "{\"id\":\"bob\",\"n\":\"Robert\"}\n");
    let report =
        sandbox.json(&["user", "batch-patch", "names.jsonl", "--transform", "{loginId: .id, name: .n}"]);
    assert_eq!(report["updated"], 1);
}

#[test]
fn a_known_export_is_recognised_and_the_command_is_shown() {
    for sample in SAMPLES.iter().filter(|sample| !["b2c", "descope"].contains(&sample.source)) {
        let sandbox = home_of(sample);
        let report = "my=report.jsonl";
        let out = sandbox.run(&["user", "batch-create", sample.file, "--report", report]);
        // As the shell that it is pasted into wants it.
        let expected = format!(
            "`descopectl --profile local user batch-create {} --report {} --from {}`",
            sample.file,
            quoted(report),
            sample.source
        );
        assert!(out.code == 2 && out.stderr.contains(&expected), "{}: {out}", sample.folder);
    }
}

/// Read as the export of another service, a file would give other users, or blocked ones as enabled.
#[test]
fn an_export_of_one_service_is_not_read_as_that_of_another() {
    for sample in SAMPLES {
        let sandbox = home_of(sample);
        let service = |name: &str| &sources::named(name).unwrap().settings.service;
        for source in SOURCES {
            // Both are read by one program.
            let is_like = |name: &str| ["entra", "b2c"].contains(&name);
            if source == sample.source || is_like(source) && is_like(sample.source) {
                continue;
            }
            let words =
                ["user", "batch-create", sample.file, "--from", source, "--create-missing", "attributes"];
            let out = sandbox.run(&words).code(2);
            let name = if sample.source == "b2c" { "entra" } else { sample.source };
            let looks = format!("looks like an export of {}, and not of {}", service(name), service(source));
            assert!(out.stderr.contains(&looks), "{} as {source}: {out}", sample.folder);
            assert!(
                out.stderr.contains(&format!("`--from {name}` reads it")),
                "{} as {source}: {out}",
                sample.folder
            );
        }
        assert_eq!(sandbox.json(&["user", "search", "--all"]), json!([]), "{}", sample.folder);
    }
}

#[test]
fn a_file_that_no_export_looks_like_is_said_to_be_none() {
    let said = |name: &str, text: &str, source: &str| {
        let sandbox = Sandbox::local();
        sandbox.file(name, text);
        let out = sandbox.run(&["user", "batch-create", name, "--from", source]).code(2);
        assert!(!out.stderr.contains("the program"), "{out}");
        out
    };
    let table = "id,status,login,firstName,email\n00u1,ACTIVE,ann@example.com,Ann,ann@example.com\n";
    let out = said("users.csv", table, "okta");
    for text in [
        "`users.csv` does not look like an export of Okta",
        "expected fields such as `profile`, found `id`, `status`, `login`, `firstName`, `email`",
        "`descopectl source show okta`",
    ] {
        assert!(out.stderr.contains(text), "{text}: {out}");
    }
    for source in SOURCES {
        let out = said("users.csv", "Shoe,Hat\n38,L\n", source);
        assert!(out.stderr.contains("`users.csv` does not look like an export of "), "{source}: {out}");
        // The first line of a table without a header is not repeated.
        let out = said("users.csv", "dana@example.com,s3cret\neli@example.com,0ther\n", source);
        assert!(!out.stderr.contains("s3cret") && !out.stderr.contains("dana@"), "{source}: {out}");
        said("users.jsonl", "{\"shoe\":38}\n", source);
    }
    // A record behind the first one may be something else.
    let users = r#"[{"id":"1","status":"ACTIVE","profile":{"login":"ann@example.com","email":"ann@example.com"}},{"id":"2","profile":"x"}]"#;
    let out = said("users.json", users, "okta");
    assert!(out.stderr.contains("line 2: is no record as Okta writes it: a field has another form"), "{out}");
}

#[test]
fn a_joined_file_may_be_packed() {
    let auth0 = SAMPLES.iter().find(|sample| sample.folder == "auth0").unwrap();
    let sandbox = home_of(auth0);
    let hashes = std::fs::read(sandbox.path("hashes.ndjson")).unwrap();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, &hashes).unwrap();
    sandbox.file("hashes.ndjson.gz", packed.finish().unwrap());
    sandbox.file("marked.ndjson", [b"\xef\xbb\xbf", &hashes[..]].concat());
    for file in ["hashes.ndjson", "hashes.ndjson.gz", "marked.ndjson"] {
        let words =
            ["user", "batch-create", "export.json", "--from", "auth0", "--create-missing", "attributes"];
        let out = sandbox.run(&[&words[..], &["--join", file, "--dry-run"]].concat()).success();
        assert!(out.stderr.contains("2 of 3 records found their part in the joined file"), "{file}: {out}");
        assert!(!out.stderr.contains("no user gets a password"), "{file}: {out}");
    }
    // Who comes without the hashes gets none, and it is said that none can be given later.
    let words = ["user", "batch-create", "export.json", "--from", "auth0", "--create-missing", "attributes"];
    let out =
        sandbox.run(&[&words[..], &["--leave-out", "roles", "--leave-out", "tenants"]].concat()).success();
    assert!(out.stderr.contains("no user gets a password: `--join FILE`"), "{out}");
    let lines = std::fs::read_to_string(sandbox.path("hashes.ndjson")).unwrap();
    sandbox.file("other.ndjson", lines.replace("passwordHash", "password_hash"));
    let out = sandbox.run(&[&words[..], &["--join", "other.ndjson", "--dry-run"]].concat()).success();
    assert!(out.stderr.contains("2 records of these have no password hash there"), "{out}");
    sandbox.file("other.ndjson", lines.replace("$2b$", "$2b$x"));
    let out = sandbox.run(&[&words[..], &["--join", "other.ndjson", "--dry-run"]].concat()).code(2);
    assert!(out.stderr.contains("a password hash is cut off or damaged"), "{out}");
    let more = ["--join", "hashes.ndjson", "--leave-out", "roles", "--leave-out", "tenants"];
    let out = sandbox.run(&[&words[..], &more].concat()).success();
    assert!(out.stderr.contains("hash or seed of 2 rows was not set"), "{out}");
}

/// What failed of each source goes in again, whatever the form of its export.
#[test]
fn failed_records_of_every_source_go_in_again() {
    for sample in SAMPLES {
        let sandbox = home_of(sample);
        let run = |file: &str, more: &[&str]| {
            let words =
                ["user", "batch-create", file, "--from", sample.source, "--on-exists", "fail", "--yes"];
            let create = ["--create-missing", "attributes,roles,tenants"];
            sandbox.run(&[&words[..], sample.arguments, &create, more].concat())
        };
        run(sample.file, &[]).success();
        let users = users_of(&sandbox);
        // They exist, so that all of them fail.
        run(sample.file, &["--failures", "failed.jsonl", "--restart"]).code(3);
        let ids = users.keys().map(String::as_str);
        let delete = ["user", "delete"].into_iter().chain(ids).chain(["--yes"]);
        sandbox.run(&delete.collect::<Vec<_>>()).success();
        std::fs::copy(sandbox.path("failed.jsonl"), sandbox.path("again.jsonl")).unwrap();
        run("again.jsonl", &[]).success();
        assert_eq!(users_of(&sandbox), users, "{}", sample.folder);
    }
}

/// A value in another file is never opened, and matters only where it would be used.
#[test]
fn a_picture_in_another_file_stops_no_directory() {
    let sandbox = Sandbox::local();
    let entry =
        |name: &str, more: &str| format!("dn: uid={name},dc=x\nuid: {name}\nobjectClass: person\n{more}\n");
    let ann = entry("ann", "mail: ann@example.com\njpegPhoto:< file:///etc/passwd\n");
    sandbox.file("users.ldif", &ann);
    let words = ["user", "batch-create", "users.ldif", "--from", "ldif", "--create-missing", "attributes"];
    let out = sandbox.run(&words).success();
    assert!(out.stderr.contains("jpegphoto (1)") && !out.stderr.contains("root"), "{out}");
    sandbox.file("users.ldif", ann + &entry("ben", "mail:< file:///tmp/x\n"));
    let out = sandbox.run(&words).code(2);
    assert!(out.stderr.contains("line 7: `mail` stands in another file, which is not opened"), "{out}");
    let out = sandbox
        .run(&["user", "batch-create", "users.ldif", "--map", "uid=loginId", "--ignore-unknown"])
        .code(2);
    assert!(out.stderr.contains("line 7, email: stands in another file, which is not opened"), "{out}");
}

/// Rows that are brought together by their users are read as all others are.
#[test]
fn records_that_are_gathered_are_rows_of_a_sheet_or_table_as_others() {
    let sandbox = Sandbox::local();
    let header = "email,first_name,external_id,org_id,org_name,role_slugs\n";
    sandbox.file("users.csv", format!("{header}ann@example.com,Ann,e1,org_1,Acme,admin,beside\n"));
    let out = sandbox.run(&["user", "batch-create", "users.csv", "--from", "workos"]).code(2);
    assert!(out.stderr.contains("line 2: 7 cells, but there are 6 columns"), "{out}");
    // What a sheet holds as a number has lost its zeros, for each way of reading it.
    let names =
        ["id", "username", "email", "password", "is_active", "date_joined"].map(|name| ("text", name));
    let cells =
        [("n", "1"), ("n", "42"), ("text", "ann@example.com"), ("text", "!"), ("b", "1"), ("date", "45000")];
    sandbox.file("users.xlsx", crate::reading::workbook(&[&names, &cells]));
    let out = sandbox.run(&["user", "batch-create", "users.xlsx", "--from", "django"]).code(2);
    assert!(out.stderr.contains("line 2: `additionalIdentifiers` is a number in the sheet"), "{out}");
    let names = ["email", "first_name", "org_id", "role_slugs"].map(|name| ("text", name));
    let cells = [("text", "ann@example.com"), ("e", "#N/A"), ("text", "org_1"), ("text", "admin")];
    sandbox.file("users.xlsx", crate::reading::workbook(&[&names, &cells]));
    let out = sandbox.run(&["user", "batch-create", "users.xlsx", "--from", "workos"]).code(2);
    assert!(out.stderr.contains("line 2: `#N/A` in `first_name` is an error in the sheet"), "{out}");
}

#[test]
fn what_the_project_lacks_is_named_with_the_command_that_creates_it() {
    let sandbox = home_of(SAMPLES.iter().find(|sample| sample.folder == "workos").unwrap());
    let words = ["user", "batch-create", "export.csv", "--from", "workos"];
    let out = sandbox.run(&words).code(2);
    for said in [
        "attributes beta:boolean, legacyId:text, plan:text; roles `admin`, `member`; tenants `globex` (Globex), `org_1` (Acme Inc.)",
        "`descopectl --profile local attribute create beta:boolean legacyId:text plan:text`",
        "`--create-missing attributes,roles,tenants` creates them first",
    ] {
        assert!(out.stderr.contains(said), "{said}: {out}");
    }
    let all = [&words[..], &["--create-missing", "attributes,roles,tenants"]].concat();
    let out = sandbox.run(&[&all[..], &["--dry-run"]].concat()).success();
    assert!(out.stderr.contains("would first create the roles `admin`, `member`"), "{out}");
    assert!(!out.stderr.contains("$2a$10$"), "a hash was shown: {out}");
    assert_eq!(sandbox.json(&["attribute", "list"]), json!([]));
    // A role that is mistyped would be created.
    let refused = sandbox.run(&all).code(2);
    assert!(refused.stderr.contains("not confirmed: Create 2 roles and 2 tenants"), "{refused}");
    assert_eq!(sandbox.json(&["attribute", "list"]), json!([]));
    sandbox.run(&[&all[..], &["--yes"]].concat()).success();
    let tenants = sandbox.json(&["tenant", "list"]);
    assert_eq!(tenants.as_array().unwrap().len(), 2);
}

#[test]
fn old_ids_go_where_they_are_wanted_and_into_the_map() {
    let sandbox = home_of(SAMPLES.iter().find(|sample| sample.folder == "okta").unwrap());
    sandbox.run(&["attribute", "create", "department:text", "oktaId:text"]).success();
    let words = ["user", "batch-create", "export.json", "--from", "okta"];
    let id_map = || std::fs::read_to_string(sandbox.path("ids.csv")).unwrap();
    let out = sandbox.run(
        &[&words[..], &["--legacy-id", "oktaId", "--id-map", "ids.csv", "--max-failures", "1"]].concat(),
    );
    out.success();
    let first = id_map();
    let mut reader = csv::Reader::from_reader(first.as_bytes());
    let rows: Vec<Vec<String>> =
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    let known: Vec<(&str, &str, &str)> =
        rows.iter().map(|row| (row[0].as_str(), row[1].as_str(), row[3].as_str())).collect();
    assert_eq!(
        known,
        [
            ("00u1", "ann@corp.example", "created"),
            ("00u2", "bob@example.com", "created"),
            ("00u3", "carol@example.com", "created")
        ]
    );
    assert!(rows.iter().all(|row| row[2].starts_with('U')));
    let out = sandbox.run(&[&words[..], &["--legacy-id", "none", "--id-map", "ids.csv"]].concat()).code(2);
    assert!(out.stderr.contains("`--id-map` needs the old ID of each user"), "{out}");
    sandbox.run(&[&words[..], &["--legacy-id", "none"]].concat()).success();
}

#[test]
fn a_list_deep_inside_a_large_object_is_found() {
    let sandbox = Sandbox::local();
    let mut realm = String::from("{\"realm\":\"acme\",\"clients\":[");
    for number in 0..20_000 {
        realm.push_str(&format!("{{\"id\":\"client{number}\",\"users\":[\"x\"]}},\n"));
    }
    realm.push_str("{}],\n\"users\":[\n");
    realm.push_str("{\"username\":\"ann\",\"email\":\"ann@example.com\",\"enabled\":true}],\n\"more\":{}}\n");
    sandbox.file("realm.json", &realm);
    let report =
        sandbox.json(&["user", "batch-create", "realm.json", "--from", "keycloak", "--report", "r.jsonl"]);
    assert_eq!(report["created"], 1);
    let report = std::fs::read_to_string(sandbox.path("r.jsonl")).unwrap();
    let row: Value = serde_json::from_str(&report).unwrap();
    assert_eq!(row["line"], 20_003);
}

#[test]
fn the_map_of_ids_is_complete_after_a_resume() {
    let sandbox = Sandbox::local();
    sandbox.run(&["attribute", "create", "legacyId:text"]).success();
    sandbox.file("staff.csv", "id,mail,role\n7,ann@example.com,\n8,bob@example.com,editor\n");
    let program = "{oldId: .id, loginId: .mail, email: .mail, roleNames: (.role | list)}";
    let words = ["user", "batch-create", "staff.csv", "--transform", program, "--id-map", "ids.csv"];
    sandbox.run(&words).code(3);
    sandbox.run(&["role", "create", "editor"]).success();
    let out = sandbox.run(&words).success();
    assert!(out.stderr.contains("resuming job"), "{out}");
    let id_map = std::fs::read_to_string(sandbox.path("ids.csv")).unwrap();
    // A later run, for which the users exist, takes nothing from it.
    sandbox.run(&words).success();
    assert_eq!(std::fs::read_to_string(sandbox.path("ids.csv")).unwrap(), id_map);
    sandbox.file("other.csv", "loginId\n");
    let out = sandbox.run(&[&words[..words.len() - 1], &["other.csv"]].concat()).code(2);
    assert!(out.stderr.contains("it is there, and is no map of IDs"), "{out}");
    let rows: Vec<Vec<&str>> = id_map.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(rows[0], ["oldId", "loginId", "userId", "outcome"]);
    for (row, (old_id, login_id)) in
        rows[1..].iter().zip([("7", "ann@example.com"), ("8", "bob@example.com")])
    {
        assert_eq!((row[0], row[1], row[3]), (old_id, login_id, "created"));
        assert!(row[2].starts_with('U'), "{id_map}");
    }
    assert_eq!(rows.len(), 3);
}

#[test]
fn cells_of_a_table_without_a_header_are_not_shown_as_names() {
    let sandbox = Sandbox::local();
    sandbox.file("users.csv", "ann@example.com,Ann\nbob@example.com,Bob\n");
    let out = sandbox.run(&["user", "batch-create", "users.csv", "--from", "django"]).code(2);
    assert!(!out.stderr.contains("ann@"), "{out}");
}

#[test]
fn users_come_without_roles_and_tenants_where_that_is_said() {
    let sandbox = home_of(SAMPLES.iter().find(|sample| sample.folder == "workos").unwrap());
    let words = ["user", "batch-create", "export.csv", "--from", "workos"];
    let out = sandbox.run(&words).code(2);
    assert!(out.stderr.contains("`--leave-out roles,tenants` has the users come without them"), "{out}");
    let attributes = ["attribute", "create", "beta:boolean", "legacyId:text", "plan:text"];
    sandbox.run(&attributes).success();
    let out = sandbox.run(&[&words[..], &["--leave-out", "roles,tenants"]].concat()).success();
    assert!(out.stderr.contains("userTenants (2)"), "{out}");
    assert!(users_of(&sandbox).values().all(|user| user.get("userTenants").is_none()));
    sandbox.file("plain.csv", "loginId,email\na,a@example.com\n");
    let out = sandbox.run(&["user", "batch-create", "plain.csv", "--leave-out", "roles"]).code(2);
    assert!(out.stderr.contains("`--map 'roleNames='` leaves a column out"), "{out}");
}

#[test]
fn users_of_another_service_are_invited() {
    let sandbox = home_of(SAMPLES.iter().find(|sample| sample.folder == "okta").unwrap());
    let words = ["user", "batch-invite", "export.json", "--from", "okta", "--create-missing", "attributes"];
    let report = sandbox.json(&words);
    assert_eq!(report["created"], 3);
}

#[test]
fn a_joined_file_has_one_line_for_each_user() {
    let auth0 = SAMPLES.iter().find(|sample| sample.folder == "auth0").unwrap();
    let sandbox = home_of(auth0);
    let words = ["user", "batch-create", "export.json", "--from", "auth0", "--create-missing", "attributes"];
    let run = |file: &str| sandbox.run(&[&words[..], &["--join", file]].concat());
    let hashes = std::fs::read_to_string(sandbox.path("hashes.ndjson")).unwrap();
    let first = hashes.lines().next().unwrap();
    // The same line twice is no question; another hash for the same user is one.
    sandbox.file("twice.ndjson", format!("{hashes}{}\n", first.replace("$2a$04$7", "$2a$04$8")));
    let out = run("twice.ndjson").code(2);
    assert!(out.stderr.contains("the joined file has two different lines for this user"), "{out}");
    sandbox.file("latin.ndjson", b"{\"email\":\"a\"}\n{\"email\":\"J\xfcrgen\"}\n");
    let out = run("latin.ndjson").code(2);
    assert!(out.stderr.contains("`latin.ndjson` is not UTF-8 text"), "{out}");
    assert!(
        out.stderr.contains("line 2 is the first that is not") && out.stderr.contains("`iconv`"),
        "{out}"
    );
    let others = "{\"_id\":{\"$oid\":\"0\"},\"passwordHash\":\"x\"}\n";
    sandbox.file("others.ndjson", others);
    let out = run("others.ndjson").code(2);
    assert!(out.stderr.contains("no record found its part in the joined file, nothing was sent"), "{out}");
    sandbox.file("more.ndjson", format!("{hashes}{first}\n{others}"));
    let out = run("more.ndjson").success();
    assert!(out.stderr.contains("1 line of the joined file belong"), "{out}");
}

/// The commands of the document are understood.
#[test]
fn the_document_shows_commands_that_are_understood() {
    let text = include_str!("../../docs/migrate.md");
    let commands = text.split(['`', '\n']).filter_map(|part| part.strip_prefix("descopectl "));
    let mut count = 0;
    for command in commands.filter(|command| !command.contains(['…', '>'])) {
        let words = shlex::split(command).unwrap();
        let parsed = descopectl::cli::command()
            .try_get_matches_from(std::iter::once("descopectl").chain(words.iter().map(String::as_str)));
        assert!(parsed.is_ok(), "{command}: {}", parsed.unwrap_err());
        count += usize::from(words.iter().any(|word| word == "--from"));
    }
    assert!(count >= sources::all().len(), "{count}");
    for source in sources::all() {
        assert!(text.contains(&format!("--from {}", source.name)), "{}", source.name);
    }
}

#[test]
fn what_does_not_fit_an_attribute_is_known_before_sending() {
    let sandbox = Sandbox::local();
    sandbox.run(&["attribute", "create", "seats:number", "legacyId:text"]).success();
    let user = |seats: &str| {
        format!(
            "{{\"user_id\":\"auth0|{seats}\",\"email\":\"{seats}@example.com\",\"app_metadata\":{{\"seats\":\"{seats}\"}},\"identities\":[]}}\n"
        )
    };
    sandbox.file("acme.json", user("3") + &user("many"));
    let words = ["user", "batch-create", "acme.json", "--from", "auth0"];
    let out = sandbox.run(&words).code(2);
    assert!(out.stderr.contains("line 2, customAttributes.seats: `\"many\"`: expected a number"), "{out}");
    assert!(out.stderr.contains("has 1 problem, nothing was sent"), "{out}");
}

#[test]
fn a_flag_about_a_field_that_no_row_has_is_refused() {
    let sandbox = home_of(SAMPLES.iter().find(|sample| sample.folder == "okta").unwrap());
    let words = ["user", "batch-create", "export.json", "--from", "okta", "--create-missing", "attributes"];
    let out = sandbox.run(&[&words[..], &["--map", "mobilePhone="]].concat()).code(2);
    assert!(out.stderr.contains("no row has `mobilePhone`"), "{out}");
    assert!(out.stderr.contains("about what the program makes"), "{out}");
    let leaves_out = [&words[..], &["--map", "customAttributes.department="]].concat();
    let shown = sandbox.run(&[&leaves_out[..], &["--dry-run"]].concat()).success();
    assert!(shown.stderr.contains(r#""legacyId":"00u1""#), "{shown}");
    assert!(!shown.stderr.contains("Sales"), "{shown}");
    sandbox.run(&[&words[..], &["--map", "phone=", "--on-exists", "update"]].concat()).success();
}

#[test]
fn an_export_in_several_files_is_one_run() {
    let sandbox = Sandbox::local();
    sandbox.run(&["attribute", "create", "legacyId:text"]).success();
    let user = |name: &str, role: &str| json!({"id": name, "username": name, "email": format!("{name}@example.com"), "enabled": true, "realmRoles": [role]});
    sandbox.run(&["role", "create", "editor"]).success();
    for (file, users) in [
        ("acme-users-0.json", json!([user("ann", "editor"), user("bob", "editor")])),
        ("acme-users-1.json", json!([user("carol", "editor"), user("dave", "offline_access")])),
    ] {
        sandbox.file(file, format!("{:#}", json!({"realm": "acme", "users": users})));
    }
    let files = ["user", "batch-create", "acme-users-0.json", "acme-users-1.json"];
    let words =
        [&files[..], &["--from", "keycloak", "--id-map", "ids.csv", "--failures", "failed.jsonl"]].concat();
    let out = sandbox.run(&words).success();
    assert!(out.stderr.contains("4 records became 4 users"), "{out}");
    let users = users_of(&sandbox);
    assert_eq!(users.keys().collect::<Vec<_>>(), ["ann", "bob", "carol", "dave"]);
    let id_map = std::fs::read_to_string(sandbox.path("ids.csv")).unwrap();
    assert_eq!(id_map.lines().count(), 5);
}

#[test]
fn a_map_of_ids_has_the_ids_of_every_source() {
    let sandbox = home_of(SAMPLES.iter().find(|sample| sample.source == "descope").unwrap());
    let words = ["user", "batch-create", "export.jsonl", "--from", "descope", "--id-map", "ids.csv"];
    let out = sandbox.run(&words).code(2);
    assert!(out.stderr.contains("legacyId:text"), "{out}");
    sandbox.run(&[&words[..], &["--create-missing", "attributes,roles,tenants", "--yes"]].concat()).success();
    let id_map = std::fs::read_to_string(sandbox.path("ids.csv")).unwrap();
    assert!(id_map.lines().skip(1).all(|line| line.starts_with('U')), "{id_map}");
}

#[test]
fn no_program_ends_this_one() {
    let sandbox = Sandbox::local();
    sandbox.file("staff.csv", STAFF);
    let run = |program: &str| sandbox.run(&["user", "batch-create", "staff.csv", "--transform", program]);
    let ended = "the program recurses too deep, or needs too much memory or time";
    for program in [
        "def f: 1 + f; {loginId: f}",
        "def f: [f]; f",
        "def f: f; f",
        "reduce range(300000) as $i (.; [.]) | {loginId: \"a\"}",
        "{loginId: (\"x\" * 3000000000)}",
    ] {
        let out = run(program).code(2);
        assert!(out.stderr.contains(&format!("line 2: {ended}")), "{program}: {out}");
        assert!(out.stderr.contains("has 3 problems, nothing was sent"), "{program}: {out}");
    }
    // One record does not spoil the others, and what is harmless gives the same in either process.
    let program = "def f: if .Name == \"Bob\" then 1 + f else . end; f | {loginId: .Mail, email: .Mail}";
    let out = run(program).code(2);
    assert!(out.stderr.contains(&format!("line 3: {ended}")) && !out.stderr.contains("line 2"), "{out}");
    let program = "def f: select(.Mail | contains(\"@\")); f | {loginId: .Mail, email: .Mail, phone: (\"+1 555 1230000\" | phone)}";
    let report = sandbox.json(&["user", "batch-create", "staff.csv", "--transform", program]);
    assert_eq!(report["created"], 2);
    assert_eq!(users_of(&sandbox)["bob@example.com"]["phone"], "+15551230000");
}

#[test]
fn an_attribute_has_values_of_one_type() {
    let sandbox = Sandbox::local();
    sandbox.file(
        "mixed.jsonl",
        "{\"id\":\"ann@example.com\",\"x\":1}\n{\"id\":\"bob@example.com\",\"x\":\"one\"}\n{\"id\":\"carol@example.com\",\"x\":true}\n",
    );
    let program = "{loginId: .id, email: .id, customAttributes: {mixed: .x}}";
    let words =
        ["user", "batch-create", "mixed.jsonl", "--transform", program, "--create-missing", "attributes"];
    let out = sandbox.run(&words).code(2);
    let hint = "`descopectl --profile local attribute create mixed:text` has all of them read as texts";
    assert!(out.stderr.contains(hint), "{out}");
    sandbox.run(&["attribute", "create", "mixed:text"]).success();
    sandbox.run(&words).success();
    let users = users_of(&sandbox);
    let values: Vec<&Value> = users.values().map(|user| &user["customAttributes"]["mixed"]).collect();
    assert_eq!(values, ["1", "one", "true"]);
}

/// What an export does not say is asked, with the flag that answers.
#[test]
fn a_state_that_is_not_known_is_named_with_its_cure() {
    let users = r#"[{"id":"1","username":"ann","email":"ann@example.com","enabled":true},
        {"id":"2","username":"ben","email":"ben@example.com","enabled":null},
        {"id":"3","username":"cy","email":"cy@example.com"}]"#;
    let sandbox = Sandbox::local();
    sandbox.file("users.json", users);
    let words = ["user", "batch-create", "users.json", "--from", "keycloak", "--legacy-id", "none"];
    let out = sandbox.run(&words).code(2);
    for said in [
        "line 2, status: `not stated`: expected one of enabled, disabled, invited",
        "line 3, status: `not stated`",
        "has 2 problems, nothing was sent",
        "`--value 'status:not stated=enabled'` reads it as `enabled`",
    ] {
        assert!(out.stderr.contains(said), "{said}: {out}");
    }
    sandbox.run(&[&words[..], &["--value", "status:not stated=disabled"]].concat()).success();
    let users = users_of(&sandbox);
    assert_eq!(users["ann"]["status"], "enabled");
    assert_eq!((&users["ben"]["status"], &users["cy"]["status"]), (&json!("disabled"), &json!("disabled")));
}

/// Clerk's dashboard does not export who is banned.
#[test]
fn an_export_that_cannot_say_who_was_blocked_is_said_to_be_one() {
    let said = "no record says whether its user was blocked in Clerk (fields such as `banned`, `locked`): nobody is disabled";
    for (folder, is_said) in [("clerk", true), ("clerk-json", false)] {
        let sandbox = home_of(SAMPLES.iter().find(|sample| sample.folder == folder).unwrap());
        let file = SAMPLES.iter().find(|sample| sample.folder == folder).unwrap().file;
        let words =
            ["user", "batch-create", file, "--from", "clerk", "--create-missing", "attributes", "--dry-run"];
        let out = sandbox.run(&words).success();
        assert_eq!(out.stderr.contains(said), is_said, "{folder}: {out}");
    }
}

#[test]
fn some_of_what_lacks_is_created_and_some_left_out() {
    let sandbox = Sandbox::local();
    sandbox.file("users.jsonl", "{\"mail\":\"ann@example.com\"}\n");
    let program =
        "{loginId: .mail, email: .mail, roleNames: [\"clerk\"], userTenants: [{tenantId: \"acme\"}]}";
    let words = ["user", "batch-create", "users.jsonl", "--transform", program, "--yes"];
    let with = |missing: &str, left_out: &str| {
        sandbox.run(&[&words[..], &["--create-missing", missing, "--leave-out", left_out]].concat())
    };
    let both = with("attributes,roles", "roles").code(2);
    assert!(both.stderr.contains("`--create-missing` and `--leave-out` both name `roles`"), "{both}");
    with("attributes,roles", "tenants").success();
    assert_eq!(sandbox.json(&["tenant", "list"]), json!([]));
    assert_eq!(users_of(&sandbox)["ann@example.com"]["roleNames"], json!(["clerk"]));
}

/// A directory may block with fields that stand in few of its entries.
#[test]
fn nobody_is_said_to_be_enabled_whom_a_directory_disables() {
    let said = "nobody is disabled";
    let entry = |name: &str, more: &str| {
        format!(
            "dn: uid={name},dc=x\nuid: {name}\nmail: {name}@example.com\nobjectClass: inetOrgPerson\n{more}\n"
        )
    };
    for (more, is_said) in [("", true), ("shadowExpire: 1\n", false), ("userPassword: {CRYPT}!x\n", false)] {
        let sandbox = Sandbox::local();
        sandbox.file("users.ldif", entry("ann", "") + &entry("ben", more));
        let words = [
            "user",
            "batch-create",
            "users.ldif",
            "--from",
            "ldif",
            "--create-missing",
            "attributes",
            "--dry-run",
        ];
        let out = sandbox.run(&words).success();
        assert_eq!(out.stderr.contains(said), is_said, "{more}: {out}");
    }
}

#[test]
fn a_number_that_lost_digits_is_no_identifier() {
    let sandbox = Sandbox::local();
    sandbox.file("users.jsonl", "{\"id\":110000000000000000001,\"mail\":\"ann@example.com\"}\n");
    let run = |program: &str| sandbox.run(&["user", "batch-create", "users.jsonl", "--transform", program]);
    for program in [
        "{loginId: \"google-\\(.id)\", email: .mail}",
        "{loginId: (.id | tostring), email: .mail}",
        "{loginId: .mail, email: .mail, additionalIdentifiers: [\"google-\\(.id)\"]}",
    ] {
        let out = run(program).code(2);
        assert!(out.stderr.contains("line 1: `"), "{program}: {out}");
        assert!(
            out.stderr.contains("holds a number that is too large to be kept exactly"),
            "{program}: {out}"
        );
    }
    run("{loginId: \"agent-1e5\", email: .mail}").success();
}

#[test]
fn an_attribute_that_gives_way_to_another_is_said() {
    let email = "ann@example.com";
    let identities = json!([{"connection": "db", "provider": "auth0", "user_id": "1"}]);
    let metadata = json!({
        "plan": "a", "connection": "x", "address": {"city": "B"}, "address_city": "C", "legacyId": "9", "same": "s",
    });
    let auth0 = json!({
        "user_id": "auth0|1", "email": email, "identities": identities, "user_metadata": metadata,
        "app_metadata": {"plan": "b", "same": "s"},
    });
    let clerk = json!({
        "id": "1", "primary_email_address": email, "verified_email_addresses": email,
        "public_metadata": {"plan": "a"}, "private_metadata": {"plan": "b"},
    });
    let okta = json!({
        "id": "1", "status": "ACTIVE", "profile": {"login": email, "email": email, "a": {"b": "x"}, "a_b": "y"},
    });
    let keycloak = json!({
        "id": "1", "username": "ann", "email": email, "enabled": true, "attributes": {"a": [{"b": "x"}], "a_b": ["y"]},
    });
    let google = json!({
        "id": "1", "primaryEmail": email, "suspended": false, "customSchemas": {"a": {"b": "x"}, "a_b": "y"},
    });
    let entra = json!({
        "id": "1", "mail": email, "accountEnabled": true,
        "extension_0123456789abcdef0123456789abcdef_plan": "x", "extension_fedcba9876543210fedcba9876543210_plan": "y",
    });
    let attributes = [("email", email), ("custom:locale", "x"), ("locale", "en")];
    let attributes = attributes.map(|(name, value)| json!({"Name": name, "Value": value}));
    let cognito = json!({"Username": "u1", "Enabled": true, "Attributes": attributes});
    let supabase = json!({
        "id": "1", "email": email, "raw_user_meta_data": {"connection": "x"}, "raw_app_meta_data": {"provider": "email"},
    });
    let lost = ["user_metadata.plan", "user_metadata.connection", "user_metadata.address.city"];
    for (source, record, lost, kept) in [
        (
            "auth0",
            auth0,
            &lost[..],
            json!({"plan": "b", "connection": "db", "address_city": "C", "same": "s"}),
        ),
        ("clerk", clerk, &["private_metadata.plan"], json!({"plan": "a"})),
        ("cognito", cognito, &["custom:locale"], json!({"locale": "en"})),
        ("supabase", supabase, &["raw_user_meta_data.connection"], json!({"connection": "email"})),
        ("okta", okta, &["profile.a.b"], json!({"a_b": "y"})),
        ("google-workspace", google, &["customSchemas.a.b"], json!({"a_b": "y"})),
        ("keycloak", keycloak, &["attributes.a.b"], json!({"a_b": "y"})),
        ("entra", entra, &["extension_0123456789abcdef0123456789abcdef_plan"], json!({"plan": "y"})),
    ] {
        let sandbox = Sandbox::local();
        sandbox.file("users.jsonl", format!("{record}\n"));
        let words = ["user", "batch-create", "users.jsonl", "--from", source];
        let out = sandbox.run(&[&words[..], &["--create-missing", "attributes", "--yes"]].concat()).success();
        for lost in lost {
            let said = format!("{lost} beside another that becomes the same attribute (1)");
            assert!(out.stderr.contains(&said), "{source}: {out}");
        }
        let said = "attribute legacyId, where the old ID stands (1)";
        assert_eq!(out.stderr.contains(said), source == "auth0", "{source}: {out}");
        assert!(!out.stderr.contains("metadata.same"), "{out}");
        let user = users_of(&sandbox).into_values().next().unwrap();
        for (name, value) in kept.as_object().unwrap() {
            assert_eq!(&user["customAttributes"][name], value, "{source}: {user}");
        }
    }
}

#[test]
fn a_user_of_two_organizations_becomes_one_of_two_tenants() {
    let sandbox = Sandbox::local();
    let header = "email,first_name,email_verified,external_id,org_id,org_name,role_slugs\n";
    sandbox.file(
        "users.csv",
        format!(
            "{header}ann@example.com,Ann,true,e1,org_1,Acme,\"admin,member\"\nbob@example.com,Bob,false,e2,org_1,Acme,member\n\
             ann@example.com,,,e1,org_2,Globex,member\nann@example.com,Ann,true,e1,org_1,Acme,owner\n"
        ),
    );
    let words = [
        "user",
        "batch-create",
        "users.csv",
        "--from",
        "workos",
        "--create-missing",
        "attributes,roles,tenants",
        "--yes",
    ];
    let out = sandbox.run(&words).success();
    assert!(out.stderr.contains("4 records became 2 users"), "{out}");
    let users = users_of(&sandbox);
    assert_eq!(
        users["ann@example.com"]["userTenants"],
        json!([
            {"tenantId": "org_1", "tenantName": "Acme", "roleNames": ["admin", "member", "owner"]},
            {"tenantId": "org_2", "tenantName": "Globex", "roleNames": ["member"]},
        ])
    );
    assert_eq!(users["bob@example.com"]["userTenants"].as_array().unwrap().len(), 1);
    // A record that failed has all rows of its user, and goes in again.
    let di = |organization: &str| format!("di@example.com,Di,true,e4,{organization},,\n");
    sandbox.file("again.csv", format!("{header}{}{}", di("org_1"), di("org_2")));
    sandbox.run(&["user", "create", "di@example.com", "--email", "di@example.com"]).success();
    let fails = ["--on-exists", "fail", "--failures", "failed.jsonl"];
    sandbox.run(&[&["user", "batch-create", "again.csv", "--from", "workos"], &fails[..]].concat()).code(3);
    sandbox.run(&["user", "delete", "di@example.com", "--yes"]).success();
    sandbox.run(&["user", "batch-create", "failed.jsonl", "--from", "workos"]).success();
    assert_eq!(users_of(&sandbox)["di@example.com"]["userTenants"].as_array().unwrap().len(), 2);
    sandbox.file(
        "other.csv",
        format!(
            "{header}cy@example.com,Cy,true,e3,org_1,Acme,\ncy@example.com,Cyril,true,e3,org_2,Globex,\n"
        ),
    );
    let out = sandbox.run(&["user", "batch-create", "other.csv", "--from", "workos"]).code(2);
    assert!(out.stderr.contains("line 2: the records of this user contradict each other"), "{out}");
}

#[test]
fn hashes_of_auth0_without_an_address_keep_their_number_or_name() {
    let record = |id: &str, kind: &str, value: &str| {
        json!({"_id": {"$oid": id}, "passwordHash": "$2a$04$7UN/iVAWN39Ic.LEgMhLnu7firDSwR7rpsW9svbs8m2XPlr4.WFKO",
            "connection": "c", "identifiers": [{"type": kind, "value": value, "verified": id == "1"}]})
        .to_string()
            + "\n"
    };
    let sandbox = Sandbox::local();
    sandbox
        .file("hashes.ndjson", record("1", "phone_number", "+15551230001") + &record("2", "username", "ben"));
    let words =
        ["user", "batch-create", "hashes.ndjson", "--from", "auth0", "--create-missing", "attributes"];
    let out = sandbox.run(&words).code(2);
    assert!(out.stderr.contains("line 2: has neither an e-mail address nor a phone number"), "{out}");
    let out = sandbox.run(&[&words[..], &["--allow-no-contact", "--dry-run"]].concat()).success();
    let phone = r#""loginId":"+15551230001","phone":"+15551230001","verifiedPhone":true"#;
    for said in [phone, r#""loginId":"ben""#] {
        assert!(out.stderr.contains(said) || out.stdout.contains(said), "{said}: {out}");
    }
}

/// An authenticator app whose codes could not match would lock its user out.
#[test]
fn only_usual_one_time_passwords_come_over() {
    let user = |name: &str, data: &str| {
        let otp = json!({"type": "otp", "secretData": "{\"value\":\"foobarfoobarfoobar12\"}", "credentialData": data});
        json!({"username": name, "email": format!("{name}@example.com"), "enabled": true, "credentials": [otp],
            "attributes": {"phoneNumber": ["+15551230001", "+15551230002"]}})
    };
    let users = json!([
        user("ann", r#"{"subType":"totp","digits":6,"period":30,"algorithm":"HmacSHA1"}"#),
        user("ben", r#"{"subType":"hotp","digits":6,"counter":3}"#),
        user("cy", r#"{"subType":"totp","digits":8,"period":30,"algorithm":"HmacSHA1"}"#),
        user("di", r#"{"subType":"totp","digits":6,"period":30,"algorithm":"HmacSHA256"}"#),
    ]);
    let sandbox = Sandbox::local();
    sandbox.file("users.json", users.to_string());
    let words = ["user", "batch-create", "users.json", "--from", "keycloak", "--legacy-id", "none"];
    let out = sandbox.run(&words).success();
    assert!(
        out.stderr
            .contains("further one-time passwords, or with other settings than 6 digits, 30 seconds and SHA-1 (3), further values of phoneNumber (4)"),
        "{out}"
    );
    let with_app: Vec<_> = users_of(&sandbox).into_iter().filter(|(_, user)| user["TOTP"] == true).collect();
    assert_eq!(with_app.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["ann"]);
}

/// A user who could not sign in there cannot sign in here, however the export writes it.
#[test]
fn who_was_blocked_stays_blocked() {
    let google = "First Name [Required],Email Address [Required],Status [READ ONLY]\n\
                  Ann,on@example.com,Active\nBen,off1@example.com,Suspendiert\nCy,off2@example.com,Archived\n";
    let keycloak = r#"[{"id":"1","username":"off3","email":"off3@example.com","enabled":"false"}]"#;
    for (source, name, text) in
        [("google-workspace", "users.csv", google), ("keycloak", "users.json", keycloak)]
    {
        let sandbox = Sandbox::seeded();
        sandbox.file(name, text);
        sandbox.run(&["user", "batch-create", name, "--from", source, "--legacy-id", "none"]).success();
        let users = sandbox.json(&["user", "search", "--all"]);
        let made = users.as_array().unwrap().iter().filter(|user| {
            user["email"].as_str().is_some_and(|email| email.starts_with("on@") || email.starts_with("off"))
        });
        let made: Vec<_> = made.collect();
        assert!(!made.is_empty(), "{source}");
        for user in made {
            let is_on = user["email"].as_str().unwrap().starts_with("on@");
            assert_eq!(user["status"], if is_on { "enabled" } else { "disabled" }, "{source}: {user}");
        }
    }
}

#[test]
fn a_copy_of_the_program_of_a_source_does_the_same() {
    let create = ["--create-missing", "attributes,roles,tenants", "--yes"];
    let mut refused = Vec::new();
    for sample in SAMPLES.iter().filter(|sample| sample.arguments.is_empty()) {
        let by_source = home_of(sample);
        let from = ["user", "batch-create", sample.file, "--from", sample.source];
        let out = by_source.run(&[&from[..], &create].concat());
        assert_eq!(out.code, 0, "{}: {out}", sample.folder);
        let by_copy = home_of(sample);
        let program = by_copy.run(&["source", "show", sample.source]).stdout;
        by_copy.file("copy.jq", program);
        let mut words = vec!["user", "batch-create", sample.file, "--transform", "copy.jq"];
        words.extend(create);
        if sample.source == "descope" {
            // The source keeps the old ID only where the project has the attribute for it.
            words.extend(["--legacy-id", "none"]);
        }
        let out = by_copy.run(&words);
        if out.code != 0 {
            assert!(out.code == 2 || out.stderr.contains("line "), "{}: {out}", sample.folder);
            refused.push(sample.folder);
            continue;
        }
        assert_eq!(users_of(&by_copy), users_of(&by_source), "{}: {out}", sample.folder);
    }
    // What settings say beside the program cannot be said by it: the file is refused, and nobody is lost unsaid.
    assert_eq!(refused, ["firebase-csv"]);
}

#[test]
fn whoever_is_blocked_in_a_directory_is_so_by_a_copy_of_its_program() {
    for lock in [
        "pwdAccountLockedTime: 000001010000Z",
        "nsAccountLock: TRUE",
        "nsAccountLock: FALSE\nnsAccountLock: TRUE",
        "loginDisabled: TRUE",
        "shadowExpire: 1",
        "userAccountControl: 66050",
        "accountExpires: 132223104000000000",
    ] {
        for flag in ["--from", "--transform"] {
            let sandbox = Sandbox::local();
            let room = "dn: cn=r,dc=x\nobjectClass: room\ncn: r\nmail: room@example.com\n";
            let ann = "dn: uid=a,dc=x\nuid: a\nmail: a@example.com\ngivenName: Ann";
            sandbox.file("f.ldif", format!("{ann}\n{lock}\n\n{room}"));
            let program = sandbox.run(&["source", "show", "ldif"]).stdout;
            sandbox.file("ldif.jq", program);
            let value = if flag == "--from" { "ldif" } else { "ldif.jq" };
            let words =
                ["user", "batch-create", "f.ldif", flag, value, "--create-missing", "attributes", "--yes"];
            let out = sandbox.run(&words);
            assert_eq!(out.code, 0, "{flag} {lock}: {out}");
            let users = sandbox.json(&["user", "search", "--all"]);
            assert_eq!(users.as_array().map(Vec::len), Some(1), "{users}");
            assert_eq!(
                (&users[0]["status"], &users[0]["givenName"]),
                (&json!("disabled"), &json!("Ann")),
                "{flag} {lock}"
            );
        }
    }
}

#[test]
fn a_column_that_blocks_under_another_name_than_the_source_writes_is_named() {
    let clerk = "id,primary_email_address,password_digest,verified_email_addresses";
    let supabase = "id,email,encrypted_password,raw_user_meta_data";
    for (source, name, file, blocked) in [
        (
            "auth0",
            "a.jsonl",
            r#"{"user_id":"auth0|1","email":"a@example.com","identities":[],"Blocked":true}"#.to_owned(),
            "Blocked",
        ),
        (
            "auth0",
            "a.csv",
            "user_id,email,email_verified,Blocked\nauth0|1,a@example.com,true,true\n".to_owned(),
            "Blocked",
        ),
        ("clerk", "a.csv", format!("{clerk},Banned\nuser_1,a@example.com,,a@example.com,yes\n"), "Banned"),
        (
            "supabase",
            "a.csv",
            format!("{supabase},Banned Until\n1,a@example.com,,,2999-01-01 00:00:00+00\n"),
            "Banned Until",
        ),
        (
            "cognito",
            "a.csv",
            "cognito:username,email,Account status\na,a@example.com,Disabled\n".to_owned(),
            "Account status",
        ),
        (
            "auth0",
            "a.jsonl",
            r#"{"user_id":"auth0|1","email":"a@example.com","identities":[],"Enabled":null}"#.to_owned(),
            "Enabled",
        ),
        ("clerk", "a.csv", format!("{clerk},Enabled\nuser_1,a@example.com,,a@example.com,\n"), "Enabled"),
        (
            "okta",
            "a.jsonl",
            r#"{"id":"1","status":"ACTIVE","profile":{"login":"a@example.com","email":"a@example.com","Blocked":"yes"}}"#
                .to_owned(),
            "profile.Blocked",
        ),
        (
            "auth0",
            "a.jsonl",
            r#"{"user_id":"auth0|1","email":"a@example.com","identities":[],"account":{"suspended":true}}"#.to_owned(),
            "account.suspended",
        ),
        ("clerk", "a.csv", format!("{clerk},user.disabled\nuser_1,a@example.com,,a@example.com,1\n"), "user.disabled"),
    ] {
        let sandbox = Sandbox::local();
        sandbox.file(name, &file);
        let out = sandbox.run(&["user", "batch-create", name, "--from", source, "--yes"]);
        let said = format!("`{blocked}` says who may sign in");
        assert!(out.code != 0 && out.stderr.contains(&said), "{source} {file}: {out}");
        assert!(!out.stderr.contains("no record says"), "{out}");
        // It is left out where that is meant, and read where it says so by its name.
        let left_out = format!("{blocked}=");
        assert!(out.stderr.contains(&format!("--map '{left_out}'` leaves it out")), "{out}");
        let words = ["user", "batch-create", name, "--from", source, "--yes"];
        let words = [&words[..], &["--create-missing", "attributes", "--map"]].concat();
        let out = sandbox.run(&[&words[..], &[&left_out]].concat());
        let status = out.code == 0 && sandbox.json(&["user", "search", "--all"])[0]["status"] == "enabled";
        assert!(status, "{source} {file}: {out}");
        if blocked != "Enabled" {
            let read = match blocked {
                "Account status" => "status",
                "Banned Until" => "blockedUntil",
                _ => "blocked",
            };
            let read = format!("{blocked}={read}");
            let sandbox = Sandbox::local();
            sandbox.file(name, &file);
            let out = sandbox.run(&[&words[..], &[&read]].concat());
            let status = out.code == 0 && sandbox.json(&["user", "search", "--all"])[0]["status"] == "disabled";
            assert!(status, "{source} {file}: {out}");
        }
    }
    // Of those who are not blocked nothing is lost.
    let sandbox = Sandbox::local();
    sandbox.file("a.csv", "user_id,email,email_verified,Blocked\nauth0|1,a@example.com,true,false\n");
    let words =
        ["user", "batch-create", "a.csv", "--from", "auth0", "--create-missing", "attributes", "--yes"];
    assert_eq!(sandbox.run(&words).code, 0);
    // A program of one's own is told, and what is left out of a file without one, too.
    let file = "{\"mail\":\"a@example.com\",\"profile\":{\"disabled\":true,\"city\":\"x\"},\"state\":\"CA\",\"mfa\":{\"enabled\":false}}\n";
    let sandbox = Sandbox::local();
    sandbox.file("a.jsonl", file);
    let program = "{loginId: .mail, email: .mail}";
    let out =
        sandbox.run(&["user", "batch-create", "a.jsonl", "--transform", program, "--dry-run"]).success();
    let said = "by `profile.disabled`, 1 user may not sign in, but the program makes users who may";
    assert!(out.stderr.contains(said) && out.stderr.matches("may not sign in").count() == 1, "{out}");
    // Also where it lies deeper, or where the record holds the users.
    for (file, program, said) in [
        (
            r#"{"users":{"u1":{"mail":"a@example.com","disabled":true},"u2":{"mail":"b@example.com"}}}"#,
            ".users[]",
            "users.u1.disabled",
        ),
        (r#"[{"value":{"mail":"a@example.com","blocked":true}}]"#, ".value", "value.blocked"),
        (r#"[{"mail":"a@example.com","meta":{"blocked":true}}]"#, ".", "meta.blocked"),
        (r#"[{"mail":"a@example.com","accounts":[{"blocked":true}]}]"#, ".", "accounts.blocked"),
        (r#"[{"mail":"a@example.com","nsAccountLock":"true"}]"#, ".", "nsAccountLock"),
        (r#"[{"mail":"a@example.com","inetUserStatus":"Inactive"}]"#, ".", "inetUserStatus"),
        (
            r#"{"data":[{"id":"1","attributes":{"mail":"a@example.com","blocked":true}},{"id":"2","attributes":{"mail":"b@example.com"}}]}"#,
            ".attributes",
            "attributes.blocked",
        ),
        (r#"[{"mail":"a@example.com","custom":{"status":"suspended"}}]"#, ".", "custom.status"),
    ] {
        sandbox.file("9.json", file);
        let program = format!("{program} | {{loginId: .mail, email: .mail}}");
        let words = ["user", "batch-create", "9.json", "--transform", &program, "--dry-run"];
        let out = sandbox.run(&words).success();
        let said = format!("by `{said}`, 1 user may not sign in, but the program makes users who may");
        assert!(out.stderr.contains(&said), "{out}");
    }
    // What locks in a directory need not be yes.
    for (name, locked, open) in [
        ("pwdAccountLockedTime", "20240101000000Z", ""),
        ("inetUserStatus", "Inactive", "Active"),
        ("sambaAcctFlags", "[UD]", "[U]"),
        ("shadowExpire", "12000", "-1"),
        ("accountExpires", "132223104000000000", "9223372036854775807"),
    ] {
        let entry = |uid: &str, value: &str| {
            let lock = if value.is_empty() { String::new() } else { format!("{name}: {value}\n") };
            format!("dn: uid={uid}\nuid: {uid}\nmail: {uid}@example.com\n{lock}\n")
        };
        sandbox.file("9.ldif", entry("a", locked) + &entry("b", open));
        let words =
            ["user", "batch-create", "9.ldif", "--transform", "{loginId: .uid, email: .mail}", "--dry-run"];
        let out = sandbox.run(&words).success();
        assert!(out.stderr.contains("1 user may not sign in, but the program"), "{name}: {out}");
    }
    sandbox.file(
        "9.json",
        r#"{"users":{"u1":{"mail":"a@example.com","disabled":true},"u2":{"mail":"b@example.com"}}}"#,
    );
    let program = ".users[] | {loginId: .mail, email: .mail, status: (if .disabled then \"disabled\" else \"enabled\" end)}";
    let out = sandbox.run(&["user", "batch-create", "9.json", "--transform", program, "--dry-run"]).success();
    assert!(!out.stderr.contains("may not sign in"), "{out}");
    let program = "{loginId: .mail, email: .mail, status: (if .profile.disabled then \"disabled\" else \"enabled\" end)}";
    let out =
        sandbox.run(&["user", "batch-create", "a.jsonl", "--transform", program, "--dry-run"]).success();
    assert!(!out.stderr.contains("may not sign in"), "{out}");
    let words =
        ["user", "batch-create", "a.jsonl", "--ignore-unknown", "--map", "mail=loginId,email", "--dry-run"];
    let out = sandbox.run(&words).code(2);
    assert!(
        out.stderr.contains("line 1, profile.disabled: says who may sign in, and would be left out"),
        "{out}"
    );
    let out = sandbox.run(&[&words[..], &["--map", "profile.disabled=blocked"]].concat()).success();
    assert!(out.stderr.contains(r#""status":"disabled""#), "{out}");
    sandbox.file("a.json", r#"[{"id":"1","attributes":{"mail":"a@example.com","blocked":true}}]"#);
    let map = "attributes.mail=loginId,email";
    let out = sandbox.run(&["user", "batch-create", "a.json", "--ignore-unknown", "--map", map, "--dry-run"]);
    assert!(out.code(2).stderr.contains("line 1, attributes.blocked: says who may sign in"), "{map}");
    // So is what is left out under other names; what says it of something else is not.
    for (name, value, field) in [
        ("flags.is_active", json!(false), "enabled"),
        ("data.blocked", json!(true), "blocked"),
        ("a.b.status", json!("suspended"), "status"),
        ("a.deleted_at", json!("2024-01-01"), "blockedSince"),
        ("flags.is_active", json!(true), ""),
        ("mfa.enabled", json!(false), ""),
        ("company.email.blocked", json!(true), ""),
        ("order.status", json!("open"), ""),
        ("data.state", json!("CA"), ""),
    ] {
        let mut object = value.clone();
        for part in name.rsplit('.') {
            object = json!({ (part): object });
        }
        object["mail"] = json!("a@example.com");
        sandbox.file("a.jsonl", object.to_string());
        let cell = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        sandbox.file("a.csv", format!("mail,{name}\na@example.com,{cell}\n"));
        for file in ["a.jsonl", "a.csv"] {
            let words = [&["user", "batch-create", file][..], &words[3..]].concat();
            let out = sandbox.run(&words);
            if field.is_empty() {
                out.success();
                continue;
            }
            assert!(out.code(2).stderr.contains("says who may sign in, and would be left out"), "{name}");
            let map = format!("{name}={field}");
            let words = [&words[..], &["--map", &map]].concat();
            let mut out = sandbox.run(&words);
            if name == "a.b.status" {
                assert!(out.stderr.contains("`--value 'a.b.status:suspended=disabled'` reads it"), "{out}");
                out = sandbox.run(&[&words[..], &["--value", "a.b.status:suspended=disabled"]].concat());
            }
            assert!(out.success().stderr.contains(r#""status":"disabled""#), "{name}");
        }
    }
}

#[test]
fn the_first_row_of_a_table_without_a_header_is_not_lost_by_a_program() {
    let sandbox = Sandbox::local();
    sandbox.file("nh.csv", "a@example.com,Ann\nb@example.com,Bo\n");
    let program = "to_entries | {loginId: .[0].value, email: .[0].value, name: .[1].value}";
    let words = ["user", "batch-create", "nh.csv", "--transform", program, "--yes"];
    let out = sandbox.run(&words);
    assert!(
        out.code == 2 && out.stderr.contains("looks like a row") && out.stderr.contains("--header"),
        "{out}"
    );
    assert!(!out.stderr.contains("Ann"), "{out}");
    let report = sandbox.json(&[&words[..], &["--header", "mail,name"]].concat());
    assert_eq!(report["created"], json!(2));
}

#[test]
fn a_file_without_login_ids_gets_no_hint_that_maps_them() {
    let sandbox = Sandbox::local();
    sandbox.file("a.json", r#"[{"name": "Ann", "profile": {"email": "a@example.com"}}]"#);
    let out = sandbox.run(&["user", "batch-create", "a.json", "--yes"]);
    assert!(out.code != 0 && !out.stderr.contains("loginId=loginId,email"), "{out}");
    sandbox.file("b.json", r#"[{"Login": "ann@example.com", "name": "Ann"}]"#);
    let out = sandbox.run(&["user", "batch-create", "b.json", "--yes"]);
    assert!(out.code != 0 && out.stderr.contains("--map 'Login=loginId,email'"), "{out}");
}
