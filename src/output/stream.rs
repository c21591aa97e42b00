//! A list that is shown page by page, so that memory stays flat.

use std::io::Write;

use serde_json::Value;

use super::{
    csv::Paging,
    list::List,
    render::{for_terminal, render, written},
    view::{Settings, View},
};
use crate::error::Result;

/// Writes pages of a list as they come, in any form. Only a query waits for the whole list: that is its
/// input.
///
/// The columns of a table are as wide as the widest cells so far, so later pages may be wider. A CSV has an
/// overflow column `other` for fields that the first page did not have.
pub struct Stream<W: Write> {
    out: W,
    view: &'static View,
    settings: Settings,
    list: List<'static>,
    /// The text of one page; kept for the next.
    page: Vec<u8>,
    /// All rows, where a query waits for them.
    collected: Vec<Value>,
}

impl<W: Write> Stream<W> {
    /// Begins a list.
    ///
    /// # Errors
    /// Usage when the settings cannot be met.
    pub fn new(out: W, view: &'static View, settings: Settings) -> Result<Self> {
        settings.check()?;
        let list = List::new(view, &settings, Paging::Paged, None);
        Ok(Self { out, view, settings, list, page: Vec::new(), collected: Vec::new() })
    }

    /// Adds a page, and shows it at once.
    ///
    /// # Errors
    /// When a row does not fit the form, or the output is gone.
    pub fn push(&mut self, rows: &[Value]) -> Result<()> {
        if self.settings.query.is_some() {
            self.collected.extend_from_slice(rows);
            return Ok(());
        }
        self.list.push(rows, &mut self.page)?;
        self.write()
    }

    /// Ends the list and returns the output.
    ///
    /// # Errors
    /// When the output is gone, or the query fails.
    pub fn finish(mut self) -> Result<W> {
        if self.settings.query.is_some() {
            let rows = Value::Array(std::mem::take(&mut self.collected));
            self.page = render(&rows, self.view, &self.settings)?;
        } else {
            self.list.end(&mut self.page)?;
        }
        self.write()?;
        Ok(self.out)
    }

    fn write(&mut self) -> Result<()> {
        if self.settings.query.is_none() {
            self.page = for_terminal(std::mem::take(&mut self.page), &self.settings);
        }
        self.out.write_all(&self.page).map_err(written)?;
        self.page.clear();
        self.out.flush().map_err(written)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{
        error::{Kind, Report},
        output::{Format, sample::USERS},
    };

    const FORMATS: [Format; 6] =
        [Format::Table, Format::Json, Format::Jsonl, Format::Yaml, Format::Csv, Format::Ids];

    fn stream(settings: &Settings, pages: &[Value]) -> String {
        let mut stream = Stream::new(Vec::new(), &USERS, settings.clone()).unwrap();
        for page in pages {
            stream.push(page.as_array().unwrap()).unwrap();
        }
        String::from_utf8(stream.finish().unwrap()).unwrap()
    }

    fn whole(settings: &Settings, document: &Value) -> String {
        String::from_utf8(render(document, &USERS, settings).unwrap()).unwrap()
    }

    #[test]
    fn pages_give_the_same_text_as_the_whole() {
        let pages = [
            json!([{"userId": "U1", "name": "a\nb", "loginIds": ["x", "y"], "customAttributes": {"a": [1]}}]),
            json!([]),
            json!([{"userId": "U2"}, {"userId": "U3", "userTenants": []}]),
        ];
        let rows: Vec<Value> = pages.iter().flat_map(|page| page.as_array().unwrap().clone()).collect();
        let rows = Value::Array(rows);
        for format in FORMATS {
            // Without columns of one's own, a CSV in pages has one column more.
            let columns = (format == Format::Csv).then(|| vec!["userId".to_owned(), "name".to_owned()]);
            let settings = Settings { format, columns, ..Settings::default() };
            assert_eq!(stream(&settings, &pages), whole(&settings, &rows), "{format:?}");
            assert_eq!(stream(&settings, &[]), whole(&settings, &json!([])), "{format:?}");
        }
    }

    #[test]
    fn a_query_sees_all_pages_as_one_list() {
        let pages = [json!([{"userId": "U1"}]), json!([{"userId": "U2"}])];
        let settings = Settings { query: Some("length".into()), ..Settings::default() };
        assert_eq!(stream(&settings, &pages), "2\n");
        assert_eq!(stream(&settings, &[]), "0\n");
    }

    #[test]
    fn a_table_grows_with_wider_rows_and_keeps_one_header() {
        let pages = [
            json!([{"userId": "U1", "name": "Al"}, {"userId": "U2", "name": "Bo"}]),
            json!([{"userId": "U3", "name": "Christopher"}]),
            json!([{"userId": "U4", "name": "Di"}]),
        ];
        let columns = Some(vec!["name".to_owned(), "userId".to_owned()]);
        insta::assert_snapshot!(stream(&Settings { columns, ..Settings::default() }, &pages), @r"
        name  userId
        Al    U1
        Bo    U2
        Christopher  U3
        Di           U4
        ");
    }

    #[test]
    fn wrong_settings_are_refused_before_anything_is_shown() {
        let settings = Settings { query: Some(".[".into()), ..Settings::default() };
        assert_eq!(Stream::new(Vec::new(), &USERS, settings).err().unwrap().kind(), Kind::Usage);
        let columns = Some(vec!["emial".to_owned()]);
        let mut stream =
            Stream::new(Vec::new(), &USERS, Settings { columns, ..Settings::default() }).unwrap();
        assert_eq!(stream.push(&[json!({"userId": "U1"})]).unwrap_err().kind(), Kind::Usage);
    }

    /// A pipe whose reader is gone.
    struct Closed;

    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_closed_pipe_is_told_from_a_failure() {
        for format in FORMATS {
            let mut stream = Stream::new(Closed, &USERS, Settings { format, ..Settings::default() }).unwrap();
            let error = anyhow::Error::from(stream.push(&[json!({"userId": "U1"})]).unwrap_err());
            assert_eq!(Report::of(&error).kind(), Kind::ClosedPipe, "{format:?}");
            assert!(error.chain().any(|cause| cause.downcast_ref::<std::io::Error>().is_some()));
        }
    }
}
