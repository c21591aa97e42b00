//! Password hashes of other systems, checked at the border.

use std::{fmt, str::FromStr};

use serde::Serialize;
use serde_json::{Map, Value};

use super::hash_text;

/// A password hash in the contract's form: one algorithm with its parameters, such as
/// `{"bcrypt": {"hash": "$2b$…"}}` (behaviour.md section 11).
#[derive(Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Hash(Map<String, Value>);

impl fmt::Debug for Hash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[hash]")
    }
}

/// A parameter of an algorithm.
#[derive(Clone, Copy)]
enum Part {
    Text(&'static str, Look),
    Optional(&'static str, Look),
    /// A whole number above 0.
    Number(&'static str),
    /// One of these.
    OneOf(&'static str, &'static [&'static str]),
}

use Part::{Number, OneOf, Optional, Text};

/// How a text must look: the test, and what is said where it fails.
#[derive(Clone, Copy)]
struct Look(fn(&str) -> bool, &'static str);

const ANY: Look = Look(|text| !text.is_empty(), "must be a text");
const BASE64: Look = Look(hash_text::is_base64, "must be base64, with its padding");
/// Firebase's tools write both alphabets.
const ANY_BASE64: Look = Look(
    |text| hash_text::is_base64(&text.replace('-', "+").replace('_', "/")),
    "must be base64, with its padding",
);
const HEX: Look = Look(
    |text| text.len() % 2 == 0 && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit()),
    "must be hexadecimal digits",
);
const KIND: Look = Look(|text| matches!(text, "id" | "i" | "d"), "must be one of id, i, d");

/// Each algorithm of the contract with its parameters.
const ALGORITHMS: &[(&str, &[Part])] = &[
    (
        "bcrypt",
        &[Text(
            "hash",
            Look(hash_text::is_bcrypt, "must be a bcrypt hash of 60 characters, such as `$2b$10$…`"),
        )],
    ),
    (
        "django",
        &[Text(
            "hash",
            Look(
                hash_text::is_django,
                "must be of the form `pbkdf2_sha256$ITERATIONS$SALT$HASH`, the last 32 bytes in base64",
            ),
        )],
    ),
    ("md5", &[Text("hash", Look(|text| hash_text::is_hex(text, 32), "must be 32 hexadecimal digits"))]),
    (
        "buddyauth",
        &[Text(
            "hash",
            Look(
                hash_text::is_buddyauth,
                "must be of the form `bcrypt+sha512$SALT$COST$HASH`, in hexadecimal digits",
            ),
        )],
    ),
    (
        "firebase",
        &[
            Text("hash", ANY_BASE64),
            Text("salt", ANY_BASE64),
            Text("saltSeparator", ANY_BASE64),
            Text("signerKey", ANY_BASE64),
            Number("memory"),
            Number("rounds"),
        ],
    ),
    (
        "pbkdf2",
        &[
            Text("hash", BASE64),
            Text("salt", BASE64),
            ITERATIONS,
            OneOf("type", &["sha1", "sha256", "sha512"]),
        ],
    ),
    ("phpass", &[Text("hash", ANY), Text("salt", ANY), ITERATIONS, OneOf("type", &["md5", "sha512"])]),
    (
        "argon2",
        &[
            Text("hash", BASE64),
            Text("salt", BASE64),
            ITERATIONS,
            Number("memory"),
            Number("threads"),
            Optional("type", KIND),
        ],
    ),
    ("sha", &[Text("hash", HEX), OneOf("type", &["sha1", "sha256", "sha512"]), Optional("salt", HEX)]),
    ("bach", &[Text("hash", ANY), Text("key", ANY)]),
];

const ITERATIONS: Part = Number("iterations");
const MOST: u64 = i32::MAX as u64;

impl Hash {
    /// Checks that exactly one known algorithm is given, with all it needs.
    ///
    /// # Errors
    /// What is wrong, as a fragment.
    pub fn new(value: Value) -> Result<Self, String> {
        const FORM: &str =
            "expected one algorithm with its parameters, such as {\"bcrypt\": {\"hash\": \"$2b$…\"}}";
        let Value::Object(fields) = value else { return Err(FORM.to_owned()) };
        let mut given = fields.iter();
        let (Some((name, parts)), None) = (given.next(), given.next()) else { return Err(FORM.to_owned()) };
        let Some((_, known)) = ALGORITHMS.iter().find(|(algorithm, _)| algorithm == name) else {
            let names: Vec<&str> = ALGORITHMS.iter().map(|(name, _)| *name).collect();
            return Err(format!("unknown algorithm `{name}`, expected one of {}", names.join(", ")));
        };
        let Value::Object(parts) = parts else { return Err(format!("`{name}` must be an object")) };
        for part in *known {
            part.check(parts.get(part.name())).map_err(|why| format!("`{name}.{}` {why}", part.name()))?;
        }
        if let Some(unknown) = parts.keys().find(|key| known.iter().all(|part| part.name() != *key)) {
            return Err(format!("`{name}` has no parameter `{unknown}`"));
        }
        check_lengths(name, parts)?;
        Ok(Self(fields))
    }
}

/// What one parameter says about another.
fn check_lengths(algorithm: &str, parts: &Map<String, Value>) -> Result<(), String> {
    let text = |name: &str| parts.get(name).and_then(Value::as_str).unwrap_or_default();
    let (hash, kind) = (text("hash"), text("type"));
    match (algorithm, kind) {
        ("sha", "sha1") if hash.len() != 40 => {
            Err("`sha.hash` must be 40 hexadecimal digits for sha1".to_owned())
        }
        ("sha", "sha256") if hash.len() != 64 => {
            Err("`sha.hash` must be 64 hexadecimal digits for sha256".to_owned())
        }
        ("sha", "sha512") if hash.len() != 128 => {
            Err("`sha.hash` must be 128 hexadecimal digits for sha512".to_owned())
        }
        ("phpass", _) if !hash_text::is_crypt(text("salt"), 8) => {
            Err("`phpass.salt` must be the 8 characters behind that of the cost".to_owned())
        }
        ("phpass", "md5") if !hash_text::is_crypt(hash, 22) => {
            Err("`phpass.hash` must be the last 22 characters of the hash".to_owned())
        }
        // Drupal cuts the 86 characters.
        ("phpass", "sha512") if ![43, 86].iter().any(|length| hash_text::is_crypt(hash, *length)) => {
            Err("`phpass.hash` must be the last 43 or 86 characters of the hash".to_owned())
        }
        ("phpass", _)
            if !(7..=30).any(|cost| parts.get("iterations") == Some(&Value::from(1_u32 << cost))) =>
        {
            Err("`phpass.iterations` must be a power of two, from 128 to 1073741824".to_owned())
        }
        _ => Ok(()),
    }
}

impl Hash {
    /// What is doubtful about it, though it is sent.
    #[must_use]
    pub fn remark(&self) -> Option<&'static str> {
        let number = |name: &str| self.0.get("firebase")?.get(name)?.as_u64();
        if self.0.contains_key("md5") {
            Some("a hash of MD5 without a salt is quickly guessed: have the passwords changed soon")
        } else if number("memory").is_some_and(|memory| !(12..=17).contains(&memory)) {
            Some("Firebase's memory normally is from 12 to 17: check `firebase.memory`")
        } else if number("rounds").is_some_and(|rounds| !(6..=10).contains(&rounds)) {
            Some("Firebase's rounds normally are from 6 to 10: check `firebase.rounds`")
        } else {
            None
        }
    }

    /// Puts a hash together whose parts stand in columns of their own, such as `bcrypt.hash`.
    ///
    /// # Errors
    /// What is wrong, as a fragment.
    pub fn of_parts(parts: Vec<(&str, Value)>) -> Result<Self, String> {
        let mut hash = Map::new();
        for (path, value) in parts {
            let (parents, last) = path.rsplit_once('.').unwrap_or(("", path));
            let mut object = &mut hash;
            for name in parents.split('.').filter(|name| !name.is_empty()) {
                let inner = object.entry(name).or_insert_with(|| Value::Object(Map::new()));
                object = inner.as_object_mut().ok_or_else(|| format!("`{name}` must be an object"))?;
            }
            let number = is_number(last).then(|| value.as_str()?.trim().parse::<u32>().ok()).flatten();
            let value = number.map_or(value, Value::from);
            if object.insert(last.to_owned(), value.clone()).is_some_and(|earlier| earlier != value) {
                return Err(format!("`{path}` is given twice, with different values"));
            }
        }
        Self::new(Value::Object(hash))
    }

    /// Whether a part may be seen: what a hash costs, and which variant of its algorithm it is.
    #[must_use]
    pub fn is_open(path: &str) -> bool {
        path.rsplit('.').next().is_some_and(|last| last == "type" || is_number(last))
    }
}

/// Whether a part of this name is a number in some algorithm.
fn is_number(name: &str) -> bool {
    let mut parts = ALGORITHMS.iter().flat_map(|(_, parts)| *parts);
    parts.any(|part| matches!(part, Number(known) if *known == name))
}

impl FromStr for Hash {
    type Err = String;

    /// From JSON. The text is not repeated in errors.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let value = serde_json::from_str(text).map_err(|cause| format!("not JSON: {cause}"))?;
        Self::new(value)
    }
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Text(name, _) | Optional(name, _) | Number(name) | OneOf(name, _) => name,
        }
    }

    fn check(self, given: Option<&Value>) -> Result<(), String> {
        let given = given.filter(|value| !value.is_null());
        match (self, given) {
            (Optional(..), None) => Ok(()),
            (_, None) => Err("is missing".to_owned()),
            (Text(_, Look(is_so, what)) | Optional(_, Look(is_so, what)), Some(value)) => {
                match value.as_str() {
                    Some(text) if is_so(text) => Ok(()),
                    _ => Err(what.to_owned()),
                }
            }
            (Number(_), Some(value)) => match value.as_u64() {
                Some(number) if (1..=MOST).contains(&number) => Ok(()),
                _ => Err("must be a whole number above 0".to_owned()),
            },
            (OneOf(_, allowed), Some(value)) => match value.as_str() {
                Some(text) if allowed.contains(&text) => Ok(()),
                _ => Err(format!("must be one of {}", allowed.join(", "))),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn all_ten_algorithms_are_taken_in_full() {
        for hash in [
            json!({"bcrypt": {"hash": "$2b$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234"}}),
            json!({"django": {"hash": "pbkdf2_sha256$1000$salty$ktixGvL+bGlTO4bK3F1CW8qCb3tVFt/1SjsW1eUxX5g="}}),
            json!({"md5": {"hash": "5f4dcc3b5aa765d61d8327deb882cf99"}}),
            json!({"buddyauth": {"hash": "bcrypt+sha512$86186fc28f83b3e3db78bcf8350a3a57$12$8f215420e68fd7922561167b07354f05d8db6d49e212689e"}}),
            json!({"firebase": {"hash": "aA==", "salt": "aA==", "saltSeparator": "Bw==", "signerKey": "aA==", "memory": 14, "rounds": 8}}),
            json!({"pbkdf2": {"hash": "aA==", "salt": "aA==", "iterations": 1000, "type": "sha256"}}),
            json!({"phpass": {"hash": "ABCDEFGHIJKLMNOPQRSTUV", "salt": "abcdefgh", "iterations": 8192, "type": "md5"}}),
            json!({"argon2": {"hash": "aA==", "salt": "aA==", "iterations": 2, "memory": 19456, "threads": 1, "type": "id"}}),
            json!({"sha": {"hash": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "type": "sha1"}}),
            json!({"bach": {"hash": "x", "key": "y"}}),
        ] {
            assert_eq!(serde_json::to_value(Hash::new(hash.clone()).unwrap()).unwrap(), hash);
        }
    }

    #[test]
    fn what_is_wrong_with_a_hash_is_named() {
        let why = |hash: Value| Hash::new(hash).unwrap_err();
        insta::assert_snapshot!(why(json!({"scrypt": {"hash": "x"}})), @"unknown algorithm `scrypt`, expected one of bcrypt, django, md5, buddyauth, firebase, pbkdf2, phpass, argon2, sha, bach");
        insta::assert_snapshot!(why(json!({"bcrypt": {"hash": ""}})), @"`bcrypt.hash` must be a bcrypt hash of 60 characters, such as `$2b$10$…`");
        insta::assert_snapshot!(why(json!({"pbkdf2": {"hash": "aA==", "salt": "aA=="}})), @"`pbkdf2.iterations` is missing");
        insta::assert_snapshot!(why(json!({"sha": {"hash": "aa", "type": "sha3"}})), @"`sha.type` must be one of sha1, sha256, sha512");
        insta::assert_snapshot!(why(json!({"md5": {"hash": "5f4dcc3b5aa765d61d8327deb882cf99", "cost": 1}})), @"`md5` has no parameter `cost`");
        insta::assert_snapshot!(why(json!({"bcrypt": {"hash": "x"}, "md5": {"hash": "x"}})), @r#"expected one algorithm with its parameters, such as {"bcrypt": {"hash": "$2b$…"}}"#);
        let parts = vec![("sha.type", json!("sha1")), ("sha.type", json!("sha256"))];
        insta::assert_snapshot!(Hash::of_parts(parts).unwrap_err(), @"`sha.type` is given twice, with different values");
        assert!("{".parse::<Hash>().is_err());
    }

    #[test]
    fn the_form_of_each_hash_is_checked() {
        for wrong in [
            json!({"bcrypt": {"hash": "Pass1234word"}}),
            json!({"bcrypt": {"hash": "$2b$10$tooShort"}}),
            json!({"django": {"hash": "plain"}}),
            json!({"md5": {"hash": "zzz"}}),
            json!({"pbkdf2": {"hash": "!!!", "salt": "###", "iterations": 1000, "type": "sha256"}}),
            json!({"argon2": {"hash": "$argon2id$", "salt": "aA==", "iterations": 2, "memory": 19456, "threads": 1}}),
            json!({"sha": {"hash": "aa", "type": "sha1"}}),
            json!({"phpass": {"hash": "x", "salt": "y", "iterations": 8192, "type": "md5"}}),
            json!({"buddyauth": {"hash": "x"}}),
            json!({"buddyauth": {"hash": "bcrypt+sha512$x"}}),
            json!({"buddyauth": {"hash": "bcrypt+sha512$86186fc28f83b3e3db78bcf8350a3a57$12$8f21"}}),
            json!({"django": {"hash": "pbkdf2_sha256$1000$c2FsdA$aGFzaA=="}}),
            json!({"phpass": {"hash": "ABCDEFGHIJKLMNOPQRSTUV", "salt": "abcdefgh", "iterations": 8191, "type": "md5"}}),
            json!({"phpass": {"hash": "ABCDEFGHIJKLMNOPQRSTUV", "salt": "abcdefgh", "iterations": 64, "type": "md5"}}),
            json!({"phpass": {"hash": "ABC", "salt": "abcdefgh", "iterations": 8192, "type": "sha512"}}),
            json!({"phpass": {"hash": "ABCDEFGHIJKLMNOPQRSTU?", "salt": "abcdefgh", "iterations": 8192, "type": "md5"}}),
            json!({"firebase": {"hash": "?", "salt": "aA==", "saltSeparator": "Bw==", "signerKey": "aA==", "memory": 14, "rounds": 8}}),
        ] {
            assert!(Hash::new(wrong.clone()).is_err(), "{wrong}");
        }
        // Descope's own sample has these.
        let unusual = json!({"firebase": {"hash": "aA==", "salt": "aA==", "saltSeparator": "Bw==", "signerKey": "aA==", "memory": 18, "rounds": 1}});
        assert!(Hash::new(unusual).unwrap().remark().is_some());
    }
}
