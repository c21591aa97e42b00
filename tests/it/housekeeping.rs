//! What this machine keeps: profiles, saved records, history.

use serde_json::{Value, json};

use crate::support::{
    Gateway, Recorded, Sandbox,
    gateway::{CREATE, Canned, Fate, Gate},
    sandbox::Outcome,
};

const CONFIG: &str = "# about all\ndefault_profile = \"a\"\n\n# about a\n[profiles.a]\nproject_id = \"P2abc\" # mine\n\
                      management_key = { env = \"A_KEY\" }\nrate = \"50%\"\n\n[profiles.b]\nproject_id = \"P2xyz\"\n\
                      management_key = \"Kplain\"\n";

fn configured() -> Sandbox {
    let sandbox = Sandbox::empty();
    let file = sandbox.file("config.toml", CONFIG);
    sandbox.with("DESCOPECTL_CONFIG", &file)
}

fn config(sandbox: &Sandbox) -> String {
    std::fs::read_to_string(sandbox.path("config.toml")).unwrap()
}

#[test]
fn a_profile_is_changed_in_what_is_given_and_comments_stay() {
    let sandbox = configured();
    sandbox.run(&["profile", "set", "a", "--timeout", "30s", "--remove", "rate", "--dry-run"]).success();
    assert_eq!(config(&sandbox), CONFIG);
    sandbox.run(&["profile", "set", "a", "--timeout", "30s", "--remove", "rate"]).success();
    let text = config(&sandbox);
    assert!(text.contains("# about a\n[profiles.a]\nproject_id = \"P2abc\" # mine\n"), "{text}");
    assert!(text.contains("timeout = 30") && !text.contains("50%") && text.contains("A_KEY"), "{text}");
    // A key in plain text is not moved by another change.
    sandbox.run(&["profile", "set", "b", "--protected"]).success();
    assert!(config(&sandbox).contains("management_key = \"Kplain\""));
    let profile = sandbox.json(&["profile", "show", "b"]);
    assert_eq!(profile["protected"], true);
    let refused = sandbox.run(&["profile", "set", "b", "--protected=false"]).code(2);
    assert!(refused.stderr.contains("--yes"), "{refused}");
    sandbox.run(&["profile", "set", "b", "--protected=false", "--yes"]).success();
    for wrong in [&["a"][..], &["local", "--timeout", "5"], &["a", "--rate", "9%", "--remove", "rate"]] {
        sandbox.run(&[&["profile", "set"], wrong].concat()).code(2);
    }
    sandbox.run(&["profile", "set", "c", "--timeout", "5"]).code(5);
}

#[test]
fn a_profile_gets_another_name_with_its_key_and_the_default() {
    let sandbox = Sandbox::empty();
    let add = ["profile", "add", "one", "--project-id", "P2abc", "--key-stdin"];
    sandbox.run_with_input(&add, "Kexample\n").success();
    sandbox.run(&["profile", "add", "two", "--project-id", "P2abc", "--key-env", "KEY"]).success();
    sandbox.run(&["profile", "rename", "one", "two"]).code(6);
    sandbox.run(&["profile", "rename", "one", "three"]).success();
    let list = sandbox.json(&["profile", "list"]);
    let three =
        list["profiles"].as_array().unwrap().iter().find(|profile| profile["name"] == "three").unwrap();
    assert_eq!(three["default"], true);
    let file = three["managementKey"].to_string();
    assert!(file.contains("three"), "{file}");
    let key = std::fs::read_dir(sandbox.path("config/descopectl")).unwrap();
    let names: Vec<String> =
        walk(key).into_iter().filter(|name| name.contains("one") || name.contains("three")).collect();
    assert!(names.len() == 1 && names[0].contains("three"), "{names:?}");
}

fn walk(folder: std::fs::ReadDir) -> Vec<String> {
    let paths: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
    let deep = |path: std::path::PathBuf| match path.is_dir() {
        true => walk(std::fs::read_dir(&path).unwrap()),
        false => vec![path.to_string_lossy().into_owned()],
    };
    paths.into_iter().flat_map(deep).collect()
}

