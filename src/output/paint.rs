//! JSON in colours.

use anstyle::{AnsiColor, Style};

const KEY: Style = AnsiColor::BrightBlue.on_default().bold();
const TEXT: Style = AnsiColor::Green.on_default();
const NUMBER: Style = AnsiColor::Cyan.on_default();
const LITERAL: Style = AnsiColor::Yellow.on_default();

/// The text with colours. It is JSON of our own making, or a part of it that does not end inside of a value.
pub(super) fn json(text: &str) -> String {
    let mut painted = String::with_capacity(text.len() * 2);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (length, style) = match first {
            '"' => {
                let length = text_length(rest);
                let is_key = rest.get(length..).is_some_and(|after| after.starts_with(':'));
                (length, Some(if is_key { KEY } else { TEXT }))
            }
            '-' | '0'..='9' => (word_length(rest), Some(NUMBER)),
            'a'..='z' => (word_length(rest), Some(LITERAL)),
            other => (other.len_utf8(), None),
        };
        let (token, after) = rest.split_at(length);
        match style {
            Some(style) => painted.push_str(&format!("{style}{token}{style:#}")),
            None => painted.push_str(token),
        }
        rest = after;
    }
    painted
}

/// Bytes of the text that stands at the beginning, with both quotes.
fn text_length(rest: &str) -> usize {
    let mut is_escaped = false;
    let end = rest.bytes().skip(1).position(|byte| {
        let ends = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        ends
    });
    end.map_or(rest.len(), |end| end + 2)
}

/// Bytes of the number or word that stands at the beginning.
fn word_length(rest: &str) -> usize {
    let is_inside = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.');
    rest.bytes().position(|byte| !is_inside(byte)).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn keys_texts_numbers_and_literals_differ() {
        let painted = json(r#"{"a": "b:\"c\\", "d": [-1.5e+3, true, null, {}]}"#);
        let expected = [
            (KEY, "\"a\""),
            (TEXT, r#""b:\"c\\""#),
            (KEY, "\"d\""),
            (NUMBER, "-1.5e+3"),
            (LITERAL, "true"),
            (LITERAL, "null"),
        ];
        let mut place = 0;
        for (style, token) in expected {
            let token = format!("{style}{token}{style:#}");
            place += painted[place..].find(&token).unwrap_or_else(|| panic!("{token:?} in {painted:?}"));
        }
    }

    #[test]
    fn without_its_colours_a_document_is_what_it_was() {
        let document =
            json!({ "k\"é": ["\\", "", "王选 ❤️", "a\nb: \"c\"", 0, -1.5e300, false, null, [], {}] });
        for text in
            [format!("{document}"), format!("{document:#}"), ",\n  {\n    \"a\": 1".to_owned(), String::new()]
        {
            assert_eq!(dialoguer::console::strip_ansi_codes(&json(&text)), text);
        }
    }
}
