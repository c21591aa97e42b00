//! What the columns of an input mean for one kind of row, and how a record becomes a row by them.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde_json::{Map, Value};

use super::{
    attributes::Attributes,
    columns::{self, Column, Mapping, Options, Translation, first_line},
    directory::Directory,
    fill::{EMPTY_MARK, Filling, holds_times},
    headings::{Complaint, Headings, one_of},
    problem::Problem,
    records::{Content, Record},
    source::Input,
    state::{Means, names_tenants},
    tally::{Lines, Tally, of_rows},
};
use crate::{
    error::{Error, Result, quoted},
    ops::{
        row::{
            At, Declared, FieldProblem, Form, GIVEN_TWICE, Given, MISSING, NullPolicy, RowReader, RowType,
            Rules, Sink, shortened,
        },
        user::Missing,
    },
};

/// Keys of objects whose meaning is remembered; more are looked up anew.
const KEYS: usize = 4_096;

/// The columns of one input, for one kind of row.
#[derive(Debug)]
pub struct RowSchema {
    plan: Plan,
    rules: Rules,
    tally: Tally,
    /// What is wrong with the columns, though rows can be read.
    complaints: Vec<Complaint>,
    /// The same, once they are to be said behind the rows.
    deferred: Vec<Complaint>,
}

/// What was found out about the columns before the first row.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) rows: &'static RowType,
    pub(super) fields: Vec<Declared>,
    /// What it means to empty each field.
    pub(super) nulls: Vec<Null>,
    /// Each field as the input calls it.
    pub(super) shown: Vec<String>,
    pub(super) header: Vec<String>,
    pub(super) columns: Vec<Column>,
    /// What the keys of JSON objects mean; those that are met are added.
    pub(super) keys: HashMap<String, Column>,
    /// Mapped or translated values that lie deeper in JSON objects: they are read under these names, each of several keys.
    pub(super) paths: Vec<String>,
    pub(super) constants: Vec<(Column, String)>,
    pub(super) attributes: Attributes,
    /// The roles of the project and of its tenants, where they are known.
    pub(super) roles: Option<HashSet<String>>,
    /// The IDs of its tenants, in the same way.
    pub(super) tenant_ids: Option<HashSet<String>>,
    pub(super) options: Options,
    /// Names that are mapped or translated and are none of the header.
    pub(super) said_of: Vec<String>,
    /// Columns and keys that are mapped or translated.
    pub(super) said: Vec<String>,
    /// Those that are mapped.
    pub(super) mapped: Vec<String>,
    /// What it means that a column or key is missing that says who may sign in, where that is said.
    pub(super) absent_states: Vec<(String, Column, String)>,
    /// What values mean, by their columns.
    pub(super) translations: Vec<Translation>,
    /// Fields of phone numbers, a bit for each.
    pub(super) phones: u64,
    /// Fields of times in the past, a bit for each.
    pub(super) times: u64,
    /// Fields that say who a user is, a bit for each.
    pub(super) identifiers: u64,
    /// Lists whose items are divided at commas, too.
    pub(super) lists: u64,
    pub(super) status: Option<usize>,
    pub(super) password: Option<usize>,
    pub(super) login_id: Option<usize>,
    /// What narrows a row to less than the whole project.
    pub(super) narrowing: Option<usize>,
    /// Roles that are those of the whole project unless a row is narrowed.
    pub(super) wide_roles: Option<usize>,
    pub(super) tenants: Option<usize>,
    /// Columns and keys that name what users belong to.
    pub(super) of_tenants: HashSet<String>,
    pub(super) name: Option<usize>,
    pub(super) given_name: Option<usize>,
    pub(super) family_name: Option<Column>,
    /// Whether this kind of row takes user IDs and all login IDs by itself.
    pub(super) identifies_itself: bool,
    /// Fields of which something is wrong with the columns, a bit for each: it is not said of each row again.
    unsettled: u64,
    /// Whether no column holds login IDs. The rest of the rows is checked all the same.
    lacks_login_ids: bool,
    /// Fields by which a new user can be reached, a bit for each.
    contacts: u64,
    /// Whether a program makes the rows.
    pub(super) is_transformed: bool,
    /// Whether the input is what the API returned.
    pub(super) is_record: bool,
}

