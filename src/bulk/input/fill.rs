//! How the cells and values of a record become what a row says about fields.

use serde_json::{Map, Value};

use super::{
    columns::{self, Column, HashPart},
    failures::REASON,
    records::Content,
    schema::{Null, Plan, narrows},
    table::Cells,
    tally::Tally,
};
use crate::ops::{
    arguments::{Email, Phone, Status, Time},
    row::{At, Cell as _, Form, Given, NullPolicy, RowReader, Sink, shortened},
    user::{field_of_hash, hash_of_text},
};
use crate::ui::counted;

/// The mark that empties a field in a table, where an empty cell means not given.
const EMPTY_MARK: &str = "@null";

/// What people write for a user who may sign in, in English, German, French and Spanish. Words for those who may
/// not are named: they may mean that somebody has left, or has not come yet.
const ACTIVE: [&str; 5] = ["active", "aktiv", "actif", "activo", "activa"];

/// What is known of a row before all of it was read.
#[derive(Default)]
pub(super) struct Noted<'r> {
    /// Fields that it empties.
    emptied: Vec<usize>,
    /// The hash of a database, with what else is said of it.
    hash: Option<(usize, &'r str)>,
    hasher: Option<&'r str>,
    salt: Option<&'r str>,
}

/// What a row is read into.
pub(super) struct Filling<'f, 'r> {
    pub(super) row: &'f mut RowReader<'r>,
    pub(super) tally: &'f mut Tally,
    pub(super) line: u64,
    noted: Noted<'r>,
    /// What the input calls what is being read; empty where `--set` gives it.
    named: &'r str,
    /// Whether it is what the API returned, where an empty text says that there is nothing.
    is_record: bool,
}

impl<'f, 'r> Filling<'f, 'r> {
    pub(super) fn new(row: &'f mut RowReader<'r>, tally: &'f mut Tally, line: u64) -> Self {
        Self { row, tally, line, noted: Noted::default(), named: "", is_record: false }
    }

    /// Notes that a word is no status, with one that would be understood.
    fn unclear_status(&mut self, word: &str, known: &'static str) {
        if !self.named.is_empty() {
            self.tally.unclear_status(self.named, word, known);
        }
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
        self.fill_hash(filling);
        self.fill_constants(filling);
        self.empty(filling, sink);
        true
    }

