//! What is in effect: flag > environment > profile > default, each value with its origin.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

pub use crate::env::Environment;
use crate::error::{Error, Result};
use crate::output::Format;
use crate::profile::{BaseUrl, Config, KeySource, ProfileName, ProjectId, Rate, files};
use crate::span::Span;

mod explain;
mod globals;
mod resolve;
mod target;

pub use explain::Explained;
pub use globals::Globals;

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A flag, by its name.
    Flag(&'static str),
    /// An environment variable, by its name.
    Environment(&'static str),
    /// A profile of the configuration file.
    Profile {
        /// The profile's name.
        name: String,
        /// The configuration file.
        file: PathBuf,
    },
    /// The configuration file outside of its profiles.
    File(PathBuf),
    /// The built-in default.
    BuiltIn,
    /// Another value, such as "region of the project ID".
    Derived(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(name) | Self::Environment(name) => formatter.write_str(name),
            Self::Profile { name, file } => write!(formatter, "profile `{name}` in {}", files::shown(file)),
            Self::File(file) => formatter.write_str(&files::shown(file)),
            Self::BuiltIn => formatter.write_str("default"),
            Self::Derived(from) => formatter.write_str(from),
        }
    }
}

/// A value and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Where it comes from.
    pub origin: Origin,
}

impl<T> Sourced<T> {
    pub(crate) fn new(value: T, origin: Origin) -> Self {
        Self { value, origin }
    }
}

/// The server that requests go to.
#[expect(clippy::large_enum_variant, reason = "there is one in a run")]
#[derive(Debug, Clone)]
pub enum Target {
    /// The emulator inside this process.
    Local,
    /// A server.
    Remote {
        /// The project.
        project_id: Sourced<ProjectId>,
        /// Address of the API.
        base_url: Sourced<BaseUrl>,
        /// Where the management key comes from. [`KeySource::resolve`] gets it.
        key: Sourced<KeySource>,
    },
}

/// What is in effect for one run.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The chosen profile. Its origin tells whether it was named explicitly.
    pub profile: Option<Sourced<String>>,
    /// The configuration file, whether it exists or not.
    pub config_file: PathBuf,
    /// Form of the output.
    pub output: Option<Sourced<Format>>,
    /// How long a request may take; 60 seconds where nothing says otherwise.
    pub timeout: Sourced<Duration>,
    /// Whether writes need more than a yes: the chosen profile, or another one of the same
    /// project, is protected.
    pub protected: bool,
    /// Share of the rate limit that bulk runs use.
    pub rate: Option<Sourced<Rate>>,
    /// Longest single wait for the rate limit, where it was given.
    pub max_wait: Option<Sourced<Span>>,
    /// More certificates to trust, as PEM.
    pub ca_bundle: Option<Sourced<PathBuf>>,
    /// What the user should know before a request is made.
    pub warnings: Vec<String>,
    config_origin: Origin,
    protected_by: Option<Origin>,
    server: Server,
    target: std::result::Result<Target, TargetError>,
}

impl Settings {
    /// Decides every setting. Runs no command and reads no key file.
    ///
    /// What only a request needs, such as a project ID, may be missing: [`Settings::target`] says so.
    ///
    /// # Errors
    /// Usage when a flag, a variable or the configuration file is not valid, or the named profile does
    /// not exist.
    pub fn resolve(globals: &Globals, environment: &Environment) -> Result<Self> {
        resolve::settings(globals, environment)
    }

    /// The project that a flag or a variable names. That of a profile does not count.
    #[must_use]
    pub fn named_project(&self) -> Option<&ProjectId> {
        let id = self.server.project_id.as_ref()?;
        matches!(id.origin, Origin::Flag(_) | Origin::Environment(_)).then_some(&id.value)
    }

    /// The server that requests go to.
    ///
    /// # Errors
    /// Usage when the project ID or the key is missing or they do not belong together.
    pub fn target(&self) -> Result<&Target> {
        self.target.as_ref().map_err(TargetError::error)
    }

    /// Project and address that requests go to, as text that stays the same between runs.
    ///
    /// # Errors
    /// Those of [`Settings::target`].
    pub fn target_name(&self) -> Result<String> {
        Ok(match self.target()? {
            Target::Local => "local".to_owned(),
            Target::Remote { project_id, base_url, .. } => {
                format!("{} at {}", project_id.value.as_str(), base_url.value.as_str())
            }
        })
    }

    /// Each setting with its value and origin. The key is shown as its source, never its value.
    #[must_use]
    pub fn explain(&self) -> Vec<Explained> {
        explain::explained(self)
    }
}

/// The configuration file to use: flag > environment > the platform's folder.
///
/// # Errors
/// Usage when nothing names one and the platform knows no home folder.
pub fn config_file(globals: &Globals, environment: &Environment) -> Result<Sourced<PathBuf>> {
    resolve::config_file(globals, environment)
}

/// The profile that is named: flag > environment > `default_profile`.
///
/// # Errors
/// Usage when it is not a valid name.
pub fn profile_name(
    globals: &Globals,
    environment: &Environment,
    config: &Config,
) -> Result<Option<Sourced<ProfileName>>> {
    resolve::profile_name(globals, environment, config)
}

/// What is known about the server, complete or not.
#[derive(Debug, Clone, Default)]
struct Server {
    project_id: Option<Sourced<ProjectId>>,
    base_url: Option<Sourced<BaseUrl>>,
    key: Option<Sourced<KeySource>>,
}

/// Why no request can be made. It becomes an error only when a request is to be made.
#[derive(Debug, Clone)]
struct TargetError {
    message: String,
    cause: Option<String>,
    hints: Vec<String>,
}

impl TargetError {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), cause: None, hints: Vec::new() }
    }

    fn because(mut self, cause: impl Into<String>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    fn error(&self) -> Error {
        let error = self.hints.iter().fold(Error::usage(&self.message), |error, hint| error.hint(hint));
        match &self.cause {
            Some(cause) => error.because(cause.as_str()),
            None => error,
        }
    }
}

#[cfg(test)]
mod tests;
