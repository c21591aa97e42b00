//! The road that every operation of the API takes: ask, fill in, build, send, show.

use std::io::{BufRead as _, BufReader, IsTerminal as _, Read};

use anyhow::Context as _;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};

use super::{refusal, several};
use crate::{
    api::{
        Request, redact,
        users::{self, user_id_of},
    },
    context::Context,
    error::{Error, Kind, Result},
    ops::{Accepts, Call, Effect, Operation as _, Shown, Spec, identifier::Target, secret::Source, user},
    output::{Column, Done, Shape, View},
    private,
    ui::{capitalised, counted},
};

/// Runs an operation with its arguments.
///
/// # Errors
/// Those of the API, and usage where something is not confirmed or missing.
pub fn run(context: &Context, mut call: Box<dyn Call>) -> anyhow::Result<()> {
    if !call.others().is_empty() || call.expected().is_some() {
        let request = Request::of(call.as_ref())?;
        return several::run(context, call.as_ref(), &[request]);
    }
    let Prepared { request, subject, generated } = prepare(context, call.as_mut())?;
    let (spec, subject) = (call.spec(), subject.as_deref());
    let Some(password) = generated.filter(|_| !context.is_dry_run()) else {
        return deliver(context, spec, &[request], subject);
    };
    match send(context, spec, &request, subject) {
        Ok(_) => {
            say_sentence(context, spec, subject);
            show_generated(context, subject, &password)
        }
        // The password may be set all the same: then nobody would know it.
        Err(error) if may_have_taken_effect(&error) => {
            show_generated(context, subject, &password).and(Err(error))
        }
        Err(error) => Err(error),
    }
}

fn may_have_taken_effect(error: &anyhow::Error) -> bool {
    let responses = error.chain().filter_map(|cause| cause.downcast_ref::<Error>()?.response());
    responses.into_iter().any(|response| response.in_doubt)
}

/// An operation that was confirmed and has all it needs.
pub struct Prepared {
    /// What is to be sent.
    pub request: Request,
    /// Whom it is about.
    pub subject: Option<String>,
    /// A password that was made up and must be shown.
    generated: Option<SecretString>,
}

/// Asks, fills in and builds: everything but sending.
///
/// # Errors
/// Those of a look-up, and usage where something is not confirmed or missing.
pub fn prepare(context: &Context, call: &mut dyn Call) -> anyhow::Result<Prepared> {
    let subject = call.target().map(|target| target.user.to_string());
    let mut confirmed = None;
    match call.target().filter(|_| asks(context, call.spec())) {
        Some(target) => {
            let record = load(context, target)?;
            confirm_for(context, call.spec(), &user::person(&record))?;
            confirmed = Some(user_id_of(&record));
        }
        None if subject.is_none() && matches!(call.spec().effect, Effect::Ask(_)) => {
            let body = call.body()?;
            if asks(context, call.spec())
                && let Some(holders) = refusal::holders(context, call.spec(), &body)
            {
                context.ui.preview(&holders);
            }
            confirm_for(context, call.spec(), &names_in(&body))?
        }
        None => confirm(context, call.spec(), subject.as_deref())?,
    }
    let generated = fill_secret(context, call)?;
    let mut request = build(context, call)?;
    if let Some(user_id) = confirmed {
        name_confirmed(call.spec(), &mut request, &user_id);
    }
    let subject = subject.or_else(|| thing_in(call.spec(), &request.body.value()));
    Ok(Prepared { request, subject, generated })
}

/// The name of what a request is about that is about no user, where a sentence names it.
fn thing_in(spec: &Spec, body: &Value) -> Option<String> {
    let Shown::Done(sentence) = spec.shown else { return None };
    let name = body.get("name").or_else(|| body.get("id")).and_then(Value::as_str);
    name.filter(|_| sentence.contains("{}")).map(str::to_owned)
}

/// Names the user who was shown in a question by user ID, where the wire takes one: after the
/// question, the login ID may belong to another user.
pub fn name_confirmed(spec: &Spec, request: &mut Request, user_id: &str) {
    let by_id = spec.accepts.filter(|accepts| *accepts != Accepts::LoginId && !user_id.is_empty());
    let (Some(accepts), Some(body)) = (by_id, request.body.value_mut()) else { return };
    // A user who was named by user ID stands in that field already, and may be another one of several.
    if accepts == Accepts::LoginIdElseUserIdField && body.get("userId").is_some() {
        body["userId"] = json!(user_id);
    } else if body.get("loginId").is_some() {
        body["loginId"] = json!(user_id);
        accepts.name_by_user_id(body);
    }
}

