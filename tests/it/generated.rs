//! Files that are made from the command tree are up to date. `UPDATE=1 cargo test` rewrites them.

use std::{fs, path::Path};

use clap_complete::Shell;
use descopectl::commands::documents::completions_of;

#[test]
fn completions_are_up_to_date() {
    for (shell, name) in [
        (Shell::Bash, "descopectl.bash"),
        (Shell::Zsh, "_descopectl"),
        (Shell::Fish, "descopectl.fish"),
        (Shell::PowerShell, "_descopectl.ps1"),
        (Shell::Elvish, "descopectl.elv"),
    ] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("completions").join(name);
        let expected = String::from_utf8(completions_of(shell, descopectl::cli::command())).unwrap();
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&file, &expected).unwrap();
        }
        let committed = fs::read_to_string(&file).unwrap_or_default();
        assert!(
            committed == expected,
            "completions/{name} is out of date: run `UPDATE=1 cargo test generated`"
        );
    }
}
