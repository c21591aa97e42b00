//! Which fields of a row go together: clap's attributes say it, and clap is asked.

use std::collections::HashMap;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::{Declared, Form, RowType};

/// A rule that a row breaks. Fields are named by their place among the declared ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Breach {
    /// The field must be there.
    Missing(usize),
    /// One of the fields must be there.
    OneMissing(Vec<usize>),
    /// The field cannot stand beside these others.
    Beside(usize, Vec<usize>),
    /// Anything else that clap says.
    Other(String),
}

/// Patterns that are kept before it is found out which fields matter.
const KEPT: usize = 256;

/// Switches by which a command that is about one value removes it.
const REMOVERS: &[&str] = &["remove", "revoke"];

/// Asks clap which fields go together, once for each pattern of given fields. Placeholders stand for the
/// values: clap judges the pattern, and types judge the values.
#[derive(Debug)]
pub struct Rules {
    command: clap::Command,
    ids: Vec<&'static str>,
    /// Fields that are arguments at all: a secret is a column and no flag.
    arguments: u64,
    switches: u64,
    /// Fields that types want. They say by themselves where they are missing.
    required: u64,
    breaches: HashMap<u64, Vec<Breach>>,
    /// Fields that can change an answer; all until it is found out.
    relevant: u64,
    /// The pattern that was asked for last and is in order.
    in_order: Option<u64>,
}

impl Rules {
    /// The rules for rows of this type, whose fields these are.
    #[must_use]
    pub fn new(rows: &RowType, fields: &[Declared]) -> Self {
        let ids: Vec<&'static str> = fields.iter().map(|field| field.id).collect();
        let id_of = |argument: &clap::Arg| ids.iter().find(|id| argument.get_id() == **id).copied();
        // Every argument becomes a flag of its own name: what stands in place would shift where something
        // before it is missing, and errors name all arguments in the same way.
        let mut command =
            rows.command().no_binary_name(true).disable_help_flag(true).disable_version_flag(true).mut_args(
                |argument| {
                    let argument = match id_of(&argument) {
                        Some(id) => argument.long(id),
                        // A flag that no row has, under the name that a field has here.
                        None if argument.get_long().is_some_and(|long| ids.contains(&long)) => {
                            argument.long(clap::builder::Resettable::Reset)
                        }
                        None => argument,
                    };
                    match argument.get_action() {
                        clap::ArgAction::Set | clap::ArgAction::Append => {
                            argument.value_parser(clap::builder::ValueParser::string())
                        }
                        _ => argument,
                    }
                },
            );
        command.build();
        let known: Vec<&str> = command.get_arguments().map(|argument| argument.get_id().as_str()).collect();
        let bits = |is: &dyn Fn(&Declared) -> bool| {
            (0..fields.len().min(64))
                .filter(|place| is(&fields[*place]))
                .fold(0, |all, place| all | bit(place))
        };
        Self {
            arguments: bits(&|field| known.contains(&field.id)),
            switches: bits(&|field| field.form == Form::Switch),
            required: bits(&|field| field.required),
            command,
            ids,
            breaches: HashMap::new(),
            relevant: u64::MAX,
            in_order: None,
        }
    }

    /// The rules that a row with these fields breaks, a bit for each field.
    pub fn breaches(&mut self, given: u64) -> &[Breach] {
        let pattern = (given | self.required) & self.relevant;
        if self.in_order == Some(pattern) {
            return &[];
        }
        if !self.breaches.contains_key(&pattern) {
            if self.breaches.len() == KEPT && self.relevant == u64::MAX {
                self.relevant = self.required | self.find_relevant();
                return self.breaches(given);
            }
            let found = self.ask(pattern);
            self.breaches.insert(pattern, found);
        }
        let found = self.breaches.get(&pattern).map(Vec::as_slice).unwrap_or_default();
        self.in_order = found.is_empty().then_some(pattern);
        found
    }

    /// The switch that a row turns on to remove the value of a field: it replaces the field.
    #[must_use]
    pub fn remover_of(&mut self, field: usize) -> Option<usize> {
        let remover = self.ids.iter().position(|id| REMOVERS.contains(id))?;
        let (required, with_remover) = (self.required, self.required | bit(remover));
        let is_missing = |found: &[Breach]| found.contains(&Breach::Missing(field));
        let replaces = is_missing(&self.ask(required)) && !is_missing(&self.ask(with_remover));
        replaces.then_some(remover)
    }

