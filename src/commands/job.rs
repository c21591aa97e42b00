//! `job`: bulk runs and what their journals know.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::batch::{journals, remove_journal};
use crate::{
    bulk::{
        input::STDIN,
        outcome::RowState,
        run::{self, JournalState, PriorOutcomes, Totals},
    },
    context::Context,
    error::{Error, Kind, Result},
    output::{Column, ColumnKind, Fold, Format, Shape, View},
    profile::files,
    settings::Globals,
    ui::counted,
};

/// Commands on jobs.
#[derive(Debug, Subcommand)]
pub enum Job {
    #[expect(missing_docs, reason = "the documentation of the arguments is the command's help")]
    List(List),
    #[expect(missing_docs, reason = "the documentation of the arguments is the command's help")]
    Show(Show),
    #[expect(missing_docs, reason = "the documentation of the arguments is the command's help")]
    Resume(Resume),
    #[command(alias = "delete")]
    #[expect(missing_docs, reason = "the documentation of the arguments is the command's help")]
    Remove(Remove),
}

impl Job {
    /// How the document of the command is shown.
    #[must_use]
    pub fn view(&self) -> Option<&'static View> {
        match self {
            Self::List(_) => Some(&JOBS),
            Self::Show(_) => Some(&JOB),
            Self::Remove(_) => Some(&REMOVED),
            // It is that of the command which the job stands for.
            Self::Resume(_) => None,
        }
    }
}

/// List bulk runs, the latest last
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  descopectl job list
  descopectl job list -o json")]
pub struct List {}

/// Show what became of a bulk run
///
/// An unfinished run is resumed when its command is run again, or with `job resume`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  descopectl job show 3f2a9c01de")]
pub struct Show {
    /// ID of the job
    #[arg(value_name = "JOB")]
    pub id: String,
}

/// Resume a bulk run that did not end
///
/// Runs the command of the job again, in the folder where it was run: what is done costs no request.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  descopectl job resume 3f2a9c01de
  descopectl job resume 3f2a9c01de --yes -o json")]
pub struct Resume {
    /// ID of the job
    #[arg(value_name = "JOB")]
    pub id: String,
}

/// Remove the journals of bulk runs
///
/// A job whose journal is gone cannot be resumed. Finished jobs are removed by themselves after 30 days, or
/// earlier where all journals together take more than 256 MiB.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  descopectl job remove 3f2a9c01de
  descopectl job remove --done")]
pub struct Remove {
    /// IDs of the jobs
    #[arg(required_unless_present = "done", value_name = "JOB")]
    pub ids: Vec<String>,

    /// Remove all jobs that are finished
    #[arg(long, conflicts_with = "ids")]
    pub done: bool,
}

/// The command of a job, to be run again.
pub struct Again {
    /// Its words, without the program's name.
    pub words: Vec<String>,
    /// Global flags that were typed now; they add to those of the words.
    pub globals: Globals,
    /// The job.
    pub id: String,
    /// Command words that the job was begun with.
    pub command: String,
    /// The file that it reads.
    pub input: String,
    target: String,
}

impl Again {
    /// Why the job cannot be resumed.
    #[must_use]
    pub fn refused(&self, why: &str) -> Error {
        Error::usage(format!("cannot resume job `{}`", self.id)).because(why.to_owned())
    }

    /// Makes sure that the command is still about the project that the job was for.
    ///
    /// # Errors
    /// Usage where it is not.
    pub fn check_target(&self, target: &str) -> Result<()> {
        // Which database an emulator has is asked when the command begins.
        if self.target.split(" (database ").next() == Some(target) {
            return Ok(());
        }
        Err(self
            .refused(&format!("it was for {}, and its command is for {target} now", self.target))
            .hint("name the profile that it was for with `--profile NAME`"))
    }
}

