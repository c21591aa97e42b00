//! Any configuration file: understood or refused with a reason, never a panic. What was understood can
//! be edited.

use std::path::Path;

use descopectl::profile::{decode::decode, edit::Edit};

/// One input.
pub(crate) fn run(text: &str) {
    let decoded = decode(text, Path::new("config.toml"));
    if let Err(error) = &decoded {
        let _ = error.to_string();
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("config.toml");
    std::fs::write(&file, text).unwrap();
    let Ok(config) = decoded else { return };
    let Ok(mut edit) = Edit::open(&file) else { return };
    for name in config.profiles.keys() {
        let _ = edit.set_default(name);
        let _ = edit.remove(name);
    }
    if edit.save().is_ok() {
        let after = std::fs::read_to_string(&file).unwrap();
        let after = decode(&after, &file).unwrap();
        assert!(after.profiles.is_empty(), "a profile that was removed is still there");
    }
}
