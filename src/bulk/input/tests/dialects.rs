//! Properties that hold for tables of all dialects.

use proptest::prelude::*;
use serde_json::json;

use super::{super::fill::is_nothing, failures::failed, *};

/// Whether a cell is no word for nothing and no formula.
fn is_read_as_it_is(cell: &str) -> bool {
    !is_nothing(cell.trim()) && !cell.starts_with('=')
}

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

/// How text is encoded, and three letters that it has then beside those of ASCII.
const ENCODINGS: &[(&str, [char; 3])] = &[
    ("UTF-8", ['ä', '日', '😀']),
    ("UTF-8 with a mark", ['ä', 'ö', 'Ü']),
    ("UTF-16LE with a mark", ['ä', '日', '😀']),
    ("UTF-16BE with a mark", ['ä', '日', '😀']),
    ("UTF-16LE", ['ä', 'ö', 'Ü']),
    ("UTF-16BE", ['ä', 'ö', 'Ü']),
    ("windows-1252", ['ä', '–', 'Ü']),
    ("windows-1250", ['ř', 'ł', 'Ž']),
    ("windows-1251", ['ж', 'ё', 'Я']),
    ("shift_jis", ['山', 'ソ', 'ﾃ']),
    ("gbk", ['王', '明', '李']),
    ("euc-kr", ['김', '철', '수']),
];

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, bytes).unwrap();
    packed.finish().unwrap()
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
        let cells = rows.iter().flat_map(|(login_id, names)| names.iter().chain([login_id]));
        prop_assume!(cells.clone().all(|cell| is_read_as_it_is(cell)));
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

    /// Whatever separates, quotes, ends, encodes, packs, marks and precedes the rows: the sound ones are read, the others
    /// are named, and none is lost.
    #[test]
    fn dialects_mix_and_every_row_is_read_or_named(
        rows in proptest::collection::vec((0_usize..9, "[a-z]{1,5}", "[a-zäöÜ\n\"',;| ]{0,8}"), 1..12),
        delimiter in prop_oneof![Just(b','), Just(b';'), Just(b'\t'), Just(b'|')],
        line_end in prop_oneof![Just("\n"), Just("\r\n"), Just("\r")],
        before in prop_oneof![
            Just(""), Just("\n\n"), Just("Staff of spring\n"), Just("#TYPE Microsoft.User\n"), Just("StaffDspring\n\n"),
            Just("version:v1.0;;;\n"), Just("# made by hand\n\n"), Just("sep=D\n"), Just("\"sep=D\"\n"),
        ],
        encoding in 0_usize..ENCODINGS.len(),
        (marked, quotes, packed, is_unclosed) in any::<(bool, bool, bool, bool)>(),
    ) {
        let (charset, letters) = ENCODINGS[encoding];
        let separator = char::from(delimiter).to_string();
        prop_assume!(rows.iter().all(|(_, _, name)| is_read_as_it_is(name)));
        let mut writer = csv::WriterBuilder::new();
        writer.delimiter(delimiter).flexible(true);
        if quotes {
            writer.quote_style(csv::QuoteStyle::Always);
        }
        let line_of = |cells: &[String]| {
            let mut line = writer.from_writer(Vec::new());
            line.write_record(cells).unwrap();
            String::from_utf8(line.into_inner().unwrap()).unwrap()
        };
        let mark = |cell: String| if marked && !cell.is_empty() { format!("'{cell}") } else { cell };
        let mut table = line_of(&["loginId", "email", "name", "givenName"].map(str::to_owned));
        let mut bodies = Vec::new();
        for (number, (kind, login_id, name)) in rows.iter().enumerate() {
            let name: String = name.chars().map(|letter| match (letter, line_end) {
                ('\n', "\r") => ' ',
                ('ä', _) => letters[0],
                ('ö', _) => letters[1],
                ('Ü', _) => letters[2],
                (letter, _) => letter,
            }).collect();
            let login_id = format!("{login_id}{number}");
            let email = format!("{login_id}@example.com");
            let mut cells = vec![login_id.clone(), email.clone(), name.clone(), String::new()];
            match kind {
                0 => cells.push("beside".to_owned()),
                1 => cells[0] = String::new(),
                2 => cells[1] = "not..an@address".to_owned(),
                4 => cells.truncate(2),
                5 => cells.push(String::new()),
                6 => table.push('\n'),
                _ => {}
            }
            if *kind > 3 {
                let mut body = json!({"loginId": login_id, "email": email});
                if *kind != 4 && !name.trim().is_empty() {
                    body["name"] = json!(name.trim().replace('\n', line_end));
                }
                bodies.push(body);
            }
            let cells: Vec<String> = cells.into_iter().map(mark).collect();
            table += &match kind {
                // Text behind the quote that closes a cell.
                3 => cells[..2].join(&separator) + &separator + "\"'x\"y\n",
                _ => line_of(&cells),
            };
        }
        if is_unclosed {
            table += &format!("{}{separator}\"{}", mark("last".to_owned()), mark("last@example.com\n".to_owned()));
        }
        let mut reader = csv::ReaderBuilder::new();
        let counted = reader.delimiter(delimiter).flexible(true).from_reader(table.as_bytes()).records().count();
        prop_assert_eq!(counted, rows.len() + usize::from(is_unclosed));
        let before = before.replace('D', &separator).replace(";;;", &separator.repeat(3));
        let text = (before + &table).replace('\n', line_end);
        let wide = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        let bytes = match charset {
            "UTF-8 with a mark" => ["\u{feff}".as_bytes(), text.as_bytes()].concat(),
            "UTF-16LE with a mark" => [&[0xff, 0xfe][..], &wide(u16::to_le_bytes)].concat(),
            "UTF-16BE with a mark" => [&[0xfe, 0xff][..], &wide(u16::to_be_bytes)].concat(),
            "UTF-16LE" => wide(u16::to_le_bytes),
            "UTF-16BE" => wide(u16::to_be_bytes),
            "UTF-8" => text.clone().into_bytes(),
            legacy => encoding_rs::Encoding::for_label(legacy.as_bytes()).unwrap().encode(&text).0.into_owned(),
        };
        let stated = charset.bytes().any(|byte| byte.is_ascii_lowercase()) && !charset.starts_with("UTF");
        // By chance the letters of another encoding may be those of UTF-8.
        prop_assume!(!stated || text.is_ascii() || std::str::from_utf8(&bytes).is_err());
        let case = Case { encoding: stated.then_some(charset), ..Case::of(&BatchUser::ROWS).with_rows_in_cells() };
        let found = case.check(".csv", if packed { gzip(&bytes) } else { bytes }).unwrap();
        prop_assert_eq!(&found.bodies, &bodies);
        let line = |problem: &String| problem.split([' ', ',', ':']).nth(1).unwrap().to_owned();
        let mut named: std::collections::HashSet<String> = found.problems.iter().map(line).collect();
        // A quote that nothing closes ends the file, and is named by its line.
        prop_assert_eq!(found.broken.is_some(), is_unclosed, "{:?}", found.broken);
        named.extend(found.broken);
        prop_assert_eq!(found.bodies.len() + named.len(), counted);
    }

    /// The same for JSON: whatever holds the objects and stands beside them.
    #[test]
    fn forms_of_json_mix_and_every_object_is_read_or_named(
        rows in proptest::collection::vec((0_usize..6, "[a-z]{1,5}", "[a-zäöÜ\n\"',\\[\\]{}: ]{0,8}"), 1..12),
        form in 0_usize..6,
        pretty: bool,
        encoding in 0_usize..5,
        packed: bool,
        ending in prop_oneof![Just(".json"), Just(".jsonl"), Just("")],
    ) {
        let mut bodies = Vec::new();
        let objects: Vec<Value> = rows.iter().enumerate().map(|(number, (kind, login_id, name))| {
            let login_id = format!("{login_id}{number}");
            let email = format!("{login_id}@example.com");
            let mut object = json!({"loginId": login_id, "email": email, "name": name, "x": null});
            match kind {
                0 => object["name"] = json!({"first": name}),
                1 => object["loginId"] = json!(""),
                2 => object["email"] = json!("not..an@address"),
                _ => {
                    let mut body = json!({"loginId": login_id, "email": email});
                    if !name.trim().is_empty() {
                        body["name"] = json!(name);
                    }
                    bodies.push(body);
                }
            }
            object
        }).collect();
        let text = |value: &Value| if pretty { format!("{value:#}") } else { value.to_string() };
        let beside = json!([{"id": 1}, {"id": [2]}]);
        let all = match form {
            0 => text(&json!(objects)),
            1 => objects.iter().map(|object| object.to_string() + "\n").collect(),
            2 => objects.iter().map(|object| format!("{object:#}\n")).collect(),
            3 => text(&json!({"groups": beside, "users": objects, "z": 1})),
            4 => text(&json!({"ok": true, "data": {"groups": beside, "list": objects}, "z": {"y": []}})),
            _ => text(&json!({"users": objects, "members": beside})),
        };
        let counted = objects.len();
        let wide = |bytes: fn(u16) -> [u8; 2]| all.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        let bytes = match encoding {
            0 => ["\u{feff}".as_bytes(), all.as_bytes()].concat(),
            1 => [&[0xff, 0xfe][..], &wide(u16::to_le_bytes)].concat(),
            2 => wide(u16::to_be_bytes),
            _ => all.clone().into_bytes(),
        };
        let found = Case::of(&BatchUser::ROWS).check(ending, if packed { gzip(&bytes) } else { bytes }).unwrap();
        prop_assert_eq!(&found.broken, &None);
        prop_assert_eq!(found.rows as usize, counted);
        let sent: Vec<Value> = found.bodies.iter().map(|body| {
            let mut body = body.clone();
            if body["name"].as_str().is_some_and(|name| name.trim().is_empty()) {
                body.as_object_mut().unwrap().remove("name");
            }
            body
        }).collect();
        prop_assert_eq!(&sent, &bodies);
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
