//! Hostile inputs of each kind: arguments, files, configurations, journals, replies. None ends the program with
//! a panic, an abort or a hang, none takes memory without bound, none shows the key, and none reaches the
//! terminal as something that it obeys.

use std::{
    fs,
    io::{Read as _, Write as _},
    net::TcpListener,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use crate::support::Sandbox;

const SECRET: &str = "Kexample-secret-key";

/// Most memory that a run may address. Threads reserve much and use little of it.
const MEMORY_KIB: u64 = 3_000_000;

/// Texts that are odd as a name, a number, a path, an expression or a format.
fn texts() -> Vec<String> {
    let odd = [
        "",
        " ",
        "-",
        "--",
        "---",
        "=",
        ",",
        ";",
        "\t",
        "\n",
        "\r\n",
        "\u{1b}[31m",
        "\u{9b}31m",
        "\u{202e}x",
        "\u{feff}",
        "\u{200b}",
        "\u{ffff}",
        "😀",
        "null",
        "{}",
        "[]",
        "[[[[",
        "\"",
        "'",
        "\\",
        "`id`",
        "$(id)",
        "%s%n%x",
        "../../../../etc/passwd",
        "/dev/null",
        "-1",
        "0",
        "99999999999999999999",
        "1e999",
        "NaN",
        "..",
        "*",
        "?",
        "#",
        "@",
        "@-",
        "a\u{7}b",
        "' OR 1=1 --",
        "<script>",
        "a=b=c",
        "true",
        "false",
    ];
    let long =
        ["a".repeat(5_000), "(".repeat(5_000), "[".repeat(5_000), ".a".repeat(2_000), "é".repeat(3_000)];
    odd.into_iter().map(str::to_owned).chain(long).collect()
}

/// Files that are damaged, cut off, endless in one way or another, or something else.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let deep = |open: &str| open.repeat(100_000).into_bytes();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..64 {
        packed.write_all(&[b'a'; 1 << 20]).unwrap();
    }
    let bomb = packed.finish().unwrap();
    let cut = bomb[..bomb.len() / 2].to_vec();
    vec![
        ("empty", Vec::new()),
        ("nul", vec![0; 10_000]),
        ("bytes", (0..=255).cycle().take(10_000).collect()),
        ("one line", vec![b'a'; 17 << 20]),
        ("many lines", b"a\n".repeat(5_000)),
        ("many commas", vec![b','; 20_000]),
        ("quote", b"loginId,email\n\"a,b\nc,d\n".to_vec()),
        ("deep array", deep("[")),
        ("deep object", deep("{\"a\":")),
        ("cut array", b"[{\"loginId\":\"a\"},".to_vec()),
        ("half a text", b"[{\"loginId\":\"a".to_vec()),
        ("wrong types", b"[1, \"a\", null, [], {\"loginId\": {}}]".to_vec()),
        ("big number", b"[{\"loginId\": 1e999, \"createdTime\": 99999999999999999999}]".to_vec()),
        ("bad escape", b"[{\"loginId\": \"\\ud800\"}]".to_vec()),
        ("utf-16", b"\xff\xfel\0o\0g\0i\0n\0I\0d\0\n\0a\0\n\0".to_vec()),
        ("odd utf-16", b"\xff\xfe\x00\xd8\n\0a".to_vec()),
        ("latin", b"loginId,name\na,J\xfcrgen\n".to_vec()),
        ("escape", b"loginId,\x1b[31mname\na,\x1b]0;x\x07\n".to_vec()),
        ("marks", "\u{feff}\u{feff}loginId\na\n".as_bytes().to_vec()),
        ("bomb", bomb),
        ("cut packed", cut),
        ("zip", b"PK\x03\x04\x14\0\0\0\x08\0".to_vec()),
        ("toml", b"[profiles.a]\nproject_id = [[[[[1]]]]]\n".to_vec()),
        ("deep toml", [b"a = ".to_vec(), deep("[")].concat()),
        ("elf", b"\x7fELF\x02\x01\x01\0".to_vec()),
    ]
}

