//! `user load` and `user login-history`: what is asked of several users at once.

use serde_json::{Value, json};

use crate::{
    api::Request,
    commands::{call, refusal},
    context::Context,
    error::{Error, Kind},
    ops::{
        Operation as _,
        identifier::{Identifier, Reading, Target},
        user::{self, LOAD_MANY, USER, USERS},
    },
    words::grouped,
};

/// The most user IDs sent in one request: the server's limit is not published, 100 is what official
/// tools send in batches.
const IDS_PER_REQUEST: usize = 100;

/// Shows one user or several. Those that exist are shown even when others do not.
pub(super) fn load(context: &Context, arguments: &user::Load) -> anyhow::Result<()> {
    if let [one] = arguments.users.as_slice() {
        let user = call::load(context, &target(one, arguments.reading))?;
        return context.show(&user, &USER);
    }
    let Loaded { found, missing } = load_several(context, &arguments.users, arguments.reading)?;
    context.show(&Value::Array(found), &USERS)?;
    not_found(context, &missing)
}

/// Shows sign-ins. The API takes user IDs, so login IDs are looked up first.
pub(super) fn login_history(context: &Context, arguments: &user::LoginHistory) -> anyhow::Result<()> {
    let mut user_ids = Vec::new();
    for user in &arguments.users {
        if arguments.reading.is_user_id(user) {
            user_ids.push(Value::from(user.as_str()));
        } else {
            let loaded = call::load(context, &target(user, arguments.reading))?;
            user_ids.push(loaded.get("userId").cloned().unwrap_or_default());
        }
    }
    let spec = &user::LoginHistory::SPEC;
    let reply = call::send(context, spec, &Request::new(spec, Value::Array(user_ids)), None)?;
    call::show(context, spec, &reply, None)
}

/// What was found of several users, in the order of the question.
pub(super) struct Loaded {
    pub(super) found: Vec<Value>,
    pub(super) missing: Vec<Identifier>,
}

/// Loads several users: one request for up to 100 user IDs, one for each login ID.
pub(super) fn load_several(
    context: &Context,
    users: &[Identifier],
    reading: Reading,
) -> anyhow::Result<Loaded> {
    let ids: Vec<&Identifier> = users.iter().filter(|user| reading.is_user_id(user)).collect();
    let mut by_id = std::collections::HashMap::new();
    for chunk in ids.chunks(IDS_PER_REQUEST) {
        let body = json!({ "userIds": chunk, "includeInvalidUsers": true });
        let mut reply = call::send(context, &LOAD_MANY, &Request::new(&LOAD_MANY, body), None)?;
        let loaded = reply.get_mut("users").map(Value::take);
        for user in loaded.into_iter().flat_map(into_list) {
            let id = user.get("userId").and_then(Value::as_str).unwrap_or_default().to_owned();
            by_id.insert(id, user);
        }
    }
    let mut loaded = Loaded { found: Vec::new(), missing: Vec::new() };
    for user in users {
        let record = if reading.is_user_id(user) {
            by_id.get(user.as_str()).cloned()
        } else {
            by_login_id(context, user, reading)?
        };
        match record {
            Some(record) => loaded.found.push(record),
            None => loaded.missing.push(user.clone()),
        }
    }
    Ok(loaded)
}

/// The records of users all of whom must exist.
pub(in crate::commands) fn load_all(
    context: &Context,
    users: &[Identifier],
    reading: Reading,
) -> anyhow::Result<Vec<Value>> {
    let Loaded { found, missing } = load_several(context, users, reading)?;
    not_found(context, &missing)?;
    Ok(found)
}

fn by_login_id(context: &Context, user: &Identifier, reading: Reading) -> anyhow::Result<Option<Value>> {
    match call::load(context, &target(user, reading)) {
        Ok(record) => Ok(Some(record)),
        Err(error) if is_not_found(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether an error says that the user does not exist.
pub(super) fn is_not_found(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<Error>())
        .any(|error| error.kind() == Kind::NotFound)
}

/// The error that names the users who do not exist; none where all do.
fn not_found(context: &Context, missing: &[Identifier]) -> anyhow::Result<()> {
    let names: Vec<String> = missing.iter().map(|user| format!("`{user}`")).collect();
    let message = match names.as_slice() {
        [] => return Ok(()),
        [one] => format!("there is no user {one}"),
        [first, ..] if names.len() > 10 => {
            format!("{} users do not exist, {first} among them", grouped(names.len()))
        }
        _ => format!("there are no users {}", names.join(", ")),
    };
    let hints = refusal::in_lower_case(context, missing.iter().map(Identifier::as_str));
    Err(hints.into_iter().fold(Error::new(Kind::NotFound, message), Error::hint).into())
}

pub(super) fn target(user: &Identifier, reading: Reading) -> Target {
    Target { user: user.clone(), reading }
}

fn into_list(value: Value) -> Vec<Value> {
    match value {
        Value::Array(items) => items,
        _ => Vec::new(),
    }
}
