//! From a row to a request: each field becomes the argument of the same name, so that types, conflicts
//! and refusals are those of the command line.

use std::collections::HashMap;

use clap::error::{ContextKind, ErrorKind};
use serde_json::{Map, Value};

use super::{
    check::Problem,
    columns::{self, Column, Field, FieldKind, Mapping, Place, Unknown},
    shape::{Emptying, Parsed, Shape},
    source::{Raw, Row},
};
use crate::error::Error;

/// The mark that empties a field in CSV, where an empty cell means not given.
const EMPTY_MARK: &str = "@null";

/// The column that `--failures` adds: ignored, so that the file can be fed back.
pub(super) const REASON: &str = "reason";

/// Types of the project's custom attributes, by machine name. CSV knows only text, so that its cells
/// are read as these say.
#[derive(Debug, Clone, Default)]
pub struct Attributes(HashMap<String, u64>);

const NUMBER: u64 = 2;
const BOOLEAN: u64 = 3;
const MULTI_SELECT: u64 = 5;

impl Attributes {
    /// Reads the reply that lists the definitions.
    #[must_use]
    pub fn of_reply(reply: &Value) -> Self {
        let definitions = reply.get("data").and_then(Value::as_array);
        let pairs = definitions.into_iter().flatten().filter_map(|definition| {
            let name = definition.get("name")?.as_str()?.to_owned();
            Some((name, definition.get("type").and_then(Value::as_u64).unwrap_or(1)))
        });
        Self(pairs.collect())
    }

    /// The cell as a value of the attribute's type. What does not fit stays text: the server names it.
    fn typed(&self, key: &str, cell: &str) -> Value {
        let text = || Value::from(cell);
        match self.0.get(key).copied() {
            Some(NUMBER) => {
                serde_json::from_str::<serde_json::Number>(cell.trim()).map_or_else(|_| text(), Value::Number)
            }
            Some(BOOLEAN) => cell.trim().to_lowercase().parse::<bool>().map_or_else(|_| text(), Value::Bool),
            Some(MULTI_SELECT) => Value::from(list(cell)),
            _ => text(),
        }
    }

    /// What is wrong with a value of an attribute, where something is.
    pub(super) fn problem(&self, key: &str, value: &Value) -> Option<String> {
        let Some(kind) = self.0.get(key).copied() else {
            let nearest = columns::nearest(key, self.0.keys().map(String::as_str));
            let nearest = nearest.map(|nearest| format!(", the nearest is `{nearest}`"));
            return Some(format!("the project has no attribute `{key}`{}", nearest.unwrap_or_default()));
        };
        let (fits, expected) = match kind {
            NUMBER => (value.is_number(), "a number"),
            BOOLEAN => (value.is_boolean(), "true or false"),
            MULTI_SELECT => (value.is_array(), "a list"),
            _ => (!value.is_array() && !value.is_object(), "a single value"),
        };
        (!fits && !value.is_null()).then(|| format!("`{value}`: expected {expected}"))
    }
}

/// Reads the rows of one file.
pub struct RowParser {
    shape: Box<dyn Shape>,
    fields: Vec<Field>,
    header: Vec<String>,
    columns: Vec<Column>,
    mapping: Mapping,
    constants: Vec<(Column, String)>,
    attributes: Attributes,
}

impl RowParser {
    /// A parser for files with this header; an empty one for JSON.
    ///
    /// # Errors
    /// Usage when a column is unknown or stands twice; names the nearest field.
    pub fn new(shape: Box<dyn Shape>, header: Vec<String>, mapping: Mapping) -> Result<Self, Error> {
        let fields = shape.arguments().iter().map(Field::of).collect();
        let mut parser = Self {
            shape,
            fields,
            header,
            columns: Vec::new(),
            mapping,
            constants: Vec::new(),
            attributes: Attributes::default(),
        };
        parser.columns = parser.all_columns()?;
        parser.constants = parser.constant_columns()?;
        parser.refuse_two_meanings()?;
        parser.refuse_strangers()?;
        parser.refuse_nobody()?;
        parser.refuse_gaps()?;
        parser.refuse_twins()?;
        Ok(parser)
    }

    /// The columns of a CSV file, in the contract's order.
    #[must_use]
    pub fn template(shape: &dyn Shape) -> Vec<String> {
        shape.arguments().iter().map(|argument| Field::of(argument).name).collect()
    }

    /// Whether a column of this name has a meaning.
    #[must_use]
    pub fn knows(shape: &dyn Shape, mapping: &Mapping, name: &str) -> bool {
        let fields: Vec<Field> = shape.arguments().iter().map(Field::of).collect();
        columns::column(&fields, mapping.field_of(name)).is_some()
    }

