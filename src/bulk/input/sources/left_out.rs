//! What a program does not read of a record is said.

use std::{collections::BTreeSet, path::PathBuf};

use jaq_json::Val;
use serde_json::{Map, Value, json};

use super::{Source, all};
use crate::{
    bulk::input::{Input, Mapping, RowSchema, Transform, check, transform::Program},
    ops::{row::RowStruct as _, user::BatchUser},
    output::query::{input, plain},
};

/// The sample files of a source.
fn samples(source: &Source) -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/sources");
    let is_of_it = |name: &str| {
        name == source.name || name.strip_prefix(source.name).is_some_and(|rest| rest.starts_with('-'))
    };
    let folders = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let folders = folders.filter(|path| is_of_it(path.file_name().unwrap().to_str().unwrap()));
    let files =
        folders.flat_map(|folder| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
    files.filter(|file| file.file_stem().is_some_and(|name| name == "export")).collect()
}

/// The records that became users, and what was said to be left out.
fn records(source: &'static Source, file: &std::path::Path) -> (Vec<Map<String, Value>>, BTreeSet<String>) {
    let mut input = Input::open(file, None).unwrap();
    input.transform_with(Transform::of_source(source).unwrap()).unwrap();
    let schema = RowSchema::new(&BatchUser::ROWS, &input, &Mapping::default()).unwrap();
    let mut records = Vec::new();
    let mut each = |row: crate::bulk::input::CheckedRow<'_>| {
        let record: Map<String, Value> = serde_json::from_slice(row.source).unwrap();
        let name = |name: String| if source.settings.ldif { name.to_ascii_lowercase() } else { name };
        records.push(record.into_iter().map(|(field, value)| (name(field), value)).collect());
        Ok(())
    };
    let checked = check(input, schema, None, true, &mut each, &mut |problem| panic!("{problem}")).unwrap();
    (records, checked.transformed.unwrap().left_out.into_keys().collect())
}

/// Whether a value says anything; false and 0 are what most users have.
fn says_something(value: &Value) -> bool {
    !matches!(value, Value::Null | Value::Bool(false))
        && !["\"\"", "[]", "{}", "\"0\"", "\"f\"", "\"false\"", "\"False\""]
            .contains(&value.to_string().as_str())
}

/// Whether the program makes the same of the record whatever this field says.
fn is_unread(program: &Program, record: &Map<String, Value>, path: &[&str]) -> bool {
    let made = |record: &Map<String, Value>| {
        // With it the salt of a hash is read, too.
        let parameters =
            json!({"firebase": {"signerKey": "aA==", "saltSeparator": "Bw==", "memory": 14, "rounds": 8}});
        let results = program.run(input(&Value::Object(record.clone())), Val::Null, input(&parameters));
        results.map(|results| results.iter().map(plain).collect::<Vec<_>>())
    };
    let changed = |value: Option<Value>| {
        let mut record = record.clone();
        let (name, parents) = path.split_last().unwrap();
        let mut object = &mut record;
        for parent in parents {
            object = object[*parent].as_object_mut().unwrap();
        }
        match value {
            Some(value) => object.insert((*name).to_owned(), value),
            None => object.shift_remove(*name),
        };
        made(&record)
    };
    let now = made(record);
    // The last ones are names of hashers, and a class of entries that are no users.
    let others = [json!("changed"), json!(["changed"]), json!("argon2id"), json!("bcrypt"), json!("group")];
    std::iter::once(None).chain(others.into_iter().map(Some)).all(|value| changed(value) == now)
}

/// Fields of a sample that say what others say already.
const SAID_TWICE: [&str; 4] = [
    // The only verified address is taken without it.
    "clerk: `primary_email_address_id`",
    // Of a user who is disabled anyway.
    "cognito: `UserStatus`",
    // Phones of other types are listed by their type.
    "google-workspace: `phones.0.value`",
    // The old ID is another one where there is one.
    "ldif: `dn`",
];

#[test]
fn what_a_program_does_not_read_is_listed_or_passed_over_by_name() {
    let mut silent = BTreeSet::new();
    for source in all() {
        let program = Program::compile(source.name, source.program).unwrap();
        let files = samples(source);
        assert!(!files.is_empty(), "{}", source.name);
        for file in files {
            let (records, left_out) = records(source, &file);
            for record in &records {
                let mut paths: Vec<Vec<&str>> = Vec::new();
                for (name, value) in record {
                    match value {
                        Value::Object(inner) if source.settings.reads_inside(name) => {
                            let inner = inner.iter().filter(|(_, value)| says_something(value));
                            paths.extend(inner.map(|(field, _)| vec![name.as_str(), field.as_str()]));
                        }
                        value if says_something(value) => paths.push(vec![name.as_str()]),
                        _ => {}
                    }
                }
                for path in paths.iter().filter(|path| is_unread(&program, record, path)) {
                    let name = path.join(".");
                    let is_known = source.settings.passes_over.iter().any(|known| super::fits(known, &name));
                    if !is_known && !left_out.contains(&name) {
                        silent.insert(format!("{}: `{name}`", source.name));
                    }
                }
            }
        }
    }
    SAID_TWICE.iter().for_each(|said| assert!(silent.remove(*said), "{said}"));
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn a_field_that_a_program_is_said_to_read_stands_in_it() {
    for source in all() {
        let program = source.program.to_lowercase();
        for name in &source.settings.reads {
            let last = name.trim_end_matches('*').rsplit('.').find(|part| !part.is_empty()).unwrap();
            assert!(program.contains(&last.to_lowercase()), "{}: `{name}`", source.name);
        }
    }
}
