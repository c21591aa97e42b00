//! The pager and what else is for a person at a terminal alone.

use crate::support::Sandbox;

/// A pager that numbers the lines it gets, so that they are told from others, and reads up to a line `stop`.
fn paged() -> Sandbox {
    let sandbox = Sandbox::seeded().with("CI", "");
    let pager = sandbox.file("pager.sh", "sed -n '/stop/q;s/^/paged: /p'\necho paged: end\n");
    sandbox.with("PAGER", &format!("sh {pager}"))
}

fn more_users_than_lines(sandbox: &Sandbox) {
    let rows: String = (100..250).map(|n| format!("user{n},user{n}@example.com\n")).collect();
    let file = sandbox.file("many.csv", format!("loginId,email\n{rows}"));
    sandbox.run(&["user", "batch-create", &file]).success();
}

#[test]
fn what_is_longer_than_the_screen_goes_through_the_pager() {
    let sandbox = paged();
    more_users_than_lines(&sandbox);
    let search = ["user", "search", "--all"];
    let ended = sandbox.terminal(80, &search).end().code(0);
    let count = ended.written.matches("paged: ").count();
    assert!(count > 150 && ended.shown.contains("paged: end"), "{}", ended.written);
    // What is said on stderr comes when the pager has ended.
    let limited = sandbox.terminal(80, &["user", "search", "--limit", "120"]).end().code(0);
    let (end, note) = (limited.written.find("paged: end"), limited.written.find("showing 120 of"));
    assert!(end.is_some() && end < note, "{}", limited.written);
    let document = sandbox.terminal(80, &["api", "POST", "/v2/mgmt/user/search", "--yes"]).end().code(0);
    assert!(!document.written.contains("paged: "), "a change is not paged: {}", document.written);
    let fits = sandbox.terminal(80, &["user", "load", "alice@example.com"]).end().code(0);
    assert!(!fits.written.contains("paged: "), "{}", fits.written);
}

#[test]
fn no_pager_is_a_choice_and_a_pipe_has_none() {
    let sandbox = paged();
    more_users_than_lines(&sandbox);
    let search = ["user", "search", "--all"];
    let is_paged = |sandbox: &Sandbox, arguments: &[&str]| {
        let ended = sandbox.terminal(80, arguments).end().code(0);
        assert!(ended.written.contains("user249"), "{}", ended.written);
        ended.written.contains("paged: ")
    };
    assert!(is_paged(&sandbox, &search));
    assert!(!is_paged(&sandbox, &[search.as_slice(), &["--no-pager"]].concat()));
    for pager in ["", "cat", "no-such-pager-here"] {
        let own = sandbox.copied().with("DESCOPECTL_PAGER", pager);
        assert!(!is_paged(&own, &search), "{pager}");
    }
    assert!(!is_paged(&sandbox.copied().with("CI", "true"), &search));
    assert!(!sandbox.run(&search).success().stdout.contains("paged: "));
}

#[test]
fn a_reader_who_leaves_has_seen_enough() {
    let sandbox = paged();
    more_users_than_lines(&sandbox);
    sandbox.run(&["user", "create", "stop", "--email", "stop@example.com"]).success();
    let ended = sandbox.terminal(80, &["user", "search", "--all"]).end().code(0);
    assert!(ended.written.contains("paged: end") && !ended.written.contains("error"), "{}", ended.written);
    // Ctrl-C is for the pager: it ends, and then the command does. All was written when the pager met the end of its
    // input, so that nothing was interrupted. Before, Ctrl-C would have ended the reading of further pages.
    let pager = sandbox.file(
        "pager.sh",
        "trap 'echo paged: trapped; exit' INT\ncat > /dev/null\necho paged: ready\nwhile :; do sleep 1; done\n",
    );
    let sandbox = sandbox.with("PAGER", &format!("sh {pager}"));
    let terminal = sandbox.terminal(80, &["user", "search", "--all", "-o", "json"]);
    terminal.wait_for("paged: ready");
    terminal.keys("\u{3}");
    let ended = terminal.end().code(0);
    assert!(ended.written.contains("paged: trapped"), "{ended:?}");
}

