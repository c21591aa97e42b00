//! Tenants: list, create, delete.

use serde_json::{Value, json};

use super::clock;
use super::decode::Fields;
use super::ids;
use super::reply::{ApiError, Reply};
use super::route::{Call, Route, get, post};
use super::store::Tenant;

pub(super) const ROUTES: &[Route] = &[
    get("/v1/mgmt/tenant/all", list),
    post("/v1/mgmt/tenant/create", create),
    post("/v1/mgmt/tenant/delete", delete),
];

fn list(call: &Call, _: &Fields<'_>) -> Result<Reply, ApiError> {
    let (tenants, roles) = call.read(|tx| Ok((tx.tenants()?, tx.roles()?)))?;
    let view = |tenant: &Tenant| {
        let children = tenants.iter().filter(|child| child.parent == tenant.id).map(|child| &child.id);
        let defaults = roles.iter().filter(|role| role.is_default && role.tenant_id == tenant.id);
        json!({
            "id": tenant.id,
            "name": tenant.name,
            "customAttributes": tenant.attributes,
            "selfProvisioningDomains": tenant.domains,
            "domains": tenant.domains,
            "authType": "none",
            "createdTime": clock::seconds(tenant.created_time),
            "disabled": false,
            "enforceSSO": false,
            "enforceSSOExclusions": [],
            "federatedAppIds": [],
            "parent": tenant.parent,
            "successors": children.collect::<Vec<_>>(),
            "defaultRoles": defaults.map(|role| &role.name).collect::<Vec<_>>(),
            "roleInheritance": "none",
        })
    };
    Reply::json(&json!({ "tenants": tenants.iter().map(view).collect::<Vec<_>>() }))
}

/// A tenant as a create call or the seed describes it.
pub(super) fn decode(fields: &Fields<'_>) -> Result<Tenant, ApiError> {
    let id = match fields.filled("id")? {
        Some(id) => id.to_owned(),
        None => ids::new_id("T")?,
    };
    Ok(Tenant {
        id,
        name: fields.required("name")?.to_owned(),
        parent: fields.owned("parent")?.unwrap_or_default(),
        domains: fields.texts("selfProvisioningDomains")?.unwrap_or_default(),
        attributes: Value::Object(fields.map("customAttributes")?.cloned().unwrap_or_default()),
        created_time: 0,
    })
}

fn create(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let tenant = decode(fields)?;
    let id = tenant.id.clone();
    call.write(|tx| tx.insert_tenant(tenant))?;
    Reply::json(&json!({ "id": id }))
}

fn delete(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let id = fields.required("id")?.to_owned();
    call.done(|tx| tx.delete_tenant(&id))
}
