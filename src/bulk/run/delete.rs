//! Deleting users: resolved to user IDs before the question, saved, then `delete/batch`.
//!
//! A user ID is never given to another user. So a row means the same user whatever happens between question
//! and deletion, or between a killed run and the next.

use std::{
    collections::{HashMap, HashSet},
    fs::File,
    io::{self, BufWriter, Seek as _, Write},
};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    look_up::{LookUp, Reached},
    work::{Findings, Pending, Tools, Work},
};
use crate::{
    api::{
        Client, Reply, Request,
        users::{MANY, load_ids, of_another, user_id_of},
    },
    bulk::{
        input::{CheckedRow, Problem, fingerprint},
        outcome::{NO_SUCH_USER, Outcome},
        plan::{Item, Plan, PlanWriter},
    },
    error::{Error, Result},
    ops::{Operation as _, Spec, row::repeated, user},
};

/// What is said of a row whose user an earlier run has deleted.
pub const GONE: &str = "the user was deleted by an earlier run of this job";

/// The user of a row. It stands in the plan in place of a request body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Resolved {
    /// The user of this ID.
    User(String),
    /// The user of this ID, whom the row in this line deletes already.
    SameAs(String, u64),
    /// There is no such user.
    Missing,
}

impl Resolved {
    /// The user ID, where there is a user.
    fn user_id(&self) -> Option<&str> {
        match self {
            Self::User(id) | Self::SameAs(id, _) => Some(id),
            Self::Missing => None,
        }
    }

    /// What the plan says about a row of a deletion.
    fn of(item: &Item) -> Self {
        serde_json::from_slice(item.body()).unwrap_or(Self::Missing)
    }
}

/// A deletion: its users by ID, and their records until these are saved.
pub struct DeletePlan {
    /// The rows.
    pub plan: Plan,
    /// Users who exist, each counted once.
    pub users: u64,
    /// Rows that name one user by one identifier and somebody else by another.
    pub of_several: Vec<Problem>,
    records: File,
}

/// Users of a deletion that was interrupted who are still to be deleted.
#[derive(Debug, PartialEq, Eq)]
pub struct UsersLeft {
    /// How many there are.
    pub count: u64,
    /// The first ones.
    pub first: Vec<String>,
}

/// A deletion that is being planned.
pub struct DeletePlanner {
    plan: PlanWriter,
    records: BufWriter<File>,
    users: u64,
    /// Lines of users by the fingerprint of their ID.
    lines: HashMap<u64, u64>,
}

impl DeletePlanner {
    /// A deletion without users.
    ///
    /// # Errors
    /// When there is no room for it.
    pub fn new() -> Result<Self> {
        let records = tempfile::tempfile().map_err(no_room)?;
        Ok(Self {
            plan: PlanWriter::new()?,
            records: BufWriter::new(records),
            users: 0,
            lines: HashMap::new(),
        })
    }

    fn add(
        &mut self,
        line: u64,
        names: &str,
        source: &[u8],
        user: Option<&str>,
        record: Option<&Value>,
    ) -> Result<()> {
        let resolved = match user {
            None => Resolved::Missing,
            Some(id) => match self.lines.get(&fingerprint(id)) {
                Some(line) => Resolved::SameAs(id.to_owned(), *line),
                None => {
                    self.lines.insert(fingerprint(id), line);
                    self.users += 1;
                    if let Some(record) = record {
                        writeln!(self.records, "{record}").map_err(no_room)?;
                    }
                    Resolved::User(id.to_owned())
                }
            },
        };
        let body = serde_json::to_vec(&resolved)
            .map_err(|cause| Error::failed("could not plan a deletion").because(cause))?;
        let number = self.plan.rows();
        self.plan.add(&CheckedRow { number, line, bodies: &body, ends: &[], names, address: "", source })
    }

    /// Adds a user whose record is at hand, such as one whom a search shows.
    ///
    /// # Errors
    /// When there is no room for it.
    pub fn add_record(&mut self, record: &Value) -> Result<()> {
        let id = user_id_of(record);
        let login_id = record.pointer("/loginIds/0").and_then(Value::as_str).unwrap_or(&id);
        let user = Some(id.as_str()).filter(|id| !id.is_empty());
        // A row that fails goes to the file of failures as JSON, which a later deletion reads.
        let source = json!({ "userId": id }).to_string();
        self.add(self.plan.rows() + 1, login_id, source.as_bytes(), user, Some(record))
    }

