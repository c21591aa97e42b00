//! The documents against the program. The `console` blocks of a page are one real session in a shell: their
//! commands run in order in a sandbox, and their output is compared. `UPDATE=1 cargo test documents` rewrites
//! it. Commands in `sh` blocks are parsed.
//!
//! What differs in each run is left out of the comparison (`VARYING`). A line `...` stands for any
//! lines.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

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
    (r"\b20[0-9]{6}-[0-9]{6}\.[0-9]+\.(\w+)\.jsonl", "<time>.$1.jsonl"),
    (r"^Password {2}\S{20}$", "Password  <password>"),
    (r"\b127\.0\.0\.1:[0-9]+", "127.0.0.1:<port>"),
    (r"\bin [0-9.]+ m?s\b", "in <time>"),
    (r"/tmp/tmp\.[0-9A-Za-z]+", "/tmp/<folder>"),
];

/// Where the session takes place; the sandbox is shown as this folder.
const TEMPORARY: &str = "/tmp";

const RECORD: char = '\u{1e}';

/// A command of a page with its output, and where the output stands.
struct Step {
    command: String,
    expected: String,
    place: std::ops::Range<usize>,
}

#[test]
fn the_console_blocks_show_what_happens() {
    let mut report = Vec::new();
    let mut sessions = 0;
    for page in pages() {
        let mut text = read(&page);
        let steps = steps(&text);
        if steps.is_empty() {
            continue;
        }
        sessions += 1;
        let outputs = session(&steps);
        assert_eq!(outputs.len(), steps.len(), "the session of {page} ended early:\n{}", outputs.join("\n"));
        let wrong: Vec<(&Step, &String)> =
            steps.iter().zip(&outputs).filter(|(step, actual)| !matches(&step.expected, actual)).collect();
        if std::env::var_os("UPDATE").is_some() {
            for (step, actual) in wrong.iter().rev() {
                text.replace_range(step.place.clone(), &abridged(&step.expected, actual));
            }
            fs::write(root().join(&page), text).unwrap();
            continue;
        }
        report.extend(wrong.iter().map(|(step, actual)| {
            format!("{page}: $ {}\n--- there\n{}--- now\n{actual}", step.command, step.expected)
        }));
    }
    assert!(sessions >= 2, "the tour and the quick start are sessions");
    assert!(
        report.is_empty(),
        "documents are out of date: run `UPDATE=1 cargo test documents`\n{}",
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
fn every_command_in_a_document_parses() {
    let mut lines = 0;
    for page in pages() {
        for line in shell_lines(&read(&page)) {
            for command in commands_of(&line) {
                lines += 1;
                let words = shlex::split(&command).unwrap_or_else(|| panic!("{page}: `{command}`"));
                // The help and the version come as errors of the parser.
                let outcome = descopectl::cli::parse(&words).err();
                if let Some(error) = outcome.filter(clap::Error::use_stderr) {
                    panic!("{page}: `{command}`\n{error}");
                }
            }
        }
    }
    assert!(lines > 40, "only {lines} commands were found");
}

#[test]
fn commands_are_found_in_lines_of_a_shell() {
    let found = |line: &str| commands_of(line);
    assert_eq!(found("descopectl user search | jq ."), ["descopectl user search"]);
    assert_eq!(found("x=$(descopectl user load a -o json) && descopectl limits > f").len(), 2);
    assert_eq!(found("# descopectl nosuch"), Vec::<String>::new());
    assert_eq!(found("descopectl man 2> f"), ["descopectl man"]);
    assert_eq!(found("cargo run --release --locked -- man && ls"), ["descopectl man"]);
    assert_eq!(found("descopectl user search --limit 2"), ["descopectl user search --limit 2"]);
    assert_eq!(shell_lines("```sh\na \\\n  b # c\n```\n```json\nx\n```\n"), ["a b"]);
}

#[test]
fn every_variable_is_named_in_the_configuration() {
    let text = read("docs/configuration.md");
    let variables = Regex::new(r#""(DESCOPE[A-Z_]+)""#).unwrap();
    for [name] in variables.captures_iter(include_str!("../../src/env.rs")).map(|found| found.extract().1) {
        assert!(text.contains(&format!("`{name}`")), "docs/configuration.md lacks `{name}`");
    }
}

#[test]
fn what_the_documents_link_to_exists() {
    let link = Regex::new(r"\]\(([^)\s]+)\)").unwrap();
    for page in pages() {
        let text = read(&page);
        for [target] in link.captures_iter(&without_code(&text)).map(|found| found.extract().1) {
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
            let file = if path.is_empty() {
                root().join(&page)
            } else {
                root().join(&page).parent().unwrap().join(path)
            };
            assert!(file.exists(), "{page} links to {target}");
            if !anchor.is_empty() {
                let text = fs::read_to_string(&file).unwrap();
                assert!(anchors(&text).contains(&anchor.to_owned()), "{page} links to {target}");
            }
        }
    }
}

#[test]
fn the_book_has_every_page_once() {
    let summary = read("docs/SUMMARY.md");
    let link = Regex::new(r"\]\(([^)]+\.md)\)").unwrap();
    let mut listed: Vec<String> =
        link.captures_iter(&summary).map(|found| format!("docs/{}", &found[1])).collect();
    listed.sort();
    let mut there: Vec<String> = pages().into_iter().filter(|page| page.starts_with("docs/")).collect();
    there.retain(|page| page != "docs/SUMMARY.md");
    there.sort();
    assert_eq!(listed, there);
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(page: &str) -> String {
    fs::read_to_string(root().join(page)).unwrap_or_else(|error| panic!("{page}: {error}"))
}

/// All documents: those at the top, and below `docs/` and `examples/`.
fn pages() -> Vec<String> {
    let mut pages = Vec::new();
    let mut folders = vec![PathBuf::new(), "docs".into(), "examples".into()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root().join(&folder)).unwrap().map(Result::unwrap) {
            let path = folder.join(entry.file_name());
            let is_top = folder.as_os_str().is_empty();
            if entry.file_type().unwrap().is_dir() {
                folders.extend((!is_top).then_some(path));
            } else if path.extension().is_some_and(|extension| extension == "md") {
                pages.push(path.to_str().unwrap().to_owned());
            }
        }
    }
    pages.sort();
    pages
}

/// The lines of all `sh` blocks, each with those that continue it, without comments.
fn shell_lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let (mut in_block, mut continues) = (false, false);
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            in_block = !in_block && line.trim() == "```sh";
            continue;
        }
        if !in_block {
            continue;
        }
        let line = line.trim();
        let code = line.split_once(" # ").map_or(line, |(code, _)| code).trim();
        let text = code.trim_end_matches('\\').trim_end();
        match lines.last_mut().filter(|_| continues) {
            Some(last) => *last += &format!(" {text}"),
            None => lines.push(text.to_owned()),
        }
        continues = code.ends_with('\\');
    }
    lines
}

