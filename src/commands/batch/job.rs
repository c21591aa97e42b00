//! A job with its journal: begun or resumed, run, and reported.

use std::{
    collections::{HashMap, HashSet},
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use serde_json::{Map, Value, json};
use tokio::sync::watch;

use super::{
    super::complete::RecentUsers,
    SHOWN,
    estimate::FIRST,
    look_up::with_progress,
    summary::{self, Fault, KeptFiles},
    taken::note_capitals,
};
use crate::{
    api::OnWait,
    bulk::{
        input::STDIN,
        outcome::{Outcome, RowState},
        plan::{Item, Plan, states_time},
        reply::contacts,
        run::{
            Bounds, DIFFERS, EXISTS, End, Ended, Engine, HELD_IN_TENANT, Job, Journal, JournalState,
            Listener, Lock, LookUp, Next, PriorOutcomes, Report, Shutdown, Totals, Work,
        },
    },
    ci::Place,
    commands::refusal,
    context::{Context, state_folder},
    error::{Error, Kind, Report as ErrorReport, Result},
    folders,
    ops::{
        Operation as _,
        identifier::Reading,
        user::{Load, Running},
    },
    output::{Column, ColumnKind, Shape as Form, View},
    progress::Progress,
    signals::EndRequests,
    ui::{Ui, counted},
    words::grouped,
};

/// Which job a run belongs to.
pub(in crate::commands) struct Run {
    /// Command words.
    pub(in crate::commands) command: String,
    /// Input as journals know it.
    pub(in crate::commands) input: String,
    /// What else decides what is sent for a row: with another meaning, the same rows are another job.
    pub(in crate::commands) meaning: String,
    /// Whether earlier runs are forgotten.
    pub(in crate::commands) restart: bool,
    /// When the same command begins anew.
    pub(in crate::commands) runs_anew: RunsAnew,
}

/// When the command of a job whose last run has shown its report begins anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::commands) enum RunsAnew {
    /// Never: the names in its rows may be those of other users by now.
    Never,
    /// Once its rows are all done: a repeat finds out by itself that there is nothing to do.
    OnceDone,
    /// Once its rows were all tried: what was done may be undone since, and a repeat finds that out by itself.
    OnceTried,
}

/// Rows that an earlier run has done, so that this one need not.
#[derive(Debug, Default)]
pub(in crate::commands) struct DoneBefore {
    /// Their indexes.
    pub(in crate::commands) rows: HashSet<u64>,
    /// What is said of them.
    pub(in crate::commands) why: &'static str,
}

impl DoneBefore {
    fn outcome(&self, row: u64) -> Option<Outcome> {
        self.rows.contains(&row).then(|| Outcome::skipped("", self.why))
    }
}

