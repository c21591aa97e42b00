//! Sessions on a terminal: what is asked, what is shown while one waits, and what fits.

use serde_json::json;

use crate::support::{
    Gateway, Sandbox,
    gateway::{CREATE, Canned, Fate, Gate, LOAD},
};

/// The key for downwards.
const DOWN: &str = "\u{1b}[B";

/// The key for the start of the line.
const HOME: &str = "\u{1b}[H";

/// The Escape key.
const ESCAPE: &str = "\u{1b}";

/// Ctrl-C.
const CTRL_C: &str = "\u{3}";

/// The example data on a terminal on which somebody types.
fn typing() -> Sandbox {
    // Nobody does in CI, where these tests may run.
    Sandbox::seeded().with("CI", "")
}

#[test]
fn a_question_on_a_terminal_is_answered_with_a_line() {
    let sandbox = typing();
    for columns in [60, 80, 200] {
        let terminal = sandbox.terminal(columns, &["user", "logout", "bob"]);
        terminal.answer("[y/N]", "y");
        let ended = terminal.end().code(0);
        assert!(ended.shown.contains("ended all sessions of `bob`"), "{}", ended.shown);
        assert!(!ended.hides_cursor && !ended.written.contains("panicked"), "{}", ended.written);
    }
    // A no and Ctrl-C are said, and are no failures in the history.
    let delete = ["role", "delete", "viewer"];
    sandbox.run(&["user", "add-role", "bob", "viewer"]).success();
    let terminal = sandbox.terminal(80, &delete);
    terminal.wait_for("users have the role `");
    terminal.answer("[y/N]", "");
    assert!(terminal.end().code(1).shown.contains("nothing was changed"));
    let terminal = sandbox.terminal(80, &delete);
    terminal.wait_for("[y/N]");
    terminal.keys(CTRL_C);
    let left = terminal.end().code(130);
    assert!(left.shown.contains("nothing was changed") && !left.hides_cursor, "{}", left.shown);
    // The line can be edited: what is taken back is not typed, and the cursor moves.
    let terminal = sandbox.terminal(80, &delete);
    terminal.answer("[y/N]", &format!("esx\u{7f}{HOME}y"));
    terminal.end().code(0);
    sandbox.file("leavers.txt", "bob\n");
    let terminal = sandbox.terminal(80, &["user", "batch-delete", "leavers.txt"]);
    terminal.answer("[y/N]", "n");
    terminal.end().code(1);
    assert_eq!(sandbox.json(&["history", "--limit", "1"])["commands"][0]["outcome"], "declined");
}

/// The words of the line that would have asked nothing.
fn without_questions(shown: &str) -> Vec<String> {
    let line = shown.split("the same without questions:").nth(1).and_then(|rest| rest.split('`').nth(1));
    shlex::split(line.unwrap_or_else(|| panic!("{shown}"))).unwrap()
}

#[test]
fn a_user_who_is_missing_is_searched_for_and_picked() {
    let sandbox = typing();
    let name = "王选 with a name that is longer than most terminals are wide, and that goes on for a while";
    sandbox.run(&["user", "create", "wang", "--email", "wang@example.com", "--name", name]).success();
    for columns in [60, 80, 200] {
        let terminal = sandbox.terminal(columns, &["user", "load"]);
        terminal.answer("login ID):", "example.com");
        terminal.wait_for("type to narrow down");
        terminal.keys("wang");
        terminal.wait_for("> wang  王选 with a name");
        terminal.keys("\r");
        assert!(terminal.end().code(0).shown.contains("wang@example.com"));
        let terminal = sandbox.terminal(columns, &["user", "load"]);
        terminal.answer("login ID):", "nobody-at-all");
        terminal.wait_for("no user matches `nobody-at-all`");
        terminal.answer("login ID):", "example.com");
        terminal.wait_for("type to narrow down");
        terminal.keys("bob");
        terminal.wait_until("bob alone", |screen| {
            screen.lines().filter(|line| line.contains("@example.com") || line.contains("bob")).count() <= 3
        });
        terminal.keys("\r");
        let ended = terminal.end().code(0);
        assert!(ended.shown.contains("bob"), "{}", ended.shown);
        assert_eq!(
            without_questions(&ended.shown)[..5],
            ["descopectl", "--profile", "local", "user", "load"]
        );
        assert!(!ended.hides_cursor);
    }
}

/// A list to pick from takes Ctrl-C as an answer. What follows it still ends by that, and by what CI servers send.
#[test]
fn what_follows_a_list_can_be_interrupted() {
    const ROLES: &str = "/v1/mgmt/role/all";
    const QUIT: &str = "\u{1c}";
    for (words, held) in [(&["user", "load"][..], LOAD), (&["user", "add-role"], ROLES)] {
        for key in [CTRL_C, QUIT] {
            let mut gateway = Gateway::start();
            // Nobody types in CI, where these tests may run.
            gateway.sandbox.set("CI", "");
            gateway.make(&[json!({"loginId": "bob", "email": "bob@example.com"})]);
            gateway.script(move |seen| match seen.path == held {
                true => Fate::pass().held_by(&Gate::new()),
                false => Fate::pass(),
            });
            let terminal = gateway.sandbox.terminal(80, words);
            terminal.answer("login ID):", "bob");
            terminal.wait_for("type to narrow down");
            terminal.keys("\r");
            gateway.wait_for(held, 1);
            // Until the terminal is no longer the list's.
            std::thread::sleep(std::time::Duration::from_millis(300));
            terminal.keys(key);
            let ended = terminal.end().code(130);
            assert!(ended.shown.contains("interrupted") && !ended.hides_cursor, "{}", ended.shown);
        }
    }
}

