//! Any configuration file: understood or refused with a reason, never a panic. What was understood can
//! be edited.

#![no_main]

#[path = "../targets/profile.rs"]
mod target;

libfuzzer_sys::fuzz_target!(|text: &str| target::run(text));
