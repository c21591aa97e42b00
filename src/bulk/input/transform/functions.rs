//! Functions for programs that turn records into users, beside those of jq.

use std::collections::BTreeMap;

use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
    prelude::BASE64_STANDARD,
};
use jaq_core::{
    Error, data,
    native::{Fun, bome, run, unary, v},
};
use jaq_json::Val;
use serde_json::{Map, Value};

use crate::{
    ops::{
        arguments::{Phone, Time},
        row::Cell as _,
        user::hash_of_text,
    },
    output::query::{input, plain},
};

type Data = data::JustLut<Val>;

const NO_TIME: &str = "a time has a form that is not known";

const NO_HASH: &str = "a password hash is cut off or damaged";

/// What the functions and the programs of sources say where they fail: texts without values.
pub(super) const ERRORS: [&str; 5] = [
    NO_TIME,
    NO_HASH,
    "the records of this user contradict each other",
    "a list is no JSON",
    "a user is no JSON",
];

/// The functions.
pub(super) fn all() -> impl Iterator<Item = Fun<Data>> {
    [
        run::<Data>(("seconds", v(0), |(_, value)| bome(seconds(&value)))),
        run::<Data>(("phone", v(0), |(_, value)| bome(Ok(text_result(&value, phone))))),
        run::<Data>(("yes", v(0), |(_, value)| bome(Ok(yes(value))))),
        run::<Data>(("hashed", v(0), |(_, value)| bome(hash(&text(&value), None)))),
        run::<Data>(("hashed", v(1), |arguments| {
            unary(arguments, |value, hasher| hash(&text(&value), Some(&text(&hasher))))
        })),
        run::<Data>(("base64", v(0), |(_, value)| bome(Ok(text_result(&value, standard_base64))))),
        run::<Data>(("base32", v(0), |(_, value)| bome(Ok(text_result(&value, |text| Some(base32(text))))))),
        run::<Data>(("flat", v(0), |(_, value)| bome(Ok(input(&Value::Object(flat(&plain(&value)).0)))))),
        run::<Data>(("collisions", v(0), |(_, value)| bome(Ok(input(&Value::from(flat(&plain(&value)).1)))))),
        run::<Data>(("unmarked", v(0), |(_, value)| bome(Ok(input(&unmarked(plain(&value))))))),
    ]
    .into_iter()
}

/// A hash as the API takes it; nothing where it is of a kind that is not carried over. One that only has the beginning
/// of a kind that is would leave its user without a password.
fn hash(text: &str, hasher: Option<&str>) -> Result<Val, Error<Val>> {
    const BCRYPT: [&str; 3] = ["$2a$", "$2b$", "$2y$"];
    const LENGTH: usize = 60;
    match hash_of_text(text, hasher, None, &Map::new()) {
        Ok(hash) => Ok(input(&hash)),
        Err(_) if hasher.is_some_and(|hasher| hasher.contains("peppered")) => Ok(Val::Null),
        Err(_)
            if text.starts_with("pbkdf2_sha256$")
                || text.len() != LENGTH && BCRYPT.iter().any(|start| text.starts_with(start)) =>
        {
            Err(Error::new(input(&Value::from(NO_HASH))))
        }
        Err(_) => Ok(Val::Null),
    }
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
    let text = match plain(value) {
        Value::Null => return Ok(Val::Null),
        Value::String(text) if text.trim().is_empty() => return Ok(Val::Null),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text,
        _ => return Err(unknown()),
    };
    text.trim().parse::<Time>().map(|time| input(&Value::from(time.seconds()))).map_err(|_| unknown())
}

/// A number with a country code as `+15551234567`; none where the code does not stand there, or where the number
/// is not clear.
fn phone(text: &str) -> Option<String> {
    text.trim().parse::<Phone>().ok().map(|phone| phone.as_str().to_owned())
}

/// True or false, as exports write it. What is neither stays as it is.
fn yes(value: Val) -> Val {
    let text = match plain(&value) {
        Value::String(text) => text,
        Value::Number(number) => number.to_string(),
        _ => return value,
    };
    bool::parse(text.trim()).map_or(value, |said| input(&Value::Bool(said)))
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
/// JSON, without what is null. Of two values with the same name the later one stays; the ways to the others are told.
fn flat(value: &Value) -> (Map<String, Value>, Vec<String>) {
    #[derive(Default)]
    struct Flat {
        attributes: Map<String, Value>,
        ways: BTreeMap<String, String>,
        lost: Vec<String>,
    }

    impl Flat {
        fn insert(&mut self, name: &str, way: &str, value: Value) {
            let is_same = self.attributes.get(name) == Some(&value);
            let before = self.ways.insert(name.to_owned(), way.to_owned());
            self.lost.extend(before.filter(|_| !is_same));
            self.attributes.insert(name.to_owned(), value);
        }

        fn add(&mut self, prefix: &str, way: &str, value: &Value) {
            let joined = |before: &str, mark: &str, name: &str| match before {
                "" => name.to_owned(),
                before => format!("{before}{mark}{name}"),
            };
            match value {
                Value::Null => {}
                Value::Object(fields) => {
                    for (name, value) in fields {
                        self.add(&joined(prefix, "_", name), &joined(way, ".", name), value);
                    }
                }
                Value::Array(items) if items.is_empty() => {}
                Value::Array(items) if !items.iter().all(Value::is_string) => {
                    self.insert(prefix, way, Value::String(value.to_string()));
                }
                Value::String(text) if text.is_empty() => {}
                other => self.insert(prefix, way, other.clone()),
            }
        }
    }

    let mut flat = Flat::default();
    if value.is_object() {
        flat.add("", "", value);
    }
    (flat.attributes, flat.lost)
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
    fn times_are_numbers_or_texts() {
        for time in [json!("2020-01-02T03:04:05Z"), json!(1_577_934_245), json!(1_577_934_245_999_u64)] {
            assert_eq!(plain(&seconds(&input(&time)).unwrap()), json!(1_577_934_245), "{time}");
        }
        assert_eq!(plain(&seconds(&input(&json!(""))).unwrap()), Value::Null);
        for unknown in [json!("yesterday"), json!(true), json!("20240101"), json!([])] {
            assert!(seconds(&input(&unknown)).is_err(), "{unknown}");
        }
    }

    #[test]
    fn what_is_neither_true_nor_false_stays() {
        let yes = |value: Value| plain(&yes(input(&value)));
        for (said, expected) in [
            (json!(true), json!(true)),
            (json!("FALSE"), json!(false)),
            (json!(" n "), json!(false)),
            (json!(1), json!(true)),
            (json!("maybe"), json!("maybe")),
            (json!(2), json!(2)),
            (json!(""), json!("")),
            (json!(null), json!(null)),
            (json!(["true"]), json!(["true"])),
        ] {
            assert_eq!(yes(said.clone()), expected, "{said}");
        }
    }

    #[test]
    fn phones_have_their_country_code_or_are_none() {
        assert_eq!(phone("+49 (30) 123-456").unwrap(), "+4930123456");
        assert_eq!(phone("+1.555.123.4567").unwrap(), "+15551234567");
        for unclear in
            ["030 123456", "+49 (0)30 123456", "call me", "", "+1", "0049 30 123456", "+1 555 0100201.0"]
        {
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
            Value::Object(flat(&nested).0),
            json!({"a_b": 1, "d": ["x", "y"], "e": "[1,{\"f\":2}]", "g": true})
        );
    }

    #[test]
    fn marks_go() {
        assert_eq!(unmarked(json!({"a": "'x", "b": "'", "c": "true"})), json!({"a": "x", "c": "true"}));
    }
}
