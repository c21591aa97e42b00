//! Outcomes as JUnit XML, which the test views of CI servers show: a test case for each row.

use std::{
    fmt::Write as _,
    fs::File,
    io::{self, BufReader, BufWriter, Seek as _, Write as _},
    time::Instant,
};

use super::report::Totals;
use crate::bulk::{outcome::Outcome, plan::Item};

/// A suite that is being written. Its totals stand before its cases, so that these wait in a temporary
/// file.
pub(super) struct Junit {
    out: File,
    cases: BufWriter<File>,
    name: String,
    started: Instant,
}

impl Junit {
    pub(super) fn new(out: File, name: &str) -> io::Result<Self> {
        let cases = BufWriter::new(tempfile::tempfile()?);
        Ok(Self { out, cases, name: name.to_owned(), started: Instant::now() })
    }

    pub(super) fn add(&mut self, item: &Item, outcome: &Outcome) -> io::Result<()> {
        let reason = escaped(&outcome.reason().unwrap_or_default());
        let inside = match outcome {
            Outcome::Failed { code, .. } => {
                let code = escaped(code.as_deref().unwrap_or_default());
                format!("<failure message=\"{reason}\" type=\"{code}\"/>")
            }
            Outcome::NotAttempted => "<error message=\"not attempted\"/>".to_owned(),
            Outcome::InDoubt => format!("<error message=\"{reason}\"/>"),
            Outcome::Skipped { .. } => format!("<skipped message=\"{reason}\"/>"),
            Outcome::Created { remark: Some(_), .. } => format!("<system-out>{reason}</system-out>"),
            Outcome::Updated { not_set, .. } if !not_set.is_empty() => {
                format!("<system-out>{reason}</system-out>")
            }
            Outcome::Created { .. } | Outcome::Updated { .. } | Outcome::Deleted { .. } => String::new(),
        };
        self.case(&format!("{}: {}", item.place(), item.name()), &inside)
    }

    /// A problem of an input of which nothing was sent.
    pub(super) fn refuse(&mut self, place: &str, why: &str) -> io::Result<()> {
        let place = if place.is_empty() { "the input" } else { place };
        let why = escaped(&format!("nothing was sent: {why}"));
        self.case(place, &format!("<failure message=\"{why}\" type=\"refused\"/>"))
    }

    fn case(&mut self, name: &str, inside: &str) -> io::Result<()> {
        let (class, name) = (escaped(&self.name), escaped(name));
        writeln!(self.cases, "    <testcase classname=\"{class}\" name=\"{name}\">{inside}</testcase>")
    }

    pub(super) fn finish(self, totals: &Totals) -> io::Result<()> {
        let mut cases = self.cases.into_inner().map_err(io::IntoInnerError::into_error)?;
        cases.rewind()?;
        let mut out = BufWriter::new(self.out);
        let counts = format!(
            "name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"{:.3}\"",
            escaped(&self.name),
            totals.read,
            totals.failed,
            totals.not_attempted,
            totals.skipped,
            self.started.elapsed().as_secs_f64(),
        );
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        writeln!(out, "<testsuites>\n  <testsuite {counts}>")?;
        io::copy(&mut BufReader::new(cases), &mut out)?;
        writeln!(out, "  </testsuite>\n</testsuites>")?;
        out.flush()
    }
}

/// Text as it may stand in an attribute. XML has no way to write most control characters.
fn escaped(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, character| {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\r' | '\t' => {
                let _ = write!(out, "&#{};", u32::from(character));
            }
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            character if character.is_control() => out.push('\u{fffd}'),
            character => out.push(character),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_becomes_an_attribute() {
        assert_eq!(escaped("a<b>&\"c\"\n\u{1b}"), "a&lt;b&gt;&amp;&quot;c&quot;&#10;\u{fffd}");
    }
}
