//! What the identifiers of rows say of users who exist: login IDs that differ from theirs in letter case only, and
//! rows that name several users.

use serde_json::Value;

use super::{Problems, look_up::with_progress};
use crate::{
    api::users::{is_user_id, names_of, of_another},
    bulk::{
        input::Problem,
        plan::{Item, Plan},
        run::{LookUp, problem_of_several},
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

/// Names rows of changes that name a user by one identifier and somebody else by another. Only those are looked up
/// that have several.
pub(super) fn name_rows_of_several(
    context: &Context,
    plan: &Plan,
    running: &Running,
    problems: &mut Problems<'_>,
) -> Result<()> {
    let has_several = |item: &Item| item.names().nth(1).is_some() && !others_of(item).is_empty();
    let of_users = LookUp::new(Reading::default());
    let mut open = Vec::new();
    look_up_some(context, plan, running, of_users, has_several, |item, user| {
        let others = others_of(item);
        let Some(other) = of_another(user, others.iter().map(String::as_str)) else { return };
        let problem = problem_of_several(item, user, other);
        if is_user_id(other, Reading::default()) {
            problems.add(&problem);
        } else {
            open.push((item.named(other), problem));
        }
    })?;
    if open.is_empty() {
        return Ok(());
    }
    // Nobody has a login ID that an earlier run has replaced.
    let (items, found): (Vec<Item>, Vec<Problem>) = open.into_iter().unzip();
    let mut found = found.iter();
    let add = |_: &Item, other: Option<&Value>| {
        let problem = found.next().filter(|_| other.is_some());
        problem.into_iter().for_each(|problem| problems.add(problem));
        Ok(())
    };
    with_progress(context, items.len() as u64, of_users, running, async |client, look_up, reached| {
        look_up.run(&client, items.into_iter().map(Ok), reached, add).await
    })
}

/// Identifiers of a row beside the first, but for those that it gives to its user.
fn others_of(item: &Item) -> Vec<String> {
    let body = item.value();
    let given: Vec<&str> =
        ["newLoginId", "email", "phone"].iter().filter_map(|field| body.get(field)?.as_str()).collect();
    item.names().skip(1).filter(|name| !given.contains(name)).map(str::to_owned).collect()
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
