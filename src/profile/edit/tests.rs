use proptest::prelude::*;

use super::*;
use crate::profile::Config;

const HAND_WRITTEN: &str = r#"# Ask Bob before changing this.

# What we use day by day.
default_profile = "staging" # never prod

# The staging project.
[profiles.staging]
project_id = "P2abc"   # from the console
# Touch the key when asked.
management_key = { command = "op read x" }

# Production: careful.
[profiles.prod]
project_id = "P2xyz"
protected = true

[profiles.prod.management_key] # a table of its own
env = "X"

# The end.
"#;

fn edited(text: &str, change: impl FnOnce(&mut Edit)) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("config.toml");
    std::fs::write(&file, text).unwrap();
    let mut edit = Edit::open(&file).unwrap();
    change(&mut edit);
    edit.save().unwrap();
    std::fs::read_to_string(file).unwrap()
}

fn name(text: &str) -> ProfileName {
    text.parse().unwrap()
}

fn profile() -> Profile {
    Profile {
        project_id: Some("P2new".parse().unwrap()),
        management_key: Some(KeySource::Command("pass \"x\"".to_owned())),
        base_url: Some("https://example.com".parse().unwrap()),
        output: Some(crate::output::Format::Json),
        timeout: Some(Duration::from_secs(5)),
        protected: true,
        rate: Some("50%".parse().unwrap()),
        ca_bundle: Some("/ca.pem".into()),
    }
}

#[test]
fn adding_to_nothing_writes_a_plain_file() {
    let text = edited("", |edit| {
        edit.put(&name("new"), &profile()).unwrap();
        edit.set_default(&name("new")).unwrap();
    });
    insta::assert_snapshot!(text, @r#"
    default_profile = "new"

    [profiles.new]
    project_id = "P2new"
    management_key = { command = 'pass "x"' }
    base_url = "https://example.com"
    output = "json"
    timeout = 5
    protected = true
    rate = "50%"
    ca_bundle = "/ca.pem"
    "#);
}

#[test]
fn adding_keeps_every_line_and_its_order() {
    let text = edited(HAND_WRITTEN, |edit| {
        edit.put(&name("a.b"), &Profile::default()).unwrap();
        edit.set_default(&name("a.b")).unwrap();
    });
    let expected = HAND_WRITTEN.replace("default_profile = \"staging\"", "default_profile = \"a.b\"");
    assert_eq!(text, expected + "\n[profiles.\"a.b\"]\n");
}

#[test]
fn removing_takes_only_the_profile_and_its_own_comment() {
    insta::assert_snapshot!(edited(HAND_WRITTEN, |edit| edit.remove(&name("prod")).unwrap()), @r#"
    # Ask Bob before changing this.

    # What we use day by day.
    default_profile = "staging" # never prod

    # The staging project.
    [profiles.staging]
    project_id = "P2abc"   # from the console
    # Touch the key when asked.
    management_key = { command = "op read x" }

    # The end.
    "#);
}

#[test]
fn the_comment_of_the_file_survives_the_first_profile() {
    let text = "# About this file.\n\n# About a.\n[profiles.a]\n\n# About b.\n[profiles.b]\n";
    let without_a = edited(text, |edit| edit.remove(&name("a")).unwrap());
    assert_eq!(without_a, "# About this file.\n\n# About b.\n[profiles.b]\n");
    let empty = edited(&without_a, |edit| edit.remove(&name("b")).unwrap());
    assert_eq!(empty, "# About this file.\n\n");
    let again = edited(&empty, |edit| edit.put(&name("c"), &Profile::default()).unwrap());
    assert!(again.starts_with("# About this file.\n\n") && again.ends_with("\n[profiles.c]\n"), "{again}");
}

#[test]
fn the_default_goes_below_the_comment_of_the_file_and_away_again() {
    for (text, expected) in [
        ("", "D"),
        ("# Only this.\n", "# Only this.\nD"),
        ("# No line break.", "# No line break.\nD"),
        ("[profiles.a]\n", "D\n[profiles.a]\n"),
        ("# About a.\n[profiles.a]\n", "D\n# About a.\n[profiles.a]\n"),
        ("# File.\n\n# About a.\n[profiles.a]\n", "# File.\n\nD\n# About a.\n[profiles.a]\n"),
    ] {
        let set = edited(text, |edit| edit.set_default(&name("local")).unwrap());
        assert_eq!(set, expected.replace('D', "default_profile = \"local\"\n"));
        let unset = edited(&set, |edit| edit.unset_default().unwrap());
        assert_eq!(unset.trim_end(), text.trim_end());
    }
}

#[test]
fn unsetting_the_default_keeps_the_comments_above_it() {
    let text = edited(HAND_WRITTEN, |edit| edit.unset_default().unwrap());
    assert_eq!(text, HAND_WRITTEN.replace("default_profile = \"staging\" # never prod\n", ""));
}

#[test]
fn replacing_keeps_comments_and_drops_settings_that_are_not_given() {
    let text = edited(HAND_WRITTEN, |edit| {
        let new = Profile { project_id: Some("P2new".parse().unwrap()), ..Profile::default() };
        edit.put(&name("prod"), &new).unwrap();
        let new = Profile { project_id: Some("P2two".parse().unwrap()), ..profile() };
        edit.put(&name("staging"), &new).unwrap();
    });
    insta::assert_snapshot!(text, @r#"
    # Ask Bob before changing this.

    # What we use day by day.
    default_profile = "staging" # never prod

    # The staging project.
    [profiles.staging]
    project_id = "P2two"   # from the console
    # Touch the key when asked.
    management_key = { command = 'pass "x"' }
    base_url = "https://example.com"
    output = "json"
    timeout = 5
    protected = true
    rate = "50%"
    ca_bundle = "/ca.pem"

    # Production: careful.
    [profiles.prod]
    project_id = "P2new"

    # The end.
    "#);
}

#[test]
fn other_ways_to_write_profiles_can_be_changed_too() {
    for text in [
        "profiles = { a = { project_id = \"P2abc\" } }\n",
        "profiles.a.project_id = \"P2abc\"\n",
        "[profiles]\na = { project_id = \"P2abc\" }\n",
        "[profiles]\na.project_id = \"P2abc\"\n",
    ] {
        let text = edited(text, |edit| {
            edit.put(&name("b"), &profile()).unwrap();
            edit.put(&name("a"), &profile()).unwrap();
            edit.set_default(&name("b")).unwrap();
        });
        let config = decode::decode(&text, Path::new("x")).unwrap();
        assert_eq!(config.profiles.len(), 2, "{text}");
        let text = edited(&text, |edit| {
            edit.remove(&name("a")).unwrap();
            edit.unset_default().unwrap();
        });
        let config = decode::decode(&text, Path::new("x")).unwrap();
        assert_eq!(config.profiles.into_keys().collect::<Vec<_>>(), [name("b")]);
        assert_eq!(config.default_profile, None);
    }
}

#[test]
fn what_someone_else_wrote_in_the_meantime_is_not_lost() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("config.toml");
    let mut edit = Edit::open(&file).unwrap();
    std::fs::write(&file, "# mine\n").unwrap();
    edit.put(&name("a"), &profile()).unwrap();
    assert!(edit.save().is_err());
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "# mine\n");
}

#[test]
fn an_invalid_file_is_not_opened_for_changes() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("config.toml");
    std::fs::write(&file, "[profiles.a]\nmanagement_key = K2secret\n").unwrap();
    let error = Edit::open(&file).err().unwrap();
    assert!(!format!("{error:?}").contains("K2secret"), "{error:?}");
}

