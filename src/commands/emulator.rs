//! `emulator`: the API on this machine, served to others or to this process alone.

use std::{
    fs::File,
    io::{self, BufRead as _, BufReader, Read as _},
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};

use clap::{Args, Subcommand};
use jiff::SignedDuration;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use url::Url;

use super::input;
use crate::{
    context::Context,
    emulator::{Database, Emulator as Server, Faults, FaultsError, LOCAL_PROJECT_ID, Options, RateLimits},
    error::{Error, Result},
    local::{address_of, default_file, failed, listen, new_key},
    output::{Column, ColumnKind, DONE, Done, Format, Shape, View},
    private,
    profile::files,
    signals::EndRequests,
    span::{self, Span},
};

/// Commands of the emulator.
#[derive(Debug, Subcommand)]
pub enum Emulator {
    #[expect(missing_docs, reason = "the documentation of the arguments is the command's help")]
    Start(Box<Start>),
    #[expect(missing_docs, reason = "the documentation of the arguments is the command's help")]
    Seed(Seed),
    #[expect(missing_docs, reason = "the documentation of the arguments is the command's help")]
    Reset(Reset),
    #[expect(missing_docs, reason = "the documentation of the arguments is the command's help")]
    Status(Status),
}

impl Emulator {
    /// How the document of the command is shown; none where it shows none.
    #[must_use]
    pub fn view(&self) -> Option<&'static View> {
        match self {
            Self::Start(_) => Some(&INTRODUCTION),
            Self::Seed(_) => Some(&SEEDED),
            Self::Reset(_) => Some(&DONE),
            Self::Status(_) => Some(&STATUS),
        }
    }
}

/// Where the emulator keeps its data.
#[derive(Debug, Clone, Args)]
pub struct Storage {
    /// Database file, :memory: for none [default: that of the profile local]
    #[arg(long, value_name = "FILE")]
    pub db: Option<PathBuf>,
}

/// Serve the API on this machine
///
/// Prints what a client needs, address, project ID and management key, as lines that a shell takes.
/// The key is new in each run, unless DESCOPE_MANAGEMENT_KEY or --key-file gives one. The project ID
/// is that of --project-id or DESCOPE_PROJECT_ID, else one of its own. Stops on Ctrl-C; what was
/// answered is on disk.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  descopectl emulator start
  descopectl emulator start --listen 127.0.0.1:8788 --db :memory:
  descopectl emulator start --key-file key.txt -o json
  descopectl emulator start --env-file .env.emulator --cors http://localhost:3000
  descopectl emulator start --enforce-rate-limits --tier tier2 --rate-window 5s
  descopectl emulator start --fault 'POST /v1/mgmt/user/*: cut-after-commit 2%, 503 every 50'
  descopectl emulator start --fault '*: latency 50ms..200ms, 429 1%' --fault-seed 7
  descopectl emulator start --search-lag 2s --request-log requests.jsonl")]
pub struct Start {
    /// Address to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8788")]
    pub listen: SocketAddr,

    /// Allow an address that other machines reach
    #[arg(long)]
    pub allow_remote: bool,

    /// Read the management key from the first line of this file or pipe
    #[arg(long, value_name = "FILE")]
    pub key_file: Option<PathBuf>,

    /// Write the variables that a client needs to this file, as NAME=value
    #[arg(long, value_name = "FILE")]
    pub env_file: Option<PathBuf>,

    /// Let web pages of this origin call it, * for any; repeatable
    #[arg(long, value_name = "ORIGIN", value_parser = origin)]
    pub cors: Vec<String>,

    /// Where the data is.
    #[command(flatten)]
    pub storage: Storage,

    /// How it behaves under test.
    #[command(flatten)]
    pub behaviour: Behaviour,
}

/// How the emulator behaves under test.
///
/// While it runs, PUT /_emulator/limits and PUT /_emulator/faults change it.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Under test")]
pub struct Behaviour {
    /// Refuse requests over the documented rate limits, as the service does
    #[arg(long)]
    pub enforce_rate_limits: bool,

