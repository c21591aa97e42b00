//! The batch commands: the whole input becomes a plan, the plan is shown or confirmed, and a job runs it.

mod estimate;
mod job;
mod per_row;
mod question;
mod taken;

use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

pub(super) use self::{
    estimate::{Estimate, FIRST, show_plan},
    job::{Announcer, OpenJob, Run, TOTALS, bounds_of, is_closed_pipe, journals, remove_journal, say_ended},
    per_row::run as run_per_row,
    question::Question,
};
use super::call;
use crate::{
    api::Request,
    bulk::{
        input::{
            Attributes, Charset, Directory, Input, Mapping, Opening, Options, Problem, RowSchema, SourceForm,
            Translation, check,
        },
        plan::{Plan, PlanWriter},
        run::{Create, Files, Patch, Report},
    },
    context::Context,
    error::{Error, Result, visible},
    ops::{
        Call, Operation as _, Spec, attribute, directory,
        row::{RowStruct as _, RowType},
        user::{
            self, BatchCreate, BatchInvite, BatchPatch, BatchUser, Columns, Creation, InputFormat, OnExists,
            Pair, PatchUser, Running, TemplateForm, taken_away,
        },
    },
    ui::counted,
};

/// Problems and failures shown on stderr before the rest is only counted.
const SHOWN: usize = 20;

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
    flags: &dyn Call,
    Creation { input, on_exists, running }: &Creation,
) -> anyhow::Result<()> {
    let Value::Object(flags) = flags.body()? else {
        return Err(Error::failed("the flags of a batch must be an object").into());
    };
    let rows = &BatchUser::ROWS;
    let Some(file) = &input.file else { return print_template(context, rows, input.template) };
    // Rows that change users who exist need not say how these are reached.
    let wants_contact = *on_exists != OnExists::Update;
    let reading =
        Reading { format: input.format, rows, columns: &input.columns, may_be_list: false, wants_contact };
    let batch = Batch::read(context, file, &reading, running.failures.is_some())?;
    if context.is_dry_run() {
        return show_plan(
            context,
            batch.plan.rows,
            &batch.plan.first_bodies(FIRST)?,
            &Estimate::creation(&batch.plan, invites(&flags)),
        );
    }
    let run = batch.run(
        spec.command(),
        &input.columns,
        &format!("{on_exists:?} {}", json!(flags)),
        running.restart,
    );
    let job = OpenJob::open(context, &run, &batch.plan)?;
    let report = batch.report(running, &run)?;
    let work = Create::new(&flags, *on_exists);
    job.begin(std::iter::empty())?.run(context, running, report, work, &batch.plan)
}

fn invites(flags: &Map<String, Value>) -> bool {
    flags.get("invite") == Some(&Value::Bool(true))
}

/// Changes the users of a file.
///
/// # Errors
/// As [`create`].
pub fn patch(context: &Context, arguments: &BatchPatch) -> anyhow::Result<()> {
    let BatchPatch { input, expect, running } = arguments;
    let rows = &PatchUser::ROWS;
    let Some(file) = &input.file else { return print_template(context, rows, input.template) };
    let reading = Reading {
        format: input.format,
        rows,
        columns: &input.columns,
        may_be_list: false,
        wants_contact: false,
    };
    let batch = Batch::read(context, file, &reading, running.failures.is_some())?;
    let mut taken = taken::Taken::by(context, &batch.plan, Default::default(), taken_away)?;
    let estimate = taken.counted(Estimate::batches(&BatchPatch::SPEC, batch.plan.rows));
    taken.confirm(context, *expect)?;
    if context.is_dry_run() {
        return show_plan(context, batch.plan.rows, &batch.plan.first_bodies(FIRST)?, &estimate);
    }
    let run = batch.run(BatchPatch::SPEC.command(), &input.columns, "", running.restart);
    let job = OpenJob::open(context, &run, &batch.plan)?;
    let report = batch.report(running, &run)?;
    job.begin(std::iter::empty())?.run(context, running, report, Patch, &batch.plan)
}

