//! What is said once about how a kind of document is shown, and what the user asked for.

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use serde_json::Value;

use super::query::Query;
use crate::{
    ci::Ci,
    error::{Error, Result},
};

/// Form of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// For people
    #[default]
    Table,
    /// The API's own shape, indented
    Json,
    /// One JSON value a line
    Jsonl,
    /// YAML
    Yaml,
    /// Comma-separated values with a header line
    Csv,
    /// One ID a line
    Ids,
}

impl Format {
    /// The format as it is typed.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Yaml => "yaml",
            Self::Csv => "csv",
            Self::Ids => "ids",
        }
    }
}

impl std::fmt::Display for Format {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name())
    }
}

impl std::str::FromStr for Format {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        use clap::ValueEnum as _;
        let formats = Self::value_variants();
        formats.iter().copied().find(|format| format.name() == text).ok_or_else(|| {
            let names: Vec<&str> = formats.iter().map(|format| format.name()).collect();
            Error::usage(format!("`{text}` is not an output format"))
                .hint(format!("use one of `{}`", names.join("`, `")))
        })
    }
}

/// How the values of a column are made readable in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// As they are.
    Text,
    /// As they are and never shortened: what is cut off would be of no use, such as a token.
    Whole,
    /// Items of a list, joined.
    List,
    /// Fields of an object: `plan=pro, seats=5`.
    Map,
    /// Yes or no.
    Flag,
    /// Yes; nothing where it is not so.
    Mark,
    /// Names of what is so in an object.
    Names,
    /// A number of things.
    Number,
    /// The same; nothing where it is 0.
    Count,
    /// Seconds as a length of time.
    Seconds,
    /// Epoch seconds as local time.
    Time,
    /// State of an account, coloured.
    Status,
    /// Memberships: `acme (admin, viewer), globex`.
    Tenants,
    /// Number of an attribute type as its name.
    AttributeType,
    /// Values to choose from, with their labels where these differ.
    Options,
}

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Title.
    pub header: &'static str,
    /// Field, dotted where it lies deeper.
    pub path: &'static str,
    /// How values are made readable.
    pub kind: ColumnKind,
    /// Where its values go when the terminal is too narrow for a column of their own.
    pub folds: Option<Fold>,
    /// Whether its cells go on in the next line where the terminal is too narrow, instead of being cut.
    pub wraps: bool,
    /// The field without which there is nothing to say: it is about that one.
    pub about: Option<&'static str>,
    /// Fields whose values tables show together where its own is empty.
    pub parts: &'static [&'static str],
}

/// The place of values whose column does not fit the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fold {
    /// In the column of this field, where they do not stand there already.
    Into(&'static str),
    /// In the column of this field where that is empty: it says who is meant as well.
    InsteadOf(&'static str),
    /// Nowhere: the column goes only where it says nothing, or 0, in all rows.
    Silent,
    /// Nowhere: another command says it, and `--wide` shows it.
    Away,
    /// The same, and the column is there only where one of the first rows has a value.
    IfAny,
}

impl Column {
    /// A column of this kind.
    #[must_use]
    pub const fn new(header: &'static str, path: &'static str, kind: ColumnKind) -> Self {
        Self { header, path, kind, folds: None, wraps: false, about: None, parts: &[] }
    }

    /// The same column, in place of whose empty values tables show those of these fields.
    #[must_use]
    pub const fn or(self, parts: &'static [&'static str]) -> Self {
        Self { parts, ..self }
    }

    /// The same column, which gives way where the terminal is too narrow for it.
    #[must_use]
    pub const fn folding(self, fold: Fold) -> Self {
        Self { folds: Some(fold), ..self }
    }

    /// The same column, whose cells go on in the next line instead of being cut.
    #[must_use]
    pub const fn wrapping(self) -> Self {
        Self { wraps: true, ..self }
    }

    /// The same column, which says something about another field only.
    #[must_use]
    pub const fn about(self, field: &'static str) -> Self {
        Self { about: Some(field), ..self }
    }

    /// A column whose values are shown as they are.
    #[must_use]
    pub const fn text(header: &'static str, path: &'static str) -> Self {
        Self::new(header, path, ColumnKind::Text)
    }
}

/// Whether a document is one object or a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One object.
    One,
    /// A list of objects.
    Many,
    /// Nothing worth showing.
    Empty,
}

