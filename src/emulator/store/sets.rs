//! The stored sets of users that filters are made of, kept in step with the user rows.
//!
//! A transaction gathers what changes and writes each block once, so a batch of a hundred users costs hardly
//! more here than one user.

use std::collections::HashMap;

use rusqlite::types::{ToSqlOutput, Value as Cell, ValueRef};
use rusqlite::{Params, ToSql};

use super::super::reply::ApiError;
use super::bits::{Bits, Change, changed_block};
use super::record::{Record, Status};
use super::transaction::Tx;

/// Times per stored block, which has the size of a block of bits.
const TIMES: i64 = 64;
/// So many changes are written before the end of a transaction, so that a large seed does not pile them up.
const MANY: usize = 20_000;

/// Something that a user has or has not. The numbers are in the database.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::emulator) enum Flag {
    VerifiedEmail,
    VerifiedPhone,
    VerifiedRecoveryEmail,
    VerifiedRecoveryPhone,
    Password,
    Totp,
    Webauthn,
    Scim,
    /// SAML or OIDC.
    Sso,
}

/// Which time of a user. The numbers are in the database.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::emulator) enum Clock {
    Created,
    Modified,
}

/// Names a stored set. The numbers of the kinds are in the database.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Set {
    kind: i64,
    subject: i64,
    value: SetValue,
}

#[derive(Clone, PartialEq, Eq, Hash)]
enum SetValue {
    Integer(i64),
    /// The bits of a floating-point number, which can be compared.
    Real(u64),
    Text(String),
}

impl ToSql for SetValue {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Integer(number) => ValueRef::Integer(*number),
            Self::Real(bits) => ValueRef::Real(f64::from_bits(*bits)),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

/// The kinds of sets that have a subject: a row of the catalogue.
#[derive(Clone, Copy)]
pub(super) enum About {
    Tenant = 4,
    /// The role in the project or in any tenant.
    Role = 5,
    /// The role in the tenant that is the value; 0 is the project.
    RoleIn = 6,
    Application = 7,
    Attribute = 8,
    /// The text of `text_terms`.
    Text = 9,
}

impl Set {
    pub(super) const ALL: Self = Self::plain(0, 0);
    pub(super) const TEST: Self = Self::plain(1, 0);

    const fn plain(kind: i64, subject: i64) -> Self {
        Self { kind, subject, value: SetValue::Integer(0) }
    }

    pub(super) const fn status(status: Status) -> Self {
        Self::plain(2, status as i64)
    }

    pub(super) const fn flag(flag: Flag) -> Self {
        Self::plain(3, flag as i64)
    }

    pub(super) const fn of(about: About, subject: i64) -> Self {
        Self::plain(about as i64, subject)
    }

    pub(super) const fn role_in(role: i64, tenant: i64) -> Self {
        Self { kind: About::RoleIn as i64, subject: role, value: SetValue::Integer(tenant) }
    }

    /// None for what cannot be looked for.
    pub(super) fn attribute(attribute: i64, value: Cell) -> Option<Self> {
        let value = match value {
            Cell::Integer(number) => SetValue::Integer(number),
            // What is equal to SQLite has to be the same set here.
            Cell::Real(number) if number.fract() == 0.0 && number.abs() < 9e15 => {
                SetValue::Integer(number as i64)
            }
            Cell::Real(number) => SetValue::Real(number.to_bits()),
            Cell::Text(text) => SetValue::Text(text),
            Cell::Null | Cell::Blob(_) => return None,
        };
        Some(Self { kind: About::Attribute as i64, subject: attribute, value })
    }

    /// The sets that follow from the record alone.
    pub(super) fn of_record(record: &Record) -> Vec<Self> {
        let mut sets = vec![Self::ALL, Self::status(record.status)];
        sets.extend(record.test.then_some(Self::TEST));
        let flags = [
            (record.verified_email, Flag::VerifiedEmail),
            (record.verified_phone, Flag::VerifiedPhone),
            (record.verified_recovery_email, Flag::VerifiedRecoveryEmail),
            (record.verified_recovery_phone, Flag::VerifiedRecoveryPhone),
            (!record.password.is_empty(), Flag::Password),
            (!record.totp_seed.is_empty(), Flag::Totp),
            (record.webauthn, Flag::Webauthn),
            (record.scim, Flag::Scim),
            (record.saml || record.oidc, Flag::Sso),
        ];
        sets.extend(flags.into_iter().filter(|flag| flag.0).map(|flag| Self::flag(flag.1)));
        sets
    }
}

/// What a transaction has changed and not written yet.
#[derive(Default)]
pub(super) struct Pending {
    sets: HashMap<Set, Vec<(i64, Change)>>,
    times: HashMap<(Clock, i64), Vec<(usize, i64)>>,
    count: usize,
}

impl Pending {
    fn note(&mut self, set: &Set, user: i64, change: Change) {
        match self.sets.get_mut(set) {
            Some(changes) => changes.push((user, change)),
            None => drop(self.sets.insert(set.clone(), vec![(user, change)])),
        }
        self.count += 1;
    }
}

impl Tx<'_> {
    /// Moves the user out of the sets of `before` and into those of `after`.
    pub(super) fn move_user(&self, user: i64, before: &[Set], after: &[Set]) -> Result<(), ApiError> {
        let mut pending = self.pending.borrow_mut();
        let left = before.iter().filter(|set| !after.contains(set)).map(|set| (set, Change::Leaves));
        let joined = after.iter().filter(|set| !before.contains(set)).map(|set| (set, Change::Joins));
        for (set, change) in left.chain(joined) {
            pending.note(set, user, change);
        }
        let is_much = pending.count >= MANY;
        drop(pending);
        if is_much { self.write_sets() } else { Ok(()) }
    }

