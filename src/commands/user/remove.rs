//! Deleting: what is deleted is saved first, and said.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};

use super::{read, search::Pages};
use crate::{
    api::Request,
    commands::{call, input},
    context::Context,
    error::{Error, Result},
    ops::{
        Operation as _,
        identifier::{Identifier, Reading},
        test_user, user,
    },
    profile::files,
};

/// From this many users on, the count is typed instead of a yes.
const MANY: usize = 10;

/// User IDs in one request: what official tools send in batches.
const IDS_PER_REQUEST: usize = 100;

/// Deletes one user, whose record is saved first.
pub(super) fn delete(context: &Context, arguments: &user::Delete) -> anyhow::Result<()> {
    let spec = &user::Delete::SPEC;
    let subject = arguments.target.user.as_str();
    let record = call::load(context, &arguments.target)?;
    call::confirm(context, spec, Some(subject))?;
    save(context, std::slice::from_ref(&record), &arguments.backup)?;
    call::deliver(context, spec, &[Request::of(arguments)?], Some(subject))
}

/// Deletes many users. All are looked up and saved before the first one is deleted.
pub(super) fn batch_delete(context: &Context, arguments: &user::BatchDelete) -> anyhow::Result<()> {
    let records = match &arguments.file {
        Some(file) => listed(context, file, arguments.reading)?,
        None => found(context, &arguments.filters)?,
    };
    if records.is_empty() {
        context.ui.note("no users to delete");
        return expected(arguments.expect, 0).map_err(Into::into);
    }
    confirm(context, arguments.expect, &records)?;
    let requests: Vec<Request> = records
        .chunks(IDS_PER_REQUEST)
        .map(|chunk| {
            let ids: Vec<&Value> = chunk.iter().filter_map(|record| record.get("userId")).collect();
            Request::new(&user::BatchDelete::SPEC, json!({ "userIds": ids }))
        })
        .collect();
    if !context.is_dry_run() {
        context.clear_for_changes()?;
    }
    save(context, &records, &arguments.backup)?;
    let subject = count(records.len());
    if context.is_dry_run() {
        return call::deliver(context, &user::BatchDelete::SPEC, &requests, None);
    }
    for (index, request) in requests.iter().enumerate() {
        call::send(context, &user::BatchDelete::SPEC, request, None).map_err(|error| {
            let done = index * IDS_PER_REQUEST;
            error.context(format!("stopped after {} of {subject}", done))
        })?;
    }
    context.ui.status(&format!("deleted {subject}"));
    Ok(())
}

/// Deletes all test users, whose records are saved first.
pub(crate) fn delete_test_users(context: &Context, arguments: &test_user::DeleteAll) -> anyhow::Result<()> {
    let spec = &test_user::DeleteAll::SPEC;
    let records = found(context, &["test-users-only".to_owned()])?;
    if records.is_empty() {
        context.ui.note("no test users to delete");
        return expected(arguments.expect, 0).map_err(Into::into);
    }
    confirm(context, arguments.expect, &records)?;
    if !context.is_dry_run() {
        context.clear_for_changes()?;
    }
    save(context, &records, &arguments.backup)?;
    call::deliver(context, spec, &[Request::of(arguments)?], None)
}

/// The users that a file names, one login ID or user ID a line, or CSV or JSON lines with a column for
/// it.
fn listed(context: &Context, file: &Path, reading: Reading) -> anyhow::Result<Vec<Value>> {
    let users = identifiers(&input::read_text(file)?, &input::name_of(file))?;
    let loaded = read::load_several(context, &users, reading)?;
    read::not_found(&loaded.missing).map_err(|error| {
        let hint = Error::usage("nothing was deleted").hint("take those users out of the file and run again");
        error.context(hint)
    })?;
    Ok(unique(loaded.found))
}

/// Reads identifiers: plain lines, a CSV column, or a field of JSON lines.
fn identifiers(text: &str, name: &str) -> Result<Vec<Identifier>> {
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).peekable();
    let first = lines.peek().map_or("", |(_, line)| line.trim());
    if first.starts_with('{') {
        return lines.map(|(index, line)| from_object(line).map_err(|why| bad(name, index, &why))).collect();
    }
    let header: Vec<&str> = first.split(',').map(|cell| cell.trim().trim_matches('"')).collect();
    match header
        .iter()
        .position(|cell| *cell == "userId")
        .or(header.iter().position(|cell| *cell == "loginId"))
    {
        Some(column) => from_csv(text, column, name),
        None => lines
            .map(|(index, line)| line.trim().parse().map_err(|why: &str| bad(name, index, why)))
            .collect(),
    }
}

fn from_object(line: &str) -> std::result::Result<Identifier, String> {
    let object: Value = serde_json::from_str(line).map_err(|cause| format!("not JSON: {cause}"))?;
    let field = |name: &str| object.get(name).and_then(Value::as_str);
    let login_id = || object.pointer("/loginIds/0").and_then(Value::as_str);
    let text = field("userId").or_else(|| field("loginId")).or_else(login_id);
    text.ok_or("no `userId` and no `loginId`")?.parse().map_err(str::to_owned)
}

fn from_csv(text: &str, column: usize, name: &str) -> Result<Vec<Identifier>> {
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let mut users = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|cause| Error::usage(format!("could not read {name}")).because(cause))?;
        let line = record.position().map_or(0, csv::Position::line);
        let index = usize::try_from(line).unwrap_or(usize::MAX).saturating_sub(1);
        let cell = record.get(column).unwrap_or_default();
        users.push(cell.parse().map_err(|why: &str| bad(name, index, why))?);
    }
    Ok(users)
}