#[test]
fn saved_records_are_listed_and_the_last_deletion_comes_back() {
    let sandbox = Sandbox::seeded();
    assert_eq!(sandbox.json(&["backup", "list"])["backups"], json!([]));
    sandbox.run(&["user", "restore", "--last"]).code(5);
    sandbox.run(&["user", "disable", "bob", "--yes"]).success();
    sandbox.run(&["user", "delete", "bob", "--yes"]).success();
    sandbox.run(&["user", "patch", "alice@example.com", "--remove", "roles", "--yes"]).success();
    let list = sandbox.json(&["backup", "list"]);
    let kinds: Vec<&str> =
        list["backups"].as_array().unwrap().iter().map(|backup| backup["kind"].as_str().unwrap()).collect();
    assert!(kinds.contains(&"deleted") && kinds.contains(&"changed"), "{list}");
    assert_eq!(list["backups"][0]["records"], 1);
    sandbox.run(&["user", "load", "bob"]).code(5);
    sandbox.run(&["user", "restore", "--last"]).success();
    sandbox.run(&["user", "load", "bob"]).success();
    sandbox.run(&["user", "restore"]).code(2);
    // One in a place of one's own is one of them, as long as it is there.
    sandbox
        .run(&["user", "delete", "alice@example.com", "--yes", "--backup", "mine/leavers.jsonl"])
        .success();
    let own = |list: &Value| list.to_string().contains("leavers.jsonl");
    assert!(own(&sandbox.json(&["backup", "list"])));
    let restored = sandbox.run(&["user", "restore", "--last"]).success();
    assert!(restored.stderr.contains("leavers.jsonl"), "{restored}");
    let history = sandbox.json(&["history"]);
    let latest = history["commands"].as_array().unwrap().last().unwrap();
    assert!(latest["about"][0].as_str().unwrap().ends_with("leavers.jsonl"), "{history}");
    sandbox.run(&["user", "load", "alice@example.com"]).success();
    std::fs::remove_file(sandbox.path("mine/leavers.jsonl")).unwrap();
    assert!(!own(&sandbox.json(&["backup", "list"])));
}

/// Who is there again after a deletion is a user as any other: looked up, asked about and deleted anew, also where
/// the run before had failures. Who stayed away was not deleted by this run.
#[test]
fn a_deletion_run_again_deletes_those_who_are_there_again() {
    let sandbox = Sandbox::seeded();
    sandbox.file("leavers.txt", "bob\n+15550100003\nnobody@example.com\n");
    let delete = ["user", "batch-delete", "leavers.txt", "-o", "json"];
    let expecting = |count: &'static str| [&delete[..], &["--expect", count]].concat();
    let counts = |outcome: &Outcome| {
        let totals: Value = serde_json::from_str(&outcome.stdout).unwrap();
        ["deleted", "skipped", "failed"].map(|name| totals[name].as_u64().unwrap())
    };
    let first = sandbox.run(&expecting("2")).code(3);
    assert!(first.stderr.contains("would delete 2 users"), "names take no question: {first}");
    assert_eq!(counts(&first), [2, 0, 1], "{first}");
    // A list whose users stay away expects nobody anew.
    assert_eq!(counts(&sandbox.run(&expecting("2")).code(3)), [0, 2, 1]);
    sandbox.run(&["user", "restore", "--last", "--only", "bob"]).success();
    let dry = sandbox.run(&[&delete[..], &["--dry-run"]].concat()).code(3);
    for said in
        ["would delete 1 user in", "2 rows delete nobody", "deleted by an earlier run", "no such user"]
    {
        assert!(dry.stderr.contains(said), "{said}: {dry}");
    }
    let refused = sandbox.run(&delete).code(2);
    assert!(refused.stderr.contains("Delete 1 user in"), "{refused}");
    sandbox.run(&["user", "load", "bob"]).success();
    let again = sandbox.run(&expecting("1")).code(3);
    assert_eq!(counts(&again), [1, 1, 1], "{again}");
    assert!(again.stdout.contains("jsonl"), "what is deleted anew is saved anew: {again}");
    sandbox.run(&["user", "load", "bob"]).code(5);
    sandbox.run(&["user", "restore", "--last"]).success();
    sandbox.file("leavers.txt", "bob\n");
    assert_eq!(counts(&sandbox.run(&expecting("1")).success()), [1, 0, 0]);
    assert_eq!(counts(&sandbox.run(&expecting("1")).success()), [0, 1, 0]);
}

