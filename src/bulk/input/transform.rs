//! Records that are turned into users by a jq program before they are read as rows.
//!
//! The program is compiled once and sees one record at a time, so that memory stays flat. Rows keep the line
//! of the record that they come from, and a file of failures holds that record.

mod apart;
mod functions;
mod gather;
mod join;
mod program;

use std::{
    collections::{BTreeMap, VecDeque},
    io::{self, Read as _},
    path::Path,
};

use jaq_json::Val;
use serde_json::{Map, Number, Value};

use self::apart::Apart;
pub use self::apart::{WORD as RECORDS_PROCESS, serve as serve_records};
use self::gather::Gathered;
pub(super) use self::{join::Join, program::Program};
use super::{
    attributes::Attributes,
    failures::REASON,
    ldif::{ELSEWHERE, IN_ANOTHER_FILE},
    lists::behind_way,
    no_row::no_row,
    records::{Content, Record, Records, Remarks, TextForm},
    sources::{self, Source},
    state::{self, Blocked},
    table::{CellKind, Cells},
};
use crate::{
    error::{Error, Result},
    ops::row::repeated,
    output::query::{input, plain, text_of},
    private,
    ui::counted,
};

/// The key of a result that holds the ID of the user in the other system.
const OLD_ID: &str = "oldId";

/// The key of a result that lists what was left out of the record.
const LEFT_OUT: &str = "leftOut";

/// How a record becomes users.
pub struct Transform {
    name: String,
    /// The program as it was given.
    text: String,
    /// How its records lie in the file, where it would not see the whole of that.
    holder: Option<String>,
    program: Program,
    /// The program in a process of its own, where it must not run in this one.
    apart: Option<Apart>,
    source: Option<&'static Source>,
    /// Whether the records are those of a directory.
    is_of_directory: bool,
    /// The attribute that keeps the old ID.
    legacy_id: Option<String>,
    /// Whether the old ID is kept whatever the source says.
    needs_old_id: bool,
    attributes: Attributes,
    join: Option<Join>,
    hash_config: Val,
    leaves_out_roles: bool,
    leaves_out_tenants: bool,
    /// Whether an empty text or list of the program empties a field.
    empties: bool,
    /// Fields of which the user says something, so that those go to the rows that the program of a source leaves out.
    handed_on: Vec<String>,
}

impl Transform {
    /// The program of a user: the name of a file that ends in `.jq`, or the program itself.
    ///
    /// # Errors
    /// Usage when the file cannot be read or the text is no jq program.
    pub fn of_text(text: &str) -> Result<Self> {
        if Path::new(text).extension().is_some_and(|ending| ending == "jq") {
            let program = read_program(Path::new(text))
                .map_err(|cause| Error::usage(format!("could not read `{text}`")).because(cause))?;
            return Self::new(text, &program, None);
        }
        Self::new(text, text, None).map_err(|error| match Path::new(text).is_file() {
            true => error.hint("the name of a file with a program ends in `.jq`"),
            false => error,
        })
    }

    /// The program of a source.
    ///
    /// # Errors
    /// None that a test would not find: sources are part of the program.
    pub fn of_source(source: &'static Source) -> Result<Self> {
        Self::new(source.name, source.program, Some(source))
    }

    fn new(name: &str, program: &str, source: Option<&'static Source>) -> Result<Self> {
        Ok(Self {
            name: name.to_owned(),
            text: program.to_owned(),
            holder: None,
            program: Program::compile(name, program)?,
            apart: (source.is_none() && !apart::may_run_here(program)).then(|| Apart::new(program)),
            source,
            is_of_directory: false,
            legacy_id: None,
            needs_old_id: false,
            attributes: Attributes::default(),
            join: None,
            hash_config: Val::Null,
            leaves_out_roles: false,
            leaves_out_tenants: false,
            empties: false,
            handed_on: Vec::new(),
        })
    }

    /// Keeps the old ID in this attribute; with `always` also where the source keeps it only in an attribute that
    /// the project has already.
    pub fn keep_old_id(&mut self, attribute: &str, always: bool) {
        self.legacy_id = Some(attribute.to_owned());
        self.needs_old_id = always;
    }

    /// Leaves out the roles of users, or their tenants.
    pub fn leave_out(&mut self, roles: bool, tenants: bool) {
        (self.leaves_out_roles, self.leaves_out_tenants) = (roles, tenants);
    }

