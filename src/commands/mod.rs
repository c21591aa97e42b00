//! Commands that are not a single API call; [`call`] runs those that are.

pub mod answers;
pub mod api;
pub mod backup;
pub mod batch;
pub mod call;
pub mod complete;
pub mod doctor;
pub mod documents;
#[cfg(feature = "emulator")]
pub mod emulator;
pub mod history;
mod input;
pub mod job;
pub mod limits;
pub mod profile;
mod refusal;
mod several;
pub mod source;
pub mod test_user;
pub mod user;