/// What an earlier run did to names is not done again, and not counted again.
#[test]
fn a_renaming_run_again_says_that_it_did_nothing() {
    let sandbox = Sandbox::seeded();
    sandbox.file("new.csv", "loginId,newLoginId\nbob,robert\n");
    let rename = ["user", "batch-run", "update-login-id", "new.csv", "-o", "json"];
    assert_eq!(sandbox.json(&rename)["updated"], 1);
    let again = sandbox.json(&rename);
    assert_eq!((&again["updated"], &again["skipped"]), (&json!(0), &json!(1)));
}

/// A user who ends a change before its reply is told what was done, and finds it in the history.
#[cfg(unix)]
#[test]
fn a_change_that_is_interrupted_is_told() {
    const DISABLE: &str = "/v1/mgmt/user/update/status";
    for name in ["-INT", "-TERM"] {
        let gateway = Gateway::start();
        let login_ids = ["ann", "ben", "cem"];
        gateway.make(&login_ids.map(|id| json!({"loginId": id, "email": format!("{id}@example.com")})));
        gateway.script(|seen| match seen.path == DISABLE && seen.nth > 1 {
            true => Fate::pass().held_by(&Gate::new()),
            false => Fate::pass(),
        });
        let process = gateway.sandbox.spawn(&["user", "disable", "ann", "ben", "cem", "--yes", "-o", "json"]);
        gateway.wait_for(DISABLE, 2);
        process.signal(name);
        let ended = process.wait().code(130);
        assert!(ended.stderr.contains("the change may have been made"), "{ended}");
        assert!(ended.stderr.contains("done for 1 of 3 users"), "{ended}");
        assert!(ended.stdout.contains("ann@example.com") && !ended.stdout.contains("cem"), "{ended}");
        let history = gateway.sandbox.json(&["history", "--limit", "1"]);
        assert_eq!(history["commands"][0]["outcome"], "interrupted", "{history}");
    }
}

/// Users of one project do not get into another one by themselves.
#[test]
fn records_go_back_into_their_own_project() {
    let gateway = Gateway::start();
    gateway.make(&[json!({"loginId": "ann", "email": "ann@example.com"})]);
    let sandbox = &gateway.sandbox;
    let local = |words: &[&str]| sandbox.run(&[&["--profile", "local"], words].concat());
    local(&["user", "create", "ben", "--email", "ben@example.com"]).success();
    local(&["user", "delete", "ben", "--yes"]).success();
    sandbox.run(&["user", "delete", "ann", "--yes"]).success();
    // The latest record is of the other project.
    local(&["user", "restore", "--last"]).success();
    local(&["user", "load", "ben"]).success();
    local(&["user", "load", "ann"]).code(5);
    let refused = local(&["user", "restore", "--only", "ann"]).code(5);
    assert!(
        refused.stderr.contains("no record of a user `ann` who was deleted in the emulator"),
        "{refused}"
    );
    let list = sandbox.json(&["backup", "list"])["backups"].clone();
    assert_eq!(list[0]["project"], "local");
    assert!(list[1]["project"].as_str().unwrap().starts_with('P'), "{list}");
    let file = list[1]["file"].as_str().unwrap().replace("[HOME]", sandbox.path("").to_str().unwrap());
    let refused = local(&["user", "restore", &file]).code(2);
    assert!(refused.stderr.contains("holds users of project P"), "{refused}");
    local(&["user", "load", "ann"]).code(5);
    sandbox.run(&["user", "restore", &file]).success();
    local(&["user", "restore", &file, "--yes"]).success();
    local(&["user", "load", "ann"]).success();
}

