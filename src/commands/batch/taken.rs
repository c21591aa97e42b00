//! The users of the rows of a plan as they are, before anything is sent: what the rows take away from them is said,
//! asked for and saved, and rows that do not agree on who their user is or becomes are named.

use std::{
    collections::{HashMap, HashSet},
    fs::File,
    io::{self, Seek as _, SeekFrom, Write as _},
    sync::Arc,
};

use serde_json::Value;

use super::{Batch, OpenJob, Question, estimate::Estimate, look_up::with_progress};
use crate::{
    api::users::{MANY, is_user_id, of_another, user_id_of},
    bulk::{
        input::{Problem, fingerprint},
        plan::{Item, Plan},
        reply::contacts,
        run::{LookUp, address_beside, changes_by_creation, changes_nothing, problem_of_several},
    },
    commands::{
        refusal,
        user::{cannot_save, save_old_values},
    },
    context::Context,
    error::{Result, visible},
    ops::{
        Operation as _, TakenAway,
        identifier::Reading,
        row::{RowType, repeated},
        user::{
            LOAD_MANY, ROLES_OF_TENANT, Running, Search, adds_attributes, following, is_empty, named,
            old_values, other_login_ids, person, written,
        },
    },
    output::membership,
    ui::counted,
    words::grouped,
};

/// What rows do to users who exist.
#[derive(Clone, Copy)]
pub(super) struct Change<'c> {
    /// Their form.
    pub(super) rows: &'static RowType,
    /// What they take away.
    pub(super) takes: Option<TakenAway>,
    /// Whether a row names what goes, and not what stays.
    pub(super) only_takes: bool,
    /// How their names are read.
    pub(super) reading: Reading,
    /// How the run is done.
    pub(super) running: &'c Running,
}

impl Change<'_> {
    fn takes(&self, before: Option<&Value>, change: &Value) -> Vec<&'static str> {
        self.takes.map(|takes| takes(before, change)).unwrap_or_default()
    }
}

/// Who would lose what.
pub(super) struct Taken {
    /// Rows whose users were looked at.
    compared: u64,
    /// Rows that are not done yet.
    rows_left: u64,
    /// Users who lose something.
    pub(super) users: u64,
    /// Rows whose users were looked for and do not exist.
    pub(super) absent: u64,
    /// The first of them.
    nobody: Vec<String>,
    /// The names with capitals of the first of them.
    capitals: Vec<String>,
    /// Rows that change nothing.
    pub(super) unchanging: HashSet<u64>,
    /// Rows that may make users, and take something away from one who exists.
    pub(super) taking: HashSet<u64>,
    /// Login IDs that change with an address: how many, and the first of them.
    following: (u64, Vec<String>),
    /// Whether rows name what goes, and not what stays.
    only_takes: bool,
    /// How many of them are named.
    most_named: usize,
    /// The first of the users, with what they lose.
    first: Vec<String>,
    /// Kinds of what is lost.
    fields: Vec<&'static str>,
    /// Whether users get attributes that they did not have.
    adds_attributes: bool,
    /// The old values, as rows of `user batch-patch`; a file without a name.
    old: File,
    people: People,
}

/// Who the rows are about.
#[derive(Default)]
struct People {
    /// Rows by their users: where the first one stands, and what it says.
    rows: HashMap<u64, (Option<Arc<str>>, u64, u64)>,
    problems: Vec<Problem>,
    /// Rows that name somebody else, too, if there is anybody of that name.
    open: Vec<(Item, Problem)>,
}