#[test]
fn what_follows_the_user_is_asked_for_too() {
    let sandbox = typing();
    let terminal = sandbox.terminal(80, &["user", "update-email"]);
    terminal.answer("login ID):", "bob");
    terminal.wait_for("type to narrow down");
    terminal.keys("\r");
    terminal.answer("New address:", "bob@nowhere");
    terminal.end().code(0);
    assert_eq!(sandbox.json(&["user", "load", "bob"])["email"], "bob@nowhere");
    let terminal = sandbox.terminal(80, &["user", "add-tenant", "bob"]);
    terminal.wait_for("ID of the tenant (type to narrow down)");
    terminal.keys("globex\r");
    terminal.end().code(0);
    assert_eq!(sandbox.json(&["user", "load", "bob"])["userTenants"][0]["tenantId"], "globex");
    let terminal = sandbox.terminal(80, &["user", "add-role", "bob"]);
    terminal.wait_for("Roles (Space picks");
    terminal.keys(" \r");
    let shown = terminal.end().code(0).shown;
    let words = without_questions(&shown);
    let roles = sandbox.json(&["user", "load", "bob"])["roleNames"].clone();
    assert_eq!(roles, serde_json::json!([words[6]]), "{words:?}");
}

#[test]
fn a_user_is_created_from_answers() {
    let sandbox = typing();
    for (columns, name) in [(60, "ann"), (80, "ben"), (200, "cem")] {
        let terminal = sandbox.terminal(columns, &["user", "create"]);
        terminal.answer("Login ID of the new user:", &format!("{name}@example.com"));
        terminal.answer(&format!("E-mail address [{name}@example.com]:"), "no address");
        terminal.wait_for("not an e-mail address");
        terminal.keys("\u{15}");
        terminal.answer(&format!("E-mail address [{name}@example.com]:"), "");
        terminal.answer("Display name:", "Somebody New");
        terminal.wait_for("Roles (Space picks");
        terminal.keys(&format!("{DOWN} \r"));
        terminal.wait_for("Tenants (Space picks");
        terminal.keys(" \r");
        let ended = terminal.end().code(0);
        let user = sandbox.json(&["user", "load", &format!("{name}@example.com")]);
        assert_eq!(
            (&user["name"], &user["email"]),
            (&"Somebody New".into(), &format!("{name}@example.com").into())
        );
        let counts = ["roleNames", "userTenants"].map(|field| user[field].as_array().unwrap().len());
        assert_eq!(counts, [1, 1], "{user}");
        assert!(without_questions(&ended.shown).iter().any(|word| word == "--role"));
    }
}

#[test]
fn a_new_user_needs_an_address_or_a_number() {
    let sandbox = typing();
    let terminal = sandbox.terminal(80, &["user", "create", "dan@example.com"]);
    terminal.answer("E-mail address [dan@example.com]:", "");
    terminal.end().code(0);
    assert_eq!(sandbox.json(&["user", "load", "dan@example.com"])["email"], "dan@example.com");
    let terminal = sandbox.terminal(80, &["user", "create", "eve"]);
    terminal.answer("E-mail address:", "");
    terminal.answer("Phone number in the form +15551234567:", "+15551234567");
    terminal.end().code(0);
    assert_eq!(sandbox.json(&["user", "load", "eve"])["phone"], "+15551234567");
}

#[test]
fn what_is_taken_away_is_typed_in_full() {
    let sandbox = typing();
    for verb in
        ["delete", "disable", "logout", "remove-role", "set-roles", "remove-tenant", "set-active-password"]
    {
        let shown = sandbox.terminal(80, &["user", verb]).end().code(2).shown;
        assert!(shown.contains("required arguments were not provided"), "{verb}: {shown}");
    }
}

#[test]
fn a_profile_is_added_from_answers() {
    let sandbox = Sandbox::empty().with("CI", "");
    let terminal = sandbox.terminal(60, &["profile", "add"]);
    terminal.answer("Name of the profile:", "staging");
    terminal.answer("Project ID:", "P2abcdefghijklmnopqrstuvwxyz");
    terminal.answer("Management key (empty: it comes from elsewhere):", "");
    terminal.answer("Key from (command, variable, file):", "variable");
    terminal.answer("Environment variable with the key:", "STAGING_KEY");
    let ended = terminal.end().code(0);
    // The line that asks nothing comes once it has been shown to work.
    let told: Vec<&str> = ended.shown.split("added profile `staging`").collect();
    assert!(
        !told[0].contains("without questions") && told[1].contains("without questions"),
        "{}",
        ended.shown
    );
    let words = without_questions(&ended.shown);
    let ids = ["--project-id", "P2abcdefghijklmnopqrstuvwxyz", "--key-env", "STAGING_KEY"];
    assert_eq!(words, [&["descopectl", "profile", "add", "staging"][..], &ids].concat());
    let again: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
    Sandbox::empty().run(&again).success();
    let terminal = sandbox.terminal(80, &["profile", "add", "live"]);
    terminal.answer("Project ID:", "P2abcdefghijklmnopqrstuvwxyz");
    terminal.answer("Management key (empty:", "K2-secret-of-nobody");
    let ended = terminal.end().code(0);
    assert!(ended.shown.contains(": *******************\n"), "{}", ended.shown);
    assert!(!ended.written.contains("K2") && !ended.written.contains("nobody"), "{}", ended.written);
    let shown = sandbox.run(&["profile", "show", "staging"]).success().stdout;
    assert!(shown.contains("STAGING_KEY"), "{shown}");
}

