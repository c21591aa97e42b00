//! Completions, help and manual pages, made from the command tree.

mod man;

use std::path::PathBuf;

use clap::Args;
use clap_complete::Shell;
use serde_json::json;

pub use self::man::man;
use crate::{
    env,
    error::{Error, Kind, Result},
    output::{self, Column, Format, Shape, View},
    ui::Ui,
};

/// Print the completions of a shell
///
/// A small script that asks this program: for commands, flags, profiles, jobs, columns, and for users, roles,
/// tenants and attributes that earlier commands have seen. Nothing is sent.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  echo 'source <(descopectl completions bash)' >> ~/.bashrc
  echo 'autoload -Uz compinit; compinit; source <(descopectl completions zsh)' >> ~/.zshrc
  mkdir -p ~/.config/fish/completions; descopectl completions fish > ~/.config/fish/completions/descopectl.fish")]
pub struct Completions {
    /// Shell
    #[arg(value_enum)]
    pub shell: Shell,
}

/// Print the manual, or write all its pages to a folder
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  descopectl man | man -l -
  descopectl man user create | man -l -
  descopectl man --dir ~/.local/share/man/man1")]
pub struct Man {
    /// Command words [default: the page of the program]
    #[arg(value_name = "COMMAND")]
    pub command: Vec<String>,

    /// Write one page for each command to this folder
    #[arg(long, value_name = "FOLDER", conflicts_with = "command")]
    pub dir: Option<PathBuf>,
}

/// Show the help of a command
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  descopectl help
  descopectl help user create")]
pub struct Help {
    /// Command words [default: the help of the program]
    #[arg(value_name = "COMMAND")]
    pub command: Vec<String>,
}

/// Show the version of this program
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  descopectl version
  descopectl version -o json")]
pub struct Version {}

/// A table of facts about the program: its title, and what stands for what.
pub struct Table {
    /// Title.
    pub title: &'static str,
    /// Names and their meanings.
    pub rows: Vec<(String, String)>,
}

/// Environment variables, files and exit codes: what holds for all commands.
#[must_use]
pub fn facts() -> [Table; 3] {
    let texts =
        |rows: &[(&str, &str)]| rows.iter().map(|(name, what)| ((*name).into(), (*what).into())).collect();
    let failures = Kind::ALL.iter().map(|kind| (kind.exit_code().to_string(), kind.meaning().to_owned()));
    let done = ("0".to_owned(), Kind::ClosedPipe.meaning().to_owned());
    [
        Table { title: "Environment", rows: texts(env::VARIABLES) },
        Table { title: "Files", rows: texts(FILES) },
        Table { title: "Exit codes", rows: std::iter::once(done).chain(failures).collect() },
    ]
}

/// Files and folders of the platform, and what is in them.
#[cfg(target_os = "macos")]
const FILES: &[(&str, &str)] = &[
    ("~/Library/Application Support/descopectl/config.toml", "profiles; keys that were typed are beside it"),
    (
        "~/Library/Application Support/descopectl",
        "data of the profile `local`, saved records of deleted users, journals of bulk runs, rate limits",
    ),
    ("~/Library/Caches/descopectl", "what can be fetched again"),
];
/// Files and folders of the platform, and what is in them.
#[cfg(windows)]
const FILES: &[(&str, &str)] = &[
    (r"%APPDATA%\descopectl\config\config.toml", "profiles; keys that were typed are beside it"),
    (r"%APPDATA%\descopectl\data", "data of the profile `local`, saved records of deleted users"),
    (r"%LOCALAPPDATA%\descopectl\data", "journals of bulk runs, rate limits"),
    (r"%LOCALAPPDATA%\descopectl\cache", "what can be fetched again"),
];
/// Files and folders of the platform, and what is in them.
#[cfg(not(any(target_os = "macos", windows)))]
const FILES: &[(&str, &str)] = &[
    ("~/.config/descopectl/config.toml", "profiles; keys that were typed are beside it"),
    ("~/.local/share/descopectl", "data of the profile `local`, saved records of deleted users"),
    ("~/.local/state/descopectl", "journals of bulk runs, rate limits"),
    ("~/.cache/descopectl", "what can be fetched again"),
];

