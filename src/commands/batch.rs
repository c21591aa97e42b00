//! The batch commands: the whole input becomes a plan, the plan is shown or confirmed, and a job runs it.

mod estimate;
mod inputs;
mod job;
mod look_up;
mod migration;
mod missing;
mod per_row;
mod question;
mod refused;
mod summary;
mod taken;
mod variants;

use std::{
    collections::{HashMap, HashSet},
    io::Read as _,
    path::{Path, PathBuf},
};

use serde_json::{Map, Value, json};

pub(super) use self::{
    estimate::{Estimate, FIRST, show_plan},
    job::{
        Announcer, DoneBefore, OpenJob, Run, RunsAnew, TOTALS, bounds_of, is_closed_pipe, journals,
        progress_of, remove_journal, say_ended, show_no_rows,
    },
    look_up::{resolve, with_progress},
    missing::hints_of_lacking,
    per_row::run as run_per_row,
    question::Question,
    summary::of_totals as summarise_totals,
};
use self::{
    inputs::Inputs,
    missing::{Lacking, Needs},
    refused::Refused,
    taken::{Change, Taken},
};
use super::call;
use crate::{
    api::Request,
    bulk::{
        input::{
            Attributes, Charset, Directory, Mapping, Opening, Options, Problem, REASON, RowSchema, STDIN,
            SourceForm, Transform, Translation,
        },
        plan::Plan,
        run::{Create, Files, Patch, Report},
    },
    ci::{Place, without_quoted},
    context::Context,
    error::{Error, Kind, Result, quoted, visible},
    ops::{
        Call, Operation as _, Spec, directory,
        row::{RowStruct as _, RowType},
        user::{
            self, BatchCreate, BatchInvite, BatchPatch, BatchUser, Columns, Creation, InputFormat, Layout,
            Migration, Missing, OnExists, Pair, PatchUser, Running, TemplateForm, taken_away,
        },
    },
    output::Format,
    ui::{ErrorFormat, Loudness, counted},
    words::grouped,
};

/// Problems shown on stderr before the rest of their kinds, and failures before the rest, is only counted.
const SHOWN: usize = 20;

/// Creates the users of a file.
///
/// # Errors
/// Usage when the file has problems: nothing is sent then. `SomeFailed` when rows failed.
pub fn create(context: &Context, arguments: &BatchCreate) -> anyhow::Result<()> {
    create_with(context, &BatchCreate::SPEC, arguments, &arguments.creation)
}

/// Creates and invites the users of a file.
///
/// # Errors
/// As [`create`].
pub fn invite(context: &Context, arguments: &BatchInvite) -> anyhow::Result<()> {
    create_with(context, &BatchInvite::SPEC, arguments, &arguments.creation)
}

/// Runs a batch. Where it fails before the files of its report are begun, those of an earlier run stay as they are:
/// that is said, so that nobody reads them as this run's.
///
/// # Errors
/// Those of the run.
pub(super) fn naming_old_files(
    context: &Context,
    running: &Running,
    migration: Option<&Migration>,
    run: impl FnOnce() -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let id_map = migration.and_then(|migration| migration.id_map.as_ref());
    if context.is_dry_run() {
        let Running { report, failures, junit, .. } = running;
        let flags = [
            ("`--report`", report.is_some()),
            ("`--failures`", failures.is_some()),
            ("`--junit`", junit.is_some()),
            ("`--id-map`", id_map.is_some()),
        ];
        let flags: Vec<&str> =
            flags.iter().filter(|(_, is_given)| *is_given).map(|(flag, _)| *flag).collect();
        if !flags.is_empty() {
            let have = if flags.len() == 1 { "has" } else { "have" };
            context.ui.note(&format!("{} {have} no effect in a dry run", flags.join(", ")));
        }
        return run().inspect_err(|error| summary::of_error(context, error));
    }
    let files = [running.report.as_ref(), running.failures.as_ref(), running.junit.as_ref(), id_map];
    // An empty file is of no run.
    let is_of_a_run = |about: &std::fs::Metadata| about.is_file() && about.len() > 0;
    let written = |file: &Path| file.metadata().ok().filter(is_of_a_run)?.modified().ok();
    let before = files.map(|file| file.and_then(|file| Some((file, written(file)?))));
    let ended = run();
    if let Err(error) = &ended {
        summary::of_error(context, error);
    }
    for (file, time) in before.into_iter().flatten() {
        let name = file.display();
        if written(file) != Some(time) {
            // The map of IDs keeps the rows of earlier runs.
            if id_map == Some(file) {
                continue;
            }
            context.ui.note(&format!("wrote over `{name}`, which was of an earlier run"));
        } else if ended.is_err() {
            context.ui.warn(&format!("`{name}` was written by an earlier run: this run did not write it"));
        }
    }
    ended
}

