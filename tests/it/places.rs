//! Whatever a flag or an argument names as a file: a pipe that nobody is at, a device without an end and a folder end
//! the command with an error. None is waited for without an end, and nothing was changed by then.

use std::{process::Command, time::Duration};

use descopectl::cli;

use crate::{every_command::prepared, support::Sandbox};

/// A line for each argument that is a file; it would go through with a good one in the place of `PLACE`.
const READ: &[&str] = &[
    "user create --file PLACE",
    "user patch bob --file PLACE",
    "user create dora --email dora@example.com --password-file PLACE",
    "user create dora --email dora@example.com --hashed-password-file PLACE",
    "user invite dora --email dora@example.com --password-file PLACE",
    "user invite dora --email dora@example.com --hashed-password-file PLACE",
    "user batch-create PLACE",
    "user batch-create users.csv --hash-config PLACE",
    "user batch-create auth0.json --from auth0 --join PLACE",
    "user batch-create users.csv --transform PLACE",
    "user batch-invite PLACE",
    "user batch-invite users.csv --hash-config PLACE",
    "user batch-invite auth0.json --from auth0 --join PLACE",
    "user batch-invite users.csv --transform PLACE",
    "user batch-patch PLACE",
    "user batch-patch changes.csv --hash-config PLACE",
    "user batch-patch changes.csv --transform PLACE",
    "user batch-delete PLACE --yes",
    "user import PLACE --from auth0 --yes",
    "user import auth0.json --from auth0 --hashes PLACE --yes",
    "user set-active-password bob --password-file PLACE --yes",
    "user set-temporary-password bob --password-file PLACE --yes",
    "user import-passkeys alice@example.com PLACE",
    "user batch-run disable PLACE --yes",
    "user batch-run disable leavers.txt --hash-config PLACE --yes",
    "user restore PLACE --yes",
    "test-user create dora --email dora@example.com --password-file PLACE",
    "test-user create dora --email dora@example.com --hashed-password-file PLACE",
    "jwt update --claim a=b --jwt-file PLACE",
    "jwt stop-impersonation --jwt-file PLACE",
    "jwt sign-in alice@example.com --jwt-file PLACE",
    "profile add staging --project-id P2abc --key-file PLACE",
    "profile add staging --project-id P2abc --key-env KEY --ca-bundle PLACE",
    "profile set prod --key-file PLACE",
    "profile set prod --ca-bundle PLACE",
    "emulator start --listen 127.0.0.1:0 --db :memory: --key-file PLACE",
    "emulator start --listen 127.0.0.1:0 --db PLACE",
    "emulator seed PLACE --db there.db",
    "emulator seed seed.json --db PLACE",
    "emulator reset --db PLACE --yes",
    "emulator status --db PLACE",
    "api POST /v1/mgmt/user/update/name -d @PLACE --yes",
    "user search --config PLACE",
];

/// The same for what is written.
const WRITTEN: &[&str] = &[
    "user batch-create users.csv --id-map PLACE",
    "user batch-create users.csv --report PLACE",
    "user batch-create users.csv --failures PLACE",
    "user batch-create users.csv --junit PLACE",
    "user batch-invite users.csv --id-map PLACE",
    "user batch-invite users.csv --report PLACE",
    "user batch-invite users.csv --failures PLACE",
    "user batch-invite users.csv --junit PLACE",
    "user batch-patch changes.csv --report PLACE",
    "user batch-patch changes.csv --failures PLACE",
    "user batch-patch changes.csv --junit PLACE",
    "user delete bob --backup PLACE --yes",
    "user batch-delete leavers.txt --backup PLACE --yes",
    "user batch-delete leavers.txt --report PLACE --yes",
    "user batch-delete leavers.txt --failures PLACE --yes",
    "user batch-delete leavers.txt --junit PLACE --yes",
    "user batch-run disable leavers.txt --report PLACE --yes",
    "user batch-run disable leavers.txt --failures PLACE --yes",
    "user batch-run disable leavers.txt --junit PLACE --yes",
    "user export PLACE --yes",
    "user restore deleted.jsonl --report PLACE",
    "user restore deleted.jsonl --failures PLACE",
    "user restore deleted.jsonl --junit PLACE",
    "test-user delete-all --backup PLACE --yes",
    "emulator start --listen 127.0.0.1:0 --db :memory: --env-file PLACE",
    "emulator start --listen 127.0.0.1:0 --db :memory: --request-log PLACE",
    "man --dir PLACE",
];

