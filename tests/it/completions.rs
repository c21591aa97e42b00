//! What a shell is told when a word is to be completed.

use std::process::Command;

use descopectl::cli;

use crate::{every_command::LINES, support::Sandbox};

/// What the shell is told in this form, of what its script gives.
fn answered(sandbox: &Sandbox, shell: &str, words: &[&str]) -> Vec<String> {
    let mut command = sandbox.command(&[&["--"], words].concat());
    let output = command.env("DESCOPECTL_COMPLETE", shell).current_dir(sandbox.path("")).output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{words:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

/// What the last word may become.
fn completed(sandbox: &Sandbox, line: &str) -> Vec<String> {
    let words: Vec<&str> = std::iter::once("descopectl").chain(line.split(' ')).collect();
    let lines = answered(sandbox, "fish", &words);
    lines.iter().map(|line| line.split('\t').next().unwrap().to_owned()).collect()
}

/// A machine on which some commands were run.
fn used() -> Sandbox {
    let sandbox = Sandbox::seeded().with("DESCOPECTL_PROFILE", "local");
    sandbox.run(&["role", "create", "it's $5"]).success();
    for list in ["role", "tenant", "attribute"] {
        sandbox.run(&[list, "list"]).success();
    }
    sandbox.run(&["user", "update-display-name", "bob", "Bob"]).success();
    sandbox.run(&["user", "update-display-name", "alice@example.com", "Al"]).success();
    sandbox.file("users.csv", "loginId,email\nann,ann@example.com\n");
    sandbox.run(&["user", "batch-create", "users.csv"]).success();
    sandbox.run(&["profile", "add", "staging", "--project-id", "P2abc", "--key-env", "KEY"]).success();
    sandbox
}

#[test]
fn words_of_every_kind_are_completed() {
    let sandbox = used();
    let job = sandbox.json(&["job", "list"])["jobs"][0]["id"].as_str().unwrap().to_owned();
    for (line, expected) in [
        ("us", "user"),
        ("user up", "update-email"),
        ("user search --stat", "--status"),
        ("user search --status dis", "disabled"),
        ("user search --status=dis", "--status=disabled"),
        ("--profile sta", "staging"),
        ("--profile lo", "local"),
        ("profile use ", "staging"),
        ("profile show lo", "local"),
        ("profile set sta", "staging"),
        ("profile rename sta", "staging"),
        ("profile remove ", "staging"),
        ("-o js", "jsonl"),
        ("help ", "profile"),
        ("help user upd", "update-email"),
        ("man profile ", "rename"),
        ("job show ", job.as_str()),
        ("job resume ", job.as_str()),
        ("job remove ", job.as_str()),
        ("user search --sort cre", "createdTime:desc"),
        ("user search --sort na", "name"),
        ("user search --sort ph", "phone:desc"),
        ("user search --columns lo", "loginIds"),
        ("user search --columns userId,customAttributes.pl", "userId,customAttributes.plan"),
        ("user batch-create --from aut", "auth0"),
        ("source show au", "auth0"),
        ("user add-role bob adm", "admin"),
        ("user create x --role vie", "viewer"),
        ("user add-tenant bob ac", "acme"),
        ("user search --tenant ac", "acme"),
        ("user patch bob --attribute pl", "plan="),
        ("user update-custom-attributes bob pl", "plan="),
        ("attribute delete ", "plan"),
        ("tenant delete ", "acme"),
        ("role delete ", "Tenant Admin"),
        ("user load bo", "bob"),
        ("user load an", "ann"),
        ("completions ba", "bash"),
        ("user batch-create us", "users.csv"),
    ] {
        let found = completed(&sandbox, line);
        assert!(found.iter().any(|word| word == expected), "{line:?}: {found:?}");
        let is_about_flags = line.ends_with("--stat");
        assert!(is_about_flags || !found.iter().any(|word| word == "--profile"), "{line:?}: {found:?}");
    }
    assert_eq!(completed(&sandbox, "user load nosuch"), Vec::<String>::new());
}

/// Names and users are those of the project that the line is about.
#[test]
fn a_project_is_not_offered_what_is_in_another() {
    let sandbox = used().with("KEY", "Kexample");
    for line in ["user load ", "user add-role bob ", "user add-tenant bob ", "attribute delete "] {
        assert!(!completed(&sandbox, line).iter().all(|word| word.starts_with('-')), "{line}");
        for other in ["--profile staging", "--project-id P2other", "--base-url http://127.0.0.1:9"] {
            let found = completed(&sandbox, &format!("{other} {line}"));
            assert!(found.iter().all(|word| word.starts_with('-')), "{other} {line}: {found:?}");
        }
    }
}

#[test]
fn users_who_are_not_there_are_not_offered() {
    let sandbox = used();
    sandbox.run(&["user", "create", "bad@example.com", "--email", "bob@example.com", "--tenant", "nosuch"]);
    sandbox.run(&["user", "update-display-name", "nobody", "No"]).code(5);
    sandbox.run(&["user", "delete", "alice@example.com", "--yes"]).success();
    sandbox.run(&["user", "update-login-id", "bob", "robert"]).success();
    sandbox.run(&["user", "update-display-name", "robert", "Bob"]).success();
    assert_eq!(completed(&sandbox, "user load "), ["robert", "ann"]);
    sandbox.file("leavers.txt", "ann\n");
    sandbox.run(&["user", "batch-delete", "leavers.txt", "--yes"]).success();
    assert_eq!(completed(&sandbox, "user load "), ["robert"]);
}

/// What was made or deleted since a list was seen is known without another list.
#[test]
fn names_that_commands_make_are_offered_and_deleted_ones_are_not() {
    let sandbox = used();
    for (made, gone, line, name) in [
        (
            &["role", "create", "janitor"][..],
            &["role", "delete", "janitor"][..],
            "user add-role bob ja",
            "janitor",
        ),
        (
            &["tenant", "create", "Initech", "--id", "initech"],
            &["tenant", "delete", "initech"],
            "user add-tenant bob in",
            "initech",
        ),
        (
            &["attribute", "create", "size:number"],
            &["attribute", "delete", "size"],
            "attribute delete si",
            "size",
        ),
    ] {
        let others = completed(&sandbox, line);
        sandbox.run(made).success();
        assert!(completed(&sandbox, line).contains(&name.to_owned()), "{line}");
        sandbox.run(&[gone, &["--yes"]].concat()).success();
        assert_eq!(completed(&sandbox, line), others, "{line}");
    }
    // Those of users that commands have made, loaded or found.
    let seed = r#"{"roles": [{"name": "qa"}, {"name": "qb"}], "tenants": [{"id": "qt", "name": "Q"}],
        "users": [{"loginId": "quinn", "email": "quinn@example.com", "roleNames": ["qb"]}]}"#;
    sandbox.file("more.json", seed);
    sandbox.run(&["emulator", "seed", "more.json"]).success();
    let offered =
        || [completed(&sandbox, "user add-role bob q"), completed(&sandbox, "user add-tenant bob q")];
    assert_eq!(offered().concat().len(), 0);
    sandbox
        .run(&["user", "create", "dora", "--email", "d@example.com", "--role", "qa", "--tenant", "qt"])
        .success();
    assert_eq!(offered(), [vec!["qa"], vec!["qt"]]);
    sandbox.run(&["user", "search", "quinn"]).success();
    assert_eq!(offered()[0], ["qa", "qb"]);
    let fresh = Sandbox::seeded().with("DESCOPECTL_PROFILE", "local");
    fresh.run(&["user", "load", "alice@example.com"]).success();
    assert_eq!(completed(&fresh, "user update-custom-attributes bob pl"), ["plan="]);
    // Also the roles that she has in a tenant.
    assert_eq!(completed(&fresh, "user add-role bob v"), ["viewer"]);
    // Of a command with two names, the one that is written everywhere else.
    let names = completed(&fresh, "user ");
    assert!(names.contains(&"load".to_owned()) && names.contains(&"search".to_owned()), "{names:?}");
    assert!(!names.contains(&"get".to_owned()) && !names.contains(&"list".to_owned()), "{names:?}");
    assert!(completed(&fresh, "user list --sor").contains(&"--sort".to_owned()));
}

/// The columns of each command are those that it takes.
#[test]
fn columns_are_those_of_the_command() {
    let sandbox = used();
    let mut offered = 0;
    // A generated password is another document.
    for line in LINES.iter().filter(|line| !line.contains("--generate")) {
        let words = shlex::split(line).unwrap();
        let command = words.iter().take_while(|word| !word.starts_with('-')).take(2);
        let group = command.clone().next().unwrap();
        // Commands of one word have no second one.
        let is_single = ["doctor", "limits", "history", "version", "api", "help", "man", "completions"];
        let command: Vec<&str> = command.map(String::as_str).collect();
        let command = if is_single.contains(&group.as_str()) { group.clone() } else { command.join(" ") };
        let found = completed(&sandbox, &format!("{command} --columns "));
        let parsed = cli::parse(std::iter::once("descopectl".to_owned()).chain(words.clone())).unwrap();
        let view = descopectl::run::view_of(&parsed.command);
        let fields = view.map(|view| match view.fields {
            [] => view.columns.iter().map(|column| column.path).collect(),
            fields => fields.to_vec(),
        });
        let found: Vec<&str> = found.iter().map(String::as_str).collect();
        let found: Vec<&str> =
            found.into_iter().filter(|field| !field.starts_with("customAttributes.")).collect();
        offered += usize::from(!found.is_empty());
        assert_eq!(found, fields.unwrap_or_default(), "{line}");
    }
    assert!(offered > 80, "{offered}");
}

/// Bash takes a word apart at `=`, `:` and `@`, and puts into the line what it is told.
#[test]
fn bash_is_told_the_part_that_it_replaces_quoted() {
    let sandbox = used();
    for (line, replaced, expected) in [
        ("descopectl user add-role bob Ten", "Ten", "Tenant\\ Admin"),
        ("descopectl user add-role bob 'Ten", "Ten", "Tenant Admin"),
        ("descopectl user add-role bob it", "it", "it\\'s\\ \\$5"),
        ("descopectl user load alice@ex", "ex", "example.com"),
        ("descopectl --profile=lo", "lo", "local"),
        ("descopectl user search --status=", "", "disabled"),
        ("descopectl user search --sort createdTime:d", "d", "desc"),
    ] {
        let found = answered(&sandbox, "bash", &[line, replaced]);
        assert!(found.iter().any(|word| word == expected), "{line:?}: {found:?}");
    }
}

#[test]
fn powershell_is_told_values_as_it_must_type_them() {
    let sandbox = used();
    let found = answered(&sandbox, "powershell", &["descopectl", "user", "add-role", "bob", ""]);
    let values: Vec<&str> = found.iter().map(|line| line.split('\t').next().unwrap()).collect();
    assert!(values.contains(&"'Tenant Admin'") && values.contains(&"'it''s $5'"), "{found:?}");
    assert!(values.contains(&"viewer"), "{found:?}");
}

/// A server that cannot be reached, a configuration that is broken and a home that is empty are no matter.
#[test]
fn nothing_is_sent_and_nothing_has_to_be_in_order() {
    let sandbox = Sandbox::empty()
        .with("DESCOPE_BASE_URL", "https://127.0.0.1:1")
        .with("DESCOPE_PROJECT_ID", "P2abc")
        .with("DESCOPE_MANAGEMENT_KEY", "Kexample");
    let config = sandbox.file("broken.toml", "profiles = 7");
    let sandbox = sandbox.with("DESCOPECTL_CONFIG", &config);
    for line in ["user add-role bob ", "user load ", "--profile ", "job show ", "user search --tenant "] {
        completed(&sandbox, line);
    }
    assert!(completed(&sandbox, "user lo").contains(&"load".to_owned()));
}

#[test]
fn the_scripts_are_small_and_ask_the_program_by_its_name() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = Sandbox::empty().run(&["completions", shell]).success().stdout;
        assert!(script.len() < 4096, "{shell}: {}", script.len());
        assert!(script.contains("DESCOPECTL_COMPLETE") && !script.contains("/target"), "{script}");
    }
}

