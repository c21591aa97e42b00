//! The two SQL functions of searches. Their second argument is a parameter, so it is read once a statement.

use std::collections::HashSet;

use memchr::memmem::Finder;
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::FromSqlError;
use rusqlite::{Connection, Result};

/// Stands before, between and after tags. JSON text has it only as an escape.
pub(super) const SEPARATOR: char = '\u{1f}';

/// The tags that a search wants, any of them.
enum Wanted {
    One(Box<Finder<'static>>),
    Any(HashSet<Vec<u8>>),
}

pub(super) fn register(connection: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("tagged", 2, flags, tagged)?;
    connection.create_scalar_function("has", 2, flags, has)
}

/// `tagged(tags, wanted)`: whether the tags have one of those wanted, which are separated like the tags.
fn tagged(context: &mut Context<'_>) -> Result<bool> {
    let wanted = context.get_or_create_aux(1, |wanted| {
        let parts: HashSet<Vec<u8>> = split(wanted.as_bytes()?).map(<[u8]>::to_vec).collect();
        Ok::<_, FromSqlError>(match parts.iter().next() {
            Some(only) if parts.len() == 1 => {
                let separator = [SEPARATOR as u8];
                Wanted::One(Box::new(
                    Finder::new(&[&separator, only.as_slice(), &separator].concat()).into_owned(),
                ))
            }
            _ => Wanted::Any(parts),
        })
    })?;
    let tags = context.get_raw(0).as_bytes()?;
    Ok(match &*wanted {
        Wanted::One(finder) => finder.find(tags).is_some(),
        Wanted::Any(parts) => split(tags).any(|tag| parts.contains(tag)),
    })
}

/// `has(text, term)`: whether the term stands somewhere in the text.
fn has(context: &mut Context<'_>) -> Result<bool> {
    let finder = context
        .get_or_create_aux(1, |term| Ok::<_, FromSqlError>(Finder::new(term.as_bytes()?).into_owned()))?;
    Ok(finder.find(context.get_raw(0).as_bytes()?).is_some())
}

fn split(tags: &[u8]) -> impl Iterator<Item = &[u8]> {
    tags.split(|byte| *byte == SEPARATOR as u8).filter(|tag| !tag.is_empty())
}
