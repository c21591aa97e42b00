//! Users of another service: how its records are read, and what is said about them.

use super::hash_parameters;
use crate::{
    bulk::input::{
        Transform, Transformed,
        sources::{self, Source},
    },
    context::Context,
    error::{Error, Result, quoted, visible},
    ops::user::{Columns, LeftOut, Migration, Missing},
    ui::counted,
    words::grouped,
};

/// What was left out is listed so far; the rest is only counted.
const MOST_SHOWN: usize = 30;

/// The program that turns records into users, where one is wanted.
pub(super) fn transform_of(
    context: &Context,
    migration: &Migration,
    columns: &Columns,
) -> Result<Option<Transform>> {
    for (missing, left_out, word) in
        [(Missing::Roles, LeftOut::Roles, "roles"), (Missing::Tenants, LeftOut::Tenants, "tenants")]
    {
        if migration.create_missing.contains(&missing) && migration.leave_out.contains(&left_out) {
            return Err(Error::usage(format!("`--create-missing` and `--leave-out` both name `{word}`"))
                .hint(format!("name `{word}` in one of them")));
        }
    }
    let mut transform = match (&migration.from, &migration.conversion.transform) {
        (Some(name), _) => Transform::of_source(sources::named(name)?)?,
        (None, Some(text)) => Transform::of_text(text)?,
        (None, None) if migration.leave_out.is_empty() => {
            if migration.legacy_id.is_some() && migration.id_map.is_none() {
                let why = "it is about users of another service, and about `--id-map`";
                return Err(Error::without_effect("--legacy-id", "here", why));
            }
            return Ok(None);
        }
        (None, None) => {
            return Err(Error::usage("`--leave-out` is for users of another service")
                .hint("`--map 'roleNames='` leaves a column out"));
        }
    };
    if let Some(attribute) = migration.legacy_attribute() {
        transform.keep_old_id(attribute, migration.id_map.is_some());
    } else if migration.id_map.is_some() {
        return Err(Error::usage("`--id-map` needs the old ID of each user")
            .hint("leave `--legacy-id none` out: the attribute can be deleted after the move"));
    }
    let is_left_out = |kind: LeftOut| migration.leave_out.contains(&kind);
    transform.leave_out(is_left_out(LeftOut::Roles), is_left_out(LeftOut::Tenants));
    if let Some(file) = &migration.join {
        transform.join(file)?;
    }
    match &columns.hash_config {
        Some(file) => transform.set_hash_config(hash_parameters(file)?),
        None if transform.source().is_some_and(|source| source.settings.takes_hash_config) => {
            context.ui.hint("`--hash-config FILE` carries the passwords over: see `docs/migrate.md`");
        }
        None => {}
    }
    Ok(Some(transform))
}

/// What of it decides what is sent.
pub(super) fn meaning(migration: &Migration) -> String {
    let Migration { conversion, from, legacy_id, leave_out, .. } = migration;
    match (&conversion.transform, from, legacy_id) {
        (None, None, None) => String::new(),
        _ if leave_out.is_empty() => format!(" {:?} {from:?} {legacy_id:?}", conversion.transform),
        _ => format!(" {:?} {from:?} {legacy_id:?} {leave_out:?}", conversion.transform),
    }
}

/// Says how many records became how many users, and what was left out.
///
/// `may_let_in` says whether users are created whose status the program alone gives.
pub(super) fn show_transformed(
    context: &Context,
    transformed: &Transformed,
    source: Option<&Source>,
    may_let_in: bool,
) {
    let records = counted(transformed.records, "record");
    context.ui.note(&format!("{records} became {}", counted(transformed.users, "user")));
    if transformed.short > 0 {
        let rows = counted(transformed.short, "row");
        context.ui.note(&format!("{rows} with fewer cells than the header: those at the end are empty"));
    }
    if let Some(joined) = transformed.joined {
        context.ui.note(&format!("{} of {records} found their part in the joined file", grouped(joined)));
        let hashless = joined.saturating_sub(transformed.hashed);
        if hashless > 0 {
            let (records, have) = (counted(hashless, "record"), if hashless == 1 { "has" } else { "have" });
            context.ui.note(&format!(
                "{records} of these {have} no password hash there that is carried over, so that {} gets no password",
                if hashless == 1 { "its user" } else { "none of their users" }
            ));
        }
        if transformed.left_of_join > 0 {
            let lines = counted(transformed.left_of_join, "line");
            context.ui.note(&format!("{lines} of the joined file belong to no record"));
        }
    }
    if let (None, 0, 1.., Some(source)) = (transformed.joined, transformed.hashed, transformed.users, source)
        && source.settings.join.is_some()
    {
        context.ui.note(&format!(
            "no user gets a password: `--join FILE` takes the hashes that {} exports apart from the users. A user who \
             was created without one cannot be given a hash any more, and has to reset the password",
            source.settings.service
        ));
    }
    if let (Some(0), 1.., Some(source)) = (transformed.stated, transformed.records, source) {
        let states: Vec<String> = source
            .settings
            .states
            .iter()
            .take(3)
            .map(|name| format!("`{}`", name.trim_end_matches('*')))
            .collect();
        context.ui.warn(&format!(
            "no record says whether its user was blocked in {} (fields such as {}): nobody is disabled",
            source.settings.service,
            states.join(", ")
        ));
    }
    for (name, users) in transformed.let_in.iter().filter(|_| may_let_in) {
        context.ui.warn(&visible(&format!(
            "by `{name}`, {} may not sign in, but the program makes users who may: let it give `status`",
            counted(*users, "user")
        )));
    }
    if transformed.left_out.is_empty() {
        return;
    }
    let left_out = transformed.left_out.iter().take(MOST_SHOWN);
    let mut said: Vec<String> =
        left_out.map(|(what, count)| format!("{what} ({})", grouped(count))).collect();
    if transformed.left_out.len() > MOST_SHOWN {
        said.push(format!("and {} more", transformed.left_out.len() - MOST_SHOWN));
    }
    context.ui.note(&visible(&format!("left out, with the number of records: {}", said.join(", "))));
}

/// What is wrong with a joined file: it must have something for at least one record.
pub(super) fn check_join(transformed: &Transformed) -> Result<()> {
    if transformed.joined != Some(0) || transformed.records == 0 {
        return Ok(());
    }
    Err(Error::usage("no record found its part in the joined file, nothing was sent")
        .because("the two files are not of the same users, or not of the same service")
        .hint("leave `--join` out to have the users come without what stands there"))
}

/// A source that an input looks like, though none was named.
pub(super) struct Recognised<'c> {
    pub(super) context: &'c Context,
    pub(super) source: Option<&'static Source>,
}

impl Recognised<'_> {
    /// Adds the command that reads the input to an error about it.
    pub(super) fn hint(&self, error: Error) -> Error {
        let Some(source) = self.source else { return error };
        let command: Vec<String> = self.context.arguments.iter().map(|word| quoted(word)).collect();
        error.hint_first(format!(
            "this looks like an export of {}: `descopectl {} --from {}`",
            source.settings.service,
            command.join(" "),
            source.name
        ))
    }
}
