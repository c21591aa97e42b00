//! Rows of all forms, from bytes to what is sent for them.

use std::{fs, path::Path};

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::{
    error::{Result, visible},
    ops::{
        row::{RowStruct as _, RowType},
        user::{BatchUser, DeleteRow, InputFormat, PatchUser, runnable_operation},
    },
};

/// What a check found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) rows: u64,
    /// Lines of the rows that passed.
    pub(super) lines: Vec<u64>,
    /// What is sent for them.
    pub(super) bodies: Vec<Value>,
    pub(super) names: Vec<String>,
    pub(super) problems: Vec<String>,
    pub(super) duplicates: Vec<Duplicate>,
    /// Why the input could not be read to its end.
    broken: Option<String>,
}

/// An input, and what is said about it.
pub(super) struct Case {
    pub(super) rows: &'static RowType,
    pub(super) mapping: Mapping,
    pub(super) attributes: Attributes,
    pub(super) directory: Option<Directory>,
    /// How the text is encoded, where that has to be said.
    pub(super) encoding: Option<&'static str>,
}

impl Case {
    pub(super) fn of(rows: &'static RowType) -> Self {
        let (mapping, attributes) = (Mapping::default(), Attributes::default());
        Self { rows, mapping, attributes, directory: None, encoding: None }
    }

    fn map(mut self, column: &str, field: &str) -> Self {
        self.mapping.renamed.push((column.to_owned(), field.to_owned()));
        self
    }

    fn set(mut self, field: &str, value: &str) -> Self {
        self.mapping.constants.push((field.to_owned(), value.to_owned()));
        self
    }

    fn check_file(&self, file: &Path) -> Result<Found> {
        let encoding = self.encoding.map(|name| name.parse::<Charset>().unwrap());
        let mut input = Input::open_as(file, &Opening { encoding, ..Opening::default() })?;
        input.read_as_list_if_unnamed(self.rows, &self.mapping);
        let mut schema = RowSchema::new(self.rows, &input, &self.mapping)?;
        schema.set_attributes(self.attributes.clone())?;
        let mut found = Found::default();
        let mut problems = Vec::new();
        let checked = check(
            input,
            schema,
            self.directory.as_ref(),
            true,
            &mut |row| {
                found.lines.push(row.line);
                let mut start = 0;
                for end in row.ends {
                    let body = &row.bodies[start..*end as usize];
                    found.bodies.push(serde_json::from_slice(body).unwrap());
                    start = *end as usize;
                }
                assert_eq!(start, row.bodies.len());
                found.names.push(row.names.replace('\n', " "));
                Ok(())
            },
            &mut |problem| problems.push(visible(&problem.to_string())),
        );
        found.problems = problems;
        match checked {
            Ok(checked) => {
                assert_eq!(checked.problems, found.problems.len() as u64);
                (found.rows, found.duplicates) = (checked.rows, checked.duplicates);
            }
            Err(error) => found.broken = Some(error.to_string()),
        }
        Ok(found)
    }

    pub(super) fn check(&self, ending: &str, text: impl AsRef<[u8]>) -> Result<Found> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(format!("users{ending}"));
        fs::write(&file, text).unwrap();
        self.check_file(&file)
    }

    /// What is sent for a table with one row; else what is wrong with it.
    pub(super) fn cells(&self, names: &str, cells: &[&str]) -> Result<Value, String> {
        let mut table = csv::Writer::from_writer(Vec::new());
        table.write_record(names.split(',')).unwrap();
        table.write_record(cells).unwrap();
        self.one(".csv", &table.into_inner().unwrap())
    }

    /// What is sent for one JSON object; else what is wrong with it.
    fn object(&self, object: &Value) -> Result<Value, String> {
        self.one(".jsonl", object.to_string().as_bytes())
    }

    fn one(&self, ending: &str, text: &[u8]) -> Result<Value, String> {
        let mut found = self.check(ending, text).map_err(|error| error.to_string())?;
        if found.bodies.is_empty() {
            assert!(!found.problems.is_empty(), "refused without a problem");
            return Err(found.problems.join("\n"));
        }
        Ok(found.bodies.remove(0))
    }
}

fn create() -> Case {
    let attributes = json!({"data": [
        {"name": "seats", "type": 2}, {"name": "beta", "type": 3}, {"name": "tags", "type": 5},
        {"name": "plan", "type": 1},
    ]});
    Case { attributes: Attributes::of_reply(&attributes), ..Case::of(&BatchUser::ROWS) }
}

