//! Files that would lose people, or make others of them, where they are read leniently: each is read, or one run
//! says what is wrong with it.

use serde_json::{Value, json};

use crate::support::{
    Gateway, Sandbox,
    gateway::{Canned, Fate},
    sandbox::Outcome,
};

/// A run of `user batch-create` over a file of this content.
#[track_caller]
fn create(name: &str, content: impl AsRef<[u8]>, flags: &[&str]) -> (Sandbox, Outcome) {
    let sandbox = Sandbox::local();
    sandbox.file(name, content);
    let outcome = sandbox.run(&[&["user", "batch-create", name], flags].concat());
    (sandbox, outcome)
}

/// The file is refused, nothing was sent, and all of this is said.
#[track_caller]
pub(crate) fn refused(name: &str, content: impl AsRef<[u8]>, flags: &[&str], said: &[&str]) -> Outcome {
    let (sandbox, outcome) = create(name, content, flags);
    let outcome = outcome.code(2);
    for text in said {
        assert!(outcome.stderr.contains(text), "`{text}` is not said\n{outcome}");
    }
    assert_eq!(sandbox.json(&["user", "search", "--all"]), json!([]), "{outcome}");
    outcome
}

/// The file goes in as users of these login IDs, and all of this is said.
#[track_caller]
pub(crate) fn taken(
    name: &str,
    content: impl AsRef<[u8]>,
    flags: &[&str],
    users: &[&str],
    said: &[&str],
) -> Sandbox {
    let (sandbox, outcome) = create(name, content, flags);
    let outcome = outcome.success();
    for text in said {
        assert!(outcome.stderr.contains(text), "`{text}` is not said\n{outcome}");
    }
    let found = sandbox.json(&["user", "search", "--all"]);
    let mut names: Vec<&str> =
        found.as_array().unwrap().iter().map(|user| user["loginIds"][0].as_str().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, users, "{outcome}");
    sandbox
}

#[test]
fn rows_inside_of_a_quoted_cell_are_no_part_of_a_name() {
    for (table, line) in [
        // IDs are plain texts, there are two columns, lines end in CR.
        ("loginId,name,email\na,\"Ann\nb,Ben,\nc,Cy\",\n", 3),
        ("loginId,name\na,\"Ann\nb,Ben\nc,Cy\"\n", 3),
        ("loginId,name\na,\"Ann\rb,Ben\rc,Cy\"\n", 2),
        ("email,name,phone\na@example.com,\"Ann\nb@example.com, Ben\nc\",\n", 3),
        ("loginId;name;email\na;\"Ann\nb,Ben,b@example.com\n\";\n", 3),
    ] {
        let said = format!("line 2: a quoted cell goes over several lines, and line {line} looks like a row");
        let map: &[&str] = if table.starts_with("email") {
            &["--map", "email=loginId,email"]
        } else {
            &["--allow-no-contact"]
        };
        refused("users.csv", table, map, &[&said, "--allow-rows-in-cells"]);
    }
    let table = "loginId,name,email\na,\"Ann\nb,Ben,\",a@example.com\n";
    taken("users.csv", table, &["--allow-rows-in-cells"], &["a"], &[]);
    // A row that lacks cells may be one, or a text.
    let table = "loginId,name,email\na,\"Ann\nb,Ben\",a@example.com\n";
    let said = ["warning: 1 row has a cell whose lines look like rows of the file (first in line 2)"];
    taken("users.csv", table, &[], &["a"], &said);
    let table =
        "loginId,name,email\na,\"Ann\n1 Main Street, Springfield\",a@example.com\nb,Ben,b@example.com\n";
    taken("users.csv", table, &[], &["a", "b"], &[]);
    let table = "loginId,email,name\na,a@example.com,\"Ann\nDear all,\nsee you, soon\"\n";
    taken("users.csv", table, &[], &["a"], &[]);
    let table = "email,name\na@example.com,\"Ann\nDear all,\nHello, world, and so on\"\n";
    taken("users.csv", table, &["--map", "email=loginId,email"], &["a@example.com"], &[]);
}

/// Of each kind of problem the first ones are shown, whatever comes before them, and all are counted.
#[test]
fn no_kind_of_problem_hides_behind_another() {
    let rows: String = (0..200)
        .map(|number| match number {
            198 | 199 => format!("u{number},u{number}@example.com,110\n"),
            _ => format!("u{number},nobody{number},\n"),
        })
        .collect();
    let table = format!("loginId,email,phone\n{rows}");
    let said = [
        "line 21, email: `nobody19`",
        "line 200, phone: `110`",
        "line 201, phone: `110`",
        "… and 178 more, which `--verbose` shows:\n  178 more: email: …: not an e-mail address",
        "has 200 problems, nothing was sent",
    ];
    let outcome = refused("users.csv", &table, &[], &said);
    assert!(!outcome.stderr.contains("line 22,"), "{outcome}");
    let outcome =
        refused("users.csv", &table, &["--verbose"], &["line 22, email: `nobody20`", "line 199, email: "]);
    assert!(!outcome.stderr.contains(" more"), "{outcome}");
    // Keys that no field takes are said once each, however many rows have other problems.
    let of_keys = |keys: usize| {
        let row = |number: usize| json!({"loginId": format!("u{number}"), "email": "x", format!("key{}", number / 2): 1});
        (0..2 * keys).map(|number| row(number).to_string() + "\n").collect::<String>()
    };
    let outcome =
        refused("users.jsonl", of_keys(10), &[], &["line 1, key0: there is no such field (2 rows)"]);
    assert!(outcome.stderr.contains("line 19, key9: there is no such field (2 rows)"), "{outcome}");
    let outcome =
        refused("users.jsonl", of_keys(60), &[], &["line 1: there are no such fields: `key0` (2 rows), "]);
    assert!(outcome.stderr.contains(", `key19` (2 rows) and 40 more"), "{outcome}");
}

#[test]
fn unknown_columns_come_with_the_number_of_rows_that_have_something_there() {
    let names: Vec<String> = (0..30).map(|number| format!("Unknown{number}")).collect();
    let table = format!(
        "loginId,email,Emial,{}\na,a@example.com,x,{}\nb,b@example.com,,{}\nc,nobody,y,\n",
        names.join(","),
        vec!["v"; 30].join(","),
        vec![""; 30].join(",")
    );
    let outcome = refused(
        "users.csv",
        table,
        &[],
        &[
            "line 4, email: `nobody`",
            "unknown columns `Emial` (2 rows, the nearest is `email`), `Unknown0` (1 row), ",
            "`Unknown18` (1 row) and 11 more",
        ],
    );
    assert!(!outcome.stderr.contains("Unknown19"), "{outcome}");
    assert!(!outcome.stderr.contains("left out"), "{outcome}");
    // Where too many were counted, a column of which nothing is known is not said to be empty.
    let names: Vec<String> = (0..1_030).map(|number| format!("Unknown{number}")).collect();
    let (names, cells) =
        (names.join(","), format!("{},{}", vec![""; 30].join(","), vec!["v"; 1_000].join(",")));
    let table = format!("loginId,email,{names}\na,a@example.com,{cells}\n");
    let outcome = refused("users.csv", table, &[], &["`Unknown19` and 1010 more"]);
    assert!(!outcome.stderr.contains("(empty)"), "{outcome}");
    let said = ["unknown column `Stadt` (empty): there is no such field"];
    refused("users.csv", "loginId,email,Stadt\na,nobody,\n", &[], &said);
}

