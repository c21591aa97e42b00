//! One word for one thing: the flags of all commands, and what has another name for those who know it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use descopectl::cli;

use crate::{
    every_command::LINES,
    support::{Recorded, Sandbox},
};

/// What each flag takes, over all commands.
fn flags() -> BTreeMap<String, BTreeSet<String>> {
    fn collect(command: &clap::Command, found: &mut BTreeMap<String, BTreeSet<String>>) {
        for argument in command.get_arguments().filter(|argument| !argument.is_hide_set()) {
            let Some(long) = argument.get_long() else { continue };
            let takes_value = argument.get_action().takes_values();
            let names = argument.get_value_names().unwrap_or_default().iter().map(ToString::to_string);
            let value = if takes_value { names.collect::<Vec<_>>().join(" ") } else { String::new() };
            found.entry(long.to_owned()).or_default().insert(value);
        }
        command.get_subcommands().for_each(|below| collect(below, found));
    }
    let mut tree = cli::command();
    tree.build();
    let mut found = BTreeMap::new();
    collect(&tree, &mut found);
    found
}

/// The vocabulary is a file, so that a new word is seen and weighed.
#[test]
fn every_flag_is_in_the_vocabulary() {
    let lines: String = flags()
        .into_iter()
        .map(|(flag, values)| {
            let values: Vec<String> = values.into_iter().collect();
            format!("--{flag} {}", values.join(" | ")).trim_end().to_owned() + "\n"
        })
        .collect();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/vocabulary.txt");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&file, &lines).unwrap();
    }
    let known = fs::read_to_string(&file).unwrap_or_default();
    assert!(known == lines, "tests/it/vocabulary.txt is out of date: run `UPDATE=1 cargo test vocabulary`");
}

/// Every length of time is given in the same forms, whatever it is for.
#[test]
fn every_duration_is_typed_in_the_same_forms() {
    /// A bare number is a moment there: seconds since 1970.
    const MOMENTS: &[&str] = &["created-after", "created-before", "modified-after", "modified-before"];
    let mut tree = cli::command();
    tree.build();
    let mut tried = BTreeSet::new();
    for line in LINES {
        let words = shlex::split(line).unwrap();
        let mut command = &tree;
        for word in &words {
            let Some(below) = command.find_subcommand(word) else { break };
            command = below;
        }
        for argument in command.get_arguments() {
            let (Some(long), Some([value])) = (argument.get_long(), argument.get_value_names()) else {
                continue;
            };
            assert!(!["SECONDS", "MS", "MINUTES"].contains(&value.as_str()), "{line} --{long}");
            if value != "TIME" {
                continue;
            }
            tried.insert(long.to_owned());
            for length in ["90", "90s", "10m", "1h30m"] {
                if length == "90" && MOMENTS.contains(&long) {
                    continue;
                }
                let flag = [format!("--{long}"), length.to_owned()];
                let words = [&["descopectl".to_owned()], &words[..], &flag].concat();
                let refused = cli::parse(words).err().map(|error| error.kind());
                assert_ne!(refused, Some(clap::error::ErrorKind::ValueValidation), "{line} {flag:?}");
            }
        }
    }
    let expected = "clock-offset created-after created-before deadline lifetime max-wait modified-after \
                    modified-before rate-window search-lag timeout";
    assert_eq!(tried.into_iter().collect::<Vec<_>>().join(" "), expected);
}

/// Flags whose value has two forms, one of which says more than the other.
const TWO_FORMS: &[&str] = &["family", "tenant", "remove"];

#[test]
fn a_flag_takes_the_same_wherever_it_stands() {
    for (flag, values) in flags() {
        let values: BTreeSet<&str> =
            values.iter().map(String::as_str).filter(|value| !value.is_empty() && *value != "BOOL").collect();
        assert!(values.len() <= 1 || TWO_FORMS.contains(&flag.as_str()), "--{flag}: {values:?}");
    }
}

/// What flags and commands were called, with the line that they are part of now.
const OLD_NAMES: &[(&str, &str)] = &[
    ("user set-roles a --none --yes", "user set-roles a --remove --yes"),
    ("user patch a --clear phone", "user patch a --remove phone"),
    ("user update-impersonation-consent a --revoke", "user update-impersonation-consent a --remove"),
    ("user import x.json --source auth0", "user import x.json --from auth0"),
    ("jwt sign-in a --selected-tenant acme", "jwt sign-in a --tenant acme"),
    ("jwt anonymous --selected-tenant acme", "jwt anonymous --tenant acme"),
    ("jwt sign-up a --selected-tenant acme", "jwt sign-up a --token-tenant acme"),
    ("jwt sign-in a --refresh-duration 60", "jwt sign-in a --lifetime 60"),
    ("limits --clear", "limits --unblock"),
    ("user remove a", "user delete a"),
    ("tenant remove a", "tenant delete a"),
    ("role remove a", "role delete a"),
    ("attribute remove a", "attribute delete a"),
    ("profile delete a", "profile remove a"),
    ("job delete a", "job remove a"),
    ("user search --sort displayName", "user search --sort name"),
    ("user search --sort phoneNumber:desc", "user search --sort phone:desc"),
    ("user search --sort id", "user search --sort userId"),
];

