//! Reading, replacing and removing whole users.

use serde::Serialize;
use serde_json::json;

use super::create::Failed;
use super::decode::{Fields, LOGIN_ID};
use super::identity;
use super::profile::{Nulls, Profile, clear, distinct};
use super::reply::{ApiError, Reply};
use super::route::{Call, Route, delete, get, patch, post};
use super::store::{Record, Status, Tx};
use super::view::{UserView, Viewer, one_user};

pub(super) const ROUTES: &[Route] = &[
    get("/v1/mgmt/user", load),
    post("/v1/mgmt/users/load", load_many),
    post("/v1/mgmt/user/update", update),
    patch("/v1/mgmt/user/patch", patch_one),
    patch("/v1/mgmt/user/patch/batch", patch_batch),
    post("/v1/mgmt/user/delete", delete_one),
    post("/v1/mgmt/user/delete/batch", delete_batch),
    delete("/v1/mgmt/user/test/delete/all", delete_test_users),
];

fn load(call: &Call) -> Result<Reply, ApiError> {
    let query = call.query()?;
    call.emulator.store.read(|tx| one_user(tx, identity::named(tx, &query, identity::by_either)?, false))
}

fn load_many(call: &Call) -> Result<Reply, ApiError> {
    let fields = call.fields()?;
    let mut user_ids = fields.required_texts("userIds")?;
    distinct(&mut user_ids);
    let all = fields.is_set("includeInvalidUsers")?;
    let users = call.emulator.store.read(|tx| {
        let mut records = Vec::new();
        for user_id in &user_ids {
            records.extend(
                tx.user_by_user_id(user_id)?
                    .filter(|record| all || !matches!(record.status, Status::Disabled | Status::Expired)),
            );
        }
        Viewer::new(tx).users(records)
    })?;
    Reply::json(&json!({ "total": users.len(), "users": users }))
}

fn update(call: &Call) -> Result<Reply, ApiError> {
    let fields = call.fields()?;
    let mut profile = Profile::decode(&fields, Nulls::Absent)?.overwriting();
    if profile.has_roles() && profile.tenants.as_ref().is_some_and(|tenants| !tenants.is_empty()) {
        return Err(ApiError::invalid(
            "roleNames and userTenants cannot be updated together; patch takes both",
        ));
    }
    profile.check()?;
    call.emulator.store.write(|tx| {
        let old = identity::in_field(tx, &fields, LOGIN_ID, identity::by_either)?;
        if old.dependent && !profile.has_families() {
            return Err(ApiError::invalid("A dependent needs its family in familyAssociations"));
        }
        let mut new = old.clone();
        clear(&mut new);
        one_user(tx, change(tx, &fields, profile, &old, new)?, false)
    })
}

fn patch_one(call: &Call) -> Result<Reply, ApiError> {
    let fields = call.fields()?;
    let profile = Profile::decode(&fields, Nulls::Refused)?;
    call.emulator.store.write(|tx| one_user(tx, patched(tx, &fields, profile)?, false))
}

fn patched(tx: &Tx<'_>, fields: &Fields<'_>, mut profile: Profile) -> Result<Record, ApiError> {
    fields.required(LOGIN_ID)?;
    profile.check()?;
    let old = identity::in_field(tx, fields, LOGIN_ID, identity::by_either)?;
    let new = old.clone();
    change(tx, fields, profile, &old, new)
}

/// Applies the profile and saves. Additional login IDs replace all but the one the call named.
fn change(
    tx: &Tx<'_>,
    fields: &Fields<'_>,
    mut profile: Profile,
    old: &Record,
    mut new: Record,
) -> Result<Record, ApiError> {
    let used = identity::login_id(fields.required(LOGIN_ID)?);
    let position = old.login_ids.iter().position(|id| *id == used).unwrap_or_default();
    let more = profile.more_login_ids.take();
    profile.apply(&mut new)?;
    if let Some(more) = more {
        let kept = new.login_ids.get(position).or_else(|| new.login_ids.first()).cloned();
        new.login_ids = kept.into_iter().chain(more).collect();
        distinct(&mut new.login_ids);
    }
    tx.save_user(old, &mut new)?;
    Ok(new)
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PatchReply {
    patched_users: Vec<UserView>,
    failed_users: Vec<Failed>,
    additional_errors: serde_json::Map<String, serde_json::Value>,
}

fn patch_batch(call: &Call) -> Result<Reply, ApiError> {
    let fields = call.fields()?;
    let entries =
        fields.objects("users")?.ok_or_else(|| ApiError::missing("The users argument is missing"))?;
    let mut patches = Vec::with_capacity(entries.len());
    for entry in &entries {
        // A missing login ID fails its user, one that cannot be read the whole batch.
        entry.text(LOGIN_ID)?;
        patches.push((entry, Profile::decode(entry, Nulls::Refused)?));
    }
    let reply = call.emulator.store.write(|tx| {
        let mut viewer = Viewer::new(tx);
        let mut reply = PatchReply {
            patched_users: Vec::with_capacity(patches.len()),
            failed_users: Vec::new(),
            additional_errors: serde_json::Map::new(),
        };
        for (entry, profile) in patches {
            match patched(tx, entry, profile) {
                Ok(record) => reply.patched_users.push(viewer.user(record)?),
                Err(error) if error.is_internal() => return Err(error),
                Err(error) => {
                    reply.failed_users.push(Failed { failure: error.message().to_owned(), user: None });
                }
            }
        }
        Ok(reply)
    })?;
    Reply::json(&reply)
}

fn delete_one(call: &Call) -> Result<Reply, ApiError> {
    let fields = call.fields()?;
    call.emulator.store.write(|tx| tx.delete_user(&identity::named(tx, &fields, identity::by_either)?))?;
    Ok(Reply::empty())
}

fn delete_batch(call: &Call) -> Result<Reply, ApiError> {
    let user_ids = call.fields()?.required_texts("userIds")?;
    call.emulator.store.write(|tx| {
        for user_id in &user_ids {
            if let Some(record) = tx.user_by_user_id(user_id)? {
                tx.delete_user(&record)?;
            }
        }
        Ok(())
    })?;
    Ok(Reply::empty())
}

fn delete_test_users(call: &Call) -> Result<Reply, ApiError> {
    call.emulator.store.write(|tx| {
        for row in tx.test_user_rows()? {
            if let Some(record) = tx.user_by_row(row)? {
                tx.delete_user(&record)?;
            }
        }
        Ok(())
    })?;
    Ok(Reply::empty())
}
