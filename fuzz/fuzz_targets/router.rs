//! Any request to the emulator: answered, and never with a failure of its own.
//!
//! The first line is method and path, the rest is the body.

#![no_main]

#[path = "../targets/router.rs"]
mod target;

libfuzzer_sys::fuzz_target!(|data: &[u8]| target::run(data));
