//! Deleting: what is deleted is saved first, and said.

use std::{
    collections::HashSet,
    fs::File,
    io::{Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use serde_json::Value;

use crate::{
    api::{
        Request, Walk,
        users::{is_user_id, user_id_of},
    },
    bulk::{
        outcome::RowState,
        plan::Plan,
        run::{Delete, DeletePlan, DeletePlanner, GONE, JournalState, UsersLeft, users_of},
    },
    commands::{
        backup,
        batch::{self, Batch, DoneBefore, Estimate, OpenJob, Question, Run, RunsAnew},
        call, refusal,
        several::{self, Several},
    },
    context::Context,
    error::{Error, Result},
    ops::{Operation as _, identifier::Reading, row::RowStruct as _, test_user, user},
    output::Done,
    private,
    profile::files,
    span::Span,
    ui::counted,
    words::grouped,
};

/// Names of nobody that may be looked up in another letter case.
const MOST_NAMES: usize = 10_000;

/// Deletes one user, whose record is saved first.
pub(super) fn delete(context: &Context, arguments: &user::Delete) -> anyhow::Result<()> {
    if !arguments.others.is_empty() || arguments.expect.is_some() {
        return delete_several(context, arguments);
    }
    let spec = &user::Delete::SPEC;
    let subject = arguments.target.user.as_str();
    let record = call::load(context, &arguments.target)?;
    call::confirm_for(context, spec, &user::person(&record))?;
    let mut request = call::build(context, arguments)?;
    call::name_confirmed(spec, &mut request, &user_id_of(&record));
    if context.is_dry_run() {
        return call::deliver(context, spec, &[request], Some(subject));
    }
    let file = save(context, &[record], &arguments.backup)?;
    call::send(context, spec, &request, Some(subject))?;
    call::say_done(context, spec, Done { subject: Some(subject), file, ..Done::default() })
}

/// Deletes the users who are named, all of whom must exist: they are asked for and saved together.
fn delete_several(context: &Context, arguments: &user::Delete) -> anyhow::Result<()> {
    let spec = &user::Delete::SPEC;
    let Several { records, people } = {
        let several = Several::of(context, arguments)?;
        several.confirm(context, arguments)?;
        several
    };
    let request = [call::build(context, arguments)?];
    let requests: Vec<_> = records.iter().map(|record| several::named(arguments, &request, record)).collect();
    if context.is_dry_run() {
        return call::deliver(context, spec, &requests.concat(), None);
    }
    let file = save(context, &records, &arguments.backup)?;
    let (done, failed) = several::send_each(context, arguments, &requests, &people);
    let users = Some(done.len() as u64);
    let shown = context.show_done(&Done { command: &spec.command(), users, file, ..Done::default() });
    // A reader that has gone must not hide that somebody was not deleted.
    failed.map_or(shown, Err)
}

/// Deletes many users: resolved, confirmed and saved before the first one is deleted.
pub(super) fn batch_delete(context: &Context, arguments: &user::BatchDelete) -> anyhow::Result<()> {
    batch::naming_old_files(context, &arguments.running, None, || match arguments.files.is_empty() {
        true => delete_found(context, arguments),
        false => delete_listed(context, arguments),
    })
}

/// Deletes the users that a file lists. A run that did not end is resumed with the users whom it was confirmed
/// for, even where other users have their login IDs by now.
fn delete_listed(context: &Context, arguments: &user::BatchDelete) -> anyhow::Result<()> {
    let columns = user::Columns { layout: arguments.layout.clone(), ..user::Columns::default() };
    let when_empty =
        "it lists users: one login ID or user ID a line; `--where FILTER` in its place finds users";
    let running = &arguments.running;
    let reading = batch::Reading {
        when_empty: when_empty.to_owned(),
        format: arguments.format,
        rows: &user::DeleteRow::ROWS,
        columns: &columns,
        may_be_list: true,
        wants_contact: false,
        command: user::BatchDelete::SPEC.command(),
        running,
    };
    let mut batch = Batch::read(context, &arguments.files, &reading)?;
    let meaning = format!("{:?}", arguments.reading.by);
    let mut run = batch.run(user::BatchDelete::SPEC.command(), &columns, &meaning, running.restart);
    run.runs_anew = RunsAnew::OnceTried;
    if batch.plan.rows == 0 {
        return no_users(context, arguments);
    }
    let job = OpenJob::open(context, &run, &batch.plan)?;
    let deletion = match job.state() {
        Some(state) => DeletePlan::resumed(&batch.plan, &confirmed_users(&job, state)?)?,
        None => resolve(context, arguments, &mut batch)?,
    };
    let left = match job.state() {
        Some(state) => {
            deletion.users_left(|row| state.state(row) == RowState::Settled, context.ui.most_named())?
        }
        None => all_of(context, &deletion)?,
    };
    // Who was deleted by an earlier run and is not there again stays deleted. Everybody else is a user as any other.
    let was_settled = |row| match job.state().or(job.earlier()) {
        Some(state) => state.state(row) == RowState::Settled,
        None => false,
    };
    let gone = deletion.gone(was_settled)?;
    if left.count > 0 || !gone.is_empty() || context.is_dry_run() {
        say_passed_over(context, &deletion, &gone)?;
    }
    // A list whose users are all gone may go on expecting them. Several rows may have named the same one.
    let is_as_before =
        deletion.users == 0 && arguments.expect.is_some_and(|expected| expected <= gone.len() as u64);
    if left.count > 0 {
        question(arguments, &deletion, &left.first, left.count).ask(context)?;
    } else if !is_as_before {
        question(arguments, &deletion, &[], left.count).check_expected()?;
    }
    if context.is_dry_run() {
        let (ids, login_ids) = match job.state() {
            Some(_) => (0, 0),
            None => kinds(&batch.plan, arguments.reading)?,
        };
        let estimate = Estimate::deletion(ids, login_ids, left.count);
        batch::show_plan(context, left.count, &[], &estimate)?;
        return batch::would_fail(
            deletion.gone(|row| !gone.contains(&row))?.len() as u64,
            batch.plan.rows,
            Vec::new(),
        );
    }
    if job.state().is_none() {
        back_up(context, &arguments.backup, &deletion)?;
    }
    let report = batch.report(running, &run)?;
    let gone = DoneBefore { rows: gone, why: GONE };
    job.begin(deletion.user_ids()?, gone)?.run(context, running, report, Delete, &deletion.plan)
}

/// Deletes the users whom a search finds. Each run searches anew: users who match no longer are not deleted.
fn delete_found(context: &Context, arguments: &user::BatchDelete) -> anyhow::Result<()> {
    let mut planner = DeletePlanner::new()?;
    let deadline = arguments.running.deadline;
    search(context, &arguments.filters, deadline, |record| planner.add_record(&record))?;
    let deletion = planner.finish()?;
    if deletion.users == 0 {
        return no_users(context, arguments);
    }
    say_passed_over(context, &deletion, &HashSet::new())?;
    let all = all_of(context, &deletion)?;
    question(arguments, &deletion, &all.first, all.count).ask(context)?;
    if context.is_dry_run() {
        let estimate = Estimate::found_deletion(deletion.users);
        return batch::show_plan(context, deletion.users, &[], &estimate);
    }
    let running = &arguments.running;
    let run = Run {
        command: user::BatchDelete::SPEC.command(),
        input: "a search".to_owned(),
        meaning: arguments.filters.join(" "),
        restart: true,
        runs_anew: RunsAnew::OnceDone,
    };
    let job = OpenJob::open(context, &run, &deletion.plan)?;
    back_up(context, &arguments.backup, &deletion)?;
    let report = batch::report_of(running, &run, None)?;
    let none = DoneBefore::default();
    job.begin(deletion.user_ids()?, none)?.run(context, running, report, Delete, &deletion.plan)
}

/// The users of all rows, looked up.
fn resolve(
    context: &Context,
    arguments: &user::BatchDelete,
    batch: &mut Batch<'_>,
) -> anyhow::Result<DeletePlan> {
    context.ui.note(&format!("looking up the users of {}", counted(batch.plan.rows, "row")));
    let resolved = batch::resolve(context, &batch.plan, arguments.reading, &arguments.running, true)?;
    batch.refuse(&resolved.of_several)?;
    Ok(resolved)
}

/// The users for whom the earlier run of a job was confirmed, by row.
fn confirmed_users(job: &OpenJob, state: &JournalState) -> Result<Vec<Option<String>>> {
    let mut users = Vec::new();
    users_of(job.journal(), |_, user| users.push(user.map(str::to_owned)))?;
    if users.len() as u64 == state.job.rows {
        return Ok(users);
    }
    Err(Error::failed(format!("the journal of job {} does not hold its users", state.job.id))
        .hint("`--restart` looks the users up and asks again"))
}

/// How many rows name a user by user ID and by login ID.
fn kinds(plan: &Plan, reading: Reading) -> Result<(u64, u64)> {
    let mut ids = 0;
    for item in plan.items()? {
        ids += u64::from(is_user_id(item?.name(), reading));
    }
    Ok((ids, plan.rows - ids))
}

fn no_users(context: &Context, arguments: &user::BatchDelete) -> anyhow::Result<()> {
    context.ui.note("no users to delete");
    let question = Question { what: DELETE, expect: arguments.expect, first: &[], count: 0 };
    question.check_expected()?;
    if context.is_dry_run() {
        return batch::show_plan(context, 0, &[], &Estimate::found_deletion(0));
    }
    batch::show_no_rows(context)
}

/// All users of a deletion, the first ones by names that a person knows.
fn all_of(context: &Context, deletion: &DeletePlan) -> Result<UsersLeft> {
    let first = deletion.first_records(context.ui.most_named())?.iter().map(user::person).collect();
    Ok(UsersLeft { count: deletion.users, first })
}

fn question<'q>(
    arguments: &user::BatchDelete,
    deletion: &DeletePlan,
    first: &'q [String],
    count: u64,
) -> Question<'q> {
    // What was expected is the whole of the job, also where a part of it is done.
    let expect = arguments.expect.map(|expected| if expected == deletion.users { count } else { expected });
    Question { what: DELETE, expect, first, count }
}

