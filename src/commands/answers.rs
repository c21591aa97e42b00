//! What is missing on a command line is asked for, where a person sees and types all of it. The answers become
//! words of the command line, which is parsed once more: so they are checked as typed words are.

use std::ffi::OsString;

use clap::{Arg, builder::PossibleValue};
use serde_json::Value;

use crate::{
    api::{Request, Walk},
    commands::call,
    context::{Context, Setup},
    error::{Error, Kind, quoted, visible},
    ops::{
        self, Call, Effect, Spec,
        directory::{ListRoles, ListTenants},
        identifier::{By, Identifier, Reading},
        user::{Filters, Search, shown_name},
    },
    settings::Globals,
    ui::{Ui, capitalised},
};

/// A command line that lacks something.
#[derive(Debug)]
pub struct Lacking {
    /// The global flags that were typed.
    pub globals: Globals,
    /// The command words, such as `user load`.
    pub command: String,
    /// Arguments that are missing, in their order.
    pub missing: Vec<Arg>,
    /// Flags that were given.
    pub given: Vec<Arg>,
    /// Flags with a value that were not given.
    pub optional: Vec<Arg>,
    /// How identifiers are read, where that was said.
    pub by: Option<By>,
}

/// Commands that are no operations of the API and take nothing away.
const HARMLESS: &[&str] = &["profile add", "user edit"];

/// Flags by which an operation takes something away that it leaves alone without them. Those of `user patch` replace
/// what a user has.
const TAKING: &[(&str, &[&str])] =
    &[("", &["remove", "merge"]), ("user patch", &["role", "tenant", "family", "app", "status"])];

/// Users to pick from: those of one page.
const MOST: u64 = 100;

impl Lacking {
    /// Whether the command may be completed by questions. What takes something away must be typed in full.
    #[must_use]
    pub fn may_be_asked_for(&self) -> bool {
        match self.spec() {
            Some(spec) => {
                // What changes an address takes one away by a flag only.
                let takes = spec.takes.is_some() && spec.renames.is_none();
                !matches!(spec.effect, Effect::Ask(_)) && !takes && !self.takes_by_a_flag()
            }
            None => HARMLESS.contains(&self.command.as_str()),
        }
    }

    /// Asks, and returns the command line with the answers. Once that has done what it says,
    /// [`say_without_questions`] tells it.
    ///
    /// # Errors
    /// Those of the look-ups, and when somebody does not want to answer.
    pub fn complete(&self, setup: Setup, arguments: &[OsString]) -> anyhow::Result<Vec<OsString>> {
        let ui = setup.ui.clone();
        let asking = Asking { lacking: self, ui: &ui, context: OnceContext::new(setup) };
        Ok(asking.answers()?.put_into(arguments))
    }

    /// Whether one of the given flags takes something away.
    fn takes_by_a_flag(&self) -> bool {
        let taking = TAKING.iter().filter(|(command, _)| ["", &self.command].contains(command));
        let mut taking = taking.flat_map(|(_, flags)| *flags);
        taking.any(|flag| self.given.iter().any(|argument| argument.get_long() == Some(flag)))
    }

    fn spec(&self) -> Option<&'static Spec> {
        ops::all().into_iter().find(|spec| spec.command() == self.command)
    }

    fn flag(&self, name: &str) -> Option<&Arg> {
        self.optional.iter().find(|argument| argument.get_long() == Some(name))
    }
}

/// Tells the words of the command line that would have asked nothing.
pub fn say_without_questions(ui: &Ui, words: &[OsString]) {
    let words: Vec<String> = words.iter().map(|word| quoted(&word.to_string_lossy())).collect();
    ui.note(&format!("the same without questions: `descopectl {}`", words.join(" ")));
}

/// What was answered: flags, and words that have a place.
#[derive(Debug, Default)]
pub(super) struct Answers {
    flags: Vec<String>,
    words: Vec<String>,
}

