//! Search: one flag for each filter of the contract.

use clap::Args;
use serde::{Serialize, Serializer, ser::SerializeMap as _};
use serde_json::json;

use crate::ops::{
    Bucket, Method, Shown, Spec,
    arguments::{AnyStatus, Assignment, Instant, Name, SortField, TenantRoles, as_object},
    identifier::Identifier,
};

use super::USERS;

/// The path for test users alone. It takes the same body and belongs to the same command.
pub const SEARCH_TEST_USERS: Spec = Spec {
    noun: "user",
    verb: "search",
    method: Method::Post,
    path: "/v2/mgmt/user/search/test",
    bucket: Bucket::UserUpdateSearch,
    shown: Shown::As(&USERS),
    ..Spec::PLAIN
};

/// Find users
///
/// Different filters must all match; a filter given several times matches any of its values. The
/// result may lag behind changes by some seconds. Shows the first 100 users unless --limit or --all
/// is given.
#[derive(Debug, Clone, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = "Examples:
  descopectl user search alice
  descopectl user search --status invited --created-before 30d --all -o ids
  descopectl user search --tenant acme --role admin --sort createdTime:desc --limit 20
  descopectl user search --attribute plan=pro --attribute seats:=5 -o csv --columns userId,email")]
pub struct Search {
    /// Text to look for in names, e-mail addresses, login IDs and more
    pub text: Option<String>,

    /// Show at most so many users
    #[arg(long, value_name = "COUNT", conflicts_with = "all", value_parser = clap::value_parser!(u64).range(1..))]
    #[serde(skip)]
    pub limit: Option<u64>,

    /// Show all users that match
    #[arg(long)]
    #[serde(skip)]
    pub all: bool,

    /// Skip so many pages of 100, or of --limit
    #[arg(long, value_name = "COUNT", conflicts_with_all = ["all", "offset"])]
    #[serde(skip)]
    pub page: Option<u32>,

    /// Skip so many users
    #[arg(long, value_name = "COUNT", conflicts_with = "all")]
    #[serde(skip)]
    pub offset: Option<u32>,

    /// Field to sort by, with :desc for the reverse (repeatable)
    #[arg(long, value_name = "FIELD[:desc]")]
    pub sort: Option<Vec<SortField>>,

    /// What must match.
    #[command(flatten)]
    #[serde(flatten)]
    pub filters: Filters,

    /// Return only these fields (repeatable; not documented by the API)
    #[arg(long = "selected-column", value_name = "FIELD")]
    pub selected_columns: Option<Vec<String>>,
}

/// What a user must match.
#[derive(Debug, Clone, Default, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(next_help_heading = "Filters")]
pub struct Filters {
    /// Login ID (repeatable)
    #[arg(long = "login-id", value_name = "LOGIN_ID")]
    pub login_ids: Option<Vec<Identifier>>,

    /// User ID (repeatable)
    #[arg(long = "user-id", value_name = "USER_ID")]
    pub user_ids: Option<Vec<Identifier>>,

    /// E-mail address (repeatable)
    #[arg(long = "email", value_name = "EMAIL")]
    pub emails: Option<Vec<Name>>,

    /// Phone number (repeatable)
    #[arg(long = "phone", value_name = "PHONE")]
    pub phones: Option<Vec<Name>>,

    /// Recovery e-mail address (repeatable)
    #[arg(long = "recovery-email", value_name = "EMAIL")]
    pub recovery_emails: Option<Vec<Name>>,

    /// Recovery phone number (repeatable)
    #[arg(long = "recovery-phone", value_name = "PHONE")]
    pub recovery_phones: Option<Vec<Name>>,

    /// State of the account (repeatable)
    #[arg(long = "status", value_enum, value_name = "STATUS")]
    pub statuses: Option<Vec<AnyStatus>>,

    /// Tenant the user is a member of (repeatable)
    #[arg(long = "tenant", value_name = "TENANT")]
    pub tenant_ids: Option<Vec<Name>>,

    /// Take the tenants below --tenant too
    #[arg(long)]
    pub include_sub_tenants: Option<bool>,

    /// Role in the project (repeatable)
    #[arg(long = "role", value_name = "ROLE")]
    pub role_names: Option<Vec<Name>>,

    /// Roles inside a tenant, by name: any of a,b or all of a+b (repeatable)
    #[arg(long = "tenant-role", value_name = "TENANT=ROLE,ROLE")]
    #[serde(rename = "tenantRoleNames", serialize_with = "as_role_filters")]
    pub tenant_roles: Option<Vec<TenantRoles>>,

    /// Roles inside a tenant, by role ID: any of a,b or all of a+b (repeatable)
    #[arg(long = "tenant-role-id", value_name = "TENANT=ID,ID")]
    #[serde(serialize_with = "as_role_filters")]
    pub tenant_role_ids: Option<Vec<TenantRoles>>,

    /// Application the user is limited to (repeatable)
    #[arg(long = "app", value_name = "APP_ID")]
    pub sso_app_ids: Option<Vec<Name>>,

    /// Custom attribute: key=text, or key:=json; a JSON list matches any of its items (repeatable)
    #[arg(long = "attribute", value_name = "KEY=VALUE")]
    #[serde(serialize_with = "as_object")]
    pub custom_attributes: Option<Vec<Assignment>>,

    /// Created at or after: a date, a time, or an age such as 7d
    #[arg(long = "created-after", value_name = "TIME")]
    pub from_created_time: Option<Instant>,

    /// Created at or before
    #[arg(long = "created-before", value_name = "TIME")]
    pub to_created_time: Option<Instant>,

    /// Modified at or after
    #[arg(long = "modified-after", value_name = "TIME")]
    pub from_modified_time: Option<Instant>,

    /// Modified at or before
    #[arg(long = "modified-before", value_name = "TIME")]
    pub to_modified_time: Option<Instant>,

    /// E-mail address is verified, or is not
    #[arg(long)]
    pub verified_email: Option<bool>,

    /// Phone number is verified, or is not
    #[arg(long)]
    pub verified_phone: Option<bool>,

    /// Recovery e-mail address is verified, or is not
    #[arg(long)]
    pub verified_recovery_email: Option<bool>,

    /// Recovery phone number is verified, or is not
    #[arg(long)]
    pub verified_recovery_phone: Option<bool>,

    /// Has a password, or has none
    #[arg(long = "has-password")]
    pub password: Option<bool>,

    /// Has an authenticator app, or has none
    #[arg(long = "has-totp")]
    pub totp: Option<bool>,

    /// Has a passkey, or has none
    #[arg(long = "has-passkey")]
    pub webauthn: Option<bool>,

    /// Managed by SCIM, or is not
    #[arg(long)]
    pub scim: Option<bool>,

    /// Only users made or changed by SCIM
    #[arg(long)]
    pub scim_only: Option<bool>,

    /// Only users with SSO identities
    #[arg(long)]
    pub sso_only: Option<bool>,

    /// Take test users too
    #[arg(long = "with-test-users")]
    pub with_test_user: Option<bool>,

    /// Only test users
    #[arg(long)]
    pub test_users_only: Option<bool>,
}

fn as_role_filters<S: Serializer>(
    filters: &Option<Vec<TenantRoles>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let Some(filters) = filters else { return serializer.serialize_none() };
    let mut map = serializer.serialize_map(Some(filters.len()))?;
    for filter in filters {
        map.serialize_entry(&filter.tenant, &json!({ "values": filter.roles, "and": filter.all }))?;
    }
    map.end()
}