impl Run {
    /// The name of the job. What came from stdin is known by its content.
    fn id(&self, target: &str, sha256: &str) -> String {
        let content = if self.input == STDIN { sha256 } else { "" };
        let key = [target, &self.command, &self.input, &self.meaning, content].join("\n");
        let digest = ring::digest::digest(&ring::digest::SHA256, key.as_bytes());
        digest.as_ref().iter().take(5).map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Where journals are.
pub(in crate::commands) fn jobs_folder() -> Result<PathBuf> {
    state_folder()
        .map(|folder| folder.join("jobs"))
        .ok_or_else(|| Error::usage("there is no home folder to keep a journal in").hint(folders::NO_HOME))
}

/// The journal of a job of this name.
fn journal_of(id: &str) -> Result<PathBuf> {
    Ok(jobs_folder()?.join(format!("{id}.jsonl")))
}

/// Finished jobs are kept so long.
const KEPT: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// Bytes of journals that are kept; beyond that the oldest finished jobs go first.
const MOST_KEPT: u64 = 256 * 1024 * 1024;

/// The journals of all jobs, the oldest first.
///
/// # Errors
/// When the folder cannot be read.
pub(in crate::commands) fn journals() -> Result<Vec<PathBuf>> {
    let mut files = folders::json_lines(&jobs_folder()?)?;
    files.sort_by_cached_key(|file| fs::metadata(file).and_then(|found| found.modified()).ok());
    Ok(files)
}

/// Removes the journal of a job, unless another process runs it.
///
/// # Errors
/// When it is being run, or cannot be removed.
pub(in crate::commands) fn remove_journal(file: &Path) -> Result<()> {
    Lock::take(file)?
        .remove_journal(file)
        .map_err(|cause| Error::failed(format!("could not remove `{}`", file.display())).because(cause))
}

/// Bounds what old jobs keep on disk. What cannot be removed stays: it is no reason not to begin a job.
fn remove_old_journals(begun: &Path) {
    let Ok(files) = journals() else { return };
    let size = |file: &PathBuf| fs::metadata(file).map_or(0, |found| found.len());
    let mut kept: u64 = files.iter().map(size).sum();
    for file in files.iter().filter(|file| file.as_path() != begun) {
        let age =
            fs::metadata(file).and_then(|found| found.modified()).ok().and_then(|time| time.elapsed().ok());
        if kept <= MOST_KEPT && age.is_none_or(|age| age < KEPT) {
            continue;
        }
        let is_finished =
            JournalState::read(file).is_ok_and(|state| state.is_some_and(|state| state.is_finished()));
        let bytes = size(file);
        if is_finished && remove_journal(file).is_ok() {
            kept = kept.saturating_sub(bytes);
        }
    }
}

/// A job whose journal is locked and read, before its first request. While it is held, no other process runs
/// the job.
pub(in crate::commands) struct OpenJob {
    /// None in a dry run, which begins nothing.
    lock: Option<Lock>,
    path: PathBuf,
    job: Job,
    /// What an earlier run has left, where this one resumes it.
    state: Option<JournalState>,
    /// What an earlier run over the same rows has done, where this one begins anew.
    earlier: Option<JournalState>,
    /// Rows that earlier runs have done and whose user is gone since, where that was looked at.
    gone: Option<Vec<u64>>,
}

/// Rows that a run has still to do.
#[derive(Default)]
pub(in crate::commands) struct RowsLeft {
    /// How many.
    pub(in crate::commands) rows: u64,
    /// Their requests.
    pub(in crate::commands) requests: u64,
    /// Those that state when their user was created.
    pub(in crate::commands) stated_times: u64,
    /// The first ones as they would be sent.
    pub(in crate::commands) first: Vec<Value>,
}

impl OpenJob {
    /// Opens the job of a run over a plan: a new one, or one that did not end. Says which. In a dry run its journal
    /// is only read.
    ///
    /// # Errors
    /// When another process runs it, its journal cannot be used, or its input is another one by now.
    pub(in crate::commands) fn open(context: &Context, run: &Run, plan: &Plan) -> Result<Self> {
        // A dry run needs no server, and asks none where there is no job that it could be about.
        let asks = !context.is_dry_run() || journals().is_ok_and(|journals| !journals.is_empty());
        let target = match asks.then(|| target_of(context)) {
            Some(Err(error)) if !context.is_dry_run() => return Err(error),
            Some(Ok(target)) => target,
            _ => context.target_name().unwrap_or_default(),
        };
        let job = Job {
            id: run.id(&target, &plan.sha256),
            command: run.command.clone(),
            target,
            input: run.input.clone(),
            sha256: plan.sha256.clone(),
            rows: plan.rows,
            started: jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            arguments: context.arguments.clone(),
            folder: std::env::current_dir().unwrap_or_default().to_string_lossy().into_owned(),
        };
        context.check_resumed_job(&job.id)?;
        // The history names the job from its start on.
        context.note_job(&job.id);
        context.clear_for_changes()?;
        let path = journal_of(&job.id)?;
        let lock = if context.is_dry_run() { None } else { Some(Lock::take(&path)?) };
        let state = if run.restart { None } else { JournalState::read(&path)? };
        let (state, earlier) = match state {
            Some(state) if is_over(&state, &job, run) => {
                (None, Some(state).filter(|state| state.job.sha256 == job.sha256))
            }
            Some(state) if state.job.sha256 != job.sha256 || state.job.rows != job.rows => {
                return Err(changed(&state));
            }
            other => (other, None),
        };
        let opened = Self { lock, path, job, state, earlier, gone: None };
        opened.say_what_is_resumed(context);
        Ok(opened)
    }

    fn say_what_is_resumed(&self, context: &Context) {
        let Some(state) = &self.state else { return };
        let (id, rows) = (&self.job.id, self.job.rows);
        let is_dry_run = context.is_dry_run();
        if self.is_done() {
            let since = &state.job.started;
            let nothing = if is_dry_run { "nothing would be sent" } else { "nothing is sent" };
            context.ui.warn(&format!("job {id} is done since {since}, {nothing}: `--restart` begins anew"));
        } else {
            let done = state.count(RowState::Settled);
            let are = if rows == 1 { "is" } else { "are" };
            // Of a run that was cut off, nothing else is known. One that has ended may be long ago.
            let since = match state.ended && done > 0 {
                true => ", and what is done is not done again: `--restart` begins anew",
                false => "",
            };
            let resuming = if is_dry_run { "a run would resume" } else { "resuming" };
            context.ui.note(&format!(
                "{resuming} job {id}: {} of {} {are} done{since}",
                grouped(done),
                counted(rows, "row")
            ));
        }
    }

    /// What an earlier run over the same rows has done, where this one begins anew.
    pub(in crate::commands) fn earlier(&self) -> Option<&JournalState> {
        self.earlier.as_ref()
    }

    /// What an earlier run has left, where this one resumes it.
    pub(in crate::commands) fn state(&self) -> Option<&JournalState> {
        self.state.as_ref()
    }

    /// Whether a row is still to be done.
    pub(in crate::commands) fn is_left(&self, row: u64) -> bool {
        self.state.as_ref().is_none_or(|state| state.state(row) != RowState::Settled)
    }

    /// The rows that are still to be done.
    ///
    /// # Errors
    /// When the plan cannot be read.
    pub(in crate::commands) fn left(&self, plan: &Plan) -> Result<RowsLeft> {
        if self.state.is_none() {
            let first = plan.first_bodies(FIRST)?;
            return Ok(RowsLeft {
                rows: plan.rows,
                requests: plan.requests,
                stated_times: plan.stated_times,
                first,
            });
        }
        let mut left = RowsLeft::default();
        for item in plan.items()? {
            let item = item?;
            if !self.is_left(item.index) {
                continue;
            }
            left.rows += 1;
            left.requests += item.bodies().count() as u64;
            left.stated_times += u64::from(states_time(item.body()));
            if left.first.len() < FIRST {
                left.first.push(item.value());
            }
        }
        Ok(left)
    }

    /// Counts rows that earlier runs have done as skipped, where the last one has tried all rows: they are not done
    /// again, since the names in them may be those of other users by now.
    pub(in crate::commands) fn leave_done(&mut self) {
        if self.state.as_ref().is_some_and(|state| state.ended && state.is_finished()) {
            self.gone = Some(Vec::new());
        }
    }

    /// Looks at the users of rows that earlier runs have done, where the last one has tried all rows and may be long
    /// ago. A row whose user is gone since is done again.
    ///
    /// # Errors
    /// Those of the look-ups.
    pub(in crate::commands) fn look_again(
        &mut self,
        context: &Context,
        plan: &Plan,
        running: &Running,
    ) -> Result<()> {
        self.leave_done();
        let Some(state) = self.state.as_mut().filter(|_| self.gone.is_some()) else { return Ok(()) };
        let mut prior = PriorOutcomes::new(state.clone(), self.path.clone());
        let mut by_user_id = |item: Item| {
            let outcome = prior.outcome(item.index)?;
            Ok(outcome.as_ref().and_then(Outcome::user_id).map(|id| item.named(id)))
        };
        let done = plan.items()?.filter_map(|item| item.and_then(&mut by_user_id).transpose());
        let (rows, how) = (state.count(RowState::Settled), LookUp::new(Reading::default()));
        let mut gone = Vec::new();
        let note = |item: &Item, user: Option<&Value>| {
            gone.extend(user.is_none().then_some(item.index));
            Ok(())
        };
        with_progress(context, rows, how, running, async |client, look_up, reached| {
            look_up.run(&client, done, reached, note).await
        })?;
        if !gone.is_empty() {
            let (users, are) =
                (counted(gone.len() as u64, "user"), if gone.len() == 1 { "is" } else { "are" });
            context.ui.note(&format!(
                "{users} of rows that are done {are} gone since: their rows count as not done"
            ));
        }
        state.forget(&gone);
        self.gone = Some(gone);
        Ok(())
    }

    /// Users of rows that an earlier run has done, where this run begins anew, by row: only of those that give another
    /// address than the login ID by which they name their user.
    ///
    /// # Errors
    /// When the plan or the journal cannot be read.
    pub(in crate::commands) fn users_of_moved(&self, plan: &Plan) -> Result<HashMap<u64, String>> {
        let mut users = HashMap::new();
        let earlier = match self.state {
            Some(_) => None,
            // A journal that is begun anew need not be whole.
            None => JournalState::read(&self.path).ok().flatten(),
        };
        let Some(earlier) = earlier.filter(|earlier| earlier.job.sha256 == self.job.sha256) else {
            return Ok(users);
        };
        let mut prior = PriorOutcomes::new(earlier, self.path.clone());
        for item in plan.items()? {
            let item = item?;
            if contacts(&item.value()).iter().any(|contact| *contact != item.name())
                && let Some(id) = prior.outcome(item.index)?.as_ref().and_then(Outcome::user_id)
            {
                users.insert(item.index, id.to_owned());
            }
        }
        Ok(users)
    }

    /// What goes on with the job where it ends early.
    pub(in crate::commands) fn how_to_go_on(&self) -> String {
        how_to_go_on(&self.job)
    }

    /// The journal.
    pub(in crate::commands) fn journal(&self) -> &Path {
        &self.path
    }

    /// Whether all rows were done by earlier runs.
    pub(in crate::commands) fn is_done(&self) -> bool {
        self.state.as_ref().is_some_and(|state| state.count(RowState::Settled) == self.job.rows)
    }

    /// Begins the journal, or continues it. A deletion names its users by row, and rows that were done before.
    ///
    /// # Errors
    /// When the journal cannot be written: nothing was sent then.
    pub(in crate::commands) fn begin(
        self,
        users: impl Iterator<Item = Result<Option<String>>>,
        mut done_before: DoneBefore,
    ) -> Result<BegunJob> {
        let reports_again = self.is_done() && self.state.as_ref().is_some_and(|state| state.ended);
        let Self { lock, path, job, state, earlier: _, gone } = self;
        let lock = lock.ok_or_else(|| Error::failed("a dry run begins no job"))?;
        let held = lock.clone();
        let journal = match &state {
            Some(state) => {
                let journal = Journal::resume(lock, &path, state)?;
                for gone in gone.iter().flat_map(|gone| gone.chunks(GONE_IN_LINE)) {
                    journal.done(gone.iter().map(|row| (*row, &Outcome::NotAttempted)))?;
                }
                journal
            }
            None => {
                remove_old_journals(&path);
                let mut rows: Vec<u64> = done_before.rows.iter().copied().collect();
                rows.sort_unstable();
                let settled = rows.iter().filter_map(|row| Some((*row, done_before.outcome(*row)?)));
                Journal::begin(lock, &path, &job, users, settled)?
            }
        };
        if reports_again {
            done_before = DoneBefore { rows: (0..job.rows).collect(), why: DONE_BEFORE };
        }
        let prior = state.map(|state| PriorOutcomes::new(state, path));
        Ok(BegunJob { journal, job, lock: held, prior, done_before, is_tried: gone.is_some() })
    }
}

/// A job whose journal is being written.
pub(in crate::commands) struct BegunJob {
    journal: Journal,
    job: Job,
    lock: Lock,
    prior: Option<PriorOutcomes>,
    done_before: DoneBefore,
    /// Whether the last run has tried all rows: then what it did is not what this one did.
    is_tried: bool,
}

/// What is said of a row of a job that is reported again.
const DONE_BEFORE: &str = "an earlier run of this job has done it";

/// Rows that are noted in one line of a journal.
const GONE_IN_LINE: usize = 1_000;

impl BegunJob {
    /// Sends what is left of the rows, and shows the totals of all.
    ///
    /// # Errors
    /// `SomeFailed` when rows failed; what ended the run early.
    pub(in crate::commands) fn run<W: Work>(
        self,
        context: &Context,
        running: &Running,
        report: Report,
        work: W,
        plan: &Plan,
    ) -> anyhow::Result<()> {
        let job = self.job.clone();
        let bounds = bounds_of(context, running);
        let progress = progress_of(context, &work, plan, plan.rows)?;
        let (ui, files) = (context.ui.clone(), KeptFiles::of(running));
        // A failed row of one input does not name it.
        let input = Some(job.input.clone()).filter(|input| input != STDIN);
        let mut teller = Teller {
            report,
            progress,
            ui,
            input,
            mentioned: 0,
            faults: Vec::new(),
            files,
            earlier: Totals::default(),
            done_before: 0,
            existing: (0, 0),
            users: RecentUsers::default(),
            refused: None,
            capitals: Vec::new(),
        };
        let title = format!("{}, {}", job.command, counted(plan.rows, "row"));
        context.ui.begin_section(SECTION, &title);
        let ended = self.send(context, bounds, work, plan, &mut teller);
        teller.progress.end();
        context.ui.end_section(SECTION);
        finish(context, teller, ended?, &job)
    }

    /// Sends what is left of the rows; the listener hears of every row of the plan once.
    ///
    /// # Errors
    /// When the plan cannot be read or the connection cannot be set up.
    pub(in crate::commands) fn send<W: Work>(
        self,
        context: &Context,
        bounds: Bounds,
        work: W,
        plan: &Plan,
        listener: &mut impl Announcer,
    ) -> Result<Ended> {
        let Self { journal, mut prior, lock, job, done_before, is_tried } = self;
        // Held until the process ends: until then its report may not be complete.
        std::mem::forget(lock);
        let client = context.client()?;
        let mut items = plan.items()?;
        let next = std::iter::from_fn(|| {
            let item = items.next()?;
            Some(item.and_then(|item| match (done_before.outcome(item.index), &mut prior) {
                (Some(outcome), _) => Ok(Next::Settled(item, outcome)),
                (None, Some(prior)) => next_of(item, prior, is_tried),
                (None, None) => Ok(Next::ToDo(crate::bulk::run::Pending::new(item), RowState::NotSent)),
            }))
        });
        let Ended { end, journal } = context.block_on(async {
            client.learn_server_time().await;
            let shutdown = listen(listener.end_listener());
            let on_wait = listener.wait_listener();
            Engine::new(work, client, journal, bounds, shutdown, on_wait).run(next, listener).await
        })?;
        let end = if is_other_database(context, &job) { End::Stopped(replaced()) } else { end };
        // Rows that were not taken from the plan: the run ended before them. Where they cannot be read any
        // more, the totals of the others are still shown.
        let rest = items.try_for_each(|item| {
            let item = item?;
            let prior_outcome = prior.as_mut().map(|prior| prior.outcome(item.index)).transpose()?.flatten();
            let prior_outcome =
                prior_outcome.map(|outcome| if is_tried { of_before(outcome) } else { outcome });
            let outcome = done_before.outcome(item.index).or(prior_outcome);
            let is_in_doubt =
                prior.as_ref().is_some_and(|prior| prior.state().state(item.index) == RowState::InDoubt);
            let left = if is_in_doubt { Outcome::InDoubt } else { Outcome::NotAttempted };
            listener.settled_earlier(&item, &outcome.unwrap_or(left));
            Ok(())
        });
        Ok(Ended { end: rest.map_or_else(End::Stopped, |()| end), journal })
    }
}

/// When a run stops before its end, as the flags say.
pub(in crate::commands) fn bounds_of(context: &Context, running: &Running) -> Bounds {
    Bounds {
        in_flight: running.in_flight.into(),
        max_failures: running.max_failures,
        deadline: running.deadline.map(|span| span.0),
        max_wait: context.batch_max_wait(),
    }
}

/// Shows the progress of a run over a plan, and over so many rows in all.
///
/// # Errors
/// When the share of the limit cannot be read.
pub(in crate::commands) fn progress_of(
    context: &Context,
    work: &impl Work,
    plan: &Plan,
    rows: u64,
) -> Result<Progress> {
    let allowance = context.allowance_of(work.spec(), work.rows_in_request() as u64)?;
    let progress = context.ui.progress(rows, allowance);
    if let Some((total, count)) = work.first_look_ups(plan) {
        progress.look_up_first(total, count, context.allowance_of(&Load::SPEC, 1)?);
    }
    Ok(progress)
}

/// A row of a plan as it goes into a run: settled already, or to be sent.
fn next_of(item: Item, prior: &mut PriorOutcomes, is_tried: bool) -> Result<Next> {
    if prior.state().state(item.index) == RowState::Settled
        && let Some(outcome) = prior.outcome(item.index)?
    {
        return Ok(Next::Settled(item, if is_tried { of_before(outcome) } else { outcome }));
    }
    Ok(Next::to_do(item, prior.state()))
}

/// What a run says of a row that was done before it began.
fn of_before(outcome: Outcome) -> Outcome {
    match outcome.state() {
        RowState::Settled => Outcome::skipped(outcome.user_id().unwrap_or_default(), DONE_BEFORE),
        _ => outcome,
    }
}

/// A listener that can also say something during the run.
pub(in crate::commands) trait Announcer: Listener {
    /// What is told that the run is to end, with what to say about it.
    fn end_listener(&self) -> impl Fn(&str) + Send + 'static;

    /// What is told each wait for the rate limit.
    fn wait_listener(&self) -> OnWait;
}

/// Project, address and, for an emulator, the database that rows go to: a journal is true for one of them only.
fn target_of(context: &Context) -> Result<String> {
    let target = context.target_name()?;
    let client = context.client()?;
    Ok(match context.block_on(client.identity())?? {
        Some(identity) => format!("{target} (database {identity})"),
        None => target,
    })
}

/// Whether the emulator has another database by now than the one that the job began with. A server that does not
/// answer any more has told so by itself.
fn is_other_database(context: &Context, job: &Job) -> bool {
    target_of(context).is_ok_and(|target| target != job.target)
}

fn replaced() -> Error {
    Error::failed("the emulator's database was reset or replaced during the run")
        .because("what was reported before that is gone")
        .hint("run the same command again: it begins a new job in the new database")
}

/// Whether nothing of a job is left to be resumed: its run has ended, and the command says that it begins anew
/// then, or all rows were tried and the input is another one by now.
fn is_over(state: &JournalState, job: &Job, run: &Run) -> bool {
    let settled = state.count(RowState::Settled);
    let begins_anew = match run.runs_anew {
        RunsAnew::Never => false,
        RunsAnew::OnceDone => state.ended && settled == state.job.rows,
        RunsAnew::OnceTried => state.ended && state.is_finished(),
    };
    // No row was sent yet, so row numbers may change.
    let untouched = settled == 0 && state.count(RowState::InDoubt) == 0;
    let changed = state.job.sha256 != job.sha256;
    begins_anew || (changed && (state.is_finished() || untouched))
}

fn changed(state: &JournalState) -> Error {
    let done = state.count(RowState::Settled);
    Error::usage(format!("`{}` is not what it was when job {} began", state.job.input, state.job.id))
        .because(format!(
            "{} of its {} {} done, and rows are known by their number",
            grouped(done),
            counted(state.job.rows, "row"),
            if state.job.rows == 1 { "is" } else { "are" }
        ))
        .hint("restore the file and run the same command to finish the job")
        .hint("or add `--restart` to begin anew with this file: what is done already is found out by itself")
}

/// Listens for Ctrl-C: the first one ends the run gracefully, which is said, the second one at once.
fn listen(say: impl Fn(&str) + Send + 'static) -> watch::Receiver<Shutdown> {
    let (sender, receiver) = watch::channel(Shutdown::None);
    let mut requests = EndRequests::listen();
    tokio::spawn(async move {
        for shutdown in [Shutdown::Graceful, Shutdown::Immediate] {
            requests.next().await;
            sender.send_replace(shutdown);
            if shutdown == Shutdown::Graceful {
                say("waiting for what is in flight, Ctrl-C once more stops at once");
            }
        }
        sender.closed().await;
    });
    receiver
}

/// The part of a log that is about one run.
const SECTION: &str = "descopectl_run";

/// Counts rows, writes the report and tells about failures.
struct Teller {
    report: Report,
    progress: Progress,
    ui: Ui,
    /// The input, where there is one.
    input: Option<String>,
    mentioned: usize,
    /// The first rows that failed, for a summary.
    faults: Vec<Fault>,
    files: KeptFiles,
    /// Rows that earlier runs have done.
    earlier: Totals,
    /// Rows that were done before this run began.
    done_before: u64,
    /// Rows that were skipped since their users exist, and those of them whose users are not as they say.
    existing: (u64, u64),
    /// Users for completions.
    users: RecentUsers,
    /// The first row that failed.
    refused: Option<Value>,
    /// Names with capitals that nobody has, the first of them.
    capitals: Vec<String>,
}

impl Announcer for Teller {
    fn end_listener(&self) -> impl Fn(&str) + Send + 'static {
        self.progress.end_listener()
    }

    fn wait_listener(&self) -> OnWait {
        Arc::new(self.progress.wait_listener())
    }
}

impl Listener for Teller {
    fn settled_earlier(&mut self, item: &Item, outcome: &Outcome) {
        self.report.add(item, outcome);
        self.progress.add_earlier(outcome.name());
        if matches!(outcome, Outcome::Skipped { reason, .. } if reason == DONE_BEFORE) {
            self.done_before += 1;
        } else if outcome.state() == RowState::Settled {
            self.earlier.count(outcome);
        }
    }

