//! The pictures in the documents are real sessions. `UPDATE=1 cargo test picture` draws them anew.

use std::{fmt::Write as _, fs, path::Path};

use regex::Regex;

use crate::support::Sandbox;

const WITH_A_MISTAKE: &str = "\
E-Mail,Name,Roles
ann@example.com,Ann Example,viewer
ben.example.com,Ben Example,viewer
";

const WITH_MORE: &str = "\
loginId,email,phone,status,roleNames
ann,ann@example.com,+1 555 0100201,enabled,viewer
ben,ben.example.com,+1 555 0100202,enabled,viewer
cat,cat@example.com,0555 0100203,enabled,viewer
dan,dan@example.com,,onhold,viewer
ann,ann2@example.com,,enabled,viewer
eve,eve@example.com,,enabled,viewr
";

/// A session that is being drawn.
struct Session {
    sandbox: Sandbox,
    shown: String,
}

impl Session {
    fn begin() -> Self {
        let mut sandbox = Sandbox::seeded();
        sandbox.flag("--color=always");
        sandbox.set("COLUMNS", "92");
        Self { sandbox, shown: String::new() }
    }

    /// Runs a command and keeps what a terminal would show.
    fn shows(&mut self, words: &str) -> i32 {
        let arguments = shlex::split(words).unwrap();
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let outcome = self.sandbox.run(&arguments);
        let _ = writeln!(self.shown, "\u{1b}[32m$\u{1b}[0m \u{1b}[1mdescopectl {words}\u{1b}[0m");
        self.shown += &outcome.stderr;
        self.shown += &outcome.stdout;
        self.shown.push('\n');
        outcome.code
    }

    /// Draws the session, or compares it with the picture that is there.
    #[track_caller]
    fn is_drawn_in(&self, name: &str) {
        // What is another one in each run.
        let session = Regex::new(r"(?m)[0-9a-f]{10}$").unwrap().replace_all(&self.shown, "fb78f309f4");
        let session =
            Regex::new(r"\bU[0-9A-Za-z]{27}\b").unwrap().replace_all(&session, "U2Example000000000000000000");
        let drawn = anstyle_svg::Term::new().render_svg(session.trim_end());
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&file, &drawn).unwrap();
        }
        let committed = fs::read_to_string(&file).unwrap_or_default();
        assert!(
            committed == drawn,
            "docs/{name} is out of date: run `UPDATE=1 cargo test picture`\n{session}"
        );
    }
}

#[test]
fn the_picture_of_the_readme_shows_what_happens() {
    let mut session = Session::begin();
    session.sandbox.file("people.csv", WITH_A_MISTAKE);
    assert_eq!(session.shows("user batch-create people.csv --map E-Mail=loginId,email"), 2);
    session.sandbox.file("people.csv", WITH_A_MISTAKE.replace("ben.", "ben@"));
    assert_eq!(session.shows("user batch-create people.csv --map E-Mail=loginId,email"), 0);
    assert_eq!(session.shows("user search --status invited --columns email,name,status,roleNames"), 0);
    assert_eq!(session.shows("user batch-delete --where status=invited"), 2);
    session.is_drawn_in("session.svg");
}

#[test]
fn the_picture_of_the_output_shows_a_table_and_json() {
    let mut session = Session::begin();
    assert_eq!(session.shows("user search --columns loginIds,name,status,userTenants"), 0);
    let query = "{userId, loginIds, verifiedEmail, customAttributes, createdTime}";
    assert_eq!(session.shows(&format!("user load alice@example.com -o json -q '{query}'")), 0);
    session.is_drawn_in("output.svg");
}

#[test]
fn the_picture_of_a_batch_shows_its_problems() {
    let mut session = Session::begin();
    session.sandbox.file("new.csv", WITH_MORE);
    assert_eq!(session.shows("user batch-create new.csv --online --dry-run"), 2);
    session.is_drawn_in("problems.svg");
}

#[test]
fn the_picture_of_questions_shows_what_would_be_lost() {
    let mut session = Session::begin();
    assert_eq!(session.shows("user update alice@example.com --name 'Alice Smith' --replace"), 2);
    assert_eq!(session.shows("user delete alice@example.com bob"), 2);
    session.is_drawn_in("questions.svg");
}
