//! Normal forms of login IDs, phones and emails, and finding a user by what a field may hold.

use super::decode::{Fields, LOGIN_ID};
use super::reply::ApiError;
use super::store::{Record, Tx};

/// Email addresses are judged by shape only: one `@`, both sides filled, no spaces.
pub(super) fn email(text: &str) -> Result<String, ApiError> {
    let fits = text.split_once('@').is_some_and(|(name, domain)| {
        !name.is_empty() && !domain.is_empty() && !domain.contains('@') && !text.contains(char::is_whitespace)
    });
    if fits || text.is_empty() {
        return Ok(text.to_owned());
    }
    Err(ApiError::invalid(format!("{text:?} is not an email address")))
}

/// A phone number without its separators.
pub(super) fn phone(text: &str) -> Result<String, ApiError> {
    if text.is_empty() {
        return Ok(String::new());
    }
    stripped(text).ok_or_else(|| ApiError::invalid(format!("{text:?} is not a phone number")))
}

/// A login ID as it is stored and looked up: phones lose their separators, the rest stays as given.
pub(super) fn login_id(text: &str) -> String {
    if text.starts_with('+') { stripped(text).unwrap_or_else(|| text.to_owned()) } else { text.to_owned() }
}

fn stripped(text: &str) -> Option<String> {
    let is_separator = |letter: char| letter.is_whitespace() || "-.()/".contains(letter);
    let bare: String = text.chars().filter(|letter| !is_separator(*letter)).collect();
    let digits = bare.strip_prefix('+').unwrap_or(&bare);
    let fits = (6..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    fits.then_some(bare)
}

/// The user with this login ID; a user ID is not taken.
pub(super) fn by_login_id(tx: &Tx<'_>, text: &str) -> Result<Record, ApiError> {
    tx.user_by_login_id(&login_id(text))?.ok_or_else(ApiError::user_not_found)
}

pub(super) fn by_user_id(tx: &Tx<'_>, text: &str) -> Result<Record, ApiError> {
    tx.user_by_user_id(text)?.ok_or_else(ApiError::user_not_found)
}

/// The user with this login ID or user ID.
pub(super) fn by_either(tx: &Tx<'_>, text: &str) -> Result<Record, ApiError> {
    find_either(tx, text)?.ok_or_else(ApiError::user_not_found)
}

pub(super) fn find_either(tx: &Tx<'_>, text: &str) -> Result<Option<Record>, ApiError> {
    match tx.user_by_login_id(&login_id(text))? {
        Some(record) => Ok(Some(record)),
        None => tx.user_by_user_id(text),
    }
}

/// What kind of identifier a field holds: [`by_login_id`] or [`by_either`].
pub(super) type Find = fn(&Tx<'_>, &str) -> Result<Record, ApiError>;

/// The user whom a required field names. Where the call has a `userId` as well, it has to be that user's.
pub(super) fn in_field(tx: &Tx<'_>, fields: &Fields<'_>, name: &str, find: Find) -> Result<Record, ApiError> {
    let record = find(tx, fields.required(name)?)?;
    match fields.filled("userId")? {
        Some(user_id) if by_user_id(tx, user_id)?.id != record.id => {
            Err(ApiError::invalid("loginId and userId name two users"))
        }
        _ => Ok(record),
    }
}

/// The user of a call that takes `loginId`, `userId` or both; an empty one counts as absent.
pub(super) fn named(tx: &Tx<'_>, fields: &Fields<'_>, find: Find) -> Result<Record, ApiError> {
    match (fields.filled(LOGIN_ID)?, fields.filled("userId")?) {
        (None, Some(user_id)) => by_user_id(tx, user_id),
        _ => in_field(tx, fields, LOGIN_ID, find),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_lose_their_separators() {
        assert_eq!(phone("+1-555-555-5555").unwrap(), "+15555555555");
        assert_eq!(phone("+1 (555) 555.5555").unwrap(), "+15555555555");
        assert!(phone("call me").is_err());
        assert!(phone("+12").is_err());
    }

    #[test]
    fn only_login_ids_that_start_with_a_plus_are_taken_for_phones() {
        assert_eq!(login_id("+1-555-555-5555"), "+15555555555");
        assert_eq!(login_id("1-555-555-5555"), "1-555-555-5555");
        assert_eq!(login_id("+plus@example.com"), "+plus@example.com");
    }

    #[test]
    fn emails_need_both_sides() {
        assert!(email("a@example.com").is_ok());
        assert!(email("a@").is_err());
        assert!(email("a@b@c").is_err());
        assert!(email("a b@example.com").is_err());
    }
}
