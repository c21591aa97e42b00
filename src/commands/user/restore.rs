//! `user restore`: creates deleted users again from their saved records, and says what is lost.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use serde_json::{Map, Value, json};

use super::read;
use crate::{
    api::Request,
    bulk::{Bounds, Create, End, Engine, Item, Job, Journal, Known, Listener, Lock, Next, Outcome, Raw, Row},
    commands::{batch, call, input},
    context::Context,
    error::{Error, Kind, Result},
    ops::{
        Operation as _,
        identifier::{By, Identifier, Reading},
        user::{self, OnExists, record},
    },
    output::{Column, ColumnKind, Shape, View},
};

/// Login IDs in one search: each finds one user at most, and a page holds 100.
const LOOKED_UP: usize = 100;

/// Restores the users of a file.
pub(super) fn run(context: &Context, arguments: &user::Restore) -> anyhow::Result<()> {
    let name = input::name_of(&arguments.file);
    let mut saved = parse(&input::read_text(&arguments.file)?, &name)?;
    skip_superseded(&mut saved);
    skip_existing(context, &mut saved)?;
    let stopped = if context.is_dry_run() { None } else { create(context, &mut saved)? };
    context.show_ours(&report(&saved), &RESTORED)?;
    conclude(context, &saved, stopped)
}

/// A record of the file and what became of it.
struct Saved {
    line: usize,
    record: Value,
    login_ids: Vec<String>,
    fate: Fate,
}

enum Fate {
    Waiting,
    Skipped(String),
    Sent(Outcome),
}

/// Reads records: JSON lines, but also one JSON array or indented objects, as other commands print
/// them.
fn parse(text: &str, name: &str) -> Result<Vec<Saved>> {
    let mut saved = Vec::new();
    let mut stream = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    let mut start = 0;
    while let Some(value) = stream.next() {
        let begins = start + (text[start..].len() - text[start..].trim_start().len());
        let line = 1 + text[..begins].matches('\n').count();
        let bad = |why: &str| Error::usage(format!("{name} line {line}: {why}"));
        match value.map_err(|cause| bad("not JSON").because(cause))? {
            Value::Array(records) => {
                for record in records {
                    saved.push(Saved::new(line, record).map_err(bad)?);
                }
            }
            record => saved.push(Saved::new(line, record).map_err(bad)?),
        }
        start = stream.byte_offset();
    }
    Ok(saved)
}

impl Saved {
    fn new(line: usize, record: Value) -> std::result::Result<Self, &'static str> {
        let login_ids = record.get("loginIds").and_then(Value::as_array).into_iter().flatten();
        let login_ids: Vec<String> = login_ids.filter_map(Value::as_str).map(str::to_owned).collect();
        if login_ids.is_empty() || login_ids.iter().any(|login_id| login_id.trim().is_empty()) {
            return Err("not the record of a user: no `loginIds`");
        }
        Ok(Self { line, record, login_ids, fate: Fate::Waiting })
    }

    fn item(&self, index: usize) -> Next {
        let row = Row { line: self.line as u64, raw: Raw::Object(Map::new()) };
        let body = record::writable(&self.record);
        let item = Item::new(index as u64, row, body, self.login_ids.clone());
        Next::ToDo(item, Known::Nothing)
    }

    fn waits(&self) -> bool {
        matches!(self.fate, Fate::Waiting)
    }

    fn user_id(&self) -> &str {
        self.record.get("userId").and_then(Value::as_str).unwrap_or_default()
    }

    /// What this user had and does not get back.
    fn lost(&self) -> Vec<&'static str> {
        const LOST: &[(&str, &str)] = &[
            ("password", "password"),
            ("webauthn", "passkeys"),
            ("TOTP", "authenticator app"),
            ("push", "push device"),
            ("OAuth", "social sign-in"),
            ("SAML", "SAML"),
            ("OIDC", "OIDC"),
            ("SCIM", "SCIM"),
            ("consentExpiration", "impersonation consent"),
        ];
        let has = |field: &str| match self.record.get(field) {
            Some(Value::Object(providers)) => providers.values().any(|linked| linked == &Value::Bool(true)),
            Some(value) => !record::is_empty(value) && value.as_f64() != Some(0.0),
            None => false,
        };
        LOST.iter().filter(|(field, _)| has(field)).map(|(_, name)| *name).collect()
    }
}

/// A file that was appended to may hold a user twice: the last record is the latest.
fn skip_superseded(saved: &mut [Saved]) {
    let mut later: HashMap<String, usize> = HashMap::new();
    for entry in saved.iter_mut().rev() {
        if let Some(line) = entry.login_ids.iter().find_map(|login_id| later.get(login_id)) {
            entry.fate = Fate::Skipped(format!("line {line} has a later record"));
        }
        for login_id in &entry.login_ids {
            later.entry(login_id.clone()).or_insert(entry.line);
        }
    }
}

