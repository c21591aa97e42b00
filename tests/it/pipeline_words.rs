//! Files of the pipeline that are read on hosted runners, by package managers or at a release only. Nothing here can
//! run all of them, so a misspelt word in one would be found by the first user. Their words stand in a list, file by
//! file, so that a new word is seen and weighed; and what can be compared with something else is compared.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::Path,
};

use regex::Regex;
use serde_json::Value;

use crate::pipeline::{read, root, yaml};

const LIST: &str = "tests/it/pipeline-words.txt";

/// Files, and folders with all files in them.
const FILES: &[&str] = &[
    ".ci",
    ".gitattributes",
    ".github",
    "action.yml",
    "deny.toml",
    "docs/book.toml",
    "docs/install.md",
    "docs/links.js",
    "examples/ci",
    "fuzz/Cargo.toml",
    "packaging",
    "templates",
    "tests/foreign.sh",
    "tests/pipeline/run",
    "tests/schemathesis/run",
    "tests/sdk/run",
];

fn files() -> Vec<String> {
    let mut open: Vec<String> = FILES.iter().map(|name| (*name).to_owned()).collect();
    let mut files = Vec::new();
    while let Some(name) = open.pop() {
        let path = root().join(&name);
        if path.is_dir() {
            open.extend(
                fs::read_dir(path)
                    .unwrap()
                    .map(|entry| format!("{name}/{}", entry.unwrap().file_name().to_str().unwrap())),
            );
        } else {
            files.push(name);
        }
    }
    files.sort();
    files
}

/// The words and numbers of a text, but for the version of the package.
fn words(text: &str) -> BTreeSet<String> {
    let word = Regex::new(r"[A-Za-z_]\w*|\d\w*(?:\.\d\w*)*").unwrap();
    let text = text.replace(env!("CARGO_PKG_VERSION"), "");
    word.find_iter(&text).map(|word| word.as_str().to_owned()).collect()
}

/// What Cargo.toml says to those who make and find packages.
fn metadata() -> String {
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let mut package = manifest["package"].as_table().unwrap().clone();
    package.remove("version");
    toml::to_string(&package).unwrap()
}

/// A file a paragraph: its name, and its words in lines of limited width.
fn list() -> String {
    const WIDTH: usize = 110;
    let mut texts: Vec<(String, String)> =
        files().into_iter().map(|file| (file.clone(), read(&file))).collect();
    texts.push(("Cargo.toml".to_owned(), metadata()));
    texts.sort();
    let mut list = String::new();
    for (file, text) in texts {
        let _ = write!(list, "# {file}");
        let mut width = WIDTH;
        for word in words(&text) {
            if width + 1 + word.len() > WIDTH {
                list.push('\n');
                width = 0;
            } else {
                list.push(' ');
                width += 1;
            }
            list.push_str(&word);
            width += word.len();
        }
        list.push_str("\n\n");
    }
    list
}

#[test]
fn every_word_of_the_pipeline_is_in_the_list() {
    let list = list();
    let path = root().join(LIST);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &list).unwrap();
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    let new: Vec<String> = paragraphs(&list)
        .into_iter()
        .filter_map(|(file, words)| {
            let known = paragraphs(&known).remove(&file).unwrap_or_default();
            let new: Vec<&String> = words.difference(&known).collect();
            (!new.is_empty()).then(|| format!("{file}: {new:?}"))
        })
        .collect();
    assert!(
        known == list,
        "words that are not in {LIST}: {new:#?}; where all are meant: `UPDATE=1 cargo test --test it pipeline_words`"
    );
}

fn paragraphs(list: &str) -> BTreeMap<String, BTreeSet<String>> {
    let paragraphs = list.split("\n\n").filter_map(|paragraph| paragraph.split_once('\n'));
    paragraphs
        .map(|(name, words)| (name.to_owned(), words.split_whitespace().map(str::to_owned).collect()))
        .collect()
}

/// Every address of a release has one of the forms that GitHub has.
#[test]
fn addresses_of_releases_exist() {
    let address = Regex::new(r"releases/[^\s'`)|,]*").unwrap();
    let form = Regex::new(
        r#"^releases/(latest/download|download/v(\$version|\$DESCOPECTL_VERSION|@VERSION@|\$\{version#v\}|\{ version \}|\{))"#,
    )
    .unwrap();
    let mut seen = 0;
    let all =
        files().into_iter().filter(|file| !file.starts_with(".github")).chain(["Cargo.toml".to_owned()]);
    for file in all {
        for found in address.find_iter(&read(&file)) {
            let page = file.ends_with("locale.en-US.yaml.in") || file.ends_with("scoop.json.in");
            let is_page = page && found.as_str().starts_with("releases/tag/v");
            assert!(form.is_match(found.as_str()) || is_page, "{file}: {}", found.as_str());
            seen += 1;
        }
    }
    assert!(seen >= 12, "{seen}");
}