/// Says which rows delete nobody. Those of `gone` named somebody once.
fn say_passed_over(context: &Context, deletion: &DeletePlan, gone: &HashSet<u64>) -> Result<()> {
    let missing = deletion.plan.rows - deletion.users;
    if missing == 0 {
        return Ok(());
    }
    let (rows, delete) = (counted(missing, "row"), if missing == 1 { "deletes" } else { "delete" });
    context.ui.note(&format!("{rows} {delete} nobody:"));
    let named = deletion.rows_without_user(gone, context.ui.most_named())?;
    named.iter().for_each(|row| context.ui.preview(&format!("  {row}")));
    context.ui.and_more(missing, named.len());
    let names = deletion.names_of_nobody(gone, MOST_NAMES)?;
    let meant = refusal::in_lower_case(context, names.iter().map(String::as_str));
    meant.iter().for_each(|hint| context.ui.hint(hint));
    Ok(())
}

/// Saves the records of all users who are about to be deleted.
fn back_up(context: &Context, backup: &user::Backup, deletion: &DeletePlan) -> anyhow::Result<()> {
    if deletion.users == 0 {
        return Ok(());
    }
    let Some((_, file)) = open_backup(context, backup)? else { return Ok(()) };
    let mut out = std::io::BufWriter::new(&file);
    deletion.save(&mut out).and_then(|()| file.sync_all()).map_err(|cause| {
        Error::failed("could not save the records, nothing was deleted")
            .because(cause)
            .hint("choose another file with `--backup FILE`")
    })?;
    Ok(())
}

