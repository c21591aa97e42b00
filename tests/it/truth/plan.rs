//! What was checked, counted and confirmed is what is done, whatever becomes of the file or the search
//! meanwhile; and a plan says what its run will take.

use std::{collections::BTreeSet, fmt::Write as _};

use serde_json::{Value, json};

use super::{all, lines, soon, totals, users};
use crate::support::{
    Gateway,
    gateway::{CREATE, DELETE, Fate, Gate, LOAD, SEARCH, Seen},
};

/// Asks a question on a terminal, does something while it waits, and says yes.
#[cfg(target_os = "linux")]
fn ask_and_confirm(gateway: &Gateway, arguments: &[&str], meanwhile: impl FnOnce()) {
    use crate::support::Process;
    let command = gateway.sandbox.command(arguments);
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let line = shlex::try_join(words.map(|word| word.to_str().unwrap())).unwrap();
    // Of the terminals that can be had without a crate, this one is everywhere on Linux.
    let mut terminal = std::process::Command::new("script");
    terminal.args(["-qefc", &line, "/dev/null"]).env_clear();
    terminal.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    terminal.current_dir(command.get_current_dir().unwrap()).stdin(std::process::Stdio::piped());
    let mut process = Process::start(terminal);
    process.wait_for_stdout("[y/N]");
    meanwhile();
    process.write("y\n");
    process.wait().success();
}

