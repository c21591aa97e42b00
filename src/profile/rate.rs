//! How much of the rate limit may be used.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Result};

/// A share of the documented rate limit, in whole percent from 1 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate(u8);

impl Rate {
    /// The share in percent.
    #[must_use]
    pub fn percent(self) -> u8 {
        self.0
    }
}

impl FromStr for Rate {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        text.strip_suffix('%')
            .filter(|digits| digits.chars().all(|c| c.is_ascii_digit()))
            .and_then(|digits| digits.parse().ok())
            .filter(|percent| (1..=100).contains(percent))
            .map(Self)
            .ok_or_else(|| {
                Error::usage(format!("`{text}` is not a rate"))
                    .hint("give a share of the limit from `1%` to `100%`, such as `50%`")
            })
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}%", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_a_whole_percentage_of_the_limit() {
        assert_eq!("50%".parse::<Rate>().unwrap().percent(), 50);
        assert_eq!("100%".parse::<Rate>().unwrap().to_string(), "100%");
        for text in ["", "%", "0%", "101%", "50", "+5%", "5.5%", "30/min", "300%", "50 %"] {
            assert!(text.parse::<Rate>().is_err(), "{text:?}");
        }
    }
}
