//! `user restore`: creates deleted users again from their saved records, and says what is lost.
//!
//! It is a creation like any other, with a plan and a journal: only the way to the plan differs, since its
//! input is records of the API instead of rows.

use std::{
    collections::{HashMap, HashSet},
    io::{self, BufRead, Read},
    path::Path,
    sync::Arc,
};

use serde_json::{Map, Value, json};

use crate::{
    api::{
        OnWait,
        users::{MANY, user_id_of},
    },
    bulk::{
        input::{CheckedRow, STDIN, SourceForm, fingerprint, unpacked},
        outcome::Outcome,
        plan::{Item, Plan, PlanWriter},
        run::{Create, End, Ended, Listener, LookUp, Report},
    },
    commands::{
        backup,
        batch::{self, Announcer, Estimate, OpenJob, Run},
        input,
    },
    context::Context,
    error::{Error, Kind, Result, quoted},
    ops::{
        identifier::{Identifier, Reading},
        user::{self, OnExists, Running, record},
    },
    output::{Column, ColumnKind, Fold, Format, Shape, Stream, View},
    private,
    progress::Progress,
    ui::counted,
    words::grouped,
};

/// Restores the users of a file.
pub(super) fn run(context: &Context, arguments: &user::Restore) -> anyhow::Result<()> {
    batch::naming_old_files(context, &arguments.running, None, || restore(context, arguments))
}

fn restore(context: &Context, arguments: &user::Restore) -> anyhow::Result<()> {
    let only: Vec<&str> = arguments.only.iter().map(Identifier::as_str).collect();
    let file = match (&arguments.file, only.first()) {
        (Some(file), _) => file.clone(),
        (None, Some(user)) if !arguments.last => backup::of_user(context, user)?,
        (None, _) => backup::last_deletion(context)?,
    };
    if arguments.file.is_none() {
        context.note_subject(&file);
    }
    let name = input::name_of(&file);
    let (plan, superseded) =
        plan(open(context, &file)?, &name, &only, |user| match backup::holds_user(context, user) {
            true => hint_at_latest(user),
            false => backup::HINT.to_owned(),
        })?;
    if arguments.file.is_some() {
        backup::confirm_project(context, &file)?;
    }
    if context.is_dry_run() {
        return show_plan_of(context, &plan, &superseded, &arguments.running);
    }
    let running = &arguments.running;
    let run = Run {
        command: "user restore".to_owned(),
        input: place(&file),
        meaning: only.join(" "),
        restart: running.restart,
        runs_anew: batch::RunsAnew::OnceDone,
    };
    // Opened before the files of the report: they may belong to a run that has not ended.
    let mut job = if plan.rows == 0 { None } else { Some(OpenJob::open(context, &run, &plan)?) };
    job.as_mut().map_or(Ok(()), |job| job.look_again(context, &plan, running))?;
    let report =
        batch::report_of(running, &run, Some((std::slice::from_ref(&run.input), &SourceForm::json_lines())))?;
    let work = Create::new(&Map::new(), OnExists::Skip).by_any_name();
    let rows = plan.rows + superseded.len() as u64;
    let progress = batch::progress_of(context, &work, &plan, rows)?;
    let mut restored = Restored { rows: Vec::new(), report, progress };
    for (item, outcome) in &superseded {
        restored.settled_earlier(item, outcome);
    }
    let again = job.as_ref().map(OpenJob::how_to_go_on);
    let Ended { end, journal } = match job {
        None => Ended { end: End::Complete, journal: None },
        Some(job) => {
            let bounds = batch::bounds_of(context, running);
            job.begin(std::iter::empty(), batch::DoneBefore::default())?.send(
                context,
                bounds,
                work,
                &plan,
                &mut restored,
            )?
        }
    };
    let Restored { mut rows, report, progress } = restored;
    progress.end();
    rows.sort_by_key(|row| row.line);
    let (totals, mut unwritten) = report.finish();
    batch::summarise_totals(context, &totals);
    let unshown = show(context, &rows).err();
    let ended = conclude(context, &rows, end, again, &plan);
    if let Some(unshown) = unshown.filter(|error| !batch::is_closed_pipe(error)) {
        batch::say_ended(context, ended);
        return Err(unshown);
    }
    if let Some(journal) = journal.filter(|_| unwritten.is_empty()) {
        unwritten.extend(journal.end().err());
    }
    ended?;
    unwritten.into_iter().next().map_or(Ok(()), |error| Err(error.into()))
}

