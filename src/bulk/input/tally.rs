//! What is counted in rows and said once for all of them.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    fmt,
};

use serde_json::Value;

use super::{
    attributes::Attributes,
    columns::{Unknown, listed_unknown},
    problem::Problem,
    records::formulas_said,
};
use crate::{
    error::quoted,
    ops::{
        row::{Declared, repeated, shortened},
        user::Missing,
    },
    words::{grouped, nearest},
};

/// The most names that are kept apart: a file with more is no file of users.
const NAMES: usize = 1_000;

/// The longest values of attributes that are compared with definitions that are read later.
const LONGEST_VALUE: usize = 100;

/// The most roles and tenants that are named in a hint.
const DIVIDED: usize = 20;

/// What is counted in rows and said once.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Rows with fewer cells than the header.
    pub(super) short: u64,
    /// Rows with further cells, all of which are empty.
    pub(super) long: u64,
    /// Phone numbers that got the code of a country.
    pub(super) completed: u64,
    /// Values such as `active` that were read as the status `enabled`.
    active: Names,
    /// Times that name no zone.
    pub(super) zoneless: u64,
    /// The first status that is none, with the name of its column and a word that would be understood.
    unclear_status: Vec<(String, String, &'static str)>,
    /// Columns of statuses that hold yes or no.
    yes_or_no: BTreeSet<String>,
    /// Lists that were divided at commas.
    pub(super) commas: u64,
    /// Values with spaces around them, which belong to none but a secret.
    pub(super) spaced: u64,
    /// Lines of a list that were formulas of a text.
    pub(super) formulas: u64,
    /// Words that say that nothing is there.
    nothing: Names,
    /// Fields about which a row says several things.
    pub(super) twice: BTreeSet<usize>,
    /// Columns that are the same field as another and differ from it, each with the number of rows and the first line.
    pub(super) differing: BTreeMap<usize, (u64, u64)>,
    /// Columns without a name in which something stands, in the same way.
    pub(super) nameless: BTreeMap<usize, (u64, u64)>,
    /// What stands in columns that may be about a status, or about something else such as a part of a country.
    states: Vec<States>,
    /// Whether such a column is about something else.
    is_unknown_state: bool,
    /// Login IDs and addresses that begin with the mark of a text.
    pub(super) marked: u64,
    /// Whether a phone number would be whole with the code of its country.
    pub(super) national: bool,
    /// The key of e-mail addresses in an object that names its user by nothing else.
    pub(super) address: Option<String>,
    /// Secrets that begin or end with a space.
    pub(super) spaced_secrets: u64,
    /// Secrets that are nothing but spaces.
    pub(super) blank_secrets: u64,
    /// Rows whose value of a column or key is left out, by its name.
    left_out: Names,
    /// The same for keys that no field takes and that are not to be left out.
    unknown: Names,
    /// Fields that only the server sets.
    read_only: Names,
    /// Fields of users that rows of this kind do not take.
    beside: Names,
    /// Custom attributes that the project does not have.
    attributes: Names,
    /// The types of their values, each with the number of rows and the first line.
    types: HashMap<String, Types>,
    /// Their first values that are short texts.
    values: HashMap<String, Names>,
    /// Doubts about rows that are sent.
    remarks: Names,
    /// What stands where passwords are wanted.
    pub(super) passwords: Passwords,
    /// Keys that are mapped or translated, or say who is blocked, and that a row had.
    seen: HashSet<String>,
    /// The key `Name` that was read as the family name.
    pub(super) family_name: Option<String>,
    /// What would be roles or tenants if a list were divided at its commas.
    divided: BTreeSet<(Missing, String)>,
    /// Whether a row is narrowed to less than the whole project.
    is_narrowed: bool,
    /// Rows that are not, and the line of the first.
    wide: (u64, u64),
    /// Rows that say nothing of who may sign in.
    stateless: Lines,
    /// What would make rows be about the whole project, with why, the number of rows and the line of the first.
    widened: BTreeMap<(String, String), (u64, u64)>,
}

