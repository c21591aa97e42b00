//! A row and the same arguments typed as flags give the same requests, or both are refused: for every kind
//! of row, with random values.

use std::{cell::RefCell, collections::HashMap};

use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use serde_json::{Map, Value, json};

use super::{
    columns::Mapping,
    records::{Content, Record},
    schema::{RowSchema, narrows},
    table::{CellKind, TableRecord},
};
use crate::ops::{
    row::{Declared, Form, RowStruct as _, RowType, Sink},
    user::{BatchUser, DeleteRow, PatchUser, runnable_operations},
};

/// Every kind of row, with a name for messages.
fn all_rows() -> Vec<(&'static str, &'static RowType)> {
    let batches = [
        ("batch-create", &BatchUser::ROWS),
        ("batch-patch", &PatchUser::ROWS),
        ("batch-delete", &DeleteRow::ROWS),
    ];
    batches.into_iter().chain(runnable_operations().map(|(spec, rows)| (spec.verb, rows))).collect()
}

/// Values that some types take and others do not. None is what the input itself gives a meaning or refuses, as
/// control characters.
const TEXTS: &[&str] = &[
    "a",
    "a@example.com",
    "no@mail@example.com",
    "+1 555 123 4567",
    "+15551234567",
    "12",
    "1700000000",
    "-1",
    "99999999999",
    "1e3",
    "enabled",
    "disabled",
    "asleep",
    "true",
    "U2abcdefghijklmnopqrstuvwxyz",
    "https://example.com/a.png",
    "2037-01-31T00:00:00Z",
    "2020-01-01",
    "--flag",
    "-x",
    "--",
    "=",
    "a=b",
    "acme=admin,viewer",
    "=admin",
    r#"{"tenantId": "acme"}"#,
    "{}",
    "nil",
    "ü ж 日本",
    "x\ty",
    "'\"`",
];

const HASHES: &[&str] = &[
    r#"{"bcrypt": {"hash": "$2b$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234"}}"#,
    r#"{"sha": {"hash": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "type": "sha1"}}"#,
    r#"{"sha": {"hash": "aa", "type": "sha9"}}"#,
    "{}",
    "x",
];

