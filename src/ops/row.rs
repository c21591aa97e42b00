//! Reads one row of an input into the struct of an operation, field by field and without a command line.
//!
//! Three places say what holds for a row, and nothing is written twice. Types say how a value is read and
//! whether it must be there: the same types that the flags use. clap's attributes say which fields go
//! together ([`Rules`]). serde says the form on the wire. One `row!` line per struct ties them.

mod fields;
mod rules;
mod sink;

use std::fmt;

use serde_json::Value;

pub use self::{
    fields::{Cell, Item, repeated, shortened},
    rules::{Breach, Rules},
    sink::Sink,
};

/// What a row says about one field.
#[derive(Debug, Clone, Copy, Default)]
pub enum Given<'r> {
    /// Nothing.
    #[default]
    Nothing,
    /// A text, as a cell of a table holds it.
    Cell(&'r str),
    /// A JSON value other than null.
    Json(&'r Value),
    /// Several parts, each in a column of its own.
    Parts,
    /// A text that was made from what the row says.
    Owned,
}

/// How the values of a field look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One value.
    One,
    /// True or false.
    Boolean,
    /// True or nothing: the flag is there or not.
    Switch,
    /// Several values.
    List,
    /// Keys with values, each of which may stand in a column of its own.
    Pairs,
    /// An object whose fields may stand in columns of their own.
    Object,
}

/// Who may see the values of a field.
#[derive(Debug, Clone, Copy)]
pub enum Secrecy {
    /// Everyone.
    Open,
    /// Nobody: they are not repeated in problems, not trimmed, and taken from no argument.
    Secret,
    /// As [`Self::Secret`], but for those parts of an object of which this says that they are open.
    OpenParts(fn(&str) -> bool),
}

/// A field of a row, as its type declares it.
#[derive(Debug, Clone)]
pub struct Declared {
    /// Name of the struct's field, which is the name of the argument as well.
    pub id: &'static str,
    /// Name of the column, which is that of the API.
    pub name: String,
    /// How its values look.
    pub form: Form,
    /// Who may see them.
    pub secrecy: Secrecy,
    /// Whether its type wants a value in every row.
    pub required: bool,
    /// Whether every row needs it: by its type, or by the attributes of its argument.
    pub in_every_row: bool,
}

impl Declared {
    /// Whether its values are shown nowhere.
    #[must_use]
    pub fn is_secret(&self) -> bool {
        !matches!(self.secrecy, Secrecy::Open)
    }

    /// Whether a part of it is shown nowhere.
    #[must_use]
    pub fn is_secret_part(&self, part: &str) -> bool {
        match self.secrecy {
            Secrecy::Open => false,
            Secrecy::Secret => true,
            Secrecy::OpenParts(is_open) => !is_open(part),
        }
    }
}

/// What a type says about the fields that it reads.
#[derive(Debug, Clone, Copy)]
struct Kind {
    form: Form,
    secrecy: Secrecy,
    required: bool,
}

/// Where in a row something is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum At {
    /// The row as a whole.
    Row,
    /// A field, by its place among the declared ones.
    Field(usize),
    /// A column or key of this name.
    Name(String),
}

/// Something wrong with one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// Where.
    pub at: At,
    /// What.
    pub why: String,
}

/// One part of a field whose parts stand in columns of their own.
struct Part<'r> {
    field: usize,
    key: &'r str,
    value: Value,
}

/// What one row says, from which structs read their fields in the order of their declaration. It may hold
/// secrets, so that it has no `Debug`.
#[derive(Default)]
pub struct RowReader<'r> {
    given: Vec<Given<'r>>,
    parts: Vec<Part<'r>>,
    /// Texts that were made from what the row says, by their fields.
    owned: Vec<(usize, String)>,
    problems: Vec<FieldProblem>,
    cursor: usize,
    /// Fields that say something, a bit for each.
    present: u64,
    /// The fields themselves, where they are not read but declared.
    declared: Option<Vec<Declared>>,
}

