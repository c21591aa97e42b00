//! One visible chain of precedence per setting, then the checks across settings.

use crate::span::Span;
use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use secrecy::SecretString;

use crate::env::{self, Environment};
use crate::error::{Error, Kind, Result};
use crate::output::Format;
use crate::profile::{BaseUrl, Config, KeySource, Profile, ProfileName, ProjectId, files, model};
use crate::settings::target::{ignored_by_local, local_target, remote_target};
use crate::settings::{Globals, Origin, Server, Settings, Sourced};

const DEFAULT_TIMEOUT: Duration = Duration::from_secs(60);

/// The configuration file to use: flag > environment > the platform's folder.
pub(super) fn config_file(globals: &Globals, environment: &Environment) -> Result<Sourced<PathBuf>> {
    if let Some(file) = &globals.config {
        return Ok(Sourced::new(file.clone(), Origin::Flag("--config")));
    }
    if let Some(file) = environment.raw(env::CONFIG) {
        return Ok(Sourced::new(file.into(), Origin::Environment(env::CONFIG)));
    }
    files::default_config_file().map(|file| Sourced::new(file, Origin::BuiltIn))
}

/// The profile's name: flag > environment > `default_profile`.
pub(super) fn profile_name(
    globals: &Globals,
    environment: &Environment,
    config: &Config,
) -> Result<Option<Sourced<ProfileName>>> {
    let default = || {
        let name = config.default_profile.clone()?;
        Some(Sourced::new(name, Origin::File(config.file.clone())))
    };
    Ok(flag("--profile", globals.profile.as_deref())?
        .or(variable(env::PROFILE, environment)?)
        .or_else(default))
}

pub(super) fn settings(globals: &Globals, environment: &Environment) -> Result<Settings> {
    let config_file = config_file(globals, environment)?;
    let config = Config::load(&config_file.value)?;
    let name = profile_name(globals, environment, &config)?;
    let is_local = name.as_ref().is_some_and(|name| name.value.is_local());
    let chosen = Chosen::find(name.as_ref(), &config)?;
    let mut warnings = Vec::new();
    let sources = Sources { globals, environment, chosen: chosen.as_ref() };
    let server = if is_local { Server::default() } else { sources.server(&mut warnings)? };
    let target = if is_local {
        warnings.extend(ignored_by_local(environment));
        local_target(globals)
    } else {
        sources.check_server(&server, &config, &mut warnings);
        remote_target(&config_file, &config, name.as_ref(), &server, &sources)
    };
    let protected_by = protection(chosen.as_ref(), &server, &config, &mut warnings);
    Ok(Settings {
        profile: name.as_ref().map(|name| Sourced::new(name.value.to_string(), name.origin.clone())),
        output: sources.output()?,
        timeout: sources.timeout()?,
        protected: protected_by.is_some(),
        rate: globals
            .rate
            .map(|rate| Sourced::new(rate, Origin::Flag("--rate")))
            .or_else(|| chosen.as_ref().and_then(|it| it.sourced(it.profile.rate))),
        max_wait: globals.max_wait.map(|wait| Sourced::new(wait, Origin::Flag("--max-wait"))),
        ca_bundle: chosen.as_ref().and_then(|it| it.sourced(it.profile.ca_bundle.clone())),
        config_file: config_file.value,
        config_origin: config_file.origin,
        warnings,
        protected_by,
        server,
        target,
    })
}

/// The profile of the file that is in use.
pub(super) struct Chosen<'a> {
    pub(super) name: &'a ProfileName,
    pub(super) profile: &'a Profile,
    pub(super) file: &'a Path,
}

impl<'a> Chosen<'a> {
    /// A default that does not exist is reported when a request is made, so that the commands which
    /// repair it still run.
    fn find(name: Option<&'a Sourced<ProfileName>>, config: &'a Config) -> Result<Option<Self>> {
        let Some(name) = name.filter(|name| !name.value.is_local()) else { return Ok(None) };
        match (config.profiles.get(&name.value), &name.origin) {
            (Some(profile), _) => Ok(Some(Self { name: &name.value, profile, file: &config.file })),
            (None, Origin::File(_)) => Ok(None),
            (None, _) => Err(config.unknown(&name.value, Kind::Usage)),
        }
    }

    fn origin(&self) -> Origin {
        Origin::Profile { name: self.name.to_string(), file: self.file.to_owned() }
    }

    fn sourced<T>(&self, value: Option<T>) -> Option<Sourced<T>> {
        value.map(|value| Sourced::new(value, self.origin()))
    }
}