    /// Has an empty text or list of the program empty a field, as one of a record does.
    pub fn empty_fields(&mut self) {
        self.empties = true;
    }

    /// Whether a value of a result says nothing.
    fn passes_over(&self, value: &Value) -> bool {
        match value {
            Value::String(_) | Value::Array(_) => !self.empties && is_empty(value),
            value => is_empty(value),
        }
    }

    /// Hands fields that the program of a source does not read to the rows, where flags say what they are.
    pub fn hand_on(&mut self, fields: Vec<String>) {
        self.handed_on = fields;
    }

    /// Says what the project's attributes are: numbers that are texts become numbers where the project wants
    /// that.
    pub fn set_attributes(&mut self, attributes: Attributes) {
        self.attributes = attributes;
    }

    /// Reads a second file whose records are found by a key.
    ///
    /// # Errors
    /// Usage when the source has none, or the file cannot be read.
    pub fn join(&mut self, file: &Path) -> Result<()> {
        let join = self.source.and_then(|source| source.settings.join.as_ref());
        let Some(settings) = join else {
            return Err(Error::usage(format!("`{}` joins no second file", self.name))
                .hint("`--join` is for the password hashes of `--from auth0`"));
        };
        self.join = Some(Join::open(file, &settings.key, &settings.on)?);
        Ok(())
    }

    /// Says how the records lie. A program of a user may be one for the whole file: the beginning that goes to the
    /// records is left out of it.
    ///
    /// # Errors
    /// When what is left of the program cannot be compiled.
    pub(super) fn take_records_of(&mut self, form: &TextForm) -> Result<()> {
        if self.source.is_some() {
            return Ok(());
        }
        let mut text = self.text.as_str();
        self.holder = match form {
            TextForm::Array => Some("the array".to_owned()),
            TextForm::ListInObject(way) => {
                let way: Vec<String> = way.iter().flatten().cloned().collect();
                text = behind_way(text, &way).unwrap_or(text);
                Some(format!("the list `{}`", repeated(&way.join("."))))
            }
            _ => None,
        };
        self.program = Program::compile(&self.name, text)?;
        self.apart = (!apart::may_run_here(text)).then(|| Apart::new(text));
        Ok(())
    }

    /// Says that the records are those of a directory, whose names stand in any case.
    pub(super) fn take_directory(&mut self) {
        self.is_of_directory = true;
    }

    /// Hands the hash parameters of a project to the program.
    pub fn set_hash_config(&mut self, parameters: Map<String, Value>) {
        self.hash_config = input(&Value::Object(parameters));
    }

    fn column(&self, name: String) -> TableColumn {
        let is_read = name == REASON || self.source.is_none_or(|source| source.settings.reads(&name));
        let is_stray = name != REASON && self.is_stray(&name);
        let is_handed_on = self.is_handed_on(&name);
        TableColumn {
            key: text_of(&name),
            is_read,
            is_state: self.is_state(&name),
            is_stray,
            is_handed_on,
            name,
        }
    }

    /// The field that is the same in all records of one user, where there may be several.
    fn one_user_by(&self) -> Option<&'static str> {
        self.source.and_then(|source| source.settings.one_user_by.as_deref())
    }

    /// Whether a field says who is blocked. The program of a user may be that of a source.
    fn is_state(&self, name: &str) -> bool {
        match self.source {
            Some(source) => source.settings.is_state(name),
            None => sources::all().iter().any(|source| source.settings.is_state(name)),
        }
    }

    /// Whether a field that a source does not read says by its name who is blocked. What the program of a user reads
    /// is not known.
    fn is_stray(&self, name: &str) -> bool {
        match self.source {
            Some(source) if source.settings.reads(name) => false,
            Some(source) => state::says_who_is_blocked(name) || source.settings.is_like_state(name),
            None => state::says_who_is_blocked(name),
        }
    }

    /// Whether a field that a source does not read goes to the rows.
    fn is_handed_on(&self, name: &str) -> bool {
        self.source.is_some_and(|source| !source.settings.reads(name))
            && self.handed_on.iter().any(|known| known == name)
    }

    /// What a record says of who may sign in by fields that are not read, as far as that is known.
    fn strays_of(&self, fields: &Map<String, Value>) -> Strays {
        let mut strays = Strays::default();
        state::for_each_inside(fields, "", state::is_of_account, &mut |name, value| {
            if self.is_stray(name) && !(name.contains('.') && value.is_null()) {
                strays.are_there = true;
                if strays.first.is_none() && !self.is_handed_on(name) && state::value_may_block(name, value) {
                    strays.first = Some(name.to_owned());
                }
            }
        });
        strays
    }

    /// The source whose program this is.
    #[must_use]
    pub fn source(&self) -> Option<&'static Source> {
        self.source
    }
}

