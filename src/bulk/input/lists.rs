//! Which list of a JSON object holds the users.

use serde_json::Value;

use super::columns::{names_a_user, normal_form};
use crate::{
    error::{Error, Result, quoted},
    ops::row::shortened,
};

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

/// The lists of objects in an object that is no user and no line of several, where none is known to be the users. The
/// likeliest comes first.
pub(super) fn lists_to_name(text: &[u8]) -> Vec<String> {
    if keys_of(text).iter().any(|key| names_a_user(key)) || is_one_of_several(text) {
        return Vec::new();
    }
    let mut lists = lists_in(text);
    lists.sort_by_key(|list| !list.names_users());
    lists.iter().map(List::name).collect()
}

/// What a program for a whole file does with each object of the list at the end of this way: `.users[] | PROGRAM`.
/// None where it begins in another way.
pub(super) fn behind_way<'p>(program: &'p str, way: &[String]) -> Option<&'p str> {
    let mut program = program.trim_start();
    while let Some(comment) = program.strip_prefix('#') {
        program = comment.split_once('\n')?.1.trim_start();
    }
    let rest = program.strip_prefix(&program_of(way))?.trim_start();
    let rest = match rest.strip_prefix('|') {
        Some(rest) => rest.trim_start().strip_prefix('.')?,
        None => rest,
    };
    let rest = rest.strip_prefix("[]")?;
    let rest = rest.strip_prefix('?').unwrap_or(rest).trim_start();
    match rest.strip_prefix('|') {
        None if rest.is_empty() => Some("."),
        Some(rest) if !rest.starts_with('=') => Some(rest),
        _ => None,
    }
}

/// Users that lie in JSON in another way than as a list: what holds them, and the program that takes them out.
pub(super) fn held_otherwise(text: &[u8]) -> Option<(String, String)> {
    match text.first() {
        Some(b'[') => in_dump(text),
        Some(b'{') => by_key(text),
        _ => None,
    }
}

/// The rows of a table in a dump of phpMyAdmin, which has an object for each table beside others.
fn in_dump(text: &[u8]) -> Option<(String, String)> {
    let text: String = String::from_utf8_lossy(text).split_whitespace().collect();
    if !text.starts_with("[{\"type\":\"header\"") {
        return None;
    }
    let tables = text.split("{\"type\":\"table\",\"name\":\"").skip(1);
    let tables: Vec<&str> = tables.filter_map(|table| table.split('"').next()).collect();
    let table = tables.iter().find(|table| table.contains("user")).or(tables.first())?;
    let program = format!("select(.type == \"table\" and .name == {}) | .data[]", Value::from(*table));
    Some((format!("the rows of the table `{}` in a dump of phpMyAdmin", shortened(table)), program))
}

/// An object that is open.
struct Open {
    /// Where it begins.
    start: usize,
    /// The key that was met last.
    key: String,
    /// How many of its members name a user.
    users: usize,
}

/// The members of an object that are users, each under a key of its own.
fn by_key(text: &[u8]) -> Option<(String, String)> {
    if is_one_of_several(text) {
        return None;
    }
    let (mut open, mut found): (Vec<Open>, Vec<(Vec<String>, usize)>) = (Vec::new(), Vec::new());
    let (mut inside, mut is_key, mut place) = (0_u32, false, 0);
    let mut close = |open: &mut Vec<Open>| {
        let Some(Open { start, users, .. }) = open.pop() else { return };
        let way: Vec<String> = open.iter().map(|object| object.key.clone()).collect();
        let keys = keys_of(&text[start..]);
        let is_one = |key: &String| names_a_user(key) || OF_ONE.contains(&normal_form(key).as_str());
        let is_called =
            way.last().is_some_and(|key| ENVELOPES.contains(&key.as_str()) || PEOPLE.contains(&key.as_str()));
        if users * 2 > keys.len() && (users > 1 || is_called) && !keys.iter().any(is_one) {
            found.push((way, users));
        }
    };
    while let Some(byte) = text.get(place) {
        match byte {
            b'"' => {
                let end = end_of_text(&text[place..]);
                if let (0, true, Some(Open { key, .. })) = (inside, is_key, open.last_mut()) {
                    *key = serde_json::from_slice(&text[place..place + end]).unwrap_or_default();
                    is_key = false;
                }
                place += end;
                continue;
            }
            b'{' if inside == 0 && open.len() <= DEEPEST => {
                let names_one = keys_of(&text[place..]).iter().any(|key| names_a_user(key));
                if let Some(Open { users, .. }) = open.last_mut() {
                    *users += usize::from(names_one);
                }
                open.push(Open { start: place, key: String::new(), users: 0 });
                is_key = true;
            }
            b'{' | b'[' => inside += 1,
            b'}' | b']' if inside > 0 => inside -= 1,
            b'}' => {
                close(&mut open);
                is_key = false;
            }
            b',' if inside == 0 => is_key = true,
            _ => {}
        }
        place += 1;
    }
    // What was looked at may end before the objects do.
    while !open.is_empty() {
        close(&mut open);
    }
    let (way, _) = found.into_iter().max_by_key(|(_, users)| *users)?;
    let what = match way.as_slice() {
        [] => "the members of one object, each under a key of its own".to_owned(),
        way => {
            format!("the members of the object `{}`, each under a key of his own", shortened(&way.join(".")))
        }
    };
    Some((what, program_of(&way) + "[]"))
}

