//! Where the files are, and writing them so that only their owner can read them.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::private;

/// The configuration file where none is named: `config.toml` in the platform's folder.
///
/// # Errors
/// Usage when the platform knows no home folder.
pub fn default_config_file() -> Result<PathBuf> {
    crate::folders::config().map(|folder| folder.join("config.toml")).ok_or_else(|| {
        Error::usage("there is no folder for the configuration")
            .because("no home folder is known for this user")
            .hint(crate::folders::NO_HOME)
    })
}

/// The file that holds a profile's key when we keep it: `keys/NAME` beside the configuration.
#[must_use]
pub fn kept_key_file(config_file: &Path, name: &super::ProfileName) -> PathBuf {
    folder_of(config_file).join("keys").join(name.as_str())
}

/// The folder of a file; a bare name is in the current folder.
#[must_use]
pub fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// A path from the configuration: `~` is the home folder, a relative one starts at `folder`.
#[must_use]
pub fn located(path: &str, folder: &Path) -> PathBuf {
    folder.join(expanded(path, home().as_deref()))
}

fn expanded(path: &str, home: Option<&Path>) -> PathBuf {
    let rest = path
        .strip_prefix('~')
        .filter(|rest| rest.is_empty() || rest.starts_with(['/', std::path::MAIN_SEPARATOR]));
    match (rest, home) {
        (Some(rest), Some(home)) => home.join(rest.trim_start_matches(['/', std::path::MAIN_SEPARATOR])),
        _ => PathBuf::from(path),
    }
}

/// The path as shown to a person: the home folder as `~`.
#[must_use]
pub fn shown(path: &Path) -> String {
    match home().and_then(|home| path.strip_prefix(home).ok().map(Path::to_path_buf)) {
        Some(rest) if !rest.as_os_str().is_empty() => {
            format!("~{}{}", std::path::MAIN_SEPARATOR, rest.display())
        }
        _ => path.display().to_string(),
    }
}

/// A path in a list, without its folder where it is long and the list narrow.
#[must_use]
pub fn in_list(path: &str, width: Option<usize>) -> String {
    const LONG: usize = 30;
    const NARROW: usize = 100;
    let is_cut = width.is_some_and(|width| width < NARROW) && path.chars().count() > LONG;
    let name = Path::new(path).file_name().filter(|_| is_cut);
    name.map_or_else(|| path.to_owned(), |name| name.to_string_lossy().into_owned())
}

fn home() -> Option<PathBuf> {
    directories::BaseDirs::new().map(|folders| folders.home_dir().to_owned())
}

/// The path as one word of a shell command.
#[must_use]
pub fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    crate::error::quoted(&if text.starts_with('-') { format!("./{text}") } else { text })
}

/// The warning about a file with a secret that others can read, with the command that fixes it.
#[cfg(unix)]
#[must_use]
pub fn exposure(file: &Path) -> Option<String> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = std::fs::metadata(file).ok()?.permissions().mode();
    (mode & 0o044 != 0).then(|| {
        format!(
            "`{}` holds a management key and others can read it; fix it with `chmod 600 {}`",
            shown(file),
            quoted(file)
        )
    })
}

/// The warning about a file with a secret that others may read. On Windows a file takes the permissions of its
/// folder, and those of a user's own folders are closed to others; those of other folders often are not.
#[cfg(not(unix))]
#[must_use]
pub fn exposure(file: &Path) -> Option<String> {
    let place = private::canonical(file).ok()?;
    let home = private::canonical(&home()?).ok()?;
    (!place.starts_with(home)).then(|| {
        format!(
            "`{}` holds a management key outside of your own folders, where others may read it; close it with \
             `icacls {} /inheritance:r /grant:r \"%USERNAME%:F\"` in the command prompt",
            shown(file),
            quoted(file)
        )
    })
}

/// Writes a file whole or not at all, readable by its owner only, making its folder where needed.
///
/// # Errors
/// Failed when the folder or the file cannot be written.
pub fn write_private(file: &Path, text: &str) -> Result<()> {
    // A link is followed, so that a configuration kept elsewhere stays where it is.
    let file = private::canonical(file).unwrap_or_else(|_| file.to_owned());
    replace(&file, text)
        .map_err(|cause| Error::failed(format!("could not write `{}`", shown(&file))).because(cause))
}

fn replace(file: &Path, text: &str) -> std::io::Result<()> {
    if file.metadata().is_ok_and(|kind| !kind.is_file()) {
        return Err(std::io::Error::other("it is not a regular file"));
    }
    let folder = folder_of(file);
    private::create_folder(folder)?;
    // Temporary files are 0600 from the start, so the text is never readable by others.
    let mut temporary = tempfile::Builder::new().prefix(".descopectl-").tempfile_in(folder)?;
    temporary.write_all(text.as_bytes())?;
    temporary.as_file().sync_all()?;
    temporary.persist(file)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tilde_is_the_home_folder_only_at_the_start() {
        let home = Some(Path::new("/home/bob"));
        assert_eq!(expanded("~/key", home), Path::new("/home/bob/key"));
        assert_eq!(expanded("~", home), Path::new("/home/bob/"));
        assert_eq!(expanded("~alice/key", home), Path::new("~alice/key"));
        assert_eq!(expanded("a/~", home), Path::new("a/~"));
        assert_eq!(located("keys/x", Path::new("/etc/d")), Path::new("/etc/d/keys/x"));
        assert_eq!(located("/abs", Path::new("/etc/d")), Path::new("/abs"));
    }

    #[test]
    fn a_path_is_quoted_as_one_word_of_a_shell() {
        for path in ["/a/b.toml", "/a b/it's", "$HOME/x", "-x", "a;b", "~/x", "é"] {
            let words = shlex::split(&quoted(Path::new(path))).unwrap();
            assert_eq!(words.len(), 1, "{path}");
            assert!(words[0] == path || words[0] == format!("./{path}"), "{path}");
        }
        assert_eq!(quoted(Path::new("/a b")), "'/a b'");
    }

    #[cfg(unix)]
    #[test]
    fn what_is_written_is_private_and_whole_and_follows_links() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("new/config.toml");
        write_private(&file, "a").unwrap();
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&file), 0o600);
        assert_eq!(mode(file.parent().unwrap()), 0o700);
        assert_eq!(exposure(&file), None);

        let link = folder.path().join("link.toml");
        std::os::unix::fs::symlink(&file, &link).unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(exposure(&link).unwrap().contains("chmod 600 "));
        write_private(&link, "b").unwrap();
        assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "b");
        assert_eq!(mode(&file), 0o600);
        assert_eq!(
            std::fs::read_dir(file.parent().unwrap()).unwrap().count(),
            1,
            "no temporary file is left"
        );
    }
}