/// What is asked before users are deleted.
const DELETE: &str = "delete {}";

/// Deletes all test users, whose records are saved first.
pub(crate) fn delete_test_users(context: &Context, arguments: &test_user::DeleteAll) -> anyhow::Result<()> {
    let spec = &test_user::DeleteAll::SPEC;
    let records = all_test_users(context)?;
    let first: Vec<String> = records.iter().map(user::person).take(context.ui.most_named()).collect();
    let count = records.len() as u64;
    let question = Question { what: DELETE, expect: arguments.expect, first: &first, count };
    let done = Done { users: Some(count), ..Done::default() };
    if records.is_empty() {
        question.check_expected()?;
        context.ui.note("no test users to delete");
        return context.show_done(&Done { command: &spec.command(), ..done });
    }
    question.ask(context)?;
    let request = Request::of(arguments)?;
    if context.is_dry_run() {
        return call::deliver(context, spec, &[request], None);
    }
    context.clear_for_changes()?;
    // The request names nobody: it deletes all who are test users by then.
    let confirmed: HashSet<String> = records.iter().map(user_id_of).collect();
    let now: HashSet<String> = all_test_users(context)?.iter().map(user_id_of).collect();
    if now != confirmed {
        let (more, fewer) = (now.difference(&confirmed).count(), confirmed.difference(&now).count());
        return Err(Error::failed("the test users are not those who were asked about, nothing was deleted")
            .because(format!("{} have come and {} are gone meanwhile", grouped(more), grouped(fewer)))
            .hint("run the command again: it asks about those who are there now")
            .into());
    }
    let file = save(context, &records, &arguments.backup)?;
    call::send(context, spec, &request, None)?;
    call::say_done(context, spec, Done { file, ..done })
}

