//! descopectl: an unofficial admin command line for the Descope User Management API.
pub mod api;
#[cfg(feature = "emulator")]
pub mod emulator;
pub mod env;
pub mod error;
pub mod ops;
pub mod output;
pub mod profile;
pub mod settings;
pub mod ui;
