//! Names and values that say who may sign in.

use std::{cell::RefCell, collections::HashMap};

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::{
    columns::{has_normal_form, is_known_word, names_a_user, normal_form, status_synonyms},
    fill::is_nothing,
};
use crate::{
    error::quoted,
    ops::{arguments::Time, row::Cell as _},
};

/// What yes says in a column about who may sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Means {
    /// The user may.
    Enabled,
    /// The user may not.
    Blocked,
    /// The user may not. So does any time.
    BlockedSince,
    /// The user may not. So does a time to come.
    BlockedUntil,
}

impl Means {
    /// Whether it is about times.
    pub(super) fn is_timed(self) -> bool {
        matches!(self, Self::BlockedSince | Self::BlockedUntil)
    }
}

/// Words in the name of a column that say that a user may sign in, and whole names in normal form.
const ENABLED: &[&str] = &[
    "enabled",
    "active",
    "isactive",
    "isenabled",
    "accountenabled",
    "aktiv",
    "aktiviert",
    "freigeschaltet",
    "freigegeben",
    "actif",
    "activé",
    "activo",
    "activado",
    "habilitado",
    "attivo",
    "abilitato",
    "actief",
    "ingeschakeld",
    "aktywny",
    "ativo",
    "useractive",
    "userenabled",
    "canlogin",
    "cansignin",
    "loginenabled",
    "loginallowed",
];

/// The same for users who may not sign in.
const BLOCKED: &[&str] = &[
    "disabled",
    "blocked",
    "suspended",
    "banned",
    "locked",
    "isdisabled",
    "isblocked",
    "issuspended",
    "blocksignin",
    "signinblocked",
    "blockcredential",
    "accountdisabled",
    "isaccountdisabled",
    "deactivated",
    "inactive",
    "isbanned",
    "deleted",
    "isdeleted",
    "archived",
    "isarchived",
    "islocked",
    "lockedout",
    "islockedout",
    "accountlocked",
    "userlocked",
    "userdisabled",
    "userblocked",
    "logindisabled",
    "loginblocked",
    "nsaccountlock",
    "dspwpaccountdisabled",
    "msdsuseraccountdisabled",
    "terminated",
    "gesperrt",
    "sperre",
    "blockiert",
    "gelöscht",
    "supprimé",
    "eliminado",
    "deaktiviert",
    "inaktiv",
    "bloqué",
    "bloque",
    "désactivé",
    "desactive",
    "suspendu",
    "inactif",
    "bloqueado",
    "desactivado",
    "suspendido",
    "inactivo",
    "bloccato",
    "sospeso",
    "disabilitato",
    "disattivato",
    "geblokkeerd",
    "uitgeschakeld",
    "inactief",
    "zablokowany",
    "nieaktywny",
    "inativo",
    "desativado",
];

/// Nouns that mean blocked only beside a word for a flag or a time: `DEL_FLG`, `lockoutEnd`.
const NOUNS: &[&str] = &["ban", "block", "del", "delete", "lock", "lockout", "suspension"];

/// Words beside them that change nothing.
const NEUTRAL: &[&str] = &[
    "is",
    "was",
    "has",
    "been",
    "user",
    "account",
    "acct",
    "login",
    "logon",
    "signin",
    "log",
    "sign",
    "out",
    "access",
    "employee",
    "person",
    "soft",
    "currently",
    "status",
    "yes",
    "ist",
    "konto",
    "benutzer",
    "mitarbeiter",
    "est",
    "compte",
    "utilisateur",
    "está",
    "esta",
    "cuenta",
    "usuario",
    "conto",
    "utente",
];

/// Those that say that a column holds yes or no.
const FLAG_WORDS: &[&str] = &["flag", "flg", "yn", "ind", "indicator", "kz"];

/// Words that negate the next word.
const NOT: &[&str] = &["not", "nicht", "non", "no", "in", "niet"];

/// Words that say when a state began.
const SINCE: &[&str] =
    &["at", "on", "date", "time", "datetime", "timestamp", "since", "seit", "am", "utc", "ts"];

/// Words that say when a state ends.
const UNTIL: &[&str] = &["until", "till", "end", "ends", "expires", "expiry", "expiration", "bis"];

