//! The action for GitHub and the component for GitLab, run in a stand-in for what a runner gives a job: its
//! variables, its files for outputs and summaries, and the values of inputs.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use regex::{Captures, Regex};
use serde_json::Value;

use crate::{
    pipeline::{Files, read, release, root, yaml},
    support::{Recorded, Sandbox},
};

const KEY: &str = "Kexample";
const PROJECT: &str = descopectl::emulator::LOCAL_PROJECT_ID;

/// A job on a runner of GitHub that uses the action of this repository.
struct GitHub {
    sandbox: Sandbox,
    event: &'static str,
    private: bool,
    inputs: BTreeMap<String, String>,
    /// Variables of the job.
    environment: BTreeMap<&'static str, String>,
}

/// What a job left.
#[derive(Debug)]
struct Left {
    code: i32,
    log: String,
    summary: String,
    outputs: BTreeMap<String, String>,
    artefact: Option<String>,
}

impl GitHub {
    fn new(event: &'static str, server: &Recorded) -> Self {
        let binary = assert_cmd::cargo::cargo_bin!("descopectl");
        let mut job = Self {
            sandbox: Sandbox::empty(),
            event,
            private: true,
            inputs: BTreeMap::new(),
            environment: BTreeMap::new(),
        };
        job.input("project-id", PROJECT);
        job.input("management-key", KEY);
        job.input("base-url", &server.base_url());
        job.input("binary", binary.to_str().unwrap());
        job
    }

    fn input(&mut self, name: &str, value: &str) {
        self.inputs.insert(name.into(), value.into());
    }

    /// Runs the steps of the action one after another, as the runner does.
    fn run(&self) -> Left {
        let action = yaml("action.yml");
        let known = action["inputs"].as_object().unwrap();
        for name in self.inputs.keys() {
            assert!(known.contains_key(name), "the action has no input {name}");
        }
        for (name, input) in known {
            assert!(
                self.inputs.contains_key(name) || input["required"] != true,
                "the input {name} is missing"
            );
        }
        let (outputs, summary) = (self.sandbox.path("outputs"), self.sandbox.path("summary"));
        let mut said: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        let mut left = Left {
            code: 0,
            log: String::new(),
            summary: String::new(),
            outputs: BTreeMap::new(),
            artefact: None,
        };
        for step in action["runs"]["steps"].as_array().unwrap() {
            // A step runs where all before it went well, or where its condition says so.
            let condition = step["if"].as_str().unwrap_or("success()");
            if !self.holds(condition, left.code == 0, &said) {
                continue;
            }
            if step["uses"].is_string() {
                assert!(step["uses"].as_str().unwrap().starts_with("actions/upload-artifact@"));
                let name = self.filled(step["with"]["name"].as_str().unwrap(), &said);
                let folder = self.filled(step["with"]["path"].as_str().unwrap(), &said);
                assert!(self.sandbox.path(&folder).is_dir(), "{folder} is to be kept");
                left.artefact = Some(name);
                continue;
            }
            assert_eq!(step["shell"], "bash");
            fs::write(&outputs, "").unwrap();
            let script = self.filled(step["run"].as_str().unwrap(), &said);
            let mut command = self.command(&script);
            command.env("GITHUB_OUTPUT", &outputs).env("GITHUB_STEP_SUMMARY", &summary);
            for (name, value) in step["env"].as_object().into_iter().flatten() {
                command.env(name, self.filled(value.as_str().unwrap(), &said));
            }
            let ended = command.output().unwrap();
            left.log += &String::from_utf8(ended.stdout).unwrap();
            left.log += &String::from_utf8(ended.stderr).unwrap();
            if left.code == 0 {
                left.code = ended.status.code().unwrap();
            }
            let lines = fs::read_to_string(&outputs).unwrap();
            let values = lines.lines().map(|line| line.split_once('=').unwrap());
            let values = values.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
            said.insert(step["id"].as_str().unwrap_or_default().to_owned(), values);
        }
        left.summary = fs::read_to_string(&summary).unwrap_or_default();
        for (name, output) in action["outputs"].as_object().unwrap() {
            left.outputs.insert(name.clone(), self.filled(output["value"].as_str().unwrap(), &said));
        }
        left
    }

