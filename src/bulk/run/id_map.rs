//! The map of IDs: the ID of each user in another system and here, as CSV. It is kept from run to run: a later
//! run, for which the users exist already, must not replace what the first one has said of them.

use std::{
    fs::File,
    io::{self, SeekFrom},
    path::{Path, PathBuf},
};

use csv::{Position, Reader, StringRecord, Writer};
use tempfile::NamedTempFile;

use super::report::create;
use crate::{bulk::input::fingerprint, private};

const HEADER: [&str; 4] = ["oldId", "loginId", "userId", "outcome"];

/// What a row of the map is of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry<'e> {
    pub(super) old_id: &'e str,
    pub(super) login_id: &'e str,
    pub(super) user_id: &'e str,
    pub(super) outcome: &'e str,
}

impl<'e> Entry<'e> {
    fn of(record: &'e StringRecord) -> Option<Self> {
        let cell = |place: usize| record.get(place);
        Some(Self { old_id: cell(0)?, login_id: cell(1)?, user_id: cell(2)?, outcome: cell(3)? })
    }

    fn row(self) -> [&'e str; 4] {
        [self.old_id, self.login_id, self.user_id, self.outcome]
    }

    fn fingerprint(self) -> u64 {
        fingerprint(&format!("{}\n{}", self.old_id, self.login_id))
    }

    /// How much is known of the user.
    fn rank(self) -> u8 {
        match self.outcome {
            "created" => 3,
            "updated" => 2,
            "skipped" => 1,
            _ => 0,
        }
    }

    /// Whether it says more of the same user than a later run does.
    fn outlives(self, later: Entry<'_>) -> bool {
        self.rank() > later.rank() && (later.user_id.is_empty() || later.user_id == self.user_id)
    }
}

/// Writes the map.
pub(super) struct IdMap {
    out: Writer<File>,
    earlier: Option<Earlier>,
}

/// The map of earlier runs. It stays as it is until the new one is complete.
struct Earlier {
    rows: Reader<File>,
    /// The fingerprint of each row, where it begins, and whether this run has it too; by fingerprint.
    places: Vec<(u64, Position, bool)>,
    new: NamedTempFile,
    path: PathBuf,
}

impl IdMap {
    /// Opens a map: a new one, or one that earlier runs have begun.
    ///
    /// # Errors
    /// When it cannot be written, or holds something else.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let is_begun = path.metadata().is_ok_and(|found| found.is_file() && found.len() > 0);
        let earlier = is_begun.then(|| Earlier::read(path)).transpose()?;
        let file = match &earlier {
            Some(earlier) => earlier.new.as_file().try_clone()?,
            None => create(path)?,
        };
        let mut out = Writer::from_writer(file);
        out.write_record(HEADER)?;
        Ok(Self { out, earlier })
    }

    /// Adds a row, or keeps that of an earlier run where it says more.
    pub(super) fn add(&mut self, entry: Entry<'_>) -> io::Result<()> {
        let known = match &mut self.earlier {
            Some(earlier) => earlier.take(entry)?,
            None => None,
        };
        let known = known.as_ref().and_then(Entry::of).filter(|known| known.outlives(entry));
        Ok(self.out.write_record(known.unwrap_or(entry).row())?)
    }

    /// Adds the rows of earlier runs that this one did not have, and puts the new map in the place of the old.
    pub(super) fn finish(mut self) -> io::Result<()> {
        let Some(Earlier { mut rows, mut places, new, path }) = self.earlier else { return self.out.flush() };
        places.retain(|(_, _, is_taken)| !is_taken);
        places.sort_unstable_by_key(|(_, place, _)| place.byte());
        for (_, place, _) in places {
            self.out.write_record(&at(&mut rows, place)?)?;
        }
        self.out.flush()?;
        drop((self.out, rows));
        // It takes the place of the only map there is.
        new.as_file().sync_all()?;
        new.persist(path).map(drop).map_err(|error| error.error)
    }
}

