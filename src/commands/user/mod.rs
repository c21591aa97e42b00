//! Commands on users. Those that are more than one request stand in the files below; `call` runs all
//! others.

mod change;
mod edit;
mod export;
mod from_file;
mod import;
mod read;
mod remove;
mod restore;
mod search;
mod taken;

pub(super) use change::read_hash;
pub(super) use read::load_all;
pub(super) use remove::delete_test_users;
pub(super) use taken::{cannot_save, save_old_values};

use clap::Subcommand;

use super::{batch, call};
use crate::{
    context::Context,
    ops::{
        Effect, Shown,
        user::{self, BatchRun, Command, Edit, Export, Restore, USER, USERS},
    },
    output::{DONE, View},
};

/// Commands on users.
#[derive(Debug, Subcommand)]
#[expect(clippy::large_enum_variant, reason = "there is one of it in a run")]
pub enum User {
    /// An operation of the API.
    #[command(flatten)]
    Operation(Command),
    #[expect(missing_docs, reason = "the documentation of the arguments is the command's help")]
    BatchRun(BatchRun),
    #[expect(missing_docs, reason = "the documentation of the arguments is the command's help")]
    Edit(Edit),
    #[expect(missing_docs, reason = "the documentation of the arguments is the command's help")]
    Export(Export),
    #[expect(missing_docs, reason = "the documentation of the arguments is the command's help")]
    Restore(Restore),
}

impl User {
    /// How the document of the command is shown; none where it shows none.
    #[must_use]
    pub fn view(&self) -> Option<&'static View> {
        match self {
            Self::Operation(
                Command::BatchCreate(_)
                | Command::BatchInvite(_)
                | Command::BatchPatch(_)
                | Command::BatchDelete(_),
            )
            | Self::BatchRun(_) => Some(&batch::TOTALS),
            Self::Operation(
                Command::SetActivePassword(user::SetActivePassword { password, .. })
                | Command::SetTemporaryPassword(user::SetTemporaryPassword { password, .. }),
            ) if password.generate => Some(&call::GENERATED),
            Self::Operation(Command::Search(arguments)) if arguments.count => Some(&search::COUNT),
            Self::Operation(operation) => match operation.spec().shown {
                Shown::As(_) if !operation.others().is_empty() => Some(&USERS),
                _ => Some(operation.spec().view()),
            },
            Self::Edit(_) => Some(&USER),
            Self::Export(_) => Some(&DONE),
            Self::Restore(_) => Some(&restore::RESTORED),
        }
    }
}

/// Runs a command on users.
///
/// # Errors
/// Those of the command.
pub fn run(context: &Context, command: User) -> anyhow::Result<()> {
    match command {
        User::Operation(command) => operation(context, command),
        User::BatchRun(arguments) => batch::run_per_row(context, &arguments),
        User::Edit(arguments) => edit::run(context, &arguments),
        User::Export(arguments) => export::run(context, &arguments),
        User::Restore(arguments) => restore::run(context, &arguments),
    }
}

fn operation(context: &Context, command: Command) -> anyhow::Result<()> {
    match command {
        Command::Load(arguments) => read::load(context, &arguments),
        Command::LoginHistory(arguments) => read::login_history(context, &arguments),
        Command::Search(arguments) => search::run(context, &arguments),
        Command::BatchCreate(arguments) => batch::create(context, &arguments),
        Command::BatchInvite(arguments) => batch::invite(context, &arguments),
        Command::BatchPatch(arguments) => batch::patch(context, &arguments),
        Command::Create(arguments) => from_file::create(context, arguments),
        Command::Invite(arguments) => change::invite(context, arguments),
        Command::Patch(arguments) => from_file::patch(context, arguments),
        Command::ProviderToken(arguments) => change::provider_token(context, &arguments),
        Command::Import(arguments) => import::run(context, arguments),
        Command::ImportPasskeys(arguments) => change::import_passkeys(context, arguments),
        Command::Update(arguments) => change::update(context, &arguments),
        Command::UpdateEmail(arguments) => {
            let value =
                arguments.email.as_ref().filter(|_| arguments.merge).map(|email| email.as_str().to_owned());
            change::with_merge(context, Box::new(arguments), value.as_deref())
        }
        Command::UpdatePhone(arguments) => {
            let value =
                arguments.phone.as_ref().filter(|_| arguments.merge).map(|phone| phone.as_str().to_owned());
            change::with_merge(context, Box::new(arguments), value.as_deref())
        }
        Command::UpdateRecoveryEmail(arguments) => change::with_merge(context, Box::new(arguments), None),
        Command::UpdateRecoveryPhone(arguments) => change::with_merge(context, Box::new(arguments), None),
        Command::UpdateCustomAttributes(arguments) => change::custom_attributes(context, &arguments),
        Command::AddTenant(arguments) => change::add_tenant(context, &arguments),
        Command::RemoveApp(arguments) => change::remove_app(context, arguments),
        Command::Delete(arguments) => remove::delete(context, &arguments),
        Command::BatchDelete(arguments) => remove::batch_delete(context, &arguments),
        other => {
            let call = other.into_call();
            match (&call.spec().effect, call.spec().takes) {
                (Effect::Ask(_), Some(takes)) if !context.is_dry_run() => {
                    taken::replace(context, call.as_ref(), takes)
                }
                _ => call::run(context, call),
            }
        }
    }
}