    /// `bash` as the runner calls it, with what a runner sets.
    fn command(&self, script: &str) -> Command {
        let mut command = Command::new("bash");
        command
            .args(["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script])
            .env_clear()
            .env("HOME", self.sandbox.path(""))
            .env("PATH", std::env::var_os("PATH").unwrap())
            .env("CI", "true")
            .env("GITHUB_ACTIONS", "true")
            .env("GITHUB_ACTION_PATH", root())
            .env("GITHUB_WORKSPACE", self.sandbox.path(""))
            .env("RUNNER_TEMP", self.sandbox.path("temp"))
            .envs(&self.environment)
            .current_dir(self.sandbox.path(""));
        command
    }

    /// The text with its expressions evaluated.
    fn filled(&self, text: &str, said: &BTreeMap<String, BTreeMap<String, String>>) -> String {
        let expression = Regex::new(r"\$\{\{\s*([\w.-]+)\s*\}\}").unwrap();
        expression.replace_all(text, |found: &Captures<'_>| self.value(&found[1], said)).into_owned()
    }

    fn value(&self, name: &str, said: &BTreeMap<String, BTreeMap<String, String>>) -> String {
        let parts: Vec<&str> = name.split('.').collect();
        match parts.as_slice() {
            ["inputs", input] => self.inputs.get(*input).cloned().unwrap_or_else(|| {
                yaml("action.yml")["inputs"][*input]["default"].as_str().unwrap_or_default().to_owned()
            }),
            ["steps", step, "outputs", output] => {
                said.get(*step).and_then(|outputs| outputs.get(*output)).cloned().unwrap_or_default()
            }
            ["github", "event_name"] => self.event.to_owned(),
            ["github", "event", "repository", "private"] => self.private.to_string(),
            _ => panic!("a runner has no {name}"),
        }
    }

    /// The conditions that the action has.
    fn holds(
        &self,
        condition: &str,
        went_well: bool,
        said: &BTreeMap<String, BTreeMap<String, String>>,
    ) -> bool {
        let inner = condition.trim_start_matches("${{").trim_end_matches("}}").trim();
        let decides_itself = inner.contains("cancelled()") || inner.contains("always()");
        let holds = inner.split(" && ").all(|part| match part.trim() {
            "success()" => went_well,
            "!cancelled()" | "always()" => true,
            part => {
                let (name, value) = part.split_once(" != ").unwrap_or_else(|| panic!("{part}"));
                self.value(name, said) != value.trim_matches('\'')
            }
        });
        holds && (went_well || decides_itself)
    }
}

const USERS: &str = "loginId,email,roleNames\nann,ann@example.com,viewer\nben,ben@example.com,nosuch\n";

#[test]
fn a_pull_request_gets_a_dry_run_and_changes_nothing() {
    let server = Recorded::start();
    let mut job = GitHub::new("pull_request", &server);
    job.sandbox.file("users.csv", USERS);
    job.input("file", "users.csv");
    // As from a fork, which gets no secrets.
    job.input("management-key", "");
    let left = job.run();
    assert_eq!(left.code, 0, "{left:?}");
    assert!(left.summary.contains("dry run") && left.summary.contains("| 2 | 1 | 0 |"), "{left:?}");
    assert!(server.take().is_empty());
}

#[test]
fn a_push_creates_the_users_and_keeps_the_report() {
    let server = Recorded::start();
    let mut job = GitHub::new("push", &server);
    job.sandbox.file("users.csv", USERS);
    job.input("file", "users.csv");
    job.input("arguments", "--set\nfamilyName=Of the file\n");
    let left = job.run();
    assert_eq!(left.code, 3, "{left:?}");
    let expected =
        [("exit-code", "3"), ("read", "2"), ("created", "1"), ("failed", "1"), ("not-attempted", "0")];
    for (name, value) in expected {
        assert_eq!(left.outputs[name], value, "{name}: {left:?}");
    }
    for (name, value) in &left.outputs {
        assert!(!value.is_empty(), "the output {name} is empty");
    }
    assert!(left.summary.contains("| 2 | 1 | 0 | 0 | 0 | 1 | 0 |"), "{left:?}");
    assert!(left.summary.contains("\nFailed lines: 3\n"), "{left:?}");
    assert!(left.summary.contains("`descopectl-report/failures.csv`"), "{left:?}");
    assert!(
        left.log
            .contains("::error file=users.csv,line=3,title=descopectl::the row failed: the log says why\n"),
        "{left:?}"
    );
    let told =
        left.log.lines().filter(|line| line.starts_with("::error")).collect::<String>() + &left.summary;
    assert!(!told.contains("nosuch") && !told.contains("ben"), "{told}");
    assert!(!left.log.contains(KEY) && !left.summary.contains(KEY));
    assert_eq!(left.artefact.as_deref(), Some("descopectl-report"));
    assert_kept(&job.sandbox.path("descopectl-report"));
    let exchanges = server.take();
    let created = exchanges.iter().find(|exchange| exchange.method == "POST").unwrap();
    assert_eq!(created.request["users"][0]["familyName"], "Of the file", "{created:?}");
}

/// The disk of a job goes away with it, and with it what a deletion saved.
#[test]
fn a_deletion_keeps_the_records_with_the_report() {
    let server = Recorded::start();
    let mut job = GitHub::new("push", &server);
    job.sandbox.file("leavers.csv", "loginId,email\nann,ann@example.com\n");
    job.input("file", "leavers.csv");
    job.input("folder", "kept");
    job.input("artifact", "leavers");
    assert_eq!(job.run().outputs["created"], "1");
    job.input("command", "batch-delete");
    job.input("arguments", "--yes\n--map\nemail=\n");
    let left = job.run();
    assert_eq!((left.code, left.outputs["deleted"].as_str()), (0, "1"), "{left:?}");
    assert_eq!(left.artefact.as_deref(), Some("leavers"));
    let records = fs::read_to_string(job.sandbox.path("kept/deleted.jsonl")).unwrap();
    assert!(records.contains("ann@example.com"), "{records}");
}

/// Report, failed rows in a form that is read again, and test cases are there.
fn assert_kept(folder: &Path) {
    let kept = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    assert_eq!(kept("report.jsonl").lines().count(), 2);
    assert!(kept("failures.csv").starts_with("loginId,email,roleNames,reason\nben,"));
    assert!(kept("junit.xml").contains("<testsuite"));
}

#[test]
fn a_public_repository_keeps_no_users_and_a_broken_file_fails_the_job() {
    let server = Recorded::start();
    let mut job = GitHub::new("push", &server);
    job.private = false;
    job.sandbox.file("users.csv", "loginId,email\nann,nowhere\n");
    job.input("file", "users.csv");
    let left = job.run();
    assert_eq!((left.code, left.artefact.as_deref()), (2, None), "{left:?}");
    assert!(left.summary.contains("did not run"), "{left:?}");
    assert!(left.log.contains("not an e-mail address"), "{left:?}");
    assert!(left.log.contains("::error file=users.csv,line=2,title=descopectl::email: "), "{left:?}");
    assert!(left.summary.contains("\n| 2 | email |\n"), "{left:?}");
    job.input("dry-run", "yes");
    assert_eq!(job.run().code, 2);
}

#[test]
fn without_a_binary_the_action_installs_a_release() {
    let server = Recorded::start();
    let folder = tempfile::tempdir().unwrap();
    let files = Files::of(release(folder.path()));
    let mut job = GitHub::new("push", &server);
    job.sandbox.file("users.csv", "loginId,email\nann,ann@example.com\n");
    job.input("file", "users.csv");
    job.input("binary", "");
    job.environment.insert("DESCOPECTL_DOWNLOAD_URL", files.url);
    let left = job.run();
    assert_eq!((left.code, left.outputs["created"].as_str()), (0, "1"), "{left:?}");
    assert!(job.sandbox.path("temp/descopectl/descopectl").is_file());
}

/// The version that an action without one installs is its own.
#[test]
fn the_action_asks_for_its_own_version() {
    let action = yaml("action.yml");
    let script = action["runs"]["steps"][0]["run"].as_str().unwrap();
    let line = script.lines().find(|line| line.trim().starts_with("own=")).unwrap();
    let said = Command::new("bash")
        .args(["-c", &format!("{line}; printf %s \"$own\"")])
        .env("GITHUB_ACTION_PATH", root())
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(said.stdout).unwrap(), env!("CARGO_PKG_VERSION"));
}

#[test]
fn the_example_gives_inputs_that_the_action_has() {
    let example = yaml("examples/ci/github.yml");
    let inputs = yaml("action.yml")["inputs"].clone();
    let steps = example["jobs"]["users"]["steps"].as_array().unwrap();
    let step = steps.iter().find(|step| step["id"] == "users").unwrap();
    for name in step["with"].as_object().unwrap().keys() {
        assert!(inputs.get(name).is_some(), "the action has no input {name}");
    }
    let used = Regex::new(r"steps\.users\.outputs\.([\w-]+)").unwrap();
    let outputs = yaml("action.yml")["outputs"].clone();
    for [name] in used.captures_iter(&read("examples/ci/github.yml")).map(|found| found.extract().1) {
        assert!(outputs.get(name).is_some(), "the action has no output {name}");
    }
    let documented = read("docs/ci.md");
    for name in inputs.as_object().unwrap().keys() {
        assert!(documented.contains(&format!("| `{name}` |")), "docs/ci.md lacks {name}");
    }
}

/// The job of the component with its inputs filled in, and those inputs that nothing was given for.
fn component(given: &[(&str, String)]) -> Value {
    let text = read("templates/batch/template.yml");
    let (spec, job) = text.split_once("\n---\n").unwrap();
    let spec: Value = serde_saphyr::from_str(spec).unwrap();
    let inputs = spec["spec"]["inputs"].as_object().unwrap();
    for (name, _) in given {
        assert!(inputs.contains_key(*name), "the component has no input {name}");
    }
    let filled = Regex::new(r"\$\[\[\s*inputs\.([\w-]+)\s*\]\]").unwrap();
    let job = filled.replace_all(job, |found: &Captures<'_>| {
        let name = &found[1];
        assert!(inputs.contains_key(name), "the component has no input {name}");
        let value = given.iter().find(|(given, _)| *given == name).map(|(_, value)| value.clone());
        let default = inputs[name]["default"].as_str().map(str::to_owned);
        value.or(default).unwrap_or_else(|| panic!("{name} must be given"))
    });
    serde_saphyr::from_str(&job).unwrap()
}

/// Runs the script of a job with the variables that a runner of GitLab sets.
fn run_gitlab(job: &Value, sandbox: &Sandbox, variables: &[(&str, &str)]) -> (i32, String) {
    let script: Vec<&str> =
        job["script"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
    let mut command = Command::new("sh");
    command
        .args(["-e", "-c", &script.join("\n")])
        .env_clear()
        .env("HOME", sandbox.path(""))
        .env("PATH", std::env::var_os("PATH").unwrap())
        .env("CI", "true")
        .env("GITLAB_CI", "true")
        .env("CI_BUILDS_DIR", sandbox.path("builds"))
        .env("DESCOPE_MANAGEMENT_KEY", KEY)
        .envs(variables.iter().copied())
        .current_dir(sandbox.path(""));
    for (name, value) in job["variables"].as_object().unwrap() {
        command.env(name, value.as_str().unwrap());
    }
    let ended = command.output().unwrap();
    let log = [ended.stdout, ended.stderr].concat();
    (ended.status.code().unwrap(), String::from_utf8(log).unwrap())
}

#[test]
fn the_gitlab_component_installs_a_release_and_runs_the_batch() {
    let server = Recorded::start();
    let folder = tempfile::tempdir().unwrap();
    let files = Files::of(release(folder.path()));
    let sandbox = Sandbox::empty();
    sandbox.file("users.csv", USERS);
    let given = [("file", "users.csv".to_owned()), ("project-id", PROJECT.to_owned())];
    let jobs = component(&given);
    let job = &jobs["descope-users"];
    let base_url = server.base_url();
    let variables = [("DESCOPECTL_DOWNLOAD_URL", files.url.as_str()), ("DESCOPE_BASE_URL", &base_url)];

    // The rule for merge requests makes it a dry run.
    let rule = &job["rules"][0];
    assert_eq!(rule["if"], "$CI_PIPELINE_SOURCE == \"merge_request_event\"");
    let dry_run = rule["variables"]["BATCH_DRY_RUN"].as_str().unwrap();
    let (code, log) = run_gitlab(job, &sandbox, &[variables[0], variables[1], ("BATCH_DRY_RUN", dry_run)]);
    assert!(code == 0 && log.contains("dry run"), "{log}");
    assert!(server.take().is_empty());

    let arguments = ("BATCH_ARGUMENTS", "--set\nfamilyName=Of the file\n");
    let (code, log) = run_gitlab(job, &sandbox, &[variables[0], variables[1], arguments]);
    assert_eq!(code, 3, "{log}");
    let sent = server.take().into_iter().find(|exchange| exchange.method == "POST").unwrap();
    assert_eq!(sent.request["users"][0]["familyName"], "Of the file", "{sent:?}");
    assert!(!log.contains(KEY) && !log.contains("::error"), "{log}");
    let section = Regex::new(
        "(?s)\u{1b}\\[0Ksection_start:[0-9]+:descopectl_run\r\u{1b}\\[0Kuser batch-create, 2 rows\n.*line 3, ben: .*\u{1b}\\[0Ksection_end:[0-9]+:descopectl_run\r\u{1b}\\[0K\n",
    );
    assert!(section.unwrap().is_match(&log), "{log:?}");
    let paths = job["artifacts"]["paths"].as_array().unwrap();
    let kept: PathBuf = sandbox.path(paths[0].as_str().unwrap());
    assert_kept(&kept);
    assert!(sandbox.path(job["artifacts"]["reports"]["junit"].as_str().unwrap()).is_file());
    assert_eq!(job["artifacts"]["when"], "always");
}

#[test]
fn the_gitlab_example_gives_inputs_that_the_component_has() {
    let example = yaml("examples/ci/gitlab.yml");
    let inputs = example["include"][0]["inputs"].as_object().unwrap();
    let given: Vec<(&str, String)> =
        inputs.iter().map(|(name, value)| (name.as_str(), value.as_str().unwrap().to_owned())).collect();
    // What the including file says of a job is added to it.
    let (job, added) = example.as_object().unwrap().iter().find(|(name, _)| *name != "include").unwrap();
    assert_eq!(added["variables"]["BATCH_ARGUMENTS"], "--max-failures\n50\n");
    assert!(component(&given)[job]["variables"].get("BATCH_ARGUMENTS").is_none());
    let component = example["include"][0]["component"].as_str().unwrap();
    let folder = component.rsplit('/').next().unwrap().split('@').next().unwrap();
    assert!(root().join("templates").join(folder).join("template.yml").is_file(), "{component}");
}

/// A job that runs the program in a step of its own.
fn in_a_job(variables: &[(&str, &str)]) -> Sandbox {
    let mut sandbox = Sandbox::seeded();
    let workspace = sandbox.path("").to_str().unwrap().trim_end_matches('/').to_owned();
    let (summary, output) = (format!("{workspace}/summary"), format!("{workspace}/output"));
    let given = [("CI", "true"), ("GITHUB_WORKSPACE", &workspace), ("GITHUB_STEP_SUMMARY", &summary)];
    for (name, value) in
        given.into_iter().chain([("GITHUB_OUTPUT", output.as_str())]).chain(variables.iter().copied())
    {
        sandbox.set(name, value);
    }
    sandbox
}

/// Cells whose values must be in no annotation and no summary.
const MARK: &str = "cellvalue";

#[test]
fn more_problems_than_are_shown_are_counted_and_no_cell_is_repeated() {
    let sandbox = in_a_job(&[("GITHUB_ACTIONS", "true")]);
    fs::create_dir(sandbox.path("people")).unwrap();
    let columns =
        "loginId,email,phone,status,verifiedEmail,createdTime,customAttributes,userTenants,roleNames";
    // Some look like something that is kept, or like the end of what is left out.
    let cells = ["", "a`", "--", "`a`", "--all` ", "x` "];
    let rows: String = (0..30)
        .map(|n| {
            let before = cells[n % cells.len()];
            format!("u{n}{}\n", format!(",{before}{MARK}`--all{n}").repeat(8))
        })
        .collect();
    sandbox.file("people/users.csv", format!("{columns}\n{rows}u1,u1@example.com,,,,,,,,{MARK}\n"));
    let refused = sandbox.run(&["user", "batch-create", "people/users.csv"]).code(2);
    let marks: Vec<&str> = refused.stderr.lines().filter(|line| line.starts_with("::error ")).collect();
    assert_eq!(marks.len(), 10, "{refused}");
    assert!(
        marks[..8].iter().all(|mark| mark.starts_with("::error file=people/users.csv,line=")),
        "{refused}"
    );
    assert!(marks[8].contains("more: the log names them"), "{refused}");
    assert!(marks[9].contains("problems, nothing was sent"), "{refused}");
    let summary = fs::read_to_string(sandbox.path("summary")).unwrap();
    assert!(!marks.concat().contains(MARK) && !summary.contains(MARK), "{marks:?}\n{summary}");
    assert!(refused.stderr.contains(MARK), "the log has them: {refused}");
    assert!(summary.contains("did not run") && summary.contains("more\n"), "{summary}");
    // What is not about a file, and what the parser says.
    for (words, code, text) in [
        (["user", "load", "nobody@example.com"], 5, "`user load` failed for … (HTTP 404, E112102)"),
        (["user", "load", "a`nobody`b"], 5, "`user load` failed for … (HTTP 404, E112102)"),
        (["user", "delete", "alice@example.com"], 2, "not confirmed"),
        (["user", "load", "--nobody"], 2, "the command line is wrong: unexpected argument found"),
        (
            ["user", "search", "--limit=nobody"],
            2,
            "the command line is wrong: invalid value for one of the arguments",
        ),
    ] {
        let failed = sandbox.run(&words).code(code);
        let marks: Vec<&str> = failed.stderr.lines().filter(|line| line.starts_with("::error ")).collect();
        assert_eq!(marks, [format!("::error title=descopectl::{text}")], "{failed}");
    }
    // Whichever eight come first: those of each kind of cell alone.
    for cell in cells {
        let row = format!("u1{}\n", format!(",{cell}{MARK}`--all").repeat(8));
        let file = sandbox.file("one.csv", format!("{columns}\n{row}"));
        let refused = sandbox.run(&["user", "batch-create", &file]).code(2);
        let marks = refused.stderr.lines().filter(|line| line.starts_with("::error ")).collect::<String>();
        assert!(marks.contains("::email: … is ") || marks.contains("::email: …: "), "{refused}");
        assert!(!marks.contains(MARK) && refused.stderr.contains(MARK), "{cell}: {refused}");
    }
    // A program that reads JSON is told nothing else.
    let before = fs::read_to_string(sandbox.path("summary")).unwrap();
    let json = sandbox.run(&["user", "batch-create", "people/users.csv", "-o", "json"]).code(2);
    assert!(!json.stderr.contains("::error"), "{json}");
    assert_eq!(fs::read_to_string(sandbox.path("summary")).unwrap(), before);
    assert!(fs::read_to_string(sandbox.path("output")).unwrap().starts_with("read=0\ncreated=0\n"));
}

#[test]
fn a_line_is_told_only_where_the_file_has_it_and_with_its_file_where_there_are_several() {
    let sandbox = in_a_job(&[("GITHUB_ACTIONS", "true")]);
    let user = |n: u64| format!("{{\"loginId\": \"u{n}\", \"email\": \"nowhere\"}}");
    sandbox.file("line.json", format!("[{}, {}]", user(1), user(2)));
    sandbox.file("lines.csv", "loginId,email\nu3,u3@example.com\nu4,nowhere\n");
    let refused = sandbox.run(&["user", "batch-create", "line.json", "lines.csv"]).code(2);
    let marks: Vec<&str> = refused.stderr.lines().filter(|line| line.starts_with("::error file=")).collect();
    let begins = ["file=line.json,line=1,title", "file=line.json,title", "file=lines.csv,line=3,title"];
    assert_eq!(marks.len(), begins.len(), "{refused}");
    for (mark, begins) in marks.iter().zip(begins) {
        assert!(mark.starts_with(&format!("::error {begins}=descopectl::email: …: ")), "{refused}");
    }
    let summary = fs::read_to_string(sandbox.path("summary")).unwrap();
    assert!(summary.contains("\n| File | Line | Column |\n|---|--:|---|\n"), "{summary}");
    assert!(summary.contains("\n| lines.csv | 3 | email |\n"), "{summary}");
}

#[test]
fn one_complaint_has_a_summary_too_and_equal_hints_are_given_once() {
    let sandbox = in_a_job(&[("GITHUB_ACTIONS", "true")]);
    let summary = || fs::read_to_string(sandbox.path("summary")).unwrap_or_default();
    for name in ["a.csv", "b.csv"] {
        sandbox.file(name, "loginId,email,nonsense\nann,ann@example.com,x\n");
    }
    sandbox.file("good.csv", "loginId,email\nben,ben@example.com\n");
    for files in [&["a.csv"][..], &["a.csv", "good.csv"]] {
        let before = summary().matches("1 problem, nothing was sent").count();
        let refused = sandbox.run(&[&["user", "batch-create"], files].concat()).code(2);
        assert_eq!(summary().matches("1 problem, nothing was sent").count(), before + 1, "{refused}");
        assert_eq!(refused.stderr.matches("::error ").count(), 1, "{refused}");
    }
    let refused = sandbox.run(&["user", "batch-create", "a.csv", "b.csv"]).code(2);
    let hints: Vec<&str> = refused.stderr.lines().filter(|line| line.contains("hint: ")).collect();
    let once: std::collections::BTreeSet<&&str> = hints.iter().collect();
    assert!(!hints.is_empty() && once.len() == hints.len(), "{refused}");
    assert!(summary().contains("3 problems, nothing was sent"), "{refused}");
}

#[test]
fn foreign_text_starts_no_command_of_a_job() {
    let sandbox = in_a_job(&[("GITHUB_ACTIONS", "true")]);
    for (name, login_id) in [("::add-mask::a", "::error::a"), ("##[error]b", "b##[group]b")] {
        sandbox.run(&["user", "create", login_id, "--email", "x@example.com", "--name", name]).success();
        sandbox.run(&["user", "update-email", login_id, "--remove", "--yes"]);
    }
    let obeyed = |text: &str| {
        text.lines().any(|line| {
            let ours = line.starts_with("::error title=descopectl::") || line.starts_with("::error file=");
            !ours && (line.trim_start().starts_with("::") || line.contains("##["))
        })
    };
    let (table, json) = ("\\u{3a}:add-mask::a", "#\\u0023[error]b");
    for (words, code, spelled) in [
        (vec!["user", "search", "--columns", "name,loginIds"], 0, table),
        (vec!["user", "search", "--columns", "loginIds,name"], 0, "#\\u{23}[error]b"),
        (vec!["user", "search", "-o", "json"], 0, json),
        (vec!["user", "search", "-o", "jsonl"], 0, json),
        (vec!["user", "load", "b##[group]b"], 0, "#\\u{23}[group]b"),
        (vec!["user", "load", "##[error]nobody"], 5, "#\\u{23}[error]nobody"),
        (vec!["user", "load", "##[error]nobody", "-o", "json"], 5, "#\\u0023[error]nobody"),
        (vec!["user", "load", "--##[error]x"], 2, "#\\u{23}[error]x"),
        (vec!["history"], 0, "#\\u{23}[group]b"),
    ] {
        let outcome = sandbox.run(&words).code(code);
        assert!((outcome.stdout.clone() + &outcome.stderr).contains(spelled), "{words:?}: {outcome}");
        assert!(!obeyed(&outcome.stdout) && !obeyed(&outcome.stderr), "{words:?}: {outcome}");
    }
    let file = sandbox.file("bad.csv", "loginId,email\n::error::x,##[error]y\n");
    let refused = sandbox.run(&["user", "batch-create", &file]).code(2);
    assert!(!obeyed(&refused.stderr), "{refused}");
    // What a program reads means the same, and what a query makes is the text itself.
    let name = sandbox.run(&["user", "search", "b##[group]b", "-q", ".[].name"]).success();
    assert_eq!(name.stdout, "##[error]b\n");
    let users = sandbox.json(&["user", "search", "--all"]);
    assert!(users.as_array().unwrap().iter().any(|user| user["name"] == "##[error]b"), "{users}");
}

#[test]
fn a_run_in_a_step_of_its_own_leaves_a_summary_and_outputs() {
    let sandbox = in_a_job(&[("GITHUB_ACTIONS", "true")]);
    let file = sandbox.file("users.csv", format!("loginId,email,name\nann,ann@example.com,{MARK}\n"));
    sandbox.run(&["user", "batch-create", &file, "--failures", "failed.csv"]).success();
    let summary = fs::read_to_string(sandbox.path("summary")).unwrap();
    assert!(summary.starts_with("### `descopectl user batch-create`\n\nJob "), "{summary}");
    assert!(summary.contains(" in the emulator of profile `local`, "), "{summary}");
    assert!(summary.contains("\n| 1 | 1 | 0 | 0 | 0 | 0 | 0 |\n"), "{summary}");
    assert!(!summary.contains("failed.csv") && !summary.contains(MARK), "{summary}");
    let output = fs::read_to_string(sandbox.path("output")).unwrap();
    assert!(
        output.starts_with("read=1\ncreated=1\nupdated=0\n") && output.contains("\nnot-attempted=0\njob=")
    );
    // A summary that cannot be written fails nothing.
    let sandbox = sandbox.with("GITHUB_STEP_SUMMARY", "no/such/folder");
    let warned = sandbox.run(&["user", "batch-create", &file, "--restart"]).success();
    assert!(warned.stderr.contains("could not write the summary of the job"), "{warned}");
}

/// A step that reads the outputs finds them, however a run has ended.
#[test]
fn a_dry_run_and_a_refusal_tell_the_job_too() {
    let sandbox = Sandbox::seeded();
    sandbox.file("users.csv", "loginId,email\na,a@example.com\n");
    sandbox.file("bad.csv", "loginId,email\na,nowhere\n");
    sandbox.file("none.csv", "loginId\n");
    sandbox.file("list.txt", "bob\n");
    let (summary, output) = (sandbox.path("summary.md"), sandbox.path("output.txt"));
    let sandbox = sandbox
        .with("GITHUB_ACTIONS", "true")
        .with("GITHUB_STEP_SUMMARY", summary.to_str().unwrap())
        .with("GITHUB_OUTPUT", output.to_str().unwrap());
    for (line, code, told, read) in [
        ("batch-create users.csv --dry-run", 0, ", dry run", 1),
        ("batch-delete users.csv --dry-run", 3, ", dry run", 0),
        ("batch-create bad.csv", 2, " did not run\n\n1 problem, nothing was sent", 0),
        ("batch-create nosuch.csv", 2, " did not run\n\n1 problem, nothing was sent", 0),
        ("batch-run logout list.txt --expect 7", 2, " did not run\n\nNo row was sent", 0),
        ("batch-delete none.csv --yes", 0, "Ended", 0),
        ("restore nosuch.jsonl", 2, " did not run", 0),
    ] {
        let words: Vec<&str> = ["user"].into_iter().chain(line.split(' ')).collect();
        sandbox.run(&words).code(code);
        let text = fs::read_to_string(&summary).unwrap_or_default();
        assert!(text.contains(told), "{line}: {text}");
        assert_eq!(text.matches("### ").count(), 1, "{line}: {text}");
        let outputs = fs::read_to_string(&output).unwrap_or_default();
        assert!(outputs.contains(&format!("read={read}\ncreated=0\n")), "{line}: {outputs}");
        fs::remove_file(&summary).unwrap();
        fs::remove_file(&output).unwrap();
    }
}