/// What it means that a row empties a field.
#[derive(Debug)]
pub(super) enum Null {
    /// Nothing.
    NotGiven,
    /// This value is sent.
    Sent(Value),
    /// This switch is on.
    Switch(usize),
    /// An empty text is given.
    Text,
    /// It cannot be emptied.
    Refused,
}

impl RowSchema {
    /// What the columns of this input mean.
    ///
    /// # Errors
    /// Usage when rows cannot be read, since the first line is no header or a flag names no column. What else is wrong with the
    /// columns are complaints: [`Self::take_complaint`].
    pub fn new(rows: &'static RowType, input: &Input, mapping: &Mapping) -> Result<Self> {
        let mut schema = Self::of_columns(rows, input.header(), mapping, input.is_unlike_rows())?;
        schema.plan.is_transformed = input.is_transformed();
        Ok(schema)
    }

    /// The same for a header; an empty one for JSON.
    pub(super) fn of_header(rows: &'static RowType, header: &[String], mapping: &Mapping) -> Result<Self> {
        Self::of_columns(rows, header, mapping, true)
    }

    fn of_columns(
        rows: &'static RowType,
        header: &[String],
        mapping: &Mapping,
        is_unlike_rows: bool,
    ) -> Result<Self> {
        let fields = rows.fields();
        // A name that is mapped is one of the file, too: that of a key, which may hold a colon.
        let mapped = mapping.renamed.iter().map(|(name, _)| name);
        let mapping = &mapping.among(&header.iter().chain(mapped).cloned().collect::<Vec<_>>());
        let mut rules = Rules::new(rows, &fields);
        let headings = Headings { rows, fields: &fields, header, mapping, is_unlike_rows };
        headings.check_mapped_once()?;
        let (mut columns, unknown) = headings.all_columns()?;
        let constants = headings.constant_columns()?;
        headings.check_mapped_columns_exist()?;
        if let Err(error) = headings.check_has_identifier(&columns) {
            // There is nothing to check in the rows, and what looks like names of columns may be a secret.
            let Some(complaint) = unknown else { return Err(error) };
            let hints = error.hints().iter().map(|hint| format!("{error}: {hint}"));
            return Err(hints.fold(complaint.into_error(), Error::hint));
        }
        let missing = headings.missing_columns(&columns, &constants, unknown.is_some());
        let mut complaints: Vec<Complaint> = unknown.into_iter().collect();
        let place = |name: &str| fields.iter().position(|field| field.name == name);
        let login_id = place("loginId");
        let lacks_login_ids = missing.iter().any(|(field, _)| Some(*field) == login_id);
        let mut unsettled = 0;
        let mut note = |(field, error): (usize, Error)| {
            unsettled |= 1 << field;
            complaints.push(Complaint::other(error));
        };
        missing.into_iter().for_each(&mut note);
        headings.join_same_fields(&mut columns, &constants)?.into_iter().for_each(&mut note);
        let mut options = mapping.options.clone();
        if let Err(error) = headings.check_contact(&columns, &constants) {
            // It is not said of each row again.
            options.wants_contact = false;
            complaints.push(Complaint::other(error));
        }
        let keys = headings.keys()?;
        let mut paths: Vec<String> = mapping.names();
        paths.retain(|name| {
            header.is_empty()
                && name.contains('.')
                && headings.column(name).is_ok_and(|column| column != Column::ReadOnly)
        });
        let absent =
            mapping.options.values.iter().filter(|translation| !header.contains(&translation.column));
        let absent: Vec<(String, Column, String)> = absent
            .filter_map(|translation| {
                let column = headings.column(&translation.column).ok()?;
                Some((translation.column.clone(), column, translation.meaning_of("")?.to_owned()))
            })
            .collect();
        let bits = |names: &[&str]| -> u64 {
            let places = names.iter().filter_map(|name| place(name));
            places.fold(0, |all, place| all | 1 << place)
        };
        let mut plan = Plan {
            rows,
            nulls: nulls(rows, &fields, &mut rules),
            shown: headings.shown(&columns),
            header: header.to_vec(),
            keys,
            paths,
            columns,
            constants,
            attributes: Attributes::default(),
            roles: None,
            tenant_ids: None,
            options,
            said_of: mapping.names().into_iter().filter(|name| !header.contains(name)).collect(),
            said: mapping.names(),
            mapped: mapping.renamed.iter().map(|(name, _)| name.clone()).collect(),
            absent_states: Vec::new(),
            translations: mapping.options.values.clone(),
            phones: bits(&["phone", "recoveryPhone"]),
            times: bits(&["createdTime"]),
            identifiers: bits(&["loginId", "userId", "newLoginId", "email"]),
            lists: bits(&[
                "roleNames",
                "userTenants",
                "familyAssociations",
                "ssoAppIds",
                "additionalIdentifiers",
            ]),
            status: place("status"),
            password: place("password"),
            login_id,
            narrowing: fields.iter().position(narrows),
            wide_roles: place("roleNames")
                .filter(|_| !fields.iter().any(|field| field.name == "tenantId" && field.in_every_row)),
            tenants: place("userTenants"),
            of_tenants: header.iter().filter(|name| names_tenants(name)).cloned().collect(),
            name: place("name"),
            given_name: place("givenName"),
            family_name: place("familyName").map(Column::Field),
            identifies_itself: place("userId").is_some(),
            unsettled,
            lacks_login_ids,
            contacts: bits(&["email", "phone"]),
            is_transformed: false,
            is_record: columns::are_of_user(|known| header.iter().any(|name| name == known)),
            fields,
        };
        plan.check_translations()?;
        plan.absent_states = absent.into_iter().filter(|(_, column, _)| plan.says_state(column)).collect();
        Ok(Self { plan, rules, tally: Tally::default(), complaints, deferred: Vec::new() })
    }

