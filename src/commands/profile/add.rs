//! `profile add`.

use std::{
    io::IsTerminal as _,
    path::{Path, PathBuf},
};

use clap::Args;
use secrecy::{ExposeSecret as _, SecretString};

use crate::commands::answers::{Answers, say_without_questions};
use crate::error::{Error, Kind, Result};
use crate::profile::edit::Edit;
use crate::profile::{Config, KeySource, Profile, ProfileName, ProjectId, files, key, model};
use crate::settings::Globals;
use crate::ui::Ui;

/// Arguments of `profile add`.
#[derive(Debug, Clone, Args)]
pub struct Add {
    /// Name of the profile
    pub name: ProfileName,
    /// Where the management key comes from.
    #[command(flatten)]
    pub key: KeyFlags,
    /// Ask for more than a yes before anything is written to the project
    #[arg(long)]
    pub protected: bool,
    /// Trust the certificates in this PEM file too
    #[arg(long, value_name = "FILE")]
    pub ca_bundle: Option<PathBuf>,
    /// Make it the default profile
    #[arg(id = "make_default", long = "use")]
    pub make_default: bool,
    /// Replace the profile of this name: settings that are not given are dropped
    #[arg(long)]
    pub replace: bool,
}

/// Where the key of a new profile comes from; with none of them, it is asked for.
#[derive(Debug, Clone, Default, Args)]
#[group(multiple = false)]
pub struct KeyFlags {
    /// Run this command for the management key, when a request is made
    #[arg(long, value_name = "COMMAND")]
    pub key_command: Option<String>,
    /// Take the management key from this environment variable
    #[arg(long, value_name = "VARIABLE")]
    pub key_env: Option<String>,
    /// Read the management key from this file, when a request is made
    #[arg(long, value_name = "FILE")]
    pub key_file: Option<PathBuf>,
    /// Read the management key from stdin now and store it in a file that only you can read
    #[arg(long)]
    pub key_stdin: bool,

    #[arg(skip)]
    typed: Option<SecretString>,
}

/// A key source as it will be written, with the key where we are to store it.
pub(super) struct NewKey {
    pub(super) source: KeySource,
    pub(super) stored: Option<SecretString>,
}

impl Add {
    /// `words` are those of the command line.
    pub(super) fn run(&self, file: &Path, globals: &Globals, words: &[String], ui: &Ui) -> Result<()> {
        let config = Config::load(file)?;
        self.check_name(&config)?;
        let asks = globals.project_id.is_none() && ui.completes();
        let profile = self.profile(globals, asks.then_some(ui))?;
        if globals.dry_run {
            let what = if config.profiles.contains_key(&self.name) { "replace" } else { "add" };
            super::would(ui, &format!("{what} profile `{}` in `{}`", self.name, files::shown(&config.file)));
            return Ok(());
        }
        self.confirm_replacing(&config, &profile, ui)?;
        let asked = if asks && !self.key.any() { Some(KeyFlags::asked(ui)?) } else { None };
        let key = asked.as_ref().unwrap_or(&self.key).get(file, &self.name, ui)?;
        let project_id = profile.project_id.as_ref().map(ToString::to_string).unwrap_or_default();
        self.write(&config, profile, &key, ui)?;
        if asks {
            let mut flags = vec!["--project-id".to_owned(), project_id];
            flags.extend(asked.iter().flat_map(KeyFlags::words));
            let words: Vec<_> = words.iter().map(Into::into).collect();
            say_without_questions(ui, &Answers::of_flags(flags).put_into(&words));
        }
        Ok(())
    }

    /// Two names that differ in case only would share a key file where case does not count.
    fn check_name(&self, config: &Config) -> Result<()> {
        self.name.check_not_reserved()?;
        let Some(existing) = config.profiles.keys().find(|name| name.collides_with(&self.name)) else {
            return Ok(());
        };
        if *existing != self.name {
            return Err(Error::new(Kind::Conflict, format!("profile `{existing}` has nearly this name"))
                .because("names that differ in letter case only are the same on some systems")
                .hint("choose another name"));
        }
        if self.replace {
            return Ok(());
        }
        Err(Error::new(Kind::Conflict, format!("profile `{existing}` exists already"))
            .hint("add `--replace` to replace it, or choose another name")
            .hint(format!("see it with `descopectl profile show {existing}`")))
    }

