//! Inputs of a batch, read one after another into one plan.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    path::Path,
    sync::Arc,
};

use super::{
    Batch, Conversion, Kinds, Problems, Reading, directory_of, look_up, mapping,
    migration::{Recognised, check_join, show_transformed},
    missing::Needs,
    opening,
    refused::Refused,
    variants::name_variants_of_users,
};
use crate::{
    bulk::{
        input::{
            Attributes, CheckedRow, Checker, Directory, Input, Lines, Mapping, Opening, Problem, RowSchema,
            STDIN, SourceForm, Transform, Transformed, said_of_renamed,
        },
        plan::PlanWriter,
    },
    context::Context,
    error::{Error, Kind, Result, quoted, visible},
    ops::{
        Operation as _, attribute,
        directory::{ListRoles, ListTenants},
        row::{NullPolicy, repeated},
        user::{InputFormat, Layout, Missing},
    },
    ui::counted,
};

/// Inputs that are being read.
pub(super) struct Inputs<'b> {
    context: &'b Context,
    reading: &'b Reading<'b>,
    mapping: Mapping,
    opening: Opening,
    /// How many there are.
    count: usize,
    /// What turns the records into rows; it goes from one input to the next.
    transform: Option<Transform>,
    is_transformed: bool,
    may_create: Option<Vec<Missing>>,
    recognised: Recognised<'b>,
    recognises: bool,
    takes_program: bool,
    keeps_source: bool,
    attributes: Option<Attributes>,
    directory: Option<Directory>,
    checker: Checker,
    plan: PlanWriter,
    problems: Problems<'b>,
    needs: Option<Needs>,
    transformed: Option<Transformed>,
    /// Notes that were made: what holds for all inputs is said once.
    said: HashSet<String>,
    /// What is wrong with inputs as a whole.
    complaints: Vec<Error>,
    /// Inputs that are pages of which more follow, and what says so.
    pages: Vec<(String, String)>,
    hints: Vec<String>,
    warnings: Vec<String>,
    /// Keys of which a flag says something, and that no row of any input has.
    never_met: Option<Vec<String>>,
    /// Attributes that the project lacks, each with the type of its values.
    lacking: BTreeMap<String, &'static str>,
    /// The flag that leaves one of them out.
    leaving_out: Option<String>,
    /// What would be roles or tenants if lists were divided at their commas.
    divided: BTreeSet<(Missing, String)>,
    /// Whether rows of some input are narrowed to less than the whole project, and what is wrong with the others then.
    is_narrowed: bool,
    wide: Vec<Problem>,
    /// What columns of login IDs are called, by input where there are several; nothing where user IDs name users, too.
    name_columns: BTreeMap<Option<Arc<str>>, Option<String>>,
    /// Columns that say who may sign in, each with whether it says so where it says yes, and the inputs without any.
    states: Vec<(String, bool)>,
    stateless: Vec<(String, Lines)>,
    places: Vec<String>,
    /// The name, form and written form of the first one.
    first: Option<(String, InputFormat, SourceForm)>,
}

impl<'b> Inputs<'b> {
    pub(super) fn new(
        context: &'b Context,
        files: &[std::path::PathBuf],
        reading: &'b Reading<'b>,
        Conversion { mut transform, may_create, recognises, takes_program }: Conversion,
    ) -> anyhow::Result<Self> {
        let keeps_source = reading.running.failures.is_some();
        let refused = Refused::new(context, files, reading.running, reading.command.clone())?;
        let mut mapping = mapping(reading)?;
        mapping.options.is_one_of_several = files.len() > 1;
        if let Some(transform) = &mut transform {
            transform.hand_on(mapping.names());
            if matches!(reading.rows.nulls(), NullPolicy::Sent(_)) {
                transform.empty_fields();
            }
        }
        Ok(Self {
            context,
            reading,
            mapping,
            opening: opening(reading)?,
            count: files.len(),
            recognises: recognises && transform.is_none(),
            takes_program,
            is_transformed: transform.is_some(),
            transform,
            needs: may_create.is_some().then(Needs::default),
            may_create,
            recognised: Recognised { context, source: None },
            keeps_source,
            attributes: None,
            directory: None,
            checker: Checker::new(keeps_source),
            plan: PlanWriter::new()?,
            problems: Problems {
                context,
                count: 0,
                input: None,
                first: Vec::new(),
                kinds: Kinds::default(),
                refused,
            },
            transformed: None,
            said: HashSet::new(),
            complaints: Vec::new(),
            pages: Vec::new(),
            hints: Vec::new(),
            warnings: Vec::new(),
            never_met: None,
            lacking: BTreeMap::new(),
            leaving_out: None,
            divided: BTreeSet::new(),
            is_narrowed: false,
            wide: Vec::new(),
            name_columns: BTreeMap::new(),
            states: Vec::new(),
            stateless: Vec::new(),
            places: Vec::new(),
            first: None,
        })
    }

