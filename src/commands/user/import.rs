//! `user import`: hands the export of another system over, which the server reads by itself.

use serde_json::Value;

use crate::{
    api::Request,
    commands::{call, input},
    context::Context,
    error::{Error, Kind},
    ops::{
        Operation as _, Repeat,
        user::{self, Content, USERS},
    },
    ui::counted,
    words::grouped,
};

/// Failures shown on stderr before the rest is only counted.
const SHOWN: usize = 20;

/// Imports users, or has the server check whether they could be imported.
pub(super) fn run(context: &Context, mut arguments: user::Import) -> anyhow::Result<()> {
    let spec = &user::Import::SPEC;
    let file = arguments.file.display().to_string();
    arguments.users = Some(Content(input::read(&arguments.file)?));
    arguments.hashes = arguments.hashes_file.as_deref().map(input::read).transpose()?.map(Content);
    let mut request = Request::of(&arguments)?;
    if arguments.validate_only {
        request.reads = true;
        request.repeat = Repeat::Harmless;
    } else {
        call::confirm(context, spec, Some(&file))?;
    }
    if context.is_dry_run() && !request.reads {
        context.ui.hint("`--validate-only` has the server check the export, and imports nothing");
        return call::deliver(context, spec, &[request], Some(&file));
    }
    let reply = call::send(context, spec, &request, Some(&file))?;
    let shown = context.output.part(&reply, &USERS);
    if arguments.validate_only {
        context.show(shown, &USERS)?;
    } else {
        context.show_made(shown, &USERS)?;
    }
    report(context, &reply, arguments.validate_only)
}

fn report(context: &Context, reply: &Value, validate_only: bool) -> anyhow::Result<()> {
    let count = |name: &str| reply.get(name).and_then(Value::as_array).map_or(0, |list| list.len() as u64);
    let (users, failed) = (count("users"), count("failures"));
    for failure in reply.get("failures").and_then(Value::as_array).into_iter().flatten().take(SHOWN) {
        let text = |name: &str| failure.get(name).and_then(Value::as_str).unwrap_or_default();
        context.ui.preview(&crate::error::visible(&format!("{}: {}", text("user"), text("reason"))));
    }
    if failed > SHOWN as u64 {
        let more = failed - SHOWN as u64;
        context.ui.preview(&format!("… and {} more: `-o json -q .failures` lists all", grouped(more)));
    }
    if failed > 0 {
        let message =
            format!("{} of {} cannot be imported", grouped(failed), counted(users + failed, "user"));
        return Err(Error::new(Kind::SomeFailed, message).into());
    }
    let users = counted(users, "user");
    context.ui.status(&if validate_only {
        format!("{users} can be imported")
    } else {
        format!("imported {users}")
    });
    Ok(())
}
