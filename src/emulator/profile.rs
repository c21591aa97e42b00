//! The shape that create, update, patch, batches and the seed share.

use serde_json::{Map, Value};

use super::decode::{DISPLAY_NAME, Fields, MORE_LOGIN_IDS, SSO_APP_IDS};
use super::identity;
use super::reply::ApiError;
use super::store::{Family, Membership, Record, Status};

/// The fields of a user that a caller gave; what was not given is `None`.
#[derive(Default)]
pub(super) struct Profile {
    pub(super) email: Option<String>,
    pub(super) verified_email: Option<bool>,
    pub(super) phone: Option<String>,
    pub(super) verified_phone: Option<bool>,
    recovery_email: Option<String>,
    verified_recovery_email: Option<bool>,
    recovery_phone: Option<String>,
    verified_recovery_phone: Option<bool>,
    name: Option<String>,
    given_name: Option<String>,
    middle_name: Option<String>,
    family_name: Option<String>,
    picture: Option<String>,
    status: Option<String>,
    pub(super) roles: Option<Vec<String>>,
    pub(super) tenants: Option<Vec<Membership>>,
    pub(super) families: Option<Vec<Family>>,
    apps: Option<Vec<String>>,
    attributes: Option<Map<String, Value>>,
    pub(super) more_login_ids: Option<Vec<String>>,
    pub(super) test: Option<bool>,
    scim: Option<bool>,
}

impl Profile {
    /// Reads the fields and judges only their types; [`Profile::check`] judges the values.
    pub(super) fn decode(fields: &Fields<'_>) -> Result<Self, ApiError> {
        let phone = fields.owned("phone")?;
        Ok(Self {
            email: fields.owned("email")?,
            verified_email: fields.flag("verifiedEmail")?,
            phone: if phone.is_some() { phone } else { fields.owned("phoneNumber")? },
            verified_phone: fields.flag("verifiedPhone")?,
            recovery_email: fields.owned("recoveryEmail")?,
            verified_recovery_email: fields.flag("verifiedRecoveryEmail")?,
            recovery_phone: fields.owned("recoveryPhone")?,
            verified_recovery_phone: fields.flag("verifiedRecoveryPhone")?,
            name: fields.owned(DISPLAY_NAME)?,
            given_name: fields.owned("givenName")?,
            middle_name: fields.owned("middleName")?,
            family_name: fields.owned("familyName")?,
            picture: fields.owned("picture")?,
            status: fields.owned("status")?,
            roles: fields.texts("roleNames")?,
            tenants: tenants(fields)?,
            families: families(fields)?,
            apps: fields.texts(SSO_APP_IDS)?,
            attributes: fields.map("customAttributes")?.cloned(),
            more_login_ids: fields.texts(MORE_LOGIN_IDS)?,
            test: fields.flag("test")?,
            scim: fields.flag("scim")?,
        })
    }

    /// The profile of a patch, which types some lists as dynamic values: `null` is of the wrong type.
    pub(super) fn of_patch(fields: &Fields<'_>) -> Result<Self, ApiError> {
        for name in ["roleNames", "userTenants", SSO_APP_IDS] {
            if fields.dynamic(name)?.is_some_and(Value::is_null) {
                return Err(fields.wrong(name, "a list"));
            }
        }
        Self::decode(fields)
    }

    /// The same profile for a full overwrite: an email or phone that was not given is one to remove.
    pub(super) fn overwriting(mut self) -> Self {
        self.email.get_or_insert_default();
        self.phone.get_or_insert_default();
        self.test = None;
        self
    }

    /// Brings the values into their normal form and refuses those that have none.
    pub(super) fn check(&mut self) -> Result<(), ApiError> {
        for email in [&mut self.email, &mut self.recovery_email].into_iter().flatten() {
            *email = identity::email(email)?;
        }
        for phone in [&mut self.phone, &mut self.recovery_phone].into_iter().flatten() {
            *phone = identity::phone(phone)?;
        }
        for login_id in self.more_login_ids.iter_mut().flatten() {
            *login_id = identity::login_id(login_id);
            if login_id.is_empty() {
                return Err(ApiError::invalid("A login ID cannot be empty"));
            }
        }
        for list in [&mut self.roles, &mut self.apps, &mut self.more_login_ids].into_iter().flatten() {
            distinct(list);
        }
        if let Some(status) = &self.status {
            status_of(status)?;
        }
        Ok(())
    }