/// Shows what a restore would take, and how many users are there.
fn show_plan_of(
    context: &Context,
    plan: &Plan,
    superseded: &[(Item, Outcome)],
    running: &Running,
) -> anyhow::Result<()> {
    let mut rows: Vec<Row> =
        superseded.iter().map(|(item, outcome)| Row::new(item, outcome.clone())).collect();
    batch::show_plan(
        context,
        plan.rows,
        &plan.first_bodies(batch::FIRST)?,
        &Estimate::creation(plan.rows, plan.rows),
    )?;
    look_up(context, plan, running, &mut rows)?;
    conclude(context, &rows, End::Complete, None, plan)?;
    batch::hints_of_lacking(context, plan).iter().for_each(|hint| context.ui.hint(hint));
    Ok(())
}

fn open(context: &Context, file: &Path) -> Result<Box<dyn BufRead>> {
    let cannot =
        |cause: io::Error| Error::usage(format!("could not read {}", input::name_of(file))).because(cause);
    if file == Path::new("-") {
        return unpacked(io::stdin()).map_err(cannot);
    }
    private::open_input(file).and_then(unpacked).map_err(|cause| {
        // The name of a user in the place of a file.
        match file.to_str().filter(|name| backup::holds_user(context, name)) {
            Some(name) => cannot(cause).hint(hint_at_latest(name)),
            None => cannot(cause),
        }
    })
}

fn hint_at_latest(user: &str) -> String {
    format!("`descopectl user restore --only {}` takes the latest record on this machine", quoted(user))
}

fn place(file: &Path) -> String {
    private::canonical(file).map_or_else(|_| STDIN.to_owned(), |path| path.display().to_string())
}

/// Reads records into a plan: JSON lines, but also one JSON array or indented objects, as other commands print
/// them. A file that was appended to may hold a user twice: the last record counts, and the others are returned
/// with what is said of them. With `only`, those of these users.
fn plan(
    text: Box<dyn BufRead>,
    name: &str,
    only: &[&str],
    hint: impl Fn(&str) -> String,
) -> Result<(Plan, Vec<(Item, Outcome)>)> {
    let mut all = PlanWriter::new()?;
    let mut missing = only.to_vec();
    let mut later: HashMap<u64, (u64, u64)> = HashMap::new();
    let mut number = 0;
    each_record(text, name, &mut |line, record| {
        let login_ids =
            login_ids(&record).map_err(|why| Error::usage(format!("{name} line {line}: {why}")))?;
        if !only.is_empty() && !only.iter().any(|user| record::is_called(&record, user)) {
            return Ok(());
        }
        missing.retain(|user| !record::is_called(&record, user));
        for login_id in &login_ids {
            later.insert(fingerprint(login_id), (number, line));
        }
        // The file of failures is one that this command reads.
        let source = record.to_string();
        let body = record::writable(&record).to_string();
        number += 1;
        all.add(&CheckedRow {
            number: number - 1,
            line,
            bodies: body.as_bytes(),
            ends: &[],
            names: &login_ids.join("\n"),
            address: "",
            source: source.as_bytes(),
        })
    })?;
    if let Some(user) = missing.first() {
        let message = format!("{name} holds no record of `{user}`");
        return Err(Error::new(Kind::NotFound, message).hint(hint(user)));
    }
    let all = all.finish()?;
    let mut latest = PlanWriter::new()?;
    let mut superseded = Vec::new();
    for item in all.items()? {
        let item = item?;
        let is_later = |(number, _): &&(u64, u64)| *number > item.index;
        let by = item.names().find_map(|name| later.get(&fingerprint(name)).filter(is_later));
        if let Some((_, line)) = by {
            let reason = format!("line {line} has a later record");
            superseded.push((item, Outcome::skipped(String::new(), reason)));
            continue;
        }
        let names: Vec<&str> = item.names().collect();
        latest.add(&CheckedRow {
            number: latest.rows(),
            line: item.line,
            bodies: item.body(),
            ends: &[],
            names: &names.join("\n"),
            address: "",
            source: item.source(),
        })?;
    }
    Ok((latest.finish()?, superseded))
}