    /// Whether cells of custom attributes are to be typed, which takes their definitions.
    #[must_use]
    pub fn wants_attributes(&self) -> bool {
        let constants = self.constants.iter().map(|(column, _)| column);
        self.columns.iter().chain(constants).any(|column| matches!(column, Column::Pair(..)))
    }

    /// The same parser, which knows the definitions of the project's attributes.
    #[must_use]
    pub fn with_attributes(self, attributes: Attributes) -> Self {
        Self { attributes, ..self }
    }

    /// Columns that are read as a field of another name, and that name.
    #[must_use]
    pub fn renamed(&self) -> Vec<(&str, &str)> {
        let named = self.header.iter().zip(&self.columns).filter_map(|(name, column)| match column {
            Column::Field(field) if columns::exactly(&self.fields, name).is_none() => {
                Some((name.as_str(), self.fields[*field].name.as_str()))
            }
            _ => None,
        });
        named.collect()
    }

    /// Whether several rows may be about the same user.
    pub(super) fn repeats(&self) -> bool {
        self.shape.repeats()
    }

    /// What a row says.
    ///
    /// # Errors
    /// What is wrong, with line and column.
    pub fn parse(&mut self, row: &Row) -> Result<Parsed, Problem> {
        let (arguments, cleared) = self.arguments(row)?;
        let mut parsed = self.shape.read(arguments).map_err(|error| self.problem(row.line, &error))?;
        if let Some(fields) = parsed.body.as_object_mut() {
            fields.extend(cleared);
        }
        Ok(parsed)
    }

    /// Whether a row is sound, and whom it is about: its body may be left out.
    ///
    /// # Errors
    /// As [`Self::parse`].
    pub(super) fn skim(&mut self, row: &Row) -> Result<Parsed, Problem> {
        let (arguments, _) = self.arguments(row)?;
        self.shape.skim(arguments).map_err(|error| self.problem(row.line, &error))
    }

    /// The command line of a row, and the fields that it empties.
    fn arguments(&self, row: &Row) -> Result<(Vec<String>, Map<String, Value>), Problem> {
        let mut words = Words::default();
        let said = match &row.raw {
            Raw::Cells(record) => self.words_of_cells(record, &mut words),
            Raw::Object(fields) => self.words_of_object(fields, &mut words),
            Raw::Broken(why) => Err((None, why.clone())),
        };
        let arguments = said
            .and_then(|()| self.constants_of(&mut words))
            .and_then(|()| self.command_line(&mut words))
            .map_err(|(column, why)| Problem { line: row.line, column, why })?;
        Ok((arguments, words.cleared))
    }

    fn words_of_cells(&self, record: &csv::StringRecord, words: &mut Words) -> Result<(), Trouble> {
        if record.len() != self.columns.len() {
            let (cells, columns) = (counted(record.len(), "cell"), self.columns.len());
            return Err((None, format!("{cells}, but the header has {columns}")));
        }
        record.iter().zip(&self.columns).try_for_each(|(cell, column)| self.push_cell(words, column, cell))
    }

    fn constants_of(&self, words: &mut Words) -> Result<(), Trouble> {
        for (column, cell) in &self.constants {
            if let Column::Field(field) | Column::Inside(field, _) = column
                && words.given.contains(field)
            {
                let why = "stands in the row and in `--set`".to_owned();
                return Err((Some(self.fields[*field].name.clone()), why));
            }
            self.push_cell(words, column, cell)?;
        }
        self.close_objects(words);
        Ok(())
    }

    /// Objects that stand in several columns become one argument each.
    fn close_objects(&self, words: &mut Words) {
        for (field, object) in std::mem::take(&mut words.objects) {
            words.push(&self.fields[field], &Value::Object(object).to_string());
        }
    }

    fn push_cell(&self, words: &mut Words, column: &Column, cell: &str) -> Result<(), Trouble> {
        // An empty cell means not given: an empty text would erase data.
        if cell.trim().is_empty() {
            return Ok(());
        }
        match column {
            Column::Ignored => {}
            Column::Several(columns) => {
                columns.iter().try_for_each(|column| self.push_cell(words, column, cell))?;
            }
            Column::Pair(field, key) if cell == EMPTY_MARK => {
                if self.shape.emptying() != Emptying::Nothing {
                    words.push(&self.fields[*field], &pair(key, &Value::Null));
                }
            }
            Column::Pair(field, key) => {
                words.push(&self.fields[*field], &pair(key, &self.attributes.typed(key, cell)));
            }
            Column::Field(field) if cell == EMPTY_MARK => self.empty(words, &self.fields[*field])?,
            Column::Field(field) => self.push_text(words, &self.fields[*field], cell)?,
            Column::Inside(field, path) => {
                insert(words.objects.entry(*field).or_default(), path, cell);
            }
        }
        Ok(())
    }

