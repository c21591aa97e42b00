//! The only place that writes to the terminal. The document goes to stdout; status, warnings, hints and
//! prompts go to stderr.

mod ask;
mod lines;
mod pager;

use std::{
    borrow::Cow,
    io::{self, IsTerminal as _, Write},
    sync::{Arc, Mutex, PoisonError},
};

use anstyle::{AnsiColor, Style};
use secrecy::{ExposeSecret as _, SecretString};

pub use self::pager::Pager;
use crate::{
    ci::{Ci, Place},
    error::{Error, Report, Result, bounded, is_unsafe, visible},
    words::{grouped, ungrouped},
};

/// When colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Also into a pipe.
    Always,
    /// Never.
    Never,
}

/// A longer line of the parser quotes an argument that is longer than anybody would read.
const LONGEST_PARSER_LINE: usize = 4_000;

/// How much is said on stderr besides errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Loudness {
    /// Errors and warnings only.
    Quiet,
    /// Status lines and hints too.
    Normal,
    /// One line for each request.
    Verbose,
    /// Request and reply bodies too, without secrets and without what is personal.
    Debug,
    /// What is personal too.
    Personal,
}

/// Whether questions may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prompting {
    /// Ask on the terminal.
    Ask,
    /// Never ask (`--no-input`): a question is an error that names the flag.
    Refuse,
    /// Answer every confirmation with yes, and ask for the rest (`--yes`).
    AssumeYes,
    /// Answer every confirmation with yes, and never ask for the rest (`--yes --no-input`).
    AssumeYesElseRefuse,
}

/// One of the two outputs of the process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// For documents.
    Stdout,
    /// For everything else.
    Stderr,
}

/// How errors are written to stderr.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorFormat {
    /// Lines for a person.
    Text,
    /// One JSON object.
    Json,
}

/// Flags that say what a command is about, as a shell takes them.
#[derive(Debug, Clone, Default)]
pub struct Target {
    /// Which configuration.
    pub configuration: String,
    /// Which project.
    pub project: String,
}

/// What is printed where, decided once per run.
#[derive(Debug, Clone)]
pub struct Ui {
    loudness: Loudness,
    prompting: Prompting,
    errors: ErrorFormat,
    stderr_color: bool,
    stdout_color: bool,
    /// Flags that say which configuration and which project a command is about, as they were typed.
    target: Target,
    /// Whether documents for programs are coloured, too.
    data_color: bool,
    pager: Option<Arc<Pager>>,
    /// What is to be said once the pager has left the terminal.
    unsaid: Arc<Mutex<String>>,
    ci: Option<Arc<Ci>>,
    /// Whether a CI service runs this, of whichever kind: nobody is there to answer.
    is_ci: bool,
}

/// Whether the terminal obeys the escape sequences of colours. That of Windows is told to.
fn obeys_colors() -> bool {
    #[cfg(windows)]
    {
        anstyle_query::windows::enable_ansi_colors().unwrap_or(true)
    }
    #[cfg(not(windows))]
    true
}

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const HINT: Style = AnsiColor::Cyan.on_default();
const DONE: Style = AnsiColor::Green.on_default();
const REMOVED: Style = AnsiColor::Red.on_default();
const ADDED: Style = AnsiColor::Green.on_default();

/// What the environment says about colours: `NO_COLOR` wins over `CLICOLOR_FORCE`, and that over the terminal.
fn wants_colors(variable: impl Fn(&str) -> Option<std::ffi::OsString>, terminal: bool) -> bool {
    let is_set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
    let is = |name: &str, wanted: &str| variable(name).is_some_and(|value| value == wanted);
    if is_set("NO_COLOR") {
        return false;
    }
    let is_forced = is_set("CLICOLOR_FORCE") && !is("CLICOLOR_FORCE", "0");
    is_forced || (terminal && !is("CLICOLOR", "0") && !is("TERM", "dumb"))
}

