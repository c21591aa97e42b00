//! The fuzz targets, each run with its seeds and with what becomes of them by chance: always the same chance, so that
//! what fails here fails again. `FUZZ_RUNS=100000 cargo test --test it fuzz` looks further.

use std::{fs, path::Path};

#[path = "../../fuzz/targets/arguments.rs"]
mod arguments;
#[path = "../../fuzz/targets/profile.rs"]
mod profile;
#[path = "../../fuzz/targets/query.rs"]
mod query;
#[path = "../../fuzz/targets/router.rs"]
mod router;
#[path = "../../fuzz/targets/source.rs"]
mod source;

/// Inputs that are made of the seeds of a target.
const RUNS: usize = 400;

/// Numbers by chance, from a start that is always the same.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }
}

/// What breaks readers more often than chance finds it.
const PIECES: &[&[u8]] = &[
    b"\"",
    b"\n",
    b"\r\n",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"=",
    b";",
    b"\\",
    b"-",
    b"1e999",
    b"99999999999999999999",
    b"null",
    b"@null",
    b"'",
    b"\x1b[31m",
    b"\xe2\x80\xae",
    b" ",
    b"..",
    b"(",
];

/// The input with a few changes.
fn changed(input: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = input.to_vec();
    for _ in 0..=chance.below(6) {
        let place = chance.below(bytes.len() + 1);
        match chance.below(6) {
            0 => bytes.truncate(place),
            1 if place < bytes.len() => bytes[place] = chance.below(256) as u8,
            2 if place < bytes.len() => drop(bytes.remove(place)),
            3 => bytes.splice(place..place, input.iter().copied().take(64)).for_each(drop),
            _ => {
                let piece = PIECES[chance.below(PIECES.len())];
                bytes.splice(place..place, piece.iter().copied()).for_each(drop);
            }
        }
    }
    bytes
}

fn fuzz(target: &str, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
    let mut seeds: Vec<_> = fs::read_dir(folder).unwrap().map(|seed| seed.unwrap().path()).collect();
    seeds.sort();
    let seeds: Vec<Vec<u8>> = seeds.iter().map(|seed| fs::read(seed).unwrap()).collect();
    let runs = std::env::var("FUZZ_RUNS").map_or(RUNS, |runs| runs.parse().unwrap());
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    seeds.iter().for_each(|seed| run(seed));
    for _ in 0..runs {
        let input = changed(&seeds[chance.below(seeds.len())], &mut chance);
        // A failure names what it was given.
        let shown = Shown(&input);
        run(&input);
        std::mem::forget(shown);
    }
}

/// Shows an input when a test fails over it.
struct Shown<'i>(&'i [u8]);

impl Drop for Shown<'_> {
    #[expect(clippy::print_stderr, reason = "a failure in a target says nothing about its input")]
    fn drop(&mut self) {
        assert!(std::thread::panicking());
        eprintln!("the input: \"{}\"", self.0.escape_ascii());
    }
}

fn text(run: fn(&str)) -> impl Fn(&[u8]) {
    move |bytes| run(&String::from_utf8_lossy(bytes))
}

#[test]
fn any_text_is_an_argument_or_refused() {
    fuzz("arguments", |bytes| text(arguments::run)(bytes));
}

#[test]
fn any_file_is_a_configuration_or_refused() {
    fuzz("profile", |bytes| text(profile::run)(bytes));
}

#[test]
fn any_text_is_a_query_or_refused() {
    fuzz("query", |bytes| text(query::run)(bytes));
}

#[test]
fn any_request_is_answered() {
    fuzz("router", router::run);
}

#[test]
fn any_file_is_an_input_or_refused_and_failed_rows_come_back() {
    fuzz("source", source::run);
}
