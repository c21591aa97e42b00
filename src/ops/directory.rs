//! Tenants and roles, as far as one needs them to manage users.

use clap::Args;
use serde::Serialize;

use super::{
    Bucket, Method,
    Shown::{As, Done},
    Spec,
    arguments::Name,
    spec::operations,
};
use crate::output::{Column, ColumnKind, Fold, Shape, View};

/// Tenants of the project.
pub mod tenant {
    use super::{As, CreateTenant, DeleteTenant, Done, ListTenants, NEW_TENANT, TENANTS, operations};

    operations! {
        /// Manage tenants
        pub enum Command "tenant", all in SPECS;

        ListTenants "list" Get "/v1/mgmt/tenant/all" General Harmless Read => As(&TENANTS);
        CreateTenant "create" Post "/v1/mgmt/tenant/create" General Harmful Write => As(&NEW_TENANT);
        #[command(alias = "remove")]
        DeleteTenant "delete" Post "/v1/mgmt/tenant/delete" General Harmless
            Ask("delete the tenant {}, and with it the memberships of its users") => Done("deleted the tenant {}");
    }
}

/// Roles of the project and of its tenants.
pub mod role {
    use super::{As, CreateRole, DeleteRole, Done, ListRoles, ROLES, operations};

    operations! {
        /// Manage roles
        pub enum Command "role", all in SPECS;

        ListRoles "list" Get "/v1/mgmt/role/all" General Harmless Read => As(&ROLES);
        CreateRole "create" Post "/v1/mgmt/role/create" General Harmful Write => Done("created the role {}");
        #[command(alias = "remove")]
        DeleteRole "delete" Post "/v1/mgmt/role/delete" General Harmless
            Ask("delete the role {}, and take it from all users") => Done("deleted the role {}");
    }
}

pub use role::SPECS as ROLE_SPECS;
pub use tenant::SPECS as TENANT_SPECS;

/// List the tenants of the project
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl tenant list
  descopectl tenant list -o ids")]
pub struct ListTenants {}

/// List the roles of the project and of its tenants
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl role list
  descopectl role list -o json -q 'map(.name)'")]
pub struct ListRoles {}

/// Create a tenant
///
/// Its ID is made up where none is given.
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = "Examples:
  descopectl tenant create 'Acme Inc.' --id acme
  descopectl tenant create 'Acme Inc.' --id acme --domain acme.example")]
pub struct CreateTenant {
    /// Name
    pub name: Name,

    /// ID; it cannot be changed later
    #[arg(long)]
    pub id: Option<Name>,

    /// Domain whose users join the tenant when they sign in (repeatable)
    #[arg(long = "domain", value_name = "DOMAIN")]
    pub self_provisioning_domains: Vec<Name>,
}

/// Delete a tenant
///
/// Its users stay, and are members no more.
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl tenant delete acme --yes")]
pub struct DeleteTenant {
    /// ID of the tenant
    #[arg(value_name = "TENANT")]
    pub id: Name,
}

/// Create a role
///
/// A role without a tenant is one of the project, and can be given in each tenant.
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = "Examples:
  descopectl role create editor --description 'May change texts'
  descopectl role create editor --tenant acme --permission write")]
pub struct CreateRole {
    /// Name
    pub name: Name,

    /// What it is for
    #[arg(long, value_name = "TEXT")]
    pub description: Option<String>,

    /// Permission that it grants (repeatable)
    #[arg(long = "permission", value_name = "PERMISSION")]
    pub permission_names: Vec<Name>,

    /// Tenant to which it belongs
    #[arg(long = "tenant", value_name = "TENANT")]
    pub tenant_id: Option<Name>,
}

/// Delete a role
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = "Examples:
  descopectl role delete editor --yes")]
pub struct DeleteRole {
    /// Name
    #[arg(value_name = "ROLE")]
    pub name: Name,

    /// Tenant to which it belongs
    #[arg(long = "tenant", value_name = "TENANT")]
    pub tenant_id: Option<Name>,
}

/// What the project may use, as the program itself asks: for the rate limits, and in `doctor`.
pub const LICENSE: Spec = Spec {
    noun: "doctor",
    verb: "",
    method: Method::Get,
    path: "/v1/mgmt/license",
    bucket: Bucket::General,
    shown: As(&View { pointer: "", shape: Shape::One, columns: &[], id: "rateLimitTier", fields: &[] }),
    ..Spec::PLAIN
};

const NEW_TENANT: View = View {
    pointer: "",
    shape: Shape::One,
    columns: &[Column::text("Tenant ID", "id")],
    id: "id",
    fields: &["id"],
};

const TENANTS: View = View {
    pointer: "/tenants",
    shape: Shape::Many,
    columns: &[
        Column::text("Tenant ID", "id").wrapping(),
        Column::text("Name", "name").wrapping(),
        Column::new("Created", "createdTime", ColumnKind::Time),
    ],
    id: "id",
    fields: &[
        "id",
        "name",
        "customAttributes",
        "selfProvisioningDomains",
        "authType",
        "domains",
        "createdTime",
        "disabled",
        "enforceSSO",
        "enforceSSOExclusions",
        "federatedAppIds",
        "parent",
        "successors",
        "defaultRoles",
        "roleInheritance",
    ],
};

const ROLES: View = View {
    pointer: "/roles",
    shape: Shape::Many,
    columns: &[
        Column::text("Role", "name").wrapping(),
        Column::text("Tenant", "tenantId").wrapping().folding(Fold::Silent),
        Column::text("Description", "description").wrapping(),
        Column::new("Permissions", "permissionNames", ColumnKind::List).wrapping(),
    ],
    id: "name",
    fields: &[
        "id",
        "name",
        "description",
        "permissionNames",
        "createdTime",
        "tenantId",
        "default",
        "private",
    ],
};
