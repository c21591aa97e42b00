//! How users and what belongs to them are shown.

use super::record::PARTS_OF_NAME;
use crate::output::{Column, ColumnKind, Fold, Shape, View};

/// One user.
pub const USER: View =
    View { pointer: "/user", shape: Shape::One, columns: ONE_USER, id: "userId", fields: FIELDS };

/// A list of users.
pub const USERS: View =
    View { pointer: "/users", shape: Shape::Many, columns: MANY_USERS, id: "userId", fields: FIELDS };

const ONE_USER: &[Column] = &[
    Column::new("User ID", "userId", ColumnKind::Whole),
    Column::new("Login IDs", "loginIds", ColumnKind::List),
    Column::new("Status", "status", ColumnKind::Status),
    Column::text("Name", "name").or(PARTS_OF_NAME),
    Column::text("Given name", "givenName"),
    Column::text("Middle name", "middleName"),
    Column::text("Family name", "familyName"),
    Column::text("Email", "email"),
    Column::new("Email verified", "verifiedEmail", ColumnKind::Flag).about("email"),
    Column::text("Phone", "phone"),
    Column::new("Phone verified", "verifiedPhone", ColumnKind::Flag).about("phone"),
    Column::text("Recovery email", "recoveryEmail"),
    Column::new("Recovery email verified", "verifiedRecoveryEmail", ColumnKind::Flag).about("recoveryEmail"),
    Column::text("Recovery phone", "recoveryPhone"),
    Column::new("Recovery phone verified", "verifiedRecoveryPhone", ColumnKind::Flag).about("recoveryPhone"),
    Column::new("Roles", "roleNames", ColumnKind::List),
    Column::new("Tenants", "userTenants", ColumnKind::Tenants),
    Column::new("Families", "familyAssociations", ColumnKind::Tenants),
    Column::new("Permissions", "permissions", ColumnKind::List),
    Column::new("Applications", "ssoAppIds", ColumnKind::List),
    Column::new("Attributes", "customAttributes", ColumnKind::Map),
    Column::text("Picture", "picture"),
    Column::new("Password", "password", ColumnKind::Flag),
    Column::new("Authenticator app", "TOTP", ColumnKind::Mark),
    Column::new("Passkey", "webauthn", ColumnKind::Mark),
    Column::new("Push", "push", ColumnKind::Mark),
    Column::new("Social sign-in", "OAuth", ColumnKind::Names),
    Column::new("SAML", "SAML", ColumnKind::Mark),
    Column::new("OIDC", "OIDC", ColumnKind::Mark),
    Column::new("SCIM", "SCIM", ColumnKind::Mark),
    Column::new("Test user", "test", ColumnKind::Mark),
    Column::new("Editable", "editable", ColumnKind::Mark),
    Column::new("Impersonation until", "consentExpiration", ColumnKind::Time),
    Column::new("Created", "createdTime", ColumnKind::Time),
    Column::new("Modified", "modifiedTime", ColumnKind::Time),
];

const MANY_USERS: &[Column] = &[
    Column::new("User ID", "userId", ColumnKind::Whole).folding(Fold::InsteadOf("loginIds")),
    Column::new("Login IDs", "loginIds", ColumnKind::List),
    Column::new("Status", "status", ColumnKind::Status),
    Column::new("Name", "name", ColumnKind::Text).or(PARTS_OF_NAME),
    Column::new("Email", "email", ColumnKind::Text).folding(Fold::Into("loginIds")),
    Column::new("Created", "createdTime", ColumnKind::Time),
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
        Column::new("User ID", "userId", ColumnKind::Whole),
        Column::new("Time", "loginTime", ColumnKind::Time),
        Column::new("City", "city", ColumnKind::Text),
        Column::new("Country", "country", ColumnKind::Text),
        Column::new("IP", "ip", ColumnKind::Text),
        Column::new("Tenant", "selectedTenant", ColumnKind::Text),
    ],
    id: "userId",
    fields: &["userId", "loginTime", "city", "country", "ip", "selectedTenant"],
};

/// A token of a social provider.
pub(super) const PROVIDER_TOKEN: View = View {
    pointer: "",
    shape: Shape::One,
    columns: &[
        Column::new("Provider", "provider", ColumnKind::Text),
        Column::new("User there", "providerUserId", ColumnKind::Text),
        Column::new("Access token", "accessToken", ColumnKind::Whole),
        Column::new("Expires", "expiration", ColumnKind::Time),
        Column::new("Scopes", "scopes", ColumnKind::List),
        Column::new("Refresh token", "refreshToken", ColumnKind::Whole),
    ],
    id: "providerUserId",
    fields: &["provider", "providerUserId", "accessToken", "expiration", "scopes", "refreshToken"],
};

/// Passkeys of a user.
pub(super) const PASSKEYS: View = View {
    pointer: "/passkeys",
    shape: Shape::Many,
    columns: &[
        Column::new("Passkey", "id", ColumnKind::Whole),
        Column::new("Name", "displayName", ColumnKind::Text),
        Column::new("Site", "rpId", ColumnKind::Text),
        Column::new("Kind", "kind", ColumnKind::Text),
        Column::new("Created", "createdTime", ColumnKind::Time),
    ],
    id: "id",
    fields: &["id", "rpId", "kind", "displayName", "createdTime"],
};

/// Trusted devices of users.
pub(super) const DEVICES: View = View {
    pointer: "/devices",
    shape: Shape::Many,
    columns: &[
        Column::new("Device", "id", ColumnKind::Whole),
        Column::new("User ID", "userId", ColumnKind::Whole),
        Column::new("Name", "name", ColumnKind::Text),
        Column::new("Type", "deviceType", ColumnKind::Text),
        Column::new("Last sign-in", "lastLoginTime", ColumnKind::Time),
        Column::new("Location", "lastLocation", ColumnKind::Text),
        Column::new("Expires", "expirationTime", ColumnKind::Time),
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
        Column::new("Token", "token", ColumnKind::Whole),
        Column::new("Email", "maskedEmail", ColumnKind::Text),
        Column::new("Phone", "maskedPhone", ColumnKind::Text),
    ],
    id: "token",
    fields: &["token", "maskedEmail", "maskedPhone"],
};
