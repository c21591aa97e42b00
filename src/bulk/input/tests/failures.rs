//! Files of rows that failed.

use std::fs;

use super::*;
use crate::ops::user::{DeleteRow, InputFormat};

/// What a file of failures holds after every row of an input has failed.
pub(super) fn failed(name: &str, text: &str, reason: &str) -> String {
    failed_by(&Mapping::default(), name, text, reason)
}

fn failed_by(mapping: &Mapping, name: &str, text: &str, reason: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let (file, out) = (folder.path().join(name), folder.path().join("failed"));
    fs::write(&file, text).unwrap();
    let input = Input::open(&file, None).unwrap();
    let mut writer = input.failure_writer(fs::File::create(&out).unwrap()).unwrap();
    let mut mapping = mapping.clone();
    mapping.options.allows_rows_in_cells = true;
    let schema = RowSchema::new(&BatchUser::ROWS, &input, &mapping).unwrap();
    check(
        input,
        schema,
        None,
        true,
        &mut |row| {
            writer.add(row.source, reason).unwrap();
            Ok(())
        },
        &mut |problem| panic!("{problem}"),
    )
    .unwrap();
    writer.finish().unwrap();
    fs::read_to_string(out).unwrap()
}

#[test]
fn failed_rows_come_back_in_the_form_of_the_input() {
    assert_eq!(
        failed("users.csv", "loginId,reason,name\nb,of before,\"B\nB, \"\"x\"\"\"\n", "ta\"ken"),
        "loginId,name,reason\nb,\"B\nB, \"\"x\"\"\",\"ta\"\"ken\"\n"
    );
    assert_eq!(
        failed("users.csv", "\u{feff}loginId;name\r\nb; B \r\n", "taken"),
        "\u{feff}loginId;name;reason\r\nb; B ;taken\r\n"
    );
    assert_eq!(
        failed(
            "users.json",
            "[ {\"loginId\": \"b\",\n \"createdTime\": 1700000000, \"reason\": \"old\"} ]",
            "taken"
        ),
        "{\"loginId\":\"b\",\"createdTime\":1700000000,\"reason\":\"taken\"}\n"
    );
    assert_eq!(
        failed("users.csv", "sep=|\r\nloginId|name\r\nb|B\r\n", "taken"),
        "sep=|\r\nloginId|name|reason\r\nb|B|taken\r\n"
    );
    let mapping = Mapping { renamed: vec![("a;b;c;d".to_owned(), String::new())], ..Mapping::default() };
    assert_eq!(
        failed_by(&mapping, "users.csv", "loginId,\"a;b;c;d\"\nb,B\n", "taken"),
        "\"loginId\",\"a;b;c;d\",\"reason\"\nb,B,taken\n"
    );
    assert_eq!(failed("users.jsonl", "{\"loginId\":\"b\"}\n", "x"), "{\"loginId\":\"b\",\"reason\":\"x\"}\n");
}

#[test]
fn failed_rows_of_a_plain_list_become_a_table() {
    let folder = tempfile::tempdir().unwrap();
    let (file, out) = (folder.path().join("users.txt"), folder.path().join("failed"));
    fs::write(&file, "a,b\n").unwrap();
    let mut input = Input::open(&file, Some(InputFormat::Lines)).unwrap();
    assert!(!input.read_as_list_if_unnamed(&DeleteRow::ROWS, &Mapping::default()));
    let mut writer = input.source_form().failure_writer(fs::File::create(&out).unwrap()).unwrap();
    let schema = RowSchema::new(&DeleteRow::ROWS, &input, &Mapping::default()).unwrap();
    let mut add = |row: CheckedRow<'_>| {
        writer.add(row.source, "gone").unwrap();
        Ok(())
    };
    check(input, schema, None, true, &mut add, &mut |problem| panic!("{problem}")).unwrap();
    writer.finish().unwrap();
    assert_eq!(fs::read_to_string(out).unwrap(), "loginId,reason\n\"a,b\",gone\n");
    assert!(writer.add(&[9, 0, 0, 0], "x").is_err());
}
