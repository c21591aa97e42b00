//! Changing users: `patch/batch`.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::{
    create::batch_body,
    truth::differing,
    work::{Findings, Pending, Tools, Work},
};
use crate::{
    api::{
        Reply, Request,
        users::{MANY, find, is_user_id, user_id_of},
    },
    bulk::{
        outcome::{NO_SUCH_USER, Outcome},
        reply::{BatchReply, Said, contacts},
    },
    error::Result,
    ops::{Operation as _, Spec, identifier::Reading, user::BatchPatch},
};

/// Patches users.
#[derive(Default)]
pub struct Patch {
    /// Rows that a look at their users has shown to change nothing.
    pub unchanging: HashSet<u64>,
    /// User IDs of rows that an earlier run has done and that may have changed the login ID they name.
    pub done_before: HashMap<u64, String>,
}

/// Why a row failed that the server passed over.
pub(super) const NOT_MENTIONED: &str = "the reply does not mention this row, and the user is not as it says";

/// Why a row counts as skipped whose user is as it says.
pub(super) const UNCHANGED: &str = "the user was as the row says";

/// Why a row counts as skipped that has nothing but the name of its user.
const NO_FIELDS: &str = "the row gives no field to change";

impl Patch {
    /// What became of a row that was done.
    fn done(&self, row: &Pending, user_id: String) -> Outcome {
        if gives_no_field(&row.item.value()) {
            Outcome::skipped(user_id, NO_FIELDS)
        } else if self.unchanging.contains(&row.item.index) && !row.was_sent_before {
            Outcome::skipped(user_id, UNCHANGED)
        } else {
            Outcome::updated(user_id)
        }
    }

    /// Whether this job may have changed the login ID that a row names: it was sent without an answer, or an earlier
    /// run has done it. Otherwise a user who has the address of the row is somebody else.
    fn may_have_moved(&self, row: &Pending) -> bool {
        !is_user_id(row.item.name(), Reading::default())
            && (row.was_in_doubt || self.done_before.contains_key(&row.item.index))
    }

    /// Finds the users of rows, those whose login ID has changed with an address that the row gives as well. Each
    /// name is asked for once.
    async fn find(&self, tools: &mut Tools<'_>, rows: &[Pending]) -> Result<()> {
        tools.find(rows, Reading::default()).await?;
        let absent = rows.iter().filter(|row| tools.found.get(row.item.name()).is_none());
        let bodies: Vec<Value> =
            absent.filter(|row| self.may_have_moved(row)).map(|row| row.item.value()).collect();
        let addresses: Vec<&str> = bodies.iter().flat_map(contacts).collect();
        find(tools.client, &addresses, Reading::LOGIN_ID, tools.found).await
    }

    /// What became of a row whose login ID has changed with the address that it gives.
    fn moved(&self, tools: &Tools<'_>, row: &Pending) -> Option<Outcome> {
        if !self.may_have_moved(row) {
            return None;
        }
        let body = row.item.value();
        let mut users = contacts(&body).into_iter().filter_map(|contact| tools.found.get(contact));
        let user = users.find(|user| differing(&body, user).is_empty())?;
        match self.done_before.get(&row.item.index) {
            Some(id) if *id == user_id_of(user) => Some(Outcome::skipped(id.as_str(), UNCHANGED)),
            _ => row.was_in_doubt.then(|| Outcome::updated(user_id_of(user))),
        }
    }
}

/// Whether a row has nothing but the name of its user.
fn gives_no_field(body: &Value) -> bool {
    body.as_object().is_some_and(|fields| fields.keys().all(|name| name == "loginId"))
}

/// A request that changes these users.
pub(super) fn request<'b>(users: impl Iterator<Item = &'b [u8]>) -> Request {
    Request::new(&BatchPatch::SPEC, batch_body(users, b"}"))
}

/// Gives rows that failed without a word the reasons that name no user. One reason and one row belong
/// together; otherwise the rows are sent again in smaller pieces until they do.
pub(super) fn assign_unnamed(
    findings: &mut Findings,
    rows: Vec<Pending>,
    mut unnamed: Vec<String>,
    not_mentioned: &str,
) {
    match (rows.len(), unnamed.len()) {
        (0, _) => {}
        (_, 0) => {
            for row in rows {
                findings.settle(row, Outcome::failed(not_mentioned));
            }
        }
        (1, _) => {
            let reason = unnamed.remove(0);
            findings.settled.extend(rows.into_iter().map(|row| (row.item, Outcome::failed(reason.clone()))));
        }
        _ => findings.to_halve.extend(rows),
    }
}

