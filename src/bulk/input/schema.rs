//! What the columns of an input mean for one kind of row, and how a record becomes a row by them.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::{
    attributes::Attributes,
    columns::{self, Column, Mapping, Unknown},
    failures::REASON,
    headings::Headings,
    problem::Problem,
    records::{Cells, Content, Record},
    source::Input,
};
use crate::{
    error::Result,
    ops::row::{At, Declared, Form, Given, NullPolicy, RowReader, RowType, Rules, Sink, shortened},
    ui::counted,
};

/// The mark that empties a field in a table, where an empty cell means not given.
const EMPTY_MARK: &str = "@null";

/// The columns of one input, for one kind of row.
#[derive(Debug)]
pub struct RowSchema {
    plan: Plan,
    rules: Rules,
}

/// What was found out about the columns before the first row.
#[derive(Debug)]
struct Plan {
    rows: &'static RowType,
    fields: Vec<Declared>,
    /// What it means to empty each field.
    nulls: Vec<Null>,
    /// Each field as the input calls it.
    shown: Vec<String>,
    header: Vec<String>,
    columns: Vec<Column>,
    /// What the keys of JSON objects mean.
    keys: HashMap<String, Column>,
    constants: Vec<(Column, String)>,
    attributes: Attributes,
}

/// What it means that a row empties a field.
#[derive(Debug)]
enum Null {
    /// Nothing.
    NotGiven,
    /// This value is sent.
    Sent(Value),
    /// This switch is on.
    Switch(usize),
    /// An empty text is given.
    Text,
    /// It cannot be emptied.
    Refused,
}

impl RowSchema {
    /// What the columns of this input mean.
    ///
    /// # Errors
    /// Usage when a column is unknown, missing or stands twice; names the nearest field.
    pub fn new(rows: &'static RowType, input: &Input, mapping: &Mapping) -> Result<Self> {
        Self::of_header(rows, input.header(), mapping)
    }

    /// The same for a header; an empty one for JSON.
    pub(super) fn of_header(rows: &'static RowType, header: &[String], mapping: &Mapping) -> Result<Self> {
        let fields = rows.fields();
        let mut rules = Rules::new(rows, &fields);
        let headings = Headings { rows, fields: &fields, header, mapping };
        headings.check_mapped_once()?;
        let columns = headings.all_columns()?;
        let constants = headings.constant_columns()?;
        headings.check_mapped_columns_exist()?;
        headings.check_has_identifier(&columns)?;
        headings.check_required_columns(&columns, &constants)?;
        headings.check_duplicate_columns(&columns, &constants)?;
        let plan = Plan {
            rows,
            nulls: nulls(rows, &fields, &mut rules),
            shown: headings.shown(&columns),
            header: header.to_vec(),
            keys: headings.keys()?,
            columns,
            constants,
            attributes: Attributes::default(),
            fields,
        };
        Ok(Self { plan, rules })
    }

    /// The columns of a table to fill in, in the order of the contract.
    #[must_use]
    pub fn template(rows: &RowType) -> Vec<String> {
        rows.fields().into_iter().map(|field| field.name).collect()
    }

    /// Whether cells of custom attributes are to be typed, which takes their definitions.
    #[must_use]
    pub fn wants_attributes(&self) -> bool {
        let Plan { columns, constants, fields, .. } = &self.plan;
        let constants = constants.iter().map(|(column, _)| column);
        let is_pair =
            |column: &Column| matches!(column, Column::Part(field, _) if fields[*field].form == Form::Pairs);
        columns.iter().chain(constants).flat_map(Column::each).any(is_pair)
    }

    /// Says what the project's attributes are.
    pub fn set_attributes(&mut self, attributes: Attributes) {
        self.plan.attributes = attributes;
    }

    /// Columns that are read as a field of another name, and that name.
    #[must_use]
    pub fn renamed(&self) -> Vec<(String, String)> {
        let Plan { header, columns, fields, .. } = &self.plan;
        let named = header.iter().zip(columns).filter_map(|(name, column)| match column {
            Column::Field(field) if columns::exactly(fields, name).is_none() => {
                Some((name.clone(), fields[*field].name.clone()))
            }
            _ => None,
        });
        named.collect()
    }

