//! From a row to a user: each field becomes the argument of the same name, so that types, conflicts
//! and refusals are those of the command line.

use std::{collections::HashMap, marker::PhantomData};

use clap::error::ContextKind;
use serde::Serialize;
use serde_json::{Map, Value};

use super::{
    check::Problem,
    source::{Raw, Row},
};
use crate::{
    cli,
    error::Error,
    ops::user::{BatchUser, PatchUser},
};

/// What a row is read as: its arguments are the columns.
pub trait Shape: clap::Args + Serialize {
    /// Whether a row may empty fields that a user has.
    const CLEARS: bool;

    /// Identifiers of the user, the first one first.
    fn names(&self) -> Vec<String>;
}

impl Shape for BatchUser {
    const CLEARS: bool = false;

    fn names(&self) -> Vec<String> {
        let further = self.details.additional_identifiers.iter().flatten();
        std::iter::once(&self.login_id).chain(further).map(ToString::to_string).collect()
    }
}

impl Shape for PatchUser {
    const CLEARS: bool = true;

    fn names(&self) -> Vec<String> {
        vec![self.login_id.to_string()]
    }
}

/// A row, understood.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// The user as the API takes it.
    pub body: Value,
    /// Identifiers of the user, the first one first.
    pub names: Vec<String>,
}

/// The mark that empties a field in CSV, where an empty cell means not given.
const EMPTY_MARK: &str = "@null";

/// Types of the project's custom attributes, by machine name. CSV knows only text, so that its cells
/// are read as these say.
#[derive(Debug, Clone, Default)]
pub struct Attributes(HashMap<String, u64>);

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
        const NUMBER: u64 = 2;
        const BOOLEAN: u64 = 3;
        const MULTI_SELECT: u64 = 5;
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
}

/// Reads rows. Made once for a file.
pub struct RowParser<S> {
    shape: PhantomData<S>,
    command: clap::Command,
    fields: Vec<Field>,
    header: Vec<String>,
    columns: Vec<Column>,
    attributes: Attributes,
}

/// A field of the contract's batch user and the argument it becomes.
#[derive(Debug, Clone)]
struct Field {
    name: String,
    flag: String,
    kind: FieldKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FieldKind {
    One,
    List,
    Attributes,
}

/// What a CSV column holds.
#[derive(Debug, Clone)]
enum Column {
    Field(usize),
    Attribute(String),
    /// A field inside an object, such as `hashedPassword.bcrypt.hash`.
    Inside(usize, Vec<String>),
    Ignored,
}

/// Whether a file has columns of custom attributes, whose types are worth a request.
#[must_use]
pub fn wants_attributes(header: &[String]) -> bool {
    header.iter().any(|name| name.starts_with("customAttributes."))
}

/// Other names that the server takes for a field, and one that older exports use.
const ALIASES: &[(&str, &str)] = &[
    ("identifier", "loginId"),
    ("displayName", "name"),
    ("additionalLoginIds", "additionalIdentifiers"),
    ("ssoAppIDs", "ssoAppIds"),
    ("phoneNumber", "phone"),
];

/// The column that `--failures` adds: ignored, so that the file can be fed back.
pub(super) const REASON: &str = "reason";

impl<S: Shape> RowParser<S> {
    /// A parser for files with this header; an empty one for JSON.
    ///
    /// # Errors
    /// Usage when a column is unknown or stands twice; names the nearest field.
    pub fn new(header: Vec<String>, attributes: Attributes) -> Result<Self, Error> {
        let command = clap::Command::new("row").no_binary_name(true).disable_help_flag(true);
        let mut command = cli::with_optional_booleans(S::augment_args(command));
        command.build();
        let fields = command.get_arguments().filter_map(field).collect();
        let mut parser =
            Self { shape: PhantomData, command, fields, header, columns: Vec::new(), attributes };
        parser.columns = parser.header.iter().map(|name| parser.column(name)).collect::<Result<_, _>>()?;
        parser.refuse_twins()?;
        Ok(parser)
    }

    /// The columns of a CSV file, in the contract's order.
    #[must_use]
    pub fn template() -> Vec<String> {
        Self::new(Vec::new(), Attributes::default())
            .map(|parser| parser.fields.into_iter().map(|field| field.name).collect())
            .unwrap_or_default()
    }

