//! How the cells and values of a record become what a row says about fields.

mod scope;
mod secrets;
mod states;

use std::collections::{BTreeMap, HashSet};

use serde_json::{Map, Value};

pub(super) use self::states::holds_times;
use self::states::status_of_flags;
use super::{
    attributes::guessed,
    columns::{self, Column, HashPart, NameBeside},
    failures::REASON,
    ldif::{ELSEWHERE, IN_ANOTHER_FILE},
    no_row::{divided_otherwise, no_row, no_row_of_list},
    records::Content,
    schema::{Null, Plan, narrows},
    state,
    table::{CellKind, Cells, MARK, text_of_formula},
    tally::Tally,
};
use crate::ops::{
    arguments::{CountryCode, Email, Phone, Status, Time, fault_of_controls},
    row::{At, Cell as _, Form, Given, NullPolicy, RowReader, Sink, repeated},
    user::Missing,
};
use crate::ui::counted;

/// The mark that empties a field in a table, where an empty cell means not given.
pub(super) const EMPTY_MARK: &str = "@null";

/// What people write for a user who may sign in, in English, German, French and Spanish. Words for those who may
/// not are named: they may mean that somebody has left, or has not come yet.
const ACTIVE: [&str; 5] = ["active", "aktiv", "actif", "activo", "activa"];

/// What is known of a row before all of it was read.
#[derive(Default)]
pub(super) struct Noted<'r> {
    /// Fields that it empties.
    emptied: Vec<usize>,
    /// The hash of a database with what the input calls it, and what else is said of it.
    hash: Option<(usize, &'r str, &'r str)>,
    hasher: Option<&'r str>,
    salt: Option<&'r str>,
    /// Identifiers of its user beside the one by which it is found.
    pub(super) others: Vec<String>,
    /// An e-mail address of which the row changes nothing: it must be that of its user.
    pub(super) address: String,
    /// Whether a column is empty that says who may sign in.
    is_unstated: bool,
    /// The field of the status, and whether some column says that the user is blocked, where one says something.
    blocked: Option<(usize, bool)>,
    /// What the input calls the roles and the tenants, where neither says which roles are those in a tenant.
    roles: &'r str,
    tenants: &'r str,
    /// What names tenants and is left out.
    tenants_left_out: Option<String>,
}

/// What a row is read into.
pub(super) struct Filling<'f, 'r> {
    pub(super) row: &'f mut RowReader<'r>,
    pub(super) tally: &'f mut Tally,
    pub(super) line: u64,
    pub(super) noted: Noted<'r>,
    /// What the input calls what is being read; empty where `--set` gives it.
    named: &'r str,
    /// Whether it is what the API returned, where an empty text says that there is nothing.
    is_record: bool,
    /// Whether the cell was read as another field before, so that what it looks like is counted.
    is_again: bool,
}

impl<'f, 'r> Filling<'f, 'r> {
    pub(super) fn new(row: &'f mut RowReader<'r>, tally: &'f mut Tally, line: u64) -> Self {
        Self { row, tally, line, noted: Noted::default(), named: "", is_record: false, is_again: false }
    }

    /// Notes a word that says that nothing is there.
    fn nothing(&mut self, word: &str) {
        if !self.is_again {
            self.tally.nothing(word);
        }
    }

    /// A problem under what the input calls its column: several may be the same field.
    fn problem_of_named(&mut self, field: usize, why: &str) {
        let at = if self.named.is_empty() { At::Field(field) } else { At::Name(self.named.to_owned()) };
        self.row.problem(at, why.to_owned());
    }

    fn problem(&mut self, field: usize, why: impl Into<String>) {
        self.row.problem(At::Field(field), why.into());
    }
}

