//! What the names of columns mean, and what must hold for all of them before the first row is read.

use std::collections::HashMap;

use super::{
    columns::{self, Column, LISTED, Mapping, NameBeside, Unknown, first_line, listed_unknown, said_of_rows},
    failures::REASON,
    state,
    table::is_identifier,
};
use crate::{
    error::{Error, Result, quoted},
    ops::{
        row::{Declared, Form, RowType},
        user::field_of_hash,
    },
};

fn listed<'n>(names: impl ExactSizeIterator<Item = &'n str>) -> String {
    let more = names.len().saturating_sub(LISTED);
    let names: Vec<String> = names.take(LISTED).map(|name| format!("`{}`", first_line(name))).collect();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    names.join(", ") + &more
}

/// Whether a text that should be the name of a column is a value: an address, a number, or what no name holds.
pub(super) fn is_value(name: &str) -> bool {
    let is_part =
        |letter: char| letter.is_alphanumeric() || letter.is_whitespace() || "_-.()[]/#&:'*".contains(letter);
    let is_number = !name.is_empty() && name.chars().all(|letter| letter.is_ascii_digit());
    is_number || name.contains('@') || !name.chars().all(is_part) || field_of_hash(name).is_some()
}

/// A first line that is a row must not become the names under which a program finds the others: nothing of it is
/// repeated.
pub(super) fn check_names(header: &[String]) -> Result<()> {
    let is_named = header.iter().any(|name| columns::is_known_name(name) || name.contains("@odata"));
    let is_row = holds_identifier(header)
        || !is_named && header.iter().any(|name| is_value(name))
        || is_divided(header);
    if is_row { Err(no_header(true, header.len())) } else { Ok(()) }
}

/// An address or a phone number is the name of no column.
fn holds_identifier(header: &[String]) -> bool {
    header.iter().any(|name| is_identifier(name.as_bytes()))
}

/// One column that holds a colon may be several that are divided by it.
fn is_divided(header: &[String]) -> bool {
    matches!(header, [only] if only.contains(':'))
}

fn no_header(is_row: bool, columns: usize) -> Error {
    let message = if is_row {
        "the first line looks like a row, not like the names of columns"
    } else {
        "the first line names no known column"
    };
    Error::usage(message)
        .because("what stands in it is not repeated here, since it may be a secret")
        .hint(nameless(columns))
        .hint("`--skip-lines COUNT` passes over what stands before a header")
}

/// One word of the first line is the name of a column, and those below it look alike.
fn unclear_header(columns: usize) -> Error {
    Error::usage("it is not clear whether the first line names the columns")
        .because("one word in it is the name of a column, and the lines below it look alike")
        .hint("`--map 'COLUMN=FIELD'` about one of its columns says that it does")
        .hint(nameless(columns))
}

/// The flag for a file without a header.
fn nameless(columns: usize) -> String {
    format!("`--header '{}'` names the columns of a file without a header", vec!["FIELD"; columns].join(","))
}

/// The flags that read each of some columns alone, which are the same field.
pub(super) fn one_of(names: &[&String]) -> String {
    const MOST: usize = 4;
    let names = &names[..names.len().min(MOST)];
    let is_again = |(place, name): (usize, &&String)| names[..place].contains(name);
    if names.iter().enumerate().any(is_again) {
        return "name the columns differently: a flag is about all of the same name".to_owned();
    }
    let left_out = |kept: &String| {
        let others = names.iter().filter(|name| **name != kept);
        others.map(|name| format!("--map {}", quoted(&format!("{name}=")))).collect::<Vec<_>>().join(" ")
    };
    // One that says who is blocked is never left out: its users would be let in.
    if names.iter().any(|name| state::says_who_is_blocked(name)) {
        return "have the columns that say who may sign in agree in each row, or become one".to_owned();
    }
    match names {
        [only] => format!("`--map {}` leaves the column out", quoted(&format!("{only}="))),
        names => {
            let each =
                names.iter().map(|kept| format!("`{}` reads `{}` alone", left_out(kept), first_line(kept)));
            each.collect::<Vec<_>>().join(", ")
        }
    }
}