    /// The first complaint about the columns. The rows can be read all the same.
    #[must_use]
    pub fn take_complaint(&mut self) -> Option<Error> {
        self.complaints.drain(..).next().map(Complaint::into_error)
    }

    /// Has the rows be read in spite of all that is wrong with the columns, so that it is said how many it is about, and
    /// what is wrong with the rows as well.
    pub fn defer_complaints(&mut self) {
        self.deferred = std::mem::take(&mut self.complaints);
    }

    /// What was deferred, now that the rows were read.
    #[must_use]
    pub fn take_deferred(&mut self) -> Vec<Error> {
        let deferred = std::mem::take(&mut self.deferred).into_iter();
        deferred
            .map(|complaint| complaint.counted(&self.plan.fields, |name| self.tally.left_out(name)))
            .collect()
    }

    /// Whether no column holds login IDs, so that its rows name nobody.
    #[must_use]
    pub fn lacks_login_ids(&self) -> bool {
        self.plan.lacks_login_ids
    }

    /// The columns of a table to fill in, in the order of the contract.
    #[must_use]
    pub fn template(rows: &RowType) -> Vec<String> {
        rows.fields().into_iter().map(|field| field.name).collect()
    }

    /// Whether there are columns of custom attributes, which takes their definitions: cells are typed by them,
    /// and those that do not exist are named before anything is sent.
    #[must_use]
    pub fn wants_attributes(&self) -> bool {
        let Plan { columns, constants, fields, .. } = &self.plan;
        let constants = constants.iter().map(|(column, _)| column);
        let is_pair =
            |column: &Column| matches!(column, Column::Part(field, _) if fields[*field].form == Form::Pairs);
        columns.iter().chain(constants).flat_map(Column::each).any(is_pair)
    }

    /// Says what the project's attributes are.
    pub fn set_attributes(&mut self, attributes: Attributes) {
        self.plan.attributes = attributes;
    }

