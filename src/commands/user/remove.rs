//! Deleting: what is deleted is saved first, and said.

use std::{
    collections::HashSet,
    fs::{self, File},
    io::{Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
    sync::Mutex,
};

use serde_json::Value;

use super::search::Pages;
use crate::{
    api::Request,
    bulk::{Delete, Item, Raw, Report, Row, Source},
    commands::{
        batch::{self, Opened},
        call,
    },
    context::Context,
    error::{Error, Result},
    ops::{Operation as _, identifier::Identifier, test_user, user},
    profile::files,
};

/// From this many users on, the count is typed instead of a yes.
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
    let list = List::new(context, arguments)?;
    if list.users.is_empty() {
        context.ui.note("no users to delete");
        return expected(arguments.expect, 0).map_err(Into::into);
    }
    let names: Vec<String> = list.users.iter().map(|(_, user)| user.to_string()).collect();
    confirm(context, arguments.expect, &names)?;
    if context.is_dry_run() {
        return batch::show_plan(context, spec.bucket, list.users.len() as u64);
    }
    context.clear_for_changes()?;
    let rows = list.users.len() as u64;
    let opened = Opened::new::<Delete>(context, spec, &list.source, &list.file, &arguments.running, rows)?;
    let running = &arguments.running;
    let header = ["loginId".to_owned()];
    let report = Report::new(running.report.as_deref(), running.failures.as_deref(), &header)?;
    let backup = open_backup(context, &arguments.backup)?.map(Mutex::new);
    let work = Delete { backup, reading: arguments.reading };
    let items = list.users.into_iter().enumerate().map(|(index, (line, user))| {
        let cells = csv::StringRecord::from(vec![user.as_str()]);
        let row = Row { line, raw: Raw::Cells(cells) };
        Ok(Item { index: index as u64, row, body: Value::Null, names: vec![user.to_string()] })
    });
    opened.carry_out(context, running, report, work, items)
}

/// Deletes all test users, whose records are saved first.
pub(crate) fn delete_test_users(context: &Context, arguments: &test_user::DeleteAll) -> anyhow::Result<()> {
    let spec = &test_user::DeleteAll::SPEC;
    let mut records = Vec::new();
    search(context, &["test-users-only".to_owned()], |rows| {
        records.extend(rows);
        Ok(())
    })?;
    if records.is_empty() {
        context.ui.note("no test users to delete");
        return expected(arguments.expect, 0).map_err(Into::into);
    }
    let name = |record: &Value| record.pointer("/loginIds/0")?.as_str().map(str::to_owned);
    let names: Vec<String> = records.iter().filter_map(name).collect();
    confirm(context, arguments.expect, &names)?;
    if !context.is_dry_run() {
        context.clear_for_changes()?;
    }
    save(context, &records, &arguments.backup)?;
    call::deliver(context, spec, &[Request::of(arguments)?], None)
}

/// The users to delete, each with its line.
struct List {
    source: Source,
    file: PathBuf,
    users: Vec<(u64, Identifier)>,
    /// Holds what a search found, as a file like any other.
    _found: Option<tempfile::NamedTempFile>,
}

impl List {
    fn new(context: &Context, arguments: &user::BatchDelete) -> anyhow::Result<Self> {
        let found = match &arguments.file {
            Some(_) => None,
            None => Some(found(context, &arguments.filters)?),
        };
        let file = match (&arguments.file, &found) {
            (Some(file), _) => file.clone(),
            (None, Some(found)) => found.path().to_owned(),
            (None, None) => PathBuf::new(),
        };
        let source = Source::open(&file, Some(user::InputFormat::Csv))?;
        let mut seen = HashSet::new();
        let mut users = identifiers(&source.text()?, source.name())?;
        users.retain(|(_, user)| seen.insert(user.clone()));
        Ok(Self { source, file, users, _found: found })
    }
}

/// Reads identifiers: plain lines, a CSV column, or a field of JSON lines.
fn identifiers(text: &str, name: &str) -> Result<Vec<(u64, Identifier)>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).peekable();
    let first = lines.peek().map_or("", |(_, line)| line.trim());
    if first.starts_with('{') {
        return lines.map(|(index, line)| numbered(index, from_object(line), name)).collect();
    }
    let header: Vec<&str> = first.split(',').map(|cell| cell.trim().trim_matches('"')).collect();
    match header
        .iter()
        .position(|cell| *cell == "userId")
        .or(header.iter().position(|cell| *cell == "loginId"))
    {
        Some(column) => from_csv(text, column, name),
        None => {
            let parse = |line: &str| line.trim().parse().map_err(str::to_owned);
            lines.map(|(index, line)| numbered(index, parse(line), name)).collect()
        }
    }
}

fn numbered(
    index: usize,
    user: std::result::Result<Identifier, String>,
    name: &str,
) -> Result<(u64, Identifier)> {
    user.map(|user| (index as u64 + 1, user)).map_err(|why| bad(name, index, &why))
}