/// The commands of this program in a line of a shell script, without what the shell takes for itself.
fn commands_of(line: &str) -> Vec<String> {
    if line.starts_with('#') {
        return Vec::new();
    }
    // Cargo builds it and hands on what stands behind `--`.
    let line = &line.replace("cargo run --release --locked -- ", "descopectl ");
    let start = Regex::new(r"(?:^|[(|;&]\s*|\bdo )descopectl ").unwrap();
    let mut found = Vec::new();
    for place in start.find_iter(line) {
        let from = place.end() - "descopectl ".len();
        let mut quote = None;
        let end = line[from..].char_indices().find(|(_, character)| match quote {
            Some(open) => {
                quote = (open != *character).then_some(open);
                false
            }
            None if matches!(character, '\'' | '"') => {
                quote = Some(*character);
                false
            }
            None => "|;&<>)".contains(*character),
        });
        let command = &line[from..end.map_or(line.len(), |(at, _)| from + at)];
        // The number of a stream, as in `2> file`, is not an argument.
        let is_redirected = end.is_some_and(|(_, character)| character == '>');
        let command = if is_redirected { command.trim_end_matches(" 2") } else { command };
        found.push(command.trim_end().to_owned());
    }
    found
}

/// The text without blocks and spans of code, in which brackets are no links.
fn without_code(text: &str) -> String {
    let blocks = Regex::new(r"(?ms)^```.*?^```").unwrap();
    let spans = Regex::new(r"`[^`\n]*`").unwrap();
    spans.replace_all(&blocks.replace_all(text, ""), "code").into_owned()
}

/// The anchors of the headings, as GitHub and mdBook make them.
fn anchors(text: &str) -> Vec<String> {
    let blocks = Regex::new(r"(?ms)^```.*?^```").unwrap();
    let text = blocks.replace_all(text, "");
    let headings = text.lines().filter(|line| line.starts_with('#'));
    let anchor = |heading: &str| {
        let words = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = words.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        kept.map(|c| if c == ' ' { '-' } else { c }).collect()
    };
    headings.map(anchor).collect()
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

/// Runs all commands in one shell, which begins in a checkout, and returns what each wrote.
fn session(steps: &[Step]) -> Vec<String> {
    let sandbox = Sandbox::empty();
    let home = sandbox.path("");
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
        .env("TMPDIR", &home)
        .env("PATH", format!("{}:{path}", binary.display()))
        .envs([("TZ", "UTC"), ("COLUMNS", "100"), ("LANG", "C.UTF-8")])
        .current_dir(root())
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    let home = home.to_str().unwrap().trim_end_matches('/');
    let text = String::from_utf8(output.stdout).unwrap().replace(home, TEMPORARY);
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

#[test]
fn the_commands_for_those_of_the_official_tool_parse() {
    let cell = Regex::new(r"\| `(descopectl [^`]+)` \|").unwrap();
    let text = read("docs/official-cli.md");
    let commands: Vec<&str> = cell.captures_iter(&text).map(|found| found.extract::<1>().1[0]).collect();
    assert_eq!(commands.len(), 14);
    for command in commands {
        let words = shlex::split(command).unwrap();
        assert!(descopectl::cli::parse(words).is_ok(), "`{command}`");
    }
}

#[test]
fn the_exit_codes_are_those_of_the_program() {
    use descopectl::error::Kind;
    let kinds = [&[Kind::ClosedPipe], &Kind::ALL[..]].concat();
    let codes: Vec<String> = kinds.iter().map(|kind| kind.exit_code().to_string()).collect();
    let row = Regex::new(r"(?m)^\| (\d+) \|").unwrap();
    let page = read("docs/exit-codes.md");
    let documented: Vec<&str> = row.captures_iter(&page).map(|found| found.extract::<1>().1[0]).collect();
    assert_eq!(documented, codes);
    // The manual page is made from the same text as the help.
    let help = descopectl::cli::command().render_long_help().to_string();
    let table = help.split("Exit codes:").nth(1).unwrap();
    for code in codes {
        assert!(Regex::new(&format!(r"\b{code} +[a-z]")).unwrap().is_match(table), "--help lacks {code}");
    }
}

#[test]
fn the_rate_limits_are_those_of_the_program() {
    let page = read("docs/rate-limits.md");
    for bucket in descopectl::ops::Bucket::ALL {
        let row = format!("| `{}` | {} |", bucket.as_str(), bucket.limit());
        assert!(page.contains(&row), "docs/rate-limits.md lacks {row}");
    }
}