fn bad(name: &str, index: usize, why: &str) -> Error {
    Error::usage(format!("{name} line {}: {why}", index + 1))
}

/// The users that a search finds. All are gathered first: deleting while paging would skip some.
fn found(context: &Context, filters: &[String]) -> anyhow::Result<Vec<Value>> {
    let flags = filters.iter().map(|filter| format!("--{filter}"));
    let words = ["descopectl", "user", "search", "--all"].map(str::to_owned).into_iter().chain(flags);
    let cli = crate::cli::parse(words).map_err(|error| {
        let why = error.to_string();
        let why = why.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
        Error::usage("a filter of `--where` is not one of `user search`").because(why)
    })?;
    let crate::cli::Command::User(user::Command::Search(search)) = cli.command else {
        return Err(Error::usage("a filter of `--where` is not one of `user search`").into());
    };
    let mut pages = Pages::new(&search)?;
    let mut records = Vec::new();
    while let Some(rows) = pages.next(context)? {
        records.extend(rows);
    }
    Ok(unique(records))
}

fn unique(records: Vec<Value>) -> Vec<Value> {
    let mut seen = std::collections::HashSet::new();
    let id = |record: &Value| record.get("userId").and_then(Value::as_str).unwrap_or_default().to_owned();
    records.into_iter().filter(|record| seen.insert(id(record))).collect()
}

fn confirm(context: &Context, count_given: Option<usize>, records: &[Value]) -> Result<()> {
    expected(count_given, records.len())?;
    if context.is_dry_run() || count_given.is_some() {
        return Ok(());
    }
    let subject = count(records.len());
    let names = records.iter().take(MANY).filter_map(|record| record.pointer("/loginIds/0")?.as_str());
    let names: Vec<&str> = names.collect();
    let more = if records.len() > MANY { ", …" } else { "" };
    context
        .ui
        .preview(&crate::error::visible(&format!("would delete {subject}: {}{more}", names.join(", "))));
    if records.len() > MANY {
        let question = format!("Delete {subject}?");
        context.ui.confirm_by_typing(&question, &records.len().to_string(), "--expect")
    } else {
        context.ui.confirm(&format!("Delete {subject}?"))
    }
}

fn expected(expected: Option<usize>, actual: usize) -> Result<()> {
    match expected {
        Some(expected) if expected != actual => Err(Error::usage("nothing was deleted")
            .because(format!("{} expected, but there are {actual}", count(expected)))),
        _ => Ok(()),
    }
}

fn count(users: usize) -> String {
    if users == 1 { "1 user".to_owned() } else { format!("{users} users") }
}

/// Saves full records as JSON lines, readable by their owner alone.
fn save(context: &Context, records: &[Value], backup: &user::Backup) -> Result<()> {
    if backup.no_backup || context.is_dry_run() {
        return Ok(());
    }
    let file = match &backup.backup {
        Some(file) => file.clone(),
        None => default_file()?,
    };
    write_records(&file, records).map_err(|cause| {
        Error::failed(format!("could not save the records to `{}`, nothing was deleted", file.display()))
            .because(cause)
            .hint("choose another file with `--backup FILE`")
    })?;
    let them = if records.len() == 1 { "that user" } else { "them" };
    context.ui.note(&format!("saved {} to {}", count(records.len()), file.display()));
    context.ui.hint(&format!("`descopectl user restore {}` creates {them} again", files::quoted(&file)));
    Ok(())
}

fn default_file() -> Result<PathBuf> {
    let folders = directories::ProjectDirs::from("", "", "descopectl").ok_or_else(|| {
        Error::failed("there is no home folder to save records in").hint("use `--backup FILE`")
    })?;
    let now = jiff::ZonedDateTime::now().strftime("%Y%m%d-%H%M%S%.6f").to_string();
    Ok(folders.data_dir().join("deleted").join(format!("{now}.jsonl")))
}

/// Appends, so that a backup file may be used again and loses nothing.
fn write_records(file: &Path, records: &[Value]) -> std::io::Result<()> {
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder)?;
    }
    let mut options = fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = std::io::BufWriter::new(options.open(file)?);
    for record in records {
        serde_json::to_writer(&mut out, record)?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    out.get_ref().sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        identifiers(text, "`users`").unwrap().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn users_are_listed_as_lines_csv_or_json_lines() {
        assert_eq!(texts("alice\n\n bob \n"), ["alice", "bob"]);
        assert_eq!(texts("name,userId\nAlice,U1\nBob,U2\n"), ["U1", "U2"]);
        assert_eq!(texts("loginId\nalice\n"), ["alice"]);
        assert_eq!(texts("{\"userId\":\"U1\"}\n{\"loginIds\":[\"bob\"]}\n"), ["U1", "bob"]);
    }

    #[test]
    fn a_bad_line_is_named() {
        let error = identifiers("{\"userId\":\"U1\"}\n{}\n", "`users.jsonl`").unwrap_err();
        assert_eq!(error.to_string(), "`users.jsonl` line 2: no `userId` and no `loginId`");
        let error = identifiers("userId\nU1\n\"\"\n", "`users.csv`").unwrap_err();
        assert_eq!(error.to_string(), "`users.csv` line 3: an identifier must not be empty");
    }

    #[test]
    fn a_backup_file_is_appended_to_and_private() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deep/backup.jsonl");
        write_records(&file, &[json!({"userId": "U1"})]).unwrap();
        write_records(&file, &[json!({"userId": "U2"})]).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "{\"userId\":\"U1\"}\n{\"userId\":\"U2\"}\n");
        #[cfg(unix)]
        assert_eq!(
            std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&file).unwrap().permissions()) & 0o777,
            0o600
        );
    }
}
