//! What CI services understand of a log beside text: annotations and summaries of GitHub, sections of GitLab. And
//! what they must not understand: text from outside that looks like a command to them.

use std::{
    borrow::Cow,
    fs::{File, OpenOptions},
    io::{self, BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
};

use crate::{
    env::{self, Environment},
    private::canonical,
    words::grouped,
};

/// Annotations of errors that GitHub shows of one step.
const SHOWN: u64 = 10;

/// Two of them are kept for the number of all others and for how the command ended.
const MOST: u64 = SHOWN - 2;

/// The service whose job this process is.
#[derive(Debug)]
pub enum Ci {
    /// GitHub Actions.
    GitHub(GitHub),
    /// GitLab CI.
    GitLab,
}

/// What a job of GitHub is given.
#[derive(Debug)]
pub struct GitHub {
    /// The folder that files are named from.
    workspace: Option<PathBuf>,
    /// Takes Markdown.
    summary: Option<PathBuf>,
    /// Takes the outputs of the step.
    output: Option<PathBuf>,
    /// Annotations so far, also those that were not written.
    annotations: AtomicU64,
    /// Whether there is a summary.
    has_summarised: AtomicBool,
}

/// Where the fault of an annotation lies.
#[derive(Debug, Clone, Copy, Default)]
pub struct Place<'p> {
    /// The file.
    pub file: Option<&'p str>,
    /// Its line.
    pub line: Option<u64>,
}

impl Ci {
    /// The service that the environment names.
    #[must_use]
    pub fn of(environment: &Environment) -> Option<Self> {
        let is_true = |name| environment.raw(name).is_some_and(|value| value == "true");
        let path = |name| environment.raw(name).map(PathBuf::from);
        if is_true(env::GITHUB) {
            return Some(Self::GitHub(GitHub {
                workspace: path(env::GITHUB_WORKSPACE),
                summary: path(env::GITHUB_SUMMARY),
                output: path(env::GITHUB_OUTPUT),
                annotations: AtomicU64::new(0),
                has_summarised: AtomicBool::new(false),
            }));
        }
        is_true(env::GITLAB).then_some(Self::GitLab)
    }

    /// The line that marks an error, where the service shows errors beside the lines of files. What `text` quotes is
    /// left out. After some of them only their number counts: see [`Self::rest`].
    #[must_use]
    pub fn annotation(&self, place: Place<'_>, text: &str) -> Option<String> {
        let Self::GitHub(github) = self else { return None };
        let before = github.annotations.fetch_add(1, Ordering::Relaxed);
        (before < MOST).then(|| github.annotated(place, &without_values(text)))
    }

    /// The line that says how many errors were not marked.
    #[must_use]
    pub fn rest(&self) -> Option<String> {
        let Self::GitHub(github) = self else { return None };
        let more = github.annotations.swap(0, Ordering::Relaxed).saturating_sub(MOST);
        let text = format!("and {} more: the log names them", grouped(more));
        (more > 0).then(|| github.annotated(Place::default(), &text))
    }

    /// The line with which a foldable part of the log begins.
    #[must_use]
    pub fn section_start(&self, name: &str, title: &str) -> Option<String> {
        self.marks_sections().then(|| format!("\u{1b}[0Ksection_start:{}:{name}\r\u{1b}[0K{title}\n", now()))
    }

    /// The line with which it ends.
    #[must_use]
    pub fn section_end(&self, name: &str) -> Option<String> {
        self.marks_sections().then(|| format!("\u{1b}[0Ksection_end:{}:{name}\r\u{1b}[0K\n", now()))
    }

    fn marks_sections(&self) -> bool {
        matches!(self, Self::GitLab)
    }

    /// Whether this run has added something to the summary of the job.
    #[must_use]
    pub fn has_summarised(&self) -> bool {
        matches!(self, Self::GitHub(github) if github.has_summarised.load(Ordering::Relaxed))
    }

