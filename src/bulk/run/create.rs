//! Creating and inviting users: `create/batch`. With `--on-exists update` also the changes of those who exist.

use std::{
    collections::HashSet,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use bytes::Bytes;
use serde_json::{Map, Value, json};

use super::{
    patch,
    truth::{Invites, differing, is_created_by, not_set, passwords_not_set},
    work::{Findings, Pending, Tools, UserPatch, Work},
};
use crate::{
    api::{
        Reply, Request,
        users::{Found, MANY, find, find_proposed, load, names_of, user_id_of},
    },
    bulk::{
        outcome::Outcome,
        plan::{Item, Plan, states_time},
        reply::{BatchReply, Said},
    },
    error::Result,
    ops::{
        Operation as _, Spec,
        identifier::{Reading, normal_form},
        user,
        user::OnExists,
    },
};

/// Creates users.
pub struct Create {
    /// Flags that hold for every user of a request, as the end of its body: `,"invite":true}`.
    envelope: Bytes,
    on_exists: OnExists,
    invites: Invites,
    /// Whether a user who has any login ID of a row counts as the one who exists.
    by_any_name: bool,
    /// Rows that were confirmed to take something away from users who exist.
    taking: HashSet<u64>,
    /// Rows that were looked up before they were sent for the first time.
    looked_up: Arc<AtomicU64>,
}

/// What is said of a row whose user exists.
pub const EXISTS: &str = "the user exists";

/// What is said of a row whose user exists and is left as is.
pub const DIFFERS: &str = "the user exists, and is not as the row says";

/// Why a row failed that the server passed over.
pub(super) const NOT_MENTIONED: &str = "the reply does not mention this row, and there is no such user";

impl Create {
    /// Creates users with these flags for all of a request.
    #[must_use]
    pub fn new(flags: &Map<String, Value>, on_exists: OnExists) -> Self {
        let invites =
            if flags.get("invite") == Some(&Value::Bool(true)) { Invites::Yes } else { Invites::No };
        let fields = flags.iter().map(|(name, value)| format!(",{}:{value}", Value::from(name.as_str())));
        let envelope = Bytes::from(fields.collect::<String>() + "}");
        Self {
            envelope,
            on_exists,
            invites,
            by_any_name: false,
            taking: HashSet::new(),
            looked_up: Arc::default(),
        }
    }

    /// The same, but rows are looked up by all of their login IDs, and a user who has one of them exists.
    #[must_use]
    pub fn by_any_name(self) -> Self {
        Self { by_any_name: true, ..self }
    }

    /// The same, with the rows that may take something away from users who exist.
    #[must_use]
    pub fn taking_from(self, taking: HashSet<u64>) -> Self {
        Self { taking, ..self }
    }

    /// Finds the users of rows, by the login IDs that count.
    async fn find(&self, tools: &mut Tools<'_>, rows: &[Pending]) -> Result<()> {
        let names: Vec<String> = rows.iter().flat_map(|row| self.looked_up_by(row)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        find(tools.client, &names, Reading::LOGIN_ID, tools.found).await
    }

    /// The login IDs of a row that count, and the address that may have become one.
    fn looked_up_by(&self, row: &Pending) -> Vec<String> {
        self.names_of(row).map(str::to_owned).chain(self.address_of(row)).collect()
    }

    /// The same before the first sending, where each row counts. Those who are not found in hundreds, which are most,
    /// take a request each.
    async fn find_first(&self, tools: &mut Tools<'_>, rows: &[Pending]) -> Result<()> {
        let named: Vec<(&Pending, Vec<String>)> =
            rows.iter().map(|row| (row, self.looked_up_by(row))).collect();
        // What an earlier try has found is counted already.
        let is_open = |(_, names): &&(_, Vec<String>)| names.iter().any(|name| tools.found.is_open(name));
        let open: Vec<_> = named.iter().filter(is_open).collect();
        let names: Vec<&str> = named.iter().flat_map(|(_, names)| names).map(String::as_str).collect();
        find_proposed(tools.client, &names, Reading::LOGIN_ID, tools.found).await?;
        for (row, names) in open {
            for name in names {
                if tools.found.is_open(name) {
                    tools.found.settle(name, load(tools.client, name, Reading::LOGIN_ID).await?);
                }
            }
            self.looked_up.fetch_add(u64::from(self.is_counted_first(row)), Ordering::Relaxed);
        }
        Ok(())
    }

    /// The address of a row whose login ID is another one: an earlier run may have changed the address, and the login
    /// ID with it, so that nobody has the login ID of the row any more.
    fn address_of(&self, row: &Pending) -> Option<String> {
        (self.on_exists == OnExists::Update).then(|| address_beside(&row.item)).flatten()
    }

    /// The user who has the address of a row in place of its login ID.
    fn user_by_address<'f>(&self, found: &'f Found, row: &Pending) -> Option<(String, &'f Value)> {
        let address = self.address_of(row)?;
        let user = found.get(&address)?;
        Some((address, user))
    }

    /// The user whom a row leads to.
    fn user_of<'f>(&self, found: &'f Found, row: &Pending) -> Option<&'f Value> {
        self.names_of(row).find_map(|name| found.get(name))
    }

    /// The login IDs of a row that count.
    fn names_of<'r>(&self, row: &'r Pending) -> impl Iterator<Item = &'r str> {
        row.item.names().take(if self.by_any_name { usize::MAX } else { 1 })
    }

    /// Whether a row must be looked up before it is sent for the first time: an invitation would go to a user
    /// who exists as well, and a stated time says nothing about who made a user.
    fn is_looked_up_first(&self, row: &Pending) -> bool {
        self.is_counted_first(row) || self.address_of(row).is_some()
    }

    /// Whether that is known of the row without its values, so that it is counted.
    fn is_counted_first(&self, row: &Pending) -> bool {
        self.invites == Invites::Yes || states_time(row.item.body())
    }
}