    /// Reads the next one to its end. What is wrong with one of several does not hide what is wrong with the
    /// others.
    pub(super) fn read(&mut self, file: &Path) -> anyhow::Result<()> {
        let Err(error) = self.read_one(file) else { return Ok(()) };
        // The program was consumed by the input that failed.
        let can_go_on = self.count > 1 && self.is_transformed == self.transform.is_some();
        let error = error.downcast::<Error>()?;
        if error.kind() != Kind::Usage || !can_go_on {
            self.complaints.push(error);
            self.problems.end(&self.complaints);
            return Err(self.complaints.remove(self.complaints.len() - 1).into());
        }
        self.complaints.push(error);
        Ok(())
    }

    fn read_one(&mut self, file: &Path) -> anyhow::Result<()> {
        let (context, reading) = (self.context, self.reading);
        let mut input = Input::open_as(file, &self.opening)?;
        let name = input.name().to_owned();
        refuse_flags_of_other_forms(&input, reading)?;
        self.problems.input = (self.count == 1 && name != STDIN).then(|| name.clone());
        if reading.may_be_list && input.read_as_list_if_unnamed(reading.rows, &self.mapping) {
            context.ui.note(&format!("read `{name}` as a plain list, one login ID or user ID a line"));
        }
        if self.recognises && self.recognised.source.is_none() {
            self.recognised.source = input.recognised_source()?;
        }
        if let Some(mut transform) = self.transform.take() {
            if self.may_create.is_some() {
                transform.set_attributes(self.attributes()?.clone());
            }
            input.transform_with(transform)?;
        }
        if self.takes_program && self.mapping.renamed.is_empty() && self.recognised.source.is_none() {
            input.check_lies_in_list()?;
        }
        // The program of a source says how records lie, too.
        if reading.columns.layout.allow_page && !input.is_list_in_object() {
            return Err(without_effect(&input, "--allow-page", "the list of a JSON object").into());
        }
        let detected = input.detected_format();
        if !detected.is_empty() {
            context.ui.note(&format!("read `{name}` as {}", detected.join(", ")));
        }
        let mut schema = RowSchema::new(reading.rows, &input, &self.mapping)
            .map_err(|error| self.recognised.hint(self.of_input(error, &name)))
            .map_err(|error| input.hint_of_place().into_iter().fold(error, Error::hint))?;
        // As an export of another service each of its rows would have problems.
        if self.recognised.source.is_some()
            && let Some(complaint) = schema.take_complaint()
        {
            return Err(self.recognised.hint(self.of_input(complaint, &name)).into());
        }
        schema.defer_complaints();
        let renamed = schema.renamed();
        if !renamed.is_empty() {
            self.note_once(said_of_renamed(&renamed));
        }
        let of_names = renamed.iter().find(|(_, field)| field == "loginId");
        let file = (self.count > 1).then(|| name.as_str().into());
        let is_sure = schema.title_of("userId").is_none();
        self.name_columns.extend(of_names.map(|(column, _)| (file, is_sure.then(|| column.clone()))));
        let notes_needs = self.may_create.is_some();
        if reading.columns.online || notes_needs || schema.wants_attributes() {
            // What is lacking is said for all inputs, with how it is created.
            let known = self.attributes()?.clone();
            schema.set_attributes(if notes_needs { known.extensible() } else { known });
        }
        if reading.columns.online && self.directory.is_none() {
            let known = directory_of(context, self.attributes()?.clone())?;
            self.directory = Some(if notes_needs { known.extensible() } else { known });
        }
        if let Some(directory) = &self.directory {
            schema.set_directory(directory);
        }
        self.note_form(&name, &input)?;
        if input.format() != InputFormat::Workbook || schema.lacks_login_ids() {
            input.hint_of_place().into_iter().for_each(|hint| self.hint_once(hint));
        }
        self.check(&name, input, &mut schema)
    }