fn create_with(
    context: &Context,
    spec: &'static Spec,
    flags: &dyn Call,
    creation: &Creation,
) -> anyhow::Result<()> {
    naming_old_files(context, &creation.running, Some(&creation.migration), || {
        create_users(context, spec, flags, creation)
    })
}

fn create_users(
    context: &Context,
    spec: &'static Spec,
    flags: &dyn Call,
    Creation { input, migration, on_exists, expect, running }: &Creation,
) -> anyhow::Result<()> {
    let Value::Object(flags) = flags.body()? else {
        return Err(Error::failed("the flags of a batch must be an object").into());
    };
    let rows = &BatchUser::ROWS;
    if input.files.is_empty() {
        return print_template(context, rows, input.template.flatten());
    }
    if expect.is_some() && *on_exists != OnExists::Update {
        return Err(Error::without_effect(
            "--expect",
            "here",
            "only `--on-exists update` takes something away from users",
        )
        .into());
    }
    let transform = migration::transform_of(context, migration, &input.columns)?;
    let is_source = transform.as_ref().is_some_and(|transform| transform.source().is_some());
    let notes_needs = is_source || !migration.create_missing.is_empty();
    let conversion = Conversion {
        transform,
        may_create: notes_needs.then(|| migration.create_missing.clone()),
        recognises: true,
        takes_program: true,
    };
    // Rows that change users who exist need not say how these are reached.
    let wants_contact = *on_exists != OnExists::Update;
    let command = spec.command();
    let reading = Reading {
        format: input.format,
        rows,
        columns: &input.columns,
        may_be_list: false,
        wants_contact,
        when_empty: hint_at_template(&command),
        command,
        running,
    };
    let mut batch = Batch::converted(context, &input.files, &reading, conversion)?;
    let lacking = batch.lacking(context)?;
    lacking.check(&migration.create_missing).inspect_err(|error| {
        batch.problems.refused.complain(None, error);
        batch.problems.refused.end();
    })?;
    lacking.show(context);
    if invites(&flags) {
        warn_of_blocked(context, &batch.plan)?;
    }
    let run = batch.run(
        spec.command(),
        &input.columns,
        &format!("{on_exists:?} {}{}", json!(flags), migration::meaning(migration)),
        running.restart,
    );
    let mut job = OpenJob::open(context, &run, &batch.plan)?;
    job.look_again(context, &batch.plan, running)?;
    let (mut taken, mut taking) = (None, HashSet::new());
    if *on_exists == OnExists::Update {
        let change =
            Change { rows, takes: Some(taken_away), only_takes: false, reading: Default::default(), running };
        let mut found = Taken::by(context, &mut batch, &job, &change)?;
        found.confirm(context, *expect)?;
        taking = std::mem::take(&mut found.taking);
        taken = Some(found);
    }
    if context.is_dry_run() {
        let left = job.left(&batch.plan)?;
        let estimate =
            Estimate::creation(left.rows, if invites(&flags) { left.rows } else { left.stated_times });
        let estimate = match &taken {
            Some(taken) => taken.counted(estimate.with_updates(left.rows)),
            None => estimate,
        };
        show_plan(context, left.rows, &left.first, &estimate)?;
        if !input.columns.online {
            context.ui.hint("`--online` also checks the rows against the project's roles and tenants");
        }
        return Ok(());
    }
    lacking.create(context)?;
    let report = batch.report_of_migration(running, migration, &run)?;
    let work = Create::new(&flags, *on_exists).taking_from(taking);
    job.begin(std::iter::empty(), DoneBefore::default())?.run(context, running, report, work, &batch.plan)
}