    /// The finished plan.
    ///
    /// # Errors
    /// When there is no room for it.
    pub fn finish(self) -> Result<DeletePlan> {
        let records = self.records.into_inner().map_err(|error| no_room(error.into_error()))?;
        Ok(DeletePlan { plan: self.plan.finish()?, users: self.users, of_several: Vec::new(), records })
    }
}

impl DeletePlan {
    /// Looks the users of all rows up. `reached` hears how far that has come.
    ///
    /// # Errors
    /// Those of the look-ups: nothing was deleted then.
    pub async fn resolve(
        client: &Client,
        rows: &Plan,
        look_up: LookUp,
        names_several: bool,
        reached: impl FnMut(Reached),
    ) -> Result<Self> {
        let mut writer = DeletePlanner::new()?;
        let mut of_several = Vec::new();
        let add = |item: &Item, user: Option<&Value>| {
            if let Some(user) = user.filter(|_| names_several) {
                let body = item.value();
                let address = body.get("email").and_then(Value::as_str);
                let other = of_another(user, item.names().skip(1).chain(address));
                of_several.extend(other.map(|other| problem_of_several(item, user, other)));
            }
            let id = user.map(user_id_of).filter(|id| !id.is_empty());
            let names: Vec<&str> = item.names().collect();
            writer.add(item.line, &names.join("\n"), item.source(), id.as_deref(), user)
        };
        look_up.run(client, rows.items()?, reached, add).await?;
        Ok(Self { of_several, ..writer.finish()? })
    }

    /// The users for whom an earlier run of the job was confirmed: by row, as its journal has them. Their
    /// records were saved by that run.
    ///
    /// # Errors
    /// When the plan cannot be read.
    pub fn resumed(rows: &Plan, users: &[Option<String>]) -> Result<Self> {
        let mut writer = DeletePlanner::new()?;
        for item in rows.items()? {
            let item = item?;
            let user = usize::try_from(item.index).ok().and_then(|index| users.get(index));
            let names: Vec<&str> = item.names().collect();
            let user = user.and_then(Option::as_deref);
            writer.add(item.line, &names.join("\n"), item.source(), user, None)?;
        }
        writer.finish()
    }

    /// The users whose row is not settled yet, the first ones by the names in their rows.
    ///
    /// # Errors
    /// When the plan cannot be read.
    pub fn users_left(&self, is_settled: impl Fn(u64) -> bool, most_names: usize) -> Result<UsersLeft> {
        let mut left = UsersLeft { count: 0, first: Vec::new() };
        for item in self.plan.items()? {
            let item = item?;
            let Resolved::User(id) = Resolved::of(&item) else { continue };
            if is_settled(item.index) {
                continue;
            }
            left.count += 1;
            if left.first.len() < most_names {
                let name = item.name();
                left.first.push(if name == id { id } else { format!("{name} ({id})") });
            }
        }
        Ok(left)
    }

    /// The first rows that delete nobody, with the reason. Those of `gone` named somebody once.
    ///
    /// # Errors
    /// When the plan cannot be read.
    pub fn rows_without_user(&self, gone: &HashSet<u64>, most: usize) -> Result<Vec<String>> {
        let mut rows = Vec::new();
        for item in self.plan.items()? {
            let item = item?;
            let why = match Resolved::of(&item) {
                Resolved::User(_) => continue,
                Resolved::SameAs(_, line) => format!("the user of line {line}"),
                Resolved::Missing if gone.contains(&item.index) => GONE.to_owned(),
                Resolved::Missing => NO_SUCH_USER.to_owned(),
            };
            rows.push(format!("line {}, {}: {why}", item.line, item.name()));
            if rows.len() == most {
                break;
            }
        }
        Ok(rows)
    }

    /// Names of the first rows that never named anybody.
    ///
    /// # Errors
    /// When the plan cannot be read.
    pub fn names_of_nobody(&self, gone: &HashSet<u64>, most: usize) -> Result<Vec<String>> {
        let is_of_nobody =
            |item: &Item| Resolved::of(item) == Resolved::Missing && !gone.contains(&item.index);
        let names = self.plan.items()?.filter_map(|item| {
            item.map(|item| is_of_nobody(&item).then(|| item.name().to_owned())).transpose()
        });
        names.take(most).collect()
    }

