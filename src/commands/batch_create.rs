//! `user batch-create`: checks the whole file, then sends it in batches.

use serde_json::{Map, Value, json};

use super::call;
use crate::{
    api::Request,
    bulk::{
        Attributes, Batch, Dispatcher, Outcome, Problem, Report, Row, RowParser, Source, Totals, User, check,
    },
    context::Context,
    error::{Error, Kind},
    ops::{Call as _, Operation as _, attribute, user::BatchCreate},
    output::{Column, ColumnKind, Shape, View},
};

/// Problems and failures shown on stderr before the rest is only counted.
const SHOWN: usize = 20;

/// Creates the users of a file.
///
/// # Errors
/// Usage when the file has problems: nothing is sent then. `SomeFailed` when rows failed.
pub fn run(context: &Context, arguments: &BatchCreate) -> anyhow::Result<()> {
    let Some(file) = arguments.file.as_ref().filter(|_| !arguments.template) else {
        return Ok(context.ui.out((RowParser::template().join(",") + "\n").as_bytes())?);
    };
    let source = Source::open(file, arguments.format)?;
    let attributes = attributes(context, &source)?;
    let rows = check_all(context, &source, &attributes)?;
    if context.is_dry_run() {
        return show_plan(context, rows);
    }
    context.clear_for_changes()?;
    send_all(context, arguments, &source, attributes, rows)
}

/// CSV cells of custom attributes are typed by their definitions: one read, where there are such
/// columns.
fn attributes(context: &Context, source: &Source) -> anyhow::Result<Attributes> {
    if !RowParser::wants_attributes(&source.rows()?.header()) {
        return Ok(Attributes::default());
    }
    let spec = &attribute::List::SPEC;
    let reply = call::send(context, spec, &Request::new(spec, json!({})), None)?;
    Ok(Attributes::of_reply(&reply))
}

fn check_all(context: &Context, source: &Source, attributes: &Attributes) -> anyhow::Result<u64> {
    let mut problems: usize = 0;
    let rows = check(source, attributes, |problem: Problem| {
        problems += 1;
        if problems <= SHOWN {
            context.ui.preview(&crate::error::visible(&problem.to_string()));
        }
    })?;
    if problems == 0 {
        return Ok(rows);
    }
    if problems > SHOWN {
        context.ui.preview(&format!("… and {} more", problems - SHOWN));
    }
    let noun = if problems == 1 { "problem" } else { "problems" };
    Err(Error::usage(format!("`{}` has {problems} {noun}, nothing was sent", source.name())).into())
}

fn show_plan(context: &Context, rows: u64) -> anyhow::Result<()> {
    let requests = rows.div_ceil(100);
    let plan = json!({ "schema": "batch-plan.v1", "rows": rows, "requests": requests });
    context.show(&plan, &PLAN)?;
    context.ui.note("dry run: nothing was changed");
    Ok(())
}

const PLAN: View = View {
    pointer: "",
    shape: Shape::One,
    columns: &[
        Column { header: "Rows", path: "rows", kind: ColumnKind::Text },
        Column { header: "Requests", path: "requests", kind: ColumnKind::Text },
    ],
    id: "rows",
    fields: &["schema", "rows", "requests"],
};

fn send_all(
    context: &Context,
    arguments: &BatchCreate,
    source: &Source,
    attributes: Attributes,
    expected: u64,
) -> anyhow::Result<()> {
    let rows = source.rows()?;
    let header = rows.header();
    let report = Report::new(arguments.report.as_deref(), arguments.failures.as_deref(), &header)?;
    let Value::Object(envelope) = arguments.body()? else {
        return Err(Error::failed("the flags of a batch must be an object").into());
    };
    let mut parser = RowParser::new(header, attributes)?;
    let client = context.client()?;
    let mut run =
        Run { context, report, dispatcher: Dispatcher::new(client, envelope), failures: 0, read: 0 };
    let mut batch = Batch::default();
    for row in rows {
        let row = row?;
        let user = parser.parse(&row).map_err(|problem| {
            Error::failed(format!("`{}` changed while it was read", source.name()))
                .because(problem.to_string())
        })?;
        run.read += 1;
        if batch.push(row, user) {
            run.send(std::mem::take(&mut batch))?;
        }
        if run.dispatcher.stopped().is_some() {
            break;
        }
    }
    if !batch.is_empty() {
        run.send(batch)?;
    }
    run.finish(expected)
}

struct Run<'a> {
    context: &'a Context,
    report: Report,
    dispatcher: Dispatcher<'a>,
    failures: usize,
    read: u64,
}

impl Run<'_> {
    fn send(&mut self, batch: Batch) -> anyhow::Result<()> {
        for (row, user, outcome) in self.context.block_on(self.dispatcher.send(batch))? {
            self.report.add(&row, &user, &outcome)?;
            self.mention(&row, &user, &outcome);
        }
        Ok(())
    }

    fn mention(&mut self, row: &Row, user: &User, outcome: &Outcome) {
        let (severity, text) = match outcome {
            Outcome::Failed { reason } => ("", reason),
            Outcome::Created { remark: Some(remark), .. } => ("created, but ", remark),
            _ => return,
        };
        self.failures += 1;
        if self.failures <= SHOWN {
            let login_id = user.login_ids.first().map_or("", String::as_str);
            let line = format!("line {}, {login_id}: {severity}{text}", row.line);
            self.context.ui.preview(&crate::error::visible(&line));
        }
    }

    fn finish(mut self, expected: u64) -> anyhow::Result<()> {
        if self.failures > SHOWN {
            let more = self.failures - SHOWN;
            self.context.ui.preview(&format!("… and {more} more: `--report FILE` lists every row"));
        }
        self.report.skip_rest(expected.saturating_sub(self.read));
        let totals = self.report.finish()?;
        show_totals(self.context, &totals)?;
        let unfinished = format!("{} of {} rows were not created", totals.read - totals.created, totals.read);
        if let Some(stopped) = self.dispatcher.into_stopped() {
            return Err(anyhow::Error::new(stopped).context(format!("stopped early: {unfinished}")));
        }
        if totals.failed > 0 {
            let error = Error::new(Kind::SomeFailed, unfinished)
                .hint("`--failures FILE` writes the failed rows to a file: fix them and run that file");
            return Err(error.into());
        }
        Ok(())
    }
}

fn show_totals(context: &Context, totals: &Totals) -> anyhow::Result<()> {
    let mut document = Map::from_iter([("schema".to_owned(), json!("batch-report.v1"))]);
    if let Value::Object(counts) = serde_json::to_value(totals)? {
        document.extend(counts);
    }
    context.show(&Value::Object(document), &TOTALS)
}

const TOTALS: View = View {
    pointer: "",
    shape: Shape::One,
    columns: &[
        Column { header: "Read", path: "read", kind: ColumnKind::Text },
        Column { header: "Created", path: "created", kind: ColumnKind::Text },
        Column { header: "Updated", path: "updated", kind: ColumnKind::Text },
        Column { header: "Skipped", path: "skipped", kind: ColumnKind::Text },
        Column { header: "Failed", path: "failed", kind: ColumnKind::Text },
        Column { header: "Not attempted", path: "notAttempted", kind: ColumnKind::Text },
    ],
    id: "read",
    fields: &["schema", "read", "created", "updated", "skipped", "failed", "notAttempted"],
};
