//! `profile`: which project, key and server the other commands use.
//!
//! These commands read the configuration file themselves. Run them without printing
//! `Settings::warnings`: they are about a request, and `profile add` and `profile use` are how to
//! correct what they warn of. `profile explain` prints them.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use crate::api::proxy_of;
use crate::env::Environment;
use crate::error::{Error, Report, Result};
use crate::local;
use crate::output::{Column, ColumnKind, DONE, Done, Fold, Shape, View};
use crate::profile::edit::Edit;
use crate::profile::{Config, KeySource, ProfileName, files};
use crate::settings::{self, Explained, Globals, Settings, Target};
use crate::ui::Ui;

mod add;
mod document;
mod set;

pub use add::{Add, KeyFlags};
pub use set::{Rename, Set};

const LIST: View = View {
    pointer: "/profiles",
    shape: Shape::Many,
    columns: &[
        Column::text("Name", "name").wrapping(),
        Column::new("Default", "default", ColumnKind::Mark),
        Column::new("Project ID", "projectId", ColumnKind::Whole),
        Column::text("Base URL", "baseUrl").wrapping().folding(Fold::Away),
        Column::text("Key", "managementKey.source").folding(Fold::Away),
        Column::new("Protected", "protected", ColumnKind::Mark).folding(Fold::Silent),
    ],
    id: "name",
    fields: FIELDS,
};

const ONE: View = View {
    pointer: "",
    shape: Shape::One,
    columns: &[
        Column::text("Name", "name"),
        Column::new("Default", "default", ColumnKind::Flag),
        Column::text("Project ID", "projectId"),
        Column::text("Base URL", "baseUrl"),
        Column::new("Key", "managementKey", ColumnKind::Map),
        Column::text("Output", "output"),
        Column::new("Timeout", "timeoutSeconds", ColumnKind::Seconds),
        Column::new("Protected", "protected", ColumnKind::Flag),
        Column::text("Rate", "rate"),
        Column::text("CA bundle", "caBundle"),
    ],
    id: "name",
    fields: FIELDS,
};

const FIELDS: &[&str] = &[
    "name",
    "default",
    "builtIn",
    "projectId",
    "baseUrl",
    "managementKey",
    "output",
    "timeoutSeconds",
    "protected",
    "rate",
    "caBundle",
];

const EXPLAIN: View = View {
    pointer: "/settings",
    shape: Shape::Many,
    columns: &[
        Column::text("Setting", "name"),
        Column::text("Value", "value").wrapping(),
        Column::text("From", "source").wrapping(),
    ],
    id: "name",
    fields: &["name", "value", "source"],
};

/// Manage profiles: projects, keys and settings by name
#[derive(Debug, Clone, Subcommand)]
pub enum Profile {
    /// Add a profile to the configuration file
    ///
    /// The project ID and, where needed, the address, output format and timeout are taken from the
    /// global flags `--project-id`, `--base-url`, `--output` and `--timeout`.
    ///
    /// The management key is never an argument. Say where it comes from with one of the `--key-…`
    /// flags. With `--key-stdin`, or typed when asked, it is stored in a file of its own that only
    /// you can read, next to the configuration file. The first profile becomes the default.
    #[command(after_help = "Examples:\n  \
        descopectl profile add staging --project-id P2abc --key-command 'op read op://it/descope/key'\n  \
        descopectl profile add prod --project-id P2xyz --key-stdin --protected --rate 50% < key.txt")]
    Add(Box<Add>),
    /// List all profiles
    #[command(visible_alias = "ls", after_help = "Examples:\n  descopectl profile list")]
    List,
    /// Show one profile
    ///
    /// Without a name: the profile that commands would use now.
    #[command(after_help = "Examples:\n  descopectl profile show staging")]
    Show(Show),
    /// Make a profile the default
    #[command(after_help = "Examples:\n  descopectl profile use staging\n  descopectl profile use local\n  \
        descopectl profile use --remove")]
    Use(Use),
    /// Change settings of a profile and keep the others
    ///
    /// Project ID, address, output format, timeout and rate are taken from the global flags, as with `profile
    /// add`. Comments in the file stay.
    #[command(after_help = "Examples:\n  \
        descopectl profile set staging --timeout 30s --rate 50%\n  \
        descopectl profile set staging --key-env STAGING_KEY --remove base-url")]
    Set(Box<Set>),
    /// Give a profile another name
    ///
    /// Its stored key and the default go with it.
    #[command(after_help = "Examples:\n  descopectl profile rename staging test")]
    Rename(Rename),
    /// Remove a profile from the configuration file
    ///
    /// A key that `profile add` stored for it is deleted too.
    #[command(
        visible_alias = "rm",
        alias = "delete",
        after_help = "Examples:\n  descopectl profile remove staging"
    )]
    Remove(Remove),
    /// Explain which settings are in effect and where they come from
    #[command(after_help = "Examples:\n  descopectl profile explain\n  \
        descopectl profile explain --profile prod --output json")]
    Explain,
}