#[test]
fn a_count_is_the_servers_own() {
    let emulator = Recorded::start();
    let sandbox = emulator.sandbox();
    let all = sandbox.run(&["user", "search", "--all", "-o", "ids"]).success().stdout.lines().count();
    emulator.take();
    assert_eq!(sandbox.run(&["user", "search", "--count"]).success().stdout, format!("{all}\n"));
    assert_eq!(emulator.take().len(), 1);
    assert_eq!(sandbox.json(&["user", "search", "nosuchuser", "--count"])["count"], 0);
    sandbox.run(&["user", "search", "--count", "--all"]).code(2);
}

#[test]
fn an_export_replaces_a_file_only_after_a_question_and_knows_stdout() {
    let sandbox = Sandbox::seeded();
    sandbox.file("users.jsonl", "mine\n");
    let refused = sandbox.run(&["user", "export", "users.jsonl"]).code(2);
    assert!(refused.stderr.contains("Overwrite `users.jsonl`?"), "{refused}");
    assert_eq!(std::fs::read_to_string(sandbox.path("users.jsonl")).unwrap(), "mine\n");
    sandbox.run(&["user", "export", "users.jsonl", "--yes"]).success();
    let file = std::fs::read_to_string(sandbox.path("users.jsonl")).unwrap();
    assert_eq!(sandbox.run(&["user", "export", "-"]).success().stdout, file);
    let csv = sandbox.run(&["user", "export", "-", "--format", "csv"]).success().stdout;
    assert!(csv.starts_with("loginId,"), "{csv}");
    assert_eq!(sandbox.run(&["user", "export", "-", "-o", "csv"]).success().stdout, csv);
    let refused = sandbox.run(&["user", "export", "-", "-q", "length"]).code(2);
    assert!(refused.stderr.contains("`--query` has no effect"), "{refused}");
    let list = sandbox.run(&["user", "export", "-", "-o", "json"]).success().json();
    let lines: Vec<Value> = file.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(list, Value::Array(lines));
    sandbox.run(&["user", "export", "users.json"]).success();
    sandbox.run(&["user", "batch-create", "users.json", "--dry-run"]).success();
    assert!(!sandbox.path("-").exists());
}

