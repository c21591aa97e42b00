//! A pager: what was read is shown screen by screen where it is longer than one.

use std::{
    ffi::{OsStr, OsString},
    io::{self, IsTerminal as _, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Mutex, MutexGuard, PoisonError},
};

use crate::{
    env::{self, Environment},
    signals,
    words::of_command_line,
};

/// The pager where none is named: it ends by itself where all fits on the screen (`F`), shows colours (`R`) and
/// leaves what it has shown on the screen (`X`).
const DEFAULT: (&str, &str) = ("less", "FRX");

/// What stands between stdout and a person who reads.
#[derive(Debug)]
pub struct Pager {
    /// The program with its arguments.
    command: Vec<OsString>,
    /// Lines and columns of the terminal.
    screen: (usize, usize),
    state: Mutex<State>,
}

#[derive(Debug)]
enum State {
    /// Not more than a screen yet: it may fit.
    Held(Vec<u8>),
    /// The program runs and reads.
    Runs(Child),
    /// There is no program: either it could not be started, or it has ended.
    Direct,
}

impl Pager {
    /// The pager that the environment names, where a terminal shows stdout. An empty value and `cat` mean none.
    #[must_use]
    pub fn chosen(environment: &Environment) -> Option<Self> {
        let is_dumb = environment.raw("TERM").is_some_and(|term| term == "dumb");
        if is_dumb || environment.is_ci() || !io::stdout().is_terminal() {
            return None;
        }
        let (rows, columns) = dialoguer::console::Term::stdout().size();
        let named = [env::PAGER, env::SYSTEM_PAGER].into_iter().find_map(|name| environment.stated(name));
        Self::new(named, (rows.into(), columns.into()))
    }

    fn new(named: Option<&OsStr>, screen: (usize, usize)) -> Option<Self> {
        let default = if cfg!(unix) { DEFAULT.0 } else { "" };
        let named = named.map_or_else(|| default.into(), OsStr::to_string_lossy);
        let command = of_command_line(&named)?;
        let is_none = command.first().is_none_or(|program| program == "cat");
        (!is_none).then(|| Self { command, screen, state: Mutex::new(State::Held(Vec::new())) })
    }

    /// Whether the pager has the terminal now, so that nobody else may write to it.
    #[must_use]
    pub fn has_terminal(&self) -> bool {
        matches!(*self.state(), State::Runs(_))
    }

    /// Writes a part of a document.
    ///
    /// # Errors
    /// A broken pipe where the reader has left the pager.
    pub fn write(&self, bytes: &[u8]) -> io::Result<()> {
        let mut state = self.state();
        match &mut *state {
            State::Held(held) => {
                held.extend_from_slice(bytes);
                if !fits(held, self.screen) {
                    let held = std::mem::take(held);
                    *state = self.start();
                    drop(state);
                    self.write(&held)?;
                }
                Ok(())
            }
            State::Runs(program) => {
                program.stdin.as_mut().map_or_else(|| Ok(()), |stdin| stdin.write_all(bytes))
            }
            State::Direct => direct(bytes),
        }
    }

    /// Ends a document: what was short is shown now, and of what was long the reader has seen enough when this
    /// returns.
    ///
    /// # Errors
    /// Those of stdout.
    pub fn end(&self) -> io::Result<()> {
        let mut state = self.state();
        match std::mem::replace(&mut *state, State::Direct) {
            State::Held(held) => direct(&held),
            State::Runs(mut program) => {
                drop(program.stdin.take());
                program.wait().map(drop)
            }
            State::Direct => Ok(()),
        }
    }

