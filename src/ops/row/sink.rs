//! What is sent for one row.

use serde::Serialize;
use serde_json::Value;

use crate::ops::{Call, Operation};

/// The bodies of the requests of one row and the identifiers of its user. Kept from row to row, so that
/// its memory is taken once. It may hold secrets, so that it has no `Debug`.
#[derive(Default)]
pub struct Sink {
    bodies: Vec<u8>,
    ends: Vec<u32>,
    names: String,
    /// Fields that are sent as empty, beside those of the struct.
    emptied: Vec<(String, Value)>,
    failure: Option<String>,
    /// The e-mail address of the user.
    address: String,
    /// What is doubtful about fields of the row, though they are sent.
    remarks: Vec<(&'static str, &'static str)>,
}

impl Sink {
    /// Makes it empty.
    pub fn clear(&mut self) {
        self.bodies.clear();
        self.ends.clear();
        self.names.clear();
        self.emptied.clear();
        self.failure = None;
        self.address.clear();
        self.remarks.clear();
    }

    /// Notes the e-mail address of the user.
    pub fn address(&mut self, address: &str) {
        self.address.push_str(address);
    }

    /// The e-mail address of the user; empty where there is none.
    #[must_use]
    pub fn user_address(&self) -> &str {
        &self.address
    }

    /// Notes what is doubtful about a field of the row.
    pub fn remark(&mut self, field: &'static str, remark: &'static str) {
        self.remarks.push((field, remark));
    }

    /// What is doubtful about fields of the row, though they are sent.
    #[must_use]
    pub fn doubts(&self) -> &[(&'static str, &'static str)] {
        &self.remarks
    }

    /// Adds the body of a request.
    pub fn body(&mut self, body: &impl Serialize) {
        let written = serde_json::to_writer(&mut self.bodies, body);
        self.close(written);
    }

    fn close(&mut self, mut written: serde_json::Result<()>) {
        if written.is_ok() && !self.emptied.is_empty() && self.bodies.pop() == Some(b'}') {
            for (name, value) in self.emptied.drain(..) {
                let is_first = self.bodies.last() == Some(&b'{');
                self.bodies.extend_from_slice(if is_first { b"" } else { b"," });
                written = written
                    .and_then(|()| serde_json::to_writer(&mut self.bodies, &name))
                    .map(|()| self.bodies.push(b':'))
                    .and_then(|()| serde_json::to_writer(&mut self.bodies, &value));
            }
            self.bodies.push(b'}');
        }
        match (written, u32::try_from(self.bodies.len())) {
            (Ok(()), Ok(end)) => self.ends.push(end),
            (Err(cause), _) => self.fail(&cause.to_string()),
            (_, Err(_)) => self.fail("it is too long"),
        }
    }

    /// Adds the request of an operation, and its user.
    pub fn request(&mut self, operation: &impl Operation) {
        if let Some(target) = Operation::target(operation) {
            self.name(target.user.as_str());
        }
        match operation.body() {
            Ok(body) => self.body(&body),
            Err(error) => self.fail(&error.reason().unwrap_or_default()),
        }
    }

    /// Adds an identifier of the user; the first one is shown.
    pub fn name(&mut self, name: &str) {
        if !self.names.is_empty() {
            self.names.push('\n');
        }
        self.names.push_str(name);
    }

    /// Has a field sent as empty.
    pub fn empty(&mut self, field: &str, value: Value) {
        self.emptied.push((field.to_owned(), value));
    }

    /// Whether the next body empties a field.
    #[must_use]
    pub fn has_emptied(&self) -> bool {
        !self.emptied.is_empty()
    }

    /// Notes that the row cannot be sent.
    pub fn fail(&mut self, why: &str) {
        self.failure.get_or_insert_with(|| format!("cannot be expressed in JSON: {why}"));
    }

    /// Why the row cannot be sent, where it cannot.
    #[must_use]
    pub fn failure(&self) -> Option<&str> {
        self.failure.as_deref()
    }

    /// The bodies as JSON text, one after another.
    #[must_use]
    pub fn bodies(&self) -> &[u8] {
        &self.bodies
    }

    /// Where each body ends.
    #[must_use]
    pub fn ends(&self) -> &[u32] {
        &self.ends
    }

    /// The bodies, one by one.
    pub fn each_body(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(&0).chain(&self.ends);
        starts.zip(&self.ends).filter_map(|(start, end)| self.bodies.get(*start as usize..*end as usize))
    }

    /// Identifiers of the user, one a line, the one to show first.
    #[must_use]
    pub fn names(&self) -> &str {
        &self.names
    }
}
