//! Hints are pasted as they are printed, with what stands for a value filled in, and each leads on: a command that is
//! named goes through, and a flag that is named ends the failure that it was printed for.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use crate::{every_command::prepared, support::Sandbox};

/// A line that prints hints, and what stands in them for a value.
type Case = (&'static str, &'static [(&'static str, &'static str)]);

const CASES: &[Case] = &[
    ("user batch-create two-unknown.csv", &[("COLUMN=FIELD", "Team=name"), ("COLUMN=", "Team=")]),
    ("user batch-create one-unknown.csv", &[("=FIELD", "=name")]),
    ("user batch-create no-header.csv", &[("FIELD,FIELD,FIELD", "loginId,name,password")]),
    ("user batch-create mail-only.csv", &[]),
    ("user batch-create no-contact.csv", &[]),
    ("user batch-create latin.csv", &[]),
    ("user batch-create attribute.csv", &[]),
    ("user batch-create empty.csv", &[]),
    ("user batch-delete names.csv --dry-run", &[]),
    ("user batch-delete values.csv --dry-run --format csv", &[]),
    ("user batch-create status.csv", &[]),
    ("user batch-create half-wrong.csv", &[("FILE", "failed.csv")]),
    ("user batch-patch takes.csv --yes", &[]),
    ("user patch alice@example.com --role viewer --yes", &[]),
    ("user create alice@example.com --email alice@example.com", &[]),
    ("user create x@example.com --email x@example.com --role veiwer", &[]),
    ("user create x@example.com --email x@example.com --tenant amce", &[]),
    ("user create x@example.com --email x@example.com --attribute seats=5", &[]),
    ("user create x@example.com", &[]),
    ("user add-role bob veiwer", &[]),
    ("user add-tenant bob amce", &[]),
    ("user patch bob --attribute paln=pro", &[]),
    ("user update-email bob alice@example.com", &[]),
    ("user delete bob", &[]),
    ("user delete bob --yes", &[]),
    ("user update alice@example.com --email alice@example.com", &[]),
    ("user remove-app alice@example.com crm", &[]),
    ("user export users.out", &[]),
    ("user import auth0.json --source auth0", &[]),
    ("user batch-delete leavers.txt", &[]),
    ("user batch-delete --where status=enabled --backup users.csv/x --yes", &[("FILE", "backup.jsonl")]),
    ("user batch-delete --where profile=x --dry-run", &[]),
    ("user batch-delete --where statu=enabled --dry-run", &[]),
    ("user batch-delete --where profile --dry-run", &[]),
    ("user batch-run set-roles many.txt --set roleNames=viewer", &[]),
    ("user search -o csv -q .", &[]),
    ("user search --columns zzz", &[]),
    ("user search --columns emial", &[]),
    ("user load nobody", &[("TEXT", "alice")]),
    ("job show nosuch", &[]),
    ("job resume nosuch", &[]),
    ("profile add prod --project-id P2abc --key-env KEY", &[]),
    ("profile add staging --key-env KEY", &[("P…", "P2abc")]),
    ("profile add staging --project-id P2abc --key-env KEY", &[]),
    ("profile remove prod --yes", &[("NAME", "local")]),
    ("profile use local", &[]),
    ("profile show nosuch", &[("descopectl profile add", "profile list")]),
    ("emulator start --listen 0.0.0.0:0 --db users.csv/x", &[]),
    ("user search --base-url ftp://x", &[]),
];