/// The lines of the help that install the completions, by shell.
#[cfg(target_os = "linux")]
fn install_lines(sandbox: &Sandbox) -> Vec<(&'static str, String)> {
    let help = sandbox.run(&["completions", "-h"]).success().stdout.replace(" \\\n      ", " ");
    let line = |shell: &str| {
        let command = format!("descopectl completions {shell}");
        help.lines().find(|line| line.contains(&command)).unwrap().trim().to_owned()
    };
    ["bash", "zsh", "fish"].map(|shell| (shell, line(shell))).to_vec()
}

/// Sessions of the shells themselves on a terminal, with the line of the help that installs the completions. A
/// shell that is not installed is named: the checks of a change install all of them. At widths from narrow to wide.
#[cfg(target_os = "linux")]
#[test]
fn shells_complete_after_the_line_of_the_help() {
    use std::io::Write as _;

    let sandbox = used();
    let folder =
        std::path::Path::new(assert_cmd::cargo::cargo_bin!("descopectl")).parent().unwrap().to_owned();
    let paths = std::env::var("PATH").unwrap_or_default();
    let path = format!("{}:{paths}", folder.display());
    let installed =
        |shell: &str| paths.split(':').any(|folder| std::path::Path::new(folder).join(shell).is_file());
    for (shell, install) in install_lines(&sandbox) {
        if !installed(shell) {
            assert_ne!(shell, "bash");
            // Not by a macro, whose text would be shown only where the test fails.
            let _ = writeln!(std::io::stderr(), "completions of {shell} were not run: it is not installed");
            continue;
        }
        let plain = sandbox.command(&[]);
        let mut command = Command::new(shell);
        command.env_clear().current_dir(sandbox.path(""));
        for (name, value) in plain.get_envs() {
            command.env(name, value.unwrap_or_default());
        }
        command.env_remove("COLUMNS").env("TERM", "xterm-256color").env("PATH", &path).env("PS1", "$ ");
        // The configuration folder of the line is the one that the shell reads.
        command.env("XDG_CONFIG_HOME", sandbox.path(".config")).env("HISTFILE", "/dev/null");
        command.env("DESCOPECTL_CONFIG", sandbox.path("config/descopectl/config.toml"));
        let install_it = Command::new("bash")
            .args(["-c", &install])
            .env("HOME", sandbox.path(""))
            .env("PATH", &path)
            .output()
            .unwrap();
        assert!(install_it.status.success(), "{install}: {install_it:?}");
        for columns in [60, 80, 200] {
            session(&command, shell, columns, &sandbox);
        }
    }
}

