//! The only SQL of the emulator: one write connection, a pool of readers, one file per table group.

mod applications;
mod attributes;
mod challenges;
mod connection;
mod devices;
mod entry;
mod filters;
mod functions;
mod history;
mod lag;
mod meta;
mod outbox;
mod record;
mod roles;
mod search;
mod sessions;
mod tenants;
mod transaction;
mod users;

pub(super) use applications::Application;
pub(super) use attributes::{Attribute, AttributeType, Choice, Scope};
pub(super) use challenges::Challenge;
pub(super) use connection::{Store, lock, open_private};
pub(super) use devices::{Passkey, TrustedDevice};
pub(super) use entry::Flag;
pub(super) use filters::{Filter, Listed, RoleNames, Time};
pub(super) use history::Login;
pub(super) use meta::SIGNING_KEY;
pub(super) use outbox::Message;
pub(super) use record::{Family, Membership, Record, Status};
pub(super) use roles::Role;
pub(super) use search::{Order, Page, SortKey};
pub(super) use tenants::Tenant;
pub(super) use transaction::Tx;
