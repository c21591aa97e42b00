//! From the text of the configuration file to its meaning, with line and column of what is wrong.
//!
//! The tables are walked by hand instead of derived: serde's messages quote the offending value,
//! and a management key in the wrong place would end up on the terminal.

use crate::words::nearest;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::str::FromStr;

use secrecy::SecretString;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::error::{Error, Result};
use crate::profile::{Config, KeySource, Profile, ProfileName, files, model};
use crate::span::Span;

/// The keys at the top of the file.
pub(crate) const TOP_KEYS: &[&str] = &["default_profile", "profiles"];
/// The keys of a profile.
pub(crate) const PROFILE_KEYS: &[&str] =
    &["project_id", "management_key", "base_url", "output", "timeout", "protected", "rate", "ca_bundle"];
/// The keys of a management key's source.
const KEY_SOURCES: &[&str] = &["command", "env", "file"];

/// Reads the text of a configuration file.
///
/// # Errors
/// Usage, with line and column.
pub fn decode(text: &str, file: &Path) -> Result<Config> {
    let source = ConfigText { text, file };
    let root = DeTable::parse(text)
        .map_err(|error| source.wrong(error.span().unwrap_or(0..0), Error::usage(error.message())))?;
    let top = Section { source: &source, table: root.get_ref() };
    top.check_keys(TOP_KEYS)?;
    let default_profile = top.parsed("default_profile")?;
    let mut profiles = BTreeMap::new();
    if let Some(section) = top.section("profiles")? {
        for (key, value) in section.table.iter() {
            let name = source.check(key.span(), key.get_ref().parse::<ProfileName>())?;
            source.check(key.span(), name.check_not_reserved())?;
            let profile = profile(&section.inner(key.get_ref(), key.span(), value)?)?;
            profiles.insert(name, profile);
        }
    }
    Ok(Config { file: file.to_owned(), exists: true, default_profile, profiles })
}

fn profile(section: &Section<'_, '_>) -> Result<Profile> {
    section.check_keys(PROFILE_KEYS)?;
    Ok(Profile {
        project_id: section.parsed("project_id")?,
        management_key: key_source(section)?,
        base_url: section.parsed("base_url")?,
        output: section.parsed("output")?,
        timeout: section.seconds("timeout")?,
        protected: section.boolean("protected")?.unwrap_or(false),
        rate: section.parsed("rate")?,
        ca_bundle: section.path("ca_bundle")?,
    })
}

fn key_source(section: &Section<'_, '_>) -> Result<Option<KeySource>> {
    const NAME: &str = "management_key";
    let Some((_, value)) = section.entry(NAME) else { return Ok(None) };
    match value.get_ref() {
        DeValue::String(key) => {
            let key = SecretString::from(key.as_ref());
            section.source.check(value.span(), crate::profile::key::check(&key))?;
            Ok(Some(KeySource::Plain(key)))
        }
        DeValue::Table(table) => {
            let inner = Section { source: section.source, table };
            inner.check_keys(KEY_SOURCES)?;
            let command = inner.filled_text("command")?.map(|text| KeySource::Command(text.to_owned()));
            let name = inner.filled_text("env")?;
            let variable = name.map(|name| KeySource::Variable { name: name.to_owned(), value: None });
            let file = inner.path("file")?.map(KeySource::File);
            match (command, variable, file) {
                (Some(only), None, None) | (None, Some(only), None) | (None, None, Some(only)) => {
                    Ok(Some(only))
                }
                _ => Err(section.source.wrong(
                    value.span(),
                    Error::usage("`management_key` needs exactly one of `command`, `env` and `file`"),
                )),
            }
        }
        _ => Err(section.source.wrong(
            value.span(),
            Error::usage("`management_key` is not a source")
                .hint("write `{ command = \"…\" }`, `{ env = \"…\" }` or `{ file = \"…\" }`"),
        )),
    }
}

/// The text, for turning places in it into line and column.
struct ConfigText<'a> {
    text: &'a str,
    file: &'a Path,
}

impl ConfigText<'_> {
    fn wrong(&self, span: Range<usize>, cause: Error) -> Error {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let file = files::shown(self.file);
        Error::usage(format!("invalid configuration in `{file}`, line {line}, column {column}"))
            .because(cause)
    }

    fn check<T>(&self, span: Range<usize>, result: Result<T>) -> Result<T> {
        result.map_err(|cause| self.wrong(span, cause))
    }
}