/// What was not done is no line to keep.
#[test]
fn a_line_without_questions_is_told_after_success_only() {
    let sandbox = typing();
    let terminal = sandbox.terminal(80, &["user", "create"]);
    terminal.answer("Login ID of the new user:", "bob");
    terminal.answer("E-mail address:", "bob@example.com");
    terminal.answer("Display name:", "");
    terminal.wait_for("Roles (Space picks");
    terminal.keys("\r");
    terminal.wait_for("Tenants (Space picks");
    terminal.keys("\r");
    let ended = terminal.end().code(6);
    assert!(!ended.shown.contains("without questions"), "{}", ended.shown);
}

#[test]
fn a_long_list_says_how_much_of_it_is_shown() {
    let sandbox = typing();
    sandbox.file("users.jsonl", rows(40));
    sandbox.run(&["user", "batch-create", "users.jsonl"]).success();
    let terminal = sandbox.terminal(60, &["user", "load"]);
    terminal.answer("login ID):", "row");
    terminal.wait_for("Who (12 of 40 shown, type to narrow down)");
    terminal.end_by(ESCAPE);
}

/// A password is typed twice. It can be left as other questions can.
#[test]
fn a_password_is_asked_for_twice() {
    let sandbox = typing();
    let words = ["user", "set-active-password", "bob", "--yes"];
    let terminal = sandbox.terminal(80, &words);
    terminal.answer("Password:", "Wolken-Ziegel-1");
    terminal.answer("Repeat the password:", "Wolken-Ziegel-2");
    terminal.wait_for("the two passwords differ, try again");
    terminal.answer("try again\nPassword:", "Wolken-Ziegel-3");
    terminal.wait_until("the second question", |screen| screen.matches("Repeat the password:").count() == 2);
    terminal.keys(CTRL_C);
    let ended = terminal.end().code(130);
    assert!(ended.shown.contains("nothing was changed") && !ended.hides_cursor, "{}", ended.shown);
    // Not even one character at a time.
    assert!(!ended.written.contains('W') && !ended.written.contains("Ziegel"), "{}", ended.written);
    assert_eq!(sandbox.json(&["user", "load", "bob"])["password"], false);
    let terminal = sandbox.terminal(80, &words);
    terminal.answer("Password:", "Wolken-Ziegel-1");
    terminal.answer("Repeat the password:", "Wolken-Ziegel-1");
    terminal.end().code(0);
    assert_eq!(sandbox.json(&["user", "load", "bob"])["password"], true);
}

/// A terminal that cannot move the cursor is asked in plain lines, and still shows no secret.
#[test]
fn a_plain_terminal_is_asked_in_lines() {
    let sandbox = typing().with("TERM", "dumb");
    let terminal = sandbox.terminal(80, &["user", "set-active-password", "bob"]);
    terminal.answer("[y/N]", "y");
    for question in ["Password:", "Repeat the password:"] {
        terminal.wait_for(question);
        #[cfg(target_os = "linux")]
        terminal.wait_for_secrecy();
        terminal.keys("Wolken-Ziegel-1\r");
    }
    let ended = terminal.end().code(0);
    assert!(!ended.written.contains("Ziegel"), "{}", ended.written);
    assert_eq!(sandbox.json(&["user", "load", "bob"])["password"], true);
}

/// Where a line is too narrow, questions break between words, and nothing is drawn twice.
#[test]
fn questions_and_refused_answers_fit_a_narrow_terminal() {
    let sandbox = typing();
    let terminal = sandbox.terminal(60, &["user", "delete", "alice@example.com", "bob"]);
    terminal.wait_for("Go on? [y/N]");
    let shown = terminal.shown();
    assert!(
        shown.contains("  Alice Example (alice@example.com,\n  U2ExampleAlice00000000000001)"),
        "{shown}"
    );
    terminal.answer("[y/N]", "n");
    terminal.end().code(1);
    let sandbox = Sandbox::empty().with("CI", "");
    let terminal = sandbox.terminal(60, &["profile", "add", "staging"]);
    terminal.answer("Project ID:", "x");
    terminal.wait_for("warning: `x` is not a project ID\nProject ID:");
    terminal.keys("P2abcdefghijklmnopqrstuvwxyz\r");
    terminal.answer("Management key (empty: it comes from elsewhere):", "");
    terminal.answer("Key from (command, variable, file):", "variable");
    terminal.answer("Environment variable with the key:", "KEY");
    terminal.end().code(0);
}

#[test]
fn nothing_is_asked_where_nobody_answers() {
    let sandbox = typing();
    let ends = |sandbox: &Sandbox, arguments: &[&str], missing: &str| {
        let ended = sandbox.terminal(80, arguments).end().code(2);
        assert!(ended.shown.contains("required arguments were not provided"), "{}", ended.shown);
        assert!(ended.shown.contains(missing), "{}", ended.shown);
    };
    // What takes something away is typed in full.
    for destroyer in ["delete", "logout", "set-roles", "expire-password", "delete-totp", "update"] {
        ends(&sandbox, &["user", destroyer], "<USER>");
    }
    for line in [
        "update-email --merge",
        "update-phone --merge",
        "update-email --remove",
        "update-login-id --remove",
        "patch --remove roles",
        "patch --role admin",
        "patch --status disabled",
    ] {
        let words: Vec<&str> = std::iter::once("user").chain(line.split(' ')).collect();
        ends(&sandbox, &words, "<USER>");
    }
    // What was answered beforehand is not told as if it were asked for.
    let several = sandbox.copied().run(&["user", "delete", "alice@example.com", "bob", "--yes"]).success();
    assert!(several.stderr.contains("deleting 2 users in "), "{several}");
    assert!(!several.stderr.contains("would"), "{several}");
    for command in [&["user", "load"][..], &["user", "edit"], &["user", "add-role"]] {
        ends(&sandbox, &[command, &["--no-input"]].concat(), "<USER>");
        let piped = sandbox.run(command).code(2);
        assert!(piped.stderr.contains("<USER>"), "{piped}");
    }
    ends(&sandbox, &["user", "create", "--no-input"], "<LOGIN_ID>");
    ends(&sandbox, &["profile", "add", "--no-input"], "<NAME>");
    ends(&sandbox.copied().with("CI", "true"), &["user", "load"], "<USER>");
}

