//! The summary of a run for the page of a CI job, in Markdown. It holds no values of cells.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    bulk::run::{Job, Totals},
    context::Context,
    error::{Kind, Report},
    ops::user::Running,
    span::Span,
    ui::counted,
    words::grouped,
};

/// Files that a run leaves and that a job may keep.
pub(super) struct KeptFiles {
    /// Rows that failed.
    pub(super) failures: Option<PathBuf>,
    report: Option<PathBuf>,
    junit: Option<PathBuf>,
}

impl KeptFiles {
    /// Those that the flags name.
    pub(super) fn of(running: &Running) -> Self {
        let Running { failures, report, junit, .. } = running;
        Self { failures: failures.clone(), report: report.clone(), junit: junit.clone() }
    }
}

/// A row with something wrong.
#[derive(Debug, Clone, Default)]
pub(super) struct Fault {
    /// Its file, where there are several.
    pub(super) file: Option<Arc<str>>,
    /// Its line.
    pub(super) line: u64,
    /// A code or column.
    pub(super) what: Option<String>,
}

/// Summarises a run, and makes its totals outputs of the step.
pub(super) fn write(context: &Context, totals: &Totals, job: &Job, faults: &[Fault], files: &KeptFiles) {
    let Totals { failed, not_attempted, .. } = *totals;
    let counts = counts(totals);
    let mut outputs = outputs(totals);
    outputs.push(("job", job.id.clone()));
    context.ui.summarise(
        || {
            let titles = counts.map(|(name, _)| crate::ui::capitalised(&name.replace('-', " ")));
            let took = Span::near(context.elapsed());
            let about = format!("Job {}{}, {took}.", job.id, context.place());
            let mut text = titled(context, "", &about);
            text += &table(&titles, &counts.map(|(_, count)| grouped(count)));
            text += &list("Code", faults, failed);
            text + &kept(files, failed + not_attempted)
        },
        &outputs,
    );
}

/// Summarises a dry run: rows, requests, and seconds at the limit.
pub(super) fn of_plan(context: &Context, counts: [u64; 3]) {
    let summary = || {
        let about = format!("Nothing was changed{}.", context.place());
        let titles = ["Rows", "Requests", "Seconds at the limit"].map(str::to_owned);
        titled(context, ", dry run", &about) + &table(&titles, &counts.map(grouped))
    };
    context.ui.summarise(summary, &outputs(&Totals { read: counts[0], ..Totals::default() }));
}

/// Summarises an input with problems, of which nothing was sent.
pub(super) fn of_problems(context: &Context, count: usize, first: &[Fault]) {
    let count = count as u64;
    let summary = || {
        let about = format!("{}, nothing was sent. The log says which.", counted(count, "problem"));
        titled(context, " did not run", &about) + &list("Column", first, count)
    };
    context.ui.summarise(summary, &outputs(&Totals::default()));
}

/// Summarises a restore, or a run without rows.
pub(in crate::commands) fn of_totals(context: &Context, totals: &Totals) {
    let summary = || {
        let titles = counts(totals).map(|(name, _)| crate::ui::capitalised(&name.replace('-', " ")));
        let about = format!("Ended{}.", context.place());
        titled(context, "", &about) + &table(&titles, &counts(totals).map(|(_, count)| grouped(count)))
    };
    context.ui.summarise(summary, &outputs(totals));
}

/// Summarises a run that did not come to a summary of its own. No row was sent where it was refused; where it
/// failed there may have been some, so that it has no totals.
pub(super) fn of_error(context: &Context, error: &anyhow::Error) {
    if context.ui.has_summarised() {
        return;
    }
    if Report::of(error).kind() == Kind::Usage {
        let about = "No row was sent. The log says why.";
        context.ui.summarise(|| titled(context, " did not run", about), &outputs(&Totals::default()));
    } else {
        context.ui.summarise(|| titled(context, " ended early", "The log says why."), &[]);
    }
}

/// The totals as outputs of the step.
fn outputs(totals: &Totals) -> Vec<(&'static str, String)> {
    counts(totals).map(|(name, count)| (name, count.to_string())).to_vec()
}

