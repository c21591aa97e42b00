//! Password hashes in the contract's `hashedPassword` form.

use std::num::NonZeroU32;

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest, Md5};
use ring::rand::{SecureRandom, SystemRandom};
use ring::{digest, pbkdf2};
use serde_json::{Value, json};

use super::reply::ApiError;

/// Far fewer than a real service would use: test suites set thousands of passwords.
const ITERATIONS: NonZeroU32 = NonZeroU32::MIN.saturating_add(999);
const MIN_LENGTH: usize = 8;
/// Hashes that would take longer, or more memory in KiB, are not computed: one request must not stop the others.
const MAX_BCRYPT_COST: u32 = 15;
const MAX_ARGON2_MEMORY: u64 = 1 << 18;
const MAX_ARGON2_ROUNDS: u64 = 64;

/// Each algorithm and the keys it cannot do without.
const ALGORITHMS: [(&str, &[&str]); 10] = [
    ("bcrypt", &["hash"]),
    ("django", &["hash"]),
    ("md5", &["hash"]),
    ("buddyauth", &["hash"]),
    ("firebase", &["hash", "salt", "saltSeparator", "signerKey", "memory", "rounds"]),
    ("pbkdf2", &["hash", "salt", "iterations", "type"]),
    ("phpass", &["hash", "salt", "iterations", "type"]),
    ("argon2", &["hash", "salt", "iterations", "memory", "threads"]),
    ("sha", &["hash", "type"]),
    ("bach", &["hash", "key"]),
];

/// Whether a password is the one behind a hash.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Right,
    Wrong,
    /// The emulator does not know how to compute this algorithm.
    CannotVerify,
}

/// Hashes a password that the policy accepts.
pub(super) fn hash(password: &str) -> Result<String, ApiError> {
    if password.chars().count() < MIN_LENGTH {
        return Err(ApiError::invalid(format!("The password needs at least {MIN_LENGTH} characters")));
    }
    let mut salt = [0_u8; 16];
    SystemRandom::new().fill(&mut salt)?;
    let mut derived = [0_u8; 32];
    pbkdf2::derive(pbkdf2::PBKDF2_HMAC_SHA256, ITERATIONS, &salt, password.as_bytes(), &mut derived);
    let stored = json!({"pbkdf2": {
        "hash": STANDARD.encode(derived),
        "salt": STANDARD.encode(salt),
        "iterations": ITERATIONS.get(),
        "type": "sha256",
    }});
    Ok(stored.to_string())
}

/// Accepts a ready-made hash with exactly one algorithm and all its parts.
pub(super) fn imported(hashed: &Value) -> Result<String, ApiError> {
    let given = hashed.as_object().ok_or_else(|| ApiError::invalid("hashedPassword has to be an object"))?;
    let mut keys = given.iter().filter(|(_, value)| !value.is_null());
    let (Some((name, parts)), None) = (keys.next(), keys.next()) else {
        return Err(ApiError::invalid("hashedPassword takes exactly one algorithm"));
    };
    let Some((_, required)) = ALGORITHMS.iter().find(|algorithm| algorithm.0 == name) else {
        return Err(ApiError::invalid(format!("hashedPassword: {name} is not a known algorithm")));
    };
    if let Some(part) = required.iter().find(|part| parts.get(**part).is_none_or(Value::is_null)) {
        return Err(ApiError::invalid(format!("hashedPassword.{name}.{part} is missing")));
    }
    // A salt that cannot be read would make every password wrong.
    if name == "sha" {
        for part in ["hash", "salt"] {
            let text = parts.get(part).filter(|value| !value.is_null());
            if text.is_some_and(|text| text.as_str().and_then(unhex).is_none()) {
                return Err(ApiError::invalid(format!("hashedPassword.sha.{part} has to be hexadecimal")));
            }
        }
    }
    Ok(json!({ name: parts }).to_string())
}