#[test]
fn text_that_is_not_utf8_is_one_message_in_every_form() {
    let latin = |text: &str| text.chars().map(|letter| letter as u8).collect::<Vec<u8>>();
    for (name, text) in [
        ("users.csv", "loginId,email,name\na,a@example.com,Jürgen\nb,b@example.com,Björn\n"),
        (
            "users.json",
            r#"[{"loginId":"a","email":"a@example.com","name":"Jürgen"},{"loginId":"b","email":"b@example.com","name":"Björn"}]"#,
        ),
        (
            "users.jsonl",
            "{\"loginId\":\"a\",\"email\":\"a@example.com\",\"name\":\"Jürgen\"}\n{\"loginId\":\"b\",\"email\":\"b@example.com\",\"name\":\"Björn\"}\n",
        ),
        (
            "users.ldif",
            "dn: a\nloginId: a\nemail: a@example.com\nname: Jürgen\n\ndn: b\nloginId: b\nemail: b@example.com\nname: Björn\n",
        ),
    ] {
        let said = [
            &format!("`{name}` is not UTF-8 text")[..],
            "it is perhaps Windows-1252",
            "`--encoding windows-1252`",
        ];
        let outcome = refused(
            name,
            latin(text),
            &["--map", "dn="].into_iter().filter(|_| name.ends_with("ldif")).collect::<Vec<_>>(),
            &said,
        );
        assert_eq!(outcome.stderr.matches("UTF-8").count(), 1, "{outcome}");
        let flags: &[&str] = if name.ends_with("ldif") {
            &["--encoding", "windows-1252", "--map", "dn="]
        } else {
            &["--encoding", "windows-1252"]
        };
        let sandbox = taken(name, latin(text), flags, &["a", "b"], &[]);
        assert_eq!(sandbox.json(&["user", "load", "b"])["name"], "Björn", "{name}");
    }
    let sandbox = Sandbox::seeded();
    sandbox.file("users.txt", latin("jürgen\nbjörn\n"));
    let outcome = sandbox.run(&["user", "batch-delete", "users.txt", "--yes"]).code(2);
    assert!(
        outcome.stderr.contains("`users.txt` is not UTF-8 text") && !outcome.stderr.contains("problems"),
        "{outcome}"
    );
}

#[test]
fn letters_that_were_lost_or_misread_are_said() {
    let said = [
        "warning: 2 rows with `\u{fffd}` in place of a letter that an earlier program could not read (first in line 3)",
    ];
    let table =
        "loginId,email,name\na,a@example.com,Ann\nb,b@example.com,J\u{fffd}rgen\nc,c@example.com,\u{fffd}\n";
    taken("users.csv", table, &[], &["a", "b", "c"], &said);
    let said = ["warning: 1 row with letters such as `Ã¼` in place of `ü`"];
    for name in ["JÃ¼rgen", "Oâ€™Neil", "FranÃ§ois"] {
        let user = json!({"loginId": "a", "email": "a@example.com", "name": name});
        taken("users.json", json!([user]).to_string(), &[], &["a"], &said);
    }
    for name in ["JOÃO", "SÃ o", "Ãngel", "Chloé"] {
        let table = format!("loginId,email,name\na,a@example.com,{name}\n");
        let (_, outcome) = create("users.csv", table, &[]);
        assert!(!outcome.success().stderr.contains("warning"), "{name}");
    }
    let table = "loginId,email,name\na,a@example.com,Jürgen\n";
    let said = ["it is UTF-8 text, and not windows-1252: leave `--encoding` out"];
    refused("users.csv", table, &["--encoding", "windows-1252"], &said);
}

#[test]
fn letters_of_an_old_mac_are_not_taken_for_those_of_windows() {
    let table = "loginId,email,name\na,a@example.com,J\u{161}rg M\u{178}ller\n";
    let table = encoding_rs::WINDOWS_1252.encode(table).0.into_owned();
    let outcome = refused("users.csv", &table, &[], &["perhaps of an old Mac", "`--encoding macintosh`"]);
    assert!(!outcome.stderr.contains("1252"), "{outcome}");
    let said = ["warning: 1 row with letters such as `Ÿ` in place of `ü`", "`--encoding macintosh`"];
    taken("users.csv", &table, &["--encoding", "windows-1252"], &["a"], &said);
    let sandbox = taken("users.csv", &table, &["--encoding", "macintosh"], &["a"], &[]);
    assert_eq!(sandbox.json(&["user", "load", "a"])["name"], "Jörg Müller");
    for name in ["Dušan", "Šimon Žižka", "Tomšič"] {
        let table = format!("loginId,email,name\na,a@example.com,{name}\n");
        let (_, outcome) = create("users.csv", table, &[]);
        assert!(!outcome.success().stderr.contains("warning"), "{name}");
    }
}

#[test]
fn a_file_of_two_encodings_is_offered_none() {
    let table = b"loginId,email,name\na,a@example.com,J\xc3\xb6rg\nb,b@example.com,J\xf6rg\n";
    let outcome =
        refused("users.csv", table, &[], &["line 3 is the first that is not", "mixes two encodings"]);
    assert!(!outcome.stderr.contains("--encoding"), "{outcome}");
}

#[test]
fn control_characters_in_names_are_problems() {
    let row = |name: &str| format!("loginId,email,name\na,a@example.com,{name}\n");
    for name in ["An\0n", "An\u{7}n", "\u{1b}[31mAnn"] {
        refused("users.csv", row(name), &[], &["line 2, name: ", "it holds control characters"]);
        let user = json!([{"loginId": "a", "email": "a@example.com", "name": name}]);
        refused("users.json", user.to_string(), &[], &["name: ", "it holds control characters"]);
    }
    let japanese = row("\u{1b}$B;3EDB@O:\u{1b}(B");
    refused("users.csv", &japanese, &[], &["`--encoding iso-2022-jp` reads it"]);
    let sandbox = taken("users.csv", &japanese, &["--encoding", "iso-2022-jp"], &["a"], &[]);
    assert_eq!(sandbox.json(&["user", "load", "a"])["name"], "山田太郎");
}

#[test]
fn comments_in_a_table_are_no_users() {
    for comment in ["#b,b@example.com,Bo", "// c,c@example.com,Cy"] {
        let table = format!("loginId,email,name\na,a@example.com,Ann\n{comment}\n");
        refused("users.csv", table, &[], &["line 3, loginId: ", "as a comment does"]);
    }
}

/// What would be other letters is not offered.
#[test]
fn an_encoding_is_offered_only_where_it_makes_sense() {
    for (name, encoding, text) in [
        ("Japanese", encoding_rs::SHIFT_JIS, "山田太郎"),
        ("Chinese", encoding_rs::GBK, "王小明"),
        ("Korean", encoding_rs::EUC_KR, "김철수"),
        ("Polish", encoding_rs::WINDOWS_1250, "Łukasz Żółć"),
        ("Russian", encoding_rs::WINDOWS_1251, "Иван Петров"),
        ("Greek", encoding_rs::WINDOWS_1253, "Γιώργος"),
    ] {
        let table = format!("loginId,email,name\na,a@example.com,{text}\n");
        let table = encoding.encode(&table).0.into_owned();
        let outcome = refused(
            "users.csv",
            &table,
            &[],
            &["is not UTF-8 text", "line 2 is the first that is not", "`--encoding NAME`"],
        );
        assert!(!outcome.stderr.contains("1252"), "{name}: {outcome}");
        let sandbox = taken("users.csv", &table, &["--encoding", encoding.name()], &["a"], &[]);
        assert_eq!(sandbox.json(&["user", "load", "a"])["name"], text);
    }
}

#[test]
fn a_list_is_found_in_objects_inside_of_the_object() {
    let user = |name: &str| json!({"loginId": name, "email": format!("{name}@example.com")});
    let deep = json!({"status": 200, "data": {"users": [user("a"), user("b")]}});
    taken("users.json", deep.to_string(), &[], &["a", "b"], &["the list `data.users` of a JSON object"]);
    let page = json!({"_embedded": {"users": [user("a")]}, "page": {"total": 7}}).to_string();
    refused("users.json", page, &[], &["`page.total` says that there are 7, and the list has 1"]);
    let two = json!({"admins": [user("a")], "x": {"members": [user("b")]}}).to_string();
    let said = [
        "holds several lists that may be the users",
        "`admins`, `x.members`",
        "`--list admins` reads one of them",
    ];
    refused("users.json", &two, &[], &said);
    taken(
        "users.json",
        &two,
        &["--list", "x.members"],
        &["b"],
        &["passed over another list of objects: `admins` (1)"],
    );
    let said = ["`users.json` has no list `others`", "its lists of objects are `admins`, `x.members`"];
    refused("users.json", &two, &["--list", "others"], &said);
    refused("users.csv", "loginId,email\n", &["--list", "users"], &["`--list` has no effect on `users.csv`"]);
    // What no key tells is read where it is named.
    let rows = json!({"rows": [{"who": "a", "at": "a@example.com"}]}).to_string();
    refused(
        "users.json",
        &rows,
        &[],
        &["line 1, rows: there is no such field", "`--list rows` reads the objects"],
    );
    let flags = ["--list", "rows", "--map", "who=loginId", "--map", "at=email"];
    taken("users.json", rows, &flags, &["a"], &[]);
    // An object with contacts is one user, also where several follow one another over several lines.
    let contact = |id: u32| json!({"id": id, "name": "Ann", "emails": [{"email": "a@example.com"}]});
    for text in [contact(1).to_string(), format!("{:#}\n{:#}\n", contact(1), contact(2))] {
        refused("users.json", text, &[], &["emails: there is no such field", "id: there is no such field"]);
    }
    // Keys that are addresses are not repeated.
    let by_address = json!({"ann@example.com": {"x": 1}, "ben@example.com": {"x": 2}}).to_string();
    let said = ["does not look like an export of Auth0"];
    let outcome = refused("users.json", by_address, &["--from", "auth0"], &said);
    assert!(!outcome.stderr.contains("@example.com"), "{outcome}");
    // A list inside of a user is none of users.
    let one = json!({"loginId": "a", "email": "a@example.com", "links": [{"email": "x@example.com"}]});
    taken("users.json", one.to_string(), &["--ignore-unknown"], &["a"], &["left out `links` (1 row)"]);
}

