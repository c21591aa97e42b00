//! WHAT the API offers: each operation is one struct and one line of a table. No HTTP, no printing.
//!
//! A struct's fields are at once the command's flags (clap) and the request's fields (serde). The
//! line adds the endpoint. Command, client, dry run, bulk, documents and tests derive from these two.

pub mod arguments;
pub mod attribute;
pub mod directory;
pub mod flags;
pub mod identifier;
pub mod jwt;
pub mod row;
pub mod secret;
pub mod sign_in;
pub mod spec;
pub mod test_user;
pub mod user;

pub use spec::{Accepts, Bucket, Call, Effect, Method, Operation, Repeat, Rows, Shown, Spec, TakenAway};

/// Every operation that has a command, in the order of the help.
#[must_use]
pub fn all() -> Vec<&'static Spec> {
    [
        user::SPECS,
        test_user::SPECS,
        jwt::SPECS,
        attribute::SPECS,
        directory::TENANT_SPECS,
        directory::ROLE_SPECS,
    ]
    .concat()
}