impl People {
    /// Compares a row with its user, and with earlier rows about the same one.
    fn add(&mut self, row: &Item, user: &Value, change: &Change<'_>) {
        if !change.rows.makes_user() {
            if let Some(other) = of_another(user, row.address().into_iter()) {
                self.problems.push(problem_of_several(row, user, other));
                return;
            }
            let others = others_of(row);
            if let Some(other) = of_another(user, others.iter().map(String::as_str)) {
                let problem = problem_of_several(row, user, other);
                match is_user_id(other, change.reading) {
                    true => self.problems.push(problem),
                    false => self.open.push((row.named(other), problem)),
                }
                return;
            }
        }
        if change.rows.allows_duplicates() {
            return;
        }
        let says = fingerprint(&what_is_said(row));
        let key = fingerprint(&user_id_of(user));
        let (file, line, earlier) = self.rows.entry(key).or_insert((row.file.clone(), row.line, says));
        if *earlier == says || (*line == row.line && *file == row.file) {
            return;
        }
        let place = match file {
            Some(file) if row.file.as_ref() != Some(file) => format!("line {line} of `{file}`"),
            _ => format!("line {line}"),
        };
        let (name, person) = (repeated(row.name()), repeated(&person(user)));
        let why = format!(
            "`{name}` is the user {person}, of whom {place} says something else: keep one of the two"
        );
        self.problems.push(Problem { file: row.file.clone(), line: row.line, column: None, why });
    }
}

/// What a row says of its user, without the names of the user.
fn what_is_said(row: &Item) -> String {
    let said = row.bodies().map(|body| {
        let mut body: Value = serde_json::from_slice(body).unwrap_or_default();
        if let Some(fields) = body.as_object_mut() {
            fields.retain(|name, _| !["loginId", "userId"].contains(&name.as_str()));
        }
        body.to_string()
    });
    said.collect()
}

/// Identifiers of a row beside the first, but for those that it gives to its user.
fn others_of(item: &Item) -> Vec<String> {
    if item.names().nth(1).is_none() {
        return Vec::new();
    }
    let body = item.value();
    let given: Vec<&str> =
        ["newLoginId", "email", "phone"].iter().filter_map(|field| body.get(field)?.as_str()).collect();
    item.names().skip(1).filter(|name| !given.contains(name)).map(str::to_owned).collect()
}

/// Whether the rows name users in more than one way: then one of them may be about two people, and two that must not
/// be may be about one.
fn mixes_names(plan: &Plan, reading: Reading, may_repeat: bool) -> Result<bool> {
    let kind = |name: &str| match name {
        name if is_user_id(name, reading) => 0,
        name if name.contains('@') => 1,
        name if name.starts_with('+') => 2,
        _ => 3,
    };
    let mut first = None;
    for item in plan.items()? {
        let item = item?;
        let own = kind(item.name());
        let has_several = !others_of(&item).is_empty() || item.address().is_some();
        if (*first.get_or_insert(own) != own && !may_repeat) || has_several {
            return Ok(true);
        }
    }
    Ok(false)
}

impl Taken {
    /// Compares the rows of a plan that are not done yet with the users as they are. Rows that can take nothing away
    /// and whose user cannot be that of another row cost no request.
    ///
    /// # Errors
    /// Those of the look-ups, and usage where rows contradict each other or their users.
    pub(super) fn by(
        context: &Context,
        batch: &mut Batch<'_>,
        job: &OpenJob,
        change: &Change<'_>,
    ) -> Result<Self> {
        let plan = &batch.plan;
        let (nobody, capitals, unchanging, taking, following, first, fields, people) = Default::default();
        let mut all = Self {
            compared: 0,
            rows_left: 0,
            users: 0,
            absent: 0,
            nobody,
            capitals,
            unchanging,
            taking,
            following,
            only_takes: change.only_takes,
            most_named: context.ui.most_named(),
            first,
            fields,
            adds_attributes: false,
            old: tempfile::tempfile().map_err(cannot_save)?,
            people,
        };
        let may_take = |item: &Item| job.is_left(item.index) && !change.takes(None, &item.value()).is_empty();
        let takes_some = plan.items()?.any(|item| item.is_ok_and(|item| may_take(&item)))
            && !change.rows.allows_duplicates();
        // What one row takes away from a user, another one may give under another name of the user.
        let looks_at_all = takes_some || mixes_names(plan, change.reading, change.rows.allows_duplicates())?;
        let is_dry_run = context.is_dry_run();
        let is_meant = |item: &Result<Item>| {
            let is_looked_at = |item: &Item| {
                let body = item.value();
                // What follows an address takes nothing away: only a dry run looks for it, but for rows of which the
                // same command makes new users later.
                let may_be_followed = match change.rows.makes_user() {
                    true => address_beside(item).is_some(),
                    false => is_dry_run && !contacts(&body).is_empty(),
                };
                may_be_followed || !change.takes(None, &body).is_empty()
            };
            item.as_ref().map_or(true, |item| job.is_left(item.index) && (looks_at_all || is_looked_at(item)))
        };
        let is_left = |item: &Result<Item>| item.as_ref().map_or(true, |item| job.is_left(item.index));
        all.rows_left = plan.items()?.filter(is_left).count() as u64;
        let rows = plan.items()?.filter(is_meant).count() as u64;
        if rows == 0 {
            return Ok(all);
        }
        let items = plan.items()?.filter(is_meant);
        let compare = |row: &Item, before: Option<&Value>| all.compare(row, before, change);
        let how = LookUp { only_many: change.rows.makes_user(), ..LookUp::new(change.reading) };
        with_progress(context, rows, how, change.running, async |client, look_up, reached| {
            look_up.run(&client, items, reached, compare).await
        })?;
        let problems = all.contradictions(context, change)?;
        batch.refuse(&problems)?;
        Ok(all)
    }

