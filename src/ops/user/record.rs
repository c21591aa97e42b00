//! A user as the API returns it, turned into one that it takes.

use serde_json::{Map, Value};

/// Fields that a record and a user of a batch have in common, under the same name and with the same
/// meaning. Those that identify, hold a secret or only report something are not among them.
const SHARED: &[&str] = &[
    "email",
    "verifiedEmail",
    "phone",
    "verifiedPhone",
    "name",
    "givenName",
    "middleName",
    "familyName",
    "picture",
    "roleNames",
    "userTenants",
    "customAttributes",
    "ssoAppIds",
    "status",
    "recoveryEmail",
    "verifiedRecoveryEmail",
    "recoveryPhone",
    "verifiedRecoveryPhone",
    "test",
    "createdTime",
];

/// Fields of a user in a request that hold a secret. No reply repeats them.
pub const SECRETS: &[&str] = &["password", "hashedPassword", "seed"];

/// The record of a user as one of a batch create: the first login ID as the one, the others beside
/// it, memberships as requests have them, and nothing that is empty or that only the server sets.
#[must_use]
pub fn writable(record: &Value) -> Value {
    let mut user = Map::new();
    let mut login_ids = record.get("loginIds").and_then(Value::as_array).into_iter().flatten().cloned();
    if let Some(first) = login_ids.next() {
        user.insert("loginId".to_owned(), first);
    }
    let others: Vec<Value> = login_ids.collect();
    if !others.is_empty() {
        user.insert("additionalIdentifiers".to_owned(), Value::Array(others));
    }
    for field in SHARED {
        if let Some(value) = record.get(field).filter(|value| says_something(field, value)) {
            user.insert((*field).to_owned(), written(field, value));
        }
    }
    Value::Object(user)
}

/// The value of one field as requests have it.
#[must_use]
pub fn written(field: &str, value: &Value) -> Value {
    match value {
        Value::Array(tenants) if field == "userTenants" => tenants.iter().map(membership).collect(),
        other => other.clone(),
    }
}

/// A membership without what the server adds to it.
fn membership(tenant: &Value) -> Value {
    let Value::Object(fields) = tenant else { return tenant.clone() };
    let asked_for = fields.iter().filter(|(name, _)| matches!(name.as_str(), "tenantId" | "roleNames"));
    Value::Object(asked_for.map(|(name, value)| (name.clone(), value.clone())).collect())
}

/// Whether leaving the field out would change what is created.
fn says_something(field: &str, value: &Value) -> bool {
    match value {
        // An invitation that has expired cannot be asked for; a new user starts as invited.
        Value::String(status) if field == "status" => status != "expired" && !status.is_empty(),
        other => !is_empty(other) && other.as_f64() != Some(0.0),
    }
}

/// Whether a value is what the server shows for a field that is not set.
#[must_use]
pub fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

/// Whether a user would be able to use all applications if these were removed: an empty list opens
/// them (behaviour.md section 8).
#[must_use]
pub fn opens_all_apps(record: &Value, removed: &[&str]) -> bool {
    let limited_to = record.get("ssoAppIds").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let is_removed = |app: &Value| app.as_str().is_some_and(|app| removed.contains(&app));
    !limited_to.is_empty() && limited_to.iter().all(is_removed)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_record_becomes_a_user_that_can_be_created() {
        let record = json!({
            "userId": "U1", "loginIds": ["a@example.com", "a"], "externalIds": ["a@example.com", "a"],
            "name": "A", "givenName": "", "email": "a@example.com", "verifiedEmail": true,
            "verifiedPhone": false, "phone": "", "status": "disabled", "test": false,
            "roleNames": ["admin"], "permissions": ["manage"], "ssoAppIds": [],
            "userTenants": [{"tenantId": "acme", "tenantName": "Acme", "roleNames": ["viewer"], "permissions": ["view"]}],
            "customAttributes": {"plan": "pro", "seats": 0, "note": null}, "createdTime": 1_700_000_000,
            "modifiedTime": 1_800_000_000, "TOTP": true, "OAuth": {"google": true}, "webauthn": true,
            "password": true, "editable": true, "consentExpiration": 0,
        });
        assert_eq!(
            writable(&record),
            json!({
                "loginId": "a@example.com", "additionalIdentifiers": ["a"],
                "email": "a@example.com", "verifiedEmail": true, "name": "A", "roleNames": ["admin"],
                "userTenants": [{"tenantId": "acme", "roleNames": ["viewer"]}],
                "customAttributes": {"plan": "pro", "seats": 0, "note": null}, "status": "disabled",
                "createdTime": 1_700_000_000,
            })
        );
    }

    #[test]
    fn what_cannot_be_asked_for_is_left_to_the_server() {
        let record = json!({"loginIds": ["a"], "status": "expired", "createdTime": 0});
        assert_eq!(writable(&record), json!({"loginId": "a"}));
        assert_eq!(writable(&json!({})), json!({}));
    }
}