    pub(super) fn change_set(&self, set: &Set, user: i64, change: Change) {
        self.pending.borrow_mut().note(set, user, change);
    }

    pub(super) fn set_time(&self, user: i64, clock: Clock, time: i64) {
        let place = usize::try_from(user.rem_euclid(TIMES)).unwrap_or_default();
        let mut pending = self.pending.borrow_mut();
        pending.times.entry((clock, user.div_euclid(TIMES))).or_default().push((place, time));
        pending.count += 1;
    }

    /// Writes what was gathered; whoever reads sets or ends the transaction has to.
    pub(super) fn write_sets(&self) -> Result<(), ApiError> {
        let pending = self.pending.take();
        for (set, mut changes) in pending.sets {
            // In the order of rows; of the changes of one row the last one counts, and the sort keeps it last.
            changes.sort_by_key(|change| change.0);
            for changes in changes.chunk_by(|one, next| same_block(one.0, next.0)) {
                let Some((row, _)) = changes.first() else { continue };
                self.write_block(&set, row.div_euclid(super::bits::BLOCK), changes)?;
            }
        }
        for ((clock, block), changes) in pending.times {
            self.write_times(clock, block, &changes)?;
        }
        Ok(())
    }

    fn write_block(&self, set: &Set, block: i64, changes: &[(i64, Change)]) -> Result<(), ApiError> {
        let sql =
            "SELECT users FROM user_sets WHERE kind = ?1 AND subject = ?2 AND value = ?3 AND block = ?4";
        let stored: Option<Vec<u8>> = self.first(sql, (set.kind, set.subject, &set.value, block))?;
        match changed_block(stored.as_deref().unwrap_or_default(), changes) {
            Some(users) => {
                let sql = "INSERT OR REPLACE INTO user_sets (kind, subject, value, block, users) \
                    VALUES (?1, ?2, ?3, ?4, ?5)";
                self.execute(sql, (set.kind, set.subject, &set.value, block, users))?;
            }
            None => {
                let sql =
                    "DELETE FROM user_sets WHERE kind = ?1 AND subject = ?2 AND value = ?3 AND block = ?4";
                self.execute(sql, (set.kind, set.subject, &set.value, block))?;
            }
        }
        Ok(())
    }

    fn write_times(&self, clock: Clock, block: i64, changes: &[(usize, i64)]) -> Result<(), ApiError> {
        let sql = "SELECT times FROM user_times WHERE kind = ?1 AND block = ?2";
        let stored: Option<Vec<u8>> = self.first(sql, (clock as i64, block))?;
        let mut times = stored.unwrap_or_default();
        times.resize(usize::try_from(TIMES).unwrap_or_default() * 8, 0);
        for (place, time) in changes {
            if let Some(slot) = times.as_chunks_mut::<8>().0.get_mut(*place) {
                *slot = time.to_le_bytes();
            }
        }
        let sql = "INSERT OR REPLACE INTO user_times (kind, block, times) VALUES (?1, ?2, ?3)";
        self.execute(sql, (clock as i64, block, times))?;
        Ok(())
    }

    pub(super) fn set(&self, set: &Set) -> Result<Bits, ApiError> {
        let condition = "kind = ?1 AND subject = ?2 AND value = ?3";
        self.blocks(condition, (set.kind, set.subject, &set.value))
    }

    /// Whoever is in a set about the subject, whatever its value.
    pub(super) fn sets_about(&self, about: About, subject: i64) -> Result<Bits, ApiError> {
        self.blocks("kind = ?1 AND subject = ?2", (about as i64, subject))
    }

    /// Whoever is in a set about the subject with one of the values, a JSON list.
    pub(super) fn sets_with(&self, about: About, subject: i64, values: &str) -> Result<Bits, ApiError> {
        let condition = "kind = ?1 AND subject = ?2 AND value IN (SELECT value FROM json_each(?3))";
        self.blocks(condition, (about as i64, subject, values))
    }

    /// The values of the sets about the subject, which have to be numbers.
    pub(super) fn set_values(&self, about: About, subject: i64) -> Result<Vec<i64>, ApiError> {
        self.write_sets()?;
        let sql = "SELECT DISTINCT value FROM user_sets WHERE kind = ?1 AND subject = ?2";
        Ok(self.column(sql, (about as i64, subject))?)
    }

