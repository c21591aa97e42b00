//! `job`: bulk runs and what their journals know.

use std::{fs, path::PathBuf};

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::batch::jobs_folder;
use crate::{
    bulk::{Earlier, Known, Past, STDIN},
    context::Context,
    error::{Error, Kind, Result},
    output::{Column, ColumnKind, Shape, View},
    profile::files,
    settings::Globals,
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
}

/// List bulk runs, the latest last
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  descopectl job list
  descopectl job list -o json")]
pub struct List {}

/// Show what became of a bulk run
///
/// An unfinished run goes on when its command is run again, or with `job resume`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  descopectl job show 3f2a9c01de")]
pub struct Show {
    /// ID of the job
    pub id: String,
}

/// Go on with a bulk run that did not end
///
/// Runs the command of the job again, in the folder where it was run: what is done costs no request.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  descopectl job resume 3f2a9c01de
  descopectl job resume 3f2a9c01de --yes -o json")]
pub struct Resume {
    /// ID of the job
    pub id: String,
}

/// The command of a job, to be run again.
pub struct Again {
    /// Its words, without the program's name.
    pub words: Vec<String>,
    /// Global flags that were typed now; they add to those of the words.
    pub globals: Globals,
    id: String,
    target: String,
}

impl Again {
    /// Why the job cannot go on.
    #[must_use]
    pub fn refused(&self, why: &str) -> Error {
        Error::usage(format!("cannot go on with job `{}`", self.id)).because(why.to_owned())
    }

    /// Makes sure that the command is still about the project that the job was for.
    ///
    /// # Errors
    /// Usage where it is not.
    pub fn check_target(&self, target: &str) -> Result<()> {
        if target == self.target {
            return Ok(());
        }
        Err(self
            .refused(&format!("it was for {}, and its command is for {target} now", self.target))
            .hint("name the profile that it was for with `--profile NAME`"))
    }
}

/// The command that goes on with a job, ready to be parsed and run. Changes to the folder where it was run.
///
/// # Errors
/// When there is no such job, nothing of it is left to do, or it cannot be repeated.
pub fn resumed(globals: &Globals, arguments: &Resume) -> Result<Again> {
    let past = match find(&arguments.id)? {
        Some(file) => Past::read(&file, |_, _| ())?,
        None => None,
    };
    let past = past.ok_or_else(|| no_job(&arguments.id))?;
    let job = past.job;
    // Beginning anew was meant for the first run.
    let words = job.arguments.iter().filter(|word| *word != "--restart").cloned().collect();
    // What is typed now is meant from here.
    let mut globals = globals.clone();
    globals.config = globals.config.and_then(|file| std::path::absolute(file).ok());
    let again = Again { words, globals, id: job.id, target: job.target };
    if past.rows.iter().all(|known| *known == Known::Settled) {
        return Err(again.refused("all of its rows are done"));
    }
    if job.input == STDIN {
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
            let mut jobs = Vec::new();
            for file in journals()? {
                match read(&file) {
                    Ok(job) => jobs.extend(job),
                    // One that cannot be read does not hide the others.
                    Err(error) => {
                        let why = error.reason().unwrap_or_default();
                        context.ui.warn(&format!("{error}: {why}"));
                    }
                }
            }
            jobs.sort_by_key(|job| job["started"].as_str().unwrap_or_default().to_owned());
            if jobs.is_empty() {
                context.ui.note("there are no jobs");
            }
            context.show_ours(&json!({ "schema": "job-list.v1", "jobs": jobs }), &JOBS)
        }
        Job::Show(Show { id }) => {
            let job = find(id)?.map(|file| read(&file)).transpose()?.flatten();
            let mut job = job.ok_or_else(|| no_job(id))?;
            if let Some(fields) = job.as_object_mut() {
                fields.shift_insert(0, "schema".to_owned(), json!("job.v1"));
            }
            context.show(&job, &JOB)
        }
        // Parsed and run as the command that it stands for, before it comes here.
        Job::Resume(_) => Ok(()),
    }
}

