//! Login IDs of rows that differ from those of users who exist in letter case only.

use serde_json::Value;

use super::{Problems, look_up::with_progress};
use crate::{
    api::users::names_of,
    bulk::{
        input::Problem,
        plan::{Item, Plan},
        run::LookUp,
    },
    context::Context,
    error::Result,
    ops::{
        identifier::Reading,
        row::repeated,
        user::{Running, person},
    },
};

/// Names rows that would make a second user of a person. The form in lower case is looked up, which is what most
/// services keep: 2 requests for 100 such rows.
pub(super) fn name_variants_of_users(
    context: &Context,
    plan: &Plan,
    running: &Running,
    problems: &mut Problems<'_>,
) -> Result<()> {
    let has_capitals = |item: &Item| item.name() != item.name().to_lowercase();
    let of_users = LookUp { in_lower_case: true, ..LookUp::new(Reading::LOGIN_ID) };
    look_up_some(context, plan, running, of_users, has_capitals, |item, user| {
        // Who has this very login ID exists already, which is another matter.
        if names_of(user).any(|name| name == item.name()) {
            return;
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
    })
}

/// Looks the users of some rows up; `each` hears of those who exist.
fn look_up_some(
    context: &Context,
    plan: &Plan,
    running: &Running,
    how: LookUp,
    is_meant: impl Fn(&Item) -> bool,
    mut each: impl FnMut(&Item, &Value),
) -> Result<()> {
    let is_meant = |item: &Result<Item>| item.as_ref().map_or(true, &is_meant);
    let rows = plan.items()?.filter(is_meant).count() as u64;
    if rows == 0 {
        return Ok(());
    }
    let items = plan.items()?.filter(is_meant);
    let found = |item: &Item, user: Option<&Value>| {
        user.iter().for_each(|user| each(item, user));
        Ok(())
    };
    with_progress(context, rows, how, running, async |client, look_up, reached| {
        look_up.run(&client, items, reached, found).await
    })
}
