//! A run with its journal: begun or gone on with, carried out, and reported.

use std::{path::PathBuf, sync::Arc};

use serde_json::{Map, Value, json};
use tokio::sync::watch;

use super::SHOWN;
use crate::{
    bulk::{
        Bounds, Earlier, End, Engine, Item, Job, Journal, Known, Listener, Lock, Next, Outcome, Past, Report,
        STDIN, Totals, Wish, Work,
    },
    context::{Context, state_folder},
    error::{Error, Kind, Result},
    ops::user::Running,
    output::{Column, Shape as Form, View},
    signals::EndRequests,
    ui::Progress,
};

/// A job with its journal, opened for a run.
pub(in crate::commands) struct Opened {
    journal: Journal,
    earlier: Option<Earlier>,
    /// Rows that earlier runs have settled.
    done: u64,
    rows: u64,
    /// When the job began, in epoch seconds.
    pub(super) since: i64,
}

impl Opened {
    /// Opens the journal of a job: a new one, or that of a run that did not end.
    pub(super) fn new(context: &Context, job: Job, run: &Run) -> Result<Self> {
        let rows = job.rows;
        let path = Run::journal(&job.id)?;
        let lock = Lock::take(&path)?;
        let past = match Past::read(&path, |_, _| ())? {
            Some(past) if run.restart || is_over(&past, &job, run) => None,
            Some(past) if past.job.sha256 != job.sha256 || past.job.rows != rows => {
                return Err(changed(&past));
            }
            other => other,
        };
        let started = past.as_ref().map_or(&job.started, |past| &past.job.started);
        let since = started.parse().map_or(0, jiff::Timestamp::as_second);
        let done = past.as_ref().map_or(0, |past| past.count(Known::Settled) as u64);
        let journal = match &past {
            Some(past) => {
                let id = &job.id;
                if done == rows {
                    let since = &past.job.started;
                    context.ui.warn(&format!(
                        "job {id} is done since {since}, nothing is sent: `--restart` begins anew"
                    ));
                } else {
                    context.ui.note(&format!("going on with job {id}: {done} of {rows} rows are done"));
                }
                Journal::resume(lock, &path, past)?
            }
            None => Journal::begin(lock, &path, job)?,
        };
        let earlier = past.map(|past| Earlier::new(past, path));
        Ok(Self { journal, earlier, done, rows, since })
    }

    /// Whether all rows were done by earlier runs.
    pub(in crate::commands) fn is_done(&self) -> bool {
        self.earlier.is_some() && self.done == self.rows
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
        let Self { journal, mut earlier, done, rows, .. } = self;
        // Nobody ends these waits yet: a receiver without a sender waits forever.
        let client = Arc::new(context.client_for_run(watch::channel(false).1)?);
        let bounds = Bounds {
            in_flight: running.in_flight.into(),
            max_failures: running.max_failures,
            deadline: running.deadline.map(|span| span.0),
        };
        let progress = context.ui.progress(rows - done);
        let keeps_failures = running.failures.is_some();
        let mut teller = Teller { report, progress, mentioned: 0, keeps_failures };
        let mut items = items;
        let next = std::iter::from_fn(|| {
            let item = items.next()?;
            Some(item.and_then(|item| match &mut earlier {
                Some(earlier) => earlier.next(item),
                None => Ok(Next::ToDo(item, Known::Nothing)),
            }))
        });
        let end = context.block_on(async {
            let wish = listen(teller.progress.announcer());
            Engine::new(work, client, journal, bounds, wish).run(next, &mut teller).await
        })??;
        // Rows that were not read any more: the engine ended before them.
        for item in items {
            let item = item?;
            let outcome = match &mut earlier {
                Some(earlier) => earlier.outcome(item.index)?,
                None => None,
            };
            teller.report.add(&item, &outcome.unwrap_or(Outcome::NotAttempted))?;
        }
        finish(context, teller, end)
    }
}

