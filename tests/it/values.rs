//! What cells and values say: they are read as they are meant, or named with what would be understood.

use std::fs;

use serde_json::{Value, json};

use crate::{
    reading::{refused, taken},
    support::{Sandbox, sandbox::Outcome},
};

/// What a user has after the file went in.
fn users(sandbox: &Sandbox) -> Value {
    sandbox.json(&["user", "search", "--all", "-q", "[.[]] | sort_by(.loginIds[0])"])
}

/// The flags of the hint with this text in it, which pasted read the file.
#[track_caller]
fn hinted(outcome: &Outcome, part: &str) -> Vec<String> {
    let hint = outcome.stderr.lines().find(|line| line.contains(part));
    let hint = hint.unwrap_or_else(|| panic!("`{part}` is not said\n{outcome}"));
    let part = part.trim_end_matches('`');
    let flags = hint.split('`').find(|piece| piece.starts_with("--") && piece.contains(part)).unwrap();
    shlex::split(flags).unwrap()
}

#[track_caller]
fn pasted(name: &str, content: &str, outcome: &Outcome, part: &str, users: &[&str]) -> Sandbox {
    let flags = hinted(outcome, part);
    taken(name, content, &flags.iter().map(String::as_str).collect::<Vec<_>>(), users, &[])
}

#[test]
fn a_country_completes_its_own_numbers_only() {
    let table = |number: &str| format!("loginId,phone\nann,{number}\n");
    for (country, number) in [
        ("36", "06 30 123 4567"),
        ("225", "07 01 23 45 67"),
        ("242", "06 612 3456"),
        ("52", "01 55 1234 5678"),
        ("39", "06 1234 5678"),
    ] {
        let said = "write `+` and the country code first";
        let outcome = refused("users.csv", table(number), &["--default-country", country], &[said]);
        assert!(!outcome.stderr.contains("447700"), "{outcome}");
    }
    for (country, number, whole) in
        [("49", "0049 30 1234567", "+49301234567"), ("33", "01 23 45 67 89", "+33123456789")]
    {
        let sandbox = taken("users.csv", table(number), &["--default-country", country], &["ann"], &[]);
        assert_eq!(users(&sandbox)[0]["phone"], whole);
    }
    // What is the login ID, too, is the same number.
    let flags = ["--map", "Mobile=loginId,phone", "--default-country", "49"];
    let whole = "+491512345678";
    taken("users.csv", "Mobile,name\n0151 2345678,Ann\n", &flags, &[whole], &[]);
    taken("users.jsonl", "{\"Mobile\":\"0151 2345678\"}\n", &flags, &[whole], &[]);
    let outcome = refused("users.csv", table("4915112345678"), &[], &["begins without `+`"]);
    assert!(!outcome.stderr.contains("--default-country"), "{outcome}");
}

#[test]
fn the_text_of_a_formula_is_read() {
    let table = "loginId,phone,name\n=\"007\",=\"+15550100111\",\"=\"\"Ann\"\"\"\n";
    let said = ["3 cells of the form `=\"007\"`, of which the text was read"];
    let sandbox = taken("users.csv", table, &[], &["007"], &said);
    assert_eq!(users(&sandbox)[0]["name"], "Ann");
    let sandbox = Sandbox::seeded();
    sandbox.file("leavers.txt", "=\"bob\"\n");
    let outcome =
        sandbox.run(&["user", "batch-delete", "leavers.txt", "--format", "lines", "--yes"]).success();
    assert!(outcome.stderr.contains("1 cell of the form"), "{outcome}");
}

#[test]
fn a_state_that_is_no_status_is_a_column_that_nothing_takes() {
    // Files of sources are read in the same way.
    let table = "primaryEmail,suspended,id,\nann@example.com,false,1,x\n";
    let flags = ["--from", "google-workspace", "--legacy-id", "none"];
    taken("users.csv", table, &flags, &["ann@example.com"], &["a column without a name (1)"]);
    let table = "loginId,email,State\nann,ann@example.com,Bavaria\nben,ben@example.com,CA\n";
    let said = ["line 2, State: `Bavaria` is no status", "(2 rows)", "`--ignore-unknown` leaves out"];
    let outcome = refused("users.csv", table, &[], &said);
    assert!(!outcome.stderr.contains("--value"), "{outcome}");
    taken("users.csv", table, &["--ignore-unknown"], &["ann", "ben"], &["left out `State` (2 rows)"]);
    let lines = "{\"loginId\":\"ann\",\"email\":\"ann@example.com\",\"state\":\"Bavaria\"}\n";
    refused("users.jsonl", lines, &[], &["line 1, state: `Bavaria` is no status"]);
    taken("users.jsonl", lines, &["--ignore-unknown"], &["ann"], &["left out `state` (1 row)"]);
    // Where it is about the status, nobody comes in whose status is not understood.
    let table = "loginId,email,State\nann,ann@example.com,Active\nben,ben@example.com,foo\nclo,clo@example.com,suspended\n";
    let said = ["line 3, State: `foo`: expected one of", "line 4, State: `suspended`: expected one of"];
    let outcome = refused("users.csv", table, &["--ignore-unknown"], &said);
    assert!(
        outcome.stderr.contains("`--value 'State:suspended=disabled' --value 'State:foo=disabled'` keeps"),
        "{outcome}"
    );
}

#[test]
fn a_word_that_is_no_status_lets_nobody_in() {
    for name in ["Account status", "userStatus", "signInStatus", "Status"] {
        let table = format!("loginId,email,{name}\nann,ann@example.com,Closed\n");
        let said = [format!("line 2, {name}: `Closed`: expected one of")];
        let hint = format!("`--value '{name}:Closed=enabled'`");
        let said = [said[0].as_str(), hint.as_str()];
        refused("users.csv", &table, &["--ignore-unknown"], &said);
        let meant = format!("{name}:Closed=disabled");
        let sandbox = taken("users.csv", &table, &["--value", &meant], &["ann"], &[]);
        assert_eq!(users(&sandbox)[0]["status"], "disabled");
        let line = json!({"loginId": "ann", "email": "ann@example.com", (name): "Resigned"}).to_string();
        let said = format!("'{name}:Resigned=disabled'");
        refused("users.jsonl", line, &["--ignore-unknown"], &["expected one of", &said]);
    }
    // Titles and values may hold the signs that stand between them.
    let table = "loginId,email,Konto: Status\nann,ann@example.com,Kind=Closed\n";
    let flags = ["--map", "Konto: Status=status"];
    refused("users.csv", table, &flags, &["--value 'Konto: Status:Kind=Closed=enabled'"]);
    let flags = [&flags[..], &["--value", "Konto: Status:Kind=Closed=disabled"]].concat();
    let sandbox = taken("users.csv", table, &flags, &["ann"], &[]);
    assert_eq!(users(&sandbox)[0]["status"], "disabled");
}