    /// What a row says.
    ///
    /// # Errors
    /// What is wrong, with line and column.
    pub fn parse(&mut self, row: &Row) -> Result<Parsed, Problem> {
        let words = match &row.raw {
            Raw::Cells(record) => self.words_of_cells(record),
            Raw::Object(fields) => self.words_of_object(fields),
        };
        let Words { arguments, cleared } =
            words.map_err(|(column, why)| Problem { line: row.line, column, why })?;
        let shape = self
            .command
            .try_get_matches_from_mut(arguments)
            .and_then(|mut matches| S::from_arg_matches_mut(&mut matches))
            .map_err(|error| self.problem(row.line, &error))?;
        let whole = |why: String| Problem { line: row.line, column: None, why };
        let mut body = serde_json::to_value(&shape).map_err(|cause| whole(cause.to_string()))?;
        if let Some(fields) = body.as_object_mut() {
            fields.retain(|_, value| !value.is_null());
            fields.extend(cleared);
        }
        Ok(Parsed { names: shape.names(), body })
    }

    fn words_of_cells(&self, record: &csv::StringRecord) -> Result<Words, Trouble> {
        let mut words = Words::default();
        let mut nested: Vec<(usize, Map<String, Value>)> = Vec::new();
        for (cell, column) in record.iter().zip(&self.columns) {
            // An empty cell means not given: an empty text would erase data.
            if cell.trim().is_empty() {
                continue;
            }
            match column {
                Column::Ignored => {}
                Column::Attribute(key) if cell == EMPTY_MARK => words.push_empty_attribute::<S>(key),
                Column::Attribute(key) => {
                    words.arguments.push(attribute(key, &self.attributes.typed(key, cell)));
                }
                Column::Field(field) if cell == EMPTY_MARK => words.clear::<S>(&self.fields[*field]),
                Column::Inside(field, path) => {
                    let object = match nested.iter_mut().find(|(index, _)| index == field) {
                        Some((_, object)) => object,
                        None => {
                            nested.push((*field, Map::new()));
                            &mut nested.last_mut().ok_or((None, String::new()))?.1
                        }
                    };
                    insert(object, path, cell);
                }
                Column::Field(field) => self.push_cell(&mut words, &self.fields[*field], cell)?,
            }
        }
        for (field, object) in nested {
            words.arguments.push(format!("--{}={}", self.fields[field].flag, Value::Object(object)));
        }
        Ok(words)
    }

    fn push_cell(&self, words: &mut Words, field: &Field, cell: &str) -> Result<(), Trouble> {
        let at = |why: String| (Some(field.name.clone()), why);
        match field.kind {
            FieldKind::One => words.arguments.push(format!("--{}={}", field.flag, cell.trim())),
            FieldKind::List if cell.trim_start().starts_with('[') => {
                let value =
                    serde_json::from_str(cell).map_err(|cause| at(format!("not a JSON list: {cause}")))?;
                self.push_value(words, field, &value)?;
            }
            FieldKind::List => {
                words.arguments.extend(list(cell).into_iter().map(|item| format!("--{}={item}", field.flag)));
            }
            FieldKind::Attributes => {
                let value =
                    serde_json::from_str(cell).map_err(|cause| at(format!("not a JSON object: {cause}")))?;
                self.push_value(words, field, &value)?;
            }
        }
        Ok(())
    }

    fn words_of_object(&self, object: &Map<String, Value>) -> Result<Words, Trouble> {
        let mut words = Words::default();
        for (name, value) in object {
            if name == REASON || value.is_null() {
                continue;
            }
            let field = self.field_index(name).ok_or_else(|| (Some(name.clone()), self.unknown(name)))?;
            self.push_value(&mut words, &self.fields[field], value)?;
        }
        Ok(words)
    }

    fn push_value(&self, words: &mut Words, field: &Field, value: &Value) -> Result<(), Trouble> {
        let at = |why: &str| (Some(field.name.clone()), why.to_owned());
        let arguments = &mut words.arguments;
        match (field.kind, value) {
            (FieldKind::One, Value::String(text)) if text.is_empty() => words.clear::<S>(field),
            (FieldKind::List, Value::Array(items)) if items.is_empty() => words.clear::<S>(field),
            (FieldKind::Attributes, Value::Object(attributes)) => {
                if attributes.keys().any(|key| key.contains('=')) {
                    return Err(at("the name of an attribute must not hold `=`"));
                }
                arguments.extend(attributes.iter().map(|(key, value)| attribute(key, value)));
            }
            (FieldKind::Attributes, _) => return Err(at("expected a JSON object")),
            (FieldKind::List, Value::Array(items)) => {
                arguments.extend(items.iter().map(|item| format!("--{}={}", field.flag, as_text(item))));
            }
            (FieldKind::List, _) => return Err(at("expected a JSON list")),
            (FieldKind::One, Value::Array(_)) => return Err(at("expected one value, not a list")),
            (FieldKind::One, value) => arguments.push(format!("--{}={}", field.flag, as_text(value))),
        }
        Ok(())
    }