    fn settled(&mut self, item: &Item, outcome: &Outcome) {
        self.report.add(item, outcome);
        self.progress.add(outcome.name());
        match outcome {
            Outcome::Created { .. } | Outcome::Updated { .. } => self.users.add(item.name()),
            Outcome::Deleted { .. } => self.users.remove(item.name()),
            Outcome::Skipped { reason, .. } => {
                let differs = reason == DIFFERS;
                self.existing.0 += u64::from(differs || reason == EXISTS);
                self.existing.1 += u64::from(differs);
            }
            Outcome::Failed { .. } | Outcome::NotAttempted | Outcome::InDoubt => {}
        }
        if let Outcome::Failed { code, .. } = outcome {
            if self.refused.is_none() {
                self.refused = Some(item.value());
            }
            if outcome.names_nobody() {
                note_capitals(&mut self.capitals, item.name());
            }
            self.note_fault(item, code.as_deref());
        }
        let severity = match outcome {
            Outcome::Failed { .. } => "",
            Outcome::Created { remark: Some(_), .. } => "created, but ",
            Outcome::Skipped { reason, .. } if reason.starts_with(HELD_IN_TENANT) => "skipped: ",
            _ => return,
        };
        self.mentioned += 1;
        if self.mentioned <= SHOWN {
            let why = outcome.reason().unwrap_or_default();
            self.progress.line(&format!("{}, {}: {severity}{why}", item.place(), item.name()));
        }
    }
}

impl Teller {
    /// What a server says may hold values of the row, so that only its code is repeated.
    fn note_fault(&mut self, item: &Item, code: Option<&str>) {
        if self.faults.len() < SHOWN {
            let (file, what) = (item.file.clone(), code.map(str::to_owned));
            self.faults.push(Fault { file, line: item.line, what });
        }
        let file = item.file.as_deref().or(self.input.as_deref());
        let with = code.map(|code| format!(" with {code}")).unwrap_or_default();
        let text = format!("the row failed{with}: the log says why");
        self.ui.annotate(Place { file, line: Some(item.line) }, &text);
    }
}

fn finish(context: &Context, teller: Teller, ended: Ended, job: &Job) -> anyhow::Result<()> {
    if teller.mentioned > SHOWN {
        let more = teller.mentioned - SHOWN;
        context.ui.preview(&format!("… and {} more: `--report FILE` lists every row", grouped(more)));
    }
    let keeps_failures = teller.files.failures.is_some();
    let Teller { report, faults, files, earlier, done_before, existing, users, refused, capitals, .. } =
        teller;
    users.keep(context);
    let (totals, mut unwritten) = report.finish();
    summary::write(context, &totals, job, &faults, &files);
    let unshown = show_totals(context, &totals, job).err().filter(|error| !is_closed_pipe(error));
    let is_done_now = earlier.read < totals.read;
    if earlier.read > 0 && is_done_now {
        context.ui.note(&format!("of these, by earlier runs of the job: {}", in_words(&earlier)));
    }
    if done_before > 0 {
        let rows = counted(done_before, "row");
        context.ui.note(&format!("skipped includes {rows} that an earlier run of the job has done"));
    }
    if let (skipped @ 1.., differing) = existing {
        let of = if skipped == 1 { "the user of 1 row exists" } else { "the users of {} rows exist" };
        let differing = match differing {
            0 => String::new(),
            1 if skipped == 1 => ", and is not as the row says: `--on-exists update` changes it".to_owned(),
            1 => ", and one is not as its row says: `--on-exists update` changes those who differ".to_owned(),
            some => format!(
                ", and {} are not as their rows say: `--on-exists update` changes those who differ",
                grouped(some)
            ),
        };
        context.ui.note(&format!("skipped: {}{differing}", of.replace("{}", &grouped(skipped))));
    }
    if totals.in_doubt > 0 {
        let rows = counted(totals.in_doubt, "row");
        context.ui.warn(&format!(
            "not attempted includes {rows} sent without an answer, which may have been done: the next run looks \
             them up"
        ));
    }
    if totals.secrets_not_set > 0 {
        let rows = counted(totals.secrets_not_set, "row");
        context.ui.warn(&format!(
            "the password, hash or seed of {rows} was not set, since only a new user gets one: `--report FILE` \
             names the rows"
        ));
    }
    let Ended { end, journal } = ended;
    // Others mostly fail for the same reason. Of a run that was stopped, nothing more is asked.
    if let (Some(body), End::Complete) = (&refused, &end) {
        let meant = refusal::in_lower_case(context, capitals.iter().map(String::as_str));
        refusal::unknown(context, body).iter().chain(&meant).for_each(|hint| context.ui.hint(hint));
    }
    let ended = concluded(&totals, end, job, keeps_failures);
    // The totals tell that rows failed. That a file lacks rows is told by the error alone.
    let only_failures = |error: &anyhow::Error| {
        error.downcast_ref::<Error>().is_some_and(|error| error.kind() == Kind::SomeFailed)
    };
    if let Some(unshown) = unshown {
        say_ended(context, ended);
        return Err(unshown);
    }
    // A report that could not be written is written by the next run, which then resumes this job.
    if let Some(journal) = journal.filter(|_| unwritten.is_empty()) {
        unwritten.extend(journal.end().err());
    }
    match ended {
        Ok(()) if unwritten.is_empty() => Ok(()),
        Ok(()) => Err(unwritten.remove(0).into()),
        Err(error) if only_failures(&error) && !unwritten.is_empty() => {
            context.ui.warn(&error.to_string());
            Err(unwritten.remove(0).into())
        }
        Err(error) => {
            for error in unwritten {
                let why = error.reason().unwrap_or_default();
                context.ui.warn(&format!("{error}: {why}"));
            }
            Err(error)
        }
    }
}

/// What became of rows that are done.
fn in_words(totals: &Totals) -> String {
    let Totals { created, updated, deleted, skipped, .. } = *totals;
    let counts = [(created, "created"), (updated, "updated"), (deleted, "deleted"), (skipped, "skipped")];
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    counts.map(|(count, what)| format!("{} {what}", grouped(*count))).collect::<Vec<_>>().join(", ")
}

/// Whether the reader of stdout has gone away: what it wanted it has, and the run is judged by its rows.
pub(in crate::commands) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    ErrorReport::of(error).kind() == Kind::ClosedPipe
}

