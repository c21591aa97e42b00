//! From filters to the set of users they let through.

use rusqlite::params_from_iter;
use rusqlite::types::Value as Cell;

use super::super::reply::ApiError;
use super::bits::Bits;
use super::record::Status;
use super::sets::{About, Clock, Flag, Set};
use super::text::trigrams;
use super::transaction::Tx;

// The bounds are low in tests, so that both ways are gone.
/// So many users are looked at one by one; for more the times of all are gone through.
const FEW: i64 = if cfg!(test) { 10 } else { 1_000 };
/// So many documents are looked at one by one; for more all of them are read in a row.
const FEW_DOCUMENTS: i64 = if cfg!(test) { 20 } else { 20_000 };

/// One filter; filters combine with AND. Names that are unknown to the project let nobody through.
pub(in crate::emulator) enum Filter {
    /// Those whose rows a query over an index gives: few, as a rule.
    Found {
        sql: &'static str,
        values: Vec<Cell>,
    },
    Test,
    Statuses(Vec<Status>),
    Has(Flag),
    HasNot(Flag),
    Tenants(Vec<String>),
    /// In the project or in any tenant.
    Roles(Vec<String>),
    /// Any of the roles in the tenant, by name or by ID.
    RolesIn {
        tenant: String,
        roles: RoleNames,
    },
    Applications(Vec<String>),
    /// The row of the attribute's definition, and the values as a JSON list.
    Attribute {
        attribute: i64,
        values: String,
    },
    /// Both bounds are inclusive.
    Time {
        clock: Clock,
        from: i64,
        to: i64,
    },
    /// The user's text contains the term, which is in small letters.
    Text(String),
}

/// What roles are called by.
pub(in crate::emulator) enum RoleNames {
    Names(Vec<String>),
    Ids(Vec<String>),
}

impl Filter {
    /// The cheap and narrow ones first; the later ones look only at what is left.
    const fn rank(&self) -> u8 {
        match self {
            Self::Found { .. } => 0,
            Self::HasNot(_) => 2,
            Self::Time { .. } => 3,
            Self::Text(_) => 4,
            _ => 1,
        }
    }
}

impl Tx<'_> {
    /// Whom all filters let through, without the users of `hidden`.
    pub(super) fn filtered(&self, filters: &[Filter], hidden: Option<Set>) -> Result<Bits, ApiError> {
        let mut filters: Vec<&Filter> = filters.iter().collect();
        filters.sort_by_key(|filter| filter.rank());
        let mut left: Option<Bits> = None;
        for filter in filters {
            left = Some(match (left, self.members(filter)?) {
                (None, Some(members)) => members,
                (Some(mut left), Some(members)) => {
                    left.intersect(&members);
                    left
                }
                (left, None) => {
                    let left = left.map_or_else(|| self.set(&Set::ALL), Ok)?;
                    self.narrowed(left, filter)?
                }
            });
            if left.as_ref().is_some_and(Bits::is_empty) {
                break;
            }
        }
        let mut left = left.map_or_else(|| self.set(&Set::ALL), Ok)?;
        if let Some(hidden) = hidden {
            left.subtract(&self.set(&hidden)?);
        }
        Ok(left)
    }

    /// Whom the filter lets through, where this is known without looking at anyone.
    fn members(&self, filter: &Filter) -> Result<Option<Bits>, ApiError> {
        Ok(Some(match filter {
            Filter::Found { sql, values } => {
                self.column(sql, params_from_iter(values))?.into_iter().collect()
            }
            Filter::Test => self.set(&Set::TEST)?,
            Filter::Statuses(statuses) => self.any(statuses.iter().map(|status| Set::status(*status)))?,
            Filter::Has(flag) => self.set(&Set::flag(*flag))?,
            Filter::Tenants(tenants) => {
                let rows = self.rows_named("SELECT id FROM tenants WHERE tenant_id = ?1", tenants)?;
                self.any(rows.into_iter().map(|row| Set::of(About::Tenant, row)))?
            }
            Filter::Applications(apps) => {
                let rows = self.rows_named("SELECT id FROM applications WHERE app_id = ?1", apps)?;
                self.any(rows.into_iter().map(|row| Set::of(About::Application, row)))?
            }
            Filter::Roles(roles) => {
                let rows = self.rows_named("SELECT id FROM roles WHERE name = ?1", roles)?;
                self.any(rows.into_iter().map(|row| Set::of(About::Role, row)))?
            }
            Filter::RolesIn { tenant, roles } => {
                let rows = match roles {
                    RoleNames::Names(names) => self.rows_named("SELECT id FROM roles WHERE name = ?1", names),
                    RoleNames::Ids(ids) => self.rows_named("SELECT id FROM roles WHERE role_id = ?1", ids),
                }?;
                let tenant: Option<i64> =
                    self.first("SELECT id FROM tenants WHERE tenant_id = ?1", [tenant])?;
                self.any(rows.into_iter().filter_map(|role| Some(Set::role_in(role, tenant?))))?
            }
            Filter::Attribute { attribute, values } => {
                self.sets_with(About::Attribute, *attribute, values)?
            }
            Filter::HasNot(_) | Filter::Time { .. } | Filter::Text(_) => return Ok(None),
        }))
    }

    /// Those of the users that the filter lets through.
    fn narrowed(&self, mut users: Bits, filter: &Filter) -> Result<Bits, ApiError> {
        match filter {
            Filter::HasNot(flag) => {
                users.subtract(&self.set(&Set::flag(*flag))?);
                Ok(users)
            }
            Filter::Time { clock, from, to } if users.count() <= FEW => {
                self.few_within(&users, *clock, *from, *to)
            }
            Filter::Time { clock, from, to } => self.within(&users, *clock, *from, *to),
            Filter::Text(term) => self.with_text(&users, term),
            _ => Ok(users),
        }
    }

    fn any(&self, sets: impl IntoIterator<Item = Set>) -> Result<Bits, ApiError> {
        let mut all = Bits::default();
        for set in sets {
            all.unite(&self.set(&set)?);
        }
        Ok(all)
    }

    fn rows_named(&self, sql: &str, names: &[String]) -> Result<Vec<i64>, ApiError> {
        let mut rows = Vec::with_capacity(names.len());
        for name in names {
            rows.extend(self.column::<i64>(sql, [name])?);
        }
        Ok(rows)
    }

    /// Those of the users whose text contains the term.
    fn with_text(&self, users: &Bits, term: &str) -> Result<Bits, ApiError> {
        if let Some(mut found) = self.known_text(term)? {
            found.intersect(users);
            return Ok(found);
        }
        if users.count() <= FEW_DOCUMENTS {
            return self.few_with_text(users, term);
        }
        if let Some(query) = trigrams(term) {
            let sql = "SELECT rowid FROM user_text WHERE user_text MATCH ?1 LIMIT ?2";
            let rows: Vec<i64> = self.column(sql, (query, FEW_DOCUMENTS))?;
            // A full list may be cut off. Then the index would send us to most documents one by one.
            if rows.len() < usize::try_from(FEW_DOCUMENTS).unwrap_or_default() {
                let mut candidates: Bits = rows.into_iter().collect();
                candidates.intersect(users);
                return self.few_with_text(&candidates, term);
            }
        }
        let mut found = self.all_with_text(term)?;
        self.learn(term, &found)?;
        found.intersect(users);
        Ok(found)
    }
}