    /// Changes the given fields of the record; the others stay. Additional login IDs are the caller's part.
    pub(super) fn apply(self, record: &mut Record) -> Result<(), ApiError> {
        let Record { login_ids, email, phone, .. } = record;
        if let Some(new) = self.email {
            follow(login_ids, email, &new);
            *email = new;
        }
        if let Some(new) = self.phone {
            follow(login_ids, phone, &new);
            *phone = new;
        }
        set(&mut record.verified_email, self.verified_email);
        set(&mut record.verified_phone, self.verified_phone);
        set(&mut record.recovery_email, self.recovery_email);
        set(&mut record.verified_recovery_email, self.verified_recovery_email);
        set(&mut record.recovery_phone, self.recovery_phone);
        set(&mut record.verified_recovery_phone, self.verified_recovery_phone);
        set(&mut record.name, self.name);
        set(&mut record.given_name, self.given_name);
        set(&mut record.middle_name, self.middle_name);
        set(&mut record.family_name, self.family_name);
        set(&mut record.picture, self.picture);
        set(&mut record.status, self.status.as_deref().map(status_of).transpose()?);
        set(&mut record.roles, self.roles);
        set(&mut record.tenants, self.tenants);
        if let Some(families) = self.families {
            record.families.clear();
            join(record, families);
        }
        set(&mut record.apps, self.apps);
        set(&mut record.test, self.test);
        set(&mut record.scim, self.scim);
        for (name, value) in self.attributes.into_iter().flatten() {
            set_value(&mut record.attributes, &name, value);
        }
        Ok(())
    }
}

/// Empties what a full overwrite empties: everything [`Profile::apply`] sets but status, test and SCIM. Email and
/// phone are still needed to see which login IDs follow them.
pub(super) fn clear(record: &mut Record) {
    *record = Record {
        name: String::new(),
        given_name: String::new(),
        middle_name: String::new(),
        family_name: String::new(),
        verified_email: false,
        verified_phone: false,
        recovery_email: String::new(),
        verified_recovery_email: false,
        recovery_phone: String::new(),
        verified_recovery_phone: false,
        picture: String::new(),
        roles: Vec::new(),
        tenants: Vec::new(),
        families: Vec::new(),
        apps: Vec::new(),
        attributes: Map::new(),
        ..std::mem::take(record)
    };
}

/// The families that a body gives under `familyAssociations`.
pub(super) fn families(fields: &Fields<'_>) -> Result<Option<Vec<Family>>, ApiError> {
    let Some(entries) = fields.objects("familyAssociations")? else { return Ok(None) };
    let family = |entry: &Fields<'_>| {
        Ok(Family {
            family_id: entry.required("familyId")?.to_owned(),
            roles: entry.texts("roleNames")?.unwrap_or_default(),
            attributes: entry.map("familyScopedAttributes")?.cloned().unwrap_or_default(),
        })
    };
    entries.iter().map(family).collect::<Result<_, _>>().map(Some)
}

/// Adds the user to families; roles and attributes come to those that the user has there.
pub(super) fn join(record: &mut Record, families: Vec<Family>) {
    for Family { family_id, roles, attributes } in families {
        let known = record.families.iter().position(|family| family.family_id == family_id);
        let place = known.unwrap_or(record.families.len());
        if known.is_none() {
            record.families.push(Family { family_id, ..Family::default() });
        }
        if let Some(family) = record.families.get_mut(place) {
            family.roles.extend(roles);
            distinct(&mut family.roles);
            for (name, value) in attributes {
                set_value(&mut family.attributes, &name, value);
            }
        }
    }
}

/// An attribute set to nothing (`null` or an empty list) is an attribute the user does not have.
pub(super) fn set_value(attributes: &mut Map<String, Value>, name: &str, value: Value) {
    if value.is_null() || value.as_array().is_some_and(Vec::is_empty) {
        attributes.shift_remove(name);
    } else {
        attributes.insert(name.to_owned(), value);
    }
}

/// A login ID equal to the old email or phone becomes the new one; removing the value leaves the login ID.
pub(super) fn follow(login_ids: &mut Vec<String>, old: &str, new: &str) {
    if old.is_empty() || new.is_empty() {
        return;
    }
    for login_id in login_ids.iter_mut().filter(|login_id| *login_id == old) {
        new.clone_into(login_id);
    }
    distinct(login_ids);
}

/// Drops repeats and keeps the order.
pub(super) fn distinct(list: &mut Vec<String>) {
    let mut seen = std::collections::HashSet::new();
    list.retain(|item| seen.insert(item.clone()));
}

pub(super) fn status_of(text: &str) -> Result<Status, ApiError> {
    Status::parse(text).ok_or_else(|| ApiError::argument(format!("{text:?} is not a status")))
}

/// Whether a list was given with something in it.
pub(super) fn is_filled<T>(list: &Option<Vec<T>>) -> bool {
    list.as_ref().is_some_and(|list| !list.is_empty())
}

fn set<T>(field: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *field = value;
    }
}

/// The memberships that a body gives under `userTenants`.
pub(super) fn tenants(fields: &Fields<'_>) -> Result<Option<Vec<Membership>>, ApiError> {
    let Some(entries) = fields.objects("userTenants")? else { return Ok(None) };
    let mut all: Vec<Membership> = Vec::new();
    for entry in entries {
        let tenant_id = entry.required("tenantId")?.to_owned();
        let roles = entry.texts("roleNames")?.unwrap_or_default();
        match all.iter_mut().find(|membership| membership.tenant_id == tenant_id) {
            Some(known) => known.roles.extend(roles),
            None => all.push(Membership { tenant_id, roles }),
        }
    }
    all.iter_mut().for_each(|membership| distinct(&mut membership.roles));
    Ok(Some(all))
}
