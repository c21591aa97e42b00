//! How values of each type are read from a row.

use std::{borrow::Cow, fmt::Display};

use serde_json::Value;

use super::{Field, Form, Given, Kind, RowReader, Secrecy};
use crate::ops::{
    arguments::{
        Assignment, Email, EpochSeconds, Expiry, FamilyMembership, Membership, Name, Phone, PictureUrl,
        Status,
    },
    identifier::{Identifier, LoginId},
    row::At,
    secret::{Filled, SecretText},
    user::Hash,
};

/// The most characters of a value or a name that a message repeats.
const SHOWN: usize = 80;

/// One value of a field.
pub trait Cell: Sized {
    /// How it looks.
    const FORM: Form = Form::One;
    /// Who may see it.
    const SECRECY: Secrecy = Secrecy::Open;

    /// Reads a text, as after the flag of the same name.
    ///
    /// # Errors
    /// What is wrong with it. The text is not repeated there.
    fn parse(text: &str) -> Result<Self, String>;

    /// Reads a JSON value other than null.
    ///
    /// # Errors
    /// What is wrong with it.
    fn of_json(value: &Value) -> Result<Self, String> {
        one_text(value)
    }

    /// Puts a value together whose parts stand in columns of their own.
    ///
    /// # Errors
    /// What is wrong with it.
    fn of_parts(_parts: Vec<(&str, Value)>) -> Result<Self, String> {
        Err("has no parts".to_owned())
    }
}

/// Reads one value by its text.
fn one_text<T: Cell>(value: &Value) -> Result<T, String> {
    match value {
        Value::String(text) => parse(text),
        Value::Array(_) => Err("expected one value, not a list".to_owned()),
        Value::Object(_) => Err("expected one value, not an object".to_owned()),
        other => parse(&as_written(other, T::FORM)?),
    }
}

/// A value that is no text as the text that stands in the file. Of a number that only an integer of the machine's
/// size keeps, another text would be made; the problem does not repeat it, since it may be a secret.
fn as_written(value: &Value, form: Form) -> Result<String, String> {
    match value {
        Value::Number(number) if !number.is_i64() && !number.is_u64() => {
            Err("a number must be an integer of at most 19 digits: quote it where it is a text".to_owned())
        }
        Value::Bool(_) if form != Form::Boolean => Err("expected a text, not true or false".to_owned()),
        other => Ok(other.to_string()),
    }
}

/// Reads a text; the problem repeats it, unless it is a secret.
fn parse<T: Cell>(text: &str) -> Result<T, String> {
    T::parse(text).map_err(|why| match T::SECRECY {
        Secrecy::Open => format!("`{}`: {why}", repeated(text)),
        Secrecy::Secret | Secrecy::OpenParts(_) => why,
    })
}

/// The beginning of a text, as messages repeat it.
#[must_use]
pub fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

/// A value as messages repeat it between backticks. It has none of its own, so that what is quoted can be told from
/// the rest and left out where no value may be shown.
#[must_use]
pub fn repeated(value: &str) -> String {
    shortened(value).replace('`', "'")
}

fn as_text<E: Display>(why: E) -> String {
    why.to_string()
}

/// What is wrong with a value of which a part stands in a column of its own, too.
const WHOLE_AND_PARTS: &str =
    "stands in one column as a whole, and in others in parts: leave out the one or the others";

/// What became of one field.
enum Slot<T> {
    /// The row does not say anything about it.
    Absent,
    /// Something is wrong with it, or fields are declared only.
    Bad,
    Is(T),
}

fn one<T: Cell>(row: &mut RowReader<'_>, id: &'static str, required: bool, form: Form) -> Slot<T> {
    let Some((field, given)) = row.next(id, Kind { form, secrecy: T::SECRECY, required }) else {
        return Slot::Bad;
    };
    let read = match given {
        Given::Nothing => return Slot::Absent,
        Given::Cell(text) => parse(text),
        Given::Owned => parse(&row.take_owned(field)),
        Given::Json(value) => T::of_json(value),
        Given::Parts => T::of_parts(row.take_parts(field)),
    };
    // A part beside the whole would be lost.
    let read = if row.take_parts(field).is_empty() { read } else { Err(WHOLE_AND_PARTS.to_owned()) };
    match read {
        Ok(value) => Slot::Is(value),
        Err(why) => {
            row.problem(At::Field(field), why);
            Slot::Bad
        }
    }
}

impl<T: Cell> Field for Option<T> {
    fn read(row: &mut RowReader<'_>, id: &'static str) -> Option<Self> {
        match one(row, id, false, T::FORM) {
            Slot::Absent => Some(None),
            Slot::Bad => None,
            Slot::Is(value) => Some(Some(value)),
        }
    }
}

