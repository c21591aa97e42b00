//! Any text as any argument: understood or refused, never a panic.

#![no_main]

#[path = "../targets/arguments.rs"]
mod target;

libfuzzer_sys::fuzz_target!(|text: &str| target::run(text));
