//! Reading, replacing and removing whole users.

use serde::Serialize;
use serde_json::json;

use super::create::Failed;
use super::decode::{Fields, LOGIN_ID};
use super::identity;
use super::profile::{Profile, clear, distinct, is_filled};
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

fn load(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    call.read(|tx| one_user(tx, identity::named(tx, fields, identity::by_either)?, false))
}

fn load_many(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let mut user_ids = fields.required_texts("userIds")?;
    distinct(&mut user_ids);
    let all = fields.is_set("includeInvalidUsers")?;
    let users = call.read(|tx| {
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

fn update(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let mut profile = Profile::decode(fields)?.overwriting();
    if is_filled(&profile.roles) && is_filled(&profile.tenants) {
        return Err(ApiError::invalid(
            "roleNames and userTenants cannot be updated together; patch takes both",
        ));
    }
    profile.check()?;
    call.write(|tx| {
        let old = identity::in_field(tx, fields, LOGIN_ID, identity::by_either)?;
        if old.dependent && !is_filled(&profile.families) {
            return Err(ApiError::invalid("A dependent needs its family in familyAssociations"));
        }
        let mut new = old.clone();
        clear(&mut new);
        one_user(tx, change(tx, fields, profile, &old, new)?, false)
    })
}

fn patch_one(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let profile = Profile::of_patch(fields)?;
    call.write(|tx| one_user(tx, patched(tx, fields, profile)?, false))
}

fn patched(tx: &Tx<'_>, fields: &Fields<'_>, mut profile: Profile) -> Result<Record, ApiError> {
    fields.required(LOGIN_ID)?;
    profile.check()?;
    let old = identity::in_field(tx, fields, LOGIN_ID, identity::by_either)?;
    change(tx, fields, profile, &old, old.clone())
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
    tx.save_user(old, new)
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PatchReply {
    patched_users: Vec<UserView>,
    failed_users: Vec<Failed>,
    additional_errors: serde_json::Map<String, serde_json::Value>,
}

fn patch_batch(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let entries = fields.required_objects("users")?;
    let mut patches = Vec::with_capacity(entries.len());
    for entry in &entries {
        // A missing login ID fails its user, one that cannot be read the whole batch.
        entry.text(LOGIN_ID)?;
        patches.push((entry, Profile::of_patch(entry)?));
    }
    let reply = call.write(|tx| {
        let mut viewer = Viewer::new(tx);
        let mut reply = PatchReply {
            patched_users: Vec::with_capacity(patches.len()),
            failed_users: Vec::new(),
            additional_errors: serde_json::Map::new(),
        };
        for (entry, profile) in patches {
            match patched(tx, entry, profile) {
                Ok(record) => reply.patched_users.push(viewer.user(record)?),
                Err(error) => reply.failed_users.push(Failed { failure: error.refusal()?, user: None }),
            }
        }
        Ok(reply)
    })?;
    Reply::json(&reply)
}

fn delete_one(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    call.done(|tx| tx.delete_user(&identity::named(tx, fields, identity::by_either)?))
}

fn delete_batch(call: &Call, fields: &Fields<'_>) -> Result<Reply, ApiError> {
    let user_ids = fields.required_texts("userIds")?;
    call.done(|tx| {
        for user_id in &user_ids {
            if let Some(record) = tx.user_by_user_id(user_id)? {
                tx.delete_user(&record)?;
            }
        }
        Ok(())
    })
}

fn delete_test_users(call: &Call, _: &Fields<'_>) -> Result<Reply, ApiError> {
    call.done(|tx| {
        for row in tx.test_user_rows()? {
            if let Some(record) = tx.user_by_row(row)? {
                tx.delete_user(&record)?;
            }
        }
        Ok(())
    })
}
