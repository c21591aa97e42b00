//! The binary end to end, the wire against the contract, and the documents against the binary.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot continue says so")]
#![cfg_attr(not(unix), expect(dead_code, unused_imports, reason = "parts of some tests are for Unix"))]

mod support;

mod batch;
mod bulk_job;
mod campaign;
#[cfg(unix)]
mod ci_jobs;
mod colors;
mod commands;
mod completions;
mod contract;
#[cfg(target_os = "linux")]
mod disk;
#[cfg(target_os = "linux")]
mod documents;
mod emulator;
mod environment;
mod every_command;
mod examples;
mod export;
mod files;
mod flags;
mod fuzz;
mod generated;
mod help;
mod hints;
#[cfg(unix)]
mod hostile;
mod housekeeping;
mod jobs;
mod layers;
mod misuse;
#[cfg(unix)]
mod paging;
mod picture;
mod pipeline;
mod pipeline_words;
#[cfg(unix)]
mod places;
mod processes;
mod reading;
mod recovery;
mod replies;
mod restore;
mod safety;
mod schemas;
mod sources;
mod strength;
mod table;
#[cfg(unix)]
mod terminal;
mod truth;
mod values;
mod vocabulary;
#[cfg(target_os = "linux")]
mod walk;
