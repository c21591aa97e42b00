//! Files as people and other programs write them: each goes in, or one run says what is wrong with it. The
//! files lie in `tests/it/cases`; their people, addresses and hashes are made up.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::support::{Sandbox, sandbox::Outcome};

fn case(name: &str) -> String {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/cases").join(name);
    path.to_str().unwrap().to_owned()
}

/// A project with the roles admin, member and viewer, the tenants acme and globex, the attribute plan, and some
/// users.
fn project() -> Sandbox {
    let mut sandbox = Sandbox::empty();
    sandbox.run(&["emulator", "seed", &case("seed.json")]).success();
    sandbox.flag("--profile");
    sandbox.flag("local");
    sandbox
}

/// The users of a project by their e-mail addresses.
#[track_caller]
fn user(sandbox: &Sandbox, login_id: &str) -> Value {
    sandbox.json(&["user", "load", login_id])
}

#[track_caller]
fn create(sandbox: &Sandbox, file: &str, flags: &[&str]) -> Outcome {
    let file = case(file);
    sandbox.run(&[&["user", "batch-create", file.as_str()], flags].concat())
}

/// A file is refused, nothing was sent, and all of this is said.
#[track_caller]
fn refused(file: &str, flags: &[&str], said: &[&str]) {
    let sandbox = project();
    let before = count(&sandbox);
    let outcome = create(&sandbox, file, flags).code(2);
    for text in said {
        assert!(outcome.stderr.contains(text), "`{text}` is not said\n{outcome}");
    }
    assert_eq!(count(&sandbox), before, "{outcome}");
}

/// A file goes in as so many users.
#[track_caller]
fn taken(sandbox: &Sandbox, file: &str, flags: &[&str], created: u64) -> Outcome {
    let outcome = create(sandbox, file, &[flags, &["-o", "json"]].concat()).success();
    assert_eq!(outcome.json()["created"], json!(created), "{outcome}");
    outcome
}

#[track_caller]
fn count(sandbox: &Sandbox) -> usize {
    let users = sandbox.json(&["user", "search", "--all"]);
    users.as_array().or_else(|| users["users"].as_array()).unwrap().len()
}

/// The flags of the first hint that maps columns.
#[track_caller]
fn hinted(outcome: &Outcome) -> Vec<String> {
    let hint = outcome.stderr.lines().find(|line| line.contains("hint") && line.contains("`--"));
    let hint = hint.unwrap_or_else(|| panic!("no flags are hinted\n{outcome}"));
    let flags = hint.split('`').nth(1).unwrap();
    shlex::split(flags).unwrap()
}

#[test]
fn lines_before_the_header_and_titles_with_properties_are_read() {
    let sandbox = project();
    let outcome = create(&sandbox, "01-azure-bulk-create.csv", &[]).code(2);
    assert!(outcome.stderr.contains("behind line 1"), "{outcome}");
    // Whoever has no mobile phone is reached by nothing: the hint makes addresses of the names.
    let mapped = ["--map", "User name [userPrincipalName] Required=loginId,email"];
    assert!(outcome.stderr.contains(mapped[1]), "{outcome}");
    taken(&sandbox, "01-azure-bulk-create.csv", &mapped, 2);
    assert_eq!(user(&sandbox, "dana@example.com")["status"], json!("enabled"));
    let blocked = user(&sandbox, "eli@example.com");
    assert_eq!((&blocked["status"], &blocked["givenName"]), (&json!("disabled"), &json!("Eli")));
}

#[test]
fn marks_behind_titles_are_no_part_of_them() {
    let sandbox = project();
    let outcome = create(&sandbox, "02-google-workspace.csv", &[]).code(2);
    assert!(outcome.stderr.contains("02-google-workspace.csv --from google-workspace`"), "{outcome}");
    taken(&project(), "02-google-workspace.csv", &["--from", "google-workspace"], 1);
    let hint = hinted(&outcome);
    let hint: Vec<&str> = hint.iter().map(String::as_str).collect();
    let outcome = taken(&sandbox, "02-google-workspace.csv", &hint, 1);
    assert!(outcome.stderr.contains("`Password [Required]` as password"), "{outcome}");
    assert!(outcome.stderr.contains("left out `Org Unit Path [Required]` (1 row)"), "{outcome}");
    let dana = user(&sandbox, "dana@example.com");
    assert_eq!((&dana["givenName"], &dana["phone"]), (&json!("Dana"), &json!("+15550100200")));
    assert_eq!(dana["status"], json!("enabled"));
}

#[test]
fn what_has_no_meaning_is_left_out_by_one_flag_and_listed() {
    let sandbox = project();
    let map = ["--map", "primary_email_address=loginId,email"];
    let outcome = create(&sandbox, "03-clerk-export.csv", &map).code(2);
    for column in ["`id`", "`verified_email_addresses`"] {
        assert!(outcome.stderr.contains(column), "{outcome}");
    }
    let outcome = taken(&sandbox, "03-clerk-export.csv", &[&map[..], &["--ignore-unknown"]].concat(), 2);
    assert!(outcome.stderr.contains("left out `id` (2 rows)"), "{outcome}");
    assert!(outcome.stderr.contains("`password_digest` as hashedPassword, taken apart"), "{outcome}");
    assert_eq!(user(&sandbox, "dana@example.com")["password"], json!(true));
    assert_eq!(user(&sandbox, "eli@example.com")["password"], json!(false));
}

#[test]
fn all_unknown_columns_are_named_at_once() {
    refused("04-m365-sample.csv", &[], &["`Job Title`", "`Country or Region`", "--ignore-unknown"]);
    let map = ["--map", "User Name=loginId,email", "--ignore-unknown"];
    refused("04-m365-sample.csv", &map, &["line 2, Mobile Phone: `555-010-0111`", "begins without `+`"]);
    let sandbox = project();
    let outcome = taken(&sandbox, "04-m365-sample.csv", &[&map[..], &["--default-country", "1"]].concat(), 1);
    assert!(outcome.stderr.contains("--default-country"), "{outcome}");
    assert_eq!(user(&sandbox, "dana@example.com")["phone"], json!("+15550100111"));
}