    fn push_text(&self, words: &mut Words, field: &Field, cell: &str) -> Result<(), Trouble> {
        let at = |why: String| (Some(self.shown(field)), why);
        let json = |what: &str| {
            serde_json::from_str(cell).map_err(|cause| at(format!("not a JSON {what}: {cause}")))
        };
        match field.kind {
            FieldKind::One if field.is_secret() => words.push(field, cell),
            FieldKind::One => words.push(field, cell.trim()),
            // Spreadsheets write TRUE.
            FieldKind::Boolean => {
                let lower = cell.trim().to_lowercase();
                words.push(field, if matches!(lower.as_str(), "true" | "false") { &lower } else { cell });
            }
            FieldKind::Switch => match cell.trim().to_lowercase().as_str() {
                "true" => words.push_switch(field),
                "false" => {}
                _ => return Err(at(format!("`{cell}`: expected one of true, false"))),
            },
            FieldKind::List if cell.trim_start().starts_with('[') => {
                self.push_value(words, field, &json("list")?)?;
            }
            FieldKind::List => list(cell).iter().for_each(|item| words.push(field, item)),
            FieldKind::Pairs => self.push_value(words, field, &json("object")?)?,
        }
        Ok(())
    }

    fn words_of_object(&self, object: &Map<String, Value>, words: &mut Words) -> Result<(), Trouble> {
        for (name, value) in object {
            let field = self.mapping.field_of(name);
            if name == REASON || value.is_null() || field.is_empty() {
                continue;
            }
            match columns::exactly(&self.fields, field) {
                Some(field) => {
                    words.given.push(field);
                    self.push_value(words, &self.fields[field], value)?;
                }
                None if self.shape.passes_over() => {}
                None => {
                    let unknown = Unknown { fields: &self.fields, name: field };
                    return Err((Some(name.clone()), unknown.to_string()));
                }
            }
        }
        Ok(())
    }

    fn push_value(&self, words: &mut Words, field: &Field, value: &Value) -> Result<(), Trouble> {
        let at = |why: &str| (Some(self.shown(field)), why.to_owned());
        match (field.kind, value) {
            (FieldKind::One, Value::String(text)) if text.is_empty() => self.empty(words, field)?,
            (FieldKind::List, Value::Array(items)) if items.is_empty() => self.empty(words, field)?,
            (FieldKind::Pairs, Value::Object(pairs)) => {
                if pairs.keys().any(|key| key.contains('=')) {
                    return Err(at("the name of an attribute must not hold `=`"));
                }
                pairs.iter().for_each(|(key, value)| words.push(field, &pair(key, value)));
            }
            (FieldKind::Pairs, _) => return Err(at("expected a JSON object")),
            (FieldKind::List, Value::Array(items)) => {
                let takes_objects = field.name == "userTenants";
                for item in items {
                    match item {
                        Value::Object(_) if takes_objects => {}
                        Value::Object(_) | Value::Array(_) | Value::Null => {
                            return Err(at(&format!("`{item}` cannot stand in this list")));
                        }
                        _ => {}
                    }
                    words.push(field, &as_text(item));
                }
            }
            (FieldKind::List, _) => return Err(at("expected a JSON list")),
            (FieldKind::Switch, Value::Bool(true)) => words.push_switch(field),
            (FieldKind::Switch, Value::Bool(false)) => {}
            (FieldKind::Switch, _) => return Err(at("expected true or false")),
            (FieldKind::One | FieldKind::Boolean, Value::Array(_)) => {
                return Err(at("expected one value, not a list"));
            }
            (FieldKind::One | FieldKind::Boolean, Value::Object(_)) if field.name != "hashedPassword" => {
                return Err(at("expected one value, not an object"));
            }
            (FieldKind::One | FieldKind::Boolean, value) => words.push(field, &as_text(value)),
        }
        Ok(())
    }

    /// Empties a field where that means something. A command that is about one value has a switch for it.
    fn empty(&self, words: &mut Words, field: &Field) -> Result<(), Trouble> {
        let is_list = field.kind == FieldKind::List;
        match self.shape.emptying() {
            Emptying::Nothing => {}
            Emptying::Field => {
                let empty = if is_list { Value::Array(Vec::new()) } else { Value::from("") };
                words.cleared.insert(field.name.clone(), empty);
            }
            Emptying::Argument => {
                let removes = |field: &&Field| field.kind == FieldKind::Switch && field.name == "remove";
                match (&field.place, self.fields.iter().find(removes)) {
                    (Place::Position(_), Some(switch)) => words.push_switch(switch),
                    _ if field.kind == FieldKind::One => words.push(field, ""),
                    _ => return Err((Some(self.shown(field)), "cannot be emptied here".to_owned())),
                }
            }
        }
        Ok(())
    }

