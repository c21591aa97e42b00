//! Calls that change one thing about one user and answer with the whole user.

use serde_json::Value;

use super::decode::{DISPLAY_NAME, Fields, LOGIN_ID, Name, SSO_APP_IDS};
use super::identity;
use super::profile::{Associations, distinct, follow, set_value, status_of};
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
    post("/v1/mgmt/user/update/role/add", |call| roles(call, NonMember::Refused, add)),
    post("/v2/mgmt/user/update/role/add", |call| roles(call, NonMember::Joins, add)),
    post("/v1/mgmt/user/update/role/set", |call| roles(call, NonMember::Refused, replace)),
    post("/v1/mgmt/user/update/role/remove", |call| roles(call, NonMember::Refused, remove)),
    post("/v1/mgmt/user/update/ssoapp/add", |call| apps(call, add)),
    post("/v1/mgmt/user/update/ssoapp/set", |call| apps(call, replace)),
    post("/v1/mgmt/user/update/ssoapp/remove", |call| apps(call, remove)),
];

/// The shape of all calls here: find the user, change the record, save, show. `find` says what kind of
/// identifier the field takes.
fn changing(
    call: &Call,
    field: impl Into<Name>,
    find: identity::Find,
    change: impl FnOnce(&Tx<'_>, &mut Record) -> Result<(), ApiError>,
) -> Result<Reply, ApiError> {
    let fields = call.fields()?;
    call.emulator.store.write(|tx| {
        let old = identity::in_field(tx, &fields, field, find)?;
        let mut new = old.clone();
        change(tx, &mut new)?;
        tx.save_user(&old, &mut new)?;
        one_user(tx, new, false)
    })
}

fn status(call: &Call) -> Result<Reply, ApiError> {
    let status = status_of(call.fields()?.required("status")?)?;
    if status == super::store::Status::Expired {
        return Err(ApiError::argument("A user cannot be set to expired"));
    }
    changing(call, LOGIN_ID, identity::by_either, |_, record| {
        record.status = status;
        Ok(())
    })
}

/// An address of a user, and whether it was verified.
type Address = fn(&mut Record) -> (&mut String, &mut bool);

fn email(call: &Call) -> Result<Reply, ApiError> {
    let address: Address = |record| (&mut record.email, &mut record.verified_email);
    contact(call, "email", identity::email, address)
}

fn phone(call: &Call) -> Result<Reply, ApiError> {
    let address: Address = |record| (&mut record.phone, &mut record.verified_phone);
    contact(call, "phone", identity::phone, address)
}

/// A login ID that equals the old address becomes the new one.
fn contact(
    call: &Call,
    name: &'static str,
    normal: fn(&str) -> Result<String, ApiError>,
    address: Address,
) -> Result<Reply, ApiError> {
    let fields = call.fields()?;
    let value = normal(given(&fields, name)?)?;
    let verified = fields.is_set("verified")?;
    let fails = fields.is_set("failOnConflict")?;
    changing(call, LOGIN_ID, identity::by_either, |tx, record| {
        match tx.login_id_owner(&value)?.filter(|row| *row != record.id) {
            Some(_) if fails => return Err(ApiError::conflict(&value)),
            Some(row) => {
                if let Some(other) = tx.user_by_row(row)? {
                    tx.delete_user(&other)?;
                    record.login_ids.extend(other.login_ids);
                }
            }
            None => {}
        }
        let old = address(record).0.clone();
        follow(&mut record.login_ids, &old, &value);
        set_address(record, address, value, verified);
        Ok(())
    })
}

fn recovery_email(call: &Call) -> Result<Reply, ApiError> {
    let address: Address = |record| (&mut record.recovery_email, &mut record.verified_recovery_email);
    recovery(call, "recoveryEmail", identity::email, address)
}

fn recovery_phone(call: &Call) -> Result<Reply, ApiError> {
    let address: Address = |record| (&mut record.recovery_phone, &mut record.verified_recovery_phone);
    recovery(call, "recoveryPhone", identity::phone, address)
}

fn recovery(
    call: &Call,
    name: &'static str,
    normal: fn(&str) -> Result<String, ApiError>,
    address: Address,
) -> Result<Reply, ApiError> {
    let fields = call.fields()?;
    let value = normal(given(&fields, name)?)?;
    let verified = fields.is_set("verified")?;
    changing(call, "loginId", identity::by_either, |_, record| {
        set_address(record, address, value, verified);
        Ok(())
    })
}

fn set_address(record: &mut Record, address: Address, value: String, verified: bool) {
    let (text, flag) = address(record);
    *flag = verified && !value.is_empty();
    *text = value;
}

fn login_id(call: &Call) -> Result<Reply, ApiError> {
    let fields = call.fields()?;
    let old = identity::login_id(fields.required("loginId")?);
    let new = identity::login_id(fields.text("newLoginId")?.unwrap_or_default());
    changing(call, "loginId", identity::by_login_id, |_, record| {
        if !new.is_empty() {
            for login_id in record.login_ids.iter_mut().filter(|login_id| **login_id == old) {
                login_id.clone_from(&new);
            }
            distinct(&mut record.login_ids);
            return Ok(());
        }
        if record.login_ids.len() == 1 {
            return Err(ApiError::invalid("The last login ID of a user cannot be removed"));
        }
        record.login_ids.retain(|login_id| *login_id != old);
        Ok(())
    })
}

fn name(call: &Call) -> Result<Reply, ApiError> {
    let fields = call.fields()?;
    let parts = [
        fields.owned(DISPLAY_NAME)?,
        fields.owned("givenName")?,
        fields.owned("middleName")?,
        fields.owned("familyName")?,
    ];
    changing(call, LOGIN_ID, identity::by_either, |_, record| {
        let Record { name, given_name, middle_name, family_name, .. } = record;
        for (own, part) in [name, given_name, middle_name, family_name].into_iter().zip(parts) {
            if let Some(part) = part {
                *own = part;
            }
        }
        Ok(())
    })
}

fn picture(call: &Call) -> Result<Reply, ApiError> {
    let picture = given(&call.fields()?, "picture")?.to_owned();
    changing(call, "loginId", identity::by_either, |_, record| {
        record.picture = picture;
        Ok(())
    })
}

fn custom_attribute(call: &Call) -> Result<Reply, ApiError> {
    let fields = call.fields()?;
    let key = fields.required("attributeKey")?;
    let value = fields
        .dynamic("attributeValue")?
        .cloned()
        .ok_or_else(|| ApiError::missing("The attributeValue argument is missing"))?;
    changing(call, "loginId", identity::by_either, |tx, record| {
        if tx.attribute(Scope::User, key)?.is_none() {
            return Err(ApiError::invalid(format!("Custom attribute {key} does not exist in the project")));
        }
        set_value(&mut record.attributes, key, value);
        Ok(())
    })
}

fn impersonation_consent(call: &Call) -> Result<Reply, ApiError> {
    let consent = call
        .fields()?
        .integer("impersonationConsent")?
        .ok_or_else(|| ApiError::missing("The impersonationConsent argument is missing"))?;
    changing(call, "loginId", identity::by_login_id, |_, record| {
        record.consent_expiration = consent;
        Ok(())
    })
}

fn tenant_add(call: &Call) -> Result<Reply, ApiError> {
    let tenant = call.fields()?.required("tenantId")?.to_owned();
    changing(call, LOGIN_ID, identity::by_either, |_, record| {
        if membership(record, &tenant).is_none() {
            record.tenants.push(Membership { tenant_id: tenant, roles: Vec::new() });
        }
        Ok(())
    })
}

fn tenant_remove(call: &Call) -> Result<Reply, ApiError> {
    let tenant = call.fields()?.required("tenantId")?.to_owned();
    changing(call, LOGIN_ID, identity::by_either, |tx, record| {
        if tx.tenant_name(&tenant)?.is_none() {
            return Err(ApiError::invalid(format!("Tenant {tenant} does not exist")));
        }
        record.tenants.retain(|membership| membership.tenant_id != tenant);
        Ok(())
    })
}

fn family_add(call: &Call) -> Result<Reply, ApiError> {
    let families = Associations::decode(&call.fields()?)?.filter(|families| !families.is_empty());
    let families = families.ok_or_else(|| ApiError::missing("The familyAssociations argument is missing"))?;
    changing(call, "loginId", identity::by_either, |_, record| {
        families.join(record);
        Ok(())
    })
}

fn family_remove(call: &Call) -> Result<Reply, ApiError> {
    let ids = call.fields()?.required_texts("familyIds")?;
    if ids.is_empty() {
        return Err(ApiError::missing("The familyIds argument is missing"));
    }
    changing(call, "loginId", identity::by_either, |_, record| {
        record.families.retain(|family| !ids.contains(&family.family_id));
        Ok(())
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
    non_member: NonMember,
    change: impl FnOnce(&mut Vec<String>, Vec<String>),
) -> Result<Reply, ApiError> {
    let fields = call.fields()?;
    let names = fields.required_texts("roleNames")?;
    let tenant = fields.filled("tenantId")?;
    changing(call, LOGIN_ID, identity::by_either, |_, record| {
        let Some(tenant) = tenant else {
            change(&mut record.roles, names);
            return Ok(());
        };
        if membership(record, tenant).is_none() && matches!(non_member, NonMember::Joins) {
            record.tenants.push(Membership { tenant_id: tenant.to_owned(), roles: Vec::new() });
        }
        let Some(membership) = membership(record, tenant) else {
            return Err(ApiError::invalid(format!("The user is not a member of tenant {tenant}")));
        };
        change(&mut membership.roles, names);
        Ok(())
    })
}

fn apps(call: &Call, change: fn(&mut Vec<String>, Vec<String>)) -> Result<Reply, ApiError> {
    let ids = call.fields()?.required_texts(SSO_APP_IDS)?;
    changing(call, LOGIN_ID, identity::by_either, |_, record| {
        change(&mut record.apps, ids);
        Ok(())
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
fn given<'a>(fields: &Fields<'a>, name: &'static str) -> Result<&'a str, ApiError> {
    match fields.dynamic(name)? {
        Some(Value::String(text)) => Ok(text),
        Some(Value::Null) => Ok(""),
        Some(_) => fields.required(name),
        None => Err(ApiError::missing(format!("The {name} argument is missing"))),
    }
}