/// How a kind of document is shown.
#[derive(Debug, Clone, Copy)]
pub struct View {
    /// Where the document stands in the reply, as a JSON pointer.
    pub pointer: &'static str,
    /// One object or a list.
    pub shape: Shape,
    /// Columns of its table.
    pub columns: &'static [Column],
    /// Field that `ids` prints.
    pub id: &'static str,
    /// All fields of the contract, which are the columns of its CSV. Empty where there are none: then
    /// those of the document count.
    pub fields: &'static [&'static str],
}

impl View {
    /// The field that a text means: its name, its title or another name of it. One that is not known stays as it is.
    #[must_use]
    pub fn field_named<'n>(&self, text: &'n str) -> &'n str {
        super::field::settled_name(self, text)
    }
}

/// What the user asked for.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Form of the output.
    pub format: Format,
    /// Fields to show in tables and CSV instead of the view's.
    pub columns: Option<Vec<String>>,
    /// Titles of columns that were asked for by their title, by field.
    pub titles: Vec<(&'static str, &'static str)>,
    /// jq expression to filter the document with.
    pub query: Option<String>,
    /// Longest time for the expression, where it may be one without end.
    pub query_time: Option<Duration>,
    /// Columns of the terminal; `None` for no limit.
    pub width: Option<usize>,
    /// Whether tables are coloured.
    pub color: bool,
    /// Whether JSON is coloured.
    pub data_color: bool,
    /// Whether a terminal shows it, which would obey control characters in the data. A person reads it there.
    pub terminal: bool,
    /// The CI service whose log stdout may be, and which must obey nothing in the data.
    pub ci: Option<Arc<Ci>>,
    /// The moment from which times in tables are told, as in `3 days ago`; `None` where they are exact.
    pub now: Option<fn() -> Timestamp>,
}

impl Settings {
    /// Whether a document was asked for, also of a command that a sentence tells all about.
    #[must_use]
    pub fn wants_document(&self) -> bool {
        self.format != Format::Table || self.columns.is_some() || self.query.is_some()
    }

    /// The part of a document of our own that is shown: the rows in the forms for tables and in JSON lines,
    /// else all of it, with its schema.
    #[must_use]
    pub fn part<'v>(&self, document: &'v Value, view: &View) -> &'v Value {
        let tabular = match self.format {
            Format::Table | Format::Csv | Format::Ids => true,
            // One item a line.
            Format::Jsonl => view.shape == Shape::Many,
            Format::Json | Format::Yaml => false,
        };
        document.pointer(view.pointer).filter(|_| tabular && self.query.is_none()).unwrap_or(document)
    }

    /// Takes columns as people write them, with spaces, by title or by another name of the field, and refuses
    /// those that a view does not have, before anything is sent. A view that names no fields shows what comes:
    /// there only the rows can tell.
    ///
    /// # Errors
    /// Usage, with the nearest name.
    pub fn settle_columns(&mut self, view: &View) -> Result<()> {
        let Some(columns) = &mut self.columns else { return Ok(()) };
        for column in columns.iter_mut() {
            let settled = super::field::settled_name(view, column.trim());
            let by_title = view.columns.iter().find(|known| {
                known.path == settled
                    && known.header.eq_ignore_ascii_case(column.trim())
                    && known.path != column.trim()
            });
            self.titles.extend(by_title.map(|known| (known.path, known.header)));
            *column = settled.to_owned();
        }
        columns.iter().try_for_each(|column| super::field::check_name(view, column))
    }

    /// Refuses what cannot be shown, before anything is sent.
    ///
    /// # Errors
    /// Usage: a wrong jq expression, or flags that do not go together.
    pub fn check(&self) -> Result<()> {
        if self.columns.is_some()
            && (!matches!(self.format, Format::Table | Format::Csv) || self.query.is_some())
        {
            return Err(Error::usage("`--columns` is for tables and CSV, without `--query`")
                .hint("pick fields with `--query`, such as `-q '.[] | {userId, email}'`"));
        }
        match &self.query {
            Some(_) if self.format == Format::Ids => {
                Err(Error::usage("`--query` and `-o ids` do not go together")
                    .hint("a query alone prints texts bare, such as `-q '.[].userId'`"))
            }
            Some(query) => Query::parse(query).map(drop),
            None => Ok(()),
        }
    }
}
