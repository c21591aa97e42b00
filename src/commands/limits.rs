//! `limits`: what is left of the rate limit.

use std::time::Duration;

use clap::Args;
use serde_json::{Value, json};

use crate::{
    api::{Limiter, limit::Left, retry::seconds},
    context::Context,
    error::Result,
    ops::Bucket,
    output::{Column, ColumnKind, Fold, Shape, View},
    span::Span,
};

/// Show what is left of the rate limit
///
/// Counts what this machine has sent for the project in the last minute; requests of other machines are
/// not known here. Where the server has refused requests, shows until when no command sends any; --unblock
/// forgets that, for a server that asked for too much. Sends nothing.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  descopectl limits
  descopectl limits --profile staging -o json
  descopectl limits --unblock")]
pub struct Limits {
    /// Forget the blocks that servers asked for; what was sent still counts
    #[arg(long = "unblock", alias = "clear")]
    pub clear: bool,
}

/// Shows every bucket.
///
/// # Errors
/// When there is no project, or requests are not paced.
pub fn run(context: &Context, arguments: &Limits) -> anyhow::Result<()> {
    let Some(limiter) = context.limiter()? else {
        context.ui.note("nothing is limited here: `local` has no limits, and `--rate off` lifts them");
        return context.show_ours(&unlimited(), &LIMITS);
    };
    if arguments.clear {
        clear(context, &limiter)?;
    }
    let mut buckets = Vec::new();
    for bucket in Bucket::ALL {
        let left = left(context, &limiter, bucket)?;
        let until = |wait| {
            let wait = jiff::SignedDuration::try_from(wait).ok()?;
            let moment = jiff::Zoned::now().checked_add(wait).ok()?;
            Some(moment.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
        };
        buckets.push(json!({
            "bucket": bucket.as_str(),
            "paths": paths(bucket),
            "limit": left.limit,
            "used": left.used,
            "left": left.limit.saturating_sub(left.used),
            "nextInSeconds": left.wait.map_or(0, seconds),
            "emptyInSeconds": seconds(left.full_in),
            "blockedUntil": left.blocked.and_then(until),
        }));
    }
    context.show_ours(&json!({ "schema": "limits.v1", "buckets": buckets }), &LIMITS)
}

/// The buckets where requests are not paced.
fn unlimited() -> Value {
    let buckets = Bucket::ALL.map(|bucket| {
        json!({
            "bucket": bucket.as_str(),
            "paths": paths(bucket),
            "limit": null,
            "used": null,
            "left": null,
            "nextInSeconds": 0,
            "emptyInSeconds": 0,
            "blockedUntil": null,
        })
    });
    json!({ "schema": "limits.v1", "buckets": buckets })
}

fn left(context: &Context, limiter: &Limiter, bucket: Bucket) -> Result<Left> {
    context.block_on(limiter.left(bucket))?.map_err(|denied| denied.into_error(String::new(), Duration::ZERO))
}

/// Forgets blocks, and says which.
fn clear(context: &Context, limiter: &Limiter) -> Result<()> {
    let mut cleared = 0;
    for bucket in Bucket::ALL {
        let Some(wait) = left(context, limiter, bucket)?.blocked else { continue };
        cleared += 1;
        let block = format!("the block of {} for {}", bucket.as_str(), Span::of(wait));
        if context.is_dry_run() {
            context.ui.note(&format!("dry run: {block} is not cleared"));
        } else {
            context
                .block_on(limiter.unblock(bucket))?
                .map_err(|denied| denied.into_error(String::new(), Duration::ZERO))?;
            context.ui.status(&format!("cleared {block}"));
        }
    }
    if cleared == 0 {
        context.ui.note("nothing is blocked");
    }
    Ok(())
}

fn paths(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::UserCreate => "create, batch-create",
        Bucket::UserUpdateSearch => "update, search",
        Bucket::UserManagement => "all others on users",
        Bucket::General => "everything else, of all projects",
    }
}

/// How the document is shown.
pub const LIMITS: View = View {
    pointer: "/buckets",
    shape: Shape::Many,
    columns: &[
        Column::text("Bucket", "bucket"),
        Column::text("For", "paths").wrapping(),
        Column::new("Limit", "limit", ColumnKind::Number),
        Column::new("Left", "left", ColumnKind::Number),
        Column::new("Next in", "nextInSeconds", ColumnKind::Seconds),
        Column::new("Full in", "emptyInSeconds", ColumnKind::Seconds),
        Column::text("Blocked until", "blockedUntil").wrapping().folding(Fold::Silent),
    ],
    id: "bucket",
    fields: &["bucket", "paths", "limit", "used", "left", "nextInSeconds", "emptyInSeconds", "blockedUntil"],
};
