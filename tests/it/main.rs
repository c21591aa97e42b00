//! The binary end to end, the wire against the contract, and the documents against the binary.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot continue says so")]

mod support;

mod batch;
mod bulk_job;
mod campaign;
mod commands;
mod contract;
#[cfg(target_os = "linux")]
mod disk;
mod emulator;
mod every_command;
mod examples;
mod export;
mod files;
mod generated;
#[cfg(unix)]
mod hostile;
mod jobs;
mod layers;
mod misuse;
mod processes;
#[cfg(target_os = "linux")]
mod readme;
mod recovery;
mod replies;
mod restore;
mod safety;
mod schemas;
mod sources;
mod strength;
mod table;
mod truth;
#[cfg(target_os = "linux")]
mod walk;