#[derive(Debug, Clone)]
enum Change {
    Put(usize),
    Remove(usize),
    Default(usize),
    NoDefault,
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let change = prop_oneof![
        (0..4_usize).prop_map(Change::Put),
        (0..4_usize).prop_map(Change::Remove),
        (0..4_usize).prop_map(Change::Default),
        Just(Change::NoDefault),
    ];
    proptest::collection::vec(change, 0..8)
}

/// A file with comments wherever they can stand alone.
fn commented_file() -> impl Strategy<Value = String> {
    let block = (any::<bool>(), any::<bool>(), any::<bool>());
    (any::<bool>(), proptest::collection::vec(block, 0..4), any::<bool>()).prop_map(|(top, blocks, end)| {
        let mut text = if top { "# keep: top\n\n".to_owned() } else { String::new() };
        for (index, (loose, attached, inside)) in blocks.into_iter().enumerate() {
            text += &if loose { format!("# keep: before {index}\n\n") } else { String::new() };
            text += if attached { "# own\n" } else { "" };
            text += &format!("[profiles.p{index}]\nproject_id = \"P{index}\"\n");
            text += if inside { "# own\nprotected = true\n\n" } else { "\n" };
        }
        text + if end { "# keep: end\n" } else { "" }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_change_loses_a_comment_of_the_file_or_another_profile(text in commented_file(), changes in changes()) {
        let mut expected = decode::decode(&text, Path::new("x")).unwrap();
        let after = edited(&text, |edit| for change in &changes {
            match change {
                Change::Put(index) => {
                    let name = name(&format!("p{index}"));
                    edit.put(&name, &profile()).unwrap();
                    expected.profiles.insert(name, profile());
                }
                Change::Remove(index) => {
                    let name = name(&format!("p{index}"));
                    edit.remove(&name).unwrap();
                    expected.profiles.remove(&name);
                }
                Change::Default(index) => {
                    let name = name(&format!("p{index}"));
                    edit.set_default(&name).unwrap();
                    expected.default_profile = Some(name);
                }
                Change::NoDefault => {
                    edit.unset_default().unwrap();
                    expected.default_profile = None;
                }
            }
        });
        let kept = |text: &str| {
            let mut lines: Vec<String> =
                text.lines().filter(|line| line.starts_with("# keep")).map(str::to_owned).collect();
            lines.sort();
            lines
        };
        prop_assert_eq!(kept(&text), kept(&after), "{}", after);
        let read = decode::decode(&after, Path::new("x")).unwrap();
        let summary = |config: &Config| format!("{:?} {:?}", config.default_profile, config.profiles);
        prop_assert_eq!(summary(&expected), summary(&read), "{}", after);
    }
}
