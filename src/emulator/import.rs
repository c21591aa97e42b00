//! Taking over users from another service's export files.

use std::collections::HashMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use super::create::Draft;
use super::decode::Fields;
use super::identity;
use super::reply::{ApiError, Reply};
use super::route::{Call, Route, post};
use super::store::Tx;
use super::view::Viewer;

pub(super) const ROUTES: &[Route] = &[post("/v1/mgmt/user/import", import)];

fn import(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let source = fields.required("source")?;
    if source != "auth0" {
        return Err(ApiError::argument(format!("{source:?} is not a known source, there is auth0")));
    }
    let users = file(fields, "users")?;
    let hashes = hashes(&file(fields, "hashes")?)?;
    let is_dry = fields.is_set("dryrun")?;
    let entries: Vec<_> = users.iter().map(|user| (name_of(user), draft(user, &hashes))).collect();
    let take = |tx: &Tx<'_>| {
        let mut viewer = Viewer::new(tx);
        let (mut users, mut failures) = (Vec::new(), Vec::new());
        for (user, draft) in entries {
            match draft.and_then(Draft::into_record).and_then(|record| tx.insert_user(record)) {
                Ok(record) => users.push(viewer.user(record)?),
                Err(error) => failures.push(json!({"user": user, "reason": error.refusal()?})),
            }
        }
        Ok(json!({"users": users, "failures": failures}))
    };
    let store = &call.emulator.store;
    Reply::json(&if is_dry { store.rehearse(take)? } else { store.write(take)? })
}

/// The objects of a file, which is a JSON array or has one object per line.
fn file(fields: &Fields<'_>, name: &'static str) -> Result<Vec<Map<String, Value>>, ApiError> {
    let wrong = |problem: String| ApiError::invalid(format!("{name}: {problem}"));
    let Some(encoded) = fields.filled(name)? else { return Ok(Vec::new()) };
    let bytes = STANDARD.decode(encoded).map_err(|error| wrong(format!("the base64 is wrong: {error}")))?;
    let text = String::from_utf8(bytes).map_err(|_| wrong("the file is not UTF-8".to_owned()))?;
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.starts_with('[') {
        return serde_json::from_str(text).map_err(|error| wrong(error.to_string()));
    }
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(number, line)| {
            serde_json::from_str(line).map_err(|error| wrong(format!("line {}: {error}", number + 1)))
        })
        .collect()
}

/// Password hashes by what the user's export names: the email, and the ID behind `auth0|`.
fn hashes(entries: &[Map<String, Value>]) -> Result<HashMap<String, String>, ApiError> {
    let mut found = HashMap::new();
    for entry in entries {
        let Some(hash) = entry.get("passwordHash").and_then(Value::as_str) else {
            return Err(ApiError::invalid("hashes: passwordHash is missing"));
        };
        let id = entry.get("_id").and_then(|id| id["$oid"].as_str().or_else(|| id.as_str()));
        let email = entry.get("email").and_then(Value::as_str);
        let names = [id.map(|id| format!("auth0|{id}")), email.map(str::to_owned)];
        found.extend(names.into_iter().flatten().map(|name| (name, hash.to_owned())));
    }
    Ok(found)
}

fn text<'a>(user: &'a Map<String, Value>, name: &str) -> &'a str {
    user.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// The first of these that is filled.
fn first_of<'a>(user: &'a Map<String, Value>, names: &[&str]) -> &'a str {
    names.iter().map(|name| text(user, name)).find(|name| !name.is_empty()).unwrap_or_default()
}

/// What the user is called by, also when it fails.
fn name_of(user: &Map<String, Value>) -> &str {
    first_of(user, &["email", "phone_number", "username", "user_id"])
}

/// The user in our own words. The first of email, phone, username and ID is the login ID, a username is one too.
fn draft(user: &Map<String, Value>, hashes: &HashMap<String, String>) -> Result<Draft, ApiError> {
    let flag = |name: &str| user.get(name).and_then(Value::as_bool).unwrap_or_default();
    let phone = identity::phone(text(user, "phone_number"))?;
    let login_id = name_of(user);
    let mut body = json!({
        "loginId": login_id,
        "email": text(user, "email"),
        "verifiedEmail": flag("email_verified"),
        "phone": phone,
        "verifiedPhone": flag("phone_verified"),
        "name": first_of(user, &["name", "nickname"]),
        "givenName": text(user, "given_name"),
        "familyName": text(user, "family_name"),
        "picture": text(user, "picture"),
        "status": if flag("blocked") { "disabled" } else { "invited" },
    });
    if !text(user, "username").is_empty() && text(user, "username") != login_id {
        body["additionalIdentifiers"] = json!([text(user, "username")]);
    }
    let hash = hashes.get(text(user, "user_id")).or_else(|| hashes.get(text(user, "email")));
    if let Some(hash) = hash {
        body["hashedPassword"] = json!({"bcrypt": {"hash": hash}});
    }
    let mut draft = Draft::decode(&Fields::of(&body, "")?, "loginId")?;
    draft.prepare()?;
    Ok(draft)
}
