//! The whole command tree on one screen: what was typed.

mod help;
mod lacking;
mod lazy;
mod meant;
mod scan;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand, parser::ValueSource};

use self::help::examples;
pub use self::{
    help::{examples_of, fitted},
    lacking::lacking,
    lazy::LazyCommand,
    scan::scan,
};
use crate::{
    commands,
    error::visible,
    ops::{self, arguments::fault_of_controls, flags},
    settings::Globals,
};

/// Manage the users of a Descope project
///
/// An unofficial command line for the Descope User Management API. Try it without an account: the
/// profile `local` is an emulator of the API inside this program.
#[derive(Debug, Parser)]
#[command(name = "descopectl", version, disable_help_subcommand = true)]
#[command(after_help = "Examples:
  descopectl --profile local user create alice@example.com --email alice@example.com
  descopectl --profile local user search --all -o csv
  descopectl profile add staging --project-id P2abcdefghijklmnopqrstuvwxyz --key-command 'op read op://it/descope/key'")]
pub struct Cli {
    #[arg(skip)]
    #[expect(missing_docs, reason = "they are put together by `parse`; a doc comment would look like help")]
    pub globals: Globals,

    #[arg(skip)]
    #[expect(missing_docs, reason = "put together by `parse`; a doc comment would look like help")]
    pub typed: Typed,

    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The command words that were typed, with their full names, and whom or what the command is about.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// Command words, such as `user create`.
    pub command: String,
    /// Users, files or names.
    pub about: Vec<String>,
    /// Whether only a form to fill in is printed.
    pub prints_form: bool,
    /// Whether it is said which.
    pub names_form: bool,
}

impl Typed {
    fn of(mut matches: &clap::ArgMatches) -> Self {
        /// Arguments that say whom or what a command is about, and hold nothing else.
        const ABOUT: &[&str] = &[
            "user",
            "users",
            "login_id",
            "email",
            "file",
            "files",
            "name",
            "names",
            "attributes",
            "id",
            "path",
        ];
        let mut words = Vec::new();
        while let Some((name, below)) = matches.subcommand() {
            words.push(name);
            matches = below;
        }
        let operation = matches.try_get_one::<String>("operation").ok().flatten();
        words.extend(operation.map(String::as_str));
        let given = |name: &&str| {
            let values = matches.try_get_raw(name).ok().flatten()?;
            (matches.value_source(name) != Some(ValueSource::DefaultValue)).then_some(values)
        };
        let others = given(&"others").into_iter().chain(given(&"only")).flatten();
        let about = ABOUT.iter().find_map(given).into_iter().flatten().chain(others);
        let filters = given(&"filters").into_iter().flatten();
        let filters = filters.map(|filter| format!("--where {}", filter.to_string_lossy()));
        let about = about.map(|text| text.to_string_lossy().into_owned()).chain(filters).collect();
        // A form by name, or a switch.
        let form = given(&"template").map(|forms| forms.collect::<Vec<_>>());
        let prints_form = form.as_ref().is_some_and(|forms| forms.iter().all(|form| *form != "false"));
        let names_form =
            form.is_some_and(|forms| forms.iter().any(|form| *form != "true" && *form != "false"));
        Self { command: words.join(" "), about, prints_form, names_form }
    }
}