/// Reads values one after another, with the lines where they begin.
fn each_record(
    text: Box<dyn BufRead>,
    name: &str,
    each: &mut dyn FnMut(u64, Value) -> Result<()>,
) -> Result<()> {
    let position = std::rc::Rc::new(std::cell::Cell::new(Position { line: 1, begun: 1, between: true }));
    let bytes = CountedLines { inner: text, position: std::rc::Rc::clone(&position), first: true };
    let mut values = serde_json::Deserializer::from_reader(bytes).into_iter::<Value>();
    loop {
        position.set(Position { between: true, ..position.get() });
        let Some(value) = values.next() else { return Ok(()) };
        let line = position.get().begun;
        let bad = |why: &str| Error::usage(format!("{name} line {line}: {why}"));
        match value.map_err(|cause| bad("not JSON").because(cause))? {
            Value::Array(records) => records.into_iter().try_for_each(|record| each(line, record))?,
            record => each(line, record)?,
        }
    }
}

/// Where a reader stands.
#[derive(Clone, Copy)]
struct Position {
    line: u64,
    /// Line of the value that was begun last.
    begun: u64,
    /// Whether no value is being read.
    between: bool,
}

/// Counts lines as they are read, a byte at a time, so that the line of a value is known.
struct CountedLines {
    inner: Box<dyn BufRead>,
    position: std::rc::Rc<std::cell::Cell<Position>>,
    first: bool,
}

impl Read for CountedLines {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if std::mem::take(&mut self.first) && self.inner.fill_buf()?.starts_with("\u{feff}".as_bytes()) {
            self.inner.consume(3);
        }
        let Some(slot) = buffer.first_mut() else { return Ok(0) };
        let Some(byte) = self.inner.fill_buf()?.first().copied() else { return Ok(0) };
        self.inner.consume(1);
        *slot = byte;
        let mut position = self.position.get();
        if position.between && !byte.is_ascii_whitespace() {
            (position.between, position.begun) = (false, position.line);
        }
        position.line += u64::from(byte == b'\n');
        self.position.set(position);
        Ok(1)
    }
}

fn login_ids(record: &Value) -> std::result::Result<Vec<String>, &'static str> {
    let login_ids = record.get("loginIds").and_then(Value::as_array).into_iter().flatten();
    let login_ids: Vec<String> = login_ids.filter_map(Value::as_str).map(str::to_owned).collect();
    if login_ids.is_empty() || login_ids.iter().any(|login_id| login_id.trim().is_empty()) {
        return Err("not the record of a user: no `loginIds`");
    }
    Ok(login_ids)
}

/// What a user had and does not get back.
fn lost(record: &Value) -> Vec<&'static str> {
    const LOST: &[(&str, &str)] = &[
        ("password", "password"),
        ("webauthn", "passkeys"),
        ("TOTP", "authenticator app"),
        ("push", "push device"),
        ("OAuth", "social sign-in"),
        ("SAML", "SAML"),
        ("OIDC", "OIDC"),
        ("SCIM", "SCIM"),
        ("consentExpiration", "impersonation consent"),
    ];
    let has = |field: &str| match record.get(field) {
        Some(Value::Object(providers)) => providers.values().any(|linked| linked == &Value::Bool(true)),
        Some(value) => !record::is_empty(value) && value.as_f64() != Some(0.0),
        None => false,
    };
    LOST.iter().filter(|(field, _)| has(field)).map(|(_, name)| *name).collect()
}