    fn column(&self, name: &str) -> Result<Column, Error> {
        if name == REASON {
            return Ok(Column::Ignored);
        }
        if let Some(index) = self.field_index(name) {
            return Ok(Column::Field(index));
        }
        match name.split_once('.') {
            Some(("customAttributes", key)) if !key.is_empty() && !key.contains('=') => {
                Ok(Column::Attribute(key.to_owned()))
            }
            Some(("hashedPassword", path)) if path.split('.').all(|part| !part.is_empty()) => {
                let index = self.field_index("hashedPassword").unwrap_or_default();
                Ok(Column::Inside(index, path.split('.').map(str::to_owned).collect()))
            }
            _ => Err(Error::usage(format!("unknown column `{name}`")).because(self.unknown(name))),
        }
    }

    fn field_index(&self, name: &str) -> Option<usize> {
        let name = ALIASES.iter().find(|(alias, _)| *alias == name).map_or(name, |(_, name)| name);
        self.fields.iter().position(|field| field.name == name)
    }

    fn unknown(&self, name: &str) -> String {
        let likeness = |field: &&Field| (strsim::jaro_winkler(&field.name, name) * 1000.0) as u32;
        match self.fields.iter().max_by_key(likeness).filter(|field| likeness(field) > 700) {
            Some(nearest) => format!("there is no such field, the nearest is `{}`", nearest.name),
            None => "there is no such field".to_owned(),
        }
    }

    fn refuse_twins(&self) -> Result<(), Error> {
        let mut seen = HashMap::new();
        for (name, column) in self.header.iter().zip(&self.columns) {
            let key = match column {
                Column::Field(index) => self.fields[*index].name.clone(),
                Column::Ignored => continue,
                _ => name.clone(),
            };
            if let Some(first) = seen.insert(key, name) {
                return Err(Error::usage(format!("the columns `{first}` and `{name}` are the same field")));
            }
        }
        Ok(())
    }

    fn problem(&self, line: u64, error: &clap::Error) -> Problem {
        let context = |kind| error.get(kind).map(ToString::to_string);
        let column_of = |argument: &str| {
            let flag = argument.split([' ', '=', '[']).next().unwrap_or_default().trim_start_matches("--");
            self.fields.iter().find(|field| field.flag == flag).map(|field| field.name.clone())
        };
        let column = context(ContextKind::InvalidArg).and_then(|argument| column_of(&argument));
        let why = match error.kind() {
            clap::error::ErrorKind::MissingRequiredArgument => "is missing".to_owned(),
            clap::error::ErrorKind::ArgumentConflict => {
                let other = context(ContextKind::PriorArg).and_then(|argument| column_of(&argument));
                format!("cannot stand beside `{}`", other.unwrap_or_default())
            }
            clap::error::ErrorKind::InvalidValue | clap::error::ErrorKind::ValueValidation => {
                let value = context(ContextKind::InvalidValue).unwrap_or_default();
                let why = std::error::Error::source(error).map(ToString::to_string);
                let allowed =
                    context(ContextKind::ValidValue).map(|values| format!("expected one of {values}"));
                format!("`{value}`: {}", why.or(allowed).unwrap_or_else(|| "not a valid value".to_owned()))
            }
            clap::error::ErrorKind::UnknownArgument => "is not expected".to_owned(),
            _ => {
                error.to_string().lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned()
            }
        };
        Problem { line, column, why }
    }
}

/// What is wrong, and in which column where it is one.
type Trouble = (Option<String>, String);

/// A row as arguments, and the fields that it empties.
#[derive(Default)]
struct Words {
    arguments: Vec<String>,
    cleared: Map<String, Value>,
}

impl Words {
    /// Empties a field where that means something: a new user has nothing to empty.
    fn clear<S: Shape>(&mut self, field: &Field) {
        if S::CLEARS {
            let empty = match field.kind {
                FieldKind::List => Value::Array(Vec::new()),
                FieldKind::One | FieldKind::Attributes => Value::String(String::new()),
            };
            self.cleared.insert(field.name.clone(), empty);
        }
    }

