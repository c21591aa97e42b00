//! What a shell shows for a word that is not complete: asked of this program by the script of `completions`.
//! Nothing is sent: names of the project are those that earlier commands have seen.

use std::{collections::BTreeSet, ffi::OsStr, io::Write as _, path::PathBuf};

use clap_complete::{
    Shell,
    engine::{ArgValueCandidates, CompletionCandidate},
    env::Shells,
};
use serde_json::Value;

use crate::{
    commands::{batch::journals, history},
    context::Context,
    folders,
    ops::{Spec, arguments::SORT_FIELDS, user},
    private,
    profile::Config,
    settings::{self, Environment, Globals},
    ui::Ui,
};

/// The variable by which the script of a shell asks.
pub const VARIABLE: &str = "DESCOPECTL_COMPLETE";

/// The script that makes a shell ask.
///
/// # Errors
/// When it cannot be written.
pub fn script(shell: Shell) -> std::io::Result<Vec<u8>> {
    let mut script = Vec::new();
    if let Some(completer) = Shells::builtins().completer(&shell.to_string()) {
        completer.write_registration(VARIABLE, "descopectl", "descopectl", "descopectl", &mut script)?;
    }
    Ok(script)
}

/// Answers a shell: what the word may become. `words` are those behind `--`.
///
/// # Errors
/// When stdout is gone.
pub fn answer(
    ui: &Ui,
    shell: &OsStr,
    words: Vec<std::ffi::OsString>,
    tree: clap::Command,
) -> std::io::Result<()> {
    let shells = Shells::builtins();
    let Some(completer) = shell.to_str().and_then(|shell| shells.completer(shell)) else { return Ok(()) };
    let mut tree = only_reached(tree, &words);
    tree.build();
    let mut tree = with_values(tree);
    let mut answer = Vec::new();
    let folder = std::env::current_dir().ok();
    completer.write_complete(&mut tree, words, folder.as_deref(), &mut answer)?;
    ui.out(&answer)
}

/// The tree without what is below commands that the words do not name: building it takes the time.
fn only_reached(tree: clap::Command, words: &[std::ffi::OsString]) -> clap::Command {
    let is_named = |command: &clap::Command| {
        words.iter().any(|word| {
            command.get_name() == word.as_os_str()
                || command.get_all_aliases().any(|alias| alias == word.as_os_str())
        })
    };
    tree.mut_subcommands(|below| if is_named(&below) { below } else { below.defer(|command| command) })
}

/// Tells each argument where its values come from.
fn with_values(command: clap::Command) -> clap::Command {
    command
        .mut_args(|argument| match values_of(&argument) {
            Some(values) => argument.add(ArgValueCandidates::new(values)),
            None => argument,
        })
        .mut_subcommands(with_values)
}

/// Where the values of an argument come from; none where clap knows them, or nobody does.
fn values_of(argument: &clap::Arg) -> Option<fn() -> Vec<CompletionCandidate>> {
    let value = argument.get_value_names().and_then(|names| names.first()).map(|name| name.as_str());
    Some(match (argument.get_long(), value) {
        (Some("profile"), _) => profiles,
        (Some("columns"), _) => || candidates(user::USERS.fields.iter().map(|field| (*field).to_owned())),
        (Some("sort"), _) => || {
            let both = |field: &&str| [(*field).to_owned(), format!("{field}:desc")];
            candidates(SORT_FIELDS.iter().flat_map(both))
        },
        (Some("attribute"), _) => || candidates(recalled("attributes").map(|name| format!("{name}="))),
        (Some("role"), _) | (None, Some("ROLE")) => || candidates(recalled("roles")),
        (Some("tenant" | "selected-tenant"), _) | (None, Some("TENANT")) => {
            || candidates(recalled("tenants"))
        }
        (_, Some("USER")) => || candidates(history::users().into_iter()),
        (None, Some("JOB")) => jobs,
        _ => return None,
    })
}

fn candidates(values: impl Iterator<Item = String>) -> Vec<CompletionCandidate> {
    values.map(CompletionCandidate::new).collect()
}

/// The profiles of the configuration file.
fn profiles() -> Vec<CompletionCandidate> {
    let config = settings::config_file(&Globals::default(), &Environment::of_process())
        .and_then(|file| Config::load(&file.value));
    let names = config.map(|config| config.profiles.keys().map(ToString::to_string).collect::<Vec<_>>());
    candidates(names.unwrap_or_default().into_iter().chain(["local".to_owned()]))
}

/// The IDs of the jobs whose journals are here.
fn jobs() -> Vec<CompletionCandidate> {
    let files = journals().unwrap_or_default();
    candidates(files.iter().filter_map(|file| Some(file.file_stem()?.to_str()?.to_owned())))
}

/// Most names that are kept of a kind.
const MOST: usize = 1000;

/// The lists whose names are kept, with the pointer to the list and the field of the name.
const LISTS: &[(&str, &str, &str, &str)] = &[
    ("/v1/mgmt/role/all", "roles", "/roles", "name"),
    ("/v1/mgmt/tenant/all", "tenants", "/tenants", "id"),
    ("/v1/mgmt/user/customattributes", "attributes", "/data", "name"),
];

/// Keeps the names that a reply lists. That they cannot be kept fails nothing.
pub fn remember(context: &Context, spec: &Spec, reply: &Value) {
    let Some((_, kind, pointer, field)) = LISTS.iter().find(|(path, ..)| *path == spec.path) else { return };
    let rows = reply.pointer(pointer).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let names = rows.iter().filter_map(|row| row.get(field)?.as_str()).take(MOST);
    let names: BTreeSet<&str> = names.filter(|name| !name.contains(char::is_control)).collect();
    let text: String = names.iter().map(|name| format!("{name}\n")).collect();
    let Some(file) = file_of(kind) else { return };
    if context.is_dry_run() || private::read_regular(&file).is_ok_and(|old| old == text) {
        return;
    }
    if let Err(cause) = keep(&file, &text) {
        context.ui.trace(&format!("could not keep names for completions: {cause}"));
    }
}

fn keep(file: &std::path::Path, text: &str) -> std::io::Result<()> {
    let folder = file.parent().unwrap_or(std::path::Path::new("."));
    private::create_folder(folder)?;
    let mut new = tempfile::NamedTempFile::new_in(folder)?;
    new.write_all(text.as_bytes())?;
    new.persist(file).map_err(|error| error.error)?;
    Ok(())
}

/// The names of a kind that an earlier command has seen.
fn recalled(kind: &str) -> impl Iterator<Item = String> {
    let text = file_of(kind).and_then(|file| private::read_regular(&file).ok()).unwrap_or_default();
    text.lines().map(str::to_owned).collect::<Vec<_>>().into_iter()
}

fn file_of(kind: &str) -> Option<PathBuf> {
    Some(folders::cache()?.join("names").join(kind))
}
