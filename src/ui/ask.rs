//! Questions whose answers are more than yes or no, for what was not typed on the command line.

use std::{borrow::Cow, io};

use dialoguer::{
    FuzzySelect, MultiSelect,
    console::{Term, measure_text_width},
};
use rustyline::{
    Editor, Helper,
    completion::Completer,
    config::{Behavior, BellStyle, ColorMode, Config},
    error::ReadlineError,
    highlight::{CmdKind, Highlighter},
    hint::Hinter,
    history::DefaultHistory,
    validate::Validator,
};
use secrecy::SecretString;

use super::{ErrorFormat, Prompting, Ui, can_prompt, prompt_failed};
use crate::{
    error::{Result, visible},
    words::grouped,
};

/// Lines of a list that are shown at once.
const SHOWN: usize = 12;

impl Ui {
    /// Whether a person sees and types all of it, and may be asked for what is missing.
    #[must_use]
    pub fn completes(&self) -> bool {
        let may_ask = matches!(self.prompting, Prompting::Ask | Prompting::AssumeYes);
        let is_for_people = self.errors == ErrorFormat::Text;
        may_ask && is_for_people && !self.is_ci && can_prompt() && self.stdout_is_terminal()
    }

    /// Asks for a line of text, again until it is one that is taken.
    ///
    /// # Errors
    /// When it cannot be asked, or the question is interrupted.
    pub fn text(
        &self,
        prompt: &str,
        default: Option<&str>,
        check: impl Fn(&str) -> std::result::Result<(), String>,
    ) -> Result<String> {
        let shown = default.map(|default| format!(" [{default}]")).unwrap_or_default();
        let asked = self.short_prompt(prompt, "Answer", &shown);
        loop {
            let answer = line(&asked)?;
            let answer =
                Some(answer.trim()).filter(|answer| !answer.is_empty()).or(default).unwrap_or_default();
            // Said by ourselves: what wraps is not taken away again.
            match check(answer) {
                Ok(()) => return Ok(answer.to_owned()),
                Err(why) => self.warn(&why),
            }
        }
    }

    /// Lets one item be picked, which may be narrowed down by typing; none where nothing is wanted.
    /// `endure_interrupts` makes Ctrl-C an answer instead of the end of the process, which would leave the
    /// terminal without a cursor.
    ///
    /// # Errors
    /// When it cannot be asked, or the question is interrupted.
    pub fn pick(
        &self,
        prompt: &str,
        items: &[String],
        endure_interrupts: impl FnOnce(),
    ) -> Result<Option<usize>> {
        endure_interrupts();
        let prompt = format!("{prompt} ({}type to narrow down)", part_shown(items));
        let select = FuzzySelect::new().with_prompt(prompt);
        let select = select.items(fitted(items)).default(0).max_length(SHOWN).highlight_matches(false);
        let term = Term::buffered_stderr();
        shown(&term, select.interact_on_opt(&term))
    }

    /// Lets any number of items be picked.
    ///
    /// # Errors
    /// As [`Self::pick`].
    pub fn pick_several(
        &self,
        prompt: &str,
        items: &[String],
        endure_interrupts: impl FnOnce(),
    ) -> Result<Vec<usize>> {
        endure_interrupts();
        let prompt = format!("{prompt} ({}Space picks, Enter goes on)", part_shown(items));
        let select = MultiSelect::new().with_prompt(prompt);
        let term = Term::buffered_stderr();
        shown(&term, select.items(fitted(items)).max_length(SHOWN).interact_on(&term))
    }
}

/// A line that answers a question. The terminal is in raw mode from before the question is shown until the answer is
/// complete: so Ctrl-C always arrives as a key and never ends the process without a word, and keys that are typed
/// early are shown once.
///
/// # Errors
/// When it cannot be read, or the question is interrupted.
pub(super) fn line(prompt: &str) -> Result<String> {
    read(prompt, None)
}

/// As [`line`], with a mark on the screen in place of each character that is typed.
///
/// # Errors
/// As [`line`].
pub(super) fn secret(prompt: &str) -> Result<SecretString> {
    read(prompt, Some(Masked)).map(SecretString::from)
}

fn read(prompt: &str, masked: Option<Masked>) -> Result<String> {
    let prompt = format!("{prompt}: ");
    let answer = if moves_cursor() { edit(&prompt, masked) } else { plain_line(&prompt, masked.is_some()) };
    answer.map_err(prompt_failed)
}

