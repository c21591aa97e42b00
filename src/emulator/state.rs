//! The emulator's state: options, and what all requests share.

use std::ops::Deref;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::http::HeaderValue;
use jiff::SignedDuration;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

use super::bearer::BearerCheck;
use super::clock::Clock;
use super::error::Error;
use super::faults::{Faults, Injector};
use super::jwt::Signer;
use super::limits::{Limiter, RateLimits};
use super::reply::ApiError;
use super::request_log::RequestLog;
use super::store::{Store, lock};

/// The project ID of the `local` profile: fixed, in the shape of a real one, and obviously not one.
pub const LOCAL_PROJECT_ID: &str = "PEmulator0Local0Project00000";

/// Where the emulator keeps its users.
#[derive(Debug, Clone)]
pub enum Database {
    /// A SQLite file; it and its folder are created when missing, readable by the owner only.
    File(PathBuf),
    /// Nothing is kept after the last handle is gone.
    Memory,
}

/// How an emulator is set up. [`Options::new`] gives what has to be chosen; the rest may be changed after it.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where the users are kept.
    pub database: Database,
    /// The project ID that callers have to name.
    pub project_id: String,
    /// The key that callers have to know.
    pub management_key: SecretString,
    /// The rate-limit tier that the licence call reports, `tier1` to `tier4`.
    pub license_tier: String,
    /// Base URL for the `iss` claim of tokens and for links.
    pub issuer: Option<String>,
    /// The rate limits to enforce; without them requests are not counted.
    pub rate_limits: Option<RateLimits>,
    /// What goes wrong on purpose.
    pub faults: Faults,
    /// How far the emulator's clock is ahead of the system's; negative is behind.
    pub clock_offset: SignedDuration,
    /// How long searches show what was before a change.
    pub search_lag: Duration,
    /// Origins whose web pages may call the emulator from a browser; `*` stands for any.
    pub cors: Vec<String>,
    /// A file that gets one JSON line per request.
    pub request_log: Option<PathBuf>,
}

impl Options {
    /// The `local` project on the lowest tier, with nothing enforced.
    pub fn new(database: Database, management_key: impl Into<SecretString>) -> Self {
        Self {
            database,
            project_id: LOCAL_PROJECT_ID.to_owned(),
            management_key: management_key.into(),
            license_tier: "tier1".to_owned(),
            issuer: None,
            rate_limits: None,
            faults: Faults::default(),
            clock_offset: SignedDuration::ZERO,
            search_lag: Duration::ZERO,
            cors: Vec::new(),
            request_log: None,
        }
    }
}

/// A running emulator; clones share it.
#[derive(Clone)]
pub struct Emulator {
    state: Arc<State>,
}

/// What requests share. The modules of the emulator read it through [`Emulator`].
pub struct State {
    pub(super) options: Options,
    pub(super) store: Store,
    pub(super) signer: Signer,
    pub(super) bearer: BearerCheck,
    pub(super) limiter: Limiter,
    pub(super) request_log: Option<RequestLog>,
    injector: Mutex<Arc<Injector>>,
}

impl Deref for Emulator {
    type Target = State;

    fn deref(&self) -> &State {
        &self.state
    }
}

impl Emulator {
    /// Opens the database, creating file and schema when they are missing.
    pub fn open(options: Options) -> Result<Self, Error> {
        let path = match &options.database {
            Database::File(path) => Some(path.as_path()),
            Database::Memory => None,
        };
        let store = Store::open(path, options.search_lag, Clock::new(options.clock_offset))?;
        let signer = store.write(|tx| {
            tx.initialize()?;
            Signer::load(tx)
        });
        let bearer = BearerCheck::new(&options.project_id, options.management_key.expose_secret());
        let request_log = options.request_log.as_deref().map(RequestLog::open).transpose();
        let state = State {
            store,
            signer: signer.map_err(database)?,
            bearer: bearer.map_err(database)?,
            limiter: Limiter::new(options.rate_limits, &options.license_tier),
            injector: Mutex::new(Arc::new(Injector::new(options.faults.clone()))),
            request_log: request_log.map_err(Error::RequestLog)?,
            options,
        };
        Ok(Self { state: Arc::new(state) })
    }

    /// Leaves what a new database has, and the signing key.
    pub fn reset(&self) -> Result<(), Error> {
        self.store.write(|tx| tx.clear()).map_err(database)
    }

    /// Enforces other rate limits, or none, from now on; what was counted is forgotten.
    pub fn set_rate_limits(&self, limits: Option<RateLimits>) {
        self.limiter.set(limits);
    }

    /// Injects other faults, or none, from now on; `every N` starts to count anew.
    pub fn set_faults(&self, faults: Faults) {
        *lock(&self.injector) = Arc::new(Injector::new(faults));
    }

    /// Counts per kind, where the database is, its schema version and the project ID.
    pub fn status(&self) -> Result<Value, Error> {
        let counts = self.store.read(|tx| tx.counts()).map_err(database)?;
        Ok(json!({
            "projectId": self.options.project_id,
            "database": self.store.path().map_or(":memory:".into(), |path| path.to_string_lossy()),
            "schemaVersion": self.store.schema_version(),
            "licenseTier": self.options.license_tier,
            "rateLimits": self.limiter.limits().map(|limits| json!({
                "windowSeconds": limits.window.as_secs_f64(),
                "scale": limits.scale,
            })),
            "faults": self.injector().faults().rules().collect::<Vec<_>>(),
            "faultSeed": self.injector().faults().seed(),
            "counts": counts,
        }))
    }
}

impl State {
    pub(super) fn clock(&self) -> Clock {
        self.store.clock()
    }

    /// Base URL of links the emulator makes up.
    pub(super) fn issuer(&self) -> &str {
        self.options.issuer.as_deref().unwrap_or("http://localhost").trim_end_matches('/')
    }

    /// The `iss` claim: the base URL with the project ID, or the bare project ID.
    pub(super) fn token_issuer(&self) -> String {
        match &self.options.issuer {
            Some(_) => format!("{}/{}", self.issuer(), self.options.project_id),
            None => self.options.project_id.clone(),
        }
    }

    pub(super) fn injector(&self) -> Arc<Injector> {
        Arc::clone(&lock(&self.injector))
    }

    /// Whether web pages of this origin may read replies.
    pub(super) fn serves_origin(&self, origin: &HeaderValue) -> bool {
        self.options.cors.iter().any(|known| known == "*" || origin == known.as_str())
    }
}

fn database(error: ApiError) -> Error {
    Error::Database(error.message().to_owned())
}