    /// Whether several rows may be about the same user.
    pub(super) fn allows_duplicates(&self) -> bool {
        self.plan.rows.allows_duplicates()
    }

    /// Reads a row into what is sent for it. False where something is wrong with it; all of it goes to
    /// `report` then.
    pub(super) fn read(
        &mut self,
        record: &Record<'_>,
        sink: &mut Sink,
        report: &mut dyn FnMut(Problem),
    ) -> bool {
        let Self { plan, rules } = self;
        let mut row = RowReader::new(plan.fields.len());
        sink.clear();
        let is_row = plan.fill(&record.content, &mut row, sink);
        let is_read = is_row && plan.rows.read(&mut row, sink);
        if is_row {
            row.check_together(rules, &|field| plan.shown[field].clone());
        }
        if let Some(why) = sink.failure() {
            row.problem(At::Row, why.to_owned());
        }
        if is_read && !row.has_problems() {
            return true;
        }
        for problem in row.into_problems() {
            let column = match problem.at {
                At::Row => None,
                At::Field(field) => Some(plan.shown[field].clone()),
                At::Name(name) => Some(name),
            };
            report(Problem { line: record.line, column, why: problem.why });
        }
        false
    }
}

/// What it means to empty each field.
fn nulls(rows: &RowType, fields: &[Declared], rules: &mut Rules) -> Vec<Null> {
    let mut null = |place: usize| match rows.nulls() {
        NullPolicy::Ignored => Null::NotGiven,
        NullPolicy::Sent(empty_value) => empty_value(&fields[place].name).map_or(Null::Refused, Null::Sent),
        NullPolicy::Argument => match rules.remover_of(place) {
            Some(switch) => Null::Switch(switch),
            None if fields[place].form == Form::One && !fields[place].is_secret() => Null::Text,
            None => Null::Refused,
        },
    };
    (0..fields.len()).map(&mut null).collect()
}

/// Fields that a row empties.
#[derive(Default)]
struct Emptied {
    fields: Vec<usize>,
}