#[test]
fn all_unknown_fields_of_json_are_named_once_with_their_rows() {
    let said = [
        "credentials: there is no such field (1 row)",
        "realmRoles: ",
        "createdTimestamp: ",
        "customAttributes.plan: a list stands where the project has a text (1 row)",
        "has 4 problems",
    ];
    refused("05-keycloak-users.json", &[], &said);
    let sandbox = project();
    // The attributes of Keycloak are lists.
    let flags = ["--ignore-unknown", "--map", "attributes="];
    let outcome = taken(&sandbox, "05-keycloak-users.json", &flags, 2);
    assert!(outcome.stderr.contains("left out `credentials` (1 row)"), "{outcome}");
    assert_eq!(user(&sandbox, "eli")["status"], json!("disabled"));
    let dana = user(&sandbox, "dana.field");
    assert_eq!((&dana["status"], &dana["verifiedEmail"]), (&json!("enabled"), &json!(true)));
}

#[test]
fn a_list_inside_of_an_object_is_read() {
    refused(
        "06-firebase-users.json",
        &[],
        &["the list `users` of a JSON object", "localId: there is no such field", "(2 rows)"],
    );
}

#[test]
fn a_field_of_json_may_be_read_as_two() {
    let sandbox = project();
    let flags = ["--map", "Email=loginId,email", "--ignore-unknown"];
    taken(&sandbox, "07-auth0-export.ndjson", &flags, 2);
    let dana = user(&sandbox, "dana@example.com");
    assert_eq!((&dana["givenName"], &dana["verifiedEmail"]), (&json!("Dana"), &json!(true)));
    assert_eq!(dana["createdTime"], json!(1_706_778_745));
}

#[test]
fn what_is_hinted_for_a_file_of_addresses_works() {
    let sandbox = project();
    let hint = hinted(&create(&sandbox, "08-email-only.csv", &[]).code(2));
    let hint: Vec<&str> = hint.iter().map(String::as_str).collect();
    taken(&sandbox, "08-email-only.csv", &hint, 2);
    assert_eq!(user(&sandbox, "eli@example.com")["email"], json!("eli@example.com"));
}

#[test]
fn what_a_search_writes_goes_into_a_patch() {
    for form in ["csv", "json", "jsonl"] {
        let sandbox = project();
        let before = sandbox.json(&["user", "search", "--all"]);
        let users = sandbox.run(&["user", "search", "--all", "-o", form]).success().stdout;
        let file = sandbox.file(&format!("edited.{form}"), users.replace("Alice", "Alicia"));
        let outcome = sandbox.run(&["user", "batch-patch", &file]).success();
        assert!(outcome.stderr.contains("passed over what only the server sets"), "{outcome}");
        let after = sandbox.json(&["user", "search", "--all"]).to_string();
        let users = |text: &str| text.matches("modifiedTime").count();
        assert_eq!(users(&before.to_string()), users(&after));
        assert!(after.contains("Alicia") && !after.contains("\"Alice\""), "{after}");
    }
}

#[test]
fn a_quote_that_nothing_closes_swallows_no_rows() {
    refused("10-unclosed-quote.csv", &[], &["line 2: a quote is opened here that nothing closes"]);
}

#[test]
fn a_hash_is_no_password() {
    refused(
        "11-django-in-password.csv",
        &[],
        &["line 2, password: holds a hash", "`hashedPassword.django.hash`"],
    );
    let sandbox = project();
    taken(&sandbox, "11-django-in-password.csv", &["--map", "password=passwordHash"], 2);
    let sandbox = project();
    taken(&sandbox, "11-django-in-password.csv", &["--allow-hash-as-password"], 2);
}

#[test]
fn hashes_of_the_wrong_form_are_named() {
    let said = ["line 1, ", "line 2, ", "line 3, ", "line 4, ", "line 5, ", "has 5 problems"];
    refused("12-broken-hashes.jsonl", &[], &said);
}

#[test]
fn a_file_without_a_header_is_not_repeated() {
    for form in [&[][..], &["-o", "json"]] {
        let sandbox = project();
        let outcome = create(&sandbox, "13-no-header-passwords.csv", form).code(2);
        assert!(outcome.stderr.contains("looks like a row"), "{outcome}");
        for secret in ["Sup3rS3cret", "0therS3cret", "dana@example.com", "Dana"] {
            assert!(!outcome.to_string().contains(secret), "{outcome}");
        }
    }
    let sandbox = project();
    let flags = ["--header", "E-Mail,name,password", "--map", "E-Mail=loginId,email"];
    taken(&sandbox, "13-no-header-passwords.csv", &flags, 2);
    assert_eq!(user(&sandbox, "dana@example.com")["name"], json!("Dana"));
}

#[test]
fn addresses_that_only_look_right_are_named() {
    let said = ["line 2, email: ", "line 3, email: ", "line 4, email: ", "line 5, email: ", "has 4 problems"];
    refused("15-odd-emails.csv", &[], &said);
    // A login ID may be any text, but none that only looks like an address or a number.
    let sandbox = project();
    let file = sandbox.file(
        "users.csv",
        "loginId,email\n\u{430}nn@example.com,a@example.com\n+1 555 0100201.0,b@example.com\nиван@example.com,c@example.com\nc.0,d@example.com\n",
    );
    let out = sandbox.run(&["user", "batch-create", &file]).code(2);
    for said in [
        "line 2, loginId: `\u{430}nn@example.com`: it mixes letters of several alphabets",
        "line 3, loginId: `+1 555 0100201.0`: ends in `.0`",
        "has 2 problems",
    ] {
        assert!(out.stderr.contains(said), "{said}: {out}");
    }
}

#[test]
fn phone_numbers_say_what_is_wrong_with_them() {
    let said = [
        "line 2, phone: `+44(0)7700900123`: the zero in `(0)`",
        "line 3, phone: `4.47700E+11`: a spreadsheet has rounded",
        "line 4, phone: `0044 7700 900123`: `00` stands for `+`",
        "line 5, phone: `07700 900123`: has no country code",
        "line 6, phone: `447700900123`: begins without `+`",
        "has 5 problems",
    ];
    refused("16-odd-phones.csv", &[], &said);
}

#[test]
fn a_count_of_days_is_no_time() {
    refused(
        "17-created-times.csv",
        &[],
        &["line 2, createdTime: `45292`: looks like a spreadsheet's", "has 1 problem,"],
    );
}