#[test]
fn a_password_that_is_true_or_false_is_a_state_however_a_spreadsheet_writes_it() {
    let table =
        "userId,loginIds,email,password\nU2abc,ann,ann@example.com,TRUE\nU2abd,ben,ben@example.com,False\n";
    let sandbox = taken("users.csv", table, &[], &["ann", "ben"], &["`password` (2 rows)"]);
    // So does another language, and a file of one's own.
    let said = ["`password` is true or false in 2 rows, which is no password: it was left out"];
    for (yes, no) in [("WAHR", "VERDADERO"), ("VERDADEIRO", "FALSO"), ("VERO", "FALSO")] {
        let table = format!("loginId,email,password\nann,ann@example.com,{yes}\nben,ben@example.com,{no}\n");
        for user in users(&taken("users.csv", table, &[], &["ann", "ben"], &said)).as_array().unwrap() {
            assert_eq!(user["password"], false, "{user}");
        }
    }
    // In a language that is not known here, the other word is the same in all rows.
    let table = |word: &str| {
        format!(
            "loginId,email,Password\na,a@example.com,FALSE\nb,b@example.com,Waarheid\nc,c@example.com,{word}\n"
        )
    };
    let said = [
        "line 2, Password: is true or false in 1 row, and the same word in all others",
        "`--map 'Password='` leaves it out (2 rows)",
    ];
    refused("users.csv", table("Waarheid"), &[], &said);
    let all = ["a", "b", "c"];
    taken("users.csv", table("Waarheid"), &["--map", "Password="], &all, &[]);
    taken("users.csv", table("Another-Passw0rd"), &[], &all, &["`Password` is true or false in 1 row"]);
    for user in users(&sandbox).as_array().unwrap() {
        assert_eq!(user["password"], false, "{user}");
    }
    let sandbox = Sandbox::seeded();
    let id = users(&sandbox)[0]["userId"].as_str().unwrap().to_owned();
    sandbox.file("patch.csv", format!("userId,loginIds,name,password\n{id},,Ann,TRUE\n"));
    sandbox.run(&["user", "batch-patch", "patch.csv"]).success();
    // A password is no state, and the flag leaves it out.
    sandbox.file("patch.csv", format!("userId,loginIds,name,password\n{id},,Anna,s3cret-Passw0rd\n"));
    sandbox.run(&["user", "batch-patch", "patch.csv"]).code(2);
    let outcome = sandbox.run(&["user", "batch-patch", "patch.csv", "--ignore-unknown"]).success();
    assert!(outcome.stderr.contains("left out `password` (1 row)"), "{outcome}");
}

#[test]
fn what_a_cell_looks_like_is_counted_once() {
    let flags = ["--map", "Mail=loginId,email"];
    let said = ["values with spaces around them, which were left out: 1\n"];
    taken("users.csv", "Mail,name\n ann@example.com ,Ann\n", &flags, &["ann@example.com"], &said);
    let flags = ["--map", "Who=name,givenName"];
    let said = ["`N/A` was read as nothing: 1\n"];
    taken("users.csv", "loginId,email,Who\nann,ann@example.com,N/A\n", &flags, &["ann"], &said);
    let line = json!({"loginId": "ann", "email": "ann@example.com", "Who": "N/A"}).to_string();
    taken("users.jsonl", line, &flags, &["ann"], &said);
}

#[test]
fn columns_of_one_field_are_read_where_they_agree() {
    let table = "Name,DisplayName,mail,SamAccountName\nAnn,Ann,ann@example.com,ann\n";
    let sandbox = taken("users.csv", table, &[], &["ann"], &[]);
    assert_eq!(users(&sandbox)[0]["name"], "Ann");
    // What is called as the field itself is read where flags leave out what no field takes.
    let table = "Username,email,loginId\nann,ann@example.com,ann\n";
    taken("users.csv", table, &[], &["ann"], &[]);
    let table = "Username,email,loginId\nben,ann@example.com,ann\n";
    let said = ["line 2, Username: differs from `loginId`", "`--map 'Username='` reads `loginId` alone"];
    refused("users.csv", table, &[], &said);
    taken("users.csv", table, &["--ignore-unknown"], &["ann"], &["left out `Username` (1 row)"]);
    for (header, one, other, row) in [
        (
            "SamAccountName,UserPrincipalName,mail",
            "SamAccountName",
            "UserPrincipalName",
            "ann,ann@example.com,ann@example.com",
        ),
        ("loginId,telephoneNumber,mobile", "telephoneNumber", "mobile", "ann,+15550100111,+15550100112"),
        ("loginId,Telefon,Mobil", "Telefon", "Mobil", "ann,,+15550100112"),
        ("loginId,email,Role,Roles", "Role", "Roles", "ann,ann@example.com,,x;y"),
    ] {
        let table = format!("{header}\n{row}\n");
        let said = format!("line 2, {other}: differs from `{one}`, which is the same field (1 row)");
        let outcome = refused("users.csv", &table, &["--allow-no-contact"], &[&said]);
        for left_out in [one, other] {
            let flags = hinted(&outcome, &format!("--map '{left_out}='`"));
            let flags: Vec<&str> =
                flags.iter().map(String::as_str).chain(["--allow-no-contact", "--dry-run"]).collect();
            let sandbox = Sandbox::local();
            sandbox.file("users.csv", &table);
            sandbox.run(&[&["user", "batch-create", "users.csv"], &flags[..]].concat()).success();
        }
    }
    let table = "loginId,email,email\nann,ann@example.com,ben@example.com\n";
    refused(
        "users.csv",
        table,
        &[],
        &["line 2, email: differs from `email`", "hint: name the columns differently"],
    );
    let lines = "{\"username\":\"ann\",\"login\":\"ben\",\"email\":\"ann@example.com\"}\n";
    let outcome =
        refused("users.jsonl", lines, &[], &["line 1, loginId: is given twice, with different values"]);
    pasted("users.jsonl", lines, &outcome, "--map 'login='`", &["ann"]);
}

