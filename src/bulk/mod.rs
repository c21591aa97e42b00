//! Many rows, one operation, in three rooms: an input becomes checked rows, the rows become a plan, and a run
//! sends the plan. Each hands the next a finished thing.

pub mod input;
pub mod outcome;
pub mod plan;
pub mod reply;
pub mod run;
