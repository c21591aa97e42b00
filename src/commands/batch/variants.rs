//! What the identifiers of rows say of users who exist: login IDs that differ from theirs in letter case only, and
//! rows that name several users.

use tokio::sync::watch;

use super::Problems;
use crate::{
    api::users::{Found, MANY, find, is_user_id, names_of},
    bulk::{
        input::Problem,
        plan::{Item, Plan},
        run::problem_of_several,
    },
    context::Context,
    error::Result,
    ops::{
        identifier::Reading,
        row::{RowType, repeated},
        user::person,
    },
};

/// Names rows that would make a second user of a person. The form in lower case is looked up, which is what most
/// services keep: 2 requests for 100 such rows.
pub(super) fn name_variants_of_users(
    context: &Context,
    plan: &Plan,
    problems: &mut Problems<'_>,
) -> anyhow::Result<()> {
    let client = context.client()?.for_run(context.batch_max_wait(), watch::channel(false).1);
    let has_capitals =
        |item: &Result<Item>| item.as_ref().map_or(true, |item| item.name() != item.name().to_lowercase());
    let mut items = plan.items()?.filter(has_capitals);
    loop {
        let some: Vec<Item> = items.by_ref().take(MANY).collect::<Result<_>>()?;
        if some.is_empty() {
            return Ok(());
        }
        let lower: Vec<String> = some.iter().map(|item| item.name().to_lowercase()).collect();
        let names: Vec<&str> = lower.iter().map(String::as_str).collect();
        let mut found = Found::default();
        context.block_on_unless_interrupted(find(&client, &names, Reading::LOGIN_ID, &mut found))??;
        for (item, lower) in some.iter().zip(&names) {
            let Some(user) = found.get(lower) else { continue };
            // Who has this very login ID exists already, which is another matter.
            if names_of(user).any(|name| name == item.name()) {
                continue;
            }
            let (name, user) = (repeated(item.name()), repeated(&person(user)));
            problems.add(&Problem {
                file: item.file.clone(),
                line: item.line,
                column: Some("loginId".to_owned()),
                why: format!(
                    "`{name}` is a login ID of {user} in other letter case: `--allow-case-variants` makes another user"
                ),
            });
        }
    }
}

/// Names rows of changes that name a user by one identifier and somebody else by another. Only those are looked up
/// that have several.
pub(super) fn name_rows_of_several(
    context: &Context,
    plan: &Plan,
    rows: &RowType,
    problems: &mut Problems<'_>,
) -> anyhow::Result<()> {
    // An operation may name the login ID that a user is to have.
    let is_own = |name: &str| !rows.is_of_operation() || is_user_id(name, Reading::default());
    let has_several =
        |item: &Result<Item>| item.as_ref().map_or(true, |item| item.names().skip(1).any(is_own));
    let mut items = plan.items()?.filter(has_several);
    loop {
        let some: Vec<Item> = items.by_ref().take(MANY).collect::<Result<_>>()?;
        if some.is_empty() {
            return Ok(());
        }
        let client = context.client()?.for_run(context.batch_max_wait(), watch::channel(false).1);
        let names: Vec<&str> = some.iter().map(Item::name).collect();
        let mut found = Found::default();
        context.block_on_unless_interrupted(find(&client, &names, Reading::default(), &mut found))??;
        for item in &some {
            let others = item.names().skip(1).filter(|name| is_own(name));
            let problem = found.get(item.name()).and_then(|user| problem_of_several(item, user, others));
            problem.iter().for_each(|problem| problems.add(problem));
        }
    }
}