/// Arguments of `profile show`.
#[derive(Debug, Clone, Args)]
pub struct Show {
    /// Name of the profile
    pub name: Option<ProfileName>,
}

/// Arguments of `profile use`.
#[derive(Debug, Clone, Args)]
pub struct Use {
    /// Name of the profile, or `local` for the built-in emulator
    #[arg(required_unless_present = "remove")]
    pub name: Option<ProfileName>,
    /// Have no default profile
    #[arg(long, alias = "none", conflicts_with = "name")]
    pub remove: bool,
}

/// Arguments of `profile remove`.
#[derive(Debug, Clone, Args)]
pub struct Remove {
    /// Name of the profile
    pub name: ProfileName,
}

impl Profile {
    /// Runs the command. The document is for the caller to print as [`Self::view`].
    ///
    /// # Errors
    /// Usage, not found or conflict; the configuration file is then unchanged.
    pub fn run(
        &self,
        globals: &Globals,
        environment: &Environment,
        words: &[String],
        ui: &Ui,
    ) -> anyhow::Result<Value> {
        let file = settings::config_file(globals, environment)?.value;
        let document = match self {
            Self::Add(add) => {
                add.run(&file, globals, words, ui)?;
                done("profile add", add.name.as_str(), globals)
            }
            Self::List => list(&Config::load(&file)?),
            Self::Show(show) => show.run(&Config::load(&file)?, globals, environment)?,
            Self::Use(chosen) => {
                chosen.run(&Config::load(&file)?, globals, ui)?;
                let name = chosen.name.as_ref().map(ProfileName::as_str);
                let command = "profile use";
                Done { command, subject: name, is_dry_run: globals.dry_run, ..Done::default() }.document()
            }
            Self::Set(set) => {
                set.run(&file, globals, ui)?;
                done("profile set", set.name.as_str(), globals)
            }
            Self::Rename(rename) => {
                rename.run(&Config::load(&file)?, globals, ui)?;
                done("profile rename", rename.new_name.as_str(), globals)
            }
            Self::Remove(remove) => {
                remove.run(&Config::load(&file)?, globals, ui)?;
                done("profile remove", remove.name.as_str(), globals)
            }
            Self::Explain => explain(globals, environment, ui)?,
        };
        Ok(document)
    }

    /// Whether it changes the configuration.
    #[must_use]
    pub fn is_change(&self) -> bool {
        matches!(self, Self::Add(_) | Self::Use(_) | Self::Set(_) | Self::Rename(_) | Self::Remove(_))
    }

    /// How the document is shown.
    #[must_use]
    pub fn view(&self) -> &'static View {
        match self {
            Self::List => &LIST,
            Self::Explain => &EXPLAIN,
            Self::Show(_) => &ONE,
            Self::Add(_) | Self::Use(_) | Self::Set(_) | Self::Rename(_) | Self::Remove(_) => &DONE,
        }
    }
}

fn list(config: &Config) -> Value {
    let is_default = |name: &ProfileName| config.default_profile.as_ref() == Some(name);
    let local = ProfileName::local();
    let profiles: Vec<Value> = config
        .profiles
        .iter()
        .map(|(name, profile)| document::of(name, profile, is_default(name)))
        .chain([document::of_local(is_default(&local))])
        .collect();
    json!({ "schema": "profile-list.v1", "profiles": profiles })
}

impl Show {
    fn run(&self, config: &Config, globals: &Globals, environment: &Environment) -> Result<Value> {
        let name = match &self.name {
            Some(name) => name.clone(),
            None => {
                let chosen = settings::profile_name(globals, environment, config)?;
                chosen.map(|name| name.value).ok_or_else(|| {
                    Error::usage("no profile is chosen")
                        .hint("name one: `descopectl profile show NAME`")
                        .hint("see what is in effect without one: `descopectl profile explain`")
                })?
            }
        };
        let is_default = config.default_profile.as_ref() == Some(&name);
        let shown = if name.is_local() {
            document::of_local(is_default)
        } else {
            document::of(&name, config.profile(&name)?, is_default)
        };
        Ok(document::with_schema("profile.v1", shown))
    }
}

/// The document of a command that changes the configuration.
fn done(command: &str, name: &str, globals: &Globals) -> Value {
    Done { command, subject: Some(name), is_dry_run: globals.dry_run, ..Done::default() }.document()
}

/// Says what a dry run would have done.
fn would(ui: &Ui, what: &str) {
    ui.note(&format!("would {what}"));
    ui.note("dry run: nothing was changed");
}

