//! The whole command tree on one screen: what was typed.

mod later;

use std::path::PathBuf;

use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

pub use self::later::Later;
use crate::{
    commands, ops,
    output::Format,
    profile::Rate,
    ui::{Color, Loudness, Prompting},
};

/// Manage the users of a Descope project
///
/// An unofficial command line for the Descope User Management API. Try it without an account: the
/// profile `local` is an emulator of the API inside this program.
#[derive(Debug, Parser)]
#[command(name = "descopectl", version, max_term_width = 100, disable_help_subcommand = true)]
#[command(after_help = "Examples:
  descopectl --profile local user create alice@example.com --email alice@example.com
  descopectl --profile local user search --all -o csv
  descopectl profile add staging --project-id P2abc… --key-command 'op read op://it/descope/key'

Exit codes:
  0 done                     5 not found
  1 failed                   6 conflict
  2 usage or configuration   7 rate limit not waited out
  3 some rows failed         8 network or server unavailable
  4 not authorised           130 interrupted")]
pub struct Cli {
    /// What every command understands.
    #[command(flatten)]
    pub globals: Globals,

    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands, by noun.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Manage users
    #[command(subcommand)]
    User(Later<commands::user::User>),
    /// Manage test users, and get the codes and links they would be sent
    #[command(subcommand)]
    TestUser(Later<ops::test_user::Command>),
    /// Work on tokens, and sign in on behalf of users
    #[command(subcommand)]
    Jwt(Later<ops::jwt::Command>),
    /// Manage the definitions of custom attributes
    #[command(subcommand)]
    Attribute(Later<ops::attribute::Command>),
    /// Look up tenants
    #[command(subcommand)]
    Tenant(Later<ops::directory::tenant::Command>),
    /// Look up roles
    #[command(subcommand)]
    Role(Later<ops::directory::role::Command>),
    /// Look at bulk runs and go on with them
    #[command(subcommand)]
    Job(Later<commands::job::Job>),
    /// Show what is left of the rate limit
    Limits(Later<commands::limits::Limits>),
    /// Call a path that has no command of its own
    Api(Later<commands::api::Arguments>),
    /// Manage profiles: projects, keys and settings by name
    #[command(subcommand)]
    Profile(Later<commands::profile::Profile>),
    /// Check configuration, key and connection
    Doctor(Later<commands::doctor::Doctor>),
    /// Run the API on this machine, for tests and rehearsals
    #[cfg(feature = "emulator")]
    #[command(subcommand)]
    Emulator(Later<commands::emulator::Emulator>),
    /// Print the completions of a shell
    Completions(Later<commands::documents::Completions>),
    /// Print the manual, or write all its pages to a folder
    Man(Later<commands::documents::Man>),
}

/// Flags that every command understands.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Global options")]
pub struct Globals {
    /// Profile to use; `local` is the emulator inside this program
    #[arg(long, global = true, value_name = "NAME")]
    pub profile: Option<String>,

    /// Configuration file [default: config.toml in the platform's folder]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,

    /// Project ID
    #[arg(long, global = true, value_name = "ID")]
    pub project_id: Option<String>,

    /// Address of the API [default: that of the project's region]
    #[arg(long, global = true, value_name = "URL")]
    pub base_url: Option<String>,

    /// Form of the output [default: table]
    #[arg(short, long, global = true, value_enum, value_name = "FORMAT")]
    pub output: Option<Format>,

    /// Fields to show in tables and CSV, such as userId,email,customAttributes.plan
    #[arg(long, global = true, value_name = "FIELDS", value_delimiter = ',')]
    pub columns: Option<Vec<String>>,

    /// Filter the result with a jq expression
    #[arg(short, long, global = true, value_name = "JQ")]
    pub query: Option<String>,

    /// Never ask; what would be asked is an error
    #[arg(long, global = true)]
    pub no_input: bool,

    /// Answer yes to every question
    #[arg(short, long, global = true, conflicts_with = "no_input")]
    pub yes: bool,

    /// For a protected profile in a script: the project ID that --yes is meant for
    #[arg(long, global = true, value_name = "ID")]
    pub confirm_project: Option<String>,

    /// Show what would be sent, and change nothing
    #[arg(long, global = true)]
    pub dry_run: bool,

    /// Longest time for one request [default: 60]
    #[arg(long, global = true, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub timeout: Option<u64>,

    /// Share of the rate limit to use, such as 50%; off for a server without limits
    #[arg(long, global = true, value_name = "PERCENT")]
    pub rate: Option<Rate>,

