//! descopectl: an unofficial admin command line for the Descope User Management API.
#[cfg(feature = "emulator")]
pub mod emulator;
pub mod error;
pub mod ui;