/// How an input is read.
pub(super) struct Reading<'r> {
    pub(super) format: Option<InputFormat>,
    pub(super) rows: &'static RowType,
    pub(super) columns: &'r Columns,
    /// Whether a file with a single column of no known name is a plain list of users.
    pub(super) may_be_list: bool,
    /// Whether each row must have an e-mail address or a phone number.
    pub(super) wants_contact: bool,
}

/// An input that was read and checked: every row of its plan can be sent.
pub(super) struct Batch {
    pub(super) plan: Plan,
    /// The input, for journals.
    pub(super) place: String,
    format: InputFormat,
    failures: SourceForm,
}

impl Batch {
    /// Reads and checks an input, once. With `keeps_source` the plan holds the rows as they were read, so that
    /// those that fail can be written back.
    ///
    /// # Errors
    /// Usage when the input has problems; all of them are shown.
    pub(super) fn read(
        context: &Context,
        file: &Path,
        reading: &Reading<'_>,
        keeps_source: bool,
    ) -> anyhow::Result<Self> {
        let mapping = mapping(reading)?;
        let mut input = Input::open_as(file, &opening(reading)?)?;
        if reading.may_be_list && input.read_as_list_if_unnamed(reading.rows, &mapping) {
            let name = input.name();
            context.ui.note(&format!("read `{name}` as a plain list, one login ID or user ID a line"));
        }
        let detected = input.detected_format();
        if !detected.is_empty() {
            context.ui.note(&format!("read `{}` as {}", input.name(), detected.join(", ")));
        }
        let mut schema = RowSchema::new(reading.rows, &input, &mapping)?;
        let renamed = schema.renamed();
        if !renamed.is_empty() {
            let renamed = renamed.iter().map(|(column, field)| format!("`{column}` as {field}"));
            context.ui.note(&format!("read {}", renamed.collect::<Vec<_>>().join(", ")));
        }
        let attributes = if reading.columns.online || schema.wants_attributes() {
            Attributes::of_reply(&look_up(context, &attribute::List::SPEC)?)
        } else {
            Attributes::default()
        };
        schema.set_attributes(attributes.clone())?;
        let directory = reading.columns.online.then(|| directory_of(context, attributes)).transpose()?;
        let (name, place, format) = (input.name().to_owned(), input.place(), input.format());
        let failures = input.source_form();
        let plan = checked(context, input, schema, directory.as_ref(), keeps_source, &name)?;
        Ok(Self { plan, place, format, failures })
    }

    /// The run of a command over this input. `meaning` is what else decides what is sent.
    pub(super) fn run(&self, command: String, columns: &Columns, meaning: &str, restart: bool) -> Run {
        Run {
            command,
            input: self.place.clone(),
            meaning: format!("{:?} {} {meaning}", self.format, columns.meaning()),
            restart,
            runs_anew: true,
        }
    }

    /// Opens the files of the report.
    ///
    /// # Errors
    /// Usage when one cannot be written or is the input.
    pub(super) fn report(&self, running: &Running, run: &Run) -> Result<Report> {
        report_of(running, run, Some((&self.place, &self.failures)))
    }
}

/// Opens the files of a report; failed rows can only be written back where there is an input.
///
/// # Errors
/// Usage when a file cannot be written or is the input.
pub(super) fn report_of(running: &Running, run: &Run, input: Option<(&str, &SourceForm)>) -> Result<Report> {
    refuse_to_overwrite(input.map_or("", |(place, _)| place), running)?;
    let files = Files {
        report: running.report.as_deref(),
        failures: running.failures.as_deref(),
        junit: running.junit.as_deref(),
    };
    let form = input.map_or_else(SourceForm::json_lines, |(_, form)| form.clone());
    Report::new(files, &run.command, |file| form.failure_writer(file))
}

/// Reads all rows into a plan. All problems are shown.
fn checked(
    context: &Context,
    input: Input,
    schema: RowSchema,
    directory: Option<&Directory>,
    keeps_source: bool,
    name: &str,
) -> anyhow::Result<Plan> {
    let mut writer = PlanWriter::new()?;
    let mut problems = Problems { context, count: 0 };
    let checked =
        check(input, schema, directory, keeps_source, &mut |row| writer.add(&row), &mut |problem| {
            problems.add(&problem);
        })?;
    for note in &checked.notes {
        context.ui.note(&visible(note));
    }
    let plan = writer.finish()?;
    let variants = plan.name_case_variants(&checked.case_variants)?;
    for problem in plan.name_duplicates(&checked.duplicates)?.iter().chain(&variants) {
        problems.add(problem);
    }
    problems.conclude(name, &checked.hints)?;
    for warning in &checked.warnings {
        context.ui.warn(warning);
    }
    Ok(plan)
}

