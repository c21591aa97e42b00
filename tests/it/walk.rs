//! Every command, each in a home of its own: what holds for all of them.

use std::{
    collections::BTreeSet,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::Command,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use descopectl::{cli, ui::Prompting};

use crate::{
    every_command::{LINES, job, prepared},
    safety::on_a_terminal,
    support::Sandbox,
};

/// Lines that may fail for what the data holds, whatever flags they have.
const FAILS: &[&str] = &[
    "test-user otp",
    "test-user magic-link",
    "test-user enchanted-link",
    "jwt update",
    "jwt impersonate",
    "jwt stop-impersonation",
    "job resume",
    "limits --unblock",
    "emulator seed",
    "attribute delete-family",
];

/// What these print is a text.
const TEXTS: &[&str] = &["source show"];

/// Commands that are made from the command tree alone; what they print has tests of its own.
const BUILT_IN: &[&str] = &["completions", "man", "help", "version"];

/// Commands with `--yes` in their line that ask nothing when they are about one user: their own words say what
/// they take.
const NEVER_ASK: &[&str] = &[
    "user update-status",
    "user disable",
    "user remove-tenant",
    "user remove-role",
    "user remove-app",
    "user remove-family",
    // The fields of the line, and the users of these files, have nothing to lose that is asked for.
    "user patch",
    "user batch-patch",
    "user batch-run disable",
    "user restore",
];

fn is_one_of(line: &str, list: &[&str]) -> bool {
    list.iter().any(|start| line.starts_with(start))
}

/// Runs a check for each line but that of the server, which does not end.
fn walk(first: &Sandbox, check: impl Fn(&Sandbox, &str) + Sync) {
    let job = job(first);
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while let Some(line) = LINES.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if !line.starts_with("emulator start") {
                        check(&first.copied(), &line.replace("JOB", &job));
                    }
                }
            });
        }
    });
}

fn home() -> Sandbox {
    prepared(Sandbox::seeded())
}

fn words<'l>(line: &'l str, more: &[&'l str]) -> Vec<&'l str> {
    line.split(' ').chain(more.iter().copied()).collect()
}

#[test]
fn a_document_is_printed_where_one_is_asked_for() {
    walk(&home(), |sandbox, line| {
        if is_one_of(line, TEXTS) || is_one_of(line, BUILT_IN) {
            return;
        }
        let outcome = sandbox.run(&words(line, &["-o", "json"]));
        if outcome.code == 0 {
            outcome.json();
        } else {
            assert!(is_one_of(line, FAILS), "{line}\n{outcome}");
            assert_eq!(outcome.error()["exitCode"], outcome.code, "{line}\n{outcome}");
        }
    });
}

#[test]
fn a_query_works_or_is_refused() {
    walk(&home(), |sandbox, line| {
        if is_one_of(line, BUILT_IN) {
            return;
        }
        let outcome = sandbox.run(&words(line, &["-q", "[1, 2]", "-o", "jsonl"]));
        match outcome.code {
            0 => assert_eq!(outcome.stdout, "[1,2]\n", "{line}\n{outcome}"),
            2 if is_one_of(line, TEXTS) => {
                assert!(outcome.stderr.contains("has no effect here"), "{line}\n{outcome}");
            }
            _ => assert!(is_one_of(line, FAILS), "{line}\n{outcome}"),
        }
    });
}

#[test]
fn yes_and_no_input_go_together_on_either_side_and_nothing_is_asked_then() {
    for line in LINES {
        let bare: Vec<&str> = line.split(' ').filter(|word| *word != "--yes").collect();
        for (before, after) in [
            (&["--no-input"][..], &["--yes"][..]),
            (&["--yes"], &["--no-input"]),
            (&["--no-input", "--yes"], &[]),
            (&[], &["--yes", "--no-input"]),
        ] {
            let all = [&["descopectl"], before, &bare, after].concat();
            let parsed = cli::parse(&all).unwrap();
            assert_eq!(parsed.globals.prompting(), Prompting::AssumeYesElseRefuse, "{all:?}");
        }
        let all = [&["descopectl", "--quiet"], bare.as_slice(), &["-v"]].concat();
        assert!(cli::parse(&all).is_err(), "{all:?}");
    }
    walk(&home(), |sandbox, line| {
        let line = line.replace(" --generate", "").replace(" --yes", "");
        let (shown, _) = on_a_terminal(sandbox, &words(&line, &["--no-input"]), "");
        let is_text = is_one_of(&line, TEXTS);
        let asks =
            !is_text && ["[y/N]", "(type ", "assword: "].iter().any(|question| shown.contains(question));
        assert!(!asks, "{line}\n{shown}");
    });
}

#[test]
fn a_question_says_who_and_where() {
    let asked = Mutex::new(0);
    walk(&home(), |sandbox, line| {
        let Some((before, after)) = line.split_once(" --yes") else { return };
        let line = format!("{before}{after}");
        if is_one_of(&line, NEVER_ASK) {
            return;
        }
        let (shown, code) = on_a_terminal(sandbox, &words(&line, &[]), "n\n");
        assert!(shown.contains("[y/N]"), "{line} asks nothing\n{shown}");
        assert_eq!(code, 1, "{line}\n{shown}");
        let places = ["profile `local`", "database `there.db`", "profile `prod` of project P2abc"];
        assert!(places.iter().any(|place| shown.contains(place)), "{line} does not say where\n{shown}");
        for (named, person) in [
            ("alice@example.com", "Alice Example (alice@example.com, U2ExampleAlice00000000000001)"),
            ("bob", "Bob Example (bob, U2ExampleBob0000000000000002)"),
            ("leavers.txt", "Bob Example (bob, U2ExampleBob0000000000000002)"),
            ("beta", "`beta`"),
            ("globex", "`globex`"),
            ("delete viewer", "`viewer`"),
        ] {
            if line.contains(named) {
                assert!(shown.contains(person), "{line} does not say whom\n{shown}");
            }
        }
        *asked.lock().unwrap() += 1;
    });
    assert!(*asked.lock().unwrap() > 20);
}

/// All files and folders below a folder.
fn entries(folder: &Path, found: &mut BTreeSet<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            entries(&path, found);
        }
        found.insert(path);
    }
}

