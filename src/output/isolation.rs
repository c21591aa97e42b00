//! A jq expression in a process of its own.
//!
//! An expression that defines functions or loops can recurse without bound. The stack is used up then, and
//! that ends the process in any thread, after a change was made and before its result is shown. The end of
//! another process can be told.

use std::{
    io::{self, BufRead as _, Write as _},
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::query::Query;
use crate::error::{Error, Result, TOO_FEW_THREADS};

/// The only argument of the process before the expression. Nobody types it.
pub const WORD: &str = "__run-jq-expression-from-stdin";

/// Words that can neither recurse nor build values that are deeper than the expression is long.
const HARMLESS: &[&str] = &[
    "IN",
    "INDEX",
    "abs",
    "add",
    "all",
    "and",
    "any",
    "arrays",
    "as",
    "ascii_downcase",
    "ascii_upcase",
    "base64",
    "base64d",
    "booleans",
    "capture",
    "catch",
    "ceil",
    "contains",
    "csv",
    "del",
    "elif",
    "else",
    "empty",
    "end",
    "endswith",
    "error",
    "false",
    "first",
    "flatten",
    "floor",
    "from_entries",
    "group_by",
    "has",
    "html",
    "if",
    "in",
    "index",
    "indices",
    "infinite",
    "inside",
    "isempty",
    "isvalid",
    "iterables",
    "join",
    "json",
    "keys",
    "keys_unsorted",
    "last",
    "length",
    "limit",
    "ltrimstr",
    "map",
    "map_values",
    "match",
    "max",
    "max_by",
    "min",
    "min_by",
    "nan",
    "not",
    "nth",
    "null",
    "nulls",
    "numbers",
    "objects",
    "or",
    "reverse",
    "rindex",
    "round",
    "rtrimstr",
    "scalars",
    "select",
    "sh",
    "sort",
    "sort_by",
    "split",
    "sqrt",
    "startswith",
    "strings",
    "test",
    "text",
    "then",
    "to_entries",
    "tojson",
    "tonumber",
    "tostring",
    "transpose",
    "true",
    "try",
    "tsv",
    "type",
    "unique",
    "unique_by",
    "uri",
    "values",
    "with_entries",
];

/// Functions without arguments that could stand where a key of an object does.
const NO_KEYS: &[&str] =
    &["combinations", "def", "foreach", "fromjson", "paths", "recurse", "reduce", "repeat"];

/// Whether an expression may run in this process. Where this cannot be told, it may not.
pub(super) fn is_harmless(text: &str) -> bool {
    is_harmless_with(text, &[])
}

/// The same where there are further functions that can neither recurse nor build values without bound.
pub(crate) fn is_harmless_with(text: &str, further: &[&str]) -> bool {
    let Some(text) = without_texts(text) else { return false };
    if text.contains("..") {
        return false;
    }
    let is_of_word =
        |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b':' || !byte.is_ascii();
    let bytes = text.as_bytes();
    let mut start = 0;
    while start < bytes.len() {
        if !is_of_word(bytes[start]) {
            start += 1;
            continue;
        }
        let length = bytes[start..].iter().take_while(|byte| is_of_word(**byte)).count();
        let end = start + length;
        let word = text[start..end].trim_end_matches(':');
        let before = text[..start].trim_end().bytes().last();
        let after = text[end..].trim_start().bytes().next();
        let is_field = matches!(before, Some(b'.' | b'$'));
        let is_number = word.starts_with(|first: char| first.is_ascii_digit());
        let is_key = matches!(before, Some(b'{' | b',' | b'"'))
            && (matches!(after, Some(b',' | b'}' | b':' | b'"')) || text[start..end].ends_with(':'))
            && !NO_KEYS.contains(&word);
        if !(word.is_empty()
            || is_field
            || is_number
            || is_key
            || HARMLESS.contains(&word)
            || further.contains(&word))
        {
            return false;
        }
        start = end;
    }
    true
}

/// The expression with a number in place of every text in it; none where a text holds an expression.
fn without_texts(text: &str) -> Option<String> {
    if text.contains("\\(") {
        return None;
    }
    let mut left = String::with_capacity(text.len());
    let (mut inside, mut escaped) = (false, false);
    for character in text.chars() {
        match (inside, character) {
            (false, '"') => {
                inside = true;
                left.push('0');
            }
            (false, other) => left.push(other),
            (true, '"') if !escaped => inside = false,
            (true, _) => {}
        }
        escaped = inside && character == '\\' && !escaped;
    }
    Some(left)
}

/// What such a process says.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Answer {
    /// All results.
    Results(Vec<Value>),
    /// Why there are none.
    Failed(String),
}

/// Starts this program as a process that does one thing, without this one's environment.
pub(crate) fn start(word: &str, text: &str) -> io::Result<Child> {
    Command::new(std::env::current_exe()?)
        .args([word, text])
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
}

