//! The documents of our own are what `docs/schemas` says, judged by a validator that knows nothing of
//! our types.

use std::{
    collections::BTreeSet,
    fs,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Stdio},
};

use serde_json::Value;

use crate::support::Sandbox;

#[test]
fn batches_report_as_documented() {
    let sandbox = Sandbox::seeded();
    sandbox.file("users.csv", "loginId,email,roleNames\nann,a@example.com,\nben,b@example.com,nosuch\n");
    valid("batch-plan.v1", &sandbox.json(&["--dry-run", "user", "batch-create", "users.csv"]));
    let outcome =
        sandbox.run(&["user", "batch-create", "users.csv", "--report", "report.jsonl", "-o", "json"]).code(3);
    valid("batch-report.v1", &outcome.json());
    valid("error", &outcome.error());
    let report = fs::read_to_string(sandbox.path("report.jsonl")).unwrap();
    let rows: Vec<Value> = report.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), 2);
    rows.iter().for_each(|row| valid("batch-report-row", row));
    sandbox.file("again.csv", "loginId,email\nann,a@example.com\n");
    sandbox.run(&["user", "batch-create", "again.csv", "--report", "again.jsonl"]).success();
    let skipped: Value =
        serde_json::from_str(&fs::read_to_string(sandbox.path("again.jsonl")).unwrap()).unwrap();
    assert_eq!(skipped["outcome"], "skipped");
    valid("batch-report-row", &skipped);
    sandbox.file("bad.csv", "loginId,email\nann,nowhere\n");
    sandbox.run(&["user", "batch-create", "bad.csv", "--report", "bad.jsonl"]).code(2);
    valid(
        "batch-report-row",
        &serde_json::from_str(&fs::read_to_string(sandbox.path("bad.jsonl")).unwrap()).unwrap(),
    );
}

/// The schema of the configuration takes what the program takes, and refuses what it refuses.
#[test]
fn the_configuration_is_as_its_schema_says() {
    let validator = jsonschema::validator_for(&schema("config")).unwrap();
    let example = fs::read_to_string(root().join("config.example.toml")).unwrap();
    let with_alternatives = example.replace("#:", "");
    let profile = |lines: &str| format!("[profiles.a]\n{lines}\n");
    let texts = [
        (true, String::new()),
        (true, example),
        (true, with_alternatives),
        (true, "default_profile = \"local\"\n".to_owned()),
        (false, "default_profile = \"-x\"\n".to_owned()),
        (false, "profile = \"a\"\n".to_owned()),
        (false, "[profiles.Local]\n".to_owned()),
        (false, "[profiles.\"a b\"]\n".to_owned()),
        (true, profile("")),
        (true, profile("project_id = \"P2abc\"")),
        (false, profile("project_id = \"p2abc\"")),
        (false, profile("project_id = 2")),
        (true, profile("management_key = \"K2abc\"")),
        (false, profile("management_key = \" \"")),
        (true, profile("management_key = { env = \"A\" }")),
        (false, profile("management_key = { env = \"A\", file = \"b\" }")),
        (false, profile("management_key = { environment = \"A\" }")),
        (false, profile("management_key = { command = \"\" }")),
        (false, profile("management_key = {}")),
        (true, profile("base_url = \"https://auth.example.com\"")),
        (true, profile("base_url = \"http://127.0.0.1:8788\"")),
        (true, profile("base_url = \"http://localhost:8788\"")),
        (false, profile("base_url = \"http://example.com\"")),
        (false, profile("base_url = \"example.com\"")),
        (true, profile("output = \"jsonl\"")),
        (false, profile("output = \"xml\"")),
        (true, profile("timeout = 86400")),
        (false, profile("timeout = 0")),
        (false, profile("timeout = 86401")),
        (true, profile("timeout = \"1h30m\"")),
        (false, profile("timeout = \"soon\"")),
        (true, profile("protected = true")),
        (false, profile("protected = \"yes\"")),
        (true, profile("rate = \"off\"")),
        (true, profile("rate = \"100%\"")),
        (false, profile("rate = \"0%\"")),
        (false, profile("rate = \"101%\"")),
        (false, profile("rate = 50")),
        (true, profile("ca_bundle = \"company.pem\"")),
        (false, profile("ca_bundle = \"\"")),
        (false, profile("colour = \"red\"")),
    ];
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("config.toml");
    for (is_valid, text) in texts {
        let document: toml::Table = text.parse().unwrap();
        let document = serde_json::to_value(document).unwrap();
        assert_eq!(validator.is_valid(&document), is_valid, "the schema and\n{text}");
        fs::write(&file, &text).unwrap();
        let read = descopectl::profile::Config::load(&file);
        assert_eq!(read.is_ok(), is_valid, "the program and\n{text}\n{:?}", read.err());
    }
    // Every key that the program knows, as its own message lists them.
    fs::write(&file, "[profiles.a]\nzzzzzzzz = 1\n").unwrap();
    let error = descopectl::profile::Config::load(&file).unwrap_err();
    let hint = format!("{error:?}");
    let properties = &schema("config")["$defs"]["profile"]["properties"];
    for key in properties.as_object().unwrap().keys() {
        assert!(hint.contains(&format!("`{key}`")), "the program does not know {key}: {hint}");
    }
    let known = hint.split("known here: ").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(known.matches('`').count() / 2, properties.as_object().unwrap().len(), "{known}");
}

