//! The batch commands: check the whole file, then carry its rows out with a journal.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use serde_json::{Map, Value, json};
use tokio::sync::watch;

use super::call;
use crate::{
    api::Request,
    bulk::{
        Attributes, Bounds, Create, End, Engine, Item, Job, Journal, Known, Listener, Outcome, Past, Patch,
        Report, RowParser, Shape, Source, Totals, Wish, Work, check, wants_attributes,
    },
    context::{Context, state_folder},
    error::{Error, Kind, Result},
    ops::{
        Bucket, Call as _, Operation as _, Spec, attribute,
        user::{BatchCreate, BatchPatch, BatchUser, Input, PatchUser, Running},
    },
    output::{Column, Shape as Form, View},
    ui::Progress,
};

/// Problems and failures shown on stderr before the rest is only counted.
const SHOWN: usize = 20;

/// Rows of one request, for plans.
const ROWS_PER_REQUEST: u64 = 100;

/// Creates the users of a file.
///
/// # Errors
/// Usage when the file has problems: nothing is sent then. `SomeFailed` when rows failed.
pub fn create(context: &Context, arguments: &BatchCreate) -> anyhow::Result<()> {
    let Value::Object(envelope) = arguments.body()? else {
        return Err(Error::failed("the flags of a batch must be an object").into());
    };
    let work = || Create { envelope, on_exists: arguments.on_exists };
    run::<BatchUser, _>(context, &BatchCreate::SPEC, &arguments.input, &arguments.running, work)
}

/// Changes the users of a file.
///
/// # Errors
/// As [`create`].
pub fn patch(context: &Context, arguments: &BatchPatch) -> anyhow::Result<()> {
    run::<PatchUser, _>(context, &BatchPatch::SPEC, &arguments.input, &arguments.running, || Patch)
}

fn run<S: Shape, W: Work>(
    context: &Context,
    spec: &'static Spec,
    input: &Input,
    running: &Running,
    work: impl FnOnce() -> W,
) -> anyhow::Result<()> {
    let Some(file) = input.file.as_ref().filter(|_| !input.template) else {
        return Ok(context.ui.out((RowParser::<S>::template().join(",") + "\n").as_bytes())?);
    };
    let source = Source::open(file, input.format)?;
    let remarks = source.remarks()?;
    if !remarks.is_empty() {
        context.ui.note(&format!("read `{}` as {}", source.name(), remarks.join(", ")));
    }
    let attributes = attributes(context, &source)?;
    let rows = check_all::<S>(context, &source, &attributes)?;
    if context.is_dry_run() {
        return show_plan(context, spec.bucket, rows);
    }
    context.clear_for_changes()?;
    let opened = Opened::new::<W>(context, spec, &source, file, running, rows)?;
    let header = source.rows()?.header();
    let mut parser = RowParser::<S>::new(header.clone(), attributes)?;
    let name = source.name().to_owned();
    let items = source.rows()?.enumerate().map(move |(index, row)| {
        let row = row?;
        let changed = |why: String| Error::failed(format!("`{name}` changed while it was read")).because(why);
        let parsed = parser.parse(&row).map_err(|problem| changed(problem.to_string()))?;
        Ok(Item { index: index as u64, row, body: parsed.body, names: parsed.names })
    });
    let report = Report::new(running.report.as_deref(), running.failures.as_deref(), &header)?;
    opened.carry_out(context, running, report, work(), items)
}

/// CSV cells of custom attributes are typed by their definitions: one read, where there are such
/// columns.
fn attributes(context: &Context, source: &Source) -> anyhow::Result<Attributes> {
    if !wants_attributes(&source.rows()?.header()) {
        return Ok(Attributes::default());
    }
    let spec = &attribute::List::SPEC;
    let reply = call::send(context, spec, &Request::new(spec, json!({})), None)?;
    Ok(Attributes::of_reply(&reply))
}

fn check_all<S: Shape>(context: &Context, source: &Source, attributes: &Attributes) -> anyhow::Result<u64> {
    let mut problems: usize = 0;
    let rows = check::<S>(source, attributes, |problem| {
        problems += 1;
        if problems <= SHOWN {
            context.ui.preview(&crate::error::visible(&problem.to_string()));
        }
    })?;
    if problems == 0 {
        return Ok(rows);
    }
    if problems > SHOWN {
        context.ui.preview(&format!("… and {} more", problems - SHOWN));
    }
    let noun = if problems == 1 { "problem" } else { "problems" };
    Err(Error::usage(format!("`{}` has {problems} {noun}, nothing was sent", source.name())).into())
}