/// The commands, by noun.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Manage users
    #[command(subcommand, after_help = examples::USER)]
    User(LazyCommand<commands::user::User>),
    /// Manage test users, and get the codes and links they would be sent
    #[command(subcommand, after_help = examples::TEST_USER)]
    TestUser(LazyCommand<ops::test_user::Command>),
    /// Work on tokens, and sign in on behalf of users
    #[command(subcommand, after_help = examples::JWT)]
    Jwt(LazyCommand<ops::jwt::Command>),
    /// Manage the definitions of custom attributes
    #[command(subcommand, after_help = examples::ATTRIBUTE)]
    Attribute(LazyCommand<ops::attribute::Command>),
    /// Manage tenants
    #[command(subcommand, after_help = examples::TENANT)]
    Tenant(LazyCommand<ops::directory::tenant::Command>),
    /// Manage roles
    #[command(subcommand, after_help = examples::ROLE)]
    Role(LazyCommand<ops::directory::role::Command>),
    /// Look at the services whose exports can be read
    #[command(subcommand, after_help = examples::SOURCE)]
    Source(LazyCommand<commands::source::Source>),
    /// Look at bulk runs and resume them
    #[command(subcommand, after_help = examples::JOB)]
    Job(LazyCommand<commands::job::Job>),
    /// Look at the records that were saved before users were deleted or changed
    #[command(subcommand, after_help = examples::BACKUP)]
    Backup(LazyCommand<commands::backup::Backup>),
    /// Show what was changed from this machine
    History(LazyCommand<commands::history::History>),
    /// Show what is left of the rate limit
    Limits(LazyCommand<commands::limits::Limits>),
    /// Call a path that has no command of its own
    Api(LazyCommand<commands::api::Arguments>),
    /// Manage profiles: projects, keys and settings by name
    #[command(subcommand, after_help = examples::PROFILE)]
    Profile(LazyCommand<commands::profile::Profile>),
    /// Check configuration, key and connection
    Doctor(LazyCommand<commands::doctor::Doctor>),
    /// Run the API on this machine, for tests and rehearsals
    #[cfg(feature = "emulator")]
    #[command(subcommand, after_help = examples::EMULATOR)]
    Emulator(LazyCommand<commands::emulator::Emulator>),
    /// Print the completions of a shell
    Completions(LazyCommand<commands::documents::Completions>),
    /// Print the manual, or write all its pages to a folder
    Man(LazyCommand<commands::documents::Man>),
    /// Show the help of a command
    Help(LazyCommand<commands::documents::Help>),
    /// Show the version of this program
    Version(LazyCommand<commands::documents::Version>),
}

/// The command tree. Two rules hold for all of it: an option that takes true or false may stand without
/// a value, for true; and the global flags may stand after each word of a command.
#[must_use]
pub fn command() -> clap::Command {
    help::with_page(without_page(), true)
}

fn without_page() -> clap::Command {
    Cli::command().args(Globals::arguments()).term_width(help::width())
}

/// Applies the rules of the tree to a command and, when they are reached, to those below it.
fn complete(command: clap::Command) -> clap::Command {
    let command = flags::without_idle(flags::with_optional_booleans(command)).args(Globals::arguments());
    let command = command.mut_subcommands(|below| below.defer(complete));
    help::with_page(command, false)
}

/// Parses the command line.
///
/// # Errors
/// What clap says: wrong usage, or the text of `--help` and `--version`.
pub fn parse<I, T>(arguments: I) -> Result<Cli, clap::Error>
where
    I: IntoIterator<Item = T>,
    T: Into<std::ffi::OsString> + Clone,
{
    let arguments: Vec<std::ffi::OsString> = arguments.into_iter().map(Into::into).collect();
    let asks_for_help = |word: &std::ffi::OsString| word == "--help" || word == "-h";
    let mut tree = if arguments.iter().any(asks_for_help) { command() } else { without_page() };
    let mut matches = match tree.try_get_matches_from_mut(&arguments) {
        // The page of the program is made only where it is shown.
        Err(error) if shows_page(&error) => command().try_get_matches_from_mut(&arguments)?,
        parsed => parsed.map_err(|error| meant::corrected(error, &tree, &arguments))?,
    };
    if let Some((flag, value)) = detached_boolean(&tree, &matches, &arguments) {
        let message = format!(
            "`{value}` after `{flag}` is an argument of its own, not the value of the flag\n\n  \
             tip: write `{flag}={value}`, or put `{value}` before the flags if the text is meant"
        );
        return Err(tree.error(clap::error::ErrorKind::InvalidValue, message));
    }
    if let Some((mut command, argument, value, why)) = faulty_text(&tree, &matches) {
        let message = format!("invalid value '{}' for '{argument}': {why}", visible(&value));
        return Err(command.error(clap::error::ErrorKind::ValueValidation, message));
    }
    let globals = globals(&matches)?;
    if let Some((one, other)) = globals.conflict() {
        let message = format!("the argument '{one}' cannot be used with '{other}'");
        return Err(tree.error(clap::error::ErrorKind::ArgumentConflict, message));
    }
    let typed = Typed::of(&matches);
    let cli = Cli::from_arg_matches_mut(&mut matches)?;
    Ok(Cli { globals, typed, ..cli })
}

/// Whether a page of help is shown in place of an error: a command is missing.
pub(crate) fn shows_page(error: &clap::Error) -> bool {
    error.kind() == clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
}

