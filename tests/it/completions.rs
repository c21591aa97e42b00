//! What a shell is told when a word is to be completed.

use std::process::Command;

use crate::support::Sandbox;

/// What the last word may become.
fn completed(sandbox: &Sandbox, line: &str) -> Vec<String> {
    let words: Vec<&str> = line.split(' ').collect();
    let mut arguments = vec!["--", "descopectl"];
    arguments.extend(&words);
    let plain = Sandbox::empty();
    let mut command: Command = sandbox.command(&[]);
    // The flags of the sandbox are none of the shell's.
    let envs: Vec<_> =
        command.get_envs().map(|(name, value)| (name.to_owned(), value.map(ToOwned::to_owned))).collect();
    command = plain.command(&arguments);
    for (name, value) in envs {
        command.env(name, value.unwrap_or_default());
    }
    let index = words.len().to_string();
    let output = command
        .env("DESCOPECTL_COMPLETE", "bash")
        .env("_CLAP_COMPLETE_INDEX", index)
        .env("_CLAP_IFS", "\n")
        .current_dir(sandbox.path(""))
        .output()
        .unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{line}: {output:?}");
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

/// A machine on which some commands were run.
fn used() -> Sandbox {
    let sandbox = Sandbox::seeded();
    for list in ["role", "tenant", "attribute"] {
        sandbox.run(&[list, "list"]).success();
    }
    sandbox.run(&["user", "update-display-name", "bob", "Bob"]).success();
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
        ("--profile sta", "staging"),
        ("--profile lo", "local"),
        ("-o js", "jsonl"),
        ("job show ", job.as_str()),
        ("job resume ", job.as_str()),
        ("user search --sort cre", "createdTime:desc"),
        ("user search --columns lo", "loginIds"),
        ("user batch-create --from aut", "auth0"),
        ("source show au", "auth0"),
        ("user add-role bob adm", "admin"),
        ("user create x --role vie", "viewer"),
        ("user add-tenant bob ac", "acme"),
        ("user search --tenant ac", "acme"),
        ("user patch bob --attribute pl", "plan="),
        ("user load bo", "bob"),
        ("completions ba", "bash"),
        ("user batch-create us", "users.csv"),
    ] {
        let found = completed(&sandbox, line);
        assert!(found.iter().any(|word| word == expected), "{line:?}: {found:?}");
    }
    assert_eq!(completed(&sandbox, "user load nosuch"), Vec::<String>::new());
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
        let install_it = Command::new("bash")
            .args(["-c", &install])
            .env("HOME", sandbox.path(""))
            .env("PATH", &path)
            .output()
            .unwrap();
        assert!(install_it.status.success(), "{install}: {install_it:?}");
        for columns in [60, 80, 200] {
            let session = crate::support::terminal::Terminal::start(
                &command,
                columns,
                sandbox.path("").to_str().unwrap(),
            );
            let knows = match shell {
                "fish" => "complete -C 'descopectl user add-ro'; echo re''ady\r",
                _ => "type _clap_complete_descopectl _clap_dynamic_completer_descopectl; echo re''ady\r",
            };
            session.keys(knows);
            session.wait_for("ready");
            session.keys("clear\r");
            session.wait_until("an empty screen", |screen| !screen.contains("ready"));
            session.keys("descopectl user add-role bob vi\t");
            session.wait_for("add-role bob viewer");
            session.keys("\u{15}descopectl user search --stat\t");
            session.wait_for("--status");
            session.keys("\u{15}exit\r");
            session.end();
        }
    }
}