impl<'r> RowReader<'r> {
    /// An empty row of so many fields.
    #[must_use]
    pub fn new(fields: usize) -> Self {
        Self { given: vec![Given::Nothing; fields], ..Self::default() }
    }

    fn declaring() -> Self {
        Self { declared: Some(Vec::new()), ..Self::default() }
    }

    /// Notes what the row says about a field. Two things that are said of it are a problem, the same thing is not.
    pub fn give(&mut self, field: usize, given: Given<'r>) {
        let is_said = match (&mut self.given[field], given) {
            (slot @ Given::Nothing, given) => {
                *slot = given;
                true
            }
            (Given::Cell(text), Given::Cell(other)) => *text == other,
            (Given::Json(value), Given::Json(other)) => *value == other,
            _ => false,
        };
        if !is_said {
            self.problem(At::Field(field), GIVEN_TWICE.to_owned());
        }
    }

    /// Notes what holds for a field whatever else the row says about it.
    pub fn replace(&mut self, field: usize, given: Given<'r>) {
        self.given[field] = given;
    }

    /// What the row says about a field so far.
    #[must_use]
    pub fn given(&self, field: usize) -> Given<'r> {
        self.given[field]
    }

    /// Notes a text that was made from what the row says.
    pub fn give_owned(&mut self, field: usize, text: String) {
        let is_it = |(owner, known): &(usize, String)| *owner == field && *known == text;
        if matches!(self.given[field], Given::Owned) && self.owned.iter().any(is_it) {
            return;
        }
        self.give(field, Given::Owned);
        self.owned.push((field, text));
    }

    /// Notes one part of a field.
    pub fn give_part(&mut self, field: usize, key: &'r str, value: Value) {
        if let slot @ Given::Nothing = &mut self.given[field] {
            *slot = Given::Parts;
        }
        self.parts.push(Part { field, key, value });
    }

    /// Whether something was said about a field.
    #[must_use]
    pub fn is_given(&self, field: usize) -> bool {
        !matches!(self.given[field], Given::Nothing)
    }

    /// Whether a field was given as a whole, and not in parts.
    #[must_use]
    pub fn is_given_whole(&self, field: usize) -> bool {
        matches!(self.given[field], Given::Cell(_) | Given::Json(_) | Given::Owned)
    }

    /// Notes that something is wrong.
    pub fn problem(&mut self, at: At, why: String) {
        self.problems.push(FieldProblem { at, why });
    }

    /// Whether something is wrong.
    #[must_use]
    pub fn has_problems(&self) -> bool {
        !self.problems.is_empty()
    }

    /// What is wrong, each thing once. A field that has a problem of its own is not missing.
    #[must_use]
    pub fn into_problems(self) -> Vec<FieldProblem> {
        let mut found: Vec<FieldProblem> = Vec::with_capacity(self.problems.len());
        for problem in self.problems {
            let is_said = |other: &FieldProblem| {
                other.at == problem.at && (other.why == problem.why || problem.why == MISSING)
            };
            if problem.at == At::Row || !found.iter().any(is_said) {
                found.push(problem);
            }
        }
        found
    }

    /// Adds what clap's attributes say about the fields that were read together.
    pub fn check_together(&mut self, rules: &mut Rules, shown: &dyn Fn(usize) -> String) {
        let names = |fields: &[usize]| -> Vec<String> {
            fields.iter().map(|field| format!("`{}`", shown(*field))).collect()
        };
        for breach in rules.breaches(self.present) {
            let (at, why) = match breach {
                Breach::Missing(field) => (At::Field(*field), MISSING.to_owned()),
                Breach::OneMissing(fields) => {
                    (At::Row, format!("one of {} is missing", names(fields).join(", ")))
                }
                Breach::Beside(field, others) => {
                    (At::Field(*field), format!("cannot stand beside {}", names(others).join(" or ")))
                }
                Breach::Other(why) => (At::Row, why.clone()),
            };
            self.problems.push(FieldProblem { at, why });
        }
    }

    /// The next field: its place, and what the row says about it. `None` where fields are declared only.
    fn next(&mut self, id: &'static str, kind: Kind) -> Option<(usize, Given<'r>)> {
        if let Some(declared) = &mut self.declared {
            let Kind { form, secrecy, required } = kind;
            let name = column_name(id);
            declared.push(Declared { id, name, form, secrecy, required, in_every_row: required });
            return None;
        }
        let field = self.cursor;
        self.cursor += 1;
        let given = self.given.get(field).copied().unwrap_or_default();
        match given {
            Given::Nothing if kind.required => self.problem(At::Field(field), MISSING.to_owned()),
            Given::Nothing => {}
            _ => self.present |= 1 << field,
        }
        Some((field, given))
    }

    /// Takes back that a field says something.
    fn nothing_said(&mut self, field: usize) {
        self.present &= !(1 << field);
    }

    /// Takes a text that was made for a field.
    fn take_owned(&mut self, field: usize) -> String {
        let found = self.owned.iter().position(|(owner, _)| *owner == field);
        found.map(|place| self.owned.swap_remove(place).1).unwrap_or_default()
    }

    /// Takes the parts of a field.
    fn take_parts(&mut self, field: usize) -> Vec<(&'r str, Value)> {
        let mut taken = Vec::new();
        self.parts.retain_mut(|part| {
            let is_its = part.field == field;
            if is_its {
                taken.push((part.key, part.value.take()));
            }
            !is_its
        });
        taken
    }
}

