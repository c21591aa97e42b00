//! The files of the release and CI pipeline, which only a hosting service runs: what they name exists, and what
//! can run here runs.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use regex::Regex;
use serde_json::Value;

/// Actions that are named by a tag, because no digest of theirs was at hand.
const NOT_PINNED: &[&str] = &[];

/// The base of the image moves, and its digest with it.
const IMAGE: &str = "gcr.io/distroless/static-debian12:nonroot";

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

pub(crate) fn yaml(path: &str) -> Value {
    serde_saphyr::from_str(&read(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Workflows, and the action with its steps as those of a job.
fn pipelines() -> Vec<(String, Value)> {
    let folder = root().join(".github/workflows");
    let mut files: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| format!(".github/workflows/{}", entry.unwrap().file_name().to_str().unwrap()))
        .collect();
    files.sort();
    files.into_iter().map(|file| (file.clone(), yaml(&file))).collect()
}

fn text<'a>(value: &'a Value, what: &str) -> &'a str {
    value.as_str().unwrap_or_else(|| panic!("{what} is not a text: {value}"))
}

fn keys(value: &Value) -> BTreeSet<String> {
    value.as_object().map(|fields| fields.keys().cloned().collect()).unwrap_or_default()
}

fn package() -> toml::Table {
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    manifest["package"].as_table().unwrap().clone()
}

#[test]
fn jobs_have_the_keys_that_jobs_have() {
    const WORKFLOW: &[&str] = &["name", "on", "permissions", "concurrency", "env", "jobs"];
    const JOB: &[&str] =
        &["runs-on", "timeout-minutes", "steps", "needs", "if", "strategy", "env", "defaults", "permissions"];
    for (file, workflow) in pipelines() {
        let unknown: Vec<_> =
            keys(&workflow).into_iter().filter(|key| !WORKFLOW.contains(&key.as_str())).collect();
        assert!(unknown.is_empty(), "{file}: {unknown:?}");
        assert_eq!(workflow["permissions"], serde_json::json!({"contents": "read"}), "{file}");
        let jobs = workflow["jobs"].as_object().unwrap();
        for (name, job) in jobs {
            let unknown: Vec<_> = keys(job).into_iter().filter(|key| !JOB.contains(&key.as_str())).collect();
            assert!(unknown.is_empty(), "{file}, {name}: {unknown:?}");
            assert!(job["timeout-minutes"].is_number(), "{file}, {name} has no end");
            for needed in words(&job["needs"]) {
                assert!(jobs.contains_key(&needed), "{file}, {name} needs {needed}");
            }
            check_steps(&format!("{file}, {name}"), job["steps"].as_array().unwrap(), &known_names(job));
        }
    }
    let action = yaml("action.yml");
    let known = keys(&action["inputs"]).into_iter().map(|name| format!("inputs.{name}")).collect();
    check_steps("action.yml", action["runs"]["steps"].as_array().unwrap(), &known);
    for (name, output) in action["outputs"].as_object().unwrap() {
        check_expressions(
            &format!("action.yml, {name}"),
            text(&output["value"], name),
            &steps_of(&action),
            &known,
        );
    }
}

/// One word, or a list of them.
fn words(value: &Value) -> Vec<String> {
    match value {
        Value::String(word) => vec![word.clone()],
        Value::Array(words) => words.iter().map(|word| text(word, "a word").to_owned()).collect(),
        _ => Vec::new(),
    }
}

/// What expressions of a job may name: the axes of its matrix.
fn known_names(job: &Value) -> BTreeSet<String> {
    let matrix = &job["strategy"]["matrix"];
    let mut names = keys(matrix);
    for row in matrix["include"].as_array().into_iter().flatten() {
        names.extend(keys(row));
    }
    names.remove("include");
    names.into_iter().map(|name| format!("matrix.{name}")).collect()
}

fn steps_of(action: &Value) -> Vec<Value> {
    action["runs"]["steps"].as_array().unwrap().clone()
}