impl Ui {
    /// Decides colours and prompting from the flags, the environment and the terminal.
    #[must_use]
    pub fn new(color: Color, loudness: Loudness, prompting: Prompting, errors: ErrorFormat) -> Self {
        let wants = |terminal: bool| match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => wants_colors(|name| std::env::var_os(name), terminal && obeys_colors()),
        };
        let is_terminal = io::stdout().is_terminal();
        let stdout_color = wants(is_terminal);
        Self {
            loudness,
            prompting,
            errors,
            stderr_color: wants(io::stderr().is_terminal()),
            stdout_color,
            // A variable of a whole session must not break the programs that read JSON from a pipe.
            data_color: stdout_color && (is_terminal || color == Color::Always),
            target: Target::default(),
            pager: None,
            unsaid: Arc::default(),
            ci: None,
            is_ci: false,
        }
    }

    /// The same where a CI service runs this, or none does.
    #[must_use]
    pub fn run_by_ci(self, is_ci: bool) -> Self {
        Self { is_ci, ..self }
    }

    /// The same in a job of a CI service.
    #[must_use]
    pub fn with_ci(self, ci: Option<Arc<Ci>>) -> Self {
        Self { ci, ..self }
    }

    /// Has the commands in hints be about the project that these flags name.
    #[must_use]
    pub fn hinting_at(self, target: Target) -> Self {
        Self { target, ..self }
    }

    /// A hint whose commands can be pasted: those that send requests have the flags that say which project is meant.
    fn pastable(&self, hint: &str) -> String {
        const SENDING: [&str; 7] = ["user", "test-user", "attribute", "role", "tenant", "doctor", "limits"];
        const COMMAND: &str = "`descopectl ";
        let mut parts = hint.split(COMMAND);
        let mut text = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            text += COMMAND;
            let noun = part.split([' ', '`']).next().unwrap_or_default();
            let Target { configuration, project } = &self.target;
            let is_sending = SENDING.contains(&noun);
            let flags = [configuration.as_str(), if is_sending { project.as_str() } else { "" }];
            for flags in flags.iter().filter(|flags| !flags.is_empty() && (is_sending || noun == "profile")) {
                text = text + flags + " ";
            }
            text += part;
        }
        text
    }

    /// The same, with a pager for what is read.
    #[must_use]
    pub fn with_pager(self, pager: Option<Pager>) -> Self {
        Self { pager: pager.map(Arc::new), ..self }
    }

    /// Writes the document to stdout. A closed pipe comes back as an I/O error of that kind.
    pub fn out(&self, bytes: &[u8]) -> io::Result<()> {
        let mut stdout = io::stdout().lock();
        stdout.write_all(bytes)?;
        stdout.flush()
    }

    /// Writes a document that was read to stdout, through the pager where it is longer than the screen.
    ///
    /// # Errors
    /// A closed pipe comes back as an I/O error of that kind.
    pub fn page(&self, bytes: &[u8]) -> io::Result<()> {
        match &self.pager {
            Some(pager) => pager.write(bytes).and_then(|()| self.end_page()),
            None => self.out(bytes),
        }
    }

    /// Stdout for a document that is read and comes in pieces. [`Self::end_page`] ends it.
    #[must_use]
    pub fn pages(&self) -> Box<dyn Write> {
        match &self.pager {
            Some(pager) => Box::new(Paged(Arc::clone(pager))),
            None => Box::new(self.stdout()),
        }
    }

    /// Waits until the reader has left the pager, and says what was not said meanwhile.
    ///
    /// # Errors
    /// Those of stdout.
    pub fn end_page(&self) -> io::Result<()> {
        let ended = self.pager.as_ref().map_or(Ok(()), |pager| pager.end());
        let unsaid = std::mem::take(&mut *self.unsaid.lock().unwrap_or_else(PoisonError::into_inner));
        self.stderr(&unsaid);
        ended
    }

    /// Stdout for a document that comes in pieces.
    #[must_use]
    pub fn stdout(&self) -> impl Write + use<> {
        io::BufWriter::with_capacity(64 * 1024, io::stdout().lock())
    }

    /// Whether tables on stdout are coloured.
    #[must_use]
    pub fn colors_stdout(&self) -> bool {
        self.stdout_color
    }

    /// Whether JSON on stdout is coloured.
    #[must_use]
    pub fn colors_data(&self) -> bool {
        self.data_color
    }

    /// Whether a terminal shows stdout.
    #[must_use]
    pub fn stdout_is_terminal(&self) -> bool {
        io::stdout().is_terminal()
    }

    /// Width of the terminal that shows stdout, in columns; `COLUMNS` wins. `None` when stdout is
    /// not a terminal, so that a pipe gets whole cells.
    #[must_use]
    pub fn width(&self) -> Option<usize> {
        let stated = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        stated.or_else(|| {
            let terminal = io::stdout().is_terminal();
            terminal.then(|| dialoguer::console::Term::stdout().size().1.into())
        })
    }

    /// Says what was done. Not shown with `--quiet`.
    pub fn status(&self, text: &str) {
        if self.loudness >= Loudness::Normal {
            self.line(DONE, "", text);
        }
    }

    /// Whether a bar can be shown: on a terminal, where notes are.
    #[must_use]
    pub fn can_show_bar(&self) -> bool {
        self.loudness >= Loudness::Normal && io::stderr().is_terminal()
    }

    /// Says something worth knowing. Not shown with `--quiet`.
    pub fn note(&self, text: &str) {
        if self.loudness >= Loudness::Normal {
            self.line(HINT, "note: ", text);
        }
    }

    /// Warns; shown with `--quiet` too.
    pub fn warn(&self, text: &str) {
        self.line(WARNING, "warning: ", text);
    }

    /// Says what to do next. Not shown with `--quiet`.
    pub fn hint(&self, text: &str) {
        if self.loudness >= Loudness::Normal {
            self.line(HINT, "hint: ", &self.pastable(text));
        }
    }

    /// One line for `--verbose`.
    pub fn trace(&self, text: &str) {
        if self.loudness >= Loudness::Verbose {
            self.line(HINT, "> ", text);
        }
    }

    /// Names of users that are shown before the rest is only counted: with `--verbose`, all.
    #[must_use]
    pub fn most_named(&self) -> usize {
        if self.loudness >= Loudness::Verbose { usize::MAX } else { 10 }
    }

    /// Shows how many more there are than so many that were named.
    pub fn and_more(&self, count: u64, named: usize) {
        let more = count.saturating_sub(named as u64);
        if more > 0 {
            self.preview(&format!("  … and {} more, which `--verbose` shows", grouped(more)));
        }
    }

    /// How much is said.
    #[must_use]
    pub fn loudness(&self) -> Loudness {
        self.loudness
    }

    /// How errors are written.
    #[must_use]
    pub fn errors(&self) -> ErrorFormat {
        self.errors
    }

    /// Whether a question would reach a person.
    #[must_use]
    pub fn asks(&self) -> bool {
        self.prompting == Prompting::Ask && can_prompt()
    }

    /// Why a question cannot be put to anybody; `None` where it can.
    fn unasked(&self) -> Option<&'static str> {
        match self.prompting {
            Prompting::Refuse | Prompting::AssumeYesElseRefuse => Some("`--no-input` forbids asking"),
            Prompting::Ask | Prompting::AssumeYes if !can_prompt() => Some("there is no terminal to ask on"),
            Prompting::Ask | Prompting::AssumeYes => None,
        }
    }

    /// Shows what is wrong with the command line. Of what its words are, an annotation says nothing.
    pub fn parser_refuses(&self, error: &clap::Error) {
        self.annotate(Place::default(), &format!("the command line is wrong: {}", error.kind()));
        self.parser_says(&error.render(), Stream::Stderr);
    }

    /// Shows what the parser of the command line says: help and version on stdout, the rest on stderr.
    pub fn parser_says(&self, text: &clap::builder::StyledStr, stream: Stream) {
        let plain = text.to_string();
        if matches!(stream, Stream::Stderr) && plain.lines().any(|line| line.len() > LONGEST_PARSER_LINE) {
            let lines: String = plain.lines().map(|line| bounded(visible(line)) + "\n").collect();
            return self.stderr(&lines);
        }
        // What it quotes of the command line may hold what a terminal would obey. Help quotes nothing.
        let is_harmless = matches!(stream, Stream::Stdout)
            || !plain.chars().any(|character| character != '\n' && is_unsafe(character));
        let shown = |color: bool| match (is_harmless, color) {
            (true, true) => text.ansi().to_string(),
            (true, false) => plain.clone(),
            (false, _) => plain.split_inclusive('\n').map(visible_line).collect(),
        };
        match stream {
            // A closed pipe is no failure: the reader has what it needs.
            Stream::Stdout => drop(self.out(shown(self.stdout_color).as_bytes())),
            Stream::Stderr => self.said(&shown(self.stderr_color)),
        }
    }

    /// The CI service that is told more than text. A program that reads JSON is told nothing else.
    fn told_ci(&self) -> Option<&Ci> {
        self.ci.as_deref().filter(|_| self.errors == ErrorFormat::Text)
    }

    /// Marks an error for the CI service, where it has marks. What `text` quotes is left out: it may be a value.
    pub fn annotate(&self, place: Place<'_>, text: &str) {
        self.command(self.told_ci().and_then(|ci| ci.annotation(place, text)));
    }

    /// Begins a part of the log that a CI service can fold.
    pub fn begin_section(&self, name: &str, title: &str) {
        self.command(self.told_ci().and_then(|ci| ci.section_start(name, title)));
    }

    /// Ends it.
    pub fn end_section(&self, name: &str) {
        self.command(self.told_ci().and_then(|ci| ci.section_end(name)));
    }

    /// Whether the summary of a CI job tells of this run.
    #[must_use]
    pub fn has_summarised(&self) -> bool {
        self.told_ci().is_some_and(Ci::has_summarised)
    }

    /// Adds Markdown to the summary of a CI job and values to the outputs of its step, where there are such.
    pub fn summarise(&self, markdown: impl FnOnce() -> String, outputs: &[(&str, String)]) {
        let Some(ci) = self.told_ci() else { return };
        if let Err(cause) = ci.summarise(&markdown()).and_then(|()| ci.output(outputs)) {
            self.warn(&format!("could not write the summary of the job: {cause}"));
        }
    }

    /// A line of ours that a CI service obeys.
    fn command(&self, line: Option<String>) {
        if let Some(line) = line {
            let _ = io::stderr().lock().write_all(line.as_bytes());
        }
    }

    /// Shows a failure.
    pub fn error(&self, report: Report) {
        let report = report.with_hints(|hint| self.pastable(hint));
        self.command(self.told_ci().and_then(Ci::rest));
        self.annotate(Place::default(), &report.headline());
        match self.errors {
            ErrorFormat::Json => self.stderr(&(report.json() + "\n")),
            ErrorFormat::Text => self.said(&report.text(|word| match word {
                "error:" => self.paint(ERROR, word),
                _ => self.paint(HINT, word),
            })),
        }
    }

    /// Shows lines that belong to a question: what would happen, to whom.
    pub fn preview(&self, text: &str) {
        match self.errors {
            ErrorFormat::Json => self.message("detail", text),
            ErrorFormat::Text => self.said(&format!("{text}\n")),
        }
    }

    /// Shows what would change: lines that begin with `-` for what is there and with `+` for what comes instead.
    pub fn difference(&self, lines: &str) {
        let painted = |line: &str| match line.get(..2) {
            Some("- ") => self.paint(REMOVED, line),
            Some("+ ") => self.paint(ADDED, line),
            _ => line.to_owned(),
        };
        match self.errors {
            ErrorFormat::Json => self.preview(lines),
            ErrorFormat::Text => self.preview(&lines.lines().map(painted).collect::<Vec<_>>().join("\n")),
        }
    }

    /// Shows something of which a program wants the parts: the text for a person, or the parts as JSON.
    pub fn detail(&self, level: &str, text: &str, parts: serde_json::Value) {
        match self.errors {
            ErrorFormat::Json => {
                let mut line = serde_json::json!({ "level": level, "message": text });
                if let (Some(line), serde_json::Value::Object(parts)) = (line.as_object_mut(), parts) {
                    line.extend(parts);
                }
                self.stderr(&format!("{line}\n"));
            }
            ErrorFormat::Text => self.said(&format!("{}\n", visible(text))),
        }
    }

    /// Shows a document that stdout did not take.
    pub fn undelivered(&self, document: &serde_json::Value, text: &str) {
        match self.errors {
            ErrorFormat::Json => {
                let message = "stdout did not take the document";
                self.detail("warning", message, serde_json::json!({ "document": document }));
            }
            ErrorFormat::Text => self.preview(text),
        }
    }

    /// One line of JSON for a program.
    fn message(&self, level: &str, text: &str) {
        self.stderr(&format!("{}\n", serde_json::json!({ "level": level, "message": text })));
    }

    /// Asks before something that cannot be undone.
    ///
    /// # Errors
    /// Usage when nobody can be asked and `--yes` is not given; interrupted when the answer is no.
    pub fn confirm(&self, question: &str) -> Result<()> {
        if matches!(self.prompting, Prompting::AssumeYes | Prompting::AssumeYesElseRefuse) {
            return Ok(());
        }
        if let Some(why) = self.unasked() {
            return Err(Error::usage(format!("not confirmed: {question}"))
                .because(why)
                .hint("add `--yes` to go ahead without being asked"));
        }
        // A line, not a key: a key pressed too early must not count as an answer.
        let answer = ask::line(&self.short_prompt(question, "Go on?", " [y/N]"))?;
        let is_yes = matches!(answer.trim().to_lowercase().as_str(), "y" | "yes");
        if is_yes { Ok(()) } else { Err(Error::declined()) }
    }

    /// A question with how it is answered. One that is longer than a line is said before, and something short is
    /// asked: a prompt that wraps is drawn a second time once it is answered.
    fn short_prompt(&self, question: &str, short: &str, answers: &str) -> String {
        let prompt = visible(question) + answers;
        let width = dialoguer::console::Term::stderr().size().1;
        if dialoguer::console::measure_text_width(&prompt) + 10 < usize::from(width) {
            return prompt;
        }
        self.preview(&visible(question));
        format!("{short}{answers}")
    }

    /// Asks for a text that must equal `expected`: a confirmation that is not given by habit.
    ///
    /// # Errors
    /// Usage when nobody can be asked; interrupted when the answer differs.
    pub fn confirm_by_typing(&self, question: &str, expected: &str, flag: &str) -> Result<()> {
        if !self.asks() {
            return Err(Error::usage(format!("not confirmed: {question}"))
                .hint(format!("add `{flag} {expected}` to confirm in a script")));
        }
        let answer = ask::line(&self.short_prompt(question, "Go on?", &format!(" (type {expected})")))?;
        if answer.trim() == expected { Ok(()) } else { Err(Error::declined()) }
    }

    /// Asks for a secret twice, without showing it. `instead` names the flag for scripts.
    ///
    /// # Errors
    /// Usage when nobody can be asked.
    pub fn secret(&self, what: &str, instead: &str) -> Result<SecretString> {
        loop {
            let typed = self.secret_once(what, instead)?;
            let again = ask::secret(&format!("Repeat the {what}"))?;
            if typed.expose_secret() == again.expose_secret() {
                return Ok(typed);
            }
            self.warn(&format!("the two {what}s differ, try again"));
        }
    }

    /// Asks for a secret once, without showing it: for one that exists already and is pasted.
    ///
    /// # Errors
    /// Usage when nobody can be asked.
    pub fn secret_once(&self, what: &str, instead: &str) -> Result<SecretString> {
        self.check_can_ask(what, instead)?;
        loop {
            let typed = ask::secret(&capitalised(what))?;
            if !typed.expose_secret().is_empty() {
                return Ok(typed);
            }
        }
    }

    /// Asks for a secret that may be left out, without showing it.
    ///
    /// # Errors
    /// When it cannot be asked, or the question is interrupted.
    pub fn secret_or_nothing(&self, what: &str) -> Result<Option<SecretString>> {
        let typed = ask::secret(&capitalised(what))?;
        Ok(Some(typed).filter(|typed| !typed.expose_secret().is_empty()))
    }

    fn check_can_ask(&self, what: &str, instead: &str) -> Result<()> {
        match self.unasked() {
            Some(why) => Err(Error::usage(format!("no {what} given"))
                .because(why)
                .hint(format!("give it with {instead}"))),
            None => Ok(()),
        }
    }

    fn line(&self, style: Style, label: &str, text: &str) {
        if self.errors == ErrorFormat::Json {
            let level = match label.trim_end_matches([':', ' ']) {
                "" => "status",
                ">" => "trace",
                level => level,
            };
            return self.message(level, text);
        }
        self.said(&format!("{}{}\n", self.paint(style, label), bounded(visible(text))));
    }

    /// Text for a person. A terminal gets lines that it need not break inside of words.
    fn said(&self, text: &str) {
        match dialoguer::console::Term::stderr().size_checked() {
            Some((_, width)) => self.stderr(&lines::fitted(text, width.into())),
            None => self.stderr(text),
        }
    }

    fn paint(&self, style: Style, text: &str) -> String {
        if self.stderr_color && !text.is_empty() {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }

    /// Errors are ignored: there is no other place to report that stderr is closed. Numbers are as on stdout: with
    /// gaps for a person at a terminal, plain in a log.
    fn stderr(&self, text: &str) {
        let is_for_a_person = self.errors == ErrorFormat::Text && io::stderr().is_terminal();
        let text: Cow<'_, str> = if is_for_a_person { text.into() } else { ungrouped(text) };
        let text = match (&self.ci, self.errors) {
            (Some(ci), ErrorFormat::Text) => ci.harmless(&text),
            (Some(ci), ErrorFormat::Json) => ci.harmless_json(&text),
            (None, _) => text,
        };
        if self.pager.as_ref().is_some_and(|pager| pager.has_terminal()) {
            self.unsaid.lock().unwrap_or_else(PoisonError::into_inner).push_str(&text);
            return;
        }
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }
}