    /// Rows that contradict each other or their users.
    fn contradictions(&mut self, context: &Context, change: &Change<'_>) -> Result<Vec<Problem>> {
        let People { mut problems, open, .. } = std::mem::take(&mut self.people);
        if !open.is_empty() {
            // Nobody has a login ID that an earlier run has replaced.
            let (items, found): (Vec<Item>, Vec<Problem>) = open.into_iter().unzip();
            let mut found = found.into_iter();
            let add = |_: &Item, other: Option<&Value>| {
                problems.extend(found.next().filter(|_| other.is_some()));
                Ok(())
            };
            let (rows, how) = (items.len() as u64, LookUp::new(change.reading));
            with_progress(context, rows, how, change.running, async |client, look_up, reached| {
                look_up.run(&client, items.into_iter().map(Ok), reached, add).await
            })?;
        }
        problems.sort_by(|one, other| (&one.file, one.line).cmp(&(&other.file, other.line)));
        Ok(problems)
    }

    fn compare(&mut self, row: &Item, before: Option<&Value>, change: &Change<'_>) -> Result<()> {
        self.compared += 1;
        let Some(before) = before else {
            self.absent += 1;
            if self.nobody.len() < self.most_named {
                self.nobody.push(format!("{}, {}", row.place(), row.name()));
            }
            note_capitals(&mut self.capitals, row.name());
            return Ok(());
        };
        self.people.add(row, before, change);
        let value = match change.rows.makes_user() {
            true => changes_by_creation(&row.value(), before),
            false => row.value(),
        };
        for (old, new) in following(before, &value) {
            self.following.0 += 1;
            if self.following.1.len() < self.most_named {
                self.following.1.push(format!("`{old}` becomes `{new}`"));
            }
        }
        let lost = change.takes(Some(before), &value);
        if !lost.is_empty() {
            if change.rows.makes_user() {
                self.taking.insert(row.index);
            }
            self.add(before, &value, &lost)?;
        } else if !change.rows.makes_user()
            && (self.only_takes || (change.takes.is_some() && changes_nothing(&value, before)))
        {
            self.unchanging.insert(row.index);
        }
        Ok(())
    }