/// Says how a run has ended where another error decides the exit code.
pub(in crate::commands) fn say_ended(context: &Context, ended: anyhow::Result<()>) {
    let Err(error) = ended else { return };
    let causes: Vec<String> = error.chain().map(ToString::to_string).collect();
    context.ui.warn(&causes.join(": "));
    for typed in error.chain().filter_map(|cause| cause.downcast_ref::<Error>()) {
        typed.hints().iter().for_each(|hint| context.ui.hint(hint));
    }
}

/// The result of a run: done, or why a part of it is not.
fn concluded(totals: &Totals, end: End, job: &Job, keeps_failures: bool) -> anyhow::Result<()> {
    let left = totals.read - totals.succeeded();
    let were = if left == 1 { "was" } else { "were" };
    let undone = format!("{} of {} {were} not done", grouped(left), counted(totals.read, "row"));
    let again = how_to_go_on(job);
    let left = totals.not_attempted > 0;
    let error = match end {
        End::Stopped(error) => {
            let error = if left { error.hint(again) } else { error };
            return Err(anyhow::Error::new(error).context(format!("stopped early: {undone}")));
        }
        End::Interrupted if left => {
            Error::new(Kind::Interrupted, format!("interrupted: {undone}")).hint(again)
        }
        End::Deadline if left => {
            Error::new(Kind::SomeFailed, format!("the deadline has passed: {undone}")).hint(again)
        }
        End::Failures if left => {
            Error::new(Kind::SomeFailed, format!("too many rows failed: {undone}")).hint(again)
        }
        _ if totals.failed + totals.not_attempted == 0 => return Ok(()),
        _ if keeps_failures => Error::new(Kind::SomeFailed, undone).hint(
            "correct the rows in the file of `--failures`, and run the same command on that file, with another one for `--failures`",
        ),
        _ => Error::new(Kind::SomeFailed, undone).hint(
            "`--failures FILE` writes the failed rows to a file: correct them and run the same command on it",
        ),
    };
    Err(error.into())
}