/// Types of fields that hold one value, read as the flag of the same type reads it.
macro_rules! single {
    ($($type:ty),+) => {$(
        impl Cell for $type {
            fn parse(text: &str) -> Result<Self, String> {
                text.parse().map_err(as_text)
            }
        }

        impl Field for $type {
            fn read(row: &mut RowReader<'_>, id: &'static str) -> Option<Self> {
                required(row, id)
            }
        }
    )+};
}

single!(Identifier, LoginId, Email, Phone, Name, Status, String, PictureUrl, Expiry);

impl Cell for EpochSeconds {
    fn parse(text: &str) -> Result<Self, String> {
        text.parse().map_err(as_text)
    }

    /// Exports write seconds with their fractions.
    fn of_json(value: &Value) -> Result<Self, String> {
        match value {
            Value::Number(_) => parse(&value.to_string()),
            other => one_text(other),
        }
    }
}

impl Field for EpochSeconds {
    fn read(row: &mut RowReader<'_>, id: &'static str) -> Option<Self> {
        required(row, id)
    }
}

fn required<T: Cell>(row: &mut RowReader<'_>, id: &'static str) -> Option<T> {
    match one(row, id, true, T::FORM) {
        Slot::Is(value) => Some(value),
        Slot::Absent | Slot::Bad => None,
    }
}

impl Cell for bool {
    const FORM: Form = Form::Boolean;

    fn parse(text: &str) -> Result<Self, String> {
        let is = |words: &[&str]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
        // What people, databases and spreadsheets write, in English, German, French and Spanish, and in the sheets of others.
        if is(&[
            "true",
            "yes",
            "y",
            "1",
            "t",
            "on",
            "x",
            "ja",
            "wahr",
            "oui",
            "vrai",
            "sí",
            "SÍ",
            "si",
            "verdadero",
            "verdadeiro",
            "vero",
        ]) {
            Ok(true)
        } else if is(&["false", "no", "n", "0", "f", "off", "nein", "falsch", "non", "faux", "falso"]) {
            Ok(false)
        } else {
            Err("expected one of true, false, yes, no, 1, 0".to_owned())
        }
    }
}

/// A switch: the flag is there or not.
impl Field for bool {
    fn read(row: &mut RowReader<'_>, id: &'static str) -> Option<Self> {
        let field = row.cursor;
        match one(row, id, false, Form::Switch) {
            Slot::Is(true) => Some(true),
            Slot::Is(false) => {
                row.nothing_said(field);
                Some(false)
            }
            Slot::Absent => Some(false),
            Slot::Bad => None,
        }
    }
}

impl Cell for SecretText {
    const SECRECY: Secrecy = Secrecy::Secret;

    fn parse(text: &str) -> Result<Self, String> {
        text.parse().map_err(as_text)
    }
}

/// The secret of an operation, which no flag takes: a column that every row needs.
impl Field for Filled {
    fn read(row: &mut RowReader<'_>, id: &'static str) -> Option<Self> {
        required::<SecretText>(row, id).map(Self::from)
    }
}

impl Cell for Hash {
    const FORM: Form = Form::Object;
    const SECRECY: Secrecy = Secrecy::OpenParts(Self::is_open);

    fn parse(text: &str) -> Result<Self, String> {
        text.parse()
    }

    fn of_json(value: &Value) -> Result<Self, String> {
        match value {
            Value::String(text) => text.parse(),
            other => Self::new(other.clone()),
        }
    }

    fn of_parts(parts: Vec<(&str, Value)>) -> Result<Self, String> {
        Self::of_parts(parts)
    }
}

/// One of several values of a field.
pub trait Item: Sized {
    /// How the field looks.
    const FORM: Form = Form::List;

    /// Reads all of them. What is wrong with each goes to `problem`.
    ///
    /// # Errors
    /// What is wrong with the field as a whole.
    fn read_all(
        given: Given<'_>,
        parts: Vec<(&str, Value)>,
        problem: &mut dyn FnMut(String),
    ) -> Result<Vec<Self>, String>;
}

fn many<T: Item>(row: &mut RowReader<'_>, id: &'static str) -> Slot<Vec<T>> {
    let kind = Kind { form: T::FORM, secrecy: Secrecy::Open, required: false };
    let Some((field, given)) = row.next(id, kind) else { return Slot::Bad };
    if let Given::Nothing = given {
        return Slot::Absent;
    }
    let parts = if T::FORM == Form::Pairs { row.take_parts(field) } else { Vec::new() };
    let mut is_bad = false;
    let owned = if let Given::Owned = given { row.take_owned(field) } else { String::new() };
    let given = if let Given::Owned = given { Given::Cell(&owned) } else { given };
    let read = T::read_all(given, parts, &mut |why| {
        is_bad = true;
        row.problem(At::Field(field), why);
    });
    match read {
        Ok(_) if is_bad => Slot::Bad,
        Ok(items) if items.is_empty() => {
            row.nothing_said(field);
            Slot::Absent
        }
        Ok(items) => Slot::Is(items),
        Err(why) => {
            row.problem(At::Field(field), why);
            Slot::Bad
        }
    }
}

