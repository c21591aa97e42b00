//! `history`: what was changed from this machine, and with what outcome. It holds no values and no secrets.

use std::{
    io::{Seek as _, SeekFrom, Write as _},
    path::Path,
};

use clap::Args;
use serde_json::{Value, json};

use crate::{
    context::{Context, state_folder},
    error::{Error, Kind, Report, Result},
    output::{Column, ColumnKind, Fold, Format, Shape, View},
    private,
    profile::files,
};

/// Show what was changed from this machine
///
/// Each command that changed something or tried to: the profile, the users or files that it named, how it ended, and
/// the bulk job that it ran. `--wide` and `-o json` also show the file with what it deleted or took away. A command
/// that was killed, or runs still, is `not ended`. Values are not kept. Only the latest commands are: the file stays below half a megabyte.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  descopectl history
  descopectl history --limit 5 -o json")]
pub struct History {
    /// Show at most so many commands, the latest
    #[arg(long, value_name = "COUNT", default_value_t = 50, value_parser = clap::value_parser!(u64).range(1..))]
    pub limit: u64,
}

/// Bytes of the file beyond which its older half goes.
const MOST: u64 = 512 * 1024;

/// Users or files that are kept of one command.
const NAMED: usize = 10;

/// What begins the count of those that are not kept.
const MORE: &str = "… and ";

/// Characters that are kept of one name.
const LONGEST: usize = 200;

/// Notes that a command begins to change something: what is killed later stands in the history, too.
pub fn note_start(context: &Context) {
    note(context, NOT_ENDED);
}

/// Notes how a command ended that changed something, or tried to.
pub fn note_end(context: &Context, ended: &anyhow::Result<()>) {
    let is_declined = |error: &anyhow::Error| {
        error.chain().any(|cause| cause.downcast_ref::<Error>().is_some_and(Error::is_declined))
    };
    let outcome = match ended {
        Ok(()) => "done".to_owned(),
        Err(error) if is_declined(error) => "declined".to_owned(),
        Err(error) => match Report::of(error).kind() {
            Kind::Interrupted => "interrupted".to_owned(),
            Kind::SomeFailed => "some rows failed, or are left to do".to_owned(),
            kind => format!("failed with exit code {}", kind.exit_code()),
        },
    };
    note(context, &outcome);
}

/// Appends the command. That it cannot be noted fails nothing.
fn note(context: &Context, outcome: &str) {
    let Some(folder) = state_folder() else { return };
    let shown = |file: std::path::PathBuf| file.display().to_string();
    let about = || context.about.iter().cloned().chain(context.subject().map(shown));
    let more = about().skip(NAMED).count();
    let more = (more > 0).then(|| format!("{MORE}{more} more"));
    let named = about().take(NAMED).map(|name| name.chars().take(LONGEST).collect());
    let about: Vec<String> = named.chain(more).collect();
    // A database of the emulator is of no other profile.
    let is_of_emulator = context.command.starts_with("emulator ");
    let profile = context.settings.profile.as_ref().map(|profile| profile.value.as_str());
    let line = json!({
        "when": jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        "profile": if is_of_emulator { Some("local") } else { profile },
        "target": context.target_name().ok().filter(|_| !is_of_emulator),
        "command": context.command,
        "about": about,
        "outcome": outcome,
        "job": context.job(),
        "saved": context.backup().map(shown),
        RUN: std::process::id(),
    });
    if let Err(cause) = append(&folder.join(FILE), &line) {
        context.ui.trace(&format!("could not note the command in the history: {cause}"));
    }
}

/// The outcome of a command that runs still, or was killed.
const NOT_ENDED: &str = "not ended";

/// The process, by which the end of a command finds its start. It is not shown.
const RUN: &str = "process";

const FILE: &str = "history.jsonl";

/// One write of one short line: those of other processes come before or after it.
fn append(file: &Path, line: &Value) -> std::io::Result<()> {
    if let Some(folder) = file.parent() {
        private::create_folder(folder)?;
    }
    let mut options = private::options();
    if file.metadata().is_ok_and(|kind| !kind.is_file()) {
        return Err(std::io::Error::other("it is not a regular file"));
    }
    let mut open = options.append(true).create(true).open(file)?;
    open.write_all(format!("{line}\n").as_bytes())?;
    if open.seek(SeekFrom::End(0))? > MOST {
        shorten(file)?;
    }
    Ok(())
}

