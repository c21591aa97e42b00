//! `user edit`: a user in an editor, of whom only what was changed there is sent.

use std::{ffi::OsString, io::Write as _, process::Command};

use serde_json::{Map, Value, json};

use super::taken;
use crate::{
    api::Request,
    bulk::input::RowSchema,
    commands::call,
    context::Context,
    env,
    error::{Error, Result, visible},
    ops::{
        Operation as _,
        row::RowStruct as _,
        user::{self, Clearable, EditForm, PatchUser, USER, record},
    },
    words::of_command_line,
};

/// Opens a user in an editor, and sends what was changed.
pub(super) fn run(context: &Context, arguments: &user::Edit) -> anyhow::Result<()> {
    let editor = editor(context)?;
    let before = call::load(context, &arguments.target)?;
    let shown = match (arguments.form, editable(&before)) {
        (EditForm::Json, shown) => shown,
        // TOML has no null.
        (EditForm::Toml, shown) => without_nulls(shown),
    };
    let edited = edited(&editor, arguments.form, &shown)?;
    let changes = changes(&shown, &edited)?;
    if changes.is_empty() {
        context.ui.note("no changes, nothing was sent");
        return context.show(&before, &USER);
    }
    for (field, new) in &changes {
        if let Some(old) = shown.get(field) {
            context.ui.difference(&visible(&format!("- {field}: {old}")));
        }
        if !record::is_empty(new) {
            context.ui.difference(&visible(&format!("+ {field}: {new}")));
        }
    }
    let mut body = Map::from_iter([("loginId".to_owned(), json!(before.get("userId")))]);
    body.extend(changes);
    let body = Value::Object(body);
    taken::confirm_and_save(context, &before, &body)?;
    let spec = &user::Patch::SPEC;
    call::deliver(context, spec, &[Request::new(spec, body)], Some(arguments.target.user.as_str()))
}

/// The editor with its arguments.
fn editor(context: &Context) -> Result<Vec<OsString>> {
    let stated = |name| context.environment.text(name).map(|editor| editor.map(|editor| (name, editor)));
    let named = match stated(env::VISUAL)? {
        Some(editor) => Some(editor),
        None => stated(env::EDITOR)?,
    };
    match named {
        Some((name, editor)) => of_command_line(editor).ok_or_else(|| {
            Error::usage(format!("the value of `{name}` has a quote without an end"))
                .hint("end it: the value is split into words as a shell does")
        }),
        None if context.ui.asks() => Ok(vec!["vi".into()]),
        None => Err(Error::usage("there is no editor to open the user in")
            .because("there is no terminal, and neither `VISUAL` nor `EDITOR` is set")
            .hint("`user patch` changes fields by flags")),
    }
}

/// What a patch can change, as requests have it. How a user is called is changed by commands of its own.
fn editable(record: &Value) -> Map<String, Value> {
    let Value::Object(mut fields) = record::writable(record) else { return Map::new() };
    let known = RowSchema::template(&PatchUser::ROWS);
    let is_name = |field: &str| ["loginId", "additionalIdentifiers"].contains(&field);
    fields.retain(|field, _| known.contains(field) && !is_name(field));
    fields
}

/// The document after the editor was closed.
fn edited(
    editor: &[OsString],
    form: EditForm,
    shown: &Map<String, Value>,
) -> anyhow::Result<Map<String, Value>> {
    let (ending, name, text) = match form {
        EditForm::Json => (".json", "JSON", format!("{:#}\n", json!(shown))),
        EditForm::Toml => {
            let text = toml::to_string_pretty(shown)
                .map_err(|cause| Error::failed("the user cannot be written as TOML").because(cause))?;
            (".toml", "TOML", text)
        }
    };
    let text = edited_text(editor, ending, &text)?;
    let wrong = |cause: String| {
        Error::usage(format!("nothing was changed: what was edited is not {name}")).because(cause)
    };
    let edited = match form {
        EditForm::Json => serde_json::from_str(&text).map_err(|cause| wrong(cause.to_string())),
        EditForm::Toml => toml::from_str(&text).map_err(|cause| wrong(cause.to_string())),
    };
    match edited? {
        Value::Object(fields) => Ok(fields),
        _ => Err(Error::usage("nothing was changed: what was edited is not an object").into()),
    }
}

