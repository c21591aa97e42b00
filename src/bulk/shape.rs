//! What a row may say: the arguments of a command are the columns of a file.

use std::marker::PhantomData;

use serde::Serialize;
use serde_json::Value;

use crate::ops::{
    flags,
    identifier::Identifier,
    user::{BatchUser, GoneUser, PatchUser},
};

/// A row, understood.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// What the API takes for it.
    pub body: Value,
    /// Identifiers of the user, the first one first.
    pub names: Vec<String>,
}

/// What it means that a row empties a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Emptying {
    /// Nothing: a new user has nothing to empty.
    Nothing,
    /// The field is sent as empty.
    Field,
    /// The argument is given as empty, or the command's switch for it.
    Argument,
}

/// What rows are read as.
pub trait Shape {
    /// The arguments that a row may give: its columns.
    fn arguments(&self) -> Vec<clap::Arg>;

    /// Reads the arguments of one row.
    ///
    /// # Errors
    /// Those of the command line.
    fn read(&mut self, words: Vec<String>) -> Result<Parsed, clap::Error>;

    /// The same for who only wants to know whether a row is sound, and whom it is about: the body may be
    /// left out.
    ///
    /// # Errors
    /// As [`Self::read`].
    fn skim(&mut self, words: Vec<String>) -> Result<Parsed, clap::Error> {
        self.read(words)
    }

    /// What a row can do to a field that it empties.
    fn emptying(&self) -> Emptying {
        Emptying::Nothing
    }

    /// Whether columns without a meaning are passed over.
    fn passes_over(&self) -> bool {
        false
    }

    /// Whether several rows may be about the same user.
    fn repeats(&self) -> bool {
        false
    }
}

/// A struct that holds one row.
pub trait UserRow: clap::Args + Serialize {
    /// Whether a row may empty fields that a user has.
    const CLEARS: bool = false;
    /// Whether columns without a meaning are passed over.
    const PASSES_OVER: bool = false;

    /// Identifiers of the user, the first one first.
    fn names(&self) -> Vec<String>;
}

impl UserRow for BatchUser {
    fn names(&self) -> Vec<String> {
        let further = self.details.additional_identifiers.iter().flatten();
        std::iter::once(&self.login_id).chain(further).map(ToString::to_string).collect()
    }
}

impl UserRow for PatchUser {
    const CLEARS: bool = true;

    fn names(&self) -> Vec<String> {
        vec![self.login_id.to_string()]
    }
}

impl UserRow for GoneUser {
    const PASSES_OVER: bool = true;

    fn names(&self) -> Vec<String> {
        let login_ids = self.login_id.iter().chain(&self.login_ids);
        self.user_id.iter().chain(login_ids).next().map(Identifier::to_string).into_iter().collect()
    }
}

/// The shape of a struct that holds one row.
pub struct RowOf<S> {
    command: clap::Command,
    row: PhantomData<S>,
}

impl<S: UserRow> RowOf<S> {
    /// The shape, ready to read rows.
    #[must_use]
    pub fn new() -> Self {
        Self { command: row_command(S::augment_args(clap::Command::new("row"))), row: PhantomData }
    }
}

impl<S: UserRow> RowOf<S> {
    fn row(&mut self, words: Vec<String>) -> Result<S, clap::Error> {
        let mut matches = self.command.try_get_matches_from_mut(words)?;
        S::from_arg_matches_mut(&mut matches)
    }
}

impl<S: UserRow> Default for RowOf<S> {
    fn default() -> Self {
        Self::new()
    }
}

/// A command that reads the arguments of rows.
#[must_use]
pub fn row_command(command: clap::Command) -> clap::Command {
    let command = command.no_binary_name(true).disable_help_flag(true).disable_version_flag(true);
    let mut command = flags::with_optional_booleans(command);
    command.build();
    command
}

impl<S: UserRow> Shape for RowOf<S> {
    fn arguments(&self) -> Vec<clap::Arg> {
        self.command.get_arguments().cloned().collect()
    }

    fn read(&mut self, words: Vec<String>) -> Result<Parsed, clap::Error> {
        let row = self.row(words)?;
        let body = serde_json::to_value(&row)
            .map_err(|cause| self.command.error(clap::error::ErrorKind::Io, cause))?;
        Ok(Parsed { names: row.names(), body })
    }

    fn skim(&mut self, words: Vec<String>) -> Result<Parsed, clap::Error> {
        let row = self.row(words)?;
        Ok(Parsed { names: row.names(), body: Value::Null })
    }

    fn emptying(&self) -> Emptying {
        if S::CLEARS { Emptying::Field } else { Emptying::Nothing }
    }

    fn passes_over(&self) -> bool {
        S::PASSES_OVER
    }
}
