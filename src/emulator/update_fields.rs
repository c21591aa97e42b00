//! Calls that change one thing about one user and answer with the whole user.

use serde_json::Value;

use super::decode::{DISPLAY_NAME, Fields, LOGIN_ID, SSO_APP_IDS};
use super::identity;
use super::profile::{distinct, families, follow, join, set_value, status_of};
use super::reply::{ApiError, Reply};
use super::route::{Call, Route, post};
use super::store::{Membership, Record, Scope, Tx};
use super::view::one_user;

pub(super) const ROUTES: &[Route] = &[
    post("/v1/mgmt/user/update/status", status),
    post("/v1/mgmt/user/update/email", email),
    post("/v1/mgmt/user/update/phone", phone),
    post("/v1/mgmt/user/update/loginid", login_id),
    post("/v1/mgmt/user/update/name", name),
    post("/v1/mgmt/user/update/picture", picture),
    post("/v1/mgmt/user/update/customAttribute", custom_attribute),
    post("/v1/mgmt/user/update/recovery/email", recovery_email),
    post("/v1/mgmt/user/update/recovery/phone", recovery_phone),
    post("/v1/mgmt/user/update/impersonationConsent", impersonation_consent),
    post("/v1/mgmt/user/update/tenant/add", tenant_add),
    post("/v1/mgmt/user/update/tenant/remove", tenant_remove),
    post("/v1/mgmt/user/update/family/add", family_add),
    post("/v1/mgmt/user/update/family/remove", family_remove),
    post("/v1/mgmt/user/update/role/add", |call, fields| roles(call, fields, NonMember::Refused, add)),
    post("/v2/mgmt/user/update/role/add", |call, fields| roles(call, fields, NonMember::Joins, add)),
    post("/v1/mgmt/user/update/role/set", |call, fields| roles(call, fields, NonMember::Refused, replace)),
    post("/v1/mgmt/user/update/role/remove", |call, fields| roles(call, fields, NonMember::Refused, remove)),
    post("/v1/mgmt/user/update/ssoapp/add", |call, fields| apps(call, fields, add)),
    post("/v1/mgmt/user/update/ssoapp/set", |call, fields| apps(call, fields, replace)),
    post("/v1/mgmt/user/update/ssoapp/remove", |call, fields| apps(call, fields, remove)),
];