    /// Window of the rate limits, and how long a bucket stays closed [default: 1m]
    #[arg(long, value_name = "TIME", requires = "enforce_rate_limits", value_parser = window)]
    pub rate_window: Option<Duration>,

    /// Tier of the licence: what the project may use up, told to clients that ask
    #[arg(long, value_name = "TIER", default_value = "tier1", value_parser = ["tier1", "tier2", "tier3", "tier4"])]
    pub tier: String,

    /// Let requests fail: `[METHOD] /path: ACTION [N%|every N], …`; repeatable
    ///
    /// The path may end with `*`. Actions: a status such as 503, `latency 200ms` or `latency
    /// 50ms..1s`, `late 2s` (done that much later, also when the client is gone by then),
    /// cut-before-commit, cut-after-commit, cut-mid-reply, garbage.
    #[arg(long, value_name = "RULE", value_parser = rule)]
    pub fault: Vec<String>,

    /// Seed for the percentages of faults; the same seed repeats them
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub fault_seed: u64,

    /// Move the emulator's clock so far ahead, or behind with a minus
    #[arg(long, value_name = "TIME", default_value = "0s", allow_hyphen_values = true, value_parser = clock_offset)]
    pub clock_offset: SignedDuration,

    /// Let searches show the state of so long ago, such as 2s or 500ms
    #[arg(long, value_name = "TIME", default_value = "0s", value_parser = span::precise)]
    pub search_lag: Duration,

    /// Append one JSON line per request to this file
    #[arg(long, value_name = "FILE")]
    pub request_log: Option<PathBuf>,
}

/// About thirty years: times stay such that every part of the API can show them.
const CLOCK_RANGE: i64 = 1_000_000_000;

impl Behaviour {
    fn apply(&self, options: Options) -> Result<Options> {
        let window = self
            .rate_window
            .map_or_else(RateLimits::default, |window| RateLimits { window, ..RateLimits::default() });
        let faults = Faults::parse(&self.fault.join("\n"), self.fault_seed)
            .map_err(|cause| Error::usage("a fault rule is wrong").because(cause))?;
        if let Some(log) = self.request_log.as_deref().filter(|log| private::is_pipe(log)) {
            return Err(Error::usage(format!("could not write `{}`", log.display()))
                .because("it is a pipe, which may have no reader"));
        }
        Ok(Options {
            rate_limits: self.enforce_rate_limits.then_some(window),
            license_tier: self.tier.clone(),
            faults,
            clock_offset: self.clock_offset,
            search_lag: self.search_lag,
            request_log: self.request_log.clone(),
            ..options
        })
    }
}

fn window(text: &str) -> std::result::Result<Duration, String> {
    const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);
    let window = span::precise(text)?;
    let is_possible = window > Duration::ZERO && window <= LONGEST;
    is_possible.then_some(window).ok_or_else(|| "expected a time above 0, at most 24h".to_owned())
}

fn clock_offset(text: &str) -> std::result::Result<SignedDuration, String> {
    let (text, sign) = text.strip_prefix('-').map_or((text, 1), |text| (text, -1));
    let Span(length) = text.parse()?;
    let seconds = i64::try_from(length.as_secs()).ok().filter(|seconds| *seconds <= CLOCK_RANGE);
    let seconds = seconds.ok_or_else(|| format!("expected at most {CLOCK_RANGE} seconds"))?;
    Ok(SignedDuration::from_secs(sign * seconds))
}

/// An origin as browsers send it: scheme, host, and the port where it is not the scheme's own.
fn origin(text: &str) -> std::result::Result<String, String> {
    if text == "*" {
        return Ok(text.to_owned());
    }
    let url = Url::parse(text).map_err(|cause| cause.to_string())?;
    let origin = url.origin().ascii_serialization();
    if !url.origin().is_tuple() || url.path() != "/" || url.query().is_some() {
        return Err("expected an origin such as http://localhost:3000".to_owned());
    }
    Ok(origin)
}

/// A rule that can be read, as it was typed.
fn rule(text: &str) -> std::result::Result<String, FaultsError> {
    Faults::parse(text, 0).map(|_| text.to_owned())
}

