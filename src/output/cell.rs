//! Single values: readable in tables, exact in CSV.

use std::{borrow::Cow, time::Duration};

use jiff::{Timestamp, tz::TimeZone};
use serde_json::Value;

use super::view::ColumnKind;
use crate::{
    error::visible,
    span::{self, Span},
    words::grouped,
};

/// The value as a table shows it: one line, without anything that a terminal would obey.
pub(super) fn readable(value: &Value, kind: ColumnKind, zone: &TimeZone) -> String {
    let text = match (kind, value) {
        (ColumnKind::Time, value) => match (seconds(value), moment(value)) {
            (Some(seconds), _) => time(seconds, zone),
            // Documents of our own have times as texts.
            (None, Some(moment)) => time(moment.as_second(), zone),
            (None, None) => plain(value).into_owned(),
        },
        (ColumnKind::Flag, Value::Bool(flag)) => if *flag { "yes" } else { "no" }.to_owned(),
        (ColumnKind::Mark, Value::Bool(flag)) => if *flag { "yes" } else { "" }.to_owned(),
        (ColumnKind::Count, value) if value.as_u64() == Some(0) => String::new(),
        (ColumnKind::Seconds, Value::Number(number)) if number.is_u64() => {
            Span(Duration::from_secs(number.as_u64().unwrap_or_default())).to_string()
        }
        (ColumnKind::Names, Value::Object(fields)) => {
            joined(fields.iter().filter(|(_, value)| !is_empty(value)).map(|(name, _)| name.clone()))
        }
        (ColumnKind::AttributeType, Value::Number(number)) => attribute_type(number.as_u64()),
        (ColumnKind::Options, Value::Array(options)) => joined(options.iter().map(choice)),
        (ColumnKind::Tenants, Value::Array(tenants)) => joined(tenants.iter().map(membership)),
        (_, Value::Array(items)) if items.iter().all(is_scalar) => {
            joined(items.iter().map(|item| plain(item).into_owned()))
        }
        (ColumnKind::Map, Value::Object(fields)) if fields.values().all(is_scalar) => {
            joined(fields.iter().map(|(name, value)| format!("{name}={}", plain(value))))
        }
        (_, value) => plain(value).into_owned(),
    };
    visible(&text)
}

/// The same for a person at a terminal: times are told from `now`, where it is given, and counts are grouped.
pub(super) fn told(value: &Value, kind: ColumnKind, zone: &TimeZone, now: Option<Timestamp>) -> String {
    match (kind, value, now) {
        (ColumnKind::Number | ColumnKind::Count, Value::Number(count), _)
            if count.is_u64() && (kind, count.as_u64()) != (ColumnKind::Count, Some(0)) =>
        {
            grouped(count)
        }
        (ColumnKind::Time, _, Some(now)) => match moment(value) {
            Some(time) => span::told(time, now),
            None => readable(value, kind, zone),
        },
        _ => readable(value, kind, zone),
    }
}

/// The moment that a time tells. Zero stands for none.
fn moment(value: &Value) -> Option<Timestamp> {
    match seconds(value) {
        Some(seconds) => Timestamp::from_second(seconds).ok().filter(|_| seconds != 0),
        None => value.as_str()?.parse().ok(),
    }
}

/// Epoch seconds. Numbers of 64 bits come as text.
fn seconds(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

/// The value as a CSV cell: scalars as text, lists of texts joined by `;` where that can be undone,
/// everything else as JSON. Null and what is empty give an empty cell.
#[must_use]
pub fn exact(value: &Value) -> String {
    exact_text(value).into_owned()
}

/// The same as [`exact`], without a copy where the value is a text.
pub(super) fn exact_text(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Object(fields) if fields.is_empty() => Cow::Borrowed(""),
        Value::Array(items) if items.iter().all(is_joinable) => {
            Cow::Owned(items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(";"))
        }
        other => plain(other),
    }
}

/// The value as it is: texts bare, everything else as JSON, null as nothing.
pub(super) fn plain(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => Cow::Borrowed(text),
        Value::Null => Cow::Borrowed(""),
        other => Cow::Owned(other.to_string()),
    }
}

