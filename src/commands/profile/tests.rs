use clap::FromArgMatches as _;
use secrecy::SecretString;

use super::*;
use crate::error::Kind;
use crate::ui::{Color, ErrorFormat, Loudness, Prompting};

/// The group as a command of its own, with the global flags that the top-level one adds.
fn tree() -> clap::Command {
    let tree = Profile::augment_subcommands(clap::Command::new("profile"));
    tree.mut_subcommands(|below| below.args(Globals::arguments()))
}

fn parsed(words: impl IntoIterator<Item = String>) -> Result<(Globals, Profile), clap::Error> {
    let matches = tree().try_get_matches_from(words)?;
    let (_, below) = matches.subcommand().unwrap();
    Ok((Globals::from_arg_matches(below)?, Profile::from_arg_matches(&matches)?))
}

struct Sandbox {
    folder: tempfile::TempDir,
    variables: Vec<(&'static str, &'static str)>,
    prompting: Prompting,
}

impl Sandbox {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { folder, variables: Vec::new(), prompting: Prompting::AssumeYes }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("config.toml")
    }

    fn text(&self) -> String {
        std::fs::read_to_string(self.file()).unwrap()
    }

    fn ui(&self) -> Ui {
        Ui::new(Color::Never, Loudness::Quiet, self.prompting, ErrorFormat::Text)
    }

    fn try_run(&self, line: &str) -> anyhow::Result<Value> {
        let words = shlex::split(line).unwrap();
        let (mut globals, profile) = parsed(std::iter::once("profile".to_owned()).chain(words))?;
        globals.config.get_or_insert(self.file());
        profile.run(&globals, &self.variables.iter().copied().collect(), &[], &self.ui())
    }

    fn run(&self, line: &str) -> Value {
        self.try_run(line).unwrap()
    }

    fn refused(&self, line: &str, kind: Kind) -> String {
        let before = std::fs::read(self.file()).ok();
        let report = Report::of(&self.try_run(line).unwrap_err());
        assert_eq!(report.kind(), kind, "{report:?}");
        assert_eq!(std::fs::read(self.file()).ok(), before, "the file is unchanged");
        report.text(str::to_owned).replace(&self.folder.path().display().to_string(), "DIR")
    }

    /// `profile add` with a key that was typed.
    fn add_with_key(&self, name: &str, key: &str, replace: bool) -> Result<()> {
        let name: ProfileName = name.parse().unwrap();
        let add = Add {
            name: name.clone(),
            key: KeyFlags::default(),
            protected: false,
            ca_bundle: None,
            make_default: false,
            replace,
        };
        let source = KeySource::File(files::kept_key_file(&self.file(), &name));
        let new = add::NewKey { source, stored: Some(SecretString::from(key)) };
        add.write(&Config::load(&self.file())?, crate::profile::Profile::default(), &new, &self.ui())
    }

    fn key_file(&self, name: &str) -> PathBuf {
        self.folder.path().join("keys").join(name)
    }
}