/// What stands in a column of passwords, where some cells only say whether there is one.
#[derive(Default)]
pub(super) struct Passwords {
    column: String,
    /// Rows with true or false, and the line of the first.
    flags: (u64, u64),
    /// The first other text, and how many rows have any.
    first: String,
    others: u64,
    /// Whether some row has yet another one.
    differ: bool,
}

/// They are secrets.
impl fmt::Debug for Passwords {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Passwords").field("flags", &self.flags).finish_non_exhaustive()
    }
}

impl Passwords {
    /// Notes a cell that is no password.
    pub(super) fn add_flag(&mut self, column: &str, line: u64) {
        if self.column.is_empty() {
            column.clone_into(&mut self.column);
        }
        count_row(&mut self.flags, line);
    }

    /// Notes a password.
    pub(super) fn add(&mut self, text: &str) {
        if self.others == 0 {
            text.clone_into(&mut self.first);
        }
        self.others += 1;
        self.differ |= self.first != text;
    }

    /// What is wrong where all others are the same word: that is the other one of the two, in a language that is not
    /// known here, and would become the password of all these users.
    pub(super) fn problem(&self) -> Option<Problem> {
        let is_word = self.others > 0 && !self.differ && self.first.chars().all(char::is_alphabetic);
        let (flags, line) = self.flags;
        let map = quoted(&format!("{}=", shortened(&self.column)));
        let why = format!(
            "is true or false in {}, and the same word in all others, so that it says whether there is a password: \
             `--map {map}` leaves it out",
            rows(flags)
        );
        (flags > 0 && is_word).then(|| of_rows(&self.column, line, self.others, why))
    }

    /// What is said of cells that are no passwords.
    fn note(&self) -> Option<String> {
        let column = repeated(&self.column);
        (self.flags.0 > 0).then(|| {
            format!(
                "`{column}` is true or false in {}, which is no password: it was left out",
                rows(self.flags.0)
            )
        })
    }
}

/// What stands in a column that may be about a status.
#[derive(Debug)]
struct States {
    column: String,
    /// Whether some value is a word for a state.
    has_state: bool,
    /// Rows whose value is none, the line of the first, and the value there.
    others: u64,
    line: u64,
    /// The values that are none, each with the number of rows.
    words: Names,
}

/// Words of which a hint says how they can be read.
const STATUSES: usize = 10;

/// The flag that reads a value of a column as another one, where it can be pasted.
pub(super) fn value_flag(column: &str, value: &str, meant: &str) -> Option<String> {
    let is_plain = |text: &str| !text.chars().any(|letter| letter.is_control() || letter == '\'');
    let can_be_said = is_plain(column) && is_plain(value) && is_plain(meant);
    can_be_said.then(|| format!("--value '{column}:{value}={meant}'"))
}

/// Whether a word for a status says that somebody may not sign in; an empty cell is read so, too.
fn says_out(word: &str) -> bool {
    const OUT: &[&str] = &[
        "",
        "suspended",
        "blocked",
        "inactive",
        "deactivated",
        "locked",
        "banned",
        "deleted",
        "archived",
        "gesperrt",
        "inaktiv",
        "deaktiviert",
        "inactif",
        "bloqué",
        "suspendu",
        "désactivé",
        "inactivo",
        "bloqueado",
        "suspendido",
        "not stated",
    ];
    OUT.contains(&word.to_lowercase().as_str())
}

/// The type of an attribute, by a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    Text,
    Number,
    Boolean,
    List,
    Object,
}

/// The types of values that were met, each with the number of rows and the first line.
type Types = Vec<(Type, u64, u64)>;

impl Type {
    /// The type of a value; nothing has none.
    pub(super) fn of(value: &Value) -> Option<Self> {
        Some(match value {
            Value::Null => return None,
            Value::String(_) => Self::Text,
            Value::Number(_) => Self::Number,
            Value::Bool(_) => Self::Boolean,
            Value::Array(_) => Self::List,
            Value::Object(_) => Self::Object,
        })
    }