/// The completions for one shell: a script that asks this program.
#[must_use]
pub fn completions_of(shell: Shell) -> Vec<u8> {
    super::complete::script(shell).unwrap_or_default()
}

/// Prints completions.
///
/// # Errors
/// When stdout is gone.
pub fn completions(ui: &Ui, output: &output::Settings, arguments: &Completions) -> anyhow::Result<()> {
    let script = completions_of(arguments.shell);
    let name = arguments.shell.to_string();
    text(ui, output, "completions.v1", ("shell", &name), ("script", &String::from_utf8_lossy(&script)))
}

/// Shows the help of a command, as `--help` does.
///
/// # Errors
/// Usage when there is no such command.
pub fn help(ui: &Ui, output: &output::Settings, arguments: &Help, tree: clap::Command) -> anyhow::Result<()> {
    let mut command = command_of(tree, &arguments.command)?;
    let page = command.render_long_help();
    if output.format == Format::Table && output.query.is_none() {
        ui.parser_says(&page, crate::ui::Stream::Stdout);
        return Ok(());
    }
    text(ui, output, "help.v1", ("command", &arguments.command.join(" ")), ("text", &page.to_string()))
}

/// The command with these words, with what belongs to it from the commands above.
fn command_of(mut tree: clap::Command, words: &[String]) -> Result<clap::Command> {
    tree.build();
    let mut command = &tree;
    for (number, word) in words.iter().enumerate() {
        let below = command.find_subcommand(word);
        command = below.ok_or_else(|| no_command(command, &words[..=number], word))?;
    }
    Ok(command.clone())
}

fn no_command(above: &clap::Command, words: &[String], word: &str) -> Error {
    let error = Error::usage(format!("there is no command `{}`", words.join(" ")));
    let likeness = |name: &&str| strsim::jaro_winkler(name, word);
    let names = above.get_subcommands().map(clap::Command::get_name);
    let nearest = names.max_by(|one, other| likeness(one).total_cmp(&likeness(other)));
    match nearest.filter(|name| likeness(name) > 0.7) {
        Some(nearest) => error.hint(format!("did you mean `{nearest}`?")),
        None => {
            let line = [&["descopectl".to_owned(), "help".to_owned()], &words[..words.len() - 1]].concat();
            error.hint(format!("`{}` lists the commands", line.join(" ")))
        }
    }
}

/// Shows the version.
///
/// # Errors
/// When stdout is gone.
pub fn version(ui: &Ui, output: &output::Settings) -> anyhow::Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    if output.format == Format::Table && output.query.is_none() && output.columns.is_none() {
        return Ok(ui.out(format!("descopectl {version}\n").as_bytes())?);
    }
    let document = json!({
        "schema": "version.v1",
        "name": "descopectl",
        "version": version,
        "emulator": cfg!(feature = "emulator"),
    });
    Ok(ui.out(&output::render(output.part(&document, &VERSION), &VERSION, output)?)?)
}

/// How the version is shown.
pub const VERSION: View = View {
    pointer: "",
    shape: Shape::One,
    columns: &[Column::text("Name", "name"), Column::text("Version", "version")],
    id: "version",
    fields: &["name", "version", "emulator"],
};

/// Shows a text that is the whole document: bare, or as a field of a JSON document.
pub(super) fn text(
    ui: &Ui,
    output: &output::Settings,
    schema: &str,
    (subject, name): (&str, &str),
    (field, text): (&str, &str),
) -> anyhow::Result<()> {
    if output.query.is_none() && !matches!(output.format, Format::Json | Format::Jsonl | Format::Yaml) {
        return Ok(ui.out(text.as_bytes())?);
    }
    let document = json!({ "schema": schema, subject: name, field: text });
    let view = View { pointer: "", shape: Shape::One, columns: &[], id: "", fields: &[] };
    Ok(ui.out(&output::render(&document, &view, output)?)?)
}
