//! Any jq expression: understood or refused with a reason, never a panic. It is not run: a filter may
//! take as long as it likes.

#![no_main]

#[path = "../targets/query.rs"]
mod target;

libfuzzer_sys::fuzz_target!(|text: &str| target::run(text));
