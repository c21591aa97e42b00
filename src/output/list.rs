//! Lists in every form, row by row.

use jiff::tz::TimeZone;
use serde_json::Value;

use super::{
    cell::{plain, readable},
    csv::{CsvWriter, Paging},
    field::{self, at},
    json,
    render::yaml,
    table::Table,
    view::{ColumnKind, Format, Settings, View},
};
use crate::error::{Error, Result, visible};

/// A list that is being written. Its memory does not grow with the number of rows.
pub(super) struct List<'v> {
    view: &'v View,
    settings: Settings,
    paging: Paging,
    zone: Option<TimeZone>,
    table: Option<Table>,
    csv: Option<CsvWriter>,
    empty: bool,
}

impl<'v> List<'v> {
    /// Begins a list. Without a zone, times are shown in the system's zone, which is read on first use.
    pub(super) fn new(view: &'v View, settings: &Settings, paging: Paging, zone: Option<TimeZone>) -> Self {
        Self { view, settings: settings.clone(), paging, zone, table: None, csv: None, empty: true }
    }

    /// Writes rows.
    pub(super) fn push(&mut self, rows: &[Value], out: &mut Vec<u8>) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        if self.empty {
            field::check(self.view, &self.settings, rows)?;
        }
        match self.settings.format {
            Format::Table => self.push_table(rows, out),
            Format::Json => json::write_items(rows, self.empty, out)?,
            Format::Jsonl => rows.iter().try_for_each(|row| json::write_line(row, out))?,
            Format::Yaml => out.extend(yaml(&rows)?.into_bytes()),
            Format::Csv => self.push_csv(rows, out)?,
            Format::Ids => rows.iter().try_for_each(|row| write_id(row, self.view, out))?,
        }
        self.empty = false;
        Ok(())
    }

    /// Writes what ends the list.
    pub(super) fn end(&mut self, out: &mut Vec<u8>) -> Result<()> {
        match self.settings.format {
            Format::Json if self.empty => out.extend(b"[]\n"),
            Format::Json => out.extend(b"\n]\n"),
            Format::Yaml if self.empty => out.extend(b"[]\n"),
            Format::Csv if self.empty => self.push_csv(&[], out)?,
            _ => {}
        }
        Ok(())
    }

    fn push_table(&mut self, rows: &[Value], out: &mut Vec<u8>) {
        let zone = self.zone.get_or_insert_with(TimeZone::system);
        if rows.iter().all(Value::is_object) {
            let table = self.table.get_or_insert_with(|| Table::new(self.view, &self.settings, rows));
            table.push(rows, zone, out);
        } else {
            for row in rows {
                out.extend(readable(row, ColumnKind::Text, zone).into_bytes());
                out.push(b'\n');
            }
        }
    }

    fn push_csv(&mut self, rows: &[Value], out: &mut Vec<u8>) -> Result<()> {
        if let Some(csv) = &self.csv {
            return csv.write(rows, out);
        }
        let csv = CsvWriter::new(self.view, &self.settings, rows, self.paging);
        csv.write_header(out)?;
        csv.write(rows, out)?;
        self.csv = Some(csv);
        Ok(())
    }
}

fn write_id(row: &Value, view: &View, out: &mut Vec<u8>) -> Result<()> {
    let id = at(row, view.id).map(plain).filter(|id| !id.is_empty());
    let id = id.ok_or_else(|| {
        Error::usage("this result has no IDs").hint("use another format, such as `-o json`")
    })?;
    out.extend(visible(&id).into_bytes());
    out.push(b'\n');
    Ok(())
}
