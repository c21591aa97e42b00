//! A flag of a bulk command has an effect, or is refused. Each flag stands here: a new one makes these tests fail.

use clap::ArgAction;
use descopectl::cli;

use crate::support::Sandbox;

const COMMANDS: [&str; 6] = [
    "user batch-create",
    "user batch-invite",
    "user batch-patch",
    "user batch-delete",
    "user batch-run",
    "user restore",
];

/// Flags that have an effect on whatever is read, sent or written.
const ALWAYS: &[&str] = &[
    "--format",
    "--ignore-unknown",
    "--transform",
    "--from",
    "--create-missing",
    "--on-exists",
    "--invite",
    "--report",
    "--failures",
    "--junit",
    "--in-flight",
    "--max-failures",
    "--deadline",
    "--expect",
    "--no-backup",
    "--only",
];

/// Lines with a flag that would have no effect, and what is said of it.
const REFUSED: &[(&str, &str)] = &[
    ("user batch-create users.json --map nosuch=name", "no row has `nosuch`"),
    ("user batch-create users.jsonl --map nosuch=", "no row has `nosuch`"),
    ("user batch-create users.csv --map nosuch=name", "there is no column `nosuch`"),
    ("user batch-patch users.json --map nosuch.deeper=name", "no row has `nosuch.deeper`"),
    ("user batch-delete users.json --map nosuch=loginId", "no row has `nosuch`"),
    ("user batch-run disable users.json --ignore-unknown --map nosuch=loginId", "no row has `nosuch`"),
    ("user batch-create users.json more.json --ignore-unknown --map nosuch=name", "no row has `nosuch`"),
    ("user batch-create users.csv --transform . --map nosuch=name", "no row has `nosuch`"),
    ("user batch-create users.json --value nosuch:a=b", "no row has `nosuch`"),
    ("user batch-create users.csv --value nosuch:a=b", "there is no column `nosuch`"),
    ("user batch-create users.csv --set nosuch=1", "cannot set `nosuch`"),
    ("user batch-create users.json --header loginId,email", "`--header` names the columns of a table"),
    ("user batch-create users.csv --sheet One", "has no sheets"),
    ("user batch-create users.json --skip-lines 1", "`--skip-lines` has no effect on `users.json`"),
    ("user batch-create users.csv --list users", "`--list` has no effect on `users.csv`"),
    ("user batch-create users.json --list users", "`--list` has no effect on `users.json`"),
    ("user batch-create staff.xlsx --list users", "`--list` has no effect on `staff.xlsx`"),
    ("user batch-create staff.xlsx --encoding latin1", "`--encoding` has no effect on `staff.xlsx`"),
    ("user batch-create users.csv --allow-page", "`--allow-page` has no effect on `users.csv`"),
    ("user batch-create users.json --allow-page", "`--allow-page` has no effect on `users.json`"),
    ("user batch-patch users.jsonl --allow-page", "`--allow-page` has no effect on `users.jsonl`"),
    (
        "user batch-create users.json --transform . --allow-page",
        "`--allow-page` has no effect on `users.json`",
    ),
    (
        "user batch-create users.json --from keycloak --allow-page",
        "`--allow-page` has no effect on `users.json`",
    ),
    ("user batch-delete --where status=disabled --allow-page", "cannot be used with"),
    ("user batch-create users.json --allow-rows-in-cells", "`--allow-rows-in-cells` has no effect on"),
    (
        "user batch-delete list.txt --format lines --allow-rows-in-cells",
        "`--allow-rows-in-cells` has no effect",
    ),
    ("user batch-run disable users.csv --default-country 44", "`--default-country` has no effect"),
    ("user batch-patch users.csv --hash-config nosuch.toml", "`--hash-config` has no effect"),
    ("user batch-run disable users.csv --hash-config nosuch.toml", "`--hash-config` has no effect"),
    ("user batch-run disable users.csv --allow-hash-as-password", "`--allow-hash-as-password` has no effect"),
    ("user batch-patch users.csv --allow-no-contact", "`--allow-no-contact` has no effect"),
    ("user batch-run disable users.csv --allow-no-contact", "`--allow-no-contact` has no effect"),
    (
        "user batch-create users.csv --on-exists update --allow-no-contact",
        "`--allow-no-contact` has no effect",
    ),
    ("user batch-patch users.csv --allow-case-variants", "`--allow-case-variants` has no effect"),
    ("user batch-run disable users.csv --allow-case-variants", "`--allow-case-variants` has no effect"),
    ("user batch-run disable users.csv --online", "`--online` has no effect"),
    ("user batch-create users.csv --legacy-id old", "`--legacy-id` has no effect"),
    ("user batch-create users.csv --from descope --join hashes.json", "joins no second file"),
    ("user batch-create users.csv --join hashes.json", "--from <SOURCE>"),
    ("user batch-create users.csv --leave-out roles", "`--leave-out` is for users of another service"),
    ("user batch-create users.csv --from descope --legacy-id none --id-map ids.csv", "needs the old ID"),
    ("user batch-create users.csv --invite-url https://example.com", "--invite"),
    ("user batch-create users.csv --send-mail", "--invite"),
    ("user batch-create users.csv --send-sms", "--invite"),
    ("user batch-create users.csv --template-option a=b", "--invite"),
    ("user batch-create users.csv --template-id x", "--invite"),
    ("user batch-create users.csv --locale de", "--invite"),
    ("user create dora --email dora@example.com --send-mail", "--invite"),
    ("user batch-delete users.csv --where status=disabled", "cannot be used with"),
    ("user batch-delete --where status=disabled --by user-id", "cannot be used with"),
    ("user batch-delete --where status=disabled --restart", "cannot be used with"),
    ("user batch-delete --where status=disabled --map a=loginId", "cannot be used with"),
    ("user batch-delete --where status=disabled --format csv", "cannot be used with"),
    ("user batch-delete --where status=disabled --header loginId", "cannot be used with"),
    ("user batch-delete --where status=disabled --sheet One", "cannot be used with"),
    ("user batch-delete --where status=disabled --encoding latin1", "cannot be used with"),
    ("user batch-delete --where status=disabled --skip-lines 1", "cannot be used with"),
    ("user batch-delete --where status=disabled --list users", "cannot be used with"),
    ("user batch-delete --where status=disabled --allow-rows-in-cells", "cannot be used with"),
    ("user batch-delete list.txt --backup b.jsonl --no-backup", "cannot be used with"),
    ("user restore users.jsonl --last", "cannot be used with"),
    ("user batch-create --template=csv --output json", "`--output` has no effect"),
    ("user batch-create --template --query .", "`--query` has no effect"),
    ("user batch-create --template --rate 50%", "`--rate` has no effect"),
];