/// Load example data from a file
///
/// The file is JSON with tenants, roles, applications, attributes and users; see examples/seed.json.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  descopectl emulator seed examples/seed.json")]
pub struct Seed {
    /// File with the data; - for stdin
    pub file: PathBuf,

    /// Where the data goes.
    #[command(flatten)]
    pub storage: Storage,
}

/// Delete everything in the emulator
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  descopectl emulator reset --yes")]
pub struct Reset {
    /// What is emptied.
    #[command(flatten)]
    pub storage: Storage,
}

/// Show what the emulator holds
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  descopectl emulator status")]
pub struct Status {
    /// What is looked at.
    #[command(flatten)]
    pub storage: Storage,
}

/// Runs a command of the emulator.
///
/// # Errors
/// When the database cannot be opened, the seed is wrong or the address is taken.
pub fn run(context: &Context, command: &Emulator) -> anyhow::Result<()> {
    match command {
        Emulator::Start(arguments) => start(context, arguments),
        Emulator::Seed(arguments) => seed(context, arguments),
        Emulator::Reset(arguments) => reset(context, arguments),
        Emulator::Status(arguments) => {
            let mut status =
                open(context, &existing(context, &arguments.storage)?)?.status().map_err(failed)?;
            if let Some(status) = status.as_object_mut() {
                status.retain(|name, _| !OF_A_SERVER.contains(&name.as_str()));
                status.shift_insert(0, "schema".to_owned(), json!("emulator-status.v1"));
            }
            context.show(&status, &STATUS)
        }
    }
}

/// Names no file: the data is gone with the process.
const MEMORY: &str = ":memory:";

/// What a running server says at `GET /_emulator/status`; a file knows nothing about it.
const OF_A_SERVER: [&str; 4] = ["licenseTier", "rateLimits", "faults", "faultSeed"];

const STATUS: View = View {
    pointer: "",
    shape: Shape::One,
    columns: &[
        Column::text("Database", "database"),
        Column::text("Project ID", "projectId"),
        Column::text("Schema version", "schemaVersion"),
        Column::new("Users", "counts.users", ColumnKind::Number),
        Column::new("Test users", "counts.testUsers", ColumnKind::Number),
        Column::new("Tenants", "counts.tenants", ColumnKind::Number),
        Column::new("Roles", "counts.roles", ColumnKind::Number),
        Column::new("Applications", "counts.applications", ColumnKind::Number),
        Column::new("Attributes", "counts.attributes", ColumnKind::Number),
        Column::new("Passkeys", "counts.passkeys", ColumnKind::Number),
        Column::new("Logins", "counts.logins", ColumnKind::Number),
        Column::new("Sessions", "counts.sessions", ColumnKind::Number),
        Column::new("Outbox", "counts.outbox", ColumnKind::Number),
    ],
    id: "projectId",
    fields: &[],
};

const SEEDED: View = View { pointer: "", shape: Shape::One, columns: &[], id: "users", fields: SEEDED_KINDS };

/// What a seed counts.
const SEEDED_KINDS: &[&str] = &[
    "tenants",
    "roles",
    "applications",
    "attributes",
    "familyAttributes",
    "users",
    "passkeys",
    "trustedDevices",
    "providerTokens",
    "logins",
];

fn start(context: &Context, arguments: &Start) -> anyhow::Result<()> {
    if !arguments.listen.ip().is_loopback() {
        if !arguments.allow_remote {
            let error = Error::usage(format!("other machines would reach `{}`", arguments.listen))
                .hint("add `--allow-remote` if that is meant: the emulator is not made for hostile networks");
            return Err(error.into());
        }
        context.ui.warn(&format!("other machines can reach the emulator at {}", arguments.listen));
    }
    let key = key(context, arguments.key_file.as_deref())?;
    let project_id = project_id(context);
    if context.is_dry_run() {
        arguments.behaviour.apply(options(&arguments.storage, key, None)?)?;
        context.ui.note(&format!("would listen on {}", arguments.listen));
        context.ui.note("dry run: nothing was changed");
        return Ok(());
    }
    context.block_on(async {
        let listener = listen(arguments.listen).await?;
        let base_url = address_of(&listener)?;
        let options = Options {
            project_id: project_id.clone(),
            cors: arguments.cors.clone(),
            ..options(&arguments.storage, key.clone(), Some(&base_url))?
        };
        let server = Server::open(arguments.behaviour.apply(options)?).map_err(failed)?;
        introduce(context, arguments.env_file.as_deref(), &introduction(&base_url, &project_id, &key))?;
        context.ui.status("listening, Ctrl-C stops it");
        server.serve(listener, stopped()).await.map_err(failed)?;
        Ok::<(), anyhow::Error>(())
    })?
}

