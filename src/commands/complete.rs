//! What a shell shows for a word that is not complete: asked of this program by the script of `completions`.
//! Nothing is sent: names of the project are those that earlier commands have seen.

mod bash;

use std::{
    collections::{BTreeSet, VecDeque},
    ffi::OsString,
    path::PathBuf,
};

use clap::builder::Resettable;
use clap_complete::{
    Shell,
    engine::{ArgValueCandidates, CompletionCandidate, complete},
    env::Shells,
};
use serde_json::Value;

use self::bash::Line;
use crate::{
    commands::{
        batch::journals,
        history::{self, Named},
    },
    context::Context,
    folders,
    ops::{
        Operation as _, Spec,
        arguments::SORT_FIELDS,
        attribute,
        directory::{CreateRole, CreateTenant, DeleteRole, DeleteTenant},
    },
    output::View,
    private,
    profile::Config,
    settings::{self, Environment, Globals, Settings},
    ui::Ui,
};

/// The variable by which the script of a shell asks.
pub const VARIABLE: &str = "DESCOPECTL_COMPLETE";

/// The script that makes a shell ask.
///
/// # Errors
/// When it cannot be written.
pub fn script(shell: Shell) -> std::io::Result<Vec<u8>> {
    if shell == Shell::Bash {
        return Ok(bash::SCRIPT.into());
    }
    let mut script = Vec::new();
    if let Some(completer) = Shells::builtins().completer(&shell.to_string()) {
        completer.write_registration(VARIABLE, "descopectl", "descopectl", "descopectl", &mut script)?;
    }
    Ok(script)
}

/// What a shell asks, and what is needed for the answer.
pub struct Question {
    /// Name of the shell.
    pub shell: OsString,
    /// What its script gives behind `--`.
    pub words: Vec<OsString>,
    /// The command tree.
    pub tree: clap::Command,
    /// The global flags of a line.
    pub globals: fn(&[String]) -> Globals,
    /// How the command of these examples shows its document.
    pub view: fn(examples: &str) -> Option<&'static View>,
}

/// Answers a shell: what the word may become.
///
/// # Errors
/// When stdout is gone.
pub fn answer(ui: &Ui, question: Question) -> std::io::Result<()> {
    let folder = std::env::current_dir().ok();
    let mut found = Vec::new();
    if question.shell == "bash" {
        let text = |index: usize| question.words.get(index).map(|word| word.to_string_lossy());
        let line = Line::of(&text(0).unwrap_or_default(), &text(1).unwrap_or_default());
        let words: Vec<OsString> = line.words.iter().map(OsString::from).collect();
        let last = words.len() - 1;
        let candidates = complete(&mut tree_for(&question, &words), words, last, folder.as_deref())?;
        let inserted =
            candidates.iter().filter_map(|found| line.inserted(&found.get_value().to_string_lossy()));
        return ui.out(lines(inserted.collect()).as_bytes());
    }
    let shells = Shells::builtins();
    let shell = question.shell.to_str();
    let Some(completer) = shell.and_then(|shell| shells.completer(shell)) else { return Ok(()) };
    let mut tree = tree_for(&question, &question.words);
    completer.write_complete(&mut tree, question.words, folder.as_deref(), &mut found)?;
    let found = String::from_utf8_lossy(&found);
    let found = found.lines().map(|line| match completer.is("powershell") {
        true => for_powershell(line),
        false => line.to_owned(),
    });
    ui.out(lines(found.collect()).as_bytes())
}

/// Candidates a line each. Where a value may stand, flags are offered only once a dash is typed: there are many.
fn lines(candidates: Vec<String>) -> String {
    let is_flag = |candidate: &String| candidate.starts_with('-');
    let only_flags = candidates.iter().all(is_flag);
    let shown = candidates.iter().filter(|candidate| only_flags || !is_flag(candidate));
    shown.map(|candidate| format!("{candidate}\n")).collect()
}

/// A value with its help: PowerShell puts it into the line as it is, so that it must be quoted.
fn for_powershell(line: &str) -> String {
    let (value, help) = line.split_at(line.find('\t').unwrap_or(line.len()));
    let is_plain = |letter: char| letter.is_alphanumeric() || "-_./:\\=+%".contains(letter);
    match value.chars().all(is_plain) {
        true => line.to_owned(),
        false => format!("'{}'{help}", value.replace('\'', "''")),
    }
}

/// The tree for this line, each argument with where its values come from.
fn tree_for(question: &Question, words: &[OsString]) -> clap::Command {
    let mut tree = only_reached(question.tree.clone(), words);
    tree.build();
    let texts: Vec<String> = words.iter().map(|word| word.to_string_lossy().into_owned()).collect();
    let typed = texts.split_last().map_or(&[][..], |(_, typed)| typed);
    let globals = (question.globals)(typed);
    let source = Source {
        target: target(&globals),
        globals,
        commands: commands_below(&tree, typed),
        typed: typed.to_vec(),
        view: question.view,
    };
    with_values(tree, &[], &source)
}

