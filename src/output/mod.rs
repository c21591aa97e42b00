//! How documents are shown: as table, JSON, JSON lines, YAML, CSV or IDs, whole or page by page.
//!
//! [`View`] says what is known about a kind of document, [`Settings`] what the user asked for.
//! [`render`] shows a whole document, [`Stream`] a list as its pages come. Both write lists with the
//! same code, so that a list looks the same either way.

mod cell;
mod csv;
mod done;
mod field;
mod fit;
pub(crate) mod isolation;
mod json;
mod list;
mod paint;
pub(crate) mod query;
mod render;
#[cfg(test)]
mod sample;
mod stream;
mod table;
mod view;

pub use cell::{exact, membership};
pub use done::{DONE, Done};
pub use isolation::{WORD as QUERY_PROCESS, answer as answer_query};
pub use render::render;
pub use stream::Stream;
pub use view::{Column, ColumnKind, Fold, Format, Settings, Shape, View};
