//! Changes that look before they write: what would be overwritten, merged, opened or sent twice is
//! said first.

use std::io::Write as _;

use serde_json::Value;

use crate::{
    api::Request,
    bulk::{input::RowSchema, reply::contacts, run::changes_by_creation},
    commands::{call, input, several},
    context::Context,
    error::{Error, Result},
    ops::{
        Call, Effect, Operation as _, Spec,
        identifier::Target,
        row::RowStruct as _,
        user::{self, record},
    },
};

/// Reads the password hash of a new user from its file, where one is given.
pub(crate) fn read_hash(hash: &mut user::HashedPassword) -> Result<()> {
    let Some(file) = &hash.hashed_password_file else { return Ok(()) };
    let value = input::read_json(file)?;
    let read = user::Hash::new(value).map_err(|why| {
        Error::usage(format!("{} must hold one password hash", input::name_of(file))).because(why)
    })?;
    hash.hashed_password = Some(read);
    Ok(())
}

/// Invites a user, and says whether that user was there before.
pub(super) fn invite(context: &Context, mut arguments: user::Invite) -> anyhow::Result<()> {
    let spec = &user::Invite::SPEC;
    let user = arguments.target.user.to_string();
    read_hash(&mut arguments.credentials.hash)?;
    let request = call::prepare(context, &mut arguments)?.request;
    if context.is_dry_run() {
        return call::deliver(context, spec, &[request], Some(&user));
    }
    let reply = call::send(context, spec, &request, Some(&user))?;
    call::show(context, spec, &reply, Some(&user))?;
    let existed = reply.get("created").and_then(Value::as_bool) == Some(false);
    context.ui.status(&match reply.get("created").and_then(Value::as_bool) {
        Some(true) => format!("created and invited `{user}`"),
        Some(false) => format!("invited `{user}`, who existed already"),
        None => format!("invited `{user}`"),
    });
    if existed && let Some(record) = reply.get("user") {
        let mut asked_for = request.body.value().into_owned();
        if let Some(fields) = asked_for.as_object_mut() {
            let known = RowSchema::template(&user::PatchUser::ROWS);
            fields.retain(|name, value| known.contains(name) && !user::is_empty(value));
        }
        let lacking = changes_by_creation(&asked_for, record);
        let lacking: Vec<String> =
            lacking.as_object().into_iter().flatten().map(|(name, _)| format!("`{name}`")).collect();
        if !lacking.is_empty() {
            let lacking = lacking.join(", ");
            context.ui.warn(&format!(
                "not set, since the user existed: {lacking}; `user patch` changes who exists"
            ));
        }
    }
    Ok(())
}

/// Shows the token of a provider. To have a new one issued is a change: the old one may end with it.
pub(super) fn provider_token(context: &Context, arguments: &user::ProviderToken) -> anyhow::Result<()> {
    let spec = &user::ProviderToken::SPEC;
    let subject = arguments.target.user.as_str();
    let effect = if arguments.force_refresh { Effect::Write } else { spec.effect };
    let spec = Spec { effect, ..*spec };
    let request = call::build(context, arguments)?;
    let request = Request { reads: effect == Effect::Read, ..request };
    call::deliver(context, &spec, &[request], Some(subject))
}

/// Gives a user passkeys that stand in a file.
pub(super) fn import_passkeys(context: &Context, mut arguments: user::ImportPasskeys) -> anyhow::Result<()> {
    let name = input::name_of(&arguments.file);
    let bad = |why: String| {
        Error::usage(format!("{name} {why}")).hint(
            "the form is [{\"descope\": {\"credentialId\": \"…\", \"rpId\": \"…\", \"publicKey\": \"…\"}}]",
        )
    };
    let Value::Array(devices) = input::read_json(&arguments.file)? else {
        return Err(bad("is not a JSON array".to_owned()).into());
    };
    if devices.is_empty() {
        return Err(bad("holds no passkeys".to_owned()).into());
    }
    let is_known = |device: &Value| {
        let source = device.as_object().filter(|keys| keys.len() == 1).and_then(|keys| keys.keys().next());
        source.is_some_and(|source| matches!(source.as_str(), "descope" | "auth0"))
    };
    if let Some(index) = devices.iter().position(|device| !is_known(device)) {
        let why = format!("item {}: expected one key, `descope` or `auth0`", index + 1);
        return Err(bad(why).into());
    }
    arguments.devices = devices;
    call::run(context, Box::new(arguments))
}

