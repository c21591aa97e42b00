//! Finds what stands twice among millions of rows, in memory that does not grow with them.

use std::{
    cmp::Reverse,
    collections::BinaryHeap,
    fs::File,
    io::{self, BufReader, BufWriter, Read, Seek as _, Write as _},
};

/// Entries kept in memory; more go to temporary files, sorted.
const IN_MEMORY: usize = 1 << 16;

/// Repeats that are kept: nobody reads more.
const MOST: usize = 10_000;

/// A fingerprint, and the row where it stands.
type Entry = (u64, u64);

/// Collects fingerprints with their rows.
#[derive(Default)]
pub(super) struct Repeats {
    entries: Vec<Entry>,
    runs: Vec<File>,
}

impl Repeats {
    /// Notes that a fingerprint stands in a row.
    pub(super) fn note(&mut self, fingerprint: u64, row: u64) -> io::Result<()> {
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

    /// Each repeat as the fingerprint, the row where it stands again, and the row where it stood first.
    pub(super) fn found(mut self) -> io::Result<Vec<(u64, u64, u64)>> {
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
        let mut found = Vec::new();
        let mut first: Option<Entry> = None;
        while let Some(Reverse(((fingerprint, row), index))) = heads.pop() {
            match first {
                Some((same, stood)) if same == fingerprint => found.push((fingerprint, row, stood)),
                _ => first = Some((fingerprint, row)),
            }
            if found.len() == MOST {
                break;
            }
            if let Some(entry) = sources[index].next() {
                heads.push(Reverse((entry?, index)));
            }
        }
        Ok(found)
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
    fn repeats_are_found_across_runs() {
        let mut repeats = Repeats::default();
        let many = 3 * IN_MEMORY as u64;
        // Spread out, as hashes are.
        let spread = |number: u64| number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        for line in 0..many {
            repeats.note(spread(line), line).unwrap();
        }
        repeats.note(spread(7), many).unwrap();
        repeats.note(spread(7), many + 1).unwrap();
        repeats.note(spread(many - 1), many + 2).unwrap();
        let mut found = repeats.found().unwrap();
        found.sort_unstable_by_key(|(_, line, _)| *line);
        let lines: Vec<(u64, u64)> = found.iter().map(|(_, line, first)| (*line, *first)).collect();
        assert_eq!(lines, [(many, 7), (many + 1, 7), (many + 2, many - 1)]);
    }

    #[test]
    fn nothing_stands_twice_in_nothing() {
        assert!(Repeats::default().found().unwrap().is_empty());
    }
}