    /// Checks all rows of an input.
    fn check(&mut self, name: &str, input: Input, schema: &mut RowSchema) -> anyhow::Result<()> {
        let is_one_of_several = self.count > 1;
        let file = is_one_of_several.then(|| name.into());
        if is_one_of_several {
            self.plan.begin_input(name);
        }
        let Self { checker, plan, needs, problems, directory, .. } = self;
        let mut each = |row: CheckedRow<'_>| {
            if let Some(needs) = needs {
                needs.add(row.bodies, row.line);
            }
            plan.add(&row)
        };
        let mut report = |mut problem: Problem| {
            problem.file.clone_from(&file);
            problems.add(&problem);
        };
        let found = checker.read(input, schema, directory.as_ref(), &mut each, &mut report);
        let complaints = schema.take_deferred().into_iter();
        let complaints: Vec<Error> = complaints.map(|complaint| self.of_input(complaint, name)).collect();
        self.complaints.extend(complaints);
        let found = found.map_err(|error| self.recognised.hint(error))?;
        if schema.has_unread_attributes() {
            for mut problem in schema.lacking(self.attributes()?) {
                problem.file.clone_from(&file);
                self.problems.add(&problem);
            }
        }
        if let Some(attributes) = &self.attributes {
            self.lacking.extend(schema.lacking_types(attributes));
            self.leaving_out = self.leaving_out.take().or_else(|| schema.leaving_out(attributes));
        }
        if let Some(why) = found.more {
            self.pages.push((name.to_owned(), why));
        }
        if found.is_empty && found.transformed.as_ref().is_none_or(|transformed| transformed.records == 0) {
            self.context.ui.note(&format!("`{name}` holds no rows"));
        }
        self.divided.extend(schema.divided().iter().cloned());
        let (is_narrowed, wide) = schema.scope();
        self.is_narrowed |= is_narrowed;
        self.wide.extend(wide.map(|problem| Problem { file: file.clone(), ..problem }));
        let (state, stateless) = schema.state();
        self.states.extend(state);
        self.stateless.extend(stateless.map(|rows| (name.to_owned(), rows)));
        // A key may be in one of several inputs only.
        let never_met = schema.never_met();
        match &mut self.never_met {
            Some(keys) => keys.retain(|key| never_met.contains(key)),
            none => *none = Some(never_met),
        }
        self.transform = found.transform;
        match (&mut self.transformed, found.transformed) {
            (Some(all), Some(more)) => all.add(more),
            (all, more) => *all = all.take().or(more),
        }
        for said in found.notes {
            let note = if is_one_of_several { format!("`{name}`: {said}") } else { said };
            self.context.ui.note(&visible(&note));
        }
        for said in found.warnings {
            self.warnings.push(if is_one_of_several { format!("`{name}`: {said}") } else { said });
        }
        found.hints.into_iter().for_each(|hint| self.hint_once(hint));
        self.hint_at_lacking(&found.lacking);
        Ok(())
    }

    /// What is missing in an input as a whole that says in another one who may sign in, is empty there.
    fn check_stateless(&mut self) {
        let stateless = std::mem::take(&mut self.stateless);
        let Some((column, is_enabled)) =
            self.states.iter().max_by_key(|(_, is_enabled)| *is_enabled).cloned()
        else {
            return;
        };
        for (name, rows) in stateless {
            if !is_enabled {
                let note = rows.not_blocked(&column).map(|note| visible(&format!("`{name}` {note}")));
                note.into_iter().for_each(|note| self.context.ui.note(&note));
                continue;
            }
            for problem in rows.without_state(&column) {
                self.problems.add(&Problem { file: Some(name.as_str().into()), ..problem });
            }
            rows.hint(&column).into_iter().for_each(|hint| self.hint_once(hint));
        }
    }

    /// Says how roles and tenants come into the project that it lacks.
    fn hint_at_lacking(&mut self, lacking: &BTreeSet<(Missing, String)>) {
        let of = |kind: Missing| lacking.iter().filter(move |(known, _)| *known == kind);
        for (kind, noun) in [(Missing::Roles, "role"), (Missing::Tenants, "tenant")] {
            let Some((_, first)) = of(kind).next() else { continue };
            self.hint_once(match (self.recognises, kind) {
                (true, _) => {
                    format!("`--create-missing {noun}s` creates {noun}s that the project lacks first")
                }
                (false, Missing::Roles) => {
                    format!("`descopectl role create {}` makes a role", quoted(first))
                }
                (false, _) => {
                    format!("`descopectl tenant create {0} --id {0}` makes a tenant", quoted(first))
                }
            });
        }
    }

    /// Names the input that an error is about, where there are several.
    fn of_input(&self, error: Error, name: &str) -> Error {
        if self.count > 1 { error.because(format!("this is about `{name}`")) } else { error }
    }

    /// Rows that fail can be written to one file where they come in one form.
    fn note_form(&mut self, name: &str, input: &Input) -> Result<()> {
        self.places.push(input.place());
        let form = input.source_form();
        match &self.first {
            None => self.first = Some((name.to_owned(), input.format(), form)),
            Some((first, _, known)) if self.keeps_source && !known.has_columns_of(&form) => {
                return Err(Error::usage("`--failures` writes rows of one form only")
                    .because(format!(
                        "`{first}` and `{name}` have other columns, or are written in another way"
                    ))
                    .hint("run the command for each of them"));
            }
            Some(_) => {}
        }
        Ok(())
    }

    /// The definitions of the project's attributes, fetched once.
    fn attributes(&mut self) -> anyhow::Result<&Attributes> {
        let known = match self.attributes.take() {
            Some(known) => known,
            None => Attributes::of_reply(&look_up(self.context, &attribute::List::SPEC)?),
        };
        Ok(self.attributes.insert(known))
    }

    fn note_once(&mut self, note: String) {
        if !self.said.contains(&note) {
            self.context.ui.note(&note);
            self.said.insert(note);
        }
    }

    fn hint_once(&mut self, hint: String) {
        if !self.hints.contains(&hint) {
            self.hints.push(hint);
        }
    }

    /// A page without those that follow lacks users. Of several files the others may be these.
    fn check_pages(&mut self) {
        let is_complete = self.pages.len() < self.count || self.reading.columns.layout.allow_page;
        for (name, why) in std::mem::take(&mut self.pages) {
            if is_complete {
                self.context.ui.note(&visible(&format!("`{name}` is one page of several: {why}")));
                continue;
            }
            let complaint = Error::usage(format!("`{name}` is one page of several, nothing was sent"));
            self.complaints.push(
                complaint
                    .because(visible(&why))
                    .hint("name the files of all pages, or read this one alone with `--allow-page`"),
            );
        }
    }

    /// Says how attributes come into the project that it lacks.
    fn hint_at_attributes(&mut self) {
        if self.lacking.is_empty() {
            return;
        }
        let them = if self.lacking.len() == 1 { "it" } else { "them" };
        let words = self.lacking.iter().map(|(name, kind)| quoted(&format!("{name}:{kind}")));
        let words: Vec<String> = words.collect();
        self.hint_once(format!("`descopectl attribute create {}` makes {them}", words.join(" ")));
        if self.recognises {
            self.hint_once(format!("`--create-missing attributes` creates {them} first"));
        }
        if let Some(flag) = self.leaving_out.take() {
            let what = if self.lacking.len() == 1 { "the column" } else { "one of the columns" };
            self.hint_once(format!("`{flag}` leaves {what} out"));
        }
    }

    /// The plan of all rows, where nothing is wrong with any.
    pub(super) fn finish(mut self) -> anyhow::Result<Batch<'b>> {
        self.check_pages();
        self.check_stateless();
        self.hint_at_attributes();
        let checked = self.checker.finish().map_err(|error| self.recognised.hint(error))?;
        if let Some(transformed) = &self.transformed {
            let source = self.transform.as_ref().and_then(Transform::source);
            let is_status_set = self.mapping.constants.iter().any(|(name, _)| name == "status");
            let may_let_in = self.reading.rows.makes_user() && !is_status_set;
            show_transformed(self.context, transformed, source, may_let_in);
            self.complaints.extend(check_join(transformed).err());
            if let Some(needs) = &mut self.needs {
                needs.name_tenants(transformed.tenant_names.clone());
            }
        }
        let plan = self.plan.finish()?;
        let variants = plan.name_case_variants(&checked.case_variants)?;
        for mut problem in plan.name_duplicates(&checked.duplicates)?.into_iter().chain(variants) {
            if let Some(column) = self.name_columns.get(&problem.file).filter(|_| problem.column.is_some()) {
                problem.column.clone_from(column);
            }
            self.problems.add(&problem);
        }
        self.wide.iter().filter(|_| self.is_narrowed).for_each(|problem| self.problems.add(problem));
        self.problems.add_unnamed("identifiers that stand twice", checked.more_duplicates);
        let refuses_variants = self.reading.rows.makes_user() && !self.reading.columns.allow_case_variants;
        if self.directory.is_some() && refuses_variants {
            name_variants_of_users(self.context, &plan, self.reading.running, &mut self.problems)?;
        }
        for kind in [Missing::Roles, Missing::Tenants] {
            let names: Vec<&String> =
                self.divided.iter().filter(|(known, _)| *known == kind).map(|(_, name)| name).collect();
            if !names.is_empty() {
                self.hints.extend(hint_at_commas(self.context, kind, &names));
            }
        }
        let has = match (self.count, &self.first) {
            (..=1, Some((name, ..))) => format!("`{name}` has"),
            (count, _) => format!("the {} have", counted(count as u64, "file")),
        };
        if let Some(key) = self.never_met.iter().flatten().next().filter(|_| checked.rows > 0) {
            let error = Error::usage(format!("no row has `{key}`, which `--map` or `--value` names"));
            self.complaints.push(match self.is_transformed {
                true => error.because("these flags are about what the program makes"),
                false => error,
            });
        }
        // What the project lacks is said in the same run.
        let has_problems = self.problems.count > 0 || !self.complaints.is_empty();
        if let (Some(needs), Some(may_create), true) = (&self.needs, &self.may_create, has_problems) {
            let none = Attributes::default();
            match needs.lacking(self.context, self.attributes.as_ref().unwrap_or(&none)) {
                Ok(lacking) => self.complaints.extend(lacking.check(may_create).err()),
                // What is wrong with the rows is worth more than why no more can be said.
                Err(error) => self.context.ui.trace(&format!("{error:#}")),
            }
        }
        // What is doubtful is said in the same run as what is wrong.
        if has_problems {
            self.warnings.iter().chain(&checked.warnings).for_each(|warning| self.context.ui.warn(warning));
        }
        self.problems
            .conclude(&has, &self.hints, self.complaints)
            .map_err(|error| self.recognised.hint(error))?;
        if let Some(Transformed { records: 1.., users: 0, .. }) = self.transformed {
            self.context.ui.warn("no record became a user");
        }
        for warning in self.warnings.iter().chain(&checked.warnings) {
            self.context.ui.warn(warning);
        }
        let Some((_, format, failures)) = self.first else {
            return Err(Error::failed("there is no input to read").into());
        };
        Ok(Batch {
            plan,
            places: self.places,
            format,
            failures,
            needs: self.needs,
            attributes: self.attributes.unwrap_or_default(),
            problems: self.problems,
            has,
        })
    }
}