    /// Says what the project has: a list may be divided at commas where all its items are roles, or tenants.
    pub fn set_directory(&mut self, directory: &Directory) {
        self.plan.roles = Some(directory.role_names());
        self.plan.tenant_ids = Some(directory.tenant_ids());
    }

    /// Columns that are read as a field of another name, and that name.
    #[must_use]
    pub fn renamed(&self) -> Vec<(String, String)> {
        let Plan { header, columns, .. } = &self.plan;
        self.read_as_others(header.iter().zip(columns))
    }

    /// The same for the keys of objects that were met.
    fn renamed_keys(&self) -> Vec<(String, String)> {
        let Plan { keys, said_of, .. } = &self.plan;
        let is_met = |name: &String| !said_of.contains(name) || self.tally.has_seen(name);
        let mut renamed = self.read_as_others(keys.iter().filter(|(name, _)| is_met(name)));
        for (name, field) in &mut renamed {
            if self.tally.family_name.as_ref() == Some(name) {
                "familyName".clone_into(field);
            }
        }
        renamed.sort_unstable();
        renamed
    }

    fn read_as_others<'n>(
        &self,
        named: impl Iterator<Item = (&'n String, &'n Column)>,
    ) -> Vec<(String, String)> {
        let fields = &self.plan.fields;
        let named = named.filter_map(|(name, column)| match column {
            Column::Field(field) if self.plan.status == Some(*field) && self.plan.is_vague(name) => {
                Some((name.clone(), format!("{} where its values are one", fields[*field].name)))
            }
            Column::Field(field) if columns::exactly(fields, name) != Some(*field) => {
                Some((name.clone(), fields[*field].name.clone()))
            }
            Column::Enabled { field, means } => {
                let disabled = match means {
                    Means::Enabled => "",
                    Means::Blocked => ", where yes means disabled",
                    Means::BlockedSince => ", where a time means disabled",
                    Means::BlockedUntil => ", where a time to come means disabled",
                };
                Some((name.clone(), fields[*field].name.clone() + disabled))
            }
            Column::Hash(field, columns::HashPart::Text) => {
                Some((name.clone(), format!("{}, taken apart", fields[*field].name)))
            }
            Column::Flags(field) => {
                Some((name.clone(), format!("{}, where bit 2 means disabled", fields[*field].name)))
            }
            Column::LoginIds(field) => Some((name.clone(), fields[*field].name.clone())),
            _ => None,
        });
        named.collect()
    }

    /// What the input calls a field.
    #[must_use]
    pub fn title_of(&self, field: &str) -> Option<&str> {
        let Plan { fields, header, columns, keys, .. } = &self.plan;
        let place = fields.iter().position(|known| known.name == field)?;
        let is_it = |column: &Column| column.each().any(|one| *one == Column::Field(place));
        let title = header.iter().zip(columns).find(|(_, column)| is_it(column)).map(|(title, _)| title);
        let key = || keys.iter().filter(|(_, column)| is_it(column)).map(|(key, _)| key).min();
        title.or_else(key).map(String::as_str)
    }

    /// Whether each row is a new user.
    pub(super) fn makes_user(&self) -> bool {
        self.plan.rows.makes_user()
    }

    /// Whether several rows may be about the same user.
    pub(super) fn allows_duplicates(&self) -> bool {
        self.plan.rows.allows_duplicates()
    }

    /// The column or key that says who may sign in, and whether it does so where it says yes; else the rows, none of
    /// which says that. Nothing of rows that a program makes.
    #[must_use]
    pub fn state(&self) -> (Option<(String, bool)>, Option<Lines>) {
        if self.plan.is_transformed || !self.makes_user() {
            return (None, None);
        }
        let states = self.plan.states();
        match states.iter().find(|(name, _)| self.tally.has_seen(name)) {
            Some((name, is_enabled)) => (Some(((*name).clone(), *is_enabled)), None),
            None if states.is_empty() => (None, Some(self.tally.rows_without_state().clone())),
            None => (None, None),
        }
    }

    /// Whether rows are narrowed to less than the whole project, and what is wrong with an input without any, where
    /// those of another one are.
    #[must_use]
    pub fn scope(&self) -> (bool, Option<Problem>) {
        match self.tally.is_narrowed() {
            true => (true, None),
            false => (false, self.plan.wide_rows(&self.tally)),
        }
    }

    /// Attributes of rows that the project does not have, or has with another type, by definitions that were read
    /// only now.
    #[must_use]
    pub fn lacking(&self, attributes: &Attributes) -> Vec<Problem> {
        let mut problems = self.tally.lacking(attributes);
        problems.extend(self.tally.mistyped(attributes));
        problems
    }

    /// Attributes of rows that the project does not have, each with the type that holds all its values.
    #[must_use]
    pub fn lacking_types(&self, attributes: &Attributes) -> Vec<(String, &'static str)> {
        self.tally.lacking_types(attributes)
    }

    /// Keys that were mapped or translated and that no row has.
    #[must_use]
    pub fn never_met(&self) -> Vec<String> {
        self.plan.said_of.iter().filter(|name| !self.tally.has_seen(name)).cloned().collect()
    }

    /// What would be roles or tenants if lists of these were divided at their commas.
    #[must_use]
    pub fn divided(&self) -> &BTreeSet<(Missing, String)> {
        self.tally.divided()
    }

    /// The flag that leaves out the column of an attribute that the project does not have.
    #[must_use]
    pub fn leaving_out(&self, attributes: &Attributes) -> Option<String> {
        let lacking = self.tally.lacking_types(attributes);
        let title = lacking.iter().find_map(|(name, _)| self.plan.title_of_attribute(name))?;
        Some(format!("--map {}", quoted(&format!("{title}="))))
    }

    /// How rows are read and checked.
    pub(super) fn options(&self) -> &Options {
        &self.plan.options
    }

    /// Whether rows give attributes of which it is not known whether the project has them.
    #[must_use]
    pub fn has_unread_attributes(&self) -> bool {
        self.plan.attributes.are_unread() && self.tally.has_attributes()
    }

    /// What helps with the problems of the rows that were read.
    pub(super) fn hints(&self) -> Vec<String> {
        let Self { plan, tally, .. } = self;
        let mut hints = Vec::new();
        if let Some(key) = &tally.address {
            let has_email = plan.rows.makes_user() && columns::exactly(&plan.fields, "email").is_some();
            let (fields, too) = if has_email { ("loginId,email", ", too") } else { ("loginId", "") };
            let map = quoted(&format!("{}={fields}", shortened(key)));
            hints.push(format!("`--map {map}` reads the e-mail addresses as login IDs{too}"));
        }
        if tally.has_unknown() {
            hints.push(
                "`--ignore-unknown` leaves out what no field takes, `--map 'NAME=FIELD'` reads it as a field"
                    .to_owned(),
            );
        }
        if !tally.nameless.is_empty() && !tally.has_unknown() {
            hints.push("`--ignore-unknown` leaves out what stands in columns without a name".to_owned());
        }
        let firsts = tally.differing.keys().map(|place| match plan.columns[*place] {
            Column::Twin(first) => first,
            _ => *place,
        });
        for first in firsts.collect::<BTreeSet<_>>() {
            let is_it = |(place, _): &(usize, &String)| {
                *place == first || plan.columns.get(*place) == Some(&Column::Twin(first))
            };
            let names = plan.header.iter().enumerate().filter(is_it).map(|(_, name)| name);
            let names: Vec<&String> = names.filter(|name| !plan.said.contains(name)).collect();
            if !names.is_empty() {
                hints.push(one_of(&names));
            }
        }
        for field in &tally.twice {
            let is_it = |column: &Column| column.each().any(|one| one.field() == Some(*field));
            let columns = plan.header.iter().zip(&plan.columns).filter(|(_, column)| is_it(column));
            let keys = plan.keys.iter().filter(|(_, column)| is_it(column)).map(|(key, _)| key);
            let names = columns.map(|(name, _)| name).chain(keys);
            let mut names: Vec<&String> = names.filter(|name| !plan.said.contains(name)).collect();
            names.sort_unstable();
            names.dedup();
            if !names.is_empty() {
                hints.push(one_of(&names));
            }
        }
        if tally.national {
            hints.push(
                "`--default-country CODE` completes phone numbers that lack only the code of their country: 1 is North \
                 America, 44 the United Kingdom, 49 Germany"
                    .to_owned(),
            );
        }
        hints
    }

    /// What was understood of the rows that a user might not expect.
    pub(super) fn notes(&self) -> Vec<String> {
        let refused: Vec<String> =
            self.deferred.iter().flat_map(|complaint| &complaint.unknown).cloned().collect();
        // What a program makes is its own matter.
        let states = self.plan.states();
        let states = states.iter().filter(|(_, is_enabled)| !is_enabled && !self.plan.is_transformed);
        let renamed = self.renamed_keys();
        let renamed = (!renamed.is_empty()).then(|| said_of_renamed(&renamed));
        let notes = self.tally.notes(&refused, &states.map(|(name, _)| *name).collect::<Vec<_>>());
        renamed.into_iter().chain(notes).collect()
    }

    /// What is counted in the rows that were read.
    pub(super) fn tally(&self) -> &Tally {
        &self.tally
    }

    /// What is wrong with the input as a whole, now that all rows were read.
    pub(super) fn problems_of_all(&mut self) -> Vec<Problem> {
        let Self { plan, tally, .. } = self;
        let mut problems = tally.unknown_keys(&plan.fields);
        problems.extend(tally.settle_states(plan.options.ignores_unknown));
        for (place, (count, line)) in &tally.nameless {
            let why = "the column has no name, so that no field takes what stands in it".to_owned();
            problems.push(of_rows(&format!("column {}", place + 1), *line, *count, why));
        }
        for (place, (count, line)) in &tally.differing {
            if let Column::Twin(first) = plan.columns[*place] {
                let why =
                    format!("differs from `{}`, which is the same field", shortened(&plan.header[first]));
                problems.push(of_rows(&plan.header[*place], *line, *count, why));
            }
        }
        problems.extend(tally.passwords.problem());
        problems.extend(tally.widened());
        problems.extend(tally.is_narrowed().then(|| plan.wide_rows(tally)).flatten());
        if let Some((key, true)) = plan.states().first() {
            let without = tally.rows_without_state().without_state(key);
            if !without.is_empty() {
                tally.unclear_status(key, "", "disabled");
            }
            problems.extend(without);
        }
        problems.extend(tally.lacking(&plan.attributes));
        problems
    }

    /// Reads a row into what is sent for it. False where something is wrong with it; all of it goes to
    /// `report` then.
    pub(super) fn read(
        &mut self,
        record: &mut Record<'_>,
        sink: &mut Sink,
        report: &mut dyn FnMut(Problem),
    ) -> bool {
        let Self { plan, rules, tally, .. } = self;
        if let Content::Object(fields, _) = &mut record.content {
            plan.paths.iter().for_each(|path| lift(fields, path));
            plan.learn_keys(fields.keys());
        }
        let plan = &*plan;
        let mut row = RowReader::new(plan.fields.len());
        sink.clear();
        let mut filling = Filling::new(&mut row, tally, record.line);
        let is_row = plan.fill(&record.content, &mut filling, sink);
        let others = std::mem::take(&mut filling.noted.others);
        let address = std::mem::take(&mut filling.noted.address);
        if is_row {
            plan.check_contact(&mut row);
        }
        let changes_nothing = is_row
            && matches!(plan.rows.nulls(), NullPolicy::Sent(_))
            && !sink.has_emptied()
            && (0..plan.fields.len()).all(|field| plan.login_id == Some(field) || !row.is_given(field));
        if let Some(field) = plan.login_id.filter(|_| plan.lacks_login_ids) {
            // Nothing is sent then: it stands for what is missing, so that the rest of the row is read.
            row.give(field, Given::Cell("-"));
        }
        let is_read = is_row && plan.rows.read(&mut row, sink);
        if is_row {
            row.check_together(rules, &|field| plan.shown[field].clone());
        }
        if let Some(why) = sink.failure() {
            row.problem(At::Row, why.to_owned());
        }
        if is_read && !row.has_problems() {
            if changes_nothing {
                tally.remark(None, "gives no field, so that nothing of its user changes", record.line);
            }
            for (field, remark) in sink.doubts() {
                let place = plan.fields.iter().position(|known| known.name == *field);
                tally.remark(Some(place.map_or(field, |place| &plan.shown[place])), remark, record.line);
            }
            if !address.is_empty() {
                sink.address(&address);
            }
            for name in others.iter().filter(|name| !name.trim().is_empty()) {
                if !sink.names().lines().any(|known| known == name) {
                    sink.name(name);
                }
            }
            return true;
        }
        for problem in row.into_problems() {
            if plan.is_of_columns(&problem) {
                continue;
            }
            if let (At::Field(field), GIVEN_TWICE) = (&problem.at, problem.why.as_str()) {
                tally.twice.insert(*field);
            }
            let column = match problem.at {
                At::Row => None,
                At::Field(field) => Some(plan.shown[field].clone()),
                At::Name(name) => Some(name),
            };
            report(Problem { file: None, line: record.line, column, why: problem.why });
        }
        false
    }
}