/// A request body: the users as the plan holds them, and the flags of the batch.
pub(super) fn batch_body<'b>(users: impl Iterator<Item = &'b [u8]>, envelope: &[u8]) -> Bytes {
    let mut body = b"{\"users\":[".to_vec();
    for (index, user) in users.enumerate() {
        if index > 0 {
            body.push(b',');
        }
        body.extend_from_slice(user);
    }
    body.push(b']');
    body.extend_from_slice(envelope);
    Bytes::from(body)
}

impl Work for Create {
    fn spec(&self) -> &'static Spec {
        &user::BatchCreate::SPEC
    }

    fn rows_together(&self) -> usize {
        MANY
    }

    fn requests(&self, rows: &[Pending]) -> Result<Vec<Request>> {
        // Rows are sent with others of their kind.
        if rows.first().is_some_and(|row| row.patch.is_some()) {
            let users = rows.iter().filter_map(|row| row.patch.as_deref()).map(|patch| &patch.body[..]);
            return Ok(vec![patch::request(users)]);
        }
        let body = batch_body(rows.iter().map(|row| row.item.body()), &self.envelope);
        Ok(vec![Request::new(&user::BatchCreate::SPEC, body)])
    }

    async fn prepare(&self, mut tools: Tools<'_>, rows: &[Pending]) -> Result<Findings> {
        let (asked, ready): (Vec<Pending>, Vec<Pending>) =
            rows.iter().cloned().partition(|row| self.is_looked_up_first(row));
        let mut findings = Findings::ready(ready);
        if asked.is_empty() {
            return Ok(findings);
        }
        self.find_first(&mut tools, &asked).await?;
        let mut absent = Vec::new();
        for row in asked {
            match self.user_of(tools.found, &row) {
                Some(user) => self.settle_existing(&mut findings, row, user, None),
                None => match self.user_by_address(tools.found, &row) {
                    Some((address, user)) => settle_followed(&mut findings, row, user, &address),
                    None => absent.push(row),
                },
            }
        }
        if !absent.is_empty() {
            tools.journal.absent(absent.iter().map(|row| row.item.index)).await?;
        }
        findings.ready.extend(absent.into_iter().map(|row| Pending { was_absent: true, ..row }));
        findings.ready.sort_by_key(|row| row.item.index);
        Ok(findings)
    }

    async fn settle(&self, mut tools: Tools<'_>, rows: &[Pending], reply: &Reply) -> Result<Findings> {
        if rows.first().is_some_and(|row| row.patch.is_some()) {
            return self.settle_patched(tools, rows, reply).await;
        }
        let reply = BatchReply::read(reply, rows.iter().map(|row| &row.item))?;
        let mut findings = Findings::default();
        let mut open = Vec::new();
        for (row, said) in rows.iter().zip(reply.rows) {
            match said {
                Said::Done(user_id, remark) => {
                    findings.settled.push((row.item.clone(), Outcome::Created { user_id, remark }));
                }
                Said::Failed(reason) => open.push((row.clone(), Some(reason))),
                Said::Nothing => open.push((row.clone(), None)),
            }
        }
        if open.is_empty() {
            return Ok(findings);
        }
        // Reasons are prose, so that whether the users exist is looked up.
        let asked: Vec<Pending> = open.iter().map(|(row, _)| row.clone()).collect();
        self.find(&mut tools, &asked).await?;
        let mut unexplained = Vec::new();
        for (row, reason) in open {
            match (self.user_of(tools.found, &row), reason) {
                // The reply leaves out whom it created, or refuses whom an earlier sending has created.
                (Some(user), reason)
                    if (reason.is_none() || row.was_sent_before) && self.is_ours(&row, user) =>
                {
                    let outcome = Outcome::Created { user_id: user_id_of(user), remark: None };
                    findings.settle(row, outcome);
                }
                (Some(user), reason) => self.settle_existing(&mut findings, row, user, reason),
                (None, Some(reason)) => findings.settle(row, Outcome::failed(reason)),
                (None, None) => unexplained.push(row),
            }
        }
        patch::assign_unnamed(&mut findings, unexplained, reply.unnamed, NOT_MENTIONED);
        Ok(findings)
    }

    async fn look_up(&self, mut tools: Tools<'_>, rows: &[Pending]) -> Result<Findings> {
        self.find(&mut tools, rows).await?;
        Ok(self.settle_known(tools.found, rows))
    }

    /// Users who exist are found in hundreds. The others are sent again, which tells whether they exist.
    async fn look_up_refused(&self, tools: Tools<'_>, rows: &[Pending]) -> Result<Findings> {
        let names: Vec<&str> = rows.iter().flat_map(|row| self.names_of(row)).collect();
        find_proposed(tools.client, &names, Reading::LOGIN_ID, tools.found).await?;
        let mut findings = self.settle_known(tools.found, rows);
        findings.to_halve.append(&mut findings.ready);
        Ok(findings)
    }

    fn first_look_ups(&self, plan: &Plan) -> Option<(u64, Arc<AtomicU64>)> {
        let rows = if self.invites == Invites::Yes { plan.rows } else { plan.stated_times };
        (rows > 0).then(|| (rows, Arc::clone(&self.looked_up)))
    }

    fn is_repeat_felt(&self) -> bool {
        self.invites == Invites::Yes
    }
}

