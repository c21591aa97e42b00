//! The first room of a bulk job: bytes become records, records become rows, rows become checked rows in
//! sending form. No HTTP.
//!
//! An input is opened once and read once, as a stream: a pipe is never stored. Each row is parsed once, and
//! all its problems come out at once.

mod arrangement;
mod array;
mod attributes;
mod beginning;
mod beside;
mod check;
mod columns;
mod decode;
mod directory;
mod duplicates;
mod failures;
mod fill;
mod headings;
mod json;
mod ldif;
mod lines;
mod lists;
mod no_row;
mod one;
mod other_file;
mod problem;
mod records;
mod schema;
mod source;
pub mod sources;
mod state;
mod table;
mod tally;
mod transform;
mod workbook;

pub use attributes::Attributes;
pub use check::{Checked, CheckedRow, Checker, Found, check};
pub use columns::{Mapping, Options, Translation};
pub use decode::{Charset, unpacked};
pub use directory::{Absence, Directory, several_tenants};
pub use duplicates::{Duplicate, fingerprint, fingerprint_of_any_case};
pub use failures::{FailureWriter, REASON, SourceForm};
pub use one::one_user;
pub use problem::Problem;
pub use schema::{RowSchema, said_of_renamed};
pub use source::{Input, Opening, STDIN};
pub use tally::Lines;
pub use transform::{RECORDS_PROCESS, Transform, Transformed, serve_records};

#[cfg(test)]
mod as_flags;
#[cfg(test)]
mod tests;