/// What goes on with a job that has ended early.
fn how_to_go_on(job: &Job) -> String {
    // The same command would begin anew, or take what is the latest by then.
    let is_of_now =
        |word: &String| ["--restart", "--last", "--only"].contains(&word.split('=').next().unwrap_or(word));
    match (job.input == STDIN, job.arguments.iter().any(is_of_now)) {
        (true, _) => {
            "run the same command with the same rows again: it resumes where this run ended".to_owned()
        }
        (false, true) => format!("`descopectl job resume {}` resumes the job where this run ended", job.id),
        (false, false) => format!(
            "run the same command again, or `descopectl job resume {}`: it resumes where this run ended",
            job.id
        ),
    }
}

/// Shows the totals of a run that found nothing to do.
///
/// # Errors
/// When they cannot be shown in the form asked for.
pub(in crate::commands) fn show_no_rows(context: &Context) -> anyhow::Result<()> {
    summary::of_totals(context, &Totals::default());
    if !context.output.wants_document() {
        return Ok(());
    }
    let mut document = Map::from_iter([("schema".to_owned(), json!("batch-report.v1"))]);
    if let Value::Object(counts) = serde_json::to_value(Totals::default())? {
        document.extend(counts);
    }
    document.extend([("job".to_owned(), Value::Null), ("backup".to_owned(), Value::Null)]);
    context.show(&Value::Object(document), &TOTALS)
}