fn counts(totals: &Totals) -> [(&'static str, u64); 7] {
    let Totals { read, created, updated, deleted, skipped, failed, not_attempted, .. } = *totals;
    [
        ("read", read),
        ("created", created),
        ("updated", updated),
        ("deleted", deleted),
        ("skipped", skipped),
        ("failed", failed),
        ("not-attempted", not_attempted),
    ]
}

fn titled(context: &Context, what: &str, about: &str) -> String {
    format!("### `descopectl {}`{what}\n\n{about}\n\n", context.command)
}

fn table(titles: &[String], cells: &[String]) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    line(titles) + &format!("|{}\n", "--:|".repeat(titles.len())) + &line(cells)
}

/// The first rows with something wrong.
fn list(title: &str, faults: &[Fault], all: u64) -> String {
    if faults.is_empty() {
        return String::new();
    }
    let more = all.saturating_sub(faults.len() as u64);
    let has_files = faults.iter().any(|fault| fault.file.is_some());
    if !has_files && faults.iter().all(|fault| fault.what.is_none()) {
        let lines: Vec<String> = faults.iter().map(|fault| fault.line.to_string()).collect();
        let more = if more > 0 { format!(" and {} more", grouped(more)) } else { String::new() };
        return format!("\nFailed lines: {}{more}\n", lines.join(", "));
    }
    let (head, rule) = if has_files { ("| File ", "|---") } else { ("", "") };
    let mut text = format!("\n{head}| Line | {title} |\n{rule}|--:|---|\n");
    for Fault { file, line, what } in faults {
        let file = file.as_deref().unwrap_or_default();
        let file = if has_files { format!("| {} ", escaped(file)) } else { String::new() };
        text += &format!("{file}| {line} | {} |\n", escaped(what.as_deref().unwrap_or_default()));
    }
    if more > 0 { text + &format!("\n… and {} more\n", grouped(more)) } else { text }
}

/// Says which files of the run a job may keep.
fn kept(files: &KeptFiles, left: u64) -> String {
    let named =
        |what: &str, file: &Path| format!("{what} in `{}`", file.display().to_string().replace('`', ""));
    let failures = files.failures.as_deref().filter(|_| left > 0);
    let parts: Vec<String> = [
        failures.map(|file| named("the rows that failed, with reasons, are", file)),
        files.report.as_deref().map(|file| named("the outcome of each row is", file)),
        files.junit.as_deref().map(|file| named("the test cases are", file)),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() {
        return String::new();
    }
    let parts = crate::ui::capitalised(&parts.join(", "));
    format!("\n{parts}: upload them as an artefact to keep them. They name users.\n")
}

/// A text from outside in a cell of a table in Markdown.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in crate::error::visible(text).chars() {
        match character {
            '<' => safe.push_str("&lt;"),
            '&' => safe.push_str("&amp;"),
            character if character.is_ascii_punctuation() && !matches!(character, '.' | '-') => {
                safe.extend(['\\', character]);
            }
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_a_file_make_no_markdown() {
        assert_eq!(escaped("a|b\n<img>[x](y) `z`"), r"a\|b\\n&lt;img\>\[x\]\(y\) \`z\`");
        assert_eq!(escaped("customAttributes.plan"), "customAttributes.plan");
    }

    #[test]
    fn the_first_faults_are_listed_and_the_rest_is_counted() {
        let fault = |file: Option<&str>, line, what: Option<&str>| Fault {
            file: file.map(Arc::from),
            line,
            what: what.map(str::to_owned),
        };
        let faults = [fault(None, 3, Some("E062108")), fault(None, 7, None)];
        assert_eq!(
            list("Code", &faults, 1_002),
            "\n| Line | Code |\n|--:|---|\n| 3 | E062108 |\n| 7 |  |\n\n… and 1\u{202f}000 more\n"
        );
        assert_eq!(
            list("Code", &[fault(None, 3, None), fault(None, 7, None)], 3),
            "\nFailed lines: 3, 7 and 1 more\n"
        );
        assert_eq!(list("Code", &[], 0), "");
        assert_eq!(
            list("Code", &[fault(Some("a|b.csv"), 3, None), fault(Some("c.csv"), 3, None)], 2),
            "\n| File | Line | Code |\n|---|--:|---|\n| a\\|b.csv | 3 |  |\n| c.csv | 3 |  |\n"
        );
    }
}
