//! Names of profiles.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Result};

/// The built-in profile: the embedded emulator.
pub const LOCAL: &str = "local";

const MAX_LENGTH: usize = 64;

/// A profile's name. It is also the name of a key file, hence the narrow alphabet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProfileName(String);

impl ProfileName {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The built-in profile's name.
    #[must_use]
    pub fn local() -> Self {
        Self(LOCAL.to_owned())
    }

    /// Whether this is the built-in profile.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.0 == LOCAL
    }

    /// Whether the two name the same file where letter case does not count.
    #[must_use]
    pub fn collides_with(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }

    /// Refuses the built-in name for a profile of the file, in any letter case.
    ///
    /// # Errors
    /// Usage when the name is reserved.
    pub fn check_not_reserved(&self) -> Result<()> {
        if self.0.eq_ignore_ascii_case(LOCAL) {
            return Err(Error::usage(format!("the profile name `{self}` is reserved"))
                .because("`local` is the built-in emulator")
                .hint("choose another name"));
        }
        Ok(())
    }
}

impl FromStr for ProfileName {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let starts_well = text.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '_');
        let valid = text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'));
        if starts_well && valid && text.len() <= MAX_LENGTH {
            return Ok(Self(text.to_owned()));
        }
        Err(Error::usage(format!("`{text}` is not a profile name")).hint(format!(
            "use at most {MAX_LENGTH} letters, digits, `.`, `_` and `-`, starting with a letter or digit"
        )))
    }
}

impl fmt::Display for ProfileName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_names_are_accepted() {
        for name in ["staging", "prod-eu", "a.b", "_x", "2024_Test", "local"] {
            assert_eq!(name.parse::<ProfileName>().unwrap().as_str(), name);
        }
    }

    #[test]
    fn names_that_could_leave_the_key_folder_or_look_like_flags_are_refused() {
        for name in ["", ".", "..", ".hidden", "../x", "a/b", "a\\b", "-x", "a b", "é", &"x".repeat(65)] {
            assert!(name.parse::<ProfileName>().is_err(), "{name:?}");
        }
    }

    #[test]
    fn local_is_reserved_in_any_letter_case() {
        for name in ["local", "Local", "LOCAL"] {
            assert!(name.parse::<ProfileName>().unwrap().check_not_reserved().is_err());
        }
        assert!("locale".parse::<ProfileName>().unwrap().check_not_reserved().is_ok());
    }
}