/// Runs an expression in a process of its own, without this one's environment.
pub(super) fn run(text: &str, document: &Value, time: Duration) -> Result<Vec<Value>> {
    let failed = |why: &str| {
        Error::failed(format!("the query `{text}` failed on this result")).because(why.to_owned())
    };
    let cannot_start = |cause: io::Error| {
        Error::failed("could not run the query in a process of its own").because(cause).hint(TOO_FEW_THREADS)
    };
    let mut process = start(WORD, text).map_err(cannot_start)?;
    // It is held open until the end: the other process ends once it is closed, so that it does not outlive
    // this one.
    let input = process.stdin.take().map(|mut input| {
        // A process that has ended already tells it below.
        let _ = input
            .write_all(format!("{}\n{document}\n", time.as_secs()).as_bytes())
            .and_then(|()| input.flush());
        input
    });
    let output = process.wait_with_output().map_err(cannot_start)?;
    drop(input);
    if !output.status.success() {
        return Err(failed("it recurses too deep, or needs too much memory or time"));
    }
    match serde_json::from_slice(&output.stdout) {
        Ok(Answer::Results(results)) => Ok(results),
        Ok(Answer::Failed(why)) => Err(failed(&why)),
        Err(_) => Err(failed("its result is nested too deep")),
    }
}

/// Stack of the thread that runs the expression: as much as that of the main thread usually is.
pub(crate) const STACK: usize = 8 << 20;

/// How often the process looks at its memory.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// Memory that such a process may take, besides what its document takes, and several times that.
pub(crate) const MOST_MEMORY: u64 = 1 << 30;

/// What the process does: takes the seconds that it has, and the document, from the first lines of stdin, and
/// returns what it has to print. None where it cannot, which the other process tells by the exit code; and where
/// the other process is gone.
#[must_use]
pub fn answer(text: &str) -> Option<Vec<u8>> {
    let (mut seconds, mut line) = (String::new(), Vec::new());
    io::stdin().lock().read_line(&mut seconds).ok()?;
    io::stdin().lock().read_until(b'\n', &mut line).ok()?;
    let document: Value = serde_json::from_slice(&line).ok()?;
    let end = Instant::now() + Duration::from_secs(seconds.trim().parse().ok()?);
    let most = MOST_MEMORY + 4 * memory().unwrap_or_default();
    let (sender, answer) = mpsc::channel();
    let gone = sender.clone();
    let watch = move || {
        let _ = io::copy(&mut io::stdin(), &mut io::sink());
        gone.send(None)
    };
    let expression = text.to_owned();
    let run = move || sender.send(answer_to(&expression, &document));
    let watches = thread::Builder::new().spawn(watch).is_ok();
    let runs = watches && thread::Builder::new().stack_size(STACK).spawn(run).is_ok();
    if !runs {
        // Where the system gives no threads, it is the main one that runs it: without bounds, but it runs.
        return answer_to(text, &serde_json::from_slice(&line).ok()?);
    }
    loop {
        match answer.recv_timeout(LOOK_EVERY) {
            Ok(answer) => return answer,
            Err(mpsc::RecvTimeoutError::Timeout)
                if Instant::now() < end && memory().is_none_or(|taken| taken < most) => {}
            Err(_) => return None,
        }
    }
}

fn answer_to(text: &str, document: &Value) -> Option<Vec<u8>> {
    let query = Query::parse(text).ok()?;
    let answer = match query.run_here(document) {
        Ok(results) => Answer::Results(results),
        Err(error) => Answer::Failed(error.reason().unwrap_or_default()),
    };
    serde_json::to_vec(&answer).ok()
}

/// Bytes of memory that this process has in use, where the system says so.
pub(crate) fn memory() -> Option<u64> {
    const PAGE: u64 = 4096;
    let counts = std::fs::read_to_string("/proc/self/statm").ok()?;
    Some(counts.split(' ').nth(1)?.parse::<u64>().ok()? * PAGE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_cannot_recurse_runs_in_this_process() {
        for text in [
            ".",
            ".[].email",
            "map({n})",
            "map({userId, email: .email, \"name\": .name})",
            ".[] | [.userId, .email, (.roleNames | join(\";\"))] | @csv",
            "map(select(.status == \"enabled\" and (.email | test(\"^a\"; \"i\")))) | length",
            "group_by(.n) | map(length)",
            ".range.def",
            ". as $x | $x[0]",
            ".[0:3]",
        ] {
            assert!(is_harmless(text), "{text}");
        }
        for text in [
            "def f: f; f",
            "def f: [f]; .[0]",
            "..",
            "[recurse]",
            "reduce range(9) as $i (.; [.])",
            "foreach .[] as $x (.; [.])",
            "[.[], recurse]",
            "{a: 1, b: recurse}",
            "repeat(.)",
            "until(false; [.])",
            "last(range(1e9))",
            "\"\\(def f: f; f)\"",
            "fromjson",
            "[.,fromjson]",
            "setpath([.[]]; 1)",
            "walk(.)",
            "mktime",
        ] {
            assert!(!is_harmless(text), "{text}");
        }
    }
}
