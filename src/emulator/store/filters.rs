//! From filters to conditions over the table `search`.

use rusqlite::types::Value as Cell;
use serde_json::Value;

use super::super::reply::ApiError;
use super::entry::{Flag, Tag, Tags};
use super::transaction::{Tx, json};

/// One filter; filters combine with AND. Names that are unknown to the project let nobody through.
pub(in crate::emulator) enum Filter {
    /// Whose value is one of these.
    OneOf(Listed, Vec<String>),
    Test(bool),
    Has(Flag, bool),
    Tenants(Vec<String>),
    /// In the project or in any tenant.
    Roles(Vec<String>),
    /// Any of the roles in the tenant.
    RolesIn {
        tenant: String,
        roles: RoleNames,
    },
    Applications(Vec<String>),
    Families(Vec<String>),
    /// Disabled for any of these reasons.
    Locked(Vec<String>),
    /// Locked now for any of these reasons.
    LockedForATime(Vec<String>),
    /// The row of the attribute's definition, and scalar values.
    Attribute(i64, Vec<Value>),
    /// Both bounds are inclusive.
    Between(Time, i64, i64),
    /// The user's text contains the term, which is in small letters.
    Text(String),
}

/// What users can be listed by.
#[derive(Clone, Copy)]
pub(in crate::emulator) enum Listed {
    LoginId,
    UserId,
    Email,
    Phone,
    RecoveryEmail,
    RecoveryPhone,
    Status,
}

impl Listed {
    const fn condition(self) -> &'static str {
        match self {
            Self::LoginId => {
                "user IN (SELECT user FROM login_ids WHERE login_id IN (SELECT value FROM json_each(?)))"
            }
            Self::UserId => {
                "user IN (SELECT id FROM users WHERE user_id IN (SELECT value FROM json_each(?)))"
            }
            Self::Email => "email IN (SELECT value FROM json_each(?))",
            Self::Phone => "phone IN (SELECT value FROM json_each(?))",
            Self::RecoveryEmail => "recovery_email IN (SELECT value FROM json_each(?))",
            Self::RecoveryPhone => "recovery_phone IN (SELECT value FROM json_each(?))",
            Self::Status => "status IN (SELECT value FROM json_each(?))",
        }
    }
}

/// Which time of a user.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::emulator) enum Time {
    Created,
    Modified,
}

/// What roles are called by.
pub(in crate::emulator) enum RoleNames {
    Names(Vec<String>),
    Ids(Vec<String>),
}

/// A condition and its parameters.
pub(super) type Condition = (&'static str, Vec<Cell>);

impl Tx<'_> {
    pub(super) fn condition(&self, filter: &Filter) -> Result<Condition, ApiError> {
        let tags = match filter {
            // Users without an email or phone are not found by an empty one.
            Filter::OneOf(by, values) => {
                let values: Vec<_> = values.iter().filter(|value| !value.is_empty()).collect();
                return Ok((by.condition(), vec![json(&values)?.into()]));
            }
            Filter::Test(is_one) => return Ok(("test = ?", vec![(*is_one).into()])),
            Filter::Has(flag, true) => return Ok(("flags & ? <> 0", vec![flag.0.into()])),
            Filter::Has(flag, false) => return Ok(("flags & ? = 0", vec![flag.0.into()])),
            Filter::Between(time, from, to) => {
                let condition = match time {
                    Time::Created => "created_time BETWEEN ? AND ?",
                    Time::Modified => "modified_time BETWEEN ? AND ?",
                };
                return Ok((condition, vec![(*from).into(), (*to).into()]));
            }
            Filter::Text(term) => return Ok(("has(text, ?)", vec![term.clone().into()])),
            Filter::LockedForATime(reasons) => {
                let condition = "tagged(tags, ?) AND ? < \
                    (SELECT record ->> 'temp_lock_expiration' FROM users WHERE id = search.user)";
                let tags: Tags = reasons.iter().map(|reason| Tag::LockedForATime(reason)).collect();
                return Ok((condition, vec![tags.into_text().into(), self.clock.now_seconds().into()]));
            }
            Filter::Tenants(names) => {
                self.tags("SELECT id FROM tenants WHERE tenant_id = ?1", names, Tag::Tenant)?
            }
            Filter::Applications(names) => {
                self.tags("SELECT id FROM applications WHERE app_id = ?1", names, Tag::Application)?
            }
            Filter::Roles(names) => self.tags("SELECT id FROM roles WHERE name = ?1", names, Tag::Role)?,
            Filter::RolesIn { tenant, roles } => {
                let tenant = self.first("SELECT id FROM tenants WHERE tenant_id = ?1", [tenant])?;
                // No tenant has the row -1.
                let held = |role| Tag::RoleIn(role, tenant.unwrap_or(-1));
                match roles {
                    RoleNames::Names(names) => {
                        self.tags("SELECT id FROM roles WHERE name = ?1", names, held)?
                    }
                    RoleNames::Ids(ids) => self.tags("SELECT id FROM roles WHERE role_id = ?1", ids, held)?,
                }
            }
            Filter::Families(ids) => ids.iter().map(|id| Tag::Family(id)).collect(),
            Filter::Locked(reasons) => reasons.iter().map(|reason| Tag::Locked(reason)).collect(),
            Filter::Attribute(attribute, values) => {
                values.iter().map(|value| Tag::Attribute(*attribute, value)).collect()
            }
        };
        Ok(("tagged(tags, ?)", vec![tags.into_text().into()]))
    }

    /// A tag for each row that one of the names has.
    fn tags(&self, sql: &str, names: &[String], tag: impl Fn(i64) -> Tag<'static>) -> Result<Tags, ApiError> {
        let mut tags = Tags::new();
        for name in names {
            self.column(sql, [name])?.into_iter().for_each(|row| tags.add(tag(row)));
        }
        Ok(tags)
    }
}