impl Plan {
    /// Columns and keys that say who may sign in, those first where yes says that somebody may.
    fn states(&self) -> Vec<(&String, bool)> {
        let columns = self.header.iter().zip(&self.columns).chain(&self.keys);
        let says = |column: &Column| self.says_state(column) && !holds_times(column);
        let is_enabled = |column: &Column| matches!(column, Column::Enabled { means: Means::Enabled, .. });
        let states = columns.filter(|(_, column)| column.each().any(says));
        let mut states: Vec<(&String, bool)> =
            states.map(|(name, column)| (name, column.each().any(is_enabled))).collect();
        states.sort_unstable_by_key(|(name, is_enabled)| (!is_enabled, *name));
        states
    }

    /// What is wrong with rows about the whole project where others are not.
    fn wide_rows(&self, tally: &Tally) -> Option<Problem> {
        tally.wide(&self.fields[self.narrowing?].name, EMPTY_MARK)
    }

    /// Finds out what keys mean that were not met before.
    fn learn_keys<'k>(&mut self, keys: impl Iterator<Item = &'k String>) {
        for key in keys {
            if !self.keys.contains_key(key) && self.keys.len() < KEYS {
                let is_passed_over = || self.rows.passes_over_fields() && columns::means_field_of_user(key);
                let column = columns::column(&self.fields, key)
                    .unwrap_or_else(|| if is_passed_over() { Column::Beside } else { Column::Unknown });
                // A key may hold the colon that stands behind it in a flag.
                if key.contains(':') {
                    for translation in &mut self.translations {
                        let longer = translation.among(std::slice::from_ref(key));
                        if longer.column.len() > translation.column.len() {
                            let said = self.said_of.iter_mut().chain(&mut self.said);
                            said.filter(|name| **name == translation.column).for_each(|name| {
                                name.clone_from(&longer.column);
                            });
                            *translation = longer;
                        }
                    }
                }
                if names_tenants(key) {
                    self.of_tenants.insert(key.clone());
                }
                self.keys.insert(key.clone(), column);
            }
        }
    }

    /// Whether it was said of the columns already.
    fn is_of_columns(&self, FieldProblem { at, why }: &FieldProblem) -> bool {
        let is_unsettled = matches!(at, At::Field(field) if self.unsettled & (1 << field) != 0);
        is_unsettled && [MISSING, GIVEN_TWICE].contains(&why.as_str())
    }

    /// The service refuses a new user who has neither an e-mail address nor a phone number.
    fn check_contact(&self, row: &mut RowReader<'_>) {
        let is_wanted = self.options.wants_contact && self.rows.makes_user();
        let has_one =
            (0..self.fields.len()).any(|field| self.contacts & (1 << field) != 0 && row.is_given(field));
        if !is_wanted || has_one {
            return;
        }
        // What a program makes is not mapped, and a file without the key has none that could be.
        let login_id = self.login_id.filter(|field| !self.is_transformed && row.is_given(*field));
        let is_it = |(_, column): &(&String, &Column)| {
            Some(&Column::Field(login_id.unwrap_or_default())) == Some(*column)
        };
        let key = login_id.and_then(|field| match self.header.is_empty() {
            true => self.keys.iter().filter(is_it).map(|(key, _)| key).min(),
            false => Some(&self.shown[field]),
        });
        let map = match key {
            None => String::new(),
            Some(login_id) => {
                format!("`--map '{login_id}=loginId,email'` reads login IDs as addresses, too, ")
            }
        };
        row.problem(
            At::Row,
            format!(
                "has neither an e-mail address nor a phone number, without which the service refuses a new user: \
                 {map}`--allow-no-contact` sends it all the same"
            ),
        );
    }

    /// What the input calls the column of an attribute; nothing where it is not of a column.
    fn title_of_attribute(&self, attribute: &str) -> Option<&str> {
        let is_it = |column: &Column| {
            column.each().any(|one| {
                matches!(one, Column::Part(field, key)
                if self.fields[*field].form == Form::Pairs && key == attribute)
            })
        };
        let mut keys = self.keys.iter().filter(|(_, column)| is_it(column)).map(|(key, _)| key);
        let place = self.columns.iter().position(is_it);
        place.map_or_else(|| keys.next(), |place| self.header.get(place)).map(String::as_str)
    }

    /// A translation must be about a column that is there.
    fn check_translations(&self) -> Result<()> {
        let is_there = |translation: &&Translation| self.header.contains(&translation.column);
        let is_sure = !self.header.is_empty() && !self.options.is_one_of_several;
        match self.translations.iter().find(|translation| is_sure && !is_there(translation)) {
            Some(Translation { column, .. }) => Err(Error::usage(format!(
                "there is no column `{column}` whose values `--value` could translate"
            ))),
            None => Ok(()),
        }
    }
}