/// The variables that clients read, with the field of the introduction that each takes. The SDKs disagree
/// about the name of the address.
const VARIABLES: [(&str, &str); 4] = [
    (crate::env::BASE_URL, "baseUrl"),
    (crate::env::BASE_URI, "baseUrl"),
    (crate::env::PROJECT_ID, "projectId"),
    (crate::env::MANAGEMENT_KEY, "managementKey"),
];

/// Says where the emulator is: in the form asked for, else as lines for a shell, and in the file for others.
fn introduce(context: &Context, env_file: Option<&Path>, introduction: &Value) -> anyhow::Result<()> {
    let variables = VARIABLES.map(|(name, field)| (name, introduction[field].as_str().unwrap_or_default()));
    if let Some(file) = env_file {
        let lines = variables.map(|(name, value)| format!("{name}={}\n", dotenv_word(value)));
        files::write_private(file, &lines.concat())?;
    }
    if context.output.format != Format::Table || context.output.query.is_some() {
        return context.show(introduction, &INTRODUCTION);
    }
    let lines = variables.map(|(name, value)| {
        let quoted = |quote: &str| format!("'{}'", value.replace('\'', quote));
        if cfg!(windows) {
            format!("$env:{name} = {}\n", quoted("''"))
        } else if is_plain(value) {
            format!("export {name}={value}\n")
        } else {
            format!("export {name}={}\n", quoted("'\\''"))
        }
    });
    context.ui.out(lines.concat().as_bytes())?;
    Ok(())
}

/// Whether a shell and every reader of such files takes the value as it stands.
fn is_plain(value: &str) -> bool {
    value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.:/".contains(&byte))
}

fn dotenv_word(value: &str) -> String {
    match value {
        value if is_plain(value) => value.to_owned(),
        value => format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"").replace('$', "\\$")),
    }
}

fn introduction(base_url: &Url, project_id: &str, key: &SecretString) -> Value {
    json!({
        "schema": "emulator.v1",
        "baseUrl": base_url.as_str().trim_end_matches('/'),
        "projectId": project_id,
        "managementKey": key.expose_secret(),
    })
}

const INTRODUCTION: View = View {
    pointer: "",
    shape: Shape::One,
    columns: &[
        Column::text("Base URL", "baseUrl"),
        Column::text("Project ID", "projectId"),
        Column::text("Management key", "managementKey"),
    ],
    id: "baseUrl",
    fields: &["schema", "baseUrl", "projectId", "managementKey"],
};

fn seed(context: &Context, arguments: &Seed) -> anyhow::Result<()> {
    let name = input::name_of(&arguments.file);
    let text = input::read_text(&arguments.file)?;
    let mut storage = arguments.storage.clone();
    if context.is_dry_run() {
        // What the file alone says is checked: an empty database takes it, or nothing would.
        storage.db = Some(PathBuf::from(MEMORY));
    }
    let server = open(context, &storage)?;
    let report =
        server.seed(&text).map_err(|cause| Error::usage(format!("could not load {name}")).because(cause))?;
    let mut report = serde_json::to_value(report)?;
    if let Some(report) = report.as_object_mut().filter(|_| context.output.format != Format::Table) {
        report.shift_insert(0, "schema".to_owned(), json!("emulator-seed.v1"));
    }
    context.show_made(&report, &SEEDED)?;
    if context.is_dry_run() {
        context.ui.note("dry run: nothing was changed");
    }
    Ok(())
}

