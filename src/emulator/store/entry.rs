//! What searches look at of a user: sort keys, flags, tags and text, in one narrow row.

use std::fmt::{self, Write as _};

use serde_json::Value;

use super::super::reply::ApiError;
use super::attributes::Scope;
use super::functions::SEPARATOR;
use super::record::Record;
use super::transaction::Tx;

/// Stands for the tenant in tags of roles that are held in the project.
const PROJECT: i64 = 0;

type Has = fn(&Record) -> bool;

/// What a user has or has not, by the filters that ask for it. The place of each is its bit in the column `flags`.
const FLAGS: [(&str, Has); 10] = [
    ("verifiedEmail", |record| record.verified_email),
    ("verifiedPhone", |record| record.verified_phone),
    ("verifiedRecoveryEmail", |record| record.verified_recovery_email),
    ("verifiedRecoveryPhone", |record| record.verified_recovery_phone),
    ("password", |record| !record.password.is_empty()),
    ("totp", |record| !record.totp_seed.is_empty()),
    ("webauthn", |record| record.webauthn),
    ("scim", |record| record.scim),
    ("sso", |record| record.saml || record.oidc),
    ("dependent", |record| record.dependent),
];

/// A bit of the column `flags`.
#[derive(Clone, Copy)]
pub(in crate::emulator) struct Flag(pub(super) i64);

impl Flag {
    /// All flags, by the filters that ask for them.
    pub(in crate::emulator) fn all() -> impl Iterator<Item = (&'static str, Self)> {
        FLAGS.iter().enumerate().map(|(place, flag)| (flag.0, Self(1 << place)))
    }
}

fn flags(record: &Record) -> i64 {
    FLAGS.iter().rev().fold(0, |bits, (_, has)| bits << 1 | i64::from(has(record)))
}

/// What a user has or belongs to, or what a search wants. Numbers are rows of the catalogue.
#[derive(Clone, Copy)]
pub(super) enum Tag<'a> {
    /// The role, in the project or in any tenant.
    Role(i64),
    RoleIn(i64, i64),
    /// The role, held in a family: search by role does not look there.
    RoleInFamily(i64),
    Tenant(i64),
    Application(i64),
    Family(&'a str),
    Locked(&'a str),
    LockedForATime(&'a str),
    /// A scalar value of an attribute.
    Attribute(i64, &'a Value),
    /// Any value of the attribute.
    HasAttribute(i64),
}

impl fmt::Display for Tag<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Role(role) => write!(formatter, "r{role}"),
            Self::RoleIn(role, tenant) => write!(formatter, "R{role}.{tenant}"),
            Self::RoleInFamily(role) => write!(formatter, "F{role}"),
            Self::Tenant(tenant) => write!(formatter, "t{tenant}"),
            Self::Application(app) => write!(formatter, "a{app}"),
            Self::Family(id) => write!(formatter, "f={}", Value::from(id)),
            Self::Locked(reason) => write!(formatter, "l={reason}"),
            Self::LockedForATime(reason) => write!(formatter, "L={reason}"),
            Self::Attribute(attribute, value) => match value.as_f64() {
                // 1.0 is found by 1.
                Some(number) if !value.is_i64() && number.fract() == 0.0 && number.abs() < 9e15 => {
                    write!(formatter, "c{attribute}={number:.0}")
                }
                // JSON escapes the separator.
                _ => write!(formatter, "c{attribute}={value}"),
            },
            Self::HasAttribute(attribute) => write!(formatter, "C{attribute}"),
        }
    }
}

/// Tags as they are stored and looked for: with separators before, between and after them.
pub(super) struct Tags(String);

impl Tags {
    pub(super) fn new() -> Self {
        Self(String::from(SEPARATOR))
    }

    pub(super) fn add(&mut self, tag: Tag<'_>) {
        // Writing to a text cannot fail.
        let _ = write!(self.0, "{tag}{SEPARATOR}");
    }

    pub(super) fn into_text(self) -> String {
        self.0
    }
}

impl<'a> FromIterator<Tag<'a>> for Tags {
    fn from_iter<T: IntoIterator<Item = Tag<'a>>>(tags: T) -> Self {
        let mut all = Self::new();
        tags.into_iter().for_each(|tag| all.add(tag));
        all
    }
}

