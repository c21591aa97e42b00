//! Operations on tokens: issuing, changing, and signing in on behalf of users.

use clap::Args;
use serde::Serialize;

use super::{
    Shown::As,
    arguments::{Assignment, Membership, Name, as_object, whole_seconds},
    identifier::{Identifier, Target},
    secret::Token,
    sign_in::{Revocation, SecondStep, SignUpProfile},
    spec::operations,
};
use crate::output::{Column, ColumnKind, Shape, View};

operations! {
    /// Work on tokens, and sign in on behalf of users
    pub enum Command "jwt", all in SPECS;

    Update "update" Post "/v1/mgmt/jwt/update" General Harmful Write with token => As(&TOKEN);

    Impersonate "impersonate" Post "/v1/mgmt/impersonate" General Harmful Write
        of LoginId => As(&TOKEN);
    ImpersonateStepup "impersonate-stepup" Post "/v1/mgmt/impersonate/stepup" General Harmful Write
        of LoginId => As(&TOKEN);
    StopImpersonation "stop-impersonation" Post "/v1/mgmt/stop/impersonation" General Harmful Write
        with token => As(&TOKEN);

    SignIn "sign-in" Post "/v1/mgmt/auth/signin" General Harmful Write
        of LoginId with second_step => As(&SESSION);
    SignUp "sign-up" Post "/v1/mgmt/auth/signup" General Harmful Write => As(&SESSION);
    SignUpOrIn "sign-up-or-in" Post "/v1/mgmt/auth/signup-in" General Harmful Write => As(&SESSION);
    Anonymous "anonymous" Post "/v1/mgmt/auth/anonymous" General Harmful Write => As(&SESSION);
}

const TOKEN: View = View {
    pointer: "",
    shape: Shape::One,
    columns: &[Column::new("JWT", "jwt", ColumnKind::Whole)],
    id: "jwt",
    fields: &["jwt"],
};

const SESSION: View = View {
    pointer: "",
    shape: Shape::One,
    columns: &[
        Column::text("User ID", "user.userId"),
        Column::new("Login IDs", "user.loginIds", ColumnKind::List),
        Column::text("Tenant", "claims.dct"),
        Column::text("First seen", "firstSeen"),
        Column::new("Session JWT", "sessionJwt", ColumnKind::Whole),
        Column::new("Session expires", "sessionExpiration", ColumnKind::Time),
        Column::new("Refresh JWT", "refreshJwt", ColumnKind::Whole),
        Column::new("Refresh expires", "cookieExpiration", ColumnKind::Time),
    ],
    id: "sessionJwt",
    fields: &[
        "sessionJwt",
        "refreshJwt",
        "cookieDomain",
        "cookiePath",
        "cookieMaxAge",
        "cookieExpiration",
        "user",
        "firstSeen",
        "idpResponse",
        "sessionExpiration",
        "externalToken",
        "claims",
        "tenantSSOID",
        "trustedDeviceJwt",
        "nextRefreshSeconds",
        "cookieName",
        "sessionCookieName",
        "sessionCookieDomain",
        "unsavedSSO",
    ],
};

/// What a new token holds.
#[derive(Debug, Clone, Args, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TokenClaims {
    /// Claim to add: key=text, or key:=json (repeatable)
    #[arg(long = "claim", value_name = "KEY=VALUE")]
    #[serde(serialize_with = "as_object")]
    pub custom_claims: Option<Vec<Assignment>>,

    /// Lifetime of the refresh token, such as 90m or 7d [default: as the project or the token has it]
    #[arg(long = "lifetime", alias = "refresh-duration", value_name = "TIME", value_parser = whole_seconds::<0>)]
    pub refresh_duration: Option<i32>,
}

/// Issue a token anew, with more claims
///
/// Takes a session or refresh JWT from stdin or a file and prints the new one. Without claims the
/// authorization data in the token is brought up to date. Claims that the API reserves are dropped.
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl jwt update --claim plan=pro --claim seats:=5 < session.jwt
  descopectl jwt update --jwt-file refresh.jwt --lifetime 1h -o json")]
pub struct Update {
    /// The token.
    #[command(flatten)]
    #[serde(flatten)]
    pub token: Token,

    /// What it holds.
    #[command(flatten)]
    #[serde(flatten)]
    pub claims: TokenClaims,
}

/// Who acts as whom, and for how long.
#[derive(Debug, Clone, Args, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Impersonation {
    /// Login ID or user ID of the user who acts; they need the permission Impersonate
    #[arg(long = "impersonator", value_name = "USER")]
    pub impersonator_id: Identifier,

    /// Refuse unless the user has consented
    #[arg(long)]
    pub validate_consent: Option<bool>,

    /// Tenant that the token is for
    #[arg(long = "tenant", alias = "selected-tenant", value_name = "TENANT")]
    pub selected_tenant: Option<Name>,

    /// Name of the cookie that will hold the session
    #[arg(long, value_name = "NAME")]
    pub session_cookie_name: Option<Name>,

    /// What the token holds.
    #[command(flatten)]
    #[serde(flatten)]
    pub claims: TokenClaims,
}