/// Overwrites a user: what would be cleared is shown, and needs `--replace`.
pub(super) fn update(context: &Context, arguments: &user::Update) -> anyhow::Result<()> {
    let spec = &user::Update::SPEC;
    let subject = arguments.target.user.to_string();
    let before = call::load(context, &arguments.target)?;
    let mut request = Request::of(arguments)?;
    if let Some(body) = request.body.value_mut() {
        keep_login_ids(&before, body);
    }
    let changes = Changes::between(&before, &request.body.value());
    context.ui.difference(&changes.to_string());
    if !changes.cleared.is_empty() && !arguments.replace {
        let error = Error::usage(format!("the update would clear {}", changes.cleared.join(", ")))
            .because("`user update` overwrites the whole profile")
            .hint("`user patch` changes only what is given")
            .hint("add `--replace` to clear what is not given");
        return Err(error.into());
    }
    call::confirm_for(context, spec, &record::person(&before))?;
    if !changes.old.is_empty() && !context.is_dry_run() {
        context.clear_for_changes()?;
        let old = record::old_values(&before, &Value::Null, &changes.old);
        let adds = record::adds_attributes(&before, &request.body.value());
        super::taken::save_old_values(context, adds, |out| writeln!(out, "{old}"))?;
    }
    call::deliver(context, spec, &[request], Some(&subject))
}

/// Whether extra login IDs survive an update that does not send them is not established, so all are
/// sent: one as the login ID, the others beside it, unless the user gave some.
fn keep_login_ids(before: &Value, body: &mut Value) {
    let Some(body) = body.as_object_mut() else { return };
    let all = before.get("loginIds").and_then(Value::as_array).cloned().unwrap_or_default();
    let Some(first) = all.first() else { return };
    let named = body.get("loginId").filter(|named| all.contains(named)).unwrap_or(first).clone();
    let others: Vec<Value> = all.into_iter().filter(|login_id| *login_id != named).collect();
    body.insert("loginId".to_owned(), named);
    if !others.is_empty() && !body.contains_key("additionalIdentifiers") {
        body.insert("additionalIdentifiers".to_owned(), Value::Array(others));
    }
}

/// Fields that an update clears when they are not given (behaviour.md section 6).
const OVERWRITTEN: &[&str] = &[
    "email",
    "verifiedEmail",
    "phone",
    "verifiedPhone",
    "name",
    "givenName",
    "middleName",
    "familyName",
    "picture",
    "customAttributes",
    "roleNames",
    "userTenants",
    "familyAssociations",
    "ssoAppIds",
    "recoveryEmail",
    "verifiedRecoveryEmail",
    "recoveryPhone",
    "verifiedRecoveryPhone",
];

/// What an overwrite does to a user.
struct Changes {
    lines: Vec<String>,
    cleared: Vec<String>,
    /// Fields that are no more what they were.
    old: Vec<&'static str>,
}

impl Changes {
    fn between(before: &Value, after: &Value) -> Self {
        let mut changes = Self { lines: Vec::new(), cleared: Vec::new(), old: Vec::new() };
        for field in OVERWRITTEN {
            let old = before.get(field).filter(|old| !record::is_empty(old));
            let old = old.map(|old| record::written(field, old));
            let new = after.get(field).filter(|new| !record::is_empty(new));
            match (old, new) {
                (Some(old), None) => {
                    changes.old.push(field);
                    changes.lines.push(format!("- {field}: {old}"));
                    changes.cleared.push((*field).to_owned());
                }
                (Some(old), Some(new)) if old != *new => {
                    changes.old.push(field);
                    changes.lines.push(format!("- {field}: {old}"));
                    changes.lines.push(format!("+ {field}: {new}"));
                    changes.cleared.extend(lost_keys(field, &old, new));
                }
                (None, Some(new)) => changes.lines.push(format!("+ {field}: {new}")),
                _ => {}
            }
        }
        changes
    }
}

impl std::fmt::Display for Changes {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let lines: Vec<String> = self.lines.iter().map(|line| crate::error::visible(line)).collect();
        formatter.write_str(if lines.is_empty() { "no changes" } else { "" })?;
        formatter.write_str(&lines.join("\n"))
    }
}

/// Keys of an object that the new one does not have, such as single custom attributes.
fn lost_keys(field: &str, old: &Value, new: &Value) -> Vec<String> {
    let (Value::Object(old), Value::Object(new)) = (old, new) else { return Vec::new() };
    old.keys().filter(|key| !new.contains_key(*key)).map(|key| format!("{field}.{key}")).collect()
}

