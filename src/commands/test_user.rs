//! Commands on test users. Those that are more than one request are kin of commands on users.

use super::{call, user};
use crate::{context::Context, ops::test_user::Command};

/// Runs a command on test users.
///
/// # Errors
/// Those of the command.
pub fn run(context: &Context, command: Command) -> anyhow::Result<()> {
    match command {
        Command::Create(mut arguments) => {
            user::read_hash(&mut arguments.credentials.hash)?;
            call::run(context, Box::new(arguments))
        }
        Command::DeleteAll(arguments) => user::delete_test_users(context, &arguments),
        other => call::run(context, other.into_call()),
    }
}
