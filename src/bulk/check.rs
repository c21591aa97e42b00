//! The whole input is checked before the first request.

use std::{
    collections::{HashMap, HashSet},
    fmt,
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

use serde_json::Value;

use super::{
    columns::nearest,
    repeats::Repeats,
    row::{Attributes, RowParser},
    source::Source,
    work::normal_form,
};
use crate::{
    error::{Error, Result},
    ops::identifier::Identifier,
};

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

/// What the project has, so that rows can be checked against it.
#[derive(Debug, Default)]
pub struct Directory {
    roles: HashSet<String>,
    /// Roles that only one tenant has, by tenant.
    tenant_roles: HashMap<String, HashSet<String>>,
    tenants: HashSet<String>,
    attributes: Attributes,
}

impl Directory {
    /// Reads the replies that list roles, tenants and attribute definitions.
    #[must_use]
    pub fn of_replies(roles: &Value, tenants: &Value, attributes: Attributes) -> Self {
        let text = |entry: &Value, name: &str| entry.get(name).and_then(Value::as_str).map(str::to_owned);
        let list = |reply: &Value, name: &str| reply.get(name).and_then(Value::as_array).cloned();
        let mut directory = Self { attributes, ..Self::default() };
        for role in list(roles, "roles").unwrap_or_default() {
            let Some(name) = text(&role, "name") else { continue };
            match text(&role, "tenantId").filter(|tenant| !tenant.is_empty()) {
                Some(tenant) => directory.tenant_roles.entry(tenant).or_default().insert(name),
                None => directory.roles.insert(name),
            };
        }
        let tenants = list(tenants, "tenants").unwrap_or_default();
        directory.tenants = tenants.iter().filter_map(|tenant| text(tenant, "id")).collect();
        directory
    }

    /// What a request names that the project does not have, each with its field.
    fn problems(&self, body: &Value) -> Vec<(String, String)> {
        if let Value::Array(requests) = body {
            return requests.iter().flat_map(|request| self.problems(request)).collect();
        }
        let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        let list = |value: &Value, name: &str| -> Vec<String> {
            let items = value.get(name).and_then(Value::as_array).into_iter().flatten();
            items.filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let mut problems = Vec::new();
        let mut note = |field: &str, why: Option<String>| {
            problems.extend(why.map(|why| (field.to_owned(), why)));
        };
        let tenant = text(body, "tenantId").filter(|tenant| !tenant.is_empty());
        note("tenantId", tenant.as_deref().and_then(|tenant| self.tenant(tenant)));
        for role in list(body, "roleNames") {
            note("roleNames", self.role(&role, tenant.as_deref()));
        }
        for membership in body.get("userTenants").and_then(Value::as_array).into_iter().flatten() {
            let Some(tenant) = text(membership, "tenantId") else { continue };
            let unknown = self.tenant(&tenant);
            let is_known = unknown.is_none();
            note("userTenants", unknown);
            for role in list(membership, "roleNames").iter().filter(|_| is_known) {
                note("userTenants", self.role(role, Some(&tenant)));
            }
        }
        for (key, value) in body.get("customAttributes").and_then(Value::as_object).into_iter().flatten() {
            note(&format!("customAttributes.{key}"), self.attributes.problem(key, value));
        }
        if let (Some(key), Some(value)) = (text(body, "attributeKey"), body.get("attributeValue")) {
            note(&format!("customAttributes.{key}"), self.attributes.problem(&key, value));
        }
        problems
    }

    fn tenant(&self, id: &str) -> Option<String> {
        (!self.tenants.contains(id)).then(|| unknown("tenant", id, &self.tenants))
    }

    /// Inside a tenant, roles of the project count as well as those of the tenant.
    fn role(&self, name: &str, tenant: Option<&str>) -> Option<String> {
        let own = tenant.and_then(|tenant| self.tenant_roles.get(tenant));
        let known = self.roles.contains(name) || own.is_some_and(|roles| roles.contains(name));
        let elsewhere = self.tenant_roles.iter().find(|(_, roles)| roles.contains(name));
        if let (false, Some((owner, _))) = (known, elsewhere) {
            return Some(format!("`{name}` is a role of the tenant `{owner}` only"));
        }
        (!known).then(|| unknown("role", name, self.roles.iter().chain(own.into_iter().flatten())))
    }
}

fn unknown<'n>(what: &str, name: &str, known: impl IntoIterator<Item = &'n String>) -> String {
    let mut known: Vec<&str> = known.into_iter().map(String::as_str).collect();
    known.sort_unstable();
    match nearest(name, known.into_iter()) {
        Some(nearest) => format!("there is no {what} `{name}`, the nearest is `{nearest}`"),
        None => format!("there is no {what} `{name}`"),
    }
}

/// What was counted in an input.
#[derive(Debug, Default)]
pub struct Checked {
    /// Rows.
    pub rows: u64,
    /// Requests that the rows take, where each travels by itself.
    pub requests: u64,
    /// Rows that name a user by what has the form of a user ID.
    pub user_ids: u64,
    /// Identifiers in the first rows.
    pub first: Vec<String>,
}

/// Identifiers that are kept to be shown.
const SHOWN: usize = 10;

/// Reads every row and counts them. Problems go to `report` as they are found. With a
/// directory, rows are also checked against what the project has.
///
/// # Errors
/// When the input cannot be read to its end.
pub fn check(
    source: &Source,
    parser: &mut RowParser,
    directory: Option<&Directory>,
    mut report: impl FnMut(Problem),
) -> Result<Checked> {
    let mut repeats = Repeats::default();
    let mut checked = Checked::default();
    for row in source.rows()? {
        let row = row?;
        checked.rows += 1;
        let read = match directory {
            Some(_) => parser.parse(&row),
            None => parser.skim(&row),
        };
        let parsed = match read {
            Ok(parsed) => parsed,
            Err(problem) => {
                report(problem);
                continue;
            }
        };
        checked.requests += parsed.body.as_array().map_or(1, |requests| requests.len() as u64);
        let is_user_id = |name: &String| name.parse::<Identifier>().is_ok_and(|name| name.has_user_id_form());
        checked.user_ids += u64::from(parsed.names.first().is_some_and(is_user_id));
        if checked.first.len() < SHOWN {
            checked.first.extend(parsed.names.first().cloned());
        }
        if !parser.repeats() {
            for name in &parsed.names {
                repeats.note(fingerprint(name), checked.rows).map_err(no_room)?;
            }
        }
        for (column, why) in directory.iter().flat_map(|directory| directory.problems(&parsed.body)) {
            report(Problem { line: row.line, column: Some(column), why });
        }
    }
    report_repeats(source, parser, repeats.found().map_err(no_room)?, report)?;
    Ok(checked)
}

/// Names what stands twice. Only fingerprints were kept, so that the rows are read once more; the file
/// is in order but for this, and such rows are few.
fn report_repeats(
    source: &Source,
    parser: &mut RowParser,
    found: Vec<(u64, u64, u64)>,
    mut report: impl FnMut(Problem),
) -> Result<()> {
    if found.is_empty() {
        return Ok(());
    }
    let firsts: HashMap<(u64, u64), u64> =
        found.into_iter().map(|(fingerprint, row, first)| ((fingerprint, row), first)).collect();
    let stood: HashSet<u64> = firsts.values().copied().collect();
    let mut lines: HashMap<u64, u64> = HashMap::new();
    for (number, row) in (1..).zip(source.rows()?) {
        let row = row?;
        if stood.contains(&number) {
            lines.insert(number, row.line);
        }
        let Ok(parsed) = parser.parse(&row) else { continue };
        let mut names = parsed.names;
        names.sort_unstable();
        names.dedup();
        for name in names {
            let Some(first) = firsts.get(&(fingerprint(&name), number)) else { continue };
            let why = match lines.get(first) {
                _ if *first == number => format!("`{name}` stands twice in this row"),
                Some(line) if *line != row.line => format!("`{name}` stands in line {line} already"),
                _ => format!("`{name}` stands in row {first} already"),
            };
            report(Problem { line: row.line, column: Some("loginId".to_owned()), why });
        }
    }
    Ok(())
}

fn no_room(cause: std::io::Error) -> Error {
    Error::failed("could not look for login IDs that stand twice")
        .because(cause)
        .hint("this takes 16 bytes a row in the folder for temporary files: make room, or set `TMPDIR`")
}

/// Sixty-four bits of a login ID instead of its text.
fn fingerprint(login_id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    normal_form(login_id).hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{
        bulk::{columns::Mapping, shape::RowOf},
        ops::user::BatchUser,
    };

    fn problems(text: &str, directory: Option<&Directory>) -> (u64, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("users.csv");
        std::fs::write(&file, text).unwrap();
        let source = Source::open(&file, None).unwrap();
        let header = source.rows().unwrap().header();
        let mut parser =
            RowParser::new(Box::new(RowOf::<BatchUser>::new()), header, Mapping::default()).unwrap();
        if let Some(directory) = directory {
            parser = parser.with_attributes(directory.attributes.clone());
        }
        let mut problems = Vec::new();
        let rows = check(&source, &mut parser, directory, |problem| problems.push(problem.to_string()));
        (rows.unwrap().rows, problems)
    }

    #[test]
    fn all_problems_of_the_file_are_found() {
        let (rows, problems) = problems(
            "loginId,E-Mail,additionalIdentifiers\na,x,\nb,,+1 555 123 4567\nb,,\n,,x\nc,,+15551234567\n,,\nd\n",
            None,
        );
        assert_eq!(rows, 6);
        assert_eq!(
            problems,
            [
                "line 2, E-Mail: `x`: not an e-mail address, expected the form `name@example.com`",
                "line 5, loginId: is missing",
                "line 8: 1 cell, but the header has 3",
                "line 4, loginId: `b` stands in line 3 already",
                "line 6, loginId: `+15551234567` stands in line 3 already",
            ]
        );
    }

    #[test]
    fn rows_on_one_line_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("users.json");
        std::fs::write(&file, r#"[{"loginId":"a"},{"loginId":"b"},{"loginId":"a"}]"#).unwrap();
        let source = Source::open(&file, None).unwrap();
        let shape = Box::new(RowOf::<BatchUser>::new());
        let mut parser = RowParser::new(shape, Vec::new(), Mapping::default()).unwrap();
        let mut problems = Vec::new();
        check(&source, &mut parser, None, |problem| problems.push(problem.to_string())).unwrap();
        assert_eq!(problems, ["line 1, loginId: `a` stands in row 1 already"]);
    }

    #[test]
    fn what_the_project_does_not_have_is_found_before_anything_is_sent() {
        let roles = json!({"roles": [{"name": "viewer"}, {"name": "auditor", "tenantId": "acme"}]});
        let tenants = json!({"tenants": [{"id": "acme", "name": "Acme"}]});
        let attributes = Attributes::of_reply(&json!({"data": [{"name": "seats", "type": 2}]}));
        let directory = Directory::of_replies(&roles, &tenants, attributes);
        let (_, problems) = problems(
            "loginId,roleNames,userTenants,customAttributes.seats,customAttributes.plan\n\
             a,viewer,\"acme=auditor,viewer\",5,\nb,vieweer,acne=viewer,five,pro\nc,auditor,acme=root,,\n",
            Some(&directory),
        );
        assert_eq!(
            problems,
            [
                "line 3, roleNames: there is no role `vieweer`, the nearest is `viewer`",
                "line 3, userTenants: there is no tenant `acne`, the nearest is `acme`",
                "line 3, customAttributes.seats: `\"five\"`: expected a number",
                "line 3, customAttributes.plan: the project has no attribute `plan`",
                "line 4, roleNames: `auditor` is a role of the tenant `acme` only",
                "line 4, userTenants: there is no role `root`",
            ]
        );
    }
}
