use std::{fs, path::Path};

use proptest::prelude::*;

use super::*;
use crate::{
    bulk::outcome::RowState,
    error::{Error, Result},
};

fn job(rows: u64) -> Job {
    Job {
        id: "1".into(),
        command: "user batch-create".into(),
        target: "P1".into(),
        input: "users.csv".into(),
        sha256: "0".into(),
        rows,
        started: String::new(),
        arguments: Vec::new(),
        folder: String::new(),
    }
}

fn begin(file: &Path, rows: u64) -> Result<Journal> {
    Journal::begin(Lock::take(file)?, file, &job(rows), std::iter::empty(), std::iter::empty())
}

fn created(user_id: &str) -> Outcome {
    Outcome::Created { user_id: user_id.into(), remark: None }
}

fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

fn send(journal: &Journal, rows: impl Iterator<Item = u64>, at: i64) {
    wait(journal.sending(Sending::new(rows, Some(at), 60))).unwrap();
}

fn done(journal: &Journal, outcomes: &[(u64, Outcome)]) {
    journal.done(outcomes.iter().map(|(row, outcome)| (*row, outcome))).unwrap();
}

fn read(file: &Path) -> JournalState {
    JournalState::read(file).unwrap().unwrap()
}

#[test]
fn a_journal_knows_what_was_sent_and_what_became_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("jobs/1.jsonl");
    assert!(JournalState::read(&file).unwrap().is_none());
    let journal = begin(&file, 6).unwrap();
    send(&journal, [0, 1, 2, 4].into_iter(), 100);
    send(&journal, [2].into_iter(), 150);
    let changed =
        Outcome::Updated { user_id: "U3".into(), changes: Some(2), not_set: vec!["password".into()] };
    done(&journal, &[(0, created("U1")), (1, Outcome::failed("taken")), (4, changed.clone())]);
    send(&journal, [5].into_iter(), 120);
    done(&journal, &[(5, Outcome::NotAttempted)]);
    journal.end().unwrap();
    let state = read(&file);
    use RowState::{Failed, InDoubt, NotSent, Settled};
    let states: Vec<RowState> = (0..6).map(|row| state.state(row)).collect();
    assert_eq!(states, [Settled, Failed, InDoubt, NotSent, Settled, NotSent]);
    let sent = Sent { first: Some(100), latest: Some(150), timeout: 60, changes: None };
    assert_eq!((state.sent(2), state.sent(0)), (Some(sent), None));
    assert_eq!(state.sent(5).and_then(|sent| sent.first), Some(120), "it may have been taken all the same");
    assert_eq!((state.count(NotSent), state.count(Settled)), (2, 2));
    assert!(state.ended && !state.is_finished());
    let mut prior = PriorOutcomes::new(state, file);
    assert_eq!(prior.outcome(0).unwrap(), Some(created("U1")));
    assert_eq!(prior.outcome(1).unwrap(), Some(Outcome::failed("taken")));
    assert_eq!(prior.outcome(4).unwrap(), Some(changed));
    assert_eq!(prior.outcome(2).unwrap(), None);
}

#[test]
fn a_deletion_remembers_its_users_and_a_creation_who_was_absent() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("1.jsonl");
    let users = (0..1500).map(|row| Ok((row % 3 > 0).then(|| format!("U{row}"))));
    let settled = (0..1500).step_by(3).map(|row| (row, Outcome::skipped("", "gone before")));
    let journal = Journal::begin(Lock::take(&file).unwrap(), &file, &job(1500), users, settled).unwrap();
    wait(journal.absent([3, 4, 9].into_iter())).unwrap();
    journal.end().unwrap();
    let state = read(&file);
    assert_eq!(state.count(RowState::Settled), 500, "rows that need not be done");
    assert_eq!((state.state(3), state.state(4)), (RowState::Settled, RowState::NotSent));
    assert!(state.was_absent(4) && state.was_absent(9) && !state.was_absent(5));
    let mut users = Vec::new();
    users_of(&file, |row, user| users.push((row, user.map(str::to_owned)))).unwrap();
    assert_eq!((users.len(), users.iter().filter(|(_, user)| user.is_some()).count()), (1500, 1000));
    assert_eq!((&users[1201], &users[0]), (&(1201, Some("U1201".into())), &(0, None)));
}

#[test]
fn a_line_that_a_crash_cut_is_dropped_and_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("1.jsonl");
    let journal = begin(&file, 3).unwrap();
    send(&journal, [0].into_iter(), 1);
    drop(journal.end());
    let whole = fs::read(&file).unwrap();
    fs::write(&file, [whole.as_slice(), b"12345678 {\"done\":[[0,{\"cre"].concat()).unwrap();
    let state = read(&file);
    assert_eq!(state.state(0), RowState::InDoubt);
    let journal = Journal::resume(Lock::take(&file).unwrap(), &file, &state).unwrap();
    done(&journal, &[(0, created("U1"))]);
    journal.end().unwrap();
    assert_eq!(read(&file).state(0), RowState::Settled);
}