/// The names of an input's columns, and what the user says of them.
pub(super) struct Headings<'h> {
    pub(super) rows: &'h RowType,
    pub(super) fields: &'h [Declared],
    pub(super) header: &'h [String],
    pub(super) mapping: &'h Mapping,
    /// Whether what stands below the names is of another kind.
    pub(super) is_unlike_rows: bool,
}

/// What is wrong with the columns of an input, though its rows can be read.
#[derive(Debug)]
pub(super) struct Complaint {
    /// Columns that no field takes.
    pub(super) unknown: Vec<String>,
    error: Error,
}

impl Complaint {
    /// About something else than unknown columns.
    pub(super) fn other(error: Error) -> Self {
        Self { unknown: Vec::new(), error }
    }

    /// Adds what is not about unknown columns: both are said in one run.
    fn and(complaint: Option<Self>, other: Option<Error>) -> Option<Self> {
        match (complaint, other) {
            (complaint, None) => complaint,
            (None, Some(error)) => Some(Self::other(error)),
            (Some(Self { unknown, error }), Some(other)) => {
                let hints = other.hints().iter().map(|hint| format!("{other}: {hint}"));
                Some(Self { unknown, error: hints.fold(error, Error::hint) })
            }
        }
    }

    /// What it says before the rows were read.
    pub(super) fn into_error(self) -> Error {
        self.error
    }

    /// What it says once the rows were read: each column with the number of rows that have something in it.
    pub(super) fn counted(self, fields: &[Declared], rows: impl Fn(&str) -> Option<u64>) -> Error {
        let message = match self.unknown.as_slice() {
            [] => return self.error,
            [name] => match rows(name) {
                None => self.error.to_string(),
                Some(rows) => format!("{} ({})", self.error, said_of_rows(rows)),
            },
            names => {
                let names = names.iter().map(|name| (name.as_str(), rows(name)));
                format!("unknown columns {}", listed_unknown(fields, names))
            }
        };
        let error = Error::usage(message).because(self.error.reason().unwrap_or_default());
        self.error.hints().iter().fold(error, |error, hint| error.hint(hint))
    }
}