/// Fields of a record that say who is blocked and that are not read.
#[derive(Default)]
struct Strays {
    are_there: bool,
    /// The first one that may say that the user is.
    first: Option<String>,
}

/// What became of the records, beside the rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Transformed {
    /// Records that were read.
    pub records: u64,
    /// Users that they became.
    pub users: u64,
    /// Users with the hash of a password.
    pub hashed: u64,
    /// What was left out, and of how many records.
    pub left_out: BTreeMap<String, u64>,
    /// Rows of a table with fewer cells than its header.
    pub short: u64,
    /// Records that found their partner in the joined file, where one is joined.
    pub joined: Option<u64>,
    /// Fields that say who is blocked, each with the number of users whom the program lets in all the same.
    pub let_in: BTreeMap<String, u64>,
    /// Records that say whether their user is blocked, where the source has fields for that which may be missing.
    pub stated: Option<u64>,
    /// Lines of the joined file that belong to no record.
    pub left_of_join: u64,
    /// Names of tenants by their IDs, where the records tell them.
    pub tenant_names: BTreeMap<String, String>,
}

impl Transformed {
    /// Adds what became of the records of another input.
    pub fn add(&mut self, other: Self) {
        self.records += other.records;
        self.users += other.users;
        self.hashed += other.hashed;
        self.short += other.short;
        for (sum, more) in [(&mut self.left_out, other.left_out), (&mut self.let_in, other.let_in)] {
            more.into_iter().for_each(|(what, count)| *sum.entry(what).or_default() += count);
        }
        let sum = |one: Option<u64>, other: Option<u64>| match (one, other) {
            (Some(one), Some(other)) => Some(one + other),
            (one, other) => one.or(other),
        };
        self.joined = sum(self.joined, other.joined);
        self.stated = sum(self.stated, other.stated);
        // The file is the same for all inputs.
        self.left_of_join = other.left_of_join;
        self.tenant_names.extend(other.tenant_names);
    }
}

/// The rows of an input: its records, or what a program makes of them.
pub(super) struct Rows {
    records: Records,
    running: Option<Running>,
}

struct Running {
    transform: Transform,
    header: Vec<TableColumn>,
    gathered: Option<Gathered>,
    keeps_source: bool,
    /// Users of the last record that were not handed out yet.
    ready: VecDeque<std::result::Result<Map<String, Value>, String>>,
    line: u64,
    /// The last record as JSON text, where it is kept.
    source: Vec<u8>,
    /// Fields of the last record that the program does not read.
    unread: Vec<String>,
    /// Whether the last record says whether its user is blocked.
    says_state: bool,
    /// Of whom it says that they are, where it is not known whether the program reads it.
    blocked: Blocked,
    /// Its fields that go to the rows as they are.
    handed_on: Vec<(String, Value)>,
    /// Whether it stands in a sheet.
    is_of_sheet: bool,
    /// The numbers in its cells, which a source gets as texts.
    numbers: Vec<String>,
    done: Transformed,
}

/// A column of a table.
struct TableColumn {
    name: String,
    /// Its name as jq has it.
    key: Val,
    /// Whether nobody misses it.
    is_read: bool,
    /// Whether it says who is blocked.
    is_state: bool,
    /// Whether it says that by its name, and the source does not read it.
    is_stray: bool,
    /// Whether it goes to the rows as it is.
    is_handed_on: bool,
}

impl Rows {
    pub(super) fn new(
        records: Records,
        transform: Option<Transform>,
        header: Vec<String>,
        keeps_source: bool,
    ) -> Self {
        let running = transform.map(|transform| Running {
            gathered: None,
            done: Transformed {
                joined: transform.join.as_ref().map(|_| 0),
                stated: transform.source.filter(|source| !source.settings.states.is_empty()).map(|_| 0),
                ..Transformed::default()
            },
            header: header.into_iter().map(|name| transform.column(name)).collect(),
            transform,
            keeps_source,
            ready: VecDeque::new(),
            line: 0,
            source: Vec::new(),
            unread: Vec::new(),
            says_state: false,
            blocked: Blocked::default(),
            handed_on: Vec::new(),
            is_of_sheet: false,
            numbers: Vec::new(),
        });
        Self { records, running }
    }

