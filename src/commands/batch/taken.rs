//! What the rows of a plan take away from the users as they are: said, asked for and saved before it is done.

use std::{
    fs::File,
    io::{Seek as _, SeekFrom, Write as _},
};

use serde_json::{Value, json};
use tokio::sync::watch;

use super::{Question, estimate::Estimate};
use crate::{
    api::users::{Found, MANY, find, user_id_of},
    bulk::plan::{Item, Plan},
    commands::user::open_saved,
    context::Context,
    error::{Error, Result},
    ops::{
        Operation as _, TakenAway,
        identifier::Reading,
        user::{LOAD_MANY, Search, person, written},
    },
    profile::files,
};

/// Users that are named before a question.
const FIRST: usize = 10;

/// Who would lose what.
pub(super) struct Taken {
    /// Rows whose users were looked at.
    compared: u64,
    /// Users who lose something.
    pub(super) users: u64,
    /// The first of them, with what they lose.
    first: Vec<String>,
    /// Kinds of what is lost.
    fields: Vec<&'static str>,
    /// The old values, as rows of `user batch-patch`; a file without a name.
    old: File,
}

impl Taken {
    /// Compares the rows of a plan with the users as they are. Rows that can take nothing away cost no request.
    pub(super) fn by(context: &Context, plan: &Plan, reading: Reading, taken: TakenAway) -> Result<Self> {
        let old = tempfile::tempfile().map_err(cannot_save)?;
        let mut all = Self { compared: 0, users: 0, first: Vec::new(), fields: Vec::new(), old };
        let mut rows = Vec::new();
        for item in plan.items()? {
            let item = item?;
            if !taken(None, &item.value()).is_empty() {
                rows.push(item);
            }
            if rows.len() == MANY {
                all.compare(context, &rows, reading, taken)?;
                rows.clear();
            }
        }
        all.compare(context, &rows, reading, taken)?;
        Ok(all)
    }

    fn compare(
        &mut self,
        context: &Context,
        rows: &[Item],
        reading: Reading,
        taken: TakenAway,
    ) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let client = context.client()?.for_run(context.batch_max_wait(), watch::channel(false).1);
        let names: Vec<&str> = rows.iter().map(Item::name).collect();
        let mut found = Found::default();
        context.block_on_unless_interrupted(find(&client, &names, reading, &mut found))??;
        self.compared += rows.len() as u64;
        for row in rows {
            let Some(before) = found.get(row.name()) else { continue };
            let lost = taken(Some(before), &row.value());
            if !lost.is_empty() {
                self.add(before, &lost)?;
            }
        }
        Ok(())
    }

    fn add(&mut self, before: &Value, lost: &[&'static str]) -> Result<()> {
        self.users += 1;
        if self.first.len() < FIRST {
            let values = lost.iter().map(|field| {
                let value = written(field, before.get(field).unwrap_or(&Value::Null));
                format!("{field} {}", in_words(&value))
            });
            self.first.push(format!("{}, who has {}", person(before), values.collect::<Vec<_>>().join("; ")));
        }
        self.fields.extend(lost);
        self.fields.sort_unstable();
        self.fields.dedup();
        let mut row = json!({ "loginId": user_id_of(before) });
        for field in lost {
            row[*field] = written(field, before.get(field).unwrap_or(&Value::Null));
        }
        writeln!(self.old, "{row}").map_err(cannot_save)
    }

    /// Asks where something is taken away, and saves the old values. In a dry run, only says it.
    pub(super) fn confirm(&mut self, context: &Context, expect: Option<u64>) -> Result<()> {
        let what = format!("take some of {} away from {{}}", self.fields.join(", "));
        let question = Question { what: &what, expect, first: &self.first, count: self.users };
        question.check_expected()?;
        if self.users == 0 {
            return Ok(());
        }
        if context.is_dry_run() {
            context.ui.note(&format!("would {}", question.text(context)));
            return Ok(());
        }
        question.ask(context)?;
        context.clear_for_changes()?;
        self.save(context)
    }

    fn save(&mut self, context: &Context) -> Result<()> {
        let (file, mut out) = open_saved("changed")?;
        self.old.seek(SeekFrom::Start(0)).map_err(cannot_save)?;
        std::io::copy(&mut self.old, &mut out).and_then(|_| out.sync_all()).map_err(cannot_save)?;
        context.note_backup(&file);
        context.ui.note(&format!("saved the old values to {}", file.display()));
        context.ui.hint(&format!("`descopectl user batch-patch {}` brings them back", files::quoted(&file)));
        Ok(())
    }

    /// Adds the requests that the comparison takes.
    pub(super) fn counted(&self, estimate: Estimate) -> Estimate {
        let requests = self.compared.div_ceil(MANY as u64);
        estimate.with(&LOAD_MANY, requests).with(&Search::SPEC, requests)
    }
}

/// A value of a user as a sentence says it.
fn in_words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(in_words).collect::<Vec<_>>().join(", "),
        Value::Object(fields) if fields.contains_key("tenantId") => {
            let roles = fields.get("roleNames").map(in_words).filter(|roles| !roles.is_empty());
            let roles = roles.map(|roles| format!(" ({roles})")).unwrap_or_default();
            format!("{}{roles}", in_words(&fields["tenantId"]))
        }
        other => other.to_string(),
    }
}

fn cannot_save(cause: std::io::Error) -> Error {
    Error::failed("could not save the old values, nothing was changed").because(cause)
}