    /// The row as a command line: flags first, then what stands in place.
    fn command_line(&self, words: &mut Words) -> Result<Vec<String>, Trouble> {
        let mut line = std::mem::take(&mut words.flags);
        let places = std::mem::take(&mut words.places);
        if !places.is_empty() {
            line.push("--".to_owned());
        }
        for (index, values) in places.into_iter().enumerate() {
            if values.is_empty() {
                let field = self.fields.iter().find(|field| field.place == Place::Position(index));
                return Err((field.map(|field| self.shown(field)), "is missing".to_owned()));
            }
            line.extend(values);
        }
        Ok(line)
    }

    /// What each column holds. All that are unknown are named at once.
    fn all_columns(&self) -> Result<Vec<Column>, Error> {
        let mut columns = Vec::new();
        let mut unknown: Vec<(&str, Error)> = Vec::new();
        for name in &self.header {
            match self.column(name) {
                Ok(column) => columns.push(column),
                Err(error) => unknown.push((name, error)),
            }
        }
        if unknown.len() > 1 {
            let names = unknown.iter().map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>();
            return Err(Error::usage(format!("unknown columns {}", names.join(", ")))
                .because("there are no such fields: `--template` prints the names of all")
                .hint("`--map 'COLUMN=FIELD'` reads one as a field, `--map 'COLUMN='` leaves it out"));
        }
        unknown.pop().map_or(Ok(columns), |(_, error)| Err(error))
    }

    fn column(&self, name: &str) -> Result<Column, Error> {
        let field = self.mapping.field_of(name);
        if name == REASON || field.is_empty() {
            return Ok(Column::Ignored);
        }
        let fields: Vec<&str> = field.split(',').map(str::trim).collect();
        let found: Vec<Option<Column>> =
            fields.iter().map(|field| columns::column(&self.fields, field)).collect();
        if let [Some(column)] = found.as_slice() {
            return Ok(column.clone());
        }
        let unknown = found.iter().position(Option::is_none);
        match unknown.map(|index| fields[index]) {
            None => Ok(Column::Several(found.into_iter().flatten().collect())),
            Some(_) if self.shape.passes_over() => Ok(Column::Ignored),
            Some(field) if field != name => Err(Error::usage(format!("cannot read `{name}` as `{field}`"))
                .because(Unknown { fields: &self.fields, name: field }.to_string())
                .hint("`--template` prints the names of all fields")),
            Some(field) => Err(Error::usage(format!("unknown column `{name}`"))
                .because(Unknown { fields: &self.fields, name: field }.to_string())
                .hint(format!(
                    "`--map '{name}=FIELD'` reads it as a field, `--map '{name}='` leaves it out"
                ))),
        }
    }

    fn constant_columns(&self) -> Result<Vec<(Column, String)>, Error> {
        let constants = self.mapping.constants.iter();
        let columns = constants.map(|(name, cell)| match columns::column(&self.fields, name) {
            Some(column) if self.is_secret(&column) => Err(Error::usage(format!("cannot set `{name}`"))
                .because("a secret in an argument is seen by everyone on this machine")
                .hint(format!("give it to each row in a column `{name}`"))),
            Some(column) => Ok((column, cell.clone())),
            None => Err(Error::usage(format!("cannot set `{name}`"))
                .because(Unknown { fields: &self.fields, name }.to_string())),
        });
        columns.collect()
    }

    fn is_secret(&self, column: &Column) -> bool {
        match column {
            Column::Field(field) => self.fields[*field].is_secret(),
            Column::Inside(_, path) => {
                path.last().is_none_or(|part| part != "type" && !NUMBERS.contains(&part.as_str()))
            }
            Column::Pair(..) | Column::Several(_) | Column::Ignored => false,
        }
    }

    fn refuse_two_meanings(&self) -> Result<(), Error> {
        let renamed = &self.mapping.renamed;
        let again = renamed
            .iter()
            .enumerate()
            .find(|(index, (column, _))| renamed[..*index].iter().any(|(other, _)| other == column));
        match again {
            Some((_, (column, _))) => Err(Error::usage(format!("`{column}` is mapped twice"))
                .hint(format!("`--map '{column}=loginId,email'` reads one column as two fields"))),
            None => Ok(()),
        }
    }

    /// A column that is to be renamed must be there.
    fn refuse_strangers(&self) -> Result<(), Error> {
        let strangers = self.mapping.renamed.iter().find(|(from, _)| !self.header.contains(from));
        match strangers.filter(|_| !self.header.is_empty()) {
            Some((from, _)) => Err(Error::usage(format!("there is no column `{from}` to map"))
                .because(format!("the columns are {}", self.header.join(", ")))),
            None => Ok(()),
        }
    }