    fn add(&mut self, before: &Value, change: &Value, lost: &[&'static str]) -> Result<()> {
        self.users += 1;
        if self.first.len() < self.most_named {
            let values = lost.iter().map(|field| {
                let value = match *field {
                    "status" => {
                        return format!("is {}", in_words(before.get("status").unwrap_or(&Value::Null)));
                    }
                    "additionalIdentifiers" => other_login_ids(before, change),
                    field => written(field, before.get(field).unwrap_or(&Value::Null)),
                };
                if *field == "ssoAppIds" && is_empty(&value) {
                    return "may use all applications".to_owned();
                }
                let loses = loses(&value, change.get(field), self.only_takes);
                let loses = loses.map(|items| format!(" and loses {}", items.join(", "))).unwrap_or_default();
                format!("has {} {}{loses}", named(&[field]), in_words(&value))
            });
            self.first.push(format!("{}, who {}", person(before), values.collect::<Vec<_>>().join("; ")));
        }
        let is_in_tenant = |name: &str| change.get(name).is_some_and(|value| !value.is_null());
        let keeps_tenant = is_in_tenant("tenantId") && is_in_tenant("roleNames");
        self.fields.extend(lost.iter().map(|field| match *field {
            "userTenants" if keeps_tenant => ROLES_OF_TENANT,
            field => field,
        }));
        self.fields.sort_unstable();
        self.fields.dedup();
        self.adds_attributes |= adds_attributes(before, change);
        writeln!(self.old, "{}", old_values(before, change, lost)).map_err(cannot_save)
    }

    /// Names the rows that name nobody, where the number of users matters, or in a dry run, which names no other ones.
    pub(super) fn name_absent(&self, context: &Context, is_expected: bool) {
        if self.absent == 0 || !(is_expected || context.is_dry_run()) {
            return;
        }
        let name = if self.absent == 1 { "names" } else { "name" };
        context.ui.note(&format!("{} {name} nobody:", counted(self.absent, "row")));
        self.nobody.iter().for_each(|row| context.ui.preview(&format!("  {}", visible(row))));
        context.ui.and_more(self.absent, self.nobody.len());
    }

    /// Says in a dry run that the users of rows were not looked up. `how` is what does so.
    pub(super) fn note_not_looked_up(&self, context: &Context, left: u64, how: &str) {
        let (rows, them) = match left.saturating_sub(self.compared) {
            0 => return,
            1 => ("the user of 1 row was".to_owned(), "it"),
            some => (format!("the users of {} rows were", grouped(some)), "they"),
        };
        context.ui.note(&format!("{rows} not looked up, so that {them} may name nobody{how}"));
    }

    /// Whom names of nobody mean but for their letter case.
    pub(super) fn meant(&self, context: &Context) -> Vec<String> {
        refusal::in_lower_case(context, self.capitals.iter().map(String::as_str))
    }

    /// Shows who would lose what, where another question follows.
    pub(super) fn show(&self, context: &Context) {
        if self.users > 0 {
            let what = self.what();
            Question { what: &what, expect: None, first: &self.first, count: self.users }
                .show(context, false);
        }
    }

    /// Shows which login IDs change with an address.
    fn show_following(&self, context: &Context) {
        let (count, first) = &self.following;
        if *count == 0 {
            return;
        }
        let what = if *count == 1 { "login ID changes" } else { "login IDs change" };
        context.ui.preview(&format!("{} {what} with the address:", grouped(*count)));
        first.iter().for_each(|line| context.ui.preview(&format!("  {}", visible(line))));
        context.ui.and_more(*count, first.len());
    }

    fn what(&self) -> String {
        format!("take {} away from {{}}", named(&self.fields))
    }

    /// Asks where something is taken away, and saves the old values. In a dry run, only shows it.
    pub(super) fn confirm(&mut self, context: &Context, expect: Option<u64>) -> Result<()> {
        // Else only some of them are known.
        if context.is_dry_run() || self.compared == self.rows_left {
            self.show_following(context);
        }
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
        })?;
        let others = self.rows_left.saturating_sub(self.users);
        if others > 0 {
            let others = match others {
                1 => "row, which takes nothing away".to_owned(),
                others => format!("{} rows, which take nothing away", grouped(others)),
            };
            context.ui.note(&format!("the file holds nothing of the other {others}"));
        }
        Ok(())
    }

    /// Adds the requests that the comparison takes.
    pub(super) fn counted(&self, estimate: Estimate) -> Estimate {
        let requests = self.compared.div_ceil(MANY as u64);
        estimate.with(&LOAD_MANY, requests).with(&Search::SPEC, requests)
    }
}

/// Notes a name with capitals, where there are not many yet.
pub(super) fn note_capitals(capitals: &mut Vec<String>, name: &str) {
    if capitals.len() < MANY && name != name.to_lowercase() {
        capitals.push(name.to_owned());
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