#[test]
fn every_schema_has_an_identity() {
    for entry in fs::read_dir(root().join("docs/schemas")).unwrap() {
        let name = entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned();
        assert_eq!(schema(&name)["$id"], format!("urn:descopectl:schema:{name}"));
    }
}

#[test]
fn dry_runs_show_requests_as_documented() {
    let sandbox = Sandbox::seeded();
    valid("dry-run.v1", &sandbox.json(&["--dry-run", "user", "patch", "bob", "--name", "Bob"]));
    let several = ["--dry-run", "user", "update-custom-attributes", "bob", "plan=pro", "seats:=2"];
    let document = sandbox.json(&several);
    valid("dry-run.v1", &document);
    assert_eq!(document["requests"].as_array().unwrap().len(), 2);
}

#[test]
fn generated_passwords_are_shown_as_documented() {
    let sandbox = Sandbox::seeded();
    for command in ["set-active-password", "set-temporary-password"] {
        valid("password.v1", &sandbox.json(&["user", command, "bob", "--generate", "--yes"]));
    }
}

#[test]
fn what_was_done_is_shown_as_documented() {
    let sandbox = Sandbox::seeded();
    let deleted = sandbox.json(&["user", "delete", "bob", "--yes", "--backup", "gone.jsonl"]);
    valid("done.v1", &deleted);
    assert_eq!((&deleted["subject"], &deleted["file"]), (&"bob".into(), &"gone.jsonl".into()));
    for words in [
        &["user", "export", "out.jsonl"][..],
        &["user", "export", "out.jsonl", "--dry-run"],
        &["test-user", "delete-all", "--yes"],
        &["test-user", "delete-all", "--yes"],
        &["emulator", "reset", "--yes"],
    ] {
        valid("done.v1", &sandbox.json(words));
    }
}