fn show_totals(context: &Context, totals: &Totals, job: &Job) -> anyhow::Result<()> {
    let mut document = Map::from_iter([("schema".to_owned(), json!("batch-report.v1"))]);
    if let Value::Object(counts) = serde_json::to_value(totals)? {
        document.extend(counts);
    }
    document.insert("job".to_owned(), json!(job.id));
    document.insert("backup".to_owned(), json!(context.backup()));
    context.show_made(&Value::Object(document), &TOTALS)
}

/// How the totals of a job are shown.
pub(in crate::commands) const TOTALS: View = View {
    pointer: "",
    shape: Form::One,
    columns: &[
        Column::new("Read", "read", ColumnKind::Number),
        Column::new("Created", "created", ColumnKind::Count),
        Column::new("Updated", "updated", ColumnKind::Count),
        Column::new("Deleted", "deleted", ColumnKind::Count),
        Column::new("Skipped", "skipped", ColumnKind::Count),
        Column::new("Failed", "failed", ColumnKind::Count),
        Column::new("Not attempted", "notAttempted", ColumnKind::Count),
        Column::text("Job", "job"),
    ],
    id: "read",
    fields: &[
        "schema",
        "read",
        "created",
        "updated",
        "deleted",
        "skipped",
        "failed",
        "notAttempted",
        "secretsNotSet",
        "job",
        "backup",
    ],
};
