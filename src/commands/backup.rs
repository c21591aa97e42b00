//! `backup`: the records that were saved before users were deleted or changed.

use std::{
    fs,
    io::{self, BufRead as _, BufReader, Read as _},
    path::{Path, PathBuf},
};

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use crate::{
    context::Context,
    error::{Error, Kind, Result, visible},
    folders,
    ops::user::record,
    output::{Column, ColumnKind, Shape, View},
    private,
    profile::files,
    settings::Target,
};

/// Commands on saved records.
#[derive(Debug, Subcommand)]
pub enum Backup {
    #[expect(missing_docs, reason = "the documentation of the arguments is the command's help")]
    List(List),
}

/// List the records that were saved, the latest last
///
/// Those of deleted users, which `user restore` reads, and the old values of changed ones, which `user
/// batch-patch` brings back, with the project that the users were in. Files that --backup named are listed while they are where they were.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  descopectl backup list
  descopectl backup list -o ids")]
pub struct List {}

impl Backup {
    /// How its document is shown.
    #[must_use]
    pub fn view(&self) -> &'static View {
        &BACKUPS
    }
}

/// Folders of saved records, with what became of the users.
const KINDS: [&str; 2] = ["deleted", "changed"];

/// The folder of saved records of a kind.
///
/// # Errors
/// When the platform knows no home folder.
pub fn folder(kind: &str) -> Result<PathBuf> {
    folders::data()
        .map(|data| data.join(kind))
        .ok_or_else(|| Error::failed("there is no home folder to save records in").hint(folders::NO_HOME))
}

/// A file of saved records.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Saved {
    /// When it was written to last. A file may have been touched since.
    moment: String,
    file: PathBuf,
    /// The project that its users were in, as [`project_of`] tells it.
    project: String,
}

/// The project that a command works on, as the names of saved files have it.
fn project_of(context: &Context) -> Result<String> {
    Ok(match context.settings.target()? {
        Target::Local => LOCAL.to_owned(),
        Target::Remote { project_id, .. } => project_id.value.to_string(),
    })
}

const LOCAL: &str = "local";

/// A new file for records of this kind that a command takes away from the project. Its name holds the moment and the
/// project.
///
/// # Errors
/// When the platform knows no home folder, or no project is configured.
pub fn new_file(context: &Context, kind: &str) -> Result<PathBuf> {
    Ok(folder(kind)?.join(format!("{}.{}.jsonl", moment(), project_of(context)?)))
}

/// This moment, in a form that sorts by time.
fn moment() -> String {
    jiff::Zoned::now().strftime("%Y%m%d-%H%M%S%.6f").to_string()
}

/// The saved files of a kind, the latest at the end.
fn saved(kind: &str) -> Result<Vec<Saved>> {
    let named = |file: PathBuf| {
        let stem = file.file_stem()?.to_str()?;
        let (moment, project) = stem.rsplit_once('.')?;
        Some(Saved { moment: moment.to_owned(), project: project.to_owned(), file })
    };
    let mut found: Vec<Saved> = folders::json_lines(&folder(kind)?)?.into_iter().filter_map(named).collect();
    if kind == "deleted" {
        let is_there = |saved: &Saved| saved.file.metadata().is_ok_and(|found| found.is_file());
        found.extend(elsewhere().into_iter().filter(is_there));
    }
    found.sort();
    Ok(found)
}

/// The saved records of deleted users of a project, the latest at the end.
fn deleted_from(context: &Context) -> Result<Vec<PathBuf>> {
    let project = project_of(context)?;
    let own = saved("deleted")?.into_iter().filter(|saved| saved.project == project);
    Ok(own.map(|saved| saved.file).collect())
}

/// Asks before users of another project are created in this one. Where the file is not one that a deletion on this
/// machine has written, that cannot be known.
///
/// # Errors
/// When the answer is no, or nobody can be asked.
pub fn confirm_project(context: &Context, file: &Path) -> Result<()> {
    let (here, Ok(place)) = (project_of(context)?, private::canonical(file)) else { return Ok(()) };
    let is_it = |saved: &Saved| private::canonical(&saved.file).is_ok_and(|other| other == place);
    let Some(Saved { project, .. }) = saved("deleted")?.into_iter().find(is_it) else { return Ok(()) };
    if project == here {
        return Ok(());
    }
    let of = if project == LOCAL {
        "the emulator of profile `local`".to_owned()
    } else {
        format!("project {project}")
    };
    let holds = format!("`{}` holds users of {of}", visible(&file.display().to_string()));
    if context.is_dry_run() {
        context.ui.warn(&format!("{holds}: a run asks before it creates them{}", context.place()));
        return Ok(());
    }
    context.ui.confirm(&format!("{holds}. Create them{}?", context.place()))
}

/// The file with the places of backups that `--backup` named: on each line a moment, a project and a place, with tabs
/// between them.
fn places() -> Option<PathBuf> {
    folders::data().map(|data| data.join("backups.txt"))
}

/// Most places that are kept.
const MOST_PLACES: usize = 1_000;

/// Backups in places that `--backup` named.
fn elsewhere() -> Vec<Saved> {
    let text = places().and_then(|file| private::read_regular(&file).ok()).unwrap_or_default();
    let saved = |line: &str| {
        let (moment, rest) = line.split_once('\t')?;
        let (project, place) = rest.split_once('\t')?;
        Some(Saved { moment: moment.to_owned(), project: project.to_owned(), file: PathBuf::from(place) })
    };
    text.lines().filter_map(saved).collect()
}

