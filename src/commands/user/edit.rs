//! `user edit`: a user in an editor, of whom only what was changed there is sent.

use std::{ffi::OsString, fmt::Write as _, io::Write as _, process::Command};

use serde_json::{Map, Value, json};

use super::taken;
use crate::{
    api::{Request, users::user_id_of},
    bulk::input::{self, RowSchema},
    commands::call,
    context::Context,
    env,
    error::{Error, Kind, Report, Result, visible},
    ops::{
        Operation as _,
        row::RowStruct as _,
        user::{self, Clearable, EditForm, PatchUser, USER, record},
    },
    words::of_command_line,
};

/// Opens a user in an editor, and sends what was changed. Where that cannot be read or sent, the editor is opened once
/// more with what was typed; without a person the text is kept in its file.
pub(super) fn run(context: &Context, arguments: &user::Edit) -> anyhow::Result<()> {
    let editor = editor(context)?;
    let before = call::load(context, &arguments.target)?;
    let shown = match (arguments.form, editable(&before)) {
        (EditForm::Json, shown) => shown,
        // TOML has no null.
        (EditForm::Toml, shown) => without_nulls(shown),
    };
    let text = Text::new(arguments.form, &shown)?;
    let first = text.body()?.1;
    let ended = edit(context, arguments, &editor, &text, &before, &shown);
    // What was typed is not lost with an error.
    if ended.is_err() && text.body().map_or(true, |(_, typed)| typed != first) {
        text.keep(context, &before);
    }
    ended
}

/// Opens the editor until what was typed is sent, or given up.
fn edit(
    context: &Context,
    arguments: &user::Edit,
    editor: &[OsString],
    text: &Text,
    before: &Value,
    shown: &Map<String, Value>,
) -> anyhow::Result<()> {
    let mut refused: Option<anyhow::Error> = None;
    loop {
        let opened = text.body()?.1;
        text.edit(editor)?;
        let (lines_above, typed) = text.body()?;
        if let Some(refused) = refused.take_if(|_| typed == opened) {
            return Err(refused);
        }
        let read = |lines_above| changed(arguments.form, &typed, lines_above, shown);
        let failed = match read(lines_above) {
            Ok(changes) if changes.is_empty() => {
                context.ui.note("no changes, nothing was sent");
                return context.show(before, &USER);
            }
            // Where the answer was no, that is all.
            Ok(changes) => match send(context, arguments, before, shown, changes)? {
                Ok(()) => return Ok(()),
                Err(refused) => refused,
            },
            Err(error) => {
                let error = error.into();
                // The place of a mistake is told as the editor will show it.
                let lines_above = comment(arguments.form, &error).lines().count();
                let opened_again = context.ui.asks().then(|| read(lines_above).err());
                opened_again.flatten().map_or(error, Into::into)
            }
        };
        if !context.ui.asks() || !is_curable(&failed) {
            return Err(failed);
        }
        text.put(&comment(arguments.form, &failed), &typed)?;
        refused = Some(failed);
    }
}

/// Whether another text may help.
fn is_curable(error: &anyhow::Error) -> bool {
    let typed = error.chain().find_map(|cause| cause.downcast_ref::<Error>());
    typed.is_some_and(|error| {
        let is_refused =
            error.response().and_then(|response| response.status).is_some_and(|status| status < 429);
        matches!(error.kind(), Kind::Usage | Kind::Conflict) || (is_refused && error.kind() == Kind::Failed)
    })
}

/// An error as the text begins with it that is opened once more.
fn comment(form: EditForm, error: &anyhow::Error) -> String {
    let mut comment = String::new();
    let mark = mark_of(form);
    let report = Report::of(error).text(str::to_owned);
    for line in report.lines().chain(["leave the text as it is to give up"]) {
        let _ = writeln!(comment, "{mark} {line}");
    }
    comment
}

/// What begins a line that is no part of the user.
fn mark_of(form: EditForm) -> &'static str {
    match form {
        EditForm::Json => "//",
        EditForm::Toml => "#",
    }
}

