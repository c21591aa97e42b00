//! What was meant by a flag that is not there.

use clap::{
    Arg, Command,
    builder::StyledStr,
    error::{ContextKind, ContextValue, ErrorKind},
};

/// Flags of other programs, the flag that does the same here, and what to write. An empty flag stands for an
/// argument that has a place.
const ELSEWHERE: &[(&[&str], &str, &str)] = &[
    (&["json", "jsonl", "yaml", "csv", "ids", "table"], "output", "write `-o {}`"),
    (&["format", "output-format", "out"], "output", "write `-o FORMAT`, such as `-o json`"),
    (&["filter", "jq"], "query", "`-q JQ` filters the result with a jq expression"),
    (
        &["force", "assume-yes", "confirm", "no-confirm"],
        "yes",
        "write `--yes` to go ahead without being asked",
    ),
    (&["non-interactive", "batch", "no-prompt"], "no-input", "write `--no-input`"),
    (&["preview", "plan", "what-if", "whatif", "check"], "dry-run", "write `--dry-run`"),
    (&["debug", "trace"], "verbose", "write `-v`, or `-vv` to see bodies, too"),
    (&["silent"], "quiet", "write `--quiet`"),
    (&["no-color", "no-colors", "no-colour"], "color", "write `--color never`"),
    (&["project"], "project-id", "write `--project-id ID`, or `--profile NAME`"),
    (&["url", "host", "endpoint", "api-url"], "base-url", "write `--base-url URL`"),
    (&["env", "environment", "context"], "profile", "write `--profile NAME`"),
    (
        &["password"],
        "password-file",
        "no flag takes a secret, since others would see it: leave the flag out to be asked, or see `--password-stdin` and `--password-file`",
    ),
    (
        &["key", "api-key", "management-key", "token"],
        "key-env",
        "no flag takes a key, since others would see it: leave the flag out to be asked, or see `--key-command`, `--key-env`, `--key-file` and `--key-stdin`",
    ),
    (
        &["key", "api-key", "management-key", "token"],
        "profile",
        "no flag takes a key, since others would see it: set `DESCOPE_MANAGEMENT_KEY`, or see `profile add --help`",
    ),
    (&["email-verified"], "verified-email", "write `--verified-email`"),
    (&["phone-verified"], "verified-phone", "write `--verified-phone`"),
    (&["first-name", "firstname"], "given-name", "write `--given-name NAME`"),
    (&["last-name", "lastname", "surname"], "family-name", "write `--family-name NAME`"),
    (&["full-name", "username"], "name", "write `--name NAME`"),
    (&["mobile", "telephone"], "phone", "write `--phone PHONE`"),
    (&["tenant-id", "tenant-ids", "tenants"], "tenant", "write `--tenant TENANT`"),
    (&["roles", "role-name", "role-names"], "role", "write `--role ROLE`"),
    (
        &["attributes", "attr", "custom-attribute", "custom-attributes"],
        "attribute",
        "write `--attribute NAME=TEXT`",
    ),
    (&["max", "max-results", "page-size", "per-page", "top"], "limit", "write `--limit COUNT`"),
    (
        &["where"],
        "expect",
        "only `user batch-delete` has it; elsewhere a search gives the list, such as `descopectl user search --tenant acme --all -o ids | descopectl user batch-run disable -`",
    ),
    (
        &["id", "user", "user-id", "login-id", "email", "file", "input", "role", "roles"],
        "",
        "`{}` stands without a flag: {usage}",
    ),
];