    fn blocks(&self, condition: &str, params: impl Params) -> Result<Bits, ApiError> {
        self.write_sets()?;
        let mut statement = self.prepare(&format!("SELECT block, users FROM user_sets WHERE {condition}"))?;
        let mut rows = statement.query(params)?;
        let mut bits = Bits::default();
        while let Some(row) = rows.next()? {
            bits.add_block(row.get(0)?, blob(row, 1)?);
        }
        Ok(bits)
    }

    /// Makes a new set.
    pub(super) fn write_set(&self, set: &Set, users: &Bits) -> Result<(), ApiError> {
        let sql = "INSERT INTO user_sets (kind, subject, value, block, users) VALUES (?1, ?2, ?3, ?4, ?5)";
        for (block, users) in users.blocks() {
            self.execute(sql, (set.kind, set.subject, &set.value, block, users))?;
        }
        Ok(())
    }

    /// Ends all sets about the subject.
    pub(super) fn drop_sets(&self, about: About, subject: i64) -> Result<(), ApiError> {
        self.execute("DELETE FROM user_sets WHERE kind = ?1 AND subject = ?2", (about as i64, subject))?;
        Ok(())
    }

    /// Those of `users` whose time is within the bounds.
    pub(super) fn within(&self, users: &Bits, clock: Clock, from: i64, to: i64) -> Result<Bits, ApiError> {
        self.write_sets()?;
        let sql = "SELECT block, times FROM user_times WHERE kind = ?1";
        let mut statement = self.prepare(sql)?;
        let mut rows = statement.query([clock as i64])?;
        let mut found = Bits::default();
        while let Some(row) = rows.next()? {
            let first = row.get::<_, i64>(0)? * TIMES;
            for (time, user) in blob(row, 1)?.as_chunks::<8>().0.iter().zip(first..) {
                if (from..=to).contains(&i64::from_le_bytes(*time)) {
                    found.insert(user);
                }
            }
        }
        found.intersect(users);
        Ok(found)
    }

    /// The same for few users, without looking at all times.
    pub(super) fn few_within(
        &self,
        users: &Bits,
        clock: Clock,
        from: i64,
        to: i64,
    ) -> Result<Bits, ApiError> {
        let column = match clock {
            Clock::Created => "created_time",
            Clock::Modified => "modified_time",
        };
        let sql = format!("SELECT 1 FROM users WHERE id = ?1 AND {column} BETWEEN ?2 AND ?3");
        let mut found = Bits::default();
        for user in users.rows() {
            if self.first::<i64>(&sql, (user, from, to))?.is_some() {
                found.insert(user);
            }
        }
        Ok(found)
    }

    /// Makes the sets of users that were written before there were any.
    pub(super) fn sort_into_sets(&self) -> Result<(), ApiError> {
        let mut last = 0;
        while let Some(user) =
            self.first::<i64>("SELECT id FROM users WHERE id > ?1 ORDER BY id LIMIT 1", [last])?
        {
            last = user;
            if let Some(record) = self.user_by_row(user)? {
                self.move_user(user, &[], &super::links::sets_of(self, &record)?)?;
                self.set_time(user, Clock::Created, record.created_time);
                self.set_time(user, Clock::Modified, record.modified_time);
            }
        }
        self.write_sets()
    }
}

fn blob<'a>(row: &'a rusqlite::Row<'_>, column: usize) -> Result<&'a [u8], rusqlite::Error> {
    Ok(row.get_ref(column)?.as_blob()?)
}

fn same_block(one: i64, next: i64) -> bool {
    one.div_euclid(super::bits::BLOCK) == next.div_euclid(super::bits::BLOCK)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::emulator::tests::Api;

    type Block = (i64, i64, Cell, i64, Vec<u8>);

    fn stored(tx: &Tx<'_>) -> (Vec<Block>, Vec<(i64, i64, i64)>) {
        let sql = "SELECT kind, subject, value, block, users FROM user_sets ORDER BY 1, 2, 3, 4";
        let mut sets = tx.prepare(sql).unwrap();
        let sets = sets
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))
            .unwrap();
        let sets = sets.map(Result::unwrap).collect();
        let everybody = tx.set(&Set::ALL).unwrap();
        let mut times = Vec::new();
        for (clock, name) in [(Clock::Created, 0), (Clock::Modified, 1)] {
            for user in everybody.rows() {
                let record = tx.user_by_row(user).unwrap().unwrap();
                let time = if name == 0 { record.created_time } else { record.modified_time };
                let exactly = tx.within(&everybody, clock, time, time).unwrap();
                assert!(exactly.contains(user));
                times.push((name, user, exactly.count()));
            }
        }
        (sets, times)
    }

    /// Whatever is done to users and to what they refer to, the sets stay what they would be if made anew.
    #[tokio::test]
    async fn sets_that_were_kept_in_step_equal_sets_that_are_made_anew() {
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
        let same = api.emulator.store().rehearse(|tx| {
            let kept = stored(tx);
            tx.batch("DELETE FROM user_sets; DELETE FROM user_times;")?;
            tx.sort_into_sets()?;
            assert!(kept.0.len() > 40);
            Ok(kept == stored(tx))
        });
        assert!(same.unwrap());
    }
}