    /// The type of an attribute that takes such values.
    fn name(self) -> &'static str {
        match self {
            Self::Text | Self::Object => "text",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::List => "multi-select",
        }
    }

    fn said(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Number => "a number",
            Self::Boolean => "true or false",
            Self::List => "a list",
            Self::Object => "an object",
        }
    }
}

/// Names in the order in which they were found, each with the number of rows and the line of the first.
#[derive(Debug, Default)]
struct Names {
    places: HashMap<String, usize>,
    found: Vec<(String, u64, u64)>,
}

impl Names {
    fn add(&mut self, name: &str, line: u64) {
        if let Some(place) = self.places.get(name) {
            self.found[*place].1 += 1;
        } else if self.found.len() < NAMES {
            self.places.insert(name.to_owned(), self.found.len());
            self.found.push((name.to_owned(), 1, line));
        }
    }

    /// All but some, each with the number of rows; nothing where there is none.
    fn listed(&self, but: &[String]) -> String {
        let name = |(name, count, _): &(String, u64, u64)| match name.as_str() {
            "" => format!("a column without a name ({})", rows(*count)),
            name => format!("`{}` ({})", repeated(name), rows(*count)),
        };
        let found = self.found.iter().filter(|(name, ..)| !but.contains(name));
        found.map(name).collect::<Vec<_>>().join(", ")
    }
}

impl Tally {
    pub(super) fn leave_out(&mut self, name: &str, line: u64) {
        self.left_out.add(name, line);
    }

    /// Rows whose value of a column is left out; none where too many columns were counted to know.
    pub(super) fn left_out(&self, name: &str) -> Option<u64> {
        let Names { places, found } = &self.left_out;
        match places.get(name) {
            Some(place) => Some(found[*place].1),
            None => (found.len() < NAMES).then_some(0),
        }
    }

    pub(super) fn unknown(&mut self, name: &str, line: u64) {
        self.unknown.add(name, line);
    }

    pub(super) fn read_only(&mut self, name: &str, line: u64) {
        self.read_only.add(name, line);
    }

    pub(super) fn beside(&mut self, name: &str, line: u64) {
        self.beside.add(name, line);
    }

    /// Notes an attribute that the project lacks, or of which it is not known whether it has it.
    pub(super) fn attribute(&mut self, name: &str, line: u64, value: &Value) {
        self.attributes.add(name, line);
        let Some(kind) = Type::of(value) else { return };
        if !self.types.contains_key(name) && self.types.len() < NAMES {
            self.types.insert(name.to_owned(), Types::new());
            self.values.insert(name.to_owned(), Names::default());
        }
        if let Some(values) = self.values.get_mut(name) {
            let items = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
            let texts = items.iter().filter_map(Value::as_str);
            texts.filter(|text| text.len() <= LONGEST_VALUE).for_each(|text| values.add(text, line));
        }
        let Some(types) = self.types.get_mut(name) else { return };
        match types.iter_mut().find(|(known, ..)| *known == kind) {
            Some((_, count, _)) => *count += 1,
            None => types.push((kind, 1, line)),
        }
    }

    /// Notes a word that says that nothing is there.
    pub(super) fn nothing(&mut self, word: &str) {
        self.nothing.add(word, 0);
    }

    fn states(&mut self, column: &str) -> &mut States {
        let place = self.states.iter().position(|states| states.column == column).unwrap_or_else(|| {
            let (column, words) = (column.to_owned(), Names::default());
            self.states.push(States { column, has_state: false, others: 0, line: 0, words });
            self.states.len() - 1
        });
        &mut self.states[place]
    }

    /// Notes that a column is about a status, as its name may say.
    pub(super) fn state(&mut self, column: &str) {
        self.states(column).has_state = true;
    }

    /// Notes a value that is no word for a state, in a column that may be about a status.
    pub(super) fn no_state(&mut self, column: &str, word: &str, line: u64) {
        let states = self.states(column);
        if states.others == 0 {
            states.line = line;
        }
        states.words.add(word, line);
        states.others += 1;
    }

