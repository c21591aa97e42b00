//! descopectl: an unofficial admin command line for the Descope User Management API.
//!
//! Data flows one way: arguments → request → client → reply → output. The modules stand here lowest
//! first: each uses only those above it in this list.

// Kinds of failure, their exit codes, how an error is written.
pub mod error;

// The names of all environment variables.
pub mod env;

// Lengths of time: reading and writing them.
pub mod span;

// Words of messages: which name was probably meant, and numbers for people.
pub mod words;

// Files and folders for their owner alone.
pub mod private;

// Where the files of this program are.
pub mod folders;

// What asks this process to end.
pub mod signals;

// What CI services understand beside text.
pub mod ci;

// The only printer: stdout, stderr, questions.
pub mod ui;

// What a run that takes long shows meanwhile.
pub mod progress;

// Table, JSON, JSON lines, YAML, CSV, IDs, jq.
pub mod output;

// What the API offers: one struct and one table line for each operation.
pub mod ops;

// How a request travels: client, retry, rate limit, failures.
pub mod api;

// The configuration file: reading it, editing it, where a key comes from.
pub mod profile;

// Flag > environment > profile > default, each value with its origin.
pub mod settings;

// Many rows in three stages: an input, a plan, a run.
pub mod bulk;

// The API on axum and SQLite. It uses none of the others.
#[cfg(feature = "emulator")]
pub mod emulator;

// The emulator inside this process, for the profile `local`.
pub mod local;

// What every command is given.
pub mod context;

// Commands that are not a single API call; `call` runs those that are.
pub mod commands;

// The whole command tree on one screen.
pub mod cli;

// Parse, dispatch, exit code.
pub mod run;
