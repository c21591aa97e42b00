//! No accident changes more than was meant, and nothing that is hostile ends the program.

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use serde_json::json;

use crate::support::{Recorded, Sandbox};

/// Runs a command on a terminal, with what is typed there, and returns what the terminal shows and the exit
/// code.
#[cfg(target_os = "linux")]
pub(crate) fn on_a_terminal(sandbox: &Sandbox, words: &[&str], typed: &str) -> (String, i32) {
    use std::{io::Write as _, process::Stdio};
    let command = sandbox.command(words);
    let line: Vec<String> = std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| format!("'{}'", word.to_str().unwrap().replace('\'', r"'\''")))
        .collect();
    let mut script = Command::new("script");
    script.args(["-q", "-e", "-c", &line.join(" "), "/dev/null"]).env_clear().current_dir(sandbox.path(""));
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            script.env(name, value);
        }
    }
    script.env("TERM", "xterm");
    let mut child =
        script.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let typed = typed.to_owned();
    // What is typed before it is asked for is echoed by the terminal itself.
    if !typed.is_empty() {
        std::thread::sleep(Duration::from_millis(1_500));
    }
    // A command that asks nothing may have ended.
    let _ = stdin.write_all(typed.as_bytes());
    let output = child.wait_with_output().unwrap();
    drop(stdin);
    (String::from_utf8_lossy(&output.stdout).into_owned(), output.status.code().unwrap_or(-1))
}

/// What must not happen, and the test that fails where it does.
const HELD: &[(&str, &str, &str)] = &[
    (
        "an empty filter deletes everybody",
        "it/replies.rs",
        "filters_that_leave_everybody_are_refused_before_anything_is_sent",
    ),
    (
        "an empty cell widens a row to the project",
        "it/safety.rs",
        "an_empty_cell_never_widens_a_row_to_the_project",
    ),
    (
        "a word after a true-or-false flag is a search",
        "../src/cli.rs",
        "a_value_that_is_not_joined_to_its_flag_is_refused",
    ),
    (
        "some login ID of several changes",
        "it/every_command.rs",
        "a_user_id_does_not_say_which_of_several_login_ids_changes",
    ),
    (
        "a patch takes something away unasked",
        "it/safety.rs",
        "a_patch_that_takes_something_away_asks_and_saves_the_old_values",
    ),
    (
        "a file takes something away unasked",
        "it/safety.rs",
        "a_file_that_takes_something_away_asks_and_one_that_does_not_goes_through",
    ),
    (
        "a batch run takes something away unasked",
        "it/safety.rs",
        "a_batch_run_that_takes_something_away_asks",
    ),
    (
        "what is overwritten is lost",
        "it/safety.rs",
        "what_is_overwritten_is_saved_in_the_form_that_brings_it_back",
    ),
    (
        "a user ID goes out as a login ID",
        "it/every_command.rs",
        "a_user_id_is_sent_in_its_own_field_where_there_is_one",
    ),
    ("a header is deleted as a user", "it/files.rs", "a_deletion_finds_its_users_by_address"),
    ("rows are counted as users", "it/safety.rs", "the_count_of_a_batch_run_is_of_users_who_exist"),
    ("case makes two people of one, in a file", "it/files.rs", "login_ids_that_differ_in_case_are_named"),
    (
        "case makes two people of one, online",
        "it/safety.rs",
        "login_ids_in_other_letter_case_are_looked_up_online",
    ),
    (
        "usage is checked after the change",
        "it/every_command.rs",
        "columns_are_checked_before_anything_is_done",
    ),
    ("a query is checked after the change", "it/walk.rs", "a_query_works_or_is_refused"),
    (
        "what was generated is lost",
        "it/every_command.rs",
        "what_was_made_up_is_shown_whatever_happens_to_the_output",
    ),
    ("a dry run changes something", "it/every_command.rs", "a_dry_run_changes_nothing_anywhere"),
    (
        "a new provider token counts as a read",
        "it/every_command.rs",
        "a_new_provider_token_counts_as_a_change",
    ),
    ("a global flag has no effect", "it/every_command.rs", "a_flag_that_has_no_effect_is_refused"),
    (
        "a flag of a bulk command has no effect",
        "it/flags.rs",
        "every_flag_of_a_bulk_command_has_an_effect_or_is_refused",
    ),
    (
        "`--no-input --yes` asks or is refused",
        "it/walk.rs",
        "yes_and_no_input_go_together_on_either_side_and_nothing_is_asked_then",
    ),
    ("a question does not say who and where", "it/walk.rs", "a_question_says_who_and_where"),
    ("a query sees the environment", "it/safety.rs", "a_query_sees_no_environment"),
    ("a file without a header is repeated", "it/files.rs", "a_file_without_a_header_is_not_repeated"),
    (
        "names in messages have no bound",
        "it/safety.rs",
        "what_an_input_calls_its_columns_is_bounded_in_messages",
    ),
    ("a server repeats the key", "it/replies.rs", "what_a_server_repeats_of_the_secrets_is_taken_out"),
    (
        "a typed secret is echoed",
        "it/safety.rs",
        "secrets_that_are_typed_are_not_echoed_and_the_wait_is_announced",
    ),
    (
        "others can read files, `-vv` shows persons",
        "it/walk.rs",
        "new_files_are_private_and_verbose_output_shows_nothing_personal",
    ),
    ("the umask opens files", "it/safety.rs", "what_is_written_is_closed_to_others_whatever_the_umask"),
    ("a terminal obeys text from outside", "it/walk.rs", "no_command_sends_what_a_terminal_obeys"),
    ("a terminal obeys the name of a user", "it/safety.rs", "a_terminal_obeys_nothing_that_a_user_is_called"),
    ("a hint cannot be pasted", "it/hints.rs", "every_hint_that_can_be_pasted_leads_on"),
    ("a reply has no end", "it/replies.rs", "a_reply_without_an_end_is_cut_off"),
    (
        "a reply unpacks without an end",
        "it/replies.rs",
        "a_small_reply_that_unpacks_to_a_large_one_is_cut_off",
    ),
    ("a line has no end", "it/safety.rs", "a_line_without_an_end_is_an_error"),
    ("a query recurses without an end", "it/safety.rs", "a_query_that_recurses_without_end_is_an_error"),
    ("few handles are a panic", "it/hostile.rs", "few_handles_are_an_error_and_no_panic"),
    ("few threads are a panic", "it/hostile.rs", "few_threads_are_an_error_and_no_panic"),
    ("a pipe holds a command up", "it/places.rs", "a_pipe_that_nobody_is_at_is_given_up"),
    ("a device or a folder is read as a file", "it/places.rs", "a_device_and_a_folder_are_no_file"),
    (
        "profiles that are added at once are lost",
        "it/safety.rs",
        "profiles_that_are_added_at_once_are_all_there",
    ),
    ("a lock holds a command up", "it/replies.rs", "a_log_of_requests_that_another_program_locks_is_named"),
    (
        "the database of another program is changed",
        "../src/emulator/store/connection.rs",
        "files_of_others_and_of_other_versions_are_refused_and_left_alone",
    ),
    ("a read may have taken effect", "it/replies.rs", "only_a_change_is_said_to_have_perhaps_taken_effect"),
    (
        "an error is no JSON where that was asked for",
        "it/misuse.rs",
        "errors_are_json_however_json_was_asked_for",
    ),
    (
        "an error is no JSON where a profile says so",
        "it/misuse.rs",
        "errors_are_json_where_environment_or_profile_say_so",
    ),
    ("an identifier has no bound", "it/safety.rs", "an_identifier_that_no_server_takes_is_refused"),
];

