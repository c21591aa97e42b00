//! What can go wrong, as the user sees it: a kind, what failed, why, and what to do.
//!
//! The kind decides the exit code. Every layer below the commands returns [`Error`]; commands add
//! context with `anyhow`, and [`Report`] turns the whole chain into text or JSON in one place.

use std::fmt::Write as _;

use serde::Serialize;

/// The classes of failure. Each has one exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Anything that has no kind of its own.
    Failed,
    /// Wrong arguments, input or configuration: nothing was sent.
    Usage,
    /// A bulk run finished, and some rows failed.
    SomeFailed,
    /// The management key is missing, wrong or has too few rights.
    Unauthorized,
    /// The user, tenant or other object does not exist.
    NotFound,
    /// Something else already has this value.
    Conflict,
    /// The rate limit was hit and not waited out.
    RateLimited,
    /// The network or the server did not answer usefully.
    Unavailable,
    /// The user interrupted the run.
    Interrupted,
    /// The reader of our output went away. Quiet, and not a failure.
    ClosedPipe,
}

impl Kind {
    /// The kinds that a command can end with, by exit code; success is none of them.
    pub const ALL: [Self; 9] = [
        Self::Failed,
        Self::Usage,
        Self::SomeFailed,
        Self::Unauthorized,
        Self::NotFound,
        Self::Conflict,
        Self::RateLimited,
        Self::Unavailable,
        Self::Interrupted,
    ];

    /// What the exit code says, in `--help` and the manual.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::ClosedPipe => "done",
            Self::Failed => "failed, or a question was answered with no",
            Self::Usage => "wrong usage or configuration, or not confirmed: nothing was changed",
            Self::SomeFailed => "some rows failed, or are left to do",
            Self::Unauthorized => "not authorised",
            Self::NotFound => "not found",
            Self::Conflict => "conflict: something else has this value",
            Self::RateLimited => "rate limit not waited out",
            Self::Unavailable => "network or server unavailable",
            Self::Interrupted => "interrupted with work left undone",
        }
    }

    /// The exit code of this kind, as documented in `--help`, the man page and docs/exit-codes.md.
    #[must_use]
    pub fn exit_code(self) -> u8 {
        match self {
            Self::ClosedPipe => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::SomeFailed => 3,
            Self::Unauthorized => 4,
            Self::NotFound => 5,
            Self::Conflict => 6,
            Self::RateLimited => 7,
            Self::Unavailable => 8,
            Self::Interrupted => 130,
        }
    }

    /// The code shown in JSON errors where the server sent none.
    fn code(self) -> &'static str {
        match self {
            Self::ClosedPipe => "closed-pipe",
            Self::Failed => "failed",
            Self::Usage => "usage",
            Self::SomeFailed => "some-failed",
            Self::Unauthorized => "unauthorized",
            Self::NotFound => "not-found",
            Self::Conflict => "conflict",
            Self::RateLimited => "rate-limited",
            Self::Unavailable => "unavailable",
            Self::Interrupted => "interrupted",
        }
    }
}

/// What the server said about a failure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Response {
    /// The request, as method and path.
    pub request: String,
    /// HTTP status; `None` where no reply arrived.
    pub status: Option<u16>,
    /// The API's own code, such as `E112102`.
    pub code: Option<String>,
    /// ID of the request, for the provider's support.
    pub request_id: Option<String>,
    /// Whole seconds the server asks to wait.
    pub retry_after: Option<u64>,
    /// Whether the same request may succeed later.
    pub retryable: bool,
    /// Whether the request may have taken effect although no reply says so.
    pub in_doubt: bool,
    /// Whether the reply was the API's error envelope. Only that speaks about users: any other reply may
    /// come from a gateway or a web server that knows nothing of them.
    pub envelope: bool,
}

