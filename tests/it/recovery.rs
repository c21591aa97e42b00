//! Rows survive what happens to runs: kill -9 at any moment, cut connections, refusals. Each row is
//! executed exactly once, and the report balances.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    process::{Child, Stdio},
    time::{Duration, Instant},
};

use descopectl::emulator::{Database, Emulator, Faults, Options, RateLimits};
use serde_json::{Value, json};

use crate::support::{
    Sandbox,
    emulator::{KEY, served},
};

/// An emulator on a socket of its own, whose faults and limits are real on the wire.
struct Server {
    emulator: Emulator,
    sandbox: Sandbox,
    _runtime: tokio::runtime::Runtime,
}

impl Server {
    fn start(configure: impl FnOnce(&mut Options)) -> Self {
        let mut options = Options::new(Database::Memory, KEY.to_owned());
        configure(&mut options);
        let emulator = Emulator::open(options).unwrap();
        let (sandbox, runtime) = served(&emulator);
        Self { emulator, sandbox, _runtime: runtime }
    }

    fn faults(&self, rules: &str, seed: u64) {
        self.emulator.set_faults(Faults::parse(rules, seed).unwrap());
    }

    fn no_faults(&self) {
        self.emulator.set_faults(Faults::default());
    }

    fn spawn(&self, arguments: &[&str]) -> Child {
        self.sandbox
            .command(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    }

    /// Waits until the first rows have arrived, so that what comes next comes in the middle of a run.
    fn wait_for_users(&self) {
        let started = Instant::now();
        while self.emulator.status().unwrap()["counts"]["users"] == json!(0) {
            assert!(started.elapsed() < Duration::from_secs(60), "no row arrives");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// All users by their first login ID.
    fn users(&self) -> BTreeMap<String, Value> {
        let users = self.sandbox.run(&["--rate", "off", "user", "search", "--all", "-o", "jsonl"]).success();
        let mut found = BTreeMap::new();
        for line in users.stdout.lines() {
            let user: Value = serde_json::from_str(line).unwrap();
            let name = user["loginIds"][0].as_str().unwrap().to_owned();
            assert!(found.insert(name, user).is_none(), "a user stands twice");
        }
        found
    }
}

/// Numbers that look random and are the same in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

const FAULTS: &str =
    "POST /v1/mgmt/user/create/batch: cut-after-commit 8%, cut-before-commit 8%, 429 2%, 503 5%, latency 1ms..15ms
PATCH /v1/mgmt/user/patch/batch: cut-after-commit 8%, cut-before-commit 8%, 429 2%, 503 5%, latency 1ms..15ms
POST /v1/mgmt/user/delete/batch: cut-after-commit 8%, cut-before-commit 8%, 429 2%, 503 5%, latency 1ms..15ms";

/// Runs a command again and again, killed at a random moment each time, until it ends by itself.
fn run_with_kills(server: &Server, arguments: &[&str], random: &mut Random) {
    for _ in 0..4 {
        let mut child = server.spawn(arguments);
        std::thread::sleep(Duration::from_millis(5 + random.below(120)));
        let _ = child.kill();
        if child.wait().unwrap().success() {
            return;
        }
    }
    for _ in 0..20 {
        let outcome = server.sandbox.run(&[arguments, &["-o", "json"]].concat());
        let totals = outcome.json();
        let sum = ["created", "updated", "deleted", "skipped", "failed", "notAttempted"];
        let sum: u64 = sum.iter().map(|name| totals[*name].as_u64().unwrap()).sum();
        assert_eq!(totals["read"], json!(sum), "{outcome}");
        if outcome.code == 0 {
            return;
        }
    }
    panic!("the job does not come to an end: {}", server.sandbox.run(arguments));
}

fn rows(count: usize, text: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |mut rows, number| {
        let _ = writeln!(rows, "{}", text(number));
        rows
    })
}

#[test]
fn killed_and_cut_runs_carry_each_row_out_exactly_once() {
    // The program is stopped and waits a good part of the time.
    std::thread::scope(|scope| {
        for half in 0..2 {
            scope.spawn(move || (half..50).step_by(2).for_each(killed_and_cut));
        }
    });
}

fn killed_and_cut(seed: u64) {
    const ROWS: usize = 400;
    let server = Server::start(|_| ());
    let mut random = Random(seed);
    server.faults(FAULTS, seed);
    let create =
        rows(ROWS, |n| format!(r#"{{"loginId":"user{n}","email":"user{n}@example.com","name":"before"}}"#));
    server.sandbox.file("create.jsonl", create);
    run_with_kills(&server, &["--rate", "off", "user", "batch-create", "create.jsonl"], &mut random);
    server.no_faults();
    assert_eq!(server.users().len(), ROWS, "seed {seed}");

    server.faults(FAULTS, seed + 1000);
    let patch = rows(ROWS, |n| format!(r#"{{"loginId":"user{n}","name":"after {n}"}}"#));
    server.sandbox.file("patch.jsonl", patch);
    run_with_kills(&server, &["--rate", "off", "user", "batch-patch", "patch.jsonl"], &mut random);
    server.no_faults();
    for (name, user) in server.users() {
        let number = name.trim_start_matches("user");
        assert_eq!(user["name"], json!(format!("after {number}")), "seed {seed}");
    }

    server.faults(FAULTS, seed + 2000);
    server.sandbox.file("delete.txt", rows(ROWS / 2, |n| format!("user{n}")));
    let delete =
        ["--rate", "off", "user", "batch-delete", "delete.txt", "--expect", "200", "--backup", "gone.jsonl"];
    run_with_kills(&server, &delete, &mut random);
    server.no_faults();
    let left = server.users();
    assert_eq!(left.len(), ROWS / 2, "seed {seed}");
    assert!((ROWS / 2..ROWS).all(|n| left.contains_key(&format!("user{n}"))), "seed {seed}");
    let saved = std::fs::read_to_string(server.sandbox.path("gone.jsonl")).unwrap();
    let saved: std::collections::BTreeSet<String> = saved
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .map(|user| user["loginIds"][0].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(saved.len(), ROWS / 2, "seed {seed}: every deleted record is saved");
}

#[test]
fn two_processes_stay_under_the_limit_together() {
    let window = Duration::from_secs(2);
    let server = Server::start(|options| {
        options.rate_limits = Some(RateLimits { window, scale: 0.2 });
    });
    for part in ["a", "b"] {
        let text = rows(1_500, |n| format!(r#"{{"loginId":"{part}{n}","email":"{part}{n}@example.com"}}"#));
        server.sandbox.file(&format!("{part}.jsonl"), text);
    }
    let run = |file: &str| {
        let mut command =
            server.sandbox.command(&["--rate", "20%", "-v", "user", "batch-create", file, "-o", "json"]);
        command
            .env("DESCOPECTL_RATE_WINDOW", "2")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command.spawn().unwrap()
    };
    let children = ["a.jsonl", "b.jsonl"].map(run);
    for child in children {
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{stderr}");
        assert!(!stderr.contains("HTTP 429") && !stderr.contains("rate limit reached"), "{stderr}");
        let totals: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(totals["created"], json!(1_500));
    }
}

/// A log says what has come out, how long the run waits for the limit, and when it ends by what that allows.
#[test]
fn a_wait_for_the_limit_is_said_in_a_log() {
    let server = Server::start(|_| ());
    server
        .sandbox
        .file("a.jsonl", rows(300, |n| format!(r#"{{"loginId":"a{n}","email":"a{n}@example.com"}}"#)));
    let mut command = server.sandbox.command(&["--rate", "1%", "user", "batch-create", "a.jsonl"]);
    command.env("DESCOPECTL_RATE_WINDOW", "3").stdin(Stdio::null());
    let output = command.output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{stderr}");
    // A reply may be there before the next request waits, or not.
    for (rows, left) in [
        (r"(0 of 300 rows|100 of 300 rows; 100 created; 33 a second)", "[56]"),
        (r"\d00 of 300 rows; \d00 created; 33 a second", "[23]"),
    ] {
        let form = format!(r"note: {rows}; waits [23]s for the limit; {left}s left, until \d\d:\d\d:\d\d\n");
        assert!(regex::Regex::new(&form).unwrap().is_match(&stderr), "{form}: {stderr}");
    }
    // Rows that state when their users were created are looked up one by one before they are sent.
    let stated = |n| format!(r#"{{"loginId":"b{n}","email":"b{n}@example.com","createdTime":1600000000}}"#);
    server.sandbox.file("b.jsonl", rows(12, stated));
    let mut command = server.sandbox.command(&["--rate", "1%", "user", "batch-create", "b.jsonl"]);
    let output = command.env("DESCOPECTL_RATE_WINDOW", "2").stdin(Stdio::null()).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    let form =
        r"note: 0 of 12 rows; 5 looked up;( \d+ a second;)? waits [12]s for the limit; [34]s left, until ";
    assert!(regex::Regex::new(form).unwrap().is_match(&stderr), "{stderr}");
}

/// Commands that gather users page by page say how far they are, and what they wait for.
#[test]
fn gathering_users_says_how_far_it_is() {
    let server = Server::start(|_| ());
    server
        .sandbox
        .file("a.jsonl", rows(250, |n| format!(r#"{{"loginId":"a{n}","email":"a{n}@example.com"}}"#)));
    server.sandbox.run(&["--rate", "off", "user", "batch-create", "a.jsonl"]).success();
    let commands = [
        &["user", "export", "all.jsonl"][..],
        &["user", "search", "--all", "-o", "jsonl"],
        &[
            "user",
            "batch-delete",
            "--where",
            "status=invited",
            "--yes",
            "--expect",
            "250",
            "--backup",
            "gone.jsonl",
        ],
    ];
    let form = regex::Regex::new(
        r#"(note: |"message":")\d+ of 250 users; (100 a second; )?waits [12]s for the limit; [1-6]s left, until "#,
    );
    let form = form.unwrap();
    for words in commands {
        let arguments = [&["--rate", "1%"], words].concat();
        let mut command = server.sandbox.command(&arguments);
        command.env("DESCOPECTL_RATE_WINDOW", "2").stdin(Stdio::null());
        let output = command.output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{words:?}: {stderr}");
        assert!(form.is_match(&stderr), "{words:?}: {stderr}");
    }
}

#[test]
fn a_changed_input_is_refused_and_the_original_goes_on() {
    let server = Server::start(|_| ());
    let original = rows(300, |n| format!(r#"{{"loginId":"user{n}","email":"user{n}@example.com"}}"#));
    server.sandbox.file("users.jsonl", &original);
    server.faults("POST /v1/mgmt/user/create/batch: latency 300ms", 1);
    let command = ["--rate", "off", "user", "batch-create", "users.jsonl", "--in-flight", "1"];
    let mut child = server.spawn(&command);
    server.wait_for_users();
    child.kill().unwrap();
    child.wait().unwrap();
    server.no_faults();
    server.sandbox.file("users.jsonl", original.replace("user7@", "user07@"));
    let refused = server.sandbox.run(&command).code(2);
    assert!(refused.stderr.contains("is not what it was when job"), "{refused}");
    server.sandbox.file("users.jsonl", &original);
    let resumed = server.sandbox.run(&command).success();
    assert!(resumed.stderr.contains("resuming job"), "{resumed}");
    assert_eq!(server.users().len(), 300);
}

#[test]
fn interrupted_runs_say_how_to_go_on() {
    let server = Server::start(|_| ());
    server.sandbox.file(
        "users.jsonl",
        rows(2_000, |n| format!(r#"{{"loginId":"user{n}","email":"u{n}@example.com"}}"#)),
    );
    server.faults("POST /v1/mgmt/user/create/batch: latency 60ms", 1);
    let arguments =
        ["--rate", "off", "user", "batch-create", "users.jsonl", "--in-flight", "2", "-o", "json"];
    let mut command = server.sandbox.command(&arguments);
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    server.wait_for_users();
    std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(130), "{stderr}");
    assert!(stderr.contains("run the same command again"), "{stderr}");
    assert!(stderr.contains("descopectl job resume "), "{stderr}");
    let totals: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(totals["read"], json!(2_000));
    let created = totals["created"].as_u64().unwrap();
    assert!(created > 0 && created < 2_000, "{totals}");
    server.no_faults();
    assert_eq!(server.users().len() as u64, created);
    server.sandbox.run(&arguments).success();
    assert_eq!(server.users().len(), 2_000);
}

/// Who does not want to wait gets the whole account all the same.
#[test]
fn a_second_interrupt_stops_at_once_and_the_totals_balance() {
    let server = Server::start(|_| ());
    server.sandbox.file(
        "users.jsonl",
        rows(1_200, |n| format!(r#"{{"loginId":"user{n}","email":"u{n}@example.com"}}"#)),
    );
    server.faults("POST /v1/mgmt/user/create/batch: latency 100ms", 1);
    let arguments =
        ["--rate", "off", "user", "batch-create", "users.jsonl", "--in-flight", "4", "-o", "json"];
    let arguments = [&arguments[..], &["--report", "report.jsonl"]].concat();
    let mut command = server.sandbox.command(&arguments);
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    server.wait_for_users();
    // What is in flight from here on takes longer than anybody waits.
    server.faults("POST /v1/mgmt/user/create/batch: latency 300s", 1);
    // Requests before that are answered by then.
    std::thread::sleep(Duration::from_secs(1));
    let started = Instant::now();
    while child.try_wait().unwrap().is_none() {
        assert!(started.elapsed() < Duration::from_secs(60), "it does not stop");
        std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
        std::thread::sleep(Duration::from_millis(200));
    }
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130));
    let totals: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(totals["read"], json!(1_200), "{totals}");
    let sum = totals["created"].as_u64().unwrap() + totals["notAttempted"].as_u64().unwrap();
    assert_eq!(sum, 1_200, "{totals}");
    // Rows that were sent are told from those that were not.
    let report = std::fs::read_to_string(server.sandbox.path("report.jsonl")).unwrap();
    let in_doubt = report.lines().filter(|line| line.contains("it may have been done")).count();
    assert!((1..=400).contains(&in_doubt), "{in_doubt}");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(stderr.contains(&format!("includes {in_doubt} rows sent without an answer")), "{stderr}");
    server.no_faults();
    server.sandbox.run(&arguments).success();
    assert_eq!(server.users().len(), 1_200);
}

/// A request that was not executed is not taken for done because somebody else has the name.
#[test]
fn a_cut_rename_to_a_name_that_is_taken_fails() {
    let server = Server::start(|_| ());
    let sandbox = &server.sandbox;
    sandbox.file("users.csv", "loginId,email\nold,old@example.com\ntaken,taken@example.com\n");
    sandbox.run(&["user", "batch-create", "users.csv"]).success();
    server.faults("POST /v1/mgmt/user/update/loginid: cut-before-commit every 2", 1);
    sandbox.file("names.csv", "loginId,newLoginId\nold,taken\n");
    let arguments = ["user", "batch-run", "update-login-id", "names.csv", "-o", "json"];
    let outcome = sandbox.run(&arguments).code(3);
    assert_eq!(outcome.json()["failed"], json!(1), "{outcome}");
    assert!(outcome.stderr.contains("taken"), "{outcome}");
}

/// Where the login ID is the address, a repeat would find nobody.
#[test]
fn cut_changes_of_an_address_that_is_the_login_id_are_done_once() {
    let server = Server::start(|_| ());
    let sandbox = &server.sandbox;
    let old = rows(20, |n| format!("u{n}@example.com,u{n}@example.com"));
    sandbox.file("users.csv", format!("loginId,email\n{old}"));
    sandbox.run(&["user", "batch-create", "users.csv"]).success();
    server.faults(
        "POST /v1/mgmt/user/update/email: cut-after-commit 40%
PATCH /v1/mgmt/user/patch/batch: cut-after-commit every 2",
        3,
    );
    let new = rows(20, |n| format!("u{n}@example.com,v{n}@example.com"));
    sandbox.file("new.csv", format!("loginId,email\n{new}"));
    let run = ["--rate", "off", "user", "batch-run", "update-email", "new.csv", "-o", "json"];
    assert_eq!(sandbox.run(&run).success().json()["updated"], json!(20));
    let newer = rows(20, |n| format!("v{n}@example.com,w{n}@example.com"));
    sandbox.file("newer.csv", format!("loginId,email\n{newer}"));
    for _ in 0..2 {
        let patch = ["--rate", "off", "user", "batch-patch", "newer.csv", "--restart", "-o", "json"];
        let _ = sandbox.run(&patch);
    }
    server.no_faults();
    let users = server.users();
    assert!((0..20).all(|n| users[&format!("w{n}@example.com")]["email"] == format!("w{n}@example.com")));
}

#[test]
fn deadlines_and_failure_bounds_end_a_run_early() {
    let server = Server::start(|_| ());
    server.sandbox.file(
        "users.jsonl",
        rows(1_000, |n| format!(r#"{{"loginId":"user{n}","email":"u{n}@example.com"}}"#)),
    );
    server.faults("POST /v1/mgmt/user/create/batch: latency 400ms", 1);
    let arguments =
        ["--rate", "off", "user", "batch-create", "users.jsonl", "--in-flight", "1", "--deadline", "1s"];
    let outcome = server.sandbox.run(&arguments).code(3);
    assert!(outcome.stderr.contains("the deadline has passed"), "{outcome}");
    server.no_faults();
    server.sandbox.file(
        "bad.jsonl",
        rows(1_000, |n| {
            format!(r#"{{"loginId":"bad{n}","email":"b{n}@example.com","roleNames":["nosuch"]}}"#)
        }),
    );
    let arguments = [
        "--rate",
        "off",
        "user",
        "batch-create",
        "bad.jsonl",
        "--in-flight",
        "1",
        "--max-failures",
        "150",
        "-o",
        "json",
    ];
    let outcome = server.sandbox.run(&arguments).code(3);
    assert_eq!(outcome.json()["failed"], json!(200), "{outcome}");
    assert_eq!(outcome.json()["notAttempted"], json!(800), "{outcome}");
}

/// A cut request leaves its rows in doubt. Who is found then may have been there all along.
#[test]
fn users_who_are_older_than_the_job_are_not_counted_as_created() {
    let server = Server::start(|_| ());
    let sandbox = &server.sandbox;
    sandbox.file("old.csv", "loginId,email,createdTime\nold,old@example.com,1500000000\n");
    sandbox.run(&["user", "batch-create", "old.csv"]).success();
    server.faults("POST /v1/mgmt/user/create/batch: cut-after-commit", 1);
    sandbox.file("all.csv", "loginId,email\nold,old@example.com\nnew,new@example.com\n");
    let totals = sandbox.run(&["user", "batch-create", "all.csv", "-o", "json"]).success().json();
    assert_eq!((&totals["created"], &totals["skipped"]), (&json!(1), &json!(1)));
}

/// Rows of single operations that were cut are sent again, or looked up where a repeat would do harm.
#[test]
fn cut_rows_of_single_operations_take_effect_once() {
    let server = Server::start(|_| ());
    let sandbox = &server.sandbox;
    sandbox.file("users.jsonl", rows(40, |n| format!(r#"{{"loginId":"u{n}","email":"u{n}@example.com"}}"#)));
    sandbox.run(&["--rate", "off", "user", "batch-create", "users.jsonl"]).success();
    server.faults(
        "POST /v1/mgmt/user/update/loginid: cut-after-commit 30%, cut-before-commit 10%
POST /v1/mgmt/user/update/status: cut-after-commit 30%, 503 10%",
        7,
    );
    sandbox.file("names.csv", format!("loginId,newLoginId\n{}", rows(40, |n| format!("u{n},v{n}"))));
    let run = |arguments: &[&str]| {
        let arguments =
            [&["--rate", "off", "user", "batch-run"], arguments, &["-o", "json", "--expect", "40"]].concat();
        assert_eq!(sandbox.run(&arguments).success().json()["updated"], json!(40));
    };
    run(&["update-login-id", "names.csv"]);
    sandbox.file("new.txt", rows(40, |n| format!("v{n}")));
    run(&["update-status", "new.txt", "--set", "status=disabled"]);
    server.no_faults();
    let users = server.users();
    assert!((0..40).all(|n| users[&format!("v{n}")]["status"] == "disabled"));
}

#[test]
fn existing_users_are_skipped_failed_or_updated() {
    let server = Server::start(|_| ());
    let sandbox = &server.sandbox;
    sandbox.file("users.csv", "loginId,email,name\nann,ann@example.com,Ann\nben,ben@example.com,Ben\n");
    sandbox.run(&["user", "batch-create", "users.csv"]).success();
    let counts = |arguments: &[&str], code: i32| {
        let all = [&["user", "batch-create"], arguments, &["-o", "json"]].concat();
        let totals = sandbox.run(&all).code(code).json();
        ["created", "updated", "skipped", "failed"].map(|name| totals[name].as_u64().unwrap())
    };
    sandbox.file(
        "again.csv",
        "loginId,email,name\nann,ann@example.com,Anna\nben,ben@example.com,Ben\ncid,cid@example.com,Cid\n",
    );
    assert_eq!(counts(&["again.csv", "--on-exists", "fail", "--report", "report.jsonl"], 3), [1, 0, 0, 2]);
    assert_eq!(counts(&["again.csv", "--on-exists", "update", "--restart"], 0), [0, 1, 2, 0]);
    assert_eq!(sandbox.json(&["user", "load", "ann"])["name"], json!("Anna"));
    assert_eq!(counts(&["again.csv"], 0), [0, 0, 3, 0]);
}