impl Plan {
    /// Takes what a record says. False where it is no row.
    pub(super) fn fill<'r>(
        &'r self,
        content: &'r Content<'_>,
        filling: &mut Filling<'_, 'r>,
        sink: &mut Sink,
    ) -> bool {
        match content {
            Content::Cells(cells) => {
                if !self.fill_cells(*cells, filling) {
                    return false;
                }
            }
            Content::Line(text) => {
                if let Some(why) = no_row_of_list(text) {
                    filling.row.problem(At::Row, why.to_owned());
                    return false;
                }
                let formula = text_of_formula(text);
                filling.tally.formulas += u64::from(formula.is_some());
                let text = formula.unwrap_or(text);
                for column in &self.columns {
                    self.fill_cell(filling, column, text);
                }
            }
            Content::Object(fields, _) => self.fill_object(fields, filling),
            Content::Broken(why) => {
                filling.row.problem(At::Row, why.clone());
                return false;
            }
        }
        self.fill_absent_states(content, filling);
        // A row that was added by hand to what the API returned has no user ID.
        if let Some(login_id) = self.login_id
            && !self.rows.makes_user()
            && !filling.row.is_given(login_id)
            && !filling.row.has_problems()
            && !filling.noted.others.is_empty()
        {
            let name = filling.noted.others.remove(0);
            filling.row.give_owned(login_id, name);
        }
        self.fill_hash(filling);
        self.fill_blocked(filling);
        self.fill_constants(filling);
        self.fill_blocked(filling);
        self.note_narrowed(filling);
        self.check_scope(filling);
        if let Some(status) = self.status
            && self.rows.makes_user()
            && !filling.noted.is_unstated
            && !filling.row.is_given(status)
        {
            filling.tally.stateless(filling.line);
        }
        self.empty(filling, sink);
        true
    }

    /// Reads what is missing and says who may sign in, where it is said what an empty value means.
    fn fill_absent_states<'r>(&'r self, content: &Content<'_>, filling: &mut Filling<'_, 'r>) {
        for (name, column, meant) in &self.absent_states {
            let is_there = match content {
                Content::Object(fields, _) => {
                    fields.contains_key(name) || deeper_in(fields, name).is_some_and(|value| !value.is_null())
                }
                _ => false,
            };
            if !is_there {
                filling.named = name;
                self.fill_cell(filling, column, meant);
            }
        }
    }

    /// Takes the cells of a row. Those that are missing at its end are empty, and further empty ones are
    /// nothing.
    fn fill_cells<'r>(&'r self, cells: Cells<'r>, filling: &mut Filling<'_, 'r>) -> bool {
        let columns = self.columns.len();
        if let Some(why) = no_row(cells.iter(), self.header.iter().map(String::as_str)) {
            filling.row.problem(At::Row, why.to_owned());
            return false;
        }
        if cells.len() != columns {
            if let Some(why) =
                cells.iter().next().and_then(|cell| divided_otherwise(cell, cells.len(), columns))
            {
                filling.row.problem(At::Row, why);
                return false;
            }
            if cells.iter().skip(columns).any(|cell| !cell.trim().is_empty()) {
                let found = counted(cells.len() as u64, "cell");
                filling.row.problem(At::Row, format!("{found}, but the header has {columns}"));
                return false;
            }
            let tally = &mut filling.tally;
            *(if cells.len() < columns { &mut tally.short } else { &mut tally.long }) += 1;
        }
        for (place, (cell, column)) in cells.iter().zip(&self.columns).enumerate() {
            match column {
                Column::Unknown | Column::ReadOnly | Column::Beside if cell.trim().is_empty() => {}
                Column::Unknown if self.header[place].is_empty() && !self.options.ignores_unknown => {
                    note(&mut filling.tally.nameless, place, filling.line);
                }
                Column::Twin(first) => {
                    let other = cells.get(*first);
                    if other.trim() != cell.trim() {
                        note(&mut filling.tally.differing, place, filling.line);
                    }
                }
                Column::Unknown => {
                    let name = &self.header[place];
                    let value = Value::from(cell.trim());
                    if name.contains('.')
                        || self.of_tenants.contains(name)
                        || state::locks_in_directory(name, &value)
                    {
                        self.check_left_out(filling, name, &value);
                    }
                    filling.tally.leave_out(name, filling.line);
                }
                Column::ReadOnly => {
                    let name = &self.header[place];
                    self.note_identity(filling, name, || list_of(cell.trim()));
                    match (is_new_password(name, || is_said_to_be(cell)), self.options.ignores_unknown) {
                        (true, false) => filling.row.problem(At::Name(name.clone()), NO_PASSWORD.to_owned()),
                        (true, true) => filling.tally.leave_out(name, filling.line),
                        (false, _) => filling.tally.read_only(name, filling.line),
                    }
                }
                Column::Beside => {
                    let name = &self.header[place];
                    self.note_identity(filling, name, || list_of(cell.trim()));
                    let is_of_record = || self.is_record && columns::is_of_user(name);
                    if self.of_tenants.contains(name) && !is_of_record() {
                        self.note_tenants_left_out(filling, name, &Value::from(cell.trim()));
                    }
                    filling.tally.beside(name, filling.line);
                }
                Column::Ignored => {}
                _ if self.is_no_text(filling, cells.kind(place), column, place, cell) => {}
                _ => {
                    let cell = if self.translations.is_empty() {
                        cell
                    } else {
                        self.translation_of(&self.header[place], cell).unwrap_or(cell)
                    };
                    filling.named = &self.header[place];
                    if !cell.trim().is_empty() && !is_nothing(cell.trim()) {
                        self.note_scope(filling, column, || cell.contains(['=', '{']));
                    }
                    self.fill_cell(filling, column, cell);
                }
            }
        }
        for (place, column) in self.columns.iter().enumerate().skip(cells.len()) {
            filling.named = &self.header[place];
            if self.says_state(column) {
                let cell = self.translation_of(filling.named, "").unwrap_or_default();
                self.fill_cell(filling, column, cell);
            } else {
                self.check_narrowed(filling, column);
            }
            if let Column::Twin(first) = column
                && !cells.get(*first).trim().is_empty()
            {
                note(&mut filling.tally.differing, place, filling.line);
            }
        }
        true
    }

    /// Whether a cell of a spreadsheet is something else than the text that its column wants, which is a problem:
    /// a number has no leading zeros, and the text of a time is made up.
    fn is_no_text(
        &self,
        filling: &mut Filling<'_, '_>,
        kind: CellKind,
        column: &Column,
        place: usize,
        cell: &str,
    ) -> bool {
        if kind == CellKind::Text {
            return false;
        }
        let field = column.each().find_map(|column| match column {
            Column::Field(field) | Column::LoginIds(field) | Column::Hash(field, _) => Some(*field),
            _ => None,
        });
        let is_of =
            |names: &[&str]| field.is_some_and(|field| names.contains(&self.fields[field].name.as_str()));
        let is_text = field.is_some_and(|field| {
            !matches!(self.fields[field].form, Form::Boolean | Form::Switch | Form::Pairs)
        });
        let found = match kind {
            CellKind::Text => return false,
            CellKind::Error | CellKind::Uncalculated | CellKind::Merged => "",
            CellKind::Number if is_text && !is_of(NUMBERS) => "a number",
            CellKind::Time if is_text && !is_of(&["createdTime"]) => "a date or a time",
            CellKind::Boolean if is_of(&["password"]) => return false,
            CellKind::Boolean if is_text && !is_of(&["status"]) => "true or false",
            CellKind::Number | CellKind::Time | CellKind::Boolean => return false,
        };
        let cell = match field.is_some_and(|field| self.fields[field].is_secret()) {
            true => String::new(),
            false => format!("`{}` ", repeated(cell)),
        };
        let why = kind.fault().map(|fault| format!("{cell}{fault}")).unwrap_or_else(|| {
            format!(
                "{cell}is {found} in the sheet: make it a text, or save the sheet as `CSV UTF-8`, which has the cells \
                 as they are shown"
            )
        });
        filling.row.problem(At::Name(self.header[place].clone()), why);
        true
    }

    /// What a value of a column is said to mean, where something is said.
    fn translation_of(&self, column: &str, cell: &str) -> Option<&str> {
        let of_column = self.translations.iter().filter(|translation| translation.column == column);
        of_column.filter_map(|translation| translation.meaning_of(cell)).min_by_key(|to| to.len())
    }

    /// The items of a list, as JSON, where something is said of one of them. Of a membership it may be said of the
    /// tenant and of each role.
    fn translated_items(
        &self,
        field: usize,
        column: &str,
        items: impl FnOnce() -> Vec<Value>,
    ) -> Option<String> {
        if self.translations.is_empty() {
            return None;
        }
        let items = items();
        let one = |text: &str| self.translation_of(column, text).unwrap_or(text).to_owned();
        let is_membership = self.tenants == Some(field);
        let meant = |item: &Value| match item {
            Value::String(item) => Value::from(match item.split_once('=') {
                Some((tenant, roles)) if is_membership && one(item) == *item => {
                    let roles: Vec<String> = roles.split(',').map(|role| one(role.trim())).collect();
                    format!("{}={}", one(tenant.trim()), roles.join(","))
                }
                _ => one(item),
            }),
            Value::Object(fields) if is_membership => {
                let mut fields = fields.clone();
                for value in fields.values_mut() {
                    match value {
                        Value::String(text) => *text = one(text),
                        Value::Array(roles) => {
                            for role in roles {
                                if let Value::String(name) = role {
                                    *name = one(name);
                                }
                            }
                        }
                        _ => {}
                    }
                }
                Value::Object(fields)
            }
            other => other.clone(),
        };
        let translated: Vec<Value> = items.iter().map(meant).collect();
        (translated != items).then(|| Value::from(translated).to_string())
    }

    pub(super) fn fill_cell<'r>(&'r self, filling: &mut Filling<'_, 'r>, column: &'r Column, cell: &'r str) {
        let trimmed = cell.trim();
        // An empty cell means not given: an empty text would erase data.
        if trimmed.is_empty() {
            if !cell.is_empty() && self.is_secret(column) {
                filling.tally.blank_secrets += 1;
            }
            self.check_narrowed(filling, column);
            self.check_stated(filling, column);
            return;
        }
        if self.says_nothing(column, trimmed) {
            filling.nothing(trimmed);
            self.fill_cell(filling, column, "");
            return;
        }
        if trimmed.starts_with('#')
            && SHEET_ERRORS.contains(&trimmed)
            && let Some(field) = column.field()
            && !self.is_secret(column)
        {
            let why = format!("`{trimmed}` is what a spreadsheet shows where a formula fails");
            filling.row.problem(
                if filling.named.is_empty() { At::Field(field) } else { At::Name(filling.named.to_owned()) },
                why,
            );
            return;
        }
        if self.says_state(column) && !self.is_vague(filling.named) {
            filling.tally.see(filling.named);
        }
        if cell.len() != trimmed.len() && !self.is_secret(column) && !matches!(column, Column::Several(_)) {
            filling.tally.spaced += u64::from(!filling.is_again);
        }
        if let Some(field) = column.field().filter(|field| !self.fields[*field].is_secret())
            && let Some(why) = fault_of_text(trimmed)
        {
            filling.problem(field, format!("`{}`: {why}", repeated(trimmed)));
            return;
        }
        match column {
            Column::Ignored | Column::Unknown | Column::ReadOnly | Column::Beside | Column::Twin(_) => {}
            Column::Several(columns) => {
                let whole = self.whole_number(columns, trimmed);
                for column in columns {
                    match (&whole, column) {
                        // The number is the login ID as it is the phone number.
                        (Some(whole), Column::Field(field)) if self.login_id == Some(*field) => {
                            filling.row.give_owned(*field, whole.clone());
                        }
                        _ => self.fill_cell(filling, column, cell),
                    }
                    filling.is_again |= !self.is_secret(column);
                }
                filling.is_again = false;
            }
            Column::Part(field, key) => self.fill_part(filling, *field, key, cell),
            Column::Enabled { field, means } => self.fill_enabled(filling, *field, *means, trimmed),
            Column::Flags(field) => match status_of_flags(trimmed) {
                Some(status) => filling.block(*field, status == "disabled"),
                None => self.refuse_flags(filling, *field),
            },
            Column::Hash(field, HashPart::Text) => filling.note_hash(*field, trimmed),
            Column::Hash(_, HashPart::Hasher) => filling.noted.hasher = Some(trimmed),
            Column::Hash(_, HashPart::Salt) => filling.noted.salt = Some(trimmed),
            Column::LoginIds(field) => self.fill_login_ids(filling, *field, &list_of(trimmed)),
            // Databases name their columns so, too; what is no JSON is a hash as they hold it.
            Column::Field(field) if self.is_bare_hash(*field, trimmed) => filling.note_hash(*field, trimmed),
            // The bare mark only: with a space before it, it is a text.
            Column::Field(field) if cell == EMPTY_MARK => filling.noted.emptied.push(*field),
            Column::Field(field) => match self.fields[*field].form {
                Form::List if is_empty_list(trimmed) => filling.noted.emptied.push(*field),
                Form::List => self.fill_list(filling, *field, trimmed),
                Form::One if self.fields[*field].is_secret() => {
                    filling.tally.spaced_secrets += u64::from(cell.len() != trimmed.len());
                    self.fill_secret(filling, *field, cell);
                }
                Form::One => {
                    if self.identifiers & (1 << *field) != 0 {
                        filling.tally.marked += u64::from(trimmed.starts_with(char::from(MARK)));
                    }
                    self.fill_one(filling, *field, trimmed);
                }
                form @ (Form::Boolean | Form::Switch | Form::Pairs | Form::Object) => {
                    if form == Form::Pairs
                        && let Ok(Value::Object(pairs)) = serde_json::from_str(trimmed)
                    {
                        pairs.iter().for_each(|(name, value)| self.check_attribute(filling, name, value));
                    }
                    filling.row.give(*field, Given::Cell(trimmed));
                }
            },
        }
    }

    /// Whether a word stands for nothing: what databases write does everywhere, what people write does where neither
    /// a password nor somebody's right to sign in is meant.
    fn says_nothing(&self, column: &Column, word: &str) -> bool {
        let may_be_nothing = || match column {
            Column::Field(field) => {
                let form = self.fields[*field].form;
                self.status != Some(*field)
                    && !self.fields[*field].is_secret()
                    && !matches!(form, Form::Boolean | Form::Switch)
            }
            Column::LoginIds(_) => true,
            column => holds_times(column),
        };
        match column {
            Column::Several(_) => false,
            _ if self.options.keeps_words => false,
            _ => is_nothing(word) && (NULLS.contains(&word) || may_be_nothing()),
        }
    }

    /// The number that the country makes whole, where one of these columns is a phone number.
    fn whole_number(&self, columns: &[Column], text: &str) -> Option<String> {
        let country = self.options.default_country.as_ref().filter(|_| !text.starts_with('+'))?;
        let is_phone =
            |column: &Column| matches!(column, Column::Field(field) if self.phones & (1 << field) != 0);
        if columns.iter().any(is_phone) { country.completed(text) } else { None }
    }

    fn is_secret(&self, column: &Column) -> bool {
        matches!(column, Column::Field(field) if self.fields[*field].is_secret())
    }

    fn fill_one<'r>(&'r self, filling: &mut Filling<'_, 'r>, field: usize, text: &'r str) {
        let bit = 1_u64 << field;
        let is_national = self.phones & bit != 0 && !text.starts_with('+');
        if is_national && self.options.default_country.is_none() {
            filling.tally.national = filling.tally.national || CountryCode::completes_some(text);
        }
        if is_national
            && let Some(country) = &self.options.default_country
            && let Some(whole) = country.completed(text)
        {
            filling.tally.completed += 1;
            filling.row.give_owned(field, whole);
        } else if self.status == Some(field) && ACTIVE.iter().any(|word| word.eq_ignore_ascii_case(text)) {
            if self.is_vague(filling.named) {
                filling.tally.state(filling.named);
                filling.tally.see(filling.named);
            }
            filling.tally.active(&text.to_lowercase());
            self.give_status(filling, field, "enabled");
        } else {
            if self.status == Some(field) {
                let is_status = text.parse::<Status>().is_ok();
                if self.is_vague(filling.named) {
                    if !is_status && !state::is_state(text) {
                        filling.tally.no_state(filling.named, text, filling.line);
                        return;
                    }
                    filling.tally.state(filling.named);
                    filling.tally.see(filling.named);
                }
                if !is_status {
                    filling.unclear_state(text);
                }
                self.give_status(filling, field, text);
                return;
            }
            if self.times & bit != 0 && text.parse::<Time>().is_ok_and(|time| !time.names_zone()) {
                filling.tally.zoneless += 1;
            }
            filling.row.give(field, Given::Cell(text));
        }
    }

    /// Whether only the name says that a column is a status: `State` may be a part of a country.
    pub(super) fn is_vague(&self, named: &str) -> bool {
        state::may_be_a_place(named) && !self.said.iter().any(|said| said == named)
    }

    /// Takes a list. Where no item can hold a comma, commas divide it as well as semicolons.
    fn fill_list<'r>(&'r self, filling: &mut Filling<'_, 'r>, field: usize, text: &'r str) {
        if let Some(items) = self.translated_items(field, filling.named, || items_of(text)) {
            filling.row.give_owned(field, items);
            return;
        }
        let name = self.fields[field].name.as_str();
        // Behind the sign, commas divide the roles in a tenant or family.
        let divided = match name {
            "userTenants" | "familyAssociations" => text.split('=').next().unwrap_or_default(),
            _ => text,
        };
        let divides = self.lists & (1 << field) != 0
            && divided.contains(',')
            && !text.contains(';')
            && !text.starts_with(['[', '{']);
        if !divides {
            filling.row.give(field, Given::Cell(text));
            return;
        }
        let items = || text.split(',').map(str::trim);
        // A role may have a comma in its name.
        let are = |known: &Option<HashSet<String>>| {
            known.as_ref().is_some_and(|known| {
                !known.contains(text) && items().all(|item| item.is_empty() || known.contains(item))
            })
        };
        let is_sure = match name {
            "additionalIdentifiers" => {
                items().all(|item| item.parse::<Email>().is_ok() || item.parse::<Phone>().is_ok())
            }
            "roleNames" => are(&self.roles),
            "userTenants" => are(&self.tenant_ids),
            _ => false,
        };
        if is_sure {
            filling.tally.commas += 1;
            filling.row.give_owned(field, text.replace(',', ";"));
            return;
        }
        match name {
            "roleNames" => items().for_each(|item| filling.tally.divide(Missing::Roles, item)),
            "userTenants" => items().for_each(|item| filling.tally.divide(Missing::Tenants, item)),
            _ => {}
        }
        filling.problem(
            field,
            format!(
                "`{}`: items of a list are divided by `;`, and `[\"a,b\"]` is one item with a comma in it",
                repeated(text)
            ),
        );
    }

    fn fill_login_ids<'r>(&'r self, filling: &mut Filling<'_, 'r>, field: usize, names: &[String]) {
        let Some((first, others)) = names.split_first() else { return };
        filling.row.give_owned(field, first.clone());
        let further = self.fields.iter().position(|field| field.name == "additionalIdentifiers");
        if let Some(further) = further.filter(|_| self.rows.makes_user() && !others.is_empty()) {
            filling.row.give_owned(further, Value::from(others).to_string());
        } else if !self.rows.makes_user() {
            filling.noted.others.extend_from_slice(others);
        }
    }

    /// Notes what a record says beside the identifier of its user of who that is: it must not be somebody else.
    fn note_identity(
        &self,
        filling: &mut Filling<'_, '_>,
        name: &str,
        identifiers: impl FnOnce() -> Vec<String>,
    ) {
        if self.rows.makes_user() || self.identifies_itself || self.said.iter().any(|said| said == name) {
            return;
        }
        if ["userId", "loginIds"].contains(&name) {
            filling.noted.others.extend(identifiers());
        } else if name == "email" && columns::exactly(&self.fields, name).is_none() {
            filling.noted.address = identifiers().pop().unwrap_or_default();
        }
    }

    fn fill_part<'r>(&self, filling: &mut Filling<'_, 'r>, field: usize, key: &'r str, cell: &str) {
        let value = match (self.fields[field].form, cell, self.rows.nulls()) {
            (Form::Object, EMPTY_MARK, _) | (_, EMPTY_MARK, NullPolicy::Ignored) => return,
            (_, EMPTY_MARK, _) => Value::Null,
            (Form::Object, cell, _) => Value::from(cell.trim()),
            _ => self.attributes.typed(key, cell.trim()),
        };
        if self.fields[field].form == Form::Pairs {
            if self.attributes.lacks(key) {
                filling.tally.attribute(key, filling.line, &guessed(cell));
            } else {
                self.check_attribute(filling, key, &value);
            }
        }
        filling.row.give_part(field, key, value);
    }

    fn fill_object<'r>(&'r self, object: &'r Map<String, Value>, filling: &mut Filling<'_, 'r>) {
        filling.is_record = object.contains_key("userId") && object.contains_key("loginIds");
        let is_identified = |name: &String| {
            let column = self.keys.get(name);
            column.is_some_and(|column| column.each().any(|column| column.field() == self.login_id))
        };
        let identifier =
            if object.keys().any(is_identified) || self.login_id.is_none() || self.identifies_itself {
                None
            } else {
                ["userId", "loginIds"].into_iter().find(|name| {
                    object.contains_key(*name) && (*name == "loginIds" || !self.rows.makes_user())
                })
            };
        let is_whole = self.rows.is_of_operation() && columns::are_of_user(|name| object.contains_key(name));
        let names_its_user =
            self.rows.is_of_operation() && columns::name_their_user(|name| object.contains_key(name));
        let is_set = |field: usize| self.constants.iter().any(|(column, _)| column.field() == Some(field));
        if !self.said_of.is_empty() {
            let is_there = |name: &String| object.contains_key(name) || deeper_in(object, name).is_some();
            self.said_of.iter().filter(|name| is_there(name)).for_each(|name| filling.tally.see(name));
        }
        let is_of_user = columns::are_of_user(|known| object.contains_key(known));
        let family_name = self.family_name_in(object, filling);
        for (name, value) in object {
            if name == REASON {
                continue;
            }
            filling.named = name;
            if value.is_null() {
                match self.keys.get(name) {
                    Some(column) if self.says_state(column) => {
                        self.fill_cell(filling, column, self.translation_of(name, "").unwrap_or_default());
                    }
                    Some(column) => self.check_narrowed(filling, column),
                    None => {}
                }
                continue;
            }
            if Some(name.as_str()) == identifier {
                self.fill_identifier(filling, value);
                continue;
            }
            self.note_identity(filling, name, || match value {
                Value::Array(names) => names.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
                other => other.as_str().map(str::to_owned).into_iter().collect(),
            });
            if !(is_whole && columns::is_of_user(name)) {
                self.check_key_left_out(filling, name, value);
            }
            match self.keys.get(name) {
                Some(Column::Unknown | Column::Beside | Column::ReadOnly)
                    if names_its_user && columns::is_of_user(name) =>
                {
                    filling.tally.beside(name, filling.line)
                }
                Some(column) if is_whole && column.field().is_some_and(is_set) => {
                    filling.tally.beside(name, filling.line)
                }
                Some(Column::ReadOnly) if is_of_user && !is_new_password(name, || value.is_boolean()) => {
                    filling.tally.read_only(name, filling.line)
                }
                Some(Column::Beside | Column::ReadOnly) if self.rows.passes_over_fields() => {
                    filling.tally.beside(name, filling.line)
                }
                Some(Column::Unknown | Column::Beside | Column::ReadOnly) if self.options.ignores_unknown => {
                    filling.tally.leave_out(name, filling.line)
                }
                Some(Column::ReadOnly) if is_new_password(name, || value.is_boolean()) => {
                    filling.row.problem(At::Name(name.clone()), NO_PASSWORD.to_owned())
                }
                Some(Column::Unknown | Column::Beside | Column::ReadOnly) | None => {
                    filling.tally.unknown(name, filling.line)
                }
                Some(column) => {
                    let column =
                        family_name.filter(|(key, _)| *key == name).map_or(column, |(_, column)| column);
                    self.fill_key(filling, column, value);
                }
            }
        }
        if filling.tally.address.is_none()
            && identifier.is_none()
            && !["userId", "loginIds"].iter().any(|name| object.contains_key(*name))
            && self.login_id.is_some_and(|login_id| !filling.row.is_given(login_id))
        {
            filling.tally.address = object.keys().find(|name| columns::is_address(name)).cloned();
        }
    }

    /// The key `Name` that holds the family name, since its language has it so beside the key of given names, and what
    /// it is read as.
    fn family_name_in<'r>(
        &'r self,
        object: &'r Map<String, Value>,
        filling: &mut Filling<'_, 'r>,
    ) -> Option<(&'r String, &'r Column)> {
        let family = self.family_name.as_ref()?;
        let mut names = object.keys().filter(|key| columns::has_normal_form(key, "name"));
        let is_name = |key: &&String| self.keys.get(*key) == self.name.map(Column::Field).as_ref();
        let name = names.find(is_name).filter(|key| !self.said.contains(key))?;
        let key_of = |column: &Column| object.keys().find(|key| self.keys.get(*key) == Some(column));
        let given = key_of(&Column::Field(self.given_name?))?;
        let is_set = self.constants.iter().any(|(column, _)| column == family);
        if is_set || key_of(family).is_some() {
            return None;
        }
        match columns::name_beside(given)? {
            NameBeside::Family => {
                if filling.tally.family_name.is_none() {
                    filling.tally.family_name = Some(name.clone());
                }
                Some((name, family))
            }
            NameBeside::Unclear => {
                let why = format!("{}: {}", columns::unclear_name(given), columns::cure_of_name(name));
                filling.row.problem(At::Name(name.clone()), why);
                None
            }
        }
    }

    /// Takes the value of a key, or what it is said to mean.
    fn fill_key<'r>(&'r self, filling: &mut Filling<'_, 'r>, column: &'r Column, value: &'r Value) {
        let meant = match value {
            _ if self.translations.is_empty() => None,
            Value::String(text) => self.translation_of(filling.named, text),
            Value::Bool(_) | Value::Number(_) => self.translation_of(filling.named, &value.to_string()),
            _ => None,
        };
        self.note_scope(filling, column, || value.to_string().contains(['=', '{']));
        match meant {
            Some(meant) => self.fill_cell(filling, column, meant),
            None => self.fill_values(filling, column, value),
        }
    }

    /// Takes a value of a key that may be several fields.
    fn fill_values<'r>(&'r self, filling: &mut Filling<'_, 'r>, column: &'r Column, value: &'r Value) {
        match (column, value) {
            (Column::Several(columns), Value::String(text)) if self.whole_number(columns, text).is_some() => {
                self.fill_cell(filling, column, text);
            }
            _ => {
                for column in column.each() {
                    self.fill_value(filling, column, value);
                    filling.is_again |= !self.is_secret(column);
                }
                filling.is_again = false;
            }
        }
    }

    /// Takes the identifier of a record.
    fn fill_identifier<'r>(&'r self, filling: &mut Filling<'_, 'r>, value: &'r Value) {
        let Some(login_id) = self.login_id else { return };
        match value {
            Value::Array(names) => {
                let names: Vec<String> = names.iter().filter_map(Value::as_str).map(str::to_owned).collect();
                self.fill_login_ids(filling, login_id, &names);
            }
            other if other == "" => {}
            other => filling.row.give(login_id, Given::Json(other)),
        }
    }

    fn fill_value<'r>(&'r self, filling: &mut Filling<'_, 'r>, column: &'r Column, value: &'r Value) {
        if self.says_state(column) && value != "" && !self.is_vague(filling.named) {
            filling.tally.see(filling.named);
        }
        if value.get(ELSEWHERE).is_some()
            && let Some(field) = column.field()
        {
            filling.problem(field, IN_ANOTHER_FILE);
            return;
        }
        match (column, value) {
            (Column::Field(field), Value::Bool(_)) if self.password == Some(*field) => {
                self.pass_over_flag(filling, *field);
            }
            (Column::Field(_) | Column::LoginIds(_), Value::String(text))
                if self.says_nothing(column, text) =>
            {
                filling.nothing(text);
                self.fill_cell(filling, column, "");
            }
            (Column::Field(field) | Column::Part(field, _), _)
                if !self.fields[*field].is_secret() && fault_of_value(value).is_some() =>
            {
                let why = fault_of_value(value).unwrap_or_default();
                filling.problem(*field, why);
            }
            (Column::Field(field), _) if value == "" && narrows(&self.fields[*field]) => {
                self.check_narrowed(filling, column);
            }
            (Column::Field(field), _) if value == EMPTY_MARK && narrows(&self.fields[*field]) => {
                filling.noted.emptied.push(*field);
            }
            (Column::Field(field), Value::String(text)) if self.is_bare_hash(*field, text.trim()) => {
                self.fill_cell(filling, column, text);
            }
            (Column::Field(field), _) => match (self.fields[*field].form, value) {
                (Form::One, Value::String(text)) if text.is_empty() => filling.noted.emptied.push(*field),
                (Form::One, Value::String(text)) if self.fields[*field].is_secret() => {
                    self.fill_secret(filling, *field, text);
                }
                (Form::One, Value::String(text)) if self.is_read_by_text(*field) => {
                    self.fill_one(filling, *field, text);
                }
                (Form::One, Value::Bool(_) | Value::Number(_)) if self.status == Some(*field) => {
                    filling.unclear_state(&value.to_string());
                    filling.row.give(*field, Given::Json(value));
                }
                // Rows of a database have their lists so.
                (Form::List, Value::String(text)) => self.fill_cell(filling, column, text),
                (Form::List, Value::Array(items)) if items.is_empty() => filling.noted.emptied.push(*field),
                (Form::List, Value::Array(items)) => {
                    match self.translated_items(*field, filling.named, || items.clone()) {
                        Some(items) => filling.row.give_owned(*field, items),
                        None => filling.row.give(*field, Given::Json(value)),
                    }
                }
                (Form::Pairs, Value::Object(pairs)) => {
                    let texts = pairs.iter().filter_map(|(name, value)| self.attributes.as_text(name, value));
                    if texts.count() == 0 {
                        pairs.iter().for_each(|(name, value)| self.check_attribute(filling, name, value));
                        filling.row.give(*field, Given::Json(value));
                        return;
                    }
                    for (name, value) in pairs {
                        let value = self.attributes.as_text(name, value).unwrap_or_else(|| value.clone());
                        self.check_attribute(filling, name, &value);
                        filling.row.give_part(*field, name, value);
                    }
                }
                _ => filling.row.give(*field, Given::Json(value)),
            },
            (Column::Part(field, key), _) => {
                if self.fields[*field].form == Form::Pairs {
                    self.check_attribute(filling, key, value);
                }
                filling.row.give_part(*field, key, value.clone());
            }
            (Column::Enabled { field, means }, Value::Bool(_) | Value::Number(_)) => {
                match state::blocks(*means, &value.to_string()) {
                    Some(false) if means.is_timed() => {}
                    Some(is_blocked) => filling.block(*field, is_blocked),
                    None => self.refuse_state(filling, *field, *means, &value.to_string()),
                }
            }
            (Column::Flags(_), Value::Number(number)) => {
                let status = number.as_u64().and_then(|flags| status_of_flags(&flags.to_string()));
                match (status, column.field()) {
                    (Some(status), Some(field)) => filling.block(field, status == "disabled"),
                    (_, field) => self.refuse_flags(filling, field.unwrap_or_default()),
                }
            }
            (Column::Hash(field, _), Value::Object(_)) => filling.row.give(*field, Given::Json(value)),
            (_, Value::String(text)) => self.fill_cell(filling, column, text),
            (Column::Enabled { field, means }, _) => self.refuse_other_type(filling, *field, *means),
            (Column::Flags(field), _) => self.refuse_flags(filling, *field),
            (Column::Hash(field, _) | Column::LoginIds(field), _) => {
                filling.problem_of_named(*field, "expected a text");
            }
            (
                Column::Several(_)
                | Column::Twin(_)
                | Column::Ignored
                | Column::Unknown
                | Column::ReadOnly
                | Column::Beside,
                _,
            ) => {}
        }
    }

    /// Notes an attribute that the project does not have, or may not have, and a value that it does not take.
    fn check_attribute(&self, filling: &mut Filling<'_, '_>, name: &str, value: &Value) {
        // More digits than a number has here would be lost.
        if value.as_f64().is_some_and(|number| number.abs() > u64::MAX as f64) {
            let why = "a number has at most 19 digits: quote it where it is a text".to_owned();
            filling.row.problem(At::Name(format!("customAttributes.{name}")), why);
        }
        if self.attributes.lacks(name) || self.attributes.are_unread() {
            filling.tally.attribute(name, filling.line, value);
        } else if self.roles.is_some() {
            // The directory names it, with the roles and tenants of the row.
        } else if let Some(why) = self.attributes.problem(name, value) {
            filling.row.problem(At::Name(format!("customAttributes.{name}")), why);
        }
    }

    fn is_read_by_text(&self, field: usize) -> bool {
        (self.phones | self.times) & (1 << field) != 0 || self.status == Some(field)
    }

    /// Adds what every row is given. Parts of a field add to those of the row.
    fn fill_constants<'r>(&'r self, filling: &mut Filling<'_, 'r>) {
        filling.named = "";
        for (column, cell) in &self.constants {
            let is_given =
                |field: usize| filling.row.is_given(field) || filling.noted.emptied.contains(&field);
            let twice = match column {
                Column::Part(field, _) => {
                    self.fields[*field].form == Form::Object && filling.row.is_given_whole(*field)
                }
                column => column.field().is_some_and(is_given),
            };
            match column.field().filter(|_| twice) {
                Some(field) => filling.problem(field, "stands in the row and in `--set`"),
                None => self.fill_cell(filling, column, cell),
            }
        }
    }

    /// Empties fields, where that means something.
    fn empty(&self, filling: &mut Filling<'_, '_>, sink: &mut Sink) {
        for field in std::mem::take(&mut filling.noted.emptied) {
            match &self.nulls[field] {
                Null::NotGiven if self.options.changes_existing && !filling.row.is_given(field) => {
                    let kept =
                        "is empty: a user who exists keeps the old value, `user batch-patch` empties it";
                    filling.tally.remark(Some(&self.shown[field]), kept, filling.line);
                }
                Null::NotGiven => {}
                Null::Refused if filling.is_record => {}
                Null::Sent(_) if filling.row.is_given(field) => filling.problem(field, "is given twice"),
                Null::Sent(value) => sink.empty(&self.fields[field].name, value.clone()),
                Null::Switch(switch) => filling.row.replace(*switch, Given::Cell("true")),
                Null::Text => filling.row.give(field, Given::Cell("")),
                Null::Refused => filling.problem(field, "cannot be emptied here"),
            }
        }
    }
}