    /// The next row; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<Record<'_>>> {
        let Self { records, running } = self;
        let Some(running) = running else { return records.next() };
        while running.ready.is_empty() {
            if let Some(key) = running.transform.one_user_by() {
                let mut gathered = match running.gathered.take() {
                    Some(gathered) => gathered,
                    None => Gathered::of(records, key, &running.header, &mut running.done.short)?,
                };
                let Some((record, others)) = gathered.next()? else { return Ok(None) };
                running.done.records += others;
                running.take(record);
                running.gathered = Some(gathered);
                continue;
            }
            let Some(record) = records.next()? else { return Ok(None) };
            running.take(record);
        }
        let content = match running.ready.pop_front() {
            Some(Ok(user)) => Content::Object(user, &running.source),
            Some(Err(why)) => Content::Broken(why),
            None => return Ok(None),
        };
        Ok(Some(Record { line: running.line, content }))
    }

    /// What is said of the records once all were read.
    pub(super) fn remarks(&self) -> Remarks {
        self.records.remarks()
    }

    /// What became of the records, and the program.
    pub(super) fn finish(self) -> (Option<Transformed>, Option<Transform>) {
        let finished = |Running { mut done, transform, .. }: Running| {
            done.left_of_join = transform.join.as_ref().map_or(0, Join::left);
            (done, transform)
        };
        self.running.map(finished).unzip()
    }
}

impl Running {
    /// Runs the program on a record.
    fn take(&mut self, record: Record<'_>) {
        self.line = record.line;
        self.source.clear();
        self.unread.clear();
        (self.says_state, self.is_of_sheet) = (false, false);
        self.blocked = Blocked::default();
        self.handed_on.clear();
        self.numbers.clear();
        self.done.records += 1;
        let value = match record.content {
            Content::Object(fields, text) => {
                if self.keeps_source {
                    self.source.extend_from_slice(text);
                }
                self.value_of(fields)
            }
            Content::Cells(cells) => self.value_of_cells(cells),
            Content::Line(text) => self.value_of(Map::from_iter([("loginId".to_owned(), Value::from(text))])),
            Content::Broken(why) => Err(why),
        };
        if let Ok(value) = &value
            && self.keeps_source
            && self.source.is_empty()
        {
            self.source = plain(value).to_string().into_bytes();
        }
        if let Err(why) = value.and_then(|value| self.run(value)) {
            self.ready.push_back(Err(why));
        }
        if self.says_state {
            self.done.stated = self.done.stated.map(|stated| stated + 1);
        }
    }

    /// A JSON object as the program sees it: what is empty is not there, unless it says who is blocked.
    fn value_of(&mut self, mut fields: Map<String, Value>) -> std::result::Result<Val, String> {
        let transform = &self.transform;
        fields.retain(|name, value| {
            let is_there = !value.is_null() && (value != "" || transform.empties);
            let is_kept =
                || transform.is_state(name) || transform.source.is_some() && transform.is_stray(name);
            name != REASON && (is_there || is_kept())
        });
        if self.transform.is_of_directory || self.transform.source.is_some_and(|source| source.settings.ldif)
        {
            // Servers write names of attributes in any case.
            fields = fields.into_iter().map(|(name, value)| (name.to_ascii_lowercase(), value)).collect();
        }
        if let Some(source) = self.transform.source {
            let is_elsewhere = |value: &Value| match value {
                Value::Array(values) => values.iter().any(|value| value.get(ELSEWHERE).is_some()),
                one => one.get(ELSEWHERE).is_some(),
            };
            let mut elsewhere =
                fields.iter().filter(|(name, value)| is_elsewhere(value) && source.settings.reads(name));
            if let Some((name, _)) = elsewhere.next() {
                return Err(format!("`{}` {IN_ANOTHER_FILE}", repeated(name)));
            }
            self.says_state = fields.keys().any(|name| self.transform.is_state(name));
            note_unread(source, &fields, &mut self.unread);
            for name in self.transform.handed_on.iter().filter(|name| self.transform.is_handed_on(name)) {
                self.handed_on.extend(value_at(&fields, name).map(|value| (name.clone(), value.clone())));
            }
            self.unread.retain(|name| !self.transform.is_handed_on(name));
        }
        match self.transform.source {
            Some(source) => {
                let strays = self.transform.strays_of(&fields);
                self.says_state |= strays.are_there;
                if let Some(name) = strays.first {
                    return Err(stray(source, &name));
                }
            }
            None => {
                // Directories write names in any case.
                let is_lock = |name: &str| {
                    let is_state = self.transform.is_state(name);
                    let is_state = is_state || self.transform.is_state(&name.to_ascii_lowercase());
                    is_state && !state::says_who_is_blocked(name)
                };
                self.blocked = Blocked::of(&fields, &is_lock);
            }
        }
        Ok(input(&Value::Object(fields)))
    }

