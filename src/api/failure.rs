//! Replies that are not successes, turned into the typed error.

use crate::span::{Span, clock_after};
use std::time::Duration;

use serde::Deserialize;

use super::{
    request::Request,
    retry::{self, TryEnd, seconds},
};
use crate::error::{Error, Kind, Response, visible};

/// The API's error envelope. Every field may be missing.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Envelope {
    error_code: Option<String>,
    error_description: Option<String>,
    error_message: Option<String>,
    message: Option<String>,
}

/// What to do about replies of somebody else.
pub(super) fn address_hint(address: &str) -> String {
    format!(
        "does `{address}` lead to the API, or did a proxy answer? `descopectl profile explain` shows where it \
         comes from"
    )
}

/// What to do where the key is refused.
const KEY_HINT: &str =
    "check project ID and management key: `descopectl profile explain` shows where they come from";

/// More of a message is not shown: it may be a whole page.
const LONGEST_MESSAGE: usize = 500;

/// What a failed reply was.
pub(super) struct Refusal<'a> {
    /// Address that the request went to.
    pub(super) address: &'a str,
    pub(super) status: u16,
    pub(super) body: &'a [u8],
    pub(super) request_id: Option<String>,
    pub(super) retry_after: Option<Duration>,
    pub(super) location: Option<String>,
}

impl Envelope {
    /// Reads a reply. A `message` alone does not make an envelope: gateways send that, too.
    fn read(body: &[u8]) -> Option<Self> {
        let envelope: Self = serde_json::from_slice(body).ok()?;
        let own = [&envelope.error_code, &envelope.error_description, &envelope.error_message];
        let is_envelope = own.into_iter().flatten().any(|text| !text.trim().is_empty());
        is_envelope.then_some(envelope)
    }

    /// What it says went wrong, in its own words.
    fn reason(&self) -> Option<&str> {
        let said = [&self.error_message, &self.message, &self.error_description];
        said.into_iter().flatten().map(String::as_str).find(|text| !text.trim().is_empty())
    }
}

impl Refusal<'_> {
    /// The error that a reply stands for. `mask` takes secrets out of what the server says.
    ///
    /// Only the API's envelope speaks about users. Without one, the status says whether the request may be
    /// repeated or the key is refused; all else is the reply of somebody else, who knows no users.
    pub(super) fn into_error(self, request: &Request, mask: impl Fn(&str) -> String) -> Error {
        let envelope = Envelope::read(self.body);
        let outcome = retry::outcome_of(self.status, self.retry_after);
        let text = |text: &str| visible(&shortened(&mask(text)));
        let code = envelope.as_ref().and_then(|envelope| envelope.error_code.as_deref());
        let code = code.filter(|code| !code.is_empty()).map(text);
        let kind = match &envelope {
            Some(_) => kind_of(self.status, code.as_deref()),
            None => kind_without_envelope(self.status),
        };
        let message = match (&self.location, &envelope) {
            (Some(location), _) => {
                format!("the server redirects to `{}` (HTTP {})", text(location), self.status)
            }
            (None, Some(envelope)) => envelope.reason().map_or_else(|| self.plain(), text),
            (None, None) if outcome == TryEnd::Final && kind == Kind::Unavailable => {
                format!("the reply is not the API's: HTTP {}", self.status)
            }
            (None, None) => self.plain(),
        };
        // The codes of the part that signs users in: a token or password was refused, not the key. And
        // who may act as whom is up to the users.
        let refused_to_user = code.as_deref().is_some_and(|code| code.starts_with("E06"))
            || (self.status == 403 && request.path.starts_with("/v1/mgmt/impersonate"));
        let in_doubt = !request.reads && self.may_have_been_passed_on();
        let hint = self.hint(kind, outcome, envelope.is_some(), in_doubt);
        let response = Response {
            request: request.name(),
            status: Some(self.status),
            retryable: kind == Kind::RateLimited || outcome == TryEnd::Trouble,
            in_doubt,
            envelope: envelope.is_some(),
            request_id: self.request_id.as_deref().map(text),
            retry_after: self.retry_after.map(seconds),
            code,
        };
        let error = Error::new(kind, message).with_response(response);
        match hint.filter(|_| !refused_to_user) {
            Some(hint) => error.hint(hint),
            None => error,
        }
    }

    fn plain(&self) -> String {
        format!("the server answered HTTP {}", self.status)
    }

    /// Whether the request may have taken effect all the same: the server broke while it worked on it, or
    /// a gateway gave up waiting (408, and 499 of nginx).
    fn may_have_been_passed_on(&self) -> bool {
        matches!(self.status, 408 | 499 | 500..)
    }

    fn hint(&self, kind: Kind, outcome: TryEnd, envelope: bool, in_doubt: bool) -> Option<String> {
        match kind {
            Kind::Unauthorized if envelope => Some(KEY_HINT.to_owned()),
            // The contract has the status decide, but gateways refuse with a page of theirs, too.
            Kind::Unauthorized => Some(format!("{KEY_HINT}; or {}", address_hint(self.address))),
            Kind::Unavailable if (300..400).contains(&self.status) => Some(
                "set the base URL to where the API is: redirects are not followed, so that the key goes nowhere \
                 else"
                    .to_owned(),
            ),
            Kind::Unavailable if !envelope && outcome == TryEnd::Final => Some(address_hint(self.address)),
            Kind::Unavailable if in_doubt => {
                Some("try again later; the change may have taken effect, look before repeating it".to_owned())
            }
            Kind::Unavailable => Some("try again later".to_owned()),
            _ => None,
        }
    }
}

