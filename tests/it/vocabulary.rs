//! One word for one thing: the flags of all commands, and what has another name for those who know it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use descopectl::cli;

use crate::support::{Recorded, Sandbox};

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