/// An argument whose text no row of a file may hold, the text, and what is wrong with it. Names of files may be any.
fn faulty_text(
    mut command: &clap::Command,
    mut matches: &clap::ArgMatches,
) -> Option<(clap::Command, String, String, &'static str)> {
    while let Some((name, below)) = matches.subcommand() {
        (command, matches) = (command.find_subcommand(name)?, below);
    }
    let path = clap::value_parser!(std::path::PathBuf).type_id();
    let mut texts = command.get_arguments().filter(|argument| argument.get_value_parser().type_id() != path);
    texts.find_map(|argument| {
        let values = matches.try_get_raw(argument.get_id().as_str()).ok()??;
        let mut values = values.map(|value| value.to_string_lossy());
        let found = values.find_map(|value| Some((fault_of_controls(&value)?, value.into_owned())));
        found.map(|(why, value)| (command.clone(), argument.to_string(), value, why))
    })
}

/// A flag for true or false with `true` or `false` behind it as a word of its own. The flag alone says true,
/// and the word would be read as another argument, such as the text of a search.
fn detached_boolean(
    mut command: &clap::Command,
    mut matches: &clap::ArgMatches,
    words: &[std::ffi::OsString],
) -> Option<(String, String)> {
    while let Some((name, below)) = matches.subcommand() {
        (command, matches) = (command.find_subcommand(name)?, below);
    }
    let boolean = clap::builder::ValueParser::bool().type_id();
    let is_flag = |word: &str| {
        let name = word.strip_prefix("--");
        command.get_arguments().any(|argument| {
            name.is_some_and(|name| argument.get_long() == Some(name))
                && (argument.get_value_parser().type_id() == boolean)
        })
    };
    let words: Vec<_> = words.iter().map(|word| word.to_string_lossy()).collect();
    let words = words.split(|word| word == "--").next().unwrap_or_default();
    words.windows(2).find_map(|pair| {
        let is_boolean = ["true", "false"].iter().any(|word| pair[1].eq_ignore_ascii_case(word));
        (is_boolean && is_flag(&pair[0])).then(|| (pair[0].to_string(), pair[1].to_string()))
    })
}

