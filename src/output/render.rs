//! A whole document in the form that was asked for.

use std::io::{self, Write};

use jiff::tz::TimeZone;
use serde_json::Value;

use super::{
    cell::{at, exact, plain},
    query::Query,
    table,
    view::{Format, Settings, Shape, View},
};
use crate::error::{Error, Result, visible};

/// Renders a document.
///
/// # Errors
/// Usage when the document does not fit the form; failed when a query fails on it.
pub fn render(document: &Value, view: &View, settings: &Settings) -> Result<Vec<u8>> {
    if let Some(query) = &settings.query {
        return results(&Query::parse(query)?.run(document)?, settings.format);
    }
    let mut out = Vec::new();
    match settings.format {
        Format::Table => out.extend(as_table(document, view, settings)?.into_bytes()),
        Format::Json => write_json(&mut out, document)?,
        Format::Jsonl => items(document).try_for_each(|item| write_line(&mut out, item))?,
        Format::Yaml => out.extend(yaml(document)?.into_bytes()),
        Format::Csv => {
            let rows: Vec<Value> = items(document).cloned().collect();
            let header = header(view, settings, &rows)?;
            write_csv(&mut out, Some(&header), &header, &rows)?;
        }
        Format::Ids => items(document).try_for_each(|item| write_id(&mut out, item, view))?,
    }
    Ok(out)
}

fn as_table(document: &Value, view: &View, settings: &Settings) -> Result<String> {
    let zone = TimeZone::system();
    Ok(match document {
        Value::Array(rows) if rows.iter().all(Value::is_object) => {
            known_columns(view, settings, rows)?;
            let rows = rows.as_slice();
            if rows.is_empty() {
                String::new()
            } else {
                table::of_list(rows, &table::wanted(view, settings, rows.first()), settings, &zone)
            }
        }
        Value::Object(_) if view.shape != Shape::Empty => {
            known_columns(view, settings, std::slice::from_ref(document))?;
            table::of_object(document, view, settings, &zone)
        }
        other => visible(&plain(other)) + "\n",
    })
}

/// The items of a list; a single object is its own only item.
pub(super) fn items(document: &Value) -> impl Iterator<Item = &Value> {
    let list = document.as_array();
    let single = if list.is_some() { None } else { Some(document) };
    list.into_iter().flatten().chain(single)
}

pub(super) fn write_line(out: &mut impl Write, item: &Value) -> Result<()> {
    serde_json::to_writer(&mut *out, item).map_err(|cause| written(cause.into()))?;
    out.write_all(b"\n").map_err(written)
}

fn write_json(out: &mut Vec<u8>, document: &Value) -> Result<()> {
    serde_json::to_writer_pretty(&mut *out, document).map_err(|cause| written(cause.into()))?;
    out.push(b'\n');
    Ok(())
}

/// A closed pipe stays visible as such in the chain of causes.
pub(super) fn written(cause: io::Error) -> Error {
    let kind = match cause.kind() {
        io::ErrorKind::BrokenPipe => crate::error::Kind::ClosedPipe,
        _ => crate::error::Kind::Failed,
    };
    Error::new(kind, "could not write the result").because(cause)
}

pub(super) fn yaml(document: &Value) -> Result<String> {
    let text = serde_saphyr::to_string(document)
        .map_err(|cause| Error::failed("could not express the result in YAML").because(cause.to_string()))?;
    Ok(if text.ends_with('\n') { text } else { text + "\n" })
}

pub(super) fn write_id(out: &mut impl Write, item: &Value, view: &View) -> Result<()> {
    let id = item.get(view.id).map(plain).filter(|id| !id.is_empty());
    let id = id.ok_or_else(|| {
        Error::usage("this result has no IDs").hint("use another format, such as `-o json`")
    })?;
    writeln!(out, "{}", visible(&id)).map_err(written)
}

/// The columns of a CSV: those asked for, else all fields of the contract, else those of the rows.
pub(super) fn header(view: &View, settings: &Settings, rows: &[Value]) -> Result<Vec<String>> {
    known_columns(view, settings, rows)?;
    if let Some(columns) = &settings.columns {
        return Ok(columns.clone());
    }
    let mut header: Vec<String> = view.fields.iter().map(|field| (*field).to_owned()).collect();
    if header.is_empty() {
        for key in rows.iter().filter_map(Value::as_object).flat_map(|row| row.keys()) {
            if !header.contains(key) {
                header.push(key.clone());
            }
        }
    }
    Ok(header)
}

/// Writes rows; `title` is the header line where it is still to be written.
pub(super) fn write_csv(
    out: &mut impl Write,
    title: Option<&[String]>,
    paths: &[String],
    rows: &[Value],
) -> Result<()> {
    let failed = |cause: csv::Error| match cause.into_kind() {
        csv::ErrorKind::Io(cause) => written(cause),
        other => Error::failed("could not express the result in CSV").because(format!("{other:?}")),
    };
    let mut writer = csv::Writer::from_writer(out);
    if let Some(title) = title {
        writer.write_record(title).map_err(failed)?;
    }
    for row in rows {
        let cells = paths.iter().map(|path| at(row, path).map(exact).unwrap_or_default());
        writer.write_record(cells).map_err(failed)?;
    }
    writer.flush().map_err(written)
}