#[test]
fn nothing_is_asked_for_a_command_that_cannot_send_anything() {
    let sandbox = Sandbox::empty().with("CI", "");
    for command in [&["user", "load"][..], &["user", "create"]] {
        let ended = sandbox.terminal(80, command).end().code(2);
        assert!(ended.shown.contains("error: no project"), "{}", ended.shown);
    }
}

#[test]
fn a_question_can_be_left() {
    let sandbox = typing();
    for key in [ESCAPE, CTRL_C] {
        let terminal = sandbox.terminal(80, &["user", "load"]);
        terminal.answer("login ID):", "example.com");
        terminal.wait_for("type to narrow down");
        let ended = terminal.end_by(key).code(if key == CTRL_C { 130 } else { 2 });
        assert!(!ended.hides_cursor, "{key:?} {}", ended.shown);
    }
    for (command, question) in [
        (&["user", "load"][..], "login ID):"),
        (&["user", "create"], "Login ID"),
        (&["profile", "add", "new"], "Project ID:"),
    ] {
        let terminal = sandbox.terminal(80, command);
        terminal.wait_for(question);
        terminal.keys("abd");
        terminal.wait_for("abd");
        terminal.keys(CTRL_C);
        let ended = terminal.end().code(130);
        assert!(ended.shown.contains("nothing was changed"), "{}", ended.shown);
    }
    let terminal = sandbox.terminal(80, &["user", "load"]);
    terminal.answer("login ID):", "");
    let ended = terminal.end().code(2);
    assert!(ended.shown.contains("nothing was chosen"), "{}", ended.shown);
    assert!(ended.shown.contains("see `--help`"), "{}", ended.shown);
}

/// Commands whose tables fit any terminal: nothing is cut, and no line is longer than the terminal.
#[test]
fn tables_fit_without_cut_words() {
    let sandbox = typing();
    for name in ["staging", "production-of-the-whole-company"] {
        let id = "Peuc12abcdefghijklmnopqrstuvwxyz";
        sandbox.run(&["profile", "add", name, "--project-id", id, "--key-env", "KEY"]).success();
    }
    sandbox
        .run(&["role", "create", "Quality Assurance Senior Reviewer", "--description", "May look at all"])
        .success();
    sandbox
        .run(&["tenant", "create", "The Subsidiary of Lisbon", "--id", "the-subsidiary-in-lisbon"])
        .success();
    sandbox.run(&["user", "delete", "+15550100003", "--yes", "--backup", "gone.jsonl"]).success();
    let file = sandbox.file("users-of-the-subsidiary-in-lisbon.csv", "loginId,email\nann,ann@example.com\n");
    sandbox.run(&["user", "batch-create", &file]).success();
    for columns in [60, 80, 200] {
        for command in [
            &["limits", "--profile", "staging"][..],
            &["source", "list"],
            &["job", "list"],
            &["history"],
            &["role", "list"],
            &["tenant", "list"],
            &["attribute", "list"],
            &["profile", "list"],
            &["user", "restore", "gone.jsonl", "--quiet"],
            &["user", "disable", "bob", "--dry-run"],
            &["doctor"],
            &["profile", "explain"],
            &["user", "load", "alice@example.com"],
        ] {
            let shown = sandbox.terminal(columns, command).end().code(0);
            let lines: Vec<&str> = shown.written.lines().map(|line| line.trim_end_matches('\r')).collect();
            let widest = lines.iter().map(|line| dialoguer::console::measure_text_width(line)).max();
            assert!(widest <= Some(columns.into()), "{command:?} at {columns}\n{}", shown.shown);
            assert!(!shown.shown.contains('…'), "{command:?} at {columns}\n{}", shown.shown);
            // A folder gives way before names of files and commands are broken.
            match command[0] {
                "history" => assert_eq!(shown.shown.contains('/'), columns == 200, "{}", shown.shown),
                "job" => assert!(shown.shown.contains("batch-create"), "{}", shown.shown),
                _ => {}
            }
        }
    }
}

#[test]
fn notes_and_errors_break_between_words() {
    let sandbox = typing();
    for columns in [60, 80] {
        let terminal = sandbox.terminal(columns, &["user", "load", "nobody"]);
        let ended = terminal.end().code(5);
        let lines: Vec<&str> = ended.shown.lines().collect();
        assert!(
            lines
                .iter()
                .any(|line| line.starts_with("  hint: `descopectl --profile local user search TEXT`")),
            "{}",
            ended.shown
        );
        let hint = lines.iter().position(|line| line.starts_with("  hint:")).unwrap();
        assert!(lines[hint + 1].starts_with("        "), "{}", ended.shown);
        let words =
            lines[hint..].iter().flat_map(|line| line.split_whitespace()).collect::<Vec<_>>().join(" ");
        assert!(words.contains("finds users by a part of a name, an address or a login ID"), "{words}");
    }
}

