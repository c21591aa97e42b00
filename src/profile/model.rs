//! What the configuration file says.

use crate::words::nearest;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::error::{Error, Kind, Result};
use crate::output::Format;
use crate::profile::{BaseUrl, KeySource, ProfileName, ProjectId, Rate, decode, files};

/// Longest timeout in seconds: a day.
const MAX_TIMEOUT: u64 = 24 * 60 * 60;

/// One profile: a project, how to reach it and how to treat it.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// The project.
    pub project_id: Option<ProjectId>,
    /// Where the management key comes from.
    pub management_key: Option<KeySource>,
    /// Address of the API where the project's region does not say it.
    pub base_url: Option<BaseUrl>,
    /// Output format.
    pub output: Option<Format>,
    /// Time a request may take.
    pub timeout: Option<Duration>,
    /// Whether writes need more than a yes.
    pub protected: bool,
    /// Share of the rate limit that bulk runs use.
    pub rate: Option<Rate>,
    /// More certificates to trust, as PEM.
    pub ca_bundle: Option<PathBuf>,
}

impl Profile {
    /// The base URL that is set, or the one that the project ID stands for.
    #[must_use]
    pub fn effective_base_url(&self) -> Option<BaseUrl> {
        self.base_url.clone().or_else(|| self.project_id.as_ref().map(ProjectId::base_url))
    }
}

/// The configuration file as read.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where it is, or would be.
    pub file: PathBuf,
    /// Whether there is such a file.
    pub exists: bool,
    /// The profile used where none is named.
    pub default_profile: Option<ProfileName>,
    /// The profiles by name.
    pub profiles: BTreeMap<ProfileName, Profile>,
}

impl Config {
    /// Reads the file; one that does not exist is an empty configuration.
    ///
    /// # Errors
    /// Usage, with line and column, when the file is not a valid configuration.
    pub fn load(file: &Path) -> Result<Self> {
        match crate::private::open_regular(file).and_then(std::io::read_to_string) {
            Ok(text) => decode::decode(&text, file),
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(Self {
                file: file.to_owned(),
                exists: false,
                default_profile: None,
                profiles: BTreeMap::new(),
            }),
            Err(cause) => {
                Err(Error::usage(format!("could not read the configuration `{}`", files::shown(file)))
                    .because(cause))
            }
        }
    }

    /// The profile of that name.
    ///
    /// # Errors
    /// Not found, with the nearest name as a hint.
    pub fn profile(&self, name: &ProfileName) -> Result<&Profile> {
        self.profiles.get(name).ok_or_else(|| self.unknown(name, Kind::NotFound))
    }

    /// The error about a profile that the file does not have: not found where the profile itself is
    /// asked for, usage where it is only to be used, so that a script does not take a misspelt
    /// profile for a missing user.
    #[must_use]
    pub fn unknown(&self, name: &ProfileName, kind: Kind) -> Error {
        let error = Error::new(kind, format!("there is no profile `{name}`"))
            .because(format!("`{}` does not have it", files::shown(&self.file)));
        let names = self.profiles.keys().map(ProfileName::as_str).chain([super::name::LOCAL]);
        match nearest(name.as_str(), names) {
            Some(near) => error.hint(format!("did you mean `{near}`?")),
            None => error.hint(
                "see `descopectl profile list`, or add it with `descopectl profile add NAME --project-id P…`",
            ),
        }
    }

    /// Whether a key stands in the file itself.
    #[must_use]
    pub fn holds_a_key(&self) -> bool {
        self.profiles.values().any(|profile| matches!(profile.management_key, Some(KeySource::Plain(_))))
    }
}

/// A timeout from whole seconds.
///
/// # Errors
/// Usage when it is zero or longer than a day.
pub fn timeout_of(seconds: u64) -> Result<Duration> {
    if (1..=MAX_TIMEOUT).contains(&seconds) {
        return Ok(Duration::from_secs(seconds));
    }
    Err(Error::usage(format!("`{seconds}` is not a timeout"))
        .hint(format!("give whole seconds from 1 to {MAX_TIMEOUT}")))
}