impl Headings<'_> {
    /// What each column holds, and the complaint about those that are unknown.
    ///
    /// # Errors
    /// Usage when the first line is no header.
    pub(super) fn all_columns(&self) -> Result<(Vec<Column>, Option<Complaint>)> {
        let mut columns = Vec::with_capacity(self.header.len());
        let mut unknown = Vec::new();
        // What only the server sets is passed over where the file is what it returned.
        let is_record = columns::are_of_user(|known| self.header.iter().any(|name| name == known));
        for name in self.header {
            match self.column(name) {
                Ok(Column::ReadOnly) if self.is_beside(name) => columns.push(Column::Beside),
                Ok(Column::ReadOnly) if !is_record => {
                    let is_passed_over = self.rows.passes_over_fields();
                    columns.push(if is_passed_over { Column::Beside } else { Column::Unknown });
                    unknown.extend((!is_passed_over).then_some((name.as_str(), name.as_str())));
                }
                Ok(column) if self.is_replaced(&column) => columns.push(Column::Beside),
                Ok(column) => columns.push(column),
                Err(field) if field == name && self.is_beside(name) => columns.push(Column::Beside),
                Err(field) => {
                    columns.push(Column::Unknown);
                    unknown.push((name.as_str(), field));
                }
            }
        }
        let unclear_name = self.read_name_beside_given(&mut columns);
        self.let_exact_names_win(&mut columns, &mut unknown);
        self.find_identifier(&mut columns);
        self.check_is_header(&columns)?;
        // What is said of a column is never left out.
        let is_said = |(name, field): &&(&str, &str)| name != field;
        let complaint = match unknown.as_slice() {
            [] => None,
            _ if self.mapping.options.ignores_unknown && !unknown.iter().any(|it| is_said(&it)) => None,
            [(name, field)] => {
                let error = self.unknown(name, field, &columns);
                Some(Complaint { unknown: vec![(*name).to_owned()], error })
            }
            _ => {
                let names = listed(unknown.iter().map(|(name, _)| *name));
                let template = match self.rows.passes_over_fields() {
                    true => "",
                    false => ": `--template` in place of the file prints the names of all",
                };
                let error = Error::usage(format!("unknown columns {names}"))
                    .because(format!("there are no such fields{template}"))
                    .hint(format!("`{}` reads the others and leaves these out", self.flags(&columns)))
                    .hint("`--map 'COLUMN=FIELD'` reads one as a field, `--map 'COLUMN='` leaves it out");
                Some(Complaint {
                    unknown: unknown.iter().map(|(name, _)| (*name).to_owned()).collect(),
                    error,
                })
            }
        };
        Ok((columns, Complaint::and(complaint, unclear_name)))
    }

    /// Finds out what a column `Name` means beside one of given names and none of family names; what is wrong with it
    /// where nobody knows.
    fn read_name_beside_given(&self, columns: &mut [Column]) -> Option<Error> {
        let place = |field: &str| {
            let column = Column::Field(columns::exactly(self.fields, field)?);
            columns.iter().position(|known| known.each().any(|one| *one == column))
        };
        let (name, given, family) = (place("name")?, place("givenName")?, place("familyName"));
        let is_set = self.mapping.constants.iter().any(|(field, _)| field == "familyName");
        let is_said =
            |place: usize| self.mapping.renamed.iter().any(|(column, _)| *column == self.header[place]);
        if family.is_some()
            || is_set
            || is_said(name)
            || !columns::has_normal_form(&self.header[name], "name")
        {
            return None;
        }
        match columns::name_beside(&self.header[given])? {
            NameBeside::Family => {
                columns[name] = Column::Field(columns::exactly(self.fields, "familyName")?);
                None
            }
            NameBeside::Unclear => {
                let (name, given) = (&self.header[name], &self.header[given]);
                let error = Error::usage(format!("`{}` {}", first_line(name), columns::unclear_name(given)));
                Some(error.hint(columns::cure_of_name(name)))
            }
        }
    }

    /// Whether a name is a field of a user that this kind of row passes over.
    fn is_passed_over(&self, name: &str) -> bool {
        self.rows.passes_over_fields() && columns::means_field_of_user(name)
    }

    /// Whether a column is a field of a user, of which an operation takes what it is about.
    fn is_beside(&self, name: &str) -> bool {
        self.rows.is_of_operation()
            && columns::name_their_user(|known| self.header.iter().any(|name| name == known))
            && columns::is_of_user(name)
    }

    /// Whether what a whole user has is not what an operation is told to do with all.
    fn is_replaced(&self, column: &Column) -> bool {
        let is_set = |field: usize| {
            let mut constants = self.mapping.constants.iter();
            constants.any(|(name, _)| columns::exactly(self.fields, name) == Some(field))
        };
        self.rows.is_of_operation()
            && columns::are_of_user(|known| self.header.iter().any(|name| name == known))
            && column.field().is_some_and(is_set)
    }

    /// Flags with which the known columns are read and the others left out.
    fn flags(&self, columns: &[Column]) -> String {
        let map = self.login_id_by_address(columns).map(|map| format!("--map {} ", quoted(&map)));
        map.unwrap_or_default() + "--ignore-unknown"
    }

    /// How the column of e-mail addresses is mapped so that they are the login IDs, where no other column is.
    fn login_id_by_address(&self, columns: &[Column]) -> Option<String> {
        let place = |name: &str| columns::exactly(self.fields, name);
        let login_id = place("loginId")?;
        let of = |field: usize| columns.iter().position(|column| *column == Column::Field(field));
        let is_there = columns.iter().flat_map(Column::each).any(|column| column.field() == Some(login_id));
        if is_there {
            return None;
        }
        match place("email") {
            Some(email) => {
                // A change of users who exist need not write their addresses again.
                let fields = if self.rows.makes_user() { "loginId,email" } else { "loginId" };
                self.header.get(of(email)?).map(|name| format!("{name}={fields}"))
            }
            // The operation takes no address beside it.
            None => self
                .header
                .iter()
                .find(|name| columns::is_address(name))
                .map(|name| format!("{name}=loginId")),
        }
    }

    /// A first line that is a row must not be taken for a header: nothing of it is repeated.
    fn check_is_header(&self, columns: &[Column]) -> Result<()> {
        let is_mapped = |name: &String| self.mapping.renamed.iter().any(|(column, _)| column == name);
        if self.header.is_empty() || self.header.iter().any(is_mapped) {
            return Ok(());
        }
        let is_known = |(name, column): (&String, &Column)| {
            !matches!(column, Column::Unknown | Column::Ignored | Column::Beside)
                || columns::is_known_name(name)
        };
        let known = self.header.iter().zip(columns).filter(|one| is_known(*one)).count();
        let is_row = holds_identifier(self.header);
        if known > 0 && !is_row {
            // One word may stand in a row, too; the names of a record do not.
            let is_sure = self.is_unlike_rows
                || columns::are_of_user(|known| self.header.iter().any(|name| name == known))
                || known == self.header.len()
                || columns::signs_of_header(self.header.iter().map(String::as_str)) > 1;
            return if is_sure { Ok(()) } else { Err(unclear_header(self.header.len())) };
        }
        let looks_like_data =
            is_row || self.header.iter().any(|name| is_value(name)) || is_divided(self.header);
        if !looks_like_data && (self.header.len() < 2 || self.mapping.options.ignores_unknown) {
            return Ok(());
        }
        let error = no_header(looks_like_data, self.header.len());
        Err(match (self.rows.passes_over_fields(), self.header.len()) {
            (true, 1) => error.hint("`--format lines` reads a plain list, one login ID or user ID a line"),
            (true, _) => error,
            (false, _) => error.hint("`--template` in place of the file prints the names of all fields"),
        })
    }

    /// A synonym must agree with the column that has the field's own name. With `--ignore-unknown` it is left out.
    fn let_exact_names_win<'n>(&'n self, columns: &mut [Column], unknown: &mut Vec<(&'n str, &'n str)>) {
        let is_sure =
            |name: &String| self.mapping.field_of(name) != name || columns::is_exact(self.fields, name);
        let mut sure = HashMap::new();
        for (place, (name, column)) in self.header.iter().zip(columns.iter()).enumerate() {
            for one in column.each().filter(|_| is_sure(name)) {
                if let Some(field) = one.field() {
                    sure.entry(field).or_insert((place, matches!(one, Column::Field(_))));
                }
            }
        }
        for (name, column) in self.header.iter().zip(columns) {
            let Column::Field(field) = column else { continue };
            *column = match sure.get(field) {
                Some((place, true)) if !is_sure(name) && !self.mapping.options.ignores_unknown => {
                    Column::Twin(*place)
                }
                Some(_) if !is_sure(name) => {
                    unknown.push((name, name));
                    Column::Unknown
                }
                _ => continue,
            };
        }
    }

    /// A record names its user by user ID and by all login IDs: one of them is taken where no column is the
    /// login ID. For a deletion an e-mail address will do, since users are looked up first.
    fn find_identifier(&self, columns: &mut [Column]) {
        let Some(login_id) = columns::exactly(self.fields, "loginId") else { return };
        let is_given = |column: &Column| column.field() == Some(login_id);
        let mapped = self.mapping.constants.iter().any(|(name, _)| name == "loginId");
        let place = |name: &str| self.header.iter().position(|column| column == name);
        if mapped || columns.iter().flat_map(Column::each).any(is_given) {
            return;
        }
        if columns::exactly(self.fields, "userId").is_some() {
            let email = columns::exactly(self.fields, "email");
            let is_identified = |column: &Column| column.field().is_some_and(|field| Some(field) != email);
            if !columns.iter().any(is_identified) {
                let address = self.header.iter().position(|name| columns::is_address(name));
                if let Some(column) = address.and_then(|place| columns.get_mut(place)) {
                    *column = Column::Field(login_id);
                }
            }
            return;
        }
        let found = match (place("userId"), place("loginIds")) {
            (Some(place), _) if !self.rows.makes_user() => Some((place, Column::Field(login_id))),
            (_, Some(place)) => Some((place, Column::LoginIds(login_id))),
            _ => None,
        };
        if let Some((place, column)) = found {
            columns[place] = column;
        }
    }

    /// What one column holds; else the field that does not exist.
    pub(super) fn column<'n>(&'n self, name: &'n str) -> Result<Column, &'n str> {
        let said = self.mapping.field_of(name);
        // A name is one field, whatever separators it holds; what is said of it may be several.
        if said == name {
            return match columns::column(self.fields, name) {
                _ if name == REASON => Ok(Column::Ignored),
                Some(column) => Ok(column),
                None if self.is_passed_over(name) => Ok(Column::Beside),
                // What stands in a column without a name is left out, and said.
                None if name.is_empty() => Ok(Column::Unknown),
                None => Err(name),
            };
        }
        if name == REASON || said.is_empty() {
            return Ok(Column::Ignored);
        }
        let mut columns = Vec::new();
        for field in said.split(',').map(str::trim) {
            match columns::column(self.fields, field) {
                Some(column) => columns.push(self.as_by_itself(name, column)),
                None if self.is_passed_over(field) => return Ok(Column::Ignored),
                None => return Err(field),
            }
            // What only the server sets is no field that a column can be said to be.
            if columns.last() == Some(&Column::ReadOnly) {
                return Err(field);
            }
        }
        match columns.pop() {
            Some(only) if columns.is_empty() => Ok(only),
            last => Ok(Column::Several(columns.into_iter().chain(last).collect())),
        }
    }

    /// What a column is that is said to be the status: where its name says who may sign in, it is read as without that.
    fn as_by_itself(&self, name: &str, said: Column) -> Column {
        match (&said, columns::column(self.fields, name)) {
            (Column::Field(field), Some(own @ (Column::Enabled { .. } | Column::Flags(_))))
                if self.fields[*field].name == "status" =>
            {
                own
            }
            _ => said,
        }
    }

    fn unknown(&self, name: &str, field: &str, columns: &[Column]) -> Error {
        let unknown = Unknown { fields: self.fields, name: field }.to_string();
        if field != name {
            let (name, field) = (first_line(name), first_line(field));
            let error = Error::usage(format!("cannot read `{name}` as `{field}`")).because(unknown);
            return match self.rows.passes_over_fields() {
                true => error,
                false => error.hint("`--template` in place of the file prints the names of all fields"),
            };
        }
        let by_address = self.login_id_by_address(columns).filter(|_| columns::is_address(name));
        let name = first_line(name);
        let error = Error::usage(format!("unknown column `{name}`")).because(unknown);
        if let Some(map) = by_address {
            return error.hint(format!("`--map {}` reads the e-mail addresses as login IDs", quoted(&map)));
        }
        error.hint(format!(
            "`--map {}` reads it as a field, `{}` leaves it out",
            quoted(&format!("{name}=FIELD")),
            self.flags(columns)
        ))
    }

    /// What the keys of JSON objects mean that are mapped.
    pub(super) fn keys(&self) -> Result<HashMap<String, Column>> {
        let mut keys = HashMap::new();
        for (name, _) in self.mapping.renamed.iter().filter(|_| self.header.is_empty()) {
            let column = self.column(name).map_err(|field| self.unknown(name, field, &[]))?;
            if let Some((head, _)) = name.split_once('.') {
                // What else lies in the object is that of its own field, or of none.
                let own = columns::exactly(self.fields, head)
                    .filter(|field| matches!(self.fields[*field].form, Form::Pairs | Form::Object));
                keys.entry(head.to_owned()).or_insert(own.map_or(Column::Unknown, Column::Field));
            }
            keys.insert(name.clone(), column);
        }
        Ok(keys)
    }

    pub(super) fn constant_columns(&self) -> Result<Vec<(Column, String)>> {
        let constants = self.mapping.constants.iter();
        let columns = constants.map(|(name, cell)| match columns::column(self.fields, name) {
            Some(column) if self.is_secret(&column) => Err(Error::usage(format!("cannot set `{name}`"))
                .because("a secret in an argument is seen by everyone on this machine")
                .hint(format!("give it to each row in a column `{name}`"))),
            Some(column) => Ok((column, cell.clone())),
            None => Err(Error::usage(format!("cannot set `{name}`"))
                .because(Unknown { fields: self.fields, name }.to_string())),
        });
        columns.collect()
    }

    fn is_secret(&self, column: &Column) -> bool {
        match column {
            Column::Field(field) => self.fields[*field].is_secret(),
            Column::Part(field, part) => self.fields[*field].is_secret_part(part),
            Column::Hash(..) => true,
            Column::Several(_)
            | Column::Enabled { .. }
            | Column::Flags(_)
            | Column::Twin(_)
            | Column::LoginIds(_)
            | Column::ReadOnly
            | Column::Beside
            | Column::Unknown
            | Column::Ignored => false,
        }
    }

    pub(super) fn check_mapped_once(&self) -> Result<()> {
        let renamed = &self.mapping.renamed;
        let again = renamed
            .iter()
            .enumerate()
            .find(|(index, (column, _))| renamed[..*index].iter().any(|(other, _)| other == column));
        match again {
            Some((_, (column, _))) => Err(Error::usage(format!("`{column}` is mapped twice")).hint(format!(
                "`--map {}` reads one column as two fields",
                quoted(&format!("{column}=loginId,email"))
            ))),
            None => Ok(()),
        }
    }

    /// A column that is to be renamed must be there.
    pub(super) fn check_mapped_columns_exist(&self) -> Result<()> {
        let missing = self.mapping.renamed.iter().find(|(from, _)| !self.header.contains(from));
        match missing.filter(|_| !self.header.is_empty() && !self.mapping.options.is_one_of_several) {
            Some((from, _)) => {
                let error =
                    Error::usage(format!("there is no column `{from}` to map")).because(self.columns_are());
                let is_title = !self.header.iter().any(|name| columns::is_known_name(name));
                Err(if is_title {
                    error.hint("`--skip-lines COUNT` passes over what stands before a header")
                } else {
                    error
                })
            }
            None => Ok(()),
        }
    }

    /// The fields that every row needs and no column gives, with what is said of it: else each row would be a problem.
    pub(super) fn missing_columns(
        &self,
        columns: &[Column],
        constants: &[(Column, String)],
        has_unknown: bool,
    ) -> Vec<(usize, Error)> {
        if self.header.is_empty() {
            return Vec::new();
        }
        let constants = constants.iter().map(|(column, _)| column);
        let given: Vec<usize> =
            columns.iter().chain(constants).flat_map(Column::each).filter_map(Column::field).collect();
        let fields = self.fields.iter().enumerate();
        let missing = fields.filter(|(place, field)| field.in_every_row && !given.contains(place));
        missing.map(|(place, field)| (place, self.missing(field, columns, has_unknown))).collect()
    }

    /// Where unknown columns are passed over, one must be left that names the users.
    pub(super) fn check_has_identifier(&self, columns: &[Column]) -> Result<()> {
        let is_ignored = |column: &Column| {
            matches!(column, Column::Ignored | Column::Unknown | Column::ReadOnly | Column::Beside)
        };
        if columns.is_empty() || !columns.iter().all(is_ignored) {
            return Ok(());
        }
        let column = match self.header {
            [only] if columns::is_known_name(only) => only,
            _ => "COLUMN",
        };
        let error = Error::usage("no column names the users").because(self.columns_are());
        Err(error
            .hint(format!("`--map {}` reads a column as login IDs", quoted(&format!("{column}=loginId")))))
    }

    fn missing(&self, field: &Declared, columns: &[Column], has_unknown: bool) -> Error {
        let name = &field.name;
        let error = Error::usage(format!("there is no column `{name}`"))
            .because(format!("every row needs it, and {}", self.columns_are()));
        if let Some(map) = self.login_id_by_address(columns).filter(|_| name == "loginId") {
            // The hint at unknown columns has it, too.
            if has_unknown {
                return error;
            }
            let too = if map.ends_with(",email") { ", too" } else { "" };
            return error
                .hint(format!("`--map {}` reads the e-mail addresses as login IDs{too}", quoted(&map)));
        }
        let map = format!("`--map 'COLUMN={name}'` reads a column as it");
        let differs = field.is_secret() || name == "loginId" || name == "newLoginId";
        error.hint(match differs {
            true => map,
            false => format!("{map}, `--set '{name}=VALUE'` gives it to every row"),
        })
    }

    /// Has columns of the same field stand for the first of them, from which they must not differ. Returns the fields of
    /// which that cannot be said, with what is wrong.
    ///
    /// # Errors
    /// Usage where `--set` gives a field that a column gives.
    pub(super) fn join_same_fields(
        &self,
        columns: &mut [Column],
        constants: &[(Column, String)],
    ) -> Result<Vec<(usize, Error)>> {
        let says_something = |column: &Column| {
            !matches!(
                column,
                Column::Ignored
                    | Column::Unknown
                    | Column::ReadOnly
                    | Column::Beside
                    | Column::Twin(_)
                    // Each may say that a user is blocked.
                    | Column::Enabled { .. }
                    | Column::Flags(_)
            )
        };
        let field_of = |column: &Column| match column {
            Column::Hash(field, _) => Some(*field),
            column => column.field(),
        };
        let (mut seen, mut twice) = (HashMap::<Column, usize>::new(), Vec::new());
        for place in 0..columns.len() {
            let column = columns[place].clone();
            match (seen.get(&column), &column) {
                (Some(first), column) if says_something(column) && columns[*first] == *column => {
                    columns[place] = Column::Twin(*first);
                }
                (Some(first), column) if says_something(column) => {
                    twice.extend(field_of(column).map(|field| (field, self.same_field(*first, place))));
                }
                (_, Column::Several(several)) => {
                    for one in several {
                        let first = seen.insert(one.clone(), place).filter(|_| says_something(one));
                        let first = field_of(one).zip(first);
                        twice.extend(first.map(|(field, first)| (field, self.same_field(first, place))));
                    }
                }
                (None, _) => drop(seen.insert(column, place)),
                _ => {}
            }
        }
        for (column, _) in constants.iter().filter(|(column, _)| says_something(column)) {
            if let Some(first) = seen.insert(column.clone(), usize::MAX) {
                return Err(self.same_field(first, usize::MAX));
            }
        }
        Ok(twice)
    }

    fn same_field(&self, first: usize, second: usize) -> Error {
        let name = |place: usize| self.header.get(place).map_or("--set", String::as_str);
        let error = Error::usage(format!(
            "the columns `{}` and `{}` are the same field",
            first_line(name(first)),
            first_line(name(second))
        ));
        let names = [first, second].into_iter().filter_map(|place| self.header.get(place));
        let names: Vec<&String> = names.filter(|name| self.mapping.field_of(name) == *name).collect();
        if names.is_empty() { error } else { error.hint(one_of(&names)) }
    }

    /// New users need a column by which they can be reached.
    pub(super) fn check_contact(&self, columns: &[Column], constants: &[(Column, String)]) -> Result<()> {
        let is_wanted =
            self.mapping.options.wants_contact && self.rows.makes_user() && !self.header.is_empty();
        let constants = constants.iter().map(|(column, _)| column);
        let mut given = columns.iter().chain(constants).flat_map(Column::each).filter_map(Column::field);
        let is_contact = |field: usize| matches!(self.fields[field].name.as_str(), "email" | "phone");
        if !is_wanted || given.any(is_contact) {
            return Ok(());
        }
        let login_id = columns::exactly(self.fields, "loginId");
        let is_login_id = |column: &Column| login_id.is_some_and(|field| *column == Column::Field(field));
        let column = columns.iter().position(is_login_id).and_then(|place| self.header.get(place));
        let error = Error::usage("no column holds e-mail addresses or phone numbers")
            .because("the service refuses a new user who has neither");
        let error = match column {
            Some(column) => error.hint(format!(
                "`--map '{column}=loginId,email'` reads login IDs that are e-mail addresses as both"
            )),
            None => error,
        };
        Err(error.hint("`--allow-no-contact` sends the rows all the same"))
    }

    /// The names of the columns, where one of them shows that they are names.
    fn columns_are(&self) -> String {
        let is_name = |name: &String| {
            columns::is_known_name(name)
                || columns::column(self.fields, name).is_some()
                || self.mapping.renamed.iter().any(|(column, _)| column == name)
        };
        if !self.header.iter().any(is_name) {
            return "the first line names no known column, and is not repeated here, since it may hold a secret"
                .to_owned();
        }
        format!("the columns are {}", listed(self.header.iter().map(String::as_str)))
    }

    /// Each field as the input calls it.
    pub(super) fn shown(&self, columns: &[Column]) -> Vec<String> {
        let shown = |(place, field): (usize, &Declared)| {
            let is_it = |column: &Column| column.each().any(|column| *column == Column::Field(place));
            // One of several parts is not the whole.
            let says_it =
                |column: &Column| column.field() == Some(place) && !matches!(column, Column::Part(..));
            let found = columns.iter().position(is_it).or_else(|| columns.iter().position(says_it));
            let named = found.and_then(|index| self.header.get(index));
            named.unwrap_or(&field.name).clone()
        };
        self.fields.iter().enumerate().map(shown).collect()
    }
}