/// The words of a name, one by one: `bannedUntil`, `BANNED_UNTIL` and `Banned until` have the same.
fn words(name: &str) -> impl Iterator<Item = String> {
    let mut letters = name.chars();
    let mut before = ' ';
    std::iter::from_fn(move || {
        let mut word = String::new();
        while let Some(letter) = letters.clone().next() {
            let is_inside = || letters.clone().nth(1).is_some_and(char::is_lowercase);
            let begins =
                letter.is_uppercase() && (before.is_lowercase() || before.is_uppercase() && is_inside());
            if !word.is_empty() && (begins || !letter.is_alphanumeric()) {
                return Some(word);
            }
            letters.next();
            before = letter;
            word.extend(letter.to_lowercase().filter(|_| letter.is_alphanumeric()));
        }
        Some(word).filter(|word| !word.is_empty())
    })
}

/// The title of a column and the property in brackets behind it.
fn titles(name: &str) -> [&str; 2] {
    let (title, rest) = name.split_once('[').unwrap_or((name, ""));
    let bare = title.split('(').next().unwrap_or_default();
    [bare, rest.split(']').next().unwrap_or_default()]
}

/// What yes says in a column or under a key of this name, where that is known. `Block sign in (Yes/No)
/// [accountEnabled]` says the opposite of its property.
pub(super) fn means_of(name: &str) -> Option<Means> {
    titles(name).into_iter().find_map(means_of_title)
}

fn means_of_title(title: &str) -> Option<Means> {
    let form = normal_form(title);
    let is = |words: &[&str], word: &str| words.contains(&word);
    if is(BLOCKED, &form) {
        return Some(Means::Blocked);
    }
    if is(ENABLED, &form) {
        return Some(Means::Enabled);
    }
    // What it says, and whether that takes another word beside it.
    let (mut says_blocked, mut is_noun, mut is_turned) = (None, false, false);
    let (mut is_flag, mut is_since, mut is_until) = (false, false, false);
    let mut before = String::new();
    for word in words(title) {
        // `Sign in`, `log on`.
        let is_of_sign_in = is(&["in", "on"], &word) && is(&["sign", "log"], &before);
        before.clone_from(&word);
        if is_of_sign_in {
            continue;
        }
        let state = match word.as_str() {
            word if is(BLOCKED, word) || is(NOUNS, word) => Some(true),
            word if is(ENABLED, word) => Some(false),
            _ => None,
        };
        match state {
            // Two of them, as in `lockout_enabled`, say something else.
            Some(_) if says_blocked.is_some() => return None,
            Some(state) => {
                (says_blocked, is_noun) = (Some(state != is_turned), is(NOUNS, &word));
            }
            None if is(NOT, &word) => is_turned |= says_blocked.is_none(),
            None if is(FLAG_WORDS, &word) => is_flag = true,
            None if is(UNTIL, &word) => is_until = true,
            None if is(SINCE, &word) => is_since = true,
            None if is(NEUTRAL, &word) || says_blocked.is_some() && is(&["y", "n"], &word) => {}
            None => return None,
        }
    }
    let is_timed = is_since || is_until;
    match says_blocked? {
        _ if is_noun && (is_turned || !is_flag && !is_timed) => None,
        _ if is_timed && is_turned => None,
        true if is_until => Some(Means::BlockedUntil),
        true if is_since => Some(Means::BlockedSince),
        true => Some(Means::Blocked),
        false => (!is_timed).then_some(Means::Enabled),
    }
}

/// Whether a value in such a column says that the user is blocked. None where it does not say.
pub(super) fn blocks(means: Means, text: &str) -> Option<bool> {
    if let Ok(said) = bool::parse(text) {
        return Some(said != (means == Means::Enabled));
    }
    let is_timed = means.is_timed();
    let digits = || text.bytes().filter(u8::is_ascii_digit);
    match means {
        Means::Enabled => None,
        _ if is_timed && is_nothing(text) => Some(false),
        _ if is_timed && text.eq_ignore_ascii_case("infinity") => Some(true),
        // Without digits it is no time, and in a column of yes and no a few may be anything.
        _ if digits().count() < if is_timed { 1 } else { 6 } => None,
        // What databases and programs write for no time.
        _ if digits().all(|digit| digit == b'0') || text.starts_with("0001-01-01") => Some(false),
        Means::BlockedUntil => {
            text.parse::<Time>().ok().map(|time| time.seconds() > Timestamp::now().as_second())
        }
        Means::BlockedSince => Some(true),
        Means::Blocked => text.contains(['-', '/', ':', '.']).then_some(true),
    }
}