/// The three places that a setting may come from.
pub(super) struct Sources<'a> {
    globals: &'a Globals,
    environment: &'a Environment,
    pub(super) chosen: Option<&'a Chosen<'a>>,
}

impl Sources<'_> {
    fn of_profile<T>(&self, get: impl Fn(&Profile) -> Option<T>) -> Option<Sourced<T>> {
        self.chosen.and_then(|chosen| chosen.sourced(get(chosen.profile)))
    }

    fn server(&self, warnings: &mut Vec<String>) -> Result<Server> {
        let project_id = flag("--project-id", self.globals.project_id.as_deref())?
            .or(variable(env::PROJECT_ID, self.environment)?)
            .or_else(|| self.of_profile(|profile| profile.project_id.clone()));
        let base_url = flag("--base-url", self.globals.base_url.as_deref())?
            .or(self.base_url_variable(warnings)?)
            .or_else(|| self.of_profile(|profile| profile.base_url.clone()))
            .or_else(|| project_id.as_ref().map(derived_base_url));
        let key = self.key()?;
        Ok(Server { project_id, base_url, key })
    }

    fn base_url_variable(&self, warnings: &mut Vec<String>) -> Result<Option<Sourced<BaseUrl>>> {
        let url = variable(env::BASE_URL, self.environment)?;
        let Some(url) = url else { return variable(env::BASE_URI, self.environment) };
        let alias = self.environment.text(env::BASE_URI)?.map(str::parse::<BaseUrl>);
        if alias.is_some_and(|alias| alias.ok().as_ref() != Some(&url.value)) {
            warnings.push(format!("`{}` is ignored because `{}` is set too", env::BASE_URI, env::BASE_URL));
        }
        Ok(Some(url))
    }

    fn key(&self) -> Result<Option<Sourced<KeySource>>> {
        if let Some(value) = self.environment.text(env::MANAGEMENT_KEY)? {
            let name = env::MANAGEMENT_KEY.to_owned();
            let source = KeySource::Variable { name, value: Some(SecretString::from(value)) };
            return Ok(Some(Sourced::new(source, Origin::Environment(env::MANAGEMENT_KEY))));
        }
        let source = self.of_profile(|profile| profile.management_key.clone());
        source
            .map(|source| Ok(Sourced::new(source.value.bound(self.environment)?, source.origin)))
            .transpose()
    }

    fn output(&self) -> Result<Option<Sourced<Format>>> {
        let typed = self.globals.output.map(|format| Sourced::new(format, Origin::Flag("--output")));
        Ok(typed
            .or(variable(env::OUTPUT, self.environment)?)
            .or_else(|| self.of_profile(|profile| profile.output)))
    }

    fn timeout(&self) -> Result<Sourced<Duration>> {
        if let Some(Span(timeout)) = self.globals.timeout {
            let origin = Origin::Flag("--timeout");
            let timeout = model::timeout_of(timeout.as_secs()).map_err(|cause| invalid(&origin, cause))?;
            return Ok(Sourced::new(timeout, origin));
        }
        let set = self.of_profile(|profile| profile.timeout);
        Ok(set.unwrap_or(Sourced::new(DEFAULT_TIMEOUT, Origin::BuiltIn)))
    }

    /// The project that the key was set together with.
    pub(super) fn project_of_key(&self, key: &Sourced<KeySource>) -> Option<ProjectId> {
        match key.origin {
            Origin::Environment(_) => parsed(env::PROJECT_ID, self.environment),
            _ => self.chosen.and_then(|chosen| chosen.profile.project_id.clone()),
        }
    }

    /// The address that the key was set together with.
    fn base_url_of_key(&self, key: &Sourced<KeySource>) -> Option<BaseUrl> {
        match key.origin {
            Origin::Environment(_) => {
                parsed(env::BASE_URL, self.environment).or_else(|| parsed(env::BASE_URI, self.environment))
            }
            _ => self.chosen.and_then(|chosen| chosen.profile.effective_base_url()),
        }
    }

    /// Warns where values from different places may not belong together.
    fn check_server(&self, server: &Server, config: &Config, warnings: &mut Vec<String>) {
        warnings.extend(self.disagreement(server));
        if let Some(key) = &server.key {
            warnings.extend(self.key_warnings(server, key));
        }
        if config.holds_a_key() {
            warnings.extend(files::exposure(&config.file));
        }
    }

    fn disagreement(&self, server: &Server) -> Option<String> {
        let chosen = self.chosen?;
        let (effective, profile) = (server.project_id.as_ref()?, chosen.profile.project_id.as_ref()?);
        let set = matches!(effective.origin, Origin::Environment(_)) && effective.value != *profile;
        set.then(|| {
            format!(
                "environment and profile disagree on the project: `{}` says `{}` and is used, profile `{}` says `{profile}`",
                effective.origin, effective.value, chosen.name
            )
        })
    }

    fn key_warnings(&self, server: &Server, key: &Sourced<KeySource>) -> Vec<String> {
        let mut warnings = Vec::new();
        let shown = key_shown(key);
        if let (Some(used), Some(own)) = (&server.project_id, self.project_of_key(key))
            && used.value != own
        {
            warnings.push(format!(
                "{shown} was set for project `{own}` and is used for `{}` from `{}`",
                used.value, used.origin
            ));
        }
        let given = |url: &&Sourced<BaseUrl>| matches!(url.origin, Origin::Flag(_) | Origin::Environment(_));
        if let (Some(used), Some(own)) = (server.base_url.as_ref().filter(given), self.base_url_of_key(key))
            && !used.value.same_server(&own)
        {
            warnings.push(format!(
                "{shown} was set for `{own}` and will be sent to `{}` from `{}`",
                used.value, used.origin
            ));
        }
        if let (Origin::Environment(name), Some(chosen)) = (&key.origin, self.chosen)
            && chosen.profile.management_key.is_some()
        {
            warnings.push(format!("`{name}` is used instead of the key of profile `{}`", chosen.name));
        }
        if let (KeySource::Plain(_), Some(chosen)) = (&key.value, self.chosen) {
            warnings.push(plain_key_warning(chosen));
        }
        warnings.extend(key.value.warning());
        warnings
    }
}

