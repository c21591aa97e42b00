//! `api`: any path of the API, for what has no command of its own.

use clap::{Args, ValueEnum};
use serde_json::{Map, Value};

use super::{call, input};
use crate::{
    api::Request,
    context::Context,
    error::{Error, Result},
    ops::{Effect, Method, Repeat, Shown, Spec},
    output::{self, Format, Shape, View},
    settings::Settings,
};

/// Call a path that has no command of its own
///
/// Sends the request with the profile's key and prints the reply, as JSON where `-o` does not say otherwise. A GET takes its data as query
/// parameters. Anything but a GET counts as a change: it asks, and a dry run does not send it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  descopectl api GET /v1/mgmt/tenant/all
  descopectl api POST /v1/mgmt/tenant/create -d '{\"id\": \"acme\", \"name\": \"Acme\"}'
  descopectl api POST /v2/mgmt/user/search -d @filters.json --yes")]
pub struct Arguments {
    /// HTTP method
    #[arg(value_enum, ignore_case = true)]
    pub method: Verb,

    /// Path, such as /v1/mgmt/role/all
    #[arg(value_parser = parse_path)]
    pub path: String,

    /// JSON data: as text, from a file with @FILE, from stdin with @-
    #[arg(short, long, value_name = "JSON")]
    pub data: Option<String>,
}

/// HTTP methods of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "UPPER")]
pub enum Verb {
    /// Read
    Get,
    /// Change
    Post,
    /// Change in part
    Patch,
    /// Delete
    Delete,
}

impl From<Verb> for Method {
    fn from(verb: Verb) -> Self {
        match verb {
            Verb::Get => Self::Get,
            Verb::Post => Self::Post,
            Verb::Patch => Self::Patch,
            Verb::Delete => Self::Delete,
        }
    }
}

fn parse_path(text: &str) -> std::result::Result<String, &'static str> {
    let plain = text.bytes().all(|byte| byte.is_ascii_graphic()) && !text.contains(['?', '#']);
    if text.starts_with('/') && !text.starts_with("//") && plain {
        Ok(text.to_owned())
    } else {
        Err("expected a path such as `/v1/mgmt/role/all`; parameters of a GET go in `--data`")
    }
}

/// Sends the request and shows the reply as it is.
///
/// # Errors
/// Those of the API, and usage where the data is not JSON.
pub fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<()> {
    let body = arguments.data.as_deref().map_or_else(|| Ok(Value::Object(Map::new())), read_data)?;
    let reads = arguments.method == Verb::Get;
    let spec = Spec {
        noun: "api",
        method: arguments.method.into(),
        repeat: if reads { Repeat::Harmless } else { Repeat::Harmful },
        effect: if reads { Effect::Read } else { Effect::Ask("send {}") },
        shown: Shown::As(&REPLY),
        ..Spec::PLAIN
    };
    let mut request = Request::new(&spec, body);
    request.path = arguments.path.clone().into();
    call::confirm(context, &spec, Some(&request.name()))?;
    call::deliver(context, &spec, &[request], Some(&arguments.path))
}

/// A reply of unknown form is easiest to read as JSON, where nothing asks for another form.
pub fn prefer_json(output: &mut output::Settings, settings: &Result<Settings>) {
    let is_asked_for = settings.as_ref().is_ok_and(|settings| settings.output.is_some());
    if !is_asked_for && !output.wants_document() {
        output.format = Format::Json;
    }
}

/// How the document is shown.
pub const REPLY: View = View { pointer: "", shape: Shape::One, columns: &[], id: "id", fields: &[] };

fn read_data(data: &str) -> Result<Value> {
    match data.strip_prefix('@') {
        Some(file) => input::read_json(file.as_ref()),
        None => {
            serde_json::from_str(data).map_err(|cause| Error::usage("`--data` is not JSON").because(cause))
        }
    }
}