#[test]
fn lines_before_the_header_are_recognised_or_passed_over_by_a_flag() {
    let table = "Staff list,as of 2026\n\nloginId,email,name\na,a@example.com,Ann\n";
    taken("users.csv", table, &[], &["a"], &["a table whose header stands behind the first 2 lines"]);
    let table = "Staff,as of,2026\nloginId,email,name\na,a@example.com,Ann\n";
    let said =
        ["`--skip-lines COUNT` passes over what stands", "`--skip-lines 1` takes line 2 for the header"];
    refused("users.csv", table, &[], &said);
    taken("users.csv", table, &["--skip-lines", "1"], &["a"], &["behind line 1"]);
    let mapped = "Staff\nWer,Wo\na,a@example.com\n";
    let map = ["--map", "Wer=loginId", "--map", "Wo=email"];
    refused("users.csv", mapped, &map, &["there is no column `Wer` to map", "`--skip-lines COUNT`"]);
    taken("users.csv", mapped, &[&map[..], &["--skip-lines", "1"]].concat(), &["a"], &[]);
    let header = ["--skip-lines", "2", "--header", "loginId,email,name"];
    taken("users.csv", table, &header, &["a"], &[]);
    refused(
        "users.csv",
        table,
        &["--skip-lines", "7"],
        &["it has fewer lines than `--skip-lines` passes over"],
    );
    refused("users.json", "[]", &["--skip-lines", "1"], &["`--skip-lines` has no effect on `users.json`"]);
    let rows: [&[(&str, &str)]; 3] = [
        &[("text", "Staff"), ("text", "of ours")],
        &[("text", "loginId"), ("text", "email")],
        &[("text", "a"), ("text", "a@example.com")],
    ];
    refused("staff.xlsx", workbook(&rows), &[], &["names no known column", "`--skip-lines 1` takes line 2"]);
    taken("staff.xlsx", workbook(&rows), &["--skip-lines", "1"], &["a"], &[]);
}

#[test]
fn the_first_sheet_is_one_that_people_see() {
    let cover: &[&[(&str, &str)]] = &[&[("text", "Staff of 2026")], &[("text", "by Ann")]];
    let users: &[&[(&str, &str)]] =
        &[&[("text", "loginId"), ("text", "email")], &[("text", "a"), ("text", "a@example.com")]];
    let hidden = workbook_of(&[("Lists", true, cover), ("Staff", false, users)]);
    let said = ["the sheet `Staff` of a workbook, without its sheet `Lists`"];
    taken("staff.xlsx", hidden, &[], &["a"], &said);
    let covered = workbook_of(&[("Cover", false, cover), ("Our staff", false, users)]);
    let hint = "`--sheet 'Our staff'` reads another sheet than `Cover`";
    refused("staff.xlsx", &covered, &[], &[hint]);
    taken("staff.xlsx", &covered, &["--sheet", "Our staff"], &["a"], &[]);
    let empty = workbook_of(&[("Cover", false, &[]), ("Our staff", false, users)]);
    refused("staff.xlsx", empty, &[], &["the sheet `Cover` of `staff.xlsx` is empty", hint]);
}

#[test]
fn an_archive_is_no_workbook() {
    let archive = stored(&[("users.csv".to_owned(), "loginId,email\na,a@example.com\n".to_owned())]);
    refused("users.zip", archive, &[], &["`users.zip` is an archive, and no workbook", "unpack it"]);
}

/// A program gets what a sheet holds, and an identifier is no number there either.
#[test]
fn a_program_gets_the_values_of_a_sheet() {
    let rows: [&[(&str, &str)]; 2] = [
        &["Mail", "Seats", "On", "Since", "ID"].map(|name| ("text", name)),
        &[("text", "a@example.com"), ("n", "3"), ("b", "1"), ("date", "45000"), ("n", "7")],
    ];
    let program = "select(.Seats == 3 and .On == true and (.Since | type) == \"string\")
        | {loginId: .Mail, email: .Mail, createdTime: .Since, verifiedEmail: .On, name: \"\\(.Seats + 1)\"}";
    let sandbox = taken("staff.xlsx", workbook(&rows), &["--transform", program], &["a@example.com"], &[]);
    assert_eq!(sandbox.json(&["user", "load", "a@example.com"])["name"], "4");
    let said = ["line 2: `loginId` is a number in the sheet"];
    refused("staff.xlsx", workbook(&rows), &["--transform", "{loginId: .ID, email: .Mail}"], &said);
    let program = "{loginId: (.ID | tostring), email: .Mail}";
    taken("staff.xlsx", workbook(&rows), &["--transform", program], &["7"], &[]);
}

#[test]
fn line_ends_of_two_kinds_are_named_without_a_cell() {
    let outcome = refused(
        "users.csv",
        "loginId,email\rann,ann@example.com\nben,ben@example.com\rcy,cy@example.com\r",
        &[],
        &["line 2: LF stands outside of quotes"],
    );
    assert!(!outcome.stderr.contains("ann@"), "{outcome}");
    let outcome = refused(
        "users.csv",
        "loginId,email\nann,ann@example.com\rben,ben@example.com\ncy,cy@example.com\n",
        &[],
        &["line 2: CR stands outside of quotes"],
    );
    assert!(!outcome.stderr.contains("ann@"), "{outcome}");
    let table = "loginId,email\rann,ann@example.com\rben,ben@example.com\n";
    taken("users.csv", table, &[], &["ann", "ben"], &["lines that end in CR"]);
    let table = "loginId,email\r\r\nann,ann@example.com\r\r\n";
    taken("users.csv", table, &[], &["ann"], &[]);
}

#[test]
fn a_page_of_a_list_is_not_taken_for_the_whole() {
    let user = |name: &str| json!({"loginId": name, "email": format!("{name}@example.com")});
    for mark in ["next", "@odata.nextLink", "PaginationToken", "nextPageToken", "next_page"] {
        let page = json!({"users": [user("ann")], mark: "x"}).to_string();
        let said = [
            "`users.json` is one page of several, nothing was sent",
            &format!("`{mark}` says that more follow"),
            "--allow-page",
        ];
        refused("users.json", &page, &[], &said);
        taken("users.json", &page, &["--allow-page"], &["ann"], &["is one page of several"]);
    }
    let page = json!({"total": 2, "users": [user("ann")]}).to_string();
    refused("users.json", page, &[], &["`total` says that there are 2, and the list has 1"]);
    let whole = json!({"users": [user("ann")], "next": null, "total": 1}).to_string();
    taken("users.json", whole, &[], &["ann"], &[]);
    // The last of several pages says that nothing follows.
    let sandbox = Sandbox::local();
    sandbox.file("1.json", json!({"users": [user("ann")], "next": "2"}).to_string());
    sandbox.file("2.json", json!({"users": [user("ben")]}).to_string());
    let outcome = sandbox.run(&["user", "batch-create", "1.json", "2.json"]).success();
    assert!(outcome.stderr.contains("`1.json` is one page of several: `next`"), "{outcome}");
}

#[test]
fn lists_beside_the_list_are_named() {
    let text = r#"{"deletedUsers": [{"a": 1}, {"a": 2}], "users": [{"loginId": "a", "email": "a@example.com"}],
                   "tags": ["x"], "admins": [{}]}"#;
    let said = "passed over other lists of objects: `deletedUsers` (2), `admins` (1)";
    taken("users.json", text, &[], &["a"], &[said]);
    let text = r#"{"users": [{"loginId": "a", "email": "a@example.com"}], "users": [{"loginId": "b"}]}"#;
    refused("users.json", text, &[], &["the list `users` stands twice in its object"]);
}

