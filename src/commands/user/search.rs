//! `user search`: what is found, shown page by page.

use std::sync::Arc;

use anyhow::Context as _;
use serde_json::json;

use crate::{
    api::Walk,
    commands::{complete::SeenInUsers, refusal},
    context::Context,
    error::{Error, Kind},
    ops::{
        Call as _, Operation as _,
        user::{Search, USERS},
    },
    output::{Column, ColumnKind, Shape, Stream, View},
    words::grouped,
};

/// Runs a search and shows what it finds, page by page.
pub(super) fn run(context: &Context, arguments: &Search) -> anyhow::Result<()> {
    if arguments.count {
        return count(context, arguments);
    }
    // On a terminal the users themselves show how far it is.
    let gathering = if context.ui.stdout_is_terminal() { None } else { Some(context.gathering_users()?) };
    let client = match &gathering {
        Some(gathering) => &context.client()?.telling_waits(Arc::new(gathering.wait_listener())),
        None => context.client()?,
    };
    let mut stream = Stream::new(context.ui.pages(), &USERS, context.output.clone())?;
    let mut walk = Walk::new(arguments)?;
    let failed = || format!("`{}` failed", Search::SPEC.command());
    let hinted = |error| refused(context, arguments, error);
    let mut seen = SeenInUsers::default();
    while let Some(rows) =
        context.block_on_unless_interrupted(walk.next(client))?.map_err(hinted).with_context(failed)?
    {
        rows.iter().for_each(|user| seen.add(user));
        stream.push(&rows)?;
        if let Some(gathering) = &gathering {
            gathering.reach(walk.received(), walk.total());
        }
    }
    if let Some(gathering) = &gathering {
        gathering.end();
    }
    seen.keep(context);
    stream.finish()?;
    context.ui.end_page()?;
    report(context, arguments, &walk);
    walk.check_complete().map_err(Into::into)
}

/// Shows how many users match, by the server's own count.
fn count(context: &Context, arguments: &Search) -> anyhow::Result<()> {
    let client = context.client()?;
    let mut walk = Walk::new(&Search { limit: Some(1), ..arguments.clone() })?;
    let failed = || format!("`{}` failed", Search::SPEC.command());
    context.block_on_until_asked_to_end(walk.next(client))?.with_context(failed)?;
    if !context.output.wants_document() {
        // A script reads it from a pipe.
        let total = walk.total();
        let shown = if context.ui.stdout_is_terminal() { grouped(total) } else { total.to_string() };
        return Ok(context.ui.out(format!("{shown}\n").as_bytes())?);
    }
    context.show(&json!({ "schema": "count.v1", "count": walk.total() }), &COUNT)
}

/// How a count is shown.
pub(super) const COUNT: View = View {
    pointer: "",
    shape: Shape::One,
    columns: &[Column::new("Count", "count", ColumnKind::Number)],
    id: "count",
    fields: &["schema", "count"],
};

/// What the filters name that the project does not have.
fn filters_hints(context: &Context, arguments: &Search) -> Vec<String> {
    arguments.body().map_or_else(|_| Vec::new(), |filters| refusal::of_filters(context, &filters))
}

/// A search that the server refused.
fn refused(context: &Context, arguments: &Search, error: Error) -> Error {
    let is_refusal = error.kind() == Kind::Failed;
    let hints = if is_refusal { filters_hints(context, arguments) } else { Vec::new() };
    hints.into_iter().fold(error, Error::hint)
}

/// Says on stderr what the rows on stdout leave out.
fn report(context: &Context, arguments: &Search, walk: &Walk) {
    let (shown, total) = (walk.received(), walk.total());
    if shown == 0 {
        context.ui.note("no users match");
        filters_hints(context, arguments).iter().for_each(|hint| context.ui.hint(hint));
    } else if !arguments.all && total > walk.skipped() + shown {
        context.ui.note(&format!("showing {} of {} users, use --all", grouped(shown), grouped(total)));
    }
}
