//! The `descopectl` binary.
fn main() {}