fn home() -> Sandbox {
    let sandbox = Sandbox::seeded();
    sandbox.file("users.csv", "loginId,email\neve@example.com,eve@example.com\n");
    sandbox.file("users.json", r#"[{"loginId": "eve@example.com", "email": "eve@example.com"}]"#);
    sandbox.file("more.json", r#"[{"loginId": "fay@example.com", "email": "fay@example.com", "more": 1}]"#);
    sandbox.file("users.jsonl", "{\"loginId\": \"eve@example.com\", \"email\": \"eve@example.com\"}\n");
    sandbox.file("list.txt", "bob\n");
    sandbox.file("staff.xlsx", include_bytes!("cases/32-staff.xlsx"));
    sandbox
}

/// The flags of a command beside the global ones.
fn flags_of(words: &str) -> Vec<clap::Arg> {
    let mut tree = cli::command();
    tree.build();
    let command = words.split(' ').fold(&tree, |command, word| command.find_subcommand(word).unwrap());
    let is_global = |flag: &str| tree.get_arguments().any(|global| global.get_long() == Some(flag));
    let own = |argument: &&clap::Arg| argument.get_long().is_some_and(|flag| !is_global(flag));
    command.get_arguments().filter(own).cloned().collect()
}

#[test]
fn every_flag_of_a_bulk_command_has_an_effect_or_is_refused() {
    let sandbox = home();
    let mut wrong = Vec::new();
    for (line, said) in REFUSED {
        let words: Vec<&str> = line.split(' ').collect();
        let outcome = sandbox.run(&[words.as_slice(), &["--yes"]].concat());
        if outcome.code != 2 || !outcome.stderr.contains(said) {
            wrong.push(format!("{line} {outcome}"));
        }
    }
    for command in COMMANDS {
        for flag in flags_of(command) {
            let flag = format!("--{}", flag.get_long().unwrap());
            let is_tried = REFUSED.iter().any(|(line, _)| line.split(' ').any(|word| word == flag));
            if !is_tried && !ALWAYS.contains(&flag.as_str()) {
                wrong.push(format!("{command} {flag} stands in no list"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // A key that only one of several files has, and a flag with the rows that it is about.
    let users = ["user", "batch-create", "users.json", "more.json", "--dry-run"];
    sandbox.run(&[users.as_slice(), &["--map", "more="]].concat()).success();
    sandbox.file("none.json", "[]");
    sandbox.run(&["user", "batch-create", "none.json", "--map", "more=name", "--dry-run"]).success();
    let ids = ["user", "batch-create", "users.csv", "--dry-run", "--id-map", "ids.csv"];
    sandbox.run(&[ids.as_slice(), &["--legacy-id", "old"]].concat()).success();
}

/// A form to fill in is printed and nothing else: no other flag of the command has an effect.
#[test]
fn no_flag_has_an_effect_beside_a_form_to_fill_in() {
    let sandbox = home();
    let mut tried = 0;
    for command in
        COMMANDS.into_iter().filter(|command| !["user batch-delete", "user restore"].contains(command))
    {
        let words: Vec<&str> = command.split(' ').collect();
        let operation = if command.ends_with("batch-run") { &["disable"][..] } else { &[] };
        let line = [words.as_slice(), operation, &["--template"]].concat();
        sandbox.run(&line).success();
        for flag in flags_of(command) {
            let long = format!("--{}", flag.get_long().unwrap());
            if ["--template", "--help"].contains(&long.as_str()) {
                continue;
            }
            let possible = flag.get_possible_values().first().map(|value| value.get_name().to_owned());
            let value = match flag.get_value_names().and_then(|names| Some(names.first()?.as_str())) {
                _ if !matches!(flag.get_action(), ArgAction::Set | ArgAction::Append) => None,
                _ if possible.is_some() => possible,
                Some("COUNT" | "CODE") => Some("1".to_owned()),
                Some("TIME") => Some("9s".to_owned()),
                Some("COLUMN:TEXT=VALUE") => Some("a:b=c".to_owned()),
                _ => Some("a=b".to_owned()),
            };
            let flag = value.map_or(long.clone(), |value| format!("{long}={value}"));
            let outcome = sandbox.run(&[line.as_slice(), &[&flag]].concat()).code(2);
            assert!(outcome.stderr.contains("cannot be used with"), "{command} {flag} {outcome}");
            tried += 1;
        }
    }
    assert!(tried > 70, "{tried}");
}
