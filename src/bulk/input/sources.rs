//! Exports of other services: one jq program each, with its settings beside it in this folder.

use std::{fmt, sync::LazyLock};

use serde::Deserialize;

use super::columns::{is_known_name, normal_form};
use crate::error::{Error, Result};

/// An export of another service that can be read.
pub struct Source {
    /// Its name, as `--from` takes it.
    pub name: &'static str,
    /// The jq program: one record in, one user or none out.
    pub program: &'static str,
    /// What the program does not say.
    pub settings: Settings,
}

impl fmt::Debug for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name)
    }
}

/// What the program of a source does not say.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The service.
    pub service: String,
    /// Its file.
    pub file: String,
    /// Lists inside an object that hold the records.
    #[serde(default)]
    pub(super) lists: Vec<String>,
    /// Names of the columns of a table without a header.
    #[serde(default)]
    pub(super) header: Vec<String>,
    /// Whether it is LDIF.
    #[serde(default)]
    pub(super) ldif: bool,
    /// Fields that the program reads. `*` at the end stands for any rest; `fields.email` is a field inside of
    /// `fields`, of which others may be left out. All others are counted as left out.
    reads: Vec<String>,
    /// Fields of which the first record has one; where none are named, those that the program reads.
    #[serde(default)]
    needs: Vec<String>,
    /// Fields that say nothing of a user, so that nobody misses them.
    #[serde(default)]
    passes_over: Vec<String>,
    /// Fields that say whether a user is blocked, and whose absence says that he is not. They are kept where they
    /// are empty; where no record has one, that is said.
    #[serde(default)]
    pub states: Vec<String>,
    /// Sets of fields: a record that has all of one is of this source.
    #[serde(default)]
    recognised_by: Vec<Vec<String>>,
    /// Whether the hash parameters of a project are of use.
    #[serde(default)]
    pub takes_hash_config: bool,
    /// Whether the old ID is kept only where the project has the attribute for it already.
    #[serde(default)]
    pub(super) keeps_old_id_if_known: bool,
    /// The field that is the same in all records of one user, where there may be several. The first of them has
    /// the others under `otherRecords`.
    pub(super) one_user_by: Option<String>,
    /// A second file.
    pub join: Option<JoinSettings>,
}

/// How a second file is joined.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JoinSettings {
    /// jq: the key of a record of the second file.
    pub(super) key: String,
    /// jq: the key that a record of the export looks for.
    pub(super) on: String,
}

impl Source {
    /// Whether the records of another source are read in the same way.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.program == other.program
    }

    /// Whether a record with these fields is of this source.
    pub(super) fn recognises(&self, fields: &[String]) -> bool {
        self.settings.recognised_by.iter().any(|set| set.iter().all(|name| fields.contains(name)))
    }
}

impl Settings {
    /// Fields of which the first record has one.
    pub(super) fn needed(&self) -> &[String] {
        if self.needs.is_empty() { &self.reads } else { &self.needs }
    }

    /// Whether a field is one of them. Servers write the names of attributes in a directory in any case.
    pub(super) fn is_needed(&self, field: &str) -> bool {
        let lower = field.to_ascii_lowercase();
        let field = if self.ldif { lower.as_str() } else { field };
        self.needed().iter().chain(&self.lists).chain(&self.header).any(|known| fits(known, field))
    }

    /// Whether the program knows a field.
    pub(super) fn reads(&self, field: &str) -> bool {
        self.reads.iter().chain(&self.passes_over).any(|known| fits(known, field))
    }

    /// Whether a field says who is blocked.
    pub(super) fn is_state(&self, field: &str) -> bool {
        self.states.iter().any(|known| fits(known, field))
    }

    /// Whether a field has the name of one of those in other letters or with other separators.
    pub(super) fn is_like_state(&self, field: &str) -> bool {
        let field = normal_form(field);
        self.states.iter().any(|known| normal_form(known) == field)
    }

    /// Whether the program knows some of the fields inside of a field.
    pub(super) fn reads_inside(&self, field: &str) -> bool {
        self.reads.iter().any(|known| known.strip_prefix(field).is_some_and(|rest| rest.starts_with('.')))
    }
}

/// Whether a field has this name, or begins with it where a `*` stands at its end.
fn fits(name: &str, field: &str) -> bool {
    match name.strip_suffix('*') {
        Some(start) => field.starts_with(start),
        None => name == field,
    }
}

