//! A program in a process of its own, for those that could recurse without bound or build values without
//! bound: what ends that process must not end this one.

use std::{
    io::{self, BufRead as _, BufReader, BufWriter, Write as _},
    process::{Child, ChildStdin, ChildStdout},
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread,
    time::{Duration, Instant},
};

use jaq_json::Val;
use serde_json::Value;

use super::Program;
use crate::output::{
    isolation::{self, Answer, MOST_MEMORY, STACK, is_harmless_with, memory},
    query::{input, plain},
};

/// The only argument of the process before the program. Nobody types it.
pub const WORD: &str = "__run-jq-program-for-records";

/// Functions beside those of jq that can neither recurse nor build values without bound.
const HARMLESS: &[&str] = &[
    "base32",
    "base64",
    "filled",
    "flat",
    "fromjson",
    "hashed",
    "left_out_phone",
    "list",
    "one",
    "parsed",
    "phone",
    "seconds",
    "unmarked",
    "yes",
    "join",
    "hashConfig",
];

/// How often a process is started anew after it has ended before its time.
const MOST_STARTS: usize = 20;

/// How often the process looks at its memory.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// Time for a record, which may be a whole file.
const LONGEST: Duration = Duration::from_secs(10);

/// Why a record has no result.
const ENDED: &str = "the program recurses too deep, or needs too much memory or time";

/// Whether a program may run in this process. Where this cannot be told, it may not.
pub(super) fn may_run_here(text: &str) -> bool {
    // A text can be repeated without bound.
    cfg!(test) || !text.contains('*') && is_harmless_with(&without_comments(text), HARMLESS)
}

/// A program without the lines that say something about it.
fn without_comments(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
    lines.collect::<Vec<_>>().join("\n")
}

/// A program that runs in another process.
pub(super) struct Apart {
    text: String,
    process: Option<Process>,
    starts: usize,
}

struct Process {
    child: Child,
    /// It ends once this is closed.
    records: BufWriter<ChildStdin>,
    results: BufReader<ChildStdout>,
}

impl Apart {
    pub(super) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), process: None, starts: 0 }
    }

    /// All results for one record.
    pub(super) fn run(&mut self, record: &Val, hash_config: &Val) -> Result<Vec<Val>, String> {
        let question = serde_json::to_vec(&[plain(record), plain(hash_config)]).map_err(|_| ENDED)?;
        let process = match &mut self.process {
            Some(process) => process,
            None => {
                if self.starts == MOST_STARTS {
                    return Err(ENDED.to_owned());
                }
                self.starts += 1;
                let started = Process::start(&self.text);
                self.process.insert(started.map_err(|cause| format!("the program cannot be run: {cause}"))?)
            }
        };
        let begun = Instant::now();
        match process.ask(&question) {
            Some(Answer::Results(results)) => Ok(results.iter().map(input).collect()),
            Some(Answer::Failed(why)) => Err(why),
            None => {
                self.process = None;
                // It would take as long for each further record.
                if begun.elapsed() >= LONGEST {
                    self.starts = MOST_STARTS;
                }
                Err(ENDED.to_owned())
            }
        }
    }
}

impl Process {
    fn start(text: &str) -> io::Result<Self> {
        let mut child = isolation::start(WORD, text)?;
        let no_pipe = || io::Error::other("it has no pipe");
        let records = BufWriter::new(child.stdin.take().ok_or_else(no_pipe)?);
        let results = BufReader::new(child.stdout.take().ok_or_else(no_pipe)?);
        Ok(Self { child, records, results })
    }

    /// What it makes of a record; none where it has ended.
    fn ask(&mut self, question: &[u8]) -> Option<Answer> {
        self.records.write_all(question).ok()?;
        self.records.write_all(b"\n").ok()?;
        self.records.flush().ok()?;
        let mut line = Vec::new();
        self.results.read_until(b'\n', &mut line).ok()?;
        serde_json::from_slice(&line).ok()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may be busy for ever.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What the process does: takes a record from each line of stdin, and prints what the program makes of it. False
/// where it must end before its time.
#[must_use]
pub fn serve(text: &str, mut print: impl FnMut(&[u8]) -> io::Result<()> + Send + 'static) -> bool {
    let (sender, records) = mpsc::sync_channel::<Vec<u8>>(1);
    let (end, ended) = mpsc::channel();
    let is_over = end.clone();
    let read = thread::Builder::new().spawn(move || {
        let mut input = io::stdin().lock();
        let mut line = Vec::new();
        while input.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
            if sender.send(std::mem::take(&mut line)).is_err() {
                break;
            }
        }
        // The other process is done, or gone.
        is_over.send(true)
    });
    let text = text.to_owned();
    let begun = Arc::new(Mutex::new(None::<Instant>));
    let set_begun = {
        let begun = Arc::clone(&begun);
        move |at| *begun.lock().unwrap_or_else(PoisonError::into_inner) = at
    };
    let run = thread::Builder::new().stack_size(STACK).spawn(move || {
        let Ok(program) = Program::compile("the program", &text) else { return end.send(false) };
        for line in records {
            set_begun(Some(Instant::now()));
            let Ok(mut text) = serde_json::to_vec(&answer(&program, &line)) else { return end.send(false) };
            set_begun(None);
            text.push(b'\n');
            if print(&text).is_err() {
                return end.send(false);
            }
        }
        Ok(())
    });
    if read.is_err() || run.is_err() {
        return false;
    }
    let is_late = || {
        let begun = *begun.lock().unwrap_or_else(PoisonError::into_inner);
        begun.is_some_and(|begun| begun.elapsed() >= LONGEST)
    };
    loop {
        match ended.recv_timeout(LOOK_EVERY) {
            Ok(is_well) => return is_well,
            Err(mpsc::RecvTimeoutError::Timeout)
                if !is_late() && memory().is_none_or(|taken| taken < MOST_MEMORY) => {}
            Err(_) => return false,
        }
    }
}

fn answer(program: &Program, line: &[u8]) -> Answer {
    let Ok([record, hash_config]) = serde_json::from_slice::<[Value; 2]>(line) else {
        return Answer::Failed("the record is nested too deep".to_owned());
    };
    match program.run(input(&record), Val::Null, input(&hash_config)) {
        Ok(results) => Answer::Results(results.iter().map(plain).collect()),
        Err(why) => Answer::Failed(why),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_functions_of_its_own_runs_apart() {
        let here = |text: &str| !text.contains('*') && is_harmless_with(&without_comments(text), HARMLESS);
        for text in [
            "{loginId: .mail, email: .mail}",
            "# Rows of ours\n{loginId: .mail, phone: (.mobile | phone), createdTime: (.at | seconds)}",
            "select(.kind == \"a\") | {loginId: .id, customAttributes: (.more | flat)}",
        ] {
            assert!(here(text), "{text}");
        }
        for text in
            ["def f: [f]; f", "{loginId: (\"x\" * 9)}", "until(false; .)", "reduce range(9) as $i (.; [.])"]
        {
            assert!(!here(text), "{text}");
        }
    }
}
