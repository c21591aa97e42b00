//! Hints are pasted as they are printed, with what stands for a value filled in, and each leads on: a command that is
//! named goes through, and a flag that is named ends the failure that it was printed for. A hint in the source that no
//! case prints makes the test fail.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use regex::Regex;

use crate::{
    every_command::{job, prepared},
    misuse::{against, server},
    support::{
        Gateway, Recorded, Sandbox,
        emulator::KEY,
        gateway::{Canned, DELETE, Fate, LOAD},
    },
};

/// A line that prints hints, and what is needed to paste them.
#[derive(Clone, Default)]
struct Case {
    line: String,
    /// What stands in the hints for a value, and the value.
    fills: Vec<(&'static str, &'static str)>,
    /// What goes from the line where a hint names something to take its place.
    without: &'static str,
    /// Flags of which a hint only speaks.
    mentions: &'static [&'static str],
    /// What is typed.
    input: &'static str,
    /// Whether it is about the place of the home, so that a copy will not do.
    in_place: bool,
    /// The exit codes of a command that leads on; 0 where none are stated.
    codes: &'static [i32],
}

fn on(line: &str) -> Case {
    Case { line: line.to_owned(), codes: &[0], ..Case::default() }
}

impl Case {
    fn fill(mut self, placeholder: &'static str, value: &'static str) -> Self {
        self.fills.push((placeholder, value));
        self
    }

    fn without(self, words: &'static str) -> Self {
        Self { without: words, ..self }
    }

    fn mentions(self, mentions: &'static [&'static str]) -> Self {
        Self { mentions, ..self }
    }

    fn input(self, input: &'static str) -> Self {
        Self { input, ..self }
    }

    fn in_place(self) -> Self {
        Self { in_place: true, ..self }
    }

    fn codes(self, codes: &'static [i32]) -> Self {
        Self { codes, ..self }
    }
}