/// How a dry run ends whose run would end so: rows name nobody.
pub(super) fn would_fail(missing: u64, rows: u64, hints: Vec<String>) -> anyhow::Result<()> {
    if missing == 0 {
        return Ok(());
    }
    let name = if missing == 1 { "names" } else { "name" };
    let why = format!("{} of {} {name} nobody, and would fail", grouped(missing), counted(rows, "row"));
    Err(hints.into_iter().fold(Error::new(Kind::SomeFailed, why), Error::hint).into())
}

/// Says how many users get an invitation who may not sign in.
fn warn_of_blocked(context: &Context, plan: &Plan) -> Result<()> {
    let mut blocked = 0_u64;
    for item in plan.items()? {
        blocked += u64::from(item?.value().get("status").is_some_and(|status| status == "disabled"));
    }
    if blocked > 0 {
        let (users, are) = (counted(blocked, "user"), if blocked == 1 { "is" } else { "are" });
        context.ui.warn(&format!("{users} who may not sign in {are} invited all the same"));
    }
    Ok(())
}

fn invites(flags: &Map<String, Value>) -> bool {
    flags.get("invite") == Some(&Value::Bool(true))
}

/// Changes the users of a file.
///
/// # Errors
/// As [`create`].
pub fn patch(context: &Context, arguments: &BatchPatch) -> anyhow::Result<()> {
    naming_old_files(context, &arguments.running, None, || patch_users(context, arguments))
}

fn patch_users(context: &Context, arguments: &BatchPatch) -> anyhow::Result<()> {
    let BatchPatch { input, conversion, expect, running } = arguments;
    let rows = &PatchUser::ROWS;
    if input.files.is_empty() {
        return print_template(context, rows, input.template.flatten());
    }
    let program = conversion.transform.as_deref();
    let transform = program.map(Transform::of_text).transpose()?;
    let conversion = Conversion { transform, takes_program: true, ..Conversion::default() };
    let reading = Reading {
        format: input.format,
        rows,
        columns: &input.columns,
        may_be_list: false,
        wants_contact: false,
        when_empty: hint_at_template(&BatchPatch::SPEC.command()),
        command: BatchPatch::SPEC.command(),
        running,
    };
    let mut batch = Batch::converted(context, &input.files, &reading, conversion)?;
    let meaning = program.unwrap_or_default();
    let mut run = batch.run(BatchPatch::SPEC.command(), &input.columns, meaning, running.restart);
    run.runs_anew = RunsAnew::OnceTried;
    let job = OpenJob::open(context, &run, &batch.plan)?;
    let change =
        Change { rows, takes: Some(taken_away), only_takes: false, reading: Default::default(), running };
    let mut taken = Taken::by(context, &mut batch, &job, &change)?;
    taken.name_absent(context, expect.is_some());
    taken.confirm(context, *expect)?;
    if context.is_dry_run() {
        let left = job.left(&batch.plan)?;
        let estimate = taken.counted(Estimate::batches(&BatchPatch::SPEC, left.rows));
        show_plan(context, left.rows, &left.first, &estimate)?;
        taken.note_not_looked_up(context, left.rows, "");
        return would_fail(taken.absent, left.rows, taken.meant(context));
    }
    let report = batch.report(running, &run)?;
    let work = Patch { unchanging: taken.unchanging, done_before: job.users_of_moved(&batch.plan)? };
    job.begin(std::iter::empty(), DoneBefore::default())?.run(context, running, report, work, &batch.plan)
}

