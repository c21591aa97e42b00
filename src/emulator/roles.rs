//! Roles: list, create, delete.

use serde_json::{Value, json};

use super::clock;
use super::decode::Fields;
use super::reply::{ApiError, Reply};
use super::route::{Call, Route, get, post};
use super::store::Role;

pub(super) const ROUTES: &[Route] = &[
    get("/v1/mgmt/role/all", list),
    post("/v1/mgmt/role/create", create),
    post("/v1/mgmt/role/delete", delete),
];

fn view(role: &Role) -> Value {
    json!({
        "id": role.id,
        "name": role.name,
        "description": role.description,
        "permissionNames": role.permissions,
        "createdTime": clock::seconds(role.created_time),
        "tenantId": role.tenant_id,
        "default": role.is_default,
        "private": role.is_private,
    })
}

fn list(call: &Call, _: &Fields<'_>) -> Result<Reply, ApiError> {
    let roles = call.read(|tx| tx.roles())?;
    Reply::json(&json!({ "roles": roles.iter().map(view).collect::<Vec<_>>() }))
}

/// A role as a create call or the seed describes it.
pub(super) fn decode(fields: &Fields<'_>) -> Result<Role, ApiError> {
    Ok(Role {
        name: fields.required("name")?.to_owned(),
        tenant_id: fields.owned("tenantId")?.unwrap_or_default(),
        description: fields.owned("description")?.unwrap_or_default(),
        permissions: fields.texts("permissionNames")?.unwrap_or_default(),
        is_default: fields.is_set("default")?,
        is_private: fields.is_set("private")?,
        ..Role::default()
    })
}

fn create(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let role = decode(fields)?;
    call.done(|tx| tx.insert_role(role))
}

fn delete(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let name = fields.required("name")?;
    let tenant = fields.text("tenantId")?.unwrap_or_default();
    call.done(|tx| tx.delete_role(name, tenant))
}