#[test]
fn flags_and_words_of_directories_say_who_may_sign_in() {
    let rows = |columns: &str, on: &str, off: &str| {
        format!("loginId,email,{columns}\nann,ann@example.com,{on}\nben,ben@example.com,{off}\n")
    };
    for (columns, on, off) in [
        ("userAccountControl", "512", "514"),
        ("userAccountControl", "66048", "66050"),
        ("Block credential", "False", "True"),
        ("Deleted", "False", "True"),
        ("isArchived", "0", "1"),
        ("BlockCredential", "FALSE", "TRUE"),
        ("AccountEnabled", "True", "False"),
        ("Account status", "Enabled", "Disabled"),
        ("userAccountControl,Enabled", "512,True", "514,False"),
        ("Active,deleted_at", "yes,0000-00-00 00:00:00", "yes,2023-01-02 10:00:01"),
        ("Suspended At,DEL_FLG", "none,0", "1700000000,0"),
        ("banned_until,Blocked (0/1)", "2001-01-01,0", "2999-01-01 00:00:00+00,0"),
        ("lockoutEnd,nicht aktiv", "-,nein", "2001-01-01,ja"),
        ("status,deleted_at", "active,", "active,2023-01-02"),
        ("status,Blocked", "enabled,no", "disabled,no"),
    ] {
        let sandbox = taken("users.csv", rows(columns, on, off), &[], &["ann", "ben"], &[]);
        let states: Vec<_> =
            users(&sandbox).as_array().unwrap().iter().map(|user| user["status"].clone()).collect();
        assert_eq!(states, ["enabled", "disabled"], "{columns}");
    }
    // Of several reasons for which a user is blocked, one is enough.
    for (columns, on, off) in [
        ("suspended,archived", "False,", "False,True"),
        ("Deleted,locked,Blocked", "no,no,", "yes,no,"),
        ("Active,suspended,banned", "yes,no,no", "no,yes,no"),
        ("Active,Blocked", "yes,no", "yes,yes"),
        ("active,suspended", "true,false", "false,false"),
        ("Active,Enabled", "yes,yes", "yes,no"),
        ("userAccountControl,Enabled", "512,True", "514,True"),
    ] {
        let sandbox = taken("users.csv", rows(columns, on, off), &[], &["ann", "ben"], &[]);
        let states: Vec<_> =
            users(&sandbox).as_array().unwrap().iter().map(|user| user["status"].clone()).collect();
        assert_eq!(states, ["enabled", "disabled"], "{columns}");
    }
    let lines = "{\"loginId\":\"ann\",\"email\":\"ann@example.com\",\"suspended\":false,\"banned\":1}\n";
    assert_eq!(users(&taken("users.jsonl", lines, &[], &["ann"], &[]))[0]["status"], "disabled");
    refused(
        "users.csv",
        rows("userAccountControl", "512", ""),
        &[],
        &["line 3, userAccountControl: is empty"],
    );
    refused(
        "users.csv",
        rows("userAccountControl", "512", "off"),
        &[],
        &["line 3, userAccountControl: expected a number"],
    );
    let said =
        "line 3: columns differ about who may sign in, and who is blocked by one of them is disabled (1 row)";
    taken("users.csv", rows("active,suspended", "true,false", "true,true"), &[], &["ann", "ben"], &[said]);
    let said_of = [
        "line 2, Blocked: expected yes or no",
        "`--value 'Blocked:active=yes'` keeps these users from signing in, `--value 'Blocked:active=no'` in its place",
        "line 3, banned_until: `02.03.24`: expected a time",
        "`--map 'banned_until=blockedSince'` takes each time",
    ];
    let outcome = refused("users.csv", rows("Blocked,banned_until", "active,", "no,02.03.24"), &[], &said_of);
    assert!(!outcome.stderr.contains("--value 'banned_until"), "{outcome}");
    // A word that is no status is a problem beside one that blocks, and one of an invited user is kept.
    refused(
        "users.csv",
        rows("status,suspended", "enabled,false", "gone,true"),
        &[],
        &["line 3, status: `gone`"],
    );
    let sandbox = taken(
        "users.csv",
        rows("status,suspended", "invited,no", "enabled,yes"),
        &[],
        &["ann", "ben"],
        &[said],
    );
    assert_eq!(users(&sandbox)[0]["status"], "invited");
    assert_eq!(users(&sandbox)[1]["status"], "disabled");
    let lines = "{\"loginId\":\"ann\",\"email\":\"ann@example.com\",\"userAccountControl\":514}\n";
    assert_eq!(users(&taken("users.jsonl", lines, &[], &["ann"], &[]))[0]["status"], "disabled");
}

#[test]
fn locks_of_a_directory_are_read_or_asked_about_in_every_form() {
    let flags = ["--map", "mail=loginId,email", "--ignore-unknown"];
    let table = |name: &str, value: &str| format!("mail,{name}\nann@example.com,{value}\n");
    let sandbox = taken("users.csv", table("nsAccountLock", "TRUE"), &flags, &["ann@example.com"], &[]);
    assert_eq!(users(&sandbox)[0]["status"], "disabled");
    for (name, value, harmless) in [
        ("sambaAcctFlags", "[UD]", "[U]"),
        ("inetUserStatus", "Inactive", "Active"),
        ("shadowExpire", "1", "-1"),
        ("accountExpires", "132000000000000000", "9223372036854775807"),
    ] {
        let said = format!("{name}: says who may sign in, and would be left out");
        refused("users.csv", table(name, value), &flags, &[&said]);
        let object = json!({"mail": "ann@example.com", name: value});
        refused("users.jsonl", object.to_string(), &flags, &[&said]);
        taken("users.csv", table(name, harmless), &flags, &["ann@example.com"], &[]);
    }
    refused("users.csv", table("pwdAccountLockedTime", "000001010000Z"), &flags, &["pwdAccountLockedTime"]);
    // Who is blocked gets an invitation only with a word about it.
    let sandbox = Sandbox::local();
    sandbox.file("users.csv", table("Blocked", "yes"));
    let words = ["user", "batch-invite", "users.csv", "--dry-run"];
    let outcome = sandbox.run(&[&words[..], &flags].concat()).success();
    assert!(outcome.stderr.contains("1 user who may not sign in is invited all the same"), "{outcome}");
}

#[test]
fn a_command_without_hashes_offers_no_field_for_them() {
    let sandbox = Sandbox::seeded();
    sandbox.file(
        "p.csv",
        "loginId,password\nbob,$2b$04$abcdefghijklmnopqrstuuHLMWp0Cs5kR3oWrDn1Yfoo6Vxs0fHSC\n",
    );
    let outcome = sandbox.run(&["user", "batch-run", "set-active-password", "p.csv", "--yes"]).code(2);
    assert!(outcome.stderr.contains("this command takes no hashes"), "{outcome}");
    assert!(!outcome.stderr.contains("passwordHash"), "{outcome}");
    // A row that was added to what the API returned has no user ID.
    let alice = "U2ExampleAlice00000000000001";
    sandbox.file(
        "own.csv",
        format!("userId,loginIds,name\n{alice},alice@example.com,Al\n,bob@example.com,Bo\n"),
    );
    sandbox.file("own.json", "[{\"userId\":null,\"loginIds\":[\"bob\"],\"name\":\"Bob\"}]");
    for file in ["own.csv", "own.json"] {
        sandbox.run(&["user", "batch-patch", file, "--yes"]).success();
    }
    assert_eq!(sandbox.json(&["user", "load", "bob"])["name"], "Bob");
}

#[test]
fn a_hash_that_does_not_say_what_it_is_comes_with_the_flags_that_do() {
    for (digits, kind) in [(40, "sha1"), (64, "sha256"), (128, "sha512")] {
        let table = format!("loginId,email,password\nann,ann@example.com,{}\n", "0a".repeat(digits / 2));
        for flags in [&[][..], &["--map", "password=passwordHash"]] {
            let said =
                format!("--map 'password=hashedPassword.sha.hash' --set hashedPassword.sha.type={kind}");
            let outcome = refused("users.csv", &table, flags, &["line 2, password: ", &said]);
            pasted("users.csv", &table, &outcome, "hashedPassword.sha.hash", &["ann"]);
        }
        let table =
            format!("loginId,email,passwordHash,salt\nann,ann@example.com,{},abc\n", "0a".repeat(digits / 2));
        refused("users.csv", table, &[], &["line 2, passwordHash: has a salt in a column of its own"]);
    }
}

