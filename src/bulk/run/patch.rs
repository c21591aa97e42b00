//! Changing users: `patch/batch`.

use serde_json::Value;

use super::{
    create::batch_body,
    truth::differing,
    work::{Pending, Progress, Tools, Work},
};
use crate::{
    api::{
        Client, Reply, Request,
        users::{MANY, load, user_id_of},
    },
    bulk::{
        outcome::Outcome,
        reply::{BatchReply, Said, contacts},
    },
    error::Result,
    ops::{Operation as _, identifier::Reading, user::BatchPatch},
};

/// Patches users.
pub struct Patch;

/// Why a row failed that the server passed over.
pub(super) const NOT_MENTIONED: &str = "the reply does not mention this row, and the user is not as it says";

/// A request that changes these users.
pub(super) fn request<'b>(users: impl Iterator<Item = &'b [u8]>) -> Request {
    Request::new(&BatchPatch::SPEC, batch_body(users, b"}"))
}

/// Gives rows that failed without a word the reasons that name no user. One reason and one row belong
/// together; otherwise the rows are sent again in smaller pieces until they do.
pub(super) fn assign_unnamed(
    progress: &mut Progress,
    rows: Vec<Pending>,
    mut unnamed: Vec<String>,
    not_mentioned: &str,
) {
    match (rows.len(), unnamed.len()) {
        (0, _) => {}
        (_, 0) => {
            for row in rows {
                progress.settle(row, Outcome::failed(not_mentioned));
            }
        }
        (1, _) => {
            let reason = unnamed.remove(0);
            progress.settled.extend(rows.into_iter().map(|row| (row.item, Outcome::failed(reason.clone()))));
        }
        _ => progress.to_halve.extend(rows),
    }
}

impl Work for Patch {
    fn rows_together(&self) -> usize {
        MANY
    }

    fn requests(&self, rows: &[Pending]) -> Result<Vec<Request>> {
        Ok(vec![request(rows.iter().map(|row| row.item.body()))])
    }

    async fn settle(&self, mut tools: Tools<'_>, rows: &[Pending], reply: &Reply) -> Result<Progress> {
        let reply = BatchReply::read(reply, rows.iter().map(|row| &row.item))?;
        let mut progress = Progress::default();
        let mut open = Vec::new();
        for (row, said) in rows.iter().cloned().zip(reply.rows) {
            match said {
                Said::Done(user_id, _) => progress.settle(row, Outcome::updated(user_id)),
                Said::Failed(reason) => progress.settle(row, Outcome::failed(reason)),
                Said::Nothing => open.push(row),
            }
        }
        if open.is_empty() {
            return Ok(progress);
        }
        tools.find(&open, Reading::default()).await?;
        let mut unexplained = Vec::new();
        for row in open {
            let body = row.item.value();
            match tools.found.get(row.item.name()) {
                Some(user) if differing(&body, user).is_empty() => {
                    progress.settle(row, Outcome::updated(user_id_of(user)));
                }
                Some(_) => unexplained.push(row),
                None => match find_moved(tools.client, &body).await? {
                    Some(user) => progress.settle(row, Outcome::updated(user_id_of(&user))),
                    None if reply.unnamed.is_empty() => {
                        progress.settle(row, Outcome::failed("there is no such user"))
                    }
                    None => unexplained.push(row),
                },
            }
        }
        assign_unnamed(&mut progress, unexplained, reply.unnamed, NOT_MENTIONED);
        Ok(progress)
    }

    /// A repeat changes nothing more, but finds no user where the login ID has changed with an e-mail address
    /// or phone number.
    async fn look_up(&self, mut tools: Tools<'_>, rows: &[Pending]) -> Result<Progress> {
        let (moving, again): (Vec<Pending>, Vec<Pending>) =
            rows.iter().cloned().partition(|row| !contacts(&row.item.value()).is_empty());
        let mut progress = Progress::ready(again);
        if moving.is_empty() {
            return Ok(progress);
        }
        tools.find(&moving, Reading::default()).await?;
        for row in moving {
            let moved = match tools.found.get(row.item.name()) {
                Some(_) => None,
                None => find_moved(tools.client, &row.item.value()).await?,
            };
            match moved {
                Some(user) => progress.settle(row, Outcome::updated(user_id_of(&user))),
                None => progress.ready.push(row),
            }
        }
        progress.ready.sort_by_key(|row| row.item.index);
        Ok(progress)
    }
}

/// The user of a row whose login ID has changed with the address that the row gives.
async fn find_moved(client: &Client, body: &Value) -> Result<Option<Value>> {
    for contact in contacts(body) {
        if let Some(user) = load(client, contact, Reading::LOGIN_ID).await?
            && differing(body, &user).is_empty()
        {
            return Ok(Some(user));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::bulk::plan::Item;

    fn rows(count: u64) -> Vec<Pending> {
        (0..count).map(|index| Pending::new(Item::of(index, &json!({}), &["a"]))).collect()
    }

    #[test]
    fn a_reason_without_a_user_reaches_its_row_or_the_rows_are_halved() {
        let assigned = |count, unnamed: &[&str]| {
            let mut progress = Progress::default();
            let unnamed = unnamed.iter().map(|reason| (*reason).to_owned()).collect();
            assign_unnamed(&mut progress, rows(count), unnamed, "not mentioned");
            let reasons: Vec<String> =
                progress.settled.iter().filter_map(|(_, outcome)| outcome.reason()).collect();
            (reasons, progress.to_halve.len())
        };
        assert_eq!(assigned(1, &["role x does not exist"]), (vec!["role x does not exist".into()], 0));
        assert_eq!(assigned(1, &[]), (vec!["not mentioned".into()], 0));
        assert_eq!(assigned(3, &["role x does not exist"]), (vec![], 3));
        assert_eq!(assigned(0, &["left over"]), (vec![], 0));
    }
}
