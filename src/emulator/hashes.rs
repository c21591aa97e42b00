//! Password hashes in the contract's `hashedPassword` form.

use std::num::NonZeroU32;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::rand::{SecureRandom, SystemRandom};
use ring::{digest, pbkdf2};
use serde_json::{Value, json};

use super::reply::ApiError;

/// Far fewer than a real service would use: test suites set thousands of passwords.
const ITERATIONS: NonZeroU32 = NonZeroU32::MIN.saturating_add(999);
const MIN_LENGTH: usize = 8;

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
    Ok(json!({ name: parts }).to_string())
}

/// Compares a password with a stored hash.
pub(super) fn verify(stored: &str, password: &str) -> Verdict {
    let Ok(stored) = serde_json::from_str::<Value>(stored) else { return Verdict::CannotVerify };
    let known = pbkdf2_of(&stored["pbkdf2"], password)
        .or_else(|| django(&stored["django"], password))
        .or_else(|| sha(&stored["sha"], password));
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
        let stored = imported(&json!({"bcrypt": {"hash": "$2b$10$x"}})).unwrap();
        assert_eq!(verify(&stored, "anything"), Verdict::CannotVerify);
    }

    #[test]
    fn a_hash_names_exactly_one_complete_algorithm() {
        assert!(imported(&json!({})).is_err());
        assert!(imported(&json!({"bcrypt": {"hash": "a"}, "md5": {"hash": "b"}})).is_err());
        assert!(imported(&json!({"firebase": {"hash": "a"}})).is_err());
        assert!(imported(&json!({"scrypt": {"hash": "a"}})).is_err());
    }
}
