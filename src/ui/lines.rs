//! Lines for a terminal, broken between words.

use dialoguer::console::measure_text_width;

/// The longest label that lines go on behind, such as `warning:`.
const LONGEST_LABEL: usize = 12;

/// The text in lines that fit, where its words allow it. What stands in backticks may be pasted and stays on one
/// line. Lines go on behind their label.
pub(super) fn fitted(text: &str, width: usize) -> String {
    text.split_inclusive('\n').map(|line| fitted_line(line, width)).collect()
}

fn fitted_line(line: &str, width: usize) -> String {
    let end = if line.ends_with('\n') { "\n" } else { "" };
    let text = line.trim_end_matches('\n');
    if measure_text_width(text) <= width {
        return line.to_owned();
    }
    let indent = indent_of(text);
    let spaces = text.len() - text.trim_start_matches(' ').len();
    let mut fitted = String::with_capacity(line.len() + 16);
    fitted.push_str(&text[..spaces]);
    let mut used = spaces;
    for (index, word) in words(&text[spaces..]).into_iter().enumerate() {
        let wide = measure_text_width(word);
        if used > indent && used + 1 + wide > width {
            fitted.push('\n');
            fitted.push_str(&" ".repeat(indent));
            used = indent;
        } else if index > 0 {
            fitted.push(' ');
            used += 1;
        }
        fitted.push_str(word);
        used += wide;
    }
    fitted + end
}

/// Columns before the text of a line: its spaces and its label.
fn indent_of(line: &str) -> usize {
    let spaces = line.len() - line.trim_start_matches(' ').len();
    let label = line[spaces..].split(' ').next().unwrap_or_default();
    let wide = measure_text_width(label);
    let is_label = dialoguer::console::strip_ansi_codes(label).ends_with(':') && wide <= LONGEST_LABEL;
    if is_label { spaces + wide + 1 } else { spaces }
}

/// The words of a line, of which those in backticks are one.
fn words(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let (mut begin, mut is_quoted) = (0, false);
    for (place, character) in line.char_indices() {
        match character {
            '`' => is_quoted = !is_quoted,
            ' ' if !is_quoted => {
                words.push(&line[begin..place]);
                begin = place + 1;
            }
            _ => {}
        }
    }
    words.push(&line[begin..]);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_between_words_and_go_on_behind_the_label() {
        assert_eq!(fitted("note: one two three four\n", 14), "note: one two\n      three\n      four\n");
        assert_eq!(fitted("  hint: one two three\n", 16), "  hint: one two\n        three\n");
        assert_eq!(fitted("one two\nthree four", 7), "one two\nthree\nfour");
        assert_eq!(fitted("  one two three", 9), "  one two\n  three");
        assert_eq!(fitted("short: line\n", 80), "short: line\n");
    }

    #[test]
    fn what_may_be_pasted_stays_whole() {
        let hint = "  hint: run `descopectl user load alice` now\n";
        assert_eq!(fitted(hint, 20), "  hint: run\n        `descopectl user load alice`\n        now\n");
    }

    #[test]
    fn colours_have_no_width() {
        let coloured = "\u{1b}[36mnote:\u{1b}[0m one two three\n";
        assert_eq!(fitted(coloured, 13), "\u{1b}[36mnote:\u{1b}[0m one two\n      three\n");
    }
}
