//! Sessions on a terminal: what is asked, what is shown while one waits, and what fits.

use crate::support::Sandbox;

/// The example data on a terminal on which somebody types.
fn typing() -> Sandbox {
    // Nobody does in CI, where these tests may run.
    Sandbox::seeded().with("CI", "")
}

#[test]
fn a_question_on_a_terminal_is_answered_with_a_line() {
    let sandbox = typing();
    for columns in [60, 80, 200] {
        let terminal = sandbox.terminal(columns, &["user", "logout", "bob"]);
        terminal.answer("[y/N]", "y");
        let ended = terminal.end().code(0);
        assert!(ended.shown.contains("ended all sessions of `bob`"), "{}", ended.shown);
        assert!(!ended.hides_cursor && !ended.written.contains("panicked"), "{}", ended.written);
    }
    let terminal = sandbox.terminal(80, &["user", "logout", "bob"]);
    terminal.answer("[y/N]", "");
    assert!(terminal.end().code(1).shown.contains("nothing was changed"));
}
