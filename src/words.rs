//! Words of messages: which name was probably meant, and numbers that are easy to read.

use std::{borrow::Cow, ffi::OsString};

/// The candidate that was probably meant, where one is like what was typed. Case does not count.
pub fn nearest<'n>(typed: &str, candidates: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let typed = typed.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (candidate.to_lowercase(), candidate))
        .filter(|(name, _)| is_slip(&typed, name))
        .map(|(name, candidate)| (strsim::jaro_winkler(&typed, &name), candidate))
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, candidate)| candidate)
}

/// Whether a name is another with few letters wrong, missing or in another order, or its beginning.
fn is_slip(typed: &str, name: &str) -> bool {
    let longer = typed.chars().count().max(name.chars().count());
    let same = typed.chars().zip(name.chars()).take_while(|(one, other)| one == other).count();
    strsim::osa_distance(typed, name) <= (longer / 4).max(1) && longer > 2
        || same >= 4 && same + 1 >= typed.chars().count()
}

/// The words of a command line in a variable such as `EDITOR`, split as a shell does; none where a quote has no end.
/// On Windows a backslash stands in paths, so that they are split at white space alone.
#[must_use]
pub fn of_command_line(text: &str) -> Option<Vec<OsString>> {
    let words = match cfg!(windows) {
        true => Some(text.split_whitespace().map(str::to_owned).collect()),
        false => shlex::split(text),
    };
    words.map(|words: Vec<String>| words.into_iter().map(OsString::from).collect())
}

/// What stands between groups of digits.
const GAP: char = '\u{202f}';

/// A whole number with narrow spaces between groups of three digits, for people. They do not break at line ends.
#[must_use]
pub fn grouped(count: impl std::fmt::Display) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(GAP);
        }
        text.push(digit);
    }
    text
}

/// The text with its numbers as a script reads them: without what [`grouped`] puts between digits.
#[must_use]
pub fn ungrouped(text: &str) -> Cow<'_, str> {
    if !text.contains(GAP) {
        return text.into();
    }
    let is_digit = |letter: Option<&char>| letter.is_some_and(char::is_ascii_digit);
    let letters: Vec<char> = text.chars().collect();
    let is_kept = |at: usize| {
        letters[at] != GAP
            || !(is_digit(at.checked_sub(1).map(|at| &letters[at])) && is_digit(letters.get(at + 1)))
    };
    (0..letters.len()).filter(|at| is_kept(*at)).map(|at| letters[at]).collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_ungrouped_and_nothing_else() {
        let text = format!("{} of 7; a\u{202f}b 1\u{202f}x \u{202f}1\u{202f}", grouped(1_234_567));
        assert_eq!(ungrouped(&text), "1234567 of 7; a\u{202f}b 1\u{202f}x \u{202f}1\u{202f}");
    }

    #[test]
    fn only_what_is_alike_is_proposed() {
        let names = ["loginId", "email", "phone"];
        assert_eq!(nearest("emial", names), Some("email"));
        assert_eq!(nearest("LOGINID", names), Some("loginId"));
        assert_eq!(nearest("colour", names), None);
        assert_eq!(nearest("mobile", names), None);
        assert_eq!(nearest("credentials", ["createdTime"]), None);
        assert_eq!(nearest("roles", ["roleNames", "status"]), Some("roleNames"));
        assert_eq!(nearest("", names), None);
    }

    #[test]
    fn counts_are_grouped() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(100), "100");
        assert_eq!(grouped(4_312_u64), "4\u{202f}312");
        assert_eq!(grouped(1_000_000_usize), "1\u{202f}000\u{202f}000");
    }

    #[cfg(not(windows))]
    #[test]
    fn a_command_line_may_quote_its_program() {
        let words = |text: &str| of_command_line(text).map(|words| words.join(std::ffi::OsStr::new("|")));
        assert_eq!(words("less -S").unwrap(), "less|-S");
        assert_eq!(words("'/opt/my editor/bin/e' --wait").unwrap(), "/opt/my editor/bin/e|--wait");
        assert_eq!(words("e\\ x \"a b\"").unwrap(), "e x|a b");
        assert_eq!((words(" ").unwrap(), words("e 'x")), ("".into(), None));
    }
}