/// What is wrong with a field that every row needs.
pub const MISSING: &str = "is missing";

/// What is wrong with a field about which several things are said.
pub const GIVEN_TWICE: &str = "is given twice, with different values";

/// What can be read from a row: one field, or the fields of a struct.
pub trait Field: Sized {
    /// Reads it. `None` where something is wrong with it, or where fields are declared only.
    fn read(row: &mut RowReader<'_>, id: &'static str) -> Option<Self>;
}

/// Makes a struct readable from rows. Names every field: those of the row, in the order of the columns,
/// and those that no row has, each with its value. The compiler holds the list complete.
macro_rules! row {
    (
        $type:ident { $($field:ident),+ $(,)? }
        $(not in rows: $($rest:ident: $value:expr),+)?
    ) => {
        impl $crate::ops::row::Field for $type {
            fn read(row: &mut $crate::ops::row::RowReader<'_>, _: &'static str) -> Option<Self> {
                // All are read before the first problem ends it, so that all problems come out.
                $(let $field = $crate::ops::row::Field::read(row, stringify!($field));)+
                Some(Self { $($field: $field?,)+ $($($rest: $value,)+)? })
            }
        }
    };
}

pub(crate) use row;

/// What it means that a row empties a field.
#[derive(Debug, Clone, Copy)]
pub enum NullPolicy {
    /// Nothing: a new user has nothing to empty.
    Ignored,
    /// The field is sent as empty, where this function has an empty value for it.
    Sent(fn(&str) -> Option<Value>),
    /// The argument is given as empty, or the switch that removes it is on.
    Argument,
}

/// Whether several rows may be about the same user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Users {
    /// They may not: of two values to set, one would be lost.
    Distinct,
    /// They may: a user can be added to and removed from several things.
    Repeatable,
}

/// A struct that holds one row.
pub trait RowStruct: Field + clap::Args {
    /// What it means that a row empties a field.
    const NULLS: NullPolicy = NullPolicy::Ignored;
    /// Whether fields of a user that it does not have are passed over.
    const PASSES_OVER_FIELDS: bool = false;
    /// Whether it makes a user, who can be reached by e-mail or phone.
    const MAKES_USER: bool = false;
    /// The same without its type.
    const ROWS: RowType = RowType::of::<Self>();

    /// Writes the bodies of its requests, and the identifiers of its user, the one to show first.
    fn write(&self, sink: &mut Sink);
}

