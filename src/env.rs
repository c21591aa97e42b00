//! The names of all environment variables, and a snapshot of their values.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fmt;

use crate::error::{Error, Result};

/// Name of the profile to use.
pub const PROFILE: &str = "DESCOPECTL_PROFILE";
/// Path of the configuration file.
pub const CONFIG: &str = "DESCOPECTL_CONFIG";
/// Folder for configuration, data, state and cache, instead of the platform's.
pub const HOME: &str = "DESCOPECTL_HOME";
/// Output format.
pub const OUTPUT: &str = "DESCOPECTL_OUTPUT";
/// Project ID, under the official SDKs' name.
pub const PROJECT_ID: &str = "DESCOPE_PROJECT_ID";
/// Management key, under the official SDKs' name.
pub const MANAGEMENT_KEY: &str = "DESCOPE_MANAGEMENT_KEY";
/// Base URL, under the Go SDK's name.
pub const BASE_URL: &str = "DESCOPE_BASE_URL";
/// Base URL, under the Python SDK's name. [`BASE_URL`] wins. It is read because ignoring it would
/// send the key to another host than the one that a Python user has configured.
pub const BASE_URI: &str = "DESCOPE_BASE_URI";

/// The editor of `user edit`, which wins over [`EDITOR`].
pub const VISUAL: &str = "VISUAL";
/// The editor of `user edit`.
pub const EDITOR: &str = "EDITOR";

/// Set by CI services: nobody types there, though some give their jobs a terminal.
pub const CI: &str = "CI";
/// The pager for what is longer than the screen, which wins over [`SYSTEM_PAGER`].
pub const PAGER: &str = "DESCOPECTL_PAGER";
/// The pager of all programs.
pub const SYSTEM_PAGER: &str = "PAGER";

/// `true` in a job of GitHub Actions.
pub const GITHUB: &str = "GITHUB_ACTIONS";
/// The folder of a job of GitHub that holds the repository.
pub const GITHUB_WORKSPACE: &str = "GITHUB_WORKSPACE";
/// The file of a step of GitHub that takes a summary in Markdown.
pub const GITHUB_SUMMARY: &str = "GITHUB_STEP_SUMMARY";
/// The file of a step of GitHub that takes outputs.
pub const GITHUB_OUTPUT: &str = "GITHUB_OUTPUT";
/// `true` in a job of GitLab CI.
pub const GITLAB: &str = "GITLAB_CI";

/// Length of the rate limit's window in seconds, instead of the documented 60: for rehearsals against
/// an emulator whose window is shortened too.
pub const RATE_WINDOW: &str = "DESCOPECTL_RATE_WINDOW";

/// All variables that are read, and what they do: for `--help` and the manual.
pub const VARIABLES: &[(&str, &str)] = &[
    (PROFILE, "profile to use, as --profile"),
    (CONFIG, "configuration file, as --config"),
    (HOME, "folder for configuration, data, state and cache, instead of the platform's"),
    (OUTPUT, "form of the output, as --output"),
    (PROJECT_ID, "project ID, as --project-id"),
    (MANAGEMENT_KEY, "management key; there is no flag for it, on purpose"),
    (BASE_URL, "address of the API, as --base-url"),
    (BASE_URI, "the same, under the name that the Python SDK reads; DESCOPE_BASE_URL wins"),
    (RATE_WINDOW, "seconds of the rate limit's window, for rehearsals against a server with a shorter one"),
    (VISUAL, "editor of `user edit`"),
    (EDITOR, "the same; VISUAL wins, and vi is used where none is set"),
    (CI, "what is missing on a command line is not asked for, and there is no pager, even on a terminal"),
    (PAGER, "pager for what is longer than the screen; empty or cat for none"),
    (SYSTEM_PAGER, "the same for all programs; less is used where none is named"),
    ("NO_COLOR, CLICOLOR=0, TERM=dumb", "no colours"),
    ("CLICOLOR_FORCE", "colours also where no terminal shows them, but not in JSON"),
    (
        "GITHUB_ACTIONS, GITLAB_CI",
        "annotations, a summary and outputs in a job of GitHub, sections in one of GitLab",
    ),
    ("COLUMNS", "width of tables and of this text"),
    ("TZ", "time zone of times in tables"),
    ("HTTPS_PROXY, ALL_PROXY, NO_PROXY", "proxy, and hosts that are reached without it"),
    ("SSL_CERT_FILE", "file with the certificates of the authorities to trust, instead of the system's"),
    ("XDG_CONFIG_HOME and its like", "folders below which files lie on Linux, instead of those named below"),
];

/// A snapshot of the environment, so that nothing below `main` reads the process environment.
#[derive(Clone, Default)]
pub struct Environment(BTreeMap<String, OsString>);

impl Environment {
    /// The variables of this process. A variable whose name is not Unicode is left out.
    #[must_use]
    pub fn of_process() -> Self {
        std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value))).collect()
    }

    /// The raw value of a variable; an empty one counts as not set.
    #[must_use]
    pub fn raw(&self, name: &str) -> Option<&OsStr> {
        self.0.get(name).map(OsString::as_os_str).filter(|value| !value.is_empty())
    }

    /// The raw value of a variable of which an empty one says something, too.
    #[must_use]
    pub fn stated(&self, name: &str) -> Option<&OsStr> {
        self.0.get(name).map(OsString::as_os_str)
    }

    /// Whether a CI service runs this: what a terminal shows there is a log.
    #[must_use]
    pub fn is_ci(&self) -> bool {
        self.raw(CI).is_some_and(|value| value != "false")
    }

    /// The value of a variable; an empty one counts as not set.
    ///
    /// # Errors
    /// Usage when the value is not Unicode.
    pub fn text(&self, name: &str) -> Result<Option<&str>> {
        self.raw(name)
            .map(|value| {
                value
                    .to_str()
                    .ok_or_else(|| Error::usage(format!("the value of `{name}` is not valid Unicode")))
            })
            .transpose()
    }
}

impl<N: Into<String>, V: Into<OsString>> FromIterator<(N, V)> for Environment {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(variables: I) -> Self {
        Self(variables.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}

/// Names only: values may be secrets.
impl fmt::Debug for Environment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.0.keys()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_variable_counts_as_not_set() {
        let environment = Environment::from_iter([(PROFILE, ""), (OUTPUT, "json")]);
        assert_eq!(environment.text(PROFILE).unwrap(), None);
        assert_eq!(environment.text(OUTPUT).unwrap(), Some("json"));
        assert_eq!(environment.text(CONFIG).unwrap(), None);
    }

    #[test]
    fn debug_shows_no_value() {
        let environment = Environment::from_iter([(MANAGEMENT_KEY, "K2secret")]);
        let shown = format!("{environment:?}");
        assert!(shown.contains(MANAGEMENT_KEY) && !shown.contains("K2secret"), "{shown}");
    }

    #[cfg(unix)]
    #[test]
    fn a_value_that_is_not_unicode_is_refused_by_name() {
        use std::os::unix::ffi::OsStringExt as _;
        let environment = Environment::from_iter([(PROFILE, OsString::from_vec(vec![0xff]))]);
        assert!(environment.text(PROFILE).unwrap_err().to_string().contains(PROFILE));
    }
}