/// What the parser says fits as all else does.
#[test]
fn what_the_parser_refuses_breaks_between_words() {
    let sandbox = typing();
    for columns in [60, 80] {
        for line in [
            "user patch bob --phone 0123",
            "user update-email bob bob@",
            "user ban bob",
            "user load bob --key x",
        ] {
            let words: Vec<&str> = line.split(' ').collect();
            let ended = sandbox.terminal(columns, &words).end().code(2);
            let whole = sandbox.run(&words).code(2).stderr;
            let words_of = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            assert_eq!(words_of(&ended.shown), words_of(&whole), "{line} at {columns}");
        }
    }
}

#[test]
fn a_card_says_what_is_not_so() {
    let sandbox = Sandbox::seeded();
    let card = sandbox.run(&["user", "load", "bob"]).success().stdout;
    let says = |label: &str, value: &str| {
        let is_it = |line: &str| line.strip_prefix(label).is_some_and(|rest| rest.trim() == value);
        assert!(card.lines().any(is_it), "{label}: {value}\n{card}");
    };
    says("Email verified", "no");
    says("Password", "no");
    says("Status", "invited");
    let on_terminal = sandbox.terminal(80, &["user", "load", "bob"]).end().code(0).shown;
    assert!(on_terminal.contains("invited (until the first sign-in)"), "{on_terminal}");
    assert!(!card.contains("Phone verified") && !card.contains("Passkey"), "{card}");
    // One style of labels.
    assert!(card.lines().all(|line| line.starts_with(char::is_uppercase)), "{card}");
    let by_title = ["user", "load", "bob", "--columns", "Email verified"];
    assert_eq!(sandbox.run(&by_title).success().stdout.split_whitespace().last(), Some("no"));
}

#[test]
fn people_without_a_whole_name_are_shown_by_its_parts() {
    let sandbox = Sandbox::seeded();
    let create =
        ["user", "create", "ada", "--email", "ada@example.com", "--given-name", "Ada", "--family-name"];
    let card = sandbox.run(&[&create[..], &["Love"]].concat()).success().stdout;
    assert!(card.lines().any(|line| line.starts_with("Name ") && line.ends_with(" Ada Love")), "{card}");
    let table = sandbox.run(&["user", "search", "ada"]).success().stdout;
    assert!(table.contains("Ada Love"), "{table}");
    // What programs read is the API's own.
    let user = sandbox.json(&["user", "load", "ada"]);
    assert_eq!(user["name"].as_str().unwrap_or_default(), "", "{user}");
    let csv = sandbox.run(&["user", "search", "ada", "-o", "csv", "--columns", "name"]).success().stdout;
    assert!(!csv.contains("Love"), "{csv}");
    let asked = sandbox.run(&["user", "delete", "ada", "bob"]).code(2);
    assert!(asked.stderr.contains("Ada Love (ada, "), "{asked}");
}

/// So many rows of a file of users.
fn rows(count: usize) -> String {
    (0..count)
        .map(|row| format!("{{\"loginId\":\"row{row}\",\"email\":\"row{row}@example.com\"}}\n"))
        .collect()
}

#[test]
fn a_run_that_waits_for_the_limit_says_until_when_and_ends_with_ctrl_c() {
    for columns in [60, 80, 200] {
        let mut gateway = Gateway::start();
        // One request in ten minutes.
        gateway.sandbox.set("DESCOPECTL_RATE_WINDOW", "600");
        gateway.sandbox.file("users.jsonl", rows(300));
        let run = ["--rate", "1%", "user", "batch-create", "users.jsonl"];
        let terminal = gateway.sandbox.terminal(columns, &run);
        terminal.wait_for("waits ");
        terminal
            .wait_until("a countdown", |screen| screen.contains("100/300") && screen.contains("100 created"));
        terminal.wait_until("all that matters", |screen| {
            [" a minute", "waits ", " for the limit · ", " left, until "]
                .iter()
                .all(|part| screen.contains(part))
        });
        terminal.keys(CTRL_C);
        let ended = terminal.end().code(130);
        assert!(!ended.shown.contains("100/300"), "the bar is still there\n{:?}", ended.written);
        for line in
            ["Created        100", "Not attempted  200", "error: interrupted: 200 of 300 rows were not done"]
        {
            assert!(ended.shown.contains(line), "{line}\n{}", ended.shown);
        }
        assert!(!ended.hides_cursor);
    }
}

/// Until what was sent is answered, the bar tells what is done, and neither a time nor rows that nobody has counted.
#[test]
fn a_run_that_is_ending_tells_what_is_done() {
    for columns in [60, 80, 200] {
        let gateway = Gateway::start();
        gateway.sandbox.file("users.jsonl", rows(21_000));
        let late = Gate::new();
        let held = late.clone();
        gateway.script(move |seen| match (seen.path.as_str(), seen.nth) {
            (CREATE, 1..=3) => Fate::pass(),
            (CREATE, _) => Fate::pass().held_by(&held),
            _ => Fate::pass(),
        });
        let run = ["--rate", "off", "user", "batch-create", "users.jsonl"];
        let terminal = gateway.sandbox.terminal(columns, &run);
        terminal.wait_for("300 created");
        gateway.wait_for(CREATE, 5);
        terminal.keys(CTRL_C);
        terminal.wait_for("ends once what was sent is answered");
        let shown = terminal.shown();
        let bar = shown.rsplit("stops at once").next().unwrap();
        assert!(bar.contains("300 created") && bar.contains("300/21\u{202f}000"), "{shown}");
        assert!(!bar.contains("left") && !bar.contains("not attempted"), "{shown}");
        late.open();
        terminal.end().code(130);
    }
}