    /// Columns whose name may say that they are about a status, and whose values say that they are not: what is wrong
    /// with them. Where those may be left out that no field takes, they are.
    pub(super) fn settle_states(&mut self, ignores_unknown: bool) -> Vec<Problem> {
        let mut problems = Vec::new();
        for States { column, has_state, others, line, words } in std::mem::take(&mut self.states) {
            if others == 0 {
                continue;
            }
            let word =
                words.found.first().map(|(word, ..)| format!("`{}`", repeated(word))).unwrap_or_default();
            match (has_state, ignores_unknown) {
                (true, _) => {
                    for (word, count, line) in &words.found {
                        let why = format!("`{}`: expected one of enabled, disabled, invited", repeated(word));
                        self.unclear_status(&column, word, "disabled");
                        problems.push(of_rows(&column, *line, *count, why));
                    }
                }
                (false, true) => {
                    (0..others).for_each(|_| self.left_out.add(&column, line));
                }
                (false, false) => {
                    self.is_unknown_state = true;
                    let why =
                        format!("{word} is no status, and no field takes anything else from this column");
                    problems.push(of_rows(&column, line, others, why));
                }
            }
        }
        problems
    }

    /// Notes whether a row is narrowed to less than the whole project.
    pub(super) fn narrow(&mut self, is_narrowed: bool, line: u64) {
        self.is_narrowed |= is_narrowed;
        if !is_narrowed {
            count_row(&mut self.wide, line);
        }
    }

    /// Notes a row that says nothing of who may sign in.
    pub(super) fn stateless(&mut self, line: u64) {
        self.stateless.add(line);
    }

    /// All of these.
    pub(super) fn rows_without_state(&self) -> &Lines {
        &self.stateless
    }

    /// Notes what would make a row be about the whole project, under the name of its column.
    pub(super) fn widen(&mut self, name: &str, why: String, line: u64) {
        let known = (name.to_owned(), why);
        if self.widened.len() < NAMES || self.widened.contains_key(&known) {
            count_row(self.widened.entry(known).or_default(), line);
        }
    }

    /// What is wrong with such columns.
    pub(super) fn widened(&self) -> impl Iterator<Item = Problem> {
        let widened = self.widened.iter();
        widened.map(|((name, why), (count, line))| of_rows(name, *line, *count, why.clone()))
    }

    /// Whether a row is narrowed to less than the whole project.
    pub(super) fn is_narrowed(&self) -> bool {
        self.is_narrowed
    }

    /// Rows that are about the whole project: what is wrong with them where others are not.
    pub(super) fn wide(&self, field: &str, mark: &str) -> Option<Problem> {
        let (count, line) = self.wide;
        let why = format!(
            "is not given, though other rows give it, and without it a row is about the whole project: `{mark}` says \
             that this is meant"
        );
        (count > 0).then(|| of_rows(field, line, count, why))
    }

    /// Notes what is doubtful about a row, or about what it has in a column.
    pub(super) fn remark(&mut self, column: Option<&str>, remark: &str, line: u64) {
        match column {
            Some(column) => self.remarks.add(&format!(", {}: {remark}", shortened(column)), line),
            None => self.remarks.add(&format!(": {remark}"), line),
        }
    }

    /// Notes a word that was read as the status `enabled`.
    pub(super) fn active(&mut self, word: &str) {
        self.active.add(word, 0);
    }

    /// Notes a status that is none, with a word that would be understood in its place.
    pub(super) fn unclear_status(&mut self, column: &str, word: &str, known: &'static str) {
        let is_it = |unclear: &(String, String, &str)| unclear.0 == column && unclear.1 == word;
        if self.unclear_status.len() < STATUSES && !self.unclear_status.iter().any(is_it) {
            self.unclear_status.push((column.to_owned(), word.to_owned(), known));
        }
    }

    /// Notes that a column of statuses holds yes or no.
    pub(super) fn yes_or_no(&mut self, column: &str) {
        if self.yes_or_no.len() < STATUSES {
            self.yes_or_no.insert(column.to_owned());
        }
    }