fn check_steps(place: &str, steps: &[Value], known: &BTreeSet<String>) {
    const STEP: &[&str] = &["name", "id", "if", "uses", "with", "run", "shell", "env"];
    for step in steps {
        let unknown: Vec<_> = keys(step).into_iter().filter(|key| !STEP.contains(&key.as_str())).collect();
        assert!(unknown.is_empty(), "{place}: {unknown:?}");
        assert!(step["uses"].is_null() != step["run"].is_null(), "{place}: {step}");
        check_expressions(place, &step.to_string(), steps, known);
        if let Some(action) = step["uses"].as_str() {
            check_pinned(place, action);
        }
        if let Some(script) = step["run"].as_str() {
            check_script(place, script);
        }
    }
}

/// An action is named by a digest, with its version behind it.
fn check_pinned(place: &str, action: &str) {
    let pinned = Regex::new(r"^[\w.-]+/[\w./-]+@[0-9a-f]{40}$").unwrap();
    if NOT_PINNED.contains(&action) {
        return;
    }
    assert!(pinned.is_match(action), "{place}: {action} is not pinned by a digest");
    let line = Regex::new(&format!(r"{} # v\d+\.\d+\.\d+\n", regex::escape(action))).unwrap();
    let file = place.split(',').next().unwrap();
    assert!(line.is_match(&read(file)), "{place}: the version of {action} does not stand behind it");
}

/// Every name in an expression is one that exists.
fn check_expressions(place: &str, written: &str, steps: &[Value], known: &BTreeSet<String>) {
    let expression = Regex::new(r"\$\{\{(.*?)\}\}").unwrap();
    let name = Regex::new(r"\b(steps|matrix|inputs|needs|env)\.([\w-]+)").unwrap();
    let ids: BTreeSet<&str> = steps.iter().filter_map(|step| step["id"].as_str()).collect();
    for [inner] in expression.captures_iter(written).map(|found| found.extract().1) {
        for [kind, name] in name.captures_iter(inner).map(|found| found.extract().1) {
            let exists = match kind {
                "steps" => ids.contains(name),
                "matrix" | "inputs" => known.contains(&format!("{kind}.{name}")),
                _ => false,
            };
            assert!(exists, "{place}: there is no {kind}.{name}");
        }
    }
}

/// A script that a shell reads, whose files exist and whose `cargo` commands have flags that Cargo knows.
fn check_script(place: &str, script: &str) {
    // Expressions are filled in before a shell sees them.
    let filled = Regex::new(r"\$\{\{.*?\}\}").unwrap().replace_all(script, "x").into_owned();
    assert!(bash(&["-n", "-c", &filled]).status.success(), "{place}: {script}");
    let file = Regex::new(r#"(?:^|[\s"/])((?:packaging|\.ci|examples)/[\w.-]+)"#).unwrap();
    for [path] in file.captures_iter(&filled).map(|found| found.extract().1) {
        assert!(root().join(path).exists(), "{place}: there is no {path}");
        if !path.starts_with("examples") {
            assert!(is_executable(&root().join(path)), "{place}: {path} cannot be run");
        }
    }
    let profile = Regex::new(r"--profile (dist|release|bench|dev)\b").unwrap();
    for [name] in profile.captures_iter(&filled).map(|found| found.extract().1) {
        assert!(read("Cargo.toml").contains(&format!("[profile.{name}]")), "{place}: no profile {name}");
    }
    let tool = Regex::new(r"cargo install --locked (.*)").unwrap();
    let pinned = Regex::new(r"^[\w-]+@\d+\.\d+\.\d+$").unwrap();
    for [tools] in tool.captures_iter(&filled).map(|found| found.extract().1) {
        for tool in tools.split_whitespace().filter(|word| !word.starts_with("--")) {
            assert!(pinned.is_match(tool), "{place}: {tool} has no version");
        }
    }
}

#[cfg(unix)]
fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    path.metadata().unwrap().permissions().mode() & 0o111 == 0o111
}

#[cfg(not(unix))]
fn is_executable(_path: &Path) -> bool {
    true
}