/// The example data, with files of many kinds.
fn seeded() -> (Sandbox, Vec<Case>) {
    let sandbox = prepared(Sandbox::seeded());
    for (name, text) in [
        ("two-unknown.csv", "loginId,email,Team,Desk\na,a@example.com,x,7\n"),
        ("one-unknown.csv", "loginId,email,it's a team\na,a@example.com,x\n"),
        ("no-header.csv", "dana@example.com,Dana,Sup3rS3cret!pw\neli@example.com,Eli,0therS3cret!pw\n"),
        ("twice.csv", "Email\nann@example.com\n"),
        ("mail-only.csv", "email,name\nann@example.com,Ann\n"),
        ("no-id.csv", "name,phone\nAnn,+15551234567\n"),
        ("no-role.csv", "loginId\nbob\n"),
        ("no-contact.csv", "loginId,name\nann@example.com,Ann\n"),
        ("no-contact.jsonl", "{\"loginId\": \"ann@example.com\"}\n"),
        ("attribute.csv", "loginId,email,customAttributes.shoe\na,a@example.com,7\n"),
        ("titled.csv", "loginId,email,Shoe\na,a@example.com,7\n"),
        ("keys.json", r#"[{"loginId": "a", "email": "a@example.com", "Team": 1}]"#),
        ("lists.csv", "loginId,email,roleNames\na,a@example.com,\"admin,viewer\"\n"),
        (
            "mixed.jsonl",
            "{\"loginId\":\"a\",\"email\":\"a@example.com\",\"customAttributes\":{\"m\":1}}\n{\"loginId\":\"b\",\"email\":\"b@example.com\",\"customAttributes\":{\"m\":\"x\"}}\n",
        ),
        ("mail-role.csv", "E-Mail,roleNames\nalice@example.com,viewer\n"),
        ("page.json", r#"{"users": [{"loginId": "a", "email": "a@example.com"}], "next": "x"}"#),
        (
            "no-hashes.ndjson",
            "{\"_id\":{\"$oid\":\"0\"},\"email\":\"nobody@example.com\",\"passwordHash\":\"$2b$10$abcdefghijklmnopqrstuuWQ1XgPpTzZbVeA1e9yqjQyJd5sCkD7S\"}\n",
        ),
        ("a-list.json", r#"{"result":{"rows":[{"who":"a"}]}}"#),
        ("two-lists.json", r#"{"admins":[{"email":"a@example.com"}],"members":[{"email":"b@example.com"}]}"#),
        (
            "by-key.json",
            r#"{"users": {"u1": {"loginId": "a", "email": "a@example.com"}, "u2": {"loginId": "b", "email": "b@example.com"}}}"#,
        ),
        ("one-word.csv", "ann,user\nbob,admin\n"),
        ("titles.csv", "Staff,as of,2026\nloginId,email,name\na,a@example.com,Ann\n"),
        ("empty.csv", ""),
        ("names.csv", "name\nAlice\n"),
        ("same-field.csv", "SamAccountName,UserPrincipalName,email\na,b,a@example.com\n"),
        ("nameless.csv", "loginId,email,\na,a@example.com,x\n"),
        ("values.csv", "alice@example.com\nbob\n"),
        ("half-wrong.csv", "loginId,email,roleNames\na,a@example.com,\nb,b@example.com,nosuch\n"),
        ("takes.csv", "loginId,roleNames\nalice@example.com,viewer\n"),
        ("status.csv", "loginId,email,Status\na,a@example.com,gone\n"),
        ("many.txt", "alice@example.com\nbob\n"),
        (
            "had.jsonl",
            "{\"loginIds\":[\"had@example.com\"],\"email\":\"had@example.com\",\"password\":true}\n",
        ),
        (
            "lacks.jsonl",
            "{\"loginIds\":[\"gone@example.com\"],\"email\":\"gone@example.com\",\"roleNames\":[\"gone\"],\"customAttributes\":{\"gone\":\"x\"},\"userTenants\":[{\"tenantId\":\"gone\"}]}\n",
        ),
        ("no-such-role.csv", "loginId,email,roleNames\nbob,bob@example.com,helpdesk\n"),
        ("no-such-tenant.csv", "loginId,tenantId\nbob,initech\n"),
        ("no.pem", "no certificate\n"),
        ("bad.toml", "[profiles.x]\nkey = 1\n"),
    ] {
        sandbox.file(name, text);
    }
    sandbox.file("latin.csv", b"loginId,email,name\na,a@example.com,J\xfcrgen\n");
    sandbox.file("mac.csv", b"loginId,email,name\na,a@example.com,J\x9arg M\x9fller\n");
    sandbox.file("japanese.csv", b"loginId,email,name\na,a@example.com,\x8eR\x93c\n");
    let cover: &[&[(&str, &str)]] = &[&[("text", "Staff")], &[("text", "of ours")]];
    let staff: &[&[(&str, &str)]] =
        &[&[("text", "loginId"), ("text", "email")], &[("text", "a"), ("text", "a@example.com")]];
    let book = crate::reading::workbook_of(&[("Cover", false, cover), ("Our staff", false, staff)]);
    sandbox.file("cover.xlsx", book);
    for source in ["auth0", "firebase", "workos"] {
        for entry in fs::read_dir(Path::new("tests/it/sources").join(source)).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{source}-{}", path.file_name().unwrap().to_str().unwrap());
            sandbox.file(&name, fs::read(&path).unwrap());
        }
    }
    let numbers = || (0..11).map(|number| format!("n{number}@example.com"));
    sandbox.file("eleven.txt", numbers().collect::<Vec<_>>().join("\n"));
    let rows: String = numbers().map(|name| format!("{name},{name}\n")).collect();
    sandbox.file("eleven.csv", format!("loginId,email\n{rows}"));
    sandbox.run(&["user", "batch-create", "eleven.csv"]).success();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let taken_port = taken.local_addr().unwrap().to_string();
    std::mem::forget(taken);
    let long = format!("user search -q '{}'", ".".repeat(70_000));
    let cases = vec![
        on("user batch-create two-unknown.csv").fill("COLUMN=FIELD", "Team=name").fill("COLUMN=", "Team="),
        on("user batch-create one-unknown.csv").fill("=FIELD", "=name"),
        on("user batch-create no-header.csv")
            .fill("FIELD,FIELD,FIELD", "loginId,name,password")
            .mentions(&["--skip-lines COUNT"]),
        on("user batch-create titles.csv").fill("FIELD,FIELD,FIELD", "loginId,email,name").fill("COUNT", "1"),
        on("user batch-create two-lists.json"),
        on("user batch-create by-key.json"),
        on("user batch-delete one-word.csv --dry-run")
            .fill("COLUMN=FIELD", "user=loginId")
            .fill("FIELD,FIELD", "name,loginId")
            .fill("COUNT", "1")
            .mentions(&["--skip-lines 1"]),
        on("user batch-create a-list.json").fill("NAME=FIELD", "result="),
        on("user batch-create cover.xlsx").fill("FIELD", "loginId").fill("COUNT", "1"),
        on("user batch-create auth0-export.json --from okta").codes(&[0, 2]).without("--from okta"),
        on("user batch-create users.csv --from okta").mentions(&["--from", "--map", "--transform"]),
        on("user batch-create no-such-role.csv --online --on-exists update"),
        on("user batch-patch no-such-role.csv --online"),
        on("user batch-run add-tenant no-such-tenant.csv --online"),
        on("user batch-delete empty.csv").without("empty.csv").fill("FILTER", "status=invited"),
        on("role delete xyz --yes"),
        on("user batch-create mail-only.csv"),
        on("user batch-create no-id.csv").fill("COLUMN", "phone"),
        on("user batch-run add-role no-role.csv").fill("COLUMN", "loginId").fill("VALUE", "viewer"),
        on("user batch-create no-contact.csv"),
        on("user batch-create mac.csv").mentions(&["--dry-run"]),
        on("user batch-create latin.csv").mentions(&["--dry-run"]),
        on("user batch-create japanese.csv").fill("NAME", "shift_jis").mentions(&["--dry-run"]),
        on("user batch-create attribute.csv"),
        on("user batch-create titled.csv --map Shoe=customAttributes.shoe")
            .without("--map Shoe=customAttributes.shoe"),
        on("user batch-create keys.json").fill("NAME=FIELD", "Team=name"),
        on("user batch-create lists.csv"),
        on("user batch-create mixed.jsonl --create-missing attributes"),
        on("user batch-create twice.csv --map Email=loginId --map Email=email")
            .without("--map Email=loginId --map Email=email"),
        on("user batch-create mail-only.csv --map name=nosuch --map email=loginId,email"),
        on("user batch-create users.csv --set password=x"),
        on("user batch-create empty.csv"),
        on("user batch-create users.csv --dry-run"),
        on("user batch-create workos-export.csv --from workos"),
        on("user batch-create auth0-export.json").codes(&[0, 2]),
        on("user batch-create firebase-export.json --from firebase --create-missing attributes --dry-run")
            .fill("FILE", "firebase-parameters.txt"),
        on("user batch-create auth0.json --from okta --join auth0-hashes.ndjson --dry-run")
            .without("--from okta")
            .mentions(&["--join"]),
        on("user batch-run add-role mail-role.csv"),
        on("user batch-create page.json").mentions(&[]),
        on("user batch-create auth0-export.json --from auth0 --join no-hashes.ndjson --dry-run")
            .mentions(&["--join"]),
        on("user batch-create half-wrong.csv --leave-out roles").without("--leave-out roles"),
        on(
            "user batch-create auth0.json --from auth0 --legacy-id none --id-map ids.csv --create-missing attributes",
        ),
        on("user batch-delete names.csv --dry-run"),
        on("user batch-delete values.csv --dry-run --format csv")
            .without("--format csv")
            .mentions(&["--skip-lines COUNT"]),
        on("user batch-create same-field.csv"),
        on("user batch-create nameless.csv"),
        on("user batch-create nameless.csv --ignore-unknown --set loginId=b"),
        on("user batch-delete eleven.txt"),
        on("user batch-delete --where with-test-users --dry-run"),
        on("user batch-delete --where = --dry-run"),
        on("user batch-create status.csv"),
        on("user batch-create half-wrong.csv").fill("FILE", "failed.csv"),
        on("user batch-create half-wrong.csv --failures failed.csv").mentions(&["--failures"]),
        on("user batch-patch takes.csv --yes"),
        on("user patch alice@example.com --role viewer --yes"),
        on("user delete bob"),
        on("user delete bob --yes"),
        on("user restore had.jsonl").fill("USER", "had@example.com --generate"),
        on("user restore lacks.jsonl"),
        on("user restore --last").fill("FILE", "had.jsonl"),
        on("user update alice@example.com --email alice@example.com"),
        on("user remove-app alice@example.com crm"),
        on("user export users.out"),
        on("user import auth0.json --source auth0"),
        on("user import auth0.json --from auth0 --dry-run"),
        on("user batch-delete leavers.txt"),
        on("user batch-delete --where status=enabled --backup users.csv/x --yes")
            .without("--backup users.csv/x")
            .fill("FILE", "backup.jsonl"),
        on("user batch-delete --where profile=x --dry-run"),
        on("user batch-delete --where statu=enabled --dry-run"),
        on("user batch-delete --where profile --dry-run"),
        on("user batch-run set-roles many.txt --set roleNames=viewer"),
        on("user search -o csv -q .").without("-q ."),
        on("user search --columns zzz").without("--columns zzz"),
        on("user search --columns emial"),
        on("user search -o yaml --columns email").without("--columns email").mentions(&["--query"]),
        on("user search -o ids -q .").without("-o ids -q ."),
        on("api GET /v1/mgmt/tenant/all -o ids").without("-o ids"),
        on(&long).without("-q"),
        on("user load nobody").fill("TEXT", "alice"),
        on("user search --project-id P2abc").fill("NAME", "prod"),
        on("job show nosuch"),
        on("job resume nosuch"),
        on("help user creat"),
        on("help zzz"),
        on("profile add prod --project-id P2abc --key-env KEY"),
        on("profile add staging --key-env KEY").fill("P…", "P2abc"),
        on("profile add staging --project-id P2abc --key-env KEY"),
        on("profile set prod"),
        on("user create alice@example.com --email alice@example.com")
            .fill("patch alice@example.com", "patch alice@example.com --name Alice"),
        on("user create x@example.com --email x@example.com --role veiwer"),
        on("user create x@example.com --email x@example.com --tenant amce"),
        on("user create x@example.com --email x@example.com --attribute seats=5"),
        on("user create x@example.com").fill("ADDRESS", "x@example.com").fill("NUMBER", "+15551234567"),
        on("user add-role bob veiwer"),
        on("user add-tenant bob amce"),
        on("user patch bob"),
        on("user patch bob --attribute paln=pro"),
        on("user update-email bob alice@example.com"),
        on("profile use local"),
        on("profile remove prod --yes").fill("NAME", "local"),
        on("profile show nosuch").fill("NAME --project-id P…", "nosuch --project-id P2abc --key-env KEY"),
        on("profile show prd"),
        on("emulator start --listen 0.0.0.0:0 --db :memory:").without("--listen 0.0.0.0:0"),
        on(&format!("emulator start --listen {taken_port} --db :memory:")).without("--listen"),
        on("emulator status --db first.csv").without("--db first.csv").fill("`--db`", "`--db there.db`"),
        on("user search --base-url ftp://x").without("--base-url ftp://x"),
        on("user search --base-url nowhere").without("--base-url nowhere"),
    ];
    (sandbox, cases)
}

/// Configurations in which something is missing.
/// A machine on which a user was deleted.
fn deleted() -> (Sandbox, Vec<Case>) {
    let sandbox = Sandbox::seeded();
    sandbox.run(&["user", "delete", "bob", "--yes"]).success();
    sandbox.file("had.jsonl", "{\"loginIds\":[\"had@example.com\"],\"email\":\"had@example.com\"}\n");
    let cases = ["bob", "had.jsonl --only bob", "had.jsonl --only nobody", "--only nobody"];
    (sandbox, cases.map(|what| on(&format!("user restore {what}"))).to_vec())
}

fn configured(text: &str, cases: Vec<Case>) -> (Sandbox, Vec<Case>) {
    let sandbox = Sandbox::empty().with("DESCOPECTL_CONFIG", "config.toml").with("KEY2", "Kexample");
    sandbox.file("config.toml", text);
    sandbox.file("key.txt", "Kexample\n");
    fs::create_dir(sandbox.path("keys")).unwrap();
    sandbox.file("keys/new", "Kexample\n");
    (sandbox, cases)
}

const PROD: &str = "[profiles.prod]\nproject_id = \"P2abc\"\nmanagement_key = { env = \"KEY\" }\nbase_url = \"http://127.0.0.1:1\"\n";

fn configurations() -> Vec<(Sandbox, Vec<Case>)> {
    let nothing = vec![
        on("user search").fill("NAME --project-id P…", "NAME --project-id P2abc --key-env KEY"),
        on("profile show").fill("NAME", "local"),
        on("--config new.toml doctor")
            .fill("NAME --project-id P…", "NAME --project-id P2abc --key-env KEY")
            .codes(&[0, 6]),
        on("--config new.toml user search")
            .fill("NAME --project-id P…", "NAME --project-id P2abc --key-env KEY"),
    ];
    let mut all = vec![(Sandbox::empty(), nothing)];
    let keys = vec![
        on("profile add new --project-id P2abc --key-stdin")
            .input("Kexample\n")
            .without("--key-stdin")
            .fill("FILE", "key.txt"),
    ];
    all.push(configured(PROD, keys));
    let other = vec![
        on("profile set prod --key-stdin").input("Kexample\n").without("--key-stdin").fill("FILE", "key.txt"),
    ];
    let (sandbox, cases) = configured(PROD, other);
    sandbox.file("keys/prod", "Kexample\n");
    all.push((sandbox, cases));
    let chosen = |name: &str| format!("default_profile = \"{name}\"\n{PROD}");
    all.push(configured(PROD, vec![on("user search").fill("NAME", "prod")]));
    all.push(configured(&chosen("gone"), vec![on("user search").fill("NAME", "prod")]));
    all.push(configured(&chosen("prod"), vec![on("user search")]));
    all.push(configured(
        &(chosen("prod") + "protected = true\n"),
        vec![on("user create dora --email dora@example.com").mentions(&["--confirm-project"])],
    ));
    let half = "default_profile = \"half\"\n[profiles.half]\nmanagement_key = { env = \"KEY2\" }\n";
    all.push(configured(half, vec![on("user search").fill("P…", "P2abc --key-env KEY2")]));
    let (sandbox, cases) = configured(&chosen("prod").replace("KEY", "KEY2"), vec![on("user search")]);
    all.push((sandbox.with("DESCOPE_PROJECT_ID", "P2other"), cases));
    let certificates = chosen("prod").replace("KEY", "KEY2") + "ca_bundle = \"key.txt\"\n";
    all.push(configured(&certificates, vec![on("user search")]));
    for wrong in [
        "default_profil = \"x\"\n",
        "project_id = \"P2abc\"\n",
        "nosuch = 1\n",
        "[profiles.prod]\nproject_id = \"P2abc\"\nmanagement_key = 1\n",
        "[profiles.prod]\nproject_id = \"P2abc\"\nmanagement_key = { nosuch = \"x\" }\n",
        "[profiles.prod]\noutput = \"xml\"\n",
    ] {
        all.push(configured(wrong, vec![on("user search")]));
    }
    all
}

const CUT: &str = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{";
const PAGE: &str = "HTTP/1.1 502 Bad Gateway\r\nconnection: close\r\ncontent-length: 3\r\n\r\n<a>";
const NO_USER: &str = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}";
const REFUSED: &str = "HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 3\r\n\r\n<a>";

/// Servers and gateways that misbehave.
fn servers() -> Vec<(Sandbox, Vec<Case>)> {
    let look = || on("user load bob").codes(&[0, 4, 8]);
    let mut all: Vec<_> = [CUT, PAGE, NO_USER, REFUSED]
        .map(|answer| (against(&server(answer)), vec![look(), on("user edit bob").codes(&[0, 8])]))
        .into();
    let gateway = Gateway::start();
    gateway.make(&[serde_json::json!({"loginId": "bob", "email": "bob@example.com"})]);
    gateway.script(|seen| match (seen.path.as_str(), seen.nth) {
        (LOAD, 1) => Fate::refuse(Canned::rate_limited("2")),
        _ => Fate::pass(),
    });
    all.push((gateway.sandbox.copied(), vec![on("user load bob --max-wait 1s").without("--max-wait 1s")]));
    std::mem::forget(gateway);
    let gateway = Gateway::start();
    gateway.make(&[serde_json::json!({"loginId": "bob", "email": "bob@example.com"})]);
    gateway.script(|_| Fate::pass().later(Duration::from_millis(1500)));
    gateway.sandbox.file("list.txt", "bob\n");
    let late = on("user batch-delete list.txt --deadline 1s --yes").without("--deadline 1s");
    let slow = on("user load bob --timeout 1s").without("--timeout 1s");
    all.push((gateway.sandbox.copied(), vec![late, slow]));
    std::mem::forget(gateway);
    all
}

/// Jobs that did not end well.
fn jobs() -> Vec<(Sandbox, Vec<Case>)> {
    let half_wrong = "loginId,email,roleNames\na,a@example.com,\nb,b@example.com,nosuch\n";
    let create = "user batch-create rows.csv";
    let words: Vec<&str> = create.split(' ').collect();
    // One whose journal is damaged.
    let damaged = Sandbox::seeded();
    damaged.file("rows.csv", half_wrong);
    damaged.run(&words).code(3);
    let id = job(&damaged);
    fs::write(damaged.path(&format!("state/descopectl/jobs/{id}.jsonl")), "damaged\n").unwrap();
    // One that stopped early, and whose file is another one by now.
    let changed = Sandbox::seeded();
    let rows = |role: &str| -> String {
        let of =
            |number| format!("r{number},r{number}@example.com,{}\n", if number == 0 { role } else { "" });
        std::iter::once("loginId,email,roleNames\n".to_owned()).chain((0..300).map(of)).collect()
    };
    changed.file("rows.csv", rows("nosuch"));
    let early = format!("{create} --max-failures 0 --in-flight 1");
    let again = changed.copied();
    changed.run(&early.split(' ').collect::<Vec<_>>()).code(3);
    changed.file("rows.csv", rows("gone"));
    // One of stdin.
    let piped = Sandbox::seeded();
    piped.run_with_input(&["user", "batch-create", "-"], half_wrong).code(3);
    let of_stdin = on(&format!("job resume {}", job(&piped))).input(half_wrong).codes(&[3]);
    // One of another project.
    let (one, other) = (Recorded::start(), Recorded::start());
    let moved = Sandbox::empty().with("DESCOPECTL_CONFIG", "config.toml").with("KEY2", KEY);
    moved.file("rows.csv", half_wrong);
    let project = descopectl::emulator::LOCAL_PROJECT_ID;
    let profile = |name: &str, emulator: &Recorded| {
        let url = emulator.base_url();
        format!(
            "[profiles.{name}]\nproject_id = \"{project}\"\nbase_url = \"{url}\"\n\
             management_key = {{ env = \"KEY2\" }}\n"
        )
    };
    let profiles = profile("first", &one) + &profile("second", &other);
    moved.file("config.toml", format!("default_profile = \"first\"\n{profiles}"));
    moved.run(&words).code(3);
    moved.file("config.toml", format!("default_profile = \"second\"\n{profiles}"));
    let elsewhere = on(&format!("job resume {}", job(&moved))).fill("NAME", "first");
    // A deletion that stopped, and whose journal has lost its users.
    let mut gateway = Gateway::start();
    gateway.make(&[serde_json::json!({"loginId": "gone", "email": "gone@example.com"})]);
    gateway.script(|seen| match seen.path.as_str() {
        DELETE => Fate::refuse(Canned::page(403)),
        _ => Fate::pass(),
    });
    gateway.sandbox.file("list.txt", "gone\n");
    let delete = "user batch-delete list.txt --yes --rate off";
    gateway.sandbox.run(&delete.split(' ').collect::<Vec<_>>()).code(4);
    gateway.pass_all();
    let journal = crate::truth::journal::journal(&gateway.sandbox);
    let kept: String = fs::read_to_string(&journal)
        .unwrap()
        .split_inclusive('\n')
        .filter(|line| !line.contains("\"users\""))
        .collect();
    fs::write(&journal, kept).unwrap();
    let without_users = std::mem::replace(&mut gateway.sandbox, Sandbox::empty());
    let all = vec![
        (damaged, vec![on(create), on(&format!("job show {id}")).mentions(&["--restart"])]),
        (
            again,
            vec![
                on(&early).codes(&[3]).fill("FILE", "failed.csv"),
                on(&format!("{early} --restart")).codes(&[3]).without("--restart").fill("FILE", "failed.csv"),
            ],
        ),
        (changed, vec![on(create).in_place()]),
        (piped, vec![of_stdin]),
        (moved, vec![elsewhere]),
        (without_users, vec![on(delete).in_place()]),
    ];
    std::mem::forget((one, other, gateway));
    all
}

/// Hints whose circumstances only a test elsewhere makes, with its file and name: a lock that somebody holds, a terminal.
const ELSEWHERE: &[(&str, &str, &str)] = &[
    (
        "end the program that holds it, or go without pacing with `--rate off`",
        "replies.rs",
        "a_log_of_requests_that_another_program_locks_is_named",
    ),
    ("give what is missing on the command line: see `--help`", "terminal.rs", "a_question_can_be_left"),
];

/// Hints that are put together before they are given: the texts as the source has them, by file.
const PUT_TOGETHER: &[(&str, &[&str])] = &[
    ("api/client.rs", &["allow more time, such as `--timeout 2m`"]),
    (
        "api/failure.rs",
        &[
            "`descopectl profile explain` shows where it comes from",
            "`descopectl profile explain` shows where they come from",
            "or let it wait with `--max-wait {seconds}`",
        ],
    ),
    ("api/limit.rs", &[]),
    ("api/reply.rs", &[]),
    (
        "bulk/input/headings.rs",
        &[
            "`--map 'COLUMN={name}'` reads a column as it",
            "`--set '{name}=VALUE'` gives it to every row",
            "`--map {}` leaves the column out",
            "`{}` reads `{}` alone",
        ],
    ),
    ("bulk/input/other_file.rs", &[]),
    ("bulk/input/source.rs", &[]),
    (
        "commands/batch.rs",
        &["the first line names the columns: `descopectl {command} --template` prints one"],
    ),
    ("commands/user/search.rs", &[]),
    ("bulk/run/journal/writer.rs", &[]),
    (
        "commands/batch/inputs.rs",
        &[
            "`descopectl attribute create {}` makes {them}",
            "`--online` divides lists at commas where all items are {noun}s",
        ],
    ),
    (
        "commands/batch/job.rs",
        &[
            "`descopectl job resume {}` resumes the job where this run ended",
            "run the same command again, or `descopectl job resume {}`: it resumes where this run ended",
        ],
    ),
    ("commands/call.rs", &[]),
    (
        "commands/doctor.rs",
        &["make it with `descopectl profile add NAME --project-id P…`, or name another one"],
    ),
    ("commands/job.rs", &[]),
    ("commands/user/remove.rs", &[]),
    ("commands/user/restore.rs", &[]),
    ("local.rs", &["name another file with `--db`"]),
    ("profile/decode.rs", &[]),
    ("run.rs", &[]),
    ("settings.rs", &[]),
];

/// Texts that stand in other files than those that give them as hints.
const FROM_ELSEWHERE: &[(&str, &str)] = &[
    (
        "commands/user/remove.rs",
        "it lists users: one login ID or user ID a line; `--where FILTER` in its place finds users",
    ),
    ("bulk/input/workbook.rs", "`--sheet {}` reads another sheet than `{}`"),
    ("bulk/input/source.rs", "`--list {}` reads the objects of"),
    ("bulk/input/source.rs", "`--skip-lines {lines}` takes line {} for the header"),
    ("bulk/input/schema.rs", "`--ignore-unknown` leaves out what stands in columns without a name"),
    (
        "bulk/input/schema.rs",
        "`--ignore-unknown` leaves out what no field takes, `--map 'NAME=FIELD'` reads it as a field",
    ),
    ("commands/batch/missing.rs", "`descopectl {kind} create {}` makes what the project lacks"),
    (
        "commands/batch/missing.rs",
        "`descopectl tenant create {id} --id {id}` makes a tenant that the project lacks",
    ),
];

/// The hints in what was said.
fn hints(stderr: &str) -> Vec<String> {
    stderr.lines().filter_map(|line| line.trim_start().strip_prefix("hint: ")).map(str::to_owned).collect()
}

/// What stands in backticks. Those inside of a quoted word belong to it.
fn pieces(hint: &str) -> Vec<String> {
    hint.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn is_pastable(piece: &str) -> bool {
    Regex::new("^(--?[a-z]|descopectl )").unwrap().is_match(piece)
}

fn error_of(stderr: &str) -> Option<&str> {
    stderr.lines().find(|line| line.starts_with("error: "))
}

/// The words of a line without some, each with its value where only the flag is named.
fn without(words: &[String], out: &str) -> Vec<String> {
    let out = shlex::split(out).unwrap();
    if out.is_empty() {
        return words.to_vec();
    }
    let Some(at) = words.windows(out.len()).position(|some| some == out) else { return words.to_vec() };
    let has_value = out.len() == 1 && words.get(at + 1).is_some_and(|word| !word.starts_with('-'));
    let end = at + out.len() + usize::from(has_value && out[0] != "--restart" && out[0] != "--key-stdin");
    [&words[..at], &words[end..]].concat()
}

/// Pastes all that a line hints at; returns the hints.
fn paste_all(first: &Sandbox, case: &Case, wrong: &mut Vec<String>) -> Vec<String> {
    let words = |text: &str| shlex::split(text).unwrap();
    let run = |sandbox: &Sandbox, all: &[String]| {
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        if all.starts_with(&["emulator", "start"]) {
            // It has started where it does not end.
            let soon = Duration::from_secs(3);
            return sandbox.run_within(soon, &all);
        }
        Some(sandbox.run_with_input(&all, case.input))
    };
    let line = words(&case.line);
    let shown: String = case.line.chars().take(200).collect();
    let copy = first.copied();
    let sandbox = if case.in_place { first } else { &copy };
    let failed = run(sandbox, &line).unwrap();
    let said = hints(&failed.stderr);
    if said.is_empty() {
        wrong.push(format!("{shown} hints at nothing\n{failed}"));
    }
    for hint in &said {
        for piece in pieces(hint).iter().filter(|piece| is_pastable(piece)) {
            let mut text = format!("`{piece}`")
                .replace("[HOME]", sandbox.path("").to_str().unwrap().trim_end_matches('/'));
            for (placeholder, value) in &case.fills {
                text = text.replace(placeholder, value);
            }
            let text = text.trim_matches('`');
            if let Some(command) = text.strip_prefix("descopectl ") {
                // What the command is about stands in this home.
                let mut done = run(sandbox, &words(command));
                // A question is no dead end.
                if done.as_ref().is_some_and(|done| done.stderr.contains("not confirmed")) {
                    done = run(sandbox, &words(&format!("{command} --yes")));
                }
                let done = done.unwrap();
                if !case.codes.contains(&done.code) {
                    wrong.push(format!("{shown}\nhint: {hint}\n{command}: {done}"));
                }
            } else if !case.mentions.contains(&text) {
                let is_left_out = hint.contains(&format!("leave out `{piece}`"))
                    || hint.contains(&format!("leave `{piece}` out"));
                let again = if hint.contains("in place of the file") {
                    let before_file = line.iter().take_while(|word| !word.contains('.'));
                    before_file.cloned().chain(words(text)).collect()
                } else if is_left_out {
                    without(&line, piece)
                } else {
                    [without(&line, case.without), words(text)].concat()
                };
                let copy = first.copied();
                let Some(done) = run(if case.in_place { first } else { &copy }, &again) else { continue };
                let leads_on = done.code == 0
                    || error_of(&done.stderr) != error_of(&failed.stderr)
                    || hints(&done.stderr) != said;
                // What the parser refuses leads nowhere.
                if !leads_on || done.stderr.contains("try '--help'") {
                    wrong.push(format!("{shown}\nhint: {hint}\n{text}: {done}"));
                }
            }
        }
    }
    said
}

#[test]
fn every_hint_that_can_be_pasted_leads_on() {
    let groups: Vec<_> =
        [vec![seeded(), deleted()], configurations(), servers(), jobs()].into_iter().flatten().collect();
    let all: Vec<_> =
        groups.iter().flat_map(|(home, cases)| cases.iter().map(move |case| (home, case))).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let (mut said, mut wrong) = (Vec::new(), Vec::new());
        while let Some((home, case)) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
            said.extend(paste_all(home, case, &mut wrong));
        }
        (said, wrong)
    };
    let done: Vec<_> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..4).map(|_| scope.spawn(work)).collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).collect()
    });
    let wrong: Vec<&String> = done.iter().flat_map(|(_, wrong)| wrong).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let said: BTreeSet<&String> = done.iter().flat_map(|(said, _)| said).collect();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut missing: Vec<String> = Vec::new();
    for literal in literals(&source) {
        let is_elsewhere = ELSEWHERE.iter().any(|(text, ..)| *text == literal);
        let can_be_pasted =
            pieces(&literal).iter().any(|piece| is_pastable(piece) || piece.starts_with("{}"));
        if can_be_pasted && !is_elsewhere && !said.iter().any(|hint| is_made_of(hint, &literal)) {
            missing.push(literal);
        }
    }
    assert!(missing.is_empty(), "no case prints {missing:#?}");
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
    for (text, file, name) in ELSEWHERE {
        let all = fs::read_to_string(tests.join(file)).unwrap();
        let body = all.split(&format!("fn {name}(")).nth(1).and_then(|rest| rest.split("\n}\n").next());
        let body = body.unwrap_or_else(|| panic!("{file} has no `{name}`"));
        for piece in pieces(text) {
            assert!(body.contains(&piece), "`{name}` says nothing of `{piece}`");
        }
    }
}