/// How a field without a column in the view is shown. The API's times have names that end in `Time`; a
/// custom attribute with such a name need not be one.
pub(super) fn kind_of_field(path: &str) -> ColumnKind {
    match path {
        "status" => ColumnKind::Status,
        "userTenants" | "familyAssociations" => ColumnKind::Tenants,
        "customAttributes" | "OAuth" => ColumnKind::Map,
        "expiration" | "consentExpiration" => ColumnKind::Time,
        path if path.ends_with("Time") && !path.starts_with("customAttributes.") => ColumnKind::Time,
        _ => ColumnKind::Text,
    }
}

/// Whether a value is empty: such fields are left out where an object is shown in full.
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

pub(super) fn is_scalar(value: &Value) -> bool {
    !matches!(value, Value::Array(_) | Value::Object(_))
}

fn time(seconds: i64, zone: &TimeZone) -> String {
    match Timestamp::from_second(seconds) {
        Ok(_) if seconds == 0 => String::new(),
        Ok(timestamp) => timestamp.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        Err(_) => seconds.to_string(),
    }
}

/// A membership in a tenant or a family as a sentence or a cell says it: `acme (admin, viewer)`. Any other value as it is.
#[must_use]
pub fn membership(tenant: &Value) -> String {
    let id = tenant.get("tenantId").or_else(|| tenant.get("familyId")).and_then(Value::as_str);
    let Some(id) = id else { return plain(tenant).into_owned() };
    match tenant.get("roleNames").and_then(Value::as_array).filter(|roles| !roles.is_empty()) {
        Some(roles) => format!("{id} ({})", joined(roles.iter().map(|role| plain(role).into_owned()))),
        None => id.to_owned(),
    }
}

