//! A command that runs while the test does something else.

use std::{
    io::{Read, Write as _},
    process::{Child, ChildStdin, Command, Stdio},
    sync::{Arc, Condvar, Mutex},
    thread::JoinHandle,
    time::{Duration, Instant},
};

use super::{Sandbox, sandbox::Outcome};

/// A running command.
pub(crate) struct Process {
    child: Running,
    stdin: Option<ChildStdin>,
    stdout: Output,
    stderr: Output,
}

/// A child that does not outlive a test that fails.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What a process has written so far, taken in by a thread of its own.
struct Output {
    text: Arc<(Mutex<Vec<u8>>, Condvar)>,
    reader: JoinHandle<()>,
}

/// How long a test waits for what must come, on the slowest machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// Signals that end a command, as `kill` takes them. The hangup is one of them only where it was not ignored for
/// these tests, as `nohup` does: a command keeps to that.
#[cfg(unix)]
pub(crate) fn ending_signals() -> Vec<&'static str> {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    let hangup = ignored.is_some_and(|mask| mask & 1 == 0).then_some("-HUP");
    ["-INT", "-TERM", "-QUIT"].into_iter().chain(hangup).collect()
}

impl Sandbox {
    /// Starts a command without input.
    pub(crate) fn spawn(&self, arguments: &[&str]) -> Process {
        let mut command = self.command(arguments);
        command.stdin(Stdio::null());
        Process::start(command)
    }

    /// Runs a command that may never end; none where it did not within the time.
    pub(crate) fn run_within(&self, limit: Duration, arguments: &[&str]) -> Option<Outcome> {
        self.spawn(arguments).ended_within(limit)
    }
}

impl Process {
    /// Starts a command whose standard input may have been chosen.
    pub(crate) fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let stdout = Output::of(child.stdout.take().unwrap());
        let stderr = Output::of(child.stderr.take().unwrap());
        Self { stdin: child.stdin.take(), child: Running(child), stdout, stderr }
    }

    /// Waits until standard output holds this text.
    #[cfg(target_os = "linux")]
    #[track_caller]
    pub(crate) fn wait_for_stdout(&self, text: &str) {
        self.stdout.wait_for(text);
    }

    /// Waits until standard error holds this text.
    #[cfg(unix)]
    #[track_caller]
    pub(crate) fn wait_for_stderr(&self, text: &str) {
        self.stderr.wait_for(text);
    }

    /// Writes to standard input, which stays open.
    #[cfg(unix)]
    pub(crate) fn write(&mut self, text: &str) {
        let stdin = self.stdin.as_mut().unwrap();
        stdin.write_all(text.as_bytes()).unwrap();
        stdin.flush().unwrap();
    }

    #[cfg(unix)]
    pub(crate) fn close_stdin(&mut self) {
        self.stdin = None;
    }

    /// Sends a signal, such as `-INT`.
    #[cfg(unix)]
    pub(crate) fn signal(&self, name: &str) {
        let process = self.child.0.id().to_string();
        assert!(Command::new("kill").args([name, &process]).status().unwrap().success());
    }

    /// From now on no file of the process becomes larger than this.
    #[cfg(target_os = "linux")]
    pub(crate) fn limit_files(&self, bytes: u64) {
        let (process, size) = (self.child.0.id().to_string(), format!("--fsize={bytes}:{bytes}"));
        let limit = Command::new("prlimit").args(["--pid", &process, &size]).status().unwrap();
        assert!(limit.success());
    }

    /// Waits until something has happened; false where the process ended before.
    pub(crate) fn runs_until(&mut self, happened: impl Fn() -> bool) -> bool {
        while !happened() {
            if self.child.0.try_wait().unwrap().is_some() {
                return false;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        true
    }

    /// Kills the process once it is time for that; says whether it has ended by itself before.
    pub(crate) fn killed_when(mut self, time: impl Fn() -> bool) -> (bool, Outcome) {
        let killed = self.runs_until(time);
        (!killed, self.kill())
    }

    /// Kills the process, as a crash would.
    pub(crate) fn kill(mut self) -> Outcome {
        let _ = self.child.0.kill();
        self.end()
    }

    /// Waits for the end.
    #[track_caller]
    pub(crate) fn wait(self) -> Outcome {
        self.ended_within(PATIENCE).unwrap_or_else(|| panic!("the process does not end"))
    }

    /// Waits for the end that long; then the process is killed.
    pub(crate) fn ended_within(mut self, limit: Duration) -> Option<Outcome> {
        let started = Instant::now();
        while started.elapsed() < limit {
            if self.child.0.try_wait().unwrap().is_some() {
                return Some(self.end());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        self.kill();
        None
    }

    fn end(mut self) -> Outcome {
        drop(self.stdin.take());
        let status = self.child.0.wait().unwrap();
        Outcome {
            code: status.code().unwrap_or(-1),
            stdout: self.stdout.whole(),
            stderr: self.stderr.whole(),
        }
    }
}

impl Output {
    fn of(mut stream: impl Read + Send + 'static) -> Self {
        let text = Arc::new((Mutex::new(Vec::new()), Condvar::new()));
        let shared = Arc::clone(&text);
        let reader = std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(read @ 1..) = stream.read(&mut buffer) {
                shared.0.lock().unwrap().extend(&buffer[..read]);
                shared.1.notify_all();
            }
        });
        Self { text, reader }
    }

    #[cfg(unix)]
    #[track_caller]
    fn wait_for(&self, wanted: &str) {
        let started = Instant::now();
        let mut text = self.text.0.lock().unwrap();
        loop {
            let so_far = String::from_utf8_lossy(&text).into_owned();
            if so_far.contains(wanted) {
                return;
            }
            let left = PATIENCE.checked_sub(started.elapsed());
            let left = left.unwrap_or_else(|| panic!("`{wanted}` does not come: {so_far}"));
            text = self.text.1.wait_timeout(text, left).unwrap().0;
        }
    }

    fn whole(self) -> String {
        let _ = self.reader.join();
        let text = std::mem::take(&mut *self.text.0.lock().unwrap());
        String::from_utf8(text).unwrap()
    }
}
