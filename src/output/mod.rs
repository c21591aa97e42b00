//! How documents are shown: as table, JSON, JSON lines, YAML, CSV or IDs, whole or page by page.

mod cell;
mod query;
mod render;
mod stream;
mod table;
mod view;

pub use cell::exact;
pub use render::render;
pub use stream::Stream;
pub use view::{Column, ColumnKind, Format, Settings, Shape, View};