impl Use {
    fn run(&self, config: &Config, globals: &Globals, ui: &Ui) -> Result<()> {
        if let Some(name) = self.name.as_ref().filter(|name| !name.is_local()) {
            config.profile(name)?;
        }
        let is_now = match &self.name {
            Some(name) => format!("`{name}` is now the default profile"),
            None => "there is no default profile now".to_owned(),
        };
        if globals.dry_run {
            would(
                ui,
                &match &self.name {
                    Some(name) => format!("make `{name}` the default profile"),
                    None => "have no default profile".to_owned(),
                },
            );
            return Ok(());
        }
        let mut edit = Edit::open(&config.file)?;
        match &self.name {
            Some(name) => edit.set_default(name)?,
            None => edit.unset_default()?,
        }
        edit.save()?;
        ui.status(&is_now);
        let before = config.default_profile.as_ref();
        if before != self.name.as_ref() {
            let back = before.map_or_else(|| "--remove".to_owned(), ToString::to_string);
            ui.hint(&format!("`descopectl profile use {back}` takes that back"));
        }
        Ok(())
    }
}

impl Remove {
    fn run(&self, config: &Config, globals: &Globals, ui: &Ui) -> Result<()> {
        if self.name.is_local() {
            return Err(Error::usage("the profile `local` cannot be removed").because("it is built in"));
        }
        let profile = config.profile(&self.name)?;
        let kept_key = kept_key(config, &self.name);
        let with_key = if kept_key.is_some() { " and its stored key" } else { "" };
        if globals.dry_run {
            would(ui, &format!("remove profile `{}`{with_key}", self.name));
            return Ok(());
        }
        let project = profile.project_id.as_ref().map(|id| format!(" of project {id}")).unwrap_or_default();
        ui.confirm(&format!("Remove profile `{}`{project}{with_key}?", self.name))?;
        let was_default = config.default_profile.as_ref() == Some(&self.name);
        let mut edit = Edit::open(&config.file)?;
        edit.remove(&self.name)?;
        if was_default {
            edit.unset_default()?;
        }
        edit.save()?;
        ui.status(&format!("removed profile `{}`", self.name));
        if let Some(file) = kept_key {
            delete_kept_key(&file, ui);
        }
        if was_default {
            ui.note("it was the default; there is no default profile now");
            ui.hint("choose one with `descopectl profile use NAME`");
        }
        Ok(())
    }
}

/// The variable that names a file of certificates to trust.
const CERTIFICATES: &str = "SSL_CERT_FILE";

fn explain(globals: &Globals, environment: &Environment, ui: &Ui) -> Result<Value> {
    let settings = Settings::resolve(globals, environment)?;
    for warning in &settings.warnings {
        ui.warn(warning);
    }
    let problem = settings.target().err().map(|error| {
        ui.warn(&error.to_string());
        let mut problem =
            serde_json::from_str::<Value>(&Report::of(&error.into()).json()).unwrap_or_default();
        // It is a part of a document here, and no line among others.
        if let Some(problem) = problem.as_object_mut() {
            problem.shift_remove("level");
        }
        problem
    });
    let mut explained = settings.explain();
    if matches!(settings.target(), Ok(Target::Local)) {
        // The emulator inside the program has an address and a key only while a command runs.
        for setting in &mut explained {
            let source = match setting.name {
                "project_id" => "the emulator in this program",
                "base_url" => "the emulator in this program, on a free port in each run",
                "management_key" => "the emulator in this program, a new one in each run",
                _ => continue,
            };
            setting.source = Some(source.to_owned());
            if setting.name == "project_id" {
                setting.value = local::PROJECT_ID.map(str::to_owned);
            }
        }
    }
    let set = |name, variable: &str, value: Option<String>| {
        let source = value.as_ref().map(|_| variable.to_owned());
        Explained { name, value, source }
    };
    let certificates = environment.text(CERTIFICATES)?.map(ToString::to_string);
    explained.push(set("ssl_cert_file", CERTIFICATES, certificates));
    let address = match settings.target() {
        Ok(Target::Remote { base_url, .. }) => base_url.value.as_str().parse().ok(),
        _ => None,
    };
    let (variable, proxy) = address.and_then(|address| proxy_of(&address)).unzip();
    explained.push(set("proxy", variable.unwrap_or_default(), proxy));
    Ok(json!({
        "schema": "profile-explain.v1",
        "settings": explained,
        "warnings": settings.warnings,
        "problem": problem,
    }))
}

/// The key file that `profile add` made for this profile, if no other profile uses it.
fn kept_key(config: &Config, name: &ProfileName) -> Option<PathBuf> {
    let file = files::kept_key_file(&config.file, name);
    (users_of(&file, config).collect::<Vec<_>>() == [name]).then_some(file)
}

/// The profiles whose key is in the file.
fn users_of<'a>(file: &'a Path, config: &'a Config) -> impl Iterator<Item = &'a ProfileName> {
    let uses = move |profile: &crate::profile::Profile| matches!(&profile.management_key, Some(KeySource::File(used)) if used == file);
    config.profiles.iter().filter(move |(_, profile)| uses(profile)).map(|(name, _)| name)
}

fn delete_kept_key(file: &Path, ui: &Ui) {
    match std::fs::remove_file(file) {
        Ok(()) => ui.status(&format!("deleted the key in `{}`", files::shown(file))),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {}
        Err(cause) => ui.warn(&format!("could not delete the key in `{}`: {cause}", files::shown(file))),
    }
}

#[cfg(test)]
mod tests;