/// Words for a state of a user, beside the statuses and the names of columns that say who may sign in.
const STATES: &[&str] = &[
    "enabled",
    "disabled",
    "invited",
    "pending",
    "staged",
    "provisioned",
    "deprovisioned",
    "recovery",
    "expired",
    "passwordexpired",
    "archived",
    "deleted",
    "removed",
    "inactive",
    "confirmed",
    "unconfirmed",
    "verified",
    "unverified",
    "allowed",
    "signinallowed",
    "denied",
    "left",
    "gone",
    "terminated",
    "retired",
    "lockedout",
    "new",
    "activa",
    "activé",
    "archiviert",
    "gelöscht",
    "supprimé",
    "archivé",
    "archivado",
    "true",
    "false",
    "yes",
    "no",
];

/// Whether a word says something of who may sign in; a number may, too.
pub(super) fn is_state(word: &str) -> bool {
    let word = normal_form(word);
    let is = |words: &[&str]| words.contains(&word.as_str());
    is(STATES) || is(ENABLED) || is(BLOCKED) || word.bytes().all(|byte| byte.is_ascii_digit())
}

/// What objects are called that hold what is said of a user as a whole: `profile.blocked` is about him, and
/// `avatar.blocked` is not.
const OF_ACCOUNT: &[&str] = &[
    "user",
    "profile",
    "account",
    "useraccount",
    "userprofile",
    "accountstatus",
    "fields",
    "login",
    "member",
    "person",
    "employee",
    "identity",
    "access",
];

/// Whether an object of this name holds what is said of a user as a whole.
pub(super) fn is_of_account(name: &str) -> bool {
    OF_ACCOUNT.iter().any(|known| has_normal_form(name, known))
}

/// The last name of a path of such objects: `blocked` of `profile.blocked`.
pub(super) fn of_account(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((parents, last)) if parents.split('.').all(is_of_account) => last,
        _ => name,
    }
}

/// What other objects are called that hold what is said of a user: they are no fields of a user, but what would be left
/// out with them is looked at.
const AROUND: &[&str] = &[
    "data",
    "flags",
    "meta",
    "metadata",
    "info",
    "details",
    "properties",
    "state",
    "status",
    "security",
    "auth",
    "record",
    "customer",
    "contact",
    "client",
    "attributes",
    "customattributes",
    "custom",
];

/// Whether a column or key says by its name who is blocked, also as a part of what is said of a user.
pub(super) fn says_who_is_blocked(name: &str) -> bool {
    field_of_state(name).is_some()
}

thread_local! {
    /// Names that were judged: those of records are the same again and again.
    static JUDGED: RefCell<HashMap<String, Judged>> = RefCell::default();
}

/// The most names that are remembered.
const MOST_JUDGED: usize = 1_000;

/// What a name says of who may sign in.
#[derive(Clone, Copy)]
struct Judged {
    means: Option<Means>,
    /// What it can be mapped to.
    field: Option<&'static str>,
}

/// What a name says of who may sign in, also as a part of what is said of a user.
fn judged(name: &str) -> Judged {
    if let Some(judged) = JUDGED.with_borrow(|known| known.get(name).copied()) {
        return judged;
    }
    let inner = of_account(name);
    let means = means_of(inner);
    let judged = Judged { means, field: field_of(inner, means) };
    JUDGED.with_borrow_mut(|known| {
        if known.len() < MOST_JUDGED {
            known.insert(name.to_owned(), judged);
        }
    });
    judged
}

/// Names that were judged since this was asked last.
#[cfg(test)]
pub(super) fn take_judged() -> Vec<String> {
    JUDGED.take().into_keys().collect()
}

/// What a column or key that says by its name who is blocked can be mapped to.
pub(super) fn field_of_state(name: &str) -> Option<&'static str> {
    judged(name).field
}