    /// What helps where yes or no is no status.
    pub(super) fn hints_of_yes_or_no(&self) -> impl Iterator<Item = String> {
        self.yes_or_no.iter().map(|column| {
            let map = |field: &str| quoted(&format!("{}={field}", shortened(column)));
            format!(
                "`--map {}` reads it where yes says that a user may sign in, `--map {}` where it says that he may not",
                map("enabled"),
                map("blocked")
            )
        })
    }

    /// What helps where words are no status.
    pub(super) fn hint_of_status(&self) -> Option<String> {
        let flag = |(column, word, known): &(String, String, &'static str)| {
            // What nothing is said of is asked about all of them; a word may well say that they are out.
            let known = if word == "not stated" { "enabled" } else { known };
            let flag = value_flag(&shortened(column), &shortened(word), known)?;
            // A word that says nothing of who may sign in is no answer by itself.
            Some((flag, known, !["disabled", "yes", "no"].contains(&known) || says_out(word)))
        };
        let flags: Vec<_> = self.unclear_status.iter().filter_map(flag).collect();
        let (first, others) = flags.split_first()?;
        let said: Vec<&str> = flags.iter().map(|(flag, ..)| flag.as_str()).collect();
        let said = said.join(" ");
        let is_clear = flags.iter().all(|(.., is_clear)| *is_clear);
        Some(match (is_clear, others.is_empty()) {
            (true, true) => format!("`{said}` reads it as `{}`", first.1),
            (true, false) => format!("`{said}` reads them so"),
            (false, _) => {
                let unclear = flags.iter().filter(|(.., is_clear)| !is_clear);
                let turned = |(flag, known, _): &(String, &'static str, bool)| {
                    let other = match *known {
                        "yes" => "no",
                        "no" => "yes",
                        _ => "enabled",
                    };
                    flag.replace(&format!("={known}'"), &format!("={other}'"))
                };
                let others: Vec<String> = unclear.map(turned).collect();
                let (said, others) = (format!("`{said}`"), format!("`{}`", others.join(" ")));
                if flags.iter().all(|(_, known, _)| *known != "enabled") {
                    format!("{said} keeps these users from signing in, {others} in its place lets them in")
                } else {
                    format!("{said} reads them so, {others} in place of the same word lets these users in")
                }
            }
        })
    }

    /// Notes that a row has a key of which something was said.
    pub(super) fn see(&mut self, name: &str) {
        if !self.seen.contains(name) {
            self.seen.insert(name.to_owned());
        }
    }

    /// Whether a row had a key of which something was said.
    pub(super) fn has_seen(&self, name: &str) -> bool {
        self.seen.contains(name)
    }

    /// Notes what would be a role or a tenant if a list were divided at its commas.
    pub(super) fn divide(&mut self, kind: Missing, name: &str) {
        if !name.is_empty() && self.divided.len() < DIVIDED {
            self.divided.insert((kind, name.to_owned()));
        }
    }

    /// All of these.
    pub(super) fn divided(&self) -> &BTreeSet<(Missing, String)> {
        &self.divided
    }

    /// Whether rows give attributes that the project does not have, or may not have.
    pub(super) fn has_attributes(&self) -> bool {
        !self.attributes.found.is_empty()
    }