/// The records of all test users.
fn all_test_users(context: &Context) -> anyhow::Result<Vec<Value>> {
    let mut records = Vec::new();
    search(context, &["test-users-only=true".to_owned()], None, |record| {
        records.push(record);
        Ok(())
    })?;
    Ok(records)
}

/// Runs a search to its end; each record goes to `each`. All are gathered before the first one is deleted:
/// deleting while paging would skip some.
fn search(
    context: &Context,
    filters: &[String],
    deadline: Option<Span>,
    mut each: impl FnMut(Value) -> Result<()>,
) -> anyhow::Result<()> {
    let mut walk = Walk::new(&user::parse_filters(filters)?)?;
    let gathering = context.gathering_users()?;
    let client = context.client()?.telling_waits(Arc::new(gathering.wait_listener()));
    while let Some(rows) = context.block_on_until(deadline, walk.next(&client))?? {
        rows.into_iter().try_for_each(&mut each)?;
        gathering.reach(walk.received(), walk.total());
    }
    gathering.end();
    walk.check_complete().map_err(Into::into)
}

/// The file that full records go to before users are deleted; none where that is not wanted.
fn open_backup(context: &Context, wanted: &user::Backup) -> Result<Option<(PathBuf, File)>> {
    if wanted.no_backup || context.is_dry_run() {
        return Ok(None);
    }
    let file = match &wanted.backup {
        Some(file) => file.clone(),
        None => backup::new_file(context, "deleted")?,
    };
    let opened = open_private(&file).map_err(|cause| cannot_save(&file, cause))?;
    if wanted.backup.is_some() {
        backup::note_place(context, &file);
    }
    context.note_backup(&file);
    context.ui.note(&format!("saving the records to {}", file.display()));
    context.ui.hint(&format!(
        "`descopectl user restore {}` creates the users again, but for passwords and passkeys",
        files::quoted(&file)
    ));
    Ok(Some((file, opened)))
}

/// Saves full records as JSON lines, and says where.
fn save(context: &Context, records: &[Value], backup: &user::Backup) -> Result<Option<String>> {
    let Some((path, mut file)) = open_backup(context, backup)? else { return Ok(None) };
    let lines: String = records.iter().map(|record| format!("{record}\n")).collect();
    file.write_all(lines.as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(|cause| Error::failed("could not save the records, nothing was deleted").because(cause))?;
    Ok(Some(path.display().to_string()))
}

fn cannot_save(file: &Path, cause: std::io::Error) -> Error {
    Error::failed(format!("could not save the records to `{}`, nothing was deleted", file.display()))
        .because(cause)
        .hint("choose another file with `--backup FILE`")
}

/// Opens a file of this moment for what a command is about to take away.
pub(super) fn open_saved(context: &Context, kind: &str) -> Result<(PathBuf, File)> {
    let file = backup::new_file(context, kind)?;
    let opened = open_private(&file).map_err(|cause| cannot_save(&file, cause))?;
    Ok((file, opened))
}

/// Appends, so that a backup file may be used again and loses nothing. For its owner alone.
fn open_private(file: &Path) -> std::io::Result<File> {
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        private::create_folder(folder)?;
    }
    let mut options = private::options();
    options.read(true).append(true).create(true);
    let mut opened = options.open(file)?;
    if !opened.metadata()?.is_file() {
        return Err(std::io::Error::other("it is not a regular file, which keeps what is written to it"));
    }
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
    use std::fs;

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
