//! What a command costs before and around its request: whole processes, start to end.
//!
//! `cargo bench --bench startup [-- PROCESSES]` prints rows of the table in docs/benchmarks.md: the median and the
//! fastest of so many processes, and instructions where `valgrind` is installed.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot continue says so")]

mod support;

use std::{
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use support::{Home, Server, row, table, words};

fn main() {
    let processes = words().first().map_or(200, |word| word.parse().unwrap());
    let home = Home::new();
    table(&format!("whole process, median (fastest) of {processes}"));
    for flag in ["--version", "--help"] {
        let time = times(processes, || home.command(&[flag]));
        let counted = instructions(&home, flag);
        row(&format!("`descopectl {flag}`"), "5 ms, 3.0 M instructions", &format!("{time}{counted}"));
    }
    let server = Server::start(&home, &["--db", ":memory:"]);
    let create = ["user", "create", "alice@example.com", "--email", "alice@example.com"];
    run(server.client(&home, &create));
    let time =
        times(processes, || server.client(&home, &["--rate", "off", "user", "load", "alice@example.com"]));
    row("`user load` over loopback", "8 ms", &time);
    let local = ["--profile", "local"];
    run(home.command(&[&local[..], &create].concat()));
    let load = [&local[..], &["user", "load", "alice@example.com"]].concat();
    let time = times(processes, || home.command(&load));
    row("`user load --profile local`, emulator inside", "15 ms", &time);
}

fn run(mut command: Command) {
    let output = command.stderr(Stdio::inherit()).output().unwrap();
    assert!(output.status.success());
}

/// The median and the fastest time of so many processes.
fn times(processes: usize, command: impl Fn() -> Command) -> String {
    run(command());
    let mut times: Vec<Duration> = (0..processes)
        .map(|_| {
            let mut command = command();
            command.stdout(Stdio::null()).stderr(Stdio::null());
            let started = Instant::now();
            let status = command.status().unwrap();
            let time = started.elapsed();
            assert!(status.success());
            time
        })
        .collect();
    times.sort();
    let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
    format!("{:.1} ms ({:.1} ms)", milliseconds(times[processes / 2]), milliseconds(times[0]))
}

/// Instructions of one process, dynamic linker and libc included.
fn instructions(home: &Home, flag: &str) -> String {
    let mut command = Command::new("valgrind");
    let out = home.path("callgrind.out");
    command.args(["--tool=callgrind", "--log-fd=2"]).arg(format!("--callgrind-out-file={}", out.display()));
    command.arg(support::binary()).arg(flag).stdin(Stdio::null());
    let Ok(output) = command.output() else { return String::new() };
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let count = text.lines().find_map(|line| line.split("refs:").nth(1));
    let count: Option<f64> = count.and_then(|count| count.trim().replace(',', "").parse().ok());
    count.map_or_else(String::new, |count| format!(", {:.2} M instructions", count / 1e6))
}