#[test]
fn words_for_nothing_are_nothing_and_said() {
    let table = "loginId,email,name,password\nann,ann@example.com,NULL,NULL\nben,ben@example.com,N/A,\\N\nclo,clo@example.com,(none),\n";
    let said =
        ["`NULL` was read as nothing: 2", "`N/A` was read as nothing: 1", "`(none)` was read as nothing: 1"];
    let sandbox = taken("users.csv", table, &[], &["ann", "ben", "clo"], &said);
    for user in users(&sandbox).as_array().unwrap() {
        assert_eq!((&user["name"], &user["password"]), (&json!(""), &json!(false)), "{user}");
    }
    refused("users.csv", "loginId,email\n-,ann@example.com\n", &[], &["line 2, loginId: is missing"]);
    // A formula that failed and a number that was rounded are not nothing.
    let table = "loginId,email,name\nann,ann@example.com,#REF!\n4.47700E+11,ben@example.com,\n";
    let said = [
        "line 2, name: `#REF!` is what a spreadsheet shows",
        "line 3, loginId: `4.47700E+11`: a spreadsheet has rounded",
    ];
    refused("users.csv", table, &[], &said);
    let table = "loginId,email,customAttributes.plan\nann,ann@example.com,#N/A\nben,ben@example.com,#REF!\n";
    refused("users.csv", table, &[], &["line 3, customAttributes.plan: `#REF!` is what a spreadsheet shows"]);
    let said = ["a login ID ends in `.0`"];
    taken("users.csv", "loginId,email\n123.0,ann@example.com\n", &[], &["123.0"], &said);
    // Of nobody it is guessed that he may sign in.
    let table = "loginId,email,Active\nann,ann@example.com,NULL\n";
    refused("users.csv", table, &[], &["line 2, Active: is empty, though it says who may sign in"]);
    let table = "loginId,email,status\nann,ann@example.com,none\n";
    refused("users.csv", table, &[], &["line 2, status: `none`: expected one of"]);
    let lines =
        "{\"loginId\":\"ann\",\"email\":\"ann@example.com\",\"name\":\"N/A\",\"customAttributes\":{}}\n";
    taken("users.jsonl", lines, &[], &["ann"], &["`N/A` was read as nothing: 1"]);
}

#[test]
fn addresses_that_were_copied_with_something_else_are_named() {
    let table = "loginId,email\na1,a\u{2013}b@example.com\na2,a&amp;b@example.com\na3,http://a@example.com\nmailto:b@example.com,b@example.com\nc\u{2013}d@example.com,c@example.com\nd@example..com,d@example.com\ne@example.com.,e@example.com\n";
    let said = [
        "line 2, email: `a\u{2013}b@example.com`: it holds a dash that is no hyphen",
        "line 3, email: `a&amp;b@example.com`: it holds a character as web pages write it",
        "line 4, email: `http://a@example.com`: it begins as the address of a web page",
        "line 5, loginId: `mailto:b@example.com`: it begins with `mailto:`",
        "line 6, loginId: `c\u{2013}d@example.com`: it holds a dash that is no hyphen",
        "line 7, loginId: `d@example..com`: a dot stands where none can be",
        "line 8, loginId: `e@example.com.`: its domain begins or ends with a dot",
        "has 7 problems",
    ];
    refused("users.csv", table, &[], &said);
    taken("users.csv", "loginId,email\nx,a&b-c/d@example.com\n", &[], &["x"], &[]);
    // A name may be anything, so that it is only said.
    let table = "loginId,email,name,givenName\nx,x@example.com,A &amp; B,mailto:x@example.com\n";
    let said = ["a name holds a character as web pages write it", "a name begins with `mailto:`"];
    taken("users.csv", table, &[], &["x"], &said);
}

#[test]
fn attributes_are_created_with_the_type_that_is_hinted() {
    let table = "loginId,email,customAttributes.seats,customAttributes.beta,customAttributes.day\nann,ann@example.com,5,TRUE,2020-01-01\n";
    let outcome = refused("users.csv", table, &[], &["attribute create beta:boolean day:text seats:number"]);
    assert!(outcome.stderr.contains("`--create-missing attributes`"), "{outcome}");
    let sandbox = taken("users.csv", table, &["--create-missing", "attributes"], &["ann"], &[]);
    assert_eq!(
        users(&sandbox)[0]["customAttributes"],
        json!({"seats": 5, "beta": true, "day": "2020-01-01"})
    );
    let types = sandbox.json(&["attribute", "list", "-q", "map({(.name): .type}) | add"]);
    assert_eq!(types, json!({"seats": 2, "beta": 3, "day": 1}));
    // What would be written in another way is no number.
    let table =
        "loginId,email,customAttributes.version,customAttributes.change\nann,ann@example.com,1.10,-0\n";
    let sandbox = taken("users.csv", table, &["--create-missing", "attributes"], &["ann"], &[]);
    assert_eq!(users(&sandbox)[0]["customAttributes"], json!({"version": "1.10", "change": "-0"}));
}

#[test]
fn values_that_an_attribute_does_not_take_are_known_before_sending() {
    let sandbox = Sandbox::local();
    sandbox
        .run(&["attribute", "create", "seats:number", "beta:boolean", "plan:text", "since:date"])
        .success();
    let options = ["--option", "gold", "--option", "silver"];
    let create = ["attribute", "create", "tier:single-select", "tags:multi-select"];
    sandbox.run(&[&create[..], &options].concat()).success();
    for (name, content, said) in [
        (
            "users.csv",
            "loginId,email,customAttributes\na,a@example.com,\"{\"\"seats\"\": \"\"7\"\"}\"\n",
            "line 2, customAttributes.seats: a text stands where the project has a number (1 row)",
        ),
        (
            "users.csv",
            "loginId,email,customAttributes.seats\na,a@example.com,7\nb,b@example.com,many\n",
            "line 3, customAttributes.seats: `\"many\"`: expected a number",
        ),
        (
            "users.csv",
            "loginId,email,customAttributes.beta\na,a@example.com,yes\nb,b@example.com,perhaps\n",
            "line 3, customAttributes.beta: `\"perhaps\"`: expected true or false",
        ),
        (
            "users.jsonl",
            "{\"loginId\":\"a\",\"email\":\"a@example.com\",\"customAttributes\":{\"seats\":\"7\",\"plan\":null}}\n",
            "line 1, customAttributes.seats: a text stands where the project has a number (1 row)",
        ),
        (
            "users.jsonl",
            "{\"loginId\":\"a\",\"email\":\"a@example.com\",\"customAttributes\":{\"plan\":7}}\n",
            "line 1, customAttributes.plan: a number stands where the project has a text (1 row)",
        ),
        (
            "users.csv",
            "loginId,email,customAttributes.tier\na,a@example.com,gold\nb,b@example.com,Gold\n",
            "line 3, customAttributes.tier: `Gold` is none of its options, which are `gold`, `silver`",
        ),
        (
            "users.csv",
            "loginId,email,customAttributes.tags\na,a@example.com,gold;silver\nb,b@example.com,\"gold,silver\"\n",
            "line 3, customAttributes.tags: `gold,silver` is none of its options",
        ),
        (
            "users.csv",
            "loginId,email,customAttributes.since\na,a@example.com,1969-07-20\nb,b@example.com,45292\n",
            "line 3, customAttributes.since: `45292`: looks like a spreadsheet's count of days",
        ),
        (
            "users.jsonl",
            "{\"loginId\":\"a\",\"email\":\"a@example.com\",\"customAttributes\":{\"since\":\"15.01.2024\",\"tier\":\"gold\"}}\n",
            "line 1, customAttributes.since: `15.01.2024`: not a time",
        ),
        (
            "users.jsonl",
            "{\"loginId\":\"a\",\"email\":\"a@example.com\",\"customAttributes\":{\"tags\":[\"gold\",\"bronze\"]}}\n",
            "line 1, customAttributes.tags: `bronze` is none of its options",
        ),
    ] {
        sandbox.file(name, content);
        let outcome = sandbox.run(&["user", "batch-create", name]).code(2);
        assert!(outcome.stderr.contains(said), "{outcome}");
        assert!(outcome.stderr.contains("has 1 problem, nothing was sent"), "{outcome}");
    }
}

