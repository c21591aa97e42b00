use secrecy::ExposeSecret as _;

use super::*;
use crate::env;
use crate::error::{Kind, Report};
use crate::profile::Rate;

const CONFIG: &str = r#"
default_profile = "staging"

[profiles.staging]
project_id = "P2staging"
management_key = { command = "echo K2staging" }
output = "csv"
timeout = 7

[profiles.prod]
project_id = "P2prod"
management_key = { env = "PROD_KEY" }
base_url = "https://prod.example.com"
protected = true
rate = "50%"
ca_bundle = "/ca.pem"

[profiles.plain]
project_id = "P2plain"
management_key = "K2plainsecret"

[profiles.empty]
"#;

/// A configuration file, variables and flags, without the process's own.
struct Case {
    folder: tempfile::TempDir,
    variables: Vec<(&'static str, String)>,
    globals: Globals,
}

impl Case {
    fn new(config: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        files::write_private(&folder.path().join("config.toml"), config).unwrap();
        let file = folder.path().join("config.toml").display().to_string();
        Self { folder, variables: vec![("DESCOPECTL_CONFIG", file)], globals: Globals::default() }
    }

    fn without_file() -> Self {
        let case = Self::new("");
        std::fs::remove_file(case.folder.path().join("config.toml")).unwrap();
        case
    }

    fn set(mut self, name: &'static str, value: &str) -> Self {
        self.variables.push((name, value.to_owned()));
        self
    }

    fn flag(mut self, change: impl FnOnce(&mut Globals)) -> Self {
        change(&mut self.globals);
        self
    }

    fn profile(self, name: &str) -> Self {
        self.flag(|flags| flags.profile = Some(name.to_owned()))
    }

    fn try_resolve(&self) -> Result<Settings> {
        Settings::resolve(&self.globals, &self.variables.iter().cloned().collect())
    }

    fn resolve(&self) -> Settings {
        self.try_resolve().unwrap()
    }

    /// The text with the folder's path replaced.
    fn redacted(&self, text: &str) -> String {
        text.replace(&self.folder.path().display().to_string(), "DIR")
    }

    fn refusal(&self) -> String {
        let error = match self.try_resolve() {
            Ok(settings) => settings.target().unwrap_err(),
            Err(error) => error,
        };
        self.redacted(&Report::of(&error.into()).text(str::to_owned))
    }

