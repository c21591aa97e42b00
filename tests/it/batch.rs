//! Batches end to end: rows go in and come out again, and each row is accounted for.

use std::{collections::HashMap, fmt::Write as _};

use serde_json::{Value, json};

use crate::support::Sandbox;

#[test]
fn ten_thousand_rows_come_out_as_they_went_in() {
    let sandbox = Sandbox::seeded();
    let columns = "loginId,email,verifiedEmail,phone,verifiedPhone,name,givenName,familyName,status,roleNames,\
                   additionalIdentifiers,customAttributes.plan,customAttributes.seats,customAttributes.beta";
    let mut file = format!("{columns}\n");
    for number in 0..10_000 {
        let _ = writeln!(
            file,
            "row{number}@example.com,row{number}@example.com,{},+1555{number:07},{},\"Row, \"\"{number}\"\" Ünïcode\",R,\"W\n{number}\",{},{},alias{number},{},{},{}",
            number % 2 == 0,
            number % 3 == 0,
            ["enabled", "disabled", "invited"][number % 3],
            ["", "viewer", "admin;viewer"][number % 3],
            ["", "007", "pro"][number % 3],
            if number % 5 == 0 { String::new() } else { number.to_string() },
            ["", "true"][number % 2],
        );
    }
    sandbox.file("rows.csv", &file);
    let mut report = sandbox.json(&["user", "batch-create", "rows.csv"]);
    assert!(report.as_object_mut().unwrap().remove("job").is_some());
    assert_eq!(
        report,
        json!({"schema": "batch-report.v1", "read": 10_000, "created": 10_000, "updated": 0, "deleted": 0, "skipped": 0, "failed": 0, "notAttempted": 0, "secretsNotSet": 0, "backup": null})
    );
    let wanted = "loginIds,email,verifiedEmail,phone,verifiedPhone,name,givenName,familyName,status,roleNames,\
                  customAttributes.plan,customAttributes.seats,customAttributes.beta";
    let out = sandbox.run(&["user", "search", "--all", "-o", "csv", "--columns", wanted]).success();
    let went_in = table(&file);
    let mut came_out = 0;
    for row in table(&out.stdout).into_values().filter(|row| row["email"].starts_with("row")) {
        let expected = &went_in[&row["email"]];
        came_out += 1;
        let mut login_ids: Vec<&str> = row["loginIds"].split(';').collect();
        login_ids.sort_unstable();
        assert_eq!(login_ids, [&expected["additionalIdentifiers"], &expected["loginId"]]);
        for (column, value) in row.iter().filter(|(column, _)| *column != "loginIds") {
            assert_eq!(value, &expected[column], "{column} of {}", row["email"]);
        }
    }
    assert_eq!(came_out, 10_000);
}

/// Rows of a CSV by e-mail address.
fn table(text: &str) -> HashMap<String, HashMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<HashMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
    rows.into_iter().map(|row| (row["email"].clone(), row)).collect()
}

#[test]
fn each_format_creates_the_same_users() {
    let expected =
        json!({"name": "Ann", "customAttributes": {"plan": "pro", "seats": 3}, "roleNames": ["viewer"]});
    let inputs = [
        (
            "a.csv",
            "loginId,email,name,customAttributes.plan,customAttributes.seats,roleNames\nann,a@example.com,Ann,pro,3,viewer\n",
        ),
        (
            "b.csv",
            "\u{feff}loginId,email,displayName,customAttributes,roleNames\r\nann,a@example.com,Ann,\"{\"\"plan\"\":\"\"pro\"\",\"\"seats\"\":3}\",\"[\"\"viewer\"\"]\"\r\n",
        ),
        (
            "c.json",
            "[{\"loginId\":\"ann\",\"email\":\"a@example.com\",\"name\":\"Ann\",\"customAttributes\":{\"plan\":\"pro\",\"seats\":3},\"roleNames\":[\"viewer\"]}]",
        ),
        (
            "d.jsonl",
            "{\"loginId\":\"ann\",\"email\":\"a@example.com\",\"name\":\"Ann\",\"customAttributes\":{\"plan\":\"pro\",\"seats\":3},\"roleNames\":[\"viewer\"]}\n",
        ),
    ];
    for (name, text) in inputs {
        let sandbox = Sandbox::seeded();
        sandbox.file(name, text);
        sandbox.run(&["user", "batch-create", name]).success();
        let user = sandbox.json(&["user", "load", "ann"]);
        for (field, value) in expected.as_object().unwrap() {
            assert_eq!(&user[field], value, "{name}: {field}");
        }
    }
}