    /// The profile that the flags describe. With a printer, the project ID is asked for.
    fn profile(&self, globals: &Globals, asking: Option<&Ui>) -> Result<Profile> {
        let asked = asking.map(|ui| ui.text("Project ID", None, is_project_id)).transpose()?;
        let project_id = globals.project_id.as_deref().or(asked.as_deref()).ok_or_else(|| {
            Error::usage("no project ID given")
                .because("a profile does not take it from the environment")
                .hint("add `--project-id P…`")
        })?;
        Ok(Profile {
            project_id: Some(project_id.parse()?),
            management_key: None,
            base_url: globals.base_url.as_deref().map(str::parse).transpose()?,
            output: globals.output,
            timeout: globals.timeout.map(|span| model::timeout_of(span.0.as_secs())).transpose()?,
            protected: self.protected,
            rate: globals.rate,
            ca_bundle: self.ca_bundle.as_deref().map(existing_file).transpose()?,
        })
    }

    /// `--replace` alone must not take the protection off a project in passing.
    fn confirm_replacing(&self, config: &Config, new: &Profile, ui: &Ui) -> Result<()> {
        match config.profiles.get(&self.name) {
            Some(old) if old.protected && !new.protected => ui.confirm(&format!(
                "Profile `{}` is protected and would no longer be. Replace it?",
                self.name
            )),
            _ => Ok(()),
        }
    }

    pub(super) fn write(&self, config: &Config, profile: Profile, key: &NewKey, ui: &Ui) -> Result<()> {
        let profile = Profile { management_key: Some(key.source.clone()), ..profile };
        let mut edit = Edit::open(&config.file)?;
        // While it was asked for the key, another process may have added a profile.
        let config = &Config::load(&config.file)?;
        self.check_name(config)?;
        let becomes_default =
            self.make_default || (config.profiles.is_empty() && config.default_profile.is_none());
        edit.put(&self.name, &profile)?;
        if becomes_default {
            edit.set_default(&self.name)?;
        }
        let old_key = super::kept_key(config, &self.name);
        match (&key.stored, &key.source) {
            (Some(text), KeySource::File(file)) => self.store_and_save(text, file, config, &edit)?,
            _ => edit.save()?,
        }
        self.say_what_was_done(config, &profile, key, becomes_default, ui);
        if let Some(old) = old_key.filter(|old| !matches!(&key.source, KeySource::File(new) if new == old)) {
            super::delete_kept_key(&old, ui);
        }
        Ok(())
    }

    /// Stores the key, then the profile that refers to it; takes the key back if that fails.
    fn store_and_save(&self, text: &SecretString, file: &Path, config: &Config, edit: &Edit) -> Result<()> {
        let other = super::users_of(file, config).find(|name| **name != self.name);
        let previous = std::fs::read_to_string(file).map(SecretString::from).ok();
        if other.is_some() || (previous.is_some() && !self.replace) {
            let cause = other.map_or_else(
                || "nothing says whose key it is".to_owned(),
                |name| format!("profile `{name}` uses it"),
            );
            return Err(Error::new(
                Kind::Conflict,
                format!("the key file `{}` exists already", files::shown(file)),
            )
            .because(cause)
            .hint("choose another name, or refer to the file with `--key-file FILE`"));
        }
        files::write_private(file, text.expose_secret())?;
        edit.save().inspect_err(|_| {
            let _ = match &previous {
                Some(previous) => files::write_private(file, previous.expose_secret()),
                None => std::fs::remove_file(file).map_err(|cause| Error::failed(cause.to_string())),
            };
        })
    }

    fn say_what_was_done(&self, config: &Config, profile: &Profile, key: &NewKey, is_default: bool, ui: &Ui) {
        let done = if config.profiles.contains_key(&self.name) { "replaced" } else { "added" };
        ui.status(&format!("{done} profile `{}` in `{}`", self.name, files::shown(&config.file)));
        if let (Some(text), KeySource::File(file)) = (&key.stored, &key.source) {
            ui.status(&format!(
                "stored its management key in `{}`, readable by you only",
                files::shown(file)
            ));
            if let Some(warning) = key::prefix_warning(text, &"the input") {
                ui.warn(&warning);
            }
        } else if let Some(warning) = profile.management_key.as_ref().and_then(KeySource::warning) {
            ui.warn(&warning);
        }
        if is_default {
            ui.status(&format!("`{}` is the default profile", self.name));
        } else {
            ui.hint(&format!("use it with `--profile {0}` or `descopectl profile use {0}`", self.name));
        }
    }
}

