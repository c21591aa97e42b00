//! Many rows of a file, one operation: source → row → check → dispatch → report.
//!
//! The first form: batch create, one request in flight. Each step is a file, so that journal and
//! pacing find their place between check and dispatch.

mod array;
mod check;
mod dispatch;
mod report;
mod row;
mod source;

pub use check::{Problem, check};
pub use dispatch::{Batch, Dispatcher};
pub use report::{Outcome, Report, Totals};
pub use row::{Attributes, RowParser, User};
pub use source::{Raw, Row, Rows, Source};
