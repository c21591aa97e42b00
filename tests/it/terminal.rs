//! Sessions on a terminal: what is asked, what is shown while one waits, and what fits.

use crate::support::Sandbox;

/// The key for downwards.
const DOWN: &str = "\u{1b}[B";

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
    let terminal = sandbox.terminal(80, &["user", "logout", "bob"]);
    terminal.answer("[y/N]", "");
    assert!(terminal.end().code(1).shown.contains("nothing was changed"));
}

/// The words of the line that would have asked nothing.
fn without_questions(shown: &str) -> Vec<String> {
    let line = shown.split("the same without questions:").nth(1).and_then(|rest| rest.split('`').nth(1));
    shlex::split(line.unwrap_or_else(|| panic!("{shown}"))).unwrap()
}

#[test]
fn a_user_who_is_missing_is_searched_for_and_picked() {
    let sandbox = typing();
    for columns in [60, 80, 200] {
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
fn a_profile_is_added_from_answers() {
    let sandbox = Sandbox::empty().with("CI", "");
    let terminal = sandbox.terminal(60, &["profile", "add"]);
    terminal.answer("Name of the profile:", "staging");
    terminal.answer("Project ID:", "P2abcdefghijklmnopqrstuvwxyz");
    terminal.answer("[paste]:", "variable");
    terminal.answer("Environment variable with the key:", "STAGING_KEY");
    let ended = terminal.end().code(0);
    assert!(ended.shown.contains("added profile `staging`"), "{}", ended.shown);
    let terminal = sandbox.terminal(80, &["profile", "add", "live"]);
    terminal.answer("Project ID:", "P2abcdefghijklmnopqrstuvwxyz");
    terminal.answer("[paste]:", "");
    terminal.answer("Management key:", "K2-secret-of-nobody");
    let ended = terminal.end().code(0);
    assert!(!ended.written.contains("K2-secret"), "{}", ended.written);
    let shown = sandbox.run(&["profile", "show", "staging"]).success().stdout;
    assert!(shown.contains("STAGING_KEY"), "{shown}");
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
fn a_question_can_be_left() {
    let sandbox = typing();
    for key in [ESCAPE, CTRL_C] {
        let terminal = sandbox.terminal(80, &["user", "load"]);
        terminal.answer("login ID):", "example.com");
        terminal.wait_for("type to narrow down");
        let ended = terminal.end_by(key).code(if key == CTRL_C { 130 } else { 2 });
        assert!(!ended.hides_cursor, "{key:?} {}", ended.shown);
    }
    let terminal = sandbox.terminal(80, &["user", "load"]);
    terminal.answer("login ID):", "");
    let ended = terminal.end().code(2);
    assert!(ended.shown.contains("nothing was chosen"), "{}", ended.shown);
}

/// Commands whose tables fit any terminal: nothing is cut, and no line is longer than the terminal.
#[test]
fn tables_fit_without_cut_words() {
    let sandbox = typing();
    let staging =
        ["profile", "add", "staging", "--project-id", "P2abcdefghijklmnopqrstuvwxyz", "--key-env", "KEY"];
    sandbox.run(&staging).success();
    let file = sandbox.file("users-of-the-subsidiary-in-lisbon.csv", "loginId,email\nann,ann@example.com\n");
    sandbox.run(&["user", "batch-create", &file]).success();
    for columns in [60, 80, 200] {
        for command in [
            &["limits", "--profile", "staging"][..],
            &["source", "list"],
            &["job", "list"],
            &["history"],
            &["role", "list"],
            &["doctor"],
            &["profile", "explain"],
            &["user", "load", "alice@example.com"],
        ] {
            let shown = sandbox.terminal(columns, command).end().code(0);
            let lines: Vec<&str> = shown.written.lines().map(|line| line.trim_end_matches('\r')).collect();
            let widest = lines.iter().map(|line| dialoguer::console::measure_text_width(line)).max();
            assert!(widest <= Some(columns.into()), "{command:?} at {columns}\n{}", shown.shown);
            assert!(!shown.shown.contains('…'), "{command:?} at {columns}\n{}", shown.shown);
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
            lines.iter().any(|line| {
                line.starts_with("  hint: `descopectl ") && line.contains(" user search TEXT` finds")
            }),
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
    assert!(!card.contains("Phone verified") && !card.contains("Passkey"), "{card}");
    // One style of labels.
    assert!(card.lines().all(|line| line.starts_with(char::is_uppercase)), "{card}");
    let by_title = ["user", "load", "bob", "--columns", "Email verified"];
    assert_eq!(sandbox.run(&by_title).success().stdout.split_whitespace().last(), Some("no"));
}
