//! Project IDs, and the region that a long one carries.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Result};
use crate::profile::base_url::BaseUrl;

/// Shortest ID that carries a region (`P`, four characters of region, 27 of ID).
const LENGTH_WITH_REGION: usize = 32;

/// The ID of a Descope project.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProjectId(String);

impl ProjectId {
    /// The ID as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The region in the ID, such as `euc1`.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        if self.0.len() >= LENGTH_WITH_REGION { self.0.get(1..5) } else { None }
    }

    /// The base URL that the ID stands for where none is set.
    #[must_use]
    pub fn base_url(&self) -> BaseUrl {
        self.region().map_or_else(BaseUrl::default, BaseUrl::of_region)
    }
}

impl FromStr for ProjectId {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        // A management key that was put in the wrong place must not be shown.
        if text.starts_with('K') && text.len() > 20 {
            return Err(Error::usage("the project ID looks like a management key")
                .hint("project IDs start with `P`; give the key with `management_key` in the profile or `DESCOPE_MANAGEMENT_KEY`"));
        }
        if text.contains(':') {
            return Err(Error::usage("the project ID contains a `:`")
                .hint("give only the part before the `:`; the part after it is the management key"));
        }
        if text.len() > 1 && text.starts_with('P') && text.chars().all(|c| c.is_ascii_alphanumeric()) {
            return Ok(Self(text.to_owned()));
        }
        Err(Error::usage(format!("`{text}` is not a project ID"))
            .hint("a project ID starts with `P`, followed by letters and digits; the Descope console shows it under Project Settings"))
    }
}

impl fmt::Display for ProjectId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base_url(id: &str) -> String {
        id.parse::<ProjectId>().unwrap().base_url().to_string()
    }

    #[test]
    fn a_short_id_has_the_default_base_url() {
        assert_eq!(base_url(&format!("P{}", "a".repeat(27))), "https://api.descope.com");
        assert_eq!(base_url(&format!("Puse1{}", "a".repeat(26))), "https://api.descope.com");
    }

    #[test]
    fn a_long_id_names_its_region() {
        assert_eq!(base_url(&format!("Puse1{}", "a".repeat(27))), "https://api.use1.descope.com");
        assert_eq!(base_url(&format!("Peuc1{}", "a".repeat(40))), "https://api.euc1.descope.com");
    }

    #[test]
    fn what_is_not_a_project_id_is_refused() {
        for id in ["", "P", "p2abc", "X2abc", "P2 abc", "P2/abc", "P2abc\n", "Pé"] {
            assert!(id.parse::<ProjectId>().is_err(), "{id:?}");
        }
    }

    #[test]
    fn a_key_in_the_place_of_the_id_is_not_echoed() {
        for text in ["K2abcdefghijklmnopqrstuvwxyz", "P2abc:K2abcdefghijklmnopqrstuvwxyz"] {
            let error = text.parse::<ProjectId>().unwrap_err();
            assert!(!format!("{error:?}").contains("abcdefgh"), "{error:?}");
        }
    }
}