fn plain_key_warning(chosen: &Chosen<'_>) -> String {
    format!(
        "the management key of profile `{name}` is in plain text in `{}`; move it to a file of its own or take it \
         from a vault with `management_key = {{ command = \"…\" }}`",
        files::shown(chosen.file),
        name = chosen.name,
    )
}

fn key_shown(key: &Sourced<KeySource>) -> String {
    match &key.origin {
        Origin::Profile { name, .. } => format!("the key of profile `{name}`"),
        origin => format!("the key from `{origin}`"),
    }
}

fn derived_base_url(project_id: &Sourced<ProjectId>) -> Sourced<BaseUrl> {
    let origin = match project_id.value.region() {
        Some(_) => Origin::Derived("region of the project ID".to_owned()),
        None => Origin::BuiltIn,
    };
    Sourced::new(project_id.value.base_url(), origin)
}

/// What makes the run protected. A project that one profile protects is protected however it is named.
fn protection(
    chosen: Option<&Chosen<'_>>,
    server: &Server,
    config: &Config,
    warnings: &mut Vec<String>,
) -> Option<Origin> {
    if let Some(chosen) = chosen.filter(|chosen| chosen.profile.protected) {
        return Some(chosen.origin());
    }
    let project_id = &server.project_id.as_ref()?.value;
    let (name, _) = config
        .profiles
        .iter()
        .find(|(_, profile)| profile.protected && profile.project_id.as_ref() == Some(project_id))?;
    warnings.push(format!("project `{project_id}` is protected by profile `{name}`"));
    Some(Origin::Profile { name: name.to_string(), file: config.file.clone() })
}

fn flag<T: FromStr<Err = Error>>(name: &'static str, typed: Option<&str>) -> Result<Option<Sourced<T>>> {
    typed.map(|text| sourced(text, Origin::Flag(name))).transpose()
}

fn variable<T: FromStr<Err = Error>>(
    name: &'static str,
    environment: &Environment,
) -> Result<Option<Sourced<T>>> {
    environment.text(name)?.map(|text| sourced(text, Origin::Environment(name))).transpose()
}

fn parsed<T: FromStr<Err = Error>>(name: &'static str, environment: &Environment) -> Option<T> {
    environment.text(name).ok().flatten()?.parse().ok()
}

fn sourced<T: FromStr<Err = Error>>(text: &str, origin: Origin) -> Result<Sourced<T>> {
    text.parse().map(|value| Sourced::new(value, origin.clone())).map_err(|cause| invalid(&origin, cause))
}

fn invalid(origin: &dyn Display, cause: Error) -> Error {
    Error::usage(format!("the value of `{origin}` is not valid")).because(cause)
}
