//! What a row says of who may sign in.

use super::{Filling, Plan};
use crate::{
    bulk::input::{
        columns::Column,
        state::{self, Means},
        tally::NO_STATE,
    },
    error::quoted,
    ops::{
        arguments::Status,
        row::{At, Cell as _, Given, repeated},
    },
};

impl Filling<'_, '_> {
    /// Notes that a word is no status, with one that would be understood.
    pub(super) fn unclear_status(&mut self, word: &str, known: &'static str) {
        if !self.named.is_empty() {
            self.tally.unclear_status(self.named, word, known);
        }
    }

    /// Notes that a value is no status. What is yes or no is one where it is known what that says.
    pub(super) fn unclear_state(&mut self, text: &str) {
        match bool::parse(text) {
            Ok(_) if !self.named.is_empty() => self.tally.yes_or_no(self.named),
            _ => self.unclear_status(text, "disabled"),
        }
    }

    /// Takes what a column says of who may sign in. Of several, one that says that he may not is enough.
    pub(super) fn block(&mut self, field: usize, says_blocked: bool) {
        let others = self.noted.blocked.map(|(_, is_blocked)| is_blocked);
        if others.is_some_and(|others| others != says_blocked) {
            self.tally.remark(None, DIFFERENT_STATES, self.line);
        }
        self.noted.blocked = Some((field, says_blocked || others == Some(true)));
    }
}

impl Plan {
    /// Whether a column may say that a new user is blocked.
    pub(in crate::bulk::input) fn says_state(&self, column: &Column) -> bool {
        self.rows.makes_user()
            && match column {
                Column::Enabled { .. } | Column::Flags(_) => true,
                Column::Field(field) => self.status == Some(*field),
                _ => false,
            }
    }

    /// Where yes stands for those who may sign in, nothing must not stand for those as well.
    pub(super) fn check_stated(&self, filling: &mut Filling<'_, '_>, column: &Column) {
        if let Column::Enabled { field, means: Means::Enabled } | Column::Flags(field) = column
            && self.rows.makes_user()
        {
            filling.problem_of_named(*field, NO_STATE);
            filling.unclear_status("", "disabled");
            filling.noted.is_unstated = true;
        }
    }

    /// Takes a status. One that a program left out is joined with what it makes.
    pub(super) fn give_status<'r>(&self, filling: &mut Filling<'_, 'r>, field: usize, text: &'r str) {
        let is = |word: &str| text.eq_ignore_ascii_case(word);
        if self.is_transformed && filling.named != "status" && (is("enabled") || is("disabled")) {
            filling.block(field, is("disabled"));
        } else {
            filling.row.give(field, Given::Cell(text));
        }
    }

    pub(super) fn fill_enabled<'r>(
        &'r self,
        filling: &mut Filling<'_, 'r>,
        field: usize,
        means: Means,
        text: &'r str,
    ) {
        match state::blocks(means, text) {
            // No time of a block does not say that somebody may sign in.
            Some(false) if means.is_timed() => filling.tally.see(filling.named),
            Some(is_blocked) => filling.block(field, is_blocked),
            None if means == Means::Enabled => self.fill_one(filling, field, text),
            // It is said to be the status, or what its values mean is.
            None if self.said.iter().any(|said| said == filling.named) && text.parse::<Status>().is_ok() => {
                self.give_status(filling, field, text);
            }
            None => self.refuse_state(filling, field, means, text),
        }
    }

    /// A value of a column about who is blocked says neither.
    pub(super) fn refuse_state(&self, filling: &mut Filling<'_, '_>, field: usize, means: Means, text: &str) {
        if means == Means::BlockedUntil && text.contains(|letter: char| letter.is_ascii_digit()) {
            let map = quoted(&format!("{}=blockedSince", filling.named));
            let why = format!(
                "`{}`: expected a time such as `2024-01-15T10:30:00Z`, until which the user is blocked: `--map {map}` \
                 takes each time for one that blocks",
                repeated(text)
            );
            return filling.row.problem(At::Name(filling.named.to_owned()), why);
        }
        self.refuse_other_type(filling, field, means);
        filling.unclear_status(text, if means == Means::Enabled { "no" } else { "yes" });
    }

    /// The same for what no flag can translate: a list or an object.
    pub(super) fn refuse_other_type(&self, filling: &mut Filling<'_, '_>, field: usize, means: Means) {
        let why = match means {
            Means::Enabled => "expected yes or no: it says who may sign in",
            Means::Blocked => "expected yes or no: it says whether the user is blocked",
            Means::BlockedSince | Means::BlockedUntil => {
                "expected a time, or nothing: it says whether the user is blocked"
            }
        };
        filling.problem_of_named(field, why);
        filling.noted.is_unstated = true;
    }

    /// Flags of an account that are none.
    pub(super) fn refuse_flags(&self, filling: &mut Filling<'_, '_>, field: usize) {
        let why = "expected a number, of which bit 2 says that the user may not sign in";
        filling.problem_of_named(field, why);
        filling.noted.is_unstated = true;
    }

    /// Gives what the columns say together of who is blocked. Beside the status that a program makes, a field that
    /// was left out there can only take the right to sign in.
    pub(super) fn fill_blocked(&self, filling: &mut Filling<'_, '_>) {
        let Some((field, is_blocked)) = filling.noted.blocked.take() else { return };
        let said = if is_blocked { "disabled" } else { "enabled" };
        if !filling.row.is_given(field) {
            return filling.row.give(field, Given::Cell(said));
        }
        let known = match filling.row.given(field) {
            Given::Cell(text) => text.parse::<Status>().ok(),
            Given::Json(value) => value.as_str().and_then(|text| text.parse().ok()),
            _ => None,
        };
        // A word that is no status is a problem of its own.
        if is_blocked && (known.is_some() || self.is_transformed) {
            filling.row.replace(field, Given::Cell("disabled"));
        }
        let is_disabled = known == Some(Status::Disabled);
        if known.is_some() && is_disabled != is_blocked && !self.is_transformed {
            filling.tally.remark(None, DIFFERENT_STATES, filling.line);
        }
    }
}

/// Whether a column about who is blocked holds times.
pub(in crate::bulk::input) fn holds_times(column: &Column) -> bool {
    matches!(column, Column::Enabled { means, .. } if means.is_timed())
}

/// The status by the flags of an account in Active Directory.
pub(super) fn status_of_flags(text: &str) -> Option<&'static str> {
    const DISABLED: u32 = 2;
    let flags: u32 = text.parse().ok()?;
    Some(if flags & DISABLED == 0 { "enabled" } else { "disabled" })
}

/// What is said where columns differ about who may sign in.
const DIFFERENT_STATES: &str =
    "columns differ about who may sign in, and who is blocked by one of them is disabled";