    /// A row of a table as an object. An empty cell means not given. The cells of a sheet are what they are there;
    /// sources know tables as texts.
    fn value_of_cells(&mut self, cells: Cells<'_>) -> std::result::Result<Val, String> {
        let said = said_cells(&self.header, cells, &mut self.done.short)?;
        let mut object = jaq_json::Map::with_capacity_and_hasher(self.header.len(), Default::default());
        let is_source = self.transform.source.is_some();
        self.says_state = self.header.iter().any(|column| column.is_state || column.is_stray);
        for (column, cell, kind) in said {
            if column.is_handed_on {
                self.handed_on.push((column.name.clone(), Value::from(cell)));
                continue;
            }
            if column.is_stray && state::may_block(&column.name, cell) {
                match self.transform.source {
                    Some(source) => return Err(stray(source, &column.name)),
                    None if !cell.is_empty() => {
                        self.blocked = Blocked { users: 1, first: Some(column.name.clone()) };
                    }
                    None => {}
                }
            }
            // An empty cell was kept for the check above: a program of the user never sees one.
            if cell.is_empty() && !column.is_state && !is_source {
                continue;
            }
            if !column.is_read && !text_says_nothing(cell) {
                self.unread.push(column.name.clone());
            }
            if is_source && kind == CellKind::Number {
                self.numbers.push(cell.to_owned());
            }
            let value = if is_source { text_of(cell) } else { value_of_cell(cell, kind) };
            object.insert(column.key.clone(), value);
        }
        self.is_of_sheet = cells.are_of_sheet();
        Ok(Val::obj(object))
    }

    fn run(&mut self, record: Val) -> std::result::Result<(), String> {
        let join = match &mut self.transform.join {
            Some(join) => join.partner_of(&record)?,
            None => None,
        };
        if let (Some(_), Some(joined)) = (&join, &mut self.done.joined) {
            *joined += 1;
        }
        let Transform { program, apart, hash_config, source, holder, .. } = &mut self.transform;
        let results = match apart {
            // Only sources join a second file, and they run here.
            Some(apart) => apart.run(&record, hash_config),
            None => program.run(record, join.unwrap_or(Val::Null), hash_config.clone()),
        };
        let is_of_program = |why: &str| why.starts_with("the program ");
        let results = results.map_err(|why| match (source, holder) {
            (Some(source), _) if is_of_program(&why) => {
                let service = &source.settings.service;
                format!("is no record as {service} writes it: a field has another form than it should")
            }
            (None, Some(holder)) if program::is_about_record(&why) => {
                format!("{why}: it gets the objects of {holder} one by one, and not the whole file")
            }
            _ => why,
        })?;
        let (mut made, mut out) = (0, 0);
        for result in results {
            let Value::Object(user) = plain(&result) else {
                return Err("the program must give objects, one for each user".to_owned());
            };
            let is_number = |number: &Number| !number.is_i64() && !number.is_u64();
            if user.get(OLD_ID).and_then(Value::as_number).is_some_and(is_number) {
                return Err(
                    "the old ID is a number that is no integer of at most 19 digits: quote it".to_owned()
                );
            }
            if let Some(name) = number_in_identifiers(&user) {
                return Err(format!(
                    "`{name}` holds a number that is too large to be kept exactly: have it be a text in the file"
                ));
            }
            if let Some(name) = number_of_sheet(&user, &self.numbers).filter(|_| self.is_of_sheet) {
                return Err(format!(
                    "`{name}` is a number in the sheet, which has no leading zeros and no `+`: make the cell a text"
                ));
            }
            if gives_nothing(&user) {
                return Err(match self.transform.source {
                    Some(source) => format!("has no field of a user of {}", source.settings.service),
                    None => {
                        "the program gives it no value for any field: `empty` leaves a record out".to_owned()
                    }
                });
            }
            if let Some(mut user) = self.finish(user) {
                for (name, value) in &self.handed_on {
                    // A flag about this name would be about two different values.
                    if user.contains_key(name) {
                        return Err(format!(
                            "`{}` stands in the record, and the program makes a field of this name, too: rename it in \
                             the file",
                            repeated(name)
                        ));
                    }
                    user.insert(name.clone(), value.clone());
                }
                made += 1;
                if self.blocked.first.is_some() {
                    let is_out = |(name, value): (&String, &Value)| {
                        state::says_who_is_blocked(name) && state::value_may_block(name, value)
                    };
                    out += usize::from(user.iter().any(is_out));
                }
                // Other fields may block a user than those that are there for all.
                self.says_state |= user.get("status").is_some_and(|status| status == "disabled");
                self.done.users += 1;
                self.done.hashed += u64::from(user.get("hashedPassword").is_some_and(Value::is_object));
                self.ready.push_back(Ok(user));
            }
        }
        if let Some(name) = &self.blocked.first {
            let let_in = self.blocked.users.min(made).saturating_sub(out);
            (0..let_in).for_each(|_| count(&mut self.done.let_in, name));
        }
        // Of a record that is no user nothing is missed.
        if !self.ready.is_empty() {
            self.unread.iter().for_each(|name| count_field(&mut self.done.left_out, name));
        }
        Ok(())
    }