    /// Adds Markdown to the summary of the job.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn summarise(&self, markdown: &str) -> io::Result<()> {
        let Self::GitHub(github) = self else { return Ok(()) };
        github.has_summarised.store(true, Ordering::Relaxed);
        github.summary.as_ref().map_or(Ok(()), |file| append(file, markdown))
    }

    /// Adds values to the outputs of the step. They are numbers and IDs of our own, on one line.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn output(&self, values: &[(&str, String)]) -> io::Result<()> {
        let lines: String = values.iter().map(|(name, value)| format!("{name}={value}\n")).collect();
        match self {
            Self::GitHub(GitHub { output: Some(file), .. }) if !lines.is_empty() => append(file, &lines),
            _ => Ok(()),
        }
    }

    /// The text without what the service would obey. It is spelled out as control characters are.
    #[must_use]
    pub fn harmless<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self {
            Self::GitHub(_) if text.contains("::") || text.contains(OLD_COMMAND) => {
                Cow::Owned(text.split_inclusive('\n').map(harmless_line).collect())
            }
            _ => Cow::Borrowed(text),
        }
    }

    /// The same for JSON, which keeps its meaning. No line of it begins with a command of the new form.
    #[must_use]
    pub fn harmless_json<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self {
            Self::GitHub(_) if text.contains(OLD_COMMAND) => {
                Cow::Owned(text.replace(OLD_COMMAND, "#\\u0023["))
            }
            _ => Cow::Borrowed(text),
        }
    }
}

impl GitHub {
    fn annotated(&self, Place { file, line }: Place<'_>, text: &str) -> String {
        let path = file;
        let file = path.map(|path| format!("file={}", property(&self.named(path))));
        let line = line.filter(|line| path.is_some_and(|path| has_line(Path::new(path), *line)));
        let line = line.map(|line| format!("line={line}"));
        let properties: Vec<String> =
            file.into_iter().chain(line).chain(["title=descopectl".to_owned()]).collect();
        format!("::error {}::{}\n", properties.join(","), data(text))
    }

    /// A file as the repository names it.
    fn named(&self, file: &str) -> String {
        let within = || {
            let workspace = canonical(self.workspace.as_deref()?).ok()?;
            let path = Path::new(file);
            // A link stays where it is: the repository knows it by its own name.
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            let path = canonical(folder.unwrap_or(Path::new("."))).ok()?.join(path.file_name()?);
            let within = path.strip_prefix(&workspace).ok()?.components();
            Some(within.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
        };
        within().unwrap_or_else(|| file.to_owned())
    }
}

/// Whether a file is text that has the line. What is packed or a workbook has rows, and JSON without line ends has
/// elements: a number of theirs is none of a line.
fn has_line(file: &Path, line: u64) -> bool {
    let lines = || -> io::Result<bool> {
        let mut text = BufReader::new(File::open(file)?);
        let beginning = text.fill_buf()?;
        if beginning.starts_with(&[0x1f, 0x8b]) || beginning.contains(&0) {
            return Ok(false);
        }
        for _ in 1..line {
            text.skip_until(b'\n')?;
        }
        Ok(!text.fill_buf()?.is_empty())
    };
    // What can be read once only, such as a pipe, is not read here.
    file.is_file() && lines().unwrap_or(false)
}

/// A command of the older form may stand anywhere in a line.
const OLD_COMMAND: &str = "##[";

/// A command of the newer form begins a line; what is white before it does not count.
fn harmless_line(line: &str) -> String {
    let text = line.trim_start();
    let (white, text) = (&line[..line.len() - text.len()], text);
    let text = match text.strip_prefix("::") {
        Some(rest) => format!("\\u{{3a}}:{rest}"),
        None => text.to_owned(),
    };
    format!("{white}{}", text.replace(OLD_COMMAND, "#\\u{23}["))
}

/// A text in the data of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A text in a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

fn append(file: &Path, text: &str) -> io::Result<()> {
    OpenOptions::new().append(true).create(true).open(file)?.write_all(text.as_bytes())
}

fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

/// The text without what it quotes, since that may be the value of a cell. The names of flags stay. No value in the
/// text holds a backtick: they are written with `ops::row::repeated`.
#[must_use]
pub fn without_quoted(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return without_middle(&parts);
    }
    let mut kept = String::with_capacity(text.len());
    for (index, part) in parts.into_iter().enumerate() {
        match index % 2 {
            0 => kept.push_str(part),
            _ if is_flag(part) => kept.extend(["`", part, "`"]),
            _ => kept.push('…'),
        }
    }
    kept
}

