//! Looking up the users of all rows before the first one is changed, and showing how far that has come.

use std::{future::Future, sync::Arc};

use tokio::sync::watch;

use crate::{
    api::Client,
    bulk::{
        plan::Plan,
        run::{DeletePlan, LookUp, Reached},
    },
    context::Context,
    error::Result,
    ops::{
        Operation as _,
        identifier::Reading,
        user::{Load, Running},
    },
};

/// Runs a look-up of so many rows with a client and with what hears how far it has come.
pub(in crate::commands) fn with_progress<T, F: Future<Output = Result<T>>>(
    context: &Context,
    rows: u64,
    how: LookUp,
    running: &Running,
    look_up: impl FnOnce(Client, LookUp, Box<dyn FnMut(Reached)>) -> F,
) -> Result<T> {
    let gathering = context.gathering_users()?;
    gathering.expect(rows);
    let client = context.client()?.for_run(context.batch_max_wait(), watch::channel(false).1);
    let client = client.telling_waits(Arc::new(gathering.wait_listener()));
    let allowance = context.allowance_of(&Load::SPEC, 1)?;
    let how = LookUp { in_flight: running.in_flight.into(), rows, ..how };
    let reached = Box::new(move |Reached { done, alone, alone_left, each }: Reached| {
        gathering.reach(done, rows);
        gathering.reach_alone(alone, alone_left, each, allowance.clone());
    });
    context.block_on_until(running.deadline, look_up(client, how, reached))?
}

/// The users of all rows. `names_several` says whether rows are named that are about several users.
pub(in crate::commands) fn resolve(
    context: &Context,
    rows: &Plan,
    reading: Reading,
    running: &Running,
    names_several: bool,
) -> Result<DeletePlan> {
    with_progress(context, rows.rows, LookUp::new(reading), running, async |client, look_up, reached| {
        DeletePlan::resolve(&client, rows, look_up, names_several, reached).await
    })
}