    /// All rules that a pattern breaks: clap names one kind at a time, so that it is asked again about the
    /// pattern without what cannot stand in it and with what it lacks.
    fn ask(&mut self, pattern: u64) -> Vec<Breach> {
        let mut found = Vec::new();
        let mut given = pattern;
        let mut added = 0;
        for _ in 0..=self.ids.len() {
            let line = self.line(given);
            let Err(error) = self.command.try_get_matches_from_mut(line) else { return found };
            let before = given;
            let named = self.fields_in(error.get(ContextKind::InvalidArg));
            match error.kind() {
                ErrorKind::ArgumentConflict => {
                    let others = self.fields_in(error.get(ContextKind::PriorArg)).concat();
                    if let Some(field) = named.concat().first() {
                        given &= !bit(*field);
                        let is_added = |field: &usize| added & bit(*field) != 0;
                        if !is_added(field) && !others.iter().any(is_added) {
                            found.push(Breach::Beside(*field, others));
                        }
                    }
                }
                ErrorKind::MissingRequiredArgument => {
                    for fields in named {
                        let Some(first) = fields.first() else { continue };
                        given |= bit(*first);
                        added |= bit(*first);
                        found.push(match fields.as_slice() {
                            [field] => Breach::Missing(*field),
                            _ => Breach::OneMissing(fields),
                        });
                    }
                }
                _ => {}
            }
            if given == before {
                let text = error.to_string();
                let first = text.lines().next().unwrap_or_default();
                found.push(Breach::Other(first.trim_start_matches("error: ").to_owned()));
                return found;
            }
        }
        found
    }

    /// The fields that can change an answer: alone, or beside one other.
    fn find_relevant(&mut self) -> u64 {
        let (base, fields) = (self.required, self.ids.len().min(64));
        let mut relevant = 0;
        let without = self.ask(base);
        let alone: Vec<Vec<Breach>> = (0..fields).map(|field| self.ask(base | bit(field))).collect();
        for one in 0..fields {
            if alone[one] != without {
                relevant |= bit(one);
            }
            for other in 0..one {
                let both = self.ask(base | bit(one) | bit(other));
                relevant |= if both == alone[other] { 0 } else { bit(one) };
                relevant |= if both == alone[one] { 0 } else { bit(other) };
            }
        }
        relevant
    }

    /// A command line with placeholders. Switches stand first: clap then says once what each conflicts with.
    fn line(&self, given: u64) -> Vec<String> {
        let words = |which: u64, value: &'static str| {
            let places = (0..self.ids.len().min(64)).filter(move |place| which & bit(*place) != 0);
            places.map(move |place| format!("--{}{value}", self.ids[place]))
        };
        let given = given & self.arguments;
        words(given & self.switches, "").chain(words(given & !self.switches, "=x")).collect()
    }

    /// The fields that an error names: one list for each argument, several in it for a group.
    fn fields_in(&self, context: Option<&ContextValue>) -> Vec<Vec<usize>> {
        let texts = match context {
            Some(ContextValue::String(text)) => std::slice::from_ref(text),
            Some(ContextValue::Strings(texts)) => texts.as_slice(),
            _ => &[],
        };
        let field = |word: &str| {
            let word = word.trim_start_matches('<').strip_prefix("--")?;
            let end = word.find([' ', '=', '[', '<', '>', '.']).unwrap_or(word.len());
            self.ids.iter().position(|id| *id == &word[..end])
        };
        let fields = |text: &String| text.split('|').filter_map(field).collect::<Vec<_>>();
        texts.iter().map(fields).filter(|fields| !fields.is_empty()).collect()
    }
}

fn bit(place: usize) -> u64 {
    1 << place
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::{
        row::RowStruct as _,
        user::{BatchUser, UpdateDisplayName, UpdateEmail},
    };

    fn of(rows: &RowType) -> (Rules, Vec<Declared>) {
        let fields = rows.fields();
        (Rules::new(rows, &fields), fields)
    }

    fn bits(fields: &[Declared], ids: &[&str]) -> u64 {
        let places = fields.iter().enumerate().filter(|(_, field)| ids.contains(&field.id));
        places.fold(0, |all, (place, _)| all | bit(place))
    }

    #[test]
    fn what_is_left_when_few_fields_matter_gives_the_same_answers() {
        for rows in [&BatchUser::ROWS, &UpdateEmail::ROWS, &UpdateDisplayName::ROWS] {
            let (mut rules, fields) = of(rows);
            let all = (1_u64 << fields.len()) - 1;
            // Spread out, as patterns of a real file are not.
            for pattern in (0..600_u64).map(|number| number.wrapping_mul(0x9e37_79b9_7f4a_7c15) & all) {
                let required = rules.required;
                let asked = rules.ask(pattern | required);
                assert_eq!(rules.breaches(pattern), asked, "{pattern:b}");
            }
            assert!(rules.breaches.len() <= KEPT + 16, "{}", rules.breaches.len());
        }
    }

    #[test]
    fn few_fields_matter() {
        let (mut rules, fields) = of(&BatchUser::ROWS);
        assert_eq!(rules.find_relevant(), bits(&fields, &["password", "hashed_password"]));
        let (mut rules, fields) = of(&UpdateDisplayName::ROWS);
        assert_eq!(
            rules.find_relevant(),
            bits(&fields, &["name", "given_name", "middle_name", "family_name"])
        );
    }

    #[test]
    fn a_switch_removes_what_it_replaces() {
        let (mut rules, fields) = of(&UpdateEmail::ROWS);
        let place = |id: &str| fields.iter().position(|field| field.id == id).unwrap();
        assert_eq!(rules.remover_of(place("email")), Some(place("remove")));
        assert_eq!(rules.remover_of(place("user")), None);
        assert_eq!(rules.remover_of(place("verified")), None);
    }
}
