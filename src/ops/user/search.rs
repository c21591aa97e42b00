//! Search: one flag for each filter of the contract.

use clap::{Args, FromArgMatches as _};
use serde::{Serialize, Serializer, ser::SerializeMap as _};
use serde_json::{Value, json};

use crate::{
    error::{Error, Result, visible},
    ops::{
        Bucket, Method, Shown, Spec,
        arguments::{AnyStatus, Assignment, Instant, Name, SortField, TenantRoles, as_object},
        identifier::Identifier,
    },
    words::nearest,
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
  descopectl user search --status disabled --count
  descopectl user search --tenant acme --role admin --sort createdTime:desc --limit 20
  descopectl user search --attribute plan=pro --attribute seats:=5 -o csv --columns userId,email")]
pub struct Search {
    /// Text to look for in names, e-mail addresses, login IDs and more
    pub text: Option<Name>,

    /// Show at most so many users
    #[arg(short = 'n', long, value_name = "COUNT", conflicts_with = "all", value_parser = clap::value_parser!(u64).range(1..))]
    #[serde(skip)]
    pub limit: Option<u64>,

    /// Show all users that match
    #[arg(long)]
    #[serde(skip)]
    pub all: bool,

    /// Show only how many users match
    #[arg(long, conflicts_with_all = ["all", "limit", "page", "offset", "sort"])]
    #[serde(skip)]
    pub count: bool,

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

impl Search {
    /// A search for all users who match.
    #[must_use]
    pub fn all(filters: Filters) -> Self {
        Self {
            text: None,
            limit: None,
            all: true,
            count: false,
            page: None,
            offset: None,
            sort: None,
            filters,
            selected_columns: None,
        }
    }
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

    /// Role, held in the project or in a tenant (repeatable)
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

    /// Family the user is a member of (repeatable; seen in one SDK only)
    #[arg(long = "family", value_name = "FAMILY_ID")]
    pub family_ids: Option<Vec<Name>>,

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

    /// Dependent of a family, or not (seen in one SDK only)
    #[arg(long)]
    pub dependent: Option<bool>,

    /// Disabled by protection against guesses, and at what (repeatable; seen in one SDK only)
    #[arg(long = "lock-reason", value_name = "REASON")]
    #[arg(value_parser = ["password", "totp", "recovery_codes", "security_questions"])]
    pub lock_reasons: Option<Vec<String>>,

    /// Locked for a time by protection against guesses (repeatable; seen in one SDK only)
    #[arg(long = "temp-lock-reason", value_name = "REASON")]
    #[arg(value_parser = ["password", "recovery_codes", "security_questions"])]
    pub temp_lock_reasons: Option<Vec<String>>,

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

impl Filters {
    /// Whether some users do not match: what widens a search, or says false to "only", leaves everybody.
    fn narrows(&self) -> bool {
        let Ok(Value::Object(given)) = serde_json::to_value(self) else { return false };
        given.iter().any(|(name, value)| match (name.as_str(), value) {
            (_, Value::Null) | ("withTestUser" | "includeSubTenants", _) => false,
            ("scimOnly" | "ssoOnly" | "testUsersOnly", value) => *value == Value::Bool(true),
            _ => true,
        })
    }
}

/// Reads filters as `--where` takes them: `status=disabled`, `verified-email=false`, `sso-only`. They are the
/// flags of a search that say what must match, and nothing else is.
///
/// # Errors
/// Usage where one is empty, is no filter or has no value, and where all together leave everybody: an unset
/// variable must never mean all users.
pub fn parse_filters(filters: &[String]) -> Result<Search> {
    let command = clap::Command::new("filters").no_binary_name(true).disable_help_flag(true);
    let mut command = Filters::augment_args(command);
    let words = filters.iter().map(|filter| as_flag(&command, filter)).collect::<Result<Vec<_>>>()?;
    let matches = command.try_get_matches_from_mut(words);
    let parsed = matches.and_then(|matches| Filters::from_arg_matches(&matches)).map_err(|error| {
        let why = error.to_string();
        let why = why.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
        Error::usage("a filter of `--where` cannot be used").because(why)
    })?;
    let is_empty = |it: &&Assignment| [json!(null), json!(""), json!([]), json!({})].contains(&it.value);
    if let Some(empty) = parsed.custom_attributes.iter().flatten().find(is_empty) {
        return Err(Error::usage(format!("the filter `attribute={}` has no value", empty.key)));
    }
    if !parsed.narrows() {
        return Err(Error::usage("the filters of `--where` leave all users")
            .hint("say which users are meant, such as `--where status=disabled`"));
    }
    Ok(Search::all(parsed))
}

/// One filter as the flag of the same name, with its value in the same word, so that it can be nothing else.
fn as_flag(command: &clap::Command, filter: &str) -> Result<String> {
    let (name, value) = match filter.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (filter, None),
    };
    if name.trim().is_empty() {
        return Err(Error::usage("a filter of `--where` is empty")
            .hint("write it as `name=value`, such as `status=disabled`"));
    }
    let flags = || command.get_arguments().filter_map(|flag| Some((flag.get_long()?, flag)));
    let Some((_, flag)) = flags().find(|(known, _)| *known == name) else {
        let error = Error::usage(format!("`{}` is no filter of `user search`", visible(name)));
        return Err(match nearest(name, flags().map(|(known, _)| known)) {
            Some(nearest) => error.hint(format!("did you mean `{nearest}`?")),
            None => error.hint("`descopectl user search --help` lists the filters"),
        });
    };
    let is_boolean = flag.get_value_parser().type_id() == clap::builder::ValueParser::bool().type_id();
    let value = value.or(is_boolean.then_some("true")).map(str::trim).unwrap_or_default();
    if value.is_empty() {
        return Err(Error::usage(format!("the filter `{name}` has no value")));
    }
    Ok(format!("--{name}={value}"))
}

fn as_role_filters<S: Serializer>(
    filters: &Option<Vec<TenantRoles>>,
    serializer: S,
) -> std::result::Result<S::Ok, S::Error> {
    let Some(filters) = filters else { return serializer.serialize_none() };
    let mut map = serializer.serialize_map(Some(filters.len()))?;
    for filter in filters {
        map.serialize_entry(&filter.tenant, &json!({ "values": filter.roles, "and": filter.all }))?;
    }
    map.end()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(filters: &[&str]) -> Result<Value> {
        let filters: Vec<String> = filters.iter().map(|filter| (*filter).to_owned()).collect();
        parse_filters(&filters).map(|search| serde_json::to_value(search.filters).unwrap())
    }

    fn given(filters: &[&str]) -> String {
        let Value::Object(mut fields) = parsed(filters).unwrap() else { panic!("no object") };
        fields.retain(|_, value| !value.is_null());
        Value::Object(fields).to_string()
    }

    #[test]
    fn filters_are_the_flags_of_a_search() {
        assert_eq!(
            given(&["status=disabled", "status=invited", "tenant=acme", "verified-email=false", "sso-only"]),
            r#"{"statuses":["disabled","invited"],"tenantIds":["acme"],"verifiedEmail":false,"ssoOnly":true}"#
        );
        assert_eq!(
            given(&["attribute=plan=a=b", "attribute=seats:=5", "email=-x@example.com"]),
            r#"{"emails":["-x@example.com"],"customAttributes":{"plan":"a=b","seats":5}}"#
        );
        assert!(parse_filters(&["test-users-only".to_owned()]).unwrap().all);
    }

    #[test]
    fn what_is_no_filter_or_leaves_everybody_is_refused() {
        for filters in [
            &[][..],
            &[""],
            &["  "],
            &["="],
            &["=x"],
            &["status"],
            &["status="],
            &["status= "],
            &["tenant="],
            &["attribute=plan="],
            &["attribute="],
            &["attribute=plan:=null"],
            &["attribute=plan:=[]"],
            &["tenant-role=acme="],
            &["status=disabled", ""],
            &["profile=x"],
            &["sort=email"],
            &["output=json"],
            &["yes"],
            &["all"],
            &["limit=5"],
            &["page=1"],
            &["text=x"],
            &["--status=disabled"],
            &["-h"],
            &["help"],
            &["statuses=disabled"],
            &["stat=disabled"],
            &["status=nosuch"],
            &["sso-only=perhaps"],
            &["with-test-users"],
            &["include-sub-tenants"],
            &["test-users-only=false"],
            &["scim-only=false", "with-test-users"],
            &["created-after=2026-01-01", "created-after=2026-01-02"],
        ] {
            let error = parsed(filters).expect_err(&format!("{filters:?}"));
            assert_eq!(error.kind(), crate::error::Kind::Usage, "{filters:?}");
        }
    }

    #[test]
    fn a_misspelt_filter_names_the_nearest() {
        assert_eq!(parsed(&["statsu=disabled"]).unwrap_err().hints(), ["did you mean `status`?"]);
    }
}