/// What the argument of a line is: its flag, or none.
fn argument_of(line: &str) -> (Option<&str>, String) {
    let words: Vec<&str> = line.split(' ').collect();
    let place = words.iter().position(|word| word.ends_with("PLACE")).unwrap();
    let flag = words[place - 1].strip_prefix("--");
    let noun_and_verb = if ["man", "api"].contains(&words[0]) { 1 } else { 2 };
    (flag, words[..noun_and_verb].join(" "))
}

fn paths_of(command: &clap::Command, path: &str, found: &mut Vec<(Option<String>, String)>) {
    let of_paths = clap::value_parser!(std::path::PathBuf).type_id();
    for argument in command.get_arguments() {
        let is_global = argument.get_id() == "config";
        if argument.get_value_parser().type_id() == of_paths && !is_global {
            found.push((argument.get_long().map(str::to_owned), path.to_owned()));
        }
    }
    for below in command.get_subcommands() {
        paths_of(below, format!("{path} {}", below.get_name()).trim_start(), found);
    }
}

#[test]
fn every_argument_that_is_a_file_has_a_line() {
    let mut tree = cli::command();
    tree.build();
    let mut all = Vec::new();
    paths_of(&tree, "", &mut all);
    assert!(all.len() > 50, "{}", all.len());
    let known: Vec<_> = READ.iter().chain(WRITTEN).map(|line| argument_of(line)).collect();
    for (flag, command) in &all {
        let is_known = known.iter().any(|(known, of)| *known == flag.as_deref() && of == command);
        assert!(is_known, "`{command}` {flag:?} has no line");
    }
}

/// Runs each line with a place of its own, all at once: most of the time is waiting.
fn run_all(lines: &[&str], place: impl Fn(&Sandbox, usize) -> String + Sync) -> Vec<(String, String)> {
    let home = prepared(Sandbox::seeded());
    let users = |sandbox: &Sandbox| sandbox.run(&["user", "search", "--all", "-o", "ids"]).success().stdout;
    let before = users(&home);
    let run = |number: usize, line: &str| {
        let sandbox = home.copied();
        let line = line.replace("PLACE", &place(&sandbox, number));
        let outcome = sandbox.run_within(Duration::from_secs(90), &line.split(' ').collect::<Vec<_>>());
        let outcome = outcome.unwrap_or_else(|| panic!("{line} does not end"));
        assert!(users(&sandbox) == before, "{line} changed users\n{outcome}");
        assert!(outcome.code > 0, "{line} {outcome}");
        (line, outcome.stderr)
    };
    std::thread::scope(|scope| {
        let running: Vec<_> =
            lines.iter().enumerate().map(|(number, line)| scope.spawn(move || run(number, line))).collect();
        running.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

#[test]
fn a_pipe_that_nobody_is_at_is_given_up() {
    let all: Vec<&str> = READ.iter().chain(WRITTEN).copied().collect();
    let pipes = run_all(&all, |sandbox, number| {
        let name = format!("pipe{number}.jq");
        assert!(Command::new("mkfifo").arg(sandbox.path(&name)).status().unwrap().success());
        name
    });
    for (line, said) in pipes {
        assert!(said.contains("error: ") && !said.contains("panicked"), "{line} {said}");
    }
}

#[test]
fn a_device_and_a_folder_are_no_file() {
    let all = || READ.iter().chain(WRITTEN).copied();
    run_all(READ, |_, _| "/dev/zero".to_owned());
    // A dot is a jq program, and a folder is what `man` wants.
    let of_files = |line: &&str| !line.contains("--transform") && !line.starts_with("man ");
    run_all(&all().filter(of_files).collect::<Vec<_>>(), |_, _| ".".to_owned());
    // What keeps records must keep them.
    let kept: Vec<&str> = all().filter(|line| line.contains("--backup")).collect();
    for (line, said) in run_all(&kept, |_, _| "/dev/null".to_owned()) {
        assert!(said.contains("nothing was deleted"), "{line} {said}");
    }
}