/// Says what names are read as.
#[must_use]
pub fn said_of_renamed(renamed: &[(String, String)]) -> String {
    let renamed = renamed.iter().map(|(name, field)| format!("`{}` as {field}", first_line(name)));
    format!("read {}", renamed.collect::<Vec<_>>().join(", "))
}

/// Gives a value that lies deeper in an object a key of its own, which is the way to it. The rest stays where it is.
fn lift(object: &mut Map<String, Value>, path: &str) {
    if !object.contains_key(path)
        && let Some(value) = take_out(object, path)
    {
        object.insert(path.to_owned(), value);
    }
}

/// Takes the value at the end of a way out of an object, with the objects on the way that held nothing else.
fn take_out(object: &mut Map<String, Value>, path: &str) -> Option<Value> {
    let Some((head, rest)) = path.split_once('.') else { return object.shift_remove(path) };
    let inner = object.get_mut(head)?.as_object_mut()?;
    let value = take_out(inner, rest)?;
    if inner.is_empty() {
        object.shift_remove(head);
    }
    Some(value)
}

/// What it means to empty each field.
fn nulls(rows: &RowType, fields: &[Declared], rules: &mut Rules) -> Vec<Null> {
    let mut null = |place: usize| match rows.nulls() {
        NullPolicy::Ignored => Null::NotGiven,
        NullPolicy::Sent(empty_value) => empty_value(&fields[place].name).map_or(Null::Refused, Null::Sent),
        NullPolicy::Argument => match rules.remover_of(place) {
            Some(switch) => Null::Switch(switch),
            None if narrows(&fields[place]) => Null::NotGiven,
            None if fields[place].form == Form::One && !fields[place].is_secret() => Null::Text,
            None => Null::Refused,
        },
    };
    (0..fields.len()).map(&mut null).collect()
}

/// Whether a field narrows what its row is about, so that a row without it is about more.
pub(super) fn narrows(field: &Declared) -> bool {
    field.name == "tenantId" && !field.in_every_row
}
