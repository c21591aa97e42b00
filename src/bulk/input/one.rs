//! One user as a JSON object, read as a row of a batch is.

use serde_json::{Map, Value};

use super::{
    columns::{Mapping, Options},
    records::{Content, Record},
    schema::RowSchema,
};
use crate::{
    error::{Error, Result},
    ops::row::{RowType, Sink},
};

/// The request fields of a user. `place` is where the object comes from.
///
/// # Errors
/// Usage, with all that is wrong with it.
pub fn one_user(rows: &'static RowType, user: Map<String, Value>, place: &str) -> Result<Map<String, Value>> {
    // What is typed for one user is meant as it is: JSON has `null` for nothing.
    let options = Options { keeps_words: true, ..Options::default() };
    let mut schema = RowSchema::of_header(rows, &[], &Mapping { options, ..Mapping::default() })?;
    let (mut sink, mut problems) = (Sink::default(), Vec::new());
    let mut record = Record { line: 1, content: Content::Object(user, &[]) };
    schema.read(&mut record, &mut sink, &mut |problem| problems.push(problem));
    problems.extend(schema.problems_of_all());
    if !problems.is_empty() {
        let problems = problems.iter().map(|problem| match &problem.column {
            Some(column) => format!("{column}: {}", problem.why.trim_end_matches(" (1 row)")),
            None => problem.why.clone(),
        });
        let why: Vec<String> = problems.collect();
        return Err(Error::usage(format!("the user of {place} cannot be sent")).because(why.join("; ")));
    }
    let cannot = |cause| Error::failed(format!("could not read the user of {place}")).because(cause);
    serde_json::from_slice(sink.bodies()).map_err(cannot)
}
