//! Bulk work, end to end: this binary as client against this binary as emulator on a file.
//!
//! `cargo bench --bench bulk [-- ROWS… | limits[=SECONDS] [users=COUNT] [latency=TIME] [processes=COUNT]]` prints
//! rows of a table. Without words it runs 10 000, 100 000 and 1 000 000 rows without limits, and 100 000 users
//! at the limits.

#![expect(clippy::unwrap_used, reason = "a benchmark says what it found, or why it cannot")]

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
    let value = |name: &str| {
        let word = words.iter().find_map(|word| word.strip_prefix(name))?;
        Some(word.trim_start_matches('=').to_owned())
    };
    let window = value("limits").map(|seconds| seconds.parse().unwrap_or(WINDOW));
    if let Some(window) = window.or(words.is_empty().then_some(WINDOW)) {
        at_the_limits(&AtLimits {
            window,
            users: value("users=").map_or(AT_LIMITS, |users| users.parse().unwrap()),
            latency: value("latency="),
            processes: value("processes=").map_or(1, |processes| processes.parse().unwrap()),
        });
    }
}

/// Checks, creates, resumes and lists so many users.
fn without_limits(rows: u64) {
    let home = Home::new();
    let input = home.path("users.csv");
    write_users(&input, rows);
    let database = home.path("emulator.db");
    let server = Server::start(&home, &["--db", database.to_str().unwrap()]);
    let name = |command: &str| format!("`{command}`, {} users", grouped(rows));
    let python = python(&input);
    if let Some(python) = python {
        let made = python.as_secs_f64() * 1e6 / rows as f64;
        let what = name("Python's csv + json, the same bodies");
        row(&what, "what the others are compared with", &format!("{made:.1} µs CPU a row"));
    }
    let beside = |measured: &Measured| beside(measured, python);
    let check = ["user", "batch-create", "users.csv", "--dry-run"];
    let checked = measure(&mut server.client(&home, &check), Stdio::null());
    row(
        &name("batch-create --dry-run"),
        "3 µs CPU a row",
        &format!("{}{}", cpu(&checked, rows), beside(&checked)),
    );
    let create = ["--rate", "off", "user", "batch-create", "users.csv"];
    let created = measure(&mut server.client(&home, &create), Stdio::null());
    row(
        &name("batch-create --rate off"),
        "12 µs CPU a row, 1.6 times Python, 32 MiB",
        &format!("{}{}", speed(&created, rows), beside(&created)),
    );
    let resumed = resume(&home, &server);
    let what = format!("the same job resumed, 99 % done, {} users", grouped(rows));
    row(&what, "3 µs CPU a row", &format!("{}{}", cpu(&resumed, rows), beside(&resumed)));
    let list = ["--rate", "off", "user", "search", "--all", "-o", "jsonl"];
    let out = File::create(home.path("all.jsonl")).unwrap();
    let listed = measure(&mut server.client(&home, &list), out.into());
    let lines = BufReader::new(File::open(home.path("all.jsonl")).unwrap()).lines().count() as u64;
    assert_eq!(lines, rows);
    row(
        &name("user search --all -o jsonl"),
        "40 000 users/s",
        &format!("{}{}", speed(&listed, rows), beside(&listed)),
    );
}

/// Resumes a job whose last rows, one in a hundred, are not done: its journal is cut before them.
fn resume(home: &Home, server: &Server) -> Measured {
    let folder = home.path("state/descopectl/jobs");
    let journals = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let journal =
        journals.into_iter().find(|path| path.extension().is_some_and(|ending| ending == "jsonl")).unwrap();
    let text = std::fs::read_to_string(&journal).unwrap();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let done = lines.iter().filter(|line| line.contains("\"done\"")).count();
    let mut kept = 0;
    let cut = lines.into_iter().take_while(|line| {
        kept += usize::from(line.contains("\"done\""));
        kept <= done - done.div_ceil(100)
    });
    std::fs::write(&journal, cut.collect::<String>()).unwrap();
    let create = ["--rate", "off", "user", "batch-create", "users.csv"];
    let resumed = measure(&mut server.client(home, &create), Stdio::null());
    assert!(resumed.stderr.contains("resuming job"), "{}", resumed.stderr);
    resumed
}