/// A failure with its kind, cause and hints.
///
/// Message grammar: a lowercase fragment without a period, literals in backticks.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    kind: Kind,
    message: String,
    hints: Vec<String>,
    arguments: Vec<String>,
    response: Option<Box<Response>>,
    is_declined: bool,
    #[source]
    cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// The result of everything below the commands.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// A failure of the given kind; `message` says what failed.
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            hints: Vec::new(),
            arguments: Vec::new(),
            response: None,
            is_declined: false,
            cause: None,
        }
    }

    /// A question was answered with no.
    pub fn declined() -> Self {
        Self { is_declined: true, ..Self::failed("nothing was changed").because("not confirmed") }
    }

    /// Whether somebody did not want what failed.
    #[must_use]
    pub fn is_declined(&self) -> bool {
        self.is_declined
    }

    /// A failure without a kind of its own: exit code 1.
    pub fn failed(message: impl Into<String>) -> Self {
        Self::new(Kind::Failed, message)
    }

    /// Wrong arguments, input or configuration: exit code 2.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(Kind::Usage, message)
    }

    /// A flag that would change nothing, where it was given: `here`, or on what.
    pub fn without_effect(
        flag: &str,
        place: &str,
        why: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self::usage(format!("`{flag}` has no effect {place}")).because(why).hint("leave it out")
    }

    /// Adds a line that says what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// The same as one of another kind.
    #[must_use]
    pub fn of_kind(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }

    /// Adds the hint that helps most.
    #[must_use]
    pub fn hint_first(mut self, hint: impl Into<String>) -> Self {
        self.hints.insert(0, hint.into());
        self
    }

    /// Names the arguments that it is about.
    #[must_use]
    pub fn about(mut self, arguments: Vec<String>) -> Self {
        self.arguments = arguments;
        self
    }

    /// Adds why it failed.
    #[must_use]
    pub fn because(mut self, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// Adds what the server said.
    #[must_use]
    pub fn with_response(mut self, response: Response) -> Self {
        self.response = Some(Box::new(response));
        self
    }

    /// Notes that the request may have taken effect, whatever the last reply says: an earlier try of it
    /// got no answer.
    #[must_use]
    pub fn in_doubt(mut self) -> Self {
        self.response.get_or_insert_default().in_doubt = true;
        self
    }

    /// The kind, which decides the exit code.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// What the server said, where it was asked.
    #[must_use]
    pub fn response(&self) -> Option<&Response> {
        self.response.as_deref()
    }

    /// What to do about it.
    #[must_use]
    pub fn hints(&self) -> &[String] {
        &self.hints
    }

    /// The cause in one line, without the message itself.
    #[must_use]
    pub fn reason(&self) -> Option<String> {
        self.cause.as_ref().map(ToString::to_string)
    }
}

/// A failure made ready to be shown: the whole chain flattened.
#[derive(Debug)]
pub struct Report {
    kind: Kind,
    message: String,
    causes: Vec<String>,
    hints: Vec<String>,
    arguments: Vec<String>,
    response: Response,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonReport<'a> {
    level: &'a str,
    code: &'a str,
    message: &'a str,
    cause: Option<String>,
    http_status: Option<u16>,
    hint: Option<String>,
    retryable: bool,
    retry_after_seconds: Option<u64>,
    request_id: Option<&'a str>,
    exit_code: u8,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    arguments: &'a [String],
}

impl Report {
    /// Flattens a chain: kind, hints and reply come from the typed error in it.
    #[must_use]
    pub fn of(error: &anyhow::Error) -> Self {
        let typed: Vec<&Error> = error.chain().filter_map(|cause| cause.downcast_ref()).collect();
        let kind = typed.first().map_or_else(|| kind_of_untyped(error), |typed| typed.kind);
        let mut lines: Vec<String> =
            error.chain().map(|cause| bounded(visible(&cause.to_string()))).collect();
        lines.dedup();
        let message = lines.remove(0);
        // Some libraries repeat their cause in their own text; saying it once is enough.
        let mut causes: Vec<String> = Vec::new();
        for line in lines {
            let said = causes.last().unwrap_or(&message);
            if !said.contains(&line) {
                causes.push(line);
            }
        }
        Self {
            kind,
            message,
            causes,
            hints: typed
                .iter()
                .flat_map(|typed| typed.hints.iter().map(|hint| bounded(visible(hint))))
                .collect(),
            arguments: typed.iter().flat_map(|typed| typed.arguments.iter().cloned()).collect(),
            response: typed.iter().find_map(|typed| typed.response()).cloned().unwrap_or_default(),
        }
    }

