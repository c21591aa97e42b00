//! The `console` blocks of the README are one real session in a shell: their commands run in order in a
//! sandbox, and their output is compared. `UPDATE=1 cargo test readme` rewrites it.
//!
//! What differs in each run is left out of the comparison (`VARYING`). A line `...` stands for any
//! lines.

use std::{
    fs,
    os::unix::fs::symlink,
    path::Path,
    process::{Command, Stdio},
};

use descopectl::ops;
use regex::Regex;

use crate::support::Sandbox;

/// What is another one in each run, and what stands for it in the comparison.
const VARYING: &[(&str, &str)] = &[
    (r"\bU[0-9A-Za-z]{27}\b", "<user ID>"),
    (r"\bU[0-9A-Za-z]{6,26}…", "<user ID>…"),
    (r"\brequest [0-9A-Za-z]{27}\b", "request <ID>"),
    (r"\bjob [0-9a-f]{10}\b", "job <ID>"),
    (r#"\b(Job +|"?job": "|job resume )[0-9a-f]{10}\b"#, "${1}<ID>"),
    (r#""requestId":"[0-9A-Za-z]{27}""#, r#""requestId":"<ID>""#),
    (r"\b20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]*(?:[+-][0-9:]*)?…?", "<time>"),
    (r"\b20[0-9]{2}-[0-9]{2}-[0-9]{2}\b", "<date>"),
    (r#""(created|modified)Time": ?[0-9]+"#, r#""${1}Time": <time>"#),
    (r"\b20[0-9]{6}-[0-9]{6}\.[0-9]+\.jsonl", "<time>.jsonl"),
    (r"^Password {2}\S{20}$", "Password  <password>"),
    (r"\b127\.0\.0\.1:[0-9]+", "127.0.0.1:<port>"),
    (r"\bin [0-9.]+ m?s\b", "in <time>"),
];

/// Where the session takes place; the sandbox is shown as this folder.
const HOME: &str = "/home/ada";

const RECORD: char = '\u{1e}';

/// A command of the README with its output, and where the output stands.
struct Step {
    command: String,
    expected: String,
    place: std::ops::Range<usize>,
}

#[test]
fn the_console_blocks_show_what_happens() {
    let mut text = readme();
    let steps = steps(&text);
    assert!(!steps.is_empty());
    let outputs = session(&steps);
    assert_eq!(outputs.len(), steps.len(), "the session ended early:\n{}", outputs.join("\n"));
    let wrong: Vec<(&Step, &String)> =
        steps.iter().zip(&outputs).filter(|(step, actual)| !matches(&step.expected, actual)).collect();
    if std::env::var_os("UPDATE").is_some() {
        for (step, actual) in wrong.iter().rev() {
            text.replace_range(step.place.clone(), &abridged(&step.expected, actual));
        }
        fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"), text).unwrap();
        return;
    }
    let report: Vec<String> = wrong
        .iter()
        .map(|(step, actual)| format!("$ {}\n--- README\n{}--- now\n{actual}", step.command, step.expected))
        .collect();
    assert!(
        report.is_empty(),
        "README.md is out of date: run `UPDATE=1 cargo test readme`\n{}",
        report.join("\n")
    );
}

#[test]
fn a_difference_is_seen_and_what_varies_is_not() {
    let shown = "User ID  U2abcdefghijklmnopqrstuvwxy1\nName     Ada\n";
    assert!(matches(shown, "User ID  U2ABCDEFGHIJKLMNOPQRSTUVWXY2\nName     Ada\n"));
    assert!(!matches(shown, "User ID  U2ABCDEFGHIJKLMNOPQRSTUVWXY2\nName     Bob\n"));
    assert!(!matches(shown, "Name     Ada\n"));
    assert!(matches("a\n...\nd\n", "a\nb\nc\nd\n"));
    assert!(!matches("a\n...\nd\n", "a\nb\n"));
    assert_eq!(abridged("a\n...\nx\ny\n", "1\n2\n3\n4\n5\n"), "1\n...\n4\n5\n");
}

#[test]
fn every_command_and_every_variable_is_named() {
    let text = readme();
    for spec in ops::all() {
        let row =
            text.lines().find(|line| line.starts_with('|') && line.contains(&format!("`{}`", spec.noun)));
        let named = row.is_some_and(|row| row.contains(&format!("`{}`", spec.verb)));
        assert!(named, "the table of commands lacks `{}`", spec.command());
    }
    let variables = Regex::new(r#""(DESCOPE[A-Z_]+)""#).unwrap();
    for [name] in variables.captures_iter(include_str!("../../src/env.rs")).map(|found| found.extract().1) {
        assert!(text.contains(&format!("`{name}`")), "the configuration lacks `{name}`");
    }
}

#[test]
fn what_the_documents_link_to_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let link = Regex::new(r"\]\(([^)#:]+)\)").unwrap();
    let pages = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "examples/README.md"];
    for page in pages.into_iter().chain(["docs/output.md", "docs/emulator.md", "docs/emulator-decisions.md"])
    {
        let file = root.join(page);
        for [target] in link.captures_iter(&fs::read_to_string(&file).unwrap()).map(|found| found.extract().1)
        {
            assert!(file.parent().unwrap().join(target).exists(), "{page} links to {target}");
        }
    }
}

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// The commands of all `console` blocks: `$ ` begins one, `> ` continues it.
fn steps(text: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut in_block = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if line.starts_with("```") {
            in_block = line.trim_end() == "```console";
            continue;
        }
        if !in_block {
            continue;
        }
        if let Some(command) = line.strip_prefix("$ ") {
            let command = command.trim_end().to_owned();
            steps.push(Step { command, expected: String::new(), place: at..at });
            continue;
        }
        let step = steps.last_mut().unwrap_or_else(|| panic!("a console block begins with `$ `"));
        match line.strip_prefix("> ").filter(|_| step.expected.is_empty()) {
            Some(more) => {
                step.command.push('\n');
                step.command.push_str(more.trim_end());
                step.place = at..at;
            }
            None => {
                assert_eq!(step.place.end, start);
                step.expected.push_str(line);
                step.place.end = at;
            }
        }
    }
    steps
}

/// Runs all commands in one shell and returns what each wrote.
fn session(steps: &[Step]) -> Vec<String> {
    let sandbox = Sandbox::empty();
    let home = sandbox.path("");
    symlink(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples"), home.join("examples")).unwrap();
    let mut script = String::from("exec 2>&1 </dev/null\nstatus=0\n");
    for step in steps {
        // The exit code of the step before is what `$?` says.
        script += &format!("(exit $status)\n{}\nstatus=$?\nprintf '\\036'\n", step.command);
    }
    let binary = Path::new(assert_cmd::cargo::cargo_bin!("descopectl")).parent().unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    let output = Command::new("sh")
        .args(["-c", &script])
        .env_clear()
        .env("HOME", &home)
        .env("PATH", format!("{}:{path}", binary.display()))
        .envs([("TZ", "UTC"), ("COLUMNS", "100"), ("LANG", "C.UTF-8")])
        .current_dir(&home)
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    let home = home.to_str().unwrap().trim_end_matches('/');
    let text = String::from_utf8(output.stdout).unwrap().replace(home, HOME);
    text.split_terminator(RECORD).map(str::to_owned).collect()
}

fn matches(expected: &str, actual: &str) -> bool {
    let (expected, actual) = (comparable(expected), comparable(actual));
    lines_match(&lines(&expected), &lines(&actual))
}

fn lines(text: &str) -> Vec<&str> {
    text.trim_end().lines().map(str::trim_end).collect()
}

fn lines_match(expected: &[&str], actual: &[&str]) -> bool {
    match (expected, actual) {
        (["...", rest @ ..], _) => (0..=actual.len()).any(|skipped| lines_match(rest, &actual[skipped..])),
        ([wanted, expected @ ..], [line, actual @ ..]) => wanted == line && lines_match(expected, actual),
        (expected, actual) => expected.is_empty() && actual.is_empty(),
    }
}

fn comparable(text: &str) -> String {
    let line = |line: &str| {
        VARYING.iter().fold(line.to_owned(), |line, (pattern, name)| {
            Regex::new(pattern).unwrap().replace_all(&line, *name).into_owned()
        })
    };
    text.lines().map(|text| line(text) + "\n").collect()
}

/// The new output, cut as the old one was.
fn abridged(expected: &str, actual: &str) -> String {
    let (old, new) = (lines(expected), lines(actual));
    let cut = old.iter().position(|line| *line == "...");
    let Some(head) = cut else { return new.iter().map(|line| format!("{line}\n")).collect() };
    let tail = new.len().saturating_sub(old.len() - head - 1).max(head.min(new.len()));
    let shown = new.iter().take(head).chain([&"..."]).chain(&new[tail..]);
    shown.map(|line| format!("{line}\n")).collect()
}