fn find(id: &str) -> Result<Option<PathBuf>> {
    Ok(journals()?.into_iter().find(|file| file.file_stem().is_some_and(|stem| stem == id)))
}

fn no_job(id: &str) -> Error {
    Error::new(Kind::NotFound, format!("there is no job `{id}`")).hint("`descopectl job list` shows all jobs")
}

fn journals() -> Result<Vec<PathBuf>> {
    let folder = jobs_folder()?;
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(cause) => {
            return Err(Error::failed(format!("could not read `{}`", folder.display())).because(cause));
        }
    };
    let is_journal = |file: &PathBuf| file.extension().is_some_and(|ending| ending == "jsonl");
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(is_journal).collect();
    files.sort();
    Ok(files)
}

fn read(file: &std::path::Path) -> Result<Option<Value>> {
    let past = Past::read(file, |_, _| ())?;
    let failures = match &past {
        Some(past) => failures(past, file)?,
        None => Vec::new(),
    };
    Ok(past.map(|past| {
        let count = |known| past.count(known);
        let state = match (past.is_finished(), count(Known::Failed)) {
            (false, _) => "unfinished",
            (true, 0) => "done",
            (true, _) => "some failed",
        };
        json!({
            "id": past.job.id,
            "command": past.job.command,
            "input": past.job.input,
            "target": past.job.target,
            "started": past.job.started,
            "state": state,
            "rows": past.job.rows,
            "settled": count(Known::Settled),
            "failed": count(Known::Failed),
            "inDoubt": count(Known::InDoubt),
            "notSent": count(Known::Nothing),
            "resume": command_line(&past.job.arguments),
            "failures": failures,
        })
    }))
}

/// A command as a shell takes it.
fn command_line(words: &[String]) -> String {
    let is_flag = |word: &String| {
        word.starts_with('-') && !word.contains([' ', '\'', '"', '*', '$', '&', ';', '|', '('])
    };
    let quoted = words
        .iter()
        .map(|word| if is_flag(word) { word.clone() } else { files::quoted(std::path::Path::new(word)) });
    std::iter::once("descopectl".to_owned()).chain(quoted).collect::<Vec<_>>().join(" ")
}

/// The first rows that still count as failed, with their reasons.
fn failures(past: &Past, file: &std::path::Path) -> Result<Vec<Value>> {
    let failed = past.rows.iter().enumerate().filter(|(_, known)| **known == Known::Failed).take(SHOWN);
    let rows: Vec<u64> = failed.map(|(row, _)| row as u64).collect();
    let mut earlier = Earlier::new(past.clone(), file.to_owned());
    let line = |row: u64| {
        let outcome = earlier.outcome(row)?;
        Ok(json!({ "row": row + 1, "reason": outcome.as_ref().and_then(|outcome| outcome.reason()) }))
    };
    rows.into_iter().map(line).collect()
}

/// Failures of a job that are shown.
const SHOWN: usize = 20;

const FIELDS: &[&str] = &[
    "id", "command", "input", "target", "started", "state", "rows", "settled", "failed", "inDoubt",
    "notSent", "resume", "failures",
];

const JOBS: View = View {
    pointer: "/jobs",
    shape: Shape::Many,
    columns: &[
        Column::text("Job", "id"),
        Column::new("Started", "started", ColumnKind::Time),
        Column::text("State", "state"),
        Column::text("Rows", "rows"),
        Column::text("Failed", "failed"),
        Column::text("Command", "command"),
        Column::text("Input", "input"),
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
        Column::text("Rows", "rows"),
        Column::text("Settled", "settled"),
        Column::text("Failed", "failed"),
        Column::text("In doubt", "inDoubt"),
        Column::text("Not sent", "notSent"),
        Column::text("Goes on with", "resume"),
    ],
    id: "id",
    fields: FIELDS,
};
