//! Codes and links: made for test users and embedded links, and shown back by whoever signs in with them.

use std::fmt;

use ring::rand::{SecureRandom, SystemRandom};
use serde_json::{Value, json};

use super::decode::{Fields, LOGIN_ID, REDIRECT_URL};
use super::identity;
use super::ids;
use super::reply::{self, ApiError, Reply};
use super::route::{Call, Route, post};
use super::sessions::{new_user, start_session};
use super::store::{Challenge, Message, Record, Tx};
use super::tokens::{Options, check_status};

pub(super) const ROUTES: &[Route] = &[
    post("/v1/mgmt/tests/generate/otp", generate_code),
    post("/v1/mgmt/tests/generate/magiclink", generate_magic_link),
    post("/v1/mgmt/tests/generate/enchantedlink", generate_enchanted_link),
    post("/v1/mgmt/user/signin/embeddedlink", sign_in_link),
    post("/v1/mgmt/user/signup/embeddedlink", sign_up_link),
];

const LIFETIME_SECONDS: i64 = 180;
const EMBEDDED_SECONDS: i64 = 60;
const LONGEST_SECONDS: i64 = 30 * 24 * 3600;
const ATTEMPTS: i64 = 5;

/// In the order of the numbers that stand for them.
const CHANNELS: [&str; 5] = ["whatsapp", "sms", "email", "embedded", "voice"];
const EMBEDDED: &str = "embedded";

/// What a challenge is found by. The kind keeps a token from being shown in the place of another.
fn key(kind: &str, token: impl fmt::Display) -> String {
    format!("{kind}:{token}")
}

fn code_key(channel: &str, user: i64) -> String {
    key("code", format_args!("{channel}:{user}"))
}