/// Leaves alone whoever has one of the login IDs now. A search finds them, many at a time; since it
/// may still show users who are gone, those it finds are loaded.
fn skip_existing(context: &Context, saved: &mut [Saved]) -> anyhow::Result<()> {
    let login_ids: Vec<&String> =
        saved.iter().filter(|entry| entry.waits()).flat_map(|entry| &entry.login_ids).collect();
    let mut candidates = Vec::new();
    for chunk in login_ids.chunks(LOOKED_UP) {
        let body = json!({ "loginIds": chunk, "withTestUser": true, "limit": LOOKED_UP });
        let spec = &user::Search::SPEC;
        let reply = call::send(context, spec, &Request::new(spec, body), None)?;
        let users = reply.get("users").and_then(Value::as_array).into_iter().flatten();
        let ids = users.filter_map(|user| user.get("userId")?.as_str());
        candidates.extend(ids.filter_map(|id| id.parse::<Identifier>().ok()));
    }
    let found = read::load_several(context, &candidates, Reading { by: Some(By::UserId) })?.found;
    let mut owners = HashMap::new();
    for user in &found {
        let login_ids = user.get("loginIds").and_then(Value::as_array).into_iter().flatten();
        let user_id = user.get("userId").and_then(Value::as_str).unwrap_or_default();
        owners.extend(login_ids.filter_map(Value::as_str).map(|login_id| (login_id, user_id)));
    }
    for entry in saved.iter_mut().filter(|entry| entry.waits()) {
        let taken = entry.login_ids.iter().find_map(|id| Some((id, *owners.get(id.as_str())?)));
        if let Some((login_id, owner)) = taken {
            entry.fate = Fate::Skipped(if owner == entry.user_id() {
                "exists".to_owned()
            } else {
                format!("`{login_id}` is a login ID of {owner}")
            });
        }
    }
    Ok(())
}

/// Creates those who are left. Returns why it stopped early, where it did. Needs no journal that lasts:
/// a second run skips who exists.
fn create(context: &Context, saved: &mut [Saved]) -> anyhow::Result<Option<Error>> {
    if !saved.iter().any(Saved::waits) {
        return Ok(None);
    }
    context.clear_for_changes()?;
    // Nobody ends these waits yet: a receiver without a sender waits forever.
    let client = Arc::new(context.client_for_run(tokio::sync::watch::channel(false).1)?);
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("journal.jsonl");
    let journal = Journal::begin(Lock::take(&path)?, &path, job(saved.len() as u64))?;
    let since = jiff::Timestamp::now().as_second();
    let work = Create { envelope: Map::new(), on_exists: OnExists::Skip, since };
    let items: Vec<Result<Next>> = saved
        .iter()
        .enumerate()
        .filter(|(_, entry)| entry.waits())
        .map(|(index, entry)| Ok(entry.item(index)))
        .collect();
    let mut outcomes = Outcomes::default();
    let ui = context.ui.clone();
    let end = context.block_on(async {
        let wish = batch::listen(move |text| ui.note(text));
        Engine::new(work, client, journal, BOUNDS, wish).run(items.into_iter(), &mut outcomes).await
    })??;
    for (index, entry) in saved.iter_mut().enumerate() {
        if let Some(outcome) = outcomes.0.remove(&(index as u64)) {
            entry.fate = Fate::Sent(outcome);
        }
    }
    Ok(match end {
        End::Stopped(error) => Some(error),
        End::Interrupted => Some(Error::new(Kind::Interrupted, "interrupted")),
        End::Complete | End::Deadline | End::Failures => None,
    })
}

const BOUNDS: Bounds = Bounds { in_flight: 8, max_failures: None, deadline: None };

fn job(rows: u64) -> Job {
    Job {
        id: "restore".to_owned(),
        command: "user restore".to_owned(),
        target: String::new(),
        input: String::new(),
        sha256: String::new(),
        rows,
        started: String::new(),
        arguments: Vec::new(),
        folder: String::new(),
    }
}

/// Outcomes by the index of the record.
#[derive(Default)]
struct Outcomes(HashMap<u64, Outcome>);

impl Listener for Outcomes {
    fn settled(&mut self, item: &Item, outcome: &Outcome) -> Result<()> {
        self.0.insert(item.index, outcome.clone());
        Ok(())
    }

    fn settled_earlier(&mut self, item: &Item, outcome: &Outcome) -> Result<()> {
        self.settled(item, outcome)
    }
}

fn report(saved: &[Saved]) -> Value {
    let users: Vec<Value> = saved.iter().map(line_of).collect();
    let count = |outcome: &str| users.iter().filter(|user| user["outcome"] == outcome).count();
    json!({
        "schema": "restore-report.v1",
        "read": users.len(),
        "created": count("created"),
        "skipped": count("skipped"),
        "failed": count("failed"),
        "notAttempted": count("notAttempted"),
        "users": users,
    })
}

