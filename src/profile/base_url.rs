//! Base URLs: where the management key may be sent.

use std::fmt;
use std::str::FromStr;

use url::Url;

use crate::{
    api::is_loopback,
    error::{Error, Result},
};

const DEFAULT: &str = "https://api.descope.com";

/// Address of the API, without a slash at the end. Encrypted unless it is this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    text: String,
    /// Scheme, host and port, which decide who receives the key.
    origin: String,
}

impl BaseUrl {
    /// The address of a region's API.
    pub(crate) fn of_region(region: &str) -> Self {
        Self::of_https_origin(format!("https://api.{}.descope.com", region.to_ascii_lowercase()))
    }

    /// The address as text, without a slash at the end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the connection is encrypted.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.text.starts_with("https:")
    }

    /// Whether both addresses are the same server: scheme, host and port.
    #[must_use]
    pub fn same_server(&self, other: &Self) -> bool {
        self.origin == other.origin
    }

    fn of_https_origin(text: String) -> Self {
        Self { origin: text.clone(), text }
    }
}

impl Default for BaseUrl {
    fn default() -> Self {
        Self::of_https_origin(DEFAULT.to_owned())
    }
}

impl FromStr for BaseUrl {
    type Err = Error;

    /// The text itself is not echoed before it is known to hold no credentials.
    fn from_str(text: &str) -> Result<Self> {
        let url = Url::parse(text).map_err(|cause| {
            Error::usage("the base URL is not a URL").because(cause).hint(format!("write it as `{DEFAULT}`"))
        })?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Error::usage("the base URL contains credentials")
                .hint("remove the part before the `@`; the management key is set separately"));
        }
        if !matches!(url.scheme(), "https" | "http") || !url.has_host() {
            return Err(Error::usage("the base URL does not start with `https://`")
                .hint(format!("write it as `{DEFAULT}`")));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(Error::usage("the base URL contains a query or a fragment")
                .hint("remove everything from the `?` or `#` on"));
        }
        if url.scheme() == "http" && !is_loopback(&url) {
            return Err(Error::usage(format!("the base URL `{url}` is not encrypted"))
                .because("the management key would be sent in plain text; `http://` is only for this machine")
                .hint(format!("write `https://{}`", url.authority())));
        }
        let text = url.as_str().trim_end_matches('/').to_owned();
        Ok(Self { text, origin: url.origin().ascii_serialization() })
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> String {
        text.parse::<BaseUrl>().unwrap().to_string()
    }

    fn refused(text: &str) -> String {
        let report = crate::error::Report::of(&text.parse::<BaseUrl>().unwrap_err().into());
        report.text(str::to_owned)
    }

    #[test]
    fn slashes_at_the_end_are_trimmed() {
        assert_eq!(parsed("https://api.descope.com/"), "https://api.descope.com");
        assert_eq!(parsed("https://example.com/descope//"), "https://example.com/descope");
        assert_eq!(parsed("https://API.example.com:443"), "https://api.example.com");
    }

    #[test]
    fn plain_http_is_for_this_machine_only() {
        for text in [
            "http://127.0.0.1:8788",
            "http://127.9.9.9",
            "http://[::1]:80/",
            "http://localhost:1",
            "http://127.1",
        ] {
            assert!(text.parse::<BaseUrl>().is_ok(), "{text}");
        }
        for text in [
            "http://api.descope.com",
            "http://10.0.0.1",
            "http://0.0.0.0",
            "http://localhost.example.com",
            "http://127.0.0.1.example.com",
            "http://[::2]",
        ] {
            assert!(text.parse::<BaseUrl>().is_err(), "{text}");
        }
        insta::assert_snapshot!(refused("http://api.descope.com/"), @r"
        error: the base URL `http://api.descope.com/` is not encrypted
          cause: the management key would be sent in plain text; `http://` is only for this machine
          hint: write `https://api.descope.com`
        ");
    }

    #[test]
    fn credentials_query_fragment_and_other_schemes_are_refused() {
        for text in [
            "https://api.descope.com?x=1",
            "https://api.descope.com/#x",
            "ftp://api.descope.com",
            "localhost:8788",
            "api.descope.com",
            "",
            "https://",
        ] {
            assert!(text.parse::<BaseUrl>().is_err(), "{text}");
        }
        for text in [
            "https://bob:hunter2@example.com",
            "https://hunter2@example.com",
            "ftp://bob:hunter2@example.com",
        ] {
            assert!(!refused(text).contains("hunter2"), "{text}");
        }
    }

    #[test]
    fn the_same_server_is_judged_by_scheme_host_and_port() {
        let url = |text: &str| text.parse::<BaseUrl>().unwrap();
        assert!(url("https://a.example/x").same_server(&url("https://A.example:443")));
        assert!(!url("https://a.example").same_server(&url("https://a.example:8443")));
        assert!(BaseUrl::default().same_server(&url("https://api.descope.com/")));
    }
}
