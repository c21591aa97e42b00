//! An emulator of the User Management API: axum in front, SQLite behind, nothing else needed.
//!
//! It is written from the contract alone and shares no code with the client, so that a mistake on one side
//! cannot hide behind the same mistake on the other. A request travels `connections` (socket) → `edge` (limits, faults, log)
//! → `server` (route, key, body) → one
//! function of the noun's file → `store` (the only SQL) → `reply`. What the contract leaves open is decided in
//! `docs/emulator-decisions.md`.

mod account;
mod admin;
mod applications;
mod attributes;
mod challenges;
mod clock;
mod connections;
mod create;
mod decode;
mod edge;
mod error;
mod factors;
mod faults;
mod granular;
mod hashes;
mod identity;
mod ids;
mod impersonation;
mod import;
mod jwt;
mod limits;
mod lookups;
mod passwords;
mod profile;
mod reply;
mod request_log;
mod roles;
mod route;
mod search;
mod seed;
mod server;
mod sessions;
mod store;
mod tenants;
mod tokens;
mod users;
mod view;

#[cfg(test)]
mod tests;

pub use error::Error;
pub use faults::{Faults, FaultsError};
pub use limits::RateLimits;
pub use seed::SeedReport;
pub use server::{Database, Emulator, LOCAL_PROJECT_ID, Options};

use route::Route;

const TABLE: &[&[Route]] = &[
    users::ROUTES,
    create::ROUTES,
    granular::ROUTES,
    search::ROUTES,
    lookups::ROUTES,
    passwords::ROUTES,
    factors::ROUTES,
    sessions::ROUTES,
    account::ROUTES,
    challenges::ROUTES,
    impersonation::ROUTES,
    import::ROUTES,
    tokens::ROUTES,
    attributes::ROUTES,
    tenants::ROUTES,
    roles::ROUTES,
    applications::ROUTES,
];

fn all_routes() -> impl Iterator<Item = &'static Route> {
    TABLE.iter().copied().flatten()
}

/// Method and path of every route that is served.
pub fn routes() -> Vec<(&'static str, &'static str)> {
    all_routes().map(|route| (route.method, route.path)).collect()
}