    /// A result as a row: without what only says something about it. None where it is no user.
    fn finish(&mut self, mut user: Map<String, Value>) -> Option<Map<String, Value>> {
        if let Some(Value::Array(left_out)) = user.remove(LEFT_OUT) {
            left_out.iter().filter_map(Value::as_str).for_each(|what| count(&mut self.done.left_out, what));
        }
        for (field, is_left_out) in [
            ("roleNames", self.transform.leaves_out_roles),
            ("userTenants", self.transform.leaves_out_tenants),
        ] {
            if is_left_out && user.shift_remove(field).is_some_and(|value| !is_empty(&value)) {
                count(&mut self.done.left_out, field);
            }
        }
        let old_id = user.remove(OLD_ID).filter(|id| !is_empty(id));
        user.retain(|_, value| !self.transform.passes_over(value));
        if user.is_empty() {
            return None;
        }
        let source = self.transform.source.filter(|_| !self.transform.needs_old_id);
        let only_known = source.is_some_and(|source| source.settings.keeps_old_id_if_known);
        if let (Some(name), Some(id)) = (&self.transform.legacy_id, old_id)
            && (!only_known || self.transform.attributes.has(name))
        {
            let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
            let attributes = user.entry("customAttributes").or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(attributes) = attributes {
                let id = Value::String(id);
                let lost = attributes.insert(name.clone(), id.clone());
                if lost.is_some_and(|lost| !is_empty(&lost) && lost != id) {
                    count(&mut self.done.left_out, &format!("attribute {name}, where the old ID stands"));
                }
            }
        }
        if let Some(Value::Object(attributes)) = user.get_mut("customAttributes") {
            attributes.retain(|_, value| !self.transform.passes_over(value));
            for (name, value) in attributes.iter_mut() {
                if let Some(fitted) = self.transform.attributes.fitted(name, value) {
                    *value = fitted;
                }
            }
        }
        tidy_identifiers(&mut user);
        self.take_tenant_names(&mut user);
        user.retain(|_, value| !self.transform.passes_over(value));
        Some(user)
    }
}

impl Running {
    /// Names of tenants are no part of a user: they are kept for the creation of the tenants.
    fn take_tenant_names(&mut self, user: &mut Map<String, Value>) {
        let Some(Value::Array(tenants)) = user.get_mut("userTenants") else { return };
        for tenant in tenants.iter_mut().filter_map(Value::as_object_mut) {
            let name = tenant.remove("tenantName");
            tenant.retain(|_, value| !is_empty(value));
            let id = tenant.get("tenantId").and_then(Value::as_str);
            if let (Some(Value::String(name)), Some(id)) = (name, id)
                && self.done.tenant_names.len() < MOST_TENANTS
            {
                self.done.tenant_names.insert(id.to_owned(), name);
            }
        }
    }
}

