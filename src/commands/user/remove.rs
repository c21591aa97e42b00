//! Deleting: what is deleted is saved first, and said.

use std::{
    fs::{self, File},
    io::{Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
    sync::Mutex,
};

use serde_json::Value;

use crate::{
    api::{Request, Walk},
    bulk::{Delete, Mapping, Past, RowOf, Source},
    commands::{
        batch::{self, Batch, Opened, Question, Run, as_list_of_users},
        call,
    },
    context::Context,
    error::{Error, Result},
    ops::{Operation as _, identifier::By, test_user, user},
    profile::files,
};

/// Users that are named before a question.
const MANY: usize = 10;

/// Deletes one user, whose record is saved first.
pub(super) fn delete(context: &Context, arguments: &user::Delete) -> anyhow::Result<()> {
    let spec = &user::Delete::SPEC;
    let subject = arguments.target.user.as_str();
    let record = call::load(context, &arguments.target)?;
    call::confirm(context, spec, Some(subject))?;
    if let Some(mut file) = open_backup(context, &arguments.backup)? {
        let saved = writeln!(file, "{record}").and_then(|()| file.sync_all());
        saved.map_err(|cause| {
            Error::failed("could not save the record, nothing was deleted").because(cause)
        })?;
    }
    call::deliver(context, spec, &[Request::of(arguments)?], Some(subject))
}

/// Deletes many users: each batch is looked up and saved before it is deleted.
pub(super) fn batch_delete(context: &Context, arguments: &user::BatchDelete) -> anyhow::Result<()> {
    let spec = &user::BatchDelete::SPEC;
    let shape = RowOf::<user::GoneUser>::new();
    let mut scratch = None;
    let (source, run) = match &arguments.file {
        Some(file) => {
            let source = Source::open(file, arguments.format)?;
            let source =
                as_list_of_users(source, arguments.format, &Mapping::default(), &shape, &context.ui)?;
            let run = run_of(arguments, source.place(), format!("{:?}", source.format()));
            (source, run)
        }
        None => {
            let run = run_of(arguments, "a search".to_owned(), arguments.filters.join(" "));
            let list = if context.is_dry_run() {
                let scratch = scratch.insert(tempfile::NamedTempFile::new()?);
                found(context, &arguments.filters, scratch.path())?;
                scratch.path().to_owned()
            } else {
                kept_list(context, arguments, &run)?
            };
            (Source::open(&list, Some(user::InputFormat::Lines))?, run)
        }
    };
    let batch = Batch::check(context, source, Box::new(shape), &user::Columns::default())?;
    let checked = &batch.checked;
    let question =
        Question { what: DELETE, expect: arguments.expect, first: &checked.first, count: checked.rows };
    if checked.rows == 0 {
        context.ui.note("no users to delete");
        return question.check_expected().map_err(Into::into);
    }
    question.ask(context)?;
    if context.is_dry_run() {
        let by_id = if arguments.reading.by == Some(By::UserId) { checked.rows } else { checked.user_ids };
        // Who is named by login ID is loaded alone.
        let requests = checked.rows - by_id + batch::batches(by_id) + batch::batches(checked.rows);
        return batch::show_plan(context, spec.bucket, checked.rows, requests);
    }
    let work = |opened: &Opened| {
        let backup = if opened.is_done() { None } else { open_backup(context, &arguments.backup)? };
        Ok(Delete { backup: backup.map(Mutex::new), reading: arguments.reading })
    };
    batch.carry_out(context, &run, &arguments.running, work)
}

/// A list that is done has no users left to be deleted; a search finds others the next time.
fn run_of(arguments: &user::BatchDelete, input: String, meaning: String) -> Run {
    Run {
        command: user::BatchDelete::SPEC.command(),
        input,
        meaning: format!("{meaning} {:?}", arguments.reading.by),
        restart: arguments.running.restart,
        runs_anew: arguments.file.is_none(),
    }
}

/// The users that a search finds, kept beside the journal: while some of them are left, runs go on with the
/// same ones.
fn kept_list(context: &Context, arguments: &user::BatchDelete, run: &Run) -> anyhow::Result<PathBuf> {
    let id = run.id(context, "")?;
    let journal = Run::journal(&id)?;
    let list = journal.with_extension("list");
    let past = Past::read(&journal, |_, _| ())?;
    if list.is_file() && !run.restart && past.is_some_and(|past| !past.is_finished()) {
        context.ui.note("going on with the users whom the first run found: `--restart` searches again");
        return Ok(list);
    }
    let cannot = |cause: std::io::Error| {
        Error::failed(format!("could not write `{}`, nothing was deleted", list.display())).because(cause)
    };
    if let Some(folder) = list.parent() {
        fs::create_dir_all(folder).map_err(cannot)?;
    }
    found(context, &arguments.filters, &list)?;
    Ok(list)
}

/// What is asked before users are deleted.
const DELETE: &str = "delete {}";

/// Deletes all test users, whose records are saved first.
pub(crate) fn delete_test_users(context: &Context, arguments: &test_user::DeleteAll) -> anyhow::Result<()> {
    let spec = &test_user::DeleteAll::SPEC;
    let mut records = Vec::new();
    search(context, &["test-users-only".to_owned()], |rows| {
        records.extend(rows);
        Ok(())
    })?;
    let name = |record: &Value| record.pointer("/loginIds/0")?.as_str().map(str::to_owned);
    let first: Vec<String> = records.iter().filter_map(name).take(MANY).collect();
    let count = records.len() as u64;
    let question = Question { what: DELETE, expect: arguments.expect, first: &first, count };
    if records.is_empty() {
        context.ui.note("no test users to delete");
        return question.check_expected().map_err(Into::into);
    }
    question.ask(context)?;
    if !context.is_dry_run() {
        context.clear_for_changes()?;
    }
    save(context, &records, &arguments.backup)?;
    call::deliver(context, spec, &[Request::of(arguments)?], None)
}

/// Writes the IDs of the users whom a search finds to a file. All are gathered first: deleting while paging
/// would skip some.
fn found(context: &Context, filters: &[String], list: &Path) -> anyhow::Result<()> {
    let mut options = files::private();
    let file = options.write(true).create(true).truncate(true).open(list)?;
    let mut file = std::io::BufWriter::new(file);
    search(context, filters, |rows| {
        let mut ids = rows.iter().filter_map(|row| row.get("userId")?.as_str());
        ids.try_for_each(|id| writeln!(file, "{id}"))
    })?;
    file.flush()?;
    Ok(())
}

/// Runs a search by the flags of `user search`, page by page, to its end.
fn search(
    context: &Context,
    filters: &[String],
    mut page: impl FnMut(Vec<Value>) -> std::io::Result<()>,
) -> anyhow::Result<()> {
    let mut walk = Walk::new(&user::parse_filters(filters)?)?;
    while let Some(rows) = context.block_on(walk.next(context.client()?))?? {
        page(rows)?;
    }
    walk.check_complete().map_err(Into::into)
}

/// The file that full records go to before users are deleted; none where that is not wanted.
fn open_backup(context: &Context, backup: &user::Backup) -> Result<Option<File>> {
    if backup.no_backup || context.is_dry_run() {
        return Ok(None);
    }
    let file = match &backup.backup {
        Some(file) => file.clone(),
        None => default_file()?,
    };
    let opened = open_private(&file).map_err(|cause| cannot_save(&file, cause))?;
    context.ui.note(&format!("saving the records to {}", file.display()));
    context.ui.hint(&format!("`descopectl user restore {}` creates the users again", files::quoted(&file)));
    Ok(Some(opened))
}

/// Saves full records as JSON lines.
fn save(context: &Context, records: &[Value], backup: &user::Backup) -> Result<()> {
    let Some(mut file) = open_backup(context, backup)? else { return Ok(()) };
    let lines: String = records.iter().map(|record| format!("{record}\n")).collect();
    file.write_all(lines.as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(|cause| Error::failed("could not save the records, nothing was deleted").because(cause))
}

fn cannot_save(file: &Path, cause: std::io::Error) -> Error {
    Error::failed(format!("could not save the records to `{}`, nothing was deleted", file.display()))
        .because(cause)
        .hint("choose another file with `--backup FILE`")
}

fn default_file() -> Result<PathBuf> {
    let folders = directories::ProjectDirs::from("", "", "descopectl").ok_or_else(|| {
        Error::failed("there is no home folder to save records in").hint("use `--backup FILE`")
    })?;
    let now = jiff::Zoned::now().strftime("%Y%m%d-%H%M%S%.6f").to_string();
    Ok(folders.data_dir().join("deleted").join(format!("{now}.jsonl")))
}

/// Appends, so that a backup file may be used again and loses nothing. For its owner alone.
fn open_private(file: &Path) -> std::io::Result<File> {
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder)?;
    }
    let mut options = files::private();
    options.read(true).append(true).create(true);
    let mut opened = options.open(file)?;
    end_of_lines(&mut opened)?;
    Ok(opened)
}

