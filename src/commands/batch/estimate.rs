//! What a run would take, before anything is sent: requests in every bucket of the rate limit, and the time.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    api::{redact, users::MANY},
    context::Context,
    error::visible,
    ops::{
        Bucket, Operation as _, Spec,
        user::{BatchCreate, BatchDelete, BatchPatch, LOAD_MANY, Load, Search},
    },
    output::{Column, ColumnKind, Format, Shape, View},
    words::grouped,
};

/// Requests by bucket.
#[derive(Debug, Default)]
pub(in crate::commands) struct Estimate(Vec<(Bucket, u64)>);

impl Estimate {
    /// Adds requests of an operation.
    pub(in crate::commands) fn with(mut self, spec: &Spec, requests: u64) -> Self {
        if requests == 0 {
            return self;
        }
        match self.0.iter_mut().find(|(bucket, _)| *bucket == spec.bucket) {
            Some((_, count)) => *count += requests,
            None => self.0.push((spec.bucket, requests)),
        }
        self
    }

    /// Rows that are sent in batches.
    pub(in crate::commands) fn batches(spec: &Spec, rows: u64) -> Self {
        Self::default().with(spec, batches(rows))
    }

    /// A creation. Users who are looked up before the first sending are taken to be new, which is what takes
    /// most: search only proposes users, so that each one it does not show is loaded alone.
    pub(in crate::commands) fn creation(rows: u64, looked_up: u64) -> Self {
        Self::batches(&BatchCreate::SPEC, rows)
            .with(&Search::SPEC, batches(looked_up))
            .with(&Load::SPEC, looked_up)
    }

    /// Adds what it takes where all users exist and are changed: they are found, and patched.
    pub(in crate::commands) fn with_updates(self, rows: u64) -> Self {
        self.with_look_ups(0, rows).with(&BatchPatch::SPEC, batches(rows))
    }

    /// Adds look-ups of users who exist: search proposes those who are named by login ID.
    pub(in crate::commands) fn with_look_ups(self, user_ids: u64, login_ids: u64) -> Self {
        self.with(&LOAD_MANY, batches(user_ids) + batches(login_ids)).with(&Search::SPEC, batches(login_ids))
    }

    /// A deletion: users are resolved again when it is not a dry run any more.
    pub(in crate::commands) fn deletion(user_ids: u64, login_ids: u64, users: u64) -> Self {
        Self::batches(&BatchDelete::SPEC, users).with_look_ups(user_ids, login_ids)
    }

    /// The deletion of users whom a search finds.
    pub(in crate::commands) fn found_deletion(users: u64) -> Self {
        Self::batches(&Search::SPEC, users).with(&BatchDelete::SPEC, batches(users))
    }

    /// Whether it takes any requests.
    pub(in crate::commands) fn is_any(&self) -> bool {
        !self.0.is_empty()
    }

    fn requests(&self) -> u64 {
        self.0.iter().map(|(_, requests)| requests).sum()
    }
}

/// Requests that so many users take in batches.
fn batches(users: u64) -> u64 {
    users.div_ceil(MANY as u64)
}

/// Rows that a plan shows as they would be sent.
pub(in crate::commands) const FIRST: usize = 3;

/// Shows what a run would take, and the first rows as they would be sent, without secrets.
pub(in crate::commands) fn show_plan(
    context: &Context,
    rows: u64,
    first: &[Value],
    estimate: &Estimate,
) -> anyhow::Result<()> {
    let mut buckets = Vec::new();
    let (mut slowest, mut seconds_at_limit) = (None, 0);
    for (bucket, requests) in &estimate.0 {
        let paced = context.paced_limit(*bucket)?;
        let a_minute = paced.map(requests_a_minute);
        let seconds = paced.map_or(0, |paced| seconds_for(*requests, paced));
        if slowest.is_none() || seconds > seconds_at_limit {
            (slowest, seconds_at_limit) = (a_minute, seconds);
        }
        buckets.push(json!({
            "bucket": bucket.as_str(),
            "requests": requests,
            "requestsPerMinute": a_minute,
            "secondsAtLimit": seconds,
        }));
    }
    let mut plan = json!({
        "schema": "batch-plan.v1",
        "rows": rows,
        "requests": estimate.requests(),
        "requestsPerMinute": slowest,
        "secondsAtLimit": seconds_at_limit,
        "buckets": buckets,
        "first": first.iter().map(redact).collect::<Vec<_>>(),
    });
    for row in first {
        context.ui.preview(&visible(&format!("would send {}", redact(row))));
    }
    // A table has no room for lists: their content is said on stderr.
    if context.output.format == Format::Table
        && let Some(fields) = plan.as_object_mut()
    {
        fields.retain(|name, _| !["buckets", "first", "requestsPerMinute"].contains(&name.as_str()));
    }
    let counts = [rows, estimate.requests(), seconds_at_limit];
    super::summary::of_plan(context, counts);
    context.show_plan(&plan, &PLAN)?;
    if let [_, _, ..] = estimate.0.as_slice() {
        let text = |(bucket, requests): &(Bucket, u64)| format!("{} {}", grouped(requests), bucket.as_str());
        let requests: Vec<String> = estimate.0.iter().map(text).collect();
        context.ui.note(&format!("requests by rate limit, at most: {}", requests.join(", ")));
    }
    context.ui.note("dry run: nothing was changed");
    Ok(())
}

fn requests_a_minute((limit, window): (u32, Duration)) -> u64 {
    (f64::from(limit) * 60.0 / window.as_secs_f64()) as u64
}

/// Windows are waited for only between full ones: the first one begins full.
fn seconds_for(requests: u64, (limit, window): (u32, Duration)) -> u64 {
    let windows = requests.saturating_sub(1) / u64::from(limit);
    (windows as f64 * window.as_secs_f64()).ceil() as u64
}

const PLAN: View = View {
    pointer: "",
    shape: Shape::One,
    columns: &[
        Column::new("Rows", "rows", ColumnKind::Number),
        Column::new("Requests", "requests", ColumnKind::Number),
        Column::new("Seconds at the limit", "secondsAtLimit", ColumnKind::Number),
    ],
    id: "rows",
    fields: &["schema", "rows", "requests", "requestsPerMinute", "secondsAtLimit", "buckets", "first"],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bucket_is_counted() {
        let deletion = Estimate::deletion(500, 50, 540);
        assert_eq!(
            deletion.0,
            [(Bucket::UserManagement, 6), (Bucket::General, 6), (Bucket::UserUpdateSearch, 1)]
        );
        assert_eq!(deletion.requests(), 13);
    }

    #[test]
    fn the_first_window_costs_no_time() {
        let minute = (100, Duration::from_secs(60));
        let seconds = [1, 100, 101, 201].map(|requests| seconds_for(requests, minute));
        assert_eq!(seconds, [0, 0, 60, 120]);
        assert_eq!(requests_a_minute((100, Duration::from_secs(6))), 1000);
    }
}