/// Hints whose circumstances a test elsewhere makes, or that no test can make; with where, or why.
const ELSEWHERE: &[(&str, &str)] = &[
    ("`--validate-only` has the server check", "only on a terminal: walk.rs asks there"),
    ("give what is missing on the command line", "terminal.rs: a question that is left"),
    ("add `{flag} {expected}`", "truth/deletion.rs: more than ten users"),
    ("say which users are meant", "replies.rs: filters that leave everybody"),
    ("use at most {MAX_LENGTH} letters", "names a form"),
    ("`descopectl source list` lists them", "the parser knows all sources and names them first"),
    ("`--map {}` reads one column as two fields", "what_is_pasted_in_place_of_what_was_typed below"),
    ("pick fields with `--query`", "what_is_pasted_in_place_of_what_was_typed below"),
    ("a query alone prints texts bare", "what_is_pasted_in_place_of_what_was_typed below"),
    ("`descopectl user set-temporary-password USER`", "restore.rs: a user who had a password"),
    ("end the program that holds it", "processes.rs: a lock that somebody holds"),
    ("the file must be in PEM form", "names a form, no command"),
    ("try again later; where it stays so", "truth/walk.rs: pages that do not advance"),
    ("`--online` also checks the rows", "docs/tour.md: the dry run of a creation"),
    ("`descopectl doctor` shows which address is asked", "replies.rs: a reply without a user"),
    ("give more time with `--deadline`", "truth/deletion.rs: a deadline that ends the look-ups"),
    ("name a file that `--backup` has written", "no saved record: names a form, no command"),
    ("refer to the file with `--key-file`", "commands/profile: a key file of a profile that is renamed"),
    ("such as `descopectl profile set {} --timeout 30s`", "commands/profile: a setting that is not named"),
    ("give it to each row in a column", "names a column"),
    ("`--join` is for the password hashes", "sources.rs"),
    ("`--restart` begins the job anew", "jobs.rs: a damaged journal"),
    ("or add `--restart` to begin anew", "recovery.rs: a file that changed"),
    ("correct the rows in the file of `--failures`", "batch.rs: the failed rows are fed in again"),
    ("`--map 'roleNames='` leaves a column out", "sources.rs"),
    ("leave `--legacy-id none` out", "sources.rs"),
    ("`--hash-config FILE` carries the passwords over", "sources.rs"),
    ("`descopectl attribute create {}`", "sources.rs: what the users need"),
    ("`--create-missing {}` creates them first", "sources.rs: what the users need"),
    ("`--leave-out {}` has the users come", "sources.rs: what the users need"),
    ("did you mean `{nearest}`?", "commands.rs: `help`"),
    ("`{}` lists the commands", "commands.rs: `help`"),
    ("name the profile that it was for", "jobs.rs: a job of another project"),
    ("feed them again to", "jobs.rs: rows of stdin"),
    ("name one: `descopectl profile show NAME`", "no_profile_and_no_project below"),
    ("see what is in effect without one", "no_profile_and_no_project below"),
    ("choose another name, or refer to the file", "profile/tests.rs: a key file that is there"),
    ("`--restart` looks the users up", "recovery.rs: a journal without its users"),
    ("use `--backup FILE`", "no home folder: a system without users"),
    ("add `--profile {name}`", "jobs.rs: protected profiles"),
    ("choose another port with", "emulator.rs: a port that is taken"),
    ("print the result with `-o json`", "hostile.rs: a query that is longer than any"),
    ("use one of `{}`", "settings/tests.rs: names values"),
    ("write it as `{DEFAULT}`", "names an address"),
    ("write `{ command", "names a form"),
    ("put `{name}` under", "names a place"),
    ("name the file with `--config FILE`", "no home folder: a system without users"),
    ("set `{name}`, or change", "names a variable"),
    ("did you mean `{near}`?", "names a profile"),
    ("leave out `{flag}`", "settings/tests.rs"),
    ("check `--config`, or make the file", "no_profile_and_no_project below"),
    ("choose another default with", "settings/tests.rs: a default that is gone"),
    ("unset `{variable}`", "settings/tests.rs: names a variable"),
    ("or set `{}` as well", "settings/tests.rs: names a variable"),
    ("or say `--project-id {}`", "settings/tests.rs"),
    ("complete the profile:", "settings/tests.rs"),
    ("choose a profile with `--profile`", "settings/tests.rs"),
    ("add a profile:", "no_profile_and_no_project below"),
    ("or try it without an account", "no_profile_and_no_project below"),
    ("use another format, such as", "render.rs: a document without IDs"),
    ("choose another file with `--backup FILE`", "disk.rs: a disk that is full"),
];