/// Sends requests of one operation in turn and shows the last reply. In a dry run, shows the requests.
///
/// # Errors
/// Those of the API; the first failure ends it.
pub fn deliver(
    context: &Context,
    spec: &Spec,
    requests: &[Request],
    subject: Option<&str>,
) -> anyhow::Result<()> {
    if context.is_dry_run() && spec.effect != Effect::Read {
        return show_plan(context, requests);
    }
    let reply = send_all(context, spec, requests, subject)?;
    show(context, spec, &reply, subject)
}

/// Sends the requests of one operation for one user in turn, and returns the last reply. Where one fails, those
/// before it are done, which is said.
///
/// # Errors
/// Those of the API.
pub fn send_all(
    context: &Context,
    spec: &Spec,
    requests: &[Request],
    subject: Option<&str>,
) -> anyhow::Result<Value> {
    let mut reply = Value::Null;
    for (done, request) in requests.iter().enumerate() {
        reply = send(context, spec, request, subject).inspect_err(|_| {
            if done > 0 {
                let names: Vec<String> = requests[..done].iter().map(Request::name).collect();
                let of_all = counted(requests.len() as u64, "request");
                context.ui.note(&format!("done before that, {done} of {of_all}: {}", names.join(", ")));
            }
        })?;
    }
    Ok(reply)
}

/// Sends one request; an error says which command failed, and for whom.
///
/// # Errors
/// Those of the API.
pub fn send(
    context: &Context,
    spec: &Spec,
    request: &Request,
    subject: Option<&str>,
) -> anyhow::Result<Value> {
    let reply = context.send(request).map_err(|error| {
        let hint = hint_of(&error, spec, subject).map(str::to_owned);
        let meant = subject.filter(|_| hint.is_some() && error.kind() == Kind::NotFound);
        let hints = refusal::in_lower_case(context, meant).into_iter().chain(hint);
        let more = refusal::hints(context, spec, request, &error);
        let error = refusal::not_found(context, spec, request, error);
        hints.chain(more).fold(error, Error::hint)
    });
    if let Ok(reply) = &reply {
        super::complete::remember(context, spec, &request.body.value(), reply);
    }
    // The command that was typed, of which this may be a look-up.
    let command = if context.command.is_empty() { spec.command() } else { context.command.clone() };
    reply.with_context(|| match subject {
        Some(subject) => format!("`{command}` failed for `{subject}`"),
        None => format!("`{command}` failed"),
    })
}

fn hint_of(error: &Error, spec: &Spec, subject: Option<&str>) -> Option<&'static str> {
    let response = error.response()?;
    match error.kind() {
        Kind::NotFound if subject.is_some() && (spec.noun == "user" || spec.accepts.is_some()) => {
            Some("`descopectl user search TEXT` finds users by a part of a name, an address or a login ID")
        }
        Kind::Conflict if response.code.as_deref() == Some("E111127") && spec.merges => {
            Some("with `--merge` the other user is merged into this one and deleted")
        }
        _ => None,
    }
}

/// Shows a reply as the operation's line of the table says.
///
/// # Errors
/// When it cannot be shown in the form asked for.
pub fn show(context: &Context, spec: &Spec, reply: &Value, subject: Option<&str>) -> anyhow::Result<()> {
    match spec.shown {
        Shown::As(view) => {
            let document = reply.pointer(view.pointer).cloned().unwrap_or_else(|| missing(view));
            match spec.effect {
                Effect::Read => context.show(&document, view)?,
                _ => context.show_made(&document, view)?,
            }
            let is_list = spec.effect == Effect::Read && matches!(view.shape, Shape::Many);
            if is_list && document.as_array().is_some_and(Vec::is_empty) {
                context.ui.note("nothing found");
            }
        }
        Shown::Done(_) => say_done(context, spec, Done { subject, ..Done::default() })?,
    }
    Ok(())
}

/// Says that an operation has done what it was told.
///
/// # Errors
/// When the document cannot be shown in the form asked for.
pub fn say_done(context: &Context, spec: &Spec, done: Done<'_>) -> anyhow::Result<()> {
    say_sentence(context, spec, done.subject);
    context.show_done(&Done { command: &spec.command(), ..done })
}

fn say_sentence(context: &Context, spec: &Spec, subject: Option<&str>) {
    if let Shown::Done(sentence) = spec.shown {
        context.ui.status(&about(sentence, subject));
    }
}

