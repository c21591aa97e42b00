//! Commands for many users at once. Their rows are in `lifecycle`.

use std::{path::PathBuf, str::FromStr};

use clap::{
    Args,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};
use serde::Serialize;

use super::{Backup, Delivery, Invitation};
use crate::{
    error::{Error, Result},
    ops::{Effect, Rows, Spec, arguments::CountryCode, identifier::Reading, row::RowType},
    span::Span,
};

/// Where the rows come from.
#[derive(Debug, Clone, Args)]
pub struct Input {
    /// Files with the users; - for stdin
    #[arg(required_unless_present = "template", value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// Form of the input [default: by the file's ending, else by its first character]
    #[arg(long, value_enum)]
    pub format: Option<InputFormat>,

    /// Print a file to fill in, and stop [default form: csv, or that of -o]
    #[arg(long, value_enum, value_name = "FORM", conflicts_with = "files", num_args = 0..=1)]
    pub template: Option<Option<TemplateForm>>,

    /// What the columns say.
    #[command(flatten)]
    pub columns: Columns,
}

/// How a file is written down, and what its columns are called.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Reading")]
pub struct Layout {
    /// Read a column as this field; without a field it is left out (repeatable)
    #[arg(long, value_name = "COLUMN=FIELD")]
    pub map: Vec<Pair>,

    /// Names of the columns, where the file has no header
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub header: Option<Vec<String>>,

    /// Lines before the header of a table [default: those that are recognised]
    #[arg(long, value_name = "COUNT")]
    pub skip_lines: Option<u64>,

    /// Sheet of a workbook [default: the first one that is not hidden]
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,

    /// List of the users in a JSON object, such as data.users [default: the one that is found]
    #[arg(long, value_name = "PATH")]
    pub list: Option<String>,

    /// Encoding of the text, such as windows-1252 [default: UTF-8 or UTF-16]
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,

    /// Leave out columns and fields that do not exist, and list them
    #[arg(long)]
    pub ignore_unknown: bool,

    /// Let quoted cells hold lines that look like rows of the file
    #[arg(long)]
    pub allow_rows_in_cells: bool,

    /// Read a page of a list though it says that more users follow
    #[arg(long)]
    pub allow_page: bool,
}

/// What the columns of a file say.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Reading")]
pub struct Columns {
    /// How it is written down.
    #[command(flatten)]
    pub layout: Layout,

    /// Give every row this value (repeatable)
    #[arg(long, value_name = "FIELD=VALUE")]
    pub set: Vec<Pair>,

    /// Read this value of a column as another, such as 'Status:Active=enabled' (repeatable)
    #[arg(long, value_name = "COLUMN:TEXT=VALUE")]
    pub value: Vec<ValueOf>,

    /// Country of phone numbers that name none, such as 44; only whole numbers are completed
    #[arg(long, value_name = "CODE")]
    pub default_country: Option<CountryCode>,

    /// File with the hash parameters of the project that the users come from
    #[arg(long, value_name = "FILE")]
    pub hash_config: Option<PathBuf>,

    /// Send a text that looks like a hash as a password in clear text
    #[arg(long)]
    pub allow_hash_as_password: bool,

    /// Send new users who have neither an e-mail address nor a phone number
    #[arg(long)]
    pub allow_no_contact: bool,

    /// Make two users of login IDs that differ in letter case only
    #[arg(long)]
    pub allow_case_variants: bool,

    /// Check roles, tenants and attributes against the project first: 3 requests
    #[arg(long)]
    pub online: bool,
}

impl Columns {
    /// What decides what is read from the same file.
    #[must_use]
    pub fn meaning(&self) -> String {
        let Self {
            layout: Layout { map, header, encoding, sheet, list, skip_lines, .. },
            set,
            value,
            default_country,
            ..
        } = self;
        let further = (value, header, encoding, default_country, sheet);
        let meaning = match further {
            // As it was before there were more, so that older journals are found.
            (values, None, None, None, None) if values.is_empty() => format!("{map:?} {set:?}"),
            further => format!("{map:?} {set:?} {further:?}"),
        };
        match (list, skip_lines) {
            (None, None) => meaning,
            further => format!("{meaning} {further:?}"),
        }
    }
}

/// A value of a column, and what it is read as: `COLUMN:TEXT=VALUE`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueOf {
    /// Name of the column.
    pub column: String,
    /// The value.
    pub from: String,
    /// What it is read as.
    pub to: String,
}

impl FromStr for ValueOf {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const FORM: &str = "expected `COLUMN:TEXT=VALUE`, such as `Status:Active=enabled`";
        let (column, rest) = text.split_once(':').ok_or(FORM)?;
        let (from, to) = rest.split_once('=').ok_or(FORM)?;
        if column.is_empty() {
            return Err(FORM);
        }
        // Where the title of a column holds a colon, what stands behind that is no value yet.
        Ok(Self { column: column.trim().to_owned(), from: from.to_owned(), to: to.trim().to_owned() })
    }
}

