//! Lists as CSV: RFC 4180 with `\n`, one header line.

use std::{borrow::Cow, collections::HashSet};

use serde_json::{Map, Value};

use super::{
    cell::{exact_text, is_scalar},
    field::at,
    render::written,
    view::{Settings, View},
};
use crate::error::{Error, Result};

/// Title of the column for rows that are not objects.
const BARE: &str = "value";

/// Title of the overflow column, the last one of a paged list. The header is written with the first page;
/// fields that only later pages have go into this column as JSON, so that none is lost.
const OVERFLOW: &str = "other";

/// Which rows are known when the header is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paging {
    /// All rows.
    Whole,
    /// Only those of the first page.
    Paged,
}

/// Writes the rows of a list under one header.
pub(super) struct CsvWriter {
    columns: Vec<String>,
    /// Whether there is an overflow column for fields without a column of their own.
    has_overflow: bool,
}

impl CsvWriter {
    /// The columns are those that the user asked for. Without any, they are all fields of the contract
    /// (where it names none, those of the view), then all other fields of these rows.
    pub(super) fn new(view: &View, settings: &Settings, rows: &[Value], paging: Paging) -> Self {
        if let Some(columns) = &settings.columns {
            return Self { columns: columns.clone(), has_overflow: false };
        }
        let of_view = view.columns.iter().filter_map(|column| column.path.split('.').next());
        let known: Vec<&str> = if view.fields.is_empty() { of_view.collect() } else { view.fields.to_vec() };
        let found = rows.iter().filter_map(Value::as_object).flat_map(|row| row.keys().map(String::as_str));
        let bare = rows.iter().any(|row| !row.is_object()).then_some(BARE);
        let mut seen = HashSet::new();
        let names = known.into_iter().chain(found).chain(bare).filter(|name| seen.insert(*name));
        Self { columns: names.map(str::to_owned).collect(), has_overflow: paging == Paging::Paged }
    }

    /// Writes the header line.
    pub(super) fn write_header(&self, out: &mut Vec<u8>) -> Result<()> {
        let overflow = self.has_overflow.then_some(OVERFLOW);
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(self.columns.iter().map(String::as_str).chain(overflow)).map_err(failed)?;
        writer.flush().map_err(written)
    }

    /// Writes a line for each row.
    pub(super) fn write(&self, rows: &[Value], out: &mut Vec<u8>) -> Result<()> {
        let mut writer = csv::Writer::from_writer(out);
        for row in rows {
            let mut used = 0;
            for column in &self.columns {
                let value = at(row, column).or_else(|| bare(row, column));
                used += usize::from(value.is_some());
                writer.write_field(value.map(exact_text).unwrap_or_default().as_bytes()).map_err(failed)?;
            }
            if self.has_overflow {
                writer.write_field(self.overflow(row, used).as_bytes()).map_err(failed)?;
            }
            writer.write_record(None::<&[u8]>).map_err(failed)?;
        }
        writer.flush().map_err(written)
    }

    /// The cell of the overflow column; `used` is the number of the row's fields that have a column.
    fn overflow<'v>(&self, row: &'v Value, used: usize) -> Cow<'v, str> {
        let Some(fields) = row.as_object() else {
            return if used == 0 { exact_text(row) } else { Cow::Borrowed("") };
        };
        if fields.len() == used {
            return Cow::Borrowed("");
        }
        let others = fields.iter().filter(|(name, _)| !self.columns.contains(name));
        let others: Map<String, Value> = others.map(|(name, value)| (name.clone(), value.clone())).collect();
        if others.is_empty() { Cow::Borrowed("") } else { Cow::Owned(Value::Object(others).to_string()) }
    }
}

fn bare<'v>(row: &'v Value, column: &str) -> Option<&'v Value> {
    (column == BARE && !row.is_object()).then_some(row)
}

/// Writes the results of a query: an array is a line of cells, a scalar a line of one.
pub(super) fn write_results(results: &[Value], out: &mut Vec<u8>) -> Result<()> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(out);
    for result in results {
        let cells = match result {
            Value::Array(cells) => cells.as_slice(),
            single => std::slice::from_ref(single),
        };
        if !cells.iter().all(is_scalar) {
            return Err(Error::usage("the query does not give rows of a CSV")
                .because("a row is an array of texts, numbers and booleans")
                .hint("end it like `-q '.[] | [.userId, .email, (.roleNames | join(\";\"))]'`"));
        }
        let cells: Vec<Cow<'_, str>> = cells.iter().map(exact_text).collect();
        writer.write_record(cells.iter().map(|cell| cell.as_bytes())).map_err(failed)?;
    }
    writer.flush().map_err(written)
}

