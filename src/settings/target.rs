//! The server that requests go to, or why there is none.

use std::path::PathBuf;

use crate::env::{self, Environment};
use crate::profile::{Config, ProfileName, files};
use crate::settings::resolve::Sources;
use crate::settings::{Globals, Origin, Server, Sourced, Target, TargetError};

pub(super) fn ignored_by_local(environment: &Environment) -> Option<String> {
    let set: Vec<String> = [env::PROJECT_ID, env::MANAGEMENT_KEY, env::BASE_URL, env::BASE_URI]
        .into_iter()
        .filter(|name| environment.raw(name).is_some())
        .map(|name| format!("`{name}`"))
        .collect();
    let verb = if set.len() == 1 { "is" } else { "are" };
    (!set.is_empty()).then(|| format!("{} {verb} ignored by profile `local`", set.join(", ")))
}

pub(super) fn local_target(globals: &Globals) -> Result<Target, TargetError> {
    let flags = [("--project-id", &globals.project_id), ("--base-url", &globals.base_url)];
    match flags.into_iter().find(|(_, value)| value.is_some()) {
        None => Ok(Target::Local),
        Some((flag, _)) => Err(TargetError::new(format!("`{flag}` does not go with the profile `local`"))
            .because("`local` is the emulator inside descopectl and has no address")
            .hint(format!("leave out `{flag}`, or choose another profile with `--profile NAME`"))),
    }
}

pub(super) fn remote_target(
    config_file: &Sourced<PathBuf>,
    config: &Config,
    name: Option<&Sourced<ProfileName>>,
    server: &Server,
    sources: &Sources<'_>,
) -> Result<Target, TargetError> {
    if !config.exists && matches!(config_file.origin, Origin::Flag(_)) {
        return Err(TargetError::new(format!("there is no configuration `{}`", files::shown(&config.file)))
            .hint("check the name, or make the file with `descopectl profile add NAME --project-id P…`"));
    }
    if let (Some(name), None) = (name, sources.chosen) {
        return Err(TargetError::new(format!("there is no profile `{}`", name.value))
            .because(format!("`default_profile` in `{}` names it", files::shown(&config.file)))
            .hint("choose another default with `descopectl profile use NAME`"));
    }
    let (Some(project_id), Some(key), Some(base_url)) = (&server.project_id, &server.key, &server.base_url)
    else {
        return Err(missing(server, config, sources));
    };
    let own = sources.project_of_key(key);
    if let (Origin::Environment(variable), Origin::Profile { name, .. }, Some(own)) =
        (&project_id.origin, &key.origin, own)
        && own != project_id.value
    {
        return Err(TargetError::new(format!(
            "the project is `{}` from `{variable}`, but the key is the one of profile `{name}`",
            project_id.value
        ))
        .because(format!("profile `{name}` is for project `{own}`"))
        .hint(format!("unset `{variable}` to use the profile"))
        .hint(format!("or set `{}` as well to use the environment", env::MANAGEMENT_KEY))
        .hint(format!("or say `--project-id {}` if the key is meant for both", project_id.value)));
    }
    Ok(Target::Remote { project_id: project_id.clone(), base_url: base_url.clone(), key: key.clone() })
}

fn missing(server: &Server, config: &Config, sources: &Sources<'_>) -> TargetError {
    let (what, variables) = match (&server.project_id, &server.key) {
        (None, None) => (
            "no project and no management key",
            format!("`{}` and `{}`", env::PROJECT_ID, env::MANAGEMENT_KEY),
        ),
        (None, _) => ("no project", format!("`{}`", env::PROJECT_ID)),
        _ => ("no management key", format!("`{}`", env::MANAGEMENT_KEY)),
    };
    let error = TargetError::new(format!("{what} given"));
    let error = match sources.chosen {
        Some(chosen) => {
            let file = files::shown(chosen.file);
            error.because(format!("profile `{}` in `{file}` does not say it", chosen.name))
        }
        None => error.because("no profile is chosen"),
    };
    let names: Vec<&str> = config.profiles.keys().map(ProfileName::as_str).take(5).collect();
    let error = match (sources.chosen, names.is_empty()) {
        (Some(chosen), _) => error.hint(format!(
            "complete the profile: `descopectl profile add {} --replace --project-id {}`",
            chosen.name,
            server.project_id.as_ref().map_or("P…", |id| id.value.as_str())
        )),
        (None, false) => {
            error.hint(format!("choose a profile with `--profile NAME`: `{}`", names.join("`, `")))
        }
        (None, true) => error.hint("add a profile: `descopectl profile add NAME --project-id P…`"),
    };
    error.hint(format!("or set {variables}")).hint("or try it without an account: `--profile local`")
}