impl Plan {
    /// Takes what a record says. False where it is no row.
    fn fill<'r>(&'r self, content: &'r Content<'_>, row: &mut RowReader<'r>, sink: &mut Sink) -> bool {
        let mut emptied = Emptied::default();
        match content {
            Content::Cells(cells) => {
                if !self.fill_cells(*cells, row, &mut emptied) {
                    return false;
                }
            }
            Content::Line(text) => {
                for column in &self.columns {
                    self.fill_cell(row, &mut emptied, column, text);
                }
            }
            Content::Object(fields, _) => self.fill_object(fields, row, &mut emptied),
            Content::Broken(why) => {
                row.problem(At::Row, why.clone());
                return false;
            }
        }
        self.fill_constants(row, &mut emptied);
        self.empty(&emptied, row, sink);
        true
    }

    fn fill_cells<'r>(&'r self, cells: Cells<'r>, row: &mut RowReader<'r>, emptied: &mut Emptied) -> bool {
        if cells.len() != self.columns.len() {
            let (found, columns) = (counted(cells.len() as u64, "cell"), self.columns.len());
            row.problem(At::Row, format!("{found}, but the header has {columns}"));
            return false;
        }
        for (cell, column) in cells.iter().zip(&self.columns) {
            self.fill_cell(row, emptied, column, cell);
        }
        true
    }

    fn fill_cell<'r>(
        &'r self,
        row: &mut RowReader<'r>,
        emptied: &mut Emptied,
        column: &'r Column,
        cell: &'r str,
    ) {
        let trimmed = cell.trim();
        // An empty cell means not given: an empty text would erase data.
        if trimmed.is_empty() {
            return;
        }
        match column {
            Column::Ignored => {}
            Column::Several(columns) => {
                columns.iter().for_each(|column| self.fill_cell(row, emptied, column, cell));
            }
            Column::Part(field, key) => self.fill_part(row, *field, key, cell),
            // The bare mark only: with a space before it, it is a text.
            Column::Field(field) if cell == EMPTY_MARK => emptied.fields.push(*field),
            Column::Field(field) => match self.fields[*field].form {
                Form::List if is_empty_list(trimmed) => emptied.fields.push(*field),
                Form::One if self.fields[*field].is_secret() => row.give(*field, Given::Cell(cell)),
                Form::Boolean | Form::Switch => row.give(*field, Given::Cell(as_boolean(trimmed))),
                Form::One | Form::List | Form::Pairs | Form::Object => {
                    row.give(*field, Given::Cell(trimmed));
                }
            },
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

    fn fill_object<'r>(
        &'r self,
        object: &'r Map<String, Value>,
        row: &mut RowReader<'r>,
        emptied: &mut Emptied,
    ) {
        for (name, value) in object {
            if name == REASON || value.is_null() {
                continue;
            }
            match self.keys.get(name) {
                Some(column) => {
                    column.each().for_each(|column| self.fill_value(row, emptied, column, value));
                }
                None if self.rows.ignores_unknown_columns() => {}
                None => {
                    let unknown = Unknown { fields: &self.fields, name }.to_string();
                    row.problem(At::Name(shortened(name).into_owned()), unknown);
                }
            }
        }
    }

    fn fill_value<'r>(
        &'r self,
        row: &mut RowReader<'r>,
        emptied: &mut Emptied,
        column: &'r Column,
        value: &'r Value,
    ) {
        match column {
            Column::Field(field) => match (self.fields[*field].form, value) {
                (Form::One, Value::String(text)) if text.is_empty() => emptied.fields.push(*field),
                (Form::List, Value::Array(items)) if items.is_empty() => emptied.fields.push(*field),
                _ => row.give(*field, Given::Json(value)),
            },
            Column::Part(field, key) => row.give_part(*field, key, value.clone()),
            Column::Several(_) | Column::Ignored => {}
        }
    }

    /// Adds what every row is given. Parts of a field add to those of the row.
    fn fill_constants<'r>(&'r self, row: &mut RowReader<'r>, emptied: &mut Emptied) {
        for (column, cell) in &self.constants {
            let is_given = |field: usize| row.is_given(field) || emptied.fields.contains(&field);
            let twice = match column {
                Column::Field(field) => is_given(*field),
                Column::Part(field, _) => {
                    self.fields[*field].form == Form::Object && row.is_given_whole(*field)
                }
                Column::Several(_) | Column::Ignored => false,
            };
            match column.field().filter(|_| twice) {
                Some(field) => {
                    row.problem(At::Field(field), "stands in the row and in `--set`".to_owned());
                }
                None => self.fill_cell(row, emptied, column, cell),
            }
        }
    }

    /// Empties fields, where that means something.
    fn empty<'r>(&self, emptied: &Emptied, row: &mut RowReader<'r>, sink: &mut Sink) {
        for field in &emptied.fields {
            match &self.nulls[*field] {
                Null::NotGiven => {}
                Null::Sent(_) if row.is_given(*field) => {
                    row.problem(At::Field(*field), "is given twice".to_owned());
                }
                Null::Sent(value) => sink.empty(&self.fields[*field].name, value.clone()),
                Null::Switch(switch) => row.switch_on(*switch),
                Null::Text => row.give(*field, Given::Cell("")),
                Null::Refused => row.problem(At::Field(*field), "cannot be emptied here".to_owned()),
            }
        }
    }
}

/// Spreadsheets write TRUE.
fn as_boolean(cell: &str) -> &str {
    ["true", "false"].into_iter().find(|word| cell.eq_ignore_ascii_case(word)).unwrap_or(cell)
}

fn is_empty_list(cell: &str) -> bool {
    let inside = cell.strip_prefix('[').and_then(|cell| cell.strip_suffix(']'));
    inside.is_some_and(|inside| inside.trim().is_empty())
}
