//! A user as the API returns it, turned into one that it takes.

use serde_json::{Map, Value};

use crate::ops::identifier::normal_form;

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
    "familyAssociations",
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
        Value::Array(tenants) if field == "userTenants" => {
            tenants.iter().map(|tenant| only(&["tenantId", "roleNames"], tenant)).collect()
        }
        Value::Array(families) if field == "familyAssociations" => {
            let asked_for = ["familyId", "roleNames", "familyScopedAttributes"];
            families.iter().map(|family| only(&asked_for, family)).collect()
        }
        other => other.clone(),
    }
}

/// A membership without what the server adds to it.
fn only(names: &[&str], membership: &Value) -> Value {
    let Value::Object(fields) = membership else { return membership.clone() };
    let asked_for = fields.iter().filter(|(name, _)| names.contains(&name.as_str()));
    Value::Object(asked_for.map(|(name, value)| (name.clone(), value.clone())).collect())
}

/// Fields that a change can empty.
const EMPTIED: &[&str] = &[
    "email",
    "phone",
    "name",
    "givenName",
    "middleName",
    "familyName",
    "picture",
    "customAttributes",
    "recoveryEmail",
    "recoveryPhone",
];

/// Fields from which a change can take away what a user may do.
const TAKEN_FROM: &[&str] =
    &["status", "roleNames", "userTenants", "familyAssociations", "ssoAppIds", "additionalIdentifiers"];

/// Fields of a change that take something away from the user as it is: a role, a tenant or family or a role in it, an
/// application, a login ID, the right to sign in, and what is emptied. What adds to them or leaves them as they are is not
/// among them. Without a user: fields that could.
#[must_use]
pub fn taken_away(before: Option<&Value>, change: &Value) -> Vec<&'static str> {
    let lost = |field: &&&'static str| {
        let Some(new) = change.get(**field) else { return false };
        let Some(before) = before else { return **field != "status" || new != "enabled" };
        let old = before.get(**field).unwrap_or(&Value::Null);
        match **field {
            // Who is invited may still sign in.
            "status" => old != "disabled" && (new == "disabled" || (old == "enabled" && new != old)),
            "roleNames" => loses_items(old, new),
            // No application in the list means all of them.
            "ssoAppIds" if is_empty(old) || is_empty(new) => is_empty(old) != is_empty(new),
            "ssoAppIds" => loses_items(old, new),
            "familyAssociations" => loses_memberships("familyId", old, new),
            "additionalIdentifiers" => loses_items(&other_login_ids(before, change), new),
            _ => loses_memberships("tenantId", old, new),
        }
    };
    let emptied = |field: &&&'static str| {
        let Some(new) = change.get(**field) else { return false };
        let old = |before: &Value| before.get(**field).cloned().unwrap_or_default();
        match new {
            Value::Object(new) => new.iter().any(|(name, new)| {
                (new.is_null() || new == "")
                    && before.is_none_or(|before| !is_empty(&old(before)[name.as_str()]))
            }),
            new => is_empty(new) && before.is_none_or(|before| !is_empty(&old(before))),
        }
    };
    TAKEN_FROM.iter().filter(lost).chain(EMPTIED.iter().filter(emptied)).copied().collect()
}

/// Fields of a patch whose value is another one than that of the user.
#[must_use]
pub fn overwritten(before: &Value, change: &Value) -> Vec<&'static str> {
    let differs = |field: &str, new: &Value| {
        let old = before.get(field).unwrap_or(&Value::Null);
        match new {
            Value::Object(new) => new.iter().any(|(name, new)| is_other(old.get(name), new)),
            new => is_other(Some(&written(field, old)), new),
        }
    };
    SHARED
        .iter()
        .filter(|field| change.get(**field).is_some_and(|new| differs(field, new)))
        .copied()
        .collect()
}

fn is_other(old: Option<&Value>, new: &Value) -> bool {
    old.map_or(!is_empty(new), |old| old != new && !(is_empty(old) && is_empty(new)))
}