/// The value to which the names of a path lead.
fn deeper_in<'o>(object: &'o Map<String, Value>, path: &str) -> Option<&'o Value> {
    let mut names = path.split('.');
    let first = names.next().and_then(|head| object.get(head));
    names.fold(first, |value, name| value.and_then(|value| value.get(name)))
}

/// What is wrong with a text of a file that holds control characters. Line breaks and tabs are allowed.
fn fault_of_text(text: &str) -> Option<&'static str> {
    let why = fault_of_controls(text)?;
    let is_japanese = ["\x1b$B", "\x1b$@", "\x1b(B", "\x1b(J"].iter().any(|mark| text.contains(mark));
    Some(if is_japanese { "it is written in ISO-2022-JP: `--encoding iso-2022-jp` reads it" } else { why })
}

/// The same for a JSON value with all that it holds.
fn fault_of_value(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => fault_of_text(text).map(|why| format!("`{}`: {why}", repeated(text))),
        Value::Array(items) => items.iter().find_map(fault_of_value),
        Value::Object(pairs) => pairs.values().find_map(fault_of_value),
        _ => None,
    }
}

/// Whether a field that rows of this kind do not take holds a password to be set: what the API returns there only
/// says whether there is one.
fn is_new_password(name: &str, is_state: impl Fn() -> bool) -> bool {
    name == "password" && !is_state()
}