fn field_of(name: &str, means: Option<Means>) -> Option<&'static str> {
    match means {
        Some(Means::Enabled) => Some("enabled"),
        Some(Means::Blocked) => Some("blocked"),
        Some(Means::BlockedSince) => Some("blockedSince"),
        Some(Means::BlockedUntil) => Some("blockedUntil"),
        None => {
            let titles = titles(name).map(normal_form);
            let is = |known: &str| titles.iter().any(|title| title == known);
            if is(FLAGS) {
                return Some("userAccountControl");
            }
            (is("status") || status_synonyms().iter().any(|known| is(known))).then_some("status")
        }
    }
}

/// Whether a column holds the flags of accounts.
pub(super) fn holds_flags(name: &str) -> bool {
    normal_form(name) == FLAGS
}

/// What a column of flags of accounts is called.
const FLAGS: &str = "useraccountcontrol";

/// Whether a column of this name may be about a part of a country, or about a status.
pub(super) fn may_be_a_place(name: &str) -> bool {
    ["state", "estado", "stato", "zustand"].iter().any(|known| has_normal_form(of_account(name), known))
}

/// Whether a value under such a name may say that its user is blocked. Nothing says so only where yes stands for
/// those who may sign in; a state may be a part of a country.
pub(super) fn may_block(name: &str, text: &str) -> bool {
    let text = text.trim();
    let means = judged(name).means;
    if text.is_empty() {
        return means == Some(Means::Enabled);
    }
    match means.map_or_else(|| bool::parse(text).ok(), |means| blocks(means, text)) {
        Some(is_blocked) => is_blocked,
        None if may_be_a_place(name) && !is_state(text) => false,
        None => !["null", "enabled", "active", "confirmed"].contains(&text.to_lowercase().as_str()),
    }
}

/// The same for a JSON value.
pub(super) fn value_may_block(name: &str, value: &Value) -> bool {
    match value {
        Value::Null => may_block(name, ""),
        Value::String(text) => may_block(name, text),
        Value::Array(values) => values.iter().any(|value| value_may_block(name, value)),
        other => may_block(name, &other.to_string()),
    }
}

/// Whether what would be left out with the object or group of columns around it may say that the user is blocked. Where
/// that is about something else, as far as its name tells, only what says so outright does.
pub(super) fn blocks_inside(path: &str, value: &Value) -> bool {
    let Some((parents, last)) = path.rsplit_once('.') else { return false };
    let is_around = |name: &str| AROUND.iter().any(|known| has_normal_form(name, known));
    if value.is_null() || !says_who_is_blocked(last) {
        return false;
    }
    if parents.split('.').all(|name| is_of_account(name) || is_around(name)) {
        return value_may_block(last, value);
    }
    let text = text_of(value);
    match judged(last).means {
        _ if parents.split('.').any(is_known_word) => false,
        Some(Means::Enabled) => false,
        Some(means) => blocks(means, text.trim()) == Some(true),
        None => means_of(text.trim()) == Some(Means::Blocked),
    }
}

/// The flags that read a column or key that says who is blocked, and that leave it out.
pub(super) fn cure_of_state(name: &str) -> String {
    let map = |field: &str| quoted(&format!("{name}={field}"));
    let last = name.rsplit('.').next().unwrap_or(name);
    let reads = match field_of_state(name).or_else(|| field_of_state(last)) {
        Some(field) => format!("`--map {}` reads it", map(field)),
        None => "rename it in the file".to_owned(),
    };
    format!("{reads}, `--map {}` leaves it out all the same", map(""))
}

/// Visits the fields of a record, and those inside of objects whose name says that they are wanted, by their paths.
pub(super) fn for_each_inside(
    fields: &Map<String, Value>,
    parents: &str,
    is_wanted: fn(&str) -> bool,
    visit: &mut dyn FnMut(&str, &Value),
) {
    for (name, value) in fields {
        let path = if parents.is_empty() { name } else { &format!("{parents}{name}") };
        match value {
            Value::Object(inner) if is_wanted(name) => {
                for_each_inside(inner, &format!("{path}."), is_wanted, visit);
            }
            _ => visit(path, value),
        }
    }
}

/// Users in a record, or in a document that holds several, of whom something that lies there may say that they are
/// blocked.
#[derive(Default)]
pub(super) struct Blocked {
    pub(super) users: usize,
    /// The path of what says so of the first.
    pub(super) first: Option<String>,
}