/// The command that resumes a job, ready to be parsed and run. Changes to the folder where it was run.
///
/// # Errors
/// When there is no such job, nothing of it is left to do, or it cannot be repeated.
pub fn resumed(globals: &Globals, arguments: &Resume) -> Result<Again> {
    let state = match find(&arguments.id)? {
        Some(file) => JournalState::read(&file)?,
        None => None,
    };
    let state = state.ok_or_else(|| no_job(&arguments.id))?;
    let is_done = state.count(RowState::Settled) == state.job.rows;
    let job = state.job;
    // Beginning anew was meant for the first run.
    let words = job.arguments.iter().filter(|word| *word != "--restart").cloned().collect();
    // What is typed now is meant from here.
    let mut globals = globals.clone();
    globals.config = globals.config.and_then(|file| std::path::absolute(file).ok());
    let again =
        Again { words, globals, id: job.id, command: job.command, target: job.target, input: job.input };
    if is_done {
        return Err(again.refused("all of its rows are done"));
    }
    if again.input == STDIN {
        return Err(again
            .refused("its rows came from stdin")
            .hint(format!("feed them again to `{}`", command_line(&job.arguments))));
    }
    if !job.folder.is_empty() {
        std::env::set_current_dir(&job.folder)
            .map_err(|cause| again.refused("the folder where it was run is gone").because(cause))?;
    }
    Ok(again)
}

/// Shows one job or all.
///
/// # Errors
/// When journals cannot be read, or there is no such job.
pub fn run(context: &Context, command: &Job) -> anyhow::Result<()> {
    match command {
        Job::List(List {}) => {
            // A table has no room for whole paths.
            let is_table = context.output.format == Format::Table;
            let short = |job: &run::Job| match is_table {
                true => short_input(job, context.output.width),
                false => job.input.clone(),
            };
            let mut jobs = Vec::new();
            let mut some_damaged = false;
            for file in journals()? {
                match read(&file, short) {
                    Ok(job) => jobs.extend(job),
                    // One that cannot be read does not hide the others.
                    Err(error) => {
                        some_damaged = true;
                        let why = error.reason().unwrap_or_default();
                        context.ui.warn(&format!("{error}: {why}"));
                        error.hints().iter().for_each(|hint| context.ui.hint(hint));
                    }
                }
            }
            jobs.sort_by_key(|job| job["started"].as_str().unwrap_or_default().to_owned());
            if jobs.is_empty() && !some_damaged {
                context.ui.note("there are no jobs");
            }
            context.show_ours(&json!({ "schema": "job-list.v1", "jobs": jobs }), &JOBS)
        }
        Job::Show(Show { id }) => {
            let whole = |job: &run::Job| job.input.clone();
            let file = find(id)?.ok_or_else(|| no_job(id))?;
            let mut job = read(&file, whole)?.ok_or_else(|| no_job(id))?;
            let Totals { created, updated, deleted, skipped, .. } = totals(&file)?;
            if let Some(fields) = job.as_object_mut() {
                fields.shift_insert(0, "schema".to_owned(), json!("job.v1"));
                for (name, count) in
                    [("created", created), ("updated", updated), ("deleted", deleted), ("skipped", skipped)]
                {
                    fields.insert(name.to_owned(), json!(count));
                }
                if context.output.format == Format::Table {
                    if let Some(Value::Array(failures)) = fields.get_mut("failures") {
                        failures.iter_mut().for_each(|failure| *failure = in_words(failure));
                    }
                    // What they became says more.
                    if context.output.columns.is_none() {
                        fields.shift_remove("settled");
                    }
                }
            }
            context.show(&job, &JOB)
        }
        Job::Remove(arguments) => remove(context, arguments),
        // Parsed and run as the command that it stands for, before it comes here.
        Job::Resume(_) => Ok(()),
    }
}

