//! Many rows of a file, one operation: source → row → check → engine → report.
//!
//! The engine gathers rows into batches and keeps several in flight; the courier carries each batch
//! out, and the journal makes sure that a row is never carried out twice.

mod array;
mod check;
mod create;
mod decode;
mod delete;
mod dispatch;
mod engine;
mod journal;
mod outcome;
mod patch;
mod report;
mod row;
mod source;
mod work;

pub use check::{Problem, check};
pub use create::Create;
pub use delete::Delete;
pub use engine::{Bounds, End, Engine, Listener, Wish};
pub use journal::{Job, Journal, Known, Past};
pub use outcome::Outcome;
pub use patch::Patch;
pub use report::{Report, Totals};
pub use row::{Attributes, Parsed, RowParser, Shape, wants_attributes};
pub use source::{Raw, Row, Rows, Source};
pub use work::{Item, Settled, Work};
