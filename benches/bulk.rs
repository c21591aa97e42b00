//! Bulk work, end to end: this binary as client against this binary as emulator on a file.
//!
//! `cargo bench --bench bulk [-- ROWS… | limits[=SECONDS]]` prints rows of the README's table. Without words it
//! runs all: 10 000, 100 000 and 1 000 000 rows without limits, and 100 000 users at the limits.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark says what it found, or why it cannot"
)]

mod support;

use std::{
    fs::File,
    io::{BufRead as _, BufReader, BufWriter, Write as _},
    path::Path,
    process::Stdio,
    time::Duration,
};

use support::{Home, Measured, Server, grouped, measure, row, table, words};

/// Documented for batch-create: requests that a window allows.
const LIMIT: u64 = 100;
/// Users in one request of batch-create.
const BATCH: u64 = 100;
/// Seconds, instead of the documented 60, on both sides, so that a run of many windows ends. What a run
/// loses once, such as the time that the emulator needs for the first 10 000 users, does not shrink with the
/// window: the shorter it is, the more that weighs.
const WINDOW: u64 = 6;
const AT_LIMITS: u64 = 100_000;

fn main() {
    let words = words();
    let sizes: Vec<u64> = match words.as_slice() {
        [] => vec![10_000, 100_000, 1_000_000],
        words => words.iter().filter_map(|word| word.parse().ok()).collect(),
    };
    table("bulk, emulator on a file, 2 processes");
    sizes.into_iter().for_each(without_limits);
    let window = words.iter().find_map(|word| match word.strip_prefix("limits")? {
        "" => Some(WINDOW),
        seconds => Some(seconds.trim_start_matches('=').parse().unwrap()),
    });
    if let Some(window) = window.or(words.is_empty().then_some(WINDOW)) {
        at_the_limits(window);
    }
}

/// Creates so many users and lists them.
fn without_limits(rows: u64) {
    let home = Home::new();
    let input = home.path("users.csv");
    write_users(&input, rows);
    let database = home.path("emulator.db");
    let server = Server::start(&home, &["--db", database.to_str().unwrap()]);
    let create = ["--rate", "off", "user", "batch-create", "users.csv"];
    let created = measure(&mut server.client(&home, &create), Stdio::null());
    let name = |command: &str| format!("`{command}`, {} users", grouped(rows));
    row(&name("batch-create --rate off"), "20 000 users/s, 64 MiB", &speed(&created, rows));
    let list = ["--rate", "off", "user", "search", "--all", "-o", "jsonl"];
    let out = File::create(home.path("all.jsonl")).unwrap();
    let listed = measure(&mut server.client(&home, &list), out.into());
    let lines = BufReader::new(File::open(home.path("all.jsonl")).unwrap()).lines().count() as u64;
    assert_eq!(lines, rows);
    row(&name("user search --all -o jsonl"), "30 000 users/s", &speed(&listed, rows));
}

fn speed(measured: &Measured, rows: u64) -> String {
    let seconds = measured.time.as_secs_f64();
    let speed = rows as f64 / seconds;
    let peak = measured.peak as f64 / 1024.0;
    format!("{} users/s ({seconds:.1} s), client {peak:.1} MiB", grouped(speed as u64))
}

/// Creates users while the emulator enforces the documented limits.
///
/// What the bucket allows: of R requests the last may be sent when all but the requests of one window
/// have left it, which is (R / LIMIT - 1) windows after the first; R is a whole number of windows here.
/// The time taken is that of the whole process, from its start to its end.
fn at_the_limits(seconds: u64) {
    let home = Home::new();
    let input = home.path("users.csv");
    write_users(&input, AT_LIMITS);
    let database = home.path("emulator.db");
    let log = home.path("requests.jsonl");
    let window = seconds.to_string();
    let server = Server::start(
        &home,
        &[
            "--db",
            database.to_str().unwrap(),
            "--enforce-rate-limits",
            "--rate-window",
            &window,
            "--request-log",
            log.to_str().unwrap(),
        ],
    );
    let mut command = server.client(&home, &["-v", "user", "batch-create", "users.csv"]);
    let measured = measure(command.env("DESCOPECTL_RATE_WINDOW", &window), Stdio::null());
    let requests = AT_LIMITS / BATCH;
    let allowed = Duration::from_secs((requests / LIMIT - 1) * seconds).as_secs_f64();
    let taken = measured.time.as_secs_f64();
    let lines = BufReader::new(File::open(&log).unwrap()).lines().map(Result::unwrap);
    let refused = lines.filter(|line| line.contains("\"status\":429")).count();
    row(
        &format!(
            "`batch-create` at the limits, {} users, window {seconds} s instead of 60 s",
            grouped(AT_LIMITS)
        ),
        "97 % of what the bucket allows, no 429",
        &format!("{:.1} % ({taken:.2} s, {allowed} s allowed), {refused} times 429", allowed / taken * 100.0),
    );
    println!("\n{requests} requests, {LIMIT} a window: the last may be sent {allowed} s after the first.");
}

/// A CSV file as people have it: identifier, address, phone, name.
fn write_users(path: &Path, rows: u64) {
    let mut out = BufWriter::new(File::create(path).unwrap());
    writeln!(out, "loginId,email,phone,displayName,givenName,familyName").unwrap();
    for n in 0..rows {
        writeln!(out, "user{n}@example.com,user{n}@example.com,+1555{n:07},User {n},User,Number {n}")
            .unwrap();
    }
    out.flush().unwrap();
}
