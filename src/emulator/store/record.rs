//! A user as the store holds it: a JSON object of what differs from an empty user.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Account state.
#[derive(Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::emulator) enum Status {
    Enabled,
    Disabled,
    #[default]
    Invited,
    Expired,
}

impl Status {
    const ALL: [Self; 4] = [Self::Enabled, Self::Disabled, Self::Invited, Self::Expired];

    pub(in crate::emulator) const fn as_str(self) -> &'static str {
        match self {
            Self::Enabled => "enabled",
            Self::Disabled => "disabled",
            Self::Invited => "invited",
            Self::Expired => "expired",
        }
    }

    pub(in crate::emulator) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }
}

/// A user's place in one tenant.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(in crate::emulator) struct Membership {
    pub(in crate::emulator) tenant_id: String,
    pub(in crate::emulator) roles: Vec<String>,
}

/// A user's place in one family, as requests and replies show it.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::emulator) struct Family {
    pub(in crate::emulator) family_id: String,
    #[serde(rename = "roleNames")]
    pub(in crate::emulator) roles: Vec<String>,
    #[serde(rename = "familyScopedAttributes")]
    pub(in crate::emulator) attributes: Map<String, Value>,
}

macro_rules! record {
    ($($(#[$meta:meta])* $field:ident: $type:ty,)*) => {
        /// Everything about one user except what has a table of its own. It has no `Debug`: it holds secrets.
        #[derive(Clone, PartialEq, Default, Serialize, Deserialize)]
        #[serde(default)]
        pub(in crate::emulator) struct Record {
            /// The row; 0 before there is one.
            #[serde(skip)]
            pub(in crate::emulator) id: i64,
            $(
                $(#[$meta])*
                #[serde(skip_serializing_if = "is_default")]
                pub(in crate::emulator) $field: $type,
            )*
        }
    };
}

record! {
    user_id: String,
    login_ids: Vec<String>,
    name: String,
    given_name: String,
    middle_name: String,
    family_name: String,
    email: String,
    verified_email: bool,
    phone: String,
    verified_phone: bool,
    recovery_email: String,
    verified_recovery_email: bool,
    recovery_phone: String,
    verified_recovery_phone: bool,
    picture: String,
    status: Status,
    test: bool,
    roles: Vec<String>,
    tenants: Vec<Membership>,
    families: Vec<Family>,
    /// Managed by the family, without credentials of its own.
    dependent: bool,
    /// Why the user was disabled by brute-force protection.
    lock_reasons: Vec<String>,
    /// Why the user is locked until the time below.
    temp_lock_reasons: Vec<String>,
    /// Epoch seconds; 0 when there is no lock.
    temp_lock_expiration: i64,
    apps: Vec<String>,
    attributes: Map<String, Value>,
    created_time: i64,
    modified_time: i64,
    /// The hash in the contract's `hashedPassword` form, or empty.
    password: String,
    password_expired: bool,
    totp_seed: String,
    webauthn: bool,
    scim: bool,
    saml: bool,
    oidc: bool,
    push: bool,
    oauth: Map<String, Value>,
    consent_expiration: i64,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