/// Whether a text says that something is there or not, as spreadsheets of any language write it, too. Words of fewer than
/// four letters, such as `no`, may be passwords.
fn is_said_to_be(text: &str) -> bool {
    const SHORTEST: usize = 4;
    let text = text.trim();
    text.len() >= SHORTEST && bool::parse(text).is_ok()
}

/// Why a password is no part of the row.
const NO_PASSWORD: &str =
    "is not set by this command: `descopectl user batch-run set-active-password` takes a file with it";

/// What databases write where nothing is.
const NULLS: [&str; 2] = ["NULL", "\\N"];

/// What people and other programs write where nothing is.
const NOTHING: [&str; 14] = [
    "null",
    "(null)",
    "<null>",
    "N/A",
    "n/a",
    "#N/A",
    "-",
    "(none)",
    "none",
    "None",
    "NaN",
    "nan",
    "undefined",
    "(blank)",
];

/// The longest of these.
const LONGEST_NOTHING: usize = 9;

/// What spreadsheets show where a formula fails, in English, German, French and Spanish.
const SHEET_ERRORS: [&str; 13] = [
    "#REF!",
    "#VALUE!",
    "#NAME?",
    "#NULL!",
    "#NUM!",
    "#DIV/0!",
    "#BEZUG!",
    "#WERT!",
    "#ZAHL!",
    "#VALEUR!",
    "#NOM?",
    "#\u{a1}REF!",
    "#\u{a1}VALOR!",
];

