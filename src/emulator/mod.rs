//! An emulator of the User Management API: axum in front, SQLite behind, nothing else needed.
//!
//! It is written from the contract alone and shares no code with the client, so that a mistake on one side
//! cannot hide behind the same mistake on the other. A request travels `connections` (socket) → `middleware` (limits,
//! faults, log) → `serve` (route, key, body) → one function of the noun's file → `store` (the only SQL) → `reply`.
//! `state` is what requests share and knows none of these. What the contract leaves open is decided in
//! `docs/emulator-decisions.md`.

mod admin;
mod applications;
mod attributes;
mod bearer;
mod challenges;
mod clock;
mod connections;
mod create;
mod decode;
mod error;
mod faults;
mod hashes;
mod identity;
mod ids;
mod impersonation;
mod import;
mod intake;
mod jwt;
mod limits;
mod lookups;
mod mfa;
mod middleware;
mod passwords;
mod profile;
mod reply;
mod request_log;
mod roles;
mod route;
mod search;
mod seed;
mod self_service;
mod serve;
mod sessions;
mod state;
mod store;
mod tenants;
mod tokens;
mod update_fields;
mod users;
mod view;

#[cfg(test)]
mod tests;

pub use error::Error;
pub use faults::{Faults, FaultsError};
pub use limits::RateLimits;
pub use seed::SeedReport;
pub use state::{Database, Emulator, LOCAL_PROJECT_ID, Options};

use route::Route;

const TABLE: &[&[Route]] = &[
    users::ROUTES,
    create::ROUTES,
    update_fields::ROUTES,
    search::ROUTES,
    lookups::ROUTES,
    passwords::ROUTES,
    mfa::ROUTES,
    sessions::ROUTES,
    self_service::ROUTES,
    challenges::ROUTES,
    impersonation::ROUTES,
    import::ROUTES,
    tokens::ROUTES,
    attributes::ROUTES,
    tenants::ROUTES,
    roles::ROUTES,
    applications::ROUTES,
    admin::ROUTES,
];

fn all_routes() -> impl Iterator<Item = &'static Route> {
    TABLE.iter().copied().flatten()
}

/// Method and path of every route that is served.
pub fn routes() -> Vec<(&'static str, &'static str)> {
    all_routes().map(|route| (route.method, route.path)).collect()
}