/// Shows what is changed, asks where something is taken away, and sends it. The outer error ends it all.
fn send(
    context: &Context,
    arguments: &user::Edit,
    before: &Value,
    shown: &Map<String, Value>,
    changes: Map<String, Value>,
) -> anyhow::Result<anyhow::Result<()>> {
    // What somebody else gave the user while the editor was open was never seen here.
    let now = editable(&call::load(context, &arguments.target)?);
    if let Some(field) = changed_meanwhile(shown, &now, &changes) {
        let error =
            Error::new(Kind::Conflict, format!("nothing was changed: `{field}` has another value by now"))
                .because("somebody changed it while the editor was open")
                .hint("run the command again, and repeat the change");
        return Err(error.into());
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
    taken::show_following(context, before, &body);
    taken::confirm_and_save(context, before, &body)?;
    let spec = &user::Patch::SPEC;
    Ok(call::deliver(context, spec, &[Request::new(spec, body)], Some(arguments.target.user.as_str())))
}

/// The first field of a change that has no longer the value that was shown. Of an object, what the change names counts.
fn changed_meanwhile<'c>(
    shown: &Map<String, Value>,
    now: &Map<String, Value>,
    changes: &'c Map<String, Value>,
) -> Option<&'c String> {
    let value = |fields: &Map<String, Value>, field: &str| fields.get(field).cloned().unwrap_or_default();
    let mut changes = changes.iter();
    let is_other = |(field, new): &(&String, &Value)| {
        let (shown, now) = (value(shown, field), value(now, field));
        match (&shown, &now, new) {
            (Value::Object(shown), Value::Object(now), Value::Object(new)) => {
                new.keys().any(|key| value(shown, key) != value(now, key))
            }
            _ => shown != now,
        }
    };
    changes.find(is_other).map(|(field, _)| field)
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

/// The changes that a text makes, checked as those of a file are. So many lines stand above it in the editor.
fn changed(
    form: EditForm,
    typed: &str,
    lines_above: usize,
    shown: &Map<String, Value>,
) -> Result<Map<String, Value>> {
    let text = "\n".repeat(lines_above) + typed;
    let wrong = |name: &str, cause: String| {
        Error::usage(format!("nothing was changed: what was edited is not {name}")).because(cause)
    };
    let edited = match form {
        EditForm::Json => serde_json::from_str(&text).map_err(|cause| wrong("JSON", cause.to_string()))?,
        EditForm::Toml => {
            let table: toml::Table = toml::from_str(&text).map_err(|cause| {
                let before = &text[..cause.span().map_or(0, |span| span.start).min(text.len())];
                let line = before.matches('\n').count() + 1;
                wrong("TOML", format!("line {line}: {}", cause.message()))
            })?;
            json_of(toml::Value::Table(table))?
        }
    };
    let Value::Object(edited) = edited else {
        return Err(Error::usage("nothing was changed: what was edited is not an object"));
    };
    let mut changes = changes(shown, &edited)?;
    let given = changes.iter().filter(|(_, new)| !record::is_empty(new));
    let mut given: Map<String, Value> = given.map(|(field, new)| (field.clone(), new.clone())).collect();
    given.insert("loginId".to_owned(), json!("U"));
    let mut checked = input::one_user(&PatchUser::ROWS, given, "the editor").map_err(|error| {
        Error::usage("nothing was changed: what was edited cannot be sent")
            .because(error.reason().unwrap_or_else(|| error.to_string()))
    })?;
    checked.shift_remove("loginId");
    changes.extend(checked);
    Ok(changes)
}

/// A value of TOML. A date without quotes is carried as the text that it is.
fn json_of(value: toml::Value) -> Result<Value> {
    Ok(match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Boolean(flag) => Value::Bool(flag),
        toml::Value::Datetime(time) => Value::String(time.to_string()),
        toml::Value::Float(number) if number.is_finite() => json!(number),
        toml::Value::Float(number) => {
            return Err(Error::usage(format!("nothing was changed: `{number}` is no number of JSON")));
        }
        toml::Value::Array(items) => Value::Array(items.into_iter().map(json_of).collect::<Result<_>>()?),
        toml::Value::Table(fields) => {
            let fields = fields.into_iter().map(|(name, value)| Ok((name, json_of(value)?)));
            Value::Object(fields.collect::<Result<_>>()?)
        }
    })
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

/// The text that is edited, in a private file that goes away with this value.
struct Text {
    file: tempfile::NamedTempFile,
    form: EditForm,
}

