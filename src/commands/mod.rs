//! What is more than one request; [`call`] is the road that all operations take.

pub mod api;
pub mod batch;
pub mod call;
pub mod doctor;
pub mod documents;
#[cfg(feature = "emulator")]
pub mod emulator;
mod input;
pub mod job;
pub mod limits;
pub mod profile;
pub mod run;
pub mod test_user;
pub mod user;
