//! The configuration file: what a profile is, how it is read, edits that keep comments, and where
//! the management key comes from.

pub mod base_url;
pub mod decode;
pub mod edit;
pub mod files;
pub mod key;
pub mod model;
pub mod name;
pub mod project;
pub mod rate;

pub use base_url::BaseUrl;
pub use key::KeySource;
pub use model::{Config, Profile};
pub use name::ProfileName;
pub use project::ProjectId;
pub use rate::Rate;