fn from_object(line: &str) -> std::result::Result<Identifier, String> {
    let object: Value = serde_json::from_str(line).map_err(|cause| format!("not JSON: {cause}"))?;
    let field = |name: &str| object.get(name).and_then(Value::as_str);
    let login_id = || object.pointer("/loginIds/0").and_then(Value::as_str);
    let text = field("userId").or_else(|| field("loginId")).or_else(login_id);
    text.ok_or("no `userId` and no `loginId`")?.parse().map_err(str::to_owned)
}

fn from_csv(text: &str, column: usize, name: &str) -> Result<Vec<(u64, Identifier)>> {
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let mut users = Vec::new();
    for record in reader.records() {
        let record =
            record.map_err(|cause| Error::usage(format!("could not read `{name}`")).because(cause))?;
        let line = record.position().map_or(0, csv::Position::line);
        let index = usize::try_from(line).unwrap_or(usize::MAX).saturating_sub(1);
        let user = record.get(column).unwrap_or_default().parse().map_err(str::to_owned);
        users.push(numbered(index, user, name)?);
    }
    Ok(users)
}

fn bad(name: &str, index: usize, why: &str) -> Error {
    Error::usage(format!("`{name}` line {}: {why}", index + 1))
}

/// The users that a search finds, as a file of user IDs. All are gathered first: deleting while paging
/// would skip some.
fn found(context: &Context, filters: &[String]) -> anyhow::Result<tempfile::NamedTempFile> {
    let mut file = tempfile::NamedTempFile::new()?;
    search(context, filters, |rows| {
        let mut ids = rows.iter().filter_map(|row| row.get("userId")?.as_str());
        ids.try_for_each(|id| writeln!(file, "{id}"))
    })?;
    file.flush()?;
    Ok(file)
}

/// Runs a search by the flags of `user search`, page by page, to its end.
fn search(
    context: &Context,
    filters: &[String],
    mut page: impl FnMut(Vec<Value>) -> std::io::Result<()>,
) -> anyhow::Result<()> {
    let flags = filters.iter().map(|filter| format!("--{filter}"));
    let words = ["descopectl", "user", "search", "--all"].map(str::to_owned).into_iter().chain(flags);
    let wrong = || Error::usage("a filter of `--where` is not one of `user search`");
    let cli = crate::cli::parse(words).map_err(|error| {
        let why = error.to_string();
        wrong().because(why.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned())
    })?;
    let crate::cli::Command::User(user::Command::Search(search)) = cli.command else {
        return Err(wrong().into());
    };
    let mut pages = Pages::new(&search)?;
    while let Some(rows) = pages.next(context)? {
        page(rows)?;
    }
    pages.check_complete(&search)
}

fn confirm(context: &Context, expect: Option<usize>, users: &[String]) -> Result<()> {
    expected(expect, users.len())?;
    if context.is_dry_run() || expect.is_some() {
        return Ok(());
    }
    let subject = count(users.len());
    let names: Vec<&str> = users.iter().take(MANY).map(String::as_str).collect();
    let more = if users.len() > MANY { ", …" } else { "" };
    let preview = format!("would delete {subject}: {}{more}", names.join(", "));
    context.ui.preview(&crate::error::visible(&preview));
    if users.len() > MANY {
        let question = format!("Delete {subject}?");
        context.ui.confirm_by_typing(&question, &users.len().to_string(), "--expect")
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
    // A crash may have left half a line, which must not swallow the next record.
    let mut last = [b'\n'];
    if opened.seek(SeekFrom::End(-1)).is_ok() {
        opened.read_exact(&mut last)?;
    }
    if last != *b"\n" {
        opened.write_all(b"\n")?;
    }
    Ok(opened)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        identifiers(text, "users").unwrap().iter().map(|(_, user)| user.to_string()).collect()
    }

    #[test]
    fn users_are_listed_as_lines_csv_or_json_lines() {
        assert_eq!(texts("alice\n\n bob \n"), ["alice", "bob"]);
        assert_eq!(texts("name,userId\nAlice,U1\nBob,U2\n"), ["U1", "U2"]);
        assert_eq!(texts("\u{feff}loginId\nalice\n"), ["alice"]);
        assert_eq!(texts("{\"userId\":\"U1\"}\n{\"loginIds\":[\"bob\"]}\n"), ["U1", "bob"]);
    }

    #[test]
    fn a_bad_line_is_named() {
        let error = identifiers("{\"userId\":\"U1\"}\n{}\n", "users.jsonl").unwrap_err();
        assert_eq!(error.to_string(), "`users.jsonl` line 2: no `userId` and no `loginId`");
        let error = identifiers("userId\nU1\n\"\"\n", "users.csv").unwrap_err();
        assert_eq!(error.to_string(), "`users.csv` line 3: an identifier must not be empty");
    }

    #[test]
    fn a_backup_file_is_appended_to_and_private() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deep/backup.jsonl");
        for line in ["one", "two"] {
            writeln!(open_private(&file).unwrap(), "{line}").unwrap();
        }
        assert_eq!(fs::read_to_string(&file).unwrap(), "one\ntwo\n");
        write!(open_private(&file).unwrap(), "cut").unwrap();
        writeln!(open_private(&file).unwrap(), "three").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "one\ntwo\ncut\nthree\n");
        #[cfg(unix)]
        {
            let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&file).unwrap().permissions());
            assert_eq!(mode & 0o777, 0o600);
        }
    }
}
