//! The binary on a terminal: keys are typed, and what the screen shows is read.

use std::{
    io::{Read as _, Write as _},
    process::{Child, Command},
    sync::{Arc, Condvar, Mutex},
    thread::JoinHandle,
    time::{Duration, Instant},
};

use pty_process::{Size, blocking};

use super::Sandbox;

/// A command on a terminal of its own, whose only process group it is: Ctrl-C reaches it.
pub(crate) struct Terminal {
    child: Child,
    keys: Arc<blocking::Pty>,
    screen: Arc<(Mutex<Screen>, Condvar)>,
    reader: Option<JoinHandle<()>>,
    home: String,
}

/// What was written to the terminal.
struct Screen {
    parser: vt100::Parser,
    written: Vec<u8>,
    is_closed: bool,
}

/// How long a test waits for what must come, on the slowest machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// Lines of the terminal: more than any page of a test has.
const LINES: u16 = 100;

impl Sandbox {
    /// Starts a command on a terminal that is so many columns wide.
    pub(crate) fn terminal(&self, columns: u16, arguments: &[&str]) -> Terminal {
        let mut command = self.command(arguments);
        // The terminal says how wide it is.
        command.env_remove("COLUMNS").env("TERM", "xterm-256color");
        Terminal::start(&command, columns, self.path("").to_str().unwrap())
    }
}

impl Terminal {
    /// Starts a program with its arguments, variables and folder.
    pub(crate) fn start(program: &Command, columns: u16, home: &str) -> Self {
        let (pty, pts) = blocking::open().unwrap();
        pty.resize(Size::new(LINES, columns)).unwrap();
        let mut command = blocking::Command::new(program.get_program()).args(program.get_args()).env_clear();
        for (name, value) in program.get_envs() {
            if let Some(value) = value {
                command = command.env(name, value);
            }
        }
        if let Some(folder) = program.get_current_dir() {
            command = command.current_dir(folder);
        }
        let child = command.spawn(pts).unwrap();
        let keys = Arc::new(pty);
        let parser = vt100::Parser::new(LINES, columns, 0);
        let screen =
            Arc::new((Mutex::new(Screen { parser, written: Vec::new(), is_closed: false }), Condvar::new()));
        let (shared, pty) = (Arc::clone(&screen), Arc::clone(&keys));
        let reader = std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            let (screen, changed) = &*shared;
            // Once the last process has closed the terminal, reading fails.
            while let Ok(read @ 1..) = (&*pty).read(&mut buffer) {
                let mut screen = screen.lock().unwrap();
                screen.parser.process(&buffer[..read]);
                screen.written.extend(&buffer[..read]);
                changed.notify_all();
            }
            screen.lock().unwrap().is_closed = true;
            changed.notify_all();
        });
        let home = home.trim_end_matches('/').to_owned();
        Self { child, keys, screen, reader: Some(reader), home }
    }

    /// Types keys; `\r` is Enter.
    pub(crate) fn keys(&self, keys: &str) {
        (&*self.keys).write_all(keys.as_bytes()).unwrap();
    }

    /// Waits until the screen shows this text.
    #[track_caller]
    pub(crate) fn wait_for(&self, text: &str) {
        self.wait_until(text, |screen| screen.contains(text));
    }

    /// Types a key until the command has ended: between two keys a list does not read, and loses Ctrl-C.
    #[track_caller]
    pub(crate) fn end_by(mut self, key: &str) -> Ended {
        let started = Instant::now();
        while self.child.try_wait().unwrap().is_none() {
            assert!(started.elapsed() < PATIENCE, "the command does not end:\n{}", self.shown());
            self.keys(key);
            std::thread::sleep(Duration::from_millis(50));
        }
        self.end()
    }

    /// Waits until what is typed is not shown, as for a secret: what is typed before is lost.
    #[cfg(target_os = "linux")]
    #[track_caller]
    pub(crate) fn wait_for_secrecy(&self) {
        let terminal = std::fs::read_link(format!("/proc/{}/fd/0", self.child.id())).unwrap();
        let started = Instant::now();
        loop {
            let settings = Command::new("stty").arg("-aF").arg(&terminal).output().unwrap();
            if String::from_utf8_lossy(&settings.stdout).contains(" -echo ") {
                return;
            }
            assert!(started.elapsed() < PATIENCE, "what is typed can be seen:\n{}", self.shown());
        }
    }

    /// Waits for a question and answers it with a line.
    #[track_caller]
    pub(crate) fn answer(&self, question: &str, line: &str) {
        self.wait_for(question);
        self.keys(&format!("{line}\r"));
    }

    /// Waits until what is on the screen is as it should be.
    #[track_caller]
    pub(crate) fn wait_until(&self, what: &str, is_right: impl Fn(&str) -> bool) {
        let (lock, changed) = &*self.screen;
        let started = Instant::now();
        let mut screen = lock.lock().unwrap();
        loop {
            let shown = screen.parser.screen().contents();
            if is_right(&shown) {
                return;
            }
            let left = PATIENCE.checked_sub(started.elapsed()).filter(|_| !screen.is_closed);
            let Some(left) = left else {
                // What reads the terminal takes the lock, too.
                drop(screen);
                panic!("`{what}` does not come:\n{shown}");
            };
            screen = changed.wait_timeout(screen, left).unwrap().0;
        }
    }

    /// What the screen shows now.
    pub(crate) fn shown(&self) -> String {
        let screen = self.screen.0.lock().unwrap();
        screen.parser.screen().contents().replace(&self.home, "[HOME]")
    }

    /// Waits for the end: the exit code, and what the screen shows then.
    #[track_caller]
    pub(crate) fn end(mut self) -> Ended {
        let started = Instant::now();
        while self.child.try_wait().unwrap().is_none() {
            assert!(started.elapsed() < PATIENCE, "the command does not end:\n{}", self.shown());
            std::thread::sleep(Duration::from_millis(5));
        }
        let status = self.child.wait().unwrap();
        self.reader.take().unwrap().join().unwrap();
        let shown = self.shown();
        let screen = self.screen.0.lock().unwrap();
        Ended {
            code: status.code().unwrap_or(-1),
            shown,
            hides_cursor: screen.parser.screen().hide_cursor(),
            written: String::from_utf8_lossy(&screen.written).into_owned(),
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What is left of a command on a terminal.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: i32,
    /// What the screen shows.
    pub(crate) shown: String,
    /// Whether the cursor cannot be seen any more.
    pub(crate) hides_cursor: bool,
    /// All that was written, with what terminals obey.
    pub(crate) written: String,
}

impl Ended {
    #[track_caller]
    pub(crate) fn code(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{}", self.shown);
        self
    }
}