/// How an input is read.
pub(super) struct Reading<'r> {
    pub(super) format: Option<InputFormat>,
    pub(super) rows: &'static RowType,
    pub(super) columns: &'r Columns,
    /// Whether a file with a single column of no known name is a plain list of users.
    pub(super) may_be_list: bool,
    /// Whether each row must have an e-mail address or a phone number.
    pub(super) wants_contact: bool,
    /// What helps where it is empty.
    pub(super) when_empty: String,
    /// Command words.
    pub(super) command: String,
    /// What is done with the rows. Where failed ones are wanted, the plan holds the rows as they were read, too.
    pub(super) running: &'r Running,
}

/// What happens to the records of an input beside the reading.
#[derive(Default)]
struct Conversion {
    /// What turns them into rows.
    transform: Option<Transform>,
    /// What may be created of what the users need and the project lacks, where that is noted.
    may_create: Option<Vec<Missing>>,
    /// Whether the export of another service is recognised.
    recognises: bool,
    /// Whether the command takes a program that does so.
    takes_program: bool,
}

/// Inputs that were read and checked: every row of their plan can be sent.
pub(super) struct Batch<'b> {
    pub(super) plan: Plan,
    /// The inputs, for journals.
    places: Vec<String>,
    format: InputFormat,
    failures: SourceForm,
    /// What the users need, where that was asked for.
    needs: Option<Needs>,
    attributes: Attributes,
    /// Problems of rows that only a look at their users shows.
    problems: Problems<'b>,
    /// What has these.
    has: String,
}

impl<'b> Batch<'b> {
    /// Reads and checks inputs, each once.
    ///
    /// # Errors
    /// Usage when the inputs have problems; all of them are shown.
    pub(super) fn read(
        context: &'b Context,
        files: &[PathBuf],
        reading: &'b Reading<'b>,
    ) -> anyhow::Result<Self> {
        Self::converted(context, files, reading, Conversion::default())
    }

    /// The same for inputs whose records become rows by a program.
    fn converted(
        context: &'b Context,
        files: &[PathBuf],
        reading: &'b Reading<'b>,
        conversion: Conversion,
    ) -> anyhow::Result<Self> {
        let mut inputs = Inputs::new(context, files, reading, conversion)?;
        for file in files {
            inputs.read(file)?;
        }
        inputs.finish()
    }

    /// Fails where rows have problems that only a look at their users has shown.
    ///
    /// # Errors
    /// Usage where there are any.
    pub(super) fn refuse(&mut self, found: &[Problem]) -> Result<()> {
        found.iter().for_each(|problem| self.problems.add(problem));
        self.problems.conclude(&self.has, &[], Vec::new())
    }

    /// What journals call its inputs. What was read from stdin cannot be read again.
    fn place(&self) -> String {
        match self.places.iter().any(|place| place == STDIN) {
            true => STDIN.to_owned(),
            false => self.places.join(", "),
        }
    }

    /// The run of a command over this input. `meaning` is what else decides what is sent.
    pub(super) fn run(&self, command: String, columns: &Columns, meaning: &str, restart: bool) -> Run {
        Run {
            command,
            input: self.place(),
            meaning: format!("{:?} {} {meaning}", self.format, columns.meaning()),
            restart,
            runs_anew: RunsAnew::OnceDone,
        }
    }

    /// Opens the files of the report.
    ///
    /// # Errors
    /// Usage when one cannot be written or is the input.
    pub(super) fn report(&self, running: &Running, run: &Run) -> Result<Report> {
        report_of(running, run, Some((&self.places, &self.failures)))
    }

    /// The same for users of another service.
    fn report_of_migration(&self, running: &Running, migration: &Migration, run: &Run) -> Result<Report> {
        report_with(running, migration, run, Some((&self.places, &self.failures)))
    }

    /// What the users need and the project lacks.
    fn lacking(&self, context: &Context) -> anyhow::Result<Lacking> {
        match &self.needs {
            Some(needs) => needs.lacking(context, &self.attributes),
            None => Ok(Lacking::default()),
        }
    }
}

