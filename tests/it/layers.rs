//! Data flows one way: each module uses only those below it. Read from the `use` lines themselves.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// The modules in the order of `lib.rs`, with the lines above each.
fn layers() -> Vec<(String, Vec<String>)> {
    let mut layers = Vec::new();
    let mut above = Vec::new();
    for line in fs::read_to_string(source().join("lib.rs")).unwrap().lines() {
        match line.strip_prefix("pub mod ") {
            Some(name) => layers.push((name.trim_end_matches(';').to_owned(), std::mem::take(&mut above))),
            None if line.is_empty() => above.clear(),
            None => above.push(line.to_owned()),
        }
    }
    layers
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

#[test]
fn modules_use_only_what_is_below_them() {
    let layers: Vec<String> = layers().into_iter().map(|(name, _)| name).collect();
    let mut wrong = BTreeSet::new();
    for (index, layer) in layers.iter().enumerate() {
        let above = uses_of(layer).into_iter().filter(|used| !layers[..index].contains(used));
        wrong.extend(above.map(|used| format!("{layer} uses {used}")));
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn the_list_of_modules_is_complete_and_says_one_line_about_each() {
    let layers = layers();
    for (name, above) in &layers {
        let says: Vec<&String> = above.iter().filter(|line| !line.starts_with("#[cfg(")).collect();
        assert!(
            matches!(says[..], [line] if line.starts_with("// ") && line.ends_with('.')),
            "{name}: {says:?}"
        );
    }
    let listed: BTreeSet<String> = layers.into_iter().map(|(name, _)| name).collect();
    let names = fs::read_dir(source()).unwrap().map(|entry| entry.unwrap().path());
    let found: BTreeSet<String> = names
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .filter(|name| !["lib", "main"].contains(&name.as_str()))
        .collect();
    assert_eq!(listed, found);
}

/// The order says which way data flows; a new one is a decision, not a by-product.
#[test]
fn the_order_of_the_modules_is_the_documented_one() {
    let names: Vec<String> = layers().into_iter().map(|(name, _)| name).collect();
    let order = "error env span words private folders signals ci ui progress output ops api profile settings bulk emulator local context commands cli run";
    assert_eq!(names.join(" "), order);
    let contributing =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("CONTRIBUTING.md")).unwrap();
    let rows = contributing.lines().filter_map(|line| line.strip_prefix("| `src/")?.split('`').next());
    let documented: Vec<&str> = rows.map(|name| name.trim_end_matches('/').trim_end_matches(".rs")).collect();
    assert_eq!(documented[2..], names, "CONTRIBUTING.md lists the modules in the same order");
}

#[test]
fn only_the_profile_local_and_the_commands_of_the_emulator_use_it() {
    for file in files(&source()).iter().filter(|file| !file.starts_with(source().join("emulator"))) {
        let name = file.strip_prefix(source()).unwrap().to_str().unwrap();
        let uses = uses_in(&fs::read_to_string(file).unwrap()).contains(&"emulator".to_owned());
        assert!(!uses || ["local.rs", "commands/emulator.rs"].contains(&name), "{name} uses the emulator");
    }
}

/// Written twice, once on each side of the wire, so that one mistake cannot hide behind the other.
#[test]
fn the_emulator_uses_nothing_of_the_client() {
    let others: BTreeSet<String> =
        uses_of("emulator").into_iter().filter(|used| used != "emulator").collect();
    assert!(others.is_empty(), "{others:?}");
}

/// The emulator's files use each other in one direction: state and serving apart, the handlers between them.
#[test]
fn the_files_of_the_emulator_have_no_circle() {
    let folder = source().join("emulator");
    let module = |file: &Path| {
        let mut names = file.strip_prefix(&folder).unwrap().iter().map(|name| name.to_str().unwrap());
        names.next().unwrap().trim_end_matches(".rs").to_owned()
    };
    let sources: Vec<PathBuf> = files(&folder)
        .into_iter()
        .filter(|file| !["mod", "tests"].contains(&module(file).as_str()))
        .collect();
    let modules: BTreeSet<String> = sources.iter().map(|file| module(file)).collect();
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in &sources {
        let text = fs::read_to_string(file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        // The files of the store lie one folder deeper.
        let prefix = if module(file) == "store" { "super::super::" } else { "super::" };
        let mut words = Vec::new();
        for rest in code.split(prefix).skip(1) {
            match rest.strip_prefix('{') {
                Some(group) => words.extend(first_words_of_group(group)),
                None => words.push(first_word(rest)),
            }
        }
        let words = words.iter().map(|rest| first_word(rest));
        let used = words.filter(|word| modules.contains(word) && *word != module(file));
        uses.entry(module(file)).or_default().extend(used);
    }
    // What uses nothing that is left is taken out; a circle cannot be.
    while let Some(free) = uses.iter().find(|(_, used)| !used.iter().any(|used| uses.contains_key(used))) {
        let free = free.0.clone();
        uses.remove(&free);
    }
    assert!(uses.is_empty(), "{uses:?}");
    assert!(modules.len() > 30, "{modules:?}");
}

#[test]
fn only_the_printer_writes_to_the_terminal() {
    for file in files(&source()) {
        let name = file.strip_prefix(source()).unwrap();
        let text = fs::read_to_string(&file).unwrap();
        let writes = ["std::io::stdout()", "std::io::stderr()", "io::stdout()", "process::exit"];
        let found = writes.iter().any(|call| text.contains(call));
        assert!(
            !found || name == Path::new("ui.rs") || name.starts_with("ui"),
            "{} writes by itself",
            file.display()
        );
    }
}

fn uses_of(layer: &str) -> BTreeSet<String> {
    let mut all = files(&source().join(layer));
    all.push(source().join(format!("{layer}.rs")));
    let texts = all.iter().filter_map(|file| fs::read_to_string(file).ok());
    texts.flat_map(|text| uses_in(&text)).filter(|used| used != layer).collect()
}

fn uses_in(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (index, _) in text.match_indices("crate::") {
        let rest = &text[index + "crate::".len()..];
        match rest.strip_prefix('{') {
            None => found.push(first_word(rest)),
            Some(group) => found.extend(first_words_of_group(group).iter().map(|name| first_word(name))),
        }
    }
    found.retain(|name| !name.is_empty());
    found
}

fn first_word(text: &str) -> String {
    let end = text.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(text.len());
    text[..end].to_owned()
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

pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
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