#[test]
fn users_of_the_same_identifier_are_named_in_every_export() {
    for (source, file, content, said) in [
        (
            "okta",
            "users.json",
            json!([
                {"id": "1", "status": "ACTIVE", "profile": {"login": "ann@example.com", "email": "ann@example.com"}},
                {"id": "2", "status": "ACTIVE", "profile": {"login": "ben@example.com", "email": "ann@example.com"}},
            ]),
            "`ann@example.com` stands in line 1 already",
        ),
        (
            "keycloak",
            "users.json",
            json!({"realm": "r", "users": [
                {"id": "1", "username": "ann", "email": "ann@example.com", "enabled": true},
                {"id": "2", "username": "ben", "email": "ann@example.com", "enabled": true},
            ]}),
            "`ann@example.com` stands in line 1 already",
        ),
        (
            "google-workspace",
            "users.json",
            json!({"users": [
                {"primaryEmail": "ann@example.com", "suspended": false, "aliases": ["x@example.com"]},
                {"primaryEmail": "ben@example.com", "suspended": false, "aliases": ["x@example.com"]},
            ]}),
            "`x@example.com` stands in line 1 already",
        ),
        (
            "entra",
            "users.json",
            json!({"value": [
                {"id": "1", "mail": "ann@example.com", "accountEnabled": true},
                {"id": "2", "mail": "ben@example.com", "accountEnabled": true,
                    "identities": [{"signInType": "emailAddress", "issuerAssignedId": "ann@example.com"}]},
            ]}),
            "`ann@example.com` stands in line 1 already",
        ),
    ] {
        let flags = ["--from", source, "--legacy-id", "none"];
        refused(file, content.to_string(), &flags, &["line 2", said]);
    }
}

#[test]
fn a_hash_that_stands_in_something_else_is_no_password() {
    let hash = "$2b$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234";
    for text in [
        format!("{{BLF-CRYPT}}{hash}"),
        format!("b'{hash}'"),
        hash[..29].to_owned(),
        "{noop}secret".to_owned(),
        "X03MO1qnZdYdgyfeuILPmQ==".to_owned(),
    ] {
        let table = format!("loginId,email,password\nann,ann@example.com,{text}\n");
        let outcome = refused("users.csv", &table, &[], &["holds a hash, which would become the password"]);
        assert!(!outcome.stderr.contains(&text), "{outcome}");
        taken("users.csv", &table, &["--allow-hash-as-password"], &["ann"], &[]);
    }
    let masks = [
        "****",
        "\u{2022}\u{2022}\u{2022}\u{2022}",
        "[REDACTED]",
        "<redacted>",
        "[secret]",
        "(hidden)",
        "xxxxxxxx",
    ];
    let rows = masks.map(|mask| format!("{0},{0}@example.com,{mask}\n", mask.len())).concat();
    let outcome = refused("users.csv", format!("loginId,email,password\n{rows}"), &[], &[]);
    let count = outcome.stderr.matches("password: holds a mask in place of the secret").count();
    assert_eq!(count, masks.len(), "{outcome}");
    let seeds = "loginId,email,seed\nann,ann@example.com,[secret]\n";
    refused("users.csv", seeds, &[], &["seed: holds a mask in place of the secret"]);
    let table =
        "loginId,email,password\nann,ann@example.com,Tr0ng-P@$$w0rd$1\nben,ben@example.com,(secret)-1\n";
    taken("users.csv", table, &[], &["ann", "ben"], &[]);
    // What a hash is marked with besides does not keep it from its field.
    let table = format!("loginId,email,password\nann,ann@example.com,{{BLF-CRYPT}}{hash}\n");
    taken("users.csv", table, &["--map", "password=passwordHash"], &["ann"], &[]);
}

#[test]
fn a_column_of_hashes_may_be_called_as_the_field_is() {
    let hash = "$2b$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234";
    let table = format!("loginId,email,hashed_password\nann,ann@example.com,{hash}\n");
    taken("users.csv", table, &[], &["ann"], &[]);
    let record = |hash: &str| {
        format!("{{\"loginId\":\"ann\",\"email\":\"ann@example.com\",\"hashedPassword\":{hash}}}\n")
    };
    taken("users.jsonl", record(&format!("\"{hash}\"")), &[], &["ann"], &[]);
    taken("users.jsonl", record(&format!("{{\"bcrypt\":{{\"hash\":\"{hash}\"}}}}")), &[], &["ann"], &[]);
    let outcome =
        refused("users.jsonl", record("\"hunter2plain\""), &[], &["is in no form of a hash that is known"]);
    assert!(!outcome.stderr.contains("hunter2"), "{outcome}");
    let other = hash.replace("01234", "01235");
    let table = format!("loginId,email,hashed_password,password_hash\nann,ann@example.com,{hash},{other}\n");
    refused("users.csv", table, &[], &["hash"]);
}

#[test]
fn nothing_of_a_file_without_a_header_is_repeated() {
    for (text, flags) in [
        ("hunter2;ann\nswordfish;bo\n", &["--ignore-unknown"][..]),
        ("hunter2;ann\nswordfish;bo\n", &["--ignore-unknown", "-o", "json"]),
        ("hunter2;ann\nswordfish;bo\n", &["--map", "Login=loginId"]),
        ("hunter2;ann\nswordfish;bo\n", &["--from", "okta"]),
        ("hunter2:ann\nswordfish:bo\n", &[]),
        ("hunter2:ann\nswordfish:bo\n", &["--ignore-unknown"]),
    ] {
        let outcome = refused("users.csv", text, flags, &[]);
        let said = format!("{}{}", outcome.stdout, outcome.stderr);
        assert!(!said.contains("hunter2") && !said.contains("swordfish"), "{flags:?} {outcome}");
    }
    let sandbox = Sandbox::local();
    sandbox.file("users.csv", "hunter2;ann\nswordfish;bo\n");
    let command =
        ["user", "batch-run", "add-role", "users.csv", "--set", "roleNames=admin", "--ignore-unknown"];
    let outcome = sandbox.run(&command).code(2);
    assert!(!outcome.stderr.contains("hunter2"), "{outcome}");
}