fn line_of(entry: &Saved) -> Value {
    let (outcome, user_id, reason) = match &entry.fate {
        Fate::Skipped(reason) => ("skipped", None, Some(reason.as_str())),
        Fate::Sent(outcome) => (outcome.name(), outcome.user_id(), outcome.reason()),
        Fate::Waiting => (Outcome::NotAttempted.name(), None, None),
    };
    json!({
        "line": entry.line,
        "loginId": entry.login_ids.first(),
        "outcome": outcome,
        "formerUserId": entry.user_id(),
        "userId": user_id,
        "lost": if outcome == "skipped" { Vec::new() } else { entry.lost() },
        "reason": reason,
    })
}

const RESTORED: View = View {
    pointer: "/users",
    shape: Shape::Many,
    columns: &[
        Column::text("Login ID", "loginId"),
        Column::text("Outcome", "outcome"),
        Column::text("Former user ID", "formerUserId"),
        Column::text("User ID", "userId"),
        Column::new("Lost", "lost", ColumnKind::List),
        Column::text("Reason", "reason"),
    ],
    id: "userId",
    fields: &["line", "loginId", "outcome", "formerUserId", "userId", "lost", "reason"],
};

fn conclude(context: &Context, saved: &[Saved], stopped: Option<Error>) -> anyhow::Result<()> {
    let count = |wanted: fn(&Fate) -> bool| saved.iter().filter(|entry| wanted(&entry.fate)).count();
    let skipped = count(|fate| matches!(fate, Fate::Skipped(_) | Fate::Sent(Outcome::Skipped { .. })));
    let created = count(|fate| matches!(fate, Fate::Sent(Outcome::Created { .. })));
    let to_create = saved.len() - skipped;
    let noun = if saved.len() == 1 { "user" } else { "users" };
    if context.is_dry_run() {
        context.ui.status(&format!("would create {to_create} of {} {noun}, {skipped} skipped", saved.len()));
        context.ui.note("dry run: nothing was changed");
    } else {
        context.ui.status(&format!("created {created} of {} {noun}, {skipped} skipped", saved.len()));
    }
    if created > 0 || (context.is_dry_run() && to_create > 0) {
        context.ui.note(
            "nobody gets these back: user ID, sessions, sign-in history, trusted devices, recovery codes",
        );
    }
    let lost: HashSet<&str> =
        saved.iter().filter(|entry| entry.was_created()).flat_map(Saved::lost).collect();
    if lost.contains("password") {
        context.ui.hint("`user set-temporary-password` gives a user a new password");
    }
    let unfinished = format!("{} of {} {noun} could not be created", to_create - created, saved.len());
    match stopped {
        Some(stopped) => Err(anyhow::Error::new(stopped).context(format!("stopped early: {unfinished}"))),
        None if to_create > created && !context.is_dry_run() => {
            Err(Error::new(Kind::SomeFailed, unfinished).into())
        }
        None => Ok(()),
    }
}

impl Saved {
    fn was_created(&self) -> bool {
        matches!(self.fate, Fate::Sent(Outcome::Created { .. }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_read_however_they_are_laid_out() {
        let lines = |text: &str| -> Vec<(usize, String)> {
            let saved = parse(text, "`f`").unwrap();
            saved.into_iter().map(|entry| (entry.line, entry.login_ids[0].clone())).collect()
        };
        let pair = [(1, "a".to_owned()), (3, "b".to_owned())];
        assert_eq!(lines("{\"loginIds\":[\"a\"]}\n\n{\"loginIds\":[\"b\"]}\n"), pair);
        assert_eq!(lines("{\n\"loginIds\":[\"a\"]}{\"loginIds\":[\"b\"]}")[1], (2, "b".to_owned()));
        assert_eq!(lines("[{\"loginIds\":[\"a\"]},\n{\"loginIds\":[\"b\"]}]").len(), 2);
        assert_eq!(lines(""), []);
    }

    #[test]
    fn what_is_no_record_is_named_by_its_line() {
        let fails = |text: &str| parse(text, "`f`").err().unwrap().to_string();
        assert_eq!(
            fails("{\"loginIds\":[\"a\"]}\n{}\n"),
            "`f` line 2: not the record of a user: no `loginIds`"
        );
        assert_eq!(fails("{\"loginIds\":[\"a\"]}\nalice\n"), "`f` line 2: not JSON");
        assert!(fails("{\"loginIds\":[\"\"]}").contains("no `loginIds`"));
        assert!(fails("7").contains("no `loginIds`"));
    }

    #[test]
    fn the_last_record_of_a_user_counts() {
        let text = "{\"loginIds\":[\"a\",\"b\"]}\n{\"loginIds\":[\"b\"]}\n{\"loginIds\":[\"c\"]}\n";
        let mut saved = parse(text, "`f`").unwrap();
        skip_superseded(&mut saved);
        let waiting: Vec<bool> = saved.iter().map(Saved::waits).collect();
        assert_eq!(waiting, [false, true, true]);
    }

    #[test]
    fn what_a_user_loses_is_read_from_the_record() {
        let record = json!({"loginIds": ["a"], "password": true, "webauthn": false, "TOTP": true,
            "OAuth": {"google": true}, "consentExpiration": 0});
        let entry = Saved::new(1, record).unwrap();
        assert_eq!(entry.lost(), ["password", "authenticator app", "social sign-in"]);
    }
}
