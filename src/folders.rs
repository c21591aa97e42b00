//! Where the files of this program are: in the platform's folders, or below the one that `DESCOPECTL_HOME` names.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use directories::ProjectDirs;

use crate::{
    env,
    error::{Error, Result},
};

/// What to do where no home folder is known.
pub const NO_HOME: &str = "set `DESCOPECTL_HOME` to a folder for the files of this program";

/// For the configuration and kept keys. `None` where no home folder is known.
#[must_use]
pub fn config() -> Option<PathBuf> {
    folder("config", |folders| folders.config_dir().to_owned())
}

/// For the emulator's database and saved records.
#[must_use]
pub fn data() -> Option<PathBuf> {
    folder("data", |folders| folders.data_dir().to_owned())
}

/// For what later runs need: journals and the state of rate limits.
#[must_use]
pub fn state() -> Option<PathBuf> {
    folder("state", |folders| folders.state_dir().unwrap_or_else(|| folders.data_local_dir()).to_owned())
}

/// For what can be asked for again.
#[must_use]
pub fn cache() -> Option<PathBuf> {
    folder("cache", |folders| folders.cache_dir().to_owned())
}

/// The files of JSON lines in a folder, in no particular order; none where there is no such folder.
///
/// # Errors
/// When the folder cannot be read.
pub fn json_lines(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(cause) => {
            return Err(Error::failed(format!("could not read `{}`", folder.display())).because(cause));
        }
    };
    let files = entries.flatten().map(|entry| entry.path());
    Ok(files.filter(|file| file.extension().is_some_and(|ending| ending == "jsonl")).collect())
}

fn folder(name: &str, platform: impl Fn(&ProjectDirs) -> PathBuf) -> Option<PathBuf> {
    match std::env::var_os(env::HOME).filter(|home| !home.is_empty()) {
        // Another folder is worked in later, or by a process that this one starts.
        Some(home) => std::path::absolute(home).ok().map(|home| home.join(name)),
        None => ProjectDirs::from("", "", "descopectl").as_ref().map(platform),
    }
}