/// What became of a record.
struct Row {
    line: u64,
    login_id: String,
    /// The user ID of before.
    former_user_id: String,
    /// What the user had and does not get back.
    lost: Vec<&'static str>,
    outcome: Outcome,
}

impl Row {
    fn new(item: &Item, outcome: Outcome) -> Self {
        let record: Value = serde_json::from_slice(item.source()).unwrap_or_default();
        Self {
            line: item.line,
            login_id: item.name().to_owned(),
            former_user_id: user_id_of(&record),
            lost: lost(&record),
            outcome,
        }
    }

    fn was_created(&self) -> bool {
        matches!(self.outcome, Outcome::Created { .. })
    }

    fn was_skipped(&self) -> bool {
        matches!(self.outcome, Outcome::Skipped { .. })
    }
}

/// Collects what became of the records.
struct Restored {
    rows: Vec<Row>,
    report: Report,
    progress: Progress,
}

impl Restored {
    fn add(&mut self, item: &Item, outcome: &Outcome) {
        self.report.add(item, outcome);
        self.rows.push(Row::new(item, outcome.clone()));
    }
}

impl Listener for Restored {
    fn settled(&mut self, item: &Item, outcome: &Outcome) {
        self.add(item, outcome);
        self.progress.add(outcome.name());
    }

    fn settled_earlier(&mut self, item: &Item, outcome: &Outcome) {
        self.add(item, outcome);
        self.progress.add_earlier(outcome.name());
    }
}

impl Announcer for Restored {
    fn end_listener(&self) -> impl Fn(&str) + Send + 'static {
        self.progress.end_listener()
    }

    fn wait_listener(&self) -> OnWait {
        Arc::new(self.progress.wait_listener())
    }
}

/// Adds the rows of a plan, with the users who have one of their login IDs.
fn look_up(context: &Context, plan: &Plan, running: &Running, rows: &mut Vec<Row>) -> Result<()> {
    let each_name = |item: Result<Item>| match item {
        Ok(item) => item.names().map(|name| Ok(item.named(name))).collect(),
        Err(error) => vec![Err(error)],
    };
    let mut users: HashMap<u64, String> = HashMap::new();
    let note = |item: &Item, user: Option<&Value>| {
        if let Some(user) = user {
            users.entry(item.index).or_insert_with(|| user_id_of(user));
        }
        Ok(())
    };
    let names = plan.items()?.flat_map(each_name).count() as u64;
    let items = plan.items()?.flat_map(each_name);
    let how = LookUp::new(Reading::LOGIN_ID);
    batch::with_progress(context, names, how, running, async |client, look_up, reached| {
        look_up.run(&client, items, reached, note).await
    })?;
    for item in plan.items()? {
        let item = item?;
        let outcome = match users.remove(&item.index) {
            Some(user_id) => Outcome::skipped(user_id, "the user exists"),
            None => Outcome::NotAttempted,
        };
        rows.push(Row::new(&item, outcome));
    }
    Ok(())
}

/// Shows the rows. In the forms that need no look at all of them they are written a part at a time, so that a long list takes
/// little memory.
fn show(context: &Context, rows: &[Row]) -> anyhow::Result<()> {
    let goes_in_parts = matches!(context.output.format, Format::Table | Format::Jsonl | Format::Ids);
    if goes_in_parts && context.output.query.is_none() {
        let shown = show_in_parts(context, rows);
        if shown.is_ok() || shown.as_ref().is_err_and(batch::is_closed_pipe) {
            return shown;
        }
    }
    let document = document(rows);
    context.show_made(context.output.part(&document, &RESTORED), &RESTORED)
}

fn show_in_parts(context: &Context, rows: &[Row]) -> anyhow::Result<()> {
    let mut stream = Stream::new(context.ui.stdout(), &RESTORED, context.output.clone())?;
    for rows in rows.chunks(MANY) {
        stream.push(&rows.iter().map(line_of).collect::<Vec<_>>())?;
    }
    stream.finish()?;
    Ok(())
}

