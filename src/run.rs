//! From the command line to the exit code.

use std::{ffi::OsString, process::ExitCode};

use anyhow::Result;

use crate::{
    bulk::input,
    cli::{self, Cli, Command, LazyCommand, Typed},
    commands::{
        answers, api, backup, call, complete, doctor, documents, history,
        job::{self, Job},
        limits,
        profile::Profile,
        source, test_user, user,
    },
    context::{Context, Setup},
    env::Environment,
    error::{Error, Kind, Report},
    output::{self, Format, View},
    settings::Globals,
    ui::{Color, ErrorFormat, Loudness, Prompting, Stream, Ui},
    words,
};

/// Runs one command line and returns the exit code.
#[must_use]
pub fn run(arguments: Vec<OsString>) -> ExitCode {
    if let [_, word, query] = arguments.as_slice()
        && word == output::QUERY_PROCESS
    {
        let ui = Ui::new(Color::Never, Loudness::Quiet, Prompting::Refuse, ErrorFormat::Text);
        let answer = output::answer_query(&query.to_string_lossy());
        let answered = answer.is_some_and(|answer| ui.out(&answer).is_ok());
        return if answered { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    if let [_, word, program] = arguments.as_slice()
        && word == input::RECORDS_PROCESS
    {
        let ui = Ui::new(Color::Never, Loudness::Quiet, Prompting::Refuse, ErrorFormat::Text);
        let is_well = input::serve_records(&program.to_string_lossy(), move |line| ui.out(line));
        return if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    if let Some(shell) = std::env::var_os(complete::VARIABLE).filter(|shell| !shell.is_empty()) {
        let ui = Ui::new(Color::Never, Loudness::Quiet, Prompting::Refuse, ErrorFormat::Text);
        let words = arguments.into_iter().skip_while(|word| word != "--").skip(1).collect();
        let question = complete::Question {
            shell,
            words,
            tree: cli::command(),
            globals: cli::scan,
            view: view_of_examples,
        };
        let answered = complete::answer(&ui, question);
        return if answered.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    let words: Vec<String> =
        arguments.iter().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    match cli::parse(&arguments) {
        Ok(Cli { globals, typed, command }) => {
            execute(Setup::new(globals, Environment::of_process(), words), &typed, command)
        }
        Err(error) => {
            let setup = Setup::new(cli::scan(&words), Environment::of_process(), words);
            match completed(&setup.ui, &error, &arguments) {
                Some(Ok(arguments)) => {
                    let ended = run(arguments.clone());
                    // This one asks more by itself.
                    let is_profile =
                        matches!(cli::parse(&arguments), Ok(Cli { command: Command::Profile(_), .. }));
                    if ended == ExitCode::SUCCESS && !is_profile {
                        answers::say_without_questions(&setup.ui, &arguments[1..]);
                    }
                    ended
                }
                Some(Err(error)) => finish(&setup.ui, Err(error)),
                None => explain(&setup.ui, &error),
            }
        }
    }
}

/// The command line with what was missing, where it can be asked for.
fn completed(ui: &Ui, error: &clap::Error, arguments: &[OsString]) -> Option<Result<Vec<OsString>>> {
    if !ui.completes() {
        return None;
    }
    let lacking = cli::lacking(error, arguments).filter(|lacking| lacking.may_be_asked_for())?;
    let setup = Setup::new(lacking.globals.clone(), Environment::of_process(), Vec::new());
    setup.ui.completes().then(|| lacking.complete(setup, arguments))
}

fn execute(setup: Setup, typed: &Typed, command: Command) -> ExitCode {
    let ui = setup.ui.clone();
    match command {
        // This stands for another command, which has a setup of its own.
        Command::Job(LazyCommand(Job::Resume(arguments))) => match resumed(&setup, &arguments) {
            Ok((setup, typed, command)) => execute(setup, &typed, command),
            Err(error) => finish(&ui, Err(error)),
        },
        command => finish(&ui, dispatch(setup, typed, command)),
    }
}

/// The command that a job stands for.
fn resumed(setup: &Setup, arguments: &job::Resume) -> Result<(Setup, Typed, Command)> {
    let again = job::resumed(&setup.globals, arguments)?;
    let line = std::iter::once("descopectl").chain(again.words.iter().map(String::as_str));
    let Cli { mut globals, typed, mut command } = cli::parse(line).map_err(|error| {
        let why = error.to_string();
        again.refused(why.lines().next().unwrap_or_default().trim_start_matches("error: "))
    })?;
    if !is_bulk(&command) {
        return Err(again
            .refused(&format!("its journal does not hold the words of `{}`", again.command))
            .into());
    }
    if let Command::User(LazyCommand(user::User::Restore(restore))) = &mut command {
        // The last deletion may be another one by now.
        restore.file.get_or_insert_with(|| again.input.clone().into());
        restore.last = false;
    }
    globals.add(again.globals.clone());
    let mut setup = Setup::new(globals, setup.environment.clone(), again.words.clone());
    setup.resumed_job = Some(again.id.clone());
    // Settings that cannot be read fail when the command begins.
    if let Ok(settings) = &setup.settings {
        again.check_target(&settings.target_name()?)?;
    }
    Ok((setup, typed, command))
}

/// Whether a command runs a job: only such a command is taken from a journal.
fn is_bulk(command: &Command) -> bool {
    use crate::ops::user::Command as Operation;
    use user::User;
    match command {
        Command::User(LazyCommand(User::BatchRun(_) | User::Restore(_))) => true,
        Command::User(LazyCommand(User::Operation(operation))) => matches!(
            operation,
            Operation::BatchCreate(_)
                | Operation::BatchInvite(_)
                | Operation::BatchPatch(_)
                | Operation::BatchDelete(_)
        ),
        _ => false,
    }
}

fn dispatch(mut setup: Setup, typed: &Typed, command: Command) -> Result<()> {
    if let Command::Api(_) = command {
        api::prefer_json(&mut setup.output, &setup.settings);
    }
    check_flags(&setup, typed, &command)?;
    setup.output.check()?;
    settle_columns(&mut setup, &command)?;
    match command {
        // These need no configuration, and must work when it is broken.
        Command::Completions(_) | Command::Man(_) | Command::Help(_) | Command::Version(_) => {
            built_in(&setup, &command)
        }
        command => configured(setup, typed, command),
    }
}

/// Shows what is made from the command tree alone.
fn built_in(setup: &Setup, command: &Command) -> Result<()> {
    let Setup { ui, output, .. } = setup;
    match command {
        Command::Completions(LazyCommand(arguments)) => documents::completions(ui, output, arguments),
        Command::Man(LazyCommand(arguments)) => documents::man(setup, arguments, cli::command()),
        Command::Help(LazyCommand(arguments)) => documents::help(ui, output, arguments, cli::command()),
        _ => documents::version(ui, output),
    }
}

/// Refuses flags that would have no effect: those about requests where the command sends none, and those about
/// a document where it prints none.
fn check_flags(setup: &Setup, typed: &Typed, command: &Command) -> Result<()> {
    let Globals { project_id, base_url, confirm_project, timeout, rate, max_wait, .. } = &setup.globals;
    let given = [
        ("--project-id", project_id.is_some()),
        ("--base-url", base_url.is_some()),
        ("--confirm-project", confirm_project.is_some()),
        ("--timeout", timeout.is_some()),
        ("--rate", rate.is_some()),
        ("--max-wait", max_wait.is_some()),
    ];
    let Globals { output, columns, query, .. } = &setup.globals;
    // A form to fill in is a document, too, where JSON is asked for and no form is named.
    let is_of_form = !typed.names_form && matches!(output, Some(Format::Json | Format::Jsonl));
    let about_a_document = [
        ("--output", output.is_some() && !is_of_form),
        ("--columns", columns.is_some()),
        ("--query", query.is_some()),
    ];
    let (given, used): (Vec<_>, _) = match typed.prints_form {
        true => ([&given[..], &about_a_document].concat(), &[][..]),
        false => (given.to_vec(), used_flags(command)),
    };
    match given.iter().find(|(flag, is_given)| *is_given && !used.contains(flag)) {
        None => Ok(()),
        Some((flag, _)) => {
            let why = match typed.prints_form {
                true => "`--template` prints a file to fill in, and does nothing else",
                false => "this command sends no requests that it could be about",
            };
            Err(Error::without_effect(flag, "here", why).into())
        }
    }
}

/// Flags about requests that have an effect on a command.
fn used_flags(command: &Command) -> &'static [&'static str] {
    const ALL: &[&str] =
        &["--project-id", "--base-url", "--confirm-project", "--timeout", "--rate", "--max-wait"];
    match command {
        Command::User(_)
        | Command::TestUser(_)
        | Command::Jwt(_)
        | Command::Attribute(_)
        | Command::Tenant(_)
        | Command::Role(_)
        | Command::Api(_)
        | Command::Doctor(_)
        | Command::Job(LazyCommand(Job::Resume(_)))
        | Command::Profile(LazyCommand(Profile::Explain)) => ALL,
        Command::Limits(_) => &["--project-id", "--base-url", "--rate"],
        Command::Profile(LazyCommand(Profile::Add(_) | Profile::Set(_))) => {
            &["--project-id", "--base-url", "--timeout", "--rate"]
        }
        #[cfg(feature = "emulator")]
        Command::Emulator(_) => &["--project-id"],
        Command::Job(_)
        | Command::Backup(_)
        | Command::History(_)
        | Command::Profile(_)
        | Command::Source(_)
        | Command::Completions(_)
        | Command::Man(_)
        | Command::Help(_)
        | Command::Version(_) => &[],
    }
}

/// Refuses columns that the document of the command does not have, before anything is done.
fn settle_columns(setup: &mut Setup, command: &Command) -> Result<()> {
    match view_of(command) {
        Some(view) => Ok(setup.output.settle_columns(view)?),
        None => refuse_columns(setup),
    }
}

fn refuse_columns(setup: &Setup) -> Result<()> {
    if setup.output.columns.is_none() {
        return Ok(());
    }
    Err(Error::without_effect("--columns", "here", "this command shows no table").into())
}

/// How the document of a command is shown; none where it shows none.
#[must_use]
pub fn view_of(command: &Command) -> Option<&'static View> {
    match command {
        Command::User(LazyCommand(command)) => command.view(),
        Command::TestUser(LazyCommand(command)) => Some(command.spec().view()),
        Command::Jwt(LazyCommand(command)) => Some(command.spec().view()),
        Command::Attribute(LazyCommand(command)) => Some(command.spec().view()),
        Command::Tenant(LazyCommand(command)) => Some(command.spec().view()),
        Command::Role(LazyCommand(command)) => Some(command.spec().view()),
        Command::Job(LazyCommand(command)) => command.view(),
        Command::Backup(LazyCommand(command)) => Some(command.view()),
        Command::History(_) => Some(&history::HISTORY),
        Command::Limits(_) => Some(&limits::LIMITS),
        Command::Api(_) => Some(&api::REPLY),
        Command::Profile(LazyCommand(command)) => Some(command.view()),
        Command::Doctor(_) => Some(&doctor::CHECKS),
        Command::Source(LazyCommand(command)) => command.view(),
        #[cfg(feature = "emulator")]
        Command::Emulator(LazyCommand(command)) => command.view(),
        Command::Version(_) => Some(&documents::VERSION),
        Command::Completions(_) | Command::Man(_) | Command::Help(_) => None,
    }
}

/// How the command shows its document that these examples are of.
fn view_of_examples(examples: &str) -> Option<&'static View> {
    let command = examples.lines().find_map(|line| cli::parse(words::of_command_line(line)?).ok())?.command;
    view_of(&command)
}

fn configured(setup: Setup, typed: &Typed, command: Command) -> Result<()> {
    match command {
        // This says what is broken.
        Command::Doctor(_) => doctor::run(setup),
        // These change a configuration that may be broken, so that they must not need it.
        Command::Profile(LazyCommand(command)) => profile(&setup, &command),
        command => {
            let mut context = setup.context()?;
            context.command.clone_from(&typed.command);
            context.about.clone_from(&typed.about);
            context.before_changes(history::note_start);
            for warning in &context.settings.warnings {
                context.ui.warn(warning);
            }
            let ended = connected(&context, command);
            if context.has_changed() {
                history::note_end(&context, &ended);
            }
            ended
        }
    }
}

fn connected(context: &Context, command: Command) -> Result<()> {
    match command {
        Command::User(LazyCommand(command)) => user::run(context, command),
        Command::TestUser(LazyCommand(command)) => test_user::run(context, command),
        Command::Jwt(LazyCommand(command)) => call::run(context, command.into_call()),
        Command::Attribute(LazyCommand(command)) => call::run(context, command.into_call()),
        Command::Tenant(LazyCommand(command)) => call::run(context, command.into_call()),
        Command::Role(LazyCommand(command)) => call::run(context, command.into_call()),
        Command::Job(LazyCommand(command)) => job::run(context, &command),
        Command::Backup(LazyCommand(command)) => backup::run(context, &command),
        Command::History(LazyCommand(arguments)) => history::run(context, &arguments),
        Command::Source(LazyCommand(command)) => source::run(context, &command),
        Command::Limits(LazyCommand(arguments)) => limits::run(context, &arguments),
        Command::Api(LazyCommand(arguments)) => api::run(context, &arguments),
        #[cfg(feature = "emulator")]
        Command::Emulator(LazyCommand(command)) => crate::commands::emulator::run(context, &command),
        Command::Completions(_)
        | Command::Man(_)
        | Command::Help(_)
        | Command::Version(_)
        | Command::Profile(_)
        | Command::Doctor(_) => Ok(()),
    }
}

fn profile(setup: &Setup, command: &Profile) -> Result<()> {
    let Setup { globals, environment, ui, output, words, .. } = setup;
    let document = command.run(globals, environment, words, ui)?;
    let view = command.view();
    // Of a change, a sentence has said all.
    if command.is_change() && !output.wants_document() {
        return Ok(());
    }
    let bytes = output::render(output.part(&document, view), view, output)?;
    if command.is_change() {
        ui.out(&bytes)?
    } else {
        ui.page(&bytes)?
    }
    Ok(())
}

fn finish(ui: &Ui, result: Result<()>) -> ExitCode {
    // Where a document ended in an error, a pager may still show what came of it.
    let result = result.and(ui.end_page().map_err(Into::into));
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let report = Report::of(&error);
            let kind = report.kind();
            if kind != Kind::ClosedPipe {
                ui.error(report);
            }
            ExitCode::from(kind.exit_code())
        }
    }
}