/// The error with a tip that helps: what the flag is called here, or a flag of which it is a slip, or none.
pub(super) fn corrected(mut error: clap::Error, tree: &Command, words: &[std::ffi::OsString]) -> clap::Error {
    match error.kind() {
        ErrorKind::MissingRequiredArgument => return with_other_way(error, tree, words),
        ErrorKind::InvalidSubcommand => return with_command(error, tree, words),
        _ => {}
    }
    let typed = match (error.kind(), error.get(ContextKind::InvalidArg)) {
        (ErrorKind::UnknownArgument, Some(ContextValue::String(typed))) => typed.clone(),
        _ => return error,
    };
    let Some(name) = typed.strip_prefix("--") else {
        // The parser would have it named as one user more.
        error.remove(ContextKind::Suggested);
        return error;
    };
    let suggested = match error.get(ContextKind::SuggestedArg) {
        Some(ContextValue::String(suggested)) => suggested.trim_start_matches('-').to_owned(),
        _ => String::new(),
    };
    let mut command = command_of(tree, words);
    let tip = tip_for(name, &mut command);
    if tip.is_none() && is_slip(name, &suggested) {
        return error;
    }
    error.remove(ContextKind::SuggestedArg);
    error.remove(ContextKind::Suggested);
    if let Some(tip) = tip {
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![StyledStr::from(tip)]));
    }
    // The other one shows the flag that was not meant.
    error.insert(ContextKind::Usage, ContextValue::StyledStr(command.render_usage()));
    error
}

/// Words for commands that people know from elsewhere, and the commands that do it here: the first that there is.
const COMMANDS: &[(&[&str], &[&str])] = &[
    (&["find", "query", "ls", "filter"], &["search", "list"]),
    (&["show", "view", "info", "describe", "read"], &["load", "show", "list"]),
    (&["block", "ban", "lock", "suspend", "deactivate"], &["disable"]),
    (&["unblock", "unban", "unlock", "activate", "reactivate"], &["enable"]),
    (&["add", "new", "register"], &["create", "add"]),
    (&["rm", "del", "destroy", "erase"], &["delete", "remove"]),
    (&["modify", "change", "set"], &["patch", "set"]),
    (&["upload", "bulk-create", "create-batch"], &["batch-create"]),
    (&["download", "dump"], &["export"]),
    (&["reset-password", "set-password", "password"], &["set-temporary-password"]),
    (&["signout", "sign-out", "revoke"], &["logout"]),
    (&["undelete", "recover"], &["restore"]),
    (&["batch-update", "bulk-update", "update-batch"], &["batch-patch"]),
];

/// Verbs that people take for one another.
const VERBS: &[&[&str]] = &[
    &["delete", "remove", "clear", "unset", "revoke", "drop"],
    &["update", "set", "change", "modify", "edit", "patch", "rename"],
    &["add", "create", "new", "give", "grant", "assign"],
    &["list", "show", "get"],
];

/// Commands about the same thing as a word such as `delete-role`: those with a verb that means the same, or else all.
fn about_the_same(typed: &str, group: &Command) -> Vec<String> {
    let Some((verb, thing)) = typed.split_once('-') else { return Vec::new() };
    let singular = |thing: &str| thing.trim_end_matches('s').to_owned();
    let thing = singular(thing);
    let names = group.get_subcommands().filter(|below| !below.is_hide_set()).map(Command::get_name);
    let is_same = |name: &&str| {
        let Some((_, other)) = name.split_once('-') else { return false };
        let other = singular(other);
        other == thing || other.ends_with(&format!("-{thing}"))
    };
    let all: Vec<String> = names.filter(is_same).map(str::to_owned).collect();
    let alike = VERBS.iter().find(|verbs| verbs.contains(&verb)).copied().unwrap_or_default();
    let has_verb = |name: &&String| alike.iter().any(|verb| name.starts_with(&format!("{verb}-")));
    let same: Vec<String> = all.iter().filter(has_verb).cloned().collect();
    if same.is_empty() { all } else { same }
}