    /// The kind, which decides the exit code.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The same with each hint in another form.
    #[must_use]
    pub fn with_hints(self, form: impl Fn(&str) -> String) -> Self {
        Self { hints: self.hints.iter().map(|hint| form(hint)).collect(), ..self }
    }

    /// The report as lines for a person: what failed, why, what to do.
    #[must_use]
    pub fn text(&self, bold: impl Fn(&str) -> String) -> String {
        let mut text = format!("{} {}\n", bold("error:"), self.message);
        for cause in &self.causes {
            let _ = writeln!(text, "  {} {cause}", bold("cause:"));
        }
        if let Some(line) = self.reply_line() {
            let label = if self.response.status.is_some() { "reply:" } else { "request:" };
            let _ = writeln!(text, "  {} {line}", bold(label));
        }
        for hint in &self.hints {
            let _ = writeln!(text, "  {} {hint}", bold("hint:"));
        }
        text
    }

    /// The report as one JSON object for a program.
    #[must_use]
    pub fn json(&self) -> String {
        let report = JsonReport {
            level: "error",
            code: self.response.code.as_deref().unwrap_or(self.kind.code()),
            message: &self.message,
            cause: (!self.causes.is_empty()).then(|| self.causes.join(": ")),
            http_status: self.response.status,
            hint: (!self.hints.is_empty()).then(|| self.hints.join("; ")),
            retryable: self.response.retryable,
            retry_after_seconds: self.response.retry_after,
            request_id: self.response.request_id.as_deref(),
            exit_code: self.kind.exit_code(),
            arguments: &self.arguments,
        };
        serde_json::to_string(&report).unwrap_or_else(|_| self.message.clone())
    }

    /// What failed in one line, without what a server says and without a question that was not answered: they may hold
    /// values outside of quotes.
    #[must_use]
    pub fn headline(&self) -> String {
        let reply = [self.response.status.map(|status| format!("HTTP {status}")), self.response.code.clone()];
        let reply: Vec<String> = reply.into_iter().flatten().collect();
        let message = self.message.split(": ").next().unwrap_or_default();
        if reply.is_empty() { message.to_owned() } else { format!("{message} ({})", reply.join(", ")) }
    }

    fn reply_line(&self) -> Option<String> {
        let reply = &self.response;
        let request = Some(reply.request.clone()).filter(|request| !request.is_empty());
        let parts: Vec<String> = [
            reply.status.map(|status| format!("HTTP {status}")),
            reply.code.clone(),
            request.map(|request| match reply.status {
                Some(_) => format!("from {request}"),
                None => request,
            }),
            reply.request_id.as_ref().map(|id| format!("request {id}")),
        ]
        .into_iter()
        .flatten()
        .collect();
        (!parts.is_empty()).then(|| visible(&parts.join(", ")))
    }
}

fn kind_of_untyped(error: &anyhow::Error) -> Kind {
    let closed = error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe);
    if closed { Kind::ClosedPipe } else { Kind::Failed }
}

/// The hint where the system gives no further thread, process or file.
pub const TOO_FEW_THREADS: &str =
    "the system gives this program too few threads or open files: see `ulimit -u` and `ulimit -n`";

/// Most characters of a line that is shown: what it names may have any length.
const LONGEST_LINE: usize = 4_000;

/// As much is kept of the end of a longer one, where it often says why.
const END_OF_LINE: usize = 500;

/// The text, without its middle where it is so long that nobody would read it.
#[must_use]
pub fn bounded(text: String) -> String {
    let length = text.chars().count();
    if length <= LONGEST_LINE {
        return text;
    }
    let begin = text.chars().take(LONGEST_LINE - END_OF_LINE);
    begin.chain("…".chars()).chain(text.chars().skip(length - END_OF_LINE)).collect()
}