/// Whether a word says that nothing is there.
pub(super) fn is_nothing(word: &str) -> bool {
    word.len() <= LONGEST_NOTHING && (NULLS.contains(&word) || NOTHING.contains(&word))
}

/// Counts a row of a column.
fn note(places: &mut BTreeMap<usize, (u64, u64)>, place: usize, line: u64) {
    places.entry(place).or_insert((0, line)).0 += 1;
}

/// Fields of texts in which a number of a spreadsheet loses nothing.
const NUMBERS: &[&str] = &["name", "givenName", "middleName", "familyName", "createdTime"];

/// The items of a list in a cell, as JSON.
fn items_of(text: &str) -> Vec<Value> {
    match serde_json::from_str(text) {
        Ok(Value::Array(items)) => items,
        _ => list_of(text).into_iter().map(Value::from).collect(),
    }
}

/// The items of a list in a cell.
fn list_of(text: &str) -> Vec<String> {
    if text.starts_with('[')
        && let Ok(names) = serde_json::from_str(text)
    {
        return names;
    }
    text.split(';').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

fn is_empty_list(cell: &str) -> bool {
    let inside = cell.strip_prefix('[').and_then(|cell| cell.strip_suffix(']'));
    inside.is_some_and(|inside| inside.trim().is_empty())
}