fn operation(verb: &str) -> Case {
    Case::of(runnable_operation(verb).unwrap().1)
}

/// Lines of the rows, and what is wrong with those that are none.
fn lines(ending: &str, text: &[u8]) -> (Vec<u64>, Vec<String>) {
    let found = Case::of(&DeleteRow::ROWS).check(ending, text).unwrap();
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
    assert_eq!(lines(".jsonl", b"{\"a\":\"\xe9\"}\n").1, ["line 1: not UTF-8 text"]);
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
            use std::io::Write as _;
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
    assert_eq!(found.bodies[1], json!({"loginId": "b", "name": "B"}));
}

#[test]
fn cells_are_text_unless_their_field_says_otherwise() {
    let names = "loginId,phone,verifiedPhone,roleNames,customAttributes.plan,customAttributes.seats,customAttributes.beta,customAttributes.tags,userTenants";
    let cells = [
        "007",
        "+1 555 123 4567",
        "true",
        "admin; viewer",
        "007",
        "5",
        "TRUE",
        "a;b",
        "acme=admin,viewer;beta",
    ];
    assert_eq!(
        create().cells(names, &cells).unwrap(),
        json!({
            "loginId": "007", "phone": "+15551234567", "verifiedPhone": true, "roleNames": ["admin", "viewer"],
            "userTenants": [
                {"tenantId": "acme", "roleNames": ["admin", "viewer"]}, {"tenantId": "beta", "roleNames": []}
            ],
            "customAttributes": {"plan": "007", "seats": 5, "beta": true, "tags": ["a", "b"]},
        })
    );
}

