//! Login IDs of a file that differ from those of users who exist in letter case only.

use tokio::sync::watch;

use super::Problems;
use crate::{
    api::users::{Found, MANY, find, names_of},
    bulk::{
        input::Problem,
        plan::{Item, Plan},
    },
    context::Context,
    error::Result,
    ops::{identifier::Reading, row::repeated, user::person},
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
