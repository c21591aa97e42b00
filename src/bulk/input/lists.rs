//! Which list of a JSON object holds the users.

use super::columns::{names_a_user, normal_form};
use crate::error::{Error, Result, quoted};

/// Keys under which objects hold their list of users.
const ENVELOPES: &[&str] = &["users", "Users", "value", "results", "Resources", "records", "items", "data"];

/// Keys of lists that are often not the only ones of people.
const PEOPLE: &[&str] = &["members", "people", "accounts"];

/// Keys of lists inside of other objects that may be anything, so that their objects must say that they are users.
const ANYTHING: &[&str] = &["list", "rows", "nodes", "entries", "employees"];

/// Keys by which an object is one thing or person among others, and no envelope, in their normal form.
const OF_ONE: &[&str] = &[
    "id",
    "uuid",
    "uid",
    "guid",
    "name",
    "displayname",
    "fullname",
    "firstname",
    "givenname",
    "lastname",
    "familyname",
    "surname",
];

/// Objects inside of objects that are looked into.
const DEEPEST: usize = 6;

/// A list of objects inside of an object.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct List {
    /// The keys that lead to it.
    pub(super) way: Vec<String>,
    /// The keys of its first object.
    keys: Vec<String>,
}

impl List {
    /// The way to it, as `--list` takes it.
    pub(super) fn name(&self) -> String {
        self.way.join(".")
    }

    fn is_called(&self, names: &[&str]) -> bool {
        self.way.last().is_some_and(|key| names.contains(&key.as_str()))
    }

    fn names_users(&self) -> bool {
        self.keys.iter().any(|key| names_a_user(key))
    }
}

/// The lists of objects in the JSON object with which a text begins, as far as it goes.
pub(super) fn lists_in(text: &[u8]) -> Vec<List> {
    let mut found = Vec::new();
    // The keys at which the open objects are; brackets that are open inside of a list.
    let (mut way, mut inside, mut is_key, mut place): (Vec<String>, u32, bool, usize) =
        (Vec::new(), 0, false, 0);
    while let Some(byte) = text.get(place) {
        match byte {
            b'"' => {
                let end = end_of_text(&text[place..]);
                if let (0, true, Some(key)) = (inside, is_key, way.last_mut()) {
                    *key = serde_json::from_slice(&text[place..place + end]).unwrap_or_default();
                    is_key = false;
                }
                place += end;
                continue;
            }
            b'{' if inside == 0 => {
                way.push(String::new());
                is_key = true;
            }
            b'[' if inside == 0 => {
                let first = text[place + 1..].trim_ascii_start();
                if matches!(first.first(), Some(b'{' | b']')) && (1..=DEEPEST).contains(&way.len()) {
                    found.push(List { way: way.clone(), keys: keys_of(first) });
                }
                inside = 1;
            }
            b'{' | b'[' => inside += 1,
            b'}' | b']' if inside > 0 => inside -= 1,
            b'}' => {
                way.pop();
                is_key = false;
                if way.is_empty() {
                    return found;
                }
            }
            b',' if inside == 0 => is_key = true,
            _ => {}
        }
        place += 1;
    }
    found
}

/// How many bytes a text has that begins with its quote.
fn end_of_text(text: &[u8]) -> usize {
    let mut escaped = false;
    for (place, byte) in text.iter().enumerate().skip(1) {
        match byte {
            b'"' if !escaped => return place + 1,
            _ => escaped = *byte == b'\\' && !escaped,
        }
    }
    text.len()
}