fn bash(arguments: &[&str]) -> Output {
    Command::new("bash").args(arguments).current_dir(root()).output().unwrap()
}

#[test]
fn a_misspelt_name_would_be_seen() {
    let panics = |check: &dyn Fn()| std::panic::catch_unwind(std::panic::AssertUnwindSafe(check)).is_err();
    let known = BTreeSet::from(["matrix.target".to_owned()]);
    let step = |text: &str| vec![serde_saphyr::from_str::<Value>(text).unwrap()];
    assert!(!panics(&|| check_steps("ci", &step("run: packaging/archive ${{ matrix.target }}"), &known)));
    for wrong in [
        "run: packaging/archiv x",
        "run: echo ${{ matrix.taget }}",
        "run: echo ${{ steps.build.outputs.x }}",
        "rum: packaging/archive",
        "run: cargo install --locked mdbook",
        "run: 'if true; then'",
        "uses: actions/checkout@v6",
    ] {
        assert!(panics(&|| check_steps("ci", &step(wrong), &known)), "{wrong}");
    }
}

/// The targets of the release, as its matrix has them.
fn targets() -> Vec<String> {
    let release = yaml(".github/workflows/release.yml");
    let rows = release["jobs"]["build"]["strategy"]["matrix"]["include"].as_array().unwrap().clone();
    rows.iter().map(|row| text(&row["target"], "target").to_owned()).collect()
}

/// The name of the archive of a target.
fn archive_of(target: &str) -> String {
    let ending = if target.contains("windows") { "zip" } else { "tar.gz" };
    format!("descopectl-{target}.{ending}")
}

#[test]
fn targets_are_those_of_the_compiler_and_all_name_the_same_files() {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let known = Command::new(rustc).args(["--print", "target-list"]).output().unwrap();
    let known = String::from_utf8(known.stdout).unwrap();
    let targets = targets();
    for target in &targets {
        assert!(known.lines().any(|line| line == target), "the compiler knows no {target}");
    }
    let archives: BTreeSet<String> = targets.iter().map(|target| archive_of(target)).collect();
    let named = Regex::new(r"descopectl-(?:x86_64|aarch64)-[a-z0-9-]+\.(?:tar\.gz|zip)").unwrap();
    for file in ["docs/install.md", "packaging/homebrew.rb.in", "packaging/scoop.json.in"] {
        let text = read(file);
        let found: BTreeSet<String> = named.find_iter(&text).map(|name| name.as_str().to_owned()).collect();
        assert!(!found.is_empty() && found.is_subset(&archives), "{file}: {found:?}");
        if file.starts_with("docs") {
            assert_eq!(found, archives, "{file}");
        }
    }
    let deny: toml::Table = read("deny.toml").parse().unwrap();
    let checked: BTreeSet<&str> =
        deny["graph"]["targets"].as_array().unwrap().iter().map(|target| target.as_str().unwrap()).collect();
    assert_eq!(checked, targets.iter().map(String::as_str).collect());
    // The installers put the names together.
    let installer = read("packaging/install.sh");
    for target in targets.iter().filter(|target| target.contains("musl") || target.contains("apple")) {
        let (machine, system) = target.split_once('-').unwrap();
        assert!(installer.contains(&format!("machine={machine}")), "{target}");
        assert!(installer.contains(&format!("$machine-{system}")), "{target}");
    }
    let windows = targets.iter().find(|target| target.contains("windows")).unwrap();
    assert!(read("packaging/install.ps1").contains(&format!("'descopectl-{windows}'")));
}