/// What a random row says about a field.
#[derive(Debug, Clone)]
enum Said {
    Nothing,
    One(&'static str),
    Boolean(bool),
    List(Vec<&'static str>),
    Pairs(Vec<(&'static str, &'static str)>),
}

/// What is said about a field by random numbers.
fn said(field: &Declared, is_argument: bool, numbers: [u16; 4]) -> Said {
    let [first, rest @ ..] = numbers;
    let pick = |texts: &[&'static str], number: u16| texts[usize::from(number) % texts.len()];
    // A secret that no flag takes cannot be typed, so that it is always there. Identifiers mostly are.
    let is_given = match (is_argument, field.required) {
        (false, _) => true,
        (true, true) => first % 16 > 0,
        (true, false) => first % 3 == 0,
    };
    if !is_given {
        return Said::Nothing;
    }
    let simple = if first % 5 < 3 && field.required { &TEXTS[..2] } else { TEXTS };
    match field.form {
        Form::One => match pick(simple, rest[0]) {
            // In a table with the columns of an exported user, this says that there is a password.
            "true" if field.name == "password" => Said::One("a"),
            text => Said::One(text),
        },
        Form::Boolean | Form::Switch => Said::Boolean(rest[0] % 2 == 0),
        Form::Object => Said::One(pick(HASHES, rest[0])),
        Form::List => {
            let count = usize::from(first / 3) % 3 + 1;
            Said::List(rest.iter().take(count).map(|number| pick(TEXTS, *number)).collect())
        }
        Form::Pairs => {
            let keys = ["plan", "seats", "b c"].into_iter().zip(rest);
            let pairs = keys.filter(|(_, number)| number % 2 == 0);
            Said::Pairs(pairs.map(|(key, number)| (key, pick(TEXTS, number / 2))).collect())
        }
    }
}

/// One kind of row, read in both ways.
struct Both {
    rows: &'static RowType,
    fields: Vec<Declared>,
    command: clap::Command,
    /// Flag or place of each field that is an argument.
    places: HashMap<&'static str, Place>,
}

enum Place {
    Flag(String),
    Position(usize),
}

/// What is sent, and the names of the user.
type Sent = (Vec<Value>, String);

fn sent(sink: &Sink) -> Sent {
    let bodies = sink.each_body().map(|body| serde_json::from_slice(body).unwrap()).collect();
    (bodies, sink.names().to_owned())
}

impl Both {
    fn new(rows: &'static RowType) -> Self {
        let (fields, mut command) = (rows.fields(), rows.typed_command());
        command.build();
        let place = |field: &Declared| {
            let argument = command.get_arguments().find(|argument| argument.get_id() == field.id)?;
            let place = match (argument.get_long(), argument.get_index()) {
                (Some(flag), _) => Place::Flag(flag.to_owned()),
                (None, index) => Place::Position(index.unwrap()),
            };
            Some((field.id, place))
        };
        let places = fields.iter().filter_map(place).collect();
        Self { rows, fields, command, places }
    }

    /// As flags.
    fn typed(&mut self, row: &[Said]) -> Option<Sent> {
        let (mut flags, mut positions) = (Vec::new(), vec![Vec::new(); 4]);
        for (field, said) in self.fields.iter().zip(row) {
            let words = match said {
                Said::Nothing => Vec::new(),
                Said::One(text) => vec![(*text).to_owned()],
                Said::Boolean(is_on) => vec![is_on.to_string()],
                Said::List(texts) => texts.iter().map(|text| (*text).to_owned()).collect(),
                Said::Pairs(pairs) => pairs.iter().map(|(key, value)| format!("{key}={value}")).collect(),
            };
            match (self.places.get(field.id), field.form) {
                (None, _) => {}
                (Some(Place::Flag(flag)), Form::Switch) => {
                    flags.extend((words == ["true"]).then(|| format!("--{flag}")));
                }
                (Some(Place::Flag(flag)), _) => {
                    flags.extend(words.into_iter().map(|word| format!("--{flag}={word}")));
                }
                (Some(Place::Position(index)), _) => positions[*index] = words,
            }
        }
        // What stands behind a gap would take the place of what is missing.
        let last = positions.iter().rposition(|words| !words.is_empty()).unwrap_or_default();
        if (1..last).any(|place| positions[place].is_empty()) {
            return None;
        }
        let line = flags.into_iter().chain(["--".to_owned()]).chain(positions.into_iter().flatten());
        let matches = self.command.try_get_matches_from_mut(line).ok()?;
        let mut sink = Sink::default();
        self.rows.write_typed(&matches, &mut sink).ok()?;
        Some(sent(&sink))
    }

    /// As a row.
    fn read(&self, schema: &mut RowSchema, content: Content<'_>) -> Result<Sent, Vec<String>> {
        let mut sink = Sink::default();
        let mut problems = Vec::new();
        let mut record = Record { line: 1, content };
        match schema.read(&mut record, &mut sink, &mut |problem| problems.push(problem.to_string())) {
            true => Ok(sent(&sink)),
            false => Err(problems),
        }
    }

    /// As a row of a table.
    fn cells(&self, row: &[Said], parts: bool) -> Result<Sent, Vec<String>> {
        let (mut header, mut cells) = (Vec::new(), Vec::new());
        for (field, said) in self.fields.iter().zip(row) {
            let mut add = |name: String, cell: String| {
                header.push(name);
                cells.push(cell);
            };
            match said {
                Said::Pairs(pairs) if parts => {
                    for (key, value) in pairs {
                        add(format!("{}.{key}", field.name), (*value).to_owned());
                    }
                }
                Said::Pairs(pairs) if !pairs.is_empty() => {
                    add(field.name.clone(), as_object(pairs).to_string())
                }
                Said::List(texts) if parts && !texts.iter().any(|text| text.contains(',')) => {
                    add(field.name.clone(), texts.join(";"))
                }
                Said::List(texts) => add(field.name.clone(), json!(texts).to_string()),
                Said::One(text) => add(field.name.clone(), (*text).to_owned()),
                Said::Boolean(is_on) => add(field.name.clone(), is_on.to_string()),
                Said::Nothing if narrows(field) => add(field.name.clone(), "@null".to_owned()),
                Said::Pairs(_) | Said::Nothing => add(field.name.clone(), String::new()),
            }
        }
        let mut schema = match RowSchema::of_header(self.rows, &header, &Mapping::default()) {
            Ok(schema) => schema,
            Err(error) => return Err(vec![error.to_string()]),
        };
        // No pair is given at all where each is a column.
        if let Some(complaint) = schema.take_complaint() {
            return Err(vec![complaint.to_string()]);
        }
        let record = TableRecord::of(cells.iter().map(|cell| (cell.as_str(), CellKind::Text)));
        self.read(&mut schema, Content::Cells(record.cells().unwrap()))
    }

    /// As a JSON object.
    fn object(&self, row: &[Said], schema: &mut RowSchema) -> Result<Sent, Vec<String>> {
        let mut object = Map::new();
        for (field, said) in self.fields.iter().zip(row) {
            let value = match said {
                Said::Nothing => continue,
                Said::One(text) if field.form == Form::Object => {
                    serde_json::from_str(text).unwrap_or_else(|_| json!(text))
                }
                // Numbers may stand as numbers: those that are written in the same way.
                Said::One(text) => match text.parse::<i64>() {
                    Ok(number) if number.to_string() == *text => json!(number),
                    _ => json!(text),
                },
                Said::Boolean(is_on) => json!(is_on),
                Said::List(texts) => json!(texts),
                Said::Pairs(pairs) => as_object(pairs),
            };
            object.insert(field.name.clone(), value);
        }
        self.read(schema, Content::Object(object, b""))
    }
}

fn as_object(pairs: &[(&str, &str)]) -> Value {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), Value::from(*value))).collect::<Map<_, _>>().into()
}

