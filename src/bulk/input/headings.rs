//! What the names of columns mean, and what must hold for all of them before the first row is read.

use std::collections::HashMap;

use super::{
    columns::{self, ALIASES, Column, Mapping, Unknown},
    failures::REASON,
};
use crate::{
    error::{Error, Result, quoted},
    ops::row::{Declared, RowType, shortened},
};

/// The most names that a message lists.
const LISTED: usize = 20;

fn listed<'n>(names: impl ExactSizeIterator<Item = &'n str>) -> String {
    let more = names.len().saturating_sub(LISTED);
    let names: Vec<String> = names.take(LISTED).map(|name| format!("`{}`", shortened(name))).collect();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    names.join(", ") + &more
}

/// The names of an input's columns, and what the user says of them.
pub(super) struct Headings<'h> {
    pub(super) rows: &'h RowType,
    pub(super) fields: &'h [Declared],
    pub(super) header: &'h [String],
    pub(super) mapping: &'h Mapping,
}

impl Headings<'_> {
    /// What each column holds. All that are unknown are named at once.
    pub(super) fn all_columns(&self) -> Result<Vec<Column>> {
        let mut columns = Vec::with_capacity(self.header.len());
        let mut unknown = Vec::new();
        for name in self.header {
            match self.column(name) {
                Ok(column) => columns.push(column),
                Err(field) => unknown.push((name.as_str(), field)),
            }
        }
        match unknown.as_slice() {
            [] => Ok(columns),
            [(name, field)] => Err(self.unknown(name, field)),
            _ => Err(Error::usage(format!(
                "unknown columns {}",
                listed(unknown.iter().map(|(name, _)| *name))
            ))
            .because("there are no such fields: `--template` prints the names of all")
            .hint("`--map 'COLUMN=FIELD'` reads one as a field, `--map 'COLUMN='` leaves it out")),
        }
    }

    /// What one column holds; else the field that does not exist.
    fn column<'n>(&'n self, name: &'n str) -> Result<Column, &'n str> {
        let said = self.mapping.field_of(name);
        if name == REASON || said.is_empty() {
            return Ok(Column::Ignored);
        }
        let mut columns = Vec::new();
        for field in said.split(',').map(str::trim) {
            match columns::column(self.fields, field) {
                Some(column) => columns.push(column),
                None if self.rows.ignores_unknown_columns() => return Ok(Column::Ignored),
                None => return Err(field),
            }
        }
        match columns.pop() {
            Some(only) if columns.is_empty() => Ok(only),
            last => Ok(Column::Several(columns.into_iter().chain(last).collect())),
        }
    }

    fn unknown(&self, name: &str, field: &str) -> Error {
        let unknown = Unknown { fields: self.fields, name: field }.to_string();
        if field != name {
            return Error::usage(format!("cannot read `{name}` as `{field}`"))
                .because(unknown)
                .hint("`--template` prints the names of all fields");
        }
        let name = shortened(name);
        Error::usage(format!("unknown column `{name}`")).because(unknown).hint(format!(
            "`--map {}` reads it as a field, `--map {}` leaves it out",
            quoted(&format!("{name}=FIELD")),
            quoted(&format!("{name}="))
        ))
    }

    /// What the keys of JSON objects mean: the names of the fields, those that the server takes for them,
    /// and those that are mapped.
    pub(super) fn keys(&self) -> Result<HashMap<String, Column>> {
        let names = self.fields.iter().map(|field| field.name.as_str());
        let aliases = ALIASES.iter().map(|(alias, _)| *alias);
        let mut keys: HashMap<String, Column> = aliases
            .chain(names)
            .filter_map(|name| Some((name.to_owned(), Column::Field(columns::exactly(self.fields, name)?))))
            .collect();
        for (name, _) in self.mapping.renamed.iter().filter(|_| self.header.is_empty()) {
            let column = self.column(name).map_err(|field| self.unknown(name, field))?;
            keys.insert(name.clone(), column);
        }
        Ok(keys)
    }

    pub(super) fn constant_columns(&self) -> Result<Vec<(Column, String)>> {
        let constants = self.mapping.constants.iter();
        let columns = constants.map(|(name, cell)| match columns::column(self.fields, name) {
            Some(column) if self.is_secret(&column) => Err(Error::usage(format!("cannot set `{name}`"))
                .because("a secret in an argument is seen by everyone on this machine")
                .hint(format!("give it to each row in a column `{name}`"))),
            Some(column) => Ok((column, cell.clone())),
            None => Err(Error::usage(format!("cannot set `{name}`"))
                .because(Unknown { fields: self.fields, name }.to_string())),
        });
        columns.collect()
    }

    fn is_secret(&self, column: &Column) -> bool {
        match column {
            Column::Field(field) => self.fields[*field].is_secret(),
            Column::Part(field, part) => self.fields[*field].is_secret_part(part),
            Column::Several(_) | Column::Ignored => false,
        }
    }

    pub(super) fn check_mapped_once(&self) -> Result<()> {
        let renamed = &self.mapping.renamed;
        let again = renamed
            .iter()
            .enumerate()
            .find(|(index, (column, _))| renamed[..*index].iter().any(|(other, _)| other == column));
        match again {
            Some((_, (column, _))) => Err(Error::usage(format!("`{column}` is mapped twice")).hint(format!(
                "`--map {}` reads one column as two fields",
                quoted(&format!("{column}=loginId,email"))
            ))),
            None => Ok(()),
        }
    }

    /// A column that is to be renamed must be there.
    pub(super) fn check_mapped_columns_exist(&self) -> Result<()> {
        let missing = self.mapping.renamed.iter().find(|(from, _)| !self.header.contains(from));
        match missing.filter(|_| !self.header.is_empty()) {
            Some((from, _)) => {
                Err(Error::usage(format!("there is no column `{from}` to map")).because(self.columns_are()))
            }
            None => Ok(()),
        }
    }

    /// Where unknown columns are passed over, one must be left that names the users.
    pub(super) fn check_has_identifier(&self, columns: &[Column]) -> Result<()> {
        let is_ignored = |column: &Column| *column == Column::Ignored;
        if columns.is_empty() || !columns.iter().all(is_ignored) {
            return Ok(());
        }
        Err(Error::usage("no column names the users")
            .because(self.columns_are())
            .hint("`--format lines` reads a plain list, one login ID or user ID a line"))
    }

    /// What every row needs must have a column, else each row would be a problem.
    pub(super) fn check_required_columns(
        &self,
        columns: &[Column],
        constants: &[(Column, String)],
    ) -> Result<()> {
        if self.header.is_empty() {
            return Ok(());
        }
        let constants = constants.iter().map(|(column, _)| column);
        let given: Vec<usize> =
            columns.iter().chain(constants).flat_map(Column::each).filter_map(Column::field).collect();
        let mut fields = self.fields.iter().enumerate();
        let Some((_, field)) = fields.find(|(place, field)| field.in_every_row && !given.contains(place))
        else {
            return Ok(());
        };
        let name = &field.name;
        let differs = field.is_secret() || name == "loginId" || name == "newLoginId";
        let map = format!("`--map 'COLUMN={name}'` reads a column as it");
        let set = format!("`--set '{name}=VALUE'` gives it to every row");
        Err(Error::usage(format!("there is no column `{name}`"))
            .because(format!("every row needs it, and {}", self.columns_are()))
            .hint(if differs { map } else { format!("{map}, {set}") }))
    }

    pub(super) fn check_duplicate_columns(
        &self,
        columns: &[Column],
        constants: &[(Column, String)],
    ) -> Result<()> {
        let mut seen: HashMap<&Column, &str> = HashMap::new();
        let constants = constants.iter().map(|(column, _)| (column, "--set"));
        let named = columns.iter().zip(self.header.iter().map(String::as_str));
        let named = named.flat_map(|(column, name)| column.each().map(move |column| (column, name)));
        for (column, name) in named.chain(constants).filter(|(column, _)| **column != Column::Ignored) {
            if let Some(first) = seen.insert(column, name) {
                let (first, name) = (shortened(first), shortened(name));
                return Err(Error::usage(format!("the columns `{first}` and `{name}` are the same field")));
            }
        }
        Ok(())
    }

    fn columns_are(&self) -> String {
        format!("the columns are {}", listed(self.header.iter().map(String::as_str)))
    }

    /// Each field as the input calls it.
    pub(super) fn shown(&self, columns: &[Column]) -> Vec<String> {
        let shown = |(place, field): (usize, &Declared)| {
            let is_it = |column: &Column| column.each().any(|column| *column == Column::Field(place));
            let named = columns.iter().position(is_it).and_then(|index| self.header.get(index));
            named.unwrap_or(&field.name).clone()
        };
        self.fields.iter().enumerate().map(shown).collect()
    }
}