#[test]
fn words_for_yes_and_no_are_read() {
    let said = ["line 5, status: `suspended`: expected one of enabled, disabled, invited", "has 1 problem,"];
    refused("18-booleans-and-status.csv", &[], &said);
    let sandbox = project();
    taken(&sandbox, "18-booleans-and-status.csv", &["--value", "status:suspended=disabled"], 4);
    let a = user(&sandbox, "a");
    assert_eq!((&a["verifiedEmail"], &a["status"]), (&json!(true), &json!("enabled")));
    assert_eq!(user(&sandbox, "c")["verifiedEmail"], json!(false));
    assert_eq!(user(&sandbox, "d")["status"], json!("disabled"));
}

#[test]
fn words_of_other_languages_are_read_or_named() {
    let sandbox = project();
    let file = sandbox.file(
        "mitglieder.csv",
        "Benutzername;E-Mail;Aktiv;Email Verified\na;a@example.com;ja;wahr\nb;b@example.com;Nein;FALSCH\n\
         c;c@example.com;oui;vrai\nd;d@example.com;non;no\ne;e@example.com;sí;Verdadero\n",
    );
    sandbox.run(&["user", "batch-create", &file]).success();
    for (name, status, verified) in [
        ("a", "enabled", true),
        ("b", "disabled", false),
        ("c", "enabled", true),
        ("d", "disabled", false),
        ("e", "enabled", true),
    ] {
        let user = user(&sandbox, name);
        assert_eq!((&user["status"], &user["verifiedEmail"]), (&json!(status), &json!(verified)), "{name}");
    }
    let words =
        ["gesperrt", "inaktiv", "inactif", "bloqué", "suspendu", "inactivo", "bloqueado", "Suspended"];
    let rows =
        words.iter().enumerate().map(|(number, word)| format!("x{number},x{number}@example.com,{word}\n"));
    let file = sandbox.file("status.csv", "loginId,email,Status\n".to_owned() + &rows.collect::<String>());
    let out = sandbox.run(&["user", "batch-create", &file]).code(2);
    assert!(
        words.iter().all(|word| out.stderr.contains(&format!("Status: `{word}`: expected one of"))),
        "{out}"
    );
    assert!(
        out.stderr.contains("`--value 'Status:gesperrt=disabled' --value 'Status:inaktiv=disabled' --value"),
        "{out}"
    );
    assert!(out.stderr.contains("--value 'Status:Suspended=disabled'` reads them so"), "{out}");
    let file = sandbox.file(
        "members.csv",
        "loginId,email,Status\ni,i@example.com,Member\nj,j@example.com,blocked\nk,k@example.com,Pending\n",
    );
    let out = sandbox.run(&["user", "batch-create", &file]).code(2);
    let hint = "`--value 'Status:Member=disabled' --value 'Status:blocked=disabled' --value 'Status:Pending=disabled'` keeps \
                these users from signing in, `--value 'Status:Member=enabled' --value 'Status:Pending=enabled'` in its place";
    assert!(out.stderr.contains(hint), "{out}");
    let file = sandbox.file(
        "active.csv",
        "loginId,email,Status\nf,f@example.com,aktiv\ng,g@example.com,Actif\nh,h@example.com,ACTIVO\n",
    );
    let out = sandbox.run(&["user", "batch-create", &file]).success();
    assert!(out.stderr.contains("1 row whose status `aktiv` was read as `enabled`"), "{out}");
    assert_eq!(user(&sandbox, "h")["status"], "enabled");
}

#[test]
fn an_empty_cell_lets_nobody_in() {
    let sandbox = project();
    let file = sandbox.file("active.csv", "loginId,email,Active\na,a@example.com,x\nb,b@example.com,\n");
    let out = sandbox.run(&["user", "batch-create", &file]).code(2);
    assert!(out.stderr.contains("line 3, Active: is empty, though it says who may sign in"), "{out}");
    assert!(out.stderr.contains("`--value 'Active:=disabled'` reads it as `disabled`"), "{out}");
    sandbox.run(&["user", "batch-create", &file, "--value", "Active:=disabled"]).success();
    assert_eq!(
        (&user(&sandbox, "a")["status"], &user(&sandbox, "b")["status"]),
        (&json!("enabled"), &json!("disabled"))
    );
    let file =
        sandbox.file("active.jsonl", "{\"loginId\":\"c\",\"email\":\"c@example.com\",\"isActive\":null}\n");
    sandbox.run(&["user", "batch-create", &file]).code(2);
    let file = sandbox.file("blocked.csv", "loginId,email,blocked\nc,c@example.com,active\n");
    let out = sandbox.run(&["user", "batch-create", &file]).code(2);
    assert!(out.stderr.contains("`--value 'blocked:active=yes'` keeps these users from signing in"), "{out}");
    sandbox.run(&["user", "batch-create", &file, "--value", "blocked:active=yes"]).success();
    assert_eq!(user(&sandbox, "c")["status"], "disabled");
    // Numbers and truth values of JSON are translated, too.
    let file = sandbox.file(
        "states.json",
        r#"[{"loginId":"d","email":"d@example.com","active":0},{"loginId":"e","email":"e@example.com","active":1},
            {"loginId":"f","email":"f@example.com","locked":1},{"loginId":"g","email":"g@example.com","state":2}]"#,
    );
    let out = sandbox.run(&["user", "batch-create", &file]).code(2);
    assert!(out.stderr.contains("`--value 'state:2=disabled'` keeps these users from signing in"), "{out}");
    sandbox.run(&["user", "batch-create", &file, "--value", "state:2=invited"]).success();
    for (name, status) in [("d", "disabled"), ("e", "enabled"), ("f", "disabled"), ("g", "invited")] {
        assert_eq!(user(&sandbox, name)["status"], status, "{name}");
    }
}

#[test]
fn what_is_doubtful_is_said_beside_what_is_wrong() {
    let sandbox = Sandbox::seeded();
    sandbox.file("rows.csv", "loginId,email\nann,ann@nordwind\nben,nowhere\n");
    let out = sandbox.run(&["user", "batch-create", "rows.csv"]).code(2);
    assert!(out.stderr.contains("line 3, email") && out.stderr.contains("has no dot"), "{out}");
}