impl Answers {
    /// Flags with their values alone.
    pub(super) fn of_flags(flags: Vec<String>) -> Self {
        Self { flags, words: Vec::new() }
    }

    /// Flags stand before `--`, the words at the end.
    pub(super) fn put_into(self, arguments: &[OsString]) -> Vec<OsString> {
        let mut before = arguments.to_vec();
        let at = arguments.iter().position(|word| word == "--").unwrap_or(arguments.len());
        let behind = before.split_off(at);
        before.extend(self.flags.into_iter().map(OsString::from));
        let is_open = behind.is_empty() && self.words.iter().any(|word| word.starts_with('-'));
        before.extend(behind);
        before.extend(is_open.then(|| "--".into()));
        before.extend(self.words.into_iter().map(OsString::from));
        before
    }
}

/// The settings until a request has to be sent; what is asked first may need none.
struct OnceContext {
    setup: std::cell::Cell<Option<Setup>>,
    context: std::cell::OnceCell<Context>,
}

impl OnceContext {
    fn new(setup: Setup) -> Self {
        Self { setup: std::cell::Cell::new(Some(setup)), context: std::cell::OnceCell::new() }
    }

    fn get(&self) -> crate::error::Result<&Context> {
        if let Some(setup) = self.setup.take() {
            let _ = self.context.set(setup.context()?);
        }
        self.context.get().ok_or_else(|| Error::failed("could not set up the connection"))
    }
}

/// The questions for one command line.
struct Asking<'l> {
    lacking: &'l Lacking,
    ui: &'l Ui,
    context: OnceContext,
}

