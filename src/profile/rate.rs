//! How much of the rate limit may be used.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Result};

/// A share of the documented rate limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rate {
    /// In whole percent, from 1 to 100.
    Percent(u8),
    /// Not paced at all: for servers without limits.
    Off,
}

impl FromStr for Rate {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        if text == "off" {
            return Ok(Self::Off);
        }
        text.strip_suffix('%')
            .filter(|digits| digits.chars().all(|c| c.is_ascii_digit()))
            .and_then(|digits| digits.parse().ok())
            .filter(|percent| (1..=100).contains(percent))
            .map(Self::Percent)
            .ok_or_else(|| {
                Error::usage(format!("`{text}` is not a rate"))
                    .hint("give a share of the limit from `1%` to `100%`, such as `50%`, or `off` for a server without limits")
            })
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Percent(percent) => write!(formatter, "{percent}%"),
            Self::Off => formatter.write_str("off"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_a_whole_percentage_of_the_limit() {
        assert_eq!("50%".parse::<Rate>().unwrap(), Rate::Percent(50));
        assert_eq!("off".parse::<Rate>().unwrap().to_string(), "off");
        assert_eq!("100%".parse::<Rate>().unwrap().to_string(), "100%");
        for text in ["", "%", "0%", "101%", "50", "+5%", "5.5%", "30/min", "300%", "50 %"] {
            assert!(text.parse::<Rate>().is_err(), "{text:?}");
        }
    }
}
