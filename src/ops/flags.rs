//! Rules that hold for the flags of all commands.

/// Applies the rule for true and false to a command and those below it: an option that takes true or
/// false may stand without a value, for true.
#[must_use]
pub fn with_optional_booleans(command: clap::Command) -> clap::Command {
    let boolean = clap::builder::ValueParser::bool().type_id();
    let command = command.mut_args(|argument| {
        let takes_value = matches!(argument.get_action(), clap::ArgAction::Set);
        if takes_value && !argument.is_positional() && argument.get_value_parser().type_id() == boolean {
            argument
                .num_args(0..=1)
                .require_equals(true)
                .default_missing_value("true")
                .value_name("BOOL")
                .hide_possible_values(true)
        } else {
            argument
        }
    });
    for_commands_below(command)
}

/// Applies the rules for flags that have an effect only with others, or without them: a form to fill in is printed
/// without any reading or sending, and how an invitation is sent says nothing where none is.
#[must_use]
pub fn without_idle(command: clap::Command) -> clap::Command {
    const OF_INVITATION: [&str; 6] =
        ["invite_url", "send_mail", "send_sms", "template_options", "template_id", "locale"];
    let ids: Vec<clap::Id> = command.get_arguments().map(|argument| argument.get_id().clone()).collect();
    let beside_form: Vec<_> =
        ids.iter().filter(|id| !["template", "operation"].contains(&id.as_str())).cloned().collect();
    let may_invite = ids.iter().any(|id| id == "invite");
    command.mut_args(|argument| match argument.get_id().as_str() {
        "template" => argument.conflicts_with_all(beside_form.clone()),
        id if may_invite && OF_INVITATION.contains(&id) => argument.requires("invite"),
        _ => argument,
    })
}

/// Put off until a command is reached: most of the tree never is, and start-up should not pay for it.
fn for_commands_below(command: clap::Command) -> clap::Command {
    command.mut_subcommands(|below| below.defer(with_optional_booleans))
}
