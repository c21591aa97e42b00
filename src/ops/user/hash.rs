//! Password hashes of other systems, checked at the border.

use std::{fmt, str::FromStr};

use serde::Serialize;
use serde_json::{Map, Value};

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
    Text(&'static str),
    Optional(&'static str),
    /// A whole number in these bounds.
    Number(&'static str, u64, u64),
    /// One of these.
    OneOf(&'static str, &'static [&'static str]),
}

use Part::{Number, OneOf, Optional, Text};

/// Each algorithm of the contract with its parameters.
const ALGORITHMS: &[(&str, &[Part])] = &[
    ("bcrypt", &[Text("hash")]),
    ("django", &[Text("hash")]),
    ("md5", &[Text("hash")]),
    ("buddyauth", &[Text("hash")]),
    (
        "firebase",
        &[
            Text("hash"),
            Text("salt"),
            Text("saltSeparator"),
            Text("signerKey"),
            Number("memory", 12, 17),
            Number("rounds", 6, 10),
        ],
    ),
    ("pbkdf2", &[Text("hash"), Text("salt"), ITERATIONS, OneOf("type", &["sha1", "sha256", "sha512"])]),
    ("phpass", &[Text("hash"), Text("salt"), ITERATIONS, OneOf("type", &["md5", "sha512"])]),
    (
        "argon2",
        &[
            Text("hash"),
            Text("salt"),
            ITERATIONS,
            Number("memory", 1, MOST),
            Number("threads", 1, MOST),
            Optional("type"),
        ],
    ),
    ("sha", &[Text("hash"), OneOf("type", &["sha1", "sha256", "sha512"]), Optional("salt")]),
    ("bach", &[Text("hash"), Text("key")]),
];

const ITERATIONS: Part = Number("iterations", 1, MOST);
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
        match parts.keys().find(|key| known.iter().all(|part| part.name() != *key)) {
            Some(unknown) => Err(format!("`{name}` has no parameter `{unknown}`")),
            None => Ok(Self(fields)),
        }
    }
}

impl Hash {
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
            object.insert(last.to_owned(), number.map_or(value, Value::from));
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
    parts.any(|part| matches!(part, Number(known, ..) if *known == name))
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
            Text(name) | Optional(name) | Number(name, ..) | OneOf(name, _) => name,
        }
    }

    fn check(self, given: Option<&Value>) -> Result<(), String> {
        let given = given.filter(|value| !value.is_null());
        match (self, given) {
            (Optional(_), None) => Ok(()),
            (_, None) => Err("is missing".to_owned()),
            (Text(_) | Optional(_), Some(Value::String(text))) if !text.is_empty() => Ok(()),
            (Text(_) | Optional(_), Some(_)) => Err("must be a text".to_owned()),
            (Number(_, least, most), Some(value)) => match value.as_u64() {
                Some(number) if (least..=most).contains(&number) => Ok(()),
                _ if most == MOST => Err("must be a whole number above 0".to_owned()),
                _ => Err(format!("must be a whole number from {least} to {most}")),
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
            json!({"bcrypt": {"hash": "$2b$10$x"}}),
            json!({"django": {"hash": "pbkdf2_sha256$1$a$b"}}),
            json!({"md5": {"hash": "5f4dcc3b5aa765d61d8327deb882cf99"}}),
            json!({"buddyauth": {"hash": "bcrypt+sha512$x"}}),
            json!({"firebase": {"hash": "aA==", "salt": "aA==", "saltSeparator": "Bw==", "signerKey": "aA==", "memory": 14, "rounds": 8}}),
            json!({"pbkdf2": {"hash": "aA==", "salt": "aA==", "iterations": 1000, "type": "sha256"}}),
            json!({"phpass": {"hash": "x", "salt": "y", "iterations": 8192, "type": "md5"}}),
            json!({"argon2": {"hash": "aA==", "salt": "aA==", "iterations": 2, "memory": 19456, "threads": 1, "type": "id"}}),
            json!({"sha": {"hash": "aa", "type": "sha1"}}),
            json!({"bach": {"hash": "x", "key": "y"}}),
        ] {
            assert_eq!(serde_json::to_value(Hash::new(hash.clone()).unwrap()).unwrap(), hash);
        }
    }

    #[test]
    fn what_is_wrong_with_a_hash_is_named() {
        let why = |hash: Value| Hash::new(hash).unwrap_err();
        insta::assert_snapshot!(why(json!({"scrypt": {"hash": "x"}})), @"unknown algorithm `scrypt`, expected one of bcrypt, django, md5, buddyauth, firebase, pbkdf2, phpass, argon2, sha, bach");
        insta::assert_snapshot!(why(json!({"bcrypt": {"hash": ""}})), @"`bcrypt.hash` must be a text");
        insta::assert_snapshot!(why(json!({"pbkdf2": {"hash": "x", "salt": "x"}})), @"`pbkdf2.iterations` is missing");
        insta::assert_snapshot!(why(json!({"sha": {"hash": "x", "type": "sha3"}})), @"`sha.type` must be one of sha1, sha256, sha512");
        insta::assert_snapshot!(why(json!({"firebase": {"hash": "x", "salt": "x", "saltSeparator": "x", "signerKey": "x", "memory": 99, "rounds": 8}})), @"`firebase.memory` must be a whole number from 12 to 17");
        insta::assert_snapshot!(why(json!({"bcrypt": {"hash": "x", "cost": 1}})), @"`bcrypt` has no parameter `cost`");
        insta::assert_snapshot!(why(json!({"bcrypt": {"hash": "x"}, "md5": {"hash": "x"}})), @r#"expected one algorithm with its parameters, such as {"bcrypt": {"hash": "$2b$…"}}"#);
        assert!("{".parse::<Hash>().is_err());
    }
}
