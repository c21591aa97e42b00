//! Any jq expression: understood or refused with a reason, never a panic. It is not run: a filter may
//! take as long as it likes.

use descopectl::output::{Format, Settings};

/// One input.
pub(crate) fn run(text: &str) {
    let settings = Settings { format: Format::Json, query: Some(text.to_owned()), ..Settings::default() };
    if let Err(error) = settings.check() {
        let _ = error.to_string();
    }
}