impl Blocked {
    /// Looks into a record with all that lies in it. `is_lock` knows further names under which yes says so.
    pub(super) fn of(record: &Map<String, Value>, is_lock: &dyn Fn(&str) -> bool) -> Self {
        let mut blocked = Self::default();
        blocked.add_user(record, "", is_lock);
        blocked
    }

    fn add_user(&mut self, user: &Map<String, Value>, place: &str, is_lock: &dyn Fn(&str) -> bool) {
        let mut says_so = false;
        self.look_into(user, (place, ""), is_lock, &mut says_so);
        self.users += usize::from(says_so);
    }

    /// Looks into an object of a user. `place` leads to the user, `path` from there.
    fn look_into(
        &mut self,
        object: &Map<String, Value>,
        (place, path): (&str, &str),
        is_lock: &dyn Fn(&str) -> bool,
        says_so: &mut bool,
    ) {
        // Members of an object, as those of a list, are users of their own where they are called as such.
        let holds_members = object.values().all(Value::is_object);
        for (name, value) in object {
            let path = format!("{path}{name}");
            let members = match value {
                Value::Object(inner) if holds_members && is_user(inner) => {
                    self.add_user(inner, &format!("{place}{path}."), is_lock);
                    continue;
                }
                Value::Object(inner) => std::slice::from_ref(inner).iter().collect(),
                Value::Array(items) => items.iter().filter_map(Value::as_object).collect(),
                _ => Vec::new(),
            };
            for inner in &members {
                if value.is_array() && is_user(inner) {
                    self.add_user(inner, &format!("{place}{path}."), is_lock);
                } else {
                    self.look_into(inner, (place, &format!("{path}.")), is_lock, says_so);
                }
            }
            let says_yes = match value {
                Value::Bool(said) => *said,
                Value::String(text) => bool::parse(text.trim()).is_ok_and(|said| said),
                _ => false,
            };
            let blocks = match path.contains('.') {
                false => says_who_is_blocked(&path) && value_may_block(&path, value),
                true => blocks_inside(&path, value),
            };
            if members.is_empty() && (blocks || says_yes && is_lock(name) || locks_in_directory(name, value))
            {
                *says_so = true;
                self.first.get_or_insert_with(|| format!("{place}{path}"));
            }
        }
    }
}

/// Whether an attribute of a directory locks its user, where that is not said by yes or no.
pub(super) fn locks_in_directory(name: &str, value: &Value) -> bool {
    type Lock = (&'static str, fn(&str) -> bool);
    const LOCKS: [Lock; 5] = [
        ("pwdAccountLockedTime", |text| !text.is_empty()),
        ("inetUserStatus", |text| !text.is_empty() && !text.eq_ignore_ascii_case("active")),
        ("sambaAcctFlags", |text| text.contains(['D', 'L'])),
        // The day since 1970 at which the account ends.
        ("shadowExpire", |text| {
            let end = text.parse::<i64>().ok().filter(|day| *day >= 0);
            end.is_some_and(|day| day.saturating_mul(86_400) < Timestamp::now().as_second())
        }),
        // The same in tenths of microseconds since 1601.
        ("accountExpires", |text| {
            let end = text.parse::<i64>().ok().filter(|end| ![0, i64::MAX].contains(end));
            end.is_some_and(|end| end / 10_000_000 - 11_644_473_600 < Timestamp::now().as_second())
        }),
    ];
    let Some((_, locks)) = LOCKS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) else {
        return false;
    };
    match value {
        Value::Array(values) => values.iter().any(|value| locks(&text_of(value))),
        one => !one.is_null() && locks(&text_of(one)),
    }
}

/// Whether an object says who somebody is.
fn is_user(object: &Map<String, Value>) -> bool {
    object.keys().any(|key| names_a_user(key))
}

fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), |text| text.trim().to_owned())
}

