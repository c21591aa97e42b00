//! Applications: list, create, delete.

use serde_json::{Value, json};

use super::decode::Fields;
use super::ids;
use super::reply::{ApiError, Reply};
use super::route::{Call, Route, get, post};
use super::store::Application;

pub(super) const ROUTES: &[Route] = &[
    get("/v1/mgmt/sso/idp/apps/load", list),
    post("/v1/mgmt/sso/idp/app/oidc/create", |call, fields| create(call, fields, "oidc")),
    post("/v1/mgmt/sso/idp/app/saml/create", |call, fields| create(call, fields, "saml")),
    post("/v1/mgmt/sso/idp/app/delete", delete),
];

fn view(app: &Application) -> Value {
    json!({
        "id": app.id,
        "name": app.name,
        "description": app.description,
        "enabled": true,
        "logo": "",
        "appType": app.kind,
    })
}

fn list(call: &Call, _: &Fields<'_>) -> Result<Reply, ApiError> {
    let apps = call.read(|tx| tx.applications())?;
    Reply::json(&json!({ "apps": apps.iter().map(view).collect::<Vec<_>>() }))
}

/// An application as a create call or the seed describes it.
pub(super) fn decode(fields: &Fields<'_>, kind: &str) -> Result<Application, ApiError> {
    let id = match fields.filled("id")? {
        Some(id) => id.to_owned(),
        None => ids::new_id("SA")?,
    };
    Ok(Application {
        id,
        name: fields.required("name")?.to_owned(),
        kind: kind.to_owned(),
        description: fields.owned("description")?.unwrap_or_default(),
    })
}

fn create(call: &Call, fields: &Fields<'_>, kind: &str) -> Result<Reply, ApiError> {
    let app = decode(fields, kind)?;
    call.write(|tx| tx.insert_application(&app))?;
    Reply::json(&json!({ "id": app.id }))
}

fn delete(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let id = fields.required("id")?.to_owned();
    call.done(|tx| tx.delete_application(&id))
}
