//! The batch commands: check the whole file, say what would be done, then carry its rows out with a
//! journal.

mod each;
mod run;

use std::path::PathBuf;

use serde_json::{Value, json};

pub(super) use self::run::{Opened, Run, jobs_folder, listen};
use super::call;
use crate::{
    api::Request,
    bulk::{
        Attributes, BATCH, Checked, Create, Directory, Files, Item, Mapping, Parsed, Patch, Report, RowOf,
        RowParser, Shape, Source, Work, check,
    },
    context::Context,
    error::{Error, Result},
    ops::{
        Bucket, Call, Operation as _, Spec, attribute, directory,
        user::{
            BatchCreate, BatchInvite, BatchPatch, BatchUser, Columns, Creation, Input, PatchUser, Running,
            TemplateForm,
        },
    },
    output::{Column, Shape as Form, View},
    ui::capitalised,
};

pub(super) use self::each::{as_list_of_users, run as run_each};

/// Problems and failures shown on stderr before the rest is only counted.
const SHOWN: usize = 20;

/// From this many users on, the count is typed instead of a yes.
const MANY: u64 = 10;

/// Creates the users of a file.
///
/// # Errors
/// Usage when the file has problems: nothing is sent then. `SomeFailed` when rows failed.
pub fn create(context: &Context, arguments: &BatchCreate) -> anyhow::Result<()> {
    create_with(context, &BatchCreate::SPEC, arguments, &arguments.creation)
}

/// Creates and invites the users of a file.
///
/// # Errors
/// As [`create`].
pub fn invite(context: &Context, arguments: &BatchInvite) -> anyhow::Result<()> {
    create_with(context, &BatchInvite::SPEC, arguments, &arguments.creation)
}

fn create_with(
    context: &Context,
    spec: &'static Spec,
    envelope: &dyn Call,
    Creation { input, on_exists, running }: &Creation,
) -> anyhow::Result<()> {
    let on_exists = *on_exists;
    let Value::Object(envelope) = envelope.body()? else {
        return Err(Error::failed("the flags of a batch must be an object").into());
    };
    let Some(batch) = Batch::read(context, input, Box::new(RowOf::<BatchUser>::new()))? else {
        return Ok(());
    };
    let meant = format!("{on_exists:?} {}", Value::Object(envelope.clone()));
    let work = |opened: &Opened| Ok(Create { envelope, on_exists, since: opened.since });
    let meaning = meaning(&batch.source, &input.columns, &meant);
    batch.run(context, spec, running, meaning, work)
}

/// Changes the users of a file.
///
/// # Errors
/// As [`create`].
pub fn patch(context: &Context, arguments: &BatchPatch) -> anyhow::Result<()> {
    let shape = Box::new(RowOf::<PatchUser>::new());
    let Some(batch) = Batch::read(context, &arguments.input, shape)? else { return Ok(()) };
    let meaning = meaning(&batch.source, &arguments.input.columns, "");
    batch.run(context, &BatchPatch::SPEC, &arguments.running, meaning, |_| Ok(Patch))
}

/// An input that was read and checked: every row can be sent.
pub(super) struct Batch {
    source: Source,
    parser: RowParser,
    header: Vec<String>,
    pub(super) checked: Checked,
}

impl Batch {
    /// Reads and checks the input of a command; `None` where only a template was wanted.
    ///
    /// # Errors
    /// Usage when the file has problems.
    fn read(context: &Context, input: &Input, shape: Box<dyn Shape>) -> anyhow::Result<Option<Self>> {
        match (&input.file, input.template) {
            (Some(file), None) => {
                let source = Source::open(file, input.format)?;
                Self::check(context, source, shape, &input.columns).map(Some)
            }
            (_, form) => {
                let template = template(shape.as_ref(), form.unwrap_or(TemplateForm::Csv));
                context.ui.out(template.as_bytes())?;
                Ok(None)
            }
        }
    }

    /// Checks all rows of a source.
    ///
    /// # Errors
    /// Usage when there are problems; all of them are shown.
    pub(super) fn check(
        context: &Context,
        source: Source,
        shape: Box<dyn Shape>,
        columns: &Columns,
    ) -> anyhow::Result<Self> {
        let remarks = source.remarks()?;
        if !remarks.is_empty() {
            context.ui.note(&format!("read `{}` as {}", source.name(), remarks.join(", ")));
        }
        let header = source.rows()?.header();
        let mut parser = RowParser::new(shape, header.clone(), mapping(columns))?;
        if source.has_header() && !parser.renamed().is_empty() {
            let renamed =
                parser.renamed().into_iter().map(|(column, field)| format!("`{column}` as {field}"));
            context.ui.note(&format!("read {}", renamed.collect::<Vec<_>>().join(", ")));
        }
        let attributes = if columns.online || parser.wants_attributes() {
            Attributes::of_reply(&look_up(context, &attribute::List::SPEC)?)
        } else {
            Attributes::default()
        };
        parser = parser.with_attributes(attributes.clone());
        let directory = columns.online.then(|| directory_of(context, attributes)).transpose()?;
        let checked = check_all(context, &source, &mut parser, directory.as_ref())?;
        Ok(Self { source, parser, header, checked })
    }