#[test]
fn times_without_a_zone_and_doubtful_addresses_are_said() {
    let sandbox = project();
    let file = sandbox.file(
        "users.csv",
        "loginId,email,createdTime\na,a@example.com,2024-01-15 10:30:00\nb,b@x,2024-01-15T10:30:00Z\nc,A@Example.com,2024-01-15\n\
         d,d@x_y.com,1705314600\n",
    );
    let out = sandbox.run(&["user", "batch-create", &file]).success();
    for said in [
        "2 rows whose `createdTime` names no zone: it is read as UTC",
        "line 3, email: the domain of an e-mail address has no dot: it reaches nobody outside of a local network (1 row)",
        "line 5, email: the domain of an e-mail address has a `_`, which names of mail servers cannot have (1 row)",
        "1 row has the e-mail address of another row (line 4 that of line 2)",
    ] {
        assert!(out.stderr.contains(said), "{said}: {out}");
    }
    // The column is called as in the file, in a change, too.
    sandbox.file("changes.csv", "loginId,Work Email\na,a@x\n");
    let out = sandbox.run(&["user", "batch-patch", "changes.csv", "--dry-run"]).success();
    assert!(
        out.stderr.contains("warning: line 2, Work Email: the domain of an e-mail address has no dot"),
        "{out}"
    );
    let file = sandbox.file("ids.csv", "loginId,email\nf@example.com,f@example.com\ng,F@example.com\n");
    let out = sandbox.run(&["user", "batch-create", &file, "--dry-run"]).success();
    assert!(
        out.stderr.contains("1 row has the e-mail address of another row (line 3 that of line 2)"),
        "{out}"
    );
    let file = sandbox.file("dates.csv", "loginId,email,createdTime\ne,e@example.com,20240115\n");
    let out = sandbox.run(&["user", "batch-create", &file]).code(2);
    assert!(out.stderr.contains("`20240115`: is a date without separators"), "{out}");
}

#[test]
fn a_hash_of_a_kind_that_nothing_takes_is_said_to_be_one() {
    let sandbox = project();
    let file = sandbox.file(
        "users.csv",
        "loginId,email,password\na,a@example.com,$6$salt$hash\nb,b@example.com,pbkdf2_sha1$1$a$b\n",
    );
    let out = sandbox.run(&["user", "batch-create", &file]).code(2);
    let said = "holds a hash, which would become the password in clear text: the API does not take hashes of this kind";
    assert_eq!(out.stderr.matches(said).count(), 2, "{out}");
}

#[test]
fn a_hash_that_is_not_what_its_hasher_says_is_named() {
    let sandbox = project();
    let file = sandbox.file(
        "users.csv",
        "loginId,email,passwordHash,passwordHasher\n\
         a,a@example.com,$2a$04$7UN/iVAWN39Ic.LEgMhLnu7firDSwR7rpsW9svbs8m2XPlr4.WFKO,argon2id\n",
    );
    let out = sandbox.run(&["user", "batch-create", &file]).code(2);
    assert!(out.stderr.contains("has not the form of the algorithm that the file names for it"), "{out}");
    assert!(!out.stderr.contains("7UN/"), "{out}");
}

#[test]
fn roles_are_divided_by_commas_where_all_are_roles() {
    let said = [
        "line 2, roleNames: `admin,member`: items of a list are divided by `;`",
        "`admin` and `member` are roles of the project: `--online` divides lists at commas",
    ];
    refused("19-roles-with-comma.csv", &[], &said);
    let sandbox = project();
    let outcome = taken(&sandbox, "19-roles-with-comma.csv", &["--online"], 1);
    assert!(outcome.stderr.contains("divided at commas"), "{outcome}");
    assert_eq!(user(&sandbox, "a")["roleNames"], json!(["admin", "member"]));
    let file = sandbox.file("roles.csv", "loginId,email,roleNames\nb,b@example.com,\"admin,nosuch\"\n");
    let outcome = sandbox.run(&["user", "batch-create", &file, "--online"]).code(2);
    assert!(outcome.stderr.contains("`admin` is a role of the project"), "{outcome}");
    // A role may have a comma in its name.
    sandbox.run(&["role", "create", "admin,member"]).success();
    let outcome = create(&sandbox, "19-roles-with-comma.csv", &["--online"]).code(2);
    assert!(outcome.stderr.contains("items of a list are divided by `;`"), "{outcome}");
    // Tenants are lists like others; behind `=` stand the roles in one.
    let file = sandbox.file("tenants.csv", "loginId,email,userTenants\nc,c@example.com,\"acme,globex\"\n");
    for more in [&[][..], &["--create-missing", "tenants", "--yes"]] {
        let outcome = sandbox.run(&[&["user", "batch-create", &file][..], more].concat()).code(2);
        let said = "`acme` and `globex` are tenants of the project: `--online` divides lists at commas";
        assert!(outcome.stderr.contains(said) && !outcome.stderr.contains("first create"), "{outcome}");
    }
    sandbox.run(&["user", "batch-create", &file, "--online"]).success();
    assert_eq!(user(&sandbox, "c")["userTenants"].as_array().unwrap().len(), 2);
    let text = "loginId,email,userTenants\nd,d@example.com,acme:admin\n";
    let file = sandbox.file("colon.csv", text);
    for more in [&["--online"][..], &["--create-missing", "tenants", "--yes"]] {
        let outcome = sandbox.run(&[&["user", "batch-create", &file][..], more].concat()).code(2);
        let said = "there is no tenant `acme:admin`, but there is `acme`";
        assert!(outcome.stderr.contains(said) && !outcome.stderr.contains("`--create-missing"), "{outcome}");
    }
    let file = sandbox.file("none.csv", "loginId,email,userTenants\ne,e@example.com,initech;umbrella\n");
    let words = ["user", "batch-create", &file, "--create-missing", "tenants", "--yes"];
    let outcome = sandbox.run(&words).success();
    assert!(outcome.stderr.contains("create the tenants `initech`, `umbrella`"), "{outcome}");
    // Rows of a database have their lists as texts.
    let text = r#"[{"loginId":"f","email":"f@example.com","roleNames":"admin","userTenants":"acme;globex"}]"#;
    let file = sandbox.file("lists.json", text);
    sandbox.run(&["user", "batch-create", &file]).success();
    assert_eq!(user(&sandbox, "f")["roleNames"], json!(["admin"]));
    assert_eq!(user(&sandbox, "f")["userTenants"].as_array().unwrap().len(), 2);
}