impl Create {
    fn is_ours(&self, row: &Pending, user: &Value) -> bool {
        is_created_by(&row.item.value(), row.sent, row.was_absent, self.invites, user)
    }

    /// Settles the rows whose users were found; the others are ready to be sent.
    fn settle_known(&self, found: &Found, rows: &[Pending]) -> Findings {
        let mut findings = Findings::default();
        for row in rows.iter().cloned() {
            match self.user_of(found, &row) {
                Some(user) => self.settle_found(&mut findings, row, user),
                None => match self.user_by_address(found, &row) {
                    Some((_, user)) if row.sent.is_some_and(|sent| sent.changes.is_some()) => {
                        self.settle_found(&mut findings, row, user);
                    }
                    Some((address, user)) => settle_followed(&mut findings, row, user, &address),
                    None => findings.ready.push(Pending { patch: None, ..row }),
                },
            }
        }
        findings
    }

    /// A row that is in doubt and whose user exists.
    fn settle_found(&self, findings: &mut Findings, row: Pending, user: &Value) {
        // The sending in doubt changed a user who existed.
        if let Some(changes) = row.sent.and_then(|sent| sent.changes)
            && differing(&row.item.value(), user).is_empty()
        {
            let not_set = not_set(&row.item.value(), user);
            let outcome = Outcome::Updated { user_id: user_id_of(user), changes: Some(changes), not_set };
            return findings.settle(row, outcome);
        }
        if self.is_ours(&row, user) {
            let outcome = Outcome::Created { user_id: user_id_of(user), remark: None };
            return findings.settle(row, outcome);
        }
        self.settle_existing(findings, row, user, None);
    }