/// Opens the files of a report; failed rows can only be written back where there is an input.
///
/// # Errors
/// Usage when a file cannot be written or is the input.
pub(super) fn report_of(
    running: &Running,
    run: &Run,
    input: Option<(&[String], &SourceForm)>,
) -> Result<Report> {
    report_with(running, &Migration::default(), run, input)
}

fn report_with(
    running: &Running,
    migration: &Migration,
    run: &Run,
    input: Option<(&[String], &SourceForm)>,
) -> Result<Report> {
    refuse_to_overwrite(input.map_or(&[], |(places, _)| places), running, migration)?;
    let files = Files {
        id_map: migration.id_map.as_deref(),
        old_id: migration.legacy_attribute().unwrap_or_default(),
        report: running.report.as_deref(),
        failures: running.failures.as_deref(),
        junit: running.junit.as_deref(),
    };
    let form = input.map_or_else(SourceForm::json_lines, |(_, form)| form.clone());
    Report::new(files, &run.command, |file| form.failure_writer(file))
}

/// Shows the first problems of an input, and the first of each kind; counts all.
struct Problems<'c> {
    context: &'c Context,
    count: usize,
    /// The input that problems without one are about.
    input: Option<String>,
    /// The first ones, for a summary.
    first: Vec<summary::Fault>,
    kinds: Kinds,
    /// Where they are written.
    refused: Refused<'c>,
}

/// Problems that differ in nothing but their line and the value.
#[derive(Default)]
struct Kinds {
    places: HashMap<String, usize>,
    /// What is wrong, how often it was met, and how many of these were not shown.
    found: Vec<(String, usize, usize)>,
    /// Problems not shown of kinds that are not told apart any more.
    others: usize,
    /// What was counted without its lines, and how often.
    unnamed: Option<(&'static str, usize)>,
}

impl Kinds {
    /// Kinds that are told apart at most. No file of users has more.
    const MOST: usize = 1_000;
    /// Problems that are always shown of each of the first kinds.
    const SHOWN: usize = 3;
    /// Kinds of which some are always shown, and of which it is said how many were not.
    const LISTED: usize = 30;

    /// Notes a problem. Whether it is shown: as one of the first of all, or of its kind.
    fn shows(&mut self, problem: &Problem, is_first: bool) -> bool {
        let why = without_quoted(&visible(&problem.why));
        let kind = match &problem.column {
            Some(column) => format!("{}: {why}", visible(column)),
            None => why,
        };
        let place = match self.places.get(&kind) {
            Some(place) => *place,
            None if self.found.len() < Self::MOST => {
                self.places.insert(kind.clone(), self.found.len());
                self.found.push((kind, 0, 0));
                self.found.len() - 1
            }
            None => {
                self.others += usize::from(!is_first);
                return is_first;
            }
        };
        let (_, count, hidden) = &mut self.found[place];
        *count += 1;
        let is_shown = is_first || (place < Self::LISTED && *count <= Self::SHOWN);
        *hidden += usize::from(!is_shown);
        is_shown
    }

    /// What was not shown: a line that says how many, and one for each kind, the most frequent first.
    fn hidden(&self) -> Vec<String> {
        let mut kinds: Vec<_> = self.found.iter().filter(|(.., hidden)| *hidden > 0).collect();
        let all = kinds.iter().map(|(.., hidden)| hidden).sum::<usize>() + self.others;
        let unnamed = self.unnamed.iter();
        let unnamed = unnamed.map(|(what, count)| format!("… and {} more {what}", grouped(*count)));
        if all == 0 {
            return unnamed.collect();
        }
        kinds.sort_by_key(|(.., hidden)| std::cmp::Reverse(*hidden));
        let rest = kinds.split_off(kinds.len().min(Self::LISTED));
        let others = rest.iter().map(|(.., hidden)| hidden).sum::<usize>() + self.others;
        let mut lines = vec![format!("… and {} more, which `--verbose` shows:", grouped(all))];
        lines.extend(kinds.iter().map(|(kind, _, hidden)| format!("  {} more: {kind}", grouped(*hidden))));
        lines.extend((others > 0).then(|| format!("  {} more of other kinds", grouped(others))));
        lines.extend(unnamed);
        lines
    }
}

impl Problems<'_> {
    /// Counts problems of which no lines are known.
    fn add_unnamed(&mut self, what: &'static str, count: u64) {
        if count > 0 {
            let count = usize::try_from(count).unwrap_or(usize::MAX);
            self.count = self.count.saturating_add(count);
            self.refused.add(None, None, &format!("{} more {what}", grouped(count as u64)));
            self.kinds.unnamed = Some((what, count));
        }
    }