impl Asking<'_> {
    fn answers(&self) -> anyhow::Result<Answers> {
        // Asks only if the command can send requests.
        if self.lacking.spec().is_some() {
            self.context.get()?.client()?;
        }
        let mut answers = Answers::default();
        for argument in &self.lacking.missing {
            match value_name(argument) {
                "USER" => answers.words.push(self.user()?),
                "ROLE" => answers.words.extend(self.roles_to_give()?),
                "TENANT" => answers.words.push(self.tenant(argument)?),
                _ => answers.words.push(self.value(argument)?),
            }
        }
        // A login ID is missing where a user is to be made.
        if let (Some(email), Some(login_id)) = (self.lacking.flag("email"), answers.words.first().cloned())
            && !self.lacking.missing.iter().any(|argument| value_name(argument) == "USER")
        {
            answers.flags = self.profile_of(&login_id, email)?;
        }
        Ok(answers)
    }

    /// A value that must be there.
    fn value(&self, argument: &Arg) -> anyhow::Result<String> {
        let prompt = prompt_of(argument);
        let values = argument.get_possible_values();
        if !values.is_empty() {
            let names: Vec<String> = values.iter().map(PossibleValue::get_name).map(str::to_owned).collect();
            return Ok(self.pick(&prompt, names)?);
        }
        let check =
            |text: &str| if text.is_empty() { Err("it is needed".to_owned()) } else { check(argument, text) };
        Ok(self.ui.text(&prompt, None, check)?)
    }

    /// What is usually said of a new user besides the login ID.
    fn profile_of(&self, login_id: &str, email: &Arg) -> anyhow::Result<Vec<String>> {
        let mut flags = Vec::new();
        let mut add = |name: &str, value: &str| match value {
            "" => {}
            value if value.starts_with('-') => flags.push(format!("--{name}={value}")),
            value => flags.extend([format!("--{name}"), value.to_owned()]),
        };
        let optional = |argument: &Arg, default: Option<&str>| {
            let check = |text: &str| if text.is_empty() { Ok(()) } else { check(argument, text) };
            self.ui.text(&prompt_of(argument), default, check)
        };
        let address = Some(login_id).filter(|login_id| check(email, login_id).is_ok());
        let address = optional(email, address)?;
        add("email", &address);
        // The API wants one of the two.
        if let Some(phone) = self.lacking.flag("phone").filter(|_| address.is_empty()) {
            add("phone", &optional(phone, None)?);
        }
        if let Some(name) = self.lacking.flag("name") {
            add("name", &optional(name, None)?);
        }
        if self.lacking.flag("role").is_some() {
            self.pick_several("Roles", &roles(self.context.get()?)?)?
                .iter()
                .for_each(|name| add("role", name));
        }
        if self.lacking.flag("tenant").is_some() {
            let picked = self.pick_several("Tenants", &tenants(self.context.get()?)?)?;
            picked.iter().for_each(|name| add("tenant", name));
        }
        Ok(flags)
    }

    /// The user whom the command is about: a text, one search, and a pick of what came.
    fn user(&self) -> anyhow::Result<String> {
        let context = self.context.get()?;
        loop {
            let prompt = "User (part of a name, an address or a login ID)";
            let text = self.ui.text(prompt, None, |_| Ok(()))?;
            let Ok(name) = text.parse() else { return Err(not_answered().into()) };
            let mut search = Search::all(Filters::default());
            (search.text, search.all, search.limit) = (Some(name), false, Some(MOST));
            let mut walk = Walk::new(&search)?;
            let client = context.client()?;
            let found = context.block_on_until_asked_to_end(walk.next(client))??.unwrap_or_default();
            if found.is_empty() {
                self.ui.note(&format!("no user matches `{text}`"));
                continue;
            }
            if walk.total() > walk.received() {
                self.ui.note(&format!("{} of {} users who match", walk.received(), walk.total()));
            }
            let people: Vec<String> = found.iter().map(listed_person).collect();
            let picked = self.ui.pick("Who", &people, || context.endures_interrupts())?;
            let record = picked.and_then(|picked| found.get(picked)).ok_or_else(not_answered)?;
            return Ok(self.name_of(record));
        }
    }

    /// A name by which the command finds exactly this user.
    fn name_of(&self, record: &Value) -> String {
        let user_id = record.get("userId").and_then(Value::as_str).unwrap_or_default();
        let reading = Reading { by: self.lacking.by };
        let by_login_id =
            |name: &&str| name.parse::<Identifier>().is_ok_and(|name| !reading.is_user_id(&name));
        let login_id = record.pointer("/loginIds/0").and_then(Value::as_str).filter(by_login_id);
        login_id.unwrap_or(user_id).to_owned()
    }

    /// Roles, picked from those of the project.
    fn roles_to_give(&self) -> anyhow::Result<Vec<String>> {
        let picked = self.pick_several("Roles", &roles(self.context.get()?)?)?;
        if picked.is_empty() { Err(not_answered().into()) } else { Ok(picked) }
    }

    /// A tenant, picked from those of the project where these can be listed.
    fn tenant(&self, argument: &Arg) -> anyhow::Result<String> {
        match tenants(self.context.get()?)? {
            none if none.is_empty() => self.value(argument),
            all => Ok(self.pick(&prompt_of(argument), all)?),
        }
    }

    fn pick(&self, prompt: &str, mut names: Vec<String>) -> crate::error::Result<String> {
        let context = self.context.get()?;
        let picked = self.ui.pick(prompt, &names, || context.endures_interrupts())?;
        picked.map(|picked| names.swap_remove(picked)).ok_or_else(not_answered)
    }

    /// Any number of names. Asks nothing where there are none.
    fn pick_several(&self, prompt: &str, names: &[String]) -> crate::error::Result<Vec<String>> {
        if names.is_empty() {
            return Ok(Vec::new());
        }
        let context = self.context.get()?;
        let picked = self.ui.pick_several(prompt, names, || context.endures_interrupts())?;
        Ok(picked.into_iter().filter_map(|picked| names.get(picked).cloned()).collect())
    }
}

/// A user in a list that is narrowed down by typing: the login ID first, since long lines are cut at their end.
fn listed_person(record: &Value) -> String {
    let text = |place: &str| record.pointer(place).and_then(Value::as_str).map(str::to_owned);
    let texts = [text("/loginIds/0"), shown_name(record), text("/userId")];
    texts.into_iter().flatten().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("  ")
}

