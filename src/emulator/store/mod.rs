//! The only SQL of the emulator: one write connection, a pool of readers, one file per table group.

mod applications;
mod attributes;
mod bits;
mod challenges;
mod connection;
mod devices;
mod filters;
mod history;
mod lag;
mod links;
mod meta;
mod outbox;
mod record;
mod roles;
mod search;
mod sessions;
mod sets;
mod tenants;
mod text;
mod transaction;
mod users;

pub(super) use applications::Application;
pub(super) use attributes::{Attribute, AttributeType};
pub(super) use challenges::Challenge;
pub(super) use connection::{Store, lock};
pub(super) use devices::{Passkey, ProviderToken, TrustedDevice};
pub(super) use filters::{Filter, RoleNames};
pub(super) use history::Login;
pub(super) use outbox::{Message, Sent};
pub(super) use record::{Membership, Record, Status};
pub(super) use roles::Role;
pub(super) use search::{Order, Page, SortKey};
pub(super) use sets::{Clock, Flag};
pub(super) use tenants::Tenant;
pub(super) use transaction::Tx;
