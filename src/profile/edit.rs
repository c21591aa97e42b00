//! Changes to the configuration file that leave everything else in it as it was written.

use std::{
    fs::{File, TryLockError},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use toml_edit::{Document, DocumentMut, InlineTable, Item, Table, TableLike, Value};

use crate::error::{Error, Result};
use crate::private;
use crate::profile::decode::{self, PROFILE_KEYS};
use crate::profile::{KeySource, Profile, ProfileName, files};

const DEFAULT: &str = "default_profile";
const PROFILES: &str = "profiles";

/// The configuration file opened for changes. Nothing is written before [`Edit::save`].
pub struct Edit {
    /// Held until the edit is dropped, so that edits of other processes come before or after this one.
    _lock: File,
    file: PathBuf,
    /// What the file held when it was opened; `None` where there was no file.
    opened: Option<String>,
    document: DocumentMut,
}

impl Edit {
    /// Opens the file; one that does not exist is empty.
    ///
    /// # Errors
    /// Usage when it is not a valid configuration: what cannot be read is not rewritten.
    pub fn open(file: &Path) -> Result<Self> {
        let lock = lock(file)?;
        let opened = read(file)?;
        let text = opened.as_deref().unwrap_or_default();
        decode::decode(text, file)?;
        let mut edit =
            Self { _lock: lock, file: file.to_owned(), opened: None, document: DocumentMut::new() };
        edit.reparse(text)?;
        edit.opened = opened;
        Ok(edit)
    }

    /// Makes `name` the profile that is used where none is named.
    ///
    /// # Errors
    /// Failed when the file is written in a way that cannot be changed.
    pub fn set_default(&mut self, name: &ProfileName) -> Result<()> {
        if let Some(item) = self.document.get_mut(DEFAULT) {
            put_value(item, name.as_str().into());
            return Ok(());
        }
        let mut text = self.document.to_string();
        let place = end_of_file_comment(&text);
        let gap = if text[place..].is_empty() { "" } else { "\n" };
        let line_break = if place == 0 || text[..place].ends_with('\n') { "" } else { "\n" };
        text.insert_str(place, &format!("{line_break}{DEFAULT} = {}\n{gap}", Value::from(name.as_str())));
        self.reparse(&text)
    }

    /// Makes no profile the default.
    ///
    /// # Errors
    /// Failed when the file is written in a way that cannot be changed.
    pub fn unset_default(&mut self) -> Result<()> {
        let text = self.document.to_string();
        let spanned = Document::parse(text.as_str()).map_err(|_| self.unchangeable())?;
        let key = spanned.as_table().key(DEFAULT).and_then(toml_edit::Key::span);
        let value = spanned.get(DEFAULT).and_then(Item::span);
        let (Some(key), Some(value)) = (key, value) else { return Ok(()) };
        let start = text[..key.start].rfind('\n').map_or(0, |line_break| line_break + 1);
        let end = text[value.end..].find('\n').map_or(text.len(), |length| value.end + length + 1);
        let (before, mut after) = (&text[..start], &text[end..]);
        if before.is_empty() || before.ends_with("\n\n") {
            after = after.strip_prefix('\n').unwrap_or(after);
        }
        self.reparse(&format!("{before}{after}"))
    }

    /// Adds a profile, or gives an existing one exactly these settings.
    ///
    /// A key in plain text is not written, since keys are written to files of their own. One that stands there
    /// already stays.
    ///
    /// # Errors
    /// Usage when a path is not Unicode.
    pub fn put(&mut self, name: &ProfileName, profile: &Profile) -> Result<()> {
        let mut values = values_of(profile, files::folder_of(&self.file))?;
        if matches!(profile.management_key, Some(KeySource::Plain(_))) {
            values.retain(|(key, _)| *key != "management_key");
        }
        let after_all = positions(self.document.as_table()).last().map_or(0, |(last, _)| last + 1);
        let trailing = self.document.trailing().as_str().unwrap_or_default().to_owned();
        let is_first = self.document.as_table().is_empty();
        let inline = self.document.get(PROFILES).is_some_and(Item::is_inline_table);
        let Some(profiles) = self.profiles_mut() else { return Err(self.unchangeable()) };
        if let Some(existing) = profiles.get_mut(name.as_str()).and_then(Item::as_table_like_mut) {
            replace(existing, values);
            return Ok(());
        }
        let given = values.into_iter().filter_map(|(key, value)| Some((key, value?)));
        if inline {
            let table: InlineTable = given.collect();
            profiles.insert(name.as_str(), Item::Value(table.into()));
            return Ok(());
        }
        let mut table: Table = given.collect();
        table.set_position(Some(after_all));
        // What stands at the end of the file stays above what is added to the end.
        let gap = if is_first && trailing.is_empty() { "" } else { "\n" };
        let line_break = if trailing.is_empty() || trailing.ends_with('\n') { "" } else { "\n" };
        table.decor_mut().set_prefix(format!("{trailing}{line_break}{gap}"));
        profiles.insert(name.as_str(), Item::Table(table));
        self.document.set_trailing("");
        Ok(())
    }

    /// Gives a profile another name, and the default with it.
    ///
    /// # Errors
    /// Failed when the file is written in a way that cannot be changed.
    pub fn rename(&mut self, from: &ProfileName, to: &ProfileName) -> Result<()> {
        let was_default = self.document.get(DEFAULT).and_then(Item::as_str) == Some(from.as_str());
        let Some(profiles) = self.profiles_mut() else { return Err(self.unchangeable()) };
        let Some(profile) = profiles.remove(from.as_str()) else { return Err(self.unchangeable()) };
        profiles.insert(to.as_str(), profile);
        if was_default { self.set_default(to) } else { Ok(()) }
    }

    /// Removes a profile together with the comment right above it.
    ///
    /// # Errors
    /// Failed when the file is written in a way that cannot be changed.
    pub fn remove(&mut self, name: &ProfileName) -> Result<()> {
        let own = table_at(self.document.as_table_mut(), &[PROFILES, name.as_str()]);
        let place = own.as_ref().and_then(|table| table.position());
        let above = own.map(|table| above_the_last_gap(&prefix_of(table)).to_owned());
        let Some(profiles) = self.profiles_mut() else { return Err(self.unchangeable()) };
        profiles.remove(name.as_str());
        let Some(above) = above.filter(|above| !above.is_empty()) else { return Ok(()) };
        // Comments that belong to the file and not to the profile move on to what follows.
        let order = positions(self.document.as_table());
        let next = order.iter().find(|(position, _)| Some(*position) > place);
        let next = next.and_then(|(_, path)| {
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            table_at(self.document.as_table_mut(), &path)
        });
        if let Some(next) = next {
            let own = prefix_of(next);
            let own = own.strip_prefix('\n').unwrap_or(&own);
            next.decor_mut().set_prefix(format!("{above}{own}"));
        } else {
            let trailing = self.document.trailing().as_str().unwrap_or_default();
            let trailing = format!("{above}{}", trailing.strip_prefix('\n').unwrap_or(trailing));
            self.document.set_trailing(trailing);
        }
        Ok(())
    }

    /// Writes the file, readable by its owner only.
    ///
    /// # Errors
    /// Failed when the file was changed by someone else since it was opened, or cannot be written.
    pub fn save(&self) -> Result<()> {
        let text = self.document.to_string();
        decode::decode(&text, &self.file).map_err(|_| self.unchangeable())?;
        if read(&self.file)? != self.opened {
            return Err(Error::failed(format!("did not write `{}`", files::shown(&self.file)))
                .because("it was changed by someone else in the meantime")
                .hint("run the command again"));
        }
        files::write_private(&self.file, &text)
    }

    fn reparse(&mut self, text: &str) -> Result<()> {
        self.document = text.parse().map_err(|_| self.unchangeable())?;
        Ok(())
    }

    fn profiles_mut(&mut self) -> Option<&mut dyn TableLike> {
        let implicit = || {
            let mut table = Table::new();
            table.set_implicit(true);
            Item::Table(table)
        };
        self.document.entry(PROFILES).or_insert_with(implicit).as_table_like_mut()
    }

    /// No cause: the parser's text quotes the line, which may hold a key.
    fn unchangeable(&self) -> Error {
        Error::failed(format!("could not change `{}`", files::shown(&self.file)))
            .because("it is written in a way that this command cannot change")
            .hint("make the change in an editor")
    }
}

/// How long an edit waits for those of other processes, which take some milliseconds.
const PATIENCE: Duration = Duration::from_secs(10);

/// Locks the configuration against edits of other processes, with a file beside it.
fn lock(file: &Path) -> Result<File> {
    let cannot = |cause: std::io::Error| {
        Error::failed(format!("could not lock `{}` for a change", files::shown(file))).because(cause)
    };
    let file = private::canonical(file).unwrap_or_else(|_| file.to_owned());
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".lock");
    private::create_folder(files::folder_of(&file)).map_err(cannot)?;
    let place = file.with_file_name(name);
    let mut options = private::options();
    let lock = options.write(true).create(true).truncate(false).open(&place).map_err(cannot)?;
    let begun = Instant::now();
    loop {
        match lock.try_lock() {
            Ok(()) => return Ok(lock),
            Err(TryLockError::WouldBlock) if begun.elapsed() < PATIENCE => {
                std::thread::sleep(Duration::from_millis(5));
            }
            Err(TryLockError::WouldBlock) => {
                return Err(Error::failed(format!("could not lock `{}` for a change", files::shown(&file)))
                    .because("another process is changing it")
                    .hint("run the command again"));
            }
            Err(TryLockError::Error(cause)) => return Err(cannot(cause)),
        }
    }
}

