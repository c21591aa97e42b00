//! The flags that every command understands.

use std::path::PathBuf;

use clap::Args;

use crate::{
    error::quoted,
    output::Format,
    profile::Rate,
    span::Span,
    ui::{Color, Loudness, Prompting, Target},
};

/// Flags that every command understands. Settings begin with them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
#[command(next_help_heading = Self::HEADING)]
pub struct Globals {
    /// Profile to use; `local` is the emulator inside this program
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,

    /// Configuration file [default: config.toml in the platform's folder]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,

    /// Project ID
    #[arg(long, value_name = "ID")]
    pub project_id: Option<String>,

    /// Address of the API [default: that of the project's region]
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,

    /// Form of the output [default: table]
    #[arg(short, long, value_enum, value_name = "FORMAT")]
    pub output: Option<Format>,

    /// Fields to show in tables and CSV, such as userId,email,customAttributes.plan
    #[arg(long, value_name = "FIELDS", value_delimiter = ',')]
    pub columns: Option<Vec<String>>,

    /// Filter the result with a jq expression
    #[arg(short, long, value_name = "JQ")]
    pub query: Option<String>,

    /// Never ask; what would be asked is an error
    #[arg(long)]
    pub no_input: bool,

    /// Answer yes to every question
    #[arg(short, long)]
    pub yes: bool,

    /// For a protected profile in a script: the project ID that --yes is meant for
    #[arg(long, value_name = "ID")]
    pub confirm_project: Option<String>,

    /// Show what would be sent, and change nothing
    #[arg(long)]
    pub dry_run: bool,

    /// Longest time for one request, such as 90s or 2m [default: 60s]
    #[arg(long, value_name = "TIME")]
    pub timeout: Option<Span>,

    /// Share of the rate limit to use, such as 50%; off for a server without limits
    #[arg(long, value_name = "PERCENT")]
    pub rate: Option<Rate>,

    /// Longest wait for the rate limit [default: 90s, 15m in a batch]
    #[arg(long, value_name = "TIME")]
    pub max_wait: Option<Span>,

    /// Say more: requests; -vv: their bodies, without secrets and personal data; -vvv: with personal data
    #[arg(short, long, action = clap::ArgAction::Count)]
    pub verbose: u8,

    /// Say nothing but errors and warnings
    #[arg(long)]
    pub quiet: bool,

    /// Show whole cells, all columns and exact times, however wide the terminal is
    #[arg(long)]
    pub wide: bool,

    /// Never show through a pager what is longer than the screen
    #[arg(long)]
    pub no_pager: bool,

    /// When to use colours [default: auto]
    #[arg(long, value_enum, value_name = "WHEN")]
    pub color: Option<Color>,
}

impl Globals {
    /// The heading of these flags in help.
    pub const HEADING: &str = "Global options";

    /// The flags as clap arguments, which the short help leaves out. Of a flag that is given twice the last value counts, wherever the two
    /// stand; counts and lists add up.
    #[must_use]
    pub fn arguments() -> Vec<clap::Arg> {
        let command = Self::augment_args(clap::Command::new("globals"));
        let last_wins = |argument: &clap::Arg| {
            let argument = argument.clone().hide_short_help(true);
            let replaces = matches!(argument.get_action(), clap::ArgAction::Set | clap::ArgAction::SetTrue);
            let id = argument.get_id().clone();
            if replaces { argument.overrides_with(id) } else { argument }
        };
        command.get_arguments().map(last_wins).collect()
    }

    /// The flags that say which configuration and which project are meant.
    #[must_use]
    pub fn target(&self) -> Target {
        let flag = |flag: &str, value: Option<&String>| Some(format!("{flag} {}", quoted(value?)));
        let project = [
            flag("--profile", self.profile.as_ref()),
            flag("--project-id", self.project_id.as_ref()),
            flag("--base-url", self.base_url.as_ref()),
        ];
        let config = self.config.as_ref().map(|file| file.display().to_string());
        let configuration = flag("--config", config.as_ref()).unwrap_or_default();
        Target { configuration, project: project.into_iter().flatten().collect::<Vec<_>>().join(" ") }
    }

    /// Adds flags that were typed later.
    pub fn add(&mut self, later: Self) {
        self.profile = later.profile.or_else(|| self.profile.take());
        self.config = later.config.or_else(|| self.config.take());
        self.project_id = later.project_id.or_else(|| self.project_id.take());
        self.base_url = later.base_url.or_else(|| self.base_url.take());
        self.output = later.output.or(self.output);
        if let Some(columns) = later.columns {
            self.columns.get_or_insert_default().extend(columns);
        }
        self.query = later.query.or_else(|| self.query.take());
        self.no_input |= later.no_input;
        self.yes |= later.yes;
        self.confirm_project = later.confirm_project.or_else(|| self.confirm_project.take());
        self.dry_run |= later.dry_run;
        self.timeout = later.timeout.or(self.timeout);
        self.rate = later.rate.or(self.rate);
        self.max_wait = later.max_wait.or(self.max_wait);
        self.verbose = self.verbose.saturating_add(later.verbose);
        self.quiet |= later.quiet;
        self.wide |= later.wide;
        self.no_pager |= later.no_pager;
        self.color = later.color.or(self.color);
    }

    /// Two flags that contradict each other.
    #[must_use]
    pub fn conflict(&self) -> Option<(&'static str, &'static str)> {
        (self.quiet && self.verbose > 0).then_some(("--quiet", "--verbose"))
    }

    /// How much is said.
    #[must_use]
    pub fn loudness(&self) -> Loudness {
        match (self.quiet, self.verbose) {
            (true, _) => Loudness::Quiet,
            (false, 0) => Loudness::Normal,
            (false, 1) => Loudness::Verbose,
            (false, 2) => Loudness::Debug,
            (false, _) => Loudness::Personal,
        }
    }

    /// Whether questions may be asked.
    #[must_use]
    pub fn prompting(&self) -> Prompting {
        match (self.yes, self.no_input) {
            (true, true) => Prompting::AssumeYesElseRefuse,
            (true, false) => Prompting::AssumeYes,
            (false, true) => Prompting::Refuse,
            (false, false) => Prompting::Ask,
        }
    }
}