/// Replies of a server that is broken, hostile or something else.
fn replies() -> Vec<Vec<u8>> {
    let reply = |head: &str, body: &[u8]| {
        [format!("HTTP/1.1 {head}\r\ncontent-length: {}\r\n\r\n", body.len()).as_bytes(), body].concat()
    };
    let ok = |body: &[u8]| reply("200 OK\r\ncontent-type: application/json", body);
    let echo = format!("{{\"errorCode\":\"E1\",\"errorDescription\":\"Bearer P2x:{SECRET}\"}}");
    vec![
        Vec::new(),
        b"x".to_vec(),
        b"HTTP/1.1 200 OK\r\n".to_vec(),
        b"HTTP/1.1 999 ?\r\n\r\n".to_vec(),
        b"HTTP/1.1 200 OK\r\ncontent-length: 99999999999999999999\r\n\r\n".to_vec(),
        b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{}".to_vec(),
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nffffffffffffffff\r\n".to_vec(),
        b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 3\r\n\r\nabc".to_vec(),
        ok(b""),
        ok(b"null"),
        ok(b"[]"),
        ok(b"\"text\""),
        ok(b"{\"user\": 1, \"users\": 2, \"total\": \"x\"}"),
        ok(b"{\"users\": [1, null, \"a\", []], \"total\": -1}"),
        ok(b"{\"user\": {\"userId\": {}, \"loginIds\": 7, \"createdTime\": \"x\"}}"),
        ok(&b"[".repeat(100_000)),
        ok(b"{\"user\": {\"userId\": \"U1\", \"name\": \"\\u001b[31m\\u009b\"}}"),
        ok(b"\xff\xfe\x00"),
        reply("200 OK\r\ncontent-type: text/html", b"<html>hello</html>"),
        reply("302 Found\r\nlocation: http://example.com/", b""),
        reply("400 Bad Request", echo.as_bytes()),
        reply("401 Unauthorized", SECRET.as_bytes()),
        reply(
            "400 Bad Request",
            b"{\"errorCode\": \"\x1b[31m\", \"errorDescription\": \"\\u001b]0;x\\u0007\"}",
        ),
        reply("500 Internal Server Error\r\nretry-after: 99999999999999999999", b""),
        reply("404 Not Found", &vec![b'a'; 3 << 20]),
    ]
}

/// Queries that recurse, loop over much, reach for what they may not see, or are hardly one.
fn queries() -> Vec<String> {
    let odd = [
        "def f: f + f; f",
        "def f: [f]; f",
        "def f: {a: f}; f",
        "def f(x): f(f(x)); f(.)",
        "def f: .[0] = f; f",
        "[recurse([.])]|length",
        "[limit(1000000; repeat(1))] | length",
        "reduce range(300000) as $i (.; [.])",
        "reduce range(300000) as $i (.; {a: .})",
        "last(foreach range(300000) as $i (0; [.]))",
        "[range(1000000)] | map(tostring) | add | length",
        "\"a\" * 100000000",
        "\"a\" | until(false; . + .)",
        "\"[\" * 100000 | fromjson",
        "range(1000) | [range(1000)] | length | empty",
        "getpath([range(100000)])",
        "setpath([range(10000)]; 1)",
        "tojson | fromjson | tojson | length",
        "$ENV",
        "env",
        "env.DESCOPE_MANAGEMENT_KEY",
        "input",
        "inputs",
        "input_line_number",
        "halt",
        "halt_error",
        "\"Kexample\" | halt_error(0)",
        "debug",
        "stderr",
        "include \"a\"; .",
        "import \"a\" as a; .",
        "modulemeta",
        "get_search_list",
        "$__loc__",
        "@sh \"\\(.)\"",
        "test(\"(a+)+$\")",
        "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\" | test(\"^(a|a)*$\")",
        "[splits(\"\")]",
        "ltrimstr(1)",
        "1 / 0",
        "1e1000",
        "-1e1000 | floor",
        "\"\\u0000\\u001b[31m\"",
        "error",
        "error(.)",
        "error(null)",
        "{} | .a.b.c[0].d",
        "limit(-1; .)",
        "splits(1)",
        "strptime(\"%s\")",
        "1e18 | todate",
        "-99999999999 | strftime(\"%Y\")",
        "implode",
        "[1114112] | implode",
        "[-1] | implode",
        "ascii",
        "@base64d",
        "\"////\" | @base64d",
        ".[9223372036854775807]",
        ".[-9223372036854775808:]",
        "tojson * 1000000 | length",
    ];
    odd.into_iter().map(str::to_owned).collect()
}