#[test]
fn new_files_are_private_and_verbose_output_shows_nothing_personal() {
    let (made, traced) = (AtomicUsize::new(0), AtomicUsize::new(0));
    walk(&home(), |sandbox, line| {
        let mut before = BTreeSet::new();
        entries(&sandbox.path(""), &mut before);
        let command = sandbox.command(&words(line, &["-vv"]));
        let mut shell = Command::new("sh");
        shell.args(["-c", "umask 000; exec \"$0\" \"$@\""]).arg(command.get_program());
        shell.args(command.get_args()).env_clear().current_dir(sandbox.path(""));
        shell.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
        let output = shell.stdin(std::process::Stdio::null()).output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        for said in stderr.lines().filter(|said| said.starts_with("> ")) {
            traced.fetch_add(1, Ordering::Relaxed);
            // What was typed is no secret; what comes from the server may be.
            let typed = line.split(' ').any(|word| word == "Al" || word.contains('@'));
            for personal in ["Alice Example", "Bob Example", "+15550100001", "bob@example.com", "Robert"] {
                assert!(!said.contains(personal) || (typed && said.starts_with("> sent")), "{line}\n{said}");
            }
        }
        let mut after = BTreeSet::new();
        entries(&sandbox.path(""), &mut after);
        for path in after.difference(&before) {
            let mode = path.metadata().unwrap().permissions().mode() & 0o777;
            let expected = if path.is_dir() { 0o700 } else { 0o600 };
            assert_eq!(mode, expected, "{line} makes {} open to others", path.display());
            made.fetch_add(1, Ordering::Relaxed);
        }
    });
    let (made, traced) = (made.into_inner(), traced.into_inner());
    assert!(made >= 15 && traced > 100, "{made} files, {traced} lines");
}

#[test]
fn no_command_sends_what_a_terminal_obeys() {
    let first = home().with("NO_COLOR", "1");
    let odd = "al\u{1b}[31mice\u{9b}31m\u{202e}x";
    // No file and no flag takes such names, but another client may have given them.
    for user in ["alice@example.com", "bob"] {
        let attributes = serde_json::json!({ "plan": odd });
        let body = serde_json::json!({
            "loginId": user, "name": odd, "givenName": odd, "customAttributes": attributes,
        });
        let body = body.to_string().replace('\u{9b}', "\\u009b");
        first.run(&["api", "PATCH", "/v1/mgmt/user/patch", "-d", &body, "--yes"]).success();
    }
    let spelled_out = AtomicUsize::new(0);
    for format in ["table", "csv", "yaml"] {
        walk(&first, |sandbox, line| {
            if is_one_of(line, TEXTS) || is_one_of(line, BUILT_IN) {
                return;
            }
            let (shown, _) = on_a_terminal(sandbox, &words(line, &["-o", format]), "");
            let obeyed = ["\u{1b}[31m", "\u{9b}", "\u{202e}"].iter().any(|text| shown.contains(text));
            assert!(!obeyed, "{line}\n{shown:?}");
            spelled_out.fetch_add(usize::from(shown.contains("[31mice")), Ordering::Relaxed);
        });
    }
    let spelled_out = spelled_out.into_inner();
    assert!(spelled_out > 20, "{spelled_out}");
}