/// A value to choose: `pro (Professional)`.
fn choice(option: &Value) -> String {
    let text = |name: &str| option.get(name).map(|text| plain(text).into_owned());
    match (text("value"), text("label")) {
        (Some(value), Some(label)) if label != value && !label.is_empty() => format!("{value} ({label})"),
        (Some(value), _) => value,
        (None, _) => plain(option).into_owned(),
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

/// Whether an item is the same after it was joined with others by `;` and split again, also by readers
/// that trim cells.
fn is_joinable(value: &Value) -> bool {
    let Value::String(text) = value else { return false };
    !text.is_empty() && !text.contains([';', '\n', '\r']) && text.trim() == text && !text.starts_with('[')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn read(value: Value, kind: ColumnKind) -> String {
        readable(&value, kind, &TimeZone::UTC)
    }

    #[test]
    fn times_are_local_with_offset_and_zero_is_none() {
        let zone = TimeZone::fixed(jiff::tz::offset(2));
        let time = |value| readable(&value, ColumnKind::Time, &zone);
        assert_eq!(time(json!(1_767_225_600)), "2026-01-01T02:00:00+02:00");
        assert_eq!(time(json!(0)), "");
        assert_eq!(time(json!(null)), "");
        assert_eq!(time(json!(i64::MAX)), i64::MAX.to_string());
        assert_eq!(time(json!("1767225600")), "2026-01-01T02:00:00+02:00");
        assert_eq!(time(json!("2026-01-01")), "2026-01-01");
    }

    #[test]
    fn a_person_is_told_when_and_how_many() {
        let now = Timestamp::from_second(1_767_225_600).ok();
        let of = |value: Value, kind, now| told(&value, kind, &TimeZone::UTC, now);
        assert_eq!(of(json!(1_767_225_600 - 7_200), ColumnKind::Time, now), "2 hours ago");
        assert_eq!(of(json!("2026-01-03T00:00:00Z"), ColumnKind::Time, now), "in 2 days");
        assert_eq!(of(json!(0), ColumnKind::Time, now), "");
        assert_eq!(of(json!("odd"), ColumnKind::Time, now), "odd");
        assert_eq!(of(json!(1_767_225_600), ColumnKind::Time, None), "2026-01-01T00:00:00+00:00");
        assert_eq!(of(json!(1_234_567), ColumnKind::Count, now), "1\u{202f}234\u{202f}567");
        let zero = |kind| of(json!(0), kind, now);
        assert_eq!((zero(ColumnKind::Count), zero(ColumnKind::Number)), (String::new(), "0".to_owned()));
        assert_eq!(read(json!(1_234_567), ColumnKind::Number), "1234567");
    }

    #[test]
    fn an_attribute_is_no_time_whatever_its_name() {
        assert_eq!(kind_of_field("loginTime"), ColumnKind::Time);
        assert_eq!(kind_of_field("customAttributes.bestTime"), ColumnKind::Text);
    }

    #[test]
    fn lists_and_objects_of_scalars_are_readable() {
        assert_eq!(read(json!(["a", 1, null, "b"]), ColumnKind::List), "a, 1, , b");
        assert_eq!(read(json!({"plan": "pro", "seats": 5}), ColumnKind::Map), "plan=pro, seats=5");
        assert_eq!(read(json!({"a": {"b": 1}}), ColumnKind::Map), r#"{"a":{"b":1}}"#);
        assert_eq!(read(json!([["a"]]), ColumnKind::List), r#"[["a"]]"#);
        assert_eq!(read(json!({}), ColumnKind::Map), "");
        assert_eq!(read(json!({"a": 1}), ColumnKind::Text), r#"{"a":1}"#);
        assert_eq!(read(json!(true), ColumnKind::Flag), "yes");
        assert_eq!(read(json!(2), ColumnKind::AttributeType), "number");
    }

    #[test]
    fn memberships_name_their_roles() {
        let tenants = json!([{"tenantId": "acme", "roleNames": ["admin", "viewer"]}, {"tenantId": "globex"}]);
        assert_eq!(read(tenants, ColumnKind::Tenants), "acme (admin, viewer), globex");
        assert_eq!(read(json!(["odd"]), ColumnKind::Tenants), "odd");
    }

    #[test]
    fn nothing_reaches_the_terminal_that_it_would_obey() {
        assert_eq!(read(json!("\u{1b}[2Jx\ny"), ColumnKind::Text), "\\u{1b}[2Jx\\ny");
        assert_eq!(read(json!(["\u{7}"]), ColumnKind::List), "\\u{7}");
        assert_eq!(read(json!({"\u{1b}]0;": "\r"}), ColumnKind::Map), "\\u{1b}]0;=\\r");
        assert_eq!(read(json!([{"tenantId": "\u{202e}"}]), ColumnKind::Tenants), "\\u{202e}");
    }

    #[test]
    fn lists_that_cannot_be_split_again_become_json() {
        assert_eq!(exact(&json!(["a", "b"])), "a;b");
        assert_eq!(exact(&json!(["a;b"])), r#"["a;b"]"#);
        assert_eq!(exact(&json!(["a\nb"])), r#"["a\nb"]"#);
        assert_eq!(exact(&json!(["[a"])), r#"["[a"]"#);
        assert_eq!(exact(&json!([""])), r#"[""]"#);
        assert_eq!(exact(&json!([1])), "[1]");
    }

    #[test]
    fn csv_keeps_values_as_they_are() {
        assert_eq!(exact(&json!([])), "");
        assert_eq!(exact(&json!({})), "");
        assert_eq!(exact(&json!(null)), "");
        assert_eq!(exact(&json!(false)), "false");
        assert_eq!(exact(&json!(1_767_225_600)), "1767225600");
        assert_eq!(exact(&json!("=1+1\t\u{1b}")), "=1+1\t\u{1b}");
        assert_eq!(exact(&json!({"a": 1})), r#"{"a":1}"#);
    }

    proptest! {
        #[test]
        fn a_list_of_texts_can_be_read_back(items in prop::collection::vec(any::<String>(), 0..4)) {
            let value = json!(items);
            let cell = exact(&value);
            let back: Vec<String> = match cell.trim() {
                "" => Vec::new(),
                cell if cell.starts_with('[') => serde_json::from_str(cell).unwrap(),
                cell => cell.split(';').map(str::to_owned).collect(),
            };
            prop_assert_eq!(back, items);
        }
    }
}
