//! `user batch-run`: an operation on one user, for each row of a file.

use clap::{FromArgMatches as _, Subcommand as _};
use secrecy::SecretString;
use serde_json::Value;

use super::{Batch, Question, Run, mapping, meaning, show_plan};
use crate::{
    bulk::{Checked, Each, Emptying, Mapping, Parsed, RowParser, Shape, Source, row_command, runs_anew},
    context::Context,
    error::{Error, Result},
    ops::{
        Accepts, Effect, Spec,
        identifier::By,
        user::{self, BatchRun, InputFormat},
    },
    ui::Ui,
};

/// Runs an operation for each row.
///
/// # Errors
/// Usage when the file has problems: nothing is sent then. `SomeFailed` when rows failed.
pub(in crate::commands) fn run(context: &Context, arguments: &BatchRun) -> anyhow::Result<()> {
    let (spec, _) = user::runnable_operation(&arguments.operation)?;
    let shape = Box::new(OperationRow::new(spec)?);
    let input = &arguments.input;
    let mapping = mapping(&input.columns);
    let batch = match (&input.file, input.template) {
        (Some(file), None) => {
            let source = Source::open(file, input.format)?;
            let source = as_list_of_users(source, input.format, &mapping, shape.as_ref(), &context.ui)?;
            Batch::check(context, source, shape, &input.columns)?
        }
        _ => match Batch::read(context, input, shape)? {
            Some(batch) => batch,
            None => return Ok(()),
        },
    };
    let checked = &batch.checked;
    let what = match spec.effect {
        Effect::Ask(what) => what,
        _ => "change {}",
    };
    let question = Question { what, expect: arguments.expect, first: &checked.first, count: checked.rows };
    match spec.effect {
        Effect::Ask(_) => question.ask(context)?,
        _ => question.check_expected()?,
    }
    if context.is_dry_run() {
        let requests = checked.requests + look_ups(spec, arguments, checked);
        return show_plan(context, spec.bucket, checked.rows, requests);
    }
    let command = format!("user batch-run {}", spec.verb);
    let run = Run {
        command,
        input: batch.source.place(),
        meaning: meaning(&batch.source, &input.columns, &format!("{:?}", arguments.reading.by)),
        restart: arguments.running.restart,
        runs_anew: runs_anew(spec),
    };
    let mut specs = vec![spec];
    specs.extend(spec.then);
    let reading = arguments.reading;
    batch.carry_out(context, &run, &arguments.running, |_| Ok(Each { specs, reading }))
}

/// Requests that find out about users before the operation.
fn look_ups(spec: &Spec, arguments: &BatchRun, checked: &Checked) -> u64 {
    let by_user_id = match arguments.reading.by {
        Some(By::UserId) => checked.rows,
        Some(By::LoginId) => 0,
        None => checked.user_ids,
    };
    match spec.accepts {
        _ if spec.keeps_last_app => checked.rows,
        Some(Accepts::LoginId) => by_user_id,
        _ => 0,
    }
}

/// A file with one column whose name is no field is a plain list of users, unless its form was stated.
pub(in crate::commands) fn as_list_of_users(
    source: Source,
    stated: Option<InputFormat>,
    mapping: &Mapping,
    shape: &dyn Shape,
    ui: &Ui,
) -> Result<Source> {
    if stated.is_some() || !source.has_header() {
        return Ok(source);
    }
    let header = source.rows()?.header();
    let is_list = header.len() == 1 && header.iter().all(|name| !RowParser::knows(shape, mapping, name));
    if is_list {
        ui.note(&format!("read `{}` as a plain list, one login ID or user ID a line", source.name()));
    }
    Ok(if is_list { source.as_lines() } else { source })
}

/// A row that holds the arguments of an operation.
struct OperationRow {
    /// The operation below a command that has no other.
    command: clap::Command,
    spec: &'static Spec,
}

/// The column of a secret, which no flag takes.
const SECRET: &str = "password";

impl OperationRow {
    fn new(spec: &'static Spec) -> Result<Self> {
        let all = user::Command::augment_subcommands(clap::Command::new("user"));
        let one = all.get_subcommands().find(|command| command.get_name() == spec.verb).cloned();
        let mut one =
            one.ok_or_else(|| Error::failed(format!("there is no command `{}`", spec.command())))?;
        if one.get_arguments().any(|argument| argument.get_id() == "password_stdin") {
            one = one.arg(clap::Arg::new(SECRET).long(SECRET).required(true));
        }
        let one = row_command(one);
        let command = clap::Command::new("row").no_binary_name(true).subcommand(one);
        Ok(Self { command, spec })
    }

    fn operation(&self) -> Option<&clap::Command> {
        self.command.get_subcommands().next()
    }
}

/// Arguments that make no sense in a row: where a secret comes from, how identifiers are read, and the
/// merge of two users, which names the other one first.
const NOT_IN_ROWS: &[&str] = &["by", "password_stdin", "password_file", "generate", "merge"];

/// Opening all applications by removing the last one is not for many users at once: `set-apps` says it.
const NOT_IN_REMOVE_APP: &str = "allow_all_apps";

impl Shape for OperationRow {
    fn arguments(&self) -> Vec<clap::Arg> {
        let arguments = self.operation().into_iter().flat_map(clap::Command::get_arguments);
        let removes_apps = self.spec.keeps_last_app;
        let is_column = |argument: &&clap::Arg| {
            let id = argument.get_id().as_str();
            !(NOT_IN_ROWS.contains(&id) || removes_apps && id == NOT_IN_REMOVE_APP)
        };
        arguments.filter(is_column).cloned().collect()
    }

    fn read(&mut self, words: Vec<String>) -> Result<Parsed, clap::Error> {
        let words = std::iter::once(self.spec.verb.to_owned()).chain(words);
        let mut matches = self.command.try_get_matches_from_mut(words)?;
        let secret = matches
            .subcommand_matches(self.spec.verb)
            .and_then(|matches| matches.try_get_one::<String>(SECRET).ok().flatten().cloned());
        let command = user::Command::from_arg_matches_mut(&mut matches)?;
        let wrong = |why: String| self.command.clone().error(clap::error::ErrorKind::Io, why);
        let bodies = match command {
            user::Command::AddTenant(arguments) => {
                let first = crate::ops::Call::body(&arguments).map_err(|error| wrong(error.to_string()))?;
                std::iter::once(first).chain(arguments.roles_body()).collect()
            }
            user::Command::UpdateCustomAttributes(arguments) => arguments.bodies(),
            command => {
                let mut call = command.into_call();
                if let (Some(mut slot), Some(secret)) = (call.secret(), secret) {
                    slot.fill(SecretString::from(secret));
                }
                vec![call.body().map_err(|error| wrong(error.to_string()))?]
            }
        };
        // A name that one row gives up and another takes would make their order count.
        let text = |field: &str| bodies.first()?.get(field)?.as_str().filter(|text| !text.is_empty());
        let names = ["loginId", "newLoginId"].into_iter().filter_map(text).map(str::to_owned).collect();
        Ok(Parsed { names, body: Value::Array(bodies) })
    }

    fn emptying(&self) -> Emptying {
        Emptying::Argument
    }

    /// Adding and removing can be about the same user again; of two values to set, one would be lost. Two
    /// rows that each leave an application would together take the last one.
    fn repeats(&self) -> bool {
        self.spec.allows_duplicates()
    }
}