/// The text with control characters spelled out: what a server or a file says must not reach a
/// terminal as an escape sequence.
#[must_use]
pub fn visible(text: &str) -> String {
    if !text.chars().any(is_unsafe) {
        return text.to_owned();
    }
    text.chars().fold(String::with_capacity(text.len()), |mut safe, character| {
        match character {
            '\n' => safe.push_str("\\n"),
            '\t' => safe.push_str("\\t"),
            '\r' => safe.push_str("\\r"),
            other if is_unsafe(other) => {
                let _ = write!(safe, "\\u{{{:x}}}", u32::from(other));
            }
            other => safe.push(other),
        }
        safe
    })
}

/// The text as one word of a shell command, for hints that are pasted.
#[must_use]
pub fn quoted(text: &str) -> String {
    quoted_for(Quoting::of_session(|name| std::env::var_os(name)), text)
}

/// Whose rules of quoting a pasted command meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quoting {
    /// sh and its kin; on Windows that of Git or MSYS2.
    Posix,
    PowerShell,
    /// The command prompt of Windows.
    Cmd,
}

impl Quoting {
    fn of_session(variable: impl Fn(&str) -> Option<std::ffi::OsString>) -> Self {
        if cfg!(windows) { Self::on_windows(variable) } else { Self::Posix }
    }

    /// No variable names the shell: POSIX shells set `SHELL` or `MSYSTEM`, and PowerShell adds the folder of the
    /// user to `PSModulePath`, which is the system's alone elsewhere.
    fn on_windows(variable: impl Fn(&str) -> Option<std::ffi::OsString>) -> Self {
        if variable("SHELL").is_some() || variable("MSYSTEM").is_some() {
            return Self::Posix;
        }
        let modules = variable("PSModulePath").unwrap_or_default().to_string_lossy().to_lowercase();
        let of_user = [r"documents\powershell\modules", r"documents\windowspowershell\modules"];
        if of_user.iter().any(|folder| modules.contains(folder)) { Self::PowerShell } else { Self::Cmd }
    }
}

fn quoted_for(rules: Quoting, text: &str) -> String {
    let plain = |c: char| {
        c.is_ascii_alphanumeric()
            || matches!(c, '/' | '.' | '_' | '-' | '+' | ',' | '@' | ':')
            || (c == '%' && rules != Quoting::Cmd)
            || (c == '\\' && rules != Quoting::Posix)
    };
    // A comma or an at sign at the beginning means something else to PowerShell.
    let begins_well = rules != Quoting::PowerShell || !text.starts_with(['@', ',']);
    if !text.is_empty() && begins_well && text.chars().all(plain) {
        return text.to_owned();
    }
    match rules {
        Quoting::Posix => format!("'{}'", text.replace('\'', r"'\''")),
        Quoting::PowerShell => format!("'{}'", text.replace('\'', "''")),
        Quoting::Cmd => format!("\"{}\"", text.replace('"', "\"\"")),
    }
}