/// Whether a column or key, or an object around it, is called as what users belong to: `org_id`, `TenantName`.
pub(super) fn names_tenants(name: &str) -> bool {
    const TENANTS: &[&str] = &[
        "tenant",
        "tenants",
        "tenantid",
        "tenantname",
        "org",
        "orgs",
        "orgid",
        "orgname",
        "organization",
        "organizations",
        "organizationid",
        "organizationname",
        "organisation",
        "organisations",
        "organisationsid",
        "mandant",
        "mandanten",
        "organización",
        "organizzazione",
    ];
    /// Words beside them that change nothing: `Org chart` is something else.
    const BESIDE: &[&str] = &[
        "id", "ids", "name", "names", "key", "code", "slug", "uuid", "user", "users", "member", "account",
        "primary", "main", "default", "current",
    ];
    name.split('.').any(|part| {
        let is = |known: &[&str], word: &String| known.contains(&word.as_str());
        words(part).any(|word| is(TENANTS, &word))
            && words(part).all(|word| is(TENANTS, &word) || is(BESIDE, &word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_who_is_blocked_by_their_words() {
        use Means::*;
        for (names, means) in [
            (
                &[
                    "isActive",
                    "ENABLED_YN",
                    "enabled_flag",
                    "Active (Y/N)",
                    "accountNonLocked",
                    "Freigeschaltet",
                    "Can login",
                    "Konto aktiv",
                    "not blocked",
                    "Account enabled [x]",
                ][..],
                Some(Enabled),
            ),
            (
                &[
                    "Blocked (0/1)",
                    "soft_deleted",
                    "DEL_FLG",
                    "nicht aktiv",
                    "Bloccato",
                    "Sperre",
                    "Terminated",
                    "in_active",
                    "isInActive",
                    "Login disabled",
                    "Block sign in (Yes/No) [accountEnabled]",
                    "Foo [accountDisabled]",
                    "is_user_locked_out",
                    "Sign-in blocked",
                    "non attivo",
                ],
                Some(Blocked),
            ),
            (
                &[
                    "deleted_at",
                    "deletedAt",
                    "Suspended At",
                    "deactivatedOn",
                    "date_deleted",
                    "lock_time",
                    "Gesperrt am",
                ],
                Some(BlockedSince),
            ),
            (
                &[
                    "banned_until",
                    "lockedUntil",
                    "lockoutEnd",
                    "LockoutEndDateUtc",
                    "Suspended until",
                    "ban_expires",
                ],
                Some(BlockedUntil),
            ),
            (
                &[
                    "mfa_enabled",
                    "lockout_enabled",
                    "last_active_at",
                    "active_until",
                    "deleted_by",
                    "Block",
                    "lock",
                    "Active since",
                    "email_blocked",
                    "tempLockExpiration",
                    "is_active_directory",
                    "unlocked",
                    "blocked_count",
                    "ban",
                    "sign in",
                    "login",
                    "status",
                    "",
                    "no",
                    "created_at",
                    "pwdAccountLockedTime",
                    "not deleted at",
                ],
                None,
            ),
        ] {
            for name in names {
                assert_eq!(means_of(name), means, "{name}");
            }
        }
    }

    #[test]
    fn a_time_says_that_somebody_is_blocked() {
        use Means::*;
        for (means, text, is_blocked) in [
            (BlockedSince, "2023-01-02 10:00:01", Some(true)),
            (BlockedSince, "02.01.23", Some(true)),
            (BlockedSince, "1700000000", Some(true)),
            (BlockedSince, "0000-00-00 00:00:00", Some(false)),
            (BlockedSince, "0001-01-01T00:00:00Z", Some(false)),
            (BlockedSince, "-", Some(false)),
            (BlockedSince, "none", Some(false)),
            (BlockedSince, "0", Some(false)),
            (BlockedSince, "false", Some(false)),
            (BlockedSince, "gone", None),
            (BlockedUntil, "2999-01-01 00:00:00+00", Some(true)),
            (BlockedUntil, "2001-01-01", Some(false)),
            (BlockedUntil, "infinity", Some(true)),
            (BlockedUntil, "02.01.23", None),
            (BlockedUntil, "yes", Some(true)),
            (Blocked, "2023-01-02", Some(true)),
            (Blocked, "0000-00-00", Some(false)),
            (Blocked, "-", None),
            (Blocked, "2", None),
            (Enabled, "2023-01-02", None),
            (Enabled, "no", Some(true)),
        ] {
            assert_eq!(blocks(means, text), is_blocked, "{means:?} {text}");
        }
    }
}