/// The tree without what is below commands that the words do not name: building it takes the time.
fn only_reached(tree: clap::Command, words: &[OsString]) -> clap::Command {
    let is_named = |command: &clap::Command| {
        words.iter().any(|word| {
            command.get_name() == word.as_os_str()
                || command.get_all_aliases().any(|alias| alias == word.as_os_str())
        })
    };
    tree.mut_subcommands(|below| if is_named(&below) { below } else { below.defer(|command| command) })
}

/// The commands that may follow the words behind `help` or `man`.
fn commands_below(tree: &clap::Command, typed: &[String]) -> Vec<String> {
    let words = typed.iter().skip_while(|word| !["help", "man"].contains(&word.as_str())).skip(1);
    let mut command = tree;
    for word in words.filter(|word| !word.starts_with('-')) {
        match command.find_subcommand(word) {
            Some(below) => command = below,
            None => return Vec::new(),
        }
    }
    let shown = command.get_subcommands().filter(|below| !below.is_hide_set());
    shown.map(|below| below.get_name().to_owned()).collect()
}

/// Where values come from.
struct Source {
    /// Global flags of the line.
    globals: Globals,
    /// Project and address that the line is about; none where that is not known.
    target: Option<String>,
    /// Commands whose help there is.
    commands: Vec<String>,
    /// The words before the one that is completed.
    typed: Vec<String>,
    view: fn(&str) -> Option<&'static View>,
}

/// Gives values when they are asked for.
type Values = Box<dyn Fn() -> Vec<String> + Send + Sync>;

/// Tells each argument where its values come from. `path` has the words of the command.
fn with_values(command: clap::Command, path: &[&str], source: &Source) -> clap::Command {
    // Some examples begin with another command, which shows what this one needs.
    let own = format!("descopectl {}", path.join(" "));
    let examples = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let examples: Vec<&str> = examples.lines().map(str::trim).filter(|line| line.starts_with(&own)).collect();
    let examples = examples.join("\n");
    command
        .mut_args(|argument| match values_of(path, &argument, &examples, source) {
            Some(values) => {
                let candidates = move || values().into_iter().map(CompletionCandidate::new).collect();
                let candidates: Box<dyn Fn() -> Vec<CompletionCandidate> + Send + Sync> =
                    Box::new(candidates);
                argument.add(ArgValueCandidates::new(candidates))
            }
            None => argument,
        })
        .mut_subcommands(|below| {
            let name = below.get_name().to_owned();
            let is_typed = |alias: &str| source.typed.iter().any(|word| word == alias);
            // Of two names of a command the shell is offered one, which would be the alias.
            let is_typed = below.get_all_aliases().any(is_typed);
            let below = if is_typed { below } else { below.visible_alias(Resettable::Reset) };
            with_values(below, &[path, &[name.as_str()]].concat(), source)
        })
}

/// Where the values of an argument come from; none where clap knows them, or nobody does.
fn values_of(path: &[&str], argument: &clap::Arg, examples: &str, source: &Source) -> Option<Values> {
    let value = argument.get_value_names().and_then(|names| names.first()).map_or("", |name| name.as_str());
    let target = source.target.clone();
    let seen = move |kind: &'static str| -> Values { Box::new(move || recalled(target.as_deref(), kind)) };
    Some(match (path, argument.get_long(), value) {
        (_, Some("profile"), _)
        | (["profile", "use" | "show" | "set" | "rename" | "remove"], None, "NAME") => {
            let globals = source.globals.clone();
            Box::new(move || profiles(&globals))
        }
        (["help" | "man"], None, _) => {
            let commands = source.commands.clone();
            Box::new(move || commands.clone())
        }
        (_, Some("columns"), _) => {
            let (view, examples, attributes) = (source.view, examples.to_owned(), seen("attributes"));
            Box::new(move || columns(view(&examples), &attributes()))
        }
        (_, Some("sort"), _) => {
            let both = |(field, _): &(&str, &str)| [(*field).to_owned(), format!("{field}:desc")];
            Box::new(move || SORT_FIELDS.iter().flat_map(both).collect())
        }
        (_, Some("attribute"), _) | (["user", "update-custom-attributes"], None, "KEY=VALUE") => {
            let attributes = seen("attributes");
            Box::new(move || attributes().into_iter().map(|name| format!("{name}=")).collect())
        }
        (["attribute", "delete"], None, "NAME") => seen("attributes"),
        (_, Some("role"), _) | (_, None, "ROLE") => seen("roles"),
        (_, Some("tenant" | "selected-tenant"), _) | (_, None, "TENANT") => seen("tenants"),
        (_, _, "USER") => {
            let target = source.target.clone();
            Box::new(move || users(target.as_deref()))
        }
        (_, None, "JOB") => Box::new(jobs),
        _ => return None,
    })
}