/// Names the command that was meant by a word which is none.
fn with_command(mut error: clap::Error, tree: &Command, words: &[std::ffi::OsString]) -> clap::Error {
    let Some(ContextValue::String(typed)) = error.get(ContextKind::InvalidSubcommand).cloned() else {
        return error;
    };
    let at = words.iter().position(|word| word.to_string_lossy() == typed.as_str()).unwrap_or(words.len());
    let group = command_of(tree, &words[..at]);
    let path =
        if group.get_name() == tree.get_name() { String::new() } else { format!("{} ", group.get_name()) };
    let meant =
        COMMANDS.iter().filter(|(names, _)| names.contains(&typed.as_str())).flat_map(|(_, ours)| *ours);
    let meant = meant.filter_map(|ours| group.find_subcommand(ours)).next();
    let tip = match meant {
        _ if typed == "help" => {
            let below = words.get(at + 1).map(|word| word.to_string_lossy());
            let below = below.filter(|word| group.find_subcommand(word.as_ref()).is_some());
            let below = below.map(|word| format!(" {word}")).unwrap_or_default();
            Some(format!("write `descopectl help {}{below}`", path.trim_end()))
        }
        Some(ours) => {
            let about = ours.get_about().map(ToString::to_string).unwrap_or_default();
            Some(format!("write `descopectl {path}{}`: {}", ours.get_name(), about.to_lowercase()))
        }
        None => None,
    };
    let suggested = match error.get(ContextKind::SuggestedSubcommand) {
        Some(ContextValue::String(one)) => vec![one.clone()],
        Some(ContextValue::Strings(several)) => several.clone(),
        _ => Vec::new(),
    };
    error.remove(ContextKind::SuggestedSubcommand);
    // What is not alike leads astray.
    let is_alike = |ours: &String| ours.starts_with(&typed) || is_near(&typed, ours);
    let mut alike: Vec<String> = suggested.into_iter().filter(is_alike).collect();
    if alike.is_empty() {
        alike = about_the_same(&typed, &group);
    }
    alike.retain(|_| tip.is_none());
    if let Some(last) = alike.pop() {
        let alike = if alike.is_empty() {
            ContextValue::String(last)
        } else {
            ContextValue::Strings(alike.into_iter().chain([last]).collect())
        };
        error.insert(ContextKind::SuggestedSubcommand, alike);
    }
    if let Some(tip) = tip {
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![StyledStr::from(tip)]));
    }
    error
}

/// Names the flag that stands in the place of a file that is missing.
fn with_other_way(mut error: clap::Error, tree: &Command, words: &[std::ffi::OsString]) -> clap::Error {
    let command = command_of(tree, words);
    let finds = command.get_arguments().any(|argument| argument.get_long() == Some("where"));
    let lacks_file = match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::Strings(missing)) => missing.iter().any(|name| name.contains("FILE")),
        _ => false,
    };
    if finds && lacks_file {
        let tip = "or find the users by `--where FILTER`, such as `--where status=disabled`";
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![StyledStr::from(tip)]));
    }
    error
}

/// The command that the words lead to.
fn command_of(tree: &Command, words: &[std::ffi::OsString]) -> Command {
    let below = |command: &Command, word: &str| command.find_subcommand(word).cloned();
    words
        .iter()
        .skip(1)
        .fold(tree.clone(), |command, word| below(&command, &word.to_string_lossy()).unwrap_or(command))
}

fn tip_for(name: &str, command: &mut Command) -> Option<String> {
    let (_, flag, tip) =
        ELSEWHERE.iter().find(|(names, flag, _)| names.contains(&name) && has(command, flag, name))?;
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").replace('\n', " ");
    let tip = tip.replace("{usage}", &usage);
    let place = place_for(command, name).and_then(Arg::get_value_names);
    let place = place.and_then(|names| names.first()).map(|name| name.to_string());
    Some(tip.replace("{}", if flag.is_empty() { place.as_deref().unwrap_or_default() } else { name }))
}

/// Whether a command has the flag. Without one, whether a place takes what the flag was to name.
fn has(command: &Command, flag: &str, name: &str) -> bool {
    if !flag.is_empty() {
        return command.get_arguments().any(|argument| argument.get_long() == Some(flag));
    }
    place_for(command, name).is_some()
}

