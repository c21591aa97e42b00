//! Jobs from their input to their report: every mixture of rows balances, and what was begun can be
//! found and resumed.

use std::{collections::BTreeMap, fmt::Write as _};

use proptest::{prelude::*, test_runner::Config};
use serde_json::{Map, Value, json};

use crate::support::{Sandbox, sandbox::Outcome};

/// A row, and what is to become of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Good,
    /// A user who exists.
    Existing,
    /// The server refuses it.
    Refused,
}

#[derive(Debug, Clone, Copy)]
enum Form {
    Comma,
    Semicolon,
    Tab,
    Utf16,
    Json,
    Jsonl,
    Gzip,
}

fn forms() -> impl Strategy<Value = Form> {
    prop_oneof![
        Just(Form::Comma),
        Just(Form::Semicolon),
        Just(Form::Tab),
        Just(Form::Utf16),
        Just(Form::Json),
        Just(Form::Jsonl),
        Just(Form::Gzip),
    ]
}

fn kinds() -> impl Strategy<Value = Kind> {
    prop_oneof![4 => Just(Kind::Good), 1 => Just(Kind::Existing), 1 => Just(Kind::Refused)]
}

/// Fields of a row. Names hold what is hard on parsers.
fn fields(number: usize, kind: Kind, name: &str) -> Vec<(&'static str, String)> {
    let login_id = match kind {
        Kind::Existing => ["alice@example.com", "bob@example.com", "+15550100003"].get(number).copied(),
        _ => None,
    };
    let login_id = login_id.map_or_else(|| format!("row{number}@example.com"), str::to_owned);
    let role = if kind == Kind::Refused { "nosuch" } else { "viewer" };
    vec![
        ("loginId", login_id),
        ("email", format!("row{number}@example.com")),
        ("name", name.to_owned()),
        ("roleNames", role.to_owned()),
    ]
}

