//! What the rows of a plan take away from the users as they are: said, asked for and saved before it is done.

use std::{
    collections::HashSet,
    fs::File,
    io::{self, Seek as _, SeekFrom, Write as _},
};

use serde_json::Value;

use super::{Question, estimate::Estimate, look_up::with_progress};
use crate::{
    api::users::MANY,
    bulk::{
        plan::{Item, Plan},
        run::{LookUp, changes_nothing},
    },
    commands::user::{cannot_save, save_old_values},
    context::Context,
    error::Result,
    ops::{
        Operation as _, TakenAway,
        identifier::Reading,
        user::{LOAD_MANY, Running, Search, adds_attributes, named, old_values, person, written},
    },
    output::membership,
};

/// Users that are named before a question.
const FIRST: usize = 10;

/// Who would lose what.
pub(super) struct Taken {
    /// Rows whose users were looked at.
    compared: u64,
    /// Users who lose something.
    pub(super) users: u64,
    /// Rows whose users were looked for and do not exist.
    pub(super) absent: u64,
    /// Whether a row names what goes, and not what stays.
    only_takes: bool,
    /// Rows that change nothing.
    pub(super) unchanging: HashSet<u64>,
    /// The first of them, with what they lose.
    first: Vec<String>,
    /// Kinds of what is lost.
    fields: Vec<&'static str>,
    /// Whether users get attributes that they did not have.
    adds_attributes: bool,
    /// The old values, as rows of `user batch-patch`; a file without a name.
    old: File,
}

impl Taken {
    /// Compares the rows of a plan with the users as they are. Rows that can take nothing away cost no request.
    /// With `only_takes` they name what goes, and not what stays.
    pub(super) fn by(
        context: &Context,
        plan: &Plan,
        reading: Reading,
        running: &Running,
        taken: TakenAway,
        only_takes: bool,
    ) -> Result<Self> {
        let old = tempfile::tempfile().map_err(cannot_save)?;
        let (unchanging, first, fields) = Default::default();
        let mut all = Self {
            compared: 0,
            users: 0,
            absent: 0,
            only_takes,
            unchanging,
            first,
            fields,
            adds_attributes: false,
            old,
        };
        let may_take =
            |item: &Result<Item>| item.as_ref().map_or(true, |item| !taken(None, &item.value()).is_empty());
        let rows = plan.items()?.filter(may_take).count() as u64;
        if rows == 0 {
            return Ok(all);
        }
        let items = plan.items()?.filter(may_take);
        let compare = |row: &Item, before: Option<&Value>| all.compare(row, before, taken);
        with_progress(context, rows, LookUp::new(reading), running, async |client, look_up, reached| {
            look_up.run(&client, items, reached, compare).await
        })?;
        Ok(all)
    }

    fn compare(&mut self, row: &Item, before: Option<&Value>, taken: TakenAway) -> Result<()> {
        self.compared += 1;
        let Some(before) = before else {
            self.absent += 1;
            return Ok(());
        };
        let lost = taken(Some(before), &row.value());
        if !lost.is_empty() {
            self.add(before, &row.value(), &lost)?;
        } else if self.only_takes || changes_nothing(&row.value(), before) {
            self.unchanging.insert(row.index);
        }
        Ok(())
    }

    fn add(&mut self, before: &Value, change: &Value, lost: &[&'static str]) -> Result<()> {
        self.users += 1;
        if self.first.len() < FIRST {
            let values = lost.iter().map(|field| {
                let value = written(field, before.get(field).unwrap_or(&Value::Null));
                let loses = loses(&value, change.get(field), self.only_takes);
                let loses = loses.map(|items| format!(" and loses {}", items.join(", "))).unwrap_or_default();
                format!("{} {}{loses}", named(&[field]), in_words(&value))
            });
            self.first.push(format!("{}, who has {}", person(before), values.collect::<Vec<_>>().join("; ")));
        }
        self.fields.extend(lost);
        self.fields.sort_unstable();
        self.fields.dedup();
        self.adds_attributes |= adds_attributes(before, change);
        writeln!(self.old, "{}", old_values(before, change, lost)).map_err(cannot_save)
    }

    /// Shows who would lose what.
    pub(super) fn show(&self, context: &Context) {
        if self.users > 0 {
            let what = self.what();
            Question { what: &what, expect: None, first: &self.first, count: self.users }.show(context);
        }
    }

    fn what(&self) -> String {
        format!("take {} away from {{}}", named(&self.fields))
    }

    /// Asks where something is taken away, and saves the old values. In a dry run, only shows it.
    pub(super) fn confirm(&mut self, context: &Context, expect: Option<u64>) -> Result<()> {
        let what = self.what();
        let question = Question { what: &what, expect, first: &self.first, count: self.users };
        question.check_expected()?;
        if self.users == 0 || (context.is_dry_run() && expect.is_some()) {
            return Ok(());
        }
        question.ask(context)?;
        if context.is_dry_run() {
            return Ok(());
        }
        context.clear_for_changes()?;
        save_old_values(context, self.adds_attributes, |out| {
            self.old.seek(SeekFrom::Start(0))?;
            io::copy(&mut self.old, out).map(drop)
        })
    }

    /// Adds the requests that the comparison takes.
    pub(super) fn counted(&self, estimate: Estimate) -> Estimate {
        let requests = self.compared.div_ceil(MANY as u64);
        estimate.with(&LOAD_MANY, requests).with(&Search::SPEC, requests)
    }
}

/// What of a list goes, where it is not all of it and the change tells it.
fn loses<'v>(own: &'v Value, change: Option<&Value>, only_takes: bool) -> Option<Vec<&'v str>> {
    let named = change?.as_array()?;
    let own = own.as_array()?;
    let texts = own.iter().map(Value::as_str).collect::<Option<Vec<&str>>>()?;
    let goes = |item: &&str| named.iter().any(|named| named == item) == only_takes;
    let lost: Vec<&str> = texts.iter().copied().filter(goes).collect();
    (lost.len() < texts.len()).then_some(lost)
}

/// A value of a user as a sentence says it.
fn in_words(value: &Value) -> String {
    match value {
        Value::Array(items) => items.iter().map(in_words).collect::<Vec<_>>().join(", "),
        other => membership(other),
    }
}