/// Every step that publishes has the right to, and no other job has.
#[test]
fn jobs_have_the_rights_that_they_need() {
    let release = yaml(".github/workflows/release.yml");
    for (name, job) in release["jobs"].as_object().unwrap() {
        let text = job.to_string();
        let mut needed = BTreeMap::new();
        if text.contains("gh release create") {
            needed.insert("contents", "write");
        }
        if text.contains("attest-build-provenance") {
            needed.extend([("id-token", "write"), ("attestations", "write")]);
        }
        if text.contains("docker/login-action") {
            needed.extend([("packages", "write"), ("contents", "read")]);
        }
        let given = job["permissions"].as_object().cloned().unwrap_or_default();
        let given: BTreeMap<&str, &str> =
            given.iter().map(|(right, level)| (right.as_str(), level.as_str().unwrap())).collect();
        assert_eq!(given, needed, "{name}");
    }
}

/// What a script of `packaging/` is called with is what its head says.
#[test]
fn scripts_are_called_as_their_head_says() {
    let call = Regex::new(r"(?m)^\s*(?:- )?(?:run: )?packaging/([\w-]+)((?: [^\n]+)?)$").unwrap();
    let mut seen = BTreeSet::new();
    for file in [".github/workflows/ci.yml", ".github/workflows/release.yml"] {
        for [script, arguments] in call.captures_iter(&read(file)).map(|found| found.extract().1) {
            let head = read(&format!("packaging/{script}"));
            let usage = head.lines().find_map(|line| line.strip_prefix(&format!("#   packaging/{script} ")));
            let usage = usage.unwrap_or_else(|| panic!("{script} does not say how it is called"));
            let given = shlex::split(arguments.split('>').next().unwrap()).unwrap();
            assert_eq!(given.len(), usage.split(' ').count(), "{file}: {script}{arguments}");
            seen.insert(script.to_owned());
        }
    }
    assert_eq!(seen.len(), 6, "{seen:?}");
}

/// What a job keeps was made by it, under the same name.
#[test]
fn what_is_kept_was_made() {
    let release = yaml(".github/workflows/release.yml");
    let mut kept = BTreeSet::new();
    for (name, job) in release["jobs"].as_object().unwrap() {
        let steps = job["steps"].as_array().unwrap();
        let scripts: String = steps.iter().filter_map(|step| step["run"].as_str()).collect();
        for with in steps.iter().map(|step| &step["with"]).filter(|with| with["path"].is_string()) {
            let path = with["path"].as_str().unwrap();
            if with["if-no-files-found"].is_string() {
                let made = Regex::new(&format!(r"(?m) {path}\n|mkdir {path}$| {path}$")).unwrap();
                assert!(made.is_match(&scripts), "{name} does not make {path}");
                kept.insert(with["name"].as_str().unwrap().to_owned());
            }
        }
    }
    for step in release["jobs"].as_object().unwrap().values().flat_map(|job| job["steps"].as_array().unwrap())
    {
        if let Some(name) =
            step["with"]["name"].as_str().filter(|_| step["with"]["if-no-files-found"].is_null())
        {
            assert!(kept.contains(name), "nothing keeps {name}");
        }
    }
}

/// Variables that the jobs of both services set are those that the script reads.
#[test]
fn jobs_set_variables_that_the_script_reads() {
    let head = read("packaging/ci-batch.sh");
    let variable = Regex::new(r"\bBATCH_\w+").unwrap();
    let documented: BTreeSet<&str> = head
        .lines()
        .take_while(|line| line.starts_with('#'))
        .flat_map(|line| variable.find_iter(line))
        .map(|found| found.as_str())
        .collect();
    for file in
        ["packaging/ci-batch.sh", "action.yml", "templates/batch/template.yml", "examples/ci/gitlab.yml"]
    {
        let text = read(file);
        let named: BTreeSet<&str> = variable.find_iter(&text).map(|found| found.as_str()).collect();
        assert!(named.is_subset(&documented), "{file}: {named:?}");
        if file == "action.yml" {
            assert_eq!(named, documented);
        }
    }
}

