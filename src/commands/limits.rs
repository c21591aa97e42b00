//! `limits`: what is left of the rate limit.

use clap::Args;
use serde_json::{Value, json};

use crate::{
    context::Context,
    error::Error,
    ops::Bucket,
    output::{Column, Shape, View},
};

/// Show what is left of the rate limit
///
/// Counts what this machine has sent for the project in the last minute; requests of other machines are
/// not known here. Sends nothing.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  descopectl limits
  descopectl limits --profile staging -o json")]
pub struct Limits {}

/// Shows every bucket.
///
/// # Errors
/// When there is no project or key, or requests are not paced.
pub fn run(context: &Context) -> anyhow::Result<()> {
    let client = context.client()?;
    let limiter = client.limiter().ok_or_else(|| {
        Error::usage("requests are not paced here")
            .because("the emulator inside this program has no limits, and `--rate off` lifts them")
    })?;
    let buckets: Vec<Value> = Bucket::ALL
        .into_iter()
        .map(|bucket| {
            let left = limiter.left(bucket);
            json!({
                "bucket": bucket.as_str(),
                "paths": paths(bucket),
                "limit": left.limit,
                "used": left.used,
                "left": left.limit.saturating_sub(left.used),
                "nextInSeconds": left.wait.map_or(0, |wait| wait.as_secs() + 1),
                "emptyInSeconds": left.full_in.as_secs_f64().ceil() as u64,
            })
        })
        .collect();
    context.show_ours(&json!({ "schema": "limits.v1", "buckets": buckets }), &LIMITS)
}

fn paths(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::UserCreate => "create, batch-create",
        Bucket::UserUpdateSearch => "update, search",
        Bucket::UserManagement => "all others on users",
        Bucket::General => "everything else, of all projects",
    }
}

const LIMITS: View = View {
    pointer: "/buckets",
    shape: Shape::Many,
    columns: &[
        Column::text("Bucket", "bucket"),
        Column::text("For", "paths"),
        Column::text("Limit", "limit"),
        Column::text("Left", "left"),
        Column::text("Next in s", "nextInSeconds"),
        Column::text("Full in s", "emptyInSeconds"),
    ],
    id: "bucket",
    fields: &["bucket", "paths", "limit", "used", "left", "nextInSeconds", "emptyInSeconds"],
};