#[test]
fn every_address_is_that_of_the_package() {
    let package = package();
    let repository = package["repository"].as_str().unwrap();
    let name = repository.strip_prefix("https://github.com/").unwrap();
    let address = Regex::new(r"(?:github\.com|ghcr\.io)/descopectl/[\w.-]+").unwrap();
    let mut seen = 0;
    for file in [
        "README.md",
        "action.yml",
        "docs/install.md",
        "docs/book.toml",
        "docs/ci.md",
        "examples/ci/github.yml",
        "packaging/homebrew.rb.in",
        "packaging/scoop.json.in",
        "packaging/install.sh",
        "packaging/install.ps1",
        "packaging/winget/descopectl.descopectl.installer.yaml.in",
        "packaging/winget/descopectl.descopectl.locale.en-US.yaml.in",
        "templates/batch/template.yml",
    ] {
        for found in address.find_iter(&read(file)) {
            seen += 1;
            assert!(found.as_str().ends_with(&format!("/{name}")), "{file}: {}", found.as_str());
        }
    }
    assert!(seen >= 10);
    assert!(package["documentation"].as_str().unwrap().starts_with(repository));
    assert!(read("examples/ci/github.yml").contains(&format!("uses: {name}@v")));
    assert!(read("README.md").contains(&format!("uses: {name}@v")));
}

#[test]
fn versions_are_those_of_the_package() {
    let package = package();
    let version = package["version"].as_str().unwrap();
    for (file, form) in [
        ("README.md", format!("descopectl@v{version}")),
        ("examples/ci/github.yml", format!("descopectl@v{version}")),
        ("examples/ci/gitlab.yml", format!("batch@{version}")),
    ] {
        assert!(read(file).contains(&form), "{file} does not name {form}");
    }
    let minimum = package["rust-version"].as_str().unwrap();
    let ci = read(".github/workflows/ci.yml");
    assert!(ci.contains(&format!("rustup toolchain install {minimum} ")));
    assert!(ci.contains(&format!("cargo +{minimum} check")));
    assert!(read("README.md").contains(&format!("Rust {minimum} ")));
    assert!(read("docs/install.md").contains(&format!("Rust {minimum} ")));

    let check = |tag: &str| bash(&["packaging/check-version", tag]);
    assert!(check(&format!("v{version}")).status.success(), "{:?}", check(&format!("v{version}")));
    assert!(!check("v99.0.0").status.success());
    let notes = bash(&["packaging/notes", &format!("v{version}")]);
    assert!(notes.stdout.len() > 500, "the notes of the release are empty");
}

#[test]
fn the_fuzz_targets_of_ci_are_all_there_are() {
    let manifest: toml::Table = read("fuzz/Cargo.toml").parse().unwrap();
    let there: BTreeSet<String> = manifest["bin"]
        .as_array()
        .unwrap()
        .iter()
        .map(|target| target["name"].as_str().unwrap().to_owned())
        .collect();
    let ci = yaml(".github/workflows/ci.yml");
    let named: BTreeSet<String> =
        words(&ci["jobs"]["fuzz"]["strategy"]["matrix"]["target"]).into_iter().collect();
    assert_eq!(named, there);
    for target in there {
        assert!(root().join("fuzz/seeds").join(&target).is_dir(), "{target} has no seeds");
    }
}

#[test]
fn dependabot_looks_where_dependencies_are() {
    let config = yaml(".github/dependabot.yml");
    for update in config["updates"].as_array().unwrap() {
        let mut folders = words(&update["directories"]);
        folders.extend(update["directory"].as_str().map(str::to_owned));
        for folder in folders {
            let folder = root().join(folder.trim_start_matches('/'));
            let is_there = match text(&update["package-ecosystem"], "ecosystem") {
                "cargo" => folder.join("Cargo.toml").exists(),
                "github-actions" => folder.join(".github/workflows").exists(),
                "pip" => folder.join("requirements.txt").exists(),
                "npm" => folder.join("package.json").exists(),
                "docker" => folder.join("Dockerfile").exists(),
                other => panic!("{other} is not known here"),
            };
            assert!(is_there, "{update}");
        }
    }
}

