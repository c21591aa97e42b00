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
    error::{Error, Kind, Result},
    folders,
    ops::user::record,
    output::{Column, ColumnKind, Shape, View},
    private,
    profile::files,
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
/// batch-patch` brings back. Files that --backup named are listed while they are where they were.
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

/// This moment, as the names of saved files have it.
#[must_use]
pub fn moment() -> String {
    jiff::Zoned::now().strftime("%Y%m%d-%H%M%S%.6f").to_string()
}

/// The saved files of a kind, the latest at the end. The times are those of the deletions: a file may have been
/// touched since.
fn saved(kind: &str) -> Result<Vec<PathBuf>> {
    let own = folders::json_lines(&folder(kind)?)?.into_iter();
    let mut found: Vec<(String, PathBuf)> =
        own.map(|file| (file.file_stem().unwrap_or_default().to_string_lossy().into_owned(), file)).collect();
    if kind == "deleted" {
        let is_there = |(_, file): &(String, PathBuf)| file.metadata().is_ok_and(|found| found.is_file());
        found.extend(elsewhere().into_iter().filter(is_there));
    }
    found.sort();
    Ok(found.into_iter().map(|(_, file)| file).collect())
}

/// The file with the places of backups that `--backup` named: on each line a moment, a tab and a place.
fn places() -> Option<PathBuf> {
    folders::data().map(|data| data.join("backups.txt"))
}

/// Most places that are kept.
const MOST_PLACES: usize = 1_000;

/// Backups in places that `--backup` named, each with the moment when it was written to last.
fn elsewhere() -> Vec<(String, PathBuf)> {
    let text = places().and_then(|file| private::read_regular(&file).ok()).unwrap_or_default();
    let lines = text.lines().filter_map(|line| line.split_once('\t'));
    lines.map(|(moment, place)| (moment.to_owned(), PathBuf::from(place))).collect()
}

/// Notes the place of a backup that `--backup` named. That it cannot be noted fails nothing.
pub fn note_place(context: &Context, file: &Path) {
    let (Some(places), Ok(place)) = (places(), private::canonical(file)) else { return };
    if place.to_str().is_none_or(|text| text.contains('\n')) {
        return;
    }
    let mut known = elsewhere();
    known.retain(|(_, other)| *other != place);
    known.push((moment(), place));
    let known = &known[known.len().saturating_sub(MOST_PLACES)..];
    let line = |(moment, place): &(String, PathBuf)| format!("{moment}\t{}\n", place.display());
    let text: String = known.iter().map(line).collect();
    if let Err(cause) = private::replace(&places, text.as_bytes()) {
        context.ui.trace(&format!("could not note the place of the backup: {cause}"));
    }
}

/// The file of the last deletion on this machine, which is said.
///
/// # Errors
/// Not found when there is none.
pub fn last_deletion(context: &Context) -> Result<PathBuf> {
    let last = saved("deleted")?.pop().ok_or_else(|| {
        Error::new(Kind::NotFound, "no records of deleted users are saved on this machine")
            .hint("name a file of records: `descopectl user restore FILE`")
    })?;
    context.ui.note(&format!("reading {}", last.display()));
    Ok(last)
}

/// Where to look for a record that is not found.
pub const HINT: &str = "`descopectl backup list` shows what is saved";

/// The latest file on this machine with a deleted user of this name, which is said.
///
/// # Errors
/// Not found when there is none.
pub fn of_user(context: &Context, name: &str) -> Result<PathBuf> {
    let file = latest_of_user(name)?.ok_or_else(|| {
        Error::new(Kind::NotFound, format!("no record of `{name}` is saved on this machine")).hint(HINT)
    })?;
    context.ui.note(&format!("reading {}", file.display()));
    Ok(file)
}

/// Whether a deleted user of this name is saved on this machine.
#[must_use]
pub fn holds_user(name: &str) -> bool {
    latest_of_user(name).is_ok_and(|file| file.is_some())
}

fn latest_of_user(name: &str) -> Result<Option<PathBuf>> {
    for file in saved("deleted")?.into_iter().rev() {
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
        for file in saved(kind)? {
            found.push(described(kind, &file)?);
        }
    }
    found.sort_by(|one, other| one["saved"].as_str().cmp(&other["saved"].as_str()));
    if found.is_empty() {
        context.ui.note("no records are saved");
    }
    context.show_ours(&json!({ "schema": "backup-list.v1", "backups": found }), &BACKUPS)
}

/// What is known of a file of saved records.
fn described(kind: &str, file: &PathBuf) -> Result<Value> {
    let cannot =
        |cause: io::Error| Error::failed(format!("could not read `{}`", file.display())).because(cause);
    let metadata = fs::metadata(file).map_err(cannot)?;
    let saved = metadata.modified().ok().and_then(|time| jiff::Timestamp::try_from(time).ok());
    let command = if kind == "deleted" { "user restore" } else { "user batch-patch" };
    Ok(json!({
        "file": file,
        "kind": kind,
        "saved": saved.map(|time| time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()),
        "records": lines(file).map_err(cannot)?,
        "bytes": metadata.len(),
        "restore": format!("descopectl {command} {}", files::quoted(file)),
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
        Column::new("Records", "records", ColumnKind::Number),
        Column::text("File", "file").wrapping(),
    ],
    id: "file",
    fields: &["file", "kind", "saved", "records", "bytes", "restore"],
};