/// The folder of a package that a file goes to is one in which the system looks.
#[test]
fn packages_put_files_where_systems_look() {
    const PLACES: &[(&str, &str)] = &[
        ("usr/bin/descopectl", "755"),
        ("usr/share/man/man1/", "644"),
        ("usr/share/bash-completion/completions/descopectl", "644"),
        ("usr/share/zsh/vendor-completions/_descopectl", "644"),
        ("usr/share/zsh/site-functions/_descopectl", "644"),
        ("usr/share/fish/vendor_completions.d/descopectl.fish", "644"),
        ("usr/share/doc/descopectl/", "644"),
        ("usr/share/licenses/descopectl/", "644"),
    ];
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let metadata = &manifest["package"]["metadata"];
    let deb = metadata["deb"]["assets"].as_array().unwrap().iter();
    let deb = deb.map(|asset| [&asset[0], &asset[1], &asset[2]].map(|part| part.as_str().unwrap()));
    let rpm = metadata["generate-rpm"]["assets"].as_array().unwrap().iter();
    let rpm = rpm.map(|asset| ["source", "dest", "mode"].map(|key| asset[key].as_str().unwrap()));
    for [source, place, mode] in deb.chain(rpm) {
        let name = Path::new(source).file_name().unwrap().to_str().unwrap();
        let place = place.trim_start_matches('/');
        let place = if place == "usr/bin/" { format!("{place}{name}") } else { place.to_owned() };
        let fits = PLACES.iter().any(|(known, rights)| {
            mode == *rights && (place == *known || (known.ends_with('/') && place.starts_with(known)))
        });
        assert!(fits, "{source} goes to {place} with {mode}");
    }
}

/// What is copied into the image is laid out there for both machines, and what starts is what was copied.
#[test]
fn the_image_starts_what_was_copied() {
    let dockerfile = read("packaging/Dockerfile");
    let line = |word: &str| {
        let lines: Vec<&str> = dockerfile.lines().filter_map(|line| line.strip_prefix(word)).collect();
        lines.into_iter().map(str::trim).collect::<Vec<_>>()
    };
    let declared: BTreeSet<&str> = line("ARG ").into_iter().collect();
    let used = Regex::new(r"\$\{(\w+)\}").unwrap();
    let used: BTreeSet<&str> =
        used.captures_iter(&dockerfile).map(|found| found.extract::<1>().1[0]).collect();
    assert_eq!(used, declared);
    // The only name that the builder fills in by itself.
    assert_eq!(declared, BTreeSet::from(["TARGETARCH"]));
    let words = |text: &str| serde_json::from_str::<Vec<String>>(text).unwrap();
    let [entry] = line("ENTRYPOINT ").try_into().unwrap();
    let [program] = words(entry).try_into().unwrap();
    assert!(line("COPY ").iter().any(|copied| copied.ends_with(&format!(" {program}"))), "{program}");
    let [arguments] = line("CMD ").try_into().unwrap();
    let said = assert_cmd::Command::cargo_bin("descopectl").unwrap().args(words(arguments)).output().unwrap();
    assert!(said.status.success());
    let [folder] = line("WORKDIR ").try_into().unwrap();
    assert!(read("docs/install.md").contains(&format!("-v \"$PWD:{folder}\"")));
    // The user `nonroot` of the base, by number for those who check that it is not root.
    assert_eq!(line("USER "), ["65532:65532"]);
}

/// A tag of a version starts a release, and the folders that a workflow looks at exist.
#[test]
fn workflows_start_for_what_exists() {
    let release = yaml(".github/workflows/release.yml");
    let tag = release["on"]["push"]["tags"][0].as_str().unwrap();
    let pattern = tag.replace('.', r"\.").replace('*', "[^/]*");
    let pattern = Regex::new(&format!("^{pattern}$")).unwrap();
    for version in [env!("CARGO_PKG_VERSION"), "12.0.3", "1.0.0-rc.1"] {
        assert!(pattern.is_match(&format!("v{version}")), "{tag}");
    }
    assert!(!pattern.is_match("version"), "{tag}");
    for path in release["on"]["pull_request"]["paths"].as_array().unwrap() {
        let path = path.as_str().unwrap().trim_end_matches("/**");
        assert!(root().join(path).exists(), "{path}");
    }
    assert_eq!(yaml(".github/workflows/ci.yml")["on"]["push"]["branches"], serde_json::json!(["main"]));
}

/// Runners of GitHub that are offered; see the list of images in the repository `actions/runner-images`.
const RUNNERS: &[&str] = &[
    "macos-15",
    "ubuntu-22.04",
    "ubuntu-22.04-arm",
    "ubuntu-24.04",
    "ubuntu-24.04-arm",
    "ubuntu-latest",
    "windows-2022",
];

#[test]
fn runners_are_offered() {
    for file in [".github/workflows/ci.yml", ".github/workflows/release.yml", "examples/ci/github.yml"] {
        for (name, job) in yaml(file)["jobs"].as_object().unwrap() {
            let matrix = &job["strategy"]["matrix"];
            let rows = matrix["include"].as_array().into_iter().flatten().map(|row| &row["runner"]);
            let listed = matrix["runner"].as_array().into_iter().flatten();
            let one = Some(&job["runs-on"]).filter(|label| !label.to_string().contains("matrix"));
            let labels: Vec<&Value> = rows.chain(listed).chain(one).collect();
            assert!(!labels.is_empty());
            for label in labels {
                assert!(RUNNERS.contains(&label.as_str().unwrap()), "{file}, {name}: {label}");
            }
        }
    }
}