/// The keys of the JSON object with which a text begins, as far as it goes.
pub(super) fn keys_of(text: &[u8]) -> Vec<String> {
    let (mut keys, mut depth, mut place, mut is_value) = (Vec::new(), 0_u32, 0, false);
    while let Some(byte) = text.get(place) {
        match byte {
            b'"' => {
                let end = end_of_text(&text[place..]);
                if depth == 1 && !is_value {
                    keys.extend(serde_json::from_slice::<String>(&text[place..place + end]));
                }
                place += end;
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth <= 1 => break,
            b'}' | b']' => depth -= 1,
            b':' if depth == 1 => is_value = true,
            b',' if depth == 1 => is_value = false,
            _ => {}
        }
        place += 1;
    }
    keys
}

/// The list of users among those of an object that begins with this text; none where the object is a user itself, or
/// has no such list.
///
/// # Errors
/// Usage where several may be it.
pub(super) fn list_of_users(name: &str, text: &[u8]) -> Result<Option<Vec<String>>> {
    let lists = lists_in(text);
    let at_top = |key: &&&str| lists.iter().any(|list| list.way == [**key]);
    if let Some(key) = ENVELOPES.iter().find(at_top) {
        return Ok(Some(vec![(*key).to_owned()]));
    }
    // Lists inside of a user, such as his identities, hold no users, and one object of several is no envelope.
    let keys = keys_of(text);
    if keys.iter().any(|key| names_a_user(key)) || is_one_of_several(text) {
        return Ok(None);
    }
    // An object with a list of addresses need not be an envelope.
    let is_one = keys.iter().any(|key| OF_ONE.contains(&normal_form(key).as_str()));
    let is_sure = |list: &List| list.way.len() == 1 || list.is_called(ANYTHING);
    let by_keys = |list: &List| list.names_users() && is_sure(list) && !is_one;
    let may_be = |list: &&List| by_keys(list) || list.is_called(PEOPLE) || list.is_called(ENVELOPES);
    let mut found: Vec<&List> = lists.iter().filter(may_be).collect();
    if found.iter().any(|list| list.names_users()) {
        found.retain(|list| list.names_users());
    }
    match found.as_slice() {
        [] => Ok(None),
        [list] => Ok(Some(list.way.clone())),
        [first, ..] => {
            let names: Vec<String> = found.iter().map(|list| format!("`{}`", list.name())).collect();
            Err(Error::usage(format!("`{name}` holds several lists that may be the users"))
                .because(names.join(", "))
                .hint(format!(
                    "`--list {}` reads one of them: run the command for each that is meant",
                    quoted(&first.name())
                )))
        }
    }
}

/// The first list of objects in an object that is no user and no line of several, where none is known to be the users.
pub(super) fn list_to_name(text: &[u8]) -> Option<String> {
    if keys_of(text).iter().any(|key| names_a_user(key)) || is_one_of_several(text) {
        return None;
    }
    let lists = lists_in(text);
    lists.iter().find(|list| list.names_users()).or(lists.first()).map(List::name)
}

/// Whether another object follows the one with which a text begins.
fn is_one_of_several(text: &[u8]) -> bool {
    let mut values = serde_json::Deserializer::from_slice(text).into_iter::<serde::de::IgnoredAny>();
    let is_whole = matches!(values.next(), Some(Ok(_)));
    let rest = text.get(values.byte_offset()..).unwrap_or_default();
    is_object_a_line(text) || is_whole && rest.trim_ascii_start().starts_with(b"{")
}

/// Whether an object ends on its line, and another begins on the next.
pub(super) fn is_object_a_line(text: &[u8]) -> bool {
    let mut lines = text.split(|byte| *byte == b'\n');
    lines.next().is_some_and(|line| line.trim_ascii_end().ends_with(b"}"))
        && lines.next().is_some_and(|line| line.starts_with(b"{"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Result<Option<String>, String> {
        let found = list_of_users("a.json", text.as_bytes());
        found
            .map(|way| way.map(|way| way.join(".")))
            .map_err(|error| format!("{error}: {}", error.reason().unwrap()))
    }

    #[test]
    fn the_list_of_users_is_found_wherever_it_lies() {
        for (text, way) in [
            (r#"{"users":[]}"#, Some("users")),
            (r#"{"deleted":[{"email":1}],"users":[{"x":"]"}],"n":1}"#, Some("users")),
            (r#"{"data":{"users":[{"email":"a"}]}}"#, Some("data.users")),
            (r#"{"data":{"users":[]}}"#, Some("data.users")),
            (r#"{"a":{"b\"":{"people":[{"x":[{"y":1}],"Mail":"a"}]}}}"#, Some("a.b\".people")),
            // An object with contacts is one user, and no list of them.
            (r#"{"a":{"b":{"c":[{"Mail":"a"}]}}}"#, None),
            (r#"{"id":1,"name":"Ann","emails":[{"email":"a@example.com"}]}"#, None),
            (r#"{"firstName":"Ann","emails":[{"email":"a@example.com"}]}"#, None),
            (r#"{"id":1,"profile":{"emails":[{"email":"a@example.com"}]}}"#, None),
            ("{\n \"n\":1,\"emails\":[{\"email\":1}]\n}\n{\n \"n\":2\n}\n", None),
            (r#"{"id":1,"data":{"members":[{"email":"a"}]}}"#, Some("data.members")),
            (r#"{"_embedded":{"users":[{"id":1}]},"page":{"size":1}}"#, Some("_embedded.users")),
            (r#"{"clients":[{"id":1}],"employees":[{"e-mail":"a"}]}"#, Some("employees")),
            (r#"{"members":[{"id":1}]}"#, Some("members")),
            (r#"{"email":"a","identities":[{"email":"a"}]}"#, None),
            (r#"{"id":1,"orders":[{"id":1}]}"#, None),
            ("{\"id\":1,\"m\":[{\"email\":1}]}\n{\"id\":1,\"m\":[{\"email\":1}]}\n", None),
            (r#"{"tags":["a"],"x":1}"#, None),
        ] {
            assert_eq!(of(text).unwrap().as_deref(), way, "{text}");
        }
        let several = of(r#"{"admins":[{"email":"a"}],"x":{"members":[{"email":"b"}]}}"#).unwrap_err();
        assert_eq!(several, "`a.json` holds several lists that may be the users: `admins`, `x.members`");
    }
}