fn home() -> Sandbox {
    let sandbox = prepared(Sandbox::seeded());
    for (name, text) in [
        ("two-unknown.csv", "loginId,email,Team,Desk\na,a@example.com,x,7\n"),
        ("one-unknown.csv", "loginId,email,it's a team\na,a@example.com,x\n"),
        ("no-header.csv", "dana@example.com,Dana,Sup3rS3cret!pw\neli@example.com,Eli,0therS3cret!pw\n"),
        ("twice.csv", "Email\nann@example.com\n"),
        ("mail-only.csv", "email,name\nann@example.com,Ann\n"),
        ("no-contact.csv", "loginId,name\nann@example.com,Ann\n"),
        ("attribute.csv", "loginId,email,customAttributes.shoe\na,a@example.com,7\n"),
        ("empty.csv", ""),
        ("names.csv", "name\nAlice\n"),
        ("values.csv", "alice@example.com\nbob\n"),
        ("half-wrong.csv", "loginId,email,roleNames\na,a@example.com,\nb,b@example.com,nosuch\n"),
        ("takes.csv", "loginId,roleNames\nalice@example.com,viewer\n"),
        ("status.csv", "loginId,email,Status\na,a@example.com,gone\n"),
        ("many.txt", "alice@example.com\nbob\n"),
    ] {
        sandbox.file(name, text);
    }
    sandbox.file("latin.csv", b"loginId,email,name\na,a@example.com,J\xfcrgen\n");
    sandbox
}

/// The hints in what was said.
fn hints(stderr: &str) -> Vec<String> {
    stderr.lines().filter_map(|line| line.trim_start().strip_prefix("hint: ")).map(str::to_owned).collect()
}

