//! Rows of any input: read and checked without a panic; rows that failed come back as the same rows.
//!
//! The first byte says which form the file is said to have; the rest is the file.

#![no_main]

#[path = "../targets/source.rs"]
mod target;

libfuzzer_sys::fuzz_target!(|data: &[u8]| target::run(data));