    /// What was understood that a user might not expect. What is refused is said elsewhere.
    pub(super) fn notes(&self, refused: &[String], states: &[&String]) -> Vec<String> {
        let mut notes = Vec::new();
        let mut note = |count: u64, said: &dyn Fn(String) -> String| {
            if count > 0 {
                notes.push(said(rows(count)));
            }
        };
        note(self.short, &|rows| {
            format!("{rows} with fewer cells than the header: those at the end are empty")
        });
        note(self.long, &|rows| format!("{rows} with further empty cells at the end"));
        note(self.completed, &|rows| {
            format!("{rows} whose phone number got the code of `--default-country`")
        });
        note(self.zoneless, &|rows| format!("{rows} whose `createdTime` names no zone: it is read as UTC"));
        note(self.commas, &|rows| {
            format!(
                "{rows} with lists that were divided at commas: `[\"a,b\"]` is one name with a comma in it"
            )
        });
        let values = [
            (self.spaced, "values with spaces around them, which were left out"),
            (self.marked, "login IDs or addresses that begin with `'`, which was kept"),
            (
                self.spaced_secrets,
                "passwords or seeds that begin or end with a space, which is a part of them",
            ),
            (self.blank_secrets, "passwords or seeds of nothing but spaces, which are none"),
        ];
        let values = values.iter().filter(|(count, _)| *count > 0);
        notes.extend(values.map(|(count, said)| format!("{said}: {}", grouped(*count))));
        notes.extend((self.formulas > 0).then(|| formulas_said(self.formulas)));
        for (word, count, _) in &self.nothing.found {
            notes.push(format!("`{word}` was read as nothing: {}", grouped(*count)));
        }
        for (word, count, _) in &self.active.found {
            notes.push(format!("{} whose status `{word}` was read as `enabled`", rows(*count)));
        }
        if let (Some(name), 1..) = (states.iter().find(|name| self.has_seen(name)), self.stateless.count) {
            notes.push(not_blocked(name, self.stateless.count));
        }
        // Of what the API returned it is said below.
        notes.extend(
            self.passwords.note().filter(|_| !self.read_only.places.contains_key(&self.passwords.column)),
        );
        let lists = [
            ("left out", &self.left_out),
            ("passed over what only the server sets:", &self.read_only),
            ("passed over what this command does not take:", &self.beside),
        ];
        for (what, names) in lists {
            let listed = names.listed(refused);
            if !listed.is_empty() {
                notes.push(format!("{what} {listed}"));
            }
        }
        notes
    }

    /// What is doubtful about rows that are sent.
    pub(super) fn remarks(&self) -> impl Iterator<Item = String> {
        self.remarks
            .found
            .iter()
            .map(|(remark, count, line)| format!("line {line}{remark} ({})", rows(*count)))
    }

    /// Keys that no field takes, each once; many of them in one problem.
    pub(super) fn unknown_keys(&self, fields: &[Declared]) -> Vec<Problem> {
        const FEW: usize = 10;
        if let [(_, _, line), others @ ..] = self.unknown.found.as_slice()
            && others.len() >= FEW
        {
            let names = self.unknown.found.iter().map(|(name, count, _)| (name.as_str(), Some(*count)));
            let why = format!("there are no such fields: {}", listed_unknown(fields, names));
            return vec![Problem { file: None, line: *line, column: None, why }];
        }
        let problem = |(name, count, line): &(String, u64, u64)| {
            of_rows(name, *line, *count, Unknown { fields, name }.to_string())
        };
        self.unknown.found.iter().map(problem).collect()
    }

    /// Attributes that the project does not have, each once.
    pub(super) fn lacking(&self, attributes: &Attributes) -> Vec<Problem> {
        let names = attributes.names();
        let lacking = self.attributes.found.iter().filter(|(name, ..)| attributes.lacks(name));
        let problem = |(name, count, line): &(String, u64, u64)| {
            of_rows(&format!("customAttributes.{name}"), *line, *count, no_attribute(name, &names))
        };
        lacking.map(problem).collect()
    }

    /// The types of attributes that the project does not have.
    pub(super) fn lacking_types(&self, attributes: &Attributes) -> Vec<(String, &'static str)> {
        let lacking = self.attributes.found.iter().filter(|(name, ..)| attributes.lacks(name));
        // The type that holds all values.
        let kind = |name: &String| match self.types.get(name).map(Vec::as_slice) {
            Some([(kind, ..)]) => kind.name(),
            _ => Type::Text.name(),
        };
        lacking.map(|(name, ..)| (name.clone(), kind(name))).collect()
    }

