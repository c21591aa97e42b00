//! Reading what a command is given in a file or on stdin.

use std::{io::Read as _, path::Path};

use serde_json::Value;

use crate::{
    bulk::input::unpacked,
    error::{Error, Result},
    private,
};

/// Most bytes that are read into memory.
const MOST: u64 = 256 << 20;

/// The content of a file, unpacked where it is packed with gzip; of stdin where the file is `-`.
///
/// # Errors
/// Usage when it cannot be read.
pub(super) fn read(file: &Path) -> Result<Vec<u8>> {
    let content = if is_stdin(file) {
        read_all(std::io::stdin())
    } else {
        // A device may have no end.
        private::open_input(file).and_then(read_all)
    };
    content.map_err(|cause| Error::usage(format!("could not read {}", name_of(file))).because(cause))
}

fn read_all(source: impl std::io::Read + Send + 'static) -> std::io::Result<Vec<u8>> {
    let mut content = Vec::new();
    unpacked(source)?.take(MOST + 1).read_to_end(&mut content)?;
    if content.len() as u64 > MOST {
        return Err(std::io::Error::other(format!("it is longer than {} MiB", MOST >> 20)));
    }
    Ok(content)
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
