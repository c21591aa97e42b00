use super::*;
use crate::error::Report;

fn read(text: &str) -> Config {
    decode(text, Path::new("/etc/d/config.toml")).unwrap()
}

fn refused(text: &str) -> String {
    let error = decode(text, Path::new("config.toml")).unwrap_err();
    Report::of(&error.into()).text(str::to_owned)
}

fn name(text: &str) -> ProfileName {
    text.parse().unwrap()
}

#[test]
fn every_key_is_understood() {
    let config = read(
        r#"
        default_profile = "staging"
        [profiles.staging]
        project_id = "P2abc"
        management_key = { command = "op read x" }
        base_url = "https://example.com/"
        output = "json"
        timeout = 1_0
        protected = true
        rate = "50%"
        ca_bundle = "ca.pem"
        [profiles."eu.1"]
        management_key = { env = "X" }
        [profiles.c.management_key]
        file = "/k"
        "#,
    );
    assert_eq!(config.default_profile, Some(name("staging")));
    let staging = config.profile(&name("staging")).unwrap();
    insta::assert_debug_snapshot!(staging, @r#"
    Profile {
        project_id: Some(
            ProjectId(
                "P2abc",
            ),
        ),
        management_key: Some(
            Command(
                "op read x",
            ),
        ),
        base_url: Some(
            BaseUrl {
                text: "https://example.com",
                origin: "https://example.com",
            },
        ),
        output: Some(
            Json,
        ),
        timeout: Some(
            10s,
        ),
        protected: true,
        rate: Some(
            Percent(
                50,
            ),
        ),
        ca_bundle: Some(
            "/etc/d/ca.pem",
        ),
    }
    "#);
    let kinds: Vec<_> =
        config.profiles.values().filter_map(|p| p.management_key.as_ref()).map(KeySource::kind).collect();
    assert_eq!(kinds, ["file", "env", "command"]);
}

#[test]
fn the_example_configuration_is_valid_and_shows_every_key() {
    let text = include_str!("../../../config.example.toml");
    let config = read(text);
    assert!(config.profiles.len() >= 3);
    for key in TOP_KEYS.iter().chain(PROFILE_KEYS).chain(KEY_SOURCES) {
        assert!(text.contains(&format!("{key} = ")) || *key == "profiles", "{key} is not shown");
    }
}

#[test]
fn the_lines_commented_out_in_the_example_are_valid_too() {
    let text: String = include_str!("../../../config.example.toml")
        .lines()
        .map(|line| line.strip_prefix("#:").unwrap_or(line).to_owned() + "\n")
        .collect();
    assert!(read(&text).holds_a_key(), "the plain key is among them");
}

#[test]
fn an_unknown_key_is_named_with_its_place_and_the_nearest_one() {
    insta::assert_snapshot!(refused("[profiles.staging]\n  projct_id = \"P2abc\"\n"), @r"
    error: invalid configuration in `config.toml`, line 2, column 3
      cause: unknown key `projct_id`
      hint: did you mean `project_id`?
    ");
    insta::assert_snapshot!(refused("# é\n[profiles.a]\nmanagement_key = { \"é\" = \"x\", comand = \"x\" }\n"), @r"
    error: invalid configuration in `config.toml`, line 3, column 20
      cause: unknown key `é`
      hint: known here: `command`, `env`, `file`
    ");
    insta::assert_snapshot!(refused("zzz = 1\n"), @r"
    error: invalid configuration in `config.toml`, line 1, column 1
      cause: unknown key `zzz`
      hint: known here: `default_profile`, `profiles`
    ");
    insta::assert_snapshot!(refused("project_id = \"P2abc\"\n"), @r"
    error: invalid configuration in `config.toml`, line 1, column 1
      cause: unknown key `project_id`
      hint: put `project_id` under `[profiles.NAME]`
    ");
}

#[test]
fn a_wrong_value_is_named_with_its_place_and_the_fix() {
    insta::assert_snapshot!(refused("[profiles.a]\nproject_id = \"X2abc\"\n"), @r"
    error: invalid configuration in `config.toml`, line 2, column 14
      cause: `X2abc` is not a project ID
      hint: a project ID starts with `P`, followed by letters and digits; the Descope console shows it under Project Settings
    ");
    insta::assert_snapshot!(refused("[profiles.a]\ntimeout = \"soon\"\n"), @r"
    error: invalid configuration in `config.toml`, line 2, column 11
      cause: `timeout` must be whole seconds or a text such as `90s`, not string
    ");
    insta::assert_snapshot!(refused("[profiles.a]\nmanagement_key = { env = \"X\", file = \"y\" }\n"), @r"
    error: invalid configuration in `config.toml`, line 2, column 18
      cause: `management_key` needs exactly one of `command`, `env` and `file`
    ");
    for wrong in [
        "timeout = 0",
        "timeout = -1",
        "timeout = 99999999999999999999",
        "timeout = 1.5",
        "protected = \"yes\"",
        "rate = \"0%\"",
        "rate = 50",
        "output = \"xml\"",
        "base_url = \"http://example.com\"",
        "base_url = \"\"",
        "project_id = \"\"",
        "management_key = \"\"",
        "management_key = {}",
        "management_key = 5",
        "management_key = { env = \"\" }",
        "ca_bundle = \"\"",
    ] {
        let text = refused(&format!("[profiles.a]\n{wrong}\n"));
        assert!(text.contains("line 2, column "), "{wrong}: {text}");
    }
}

#[test]
fn the_name_local_is_refused() {
    insta::assert_snapshot!(refused("[profiles.local]\n"), @r"
    error: invalid configuration in `config.toml`, line 1, column 11
      cause: the profile name `local` is reserved
      cause: `local` is the built-in emulator
      hint: choose another name
    ");
}

#[test]
fn a_syntax_error_has_its_place() {
    insta::assert_snapshot!(refused("[profiles.a]\nproject_id = \n"), @r"
    error: invalid configuration in `config.toml`, line 2, column 14
      cause: string values must be quoted, expected literal string
    ");
}

#[test]
fn a_misplaced_or_mistyped_key_is_never_shown() {
    for text in [
        "[profiles]\nmanagement_key = \"K2secretsecret\"\n",
        "profiles = \"K2secretsecret\"\n",
        "default_profile = 1\nmanagement_key = \"K2secretsecret\"\n",
        "[profiles.a]\nmanagement_key = K2secretsecret\n",
        "[profiles.a]\nmanagement_key = \"K2secretsecret\n",
        "[profiles.a]\nmanagement_key = 'K2secretsecret\"\n",
        "[profiles.a]\nmanagement_key = \"K2secretsecret\" x\n",
        "[profiles.a]\nmanagement_key = \"K2secret secret\"\n",
        "[profiles.a]\nmanagement_key = \"P2abc:K2secretsecret\"\n",
        "[profiles.a]\nmanagement_key = [\"K2secretsecret\"]\n",
        "[profiles.a]\nmanagement_key = { command = [\"K2secretsecret\"] }\n",
        "[profiles.a]\nbase_url = \"https://x:K2secretsecret@example.com\"\n",
        "[profiles.a]\nproject_id = \"K2secretsecretsecretsecret\"\n",
        "[profiles.a]\nK2secretsecretsecretsecretsecretsecret = 1\n",
    ] {
        let shown = refused(text);
        assert!(!shown.contains("secret"), "{shown}");
        assert!(shown.contains(", line "), "{shown}");
    }
}

#[test]
fn paths_start_at_the_folder_of_the_file() {
    let config = read("[profiles.a]\nca_bundle = \"ca.pem\"\nmanagement_key = { file = \"keys/a\" }\n");
    let profile = config.profile(&name("a")).unwrap();
    assert_eq!(profile.ca_bundle.as_deref(), Some(Path::new("/etc/d/ca.pem")));
    let Some(KeySource::File(file)) = &profile.management_key else { panic!("{profile:?}") };
    assert_eq!(file, Path::new("/etc/d/keys/a"));
}

#[test]
fn debug_hides_a_plain_key() {
    let config = read("[profiles.a]\nmanagement_key = \"K2secretsecret\"\n");
    assert!(config.holds_a_key());
    assert!(!format!("{config:?}").contains("secret"));
}

#[test]
fn an_unknown_profile_names_the_nearest() {
    let config = read("[profiles.staging]\n");
    let text = Report::of(&config.profile(&name("stagin")).unwrap_err().into()).text(str::to_owned);
    assert!(text.contains("did you mean `staging`?"), "{text}");
}