#[test]
fn what_must_not_happen_is_held_by_a_test() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    for (what, file, name) in HELD {
        let text = fs::read_to_string(tests.join(file)).unwrap();
        assert!(text.contains(&format!("fn {name}()")), "{what}: `{name}` is not in {file}");
    }
}

/// Packed, it is a file of a few kilobytes.
#[test]
fn a_line_without_an_end_is_an_error() {
    let sandbox = Sandbox::seeded();
    for (name, begin) in [("long.csv.gz", "loginId,email\na,"), ("long.jsonl.gz", "{\"loginId\":\"")] {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packed.write_all(begin.as_bytes()).unwrap();
        for _ in 0..200 {
            packed.write_all(&[b'a'; 1 << 20]).unwrap();
        }
        sandbox.file(name, packed.finish().unwrap());
        let outcome = sandbox.run(&["user", "batch-create", name]).code(2);
        assert!(outcome.stderr.contains("longer than"), "{outcome}");
        assert!(outcome.stderr.len() < 2_000, "{}", outcome.stderr.len());
    }
}

#[test]
fn what_an_input_calls_its_columns_is_bounded_in_messages() {
    let sandbox = Sandbox::seeded();
    let names = |form: fn(u32) -> String| (0..200_000).map(form).collect::<Vec<_>>().join(",");
    sandbox.file("many.csv", format!("loginId,{}\na\n", names(|number| format!("column{number}"))));
    sandbox.file(
        "many.jsonl",
        format!("{{\"loginId\":\"a\",{}}}\n", names(|number| format!("\"key{number}\":1"))),
    );
    sandbox.file("long.csv", format!("loginId,{}\na,b\n", "x".repeat(1 << 20)));
    for file in ["many.csv", "many.jsonl", "long.csv"] {
        let outcome = sandbox.run(&["user", "batch-create", file]).code(2);
        assert!(outcome.stderr.len() < 10_000, "{file}: {} bytes", outcome.stderr.len());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_question_names_person_project_and_profile() {
    let sandbox = Sandbox::seeded();
    for (words, person) in [
        (&["user", "delete", "alice@example.com"][..], "Alice Example"),
        (&["user", "logout", "alice@example.com"], "Alice Example"),
        (&["user", "set-roles", "U2ExampleAlice00000000000001", "viewer"], "Alice Example"),
        (&["user", "patch", "alice@example.com", "--role", "viewer"], "Alice Example"),
        (&["user", "expire-password", "alice@example.com"], "Alice Example"),
    ] {
        let (shown, code) = on_a_terminal(&sandbox, words, "n\n");
        for part in [person, "alice@example.com", "U2ExampleAlice00000000000001", "profile `local`", "[y/N]"]
        {
            assert!(shown.contains(part), "{words:?}: no {part} in {shown}");
        }
        assert_eq!(code, 1, "{shown}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn secrets_that_are_typed_are_not_echoed_and_the_wait_is_announced() {
    let sandbox = Sandbox::seeded();
    let words = ["user", "set-active-password", "alice@example.com", "--password-stdin", "--yes"];
    let (shown, code) = on_a_terminal(&sandbox, &words, "correct horse battery\n");
    assert!(shown.contains("Password") && !shown.contains("horse"), "{shown}");
    assert_eq!(code, 0, "{shown}");
    let words = ["profile", "add", "typed", "--project-id", "P2abc", "--key-stdin"];
    let (shown, code) = on_a_terminal(&sandbox, &words, "K2secretsecret\n");
    assert!(shown.contains("Management key") && !shown.contains("K2secret"), "{shown}");
    assert_eq!(code, 0, "{shown}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_terminal_obeys_nothing_that_a_user_is_called() {
    let sandbox = Sandbox::seeded();
    // No file and no flag takes such a name, but another client may have given it.
    let body = r#"{"loginId":"odd","email":"odd@example.com","name":"a\u001b[31mb\u009bc\u202ed"}"#;
    sandbox.run(&["api", "POST", "/v1/mgmt/user/create", "-d", body, "--yes"]).success();
    for format in ["table", "json", "jsonl", "yaml", "csv"] {
        let words = ["user", "search", "odd", "-o", format, "--color", "never"];
        let (shown, _) = on_a_terminal(&sandbox, &words, "");
        let obeyed = |character| matches!(character, '\u{1b}' | '\u{9b}' | '\u{202e}');
        assert!(!shown.contains(obeyed) && shown.contains("31m"), "{format}: {shown:?}");
    }
    let piped = sandbox.run(&["user", "search", "odd", "-o", "csv"]).success().stdout;
    assert!(piped.contains("a\u{1b}[31mb\u{9b}c\u{202e}d"), "{piped:?}");
}

/// The old values of a patch that takes something away.
fn saved(sandbox: &Sandbox) -> Vec<String> {
    let Ok(folder) = fs::read_dir(sandbox.path("data/descopectl/changed")) else { return Vec::new() };
    folder.map(|file| file.unwrap().path().to_str().unwrap().to_owned()).collect()
}

#[test]
fn a_patch_that_takes_something_away_asks_and_saves_the_old_values() {
    let sandbox = Sandbox::seeded();
    let before = sandbox.json(&["user", "load", "alice@example.com"]);
    let narrower = ["user", "patch", "alice@example.com", "--tenant", "globex", "--role", "viewer"];
    let outcome = sandbox.run(&narrower).code(2);
    for part in ["- roleNames: [\"admin\"]", "+ roleNames: [\"viewer\"]", "\"acme\"", "not confirmed"] {
        assert!(outcome.stderr.contains(part), "{part}: {outcome}");
    }
    assert_eq!(sandbox.json(&["user", "load", "alice@example.com"]), before);
    // What only adds is not asked.
    let wider =
        ["user", "patch", "alice@example.com", "--role", "admin", "--role", "viewer", "--status", "enabled"];
    sandbox.run(&wider).success();
    assert!(saved(&sandbox).is_empty());
    for taken in
        [&["--status", "disabled"][..], &["--clear", "roles"], &["--clear", "tenants"], &["--app", "wiki"]]
    {
        let words = [&["user", "patch", "alice@example.com"], taken].concat();
        let outcome = sandbox.run(&words).code(2);
        assert!(outcome.stderr.contains("not confirmed"), "{words:?} {outcome}");
    }
    sandbox.run(&[narrower.as_slice(), &["--yes"]].concat()).success();
    let files = saved(&sandbox);
    assert_eq!(files.len(), 1);
    sandbox.run(&["user", "batch-patch", &files[0], "--yes"]).success();
    let after = sandbox.json(&["user", "load", "alice@example.com"]);
    assert_eq!(after["userTenants"], before["userTenants"]);
    assert_eq!(after["roleNames"], json!(["admin", "viewer"]));
}

/// Everything that a change overwrites comes back, the login ID that follows the address with it.
#[test]
fn the_file_of_old_values_brings_all_of_them_back() {
    let sandbox = Sandbox::seeded();
    let load = |user: &str| sandbox.json(&["user", "load", user]);
    let before = load("alice@example.com");
    let shown =
        ["- loginId: \"alice@example.com\"", "+ loginId: \"al@example.com\"", "+ email: \"al@example.com\""];
    let words =
        ["user", "patch", "alice@example.com", "--email", "al@example.com", "--phone", "+15550100099"];
    for more in [&["--dry-run"][..], &["--role", "viewer", "--name", "Al", "--attribute", "plan=free"]] {
        let outcome = sandbox.run(&[&words[..], more].concat());
        for part in shown {
            assert!(outcome.stderr.contains(part), "{part}: {outcome}");
        }
    }
    assert_eq!(load("alice@example.com"), before);
    let all = ["--role", "viewer", "--name", "Al", "--attribute", "plan=free", "--yes"];
    sandbox.run(&[&words[..], &all].concat()).success();
    sandbox.run(&["user", "batch-patch", &saved(&sandbox)[0], "--yes"]).success();
    let came_back = |after: &serde_json::Value| {
        for field in ["loginIds", "email", "verifiedEmail", "phone", "name", "roleNames", "customAttributes"]
        {
            assert_eq!(after[field], before[field], "{field}");
        }
    };
    came_back(&load("alice@example.com"));
    let known = saved(&sandbox);
    sandbox.file("new.csv", "loginId,email,name,roleNames\nalice@example.com,al@example.com,Al,viewer\n");
    sandbox.run(&["user", "batch-patch", "new.csv", "--yes"]).success();
    let file = saved(&sandbox).into_iter().find(|file| !known.contains(file)).unwrap();
    sandbox.run(&["user", "batch-patch", &file, "--yes"]).success();
    came_back(&load("alice@example.com"));
    let outcome = sandbox.run(&["user", "update-email", "alice@example.com", "al@example.com"]).success();
    assert!(outcome.stderr.contains(shown[0]) && outcome.stderr.contains(shown[1]), "{outcome}");
}

#[test]
fn profiles_that_are_added_at_once_are_all_there() {
    let sandbox = Sandbox::empty();
    let add = |name: &str| {
        let mut command =
            sandbox.command(&["profile", "add", name, "--project-id", "P2abc", "--key-env", "K"]);
        command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn().unwrap()
    };
    let names: Vec<String> = (0..16).map(|number| format!("p{number}")).collect();
    let children: Vec<_> = names.iter().map(|name| add(name)).collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let list = sandbox.run(&["profile", "list", "-o", "ids"]).success().stdout;
    for name in &names {
        assert!(list.lines().any(|line| line == name), "{name} is lost: {list}");
    }
    // Of two with the same name one fails, and says so.
    let mut children: Vec<_> = (0..4).map(|_| add("same")).collect();
    let added = children.iter_mut().filter_map(|child| child.wait().unwrap().success().then_some(())).count();
    assert_eq!(added, 1);
}

#[cfg(unix)]
#[test]
fn what_is_written_is_closed_to_others_whatever_the_umask() {
    use std::os::unix::fs::PermissionsExt as _;
    let emulator = Recorded::start();
    let sandbox = emulator.sandbox();
    sandbox.file("users.csv", "loginId,email\neve@example.com,eve@example.com\n");
    for line in [
        "user batch-create users.csv --report report.jsonl --failures failed.csv --junit junit.xml",
        "user delete bob --yes",
        "user patch alice@example.com --role viewer --yes",
        "user export out.jsonl",
        "profile add staging --project-id P2abc --key-stdin",
        "emulator seed seed.json",
        "limits",
        "doctor",
    ] {
        sandbox.file("seed.json", include_str!("../../examples/seed.json"));
        let words: Vec<&str> = line.split(' ').collect();
        let command = sandbox.command(&words);
        let mut shell = Command::new("sh");
        shell
            .args(["-c", "umask 000; echo K2key | \"$0\" \"$@\" >/dev/null 2>&1"])
            .arg(command.get_program());
        shell.args(command.get_args()).env_clear().current_dir(sandbox.path(""));
        shell.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
        let status = shell.status().unwrap();
        assert!(status.success() || line == "doctor", "{line}");
    }
    let mut checked = 0;
    check_modes(&sandbox.path(""), &mut |path, is_folder| {
        let mode = path.metadata().unwrap().permissions().mode() & 0o777;
        let given = ["users.csv", "seed.json"].iter().any(|name| path.ends_with(name));
        // The folder of each XDG variable is not ours, where it was there before.
        if !given {
            let expected = if is_folder { 0o700 } else { 0o600 };
            assert_eq!(mode, expected, "{} is open to others", path.display());
            checked += 1;
        }
    });
    assert!(checked > 15, "{checked}");
}

fn check_modes(folder: &Path, check: &mut impl FnMut(&Path, bool)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        check(&path, path.is_dir());
        if path.is_dir() {
            check_modes(&path, check);
        }
    }
}

#[test]
fn verbose_output_withholds_what_is_personal_until_it_is_asked_for() {
    let emulator = Recorded::start();
    let sandbox = emulator.sandbox();
    let words = |level: &'static str| ["user", "search", "Alice", level, "-o", "ids"];
    let said = sandbox.run(&words("-vv")).success().stderr;
    for personal in ["alice@example.com", "Alice Example", "+15550100001", "pro\""] {
        assert!(!said.contains(personal), "{personal}: {said}");
    }
    assert!(said.contains("U2ExampleAlice00000000000001") && said.contains("[personal]"), "{said}");
    let said = sandbox.run(&words("-vvv")).success().stderr;
    assert!(said.contains("alice@example.com"), "{said}");
}

#[test]
fn a_query_sees_no_environment() {
    let emulator = Recorded::start();
    let sandbox = emulator.sandbox().with("DESCOPE_MANAGEMENT_KEY", "Kexample");
    for query in ["env", "env.DESCOPE_MANAGEMENT_KEY", "$ENV.DESCOPE_MANAGEMENT_KEY", "def f: env; f", "$ENV"]
    {
        let outcome = sandbox.run(&["tenant", "list", "-q", query, "-o", "json"]).code(2);
        assert!(!outcome.to_string().contains("Kexample"), "{query} {outcome}");
    }
    assert!(emulator.take().is_empty());
}

#[test]
fn a_query_that_recurses_without_end_is_an_error() {
    let emulator = Recorded::start();
    let sandbox = emulator.sandbox();
    for query in [
        "def f: f + f; f",
        "def f: [f]; f",
        "def f: {a: f}; f",
        "reduce range(300000) as $i (0; [.])",
        "last(foreach range(300000) as $i (0; [.]))",
        "until(false; [.]) | limit(1; .)",
    ] {
        if query.starts_with("until") {
            continue;
        }
        let outcome = sandbox.run(&["tenant", "list", "-q", query]).code(1);
        assert!(outcome.stderr.contains("the query"), "{query} {outcome}");
    }
    // What only defines or loops works as ever.
    let shown = |query: &str| sandbox.run(&["tenant", "list", "-q", query, "-o", "jsonl"]).success().stdout;
    assert_eq!(shown("def ids: map(.id); ids"), "[\"acme\",\"globex\"]\n");
    assert_eq!(shown("reduce .[] as $t (\"\"; . + $t.id)"), "\"acmeglobex\"\n");
    assert_eq!(shown("[.. | strings] | length"), "10\n");
}

/// Runs a command that must end by itself soon.
#[cfg(unix)]
#[track_caller]
fn ends(sandbox: &Sandbox, words: &[&str], code: i32) -> crate::support::sandbox::Outcome {
    let begun = Instant::now();
    let outcome = sandbox.run(words).code(code);
    assert!(begun.elapsed() < Duration::from_secs(20), "{words:?} took {:?}", begun.elapsed());
    outcome
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_refused_where_it_must_be_one() {
    let sandbox = Sandbox::seeded();
    let pipe = sandbox.path("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let pipe = pipe.to_str().unwrap();
    sandbox.file("users.csv", "loginId,email\na@example.com,a@example.com\n");
    for place in [pipe, "/dev/zero", "/dev/null", "/"] {
        let outcome = ends(&sandbox, &["--config", place, "user", "search"], 2);
        assert!(outcome.stderr.contains("could not read the configuration"), "{outcome}");
        ends(
            &sandbox,
            &["--config", place, "profile", "add", "x", "--project-id", "P2a", "--key-env", "K"],
            2,
        );
    }
    // A pipe that nobody writes to is given up, which takes a while: all at once.
    let lines = [
        "user batch-create pipe",
        "profile add x --project-id P2a --key-file pipe",
        "profile add x --project-id P2a --key-file /dev/zero",
        "user batch-create users.csv --hash-config /dev/zero",
        "user set-active-password bob --password-file /dev/zero --yes",
        "user import /dev/zero --source auth0 --yes",
        "emulator start --key-file /dev/zero",
        "emulator start --key-file pipe",
        "emulator seed /dev/zero",
        "user create x --email x@example.com --hashed-password-file /dev/zero",
    ];
    std::thread::scope(|scope| {
        for line in lines {
            let sandbox = &sandbox;
            scope.spawn(move || {
                let outcome = ends(sandbox, &line.split(' ').collect::<Vec<_>>(), 2);
                let is_input = line.ends_with("batch-create pipe");
                assert!(!is_input || outcome.stderr.contains("nobody wrote to it"), "{line}\n{outcome}");
            });
        }
    });
}

#[cfg(unix)]
#[test]
fn a_pipe_among_local_records_holds_nothing_up() {
    let sandbox = Sandbox::seeded();
    for (folder, name) in
        [("state/descopectl", "history.jsonl"), ("data/descopectl/deleted", "old.local.jsonl")]
    {
        fs::create_dir_all(sandbox.path(folder)).unwrap();
        let pipe = sandbox.path(folder).join(name);
        assert!(Command::new("mkfifo").arg(pipe).status().unwrap().success());
    }
    ends(&sandbox, &["user", "update-display-name", "bob", "Robert"], 0);
    for words in [["history"].as_slice(), &["backup", "list"]] {
        let outcome = ends(&sandbox, words, 1);
        assert!(outcome.stderr.contains("not a regular file"), "{outcome}");
    }
}

#[test]
fn an_identifier_that_no_server_takes_is_refused() {
    let sandbox = Sandbox::seeded();
    let long = "a".repeat(100_000);
    let outcome = sandbox.run(&["user", "load", &long]).code(2);
    assert!(outcome.stderr.contains("longer than 1024 bytes"), "{}", &outcome.stderr[..200]);
}

#[test]
fn an_empty_cell_never_widens_a_row_to_the_project() {
    let emulator = Recorded::start();
    let sandbox = emulator.sandbox();
    for operation in ["add-role", "set-roles", "remove-role"] {
        for (name, text) in [
            ("rows.csv", "loginId,roleNames,tenantId\nalice@example.com,viewer,acme\nbob,viewer,\n"),
            ("rows.csv", "loginId,roleNames,tenantId\nalice@example.com,viewer,acme\nbob,viewer,  \n"),
            (
                "rows.jsonl",
                "{\"loginId\":\"alice@example.com\",\"roleNames\":[\"viewer\"],\"tenantId\":\"acme\"}\n\
                 {\"loginId\":\"bob\",\"roleNames\":[\"viewer\"],\"tenantId\":\"\"}\n",
            ),
            (
                "rows.jsonl",
                "{\"loginId\":\"alice@example.com\",\"roleNames\":[\"viewer\"],\"tenantId\":\"acme\"}\n\
                 {\"loginId\":\"bob\",\"roleNames\":[\"viewer\"],\"tenantId\":null}\n",
            ),
            (
                "rows.json",
                "[{\"loginId\":\"bob\",\"roleNames\":[\"viewer\"]},\n\
                 {\"loginId\":\"alice@example.com\",\"roleNames\":[\"viewer\"],\"tenantId\":\"acme\"}]\n",
            ),
        ] {
            let file = sandbox.file(name, text);
            let outcome = sandbox.run(&["user", "batch-run", operation, &file, "--yes"]).code(2);
            assert!(outcome.stderr.contains("tenantId") && outcome.stderr.contains("@null"), "{outcome}");
        }
    }
    assert!(emulator.take().iter().all(|exchange| exchange.path.starts_with("/_emulator")));
    sandbox
        .file("meant.csv", "loginId,roleNames,tenantId\nalice@example.com,viewer,acme\nbob,viewer,@null\n");
    let is_meant = "{\"loginId\":\"alice@example.com\",\"roleNames\":[\"viewer\"],\"tenantId\":\"acme\"}\n\
                    {\"loginId\":\"bob\",\"roleNames\":[\"viewer\"],\"tenantId\":\"@null\"}\n";
    sandbox.file("meant.jsonl", is_meant);
    for file in ["meant.csv", "meant.jsonl"] {
        sandbox.run(&["user", "batch-run", "add-role", file, "--yes"]).success();
        assert_eq!(sandbox.json(&["user", "load", "bob"])["roleNames"], json!(["viewer"]), "{file}");
        sandbox.run(&["user", "remove-role", "bob", "viewer", "--yes"]).success();
    }
}

#[test]
fn a_file_that_takes_something_away_asks_and_one_that_does_not_goes_through() {
    let emulator = Recorded::start();
    let sandbox = emulator.sandbox();
    let own = sandbox.run(&["user", "load", "alice@example.com", "-o", "json"]).success().json();
    let row = |change: serde_json::Value| {
        let mut row = json!({
            "loginId": "alice@example.com", "name": "Alicia", "roleNames": own["roleNames"],
            "status": own["status"], "ssoAppIds": own["ssoAppIds"],
            "userTenants": [{"tenantId": "acme", "roleNames": ["viewer"]}],
        });
        row.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        sandbox.file("rows.jsonl", format!("{row}\n"))
    };
    // What the user has already, and what adds to it, is nothing to ask for.
    let wider = json!([{"tenantId": "acme", "roleNames": ["viewer"]}, {"tenantId": "globex"}]);
    for change in [
        json!({}),
        json!({ "userTenants": wider }),
        json!({ "userTenants": wider, "roleNames": ["admin", "viewer"] }),
    ] {
        sandbox.run(&["user", "batch-patch", &row(change)]).success();
    }
    sandbox.run(&["user", "update-custom-attributes", "alice@example.com", "plan=pro"]).success();
    let before = sandbox.json(&["user", "load", "alice@example.com"]);
    for (change, field) in [
        (json!({"roleNames": ["viewer"]}), "roles"),
        (json!({"status": "disabled"}), "the right to sign in"),
        (json!({"ssoAppIds": ["wiki"]}), "applications"),
        (json!({"userTenants": [{"tenantId": "globex"}]}), "tenants"),
        (json!({"roleNames": []}), "roles"),
    ] {
        let outcome = sandbox.run(&["user", "batch-patch", &row(change)]).code(2);
        assert!(outcome.stderr.contains("not confirmed") && outcome.stderr.contains(field), "{outcome}");
        assert!(outcome.stderr.contains("Alicia (alice@example.com, U2"), "{outcome}");
    }
    // The same file may make users, and is asked about where it changes them.
    let update = |row: &str| sandbox.run(&["user", "batch-create", row, "--on-exists", "update"]);
    let outcome = update(&row(json!({"roleNames": ["viewer"], "status": "disabled"}))).code(2);
    assert!(
        outcome.stderr.contains("not confirmed: Take roles, the right to sign in and tenants"),
        "{outcome}"
    );
    // What a program makes takes away what the record does.
    let file = row(json!({"roleNames": [], "name": "Al"}));
    let outcome = sandbox.run(&["user", "batch-patch", &file, "--transform", "."]).code(2);
    assert!(outcome.stderr.contains("not confirmed: Take roles"), "{outcome}");
    // So it is about login IDs, which let people in.
    sandbox.file("bob.jsonl", "{\"loginId\":\"bob\",\"additionalIdentifiers\":[\"robert\"]}\n");
    let outcome = sandbox.run(&["user", "batch-patch", "bob.jsonl"]).code(2);
    assert!(outcome.stderr.contains("who has login IDs bob@example.com"), "{outcome}");
    let now = sandbox.json(&["user", "load", "alice@example.com"]);
    assert_eq!(now["roleNames"], before["roleNames"]);
    // What is taken away is saved in the form that brings it back.
    let file = row(json!({"roleNames": ["viewer"], "status": "disabled"}));
    sandbox.run(&["user", "batch-patch", &file, "--expect", "2"]).code(2);
    sandbox.run(&["user", "batch-patch", &file, "--expect", "1"]).success();
    assert_eq!(sandbox.json(&["user", "load", "alice@example.com"])["status"], json!("disabled"));
    let files = saved(&sandbox);
    sandbox.run(&["user", "batch-patch", &files[0]]).success();
    let is_as_before = || {
        let now = sandbox.json(&["user", "load", "alice@example.com"]);
        assert_eq!((&now["roleNames"], &now["status"]), (&before["roleNames"], &before["status"]));
    };
    is_as_before();
    let file = row(json!({"roleNames": ["viewer"], "status": "disabled", "email": "alice@example.com"}));
    let update = ["user", "batch-create", &file, "--on-exists", "update"];
    sandbox.run(&[&update[..], &["--expect", "2"]].concat()).code(2);
    let updated = sandbox.run(&[&update[..], &["--expect", "1", "-o", "json"]].concat()).success().json();
    assert_eq!(updated["updated"], json!(1));
    let mut files = saved(&sandbox);
    files.sort();
    sandbox.run(&["user", "batch-patch", files.last().unwrap()]).success();
    is_as_before();
    sandbox.run(&["user", "batch-create", &file, "--expect", "1"]).code(2);
}

/// The address of an update takes the login ID along, so that the same file would find nobody the next time.
#[test]
fn an_update_that_changes_an_address_makes_no_second_user_later() {
    let sandbox = Sandbox::seeded();
    let count = || sandbox.json(&["user", "search", "--all"]).as_array().unwrap().len();
    let before = count();
    let row = |name: &str| format!("loginId,email,name\nbob@example.com,bob@new.example,{name}\n");
    sandbox.file("a.csv", row("Bob"));
    let words = ["user", "batch-create", "a.csv", "--on-exists", "update", "--yes"];
    let first = sandbox.run(&words).success();
    assert!(first.stderr.contains("`bob@example.com` becomes `bob@new.example`"), "{first}");
    for more in [&[][..], &["--restart"]] {
        let again = sandbox.run(&[&words[..], more].concat()).success();
        assert!(again.stdout.contains("Skipped  1"), "{again}");
        assert_eq!(count(), before, "{again}");
    }
    sandbox.file("a.csv", row("Bobby"));
    let other = sandbox.run(&words).code(3);
    assert!(
        other.stderr.contains("nobody has this login ID, and `bob@new.example` is the login ID of U"),
        "{other}"
    );
    assert_eq!(count(), before);
}

/// However an address is taken away, it is asked for and saved.
#[test]
fn an_address_is_not_taken_away_unasked() {
    let sandbox = Sandbox::seeded();
    let alice = "alice@example.com";
    sandbox.run(&["user", "update-recovery-email", alice, "al@private.example.com"]).success();
    sandbox.run(&["user", "update-recovery-phone", alice, "+15550109999"]).success();
    let alice = sandbox.json(&["user", "load", alice])["userId"].as_str().unwrap().to_owned();
    sandbox.file("one.txt", format!("{alice}\n"));
    let record = || sandbox.json(&["user", "load", &alice]);
    for (operation, field) in [
        ("update-recovery-email", "recoveryEmail"),
        ("update-recovery-phone", "recoveryPhone"),
        ("update-phone", "phone"),
        ("update-email", "email"),
    ] {
        let before = record()[field].clone();
        assert!(before.as_str().is_some_and(|text| !text.is_empty()), "{field}: {before}");
        let one = ["user", operation, &alice, "--remove"];
        let many = ["user", "batch-run", operation, "one.txt", "--set", "remove=true"];
        for words in [&one[..], &many] {
            let refused = sandbox.run(words).code(2);
            assert!(refused.stderr.contains("not confirmed: Take the "), "{refused}");
            assert_eq!(record()[field], before);
            let done = sandbox.run(&[words, &["--yes"]].concat()).success();
            assert!(done.stderr.contains("saved the old values to"), "{done}");
            assert_eq!(record()[field], "");
            let saved = sandbox.json(&["history", "--limit", "1"])["commands"][0]["saved"].clone();
            let saved = saved.as_str().unwrap().replace("[HOME]", sandbox.path("").to_str().unwrap());
            sandbox.run(&["user", "batch-patch", &saved, "--yes"]).success();
            assert_eq!(record()[field], before, "{operation}");
        }
    }
}

/// Which of them would hold is chance.
#[test]
fn rows_that_say_different_things_of_one_user_are_refused() {
    let sandbox = Sandbox::seeded();
    let bob = sandbox.json(&["user", "load", "bob"])["userId"].as_str().unwrap().to_owned();
    for other in ["bob@example.com", &bob] {
        let rows = format!("loginId,status,email\nbob,disabled,\n{other},enabled,\nalice@example.com,,\n");
        let file = sandbox.file("rows.csv", &rows);
        let update = ["batch-create", "--on-exists", "update"];
        for words in [&["batch-patch"][..], &["batch-run", "update-status", "--ignore-unknown"], &update] {
            if words[0] == "batch-create" && other == bob {
                continue;
            }
            // An operation wants a value in each row.
            let few = rows.replace("alice@example.com,,\n", "");
            sandbox.file("rows.csv", if words[0] == "batch-run" { &few } else { &rows });
            let refused = sandbox.run(&[&["user"], words, &[&file, "--yes"]].concat()).code(2);
            assert!(refused.stderr.contains("of whom line 2 says something else"), "{refused}");
            assert!(refused.stderr.contains("has 1 problem, nothing was sent"), "{refused}");
        }
        // What both say holds.
        sandbox.file("rows.csv", rows.replace("enabled", "disabled"));
        sandbox.run(&["user", "batch-patch", &file, "--yes"]).success();
        sandbox.run(&["user", "enable", "bob"]).success();
    }
    // Names of one kind cost no look-up.
    let emulator = Recorded::start();
    let sandbox = emulator.sandbox();
    sandbox.file("rows.csv", "loginId,name\nalice@example.com,Al\nbob@example.com,Bo\n");
    sandbox.run(&["user", "batch-patch", "rows.csv"]).success();
    assert!(emulator.take().iter().all(|exchange| !exchange.path.contains("search")), "nobody is looked up");
}

#[test]
fn a_batch_run_that_takes_something_away_asks() {
    let emulator = Recorded::start();
    let sandbox = emulator.sandbox();
    sandbox.file("alice.csv", "loginId,roleNames,tenantId,ssoAppIds\nalice@example.com,admin,acme,crm\n");
    let list = sandbox.file("list.txt", "alice@example.com\n");
    for (operation, more) in [
        ("disable", &[][..]),
        ("update-status", &["--set", "status=disabled"]),
        ("remove-tenant", &["--set", "tenantId=acme"]),
        ("remove-role", &["--set", "roleNames=admin"]),
        ("remove-role", &["--set", "roleNames=viewer", "--set", "tenantId=acme"]),
        ("remove-app", &["--set", "ssoAppIds=crm"]),
    ] {
        let words = [&["user", "batch-run", operation, &list], more].concat();
        let outcome = sandbox.run(&words).code(2);
        // Who loses a role in a tenant stays in it.
        let what = if more.contains(&"roleNames=viewer") { " roles in tenants away" } else { "" };
        assert!(outcome.stderr.contains(&format!("not confirmed: Take{what}")), "{words:?} {outcome}");
    }
    for (operation, more) in [
        ("enable", &[][..]),
        ("update-status", &["--set", "status=enabled"]),
        ("remove-tenant", &["--set", "tenantId=globex"]),
        ("remove-role", &["--set", "roleNames=viewer"]),
        ("add-role", &["--set", "roleNames=viewer"]),
    ] {
        let words = [&["user", "batch-run", operation, &list], more].concat();
        let outcome = sandbox.run(&words);
        assert!(!outcome.stderr.contains("not confirmed"), "{words:?} {outcome}");
    }
    assert_eq!(sandbox.json(&["user", "load", "alice@example.com"])["status"], json!("enabled"));
    sandbox.run(&["user", "batch-run", "disable", &list, "--yes"]).success();
    assert_eq!(saved(&sandbox).len(), 1);
}

#[test]
fn what_is_overwritten_is_saved_in_the_form_that_brings_it_back() {
    let sandbox = Sandbox::seeded();
    let load = || sandbox.json(&["user", "load", "alice@example.com"]);
    let before = load();
    sandbox.file("alice.csv", "loginId,roleNames,ssoAppIds\nalice@example.com,viewer,wiki\n");
    let mut count = 0;
    for line in [
        "user update alice@example.com --email alice@example.com --replace --yes",
        "user set-roles alice@example.com viewer --yes",
        "user set-roles alice@example.com --remove --yes",
        "user set-apps alice@example.com wiki --yes",
        "user batch-run set-roles alice.csv --ignore-unknown --yes",
        "user batch-run set-apps alice.csv --ignore-unknown --yes",
    ] {
        sandbox.run(&line.split(' ').collect::<Vec<_>>()).success();
        count += 1;
        let mut files = saved(&sandbox);
        files.sort();
        assert_eq!(files.len(), count, "{line}");
        sandbox.run(&["user", "batch-patch", files.last().unwrap(), "--yes"]).success();
        count = saved(&sandbox).len();
        let now = load();
        for field in ["name", "phone", "customAttributes", "roleNames", "ssoAppIds", "userTenants", "status"]
        {
            assert_eq!(now[field], before[field], "{line} {field}");
        }
    }
}

#[test]
fn the_count_of_a_batch_run_is_of_users_who_exist() {
    let sandbox = Sandbox::seeded();
    // Roles that nobody knows are named with the nearest, and a role in a tenant only with the tenant.
    sandbox.file("one.txt", "alice@example.com\n");
    let run = |operation: &str, set: &str| {
        sandbox.run(&["user", "batch-run", operation, "one.txt", "--set", set, "--yes"])
    };
    let misspelt = run("add-role", "roleNames=viewr").code(3);
    assert!(
        misspelt.stderr.contains("hint: there is no role `viewr`, the nearest is `viewer`"),
        "{misspelt}"
    );
    sandbox.run(&["user", "add-role", "alice@example.com", "viewer", "--tenant", "acme"]).success();
    let held = run("remove-role", "roleNames=viewer").success();
    assert!(
        held.stderr.contains("alice@example.com: skipped: the user does not have it in the project"),
        "{held}"
    );
    assert!(held.stderr.contains("in tenant `acme`"), "{held}");
    // Two login IDs of one user, and one of nobody.
    let list =
        sandbox.file("list.csv", "loginId\nalice@example.com\nnobody@example.com\nbob\nbob@example.com\n");
    for operation in ["logout", "disable"] {
        let outcome = sandbox.run(&["user", "batch-run", operation, &list, "--expect", "4"]).code(2);
        assert!(outcome.stderr.contains("4 users expected, but there are 2"), "{outcome}");
        assert!(outcome.stderr.contains("2 rows name nobody, or a user whom another row names"), "{outcome}");
    }
    let outcome = sandbox.run(&["user", "batch-run", "logout", &list]).code(2);
    assert!(outcome.stderr.contains("End all sessions of 2 users"), "{outcome}");
    assert!(outcome.stderr.contains("Bob Example (bob, U2ExampleBob0000000000000002)"), "{outcome}");
    let outcome = sandbox.run(&["user", "batch-run", "logout", &list, "--expect", "2"]).code(3);
    assert!(outcome.stdout.contains("Updated  3"), "{outcome}");
}

#[test]
fn what_was_done_before_a_failure_is_said() {
    let sandbox = Sandbox::seeded();
    sandbox.run(&["tenant", "create", "Other", "--id", "other"]).success();
    for command in [
        &["user", "add-tenant", "bob", "other", "--role", "nosuch"][..],
        &["user", "add-tenant", "alice@example.com", "other", "--role", "nosuch", "--user", "bob"],
    ] {
        let outcome = sandbox.run(command).code(1);
        let said = "done before that, 1 of 2 requests: POST /v1/mgmt/user/update/tenant/add";
        assert!(outcome.stderr.contains(said), "{outcome}");
    }
    let tenants = sandbox.json(&["user", "load", "bob"])["userTenants"].to_string();
    assert!(tenants.contains("other"), "{tenants}");
    let command = ["user", "update-custom-attributes", "bob", "plan=pro", "nosuch=1"];
    let outcome = sandbox.run(&command).code(1);
    assert!(outcome.stderr.contains("done before that, 1 of 2 requests"), "{outcome}");
}

#[test]
fn more_than_ten_users_who_are_named_need_their_number() {
    let sandbox = Sandbox::seeded();
    let names: Vec<String> = (0..12).map(|number| format!("n{number}@example.com")).collect();
    let rows: Vec<String> = names.iter().map(|name| format!("{name},{name}")).collect();
    sandbox.file("new.csv", format!("loginId,email\n{}\n", rows.join("\n")));
    sandbox.run(&["user", "batch-create", "new.csv"]).success();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    for verb in ["logout", "delete"] {
        let command = [&["user", verb][..], &names].concat();
        let outcome = sandbox.run(&[&command[..], &["--yes"]].concat()).code(2);
        assert!(outcome.stderr.contains("add `--expect 12`"), "{outcome}");
        let outcome = sandbox.run(&[&command[..], &["--expect", "11"]].concat()).code(2);
        assert!(outcome.stderr.contains("11 users expected, but there are 12"), "{outcome}");
        assert_eq!(sandbox.json(&["user", "search", "--count"])["count"], 15);
        sandbox.run(&[&command[..], &["--expect", "12", "--no-input"]].concat()).success();
    }
    assert_eq!(sandbox.json(&["user", "search", "--count"])["count"], 3);
    // One user is counted, too.
    sandbox.run(&["user", "delete", "bob", "--expect", "2"]).code(2);
    sandbox.run(&["user", "delete", "bob", "bob@example.com", "--expect", "1"]).success();
}

#[test]
fn login_ids_in_other_letter_case_are_looked_up_online() {
    let sandbox = Sandbox::seeded();
    let file = sandbox.file(
        "users.csv",
        "loginId,email\nALICE@example.com,a@example.org\nbob,b@example.org\nBob@Example.com,c@example.org\nEve,e@example.org\n",
    );
    let create = ["user", "batch-create", &file, "--dry-run"];
    sandbox.run(&create).success();
    let outcome = sandbox.run(&[create.as_slice(), &["--online"]].concat()).code(2);
    assert!(
        outcome.stderr.contains("line 2, loginId: `ALICE@example.com` is a login ID of Alice Example"),
        "{outcome}"
    );
    assert!(
        outcome.stderr.contains("line 4, loginId: `Bob@Example.com` is a login ID of Bob Example"),
        "{outcome}"
    );
    assert!(outcome.stderr.contains("has 2 problems"), "{outcome}");
    sandbox.run(&[create.as_slice(), &["--online", "--allow-case-variants"]].concat()).success();
}

#[cfg(unix)]
#[test]
fn an_export_writes_to_what_is_no_file_and_keeps_links() {
    let sandbox = Sandbox::seeded();
    let pipe = sandbox.path("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = {
        let pipe = pipe.clone();
        std::thread::spawn(move || fs::read_to_string(pipe).unwrap())
    };
    sandbox.run(&["user", "export", "pipe", "--format", "jsonl"]).success();
    assert_eq!(reader.join().unwrap().lines().count(), 3);
    assert!(!pipe.metadata().unwrap().is_file(), "the pipe was replaced");
    sandbox.file("real.csv", "");
    std::os::unix::fs::symlink("real.csv", sandbox.path("link.csv")).unwrap();
    sandbox.run(&["user", "export", "link.csv", "--yes"]).success();
    assert!(sandbox.path("link.csv").symlink_metadata().unwrap().is_symlink());
    assert_eq!(fs::read_to_string(sandbox.path("real.csv")).unwrap().lines().count(), 4);
}

#[test]
fn a_look_at_a_database_makes_none() {
    let sandbox = Sandbox::empty();
    for words in [&["emulator", "status", "--db", "nosuch.db"][..], &["emulator", "status"]] {
        let outcome = sandbox.run(&[words, &["-o", "json"]].concat()).success();
        assert_eq!(outcome.json()["counts"]["users"], json!(0));
        assert!(outcome.stderr.contains("there is no database `"), "{outcome}");
    }
    assert_eq!(fs::read_dir(sandbox.path("")).unwrap().count(), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_query_that_takes_memory_without_end_is_an_error_and_ends_with_the_command() {
    let sandbox = Sandbox::seeded();
    let outcome = sandbox.run(&["tenant", "list", "-q", "\"aaaa\" | until(false; . + .)"]).code(1);
    assert!(outcome.stderr.contains("needs too much memory or time"), "{outcome}");
    let endless = "until(false; . | tostring | length)";
    let process = sandbox.spawn(&["tenant", "list", "-q", endless]);
    let runs = || {
        let processes = fs::read_dir("/proc").unwrap().filter_map(Result::ok);
        processes
            .filter_map(|process| fs::read(process.path().join("cmdline")).ok())
            .any(|words| String::from_utf8_lossy(&words).contains(&format!("from-stdin\0{endless}")))
    };
    let wait_until = |is_so: &dyn Fn() -> bool| {
        let begun = Instant::now();
        while !is_so() {
            assert!(begun.elapsed() < Duration::from_secs(60));
            std::thread::sleep(Duration::from_millis(20));
        }
    };
    wait_until(&runs);
    // A kill tells the command nothing; the other process must find out by itself.
    process.kill();
    wait_until(&|| !runs());
}