    /// Carries the rows out, or shows the plan in a dry run.
    ///
    /// # Errors
    /// Those of the journal, and `SomeFailed` when rows failed.
    fn run<W: Work>(
        self,
        context: &Context,
        spec: &'static Spec,
        running: &Running,
        meaning: String,
        work: impl FnOnce(&Opened) -> Result<W>,
    ) -> anyhow::Result<()> {
        if context.is_dry_run() {
            return show_plan(context, spec.bucket, self.checked.rows, batches(self.checked.rows));
        }
        let run = Run {
            command: spec.command(),
            input: self.source.place(),
            meaning,
            restart: running.restart,
            runs_anew: true,
        };
        self.carry_out(context, &run, running, work)
    }

    /// Carries the rows out.
    ///
    /// # Errors
    /// Those of the journal, and `SomeFailed` when rows failed.
    pub(super) fn carry_out<W: Work>(
        self,
        context: &Context,
        run: &Run,
        running: &Running,
        work: impl FnOnce(&Opened) -> Result<W>,
    ) -> anyhow::Result<()> {
        context.clear_for_changes()?;
        let Self { source, mut parser, header, checked } = self;
        refuse_to_overwrite(&source, running)?;
        let job = run::job(context, run, source.fingerprint()?, checked.rows)?;
        let files = Files {
            report: running.report.as_deref(),
            failures: running.failures.as_deref(),
            junit: running.junit.as_deref(),
            form: source.table_form()?,
        };
        let opened = Opened::new(context, job, run)?;
        let report = Report::new(files, &header, &run.command)?;
        let name = source.name().to_owned();
        let items = source.rows()?.enumerate().map(move |(index, row)| {
            let row = row?;
            let changed =
                |why: String| Error::failed(format!("`{name}` changed while it was read")).because(why);
            let Parsed { body, names } =
                parser.parse(&row).map_err(|problem| changed(problem.to_string()))?;
            Ok(Item::new(index as u64, row, body, names))
        });
        let work = work(&opened)?;
        opened.carry_out(context, running, report, work, items)
    }
}

/// What decides, besides the rows, what is sent for them.
pub(super) fn meaning(source: &Source, columns: &Columns, further: &str) -> String {
    format!("{:?} {:?} {:?} {further}", source.format(), columns.map, columns.set)
}

/// A file that is read and written would be lost, and two reports in one file as well.
fn refuse_to_overwrite(source: &Source, running: &Running) -> Result<()> {
    let outputs = [&running.report, &running.failures, &running.junit].into_iter().flatten();
    let mut taken: Vec<PathBuf> = vec![PathBuf::from(source.place())];
    for file in outputs {
        let place =
            file.canonicalize().or_else(|_| std::path::absolute(file)).unwrap_or_else(|_| file.clone());
        let is_stream = file.metadata().is_ok_and(|found| !found.is_file());
        if !is_stream && taken.contains(&place) {
            return Err(Error::usage(format!("`{}` is in use already, nothing was sent", file.display()))
                .because("what is written there would replace what is read from it, or another report")
                .hint("name another file"));
        }
        taken.push(place);
    }
    Ok(())
}

/// Requests that so many users take, as many in each as the engine sends, for plans.
pub(super) fn batches(users: u64) -> u64 {
    users.div_ceil(BATCH as u64)
}

pub(super) fn mapping(columns: &Columns) -> Mapping {
    let texts = |pairs: &[crate::ops::user::Pair]| {
        pairs.iter().map(|pair| (pair.name.clone(), pair.value.clone())).collect()
    };
    Mapping { renamed: texts(&columns.map), constants: texts(&columns.set) }
}

/// A file to fill in.
fn template(shape: &dyn Shape, form: TemplateForm) -> String {
    let columns = RowParser::template(shape);
    // What is null is not given.
    let object: Value = columns.iter().map(|column| (column.clone(), Value::Null)).collect();
    match form {
        TemplateForm::Csv => columns.join(",") + "\n",
        TemplateForm::Json => format!("{:#}\n", json!([object])),
        TemplateForm::Jsonl => format!("{object}\n"),
    }
}