fn file(form: Form, rows: &[Vec<(&'static str, String)>]) -> (&'static str, Vec<u8>) {
    let table = |delimiter: u8| {
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
        writer.write_record(["loginId", "email", "name", "roleNames"]).unwrap();
        for row in rows {
            writer.write_record(row.iter().map(|(_, cell)| cell)).unwrap();
        }
        writer.into_inner().unwrap()
    };
    let objects = || {
        rows.iter().map(|row| {
            let object: Map<String, Value> = row
                .iter()
                .map(|(name, cell)| {
                    let value = if *name == "roleNames" { json!([cell]) } else { json!(cell) };
                    ((*name).to_owned(), value)
                })
                .collect();
            Value::Object(object)
        })
    };
    let lines = || objects().fold(String::new(), |text, row| text + &row.to_string() + "\n");
    match form {
        Form::Comma => ("rows.csv", table(b',')),
        Form::Semicolon => ("rows.csv", table(b';')),
        Form::Tab => ("rows.tsv", table(b'\t')),
        Form::Utf16 => {
            let text = String::from_utf8(table(b',')).unwrap();
            let units = std::iter::once(0xfeff).chain(text.encode_utf16());
            ("rows.csv", units.flat_map(u16::to_le_bytes).collect())
        }
        Form::Json => ("rows.json", serde_json::to_vec_pretty(&objects().collect::<Vec<_>>()).unwrap()),
        Form::Jsonl => ("rows.jsonl", lines().into_bytes()),
        Form::Gzip => {
            use std::io::Write as _;
            let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            packed.write_all(lines().as_bytes()).unwrap();
            ("rows.jsonl.gz", packed.finish().unwrap())
        }
    }
}

proptest! {
    #![proptest_config(Config { cases: 40, failure_persistence: None, ..Config::default() })]

    /// Whatever is mixed in whatever form: each row is reported once, as what it is, and the failed ones
    /// come back in a file that can be fed in again.
    #[test]
    fn any_mixture_of_rows_in_any_form_balances(
        form in forms(),
        kinds in proptest::collection::vec(kinds(), 0..120),
        name in "[a-zé\"';,|\t\r\n ]{0,6}[a-z]",
    ) {
        let mut left = 3;
        let kinds: Vec<Kind> = kinds
            .into_iter()
            .enumerate()
            // Only the first rows can be users who exist: there are three of them.
            .map(|(number, kind)| match kind {
                Kind::Existing if number < 3 && left > 0 => {
                    left -= 1;
                    Kind::Existing
                }
                Kind::Existing => Kind::Good,
                other => other,
            })
            .collect();
        let rows: Vec<_> =
            kinds.iter().enumerate().map(|(number, kind)| fields(number, *kind, &name)).collect();
        let sandbox = Sandbox::seeded();
        let (file_name, bytes) = file(form, &rows);
        sandbox.file(file_name, bytes);
        // A name may look like a row.
        let is_table = !matches!(form, Form::Json | Form::Jsonl | Form::Gzip);
        let allowing: &[&str] = if is_table { &["--allow-rows-in-cells"] } else { &[] };
        let words = ["user", "batch-create", file_name, "-o", "json", "--report", "report.jsonl", "--failures", "failed"];
        let outcome = sandbox.run(&[&words[..], allowing].concat());
        let mut expected: BTreeMap<Kind, u64> = BTreeMap::new();
        for kind in &kinds {
            *expected.entry(*kind).or_default() += 1;
        }
        let count = |kind: Kind| json!(expected.get(&kind).copied().unwrap_or(0));
        let totals = outcome.json();
        prop_assert_eq!(&totals["read"], &json!(rows.len()), "{}", outcome);
        prop_assert_eq!(&totals["created"], &count(Kind::Good), "{}", outcome);
        prop_assert_eq!(&totals["skipped"], &count(Kind::Existing), "{}", outcome);
        prop_assert_eq!(&totals["failed"], &count(Kind::Refused), "{}", outcome);
        prop_assert_eq!(outcome.code, if expected.contains_key(&Kind::Refused) { 3 } else { 0 });
        let report = std::fs::read_to_string(sandbox.path("report.jsonl")).unwrap();
        let mut reported: Vec<Value> = report
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap())
            .collect();
        reported.sort_by_key(|row| row["line"].as_u64());
        let login_ids: Vec<&Value> = reported.iter().map(|row| &row["loginId"]).collect();
        let sent: Vec<Value> = rows.iter().map(|row| json!(row[0].1)).collect();
        prop_assert_eq!(login_ids, sent.iter().collect::<Vec<_>>());
        if expected.contains_key(&Kind::Refused) {
            let words = ["user", "batch-create", "failed", "-o", "json"];
            let again = sandbox.run(&[&words[..], allowing].concat()).code(3).json();
            prop_assert_eq!(&again["failed"], &count(Kind::Refused));
            prop_assert_eq!(&again["read"], &count(Kind::Refused));
        }
    }

    #[test]
    fn garbage_is_refused_and_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let sandbox = Sandbox::empty().with("DESCOPECTL_PROFILE", "local");
        for name in ["rows.csv", "rows.json", "rows.jsonl", "rows"] {
            sandbox.file(name, &bytes);
            let outcome = sandbox.run(&["user", "batch-create", name, "--dry-run"]);
            prop_assert!(matches!(outcome.code, 0 | 2), "{}", outcome);
            prop_assert!(!outcome.stderr.contains("panicked"), "{}", outcome);
        }
    }
}

