//! Commands whose arguments are built only when they are reached.

use clap::{ArgMatches, Args, Command, Error, FromArgMatches, Subcommand};

/// A command, or a group of commands, that is built late: a run reaches one of them, and start-up
/// should not pay for the others.
#[derive(Debug)]
pub struct LazyCommand<T>(pub T);

impl<T: FromArgMatches> FromArgMatches for LazyCommand<T> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        T::from_arg_matches(matches).map(Self)
    }

    fn from_arg_matches_mut(matches: &mut ArgMatches) -> Result<Self, Error> {
        T::from_arg_matches_mut(matches).map(Self)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        self.0.update_from_arg_matches(matches)
    }
}

impl<T: Subcommand> Subcommand for LazyCommand<T> {
    fn augment_subcommands(command: Command) -> Command {
        command.defer(|command| {
            let about = command.get_about().cloned().unwrap_or_default();
            super::complete(T::augment_subcommands(command).about(about))
        })
    }

    fn augment_subcommands_for_update(command: Command) -> Command {
        T::augment_subcommands_for_update(command)
    }

    fn has_subcommand(name: &str) -> bool {
        T::has_subcommand(name)
    }
}

impl<T: Args> Args for LazyCommand<T> {
    fn augment_args(command: Command) -> Command {
        command.defer(|command| super::complete(T::augment_args(command)))
    }

    fn augment_args_for_update(command: Command) -> Command {
        T::augment_args_for_update(command)
    }
}
