//! A command line that is right but for arguments that are missing, for asking for them.

use std::ffi::OsString;

use clap::{
    ArgMatches,
    error::{ContextKind, ContextValue, ErrorKind},
    parser::ValueSource,
};

use super::{Typed, globals, without_page};
use crate::commands::answers::Lacking;

/// What is missing, where the parser complains of nothing else than missing arguments that have a place.
#[must_use]
pub fn lacking(error: &clap::Error, arguments: &[OsString]) -> Option<Lacking> {
    let (ErrorKind::MissingRequiredArgument, Some(ContextValue::Strings(missing))) =
        (error.kind(), error.get(ContextKind::InvalidArg))
    else {
        return None;
    };
    // Parsed once more, now for what is there.
    let mut tree = without_page().ignore_errors(true);
    let matches = tree.try_get_matches_from_mut(arguments).ok()?;
    let (mut command, mut given) = (&tree, &matches);
    while let Some((name, below)) = given.subcommand() {
        (command, given) = (command.find_subcommand(name)?, below);
    }
    let named = |text: &String| {
        let name = text.trim_start_matches('<').trim_end_matches('.').trim_end_matches('>');
        let is_it = |argument: &&clap::Arg| {
            argument.get_value_names().is_some_and(|names| names.iter().any(|known| known.as_str() == name))
        };
        command.get_positionals().find(is_it).cloned()
    };
    let mut missing = missing.iter().map(named).collect::<Option<Vec<_>>>()?;
    missing.sort_by_key(clap::Arg::get_index);
    Some(Lacking {
        globals: globals(&matches).ok()?,
        command: Typed::of(&matches).command,
        missing,
        optional: command.get_arguments().filter(|argument| is_open(argument, given)).cloned().collect(),
        given: command.get_arguments().filter(|argument| is_given(argument, given)).cloned().collect(),
        by: given.try_get_one("by").ok().flatten().copied(),
    })
}

/// Whether a flag was typed.
fn is_given(argument: &clap::Arg, given: &ArgMatches) -> bool {
    let source = given.value_source(argument.get_id().as_str());
    argument.get_long().is_some() && source == Some(ValueSource::CommandLine)
}

/// Whether a flag takes a value and was not given.
fn is_open(argument: &clap::Arg, given: &ArgMatches) -> bool {
    let source = given.value_source(argument.get_id().as_str());
    argument.get_long().is_some() && argument.get_action().takes_values() && source.is_none()
}