/// The same for a text whose values may hold backticks: of what stands between the first and the last one it is not
/// known what is quoted.
fn without_values(text: &str) -> String {
    // Which command failed is the name of a command, and stands first.
    let command = text.strip_prefix('`').and_then(|rest| rest.split_once("` failed for "));
    let is_command = |name: &str| name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b' ' | b'-'));
    if let Some((command, rest)) = command.filter(|(command, _)| is_command(command)) {
        return format!("`{command}` failed for {}", without_values(rest));
    }
    let parts: Vec<&str> = text.split('`').collect();
    let quotes_flags = parts.iter().skip(1).step_by(2).all(|part| is_flag(part));
    match parts.len() {
        1 | 3 => without_quoted(text),
        count if quotes_flags && !count.is_multiple_of(2) => text.to_owned(),
        _ => without_middle(&parts),
    }
}

/// What is before the first backtick and after the last one.
fn without_middle(parts: &[&str]) -> String {
    match parts {
        [first, .., last] if parts.len() > 2 => format!("{first}…{last}"),
        parts => format!("{}…", parts.first().unwrap_or(&"")),
    }
}

/// Whether what is quoted is a flag of ours, with the name of its value or without.
fn is_flag(quoted: &str) -> bool {
    let Some(flag) = quoted.strip_prefix("--") else { return false };
    let (name, value) = flag.split_once(' ').unwrap_or((flag, "VALUE"));
    let consists_of =
        |text: &str, is: fn(&u8) -> bool| !text.is_empty() && text.bytes().all(|byte| is(&byte));
    consists_of(name, |byte| byte.is_ascii_lowercase() || *byte == b'-')
        && consists_of(value, u8::is_ascii_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn github(folder: &Path) -> Ci {
        let path = |name: &str| folder.join(name).into_os_string();
        Ci::of(&Environment::from_iter([
            (env::GITHUB, "true".into()),
            (env::GITHUB_WORKSPACE, folder.as_os_str().to_owned()),
            (env::GITHUB_SUMMARY, path("summary")),
            (env::GITHUB_OUTPUT, path("output")),
        ]))
        .unwrap()
    }

    #[test]
    fn only_what_says_true_is_a_service() {
        let of = |name: &str, value: &str| Ci::of(&Environment::from_iter([(name, value)]));
        assert!(of(env::GITHUB, "true").is_some() && of(env::GITLAB, "true").is_some());
        assert!(of(env::GITHUB, "false").is_none() && of(env::GITLAB, "").is_none());
    }

    #[test]
    fn annotations_are_escaped_and_name_files_as_the_repository_does() {
        let folder = tempfile::tempdir().unwrap();
        let ci = github(folder.path());
        std::fs::create_dir(folder.path().join("people")).unwrap();
        let file = folder.path().join("people").join("a,b%.csv");
        std::fs::write(&file, "name\none\ntwo\n").unwrap();
        let place = Place { file: file.to_str(), line: Some(3) };
        assert_eq!(
            ci.annotation(place, "100 %: a\r\nb::c").unwrap(),
            "::error file=people/a%2Cb%25.csv,line=3,title=descopectl::100 %25: a%0D%0Ab::c\n"
        );
        assert_eq!(property("c:\\a,b"), "c%3A\\a%2Cb");
        let nowhere = Place { file: None, line: Some(3) };
        assert_eq!(ci.annotation(nowhere, "a").unwrap(), "::error title=descopectl::a\n");
    }

    /// A file that is there through a link is called as the link is, also where the workspace is one.
    #[cfg(unix)]
    #[test]
    fn a_link_keeps_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        std::fs::create_dir(&real).unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        let elsewhere = folder.path().join("elsewhere.csv");
        std::fs::write(&elsewhere, "name\n").unwrap();
        std::os::unix::fs::symlink(&elsewhere, real.join("users.csv")).unwrap();
        for (workspace, file) in [(&link, &real), (&real, &link), (&link, &link)] {
            let file = file.join("users.csv");
            let place = Place { file: file.to_str(), line: None };
            let written = github(workspace).annotation(place, "a").unwrap();
            assert_eq!(written, "::error file=users.csv,title=descopectl::a\n");
        }
        let place = Place { file: elsewhere.to_str(), line: None };
        assert!(github(&real).annotation(place, "a").unwrap().contains("elsewhere.csv"));
    }

    #[test]
    fn a_line_is_named_only_where_the_file_has_it() {
        let folder = tempfile::tempdir().unwrap();
        let written = |name: &str, bytes: &[u8]| {
            let file = folder.path().join(name);
            std::fs::write(&file, bytes).unwrap();
            move |line| has_line(&file, line)
        };
        let text = written("a.csv", b"name\none\ntwo\n");
        assert!(text(1) && text(3) && !text(4));
        assert!(written("b.csv", b"name\none")(2));
        let one_line = written("a.json", b"[{},{},{}]\n");
        assert!(one_line(1) && !one_line(2));
        assert!(!written("a.csv.gz", b"\x1f\x8b\n\n\n\n")(2) && !written("a.xlsx", b"PK\0\n\n\n\n")(2));
        assert!(!has_line(&folder.path().join("nothing"), 1));
    }

    #[test]
    fn no_more_are_written_than_are_shown_and_the_rest_is_counted() {
        let folder = tempfile::tempdir().unwrap();
        let ci = github(folder.path());
        let written = (0..1_008).filter_map(|_| ci.annotation(Place::default(), "a")).count();
        assert_eq!(written as u64, MOST);
        assert!(ci.rest().unwrap().ends_with("::and 1\u{202f}000 more: the log names them\n"));
        assert_eq!(ci.rest(), None);
        assert!(ci.annotation(Place::default(), "how it ended").is_some());
    }

    #[test]
    fn foreign_text_starts_no_command() {
        let folder = tempfile::tempdir().unwrap();
        let ci = github(folder.path());
        for (text, harmless) in [
            ("::add-mask::x\n  ::error::y", "\\u{3a}:add-mask::x\n  \\u{3a}:error::y"),
            ("\u{a0}\u{2003}::error::y\n", "\u{a0}\u{2003}\\u{3a}:error::y\n"),
            ("a::b", "a::b"),
            ("a ##[add-mask]b", "a #\\u{23}[add-mask]b"),
            ("::###[x]", "\\u{3a}:##\\u{23}[x]"),
        ] {
            assert_eq!(ci.harmless(text), harmless);
        }
        assert_eq!(Ci::GitLab.harmless("::error::"), "::error::");
        let json = serde_json::json!({ "a": "###[error]::x" });
        let text = json.to_string();
        let harmless = ci.harmless_json(&text);
        assert!(!harmless.contains("##["), "{harmless}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&harmless).unwrap(), json);
    }

    #[test]
    fn what_is_quoted_is_left_out() {
        assert_eq!(
            without_quoted("`x` is no phone, see `--default-country`"),
            "… is no phone, see `--default-country`"
        );
        assert_eq!(without_quoted("no quotes"), "no quotes");
        assert_eq!(without_quoted("half `open"), "half …");
        assert_eq!(without_quoted("`a`secret`: not one"), "…: not one");
        for value in ["--secret=x", "--Secret", "--secret value", "--sécret", "--secret X1"] {
            assert_eq!(without_quoted(&format!("`{value}` is none")), "… is none");
        }
        assert_eq!(without_quoted("give `--limit COUNT`"), "give `--limit COUNT`");
    }

    #[test]
    fn a_backtick_in_a_value_does_not_turn_the_rest_inside_out() {
        for value in ["a", "a`secret", "a`secret`b", "`secret`", "a` secret `--all", "--all` secret `b", "``"]
        {
            let text = format!("there is no user `{value}`: look");
            assert_eq!(without_values(&text), "there is no user …: look", "{value}");
        }
        assert_eq!(
            without_values("`--all` and `--limit COUNT` differ"),
            "`--all` and `--limit COUNT` differ"
        );
        assert_eq!(without_values("nothing"), "nothing");
        assert_eq!(without_values("`user load` failed for `a`b`c`"), "`user load` failed for …");
        assert_eq!(without_values("`x@y` failed for `a`"), "…");
    }

    #[test]
    fn summaries_and_outputs_are_added_to_what_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let ci = github(folder.path());
        ci.summarise("one\n").and_then(|()| ci.summarise("two\n")).unwrap();
        ci.output(&[("read", "2".into()), ("job", "ab".into())]).unwrap();
        assert_eq!(std::fs::read_to_string(folder.path().join("summary")).unwrap(), "one\ntwo\n");
        assert_eq!(std::fs::read_to_string(folder.path().join("output")).unwrap(), "read=2\njob=ab\n");
        assert!(Ci::GitLab.summarise("one").is_ok());
        let start = Ci::GitLab.section_start("run", "Running").unwrap();
        assert!(start.starts_with("\u{1b}[0Ksection_start:1") && start.ends_with(":run\r\u{1b}[0KRunning\n"));
        assert_eq!(ci.section_start("run", "Running"), None);
    }
}