/// The shape of all calls here: find the user, change the record, save, show. `find` says what kind of
/// identifier the field takes.
fn changing(
    call: &Call,
    fields: &Fields<'_>,
    field: &str,
    find: identity::Find,
    change: impl FnOnce(&Tx<'_>, Record) -> Result<Record, ApiError>,
) -> Result<Reply, ApiError> {
    call.write(|tx| {
        let old = identity::in_field(tx, fields, field, find)?;
        let new = change(tx, old.clone())?;
        one_user(tx, tx.save_user(&old, new)?, false)
    })
}

fn status(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let status = status_of(fields.required("status")?)?;
    if status == super::store::Status::Expired {
        return Err(ApiError::argument("A user cannot be set to expired"));
    }
    changing(call, fields, LOGIN_ID, identity::by_either, |_, record| Ok(Record { status, ..record }))
}

/// An address as a call gives it, and whether it is verified.
fn address(
    fields: &Fields<'_>,
    name: &'static str,
    normal: fn(&str) -> Result<String, ApiError>,
) -> Result<(String, bool), ApiError> {
    let address = normal(given(fields, name)?)?;
    let verified = fields.is_set("verified")? && !address.is_empty();
    Ok((address, verified))
}

fn email(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let (email, verified_email) = address(fields, "email", identity::email)?;
    changing(call, fields, LOGIN_ID, identity::by_either, |tx, mut record| {
        merge(tx, fields, &mut record, &email)?;
        follow(&mut record.login_ids, &record.email, &email);
        Ok(Record { email, verified_email, ..record })
    })
}

fn phone(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let (phone, verified_phone) = address(fields, "phone", identity::phone)?;
    changing(call, fields, LOGIN_ID, identity::by_either, |tx, mut record| {
        merge(tx, fields, &mut record, &phone)?;
        follow(&mut record.login_ids, &record.phone, &phone);
        Ok(Record { phone, verified_phone, ..record })
    })
}

/// Takes over the login IDs of another user who has the address as one, unless the call says that this fails.
fn merge(tx: &Tx<'_>, fields: &Fields<'_>, record: &mut Record, address: &str) -> Result<(), ApiError> {
    let fails = fields.is_set("failOnConflict")?;
    let Some(other) = tx.user_by_login_id(address)?.filter(|other| other.id != record.id) else {
        return Ok(());
    };
    if fails {
        return Err(ApiError::conflict(address));
    }
    tx.delete_user(&other)?;
    record.login_ids.extend(other.login_ids);
    Ok(())
}

fn recovery_email(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let (recovery_email, verified_recovery_email) = address(fields, "recoveryEmail", identity::email)?;
    changing(call, fields, "loginId", identity::by_either, |_, record| {
        Ok(Record { recovery_email, verified_recovery_email, ..record })
    })
}

fn recovery_phone(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let (recovery_phone, verified_recovery_phone) = address(fields, "recoveryPhone", identity::phone)?;
    changing(call, fields, "loginId", identity::by_either, |_, record| {
        Ok(Record { recovery_phone, verified_recovery_phone, ..record })
    })
}

fn login_id(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let old = identity::login_id(fields.required("loginId")?);
    let new = identity::login_id(fields.text("newLoginId")?.unwrap_or_default());
    changing(call, fields, "loginId", identity::by_login_id, |_, mut record| {
        if !new.is_empty() {
            for login_id in record.login_ids.iter_mut().filter(|login_id| **login_id == old) {
                login_id.clone_from(&new);
            }
            distinct(&mut record.login_ids);
            return Ok(record);
        }
        if record.login_ids.len() == 1 {
            return Err(ApiError::invalid("The last login ID of a user cannot be removed"));
        }
        record.login_ids.retain(|login_id| *login_id != old);
        Ok(record)
    })
}

fn name(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    changing(call, fields, LOGIN_ID, identity::by_either, |_, record| {
        Ok(Record {
            name: fields.owned(DISPLAY_NAME)?.unwrap_or(record.name),
            given_name: fields.owned("givenName")?.unwrap_or(record.given_name),
            middle_name: fields.owned("middleName")?.unwrap_or(record.middle_name),
            family_name: fields.owned("familyName")?.unwrap_or(record.family_name),
            ..record
        })
    })
}

fn picture(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let picture = given(fields, "picture")?.to_owned();
    changing(call, fields, "loginId", identity::by_either, |_, record| Ok(Record { picture, ..record }))
}

fn custom_attribute(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let key = fields.required("attributeKey")?;
    let value = fields.dynamic("attributeValue")?.cloned().ok_or_else(|| fields.missing("attributeValue"))?;
    changing(call, fields, "loginId", identity::by_either, |tx, mut record| {
        tx.attribute(Scope::User, key)?;
        set_value(&mut record.attributes, key, value);
        Ok(record)
    })
}

fn impersonation_consent(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let consent_expiration =
        fields.integer("impersonationConsent")?.ok_or_else(|| fields.missing("impersonationConsent"))?;
    changing(call, fields, "loginId", identity::by_login_id, |_, record| {
        Ok(Record { consent_expiration, ..record })
    })
}

fn tenant_add(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let tenant = fields.required("tenantId")?.to_owned();
    changing(call, fields, LOGIN_ID, identity::by_either, |_, mut record| {
        if membership(&mut record, &tenant).is_none() {
            record.tenants.push(Membership { tenant_id: tenant, roles: Vec::new() });
        }
        Ok(record)
    })
}

fn tenant_remove(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let tenant = fields.required("tenantId")?.to_owned();
    changing(call, fields, LOGIN_ID, identity::by_either, |tx, mut record| {
        tx.tenant_row(&tenant)?;
        record.tenants.retain(|membership| membership.tenant_id != tenant);
        Ok(record)
    })
}

fn family_add(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let families = families(fields)?.filter(|families| !families.is_empty());
    let families = families.ok_or_else(|| fields.missing("familyAssociations"))?;
    changing(call, fields, "loginId", identity::by_either, |_, mut record| {
        join(&mut record, families);
        Ok(record)
    })
}

fn family_remove(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let ids = fields.some_texts("familyIds")?;
    changing(call, fields, "loginId", identity::by_either, |_, mut record| {
        record.families.retain(|family| !ids.contains(&family.family_id));
        Ok(record)
    })
}

fn membership<'a>(record: &'a mut Record, tenant: &str) -> Option<&'a mut Membership> {
    record.tenants.iter_mut().find(|membership| membership.tenant_id == tenant)
}

/// What role calls do about a tenant the user is not in.
#[derive(Clone, Copy)]
enum NonMember {
    Refused,
    Joins,
}

fn roles(
    call: &Call,
    fields: &Fields<'_>,
    non_member: NonMember,
    change: impl FnOnce(&mut Vec<String>, Vec<String>),
) -> Result<Reply, ApiError> {
    let names = fields.required_texts("roleNames")?;
    let tenant = fields.filled("tenantId")?;
    changing(call, fields, LOGIN_ID, identity::by_either, |_, mut record| {
        let Some(tenant) = tenant else {
            change(&mut record.roles, names);
            return Ok(record);
        };
        if membership(&mut record, tenant).is_none() && matches!(non_member, NonMember::Joins) {
            record.tenants.push(Membership { tenant_id: tenant.to_owned(), roles: Vec::new() });
        }
        let Some(membership) = membership(&mut record, tenant) else {
            return Err(ApiError::invalid(format!("The user is not a member of tenant {tenant}")));
        };
        change(&mut membership.roles, names);
        Ok(record)
    })
}

fn apps(
    call: &Call,
    fields: &Fields<'_>,
    change: fn(&mut Vec<String>, Vec<String>),
) -> Result<Reply, ApiError> {
    let ids = fields.required_texts(SSO_APP_IDS)?;
    changing(call, fields, LOGIN_ID, identity::by_either, |_, mut record| {
        change(&mut record.apps, ids);
        Ok(record)
    })
}

fn add(list: &mut Vec<String>, more: Vec<String>) {
    list.extend(more);
    distinct(list);
}

fn replace(list: &mut Vec<String>, mut new: Vec<String>) {
    distinct(&mut new);
    *list = new;
}

fn remove(list: &mut Vec<String>, gone: Vec<String>) {
    list.retain(|item| !gone.contains(item));
}

/// A text that has to be sent but may be empty, which removes the value. So does the `null` that the
/// Python SDK sends for an argument that was left empty.
fn given<'a>(fields: &Fields<'a>, name: &str) -> Result<&'a str, ApiError> {
    match fields.dynamic(name)? {
        Some(Value::String(text)) => Ok(text),
        Some(Value::Null) => Ok(""),
        Some(_) => fields.required(name),
        None => Err(fields.missing(name)),
    }
}
