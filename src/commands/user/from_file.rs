//! One user from a JSON file: `user create -f`, `user patch -f` and `user create --template`.

use std::{path::Path, str::FromStr};

use serde_json::{Map, Value, json};

use crate::{
    bulk::input,
    commands::{call, input as files},
    context::Context,
    error::{Error, Result},
    ops::{
        arguments::Email,
        identifier::{By, Identifier, Reading, Target},
        row::{Form, RowStruct as _, RowType},
        user::{self, BatchUser, PatchUser, record},
    },
    output::Format,
};

/// Creates a user from a file, from flags or from both: what a flag says wins.
pub(super) fn create(context: &Context, mut arguments: user::Create) -> anyhow::Result<()> {
    if arguments.template {
        let template = match context.output.format {
            Format::Jsonl => format!("{}\n", template()),
            _ => format!("{:#}\n", template()),
        };
        return Ok(context.ui.out(template.as_bytes())?);
    }
    if let Some(file) = &arguments.file {
        let mut user = object_in(file)?;
        if let Some(login_id) = &arguments.login_id {
            user.insert("loginId".to_owned(), json!(login_id));
        }
        let mut fields = read(&BatchUser::ROWS, user, file)?;
        if fields.shift_remove("createdTime").is_some() {
            context.ui.note("`createdTime` is left out: the server sets it");
        }
        if fields.contains_key("seed") {
            return Err(Error::usage(format!("{} holds a `seed`", files::name_of(file)))
                .because("only a batch takes one")
                .hint("`user batch-create` takes the same file")
                .into());
        }
        arguments.from_file = fields;
    }
    ask_for_contact(context, &mut arguments)?;
    super::read_hash(&mut arguments.credentials.hash)?;
    call::run(context, Box::new(arguments))
}

/// Asks a person for what the API wants of a new user besides the login ID: an address or a phone number.
fn ask_for_contact(context: &Context, arguments: &mut user::Create) -> Result<()> {
    let user::Create { details, login_id, file: None, .. } = arguments else { return Ok(()) };
    if details.email.is_some() || details.phone.is_some() || !context.ui.completes() {
        return Ok(());
    }
    let login_id = login_id.as_ref().map(|name| name.as_str()).filter(|name| name.parse::<Email>().is_ok());
    details.email = answer(context, "E-mail address", login_id)?;
    if details.email.is_none() {
        details.phone = answer(context, "Phone number in the form +15551234567", None)?;
    }
    Ok(())
}

/// A value that is asked for; none where the answer is empty.
fn answer<T: FromStr<Err = &'static str>>(
    context: &Context,
    prompt: &str,
    default: Option<&str>,
) -> Result<Option<T>> {
    let parsed = |text: &str| if text.is_empty() { Ok(None) } else { text.parse().map(Some) };
    let check = |text: &str| parsed(text).map(|_: Option<T>| ()).map_err(str::to_owned);
    let text = context.ui.text(prompt, default, check)?;
    parsed(&text).map_err(Error::usage)
}

/// Changes a user by what a file says, by flags or by both: what a flag says wins.
pub(super) fn patch(context: &Context, mut arguments: user::Patch) -> anyhow::Result<()> {
    if let Some(file) = &arguments.file {
        let mut user = object_in(file)?;
        if arguments.target.user.as_str() == user::NAMED_BY_FILE {
            arguments.target.user = named_by(&user, arguments.target.reading, file)?;
        }
        check_is_about(&user, &arguments.target, file)?;
        // A record that the API returned stays one: in it, what is empty is not meant to be emptied.
        if !user.contains_key("userId") {
            user.insert("loginId".to_owned(), json!(arguments.target.user));
        }
        let mut fields = read(&PatchUser::ROWS, user, file)?;
        fields.shift_remove("loginId");
        arguments.from_file = fields;
    }
    super::taken::patch(context, &arguments)
}

/// The user whom a file is about: the user ID says it best, since login IDs may be what is to be changed.
fn named_by(user: &Map<String, Value>, reading: Reading, file: &Path) -> Result<Identifier> {
    let first = |name: &str| match user.get(name)? {
        Value::Array(items) => items.first()?.as_str(),
        value => value.as_str(),
    };
    let fields: &[&str] = match reading.by {
        Some(By::UserId) => &["userId"],
        Some(By::LoginId) => &["loginId", "loginIds"],
        None => &["userId", "loginId", "loginIds"],
    };
    let name = fields.iter().filter_map(|field| first(field)).find(|name| !name.is_empty());
    let name = name.ok_or_else(|| {
        Error::usage(format!("{} does not say which user it is about", files::name_of(file)))
            .because(format!("it has no `{}`", fields.join("` or `")))
            .hint("name the user on the command line")
    })?;
    name.parse().map_err(|why| {
        Error::usage(format!("{} names a user that cannot be", files::name_of(file))).because(why)
    })
}

/// Refuses the file of another user: nobody wants to give a user the name and the address of somebody else. A user ID
/// is compared with a user ID alone, and a login ID with login IDs.
fn check_is_about(user: &Map<String, Value>, target: &Target, file: &Path) -> Result<()> {
    let texts = |names: &[&str]| -> Vec<Value> {
        let values = names.iter().filter_map(|name| user.get(*name));
        let values =
            values.flat_map(|value| value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]));
        values.filter(|value| value.as_str().is_some_and(|name| !name.is_empty())).collect()
    };
    let (record, names) = match target.is_user_id() {
        true => (json!({ "userId": user.get("userId") }), texts(&["userId"])),
        false => {
            let login_ids = texts(&["loginId", "loginIds"]);
            (json!({ "loginIds": login_ids }), login_ids)
        }
    };
    match names.first().and_then(Value::as_str) {
        Some(other) if !record::is_called(&record, target.user.as_str()) => Err(Error::usage(format!(
            "{} is about `{other}`, not about `{}`",
            files::name_of(file),
            target.user
        ))
        .hint("name that user, or take `loginId`, `loginIds` and `userId` out of the file")),
        _ => Ok(()),
    }
}

fn read(rows: &'static RowType, user: Map<String, Value>, file: &Path) -> Result<Map<String, Value>> {
    input::one_user(rows, user, &files::name_of(file))
}

fn object_in(file: &Path) -> Result<Map<String, Value>> {
    let bad = |what: &str| {
        Error::usage(format!("{} holds {what}", files::name_of(file)))
            .hint("`user create --template` prints the form of one user")
    };
    match files::read_json(file)? {
        Value::Object(user) => Ok(user),
        Value::Array(_) => {
            Err(bad("a list, not one user").hint("`user batch-create` and `user batch-patch` take lists"))
        }
        _ => Err(bad("no user")),
    }
}

/// A user to fill in. What stays as it is printed is not sent.
fn template() -> Value {
    let is_taken = |name: &str| !["createdTime", "seed"].contains(&name);
    let fields = BatchUser::ROWS.fields().into_iter().filter(|field| is_taken(&field.name));
    let empty = |form| match form {
        Form::List => json!([]),
        Form::Pairs => json!({}),
        Form::One | Form::Boolean | Form::Switch | Form::Object => Value::Null,
    };
    fields.map(|field| (field.name, empty(field.form))).collect()
}
