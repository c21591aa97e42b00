//! descopectl: an unofficial admin command line for the Descope User Management API.
//!
//! Data flows one way: arguments → request → client → reply → output. Each module knows only those
//! above it in this list, except that `emulator` knows none of them.

pub mod error;

pub mod env;
pub mod signals;
pub mod ui;

pub mod output;

pub mod ops;

pub mod api;

pub mod profile;

pub mod settings;

pub mod bulk;

pub mod context;

pub mod commands;

pub mod cli;

#[cfg(feature = "emulator")]
pub mod emulator;