    fn push_empty_attribute<S: Shape>(&mut self, key: &str) {
        if S::CLEARS {
            self.arguments.push(attribute(key, &Value::Null));
        }
    }
}

fn field(argument: &clap::Arg) -> Option<Field> {
    let flag = argument.get_long()?.to_owned();
    let name = camel_case(argument.get_id().as_str());
    let kind = match argument.get_action() {
        clap::ArgAction::Append if name == "customAttributes" => FieldKind::Attributes,
        clap::ArgAction::Append => FieldKind::List,
        _ => FieldKind::One,
    };
    Some(Field { name, flag, kind })
}

fn camel_case(id: &str) -> String {
    let mut words = id.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let mut letters = word.chars();
        let head: String = letters.next().map(|letter| letter.to_uppercase().collect()).unwrap_or_default();
        name + &head + letters.as_str()
    })
}

fn attribute(key: &str, value: &Value) -> String {
    format!("--attribute={key}:={value}")
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

/// Puts a cell at a path of an object; costs of hashes are numbers.
fn insert(object: &mut Map<String, Value>, path: &[String], cell: &str) {
    const NUMBERS: &[&str] = &["iterations", "memory", "rounds", "threads"];
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

    fn header(names: &str) -> Vec<String> {
        names.split(',').map(str::to_owned).collect()
    }

    fn csv_row(names: &str, cells: &[&str]) -> Result<Value, String> {
        let attributes = Attributes::of_reply(
            &json!({"data": [{"name": "seats", "type": 2}, {"name": "beta", "type": 3}, {"name": "tags", "type": 5}]}),
        );
        let mut parser =
            RowParser::<BatchUser>::new(header(names), attributes).map_err(|error| error.to_string())?;
        let row = Row { line: 7, raw: Raw::Cells(cells.iter().collect()) };
        parser.parse(&row).map(|user| user.body).map_err(|problem| problem.to_string())
    }

    fn json_row(row: Value) -> Result<Value, String> {
        let Value::Object(fields) = row else { panic!("not an object") };
        let mut parser = RowParser::<BatchUser>::new(Vec::new(), Attributes::default()).unwrap();
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
    fn hashes_can_stand_in_columns() {
        let names = "loginId,hashedPassword.pbkdf2.hash,hashedPassword.pbkdf2.iterations";
        assert_eq!(
            csv_row(names, &["a", "aGFzaA==", "1000"]).unwrap(),
            json!({"loginId": "a", "hashedPassword": {"pbkdf2": {"hash": "aGFzaA==", "iterations": 1000}}})
        );
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
        insta::assert_snapshot!(csv_row("email", &["a@example.com"]).unwrap_err(), @"line 7, loginId: is missing");
        insta::assert_snapshot!(csv_row("loginId,status", &["a", "gone"]).unwrap_err(), @"line 7, status: `gone`: expected one of enabled, disabled, invited");
        insta::assert_snapshot!(csv_row("loginId,verifiedEmail", &["a", "yes"]).unwrap_err(), @"line 7, verifiedEmail: `yes`: expected one of true, false");
        insta::assert_snapshot!(json_row(json!({"loginId": "a", "roleNames": "x"})).unwrap_err(), @"line 7, roleNames: expected a JSON list");
        insta::assert_snapshot!(json_row(json!({"loginId": "a", "password": "x", "hashedPassword": {}})).unwrap_err(), @"line 7, password: cannot stand beside `hashedPassword`");
    }

    #[test]
    fn a_patch_can_empty_fields_by_a_mark() {
        let names = "loginId,email,roleNames,name,customAttributes.plan";
        let mut parser = RowParser::<PatchUser>::new(header(names), Attributes::default()).unwrap();
        let row = Row { line: 2, raw: Raw::Cells(["a", "@null", "@null", "", "@null"].iter().collect()) };
        assert_eq!(
            parser.parse(&row).unwrap().body,
            json!({"loginId": "a", "customAttributes": {"plan": null}, "email": "", "roleNames": []})
        );
        assert_eq!(csv_row("loginId,email", &["a", "@null"]).unwrap(), json!({"loginId": "a"}));
    }

    #[test]
    fn unknown_columns_name_the_nearest_field() {
        let error =
            RowParser::<BatchUser>::new(header("loginId,emial"), Attributes::default()).err().unwrap();
        assert_eq!(error.to_string(), "unknown column `emial`");
        assert_eq!(error.reason().unwrap(), "there is no such field, the nearest is `email`");
        assert!(
            RowParser::<BatchUser>::new(header("loginId,name,displayName"), Attributes::default()).is_err()
        );
    }

    #[test]
    fn the_template_has_every_field_once() {
        let template = RowParser::<BatchUser>::template();
        assert_eq!(template.first().map(String::as_str), Some("loginId"));
        assert!(
            template.contains(&"customAttributes".to_owned()) && template.contains(&"createdTime".to_owned())
        );
        assert!(RowParser::<BatchUser>::new(template, Attributes::default()).is_ok());
    }
}
