//! A list that is shown page by page, so that memory stays flat.

use std::io::Write;

use serde_json::Value;

use super::{
    render::{header, items, render, write_csv, write_id, write_line, written},
    view::{Format, Settings, View},
};
use crate::error::Result;

/// Writes pages of a list as they come. Tables, YAML and queries need the whole list, and wait for it.
pub struct Stream<W: Write> {
    out: W,
    view: &'static View,
    settings: Settings,
    collected: Vec<Value>,
    header: Option<Vec<String>>,
    written: u64,
}

impl<W: Write> Stream<W> {
    /// Begins a list.
    ///
    /// # Errors
    /// Usage when the settings cannot be met.
    pub fn new(out: W, view: &'static View, settings: Settings) -> Result<Self> {
        settings.check()?;
        Ok(Self { out, view, settings, collected: Vec::new(), header: None, written: 0 })
    }

    /// Adds a page.
    ///
    /// # Errors
    /// When a row does not fit the form, or the output is gone.
    pub fn push(&mut self, rows: &[Value]) -> Result<()> {
        if self.waits() {
            self.collected.extend_from_slice(rows);
            return Ok(());
        }
        match self.settings.format {
            Format::Jsonl => rows.iter().try_for_each(|row| write_line(&mut self.out, row)),
            Format::Ids => rows.iter().try_for_each(|row| write_id(&mut self.out, row, self.view)),
            Format::Csv => self.push_csv(rows),
            Format::Json | Format::Table | Format::Yaml => self.push_json(rows),
        }
    }

    /// Ends the list and returns the output.
    ///
    /// # Errors
    /// When the output is gone.
    pub fn finish(mut self) -> Result<W> {
        if self.waits() {
            let rows = Value::Array(std::mem::take(&mut self.collected));
            let text = render(&rows, self.view, &self.settings)?;
            self.out.write_all(&text).map_err(written)?;
        } else if self.settings.format == Format::Json {
            let end: &[u8] = if self.written == 0 { b"[]\n" } else { b"\n]\n" };
            self.out.write_all(end).map_err(written)?;
        } else if self.settings.format == Format::Csv && self.header.is_none() {
            self.push_csv(&[])?;
        }
        self.out.flush().map_err(written)?;
        Ok(self.out)
    }

    fn waits(&self) -> bool {
        self.settings.query.is_some() || matches!(self.settings.format, Format::Table | Format::Yaml)
    }

    fn push_csv(&mut self, rows: &[Value]) -> Result<()> {
        match &self.header {
            Some(paths) => write_csv(&mut self.out, None, paths, rows),
            None => {
                let paths = header(self.view, &self.settings, rows)?;
                write_csv(&mut self.out, Some(&paths), &paths, rows)?;
                self.header = Some(paths);
                Ok(())
            }
        }
    }

    fn push_json(&mut self, rows: &[Value]) -> Result<()> {
        for row in rows.iter().flat_map(items) {
            let start: &[u8] = if self.written == 0 { b"[\n  " } else { b",\n  " };
            self.out.write_all(start).map_err(written)?;
            let text = serde_json::to_string_pretty(row).map_err(|cause| written(cause.into()))?;
            self.out.write_all(text.replace('\n', "\n  ").as_bytes()).map_err(written)?;
            self.written += 1;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::ops::user::USERS;

    fn stream(format: Format, pages: &[Value]) -> String {
        let settings = Settings { format, ..Settings::default() };
        let mut stream = Stream::new(Vec::new(), &USERS, settings).unwrap();
        for page in pages {
            stream.push(page.as_array().unwrap()).unwrap();
        }
        String::from_utf8(stream.finish().unwrap()).unwrap()
    }

    #[test]
    fn pages_give_the_same_text_as_the_whole() {
        let pages = [
            json!([{"userId": "U1", "name": "a\nb"}]),
            json!([]),
            json!([{"userId": "U2"}, {"userId": "U3"}]),
        ];
        let whole: Vec<Value> = pages.iter().flat_map(|page| page.as_array().unwrap().clone()).collect();
        for format in [Format::Table, Format::Json, Format::Jsonl, Format::Yaml, Format::Csv, Format::Ids] {
            let settings = Settings { format, ..Settings::default() };
            let expected = render(&Value::Array(whole.clone()), &USERS, &settings).unwrap();
            assert_eq!(stream(format, &pages), String::from_utf8(expected).unwrap(), "{format:?}");
            let empty = render(&json!([]), &USERS, &settings).unwrap();
            assert_eq!(stream(format, &[]), String::from_utf8(empty).unwrap(), "{format:?}");
        }
    }
}
