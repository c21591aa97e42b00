//! The run of a plan: requests in flight, a journal, and a report in which each row is counted once.
//!
//! No file format is known here: rows come from the plan, and failed rows go back through the writer that the
//! input hands over.

mod create;
mod delete;
mod engine;
mod id_map;
mod journal;
mod junit;
mod look_up;
mod patch;
mod per_row;
mod report;
mod sender;
mod truth;
mod work;

pub use create::{Create, DIFFERS, EXISTS, address_beside};
pub use delete::{Delete, DeletePlan, DeletePlanner, GONE, UsersLeft, problem_of_several};
pub use engine::{Bounds, End, Ended, Engine, Listener, Next, Shutdown};
pub use journal::{Job, Journal, JournalState, Lock, PriorOutcomes, users_of};
pub use look_up::{LookUp, Reached};
pub use patch::Patch;
pub use per_row::{HELD_IN_TENANT, PerRow};
pub use report::{Files, Refusal, Report, Totals};
pub use truth::{changes_by_creation, changes_nothing};
pub use work::{Pending, Work};