    /// Does with a user who exists what is wanted; the reason is the server's, where it gave one.
    fn settle_existing(&self, findings: &mut Findings, row: Pending, user: &Value, reason: Option<String>) {
        let user_id = user_id_of(user);
        match self.on_exists {
            OnExists::Fail => {
                findings.settle(row, Outcome::failed(reason.unwrap_or_else(|| EXISTS.to_owned())));
            }
            OnExists::Skip => {
                let reason = self.why_skipped(&row, &user_id, user);
                let not_set = passwords_not_set(&row.item.value(), user);
                findings.settle(row, Outcome::Skipped { user_id, reason, not_set });
            }
            OnExists::Update => {
                let body = row.item.value();
                let mut patch = differing(&body, user);
                let not_set = not_set(&body, user);
                if patch.is_empty() {
                    let reason = format!("{EXISTS} and has what the row gives");
                    let reason = if not_set.is_empty() { reason } else { EXISTS.to_owned() };
                    return findings.settle(row, Outcome::Skipped { user_id, reason, not_set });
                }
                let changes = patch.len();
                let lost = user::taken_away(Some(user), &json!(patch));
                if !lost.is_empty() && !self.taking.contains(&row.item.index) {
                    let why = format!(
                        "{EXISTS}, and would lose {}, which was not asked about: the search did not show them \
                         before, the same command asks when it does",
                        user::named(&lost)
                    );
                    return findings.settle(row, Outcome::failed(why));
                }
                // By user ID, so that a login ID that moved meanwhile cannot lead to another user.
                patch.insert("loginId".to_owned(), json!(user_id));
                let body = Bytes::from(Value::Object(patch).to_string());
                let patch = Some(Arc::new(UserPatch { body, changes, not_set }));
                findings.to_patch.push(Pending { patch, ..row });
            }
        }
    }

    fn why_skipped(&self, row: &Pending, user_id: &str, user: &Value) -> String {
        let is_first = names_of(user).any(|own| normal_form(own) == normal_form(row.item.name()));
        let shared =
            row.item.names().find(|name| names_of(user).any(|own| normal_form(own) == normal_form(name)));
        match shared.filter(|_| self.by_any_name && !is_first) {
            Some(name) => format!("`{name}` is a login ID of {user_id}"),
            // The reply to an earlier sending was lost.
            None if row.was_sent_before && row.sent.is_some_and(|sent| sent.first.is_none()) => {
                format!("{EXISTS}, perhaps made by this job: the server does not tell the time")
            }
            None if differing(&row.item.value(), user).is_empty() => EXISTS.to_owned(),
            None => DIFFERS.to_owned(),
        }
    }

    async fn settle_patched(
        &self,
        mut tools: Tools<'_>,
        rows: &[Pending],
        reply: &Reply,
    ) -> Result<Findings> {
        let reply = BatchReply::read(reply, rows.iter().map(|row| &row.item))?;
        let mut findings = Findings::default();
        let mut open = Vec::new();
        for (row, said) in rows.iter().cloned().zip(reply.rows) {
            let Some(patch) = row.patch.clone() else { continue };
            match said {
                Said::Done(user_id, _) => {
                    let outcome = Outcome::Updated {
                        user_id,
                        changes: Some(patch.changes),
                        not_set: patch.not_set.clone(),
                    };
                    findings.settle(row, outcome);
                }
                Said::Failed(reason) => {
                    findings.settle(row, Outcome::failed(format!("{EXISTS}, and: {reason}")))
                }
                Said::Nothing => open.push(row),
            }
        }
        if open.is_empty() {
            return Ok(findings);
        }
        self.find(&mut tools, &open).await?;
        let mut unexplained = Vec::new();
        let mut some_are_absent = false;
        for row in open {
            let user = self.user_of(tools.found, &row);
            match user.or_else(|| self.user_by_address(tools.found, &row).map(|(_, user)| user)) {
                Some(user) if differing(&row.item.value(), user).is_empty() => {
                    self.settle_found(&mut findings, row, user);
                }
                Some(_) => unexplained.push(row),
                None => {
                    some_are_absent = true;
                    findings.settle(row, Outcome::failed("the user existed and is gone"));
                }
            }
        }
        patch::assign_rest(&mut findings, unexplained, reply.unnamed, some_are_absent);
        Ok(findings)
    }
}