/// Writes to a pager.
struct Paged(Arc<Pager>);

impl Write for Paged {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The line without what a terminal would obey, but with its end.
fn visible_line(line: &str) -> String {
    line.strip_suffix('\n').map_or_else(|| visible(line), |line| visible(line) + "\n")
}

fn can_prompt() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

fn prompt_failed(cause: io::Error) -> Error {
    match cause.kind() {
        io::ErrorKind::Interrupted => {
            Error::new(crate::error::Kind::Interrupted, "interrupted").because("nothing was changed")
        }
        _ => Error::failed("could not ask on the terminal").because(cause),
    }
}

/// A number of things in words: `1 user`, `2 users`.
#[must_use]
pub fn counted(count: u64, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{} {noun}s", grouped(count)) }
}

/// The text with a capital first letter.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + characters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_environment_says_about_colours_has_an_order() {
        let wants = |set: &[(&str, &str)], terminal| {
            let value = |name: &str| set.iter().find(|(it, _)| *it == name).map(|(_, value)| (*value).into());
            wants_colors(value, terminal)
        };
        assert!(wants(&[], true) && !wants(&[], false));
        assert!(wants(&[("NO_COLOR", "")], true) && !wants(&[("NO_COLOR", "1")], true));
        assert!(wants(&[("CLICOLOR_FORCE", "1")], false) && !wants(&[("CLICOLOR_FORCE", "0")], false));
        assert!(!wants(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], true));
        assert!(!wants(&[("CLICOLOR", "0")], true) && wants(&[("CLICOLOR", "1")], true));
        assert!(!wants(&[("TERM", "dumb")], true));
    }
}