impl Text {
    fn new(form: EditForm, shown: &Map<String, Value>) -> Result<Self> {
        let (ending, text) = match form {
            EditForm::Json => (".json", format!("{:#}\n", json!(shown))),
            EditForm::Toml => {
                let text = toml::to_string_pretty(shown)
                    .map_err(|cause| Error::failed("the user cannot be written as TOML").because(cause))?;
                (".toml", text)
            }
        };
        let file = tempfile::Builder::new().prefix("user-").suffix(ending).tempfile();
        let text_file = Self { file: file.map_err(cannot_write)?, form };
        text_file.put("", &text)?;
        Ok(text_file)
    }

    /// Writes the text with a comment above it. Editors may have replaced the file by another one.
    fn put(&self, comment: &str, text: &str) -> Result<()> {
        let mut options = crate::private::options();
        let file = options.write(true).create(true).truncate(true).open(self.file.path());
        file.and_then(|mut file| write!(file, "{comment}{text}")).map_err(cannot_write)
    }

    /// Opens the editor, and waits until it is closed.
    fn edit(&self, editor: &[OsString]) -> Result<()> {
        let [program, arguments @ ..] = editor else { return Err(Error::usage("`EDITOR` is empty")) };
        let name = program.to_string_lossy();
        let ended =
            Command::new(program).args(arguments).arg(self.file.path()).status().map_err(|cause| {
                Error::usage(format!("could not start the editor `{name}`"))
                    .because(cause)
                    .hint("set `EDITOR` to another one")
            })?;
        if ended.success() {
            return Ok(());
        }
        Err(Error::failed("nothing was changed").because(format!("`{name}` failed: {ended}")))
    }

    /// How many lines of comments the text begins with, and what follows them.
    fn body(&self) -> Result<(usize, String)> {
        let text = std::fs::read_to_string(self.file.path()).map_err(|cause| {
            Error::failed("nothing was changed: could not read what was edited").because(cause)
        })?;
        let comments = text.lines().take_while(|line| line.starts_with(mark_of(self.form))).count();
        let body = text.split_inclusive('\n').skip(comments).collect();
        Ok((comments, body))
    }

    /// Keeps the file without the comments above the text, and says where it is.
    fn keep(self, context: &Context, user: &Value) {
        if let Ok((_, typed)) = self.body() {
            let _ = self.put("", &typed);
        }
        let form = self.form;
        if let Ok((_, path)) = self.file.keep() {
            let kept = format!("what was typed is kept in `{}`", path.display());
            // Nothing takes a user as TOML.
            context.ui.warn(&match form {
                EditForm::Json => {
                    format!("{kept}: once it is right, `user patch {} -f FILE` sends it", user_id_of(user))
                }
                EditForm::Toml => kept,
            });
        }
    }
}

fn cannot_write(cause: std::io::Error) -> Error {
    Error::failed("could not write a file for the editor").because(cause)
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
        let new = match (old, new) {
            // A patch keeps what it does not name, so that what was taken out of an object is named as empty.
            (Some(Value::Object(old)), new) if new.is_none_or(Value::is_object) => {
                let gone = old.keys().map(|key| (key.clone(), Value::Null));
                let mut all: Map<String, Value> = gone.collect();
                all.extend(new.and_then(Value::as_object).cloned().unwrap_or_default());
                all.retain(|key, new| old.get(key) != Some(new));
                Value::Object(all)
            }
            (_, Some(new)) => new.clone(),
            (None, None) => continue,
            (Some(_), None) => Clearable::empty_value(field).ok_or_else(|| {
                Error::usage(format!("nothing was changed: `{field}` cannot be emptied by a patch"))
                    .hint("leave it, or give it another value")
            })?,
        };
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
        let attributes = |edited: Value| {
            of(json!({ "customAttributes": { "a": 1, "b": 2 } }), edited).unwrap()["customAttributes"].take()
        };
        assert_eq!(attributes(json!({ "customAttributes": { "a": 1 } })), json!({ "b": null }));
        assert_eq!(attributes(json!({ "customAttributes": { "a": 2, "b": 2 } })), json!({ "a": 2 }));
        assert_eq!(attributes(json!({})), json!({ "a": null, "b": null }));
    }

    #[test]
    fn what_a_patch_cannot_do_is_refused() {
        for (shown, edited) in [
            (json!({}), json!({ "userId": "U1" })),
            (json!({}), json!({ "loginId": "a" })),
            (json!({ "status": "enabled" }), json!({})),
        ] {
            assert!(of(shown, edited).is_err());
        }
        assert_eq!(of(json!({ "name": "a" }), json!({ "name": "a", "phone": null })).unwrap(), json!({}));
    }
}
