//! Properties that hold for tables of all dialects.

use proptest::prelude::*;
use serde_json::json;

use super::{failures::failed, *};

/// The body of a row whose cells are read as they are.
fn body_of(login_id: &str, names: &[String; 2]) -> Value {
    let mut body = json!({"loginId": login_id});
    for (field, name) in ["name", "givenName"].into_iter().zip(names) {
        if !name.trim().is_empty() {
            body[field] = json!(name.trim());
        }
    }
    body
}

proptest! {
    /// Whatever a table looks like, its rows are read, with the lines on which they begin, and come back as
    /// the same rows from a file of failures.
    #[test]
    fn tables_of_all_dialects_are_read_and_written(
        rows in proptest::collection::vec(("[a-z]{1,5}", proptest::array::uniform2("[\\PC\n\"',;|]{0,8}")), 1..12),
        delimiter in prop_oneof![Just(b','), Just(b';'), Just(b'\t'), Just(b'|')],
        crlf: bool,
        marked: bool,
        quotes: bool,
    ) {
        let line_end = if crlf { "\r\n" } else { "\n" };
        let stated = if delimiter == b'|' { format!("sep=|{line_end}") } else { String::new() };
        let start = format!("{}{stated}", if marked { "\u{feff}" } else { "" });
        let mut writer = csv::WriterBuilder::new();
        writer.delimiter(delimiter);
        writer.terminator(if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') });
        if quotes {
            writer.quote_style(csv::QuoteStyle::Always);
        }
        let mut table = writer.from_writer(start.into_bytes());
        table.write_record(["loginId", "name", "givenName"]).unwrap();
        let mut lines = vec![2 + u64::from(delimiter == b'|')];
        for (login_id, [name, given]) in &rows {
            table.write_record([login_id, name, given]).unwrap();
            let inside = name.matches('\n').count() + given.matches('\n').count();
            lines.push(lines.last().unwrap() + 1 + inside as u64);
        }
        lines.pop();
        let text = table.into_inner().unwrap();
        let bodies: Vec<Value> = rows.iter().map(|(login_id, names)| body_of(login_id, names)).collect();
        let case = Case::of(&BatchUser::ROWS).with_rows_in_cells();
        let found = case.check(".csv", &text).unwrap();
        prop_assert_eq!(&found.problems, &Vec::<String>::new());
        prop_assert_eq!(&found.bodies, &bodies);
        prop_assert_eq!(found.lines, lines);
        let text = String::from_utf8(text).unwrap();
        let again = case.check(".csv", failed("users.csv", &text, "taken; \"again\"")).unwrap();
        prop_assert_eq!(again.bodies, bodies);
    }

    /// Whatever separates, quotes, ends, encodes, marks and precedes the rows: the sound ones are read, the others
    /// are named, and none is lost.
    #[test]
    fn dialects_mix_and_every_row_is_read_or_named(
        rows in proptest::collection::vec((0_usize..7, "[a-z]{1,5}", "[a-zäöÜ\n\"',;| ]{0,8}"), 1..12),
        delimiter in prop_oneof![Just(b','), Just(b';'), Just(b'\t'), Just(b'|')],
        line_end in prop_oneof![Just("\n"), Just("\r\n"), Just("\r")],
        before in prop_oneof![
            Just(""), Just("\n\n"), Just("Staff of spring\n"), Just("#TYPE Microsoft.User\n"),
            Just("version:v1.0;;;\n"), Just("# made by hand\n\n"), Just("sep=D\n"), Just("\"sep=D\"\n"),
        ],
        encoding in 0_usize..7,
        marked: bool,
        quotes: bool,
    ) {
        let mut writer = csv::WriterBuilder::new();
        writer.delimiter(delimiter).flexible(true);
        if quotes {
            writer.quote_style(csv::QuoteStyle::Always);
        }
        let mut table = writer.from_writer(Vec::new());
        table.write_record(["loginId", "email", "name", "givenName"]).unwrap();
        let mut bodies = Vec::new();
        for (number, (kind, login_id, name)) in rows.iter().enumerate() {
            let (login_id, name) = (format!("{login_id}{number}"), name.replace('\n', if line_end == "\r" { " " } else { "\n" }));
            let email = format!("{login_id}@example.com");
            let mut cells = vec![login_id.clone(), email.clone(), name.clone(), String::new()];
            match kind {
                0 => cells.push("beside".to_owned()),
                1 => cells[0] = String::new(),
                2 => cells[1] = "not..an@address".to_owned(),
                3 => cells.truncate(2),
                4 => cells.push(String::new()),
                _ => {}
            }
            if *kind > 2 {
                let mut body = json!({"loginId": login_id, "email": email});
                if *kind != 3 && !name.trim().is_empty() {
                    body["name"] = json!(name.trim().replace('\n', line_end));
                }
                bodies.push(body);
            }
            let mark = |cell: String| if marked && !cell.is_empty() { format!("'{cell}") } else { cell };
            table.write_record(cells.into_iter().map(mark)).unwrap();
        }
        let table = String::from_utf8(table.into_inner().unwrap()).unwrap();
        let mut reader = csv::ReaderBuilder::new();
        let counted = reader.delimiter(delimiter).flexible(true).from_reader(table.as_bytes()).records().count();
        prop_assert_eq!(counted, rows.len());
        let separator = char::from(delimiter).to_string();
        let before = before.replace("=D", &format!("={separator}")).replace(";;;", &separator.repeat(3));
        let text = (before + &table).replace('\n', line_end);
        let wide = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        let (bytes, charset) = match encoding {
            0 => (["\u{feff}".as_bytes(), text.as_bytes()].concat(), None),
            1 => ([&[0xff, 0xfe][..], &wide(u16::to_le_bytes)].concat(), None),
            2 => ([&[0xfe, 0xff][..], &wide(u16::to_be_bytes)].concat(), None),
            3 => (wide(u16::to_le_bytes), None),
            4 => (wide(u16::to_be_bytes), None),
            5 => (encoding_rs::WINDOWS_1252.encode(&text).0.into_owned(), Some("windows-1252")),
            _ => (text.clone().into_bytes(), None),
        };
        let case = Case { encoding: charset, ..Case::of(&BatchUser::ROWS).with_rows_in_cells() };
        let found = case.check(".csv", bytes).unwrap();
        prop_assert_eq!(&found.broken, &None);
        prop_assert_eq!(&found.bodies, &bodies);
        let line = |problem: &String| problem.split([' ', ',', ':']).nth(1).unwrap().to_owned();
        let named: std::collections::HashSet<String> = found.problems.iter().map(line).collect();
        prop_assert_eq!(found.bodies.len() + named.len(), counted);
    }

    #[test]
    fn no_input_panics_and_no_row_is_lost(
        bytes in proptest::collection::vec(prop_oneof![any::<u8>(), Just(b'"'), Just(b'\n'), Just(b','), Just(b'{'), Just(b'}')], 0..200),
        ending in prop_oneof![Just(".csv"), Just(".json"), Just(".jsonl"), Just(".txt")],
    ) {
        let start: &[u8] = match ending {
            ".json" => b"[{\"loginId\":\"a\"},",
            ".csv" => b"loginId,name\n",
            _ => b"",
        };
        let text = [start, &bytes].concat();
        if let Ok(found) = Case::of(&BatchUser::ROWS).check(ending, text) {
            prop_assert!(found.rows <= found.bodies.len() as u64 + found.problems.len() as u64);
        }
    }
}