#[cfg(target_os = "linux")]
#[test]
fn a_list_that_grows_while_the_question_waits_deletes_whom_it_asked_about() {
    let gateway = Gateway::start();
    gateway.make(&users(5, "Ann"));
    let list =
        |count: usize| (0..count).fold(String::new(), |text, n| text + &format!("row{n}@example.com\n"));
    gateway.sandbox.file("list.txt", list(2));
    ask_and_confirm(&gateway, &["--rate", "off", "user", "batch-delete", "list.txt"], || {
        gateway.sandbox.file("list.txt", list(5));
    });
    let left: Vec<String> = gateway.users().into_keys().collect();
    assert_eq!(left, ["row2@example.com", "row3@example.com", "row4@example.com"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_search_by_another_process_does_not_change_whom_the_question_is_about() {
    let gateway = Gateway::start();
    gateway.make(&users(5, "Ann"));
    let set_status = |number: usize, status: &str| {
        let body = json!({ "loginId": format!("row{number}@example.com"), "status": status });
        gateway.call("POST", "/v1/mgmt/user/update/status", &body);
    };
    (0..2).for_each(|number| set_status(number, "disabled"));
    let delete = ["--rate", "off", "user", "batch-delete", "--where", "status=disabled"];
    ask_and_confirm(&gateway, &delete, || {
        (2..5).for_each(|number| set_status(number, "disabled"));
        // Nobody can be asked here, so that it ends after it has searched.
        gateway.sandbox.run(&delete).code(2);
    });
    assert_eq!(gateway.users().len(), 3, "two users were confirmed");
}

/// The rows of a table with names of the same length, so that another table can take its place in mid-row.
fn table(prefix: &str, count: usize) -> String {
    (0..count).fold("loginId,email\n".to_owned(), |mut text, n| {
        let _ = writeln!(text, "{prefix}{n:04}@example.com,{prefix}{n:04}@example.com");
        text
    })
}

#[test]
fn a_file_that_is_overwritten_during_a_run_changes_nothing() {
    let gateway = Gateway::start();
    let gate = Gate::new();
    gateway.script({
        let gate = gate.clone();
        move |seen| if seen.path == CREATE { Fate::pass().held_by(&gate) } else { Fate::pass() }
    });
    gateway.sandbox.file("users.csv", table("good", 3_000));
    let run = ["--rate", "off", "user", "batch-create", "users.csv", "--in-flight", "2", "-o", "json"];
    let process = gateway.sandbox.spawn(&run);
    gateway.wait_for(CREATE, 1);
    gateway.sandbox.file("users.csv", table("evil", 3_000));
    gate.open();
    let outcome = process.wait().success();
    all(&outcome, "created", 3_000);
    let found: BTreeSet<String> = gateway.users().into_keys().collect();
    let checked: BTreeSet<String> = (0..3_000).map(|n| format!("good{n:04}@example.com")).collect();
    let unchecked = found.difference(&checked).count();
    let missing = checked.difference(&found).count();
    assert_eq!((unchecked, missing), (0, 0), "users who were not checked, users who are missing");
}

#[test]
fn a_row_that_comes_after_the_check_is_not_sent() {
    let gateway = Gateway::start();
    let gate = Gate::new();
    gateway.script({
        let gate = gate.clone();
        move |seen| if seen.path == CREATE { Fate::pass().held_by(&gate) } else { Fate::pass() }
    });
    gateway.sandbox.file("users.csv", table("good", 2_000));
    let run = ["--rate", "off", "user", "batch-create", "users.csv", "--in-flight", "1", "-o", "json"];
    let process = gateway.sandbox.spawn(&run);
    gateway.wait_for(CREATE, 1);
    gateway.sandbox.file("users.csv", table("good", 2_000) + "late@example.com,late@example.com\n");
    gate.open();
    all(&process.wait().success(), "created", 2_000);
    assert!(!gateway.users().contains_key("late@example.com"), "an unchecked row was sent");
}

/// A plan, and how many requests of each bucket it names.
fn planned(gateway: &Gateway, arguments: &[&str]) -> (Value, u64) {
    let plan = gateway.sandbox.run(&[arguments, &["--dry-run", "-o", "json"]].concat()).success().json();
    let buckets = plan["buckets"].as_array().unwrap_or_else(|| panic!("no buckets: {plan}")).clone();
    let sum = buckets.iter().map(|bucket| bucket["requests"].as_u64().unwrap()).sum();
    assert_eq!(plan["requests"], json!(sum), "{plan}");
    let slowest = buckets.iter().map(|bucket| bucket["secondsAtLimit"].as_u64().unwrap()).max();
    assert_eq!(plan["secondsAtLimit"].as_u64(), slowest, "{plan}");
    (plan, sum)
}

fn bucket_of(seen: &Seen) -> &'static str {
    match seen.path.as_str() {
        CREATE => "userCreate",
        SEARCH => "userUpdateSearch",
        "/v1/mgmt/users/load" => "general",
        _ => "userManagement",
    }
}

/// The requests of a run are those of its plan, bucket by bucket.
#[track_caller]
fn taken_as_planned(gateway: &Gateway, plan: &Value) {
    let mut taken = std::collections::BTreeMap::new();
    for seen in gateway.take() {
        *taken.entry(bucket_of(&seen)).or_insert(0_u64) += 1;
    }
    for bucket in plan["buckets"].as_array().unwrap() {
        let name = bucket["bucket"].as_str().unwrap();
        let sent = taken.remove(name).unwrap_or(0);
        assert_eq!(bucket["requests"].as_u64(), Some(sent), "{name} of {plan}");
    }
    assert!(taken.is_empty(), "not in the plan: {taken:?} beside {plan}");
}

#[test]
fn the_plan_of_a_deletion_by_user_id_counts_every_bucket() {
    let mut gateway = Gateway::start();
    gateway.make(&users(250, "Ann"));
    let ids: String =
        gateway.users().values().map(|user| format!("{}\n", user["userId"].as_str().unwrap())).collect();
    gateway.sandbox.file("list.txt", ids);
    let delete = ["user", "batch-delete", "list.txt", "--expect", "250"];
    // One request of the general bucket a window: the third load comes two windows after the first.
    gateway.sandbox.set("DESCOPECTL_RATE_WINDOW", "1");
    let (plan, _) = planned(&gateway, &[&["--rate", "1%"][..], &delete].concat());
    assert!(plan["secondsAtLimit"].as_u64() >= Some(2), "{plan}");
    let (plan, _) = planned(&gateway, &[&["--rate", "off"][..], &delete].concat());
    gateway.take();
    gateway.sandbox.run(&[&["--rate", "off"][..], &delete].concat()).success();
    taken_as_planned(&gateway, &plan);
    assert!(gateway.users().is_empty());
}

#[test]
fn the_plan_of_an_invitation_is_what_it_takes() {
    let gateway = Gateway::start();
    gateway.sandbox.file("users.jsonl", lines(&users(500, "Ann")));
    let invite = ["--rate", "off", "user", "batch-invite", "users.jsonl"];
    let (plan, requests) = planned(&gateway, &invite);
    gateway.take();
    all(&soon(&gateway.sandbox, &[&invite[..], &["-o", "json"]].concat()).success(), "created", 500);
    assert!(requests >= 5, "{plan}");
    taken_as_planned(&gateway, &plan);
    // Search lags, so that only a load by login ID proves that a user does not exist: one for each new user.
    assert_eq!(gateway.count(LOAD), 500);
}

#[test]
fn a_deletion_by_login_id_looks_up_many_at_a_time() {
    let gateway = Gateway::start();
    gateway.make(&users(300, "Ann"));
    let names: String = gateway.users().keys().map(|name| format!("{name}\n")).collect();
    gateway.sandbox.file("list.txt", names);
    let delete = ["--rate", "off", "user", "batch-delete", "list.txt", "--expect", "300"];
    let (plan, _) = planned(&gateway, &delete);
    gateway.take();
    let outcome = gateway.sandbox.run(&[&delete[..], &["-o", "json"]].concat()).success();
    assert_eq!(totals(&outcome)["deleted"], 300);
    assert_eq!(gateway.count(DELETE), 3);
    assert_eq!(gateway.count(LOAD), 0, "single look-ups");
    taken_as_planned(&gateway, &plan);
}

#[test]
fn a_plan_shows_the_first_users_as_they_would_be_sent() {
    let gateway = Gateway::start();
    gateway.sandbox.file("users.csv", "loginId,E-Mail,name\nann,ann@example.com,Ann\n");
    let plan = ["user", "batch-create", "users.csv", "--map", "E-Mail=email", "--set", "status=enabled"];
    let plan = gateway.sandbox.run(&[&plan[..], &["--dry-run"]].concat()).success().to_string();
    for part in ["ann@example.com", "Ann", "enabled"] {
        assert!(plan.contains(part), "{part} is not in {plan}");
    }
    assert!(gateway.users().is_empty());
}
