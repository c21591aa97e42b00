//! `user export`: all users as a file that `user batch-create` takes, complete or not at all.

use std::{fs::File, io::Seek as _, path::Path, sync::Arc};

use anyhow::Context as _;
use serde_json::Value;

use crate::{
    api::{Client, Walk},
    bulk::input::RowSchema,
    context::Context,
    error::{Error, Result},
    ops::{
        row::RowStruct as _,
        user::{BatchUser, Export, ExportFormat, Filters, SECRETS, Search, writable},
    },
    output::{self, Done, Format},
    private,
    progress::Gathering,
    ui::counted,
    words::grouped,
};

/// Tries before a set of users that keeps changing is given up.
const TRIES: usize = 3;

/// Writes all users to a file, which appears only when it is complete.
pub(super) fn run(context: &Context, arguments: &Export) -> anyhow::Result<()> {
    let format = arguments.format.map_or_else(|| by_ending(context, &arguments.file), Ok)?;
    if is_stdout(&arguments.file) {
        let output::Settings { columns, query, .. } = &context.output;
        let flags = [("--columns", columns.is_some()), ("--query", query.is_some())];
        if let Some((flag, _)) = flags.iter().find(|(_, is_given)| *is_given) {
            let why = "the export itself goes to stdout, and is written as it comes";
            return Err(Error::without_effect(flag, "with `-`", why).into());
        }
    }
    let search = search(arguments);
    let file = Some(arguments.file.display().to_string());
    let done = Done { command: "user export", file, ..Done::default() };
    if context.is_dry_run() {
        context.ui.note(&format!("would write all users to `{}`", arguments.file.display()));
        context.ui.note("dry run: nothing was changed");
        return context.show_done(&Done { is_dry_run: true, ..done });
    }
    confirm_overwriting(context, &arguments.file)?;
    let client = context.client()?;
    for attempt in 1..=TRIES {
        // A signal drops the file that is not complete, which takes it away.
        let gathering = context.gathering_users()?;
        let write = write(context, client, gathering, arguments, &search, format);
        let written = context.block_on_unless_interrupted(write);
        let written = written.with_context(|| format!("`{}` is as it was", arguments.file.display()))?;
        match written? {
            Complete::Yes { users, unreachable } => {
                if unreachable > 0 && !arguments.full {
                    let users = counted(unreachable, "user");
                    let has = if unreachable == 1 { "has" } else { "have" };
                    context.ui.note(&format!(
                        "{users} {has} neither an e-mail address nor a phone number: `user batch-create` takes \
                         them with `--allow-no-contact`"
                    ));
                }
                let said = counted(users, "user");
                if is_stdout(&arguments.file) {
                    context.ui.status(&format!("exported {said}"));
                    return Ok(());
                }
                context.ui.status(&format!("exported {said} to {}", arguments.file.display()));
                return context.show_done(&Done { users: Some(users), ..done });
            }
            Complete::No { got, wanted } => {
                let got = counted(got, "user");
                context.ui.note(&format!(
                    "try {attempt}: got {got} of {}: they change while listed",
                    grouped(wanted)
                ));
            }
        }
    }
    Err(Error::failed("the users changed too fast to be exported")
        .because(format!("{TRIES} tries did not give as many users as the server counts"))
        .hint("try again when the project is quieter")
        .into())
}

fn is_stdout(file: &Path) -> bool {
    file == Path::new("-")
}

/// An export would replace a file that is there. What is no file, such as a device, is written to.
fn confirm_overwriting(context: &Context, file: &Path) -> Result<()> {
    if is_stdout(file) || !file.metadata().is_ok_and(|found| found.is_file()) {
        return Ok(());
    }
    context.ui.confirm(&format!("Overwrite `{}`?", file.display()))
}

enum Complete {
    Yes {
        users: u64,
        /// Those of them without an e-mail address and a phone number.
        unreachable: u64,
    },
    No {
        got: u64,
        wanted: u64,
    },
}