fn document(rows: &[Row]) -> Value {
    let users: Vec<Value> = rows.iter().map(line_of).collect();
    let count = |outcome: &str| users.iter().filter(|user| user["outcome"] == outcome).count();
    json!({
        "schema": "restore-report.v1",
        "read": users.len(),
        "created": count("created"),
        "skipped": count("skipped"),
        "failed": count("failed"),
        "notAttempted": count("notAttempted"),
        "users": users,
    })
}

fn line_of(row: &Row) -> Value {
    let user_id = row.outcome.user_id().filter(|_| row.was_created());
    json!({
        "line": row.line,
        "loginId": row.login_id,
        "outcome": row.outcome.name(),
        "formerUserId": row.former_user_id,
        "userId": user_id,
        "lost": if row.was_skipped() { &[][..] } else { &row.lost },
        "reason": row.outcome.reason(),
    })
}

/// How the outcome of a restore is shown.
pub(super) const RESTORED: View = View {
    pointer: "/users",
    shape: Shape::Many,
    columns: &[
        Column::text("Login ID", "loginId").wrapping(),
        Column::text("Outcome", "outcome"),
        Column::new("Former user ID", "formerUserId", ColumnKind::Whole).folding(Fold::Away),
        Column::new("User ID", "userId", ColumnKind::Whole).folding(Fold::Silent),
        Column::new("Lost", "lost", ColumnKind::List).wrapping().folding(Fold::Silent),
        Column::text("Reason", "reason").wrapping().folding(Fold::Silent),
    ],
    id: "userId",
    fields: &["line", "loginId", "outcome", "formerUserId", "userId", "lost", "reason"],
};

/// Says what became of the users. `again` goes on with the job where users are left.
fn conclude(
    context: &Context,
    rows: &[Row],
    end: End,
    again: Option<String>,
    plan: &Plan,
) -> anyhow::Result<()> {
    let skipped = rows.iter().filter(|row| row.was_skipped()).count();
    let created = rows.iter().filter(|row| row.was_created()).count();
    let to_create = rows.len() - skipped;
    let users = counted(rows.len() as u64, "user");
    if context.is_dry_run() {
        context.ui.status(&format!(
            "would create {} of {users}, {} skipped",
            grouped(to_create),
            grouped(skipped)
        ));
    } else {
        context.ui.status(&format!("created {} of {users}, {} skipped", grouped(created), grouped(skipped)));
    }
    if created > 0 || (context.is_dry_run() && to_create > 0) {
        context.ui.note(
            "nobody gets these back: user ID, sessions, sign-in history, trusted devices, recovery codes",
        );
    }
    let created_rows = rows.iter().filter(|row| row.was_created());
    let lost: HashSet<&str> = created_rows.flat_map(|row| &row.lost).copied().collect();
    if lost.contains("password") {
        context.ui.hint("`descopectl user set-temporary-password USER` gives a user a new password");
    }
    if context.is_dry_run() {
        return Ok(());
    }
    let left = rows.iter().filter(|row| row.outcome.is_left()).count();
    let failed = to_create - created - left;
    let undone = undone(failed, left, &users);
    let early = |kind, what: &str| Error::new(kind, format!("{what}: {undone}"));
    let error = match end {
        End::Stopped(error) => {
            let error = again.into_iter().filter(|_| left > 0).fold(error, Error::hint);
            return Err(anyhow::Error::new(error).context(format!("stopped early: {undone}")));
        }
        End::Interrupted if left > 0 => early(Kind::Interrupted, "interrupted"),
        End::Deadline if left > 0 => early(Kind::SomeFailed, "the deadline has passed"),
        End::Failures if left > 0 => early(Kind::SomeFailed, "too many users failed"),
        _ if failed + left == 0 => return Ok(()),
        _ => {
            let hints = batch::hints_of_lacking(context, plan);
            let error = Error::new(Kind::SomeFailed, undone);
            return Err(hints.iter().fold(error, |error, hint| error.hint(hint)).into());
        }
    };
    Err(again.into_iter().fold(error, Error::hint).into())
}