fn is_project_id(text: &str) -> std::result::Result<(), String> {
    text.parse::<ProjectId>().map(drop).map_err(|error| error.to_string())
}

/// The places that a key which is not typed may come from, and what is asked for each.
const KEY_SOURCES: [(&str, &str); 3] = [
    ("command", "Command that prints the key"),
    ("variable", "Environment variable with the key"),
    ("file", "File with the key"),
];

impl KeyFlags {
    /// Asks for the key, which is not shown, or else where it comes from.
    fn asked(ui: &Ui) -> Result<Self> {
        let typed = ui.secret_or_nothing("management key (empty: it comes from elsewhere)")?;
        if let Some(typed) = typed {
            return Ok(Self { typed: Some(typed), ..Self::default() });
        }
        let names = KEY_SOURCES.map(|(name, _)| name).join(", ");
        let is_known = |text: &str| {
            let is_one = KEY_SOURCES.iter().any(|(name, _)| *name == text);
            if is_one { Ok(()) } else { Err(format!("not one of {names}")) }
        };
        let source = ui.text(&format!("Key from ({names})"), None, is_known)?;
        let is_given = |text: &str| if text.is_empty() { Err("it is needed".to_owned()) } else { Ok(()) };
        let place = KEY_SOURCES.iter().find(|(name, _)| *name == source);
        let place = place.map(|(_, what)| ui.text(what, None, is_given)).transpose()?;
        let mut flags = Self::default();
        match source.as_str() {
            "command" => flags.key_command = place,
            "variable" => flags.key_env = place,
            "file" => flags.key_file = place.map(PathBuf::from),
            _ => {}
        }
        Ok(flags)
    }

    /// The words that say the same. A key that was typed comes from stdin there.
    fn words(&self) -> Vec<String> {
        let place = self.key_file.as_ref().map(|file| file.display().to_string());
        let flags =
            [("--key-command", &self.key_command), ("--key-env", &self.key_env), ("--key-file", &place)];
        let given = flags.into_iter().find_map(|(flag, place)| Some([flag.to_owned(), place.clone()?]));
        given.map_or_else(|| vec!["--key-stdin".to_owned()], Vec::from)
    }

    /// Whether one of them was given.
    pub(super) fn any(&self) -> bool {
        self.key_command.is_some() || self.key_env.is_some() || self.key_file.is_some() || self.key_stdin
    }

    pub(super) fn get(&self, config_file: &Path, name: &ProfileName, ui: &Ui) -> Result<NewKey> {
        let refer = |source| Ok(NewKey { source, stored: None });
        if let Some(command) = &self.key_command {
            return refer(KeySource::Command(filled("--key-command", command)?));
        }
        if let Some(variable) = &self.key_env {
            let name = filled("--key-env", variable)?;
            return refer(KeySource::Variable { name, value: None });
        }
        if let Some(file) = &self.key_file {
            return refer(KeySource::File(existing_file(file)?));
        }
        let read_typed =
            |typed: &SecretString| key::read_key("the prompt", typed.expose_secret().trim().as_bytes());
        // What is typed on a terminal may not be seen there.
        let key = if let Some(typed) = &self.typed {
            read_typed(typed)?
        } else if self.key_stdin && !std::io::stdin().is_terminal() {
            key::read_key("stdin", std::io::stdin().lock())?
        } else {
            let typed = ui.secret_once(
                "management key",
                "`--key-stdin`, `--key-command COMMAND`, `--key-env VARIABLE` or `--key-file FILE`",
            )?;
            read_typed(&typed)?
        };
        Ok(NewKey { source: KeySource::File(files::kept_key_file(config_file, name)), stored: Some(key) })
    }
}

fn filled(flag: &str, text: &str) -> Result<String> {
    if text.trim().is_empty() {
        return Err(Error::usage(format!("`{flag}` is empty")));
    }
    Ok(text.to_owned())
}

/// The whole path, so that it means the same wherever a command is run.
pub(super) fn existing_file(file: &Path) -> Result<PathBuf> {
    let problem = |cause: std::io::Error| {
        Error::usage(format!("there is no readable file `{}`", file.display())).because(cause)
    };
    crate::private::open_regular(file).map_err(problem)?;
    std::path::absolute(file).map_err(problem)
}