/// Processor time that Python takes to make the same request bodies of the file; none without Python.
fn python(input: &Path) -> Option<Duration> {
    const PROGRAM: &str = "
import csv, json, resource, sys
names = {'displayName': 'name'}
users, size = [], 0
for row in csv.DictReader(open(sys.argv[1], newline='')):
    users.append({names.get(name, name): cell for name, cell in row.items() if cell})
    if len(users) == 100:
        size += len(json.dumps({'users': users}).encode())
        users = []
usage = resource.getrusage(resource.RUSAGE_SELF)
print(usage.ru_utime + usage.ru_stime)
";
    let output = std::process::Command::new("python3").args(["-c", PROGRAM]).arg(input).output().ok()?;
    let seconds = String::from_utf8(output.stdout).ok()?.trim().parse().ok()?;
    Some(Duration::from_secs_f64(seconds))
}

/// How many times the processor time of Python a process took, which says more than the time itself where
/// machines differ.
fn beside(measured: &Measured, python: Option<Duration>) -> String {
    python.map_or_else(String::new, |python| {
        format!(", {:.2} times Python", measured.cpu.as_secs_f64() / python.as_secs_f64())
    })
}

fn speed(measured: &Measured, rows: u64) -> String {
    let seconds = measured.time.as_secs_f64();
    let speed = rows as f64 / seconds;
    format!("{} users/s ({seconds:.1} s), {}", grouped(speed as u64), cpu(measured, rows))
}

fn cpu(measured: &Measured, rows: u64) -> String {
    let peak = measured.peak as f64 / 1024.0;
    let seconds = measured.cpu.as_secs_f64();
    format!("{:.1} µs CPU a row ({seconds:.1} s), client {peak:.1} MiB", seconds * 1e6 / rows as f64)
}

/// How users are created at the limits.
struct AtLimits {
    /// Window of the rate limit on both sides, in seconds.
    window: u64,
    users: u64,
    /// Time that the server takes for each request, as the emulator's faults say it.
    latency: Option<String>,
    /// Processes that share the limit, each with a file of its own.
    processes: u64,
}

/// Creates users while the emulator enforces the documented limits.
///
/// What the bucket allows: of R requests the last may be sent when all but the requests of one window
/// have left it, which is (R / LIMIT - 1) windows after the first; R is a whole number of windows here.
/// The time taken is that of the whole processes, from the first start to the last end.
fn at_the_limits(AtLimits { window: seconds, users, latency, processes }: &AtLimits) {
    let home = Home::new();
    let database = home.path("emulator.db");
    let log = home.path("requests.jsonl");
    let window = seconds.to_string();
    let mut arguments = vec![
        "--db",
        database.to_str().unwrap(),
        "--enforce-rate-limits",
        "--rate-window",
        &window,
        "--request-log",
        log.to_str().unwrap(),
    ];
    let fault = latency.as_ref().map(|latency| format!("*: latency {latency}"));
    arguments.extend(fault.iter().flat_map(|fault| ["--fault", fault.as_str()]));
    let server = Server::start(&home, &arguments);
    let started = std::time::Instant::now();
    std::thread::scope(|scope| {
        for process in 0..*processes {
            let (home, server, window) = (&home, &server, &window);
            scope.spawn(move || {
                let file = format!("users{process}.csv");
                write_users_from(&home.path(&file), process * users / processes, users / processes);
                let mut command = server.client(home, &["-v", "user", "batch-create", &file]);
                measure(command.env("DESCOPECTL_RATE_WINDOW", window), Stdio::null());
            });
        }
    });
    let taken = started.elapsed().as_secs_f64();
    let requests = users / BATCH;
    let allowed = Duration::from_secs((requests / LIMIT - 1) * seconds).as_secs_f64();
    let lines = BufReader::new(File::open(&log).unwrap()).lines().map(Result::unwrap);
    let refused = lines.filter(|line| line.contains("\"status\":429")).count();
    let latency = latency.as_deref().unwrap_or("none");
    row(
        &format!(
            "`batch-create` at the limits, {} users, window {seconds} s, latency {latency}, processes: {processes}",
            grouped(*users)
        ),
        "97 % of what the bucket allows, no 429",
        &format!("{:.1} % ({taken:.2} s, {allowed} s allowed), {refused} times 429", allowed / taken * 100.0),
    );
}

/// A CSV file as people have it: identifier, address, phone, name.
fn write_users(path: &Path, rows: u64) {
    write_users_from(path, 0, rows);
}

/// The same with users from this number on.
fn write_users_from(path: &Path, first: u64, rows: u64) {
    let mut out = BufWriter::new(File::create(path).unwrap());
    writeln!(out, "loginId,email,phone,displayName,givenName,familyName").unwrap();
    for n in first..first + rows {
        writeln!(out, "user{n}@example.com,user{n}@example.com,+1555{n:07},User {n},User,Number {n}")
            .unwrap();
    }
    out.flush().unwrap();
}