#[test]
fn the_history_has_what_was_changed_and_no_values() {
    let sandbox = Sandbox::seeded();
    sandbox.run(&["user", "load", "bob"]).success();
    sandbox.run(&["user", "update-phone", "bob", "+15559876543"]).success();
    sandbox.run(&["user", "patch", "bob", "--name", "Private Name", "--dry-run"]).success();
    sandbox.run(&["user", "disable", "nobody", "--yes"]).code(5);
    sandbox.run(&["--quiet", "user", "set-temporary-password", "bob", "--generate", "--yes"]).success();
    sandbox.run(&["attribute", "create", "size:number"]).success();
    let history = sandbox.json(&["history"]);
    let lines: Vec<String> = history["commands"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| format!("{} {} {} {}", line["profile"], line["command"], line["about"], line["outcome"]))
        .collect();
    assert_eq!(
        lines,
        [
            r#""local" "user update-phone" ["bob"] "done""#,
            r#""local" "user disable" ["nobody"] "failed with exit code 5""#,
            r#""local" "user set-temporary-password" ["bob"] "done""#,
            r#""local" "attribute create" ["size:number"] "done""#,
        ]
    );
    assert!(!history.to_string().contains("5559876543"), "{history}");
    assert_eq!(sandbox.json(&["history", "--limit", "1"])["commands"].as_array().unwrap().len(), 1);
    let many: Vec<String> = (0..12).map(|number| format!("n{number}:text")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    sandbox.run(&[&["attribute", "create"], &many[..]].concat()).success();
    sandbox.run(&["emulator", "reset", "--yes"]).success();
    let history = sandbox.json(&["history", "--limit", "2"]);
    assert_eq!(history["commands"][0]["about"][10], "… and 2 more", "{history}");
    let reset = &history["commands"][1];
    assert_eq!(
        (&reset["command"], &reset["outcome"]),
        (&json!("emulator reset"), &json!("done")),
        "{history}"
    );
    assert_eq!(reset["profile"], "local", "{history}");
}

/// Who wants to undo something finds the job, the operation, the filter and the saved values there, and also what was
/// killed.
#[test]
fn the_history_names_what_is_needed_to_undo() {
    let latest = |sandbox: &Sandbox| {
        let mut history = sandbox.json(&["history"]);
        history["commands"].as_array_mut().unwrap().pop().unwrap()
    };
    let gateway = Gateway::start();
    gateway.sandbox.run(&["role", "create", "viewer"]).success();
    gateway.make(&[json!({"loginId": "bob", "email": "bob@example.com", "roleNames": ["viewer"]})]);
    gateway.sandbox.file("viewers.txt", "bob\nnobody@example.com\n");
    let remove = ["user", "batch-run", "remove-role", "viewers.txt", "--set", "roleNames=viewer", "--yes"];
    gateway.sandbox.run(&remove).code(3);
    let entry = latest(&gateway.sandbox);
    assert_eq!(entry["command"], "user batch-run remove-role");
    assert_eq!(entry["outcome"], "some rows failed, or are left to do");
    let job = entry["job"].as_str().unwrap();
    gateway.sandbox.run(&["job", "show", job]).success();
    let saved = entry["saved"].as_str().unwrap().to_owned();
    assert!(gateway.sandbox.run(&["history", "--wide"]).success().stdout.contains(&saved), "{entry}");
    let records = saved.replace("[HOME]", gateway.sandbox.path("").to_str().unwrap());
    assert!(std::fs::read_to_string(&records).unwrap().contains("viewer"));
    gateway.sandbox.run(&["user", "disable", "bob", "--yes"]).success();
    gateway.sandbox.run(&["user", "batch-delete", "--where", "status=disabled", "--yes"]).success();
    assert_eq!(latest(&gateway.sandbox)["about"], json!(["--where status=disabled"]));
    gateway.sandbox.run(&["user", "restore", "--last", "--only", "bob"]).success();
    assert_eq!(latest(&gateway.sandbox)["about"][0], "bob");
    // The gateway is no profile: the project tells where it was.
    let table = gateway.sandbox.run(&["history", "--wide"]).success().stdout;
    let project = latest(&gateway.sandbox)["target"].as_str().unwrap().to_owned();
    assert!(table.contains(&project), "{table}");
    gateway.script(|_| Fate::pass().held_by(&Gate::new()));
    let killed = gateway.sandbox.spawn(&["user", "create", "ann", "--email", "ann@example.com"]);
    gateway.wait_for("/v1/mgmt/user/create", 1);
    killed.kill();
    assert_eq!(latest(&gateway.sandbox)["outcome"], "not ended");
    gateway.sandbox.file("two.csv", "loginId,email\nann,ann@example.com\nben,ben@example.com\n");
    gateway.script(|seen| match seen.path == CREATE {
        true => Fate::pass().held_by(&Gate::new()),
        false => Fate::pass(),
    });
    let before = gateway.count(CREATE);
    let killed = gateway.sandbox.spawn(&["user", "batch-create", "two.csv"]);
    gateway.wait_for(CREATE, before + 1);
    killed.kill();
    let entry = latest(&gateway.sandbox);
    let jobs = gateway.sandbox.json(&["job", "list"])["jobs"].clone();
    assert!(jobs.as_array().unwrap().iter().any(|job| job["id"] == entry["job"]), "{entry} {jobs}");
}

#[test]
fn a_default_profile_can_be_taken_back() {
    let sandbox = Sandbox::empty();
    let defaults = || {
        let list = sandbox.json(&["profile", "list"]);
        let profiles = list["profiles"].as_array().unwrap().clone();
        let is_default = |profile: &&Value| profile["default"] == true;
        profiles.iter().filter(is_default).map(|profile| profile["name"].clone()).collect::<Vec<_>>()
    };
    let said = sandbox.run(&["profile", "use", "local"]).success().stderr;
    assert!(said.contains("`descopectl profile use --remove` takes that back"), "{said}");
    assert_eq!(defaults(), [json!("local")]);
    sandbox.run(&["profile", "use", "--remove", "--dry-run"]).success();
    assert_eq!(defaults(), [json!("local")]);
    let said = sandbox.run(&["profile", "use", "--none"]).success().stderr;
    assert!(said.contains("`descopectl profile use local` takes that back"), "{said}");
    assert!(defaults().is_empty());
    sandbox.run(&["profile", "use", "local", "--remove"]).code(2);
    sandbox.run(&["profile", "use"]).code(2);
}

#[test]
fn limits_answer_where_nothing_is_limited() {
    let sandbox = Sandbox::seeded();
    let limits = sandbox.json(&["limits"]);
    assert_eq!(limits["buckets"].as_array().unwrap().len(), 4);
    assert!(limits["buckets"][0]["limit"].is_null());
}

/// An editor that is a script: what it does to the file is what somebody types.
#[cfg(unix)]
fn editing(sandbox: Sandbox, script: &str) -> Sandbox {
    let file = sandbox.file("editor.sh", script);
    sandbox.with("EDITOR", &format!("sh {file}"))
}

#[cfg(unix)]
#[test]
fn a_user_is_changed_in_an_editor() {
    let emulator = Recorded::start();
    let edit = ["user", "edit", "alice@example.com"];
    let sandbox = editing(emulator.sandbox(), "sed -i 's/Alice Example/Alicia/' \"$1\"\n");
    let plan = sandbox.json(&["user", "edit", "alice@example.com", "--dry-run"]);
    assert_eq!(plan["requests"][0]["method"], "PATCH");
    emulator.take();
    let outcome = sandbox.run(&edit).success();
    assert!(outcome.stderr.contains("- name: \"Alice Example\"\n+ name: \"Alicia\"\n"), "{outcome}");
    let sent = emulator.take();
    let patch = sent.iter().find(|exchange| exchange.method == "PATCH").unwrap();
    assert_eq!(patch.request, json!({ "loginId": "U2ExampleAlice00000000000001", "name": "Alicia" }));
    // Once more, there is nothing to change.
    let outcome = sandbox.run(&edit).success();
    assert!(outcome.stderr.contains("no changes"), "{outcome}");
    for (script, code) in [
        ("exit 1", 1),
        ("echo 'no json' > \"$1\"", 2),
        ("echo '{\"userId\": \"U1\"}' > \"$1\"", 2),
        // It takes roles away.
        ("sed -i '/roleNames/,/]/d' \"$1\"; sed -i ':a;N;$!ba;s/,\\n}/\\n}/' \"$1\"", 2),
    ] {
        let sandbox = editing(emulator.sandbox(), script);
        let outcome = sandbox.run(&edit).code(code);
        assert!(
            outcome.stderr.contains("nothing was changed") || outcome.stderr.contains("not confirmed"),
            "{outcome}"
        );
        assert!(emulator.take().iter().all(|exchange| exchange.method == "GET"), "{script}");
    }
    let outcome = emulator.sandbox().run(&edit).code(2);
    assert!(outcome.stderr.contains("`VISUAL` nor `EDITOR`"), "{outcome}");
    // A path with a space is quoted as in a shell.
    let sandbox = emulator.sandbox();
    let script = sandbox.file("my editor.sh", "exit 0\n");
    let outcome = sandbox.with("EDITOR", &format!("sh '{script}'")).run(&edit).success();
    assert!(outcome.stderr.contains("no changes"), "{outcome}");
    let outcome = emulator.sandbox().with("EDITOR", "vi 'x").run(&edit).code(2);
    assert!(outcome.stderr.contains("the value of `EDITOR` has a quote without an end"), "{outcome}");
}

#[cfg(unix)]
#[test]
fn a_user_is_changed_as_toml() {
    let emulator = Recorded::start();
    let edit = ["user", "edit", "alice@example.com", "--as", "toml"];
    let script = "cp \"$1\" seen.toml\nsed 's/^name = .*/name = \"Alicia\"/' seen.toml > \"$1\"\n";
    let sandbox = editing(emulator.sandbox(), script);
    sandbox.run(&edit).success();
    let seen = std::fs::read_to_string(sandbox.path("seen.toml")).unwrap();
    assert!(seen.contains("name = \"Alice Example\"\n") && seen.contains("[customAttributes]\n"), "{seen}");
    let sent = emulator.take();
    let patch = sent.iter().find(|exchange| exchange.method == "PATCH").unwrap();
    assert_eq!(patch.request, json!({ "loginId": "U2ExampleAlice00000000000001", "name": "Alicia" }));
    let outcome = editing(emulator.sandbox(), "echo '{}' > \"$1\"").run(&edit).code(2);
    assert!(outcome.stderr.contains("is not TOML"), "{outcome}");
    // What is taken out is emptied, asked for and saved.
    let sandbox = editing(emulator.sandbox(), "sed -i '/^phone = /d;/^plan = /d' \"$1\"\n");
    let fields = |user: Value| (user["phone"].clone(), user["customAttributes"].clone());
    let load = ["user", "load", "alice@example.com"];
    let before = fields(sandbox.json(&load));
    assert!(before.0 != "" && !before.1["plan"].is_null(), "{before:?}");
    let refused = sandbox.run(&edit).code(2);
    assert!(refused.stderr.contains("Take the phone number and attributes away from"), "{refused}");
    assert_eq!(fields(sandbox.json(&load)), before);
    let done = sandbox.run(&[&edit[..], &["--yes"]].concat()).success();
    assert!(done.stderr.contains("saved the old values to"), "{done}");
    let (phone, attributes) = fields(sandbox.json(&load));
    assert!(phone == "" && attributes["plan"].is_null(), "{phone} {attributes}");
    let saved = sandbox.json(&["backup", "list"])["backups"][0]["file"].as_str().unwrap().to_owned();
    let saved = saved.replace("[HOME]", sandbox.path("").to_str().unwrap());
    sandbox.run(&["user", "batch-patch", &saved, "--yes"]).success();
    assert_eq!(fields(sandbox.json(&load)), before);
    // Whom somebody else changes while the editor is open.
    let gateway = Gateway::start();
    gateway.make(&[json!({"loginId": "bob", "email": "bob@example.com", "name": "Bob"})]);
    let program = env!("CARGO_BIN_EXE_descopectl");
    let script = format!(
        "'{program}' user update-display-name bob Robert >/dev/null || exit 1\nsed -i 's/Bob/Bo/' \"$1\"\n"
    );
    let sandbox = editing(gateway.sandbox.copied(), &script);
    let refused = sandbox.run(&["user", "edit", "bob"]).code(6);
    assert!(refused.stderr.contains("`name` has another value by now"), "{refused}");
    assert!(refused.stderr.contains("what was typed is kept in"), "{refused}");
    assert!(refused.stderr.contains(" -f FILE` sends it"), "{refused}");
    assert_eq!(sandbox.json(&["user", "load", "bob"])["name"], "Robert");
    // An address that is the login ID, too.
    let sandbox = editing(emulator.sandbox(), "sed -i 's/^email = .*/email = \"al@example.com\"/' \"$1\"\n");
    let plan = sandbox.run(&[&edit[..], &["--dry-run"]].concat()).success();
    assert!(
        plan.stderr.contains("- loginId: \"alice@example.com\"\n+ loginId: \"al@example.com\""),
        "{plan}"
    );
}

#[test]
fn several_users_are_deleted_together_or_not_at_all() {
    let emulator = Recorded::start();
    let sandbox = emulator.sandbox();
    let deletions =
        || emulator.take().iter().filter(|exchange| exchange.path.ends_with("/user/delete")).count();
    sandbox.run(&["user", "delete", "alice@example.com", "nobody", "--yes"]).code(5);
    let refused = sandbox.run(&["user", "delete", "alice@example.com", "bob"]).code(2);
    assert!(refused.stderr.contains("2 users"), "{refused}");
    assert_eq!(deletions(), 0);
    let plan = sandbox.json(&["user", "delete", "alice@example.com", "bob", "--dry-run"]);
    assert_eq!(plan["requests"].as_array().unwrap().len(), 2);
    // The same user by another name counts once.
    let done = sandbox.json(&["user", "delete", "alice@example.com", "bob", "bob@example.com", "--yes"]);
    assert_eq!((&done["users"], deletions()), (&json!(2), 2));
    assert_eq!(sandbox.json(&["backup", "list"])["backups"][0]["records"], 2);
    for user in ["alice@example.com", "bob"] {
        sandbox.run(&["user", "load", user]).code(5);
    }
    sandbox.run(&["user", "restore", "--last"]).success();
    sandbox.run(&["user", "load", "bob"]).success();
}

/// What was done for the users before is shown, and the failure decides the exit code wherever that goes.
#[test]
fn a_failure_for_one_of_several_users_is_not_hidden_by_the_output() {
    const STATUS: &str = "/v1/mgmt/user/update/status";
    let gateway = Gateway::start();
    gateway
        .make(&["ann", "ben"].map(|name| json!({"loginId": name, "email": format!("{name}@example.com")})));
    gateway.script(|seen| match (seen.path.as_str(), seen.nth % 2) {
        (STATUS, 0) => Fate::refuse(Canned::envelope(403, "E011003", "Forbidden")),
        _ => Fate::pass(),
    });
    let words = ["user", "enable", "ann", "ben"];
    let plain = gateway.sandbox.run(&[&words[..], &["-o", "ids"]].concat());
    let failed = "`user enable` failed for `ben ";
    assert!(plain.code > 2 && plain.stderr.contains(failed), "{plain}");
    let query = gateway.sandbox.run(&[&words[..], &["-o", "json", "-q", "error(\"no\")"]].concat());
    let query = query.code(plain.code);
    assert!(query.stdout.contains("ann@example.com") && query.stderr.contains(failed), "{query}");
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = gateway.sandbox.command(&words).stdout(writer).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(plain.code) && stderr.contains(failed), "{stderr}");
}

