//! Single values: readable in tables, exact in CSV.

use jiff::{Timestamp, tz::TimeZone};
use serde_json::Value;

use super::view::ColumnKind;
use crate::error::visible;

/// The value at a dotted path. A key that holds dots itself is found too.
pub(super) fn at<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    let object = value.as_object()?;
    if let Some(found) = object.get(path) {
        return Some(found);
    }
    let split = |(index, _): (usize, &str)| at(object.get(&path[..index])?, &path[index + 1..]);
    path.match_indices('.').find_map(split)
}

/// The value as a table shows it: one line, without anything that a terminal would obey.
pub(super) fn readable(value: &Value, kind: ColumnKind, zone: &TimeZone) -> String {
    let text = match (kind, value) {
        (_, Value::Null) => String::new(),
        (ColumnKind::Time, value) => {
            // Numbers of 64 bits come as text.
            let seconds = value.as_i64().or_else(|| value.as_str()?.parse().ok());
            seconds.map_or_else(|| plain(value), |seconds| time(seconds, zone))
        }
        (ColumnKind::Tenants, Value::Array(tenants)) => joined(tenants.iter().map(membership)),
        (ColumnKind::AttributeType, Value::Number(number)) => attribute_type(number.as_u64()),
        (_, Value::Array(items)) if items.iter().all(is_scalar) => joined(items.iter().map(plain)),
        (_, value) => plain(value),
    };
    visible(&text)
}

/// Names that end like this hold epoch seconds.
pub(super) fn kind_of_field(name: &str) -> ColumnKind {
    match name {
        "status" => ColumnKind::Status,
        "userTenants" => ColumnKind::Tenants,
        "expiration" | "consentExpiration" => ColumnKind::Time,
        name if name.ends_with("Time") => ColumnKind::Time,
        _ => ColumnKind::Text,
    }
}

/// The value as a CSV cell: scalars as text, lists of scalars joined by `;` where that can be undone,
/// everything else as JSON.
#[must_use]
pub fn exact(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Array(items) if items.iter().all(is_joinable) => {
            items.iter().map(plain).collect::<Vec<_>>().join(";")
        }
        Value::Array(_) | Value::Object(_) => value.to_string(),
        scalar => plain(scalar),
    }
}

/// Whether a value says nothing: left out where an object is shown in full.
pub(super) fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Bool(true) => false,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
    }
}

fn time(seconds: i64, zone: &TimeZone) -> String {
    match Timestamp::from_second(seconds) {
        Ok(_) if seconds == 0 => String::new(),
        Ok(timestamp) => timestamp.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        Err(_) => seconds.to_string(),
    }
}

fn membership(tenant: &Value) -> String {
    let Some(id) = tenant.get("tenantId").and_then(Value::as_str) else { return plain(tenant) };
    match tenant.get("roleNames").and_then(Value::as_array).filter(|roles| !roles.is_empty()) {
        Some(roles) => format!("{id} ({})", joined(roles.iter().map(plain))),
        None => id.to_owned(),
    }
}

fn attribute_type(number: Option<u64>) -> String {
    const NAMES: [&str; 6] = ["text", "number", "boolean", "single-select", "multi-select", "date"];
    let index =
        number.and_then(|number| usize::try_from(number).ok()).and_then(|number| number.checked_sub(1));
    match index.and_then(|index| NAMES.get(index)) {
        Some(name) => (*name).to_owned(),
        None => number.map(|number| number.to_string()).unwrap_or_default(),
    }
}

fn joined(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(", ")
}

pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn is_scalar(value: &Value) -> bool {
    !matches!(value, Value::Array(_) | Value::Object(_))
}

fn is_joinable(value: &Value) -> bool {
    match value {
        Value::String(text) => {
            !text.is_empty()
                && !text.contains([';', '\n', '\r'])
                && text.trim() == text
                && !text.starts_with('[')
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn times_are_local_with_offset_and_zero_is_none() {
        let zone = TimeZone::fixed(jiff::tz::offset(2));
        assert_eq!(readable(&json!(1_767_225_600), ColumnKind::Time, &zone), "2026-01-01T02:00:00+02:00");
        assert_eq!(readable(&json!("1767225600"), ColumnKind::Time, &zone), "2026-01-01T02:00:00+02:00");
        assert_eq!(readable(&json!(0), ColumnKind::Time, &zone), "");
    }

    #[test]
    fn cells_are_readable_and_harmless() {
        let read = |value, kind| readable(&value, kind, &TimeZone::UTC);
        assert_eq!(read(json!(["a", "b"]), ColumnKind::List), "a, b");
        let tenants = json!([{"tenantId": "acme", "roleNames": ["admin", "viewer"]}, {"tenantId": "globex"}]);
        assert_eq!(read(tenants, ColumnKind::Tenants), "acme (admin, viewer), globex");
        assert_eq!(read(json!("\u{1b}[2Jx\ny"), ColumnKind::Text), "\\u{1b}[2Jx\\ny");
        assert_eq!(read(json!(2), ColumnKind::AttributeType), "number");
    }

    #[test]
    fn paths_reach_into_objects_and_keys_with_dots() {
        let value = json!({"customAttributes": {"plan": "pro", "a.b": 1}, "x": null});
        assert_eq!(at(&value, "customAttributes.plan"), Some(&json!("pro")));
        assert_eq!(at(&value, "customAttributes.a.b"), Some(&json!(1)));
        assert_eq!(at(&value, "customAttributes.nope"), None);
    }

    #[test]
    fn lists_that_cannot_be_split_again_become_json() {
        assert_eq!(exact(&json!(["a", "b"])), "a;b");
        assert_eq!(exact(&json!(["a;b"])), r#"["a;b"]"#);
        assert_eq!(exact(&json!([""])), r#"[""]"#);
        assert_eq!(exact(&json!([1])), "[1]");
        assert_eq!(exact(&json!([])), "");
        assert_eq!(exact(&json!({"a": 1})), r#"{"a":1}"#);
    }
}