/// A secret that no flag takes stands in the row alone.
fn without_secret(mut sent: Sent, secret: Option<&str>) -> Sent {
    if let (Some(secret), [Value::Object(body)]) = (secret, sent.0.as_mut_slice()) {
        assert!(body.remove(secret).is_some_and(|value| value.is_string()));
    }
    sent
}

#[test]
fn a_row_and_the_same_flags_give_the_same_requests_or_are_both_refused() {
    for (name, rows) in all_rows() {
        let both = RefCell::new(Both::new(rows));
        let schema = RefCell::new(RowSchema::of_header(rows, &[], &Mapping::default()).unwrap());
        let counts = RefCell::new([0_u32; 2]);
        let width = both.borrow().fields.len();
        let config = Config { failure_persistence: None, ..Config::default() };
        let numbers = proptest::collection::vec(any::<[u16; 4]>(), width);
        let tested = TestRunner::new(config).run(&(numbers, any::<bool>()), |(numbers, parts)| {
            let mut both = both.borrow_mut();
            let is_argument = |field: &Declared| both.places.contains_key(field.id);
            let fields = both.fields.iter();
            let row: Vec<Said> = fields
                .clone()
                .zip(numbers)
                .map(|(field, numbers)| said(field, is_argument(field), numbers))
                .collect();
            let secret = fields.clone().find(|field| !is_argument(field)).map(|field| field.name.clone());
            let typed = both.typed(&row);
            let ways = [both.cells(&row, parts), both.object(&row, &mut schema.borrow_mut())];
            for way in ways {
                match way {
                    Ok(sent) => prop_assert_eq!(Some(without_secret(sent, secret.as_deref())), typed.clone()),
                    Err(problems) => {
                        prop_assert!(!problems.is_empty(), "refused without a problem: {:?}", row);
                        prop_assert!(typed.is_none(), "only the row is refused: {:?} {:?}", problems, row);
                    }
                }
            }
            counts.borrow_mut()[usize::from(typed.is_some())] += 1;
            Ok(())
        });
        if let Err(error) = tested {
            panic!("{name}: {error}");
        }
        let [refused, sent] = counts.into_inner();
        assert!(refused > 0 && sent > 0, "{name}: {refused} refused, {sent} sent");
    }
}

#[test]
fn every_field_is_an_argument_or_a_secret_and_there_are_few() {
    for (name, rows) in all_rows() {
        let both = Both::new(rows);
        assert!((1..=64).contains(&both.fields.len()), "{name}");
        for field in &both.fields {
            let is_argument = both.places.contains_key(field.id);
            assert!(is_argument || field.is_secret(), "{name}: {}", field.id);
            assert_eq!(
                both.fields.iter().filter(|other| other.name == field.name).count(),
                1,
                "{name}: {}",
                field.id
            );
        }
    }
}

/// A field that is forgotten in a `row!` line is a compile error; one that is left out there on purpose is
/// named here, too.
#[test]
fn arguments_that_no_row_has_are_known() {
    let mut left_out = Vec::new();
    for (_, rows) in all_rows() {
        let both = Both::new(rows);
        let arguments = both.command.get_arguments().filter(|argument| *argument.get_id() != "help");
        let missing = arguments.filter(|argument| !both.places.contains_key(argument.get_id().as_str()));
        left_out.extend(missing.map(|argument| argument.get_id().to_string()));
    }
    left_out.sort_unstable();
    left_out.dedup();
    assert_eq!(
        left_out,
        ["allow_all_apps", "by", "expect", "generate", "merge", "others", "password_file", "password_stdin"]
    );
}