    /// Attributes whose values are of another type than the project's, by definitions that were read only now.
    pub(super) fn mistyped(&self, attributes: &Attributes) -> Vec<Problem> {
        let found = self.attributes.found.iter().flat_map(|(name, ..)| {
            let types = self.types.get(name).into_iter().flatten();
            types.map(move |(kind, count, line)| (name, *kind, *count, *line))
        });
        let problem = |(name, kind, count, line): (&String, Type, u64, u64)| {
            let expected = attributes.expects(name, kind)?;
            let why = format!("{} stands where the project has {expected}", kind.said());
            Some(of_rows(&format!("customAttributes.{name}"), line, count, why))
        };
        let types = found.filter_map(problem);
        let values = self.attributes.found.iter().flat_map(|(name, ..)| {
            let values = self.values.get(name).into_iter().flat_map(|values| &values.found);
            values.filter_map(move |(text, count, line)| {
                let text = Value::from(text.as_str());
                let why = attributes.fault_of_value(name, &text);
                let why = why.or_else(|| attributes.fault_of_value(name, &Value::Array(vec![text])))?;
                Some(of_rows(&format!("customAttributes.{name}"), *line, *count, why))
            })
        });
        types.chain(values).collect()
    }

    /// Whether there are keys that no field takes.
    pub(super) fn has_unknown(&self) -> bool {
        !self.unknown.found.is_empty() || self.is_unknown_state
    }
}

/// Rows of a kind, with the lines of the first ones.
#[derive(Debug, Clone, Default)]
pub struct Lines {
    count: u64,
    first: Vec<u64>,
}

impl Lines {
    fn add(&mut self, line: u64) {
        self.count += 1;
        if self.first.len() < NAMES {
            self.first.push(line);
        }
    }

    /// What is wrong with those that say nothing of who may sign in, where this column says of others that they may.
    pub fn without_state(&self, column: &str) -> Vec<Problem> {
        let problem = |line: &u64| Problem {
            file: None,
            line: *line,
            column: Some(shortened(column).into_owned()),
            why: NO_STATE.to_owned(),
        };
        let mut problems: Vec<Problem> = self.first.iter().map(problem).collect();
        let (more, last) =
            (self.count - problems.len() as u64, self.first.last().copied().unwrap_or_default());
        problems.extend(
            (more > 0).then(|| of_rows(column, last + 1, more, format!("{NO_STATE}, in further rows"))),
        );
        problems
    }

    /// What helps with that.
    #[must_use]
    pub fn hint(&self, column: &str) -> Option<String> {
        let flag = value_flag(&shortened(column), "", "disabled").filter(|_| self.count > 0)?;
        Some(format!("`{flag}` reads it as `disabled`"))
    }

    /// What is said of them where a column says of others that they may not.
    #[must_use]
    pub fn not_blocked(&self, column: &str) -> Option<String> {
        let its = if self.count == 1 {
            "its 1 row was".to_owned()
        } else {
            format!("its {} were", rows(self.count))
        };
        (self.count > 0).then(|| format!("has no `{}`: {its} read as not blocked", repeated(column)))
    }
}

/// What is wrong with a row that says nothing of who may sign in, where others say that.
pub(super) const NO_STATE: &str = "is empty, though it says who may sign in";

fn not_blocked(column: &str, count: u64) -> String {
    format!("`{}` is empty in {}, which was read as not blocked", repeated(column), rows(count))
}

/// Counts a row, and keeps the line of the first.
pub(super) fn count_row((count, first): &mut (u64, u64), line: u64) {
    if *count == 0 {
        *first = line;
    }
    *count += 1;
}

/// A problem that is said once for all rows that have it.
pub(super) fn of_rows(column: &str, line: u64, count: u64, why: String) -> Problem {
    Problem {
        file: None,
        line,
        column: Some(shortened(column).into_owned()),
        why: format!("{why} ({})", rows(count)),
    }
}

/// Says that the project does not have an attribute, and which one is nearest.
pub(super) fn no_attribute(name: &str, attributes: &[String]) -> String {
    let nearest = nearest(name, attributes.iter().map(String::as_str));
    let nearest = nearest.map(|nearest| format!(", the nearest is `{}`", repeated(nearest)));
    format!("the project has no attribute `{}`{}", repeated(name), nearest.unwrap_or_default())
}

fn rows(count: u64) -> String {
    crate::ui::counted(count, "row")
}