/// The project and its address, as the flags, the environment and the configuration have them.
fn target(globals: &Globals) -> Option<String> {
    Settings::resolve(globals, &Environment::of_process()).ok()?.target_name().ok()
}

/// The users of a project that commands have changed and not deleted: those who were named, then those of batches.
fn users(target: Option<&str>) -> Vec<String> {
    let Named { mut users, gone } = history::users(target);
    let of_batches = recalled(target, USERS);
    let is_new = |name: &String| !users.contains(name) && !gone.contains(name);
    let more: Vec<String> = of_batches.into_iter().filter(is_new).collect();
    users.extend(more);
    users
}

/// The columns of a document; where it has custom attributes, also each of them.
fn columns(view: Option<&'static View>, attributes: &[String]) -> Vec<String> {
    const ATTRIBUTES: &str = "customAttributes";
    let Some(view) = view else { return Vec::new() };
    let fields: Vec<&str> = match view.fields {
        [] => view.columns.iter().map(|column| column.path).collect(),
        fields => fields.to_vec(),
    };
    let has_attributes = fields.contains(&ATTRIBUTES);
    let of_attributes =
        attributes.iter().filter(|_| has_attributes).map(|name| format!("{ATTRIBUTES}.{name}"));
    fields.iter().map(|field| (*field).to_owned()).chain(of_attributes).collect()
}

/// The profiles of the configuration file.
fn profiles(globals: &Globals) -> Vec<String> {
    let config =
        settings::config_file(globals, &Environment::of_process()).and_then(|file| Config::load(&file.value));
    let names = config.map(|config| config.profiles.keys().map(ToString::to_string).collect::<Vec<_>>());
    let names: BTreeSet<String> = names.unwrap_or_default().into_iter().chain(["local".to_owned()]).collect();
    names.into_iter().collect()
}

/// The IDs of the jobs whose journals are here.
fn jobs() -> Vec<String> {
    let files = journals().unwrap_or_default();
    files.iter().filter_map(|file| Some(file.file_stem()?.to_str()?.to_owned())).collect()
}

/// Most names that are kept of a kind.
const MOST: usize = 1000;

/// The lists whose names are kept, with the pointer to the list and the field of the name.
const LISTS: &[(&str, &str, &str, &str)] = &[
    ("/v1/mgmt/role/all", "roles", "/roles", "name"),
    ("/v1/mgmt/tenant/all", "tenants", "/tenants", "id"),
    ("/v1/mgmt/user/customattributes", "attributes", "/data", "name"),
];

/// What makes a name of a kind or takes it away, with where the names stand.
const CHANGES: &[(&str, &str, Change, Place)] = &[
    (CreateRole::SPEC.path, "roles", Change::Made, Place::Request("/name")),
    (DeleteRole::SPEC.path, "roles", Change::Gone, Place::Request("/name")),
    (CreateTenant::SPEC.path, "tenants", Change::Made, Place::Reply("/id")),
    (DeleteTenant::SPEC.path, "tenants", Change::Gone, Place::Request("/id")),
    (attribute::Create::SPEC.path, "attributes", Change::Made, Place::Request("/attributes")),
    (attribute::Delete::SPEC.path, "attributes", Change::Gone, Place::Request("/names")),
];

#[derive(Clone, Copy, PartialEq)]
enum Change {
    Made,
    Gone,
}

