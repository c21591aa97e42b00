//! `user patch`: what it takes away from the user is said, asked for and saved first.

use std::{
    fs::File,
    io::{self, Write as _},
};

use serde_json::{Value, json};

use super::remove::open_saved;
use crate::{
    api::users::user_id_of,
    commands::call,
    context::Context,
    error::{Error, Result, visible},
    ops::{
        Operation as _,
        user::{self, person, taken_away, written},
    },
    profile::files,
};

/// Changes some fields of a user.
pub(super) fn patch(context: &Context, arguments: &user::Patch) -> anyhow::Result<()> {
    let spec = &user::Patch::SPEC;
    let subject = arguments.target.user.as_str();
    let request = call::build(context, arguments)?;
    let body = request.body.value().into_owned();
    let says_who = |name: &String| ["loginId", "userId"].contains(&name.as_str());
    if body.as_object().is_none_or(|fields| fields.keys().all(says_who)) {
        return Err(Error::usage(format!("nothing was given that would change `{subject}`"))
            .hint("`descopectl user patch --help` shows the flags of all fields")
            .into());
    }
    if !taken_away(None, &body).is_empty() {
        let before = call::load(context, &arguments.target)?;
        let taken = taken_away(Some(&before), &body);
        for field in &taken {
            let value =
                |record: &Value| written(field, record.get(field).unwrap_or(&Value::Null)).to_string();
            context.ui.difference(&visible(&format!("- {field}: {}", value(&before))));
            context.ui.difference(&visible(&format!("+ {field}: {}", value(&body))));
        }
        confirm_and_save(context, &before, &body)?;
    }
    call::deliver(context, spec, &[request], Some(subject))
}

/// Asks before a patch that takes something away from a user, and saves the old values.
///
/// # Errors
/// When the answer is no, nobody can be asked, or the values cannot be saved.
pub(super) fn confirm_and_save(context: &Context, before: &Value, body: &Value) -> Result<()> {
    let taken = taken_away(Some(before), body);
    if taken.is_empty() || context.is_dry_run() {
        return Ok(());
    }
    let question = format!("Take {} away from {}", taken.join(", "), person(before));
    context.ui.confirm(&format!("{question}{}?", context.place()))?;
    context.clear_for_changes()?;
    let old = old_values(before, &taken);
    save_old_values(context, |out| writeln!(out, "{old}"))
}

/// The fields of a user as they are, in the form that brings them back.
pub(in crate::commands) fn old_values(before: &Value, fields: &[&'static str]) -> Value {
    let mut old = json!({ "loginId": user_id_of(before) });
    for field in fields {
        old[*field] = written(field, before.get(field).unwrap_or(&Value::Null));
    }
    old
}

/// Saves old values, a user a line, and says how they are brought back.
///
/// # Errors
/// When they cannot be written.
pub(in crate::commands) fn save_old_values(
    context: &Context,
    write: impl FnOnce(&mut File) -> io::Result<()>,
) -> Result<()> {
    let (file, mut out) = open_saved("changed")?;
    write(&mut out).and_then(|()| out.sync_all()).map_err(cannot_save)?;
    context.note_backup(&file);
    context.ui.note(&format!("saved the old values to {}", file.display()));
    context.ui.hint(&format!("`descopectl user batch-patch {}` brings them back", files::quoted(&file)));
    Ok(())
}

/// Why nothing is changed where old values cannot be kept.
pub(in crate::commands) fn cannot_save(cause: io::Error) -> Error {
    Error::failed("could not save the old values, nothing was changed").because(cause)
}