/// One table of the file.
struct Section<'a, 'i> {
    source: &'a ConfigText<'a>,
    table: &'a DeTable<'i>,
}

impl<'a, 'i> Section<'a, 'i> {
    fn check_keys(&self, known: &[&'static str]) -> Result<()> {
        let unknown = self.table.keys().filter(|key| !known.contains(&key.get_ref().as_ref()));
        // The first in the file, not in the alphabet.
        let Some(key) = unknown.min_by_key(|key| key.span().start) else { return Ok(()) };
        let name = key.get_ref().as_ref();
        let hint = match nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if known == TOP_KEYS && PROFILE_KEYS.contains(&name) => {
                format!("put `{name}` under `[profiles.NAME]`")
            }
            None => format!("known here: `{}`", known.join("`, `")),
        };
        // A secret can be a key too, when a line is torn; known words are short.
        let name = if name.len() > 30 { "(long)".to_owned() } else { name.to_owned() };
        Err(self.source.wrong(key.span(), Error::usage(format!("unknown key `{name}`")).hint(hint)))
    }

    fn entry(&self, name: &str) -> Option<(Range<usize>, &'a Spanned<DeValue<'i>>)> {
        self.table.iter().find(|(key, _)| key.get_ref() == name).map(|(key, value)| (key.span(), value))
    }

    fn expected(&self, name: &str, what: &str, value: &Spanned<DeValue<'i>>) -> Error {
        let found = value.get_ref().type_str();
        self.source.wrong(value.span(), Error::usage(format!("`{name}` must be {what}, not {found}")))
    }

    fn section(&self, name: &str) -> Result<Option<Self>> {
        self.entry(name).map(|(key, value)| self.inner(name, key, value)).transpose()
    }

    fn inner(&self, name: &str, key: Range<usize>, value: &'a Spanned<DeValue<'i>>) -> Result<Self> {
        match value.get_ref() {
            DeValue::Table(table) => Ok(Self { source: self.source, table }),
            _ if PROFILE_KEYS.contains(&name) => Err(self.source.wrong(
                key,
                Error::usage(format!("`{name}` belongs to no profile"))
                    .hint(format!("put `{name}` under `[profiles.NAME]`")),
            )),
            _ => Err(self.expected(name, "a table", value)),
        }
    }

    fn text(&self, name: &str) -> Result<Option<(&'a str, Range<usize>)>> {
        self.entry(name)
            .map(|(_, value)| match value.get_ref() {
                DeValue::String(text) => Ok((text.as_ref(), value.span())),
                _ => Err(self.expected(name, "a string", value)),
            })
            .transpose()
    }

    fn filled_text(&self, name: &str) -> Result<Option<&'a str>> {
        match self.text(name)? {
            Some((text, span)) if text.trim().is_empty() => {
                Err(self.source.wrong(span, Error::usage(format!("`{name}` is empty"))))
            }
            found => Ok(found.map(|(text, _)| text)),
        }
    }

    fn parsed<T: FromStr<Err = Error>>(&self, name: &str) -> Result<Option<T>> {
        self.text(name)?.map(|(text, span)| self.source.check(span, text.parse())).transpose()
    }

    fn path(&self, name: &str) -> Result<Option<std::path::PathBuf>> {
        let folder = files::folder_of(self.source.file);
        Ok(self.filled_text(name)?.map(|path| files::located(path, folder)))
    }

    fn boolean(&self, name: &str) -> Result<Option<bool>> {
        self.entry(name)
            .map(|(_, value)| {
                value.get_ref().as_bool().ok_or_else(|| self.expected(name, "`true` or `false`", value))
            })
            .transpose()
    }

    fn seconds(&self, name: &str) -> Result<Option<std::time::Duration>> {
        let Some((_, value)) = self.entry(name) else { return Ok(None) };
        let number =
            value.get_ref().as_integer().and_then(|n| u64::from_str_radix(n.as_str(), n.radix()).ok());
        let text = value.get_ref().as_str().and_then(|text| text.parse().ok());
        let seconds = number.or(text.map(|Span(length)| length.as_secs()));
        let expected = "whole seconds or a text such as `90s`";
        let seconds = seconds.ok_or_else(|| self.expected(name, expected, value))?;
        self.source.check(value.span(), model::timeout_of(seconds)).map(Some)
    }
}

#[cfg(test)]
mod tests;