/// How many users are not there again, and why.
fn undone(failed: usize, left: usize, users: &str) -> String {
    let were = if left == 1 { "was" } else { "were" };
    let (failed_in_words, left_in_words) = (grouped(failed), grouped(left));
    match (failed, left) {
        (_, 0) => format!("{failed_in_words} of {users} could not be created"),
        (0, _) => format!("{left_in_words} of {users} {were} left undone"),
        _ => {
            format!("{failed_in_words} of {users} could not be created, {left_in_words} {were} left undone")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &'static str) -> Result<Vec<(u64, String)>> {
        let (plan, _) = plan(Box::new(text.as_bytes()), "`f`", &[], str::to_owned)?;
        Ok(plan.items()?.map(|item| item.unwrap()).map(|item| (item.line, item.name().to_owned())).collect())
    }

    #[test]
    fn records_are_read_however_they_are_laid_out() {
        let pair = [(1, "a".to_owned()), (3, "b".to_owned())];
        assert_eq!(lines("{\"loginIds\":[\"a\"]}\n\n{\"loginIds\":[\"b\"]}\n").unwrap(), pair);
        assert_eq!(lines("{\n\"loginIds\":[\"a\"]}{\"loginIds\":[\"b\"]}").unwrap()[1], (2, "b".to_owned()));
        assert_eq!(lines("\u{feff}[{\"loginIds\":[\"a\"]},\n{\"loginIds\":[\"b\"]}]").unwrap().len(), 2);
        assert_eq!(lines("").unwrap(), []);
    }

    #[test]
    fn what_is_no_record_is_named_by_its_line() {
        let fails = |text| lines(text).unwrap_err().to_string();
        assert_eq!(
            fails("{\"loginIds\":[\"a\"]}\n{}\n"),
            "`f` line 2: not the record of a user: no `loginIds`"
        );
        assert_eq!(fails("{\"loginIds\":[\"a\"]}\nalice\n"), "`f` line 2: not JSON");
        assert!(fails("{\"loginIds\":[\"\"]}").contains("no `loginIds`"));
        assert!(fails("7").contains("no `loginIds`"));
    }

    #[test]
    fn the_last_record_of_a_user_counts() {
        let text = "{\"loginIds\":[\"a\",\"b\"]}\n{\"loginIds\":[\"b\"]}\n{\"loginIds\":[\"c\"]}\n";
        assert_eq!(lines(text).unwrap(), [(2, "b".to_owned()), (3, "c".to_owned())]);
        let (_, superseded) = plan(Box::new(text.as_bytes()), "`f`", &[], str::to_owned).unwrap();
        assert_eq!(superseded[0].1.reason().unwrap(), "line 2 has a later record");
    }

    #[test]
    fn one_of_several_is_taken_by_any_name() {
        let text = "{\"loginIds\":[\"a\",\"b@x.example\"],\"userId\":\"U1\"}\n{\"loginIds\":[\"c\"]}\n";
        for name in ["a", "b@x.example", "U1"] {
            let (plan, _) = plan(Box::new(text.as_bytes()), "`f`", &[name], str::to_owned).unwrap();
            assert_eq!(
                plan.items().unwrap().map(|item| item.unwrap().line).collect::<Vec<_>>(),
                [1],
                "{name}"
            );
        }
        let error = plan(Box::new(text.as_bytes()), "`f`", &["c", "d"], str::to_owned).err().unwrap();
        assert_eq!(error.to_string(), "`f` holds no record of `d`");
    }

    #[test]
    fn what_a_user_loses_is_read_from_the_record() {
        let record = json!({"loginIds": ["a"], "password": true, "webauthn": false, "TOTP": true,
            "OAuth": {"google": true}, "consentExpiration": 0});
        assert_eq!(lost(&record), ["password", "authenticator app", "social sign-in"]);
    }
}
