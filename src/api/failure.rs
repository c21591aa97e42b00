//! Replies that are not successes, turned into the typed error.

use serde::Deserialize;

use super::{request::Request, retry};
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

/// What a failed reply was.
pub(super) struct Refusal<'a> {
    pub(super) status: u16,
    pub(super) body: &'a [u8],
    pub(super) request_id: Option<String>,
    pub(super) retry_after: Option<u64>,
    pub(super) location: Option<String>,
}

impl Refusal<'_> {
    /// The error that a reply stands for. The kind follows the API's code where it is known, else
    /// the status: replies of the edge are often not JSON.
    pub(super) fn into_error(self, request: &Request) -> Error {
        let envelope: Envelope = serde_json::from_slice(self.body).unwrap_or_default();
        let code = envelope.error_code.clone().filter(|code| !code.is_empty());
        let kind = kind_of(self.status, code.as_deref());
        // The codes of the part that signs users in: a token or password was refused, not the key. And
        // who may act as whom is up to the users.
        let refused_to_user = code.as_deref().is_some_and(|code| code.starts_with("E06"))
            || (self.status == 403 && request.path.starts_with("/v1/mgmt/impersonate"));
        let reason = self.reason(&envelope);
        let response = Response {
            request: name_of(request),
            status: Some(self.status),
            retryable: kind == Kind::RateLimited
                || retry::outcome_of(self.status, None) == retry::Outcome::Trouble,
            in_doubt: self.status >= 500,
            request_id: self.request_id,
            retry_after: self.retry_after,
            code,
        };
        let error = Error::new(kind, reason).with_response(response);
        match hint_of(kind, self.status, self.retry_after).filter(|_| !refused_to_user) {
            Some(hint) => error.hint(hint),
            None => error,
        }
    }

    fn reason(&self, envelope: &Envelope) -> String {
        if let Some(location) = &self.location {
            return format!("the server redirects to `{}`", visible(location));
        }
        let said = [&envelope.error_message, &envelope.message, &envelope.error_description];
        let said = said.into_iter().flatten().find(|text| !text.trim().is_empty());
        said.map_or_else(|| format!("the server answered HTTP {}", self.status), |text| visible(text))
    }
}

/// The request as an error names it.
pub(super) fn name_of(request: &Request) -> String {
    format!("{} {}", request.method.as_str(), request.path)
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

fn hint_of(kind: Kind, status: u16, retry_after: Option<u64>) -> Option<String> {
    match kind {
        Kind::Unauthorized => {
            Some("check project ID and management key: `descopectl profile explain` shows where they come from".into())
        }
        Kind::RateLimited => {
            let seconds = retry_after.unwrap_or(60);
            Some(format!("try again in {seconds} s, or let it wait with `--max-wait {seconds}`"))
        }
        Kind::Unavailable if (300..400).contains(&status) => {
            Some("set the base URL to where the API is: redirects are not followed, so that the key goes nowhere else".into())
        }
        Kind::Unavailable => Some("try again later; a change may have taken effect, look before repeating it".into()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::ops::{Operation as _, user};

    fn refusal(status: u16, body: &str) -> Error {
        Refusal { status, body: body.as_bytes(), request_id: None, retry_after: None, location: None }
            .into_error(&Request::new(&user::Load::SPEC, json!({})))
    }

    #[test]
    fn the_code_decides_before_the_status() {
        let body = r#"{"errorCode":"E112102","errorMessage":"User not found"}"#;
        let error = refusal(400, body);
        assert_eq!(error.kind(), Kind::NotFound);
        assert_eq!(error.to_string(), "User not found");
    }

    #[test]
    fn a_reply_that_is_no_envelope_is_judged_by_its_status() {
        assert_eq!(refusal(503, "<html>busy</html>").kind(), Kind::Unavailable);
        assert_eq!(refusal(401, "").kind(), Kind::Unauthorized);
        assert_eq!(refusal(429, "slow down").kind(), Kind::RateLimited);
        assert_eq!(refusal(400, "[]").to_string(), "the server answered HTTP 400");
    }

    #[test]
    fn a_user_who_may_not_is_no_reason_to_check_the_key() {
        let mut request = Request::new(&user::Load::SPEC, json!({}));
        let mut hints = |path: &'static str| {
            request.path = path.into();
            let refusal =
                Refusal { status: 403, body: b"", request_id: None, retry_after: None, location: None };
            refusal.into_error(&request).hints().len()
        };
        assert_eq!(hints("/v1/mgmt/impersonate/stepup"), 0);
        assert_eq!(hints("/v1/mgmt/user"), 1);
    }

    #[test]
    fn the_server_cannot_write_to_the_terminal() {
        let error = refusal(400, "{\"errorMessage\":\"\\u001b[2Jgone\"}");
        assert_eq!(error.to_string(), "\\u{1b}[2Jgone");
    }
}
