//! A home of its own and a clean environment for each test.

use std::{
    fmt,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::Value;

/// A temporary home folder and the binary.
pub(crate) struct Sandbox {
    home: tempfile::TempDir,
    environment: Vec<(String, String)>,
    flags: Vec<String>,
}

/// What a command did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Sandbox {
    /// A sandbox without any configuration.
    pub(crate) fn empty() -> Self {
        let home = tempfile::tempdir().unwrap();
        Self { home, environment: Vec::new(), flags: Vec::new() }
    }

    /// A sandbox whose commands use the profile `local`, with the example data in it.
    pub(crate) fn seeded() -> Self {
        let mut sandbox = Self::empty();
        let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/seed.json");
        sandbox.run(&["emulator", "seed", seed.to_str().unwrap()]).success();
        sandbox.flags = vec!["--profile".into(), "local".into()];
        sandbox
    }

    /// A home of its own with the same files, variables and flags.
    pub(crate) fn copied(&self) -> Self {
        let home = tempfile::tempdir().unwrap();
        copy(self.home.path(), home.path());
        Self { home, environment: self.environment.clone(), flags: self.flags.clone() }
    }

    /// Gives all commands that come now a flag.
    pub(crate) fn flag(&mut self, word: &str) {
        self.flags.push(word.into());
    }

    /// A sandbox whose commands use the profile `local`, with nothing in it.
    pub(crate) fn local() -> Self {
        let mut sandbox = Self::empty();
        sandbox.flags = vec!["--profile".into(), "local".into()];
        sandbox
    }

    /// A variable of all commands.
    pub(crate) fn variable(&self, name: &str) -> &str {
        let mut variables = self.environment.iter();
        variables.find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// Sets a variable for all commands.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.set(name, value);
        self
    }

    /// Sets a variable for the commands that come now.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.environment.push((name.into(), value.into()));
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Writes a file and returns its path as an argument.
    pub(crate) fn file(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// The binary with the sandbox's flags, in its environment.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("descopectl"));
        let home = self.home.path();
        command
            .env_clear()
            .env("HOME", home)
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_DATA_HOME", home.join("data"))
            .env("XDG_CACHE_HOME", home.join("cache"))
            .env("XDG_STATE_HOME", home.join("state"))
            .env("TZ", "UTC")
            // The folders of Windows are in no variable, and it starts nothing without its own.
            .envs(cfg!(windows).then(|| ("DESCOPECTL_HOME", home.as_os_str().to_owned())))
            .envs(["SystemRoot", "TEMP"].into_iter().filter_map(|name| Some((name, std::env::var_os(name)?))))
            .env("COLUMNS", "200")
            // Nobody is there to leave a pager.
            .env("PAGER", "cat")
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .current_dir(home)
            .args(&self.flags)
            .args(arguments);
        for passed in ["PATH", "LLVM_PROFILE_FILE"] {
            if let Some(value) = std::env::var_os(passed) {
                command.env(passed, value);
            }
        }
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Outcome {
        self.run_with_input(arguments, "")
    }

    pub(crate) fn run_with_input(&self, arguments: &[&str], input: &str) -> Outcome {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_owned();
        let writer = std::thread::spawn(move || {
            let _ = stdin.write_all(input.as_bytes());
        });
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        Outcome {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
        .in_place(self.home.path())
    }

    /// Runs with `-o json` and returns the document.
    pub(crate) fn json(&self, arguments: &[&str]) -> Value {
        let arguments = [arguments, &["-o", "json"]].concat();
        self.run(&arguments).success().json()
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            std::fs::create_dir(&target).unwrap();
            std::fs::set_permissions(&target, path.metadata().unwrap().permissions()).unwrap();
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

impl Outcome {
    /// The home folder is another one in each run.
    fn in_place(mut self, home: &Path) -> Self {
        let home = home.to_str().unwrap();
        self.stdout = self.stdout.replace(home, "[HOME]");
        self.stderr = self.stderr.replace(home, "[HOME]");
        self
    }

    #[track_caller]
    pub(crate) fn success(self) -> Self {
        self.code(0)
    }

    #[track_caller]
    pub(crate) fn code(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self}");
        self
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}\n{self}"))
    }

    /// The error object of `-o json`.
    #[track_caller]
    pub(crate) fn error(&self) -> Value {
        let line = self.stderr.lines().find(|line| line.starts_with("{\"level\":\"error\""));
        serde_json::from_str(line.unwrap_or_default()).unwrap_or_else(|error| panic!("{error}\n{self}"))
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "exit {}\n--- stdout\n{}--- stderr\n{}", self.code, self.stdout, self.stderr)
    }
}
