//! What must not be shown: secrets by the names of their fields, and by their values.

use serde_json::Value;

use crate::ops::user::SECRETS;

/// Fields whose values are secrets, in requests and replies, besides those of a user.
const OTHERS: &[&str] = &[
    "cleartext",
    "jwt",
    "sessionJwt",
    "refreshJwt",
    "externalToken",
    "trustedDeviceJwt",
    "accessToken",
    "refreshToken",
    "token",
    "code",
    "link",
    "pendingRef",
    "hashes",
];

/// What stands where a secret was.
const HIDDEN: &str = "[secret]";

/// Shorter secrets are replaced only where they stand alone: a password `a` must not take every `a` out
/// of a message.
const SHORT: usize = 4;

/// The value with every secret replaced, for dry runs and verbose output. A boolean under such a
/// name is a flag, not a secret.
#[must_use]
pub fn redact(value: &Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| {
                // The users of an import: the base64 of a whole file.
                if let ("users", Value::String(content)) = (name.as_str(), value) {
                    return (name.clone(), Value::from(format!("[{} characters]", content.len())));
                }
                let secret = is_secret(name) && !matches!(value, Value::Bool(_) | Value::Null);
                (name.clone(), if secret { Value::from(HIDDEN) } else { redact(value) })
            })
            .collect(),
        Value::Array(items) => items.iter().map(redact).collect(),
        other => other.clone(),
    }
}

/// Fields that say who a person is, or how and where to reach one. IDs that only the project knows stay.
const PERSONAL: &[&str] = &[
    "loginId",
    "loginIds",
    "newLoginId",
    "additionalIdentifiers",
    "externalIds",
    "identifier",
    "identifiers",
    "email",
    "emails",
    "phone",
    "phones",
    "name",
    "userName",
    "displayName",
    "givenName",
    "middleName",
    "familyName",
    "picture",
    "recoveryEmail",
    "recoveryPhone",
    "customAttributes",
    "attributeValue",
    "customClaims",
    "text",
    "ip",
    "city",
    "country",
    "selectedTenant",
    "impersonatorId",
    "errorDescription",
    "errorMessage",
];

/// What stands where something personal was.
const WITHHELD: &str = "[personal]";

/// The value without what is personal. What is empty, true or false stays: it names nobody.
pub(super) fn impersonal(value: &Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| {
                let is_personal = PERSONAL.contains(&name.as_str());
                (name.clone(), if is_personal { withheld(value) } else { impersonal(value) })
            })
            .collect(),
        Value::Array(items) => items.iter().map(impersonal).collect(),
        other => other.clone(),
    }
}

fn withheld(value: &Value) -> Value {
    match value {
        Value::Null | Value::Bool(_) => value.clone(),
        Value::String(text) if text.is_empty() => value.clone(),
        Value::String(_) | Value::Number(_) => Value::from(WITHHELD),
        Value::Array(items) => items.iter().map(withheld).collect(),
        Value::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), withheld(value))).collect(),
    }
}

/// Secrets that are taken out of texts, as they are and as JSON writes them.
pub struct Mask {
    /// The longest first: a secret may be a part of another one.
    secrets: Vec<String>,
}

impl Mask {
    pub(super) fn new(secrets: &[&str]) -> Self {
        let escaped = |secret: &&str| {
            let json = Value::from(*secret).to_string();
            // Without its quotes.
            json.get(1..json.len() - 1).unwrap_or_default().to_owned()
        };
        let plain = secrets.iter().map(|secret| (*secret).to_owned());
        let mut secrets: Vec<String> = plain.chain(secrets.iter().map(escaped)).collect();
        secrets.retain(|secret| !secret.is_empty());
        secrets.sort_unstable_by(|one, other| (other.len(), one).cmp(&(one.len(), other)));
        secrets.dedup();
        Self { secrets }
    }

    /// The text with every secret replaced.
    #[must_use]
    pub fn apply(&self, text: &str) -> String {
        let mut masked = text.to_owned();
        for secret in self.secrets.iter().filter(|secret| text.contains(*secret)) {
            masked = if secret.len() < SHORT {
                mask_alone(&masked, secret)
            } else {
                masked.replace(secret, HIDDEN)
            };
        }
        masked
    }
}

/// All texts below the names of secrets.
pub(super) fn values(value: &Value) -> Vec<&str> {
    let mut found = Vec::new();
    collect(value, false, &mut found);
    found
}

fn is_secret(name: &str) -> bool {
    SECRETS.contains(&name) || OTHERS.contains(&name)
}

fn collect<'a>(value: &'a Value, secret: bool, found: &mut Vec<&'a str>) {
    match value {
        Value::String(text) if secret => found.push(text),
        Value::Array(items) => items.iter().for_each(|item| collect(item, secret, found)),
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| collect(value, secret || is_secret(name), found));
        }
        _ => {}
    }
}

/// Replaces a short secret where no letter or digit stands beside it.
fn mask_alone(text: &str, secret: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(secret) {
        let (before, found) = rest.split_at(start);
        let after = &found[secret.len()..];
        masked.push_str(before);
        let alone = !masked.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
        masked.push_str(if alone { HIDDEN } else { secret });
        rest = after;
    }
    masked + rest
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn secrets_are_replaced_at_any_depth_and_flags_are_not() {
        let body = json!({"users": [{"loginId": "a", "password": "s3cret", "seed": "x"}], "jwt": "ey"});
        assert_eq!(
            redact(&body),
            json!({"users": [{"loginId": "a", "password": "[secret]", "seed": "[secret]"}], "jwt": "[secret]"})
        );
        assert_eq!(redact(&json!({"password": true})), json!({"password": true}));
        assert_eq!(redact(&json!({"users": "W10="})), json!({"users": "[4 characters]"}));
    }

    #[test]
    fn what_is_personal_is_withheld_and_the_rest_stays() {
        let body = json!({"users": [{
            "loginIds": ["a"], "userId": "U1", "email": "", "phone": null, "verifiedEmail": true,
            "customAttributes": {"plan": "pro"}, "status": "enabled", "createdTime": 7,
        }]});
        assert_eq!(
            impersonal(&body),
            json!({"users": [{
                "loginIds": ["[personal]"], "userId": "U1", "email": "", "phone": null, "verifiedEmail": true,
                "customAttributes": {"plan": "[personal]"}, "status": "enabled", "createdTime": 7,
            }]})
        );
    }

    #[test]
    fn secrets_of_a_request_are_found_below_their_names() {
        let body = json!({"users": [
            {"loginId": "a", "hashedPassword": {"bcrypt": {"hash": "$2b$"}, "rounds": 3}, "password": "pw"},
        ]});
        assert_eq!(values(&body), ["$2b$", "pw"]);
    }

    #[test]
    fn a_text_that_holds_a_secret_loses_it() {
        let mask = |text: &str, secrets: &[&str]| Mask::new(secrets).apply(text);
        assert_eq!(mask("`hunter22` and hunter2", &["hunter2", "hunter22"]), "`[secret]` and [secret]");
        assert_eq!(mask("a cat, a", &["a", ""]), "[secret] cat, [secret]");
        assert_eq!(mask("nothing here", &["hunter2"]), "nothing here");
        let body = json!({ "password": "quote\"and\nline" }).to_string();
        assert_eq!(mask(&body, &["quote\"and\nline"]), r#"{"password":"[secret]"}"#);
    }
}