/// Each request is about its own user, also where the first one is named by user ID.
#[test]
fn several_users_the_first_of_whom_is_named_by_user_id_are_each_reached() {
    const ALICE: &str = "U2ExampleAlice00000000000001";
    let emulator = Recorded::start();
    let sandbox = emulator.sandbox();
    let bob = sandbox.json(&["user", "load", "bob"])["userId"].as_str().unwrap().to_owned();
    let both = [json!(ALICE), json!(bob)];
    let named = |path: &str, field: &str| -> Vec<Value> {
        let sent = emulator.take().into_iter().filter(|exchange| exchange.path.ends_with(path));
        sent.map(|exchange| exchange.request[field].clone()).collect()
    };
    let of_both = |query: &str| {
        ["alice@example.com", "bob"].map(|name| sandbox.json(&["user", "load", name])[query].clone())
    };
    named("", "");
    sandbox.run(&["user", "disable", ALICE, "bob", "--yes"]).success();
    assert_eq!(named("/update/status", "loginId"), both);
    assert_eq!(of_both("status"), ["disabled", "disabled"]);
    sandbox.run(&["user", "enable", ALICE, "bob"]).success();
    assert_eq!(of_both("status"), ["enabled", "enabled"]);
    sandbox.run(&["user", "add-role", ALICE, "viewer", "--user", "bob"]).success();
    for roles in of_both("roleNames") {
        assert!(roles.as_array().unwrap().contains(&json!("viewer")), "{roles}");
    }
    sandbox.run(&["user", "logout", ALICE, "bob", "--yes"]).success();
    assert_eq!(named("/user/logout", "userId"), both);
    let plan = sandbox.json(&["user", "delete", ALICE, "bob", "--dry-run"]);
    assert_eq!(
        [&plan["requests"][0], &plan["requests"][1]].map(|request| request["body"]["userId"].clone()),
        both
    );
    sandbox.run(&["user", "delete", ALICE, "bob", "--yes"]).success();
    assert_eq!(named("/user/delete", "userId"), both);
    for user in ["alice@example.com", "bob"] {
        sandbox.run(&["user", "load", user]).code(5);
    }
}
