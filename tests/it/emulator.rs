//! `emulator start` as a process of its own: what it prints and writes for its clients.

use std::{
    io::{BufRead as _, BufReader},
    process::{Child, Stdio},
};

use crate::support::Sandbox;

/// A started emulator and the first lines of its output; it ends with this value.
struct Started {
    process: Child,
    lines: Vec<String>,
}

impl Drop for Started {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

fn start(sandbox: &Sandbox, arguments: &[&str]) -> Started {
    let fixed = ["emulator", "start", "--listen", "127.0.0.1:0", "--db", ":memory:"];
    let mut command = sandbox.command(&[&fixed, arguments].concat());
    let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let lines = BufReader::new(process.stdout.take().unwrap()).lines().take(4).map(Result::unwrap);
    Started { lines: lines.collect(), process }
}

/// Lines as `NAME=value`, without what the shell is told to do with them.
fn client(lines: &[String]) -> Sandbox {
    lines.iter().fold(Sandbox::empty(), |sandbox, line| {
        let (name, value) = line.trim_start_matches("export ").split_once('=').unwrap();
        sandbox.with(name, value)
    })
}

#[cfg(unix)]
#[test]
fn a_shell_takes_what_it_prints() {
    let sandbox = Sandbox::empty().with("DESCOPE_MANAGEMENT_KEY", "K it's mine");
    let started = start(&sandbox, &["--project-id", "Peuc12abcdefghijklmnopqrstuvwxyz"]);
    let script = format!(
        "{}\nprintf '%s|%s|%s|%s' \"$DESCOPE_BASE_URL\" \"$DESCOPE_BASE_URI\" \"$DESCOPE_PROJECT_ID\" \"$DESCOPE_MANAGEMENT_KEY\"",
        started.lines.join("\n")
    );
    let shell = std::process::Command::new("sh").args(["-eu", "-c", &script]).env_clear().output().unwrap();
    let printed = String::from_utf8(shell.stdout).unwrap();
    let words: Vec<&str> = printed.split('|').collect();
    assert!(words[0].starts_with("http://127.0.0.1:") && words[0] == words[1], "{printed}");
    assert_eq!(words[2..], ["Peuc12abcdefghijklmnopqrstuvwxyz", "K it's mine"]);
}

#[test]
fn the_project_id_comes_from_flag_or_environment() {
    let sandbox = Sandbox::empty().with("DESCOPE_PROJECT_ID", "P2abcdefghijklmnopqrstuvwxyz");
    for (arguments, expected) in [
        (&[][..], "P2abcdefghijklmnopqrstuvwxyz"),
        (&["--project-id", "Peuc12abcdefghijklmnopqrstuvwxyz"], "Peuc12abcdefghijklmnopqrstuvwxyz"),
    ] {
        let started = start(&sandbox, arguments);
        assert!(started.lines[2].ends_with(expected), "{:?}", started.lines);
        client(&started.lines)
            .run(&["user", "create", "a@example.com", "--email", "a@example.com"])
            .success();
    }
    let status = sandbox.json(&["emulator", "status", "--db", ":memory:"]);
    assert_eq!(status["projectId"], "P2abcdefghijklmnopqrstuvwxyz");
    let wrong = sandbox.run(&["emulator", "start", "--project-id", "K2abc"]).code(2);
    assert!(wrong.stderr.contains("is not a project ID"), "{wrong}");
}

/// As `--key-file <(command)` is: the command may not have written yet when the key is asked for.
#[cfg(unix)]
#[test]
fn the_key_comes_from_a_pipe_and_one_that_stays_empty_is_not_waited_for_forever() {
    let sandbox = Sandbox::empty();
    let pipe = sandbox.path("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let name = pipe.to_str().unwrap();
    let writer = {
        let pipe = pipe.clone();
        // Opening waits until the emulator reads; the pipe stays open after the line.
        std::thread::spawn(move || {
            let mut file = std::fs::OpenOptions::new().write(true).open(pipe).unwrap();
            std::io::Write::write_all(&mut file, b"K-from-a-pipe\nmore\n").unwrap();
            file
        })
    };
    let started = start(&sandbox, &["--key-file", name]);
    assert_eq!(started.lines[3], "export DESCOPE_MANAGEMENT_KEY=K-from-a-pipe");
    client(&started.lines).run(&["user", "search"]).success();
    drop(writer.join().unwrap());

    let refused = sandbox.run(&["emulator", "start", "--listen", "127.0.0.1:0", "--key-file", name]).code(2);
    assert!(refused.stderr.contains("nothing came out of this pipe within 5 seconds"), "{refused}");
    assert!(refused.stderr.contains("DESCOPE_MANAGEMENT_KEY"), "{refused}");
}

#[test]
fn the_variables_go_into_a_file() {
    let sandbox = Sandbox::empty();
    let file = sandbox.path(".env.emulator");
    let started =
        start(&sandbox, &["--env-file", file.to_str().unwrap(), "--cors", "http://localhost:3000/"]);
    let text = std::fs::read_to_string(&file).unwrap();
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    client(&lines).run(&["user", "search"]).success();
    assert_eq!(lines.len(), started.lines.len());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let wrong = sandbox.run(&["emulator", "start", "--cors", "localhost:3000"]).code(2);
    assert!(wrong.stderr.contains("expected an origin"), "{wrong}");
}

/// The command of the hint keeps the old file, and the same command works after it.
#[cfg(unix)]
#[test]
fn a_database_of_another_version_is_moved_aside_by_the_command_that_is_shown() {
    let sandbox = Sandbox::empty();
    let file = sandbox.path("it's mine.db");
    let name = file.to_str().unwrap();
    sandbox.run(&["emulator", "reset", "--db", name, "--yes"]).success();
    let mut bytes = std::fs::read(&file).unwrap();
    // The version of the schema, in the head of every SQLite file.
    bytes[63] = 3;
    std::fs::write(&file, &bytes).unwrap();
    for arguments in
        [&["emulator", "status", "--db", name][..], &["emulator", "reset", "--db", name, "--yes"]]
    {
        let refused = sandbox.run(arguments).code(2);
        assert!(refused.stderr.contains("another version of the emulator"), "{refused}");
    }
    assert_eq!(std::fs::read(&file).unwrap(), bytes);
    let refused = sandbox.run(&["emulator", "status", "--db", name]).code(2);
    let command = refused.stderr.split('`').find(|part| part.starts_with("mv ")).unwrap();
    // The sandbox hides its folder in what it gives back.
    let command = command.replace("[HOME]", file.parent().unwrap().to_str().unwrap());
    assert!(std::process::Command::new("sh").args(["-c", &command]).status().unwrap().success());
    sandbox.run(&["emulator", "status", "--db", name]).success();
    assert_eq!(std::fs::read(sandbox.path("it's mine.db.old")).unwrap(), bytes);
    // A second one does not take the place of the first.
    std::fs::write(&file, &bytes).unwrap();
    let refused = sandbox.run(&["emulator", "status", "--db", name]).code(2);
    assert!(refused.stderr.contains("it'\\''s mine.db.old2'"), "{refused}");
}

#[test]
fn a_file_of_another_program_is_refused_and_left_alone() {
    let sandbox = Sandbox::empty();
    let file = sandbox.file("letters.txt", "Dear Alice");
    for command in [
        &["emulator", "status"][..],
        &["emulator", "start", "--listen", "127.0.0.1:0"],
        &["emulator", "reset", "--yes"],
    ] {
        let refused = sandbox.run(&[command, &["--db", &file]].concat()).code(2);
        assert!(refused.stderr.contains("is not a database of the emulator"), "{refused}");
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "Dear Alice");
    assert_eq!(
        std::fs::read_dir(sandbox.path(""))
            .unwrap()
            .filter(|entry| entry.as_ref().unwrap().file_name().to_str().unwrap().starts_with("letters"))
            .count(),
        1
    );
}