#[test]
fn the_look_up_before_a_deletion_has_a_bar_with_a_countdown() {
    for columns in [60, 80, 200] {
        let mut gateway = Gateway::start();
        gateway.sandbox.set("DESCOPECTL_RATE_WINDOW", "600");
        let ids: String = (0..1_000).map(|row| format!("row{row}@example.com\n")).collect();
        gateway.sandbox.file("ids.txt", ids);
        let run = ["--rate", "1%", "user", "batch-delete", "ids.txt"];
        let terminal = gateway.sandbox.terminal(columns, &run);
        terminal.wait_until("a bar with a countdown", |screen| {
            ["/1\u{202f}000", "waits ", " left, until "].iter().all(|part| screen.contains(part))
        });
        let ended = terminal.end_by(CTRL_C).code(130);
        assert!(!ended.shown.contains("/1\u{202f}000"), "the bar is still there\n{}", ended.shown);
    }
}

/// Who is not found among hundreds is looked up alone: many at the same time, each counted as it comes, before every
/// kind of run that asks first.
#[test]
fn users_who_are_looked_up_alone_move_the_bar() {
    for run in [
        &["user", "batch-delete", "ids.txt"][..],
        &["user", "batch-run", "update-display-name", "names.csv", "--yes", "--expect", "3"],
        &["user", "batch-patch", "roles.csv", "--yes"],
        &["user", "batch-create", "capitals.csv", "--online"],
    ] {
        let gateway = Gateway::start();
        let file = |header: &str, rest: &str| {
            let rows = (0..30).map(|row| format!("Row{row}@example.com{rest}\n"));
            std::iter::once(header.to_owned()).chain(rows).collect::<String>()
        };
        gateway.sandbox.file("ids.txt", file("", ""));
        gateway.sandbox.file("names.csv", file("loginId,displayName\n", ",Ann"));
        gateway.sandbox.file("roles.csv", file("loginId,roleNames\n", ",admin"));
        gateway.sandbox.file("capitals.csv", file("loginId,phone\n", ",").replace(",\n", ",+15551234567\n"));
        let late = Gate::new();
        let held = late.clone();
        gateway.script(move |seen| match (seen.path.as_str(), seen.nth) {
            (LOAD, 6..) => Fate::pass().held_by(&held),
            _ => Fate::pass(),
        });
        let terminal = gateway.sandbox.terminal(80, &[&["--rate", "off"], run].concat());
        // Those that wait for their answer do so together.
        gateway.wait_for(LOAD, 5 + 8);
        terminal.wait_for("5/30");
        late.open();
        terminal.end();
    }
}

/// A restore that is ended says who was not attempted, and names a command that goes on with the same file, whatever
/// was deleted since.
#[test]
fn a_restore_that_is_interrupted_is_resumed_with_its_own_file() {
    let gateway = Gateway::start();
    let users: Vec<_> = (0..300)
        .map(|row| serde_json::json!({ "loginId": format!("row{row}"), "email": format!("row{row}@example.com") }))
        .collect();
    gateway.make(&users);
    let list = |range: std::ops::Range<u32>| range.map(|row| format!("row{row}\n")).collect::<String>();
    gateway.sandbox.file("all.txt", list(0..300));
    gateway.sandbox.run(&["user", "batch-delete", "all.txt", "--expect", "300"]).success();
    let restore = ["--rate", "off", "user", "restore", "--last", "--in-flight", "1"];
    // Looking users up is nothing to wait for.
    let never = Gate::new();
    let unanswered = never.clone();
    gateway.script(move |seen| match seen.path.as_str() {
        LOAD => Fate::pass().held_by(&unanswered),
        _ => Fate::pass(),
    });
    let terminal = gateway.sandbox.terminal(80, &restore);
    gateway.wait_for(LOAD, 1);
    terminal.keys(CTRL_C);
    let ended = terminal.end().code(130);
    assert!(ended.shown.contains("interrupted: 300 of 300 users were left undone"), "{}", ended.shown);
    never.open();
    let late = Gate::new();
    let held = late.clone();
    gateway.script(move |seen| match (seen.path.as_str(), seen.nth) {
        (CREATE, 2..) => Fate::pass().held_by(&held),
        _ => Fate::pass(),
    });
    let terminal = gateway.sandbox.terminal(80, &restore);
    gateway.wait_for(CREATE, 2);
    terminal.keys(CTRL_C);
    terminal.wait_for("Ctrl-C once more stops at once");
    late.open();
    let ended = terminal.end().code(130);
    assert!(ended.shown.contains("interrupted: 100 of 300 users were left undone"), "{}", ended.shown);
    assert!(!ended.shown.contains("the same command again"), "{}", ended.shown);
    let advice = ended.shown.split('`').find(|part| part.starts_with("descopectl job resume ")).unwrap();
    gateway.pass_all();
    gateway.sandbox.file("one.txt", list(0..1));
    gateway.sandbox.run(&["user", "batch-delete", "one.txt", "--expect", "1"]).success();
    let id = advice.rsplit(' ').next().unwrap();
    let job = gateway.sandbox.json(&["job", "show", id]);
    assert_eq!((&job["command"], &job["resume"]), (&"user restore".into(), &advice.into()), "{job}");
    let words: Vec<&str> = advice.split(' ').skip(1).collect();
    let resumed = gateway.sandbox.run(&[&words[..], &["-o", "json"]].concat()).success().json();
    assert_eq!((&resumed["read"], &resumed["notAttempted"]), (&300.into(), &0.into()), "{resumed}");
    gateway.sandbox.run(&["user", "load", "row299"]).success();
    gateway.sandbox.run(&["user", "load", "row0"]).code(5);
}