/// Compares a password with a stored hash.
pub(super) fn verify(stored: &str, password: &str) -> Verdict {
    let Ok(stored) = serde_json::from_str::<Value>(stored) else { return Verdict::CannotVerify };
    let known = pbkdf2_of(&stored["pbkdf2"], password)
        .or_else(|| django(&stored["django"], password))
        .or_else(|| sha(&stored["sha"], password))
        .or_else(|| bcrypt_of(&stored["bcrypt"], password))
        .or_else(|| argon2_of(&stored["argon2"], password))
        .or_else(|| Some(unhex(stored["md5"]["hash"].as_str()?)? == Md5::digest(password).as_slice()));
    match known {
        Some(true) => Verdict::Right,
        Some(false) => Verdict::Wrong,
        None => Verdict::CannotVerify,
    }
}

fn pbkdf2_of(parts: &Value, password: &str) -> Option<bool> {
    let algorithm = match parts["type"].as_str()? {
        "sha1" => pbkdf2::PBKDF2_HMAC_SHA1,
        "sha256" => pbkdf2::PBKDF2_HMAC_SHA256,
        "sha512" => pbkdf2::PBKDF2_HMAC_SHA512,
        _ => return None,
    };
    let rounds = u32::try_from(parts["iterations"].as_u64()?).ok().and_then(NonZeroU32::new)?;
    let salt = STANDARD.decode(parts["salt"].as_str()?).ok()?;
    let hash = STANDARD.decode(parts["hash"].as_str()?).ok()?;
    Some(pbkdf2::verify(algorithm, rounds, &salt, password.as_bytes(), &hash).is_ok())
}

fn django(parts: &Value, password: &str) -> Option<bool> {
    let mut fields = parts["hash"].as_str()?.split('$');
    if fields.next()? != "pbkdf2_sha256" {
        return None;
    }
    let rounds = fields.next()?.parse().ok().and_then(NonZeroU32::new)?;
    let salt = fields.next()?;
    let hash = STANDARD.decode(fields.next()?).ok()?;
    let algorithm = pbkdf2::PBKDF2_HMAC_SHA256;
    Some(pbkdf2::verify(algorithm, rounds, salt.as_bytes(), password.as_bytes(), &hash).is_ok())
}

/// The digest input is the password followed by the salt.
fn sha(parts: &Value, password: &str) -> Option<bool> {
    let algorithm = match parts["type"].as_str()? {
        "sha1" => &digest::SHA1_FOR_LEGACY_USE_ONLY,
        "sha256" => &digest::SHA256,
        "sha512" => &digest::SHA512,
        _ => return None,
    };
    let salt = unhex(parts["salt"].as_str().unwrap_or_default())?;
    let hash = unhex(parts["hash"].as_str()?)?;
    let computed = digest::digest(algorithm, &[password.as_bytes(), &salt].concat());
    Some(computed.as_ref() == hash)
}

fn bcrypt_of(parts: &Value, password: &str) -> Option<bool> {
    let hash = parts["hash"].as_str()?;
    let cost: u32 = hash.split('$').nth(2)?.parse().ok()?;
    if cost > MAX_BCRYPT_COST {
        return None;
    }
    bcrypt::verify(password, hash).ok()
}