/// A flag about a form that the input does not have says something that is not so.
fn refuse_flags_of_other_forms(input: &Input, reading: &Reading<'_>) -> Result<()> {
    let Layout { encoding, allow_rows_in_cells, .. } = &reading.columns.layout;
    match input.format() {
        InputFormat::Workbook if encoding.is_some() => {
            Err(without_effect(input, "--encoding", "the text of a file, which a workbook has not"))
        }
        form if *allow_rows_in_cells && form != InputFormat::Csv => {
            Err(without_effect(input, "--allow-rows-in-cells", "the quoted cells of CSV"))
        }
        _ => Ok(()),
    }
}

fn without_effect(input: &Input, flag: &str, what: &str) -> Error {
    Error::without_effect(flag, &format!("on `{}`", input.name()), format!("it is about {what}"))
}

/// Says which parts of lists that hold commas are roles or tenants of the project.
fn hint_at_commas(context: &Context, kind: Missing, names: &[&String]) -> Option<String> {
    let (spec, list, key, noun) = match kind {
        Missing::Tenants => (&ListTenants::SPEC, "tenants", "id", "tenant"),
        _ => (&ListRoles::SPEC, "roles", "name", "role"),
    };
    // The hint is not worth an error of its own.
    let reply = look_up(context, spec).ok()?;
    let known = reply.get(list)?.as_array()?;
    let is_known = |name: &&String| known.iter().any(|known| known.get(key) == Some(&name.as_str().into()));
    let (known, others): (Vec<&String>, Vec<&String>) = names.iter().copied().partition(is_known);
    let in_words = |names: &[&String], verb: [String; 2]| {
        let names: Vec<String> = names.iter().map(|name| format!("`{}`", repeated(name))).collect();
        let (last, before) = names.split_last()?;
        let all = if before.is_empty() { last.clone() } else { format!("{} and {last}", before.join(", ")) };
        let [is, are] = verb;
        Some(format!("{all} {}", if before.is_empty() { is } else { are }))
    };
    let known =
        in_words(&known, [format!("is a {noun} of the project"), format!("are {noun}s of the project")])?;
    Some(match in_words(&others, ["is none".to_owned(), "are none".to_owned()]) {
        Some(others) => format!("{known}, and {others}: lists of such names are divided at `;` alone"),
        None => format!("{known}: `--online` divides lists at commas where all items are {noun}s"),
    })
}
