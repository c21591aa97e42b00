//! Rules that hold for every command. A command that these tests do not know makes them fail.

use std::{collections::BTreeMap, fs, path::Path};

use descopectl::cli;

use crate::support::{Gateway, Recorded, Sandbox, gateway::Fate};

/// One line for each command, as somebody would type it. It goes through with the files of [`sandbox`].
pub(crate) const LINES: &[&str] = &[
    "user load alice@example.com",
    "user search alice",
    "user login-history alice@example.com",
    "user provider-token alice@example.com --provider google --force-refresh",
    "user create dora@example.com --email dora@example.com",
    "user invite dora@example.com --email dora@example.com",
    "user batch-create users.csv",
    "user batch-invite users.csv",
    "user update alice@example.com --email alice@example.com --replace --yes",
    "user patch alice@example.com --name Al --remove phone --yes",
    "user batch-patch changes.csv --yes",
    "user delete bob --yes",
    "user batch-delete leavers.txt --yes",
    "user import auth0.json --from auth0 --yes",
    "user update-status alice@example.com disabled --yes",
    "user enable alice@example.com",
    "user disable alice@example.com --yes",
    "user update-email alice@example.com alice@new.example.com",
    "user update-phone alice@example.com +15551234567",
    "user update-login-id alice@example.com alice@new.example.com",
    "user update-display-name alice@example.com Al",
    "user update-picture alice@example.com https://example.com/alice.png",
    "user update-custom-attributes alice@example.com plan=free",
    "user update-recovery-email alice@example.com alice@private.example.com",
    "user update-recovery-phone alice@example.com +15551234567",
    "user update-impersonation-consent alice@example.com 7d",
    "user add-tenant alice@example.com globex",
    "user remove-tenant alice@example.com acme --yes",
    "user add-family alice@example.com smith",
    "user remove-family alice@example.com smith --yes",
    "user add-role alice@example.com viewer",
    "user set-roles alice@example.com viewer --yes",
    "user remove-role alice@example.com admin --yes",
    "user add-app alice@example.com wiki",
    "user set-apps alice@example.com wiki --yes",
    "user remove-app alice@example.com crm --allow-all-apps --yes",
    "user expire-password alice@example.com --yes",
    "user set-active-password alice@example.com --generate --yes",
    "user set-temporary-password alice@example.com --generate --yes",
    "user logout alice@example.com --yes",
    "user embedded-link alice@example.com",
    "user sign-up-embedded-link dora@example.com --email dora@example.com",
    "user list-passkeys alice@example.com",
    "user delete-passkey alice@example.com example-passkey --yes",
    "user delete-passkeys alice@example.com --yes",
    "user import-passkeys alice@example.com passkeys.json",
    "user delete-totp alice@example.com --yes",
    "user delete-recovery-codes alice@example.com --yes",
    "user list-trusted-devices alice@example.com",
    "user remove-trusted-devices alice@example.com example-device --yes",
    "user batch-run disable leavers.txt --yes",
    "user edit alice@example.com",
    "user export users.jsonl",
    "user restore deleted.jsonl --yes",
    "test-user create dora@example.com --email dora@example.com",
    "test-user delete-all --yes",
    "test-user otp robot@example.com",
    "test-user magic-link robot@example.com",
    "test-user enchanted-link robot@example.com",
    "jwt update --claim plan=pro --jwt-file token.jwt",
    "jwt impersonate alice@example.com --impersonator bob",
    "jwt impersonate-stepup alice@example.com --impersonator bob",
    "jwt stop-impersonation --jwt-file token.jwt",
    "jwt sign-in alice@example.com",
    "jwt sign-up dora@example.com --email dora@example.com",
    "jwt sign-up-or-in dora@example.com --email dora@example.com",
    "jwt anonymous --claim cart=42",
    "attribute list",
    "attribute create note:text",
    "attribute delete beta --yes",
    "attribute list-family",
    "attribute create-family nickname:text",
    "attribute delete-family nickname --yes",
    "tenant list",
    "tenant create Initech --id initech",
    "tenant delete globex --yes",
    "role list",
    "role create editor",
    "role delete viewer --yes",
    "source list",
    "source show auth0",
    "job list",
    "job show JOB",
    "job resume JOB",
    "job remove JOB",
    "limits --unblock",
    "api POST /v1/mgmt/user/update/name -d @name.json --yes",
    "profile add staging --project-id P2abc --key-env KEY",
    "profile list",
    "profile show prod",
    "profile use prod",
    "profile set prod --protected",
    "profile rename prod staging",
    "profile remove prod --yes",
    "backup list",
    "history",
    "profile explain",
    "doctor",
    "emulator start --listen 127.0.0.1:0 --db here.db",
    "emulator seed seed.json --db there.db",
    "emulator reset --db there.db --yes",
    "emulator status --db there.db",
    "completions bash",
    "man",
    "help user create",
    "version",
];

