//! How help pages look: the groups of commands, examples that can be pasted, and the global options in
//! one line.
//!
//! Clap wraps what it shows, which breaks a command in two. Examples therefore stand in the template of a
//! page, which clap leaves as it is, and are broken here with a backslash where they are too long.

use std::fmt::Write as _;

use clap::{Command, builder::StyledStr};

use unicode_width::UnicodeWidthStr as _;

use crate::commands::documents::{self, Table};

/// The widest a page becomes.
const WIDEST: usize = 100;

/// The groups of commands of a page, by the name of the page's command. A page that is not here lists its
/// commands in the order of the tree.
const GROUPS: &[(&str, &[Group])] = &[(
    "user",
    &[
        ("Find", &["load", "search", "login-history"]),
        ("Create", &["create", "invite", "restore"]),
        (
            "Change and delete",
            &[
                "patch",
                "edit",
                "update",
                "enable",
                "disable",
                "update-status",
                "update-email",
                "update-phone",
                "update-login-id",
                "update-display-name",
                "update-picture",
                "update-custom-attributes",
                "update-recovery-email",
                "update-recovery-phone",
                "update-impersonation-consent",
                "delete",
            ],
        ),
        (
            "Roles, tenants and applications",
            &[
                "add-role",
                "set-roles",
                "remove-role",
                "add-tenant",
                "remove-tenant",
                "add-app",
                "set-apps",
                "remove-app",
                "add-family",
                "remove-family",
            ],
        ),
        (
            "Passwords, factors and sessions",
            &[
                "set-active-password",
                "set-temporary-password",
                "expire-password",
                "logout",
                "list-passkeys",
                "import-passkeys",
                "delete-passkey",
                "delete-passkeys",
                "delete-totp",
                "delete-recovery-codes",
                "list-trusted-devices",
                "remove-trusted-devices",
            ],
        ),
        (
            "Many users at once",
            &["batch-create", "batch-invite", "batch-patch", "batch-delete", "batch-run", "import", "export"],
        ),
        ("Tokens and links", &["provider-token", "embedded-link", "sign-up-embedded-link"]),
    ],
)];