#[test]
fn of_two_equal_keys_none_is_lost() {
    let text = "{\"loginId\": \"a\", \"email\": \"a@example.com\", \"loginId\": \"b\"}\n";
    refused("users.jsonl", text, &[], &["line 1: the key `loginId` stands twice"]);
    refused("users.json", format!("[{text}]"), &[], &["line 1: the key `loginId` stands twice"]);
}

#[test]
fn records_on_one_line_are_numbered() {
    let text = r#"[{"loginId": "a", "email": "a@example.com"}, {"loginId": "b", "email": "nobody"}]"#;
    let said = ["records on one line, which are numbered instead of lines", "line 2, email: `nobody`"];
    refused("users.json", text, &[], &said);
}

#[test]
fn a_number_is_a_login_id_only_as_it_is_written() {
    let of = |number: &str| format!("{{\"loginId\": {number}, \"email\": \"a@example.com\"}}\n");
    for number in ["7.0", "1e3", "123456789012345678901234567890", "-0"] {
        refused(
            "users.jsonl",
            of(number),
            &[],
            &["line 1, loginId: a number must be an integer", "quote it"],
        );
    }
    refused("users.jsonl", of("true"), &[], &["line 1, loginId: expected a text, not true or false"]);
    taken("users.jsonl", of("1234567890123456789"), &[], &["1234567890123456789"], &[]);
    let program = "{oldId: .loginId, loginId: .email, email: .email}";
    let flags = ["--transform", program, "--create-missing", "attributes"];
    refused("users.jsonl", of("7.5"), &flags, &["line 1: the old ID is a number that is no integer"]);
}

#[test]
fn spaces_of_cells_survive_where_they_matter_or_are_said() {
    let table =
        "loginId,email,password\n\" ann \",ann@example.com,\" s3cret \"\nben,ben@example.com,\"   \"\n";
    let said = [
        "values with spaces around them, which were left out: 1",
        "passwords or seeds that begin or end with a space, which is a part of them: 1",
        "passwords or seeds of nothing but spaces, which are none: 1",
    ];
    let sandbox = taken("users.csv", table, &[], &["ann", "ben"], &said);
    let body = json!({"loginId": "ann", "password": " s3cret "}).to_string();
    sandbox.run(&["api", "POST", "/v1/auth/password/signin", "--data", &body, "--yes"]).success();
}

#[test]
fn rows_of_totals_are_no_users() {
    let totals = [
        "Summe,,",
        "Gesamt:,,",
        "Totals,,",
        "Grand Total,,",
        "\u{5408}\u{8a08},,",
        "Total général,,",
        "Totale,,3",
    ];
    for total in ["Total: 1 user,,", "Total,1,", "Sum (1),,", "TOTAL USERS: 1"].iter().chain(&totals) {
        let table = format!("loginId,name,email\nann,Ann,ann@example.com\n{total}\n");
        refused("users.csv", table, &["--allow-no-contact"], &["line 3: looks like a row of totals"]);
    }
    let sandbox = Sandbox::seeded();
    sandbox.file("users.txt", "bob@example.com\nTotal: 1 user\n");
    let outcome = sandbox.run(&["user", "batch-delete", "users.txt", "--yes"]).code(2);
    assert!(outcome.stderr.contains("line 2: looks like a row of totals"), "{outcome}");
    sandbox.file("users.csv", "email\nbob@example.com\n12 rows selected.\n# end\n");
    let outcome = sandbox.run(&["user", "batch-delete", "users.csv", "--yes"]).code(2);
    for line in ["line 3: looks like a remark", "line 4: looks like a remark"] {
        assert!(outcome.stderr.contains(line), "{outcome}");
    }
    let table = "loginId,name,email\nann,Ann,ann@example.com\n-- end of report --\n";
    refused(
        "users.csv",
        table,
        &["--allow-no-contact"],
        &["line 3: looks like a remark and not like a user"],
    );
    let table = "loginId,name,email\ntotal,Total Ltd,t@example.com\ncount.dracula,,c@example.com\n";
    taken("users.csv", table, &[], &["count.dracula", "total"], &[]);
}

#[test]
fn marks_of_some_texts_are_said() {
    let table = "loginId,email\n'ann,ann@example.com\nben,ben@example.com\n";
    let said = "login IDs or addresses that begin with `'`, which was kept: 1";
    taken("users.csv", table, &[], &["'ann", "ben"], &[said]);
    let rows: String = (0..60).map(|number| format!("'u{number:02},'u{number}@example.com\n")).collect();
    let table = format!("loginId,email\n{rows}ann,'ann@example.com\n");
    let (_, outcome) = create("users.csv", table, &[]);
    let outcome = outcome.success();
    assert!(outcome.stderr.contains("1 row with a text without the mark `'`"), "{outcome}");
    assert!(outcome.stderr.contains("first in line 62"), "{outcome}");
    // A row that is none says nothing of the marks of the others.
    let table = "loginId,email\n'ann,\"'ann@example.com\"x\n'ben,'ben@example.com\n";
    let outcome =
        refused("users.csv", table, &[], &["texts behind a mark `'`", "line 2: text follows the quote"]);
    assert!(!outcome.stderr.contains("line 3"), "{outcome}");
}

#[test]
fn cells_of_another_separator_are_no_login_id() {
    let table = "loginId,email,name\nann;ann@example.com;Ann\n";
    let said = ["line 2: its cells are separated by `;`, and those of the header are not"];
    refused("users.csv", table, &["--allow-no-contact"], &said);
}

#[test]
fn encodings_are_recognised_or_named() {
    let text = "loginId,email\nann,ann@example.com\n";
    let wide: Vec<u8> = text.chars().flat_map(|letter| u32::from(letter).to_le_bytes()).collect();
    refused("users.csv", wide, &[], &["it is UTF-32 text: save it as UTF-8"]);
    refused("users.csv", text, &["--encoding", "ascii"], &["ASCII is read as UTF-8, without this flag"]);
    let text = "loginId,email,name\nann,ann@example.com,Аня Иванова из Новосибирска\n";
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    taken("users.csv", wide, &[], &["ann"], &["UTF-16"]);
}

#[test]
fn keys_that_are_read_as_other_fields_are_said() {
    let user = json!({
        "username": "ann", "mail": "ann@example.com", "Passwort": "Secret-Pass-1!", "Gesperrt": "nein",
        "Name": "Lee", "Vorname": "Ann",
    });
    let said = "note: read `Gesperrt` as status, where yes means disabled, `Name` as familyName, `Passwort` as password, \
                `Vorname` as givenName, `mail` as email, `username` as loginId";
    taken("users.jsonl", user.to_string(), &["--allow-no-contact"], &["ann"], &[said]);
    let own = json!([{"loginId": "ann", "email": "ann@example.com", "displayName": "Ann"}]).to_string();
    let (_, outcome) = create("users.json", own, &[]);
    assert!(!outcome.success().stderr.contains("note: read `"), "these are names of the API");
}

#[test]
fn records_of_which_none_is_a_user_are_said() {
    let text = "dn: ou=people,dc=x\nou: people\nobjectClass: organizationalUnit\n";
    let said = ["warning: no record became a user", "entries that are no users (1)"];
    let sandbox = taken("users.ldif", text, &["--from", "ldif"], &[], &said);
    sandbox.file("users.csv", "mail\na@example.com\n");
    let out = sandbox.run(&["user", "batch-create", "users.csv", "--transform", "empty"]).success();
    assert!(out.stderr.contains("warning: no record became a user"), "{out}");
    assert!(!out.stderr.contains("holds no rows"), "{out}");
}