    fn warnings(&self) -> String {
        self.redacted(&self.resolve().warnings.join("\n"))
    }
}

fn remote(settings: &Settings) -> (String, String, String) {
    let Target::Remote { project_id, base_url, key } = settings.target().unwrap() else { panic!("local") };
    let shown = |value: &dyn fmt::Display, origin: &Origin| {
        let origin = match origin {
            Origin::Profile { name, .. } => format!("profile {name}"),
            other => other.to_string(),
        };
        format!("{value} ({origin})")
    };
    (
        shown(&project_id.value, &project_id.origin),
        shown(&base_url.value, &base_url.origin),
        shown(&key.value, &key.origin),
    )
}

#[test]
fn flag_beats_environment_beats_profile_beats_default() {
    // Each bit is one place that says it; the winner is the first in the order of precedence.
    for bits in 0..8_u8 {
        let (flag, variable, profile) = (bits & 1 != 0, bits & 2 != 0, bits & 4 != 0);
        let mut case = Case::new(CONFIG).profile(if profile { "staging" } else { "empty" });
        if flag {
            case = case.flag(|flags| {
                flags.output = Some(Format::Json);
                flags.timeout = "1".parse().ok();
                flags.project_id = Some("P2flag".to_owned());
            });
        }
        if variable {
            case =
                case.set(env::OUTPUT, "yaml").set(env::PROJECT_ID, "P2env").set(env::MANAGEMENT_KEY, "K2env");
        }
        let settings = case.resolve();
        let output = settings.output.as_ref().map(|it| (it.value.name(), it.origin.to_string()));
        let place = |profile: &str| case.redacted(profile);
        let output = output.map(|(value, origin)| format!("{value} {}", place(&origin)));
        let expected = match (flag, variable, profile) {
            (true, _, _) => Some("json --output"),
            (_, true, _) => Some("yaml DESCOPECTL_OUTPUT"),
            (_, _, true) => Some("csv profile `staging` in DIR/config.toml"),
            _ => None,
        };
        assert_eq!(output.as_deref(), expected);
        let seconds = settings.timeout.value.as_secs();
        assert_eq!(
            seconds,
            if flag {
                1
            } else if profile {
                7
            } else {
                60
            }
        );
        if variable || profile {
            let (project_id, _, _) = remote(&settings);
            let expected = match (flag, variable) {
                (true, _) => "P2flag (--project-id)",
                (_, true) => "P2env (DESCOPE_PROJECT_ID)",
                _ => "P2staging (profile staging)",
            };
            assert_eq!(project_id, expected);
        } else {
            assert!(settings.target().is_err());
        }
    }
}

#[test]
fn the_profile_is_chosen_by_flag_then_environment_then_default() {
    let chosen = |case: Case| {
        let settings = case.resolve();
        settings.profile.map(|it| format!("{} {}", it.value, case.redacted(&it.origin.to_string())))
    };
    let case = || Case::new(CONFIG);
    assert_eq!(chosen(case()).unwrap(), "staging DIR/config.toml");
    assert_eq!(chosen(case().set(env::PROFILE, "empty")).unwrap(), "empty DESCOPECTL_PROFILE");
    assert_eq!(chosen(case().set(env::PROFILE, "empty").profile("prod")).unwrap(), "prod --profile");
    assert_eq!(chosen(case().set(env::PROFILE, "")).unwrap(), "staging DIR/config.toml");
    assert_eq!(chosen(Case::new("[profiles.a]\n")), None);
}

#[test]
fn the_config_flag_beats_the_variable() {
    let other = Case::new("[profiles.other]\nproject_id = \"P2other\"\n");
    let file = other.folder.path().join("config.toml");
    let case = Case::new(CONFIG).flag(|flags| flags.config = Some(file.clone())).profile("other");
    assert_eq!(case.resolve().config_file, file);
}

#[test]
fn nothing_set_is_an_error_only_when_a_request_is_made() {
    let case = Case::without_file();
    let error = case.resolve().target().unwrap_err();
    assert_eq!(error.kind(), Kind::Usage);
    insta::assert_snapshot!(case.refusal(), @r"
    error: no project and no management key given
      cause: no profile is chosen
      hint: add a profile: `descopectl profile add NAME --project-id P…`
      hint: or set `DESCOPE_PROJECT_ID` and `DESCOPE_MANAGEMENT_KEY`
      hint: or try it without an account: `--profile local`
    ");
    insta::assert_snapshot!(Case::new(CONFIG).profile("empty").refusal(), @r"
    error: no project and no management key given
      cause: profile `empty` in `DIR/config.toml` does not say it
      hint: complete the profile: `descopectl profile add empty --replace --project-id P…`
      hint: or set `DESCOPE_PROJECT_ID` and `DESCOPE_MANAGEMENT_KEY`
      hint: or try it without an account: `--profile local`
    ");
    insta::assert_snapshot!(Case::new(&CONFIG.replace("default_profile", "#")).refusal(), @r"
    error: no project and no management key given
      cause: no profile is chosen
      hint: choose a profile with `--profile NAME`: `empty`, `plain`, `prod`, `staging`
      hint: or set `DESCOPE_PROJECT_ID` and `DESCOPE_MANAGEMENT_KEY`
      hint: or try it without an account: `--profile local`
    ");
    insta::assert_snapshot!(Case::without_file().set(env::PROJECT_ID, "P2env").refusal(), @r"
    error: no management key given
      cause: no profile is chosen
      hint: add a profile: `descopectl profile add NAME --project-id P…`
      hint: or set `DESCOPE_MANAGEMENT_KEY`
      hint: or try it without an account: `--profile local`
    ");
    insta::assert_snapshot!(Case::without_file().set(env::MANAGEMENT_KEY, "K2env").refusal(), @r"
    error: no project given
      cause: no profile is chosen
      hint: add a profile: `descopectl profile add NAME --project-id P…`
      hint: or set `DESCOPE_PROJECT_ID`
      hint: or try it without an account: `--profile local`
    ");
}

#[test]
fn the_environment_alone_is_enough() {
    let case = Case::without_file()
        .set(env::PROJECT_ID, &format!("Peuc1{}", "a".repeat(27)))
        .set(env::MANAGEMENT_KEY, "K2env");
    let settings = case.resolve();
    let (_, base_url, key) = remote(&settings);
    assert_eq!(base_url, "https://api.euc1.descope.com (region of the project ID)");
    assert_eq!(key, "environment variable `DESCOPE_MANAGEMENT_KEY` (DESCOPE_MANAGEMENT_KEY)");
    let Target::Remote { key, .. } = settings.target().unwrap() else { panic!() };
    assert_eq!(key.value.resolve().unwrap().expose_secret(), "K2env");
    assert!(settings.warnings.is_empty(), "{:?}", settings.warnings);
    assert!(settings.profile.is_none() && !settings.protected);
}

#[test]
fn a_profile_alone_is_enough_and_silent() {
    let settings = Case::new(CONFIG).resolve();
    assert_eq!(
        remote(&settings),
        (
            "P2staging (profile staging)".to_owned(),
            "https://api.descope.com (default)".to_owned(),
            "command `echo K2staging` (profile staging)".to_owned()
        )
    );
    assert!(settings.warnings.is_empty(), "{:?}", settings.warnings);
}

#[test]
fn a_variable_named_by_a_profile_is_read_from_the_snapshot() {
    let case = Case::new(CONFIG).profile("prod").set("PROD_KEY", "K2prod");
    let settings = case.resolve();
    let Target::Remote { key, .. } = settings.target().unwrap() else { panic!() };
    assert_eq!(key.value.resolve().unwrap().expose_secret(), "K2prod");
    assert!(settings.protected);
    assert_eq!(settings.rate.unwrap().value, Rate::Percent(50));
    assert_eq!(settings.ca_bundle.unwrap().value, PathBuf::from("/ca.pem"));
}

#[test]
fn the_base_url_has_an_alias_of_lower_precedence() {
    let url = |case: Case| remote(&case.resolve()).1;
    let case = || Case::new(CONFIG).profile("prod");
    assert_eq!(url(case()), "https://prod.example.com (profile prod)");
    assert_eq!(url(case().set(env::BASE_URI, "https://i.example")), "https://i.example (DESCOPE_BASE_URI)");
    let both = || case().set(env::BASE_URI, "https://i.example").set(env::BASE_URL, "https://l.example/");
    assert_eq!(url(both()), "https://l.example (DESCOPE_BASE_URL)");
    assert!(both().warnings().contains("`DESCOPE_BASE_URI` is ignored"));
    let same = case().set(env::BASE_URI, "https://l.example").set(env::BASE_URL, "https://l.example/");
    assert!(!same.warnings().contains("ignored"));
    let flagged = both().flag(|flags| flags.base_url = Some("http://127.0.0.1:8788/".to_owned()));
    assert_eq!(url(flagged), "http://127.0.0.1:8788 (--base-url)");
}

#[test]
fn an_invalid_value_names_where_it_came_from() {
    let case = Case::new(CONFIG).set(env::OUTPUT, "xml");
    insta::assert_snapshot!(case.refusal(), @r"
    error: the value of `DESCOPECTL_OUTPUT` is not valid
      cause: `xml` is not an output format
      hint: use one of `table`, `json`, `jsonl`, `yaml`, `csv`, `ids`
    ");
    let case = Case::new(CONFIG).flag(|flags| flags.base_url = Some("http://example.com".to_owned()));
    insta::assert_snapshot!(case.refusal(), @r"
    error: the value of `--base-url` is not valid
      cause: the base URL `http://example.com/` is not encrypted
      cause: the management key would be sent in plain text; `http://` is only for this machine
      hint: write `https://example.com`
    ");
    for case in [
        Case::new(CONFIG).set(env::PROJECT_ID, "X2abc"),
        Case::new(CONFIG).set(env::BASE_URL, "http://10.0.0.1"),
        Case::new(CONFIG).set(env::PROFILE, "a/b"),
        Case::new(CONFIG).flag(|flags| flags.timeout = "0".parse().ok()),
        Case::new(CONFIG).flag(|flags| flags.project_id = Some(String::new())),
        Case::new(CONFIG).profile(""),
    ] {
        assert_eq!(case.try_resolve().unwrap_err().kind(), Kind::Usage);
    }
}

#[test]
fn an_unknown_profile_is_an_error_but_an_unknown_default_only_for_requests() {
    assert_eq!(Case::new(CONFIG).profile("stagin").try_resolve().unwrap_err().kind(), Kind::Usage);
    let case = Case::new("default_profile = \"gone\"\n");
    insta::assert_snapshot!(case.refusal(), @r"
    error: there is no profile `gone`
      cause: `default_profile` in `DIR/config.toml` names it
      hint: choose another default with `descopectl profile use NAME`
    ");
    let case = case.set(env::PROJECT_ID, "P2env").set(env::MANAGEMENT_KEY, "K2env");
    assert!(case.resolve().target().is_err(), "its protection is not known");
}

#[test]
fn a_config_file_named_by_flag_must_exist_for_requests() {
    let case = Case::without_file();
    let gone = case.folder.path().join("gone.toml");
    let case = case
        .flag(|flags| flags.config = Some(gone))
        .set(env::PROJECT_ID, "P2env")
        .set(env::MANAGEMENT_KEY, "K2env");
    insta::assert_snapshot!(case.refusal(), @r"
    error: there is no configuration `DIR/gone.toml`
      hint: check the name, or make the file with `descopectl profile add NAME --project-id P…`
    ");
}

#[test]
fn local_is_the_emulator_and_ignores_the_environment() {
    for case in [
        Case::without_file().profile("local"),
        Case::without_file().set(env::PROFILE, "local"),
        Case::new("default_profile = \"local\"\n"),
    ] {
        let settings = case.resolve();
        assert!(matches!(settings.target().unwrap(), Target::Local));
        assert!(settings.warnings.is_empty());
    }
    let case = Case::new(CONFIG)
        .profile("local")
        .set(env::PROJECT_ID, "not a project")
        .set(env::MANAGEMENT_KEY, "x");
    insta::assert_snapshot!(case.warnings(), @"`DESCOPE_PROJECT_ID`, `DESCOPE_MANAGEMENT_KEY` are ignored by profile `local`");
}

#[test]
fn local_has_no_project_and_no_address() {
    let case = Case::new(CONFIG).profile("local").flag(|flags| flags.project_id = Some("P2abc".to_owned()));
    insta::assert_snapshot!(case.refusal(), @r"
    error: `--project-id` does not go with the profile `local`
      cause: `local` is the emulator inside descopectl and has no address
      hint: leave out `--project-id`, or choose another profile with `--profile NAME`
    ");
    let case = Case::new(CONFIG).profile("local").flag(|flags| flags.base_url = Some("https://x".to_owned()));
    assert!(case.refusal().contains("`--base-url`"));
}

#[test]
fn environment_and_profile_that_disagree_are_named() {
    let case = Case::new(CONFIG).set(env::PROJECT_ID, "P2env").set(env::MANAGEMENT_KEY, "K2env");
    insta::assert_snapshot!(case.warnings(), @r"
    environment and profile disagree on the project: `DESCOPE_PROJECT_ID` says `P2env` and is used, profile `staging` says `P2staging`
    `DESCOPE_MANAGEMENT_KEY` is used instead of the key of profile `staging`
    ");
    assert_eq!(remote(&case.resolve()).0, "P2env (DESCOPE_PROJECT_ID)");
    let same = Case::new(CONFIG).set(env::PROJECT_ID, "P2staging");
    assert_eq!(same.warnings(), "");
}

#[test]
fn the_key_of_one_project_is_not_used_for_another_by_accident() {
    let case = Case::new(CONFIG).set(env::PROJECT_ID, "P2env");
    insta::assert_snapshot!(case.refusal(), @r"
    error: the project is `P2env` from `DESCOPE_PROJECT_ID`, but the key is the one of profile `staging`
      cause: profile `staging` is for project `P2staging`
      hint: unset `DESCOPE_PROJECT_ID` to use the profile
      hint: or set `DESCOPE_MANAGEMENT_KEY` as well to use the environment
      hint: or say `--project-id P2env` if the key is meant for both
    ");
    let said = case.flag(|flags| flags.project_id = Some("P2env".to_owned()));
    assert!(said.resolve().target().is_ok());
    insta::assert_snapshot!(said.warnings(), @"the key of profile `staging` was set for project `P2staging` and is used for `P2env` from `--project-id`");
}

#[test]
fn a_key_that_would_go_to_another_host_is_named() {
    let case = Case::new(CONFIG).flag(|flags| flags.base_url = Some("https://evil.example".to_owned()));
    insta::assert_snapshot!(case.warnings(), @"the key of profile `staging` was set for `https://api.descope.com` and will be sent to `https://evil.example` from `--base-url`");
    let case = Case::new(CONFIG).profile("prod").set(env::BASE_URL, "https://evil.example");
    assert!(case.warnings().contains("was set for `https://prod.example.com` and will be sent to"));
    let same = Case::new(CONFIG).flag(|flags| flags.base_url = Some("https://api.descope.com/".to_owned()));
    assert_eq!(same.warnings(), "");
}

#[test]
fn a_protected_project_is_protected_however_it_is_named() {
    assert!(!Case::new(CONFIG).resolve().protected);
    let case = Case::new(CONFIG).set(env::PROJECT_ID, "P2prod").set(env::MANAGEMENT_KEY, "K2env");
    assert!(case.resolve().protected);
    assert!(case.warnings().contains("project `P2prod` is protected by profile `prod`"));
    assert!(!Case::new(CONFIG).profile("local").resolve().protected);
}

#[test]
fn a_plain_key_works_but_warns() {
    let case = Case::new(CONFIG).profile("plain");
    let settings = case.resolve();
    let Target::Remote { key, .. } = settings.target().unwrap() else { panic!() };
    assert_eq!(key.value.resolve().unwrap().expose_secret(), "K2plainsecret");
    assert!(case.warnings().contains("is in plain text in `DIR/config.toml`"));
}

#[cfg(unix)]
#[test]
fn a_plain_key_in_a_file_that_others_can_read_warns_with_the_fix() {
    use std::os::unix::fs::PermissionsExt as _;
    let warnings = |config: &str, mode: u32| {
        let case = Case::new(config);
        let file = case.folder.path().join("config.toml");
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).unwrap();
        case.warnings()
    };
    assert!(warnings(CONFIG, 0o644).contains("fix it with `chmod 600 DIR/config.toml`"));
    assert_eq!(warnings(CONFIG, 0o600), "");
    assert_eq!(warnings(&CONFIG.replace("\"K2plainsecret\"", "{ env = \"X\" }"), 0o644), "");
}

#[test]
fn explain_shows_every_value_with_its_origin() {
    let case = Case::new(CONFIG).profile("prod").set(env::OUTPUT, "json");
    let lines: Vec<String> = case
        .resolve()
        .explain()
        .into_iter()
        .map(|it| {
            format!("{}: {} ({})", it.name, it.value.unwrap_or_default(), it.source.unwrap_or_default())
        })
        .collect();
    insta::assert_snapshot!(case.redacted(&lines.join("\n")), @r"
    config: DIR/config.toml (DESCOPECTL_CONFIG)
    profile: prod (--profile)
    project_id: P2prod (profile `prod` in DIR/config.toml)
    base_url: https://prod.example.com (profile `prod` in DIR/config.toml)
    management_key: environment variable `PROD_KEY` (profile `prod` in DIR/config.toml)
    output: json (DESCOPECTL_OUTPUT)
    timeout: 1m (default)
    protected: true (profile `prod` in DIR/config.toml)
    rate: 50% (profile `prod` in DIR/config.toml)
    max_wait: 1m30s, in batches 15m (default)
    ca_bundle: /ca.pem (profile `prod` in DIR/config.toml)
    ");
}

#[test]
fn no_key_is_ever_shown() {
    for case in [
        Case::new(CONFIG).profile("plain"),
        Case::new(CONFIG).set(env::MANAGEMENT_KEY, "K2plainsecret"),
        Case::new(CONFIG).profile("prod").set("PROD_KEY", "oddK2plainsecret"),
    ] {
        let settings = case.resolve();
        let shown = format!("{settings:?} {:?} {:?}", settings.explain(), settings.target());
        assert!(!shown.contains("plainsecret"), "{shown}");
    }
}
