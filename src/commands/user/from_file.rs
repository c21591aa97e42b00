//! One user from a JSON file: `user create -f`, `user patch -f` and `user create --template`.

use std::path::Path;

use serde_json::{Map, Value, json};

use crate::{
    bulk::input,
    commands::{call, input as files},
    context::Context,
    error::{Error, Result},
    ops::{
        row::{Form, RowStruct as _, RowType},
        user::{self, BatchUser, PatchUser},
    },
};

/// Creates a user from a file, from flags or from both: what a flag says wins.
pub(super) fn create(context: &Context, mut arguments: user::Create) -> anyhow::Result<()> {
    if arguments.template {
        return Ok(context.ui.out(format!("{:#}\n", template()).as_bytes())?);
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
    super::read_hash(&mut arguments.credentials.hash)?;
    call::run(context, Box::new(arguments))
}

/// Changes a user by what a file says, by flags or by both: what a flag says wins.
pub(super) fn patch(context: &Context, mut arguments: user::Patch) -> anyhow::Result<()> {
    if let Some(file) = &arguments.file {
        let mut user = object_in(file)?;
        // Who it is about was said already.
        user.retain(|name, _| !["userId", "loginIds"].contains(&name.as_str()));
        user.insert("loginId".to_owned(), json!(arguments.target.user));
        let mut fields = read(&PatchUser::ROWS, user, file)?;
        fields.shift_remove("loginId");
        arguments.from_file = fields;
    }
    super::taken::patch(context, &arguments)
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
