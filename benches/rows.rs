//! What it takes to read a row, check it and put it in sending form, without any request.
//!
//! `cargo bench --bench rows [-- ROWS]` prints processor time a row, and instructions where `valgrind` is
//! installed: the difference of two runs of other lengths, so that what happens once does not count.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot continue says so")]

mod support;

use std::{
    fmt::Write as _,
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};

use descopectl::{
    bulk::input::{Input, Mapping, RECORDS_PROCESS, RowSchema, Transform, check, serve_records, sources},
    ops::{row::RowStruct as _, user::BatchUser},
};
use support::{row, table, words};

/// The program of the files that are transformed.
const PROGRAM: &str = "{loginId: .mail, email: .mail, phone: (.mobile | phone), name: .display, \
                       givenName: .first, familyName: .last, customAttributes: {old: .id}}";

/// Files that are read: name, budget a row, header and one row, `{}` for its number. `transform` in a name has
/// [`PROGRAM`] make the rows, `apart` has it do so in a process of its own, the name of a source its program.
const FILES: &[(&str, &str, &str, &str)] = &[
    (
        "six.csv",
        "2 µs",
        "loginId,email,phone,displayName,givenName,familyName\n",
        "user{}@example.com,user{}@example.com,+1555{},User {} Example,User,Example\n",
    ),
    (
        "six.jsonl",
        "4 µs",
        "",
        "{\"loginId\":\"user{}@example.com\",\"email\":\"user{}@example.com\",\"phone\":\"+1555{}\",\"displayName\":\"User {} Example\",\"givenName\":\"User\",\"familyName\":\"Example\"}\n",
    ),
    (
        "twenty.csv",
        "7 µs",
        "loginId,email,verifiedEmail,phone,verifiedPhone,name,givenName,middleName,familyName,picture,roleNames,userTenants,customAttributes.plan,customAttributes.team,additionalIdentifiers,ssoAppIds,status,createdTime,hashedPassword.sha.hash,hashedPassword.sha.type\n",
        "user{}@example.com,user{}@example.com,TRUE,+1555{},false,User {} Example,User,M,Example,https://example.com/{}.png,admin;viewer,\"acme=admin,viewer;beta\",pro,sales,u{};v{},crm;wiki,enabled,1700000000,6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b,sha256\n",
    ),
    (
        "transform.csv",
        "35 µs",
        "id,mail,mobile,display,first,last\n",
        "{},user{}@example.com,+1 555 {},User {} Example,User,Example\n",
    ),
    (
        "apart.csv",
        "",
        "id,mail,mobile,display,first,last\n",
        "{},user{}@example.com,+1 555 {},User {} Example,User,Example\n",
    ),
    (
        "auth0.jsonl",
        "",
        "",
        "{\"user_id\":\"auth0|{}\",\"email\":\"user{}@example.com\",\"email_verified\":true,\"name\":\"User {} Example\",\"given_name\":\"User\",\"family_name\":\"Example\",\"created_at\":\"2020-10-06T15:35:35.000Z\",\"user_metadata\":{\"plan\":\"pro\"},\"app_metadata\":{ },\"identities\":[{\"provider\":\"auth0\",\"connection\":\"Username-Password-Authentication\",\"user_id\":\"{}\",\"isSocial\":false}]}\n",
    ),
];

fn main() {
    let words = words();
    if let [word, program] = words.as_slice()
        && word == RECORDS_PROCESS
    {
        let print = |line: &[u8]| {
            let mut out = std::io::stdout().lock();
            out.write_all(line).and_then(|()| out.flush())
        };
        assert!(serve_records(program, print));
        return;
    }
    if let [mode, file, ..] = words.as_slice()
        && mode == "read"
    {
        read(Path::new(file));
        return;
    }
    let rows: usize = words.first().map_or(200_000, |word| word.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    table(&format!("a row of `batch-create`, read and checked ({rows} rows)"));
    for (name, budget, header, line) in FILES {
        let file = folder.path().join(name);
        write(&file, rows, header, line);
        let started = Instant::now();
        read(&file);
        let time = started.elapsed().as_secs_f64() / rows as f64;
        let count = |rows| {
            write(&file, rows, header, line);
            instructions(&file, folder.path())
        };
        let counted = count(8_000).zip(count(2_000)).map(|(many, few)| (many - few) / 6_000.0);
        let counted =
            counted.map_or_else(String::new, |count| format!(", {:.1} k instructions", count / 1e3));
        row(&format!("`{name}`"), budget, &format!("{:.2} µs{counted}", time * 1e6));
    }
}

fn write(file: &Path, rows: usize, header: &str, line: &str) {
    let mut text = header.to_owned();
    for number in 0..rows {
        write!(text, "{}", line.replace("{}", &format!("{number:07}"))).unwrap();
    }
    fs::write(file, text).unwrap();
}

fn read(file: &Path) {
    let mut input = Input::open(file, None).unwrap();
    let name = file.file_stem().unwrap().to_str().unwrap();
    if name == "transform" {
        input.transform_with(Transform::of_text(PROGRAM).unwrap()).unwrap();
    } else if name == "apart" {
        let program = format!("def user: {PROGRAM}; user");
        input.transform_with(Transform::of_text(&program).unwrap()).unwrap();
    } else if let Ok(source) = sources::named(name) {
        input.transform_with(Transform::of_source(source).unwrap()).unwrap();
    }
    let schema = RowSchema::new(&BatchUser::ROWS, &input, &Mapping::default()).unwrap();
    let mut bytes = 0;
    let mut each = |row: descopectl::bulk::input::CheckedRow<'_>| {
        bytes += row.bodies.len();
        Ok(())
    };
    let checked = check(input, schema, None, false, &mut each, &mut |_| {}).unwrap();
    assert!(checked.problems == 0 && checked.duplicates.is_empty() && bytes > 0);
}

/// Instructions of one process that reads the file.
fn instructions(file: &Path, folder: &Path) -> Option<f64> {
    let mut command = Command::new("valgrind");
    let out = format!("--callgrind-out-file={}", folder.join("callgrind.out").display());
    command.args(["--tool=callgrind", "--log-fd=2", &out]).arg(std::env::current_exe().unwrap());
    command.arg("read").arg(file).stdin(Stdio::null());
    let output = command.output().ok()?;
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let count = text.lines().find_map(|line| line.split("refs:").nth(1))?;
    count.trim().replace(',', "").parse().ok()
}