    /// Longest wait for the rate limit [default: 90, in batches 900]
    #[arg(long, global = true, value_name = "SECONDS")]
    pub max_wait: Option<u64>,

    /// Say more: requests; twice: their bodies, without secrets
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,

    /// Say nothing but errors and warnings
    #[arg(long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,

    /// When to use colours
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t)]
    pub color: Color,

    #[arg(skip)]
    #[expect(missing_docs, reason = "set by `job resume`; a doc comment would look like help")]
    pub words: Option<Vec<String>>,
}

impl Globals {
    /// The words of the command line, but for the program's name.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        let typed = || std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
        self.words.clone().unwrap_or_else(typed)
    }

    /// Adds flags that were typed later. What only one of the two has, counts.
    pub fn add(&mut self, later: &Self) {
        self.profile = later.profile.clone().or_else(|| self.profile.take());
        self.config = later.config.clone().or_else(|| self.config.take());
        self.project_id = later.project_id.clone().or_else(|| self.project_id.take());
        self.base_url = later.base_url.clone().or_else(|| self.base_url.take());
        self.output = later.output.or(self.output);
        self.columns = later.columns.clone().or_else(|| self.columns.take());
        self.query = later.query.clone().or_else(|| self.query.take());
        self.confirm_project = later.confirm_project.clone().or_else(|| self.confirm_project.take());
        self.rate = later.rate.or(self.rate);
        self.timeout = later.timeout.or(self.timeout);
        self.max_wait = later.max_wait.or(self.max_wait);
        self.yes |= later.yes;
        self.no_input |= later.no_input;
        self.dry_run |= later.dry_run;
        self.quiet |= later.quiet;
        self.verbose = self.verbose.max(later.verbose);
        self.color = later.color;
    }

    /// How much is said.
    #[must_use]
    pub fn loudness(&self) -> Loudness {
        match (self.quiet, self.verbose) {
            (true, _) => Loudness::Quiet,
            (false, 0) => Loudness::Normal,
            (false, 1) => Loudness::Verbose,
            (false, _) => Loudness::Debug,
        }
    }

    /// Whether questions may be asked.
    #[must_use]
    pub fn prompting(&self) -> Prompting {
        match (self.yes, self.no_input) {
            (true, _) => Prompting::AssumeYes,
            (false, true) => Prompting::Refuse,
            (false, false) => Prompting::Ask,
        }
    }
}

/// The command tree. One rule holds for all of it: an option that takes true or false may stand
/// without a value, for true.
#[must_use]
pub fn command() -> clap::Command {
    Cli::command()
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
    let mut matches = command().try_get_matches_from(arguments)?;
    Cli::from_arg_matches_mut(&mut matches)
}

/// Applies the rule for true and false to a command and those below it.
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

/// Put off until a command is reached: most of the tree never is, and start-up should not pay for it.
fn for_commands_below(command: clap::Command) -> clap::Command {
    command.mut_subcommands(|below| below.defer(with_optional_booleans))
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
    fn every_option_is_explained() {
        leaves(&tree(), "descopectl", &mut |path, command| {
            for argument in command.get_arguments() {
                assert!(argument.get_help().is_some(), "{path}: {}", argument.get_id());
            }
        });
    }

    #[test]
    fn every_command_has_examples_and_they_parse() {
        leaves(&tree(), "descopectl", &mut |path, command| {
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
                Command::User(Later(commands::user::User::Operation(ops::user::Command::Create(create)))) => {
                    create.details.verified_email
                }
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(verified("--verified-email"), Some(true));
        assert_eq!(verified("--verified-email=false"), Some(false));
    }

    #[test]
    fn abbreviated_flags_are_refused() {
        assert!(parse(["descopectl", "user", "load", "alice", "--outp", "json"]).is_err());
        assert!(parse(["descopectl", "us", "load", "alice"]).is_err());
    }

    /// Clap gives the global one the value of the other, and fails only when that is read.
    #[test]
    fn no_argument_has_the_name_of_a_global_one() {
        let tree = tree();
        let globals: Vec<&clap::Id> =
            tree.get_arguments().filter(|argument| argument.is_global_set()).map(clap::Arg::get_id).collect();
        assert!(globals.len() > 10);
        leaves(&tree, "descopectl", &mut |path, command| {
            for argument in command.get_arguments().filter(|argument| !argument.is_global_set()) {
                assert!(!globals.contains(&argument.get_id()), "{path}: {}", argument.get_id());
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