/// Names of tenants that are kept at most.
const MOST_TENANTS: usize = 10_000;

/// The cells of a row that say something, under their columns. Those that say who is blocked do so where they are
/// empty, too.
///
/// # Errors
/// What is wrong with cells that are no row of the table, and with those that are an error in the sheet.
fn said_cells<'c>(
    columns: &'c [TableColumn],
    cells: Cells<'c>,
    short: &mut u64,
) -> std::result::Result<impl Iterator<Item = (&'c TableColumn, &'c str, CellKind)>, String> {
    if let Some(why) = fault_of_row(cells, columns.iter().map(|column| column.name.as_str())) {
        return Err(why);
    }
    *short += u64::from(cells.len() < columns.len());
    let pairs = columns.iter().zip(cells.iter()).enumerate();
    let said = pairs
        .map(move |(place, (column, cell))| (column, cell, cells.kind(place)))
        .filter(|(column, cell, _)| !cell.is_empty() || column.is_state || column.is_stray);
    if cells.are_of_sheet()
        && let Some((column, cell, fault)) = said
            .clone()
            .filter(|(column, ..)| column.is_read)
            .find_map(|(column, cell, kind)| Some((column, cell, kind.fault()?)))
    {
        let (cell, name) = (repeated(cell), repeated(&column.name));
        return Err(format!("`{cell}` in `{name}` {fault}"));
    }
    Ok(said)
}

/// A cell of a sheet as JSON. A time is a text there, as in a file of text.
fn value_of_cell(cell: &str, kind: CellKind) -> Val {
    match kind {
        CellKind::Number => match serde_json::from_str::<Number>(cell) {
            Ok(number) => input(&Value::Number(number)),
            Err(_) => text_of(cell),
        },
        CellKind::Boolean => input(&Value::Bool(cell == "true")),
        CellKind::Text | CellKind::Time => text_of(cell),
        CellKind::Error | CellKind::Uncalculated | CellKind::Merged => text_of(cell),
    }
}

/// The field that says who a user is or how he is reached, and that is a number, or one of these as a text.
fn number_of_sheet(user: &Map<String, Value>, numbers: &[String]) -> Option<&'static str> {
    const FIELDS: [&str; 8] = [
        "loginId",
        "identifier",
        "additionalIdentifiers",
        "userId",
        "newLoginId",
        "phone",
        "phoneNumber",
        "recoveryPhone",
    ];
    let is_number = |value: &Value| match value {
        Value::String(text) => numbers.contains(text),
        other => other.is_number(),
    };
    FIELDS.into_iter().find(|name| match user.get(*name) {
        Some(Value::Array(values)) => values.iter().any(is_number),
        Some(value) => is_number(value),
        None => false,
    })
}

/// What is wrong with cells that are no row of the table with these columns.
fn fault_of_row<'h>(
    cells: Cells<'h>,
    header: impl ExactSizeIterator<Item = &'h str> + Clone,
) -> Option<String> {
    let columns = header.len();
    if cells.iter().skip(columns).any(|cell| !cell.trim().is_empty()) {
        let are = if columns == 1 { "is" } else { "are" };
        return Some(format!("{} cells, but there {are} {}", cells.len(), counted(columns as u64, "column")));
    }
    no_row(cells.iter(), header).map(str::to_owned)
}

/// The program in a file. No program is longer, and a device has no end.
fn read_program(file: &Path) -> io::Result<String> {
    const LONGEST: u64 = 1 << 20;
    let mut text = String::new();
    private::open_input(file)?.take(LONGEST + 1).read_to_string(&mut text)?;
    if text.len() as u64 > LONGEST {
        return Err(io::Error::other("it is longer than 1 MiB"));
    }
    Ok(text)
}

/// The field of the identifiers in which a number stands as jq writes one of which it lost digits: `google-1.1e20`.
fn number_in_identifiers(user: &Map<String, Value>) -> Option<&'static str> {
    [OLD_ID, "loginId", "identifier", "additionalIdentifiers", "userId", "newLoginId"].into_iter().find(
        |name| {
            let values = match user.get(*name) {
                Some(Value::Array(values)) => values.as_slice(),
                Some(value) => std::slice::from_ref(value),
                None => &[],
            };
            values.iter().filter_map(Value::as_str).any(ends_with_rounded_number)
        },
    )
}