    /// What cannot be started is done without.
    fn start(&self) -> State {
        let [program, arguments @ ..] = self.command.as_slice() else { return State::Direct };
        // Ctrl-C is for the pager now: it must not outlive this process on the same terminal. That cannot be taken
        // back, so that it is not given away to a program that is not there.
        if !is_there(Path::new(program)) || signals::leave_interrupts_alone().is_err() {
            return State::Direct;
        }
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::piped());
        if std::env::var_os("LESS").is_none() {
            command.env("LESS", DEFAULT.1);
        }
        command.spawn().map_or(State::Direct, State::Runs)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a program is found as the system finds it: by its path, or in the folders of `PATH`.
fn is_there(program: &Path) -> bool {
    let is_file = |path: PathBuf| {
        let mut with_ending = path.clone().into_os_string();
        with_ending.push(std::env::consts::EXE_SUFFIX);
        path.is_file() || Path::new(&with_ending).is_file()
    };
    if program.components().count() > 1 {
        return is_file(program.to_owned());
    }
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders).any(|folder| is_file(folder.join(program)))
}

fn direct(bytes: &[u8]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes)?;
    stdout.flush()
}

/// Whether a text leaves a line of the screen free, for the prompt that comes after it.
fn fits(text: &[u8], (rows, columns): (usize, usize)) -> bool {
    let text = String::from_utf8_lossy(text);
    let height = |line: &str| dialoguer::console::measure_text_width(line).max(1).div_ceil(columns.max(1));
    text.lines().map(height).sum::<usize>() < rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn none_is_a_choice() {
        let chosen = |named: &str| Pager::new(Some(OsStr::new(named)), (24, 80)).map(|pager| pager.command);
        assert_eq!(chosen(""), None);
        assert_eq!(chosen("cat"), None);
        assert_eq!(chosen("less -S"), Some(vec!["less".into(), "-S".into()]));
        #[cfg(not(windows))]
        assert_eq!(chosen("'my pager' -S"), Some(vec!["my pager".into(), "-S".into()]));
    }

    #[test]
    fn what_fits_the_screen_needs_no_pager() {
        let lines = |count: usize, text: &str| format!("{text}\n").repeat(count);
        let fits = |text: &str| fits(text.as_bytes(), (24, 80));
        assert!(fits(&lines(23, "a")) && !fits(&lines(24, "a")));
        // A line that is longer than the screen is wide takes more than one.
        assert!(fits(&lines(11, &"王".repeat(41))) && !fits(&lines(12, &"王".repeat(41))));
        // What only colours takes no room.
        assert!(fits(&lines(23, &format!("\u{1b}[32m{}\u{1b}[0m", "a".repeat(80)))));
    }

    #[cfg(unix)]
    #[test]
    fn a_long_text_goes_through_the_program_and_a_reader_may_leave() {
        let folder = tempfile::tempdir().unwrap();
        let (script, copy) = (folder.path().join("pager"), folder.path().join("copy"));
        std::fs::write(&script, format!("head -n 2 > '{}'\n", copy.display())).unwrap();
        let pager = Pager {
            command: vec!["sh".into(), script.into()],
            screen: (3, 80),
            state: Mutex::new(State::Held(Vec::new())),
        };
        pager.write(b"one\n").unwrap();
        assert!(!pager.has_terminal());
        pager.write(b"two\nthree\n").unwrap();
        assert!(pager.has_terminal());
        // The program ends after two lines; then nobody reads any more.
        let broken = (0..).find_map(|_| pager.write(&[b'x'; 4_096]).err()).unwrap();
        assert_eq!(broken.kind(), io::ErrorKind::BrokenPipe);
        pager.end().unwrap();
        assert_eq!(std::fs::read_to_string(copy).unwrap(), "one\ntwo\n");
        assert!(!pager.has_terminal());
    }

    #[test]
    fn a_program_that_is_not_there_is_done_without() {
        let pager = Pager::new(Some(OsStr::new("descopectl-has-no-such-pager")), (2, 80)).unwrap();
        assert!(matches!(pager.start(), State::Direct));
        let cargo = PathBuf::from(std::env::var_os("CARGO").unwrap());
        let folder = tempfile::tempdir().unwrap();
        assert!(is_there(&cargo) && is_there(Path::new("cargo")));
        assert!(
            !is_there(Path::new("descopectl-has-no-such-pager")) && !is_there(&folder.path().join("less"))
        );
        assert!(!is_there(folder.path()), "a folder is no program");
    }
}