/// The place that takes what a flag of this name was to name.
fn place_for<'c>(command: &'c Command, name: &str) -> Option<&'c Arg> {
    let mut places = command.get_positionals();
    let ids = match name {
        "role" | "roles" => {
            let named = |own: &clap::builder::Str| own.to_lowercase() == name.trim_end_matches('s');
            return places.find(|place| place.get_value_names().is_some_and(|own| own.iter().any(named)));
        }
        "file" | "input" => &["file", "files"][..],
        _ => &["user", "users", "login_id", "id"],
    };
    places.next().filter(|place| ids.contains(&place.get_id().as_str()))
}

/// Whether one flag is the other with a slip: some letters differ, or an end is missing or too much.
fn is_slip(typed: &str, flag: &str) -> bool {
    if flag.is_empty() {
        return false;
    }
    let is_part = flag.starts_with(typed) || typed.starts_with(flag);
    is_part || is_near(typed, flag)
}

fn is_near(typed: &str, ours: &str) -> bool {
    strsim::damerau_levenshtein(typed, ours) <= 1 + ours.len() / 6
}

#[cfg(test)]
mod tests {
    use clap::Command;

    use super::super::{command, parse};

    fn said(line: &str) -> String {
        parse(shlex::split(&format!("descopectl {line}")).unwrap()).err().unwrap().to_string()
    }

    #[test]
    fn a_flag_of_another_program_is_answered_with_ours() {
        for (line, tip) in [
            ("user search --json", "write `-o json`"),
            ("user batch-run disable --where status=invited", "only `user batch-delete` has it"),
            ("user search --format json", "write `-o FORMAT`, such as `-o json`"),
            ("user search --output-format json", "write `-o FORMAT`, such as `-o json`"),
            ("user search --filter .", "`-q JQ` filters the result"),
            ("user delete a --force", "write `--yes`"),
            ("user load a --debug", "write `-v`, or `-vv`"),
            ("user load a --silent", "write `--quiet`"),
            ("user create a --email-verified", "write `--verified-email`"),
            ("user create a --first-name A", "write `--given-name NAME`"),
            ("user search --tenant-id acme", "write `--tenant TENANT`"),
            ("user search --per-page 5", "write `--limit COUNT`"),
            ("user load --id U1", "`USER` stands without a flag: descopectl user load"),
            ("user get --user-id U1", "`USER` stands without a flag: descopectl user load"),
            ("user set-roles a --role x", "`ROLE` stands without a flag: descopectl user set-roles"),
            ("user batch-create --file a.csv", "`FILE` stands without a flag: descopectl user batch-create"),
            ("user load a --key x", "no flag takes a key, since others would see it: set"),
            ("profile add a --key x", "no flag takes a key, since others would see it: leave the flag out"),
            ("user set-active-password a --password x", "no flag takes a secret"),
            ("--profile local user load a --project x", "write `--project-id ID`"),
        ] {
            let said = said(line);
            assert!(said.contains(&format!("tip: {tip}")) && !said.contains("similar"), "{line}: {said}");
        }
    }

    #[test]
    fn a_command_of_another_program_is_answered_with_ours() {
        for (line, tip) in [
            ("user help", "write `descopectl help user`"),
            ("user help load", "write `descopectl help user load`"),
            ("--profile local user find bob", "write `descopectl user search`: "),
            ("user show bob", "write `descopectl user load`: "),
            ("user block bob", "write `descopectl user disable`: "),
            ("user ban bob", "write `descopectl user disable`: "),
            ("user unban bob", "write `descopectl user enable`: "),
            ("user rm bob", "write `descopectl user delete`: "),
            ("user add bob", "write `descopectl user create`: "),
            ("role add editor", "write `descopectl role create`: "),
            ("tenant rm acme", "write `descopectl tenant delete`: "),
            ("profile new x", "write `descopectl profile add`: "),
            ("job view x", "write `descopectl job show`: "),
        ] {
            let said = said(line);
            assert!(said.contains(&format!("tip: {tip}")) && !said.contains("similar"), "{line}: {said}");
        }
        let slip = said("user upadte-email bob");
        assert!(slip.contains("a similar subcommand exists: 'update-email'"), "{slip}");
        for (line, ours) in [
            ("user delete-role bob", "'remove-role'"),
            ("user delete-roles bob", "'remove-role'"),
            ("user remove-passkeys bob", "'delete-passkeys'"),
            ("user remove-picture bob", "'update-picture'"),
            ("user delete-email bob", "'update-email'"),
            ("user update-name bob", "'update-display-name'"),
            ("user update-attributes bob", "'update-custom-attributes'"),
            ("user update-roles bob", "'set-roles'"),
            ("user set-status bob", "'update-status'"),
            ("user clear-tenant bob", "'remove-tenant'"),
        ] {
            let said = said(line);
            let tip = said.lines().find(|line| line.contains("similar subcommand")).unwrap_or_default();
            assert!(
                tip.contains(ours) && !tip.contains("'delete'") && !tip.contains("'remove'"),
                "{line}: {said}"
            );
        }
        for line in ["user delete-sessions bob", "user delete-password bob", "user delete bob -f"] {
            let said = said(line);
            assert!(!said.contains("'delete'") && !said.contains("-- -f"), "{line}: {said}");
        }
        assert!(said("user batch-update a.csv").contains("`descopectl user batch-patch`"));
        assert!(!said("user xyz").contains("tip"));
        assert!(said("user batch-delete").contains("such as `--where status=disabled`"));
        assert!(!said("user batch-patch").contains("--where"));
    }