/// What a request that is about no user names, as a question says it.
fn names_in(body: &Value) -> String {
    let values = body.as_object().into_iter().flat_map(serde_json::Map::values);
    let texts = values.flat_map(|value| match value {
        Value::Array(items) => items.iter().collect(),
        value => vec![value],
    });
    let names: Vec<String> = texts.filter_map(Value::as_str).map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// Whether an operation would put a question to a person now: only then it is worth a request to say whom it
/// is about.
fn asks(context: &Context, spec: &Spec) -> bool {
    matches!(spec.effect, Effect::Ask(_)) && !context.is_dry_run() && context.ui.asks()
}

/// Asks before an operation that takes something away.
///
/// # Errors
/// When the answer is no, or nobody can be asked.
pub fn confirm(context: &Context, spec: &Spec, subject: Option<&str>) -> Result<()> {
    let subject = subject.map(|subject| format!("`{subject}`"));
    confirm_for(context, spec, &subject.unwrap_or_default())
}

/// Asks before an operation that takes something away from a user, who is named as a question does it.
///
/// # Errors
/// As [`confirm`].
pub fn confirm_for(context: &Context, spec: &Spec, who: &str) -> Result<()> {
    match spec.effect {
        Effect::Ask(question) if !context.is_dry_run() => {
            let question = question.replace("{}", who);
            context.ui.confirm(&format!("{}{}?", capitalised(&question), context.place()))
        }
        _ => Ok(()),
    }
}

/// Builds the request of an operation. A user ID where the wire takes a login ID is looked up.
///
/// # Errors
/// Those of the look-up.
pub fn build(context: &Context, call: &dyn Call) -> anyhow::Result<Request> {
    let mut request = Request::of(call)?;
    let spec = call.spec();
    let (Some(accepts), Some(target)) = (spec.accepts, call.target().filter(|target| target.is_user_id()))
    else {
        return Ok(request);
    };
    let Some(body) = request.body.value_mut() else { return Ok(request) };
    if accepts == Accepts::LoginId {
        let login_id = login_id_of(context, spec, target)?;
        if let Some(fields) = body.as_object_mut() {
            fields.insert("loginId".to_owned(), login_id);
        }
    }
    accepts.name_by_user_id(body);
    Ok(request)
}

/// Loads one user.
///
/// # Errors
/// Those of the API, among them that there is no such user.
pub fn load(context: &Context, target: &Target) -> anyhow::Result<Value> {
    let subject = target.user.as_str();
    let request = users::load_request(subject, target.is_user_id());
    Ok(users::loaded(send(context, &user::Load::SPEC, &request, Some(subject))?)?)
}

/// A login ID of a user who was named by user ID. An operation that changes a login ID must be told which.
fn login_id_of(context: &Context, spec: &Spec, target: &Target) -> anyhow::Result<Value> {
    let user = load(context, target)?;
    let all = user.get("loginIds").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let names: Vec<&str> = all.iter().filter_map(Value::as_str).collect();
    match names.as_slice() {
        [] => {
            let message = format!("user `{}` has no login ID, which this needs", target.user);
            Err(Error::new(Kind::NotFound, message).into())
        }
        [_, _, ..] if spec.renames == Some("newLoginId") => {
            let message = format!("user `{}` has {} login IDs", target.user, names.len());
            Err(Error::usage(message)
                .because(format!(
                    "they are `{}`, and a user ID does not say which is meant",
                    names.join("`, `")
                ))
                .hint("name the login ID instead of the user ID")
                .into())
        }
        [first, ..] => Ok(Value::from(*first)),
    }
}

fn missing(view: &View) -> Value {
    match view.shape {
        Shape::Many => json!([]),
        Shape::One | Shape::Empty => json!({}),
    }
}

fn about(sentence: &str, subject: Option<&str>) -> String {
    sentence.replace("{}", &subject.map_or_else(String::new, |subject| format!("`{subject}`")))
}

fn show_plan(context: &Context, requests: &[Request]) -> anyhow::Result<()> {
    let plan: Vec<Value> = requests
        .iter()
        .map(|request| {
            json!({
                "method": request.method.as_str(),
                "path": request.path,
                "body": redact(&request.body.value()),
            })
        })
        .collect();
    context.show_plan(&json!({ "schema": "dry-run.v1", "requests": plan }), &PLAN)?;
    context.ui.note("dry run: nothing was changed");
    Ok(())
}

const PLAN: View = View {
    pointer: "/requests",
    shape: Shape::Many,
    columns: &[
        Column::text("Method", "method"),
        Column::text("Path", "path").wrapping(),
        Column::text("Body", "body").wrapping(),
    ],
    id: "path",
    fields: &["method", "path", "body"],
};

/// Fills the secret in that an operation needs. Returns a generated one, which must be shown.
fn fill_secret(context: &Context, call: &mut dyn Call) -> Result<Option<SecretString>> {
    let Some(mut secret) = call.secret() else { return Ok(None) };
    let (value, generated) = match &secret.source {
        Source::Absent => return Ok(None),
        Source::Prompt if context.is_dry_run() => (SecretString::from("not asked in a dry run"), None),
        Source::Prompt => (context.ui.secret(secret.what, secret.flags)?, None),
        // Nothing that is typed there may be seen, and somebody must be told that it is waited for.
        Source::Stdin if std::io::stdin().is_terminal() => {
            (context.ui.secret_once(secret.what, secret.flags)?, None)
        }
        Source::Stdin => {
            let line = first_line(std::io::stdin(), secret.what, "stdin");
            (line.map_err(|error| error.hint(format!("give it through {}", secret.flags)))?, None)
        }
        Source::File(file) => {
            let name = format!("`{}`", file.display());
            let open = private::open_input(file).map_err(|cause| {
                Error::usage(format!("could not read the {} from {name}", secret.what)).because(cause)
            })?;
            (first_line(open, secret.what, &name)?, None)
        }
        Source::Generate => {
            let password = generate_password()?;
            (password.clone(), Some(password))
        }
    };
    secret.fill(value);
    Ok(generated)
}

/// Most bytes of a secret: tokens have some kilobytes. A device may have no end of a line.
const LONGEST_SECRET: u64 = 64 * 1024;

fn first_line(source: impl Read, what: &str, from: &str) -> Result<SecretString> {
    let mut line = String::new();
    BufReader::new(source.take(LONGEST_SECRET + 1))
        .read_line(&mut line)
        .map_err(|cause| Error::usage(format!("could not read the {what} from {from}")).because(cause))?;
    if line.len() as u64 > LONGEST_SECRET {
        return Err(Error::usage(format!(
            "the {what} from {from} is longer than {} KiB",
            LONGEST_SECRET >> 10
        )));
    }
    let text = line.trim_end_matches(['\r', '\n']);
    if text.is_empty() {
        return Err(Error::usage(format!("the {what} from {from} is empty")));
    }
    Ok(SecretString::from(text))
}

/// Twenty characters without look-alikes: more than 110 bits, with each class that policies ask for.
fn generate_password() -> Result<SecretString> {
    const CLASSES: [&[u8]; 4] =
        [b"ABCDEFGHJKLMNPQRSTUVWXYZ", b"abcdefghijkmnopqrstuvwxyz", b"23456789", b"-_.!+%"];
    let all = CLASSES.concat();
    loop {
        let password: Vec<u8> =
            random::<20>()?.iter().map(|byte| all[usize::from(*byte) % all.len()]).collect();
        let complete = CLASSES.iter().all(|class| password.iter().any(|character| class.contains(character)));
        if complete {
            return Ok(SecretString::from(String::from_utf8_lossy(&password).into_owned()));
        }
    }
}

/// Random bytes, none of which favours some characters: those above the last full multiple of the
/// alphabet are drawn again.
fn random<const LENGTH: usize>() -> Result<[u8; LENGTH]> {
    use ring::rand::SecureRandom as _;
    const ALPHABET: u8 = 24 + 25 + 8 + 6;
    const LIMIT: u8 = u8::MAX - u8::MAX % ALPHABET;
    let source = ring::rand::SystemRandom::new();
    let failed = |_| Error::failed("the system gives no random numbers");
    let mut bytes = [0; LENGTH];
    source.fill(&mut bytes).map_err(failed)?;
    for byte in &mut bytes {
        while *byte >= LIMIT {
            source.fill(std::slice::from_mut(byte)).map_err(failed)?;
        }
    }
    Ok(bytes)
}

fn show_generated(context: &Context, subject: Option<&str>, password: &SecretString) -> anyhow::Result<()> {
    let document = json!({
        "schema": "password.v1",
        "loginId": subject,
        "password": password.expose_secret(),
    });
    context.show_made(&document, &GENERATED)
}

/// How a password is shown that was made up.
pub(in crate::commands) const GENERATED: View = View {
    pointer: "",
    shape: Shape::One,
    columns: &[Column::text("User", "loginId"), Column::text("Password", "password")],
    id: "password",
    fields: &["schema", "loginId", "password"],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_passwords_are_long_mixed_and_different() {
        let one = generate_password().unwrap();
        let other = generate_password().unwrap();
        assert_eq!(one.expose_secret().len(), 20);
        assert_ne!(one.expose_secret(), other.expose_secret());
        assert!(one.expose_secret().bytes().any(|byte| byte.is_ascii_digit()));
    }

    #[test]
    fn a_secret_is_the_first_line_without_its_end() {
        let secret = first_line(&b"s3cret \r\nmore"[..], "password", "stdin").unwrap();
        assert_eq!(secret.expose_secret(), "s3cret ");
        assert!(first_line(&b"\n"[..], "password", "stdin").is_err());
    }
}
