//! Finds identifiers that stand twice among millions of rows, in memory that does not grow with them.

use std::{
    cmp::Reverse,
    collections::BinaryHeap,
    fs::File,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    io::{self, BufReader, BufWriter, Read, Seek as _, Write as _},
};

use icu_normalizer::ComposingNormalizerBorrowed;

use crate::ops::identifier::normal_form;

/// Entries kept in memory; more go to temporary files, sorted.
const IN_MEMORY: usize = 1 << 16;

/// Duplicates that are kept: nobody reads more.
const MOST: usize = 10_000;

/// A fingerprint, and the row where it stands.
type Entry = (u64, u64);

/// An identifier that stands in a row although an earlier one, or the same, has it already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duplicate {
    /// Number of the row where it stands again, from 0.
    pub number: u64,
    /// Number of the row where it stood first.
    pub first: u64,
    /// Fingerprint of the identifier.
    pub fingerprint: u64,
}

/// Sixty-four bits of an identifier instead of its text. Identifiers that the server takes for the same
/// have the same.
#[must_use]
pub fn fingerprint(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    normal_form(name).hash(&mut hasher);
    hasher.finish()
}

/// The same of an identifier without its case, however its letters are composed.
#[must_use]
pub fn fingerprint_of_any_case(name: &str) -> u64 {
    if name.is_ascii() {
        let mut lower = [0_u8; 128];
        if let Some(lower) = lower.get_mut(..name.len()) {
            lower.copy_from_slice(name.as_bytes());
            lower.make_ascii_lowercase();
            if let Ok(lower) = std::str::from_utf8(lower) {
                return fingerprint(lower);
            }
        }
    }
    fingerprint(&ComposingNormalizerBorrowed::new_nfc().normalize(&name.to_lowercase()))
}

/// Collects fingerprints with their rows, and finds those that stand twice by sorting them in pieces, in
/// files without a name.
#[derive(Default)]
pub(super) struct DuplicateFinder {
    entries: Vec<Entry>,
    runs: Vec<File>,
}

impl DuplicateFinder {
    /// Adds a fingerprint that stands in a row.
    pub(super) fn add(&mut self, fingerprint: u64, row: u64) -> io::Result<()> {
        self.entries.push((fingerprint, row));
        if self.entries.len() < IN_MEMORY {
            return Ok(());
        }
        self.entries.sort_unstable();
        let mut run = BufWriter::new(tempfile::tempfile()?);
        for (fingerprint, row) in self.entries.drain(..) {
            run.write_all(&fingerprint.to_le_bytes())?;
            run.write_all(&row.to_le_bytes())?;
        }
        let mut run = run.into_inner().map_err(io::IntoInnerError::into_error)?;
        run.rewind()?;
        self.runs.push(run);
        Ok(())
    }

    /// What stands twice, in the order of the rows, no more than [`MOST`]; and how many more there are.
    pub(super) fn found(mut self) -> io::Result<(Vec<Duplicate>, u64)> {
        self.entries.sort_unstable();
        let kept = self.entries.into_iter().map(Ok);
        let mut sources: Vec<Box<dyn Iterator<Item = io::Result<Entry>>>> = vec![Box::new(kept)];
        sources.extend(self.runs.into_iter().map(|run| Box::new(entries(BufReader::new(run))) as _));
        let mut heads = BinaryHeap::new();
        for (index, source) in sources.iter_mut().enumerate() {
            if let Some(entry) = source.next() {
                heads.push(Reverse((entry?, index)));
            }
        }
        let (mut found, mut more) = (Vec::new(), 0);
        let mut first: Option<Entry> = None;
        while let Some(Reverse(((fingerprint, row), index))) = heads.pop() {
            match first {
                Some((same, _)) if same == fingerprint && found.len() == MOST => more += 1,
                Some((same, first)) if same == fingerprint => {
                    found.push(Duplicate { number: row, first, fingerprint });
                }
                _ => first = Some((fingerprint, row)),
            }
            if let Some(entry) = sources[index].next() {
                heads.push(Reverse((entry?, index)));
            }
        }
        found.sort_unstable_by_key(|duplicate| (duplicate.number, duplicate.first));
        Ok((found, more))
    }
}

fn entries(mut run: impl Read) -> impl Iterator<Item = io::Result<Entry>> {
    std::iter::from_fn(move || {
        let (mut fingerprint, mut line) = ([0; 8], [0; 8]);
        match run.read_exact(&mut fingerprint).and_then(|()| run.read_exact(&mut line)) {
            Ok(()) => Some(Ok((u64::from_le_bytes(fingerprint), u64::from_le_bytes(line)))),
            Err(cause) if cause.kind() == io::ErrorKind::UnexpectedEof => None,
            Err(cause) => Some(Err(cause)),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn duplicates_are_found_across_runs() {
        let mut finder = DuplicateFinder::default();
        let many = 3 * IN_MEMORY as u64;
        // Spread out, as hashes are.
        let spread = |number: u64| number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        for row in 0..many {
            finder.add(spread(row), row).unwrap();
        }
        finder.add(spread(7), many).unwrap();
        finder.add(spread(7), many + 1).unwrap();
        finder.add(spread(many - 1), many + 2).unwrap();
        let (found, _) = finder.found().unwrap();
        let rows: Vec<(u64, u64)> =
            found.iter().map(|duplicate| (duplicate.number, duplicate.first)).collect();
        assert_eq!(rows, [(many, 7), (many + 1, 7), (many + 2, many - 1)]);
        assert_eq!(found[0].fingerprint, spread(7));
    }

    #[test]
    fn nothing_stands_twice_in_nothing() {
        assert_eq!(DuplicateFinder::default().found().unwrap(), (Vec::new(), 0));
    }

    #[test]
    fn of_very_many_some_are_kept_and_all_are_counted() {
        let mut finder = DuplicateFinder::default();
        for row in 0..3 * MOST as u64 {
            finder.add(row % 7, row).unwrap();
        }
        let (found, more) = finder.found().unwrap();
        assert_eq!((found.len(), found.len() as u64 + more), (MOST, 3 * MOST as u64 - 7));
    }

    #[test]
    fn letters_are_the_same_however_they_are_composed() {
        assert_eq!(fingerprint_of_any_case("J\u{f6}rg"), fingerprint_of_any_case("Jo\u{308}rg"));
        for (whole, parts) in [
            ("\u{1ec7}", "e\u{323}\u{302}"),
            ("\u{ae40}", "\u{1100}\u{1175}\u{11b7}"),
            ("\u{3ac}", "\u{3b1}\u{301}"),
        ] {
            assert_eq!(fingerprint_of_any_case(whole), fingerprint_of_any_case(parts), "{whole}");
        }
        assert_eq!(fingerprint_of_any_case("\u{c9}va"), fingerprint_of_any_case("e\u{301}va"));
        assert_ne!(fingerprint_of_any_case("J\u{f6}rg"), fingerprint_of_any_case("Jorg"));
    }

    #[test]
    fn phone_numbers_are_compared_without_separators() {
        assert_eq!(fingerprint("+1 555 123 4567"), fingerprint("+15551234567"));
        assert_ne!(fingerprint("1 555"), fingerprint("1555"));
    }
}
