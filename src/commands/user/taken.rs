//! `user patch`: what it takes away from the user is said, asked for and saved first.

use std::{
    fs::File,
    io::{self, Write as _},
};

use serde_json::Value;

use super::remove::open_saved;
use crate::{
    api::users::user_id_of,
    bulk::reply::contacts,
    commands::call,
    context::Context,
    error::{Error, Result, visible},
    ops::{
        Call, Operation as _, TakenAway,
        user::{self, adds_attributes, following, is_empty, named, old_values, person, taken_away, written},
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
    let takes = !taken_away(None, &body).is_empty();
    if takes || context.is_dry_run() || !contacts(&body).is_empty() {
        let before = call::load(context, &arguments.target)?;
        show(context, &before, &body, &[]);
        confirm_and_save(context, &before, &body)?;
    }
    call::deliver(context, spec, &[request], Some(subject))
}

/// Sets a whole list of a user, such as the roles: what was in it is shown and saved.
pub(super) fn replace(context: &Context, call: &dyn Call, takes: TakenAway) -> anyhow::Result<()> {
    let spec = call.spec();
    let Some(target) = call.target() else { return Err(Error::usage("name the user").into()) };
    let before = call::load(context, target)?;
    let mut request = call::build(context, call)?;
    // After the question, the login ID may belong to another user.
    call::name_confirmed(spec, &mut request, &user_id_of(&before));
    let body = request.body.value().into_owned();
    let taken = takes(Some(&before), &body);
    show(context, &before, &body, &taken);
    call::confirm_for(context, spec, &person(&before))?;
    if !taken.is_empty() {
        context.clear_for_changes()?;
        let old = old_values(&before, &body, &taken);
        save_old_values(context, false, |out| writeln!(out, "{old}"))?;
    }
    call::deliver(context, spec, &[request], Some(target.user.as_str()))
}

/// Shows fields as they are and as they will be, the latter where the change says it.
/// Fields that a patch gives another value are among them.
fn show(context: &Context, before: &Value, change: &Value, fields: &[&'static str]) {
    let old = old_values(before, change, fields);
    for (field, old) in old.as_object().into_iter().flatten().filter(|(field, _)| *field != "loginId") {
        let new = change.get(field);
        let is_lost = fields.contains(&field.as_str());
        if is_lost || (new.is_some() && !is_empty(old)) {
            context.ui.difference(&visible(&format!("- {field}: {old}")));
        }
        if let Some(new) = new {
            context.ui.difference(&visible(&format!("+ {field}: {}", written(field, new))));
        }
    }
    show_following(context, before, change);
}

/// Shows the login IDs that change with an e-mail address or phone number.
pub(super) fn show_following(context: &Context, before: &Value, change: &Value) {
    for (old, new) in following(before, change) {
        context.ui.difference(&visible(&format!("- loginId: \"{old}\"")));
        context.ui.difference(&visible(&format!("+ loginId: \"{new}\"")));
    }
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
    let question = format!("Take {} away from {}", named(&taken), person(before));
    context.ui.confirm(&format!("{question}{}?", context.place()))?;
    context.clear_for_changes()?;
    let old = old_values(before, body, &taken);
    save_old_values(context, adds_attributes(before, body), |out| writeln!(out, "{old}"))
}

/// Saves old values, a user a line, and says how they are brought back. Of attributes that are new, there are none.
///
/// # Errors
/// When they cannot be written.
pub(in crate::commands) fn save_old_values(
    context: &Context,
    adds_attributes: bool,
    write: impl FnOnce(&mut File) -> io::Result<()>,
) -> Result<()> {
    let (file, mut out) = open_saved(context, "changed")?;
    write(&mut out).and_then(|()| out.sync_all()).map_err(cannot_save)?;
    context.note_backup(&file);
    context.ui.note(&format!("saved the old values to {}", file.display()));
    context.ui.hint(&format!("`descopectl user batch-patch {}` brings them back", files::quoted(&file)));
    if adds_attributes {
        context.ui.note(
            "an attribute that a user did not have before is empty there: whether the API takes it out is not documented",
        );
    }
    Ok(())
}

/// Why nothing is changed where old values cannot be kept.
pub(in crate::commands) fn cannot_save(cause: io::Error) -> Error {
    Error::failed("could not save the old values, nothing was changed").because(cause)
}