/// What a change overwrites of a user, in the form that brings it back: the fields that are named, and those of a
/// patch that it gives another value.
#[must_use]
pub fn old_values(before: &Value, change: &Value, lost: &[&'static str]) -> Value {
    let user_id = before.get("userId").and_then(Value::as_str).unwrap_or_default();
    let mut old = Map::from_iter([("loginId".to_owned(), user_id.into())]);
    let is_patch = change.get("tenantId").is_none_or(Value::is_null);
    let changed = if is_patch { overwritten(before, change) } else { Vec::new() };
    for field in SHARED.iter().filter(|field| lost.contains(*field) || changed.contains(*field)) {
        let value = before.get(field).unwrap_or(&Value::Null);
        let value = match (written(field, value), change.get(field)) {
            // An attribute that was not there is named as empty.
            (Value::Object(own), Some(Value::Object(new))) => {
                let own = |name: &String| own.get(name).cloned().unwrap_or_default();
                new.iter()
                    .map(|(name, new)| (name, new, own(name)))
                    .filter(|(_, new, own)| *new != own)
                    .map(|(name, _, own)| (name.clone(), own))
                    .collect()
            }
            (Value::Null, Some(Value::Object(new))) => {
                new.keys().map(|name| (name.clone(), Value::Null)).collect()
            }
            // What is empty is given as such: what is not given stays.
            (Value::Null, Some(Value::Array(_))) => Value::Array(Vec::new()),
            (Value::Null, Some(Value::String(_))) => Value::String(String::new()),
            (own, _) => own,
        };
        old.insert((*field).to_owned(), value);
        // Whether it is verified goes with the address.
        let verified = VERIFIED.iter().find(|(of, _)| of == field).map(|(_, verified)| *verified);
        if let Some(verified) = verified.filter(|_| !is_empty(&old[*field])) {
            old.insert(verified.to_owned(), before.get(verified).cloned().unwrap_or(Value::Bool(false)));
        }
    }
    if is_patch && change.get("additionalIdentifiers").is_some() {
        old.insert("additionalIdentifiers".to_owned(), other_login_ids(before, change));
    }
    Value::Object(old)
}

/// The login IDs of a user beside the one that a change names, or beside the first.
#[must_use]
pub fn other_login_ids(before: &Value, change: &Value) -> Value {
    let own = items(before.get("loginIds").unwrap_or(&Value::Null));
    let named = change.get("loginId").filter(|named| own.clone().any(|own| own == *named));
    let named = named.or(own.clone().next());
    own.filter(|own| Some(*own) != named).cloned().collect()
}

/// Addresses with the field that says whether they are verified.
const VERIFIED: [(&str, &str); 4] = [
    ("email", "verifiedEmail"),
    ("phone", "verifiedPhone"),
    ("recoveryEmail", "verifiedRecoveryEmail"),
    ("recoveryPhone", "verifiedRecoveryPhone"),
];

/// Whether a patch gives a user an attribute that there was none of. That an empty value takes it out again is not
/// documented.
#[must_use]
pub fn adds_attributes(before: &Value, change: &Value) -> bool {
    let own = |name: &String| before.get("customAttributes").and_then(|own| own.get(name));
    let new = change.get("customAttributes").and_then(Value::as_object);
    new.is_some_and(|new| new.keys().any(|name| own(name).is_none_or(Value::is_null)))
}

/// Login IDs of a user that follow an e-mail address or phone number which a change gives, each with what it becomes.
#[must_use]
pub fn following<'v>(before: &'v Value, change: &'v Value) -> Vec<(&'v str, &'v str)> {
    let mut following = Vec::new();
    for field in ["email", "phone"] {
        let text = |record: &'v Value| record.get(field)?.as_str().filter(|text| !text.is_empty());
        let (Some(old), Some(new)) = (text(before), text(change)) else { continue };
        let mut login_ids = items(before.get("loginIds").unwrap_or(&Value::Null));
        if old != new && login_ids.any(|login_id| login_id == old) {
            following.push((old, new));
        }
    }
    following
}

/// What an operation takes of the field of tenants that is about the roles in one of them.
pub const ROLES_OF_TENANT: &str = "userTenants.roleNames";