/// The texts of all hints, with `{…}` for what is put in.
fn literals(source: &Path) -> BTreeSet<String> {
    let form =
        Regex::new(r#"hint(?:_first|_once)?\(\s*&?(?:format!\(\s*)?"((?:[^"\\]|\\.|\\\n)*)""#).unwrap();
    let variable =
        Regex::new(r"\.hint(?:_first|_once)?\(\s*(?:[a-z_]+[^a-z_(!:]|if |wait_hint|address_hint|move)")
            .unwrap();
    let joined = Regex::new(r"\\\n\s*").unwrap();
    let mut found = BTreeSet::new();
    let mut check = |file: &str, text: &str, code: &str| {
        assert!(joined.replace_all(code, "").contains(text), "{file} has no `{text}`");
        found.insert(format!("{{}}{text}{{}}"));
    };
    for (file, texts) in PUT_TOGETHER {
        let code = fs::read_to_string(source.join(file)).unwrap();
        texts.iter().for_each(|text| check(file, text, &code));
    }
    for (file, text) in FROM_ELSEWHERE {
        check(file, text, &fs::read_to_string(source.join(file)).unwrap());
    }
    for file in files(source) {
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        let name = file.strip_prefix(source).unwrap().to_str().unwrap().replace('\\', "/");
        let is_known = ["error.rs", "ui.rs"].contains(&name.as_str())
            || PUT_TOGETHER.iter().any(|(known, _)| *known == name);
        assert!(
            is_known || !variable.is_match(code),
            "{name} gives a hint that is put together before: list its text"
        );
        found.extend(
            form.captures_iter(code).map(|hint| joined.replace_all(&hint[1], "").replace("\\\"", "\"")),
        );
    }
    assert!(found.len() > 80, "{}", found.len());
    found
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is_read = |path: &PathBuf| !path.ends_with("emulator") && !path.ends_with("tests.rs");
    entries.filter(is_read).flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// Whether a hint was printed by the code with this text.
fn is_made_of(hint: &str, literal: &str) -> bool {
    let placeholder = Regex::new(r"\\\{[^}]*\\\}").unwrap();
    let pattern = placeholder.replace_all(&regex::escape(literal), ".*").into_owned();
    // The flags that say which project is meant are put in where a hint is printed.
    let plain = Regex::new("descopectl (--(profile|config|project-id|base-url) [^ ]+ )+").unwrap();
    let hint = plain.replace_all(hint, "descopectl ");
    Regex::new(&format!("^{pattern}$")).unwrap().is_match(&hint)
}
