//! How users and what belongs to them are shown.

use crate::output::{Column, ColumnKind, Shape, View};

const fn column(header: &'static str, path: &'static str, kind: ColumnKind) -> Column {
    Column { header, path, kind }
}

/// One user.
pub const USER: View =
    View { pointer: "/user", shape: Shape::One, columns: ONE_USER, id: "userId", fields: FIELDS };

/// A list of users.
pub const USERS: View =
    View { pointer: "/users", shape: Shape::Many, columns: MANY_USERS, id: "userId", fields: FIELDS };

const ONE_USER: &[Column] = &[
    column("User ID", "userId", ColumnKind::Whole),
    column("Login IDs", "loginIds", ColumnKind::List),
    column("Status", "status", ColumnKind::Status),
    column("Name", "name", ColumnKind::Text),
    column("Email", "email", ColumnKind::Text),
    column("Phone", "phone", ColumnKind::Text),
    column("Roles", "roleNames", ColumnKind::List),
    column("Tenants", "userTenants", ColumnKind::Tenants),
    column("Created", "createdTime", ColumnKind::Time),
];

const MANY_USERS: &[Column] = &[
    column("User ID", "userId", ColumnKind::Whole),
    column("Login IDs", "loginIds", ColumnKind::List),
    column("Status", "status", ColumnKind::Status),
    column("Name", "name", ColumnKind::Text),
    column("Email", "email", ColumnKind::Text),
    column("Created", "createdTime", ColumnKind::Time),
];

/// Every field of the contract's user.
const FIELDS: &[&str] = &[
    "userId",
    "loginIds",
    "externalIds",
    "name",
    "givenName",
    "middleName",
    "familyName",
    "email",
    "verifiedEmail",
    "phone",
    "verifiedPhone",
    "recoveryEmail",
    "verifiedRecoveryEmail",
    "recoveryPhone",
    "verifiedRecoveryPhone",
    "picture",
    "status",
    "test",
    "roleNames",
    "permissions",
    "userTenants",
    "ssoAppIds",
    "customAttributes",
    "createdTime",
    "modifiedTime",
    "TOTP",
    "SAML",
    "OIDC",
    "SCIM",
    "OAuth",
    "webauthn",
    "password",
    "push",
    "editable",
    "consentExpiration",
];

/// Sign-ins.
pub(super) const HISTORY: View = View {
    pointer: "",
    shape: Shape::Many,
    columns: &[
        column("User ID", "userId", ColumnKind::Whole),
        column("Time", "loginTime", ColumnKind::Time),
        column("City", "city", ColumnKind::Text),
        column("Country", "country", ColumnKind::Text),
        column("IP", "ip", ColumnKind::Text),
        column("Tenant", "selectedTenant", ColumnKind::Text),
    ],
    id: "userId",
    fields: &["userId", "loginTime", "city", "country", "ip", "selectedTenant"],
};

/// A token of a social provider.
pub(super) const PROVIDER_TOKEN: View = View {
    pointer: "",
    shape: Shape::One,
    columns: &[
        column("Provider", "provider", ColumnKind::Text),
        column("User there", "providerUserId", ColumnKind::Text),
        column("Access token", "accessToken", ColumnKind::Whole),
        column("Expires", "expiration", ColumnKind::Time),
        column("Scopes", "scopes", ColumnKind::List),
        column("Refresh token", "refreshToken", ColumnKind::Whole),
    ],
    id: "providerUserId",
    fields: &["provider", "providerUserId", "accessToken", "expiration", "scopes", "refreshToken"],
};

/// Passkeys of a user.
pub(super) const PASSKEYS: View = View {
    pointer: "/passkeys",
    shape: Shape::Many,
    columns: &[
        column("Passkey", "id", ColumnKind::Whole),
        column("Name", "displayName", ColumnKind::Text),
        column("Site", "rpId", ColumnKind::Text),
        column("Kind", "kind", ColumnKind::Text),
        column("Created", "createdTime", ColumnKind::Time),
    ],
    id: "id",
    fields: &["id", "rpId", "kind", "displayName", "createdTime"],
};

/// Trusted devices of users.
pub(super) const DEVICES: View = View {
    pointer: "/devices",
    shape: Shape::Many,
    columns: &[
        column("Device", "id", ColumnKind::Whole),
        column("User ID", "userId", ColumnKind::Whole),
        column("Name", "name", ColumnKind::Text),
        column("Type", "deviceType", ColumnKind::Text),
        column("Last sign-in", "lastLoginTime", ColumnKind::Time),
        column("Location", "lastLocation", ColumnKind::Text),
        column("Expires", "expirationTime", ColumnKind::Time),
    ],
    id: "id",
    fields: &[
        "id",
        "userId",
        "name",
        "deviceType",
        "lastLoginTime",
        "lastLocation",
        "expirationTime",
        "isCurrentDevice",
    ],
};

/// A token for a link.
pub(super) const EMBEDDED_LINK: View = View {
    pointer: "",
    shape: Shape::One,
    columns: &[
        column("Token", "token", ColumnKind::Whole),
        column("Email", "maskedEmail", ColumnKind::Text),
        column("Phone", "maskedPhone", ColumnKind::Text),
    ],
    id: "token",
    fields: &["token", "maskedEmail", "maskedPhone"],
};
