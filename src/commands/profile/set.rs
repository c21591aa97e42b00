//! `profile set` and `profile rename`.

use std::path::{Path, PathBuf};

use clap::Args;
use secrecy::ExposeSecret as _;

use super::add::{KeyFlags, existing_file};
use crate::error::{Error, Kind, Result};
use crate::profile::edit::Edit;
use crate::profile::{Config, KeySource, Profile, ProfileName, files, model};
use crate::settings::Globals;
use crate::ui::Ui;

/// Arguments of `profile set`.
#[derive(Debug, Clone, Args)]
pub struct Set {
    /// Name of the profile
    pub name: ProfileName,
    /// Where the management key comes from.
    #[command(flatten)]
    pub key: KeyFlags,
    /// Ask for more than a yes before anything is written to the project
    #[arg(long)]
    pub protected: Option<bool>,
    /// Trust the certificates in this PEM file too
    #[arg(long, value_name = "FILE")]
    pub ca_bundle: Option<PathBuf>,
    /// Setting to take out, so that the default counts (repeatable)
    #[arg(long, value_enum, value_name = "SETTING")]
    pub remove: Vec<Setting>,
}

/// A setting that a profile need not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Setting {
    /// The address of the API
    BaseUrl,
    /// The form of the output
    Output,
    /// The time that a request may take
    Timeout,
    /// The share of the rate limit
    Rate,
    /// The certificates to trust
    CaBundle,
}

impl Set {
    pub(super) fn run(&self, file: &Path, globals: &Globals, ui: &Ui) -> Result<()> {
        if self.name.is_local() {
            return Err(Error::usage("the profile `local` cannot be changed").because("it is built in"));
        }
        let config = Config::load(file)?;
        let old = config.profile(&self.name)?;
        let new = self.changed(old, globals)?;
        if globals.dry_run {
            super::would(ui, &format!("change profile `{}` in `{}`", self.name, files::shown(&config.file)));
            return Ok(());
        }
        if old.protected && !new.protected {
            ui.confirm(&format!("Profile `{}` is protected and would no longer be. Change it?", self.name))?;
        }
        let key = if self.key.any() { Some(self.key.get(file, &self.name, ui)?) } else { None };
        let kept = super::kept_key(&config, &self.name);
        let management_key =
            key.as_ref().map(|key| key.source.clone()).or_else(|| new.management_key.clone());
        let mut edit = Edit::open(&config.file)?;
        edit.put(&self.name, &Profile { management_key: management_key.clone(), ..new })?;
        if let Some(key) = &key
            && let (Some(text), KeySource::File(file)) = (&key.stored, &key.source)
        {
            if kept.is_none() && file.exists() {
                return Err(Error::new(
                    Kind::Conflict,
                    format!("the key file `{}` exists already", files::shown(file)),
                )
                .because("nothing says whose key it is")
                .hint("refer to the file with `--key-file FILE`, or remove it"));
            }
            files::write_private(file, text.expose_secret())?;
        }
        edit.save()?;
        ui.status(&format!("changed profile `{}` in `{}`", self.name, files::shown(&config.file)));
        if let Some(kept) = kept.filter(|_| key.is_some())
            && !matches!(&management_key, Some(KeySource::File(file)) if *file == kept)
        {
            super::delete_kept_key(&kept, ui);
        }
        Ok(())
    }

    /// The profile with what is given, and without what is to go.
    fn changed(&self, old: &Profile, globals: &Globals) -> Result<Profile> {
        let mut new = old.clone();
        let mut given = Vec::new();
        if let Some(id) = globals.project_id.as_deref() {
            new.project_id = Some(id.parse()?);
        }
        if let Some(url) = globals.base_url.as_deref() {
            new.base_url = Some(url.parse()?);
            given.push(Setting::BaseUrl);
        }
        if let Some(output) = globals.output {
            new.output = Some(output);
            given.push(Setting::Output);
        }
        if let Some(span) = globals.timeout {
            new.timeout = Some(model::timeout_of(span.0.as_secs())?);
            given.push(Setting::Timeout);
        }
        if let Some(rate) = globals.rate {
            new.rate = Some(rate);
            given.push(Setting::Rate);
        }
        if let Some(bundle) = &self.ca_bundle {
            new.ca_bundle = Some(existing_file(bundle)?);
            given.push(Setting::CaBundle);
        }
        new.protected = self.protected.unwrap_or(old.protected);
        if let Some(both) = self.remove.iter().find(|setting| given.contains(setting)) {
            let name = clap::ValueEnum::to_possible_value(both).map(|value| value.get_name().to_owned());
            return Err(Error::usage(format!("`{}` is given and removed", name.unwrap_or_default())));
        }
        for setting in &self.remove {
            match setting {
                Setting::BaseUrl => new.base_url = None,
                Setting::Output => new.output = None,
                Setting::Timeout => new.timeout = None,
                Setting::Rate => new.rate = None,
                Setting::CaBundle => new.ca_bundle = None,
            }
        }
        let is_something = !given.is_empty()
            || !self.remove.is_empty()
            || self.key.any()
            || self.protected.is_some()
            || globals.project_id.is_some();
        if is_something {
            return Ok(new);
        }
        Err(Error::usage("nothing is given to be changed")
            .hint(format!("such as `descopectl profile set {} --timeout 30s`", self.name)))
    }
}

/// Arguments of `profile rename`.
#[derive(Debug, Clone, Args)]
pub struct Rename {
    /// Name of the profile
    pub name: ProfileName,
    /// Name that it gets
    pub new_name: ProfileName,
}

impl Rename {
    pub(super) fn run(&self, config: &Config, globals: &Globals, ui: &Ui) -> Result<()> {
        let Self { name, new_name } = self;
        if name.is_local() {
            return Err(Error::usage("the profile `local` cannot be renamed").because("it is built in"));
        }
        let profile = config.profile(name)?;
        new_name.check_not_reserved()?;
        if let Some(other) =
            config.profiles.keys().find(|other| *other != name && other.collides_with(new_name))
        {
            return Err(Error::new(Kind::Conflict, format!("profile `{other}` exists already"))
                .hint("choose another name"));
        }
        if globals.dry_run {
            super::would(ui, &format!("rename profile `{name}` to `{new_name}`"));
            return Ok(());
        }
        let mut edit = Edit::open(&config.file)?;
        edit.rename(name, new_name)?;
        let kept = super::kept_key(config, name).filter(|_| name != new_name);
        if let Some(kept) = &kept {
            let moved = files::kept_key_file(&config.file, new_name);
            if moved.exists() {
                return Err(Error::new(
                    Kind::Conflict,
                    format!("the key file `{}` exists already", files::shown(&moved)),
                )
                .hint("choose another name"));
            }
            let cannot =
                |cause| Error::failed(format!("could not read `{}`", files::shown(kept))).because(cause);
            let key = secrecy::SecretString::from(std::fs::read_to_string(kept).map_err(cannot)?);
            files::write_private(&moved, key.expose_secret())?;
            let management_key = Some(KeySource::File(moved));
            edit.put(new_name, &Profile { management_key, ..profile.clone() })?;
        }
        edit.save()?;
        ui.status(&format!("renamed profile `{name}` to `{new_name}`"));
        if let Some(kept) = kept {
            super::delete_kept_key(&kept, ui);
        }
        Ok(())
    }
}
