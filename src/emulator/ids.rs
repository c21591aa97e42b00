//! Random identifiers in the shape the service uses: one letter and 27 base62 characters.

use ring::rand::{SecureRandom, SystemRandom};

use super::clock::Clock;

const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const LENGTH: usize = 27;

/// A new identifier that starts with `prefix`.
pub(super) fn new_id(prefix: &str) -> Result<String, ring::error::Unspecified> {
    let mut id = String::with_capacity(prefix.len() + LENGTH);
    id.push_str(prefix);
    let random = SystemRandom::new();
    let mut bytes = [0_u8; 40];
    let mut drawn = 0;
    while drawn < LENGTH {
        random.fill(&mut bytes)?;
        // Bytes past the last multiple of 62 are skipped, or the first letters would be likelier.
        for byte in bytes.iter().filter(|byte| **byte < 248).take(LENGTH - drawn) {
            id.push(char::from(ALPHABET[usize::from(*byte) % ALPHABET.len()]));
            drawn += 1;
        }
    }
    Ok(id)
}

/// A new user ID. It begins with the time, so that IDs sort by creation: an index on them then grows at its
/// end, instead of being written all over.
pub(super) fn new_user_id(clock: Clock) -> Result<String, ring::error::Unspecified> {
    const TIME: usize = 9;
    let mut micros = u64::try_from(clock.now_micros()).unwrap_or_default();
    let mut time = [b'0'; TIME];
    for digit in time.iter_mut().rev() {
        let base = ALPHABET.len() as u64;
        *digit = ALPHABET[usize::try_from(micros % base).unwrap_or_default()];
        micros /= base;
    }
    let random = new_id("")?;
    Ok(format!("U{}{}", String::from_utf8_lossy(&time), &random[TIME..]))
}

/// What tells one database from another: 128 random bits as hexadecimal text.
pub(super) fn new_identity() -> Result<String, ring::error::Unspecified> {
    let mut bytes = [0_u8; 16];
    SystemRandom::new().fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Whether the text has the shape of a user ID the service made.
pub(super) fn looks_like_user_id(text: &str) -> bool {
    text.len() == LENGTH + 1 && text.starts_with('U') && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_the_prefix_the_length_and_no_repeats() {
        let first = new_id("U").unwrap();
        assert_eq!(first.len(), 28);
        assert!(looks_like_user_id(&first));
        assert_ne!(first, new_id("U").unwrap());
    }

    #[test]
    fn user_ids_sort_by_time() {
        let first = new_user_id(Clock::default()).unwrap();
        std::thread::sleep(std::time::Duration::from_micros(10));
        let second = new_user_id(Clock::default()).unwrap();
        assert!(looks_like_user_id(&first) && first < second, "{first} {second}");
    }
}
