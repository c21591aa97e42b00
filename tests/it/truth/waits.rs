//! Every wait has an end: the user's word, a deadline, or the longest wait that was allowed.

use serde_json::json;

use super::{SOON, all, lines, soon, totals, users};
use crate::support::{
    Gateway, Process,
    gateway::{CREATE, Canned, Fate, Gate},
    process,
    sandbox::Outcome,
};

/// A server that refuses all creations for so long.
fn refusing(retry_after: &str) -> Gateway {
    let gateway = Gateway::start();
    gateway.sandbox.file("users.jsonl", lines(&users(300, "Ann")));
    let reply = Canned::rate_limited(retry_after);
    gateway.script(move |seen| if seen.path == CREATE { Fate::refuse(reply.clone()) } else { Fate::pass() });
    gateway
}

const RUN: [&str; 7] = ["user", "batch-create", "users.jsonl", "--in-flight", "2", "-o", "json"];

#[track_caller]
fn ended(process: Process) -> Outcome {
    process.ended_within(SOON).unwrap_or_else(|| panic!("the wait does not end"))
}

#[test]
fn a_wait_for_the_limit_ends_with_the_first_signal() {
    for signal in process::ending_signals() {
        let gateway = refusing("600");
        let process = gateway.sandbox.spawn(&RUN);
        gateway.wait_for(CREATE, 1);
        gateway.wait_for_quiet();
        process.signal(signal);
        let outcome = ended(process).code(130);
        assert_eq!(totals(&outcome)["notAttempted"], 300, "{signal}: {outcome}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_run_under_nohup_outlives_its_terminal() {
    let gateway = refusing("600");
    let mut command = std::process::Command::new("nohup");
    let run = gateway.sandbox.command(&RUN);
    let variables = run.get_envs().filter_map(|(name, value)| Some((name, value?)));
    command.arg(run.get_program()).args(run.get_args()).env_clear().envs(variables);
    command.current_dir(run.get_current_dir().unwrap()).stdin(std::process::Stdio::null());
    let process = Process::start(command);
    gateway.wait_for(CREATE, 1);
    gateway.wait_for_quiet();
    process.signal("-HUP");
    assert!(process.ended_within(std::time::Duration::from_secs(2)).is_none(), "the hangup ended it");
}

#[test]
fn a_wait_for_the_limit_ends_at_the_deadline() {
    let gateway = refusing("600");
    let process = gateway.sandbox.spawn(&[&RUN[..], &["--deadline", "1s"]].concat());
    let outcome = ended(process).code(3);
    assert_eq!(totals(&outcome)["notAttempted"], 300, "{outcome}");
}

/// A 429 says that nothing was done: a run that ends in the wait for it leaves no row in doubt.
#[test]
fn refused_rows_are_not_in_doubt_after_the_run() {
    let gateway = refusing("600");
    gateway.sandbox.run(&[&RUN[..], &["--deadline", "1s"]].concat()).code(3);
    let jobs = gateway.sandbox.json(&["job", "list"]);
    let job = gateway.sandbox.json(&["job", "show", jobs["jobs"][0]["id"].as_str().unwrap()]);
    assert_eq!((&job["inDoubt"], &job["notSent"]), (&json!(0), &json!(300)), "{job}");
    gateway.pass_all();
    let outcome = gateway.sandbox.run(&[&["--rate", "off"], &RUN[..]].concat()).success();
    assert_eq!(totals(&outcome)["created"], 300, "{outcome}");
}

/// A time of the day: the run says until when it would have waited.
fn names_a_time(text: &str) -> bool {
    regex::Regex::new(r"\b\d{1,2}:\d{2}\b").unwrap().is_match(text)
}

#[test]
fn a_wait_that_is_too_long_ends_the_run_and_says_until_when() {
    let gateway = refusing("600");
    let outcome = soon(&gateway.sandbox, &[&RUN[..], &["--max-wait", "5"]].concat()).code(7);
    assert_eq!(totals(&outcome)["notAttempted"], 300, "{outcome}");
    assert!(names_a_time(&outcome.stderr), "{outcome}");
    assert!(gateway.count(CREATE) <= 2, "{} requests", gateway.count(CREATE));
    // A batch waits for a quarter of an hour and no longer.
    let gateway = refusing("1000");
    let outcome = soon(&gateway.sandbox, &RUN).code(7);
    assert!(names_a_time(&outcome.stderr), "{outcome}");
}

/// Nobody has to wait a day, or to look for the file of the limiter, because of one reply.
#[test]
fn a_block_of_a_day_has_a_way_out() {
    let gateway = refusing("80000");
    soon(&gateway.sandbox, &[&RUN[..], &["--max-wait", "5"]].concat()).code(7);
    gateway.pass_all();
    let limits = gateway.sandbox.json(&["limits"]);
    let bucket = limits["buckets"].as_array().unwrap().iter().find(|bucket| bucket["bucket"] == "userCreate");
    assert!(bucket.unwrap()["nextInSeconds"].as_u64() > Some(0), "{limits}");
    gateway.sandbox.run(&["limits", "--clear"]).success();
    all(&soon(&gateway.sandbox, &RUN).success(), "created", 300);
}

/// A server that says `0` is not asked ten times a second.
#[test]
fn no_wait_at_all_is_not_taken_at_its_word() {
    let gateway = refusing("0");
    let outcome = soon(&gateway.sandbox, &[&RUN[..], &["--deadline", "3s"]].concat()).code(3);
    assert_eq!(totals(&outcome)["notAttempted"], 300, "{outcome}");
    assert!(gateway.count(CREATE) <= 8, "{} requests in three seconds", gateway.count(CREATE));
}

/// Look-ups that work do not make each sending the first one: the pauses grow, and there is a last try.
#[test]
fn a_server_that_cuts_every_creation_is_asked_less_and_less_often() {
    let gateway = Gateway::start();
    gateway.sandbox.file("users.jsonl", lines(&users(20, "Ann")));
    gateway.script(|seen| if seen.path == CREATE { Fate::cut_before() } else { Fate::pass() });
    let outcome = soon(&gateway.sandbox, &[&RUN[..], &["--deadline", "4s"]].concat()).code(3);
    assert_eq!(totals(&outcome)["notAttempted"], 20, "{outcome}");
    assert!(gateway.count(CREATE) <= 4, "{} requests in four seconds", gateway.count(CREATE));
}

#[test]
fn the_hint_about_a_wait_allows_for_what_was_waited_before() {
    let gateway = refusing("3");
    let outcome = soon(&gateway.sandbox, &[&RUN[..], &["--max-wait", "5"]].concat()).code(7);
    let hinted = outcome.stderr.split("`--max-wait ").nth(1).and_then(|rest| rest.split('`').next());
    assert!(hinted.is_some_and(|seconds| seconds.parse::<u64>().unwrap() >= 6), "{outcome}");
}

#[test]
fn a_wait_until_a_date_is_read() {
    let at = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(600);
    let gateway = refusing(&at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string());
    let create = ["user", "create", "ann", "--email", "ann@example.com", "-o", "json", "--max-wait", "120"];
    gateway.script(move |seen| match seen.path.as_str() {
        "/v1/mgmt/user/create" => {
            let date = at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
            Fate::refuse(Canned::rate_limited(&date))
        }
        _ => Fate::pass(),
    });
    let error = soon(&gateway.sandbox, &create).code(7).error();
    let seconds = error["retryAfterSeconds"].as_u64().unwrap();
    assert!((500..=601).contains(&seconds), "{error}");
}

/// One request in ten minutes: what comes after it waits for our own limiter.
fn slow_limiter(gateway: &mut Gateway) {
    gateway.sandbox.set("DESCOPECTL_RATE_WINDOW", "600");
}

#[test]
fn our_own_limiter_is_waited_for_no_longer_than_allowed() {
    let mut gateway = Gateway::start();
    slow_limiter(&mut gateway);
    gateway.sandbox.file("users.jsonl", lines(&users(300, "Ann")));
    let run = [&["--rate", "1%"][..], &RUN, &["--max-wait", "5"]].concat();
    let outcome = soon(&gateway.sandbox, &run).code(7);
    let totals = totals(&outcome);
    assert_eq!((totals["created"], totals["notAttempted"]), (100, 200), "{outcome}");
    assert!(names_a_time(&outcome.stderr), "{outcome}");
}

/// Looking users up waits for the limit as sending does, and ends as that does.
#[test]
fn look_ups_end_with_the_first_signal() {
    for signal in ["-INT", "-TERM"] {
        let mut gateway = Gateway::start();
        slow_limiter(&mut gateway);
        gateway.make(&users(300, "Ann"));
        let names: String = (0..300).map(|number| format!("row{number}@example.com\n")).collect();
        gateway.sandbox.file("list.txt", names);
        let delete = ["--rate", "1%", "user", "batch-delete", "list.txt", "--expect", "300", "-v"];
        let process = gateway.sandbox.spawn(&delete);
        // The first requests pass, and then a window has to go by.
        process.wait_for_stderr("limit");
        process.signal(signal);
        let outcome = ended(process).code(130);
        assert_eq!(gateway.users().len(), 300, "{outcome}");
    }
}

/// An interruption that leaves nothing undone is none.
#[test]
fn an_interrupted_run_that_is_done_by_then_ends_well() {
    for signal in ["-INT", "-TERM"] {
        let gateway = Gateway::start();
        gateway.sandbox.file("users.jsonl", lines(&users(100, "Ann")));
        let gate = Gate::new();
        gateway.script({
            let gate = gate.clone();
            move |seen| if seen.path == CREATE { Fate::pass().held_by(&gate) } else { Fate::pass() }
        });
        let process = gateway.sandbox.spawn(&[&["--rate", "off"][..], &RUN].concat());
        gateway.wait_for(CREATE, 1);
        process.signal(signal);
        process.wait_for_stderr("Ctrl-C");
        gate.open();
        let outcome = process.wait();
        assert_eq!(outcome.code, 0, "{signal}: {outcome}");
        all(&outcome, "created", 100);
        assert_eq!(outcome.json()["read"], json!(100));
    }
}

/// The half of a batch that is done when a run is stopped at once is reported as done.
#[test]
fn a_run_that_is_stopped_at_once_reports_what_it_has_done() {
    let gateway = Gateway::start();
    gateway.sandbox.file("users.jsonl", lines(&users(100, "Ann")));
    let never = Gate::new();
    gateway.script(move |seen| match (seen.path.as_str(), seen.nth) {
        // Refused as a whole, so that the rows are sent in halves.
        (CREATE, 1) => Fate::refuse(Canned::envelope(400, "E011001", "Request is invalid")),
        (CREATE, 2) => Fate::pass(),
        (CREATE, _) => Fate::cut_before().held_by(&never),
        _ => Fate::pass(),
    });
    let run = gateway.sandbox.spawn(&[&["--rate", "off"][..], &RUN].concat());
    gateway.wait_for(CREATE, 3);
    run.signal("-INT");
    run.wait_for_stderr("Ctrl-C");
    run.signal("-INT");
    let outcome = ended(run).code(130);
    let totals = totals(&outcome);
    assert_eq!((totals["created"], totals["notAttempted"]), (50, 50), "{outcome}");
    assert_eq!(gateway.users().len(), 50);
}