async fn write(
    context: &Context,
    client: &Client,
    gathering: Gathering,
    arguments: &Export,
    search: &Search,
    format: ExportFormat,
) -> anyhow::Result<Complete> {
    let file = &arguments.file;
    let cannot =
        |cause: std::io::Error| Error::failed(format!("could not write `{}`", file.display())).because(cause);
    // A link stays, and what it leads to is replaced.
    let target = file.canonicalize().unwrap_or_else(|_| file.clone());
    let is_stream = is_stdout(file) || target.metadata().is_ok_and(|kind| !kind.is_file() && !kind.is_dir());
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Private, as everything about users, and in the same folder, so that it can be renamed.
    let mut out = if is_stream {
        tempfile::NamedTempFile::new().map_err(cannot)?
    } else {
        tempfile::NamedTempFile::new_in(folder).map_err(cannot)?
    };
    let mut walk = Walk::new(search)?;
    let client = &client.telling_waits(Arc::new(gathering.wait_listener()));
    let mut writer = Writer::new(std::io::BufWriter::new(out.as_file_mut()), format)?;
    let failed = || "`user export` failed";
    let mut unreachable = 0;
    let is_empty = |row: &Value, field| row.get(field).and_then(Value::as_str).is_none_or(str::is_empty);
    while let Some(rows) = walk.next(client).await.with_context(failed)? {
        for row in &rows {
            unreachable += u64::from(is_empty(row, "email") && is_empty(row, "phone"));
            writer.add(&if arguments.full { row.clone() } else { writable(row) })?;
        }
        gathering.reach(walk.received(), walk.total());
    }
    gathering.end();
    writer.end()?;
    // More than the server counts now is no fault: they were there when the file was begun.
    if walk.received() < walk.total() {
        return Ok(Complete::No { got: walk.received(), wanted: walk.total() });
    }
    if is_stdout(file) {
        out.rewind().map_err(cannot)?;
        std::io::copy(&mut out, &mut context.ui.stdout()).map_err(anyhow::Error::from)?;
    } else if is_stream {
        // What is no file, such as `/dev/stdout`, is written to: it must not be replaced by one.
        let mut stream = private::open_output(file, File::options().write(true)).map_err(cannot)?;
        out.rewind().and_then(|()| std::io::copy(&mut out, &mut stream)).map_err(cannot)?;
    } else {
        out.as_file().sync_all().map_err(cannot)?;
        out.persist(&target).map_err(|error| cannot(error.error))?;
    }
    Ok(Complete::Yes { users: walk.received(), unreachable })
}

/// A search for all users, test users too where they are wanted.
fn search(arguments: &Export) -> Search {
    let with_test_user = arguments.with_test_users.then_some(true);
    Search::all(Filters { with_test_user, ..Filters::default() })
}

fn by_ending(context: &Context, file: &Path) -> Result<ExportFormat> {
    if is_stdout(file) {
        return Ok(match context.output.format {
            Format::Json => ExportFormat::Json,
            Format::Csv => ExportFormat::Csv,
            Format::Jsonl | Format::Table => ExportFormat::Jsonl,
            Format::Yaml | Format::Ids => {
                return Err(Error::without_effect(
                    "--output",
                    "with `-`",
                    "an export is JSON lines, JSON or CSV",
                ));
            }
        });
    }
    match file.extension().and_then(|ending| ending.to_str()) {
        Some("csv") => Ok(ExportFormat::Csv),
        Some("jsonl" | "ndjson") => Ok(ExportFormat::Jsonl),
        Some("json") => Ok(ExportFormat::Json),
        _ => Err(Error::usage(format!("the form of `{}` is not clear from its ending", file.display()))
            .hint("add `--format jsonl`, `--format json` or `--format csv`")),
    }
}

/// Rows in one of the two forms.
enum Writer<W: std::io::Write> {
    Jsonl(W),
    Json { out: W, is_begun: bool },
    Csv { out: Box<csv::Writer<W>>, columns: Vec<String> },
}

impl<W: std::io::Write> Writer<W> {
    fn new(out: W, format: ExportFormat) -> Result<Self> {
        match format {
            ExportFormat::Jsonl => Ok(Self::Jsonl(out)),
            ExportFormat::Json => Ok(Self::Json { out, is_begun: false }),
            ExportFormat::Csv => {
                let mut columns = RowSchema::template(&BatchUser::ROWS);
                columns.retain(|column| !SECRETS.contains(&column.as_str()));
                let mut out = csv::Writer::from_writer(out);
                out.write_record(&columns).map_err(|cause| failed(cause.into()))?;
                Ok(Self::Csv { out: Box::new(out), columns })
            }
        }
    }

    fn add(&mut self, user: &Value) -> Result<()> {
        match self {
            Self::Jsonl(out) => writeln!(out, "{user}").map_err(failed),
            Self::Json { out, is_begun } => {
                let before = if std::mem::replace(is_begun, true) { ",\n  " } else { "[\n  " };
                write!(out, "{before}{user}").map_err(failed)
            }
            Self::Csv { out, columns } => {
                let cells = columns.iter().map(|column| match user.get(column) {
                    // The bare word empties a field; spaces around a cell are not part of it.
                    Some(Value::String(text)) if text == "@null" => format!(" {text}"),
                    Some(value) => output::exact(value),
                    None => String::new(),
                });
                out.write_record(cells).map_err(|cause| failed(cause.into()))
            }
        }
    }

    fn end(self) -> Result<()> {
        match self {
            Self::Jsonl(mut out) => out.flush().map_err(failed),
            Self::Json { mut out, is_begun } => {
                let end = if is_begun { "\n]" } else { "[]" };
                writeln!(out, "{end}").and_then(|()| out.flush()).map_err(failed)
            }
            Self::Csv { mut out, .. } => out.flush().map_err(failed),
        }
    }
}

fn failed(cause: std::io::Error) -> Error {
    Error::failed("could not write the export").because(cause)
}