/// What to do where a wait was longer than allowed: until when it lasts. `waited` is what was waited before it.
pub(super) fn wait_hint(wait: Duration, waited: Duration) -> String {
    let (span, clock, seconds) = (Span::of(wait), clock_after(wait), seconds(waited + wait).max(1));
    format!("try again in {span}, at {clock}, or let it wait with `--max-wait {seconds}`")
}

fn kind_of(status: u16, code: Option<&str>) -> Kind {
    match (code, status) {
        (Some("E130429"), _) | (_, 429) => Kind::RateLimited,
        (Some("E112102" | "E062108"), _) | (_, 404) => Kind::NotFound,
        (Some("E111127" | "E062107"), _) | (_, 409) => Kind::Conflict,
        (_, 401 | 403) => Kind::Unauthorized,
        (_, 300..=399 | 500..) => Kind::Unavailable,
        _ => Kind::Failed,
    }
}

fn kind_without_envelope(status: u16) -> Kind {
    match status {
        429 => Kind::RateLimited,
        401 | 403 => Kind::Unauthorized,
        _ => Kind::Unavailable,
    }
}

/// The beginning of a text that is too long for a message.
pub(crate) fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST_MESSAGE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::ops::{Operation as _, user};

    fn error_of<O: crate::ops::Operation>(status: u16, body: &str, location: Option<&str>) -> Error {
        let refusal = Refusal {
            address: "https://api.example.com",
            status,
            body: body.as_bytes(),
            request_id: None,
            retry_after: None,
            location: location.map(str::to_owned),
        };
        refusal.into_error(&Request::new(&O::SPEC, json!({})), |text| text.replace("K123", "[secret]"))
    }

    fn refusal(status: u16, body: &str) -> Error {
        error_of::<user::Load>(status, body, None)
    }

    fn is_envelope(error: &Error) -> bool {
        error.response().unwrap().envelope
    }

    #[test]
    fn the_code_decides_before_the_status() {
        let body = r#"{"errorCode":"E112102","errorMessage":"User not found"}"#;
        let error = refusal(400, body);
        assert_eq!(error.kind(), Kind::NotFound);
        assert_eq!(error.to_string(), "User not found");
        assert!(is_envelope(&error));
    }

    #[test]
    fn only_the_envelope_of_the_api_speaks_about_users() {
        let pages = ["", "Not Found", "<html>404</html>", "[]", "{}", r#"{"message":"Not Found"}"#, "null"];
        for status in [400, 402, 404, 405, 409, 410, 413, 415, 418, 422, 431, 500, 501, 505] {
            for page in pages {
                let error = refusal(status, page);
                assert_eq!(error.kind(), Kind::Unavailable, "{status} {page}");
                assert_eq!(error.to_string(), format!("the reply is not the API's: HTTP {status}"));
                assert_eq!(error.hints(), [address_hint("https://api.example.com")]);
                assert!(!is_envelope(&error) && !error.response().unwrap().retryable);
            }
        }
        for (status, kind) in [(404, Kind::NotFound), (409, Kind::Conflict), (422, Kind::Failed)] {
            assert_eq!(refusal(status, r#"{"errorCode":"E1"}"#).kind(), kind);
            assert_eq!(refusal(status, r#"{"errorDescription":"no"}"#).kind(), kind);
        }
    }

    #[test]
    fn what_is_worth_a_retry_is_judged_by_its_status() {
        for body in ["<html>busy</html>", r#"{"errorCode":"E1"}"#] {
            for status in [502, 503, 504, 520, 523, 529, 530] {
                let error = refusal(status, body);
                assert_eq!(error.kind(), Kind::Unavailable, "{status}");
                assert!(error.response().unwrap().retryable);
            }
            assert_eq!(refusal(401, body).kind(), Kind::Unauthorized);
            assert_eq!(refusal(403, body).kind(), Kind::Unauthorized);
            for status in [401, 403] {
                let hints = refusal(status, body).hints().join("\n");
                assert!(hints.contains("check project ID and management key"), "{hints}");
                // Without an envelope it may be the page of a gateway.
                assert_eq!(hints.contains("did a proxy answer?"), body.starts_with('<'), "{hints}");
            }
            assert_eq!(refusal(429, body).kind(), Kind::RateLimited);
        }
    }

    #[test]
    fn a_redirect_is_named_with_where_it_leads() {
        let error = error_of::<user::Load>(302, "", Some("https://login.example.com/?k=K123"));
        assert_eq!(error.kind(), Kind::Unavailable);
        assert_eq!(
            error.to_string(),
            "the server redirects to `https://login.example.com/?k=[secret]` (HTTP 302)"
        );
    }

    #[test]
    fn only_a_change_may_have_taken_effect() {
        let (read, write) = (refusal(503, ""), error_of::<user::Create>(503, "", None));
        assert!(!read.response().unwrap().in_doubt && write.response().unwrap().in_doubt);
        assert_eq!(read.hints(), ["try again later"]);
        assert!(write.hints()[0].contains("may have taken effect"));
        assert!(!error_of::<user::Create>(413, "", None).response().unwrap().in_doubt);
        assert!(error_of::<user::Create>(408, "", None).response().unwrap().in_doubt);
    }

    #[test]
    fn a_user_who_may_not_is_no_reason_to_check_the_key() {
        let mut request = Request::new(&user::Load::SPEC, json!({}));
        let mut hints = |path: &'static str| {
            request.path = path.into();
            let refusal = Refusal {
                address: "https://api.example.com",
                status: 403,
                body: b"",
                request_id: None,
                retry_after: None,
                location: None,
            };
            refusal.into_error(&request, str::to_owned).hints().len()
        };
        assert_eq!(hints("/v1/mgmt/impersonate/stepup"), 0);
        assert_eq!(hints("/v1/mgmt/user"), 1);
    }

    #[test]
    fn the_server_cannot_write_to_the_terminal_or_fill_it() {
        let error = refusal(400, "{\"errorMessage\":\"\\u001b[2Jgone\"}");
        assert_eq!(error.to_string(), "\\u{1b}[2Jgone");
        let page = format!("{{\"errorMessage\":\"{}\"}}", "ä".repeat(100_000));
        assert_eq!(refusal(400, &page).to_string().chars().count(), LONGEST_MESSAGE + 1);
    }

    #[test]
    fn a_secret_that_the_server_repeats_is_taken_out() {
        let error = refusal(400, r#"{"errorCode":"EK123","errorMessage":"bad header `Bearer P1:K123`"}"#);
        assert_eq!(error.to_string(), "bad header `Bearer P1:[secret]`");
        assert_eq!(error.response().unwrap().code.as_deref(), Some("E[secret]"));
    }
}