/// Configurations that are damaged, contradict themselves, or point at what is no file.
fn configurations() -> Vec<String> {
    let profile =
        |lines: &str| format!("default_profile = \"a\"\n[profiles.a]\nproject_id = \"P2a\"\n{lines}\n");
    let mut all: Vec<String> = [
        "management_key = { command = \"cat /dev/zero\" }",
        "management_key = { command = \"exit 9\" }",
        "management_key = { command = \"\" }",
        "management_key = { command = \"kill -9 $$\" }",
        "management_key = { command = \"printf 'a\\nb'\" }",
        "management_key = { command = \"printf '\\033[31m'\" }",
        "management_key = { file = \"/dev/zero\" }",
        "management_key = { file = \"/dev/stdin\" }",
        "management_key = { file = \"/\" }",
        "management_key = { file = \"nosuch\" }",
        "management_key = { env = \"\" }",
        "management_key = { env = \"A=B\" }",
        "management_key = { env = \"A\", file = \"b\" }",
        "management_key = 7",
        "management_key = \"\"",
        "management_key = \"\\u001b[31m\"",
        "management_key = \"K\"\nca_bundle = \"/dev/zero\"",
        "management_key = \"K\"\nca_bundle = \"/\"",
        "base_url = \"http://example.com\"",
        "base_url = \"file:///etc/passwd\"",
        "base_url = \"https://a:b@example.com\"",
        "base_url = \"https://\\u202eexample.com\"",
        "timeout = -1",
        "timeout = 99999999999999999999",
        "rate = \"0%\"",
        "rate = \"1e9%\"",
        "output = \"\\u001b[31m\"",
        "protected = \"yes\"",
        "\"\\u001b[31m\" = 1",
    ]
    .into_iter()
    .map(profile)
    .collect();
    all.push("default_profile = \"\\u001b[31m\"\n".to_owned());
    all.push("[profiles.\"\\u001b[31m\"]\nproject_id = \"P2a\"\n".to_owned());
    all.push("[profiles.local]\nproject_id = \"P2a\"\n".to_owned());
    all.push(format!("[profiles.{}]\n", "a".repeat(100_000)));
    all.push("[profiles.a]\n[profiles.a]\n".to_owned());
    all.push((0..5_000).map(|number| format!("[profiles.p{number}]\nproject_id = \"P2a\"\n")).collect());
    all.push("a.b.".repeat(5_000) + "c = 1\n");
    all
}

/// Journals that claim what is not so.
fn journals() -> Vec<String> {
    let head = |fields: &str| {
        format!(
            "{{\"job\":\"0123456789\",\"id\":\"0123456789\",\"command\":\"user batch-create\",\"target\":\"x\",\"input\":\"/dev/zero\",\"sha256\":\"00\",\"rows\":{fields}}}\n"
        )
    };
    vec![
        head("1,\"started\":\"\",\"arguments\":[],\"folder\":\"/\""),
        head(
            "18446744073709551615,\"started\":\"x\",\"arguments\":[\"user\",\"delete\",\"a\",\"--yes\"],\"folder\":\"/nosuch\"",
        ),
        head("-1,\"started\":\"x\",\"arguments\":[\"job\",\"resume\",\"0123456789\"],\"folder\":\"/\""),
        head("1,\"started\":\"\\u001b[31m\",\"arguments\":[\"\\u001b[31m\"],\"folder\":\"\\u001b[31m\""),
        head("1e999,\"started\":null,\"arguments\":null,\"folder\":null"),
        head("1") + &"{\"sent\":[0,18446744073709551615]}\n".repeat(1_000),
        head("5") + "{\"done\":[[0,99999999999,\"created\"]]}\n",
        "{\"version\":999}\n".to_owned(),
        "\n\n\n".to_owned(),
        "{}\n".repeat(10_000),
    ]
}

/// A server that gives every request the same answer.
fn server(answer: Vec<u8>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let mut buffer = [0; 65_536];
            let _ = stream.read(&mut buffer);
            let _ = stream.write_all(&answer);
        }
    });
    format!("http://{address}")
}

/// Runs one line within its bounds.
#[track_caller]
fn survives(sandbox: &Sandbox, words: &[&str], what: &str) {
    let command = sandbox.command(words);
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("ulimit -v {MEMORY_KIB}; exec \"$0\" \"$@\"")]);
    shell.arg(command.get_program()).args(command.get_args()).env_clear().current_dir(sandbox.path(""));
    shell.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let begun = Instant::now();
    let output = shell.stdin(Stdio::null()).output().unwrap();
    let took = begun.elapsed();
    let shortened: Vec<String> = words.iter().map(|word| word.chars().take(60).collect()).collect();
    let stderr = String::from_utf8_lossy(&output.stderr);
    let about = || {
        let said: String = stderr.chars().take(2_000).collect();
        format!("{what}: {shortened:?}\n{:?} after {took:?}\n{said}", output.status)
    };
    let code = output.status.code().unwrap_or(-1);
    assert!((0..=8).contains(&code), "exit code of {}", about());
    assert!(!stderr.contains("panicked") && !stderr.contains("overflow"), "{}", about());
    // A machine may be busy with other tests: only what has no end is looked for.
    assert!(took < Duration::from_secs(90), "{}", about());
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(!stderr.contains(SECRET) && !stdout.contains(SECRET), "the key is shown: {}", about());
    let obeyed = |character| matches!(character, '\u{1b}' | '\u{9b}' | '\u{202e}' | '\u{7}' | '\0');
    assert!(!stderr.contains(obeyed), "{}", about());
    assert!(stderr.len() < 100_000, "{} bytes on stderr: {}", stderr.len(), about());
}

