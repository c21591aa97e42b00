//! Colours: what has them, and where they never are.

use crate::support::Sandbox;

fn is_colored(text: &str) -> bool {
    text.contains('\u{1b}')
}

#[test]
fn json_is_coloured_where_that_was_asked_for_and_means_the_same() {
    let mut sandbox = Sandbox::seeded();
    let load = ["user", "load", "alice@example.com"];
    for format in ["json", "jsonl"] {
        let plain = sandbox.run(&[load.as_slice(), &["-o", format]].concat());
        let colored = sandbox.run(&[load.as_slice(), &["-o", format, "--color", "always"]].concat());
        assert!(!is_colored(&plain.stdout) && is_colored(&colored.stdout), "{colored:?}");
        assert_eq!(dialoguer::console::strip_ansi_codes(&colored.stdout), plain.stdout);
        let pages = ["user", "search", "--all", "-o", format, "--color", "always"];
        assert!(is_colored(&sandbox.run(&pages).stdout));
    }
    let query = [load.as_slice(), &["-q", ".loginIds", "--color", "always"]].concat();
    assert_eq!(sandbox.run(&query).stdout, "[\u{1b}[32m\"alice@example.com\"\u{1b}[0m]\n");
    // A variable of a whole session colours what people read, and never what a program reads.
    sandbox.set("CLICOLOR_FORCE", "1");
    assert!(is_colored(&sandbox.run(&load).stdout));
    for format in ["json", "jsonl", "yaml", "csv", "ids"] {
        let piped = sandbox.run(&[load.as_slice(), &["-o", format]].concat());
        assert!(!is_colored(&piped.stdout), "{piped:?}");
    }
    sandbox.set("NO_COLOR", "1");
    assert!(!is_colored(&sandbox.run(&load).stdout));
    assert!(is_colored(&sandbox.run(&[load.as_slice(), &["--color", "always"]].concat()).stdout));
}

#[test]
fn what_changes_is_red_and_green_and_reads_without_colours() {
    let sandbox = Sandbox::seeded();
    let update = ["user", "update", "alice@example.com", "--name", "Al", "--replace", "--dry-run"];
    let plain = sandbox.run(&update).stderr;
    let colored = sandbox.run(&[update.as_slice(), &["--color", "always"]].concat()).stderr;
    assert!(plain.contains("\n- name: \"Alice Example\"\n+ name: \"Al\"\n"), "{plain}");
    assert!(colored.contains("\u{1b}[31m- name: \"Alice Example\"\u{1b}[0m\n"), "{colored:?}");
    assert!(colored.contains("\u{1b}[32m+ name: \"Al\"\u{1b}[0m\n"), "{colored:?}");
    assert_eq!(dialoguer::console::strip_ansi_codes(&colored), plain);
}

#[test]
fn a_reply_of_any_form_is_json_where_nothing_says_otherwise() {
    let mut sandbox = Sandbox::seeded();
    let call = ["api", "GET", "/v1/mgmt/role/all"];
    let is_json = |text: &str| serde_json::from_str::<serde_json::Value>(text).is_ok();
    assert!(is_json(&sandbox.run(&call).stdout));
    assert!(!is_json(&sandbox.run(&[call.as_slice(), &["-o", "table"]].concat()).stdout));
    let query = sandbox.run(&[call.as_slice(), &["-q", ".roles[0].name"]].concat());
    assert!(query.code == 0 && !query.stdout.starts_with('"'), "{query:?}");
    sandbox.set("DESCOPECTL_OUTPUT", "table");
    assert!(!is_json(&sandbox.run(&call).stdout));
}
