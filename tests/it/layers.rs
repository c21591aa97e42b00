//! Data flows one way: each module uses only those below it. Read from the `use` lines themselves.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Modules from the lowest to the highest; each may use those before it.
const LAYERS: &[&str] = &[
    "error", "env", "signals", "ui", "output", "ops", "api", "profile", "settings", "bulk", "context",
    "commands", "cli",
];

/// Uses that go upwards, and why.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    ("context", "cli", "the flags are where settings begin"),
    ("context", "commands", "the profile `local` starts the emulator that `emulator start` starts"),
    ("commands", "cli", "`run` parses, `--where` and completions use the command tree"),
    ("bulk", "cli", "a row is read as the arguments of the same names"),
    ("output", "ops", "tests use the real views"),
];

#[test]
fn modules_use_only_what_is_below_them() {
    let mut wrong = BTreeSet::new();
    for (index, layer) in LAYERS.iter().enumerate() {
        for used in uses_of(layer) {
            let allowed = LAYERS[..=index].contains(&used.as_str())
                || EXCEPTIONS.iter().any(|(from, to, _)| from == layer && *to == used)
                || (used == "emulator" && *layer == "commands");
            if !allowed {
                wrong.insert(format!("{layer} uses {used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// Written twice, once on each side of the wire, so that one mistake cannot hide behind the other.
#[test]
fn the_emulator_uses_nothing_of_the_client() {
    let others: BTreeSet<String> =
        uses_of("emulator").into_iter().filter(|used| used != "emulator").collect();
    assert!(others.is_empty(), "{others:?}");
}

#[test]
fn only_the_printer_and_the_documents_write_to_the_terminal() {
    for file in files(Path::new(env!("CARGO_MANIFEST_DIR")).join("src").as_path()) {
        let name = file.file_name().unwrap().to_str().unwrap();
        let text = fs::read_to_string(&file).unwrap();
        let writes = ["std::io::stdout()", "std::io::stderr()", "io::stdout()", "process::exit"];
        let found = writes.iter().any(|call| text.contains(call));
        assert!(!found || ["ui.rs", "documents.rs"].contains(&name), "{} writes by itself", file.display());
    }
}

fn uses_of(layer: &str) -> BTreeSet<String> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = files(&source.join(layer));
    all.push(source.join(format!("{layer}.rs")));
    let texts = all.iter().filter_map(|file| fs::read_to_string(file).ok());
    texts.flat_map(|text| uses_in(&text)).filter(|used| used != layer).collect()
}

fn uses_in(text: &str) -> Vec<String> {
    let word = |rest: &str| {
        let end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(rest.len());
        rest[..end].to_owned()
    };
    let mut found = Vec::new();
    for (index, _) in text.match_indices("crate::") {
        let rest = &text[index + "crate::".len()..];
        match rest.strip_prefix('{') {
            None => found.push(word(rest)),
            Some(group) => found.extend(first_words_of_group(group).into_iter().map(|name| word(&name))),
        }
    }
    found.retain(|name| !name.is_empty());
    found
}

/// The first word of each item of a `use crate::{…}` group, whatever is nested in it.
fn first_words_of_group(group: &str) -> Vec<String> {
    let mut depth = 0;
    let mut items = vec![String::new()];
    for letter in group.chars() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => items.push(String::new()),
            letter if depth == 0 => items.last_mut().unwrap().push(letter),
            _ => {}
        }
    }
    items.into_iter().map(|item| item.trim().to_owned()).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found = Vec::new();
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}