#[test]
fn rows_without_address_and_number_are_known_before_sending() {
    let said =
        ["line 3: has neither", "line 4: looks like a row of totals", "--allow-no-contact", "has 2 problems"];
    refused("20-no-contact-and-total.csv", &[], &said);
    // Whoever knows better sees what the service says.
    let sandbox = project();
    let file = sandbox.file("users.csv", "loginId,email\ndana,dana@example.com\neli,\n");
    let outcome = sandbox.run(&["user", "batch-create", &file, "--allow-no-contact"]).code(3);
    assert!(outcome.stderr.contains("1 of 2 rows was not done"), "{outcome}");
}

#[test]
fn a_legacy_encoding_is_one_message() {
    let sandbox = project();
    let outcome = create(&sandbox, "21-windows-1252.csv", &[]).code(2);
    assert!(outcome.stderr.contains("is not UTF-8 text"), "{outcome}");
    assert!(!outcome.stderr.contains("line 3"), "{outcome}");
    let hint = hinted(&outcome);
    taken(&sandbox, "21-windows-1252.csv", &[&hint[0], &hint[1]], 2);
    assert_eq!(user(&sandbox, "mueller")["name"], json!("Jürgen Müller"));
    assert_eq!(user(&sandbox, "bjork")["name"], json!("Björk – Team A"));
}

#[test]
fn lines_that_end_in_cr_are_read() {
    let sandbox = project();
    let outcome = taken(&sandbox, "22-cr-line-ends.csv", &[], 2);
    assert!(outcome.stderr.contains("lines that end in CR"), "{outcome}");
}

#[test]
fn an_export_of_powershell_is_read() {
    let sandbox = project();
    let outcome = taken(&sandbox, "23-powershell-export.csv", &[], 2);
    assert!(outcome.stderr.contains("behind line 1"), "{outcome}");
    assert!(outcome.stderr.contains("`SamAccountName` as loginId"), "{outcome}");
    assert_eq!(user(&sandbox, "estone")["status"], json!("disabled"));
}

#[test]
fn missing_cells_at_the_end_are_empty_and_said() {
    let sandbox = project();
    let outcome = taken(&sandbox, "24-ragged-rows.csv", &[], 3);
    assert!(outcome.stderr.contains("2 rows with fewer cells"), "{outcome}");
    assert!(outcome.stderr.contains("1 row with further empty cells"), "{outcome}");
    let file = sandbox.file("more.csv", "loginId,email\nx,x@example.com,secret\n");
    let outcome = sandbox.run(&["user", "batch-create", &file]).code(2);
    assert!(outcome.stderr.contains("line 2: 3 cells, but the header has 2"), "{outcome}");
}

#[test]
fn login_ids_that_differ_in_case_are_named() {
    let said = [
        "line 3, loginId: `dana@example.com` stands in line 2 in other letter case",
        "--allow-case-variants",
    ];
    refused("25-case-variants.csv", &[], &said);
    // The column is called as in the file.
    let sandbox = project();
    sandbox.file("staff.csv", "Login ID,email\nann,ann@example.com\nann,ann2@example.com\n");
    let outcome = sandbox.run(&["user", "batch-create", "staff.csv"]).code(2);
    assert!(outcome.stderr.contains("line 3, Login ID: `ann` stands in line 2 already"), "{outcome}");
    // What stands twice in another column is named alone.
    let table = "Login ID,email,additionalIdentifiers\nann,ann@example.com,zz\nben,ben@example.com,zz\n";
    sandbox.file("staff.csv", table);
    let outcome = sandbox.run(&["user", "batch-create", "staff.csv"]).code(2);
    assert!(outcome.stderr.contains("line 3: `zz` stands in line 2 already"), "{outcome}");
    sandbox.file("ids.csv", "userId,Login ID\nU2abc,\nU2abc,\n");
    let outcome = sandbox.run(&["user", "batch-delete", "ids.csv", "--yes"]).code(2);
    assert!(!outcome.stderr.contains("Login ID: `U2abc` stands"), "{outcome}");
    assert!(outcome.stderr.contains("`U2abc` stands in line 2 already"), "{outcome}");
}

#[test]
fn a_deletion_finds_its_users_by_address() {
    let sandbox = project();
    for (file, users) in [("26-delete-by-email.csv", "1"), ("27-delete-one-column.csv", "1")] {
        let outcome = sandbox.run(&["user", "batch-delete", &case(file), "--dry-run"]).success();
        assert!(outcome.stderr.to_lowercase().contains("email` as loginid"), "{outcome}");
        assert!(outcome.to_string().contains(users), "{outcome}");
    }
    // Fields of a user are passed over; what else a column says may be that somebody is kept.
    sandbox.file("leavers.csv", "email,Keep,Blocked,Vorname\nalice@example.com,yes,no,Alice\n");
    sandbox.file(
        "leavers.jsonl",
        json!({"loginId": "alice@example.com", "Keep": true, "Blocked": false, "Vorname": "A"}).to_string(),
    );
    for file in ["leavers.csv", "leavers.jsonl"] {
        let run =
            |flags: &[&str]| sandbox.run(&[&["user", "batch-delete", file, "--dry-run"], flags].concat());
        let outcome = run(&[]).code(2);
        assert!(outcome.stderr.contains("Keep"), "{outcome}");
        assert!(!outcome.stderr.contains("--template"), "{outcome}");
        let outcome = run(&["--ignore-unknown"]).success();
        for text in ["left out `Keep` (1 row)", "does not take: `Blocked` (1 row), `Vorname` (1 row)"] {
            assert!(outcome.stderr.contains(text), "{outcome}");
        }
    }
}

#[test]
fn an_attribute_that_does_not_exist_is_known_before_sending() {
    let said = ["the project has no attribute `plann`, the nearest is `plan`", "attribute create plann:text"];
    refused("28-unknown-attribute.csv", &[], &said);
}

#[test]
fn a_damaged_workbook_is_one_message() {
    refused("30-workbook.xlsx", &[], &["is no workbook that can be read"]);
}