#[test]
fn old_names_mean_the_same_and_are_not_shown() {
    for (old, new) in OLD_NAMES {
        let parsed = |line: &str| {
            let words = std::iter::once("descopectl").chain(line.split(' '));
            format!("{:?}", cli::parse(words).unwrap().command)
        };
        assert_eq!(parsed(old), parsed(new), "{old}");
    }
    let visible = flags();
    for flag in ["none", "clear", "revoke", "source", "refresh-duration"] {
        assert!(!visible.contains_key(flag), "{flag}");
    }
}

/// Words that stand for several where there is one.
pub(crate) fn plural_of_one(text: &str) -> Option<String> {
    let nouns =
        "rows|users|problems|lines|files|roles|tenants|jobs|requests|records|columns|cells|attributes|others";
    let one = format!(
        r"(?:^|[^\d.,:\u{{202f}}'`/-])1 (?:of 1 )?(?:{nouns})\b|\bare 1\b|\b1 row (?:are|were|have|name)\b"
    );
    regex::Regex::new(&one).unwrap().find(text).map(|found| found.as_str().to_owned())
}

/// Commands that speak of one thing.
#[test]
fn one_thing_is_no_several() {
    assert_eq!(plural_of_one("error: 1 of 1 rows were not done").as_deref(), Some(" 1 of 1 rows"));
    assert_eq!(plural_of_one("2 users expected, but there are 1").as_deref(), Some("are 1"));
    assert_eq!(plural_of_one("11 rows, 1 of 2 rows was not done, 1 row"), None);
    let sandbox = Sandbox::seeded();
    for (name, text) in [
        ("one.csv", "loginId,email\nann,ann@example.com\n"),
        ("list.txt", "bob\n"),
        ("nobody.txt", "nobody\n"),
        ("comment.txt", "# bob\nalice@example.com\n"),
        ("failing.csv", "loginId,email,roleNames\nx,x@example.com,nosuch\n"),
        ("bad.csv", "loginId,email\nx,nowhere\n"),
        ("unknown.csv", "loginId,email,Team\nx,x@example.com,7\n"),
        ("short.csv", "loginId,email,name\ny,y@example.com\n"),
        ("twice.csv", "loginId,email\nv,v@example.com\nw,v@example.com\n"),
        ("roles.csv", "loginId,roleNames\nalice@example.com,admin\n"),
        ("page.json", r#"{"users": [{"loginId": "a", "email": "a@example.com"}], "total": 2}"#),
    ] {
        sandbox.file(name, text);
    }
    let mut tried = 0;
    for line in [
        "user batch-create one.csv --dry-run",
        "user batch-create one.csv",
        "user batch-create one.csv",
        "user batch-create failing.csv --failures failed.csv",
        "user batch-create failing.csv",
        "user batch-create bad.csv",
        "user batch-create bad.csv one.csv",
        "user batch-create unknown.csv",
        "user batch-create unknown.csv --ignore-unknown --dry-run",
        "user batch-create short.csv --dry-run",
        "user batch-create twice.csv --dry-run",
        "user batch-create page.json",
        "user batch-create one.csv --from descope --dry-run",
        "user batch-run logout list.txt",
        "user batch-run logout list.txt --dry-run",
        "user batch-run logout list.txt --expect 2",
        "user batch-run logout nobody.txt --yes",
        "user batch-run remove-role roles.csv --dry-run",
        "user batch-run remove-role roles.csv --expect 3",
        "user batch-delete nobody.txt --dry-run",
        "user batch-delete nobody.txt --yes",
        "user batch-delete comment.txt --dry-run",
        "user batch-delete list.txt --expect 2",
        "user batch-delete --where status=invited --dry-run",
        "user search --limit 1",
        "user load bob nobody",
        "user delete bob --yes",
        "user restore --last --dry-run",
        "user restore --last",
        "job list",
        "job remove --done",
        "backup list",
        "user export users.jsonl",
        "test-user delete-all --dry-run",
        "limits",
        "history",
    ] {
        let words: Vec<&str> = line.split(' ').collect();
        for format in [&[][..], &["-o", "json"]] {
            let outcome = sandbox.copied().run(&[&words[..], format].concat());
            let said = plural_of_one(&outcome.stderr).or_else(|| plural_of_one(&outcome.stdout));
            assert_eq!(said, None, "{line}: {outcome}");
            tried += 1;
        }
        sandbox.run(&words);
    }
    assert!(tried > 70);
}

#[test]
fn columns_are_taken_as_people_write_them() {
    let emulator = Recorded::start();
    let sandbox = emulator.sandbox();
    let table = |columns: &str| {
        sandbox.run(&["user", "search", "bob", "-o", "csv", "--columns", columns]).success().stdout
    };
    let expected = table("userId,name,phone,loginIds");
    for columns in [
        "userId, name, phone, loginIds",
        "User ID,displayName,phoneNumber,Login IDs",
        "userid,NAME,Phone,loginid",
    ] {
        assert_eq!(table(columns), expected, "{columns}");
    }
    let outcome = Sandbox::empty().run(&["user", "search", "--columns", "phon"]).code(2);
    assert!(outcome.stderr.contains("the nearest is `phone`"), "{outcome}");
}
