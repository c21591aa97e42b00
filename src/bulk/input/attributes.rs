//! Types of the project's custom attributes.

use std::collections::HashMap;

use serde_json::Value;

use super::tally::{Type, no_attribute};
use crate::ops::{
    arguments::Time,
    row::{Cell as _, repeated},
};

/// Types of the project's custom attributes, by machine name. A table knows only text, so that its cells
/// are read as these say.
#[derive(Debug, Clone, Default)]
pub struct Attributes {
    types: HashMap<String, Definition>,
    known: Known,
}

/// What a definition says of values.
#[derive(Debug, Clone)]
struct Definition {
    kind: u64,
    /// Those of a selection, where they are known.
    options: Vec<String>,
}

/// What is known of attributes that are not among the definitions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Known {
    /// Nothing: the definitions were not read.
    #[default]
    Nothing,
    /// They do not exist.
    All,
    /// They may be created before they are used.
    MayGrow,
}

const TEXT: u64 = 1;
const NUMBER: u64 = 2;
const BOOLEAN: u64 = 3;
const SINGLE_SELECT: u64 = 4;
const MULTI_SELECT: u64 = 5;
const DATE: u64 = 6;

/// Options of a selection that a message lists.
const LISTED: usize = 10;

impl Attributes {
    /// Reads the reply that lists the definitions.
    #[must_use]
    pub fn of_reply(reply: &Value) -> Self {
        let definitions = reply.get("data").and_then(Value::as_array);
        let pairs = definitions.into_iter().flatten().filter_map(|definition| {
            let name = definition.get("name")?.as_str()?.to_owned();
            let kind = definition.get("type").and_then(Value::as_u64).unwrap_or(TEXT);
            let options = definition.get("options").and_then(Value::as_array).into_iter().flatten();
            let options = options.filter_map(|option| option.get("value")?.as_str()).map(str::to_owned);
            Some((name, Definition { kind, options: options.collect() }))
        });
        Self { types: pairs.collect(), known: Known::All }
    }

    fn kind(&self, key: &str) -> Option<u64> {
        self.types.get(key).map(|definition| definition.kind)
    }

    /// Whether the project is known not to have an attribute.
    pub(super) fn lacks(&self, key: &str) -> bool {
        self.known == Known::All && !self.types.contains_key(key)
    }

    /// The same, where others may be created before they are used: nothing is wrong with these here.
    #[must_use]
    pub fn extensible(self) -> Self {
        Self { known: Known::MayGrow, ..self }
    }

    /// Whether the definitions were not read, so that nothing can be said of any attribute.
    pub(super) fn are_unread(&self) -> bool {
        self.known == Known::Nothing
    }

    /// The names of all.
    pub(super) fn names(&self) -> Vec<String> {
        self.types.keys().cloned().collect()
    }

    /// Whether the project has an attribute.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.types.contains_key(name)
    }

    /// The value in the attribute's type, where that loses nothing: a text as a number or as true or false, and
    /// these as texts.
    pub(super) fn fitted(&self, key: &str, value: &Value) -> Option<Value> {
        match value {
            Value::String(text) => Some(self.typed(key, text)),
            _ => self.as_text(key, value),
        }
    }

    /// A number, or true or false, as the text that the attribute holds.
    pub(super) fn as_text(&self, key: &str, value: &Value) -> Option<Value> {
        match (value, self.kind(key)) {
            (Value::Number(_) | Value::Bool(_), Some(TEXT | SINGLE_SELECT)) => {
                Some(Value::String(value.to_string()))
            }
            _ => None,
        }
    }

    /// The cell as a value of the attribute's type, or of the one by which the attribute would be created. What does
    /// not fit stays text.
    pub(super) fn typed(&self, key: &str, cell: &str) -> Value {
        let text = || Value::from(cell);
        match self.kind(key) {
            Some(NUMBER) => {
                serde_json::from_str::<serde_json::Number>(cell.trim()).map_or_else(|_| text(), Value::Number)
            }
            Some(BOOLEAN) => bool::parse(cell.trim()).map_or_else(|_| text(), Value::Bool),
            Some(MULTI_SELECT) => {
                cell.split(';').map(str::trim).filter(|item| !item.is_empty()).map(Value::from).collect()
            }
            None if self.known == Known::MayGrow => guessed(cell),
            _ => text(),
        }
    }

    /// What is wrong with a value of an attribute, where something is.
    pub(super) fn problem(&self, key: &str, value: &Value) -> Option<String> {
        let Some(kind) = self.kind(key) else {
            return (self.known == Known::All).then(|| no_attribute(key, &self.names()));
        };
        match expected(kind, Type::of(value)?) {
            Some(expected) => Some(format!("`{}`: expected {expected}", repeated(&value.to_string()))),
            None => self.fault_of_value(key, value),
        }
    }

    /// What is wrong with a value of the type that an attribute has: it is no option of a selection, or no date.
    pub(super) fn fault_of_value(&self, key: &str, value: &Value) -> Option<String> {
        let Definition { kind, options } = self.types.get(key)?;
        let no_option = |value: &Value| {
            let text = value
                .as_str()
                .filter(|text| !options.is_empty() && !options.iter().any(|one| one == text))?;
            let listed: Vec<String> =
                options.iter().take(LISTED).map(|one| format!("`{}`", repeated(one))).collect();
            let more = options.len().saturating_sub(LISTED);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            Some(format!(
                "`{}` is none of its options, which are {}{more}",
                repeated(text),
                listed.join(", ")
            ))
        };
        match (*kind, value) {
            (SINGLE_SELECT, value) => no_option(value),
            (MULTI_SELECT, Value::Array(items)) => items.iter().find_map(no_option),
            (DATE, Value::String(_) | Value::Number(_)) => {
                let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                let fault = text.parse::<Time>().err()?;
                Some(format!("`{}`: {fault}", repeated(&text)))
            }
            _ => None,
        }
    }

    /// What an attribute is expected to be, where its values are of another type.
    pub(super) fn expects(&self, key: &str, values: Type) -> Option<&'static str> {
        expected(self.kind(key)?, values)
    }
}

/// What is expected of an attribute of this kind, where its values are something else.
fn expected(kind: u64, values: Type) -> Option<&'static str> {
    let (fits, expected) = match kind {
        NUMBER => (values == Type::Number, "a number"),
        BOOLEAN => (values == Type::Boolean, "true or false"),
        MULTI_SELECT => (values == Type::List, "a list"),
        TEXT | SINGLE_SELECT => (values == Type::Text, "a text"),
        _ => (!matches!(values, Type::List | Type::Object), "a single value"),
    };
    (!fits).then_some(expected)
}

/// A cell as the value that it looks like: a number whose text is kept exactly, true or false, or a text.
pub(super) fn guessed(cell: &str) -> Value {
    /// Digits that a number of a JSON document keeps in every program.
    const MOST_DIGITS: usize = 15;
    let cell = cell.trim();
    let is_kept = |number: &serde_json::Number| cell.len() <= MOST_DIGITS && number.to_string() == cell;
    match serde_json::from_str(&cell.to_lowercase()) {
        Ok(value @ Value::Bool(_)) => value,
        Ok(Value::Number(number)) if is_kept(&number) => Value::Number(number),
        _ => Value::from(cell),
    }
}
