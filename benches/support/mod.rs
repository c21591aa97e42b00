//! Processes that are measured, and rows of the table in docs/benchmarks.md.

#![allow(
    dead_code,
    clippy::allow_attributes,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "each benchmark uses a part of this, ends where it cannot go on, and prints its result"
)]

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// The binary that is measured: `DESCOPECTL_BENCH_BINARY`, else the one just built.
pub(crate) fn binary() -> PathBuf {
    std::env::var_os("DESCOPECTL_BENCH_BINARY")
        .unwrap_or_else(|| env!("CARGO_BIN_EXE_descopectl").into())
        .into()
}

/// The emulator's key, which the profile `local` has no use for.
pub(crate) const KEY: (&str, &str) = ("DESCOPE_MANAGEMENT_KEY", "Kbench");

/// A home folder of its own, so that neither configuration nor earlier runs count.
pub(crate) struct Home(tempfile::TempDir);

impl Home {
    /// Lies below `DESCOPECTL_BENCH_DIR`, else where temporary files do. That should be a disk: with all
    /// in memory the emulator would look faster than it is.
    pub(crate) fn new() -> Self {
        let folder = std::env::var_os("DESCOPECTL_BENCH_DIR").map_or_else(std::env::temp_dir, PathBuf::from);
        Self(tempfile::tempdir_in(folder).unwrap())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The binary in this home, with a clean environment.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        self.prepared(Command::new(binary()), arguments)
    }

    /// Another program, to compare with, in the same home and environment.
    pub(crate) fn other(&self, program: &str, arguments: &[&str]) -> Command {
        self.prepared(Command::new(program), arguments)
    }

    fn prepared(&self, mut command: Command, arguments: &[&str]) -> Command {
        let home = self.0.path();
        command
            .env_clear()
            .env("HOME", home)
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_DATA_HOME", home.join("data"))
            .env("XDG_CACHE_HOME", home.join("cache"))
            .env("XDG_STATE_HOME", home.join("state"))
            .current_dir(home)
            .args(arguments)
            .stdin(Stdio::null());
        command
    }
}

/// `descopectl emulator start` in a process of its own; it ends with this value.
pub(crate) struct Server {
    child: Child,
    pub(crate) base_url: String,
    pub(crate) project: String,
}

impl Server {
    pub(crate) fn start(home: &Home, arguments: &[&str]) -> Self {
        let all = [&["emulator", "start", "--listen", "127.0.0.1:0", "-o", "json"], arguments].concat();
        let mut command = home.command(&all);
        let mut child =
            command.env(KEY.0, KEY.1).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.as_mut().unwrap()).lines().map(Result::unwrap);
        let mut value = |name: &str| {
            let line = lines.find(|line| line.contains(name)).unwrap();
            line.split('"').nth(3).unwrap().to_owned()
        };
        let (base_url, project) = (value("\"baseUrl\""), value("\"projectId\""));
        Self { child, base_url, project }
    }

    /// A command that talks to this server.
    pub(crate) fn client(&self, home: &Home, arguments: &[&str]) -> Command {
        let mut command = home.command(arguments);
        command
            .env(KEY.0, KEY.1)
            .env("DESCOPE_BASE_URL", &self.base_url)
            .env("DESCOPE_PROJECT_ID", &self.project);
        command
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a process took, and what it said on stderr.
pub(crate) struct Measured {
    pub(crate) time: Duration,
    /// Processor time of all its threads.
    pub(crate) cpu: Duration,
    /// Most memory that was resident, in KiB.
    pub(crate) peak: u64,
    pub(crate) stderr: String,
}

/// Runs a command to its end, which must be a success.
pub(crate) fn measure(command: &mut Command, stdout: Stdio) -> Measured {
    let started = Instant::now();
    let mut child = command.stdout(stdout).stderr(Stdio::piped()).spawn().unwrap();
    let mut pipe = child.stderr.take().unwrap();
    let reader = std::thread::spawn(move || {
        let mut text = String::new();
        pipe.read_to_string(&mut text).unwrap();
        text
    });
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let stat = PathBuf::from(format!("/proc/{}/stat", child.id()));
    let mut peak = 0;
    let mut cpu = Duration::ZERO;
    let code = loop {
        // The kernel keeps the maximum, but not for a process that has ended.
        peak = peak.max(high_water_mark(&status));
        cpu = cpu.max(processor_time(&stat));
        if let Some(code) = child.try_wait().unwrap() {
            break code;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let time = started.elapsed();
    let stderr = reader.join().unwrap();
    assert!(code.success(), "{code}: {stderr}");
    Measured { time, cpu, peak, stderr }
}

fn high_water_mark(status: &Path) -> u64 {
    let text = fs::read_to_string(status).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// User and system time of a process that still runs: what comes in its last two milliseconds is missing.
fn processor_time(stat: &Path) -> Duration {
    /// Ticks a second that Linux reports to programs, on every architecture.
    const TICKS: u64 = 100;
    let text = fs::read_to_string(stat).unwrap_or_default();
    // The name of the program stands in parentheses and may hold spaces.
    let fields: Vec<&str> = text.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |index: usize| fields.get(index).and_then(|ticks| ticks.parse::<u64>().ok()).unwrap_or(0);
    Duration::from_millis((ticks(11) + ticks(12)) * 1000 / TICKS)
}

/// The words after `cargo bench --bench NAME --`.
pub(crate) fn words() -> Vec<String> {
    std::env::args().skip(1).filter(|word| word != "--bench").collect()
}

pub(crate) fn table(first: &str) {
    println!("| {first} | budget | measured |\n|---|---|---|");
}

pub(crate) fn row(what: &str, budget: &str, measured: &str) {
    println!("| {what} | {budget} | {measured} |");
}

/// `1 000 000`.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}