#[test]
fn what_is_no_file_of_rows_is_called_what_it_is() {
    let table = "<html><table><tr><td>loginId</td></tr></table></html>";
    let said = ["`users.xls` is HTML, whatever its name says", "save it as a workbook or as CSV"];
    refused("users.xls", table, &[], &said);
    let dump = "-- MySQL dump 10.13\nINSERT INTO `users` VALUES (1,'ann','a@example.com');\n";
    refused("users.sql", dump, &[], &["`users.sql` is a dump of a database in SQL, and no file of users"]);
    refused(
        "users.json",
        "[\"a@example.com\"]",
        &[],
        &["expected an object, found a text: `--format lines`"],
    );
    // Taken for marks, the first of two quotes would go and the second stay.
    let table = "'loginId','name'\n'ann','Ann'\n'ben','Ben'\n";
    refused("users.csv", table, &["--allow-no-contact"], &["`users.csv` has its texts in single quotes"]);
    let table = "loginId,name,email\n'ann,'James','ann@example.com\n";
    taken("users.csv", table, &[], &["ann"], &["texts behind a mark `'`"]);
}

#[test]
fn objects_that_are_not_quite_a_list_are_read_or_named() {
    let user = |name: &str| json!({"loginId": name, "email": format!("{name}@example.com")}).to_string();
    taken("users.json", user("a") + &user("b"), &[], &["a", "b"], &["JSON objects one after another"]);
    let text = format!("{},\n{}\n", user("a"), user("b"));
    refused("users.json", text, &[], &["line 1: not JSON objects: objects one after another have no `,`"]);
    refused("users.json", "\n\n", &[], &["`users.json` is empty"]);
    // Users under keys of their own, and tables of phpMyAdmin.
    let by_key = json!({"my app": {"u1": {"loginId": "a", "email": "a@example.com"},
        "u2": {"loginId": "b", "email": "b@example.com"}}})
    .to_string();
    let program = r#".["my app"][]"#;
    let said = [
        "they look like the members of the object `my app`",
        &format!("`--transform '{program}'` reads them"),
    ];
    refused("users.json", &by_key, &[], &said);
    taken("users.json", &by_key, &["--transform", program], &["a", "b"], &[]);
    let dump = json!([{"type": "header", "version": "5"}, {"type": "database", "name": "app"},
        {"type": "table", "name": "users", "data": [{"loginId": "a", "email": "a@example.com"}]}])
    .to_string();
    let program = r#"select(.type == "table" and .name == "users") | .data[]"#;
    let said =
        ["the table `users` in a dump of phpMyAdmin", &format!("`--transform '{program}'` reads them")];
    refused("users.json", &dump, &[], &said);
    taken("users.json", &dump, &["--transform", program], &["a"], &[]);
}

