//! The report files of an input that has problems. Nothing was sent. A CI job often keeps only these files, so they name
//! each line that is wrong.

use std::path::PathBuf;

use super::refuse_to_overwrite;
use crate::{
    bulk::{
        input::STDIN,
        run::{Files, Refusal},
    },
    context::Context,
    error::{Error, Result, visible},
    ops::user::{Migration, Running},
    private,
};

/// Files about an input that is refused. They are opened with the first problem, and hold no values of cells.
pub(super) struct Refused<'r> {
    context: &'r Context,
    running: &'r Running,
    command: String,
    files: State,
}

enum State {
    /// There was no problem.
    Unopened,
    Open(Refusal),
    /// They could not be opened, which was said, or are not wanted.
    Done,
}

impl<'r> Refused<'r> {
    /// # Errors
    /// Usage where one of the files is an input, or no file of an earlier run.
    pub(super) fn new(
        context: &'r Context,
        files: &[PathBuf],
        running: &'r Running,
        command: String,
    ) -> Result<Self> {
        let place = |file: &PathBuf| private::canonical(file).unwrap_or_else(|_| file.clone());
        let inputs = files.iter().filter(|file| file.as_os_str() != STDIN);
        let inputs: Vec<String> = inputs.map(|file| place(file).display().to_string()).collect();
        // A dry run writes no file.
        if !context.is_dry_run() {
            refuse_to_overwrite(&inputs, running, &Migration::default())?;
        }
        let has_files = running.report.is_some() || running.junit.is_some();
        let files = if has_files && !context.is_dry_run() { State::Unopened } else { State::Done };
        Ok(Self { context, running, command, files })
    }

    /// Adds a problem. `why` names the column.
    pub(super) fn add(&mut self, file: Option<&str>, line: Option<u64>, why: &str) {
        if matches!(self.files, State::Unopened) {
            let Running { report, junit, .. } = self.running;
            let files = Files { report: report.as_deref(), junit: junit.as_deref(), ..Files::default() };
            self.files = match Refusal::new(files, &self.command) {
                Ok(refusal) => State::Open(refusal),
                Err(error) => {
                    self.say(&error);
                    State::Done
                }
            };
        }
        if let State::Open(refusal) = &mut self.files {
            refusal.add(file, line, why);
        }
    }

    /// Adds what is wrong with an input as a whole: what that quotes is names of files and columns.
    pub(super) fn complain(&mut self, file: Option<&str>, error: &Error) {
        let why = match error.reason() {
            Some(reason) => format!("{error}: {reason}"),
            None => error.to_string(),
        };
        self.add(file, None, &visible(&why));
    }

    /// Closes the files.
    pub(super) fn end(&mut self) {
        if let State::Open(refusal) = std::mem::replace(&mut self.files, State::Done) {
            refusal.finish().iter().for_each(|error| self.say(error));
        }
    }

    /// What is wrong with the input decides how the command ends.
    fn say(&self, error: &Error) {
        self.context.ui.warn(&format!("{error}: {}", error.reason().unwrap_or_default()));
    }
}