/// The fields of all objects without those that are null.
fn without_nulls(fields: Map<String, Value>) -> Map<String, Value> {
    let fields = fields.into_iter().filter(|(_, value)| !value.is_null());
    let deeper = fields.map(|(name, value)| match value {
        Value::Object(fields) => (name, Value::Object(without_nulls(fields))),
        other => (name, other),
    });
    deeper.collect()
}

/// A text after the editor was closed.
fn edited_text(editor: &[OsString], ending: &str, text: &str) -> anyhow::Result<String> {
    let cannot =
        |cause: std::io::Error| Error::failed("could not write a file for the editor").because(cause);
    // Private, as everything about users; it goes away with this value.
    let mut file = tempfile::Builder::new().prefix("user-").suffix(ending).tempfile().map_err(cannot)?;
    write!(file, "{text}").and_then(|()| file.flush()).map_err(cannot)?;
    let [program, arguments @ ..] = editor else { return Err(Error::usage("`EDITOR` is empty").into()) };
    let name = program.to_string_lossy();
    let ended = Command::new(program).args(arguments).arg(file.path()).status().map_err(|cause| {
        Error::usage(format!("could not start the editor `{name}`"))
            .because(cause)
            .hint("set `EDITOR` to another one")
    })?;
    if !ended.success() {
        return Err(Error::failed("nothing was changed").because(format!("`{name}` failed: {ended}")).into());
    }
    // Editors replace the file by another one.
    std::fs::read_to_string(file.path()).map_err(|cause| {
        Error::failed("nothing was changed: could not read what was edited").because(cause).into()
    })
}

/// The fields that differ, with the values to send.
fn changes(shown: &Map<String, Value>, edited: &Map<String, Value>) -> Result<Map<String, Value>> {
    let known = RowSchema::template(&PatchUser::ROWS);
    if let Some(unknown) = edited.keys().find(|field| !known.contains(field) || *field == "loginId") {
        return Err(Error::usage(format!("nothing was changed: `{unknown}` cannot be edited here"))
            .hint("`user --help` lists what changes the rest of a user"));
    }
    let mut changes = Map::new();
    let mut fields: Vec<&String> = shown.keys().chain(edited.keys()).collect();
    fields.sort();
    fields.dedup();
    for field in fields {
        let (old, new) = (shown.get(field), edited.get(field).filter(|new| !record::is_empty(new)));
        if old == new {
            continue;
        }
        let new = match new {
            Some(new) => new.clone(),
            None if old.is_none() => continue,
            None => Clearable::empty_value(field).ok_or_else(|| {
                Error::usage(format!("nothing was changed: `{field}` cannot be emptied by a patch"))
                    .hint("leave it, or give it another value")
            })?,
        };
        if let (Some(Value::Object(old)), Value::Object(new)) = (old, &new)
            && let Some(lost) = old.keys().find(|key| !new.contains_key(*key))
        {
            return Err(Error::usage(format!("nothing was changed: `{field}.{lost}` cannot be taken out"))
                .because("a patch keeps what it does not name")
                .hint("leave it, or give it another value"));
        }
        changes.insert(field.clone(), new);
    }
    Ok(changes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(shown: Value, edited: Value) -> Result<Value> {
        let (Value::Object(shown), Value::Object(edited)) = (shown, edited) else { panic!("no objects") };
        changes(&shown, &edited).map(Value::Object)
    }

    #[test]
    fn only_what_differs_is_sent_and_what_is_gone_is_emptied() {
        let shown =
            json!({ "name": "Al", "phone": "+15551234567", "roleNames": ["a"], "email": "a@example.com" });
        let edited = json!({ "name": "Alice", "phone": "", "email": "a@example.com", "givenName": "A" });
        let changes = of(shown, edited).unwrap();
        assert_eq!(changes, json!({ "givenName": "A", "name": "Alice", "phone": "", "roleNames": [] }));
    }

    #[test]
    fn what_a_patch_cannot_do_is_refused() {
        for (shown, edited) in [
            (json!({}), json!({ "userId": "U1" })),
            (json!({}), json!({ "loginId": "a" })),
            (json!({ "status": "enabled" }), json!({})),
            (json!({ "customAttributes": { "a": 1, "b": 2 } }), json!({ "customAttributes": { "a": 1 } })),
        ] {
            assert!(of(shown, edited).is_err());
        }
        assert_eq!(of(json!({ "name": "a" }), json!({ "name": "a", "phone": null })).unwrap(), json!({}));
    }
}
