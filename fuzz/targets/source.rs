//! Rows of any input: read and checked without a panic; rows that failed come back as the same rows.
//!
//! The first byte says which form the file is said to have; the rest is the file.

use std::{fs, path::Path};

use descopectl::{
    bulk::input::{Input, Mapping, RowSchema, check},
    error::Result,
    ops::{
        row::RowStruct as _,
        user::{BatchUser, InputFormat},
    },
};

/// What is sent for the rows of a file, its problems, and the rows as a file of failures holds them.
struct Read {
    bodies: Vec<String>,
    problems: Vec<String>,
    failures: tempfile::NamedTempFile,
}

/// One input.
pub(crate) fn run(data: &[u8]) {
    let Some((form, bytes)) = data.split_first() else { return };
    let format = match form % 4 {
        0 => None,
        1 => Some(InputFormat::Csv),
        2 => Some(InputFormat::Json),
        _ => Some(InputFormat::Jsonl),
    };
    let ending = ["csv", "json", "jsonl", "tsv", "csv.gz", "txt"][usize::from(form / 4) % 6];
    let file = tempfile::Builder::new().suffix(&format!(".{ending}")).tempfile().unwrap();
    fs::write(file.path(), bytes).unwrap();
    let Ok(read) = read(file.path(), format) else { return };
    // Fields that no row type has are named once, at the end: their rows seem to have passed until then.
    if read.problems.iter().any(|problem| problem.contains("there is no such field")) {
        return;
    }
    let form = match Input::open(file.path(), format).unwrap().header() {
        [] => InputFormat::Jsonl,
        _ => InputFormat::Csv,
    };
    let again = read_failures(read.failures.path(), form);
    let file = fs::read_to_string(read.failures.path());
    assert_eq!(again.problems, [""; 0], "rows that passed have problems when they come back in {file:?}");
    assert_eq!(again.bodies, read.bodies, "rows that failed came back as others in {file:?}");
}

fn read_failures(file: &Path, form: InputFormat) -> Read {
    // A file of failures can be read.
    read(file, Some(form)).unwrap()
}

fn read(file: &Path, format: Option<InputFormat>) -> Result<Read> {
    let input = Input::open(file, format)?;
    let _ = input.detected_format();
    let schema = RowSchema::new(&BatchUser::ROWS, &input, &Mapping::default())?;
    let failures = tempfile::NamedTempFile::new().unwrap();
    let mut writer = input.failure_writer(failures.reopen().unwrap()).unwrap();
    let mut bodies = Vec::new();
    let mut problems = Vec::new();
    let checked = check(
        input,
        schema,
        None,
        true,
        &mut |row| {
            assert_eq!(row.ends, [row.bodies.len() as u32]);
            bodies.push(String::from_utf8(row.bodies.to_vec()).unwrap());
            writer.add(row.source, "a \"reason\"").unwrap();
            Ok(())
        },
        &mut |problem| {
            problems.push(problem.to_string());
        },
    )?;
    writer.finish().unwrap();
    assert!(checked.rows <= (bodies.len() + problems.len()) as u64, "a row was neither taken nor refused");
    assert_eq!(checked.problems, problems.len() as u64);
    Ok(Read { bodies, problems, failures })
}