    fn add(&mut self, problem: &Problem) {
        self.count += 1;
        // A program reads all of them.
        let shows_all =
            self.context.ui.errors() == ErrorFormat::Json || self.context.ui.loudness() >= Loudness::Verbose;
        if self.kinds.shows(problem, shows_all || self.count <= SHOWN) {
            let Problem { file, line, column, why } = problem;
            let file = file.as_deref().or(self.input.as_deref());
            let parts = json!({ "file": file, "line": line, "column": column, "why": why });
            self.context.ui.detail("problem", &problem.to_string(), parts);
        }
        let Problem { file, line, column, why } = problem;
        if self.first.len() < SHOWN {
            let (file, what) = (file.clone(), column.clone());
            self.first.push(summary::Fault { file, line: *line, what });
        }
        let why = without_quoted(&visible(why));
        let text = match column {
            Some(column) => format!("{}: {why}", visible(column).replace('`', "'")),
            None => why,
        };
        self.refused.add(file.as_deref(), Some(*line), &text.replacen("…: ", "", 1));
        let file = file.as_deref().or(self.input.as_deref());
        self.context.ui.annotate(Place { file, line: Some(*line) }, &text);
    }

    /// Fails where there are problems, or complaints about inputs as a whole. `has` says what has them. A single
    /// complaint speaks for itself.
    fn conclude(&mut self, has: &str, hints: &[String], complaints: Vec<Error>) -> Result<()> {
        if self.count == 0 && complaints.len() < 2 {
            let Some(complaint) = complaints.into_iter().next() else { return Ok(()) };
            self.end(std::slice::from_ref(&complaint));
            return Err(complaint);
        }
        self.kinds.hidden().iter().for_each(|line| self.context.ui.preview(line));
        for complaint in &complaints {
            let why = match complaint.reason() {
                Some(reason) => format!("{complaint}: {reason}"),
                None => complaint.to_string(),
            };
            self.context.ui.detail("problem", &why, json!({ "why": why }));
            let place = Place { file: self.input.as_deref(), line: None };
            self.context.ui.annotate(place, &visible(&why));
        }
        let count = self.count + complaints.len();
        self.end(&complaints);
        let problems = counted(count as u64, "problem");
        let error = Error::usage(format!("{has} {problems}, nothing was sent"));
        let mut said: Vec<&String> = Vec::new();
        for hint in complaints.iter().flat_map(Error::hints).chain(hints) {
            if !said.contains(&hint) {
                said.push(hint);
            }
        }
        Err(said.into_iter().fold(error, |error, hint| error.hint(hint)))
    }

    /// Tells the files of the report and the page of a CI job, with complaints about inputs as a whole.
    fn end(&mut self, complaints: &[Error]) {
        complaints.iter().for_each(|complaint| self.refused.complain(None, complaint));
        self.refused.end();
        summary::of_problems(self.context, self.count + complaints.len(), &self.first);
    }
}