/// A [`RowStruct`] without its type, so that what reads rows is compiled once.
#[derive(Clone, Copy)]
pub struct RowType {
    command: fn() -> clap::Command,
    read: fn(&mut RowReader<'_>, &mut Sink) -> bool,
    #[cfg(test)]
    typed: fn(&clap::ArgMatches, &mut Sink) -> Result<(), clap::Error>,
    nulls: NullPolicy,
    passes_over_fields: bool,
    makes_user: bool,
    users: Users,
}

impl fmt::Debug for RowType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.fields().iter().map(|field| &field.name)).finish()
    }
}

impl RowType {
    /// The type of a struct that holds one row. Its fields must be at most 64.
    #[must_use]
    pub const fn of<T: RowStruct>() -> Self {
        Self {
            command: || T::augment_args(clap::Command::new("row")),
            read: |row, sink| match T::read(row, "") {
                Some(read) => {
                    read.write(sink);
                    true
                }
                None => false,
            },
            #[cfg(test)]
            typed: |matches, sink| {
                T::from_arg_matches(matches)?.write(sink);
                Ok(())
            },
            nulls: T::NULLS,
            passes_over_fields: T::PASSES_OVER_FIELDS,
            makes_user: T::MAKES_USER,
            users: Users::Distinct,
        }
    }

    /// The same, with what is said about the users of the rows.
    #[must_use]
    pub const fn with(self, users: Users) -> Self {
        Self { users, ..self }
    }

    /// What it means that a row empties a field.
    #[must_use]
    pub fn nulls(&self) -> NullPolicy {
        self.nulls
    }

    /// Whether fields of a user that it does not have are passed over.
    #[must_use]
    pub fn passes_over_fields(&self) -> bool {
        self.passes_over_fields
    }

    /// Whether each row is an operation on one user.
    #[must_use]
    pub fn is_of_operation(&self) -> bool {
        matches!(self.nulls, NullPolicy::Argument)
    }

    /// Whether each row makes a user.
    #[must_use]
    pub fn makes_user(&self) -> bool {
        self.makes_user
    }

    /// Whether several rows may be about the same user.
    #[must_use]
    pub fn allows_duplicates(&self) -> bool {
        self.users == Users::Repeatable
    }

    /// The fields that a row may give, in the order of the columns of a template.
    #[must_use]
    pub fn fields(&self) -> Vec<Declared> {
        let mut row = RowReader::declaring();
        (self.read)(&mut row, &mut Sink::default());
        let mut declared = row.declared.unwrap_or_default();
        let command = (self.command)();
        for field in &mut declared {
            let mut arguments = command.get_arguments();
            let argument = arguments.find(|argument| argument.get_id().as_str() == field.id);
            field.in_every_row |= argument.is_some_and(clap::Arg::is_required_set);
        }
        declared
    }

    /// Reads a row and writes what is sent for it. False where something is wrong with it; then the row
    /// says what.
    pub fn read(&self, row: &mut RowReader<'_>, sink: &mut Sink) -> bool {
        (self.read)(row, sink)
    }

    /// The arguments of the struct.
    fn command(&self) -> clap::Command {
        (self.command)()
    }

    /// The arguments of the struct, as they stand on a command line.
    #[cfg(test)]
    pub(crate) fn typed_command(&self) -> clap::Command {
        super::flags::with_optional_booleans(self.command()).no_binary_name(true)
    }

    /// What is sent for arguments that were typed.
    #[cfg(test)]
    pub(crate) fn write_typed(&self, matches: &clap::ArgMatches, sink: &mut Sink) -> Result<(), clap::Error> {
        (self.typed)(matches, sink)
    }
}

/// The name of the column of a field: that of the API.
fn column_name(id: &str) -> String {
    match id {
        // Their name in a record.
        "attributes" => return "customAttributes".to_owned(),
        "roles" => return "roleNames".to_owned(),
        // The argument of commands about one user.
        "user" => return "loginId".to_owned(),
        _ => {}
    }
    let mut words = id.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let mut letters = word.chars();
        let head: String = letters.next().map(|letter| letter.to_uppercase().collect()).unwrap_or_default();
        name + &head + letters.as_str()
    })
}