impl Work for Patch {
    fn spec(&self) -> &'static Spec {
        &BatchPatch::SPEC
    }

    fn rows_together(&self) -> usize {
        MANY
    }

    fn requests(&self, rows: &[Pending]) -> Result<Vec<Request>> {
        Ok(vec![request(rows.iter().map(|row| row.item.body()))])
    }

    async fn settle(&self, mut tools: Tools<'_>, rows: &[Pending], reply: &Reply) -> Result<Findings> {
        let reply = BatchReply::read(reply, rows.iter().map(|row| &row.item))?;
        let mut findings = Findings::default();
        let mut open = Vec::new();
        for (row, said) in rows.iter().cloned().zip(reply.rows) {
            match said {
                Said::Done(user_id, _) => {
                    let outcome = self.done(&row, user_id);
                    findings.settle(row, outcome);
                }
                Said::Failed(reason) => findings.settle(row, Outcome::failed(reason)),
                Said::Nothing => open.push(row),
            }
        }
        if open.is_empty() {
            return Ok(findings);
        }
        let mut unexplained = Vec::new();
        let mut some_are_absent = false;
        for some in open.chunks(rows_looked_up_together(&tools)) {
            if failed(&findings) > tools.more_failures {
                findings.in_doubt.extend_from_slice(some);
                continue;
            }
            self.find(&mut tools, some).await?;
            for row in some.iter().cloned() {
                let body = row.item.value();
                match tools.found.get(row.item.name()) {
                    Some(user) if differing(&body, user).is_empty() => {
                        let outcome = self.done(&row, user_id_of(user));
                        findings.settle(row, outcome);
                    }
                    Some(_) => unexplained.push(row),
                    None => match self.moved(&tools, &row) {
                        Some(outcome) => findings.settle(row, outcome),
                        None => {
                            some_are_absent = true;
                            findings.settle(row, Outcome::failed(NO_SUCH_USER));
                        }
                    },
                }
            }
        }
        assign_rest(&mut findings, unexplained, reply.unnamed, some_are_absent);
        Ok(findings)
    }

    /// A repeat changes nothing more, but finds no user where the login ID has changed with an e-mail address
    /// or phone number.
    async fn look_up(&self, mut tools: Tools<'_>, rows: &[Pending]) -> Result<Findings> {
        let (moving, again): (Vec<Pending>, Vec<Pending>) =
            rows.iter().cloned().partition(|row| !contacts(&row.item.value()).is_empty());
        let mut findings = Findings::ready(again);
        if moving.is_empty() {
            return Ok(findings);
        }
        self.find(&mut tools, &moving).await?;
        for row in moving {
            let moved = match tools.found.get(row.item.name()) {
                Some(_) => None,
                None => self.moved(&tools, &row),
            };
            match moved {
                Some(outcome) => findings.settle(row, outcome),
                None => findings.ready.push(row),
            }
        }
        findings.ready.sort_by_key(|row| row.item.index);
        Ok(findings)
    }

    /// A single user who does not exist may be why all of a batch is refused. Without those who do not exist,
    /// the rest is sent again as a whole.
    async fn look_up_refused(&self, mut tools: Tools<'_>, rows: &[Pending]) -> Result<Findings> {
        let mut findings = Findings::default();
        let mut some_are_absent = false;
        for some in rows.chunks(rows_looked_up_together(&tools)) {
            if failed(&findings) > tools.more_failures {
                findings.ready.extend_from_slice(some);
                continue;
            }
            self.find(&mut tools, some).await?;
            for row in some.iter().cloned() {
                match (tools.found.get(row.item.name()), self.moved(&tools, &row)) {
                    (Some(_), _) => findings.ready.push(row),
                    (None, Some(outcome)) => findings.settle(row, outcome),
                    (None, None) => {
                        some_are_absent = true;
                        findings.settle(row, Outcome::failed(NO_SUCH_USER));
                    }
                }
            }
        }
        if !some_are_absent {
            findings.to_halve.append(&mut findings.ready);
        }
        Ok(findings)
    }
}

/// Gives rows whose users exist the reasons that name no user. Where users do not exist, some of the reasons are
/// theirs, and nobody knows which: then the rows are sent again without them.
pub(super) fn assign_rest(
    findings: &mut Findings,
    rows: Vec<Pending>,
    unnamed: Vec<String>,
    some_are_absent: bool,
) {
    if some_are_absent && !unnamed.is_empty() {
        findings.ready.extend(rows);
    } else {
        assign_unnamed(findings, rows, unnamed, NOT_MENTIONED);
    }
}

/// Rows that are looked up in one go: where few may fail, not many more than those, since each user who does not
/// exist costs a request.
fn rows_looked_up_together(tools: &Tools<'_>) -> usize {
    const LEAST: usize = 10;
    usize::try_from(tools.more_failures.saturating_add(1)).unwrap_or(MANY).clamp(LEAST, MANY)
}

/// Rows that have failed in this step.
fn failed(findings: &Findings) -> u64 {
    findings.settled.iter().filter(|(_, outcome)| matches!(outcome, Outcome::Failed { .. })).count() as u64
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
            let mut findings = Findings::default();
            let unnamed = unnamed.iter().map(|reason| (*reason).to_owned()).collect();
            assign_unnamed(&mut findings, rows(count), unnamed, "not mentioned");
            let reasons: Vec<String> =
                findings.settled.iter().filter_map(|(_, outcome)| outcome.reason()).collect();
            (reasons, findings.to_halve.len())
        };
        assert_eq!(assigned(1, &["role x does not exist"]), (vec!["role x does not exist".into()], 0));
        assert_eq!(assigned(1, &[]), (vec!["not mentioned".into()], 0));
        assert_eq!(assigned(3, &["role x does not exist"]), (vec![], 3));
        assert_eq!(assigned(0, &["left over"]), (vec![], 0));
    }
}