/// Declares the sources: the name, which is that of the settings, and the name of the program.
macro_rules! sources {
    ($($name:literal = $program:literal),+ $(,)?) => {
        /// The names of all sources.
        pub const NAMES: &[&str] = &[$($name),+];

        const TEXTS: &[(&str, &str, &str)] = &[$((
            $name,
            include_str!(concat!("sources/", $program, ".jq")),
            include_str!(concat!("sources/", $name, ".toml")),
        )),+];
    };
}

sources!(
    "auth0" = "auth0",
    "firebase" = "firebase",
    "cognito" = "cognito",
    "okta" = "okta",
    "clerk" = "clerk",
    "workos" = "workos",
    "keycloak" = "keycloak",
    "supabase" = "supabase",
    "entra" = "entra",
    "b2c" = "entra",
    "google-workspace" = "google-workspace",
    "ldif" = "ldif",
    "django" = "django",
    "wordpress" = "wordpress",
    "descope" = "descope",
);

static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| {
    let read = |(name, program, settings): &(&'static str, &'static str, &'static str)| {
        Some(Source { name, program, settings: toml::from_str(settings).ok()? })
    };
    TEXTS.iter().filter_map(read).collect()
});

/// All sources.
#[must_use]
pub fn all() -> &'static [Source] {
    &SOURCES
}

/// The source of this name.
///
/// # Errors
/// Usage when there is none.
pub fn named(name: &str) -> Result<&'static Source> {
    all()
        .iter()
        .find(|source| source.name == name)
        .ok_or_else(|| Error::usage(format!("there is no source `{name}`")))
}

/// The source whose records have these fields, where one is recognised.
pub(super) fn of_fields(fields: &[String]) -> Option<&'static Source> {
    all().iter().find(|source| source.recognises(fields))
}

/// The source whose tables have no header, and a first row like this one.
pub(super) fn of_first_row(cells: &[String]) -> Option<&'static Source> {
    const FEWEST: usize = 20;
    all().iter().find(|source| {
        let header = &source.settings.header;
        let is_name = |cell: &String| header.contains(cell) || is_known_name(cell);
        (FEWEST..=header.len()).contains(&cells.len()) && !cells.iter().any(is_name)
    })
}

#[cfg(test)]
mod left_out;
#[cfg(test)]
mod states;

#[cfg(test)]
mod tests {
    use jaq_json::Val;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::{
        bulk::input::{Transform, transform::Program},
        output::query::{input, plain},
    };

    #[test]
    fn all_settings_are_read_and_all_programs_compile() {
        for (_, _, settings) in TEXTS {
            toml::from_str::<Settings>(settings).unwrap();
        }
        assert_eq!(all().len(), NAMES.len());
        for source in all() {
            Transform::of_source(source).unwrap_or_else(|error| panic!("{}: {error:?}", source.name));
        }
    }

    /// A value of any kind, with a text that no message may repeat.
    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i32>().prop_map(Value::from),
            Just(json!("")),
            Just(json!("+15551230000")),
            Just(json!("$2b$04$s3cretS3CRET")),
            Just(json!("[{\"s3cret\":")),
            "s3cret.{0,6}".prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 12, 4, |inner| {
            let key = prop_oneof![Just("value"), Just("type"), Just("Name"), Just("fields"), Just("s3cret")];
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
                proptest::collection::vec((key, inner), 0..3).prop_map(|pairs| {
                    pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
                }),
            ]
        })
    }

    proptest! {
        /// Whatever stands in a record, its program gives objects or says what is wrong, without repeating it.
        #[test]
        fn records_of_any_form_are_read_or_named(
            source in 0..NAMES.len(),
            fields in proptest::collection::vec((any::<prop::sample::Index>(), value()), 0..10),
        ) {
            let source = &all()[source];
            let name = |place: prop::sample::Index| place.get(&source.settings.reads).trim_end_matches('*').to_owned();
            let record: Value = fields.into_iter().map(|(place, value)| (name(place), value)).collect();
            let program = Program::compile(source.name, source.program).unwrap();
            match program.run(input(&record), Val::Null, Val::Null) {
                Ok(results) => prop_assert!(results.iter().all(|result| plain(result).is_object())),
                Err(why) => prop_assert!(!why.to_lowercase().contains("s3cret"), "{}: {}", source.name, why),
            }
        }
    }

    #[test]
    fn every_source_gives_a_login_id_and_the_old_id() {
        for source in all() {
            let named = |field: &str| source.program.contains(field);
            assert!(source.settings.recognised_by.iter().all(|set| !set.is_empty()), "{}", source.name);
            assert!(named("loginId") || source.name == "descope", "{}", source.name);
            assert!(named("oldId") || source.name == "descope", "{}", source.name);
        }
    }
}