/// Issue a refresh token with which one user acts as another
///
/// The token names both users. Mind where the output goes.
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl jwt impersonate alice@example.com --impersonator support@example.com
  descopectl jwt impersonate alice@example.com --impersonator support@example.com --validate-consent -q .jwt > acting.jwt")]
pub struct Impersonate {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// Who acts.
    #[command(flatten)]
    #[serde(flatten)]
    pub impersonation: Impersonation,
}

/// Issue a stepped-up session token with which one user acts as another
///
/// The token names both users. Mind where the output goes.
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl jwt impersonate-stepup alice@example.com --impersonator support@example.com")]
pub struct ImpersonateStepup {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// Who acts.
    #[command(flatten)]
    #[serde(flatten)]
    pub impersonation: Impersonation,
}

/// Exchange an impersonation token for one of the user who acted
///
/// Takes the refresh JWT of `jwt impersonate` from stdin or a file.
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = "Examples:
  descopectl jwt stop-impersonation < acting.jwt
  descopectl jwt stop-impersonation --jwt-file acting.jwt -q .jwt")]
pub struct StopImpersonation {
    /// The token.
    #[command(flatten)]
    #[serde(flatten)]
    pub token: Token,

    /// Tenant that the new token is for
    #[arg(long = "tenant", alias = "selected-tenant", value_name = "TENANT")]
    pub selected_tenant: Option<Name>,

    /// What the new token holds.
    #[command(flatten)]
    #[serde(flatten)]
    pub claims: TokenClaims,
}

/// Where a session is for.
#[derive(Debug, Clone, Args, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// Application to sign in to
    #[arg(long = "app", value_name = "APP_ID")]
    pub sso_app_id: Option<Name>,

    /// What the tokens hold.
    #[command(flatten)]
    #[serde(flatten)]
    pub claims: TokenClaims,
}

/// Open a session for a user, without any proof of theirs
///
/// Prints the session and refresh tokens: mind where the output goes. With --stepup or --mfa the
/// refresh token of the session to step up comes from stdin or a file.
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl jwt sign-in alice@example.com
  descopectl jwt sign-in alice@example.com -q .refreshJwt > refresh.jwt
  descopectl jwt sign-in alice@example.com --stepup --jwt-file refresh.jwt")]
pub struct SignIn {
    /// Who it is about.
    #[command(flatten)]
    #[serde(flatten)]
    pub target: Target,

    /// The session to build on.
    #[command(flatten)]
    #[serde(flatten)]
    pub second_step: SecondStep,

    /// The other sessions of the user.
    #[command(flatten)]
    #[serde(flatten)]
    pub revocation: Revocation,

    /// Tenant that the tokens are for
    #[arg(long = "tenant", alias = "selected-tenant", value_name = "TENANT")]
    #[serde(rename = "selectedTenantId")]
    pub selected_tenant_id: Option<Name>,

    /// The session.
    #[command(flatten)]
    #[serde(flatten)]
    pub session: Session,
}

/// A user to sign up, and the session they get.
#[derive(Debug, Clone, Args, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SignUpRequest {
    /// Login ID of the user
    pub login_id: Identifier,

    /// Tenant to join, with roles in it (repeatable)
    #[arg(long = "tenant", value_name = "TENANT[=ROLE,ROLE]")]
    pub user_tenants: Option<Vec<Membership>>,

    /// Tenant that the tokens are for
    #[arg(long = "token-tenant", alias = "selected-tenant", value_name = "TENANT")]
    pub selected_tenant_id: Option<Name>,

    /// The session.
    #[command(flatten)]
    #[serde(flatten)]
    pub session: Session,

    /// The profile.
    #[command(flatten)]
    #[serde(flatten)]
    pub profile: SignUpProfile,
}

/// Create a user and open a session for them
///
/// Prints the session and refresh tokens: mind where the output goes.
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl jwt sign-up dora@example.com --email dora@example.com --verified-email
  descopectl jwt sign-up dora@example.com --name Dora --tenant acme=viewer -o json")]
pub struct SignUp {
    /// Who signs up.
    #[command(flatten)]
    #[serde(flatten)]
    pub request: SignUpRequest,
}

/// Open a session for a user, who is created if missing
///
/// Prints the session and refresh tokens: mind where the output goes.
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl jwt sign-up-or-in dora@example.com --email dora@example.com")]
pub struct SignUpOrIn {
    /// Who signs up or in.
    #[command(flatten)]
    #[serde(flatten)]
    pub request: SignUpRequest,
}

/// Create an anonymous user and open a session for them
///
/// Prints the session and refresh tokens: mind where the output goes.
#[derive(Debug, Args, Serialize)]
#[serde(rename_all = "camelCase")]
#[command(after_help = "Examples:
  descopectl jwt anonymous --claim cart=42")]
pub struct Anonymous {
    /// Tenant that the tokens are for
    #[arg(long = "tenant", alias = "selected-tenant", value_name = "TENANT")]
    pub selected_tenant: Option<Name>,

    /// Role in the session (repeatable)
    #[arg(long = "role", value_name = "ROLE")]
    pub roles: Option<Vec<Name>>,

    /// What the tokens hold.
    #[command(flatten)]
    #[serde(flatten)]
    pub claims: TokenClaims,
}