/// A heading and the commands below it.
type Group = (&'static str, &'static [&'static str]);

/// The examples of the pages that only list commands.
pub(super) mod examples {
    pub(in crate::cli) const USER: &str = "Examples:
  descopectl user search alice
  descopectl user load alice@example.com
  descopectl user create alice@example.com --email alice@example.com --role viewer
  descopectl user batch-create users.csv --dry-run";
    pub(in crate::cli) const TEST_USER: &str = "Examples:
  descopectl test-user create robot@example.com --email robot@example.com
  descopectl test-user otp robot@example.com";
    pub(in crate::cli) const JWT: &str = "Examples:
  descopectl jwt sign-in alice@example.com
  descopectl jwt update --claim plan=pro --jwt-file token.jwt";
    pub(in crate::cli) const ATTRIBUTE: &str = "Examples:
  descopectl attribute list
  descopectl attribute create plan:text seats:number";
    pub(in crate::cli) const TENANT: &str = "Examples:
  descopectl tenant list
  descopectl tenant create 'Acme Inc.' --id acme";
    pub(in crate::cli) const ROLE: &str = "Examples:
  descopectl role list
  descopectl role create editor --description 'May change texts'";
    pub(in crate::cli) const SOURCE: &str = "Examples:
  descopectl source list
  descopectl source show auth0 > mine.jq";
    pub(in crate::cli) const JOB: &str = "Examples:
  descopectl job list
  descopectl job resume 3f2a9c01de";
    pub(in crate::cli) const BACKUP: &str = "Examples:
  descopectl backup list
  descopectl user restore --last";
    pub(in crate::cli) const PROFILE: &str = "Examples:
  descopectl profile add staging --project-id P2abc --key-stdin < key.txt
  descopectl profile use staging
  descopectl profile explain";
    #[cfg(feature = "emulator")]
    pub(in crate::cli) const EMULATOR: &str = "Examples:
  descopectl emulator start --db users.db
  descopectl emulator seed examples/seed.json --db users.db";
}

/// The one line that the short help has about the global options.
const GLOBALS: &str = "Global options: --profile, -o, --columns, -q, --yes, --dry-run and more: see --help";

/// The line that the long help of a command ends with.
const MORE: &str = "Environment variables, files and exit codes: descopectl --help";

/// Columns of the terminal that shows a page.
pub(super) fn width() -> usize {
    use dialoguer::console::Term;
    let stated = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let terminal = || {
        let size = Term::stdout().size_checked().or_else(|| Term::stderr().size_checked());
        size.map(|(_, columns)| usize::from(columns))
    };
    stated.or_else(terminal).filter(|width| *width > 0).unwrap_or(WIDEST).min(WIDEST)
}

/// Gives a command the page that its help is shown as. `is_root` is the page of the program.
pub(super) fn with_page(command: Command, is_root: bool) -> Command {
    let width = width();
    let mut page = StyledStr::from("{about-with-newline}\n{usage-heading} {usage}\n\n");
    let style = command.get_styles().get_header();
    let heading = |text: &str| format!("{style}{text}:{style:#}\n");
    let mut page_text = String::new();
    match groups(&command) {
        Some(groups) => {
            for (title, names) in groups {
                page_text.push_str(&heading(title));
                page_text.push_str(&listed(&command, names, width));
                page_text.push('\n');
            }
            page_text.push_str(&heading("Options"));
            page_text.push_str("{options}");
        }
        None => page_text.push_str("{all-args}"),
    }
    let examples = examples_of(&command);
    if !examples.is_empty() {
        let _ = write!(page_text, "\n\n{}", heading("Examples"));
        let fitted: Vec<String> = examples.iter().map(|example| fitted(example, width)).collect();
        page_text.push_str(&fitted.join("\n"));
    }
    // Clap shows this text where the tag stands, and knows which of the two the page is.
    page_text.push_str("\n\n{before-help}");
    let page_text = format!("{page}{page_text}");
    page = StyledStr::from(page_text);
    let more = if is_root { facts(width, heading) } else { StyledStr::from(MORE) };
    command.help_template(page).before_help(GLOBALS).before_long_help(more)
}

/// Environment variables, files and exit codes, as the page of the program has them.
fn facts(width: usize, heading: impl Fn(&str) -> String) -> StyledStr {
    let tables: Vec<String> = documents::facts()
        .into_iter()
        .map(|Table { title, rows }| heading(title) + table(&rows, width).trim_end())
        .collect();
    StyledStr::from(tables.join("\n\n"))
}

/// The groups of a page's commands.
fn groups(command: &Command) -> Option<&'static [Group]> {
    GROUPS.iter().find(|(name, _)| *name == command.get_name()).map(|(_, groups)| *groups)
}

/// Some commands of a page, a line for each.
fn listed(command: &Command, names: &[&str], width: usize) -> String {
    let rows = names.iter().filter_map(|name| {
        let below = command.find_subcommand(name)?;
        let mut about = below.get_about().map(ToString::to_string).unwrap_or_default();
        let aliases: Vec<&str> = below.get_visible_aliases().collect();
        if !aliases.is_empty() {
            let _ = write!(about, " [alias: {}]", aliases.join(", "));
        }
        Some(((*name).to_owned(), about))
    });
    table(&rows.collect::<Vec<_>>(), width)
}

/// Two columns. The second one is wrapped, and begins below the first where there is no room beside it.
fn table(rows: &[(String, String)], width: usize) -> String {
    const GAP: usize = 2;
    let longest = rows.iter().map(|(name, _)| width_of(name)).max().unwrap_or_default();
    let beside = GAP + longest + GAP;
    let (indent, is_beside) = if beside * 2 > width + 10 { (10, false) } else { (beside, true) };
    let mut text = String::new();
    for (name, about) in rows {
        let _ = write!(text, "{:GAP$}{name}", "");
        let lines = wrapped(about, width.saturating_sub(indent).max(20));
        for (number, line) in lines.iter().enumerate() {
            let space = if number == 0 && is_beside { indent - GAP - width_of(name) } else { indent };
            if number > 0 || !is_beside {
                text.push('\n');
            }
            let _ = write!(text, "{:space$}{line}", "");
        }
        text.push('\n');
    }
    text
}

/// The columns that a text takes. Help is shown often and is mostly ASCII, whose letters need not be looked up.
fn width_of(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

/// The text in lines that are at most so wide, where its words allow it.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut used = 0;
    for word in text.split(' ') {
        let wide = width_of(word);
        match lines.last_mut() {
            Some(line) if used + 1 + wide <= width => {
                line.push(' ');
                line.push_str(word);
                used += 1 + wide;
            }
            _ => {
                lines.push(word.to_owned());
                used = wide;
            }
        }
    }
    lines
}

/// The examples of a command, each a line of a shell.
#[must_use]
pub fn examples_of(command: &Command) -> Vec<String> {
    let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let examples = help.strip_prefix("Examples:\n").unwrap_or_default();
    examples.lines().map(|line| line.trim().to_owned()).collect()
}

/// An example as it is shown: pasted, it is the same command. One that is too long goes on in the next line
/// after a backslash.
#[must_use]
pub fn fitted(example: &str, width: usize) -> String {
    const INDENT: &str = "  ";
    const FURTHER: &str = "      ";
    let mut lines = vec![INDENT.to_owned()];
    for (number, piece) in pieces(example).into_iter().enumerate() {
        let Some(line) = lines.last_mut() else { continue };
        if number == 0 {
            line.push_str(piece);
        } else if width_of(line) + 1 + width_of(piece) + " \\".len() <= width {
            line.push(' ');
            line.push_str(piece);
        } else {
            line.push_str(" \\");
            lines.push(format!("{FURTHER}{piece}"));
        }
    }
    lines.join("\n")
}

/// The parts of a line of a shell between which it may be broken: a flag stays with its value, and an
/// operator with what follows.
fn pieces(example: &str) -> Vec<&str> {
    let mut pieces: Vec<&str> = Vec::new();
    let mut begin = 0;
    let mut quote = None;
    let mut is_open = false;
    let mut end_word = |begin: usize, end: usize| {
        let word = &example[begin..end];
        match pieces.last_mut() {
            // Both are parts of `example`, with one space between them.
            Some(last) if is_open => *last = &example[begin - 1 - last.len()..end],
            _ => pieces.push(word),
        }
        let is_flag = word.starts_with('-') && !word.contains('=');
        is_open = is_flag || ["|", "<", ">", "&&"].contains(&word);
    };
    for (at, character) in example.char_indices() {
        match (quote, character) {
            (None, ' ') => {
                end_word(begin, at);
                begin = at + 1;
            }
            (None, '\'' | '"') => quote = Some(character),
            (Some(open), closed) if open == closed => quote = None,
            _ => {}
        }
    }
    end_word(begin, example.len());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The line that a shell sees.
    fn pasted(shown: &str) -> String {
        shown.replace(" \\\n      ", " ").trim_start().to_owned()
    }

    #[test]
    fn a_long_example_is_broken_so_that_it_can_be_pasted() {
        let example =
            "descopectl profile add staging --project-id P2abc --key-command 'op read op://it/key' | jq .";
        insta::assert_snapshot!(fitted(example, 44), @r"
          descopectl profile add staging \
              --project-id P2abc \
              --key-command 'op read op://it/key' \
              | jq .
        ");
        for width in 1..130 {
            assert_eq!(pasted(&fitted(example, width)), example, "{width}");
        }
        assert_eq!(fitted(example, 120), format!("  {example}"));
    }

    #[test]
    fn a_flag_stays_with_its_value() {
        assert_eq!(
            pieces("a -o json --all 'x  y' -q=.[] b"),
            ["a", "-o json", "--all 'x  y'", "-q=.[]", "b"]
        );
        assert_eq!(pieces("a"), ["a"]);
    }

    #[test]
    fn every_command_of_a_page_is_in_one_group() {
        for (name, groups) in GROUPS {
            let mut tree = crate::cli::command();
            tree.build();
            let page = tree.find_subcommand(name).unwrap();
            let mut grouped: Vec<&str> = groups.iter().flat_map(|(_, names)| *names).copied().collect();
            let mut all: Vec<&str> = page.get_subcommands().map(Command::get_name).collect();
            grouped.sort_unstable();
            all.sort_unstable();
            assert_eq!(grouped, all);
        }
    }

    #[test]
    fn a_table_fits_into_any_width() {
        let rows =
            [("a".to_owned(), "one two three four five".to_owned()), ("beta".to_owned(), "six".to_owned())];
        assert_eq!(table(&rows, 28), "  a     one two three four\n        five\n  beta  six\n");
        let long = [("a-name-that-is-long".to_owned(), "one two three four".to_owned())];
        assert_eq!(table(&long, 30), "  a-name-that-is-long\n          one two three four\n");
    }
}