/// The channel by name, whatever its case, or by the number that one SDK sends.
fn channel(fields: &Fields<'_>) -> Result<&'static str, ApiError> {
    let unknown = || ApiError::argument("deliveryMethod is none of email, sms, voice, whatsapp, Embedded");
    let found = match fields.value("deliveryMethod")? {
        None => return Err(fields.missing("deliveryMethod")),
        Some(Value::Number(number)) => number
            .as_u64()
            .and_then(|number| usize::try_from(number).ok())
            .and_then(|number| CHANNELS.get(number.wrapping_sub(1)).copied()),
        Some(_) => {
            let name = fields.required("deliveryMethod")?.to_lowercase();
            CHANNELS.into_iter().find(|channel| *channel == name)
        }
    };
    found.ok_or_else(unknown)
}

/// The options of the sign-in to come, as they were given; what they say is checked now.
fn login_options(fields: &Fields<'_>) -> Result<Value, ApiError> {
    let given = fields.map("loginOptions")?.cloned().unwrap_or_default();
    let given = Value::Object(given);
    Options::decode(&Fields::of(&given, "loginOptions")?, "tenantId")?;
    Ok(given)
}

fn timeout(fields: &Fields<'_>) -> Result<i64, ApiError> {
    match fields.integer("timeout")?.unwrap_or_default() {
        0 => Ok(EMBEDDED_SECONDS),
        seconds @ 1..=LONGEST_SECONDS => Ok(seconds),
        _ => Err(ApiError::invalid(format!("timeout lies between 0 and {LONGEST_SECONDS} seconds"))),
    }
}

fn six_digits() -> Result<String, ApiError> {
    let mut bytes = [0_u8; 8];
    SystemRandom::new().fill(&mut bytes)?;
    Ok(format!("{:06}", u64::from_le_bytes(bytes) % 1_000_000))
}

fn test_user(tx: &Tx<'_>, fields: &Fields<'_>) -> Result<Record, ApiError> {
    let record = identity::in_field(tx, fields, LOGIN_ID, identity::by_login_id)?;
    if record.test { Ok(record) } else { Err(ApiError::invalid("The user is not a test user")) }
}

/// Notes what would have been sent to the user.
fn note(
    tx: &Tx<'_>,
    kind: &'static str,
    channel: &'static str,
    record: &Record,
    payload: Value,
) -> Result<(), ApiError> {
    let recipient = match channel {
        "email" => &record.email,
        EMBEDDED => "",
        _ => &record.phone,
    };
    tx.post_message(Message {
        kind: kind.to_owned(),
        channel: channel.to_owned(),
        recipient: recipient.to_owned(),
        user_id: record.user_id.clone(),
        payload,
        ..Message::default()
    })
}

fn generate_code(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let login_id = fields.required(LOGIN_ID)?;
    let (channel, options, code) = (channel(fields)?, login_options(fields)?, six_digits()?);
    call.write(|tx| {
        let record = test_user(tx, fields)?;
        let payload = json!({"code": code, "attempts": 0, "options": options});
        tx.challenge_user(code_key(channel, record.id), record.id, channel, payload, LIFETIME_SECONDS)?;
        note(tx, "otp", channel, &record, json!({ "code": code }))
    })?;
    Reply::json(&json!({"loginId": login_id, "code": code}))
}

fn generate_magic_link(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let login_id = fields.required(LOGIN_ID)?;
    let (channel, options, token) = (channel(fields)?, login_options(fields)?, ids::new_id("")?);
    let link = link(call, fields, "magiclink", &token)?;
    call.write(|tx| {
        let record = test_user(tx, fields)?;
        let payload = json!({ "options": options });
        tx.challenge_user(key("link", &token), record.id, channel, payload, LIFETIME_SECONDS)?;
        note(tx, "magiclink", channel, &record, json!({ "link": link }))
    })?;
    Reply::json(&json!({"loginId": login_id, "link": link}))
}

fn generate_enchanted_link(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let login_id = fields.required(LOGIN_ID)?;
    let options = login_options(fields)?;
    let (token, pending) = (ids::new_id("")?, ids::new_id("")?);
    let link = link(call, fields, "enchantedlink", &token)?;
    call.write(|tx| {
        let record = test_user(tx, fields)?;
        let challenge = |key, payload| tx.challenge_user(key, record.id, "email", payload, LIFETIME_SECONDS);
        challenge(key("enchanted", &token), json!({ "pending": pending }))?;
        challenge(key("pending", &pending), json!({"options": options, "verified": false}))?;
        note(tx, "enchantedlink", "email", &record, json!({ "link": link }))
    })?;
    Reply::json(&json!({"loginId": login_id, "link": link, "pendingRef": pending}))
}

/// The redirect URL with the token as its `t`.
fn link(call: &Call, fields: &Fields<'_>, kind: &str, token: &str) -> Result<String, ApiError> {
    let Some(redirect) = fields.filled(REDIRECT_URL)? else {
        return Ok(format!("{}/{kind}?t={token}", call.emulator.issuer()));
    };
    let mut url = url::Url::parse(redirect)
        .map_err(|error| ApiError::invalid(format!("redirectUrl is not a URL: {error}")))?;
    url.query_pairs_mut().append_pair("t", token);
    Ok(url.into())
}

fn sign_in_link(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let (seconds, token) = (timeout(fields)?, ids::new_id("")?);
    let options = json!({"customClaims": fields.map("customClaims")?.cloned().unwrap_or_default()});
    let record = call.write(|tx| {
        let record = identity::in_field(tx, fields, LOGIN_ID, identity::by_login_id)?;
        check_status(&record)?;
        tx.challenge_user(key("link", &token), record.id, EMBEDDED, json!({ "options": options }), seconds)?;
        note(tx, "embeddedlink", EMBEDDED, &record, json!({ "token": token }))?;
        Ok(record)
    })?;
    embedded_reply(&token, &record)
}

/// The user is made when the token is shown, so nothing is left behind when it never is.
fn sign_up_link(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let (seconds, token) = (timeout(fields)?, ids::new_id("")?);
    let options = login_options(fields)?;
    let record = new_user(fields)?.into_record()?;
    call.write(|tx| {
        tx.refuse_taken(&record)?;
        let payload = json!({"options": options, "signUp": fields.entries()});
        tx.challenge_user(key("link", &token), 0, EMBEDDED, payload, seconds)?;
        note(tx, "embeddedlink", EMBEDDED, &record, json!({ "token": token }))
    })?;
    embedded_reply(&token, &record)
}

fn embedded_reply(token: &str, record: &Record) -> Result<Reply, ApiError> {
    Reply::json(&json!({
        "token": token,
        "maskedEmail": masked_email(&record.email),
        "maskedPhone": masked_phone(&record.phone),
    }))
}

fn masked_email(email: &str) -> String {
    match (email.chars().next(), email.split_once('@')) {
        (Some(first), Some((_, domain))) => format!("{first}*****@{domain}"),
        _ => String::new(),
    }
}

fn masked_phone(phone: &str) -> String {
    match phone.char_indices().rev().nth(1) {
        Some((start, _)) => format!("********{}", &phone[start..]),
        None => String::new(),
    }
}

pub(super) fn verify_code(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let (login_id, code) = (fields.required(LOGIN_ID)?, fields.required("code")?);
    let channel = call.path.rsplit('/').next().unwrap_or_default();
    // A wrong code is counted, so its refusal must not undo the transaction.
    call.write(|tx| {
        let record = identity::by_login_id(tx, login_id)?;
        let Some(mut challenge) = tx.challenge(&code_key(channel, record.id))? else {
            return Ok(Err(wrong_code()));
        };
        let attempts = challenge.payload["attempts"].as_i64().unwrap_or_default();
        if attempts >= ATTEMPTS {
            return Ok(Err(ApiError::new(
                reply::TOO_MANY_CODES,
                "The code was tried too often, a new one is needed",
            )));
        }
        if challenge.payload["code"].as_str() != Some(code) {
            challenge.payload["attempts"] = (attempts + 1).into();
            tx.put_challenge(&challenge)?;
            return Ok(Err(wrong_code()));
        }
        tx.drop_challenge(&challenge.key)?;
        admit(call, tx, record, &challenge).map(Ok)
    })?
}

pub(super) fn verify_magic_link(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let token = fields.required("token")?;
    call.write(|tx| {
        let challenge = used(tx, &key("link", token))?;
        let record = match challenge.payload.get("signUp") {
            Some(body) => tx.insert_user(new_user(&Fields::of(body, "")?)?.into_record()?)?,
            None => owner(tx, &challenge)?,
        };
        admit(call, tx, record, &challenge)
    })
}

pub(super) fn verify_enchanted_link(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let token = fields.required("token")?;
    call.done(|tx| {
        let challenge = used(tx, &key("enchanted", token))?;
        let pending = key("pending", challenge.payload["pending"].as_str().unwrap_or_default());
        let mut pending = tx.challenge(&pending)?.ok_or_else(unknown_link)?;
        pending.payload["verified"] = true.into();
        tx.put_challenge(&pending)
    })
}

/// The session of an enchanted link, once, to whoever asked for the link.
pub(super) fn pending_session(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let reference = fields.required("pendingRef")?;
    call.write(|tx| {
        let challenge = used(tx, &key("pending", reference))?;
        if challenge.payload["verified"] != true {
            return Err(ApiError::new(reply::LINK_PENDING, "The link was not followed yet"));
        }
        let record = owner(tx, &challenge)?;
        admit(call, tx, record, &challenge)
    })
}

fn wrong_code() -> ApiError {
    ApiError::new(reply::WRONG_CODE, "The code is wrong or has expired")
}

fn unknown_link() -> ApiError {
    ApiError::invalid_token("The link is unknown, was used, or has expired")
}

/// A challenge that is shown, and gone unless what follows fails.
fn used(tx: &Tx<'_>, key: &str) -> Result<Challenge, ApiError> {
    let challenge = tx.challenge(key)?.ok_or_else(unknown_link)?;
    tx.drop_challenge(key)?;
    Ok(challenge)
}

fn owner(tx: &Tx<'_>, challenge: &Challenge) -> Result<Record, ApiError> {
    tx.user_by_row(challenge.user)?.ok_or_else(ApiError::user_not_found)
}

/// Signs the user in, who has shown that the channel is theirs.
fn admit(call: &Call, tx: &Tx<'_>, record: Record, challenge: &Challenge) -> Result<Reply, ApiError> {
    let options = Fields::of(&challenge.payload["options"], "loginOptions")?;
    let options = Options::decode(&options, "tenantId")?;
    let mut proved = record.clone();
    match challenge.channel.as_str() {
        "email" => proved.verified_email |= !record.email.is_empty(),
        EMBEDDED => {}
        _ => proved.verified_phone |= !record.phone.is_empty(),
    }
    if proved != record {
        proved = tx.save_user(&record, proved)?;
    }
    start_session(call, tx, proved, options, &challenge.channel)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_keep_little() {
        assert_eq!(masked_email("alice@example.com"), "a*****@example.com");
        assert_eq!(masked_email(""), "");
        assert_eq!(masked_phone("+15550100001"), "********01");
        assert_eq!(masked_phone(""), "");
    }

    #[test]
    fn codes_have_six_digits() {
        for _ in 0..50 {
            let code = six_digits().unwrap();
            assert!(code.len() == 6 && code.bytes().all(|digit| digit.is_ascii_digit()), "{code}");
        }
    }
}
