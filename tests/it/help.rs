//! Help and manual pages, of every command and at several widths.

use descopectl::cli;

use crate::support::Sandbox;

/// Every command with its words, also those that only lead to others.
fn commands() -> Vec<(Vec<String>, clap::Command)> {
    fn collect(command: &clap::Command, words: &[String], found: &mut Vec<(Vec<String>, clap::Command)>) {
        found.push((words.to_vec(), command.clone()));
        for below in command.get_subcommands() {
            collect(below, &[words, &[below.get_name().to_owned()]].concat(), found);
        }
    }
    let mut tree = cli::command();
    tree.build();
    let mut found = Vec::new();
    collect(&tree, &[], &mut found);
    assert!(found.len() > 100);
    found
}

fn page(sandbox: &Sandbox, words: &[String], flag: &str) -> String {
    let mut line: Vec<&str> = words.iter().map(String::as_str).collect();
    line.push(flag);
    sandbox.run(&line).success().stdout
}

/// The commands of a page's examples, as a shell reads them when they are pasted.
fn pasted(page: &str) -> Vec<String> {
    let examples = page.split("\nExamples:\n").nth(1).unwrap_or_default();
    let examples = examples.split("\n\n").next().unwrap_or_default().trim_end();
    let joined = examples.replace(" \\\n", " ");
    joined.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn no_example_is_broken_at_any_width() {
    let mut broken = 0;
    for width in ["40", "60", "80", "200"] {
        let sandbox = Sandbox::empty().with("COLUMNS", width);
        for (words, command) in commands() {
            let page = page(&sandbox, &words, "-h");
            let examples = cli::examples_of(&command);
            assert!(!examples.is_empty(), "{words:?}");
            assert_eq!(pasted(&page), examples, "{words:?} at {width}\n{page}");
            broken += usize::from(page.contains(" \\\n"));
        }
    }
    assert!(broken > 100, "{broken}");
}

#[test]
fn the_short_help_has_the_global_options_in_one_line_and_the_long_one_all_of_them() {
    let sandbox = Sandbox::empty().with("COLUMNS", "100");
    for (words, _) in commands() {
        let short = page(&sandbox, &words, "-h");
        assert!(short.contains("\nGlobal options: --profile, "), "{short}");
        assert!(!short.contains("--confirm-project"), "{short}");
        let long = page(&sandbox, &words, "--help");
        for flag in ["--profile", "--confirm-project", "--color"] {
            assert!(long.contains(&format!("{flag} <")), "{words:?} {flag}\n{long}");
        }
        let line: Vec<&str> = ["help"].into_iter().chain(words.iter().map(String::as_str)).collect();
        assert_eq!(sandbox.run(&line).success().stdout, long, "{words:?}");
    }
}

#[test]
fn pages_fit_the_width() {
    for width in [60, 80, 100] {
        let sandbox = Sandbox::empty().with("COLUMNS", &width.to_string());
        for words in [&[][..], &["user"], &["profile"], &["user", "search"], &["user", "create"]] {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            for line in page(&sandbox, &words, "-h").lines() {
                assert!(line.chars().count() <= width, "{width}: {line}");
            }
        }
    }
}

#[test]
fn the_long_help_names_variables_files_and_exit_codes() {
    let long = Sandbox::empty().run(&["--help"]).success().stdout;
    for text in [
        "DESCOPECTL_PROFILE",
        "DESCOPE_MANAGEMENT_KEY",
        "NO_COLOR",
        "SSL_CERT_FILE",
        "config",
        "130",
        "not authorised",
    ] {
        assert!(long.contains(text), "{text}\n{long}");
    }
    let short = Sandbox::empty().run(&["-h"]).success().stdout;
    assert!(!short.contains("DESCOPECTL_PROFILE"), "{short}");
}

#[test]
fn a_command_that_is_not_there_is_an_error_with_the_nearest() {
    let sandbox = Sandbox::empty();
    let outcome = sandbox.run(&["help", "user", "serach"]).code(2);
    assert!(outcome.stderr.contains("did you mean `search`?"), "{outcome}");
    let outcome = sandbox.run(&["help", "xyz"]).code(2);
    assert!(outcome.stderr.contains("`descopectl help` lists the commands"), "{outcome}");
}

#[test]
fn the_version_is_a_document() {
    let sandbox = Sandbox::empty();
    let version = sandbox.run(&["version"]).success().stdout;
    assert_eq!(version, sandbox.run(&["--version"]).success().stdout);
    assert_eq!(sandbox.json(&["version"])["version"], env!("CARGO_PKG_VERSION"));
}

#[test]
fn every_manual_page_has_all_sections() {
    let sandbox = Sandbox::empty();
    let outcome = sandbox.run(&["man", "--dir", "pages"]).success();
    let commands = commands();
    assert!(outcome.stderr.contains(&format!("wrote {} manual pages", commands.len())), "{outcome}");
    for (words, command) in commands {
        let name = [&["descopectl".to_owned()], words.as_slice()].concat().join("-");
        let page = std::fs::read_to_string(sandbox.path(&format!("pages/{name}.1"))).unwrap();
        for section in
            ["NAME", "SYNOPSIS", "EXAMPLES", "\"EXIT STATUS\"", "ENVIRONMENT", "FILES", "\"SEE ALSO\""]
        {
            let heading = section.trim_matches('"');
            assert!(
                page.contains(&format!(".SH {heading}\n")) || page.contains(&format!(".SH \"{heading}\"\n")),
                "{name} {section}"
            );
        }
        // What roff has other words for is put back.
        let plain = page.replace("\\-", "-").replace("\\(aq", "'").replace("\\[u2026]", "…");
        for example in cli::examples_of(&command) {
            assert!(plain.contains(&format!("\n{example}\n")), "{name}: {example}");
        }
    }
    sandbox.run(&["man", "--dir", "others", "--dry-run"]).success();
    assert!(!sandbox.path("others").exists());
}