/// What stands in backticks. Those inside of a quoted word belong to it.
fn pieces(hint: &str) -> Vec<String> {
    hint.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn error_of(stderr: &str) -> Option<&str> {
    stderr.lines().find(|line| line.starts_with("error: "))
}

/// Pastes all that a line hints at; returns the hints.
fn paste_all(first: &Sandbox, (line, fills): Case, wrong: &mut Vec<String>) -> Vec<String> {
    let words = |text: &str| shlex::split(text).unwrap();
    let run = |sandbox: &Sandbox, all: &[String]| {
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        sandbox.run(&all)
    };
    let sandbox = first.copied();
    let failed = run(&sandbox, &words(line));
    let said = hints(&failed.stderr);
    if said.is_empty() {
        wrong.push(format!("{line} hints at nothing\n{failed}"));
    }
    for hint in &said {
        for piece in pieces(hint) {
            let mut text = piece.replace("[HOME]", sandbox.path("").to_str().unwrap().trim_end_matches('/'));
            for (placeholder, value) in fills {
                text = text.replace(*placeholder, value);
            }
            if let Some(command) = text.strip_prefix("descopectl ") {
                // What the command is about stands in this home.
                let mut done = run(&sandbox, &words(command));
                // A question is no dead end.
                if done.stderr.contains("not confirmed") {
                    done = run(&sandbox, &words(&format!("{command} --yes")));
                }
                if done.code != 0 {
                    wrong.push(format!("{line}\nhint: {hint}\n{command}: {done}"));
                }
            } else if text.starts_with('-') {
                let again = first.copied();
                let done = run(&again, &[words(line), words(&text)].concat());
                let goes_on = done.code == 0
                    || error_of(&done.stderr) != error_of(&failed.stderr)
                    || hints(&done.stderr) != said;
                if !goes_on || done.stderr.contains("unexpected argument") {
                    wrong.push(format!("{line}\nhint: {hint}\n{text}: {done}"));
                }
            }
        }
    }
    said
}

#[test]
fn every_hint_that_can_be_pasted_leads_on() {
    let first = home();
    let (mut said, mut wrong) = (BTreeSet::new(), Vec::new());
    for case in CASES {
        said.extend(paste_all(&first, *case, &mut wrong));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    // Each hint in the source was printed here, or a line says where it is.
    let mut missing = Vec::new();
    for literal in literals(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let is_pastable = pieces(&literal)
            .iter()
            .any(|piece| piece.starts_with(['-', '{']) || piece.starts_with("descopectl"));
        let is_elsewhere = ELSEWHERE.iter().any(|(begin, _)| literal.starts_with(begin));
        if is_pastable && !is_elsewhere && !said.iter().any(|hint| is_made_of(hint, &literal)) {
            missing.push(literal);
        }
    }
    assert!(missing.is_empty(), "no case prints {missing:#?}");
}

#[test]
fn what_is_pasted_in_place_of_what_was_typed_leads_on() {
    let sandbox = home();
    let twice = ["user", "batch-create", "twice.csv"];
    let outcome =
        sandbox.run(&[&twice[..], &["--map", "Email=loginId", "--map", "Email=email"]].concat()).code(2);
    assert!(outcome.stderr.contains("`--map 'Email=loginId,email'`"), "{outcome}");
    sandbox.run(&[&twice[..], &["--map", "Email=loginId,email"]].concat()).success();
    let outcome = sandbox.run(&["user", "search", "-o", "yaml", "--columns", "email"]).code(2);
    assert!(outcome.stderr.contains("`-q '.[] | {userId, email}'`"), "{outcome}");
    sandbox.run(&["user", "search", "-o", "yaml", "-q", ".[] | {userId, email}"]).success();
    let outcome = sandbox.run(&["user", "search", "-o", "ids", "-q", "."]).code(2);
    assert!(outcome.stderr.contains("`-q '.[].userId'`"), "{outcome}");
    sandbox.run(&["user", "search", "-q", ".[].userId"]).success();
}

#[test]
fn hints_where_there_is_no_profile_and_no_project_lead_on() {
    let sandbox = Sandbox::empty();
    let outcome = sandbox.run(&["user", "search"]).code(2);
    let said = hints(&outcome.stderr).join("\n");
    assert!(said.contains("descopectl profile add NAME --project-id P…"), "{outcome}");
    sandbox.run(&["user", "search", "--profile", "local"]).success();
    let outcome = sandbox.run(&["profile", "show"]).code(2);
    assert!(hints(&outcome.stderr).join("\n").contains("`descopectl profile explain`"), "{outcome}");
    sandbox.run(&["profile", "explain"]).success();
    sandbox.run(&["--config", "new.toml", "user", "search"]).code(2);
    let add = ["profile", "add", "NAME", "--project-id", "P2abc", "--key-env", "KEY"];
    sandbox.run(&[&["--config", "new.toml"], add.as_slice()].concat()).success();
    sandbox.run(&["--config", "new.toml", "profile", "show", "NAME"]).success();
}

/// The texts of all hints, with `{…}` for what is put in.
fn literals(folder: &Path) -> BTreeSet<String> {
    let form = regex::Regex::new(r#"hint\(\s*&?(?:format!\(\s*)?"((?:[^"\\]|\\.|\\\n)*)""#).unwrap();
    let joined = regex::Regex::new(r"\\\n\s*").unwrap();
    let mut found = BTreeSet::new();
    for file in files(folder) {
        let text = fs::read_to_string(file).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        found.extend(
            form.captures_iter(code).map(|hint| joined.replace_all(&hint[1], "").replace("\\\"", "\"")),
        );
    }
    assert!(found.len() > 80, "{}", found.len());
    found
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is_read = |path: &PathBuf| !path.ends_with("emulator") && !path.ends_with("tests.rs");
    entries.filter(is_read).flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// Whether a hint was printed by the code with this text.
fn is_made_of(hint: &str, literal: &str) -> bool {
    let placeholder = regex::Regex::new(r"\\\{[^}]*\\\}").unwrap();
    let pattern = placeholder.replace_all(&regex::escape(literal), ".*").into_owned();
    // The flags that say which project is meant are put in where a hint is printed.
    let hint = hint.replace("descopectl --profile local ", "descopectl ");
    regex::Regex::new(&format!("^{pattern}$")).unwrap().is_match(&hint)
}