fn argon2_of(parts: &Value, password: &str) -> Option<bool> {
    let algorithm = match parts["type"].as_str().unwrap_or_default() {
        "" | "argon2id" | "id" => Algorithm::Argon2id,
        "argon2i" | "i" => Algorithm::Argon2i,
        "argon2d" | "d" => Algorithm::Argon2d,
        _ => return None,
    };
    let number = |name: &str, most: u64| {
        let number = parts[name].as_u64().filter(|number| *number <= most)?;
        u32::try_from(number).ok()
    };
    let (salt, hash) =
        (STANDARD.decode(parts["salt"].as_str()?).ok()?, STANDARD.decode(parts["hash"].as_str()?).ok()?);
    let memory = number("memory", MAX_ARGON2_MEMORY)?;
    let params = Params::new(
        memory,
        number("iterations", MAX_ARGON2_ROUNDS)?,
        number("threads", 64)?,
        Some(hash.len()),
    )
    .ok()?;
    let mut computed = vec![0; hash.len()];
    let argon2 = Argon2::new(algorithm, Version::V0x13, params);
    argon2.hash_password_into(password.as_bytes(), &salt, &mut computed).ok()?;
    Some(computed == hash)
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hashed_password_verifies_and_is_not_in_the_hash() {
        let stored = hash("correct horse").unwrap();
        assert!(!stored.contains("correct"));
        assert_eq!(verify(&stored, "correct horse"), Verdict::Right);
        assert_eq!(verify(&stored, "battery staple"), Verdict::Wrong);
    }

    #[test]
    fn sha_digests_the_password_before_the_salt() {
        let computed = digest::digest(&digest::SHA256, b"secret-word\x01\x02");
        let hex: String = computed.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
        let stored = imported(&json!({"sha": {"hash": hex, "type": "sha256", "salt": "0102"}})).unwrap();
        assert_eq!(verify(&stored, "secret-word"), Verdict::Right);
        assert_eq!(verify(&stored, "other-word"), Verdict::Wrong);
    }

    #[test]
    fn unknown_algorithms_are_kept_but_cannot_be_verified() {
        for hashed in [
            json!({"bcrypt": {"hash": "$2b$10$x"}}),
            json!({"bcrypt": {"hash": format!("$2b$31${}", "a".repeat(53))}}),
            json!({"argon2": {"hash": "AAAAAAAA", "salt": "c2FsdHNhbHQ=", "iterations": 3, "memory": 4_000_000, "threads": 1}}),
            json!({"bach": {"hash": "a", "key": "b"}}),
        ] {
            let stored = imported(&hashed).unwrap();
            assert_eq!(verify(&stored, "anything"), Verdict::CannotVerify, "{hashed}");
        }
    }

    /// Hashes that Python's bcrypt, argon2-cffi and hashlib made.
    #[test]
    fn hashes_of_other_services_are_verified() {
        for hashed in [
            json!({"bcrypt": {"hash": "$2b$04$zpmAjneVTw2xGxRb5ghvguxoHjA1J3G036k6bPaOxSxoU0ItF4iya"}}),
            json!({"bcrypt": {"hash": "$2a$05$puF6s5gjvY38VWci72fXhuas97BUNraXzL3Jvti8n.bJ0qRr3G6oO"}}),
            json!({"argon2": {"hash": "tsO6Y2aSBljG2z0xzqpPrCfUfGL6p4s+3/dK55iDYUs=", "salt": "c29tZXNhbHRzb21lc2FsdA==", "iterations": 2, "memory": 1024, "threads": 2}}),
            json!({"argon2": {"hash": "48IytsVcTYJi+Yq0DzpDlBkKO+6sl8vJPe8eWkaWfRU=", "salt": "c29tZXNhbHRzb21lc2FsdA==", "iterations": 2, "memory": 1024, "threads": 2, "type": "argon2i"}}),
            json!({"md5": {"hash": "3cb4e732631f47e6eb961f34554b7cde"}}),
        ] {
            let stored = imported(&hashed).unwrap();
            assert_eq!(verify(&stored, "correct horse"), Verdict::Right, "{hashed}");
            assert_eq!(verify(&stored, "battery staple"), Verdict::Wrong, "{hashed}");
        }
    }

    #[test]
    fn a_salt_or_hash_that_is_not_hexadecimal_is_refused() {
        for (hash, salt) in [("0102", "pepper"), ("0102", "012"), ("xyz", "0102")] {
            let error =
                imported(&json!({"sha": {"hash": hash, "type": "sha256", "salt": salt}})).unwrap_err();
            assert!(error.message().ends_with("has to be hexadecimal"), "{error:?}");
        }
        assert!(imported(&json!({"sha": {"hash": "0102", "type": "sha256", "salt": null}})).is_ok());
    }

    #[test]
    fn a_hash_names_exactly_one_complete_algorithm() {
        assert!(imported(&json!({})).is_err());
        assert!(imported(&json!({"bcrypt": {"hash": "a"}, "md5": {"hash": "b"}})).is_err());
        assert!(imported(&json!({"firebase": {"hash": "a"}})).is_err());
        assert!(imported(&json!({"scrypt": {"hash": "a"}})).is_err());
    }
}
