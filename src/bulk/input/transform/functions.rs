//! Functions for programs that turn records into users, beside those of jq.

use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
    prelude::BASE64_STANDARD,
};
use jaq_core::{
    Error, data,
    native::{Fun, bome, run, v},
};
use jaq_json::Val;
use serde_json::{Map, Value};

use crate::{
    ops::user::hash_of_text,
    output::query::{input, plain},
};

type Data = data::JustLut<Val>;

const NO_TIME: &str = "a time has a form that is not known";

/// What the functions say where they fail: texts without values.
pub(super) const ERRORS: [&str; 1] = [NO_TIME];

/// The functions.
pub(super) fn all() -> impl Iterator<Item = Fun<Data>> {
    [
        run::<Data>(("seconds", v(0), |(_, value)| bome(seconds(&value)))),
        run::<Data>(("phone", v(0), |(_, value)| bome(Ok(text_result(&value, phone))))),
        run::<Data>(("hashed", v(0), |(_, value)| {
            bome(Ok(
                hash_of_text(&text(&value), None, None, &Map::new()).map_or(Val::Null, |hash| input(&hash))
            ))
        })),
        run::<Data>(("base64", v(0), |(_, value)| bome(Ok(text_result(&value, standard_base64))))),
        run::<Data>(("base32", v(0), |(_, value)| bome(Ok(text_result(&value, |text| Some(base32(text))))))),
        run::<Data>(("flat", v(0), |(_, value)| bome(Ok(input(&Value::Object(flat(&plain(&value)))))))),
        run::<Data>(("unmarked", v(0), |(_, value)| bome(Ok(input(&unmarked(plain(&value))))))),
    ]
    .into_iter()
}

fn text(value: &Val) -> String {
    match plain(value) {
        Value::String(text) => text,
        _ => String::new(),
    }
}

fn text_result(value: &Val, change: impl Fn(&str) -> Option<String>) -> Val {
    change(&text(value)).map_or(Val::Null, |changed| input(&Value::String(changed)))
}

/// A time in any of the forms of exports as epoch seconds: seconds or milliseconds as number or text, ISO
/// 8601, a time of a database, the time of LDAP. Nothing stays nothing.
fn seconds(value: &Val) -> Result<Val, Error<Val>> {
    let unknown = || Error::new(input(&Value::from(NO_TIME)));
    let found = match plain(value) {
        Value::Null => return Ok(Val::Null),
        Value::String(text) if text.trim().is_empty() => return Ok(Val::Null),
        Value::Number(number) => number.as_f64().map(of_number),
        Value::String(text) => of_time(text.trim()),
        _ => None,
    };
    found.map(|seconds| input(&Value::from(seconds))).ok_or_else(unknown)
}

/// Milliseconds are recognised by their size: as seconds they would be after the year 5000.
fn of_number(number: f64) -> i64 {
    const FIRST_MILLISECONDS: f64 = 100_000_000_000.0;
    if number.abs() >= FIRST_MILLISECONDS { (number / 1000.0).floor() as i64 } else { number.floor() as i64 }
}

fn of_time(text: &str) -> Option<i64> {
    if text.len() >= 14 && text.is_char_boundary(14) && text[..14].bytes().all(|byte| byte.is_ascii_digit()) {
        // 20200102030405Z, also with a fraction of a second.
        let zone = text[14..].trim_start_matches(|letter: char| letter == '.' || letter.is_ascii_digit());
        if zone == "Z" {
            let time = jiff::civil::DateTime::strptime("%Y%m%d%H%M%S", &text[..14]).ok()?;
            return Some(time.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_second());
        }
    }
    if let Ok(number) = text.parse::<f64>() {
        return Some(of_number(number));
    }
    if let Ok(time) = text.parse::<jiff::Timestamp>() {
        return Some(time.as_second());
    }
    let time: jiff::civil::DateTime = text.trim_end_matches(" UTC").parse().ok()?;
    Some(time.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_second())
}

/// A number with a country code as `+15551234567`; none where the code does not stand there.
fn phone(text: &str) -> Option<String> {
    let mut digits = String::with_capacity(text.len());
    for letter in text.trim().chars() {
        match letter {
            '+' if digits.is_empty() => digits.push('+'),
            '0'..='9' => digits.push(letter),
            ' ' | '-' | '.' | '/' | '(' | ')' | '\u{a0}' => {}
            _ => return None,
        }
    }
    // A zero in brackets is dialled inside the country only, so that the number is not clear.
    let is_clear = digits.starts_with('+') && !text.contains("(0)") && !digits.starts_with("+0");
    (is_clear && (8..=16).contains(&digits.len())).then_some(digits)
}

