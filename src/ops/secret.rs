//! A secret argument: never on the command line, always from a prompt, a file or stdin.

use std::{convert::Infallible, fmt, path::PathBuf, str::FromStr};

use clap::Args;

use secrecy::{ExposeSecret as _, SecretString};
use serde::{Serialize, Serializer};

use super::row::row;

/// Where a secret comes from. The struct that flattens one of the sources below says what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Ask on the terminal, twice.
    Prompt,
    /// The first line of stdin.
    Stdin,
    /// The first line of a file.
    File(PathBuf),
    /// Make one up and show it once.
    Generate,
    /// None is wanted.
    Absent,
}

/// A secret that is filled in before the request is built. Shown nowhere, sent once.
#[derive(Clone, Default)]
pub struct Filled(Option<SecretString>);

impl fmt::Debug for Filled {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.0.is_some() { "[secret]" } else { "[no secret]" })
    }
}

impl Serialize for Filled {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Some(secret) => serializer.serialize_some(secret.expose_secret()),
            None => serializer.serialize_none(),
        }
    }
}

impl From<SecretText> for Filled {
    fn from(secret: SecretText) -> Self {
        Self(Some(secret.0))
    }
}

/// A secret in a row. Shown nowhere, sent as it is.
#[derive(Clone)]
pub struct SecretText(SecretString);

impl fmt::Debug for SecretText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[secret]")
    }
}

impl FromStr for SecretText {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(SecretString::from(text)))
    }
}

impl Serialize for SecretText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.expose_secret())
    }
}

/// What a secret argument can say about itself.
#[derive(Debug)]
pub struct Secret<'a> {
    /// What it is, for prompts and errors: `password`.
    pub what: &'static str,
    /// The flags that give it without a terminal, for errors.
    pub flags: &'static str,
    /// Where it comes from.
    pub source: Source,
    /// Where it goes.
    pub slot: &'a mut Filled,
}

impl Secret<'_> {
    /// Fills the secret in.
    pub fn fill(&mut self, secret: SecretString) {
        self.slot.0 = Some(secret);
    }
}

/// The password of an operation that cannot do without one: prompted for unless a flag gives it.
#[derive(Debug, Clone, Args, Serialize)]
pub struct Password {
    /// Read the password from the first line of stdin
    #[arg(long, conflicts_with_all = ["password_file", "generate"])]
    #[serde(skip)]
    pub password_stdin: bool,

    /// Read the password from the first line of this file
    #[arg(long, value_name = "FILE", conflicts_with = "generate")]
    #[serde(skip)]
    pub password_file: Option<PathBuf>,

    /// Make a strong password up and print it
    #[arg(long)]
    #[serde(skip)]
    pub generate: bool,

    #[arg(skip)]
    #[expect(missing_docs, reason = "filled before sending; a doc comment would look like help")]
    pub password: Filled,
}

row!(Password { password } not in rows: password_stdin: false, password_file: None, generate: false);

impl Password {
    pub(super) fn open(&mut self) -> Secret<'_> {
        let source = match (&self.password_file, self.password_stdin, self.generate) {
            (Some(file), ..) => Source::File(file.clone()),
            (None, true, _) => Source::Stdin,
            (None, false, true) => Source::Generate,
            (None, false, false) => Source::Prompt,
        };
        Secret {
            what: "password",
            flags: "`--password-stdin`, `--password-file FILE` or `--generate`",
            source,
            slot: &mut self.password,
        }
    }
}

/// The password of a new user, who may also have none.
#[derive(Debug, Clone, Args, Serialize)]
pub struct InitialPassword {
    /// Ask for an initial password
    #[arg(long, conflicts_with_all = ["password_stdin", "password_file"])]
    #[serde(skip)]
    pub password_prompt: bool,

    /// Read an initial password from the first line of stdin
    #[arg(long, conflicts_with = "password_file")]
    #[serde(skip)]
    pub password_stdin: bool,

    /// Read an initial password from the first line of this file
    #[arg(long, value_name = "FILE")]
    #[serde(skip)]
    pub password_file: Option<PathBuf>,

    #[arg(skip)]
    #[expect(missing_docs, reason = "filled before sending; a doc comment would look like help")]
    pub password: Filled,
}

impl InitialPassword {
    pub(super) fn open(&mut self) -> Secret<'_> {
        let source = match (&self.password_file, self.password_stdin, self.password_prompt) {
            (Some(file), ..) => Source::File(file.clone()),
            (None, true, _) => Source::Stdin,
            (None, false, true) => Source::Prompt,
            (None, false, false) => Source::Absent,
        };
        Secret {
            what: "password",
            flags: "`--password-stdin` or `--password-file FILE`",
            source,
            slot: &mut self.password,
        }
    }
}

/// A token to work on: from a file, else from stdin.
#[derive(Debug, Clone, Args, Serialize)]
pub struct Token {
    /// Read the token from this file [default: stdin]
    #[arg(long, value_name = "FILE")]
    #[serde(skip)]
    pub jwt_file: Option<PathBuf>,

    #[arg(skip)]
    #[expect(missing_docs, reason = "filled before sending; a doc comment would look like help")]
    pub jwt: Filled,
}

impl Token {
    pub(super) fn open(&mut self) -> Secret<'_> {
        let source = self.jwt_file.clone().map_or(Source::Stdin, Source::File);
        Secret { what: "token", flags: "stdin or `--jwt-file FILE`", source, slot: &mut self.jwt }
    }
}