/// What these fields hold, as a sentence says it: `roles and tenants`.
#[must_use]
pub fn named(fields: &[&str]) -> String {
    let title = |field: &&str| match *field {
        "status" => "the right to sign in".to_owned(),
        "additionalIdentifiers" => "login IDs".to_owned(),
        ROLES_OF_TENANT => "roles in tenants".to_owned(),
        "email" => "the e-mail address".to_owned(),
        "phone" => "the phone number".to_owned(),
        "name" => "the display name".to_owned(),
        "givenName" => "the first name".to_owned(),
        "middleName" => "the middle name".to_owned(),
        "familyName" => "the last name".to_owned(),
        "picture" => "the picture".to_owned(),
        "recoveryEmail" => "the recovery e-mail address".to_owned(),
        "recoveryPhone" => "the recovery phone number".to_owned(),
        _ => {
            let column = super::USER.columns.iter().find(|column| column.path == *field);
            column.map_or_else(|| (*field).to_owned(), |column| column.header.to_lowercase())
        }
    };
    let titles: Vec<String> = fields.iter().map(title).collect();
    match titles.split_last() {
        Some((last, others @ [_, ..])) => format!("{} and {last}", others.join(", ")),
        _ => titles.concat(),
    }
}

/// The same for the body of a removal, which names what is taken away.
#[must_use]
pub fn removed(before: Option<&Value>, removal: &Value) -> Vec<&'static str> {
    if let Some(families) = removal.get("familyIds") {
        let own = |before: &Value| {
            let own = items(before.get("familyAssociations").unwrap_or(&Value::Null));
            own.filter_map(|family| family.get("familyId")).any(|id| items(families).any(|gone| gone == id))
        };
        return before.is_none_or(own).then_some("familyAssociations").into_iter().collect();
    }
    let tenant = removal.get("tenantId").filter(|tenant| !tenant.is_null());
    let field = match (removal.get("ssoAppIds"), tenant) {
        (Some(_), _) => "ssoAppIds",
        (None, Some(_)) => "userTenants",
        (None, None) => "roleNames",
    };
    let Some(before) = before else { return vec![field] };
    let mut record = before.get(field).unwrap_or(&Value::Null);
    if let Some(tenant) = tenant {
        let Some(own) = items(record).find(|own| own.get("tenantId") == Some(tenant)) else {
            return Vec::new();
        };
        match removal.get("roleNames") {
            None => return vec![field],
            Some(_) => record = own.get("roleNames").unwrap_or(&Value::Null),
        }
    }
    let named = removal.get(if field == "ssoAppIds" { field } else { "roleNames" }).unwrap_or(&Value::Null);
    if items(named).any(|item| items(record).any(|own| own == item)) { vec![field] } else { Vec::new() }
}

/// The same for the body of an operation that sets a whole list, for the project or for a tenant.
#[must_use]
pub fn replaced(before: Option<&Value>, change: &Value) -> Vec<&'static str> {
    let Some(tenant) = change.get("tenantId").filter(|tenant| !tenant.is_null()) else {
        return taken_away(before, change);
    };
    let loses = |before: &Value| {
        let own = before.get("userTenants").map(items).into_iter().flatten();
        let own = own.filter(|own| own.get("tenantId") == Some(tenant));
        let new = change.get("roleNames").unwrap_or(&Value::Null);
        own.filter_map(|own| own.get("roleNames")).any(|roles| loses_items(roles, new))
    };
    before.is_none_or(loses).then_some("userTenants").into_iter().collect()
}

fn items(list: &Value) -> impl Iterator<Item = &Value> + Clone {
    list.as_array().into_iter().flatten()
}

fn loses_items(old: &Value, new: &Value) -> bool {
    items(old).any(|item| !items(new).any(|kept| kept == item))
}

fn loses_memberships(id: &str, old: &Value, new: &Value) -> bool {
    items(old).any(|own| {
        let kept = items(new).find(|kept| kept.get(id) == own.get(id));
        let roles = |membership: &Value| membership.get("roleNames").cloned().unwrap_or_default();
        kept.is_none_or(|kept| loses_items(&roles(own), &roles(kept)))
    })
}