/// A line that cannot be edited. The end of the input leaves the question, as Ctrl-C does; so does a secret that is
/// empty, which looks the same.
fn plain_line(prompt: &str, is_secret: bool) -> io::Result<String> {
    let term = Term::stderr();
    term.write_str(prompt)?;
    let mut line = String::new();
    if is_secret {
        line = term.read_secure_line()?;
    } else {
        io::stdin().read_line(&mut line)?;
    }
    match line.is_empty() {
        true => Err(io::ErrorKind::Interrupted.into()),
        false => Ok(line.trim_end_matches(['\r', '\n']).to_owned()),
    }
}

/// Whether this terminal can show a line that is edited. The editor shows what is typed on one that cannot, secrets
/// too.
fn moves_cursor() -> bool {
    const CANNOT: [&str; 3] = ["dumb", "cons25", "emacs"];
    let term = std::env::var("TERM").unwrap_or_default();
    !CANNOT.iter().any(|name| name.eq_ignore_ascii_case(&term))
}

fn edit(prompt: &str, masked: Option<Masked>) -> io::Result<String> {
    // The mask is drawn as colours are, and must be drawn where there are none.
    let color_mode = if masked.is_some() { ColorMode::Forced } else { ColorMode::Disabled };
    let config = Config::builder()
        .behavior(Behavior::PreferTerm)
        .bell_style(BellStyle::None)
        .bracketed_paste(false)
        .color_mode(color_mode)
        .build();
    let mut editor = Editor::<Masked, DefaultHistory>::with_config(config).map_err(io::Error::other)?;
    editor.set_helper(masked);
    match editor.readline(prompt) {
        Ok(line) => Ok(line),
        // Ctrl-D, Ctrl-C, and a signal from elsewhere. No answer can come after the end of the input.
        Err(ReadlineError::Eof | ReadlineError::Interrupted | ReadlineError::Signal(_)) => {
            Err(io::ErrorKind::Interrupted.into())
        }
        Err(ReadlineError::Io(cause)) => Err(cause),
        Err(cause) => Err(io::Error::other(cause)),
    }
}

/// Hides what is typed.
struct Masked;

impl Highlighter for Masked {
    fn highlight<'l>(&self, line: &'l str, _cursor: usize) -> Cow<'l, str> {
        "*".repeat(measure_text_width(line)).into()
    }

    // Without this a character at the end of the line would be shown as it is.
    fn highlight_char(&self, _line: &str, _cursor: usize, kind: CmdKind) -> bool {
        !matches!(kind, CmdKind::MoveCursor)
    }
}

impl Completer for Masked {
    type Candidate = String;
}

impl Hinter for Masked {
    type Hint = String;
}

impl Validator for Masked {}
impl Helper for Masked {}

/// How many items of a longer list are shown at once.
fn part_shown(items: &[String]) -> String {
    if items.len() > SHOWN { format!("{SHOWN} of {} shown, ", grouped(items.len())) } else { String::new() }
}

/// What was picked, once all that the list has written is on the terminal, and the cursor that it has hidden.
fn shown<T>(term: &Term, picked: dialoguer::Result<T>) -> Result<T> {
    let _ = term.flush();
    let _ = Term::stderr().show_cursor();
    picked.map_err(|dialoguer::Error::IO(cause)| {
        if cause.kind() == io::ErrorKind::Interrupted {
            // The cursor stands behind the question.
            let _ = Term::stderr().write_line("");
        }
        prompt_failed(cause)
    })
}

/// Items that take one line each: what wraps is not taken away again. The bytes count, too, because the list
/// takes them for the width.
fn fitted(items: &[String]) -> Vec<String> {
    const MARK: usize = 12;
    let room = usize::from(Term::stderr().size().1).saturating_sub(MARK).max(8);
    let fit = |item: &String| {
        let item = visible(item);
        let mut end = item.len();
        let is_wide = |text: &str| text.len() > room || measure_text_width(text) > room;
        if !is_wide(&item) {
            return item;
        }
        while end > 0 && (!item.is_char_boundary(end) || is_wide(&item[..end])) {
            end -= 1;
        }
        format!("{}…", &item[..end])
    };
    let mut fitted: Vec<String> = items.iter().map(fit).collect();
    // A list answers with the first item of a text: what is the same after the cut is told apart by a number.
    let mut seen = std::collections::HashSet::new();
    for (number, item) in fitted.iter_mut().enumerate() {
        if !seen.insert(item.clone()) {
            *item = format!("{} {item}", number + 1);
        }
    }
    fitted
}
