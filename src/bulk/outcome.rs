//! What became of a row.

use serde::{Deserialize, Serialize};

use super::journal::Known;

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Outcome {
    /// The user exists now.
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
    },
    /// The row did not succeed.
    Failed {
        /// Why.
        reason: String,
        /// The API's own code, where it gives one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code: Option<String>,
    },
    /// The row was not sent.
    NotAttempted,
}

impl Outcome {
    /// A failure without a code of the API.
    pub(super) fn failed(reason: impl Into<String>) -> Self {
        Self::Failed { reason: reason.into(), code: None }
    }

    /// What a later run needs to know.
    #[must_use]
    pub fn known(&self) -> Known {
        match self {
            Self::Failed { .. } => Known::Failed,
            Self::NotAttempted => Known::Nothing,
            _ => Known::Settled,
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
            Self::NotAttempted => "notAttempted",
        }
    }

    /// The user, where there is one.
    #[must_use]
    pub fn user_id(&self) -> Option<&str> {
        match self {
            Self::Created { user_id, .. }
            | Self::Updated { user_id, .. }
            | Self::Deleted { user_id }
            | Self::Skipped { user_id, .. } => Some(user_id).filter(|id| !id.is_empty()).map(String::as_str),
            Self::Failed { .. } | Self::NotAttempted => None,
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

    /// Why it is as it is, where there is something to say.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Failed { reason, .. } | Self::Skipped { reason, .. } => Some(reason),
            Self::Created { remark, .. } => remark.as_deref(),
            _ => None,
        }
    }
}