/// One session on a terminal of this width.
#[cfg(target_os = "linux")]
fn session(command: &Command, shell: &str, columns: u16, sandbox: &Sandbox) {
    let session =
        crate::support::terminal::Terminal::start(command, columns, sandbox.path("").to_str().unwrap());
    let knows = match shell {
        "fish" => "complete -C 'descopectl user add-ro'; echo re''ady\r",
        _ => "type _descopectl _clap_dynamic_completer_descopectl; echo re''ady\r",
    };
    session.keys(knows);
    session.wait_for("ready");
    session.keys("clear\r");
    session.wait_until("an empty screen", |screen| !screen.contains("ready"));
    // One match is put into the line, whatever letters are in it.
    for (typed, expected) in [
        ("user add-role bob vi", "user add-role bob viewer"),
        ("user add-role bob Ten", "user add-role bob Tenant\\ Admin"),
        ("user load alice@ex", "user load alice@example.com"),
        ("user search --status=dis", "user search --status=disabled"),
        ("--profile=stag", "--profile=staging"),
        ("user search --stat", "user search --status"),
        ("profile use stag", "profile use staging"),
        ("help user update-em", "help user update-email"),
        ("job list --columns inDou", "job list --columns inDoubt"),
    ] {
        session.keys(&format!("descopectl {typed}\t"));
        session.wait_until(expected, |screen| {
            screen.split_whitespace().collect::<Vec<_>>().join(" ").contains(expected)
        });
        session.keys("\u{15}");
    }
    session.keys("exit\r");
    session.end();
}
