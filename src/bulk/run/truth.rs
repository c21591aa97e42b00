//! The rules by which a report is true: whose user it is, and whether a user is as a row says.
//!
//! A reply can be lost, a request can take effect after its client has given up, and a user of the same login
//! ID can have existed before or come from somebody else. So a user who is found after a sending counts as
//! created by this job only where two things agree:
//!
//! 1. **Time.** The server's own clock says that the user was made since the first sending of the row. Our
//!    clock is never compared with the server's: both times come from the server, one from the `Date` of an
//!    earlier reply, the other from the user's record. A row that states its own `createdTime` is different,
//!    since the server stores what the row says: its user is looked up before the first sending, and counts as
//!    created where none existed then.
//! 2. **Content.** What the row gives and a reply echoes is what the user has, in the server's normal form.
//!    Within the same second, content alone decides.

use serde_json::{Map, Value};

use super::journal::Sent;
use crate::ops::{
    identifier::normal_form,
    user::{self, SECRETS, written},
};

/// Fields of a row that only a new user gets, besides the secrets. A patch cannot carry them.
const ONLY_NEW: &[&str] = &["createdTime", "test", "additionalIdentifiers"];

/// Fields that the server keeps in a normal form.
const IDENTIFIERS: &[&str] = &["email", "phone", "recoveryEmail", "recoveryPhone"];

/// Fields that an invitation sets by itself.
const SET_BY_INVITATION: &[&str] = &["status", "verifiedEmail", "verifiedPhone"];

/// Whether the job sends invitations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Invites {
    Yes,
    No,
}

/// Whether a user was created by the sending of this row.
pub(super) fn is_created_by(
    row: &Value,
    sent: Option<Sent>,
    was_absent: bool,
    invites: Invites,
    user: &Value,
) -> bool {
    let Some(sent) = sent else { return false };
    let made_since = match (row.get("createdTime"), sent.first, created_time(user)) {
        (Some(_), _, _) => was_absent,
        (None, Some(first), Some(made)) => made >= first,
        (None, ..) => was_absent,
    };
    made_since && has_content_of(row, invites, user)
}

/// Whether a user has what the row gives, as far as a reply echoes it.
fn has_content_of(row: &Value, invites: Invites, user: &Value) -> bool {
    let is_compared = |name: &str| {
        name != "loginId"
            && !SECRETS.contains(&name)
            && !(invites == Invites::Yes && SET_BY_INVITATION.contains(&name))
    };
    let mut fields = row.as_object().into_iter().flatten();
    fields.all(|(name, value)| !is_compared(name) || has(user, name, value))
}