fn look_up(context: &Context, spec: &Spec) -> anyhow::Result<Value> {
    call::send(context, spec, &Request::new(spec, json!({})), None)
}

/// What the project has, for `--online`.
fn directory_of(context: &Context, attributes: Attributes) -> anyhow::Result<Directory> {
    let roles = look_up(context, &directory::ListRoles::SPEC)?;
    let tenants = look_up(context, &directory::ListTenants::SPEC)?;
    context.ui.note("checking against the roles, tenants and attributes of the project (3 requests)");
    Ok(Directory::of_replies(&roles, &tenants, attributes))
}

fn check_all(
    context: &Context,
    source: &Source,
    parser: &mut RowParser,
    directory: Option<&Directory>,
) -> anyhow::Result<Checked> {
    let mut problems: usize = 0;
    let checked = check(source, parser, directory, |problem| {
        problems += 1;
        if problems <= SHOWN {
            context.ui.preview(&crate::error::visible(&problem.to_string()));
        }
    })?;
    if problems == 0 {
        return Ok(checked);
    }
    if problems > SHOWN {
        context.ui.preview(&format!("… and {} more", problems - SHOWN));
    }
    let noun = if problems == 1 { "problem" } else { "problems" };
    Err(Error::usage(format!("`{}` has {problems} {noun}, nothing was sent", source.name())).into())
}

/// Shows what a run would take.
pub(super) fn show_plan(context: &Context, bucket: Bucket, rows: u64, requests: u64) -> anyhow::Result<()> {
    let paced = context.paced_limit(bucket)?;
    let minute = |(limit, window): (u32, std::time::Duration)| f64::from(limit) * 60.0 / window.as_secs_f64();
    let seconds = |(limit, window): (u32, std::time::Duration)| {
        let windows = requests.saturating_sub(1) / u64::from(limit);
        windows as f64 * window.as_secs_f64()
    };
    let plan = json!({
        "schema": "batch-plan.v1",
        "rows": rows,
        "requests": requests,
        "requestsPerMinute": paced.map(|paced| minute(paced) as u64),
        "secondsAtLimit": paced.map_or(0, |paced| seconds(paced).ceil() as u64),
    });
    context.show(&plan, &PLAN)?;
    context.ui.note("dry run: nothing was changed");
    Ok(())
}

const PLAN: View = View {
    pointer: "",
    shape: Form::One,
    columns: &[
        Column::text("Rows", "rows"),
        Column::text("Requests", "requests"),
        Column::text("Requests a minute", "requestsPerMinute"),
        Column::text("Seconds at the limit", "secondsAtLimit"),
    ],
    id: "rows",
    fields: &["schema", "rows", "requests", "requestsPerMinute", "secondsAtLimit"],
};

/// What is asked before something is done to many users.
pub(super) struct Question<'q> {
    /// What is done, `{}` for the users: `delete {}`.
    pub(super) what: &'q str,
    /// Flag with the number that the user expects.
    pub(super) expect: Option<u64>,
    /// Names of the first users.
    pub(super) first: &'q [String],
    /// How many there are.
    pub(super) count: u64,
}

impl Question<'_> {
    /// Asks, unless the number was said beforehand.
    ///
    /// # Errors
    /// Usage when the number is another one, or nobody can be asked.
    pub(super) fn ask(&self, context: &Context) -> Result<()> {
        self.check_expected()?;
        if context.is_dry_run() || self.expect.is_some() {
            return Ok(());
        }
        let what = self.what.replace("{}", &users(self.count));
        let more = if self.count > self.first.len() as u64 { ", …" } else { "" };
        let preview = format!("would {what}: {}{more}", self.first.join(", "));
        context.ui.preview(&crate::error::visible(&preview));
        let question = format!("{}?", capitalised(&what));
        if self.count > MANY {
            context.ui.confirm_by_typing(&question, &self.count.to_string(), "--expect")
        } else {
            context.ui.confirm(&question)
        }
    }

    /// Whether the number is the one that was said beforehand.
    ///
    /// # Errors
    /// Usage when it is another one.
    pub(super) fn check_expected(&self) -> Result<()> {
        match self.expect {
            Some(expected) if expected != self.count => Err(Error::usage("nothing was changed")
                .because(format!("{} expected, but there are {}", users(expected), self.count))),
            _ => Ok(()),
        }
    }
}

fn users(count: u64) -> String {
    if count == 1 { "1 user".to_owned() } else { format!("{count} users") }
}