/// A file that is read and written would be lost, and two reports in one file as well.
fn refuse_to_overwrite(inputs: &[String], running: &Running, migration: &Migration) -> Result<()> {
    let outputs = [
        ("--report", &running.report),
        ("--failures", &running.failures),
        ("--junit", &running.junit),
        ("--id-map", &migration.id_map),
    ];
    let mut taken: Vec<PathBuf> = inputs.iter().map(PathBuf::from).collect();
    for (flag, file) in outputs {
        let Some(file) = file else { continue };
        let place = crate::private::canonical(file)
            .or_else(|_| std::path::absolute(file))
            .unwrap_or_else(|_| file.clone());
        let is_stream = file.metadata().is_ok_and(|found| !found.is_file());
        if let Some(index) = taken.iter().position(|taken| *taken == place).filter(|_| !is_stream) {
            let why = match inputs.get(index) {
                Some(_) => "it is the input, which would be written over",
                None => "it is that of another flag",
            };
            let other = quoted(&free_name(file).display().to_string());
            return Err(Error::usage(format!("`{flag}` cannot be `{}`, nothing was sent", file.display()))
                .because(why)
                .hint(format!("name another file, such as `{flag} {other}`")));
        }
        if !is_stream && !is_of_earlier_run(flag, file) {
            let other = quoted(&free_name(file).display().to_string());
            return Err(Error::usage(format!("`{}` exists already, nothing was sent", file.display()))
                .because(format!("it is no file of an earlier `{flag}`, and would be written over"))
                .hint(format!("name another file, such as `{flag} {other}`")));
        }
        taken.push(place);
    }
    Ok(())
}

/// Whether a file is one that the flag has written before, or has nothing in it.
fn is_of_earlier_run(flag: &str, file: &Path) -> bool {
    // What cannot be read says so when it is written.
    let Ok(opened) = crate::private::open_regular(file) else { return true };
    let mut start = Vec::new();
    if opened.take(1 << 16).read_to_end(&mut start).is_err() {
        return true;
    }
    let start = String::from_utf8_lossy(&start);
    // A stated separator stands above a header.
    let begins_with = |text: &str| start.lines().take(2).any(|line| line.contains(text));
    match flag {
        _ if start.trim().is_empty() => true,
        "--report" => begins_with("\"outcome\":"),
        "--failures" => begins_with(REASON),
        "--junit" => begins_with("<testsuite"),
        _ => true,
    }
}

/// A name like that of a file which no file has yet: `failed-2.csv` for `failed.csv`, and `failed-3.csv` for that.
fn free_name(file: &Path) -> PathBuf {
    let text = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let (stem, ending) = (text(file.file_stem()), text(file.extension()));
    let numbered = stem.rsplit_once('-').and_then(|(name, number)| Some((name, number.parse::<u32>().ok()?)));
    let (name, number) = numbered.unwrap_or((&stem, 1));
    let dot = if ending.is_empty() { "" } else { "." };
    let named = |number| file.with_file_name(format!("{name}-{number}{dot}{ending}"));
    let mut free = (number.saturating_add(1)..=u32::MAX).map(named).filter(|file| !file.exists());
    free.next().unwrap_or_else(|| file.to_owned())
}

/// What helps where there is no table to read.
fn hint_at_template(command: &str) -> String {
    format!("the first line names the columns: `descopectl {command} --template` prints one")
}

/// How the input is opened.
fn opening(reading: &Reading<'_>) -> Result<Opening> {
    let Layout { header, encoding, sheet, list, skip_lines, .. } = &reading.columns.layout;
    let encoding = encoding.as_deref().map(str::parse::<Charset>).transpose();
    let encoding =
        encoding.map_err(|why| Error::usage("cannot read the value of `--encoding`").because(why))?;
    let header = header.as_ref().map(|names| names.iter().map(|name| name.trim().to_owned()).collect());
    let allows_rows_in_cells = reading.columns.layout.allow_rows_in_cells;
    Ok(Opening {
        format: reading.format,
        encoding,
        header,
        skip_lines: *skip_lines,
        sheet: sheet.clone(),
        list: list.clone(),
        allows_rows_in_cells,
        when_empty: reading.when_empty.clone(),
    })
}

