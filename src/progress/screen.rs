//! The terminal that shows a bar.

use std::{
    io,
    sync::{Mutex, MutexGuard, PoisonError},
};

use dialoguer::console::Term;
use indicatif::TermLike;

/// The terminal on stderr. Lines of a bar are filled up with spaces to the width of the terminal, but for the last
/// one here: behind it, a terminal shows what is typed, such as `^C`. That must not begin a line of its own, or
/// the bar is looked for a line too low when it is taken away.
#[derive(Debug)]
pub(super) struct Screen {
    terminal: Term,
    /// Spaces that are written once something follows.
    held: Mutex<String>,
}

impl Screen {
    pub(super) fn of_stderr() -> Self {
        Self { terminal: Term::buffered_stderr(), held: Mutex::default() }
    }

    fn held(&self) -> MutexGuard<'_, String> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl TermLike for Screen {
    fn width(&self) -> u16 {
        self.terminal.size().1
    }

    fn height(&self) -> u16 {
        self.terminal.size().0
    }

    fn move_cursor_up(&self, lines: usize) -> io::Result<()> {
        self.terminal.move_cursor_up(lines)
    }

    fn move_cursor_down(&self, lines: usize) -> io::Result<()> {
        self.terminal.move_cursor_down(lines)
    }

    fn move_cursor_right(&self, columns: usize) -> io::Result<()> {
        self.terminal.move_cursor_right(columns)
    }

    fn move_cursor_left(&self, columns: usize) -> io::Result<()> {
        self.terminal.move_cursor_left(columns)
    }

    fn write_line(&self, text: &str) -> io::Result<()> {
        self.write_str(text)?;
        self.terminal.write_line("")
    }

    fn write_str(&self, text: &str) -> io::Result<()> {
        let mut held = self.held();
        if text.chars().all(|character| character == ' ') {
            held.push_str(text);
            return Ok(());
        }
        self.terminal.write_str(&std::mem::take(&mut *held))?;
        self.terminal.write_str(text)
    }

    fn clear_line(&self) -> io::Result<()> {
        self.terminal.clear_line()
    }

    fn flush(&self) -> io::Result<()> {
        self.held().clear();
        self.terminal.flush()
    }
}