/// Whether a user has this login ID or user ID.
#[must_use]
pub fn is_called(record: &Value, name: &str) -> bool {
    let login_ids = items(record.get("loginIds").unwrap_or(&Value::Null)).filter_map(Value::as_str);
    let user_id = record.get("userId").and_then(Value::as_str);
    user_id == Some(name) || login_ids.map(normal_form).any(|known| known == normal_form(name))
}

/// The parts of a name, which are shown where the name as a whole is not set.
pub const PARTS_OF_NAME: &[&str] = &["givenName", "familyName"];

/// The name of a user, as people are shown it.
#[must_use]
pub fn shown_name(record: &Value) -> Option<String> {
    let text = |field: &&str| record.get(*field).and_then(Value::as_str).filter(|text| !text.is_empty());
    let parts = || PARTS_OF_NAME.iter().filter_map(text).collect::<Vec<_>>().join(" ");
    let name = text(&"name").map_or_else(parts, str::to_owned);
    Some(name).filter(|name| !name.is_empty())
}

/// The user as a question names one: by what a person knows, and by what is unique.
#[must_use]
pub fn person(record: &Value) -> String {
    let text = |pointer: &str| {
        let text = record.pointer(pointer).and_then(Value::as_str).filter(|text| !text.is_empty());
        text.map(str::to_owned)
    };
    let mut names = [shown_name(record), text("/loginIds/0").or(text("/email")), text("/userId")];
    if names[0] == names[1] {
        names[0] = None;
    }
    let mut names = names.into_iter().flatten();
    let first = names.next().unwrap_or_else(|| "a user without a name".to_owned());
    let others: Vec<String> = names.collect();
    if others.is_empty() { first } else { format!("{first} ({})", others.join(", ")) }
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
            "familyAssociations": [{"familyId": "smith", "roleNames": ["viewer"], "familyName": "Smith"}],
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
                "familyAssociations": [{"familyId": "smith", "roleNames": ["viewer"]}],
                "customAttributes": {"plan": "pro", "seats": 0, "note": null}, "status": "disabled",
                "createdTime": 1_700_000_000,
            })
        );
    }

    #[test]
    fn only_what_takes_something_away_is_named() {
        let user = json!({
            "status": "enabled", "roleNames": ["admin"], "ssoAppIds": ["crm"],
            "userTenants": [{"tenantId": "acme", "tenantName": "Acme", "roleNames": ["viewer"]}],
        });
        let taken = |change: Value| taken_away(Some(&user), &change);
        assert_eq!(taken(json!({"name": "X"})), Vec::<&str>::new());
        assert_eq!(taken(user.clone()), Vec::<&str>::new());
        assert_eq!(
            taken(json!({"roleNames": ["viewer", "admin"], "ssoAppIds": ["crm", "wiki"]})),
            Vec::<&str>::new()
        );
        assert_eq!(taken(json!({"roleNames": ["viewer"]})), ["roleNames"]);
        assert_eq!(taken(json!({"roleNames": null, "status": "disabled"})), ["status", "roleNames"]);
        assert_eq!(taken(json!({"ssoAppIds": []})), ["ssoAppIds"]);
        assert_eq!(taken(json!({"userTenants": [{"tenantId": "globex"}]})), ["userTenants"]);
        assert_eq!(
            taken(json!({"userTenants": [{"tenantId": "acme", "roleNames": ["admin"]}]})),
            ["userTenants"]
        );
        let family = json!({"familyAssociations": [{"familyId": "smith", "roleNames": ["admin"]}]});
        let taken = |change: Value| taken_away(Some(&family), &change);
        assert_eq!(taken(family.clone()), Vec::<&str>::new());
        assert_eq!(taken(json!({"familyAssociations": [{"familyId": "smith"}]})), ["familyAssociations"]);
        assert_eq!(taken(json!({"familyAssociations": [{"familyId": "jones"}]})), ["familyAssociations"]);
        let named = json!({"loginIds": ["a", "b", "c"]});
        let taken = |change: Value| taken_away(Some(&named), &change);
        assert_eq!(
            taken(json!({"loginId": "b", "additionalIdentifiers": ["c", "a", "d"]})),
            Vec::<&str>::new()
        );
        assert_eq!(
            taken(json!({"loginId": "U1", "additionalIdentifiers": ["c"]})),
            ["additionalIdentifiers"]
        );
        let open = json!({"status": "invited", "ssoAppIds": []});
        assert_eq!(
            taken_away(Some(&open), &json!({"ssoAppIds": ["crm"], "status": "disabled"})),
            ["status", "ssoAppIds"]
        );
    }

    #[test]
    fn every_value_that_a_patch_overwrites_can_be_brought_back() {
        let user = json!({
            "userId": "U1", "loginIds": ["a@example.com", "a"], "email": "a@example.com", "verifiedEmail": true,
            "phone": "", "name": "Ann", "roleNames": ["viewer"], "customAttributes": {"plan": "pro", "seats": 5},
        });
        let change = json!({
            "loginId": "a", "email": "b@example.com", "phone": "+15551234567", "name": "Ann", "roleNames": [],
            "customAttributes": {"plan": "free", "team": "x"}, "picture": "", "additionalIdentifiers": ["c"],
        });
        assert_eq!(
            old_values(&user, &change, &["roleNames"]),
            json!({
                "loginId": "U1", "email": "a@example.com", "verifiedEmail": true, "phone": "",
                "roleNames": ["viewer"], "customAttributes": {"plan": "pro", "team": null},
                "additionalIdentifiers": ["a@example.com"],
            })
        );
        assert!(adds_attributes(&user, &change));
        assert!(!adds_attributes(&user, &json!({"customAttributes": {"plan": "free"}})));
        assert_eq!(following(&user, &change), [("a@example.com", "b@example.com")]);
        assert_eq!(following(&user, &json!({"email": ""})), []);
        let of_tenant = json!({"loginId": "U1", "tenantId": "acme", "roleNames": ["x"]});
        assert_eq!(old_values(&user, &of_tenant, &[]), json!({"loginId": "U1"}));
    }

    #[test]
    fn a_removal_takes_only_what_is_there() {
        let user = json!({
            "roleNames": ["admin"], "ssoAppIds": ["crm"],
            "userTenants": [{"tenantId": "acme", "roleNames": ["viewer"]}],
        });
        let none = Vec::<&str>::new();
        let taken = |change: Value| removed(Some(&user), &change);
        assert_eq!(taken(json!({"roleNames": ["admin", "x"]})), ["roleNames"]);
        assert_eq!(taken(json!({"roleNames": ["viewer"], "tenantId": null})), none);
        assert_eq!(taken(json!({"roleNames": ["viewer"], "tenantId": "acme"})), ["userTenants"]);
        assert_eq!(taken(json!({"roleNames": ["admin"], "tenantId": "acme"})), none);
        assert_eq!(taken(json!({"tenantId": "acme"})), ["userTenants"]);
        assert_eq!(taken(json!({"tenantId": "globex"})), none);
        assert_eq!(taken(json!({"ssoAppIds": ["crm"]})), ["ssoAppIds"]);
        assert_eq!(taken(json!({"ssoAppIds": ["wiki"]})), none);
        assert_eq!(taken(json!({"familyIds": ["smith"]})), none);
        let member = json!({"familyAssociations": [{"familyId": "smith"}]});
        assert_eq!(removed(Some(&member), &json!({"familyIds": ["jones", "smith"]})), ["familyAssociations"]);
    }

    #[test]
    fn a_person_is_named_by_all_that_one_knows() {
        let record = json!({"userId": "U1", "loginIds": ["a", "b"], "name": "Ann"});
        assert_eq!(person(&record), "Ann (a, U1)");
        assert_eq!(person(&json!({"userId": "U1", "loginIds": ["a"], "name": ""})), "a (U1)");
        assert_eq!(person(&json!({"userId": "U1"})), "U1");
    }

    #[test]
    fn what_cannot_be_asked_for_is_left_to_the_server() {
        let record = json!({"loginIds": ["a"], "status": "expired", "createdTime": 0});
        assert_eq!(writable(&record), json!({"loginId": "a"}));
        assert_eq!(writable(&json!({})), json!({}));
    }
}