/// Changes an e-mail address or phone number. With `--merge`, the account that the API would merge and
/// delete is named first.
pub(super) fn with_merge(context: &Context, call: Box<dyn Call>, value: Option<&str>) -> anyhow::Result<()> {
    let Some(value) = value else {
        let body = call.body()?;
        let is_looked_at = !contacts(&body).is_empty() || !record::taken_away(None, &body).is_empty();
        if let Some(target) = call.target().filter(|_| is_looked_at) {
            match call::load(context, target) {
                Ok(before) => {
                    super::taken::show_following(context, &before, &body);
                    super::taken::confirm_and_save(context, &before, &body)?;
                }
                Err(error) if super::read::is_not_found(&error) => {}
                Err(error) => return Err(error),
            }
        }
        return call::run(context, call);
    };
    let target = call.target().map(|target| target.user.clone());
    let reading = call.target().map(|target| target.reading).unwrap_or_default();
    let owner =
        value.parse().map(|owner| super::read::target(&owner, crate::ops::identifier::Reading::default()));
    let owner = owner.map_err(Error::usage)?;
    match call::load(context, &owner) {
        Ok(other) => {
            let own =
                target.map(|user| call::load(context, &super::read::target(&user, reading))).transpose()?;
            if own.as_ref().and_then(|own| own.get("userId")) != other.get("userId") {
                let name = record::person(&other);
                context
                    .ui
                    .warn(&format!("`{value}` is a login ID of {name}, who would be merged and deleted"));
                if !context.is_dry_run() {
                    context.ui.confirm(&format!("Merge and delete {name}{}?", context.place()))?;
                }
            }
        }
        Err(error) if super::read::is_not_found(&error) => {}
        Err(error) => return Err(error),
    }
    call::run(context, call)
}

/// Sets custom attributes: one request each.
pub(super) fn custom_attributes(
    context: &Context,
    arguments: &user::UpdateCustomAttributes,
) -> anyhow::Result<()> {
    let spec = &user::UpdateCustomAttributes::SPEC;
    let requests: Vec<Request> =
        arguments.bodies().into_iter().map(|body| Request::new(spec, body)).collect();
    call::deliver(context, spec, &requests, Some(arguments.target.user.as_str()))
}

/// Adds a user to a tenant, and gives roles in it with a second request.
pub(super) fn add_tenant(context: &Context, arguments: &user::AddTenant) -> anyhow::Result<()> {
    let mut requests = vec![Request::of(arguments)?];
    requests.extend(arguments.roles_body().map(|body| Request::new(&user::AddRole::SPEC, body)));
    if !arguments.others.is_empty() {
        return several::run(context, arguments, &requests);
    }
    call::deliver(context, &user::AddTenant::SPEC, &requests, Some(arguments.target.user.as_str()))
}

/// Takes applications away. The last one would open all of them, so that is refused.
pub(super) fn remove_app(context: &Context, arguments: user::RemoveApp) -> anyhow::Result<()> {
    if !arguments.allow_all_apps {
        for user in std::iter::once(&arguments.target.user).chain(&arguments.others) {
            let target = super::read::target(user, arguments.target.reading);
            refuse_to_open(&call::load(context, &target)?, &target, &arguments)?;
        }
    }
    call::run(context, Box::new(arguments))
}

fn refuse_to_open(user: &Value, target: &Target, arguments: &user::RemoveApp) -> Result<()> {
    let removed: Vec<&str> = arguments.sso_app_ids.iter().map(|id| id.as_str()).collect();
    if !user::opens_all_apps(user, &removed) {
        return Ok(());
    }
    Err(Error::usage(format!("`{}` would be able to use all applications", target.user))
        .because("these are the last ones that the user is limited to")
        .hint("add `--allow-all-apps` if that is meant, or `user disable` to lock the user out"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_overwrite_names_what_it_would_clear() {
        let before = json!({
            "email": "a@example.com", "phone": "+15551234567", "verifiedEmail": true, "name": "",
            "customAttributes": {"plan": "pro", "seats": 5},
            "userTenants": [{"tenantId": "acme", "tenantName": "Acme", "roleNames": ["admin"], "permissions": []}],
        });
        let after = json!({
            "email": "b@example.com", "customAttributes": {"plan": "pro"},
            "userTenants": [{"tenantId": "acme", "roleNames": ["admin"]}],
        });
        let changes = Changes::between(&before, &after);
        assert_eq!(changes.cleared, ["verifiedEmail", "phone", "customAttributes.seats"]);
        insta::assert_snapshot!(changes, @r#"
        - email: "a@example.com"
        + email: "b@example.com"
        - verifiedEmail: true
        - phone: "+15551234567"
        - customAttributes: {"plan":"pro","seats":5}
        + customAttributes: {"plan":"pro"}
        "#);
    }

    #[test]
    fn other_login_ids_are_sent_along() {
        let before = json!({"userId": "U1", "loginIds": ["a", "b", "c"]});
        let mut body = json!({"loginId": "b"});
        keep_login_ids(&before, &mut body);
        assert_eq!(body, json!({"loginId": "b", "additionalIdentifiers": ["a", "c"]}));
        let mut by_id = json!({"loginId": "U1"});
        keep_login_ids(&before, &mut by_id);
        assert_eq!(by_id, json!({"loginId": "a", "additionalIdentifiers": ["b", "c"]}));
    }
}
