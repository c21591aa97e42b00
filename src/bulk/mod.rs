//! Many rows, one operation, in three stages: an input becomes checked rows, the rows become a plan, and a run
//! sends the plan. Each stage ends before the next one begins.

pub mod input;
pub mod outcome;
pub mod plan;
pub mod reply;
pub mod run;