#[test]
fn comments_in_a_list_are_nobody() {
    let sandbox = Sandbox::seeded();
    sandbox.file("list.txt", "# who has left\nbob\n  # and\n\nalice@example.com\n");
    sandbox.file("first.txt", "bob\n# alice@example.com\n");
    for (line, users, comments) in [
        ("user batch-delete list.txt", 2, "2 lines that begin with"),
        ("user batch-run logout list.txt", 2, "2 lines that begin with"),
        ("user batch-delete first.txt --format lines", 1, "1 line that begins with"),
    ] {
        let words: Vec<&str> = line.split(' ').chain(["--dry-run", "-o", "json"]).collect();
        let outcome = sandbox.run(&words).success();
        assert_eq!(outcome.json()["rows"], users, "{outcome}");
        assert!(outcome.stderr.contains(&format!("passed over {comments} `#`")), "{outcome}");
    }
}

#[test]
fn a_number_sign_alone_makes_no_comment() {
    let sandbox = Sandbox::seeded();
    sandbox.file("list.txt", "#7\n#\n# alice@example.com\nbob\n");
    let words = ["user", "batch-run", "logout", "list.txt", "--dry-run", "-o", "json"];
    let outcome = sandbox.run(&words).code(3);
    assert_eq!(outcome.json()["rows"], 2, "{outcome}");
    assert!(outcome.stderr.contains("passed over 2 lines that begin with `#`"), "{outcome}");
}

#[test]
fn lines_before_a_plain_list_are_nobody() {
    let sandbox = Sandbox::seeded();
    sandbox.file("list.txt", "alice@example.com\nbob\nnobody-7\n");
    let words = ["user", "batch-run", "logout", "list.txt", "--skip-lines", "1"];
    let outcome = sandbox.run(&[&words[..], &["--dry-run", "-o", "json"]].concat()).code(3);
    assert_eq!(outcome.json()["rows"], 2, "{outcome}");
    let report = ["--yes", "--report", "report.jsonl"];
    sandbox.run(&[&words[..], &report].concat()).code(3);
    let report = std::fs::read_to_string(sandbox.path("report.jsonl")).unwrap();
    assert!(report.contains("\"line\":3") && !report.contains("\"line\":1,"), "{report}");
    let delete = ["user", "batch-delete", "list.txt", "--skip-lines", "1", "--yes"];
    // Nobody is called as the last line says.
    sandbox.run(&delete).code(3);
    sandbox.run(&["user", "load", "alice@example.com"]).success();
    sandbox.run(&["user", "load", "bob"]).code(5);
}

