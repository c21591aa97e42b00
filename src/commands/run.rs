//! From the command line to the exit code.

use std::{ffi::OsString, process::ExitCode};

use anyhow::Result;

use super::{
    api, call, doctor, documents,
    job::{self, Job},
    profile::Profile,
    test_user, user,
};
use crate::{
    cli::{self, Cli, Command, Globals, Later},
    context::{self, Context},
    error::{Error, Report},
    output,
    settings::{Environment, Overrides},
    ui::{Color, ErrorFormat, Loudness, Prompting, Ui},
};

/// Runs one command line and returns the exit code.
#[must_use]
pub fn run(arguments: Vec<OsString>) -> ExitCode {
    let errors = error_format(&arguments);
    let plain = Ui::new(Color::Auto, Loudness::Normal, Prompting::Refuse, errors);
    match cli::parse(&arguments) {
        Ok(cli) => {
            let ui = Ui::new(cli.globals.color, cli.globals.loudness(), Prompting::Refuse, errors);
            finish(&ui, execute(cli))
        }
        Err(error) => explain(&plain, &error),
    }
}

fn execute(cli: Cli) -> Result<()> {
    match cli.command {
        // These need no configuration, and must work when it is broken.
        Command::Completions(Later(arguments)) => documents::completions(&arguments),
        Command::Man(Later(arguments)) => documents::man(&arguments),
        // This says what is broken.
        Command::Doctor(_) => doctor::run(cli.globals),
        // This stands for another command.
        Command::Job(Later(Job::Resume(arguments))) => execute(job::resumed(&cli.globals, &arguments)?),
        // These are how one mends a configuration that no other command can use.
        Command::Profile(Later(command)) => profile(cli.globals, &command),
        command => dispatch(&Context::new(cli.globals)?, command),
    }
}

fn dispatch(context: &Context, command: Command) -> Result<()> {
    match command {
        Command::User(Later(command)) => user::run(context, command),
        Command::TestUser(Later(command)) => test_user::run(context, command),
        Command::Jwt(Later(command)) => call::run(context, command.into_call()),
        Command::Attribute(Later(command)) => call::run(context, command.into_call()),
        Command::Tenant(Later(command)) => call::run(context, command.into_call()),
        Command::Role(Later(command)) => call::run(context, command.into_call()),
        Command::Job(Later(command)) => job::run(context, &command),
        Command::Limits(Later(arguments)) => super::limits::run(context, &arguments),
        Command::Api(Later(arguments)) => api::run(context, &arguments),
        #[cfg(feature = "emulator")]
        Command::Emulator(Later(command)) => super::emulator::run(context, &command),
        Command::Completions(_) | Command::Man(_) | Command::Profile(_) | Command::Doctor(_) => Ok(()),
    }
}

fn profile(globals: Globals, command: &Profile) -> Result<()> {
    let overrides = Overrides::from(&globals);
    let (ui, output) = context::printers(&globals, globals.output.unwrap_or_default());
    let Some(document) = command.run(&overrides, &Environment::of_process(), &ui)? else { return Ok(()) };
    output.check()?;
    let view = command.view();
    ui.out(&output::render(output.part(&document, view), view, &output)?)?;
    Ok(())
}

fn finish(ui: &Ui, result: Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let report = Report::of(&error);
            if report.kind() != crate::error::Kind::ClosedPipe {
                ui.error(&report);
            }
            ExitCode::from(report.kind().exit_code())
        }
    }
}

/// Shows what clap says: help and version on stdout, wrong usage on stderr.
fn explain(ui: &Ui, error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        // A reader that closes the pipe has read enough.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    if ui.errors() == ErrorFormat::Text {
        let _ = error.print();
        return ExitCode::from(crate::error::Kind::Usage.exit_code());
    }
    let text = error.to_string();
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let message = lines.next().unwrap_or_default().trim_start_matches("error: ").to_owned();
    let tips = lines.filter(|line| line.starts_with("tip: ") || line.starts_with("Usage: "));
    let usage = tips.fold(Error::usage(message), |error, tip| error.hint(tip));
    finish(ui, Err(usage.into()))
}

/// Errors are JSON when JSON was asked for, also those that come before the flags are understood.
fn error_format(arguments: &[OsString]) -> ErrorFormat {
    let words: Vec<&str> = arguments.iter().filter_map(|word| word.to_str()).collect();
    let value_of = |pair: &[&str]| match pair {
        ["-o" | "--output", value] => Some((*value).to_owned()),
        [_, word] | [word] => {
            let value = word.strip_prefix("--output=").or_else(|| word.strip_prefix("-o"))?;
            Some(value.trim_start_matches('=').to_owned())
        }
        _ => None,
    };
    let typed = words.windows(2).filter_map(value_of).next_back();
    match typed.or_else(|| std::env::var(crate::env::OUTPUT).ok()).as_deref() {
        Some("json" | "jsonl") => ErrorFormat::Json,
        _ => ErrorFormat::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errors(line: &str) -> ErrorFormat {
        error_format(&line.split(' ').map(OsString::from).collect::<Vec<_>>())
    }

    #[test]
    fn json_errors_follow_the_output_flag_however_it_is_typed() {
        for line in ["x -o json", "x -ojson", "x -o=json", "x --output json", "x --output=jsonl -v"] {
            assert_eq!(errors(line), ErrorFormat::Json, "{line}");
        }
        assert_eq!(errors("x -o table"), ErrorFormat::Text);
        assert_eq!(errors("x"), ErrorFormat::Text);
    }
}