impl<T: Item> Field for Vec<T> {
    fn read(row: &mut RowReader<'_>, id: &'static str) -> Option<Self> {
        match many(row, id) {
            Slot::Absent => Some(Self::new()),
            Slot::Bad => None,
            Slot::Is(items) => Some(items),
        }
    }
}

impl<T: Item> Field for Option<Vec<T>> {
    fn read(row: &mut RowReader<'_>, id: &'static str) -> Option<Self> {
        match many(row, id) {
            Slot::Absent => Some(None),
            Slot::Bad => None,
            Slot::Is(items) => Some(Some(items)),
        }
    }
}

/// Types of the items of lists: `a;b` in a cell, or a JSON list.
macro_rules! listed {
    ($($type:ty),+) => {$(
        impl Item for $type {
            fn read_all(
                given: Given<'_>,
                _: Vec<(&str, Value)>,
                problem: &mut dyn FnMut(String),
            ) -> Result<Vec<Self>, String> {
                list(given, problem)
            }
        }
    )+};
}

listed!(Identifier, LoginId, Name, Membership, FamilyMembership, String);

fn list<T: Cell>(given: Given<'_>, problem: &mut dyn FnMut(String)) -> Result<Vec<T>, String> {
    let of_json = |value: &Value, problem: &mut dyn FnMut(String)| match value {
        Value::Array(items) => Ok(kept(items.iter().map(item::<T>), problem)),
        _ => Err("expected a JSON list".to_owned()),
    };
    match given {
        Given::Cell(text) if text.trim_start().starts_with('[') => {
            let value = serde_json::from_str(text).map_err(|cause| format!("not a JSON list: {cause}"))?;
            of_json(&value, problem)
        }
        Given::Cell(text) => {
            let items = text.split(';').map(str::trim).filter(|item| !item.is_empty());
            Ok(kept(items.map(parse), problem))
        }
        Given::Json(value) => of_json(value, problem),
        Given::Nothing | Given::Parts | Given::Owned => Ok(Vec::new()),
    }
}

fn item<T: Cell>(value: &Value) -> Result<T, String> {
    match value {
        Value::Object(_) if T::FORM == Form::Object => T::of_json(value),
        Value::Object(_) | Value::Array(_) | Value::Null => {
            Err(format!("`{}` cannot stand in this list", repeated(&value.to_string())))
        }
        _ => T::of_json(value),
    }
}

fn kept<T>(items: impl Iterator<Item = Result<T, String>>, problem: &mut dyn FnMut(String)) -> Vec<T> {
    items.filter_map(|item| item.map_err(&mut *problem).ok()).collect()
}

/// Types that a text says, or the API's own object.
macro_rules! memberships {
    ($($type:ty),+) => {$(
        impl Cell for $type {
            const FORM: Form = Form::Object;

            fn parse(text: &str) -> Result<Self, String> {
                text.parse()
            }

            fn of_json(value: &Value) -> Result<Self, String> {
                match value {
                    Value::Object(_) => {
                        let text = value.to_string();
                        Self::parse(&text).map_err(|why| format!("`{}`: {why}", repeated(&text)))
                    }
                    Value::String(text) => parse(text),
                    other => parse(&as_written(other, Form::One)?),
                }
            }
        }
    )+};
}

memberships!(Membership, FamilyMembership);

impl Item for Assignment {
    const FORM: Form = Form::Pairs;

    fn read_all(
        given: Given<'_>,
        parts: Vec<(&str, Value)>,
        problem: &mut dyn FnMut(String),
    ) -> Result<Vec<Self>, String> {
        let parsed;
        let object = match given {
            Given::Cell(text) => {
                parsed = serde_json::from_str(text).map_err(|cause| format!("not a JSON object: {cause}"))?;
                Some(&parsed)
            }
            Given::Json(value) => Some(value),
            Given::Nothing | Given::Parts | Given::Owned => None,
        };
        let pairs = match object {
            None => None,
            Some(Value::Object(pairs)) => Some(pairs),
            Some(_) => return Err("expected a JSON object".to_owned()),
        };
        let mut all: Vec<Self> = Vec::new();
        let whole = pairs.into_iter().flatten().map(|(key, value)| (key.as_str(), value.clone()));
        for (key, value) in whole.chain(parts) {
            if key.contains('=') {
                problem("the name of an attribute must not hold `=`".to_owned());
            } else if key.trim().is_empty() {
                problem("the name of an attribute is empty".to_owned());
            } else if all.iter().any(|other| other.key == key) {
                problem(format!("`{}` is given twice", repeated(key)));
            } else {
                all.push(Self { key: key.to_owned(), value });
            }
        }
        Ok(all)
    }
}