/// The items of a value: one, or those of a list.
fn items(value: &Value) -> &[Value] {
    match value {
        Value::Array(items) => items,
        scalar => std::slice::from_ref(scalar),
    }
}

/// All text of a user that a search looks at, in small letters.
fn text(record: &Record) -> String {
    let fields = [
        &record.name,
        &record.given_name,
        &record.middle_name,
        &record.family_name,
        &record.email,
        &record.phone,
        &record.user_id,
    ];
    let mut text = String::with_capacity(192);
    for part in fields.into_iter().chain(&record.login_ids).filter(|part| !part.is_empty()) {
        text.push_str(part);
        text.push('\n');
    }
    for item in record.attributes.values().flat_map(items) {
        match item {
            Value::String(part) => text.push_str(part),
            Value::Number(number) => text.push_str(&number.to_string()),
            _ => continue,
        }
        text.push('\n');
    }
    text.to_lowercase()
}

impl Tx<'_> {
    /// The user's tags. Making them looks up what the user refers to, which is the check that it exists.
    pub(super) fn tags_of(&self, record: &Record) -> Result<Tags, ApiError> {
        let mut tags = Tags::new();
        for name in &record.roles {
            let role = self.role_row(name, "")?;
            tags.add(Tag::Role(role));
            tags.add(Tag::RoleIn(role, PROJECT));
        }
        for membership in &record.tenants {
            let tenant = self.tenant_row(&membership.tenant_id)?;
            tags.add(Tag::Tenant(tenant));
            for name in &membership.roles {
                let role = self.role_row(name, &membership.tenant_id)?;
                tags.add(Tag::Role(role));
                tags.add(Tag::RoleIn(role, tenant));
            }
        }
        for app in &record.apps {
            tags.add(Tag::Application(self.application_row(app)?));
        }
        for (name, value) in &record.attributes {
            let attribute = self.fitting_attribute(Scope::User, name, value)?;
            tags.add(Tag::HasAttribute(attribute));
            items(value).iter().for_each(|item| tags.add(Tag::Attribute(attribute, item)));
        }
        for family in &record.families {
            tags.add(Tag::Family(&family.family_id));
            for name in &family.roles {
                tags.add(Tag::RoleInFamily(self.role_row(name, "")?));
            }
            for (name, value) in &family.attributes {
                tags.add(Tag::HasAttribute(self.fitting_attribute(Scope::Family, name, value)?));
            }
        }
        record.lock_reasons.iter().for_each(|reason| tags.add(Tag::Locked(reason)));
        record.temp_lock_reasons.iter().for_each(|reason| tags.add(Tag::LockedForATime(reason)));
        Ok(tags)
    }

    /// The row of the attribute's definition, which the value has to fit.
    fn fitting_attribute(&self, scope: Scope, name: &str, value: &Value) -> Result<i64, ApiError> {
        let attribute = self.attribute(scope, name)?;
        attribute.1.check(value)?;
        Ok(attribute.0)
    }

    /// Writes the row that searches look at.
    pub(super) fn write_entry(&self, record: &Record, tags: Tags) -> Result<(), ApiError> {
        let sql = "INSERT OR REPLACE INTO search (user, test, created_time, modified_time, status, flags, user_id, \
            external_id, name, email, phone, first_tenant, recovery_email, recovery_phone, tags, text) \
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)";
        self.execute(
            sql,
            (
                record.id,
                record.test,
                record.created_time,
                record.modified_time,
                record.status.as_str(),
                flags(record),
                &record.user_id,
                record.login_ids.first().map_or("", String::as_str),
                &record.name,
                &record.email,
                &record.phone,
                record.tenants.first().map_or("", |tenant| tenant.tenant_id.as_str()),
                &record.recovery_email,
                &record.recovery_phone,
                tags.into_text(),
                text(record),
            ),
        )?;
        Ok(())
    }

    /// The rows of the users who have one of the tags.
    pub(super) fn tagged(&self, tags: &[Tag<'_>]) -> Result<Vec<i64>, ApiError> {
        let tags: Tags = tags.iter().copied().collect();
        Ok(self.column("SELECT user FROM search WHERE tagged(tags, ?1)", [tags.into_text()])?)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::emulator::tests::Api;

    type Row = (i64, bool, i64, i64, String, i64, Vec<String>);

    fn stored(tx: &Tx<'_>) -> Vec<Row> {
        let sql = "SELECT user, test, created_time, modified_time, status, flags, user_id, external_id, name, email, \
            phone, first_tenant, recovery_email, recovery_phone, tags, text FROM search ORDER BY user";
        let mut statement = tx.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| {
            let texts = (6..16).map(|column| row.get(column)).collect::<Result<_, _>>()?;
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?, texts))
        });
        rows.unwrap().map(Result::unwrap).collect()
    }

    /// Whatever is done to users and to what they refer to, the rows stay what they would be if made anew.
    #[tokio::test]
    async fn rows_that_were_kept_in_step_equal_rows_that_are_made_anew() {
        let api = Api::with_catalogue();
        for n in 0..40 {
            let more = json!({
                "verifiedEmail": n % 2 == 0, "test": n % 7 == 0, "roleNames": if n % 3 == 0 { json!(["admin", "viewer"]) } else { json!([]) },
                "userTenants": if n % 4 == 0 { json!([{"tenantId": "acme", "roleNames": ["viewer", "billing"]}, {"tenantId": "umbrella", "roleNames": ["viewer"]}]) } else { json!([]) },
                "ssoAppIds": if n % 5 == 0 { json!(["wiki"]) } else { json!([]) },
                "customAttributes": {"plan": format!("p{}", n % 3), "seats": n, "beta": n % 2 == 0, "tags": ["a", "b"]},
            });
            api.user(&format!("u{n}@example.com"), more).await;
        }
        let id = |n: i32| format!("u{n}@example.com");
        let passkey = json!({"descope": {"credentialId": "pk", "rpId": "x", "publicKey": "k"}});
        for (path, body) in [
            ("/v1/mgmt/user/update/status", json!({"loginId": id(0), "status": "disabled"})),
            ("/v2/mgmt/user/update/role/add", json!({"loginId": id(1), "roleNames": ["admin"]})),
            ("/v1/mgmt/user/update/role/remove", json!({"loginId": id(0), "roleNames": ["viewer"]})),
            ("/v1/mgmt/user/update/tenant/remove", json!({"loginId": id(4), "tenantId": "acme"})),
            (
                "/v1/mgmt/user/update/customAttribute",
                json!({"loginId": id(5), "attributeKey": "seats", "attributeValue": 2.5}),
            ),
            (
                "/v1/mgmt/user/update/customAttribute",
                json!({"loginId": id(6), "attributeKey": "seats", "attributeValue": 7.0}),
            ),
            ("/v1/mgmt/user/password/set/active", json!({"loginId": id(7), "password": "long enough"})),
            ("/v1/mgmt/user/passkeys/import", json!({"loginId": id(9), "devices": [passkey]})),
            ("/v1/mgmt/user/delete", json!({"loginId": id(8)})),
            ("/v1/mgmt/role/create", json!({"name": "viewer", "tenantId": "acme"})),
            ("/v1/mgmt/role/delete", json!({"name": "billing", "tenantId": "acme"})),
            ("/v1/mgmt/role/delete", json!({"name": "admin"})),
            ("/v1/mgmt/tenant/delete", json!({"id": "umbrella"})),
            ("/v1/mgmt/user/customattribute/delete", json!({"names": ["tags"]})),
            ("/v1/mgmt/user/create", json!({"loginId": "late", "email": "late@example.com"})),
        ] {
            api.ok(path, body).await;
        }
        let search = json!({"tenantRoleNames": {"acme": {"values": ["viewer"]}}, "withTestUser": true});
        assert_eq!(api.ok("/v2/mgmt/user/search", search).await["total"], 8);
        let seats = json!({"customAttributes": {"seats": 7}, "withTestUser": true});
        assert_eq!(api.ok("/v2/mgmt/user/search", seats).await["total"], 2);
        let same = api.emulator.store.rehearse(|tx| {
            let kept = stored(tx);
            tx.execute("DELETE FROM search", [])?;
            for row in tx.column("SELECT id FROM users", [])? {
                let record = tx.user_by_row(row)?.unwrap();
                tx.write_entry(&record, tx.tags_of(&record)?)?;
            }
            assert_eq!(kept.len(), 40);
            Ok(kept == stored(tx))
        });
        assert!(same.unwrap());
    }
}
