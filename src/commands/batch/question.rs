//! What is asked before something is done to many users.

use crate::{
    context::Context,
    error::{Error, Result, visible},
    ui::{capitalised, counted},
    words::grouped,
};

/// From this many users on, the count is typed instead of a yes.
pub(super) const MANY: u64 = 10;

/// What is asked before something is done to many users.
pub(in crate::commands) struct Question<'q> {
    /// What is done, `{}` for the users: `delete {}`.
    pub(in crate::commands) what: &'q str,
    /// Flag with the number that the user expects.
    pub(in crate::commands) expect: Option<u64>,
    /// Names of the first users.
    pub(in crate::commands) first: &'q [String],
    /// How many there are.
    pub(in crate::commands) count: u64,
}

impl Question<'_> {
    /// Shows whom it is about and asks; not where the number was said beforehand, which is an answer. A dry run only
    /// shows.
    ///
    /// # Errors
    /// Usage when the number is another one, or nobody can be asked.
    pub(in crate::commands) fn ask(&self, context: &Context) -> Result<()> {
        self.check_expected()?;
        if self.count > 0 || !context.is_dry_run() {
            self.show(context, true);
        }
        if context.is_dry_run() || self.expect.is_some() {
            return Ok(());
        }
        let question = format!("{}?", capitalised(&self.text(context)));
        if self.count > MANY {
            context.ui.confirm_by_typing(&question, &self.count.to_string(), "--expect")
        } else {
            context.ui.confirm(&question)
        }
    }

    /// Shows what would be done, and to whom. Before another question, nothing is certain.
    pub(in crate::commands) fn show(&self, context: &Context, is_last: bool) {
        // More than a few take a number, which `--yes` is not.
        let is_done = is_last && context.assumes_yes() && !context.is_dry_run() && self.count <= MANY;
        let text = if is_done { doing(&self.text(context)) } else { format!("would {}", self.text(context)) };
        context.ui.preview(&format!("{}:", visible(&text)));
        for name in self.first {
            context.ui.preview(&format!("  {}", visible(name)));
        }
        context.ui.and_more(self.count, self.first.len());
    }

    /// What is done, to how many, and where.
    pub(in crate::commands) fn text(&self, context: &Context) -> String {
        self.what.replace("{}", &users(self.count)) + &context.place()
    }

    /// Whether the number is the one that was said beforehand.
    ///
    /// # Errors
    /// Usage when it is another one.
    pub(in crate::commands) fn check_expected(&self) -> Result<()> {
        match self.expect {
            Some(expected) if expected != self.count => Err(Error::usage("nothing was changed").because({
                let are = if self.count == 1 { "is" } else { "are" };
                format!("{} expected, but there {are} {}", users(expected), grouped(self.count))
            })),
            _ => Ok(()),
        }
    }
}

/// What is being done: `deleting 2 users` for `delete 2 users`.
fn doing(what: &str) -> String {
    let (verb, rest) = what.split_once(' ').unwrap_or((what, ""));
    format!("{}ing {rest}", verb.strip_suffix('e').unwrap_or(verb))
}

/// A number of users in words.
fn users(count: u64) -> String {
    counted(count, "user")
}