/// The address of a row, where its login ID is another one of the same kind and would follow it.
#[must_use]
pub fn address_beside(row: &Item) -> Option<String> {
    let login_id = row.name();
    let field = match login_id {
        _ if login_id.contains('@') => "email",
        _ if login_id.starts_with('+') => "phone",
        _ => return None,
    };
    let body = row.value();
    let address = body.get(field)?.as_str()?;
    (!address.is_empty() && normal_form(address) != normal_form(login_id)).then(|| address.to_owned())
}

/// A row whose login ID nobody has, and whose address is the login ID of somebody: a second user of the same person
/// would be made.
fn settle_followed(findings: &mut Findings, row: Pending, user: &Value, address: &str) {
    let body = row.item.value();
    if differing(&body, user).is_empty() {
        let (user_id, not_set) = (user_id_of(user), passwords_not_set(&body, user));
        let reason = format!("{EXISTS} as `{address}`, and has what the row gives");
        return findings.settle(row, Outcome::Skipped { user_id, reason, not_set });
    }
    let why = format!(
        "nobody has this login ID, and `{address}` is the login ID of {}: have the row name that one",
        user_id_of(user)
    );
    findings.settle(row, Outcome::failed(why));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flags(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap_or_default()
    }

    #[test]
    fn a_request_holds_the_rows_as_the_plan_does_and_the_flags_behind_them() {
        let create = Create::new(&flags(json!({"invite": true, "inviteUrl": "u"})), OnExists::Skip);
        let rows = [
            Pending::new(Item::of(0, &json!({"loginId": "a"}), &["a"])),
            Pending::new(Item::of(1, &json!({"loginId": "b"}), &["b"])),
        ];
        let requests = create.requests(&rows).unwrap();
        let crate::api::Payload::Raw(body) = &requests[0].body else { panic!("a raw body") };
        assert_eq!(
            std::str::from_utf8(body).unwrap(),
            r#"{"users":[{"loginId":"a"},{"loginId":"b"}],"invite":true,"inviteUrl":"u"}"#
        );
        assert!(create.is_repeat_felt() && !Create::new(&Map::new(), OnExists::Skip).is_repeat_felt());
    }

    #[test]
    fn rows_that_state_a_time_are_looked_up_first() {
        let create = Create::new(&Map::new(), OnExists::Skip);
        let row = |body: Value| Pending::new(Item::of(0, &body, &["a"]));
        assert!(create.is_looked_up_first(&row(json!({"loginId": "a", "createdTime": 7}))));
        assert!(!create.is_looked_up_first(&row(json!({"loginId": "a"}))));
    }

    #[test]
    fn an_update_names_what_it_leaves_out() {
        let create = Create::new(&Map::new(), OnExists::Update);
        let row = Pending::new(Item::of(0, &json!({"loginId": "a", "name": "A", "password": "x"}), &["a"]));
        let mut findings = Findings::default();
        create.settle_existing(&mut findings, row.clone(), &json!({"userId": "U1", "name": "A"}), None);
        let (_, outcome) = &findings.settled[0];
        assert!(outcome.secret_not_set() && !outcome.reason().unwrap().contains("as the row says"));
        create.settle_existing(&mut findings, row, &json!({"userId": "U1", "name": "B"}), None);
        let patch = findings.to_patch[0].patch.as_ref().unwrap();
        assert_eq!((patch.changes, &patch.body[..]), (1, &br#"{"name":"A","loginId":"U1"}"#[..]));
    }
}