pub(super) fn show_plan(context: &Context, bucket: Bucket, rows: u64) -> anyhow::Result<()> {
    let requests = rows.div_ceil(ROWS_PER_REQUEST);
    let windows = requests.saturating_sub(1) / u64::from(bucket.limit());
    let plan = json!({
        "schema": "batch-plan.v1",
        "rows": rows,
        "requests": requests,
        "requestsPerMinute": bucket.limit(),
        "secondsAtLimit": windows * 60,
    });
    context.show(&plan, &PLAN)?;
    context.ui.note("dry run: nothing was changed");
    Ok(())
}

const PLAN: View = View {
    pointer: "",
    shape: Form::One,
    columns: &[
        Column::text("Rows", "rows"),
        Column::text("Requests", "requests"),
        Column::text("Requests a minute", "requestsPerMinute"),
        Column::text("Seconds at the limit", "secondsAtLimit"),
    ],
    id: "rows",
    fields: &["schema", "rows", "requests", "requestsPerMinute", "secondsAtLimit"],
};

/// A job with its journal, opened for a run.
pub(super) struct Opened {
    journal: Journal,
    past: Option<Past>,
    /// Outcomes of earlier runs, by row.
    before: HashMap<u64, Outcome>,
    rows: u64,
}

impl Opened {
    /// Opens the journal of this command and input: a new one, or that of a run that did not end.
    pub(super) fn new<W: Work>(
        context: &Context,
        spec: &Spec,
        source: &Source,
        file: &Path,
        running: &Running,
        rows: u64,
    ) -> Result<Self> {
        let job = job(context, spec, source, file, rows)?;
        let path = jobs_folder()?.join(format!("{}.jsonl", job.id));
        let mut before = HashMap::new();
        let past = match Past::read(&path, |row, outcome| drop(before.insert(row, outcome.clone())))? {
            Some(past) if running.restart || is_over::<W>(&past, &job) => {
                drop(past);
                None
            }
            Some(past) if past.job.sha256 != job.sha256 => return Err(changed(&past, source.name())),
            other => other,
        };
        let journal = match &past {
            Some(past) => {
                let (id, done) = (&job.id, past.count(Known::Settled));
                if done == past.rows.len() {
                    context.ui.note(&format!(
                        "job {id} is done since {}: `--restart` begins anew",
                        past.job.started
                    ));
                } else {
                    context.ui.note(&format!("going on with job {id}: {done} of {rows} rows are done"));
                }
                Journal::resume(&path, past)?
            }
            None => {
                before.clear();
                Journal::begin(&path, job)?
            }
        };
        Ok(Self { journal, past, before, rows })
    }

    /// Carries out what is left of the rows, and shows the totals of all.
    pub(super) fn carry_out<W: Work>(
        self,
        context: &Context,
        running: &Running,
        report: Report,
        work: W,
        items: impl Iterator<Item = Result<Item>>,
    ) -> anyhow::Result<()> {
        let Self { journal, past, mut before, rows } = self;
        let client = Arc::new(context.client()?.patient());
        let bounds = Bounds {
            in_flight: running.in_flight.into(),
            max_failures: running.max_failures,
            deadline: running.deadline.map(|span| span.0),
        };
        let mut teller = Teller { report, progress: context.ui.progress(rows), mentioned: 0 };
        let known = move |index: u64| {
            let rows = past.as_ref().map(|past| past.rows.as_slice()).unwrap_or_default();
            usize::try_from(index).ok().and_then(|index| rows.get(index)).copied().unwrap_or_default()
        };
        let mut earlier = Vec::new();
        let mut items = items.map(|item| item.map(|item| (known(item.index), item)));
        let to_do = std::iter::from_fn(|| {
            loop {
                match items.next()? {
                    Err(error) => return Some(Err(error)),
                    Ok((Known::Settled, item)) => {
                        if let Some(outcome) = before.remove(&item.index) {
                            earlier.push((item, outcome));
                        }
                    }
                    Ok((known, item)) => return Some(Ok((item, known))),
                }
            }
        });
        let end = context.block_on(async {
            let wish = listen();
            Engine::new(work, client, journal, bounds, wish).run(to_do, &mut teller).await
        })??;
        for (item, outcome) in earlier {
            teller.report.add(&item, &outcome)?;
        }
        // Rows that were not read any more: the engine ended before them.
        for item in items {
            let (_, item) = item?;
            let outcome = before.remove(&item.index).unwrap_or(Outcome::NotAttempted);
            teller.report.add(&item, &outcome)?;
        }
        finish(context, teller, end)
    }
}

/// Whether nothing of a job is left to be gone on with: its run has ended with all rows done, or all were
/// tried and the file is another one by now.
fn is_over<W: Work>(past: &Past, job: &Job) -> bool {
    let all_done = past.ended && past.count(Known::Settled) == past.rows.len();
    (all_done && W::RUNS_ANEW) || (past.is_finished() && past.job.sha256 != job.sha256)
}