/// What the user says about columns and rows.
fn mapping(reading: &Reading<'_>) -> Result<Mapping> {
    let columns = reading.columns;
    refuse_flags_of_other_rows(reading)?;
    let texts = |pairs: &[Pair]| pairs.iter().map(|pair| (pair.name.clone(), pair.value.clone())).collect();
    let values = columns.value.iter().cloned();
    let values = values.map(|user::ValueOf { column, from, to }| Translation { column, from, to }).collect();
    let options = Options {
        ignores_unknown: columns.layout.ignore_unknown,
        is_one_of_several: false,
        allows_rows_in_cells: columns.layout.allow_rows_in_cells,
        allows_hash_as_password: columns.allow_hash_as_password,
        wants_contact: reading.wants_contact && !columns.allow_no_contact,
        changes_existing: reading.rows.makes_user() && !reading.wants_contact,
        refuses_case_variants: reading.rows.makes_user() && !columns.allow_case_variants,
        keeps_words: false,
        values,
        default_country: columns.default_country.clone(),
        hash_parameters: columns.hash_config.as_deref().map(hash_parameters).transpose()?.unwrap_or_default(),
    };
    Ok(Mapping { renamed: texts(&columns.layout.map), constants: texts(&columns.set), options })
}

/// Refuses flags about fields that no row of this kind can have.
fn refuse_flags_of_other_rows(reading: &Reading<'_>) -> Result<()> {
    let Columns { default_country, hash_config, online, .. } = reading.columns;
    let Columns { allow_hash_as_password, allow_no_contact, allow_case_variants, .. } = reading.columns;
    let fields = reading.rows.fields();
    let has = |names: &[&str]| fields.iter().any(|field| names.contains(&field.name.as_str()));
    let makes_users = reading.rows.makes_user();
    let without_effect = [
        ("--default-country", default_country.is_some() && !has(&["phone", "recoveryPhone"])),
        ("--hash-config", hash_config.is_some() && !has(&["hashedPassword"])),
        ("--allow-hash-as-password", *allow_hash_as_password && !has(&["password"])),
        ("--allow-no-contact", *allow_no_contact && !(makes_users && reading.wants_contact)),
        ("--allow-case-variants", *allow_case_variants && !makes_users),
        ("--online", *online && !has(&["roleNames", "tenantId", "customAttributes", "attributeKey"])),
    ];
    match without_effect.into_iter().find(|(_, is_given)| *is_given) {
        Some((flag, _)) => {
            Err(Error::without_effect(flag, "here", "no row of this command holds what it is about"))
        }
        None => Ok(()),
    }
}

/// The hash parameters of the project that the users come from. Nothing of the file is repeated.
fn hash_parameters(file: &Path) -> Result<Map<String, Value>> {
    let cannot = || Error::usage(format!("could not read `{}`", file.display()));
    let text = super::input::read_text(file)?;
    user::hash_parameters_of(&text).map_err(|why| cannot().because(why))
}

/// Prints a file to fill in.
fn print_template(context: &Context, rows: &RowType, form: Option<TemplateForm>) -> anyhow::Result<()> {
    let columns = RowSchema::template(rows);
    // What is null is not given.
    let object: Value = columns.iter().map(|column| (column.clone(), Value::Null)).collect();
    let form = form.unwrap_or(match context.output.format {
        Format::Json => TemplateForm::Json,
        Format::Jsonl => TemplateForm::Jsonl,
        _ => TemplateForm::Csv,
    });
    let template = match form {
        TemplateForm::Csv => columns.join(",") + "\n",
        TemplateForm::Json => format!("{:#}\n", json!([object])),
        TemplateForm::Jsonl => format!("{object}\n"),
    };
    context.ui.out(template.as_bytes())?;
    Ok(())
}

fn look_up(context: &Context, spec: &Spec) -> anyhow::Result<Value> {
    call::send(context, spec, &Request::new(spec, json!({})), None)
}

/// What the project has, for `--online`.
fn directory_of(context: &Context, attributes: Attributes) -> anyhow::Result<Directory> {
    let roles = look_up(context, &directory::ListRoles::SPEC)?;
    let tenants = look_up(context, &directory::ListTenants::SPEC)?;
    context.ui.note("checking against the roles, tenants and attributes of the project (3 requests)");
    Ok(Directory::of_replies(&roles, &tenants, attributes))
}