#[test]
fn failed_rows_are_named_by_line_and_can_be_fed_back() {
    let sandbox = Sandbox::seeded();
    sandbox.file("rows.csv", "loginId,email,roleNames\nann,ann@example.com,\nalice@example.com,x@example.com,\nben,ben@example.com,nosuch\n");
    let arguments = [
        "user",
        "batch-create",
        "rows.csv",
        "--on-exists",
        "fail",
        "--failures",
        "failed.csv",
        "--report",
        "report.jsonl",
    ];
    let outcome = sandbox.run(&arguments).code(3);
    assert!(outcome.stderr.contains("line 3, alice@example.com: "), "{outcome}");
    assert!(outcome.stderr.contains("line 4, ben: "), "{outcome}");
    let report = std::fs::read_to_string(sandbox.path("report.jsonl")).unwrap();
    let outcomes: Vec<Value> =
        report.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["outcome"].clone()).collect();
    assert_eq!(outcomes, ["created", "failed", "failed"]);
    let failed = std::fs::read_to_string(sandbox.path("failed.csv")).unwrap();
    std::fs::write(
        sandbox.path("failed.csv"),
        failed.replace("nosuch", "viewer").replace("\nalice@", "\nann2@"),
    )
    .unwrap();
    sandbox.run(&["user", "batch-create", "failed.csv"]).success();
    sandbox.run(&["user", "load", "ben", "ann2@example.com"]).success();
}

