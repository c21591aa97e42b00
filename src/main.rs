//! The `descopectl` binary: arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    descopectl::run::run(std::env::args_os().collect())
}