#[test]
fn what_is_no_hash_of_django_is_not_named() {
    for password in ["hunter2plain", "hunter2$x$y", "argon2"] {
        let sandbox = Sandbox::local();
        let table = format!("id,username,email,password,is_active\n1,ann,ann@example.com,{password},1\n");
        sandbox.file("users.csv", &table);
        let outcome = sandbox.run(&["user", "batch-create", "users.csv", "--from", "django"]);
        assert!(outcome.stderr.contains("password of an unknown form"), "{outcome}");
        assert!(!outcome.stderr.contains(password.split('$').next().unwrap()), "{outcome}");
    }
}

#[test]
fn hashes_of_firebase_are_those_of_scrypt_only() {
    let sandbox = Sandbox::local();
    sandbox.file("users.csv", "loginId,email,passwordHash,salt\nann,ann@example.com,aGFzaA==,c2FsdA==\n");
    sandbox.file(
        "config.txt",
        "hash_config {\n  algorithm: HMAC_SHA256,\n  base64_signer_key: c2lnbmVy,\n  base64_salt_separator: Bw==,\n  rounds: 8,\n  mem_cost: 14,\n}\n",
    );
    let outcome = sandbox.run(&["user", "batch-create", "users.csv", "--hash-config", "config.txt"]).code(2);
    assert!(outcome.stderr.contains("the algorithm of the hashes is `HMAC_SHA256`"), "{outcome}");
    let old = "loginId,email,passwordHash\nann,ann@example.com,\"$argon2id$v=16$m=19456,t=2,p=1$c29tZXNhbHQ$aGFzaGhhc2g\"\n";
    refused("users.csv", old, &[], &["in another version than 19"]);
}

/// A login ID that only looks right is given to nobody, whether a row says so or a flag.
#[test]
fn a_login_id_that_only_looks_right_is_refused_everywhere() {
    let sandbox = Sandbox::seeded();
    for (name, why) in [
        ("a\u{200b}@example.com", "not visible"),
        ("mailto:a@example.com", "begins with `mailto:`"),
        ("a@@example.com", "two `@` stand together"),
        (".a@example.com", "a dot stands where none can be"),
        ("a@exa mple.com", "its domain holds a space"),
    ] {
        for words in [
            &["user", "create", name, "--email", "a@example.com"][..],
            &["user", "create", "a", "--additional-login-id", name],
            &["user", "patch", "alice@example.com", "--additional-login-id", name],
            &["user", "update-login-id", "alice@example.com", name],
            &["test-user", "create", name, "--email", "a@example.com"],
        ] {
            let outcome = sandbox.run(words).code(2);
            assert!(outcome.stderr.contains(why), "{words:?} {outcome}");
        }
        let table =
            format!("loginId,email,additionalLoginIds\n{name},a@example.com,\nb,b@example.com,{name}\n");
        sandbox.file("users.csv", table);
        let outcome = sandbox.run(&["user", "batch-create", "users.csv"]).code(2);
        for place in ["line 2, loginId: ", "line 3, additionalLoginIds: "] {
            let line = outcome.stderr.lines().find(|line| line.starts_with(place));
            assert!(line.is_some_and(|line| line.contains(why)), "{place} {outcome}");
        }
    }
    sandbox.run(&["user", "create", "a ", "--email", "a@example.com"]).code(2);
    sandbox.file("users.csv", "loginId,email\n@handle,a@example.com\n");
    let outcome = sandbox.run(&["user", "batch-create", "users.csv", "--dry-run"]).success();
    assert!(outcome.stderr.contains("warning: line 2, loginId: a login ID begins with `@`"), "{outcome}");
}

#[test]
fn a_change_of_nothing_is_said() {
    let sandbox = Sandbox::seeded();
    sandbox.file("changes.csv", "loginId,name,email\nana@example.com,,\n");
    let outcome = sandbox.run(&["user", "batch-patch", "changes.csv", "--dry-run"]).success();
    let said = "warning: line 2: gives no field, so that nothing of its user changes (1 row)";
    assert!(outcome.stderr.contains(said), "{outcome}");
    sandbox.file("emptied.csv", "loginId,name,email\nalice@example.com,@null,\n");
    let outcome = sandbox.run(&["user", "batch-patch", "emptied.csv", "--dry-run"]).success();
    assert!(!outcome.stderr.contains("gives no field"), "{outcome}");
    // It counts as skipped in all forms, and a user who does not exist as failed.
    sandbox.file("changes.csv", "loginId,name\nalice@example.com,\nbob,Robert\nnobody@example.com,\n");
    let files = ["--report", "report.jsonl", "--junit", "junit.xml"];
    let words = [&["user", "batch-patch", "changes.csv", "-o", "json", "--yes"][..], &files].concat();
    let outcome = sandbox.run(&words).code(3);
    let totals: Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(
        (&totals["skipped"], &totals["updated"], &totals["failed"]),
        (&json!(1), &json!(1), &json!(1))
    );
    let report = fs::read_to_string(sandbox.path("report.jsonl")).unwrap();
    let first: Value = serde_json::from_str(report.lines().next().unwrap()).unwrap();
    assert_eq!(
        (&first["outcome"], &first["reason"]),
        (&json!("skipped"), &json!("the row gives no field to change"))
    );
    assert!(fs::read_to_string(sandbox.path("junit.xml")).unwrap().contains("skipped=\"1\""));
}

