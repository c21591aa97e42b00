//! Files that are made from the command tree are up to date. `UPDATE=1 cargo test` rewrites them.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use clap_complete::Shell;
use descopectl::commands::documents::completions_of;

#[test]
fn completions_are_up_to_date() {
    for (shell, name) in [
        (Shell::Bash, "descopectl.bash"),
        (Shell::Zsh, "_descopectl"),
        (Shell::Fish, "descopectl.fish"),
        (Shell::PowerShell, "_descopectl.ps1"),
        (Shell::Elvish, "descopectl.elv"),
    ] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("completions").join(name);
        let expected = String::from_utf8(completions_of(shell)).unwrap();
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&file, &expected).unwrap();
        }
        let committed = fs::read_to_string(&file).unwrap_or_default();
        assert!(
            committed == expected,
            "completions/{name} is out of date: run `UPDATE=1 cargo test generated`"
        );
    }
}

#[test]
fn the_command_reference_is_up_to_date() {
    let mut tree = descopectl::cli::command();
    tree.build();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/commands");
    let mut pages: Vec<(PathBuf, String)> = vec![(folder.join("README.md"), overview(&tree))];
    for noun in tree.get_subcommands() {
        let mut page = format!("# {}\n\n{}\n", noun.get_name(), GENERATED);
        describe(&mut page, noun, noun.get_name(), &global_names(&tree));
        page += "\nAll commands also take [these flags](README.md#flags-of-all-commands).\n";
        pages.push((folder.join(format!("{}.md", noun.get_name())), page));
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(&folder).unwrap();
        for (file, text) in &pages {
            fs::write(file, text).unwrap();
        }
    }
    for (file, expected) in &pages {
        let committed = fs::read_to_string(file).unwrap_or_default();
        let name = file.file_name().unwrap().to_string_lossy();
        assert!(
            committed == *expected,
            "docs/commands/{name} is out of date: run `UPDATE=1 cargo test generated`"
        );
    }
    let there = fs::read_dir(&folder).unwrap().count();
    assert_eq!(there, pages.len(), "docs/commands has a page of a command that is gone");
}

const GENERATED: &str = "<!-- Made from the commands by tests/it/generated.rs. -->";

/// All commands on one page, and the flags that all of them take.
fn overview(tree: &clap::Command) -> String {
    let mut page = format!("# Commands\n\n{GENERATED}\n\n");
    page += "Each has `--help` with all its flags and examples that run.\n";
    for noun in tree.get_subcommands() {
        let name = noun.get_name();
        let _ = write!(page, "\n## [{name}]({name}.md)\n\n{}.\n", about(noun));
        if noun.has_subcommands() {
            page += "\n| Command | |\n|---|---|\n";
        }
        for verb in noun.get_subcommands() {
            let anchor = format!("{name} {}", verb.get_name());
            let link = format!("{name}.md#{}", anchor.replace(' ', "-"));
            let _ = writeln!(page, "| [`{anchor}`]({link}) | {} |", about(verb).replace('|', "\\|"));
        }
    }
    page += "\n## Flags of all commands\n\n";
    page += "They mean the same before and after the command words.\n\n";
    for argument in tree.get_arguments().filter(|argument| argument.get_help_heading().is_some()) {
        flag(&mut page, argument);
    }
    page
}

/// A command and those below it.
fn describe(page: &mut String, command: &clap::Command, path: &str, globals: &[String]) {
    let is_noun = !path.contains(' ');
    if !is_noun {
        let _ = write!(page, "\n## {path}\n");
    }
    let said = command.get_long_about().or_else(|| command.get_about());
    let _ = write!(page, "\n{}\n", prose(&said.map(ToString::to_string).unwrap_or_default()));
    if command.has_subcommands() {
        for verb in command.get_subcommands() {
            describe(page, verb, &format!("{path} {}", verb.get_name()), globals);
        }
        return;
    }
    let aliases: Vec<String> = command.get_visible_aliases().map(|alias| format!("`{alias}`")).collect();
    if !aliases.is_empty() {
        let _ = write!(page, "\nAlso: {}\n", aliases.join(", "));
    }
    let usage = command.clone().render_usage().to_string();
    let _ = write!(page, "\n```text\n{}\n```\n", usage.trim_start_matches("Usage: "));
    let own: Vec<_> = command
        .get_arguments()
        .filter(|argument| !argument.is_hide_set() && !globals.contains(&argument.get_id().to_string()))
        .collect();
    if !own.is_empty() {
        page.push('\n');
    }
    for argument in own {
        flag(page, argument);
    }
    let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    if let Some(examples) = after.strip_prefix("Examples:\n") {
        let lines: Vec<&str> = examples.lines().map(|line| line.strip_prefix("  ").unwrap_or(line)).collect();
        let _ = write!(page, "\n```sh\n{}\n```\n", lines.join("\n"));
    }
}

fn flag(page: &mut String, argument: &clap::Arg) {
    let said = argument.get_long_help().or_else(|| argument.get_help());
    let said = prose(&said.map(ToString::to_string).unwrap_or_default()).replace("\n\n", "\n\n  ");
    let _ = writeln!(page, "- `{}`: {said}", argument.to_string().trim());
}

/// Names of the arguments that each command has, the help among them.
fn global_names(tree: &clap::Command) -> Vec<String> {
    tree.get_arguments().map(|argument| argument.get_id().to_string()).collect()
}

fn about(command: &clap::Command) -> String {
    prose(&command.get_about().map(ToString::to_string).unwrap_or_default())
}

/// Help as Markdown: outside of code, what looks like a tag is text.
fn prose(text: &str) -> String {
    let parts = text.split('`').enumerate();
    let parts = parts.map(|(at, part)| if at % 2 == 0 { part.replace('<', "&lt;") } else { part.to_owned() });
    parts.collect::<Vec<_>>().join("`")
}