    /// The user ID of each row, for the journal.
    ///
    /// # Errors
    /// When the plan cannot be read.
    pub fn user_ids(&self) -> Result<impl Iterator<Item = Result<Option<String>>> + use<>> {
        let items = self.plan.items()?;
        Ok(items.map(|item| item.map(|item| Resolved::of(&item).user_id().map(str::to_owned))))
    }

    /// The records of the first users, for the question.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn first_records(&self, most: usize) -> Result<Vec<Value>> {
        let mut file = self.records.try_clone().map_err(no_room)?;
        file.rewind().map_err(no_room)?;
        let lines = io::BufRead::lines(io::BufReader::new(file)).take(most);
        let records = lines.map(|line| Ok(serde_json::from_str(&line?)?));
        records.collect::<io::Result<Vec<Value>>>().map_err(no_room)
    }

    /// Rows of these that name nobody by now.
    ///
    /// # Errors
    /// When the plan cannot be read.
    pub fn gone(&self, is_asked_for: impl Fn(u64) -> bool) -> Result<HashSet<u64>> {
        let is_gone = |item: &Item| is_asked_for(item.index) && Resolved::of(item) == Resolved::Missing;
        let items = self.plan.items()?;
        items.filter_map(|item| item.map(|item| is_gone(&item).then_some(item.index)).transpose()).collect()
    }

    /// Writes the full records of all users.
    ///
    /// # Errors
    /// Those of the output.
    pub fn save(&self, out: &mut impl Write) -> io::Result<()> {
        let mut file = self.records.try_clone()?;
        file.rewind()?;
        io::copy(&mut io::BufReader::new(file), out)?;
        out.flush()
    }
}

/// What is wrong with a row that names a user by one identifier and somebody else by another.
#[must_use]
pub fn problem_of_several(item: &Item, user: &Value, other: &str) -> Problem {
    let (name, other) = (repeated(item.name()), repeated(other));
    let why = format!(
        "`{name}` is the user {}, who has no `{other}`: correct the row, or leave that column out with `--map 'COLUMN='`",
        repeated(&user::person(user))
    );
    Problem { file: item.file.clone(), line: item.line, column: None, why }
}

fn no_room(cause: io::Error) -> Error {
    Error::failed("could not keep the records of the users, nothing was deleted")
        .because(cause)
        .hint("they are kept in the folder for temporary files meanwhile: make room, or set `TMPDIR`")
}

/// Deletes users whose records are saved.
pub struct Delete;

impl Work for Delete {
    fn spec(&self) -> &'static Spec {
        &user::BatchDelete::SPEC
    }

    fn rows_together(&self) -> usize {
        MANY
    }

    fn requests(&self, rows: &[Pending]) -> Result<Vec<Request>> {
        let ids: Vec<String> = rows.iter().filter_map(|row| id_of(&row.item)).collect();
        Ok(vec![Request::new(&user::BatchDelete::SPEC, json!({ "userIds": ids }))])
    }

    /// Settles the rows that delete no user.
    async fn prepare(&self, _tools: Tools<'_>, rows: &[Pending]) -> Result<Findings> {
        let mut findings = Findings::default();
        for row in rows.iter().cloned() {
            match Resolved::of(&row.item) {
                Resolved::User(_) => findings.ready.push(row),
                Resolved::SameAs(id, line) => {
                    findings.settle(row, Outcome::skipped(id, format!("line {line} names the same user")));
                }
                Resolved::Missing => findings.settle(row, Outcome::failed(NO_SUCH_USER)),
            }
        }
        Ok(findings)
    }

    /// The API's reply is an empty object, and says nothing of single users: success means all. Any other reply
    /// proves nothing, so that the users are looked up.
    async fn settle(&self, tools: Tools<'_>, rows: &[Pending], reply: &Reply) -> Result<Findings> {
        let mut findings = Findings::default();
        if !reply.object()?.is_empty() {
            let (_, present) = split_gone(&tools, rows).await?;
            if !present.is_empty() {
                return Err(reply.useless("the reply is not that of a deletion, and users are still there"));
            }
        }
        rows.iter().cloned().for_each(|row| settle_deleted(&mut findings, row));
        Ok(findings)
    }

    /// A user who is gone was deleted by the request without an answer, or by somebody else.
    async fn look_up(&self, tools: Tools<'_>, rows: &[Pending]) -> Result<Findings> {
        let (gone, ready) = split_gone(&tools, rows).await?;
        let mut findings = Findings::ready(ready);
        gone.into_iter().for_each(|row| settle_deleted(&mut findings, row));
        Ok(findings)
    }

    /// A request that was refused has deleted nobody: a user who is gone was deleted by an earlier sending of this
    /// job, or by somebody else where there was none.
    async fn look_up_refused(&self, tools: Tools<'_>, rows: &[Pending]) -> Result<Findings> {
        let (gone, ready) = split_gone(&tools, rows).await?;
        let mut findings = Findings { to_halve: ready, ..Findings::default() };
        for row in gone {
            if row.was_sent_before {
                settle_deleted(&mut findings, row);
            } else {
                let user_id = id_of(&row.item).unwrap_or_default();
                findings.settle(row, Outcome::skipped(user_id, "somebody else has deleted the user"));
            }
        }
        Ok(findings)
    }
}