/// Shows what clap says: help and version on stdout, wrong usage on stderr.
fn explain(ui: &Ui, error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        ui.parser_says(&error.render(), Stream::Stdout);
        return ExitCode::SUCCESS;
    }
    if ui.errors() == ErrorFormat::Text {
        ui.parser_refuses(error);
        return ExitCode::from(Kind::Usage.exit_code());
    }
    let text = error.to_string();
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let message = lines.next().unwrap_or_default().trim_start_matches("error: ").to_owned();
    let tips = lines.filter(|line| line.starts_with("tip: ") || line.starts_with("Usage: "));
    let arguments = arguments_of(error);
    let message = match message {
        _ if cli::shows_page(error) => "a command is missing".to_owned(),
        message if message.ends_with("were not provided:") => format!("{message} {}", arguments.join(", ")),
        message => message,
    };
    let usage = tips.fold(Error::usage(message), |error, tip| error.hint(tip));
    finish(ui, Err(usage.about(arguments).into()))
}

/// The arguments that the parser complains of.
fn arguments_of(error: &clap::Error) -> Vec<String> {
    use clap::error::{ContextKind, ContextValue};
    match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::String(one)) => vec![one.clone()],
        Some(ContextValue::Strings(all)) => all.clone(),
        _ => Vec::new(),
    }
}