/// Shows the first problems of an input and counts all.
struct Problems<'c> {
    context: &'c Context,
    count: usize,
}

impl Problems<'_> {
    fn add(&mut self, problem: &Problem) {
        self.count += 1;
        if self.count <= SHOWN {
            self.context.ui.preview(&visible(&problem.to_string()));
        }
    }

    fn conclude(&self, name: &str, hints: &[String]) -> Result<()> {
        if self.count == 0 {
            return Ok(());
        }
        if self.count > SHOWN {
            self.context.ui.preview(&format!("… and {} more", self.count - SHOWN));
        }
        let problems = counted(self.count as u64, "problem");
        let error = Error::usage(format!("`{name}` has {problems}, nothing was sent"));
        Err(hints.iter().fold(error, |error, hint| error.hint(hint)))
    }
}

/// A file that is read and written would be lost, and two reports in one file as well.
fn refuse_to_overwrite(input: &str, running: &Running) -> Result<()> {
    let outputs = [&running.report, &running.failures, &running.junit].into_iter().flatten();
    let mut taken: Vec<PathBuf> = vec![PathBuf::from(input)];
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

/// How the input is opened.
fn opening(reading: &Reading<'_>) -> Result<Opening> {
    let Columns { header, encoding, sheet, .. } = reading.columns;
    let encoding = encoding.as_deref().map(str::parse::<Charset>).transpose();
    let encoding =
        encoding.map_err(|why| Error::usage("cannot read the value of `--encoding`").because(why))?;
    let header = header.as_ref().map(|names| names.iter().map(|name| name.trim().to_owned()).collect());
    Ok(Opening { format: reading.format, encoding, header, sheet: sheet.clone() })
}

/// What the user says about columns and rows.
fn mapping(reading: &Reading<'_>) -> Result<Mapping> {
    let columns = reading.columns;
    let texts = |pairs: &[Pair]| pairs.iter().map(|pair| (pair.name.clone(), pair.value.clone())).collect();
    let values = columns.value.iter().cloned();
    let values = values.map(|user::ValueOf { column, from, to }| Translation { column, from, to }).collect();
    let options = Options {
        ignores_unknown: columns.ignore_unknown,
        allows_rows_in_cells: columns.allow_rows_in_cells,
        allows_hash_as_password: columns.allow_hash_as_password,
        wants_contact: reading.wants_contact && !columns.allow_no_contact,
        refuses_case_variants: reading.rows.makes_user() && !columns.allow_case_variants,
        values,
        default_country: columns.default_country.clone(),
        hash_parameters: columns.hash_config.as_deref().map(hash_parameters).transpose()?.unwrap_or_default(),
    };
    Ok(Mapping { renamed: texts(&columns.map), constants: texts(&columns.set), options })
}

/// The hash parameters of the project that the users come from. Nothing of the file is repeated.
fn hash_parameters(file: &Path) -> Result<Map<String, Value>> {
    let cannot = || Error::usage(format!("could not read `{}`", file.display()));
    let text = std::fs::read_to_string(file).map_err(|cause| cannot().because(cause))?;
    user::hash_parameters_of(&text).map_err(|why| cannot().because(why))
}

/// Prints a file to fill in.
fn print_template(context: &Context, rows: &RowType, form: Option<TemplateForm>) -> anyhow::Result<()> {
    let columns = RowSchema::template(rows);
    // What is null is not given.
    let object: Value = columns.iter().map(|column| (column.clone(), Value::Null)).collect();
    let template = match form.unwrap_or(TemplateForm::Csv) {
        TemplateForm::Csv => columns.join(",") + "\n",
        TemplateForm::Json => format!("{:#}\n", json!([object])),
        TemplateForm::Jsonl => format!("{object}\n"),
    };
    context.ui.out(template.as_bytes())?;
    Ok(())
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