/// Ends a file after its last record. A crash or a full disk may have left half of one: its user was not
/// deleted, and it would make the file unreadable.
fn end_of_lines(file: &mut File) -> std::io::Result<()> {
    const STEP: u64 = 64 * 1024;
    let length = file.seek(SeekFrom::End(0))?;
    let mut tail = Vec::new();
    let mut start = length;
    while start > 0 && !tail.contains(&b'\n') {
        let from = start.saturating_sub(STEP);
        let mut part = Vec::new();
        file.seek(SeekFrom::Start(from))?;
        (&*file).take(start - from).read_to_end(&mut part)?;
        part.append(&mut tail);
        (tail, start) = (part, from);
    }
    let last = tail.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    match &tail[last..] {
        [] => Ok(()),
        record if serde_json::from_slice::<Value>(record).is_ok() => file.write_all(b"\n"),
        half => file.set_len(length - half.len() as u64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_file_is_appended_to_and_private() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deep/backup.jsonl");
        for line in ["{}", "{\"a\":1}"] {
            writeln!(open_private(&file).unwrap(), "{line}").unwrap();
        }
        let before = "{}\n{\"a\":1}\n";
        assert_eq!(fs::read_to_string(&file).unwrap(), before);
        let half = format!("{{\"b\":\"{}", "b".repeat(100_000));
        write!(open_private(&file).unwrap(), "{half}").unwrap();
        drop(open_private(&file).unwrap());
        assert_eq!(fs::read_to_string(&file).unwrap(), before);
        write!(open_private(&file).unwrap(), "{{}}").unwrap();
        drop(open_private(&file).unwrap());
        assert_eq!(fs::read_to_string(&file).unwrap(), format!("{before}{{}}\n"));
        #[cfg(unix)]
        {
            let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&file).unwrap().permissions());
            assert_eq!(mode & 0o777, 0o600);
        }
    }
}
