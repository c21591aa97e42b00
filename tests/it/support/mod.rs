//! A sandbox in which tests look like a terminal session.

pub(crate) mod contract;
pub(crate) mod emulator;
pub(crate) mod fate;
pub(crate) mod gateway;
pub(crate) mod process;
pub(crate) mod sandbox;
#[cfg(unix)]
pub(crate) mod terminal;

pub(crate) use contract::Contract;
pub(crate) use emulator::{Exchange, Recorded};
pub(crate) use gateway::Gateway;
pub(crate) use process::Process;
pub(crate) use sandbox::Sandbox;