impl Earlier {
    fn read(path: &Path) -> io::Result<Self> {
        let other = || io::Error::new(io::ErrorKind::InvalidData, "it is there, and is no map of IDs");
        let path = private::canonical(path)?;
        let mut rows = Reader::from_reader(File::open(&path)?);
        let unread = |error: csv::Error| match error.into_kind() {
            csv::ErrorKind::Io(error) => error,
            _ => other(),
        };
        if rows.headers().map_err(unread)?.iter().ne(HEADER) {
            return Err(other());
        }
        let mut places = Vec::new();
        let mut record = StringRecord::new();
        while rows.read_record(&mut record).map_err(unread)? {
            let (Some(entry), Some(place)) = (Entry::of(&record), record.position()) else { continue };
            places.push((entry.fingerprint(), place.clone(), false));
        }
        places.sort_unstable_by_key(|(fingerprint, place, _)| (*fingerprint, place.byte()));
        let folder = path.parent().unwrap_or(Path::new("."));
        let new = NamedTempFile::new_in(folder)?;
        Ok(Self { rows, places, new, path })
    }

    /// The row of the same user, which this run has too.
    fn take(&mut self, entry: Entry<'_>) -> io::Result<Option<StringRecord>> {
        let print = entry.fingerprint();
        let first = self.places.partition_point(|(known, ..)| *known < print);
        for (_, place, is_taken) in self.places[first..].iter_mut().take_while(|(known, ..)| *known == print)
        {
            let record = at(&mut self.rows, place.clone())?;
            let is_same = Entry::of(&record)
                .is_some_and(|known| (known.old_id, known.login_id) == (entry.old_id, entry.login_id));
            if is_same && !*is_taken {
                *is_taken = true;
                return Ok(Some(record));
            }
        }
        Ok(None)
    }
}

fn at(rows: &mut Reader<File>, place: Position) -> io::Result<StringRecord> {
    let mut record = StringRecord::new();
    rows.seek_raw(SeekFrom::Start(place.byte()), place)?;
    rows.read_record(&mut record)?;
    Ok(record)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(path: &Path, rows: &[[&str; 4]]) -> String {
        let mut map = IdMap::open(path).unwrap();
        for [old_id, login_id, user_id, outcome] in rows {
            map.add(Entry { old_id, login_id, user_id, outcome }).unwrap();
        }
        map.finish().unwrap();
        std::fs::read_to_string(path).unwrap()
    }

    #[test]
    fn a_later_run_replaces_nothing_that_says_more() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ids.csv");
        let first = [
            ["1", "a", "U1", "created"],
            ["2", "b,\"x\"\ny", "U2", "updated"],
            ["3", "c", "", "failed"],
            ["4", "d", "U4", "created"],
            ["5", "e", "U5", "created"],
        ];
        run(&path, &first);
        let again = [
            ["3", "c", "U3", "created"],
            ["1", "a", "U1", "skipped"],
            ["2", "b,\"x\"\ny", "", "failed"],
            // Another user by now.
            ["4", "d", "U9", "skipped"],
        ];
        let text = run(&path, &again);
        let rows: Vec<Vec<String>> = Reader::from_reader(text.as_bytes())
            .records()
            .map(|row| row.unwrap().iter().map(str::to_owned).collect())
            .collect();
        let expected = [
            ["3", "c", "U3", "created"],
            ["1", "a", "U1", "created"],
            ["2", "b,\"x\"\ny", "U2", "updated"],
            ["4", "d", "U9", "skipped"],
            ["5", "e", "U5", "created"],
        ];
        assert_eq!(rows, expected.map(|row| row.map(str::to_owned).to_vec()));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_map_stays_as_it_was_until_the_new_one_is_complete() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ids.csv");
        let text = run(&path, &[["1", "a", "U1", "created"]]);
        let mut map = IdMap::open(&path).unwrap();
        map.add(Entry { old_id: "1", login_id: "a", user_id: "", outcome: "notAttempted" }).unwrap();
        drop(map);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
        std::fs::write(&path, "loginId,email\n").unwrap();
        let why = IdMap::open(&path).map(|_| ()).unwrap_err();
        assert!(why.to_string().contains("no map of IDs"), "{why}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "loginId,email\n");
    }
}