/// The global flags, wherever they stand. Clap's own global flags do not do: of a flag on both sides of a
/// command word it forgets one, and it sees no conflict between the sides.
fn globals(mut matches: &clap::ArgMatches) -> Result<Globals, clap::Error> {
    let mut globals = Globals::from_arg_matches(matches)?;
    while let Some((_, below)) = matches.subcommand() {
        globals.add(Globals::from_arg_matches(below)?);
        matches = below;
    }
    Ok(globals)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_is_sound() {
        command().debug_assert();
    }

    /// The tree with what is otherwise put off, and with the global options everywhere.
    fn tree() -> clap::Command {
        let mut tree = command();
        tree.build();
        tree
    }

    /// Runs over every command that does something.
    fn leaves(command: &clap::Command, path: &str, visit: &mut impl FnMut(&str, &clap::Command)) {
        if !command.has_subcommands() {
            visit(path, command);
        }
        for child in command.get_subcommands() {
            leaves(child, &format!("{path} {}", child.get_name()), visit);
        }
    }

    #[test]
    fn every_command_says_in_one_line_what_it_does() {
        leaves(&tree(), "descopectl", &mut |path, command| {
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            assert!(!about.is_empty() && about.len() <= 72 && !about.ends_with('.'), "{path}: {about:?}");
            assert!(about.starts_with(char::is_uppercase), "{path}: {about:?}");
        });
    }

    #[test]
    fn no_argument_takes_control_characters() {
        use clap::error::ErrorKind::{InvalidValue, ValueValidation};
        let path = clap::value_parser!(std::path::PathBuf).type_id();
        let mut tried = 0;
        leaves(&tree(), "descopectl", &mut |name, command| {
            for argument in command.get_arguments().filter(|argument| argument.get_action().takes_values()) {
                let words = match argument.get_long() {
                    Some(long) => [format!("--{long}=a=\u{1b}b")],
                    None if argument.get_index() == Some(1) => ["a=\u{1b}b".to_owned()],
                    None => continue,
                };
                let parse =
                    |command: clap::Command| command.no_binary_name(true).try_get_matches_from(&words);
                let refused = parse(command.clone())
                    .is_err_and(|error| matches!(error.kind(), InvalidValue | ValueValidation));
                let matches = parse(command.clone().ignore_errors(true)).unwrap();
                let is_path = argument.get_value_parser().type_id() == path;
                assert!(is_path || refused || faulty_text(command, &matches).is_some(), "{name} {words:?}");
                tried += usize::from(!refused && !is_path);
            }
        });
        assert!(tried > 100, "{tried}");
        let refused =
            parse(["descopectl", "user", "create", "a", "--name", "x\u{1b}y"]).unwrap_err().to_string();
        let said = "error: invalid value 'x\\u{1b}y' for '--name <NAME>': it holds control characters";
        assert!(refused.starts_with(said), "{refused}");
        assert!(parse(["descopectl", "user", "create", "a", "--name", "x\ty\nz"]).is_ok());
    }

    #[test]
    fn every_option_is_explained() {
        leaves(&tree(), "descopectl", &mut |path, command| {
            for argument in command.get_arguments() {
                assert!(argument.get_help().is_some(), "{path}: {}", argument.get_id());
            }
        });
    }

    /// Runs over every command, also those that only lead to others.
    fn pages(command: &clap::Command, path: &str, visit: &mut impl FnMut(&str, &clap::Command)) {
        visit(path, command);
        for child in command.get_subcommands() {
            pages(child, &format!("{path} {}", child.get_name()), visit);
        }
    }

    #[test]
    fn every_page_has_examples_and_they_parse() {
        pages(&tree(), "descopectl", &mut |path, command| {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            let examples: Vec<&str> = help.lines().filter(|line| line.starts_with("  ")).collect();
            assert!(help.starts_with("Examples:\n") && !examples.is_empty(), "{path} has no examples");
            for part in examples.iter().flat_map(|line| line.split(" | ")) {
                let command: Vec<&str> =
                    part.split(' ').take_while(|word| !["<", ">"].contains(word)).collect();
                let words = shlex::split(&command.join(" ")).unwrap();
                if words.first().is_some_and(|word| word == "descopectl") {
                    let parsed = parse(&words);
                    assert!(parsed.is_ok(), "{part}: {}", parsed.err().unwrap());
                }
            }
            assert!(help.contains(path), "the examples of {path} do not show it");
        });
    }

    #[test]
    fn true_or_false_may_be_left_out() {
        let verified = |flag: &str| {
            let cli = parse(["descopectl", "user", "create", "alice", flag]).unwrap();
            match cli.command {
                Command::User(LazyCommand(commands::user::User::Operation(ops::user::Command::Create(
                    create,
                )))) => create.details.verified_email,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(verified("--verified-email"), Some(true));
        assert_eq!(verified("--verified-email=false"), Some(false));
    }

    /// Every flag for true or false of every command, with a word behind it that looks like its value.
    #[test]
    fn a_value_that_is_not_joined_to_its_flag_is_refused() {
        let mut tried = 0;
        let tree = tree();
        leaves(&tree, "descopectl", &mut |path, command| {
            let words: Vec<&str> = path.split(' ').collect();
            for argument in command.get_arguments() {
                let boolean = clap::builder::ValueParser::bool().type_id();
                let Some(long) = argument.get_long() else { continue };
                if argument.get_value_parser().type_id() != boolean || ["help", "version"].contains(&long) {
                    continue;
                }
                for value in ["true", "FALSE"] {
                    let flag = format!("--{long}");
                    assert!(parse([words.as_slice(), &[&flag, value]].concat()).is_err(), "{path} {flag}");
                    tried += 1;
                }
            }
        });
        assert!(tried > 900, "{tried}");
        let said = |line: &str| parse(line.split(' ')).err().map(|error| error.to_string());
        let error = said("descopectl user search --verified-email false").unwrap();
        assert!(error.contains("--verified-email=false"), "{error}");
        assert!(said("descopectl user search --all true").is_some());
        assert!(said("descopectl user update-status bob --dry-run False").is_some());
        for right in [
            "user search --verified-email=false",
            "user search false --verified-email",
            "user search -- false",
        ] {
            assert_eq!(said(&format!("descopectl {right}")), None);
        }
        let joined = said("descopectl user create a --verified-email --name false");
        assert_eq!(joined, None);
    }

    #[test]
    fn abbreviated_flags_are_refused() {
        assert!(parse(["descopectl", "user", "load", "alice", "--outp", "json"]).is_err());
        assert!(parse(["descopectl", "us", "load", "alice"]).is_err());
    }

    /// The examples of all commands, split into words.
    fn examples(tree: &clap::Command) -> Vec<Vec<String>> {
        let mut found = Vec::new();
        leaves(tree, "descopectl", &mut |_, command| {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            for line in help.lines().filter(|line| line.starts_with("  descopectl ")) {
                let own = line.trim().split(' ').take_while(|word| !["|", "<", ">"].contains(word));
                found.push(shlex::split(&own.collect::<Vec<_>>().join(" ")).unwrap());
            }
        });
        assert!(found.len() > 100);
        found
    }

    /// The command words of an example, with the program: they end before the first flag.
    fn command_words(tree: &clap::Command, words: &[String]) -> usize {
        let mut command = tree;
        let mut count = 1;
        while let Some(below) = words.get(count).and_then(|word| command.find_subcommand(word)) {
            command = below;
            count += 1;
        }
        count
    }

    #[test]
    fn global_flags_mean_the_same_before_between_and_after_the_command_words() {
        const ALL_BUT_QUIET: &str = "--profile x --config x --project-id P2x --base-url https://example.com \
            -o csv --columns x,y -q . --no-input --yes --confirm-project P2x --dry-run --timeout 7 \
            --rate 50% --max-wait 7 -vv --wide --no-pager --color never";
        let sets = [ALL_BUT_QUIET, "--quiet"].map(|flags| shlex::split(flags).unwrap());
        for argument in Globals::arguments() {
            let long = format!("--{}", argument.get_long().unwrap());
            let short = argument.get_short().map(|short| format!("-{short}"));
            let is_it = |word: &String| {
                *word == long || short.as_ref().is_some_and(|short| word.starts_with(short.as_str()))
            };
            assert!(sets.iter().flatten().any(is_it), "{long} is not tested");
        }
        let tree = tree();
        for words in examples(&tree) {
            let end_of_command = command_words(&tree, &words);
            for flags in &sets {
                let globals = |place: usize| {
                    let (before, after) = words.split_at(place);
                    parse([before, flags, after].concat()).unwrap().globals
                };
                let before = globals(1);
                for place in 2..=end_of_command {
                    assert_eq!(globals(place), before, "at {place} in {words:?}");
                }
                // Of two flags the last one counts: an example that has global flags says it itself.
                if parse(&words).unwrap().globals == Globals::default() {
                    assert_eq!(globals(words.len()), before, "after {words:?}");
                }
            }
        }
    }

    #[test]
    fn what_contradicts_itself_is_refused_on_either_side_of_the_command_words() {
        let tree = tree();
        for words in examples(&tree) {
            let end = command_words(&tree, &words);
            for (first, second) in [("--quiet", "-v"), ("--verbose", "--quiet")] {
                for place in [1, end] {
                    let mut line = words.clone();
                    line.insert(end, second.to_owned());
                    line.insert(place, first.to_owned());
                    let error = parse(&line).unwrap_err();
                    assert_eq!(error.kind(), clap::error::ErrorKind::ArgumentConflict, "{line:?}");
                }
            }
            let mut line = words.clone();
            line.insert(end, "--yes".to_owned());
            line.insert(1, "--no-input".to_owned());
            let globals = parse(&line).unwrap().globals;
            assert_eq!(globals.prompting(), crate::ui::Prompting::AssumeYesElseRefuse, "{line:?}");
        }
    }

    #[test]
    fn a_global_flag_that_is_given_twice_counts_as_given_last() {
        let globals = |line: &str| parse(line.split(' ')).unwrap().globals;
        for line in [
            "x -o json -v user search -o csv -v --yes --yes",
            "x user -v -o json search -o csv --yes -v",
            "x user search -o json -o csv -vv --yes",
        ] {
            let globals = globals(line);
            assert_eq!(globals.output, Some(crate::output::Format::Csv), "{line}");
            assert_eq!(globals.verbose, 2, "{line}");
            assert!(globals.yes, "{line}");
        }
        let both = globals("x --columns a user search --columns b,c");
        assert_eq!(both, globals("x user search --columns a --columns b,c"));
    }

    /// Two arguments of one name would give each other's value.
    #[test]
    fn no_argument_has_the_name_of_a_global_one() {
        leaves(&tree(), "descopectl", &mut |path, command| {
            for global in Globals::arguments() {
                let same = command.get_arguments().filter(|argument| argument.get_id() == global.get_id());
                assert_eq!(same.count(), 1, "{path}: {}", global.get_id());
            }
        });
    }

    #[test]
    fn no_flag_takes_a_secret() {
        leaves(&tree(), "descopectl", &mut |path, command| {
            for argument in command.get_arguments() {
                let flag = argument.get_long().unwrap_or_default();
                let named_like_one = ["password", "key", "jwt", "secret", "token"].contains(&flag);
                assert!(!named_like_one || !argument.get_action().takes_values(), "{path} --{flag}");
            }
        });
    }
}
