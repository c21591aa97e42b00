//! Passwords, seeds and hashes of a row.

use serde_json::Value;

use super::{EMPTY_MARK, Filling, Plan, is_said_to_be};
use crate::{
    bulk::input::columns,
    error::quoted,
    ops::{
        row::Given,
        user::{field_of_hash, hash_of_text, is_unusable_password, kind_of_bare_hash},
    },
};

impl<'r> Filling<'_, 'r> {
    /// Notes the hash of a database, of which a row has one.
    pub(super) fn note_hash(&mut self, field: usize, text: &'r str) {
        if is_unusable_password(text) {
            self.nothing("!");
            return;
        }
        match self.noted.hash {
            Some((_, noted, _)) if noted != text => self.problem(field, "stands twice with different hashes"),
            _ => self.noted.hash = Some((field, text, self.named)),
        }
    }
}

impl Plan {
    /// Whether a text is the hash of a database where the API's form of it has its field.
    pub(super) fn is_bare_hash(&self, field: usize, text: &str) -> bool {
        self.fields[field].name == "hashedPassword"
            && text != EMPTY_MARK
            && serde_json::from_str::<Value>(text).is_err()
            && !text.starts_with("{\"")
    }

    /// Passes over what only says whether there is a password, which the API writes so, too.
    pub(super) fn pass_over_flag(&self, filling: &mut Filling<'_, '_>, field: usize) {
        if self.is_record || filling.is_record {
            filling.tally.read_only(&self.shown[field], filling.line);
        }
        filling.tally.passwords.add_flag(&self.shown[field], filling.line);
    }

    /// Takes a secret as it is. What looks like the hash of one would be a password that everybody has who
    /// has the old database.
    pub(super) fn fill_secret<'r>(&'r self, filling: &mut Filling<'_, 'r>, field: usize, text: &'r str) {
        if self.password == Some(field) {
            if is_said_to_be(text) {
                self.pass_over_flag(filling, field);
                return;
            }
            filling.tally.passwords.add(text);
            if let Some(of_hash) = field_of_hash(text).filter(|_| !self.options.allows_hash_as_password) {
                let takes_hashes = columns::exactly(&self.fields, "hashedPassword").is_some();
                let what = match (of_hash, kind_of_bare_hash(text)) {
                    _ if !takes_hashes => "this command takes no hashes".to_owned(),
                    (Some(_), Some(kind)) => unsalted(&self.shown[field], kind),
                    (Some(of_hash), None) => format!(
                        "`{of_hash}` takes it, and `--map '{}=passwordHash'` takes each hash apart",
                        self.shown[field]
                    ),
                    (None, _) => "the API does not take hashes of this kind, so that the password has to be set anew, and \
                                  the cell must be empty"
                        .to_owned(),
                };
                filling.problem(
                    field,
                    format!(
                        "holds a hash, which would become the password in clear text: {what}; \
                         `--allow-hash-as-password` sends it as a password"
                    ),
                );
                return;
            }
        }
        if is_mask(text.trim()) {
            filling.problem(
                field,
                "holds a mask in place of the secret: empty the cell, or leave the column out",
            );
            return;
        }
        filling.row.give(field, Given::Cell(text));
    }

    /// Takes the hash of a database apart, by what else the row says of it.
    pub(super) fn fill_hash(&self, filling: &mut Filling<'_, '_>) {
        let Some((field, text, named)) = filling.noted.hash else { return };
        let (hasher, salt) = (filling.noted.hasher, filling.noted.salt);
        match hash_of_text(text, hasher, salt, &self.options.hash_parameters) {
            Ok(hash) => filling.row.give_owned(field, hash.to_string()),
            Err(why) => match kind_of_bare_hash(text).filter(|_| hasher.is_none() && salt.is_none()) {
                Some(kind) => filling.problem(
                    field,
                    format!("is a hash that does not say how it was made: {}", unsalted(named, kind)),
                ),
                None => filling.problem(field, why),
            },
        }
    }
}

/// Whether a text is what programs show in place of a password: the same sign again and again, or a word in brackets.
fn is_mask(text: &str) -> bool {
    const SIGNS: &str = "*\u{2022}\u{25cf}\u{2219}\u{b7}\u{26ab}\u{2b24}\u{25a0}\u{2588}\u{2592}_-.#";
    const WORDS: [&str; 14] = [
        "redacted",
        "hidden",
        "secret",
        "masked",
        "filtered",
        "protected",
        "removed",
        "omitted",
        "sensitive",
        "sensitive value",
        "password",
        "private",
        "encrypted",
        "not shown",
    ];
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return false };
    let is_sign = SIGNS.contains(first) && text.chars().count() > 2;
    let is_letter = matches!(first, 'x' | 'X') && text.len() > 3;
    if letters.all(|letter| letter == first) {
        return is_sign || is_letter;
    }
    let word = text.trim_matches(|letter: char| !letter.is_alphanumeric());
    let is_framed = text.starts_with(['[', '<', '(', '{', '*']) && text.ends_with([']', '>', ')', '}', '*']);
    let word = word.to_lowercase();
    is_framed && WORDS.contains(&word.as_str()) || text == "REDACTED"
}

/// How a hash is taken that only its length says something of.
fn unsalted(column: &str, kind: &str) -> String {
    let map = quoted(&format!("{column}=hashedPassword.sha.hash"));
    format!("`--map {map} --set hashedPassword.sha.type={kind}` takes it where it was made without a salt")
}