/// An empty cell, a cell or key that is not there, null, and a file without the column are the same.
#[test]
fn who_may_sign_in_is_not_left_open_by_what_is_missing() {
    let line = |name: &str, more: &str| {
        format!("{{\"loginId\":\"{name}\",\"email\":\"{name}@example.com\"{more}}}\n")
    };
    let open = line("a", ",\"enabled\":true") + &line("b", "") + &line("c", ",\"enabled\":null");
    let said = [
        "line 2, enabled: is empty, though it says who may sign in",
        "line 3, enabled: is empty, though it says who may sign in",
        "hint: `--value 'enabled:=disabled'` reads it as `disabled`",
    ];
    refused("users.jsonl", &open, &[], &said);
    let sandbox = taken("users.jsonl", &open, &["--value", "enabled:=disabled"], &["a", "b", "c"], &[]);
    let states: Vec<Value> =
        users(&sandbox).as_array().unwrap().iter().map(|user| user["status"].clone()).collect();
    assert_eq!(states, ["enabled", "disabled", "disabled"]);
    let blocked =
        |name: &str, count: &str| format!("`{name}` is empty in {count}, which was read as not blocked");
    for (name, text, said) in [
        ("users.jsonl", line("a", ",\"blocked\":true") + &line("b", ""), blocked("blocked", "1 row")),
        (
            "users.jsonl",
            line("a", ",\"status\":\"disabled\"") + &line("b", ",\"status\":null"),
            blocked("status", "1 row"),
        ),
        (
            "users.csv",
            "loginId,email,Blocked\na,a@example.com,yes\nb,b@example.com\n".to_owned(),
            blocked("Blocked", "1 row"),
        ),
    ] {
        taken(name, text, &[], &["a", "b"], &[&said]);
    }
    // What is there and no answer is a problem of its own key.
    let line = |name: &str, more: &str| line(name, &format!(",{more}"));
    let text = line("a", r#""blocked":{"reason":"x"}"#)
        + &line("b", r#""deletedAt":{"$date":"2024-01-01"}"#)
        + &line("c", r#""userAccountControl":"x""#)
        + &line("d", r#""userAccountControl":[1]"#)
        + &line("e", r#""blocked":true"#);
    let outcome = refused(
        "users.jsonl",
        &text,
        &[],
        &[
            "line 1, blocked: expected yes or no: it says whether the user is blocked",
            "line 2, deletedAt: expected a time, or nothing",
            "line 3, userAccountControl: expected a number",
            "line 4, userAccountControl: expected a number",
        ],
    );
    assert!(!outcome.stderr.contains("not blocked"), "{outcome}");
    // A key may hold the colon of a flag.
    let text = line("a", r#""acct:status":"Aktivx""#);
    let outcome = refused("users.jsonl", &text, &["--map", "acct:status=status"], &["expected one of"]);
    let flags = hinted(&outcome, "--value 'acct:status:Aktivx=");
    let flags = [&["--map", "acct:status=status"][..], &flags.iter().map(String::as_str).collect::<Vec<_>>()];
    taken("users.jsonl", &text, &flags.concat(), &["a"], &[]);
    // One of both is said of a cell.
    let table = "loginId,email,Active,Blocked\na,a@example.com,yes,no\nb,b@example.com,,\n";
    let outcome = refused("users.csv", table, &[], &["line 3, Active: is empty"]);
    assert!(!outcome.stderr.contains("not blocked"), "{outcome}");
    let sandbox = Sandbox::local();
    sandbox.file("b.csv", "loginId,email\nb,b@example.com\n");
    for (column, said) in [
        ("Active", "`b.csv` line 2, Active: is empty, though it says who may sign in"),
        ("Blocked", "note: `b.csv` has no `Blocked`: its 1 row was read as not blocked"),
    ] {
        sandbox.file("a.csv", format!("loginId,email,{column}\na,a@example.com,yes\n"));
        let words = ["user", "batch-create", "a.csv", "b.csv", "--dry-run"];
        let outcome = sandbox.run(&words);
        assert!(outcome.stderr.contains(said), "{outcome}");
        let value = format!("{column}:={}", if column == "Active" { "disabled" } else { "yes" });
        let outcome = sandbox.run(&[&words[..], &["--value", &value]].concat()).success();
        assert!(
            outcome.stderr.contains(r#""loginId":"b","email":"b@example.com","status":"disabled""#),
            "{outcome}"
        );
    }
    // What is said to be the status is read as by its own name; what yes says in another column is asked.
    let table = "loginId,email,Aktiv\na,a@example.com,true\nb,b@example.com,false\n";
    let sandbox = taken("users.csv", table, &["--map", "Aktiv=status"], &["a", "b"], &[]);
    assert_eq!(users(&sandbox)[1]["status"], "disabled");
    let hint =
        "`--map 'Code=enabled'` reads it where yes says that a user may sign in, `--map 'Code=blocked'`";
    let table = table.replace("Aktiv", "Code");
    let outcome = refused("users.csv", &table, &["--map", "Code=status"], &["expected one of", hint]);
    assert!(!outcome.stderr.contains("--value"), "{outcome}");
}

#[test]
fn a_row_that_names_two_users_is_a_problem_of_its_line() {
    let sandbox = Sandbox::seeded();
    let id = |user: &str| sandbox.json(&["user", "load", user])["userId"].as_str().unwrap().to_owned();
    let (alice, bob) = (id("alice@example.com"), id("bob"));
    let table = format!("userId,loginId,name\n{alice},bob,X\n{bob},bob,Bob\n");
    for (name, text) in [
        ("both.csv", table),
        ("both.jsonl", format!("{{\"userId\":\"{alice}\",\"loginId\":\"bob\",\"name\":\"X\"}}\n")),
        ("both.json", format!("[{{\"userId\":\"{alice}\",\"loginIds\":[\"bob\"],\"name\":\"X\"}}]")),
    ] {
        sandbox.file(name, text);
        for command in [&["batch-patch"][..], &["batch-delete"], &["batch-run", "update-display-name"]] {
            let words = [&["user"], command, &[name, "--yes"]].concat();
            let outcome = sandbox.run(&words).code(2);
            let problem = outcome.stderr.lines().find(|line| line.contains(", who has no `"));
            let is_named = problem.is_some_and(|line| line.contains("bob") && line.contains("Alice"));
            let contradicts = outcome.stderr.contains("stands in line");
            assert!(is_named || (name == "both.csv" && contradicts), "{command:?} {name}: {outcome}");
            assert!(outcome.stderr.contains("nothing was sent"), "{command:?} {name}: {outcome}");
        }
    }
    // An e-mail address says it, too, where it does not say what is to become of the user.
    for (name, text) in [
        ("beside.csv", format!("userId,email\n{alice},bob@example.com\n")),
        ("beside.jsonl", format!("{{\"userId\":\"{alice}\",\"email\":\"bob@example.com\"}}\n")),
        ("few.csv", "loginId,email,name\nalice@example.com,bob@example.com,Alice\n".to_owned()),
        ("few.json", r#"[{"loginId":"alice@example.com","email":"bob@example.com","name":"A"}]"#.to_owned()),
    ] {
        sandbox.file(name, text);
        let words = ["user", "batch-run", "disable", name, "--yes"];
        let outcome = sandbox.run(&words).code(2);
        assert!(
            outcome.stderr.contains("line ") && outcome.stderr.contains("who has no `bob@example.com`"),
            "{outcome}"
        );
        sandbox.run(&[&words[..], &["--map", "email=", "--dry-run"]].concat()).success();
    }
    sandbox.file("beside.csv", format!("userId,email\n{alice},Alice@Example.com\n"));
    sandbox.run(&["user", "batch-run", "logout", "beside.csv", "--yes"]).success();
    sandbox.file("few.csv", "loginId,email,name\nalice@example.com,alice@example.com,Alice\n");
    let outcome = sandbox.run(&["user", "batch-run", "logout", "few.csv", "--yes"]).success();
    let said = "passed over what this command does not take: `email` (1 row), `name` (1 row)";
    assert!(outcome.stderr.contains(said), "{outcome}");
    sandbox.file("mail.csv", format!("userId,E-Mail\n{alice},bob@example.com\n"));
    let outcome = sandbox.run(&["user", "batch-delete", "mail.csv", "--yes"]).code(2);
    assert!(outcome.stderr.contains("line 2: "), "{outcome}");
    assert!(outcome.stderr.contains("who has no `bob@example.com`"), "{outcome}");
    sandbox.run(&["user", "batch-delete", "mail.csv", "--map", "E-Mail=", "--dry-run"]).success();
    sandbox.file("right.csv", format!("userId,loginId,email\n{alice},alice@example.com,Alice@Example.com\n"));
    sandbox.run(&["user", "batch-delete", "right.csv", "--yes"]).success();
    // A login ID that nobody has any more names nobody else, as after a run that has changed it.
    sandbox
        .file("old.jsonl", format!("{{\"userId\":\"{bob}\",\"loginIds\":[\"robert\"],\"name\":\"Bob\"}}\n"));
    for command in [&["batch-patch"][..], &["batch-run", "update-display-name"]] {
        sandbox.run(&[&["user"], command, &["old.jsonl", "--yes"]].concat()).success();
    }
    // What the API returned names one.
    let record = sandbox.run(&["user", "load", "bob", "-o", "json"]).stdout;
    sandbox.file("record.json", format!("[{record}]"));
    sandbox.run(&["user", "batch-patch", "record.json", "--yes"]).success();
}

#[test]
fn roles_and_tenants_in_another_letter_case_are_read_as_they_are_said_to_be() {
    let sandbox = Sandbox::seeded();
    for (name, text) in [
        ("roles.csv", "loginId,email,Roles\nzoe,zoe@example.com,Viewer\nyan,yan@example.com,Viewer;ADMIN\n"),
        (
            "roles.jsonl",
            "{\"loginId\":\"zoe\",\"email\":\"zoe@example.com\",\"Roles\":[\"Viewer\"]}\n\
             {\"loginId\":\"yan\",\"email\":\"yan@example.com\",\"Roles\":[\"ADMIN\",\"Viewer\"]}\n",
        ),
    ] {
        sandbox.file(name, text);
        let words = ["user", "batch-create", name, "--online", "--dry-run"];
        let outcome = sandbox.run(&words).code(2);
        let cell =
            "there is no role `Viewer`, the nearest is `viewer`: `--value 'Roles:Viewer=viewer'` reads it so";
        assert!(outcome.stderr.contains(cell), "{name}: {outcome}");
        let flags = ["--value", "Roles:Viewer=viewer", "--value", "Roles:ADMIN=admin"];
        let outcome = sandbox.run(&[&words[..], &flags].concat()).success();
        assert!(
            outcome.stderr.contains(r#""roleNames":["viewer","#) || outcome.stderr.contains(r#"["viewer"]"#),
            "{outcome}"
        );
    }
    // What all rows are given is written anew.
    sandbox.file("set.csv", "loginId,email\nzoe,zoe@example.com\n");
    let words = ["user", "batch-create", "set.csv", "--online", "--dry-run", "--set", "roleNames=Viewer"];
    let outcome = sandbox.run(&words).code(2);
    assert!(outcome.stderr.contains("the nearest is `viewer`: write `viewer` in `--set`"), "{outcome}");
    // Roles stand beside tenants where there are some.
    sandbox
        .file("none.csv", "loginId,email,Roles,Tenants,Org chart URL\nz,z@example.com,viewer,,https://x\n");
    let words = ["user", "batch-create", "none.csv", "--ignore-unknown", "--dry-run"];
    let outcome = sandbox.run(&words).success();
    assert!(outcome.stderr.contains(r#""roleNames":["viewer"]"#), "{outcome}");
    sandbox.file(
        "none.csv",
        "loginId,email,Roles,Tenants\nz,z@example.com,viewer,acme\ny,y@example.com,viewer,\n",
    );
    let outcome = sandbox.run(&words).code(2);
    let said = "line 2, Roles: stands beside tenants in `Tenants`, and roles would hold in the whole project: write \
                `acme=admin` in `Tenants` for a role in a tenant; with `--map 'Roles=roleNames' \
                --map 'Tenants=userTenants'` the roles hold in the whole project (1 row)";
    assert!(outcome.stderr.contains(said), "{outcome}");
    // So are those of memberships, and the names of tenants.
    let user = |tenants: &str| {
        format!("{{\"loginId\":\"zoe\",\"email\":\"zoe@example.com\",\"tenants\":[{tenants}]}}\n")
    };
    for (name, text) in [
        ("tenants.csv", "loginId,email,tenants\nzoe,zoe@example.com,ACME=admin;acme=Viewer\n".to_owned()),
        ("tenants.jsonl", user("\"ACME=admin\",\"acme=Viewer\"")),
        ("objects.jsonl", user("{\"tenantId\":\"ACME\"},{\"tenantId\":\"acme\",\"roleNames\":[\"Viewer\"]}")),
    ] {
        sandbox.file(name, text);
        let words = ["user", "batch-create", name, "--online", "--dry-run"];
        let outcome = sandbox.run(&words).code(2);
        for flag in
            ["`--value 'tenants:ACME=acme'` reads it so", "`--value 'tenants:Viewer=viewer'` reads it so"]
        {
            assert!(outcome.stderr.contains(flag), "{name}: {outcome}");
        }
        let flags = ["--value", "tenants:ACME=acme", "--value", "tenants:Viewer=viewer"];
        let outcome = sandbox.run(&[&words[..], &flags].concat()).success();
        assert!(outcome.stderr.contains(r#""tenantId":"acme","roleNames":["viewer"]"#), "{outcome}");
    }
}

#[test]
fn values_of_several_types_are_texts_where_the_attribute_is_made_as_one() {
    let record = |name: &str, value: &str| {
        format!(
            "{{\"loginId\":\"{name}\",\"email\":\"{name}@example.com\",\"customAttributes\":{{\"m\":{value}}}}}\n"
        )
    };
    let lines = record("a", "1") + &record("b", "\"x\"") + &record("c", "true");
    let table =
        "loginId,email,customAttributes.m\na,a@example.com,1\nb,b@example.com,x\nc,c@example.com,true\n";
    for (name, text, line) in [("m.jsonl", lines.as_str(), 1), ("m.csv", table, 2)] {
        let sandbox = Sandbox::local();
        sandbox.file(name, text);
        let words = ["user", "batch-create", name, "--create-missing", "attributes", "--yes"];
        let outcome = sandbox.run(&words).code(2);
        let said = format!(
            "m: number in 1 row, first in line {line}; text in 1 row, first in line {}; boolean in 1 row, first in line {}",
            line + 1,
            line + 2
        );
        assert!(outcome.stderr.contains(&said), "{outcome}");
        sandbox.run(&["attribute", "create", "m:text"]).success();
        sandbox.run(&words).success();
        let values: Vec<Value> = users(&sandbox)
            .as_array()
            .unwrap()
            .iter()
            .map(|user| user["customAttributes"]["m"].clone())
            .collect();
        assert_eq!(values, ["1", "x", "true"], "{name}");
    }
}