/// Commands that only print what is built in.
const BUILT_IN: &[&str] = &["completions", "man", "help", "version"];

/// The command words of a line.
fn words_of(line: &str) -> String {
    let mut tree = cli::command();
    tree.build();
    let (mut command, mut path) = (&tree, Vec::new());
    for word in line.split(' ') {
        let Some(below) = command.find_subcommand(word) else { break };
        command = below;
        path.push(word);
    }
    path.join(" ")
}

/// The command words of every command.
fn leaves(command: &clap::Command, path: &str, found: &mut Vec<String>) {
    for below in command.get_subcommands() {
        let path = format!("{path} {}", below.get_name());
        leaves(below, path.trim_start(), found);
    }
    if !command.has_subcommands() {
        found.push(path.to_owned());
    }
}

/// A home with everything that the lines need, talking to an emulator with the example data.
fn sandbox(emulator: &Recorded) -> Sandbox {
    prepared(emulator.sandbox())
}

/// Gives a home with the example data everything else that the lines need.
pub(crate) fn prepared(sandbox: Sandbox) -> Sandbox {
    // An editor that changes nothing.
    let sandbox = sandbox.with("EDITOR", "true");
    sandbox.file("users.csv", "loginId,email\neve@example.com,eve@example.com\n");
    sandbox.file("changes.csv", "loginId,name\nbob,Robert\n");
    sandbox.file("leavers.txt", "bob\n");
    sandbox.file("auth0.json", r#"[{"email": "otto@example.com", "email_verified": true}]"#);
    sandbox
        .file("passkeys.json", r#"[{"auth0": {"keyId": "k1", "rpId": "example.com", "publicKey": "a2V5"}}]"#);
    sandbox.file("deleted.jsonl", r#"{"userId":"U2ExampleGone100000000000005","loginIds":["gone@example.com"],"email":"gone@example.com"}"#);
    sandbox.file("token.jwt", "eyJhbGciOiJub25lIn0.e30.c2ln\n");
    sandbox.file("name.json", r#"{"loginId": "bob", "displayName": "Robert"}"#);
    sandbox.file("seed.json", include_str!("../../examples/seed.json"));
    sandbox.run(&["emulator", "seed", "seed.json", "--db", "there.db"]).success();
    sandbox.run(&["profile", "add", "prod", "--project-id", "P2abc", "--key-env", "KEY"]).success();
    sandbox.file("first.csv", "loginId,email\nfay@example.com,nope@example.com\n");
    sandbox.run(&["user", "batch-create", "first.csv"]).success();
    let robot = ["test-user", "create", "robot@example.com", "--email", "robot@example.com"];
    sandbox.run(&robot).success();
    sandbox
}

/// The job that the sandbox has.
pub(crate) fn job(sandbox: &Sandbox) -> String {
    sandbox.json(&["job", "list"])["jobs"][0]["id"].as_str().unwrap().to_owned()
}

/// All files below a folder with their content; not those that a cache or a limiter keeps, nor the database,
/// which SQLite also writes to when it only reads.
fn files(folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.to_str().unwrap().to_owned();
        if path.is_dir() {
            if !name.ends_with("/cache") && !name.ends_with("/limits") {
                files(&path, found);
            }
        } else if !["-wal", "-shm", "there.db"].iter().any(|end| name.ends_with(end)) {
            found.insert(name, fs::read(&path).unwrap());
        }
    }
}

fn state(sandbox: &Sandbox) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    files(&sandbox.path(""), &mut found);
    found
}

fn without_history(sandbox: &Sandbox) -> BTreeMap<String, Vec<u8>> {
    let mut files = state(sandbox);
    files.retain(|name, _| !name.ends_with("history.jsonl"));
    files
}

#[test]
fn every_command_has_a_line() {
    let mut tree = cli::command();
    tree.build();
    let mut all = Vec::new();
    leaves(&tree, "", &mut all);
    let known: Vec<String> = LINES.iter().map(|line| words_of(line)).collect();
    for command in &all {
        assert!(known.contains(command), "`{command}` has no line in LINES");
    }
    assert_eq!(known.len(), all.len());
}

#[test]
fn columns_are_checked_before_anything_is_done() {
    let emulator = Recorded::start();
    let sandbox = sandbox(&emulator);
    let job = job(&sandbox);
    let before = without_history(&sandbox);
    emulator.take();
    for line in LINES.iter().filter(|line| !BUILT_IN.contains(line.split(' ').next().as_ref().unwrap())) {
        let line = line.replace("JOB", &job);
        let words: Vec<&str> = line.split(' ').chain(["--columns", "nosuch"]).collect();
        let outcome = sandbox.run(&words);
        // What any path replies is not known; of a finished job nothing is left to resume.
        let is_open = line.starts_with("api ") || line.starts_with("emulator status");
        let sent = emulator.take();
        if !is_open {
            assert_eq!(outcome.code, 2, "{line}\n{outcome}");
            assert!(sent.is_empty(), "{line} was sent");
        }
        // What `api` has sent stands in the history.
        assert!(line.starts_with("api ") || without_history(&sandbox) == before, "{line} changed a file");
    }
}

#[test]
fn a_dry_run_changes_nothing_anywhere() {
    let emulator = Recorded::start();
    let sandbox = sandbox(&emulator);
    let job = job(&sandbox);
    let before = state(&sandbox);
    emulator.take();
    let users = |sandbox: &Sandbox| sandbox.run(&["user", "search", "--all", "-o", "json"]).success().stdout;
    let users_before = users(&sandbox);
    for line in LINES {
        let line = line.replace("JOB", &job);
        let words: Vec<&str> = line.split(' ').chain(["--dry-run"]).collect();
        emulator.take();
        let outcome = sandbox.run(&words);
        let fails_anyway = line.starts_with("job resume");
        assert!(outcome.code == 0 || fails_anyway, "{line}\n{outcome}");
        for exchange in emulator.take() {
            let reads = exchange.method == "GET" && exchange.path != "/v1/mgmt/user/provider/token"
                || ["search", "search/test", "history", "load", "list"]
                    .iter()
                    .any(|end| exchange.path.ends_with(end));
            assert!(reads, "{line} sent {} {}", exchange.method, exchange.path);
        }
        let after = state(&sandbox);
        let changed: Vec<&String> =
            after.keys().filter(|file| before.get(*file) != after.get(*file)).collect();
        assert!(changed.is_empty() && after.len() == before.len(), "{line} changed {changed:?}");
    }
    assert_eq!(users(&sandbox), users_before);
    assert_eq!(sandbox.json(&["emulator", "status", "--db", "there.db"])["counts"]["users"], 4);
}

/// Lines that run until they are stopped, or have nothing to do here. Other tests look at their documents.
const NO_END: &[&str] = &["emulator start", "job resume"];

/// Lines that the server refuses here: there is no token, permission or attribute of this kind, or the data is
/// there already.
const REFUSED: &[&str] = &[
    "jwt update",
    "jwt impersonate",
    "jwt impersonate-stepup",
    "jwt stop-impersonation",
    "attribute delete-family",
    "emulator seed",
];

/// Commands whose documents are our own: each names its schema.
const OURS: &[&str] = &[
    "backup",
    "completions",
    "doctor",
    "emulator",
    "help",
    "history",
    "job",
    "limits",
    "man",
    "profile",
    "source",
    "user delete",
    "user export",
    "user restore",
    "version",
];

/// Every command, run for good: one document on stdout, and JSON lines on stderr.
#[test]
fn every_command_gives_a_document_as_json() {
    let lines: Vec<&&str> = LINES.iter().filter(|line| !NO_END.contains(&words_of(line).as_str())).collect();
    let next = std::sync::atomic::AtomicUsize::new(0);
    let work = || {
        while let Some(line) = lines.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) {
            let emulator = Recorded::start();
            let sandbox = sandbox(&emulator);
            for flags in [&["--dry-run", "-o", "json"][..], &["-o", "json"]] {
                let line = line.replace("JOB", &job(&sandbox));
                let words: Vec<&str> = line.split(' ').chain(flags.iter().copied()).collect();
                let outcome = sandbox.run(&words);
                if REFUSED.contains(&words_of(&line).as_str()) && !flags.contains(&"--dry-run") {
                    assert_ne!(outcome.code, 0, "{line}\n{outcome}");
                    continue;
                }
                assert_eq!(outcome.code, 0, "{line}\n{outcome}");
                let document: serde_json::Result<serde_json::Value> = serde_json::from_str(&outcome.stdout);
                let document = document.unwrap_or_else(|_| panic!("{line} {flags:?}\n{outcome}"));
                assert!(!document.is_null(), "{line} {flags:?}\n{outcome}");
                let is_ours = OURS.iter().any(|ours| line == *ours || line.starts_with(&format!("{ours} ")))
                    || line.contains(" batch-");
                assert!(!is_ours || document["schema"].is_string(), "{line} {flags:?}\n{outcome}");
                for said in outcome.stderr.lines() {
                    let said: serde_json::Value =
                        serde_json::from_str(said).unwrap_or_else(|_| panic!("{line}\n{outcome}"));
                    assert!(said["level"].is_string() && said["message"].is_string(), "{line}\n{outcome}");
                }
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(work);
        }
    });
}

#[test]
fn what_found_nothing_gives_a_document_as_json() {
    let emulator = Recorded::start();
    let sandbox = emulator.sandbox();
    sandbox.file("nobody.txt", "nobody@example.com\n");
    for line in [
        "user search nosuchuser",
        "user batch-delete --where email=nobody@example.com --yes",
        "test-user delete-all --yes",
        "job list",
        "job remove --done",
    ] {
        let words: Vec<&str> = line.split(' ').chain(["-o", "json"]).collect();
        sandbox.run(&["test-user", "delete-all", "--yes", "--no-backup"]).success();
        let outcome = sandbox.run(&words).success();
        outcome.json();
    }
}

#[test]
fn problems_and_missing_arguments_are_named_as_json() {
    let sandbox = Sandbox::seeded();
    sandbox.file("users.csv", "loginId,email\nann,nope\n,b@example.com\n");
    let outcome = sandbox.run(&["user", "batch-create", "users.csv", "-o", "json"]).code(2);
    let lines: Vec<serde_json::Value> =
        outcome.stderr.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let problem = |line: u64, column: &str| {
        lines.iter().any(|said| {
            said["level"] == "problem"
                && said["line"] == line
                && said["column"] == column
                && said["why"].is_string()
        })
    };
    assert!(problem(2, "email") && problem(3, "loginId"), "{outcome}");
    let outcome = sandbox.run(&["user", "update-email", "-o", "json"]).code(2);
    let error: serde_json::Value = serde_json::from_str(outcome.stderr.trim()).unwrap();
    assert_eq!(error["arguments"][0], "<USER>", "{outcome}");
}

#[test]
fn a_list_is_one_item_a_line_as_json_lines() {
    let emulator = Recorded::start();
    let sandbox = sandbox(&emulator);
    sandbox.run(&["user", "batch-run", "disable", "leavers.txt", "--yes"]).success();
    let lines = sandbox.run(&["job", "list", "-o", "jsonl"]).success().stdout;
    let jobs: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(jobs.len(), 2);
    assert!(jobs.iter().all(|job| job["id"].is_string()), "{lines}");
}

#[test]
fn the_backup_is_named_in_the_document() {
    let sandbox = Sandbox::seeded();
    let document = sandbox.json(&["user", "delete", "bob", "--yes"]);
    assert_eq!(document["subject"], "bob");
    assert!(
        Path::new(&document["file"].as_str().unwrap().replace("[HOME]", sandbox.path("").to_str().unwrap()))
            .exists()
    );
    sandbox.file("leavers.txt", "alice@example.com\n");
    let document = sandbox.json(&["user", "batch-delete", "leavers.txt", "--yes"]);
    assert!(document["backup"].as_str().unwrap().ends_with(".jsonl"), "{document}");
}

/// A request whose reply is lost may have set the password all the same.
#[test]
fn what_was_made_up_is_shown_where_the_reply_is_lost() {
    const SET: &str = "/v1/mgmt/user/password/set/temporary";
    let gateway = Gateway::start();
    gateway.make(&[serde_json::json!({"loginId": "ann", "email": "ann@example.com"})]);
    gateway.script(|seen| if seen.path == SET { Fate::cut_after() } else { Fate::pass() });
    gateway.take();
    let line = ["user", "set-temporary-password", "ann", "--generate", "--yes"];
    let outcome = gateway.sandbox.run(&line).code(8);
    let seen = gateway.take();
    let set = seen.iter().rfind(|seen| seen.path == SET).unwrap();
    assert!(outcome.stdout.contains(set.body["password"].as_str().unwrap()), "{outcome}");
}

#[test]
fn what_was_made_up_is_shown_whatever_happens_to_the_output() {
    let emulator = Recorded::start();
    let sandbox = emulator.sandbox();
    let line = ["user", "set-temporary-password", "alice@example.com", "--generate", "--yes"];
    let set = |emulator: &Recorded| {
        let sent = emulator.take();
        let sent = sent.iter().find(|exchange| exchange.path.ends_with("/password/set/temporary")).unwrap();
        sent.request["password"].as_str().unwrap().to_owned()
    };
    for query in [
        ".password.x",
        ".password | tonumber",
        "error(.)",
        "def f: [f]; f",
        "def f: f; f",
        "reduce range(200000) as $i (.; [.])",
    ] {
        let outcome = sandbox.run(&[line.as_slice(), &["-q", query]].concat()).code(1);
        let password = set(&emulator);
        assert!(outcome.stdout.contains(&password), "{query}\n{outcome}");
        assert!(!outcome.stderr.contains(&password), "{query}\n{outcome}");
    }
    #[cfg(target_os = "linux")]
    {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let output = sandbox.command(&line).stdout(full).output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(stderr.contains(&set(&emulator)), "{stderr}");
        assert_eq!(output.status.code(), Some(1));
    }
    let outcome = sandbox.run(&[
        "user",
        "create",
        "x@example.com",
        "--email",
        "x@example.com",
        "-q",
        ".userId | .[0] | error(\"no\")",
    ]);
    assert_eq!(outcome.code, 1, "{outcome}");
    assert!(outcome.stdout.contains("\"userId\""), "{outcome}");
}

#[test]
fn a_new_provider_token_counts_as_a_change() {
    let emulator = Recorded::start();
    let sandbox = emulator.sandbox();
    let line = ["user", "provider-token", "alice@example.com", "--provider", "google", "--force-refresh"];
    let plan = sandbox.run(&[line.as_slice(), &["--dry-run", "-o", "json"]].concat()).success().json();
    assert_eq!(plan["requests"][0]["path"], "/v1/mgmt/user/provider/token");
    assert!(emulator.take().is_empty());
    sandbox.run(&line).success();
}

#[test]
fn a_user_id_is_sent_in_its_own_field_where_there_is_one() {
    let emulator = Recorded::start();
    let sandbox = emulator.sandbox();
    let alice = "U2ExampleAlice00000000000001";
    sandbox.run(&["user", "logout", alice, "--yes"]).success();
    sandbox.run(&["user", "delete", alice, "--yes", "--no-backup"]).success();
    let sent = emulator.take();
    for end in ["/user/logout", "/user/delete"] {
        let request = &sent.iter().find(|exchange| exchange.path.ends_with(end)).unwrap().request;
        assert_eq!(*request, serde_json::json!({ "userId": alice }), "{end}");
    }
    let paths: Vec<&str> = sent.iter().map(|exchange| exchange.path.as_str()).collect();
    let only = ["/v1/mgmt/user/logout", "/v1/mgmt/user", "/v1/mgmt/user/delete"];
    assert_eq!(paths, only, "only the deletion looks the user up, for the backup");
    sandbox.file("ids.txt", "U2ExampleBob0000000000000002\n");
    sandbox.run(&["user", "batch-run", "logout", "ids.txt", "--yes"]).success();
    let mut sent = emulator.take();
    sent.retain(|exchange| exchange.path.starts_with("/v1/"));
    assert_eq!(sent.len(), 1, "nobody is looked up");
    assert_eq!(sent[0].request, serde_json::json!({ "userId": "U2ExampleBob0000000000000002" }));
}

#[test]
fn a_user_id_does_not_say_which_of_several_login_ids_changes() {
    let emulator = Recorded::start();
    let sandbox = emulator.sandbox();
    for change in ["--remove", "robert"] {
        let outcome = sandbox
            .run(&["user", "update-login-id", "U2ExampleBob0000000000000002", change, "--yes"])
            .code(2);
        assert!(outcome.stderr.contains("`bob`, `bob@example.com`"), "{outcome}");
    }
    assert!(emulator.take().iter().all(|exchange| exchange.method == "GET"));
    sandbox.run(&["user", "update-login-id", "U2ExampleAlice00000000000001", "al@example.com"]).success();
}

#[test]
fn a_flag_that_has_no_effect_is_refused() {
    let emulator = Recorded::start();
    let sandbox = sandbox(&emulator);
    let job = job(&sandbox);
    let url = emulator.base_url();
    let flags = [
        ["--project-id", "P2example"],
        ["--base-url", url.as_str()],
        ["--confirm-project", "P2example"],
        ["--timeout", "7"],
        ["--rate", "50%"],
        ["--max-wait", "7"],
    ];
    let sends = ["user", "test-user", "jwt", "attribute", "tenant", "role", "api", "doctor"];
    for line in LINES {
        let line = line.replace("JOB", &job);
        let noun = line.split(' ').next().unwrap();
        for flag in flags {
            let words: Vec<&str> = line.split(' ').chain(flag).chain(["--dry-run"]).collect();
            let used = match words_of(&line).as_str() {
                "job resume" | "profile explain" => true,
                "limits" => ["--project-id", "--base-url", "--rate"].contains(&flag[0]),
                // The emulator's own project.
                command if command.starts_with("emulator") => flag[0] == "--project-id",
                "profile add" | "profile set" => !["--confirm-project", "--max-wait"].contains(&flag[0]),
                _ => sends.contains(&noun),
            };
            // One that is used is not run for each line: that it goes through is shown elsewhere.
            if !used {
                let outcome = sandbox.run(&words).code(2);
                assert!(
                    outcome.stderr.contains(&format!("`{}` has no effect here", flag[0]))
                        || outcome.stderr.contains("cannot be used multiple times"),
                    "{line} {flag:?} {outcome}"
                );
            }
        }
    }
    for flag in flags {
        let outcome = sandbox.run(&[["user", "load"].as_slice(), &["bob"], &flag].concat());
        assert!(!outcome.stderr.contains("has no effect"), "{outcome}");
    }
}