/// The program that goes this way through objects.
fn program_of(way: &[String]) -> String {
    let is_word = |key: &str| {
        key.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_')
            && key.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
    };
    let program = way.iter().fold(String::new(), |program, key| match (is_word(key), program.is_empty()) {
        (true, _) => program + "." + key,
        (false, true) => format!(".[{}]", Value::from(key.as_str())),
        (false, false) => format!("{program}[{}]", Value::from(key.as_str())),
    });
    if program.is_empty() { ".".to_owned() } else { program }
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

    #[test]
    fn a_program_for_a_whole_file_is_one_for_each_of_its_records() {
        let way = ["data", "users"].map(str::to_owned);
        for (program, rest) in [
            (".data.users[] | {a}", Some(" {a}")),
            ("# ours\n\n .data.users[]?|.x", Some(".x")),
            (".data.users | .[] | {a}, {b}", Some(" {a}, {b}")),
            (".data.users[]", Some(".")),
            (".data.users[].x", None),
            (".data.users[] |= .x", None),
            (".data.users[], .x", None),
            (".data.users[] as $x | $x", None),
            (".users[] | {a}", None),
            ("{a}", None),
            ("#", None),
        ] {
            assert_eq!(behind_way(program, &way), rest, "{program}");
        }
    }

    #[test]
    fn users_that_lie_in_no_list_are_found() {
        let user = r#"{"email":"a","name":{"x":["}"]}}"#;
        let dump = r#"[{"type":"header","version":"5"},
            {"type":"database","name":"users"},{"type": "table","name":"t_users","database":"d","data":[{"id":"1"}]}]"#;
        for (text, program) in [
            (format!(r#"{{"users":{{"u1":{user},"u2":{user}}}}}"#), Some(".users[]")),
            (format!(r#"{{"users":{{"u1":{user}}},"posts":{{"p":{{"title":"x"}}}}}}"#), Some(".users[]")),
            (format!(r#"{{"u1":{user},"u2":{user}"#), Some(".[]")),
            (format!(r#"{{"a":{{"my app":{{"x":{user},"y":{user},"n":1}}}}}}"#), Some(r#".a["my app"][]"#)),
            (format!(r#"{{"my app":{{"x":{user},"y":{user}}}}}"#), Some(r#".["my app"][]"#)),
            (dump.to_owned(), Some(r#"select(.type == "table" and .name == "t_users") | .data[]"#)),
            // One user with his addresses, several objects, and what is nobody.
            (format!(r#"{{"id":1,"work":{user},"home":{user}}}"#), None),
            (format!(r#"{{"loginId":"a","profile":{user}}}"#), None),
            (format!("{{\"profile\":{user}}}\n{{\"profile\":{user}}}"), None),
            (format!(r#"{{"profile":{user}}}"#), None),
            (r#"{"a":{"b":1},"c":{"d":2}}"#.to_owned(), None),
            (format!("[{user}]"), None),
        ] {
            let found = held_otherwise(text.as_bytes()).map(|(_, program)| program);
            assert_eq!(found.as_deref(), program, "{text}");
        }
    }
}