fn remove(context: &Context, arguments: &Remove) -> anyhow::Result<()> {
    let mut files = Vec::new();
    if arguments.done {
        for file in journals()? {
            if JournalState::read(&file).is_ok_and(|state| state.is_some_and(|state| state.is_finished())) {
                files.push(file);
            }
        }
    }
    for id in &arguments.ids {
        let file = find(id)?.ok_or_else(|| no_job(id))?;
        if let Some(question) = question(id, &file).filter(|_| !context.is_dry_run()) {
            context.ui.confirm(&question)?;
        }
        files.push(file);
    }
    let ids: Vec<Value> =
        files.iter().filter_map(|file| Some(json!({ "id": file.file_stem()?.to_string_lossy() }))).collect();
    if context.is_dry_run() {
        context.ui.note("dry run: nothing was changed");
    } else {
        files.iter().try_for_each(|file| remove_journal(file))?;
    }
    if ids.is_empty() {
        context.ui.note("there are no finished jobs");
    }
    context.show_ours(&json!({ "schema": "job-removal.v1", "removed": ids }), &REMOVED)
}

/// What is asked before a job is removed; nothing where it is finished.
fn question(id: &str, file: &Path) -> Option<String> {
    match JournalState::read(file) {
        Ok(state) => {
            let state = state.filter(|state| !state.is_finished())?;
            let left = state.job.rows - state.count(RowState::Settled) - state.count(RowState::Failed);
            Some(format!("Remove job {id}, which has {} left to do?", counted(left, "row")))
        }
        // Whether something is left to do is not known.
        Err(error) => {
            let why = error.reason().unwrap_or_else(|| error.to_string());
            Some(format!("Remove job {id}, whose journal cannot be read ({why})?"))
        }
    }
}

const REMOVED: View = View {
    pointer: "/removed",
    shape: Shape::Many,
    columns: &[Column::text("Removed job", "id")],
    id: "id",
    fields: &["id"],
};

fn find(id: &str) -> Result<Option<PathBuf>> {
    Ok(journals()?.into_iter().find(|file| file.file_stem().is_some_and(|stem| stem == id)))
}

fn no_job(id: &str) -> Error {
    Error::new(Kind::NotFound, format!("there is no job `{id}`")).hint("`descopectl job list` shows all jobs")
}

/// What became of the rows so far.
fn totals(file: &Path) -> Result<Totals> {
    let mut totals = Totals::default();
    if let Some(state) = JournalState::read(file)? {
        let rows = state.job.rows;
        let mut prior = PriorOutcomes::new(state, file.to_owned());
        for row in 0..rows {
            prior.outcome(row)?.iter().for_each(|outcome| totals.count(outcome));
        }
    }
    Ok(totals)
}

fn read(file: &Path, input: impl Fn(&run::Job) -> String) -> Result<Option<Value>> {
    let Some(state) = JournalState::read(file)? else { return Ok(None) };
    let count = |known| state.count(known);
    let job = &state.job;
    Ok(Some(json!({
        "id": job.id,
        "command": job.command,
        "input": input(job),
        "target": job.target,
        "started": job.started,
        "state": standing(&state),
        "rows": job.rows,
        "settled": count(RowState::Settled),
        "failed": count(RowState::Failed),
        "inDoubt": count(RowState::InDoubt),
        "notSent": count(RowState::NotSent),
        "resume": (count(RowState::Settled) < job.rows).then(|| resume_of(job)),
        "failures": failures(&state, file)?,
    })))
}

/// The input of a job as it is named from the folder where it was run, long names without their folder where the list
/// is narrow.
fn short_input(job: &run::Job, width: Option<usize>) -> String {
    let short = |place: &str| {
        let short = match Path::new(place).strip_prefix(&job.folder) {
            Ok(inside) if !job.folder.is_empty() => inside.display().to_string(),
            _ => files::shown(Path::new(place)),
        };
        files::in_list(&short, width)
    };
    job.input.split(", ").map(short).collect::<Vec<_>>().join(", ")
}

/// How far a job has come, in words.
fn standing(state: &JournalState) -> &'static str {
    match (state.is_finished(), state.count(RowState::Failed)) {
        (false, _) => "unfinished",
        (true, 0) => "done",
        (true, _) => "some failed",
    }
}

