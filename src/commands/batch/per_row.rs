//! `user batch-run`: an operation on one user, for each row of a file.

use std::collections::HashSet;

use super::{
    Batch, Change, DoneBefore, Estimate, OpenJob, Question, Reading, RunsAnew, Taken, naming_old_files,
    print_template, question::MANY, resolve, show_plan, would_fail,
};
use crate::{
    api::users::is_user_id,
    bulk::{plan::Plan, run::PerRow},
    context::Context,
    error::visible,
    ops::{
        Accepts, Effect, Spec, identifier,
        user::{self, BatchRun, Running},
    },
    ui::counted,
};

/// Runs an operation for each row.
///
/// # Errors
/// Usage when the file has problems: nothing is sent then. `SomeFailed` when rows failed.
pub(in crate::commands) fn run(context: &Context, arguments: &BatchRun) -> anyhow::Result<()> {
    naming_old_files(context, &arguments.running, None, || run_rows(context, arguments))
}

fn run_rows(context: &Context, arguments: &BatchRun) -> anyhow::Result<()> {
    let BatchRun { operation, input, expect, reading, running } = arguments;
    let (spec, rows) = user::runnable_operation(operation)?;
    if input.files.is_empty() {
        return print_template(context, rows, input.template.flatten());
    }
    let command = format!("user batch-run {operation}");
    let how = Reading {
        format: input.format,
        rows,
        columns: &input.columns,
        may_be_list: true,
        wants_contact: false,
        when_empty: super::hint_at_template(&command),
        command: command.clone(),
        running,
    };
    let mut batch = Batch::read(context, &input.files, &how)?;
    let meaning = format!("{:?}", reading.by);
    let mut run = batch.run(command, &input.columns, &meaning, running.restart);
    // Where users have other names afterwards, a second run would look for the old ones.
    if spec.renames.is_some() {
        run.runs_anew = RunsAnew::Never;
    } else if spec.takes.is_some() {
        run.runs_anew = RunsAnew::OnceTried;
    }
    let mut job = OpenJob::open(context, &run, &batch.plan)?;
    job.leave_done();
    let change = Change { rows, takes: spec.takes, only_takes: spec.only_takes, reading: *reading, running };
    let mut taken = Taken::by(context, &mut batch, &job, &change)?;
    let (mut estimate, mut absent) = (Estimate::default(), 0);
    let asks_by_itself = matches!(spec.effect, Effect::Ask(_));
    // What users lose is shown before the operation's own question, which is about all of them.
    if asks_by_itself {
        taken.show(context);
    }
    // A run that is resumed was confirmed for the users of its file.
    if job.state().is_none() {
        (estimate, absent) = confirm(context, spec, &batch.plan, *expect, *reading, running)?;
    }
    let is_looked_up = estimate.is_any();
    if !is_looked_up {
        taken.name_absent(context, expect.is_some());
    }
    // The number of rows that was expected is right: that is an answer. So is one to the operation's own question.
    let is_answered = expect.is_some() || asks_by_itself;
    taken.confirm(context, is_answered.then_some(taken.users))?;
    let looked_up = looked_up(spec, &batch.plan, &job, *reading)?;
    if context.is_dry_run() {
        let left = job.left(&batch.plan)?;
        let estimate =
            estimate.with_look_ups(looked_up.user_ids, looked_up.login_ids).with(spec, left.requests);
        show_plan(context, left.rows, &left.first, &taken.counted(estimate))?;
        if !is_looked_up {
            let how = format!(": `--expect {}` looks all of them up", batch.plan.rows);
            taken.note_not_looked_up(context, left.rows, &how);
        }
        return would_fail(absent.max(taken.absent), left.rows, taken.meant(context));
    }
    let report = batch.report(running, &run)?;
    let looks_up = looked_up.user_ids + looked_up.login_ids > 0;
    let work = PerRow { spec, reading: *reading, looks_up, unchanging: taken.unchanging };
    job.begin(std::iter::empty(), DoneBefore::default())?.run(context, running, report, work, &batch.plan)
}

/// Asks before an operation that takes something away, and checks the number that was expected. Both are about
/// users who exist, so that these are looked up; not where nothing depends on it. Returns what that took, and how many
/// rows name nobody.
fn confirm(
    context: &Context,
    spec: &Spec,
    plan: &Plan,
    expect: Option<u64>,
    reading: identifier::Reading,
    running: &Running,
) -> anyhow::Result<(Estimate, u64)> {
    let (what, asks) = match spec.effect {
        // A few need no more than `--yes`, of more the number is asked for. A dry run shows what is asked.
        Effect::Ask(what) if context.assumes_yes() && plan.rows <= MANY && !context.is_dry_run() => {
            (what, false)
        }
        Effect::Ask(what) => (what, true),
        _ => ("change {}", false),
    };
    if !asks && expect.is_none() {
        return Ok(Default::default());
    }
    let users = resolve(context, plan, reading, running, false)?;
    let missing = plan.rows - users.users;
    if missing > 0 {
        let (rows, name) = (counted(missing, "row"), if missing == 1 { "names" } else { "name" });
        context.ui.note(&format!("{rows} {name} nobody, or a user whom another row names:"));
        let named = users.rows_without_user(&HashSet::new(), context.ui.most_named())?;
        named.iter().for_each(|row| context.ui.preview(&format!("  {}", visible(row))));
        context.ui.and_more(missing, named.len());
    }
    let first: Vec<String> = users.first_records(context.ui.most_named())?.iter().map(user::person).collect();
    let question = Question { what, expect, first: &first, count: users.users };
    if asks && users.users > 0 {
        question.ask(context)?
    } else {
        question.check_expected()?
    }
    let mut ids = 0;
    for item in plan.items()? {
        ids += u64::from(is_user_id(item?.name(), reading));
    }
    let absent = users.gone(|_| true)?.len() as u64;
    Ok((Estimate::default().with_look_ups(ids, plan.rows - ids), absent))
}

/// Users who are looked up before the operation.
#[derive(Clone, Copy)]
struct LookedUp {
    user_ids: u64,
    login_ids: u64,
}

fn looked_up(
    spec: &Spec,
    plan: &Plan,
    job: &OpenJob,
    reading: identifier::Reading,
) -> anyhow::Result<LookedUp> {
    let mut looked_up = LookedUp { user_ids: 0, login_ids: 0 };
    let wants_login_id = spec.accepts == Some(Accepts::LoginId);
    if !wants_login_id && !spec.keeps_last_app {
        return Ok(looked_up);
    }
    for item in plan.items()? {
        let item = item?;
        if !job.is_left(item.index) {
            continue;
        }
        if is_user_id(item.name(), reading) {
            looked_up.user_ids += 1;
        } else if spec.keeps_last_app {
            looked_up.login_ids += 1;
        }
    }
    Ok(looked_up)
}
