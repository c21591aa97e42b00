//! Where the management key comes from, and getting it when a request is made.

use std::fmt;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use secrecy::{ExposeSecret as _, SecretString};

use crate::env::Environment;
use crate::error::{Error, Result};
use crate::profile::files;

/// Most bytes that are read as a key. A wrong path such as `/dev/zero` must not fill the memory.
const MAX_BYTES: u64 = 64 * 1024;

/// Where a management key comes from. Displaying it shows the source, never the key.
#[derive(Debug, Clone)]
pub enum KeySource {
    /// The key itself, in plain text in the configuration file.
    Plain(SecretString),
    /// An environment variable, with its value once [`KeySource::bound`] has looked it up.
    Variable {
        /// Name of the variable.
        name: String,
        /// Its value; `None` when it is not set.
        value: Option<SecretString>,
    },
    /// A command that prints the key.
    Command(String),
    /// A file that holds the key.
    File(PathBuf),
}

impl KeySource {
    /// The same source with the value of its variable filled in.
    ///
    /// # Errors
    /// Usage when the value is not Unicode.
    pub fn bound(&self, environment: &Environment) -> Result<Self> {
        Ok(match self {
            Self::Variable { name, .. } => {
                Self::Variable { name: name.clone(), value: environment.text(name)?.map(SecretString::from) }
            }
            other => other.clone(),
        })
    }

    /// The kind of source in one word: `plain`, `env`, `command` or `file`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Plain(_) => "plain",
            Self::Variable { .. } => "env",
            Self::Command(_) => "command",
            Self::File(_) => "file",
        }
    }

    /// Gets the key: runs the command or reads the file. Called only when a request is made.
    ///
    /// # Errors
    /// Usage when there is no key, or it is none that can be sent.
    pub fn resolve(&self) -> Result<SecretString> {
        let key = match self {
            Self::Plain(key) => key.clone(),
            // Secrets of CI servers often end in a line break.
            Self::Variable { value: Some(key), .. } => {
                SecretString::from(key.expose_secret().trim_end_matches(['\r', '\n']))
            }
            Self::Variable { name, value: None } => {
                return Err(Error::usage(format!("the environment variable `{name}` is not set"))
                    .because("the management key is taken from it")
                    .hint(format!("set `{name}`, or change `management_key` in the profile")));
            }
            Self::Command(command) => output_of(command)?,
            Self::File(file) => content_of(file)?,
        };
        check(&key).map_err(|cause| {
            Error::usage(format!("the management key from {self} cannot be used")).because(cause)
        })?;
        Ok(key)
    }

    /// A warning about a source that works but is not safe. Does not fetch the key.
    #[must_use]
    pub fn warning(&self) -> Option<String> {
        match self {
            Self::File(file) => files::exposure(file),
            Self::Plain(key) | Self::Variable { value: Some(key), .. } => prefix_warning(key, self),
            Self::Variable { value: None, .. } | Self::Command(_) => None,
        }
    }
}

impl fmt::Display for KeySource {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain(_) => formatter.write_str("plain text in the configuration file"),
            Self::Variable { name, .. } => write!(formatter, "environment variable `{name}`"),
            Self::Command(command) => write!(formatter, "command `{command}`"),
            Self::File(file) => write!(formatter, "file `{}`", files::shown(file)),
        }
    }
}

/// A warning where a key does not start as Descope's keys do. Other servers may have other keys.
#[must_use]
pub fn prefix_warning(key: &SecretString, source: &dyn fmt::Display) -> Option<String> {
    let odd = !key.expose_secret().starts_with('K');
    odd.then(|| format!("the management key from {source} does not start with `K`, as Descope's keys do"))
}

/// Reads a key from a stream, without the line break at its end, and checks it.
///
/// # Errors
/// Usage when the stream holds no key that can be sent.
pub fn read_key(source: &str, stream: impl Read) -> Result<SecretString> {
    let key = text_of(stream).map_err(|cause| {
        Error::usage(format!("could not read the management key from {source}")).because(cause)
    })?;
    check(&key).map_err(|cause| {
        Error::usage(format!("the management key from {source} cannot be used")).because(cause)
    })?;
    Ok(key)
}

/// Refuses what is not a key or cannot be sent in a header. The messages never quote the key.
///
/// # Errors
/// Usage with the fix as a hint.
pub fn check(key: &SecretString) -> Result<()> {
    let text = key.expose_secret();
    if text.is_empty() {
        return Err(Error::usage("it is empty"));
    }
    if text.starts_with('P') && text.contains(":K") {
        return Err(Error::usage("it is a whole bearer token, project ID included")
            .hint("give only the part after the `:`; the project ID is set separately"));
    }
    let position = text.chars().position(|character| !character.is_ascii_graphic());
    position.map_or(Ok(()), |position| {
        Err(Error::usage(format!("character {} of it is a space, a line break or not ASCII", position + 1))
            .hint("give the key alone, on one line"))
    })
}

fn content_of(file: &Path) -> Result<SecretString> {
    crate::private::open_regular(file).and_then(text_of).map_err(|cause| {
        Error::usage(format!("could not read the management key file `{}`", files::shown(file)))
            .because(cause)
    })
}

fn output_of(command: &str) -> Result<SecretString> {
    let failed = || Error::usage("could not get the management key from its command");
    // Input and errors stay with the terminal: a vault may ask for its own password.
    let mut child = shell(command)
        .stdin(Stdio::inherit())
        .stderr(Stdio::inherit())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|cause| failed().because(cause))?;
    let output = child.stdout.take().map(text_of);
    let status = child.wait().map_err(|cause| failed().because(cause))?;
    if !status.success() {
        return Err(failed()
            .because(format!("`{command}` ended with {}", status.to_string().replacen(": ", " ", 1)))
            .hint("run the command by itself to see why"));
    }
    output.unwrap_or_else(|| Ok(SecretString::from(""))).map_err(|cause| failed().because(cause))
}