fn changed(past: &Past, name: &str) -> Error {
    let done = past.count(Known::Settled);
    Error::usage(format!("`{name}` is not what it was when job {} began", past.job.id))
        .because(format!("{done} of its {} rows are done, and rows are known by their number", past.job.rows))
        .hint("restore the file and run the same command to finish the job")
        .hint("or add `--restart` to begin anew with this file: users who exist are skipped")
}

fn job(context: &Context, spec: &Spec, source: &Source, file: &Path, rows: u64) -> Result<Job> {
    let target = context.target_name()?;
    let input = match std::path::absolute(file) {
        Ok(path) if source.name() != "stdin" => path.display().to_string(),
        _ => source.name().to_owned(),
    };
    let key = [target.as_str(), &spec.command(), &input].join("\n");
    let digest = ring::digest::digest(&ring::digest::SHA256, key.as_bytes());
    let id = digest.as_ref().iter().take(5).map(|byte| format!("{byte:02x}")).collect();
    Ok(Job {
        id,
        command: spec.command(),
        target,
        input,
        sha256: source.fingerprint()?,
        rows,
        started: jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        arguments: std::env::args().skip(1).collect(),
    })
}

/// Where journals are.
pub(super) fn jobs_folder() -> Result<PathBuf> {
    state_folder().map(|folder| folder.join("jobs")).ok_or_else(|| {
        Error::usage("there is no home folder to keep a journal in").hint("set `HOME` or `XDG_STATE_HOME`")
    })
}

/// Listens for Ctrl-C: the first one drains, the second one stops at once.
pub(super) fn listen() -> watch::Receiver<Wish> {
    let (sender, receiver) = watch::channel(Wish::GoOn);
    tokio::spawn(async move {
        for wish in [Wish::Drain, Wish::StopNow] {
            if tokio::signal::ctrl_c().await.is_err() {
                return;
            }
            sender.send_replace(wish);
        }
        sender.closed().await;
    });
    receiver
}

/// Counts rows, writes the report and tells about failures.
struct Teller {
    report: Report,
    progress: Progress,
    mentioned: usize,
}

impl Listener for Teller {
    fn settled(&mut self, item: &Item, outcome: &Outcome) -> Result<()> {
        self.report.add(item, outcome)?;
        self.progress.add();
        let severity = match outcome {
            Outcome::Failed { .. } => "",
            Outcome::Created { remark: Some(_), .. } => "created, but ",
            _ => return Ok(()),
        };
        self.mentioned += 1;
        if self.mentioned <= SHOWN {
            let name = item.names.first().map_or("", String::as_str);
            let why = outcome.reason().unwrap_or_default();
            self.progress.line(&format!("line {}, {name}: {severity}{why}", item.row.line));
        }
        Ok(())
    }
}

fn finish(context: &Context, teller: Teller, end: End) -> anyhow::Result<()> {
    teller.progress.end();
    if teller.mentioned > SHOWN {
        let more = teller.mentioned - SHOWN;
        context.ui.preview(&format!("… and {more} more: `--report FILE` lists every row"));
    }
    let totals = teller.report.finish()?;
    show_totals(context, &totals)?;
    let undone = format!("{} of {} rows were not carried out", totals.read - totals.succeeded(), totals.read);
    let again = "run the same command again: it goes on where this run ended";
    match end {
        End::Complete if totals.failed + totals.not_attempted == 0 => Ok(()),
        End::Complete => Err(Error::new(Kind::SomeFailed, undone)
            .hint("`--failures FILE` writes the failed rows to a file: fix them and run that file")
            .into()),
        End::Interrupted => {
            Err(Error::new(Kind::Interrupted, format!("interrupted: {undone}")).hint(again).into())
        }
        End::Deadline => {
            Err(Error::new(Kind::SomeFailed, format!("the deadline has passed: {undone}")).hint(again).into())
        }
        End::Failures => {
            Err(Error::new(Kind::SomeFailed, format!("too many rows failed: {undone}")).hint(again).into())
        }
        End::Stopped(error) => {
            Err(anyhow::Error::new(error.hint(again)).context(format!("stopped early: {undone}")))
        }
    }
}

fn show_totals(context: &Context, totals: &Totals) -> anyhow::Result<()> {
    let mut document = Map::from_iter([("schema".to_owned(), json!("batch-report.v1"))]);
    if let Value::Object(counts) = serde_json::to_value(totals)? {
        document.extend(counts);
    }
    context.show(&Value::Object(document), &TOTALS)
}

const TOTALS: View = View {
    pointer: "",
    shape: Form::One,
    columns: &[
        Column::text("Read", "read"),
        Column::text("Created", "created"),
        Column::text("Updated", "updated"),
        Column::text("Deleted", "deleted"),
        Column::text("Skipped", "skipped"),
        Column::text("Failed", "failed"),
        Column::text("Not attempted", "notAttempted"),
    ],
    id: "read",
    fields: &["schema", "read", "created", "updated", "deleted", "skipped", "failed", "notAttempted"],
};
