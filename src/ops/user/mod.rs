//! Operations on users: the table of all of them. The argument structs stand in the files below,
//! in table order.

mod access;
mod batch;
mod credentials;
mod factors;
mod fields;
mod hash;
mod hash_text;
mod import;
mod lifecycle;
mod links;
mod read;
pub mod record;
mod search;
mod view;

pub use access::*;
pub use batch::*;
pub use credentials::*;
pub use factors::*;
pub use fields::*;
pub use hash::Hash;
pub use hash_text::{
    field_of_hash, is_unusable as is_unusable_password, kind_of_bare as kind_of_bare_hash,
    of_text as hash_of_text, parameters_of as hash_parameters_of,
};
pub use import::*;
pub use lifecycle::*;
pub use links::*;
pub use read::*;
pub use record::{
    ROLES_OF_TENANT, SECRETS, adds_attributes, following, is_empty, named, old_values, opens_all_apps,
    other_login_ids, person, shown_name, taken_away, writable, written,
};
pub use search::*;
use view::{DEVICES, EMBEDDED_LINK, HISTORY, PASSKEYS, PROVIDER_TOKEN};
pub use view::{USER, USERS};

use super::{
    Rows,
    Shown::{As, Done},
    spec::operations,
};

operations! {
    /// Manage users
    pub enum Command "user", all in SPECS;

    #[command(visible_alias = "get")]
    Load "load" Get "/v1/mgmt/user" UserManagement Harmless Read => As(&USER);
    #[command(visible_alias = "list")]
    Search "search" Post "/v2/mgmt/user/search" UserUpdateSearch Harmless Read => As(&USERS);
    LoginHistory "login-history" Post "/v1/mgmt/user/history" UserManagement Harmless Read => As(&HISTORY);
    ProviderToken "provider-token" Get "/v1/mgmt/user/provider/token" UserManagement Harmful Read
        of LoginId => As(&PROVIDER_TOKEN);

    Create "create" Post "/v1/mgmt/user/create" UserCreate Harmful Write with credentials
        { rows: Rows::No("`user batch-create` is for that") } => As(&USER);
    Invite "invite" Post "/v1/mgmt/user/create" UserCreate Harmful Write of LoginIdOrUserId with credentials
        { rows: Rows::No("`user batch-invite` is for that") } => As(&USER);
    BatchCreate "batch-create" Post "/v1/mgmt/user/create/batch" UserCreate Harmful Write => As(&USERS);
    BatchInvite "batch-invite" Post "/v1/mgmt/user/create/batch" UserCreate Harmful Write => As(&USERS);
    Update "update" Post "/v1/mgmt/user/update" UserUpdateSearch Harmless
        Ask("overwrite {}") of LoginIdOrUserId
        { rows: Rows::No("an overwrite is looked at one by one: `user batch-patch` changes what is given") }
        => As(&USER);
    Patch "patch" Patch "/v1/mgmt/user/patch" UserManagement Harmless Write of LoginIdOrUserId
        { rows: Rows::No("`user batch-patch` is for that") } => As(&USER);
    BatchPatch "batch-patch" Patch "/v1/mgmt/user/patch/batch" UserManagement Harmless Write
        { takes: Some(taken_away) } => As(&USERS);
    #[command(alias = "remove")]
    Delete "delete" Post "/v1/mgmt/user/delete" UserManagement Harmful
        Ask("delete {}") of LoginIdElseUserIdField and others counted expect
        { rows: Rows::No("`user batch-delete` is for that") }
        => Done("deleted {}");
    BatchDelete "batch-delete" Post "/v1/mgmt/user/delete/batch" UserManagement Harmful
        Ask("delete {}") => Done("deleted {}");
    Import "import" Post "/v1/mgmt/user/import" UserManagement Harmful
        Ask("import the users of {}") => As(&USERS);

    UpdateStatus "update-status" Post "/v1/mgmt/user/update/status" UserManagement Harmless Write
        of LoginIdOrUserId rows Distinct { takes: Some(taken_away) } => As(&USER);
    Enable "enable" Post "/v1/mgmt/user/update/status" UserManagement Harmless Write
        of LoginIdOrUserId and others rows Distinct => As(&USER);
    Disable "disable" Post "/v1/mgmt/user/update/status" UserManagement Harmless Write
        of LoginIdOrUserId and others counted expect rows Distinct
        { takes: Some(taken_away), asks_for_several: Some("disable {}") } => As(&USER);
    UpdateEmail "update-email" Post "/v1/mgmt/user/update/email" UserManagement Harmless Write
        of LoginIdOrUserId rows Distinct { renames: Some("email"), merges: true, takes: Some(taken_away) } => As(&USER);
    UpdatePhone "update-phone" Post "/v1/mgmt/user/update/phone" UserManagement Harmless Write
        of LoginIdOrUserId rows Distinct { renames: Some("phone"), merges: true, takes: Some(taken_away) } => As(&USER);
    UpdateLoginId "update-login-id" Post "/v1/mgmt/user/update/loginid" UserManagement Harmful Write
        of LoginId rows Distinct by write_both_names { renames: Some("newLoginId") } => As(&USER);
    UpdateDisplayName "update-display-name" Post "/v1/mgmt/user/update/name" UserManagement Harmless Write
        of LoginIdOrUserId rows Distinct => As(&USER);
    UpdatePicture "update-picture" Post "/v1/mgmt/user/update/picture" UserManagement Harmless Write
        of LoginIdOrUserId rows Distinct => As(&USER);
    UpdateCustomAttributes "update-custom-attributes" Post "/v1/mgmt/user/update/customAttribute"
        UserManagement Harmless Write of LoginIdOrUserId rows Distinct by write_each => As(&USER);
    UpdateRecoveryEmail "update-recovery-email" Post "/v1/mgmt/user/update/recovery/email"
        UserManagement Harmless Write of LoginIdOrUserId rows Distinct { takes: Some(taken_away) } => As(&USER);
    UpdateRecoveryPhone "update-recovery-phone" Post "/v1/mgmt/user/update/recovery/phone"
        UserManagement Harmless Write of LoginIdOrUserId rows Distinct { takes: Some(taken_away) } => As(&USER);
    UpdateImpersonationConsent "update-impersonation-consent"
        Post "/v1/mgmt/user/update/impersonationConsent" UserManagement Harmless Write
        of LoginId rows Distinct => As(&USER);

    AddTenant "add-tenant" Post "/v1/mgmt/user/update/tenant/add" UserManagement Harmless Write
        of LoginIdOrUserId and others rows Repeatable by write_with_roles { then: Some(&AddRole::SPEC) } => As(&USER);
    RemoveTenant "remove-tenant" Post "/v1/mgmt/user/update/tenant/remove" UserManagement Harmless Write
        of LoginIdOrUserId and others rows Repeatable { takes: Some(record::removed), only_takes: true } => As(&USER);
    AddFamily "add-family" Post "/v1/mgmt/user/update/family/add" UserManagement Harmless Write
        of LoginIdOrUserId and others rows Repeatable => As(&USER);
    RemoveFamily "remove-family" Post "/v1/mgmt/user/update/family/remove" UserManagement Harmless Write
        of LoginIdOrUserId and others rows Repeatable { takes: Some(record::removed), only_takes: true } => As(&USER);
    AddRole "add-role" Post "/v2/mgmt/user/update/role/add" UserManagement Harmless Write
        of LoginIdOrUserId and others rows Repeatable => As(&USER);
    SetRoles "set-roles" Post "/v1/mgmt/user/update/role/set" UserManagement Harmless
        Ask("replace the roles of {}") of LoginIdOrUserId rows Distinct { takes: Some(record::replaced) } => As(&USER);
    RemoveRole "remove-role" Post "/v1/mgmt/user/update/role/remove" UserManagement Harmless Write
        of LoginIdOrUserId and others rows Repeatable { takes: Some(record::removed), only_takes: true } => As(&USER);
    AddApp "add-app" Post "/v1/mgmt/user/update/ssoapp/add" UserManagement Harmless Write
        of LoginIdOrUserId and others rows Repeatable => As(&USER);
    SetApps "set-apps" Post "/v1/mgmt/user/update/ssoapp/set" UserManagement Harmless
        Ask("replace the applications of {}") of LoginIdOrUserId rows Distinct { takes: Some(record::replaced) } => As(&USER);
    RemoveApp "remove-app" Post "/v1/mgmt/user/update/ssoapp/remove" UserManagement Harmless Write
        of LoginIdOrUserId and others rows Distinct { keeps_last_app: true, takes: Some(record::removed), only_takes: true } => As(&USER);

    ExpirePassword "expire-password" Post "/v1/mgmt/user/password/expire" UserManagement Harmless
        Ask("expire the password of {}") of LoginId rows Distinct => Done("expired the password of {}");
    SetActivePassword "set-active-password" Post "/v1/mgmt/user/password/set/active" UserManagement Harmless
        Ask("replace the password of {}") of LoginId with password rows Distinct
        => Done("set the password of {}");
    SetTemporaryPassword "set-temporary-password" Post "/v1/mgmt/user/password/set/temporary"
        UserManagement Harmless Ask("replace the password of {} by a temporary one")
        of LoginId with password rows Distinct => Done("set a temporary password for {}");
    Logout "logout" Post "/v1/mgmt/user/logout" UserManagement Harmless
        Ask("end all sessions of {}") of LoginIdElseUserIdField and others counted expect rows Distinct => Done("ended all sessions of {}");
    EmbeddedLink "embedded-link" Post "/v1/mgmt/user/signin/embeddedlink" UserManagement Harmful Write
        of LoginId { rows: Rows::No("its links would be lost") } => As(&EMBEDDED_LINK);
    SignUpEmbeddedLink "sign-up-embedded-link" Post "/v1/mgmt/user/signup/embeddedlink"
        UserManagement Harmful Write { rows: Rows::No("its links would be lost") } => As(&EMBEDDED_LINK);

    ListPasskeys "list-passkeys" Post "/v1/mgmt/user/passkeys/list" UserManagement Harmless Read
        of LoginId => As(&PASSKEYS);
    DeletePasskey "delete-passkey" Post "/v1/mgmt/user/passkey/delete" UserManagement Harmless
        Ask("delete this passkey of {}") of LoginId rows Repeatable => Done("deleted the passkey of {}");
    DeletePasskeys "delete-passkeys" Post "/v1/mgmt/user/passkeys/delete" UserManagement Harmless
        Ask("delete all passkeys of {}") of LoginId rows Distinct => Done("deleted all passkeys of {}");
    ImportPasskeys "import-passkeys" Post "/v1/mgmt/user/passkeys/import" UserManagement Harmful Write
        of LoginId { rows: Rows::No("the passkeys stand in a file of their own") }
        => Done("gave {} the passkeys");
    DeleteTotp "delete-totp" Post "/v1/mgmt/user/totp/delete" UserManagement Harmless
        Ask("remove the authenticator app of {}") of LoginId rows Distinct
        => Done("removed the authenticator app of {}");
    DeleteRecoveryCodes "delete-recovery-codes" Post "/v1/mgmt/user/recovery-codes/delete"
        UserManagement Harmless Ask("delete the recovery codes of {}") of LoginIdOrUserId rows Distinct
        => Done("deleted the recovery codes of {}");
    ListTrustedDevices "list-trusted-devices" Post "/v1/mgmt/user/trusteddevices/list"
        UserManagement Harmless Read => As(&DEVICES);
    RemoveTrustedDevices "remove-trusted-devices" Post "/v1/mgmt/user/trusteddevices/remove"
        UserManagement Harmless Ask("remove these trusted devices of {}") of LoginIdOrUserId rows Repeatable
        => Done("removed the trusted devices of {}");
}