fn read(file: &Path) -> Result<Option<String>> {
    match private::open_regular(file).and_then(std::io::read_to_string) {
        Ok(text) => Ok(Some(text)),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(cause) => {
            Err(Error::usage(format!("could not read the configuration `{}`", files::shown(file)))
                .because(cause))
        }
    }
}

/// Where the comment about the whole file ends: after the last empty line above the first setting.
fn end_of_file_comment(text: &str) -> usize {
    let mut end_of_gap = 0;
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim();
        if !content.is_empty() && !content.starts_with('#') {
            return end_of_gap;
        }
        end += line.len();
        if content.is_empty() {
            end_of_gap = end;
        }
    }
    end
}

/// The part of the comments above a table that an empty line separates from it.
fn above_the_last_gap(comments: &str) -> &str {
    let end = end_of_file_comment(&format!("{comments}x"));
    &comments[..end]
}

/// Replaces a value but keeps the comment beside it.
fn put_value(item: &mut Item, mut value: Value) {
    if let Some(old) = item.as_value() {
        *value.decor_mut() = old.decor().clone();
    }
    *item = Item::Value(value);
}

fn replace(table: &mut dyn TableLike, values: Vec<(&'static str, Option<Value>)>) {
    for (key, value) in values {
        match (value, table.get_mut(key)) {
            (Some(value), Some(item)) if item.is_value() => put_value(item, value),
            (Some(value), _) => {
                table.remove(key);
                table.insert(key, Item::Value(value));
            }
            (None, _) => {
                table.remove(key);
            }
        }
    }
}

/// The settings in the order in which they are written.
fn values_of(profile: &Profile, folder: &Path) -> Result<Vec<(&'static str, Option<Value>)>> {
    let path = |path: &Path| {
        let text = path.strip_prefix(folder).unwrap_or(path).to_str();
        text.map(str::to_owned)
            .ok_or_else(|| Error::usage(format!("the path `{}` is not valid Unicode", path.display())))
    };
    let source = match &profile.management_key {
        None | Some(KeySource::Plain(_)) => None,
        Some(KeySource::Command(command)) => Some(("command", command.clone())),
        Some(KeySource::Variable { name, .. }) => Some(("env", name.clone())),
        Some(KeySource::File(file)) => Some(("file", path(file)?)),
    };
    let ca_bundle = profile.ca_bundle.as_deref().map(path).transpose()?;
    let seconds = profile.timeout.map(|timeout| i64::try_from(timeout.as_secs()).unwrap_or(i64::MAX));
    let value = |key: &str| match key {
        "project_id" => profile.project_id.as_ref().map(|id| id.as_str().into()),
        "management_key" => source.clone().map(|source| InlineTable::from_iter([source]).into()),
        "base_url" => profile.base_url.as_ref().map(|url| url.as_str().into()),
        "output" => profile.output.map(|format| format.name().into()),
        "timeout" => seconds.map(Value::from),
        "protected" => profile.protected.then(|| true.into()),
        "rate" => profile.rate.map(|rate| rate.to_string().into()),
        "ca_bundle" => ca_bundle.clone().map(Value::from),
        _ => None,
    };
    Ok(PROFILE_KEYS.iter().map(|key| (*key, value(key))).collect())
}

/// The tables with a header of their own, in the order of the file.
fn positions(root: &Table) -> Vec<(isize, Vec<String>)> {
    fn collect(table: &Table, path: &[String], into: &mut Vec<(isize, Vec<String>)>) {
        for (key, table) in table.iter().filter_map(|(key, item)| Some((key, item.as_table()?))) {
            let path: Vec<String> = path.iter().cloned().chain([key.to_owned()]).collect();
            collect(table, &path, into);
            if let (Some(position), false) = (table.position(), table.is_implicit()) {
                into.push((position, path));
            }
        }
    }
    let mut order = Vec::new();
    collect(root, &[], &mut order);
    order.sort();
    order
}

fn table_at<'a>(root: &'a mut Table, path: &[&str]) -> Option<&'a mut Table> {
    path.iter().try_fold(root, |table, key| table.get_mut(key)?.as_table_mut())
}

fn prefix_of(table: &Table) -> String {
    table.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests;
