//! Who a command is about: a login ID or a user ID.

use std::{borrow::Cow, fmt, ops::Deref, str::FromStr};

use serde::Serialize;

use super::{
    arguments::{fault_of_login_id, number_of},
    row::row,
};

/// A login ID or a user ID, never empty: the API must not see an empty identifier as a wildcard.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Identifier(String);

impl Identifier {
    /// The identifier as it was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it has the exact form of a user ID: `U`, an optional region of four characters, and
    /// 27 base62 characters (behaviour.md section 4; IDs of the official SDKs' tests).
    #[must_use]
    pub fn has_user_id_form(&self) -> bool {
        let text = self.0.as_str();
        text.starts_with('U')
            && matches!(text.len(), 28 | 32)
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
    }
}

/// Most bytes of an identifier. The API does not say; an e-mail address has at most 320, and no server takes a
/// request line of many kilobytes.
const LONGEST: usize = 1024;

impl FromStr for Identifier {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.trim().is_empty() {
            return Err("an identifier must not be empty");
        }
        if text.len() > LONGEST {
            return Err("an identifier must not be longer than 1024 bytes");
        }
        if text.chars().any(char::is_control) {
            return Err("an identifier must not hold control characters");
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for Identifier {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A login ID that a user is to get. It may be any text, but not one that only looks like an address or a number.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct LoginId(Identifier);

impl FromStr for LoginId {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let name = text.parse()?;
        if text.trim() != text {
            return Err("begins or ends with a space");
        }
        fault_of_login_id(text).map_or(Ok(Self(name)), Err)
    }
}

impl Deref for LoginId {
    type Target = Identifier;

    fn deref(&self) -> &Identifier {
        &self.0
    }
}

/// The identifier as the server compares it: phone numbers without separators (behaviour.md section 4).
#[must_use]
pub fn normal_form(name: &str) -> Cow<'_, str> {
    match name.contains('+').then(|| number_of(name)) {
        Some(Ok(number)) if number != name => Cow::Owned(number),
        _ => Cow::Borrowed(name),
    }
}

/// How an identifier is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum By {
    /// As a login ID.
    LoginId,
    /// As a user ID.
    UserId,
}

/// How to read identifiers that could be either.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
pub struct Reading {
    /// Read identifiers as this kind [default: by their form]
    #[arg(long, value_enum, value_name = "KIND")]
    pub by: Option<By>,
}

impl Reading {
    /// Every identifier is a login ID.
    pub const LOGIN_ID: Self = Self { by: Some(By::LoginId) };

    /// Every identifier is a user ID.
    pub const USER_ID: Self = Self { by: Some(By::UserId) };

    /// Whether this identifier is a user ID.
    #[must_use]
    pub fn is_user_id(self, identifier: &Identifier) -> bool {
        match self.by {
            Some(by) => by == By::UserId,
            None => identifier.has_user_id_form(),
        }
    }
}

/// The user that a command is about.
#[derive(Debug, Clone, clap::Args, Serialize)]
pub struct Target {
    /// Login ID or user ID of the user
    #[arg(value_name = "USER")]
    #[serde(rename = "loginId")]
    pub user: Identifier,

    /// How identifiers are read.
    #[command(flatten)]
    #[serde(skip)]
    pub reading: Reading,
}

// How identifiers are read is said once for all rows.
row!(Target { user } not in rows: reading: Reading::default());

impl Target {
    /// Whether the user was named by user ID.
    #[must_use]
    pub fn is_user_id(&self) -> bool {
        self.reading.is_user_id(&self.user)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str) -> bool {
        text.parse::<Identifier>().unwrap().has_user_id_form()
    }

    #[test]
    fn only_the_exact_form_is_a_user_id() {
        assert!(form("U2abcdefghijklmnopqrstuvwxyz"));
        assert!(form("Uuse12abcdefghijklmnopqrstuvwxyz"));
        assert!(!form("U2abcdefghijklmnopqrstuvwxy"));
        assert!(!form("U2abcdefghijklmnopqrstuvwxy@"));
        assert!(!form("alice@example.com"));
    }

    #[test]
    fn empty_and_control_characters_are_refused() {
        assert!("".parse::<Identifier>().is_err());
        assert!("  ".parse::<Identifier>().is_err());
        assert!("a\u{1b}".parse::<Identifier>().is_err());
    }

    #[test]
    fn a_login_id_that_only_looks_right_is_given_to_nobody() {
        for wrong in [
            "",
            " ",
            "a ",
            "\u{a0}a",
            "a\u{200b}",
            "mailto:a@example.com",
            "\u{2018}a@example.com\u{2019}",
            "a@@example.com",
            ".a@example.com",
            "a.@example.com",
            "a@exa mple.com",
            "a@example.com.",
            "#7",
            "+44 0 20 7946 0958",
        ] {
            assert!(wrong.parse::<LoginId>().is_err(), "{wrong}");
        }
        for right in ["7", "ann", "Ann Lee", "a@b", "ann@corp@tenant", "+15551234567", "\u{fc}n", "@ann"] {
            assert_eq!(right.parse::<LoginId>().unwrap().as_str(), right);
        }
    }

    #[test]
    fn the_reading_settles_what_the_form_leaves_open() {
        let looks_like_one: Identifier = "U2abcdefghijklmnopqrstuvwxyz".parse().unwrap();
        assert!(!Reading { by: Some(By::LoginId) }.is_user_id(&looks_like_one));
        assert!(Reading::default().is_user_id(&looks_like_one));
    }
}