#[test]
fn profiles_are_shown_as_documented() {
    let sandbox = Sandbox::empty();
    let explain = sandbox.json(&["profile", "explain"]);
    valid("profile-explain.v1", &explain);
    assert!(!explain["problem"].is_null(), "{explain}");
    sandbox.file("key.txt", "Kexample\n");
    sandbox.file("ca.pem", "");
    let config = r#"
        default_profile = "b"
        [profiles.a]
        project_id = "P2abcdefghijklmnopqrstuvwxyz"
        management_key = { env = "A_KEY" }
        [profiles.b]
        project_id = "P2abcdefghijklmnopqrstuvwxyz"
        management_key = { command = "echo Kexample" }
        output = "json"
        timeout = 5
        protected = true
        rate = "50%"
        ca_bundle = "ca.pem"
        [profiles.c]
        management_key = { file = "key.txt" }
        [profiles.d]
        management_key = "Kplain"
    "#;
    let config = sandbox.file("config.toml", config);
    let sandbox = sandbox.with("DESCOPECTL_CONFIG", &config);
    let list = sandbox.json(&["profile", "list"]);
    valid("profile-list.v1", &list);
    let names: Vec<&Value> =
        list["profiles"].as_array().unwrap().iter().map(|profile| &profile["name"]).collect();
    assert_eq!(names.len(), 5, "{names:?}");
    for name in ["a", "b", "c", "d", "local"] {
        valid("profile.v1", &sandbox.json(&["profile", "show", name]));
    }
    let explain = sandbox.json(&["profile", "explain"]);
    valid("profile-explain.v1", &explain);
    assert!(explain["problem"].is_null(), "{explain}");
}