/// A row whose user exists is not applied: why, and how it would be, is said.
#[test]
fn users_who_exist_and_differ_from_their_rows_are_counted() {
    let sandbox = Sandbox::seeded();
    let run = |rows: &str| {
        sandbox.file("rows.csv", format!("loginId,email,name\n{rows}"));
        sandbox.run(&["user", "batch-create", "rows.csv"]).success()
    };
    run("ann,ann@example.com,Ann\nben,ben@example.com,Ben\n");
    let same = run("ann,ann@example.com,Ann\nben,ben@example.com,Ben\n");
    assert!(same.stderr.contains("note: skipped: the users of 2 rows exist\n"), "{same}");
    // What an update takes away from nobody is said, and not that the user is so.
    sandbox.file("empty.json", r#"[{"loginId":"alice@example.com","name":"","roleNames":[]}]"#);
    let words =
        ["user", "batch-create", "empty.json", "--on-exists", "update", "--report", "r.jsonl", "--yes"];
    let empty = sandbox.run(&words).success();
    for field in ["name", "roleNames"] {
        let said = format!("warning: line 1, {field}: is empty: a user who exists keeps the old value");
        assert!(empty.stderr.contains(&said), "{empty}");
    }
    let report = std::fs::read_to_string(sandbox.path("r.jsonl")).unwrap();
    assert!(report.contains("the user exists and has what the row gives"), "{report}");
    let other = run("ann,ann@example.com,Anna\nben,ben@example.com,Ben\n");
    let said = "the users of 2 rows exist, and one is not as its row says: `--on-exists update` changes";
    assert!(other.stderr.contains(said), "{other}");
}

#[test]
fn a_batch_that_is_rejected_is_halved_to_the_guilty_row() {
    let sandbox = Sandbox::seeded();
    let mut rows = String::new();
    for number in 0..250 {
        // More than the server takes in one request.
        let name = if number == 137 { "x".repeat(9 << 20) } else { "R".to_owned() };
        let _ =
            writeln!(rows, r#"{{"loginId":"r{number}","email":"r{number}@example.com","name":"{name}"}}"#);
    }
    sandbox.file("rows.jsonl", rows);
    let outcome = sandbox.run(&["user", "batch-create", "rows.jsonl", "-o", "json"]).code(3);
    let report = outcome.json();
    assert_eq!((&report["created"], &report["failed"]), (&json!(249), &json!(1)), "{outcome}");
    assert!(outcome.stderr.contains("line 138, r137"), "{outcome}");
}

#[test]
fn nothing_is_sent_when_the_file_has_problems() {
    let sandbox = Sandbox::seeded();
    sandbox.file("rows.csv", "loginId,email\nann,ann@example.com\nann,nope\n");
    let outcome = sandbox.run(&["user", "batch-create", "rows.csv"]).code(2);
    assert!(outcome.stderr.contains("line 3, email: `nope`"), "{outcome}");
    sandbox.run(&["user", "load", "ann"]).code(5);
}

#[test]
fn an_empty_file_creates_nothing() {
    let sandbox = Sandbox::seeded();
    for (name, text) in [("a.csv", "loginId,email\n"), ("b.json", "[]"), ("c.jsonl", "\n\n")] {
        sandbox.file(name, text);
        assert_eq!(sandbox.json(&["user", "batch-create", name])["read"], json!(0), "{name}");
    }
    sandbox.file("d.csv", "");
    sandbox.run(&["user", "batch-create", "d.csv"]).code(2);
}

#[test]
fn an_export_makes_the_same_users_in_an_empty_project() {
    const KEPT: &[&str] = &[
        "loginIds",
        "email",
        "verifiedEmail",
        "phone",
        "verifiedPhone",
        "name",
        "givenName",
        "familyName",
        "status",
        "roleNames",
        "userTenants",
        "ssoAppIds",
        "customAttributes",
        "createdTime",
        "test",
    ];
    let full = Sandbox::seeded();
    let before = users_of(&full);
    for file in ["users.jsonl", "users.csv"] {
        full.run(&["user", "export", file, "--with-test-users"]).success();
        let text = std::fs::read_to_string(full.path(file)).unwrap();
        let empty = Sandbox::seeded();
        for user in before.keys() {
            empty.run(&["user", "delete", user, "--yes", "--no-backup"]).success();
        }
        empty.file(file, text);
        empty.run(&["user", "batch-create", file]).success();
        let after = users_of(&empty);
        assert_eq!(after.len(), before.len(), "{file}");
        for (name, user) in &before {
            for field in KEPT {
                assert_eq!(after[name][field], user[field], "{file}: {field} of {name}");
            }
        }
    }
}

fn users_of(sandbox: &Sandbox) -> HashMap<String, Value> {
    let users = sandbox.json(&["user", "search", "--all", "--with-test-users"]);
    let name = |user: &Value| user["loginIds"][0].as_str().unwrap().to_owned();
    users.as_array().unwrap().iter().map(|user| (name(user), user.clone())).collect()
}

#[test]
fn jobs_are_listed_with_what_became_of_them() {
    let sandbox = Sandbox::seeded();
    assert_eq!(sandbox.json(&["job", "list"])["jobs"], json!([]));
    sandbox.file("rows.csv", "loginId,email,roleNames\nann,ann@example.com,\nben,ben@example.com,nosuch\n");
    sandbox.run(&["user", "batch-create", "rows.csv"]).code(3);
    let jobs = sandbox.json(&["job", "list"]);
    let job = &jobs["jobs"][0];
    assert_eq!((&job["settled"], &job["failed"], &job["notSent"]), (&json!(1), &json!(1), &json!(0)));
    let shown = sandbox.json(&["job", "show", job["id"].as_str().unwrap()]);
    assert_eq!(
        shown["failures"],
        json!([{"row": 2, "place": "line 3", "reason": "Role nosuch does not exist"}])
    );
    sandbox.run(&["job", "show", "nosuch"]).code(5);
}

#[test]
fn the_reason_of_a_row_with_few_cells_stands_in_its_own_column() {
    let sandbox = Sandbox::seeded();
    sandbox.file("users.csv", "loginId,email,name,roleNames\nann,ann@example.com\nben,ben@example.com,Ben,nosuch\nbob,bob@example.com\n");
    let words = ["user", "batch-create", "users.csv", "--on-exists", "fail", "--failures", "failed.csv"];
    sandbox.run(&words).code(3);
    let failed = std::fs::read_to_string(sandbox.path("failed.csv")).unwrap();
    let columns: Vec<usize> = failed.lines().map(|line| line.split(',').count()).collect();
    assert!(failed.contains("bob,bob@example.com,,,"), "{failed}");
    assert!(columns.iter().all(|count| *count >= 5), "{failed}");
}

/// What a run asks about, and what its dry run says of the same.
fn previewed(stderr: &str) -> Vec<&str> {
    let lines =
        stderr.lines().skip_while(|line| !line.starts_with("would ") || line.starts_with("would send"));
    lines
        .take_while(|line| line.starts_with("  ") || (line.starts_with("would ") && line.ends_with(':')))
        .collect()
}

#[test]
fn a_dry_run_shows_what_the_run_asks() {
    let sandbox = Sandbox::seeded();
    sandbox.file("roles.csv", "loginId,roleNames\nalice@example.com,admin\nbob,viewer\n");
    sandbox.file("tenants.csv", "loginId,tenantId\nalice@example.com,acme\n");
    sandbox.file("users.csv", "loginId\nalice@example.com\nbob\n");
    sandbox.file("patch.csv", "loginId,status\nalice@example.com,disabled\n");
    sandbox.file("apps.csv", "loginId,ssoAppIds\nbob,wiki\n");
    sandbox.run(&["user", "add-role", "alice@example.com", "viewer"]).success();
    for (command, says) in [
        ("batch-run set-apps apps.csv", "who may use all applications\n"),
        ("batch-run remove-role roles.csv", "who has roles admin, viewer and loses admin\n"),
        ("batch-run set-roles roles.csv", "who has roles admin, viewer and loses viewer\n"),
        ("batch-run remove-tenant tenants.csv", "who has tenants acme"),
        ("batch-run set-roles roles.csv", "would replace the roles of 2 users"),
        ("batch-run logout users.csv", "would end all sessions of 2 users"),
        ("batch-delete users.csv", "would delete 2 users"),
        ("batch-delete --where status=invited", "would delete 1 user "),
        ("delete alice@example.com bob", "would delete 2 users"),
        ("batch-patch patch.csv", "would take the right to sign in away from 1 user"),
    ] {
        let words: Vec<&str> = ["user"].into_iter().chain(command.split(' ')).collect();
        let asked = sandbox.run(&words).code(2);
        let dry = sandbox.run(&[&words[..], &["--dry-run"]].concat()).success();
        assert!(asked.stderr.contains(says), "{command}: {asked}");
        assert_eq!(previewed(&dry.stderr), previewed(&asked.stderr), "{command}");
        assert!(previewed(&asked.stderr).len() > 1, "{asked}");
    }
}

#[test]
fn rows_that_take_nothing_away_count_as_skipped() {
    let sandbox = Sandbox::seeded();
    let rows = "loginId,roleNames\nalice@example.com,admin\nbob,admin\n+15550100003,admin\n";
    sandbox.file("roles.csv", rows);
    let run =
        ["user", "batch-run", "remove-role", "roles.csv", "--yes", "-o", "json", "--report", "report.jsonl"];
    let report = sandbox.run(&run).success().json();
    assert_eq!((&report["updated"], &report["skipped"]), (&json!(1), &json!(2)), "{report}");
    let lines = std::fs::read_to_string(sandbox.path("report.jsonl")).unwrap();
    assert_eq!(lines.matches("the user had none of it").count(), 2, "{lines}");
    let again = sandbox.run(&[&run[..], &["--restart"]].concat()).success().json();
    assert_eq!((&again["updated"], &again["skipped"]), (&json!(0), &json!(3)), "{again}");
}

#[test]
fn rows_that_say_what_is_so_count_as_skipped() {
    let sandbox = Sandbox::seeded();
    sandbox.file("status.csv", "loginId,status\nalice@example.com,disabled\n+15550100003,disabled\n");
    for run in
        [&["user", "batch-patch", "status.csv"][..], &["user", "batch-run", "update-status", "status.csv"]]
    {
        let sandbox = sandbox.copied();
        let run = [run, &["--yes", "-o", "json"]].concat();
        let report = sandbox.run(&run).success().json();
        assert_eq!((&report["updated"], &report["skipped"]), (&json!(1), &json!(1)), "{report}");
        let again = sandbox.run(&[&run[..], &["--restart"]].concat()).success().json();
        assert_eq!((&again["updated"], &again["skipped"]), (&json!(0), &json!(2)), "{again}");
    }
    sandbox.file("roles.csv", "loginId,roleNames\nalice@example.com,viewer;admin\nbob,viewer\n");
    let roles = ["user", "batch-run", "set-roles", "roles.csv", "--yes", "-o", "json"];
    sandbox.run(&["user", "set-roles", "alice@example.com", "admin", "viewer", "--yes"]).success();
    let report = sandbox.run(&roles).success().json();
    assert_eq!(report["skipped"].as_u64().unwrap() + report["updated"].as_u64().unwrap(), 2, "{report}");
    assert!(report["skipped"].as_u64() >= Some(1), "{report}");
}

/// The emulator of the profile `local` has no limit, so that no time is told that it would take.
#[test]
fn nothing_waits_for_a_limit_that_is_not_there() {
    let sandbox = Sandbox::seeded();
    let rows: String = (0..30_000).map(|row| format!("row{row},row{row}@example.com\n")).collect();
    sandbox.file("users.csv", format!("loginId,email\n{rows}"));
    let run = ["user", "batch-create", "users.csv", "--dry-run", "-o", "json"];
    let plan = sandbox.run(&run).success().json();
    assert_eq!((&plan["secondsAtLimit"], &plan["requestsPerMinute"]), (&json!(0), &json!(null)), "{plan}");
}

#[test]
fn online_names_an_attribute_that_is_missing_once() {
    let sandbox = Sandbox::seeded();
    sandbox
        .file("users.csv", "loginId,email,customAttributes.nosuch\na,a@example.com,1\nb,b@example.com,2\n");
    let outcome = sandbox.run(&["user", "batch-create", "users.csv", "--online"]).code(2);
    assert_eq!(outcome.stderr.matches("the project has no attribute").count(), 1, "{outcome}");
    assert!(outcome.stderr.contains("has 1 problem"), "{outcome}");
}

/// Before anything is sent, rows that name nobody are named by line, or it is said that nobody was looked up. A dry run
/// writes no files, so that none can be in its way.
#[test]
fn a_dry_run_says_who_is_nobody() {
    let sandbox = Sandbox::seeded();
    sandbox.file("names.csv", "loginId,name\nalice@example.com,Al\nnobody@example.com,No\n");
    sandbox.file("roles.csv", "loginId,roleNames\nalice@example.com,viewer\nnobody@example.com,viewer\n");
    let named = "  line 3, nobody@example.com";
    let unknown = "note: the users of 2 rows were not looked up, so that they may name nobody";
    for (command, code, says) in [
        ("batch-patch names.csv --dry-run", 0, unknown),
        ("batch-patch roles.csv --dry-run", 3, named),
        ("batch-run update-display-name names.csv --dry-run", 0, unknown),
        ("batch-run update-display-name names.csv --dry-run --expect 2", 2, named),
        ("batch-run add-role roles.csv --dry-run", 0, ": `--expect 2` looks all of them up\n"),
        ("batch-run remove-role roles.csv --dry-run", 3, named),
        ("batch-run set-roles roles.csv --dry-run", 3, named),
        ("batch-run set-roles roles.csv --expect 2", 2, named),
        ("batch-delete roles.csv --dry-run", 3, named),
    ] {
        let words: Vec<&str> = ["user"].into_iter().chain(command.split(' ')).collect();
        let outcome = sandbox.run(&words).code(code);
        assert_eq!(outcome.stderr.matches(says).count(), 1, "{command}: {outcome}");
    }

    let mine = sandbox.file("mine.xml", "mine");
    let flags = ["--dry-run", "--report", "new.jsonl", "--junit", "mine.xml", "--failures", "new.csv"];
    let outcome = sandbox.run(&[&["user", "batch-patch", "names.csv"], &flags[..]].concat()).success();
    let note = "note: `--report`, `--failures`, `--junit` have no effect in a dry run\n";
    assert!(outcome.stderr.contains(note) && !outcome.stderr.contains("earlier run"), "{outcome}");
    assert_eq!(std::fs::read_to_string(mine).unwrap(), "mine");
    assert!(!sandbox.path("new.jsonl").exists() && !sandbox.path("new.csv").exists());
}

/// Who does not know of the other letter case takes a user for gone.
#[test]
fn a_name_in_another_letter_case_is_recognised() {
    let sandbox = Sandbox::seeded();
    sandbox.file("rows.csv", "loginId,name\nAlice@example.com,Al\nNobody@example.com,No\n");
    sandbox.file("list.txt", "Alice@example.com\nbob\n");
    let meant = "did you mean `alice@example.com`, a login ID of Alice";
    for (command, code) in [
        ("user load Alice@example.com", 5),
        ("user load Alice@example.com Nobody@example.com", 5),
        ("user disable bob ALICE@example.com", 5),
        ("user delete Alice@example.com --yes", 5),
        ("user add-role Alice@example.com viewer", 5),
        ("user batch-patch rows.csv", 3),
        ("user batch-run add-role list.txt --set roleNames=viewer", 3),
        ("user batch-run disable list.txt --dry-run", 3),
        ("user batch-delete list.txt --dry-run", 3),
    ] {
        let words: Vec<&str> = command.split(' ').collect();
        let outcome = sandbox.run(&words).code(code);
        assert_eq!(outcome.stderr.matches(meant).count(), 1, "{command}: {outcome}");
        assert!(!outcome.stderr.contains("mean `nobody"), "{command}: {outcome}");
    }
}
