//! Code in the documents is code that is tested. A block after a comment that names a file is that file;
//! `UPDATE=1 cargo test examples` copies it.

use std::{fs, path::Path};

use regex::{Captures, Regex};

const DOCUMENT: &str = "docs/emulator.md";

/// Documents with the number of their blocks.
const DOCUMENTS: [(&str, usize); 3] = [(DOCUMENT, 2), ("CONTRIBUTING.md", 1), ("docs/ci.md", 2)];

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

#[test]
fn the_examples_are_the_files_that_run() {
    let blocks = Regex::new(r"(?s)<!-- ((?:tests|examples)/\S+) -->\n```(\w+)\n.*?```\n").unwrap();
    for (document, count) in DOCUMENTS {
        let text = read(document);
        assert_eq!(blocks.find_iter(&text).count(), count, "{document}");
        let copy = |block: &Captures<'_>| {
            format!("<!-- {} -->\n```{}\n{}```\n", &block[1], &block[2], read(&block[1]))
        };
        let expected = blocks.replace_all(&text, copy);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(document), &*expected).unwrap();
            continue;
        }
        assert!(text == expected, "{document} is out of date: run `UPDATE=1 cargo test examples`");
    }
}

#[test]
fn the_versions_of_the_sdks_are_those_of_ci() {
    let text = read(DOCUMENT);
    for (sdk, file, version) in [
        ("Python, `descope`", "tests/sdk/python/requirements.txt", r"(?m)^descope==(\S+)$"),
        ("Node, `@descope/node-sdk`", "tests/sdk/node/package.json", r#""@descope/node-sdk": "([^"]+)""#),
    ] {
        let pinned = Regex::new(version).unwrap().captures(&read(file)).unwrap()[1].to_owned();
        assert!(text.contains(&format!("| {sdk} | {pinned} |")), "{sdk} is tested at {pinned}");
    }
}
