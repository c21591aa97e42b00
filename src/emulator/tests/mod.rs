//! Rules of the API, checked through the router without a socket.

mod admin;
mod bulk;
mod challenges;
mod contract;
mod faults;
mod impersonation;
mod importing;
mod life_cycle;
mod limits;
mod mfa;
mod searching;
mod seeding;
mod sessions;
mod sockets;
mod transport;
mod update_fields;

use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};
use tower::ServiceExt;

use super::{Database, Emulator, LOCAL_PROJECT_ID, Options};

pub(super) const KEY: &str = "K-not-a-real-key";

pub(super) fn open(database: Database) -> Emulator {
    Emulator::open(Options { license_tier: "tier2".to_owned(), ..Options::new(database, KEY) }).unwrap()
}

/// An emulator in memory and a short way to call it.
pub(super) struct Api {
    pub(super) emulator: Emulator,
}

impl Api {
    pub(super) fn new() -> Self {
        Self { emulator: open(Database::Memory) }
    }

    /// With tenants, roles, applications and attributes that most rules need.
    pub(super) fn with_catalogue() -> Self {
        let api = Self::new();
        let seed = json!({
            "tenants": [{"id": "acme", "name": "Acme"}, {"id": "umbrella", "name": "Umbrella"}],
            "roles": [
                {"name": "admin", "permissionNames": ["users:write", "users:read"]},
                {"name": "viewer", "permissionNames": ["users:read"]},
                {"name": "billing", "permissionNames": ["pay"], "tenantId": "acme"},
            ],
            "applications": [{"id": "portal", "name": "Portal"}, {"id": "wiki", "name": "Wiki"}],
            "attributes": [
                {"name": "plan", "type": 1},
                {"name": "seats", "type": 2},
                {"name": "beta", "type": 3},
                {"name": "size", "type": 4, "options": [{"value": "s", "label": "S"}, {"value": "l", "label": "L"}]},
                {"name": "tags", "type": 5, "options": [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]},
            ],
        });
        api.emulator.seed(&seed.to_string()).unwrap();
        api
    }

    pub(super) async fn raw(&self, method: &str, path: &str, bearer: Option<&str>, body: &str) -> Response {
        let mut request = Request::builder().method(Method::from_bytes(method.as_bytes()).unwrap()).uri(path);
        if let Some(bearer) = bearer {
            request = request.header("authorization", format!("Bearer {bearer}"));
        }
        self.emulator.router().oneshot(request.body(Body::from(body.to_owned())).unwrap()).await.unwrap()
    }

    pub(super) async fn call(&self, method: &str, path: &str, body: Value) -> (StatusCode, Value) {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let bearer = format!("{LOCAL_PROJECT_ID}:{KEY}");
        read(self.raw(method, path, Some(&bearer), &body).await).await
    }

    pub(super) async fn post(&self, path: &str, body: Value) -> (StatusCode, Value) {
        self.call("POST", path, body).await
    }

    /// Posts and expects success.
    pub(super) async fn ok(&self, path: &str, body: Value) -> Value {
        let (status, reply) = self.post(path, body).await;
        assert_eq!(status, StatusCode::OK, "{path}: {reply}");
        reply
    }

    /// Posts and expects a refusal with this status and code; gives its message.
    pub(super) async fn refused(&self, path: &str, body: Value, status: u16, code: &str) -> String {
        let (got, reply) = self.post(path, body).await;
        assert_eq!((got.as_u16(), reply["errorCode"].as_str()), (status, Some(code)), "{path}: {reply}");
        assert_eq!(reply["message"], reply["errorMessage"]);
        reply["message"].as_str().unwrap().to_owned()
    }

    pub(super) async fn get(&self, path: &str) -> (StatusCode, Value) {
        self.call("GET", path, Value::Null).await
    }

    pub(super) async fn patch(&self, path: &str, body: Value) -> (StatusCode, Value) {
        self.call("PATCH", path, body).await
    }

    /// Makes a user from a login ID that is also the email, plus what is given.
    pub(super) async fn user(&self, login_id: &str, more: Value) -> Value {
        let mut body = json!({"loginId": login_id, "email": login_id});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.ok("/v1/mgmt/user/create", body).await["user"].clone()
    }

    pub(super) async fn load(&self, login_id: &str) -> Value {
        let query: String = url::form_urlencoded::byte_serialize(login_id.as_bytes()).collect();
        let (status, reply) = self.get(&format!("/v1/mgmt/user?loginId={query}")).await;
        assert_eq!(status, StatusCode::OK, "{reply}");
        reply["user"].clone()
    }
}

pub(super) async fn read(response: Response) -> (StatusCode, Value) {
    let status = response.status();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status, serde_json::from_slice(&bytes).unwrap())
}

/// A sorted copy of a list of texts, for results whose order is not promised.
pub(super) fn sorted(list: &Value) -> Vec<String> {
    let mut texts: Vec<String> =
        list.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect();
    texts.sort();
    texts
}

/// Posts as an end user, with a token or without one.
pub(super) async fn auth(api: &Api, path: &str, token: Option<&str>, body: Value) -> (StatusCode, Value) {
    let bearer = match token {
        Some(token) => format!("{LOCAL_PROJECT_ID}:{token}"),
        None => LOCAL_PROJECT_ID.to_owned(),
    };
    read(api.raw("POST", path, Some(&bearer), &body.to_string()).await).await
}

/// What a token says.
pub(super) fn claims(token: &Value) -> Value {
    use base64::Engine;
    let middle = token.as_str().unwrap().split('.').nth(1).unwrap();
    let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(middle).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}
