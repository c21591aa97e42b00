//! Rows of any file: read, checked and parsed without a panic, and the same rows each time.
//!
//! The first byte says which form the file is said to have; the rest is the file.

#![no_main]

use std::fs;

use descopectl::{
    bulk::{Mapping, RowOf, RowParser, Source, check},
    ops::user::{BatchUser, InputFormat},
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((form, bytes)) = data.split_first() else { return };
    let format = match form % 4 {
        0 => None,
        1 => Some(InputFormat::Csv),
        2 => Some(InputFormat::Json),
        _ => Some(InputFormat::Jsonl),
    };
    let parser = |header| {
        RowParser::new(Box::new(RowOf::<BatchUser>::new()), header, Mapping::default())
    };
    let ending = ["csv", "json", "jsonl", "tsv", "csv.gz", "txt"][usize::from(form / 4) % 6];
    let file = tempfile::Builder::new().suffix(&format!(".{ending}")).tempfile().unwrap();
    fs::write(file.path(), bytes).unwrap();
    let Ok(source) = Source::open(file.path(), format) else { return };
    let _ = source.remarks();
    let Ok(rows) = source.rows() else { return };
    let Ok(mut checking) = parser(rows.header()) else { return };
    let mut problems = 0;
    let checked = check(&source, &mut checking, None, |problem| {
        problems += 1;
        let _ = problem.to_string();
    });
    let Ok(mut parser) = parser(rows.header()) else { return };
    let mut count = 0;
    for row in rows {
        let Ok(row) = row else {
            assert!(checked.is_err(), "a row that cannot be read was checked");
            return;
        };
        count += 1;
        let parsed = parser.parse(&row);
        if problems == 0 && checked.is_ok() {
            assert!(parsed.is_ok(), "a row that was checked is refused: {parsed:?}");
        }
    }
    if let Ok(checked) = checked {
        assert_eq!(checked.rows, count, "rows were checked and then others were read");
    }
});