    /// Where unknown columns are passed over, one must be left that names the users.
    fn refuse_nobody(&self) -> Result<(), Error> {
        let is_ignored = |column: &Column| *column == Column::Ignored;
        if self.columns.is_empty() || !self.columns.iter().all(is_ignored) {
            return Ok(());
        }
        Err(Error::usage("no column names the users")
            .because(format!("the columns are {}", self.header.join(", ")))
            .hint("`--format lines` reads a plain list, one login ID or user ID a line"))
    }

    /// What every row needs must have a column, else each row would be a problem.
    fn refuse_gaps(&self) -> Result<(), Error> {
        if self.header.is_empty() {
            return Ok(());
        }
        let given: Vec<&Column> = self
            .columns
            .iter()
            .chain(self.constants.iter().map(|(column, _)| column))
            .flat_map(Column::each)
            .collect();
        let is_given = |index: usize| {
            given.iter().any(|column| match column {
                Column::Field(field) | Column::Pair(field, _) | Column::Inside(field, _) => *field == index,
                Column::Several(_) | Column::Ignored => false,
            })
        };
        let arguments = self.shape.arguments();
        let gap =
            (0..self.fields.len()).find(|index| arguments[*index].is_required_set() && !is_given(*index));
        let Some(field) = gap.map(|index| &self.fields[index]) else { return Ok(()) };
        let name = &field.name;
        let differs = field.is_secret() || name == "loginId" || name == "newLoginId";
        let map = format!("`--map 'COLUMN={name}'` reads a column as it");
        let set = format!("`--set '{name}=VALUE'` gives it to every row");
        Err(Error::usage(format!("there is no column `{name}`"))
            .because(format!("every row needs it, and the columns are {}", self.header.join(", ")))
            .hint(if differs { map } else { format!("{map}, {set}") }))
    }

    fn refuse_twins(&self) -> Result<(), Error> {
        let mut seen: Vec<(&Column, &str)> = Vec::new();
        let constants = self.constants.iter().map(|(column, _)| (column, "--set"));
        let named = self.columns.iter().zip(self.header.iter().map(String::as_str));
        let named = named.flat_map(|(column, name)| column.each().map(move |column| (column, name)));
        for (column, name) in named.chain(constants).filter(|(column, _)| **column != Column::Ignored) {
            if let Some((_, first)) = seen.iter().find(|(other, _)| *other == column) {
                return Err(Error::usage(format!("the columns `{first}` and `{name}` are the same field")));
            }
            seen.push((column, name));
        }
        Ok(())
    }

    /// A field as the file calls it.
    fn shown(&self, field: &Field) -> String {
        let is_it = |column: &Column| {
            let mut each = column.each();
            each.any(
                |column| matches!(column, Column::Field(index) if self.fields[*index].name == field.name),
            )
        };
        let named = self.columns.iter().position(is_it).and_then(|index| self.header.get(index));
        named.unwrap_or(&field.name).clone()
    }

    fn problem(&self, line: u64, error: &clap::Error) -> Problem {
        let context = |kind| error.get(kind).map(ToString::to_string);
        let field_of = |argument: &str| self.fields.iter().find(|field| field.is_called(argument));
        let field = context(ContextKind::InvalidArg).and_then(|arguments| {
            // Several that are missing come as several lines.
            arguments.lines().find_map(|argument| field_of(argument.trim()))
        });
        let why = match error.kind() {
            ErrorKind::MissingRequiredArgument => "is missing".to_owned(),
            ErrorKind::ArgumentConflict => {
                let other = context(ContextKind::PriorArg)
                    .and_then(|argument| field_of(&argument).map(|field| self.shown(field)));
                match other.filter(|other| field.is_some_and(|field| self.shown(field) != *other)) {
                    Some(other) => format!("cannot stand beside `{other}`"),
                    None => "is given twice".to_owned(),
                }
            }
            ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
                let why = std::error::Error::source(error).map(ToString::to_string);
                let allowed =
                    context(ContextKind::ValidValue).map(|values| format!("expected one of {values}"));
                let why = why.or(allowed).unwrap_or_else(|| "not a valid value".to_owned());
                match context(ContextKind::InvalidValue).filter(|_| !field.is_some_and(Field::is_secret)) {
                    Some(value) => format!("`{value}`: {why}"),
                    None => why,
                }
            }
            ErrorKind::UnknownArgument => "is not expected".to_owned(),
            _ => {
                error.to_string().lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned()
            }
        };
        Problem { line, column: field.map(|field| self.shown(field)), why }
    }
}

/// What is wrong, and in which column where it is one.
type Trouble = (Option<String>, String);

/// A row as arguments, and the fields that it empties.
#[derive(Default)]
struct Words {
    flags: Vec<String>,
    /// Values of the arguments that stand in place, by their place.
    places: Vec<Vec<String>>,
    /// Objects that stand in several columns, by field.
    objects: std::collections::BTreeMap<usize, Map<String, Value>>,
    cleared: Map<String, Value>,
    /// Fields that a JSON row gives.
    given: Vec<usize>,
}

