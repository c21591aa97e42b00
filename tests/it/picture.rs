//! The picture in the README is a real session. `UPDATE=1 cargo test picture` draws it anew.

use std::{fmt::Write as _, fs, path::Path};

use regex::Regex;

use crate::support::Sandbox;

const WITH_A_MISTAKE: &str = "\
E-Mail,Name,Roles
ann@example.com,Ann Example,viewer
ben.example.com,Ben Example,viewer
";

#[test]
fn the_picture_shows_what_happens() {
    let mut sandbox = Sandbox::seeded();
    sandbox.flag("--color=always");
    sandbox.set("COLUMNS", "92");
    sandbox.file("people.csv", WITH_A_MISTAKE);
    let mut session = String::new();
    let mut shows = |words: &str| {
        let arguments = shlex::split(words).unwrap();
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let outcome = sandbox.run(&arguments);
        let _ = writeln!(session, "\u{1b}[32m$\u{1b}[0m \u{1b}[1mdescopectl {words}\u{1b}[0m");
        session += &outcome.stderr;
        session += &outcome.stdout;
        session.push('\n');
        outcome.code
    };
    assert_eq!(shows("user batch-create people.csv --map E-Mail=loginId,email"), 2);
    sandbox.file("people.csv", WITH_A_MISTAKE.replace("ben.", "ben@"));
    assert_eq!(shows("user batch-create people.csv --map E-Mail=loginId,email"), 0);
    assert_eq!(shows("user search --status invited --columns email,name,status,roleNames"), 0);
    assert_eq!(shows("user batch-delete --where status=invited"), 2);

    // What is another one in each run.
    let session = Regex::new(r"(?m)[0-9a-f]{10}$").unwrap().replace_all(&session, "fb78f309f4");
    let session =
        Regex::new(r"\bU[0-9A-Za-z]{27}\b").unwrap().replace_all(&session, "U2Example000000000000000000");
    let drawn = anstyle_svg::Term::new().render_svg(session.trim_end());
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/session.svg");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&file, &drawn).unwrap();
    }
    let committed = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        committed == drawn,
        "docs/session.svg is out of date: run `UPDATE=1 cargo test picture`\n{session}"
    );
}