/// Refuses a column that neither the contract nor any row has.
pub(super) fn known_columns(view: &View, settings: &Settings, rows: &[Value]) -> Result<()> {
    let Some(columns) = &settings.columns else { return Ok(()) };
    for column in columns {
        let root = column.split('.').next().unwrap_or_default();
        let in_contract =
            view.fields.contains(&column.as_str()) || (column.contains('.') && view.fields.contains(&root));
        if in_contract || rows.is_empty() || rows.iter().any(|row| at(row, column).is_some()) {
            continue;
        }
        let keys = rows.iter().filter_map(Value::as_object).flat_map(|row| row.keys().map(String::as_str));
        let likeness = |name: &&str| (strsim::jaro_winkler(name, column) * 1000.0) as u32;
        let nearest = view.fields.iter().copied().chain(keys).max_by_key(likeness);
        let error = Error::usage(format!("there is no column `{column}`"));
        return Err(match nearest {
            Some(nearest) => error.hint(format!("the nearest is `{nearest}`")),
            None => error,
        });
    }
    Ok(())
}

/// What a query returned: texts bare in a table, everything else in the form that was asked for.
pub(super) fn results(results: &[Value], format: Format) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    for result in results {
        match (format, result) {
            (Format::Json, result) => write_json(&mut out, result)?,
            (Format::Yaml, result) => out.extend(yaml(result)?.into_bytes()),
            (Format::Csv, Value::Array(cells)) if cells.iter().all(|cell| !cell.is_object()) => {
                let mut writer = csv::Writer::from_writer(&mut out);
                let cells = cells.iter().map(exact);
                writer.write_record(cells).map_err(|cause| written(io::Error::other(cause)))?;
                writer.flush().map_err(written)?;
            }
            (Format::Table, Value::String(text)) => writeln!(out, "{}", visible(text)).map_err(written)?,
            (_, result) => write_line(&mut out, result)?,
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::ops::user::USERS;

    fn show(document: &Value, format: Format, columns: Option<&str>, query: Option<&str>) -> Result<String> {
        let columns = columns.map(|columns| columns.split(',').map(str::to_owned).collect());
        let settings = Settings { format, columns, query: query.map(str::to_owned), ..Settings::default() };
        settings.check()?;
        render(document, &USERS, &settings).map(|bytes| String::from_utf8(bytes).unwrap())
    }

    fn users() -> Value {
        json!([
            {"userId": "U1", "loginIds": ["a"], "email": "a@example.com", "customAttributes": {"plan": "pro"}},
            {"userId": "U2", "loginIds": ["b", "c"], "email": "no", "customAttributes": {}, "verifiedEmail": false},
        ])
    }

    #[test]
    fn each_form_shows_the_document() {
        let columns = Some("userId,loginIds,customAttributes.plan");
        insta::assert_snapshot!(show(&users(), Format::Csv, columns, None).unwrap(), @r"
        userId,loginIds,customAttributes.plan
        U1,a,pro
        U2,b;c,
        ");
        assert_eq!(show(&users(), Format::Ids, None, None).unwrap(), "U1\nU2\n");
        assert_eq!(show(&users(), Format::Jsonl, None, None).unwrap().lines().count(), 2);
        assert_eq!(
            serde_json::from_str::<Value>(&show(&users(), Format::Json, None, None).unwrap()).unwrap(),
            users()
        );
        let yaml = show(&users(), Format::Yaml, None, None).unwrap();
        assert_eq!(serde_saphyr::from_str::<Value>(&yaml).unwrap(), users(), "{yaml}");
    }

    #[test]
    fn texts_that_look_like_other_types_survive_yaml() {
        let texts =
            json!(["no", "007", "1e3", "2026-01-01", "a: b", "- x", "", "null", "line\nline\n", "~", "0x1f"]);
        let yaml = show(&texts, Format::Yaml, None, None).unwrap();
        assert_eq!(serde_saphyr::from_str::<Value>(&yaml).unwrap(), texts, "{yaml}");
    }

    #[test]
    fn queries_see_the_whole_document() {
        assert_eq!(show(&users(), Format::Table, None, Some(".[].userId")).unwrap(), "U1\nU2\n");
        assert_eq!(show(&users(), Format::Json, None, Some("length")).unwrap(), "2\n");
        assert_eq!(
            show(&users(), Format::Csv, None, Some(".[] | [.userId, .email]")).unwrap(),
            "U1,a@example.com\nU2,no\n"
        );
    }

    #[test]
    fn unknown_columns_name_the_nearest() {
        let error = show(&users(), Format::Table, Some("emial"), None).unwrap_err();
        assert_eq!(error.to_string(), "there is no column `emial`");
        assert!(show(&users(), Format::Table, Some("phone"), None).is_ok());
        assert!(show(&users(), Format::Json, Some("email"), None).is_err());
    }

    #[test]
    fn an_empty_list_is_an_empty_table() {
        assert_eq!(show(&json!([]), Format::Table, None, None).unwrap(), "");
        assert_eq!(show(&json!([]), Format::Json, None, None).unwrap(), "[]\n");
    }
}
