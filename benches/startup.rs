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
    // Processes that do nothing of their own are what the others are compared with: machines differ by half.
    let empty = times(processes, || home.other("true", &[])).unwrap();
    row("`true`, an empty process", "", &empty.to_string());
    for flag in ["--version", "--help"] {
        let time = times(processes, || home.command(&[flag])).unwrap();
        let counted = instructions(&home, flag);
        let beside = time.beside(&empty, "`true`");
        row(&format!("`descopectl {flag}`"), "5 ms, 3.0 M instructions", &format!("{time}{beside}{counted}"));
    }
    let server = Server::start(&home, &["--db", ":memory:"]);
    let create = ["user", "create", "alice@example.com", "--email", "alice@example.com"];
    run(server.client(&home, &create));
    let load = ["--rate", "off", "user", "load", "alice@example.com"];
    let time = times(processes, || server.client(&home, &load)).unwrap();
    let header = format!("Authorization: Bearer {}:{}", server.project, support::KEY.1);
    let address = format!("{}/v1/mgmt/user?loginId=alice@example.com", server.base_url);
    let curl = times(processes, || home.other("curl", &["-sSf", "-H", &header, &address]));
    let beside = curl.map_or_else(String::new, |curl| time.beside(&curl, "curl with the same request"));
    row("`user load` over loopback", "8 ms", &format!("{time}{beside}"));
    let local = ["--profile", "local"];
    run(home.command(&[&local[..], &create].concat()));
    let load = [&local[..], &["user", "load", "alice@example.com"]].concat();
    let time = times(processes, || home.command(&load)).unwrap();
    let beside = time.beside(&empty, "`true`");
    row("`user load --profile local`, emulator inside", "15 ms", &format!("{time}{beside}"));
}

fn run(mut command: Command) {
    let output = command.stderr(Stdio::inherit()).output().unwrap();
    assert!(output.status.success());
}

/// How long processes took.
struct Times {
    median: Duration,
    fastest: Duration,
}

impl Times {
    /// Compares the fastest of each: on a machine with other work the medians say how much of that there was.
    fn beside(&self, other: &Self, name: &str) -> String {
        format!(", {:.1} times {name}", self.fastest.as_secs_f64() / other.fastest.as_secs_f64())
    }
}

impl std::fmt::Display for Times {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
        write!(formatter, "{:.1} ms ({:.1} ms)", milliseconds(self.median), milliseconds(self.fastest))
    }
}

/// The median and the fastest time of so many processes; none where the program is not there.
fn times(processes: usize, command: impl Fn() -> Command) -> Option<Times> {
    let mut first = command();
    first.stdout(Stdio::null()).spawn().ok()?.wait().unwrap();
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
    Some(Times { median: times[processes / 2], fastest: times[0] })
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