/// Whether a text ends with a number as `1.1e20`. Integers with fewer digits are written out.
fn ends_with_rounded_number(text: &str) -> bool {
    const FEWEST_DIGITS: u32 = 17;
    let Some((mantissa, exponent)) = text.rsplit_once(['e', 'E']) else { return false };
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    let is_large = exponent.bytes().all(|byte| byte.is_ascii_digit())
        && exponent.parse().is_ok_and(|exponent: u32| (FEWEST_DIGITS..=308).contains(&exponent));
    let whole = match mantissa.rsplit_once('.') {
        Some((whole, digits)) if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            whole
        }
        _ => mantissa,
    };
    let mut before = whole.chars().rev();
    is_large
        && before.next().is_some_and(|digit| digit.is_ascii_digit())
        && before.next().is_none_or(|letter| !letter.is_alphanumeric() && letter != '.')
}

/// Each login ID stands once, and what is nothing is none.
fn tidy_identifiers(user: &mut Map<String, Value>) {
    let login_id = user.get("loginId").cloned();
    let Some(Value::Array(names)) = user.get_mut("additionalIdentifiers") else { return };
    let mut seen: Vec<Value> = login_id.into_iter().collect();
    names.retain(|name| {
        let is_new = !is_empty(name) && !seen.contains(name);
        seen.push(name.clone());
        is_new
    });
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Whether a result has no field of a user, though the program does not leave the record out: that is `{leftOut: […]}`
/// with a reason.
fn gives_nothing(result: &Map<String, Value>) -> bool {
    let is_left_out = result.len() == 1 && result.get(LEFT_OUT).is_some_and(|reasons| !is_empty(reasons));
    let mut fields = result.iter().filter(|(name, _)| ![OLD_ID, LEFT_OUT].contains(&name.as_str()));
    !is_left_out && fields.all(|(_, value)| is_empty(value))
}

/// Whether nobody misses a value: it is empty, or says no.
fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Bool(flag) => !flag,
        Value::String(text) => text_says_nothing(text),
        other => is_empty(other),
    }
}

/// What is wrong with a record whose state a source would pass over.
fn stray(source: &Source, name: &str) -> String {
    format!(
        "`{}` says who may sign in, but {} does not write it so, and it would be left out: {}",
        repeated(name),
        source.settings.service,
        state::cure_of_state(name)
    )
}

/// The value of a field, or of one inside of others.
fn value_at<'f>(fields: &'f Map<String, Value>, name: &str) -> Option<&'f Value> {
    fields.get(name).or_else(|| {
        let mut path = name.split('.');
        let first = path.next().and_then(|head| fields.get(head));
        path.fold(first, |value, name| value.and_then(|value| value.get(name)))
    })
}

fn text_says_nothing(text: &str) -> bool {
    matches!(text, "" | "0" | "f" | "false" | "False" | "FALSE")
}

/// Notes the fields of a record, and of objects inside of it of which some are read, that a source does not read.
fn note_unread(source: &Source, fields: &Map<String, Value>, unread: &mut Vec<String>) {
    for (name, value) in fields {
        match value {
            _ if source.settings.reads(name) || says_nothing(value) => {}
            Value::Object(inner) if source.settings.reads_inside(name) => {
                let inner = inner.iter().map(|(field, value)| (format!("{name}.{field}"), value));
                let missed =
                    inner.filter(|(path, value)| !source.settings.reads(path) && !says_nothing(value));
                unread.extend(missed.map(|(path, _)| path));
            }
            _ => unread.push(name.clone()),
        }
    }
}

/// Different things that are counted at most: names are taken from the file.
const MOST_LEFT_OUT: usize = 200;

/// Longest name of a field that is shown.
const LONGEST_NAME: usize = 64;

/// Counts a field that was left out. A name that looks like a value is not shown: a table without a header has
/// values where names should be.
fn count_field(left_out: &mut BTreeMap<String, u64>, name: &str) {
    if name.is_empty() {
        return count(left_out, "a column without a name");
    }
    let is_value = name.len() > LONGEST_NAME || name.contains('@') && !name.contains("@odata");
    count(left_out, if is_value || name.starts_with(['$', '{']) { "fields without a name" } else { name });
}

fn count(left_out: &mut BTreeMap<String, u64>, what: &str) {
    if let Some(count) = left_out.get_mut(what) {
        *count += 1;
    } else if left_out.len() < MOST_LEFT_OUT {
        left_out.insert(what.to_owned(), 1);
    }
}