/// The bar, the totals and the advice say the same after a run was stopped at once.
#[test]
fn two_ctrl_c_stop_at_once_and_the_totals_agree_with_the_bar() {
    let gateway = Gateway::start();
    gateway.sandbox.file("users.jsonl", rows(100));
    let never = Gate::new();
    gateway.script(move |seen| match (seen.path.as_str(), seen.nth) {
        // Refused as a whole, so that the rows are sent in halves.
        (CREATE, 1) => Fate::refuse(Canned::envelope(400, "E011001", "Request is invalid")),
        (CREATE, 2) => Fate::pass(),
        (CREATE, _) => Fate::cut_before().held_by(&never),
        _ => Fate::pass(),
    });
    let run = ["--rate", "off", "user", "batch-create", "users.jsonl", "--restart"];
    let terminal = gateway.sandbox.terminal(80, &run);
    gateway.wait_for(CREATE, 3);
    terminal.wait_for("/100");
    terminal.keys(CTRL_C);
    terminal.wait_for("Ctrl-C once more stops at once");
    terminal.keys(CTRL_C);
    let ended = terminal.end().code(130);
    let shown = &ended.shown;
    for line in
        ["Read           100", "Created        50", "Not attempted  50", "50 of 100 rows were not done"]
    {
        assert!(shown.contains(line), "{line}\n{shown}");
    }
    assert!(!shown.contains("/100"), "the bar is still there\n{shown}");
    // The same command would begin anew.
    assert!(!shown.contains("run the same command again"), "{shown}");
    let advice = shown.split('`').find(|piece| piece.starts_with("descopectl job resume ")).unwrap();
    let words: Vec<&str> = advice.split(' ').skip(1).collect();
    gateway.pass_all();
    let resumed = gateway.sandbox.run(&[&words[..], &["-o", "json"]].concat()).success().json();
    assert_eq!((&resumed["read"], &resumed["created"]), (&100.into(), &100.into()), "{resumed}");
}

#[test]
fn a_command_that_waits_says_so() {
    for columns in [60, 80, 200] {
        let mut gateway = Gateway::start();
        // Five requests in four seconds.
        gateway.sandbox.set("DESCOPECTL_RATE_WINDOW", "4");
        gateway.make(&[serde_json::json!({ "loginId": "ann", "email": "ann@example.com" })]);
        let load = ["--rate", "1%", "user", "load", "ann"];
        for _ in 0..5 {
            gateway.sandbox.run(&load).success();
        }
        let ended = gateway.sandbox.terminal(columns, &load).end().code(0);
        assert!(ended.shown.contains("ann@example.com"), "{}", ended.shown);
        assert!(ended.shown.contains("waiting"), "{}", ended.shown);
    }
}

/// A server that is slow, or that is tried again, is named after a second, also where nobody sees a terminal.
#[test]
fn a_slow_server_is_named_after_a_second() {
    let gateway = Gateway::start();
    let answer = Gate::new();
    let held = answer.clone();
    gateway.script(move |_| Fate::pass().held_by(&held));
    let terminal = gateway.sandbox.terminal(60, &["user", "search"]);
    terminal.wait_for("yet, waiting up");
    let piped = gateway.sandbox.spawn(&["user", "search"]);
    gateway.wait_for("/v2/mgmt/user/search", 2);
    std::thread::sleep(std::time::Duration::from_millis(1_500));
    answer.open();
    terminal.end().code(0);
    let piped = piped.wait().success();
    assert!(piped.stderr.contains("no reply of `http://127.0.0.1"), "{}", piped.stderr);

    // One that speaks plain HTTP is not tried again.
    let plain = crate::support::Recorded::start();
    let url = plain.sandbox().with("DESCOPE_BASE_URL", &plain.base_url().replace("http:", "https:"));
    let refused = url.run(&["user", "search"]).code(8);
    assert!(refused.stderr.contains("does not answer in TLS"), "{refused}");
    assert!(!refused.stderr.contains("trying again"), "{refused}");

    gateway.script(|_| Fate::refuse(Canned::empty(503)));
    let refused = gateway.sandbox.run(&["user", "search"]).code(8);
    assert!(refused.stderr.contains("the server answered HTTP 503, trying again in "), "{}", refused.stderr);
}

/// A log gets a line every ten seconds, also while nothing comes out.
#[test]
fn a_log_hears_of_a_wait_again() {
    let mut gateway = Gateway::start();
    gateway.sandbox.set("DESCOPECTL_RATE_WINDOW", "12");
    gateway.sandbox.file("users.jsonl", rows(200));
    let outcome = gateway.sandbox.run(&["--rate", "1%", "user", "batch-create", "users.jsonl"]).success();
    let said: Vec<&str> = outcome.stderr.lines().filter(|line| line.contains(" of 200 rows")).collect();
    let tells = |line: &&str| line.contains("waits ") && line.contains(" left, until ");
    assert!(said.len() >= 2 && said.iter().all(tells), "{}", outcome.stderr);
    assert!(said[said.len() - 1].contains("100 of 200 rows; 100 created; "), "{}", outcome.stderr);
}