/// The list is opened before the program gets its records.
#[test]
fn a_program_may_be_one_for_the_whole_file() {
    let text = json!({"users": [{"m": "a@example.com"}, {"m": "b@example.com"}]}).to_string();
    for program in [".users[]|{loginId:.m,email:.m}", "{loginId:.m,email:.m}"] {
        taken("users.json", &text, &["--transform", program], &["a@example.com", "b@example.com"], &[]);
    }
    let said = ["line 1: the program uses", "it gets the objects of the list `users` one by one"];
    refused("users.json", &text, &["--transform", ".users[0] | .[] | {loginId: .m}"], &said);
    let said = ["it gets the objects of the array one by one, and not the whole file"];
    refused("users.json", r#"[{"m": "a@example.com"}]"#, &["--transform", ".[] | {loginId: .m}"], &said);
    let text = json!({"a": [{"m": "a@example.com"}], "b": [{"m": "b@example.com"}]}).to_string();
    let said = ["`--list a` reads the objects of one of its lists: `a`, `b`"];
    refused("users.json", &text, &["--transform", "{loginId: .m, email: .m}"], &said);
    let program = ["--list", "b", "--transform", "{loginId: .m, email: .m}"];
    taken("users.json", &text, &program, &["b@example.com"], &[]);
    // Lines of a file that is no table are no header.
    let keys = json!([{"id": 1, "person": {"Mail": "a@example.com"}, "name": "Ann", "role": "x"}]);
    let outcome = refused("users.json", serde_json::to_string_pretty(&keys).unwrap(), &[], &["line 2"]);
    assert!(!outcome.stderr.contains("--skip-lines"), "{outcome}");
}

#[test]
fn a_row_with_one_word_that_names_a_column_is_no_header() {
    let row = "the first line looks like a row";
    let unclear = "it is not clear whether the first line names the columns";
    for (table, said) in [
        ("u1,Status,ann@example.com\nu2,Active,ben@example.com\n", row),
        ("ann,user,active,ann@example.com\nben,admin,active,ben@example.com\n", row),
        ("ann,user\nben,admin\n", unclear),
        ("ann,name\nben,Ben\n", unclear),
        ("ann,hunter2,name\nben,123456,Ben\n", unclear),
        ("ann,,name\nben,ben@example.com,Ben\n", unclear),
    ] {
        let said = [said, "`--header 'FIELD,FIELD"];
        let outcome = refused("users.csv", table, &["--ignore-unknown"], &said);
        assert!(!outcome.stderr.contains("ann"), "{outcome}");
    }
    let sandbox = Sandbox::seeded();
    sandbox.file("users.csv", "ann,user\nbob,admin\n");
    let outcome = sandbox.run(&["user", "batch-delete", "users.csv", "--yes"]).code(2);
    assert!(outcome.stderr.contains(unclear) && !outcome.stderr.contains("ann"), "{outcome}");
    // Its columns are named, or what stands below is of another kind.
    for (table, flags) in [
        ("user,Abteilung\nbob,Sales\n", &["--map", "user=loginId", "--ignore-unknown"][..]),
        ("Abteilung,email\nSales,bob@example.com\n", &["--map", "Abteilung="]),
        ("username,Abteilung\nbob,Sales\n", &["--ignore-unknown"]),
        ("user,status\nbob,enabled\n", &[]),
    ] {
        sandbox.file("users.csv", table);
        let run = [&["user", "batch-delete", "users.csv", "--dry-run"], flags].concat();
        sandbox.run(&run).success();
    }
    // The names of a record stand in no row.
    sandbox.file("users.csv", "userId,loginIds,name\n,,Bob\n");
    let outcome = sandbox.run(&["user", "batch-run", "disable", "users.csv"]).code(2);
    assert!(outcome.stderr.contains("line 2, userId: is missing"), "{outcome}");
    let cells = "ann:secret:x\nben:secret:y\n";
    let outcome = refused("users.csv", cells, &["--transform", "."], &[row]);
    assert!(!outcome.stderr.contains("secret:"), "{outcome}");
}

#[test]
fn identifiers_that_stand_twice_are_all_counted() {
    let rows: String =
        (0..12_000).map(|number| format!("u{},u{}@example.com\n", number % 3, number % 3)).collect();
    let said = ["`users.csv` has 11997 problems, nothing was sent", "more identifiers that stand twice"];
    refused("users.csv", format!("loginId,email\n{rows}"), &[], &said);
}

#[test]
fn a_file_without_rows_is_said() {
    for (name, text) in [("users.csv", "loginId,email\n"), ("users.json", "[]"), ("users.jsonl", "")] {
        taken(name, text, &[], &[], &[&format!("`{name}` holds no rows")]);
    }
}

#[test]
fn all_problems_come_in_one_run() {
    let table = "loginId,email,Stadt,customAttributes.seats,customAttributes.beta,customAttributes.no\n\
                 ann,nobody,Bonn,5,true,7\nben,ben@example.com,,6,FALSE,x\n";
    let said = [
        "line 2, email: `nobody`",
        "unknown column `Stadt` (1 row): there is no such field",
        "line 2, customAttributes.seats: the project has no attribute `seats` (2 rows)",
        "`users.csv` has 5 problems, nothing was sent",
        " attribute create beta:boolean no:text seats:number` makes them",
        "`--map 'customAttributes.seats='` leaves one of the columns out",
        "`--create-missing attributes` creates them first",
    ];
    refused("users.csv", table, &[], &said);
    // Rows are read without the columns that are missing or are the same field.
    let table = "E-Mail,phone,Stadt,roleNames\nann@example.com,12,Bonn,x\nnobody,+15551234567,,\nc@example.com,,,,x\n";
    let said = [
        "line 2, phone: `12`",
        "line 3, E-Mail: `nobody`",
        "line 4: 5 cells, but the header has 4",
        "unknown column `Stadt` (1 row): there is no such field",
        "there is no column `loginId`: every row needs it, and the columns are `E-Mail`",
        "`users.csv` has 5 problems, nothing was sent",
        "`--map 'E-Mail=loginId,email' --ignore-unknown`",
    ];
    let outcome = refused("users.csv", table, &[], &said);
    assert!(!outcome.stderr.contains("is missing"), "{outcome}");
    let table = "user,email,Adresse\nann,ann@example.com,a@example.com\nben,nobody,nobody\n";
    let said = [
        "the columns `email` and `Adresse` are the same field",
        "line 3, email: `nobody`",
        "`users.csv` has 2 problems, nothing was sent",
    ];
    let flags = ["--map", "Adresse=email,additionalIdentifiers"];
    let outcome = refused("users.csv", table, &flags, &said);
    assert!(!outcome.stderr.contains("given twice"), "{outcome}");
    let roles = "Name,roles\nann,nosuch\n";
    let sandbox = Sandbox::seeded();
    sandbox.file("roles.csv", roles);
    let outcome = sandbox.run(&["user", "batch-run", "add-role", "roles.csv", "--online"]).code(2);
    for text in ["there is no role `nosuch`", "there is no column `loginId`"] {
        assert!(outcome.stderr.contains(text), "{outcome}");
    }
    // A single complaint speaks for itself.
    let outcome = refused("users.csv", "loginId,email,Stadt\nann,ann@example.com,Bonn\n", &[], &[]);
    assert!(outcome.stderr.contains("error: unknown column `Stadt`"), "{outcome}");
}

/// Rows of a sheet; a cell is its type and its value, as XML has them.
type Rows<'r> = &'r [&'r [(&'r str, &'r str)]];

/// A workbook with one sheet of these rows.
pub(crate) fn workbook(rows: Rows<'_>) -> Vec<u8> {
    workbook_of(&[("Staff", false, rows)])
}

fn sheet_of(rows: Rows<'_>) -> String {
    let mut sheet = String::new();
    for (row, cells) in rows.iter().enumerate() {
        let hidden = if cells.iter().any(|(kind, _)| *kind == "hidden") { " hidden=\"1\"" } else { "" };
        sheet.push_str(&format!("<row r=\"{}\"{hidden}>", row + 1));
        for (column, (kind, value)) in cells.iter().enumerate() {
            let place = format!("{}{}", char::from(b'A' + column as u8), row + 1);
            sheet.push_str(&match *kind {
                "text" | "hidden" => format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{value}</t></is></c>"),
                "date" => format!("<c r=\"{place}\" s=\"1\"><v>{value}</v></c>"),
                "formula" => format!("<c r=\"{place}\"><f>{value}</f></c>"),
                "formula of nothing" => format!("<c r=\"{place}\" t=\"str\"><f>{value}</f><v></v></c>"),
                "merged" => String::new(),
                kind => format!("<c r=\"{place}\" t=\"{kind}\"><v>{value}</v></c>"),
            });
        }
        sheet.push_str("</row>");
    }
    sheet
}

/// Cells that are merged with the one above them, column by column.
fn merged_of(rows: Rows<'_>) -> String {
    let mut regions = Vec::new();
    for column in 0..rows.first().map_or(0, |header| header.len()) {
        let is_merged = |row: &usize| rows[*row].get(column).is_some_and(|(kind, _)| *kind == "merged");
        let merged: Vec<usize> = (0..rows.len()).filter(is_merged).collect();
        let letter = char::from(b'A' + column as u8);
        if let (Some(first), Some(last)) = (merged.first(), merged.last()) {
            regions.push(format!("<mergeCell ref=\"{letter}{first}:{letter}{}\"/>", last + 1));
        }
    }
    format!("<mergeCells>{}</mergeCells>", regions.concat())
}

#[test]
fn a_cell_of_a_sheet_that_only_looks_empty_is_named() {
    let header: &[_] = &[("text", "loginId"), ("text", "email"), ("text", "Blocked"), ("text", "name")];
    let row = |name: &'static str, email: &'static str, blocked, called| {
        [("text", name), ("text", email), blocked, called]
    };
    let named = ("text", "A");
    let rows = [
        row("a", "a@example.com", ("formula", "TRUE()"), named),
        row("b", "b@example.com", ("text", "yes"), ("formula of nothing", "IF(A3=1,1,\"\")")),
        row("c", "c@example.com", ("merged", ""), named),
        row("d", "d@example.com", ("merged", ""), named),
        row("e", "e@example.com", ("text", ""), named),
    ];
    let all: Vec<&[(&str, &str)]> = std::iter::once(header).chain(rows.iter().map(|row| &row[..])).collect();
    for more in [&[][..], &["--transform", "{loginId, email, status: {yes: \"disabled\"}[.Blocked]}"]] {
        let outcome = refused(
            "staff.xlsx",
            workbook(&all),
            more,
            &[
                "`=TRUE()`",
                "whose result the file does not hold",
                "`C3:C5`",
                "is a range of merged cells in the sheet",
            ],
        );
        assert!(!outcome.stderr.contains("line 3"), "{outcome}");
    }
    let sandbox = taken(
        "staff.xlsx",
        workbook(&[header, &rows[1], &rows[4]]),
        &[],
        &["b", "e"],
        &["`Blocked` is empty in 1 row, which was read as not blocked"],
    );
    assert_eq!(sandbox.json(&["user", "load", "b"])["status"], "disabled");
    // Rows that a filter hides are read all the same.
    let hidden = [("hidden", "f"), ("text", "f@example.com"), ("text", "no"), named];
    let said = ["the sheet hides 1 row, which is read, too (first in line 3)"];
    taken("staff.xlsx", workbook(&[header, &rows[1], &hidden]), &[], &["b", "f"], &said);
}

/// OpenDocument's cells that are merged, and rows that are hidden, stand in the sheet itself.
#[test]
fn what_a_sheet_of_open_document_shows_is_known() {
    let cell = |text: &str, more: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\" {more}><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let row = |cells: &str, more: &str| format!("<table:table-row {more}>{cells}</table:table-row>");
    let header = row(&["loginId", "email", "Blocked"].map(|name| cell(name, "")).concat(), "");
    let user = |name: &str, blocked: &str, more: &str| {
        row(&(cell(name, "") + &cell(&format!("{name}@example.com"), "") + blocked), more)
    };
    let (no, covered) = (cell("no", ""), "<table:covered-table-cell/>");
    let merged = cell("yes", "table:number-rows-spanned=\"2\" table:number-columns-spanned=\"1\"");
    let book = |rows: &str| {
        let sheet = format!(
            "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"A &amp; B\">\
             {rows}</table:table></office:spreadsheet></office:body></office:document-content>"
        );
        let part = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        stored(&[
            part("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            part("META-INF/manifest.xml", "<manifest:manifest/>"),
            part("content.xml", &sheet),
        ])
    };
    let above = row("<table:table-cell/>", "table:number-rows-repeated=\"3\"");
    let rows = [&above, &header, &user("a", &merged, ""), &user("b", covered, ""), &user("c", &no, "")];
    let rows = rows.map(String::as_str).concat();
    refused(
        "staff.ods",
        book(&rows),
        &[],
        &["line 6, Blocked: `C5:C6` is a range of merged cells in the sheet"],
    );
    let hidden = [
        header,
        user("a", &no, "table:visibility=\"filter\""),
        user("b", &no, ""),
        user("c", &no, "table:visibility=\"collapse\""),
    ];
    let said = ["the sheet hides 2 rows, which are read, too (first in line 2)"];
    taken("staff.ods", book(&hidden.concat()), &[], &["a", "b", "c"], &said);
}

/// A workbook with these sheets: their names, whether they are hidden, and their rows.
pub(crate) fn workbook_of(sheets: &[(&str, bool, Rows<'_>)]) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let of = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let numbered = |text: &dyn Fn(usize, &str, bool) -> String| {
        let sheets = sheets.iter().enumerate();
        sheets.map(|(place, (name, is_hidden, _))| text(place + 1, name, *is_hidden)).collect::<String>()
    };
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{package}/content-types\"><Default Extension=\"rels\" \
                 ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                 <Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" \
                 Type=\"{of}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{of}\"><sheets>{}</sheets></workbook>",
                numbered(&|number, name, is_hidden| {
                    let state = if is_hidden { " state=\"hidden\"" } else { "" };
                    format!("<sheet name=\"{name}\" sheetId=\"{number}\"{state} r:id=\"s{number}\"/>")
                })
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\">{}<Relationship Id=\"r2\" Type=\"{of}/styles\" \
                 Target=\"styles.xml\"/></Relationships>",
                numbered(&|number, _, _| format!(
                    "<Relationship Id=\"s{number}\" Type=\"{of}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
                ))
            ),
        ),
        (
            "xl/styles.xml",
            format!(
                "<styleSheet xmlns=\"{main}\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
            ),
        ),
    ];
    let mut parts: Vec<(String, String)> = parts.map(|(name, text)| (name.to_owned(), text)).into();
    for (place, (_, _, rows)) in sheets.iter().enumerate() {
        let sheet = sheet_of(rows);
        let merged = merged_of(rows);
        parts.push((
            format!("xl/worksheets/sheet{}.xml", place + 1),
            format!("<worksheet xmlns=\"{main}\"><sheetData>{sheet}</sheetData>{merged}</worksheet>"),
        ));
    }
    stored(&parts)
}

/// A zip archive of texts that are not packed.
fn stored(parts: &[(String, String)]) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in parts {
        let mut checksum = flate2::Crc::new();
        checksum.update(text.as_bytes());
        let size = u32::try_from(text.len()).unwrap().to_le_bytes();
        let place = u32::try_from(archive.len()).unwrap().to_le_bytes();
        // Version, flags, method, time and date; then the sizes, and the length of the name.
        let about =
            [&[20, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &checksum.sum().to_le_bytes(), &size, &size].concat();
        let length = u16::try_from(name.len()).unwrap().to_le_bytes();
        archive
            .extend([b"PK\x03\x04", &about[..], &length, &[0; 2], name.as_bytes(), text.as_bytes()].concat());
        directory
            .extend([b"PK\x01\x02\x14\0", &about[..], &length, &[0; 12], &place, name.as_bytes()].concat());
    }
    let count = u16::try_from(parts.len()).unwrap().to_le_bytes();
    let size = u32::try_from(directory.len()).unwrap().to_le_bytes();
    let place = u32::try_from(archive.len()).unwrap().to_le_bytes();
    archive.extend([&directory[..], b"PK\x05\x06\0\0\0\0", &count, &count, &size, &place, &[0; 2]].concat());
    archive
}

#[test]
fn cells_of_a_sheet_that_are_no_texts_are_no_identifiers() {
    let header =
        ["loginId", "email", "name", "password", "verifiedEmail", "createdTime"].map(|name| ("text", name));
    let rows: [&[(&str, &str)]; 7] = [
        &header,
        &[("n", "1001"), ("text", "a@example.com"), ("text", "Ann")],
        &[("date", "45000"), ("text", "b@example.com"), ("text", "Ben")],
        &[("b", "1"), ("text", "c@example.com"), ("text", "Cy")],
        &[("text", "d"), ("e", "#N/A"), ("date", "45000")],
        &[("text", "e"), ("text", "e@example.com"), ("text", "Eve"), ("n", "123456789"), ("b", "1")],
        &[
            ("text", "f"),
            ("text", "f@example.com"),
            ("n", "7"),
            ("text", "password of f"),
            ("b", "1"),
            ("date", "45000"),
        ],
    ];
    let outcome = refused(
        "staff.xlsx",
        workbook(&rows),
        &[],
        &[
            "line 2, loginId: `1001` is a number in the sheet: make it a text",
            "line 3, loginId: `2023-03-15T00:00:00` is a date or a time in the sheet",
            "line 4, loginId: `true` is true or false in the sheet",
            "line 5, email: `#N/A` is an error in the sheet",
            "line 5, name: `2023-03-15T00:00:00` is a date or a time in the sheet",
            "line 6, password: is a number in the sheet",
        ],
    );
    assert!(!outcome.stderr.contains("line 7") && !outcome.stderr.contains("123456789"), "{outcome}");
    let sandbox = taken("staff.xlsx", workbook(&[rows[0], rows[6]]), &[], &["f"], &[]);
    let user: Value = sandbox.json(&["user", "load", "f"]);
    assert_eq!((&user["name"], &user["verifiedEmail"]), (&json!("7"), &json!(true)));
    let program = ["--transform", "{loginId, email}"];
    refused(
        "staff.xlsx",
        workbook(&[rows[0], rows[4]]),
        &program,
        &["`#N/A` in `email` is an error in the sheet"],
    );
}

#[test]
fn addresses_that_could_be_login_ids_are_hinted_in_every_form_and_batch() {
    let sandbox = Sandbox::seeded();
    let run = |words: &[&str], name: &str, text: &str| {
        sandbox.file(name, text);
        sandbox.run(&[words, &[name, "--dry-run"]].concat())
    };
    for (words, name, text) in [
        (&["user", "batch-create"][..], "a.jsonl", "{\"E-Mail\":\"bob@example.com\",\"name\":\"x\"}\n"),
        (&["user", "batch-create"], "a.csv", "E-Mail,name\nbob@example.com,x\n"),
        (&["user", "batch-patch"], "a.json", "[{\"E-Mail\":\"bob@example.com\",\"name\":\"x\"}]"),
        (&["user", "batch-run", "disable"], "b.csv", "E-Mail\nbob@example.com\n"),
        (&["user", "batch-run", "disable"], "c.csv", "E-Mail,Name\nbob@example.com,Bob\n"),
        (&["user", "batch-delete"], "b.jsonl", "{\"E-Mail\":\"bob@example.com\"}\n"),
    ] {
        let outcome = run(words, name, text).code(2);
        let hint = outcome.stderr.lines().find(|line| line.contains("`--map"));
        let hint = hint.unwrap_or_else(|| panic!("nothing is hinted\n{outcome}"));
        let flags = shlex::split(hint.split('`').nth(1).unwrap()).unwrap();
        assert!(flags[1].starts_with("E-Mail=loginId"), "{outcome}");
        let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
        run(&[words, &flags[..]].concat(), name, text).success();
    }
}

#[test]
fn a_phone_number_without_its_country_comes_with_the_cure() {
    let hint = "`--default-country CODE` completes phone numbers that lack only the code of their country";
    let table = "loginId,phone\nann,0151 2345678\n";
    refused("users.csv", table, &[], &["line 2, phone: ", hint]);
    refused(
        "users.jsonl",
        "{\"loginId\":\"ann\",\"phone\":\"555-010-0111\"}\n",
        &[],
        &["line 1, phone: ", hint],
    );
    taken("users.csv", table, &["--default-country", "49"], &["ann"], &[]);
    // Nothing is promised where no country helps.
    let outcome = refused("users.csv", "loginId,phone\nann,110\n", &[], &["line 2, phone: "]);
    assert!(!outcome.stderr.contains("--default-country"), "{outcome}");
}

#[test]
fn what_the_project_lacks_is_said_beside_the_problems_of_rows() {
    let text = "{\"id\":\"1\",\"username\":\"ann\",\"email\":\"nobody\",\"enabled\":true}\n\
                {\"id\":\"2\",\"username\":\"ben\",\"email\":\"ben@example.com\",\"enabled\":true,\"realmRoles\":[\"editor\"]}\n";
    let said = [
        "line 1, email: `nobody`",
        "the project lacks what the users need, nothing was sent: attributes legacyId:text; roles `editor`",
        "has 2 problems, nothing was sent",
        "`--create-missing attributes,roles` creates them first",
    ];
    refused("users.json", text, &["--from", "keycloak"], &said);
}

/// A look-up that is made only to say more does not take the place of what is wrong.
#[test]
fn problems_of_rows_are_said_where_what_the_project_lacks_cannot_be_asked() {
    let gateway = Gateway::start();
    gateway.script(|seen| match seen.path.as_str() {
        "/v1/mgmt/role/all" => Fate::refuse(Canned::envelope(403, "E011003", "Forbidden")),
        _ => Fate::pass(),
    });
    let rows = [
        json!({"id": "1", "username": "ann", "email": "nobody", "enabled": true}),
        json!({"id": "2", "username": "ben", "email": "b@example.com", "enabled": true, "realmRoles": ["editor"]}),
    ];
    gateway.sandbox.file("users.json", rows.map(|row| row.to_string()).join("\n"));
    let create = ["user", "batch-create", "users.json", "--from", "keycloak"];
    let outcome = gateway.sandbox.run(&create).code(2);
    for said in ["line 1, email: `nobody`", "nothing was sent"] {
        assert!(outcome.stderr.contains(said), "`{said}` is not said\n{outcome}");
    }
    assert_eq!(gateway.count("/v1/mgmt/role/all"), 1);
}

#[test]
fn rows_inside_of_a_quoted_header_are_not_printed() {
    for table in [
        "loginId,\"email\na,a@example.com\nb,b@example.com\"\nc,c@example.com\n",
        "loginId,email,\"name\na,a@example.com,Ann\"\nb,b@example.com,Ben\n",
    ] {
        let outcome = refused("users.csv", table, &[], &["line 1: a quoted cell goes over several lines"]);
        assert!(!outcome.stderr.contains("a@"), "{outcome}");
    }
    let outcome = refused("users.csv", "\"email\ns3cret\",name\na@example.com,Ann\n", &[], &["`email…`"]);
    assert!(!outcome.stderr.contains("s3cret"), "{outcome}");
}

#[test]
fn a_header_among_the_rows_is_no_user() {
    let table = "loginId,email\nann,ann@example.com\n\u{feff}loginId,email\nben,ben@example.com\n";
    refused("users.csv", table, &[], &["line 3: repeats the header"]);
    refused("users.csv", table, &["--transform", "."], &["line 3: repeats the header"]);
    let sandbox = Sandbox::seeded();
    sandbox.file("users.csv", "loginId\nbob@example.com\nloginId\n");
    let outcome = sandbox.run(&["user", "batch-delete", "users.csv", "--yes"]).code(2);
    assert!(outcome.stderr.contains("line 3: repeats the header"), "{outcome}");
}

#[test]
fn what_stands_in_a_column_without_a_name_is_said() {
    let table = "loginId,email,,\nann,ann@example.com,x,\nben,ben@example.com,,\n";
    refused(
        "users.csv",
        table,
        &[],
        &["line 2, column 3: the column has no name", "`--ignore-unknown` leaves out"],
    );
    let said = ["left out a column without a name (1 row)"];
    taken("users.csv", table, &["--ignore-unknown"], &["ann", "ben"], &said);
    // It does not hide behind one that has a name, and an empty one is nothing.
    let table = "loginId,email,Team,\nann,ann@example.com,x,y\n";
    refused("users.csv", table, &[], &["unknown column `Team`", "line 2, column 4: the column has no name"]);
    taken("users.csv", "loginId,email,,\nann,ann@example.com,,\n", &[], &["ann"], &[]);
}

#[test]
fn what_is_wrong_with_one_file_does_not_hide_the_others() {
    let sandbox = Sandbox::local();
    sandbox.file("1.csv", "email,name\na@example.com,Ann\n");
    sandbox.file("2.csv", "loginId,email\nben,nobody\n");
    sandbox.file("3.json", "{\"users\":[{\"loginId\":\"cy\"}]}\n{\"users\":[]}\n");
    sandbox.file("4.csv", "loginId,email\ndan,dan@example.com\n");
    let words = ["user", "batch-create", "1.csv", "2.csv", "3.json", "4.csv", "5.csv"];
    let outcome = sandbox.run(&words).code(2);
    for said in [
        "there is no column `loginId`",
        "`2.csv` line 2, email: `nobody`",
        "`3.json` line 2: not JSON objects: something follows the object with the list",
        "could not read `5.csv`",
        "the 5 files have 5 problems, nothing was sent",
        "`--map 'email=loginId,email'`",
    ] {
        assert!(outcome.stderr.contains(said), "`{said}` is not said\n{outcome}");
    }
    assert_eq!(sandbox.json(&["user", "search", "--all"]), json!([]));
    // A change of users who exist need not write their addresses again.
    let changed = sandbox.run(&["user", "batch-patch", "1.csv"]).code(2);
    assert!(changed.stderr.contains("`--map 'email=loginId'`"), "{changed}");
    // A header of twenty names is no row of an export that has none.
    let header = "Email Address,First Name,Last Name,Address,Phone Number,Birthday,MEMBER_RATING,OPTIN_TIME,\
                  OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LATITUDE,LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,CC,REGION,\
                  LAST_CHANGED,LEID,EUID,NOTES,TAGS";
    sandbox.file("members.csv", format!("{header}\na@example.com,A,B{}\n", ",".repeat(20)));
    let members = sandbox.run(&["user", "batch-create", "members.csv"]).code(2);
    assert!(!members.stderr.contains("Firebase") && members.stderr.contains("`MEMBER_RATING`"), "{members}");
}

#[test]
fn roles_beside_tenants_are_not_those_of_the_whole_project_unsaid() {
    let sandbox = Sandbox::seeded();
    let create = ["user", "batch-create", "users.csv", "--map", "email=loginId,email"];
    let run = |verb| ["user", "batch-run", verb, "users.csv", "--map", "email=loginId"];
    let beside = "2, role: stands beside tenants in `tenant`, and roles would hold in the whole project";
    let left_out = "names tenants and would be left out, so that roles would hold in the whole project";
    let cases = [
        (create, "tenant,role", "acme,admin", beside, "role=roleNames' --map 'tenant=userTenants"),
        (create, "userTenants,role", "acme,admin", "whole project", "role=roleNames"),
        (create, "tenant,role", "acme=viewer,admin", "", ""),
        (create, "userTenants,roleNames", "acme,admin", "", ""),
        (create, "tenant,name", "acme,admin", "", ""),
        (create, "tenantId,roles", "acme,admin", left_out, "tenantId="),
        (create, "org_id,role", "7,admin", left_out, "org_id="),
        (create, "org_id,role", "7,", "", ""),
        (create, "org_id,role", ",admin", "", ""),
    ];
    let changes = ["Organization", "TenantName", "tenants", "userTenants", "profile.orgId"];
    let changes = changes.map(|name| (format!("{name},roleNames"), format!("{name}=")));
    let ops = ["add-role", "set-roles", "remove-role"].map(run);
    for ((header, leaving_out), op) in changes.iter().zip(ops.iter().cycle()) {
        for (cells, said) in [("acme,admin", left_out), (",admin", "")] {
            tried(&sandbox, op, header, cells, said, leaving_out);
        }
    }
    tried(&sandbox, &run("add-role"), "tenantId,Organization,roleNames", "acme,Acme Ltd,admin", "", "");
    for (words, header, cells, said, meant) in cases {
        tried(&sandbox, &words, header, cells, said, meant);
    }
    // A flag that gives the roles or is about their values does not say it.
    sandbox.file("users.csv", "email,tenant,role\na@example.com,acme,admin\n");
    for flags in [
        &["--map", "role=", "--set", "roleNames=admin"][..],
        &["--map", "role=roleNames"],
        &["--value", "role:x=y"],
    ] {
        let out = sandbox.run(&[&create[..], flags].concat()).code(2);
        assert!(out.stderr.contains("stands beside tenants in `tenant`"), "{out}");
    }
    // What a record of the API says of tenants is beside its roles.
    let found = sandbox.run(&["user", "search", "--all", "-o", "jsonl"]).success().stdout;
    sandbox.file("found.jsonl", found);
    sandbox
        .run(&["user", "batch-run", "add-role", "found.jsonl", "--set", "roleNames=viewer", "--dry-run"])
        .success();
    let object = r#"{"loginId":"a@example.com","email":"a@example.com","role":["admin"],"app":{"tenant":{"id":"acme"}}}"#;
    sandbox.file("users.json", object);
    let words = ["user", "batch-create", "users.json", "--ignore-unknown", "--dry-run"];
    let out = sandbox.run(&words).code(2);
    assert!(out.stderr.contains(&format!("app.tenant.id: {left_out}")), "{out}");
    sandbox.run(&[&words[..], &["--map", "app.tenant.id="]].concat()).success();

    /// Reads one row, which is refused with this text, and taken with this column mapped so.
    #[track_caller]
    fn tried(sandbox: &Sandbox, words: &[&str], header: &str, cells: &str, said: &str, meant: &str) {
        sandbox.file("users.csv", format!("email,{header}\nalice@example.com,{cells}\n"));
        let words = [words, &["--ignore-unknown", "--dry-run"]].concat();
        let out = sandbox.run(&words);
        if !said.is_empty() {
            assert!(out.code == 2 && out.stderr.contains(said), "{header} {cells}: {out}");
            let map = format!("--map '{meant}'");
            assert!(out.stderr.contains(&map), "{map}: {out}");
        }
        let mut words = words;
        if !said.is_empty() {
            words.extend(meant.split("' --map '").flat_map(|map| ["--map", map]));
        }
        sandbox.run(&words).success();
    }
}
