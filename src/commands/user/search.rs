//! `user search`: what is found, shown page by page.

use std::sync::Arc;

use anyhow::Context as _;
use serde_json::json;

use crate::{
    api::Walk,
    context::Context,
    ops::{
        Operation as _,
        user::{Search, USERS},
    },
    output::{Column, Shape, Stream, View},
};

/// Runs a search and shows what it finds, page by page.
pub(super) fn run(context: &Context, arguments: &Search) -> anyhow::Result<()> {
    if arguments.count {
        return count(context, arguments);
    }
    let mut gathering = context.gathering_users()?;
    let client = context.client()?.telling_waits(Arc::new(gathering.wait_listener()));
    let mut stream = Stream::new(context.ui.stdout(), &USERS, context.output.clone())?;
    let mut walk = Walk::new(arguments)?;
    let failed = || format!("`{}` failed", Search::SPEC.command());
    while let Some(rows) = context.block_on(walk.next(&client))?.with_context(failed)? {
        stream.push(&rows)?;
        // On a terminal the users themselves show how far it is.
        if !context.ui.stdout_is_terminal() {
            gathering.reach(walk.received(), walk.total());
        }
    }
    gathering.end();
    stream.finish()?;
    report(context, arguments, &walk);
    walk.check_complete().map_err(Into::into)
}

/// Shows how many users match, by the server's own count.
fn count(context: &Context, arguments: &Search) -> anyhow::Result<()> {
    let client = context.client()?;
    let mut walk = Walk::new(&Search { limit: Some(1), ..arguments.clone() })?;
    let failed = || format!("`{}` failed", Search::SPEC.command());
    context.block_on(walk.next(client))?.with_context(failed)?;
    if !context.output.wants_document() {
        return Ok(context.ui.out(format!("{}\n", walk.total()).as_bytes())?);
    }
    context.show(&json!({ "schema": "count.v1", "count": walk.total() }), &COUNT)
}

/// How a count is shown.
pub(super) const COUNT: View = View {
    pointer: "",
    shape: Shape::One,
    columns: &[Column::text("Count", "count")],
    id: "count",
    fields: &["schema", "count"],
};

/// Says on stderr what the rows on stdout leave out.
fn report(context: &Context, arguments: &Search, walk: &Walk) {
    let (shown, total) = (walk.received(), walk.total());
    if shown == 0 {
        context.ui.note("no users match");
    } else if !arguments.all && total > walk.skipped() + shown {
        context.ui.note(&format!("showing {} of {} users, use --all", grouped(shown), grouped(total)));
    }
}

/// A count with thin spaces between groups of three, as the tables show it.
fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped() {
        assert_eq!(grouped(100), "100");
        assert_eq!(grouped(4_312), "4\u{202f}312");
        assert_eq!(grouped(1_000_000), "1\u{202f}000\u{202f}000");
    }
}
