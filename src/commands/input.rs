//! Reading what a command is given in a file or on stdin.

use std::{fs, io::Read as _, path::Path};

use serde_json::Value;

use crate::error::{Error, Result};

/// The content of a file; of stdin where the file is `-`.
///
/// # Errors
/// Usage when it cannot be read.
pub(super) fn read(file: &Path) -> Result<Vec<u8>> {
    let content = if is_stdin(file) {
        let mut content = Vec::new();
        std::io::stdin().read_to_end(&mut content).map(|_| content)
    } else {
        fs::read(file)
    };
    content.map_err(|cause| Error::usage(format!("could not read {}", name_of(file))).because(cause))
}

/// The text in a file, without a byte order mark; of stdin where the file is `-`.
///
/// # Errors
/// Usage when it cannot be read or is not UTF-8.
pub(super) fn read_text(file: &Path) -> Result<String> {
    let text = String::from_utf8(read(file)?)
        .map_err(|cause| Error::usage(format!("{} is not UTF-8", name_of(file))).because(cause))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// The JSON value in a file; of stdin where the file is `-`.
///
/// # Errors
/// Usage when it cannot be read or is not JSON.
pub(super) fn read_json(file: &Path) -> Result<Value> {
    serde_json::from_str(&read_text(file)?)
        .map_err(|cause| Error::usage(format!("{} is not JSON", name_of(file))).because(cause))
}

/// The file as messages name it.
pub(super) fn name_of(file: &Path) -> String {
    if is_stdin(file) { "stdin".to_owned() } else { format!("`{}`", file.display()) }
}

fn is_stdin(file: &Path) -> bool {
    file == Path::new("-")
}