/// Two texts with a `=` between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Before the first `=`.
    pub name: String,
    /// Behind it.
    pub value: String,
}

impl FromStr for Pair {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once('=') {
            Some((name, value)) if !name.is_empty() => {
                Ok(Self { name: name.to_owned(), value: value.to_owned() })
            }
            _ => Err("expected two texts with `=` between them"),
        }
    }
}

/// Form of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum TemplateForm {
    /// A header line
    Csv,
    /// An array with one object
    Json,
    /// One object
    Jsonl,
}

/// Form of a file with rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum InputFormat {
    /// Values separated by commas, semicolons or tabs, with a header line
    Csv,
    /// One JSON array of objects
    Json,
    /// One JSON object a line
    Jsonl,
    /// One login ID or user ID a line, without a header
    Lines,
    /// A sheet of a workbook: xlsx, xlsb, xls or ods
    Workbook,
    /// Records of a directory
    Ldif,
}

/// How a run goes and what it leaves behind.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Run")]
pub struct Running {
    /// Write one JSON line for each row, with its outcome, to this file
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,

    /// Write the rows that failed, with the reason, to this file: fix them and run again
    #[arg(long, value_name = "FILE")]
    pub failures: Option<PathBuf>,

    /// Write the outcomes as JUnit XML to this file, for the test view of a CI server
    #[arg(long, value_name = "FILE")]
    pub junit: Option<PathBuf>,

    /// Most requests in flight; fewer are where replies come fast
    #[arg(long, value_name = "COUNT", default_value_t = 64, value_parser = clap::value_parser!(u16).range(1..=64))]
    pub in_flight: u16,

    /// Send nothing new once more rows than this have failed
    #[arg(long, value_name = "COUNT")]
    pub max_failures: Option<u64>,

    /// Send nothing new after this time, such as 90s, 10m or 1h30m
    #[arg(long, value_name = "TIME")]
    pub deadline: Option<Span>,

    /// Forget what an earlier run of this command has done, and begin anew
    #[arg(long)]
    pub restart: bool,
}

/// What is done with a row whose user exists already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum OnExists {
    /// Count the row as failed
    Fail,
    /// Leave the user alone
    #[default]
    Skip,
    /// Change the fields that differ
    Update,
}

/// Exports of other services that `--from` takes.
pub const SOURCES: [&str; 15] = [
    "auth0",
    "firebase",
    "cognito",
    "okta",
    "clerk",
    "workos",
    "keycloak",
    "supabase",
    "entra",
    "b2c",
    "google-workspace",
    "ldif",
    "django",
    "wordpress",
    "descope",
];

/// How records of another form become rows.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Other forms")]
pub struct Conversion {
    /// Turn each record into users with this jq program, or the one in FILE.jq
    #[arg(long, value_name = "JQ")]
    pub transform: Option<String>,
}

/// How the users of another service become users here.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Other forms")]
pub struct Migration {
    /// The program.
    #[command(flatten)]
    pub conversion: Conversion,

    /// Read the export of another service; `source list` says which
    #[arg(
        long, value_name = "SOURCE", conflicts_with = "transform", hide_possible_values = true,
        value_parser = PossibleValuesParser::new(SOURCES)
    )]
    pub from: Option<String>,

    /// Custom attribute for the ID that a user had there; `none` drops it [default: legacyId]
    #[arg(long, value_name = "ATTRIBUTE")]
    pub legacy_id: Option<String>,

    /// File of JSON lines with more of each user: the password hashes of Auth0
    #[arg(long, value_name = "FILE", requires = "from")]
    pub join: Option<PathBuf>,

    /// Create what the users need and the project lacks: attributes, roles, tenants
    #[arg(long, value_name = "KIND,…", value_enum, value_delimiter = ',')]
    pub create_missing: Vec<Missing>,

    /// Leave out roles or tenants of the users: roles, tenants
    #[arg(long, value_name = "KIND,…", value_enum, value_delimiter = ',')]
    pub leave_out: Vec<LeftOut>,

    /// Write old ID, login ID, user ID and outcome of each row to this CSV file; later runs add to it
    #[arg(long, value_name = "FILE")]
    pub id_map: Option<PathBuf>,
}

impl Migration {
    /// The attribute that keeps the old ID; none where it is dropped.
    #[must_use]
    pub fn legacy_attribute(&self) -> Option<&str> {
        match self.legacy_id.as_deref() {
            Some("none") => None,
            Some(name) => Some(name),
            None => Some("legacyId"),
        }
    }
}