/// Base64 in the standard alphabet, with padding, whatever alphabet it was in.
fn standard_base64(text: &str) -> Option<String> {
    const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let alphabet = if text.contains(['-', '_']) { &alphabet::URL_SAFE } else { &alphabet::STANDARD };
    let bytes = GeneralPurpose::new(alphabet, LENIENT).decode(text).ok().filter(|bytes| !bytes.is_empty())?;
    Some(BASE64_STANDARD.encode(bytes))
}

/// The bytes of a text in base32, without padding.
fn base32(text: &str) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut out = String::new();
    for chunk in text.as_bytes().chunks(5) {
        let mut bits = [0_u8; 5];
        bits[..chunk.len()].copy_from_slice(chunk);
        let number = bits.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        for place in 0..(chunk.len() * 8).div_ceil(5) {
            out.push(char::from(ALPHABET[(number >> (35 - 5 * place)) as usize & 31]));
        }
    }
    out
}

/// An object of objects as custom attributes: names joined by `_`, lists of texts as they are, other lists as
/// JSON, without what is null.
fn flat(value: &Value) -> Map<String, Value> {
    fn add(prefix: &str, value: &Value, out: &mut Map<String, Value>) {
        match value {
            Value::Null => {}
            Value::Object(fields) => {
                for (name, value) in fields {
                    let name = if prefix.is_empty() { name.clone() } else { format!("{prefix}_{name}") };
                    add(&name, value, out);
                }
            }
            Value::Array(items) if items.is_empty() => {}
            Value::Array(items) if !items.iter().all(Value::is_string) => {
                out.insert(prefix.to_owned(), Value::String(value.to_string()));
            }
            Value::String(text) if text.is_empty() => {}
            other => {
                out.insert(prefix.to_owned(), other.clone());
            }
        }
    }
    let mut out = Map::new();
    if value.is_object() {
        add("", value, &mut out);
    }
    out
}

/// The fields of an object without the `'` that an export puts before texts, so that a spreadsheet takes them
/// for no formula.
fn unmarked(value: Value) -> Value {
    let Value::Object(fields) = value else { return value };
    let bare = |value: Value| match value {
        Value::String(text) => Value::String(text.strip_prefix('\'').map(str::to_owned).unwrap_or(text)),
        other => other,
    };
    let bare = fields.into_iter().map(|(name, value)| (name, bare(value)));
    bare.filter(|(_, value)| value.as_str() != Some("")).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn times_come_in_many_forms() {
        for text in [
            "2020-01-02T03:04:05Z",
            "2020-01-02T03:04:05.000Z",
            "2020-01-02T04:04:05+01:00",
            "2020-01-02 03:04:05.126079+00",
            "2020-01-02 03:04:05",
            "2020-01-02 03:04:05 UTC",
            "20200102030405Z",
            "20200102030405.0Z",
            "1577934245",
            "1577934245000",
        ] {
            assert_eq!(of_time(text), Some(1_577_934_245), "{text}");
        }
        assert_eq!(of_time("yesterday"), None);
        assert_eq!(of_number(1_577_934_245_999.0), 1_577_934_245);
    }

    #[test]
    fn phones_have_their_country_code_or_are_none() {
        assert_eq!(phone("+49 (30) 123-456").unwrap(), "+4930123456");
        assert_eq!(phone("+1.555.123.4567").unwrap(), "+15551234567");
        for unclear in ["030 123456", "+49 (0)30 123456", "call me", "", "+1", "0049 30 123456"] {
            assert_eq!(phone(unclear), None, "{unclear}");
        }
    }

    #[test]
    fn base32_is_that_of_rfc_4648() {
        assert_eq!(base32("foobar"), "MZXW6YTBOI");
        assert_eq!(base32("f"), "MY");
        assert_eq!(base32(""), "");
    }

    #[test]
    fn attributes_are_flat() {
        let nested =
            json!({"a": {"b": 1, "c": null}, "d": ["x", "y"], "e": [1, {"f": 2}], "g": true, "h": ""});
        assert_eq!(
            Value::Object(flat(&nested)),
            json!({"a_b": 1, "d": ["x", "y"], "e": "[1,{\"f\":2}]", "g": true})
        );
    }

    #[test]
    fn marks_go() {
        assert_eq!(unmarked(json!({"a": "'x", "b": "'", "c": "true"})), json!({"a": "x", "c": "true"}));
    }
}