#[test]
fn the_first_profile_becomes_the_default_and_later_ones_do_not() {
    let sandbox = Sandbox::new();
    sandbox.run("add staging --project-id P2abc --key-command 'op read x'");
    sandbox.run("add prod --project-id P2xyz --key-env X --protected --rate 50% -o json --timeout 5 --base-url https://x.example/");
    insta::assert_snapshot!(sandbox.text(), @r#"
    default_profile = "staging"

    [profiles.staging]
    project_id = "P2abc"
    management_key = { command = "op read x" }

    [profiles.prod]
    project_id = "P2xyz"
    management_key = { env = "X" }
    base_url = "https://x.example"
    output = "json"
    timeout = 5
    protected = true
    rate = "50%"
    "#);
    sandbox.run("add other --project-id P2oth --key-env X --use");
    assert!(sandbox.text().starts_with("default_profile = \"other\"\n"));
}

#[cfg(unix)]
#[test]
fn a_typed_key_goes_to_a_private_file_of_its_own() {
    use std::os::unix::fs::PermissionsExt as _;
    let sandbox = Sandbox::new();
    sandbox.add_with_key("staging", "K2secretsecret", false).unwrap();
    insta::assert_snapshot!(sandbox.text(), @r#"
    default_profile = "staging"

    [profiles.staging]
    management_key = { file = "keys/staging" }
    "#);
    let file = sandbox.key_file("staging");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "K2secretsecret");
    for path in [file, sandbox.file()] {
        assert_eq!(std::fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    for line in ["list", "show", "explain"] {
        let shown = sandbox.run(line).to_string();
        assert!(shown.contains("keys/staging") && !shown.contains("secret"), "{shown}");
    }
}

#[test]
fn an_existing_profile_is_replaced_only_on_request() {
    let sandbox = Sandbox::new();
    sandbox.run("add staging --project-id P2abc --key-env X --rate 50%");
    insta::assert_snapshot!(sandbox.refused("add staging --project-id P2new --key-env X", Kind::Conflict), @r"
    error: profile `staging` exists already
      hint: add `--replace` to replace it, or choose another name
      hint: see it with `descopectl profile show staging`
    ");
    assert!(
        sandbox.refused("add Staging --project-id P2new --key-env X", Kind::Conflict).contains("letter case")
    );
    sandbox.run("add staging --project-id P2new --key-env X --replace");
    let shown = sandbox.run("show staging");
    assert_eq!((&shown["projectId"], &shown["rate"]), (&json!("P2new"), &Value::Null));
}

#[test]
fn replacing_does_not_unprotect_without_asking() {
    let mut sandbox = Sandbox::new();
    sandbox.run("add prod --project-id P2abc --key-env X --protected");
    sandbox.prompting = Prompting::Refuse;
    sandbox.refused("add prod --project-id P2abc --key-env Y --replace", Kind::Usage);
    sandbox.run("add prod --project-id P2abc --key-env Y --replace --protected");
}

#[test]
fn a_key_that_is_no_longer_used_is_deleted() {
    let sandbox = Sandbox::new();
    sandbox.add_with_key("staging", "K2old", false).unwrap();
    sandbox.add_with_key("staging", "K2new", true).unwrap();
    assert_eq!(std::fs::read_to_string(sandbox.key_file("staging")).unwrap(), "K2new");
    sandbox.run("add staging --project-id P2abc --key-env X --replace");
    assert!(!sandbox.key_file("staging").exists());
}

#[test]
fn a_key_file_of_someone_else_is_not_overwritten() {
    let sandbox = Sandbox::new();
    files::write_private(&sandbox.key_file("b"), "K2mine").unwrap();
    assert_eq!(sandbox.add_with_key("b", "K2new", false).unwrap_err().kind(), Kind::Conflict);
    std::fs::write(sandbox.file(), "[profiles.a]\nmanagement_key = { file = \"keys/b\" }\n").unwrap();
    assert_eq!(sandbox.add_with_key("b", "K2new", true).unwrap_err().kind(), Kind::Conflict);
    assert_eq!(std::fs::read_to_string(sandbox.key_file("b")).unwrap(), "K2mine");
}

#[test]
fn a_profile_needs_a_project_and_a_key() {
    let mut sandbox = Sandbox::new();
    sandbox.variables = vec![(crate::env::PROJECT_ID, "P2env")];
    sandbox.prompting = Prompting::Refuse;
    insta::assert_snapshot!(sandbox.refused("add a --key-env X", Kind::Usage), @r"
    error: no project ID given
      cause: a profile does not take it from the environment
      hint: add `--project-id P…`
    ");
    insta::assert_snapshot!(sandbox.refused("add a --project-id P2abc", Kind::Usage), @r"
    error: no management key given
      cause: `--no-input` forbids asking
      hint: give it with `--key-stdin`, `--key-command COMMAND`, `--key-env VARIABLE` or `--key-file FILE`
    ");
    sandbox.refused("add local --project-id P2abc --key-env X", Kind::Usage);
    sandbox.refused("add a --project-id X2abc --key-env X", Kind::Usage);
    sandbox.refused("add a --project-id P2abc --key-env ''", Kind::Usage);
    let gone = sandbox.folder.path().join("gone");
    let line = format!("add a --project-id P2abc --key-file {}", files::quoted(&gone));
    sandbox.refused(&line, Kind::Usage);
    sandbox.refused("add a --project-id P2abc --key-env X --base-url http://x.example", Kind::Usage);
    assert!(!sandbox.file().exists());
}

#[test]
fn there_is_one_source_for_a_key_and_no_flag_takes_the_key() {
    let sandbox = Sandbox::new();
    for line in [
        "add a --project-id P2abc --key-env X --key-command y",
        "add a --project-id P2abc --key-stdin --key-file y",
        "add a --project-id P2abc --key K2secret",
        "add a/b --project-id P2abc --key-env X",
    ] {
        assert!(sandbox.try_run(line).unwrap_err().is::<clap::Error>(), "{line}");
    }
}

#[test]
fn use_changes_the_default_and_accepts_local() {
    let sandbox = Sandbox::new();
    std::fs::write(sandbox.file(), "default_profile = \"gone\" # why\n[profiles.a]\n").unwrap();
    sandbox.run("use a");
    assert_eq!(sandbox.text(), "default_profile = \"a\" # why\n[profiles.a]\n");
    sandbox.run("use local");
    assert_eq!(sandbox.run("show")["name"], "local");
    insta::assert_snapshot!(sandbox.refused("use b", Kind::NotFound), @r"
    error: there is no profile `b`
      cause: `DIR/config.toml` does not have it
      hint: see `descopectl profile list`, or add it with `descopectl profile add NAME --project-id P…`
    ");
}

#[test]
fn remove_takes_the_default_and_the_stored_key_along() {
    let mut sandbox = Sandbox::new();
    sandbox.add_with_key("staging", "K2secret", false).unwrap();
    sandbox.run(
        "add prod --project-id P2abc --key-file keys/staging"
            .replace("keys", &sandbox.key_file("").display().to_string())
            .as_str(),
    );
    sandbox.run("remove staging");
    assert!(sandbox.key_file("staging").exists(), "the other profile uses it");
    assert_eq!(Config::load(&sandbox.file()).unwrap().default_profile, None);
    sandbox.add_with_key("third", "K2secret", false).unwrap();
    sandbox.prompting = Prompting::Refuse;
    insta::assert_snapshot!(sandbox.refused("rm third", Kind::Usage), @r"
    error: not confirmed: Remove profile `third` and its stored key?
      cause: `--no-input` forbids asking
      hint: add `--yes` to go ahead without being asked
    ");
    sandbox.prompting = Prompting::AssumeYes;
    sandbox.run("rm third");
    assert!(!sandbox.key_file("third").exists());
    sandbox.refused("remove local", Kind::Usage);
    sandbox.refused("remove third", Kind::NotFound);
}

#[test]
fn list_marks_the_default_and_includes_local() {
    let sandbox = Sandbox::new();
    sandbox.run("add staging --project-id P2abc --key-command 'op read x'");
    insta::assert_json_snapshot!(sandbox.run("ls"), @r#"
    {
      "schema": "profile-list.v1",
      "profiles": [
        {
          "name": "staging",
          "default": true,
          "builtIn": false,
          "projectId": "P2abc",
          "baseUrl": "https://api.descope.com",
          "managementKey": {
            "source": "command",
            "command": "op read x"
          },
          "output": null,
          "timeoutSeconds": null,
          "protected": false,
          "rate": null,
          "caBundle": null
        },
        {
          "name": "local",
          "default": false,
          "builtIn": true,
          "projectId": null,
          "baseUrl": null,
          "managementKey": null,
          "output": null,
          "timeoutSeconds": null,
          "protected": false,
          "rate": null,
          "caBundle": null
        }
      ]
    }
    "#);
}

#[test]
fn an_empty_list_has_local() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.run("list")["profiles"][0]["name"], "local");
}

#[test]
fn show_needs_a_name_or_a_choice() {
    let mut sandbox = Sandbox::new();
    sandbox.refused("show", Kind::Usage);
    sandbox.refused("show nope", Kind::NotFound);
    sandbox.variables = vec![(crate::env::PROFILE, "local")];
    assert_eq!(sandbox.run("show")["schema"], "profile.v1");
}

#[test]
fn explain_works_where_requests_would_not() {
    let sandbox = Sandbox::new();
    std::fs::write(sandbox.file(), "default_profile = \"gone\"\n").unwrap();
    let shown = sandbox.run("explain");
    assert_eq!(shown["problem"]["message"], "there is no profile `gone`");
    assert_eq!(shown["problem"]["exitCode"], 2);
    sandbox.run("add gone --project-id P2abc --key-env X");
    let shown = sandbox.run("explain");
    assert_eq!(shown["problem"], Value::Null);
    assert_eq!(shown["settings"][2]["value"], "P2abc");
}

#[test]
fn every_column_is_a_field_of_its_document() {
    let sandbox = Sandbox::new();
    sandbox.run("add staging --project-id P2abc --key-env X");
    for line in ["list", "show", "explain"] {
        let view = parsed(["profile", line].map(str::to_owned)).unwrap().1.view();
        let document = sandbox.run(line);
        let rows = document.pointer(view.pointer).unwrap();
        let row = rows.get(0).unwrap_or(rows);
        for column in view.columns {
            let pointer = format!("/{}", column.path.replace('.', "/"));
            assert!(row.pointer(&pointer).is_some(), "{line}: {}", column.path);
        }
    }
}

#[test]
fn the_help_follows_the_rules() {
    let tree = tree();
    tree.clone().debug_assert();
    for command in tree.get_subcommands() {
        let about = command.get_about().unwrap().to_string();
        assert!(about.len() <= 72 && !about.ends_with('.'), "{about}");
        let examples = command.get_after_help().unwrap().to_string();
        for line in examples.lines().skip(1) {
            let words = shlex::split(line.split('<').next().unwrap()).unwrap();
            assert_eq!(words[..2], ["descopectl", "profile"]);
            parsed(words[1..].iter().cloned()).unwrap();
        }
    }
}
