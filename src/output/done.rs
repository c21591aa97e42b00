//! The document of a command that has nothing to show but that it is done.

use serde_json::{Map, Value, json};

use super::view::{Column, ColumnKind, Shape, View};

/// How it is shown.
pub const DONE: View = View {
    pointer: "",
    shape: Shape::One,
    columns: &[
        Column::text("Command", "command"),
        Column::text("About", "subject"),
        Column::text("Done", "done"),
        Column::new("Users", "users", ColumnKind::Number),
        Column::text("File", "file"),
    ],
    id: "subject",
    fields: &["schema", "command", "subject", "done", "users", "file"],
};

/// What a command has done.
#[derive(Debug, Default)]
pub struct Done<'d> {
    /// The command words.
    pub command: &'d str,
    /// Whom or what it was about.
    pub subject: Option<&'d str>,
    /// How many users it was about, where that is not one.
    pub users: Option<u64>,
    /// The file that was written.
    pub file: Option<String>,
    /// Whether it was a dry run, which has done nothing.
    pub is_dry_run: bool,
}

impl Done<'_> {
    /// The document. What there is nothing to say about is left out.
    #[must_use]
    pub fn document(&self) -> Value {
        let fields = [
            ("schema", json!("done.v1")),
            ("command", json!(self.command)),
            ("subject", json!(self.subject)),
            ("done", json!(!self.is_dry_run)),
            ("users", json!(self.users)),
            ("file", json!(self.file)),
        ];
        let said = fields.into_iter().filter(|(_, value)| !value.is_null());
        Value::Object(said.map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>())
    }
}
