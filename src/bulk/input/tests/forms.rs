//! Forms of inputs, and what is no row of them.

use std::fs;
#[cfg(unix)]
use std::io::Write as _;

use super::*;
use crate::ops::user::{DeleteRow, InputFormat};

/// Lines of the rows, and what is wrong with those that are none.
fn lines(ending: &str, text: &[u8]) -> (Vec<u64>, Vec<String>) {
    let mut case = Case::of(&DeleteRow::ROWS);
    case.mapping.options.ignores_unknown = true;
    let found = case.check(ending, text).unwrap();
    (found.lines, found.problems.into_iter().chain(found.broken).collect())
}

#[test]
fn the_form_is_known_by_ending_or_first_character() {
    let read = |ending, text: &[u8]| lines(ending, text).0;
    assert_eq!(read(".csv", b"loginId\na\nb\n"), [2, 3]);
    assert_eq!(read("", b"\xef\xbb\xbf [{\"loginId\":\"a\"}]"), [1]);
    assert_eq!(read("", b"{\"loginId\":\"a\"}\n\n{\"loginId\":\"b\"}\n"), [1, 3]);
    assert_eq!(read("", b"loginId,x\r\na,\"a\nb\"\r\nc,\r\n"), [2, 4]);
    assert_eq!(read("", b"loginId\n\n\na\n\r\nb\r\n\nc"), [4, 6, 8]);
    assert_eq!(read(".csv", b"loginId;\"a,b,c,d\";x\na;b;c\n"), [2]);
    assert_eq!(read(".tsv", b"loginId\temail\na\tb\n"), [2]);
}

#[test]
fn a_line_may_state_the_separator() {
    let read = |text: &[u8]| lines(".csv", text).0;
    assert_eq!(read(b"sep=;\r\nloginId;email\r\na;\r\n"), [3]);
    assert_eq!(read(b"sep=|\nloginId|email\na|\n"), [3]);
    assert_eq!(read(b"sep=\t\r\nloginId\temail\r\na\tb\r\n"), [3]);
}

#[test]
fn rows_that_are_none_do_not_hide_those_behind_them() {
    let (read, problems) = lines(".csv", b"loginId\na\n\xff\nb\n");
    // One that is not UTF-8 is mostly not the only one: the file is.
    assert_eq!(read, [2]);
    assert!(problems[0].ends_with("is not UTF-8 text"), "{problems:?}");
    let (read, problems) = lines(".jsonl", b"{\"loginId\":\"a\"}\n{\n{\"loginId\":\"b\"}\n");
    assert_eq!(read, [1, 3]);
    assert_eq!(problems, ["line 2: not JSON: EOF while parsing an object"]);
    let (_, problems) = lines(".jsonl", b"{\"a\":\"\xe9\"}\n{\"a\":\"\xe9\"}\n");
    assert!(problems.len() == 1 && problems[0].ends_with("is not UTF-8 text"), "{problems:?}");
    assert_eq!(lines(".jsonl", b"7\n").1, ["line 1: a row must be a JSON object"]);
    let (read, problems) = lines(".json", b"[{\"loginId\":\"a\"},\n{\"a\":},[],\n\n{\"loginId\":\"b\"}]");
    assert_eq!(read, [1, 4]);
    assert_eq!(problems, ["line 2: not JSON: expected value", "line 2: a row must be a JSON object"]);
}

#[test]
fn what_breaks_the_form_of_the_whole_input_ends_the_rows() {
    let (read, problems) = lines(".json", b"[{\"loginId\":\"a\"},\n{\"loginId\":\"b\"}");
    assert_eq!(read, [1, 2]);
    assert!(problems[0].ends_with("line 2: the JSON array is not closed"), "{problems:?}");
    let (_, problems) = lines(".json", b"7");
    assert!(problems[0].ends_with("line 1: not JSON objects: expected `[`"), "{problems:?}");
}

#[test]
fn an_endless_row_is_refused_by_its_line() {
    for (ending, start) in
        [(".csv", "loginId\na\n"), (".csv", "loginId\na\n\""), (".jsonl", "{\"loginId\":\"a\"}\n{\"")]
    {
        let text = format!("{start}{}", "x".repeat(18 << 20));
        let (read, problems) = lines(ending, text.as_bytes());
        assert_eq!(read.len(), 1);
        let line = read[0] + 1;
        let expected = format!("line {line}: this row is longer than 16 MiB");
        assert!(problems[0].ends_with(&expected), "{problems:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_is_read_once_and_not_stored() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let writer = {
        let pipe = pipe.clone();
        std::thread::spawn(move || {
            let mut out = fs::OpenOptions::new().write(true).open(pipe).unwrap();
            // Piece by piece, as programs write.
            for piece in ["log", "inId", ",na", "me\r", "\na,A\n", "b,", "B"] {
                out.write_all(piece.as_bytes()).unwrap();
                out.flush().unwrap();
            }
        })
    };
    let found = Case::of(&BatchUser::ROWS).check_file(&pipe).unwrap();
    writer.join().unwrap();
    assert_eq!(found.names, ["a", "b"]);
    assert_eq!(found.bodies[1], serde_json::json!({"loginId": "b", "name": "B"}));
}

#[test]
fn a_plain_list_is_known_by_a_name_that_is_no_field() {
    let gone = Case::of(&DeleteRow::ROWS);
    assert_eq!(gone.check(".txt", "a@example.com\n\n b \n").unwrap().names, ["a@example.com", "b"]);
    assert_eq!(gone.check(".csv", "Login\na\n").unwrap().names, ["a"]);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("users.txt");
    fs::write(&file, "a\nb\n").unwrap();
    let mut stated = Input::open(&file, Some(InputFormat::Csv)).unwrap();
    assert!(!stated.read_as_list_if_unnamed(&DeleteRow::ROWS, &Mapping::default()));
}
