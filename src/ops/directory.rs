//! Tenants and roles, as far as one must look them up to manage users.

use clap::Args;
use serde::Serialize;

use super::{Bucket, Method, Shown::As, Spec, spec::operations};
use crate::output::{Column, ColumnKind, Shape, View};

/// Tenants of the project.
pub mod tenant {
    use super::{As, ListTenants, TENANTS, operations};

    operations! {
        /// Look up tenants
        pub enum Command "tenant", all in SPECS;

        ListTenants "list" Get "/v1/mgmt/tenant/all" General Harmless Read => As(&TENANTS);
    }
}

/// Roles of the project and of its tenants.
pub mod role {
    use super::{As, ListRoles, ROLES, operations};

    operations! {
        /// Look up roles
        pub enum Command "role", all in SPECS;

        ListRoles "list" Get "/v1/mgmt/role/all" General Harmless Read => As(&ROLES);
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

const TENANTS: View = View {
    pointer: "/tenants",
    shape: Shape::Many,
    columns: &[
        Column::text("Tenant ID", "id"),
        Column::text("Name", "name"),
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
        Column::text("Role", "name"),
        Column::text("Tenant", "tenantId"),
        Column::text("Description", "description"),
        Column::new("Permissions", "permissionNames", ColumnKind::List),
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