    /// Takes the cells of a row. Those that are missing at its end are empty, and further empty ones are
    /// nothing.
    fn fill_cells<'r>(&'r self, cells: Cells<'r>, filling: &mut Filling<'_, 'r>) -> bool {
        let columns = self.columns.len();
        if cells.len() != columns {
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
                Column::Unknown => filling.tally.leave_out(&self.header[place], filling.line),
                Column::ReadOnly => filling.tally.read_only(&self.header[place], filling.line),
                Column::Beside => filling.tally.beside(&self.header[place], filling.line),
                _ => {
                    let cell = if self.translations.is_empty() {
                        cell
                    } else {
                        self.translation_of(&self.header[place], cell).unwrap_or(cell)
                    };
                    filling.named = &self.header[place];
                    self.fill_cell(filling, column, cell);
                }
            }
        }
        true
    }

    /// What a value of a column is said to mean, where something is said.
    fn translation_of(&self, column: &str, cell: &str) -> Option<&str> {
        let is_it = |translation: &&columns::Translation| {
            translation.column == column && translation.from.to_lowercase() == cell.trim().to_lowercase()
        };
        self.translations.iter().find(is_it).map(|translation| translation.to.as_str())
    }

    pub(super) fn fill_cell<'r>(&'r self, filling: &mut Filling<'_, 'r>, column: &'r Column, cell: &'r str) {
        let trimmed = cell.trim();
        // An empty cell means not given: an empty text would erase data.
        if trimmed.is_empty() {
            self.check_narrowed(filling, column);
            self.check_stated(filling, column);
            return;
        }
        match column {
            Column::Ignored | Column::Unknown | Column::ReadOnly | Column::Beside => {}
            Column::Several(columns) => {
                columns.iter().for_each(|column| self.fill_cell(filling, column, cell));
            }
            Column::Part(field, key) => self.fill_part(filling.row, *field, key, cell),
            Column::Enabled { field, is_turned } => self.fill_enabled(filling, *field, *is_turned, trimmed),
            Column::Hash(field, HashPart::Text) => filling.noted.hash = Some((*field, trimmed)),
            Column::Hash(_, HashPart::Hasher) => filling.noted.hasher = Some(trimmed),
            Column::Hash(_, HashPart::Salt) => filling.noted.salt = Some(trimmed),
            Column::LoginIds(field) => self.fill_login_ids(filling, *field, &list_of(trimmed)),
            // The bare mark only: with a space before it, it is a text.
            Column::Field(field) if cell == EMPTY_MARK => filling.noted.emptied.push(*field),
            Column::Field(field) => match self.fields[*field].form {
                Form::List if is_empty_list(trimmed) => filling.noted.emptied.push(*field),
                Form::List => self.fill_list(filling, *field, trimmed),
                Form::One if self.fields[*field].is_secret() => self.fill_secret(filling, *field, cell),
                Form::One => self.fill_one(filling, *field, trimmed),
                Form::Boolean | Form::Switch | Form::Pairs | Form::Object => {
                    filling.row.give(*field, Given::Cell(trimmed));
                }
            },
        }
    }

    /// An empty cell must not make a row about more than the others: about the whole project instead of a tenant.
    fn check_narrowed(&self, filling: &mut Filling<'_, '_>, column: &Column) {
        if let Column::Field(field) = column
            && narrows(&self.fields[*field])
        {
            let why = format!(
                "is empty, and without it the row would be about the whole project: `{EMPTY_MARK}` says that this \
                 is meant"
            );
            filling.problem(*field, why);
        }
    }

    /// Where yes stands for those who may sign in, nothing must not stand for those as well.
    fn check_stated(&self, filling: &mut Filling<'_, '_>, column: &Column) {
        if let Column::Enabled { field, is_turned: false } = column
            && self.rows.makes_user()
        {
            filling.problem(*field, "is empty, though it says who may sign in");
            filling.unclear_status("", "disabled");
        }
    }

    fn fill_one<'r>(&'r self, filling: &mut Filling<'_, 'r>, field: usize, text: &'r str) {
        let bit = 1_u64 << field;
        if self.phones & bit != 0
            && !text.starts_with('+')
            && let Some(country) = &self.options.default_country
            && let Some(whole) = country.completed(text)
        {
            filling.tally.completed += 1;
            filling.row.give_owned(field, whole);
        } else if self.status == Some(field) && ACTIVE.iter().any(|word| word.eq_ignore_ascii_case(text)) {
            filling.tally.active(&text.to_lowercase());
            filling.row.give(field, Given::Cell("enabled"));
        } else {
            if self.status == Some(field) && text.parse::<Status>().is_err() {
                filling.unclear_status(text, "disabled");
            }
            if self.times & bit != 0 && text.parse::<Time>().is_ok_and(|time| !time.names_zone()) {
                filling.tally.zoneless += 1;
            }
            filling.row.give(field, Given::Cell(text));
        }
    }

    /// Takes a secret as it is. What looks like the hash of one would be a password that everybody has who
    /// has the old database.
    fn fill_secret<'r>(&'r self, filling: &mut Filling<'_, 'r>, field: usize, text: &'r str) {
        if self.password == Some(field) {
            if self.is_record && matches!(text, "true" | "false") {
                filling.tally.read_only("password", filling.line);
                return;
            }
            if let Some(of_hash) = field_of_hash(text).filter(|_| !self.options.allows_hash_as_password) {
                let what = match of_hash {
                    Some(of_hash) => format!(
                        "`{of_hash}` takes it, and `--map '{}=passwordHash'` takes each hash apart",
                        self.shown[field]
                    ),
                    None => "the API does not take hashes of this kind, so that the password has to be set anew, and \
                             the cell must be empty"
                        .to_owned(),
                };
                filling.problem(
                    field,
                    format!(
                        "holds a hash, which would become the password in clear text: {what}; \
                         `--allow-hash-as-password` sends it as a password"
                    ),
                );
                return;
            }
            if text.trim().len() > 2 && text.trim().bytes().all(|byte| byte == b'*') {
                filling.problem(field, "holds asterisks instead of a password: leave the column out");
                return;
            }
        }
        filling.row.give(field, Given::Cell(text));
    }

    /// Takes a list. Where no item can hold a comma, commas divide it as well as semicolons.
    fn fill_list<'r>(&'r self, filling: &mut Filling<'_, 'r>, field: usize, text: &'r str) {
        let divides = self.lists & (1 << field) != 0
            && text.contains(',')
            && !text.contains(';')
            && !text.starts_with('[');
        if !divides {
            filling.row.give(field, Given::Cell(text));
            return;
        }
        let items = || text.split(',').map(str::trim);
        let is_sure = match self.fields[field].name.as_str() {
            "additionalIdentifiers" => {
                items().all(|item| item.parse::<Email>().is_ok() || item.parse::<Phone>().is_ok())
            }
            // A role may have a comma in its name.
            "roleNames" => self.roles.as_ref().is_some_and(|known| {
                !known.contains(text) && items().all(|item| item.is_empty() || known.contains(item))
            }),
            _ => false,
        };
        if is_sure {
            filling.tally.commas += 1;
            filling.row.give_owned(field, text.replace(',', ";"));
            return;
        }
        if self.fields[field].name == "roleNames" {
            items().for_each(|item| filling.tally.divided_role(item));
        }
        filling.problem(
            field,
            format!(
                "`{}`: items of a list are divided by `;`, and `[\"a,b\"]` is one item with a comma in it",
                shortened(text)
            ),
        );
    }

    fn fill_enabled<'r>(
        &'r self,
        filling: &mut Filling<'_, 'r>,
        field: usize,
        is_turned: bool,
        text: &'r str,
    ) {
        match bool::parse(text) {
            Ok(said) if said == is_turned => filling.row.give(field, Given::Cell("disabled")),
            Ok(_) => filling.row.give(field, Given::Cell("enabled")),
            Err(_) if is_turned => {
                filling.problem(field, "expected yes or no: it says whether the user is blocked");
                filling.unclear_status(text, "yes");
            }
            Err(_) => self.fill_one(filling, field, text),
        }
    }

    fn fill_login_ids<'r>(&'r self, filling: &mut Filling<'_, 'r>, field: usize, names: &[String]) {
        let Some((first, others)) = names.split_first() else { return };
        filling.row.give_owned(field, first.clone());
        let further = self.fields.iter().position(|field| field.name == "additionalIdentifiers");
        if let Some(further) = further.filter(|_| self.rows.makes_user() && !others.is_empty()) {
            filling.row.give_owned(further, Value::from(others).to_string());
        }
    }

    /// Takes the hash of a database apart, by what else the row says of it.
    fn fill_hash(&self, filling: &mut Filling<'_, '_>) {
        let Some((field, text)) = filling.noted.hash else { return };
        let (hasher, salt) = (filling.noted.hasher, filling.noted.salt);
        match hash_of_text(text, hasher, salt, &self.options.hash_parameters) {
            Ok(hash) => filling.row.give_owned(field, hash.to_string()),
            Err(why) => filling.problem(field, why),
        }
    }

    fn fill_part<'r>(&self, row: &mut RowReader<'r>, field: usize, key: &'r str, cell: &str) {
        let value = match (self.fields[field].form, cell, self.rows.nulls()) {
            (Form::Object, EMPTY_MARK, _) | (_, EMPTY_MARK, NullPolicy::Ignored) => return,
            (_, EMPTY_MARK, _) => Value::Null,
            (Form::Object, cell, _) => Value::from(cell.trim()),
            _ => self.attributes.typed(key, cell),
        };
        row.give_part(field, key, value);
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
        let is_set = |field: usize| self.constants.iter().any(|(column, _)| column.field() == Some(field));
        if !self.said_of.is_empty() {
            let is_there = |name: &String| {
                let mut value = object.get(name.as_str());
                if value.is_none() {
                    let mut path = name.split('.');
                    value = path.next().and_then(|head| object.get(head));
                    value = path.fold(value, |value, name| value.and_then(|value| value.get(name)));
                }
                value.is_some()
            };
            self.said_of.iter().filter(|name| is_there(name)).for_each(|name| filling.tally.see(name));
        }
        for (name, value) in object {
            if name == REASON {
                continue;
            }
            filling.named = name;
            if value.is_null() {
                if let Some(column @ Column::Enabled { .. }) = self.keys.get(name) {
                    self.fill_cell(filling, column, self.translation_of(name, "").unwrap_or_default());
                }
                continue;
            }
            if Some(name.as_str()) == identifier {
                self.fill_identifier(filling, value);
                continue;
            }
            match self.keys.get(name) {
                Some(Column::Unknown | Column::Beside | Column::ReadOnly)
                    if is_whole && columns::is_of_user(name) =>
                {
                    filling.tally.beside(name, filling.line)
                }
                Some(column) if is_whole && column.field().is_some_and(is_set) => {
                    filling.tally.beside(name, filling.line)
                }
                Some(Column::Unknown | Column::Beside) if self.rows.ignores_unknown_columns() => {}
                Some(Column::Unknown | Column::Beside) if self.options.ignores_unknown => {
                    filling.tally.leave_out(name, filling.line)
                }
                Some(Column::Unknown | Column::Beside) | None => filling.tally.unknown(name, filling.line),
                Some(Column::ReadOnly) => filling.tally.read_only(name, filling.line),
                Some(column) => {
                    let meant = match value {
                        _ if self.translations.is_empty() => None,
                        Value::String(text) => self.translation_of(name, text),
                        Value::Bool(_) | Value::Number(_) => self.translation_of(name, &value.to_string()),
                        _ => None,
                    };
                    match meant {
                        Some(meant) => self.fill_cell(filling, column, meant),
                        None => column.each().for_each(|column| self.fill_value(filling, column, value)),
                    }
                }
            }
        }
        filling.named = "";
        for (path, column) in &self.paths {
            let mut value = object.get(path[0].as_str());
            for name in &path[1..] {
                value = value.and_then(|value| value.get(name.as_str()));
            }
            if let Some(value) = value.filter(|value| !value.is_null()) {
                column.each().for_each(|column| self.fill_value(filling, column, value));
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
            other => filling.row.give(login_id, Given::Json(other)),
        }
    }

    fn fill_value<'r>(&'r self, filling: &mut Filling<'_, 'r>, column: &'r Column, value: &'r Value) {
        match (column, value) {
            (Column::Field(field), Value::Bool(_)) if self.password == Some(*field) => {
                filling.tally.read_only("password", filling.line);
            }
            (Column::Field(field), _) if value == "" && narrows(&self.fields[*field]) => {
                self.check_narrowed(filling, column);
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
                    filling.unclear_status(&value.to_string(), "disabled");
                    filling.row.give(*field, Given::Json(value));
                }
                (Form::List, Value::Array(items)) if items.is_empty() => filling.noted.emptied.push(*field),
                (Form::Pairs, Value::Object(pairs)) => {
                    pairs.iter().for_each(|(name, value)| self.check_attribute(filling, name, value));
                    filling.row.give(*field, Given::Json(value));
                }
                _ => filling.row.give(*field, Given::Json(value)),
            },
            (Column::Part(field, key), _) => {
                if self.fields[*field].form == Form::Pairs {
                    self.check_attribute(filling, key, value);
                }
                filling.row.give_part(*field, key, value.clone());
            }
            (Column::Enabled { field, is_turned }, Value::Bool(said)) => {
                let status = if said == is_turned { "disabled" } else { "enabled" };
                filling.row.give(*field, Given::Cell(status));
            }
            (Column::Enabled { field, is_turned }, Value::Number(number)) => {
                match bool::parse(&number.to_string()) {
                    Ok(said) => {
                        let status = if said == *is_turned { "disabled" } else { "enabled" };
                        filling.row.give(*field, Given::Cell(status));
                    }
                    Err(_) => filling.problem(*field, "expected yes or no: it says who may sign in"),
                }
            }
            (Column::Hash(field, _), Value::Object(_)) => filling.row.give(*field, Given::Json(value)),
            (_, Value::String(text)) => self.fill_cell(filling, column, text),
            (Column::Enabled { field, .. } | Column::Hash(field, _) | Column::LoginIds(field), _) => {
                filling.problem(*field, "expected a text");
            }
            (
                Column::Several(_) | Column::Ignored | Column::Unknown | Column::ReadOnly | Column::Beside,
                _,
            ) => {}
        }
    }

    /// Notes an attribute that the project does not have, or may not have, and a value that it does not take.
    fn check_attribute(&self, filling: &mut Filling<'_, '_>, name: &str, value: &Value) {
        if self.attributes.lacks(name) || self.attributes.are_unread() {
            filling.tally.attribute(name, filling.line);
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
                Null::NotGiven => {}
                Null::Refused if filling.is_record => {}
                Null::Sent(_) if filling.row.is_given(field) => filling.problem(field, "is given twice"),
                Null::Sent(value) => sink.empty(&self.fields[field].name, value.clone()),
                Null::Switch(switch) => filling.row.switch_on(*switch),
                Null::Text => filling.row.give(field, Given::Cell("")),
                Null::Refused => filling.problem(field, "cannot be emptied here"),
            }
        }
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
