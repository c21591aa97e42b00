//! A bulk job up to its plan.

use std::fs;

use descopectl::{
    bulk::{
        input::{Input, Mapping, RowSchema, check},
        plan::PlanWriter,
    },
    ops::{row::RowStruct as _, user::BatchUser},
};

#[test]
fn an_input_becomes_a_plan() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("users.csv");
    fs::write(&file, "loginId,email\nann,ann@example.com\nben,nowhere\n").unwrap();

    // The input is opened and read once. Every row is either sound or has its problems reported.
    let input = Input::open(&file, None).unwrap();
    let schema = RowSchema::new(&BatchUser::ROWS, &input, &Mapping::default()).unwrap();
    let mut writer = PlanWriter::new().unwrap();
    let mut problems = Vec::new();
    let mut report = |problem| problems.push(problem);
    check(input, schema, None, false, &mut |row| writer.add(&row), &mut report).unwrap();
    assert_eq!((problems.len(), problems[0].line), (1, 3));

    // The plan holds the sound rows in the form in which they are sent. The file may change now.
    let plan = writer.finish().unwrap();
    fs::remove_file(&file).unwrap();
    let rows: Vec<_> = plan.items().unwrap().map(Result::unwrap).collect();
    assert_eq!(rows[0].body(), br#"{"loginId":"ann","email":"ann@example.com"}"#);
    assert_eq!((plan.rows, rows[0].line, rows[0].name()), (1, 2, "ann"));
}