fn reset(context: &Context, arguments: &Reset) -> anyhow::Result<()> {
    let place = place(&arguments.storage)?;
    let done = |is_dry_run| {
        let subject = place.as_str();
        context.show_done(&Done {
            command: "emulator reset",
            subject: Some(subject),
            is_dry_run,
            ..Done::default()
        })
    };
    if context.is_dry_run() {
        context.ui.note(&format!("would delete everything in {place}"));
        context.ui.note("dry run: nothing was changed");
        return done(true);
    }
    context.ui.confirm(&format!("Delete everything in {place}?"))?;
    if let Database::File(file) = options(&arguments.storage, new_key()?, None)?.database {
        context.note_subject(&file);
    }
    context.note_change();
    open(context, &arguments.storage)?.reset().map_err(failed)?;
    context.ui.status("the emulator is empty");
    done(false)
}

/// Where data is that is only looked at: opening a file that does not exist would make it.
fn existing(context: &Context, storage: &Storage) -> Result<Storage> {
    let Database::File(file) = options(storage, new_key()?, None)?.database else {
        return Ok(storage.clone());
    };
    if file.exists() {
        return Ok(storage.clone());
    }
    context.ui.note(&format!("there is no database `{}` yet", file.display()));
    Ok(Storage { db: Some(PathBuf::from(MEMORY)) })
}

/// Where the data is, as a question says it.
fn place(storage: &Storage) -> Result<String> {
    Ok(match options(storage, new_key()?, None)?.database {
        Database::Memory => "the emulator's memory".to_owned(),
        Database::File(file) => format!("the emulator's database `{}`", file.display()),
    })
}

/// Opens the data without serving it.
fn open(context: &Context, storage: &Storage) -> Result<Server> {
    let project_id = project_id(context);
    Server::open(Options { project_id, ..options(storage, new_key()?, None)? }).map_err(failed)
}

/// The project that clients must name: as typed or set, else the emulator's own. A profile does not count: it
/// is about the service.
fn project_id(context: &Context) -> String {
    context.settings.named_project().map_or_else(|| LOCAL_PROJECT_ID.to_owned(), ToString::to_string)
}

fn options(storage: &Storage, key: SecretString, base_url: Option<&Url>) -> Result<Options> {
    let database = match &storage.db {
        Some(file) if file.as_os_str() == MEMORY => Database::Memory,
        Some(file) => Database::File(file.clone()),
        None => Database::File(default_file()?),
    };
    let issuer = base_url.map(|url| url.as_str().trim_end_matches('/').to_owned());
    Ok(Options { issuer, ..Options::new(database, key) })
}

/// The key that clients must send: given by file or environment, else a new one.
fn key(context: &Context, file: Option<&Path>) -> Result<SecretString> {
    if let Some(file) = file {
        let text = first_line(file).map_err(|cause| {
            let error = Error::usage(format!("could not read `{}`", file.display()));
            let error = if cause.kind() == io::ErrorKind::TimedOut {
                error.hint("what takes longer can go through a file, or into `DESCOPE_MANAGEMENT_KEY`")
            } else {
                error
            };
            error.because(cause)
        })?;
        return match text.trim() {
            "" => Err(Error::usage(format!("`{}` holds no key", file.display()))),
            key => Ok(SecretString::from(key)),
        };
    }
    match context.environment.text(crate::env::MANAGEMENT_KEY)? {
        Some(key) => Ok(SecretString::from(key.to_owned())),
        None => new_key(),
    }
}

/// How long a pipe is waited for: `--key-file <(command)` takes a moment, and to some nobody ever writes.
const PIPE_WAIT: Duration = Duration::from_secs(5);

/// No key is longer.
const KEY_LINE: u64 = 64 * 1024;

/// The first line of a file or a pipe.
fn first_line(file: &Path) -> io::Result<String> {
    let read = |file: File| {
        let mut line = String::new();
        BufReader::new(file.take(KEY_LINE)).read_line(&mut line).map(|_| line)
    };
    if !private::is_pipe(file) {
        return private::open_regular(file).and_then(read);
    }
    let why = || format!("nothing came out of this pipe within {} seconds", PIPE_WAIT.as_secs());
    private::read_pipe_within(file, PIPE_WAIT, read, why)
}

/// Ends when the process is asked to stop.
async fn stopped() {
    EndRequests::listen().next().await;
}
