//! What became of a row, and what that means for a later run.

use serde::{Deserialize, Serialize};

use crate::ops::user::SECRETS;

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Outcome {
    /// The user exists now, and this job made it.
    Created {
        /// The new user's ID.
        user_id: String,
        /// A problem that did not stop the creation.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remark: Option<String>,
    },
    /// The user was changed.
    Updated {
        /// The user's ID, where the reply tells it.
        user_id: String,
        /// Fields that were changed, where that is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        changes: Option<usize>,
        /// Fields of the row that only a new user gets, and that were left out.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        not_set: Vec<String>,
    },
    /// The user is gone.
    Deleted {
        /// The user's ID.
        user_id: String,
    },
    /// The row was left alone.
    Skipped {
        /// The user's ID.
        user_id: String,
        /// Why.
        reason: String,
        /// Fields of the row that only a new user gets, and that were left out.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        not_set: Vec<String>,
    },
    /// The row did not succeed.
    Failed {
        /// Why.
        reason: String,
        /// The API's own code, where it gives one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code: Option<String>,
    },
    /// The row was not sent, or what was sent for it is known not to have happened.
    NotAttempted,
    /// The row was sent, and nothing is known of what became of it. Reports count it among those that were not
    /// attempted, and say so.
    InDoubt,
}

/// What is known of a row from earlier runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RowState {
    /// Not sent.
    #[default]
    NotSent,
    /// Sent, and no answer noted.
    InDoubt,
    /// Settled for good.
    Settled,
    /// Failed: worth another try.
    Failed,
}

/// What is said of a row that was sent without an answer.
const MAY_HAVE_BEEN_DONE: &str =
    "it was sent, but the run stopped before it was known what became of it: it may have been done";

/// Why a row failed whose user does not exist.
pub const NO_SUCH_USER: &str = "there is no such user";

/// The API's codes for a user who does not exist.
const NOT_FOUND: [&str; 2] = ["E112102", "E062108"];

impl Outcome {
    /// Whether the row failed since its user does not exist.
    #[must_use]
    pub fn names_nobody(&self) -> bool {
        matches!(self, Self::Failed { reason, code } if reason == NO_SUCH_USER
            || code.as_deref().is_some_and(|code| NOT_FOUND.contains(&code)))
    }

    /// A failure without a code of the API.
    #[must_use]
    pub fn failed(reason: impl Into<String>) -> Self {
        Self::Failed { reason: reason.into(), code: None }
    }

    /// A row that was left alone and holds no secret.
    #[must_use]
    pub fn skipped(user_id: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::Skipped { user_id: user_id.into(), reason: reason.into(), not_set: Vec::new() }
    }

    /// A change whose extent is not known.
    #[must_use]
    pub fn updated(user_id: impl Into<String>) -> Self {
        Self::Updated { user_id: user_id.into(), changes: None, not_set: Vec::new() }
    }

    /// What a later run needs to know.
    #[must_use]
    pub fn state(&self) -> RowState {
        match self {
            Self::Failed { .. } => RowState::Failed,
            Self::NotAttempted => RowState::NotSent,
            Self::InDoubt => RowState::InDoubt,
            _ => RowState::Settled,
        }
    }

    /// Its name in reports.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Created { .. } => "created",
            Self::Updated { .. } => "updated",
            Self::Deleted { .. } => "deleted",
            Self::Skipped { .. } => "skipped",
            Self::Failed { .. } => "failed",
            Self::NotAttempted | Self::InDoubt => "notAttempted",
        }
    }

    /// Whether the row is left for a later run.
    #[must_use]
    pub fn is_left(&self) -> bool {
        matches!(self, Self::NotAttempted | Self::InDoubt)
    }

    /// The user, where there is one.
    #[must_use]
    pub fn user_id(&self) -> Option<&str> {
        match self {
            Self::Created { user_id, .. }
            | Self::Updated { user_id, .. }
            | Self::Deleted { user_id }
            | Self::Skipped { user_id, .. } => Some(user_id).filter(|id| !id.is_empty()).map(String::as_str),
            Self::Failed { .. } | Self::NotAttempted | Self::InDoubt => None,
        }
    }

    /// Fields that were changed, where that is known.
    #[must_use]
    pub fn changes(&self) -> Option<usize> {
        match self {
            Self::Updated { changes, .. } => *changes,
            _ => None,
        }
    }

    /// The API's code for a failure, where it gave one.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Failed { code, .. } => code.as_deref(),
            _ => None,
        }
    }

    /// Fields of the row that were left out because the user exists.
    #[must_use]
    pub fn not_set(&self) -> &[String] {
        match self {
            Self::Updated { not_set, .. } | Self::Skipped { not_set, .. } => not_set,
            _ => &[],
        }
    }

    /// Whether a secret of the row was left out because the user exists.
    #[must_use]
    pub fn secret_not_set(&self) -> bool {
        self.not_set().iter().any(|field| SECRETS.contains(&field.as_str()))
    }

    /// Why it is as it is, where there is something to say.
    #[must_use]
    pub fn reason(&self) -> Option<String> {
        let said = match self {
            Self::Failed { reason, .. } | Self::Skipped { reason, .. } => Some(reason.clone()),
            Self::Created { remark, .. } => remark.clone(),
            Self::InDoubt => Some(MAY_HAVE_BEEN_DONE.to_owned()),
            Self::Updated { .. } | Self::Deleted { .. } | Self::NotAttempted => None,
        };
        if self.not_set().is_empty() {
            return said;
        }
        let fields = self.not_set().join(", ");
        let not_set = if self.secret_not_set() {
            format!("the password of a user who exists is not changed, not set: {fields}")
        } else {
            format!("not set, since only a new user gets it: {fields}")
        };
        Some(said.map_or_else(|| not_set.clone(), |said| format!("{said}; {not_set}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_part_of_the_reason() {
        let not_set = vec!["password".to_owned(), "createdTime".to_owned()];
        let skipped = Outcome::Skipped {
            user_id: "U1".into(),
            reason: "the user exists".into(),
            not_set: not_set.clone(),
        };
        let expected = "the password of a user who exists is not changed, not set: password, createdTime";
        assert_eq!(skipped.reason().unwrap(), format!("the user exists; {expected}"));
        let updated = Outcome::Updated { user_id: "U1".into(), changes: Some(1), not_set };
        assert_eq!(updated.reason().unwrap(), expected);
        assert!(updated.secret_not_set() && !Outcome::updated("U1").secret_not_set());
    }
}
