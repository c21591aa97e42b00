//! Finds the field of a row that a dotted path names, and checks that there is such a field.

use crate::words::nearest;
use serde_json::Value;

use super::view::{Settings, View};
use crate::error::{Error, Result, visible};

/// The value at a dotted path. A key that holds dots itself is found too.
pub(super) fn at<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    let object = value.as_object()?;
    if let Some(found) = object.get(path) {
        return Some(found);
    }
    let split = |(index, _): (usize, &str)| at(object.get(&path[..index])?, &path[index + 1..]);
    path.match_indices('.').find_map(split)
}

/// Refuses a column of `--columns` that neither the view nor any row has. With no rows, a column that the
/// view does not have may still exist.
pub(super) fn check(view: &View, settings: &Settings, rows: &[Value]) -> Result<()> {
    let Some(columns) = settings.columns.as_ref().filter(|_| !rows.is_empty()) else { return Ok(()) };
    let unknown = columns.iter().find(|column| {
        !is_known(view, column)
            && !rows.iter().any(|row| at(row, column).is_some())
            && !is_open(view, column, rows)
    });
    let Some(column) = unknown else { return Ok(()) };
    Err(no_column(view, column, rows))
}

fn no_column(view: &View, column: &str, rows: &[Value]) -> Error {
    let error = Error::usage(format!("there is no column `{}`", visible(column)));
    match nearest(column, known_names(view, rows)) {
        Some(nearest) => error.hint(format!("the nearest is `{}`", visible(nearest))),
        None => error.hint("`-o json` shows all fields"),
    }
}

/// Refuses a column that no row of a view can have. What lies inside a field may be there.
pub(super) fn check_name(view: &View, column: &str) -> Result<()> {
    let is_inside = |(end, _): (usize, &str)| is_known(view, &column[..end]);
    if view.fields.is_empty() || is_known(view, column) || column.match_indices('.').any(is_inside) {
        return Ok(());
    }
    Err(no_column(view, column, &[]))
}

/// Other names of fields: those of sort fields, and those of the requests.
const OTHER_NAMES: &[(&str, &str)] =
    &[("displayName", "name"), ("phoneNumber", "phone"), ("loginId", "loginIds"), ("id", "userId")];

/// The field that a column means. One that is not known stays as it is.
pub(super) fn settled_name<'n>(view: &View, column: &'n str) -> &'n str {
    if is_known(view, column) {
        return column;
    }
    let by_title = view.columns.iter().find(|known| known.header.eq_ignore_ascii_case(column));
    let by_other_name = || {
        let (_, field) = OTHER_NAMES.iter().find(|(other, _)| other.eq_ignore_ascii_case(column))?;
        is_known(view, field).then_some(*field)
    };
    let letters = column.replace(' ', "");
    let by_letters = || view.fields.iter().find(|field| field.eq_ignore_ascii_case(&letters)).copied();
    by_title.map(|known| known.path).or_else(by_letters).or_else(by_other_name).unwrap_or(column)
}

fn is_known(view: &View, column: &str) -> bool {
    view.fields.contains(&column) || view.columns.iter().any(|known| known.path == column)
}

/// Whether a field inside an object may be missing only because none of these rows has it, as with custom
/// attributes.
fn is_open(view: &View, column: &str, rows: &[Value]) -> bool {
    let Some((parent, _)) = column.rsplit_once('.') else { return false };
    let mut objects =
        rows.iter().filter_map(|row| at(row, parent)).filter(|value| !value.is_null()).peekable();
    match objects.peek() {
        None => is_known(view, parent),
        Some(_) => objects.all(Value::is_object),
    }
}

/// All names that a column can have.
fn known_names<'a>(view: &'a View, rows: &'a [Value]) -> impl Iterator<Item = &'a str> {
    let keys = rows.iter().filter_map(Value::as_object).flat_map(|row| row.keys().map(String::as_str));
    view.fields.iter().copied().chain(view.columns.iter().map(|known| known.path)).chain(keys)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::output::sample::USERS;

    fn checked(columns: &str, rows: &Value) -> Option<String> {
        let columns = Some(columns.split(',').map(str::to_owned).collect());
        let settings = Settings { columns, ..Settings::default() };
        let error = check(&USERS, &settings, rows.as_array().unwrap()).err()?;
        Some(crate::error::Report::of(&error.into()).text(str::to_owned))
    }

    #[test]
    fn paths_reach_into_objects_and_keys_with_dots() {
        let value = json!({"customAttributes": {"plan": "pro", "a.b": 1}, "x": null});
        assert_eq!(at(&value, "customAttributes.plan"), Some(&json!("pro")));
        assert_eq!(at(&value, "customAttributes.a.b"), Some(&json!(1)));
        assert_eq!(at(&value, "customAttributes.nope"), None);
        assert_eq!(at(&value, "x"), Some(&Value::Null));
        assert_eq!(at(&json!("text"), "x"), None);
    }

    #[test]
    fn an_unknown_column_names_the_nearest() {
        let error = checked("userId,Emial", &json!([{"userId": "U1"}]));
        assert_eq!(error.unwrap(), "error: there is no column `Emial`\n  hint: the nearest is `email`\n");
        let error = checked("zzz", &json!([{"userId": "U1"}]));
        assert_eq!(error.unwrap(), "error: there is no column `zzz`\n  hint: `-o json` shows all fields\n");
    }

    #[test]
    fn a_column_is_known_from_the_contract_or_from_any_row() {
        let rows = json!([{"userId": "U1"}, {"userId": "U2", "brandNew": 1}]);
        assert_eq!(checked("phone,brandNew,customAttributes", &rows), None);
    }

    #[test]
    fn an_attribute_that_nobody_has_is_an_empty_column() {
        let rows = json!([{"customAttributes": {"plan": "pro"}}, {"customAttributes": null}, {}]);
        assert_eq!(checked("customAttributes.seats", &rows), None);
        assert_eq!(checked("customAttributes.seats", &json!([{"userId": "U1"}])), None);
    }

    #[test]
    fn a_path_into_a_list_or_a_text_is_refused() {
        let rows = json!([{"userTenants": [{"tenantId": "acme"}], "email": "a@example.com"}]);
        assert!(checked("userTenants.tenantId", &rows).is_some());
        assert!(checked("email.domain", &rows).is_some());
        assert!(checked("nosuch.field", &rows).is_some());
    }

    #[test]
    fn an_empty_list_proves_nothing() {
        assert_eq!(checked("emial", &json!([])), None);
    }
}