    /// A word that is a command by now would never be answered, and what it is answered with exists somewhere.
    #[test]
    fn the_commands_of_other_programs_lead_to_ours() {
        let mut tree = command();
        tree.build();
        let groups: Vec<&Command> = tree.get_subcommands().filter(|group| group.has_subcommands()).collect();
        for (names, ours) in super::COMMANDS {
            for ours in *ours {
                assert!(groups.iter().any(|group| group.find_subcommand(ours).is_some()), "{ours}");
            }
            for name in *names {
                let answered = |group: &&Command| {
                    group.find_subcommand(name).is_none()
                        && ours.iter().any(|ours| group.find_subcommand(ours).is_some())
                };
                assert!(groups.iter().any(answered), "no group answers `{name}`");
            }
        }
    }

    #[test]
    fn a_slip_is_answered_with_the_nearest_and_anything_else_with_none() {
        for (line, flag) in [
            ("user search --limt 5", "--limit"),
            ("user search --colums a", "--columns"),
            ("user create a --emial x", "--email"),
            ("user create a --verified-emails", "--verified-email"),
            ("user load a --verbos", "--verbose"),
        ] {
            let said = said(line);
            assert!(said.contains(&format!("similar argument exists: '{flag}'")), "{line}: {said}");
        }
        for line in ["user search --nonsense", "user load a --colder", "user search --sso"] {
            let said = said(line);
            assert!(!said.contains("--color") && !said.contains("as a value"), "{line}: {said}");
            assert!(said.contains("Usage: descopectl user "), "{line}: {said}");
        }
    }

    /// A flag that exists by now, or one of ours that is gone, would lead astray.
    #[test]
    fn what_is_proposed_exists_and_what_is_answered_does_not() {
        let mut tree = command();
        tree.build();
        let mut commands = vec![&tree];
        let mut reached = 0;
        while let Some(command) = commands.get(reached) {
            commands.extend(command.get_subcommands());
            reached += 1;
        }
        // Where a command has a flag of that name, the parser takes it: `user create --email`, for one. Another such
        // name is a decision.
        let mut taken = std::collections::BTreeSet::new();
        for (names, flag, _) in super::ELSEWHERE {
            assert!(!names.is_empty());
            for name in *names {
                let (ours, answered): (Vec<&Command>, Vec<&Command>) = commands
                    .iter()
                    .filter(|command| super::has(command, flag, name))
                    .partition(|command| command.get_arguments().any(|it| it.get_long() == Some(name)));
                assert!(!answered.is_empty(), "no command answers --{name} with --{flag}");
                if !ours.is_empty() {
                    taken.insert(*name);
                }
            }
        }
        assert_eq!(taken.into_iter().collect::<Vec<_>>(), ["email", "format", "user", "where"]);
    }
}