/// What users need and a project may lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Missing {
    /// Definitions of custom attributes
    Attributes,
    /// Roles of the project
    Roles,
    /// Tenants
    Tenants,
}

/// What users of another service need not bring with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum LeftOut {
    /// Roles of the project
    Roles,
    /// Tenants, with the roles there
    Tenants,
}

/// Rows that make users, and how they are run.
#[derive(Debug, Clone, Args)]
pub struct Creation {
    /// The rows.
    #[command(flatten)]
    pub input: Input,

    /// Where the users come from.
    #[command(flatten)]
    pub migration: Migration,

    /// What to do with a row whose user exists
    #[arg(long, value_enum, value_name = "HOW", default_value_t)]
    pub on_exists: OnExists,

    /// Go ahead only if exactly this many users lose a role, a tenant, a family, an application or their status by `--on-exists update`; this answers the question
    #[arg(long, value_name = "COUNT")]
    pub expect: Option<u64>,

    /// The run.
    #[command(flatten)]
    pub running: Running,
}

/// Create many users from a file
///
/// Reads CSV with a header line, a JSON array or JSON lines, also packed with gzip. The columns are the
/// API's field names: loginId, email, phone, name, verifiedEmail, roleNames, customAttributes.plan and
/// so on; --template prints them, --map reads others. The whole file is checked before the first
/// request. Requests are paced under the rate limit. Every row that fails is named by its line; the
/// others go through, and the exit code is then 3. After a crash or Ctrl-C the same command resumes
/// where it stopped.
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl user batch-create users.csv
  descopectl user batch-create users.jsonl --dry-run
  descopectl user batch-create - --format csv < users.csv
  descopectl user batch-create users.csv --on-exists update --failures failed.csv
  descopectl user batch-create users.csv --map 'E-Mail=email' --map Notes= --set status=enabled --online
  descopectl user batch-create acme.json --from auth0 --join hashes.ndjson --create-missing attributes
  descopectl user batch-create staff.csv --transform '{loginId: .mail, email: .mail}'
  descopectl user batch-create --template csv")]
pub struct BatchCreate {
    /// The rows, and the run.
    #[command(flatten)]
    #[serde(skip)]
    pub creation: Creation,

    /// How the users are invited.
    #[command(flatten)]
    #[serde(flatten)]
    pub invitation: Invitation,
}

/// Invite many users from a file
///
/// Like `user batch-create`, with an invitation for every user who is created. Users who exist are not
/// invited again: that is `user invite`.
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl user batch-invite users.csv --invite-url https://example.com/welcome
  descopectl user batch-invite users.csv --send-sms --template-option team=Sales --dry-run
  descopectl user batch-invite --template csv")]
pub struct BatchInvite {
    /// The rows, and the run.
    #[command(flatten)]
    #[serde(skip)]
    pub creation: Creation,

    #[arg(skip = true)]
    invite: bool,

    /// How the invitations are sent.
    #[command(flatten)]
    #[serde(flatten)]
    pub delivery: Delivery,
}

/// Change many users from a file
///
/// The columns are those of `user batch-create`; loginId takes a login ID or a user ID. What is not
/// given stays. An empty cell means not given, @null empties the field. Where a row takes a role, a tenant, a
/// family, an application or the right to sign in away from a user as it is, that is asked first, and the old
/// values are saved.
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl user batch-patch changes.csv
  descopectl user batch-patch changes.jsonl --dry-run
  descopectl user batch-patch --template")]
pub struct BatchPatch {
    /// The rows.
    #[command(flatten)]
    #[serde(skip)]
    pub input: Input,

    /// How records of another form become rows.
    #[command(flatten)]
    #[serde(skip)]
    pub conversion: Conversion,

    /// Go ahead only if exactly this many users lose a role, a tenant, a family, an application, a login ID or their status; this answers the question
    #[arg(long, value_name = "COUNT")]
    #[serde(skip)]
    pub expect: Option<u64>,

    /// The run.
    #[command(flatten)]
    #[serde(skip)]
    pub running: Running,
}

/// Delete many users, listed in a file or found by a search
///
/// The file holds one login ID or user ID a line, or is CSV or JSON with userId or loginId; other
/// fields of users are passed over. Users are looked up and their full records saved before they are deleted.
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl user batch-delete leavers.txt
  descopectl user search --status disabled --all -o ids | descopectl user batch-delete - --expect 42
  descopectl user batch-delete --where status=disabled --where tenant=acme")]
pub struct BatchDelete {
    /// Files with the users; - for stdin
    #[arg(required_unless_present = "filters", value_name = "FILE")]
    #[serde(skip)]
    pub files: Vec<PathBuf>,

    /// Form of the input [default: by the file's ending, else by its first line]
    #[arg(long, value_enum, conflicts_with = "filters")]
    #[serde(skip)]
    pub format: Option<InputFormat>,

