//! Many rows of a file, one operation: source → row → check → engine → report.
//!
//! The engine gathers rows into batches and keeps several in flight; the courier carries each batch
//! out, and the journal makes sure that a row is never carried out twice.

mod array;
mod check;
mod columns;
mod create;
mod decode;
mod delete;
mod dispatch;
mod each;
mod engine;
pub mod input;
mod journal;
mod junit;
mod outcome;
mod patch;
mod repeats;
mod report;
mod row;
mod shape;
mod source;
mod work;

pub use check::{Checked, Directory, Problem, check};
pub use columns::Mapping;
pub use create::{BATCH, Create};
pub use delete::Delete;
pub use each::{Each, runs_anew};
pub use engine::{Bounds, End, Engine, Listener, Next, Wish};
pub use journal::{Earlier, Job, Journal, Known, Lock, Past};
pub use outcome::Outcome;
pub use patch::Patch;
pub use report::{Files, Report, Totals};
pub use row::{Attributes, RowParser};
pub use shape::{Emptying, Parsed, RowOf, Shape, UserRow, row_command};
pub use source::{Raw, Row, Rows, STDIN, Source, TableForm};
pub use work::{Item, Settled, Work};