#[test]
fn lists_and_objects_may_be_json_in_a_cell() {
    let names = "loginId,roleNames,userTenants,customAttributes,customAttributes.plan,hashedPassword";
    let cells = [
        "a",
        r#"["x;y", "z"]"#,
        r#"[{"tenantId": "acme"}, "beta=viewer"]"#,
        r#"{"seats": 5}"#,
        "pro",
        r#"{"bcrypt": {"hash": "$2b$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234"}}"#,
    ];
    assert_eq!(
        create().cells(names, &cells).unwrap(),
        json!({
            "loginId": "a", "roleNames": ["x;y", "z"],
            "userTenants": [{"tenantId": "acme", "roleNames": []}, {"tenantId": "beta", "roleNames": ["viewer"]}],
            "customAttributes": {"seats": 5, "plan": "pro"}, "hashedPassword": {"bcrypt": {"hash": "$2b$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234"}},
        })
    );
    let wrong = create().cells("loginId,roleNames,customAttributes", &["a", "[1", "[]"]).unwrap_err();
    insta::assert_snapshot!(wrong, @r"
    line 2, roleNames: not a JSON list: EOF while parsing a list at line 1 column 2
    line 2, customAttributes: expected a JSON object
    ");
    let wrong =
        create().cells("loginId,customAttributes,customAttributes.plan", &["a", r#"{"plan": 1}"#, "x"]);
    insta::assert_snapshot!(wrong.unwrap_err(), @"line 2, customAttributes: `plan` is given twice");
}

#[test]
fn an_empty_cell_is_not_given() {
    assert_eq!(create().cells("loginId,email,name", &["a", "", " "]).unwrap(), json!({"loginId": "a"}));
    let nothing = ["a", "", "", ""];
    let names = "loginId,roleNames,customAttributes.plan,hashedPassword.bcrypt.hash";
    assert_eq!(create().cells(names, &nothing).unwrap(), json!({"loginId": "a"}));
}

#[test]
fn hashes_of_every_algorithm_can_stand_in_columns() {
    let hashes = [
        ("bcrypt", "hash=$2b$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234"),
        ("django", "hash=pbkdf2_sha256$1000$salty$ktixGvL+bGlTO4bK3F1CW8qCb3tVFt/1SjsW1eUxX5g="),
        ("md5", "hash=5f4dcc3b5aa765d61d8327deb882cf99"),
        (
            "buddyauth",
            "hash=bcrypt+sha512$86186fc28f83b3e3db78bcf8350a3a57$12$8f215420e68fd7922561167b07354f05d8db6d49e212689e",
        ),
        ("firebase", "hash=aA==,salt=aA==,saltSeparator=Bw==,signerKey=aA==,memory=14,rounds=8"),
        ("pbkdf2", "hash=aA==,salt=aA==,iterations=1000,type=sha256"),
        ("phpass", "hash=ABCDEFGHIJKLMNOPQRSTUV,salt=abcdefgh,iterations=8192,type=md5"),
        ("argon2", "hash=aA==,salt=aA==,iterations=2,memory=19456,threads=1"),
        ("sha", "hash=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,type=sha1"),
        ("bach", "hash=x,key=y"),
    ];
    for (algorithm, parts) in hashes {
        // The first `=`: base64 ends in some.
        let parts: Vec<(&str, &str)> = parts.split(',').filter_map(|part| part.split_once('=')).collect();
        let columns = parts.iter().map(|(name, _)| format!(",hashedPassword.{algorithm}.{name}"));
        let names = format!("loginId{}", columns.collect::<String>());
        let cells: Vec<&str> = std::iter::once("a").chain(parts.iter().map(|(_, cell)| *cell)).collect();
        let body = create().cells(&names, &cells).unwrap();
        let stored = &body["hashedPassword"][algorithm];
        for (name, cell) in parts {
            let value = stored[name].as_u64().map(|number| number.to_string());
            assert_eq!(value.as_deref().or(stored[name].as_str()), Some(cell), "{algorithm}.{name}");
        }
    }
}

#[test]
fn headers_of_spreadsheets_are_understood() {
    let names = "Username,E-Mail,First Name,Last Name,Mobile,email_verified,Roles,customAttributes.plan";
    let cells = ["a", "a@example.com", "Ann", "Example", "+15551234567", "TRUE", "x;y", "pro"];
    assert_eq!(
        create().cells(names, &cells).unwrap(),
        json!({
            "loginId": "a", "email": "a@example.com", "verifiedEmail": true, "phone": "+15551234567",
            "givenName": "Ann", "familyName": "Example", "roleNames": ["x", "y"],
            "customAttributes": {"plan": "pro"},
        })
    );
}

#[test]
fn columns_can_be_mapped_left_out_and_set() {
    let case = || {
        let case = create().map("Kundennummer", "loginId").map("Notiz", "");
        case.set("status", "enabled").set("customAttributes.plan", "pro")
    };
    let expected =
        json!({"loginId": "7", "name": "Ann", "customAttributes": {"plan": "pro"}, "status": "enabled"});
    assert_eq!(case().cells("Kundennummer,Notiz,name", &["7", "x", "Ann"]).unwrap(), expected);
    let row = json!({"Kundennummer": "7", "Notiz": "x", "name": "Ann"});
    assert_eq!(case().object(&row).unwrap(), expected);
    let error = case().cells("loginId,Notiz", &["a", "x"]).unwrap_err();
    assert_eq!(error, "there is no column `Kundennummer` to map");
    let error = create().set("loginId", "a").cells("loginId", &["b"]).unwrap_err();
    assert_eq!(error, "the columns `loginId` and `--set` are the same field");
    let several = create().map("E-Mail", "loginId,email");
    let expected = json!({"loginId": "a@example.com", "email": "a@example.com"});
    assert_eq!(several.cells("E-Mail", &["a@example.com"]).unwrap(), expected);
    assert_eq!(several.object(&json!({"E-Mail": "a@example.com"})).unwrap(), expected);
    let dotted = create().map("Plan", "customAttributes.plan");
    let expected = json!({"loginId": "a", "customAttributes": {"plan": 7}});
    assert_eq!(dotted.object(&json!({"loginId": "a", "Plan": 7})).unwrap(), expected);
}

#[test]
fn what_no_field_takes_is_refused() {
    let wrong = json!({
        "loginId": {"x": 1}, "roleNames": [null, "a", {"b": 1}], "frobnicate": 1, "emial": 2, "verifiedEmail": "maybe",
        "customAttributes": {"a=b": 1, " ": 2}, "status": ["x"], "userTenants": [{"roleNames": []}],
    });
    insta::assert_snapshot!(create().object(&wrong).unwrap_err(), @r#"
    line 1, loginId: expected one value, not an object
    line 1, verifiedEmail: `maybe`: expected one of true, false, yes, no, 1, 0
    line 1, roleNames: `null` cannot stand in this list
    line 1, roleNames: `{"b":1}` cannot stand in this list
    line 1, userTenants: `{"roleNames":[]}`: not a tenant membership: missing field `tenantId` at line 1 column 16
    line 1, customAttributes: the name of an attribute must not hold `=`
    line 1, customAttributes: the name of an attribute is empty
    line 1, status: expected one value, not a list
    line 1, frobnicate: there is no such field (1 row)
    line 1, emial: there is no such field, the nearest is `email` (1 row)
    line 1, customAttributes.a=b: the project has no attribute `a=b` (1 row)
    line 1, customAttributes. : the project has no attribute ` ` (1 row)
    "#);
    let set = create().set("roleNames", "admin");
    let twice = set.object(&json!({"loginId": "a", "roleNames": ["viewer"]})).unwrap_err();
    assert_eq!(twice, "line 1, roleNames: stands in the row and in `--set`");
    let twice = create().object(&json!({"loginId": "a", "identifier": "b"})).unwrap_err();
    assert_eq!(twice, "line 1, loginId: is given twice");
}

#[test]
fn parts_of_an_object_may_be_set_but_not_its_secrets() {
    let names = "loginId,hashedPassword.sha.hash";
    let body =
        create().set("hashedPassword.sha.type", "sha1").cells(names, &["a", &"aa".repeat(20)]).unwrap();
    assert_eq!(
        body["hashedPassword"],
        json!({"sha": {"hash": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "type": "sha1"}})
    );
    for secret in ["password", "seed", "hashedPassword.sha.salt"] {
        let refused = create().set(secret, "x").cells(names, &["a", "aa"]).unwrap_err();
        assert_eq!(refused, format!("cannot set `{secret}`"));
    }
    let refused = operation("set-active-password").set("password", "x").cells("loginId", &["a"]).unwrap_err();
    assert_eq!(refused, "cannot set `password`");
}

#[test]
fn secrets_are_sent_as_they_are_and_not_repeated_in_problems() {
    let body = create().cells("loginId,password,seed", &["a", " x ", "\ty"]).unwrap();
    assert_eq!((&body["password"], &body["seed"]), (&json!(" x "), &json!("\ty")));
    let why =
        create().object(&json!({"loginId": "a", "hashedPassword": {"bcrypt": {"hash": ""}}})).unwrap_err();
    assert_eq!(
        why,
        "line 1, hashedPassword: `bcrypt.hash` must be a bcrypt hash of 60 characters, such as `$2b$10$…`"
    );
    let why =
        create().object(&json!({"loginId": "a", "password": ["s3cret"], "seed": {"s3cret": 1}})).unwrap_err();
    assert!(!why.contains("s3cret"), "{why}");
    let why = create().cells("loginId,hashedPassword", &["a", "s3cret"]).unwrap_err();
    assert!(!why.contains("s3cret"), "{why}");
}

#[test]
fn json_rows_are_wire_objects_with_either_name_of_a_field() {
    let row = json!({
        "identifier": "a", "displayName": "A", "email": null, "verifiedEmail": false, "createdTime": 1_700_000_000,
        "additionalLoginIds": ["b"], "customAttributes": {"seats": 5, "plan": null},
        "userTenants": [{"tenantId": "acme", "roleNames": ["x,y"]}],
        "hashedPassword": {"bcrypt": {"hash": "$2b$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234"}},
    });
    let expected = json!({
        "loginId": "a", "name": "A", "verifiedEmail": false, "createdTime": 1_700_000_000,
        "additionalIdentifiers": ["b"], "customAttributes": {"seats": 5, "plan": null},
        "userTenants": [{"tenantId": "acme", "roleNames": ["x,y"]}],
        "hashedPassword": {"bcrypt": {"hash": "$2b$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234"}},
    });
    assert_eq!(create().object(&row).unwrap(), expected);
    let found = create().check(".json", format!("[{row}]")).unwrap();
    assert_eq!((found.bodies, found.names), (vec![expected], vec!["a b".to_owned()]));
}

#[test]
fn all_problems_of_a_row_come_out_at_once() {
    let names = "loginId,E-Mail,phone,verifiedEmail,status,createdTime,userTenants,additionalIdentifiers,password,hashedPassword";
    let cells =
        ["", "nope", "12", "jein", "gone", "soon", "=x;acme", "ok;\u{1}", "pw", r#"{"md5": {"hash": "x"}}"#];
    insta::assert_snapshot!(create().cells(names, &cells).unwrap_err(), @r"
    line 2, loginId: is missing
    line 2, E-Mail: `nope`: not an e-mail address, expected the form `name@example.com`
    line 2, verifiedEmail: `jein`: expected one of true, false, yes, no, 1, 0
    line 2, phone: `12`: begins without `+` and the code of a country, expected the form `+15551234567`
    line 2, userTenants: `=x`: the tenant ID is empty, expected `TENANT` or `TENANT=ROLE,ROLE`
    line 2, additionalIdentifiers: `\u{1}`: an identifier must not hold control characters
    line 2, status: `gone`: expected one of enabled, disabled, invited
    line 2, hashedPassword: `md5.hash` must be 32 hexadecimal digits
    line 2, createdTime: `soon`: not a time, expected seconds since 1970 (`1700000000`) or the form `2024-01-15T10:30:00Z`
    line 2, password: cannot stand beside `hashedPassword`
    ");
    insta::assert_snapshot!(create().object(&json!({"loginId": "a", "roleNames": "x"})).unwrap_err(), @"line 1, roleNames: expected a JSON list");
    let long = "x".repeat(100_000);
    assert!(create().cells("loginId,email", &["a", &long]).unwrap_err().len() < 400);
}

#[test]
fn fields_that_do_not_go_together_are_named() {
    let email = operation("update-email");
    let wrong = |cells: &[&str]| email.cells("loginId,email,remove,verified", cells).unwrap_err();
    insta::assert_snapshot!(wrong(&["a", "a@example.com", "true", "true"]), @"line 2, remove: cannot stand beside `email` or `verified`");
    insta::assert_snapshot!(wrong(&["a", "", "false", "true"]), @"line 2, email: is missing");
    insta::assert_snapshot!(operation("add-role").cells("loginId,roles,tenant", &["", "", "acme"]).unwrap_err(), @r"
    line 2, loginId: is missing
    line 2, roles: is missing
    ");
    insta::assert_snapshot!(operation("update-display-name").cells("loginId,name,givenName", &["a", "", ""]).unwrap_err(), @"line 2, name: is missing");
    let gone = Case::of(&DeleteRow::ROWS);
    insta::assert_snapshot!(gone.object(&json!({"name": "A"})).unwrap_err(), @"line 1: one of `userId`, `loginId`, `loginIds` is missing");
    insta::assert_snapshot!(operation("set-active-password").cells("loginId,password", &["a", ""]).unwrap_err(), @"line 2, password: is missing");
}

#[test]
fn a_patch_can_empty_fields_by_a_mark() {
    let patch = Case::of(&PatchUser::ROWS);
    let names = "loginId,email,roleNames,name,customAttributes.plan";
    let body = patch.cells(names, &["a", "@null", "@null", "", "@null"]).unwrap();
    let expected = json!({"loginId": "a", "customAttributes": {"plan": null}, "email": "", "roleNames": []});
    assert_eq!(body, expected);
    let row = json!({"loginId": "a", "customAttributes": {"plan": null}, "email": "", "roleNames": []});
    assert_eq!(patch.object(&row).unwrap(), expected);
    assert_eq!(
        patch.cells("loginId,roleNames", &["a", "[ ]"]).unwrap(),
        json!({"loginId": "a", "roleNames": []})
    );
    insta::assert_snapshot!(patch.cells("loginId,verifiedEmail,customAttributes", &["@null", "@null", "@null"]).unwrap_err(), @r"
    line 2, loginId: cannot be emptied here
    line 2, verifiedEmail: cannot be emptied here
    line 2, customAttributes: cannot be emptied here
    ");
    let twice = Case::of(&PatchUser::ROWS).set("email", "a@example.com");
    let twice = twice.object(&json!({"loginId": "a", "email": ""})).unwrap_err();
    assert_eq!(twice, "line 1, email: stands in the row and in `--set`");
}

#[test]
fn a_new_user_has_nothing_to_empty() {
    let names = "loginId,email,roleNames,customAttributes.plan,hashedPassword.bcrypt.hash,password";
    let cells = ["a", "@null", "@null", "@null", "@null", "@null"];
    assert_eq!(create().cells(names, &cells).unwrap(), json!({"loginId": "a"}));
}

#[test]
fn an_operation_removes_what_it_is_about_by_a_mark() {
    let email = operation("update-email");
    let removed = json!({"loginId": "a", "email": "", "failOnConflict": true});
    assert_eq!(email.cells("loginId,email", &["a", "@null"]).unwrap(), removed);
    assert_eq!(email.cells("loginId,email,remove", &["a", "@null", "false"]).unwrap(), removed);
    assert_eq!(email.cells("loginId,email,remove", &["a", "", "TRUE"]).unwrap(), removed);
    let consent = operation("update-impersonation-consent");
    let revoked = json!({"loginId": "a", "impersonationConsent": 0});
    assert_eq!(consent.cells("loginId,impersonationConsent", &["a", "@null"]).unwrap(), revoked);
    let names = operation("update-display-name");
    let body = json!({"loginId": "a", "name": "A", "givenName": ""});
    assert_eq!(names.cells("loginId,name,givenName", &["a", "A", "@null"]).unwrap(), body);
    insta::assert_snapshot!(email.cells("loginId,email", &["@null", "@null"]).unwrap_err(), @"line 2, loginId: ``: an identifier must not be empty");
    insta::assert_snapshot!(operation("set-roles").cells("loginId,roleNames", &["a", "@null"]).unwrap_err(), @"line 2, roleNames: cannot be emptied here");
    let roles = operation("add-role");
    let of_project = json!({"loginId": "a", "roleNames": ["x"]});
    assert_eq!(roles.cells("loginId,roleNames,tenantId", &["a", "x", "@null"]).unwrap(), of_project);
    insta::assert_snapshot!(roles.cells("loginId,roleNames,tenantId", &["a", "x", ""]).unwrap_err(), @"line 2, tenantId: is empty, and without it the row would be about the whole project: `@null` says that this is meant");
    insta::assert_snapshot!(operation("set-active-password").cells("loginId,password", &["a", "@null"]).unwrap_err(), @"line 2, password: cannot be emptied here");
}

#[test]
fn a_row_may_take_several_requests() {
    let tenant = operation("add-tenant");
    let found = tenant.check(".csv", "loginId,tenantId,roleNames\na,acme,x;y\nb,acme,\n").unwrap();
    assert_eq!(
        found.bodies,
        [
            json!({"loginId": "a", "tenantId": "acme"}),
            json!({"loginId": "a", "tenantId": "acme", "roleNames": ["x", "y"]}),
            json!({"loginId": "b", "tenantId": "acme"}),
        ]
    );
    let attributes = operation("update-custom-attributes");
    let found =
        attributes.check(".csv", "loginId,customAttributes.a,customAttributes.b\nx,1,@null\n").unwrap();
    assert_eq!(
        found.bodies,
        [
            json!({"loginId": "x", "attributeKey": "a", "attributeValue": "1"}),
            json!({"loginId": "x", "attributeKey": "b", "attributeValue": null}),
        ]
    );
    let renamed = operation("update-login-id").check(".csv", "loginId,newLoginId\na,b\nb,c\n").unwrap();
    assert_eq!(renamed.names, ["a b", "b c"]);
    assert_eq!(
        renamed.duplicates.iter().map(|twice| (twice.number, twice.first)).collect::<Vec<_>>(),
        [(1, 0)]
    );
}

#[test]
fn a_column_that_every_row_needs_must_be_there() {
    assert_eq!(create().cells("email,name", &["x", "y"]).unwrap_err(), "there is no column `loginId`");
    let role = operation("add-role");
    assert_eq!(role.cells("loginId", &["a"]).unwrap_err(), "there is no column `roleNames`");
    let password = operation("set-active-password");
    assert_eq!(password.cells("loginId,by", &["a", "b"]).unwrap_err(), "unknown column `by`");
    assert_eq!(password.cells("loginId,reason", &["a", "b"]).unwrap_err(), "there is no column `password`");
}

#[test]
fn unknown_columns_name_the_nearest_field() {
    let error = |names: &str| {
        let text = format!("{names}\n");
        create().check(".csv", text).unwrap_err()
    };
    let one = error("loginId,emial");
    assert_eq!(one.to_string(), "unknown column `emial`");
    assert_eq!(one.reason().unwrap(), "there is no such field, the nearest is `email`");
    assert_eq!(
        error("loginId,name,displayName").to_string(),
        "the columns `name` and `displayName` are the same field"
    );
    assert_eq!(error("loginId,Kundennummer,Notiz").to_string(), "unknown columns `Kundennummer`, `Notiz`");
    let wide: Vec<String> = (0..5_000).map(|number| format!("Spalte {number}")).collect();
    assert!(
        error(&format!("name,{}", wide.join(",")))
            .to_string()
            .ends_with("`Spalte 18`, `Spalte 19` and 4980 more")
    );
    let attributes: Vec<String> = (0..5_000).map(|number| format!("customAttributes.a{number}")).collect();
    assert!(error(&attributes.join(",")).reason().unwrap().len() < 1000);
    let gone = Case::of(&DeleteRow::ROWS).check(".csv", "name,city\n").unwrap_err();
    assert_eq!(gone.to_string(), "no column names the users");
    assert_eq!(error("").to_string().split('`').next_back().unwrap(), " is empty");
}

#[test]
fn the_template_has_every_field_once_and_is_understood() {
    let template = RowSchema::template(&BatchUser::ROWS);
    assert_eq!(template.first().map(String::as_str), Some("loginId"));
    assert!(
        template.contains(&"customAttributes".to_owned()) && template.contains(&"createdTime".to_owned())
    );
    assert!(RowSchema::of_header(&BatchUser::ROWS, &template, &Mapping::default()).is_ok());
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

#[test]
fn identifiers_that_stand_twice_are_found_by_their_rows() {
    let text = "loginId,additionalIdentifiers\na,+1 555 123 4567\nb,\n,x\nc,+15551234567;b\nd,d\n";
    let found = create().check(".csv", text).unwrap();
    assert_eq!((found.rows, found.problems.len()), (5, 1));
    let twice: Vec<(u64, u64)> = found.duplicates.iter().map(|twice| (twice.number, twice.first)).collect();
    assert_eq!(twice, [(3, 0), (3, 1), (4, 4)]);
    assert_eq!(found.duplicates[0].fingerprint, fingerprint("+15551234567"));
    let added = operation("add-role").check(".csv", "loginId,roleNames\na,x\na,y\n").unwrap();
    assert_eq!((added.rows, added.duplicates.len()), (2, 0));
}

#[test]
fn what_the_project_does_not_have_is_found_before_anything_is_sent() {
    let roles = json!({"roles": [{"name": "viewer"}, {"name": "auditor", "tenantId": "acme"}]});
    let tenants = json!({"tenants": [{"id": "acme", "name": "Acme"}]});
    let attributes = Attributes::of_reply(&json!({"data": [{"name": "seats", "type": 2}]}));
    let of_column = Case { attributes: attributes.clone(), ..Case::of(&BatchUser::ROWS) };
    let error = of_column.check(".csv", "loginId,customAttributes.seat\na,5\n").unwrap_err();
    assert_eq!(error.to_string(), "the project has no attribute `seat`, the nearest is `seats`");
    let directory = Some(Directory::of_replies(&roles, &tenants, attributes.clone()));
    let case = Case { attributes, directory, ..Case::of(&BatchUser::ROWS) };
    let text = "loginId,roleNames,userTenants,customAttributes.seats\n\
                a,viewer,\"acme=auditor,viewer\",5\nb,vieweer,acne=viewer,five\nc,auditor,acme=root,\n";
    let found = case.check(".csv", text).unwrap();
    assert_eq!(found.names, ["a"]);
    assert_eq!(
        found.problems,
        [
            "line 3, roleNames: there is no role `vieweer`, the nearest is `viewer`",
            "line 3, userTenants: there is no tenant `acne`, the nearest is `acme`",
            "line 3, customAttributes.seats: `\"five\"`: expected a number",
            "line 4, roleNames: `auditor` is a role of the tenant `acme` only",
            "line 4, userTenants: there is no role `root`",
        ]
    );
}

/// What a file of failures holds after every row of an input has failed.
fn failed(name: &str, text: &str, reason: &str) -> String {
    failed_by(&Mapping::default(), name, text, reason)
}

fn failed_by(mapping: &Mapping, name: &str, text: &str, reason: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let (file, out) = (folder.path().join(name), folder.path().join("failed"));
    fs::write(&file, text).unwrap();
    let input = Input::open(&file, None).unwrap();
    let mut writer = input.failure_writer(fs::File::create(&out).unwrap()).unwrap();
    let schema = RowSchema::new(&BatchUser::ROWS, &input, mapping).unwrap();
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
        let case = Case::of(&BatchUser::ROWS);
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
        let case = Case { encoding: charset, ..Case::of(&BatchUser::ROWS) };
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