    /// Search filter instead of a file: a flag of `user search` and its value (repeatable)
    #[arg(long = "where", value_name = "FILTER=VALUE", conflicts_with_all = ["files", "Layout", "by", "restart"])]
    #[serde(skip)]
    pub filters: Vec<String>,

    /// How the file is written down.
    #[command(flatten)]
    #[serde(skip)]
    pub layout: Layout,

    /// Go ahead only if exactly this many users would be deleted, which takes the place of the question
    #[arg(long, value_name = "COUNT")]
    #[serde(skip)]
    pub expect: Option<u64>,

    /// How identifiers are read.
    #[command(flatten)]
    #[serde(skip)]
    pub reading: Reading,

    /// Where the records go first.
    #[command(flatten)]
    #[serde(skip)]
    pub backup: Backup,

    /// The run.
    #[command(flatten)]
    #[serde(skip)]
    pub running: Running,
}

/// Run an operation on one user for each row of a file
///
/// Each column is an argument of that command, under the API's name or the name of the flag; --template
/// prints them. What all rows have in common can be given with --set. A plain list of login IDs or user
/// IDs will do where nothing else differs. Rows may run in any order.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  descopectl user batch-run update-email addresses.csv
  descopectl user batch-run add-role leads.txt --set roleNames=admin --set tenantId=acme
  descopectl user batch-run update-status leavers.txt --set status=disabled
  descopectl user batch-run logout everyone.txt --expect 4312
  descopectl user batch-run update-login-id --template csv")]
pub struct BatchRun {
    /// Command on one user, such as update-email
    #[arg(value_name = "OPERATION", value_parser = runnable())]
    pub operation: String,

    /// The rows.
    #[command(flatten)]
    pub input: Input,

    /// Go ahead only if the file has exactly this many rows
    #[arg(long, value_name = "COUNT")]
    pub expect: Option<u64>,

    /// How identifiers are read.
    #[command(flatten)]
    pub reading: Reading,

    /// The run.
    #[command(flatten)]
    pub running: Running,
}

/// Operations that `user batch-run` takes, each with what a row holds.
pub fn runnable_operations() -> impl Iterator<Item = (&'static Spec, &'static RowType)> {
    super::SPECS.iter().filter_map(|spec| match &spec.rows {
        Rows::Run(rows) => Some((*spec, rows)),
        Rows::No(_) => None,
    })
}

/// The operation of this command word, with what a row holds.
///
/// # Errors
/// Usage when it does not run row by row.
pub fn runnable_operation(verb: &str) -> Result<(&'static Spec, &'static RowType)> {
    let found = runnable_operations().find(|(spec, _)| spec.is_called(verb));
    found.ok_or_else(|| Error::usage(format!("`{verb}` cannot be run in a batch")))
}

/// An operation by its command word; one that does not run row by row is refused with the reason.
fn runnable() -> impl TypedValueParser<Value = String> {
    let known = super::SPECS.iter().map(|spec| {
        let is_runnable = matches!(spec.rows, Rows::Run(_));
        PossibleValue::new(spec.verb).hide(!is_runnable)
    });
    PossibleValuesParser::new(known).try_map(|verb| {
        let spec = super::SPECS.iter().find(|spec| spec.is_called(&verb));
        match spec.map(|spec| (spec.rows, spec.effect)) {
            Some((Rows::No(_), Effect::Read)) => Err("it changes nothing"),
            Some((Rows::No(why), _)) => Err(why),
            Some((Rows::Run(_), _)) | None => Ok(verb),
        }
    })
}

/// Write all users to a file that batch-create takes
///
/// The file appears only when it is complete: as many users as the server counts. One that is there is
/// replaced after a question. It holds what a new
/// user can be given; passwords, factors and history cannot be exported.
#[derive(Debug, Args, Serialize)]
#[command(after_help = "Examples:
  descopectl user export users.jsonl
  descopectl user export users.csv --with-test-users
  descopectl user export - | gzip > users.jsonl.gz
  descopectl user export records.jsonl --full")]
pub struct Export {
    /// File to write; - for stdout
    #[serde(skip)]
    pub file: PathBuf,

    /// Form of the file [default: by its ending; on stdout that of -o, or jsonl]
    #[arg(long, value_enum)]
    #[serde(skip)]
    pub format: Option<ExportFormat>,

    /// Write the API's full records; batch-create does not take them
    #[arg(long)]
    #[serde(skip)]
    pub full: bool,

    /// Take test users too
    #[arg(long)]
    #[serde(skip)]
    pub with_test_users: bool,
}

/// Form of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ExportFormat {
    /// One JSON object a line
    Jsonl,
    /// A JSON array of objects
    Json,
    /// Comma-separated values
    Csv,
}