#[test]
fn a_line_that_could_not_be_read_again_is_not_written() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("1.jsonl");
    let journal = begin(&file, 1).unwrap();
    let long = Outcome::failed("x".repeat(LONGEST_LINE as usize));
    assert!(journal.done(std::iter::once((0, &long))).is_err());
    journal.end().unwrap();
    assert_eq!(read(&file).state(0), RowState::NotSent);
}

#[test]
fn a_job_runs_once_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("1.jsonl");
    let first = begin(&file, 1).unwrap();
    assert!(begin(&file, 1).is_err());
    // Others may look at it.
    assert!(JournalState::read(&file).unwrap().is_some());
    first.end().unwrap();
    assert!(begin(&file, 1).is_ok());
}

#[test]
fn a_beginning_that_fails_leaves_the_older_journal() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("1.jsonl");
    begin(&file, 1).unwrap().end().unwrap();
    let users = (0..2500).map(|row| match row {
        2400 => Err(Error::failed("the plan cannot be read")),
        row => Ok(Some(format!("U{row}"))),
    });
    assert!(
        Journal::begin(Lock::take(&file).unwrap(), &file, &job(2500), users, std::iter::empty()).is_err()
    );
    assert_eq!(read(&file).job.rows, 1);
    let left = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(left.into_iter().all(|name| name == "1.jsonl" || name == "1.lock"));
}

#[cfg(unix)]
#[test]
fn a_lock_in_a_file_that_was_removed_is_none() {
    use super::writer::{is_at, open};
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("1.jsonl");
    let lock = Lock::take(&file).unwrap();
    let path = file.with_extension("lock");
    let opened = open(&path).unwrap();
    assert!(is_at(&opened, &path));
    fs::write(&file, "").unwrap();
    lock.remove_journal(&file).unwrap();
    assert!(!is_at(&opened, &path) && !file.exists());
    let _next = Lock::take(&file).unwrap();
    assert!(!is_at(&opened, &path), "the next file is another one");
}

#[test]
fn what_is_not_a_journal_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("1.jsonl");
    fs::write(&file, "hello\n").unwrap();
    assert!(JournalState::read(&file).is_err());
    assert!(JournalState::read(folder.path()).is_err());
}

/// A journal with these lines behind its job, with right checksums.
fn forged(rows: u64, lines: &[&str]) -> Result<Option<JournalState>> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("1.jsonl");
    let mut bytes = line_of(&Line::Job(&job(rows))).unwrap();
    for line in lines {
        bytes.extend(format!("{:08x} {line}\n", crc32fast::hash(line.as_bytes())).bytes());
    }
    fs::write(&file, bytes).unwrap();
    JournalState::read(&file)
}

#[test]
fn rows_that_no_job_has_are_refused() {
    assert!(forged(10, &[r#"{"sending":{"rows":[[0,9]],"at":1,"timeout":60}}"#]).is_ok());
    assert!(forged(1_000_000_000_000_000_000, &[]).is_err());
    let huge = format!(r#"{{"sending":{{"rows":[[0,{}]],"at":1,"timeout":60}}}}"#, u64::MAX);
    for line in [
        huge.as_str(),
        r#"{"sending":{"rows":[[5,3]],"at":1,"timeout":60}}"#,
        r#"{"sending":{"rows":[[0,10]],"at":1,"timeout":60}}"#,
        r#"{"done":[{"created":[9,["U1","U2"]]}]}"#,
        r#"{"done":[{"one":[18446744073709551615,"notAttempted"]}]}"#,
        r#"{"users":[10,["U1"]]}"#,
        r#"{"absent":[[11,12]]}"#,
        r#"{"sending":{"rows":[[0,1]],"at":1,"timeout":18446744073709551615}}"#,
    ] {
        assert!(forged(10, &[line]).is_err(), "{line}");
    }
}

#[test]
fn rows_that_follow_each_other_are_written_as_stretches() {
    assert_eq!(stretches([0, 1, 2, 5, 7, 8].into_iter()), [(0, 2), (5, 5), (7, 8)]);
}

proptest! {
    #[test]
    fn any_flipped_bit_is_noticed(place in 0_usize..1000, bit in 0_u8..8) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("1.jsonl");
        let journal = begin(&file, 3).unwrap();
        send(&journal, 0..3, 1);
        done(&journal, &[(0, created("U1")), (1, created("U2")), (2, Outcome::failed("taken"))]);
        journal.end().unwrap();
        let mut bytes = fs::read(&file).unwrap();
        let place = place % bytes.len();
        bytes[place] ^= 1 << bit;
        fs::write(&file, &bytes).unwrap();
        // A line end that became something else joins two lines, or cuts the last one off.
        let cut = place + 1 == bytes.len();
        prop_assert!(JournalState::read(&file).is_err() || cut);
    }
}
