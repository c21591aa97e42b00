//! One operation for several users who are named. All are looked up, and asked for together, before anything is
//! done to the first one.

use anyhow::Result;
use serde_json::Value;

use super::{batch::Question, call, user::load_all};
use crate::{
    api::{Request, users::user_id_of},
    context::Context,
    error::Error,
    ops::{
        Call, Effect, Shown,
        identifier::Identifier,
        user::{USERS, person},
    },
    output::Done,
};

/// The users whom an operation is about.
pub(super) struct Several {
    /// Their records, each once.
    pub(super) records: Vec<Value>,
    /// Their names, as questions have them.
    pub(super) people: Vec<String>,
}

/// Runs an operation. `requests` are those for the user who is named first.
///
/// # Errors
/// When somebody does not exist, the answer is no, or a request fails: then those before it are done.
pub(super) fn run(context: &Context, call: &dyn Call, requests: &[Request]) -> Result<()> {
    let several = Several::of(context, call)?;
    several.confirm(context, call)?;
    let spec = call.spec();
    let requests: Vec<Vec<Request>> =
        several.records.iter().map(|record| named(call, requests, record)).collect();
    if context.is_dry_run() {
        return call::deliver(context, spec, &requests.concat(), None);
    }
    let (done, failed) = send_each(context, call, &requests, &several.people);
    let shown = match spec.shown {
        Shown::As(view) => {
            let users = done.iter().map(|reply| reply.pointer(view.pointer).cloned().unwrap_or_default());
            context.show_made(&users.collect(), &USERS)
        }
        Shown::Done(_) => {
            let users = Some(done.len() as u64);
            context.show_done(&Done { command: &spec.command(), users, ..Done::default() })
        }
    };
    // A reader that has gone must not hide that somebody was not reached.
    match failed {
        Some(error) => Err(error),
        None => shown,
    }
}

/// Sends what is to be sent for each user in turn, until it fails: the replies, and the error. How many are done then is
/// said.
pub(super) fn send_each(
    context: &Context,
    call: &dyn Call,
    requests: &[Vec<Request>],
    people: &[String],
) -> (Vec<Value>, Option<anyhow::Error>) {
    let mut done = Vec::new();
    for (requests, person) in requests.iter().zip(people) {
        match send(context, call, requests, person) {
            Ok(reply) => done.push(reply),
            Err(error) => {
                context.ui.note(&format!("done for {} of {} users", done.len(), people.len()));
                return (done, Some(error));
            }
        }
    }
    (done, None)
}

/// Sends what is to be sent for one user, and says so where the reply says nothing.
fn send(context: &Context, call: &dyn Call, requests: &[Request], person: &str) -> Result<Value> {
    let reply = call::send_all(context, call.spec(), requests, Some(person))?;
    if let Shown::Done(sentence) = call.spec().shown {
        context.ui.status(&sentence.replace("{}", person));
    }
    Ok(reply)
}

/// The requests for another user, who is named by user ID: a login ID may belong to somebody else by now.
pub(super) fn named(call: &dyn Call, requests: &[Request], record: &Value) -> Vec<Request> {
    let mut requests = requests.to_vec();
    for request in &mut requests {
        call::name_confirmed(call.spec(), request, &user_id_of(record));
    }
    requests
}

impl Several {
    /// Looks all of them up.
    ///
    /// # Errors
    /// When one does not exist, or the API does not say who it is.
    pub(super) fn of(context: &Context, call: &dyn Call) -> Result<Self> {
        let target = call.target();
        let reading = target.map(|target| target.reading).unwrap_or_default();
        let first = target.map(|target| &target.user).into_iter();
        let named: Vec<Identifier> = first.chain(call.others()).cloned().collect();
        // A user may be named twice, by different names.
        let mut records: Vec<Value> = Vec::new();
        for record in load_all(context, &named, reading)? {
            // Without it each request would be about the user who is named first.
            if user_id_of(&record).is_empty() {
                let message = format!("the record of {} has no user ID, nothing was sent", person(&record));
                return Err(Error::failed(message).into());
            }
            if !records.iter().any(|other| user_id_of(other) == user_id_of(&record)) {
                records.push(record);
            }
        }
        let people = records.iter().map(person).collect();
        Ok(Self { records, people })
    }

    /// Asks before something is taken away from them.
    ///
    /// # Errors
    /// When the answer is no, or nobody can be asked.
    pub(super) fn confirm(&self, context: &Context, call: &dyn Call) -> Result<()> {
        let spec = call.spec();
        let what = match spec.effect {
            Effect::Ask(what) => Some(what),
            Effect::Read | Effect::Write => spec.asks_for_several,
        };
        let Some(what) = what else { return Ok(()) };
        let first = &self.people[..self.people.len().min(context.ui.most_named())];
        Ok(Question { what, expect: call.expected(), first, count: self.people.len() as u64 }.ask(context)?)
    }
}