/// An editor that is a script takes a role away, which is shown and asked for.
#[test]
fn a_user_is_edited_on_a_terminal() {
    for columns in [60, 80, 200] {
        let sandbox = typing();
        let script = sandbox.file(
            "editor.sh",
            "sed 's/^name = .*/name = \"Alicia\"/; s/^roleNames = .*/roleNames = []/' \"$1\" > new && cp new \"$1\"\n",
        );
        let sandbox = sandbox.with("EDITOR", &format!("sh {script}"));
        let terminal = sandbox.terminal(columns, &["user", "edit", "alice@example.com", "--as", "toml"]);
        terminal.wait_for("- name: \"Alice Example\"");
        terminal.wait_for("+ name: \"Alicia\"");
        terminal.wait_for("- roleNames: [\"admin\"]");
        terminal.answer("[y/N]", "y");
        let ended = terminal.end().code(0);
        assert!(!ended.hides_cursor, "{}", ended.shown);
        let user = sandbox.json(&["user", "load", "alice@example.com"]);
        assert_eq!((&user["name"], &user["roleNames"]), (&"Alicia".into(), &serde_json::json!([])), "{user}");
    }
}

/// What was typed in the editor is opened again with what is wrong with it.
#[test]
fn a_mistake_in_the_editor_loses_nothing() {
    for (form, mistake) in [
        ("toml", "s/^email = .*/email = \"nowhere\"/"),
        ("toml", "s/^email = .*/email = = 3/"),
        ("json", "s/\"email\": .*,/\"email\": \"nowhere\",/"),
        ("json", "s/\"email\": .*,/\"email\" 3,/"),
        // The server refuses it.
        ("toml", "s/^plan = .*/plan = \"pro\"\\nnosuch = 1/"),
    ] {
        let sandbox = typing();
        let cure = match form {
            "toml" => {
                "s/^name = .*/name = \"Alicia\"/; s/^email = .*/email = \"alice@example.com\"/; /^nosuch/d"
            }
            _ => "s/\"name\": .*,/\"name\": \"Alicia\",/; s/\"email\".*,/\"email\": \"alice@example.com\",/",
        };
        let script = format!(
            "if [ -e first ]; then cp \"$1\" seen; sed '{cure}' \"$1\" > new; else touch first; sed '{mistake}' \"$1\" > new; fi\ncp new \"$1\"\n"
        );
        let script = sandbox.file("editor.sh", script);
        let sandbox = sandbox.with("EDITOR", &format!("sh {script}"));
        let terminal = sandbox.terminal(100, &["user", "edit", "alice@example.com", "--as", form]);
        terminal.end().code(0);
        let mark = if form == "toml" { "# error:" } else { "// error:" };
        let seen = std::fs::read_to_string(sandbox.path("seen")).unwrap();
        assert!(seen.starts_with(mark), "{mistake}: {seen}");
        assert_eq!(sandbox.json(&["user", "load", "alice@example.com"])["name"], "Alicia", "{seen}");
    }
}

/// Where nobody can correct it, or nobody wants to, the text is kept.
#[test]
fn what_was_edited_in_vain_is_kept() {
    let sandbox = typing();
    let folder = sandbox.path("tmp");
    std::fs::create_dir(&folder).unwrap();
    let sandbox = sandbox.with("TMPDIR", folder.to_str().unwrap());
    let script =
        sandbox.file("editor.sh", "[ -e done ] || sed -i 's/^name = .*/name = = 7/' \"$1\"; touch done\n");
    let sandbox = sandbox.with("EDITOR", &format!("sh {script}"));
    let edit = ["user", "edit", "alice@example.com", "--as", "toml"];
    let kept = |said: &str| {
        let path = said.split("what was typed is kept in").nth(1).and_then(|rest| rest.split('`').nth(1));
        let path =
            path.unwrap_or_else(|| panic!("{said}")).replace("[HOME]", sandbox.path("").to_str().unwrap());
        let text = std::fs::read_to_string(path).unwrap();
        assert!(text.contains("name = = 7") && !text.starts_with('#'), "{text}");
    };
    let outcome = sandbox.run(&edit).code(2);
    assert!(outcome.stderr.contains("is not TOML"), "{outcome}");
    kept(&outcome.stderr);
    std::fs::remove_file(sandbox.path("done")).unwrap();
    // Opened again and left as it is.
    let ended = sandbox.terminal(200, &edit).end().code(2);
    assert!(
        ended.shown.contains("is not TOML: line") || ended.shown.contains("cause: line"),
        "{}",
        ended.shown
    );
    kept(&ended.shown);
    assert_eq!(sandbox.json(&["user", "load", "alice@example.com"])["name"], "Alice Example");
    // A bare date is what it looks like.
    let script = sandbox.file("dates.sh", "sed -i 's/^plan = .*/plan = 2026-01-02/' \"$1\"\n");
    sandbox.with("EDITOR", &format!("sh {script}")).run(&edit).success();
}

#[test]
fn several_users_are_named_in_one_question() {
    for columns in [60, 80, 200] {
        let sandbox = typing();
        let terminal = sandbox.terminal(columns, &["user", "delete", "alice@example.com", "bob"]);
        terminal.wait_for("would delete 2 users");
        terminal.wait_for("Bob Example (bob, U2ExampleBob0000000000000002)");
        terminal.answer("[y/N]", "y");
        let ended = terminal.end().code(0);
        assert!(ended.shown.contains("deleted Alice Example"), "{}", ended.shown);
        assert_eq!(sandbox.json(&["user", "search", "--count"])["count"], 1);
        let disable = sandbox.terminal(columns, &["user", "enable", "+15550100003"]).end().code(0);
        assert!(disable.shown.contains("Status"), "{}", disable.shown);
    }
}