#[test]
fn a_job_is_found_and_gone_on_with_from_anywhere() {
    let sandbox = Sandbox::seeded();
    let mut rows = "loginId,email,roleNames\n".to_owned();
    for number in 0..30 {
        let role = if number == 7 { "late" } else { "" };
        let _ = writeln!(rows, "row{number},row{number}@example.com,{role}");
    }
    sandbox.file("rows.csv", rows);
    sandbox.run(&["user", "batch-create", "rows.csv"]).code(3);
    let jobs = sandbox.json(&["job", "list"]);
    let id = jobs["jobs"][0]["id"].as_str().unwrap();
    assert_eq!(jobs["jobs"][0]["state"], json!("some failed"));
    // By now the server takes the row.
    sandbox.file("role.json", r#"{"roles": [{"name": "late"}]}"#);
    sandbox.run(&["emulator", "seed", "role.json"]).success();
    let mut elsewhere = sandbox.command(&["job", "resume", id, "-o", "json"]);
    let output = elsewhere.current_dir("/").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let totals: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(["read", "created", "skipped"].map(|name| &totals[name]), [&json!(30), &json!(1), &json!(29)]);
    let done = sandbox.run(&["job", "resume", id]).code(2);
    assert!(done.stderr.contains("all of its rows are done"), "{done}");
    let unknown = sandbox.run(&["job", "resume", "nosuch"]).code(5);
    assert!(unknown.stderr.contains("there is no job `nosuch`"), "{unknown}");
}

#[test]
fn a_job_from_stdin_says_how_to_feed_it_again() {
    let sandbox = Sandbox::seeded();
    let row = r#"{"loginId":"ann","email":"ann@example.com","roleNames":["nosuch"]}"#;
    sandbox.run_with_input(&["user", "batch-create", "-"], row).code(3);
    let jobs = sandbox.json(&["job", "list"]);
    let outcome = sandbox.run(&["job", "resume", jobs["jobs"][0]["id"].as_str().unwrap()]).code(2);
    assert!(outcome.stderr.contains("its rows came from stdin"), "{outcome}");
    assert!(outcome.stderr.contains("user batch-create -`"), "{outcome}");
    let resume = jobs["jobs"][0]["resume"].as_str().unwrap();
    assert!(resume.ends_with("user batch-create -"), "{resume}");
}

#[test]
fn a_junit_report_has_a_case_for_each_row() {
    let sandbox = Sandbox::seeded();
    sandbox.file(
        "rows.csv",
        "loginId,email,roleNames\nann,ann@example.com,\nalice@example.com,x@example.com,\n<ben>,ben@example.com,nosuch\n",
    );
    sandbox.run(&["user", "batch-create", "rows.csv", "--junit", "junit.xml"]).code(3);
    let junit = std::fs::read_to_string(sandbox.path("junit.xml")).unwrap();
    for expected in [
        r#"tests="3" failures="1" errors="0" skipped="1""#,
        r#"name="line 2: ann"></testcase>"#,
        r#"name="line 3: alice@example.com"><skipped message="the user exists, and is not as the row says"/>"#,
        r#"name="line 4: &lt;ben&gt;"><failure message="Role nosuch does not exist" type=""/>"#,
    ] {
        assert!(junit.contains(expected), "{junit}");
    }
}

/// A job that keeps its files learns from them why nothing was sent, and a file never looks like that of another run.
#[test]
fn the_files_of_a_report_say_what_is_wrong_with_an_input() {
    let sandbox = Sandbox::seeded();
    let files = ["--report", "report.jsonl", "--junit", "junit.xml"];
    let read = |name: &str| std::fs::read_to_string(sandbox.path(name)).unwrap();
    sandbox.file("good.csv", "loginId,email\nann,ann@example.com\n");
    sandbox.run(&[&["user", "batch-create", "good.csv"][..], &files].concat()).success();
    for (command, text, line, why) in [
        (
            "batch-create",
            "loginId,email\nann,ann@example.com\nben,s3cret\n",
            json!(3),
            "email: not an e-mail address",
        ),
        ("batch-create", "loginId,email\n\"ann,ann@example.com\n", json!(null), "nothing closes"),
        (
            "batch-create",
            "loginId,phone,emial\nann,+15550100001,s3cret\n",
            json!(null),
            "unknown column `emial`",
        ),
        ("batch-patch", "loginId,verifiedEmail\nbob,s3cret\n", json!(2), "verifiedEmail: "),
        ("batch-delete", "loginId\nbob\nbob\n", json!(3), "loginId: "),
        ("batch-run disable", "loginId\nbob\nbob\n", json!(3), "loginId: "),
        (
            "batch-create --create-missing tenants",
            "loginId,email,roleNames\nann,ann@example.com,nosuch\n",
            json!(null),
            "nosuch",
        ),
    ] {
        sandbox.file("rows.csv", text);
        let words: Vec<&str> = ["user"].into_iter().chain(command.split(' ')).chain(["rows.csv"]).collect();
        let before = read("report.jsonl");
        sandbox.run(&[&words[..], &files, &["--dry-run"]].concat()).code(2);
        assert_eq!(read("report.jsonl"), before, "{command}");
        let refused = sandbox.run(&[&words[..], &files, &["--yes"]].concat()).code(2);
        assert!(
            refused.stderr.contains("wrote over `report.jsonl`, which was of an earlier run"),
            "{refused}"
        );
        let report = read("report.jsonl");
        let first: Value = serde_json::from_str(report.lines().next().unwrap()).unwrap();
        assert_eq!((&first["outcome"], &first["line"]), (&json!("refused"), &line), "{command}: {report}");
        assert!(first["reason"].as_str().unwrap().contains(why), "{command}: {report}");
        let junit = read("junit.xml");
        assert!(junit.contains("<failure message=\"nothing was sent: "), "{command}: {junit}");
        assert!(junit.contains("failures=\"1\" errors=\"0\""), "{command}: {junit}");
        assert!(!format!("{report}{junit}").contains("s3cret"), "{command}: {report}{junit}");
    }
    // What is no file of an earlier run, and the input itself, stay as they are.
    for other in ["mine.txt", "rows.csv"] {
        sandbox.file("mine.txt", "mine");
        let before = read(other);
        let refused = sandbox.run(&["user", "batch-delete", "rows.csv", "--yes", "--report", other]).code(2);
        assert!(refused.stderr.contains("nothing was sent"), "{refused}");
        assert_eq!(read(other), before);
    }
}

/// What a run did is not what an earlier one did. Who is gone since is made again.
#[test]
fn a_resumed_run_tells_its_rows_from_those_of_earlier_runs() {
    let sandbox = Sandbox::seeded();
    sandbox.file(
        "rows.csv",
        "loginId,email,roleNames\nann,ann@example.com,\nalice@example.com,a@example.com,\nben,ben@example.com,later\n",
    );
    let first = sandbox.run(&["user", "batch-create", "rows.csv"]).code(3);
    assert!(!first.stderr.contains("earlier runs"), "{first}");
    let id = sandbox.json(&["job", "list"])["jobs"][0]["id"].as_str().unwrap().to_owned();
    let shown = |what: &str| sandbox.json(&["job", "show", &id])[what].clone();
    assert_eq!((shown("created"), shown("skipped"), shown("failed")), (json!(1), json!(1), json!(1)));
    assert!(shown("resume").is_string());
    sandbox.run(&["role", "create", "later"]).success();
    sandbox.file("late.csv", "loginId,email,roleNames\ncid,cid@example.com,\ndan,dan@example.com,latest\n");
    sandbox.run(&["user", "batch-create", "late.csv"]).code(3);
    sandbox.run(&["user", "delete", "ann", "--yes"]).success();
    let dry = sandbox.run(&["user", "batch-create", "rows.csv", "--dry-run", "-o", "json"]).success();
    assert_eq!((&dry.json()["rows"], &dry.json()["first"][0]["loginId"]), (&json!(2), &json!("ann")));
    assert!(dry.stderr.contains("a run would resume job"), "{dry}");
    let second = sandbox.run(&["user", "batch-create", "rows.csv", "--report", "report.jsonl"]).success();
    assert!(second.stderr.contains("1 user of rows that are done is gone since"), "{second}");
    assert!(second.stderr.contains("skipped includes 1 row that an earlier run"), "{second}");
    assert!(second.stdout.contains("Created  2") && second.stdout.contains("Skipped  1"), "{second}");
    sandbox.run(&["user", "load", "ann"]).success();
    assert_eq!((shown("created"), shown("resume")), (json!(2), json!(null)));
    let card = sandbox.run(&["job", "show", &id]).success().stdout;
    assert!(card.contains("Created  2") && !card.contains("Resume") && !card.contains("Settled"), "{card}");
    // Nobody was deleted of the other one.
    sandbox.run(&["role", "create", "latest"]).success();
    let second = sandbox.run(&["user", "batch-create", "late.csv", "-o", "json"]).success();
    assert_eq!((&second.json()["created"], &second.json()["skipped"]), (&json!(1), &json!(1)), "{second}");
}

#[test]
fn the_last_application_of_a_user_is_kept_in_batches_too() {
    let sandbox = Sandbox::seeded();
    sandbox.file("users.txt", "alice@example.com\nbob\n");
    sandbox.run(&["user", "batch-run", "set-apps", "users.txt", "--set", "ssoAppIds=crm", "--yes"]).success();
    sandbox.run(&["user", "add-app", "bob", "wiki"]).success();
    let outcome = sandbox
        .run(&["user", "batch-run", "remove-app", "users.txt", "--set", "ssoAppIds=crm", "--yes"])
        .code(3);
    assert!(outcome.stderr.contains("alice@example.com: the user would be able to use all"), "{outcome}");
    assert_eq!(sandbox.json(&["user", "load", "alice@example.com"])["ssoAppIds"], json!(["crm"]));
    assert_eq!(sandbox.json(&["user", "load", "bob"])["ssoAppIds"], json!(["wiki"]));
}

/// Commands that take login IDs only find the user's first one, as they do for a single user.
#[test]
fn rows_may_name_users_by_user_id() {
    let sandbox = Sandbox::seeded();
    sandbox.file(
        "users.txt",
        "U2ExampleAlice00000000000001\nU2ExampleNobody000000000009\nU2ExampleNobody0000000000009\n",
    );
    let outcome =
        sandbox.run(&["user", "batch-run", "expire-password", "users.txt", "--yes", "-o", "json"]).code(3);
    assert_eq!(outcome.json()["updated"], json!(1), "{outcome}");
    assert!(
        outcome.stderr.contains("line 3, U2ExampleNobody0000000000009: there is no such user"),
        "{outcome}"
    );
}

/// The same rows with other flags are another job: nothing of it is done.
#[test]
fn what_decides_the_meaning_of_a_row_decides_the_job() {
    let sandbox = Sandbox::seeded();
    sandbox.file("users.txt", "alice@example.com\nbob\nnosuch\n");
    let run = |status: &str| {
        let set = format!("status={status}");
        let arguments =
            ["user", "batch-run", "update-status", "users.txt", "--set", &set, "--yes", "-o", "json"];
        assert_eq!(sandbox.run(&arguments).code(3).json()["updated"], json!(2));
        assert_eq!(sandbox.json(&["user", "load", "bob"])["status"], json!(status));
    };
    run("disabled");
    run("enabled");
}

#[test]
fn a_file_that_is_read_is_not_written_over() {
    let sandbox = Sandbox::seeded();
    let rows = "loginId,email,roleNames\nann,ann@example.com,nosuch\n";
    sandbox.file("rows.csv", rows);
    for arguments in [
        &["--failures", "rows.csv"][..],
        &["--report", "./rows.csv"],
        &["--report", "out.txt", "--junit", "out.txt"],
    ] {
        let outcome = sandbox.run(&[&["user", "batch-create", "rows.csv"], arguments].concat()).code(2);
        assert!(outcome.stderr.contains(", nothing was sent"), "{outcome}");
        assert_eq!(std::fs::read_to_string(sandbox.path("rows.csv")).unwrap(), rows);
    }
}

#[test]
fn failures_of_failures_can_be_fed_in_again() {
    let sandbox = Sandbox::seeded();
    sandbox.file("rows.csv", "loginId,email,roleNames\na,a@example.com,nosuch\nb,b@example.com,nosuch\n");
    for (from, to) in [("rows.csv", "one.csv"), ("one.csv", "two.csv"), ("two.csv", "three.csv")] {
        let outcome = sandbox.run(&["user", "batch-create", from, "--failures", to, "-o", "json"]).code(3);
        assert_eq!(outcome.json()["failed"], json!(2), "{outcome}");
    }
    let three = std::fs::read_to_string(sandbox.path("three.csv")).unwrap();
    assert_eq!(
        three.lines().next(),
        Some("loginId,email,roleNames,reason"),
        "the reasons of before are replaced: {three}"
    );
}

#[test]
fn a_job_can_be_gone_on_with_more_than_once() {
    let sandbox = Sandbox::seeded();
    let row = |role: &str| format!("loginId,email,roleNames\nann,ann@example.com,{role}\n");
    sandbox.file("rows.csv", row("nosuch"));
    sandbox.run(&["user", "batch-create", "rows.csv", "--restart"]).code(3);
    let id = sandbox.json(&["job", "list"])["jobs"][0]["id"].as_str().unwrap().to_owned();
    for _ in 0..2 {
        // All of its rows were tried and the file is another one: the job begins anew.
        sandbox.file("rows.csv", row("neither"));
        sandbox.run(&["job", "resume", &id]).code(3);
        let job = sandbox.json(&["job", "show", &id]);
        // The words of the job mean another file in another folder.
        assert_eq!(job["resume"], json!(format!("descopectl job resume {id}")));
    }
}

#[test]
fn secrets_are_not_taken_from_arguments() {
    let sandbox = Sandbox::seeded();
    sandbox.file("users.txt", "bob\n");
    let set = "password=correct horse battery staple";
    let arguments = ["user", "batch-run", "set-active-password", "users.txt", "--set", set, "--yes"];
    let outcome = sandbox.run(&arguments).code(2);
    assert!(outcome.stderr.contains("cannot set `password`"), "{outcome}");
    assert!(sandbox.json(&["job", "list"])["jobs"].as_array().unwrap().is_empty());
}

/// One wrong name in a list that is run each night keeps nobody else from being looked at.
#[test]
fn a_list_with_a_wrong_name_is_done_anew() {
    let sandbox = Sandbox::seeded();
    sandbox.file("leavers.txt", "bob\nalice@example.com\ntypo@example.com\n");
    sandbox.file("roles.csv", "loginId,roleNames\nbob,viewer\ntypo@example.com,viewer\n");
    let counts = |outcome: &Outcome| {
        let totals = outcome.json();
        ["updated", "skipped", "failed"].map(|name| totals[name].as_u64().unwrap())
    };
    let disable = ["user", "batch-run", "disable", "leavers.txt", "--yes", "-o", "json"];
    assert_eq!(counts(&sandbox.run(&disable).code(3)), [2, 0, 1]);
    sandbox.run(&["user", "enable", "bob"]).success();
    assert_eq!(counts(&sandbox.run(&disable).code(3)), [1, 1, 1]);
    assert_eq!(sandbox.json(&["user", "load", "bob"])["status"], "disabled");
    let patch = ["user", "batch-patch", "roles.csv", "--yes", "-o", "json"];
    sandbox.run(&patch).code(3);
    sandbox.run(&["user", "add-role", "bob", "admin"]).success();
    assert_eq!(counts(&sandbox.run(&patch).code(3)), [1, 0, 1]);
    assert_eq!(sandbox.json(&["user", "load", "bob"])["roleNames"], json!(["viewer"]));
    // What cannot take anything away is not done again, also where somebody else has the name by now.
    let add = ["user", "batch-run", "add-role", "leavers.txt", "--set", "roleNames=admin", "-o", "json"];
    assert_eq!(counts(&sandbox.run(&add).code(3)), [2, 0, 1]);
    sandbox.run(&["user", "delete", "bob", "--yes"]).success();
    sandbox.run(&["user", "create", "bob", "--email", "other@example.com"]).success();
    assert_eq!(counts(&sandbox.run(&add).code(3)), [0, 2, 1]);
    assert_eq!(sandbox.json(&["user", "load", "bob"])["roleNames"], json!([]));
}

#[test]
fn a_patch_that_moves_a_login_id_is_counted_as_done() {
    let sandbox = Sandbox::seeded();
    sandbox.run(&["user", "create", "a@example.com", "--email", "a@example.com"]).success();
    sandbox.file("rows.csv", "loginId,email\na@example.com,b@example.com\n");
    assert_eq!(sandbox.json(&["user", "batch-patch", "rows.csv"])["updated"], json!(1));
    assert_eq!(sandbox.json(&["user", "load", "b@example.com"])["email"], json!("b@example.com"));
    // Another run knows whom the first one has changed.
    for restart in [&[][..], &["--restart"]] {
        let again = sandbox.json(&[&["user", "batch-patch", "rows.csv"][..], restart].concat());
        assert_eq!((&again["updated"], &again["skipped"]), (&json!(0), &json!(1)), "{again}");
    }
    // Who has the address of a row that names nobody is somebody else.
    sandbox.file(
        "ghosts.csv",
        "loginId,email\nghost@example.com,b@example.com\nbob,bob@example.com\n\
         U8DuGHhJooMkecJA6DhJnLun5DFX,bob@example.com\n",
    );
    let ghosts = ["user", "batch-patch", "ghosts.csv", "--report", "report.jsonl", "-o", "json"];
    let totals = sandbox.run(&ghosts).code(3).json();
    // Bob has his address already.
    assert_eq!((&totals["skipped"], &totals["failed"]), (&json!(1), &json!(2)), "{totals}");
    let report = std::fs::read_to_string(sandbox.path("report.jsonl")).unwrap();
    assert_eq!(report.matches("there is no such user").count(), 2, "{report}");
}

#[test]
fn invitations_do_not_reach_users_who_exist() {
    let sandbox = Sandbox::seeded();
    sandbox.file("rows.csv", "E-Mail,name\nalice@example.com,Alicia\nnew@example.com,New\n");
    let run = |arguments: &[&str], code: i32| {
        let all =
            [&["user", "batch-invite", "rows.csv", "--map", "E-Mail=loginId,email", "-o", "json"], arguments];
        let totals = sandbox.run(&all.concat()).code(code).json();
        ["created", "updated", "skipped", "failed"].map(|name| totals[name].as_u64().unwrap())
    };
    assert_eq!(run(&[], 0), [1, 0, 1, 0]);
    assert_eq!(run(&["--on-exists", "fail"], 3), [0, 0, 0, 2]);
    assert_eq!(run(&["--on-exists", "update"], 0), [0, 1, 1, 0]);
    assert_eq!(sandbox.json(&["user", "load", "alice@example.com"])["name"], json!("Alicia"));
    let twice = ["--map", "E-Mail=loginId", "--map", "E-Mail=email"];
    let outcome = sandbox.run(&[&["user", "batch-create", "rows.csv"], &twice[..]].concat()).code(2);
    assert!(outcome.stderr.contains("`E-Mail` is mapped twice"), "{outcome}");
}

#[test]
fn failed_rows_come_back_as_the_table_was_written() {
    let sandbox = Sandbox::seeded();
    let rows = "\u{feff}loginId;email;roleNames\r\na;a@example.com;nosuch\r\n;;\r\n";
    sandbox.file("rows.csv", rows);
    sandbox.run(&["user", "batch-create", "rows.csv", "--failures", "failed.csv"]).code(3);
    assert_eq!(
        std::fs::read_to_string(sandbox.path("failed.csv")).unwrap(),
        "\u{feff}loginId;email;roleNames;reason\r\na;a@example.com;nosuch;Role nosuch does not exist\r\n"
    );
}

#[test]
fn rows_that_failed_are_corrected_and_run_again() {
    let sandbox = Sandbox::seeded();
    sandbox.file("rows.csv", "loginId,email,roleNames\na,a@example.com,\nb,b@example.com,nosuch\n");
    let run =
        |input: &str, failures: &str| sandbox.run(&["user", "batch-create", input, "--failures", failures]);
    run("rows.csv", "failed.csv").code(3);
    // The same command once more writes its own file anew.
    run("rows.csv", "failed.csv").code(3);
    let refused = run("failed.csv", "failed.csv").code(2);
    assert!(refused.stderr.contains("it is the input"), "{refused}");
    assert!(refused.stderr.contains("`--failures failed-2.csv`"), "{refused}");
    run("failed.csv", "failed-2.csv").code(3);
    let refused = run("failed-2.csv", "failed-2.csv").code(2);
    assert!(refused.stderr.contains("`--failures failed-3.csv`"), "{refused}");
    let text = std::fs::read_to_string(sandbox.path("failed-2.csv")).unwrap();
    sandbox.file("failed-2.csv", text.replace("nosuch", "viewer"));
    run("failed-2.csv", "failed-3.csv").success();
}

/// What no earlier run has written is not written over.
#[test]
fn files_of_others_stay_as_they_are() {
    let sandbox = Sandbox::seeded();
    sandbox.file("rows.csv", "loginId,email,roleNames\na,a@example.com,nosuch\n");
    sandbox
        .file("rows.jsonl", "{\"loginId\":\"b\",\"email\":\"b@example.com\",\"roleNames\":[\"nosuch\"]}\n");
    for flag in ["--failures", "--report", "--junit"] {
        let mine = sandbox.file("mine.txt", "what I need\nto keep\n");
        let refused = sandbox.run(&["user", "batch-create", "rows.csv", flag, "mine.txt"]).code(2);
        assert!(refused.stderr.contains("exists already, nothing was sent"), "{refused}");
        assert!(refused.stderr.contains(&format!("`{flag} mine-2.txt`")), "{refused}");
        assert_eq!(std::fs::read_to_string(&mine).unwrap(), "what I need\nto keep\n");
        // Its own files it writes anew, and an empty one.
        sandbox.file("out.txt", "");
        for rows in ["rows.csv", "rows.csv", "rows.jsonl", "rows.jsonl", "rows.csv"] {
            sandbox.run(&["user", "batch-create", rows, flag, "out.txt"]).code(3);
        }
    }
}

#[test]
fn a_job_names_the_places_of_its_failures() {
    let sandbox = Sandbox::seeded();
    sandbox.file("rows.csv", "loginId,email,roleNames\na,a@example.com,\n\nb,b@example.com,nosuch\n");
    let outcome = sandbox.run(&["user", "batch-create", "rows.csv"]).code(3);
    assert!(outcome.stderr.contains("line 4, b: "), "{outcome}");
    assert!(outcome.stderr.contains("error: 1 of 2 rows was not done"), "{outcome}");
    let job = sandbox.json(&["job", "list"])["jobs"][0]["id"].as_str().unwrap().to_owned();
    let shown = sandbox.run(&["job", "show", &job]).success().stdout;
    assert!(shown.contains("line 4: ") && !shown.contains("row 2"), "{shown}");
    assert_eq!(sandbox.json(&["job", "show", &job])["failures"][0]["place"], "line 4");
    // Lists have no room for whole paths.
    let listed = sandbox.run(&["job", "list"]).success().stdout;
    assert!(listed.contains(" rows.csv\n"), "{listed}");
}