/// The command that goes on with a job, from any folder. What the words of the job say may be something else by now,
/// such as the last deletion; what its journal holds is not. Only rows from stdin have to be fed to the words again.
fn resume_of(job: &run::Job) -> String {
    match job.input == STDIN {
        true => command_line(&job.arguments),
        false => format!("descopectl job resume {}", job.id),
    }
}

/// A command as a shell takes it. A stream that the shell had opened, as of `<(…)`, is gone: stdin stands for it.
fn command_line(words: &[String]) -> String {
    let is_stream = |word: &str| word.starts_with("/dev/fd/") || word.starts_with("/proc/self/fd/");
    let is_flag = |word: &String| {
        word.starts_with('-') && !word.contains([' ', '\'', '"', '*', '$', '&', ';', '|', '('])
    };
    // That begins anew instead of resuming.
    let quoted = words.iter().filter(|word| *word != "--restart").map(|word| match word {
        word if is_stream(word) => "-".to_owned(),
        word if is_flag(word) => word.clone(),
        word => files::quoted(Path::new(word)),
    });
    std::iter::once("descopectl".to_owned()).chain(quoted).collect::<Vec<_>>().join(" ")
}

/// The first rows that still count as failed, with their reasons.
fn failures(state: &JournalState, file: &Path) -> Result<Vec<Value>> {
    let rows = state.failed_rows(SHOWN);
    let mut prior = PriorOutcomes::new(state.clone(), file.to_owned());
    let failure = |row: u64| {
        let reason = prior.outcome(row)?.and_then(|outcome| outcome.reason());
        Ok(json!({ "row": row + 1, "place": state.place(row), "reason": reason }))
    };
    rows.into_iter().map(failure).collect()
}

/// A failed row as the table shows it.
fn in_words(failure: &Value) -> Value {
    let reason = failure["reason"].as_str().unwrap_or("no reason was noted");
    match failure["place"].as_str() {
        Some(place) => json!(format!("{place}: {reason}")),
        // The journal of an earlier version.
        None => json!(format!("row {}: {reason}", failure["row"])),
    }
}

/// Failures of a job that are shown.
const SHOWN: usize = 20;

const FIELDS: &[&str] = &[
    "id", "command", "input", "target", "started", "state", "rows", "settled", "failed", "inDoubt",
    "notSent", "resume", "failures",
];

const FIELDS_OF_ONE: &[&str] = &[
    "id", "command", "input", "target", "started", "state", "rows", "created", "updated", "deleted",
    "skipped", "settled", "failed", "inDoubt", "notSent", "resume", "failures",
];

const JOBS: View = View {
    pointer: "/jobs",
    shape: Shape::Many,
    columns: &[
        Column::text("Job", "id"),
        Column::new("Started", "started", ColumnKind::Time),
        Column::text("State", "state"),
        Column::new("Rows", "rows", ColumnKind::Number),
        Column::new("Failed", "failed", ColumnKind::Number).folding(Fold::Away),
        Column::text("Command", "command").folding(Fold::Into("input")),
        Column::text("Input", "input").wrapping(),
    ],
    id: "id",
    fields: FIELDS,
};

const JOB: View = View {
    pointer: "",
    shape: Shape::One,
    columns: &[
        Column::text("Job", "id"),
        Column::text("Command", "command"),
        Column::text("Input", "input"),
        Column::text("Project", "target"),
        Column::new("Started", "started", ColumnKind::Time),
        Column::text("State", "state"),
        Column::new("Rows", "rows", ColumnKind::Number),
        Column::new("Created", "created", ColumnKind::Count),
        Column::new("Updated", "updated", ColumnKind::Count),
        Column::new("Deleted", "deleted", ColumnKind::Count),
        Column::new("Skipped", "skipped", ColumnKind::Count),
        Column::new("Failed", "failed", ColumnKind::Count),
        Column::new("In doubt", "inDoubt", ColumnKind::Count),
        Column::new("Not sent", "notSent", ColumnKind::Count),
        Column::text("Resume with", "resume"),
        Column::new("First failures", "failures", ColumnKind::List),
    ],
    id: "id",
    fields: FIELDS_OF_ONE,
};
