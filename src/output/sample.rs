//! Views of users for the tests of this module, with a column of each kind that users have.

use super::{Column, ColumnKind, Fold, Shape, View};

pub(super) const USER: View =
    View { pointer: "/user", shape: Shape::One, columns: ONE, id: "userId", fields: FIELDS };

pub(super) const USERS: View =
    View { pointer: "/users", shape: Shape::Many, columns: MANY, id: "userId", fields: FIELDS };

const ONE: &[Column] = &[
    Column::new("User ID", "userId", ColumnKind::Whole),
    Column::new("Login IDs", "loginIds", ColumnKind::List),
    Column::new("Status", "status", ColumnKind::Status),
    Column::text("Name", "name"),
    Column::text("Email", "email"),
    Column::text("Phone", "phone"),
    Column::new("Roles", "roleNames", ColumnKind::List),
    Column::new("Tenants", "userTenants", ColumnKind::Tenants),
    Column::new("Created", "createdTime", ColumnKind::Time),
];

const MANY: &[Column] = &[
    Column::new("User ID", "userId", ColumnKind::Whole).folding(Fold::InsteadOf("loginIds")),
    Column::new("Login IDs", "loginIds", ColumnKind::List),
    Column::new("Status", "status", ColumnKind::Status),
    Column::text("Name", "name"),
    Column::text("Email", "email").folding(Fold::Into("loginIds")),
    Column::new("Created", "createdTime", ColumnKind::Time),
];

const FIELDS: &[&str] = &[
    "userId",
    "loginIds",
    "externalIds",
    "name",
    "email",
    "verifiedEmail",
    "phone",
    "picture",
    "status",
    "roleNames",
    "permissions",
    "userTenants",
    "customAttributes",
    "createdTime",
    "TOTP",
    "consentExpiration",
];
