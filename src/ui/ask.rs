//! Questions whose answers are more than yes or no, for what was not typed on the command line.

use std::io;

use dialoguer::{
    FuzzySelect, MultiSelect,
    console::{Key, Term, measure_text_width},
};

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

/// A line that answers a question. Ctrl-C is read as a key, so that it does not end the process without a word.
///
/// # Errors
/// When it cannot be read, or the question is interrupted.
pub(super) fn line(prompt: &str) -> Result<String> {
    type_line(&Term::stderr(), prompt).map_err(|cause| prompt_failed(cause.into()))
}

fn type_line(term: &Term, prompt: &str) -> io::Result<String> {
    const END_OF_INPUT: char = '\u{4}';
    const CLEAR: char = '\u{15}';
    term.write_str(&format!("{prompt}: "))?;
    let mut typed = String::new();
    loop {
        match term.read_key_raw()? {
            Key::CtrlC => return Err(io::ErrorKind::Interrupted.into()),
            Key::Enter | Key::Char(END_OF_INPUT) => break,
            Key::Char(CLEAR) => {
                term.clear_chars(measure_text_width(&typed))?;
                typed.clear();
            }
            Key::Backspace => {
                if let Some(character) = typed.pop() {
                    term.clear_chars(measure_text_width(character.encode_utf8(&mut [0; 4])))?;
                }
            }
            Key::Char(character) if !character.is_control() => {
                typed.push(character);
                term.write_str(character.encode_utf8(&mut [0; 4]))?;
            }
            _ => {}
        }
    }
    term.write_line("")?;
    Ok(typed)
}

/// How many items of a longer list are shown at once.
fn part_shown(items: &[String]) -> String {
    if items.len() > SHOWN { format!("{SHOWN} of {} shown, ", grouped(items.len())) } else { String::new() }
}

/// What was picked, once all that the list has written is on the terminal, and the cursor that it has hidden.
fn shown<T>(term: &Term, picked: dialoguer::Result<T>) -> Result<T> {
    let _ = term.flush();
    let _ = Term::stderr().show_cursor();
    picked.map_err(prompt_failed)
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
