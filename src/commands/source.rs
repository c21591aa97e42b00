//! Exports of other services that can be read: their list and their programs.

use clap::{Args, Subcommand, builder::PossibleValuesParser};
use serde_json::{Value, json};

use crate::{
    bulk::input::sources,
    commands::documents,
    context::Context,
    ops::user::SOURCES,
    output::{Column, Shape, View},
};

/// Commands on sources.
#[derive(Debug, Subcommand)]
pub enum Source {
    /// List the services whose exports can be read
    List(List),
    /// Print the jq program of a source, to be copied and changed
    Show(Show),
}

impl Source {
    /// How its document is shown; none where it shows none.
    #[must_use]
    pub fn view(&self) -> Option<&'static View> {
        match self {
            Self::List(_) => Some(&LIST),
            Self::Show(_) => None,
        }
    }
}

/// What `source list` takes.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  descopectl source list
  descopectl source list -o ids")]
pub struct List {}

/// What `source show` takes.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  descopectl source show auth0
  descopectl source show auth0 > mine.jq")]
pub struct Show {
    /// Name of the source
    #[arg(value_name = "SOURCE", value_parser = PossibleValuesParser::new(SOURCES))]
    pub name: String,
}

/// Runs a command on sources.
///
/// # Errors
/// When the output cannot be written.
pub fn run(context: &Context, command: &Source) -> anyhow::Result<()> {
    match command {
        Source::List(_) => {
            let list: Vec<Value> = sources::all()
                .iter()
                .map(|source| {
                    let settings = &source.settings;
                    json!({ "name": source.name, "service": settings.service, "file": settings.file })
                })
                .collect();
            context.show_ours(&json!({ "schema": "source-list.v1", "sources": list }), &LIST)
        }
        Source::Show(Show { name }) => {
            let program = &sources::named(name)?.program;
            documents::text(&context.ui, &context.output, "source.v1", ("name", name), ("program", program))
        }
    }
}

const LIST: View = View {
    pointer: "/sources",
    shape: Shape::Many,
    columns: &[
        Column::text("Source", "name"),
        Column::text("Service", "service").wrapping(),
        Column::text("File", "file").wrapping(),
    ],
    id: "name",
    fields: &["name", "service", "file"],
};