#[cfg(not(windows))]
fn shell(command: &str) -> Command {
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(command);
    shell
}

#[cfg(windows)]
fn shell(command: &str) -> Command {
    use std::os::windows::process::CommandExt as _;
    let mut shell = Command::new("cmd");
    // `cmd` has its own quoting rules, which `arg` would break.
    shell.arg("/C").raw_arg(command);
    shell
}

fn text_of(stream: impl Read) -> std::io::Result<SecretString> {
    let mut text = String::new();
    stream.take(MAX_BYTES + 1).read_to_string(&mut text)?;
    if text.len() as u64 > MAX_BYTES {
        return Err(std::io::Error::other("it is longer than 64 KiB"));
    }
    text.truncate(text.trim_end_matches(['\r', '\n']).len());
    Ok(SecretString::from(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Report;

    const KEY: &str = "K2secretsecret";

    fn variable(value: Option<&str>) -> KeySource {
        KeySource::Variable { name: "X".to_owned(), value: value.map(SecretString::from) }
    }

    fn failure(source: &KeySource) -> String {
        Report::of(&source.resolve().unwrap_err().into()).text(str::to_owned)
    }

    #[test]
    fn every_source_yields_the_key_without_its_line_break() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("key");
        std::fs::write(&file, format!("{KEY}\r\n")).unwrap();
        let sources = [
            KeySource::Plain(SecretString::from(KEY)),
            variable(Some(KEY)),
            KeySource::Command(format!("echo {KEY}")),
            KeySource::File(file),
        ];
        for source in sources {
            assert_eq!(source.resolve().unwrap().expose_secret(), KEY, "{source}");
        }
    }

    #[test]
    fn a_failed_command_names_its_status_and_not_its_output() {
        insta::assert_snapshot!(failure(&KeySource::Command("cat key-file-that-is-not-there 2>&-; exit 3".into())), @r"
        error: could not get the management key from its command
          cause: `cat key-file-that-is-not-there 2>&-; exit 3` ended with exit status 3
          hint: run the command by itself to see why
        ");
        let failing = KeySource::Command("echo K2sec''ret; exit 1".into());
        let error = failing.resolve().unwrap_err();
        assert!(!format!("{error:?}").contains("K2secret"), "{error:?}");
    }

    #[test]
    fn a_command_that_prints_nothing_or_too_much_is_an_error() {
        assert!(failure(&KeySource::Command("true".into())).contains("it is empty"));
        assert!(failure(&KeySource::Command("yes".into())).contains("could not get"));
    }

    #[test]
    fn a_key_is_read_from_a_stream_and_checked() {
        assert_eq!(read_key("stdin", "K2secret\n".as_bytes()).unwrap().expose_secret(), "K2secret");
        let long = "K".repeat(70_000);
        for text in ["", "\n", "K2a\nK2b\n", "P2abc:K2secret", long.as_str()] {
            let error = read_key("stdin", text.as_bytes()).unwrap_err();
            assert!(error.to_string().contains("from stdin"), "{error}");
        }
        assert!(read_key("stdin", [0xff_u8].as_slice()).is_err());
    }

    #[test]
    fn an_unset_variable_is_named() {
        insta::assert_snapshot!(failure(&variable(None)), @r"
        error: the environment variable `X` is not set
          cause: the management key is taken from it
          hint: set `X`, or change `management_key` in the profile
        ");
    }

    #[test]
    fn a_missing_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("gone");
        let text = failure(&KeySource::File(file.clone()));
        assert!(text.contains(&format!("`{}`", files::shown(&file))), "{text}");
    }

    #[test]
    fn a_pasted_bearer_is_explained_and_not_shown() {
        let text = failure(&variable(Some("P2abc:K2secretsecret")));
        assert!(text.contains("only the part after the `:`") && !text.contains("K2secret"), "{text}");
    }

    #[test]
    fn a_key_that_no_header_can_carry_is_refused_without_showing_it() {
        for key in [
            "",
            "K2 secret",
            "K2\nsecret",
            "K2\u{e9}secret",
            "K2secret\u{7f}",
            "Bearer K2secret",
            "\u{feff}K2secret",
        ] {
            let text = failure(&variable(Some(key)));
            assert!(!text.contains("secret"), "{text}");
        }
    }

    #[test]
    fn debug_and_display_hide_the_key() {
        for source in [KeySource::Plain(SecretString::from(KEY)), variable(Some(KEY))] {
            assert!(!format!("{source:?} {source}").contains("secret"));
        }
    }

    #[test]
    fn an_odd_prefix_only_warns() {
        assert_eq!(variable(Some(KEY)).warning(), None);
        let odd = variable(Some("emulator-key"));
        assert!(odd.resolve().is_ok());
        assert!(odd.warning().unwrap().contains("does not start with `K`"));
    }

    #[cfg(unix)]
    #[test]
    fn a_key_file_that_others_can_read_warns_with_the_fix() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("my key");
        std::fs::write(&file, KEY).unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
        let warning = KeySource::File(file.clone()).warning().unwrap();
        assert!(warning.contains(&format!("chmod 600 '{}'", file.display())), "{warning}");
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
        assert_eq!(KeySource::File(file).warning(), None);
    }
}
