//! Tenants, roles and applications of a user.

use clap::Args;
use serde::Serialize;
use serde_json::{Value, json};

use crate::ops::{
    arguments::{FamilyMembership, Name},
    identifier::{Identifier, Target},
    row::{Sink, row},
};

/// Add a user to a tenant, with roles in it
///
/// Roles are a second request.
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = "Examples:
  descopectl user add-tenant alice@example.com acme
  descopectl user add-tenant alice@example.com acme --role admin --role viewer")]
pub struct AddTenant {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// ID of the tenant
    #[arg(value_name = "TENANT")]
    pub tenant_id: Name,

    /// Role inside the tenant (repeatable)
    #[arg(long = "role", value_name = "ROLE")]
    #[serde(skip)]
    pub roles: Vec<Name>,

    /// Further user, for whom the same is done (repeatable)
    #[arg(long = "user", value_name = "USER")]
    #[serde(skip)]
    pub others: Vec<Identifier>,
}

row!(AddTenant { target, tenant_id, roles } not in rows: others: Vec::new());

impl AddTenant {
    /// The body of the second request, which gives the roles; none where there are no roles to give.
    #[must_use]
    pub fn roles_body(&self) -> Option<Value> {
        let roles = &self.roles;
        let body = json!({ "loginId": self.target.user, "tenantId": self.tenant_id, "roleNames": roles });
        (!roles.is_empty()).then_some(body)
    }

    /// Writes what is sent for a row: roles are a second request.
    pub(super) fn write_with_roles(&self, sink: &mut Sink) {
        sink.request(self);
        self.roles_body().iter().for_each(|body| sink.body(body));
    }
}

/// Remove a user from a tenant
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = "Examples:
  descopectl user remove-tenant alice@example.com acme")]
pub struct RemoveTenant {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// ID of the tenant
    #[arg(value_name = "TENANT")]
    pub tenant_id: Name,

    /// Further user, for whom the same is done (repeatable)
    #[arg(long = "user", value_name = "USER")]
    #[serde(skip)]
    pub others: Vec<Identifier>,
}

row!(RemoveTenant { target, tenant_id } not in rows: others: Vec::new());

/// Add a user to families, with roles in them
///
/// Merges: roles and attributes come to those that the user has in the family. Seen in one SDK only.
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = "Examples:
  descopectl user add-family alice@example.com smith
  descopectl user add-family alice@example.com smith=admin,viewer jones")]
pub struct AddFamily {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// Families
    #[arg(required = true, value_name = "FAMILY[=ROLE,ROLE]")]
    pub family_associations: Vec<FamilyMembership>,

    /// Further user, for whom the same is done (repeatable)
    #[arg(long = "user", value_name = "USER")]
    #[serde(skip)]
    pub others: Vec<Identifier>,
}

row!(AddFamily { target, family_associations } not in rows: others: Vec::new());

/// Remove a user from families
///
/// Seen in one SDK only.
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = "Examples:
  descopectl user remove-family alice@example.com smith")]
pub struct RemoveFamily {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// IDs of the families
    #[arg(required = true, value_name = "FAMILY_ID")]
    pub family_ids: Vec<Name>,

    /// Further user, for whom the same is done (repeatable)
    #[arg(long = "user", value_name = "USER")]
    #[serde(skip)]
    pub others: Vec<Identifier>,
}

row!(RemoveFamily { target, family_ids } not in rows: others: Vec::new());

/// Roles of a user, in the project or in one tenant.
#[derive(Debug, Clone, Args, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Roles {
    /// Names of the roles
    #[arg(required = true, value_name = "ROLE")]
    pub role_names: Vec<Name>,

    /// Tenant in which the roles count [default: the project]
    #[arg(long = "tenant", value_name = "TENANT")]
    pub tenant_id: Option<Name>,
}

row!(Roles { role_names, tenant_id });

/// Give a user roles
///
/// With --tenant the user also becomes a member of that tenant.
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl user add-role alice@example.com admin
  descopectl user add-role alice@example.com admin viewer --tenant acme")]