#[derive(Clone, Copy)]
enum Place {
    Request(&'static str),
    Reply(&'static str),
}

/// Keeps the names that a reply lists, or that a request has made or taken away. That they cannot be kept fails
/// nothing.
pub fn remember(context: &Context, spec: &Spec, request: &Value, reply: &Value) {
    if let Some((_, kind, pointer, field)) = LISTS.iter().find(|(path, ..)| *path == spec.path) {
        let rows = reply.pointer(pointer).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let names = rows.iter().filter_map(|row| row.get(field)?.as_str());
        let names: BTreeSet<String> = names.map(str::to_owned).collect();
        keep(context, kind, |_| names.into_iter().collect());
    }
    if ["user", "test-user"].contains(&spec.noun) {
        let users = reply.get("users").and_then(Value::as_array).into_iter().flatten();
        let mut seen = SeenInUsers::default();
        users.chain(reply.get("user")).chain([request]).for_each(|user| seen.add(user));
        seen.keep(context);
    }
    if let Some((_, kind, change, place)) = CHANGES.iter().find(|(path, ..)| *path == spec.path) {
        let named = match place {
            Place::Request(pointer) => request.pointer(pointer),
            Place::Reply(pointer) => reply.pointer(pointer),
        };
        let changed = names_in(named.unwrap_or(&Value::Null));
        keep(context, kind, |known| {
            let known = known.into_iter().filter(|name| !changed.contains(name));
            let made = changed.iter().filter(|_| *change == Change::Made).cloned();
            known.chain(made).collect::<BTreeSet<_>>().into_iter().collect()
        });
    }
}

/// Roles, tenants and attributes that users have.
#[derive(Default)]
pub(super) struct SeenInUsers {
    roles: BTreeSet<String>,
    tenants: BTreeSet<String>,
    attributes: BTreeSet<String>,
}

impl SeenInUsers {
    /// Notes those of a user, or of what is sent about one.
    pub(super) fn add(&mut self, user: &Value) {
        fn list<'v>(object: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
            object.get(name).and_then(Value::as_array).into_iter().flatten()
        }
        fn extend<'v>(seen: &mut BTreeSet<String>, names: impl Iterator<Item = &'v str>) {
            seen.extend(names.take(MOST.saturating_sub(seen.len())).map(str::to_owned));
        }
        let memberships = || list(user, "userTenants").chain(list(user, "tenants"));
        let roles = list(user, "roleNames").chain(memberships().flat_map(|tenant| list(tenant, "roleNames")));
        extend(&mut self.roles, roles.filter_map(Value::as_str));
        let tenants = memberships().chain([user]);
        extend(&mut self.tenants, tenants.filter_map(|tenant| tenant.get("tenantId")?.as_str()));
        let attributes = user.get("customAttributes").and_then(Value::as_object).into_iter();
        extend(&mut self.attributes, attributes.flat_map(|attributes| attributes.keys()).map(String::as_str));
    }

    /// Keeps them for completions.
    pub(super) fn keep(self, context: &Context) {
        for (kind, seen) in
            [("roles", self.roles), ("tenants", self.tenants), ("attributes", self.attributes)]
        {
            if !seen.is_empty() {
                keep(context, kind, |known| {
                    known.into_iter().collect::<BTreeSet<_>>().union(&seen).cloned().collect()
                });
            }
        }
    }
}

/// A name, a list of names, or a list of objects with names.
fn names_in(value: &Value) -> Vec<String> {
    let items = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    let names = items.iter().filter_map(|item| item.get("name").unwrap_or(item).as_str());
    names.map(str::to_owned).collect()
}

/// The kind of names that are users of batches.
const USERS: &str = "users";

/// Users whom a batch has changed or deleted, the latest last.
#[derive(Default)]
pub(super) struct RecentUsers {
    changed: VecDeque<String>,
    gone: VecDeque<String>,
}

impl RecentUsers {
    /// Users of batches that are kept.
    const MOST: usize = 200;

    pub(super) fn add(&mut self, name: &str) {
        Self::push(&mut self.changed, name);
    }

    pub(super) fn remove(&mut self, name: &str) {
        Self::push(&mut self.gone, name);
    }

    fn push(names: &mut VecDeque<String>, name: &str) {
        if names.len() == Self::MOST {
            names.pop_front();
        }
        names.push_back(name.to_owned());
    }

    /// Keeps them for completions, the latest first.
    pub(super) fn keep(self, context: &Context) {
        if self.changed.is_empty() && self.gone.is_empty() {
            return;
        }
        keep(context, USERS, |known| {
            let known = known.into_iter().filter(|name| !self.changed.contains(name));
            let all = self.changed.iter().rev().cloned().chain(known);
            all.filter(|name| !self.gone.contains(name)).take(Self::MOST).collect()
        });
    }
}

/// Changes the names of a kind that are kept.
fn keep(context: &Context, kind: &str, change: impl FnOnce(Vec<String>) -> Vec<String>) {
    let Some(target) = context.target_name().ok().filter(|_| !context.is_dry_run()) else { return };
    let Some(file) = file_of(&target, kind) else { return };
    let old = recalled(Some(&target), kind);
    let mut names = change(old.clone());
    names.retain(|name| !name.contains(char::is_control));
    names.truncate(MOST);
    if names == old && file.exists() {
        return;
    }
    let text: String = names.iter().map(|name| format!("{name}\n")).collect();
    if let Err(cause) = private::replace(&file, text.as_bytes()) {
        context.ui.trace(&format!("could not keep names for completions: {cause}"));
    }
}

/// The names of a kind that an earlier command has seen in a project.
fn recalled(target: Option<&str>, kind: &str) -> Vec<String> {
    let file = target.and_then(|target| file_of(target, kind));
    let text = file.and_then(|file| private::read_regular(&file).ok()).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

/// The file of the names of a kind, in a folder for each project and address.
fn file_of(target: &str, kind: &str) -> Option<PathBuf> {
    let folder: String =
        target.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' }).collect();
    Some(folders::cache()?.join("names").join(folder).join(kind))
}