#[test]
fn a_person_is_told_how_long_ago_and_a_pipe_exactly() {
    let sandbox = Sandbox::seeded().with("CI", "");
    let search = ["user", "search", "--columns", "email,createdTime"];
    for columns in [60, 80, 200] {
        let shown = sandbox.terminal(columns, &search).end().code(0).shown;
        assert!(shown.contains(" ago") || shown.contains("  now"), "{shown}");
        let wide = [search.as_slice(), &["--wide"]].concat();
        assert!(sandbox.terminal(columns, &wide).end().code(0).shown.contains("+00:00"));
    }
    let card = sandbox.terminal(80, &["user", "load", "alice@example.com"]).end().code(0).shown;
    assert!(card.lines().any(|line| line.starts_with("Created") && line.contains("+00:00 (")), "{card}");
    let piped = sandbox.run(&search).success().stdout;
    assert!(piped.contains("+00:00") && !piped.contains("ago"), "{piped}");
    let log = sandbox.with("CI", "true").terminal(80, &search).end().code(0).shown;
    assert!(!log.contains("ago"), "{log}");
}

#[test]
fn numbers_are_grouped_for_people_and_bare_for_programs() {
    let sandbox = Sandbox::local().with("CI", "");
    let rows: String = (0..1_200).map(|n| format!("user{n},user{n}@example.com\n")).collect();
    let file = sandbox.file("many.csv", format!("loginId,email\n{rows}"));
    let create = ["user", "batch-create", &file, "--rate", "off"];
    let shown = sandbox.terminal(80, &create).end().code(0).shown;
    assert!(
        shown.lines().any(|line| line.starts_with("Created") && line.ends_with(" 1\u{202f}200")),
        "{shown}"
    );
    let count = ["user", "search", "--count"];
    assert_eq!(sandbox.terminal(80, &count).end().code(0).shown.trim(), "1\u{202f}200");
    assert_eq!(sandbox.run(&count).success().stdout, "1200\n");
    let again = sandbox.run(&create).success();
    assert!(again.stdout.contains("1200") && !again.stdout.contains('\u{202f}'), "{again}");
    let note = sandbox.run(&["user", "search"]).success().stderr;
    // A log has the numbers in one form, whichever stream they come from.
    assert!(note.contains("showing 100 of 1200 users"), "{note}");
    // What is said on the way to a person: no number of four digits stands without its space, but those of lines and jobs.
    let bare = regex::Regex::new(r"(?m)(?:^|[ (/])[0-9]{4,}(?:[ ,;)/]|$)").unwrap();
    let no_counts = regex::Regex::new(r"line [0-9]+|(?m)^Job .*$").unwrap();
    let lines: String = (0..1_300).map(|n| format!("user{n}\n")).collect();
    let list = sandbox.file("list.txt", lines);
    let expect = ["--yes", "--expect", "1200"];
    for words in [
        vec!["user", "batch-create", &file, "--dry-run"],
        vec!["user", "export", "all.jsonl"],
        vec!["user", "import", "all.jsonl", "--dry-run"],
        vec!["user", "batch-patch", "all.jsonl", "--dry-run"],
        vec!["user", "batch-delete", &list, "--dry-run"],
        vec!["user", "batch-delete", "--where", "status=invited"],
        vec!["user", "batch-create", &list, "--header", "email"],
        [vec!["user", "batch-delete", &list], expect.to_vec()].concat(),
        vec!["user", "restore", "--last", "--dry-run"],
    ] {
        let piped = sandbox.run(&words).stderr;
        assert!(!piped.contains('\u{202f}'), "{words:?}: {piped}");
        let said = sandbox.terminal(200, &[&words[..], &["--no-input"]].concat()).end().shown;
        let said = no_counts.replace_all(&said, "").replace("--expect 1200", "");
        assert!(!bare.is_match(&said), "{words:?}: {said}");
    }
}

/// Times of this machine are told as those of the server are: local, with the offset, exact in a pipe.
#[test]
fn times_of_this_machine_are_local_too() {
    let sandbox = Sandbox::seeded().with("TZ", "JST-9");
    sandbox.file("users.csv", "loginId,email\nann,ann@example.com\n");
    sandbox.run(&["user", "batch-create", "users.csv"]).success();
    sandbox.run(&["user", "delete", "bob", "--yes"]).success();
    let job = sandbox.json(&["job", "list"])["jobs"][0]["id"].as_str().unwrap().to_owned();
    for words in [&["history"][..], &["backup", "list"], &["job", "list"], &["job", "show", &job]] {
        let shown = sandbox.run(words).success().stdout;
        assert!(shown.contains("+09:00") && !shown.contains("Z  "), "{words:?}: {shown}");
        // Programs get what is kept.
        let json = sandbox.run(&[words, &["-o", "json"]].concat()).success().stdout;
        assert!(json.contains("Z\"") && !json.contains("+09:00"), "{words:?}: {json}");
    }
}