fn failed(cause: csv::Error) -> Error {
    match cause.into_kind() {
        csv::ErrorKind::Io(cause) => written(cause),
        other => Error::failed("could not express the result in CSV").because(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::output::{Column, Shape, sample::USERS};

    const FREE: View = View { pointer: "", shape: Shape::Many, columns: &[], id: "id", fields: &[] };

    fn csv_of(view: &View, columns: Option<&str>, paging: Paging, pages: &[Value]) -> String {
        let columns = columns.map(|columns| columns.split(',').map(str::to_owned).collect());
        let settings = Settings { columns, ..Settings::default() };
        let first = pages.first().and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let writer = CsvWriter::new(view, &settings, first, paging);
        let mut out = Vec::new();
        writer.write_header(&mut out).unwrap();
        for page in pages {
            writer.write(page.as_array().unwrap(), &mut out).unwrap();
        }
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_header_is_the_view_then_what_the_rows_have() {
        const VIEW: View = View { columns: &[Column::text("B", "b"), Column::text("Deep", "d.x")], ..FREE };
        let rows = json!([{"a": 1, "b": "x,y"}, {"c": true, "d": {"x": [1]}}]);
        insta::assert_snapshot!(csv_of(&VIEW, None, Paging::Whole, &[rows]), @r#"
        b,d,a,c
        "x,y",,1,
        ,"{""x"":[1]}",,true
        "#);
        assert_eq!(csv_of(&VIEW, None, Paging::Whole, &[]), "b,d\n");
    }

    #[test]
    fn fields_that_only_later_pages_have_are_not_lost() {
        let pages = [json!([{"a": 1}]), json!([{"a": 2, "new": "x", "more": [1]}, {"new": 1}, "bare", {}])];
        insta::assert_snapshot!(csv_of(&FREE, None, Paging::Paged, &pages), @r#"
        a,other
        1,
        2,"{""new"":""x"",""more"":[1]}"
        ,"{""new"":1}"
        ,bare
        ,
        "#);
    }

    #[test]
    fn asked_for_columns_are_the_whole_header() {
        let rows = json!([{"userId": "U1", "customAttributes": {"plan": "pro"}, "new": 1}]);
        let columns = Some("customAttributes.plan,userId");
        assert_eq!(csv_of(&USERS, columns, Paging::Paged, &[rows]), "customAttributes.plan,userId\npro,U1\n");
    }

    #[test]
    fn users_have_all_fields_of_the_contract_even_where_there_are_none() {
        let text = csv_of(&USERS, None, Paging::Paged, &[]);
        assert_eq!(text, USERS.fields.join(",") + ",other\n");
    }

    #[test]
    fn rows_that_are_no_objects_have_one_column() {
        assert_eq!(csv_of(&FREE, None, Paging::Whole, &[json!(["a", 1, ""])]), "value\na\n1\n\"\"\n");
    }

    #[test]
    fn results_of_a_query_are_lines_of_cells() {
        let mut out = Vec::new();
        write_results(&[json!(["a", 1, null]), json!("x\ny"), json!([true])], &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "a,1,\n\"x\ny\"\ntrue\n");
        for wrong in [json!({"a": 1}), json!([["a"]]), json!(["a", {}])] {
            assert_eq!(
                write_results(&[wrong], &mut Vec::new()).unwrap_err().kind(),
                crate::error::Kind::Usage
            );
        }
    }

    proptest! {
        #[test]
        fn every_text_can_be_read_back(rows in prop::collection::vec((any::<String>(), any::<String>()), 1..5)) {
            let values: Vec<Value> = rows.iter().map(|(a, b)| json!({"a": a, "b": b})).collect();
            let text = csv_of(&FREE, None, Paging::Whole, &[Value::Array(values)]);
            let back: Vec<(String, String)> =
                csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect();
            prop_assert_eq!(back, rows);
        }
    }
}
