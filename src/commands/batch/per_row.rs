//! `user batch-run`: an operation on one user, for each row of a file.

use super::{Batch, Estimate, FIRST, OpenJob, Question, Reading, print_template, show_plan, taken::Taken};
use crate::{
    api::users::is_user_id,
    bulk::run::PerRow,
    context::Context,
    ops::{
        Accepts, Effect, Spec, identifier,
        user::{self, BatchRun},
    },
};

/// Runs an operation for each row.
///
/// # Errors
/// Usage when the file has problems: nothing is sent then. `SomeFailed` when rows failed.
pub(in crate::commands) fn run(context: &Context, arguments: &BatchRun) -> anyhow::Result<()> {
    let BatchRun { operation, input, expect, reading, running } = arguments;
    let (spec, rows) = user::runnable_operation(operation)?;
    if input.files.is_empty() {
        return print_template(context, rows, input.template);
    }
    let how = Reading {
        format: input.format,
        rows,
        columns: &input.columns,
        may_be_list: true,
        wants_contact: false,
    };
    let batch = Batch::read(context, &input.files, &how, running.failures.is_some())?;
    let question = Question {
        what: match spec.effect {
            Effect::Ask(what) => what,
            _ => "change {}",
        },
        expect: *expect,
        first: &batch.plan.first,
        count: batch.plan.rows,
    };
    match spec.effect {
        Effect::Ask(_) => question.ask(context)?,
        _ => question.check_expected()?,
    }
    let mut taken = spec.takes.map(|takes| Taken::by(context, &batch.plan, *reading, takes)).transpose()?;
    if let Some(taken) = &mut taken {
        // The number of rows that was expected is right: that is an answer.
        taken.confirm(context, expect.map(|_| taken.users))?;
    }
    let looked_up = looked_up(spec, &batch, *reading)?;
    if context.is_dry_run() {
        let estimate = Estimate::default()
            .with_look_ups(looked_up.user_ids, looked_up.login_ids)
            .with(spec, batch.plan.requests);
        let estimate = taken.iter().fold(estimate, |estimate, taken| taken.counted(estimate));
        return show_plan(context, batch.plan.rows, &batch.plan.first_bodies(FIRST)?, &estimate);
    }
    let meaning = format!("{:?}", reading.by);
    let mut run = batch.run(format!("user batch-run {operation}"), &input.columns, &meaning, running.restart);
    // Where users have other names afterwards, a second run would look for the old ones.
    run.runs_anew = spec.renames.is_none();
    let job = OpenJob::open(context, &run, &batch.plan)?;
    let report = batch.report(running, &run)?;
    let work = PerRow { spec, reading: *reading, looks_up: looked_up.user_ids + looked_up.login_ids > 0 };
    job.begin(std::iter::empty())?.run(context, running, report, work, &batch.plan)
}

/// Users who are looked up before the operation.
#[derive(Clone, Copy)]
struct LookedUp {
    user_ids: u64,
    login_ids: u64,
}

fn looked_up(spec: &Spec, batch: &Batch, reading: identifier::Reading) -> anyhow::Result<LookedUp> {
    let mut looked_up = LookedUp { user_ids: 0, login_ids: 0 };
    let wants_login_id = spec.accepts == Some(Accepts::LoginId);
    if !wants_login_id && !spec.keeps_last_app {
        return Ok(looked_up);
    }
    for item in batch.plan.items()? {
        if is_user_id(item?.name(), reading) {
            looked_up.user_ids += 1;
        } else if spec.keeps_last_app {
            looked_up.login_ids += 1;
        }
    }
    Ok(looked_up)
}