impl Words {
    fn push(&mut self, field: &Field, value: &str) {
        match &field.place {
            Place::Flag(flag) => self.flags.push(format!("--{flag}={value}")),
            Place::Position(index) => {
                if self.places.len() <= *index {
                    self.places.resize_with(index + 1, Vec::new);
                }
                self.places[*index].push(value.to_owned());
            }
        }
    }

    fn push_switch(&mut self, field: &Field) {
        if let Place::Flag(flag) = &field.place {
            self.flags.push(format!("--{flag}"));
        }
    }
}

fn pair(key: &str, value: &Value) -> String {
    format!("{key}:={value}")
}

fn as_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn list(cell: &str) -> Vec<String> {
    cell.split(';').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// Parts of hashes that are numbers: what they cost to compute.
const NUMBERS: &[&str] = &["iterations", "memory", "rounds", "threads"];

/// Puts a cell at a path of an object.
fn insert(object: &mut Map<String, Value>, path: &[String], cell: &str) {
    match path {
        [] => {}
        [last] => {
            let number = NUMBERS.contains(&last.as_str()).then(|| cell.trim().parse::<u32>().ok()).flatten();
            object.insert(last.clone(), number.map_or_else(|| Value::from(cell.trim()), Value::from));
        }
        [first, rest @ ..] => {
            let inner = object.entry(first.clone()).or_insert_with(|| Value::Object(Map::new()));
            if let Some(inner) = inner.as_object_mut() {
                insert(inner, rest, cell);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{
        bulk::shape::RowOf,
        ops::user::{BatchUser, PatchUser},
    };

    fn parser<S: crate::bulk::shape::UserRow + 'static>(header: Vec<String>) -> Result<RowParser, Error> {
        RowParser::new(Box::new(RowOf::<S>::new()), header, Mapping::default())
    }

    fn header(names: &str) -> Vec<String> {
        names.split(',').map(str::to_owned).collect()
    }

    fn csv_row(names: &str, cells: &[&str]) -> Result<Value, String> {
        let attributes = Attributes::of_reply(
            &json!({"data": [{"name": "seats", "type": 2}, {"name": "beta", "type": 3}, {"name": "tags", "type": 5}]}),
        );
        let parser = parser::<BatchUser>(header(names)).map_err(|error| error.to_string())?;
        let mut parser = parser.with_attributes(attributes);
        let row = Row { line: 7, raw: Raw::Cells(cells.iter().collect()) };
        parser.parse(&row).map(|user| user.body).map_err(|problem| problem.to_string())
    }

    fn json_row(row: Value) -> Result<Value, String> {
        let Value::Object(fields) = row else { panic!("not an object") };
        let mut parser = parser::<BatchUser>(Vec::new()).unwrap();
        let row = Row { line: 7, raw: Raw::Object(fields) };
        parser.parse(&row).map(|user| user.body).map_err(|problem| problem.to_string())
    }

    #[test]
    fn cells_are_text_unless_their_field_says_otherwise() {
        let names = "loginId,phone,verifiedPhone,roleNames,customAttributes.plan,customAttributes.seats,customAttributes.beta,customAttributes.tags,userTenants";
        let cells = [
            "007",
            "+1 555 123 4567",
            "true",
            "admin; viewer",
            "007",
            "5",
            "TRUE",
            "a;b",
            "acme=admin,viewer;beta",
        ];
        assert_eq!(
            csv_row(names, &cells).unwrap(),
            json!({
                "loginId": "007", "phone": "+15551234567", "verifiedPhone": true, "roleNames": ["admin", "viewer"],
                "userTenants": [
                    {"tenantId": "acme", "roleNames": ["admin", "viewer"]}, {"tenantId": "beta", "roleNames": []}
                ],
                "customAttributes": {"plan": "007", "seats": 5, "beta": true, "tags": ["a", "b"]},
            })
        );
    }

    #[test]
    fn an_empty_cell_is_not_given() {
        assert_eq!(csv_row("loginId,email,name", &["a", "", " "]).unwrap(), json!({"loginId": "a"}));
    }

    #[test]
    fn hashes_of_every_algorithm_can_stand_in_columns() {
        let hashes = [
            ("bcrypt", "hash=$2b$10$x"),
            ("django", "hash=pbkdf2_sha256$1$a$b"),
            ("md5", "hash=5f4dcc3b5aa765d61d8327deb882cf99"),
            ("buddyauth", "hash=bcrypt+sha512$x"),
            ("firebase", "hash=aA==,salt=aA==,saltSeparator=Bw==,signerKey=aA==,memory=14,rounds=8"),
            ("pbkdf2", "hash=aA==,salt=aA==,iterations=1000,type=sha256"),
            ("phpass", "hash=x,salt=y,iterations=8192,type=md5"),
            ("argon2", "hash=aA==,salt=aA==,iterations=2,memory=19456,threads=1"),
            ("sha", "hash=aa,type=sha1"),
            ("bach", "hash=x,key=y"),
        ];
        for (algorithm, parts) in hashes {
            // The first `=`: base64 ends in some.
            let parts: Vec<(&str, &str)> = parts.split(',').filter_map(|part| part.split_once('=')).collect();
            let columns = parts.iter().map(|(name, _)| format!(",hashedPassword.{algorithm}.{name}"));
            let names = format!("loginId{}", columns.collect::<String>());
            let cells: Vec<&str> = std::iter::once("a").chain(parts.iter().map(|(_, cell)| *cell)).collect();
            let body = csv_row(&names, &cells).unwrap();
            let stored = &body["hashedPassword"][algorithm];
            for (name, cell) in parts {
                let value = stored[name].as_u64().map(|number| number.to_string());
                assert_eq!(value.as_deref().or(stored[name].as_str()), Some(cell), "{algorithm}.{name}");
            }
        }
    }

    #[test]
    fn headers_of_spreadsheets_are_understood() {
        let names = "Username,E-Mail,First Name,Last Name,Mobile,email_verified,Roles,customAttributes.plan";
        let cells = ["a", "a@example.com", "Ann", "Example", "+15551234567", "TRUE", "x;y", "pro"];
        assert_eq!(
            csv_row(names, &cells).unwrap(),
            json!({
                "loginId": "a", "email": "a@example.com", "verifiedEmail": true, "phone": "+15551234567",
                "givenName": "Ann", "familyName": "Example", "roleNames": ["x", "y"],
                "customAttributes": {"plan": "pro"},
            })
        );
    }

    #[test]
    fn columns_can_be_mapped_left_out_and_set() {
        let mapping = Mapping {
            renamed: vec![("Kundennummer".into(), "loginId".into()), ("Notiz".into(), String::new())],
            constants: vec![
                ("status".into(), "enabled".into()),
                ("customAttributes.plan".into(), "pro".into()),
            ],
        };
        let shape = || Box::new(RowOf::<BatchUser>::new());
        let mut parser = RowParser::new(shape(), header("Kundennummer,Notiz,name"), mapping.clone()).unwrap();
        let row = Row { line: 2, raw: Raw::Cells(["7", "x", "Ann"].iter().collect()) };
        let expected =
            json!({"loginId": "7", "name": "Ann", "customAttributes": {"plan": "pro"}, "status": "enabled"});
        assert_eq!(parser.parse(&row).unwrap().body, expected);
        let mut parser = RowParser::new(shape(), Vec::new(), mapping.clone()).unwrap();
        let Value::Object(fields) = json!({"Kundennummer": "7", "Notiz": "x", "name": "Ann"}) else {
            panic!()
        };
        assert_eq!(parser.parse(&Row { line: 2, raw: Raw::Object(fields) }).unwrap().body, expected);
        let error = RowParser::new(shape(), header("loginId,Notiz"), mapping).err().unwrap();
        assert_eq!(error.to_string(), "there is no column `Kundennummer` to map");
        let constants = vec![("loginId".into(), "a".into())];
        let mapping = Mapping { renamed: Vec::new(), constants };
        assert!(RowParser::new(shape(), header("loginId"), mapping).is_err());
    }

    #[test]
    fn what_no_field_takes_is_refused() {
        insta::assert_snapshot!(json_row(json!({"loginId": {"x": 1}})).unwrap_err(), @"line 7, loginId: expected one value, not an object");
        insta::assert_snapshot!(json_row(json!({"loginId": "a", "roleNames": [null]})).unwrap_err(), @"line 7, roleNames: `null` cannot stand in this list");
        let constants = vec![("roleNames".into(), "admin".into())];
        let mapping = Mapping { renamed: Vec::new(), constants };
        let mut parser = RowParser::new(Box::new(RowOf::<BatchUser>::new()), Vec::new(), mapping).unwrap();
        let Value::Object(fields) = json!({"loginId": "a", "roleNames": ["viewer"]}) else { panic!() };
        let twice = parser.parse(&Row { line: 7, raw: Raw::Object(fields) }).unwrap_err();
        assert_eq!(twice.to_string(), "line 7, roleNames: stands in the row and in `--set`");
    }

    #[test]
    fn parts_of_an_object_may_be_set_but_not_its_secrets() {
        let parser = |name: &str, value: &str| {
            let constants = vec![(name.to_owned(), value.to_owned())];
            let mapping = Mapping { renamed: Vec::new(), constants };
            let names = "loginId,hashedPassword.sha.hash";
            RowParser::new(Box::new(RowOf::<BatchUser>::new()), header(names), mapping)
        };
        let row = Row { line: 2, raw: Raw::Cells(["a", "aa"].iter().collect()) };
        let body = parser("hashedPassword.sha.type", "sha1").unwrap().parse(&row).unwrap().body;
        assert_eq!(body["hashedPassword"], json!({"sha": {"hash": "aa", "type": "sha1"}}));
        for secret in ["password", "seed", "hashedPassword.sha.salt"] {
            assert_eq!(parser(secret, "x").err().unwrap().to_string(), format!("cannot set `{secret}`"));
        }
    }

    #[test]
    fn secrets_are_not_repeated_in_problems() {
        let why = json_row(json!({"loginId": "a", "hashedPassword": {"bcrypt": {"hash": ""}}})).unwrap_err();
        assert_eq!(why, "line 7, hashedPassword: `bcrypt.hash` must be a text");
    }

    #[test]
    fn json_rows_are_wire_objects_with_either_name_of_a_field() {
        let row = json!({
            "identifier": "a", "displayName": "A", "email": null, "verifiedEmail": false, "createdTime": 7,
            "additionalLoginIds": ["b"], "customAttributes": {"seats": 5, "plan": null},
            "userTenants": [{"tenantId": "acme", "roleNames": ["x,y"]}],
            "hashedPassword": {"bcrypt": {"hash": "$2b$"}},
        });
        assert_eq!(
            json_row(row).unwrap(),
            json!({
                "loginId": "a", "name": "A", "verifiedEmail": false, "createdTime": 7,
                "additionalIdentifiers": ["b"], "customAttributes": {"seats": 5, "plan": null},
                "userTenants": [{"tenantId": "acme", "roleNames": ["x,y"]}],
                "hashedPassword": {"bcrypt": {"hash": "$2b$"}},
            })
        );
    }

    #[test]
    fn problems_name_line_column_and_reason() {
        insta::assert_snapshot!(csv_row("loginId,email", &["a", "nope"]).unwrap_err(), @"line 7, email: `nope`: not an e-mail address, expected the form `name@example.com`");
        insta::assert_snapshot!(csv_row("loginId,email", &["", "a@example.com"]).unwrap_err(), @"line 7, loginId: is missing");
        insta::assert_snapshot!(csv_row("loginId,status", &["a", "gone"]).unwrap_err(), @"line 7, status: `gone`: expected one of enabled, disabled, invited");
        insta::assert_snapshot!(csv_row("loginId,verifiedEmail", &["a", "yes"]).unwrap_err(), @"line 7, verifiedEmail: `yes`: expected one of true, false");
        insta::assert_snapshot!(json_row(json!({"loginId": "a", "roleNames": "x"})).unwrap_err(), @"line 7, roleNames: expected a JSON list");
        insta::assert_snapshot!(json_row(json!({"loginId": "a", "password": "x", "hashedPassword": {"md5": {"hash": "x"}}})).unwrap_err(), @"line 7, password: cannot stand beside `hashedPassword`");
    }

    #[test]
    fn a_patch_can_empty_fields_by_a_mark() {
        let names = "loginId,email,roleNames,name,customAttributes.plan";
        let mut parser = parser::<PatchUser>(header(names)).unwrap();
        let row = Row { line: 2, raw: Raw::Cells(["a", "@null", "@null", "", "@null"].iter().collect()) };
        assert_eq!(
            parser.parse(&row).unwrap().body,
            json!({"loginId": "a", "customAttributes": {"plan": null}, "email": "", "roleNames": []})
        );
        assert_eq!(csv_row("loginId,email", &["a", "@null"]).unwrap(), json!({"loginId": "a"}));
    }

    #[test]
    fn a_column_that_every_row_needs_must_be_there() {
        let error = parser::<BatchUser>(header("email,name")).err().unwrap();
        assert_eq!(error.to_string(), "there is no column `loginId`");
    }

    #[test]
    fn unknown_columns_name_the_nearest_field() {
        let error = parser::<BatchUser>(header("loginId,emial")).err().unwrap();
        assert_eq!(error.to_string(), "unknown column `emial`");
        assert_eq!(error.reason().unwrap(), "there is no such field, the nearest is `email`");
        assert!(parser::<BatchUser>(header("loginId,name,displayName")).is_err());
        let error = parser::<BatchUser>(header("loginId,Kundennummer,Notiz")).err().unwrap();
        assert_eq!(error.to_string(), "unknown columns `Kundennummer`, `Notiz`");
    }

    #[test]
    fn the_template_has_every_field_once() {
        let template = RowParser::template(&RowOf::<BatchUser>::new());
        assert_eq!(template.first().map(String::as_str), Some("loginId"));
        assert!(
            template.contains(&"customAttributes".to_owned()) && template.contains(&"createdTime".to_owned())
        );
        assert!(parser::<BatchUser>(template).is_ok());
    }
}