/// Whether nothing of a job is left to be gone on with: its run has ended with all rows done, or all were
/// tried and the file is another one by now.
fn is_over(past: &Past, job: &Job, run: &Run) -> bool {
    let all_done = past.ended && past.count(Known::Settled) == past.rows.len();
    // Nothing that was done hangs on the numbers of the rows.
    let untouched = past.count(Known::Settled) == 0 && past.count(Known::InDoubt) == 0;
    let changed = past.job.sha256 != job.sha256;
    (all_done && run.runs_anew) || (changed && (past.is_finished() || untouched))
}

fn changed(past: &Past) -> Error {
    let done = past.count(Known::Settled);
    Error::usage(format!("`{}` is not what it was when job {} began", past.job.input, past.job.id))
        .because(format!("{done} of its {} rows are done, and rows are known by their number", past.job.rows))
        .hint("restore the file and run the same command to finish the job")
        .hint("or add `--restart` to begin anew with this file: what is done already is found out by itself")
}

/// A job of this run.
pub(super) fn job(context: &Context, run: &Run, sha256: String, rows: u64) -> Result<Job> {
    Ok(Job {
        id: run.id(context, &sha256)?,
        command: run.command.clone(),
        target: context.target_name()?,
        input: run.input.clone(),
        sha256,
        rows,
        started: jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        arguments: context.arguments.clone(),
        folder: std::env::current_dir().unwrap_or_default().to_string_lossy().into_owned(),
    })
}

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
    /// Whether the same command begins anew once its job is done: where a repeat finds out by itself that
    /// there is nothing to do.
    pub(in crate::commands) runs_anew: bool,
}

impl Run {
    /// The name of the job. What came from stdin is known by its content.
    pub(in crate::commands) fn id(&self, context: &Context, sha256: &str) -> Result<String> {
        let content = if self.input == STDIN { sha256 } else { "" };
        let target = context.target_name()?;
        let key = [target.as_str(), &self.command, &self.input, &self.meaning, content].join("\n");
        let digest = ring::digest::digest(&ring::digest::SHA256, key.as_bytes());
        Ok(digest.as_ref().iter().take(5).map(|byte| format!("{byte:02x}")).collect())
    }

    /// The journal of a job of this name.
    pub(in crate::commands) fn journal(id: &str) -> Result<PathBuf> {
        Ok(jobs_folder()?.join(format!("{id}.jsonl")))
    }
}

/// Where journals are.
pub(in crate::commands) fn jobs_folder() -> Result<PathBuf> {
    state_folder().map(|folder| folder.join("jobs")).ok_or_else(|| {
        Error::usage("there is no home folder to keep a journal in").hint("set `HOME` or `XDG_STATE_HOME`")
    })
}

/// Listens for Ctrl-C: the first one drains, which is said, the second one stops at once.
pub(in crate::commands) fn listen(say: impl Fn(&str) + Send + 'static) -> watch::Receiver<Wish> {
    let (sender, receiver) = watch::channel(Wish::GoOn);
    let mut requests = EndRequests::listen();
    tokio::spawn(async move {
        for wish in [Wish::Drain, Wish::StopNow] {
            requests.next().await;
            sender.send_replace(wish);
            if wish == Wish::Drain {
                say("waiting for what is in flight, Ctrl-C once more stops at once");
            }
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
    /// Whether failed rows go to a file.
    keeps_failures: bool,
}

impl Listener for Teller {
    fn settled_earlier(&mut self, item: &Item, outcome: &Outcome) -> Result<()> {
        self.report.add(item, outcome)
    }

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
    let keeps_failures = teller.keeps_failures;
    let totals = teller.report.finish()?;
    show_totals(context, &totals)?;
    let undone = format!("{} of {} rows were not carried out", totals.read - totals.succeeded(), totals.read);
    let again = "run the same command again: it goes on where this run ended";
    match end {
        End::Complete if totals.failed + totals.not_attempted == 0 => Ok(()),
        End::Complete if keeps_failures => Err(Error::new(Kind::SomeFailed, undone)
            .hint("mend the rows in the file of `--failures` and run that file")
            .into()),
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