/// Rows whose user is gone, and the others.
async fn split_gone(tools: &Tools<'_>, rows: &[Pending]) -> Result<(Vec<Pending>, Vec<Pending>)> {
    let ids: Vec<String> = rows.iter().filter_map(|row| id_of(&row.item)).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let present: HashSet<String> = load_ids(tools.client, &ids).await?.iter().map(user_id_of).collect();
    let is_gone = |row: &Pending| id_of(&row.item).is_some_and(|id| !present.contains(&id));
    Ok(rows.iter().cloned().partition(is_gone))
}

fn id_of(item: &Item) -> Option<String> {
    Resolved::of(item).user_id().map(str::to_owned)
}

fn settle_deleted(findings: &mut Findings, row: Pending) {
    let user_id = id_of(&row.item).unwrap_or_default();
    findings.settle(row, Outcome::Deleted { user_id });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(ids: &[&str]) -> DeletePlan {
        let mut planner = DeletePlanner::new().unwrap();
        for id in ids {
            planner.add_record(&json!({"userId": id, "loginIds": [format!("login of {id}")]})).unwrap();
        }
        planner.finish().unwrap()
    }

    #[test]
    fn a_user_is_deleted_and_counted_once() {
        let plan = records(&["U1", "U2", "U1"]);
        assert_eq!((plan.users, plan.plan.rows), (2, 3));
        let rows: Vec<Resolved> =
            plan.plan.items().unwrap().map(|item| Resolved::of(&item.unwrap())).collect();
        let expected =
            [Resolved::User("U1".into()), Resolved::User("U2".into()), Resolved::SameAs("U1".into(), 1)];
        assert_eq!(rows, expected);
        let mut saved = Vec::new();
        plan.save(&mut saved).unwrap();
        assert_eq!(saved.iter().filter(|byte| **byte == b'\n').count(), 2);
        assert_eq!(plan.first_records(1).unwrap()[0]["userId"], "U1");
        // The row that names a user again is settled, and nobody is deleted by that.
        let left = |settled: u64| plan.users_left(|row| row == settled, 1).unwrap();
        let first = || vec!["login of U1 (U1)".to_owned()];
        assert_eq!(left(2), UsersLeft { count: 2, first: first() });
        assert_eq!(left(1), UsersLeft { count: 1, first: first() });
    }

    #[test]
    fn a_resumed_deletion_is_about_the_users_of_before() {
        let rows = records(&["U1", "U2"]).plan;
        let ids: Vec<Option<String>> =
            records(&["U1", "U2"]).user_ids().unwrap().map(Result::unwrap).collect();
        let resumed = DeletePlan::resumed(&rows, &[ids[0].clone(), None]).unwrap();
        let users: Vec<Option<String>> = resumed.user_ids().unwrap().map(Result::unwrap).collect();
        assert_eq!(users, [Some("U1".into()), None]);
        assert_eq!(resumed.users, 1);
    }
}
