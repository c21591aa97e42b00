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

/// Title of the column of rows that are no objects.
const BARE: &str = "value";

/// Title of the last column of a list that comes in pages: what later pages have beyond the header,
/// as JSON, so that nothing is lost.
const REST: &str = "other";

/// How many of the rows are known when the header is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// All.
    Whole,
    /// The first page.
    Pages,
}

/// The columns of a CSV.
pub(super) struct Sheet {
    columns: Vec<String>,
    /// Whether fields without a column of their own go into a last one.
    rest: bool,
}

impl Sheet {
    /// The columns that were asked for. Else all fields of the contract, or of the view, and then
    /// whatever else the rows have.
    pub(super) fn new(view: &View, settings: &Settings, rows: &[Value], extent: Extent) -> Self {
        if let Some(columns) = &settings.columns {
            return Self { columns: columns.clone(), rest: false };
        }
        let of_view = view.columns.iter().filter_map(|column| column.path.split('.').next());
        let known: Vec<&str> = if view.fields.is_empty() { of_view.collect() } else { view.fields.to_vec() };
        let found = rows.iter().filter_map(Value::as_object).flat_map(|row| row.keys().map(String::as_str));
        let bare = rows.iter().any(|row| !row.is_object()).then_some(BARE);
        let mut seen = HashSet::new();
        let names = known.into_iter().chain(found).chain(bare).filter(|name| seen.insert(*name));
        Self { columns: names.map(str::to_owned).collect(), rest: extent == Extent::Pages }
    }

    /// Writes the header line.
    pub(super) fn write_header(&self, out: &mut Vec<u8>) -> Result<()> {
        let rest = self.rest.then_some(REST);
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(self.columns.iter().map(String::as_str).chain(rest)).map_err(failed)?;
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
            if self.rest {
                writer.write_field(self.rest_of(row, used).as_bytes()).map_err(failed)?;
            }
            writer.write_record(None::<&[u8]>).map_err(failed)?;
        }
        writer.flush().map_err(written)
    }

    /// What of a row has no column; `used` is the number of its fields that have one.
    fn rest_of<'v>(&self, row: &'v Value, used: usize) -> Cow<'v, str> {
        let Some(fields) = row.as_object() else {
            return if used == 0 { exact_text(row) } else { Cow::Borrowed("") };
        };
        if fields.len() == used {
            return Cow::Borrowed("");
        }
        let rest = fields.iter().filter(|(name, _)| !self.columns.contains(name));
        let rest: Map<String, Value> = rest.map(|(name, value)| (name.clone(), value.clone())).collect();
        if rest.is_empty() { Cow::Borrowed("") } else { Cow::Owned(Value::Object(rest).to_string()) }
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

    fn sheet(view: &View, columns: Option<&str>, extent: Extent, pages: &[Value]) -> String {
        let columns = columns.map(|columns| columns.split(',').map(str::to_owned).collect());
        let settings = Settings { columns, ..Settings::default() };
        let first = pages.first().and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let sheet = Sheet::new(view, &settings, first, extent);
        let mut out = Vec::new();
        sheet.write_header(&mut out).unwrap();
        for page in pages {
            sheet.write(page.as_array().unwrap(), &mut out).unwrap();
        }
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_header_is_the_view_then_what_the_rows_have() {
        const VIEW: View = View { columns: &[Column::text("B", "b"), Column::text("Deep", "d.x")], ..FREE };
        let rows = json!([{"a": 1, "b": "x,y"}, {"c": true, "d": {"x": [1]}}]);
        insta::assert_snapshot!(sheet(&VIEW, None, Extent::Whole, &[rows]), @r#"
        b,d,a,c
        "x,y",,1,
        ,"{""x"":[1]}",,true
        "#);
        assert_eq!(sheet(&VIEW, None, Extent::Whole, &[]), "b,d\n");
    }

    #[test]
    fn fields_that_only_later_pages_have_are_not_lost() {
        let pages = [json!([{"a": 1}]), json!([{"a": 2, "new": "x", "more": [1]}, {"new": 1}, "bare", {}])];
        insta::assert_snapshot!(sheet(&FREE, None, Extent::Pages, &pages), @r#"
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
        assert_eq!(sheet(&USERS, columns, Extent::Pages, &[rows]), "customAttributes.plan,userId\npro,U1\n");
    }

    #[test]
    fn users_have_all_fields_of_the_contract_even_where_there_are_none() {
        let text = sheet(&USERS, None, Extent::Pages, &[]);
        assert_eq!(text, USERS.fields.join(",") + ",other\n");
    }

    #[test]
    fn rows_that_are_no_objects_have_one_column() {
        assert_eq!(sheet(&FREE, None, Extent::Whole, &[json!(["a", 1, ""])]), "value\na\n1\n\"\"\n");
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
            let text = sheet(&FREE, None, Extent::Whole, &[Value::Array(values)]);
            let back: Vec<(String, String)> =
                csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect();
            prop_assert_eq!(back, rows);
        }
    }
}