/// The fields of a row that a stored user does not have like this and that a patch can change.
pub(super) fn differing(row: &Value, user: &Value) -> Map<String, Value> {
    let fields = row.as_object().into_iter().flatten();
    let differs =
        |name: &str, value: &Value| name != "loginId" && !is_only_new(name) && !has(user, name, value);
    let differing = fields.filter(|(name, value)| differs(name, value));
    differing.map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// What a row changes of a user who exists, where it can also make one.
#[must_use]
pub fn changes_by_creation(row: &Value, user: &Value) -> Value {
    Value::Object(differing(row, user))
}

/// Whether a user has all that a patch says already.
#[must_use]
pub fn changes_nothing(patch: &Value, user: &Value) -> bool {
    let mut fields = patch.as_object().into_iter().flatten();
    fields.all(|(name, value)| name == "loginId" || has(user, name, value))
}

/// The fields of a row that only a new user gets and that a stored user does not have like this. Whether a
/// password is the stored one cannot be known, so that secrets always count.
pub(super) fn not_set(row: &Value, user: &Value) -> Vec<String> {
    let fields = row.as_object().into_iter().flatten();
    let left_out = fields.filter(|(name, value)| {
        let name = name.as_str();
        is_only_new(name) && !value.is_null() && (SECRETS.contains(&name) || !has(user, name, value))
    });
    left_out.map(|(name, _)| name.clone()).collect()
}

/// The passwords and hashes of a row whose user exists and has none.
pub(super) fn passwords_not_set(row: &Value, user: &Value) -> Vec<String> {
    let given = |name: &&str| row.get(*name).is_some_and(|value| !value.is_null());
    let names = ["password", "hashedPassword"].into_iter().filter(given);
    match user.get("password") {
        Some(Value::Bool(false)) => names.map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

fn is_only_new(field: &str) -> bool {
    SECRETS.contains(&field) || ONLY_NEW.contains(&field)
}

/// Whether a stored user has this value in a field.
fn has(user: &Value, name: &str, wanted: &Value) -> bool {
    match (name, wanted) {
        ("additionalIdentifiers", Value::Array(names)) => {
            let own = user.get("loginIds").and_then(Value::as_array);
            names
                .iter()
                .all(|name| own.is_some_and(|own| own.iter().any(|own| is_same_identifier(own, name))))
        }
        (name, Value::String(_)) if IDENTIFIERS.contains(&name) => {
            let stored = user.get(name).unwrap_or(&Value::Null);
            is_same_identifier(stored, wanted) || holds(Some(stored), wanted)
        }
        _ => holds(user.get(name).map(|stored| written(name, stored)).as_ref(), wanted),
    }
}

/// Whether two e-mail addresses or phone numbers are the same in the server's normal form.
fn is_same_identifier(stored: &Value, wanted: &Value) -> bool {
    let (Some(stored), Some(wanted)) = (stored.as_str(), wanted.as_str()) else { return false };
    normal_form(stored) == normal_form(wanted)
        || (wanted.contains('@') && stored.eq_ignore_ascii_case(wanted))
}

/// Whether what is stored already says what a row says: objects may hold more, and lists any order.
fn holds(stored: Option<&Value>, wanted: &Value) -> bool {
    match (stored, wanted) {
        (Some(Value::Object(stored)), Value::Object(wanted)) => {
            wanted.iter().all(|(key, value)| holds(stored.get(key), value))
        }
        (Some(Value::Array(stored)), Value::Array(wanted)) => {
            stored.len() == wanted.len()
                && wanted.iter().all(|item| stored.iter().any(|stored| holds(Some(stored), item)))
        }
        // Whole numbers are compared as such: large ones would be the same as fractions.
        (Some(Value::Number(stored)), Value::Number(wanted)) if stored.is_f64() || wanted.is_f64() => {
            stored.as_f64() == wanted.as_f64()
        }
        (Some(stored), wanted) => stored == wanted || (user::is_empty(stored) && user::is_empty(wanted)),
        (None, wanted) => user::is_empty(wanted),
    }
}

/// When a user was created, in epoch seconds by the server's clock.
fn created_time(user: &Value) -> Option<i64> {
    user.get("createdTime").and_then(Value::as_i64).filter(|time| *time > 0)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn sent(first: Option<i64>) -> Option<Sent> {
        Some(Sent { first, latest: first, timeout: 60, changes: None })
    }

    #[test]
    fn a_user_is_ours_when_time_and_content_agree() {
        let row = json!({"loginId": "a", "name": "new", "password": "x"});
        let user = |name: &str, time: i64| json!({"name": name, "createdTime": time});
        let ours = |sent, user: &Value| is_created_by(&row, sent, false, Invites::No, user);
        assert!(ours(sent(Some(100)), &user("new", 100)) && ours(sent(Some(100)), &user("new", 160)));
        assert!(!ours(sent(Some(100)), &user("new", 99)), "made before the first sending");
        assert!(!ours(sent(Some(100)), &user("old", 100)), "within the same second content decides");
        assert!(!ours(None, &user("new", 100)), "never sent");
        assert!(!ours(sent(None), &user("new", 100)), "the server's time is not known");
    }

    #[test]
    fn a_stated_time_is_no_proof_but_an_absence_before_is() {
        let row = json!({"loginId": "a", "createdTime": 7});
        let user = json!({"createdTime": 7});
        assert!(!is_created_by(&row, sent(Some(100)), false, Invites::No, &user));
        assert!(is_created_by(&row, sent(Some(100)), true, Invites::No, &user));
        assert!(!is_created_by(&row, sent(Some(100)), true, Invites::No, &json!({"createdTime": 8})));
    }

    #[test]
    fn what_an_invitation_sets_is_no_difference() {
        let row =
            json!({"loginId": "a", "email": "A@example.com", "verifiedEmail": false, "status": "invited"});
        let user =
            json!({"email": "a@example.com", "verifiedEmail": true, "status": "enabled", "createdTime": 5});
        assert!(is_created_by(&row, sent(Some(5)), false, Invites::Yes, &user));
        assert!(!is_created_by(&row, sent(Some(5)), false, Invites::No, &user));
    }

    #[test]
    fn only_what_differs_is_patched() {
        let user = json!({
            "name": "Ann", "email": "a@example.com", "customAttributes": {"plan": "pro", "seats": 5.0},
            "roleNames": ["b", "a"], "userTenants": [{"tenantId": "t", "tenantName": "T", "roleNames": []}],
        });
        let same = json!({
            "loginId": "a", "name": "Ann", "roleNames": ["a", "b"], "customAttributes": {"seats": 5},
            "userTenants": [{"tenantId": "t", "roleNames": []}], "password": "x", "createdTime": 1, "phone": "",
        });
        assert_eq!(differing(&same, &user), Map::new());
        let other =
            json!({"loginId": "a", "name": "Anna", "customAttributes": {"plan": "free"}, "roleNames": ["a"]});
        let names: Vec<String> = differing(&other, &user).keys().cloned().collect();
        assert_eq!(names, ["name", "customAttributes", "roleNames"]);
    }

    #[test]
    fn only_identifiers_are_compared_in_their_normal_form() {
        let user = json!({
            "email": "ann@example.com", "phone": "+15551234567", "name": "ann @ home",
            "customAttributes": {"desk": "+15551234567", "number": 9_007_199_254_740_993_i64},
        });
        let same = json!({"email": "Ann@Example.com", "phone": "+1 555 123 4567"});
        assert_eq!(differing(&same, &user), Map::new());
        for (name, value) in [
            ("name", json!("Ann @ home")),
            ("customAttributes", json!({"desk": "+1 555 123 4567"})),
            ("customAttributes", json!({"number": 9_007_199_254_740_992_i64})),
        ] {
            let row = json!({ name: value });
            assert_eq!(differing(&row, &user).len(), 1, "{row}");
        }
    }

    #[test]
    fn what_only_a_new_user_gets_is_named() {
        let user = json!({"loginIds": ["a", "+15551234567"], "createdTime": 7});
        let row = json!({"loginId": "a", "password": "x", "createdTime": 7, "test": false,
            "additionalIdentifiers": ["+1 555 123 4567"]});
        assert_eq!(not_set(&row, &user), ["password"]);
        let row = json!({"seed": "x", "createdTime": 8, "additionalIdentifiers": ["b"]});
        assert_eq!(not_set(&row, &user), ["seed", "createdTime", "additionalIdentifiers"]);
    }
}
