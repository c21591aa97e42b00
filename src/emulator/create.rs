//! Creating and inviting users, one or many.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use super::decode::{Fields, LOGIN_ID};
use super::hashes;
use super::identity;
use super::ids;
use super::profile::Profile;
use super::reply::{ApiError, Reply};
use super::route::{Call, Route, post};
use super::store::{Message, Record, Tx};
use super::view::{UserView, Viewer, one_user};

pub(super) const ROUTES: &[Route] = &[
    post("/v1/mgmt/user/create", |call, fields| create(call, fields, Kind::AsAsked)),
    post("/v1/mgmt/user/create/batch", batch),
    post("/v1/mgmt/user/create/test", |call, fields| create(call, fields, Kind::Test)),
];

enum Kind {
    AsAsked,
    Test,
}

fn create(call: &Call, fields: &Fields<'_>, kind: Kind) -> Result<Reply, ApiError> {
    let invitation = Invitation::decode(fields, call)?;
    let mut draft = Draft::decode(fields, LOGIN_ID)?;
    if matches!(kind, Kind::Test) {
        draft.profile.test = Some(true);
    }
    draft.prepare()?;
    call.write(|tx| {
        let made = draft.make(tx, invitation.as_ref())?;
        one_user(tx, made.record, made.created)
    })
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct BatchReply {
    created_users: Vec<UserView>,
    failed_users: Vec<Failed>,
    additional_errors: BTreeMap<String, String>,
}

/// One entry of a batch that was not processed.
#[derive(Serialize)]
pub(super) struct Failed {
    pub(super) failure: String,
    pub(super) user: Option<UserView>,
}

fn batch(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let invitation = Invitation::decode(fields, call)?;
    let entries = fields.required_objects("users")?;
    let drafts = entries.iter().map(|entry| Draft::decode(entry, "loginId"));
    let mut drafts = drafts.collect::<Result<Vec<_>, _>>()?;
    // Hashing passwords is slow and needs no lock.
    let prepared: Vec<_> = drafts.iter_mut().map(Draft::prepare).collect();
    let reply = call.write(|tx| {
        let mut viewer = Viewer::new(tx);
        let mut reply = BatchReply {
            created_users: Vec::with_capacity(drafts.len()),
            failed_users: Vec::new(),
            additional_errors: BTreeMap::new(),
        };
        for (draft, prepared) in drafts.into_iter().zip(prepared) {
            let echo = draft.echo();
            let login_id = draft.login_id.clone();
            match prepared.and_then(|()| draft.make(tx, invitation.as_ref())) {
                Ok(made) => {
                    reply.created_users.push(viewer.user(made.record)?);
                    reply.additional_errors.extend(made.problem.map(|problem| (login_id, problem)));
                }
                Err(error) => {
                    let (failure, user) = (error.refusal()?, Some(viewer.user(echo)?));
                    reply.failed_users.push(Failed { failure, user });
                }
            }
        }
        Ok(reply)
    })?;
    Reply::json(&reply)
}

/// A user that was made, or found and invited again.
pub(super) struct Made {
    pub(super) record: Record,
    pub(super) created: bool,
    /// What went wrong after the user was made.
    problem: Option<String>,
}

/// A user to be made. It has no `Debug`: it holds a password.
pub(super) struct Draft {
    pub(super) login_id: String,
    pub(super) profile: Profile,
    clear_password: Option<String>,
    hashed_password: Option<Value>,
    password: String,
    totp_seed: String,
    created_time: i64,
}

impl Draft {
    pub(super) fn decode(fields: &Fields<'_>, login_id: &str) -> Result<Self, ApiError> {
        Ok(Self {
            login_id: fields.owned(login_id)?.unwrap_or_default(),
            profile: Profile::decode(fields)?,
            clear_password: fields.filled("password")?.map(str::to_owned),
            hashed_password: fields.value("hashedPassword")?.cloned(),
            password: String::new(),
            totp_seed: fields.owned("seed")?.unwrap_or_default(),
            created_time: fields.integer("createdTime")?.unwrap_or_default(),
        })
    }

    /// All checks that need no database, and the hashing.
    pub(super) fn prepare(&mut self) -> Result<(), ApiError> {
        if self.login_id.is_empty() {
            return Err(ApiError::missing("The loginId argument is missing"));
        }
        self.login_id = identity::login_id(&self.login_id);
        if self.created_time < 0 {
            return Err(ApiError::invalid("createdTime cannot be negative"));
        }
        self.profile.check()?;
        self.password = match (self.clear_password.take(), self.hashed_password.take()) {
            (Some(_), Some(_)) => {
                return Err(ApiError::invalid("Only one of password and hashedPassword can be given"));
            }
            (Some(clear), None) => hashes::hash(&clear)?,
            (None, Some(hashed)) => hashes::imported(&hashed)?,
            (None, None) => String::new(),
        };
        Ok(())
    }

    /// The input as a user that does not exist, for the list of failures.
    fn echo(&self) -> Record {
        Record {
            login_ids: vec![self.login_id.clone()],
            email: self.profile.email.clone().unwrap_or_default(),
            phone: self.profile.phone.clone().unwrap_or_default(),
            ..Record::default()
        }
    }

    fn make(self, tx: &Tx<'_>, invitation: Option<&Invitation>) -> Result<Made, ApiError> {
        let Some(invitation) = invitation else {
            return Ok(Made { record: self.insert(tx, None)?, created: true, problem: None });
        };
        let found = identity::find_either(tx, &self.login_id)?;
        if found.is_none() && ids::looks_like_user_id(&self.login_id) {
            return Err(ApiError::user_not_found());
        }
        let created = found.is_none();
        let record = match found {
            Some(record) => record,
            None => self.insert(tx, Some(invitation))?,
        };
        let (record, problem) = invitation.send(tx, record)?;
        Ok(Made { record, created, problem })
    }

    /// Inserts the user, who has to be reachable somehow. An invitation may go to a login ID that is an email or phone.
    fn insert(self, tx: &Tx<'_>, invitation: Option<&Invitation>) -> Result<Record, ApiError> {
        let record = self.into_record()?;
        let by_login_id =
            invitation.is_some() && record.login_ids.iter().any(|id| id.contains('@') || id.starts_with('+'));
        if record.email.is_empty() && record.phone.is_empty() && !by_login_id {
            return Err(ApiError::missing("Missing email or phone"));
        }
        tx.insert_user(record)
    }

    pub(super) fn into_record(self) -> Result<Record, ApiError> {
        let mut login_ids = vec![self.login_id];
        login_ids.extend(self.profile.more_login_ids.iter().flatten().cloned());
        super::profile::distinct(&mut login_ids);
        let mut record = Record {
            login_ids,
            password: self.password,
            totp_seed: self.totp_seed,
            created_time: self.created_time.saturating_mul(1000),
            ..Record::default()
        };
        self.profile.apply(&mut record)?;
        Ok(record)
    }
}

/// The invite part of a create call or a batch.
struct Invitation {
    send_mail: Option<bool>,
    send_sms: Option<bool>,
    payload: Value,
}

impl Invitation {
    fn decode(fields: &Fields<'_>, call: &Call) -> Result<Option<Self>, ApiError> {
        let url = fields.filled("inviteUrl")?;
        let payload = json!({
            "inviteUrl": url.map_or_else(|| format!("{}/invite", call.emulator.issuer()), str::to_owned),
            "templateId": fields.text("templateId")?.unwrap_or_default(),
            "templateOptions": fields.map("templateOptions")?.cloned().unwrap_or_default(),
            "locale": fields.text("locale")?.unwrap_or_default(),
        });
        let (send_mail, send_sms) = (fields.flag("sendMail")?, fields.flag("sendSMS")?);
        Ok(fields.is_set("invite")?.then_some(Self { send_mail, send_sms, payload }))
    }

    /// Puts the invitation into the outbox; a problem does not undo the user.
    fn send(&self, tx: &Tx<'_>, mut record: Record) -> Result<(Record, Option<String>), ApiError> {
        let email = reach(&record.email, &record.login_ids, |id| id.contains('@'));
        let phone = reach(&record.phone, &record.login_ids, |id| id.starts_with('+'));
        let mail = self.send_mail.unwrap_or(!email.is_empty());
        let sms = self.send_sms.unwrap_or(!mail && !phone.is_empty());
        let mut sent = false;
        for (channel, wanted, recipient) in [("email", mail, &email), ("sms", sms, &phone)] {
            if wanted && !recipient.is_empty() {
                tx.post_message(Message {
                    kind: "invite".to_owned(),
                    channel: channel.to_owned(),
                    recipient: recipient.clone(),
                    user_id: record.user_id.clone(),
                    payload: self.payload.clone(),
                    ..Message::default()
                })?;
                sent = true;
            }
        }
        if mail && !record.email.is_empty() && !record.verified_email {
            // The docs: an invitation by email marks the email as verified.
            record = tx.save_user(&record, Record { verified_email: true, ..record.clone() })?;
        }
        let problem = (!sent && (mail || sms))
            .then(|| "The invitation could not be sent: no email or phone".to_owned());
        Ok((record, problem))
    }
}

/// The attribute, or else the first login ID that looks like one.
fn reach(attribute: &str, login_ids: &[String], looks_right: impl Fn(&str) -> bool) -> String {
    if !attribute.is_empty() {
        return attribute.to_owned();
    }
    login_ids.iter().find(|id| looks_right(id)).cloned().unwrap_or_default()
}