#[test]
fn what_is_read_for_one_user_is_meant_as_it_is() {
    let sandbox = Sandbox::seeded();
    sandbox.file("user.json", r#"{"loginId":"ann","email":"ann@example.com","name":"None"}"#);
    sandbox.run(&["user", "create", "-f", "user.json"]).success();
    assert_eq!(user(&sandbox, "ann")["name"], "None");
    sandbox.file("patch.json", r#"{"name":"-"}"#);
    sandbox.run(&["user", "patch", "ann", "-f", "patch.json"]).success();
    assert_eq!(user(&sandbox, "ann")["name"], "-");
}

#[test]
fn a_flag_is_about_the_files_that_have_its_column() {
    let sandbox = project();
    sandbox.file("a.csv", "loginId,email\na,a@example.com\n");
    sandbox.file("b.csv", "Login;E-Mail;x\nb;b@example.com;Bea\n");
    let words = ["user", "batch-create", "a.csv", "b.csv"];
    let refused = sandbox.run(&[&words[..], &["--map", "y=name", "--map", "x="]].concat()).code(2);
    assert!(refused.stderr.contains("no row has `y`, which `--map` or `--value` names"), "{refused}");
    let flags = ["--map", "x=name", "--value", "x:Bea=Beate"];
    sandbox.run(&[&words[..], &flags].concat()).success();
    assert_eq!(user(&sandbox, "b")["name"], "Beate");
}

#[test]
fn what_is_lacking_is_named_by_its_column_and_can_be_made() {
    let sandbox = Sandbox::seeded();
    sandbox.file(
        "new.csv",
        "loginId,E-Mail,Roles,Tenants\na,a@example.com,helpdesk,initech\nb,b@example.com,veiwer,\n",
    );
    let refused = sandbox.run(&["user", "batch-create", "new.csv", "--online"]).code(2);
    for said in [
        "line 2, Roles: there is no role `helpdesk`",
        "line 2, Tenants: there is no tenant `initech`",
        "line 3, Roles: there is no role `veiwer`, the nearest is `viewer`",
        "`--create-missing roles`",
        "`--create-missing tenants`",
    ] {
        assert!(refused.stderr.contains(said), "{said}: {refused}");
    }
    sandbox.file("slip.csv", "loginId,E-Mail,Roles\nb,b@example.com,veiwer\n");
    let slip = sandbox.run(&["user", "batch-create", "slip.csv", "--online"]).code(2);
    assert!(!slip.stderr.contains("--create-missing"), "{slip}");
    sandbox.file("lists.csv", "loginId,E-Mail,Roles\na,a@example.com,\"viewer, helpdesk\"\n");
    let lists = sandbox.run(&["user", "batch-create", "lists.csv"]).code(2);
    assert!(lists.stderr.contains("`viewer` is a role of the project, and `helpdesk` is none"), "{lists}");
}

#[test]
fn nothing_to_read_is_answered_by_each_command() {
    let sandbox = Sandbox::seeded();
    sandbox.file("empty.csv", "");
    for (command, hint) in [
        ("batch-create", "user batch-create --template`"),
        ("batch-invite", "user batch-invite --template`"),
        ("batch-patch", "user batch-patch --template`"),
        ("batch-run logout", "user batch-run logout --template`"),
        ("batch-delete", "`--where FILTER`"),
    ] {
        let words: Vec<&str> = ["user"].into_iter().chain(command.split(' ')).chain(["empty.csv"]).collect();
        let refused = sandbox.run(&words).code(2);
        assert!(refused.stderr.contains("is empty") && refused.stderr.contains(hint), "{refused}");
    }
}

#[test]
fn a_sheet_of_a_workbook_is_read() {
    let sandbox = project();
    let flags = ["--map", "E-Mail=loginId,email", "--ignore-unknown"];
    let outcome = taken(&sandbox, "32-staff.xlsx", &flags, 3);
    assert!(outcome.stderr.contains("of a workbook") && outcome.stderr.contains("left out"), "{outcome}");
    let disabled = sandbox.json(&["user", "search", "--status", "disabled", "--all"]).to_string();
    assert_eq!(disabled.matches("\"userId\"").count(), 1, "{disabled}");
}

#[test]
fn a_number_of_a_sheet_is_no_phone_number() {
    let flags = ["--map", "E-Mail=loginId,email", "--ignore-unknown"];
    refused(
        "33-staff-with-title.xlsx",
        &flags,
        &["whose header stands behind", "line 4, Mobile: `15550100203` is a number in the sheet"],
    );
}

#[test]
fn records_of_a_directory_are_read() {
    let sandbox = project();
    let text = "version: 1\n\ndn: uid=dana,dc=example\nobjectClass: person\nobjectClass: top\nmail: dana@exam\n ple.com\n\
                cn:: RMOkbmE=\nsn: Field\n\ndn: uid=eli,dc=example\nmail: eli@example.com\n";
    let file = sandbox.file("people.ldif", text);
    let flags = [
        "user",
        "batch-create",
        &file,
        "--map",
        "mail=loginId,email",
        "--map",
        "cn=name",
        "--ignore-unknown",
    ];
    let outcome = sandbox.run(&flags).success();
    assert!(outcome.stderr.contains("left out `dn` (2 rows)"), "{outcome}");
    let dana = user(&sandbox, "dana@example.com");
    assert_eq!((&dana["name"], &dana["familyName"]), (&json!("Däna"), &json!("Field")));
}

#[test]
fn a_cell_that_is_empty_by_mistake_gives_no_role_of_the_whole_project() {
    let sandbox = project();
    let file = case("14-add-role-blank-tenant.csv");
    let outcome = sandbox.run(&["user", "batch-run", "add-role", &file, "--yes"]).code(2);
    assert!(outcome.stderr.contains("line 3, tenantId: is empty"), "{outcome}");
    assert!(outcome.stderr.contains("has 1 problem, nothing was sent"), "{outcome}");
    // Of several files, one without the column is no different.
    let one = sandbox.file("one.csv", "loginId,tenantId,roleNames\nalice@example.com,acme,admin\n");
    let other = sandbox.file("other.csv", "loginId,roleNames\nbob@example.com,admin\n");
    for files in [[&one, &other], [&other, &one]] {
        let words = [&["user", "batch-run", "add-role"][..], &files.map(String::as_str), &["--yes"]].concat();
        let outcome = sandbox.run(&words).code(2);
        assert!(
            outcome.stderr.contains("other.csv` line 2, tenantId: is not given, though other rows"),
            "{outcome}"
        );
    }
    assert_eq!(user(&sandbox, "bob@example.com")["roleNames"], json!([]));
    sandbox.run(&["user", "batch-run", "add-role", &other, "--yes"]).success();
}

#[test]
fn a_password_that_was_not_set_is_reported_as_that() {
    let sandbox = project();
    let report = sandbox.path("r.jsonl").display().to_string();
    let flags = ["--on-exists", "update", "--report", &report];
    let outcome = create(&sandbox, "29-password-of-existing.csv", &flags).success();
    assert!(outcome.to_string().contains("not set"), "{outcome}");
    let row: Value = serde_json::from_str(&std::fs::read_to_string(&report).unwrap()).unwrap();
    let reason = row["reason"].as_str().unwrap();
    assert!(reason.contains("password") && !reason.contains("as the row says"), "{row}");
}

/// A mark before every text, as Auth0 writes it.
const MARKED: &str = "user_id,email,email_verified,name\n\"'auth0|1\",\"'ann@example.com\",true,\"'Ann 'A' Example\"\n\
                      \"'auth0|2\",\"'bob@example.com\",false,\n";

#[test]
fn a_mark_before_every_text_is_no_part_of_it() {
    let sandbox = project();
    let file = sandbox.file("marked.csv", MARKED);
    let flags = ["--map", "email=loginId,email", "--ignore-unknown"];
    let outcome = sandbox.run(&[&["user", "batch-create", &file][..], &flags].concat()).success();
    assert!(outcome.stderr.contains("texts behind a mark `'`"), "{outcome}");
    assert_eq!(user(&sandbox, "ann@example.com")["name"], json!("Ann 'A' Example"));
    // A text that begins with it by itself keeps it.
    let file = sandbox.file("plain.csv", "loginId,email,name\n'x,x@example.com,'Neil\n");
    sandbox.run(&["user", "batch-create", &file]).success();
    assert_eq!(user(&sandbox, "'x")["name"], json!("'Neil"));
}

#[test]
fn attributes_of_json_that_do_not_exist_are_known_before_sending() {
    let sandbox = project();
    let user = |number: u8, attributes: Value| {
        let name = format!("u{number}@example.com");
        json!({"loginId": name, "email": name, "customAttributes": attributes}).to_string()
    };
    let rows = [user(1, json!({"plan": "pro"})), user(2, json!({"plann": 1})), user(3, json!({"plann": 2}))];
    let file = sandbox.file("users.jsonl", rows.join("\n"));
    let before = count(&sandbox);
    let outcome = sandbox.run(&["user", "batch-create", &file]).code(2);
    let said = "line 2, customAttributes.plann: the project has no attribute `plann`, the nearest is `plan` (2 rows)";
    assert!(outcome.stderr.contains(said), "{outcome}");
    assert!(outcome.stderr.contains("attribute create plann:number` makes it"), "{outcome}");
    assert_eq!(count(&sandbox), before);
    let flags = ["--create-missing", "attributes"];
    sandbox.run(&[&["user", "batch-create", &file][..], &flags].concat()).success();
    assert_eq!(count(&sandbox), before + 3);
}

/// A file, by the name that it has in the home.
fn relative<'n>(sandbox: &Sandbox, name: &'n str, content: impl AsRef<[u8]>) -> &'n str {
    sandbox.file(name, content);
    name
}