/// Control characters, and the invisible ones that reorder or hide text. The joiners U+200C and U+200D are parts of
/// words of many scripts, and of emoji.
pub(crate) fn is_unsafe(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use anyhow::Context as _;

    use super::*;

    fn not_found() -> Error {
        Error::new(Kind::NotFound, "could not load user `bob@example.com`")
            .because("User not found")
            .hint("check the spelling")
            .with_response(Response {
                status: Some(404),
                code: Some("E112102".into()),
                ..Response::default()
            })
    }

    #[test]
    fn text_says_what_why_and_what_to_do() {
        let report = Report::of(&not_found().into());
        insta::assert_snapshot!(report.text(str::to_owned), @r"
        error: could not load user `bob@example.com`
          cause: User not found
          reply: HTTP 404, E112102
          hint: check the spelling
        ");
    }

    #[test]
    fn json_has_the_documented_keys() {
        let report = Report::of(&not_found().into());
        insta::assert_snapshot!(report.json(), @r#"{"level":"error","code":"E112102","message":"could not load user `bob@example.com`","cause":"User not found","httpStatus":404,"hint":"check the spelling","retryable":false,"retryAfterSeconds":null,"requestId":null,"exitCode":5}"#);
    }

    #[test]
    fn context_keeps_the_kind_of_the_typed_error() {
        let error = Err::<(), _>(not_found()).context("line 7").unwrap_err();
        assert_eq!(Report::of(&error).kind(), Kind::NotFound);
    }

    #[test]
    fn a_word_is_quoted_for_the_shell_that_reads_it() {
        let all = |text: &str| {
            [Quoting::Posix, Quoting::PowerShell, Quoting::Cmd].map(|rules| quoted_for(rules, text))
        };
        assert_eq!(all("a-b.csv"), ["a-b.csv", "a-b.csv", "a-b.csv"]);
        assert_eq!(all("a b"), ["'a b'", "'a b'", "\"a b\""]);
        assert_eq!(all("it's"), [r"'it'\''s'", "'it''s'", "\"it's\""]);
        assert_eq!(all(r"C:\a"), [r"'C:\a'", r"C:\a", r"C:\a"]);
        assert_eq!(all("plan:text"), ["plan:text"; 3]);
        assert_eq!(all("50%"), ["50%", "50%", "\"50%\""]);
        assert_eq!(all("@a"), ["@a", "'@a'", "@a"]);
        assert_eq!(all(""), ["''", "''", "\"\""]);
    }

    #[test]
    fn the_shell_of_windows_is_told_by_its_variables() {
        let rules = |name: &'static str, value: &'static str| {
            Quoting::on_windows(move |asked| (asked == name).then(|| value.into()))
        };
        assert_eq!(rules("MSYSTEM", "MINGW64"), Quoting::Posix);
        assert_eq!(
            rules("PSModulePath", r"C:\Users\a\Documents\PowerShell\Modules;C:\b"),
            Quoting::PowerShell
        );
        assert_eq!(rules("PSModulePath", r"C:\Program Files\WindowsPowerShell\Modules"), Quoting::Cmd);
        assert_eq!(rules("x", ""), Quoting::Cmd);
    }

    #[test]
    fn a_closed_pipe_is_not_a_failure() {
        let error = anyhow::Error::from(std::io::Error::from(std::io::ErrorKind::BrokenPipe));
        assert_eq!(Report::of(&error).kind().exit_code(), 0);
    }

    #[test]
    fn a_hint_is_one_word_of_a_shell_and_harmless() {
        for text in ["it's=FIELD", "a b", "$(x)", "-x", "", "a\\'b"] {
            assert_eq!(shlex::split(&quoted(text)).unwrap(), [text]);
        }
        assert_eq!(quoted("loginId,email"), "loginId,email");
        let report = Report::of(&Error::usage("x").hint("see `\u{1b}[31m`").into());
        assert!(report.text(str::to_owned).contains("see `\\u{1b}[31m`"));
    }

    #[test]
    fn escape_sequences_are_spelled_out() {
        assert_eq!(visible("علی\u{200c}رضا 👩\u{200d}🚀"), "علی\u{200c}رضا 👩\u{200d}🚀");
        assert_eq!(visible("a\u{1b}[31mb\u{202e}c\n"), "a\\u{1b}[31mb\\u{202e}c\\n");
    }

    #[test]
    fn a_line_of_any_length_is_cut_off() {
        let long = "ä".repeat(100_000);
        let report = Report::of(&Error::usage(&long).because(long.clone()).hint(&long).into());
        assert!(report.text(str::to_owned).chars().count() < 3 * LONGEST_LINE + 100);
        assert!(report.json().chars().count() < 3 * LONGEST_LINE + 500);
        assert_eq!(bounded("a".repeat(LONGEST_LINE)).len(), LONGEST_LINE);
    }
}
