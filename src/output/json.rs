//! JSON: a value on indented lines or in one line, or a list item by item.

use serde::Serialize as _;
use serde_json::{
    Serializer, Value,
    ser::{Formatter as _, PrettyFormatter},
};

use super::render::written;
use crate::error::{Error, Result};

/// Writes a value on indented lines.
pub(super) fn write_pretty(value: &Value, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    serde_json::to_writer_pretty(&mut *out, value).map_err(failed)?;
    out.push(b'\n');
    spell_out(out, start);
    Ok(())
}

/// Writes a value in one line.
pub(super) fn write_line(value: &Value, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    serde_json::to_writer(&mut *out, value).map_err(failed)?;
    out.push(b'\n');
    spell_out(out, start);
    Ok(())
}

/// Writes items of a list on indented lines; `first` when none were written before. The formatter
/// knows that it is inside an array, so that they look as in a whole document.
pub(super) fn write_items(items: &[Value], first: bool, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    let mut formatter = PrettyFormatter::new();
    formatter.begin_array(&mut std::io::sink()).map_err(written)?;
    if first {
        out.push(b'[');
    }
    for (index, item) in items.iter().enumerate() {
        formatter.begin_array_value(out, first && index == 0).map_err(written)?;
        let mut serializer = Serializer::with_formatter(&mut *out, formatter.clone());
        item.serialize(&mut serializer).map_err(failed)?;
    }
    spell_out(out, start);
    Ok(())
}

/// Escapes the control characters that JSON allows unescaped, since terminals obey some of them. They occur
/// only inside strings, so the meaning does not change.
fn spell_out(out: &mut Vec<u8>, start: usize) {
    let written = &out[start..];
    if !written.contains(&0x7f) && !written.windows(2).any(is_c1) {
        return;
    }
    let text = String::from_utf8_lossy(written);
    let mut safe = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '\u{7f}'..='\u{9f}' => safe.push_str(&format!("\\u{:04x}", u32::from(character))),
            other => safe.push(other),
        }
    }
    out.truncate(start);
    out.extend(safe.into_bytes());
}

/// Whether two bytes are a character from `\u{80}` to `\u{9f}` in UTF-8.
fn is_c1(pair: &[u8]) -> bool {
    pair[0] == 0xc2 && pair[1] < 0xa0
}

fn failed(cause: serde_json::Error) -> Error {
    written(cause.into())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn text(write: impl FnOnce(&mut Vec<u8>) -> Result<()>) -> String {
        let mut out = Vec::new();
        write(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn items_look_as_in_a_whole_document() {
        let rows = json!([{"a": {"b": [1, {}]}}, [], "x", {"c": "é\nü"}]);
        let whole = text(|out| write_pretty(&rows, out));
        let items = rows.as_array().unwrap();
        let pages = text(|out| {
            write_items(&items[..1], true, out)?;
            write_items(&items[1..], false, out)?;
            out.extend(b"\n]\n");
            Ok(())
        });
        assert_eq!(pages, whole);
    }

    #[test]
    fn control_characters_are_escaped_and_mean_the_same() {
        let value = json!({"k\u{9b}": ["\u{1b}[2J\u{9b}2J\u{7f}\u{80}", "é \u{a0} ß 王"]});
        for text in [
            text(|out| write_pretty(&value, out)),
            text(|out| write_line(&value, out)),
            text(|out| write_items(std::slice::from_ref(&value), true, out)) + "]",
        ] {
            assert!(!text.chars().any(|character| character.is_control() && character != '\n'), "{text:?}");
            let back: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(back.get(0).unwrap_or(&back), &value);
        }
    }
}