#[test]
fn several_files_are_one_run() {
    let sandbox = project();
    let one = relative(&sandbox, "users-1.json", r#"[{"loginId": "a", "email": "a@example.com"}]"#);
    let two = relative(
        &sandbox,
        "users-2.json",
        "[\n{\"loginId\": \"b\", \"email\": \"b@example.com\"},\n{\"loginId\": \"c\"}]",
    );
    let words = ["user", "batch-create", one, two];
    let outcome = sandbox.run(&words).code(2);
    assert!(outcome.stderr.contains(&format!("`{two}` line 3: has neither")), "{outcome}");
    assert!(outcome.stderr.contains("the 2 files have 1 problem, nothing was sent"), "{outcome}");
    let again = relative(&sandbox, "users-3.json", r#"[{"loginId": "a", "email": "A@example.com"}]"#);
    let outcome = sandbox.run(&["user", "batch-create", one, again]).code(2);
    assert!(outcome.stderr.contains(&format!("`a` stands in line 1 of `{one}` already")), "{outcome}");
    let three = relative(&sandbox, "users.csv", "loginId,email\nc,c@example.com\nbob@example.com,nobody\n");
    let outcome = sandbox.run(&["user", "batch-create", one, three, "--failures", "failed.csv"]).code(2);
    assert!(outcome.stderr.contains("`--failures` writes rows of one form only"), "{outcome}");
    let three = relative(&sandbox, "users.csv", "loginId,email\nc,c@example.com\nd,d@example.com\n");
    let report = sandbox.path("r.jsonl").display().to_string();
    let outcome = sandbox.run(&["user", "batch-create", one, three, "--report", &report, "-o", "json"]);
    assert_eq!(outcome.success().json()["created"], json!(3));
    let report = std::fs::read_to_string(&report).unwrap();
    let rows = report.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let places: Vec<(Value, Value)> = rows.map(|row| (row["file"].clone(), row["line"].clone())).collect();
    assert_eq!(places, [(json!(one), json!(1)), (json!(three), json!(2)), (json!(three), json!(3))]);
    // The same files are the same job.
    let outcome = sandbox.run(&["job", "list", "-o", "json"]).success();
    assert!(outcome.stdout.contains("users-1.json") && outcome.stdout.contains("users.csv"), "{outcome}");
}

/// A project with what users need, but without users.
fn project_without_users() -> Sandbox {
    let sandbox = Sandbox::local();
    let mut seed: Value = serde_json::from_str(include_str!("cases/seed.json")).unwrap();
    seed["users"] = json!([]);
    sandbox.file("empty.json", seed.to_string());
    sandbox.run(&["emulator", "seed", "empty.json"]).success();
    sandbox
}

#[test]
fn what_this_program_writes_goes_into_every_batch() {
    for (command, form) in [("load", "csv"), ("load", "json"), ("load", "jsonl")]
        .into_iter()
        .chain(["csv", "json", "jsonl"].map(|form| ("search", form)))
        .chain([("export", "csv"), ("export", "jsonl")])
    {
        let sandbox = project();
        let name = format!("users.{form}");
        let (words, users): (&[&str], usize) = match command {
            "load" => (&["user", "load", "alice@example.com", "-o", form], 1),
            "search" => (&["user", "search", "--all", "-o", form], 2),
            _ => (&["user", "export", &name], 2),
        };
        let written = sandbox.run(words).success().stdout;
        if command != "export" {
            sandbox.file(&name, written);
        }
        let text = std::fs::read(sandbox.path(&name)).unwrap();
        let run = |sandbox: &Sandbox, words: &[&str], what: &str| {
            let outcome = sandbox.run(&[words, &[&name, "--yes", "-o", "json"]].concat()).success();
            assert_eq!(outcome.json()[what], json!(users), "{command} {words:?} {name}\n{outcome}");
            outcome
        };
        let elsewhere = project_without_users();
        elsewhere.file(&name, text);
        run(&elsewhere, &["user", "batch-create"], "created");
        assert_eq!(user(&elsewhere, "alice@example.com")["userTenants"][0]["roleNames"], json!(["viewer"]));
        run(&sandbox, &["user", "batch-create"], "skipped");
        run(&sandbox, &["user", "batch-patch"], "read");
        run(&sandbox, &["user", "batch-run", "disable"], "updated");
        let add = ["user", "batch-run", "add-role", "--set", "roleNames=viewer"];
        let outcome = run(&sandbox, &add, "updated");
        assert!(outcome.stderr.contains("passed over what this command does not take"), "{outcome}");
        assert_eq!(user(&sandbox, "alice@example.com")["roleNames"], json!(["viewer"]));
        let before = count(&sandbox);
        run(&sandbox, &["user", "batch-delete"], "deleted");
        assert_eq!(count(&sandbox), before - users);
    }
}

#[test]
fn what_a_search_prints_is_piped_into_a_patch() {
    let sandbox = project();
    let users = sandbox.run(&["user", "search", "--all", "-o", "jsonl"]).success().stdout;
    let words = ["user", "batch-patch", "-", "-o", "json"];
    let outcome = sandbox.run_with_input(&words, &users.replace("\"Bob\"", "\"Robert\"")).success();
    // Alice stays as she was.
    assert_eq!((&outcome.json()["updated"], &outcome.json()["skipped"]), (&json!(1), &json!(1)), "{outcome}");
    assert_eq!(user(&sandbox, "bob@example.com")["name"], json!("Robert"));
}

#[test]
fn a_deletion_reads_files_as_the_other_batches_do() {
    let sandbox = project();
    sandbox.file("leavers.csv", b"Stra\xdfe;Wer\nx;bob@example.com\n");
    let flags = ["--encoding", "windows-1252", "--map", "Wer=loginId", "--map", "Straße="];
    let words = ["user", "batch-delete", "leavers.csv", "--dry-run"];
    let outcome = sandbox.run(&[&words[..], &flags].concat()).success();
    assert!(outcome.to_string().contains("1 user") || outcome.stderr.contains('1'), "{outcome}");
    sandbox.file("a.txt", "alice@example.com\n");
    sandbox.file("b.txt", "bob@example.com\n");
    let outcome = sandbox.run(&["user", "batch-delete", "a.txt", "b.txt", "--yes", "-o", "json"]).success();
    assert_eq!(outcome.json()["deleted"], json!(2));
    let outcome = sandbox.run(&["user", "batch-delete", "--where", "status=disabled", "--map", "a=loginId"]);
    assert!(outcome.code == 2 && outcome.stderr.contains("cannot be used with"), "{outcome}");
}
