//! The whole input is checked before the first request.

use std::{
    collections::HashMap,
    fmt,
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

use super::{
    row::{Attributes, RowParser, Shape},
    source::Source,
    work::normal_form,
};
use crate::error::Result;

/// Something wrong with one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Line of the input, counted from 1.
    pub line: u64,
    /// Column or field, where it is one.
    pub column: Option<String>,
    /// What is wrong with it.
    pub why: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.column {
            Some(column) => write!(formatter, "line {}, {column}: {}", self.line, self.why),
            None => write!(formatter, "line {}: {}", self.line, self.why),
        }
    }
}

/// Reads every row and returns how many there are. Problems go to `report` as they are found.
///
/// # Errors
/// When the input cannot be read to its end or a column is unknown.
pub fn check<S: Shape>(
    source: &Source,
    attributes: &Attributes,
    mut report: impl FnMut(Problem),
) -> Result<u64> {
    let rows = source.rows()?;
    let mut parser = RowParser::<S>::new(rows.header(), attributes.clone())?;
    let mut owners: HashMap<u64, u64> = HashMap::new();
    let mut count = 0;
    for row in rows {
        let row = row?;
        count += 1;
        match parser.parse(&row) {
            Err(problem) => report(problem),
            Ok(user) => {
                for login_id in &user.names {
                    if let Some(first) = owners.insert(fingerprint(login_id), row.line) {
                        report(Problem {
                            line: row.line,
                            column: Some("loginId".to_owned()),
                            why: format!("`{login_id}` stands in line {first} already"),
                        });
                    }
                }
            }
        }
    }
    Ok(count)
}

/// Sixty-four bits of a login ID instead of its text: a million rows in some megabytes.
fn fingerprint(login_id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    normal_form(login_id).hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::user::BatchUser;

    #[test]
    fn all_problems_of_the_file_are_found() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("users.csv");
        std::fs::write(
            &file,
            "loginId,email,additionalIdentifiers\na,x,\nb,,+1 555 123 4567\nb,,\n,,\nc,,+15551234567\n",
        )
        .unwrap();
        let source = Source::open(&file, None).unwrap();
        let mut problems = Vec::new();
        let rows =
            check::<BatchUser>(&source, &Attributes::default(), |problem| problems.push(problem.to_string()))
                .unwrap();
        assert_eq!(rows, 5);
        assert_eq!(
            problems,
            [
                "line 2, email: `x`: not an e-mail address, expected the form `name@example.com`",
                "line 4, loginId: `b` stands in line 3 already",
                "line 5, loginId: is missing",
                "line 6, loginId: `+15551234567` stands in line 3 already",
            ]
        );
    }
}
