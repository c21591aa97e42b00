//! A sandbox in which tests look like a terminal session.

pub(crate) mod contract;
pub(crate) mod emulator;
pub(crate) mod sandbox;

pub(crate) use contract::Contract;
pub(crate) use emulator::{Exchange, Recorded};
pub(crate) use sandbox::Sandbox;