pub struct AddRole {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// The roles.
    #[command(flatten)]
    #[serde(flatten)]
    pub roles: Roles,

    /// Further user, for whom the same is done (repeatable)
    #[arg(long = "user", value_name = "USER")]
    #[serde(skip)]
    pub others: Vec<Identifier>,
}

row!(AddRole { target, roles } not in rows: others: Vec::new());

/// Replace all roles of a user, in the project or in one tenant
///
/// Roles that are not named are taken away: `user add-role` adds one and keeps the others.
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = "Examples:
  descopectl user set-roles alice@example.com viewer
  descopectl user set-roles alice@example.com --remove --tenant acme --yes")]
pub struct SetRoles {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// Names of the roles
    #[arg(required_unless_present = "none", value_name = "ROLE")]
    pub role_names: Vec<Name>,

    /// Take all roles away
    #[arg(long = "remove", alias = "none", conflicts_with = "role_names")]
    #[serde(skip)]
    pub none: bool,

    /// Tenant in which the roles count [default: the project]
    #[arg(long = "tenant", value_name = "TENANT")]
    pub tenant_id: Option<Name>,
}

row!(SetRoles { target, role_names, none, tenant_id });

/// Take roles from a user
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl user remove-role alice@example.com admin
  descopectl user remove-role alice@example.com viewer --tenant acme")]
pub struct RemoveRole {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// The roles.
    #[command(flatten)]
    #[serde(flatten)]
    pub roles: Roles,

    /// Further user, for whom the same is done (repeatable)
    #[arg(long = "user", value_name = "USER")]
    #[serde(skip)]
    pub others: Vec<Identifier>,
}

row!(RemoveRole { target, roles } not in rows: others: Vec::new());

/// Limit a user to applications, besides those already given
///
/// A user without any may use all applications; the first one given closes the others.
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = "Examples:
  descopectl user add-app alice@example.com crm")]
pub struct AddApp {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// IDs of the applications
    #[arg(required = true, value_name = "APP_ID")]
    pub sso_app_ids: Vec<Name>,

    /// Further user, for whom the same is done (repeatable)
    #[arg(long = "user", value_name = "USER")]
    #[serde(skip)]
    pub others: Vec<Identifier>,
}

row!(AddApp { target, sso_app_ids } not in rows: others: Vec::new());

/// Replace the applications a user is limited to
///
/// Applications that are not named are taken away: `user add-app` adds one and keeps the others.
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = "Examples:
  descopectl user set-apps alice@example.com crm wiki
  descopectl user set-apps alice@example.com --allow-all-apps --yes")]
pub struct SetApps {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// IDs of the applications
    #[arg(required_unless_present = "allow_all_apps", value_name = "APP_ID")]
    pub sso_app_ids: Vec<Name>,

    /// Lift the limit: the user may use all applications
    #[arg(long, conflicts_with = "sso_app_ids")]
    #[serde(skip)]
    pub allow_all_apps: bool,
}

row!(SetApps { target, sso_app_ids, allow_all_apps });

/// Take applications from those a user is limited to
///
/// Without any application left the user may use all of them: this is refused unless
/// --allow-all-apps is given.
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = "Examples:
  descopectl user remove-app alice@example.com crm")]
pub struct RemoveApp {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// IDs of the applications
    #[arg(required = true, value_name = "APP_ID")]
    pub sso_app_ids: Vec<Name>,

    /// Go ahead even if this opens all applications
    #[arg(long)]
    #[serde(skip)]
    pub allow_all_apps: bool,

    /// Further user, for whom the same is done (repeatable)
    #[arg(long = "user", value_name = "USER")]
    #[serde(skip)]
    pub others: Vec<Identifier>,
}

// Opening all applications by removing the last one is not for many users at once: `set-apps` says it.
row!(RemoveApp { target, sso_app_ids } not in rows: allow_all_apps: false, others: Vec::new());