/// Notes the place of a backup that `--backup` named. That it cannot be noted fails nothing.
pub fn note_place(context: &Context, file: &Path) {
    let (Some(places), Ok(place)) = (places(), private::canonical(file)) else { return };
    if place.to_str().is_none_or(|text| text.contains('\n')) {
        return;
    }
    let Ok(project) = project_of(context) else { return };
    let mut known = elsewhere();
    known.retain(|other| other.file != place);
    known.push(Saved { moment: moment(), project, file: place });
    let known = &known[known.len().saturating_sub(MOST_PLACES)..];
    let line = |known: &Saved| format!("{}\t{}\t{}\n", known.moment, known.project, known.file.display());
    let text: String = known.iter().map(line).collect();
    if let Err(cause) = private::replace(&places, text.as_bytes()) {
        context.ui.trace(&format!("could not note the place of the backup: {cause}"));
    }
}

/// The file of the last deletion in this project on this machine, which is said.
///
/// # Errors
/// Not found when there is none.
pub fn last_deletion(context: &Context) -> Result<PathBuf> {
    let last = deleted_from(context)?.pop().ok_or_else(|| {
        let place = context.place();
        Error::new(
            Kind::NotFound,
            format!("no records of users who were deleted{place} are saved on this machine"),
        )
        .hint("name a file of records: `descopectl user restore FILE`")
        .hint(HINT)
    })?;
    context.ui.note(&format!("reading {}", last.display()));
    Ok(last)
}

/// Where to look for a record that is not found.
pub const HINT: &str = "`descopectl backup list` shows what is saved";

/// The latest file on this machine with a deleted user of this project and name, which is said.
///
/// # Errors
/// Not found when there is none.
pub fn of_user(context: &Context, name: &str) -> Result<PathBuf> {
    let file = latest_of_user(deleted_from(context)?, name)?.ok_or_else(|| {
        let place = context.place();
        let message = format!("no record of a user `{name}` who was deleted{place} is saved on this machine");
        Error::new(Kind::NotFound, message).hint(HINT)
    })?;
    context.ui.note(&format!("reading {}", file.display()));
    Ok(file)
}

/// Whether a deleted user of this project and name is saved on this machine.
#[must_use]
pub fn holds_user(context: &Context, name: &str) -> bool {
    let found = deleted_from(context).and_then(|files| latest_of_user(files, name));
    found.is_ok_and(|file| file.is_some())
}

fn latest_of_user(files: Vec<PathBuf>, name: &str) -> Result<Option<PathBuf>> {
    for file in files.into_iter().rev() {
        let cannot =
            |cause: io::Error| Error::failed(format!("could not read `{}`", file.display())).because(cause);
        for line in BufReader::new(private::open_regular(&file).map_err(cannot)?).lines() {
            let record = serde_json::from_str::<Value>(&line.map_err(cannot)?);
            if record.is_ok_and(|record| record::is_called(&record, name)) {
                return Ok(Some(file));
            }
        }
    }
    Ok(None)
}

/// Runs a command on saved records.
///
/// # Errors
/// When they cannot be read.
pub fn run(context: &Context, command: &Backup) -> anyhow::Result<()> {
    let Backup::List(List {}) = command;
    let mut found = Vec::new();
    for kind in KINDS {
        for saved in saved(kind)? {
            found.push(described(context, kind, &saved)?);
        }
    }
    found.sort_by(|one, other| one["saved"].as_str().cmp(&other["saved"].as_str()));
    if found.is_empty() {
        context.ui.note("no records are saved");
    }
    context.show_ours(&json!({ "schema": "backup-list.v1", "backups": found }), &BACKUPS)
}

/// What is known of a file of saved records.
fn described(context: &Context, kind: &str, Saved { file, project, .. }: &Saved) -> Result<Value> {
    let cannot =
        |cause: io::Error| Error::failed(format!("could not read `{}`", file.display())).because(cause);
    let metadata = fs::metadata(file).map_err(cannot)?;
    let saved = metadata.modified().ok().and_then(|time| jiff::Timestamp::try_from(time).ok());
    let command = if kind == "deleted" { "user restore" } else { "user batch-patch" };
    // Of other projects, it is not known which profile has them.
    let elsewhere = *project == LOCAL && project_of(context).map_or(true, |here| here != LOCAL);
    let profile = if elsewhere { "--profile local " } else { "" };
    Ok(json!({
        "file": file,
        "kind": kind,
        "project": project,
        "saved": saved.map(|time| time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()),
        "records": lines(file).map_err(cannot)?,
        "bytes": metadata.len(),
        "restore": format!("descopectl {profile}{command} {}", files::quoted(file)),
    }))
}

/// Lines of a file, without holding it.
fn lines(file: &Path) -> io::Result<u64> {
    let mut open = private::open_regular(file)?;
    let mut part = vec![0; 64 * 1024];
    let mut count = 0;
    loop {
        match open.read(&mut part)? {
            0 => return Ok(count),
            read => count += part[..read].iter().filter(|byte| **byte == b'\n').count() as u64,
        }
    }
}

const BACKUPS: View = View {
    pointer: "/backups",
    shape: Shape::Many,
    columns: &[
        Column::new("Saved", "saved", ColumnKind::Time),
        Column::text("Users were", "kind"),
        Column::text("Project", "project"),
        Column::new("Records", "records", ColumnKind::Number),
        Column::text("File", "file").wrapping(),
    ],
    id: "file",
    fields: &["file", "kind", "project", "saved", "records", "bytes", "restore"],
};