fn sandbox(base_url: &str) -> Sandbox {
    Sandbox::empty()
        .with("DESCOPE_PROJECT_ID", "P2exampleexampleexampleexamp")
        .with("DESCOPE_MANAGEMENT_KEY", SECRET)
        .with("DESCOPE_BASE_URL", base_url)
}

#[test]
fn hostile_arguments_are_survived() {
    let sandbox = sandbox(&server(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n".to_vec()));
    let texts = texts();
    for text in &texts {
        let text = text.as_str();
        for words in [
            &["user", "load", text][..],
            &["user", "search", "--columns", text],
            &["tenant", "list", "-q", text],
            &["--profile", text, "profile", "explain"],
            &["--base-url", text, "user", "load", "a"],
            &["api", "GET", text],
            &["user", "batch-delete", "--where", text, "--dry-run"],
        ] {
            survives(&sandbox, words, "argument");
        }
    }
}

#[test]
fn hostile_queries_are_survived() {
    let sandbox = Sandbox::seeded().with("DESCOPE_MANAGEMENT_KEY", SECRET);
    std::thread::scope(|scope| {
        for some in queries().chunks(16) {
            let (sandbox, some) = (&sandbox, some.to_vec());
            scope.spawn(move || {
                for query in &some {
                    survives(sandbox, &["tenant", "list", "-q", query], "query");
                }
            });
        }
    });
}

#[test]
fn hostile_configurations_are_survived() {
    let sandbox = Sandbox::empty();
    for (number, content) in configurations().into_iter().enumerate() {
        let file = sandbox.file(&format!("{number}.toml"), &content);
        for words in [
            &["profile", "list"][..],
            &["profile", "explain"],
            &["user", "load", "a", "--timeout", "1", "--max-wait", "1", "--base-url", "http://127.0.0.1:9"],
            &["profile", "use", "local"],
            &["profile", "remove", "a", "--yes"],
        ] {
            survives(&sandbox, &[words, &["--config", &file]].concat(), &content);
        }
    }
}

#[test]
fn hostile_journals_are_survived() {
    let sandbox = sandbox("http://127.0.0.1:9");
    let folder = sandbox.path("state/descopectl/jobs");
    fs::create_dir_all(&folder).unwrap();
    for content in journals() {
        for words in [
            &["job", "list"][..],
            &["job", "show", "0123456789"],
            &["job", "resume", "0123456789", "--yes", "--max-wait", "1"],
            &["job", "remove", "0123456789"],
        ] {
            fs::write(folder.join("0123456789.jsonl"), &content).unwrap();
            survives(&sandbox, words, &content[..content.len().min(200)]);
        }
    }
}

#[test]
fn hostile_files_are_survived() {
    let sandbox = sandbox("http://127.0.0.1:9");
    for (what, content) in files() {
        let file = sandbox.file("hostile", &content);
        for words in [
            &["user", "batch-create", &file, "--dry-run"][..],
            // Nobody listens there, and the look-up of the rows is not to be repeated for long.
            &["user", "batch-delete", &file, "--dry-run", "--max-wait", "1"],
            &["user", "restore", &file, "--dry-run"],
            &["user", "import", &file, "--source", "auth0", "--dry-run", "-o", "ids"],
            &["emulator", "status", "--db", &file],
            &["--config", &file, "profile", "list"],
            &["user", "create", "a", "--hashed-password-file", &file, "--dry-run"],
        ] {
            survives(&sandbox, words, what);
            // A database may have been begun in it.
            sandbox.file("hostile", &content);
        }
        for (folder, name) in [("jobs", "0123456789.jsonl"), ("limits", "P2exampleexampleexampleexamp")] {
            let folder = sandbox.path("state/descopectl").join(folder);
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join(name), &content).unwrap();
        }
        for words in [
            &["job", "list"][..],
            &["job", "show", "0123456789"],
            &["job", "resume", "0123456789"],
            &["limits"],
        ] {
            survives(&sandbox, words, what);
        }
    }
}

#[test]
fn hostile_replies_are_survived() {
    // Most of the time goes by in waiting.
    std::thread::scope(|scope| {
        for (index, reply) in replies().into_iter().enumerate() {
            scope.spawn(move || survives_reply(index, reply));
        }
    });
}

fn survives_reply(index: usize, reply: Vec<u8>) {
    let sandbox = sandbox(&server(reply));
    sandbox.file("users.csv", "loginId,email\na@example.com,a@example.com\n");
    for words in [
        &["user", "search", "--all", "--timeout", "2", "-o", "json"][..],
        &["user", "delete", "a", "--yes", "--timeout", "2"],
        &["user", "batch-create", "users.csv", "--timeout", "2", "--deadline", "3s"],
    ] {
        survives(&sandbox, &[words, &["--max-wait", "1"]].concat(), &format!("reply {index}"));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn few_handles_are_an_error_and_no_panic() {
    let sandbox = Sandbox::seeded();
    sandbox.file("users.csv", "loginId,email\na@example.com,a@example.com\n");
    for handles in 3..24 {
        let command = sandbox.command(&["user", "batch-create", "users.csv"]);
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("ulimit -n {handles}; exec \"$0\" \"$@\"")]);
        shell.arg(command.get_program()).args(command.get_args()).env_clear().current_dir(sandbox.path(""));
        shell.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
        let output = shell.output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        // With too few of them the system does not even begin the program.
        if stderr.contains("error while loading shared libraries") {
            continue;
        }
        let code = output.status.code().unwrap_or(-1);
        assert!(
            (0..=8).contains(&code) && !stderr.contains("panicked"),
            "{handles} handles: {code}\n{stderr}"
        );
        assert!(code == 0 || stderr.contains("error: "), "{handles} handles: {code}\n{stderr}");
    }
}

/// Runs with so few processes and threads that the system refuses some. The user that a test runs as may have
/// others, and root is not bound by it: there another user runs it, who has none.
#[cfg(target_os = "linux")]
#[test]
fn few_threads_are_an_error_and_no_panic() {
    use std::os::unix::fs::PermissionsExt as _;
    let sandbox = Sandbox::seeded();
    sandbox.file("users.csv", "loginId,email\na@example.com,a@example.com\n");
    let is_root =
        fs::metadata("/proc/self").is_ok_and(|about| std::os::unix::fs::MetadataExt::uid(&about) == 0);
    if is_root {
        open_to_all(&sandbox.path(""));
    }
    let program = sandbox.path("descopectl");
    // By another process: what this one holds open for writing while a test in another thread starts a process
    // cannot be run.
    let copied = Command::new("cp").arg(sandbox.command(&[]).get_program()).arg(&program).status();
    assert!(copied.unwrap().success());
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let mut refused = 0;
    for threads in 1..9 {
        for words in [
            &["user", "batch-create", "users.csv"][..],
            &["user", "load", "bob"],
            &["user", "search", "-q", "def f: .; f | length"],
            &["profile", "list"],
        ] {
            let command = sandbox.command(words);
            let mut limited = Command::new(if is_root { "setpriv" } else { "prlimit" });
            if is_root {
                limited.args(["--reuid", "54321", "--clear-groups", "prlimit"]);
            }
            limited.arg(format!("--nproc={threads}")).arg(&program).args(command.get_args());
            limited.env_clear().current_dir(sandbox.path(""));
            limited.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
            let begun = Instant::now();
            let output = limited.output().unwrap();
            let stderr = String::from_utf8_lossy(&output.stderr);
            let code = output.status.code().unwrap_or(-1);
            let about = format!("{threads} threads, {words:?}: {code}\n{stderr}");
            assert!((0..=8).contains(&code) && !stderr.contains("panicked"), "{about}");
            assert!(begun.elapsed() < Duration::from_secs(30), "{about}");
            assert!(code == 0 || stderr.contains("too few threads"), "{about}");
            refused += usize::from(code != 0);
        }
    }
    assert!(refused > 0);
}

#[cfg(target_os = "linux")]
fn open_to_all(folder: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o777)).unwrap();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            open_to_all(&path);
        } else {
            fs::set_permissions(&path, fs::Permissions::from_mode(0o666)).unwrap();
        }
    }
}
