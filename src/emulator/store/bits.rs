//! Sets of user rows as bits, and the two forms in which a block of them is stored.

/// Rows per stored block.
pub(super) const BLOCK: i64 = 4096;
const WORDS: usize = 64;
/// Length of a block that is stored as bits; a shorter one is a list of 16-bit numbers.
const BYTES: usize = WORDS * 8;

/// A set of rows. It is as long as its highest row needs: 125 KB for a million.
#[derive(Clone, Default)]
pub(super) struct Bits {
    words: Vec<u64>,
}

impl Bits {
    pub(super) fn insert(&mut self, row: i64) {
        let Ok(row) = usize::try_from(row) else { return };
        if self.words.len() <= row / 64 {
            self.words.resize(row / 64 + 1, 0);
        }
        self.words[row / 64] |= 1 << (row % 64);
    }

    pub(super) fn contains(&self, row: i64) -> bool {
        let Ok(row) = usize::try_from(row) else { return false };
        self.words.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    pub(super) fn count(&self) -> i64 {
        self.words.iter().map(|word| i64::from(word.count_ones())).sum()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    pub(super) fn intersect(&mut self, other: &Self) {
        self.words.truncate(other.words.len());
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    pub(super) fn unite(&mut self, other: &Self) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    pub(super) fn subtract(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= !other;
        }
    }

    /// Its rows, in order.
    pub(super) fn rows(&self) -> impl Iterator<Item = i64> {
        self.words.iter().zip(0_i64..).flat_map(|(word, place)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros();
                left &= left.wrapping_sub(1);
                (bit < 64).then(|| place * 64 + i64::from(bit))
            })
        })
    }

    /// The first block in its stored form; nothing when it is empty.
    fn to_block(&self) -> Option<Vec<u8>> {
        let count = self.count();
        if count == 0 {
            return None;
        }
        if count * 2 < BYTES as i64 {
            let places = self.rows().filter_map(|row| u16::try_from(row).ok());
            return Some(places.flat_map(u16::to_le_bytes).collect());
        }
        Some(self.words.iter().flat_map(|word| word.to_le_bytes()).collect())
    }

    /// All blocks that are not empty, with their numbers.
    pub(super) fn blocks(&self) -> impl Iterator<Item = (i64, Vec<u8>)> {
        let numbered = (0_i64..).zip(self.words.chunks(WORDS));
        numbered.filter_map(|(number, words)| {
            let mut words = words.to_vec();
            words.resize(WORDS, 0);
            Some((number, Self { words }.to_block()?))
        })
    }

    /// Adds what a stored block holds.
    pub(super) fn add_block(&mut self, block: i64, stored: &[u8]) {
        if stored.len() < BYTES {
            for place in list(stored) {
                self.insert(block * BLOCK + i64::from(place));
            }
            return;
        }
        let first = usize::try_from(block).unwrap_or_default() * WORDS;
        if self.words.len() < first + WORDS {
            self.words.resize(first + WORDS, 0);
        }
        for (word, bytes) in self.words[first..].iter_mut().zip(stored.as_chunks::<8>().0) {
            *word |= u64::from_le_bytes(*bytes);
        }
    }
}

impl FromIterator<i64> for Bits {
    fn from_iter<T: IntoIterator<Item = i64>>(rows: T) -> Self {
        let mut bits = Self::default();
        rows.into_iter().for_each(|row| bits.insert(row));
        bits
    }
}

fn list(stored: &[u8]) -> impl Iterator<Item = u16> {
    stored.as_chunks::<2>().0.iter().map(|bytes| u16::from_le_bytes(*bytes))
}

/// A stored block with these rows put in or taken out, in turn; nothing when none is left.
pub(super) fn changed_block(stored: &[u8], changes: &[(i64, Change)]) -> Option<Vec<u8>> {
    let mut bits = Bits { words: vec![0; WORDS] };
    bits.add_block(0, stored);
    for (row, change) in changes {
        let place = row.rem_euclid(BLOCK);
        match change {
            Change::Joins => bits.insert(place),
            Change::Leaves => {
                if let Ok(place) = usize::try_from(place) {
                    bits.words[place / 64] &= !(1 << (place % 64));
                }
            }
        }
    }
    bits.to_block()
}

/// What happens to a row's place in a set.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    Joins,
    Leaves,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Blocks grow from nothing to a list to bits and back, and always hold what a plain set would.
        #[test]
        fn blocks_hold_what_was_put_in_and_not_taken_out(
            joins in proptest::collection::vec(0_i64..2 * BLOCK, 0..900),
            leaves in proptest::collection::vec(0_i64..2 * BLOCK, 0..900),
        ) {
            let mut plain = BTreeSet::new();
            let mut blocks: [Option<Vec<u8>>; 2] = [None, None];
            for (rows, change) in [(&joins, Change::Joins), (&leaves, Change::Leaves)] {
                for (number, stored) in (0_i64..).zip(&mut blocks) {
                    let changes: Vec<_> = rows.iter().filter(|row| *row / BLOCK == number).map(|row| (*row, change)).collect();
                    *stored = changed_block(stored.as_deref().unwrap_or_default(), &changes);
                }
                for row in rows {
                    if change == Change::Joins { plain.insert(*row) } else { plain.remove(row) };
                }
            }
            let mut bits = Bits::default();
            for (number, stored) in (0_i64..).zip(&blocks) {
                bits.add_block(number, stored.as_deref().unwrap_or_default());
            }
            prop_assert!(bits.rows().eq(plain.iter().copied()));
            let whole = (0_i64..).zip(&blocks).filter_map(|(number, stored)| Some((number, stored.clone()?)));
            prop_assert!(bits.blocks().eq(whole));
            prop_assert_eq!(bits.count(), i64::try_from(plain.len()).unwrap());
            prop_assert!(plain.iter().all(|row| bits.contains(*row)));
        }

        #[test]
        fn sets_combine_as_sets_do(a in proptest::collection::btree_set(0_i64..500, 0..80), b in proptest::collection::btree_set(0_i64..900, 0..80)) {
            let (left, right): (Bits, Bits) = (a.iter().copied().collect(), b.iter().copied().collect());
            let mut both = left.clone();
            both.intersect(&right);
            prop_assert!(both.rows().eq(a.intersection(&b).copied()));
            let mut rest = left.clone();
            rest.subtract(&right);
            prop_assert!(rest.rows().eq(a.difference(&b).copied()));
            let mut either = left;
            either.unite(&right);
            prop_assert!(either.rows().eq(a.union(&b).copied()));
            prop_assert_eq!(both.is_empty(), a.is_disjoint(&b));
        }
    }
}