/// Takes the older half away.
fn shorten(file: &Path) -> std::io::Result<()> {
    let text = private::read_regular(file)?;
    let half = text.len() / 2;
    let half = (half..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let begin = text[half..].find('\n').map_or(text.len(), |end| half + end + 1);
    private::replace(file, &text.as_bytes()[begin..])
}

/// Shows the history.
///
/// # Errors
/// When it cannot be read.
pub fn run(context: &Context, arguments: &History) -> anyhow::Result<()> {
    let mut entries = entries(usize::try_from(arguments.limit).unwrap_or(usize::MAX))?;
    if context.output.format == Format::Table {
        // Login IDs may hold a slash, and the paths of `api` are no files.
        let entries = entries.iter_mut().filter(|entry| entry["command"] != "api");
        let about = entries.filter_map(|entry| entry["about"].as_array_mut()).flatten();
        for name in about.filter(|name| name.as_str().is_some_and(|name| name.starts_with('/'))) {
            *name = files::in_list(name.as_str().unwrap_or_default(), context.output.width).into();
        }
    }
    if entries.is_empty() {
        context.ui.note("nothing was changed from this machine yet");
    }
    context.show_ours(&json!({ "schema": "history.v1", "commands": entries }), &HISTORY)
}

/// Users whom commands have named.
#[derive(Default)]
pub struct Named {
    /// Those who were changed and not deleted, the latest first.
    pub users: Vec<String>,
    /// Names that nobody has any more.
    pub gone: Vec<String>,
}

/// The users of a project whom commands have named.
#[must_use]
pub fn users(target: Option<&str>) -> Named {
    /// After these, nobody has the name.
    const TAKEN: &[&str] = &["user delete", "user update-login-id"];
    let Named { mut users, mut gone } = Named::default();
    for entry in entries(usize::MAX).unwrap_or_default().iter().rev() {
        let command = entry["command"].as_str().unwrap_or_default();
        let is_about_users = command.starts_with("user ")
            && !command.contains("batch")
            && entry["outcome"] == "done"
            && entry["target"].as_str() == target;
        for name in entry["about"].as_array().filter(|_| is_about_users).into_iter().flatten() {
            let Some(name) = name.as_str().map(str::to_owned) else { continue };
            if name.starts_with(MORE) || users.contains(&name) || gone.contains(&name) {
                continue;
            }
            if TAKEN.contains(&command) { gone.push(name) } else { users.push(name) }
        }
    }
    users.truncate(50);
    Named { users, gone }
}

/// The latest entries, the latest last. Half a line, as a crash leaves it, is passed over.
fn entries(limit: usize) -> Result<Vec<Value>> {
    let Some(folder) = state_folder() else { return Ok(Vec::new()) };
    let text = match private::read_regular(&folder.join(FILE)) {
        Ok(text) => text,
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(cause) => return Err(Error::failed("could not read the history").because(cause)),
    };
    let mut entries: Vec<Value> = Vec::new();
    for line in text.lines() {
        let Ok(entry) = serde_json::from_str::<Value>(line) else { continue };
        let is_start = |start: &Value| {
            start["outcome"] == NOT_ENDED && start[RUN] == entry[RUN] && start["command"] == entry["command"]
        };
        if entry["outcome"] != NOT_ENDED
            && let Some(start) = entries.iter().rposition(is_start)
        {
            entries.remove(start);
        }
        entries.push(entry);
    }
    entries.drain(..entries.len().saturating_sub(limit));
    for entry in entries.iter_mut().filter_map(Value::as_object_mut) {
        entry.remove(RUN);
    }
    Ok(entries)
}

/// How the history is shown.
pub const HISTORY: View = View {
    pointer: "/commands",
    shape: Shape::Many,
    columns: &[
        Column::new("When", "when", ColumnKind::Time),
        // Where no profile is used, the project tells which one it was.
        Column::text("Profile", "profile").or(&["target"]),
        Column::text("Command", "command").wrapping(),
        Column::new("About", "about", ColumnKind::List).wrapping(),
        Column::text("Outcome", "outcome").wrapping(),
        Column::text("Job", "job").folding(Fold::IfAny),
        Column::text("Saved values", "saved").wrapping().folding(Fold::IfAny),
    ],
    id: "when",
    fields: &["when", "profile", "target", "command", "about", "outcome", "job", "saved"],
};

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_file_stays_small_and_keeps_the_latest() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deep/history.jsonl");
        for number in 0..200 {
            append(&file, &json!({ "number": number, "about": "é".repeat(2000) })).unwrap();
        }
        assert!(fs::metadata(&file).unwrap().len() <= MOST);
        let text = fs::read_to_string(&file).unwrap();
        let last: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
        assert_eq!(last["number"], 199);
        assert!(text.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()));
        #[cfg(unix)]
        {
            let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&file).unwrap().permissions());
            assert_eq!(mode & 0o777, 0o600);
        }
    }
}