#[test]
fn the_emulator_introduces_itself_as_documented() {
    let sandbox = Sandbox::empty();
    let start = ["emulator", "start", "--listen", "127.0.0.1:0", "--db", ":memory:", "-o", "jsonl"];
    let mut command = sandbox.command(&start);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut server = Server(command.spawn().unwrap());
    let mut line = String::new();
    BufReader::new(server.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    valid("emulator.v1", &serde_json::from_str(&line).unwrap());
    sandbox.file("seed.json", r#"{"roles": [{"name": "late"}]}"#);
    valid("emulator-seed.v1", &sandbox.json(&["emulator", "seed", "seed.json"]));
    valid("emulator-status.v1", &sandbox.json(&["emulator", "status"]));
}

#[test]
fn errors_are_written_as_documented() {
    let sandbox = Sandbox::seeded();
    for (arguments, code) in [
        (["user", "load", "nobody", "-o", "json"].as_slice(), 5),
        (&["user", "load", "", "-o", "json"], 2),
        (&["user", "create", "bob", "--email", "bob@example.com", "-o", "jsonl"], 6),
        (&["user", "delete", "bob", "-o", "json"], 2),
    ] {
        valid("error", &sandbox.run(arguments).code(code).error());
    }
}

#[test]
fn jobs_and_limits_are_shown_as_documented() {
    let emulator = crate::support::Recorded::start();
    let sandbox = emulator.sandbox();
    sandbox.file("rows.csv", "loginId,email,roleNames\nann,ann@example.com,\nben,ben@example.com,nosuch\n");
    sandbox.run(&["user", "batch-create", "rows.csv"]).code(3);
    let jobs = sandbox.json(&["job", "list"]);
    valid("job-list.v1", &jobs);
    valid("job.v1", &sandbox.json(&["job", "show", jobs["jobs"][0]["id"].as_str().unwrap()]));
    let limits = sandbox.json(&["limits"]);
    valid("limits.v1", &limits);
    assert_eq!(limits["buckets"][0]["used"], serde_json::json!(1));
}

#[test]
fn what_is_built_in_is_shown_as_documented() {
    let sandbox = Sandbox::empty();
    valid("version.v1", &sandbox.json(&["version"]));
    valid("help.v1", &sandbox.json(&["help", "user", "create"]));
    valid("completions.v1", &sandbox.json(&["completions", "fish"]));
    valid("man.v1", &sandbox.json(&["man", "user"]));
    valid("man-pages.v1", &sandbox.json(&["man", "--dir", "pages"]));
}

#[test]
fn restored_users_and_checks_are_shown_as_documented() {
    let sandbox = Sandbox::seeded();
    sandbox.run(&["user", "delete", "alice@example.com", "--yes", "--backup", "gone.jsonl"]).success();
    valid("restore-report.v1", &sandbox.json(&["user", "restore", "gone.jsonl"]));
    valid("doctor.v1", &sandbox.json(&["doctor"]));
    valid("source-list.v1", &sandbox.json(&["source", "list"]));
    valid("source.v1", &sandbox.json(&["source", "show", "auth0"]));
}

#[test]
fn what_was_done_and_what_is_said_is_written_as_documented() {
    let sandbox = Sandbox::seeded();
    let outcome = sandbox.run(&["user", "delete", "bob", "--yes", "-o", "json", "-v"]).success();
    valid("done.v1", &outcome.json());
    sandbox.file("users.csv", "loginId,email\nann,nope\n");
    let problems = sandbox.run(&["user", "batch-create", "users.csv", "-o", "json"]).code(2);
    let mut levels = BTreeSet::new();
    for line in outcome.stderr.lines().chain(problems.stderr.lines()) {
        let said: Value = serde_json::from_str(line).unwrap();
        let level = said["level"].as_str().unwrap().to_owned();
        valid(if level == "error" { "error" } else { "message" }, &said);
        levels.insert(level);
    }
    assert!(levels.len() >= 5, "{levels:?}");
    valid("done.v1", &sandbox.json(&["user", "export", "all.jsonl"]));
    valid("count.v1", &sandbox.json(&["user", "search", "--count"]));
    valid("backup-list.v1", &sandbox.json(&["backup", "list"]));
    valid("history.v1", &sandbox.json(&["history"]));
    valid("limits.v1", &sandbox.json(&["limits"]));
    valid(
        "batch-report.v1",
        &sandbox.json(&["user", "batch-delete", "--where", "email=x@example.com", "--yes"]),
    );
}

#[test]
fn every_schema_is_in_the_documentation_and_names_its_document() {
    let page = fs::read_to_string(root().join("docs/output.md")).unwrap();
    let mut schemas = BTreeSet::new();
    for entry in fs::read_dir(root().join("docs/schemas")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let name = name.strip_suffix(".json").unwrap().to_owned();
        assert!(page.contains(&format!("(schemas/{name}.json)")), "docs/output.md does not link {name}");
        let said = schema(&name).pointer("/properties/schema/const").cloned();
        assert!(said.is_none_or(|said| said == *name), "{name}");
        schemas.insert(name);
    }
    let source = sources(&root().join("src")).concat();
    let ours = regex::Regex::new(r#""([a-z-]+\.v[0-9]+)""#).unwrap();
    for [document] in ours.captures_iter(&source).map(|found| found.extract().1) {
        assert!(schemas.contains(document), "docs/schemas has no {document}");
    }
}

/// Ends the process with the test.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[track_caller]
fn valid(name: &str, document: &Value) {
    let mut schema = schema(name);
    forbid_unknown_keys(&mut schema);
    let validator = jsonschema::validator_for(&schema).unwrap();
    let problems: Vec<String> = validator
        .iter_errors(document)
        .map(|error| format!("{} at {}", error, error.instance_path()))
        .collect();
    assert!(problems.is_empty(), "{name}: {} in {document:#}", problems.join("; "));
}

/// A reader must accept fields that come later; here, each field is to be documented.
fn forbid_unknown_keys(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            fields.values_mut().for_each(forbid_unknown_keys);
            if fields.get("type").is_some_and(|kind| kind == "object") {
                fields.insert("additionalProperties".to_owned(), Value::Bool(false));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(forbid_unknown_keys),
        _ => {}
    }
}

fn schema(name: &str) -> Value {
    let file = root().join("docs/schemas").join(format!("{name}.json"));
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path) -> Vec<String> {
    let entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    let read = |path: PathBuf| match path.is_dir() {
        true => sources(&path),
        false => vec![fs::read_to_string(path).unwrap_or_default()],
    };
    entries.into_iter().flat_map(read).collect()
}