/// The roles of the project, by name.
fn roles(context: &Context) -> anyhow::Result<Vec<String>> {
    let of_project = |role: &Value| role.get("tenantId").and_then(Value::as_str).is_none_or(str::is_empty);
    listed(context, &ListRoles {}, "/roles", "name", of_project)
}

/// The tenants, by ID.
fn tenants(context: &Context) -> anyhow::Result<Vec<String>> {
    listed(context, &ListTenants {}, "/tenants", "id", |_| true)
}

/// The names that a list has. If the key may not read the list, the question is left out.
///
/// # Errors
/// When the look-up is interrupted.
fn listed(
    context: &Context,
    call: &dyn Call,
    pointer: &str,
    field: &str,
    is_meant: impl Fn(&Value) -> bool,
) -> anyhow::Result<Vec<String>> {
    let reply = Request::of(call).map_err(Into::into);
    let reply = match reply.and_then(|request| call::send(context, call.spec(), &request, None)) {
        Ok(reply) => reply,
        Err(error) if is_interrupted(&error) => return Err(error),
        Err(error) => {
            context.ui.trace(&format!("{error:#}"));
            Value::Null
        }
    };
    let rows = reply.pointer(pointer).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let names = rows.iter().filter(|row| is_meant(row)).filter_map(|row| row.get(field)?.as_str());
    Ok(names.map(str::to_owned).collect())
}

fn is_interrupted(error: &anyhow::Error) -> bool {
    error.downcast_ref::<Error>().is_some_and(|error| error.kind() == Kind::Interrupted)
}

fn not_answered() -> Error {
    Error::new(Kind::Usage, "nothing was chosen")
        .hint("give what is missing on the command line: see `--help`")
}

/// The name of an argument's value, such as `USER`.
fn value_name(argument: &Arg) -> &str {
    argument.get_value_names().and_then(|names| names.first()).map_or("", |name| name.as_str())
}

/// What is asked for an argument: its help without what is about typing it.
fn prompt_of(argument: &Arg) -> String {
    let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
    let line = help.lines().next().unwrap_or_default();
    capitalised(line.split(['(', ';']).next().unwrap_or_default().trim())
}

/// Whether an argument takes this value; else why not.
fn check(argument: &Arg, text: &str) -> Result<(), String> {
    let value = Arg::new("value").value_parser(argument.get_value_parser().clone());
    let command = clap::Command::new("").no_binary_name(true).disable_help_flag(true).arg(value);
    command.try_get_matches_from(["--", text]).map(drop).map_err(|error| {
        let why = error.to_string();
        let why = why.lines().next().unwrap_or_default();
        visible(why.rsplit("]': ").next().unwrap_or_default().trim_start_matches("error: "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(answers: Answers, line: &str) -> String {
        let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        let words = answers.put_into(&words);
        words.iter().map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn answers_stand_where_the_parser_finds_them() {
        let answers = |flags: &[&str], words: &[&str]| {
            let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
            Answers { flags: owned(flags), words: owned(words) }
        };
        assert_eq!(put(answers(&["--role=a"], &["ann"]), "x user create"), "x user create --role=a ann");
        assert_eq!(put(answers(&[], &["-ann"]), "x user load"), "x user load -- -ann");
        assert_eq!(put(answers(&["--role=a"], &["-ann"]), "x y -- z"), "x y --role=a -- z -ann");
    }

    #[test]
    fn a_value_is_checked_as_the_flag_does_it() {
        let email = Arg::new("email").long("email").value_parser(clap::value_parser!(ops::arguments::Email));
        assert_eq!(check(&email, "ann@example.com"), Ok(()));
        let why = check(&email, "ann").unwrap_err();
        assert_eq!(why, "not an e-mail address, expected the form `name@example.com`");
    }
}
