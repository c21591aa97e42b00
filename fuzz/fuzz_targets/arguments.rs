//! Any text as any argument: understood or refused, never a panic.

#![no_main]

use std::str::FromStr;

use descopectl::{
    ops::{
        arguments::{Assignment, Email, Expiry, Instant, Membership, Name, Phone, SortField, TenantRoles},
        identifier::Identifier,
    },
    profile::{BaseUrl, ProfileName, ProjectId, Rate},
    span::Span,
};
use libfuzzer_sys::fuzz_target;

fn parse<T: FromStr>(text: &str) {
    drop(text.parse::<T>());
}

fuzz_target!(|text: &str| {
    parse::<Email>(text);
    parse::<Phone>(text);
    parse::<Assignment>(text);
    parse::<Membership>(text);
    parse::<TenantRoles>(text);
    parse::<SortField>(text);
    parse::<Instant>(text);
    parse::<Expiry>(text);
    parse::<Name>(text);
    parse::<Identifier>(text);
    parse::<Span>(text);
    parse::<BaseUrl>(text);
    parse::<ProfileName>(text);
    parse::<ProjectId>(text);
    parse::<Rate>(text);
    let words = ["descopectl"].into_iter().chain(text.split(' '));
    drop(descopectl::cli::parse(words));
});