#[test]
fn the_package_has_what_it_needs_and_no_more() {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["package", "--list", "--allow-dirty", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    let listed = String::from_utf8(output.stdout).unwrap();
    // Where the checkout is not one of Git, the list is of everything, and says nothing.
    let files: BTreeSet<String> = listed.lines().map(|line| line.replace('\\', "/")).collect();
    for needed in
        ["README.md", "LICENSE-MIT", "LICENSE-APACHE", "CHANGELOG.md", "src/main.rs", "config.example.toml"]
    {
        assert!(
            files.contains(needed),
            "{needed} is not packaged: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    for folder in ["tests/", "fuzz/", ".github/", "packaging/", "templates/"] {
        assert!(!files.iter().any(|file| file.starts_with(folder)), "{folder} is packaged");
    }
    // What the program is compiled with must come along.
    let include = Regex::new(r#"include_(?:str|bytes)!\("([^"]+)"\)"#).unwrap();
    for file in files.iter().filter(|file| file.starts_with("src/") && !file.contains("tests")) {
        let text = read(file);
        let code = text.split("#[cfg(test)]").next().unwrap();
        for [path] in include.captures_iter(code).map(|found| found.extract().1) {
            let place = Path::new(file).parent().unwrap().join(path);
            assert!(files.contains(&normal(&place)), "{file} needs {}", place.display());
        }
    }
}

/// The path without `..`.
fn normal(path: &Path) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.iter().map(|part| part.to_str().unwrap()) {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn what_goes_into_the_packages_exists() {
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let metadata = &manifest["package"]["metadata"];
    let deb = metadata["deb"]["assets"].as_array().unwrap();
    let deb = deb.iter().map(|asset| (asset[0].as_str().unwrap(), asset[1].as_str().unwrap()));
    let rpm = metadata["generate-rpm"]["assets"].as_array().unwrap();
    let rpm = rpm.iter().map(|asset| (asset["source"].as_str().unwrap(), asset["dest"].as_str().unwrap()));
    let laid_out = read("packaging/packages");
    for (source, place) in deb.chain(rpm) {
        assert!(place.trim_start_matches('/').starts_with("usr/"), "{source} goes to {place}");
        match source.strip_prefix("target/package-assets/") {
            Some("descopectl") => assert!(laid_out.contains(" target/package-assets/descopectl\n")),
            Some("man/*.1.gz") => assert!(laid_out.contains("man --dir target/package-assets/man\n")),
            Some(other) => assert!(
                laid_out.contains(&format!(" > target/package-assets/{other}\n")),
                "packaging/packages does not make {other}"
            ),
            None => assert!(root().join(source).is_file(), "there is no {source}"),
        }
    }
    let changes = metadata["deb"]["changelog"].as_str().unwrap();
    assert!(laid_out.contains(&format!(" > {changes} <<")), "packaging/packages does not make {changes}");
    // Debian wants its own form around the text of a licence.
    let words =
        |text: &str| text.split_whitespace().filter(|word| *word != ".").collect::<Vec<_>>().join(" ");
    let copyright = read(metadata["deb"]["license-file"][0].as_str().unwrap());
    let licence = read("LICENSE-MIT");
    let (_, terms) = licence.split_once("contributors\n").unwrap();
    assert!(words(&copyright).contains(&words(terms)), "packaging/copyright is not LICENSE-MIT");
    assert!(copyright.contains(&format!("Source: {}\n", package()["repository"].as_str().unwrap())));
    // The archive of a target, as `cargo binstall` would look for it.
    let binstall = &metadata["binstall"];
    let url = binstall["pkg-url"].as_str().unwrap();
    assert!(url.ends_with("/v{ version }/descopectl-{ target }{ archive-suffix }"), "{url}");
    for target in binstall["overrides"].as_table().unwrap().keys() {
        assert!(targets().contains(target), "{target}");
    }
}

#[cfg(unix)]
mod run {
    use std::{
        collections::BTreeMap,
        io::{Read as _, Write as _},
        net::TcpListener,
        sync::{Arc, Mutex},
    };

    use super::*;

    /// Serves the files of a folder over loopback, for one process to download.
    pub(crate) struct Files {
        pub(crate) url: String,
        pub(crate) asked: Arc<Mutex<Vec<String>>>,
    }

    impl Files {
        pub(crate) fn of(folder: PathBuf) -> Self {
            let listener = TcpListener::bind("127.0.0.1:0").unwrap();
            let url = format!("http://{}", listener.local_addr().unwrap());
            let asked = Arc::new(Mutex::new(Vec::new()));
            let names = Arc::clone(&asked);
            // It ends with the process of the tests.
            std::thread::spawn(move || {
                for stream in listener.incoming() {
                    let mut stream = stream.unwrap();
                    let mut head = Vec::new();
                    let mut byte = [0];
                    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap_or(0) == 1 {
                        head.push(byte[0]);
                    }
                    let head = String::from_utf8(head).unwrap();
                    let name =
                        head.split_whitespace().nth(1).unwrap_or("/").trim_start_matches('/').to_owned();
                    let (status, body) = match fs::read(folder.join(&name)) {
                        Ok(body) => ("200 OK", body),
                        Err(_) => ("404 Not Found", Vec::new()),
                    };
                    names.lock().unwrap().push(name);
                    let head = format!(
                        "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                        body.len()
                    );
                    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
                }
            });
            Self { url, asked }
        }
    }

    /// Files as a release has them. The binary in them is a script that runs the one that is tested, which is
    /// large.
    pub(crate) fn release(folder: &Path) -> PathBuf {
        use std::os::unix::fs::PermissionsExt as _;
        let out = folder.join("out");
        let tested = assert_cmd::cargo::cargo_bin!("descopectl");
        let binary = folder.join("descopectl");
        fs::write(&binary, format!("#!/bin/sh\nexec '{}' \"$@\"\n", tested.display())).unwrap();
        fs::set_permissions(&binary, fs::Permissions::from_mode(0o755)).unwrap();
        for target in targets() {
            // Making an archive for Windows needs a program that packs it.
            if target.contains("windows") {
                fs::write(out.join(archive_of(&target)), "").unwrap();
                continue;
            }
            let packed =
                bash(&["packaging/archive", &target, binary.to_str().unwrap(), out.to_str().unwrap()]);
            assert!(packed.status.success(), "{packed:?}");
        }
        let finished =
            bash(&["packaging/finish", &format!("v{}", env!("CARGO_PKG_VERSION")), out.to_str().unwrap()]);
        assert!(finished.status.success(), "{finished:?}");
        out
    }

    #[test]
    fn a_release_is_complete_and_can_be_installed() {
        let folder = tempfile::tempdir().unwrap();
        let out = release(folder.path());
        let sums = fs::read_to_string(out.join("SHA256SUMS")).unwrap();
        let names: BTreeSet<&str> =
            sums.lines().map(|line| line.split_whitespace().nth(1).unwrap()).collect();
        let mut expected: BTreeSet<String> = targets().iter().map(|target| archive_of(target)).collect();
        expected.extend(["install.sh", "install.ps1", "ci-batch.sh"].map(str::to_owned));
        assert_eq!(names, expected.iter().map(String::as_str).collect());

        archive_has_everything(&out);
        manifests_are_filled_in(folder.path(), &out, &sums);
        image_has_what_it_copies(folder.path(), &out);
        installer_installs_what_was_meant(folder.path(), &out);
    }

    fn archive_has_everything(out: &Path) {
        let listed = Command::new("tar")
            .args(["-tzf", out.join("descopectl-x86_64-unknown-linux-musl.tar.gz").to_str().unwrap()])
            .output()
            .unwrap();
        let listed = String::from_utf8(listed.stdout).unwrap();
        for file in [
            "descopectl",
            "README.md",
            "LICENSE-MIT",
            "LICENSE-APACHE",
            "completions/_descopectl",
            "completions/descopectl.bash",
            "completions/descopectl.fish",
            "man/descopectl.1",
            "man/descopectl-user-search.1",
        ] {
            let path = format!("descopectl-x86_64-unknown-linux-musl/{file}\n");
            assert!(listed.contains(&path), "{file}");
        }
    }

    fn manifests_are_filled_in(folder: &Path, out: &Path, sums: &str) {
        let made = folder.join("manifests");
        fs::create_dir(&made).unwrap();
        let version = env!("CARGO_PKG_VERSION");
        let packed = out.join(format!("manifests-{version}.tar.gz"));
        let tar = ["-xzf", packed.to_str().unwrap(), "-C", made.to_str().unwrap()];
        assert!(Command::new("tar").args(tar).status().unwrap().success());
        let sums: BTreeMap<&str, &str> =
            sums.lines().map(|line| line.split_once("  ").unwrap()).map(|(sum, name)| (name, sum)).collect();
        let sum = |target: &str| sums[archive_of(target).as_str()];

        let brew = fs::read_to_string(made.join("descopectl.rb")).unwrap();
        assert!(!brew.contains('@') && brew.contains(&format!("version \"{version}\"")), "{brew}");
        let pairs =
            Regex::new(r#"(?s)url ".*?/v[^/]+/(descopectl-[^"]+)"\s+sha256 "([0-9a-f]{64})""#).unwrap();
        let pairs: Vec<[&str; 2]> = pairs.captures_iter(&brew).map(|found| found.extract().1).collect();
        assert_eq!(pairs.len(), 4);
        assert!(pairs.iter().all(|[name, digest]| sums[name] == *digest), "{pairs:?}");
        for file in Regex::new(r#""(completions/[^"]+)""#).unwrap().captures_iter(&brew) {
            assert!(root().join(&file[1]).exists(), "{}", &file[1]);
        }
        let scoop: Value =
            serde_json::from_str(&fs::read_to_string(made.join("descopectl.json")).unwrap()).unwrap();
        assert_eq!(scoop["version"], version);
        assert_eq!(scoop["architecture"]["64bit"]["hash"], sum("x86_64-pc-windows-msvc"));
        for kind in ["", ".installer", ".locale.en-US"] {
            let file = made.join(format!("winget/descopectl.descopectl{kind}.yaml"));
            let manifest: Value = serde_saphyr::from_str(&fs::read_to_string(file).unwrap()).unwrap();
            assert_eq!(manifest["PackageVersion"], version);
            assert_eq!(manifest["PackageIdentifier"], "descopectl.descopectl");
            if kind == ".installer" {
                assert_eq!(manifest["Installers"][0]["InstallerSha256"], sum("x86_64-pc-windows-msvc"));
            }
        }
    }

    fn image_has_what_it_copies(folder: &Path, out: &Path) {
        let context = folder.join("image");
        let laid_out = bash(&["packaging/image-context", out.to_str().unwrap(), context.to_str().unwrap()]);
        assert!(laid_out.status.success(), "{laid_out:?}");
        let recipe = fs::read_to_string(context.join("Dockerfile")).unwrap();
        let lines: Vec<Vec<&str>> = recipe
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
            .map(|line| line.split_whitespace().collect())
            .collect();
        assert_eq!(lines[0], ["FROM", IMAGE]);
        for line in lines.iter().filter(|line| line[0] == "COPY") {
            for source in &line[1..line.len() - 1] {
                for machine in ["amd64", "arm64"] {
                    let source = source.replace("${TARGETARCH}", machine);
                    assert!(context.join(&source).is_file(), "the image copies {source}");
                }
            }
        }
        let copied: Vec<&str> =
            lines.iter().filter(|line| line[0] == "COPY").map(|line| line[line.len() - 1]).collect();
        let entry = lines.iter().find(|line| line[0] == "ENTRYPOINT").unwrap()[1];
        assert!(copied.iter().any(|place| entry == format!("[\"{place}\"]")), "{entry}");
        let user = lines.iter().find(|line| line[0] == "USER").unwrap()[1];
        assert!(user.split(':').all(|id| id.parse::<u32>().is_ok_and(|id| id > 0)), "{user}");
        const KNOWN: &[&str] = &["FROM", "ARG", "COPY", "WORKDIR", "USER", "ENTRYPOINT", "CMD"];
        assert!(lines.iter().all(|line| KNOWN.contains(&line[0])), "{recipe}");
    }

    /// Without a mirror, the installer asks GitHub for the archive of the machine.
    #[test]
    fn the_installer_asks_for_the_file_of_the_machine() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let stub = |name: &str, script: &str| {
            let path = folder.path().join(name);
            fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
            fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
        };
        stub("uname", "case $1 in -m) echo \"$MACHINE\" ;; -s) echo \"$SYSTEM\" ;; esac");
        stub("curl", "echo \"$@\" >> \"$ASKED\"; exit 22");
        let asked = folder.path().join("asked");
        let path = format!("{}:{}", folder.path().display(), std::env::var("PATH").unwrap());
        let install = |machine: &str, system: &str, version: Option<&str>| {
            let _ = fs::remove_file(&asked);
            let mut command = Command::new("sh");
            command.arg(root().join("packaging/install.sh")).env("PATH", &path).env("ASKED", &asked);
            command.env("MACHINE", machine).env("SYSTEM", system).env("HOME", folder.path());
            command.env_remove("DESCOPECTL_VERSION").env_remove("DESCOPECTL_DOWNLOAD_URL");
            command.envs(version.map(|version| ("DESCOPECTL_VERSION", version)));
            assert!(!command.output().unwrap().status.success());
            let asked = fs::read_to_string(&asked).unwrap_or_default();
            asked.split_whitespace().last().unwrap_or_default().to_owned()
        };
        let releases = format!("{}/releases", package()["repository"].as_str().unwrap());
        for target in targets().iter().filter(|target| !target.contains("windows") && !target.contains("gnu"))
        {
            let (machines, system): (&[&str], _) = match target.split_once('-').unwrap() {
                ("x86_64", "apple-darwin") => (&["x86_64"], "Darwin"),
                ("aarch64", "apple-darwin") => (&["arm64"], "Darwin"),
                ("x86_64", _) => (&["x86_64", "amd64"], "Linux"),
                ("aarch64", _) => (&["aarch64", "arm64"], "Linux"),
                _ => panic!("{target} is not known here"),
            };
            let archive = archive_of(target);
            for machine in machines {
                let latest = format!("{releases}/latest/download/{archive}");
                assert_eq!(install(machine, system, None), latest);
                let named = format!("{releases}/download/v1.2.3/{archive}");
                assert_eq!(install(machine, system, Some("1.2.3")), named);
                assert_eq!(install(machine, system, Some("v1.2.3")), named);
            }
        }
        assert_eq!(install("riscv64", "Linux", None), "");
    }

    fn installer_installs_what_was_meant(folder: &Path, out: &Path) {
        let files = Files::of(out.to_owned());
        let bin = folder.join("bin");
        let install = || {
            Command::new("sh")
                .arg(out.join("install.sh"))
                .env("DESCOPECTL_DOWNLOAD_URL", &files.url)
                .env("DESCOPECTL_INSTALL_DIR", &bin)
                .env_remove("http_proxy")
                .output()
                .unwrap()
        };
        let installed = install();
        assert!(installed.status.success(), "{installed:?}");
        let version = Command::new(bin.join("descopectl")).arg("--version").output().unwrap();
        assert_eq!(version.stdout, format!("descopectl {}\n", env!("CARGO_PKG_VERSION")).as_bytes());
        let asked = files.asked.lock().unwrap().clone();
        assert!(asked.iter().any(|name| name == "SHA256SUMS"), "{asked:?}");

        // Another file than the one that the sums are of is not installed.
        fs::remove_dir_all(&bin).unwrap();
        for target in targets().iter().filter(|target| !target.contains("windows")) {
            let file = out.join(archive_of(target));
            let mut bytes = fs::read(&file).unwrap();
            bytes.push(0);
            fs::write(&file, bytes).unwrap();
        }
        let refused = install();
        assert!(!refused.status.success() && !bin.join("descopectl").exists());
        assert!(String::from_utf8(refused.stderr).unwrap().contains("is not what SHA256SUMS says"));
    }
}

#[cfg(unix)]
pub(crate) use run::{Files, release};
