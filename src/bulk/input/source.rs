//! Where rows come from: a file, a pipe or stdin. Opened once, recognised by its beginning, read once.

use std::{
    fs::File,
    io::{self, BufRead as _, Read},
    path::Path,
};

use super::{
    array::Elements,
    beginning::{Before, Dialect, beginning},
    columns::{self, Mapping},
    decode::{Charset, Encoding, Text, text_of},
    failures::{FailureWriter, REASON, SourceForm},
    headings::{check_names, is_value},
    ldif::is_ldif,
    lines::{LONGEST, too_long},
    lists::{held_otherwise, is_object_a_line, keys_of, list_of_users, lists_in, lists_to_name},
    other_file,
    records::{Records, TextForm, not_utf8},
    sources::{self, Source},
    table::{Cells, MARK, RowLook, TableReader, TableRecord, is_bare_text, is_identifier},
    transform::{Rows, Transform},
    workbook::{Sheet, is_workbook},
};
use crate::{
    error::{Error, Result, quoted},
    ops::{
        row::{RowType, repeated},
        user::InputFormat,
    },
    private,
};

/// The place of an input that can be read once only.
pub const STDIN: &str = "stdin";

/// The column of a plain list.
const LISTED: &str = "loginId";

/// How an input is opened, where its content does not say it.
#[derive(Debug, Default, Clone)]
pub struct Opening {
    /// Its form.
    pub format: Option<InputFormat>,
    /// How its text is encoded, where it is not UTF-8 or UTF-16.
    pub encoding: Option<Charset>,
    /// The names of its columns, where it has no header.
    pub header: Option<Vec<String>>,
    /// Lines before the header of a table, where they cannot be recognised.
    pub skip_lines: Option<u64>,
    /// The sheet of a workbook, where it is not the first.
    pub sheet: Option<String>,
    /// The list of a JSON object that holds the records, as the keys that lead to it with dots between.
    pub list: Option<String>,
    /// Whether quoted cells may hold lines that look like rows.
    pub allows_rows_in_cells: bool,
    /// What helps where there is nothing to read.
    pub when_empty: String,
}

/// An input, of which only the beginning was looked at.
pub struct Input {
    name: String,
    place: String,
    text: Text,
    encoding: Encoding,
    format: InputFormat,
    /// How what is no table holds its records.
    form: TextForm,
    /// Whether it was said which list of a JSON object holds them.
    has_stated_list: bool,
    /// Whether it is JSON whose records stand on one line, so that they are numbered.
    is_one_line: bool,
    /// Whether the form was stated, and not recognised.
    stated: bool,
    dialect: Dialect,
    /// What stands before the header.
    before: Before,
    /// How many lines that was said to be.
    skip_lines: Option<u64>,
    header: Vec<String>,
    /// Whether its first line is a row: the names of the columns were given.
    headless: bool,
    /// Whether what stands below the header is of another kind than its names.
    is_unlike_rows: bool,
    /// Whether every text of a table begins with a mark that belongs to no cell.
    is_marked: bool,
    /// Whether quoted cells may hold lines that look like rows.
    allows_rows_in_cells: bool,
    /// The sheet of a workbook.
    sheet: Option<Sheet>,
    /// The program that turns its records into users.
    transform: Option<Transform>,
}

impl Input {
    /// Opens a file, or takes stdin for `-`, and recognises its form by what is stated, by its ending, or by
    /// its beginning.
    ///
    /// # Errors
    /// Usage when it cannot be read or has no header.
    pub fn open(file: &Path, format: Option<InputFormat>) -> Result<Self> {
        Self::open_as(file, &Opening { format, ..Opening::default() })
    }

    /// The same, where more is said about it.
    ///
    /// # Errors
    /// Usage when it cannot be read or has no header.
    pub fn open_as(file: &Path, opening: &Opening) -> Result<Self> {
        if file == Path::new("-") {
            return Self::read(STDIN, STDIN.to_owned(), io::stdin(), None, opening);
        }
        let name = file.display().to_string();
        let opened = private::open_input(file).map_err(|cause| could_not_read(&name).because(cause))?;
        let is_file = opened.metadata().is_ok_and(|found| found.is_file());
        let place = match private::canonical(file) {
            Ok(path) if is_file => path.display().to_string(),
            _ => STDIN.to_owned(),
        };
        Self::read(&name, place, opened, by_ending(file), opening)
    }

    fn read(
        name: &str,
        place: String,
        bytes: impl Read + Send + 'static,
        by_ending: Option<InputFormat>,
        opening: &Opening,
    ) -> Result<Self> {
        let broken = |cause: io::Error| could_not_read(name).because(cause.to_string());
        let stated = opening.format;
        let (mut text, encoding) = text_of(bytes, opening.encoding).map_err(broken)?;
        let begins = beginning_of(&mut text).map_err(broken)?;
        let is_book = is_workbook(text.peek(4).map_err(broken)?);
        // The content decides between the forms of JSON, whatever the name says, and knows a workbook.
        let format = match (stated.or(by_ending), begins) {
            _ if is_book && stated.is_none() => InputFormat::Workbook,
            (Some(InputFormat::Workbook), _) if stated.is_none() && !is_book => InputFormat::Csv,
            (Some(format), _) => format,
            (None, Some(_)) if is_ldif(text.peek(1 << 12).map_err(broken)?) => InputFormat::Ldif,
            (None, Some(b'[')) => InputFormat::Json,
            (None, Some(b'{')) => InputFormat::Jsonl,
            (None, _) => InputFormat::Csv,
        };
        if stated.is_none() && !is_book {
            other_file::refuse(name, text.peek(1 << 12).map_err(broken)?)?;
        }
        if format == InputFormat::Json && begins.is_none() {
            return Err(Error::usage(format!("`{name}` is empty")));
        }
        let form = match format {
            InputFormat::Lines | InputFormat::Csv | InputFormat::Workbook => TextForm::List,
            InputFormat::Ldif => TextForm::Ldif,
            InputFormat::Jsonl if stated.is_some() && opening.list.is_none() => TextForm::JsonLines,
            InputFormat::Json | InputFormat::Jsonl => {
                json_form(name, &mut text, begins, format, opening.list.as_deref())?
            }
        };
        if opening.list.is_some() && !matches!(form, TextForm::ListInObject(_)) {
            let place = format!("on `{name}`");
            return Err(Error::without_effect("--list", &place, "it is about the lists in a JSON object"));
        }
        let headless = opening.header.is_some();
        let is_table = format == InputFormat::Csv;
        let skipped = opening.skip_lines.filter(|_| is_table);
        let (dialect, before) = beginning(&mut text, !headless && !is_book, skipped).map_err(broken)?;
        if opening.skip_lines.is_some() && !is_table && format != InputFormat::Workbook {
            let why = "it is about the lines before the header of a table";
            return Err(Error::without_effect("--skip-lines", &format!("on `{name}`"), why));
        }
        let mut input = Self {
            name: name.to_owned(),
            place,
            dialect,
            before,
            text,
            encoding,
            format,
            form,
            has_stated_list: opening.list.is_some(),
            skip_lines: skipped,
            is_one_line: false,
            stated: stated.is_some(),
            header: Vec::new(),
            headless: false,
            is_unlike_rows: true,
            is_marked: false,
            allows_rows_in_cells: opening.allows_rows_in_cells,
            sheet: None,
            transform: None,
        };
        input.header = match format {
            InputFormat::Csv => input.table_header(&opening.when_empty)?,
            InputFormat::Workbook => {
                let sheet = Sheet::read(name, &mut input.text, opening, !headless)?;
                let width = sheet.rows.first().map_or(0, |row| row.cells.len());
                let header = if headless { vec![String::new(); width] } else { sheet.header.clone() };
                let below = sheet.rows.first();
                input.is_unlike_rows = below.is_none_or(|row| is_unlike(&header, row.texts()));
                input.sheet = Some(sheet);
                header
            }
            InputFormat::Lines => vec![LISTED.to_owned()],
            InputFormat::Json | InputFormat::Jsonl | InputFormat::Ldif => Vec::new(),
        };
        if opening.sheet.is_some() && input.sheet.is_none() {
            return Err(Error::usage(format!("`{name}` has no sheets: it is no workbook")));
        }
        match &opening.header {
            Some(_) if !matches!(format, InputFormat::Csv | InputFormat::Workbook) => {
                return Err(Error::usage("`--header` names the columns of a table")
                    .because(format!("`{name}` is none: each of its rows has its own names")));
            }
            Some(names) => input.name_columns(names),
            None => {}
        }
        input.look_for_marks()?;
        input.is_one_line = is_one_line(input.text.peek(1 << 16).map_err(broken)?, &input.form);
        Ok(input)
    }

    /// Finds out whether every text of a table begins with a mark, as far as its beginning shows it. True,
    /// false and numbers have none.
    fn look_for_marks(&mut self) -> Result<()> {
        const ROWS: usize = 50;
        self.is_marked = false;
        if self.format != InputFormat::Csv {
            return Ok(());
        }
        let cannot = |cause: io::Error| could_not_read(&self.name).because(cause.to_string());
        let count = 1 << 16;
        let start = self.text.peek(count).map_err(cannot)?;
        let is_all = start.len() < count;
        let mut rest = start.get(self.before.bytes..).unwrap_or_default();
        let mut reader = TableReader::new(&mut rest, self.dialect.writing(), 0);
        let mut record = TableRecord::default();
        if !self.headless && reader.next(&mut record).is_err() {
            return Ok(());
        }
        let (mut rows, mut marks, mut closed) = (0, 0, 0);
        while rows < ROWS {
            match reader.next(&mut record) {
                Ok(Some((_, None))) => {}
                // What is no row says nothing about the others.
                Ok(Some(_)) => continue,
                Ok(None) | Err(_) => break,
            }
            let Some(cells) = record.cells() else { return Ok(()) };
            let marks_of = cells.iter().filter(|cell| cell.as_bytes().first() == Some(&MARK));
            let marked = marks_of.clone().count();
            closed += marks_of.filter(|cell| cell.len() > 1 && cell.ends_with(char::from(MARK))).count();
            let is_cut = !is_all && reader.is_at_end();
            if !is_cut && (marked == 0 || cells.iter().any(is_bare_text)) {
                return Ok(());
            }
            (rows, marks) = (rows + 1, marks + marked);
        }
        if marks > 0 && closed == marks {
            return Err(Error::usage(format!("`{}` has its texts in single quotes", self.name))
                .because("only double ones hold a cell together: the others would become a part of names")
                .hint("write the file with double quotes, or with none"));
        }
        self.is_marked = marks > 0;
        Ok(())
    }

    /// Gives the columns their names. The first line stays a row, unless it holds the same names, as a file of
    /// failures does.
    fn name_columns(&mut self, names: &[String]) {
        let is_header = self.header.iter().filter(|name| *name != REASON).eq(names);
        if !is_header {
            self.headless = true;
            self.is_unlike_rows = true;
            self.header = names.to_vec();
        }
    }

    /// Its name, for messages.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole path, by which it is known from any folder; [`STDIN`] for whatever can be read once.
    #[must_use]
    pub fn place(&self) -> String {
        self.place.clone()
    }

    /// Whether what stands below the header is of another kind than its names, so that these are no row.
    pub(super) fn is_unlike_rows(&self) -> bool {
        self.is_unlike_rows
    }

    /// How it is read.
    #[must_use]
    pub fn format(&self) -> InputFormat {
        self.format
    }

    /// The names of the columns; none for JSON, where each row has its own.
    #[must_use]
    pub fn header(&self) -> &[String] {
        if self.transform.is_some() { &[] } else { &self.header }
    }

    /// Has a program turn each record into users. The program of a source says where the records lie, too.
    ///
    /// # Errors
    /// Usage when it cannot be read.
    pub fn transform_with(&mut self, transform: Transform) -> Result<()> {
        if let Some(source) = transform.source() {
            self.check_is_of(source)?;
            self.lay_out_as(source)?;
            let start = self.text.peek(1 << 16);
            let start = start.map_err(|cause| could_not_read(&self.name).because(cause.to_string()))?;
            self.is_one_line = is_one_line(start, &self.form);
        }
        let mut transform = transform;
        if self.form == TextForm::Ldif {
            transform.take_directory();
        }
        transform.take_records_of(&self.form)?;
        if transform.source().is_none() && !self.headless {
            check_names(&self.header)?;
        }
        self.transform = Some(transform);
        Ok(())
    }

    /// What helps where the users are in another sheet of a workbook than the first, or in a list of a JSON object
    /// that none could know.
    pub fn hint_of_place(&mut self) -> Option<String> {
        let likely = self.sheet.as_ref().map_or(self.before.likely, |sheet| sheet.likely);
        let is_table = matches!(self.format, InputFormat::Csv | InputFormat::Workbook);
        if let Some(lines) = likely.filter(|_| is_table && !self.headless && self.transform.is_none()) {
            return Some(format!("`--skip-lines {lines}` takes line {} for the header", lines + 1));
        }
        if let Some(sheet) = &self.sheet {
            return sheet.hint();
        }
        let is_of_source = self.transform.as_ref().is_some_and(|transform| transform.source().is_some());
        if !matches!(self.form, TextForm::JsonLines | TextForm::Objects) || is_of_source {
            return None;
        }
        let lists = lists_to_name(self.text.peek(BEGINNING).ok()?.trim_ascii_start());
        let which = match lists.as_slice() {
            [_] => "that list".to_owned(),
            lists => format!("one of its lists: {}", named(lists)),
        };
        Some(format!("`--list {}` reads the objects of {which}", quoted(lists.first()?)))
    }

    /// Its records must not be what holds the users in another way than as a list, which takes a program.
    ///
    /// # Errors
    /// Usage, with the program.
    pub fn check_lies_in_list(&mut self) -> Result<()> {
        if self.transform.is_some()
            || !matches!(self.form, TextForm::Array | TextForm::JsonLines | TextForm::Objects)
        {
            return Ok(());
        }
        let start = self.text.peek(BEGINNING);
        let start = start.map_err(|cause| could_not_read(&self.name).because(cause.to_string()))?;
        match held_otherwise(start.trim_ascii_start()) {
            Some((what, program)) => Err(Error::usage(format!("the users in `{}` are no list", self.name))
                .because(format!("they look like {what}"))
                .hint(format!("`--transform {}` reads them", quoted(&program)))),
            None => Ok(()),
        }
    }

    /// Whether it is a list in a JSON object, which may be one page of several.
    #[must_use]
    pub fn is_list_in_object(&self) -> bool {
        matches!(self.form, TextForm::ListInObject(_))
    }

    /// Whether a program makes its rows.
    pub(super) fn is_transformed(&self) -> bool {
        self.transform.is_some()
    }

    /// Its first record must look like one of this source, as far as fields tell. Read as another service's it would
    /// give other users, or blocked ones as enabled.
    fn check_is_of(&mut self, source: &Source) -> Result<()> {
        let recognised = self.recognised_source()?;
        let cannot = |cause: io::Error| could_not_read(&self.name).because(cause.to_string());
        let start = self.text.peek(BEGINNING).map_err(cannot)?.trim_ascii_start();
        let is_json = self.sheet.is_none() && matches!(start.first(), Some(b'[' | b'{'));
        // A file of failures of a directory is JSON lines.
        let is_form = !source.settings.ldif || is_json || self.form == TextForm::Ldif;
        let fields = match is_json {
            true => [keys_of(start), keys_of_first(start)].concat(),
            false => self.header.clone(),
        };
        let service = &source.settings.service;
        let expected = named(source.settings.needed());
        if let Some(other) = recognised.filter(|other| !other.is_like(source) && !source.recognises(&fields))
        {
            let error = Error::usage(format!(
                "`{}` looks like an export of {}, and not of {service}",
                self.name, other.settings.service
            ));
            return Err(error
                .because(format!("records of {service} have fields such as {expected}"))
                .hint(format!("`--from {}` reads it", other.name)));
        }
        let is_nameless = fields.is_empty() || !is_json && sources::of_first_row(&fields).is_some();
        if is_form && (is_nameless || fields.iter().any(|field| source.settings.is_needed(field))) {
            return Ok(());
        }
        let error = Error::usage(format!("`{}` does not look like an export of {service}", self.name));
        // The cells of a table without a header are no names.
        let are_names = is_json || fields.iter().any(|field| columns::is_known_name(field));
        let found = if are_names { named(&fields) } else { String::new() };
        let why = match (is_form, found.as_str()) {
            (false, _) => format!("it is no {}", source.settings.file),
            (true, "") => format!("expected fields such as {expected}"),
            (true, found) => format!("expected fields such as {expected}, found {found}"),
        };
        Err(error
            .because(why)
            .hint("without `--from` what has the names of fields is read, and `--map` reads the rest")
            .hint(format!(
                "`descopectl source list` says which files are known, `descopectl source show {}` prints a program to \
                 change for `--transform`",
                source.name
            )))
    }

    fn lay_out_as(&mut self, source: &Source) -> Result<()> {
        let settings = &source.settings;
        if self.sheet.is_some() {
            return Ok(());
        }
        let name = self.name.clone();
        let broken = |cause: io::Error| could_not_read(&name).because(cause.to_string());
        let start = self.text.peek(BEGINNING).map_err(broken)?;
        let is_all = start.len() < BEGINNING;
        let start = start.trim_ascii_start();
        // Records of a directory that failed are JSON lines.
        if settings.ldif && !matches!(start.first(), Some(b'[' | b'{')) {
            (self.format, self.form) = (InputFormat::Ldif, TextForm::Ldif);
            return Ok(());
        }
        match start.first() {
            Some(b'[') => (self.format, self.form) = (InputFormat::Json, TextForm::Array),
            Some(b'{') => {
                let line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
                let fields = keys_of(start);
                let has_list = settings.lists.iter().any(|list| fields.contains(list));
                let is_line =
                    is_object_a_line(start) || serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok();
                let is_other_list = match &self.form {
                    TextForm::ListInObject(way) => {
                        !way.iter().flatten().take(1).any(|key| settings.reads(key))
                    }
                    _ => false,
                };
                self.format = InputFormat::Jsonl;
                self.form = match settings.lists.as_slice() {
                    // It was named, or found where the source has none.
                    _ if self.has_stated_list || !has_list && is_other_list => return Ok(()),
                    lists if has_list => TextForm::ListInObject(vec![lists.to_vec()]),
                    _ if is_line => TextForm::JsonLines,
                    // The list may come later.
                    lists @ [_, ..] if !is_all => TextForm::ListInObject(vec![lists.to_vec()]),
                    _ => TextForm::Objects,
                };
            }
            _ => {
                if self.format != InputFormat::Csv {
                    // A table, whatever its name says.
                    self.format = InputFormat::Csv;
                    (self.dialect, self.before) = beginning(&mut self.text, true, None).map_err(broken)?;
                    self.header = self.table_header("")?;
                }
                let is_header = self.header.iter().any(|name| settings.header.contains(name));
                self.look_for_marks()?;
                if !settings.header.is_empty() && !is_header {
                    // What may look like lines before a header are rows.
                    (self.dialect, self.before) =
                        beginning(&mut self.text, false, self.skip_lines).map_err(broken)?;
                    self.name_columns(&settings.header);
                }
            }
        }
        Ok(())
    }

    /// The source that its first record looks like.
    ///
    /// # Errors
    /// Usage when it cannot be read.
    pub fn recognised_source(&mut self) -> Result<Option<&'static Source>> {
        if self.format == InputFormat::Lines {
            return Ok(None);
        }
        if self.form == TextForm::Ldif {
            return Ok(sources::all().iter().find(|source| source.settings.ldif));
        }
        let cannot = |cause: io::Error| could_not_read(&self.name).because(cause.to_string());
        let start = self.text.peek(BEGINNING).map_err(cannot)?;
        let start = start.trim_ascii_start();
        if !matches!(start.first(), Some(b'[' | b'{')) || self.sheet.is_some() {
            return Ok(sources::of_fields(&self.header).or_else(|| sources::of_first_row(&self.header)));
        }
        Ok(sources::of_fields(&keys_of(start)).or_else(|| sources::of_fields(&keys_of_first(start))))
    }

    /// What was understood of it that a user might not expect; nothing where it is plain.
    #[must_use]
    pub fn detected_format(&self) -> Vec<String> {
        let mut detected = self.encoding.detected();
        if self.format == InputFormat::Csv {
            match self.dialect.delimiter {
                b';' => detected.push("columns separated by `;`".to_owned()),
                b'|' if !self.dialect.stated => detected.push("columns separated by `|`".to_owned()),
                b'\t' => detected.push("columns separated by tabs".to_owned()),
                _ => {}
            }
            if self.is_marked {
                detected.push("texts behind a mark `'`, which is no part of them".to_owned());
            }
            if self.dialect.crlf {
                detected.push("lines that end in CRLF".to_owned());
            }
            if self.dialect.line_end == b'\r' {
                detected.push("lines that end in CR".to_owned());
            }
            if self.before.said > 0 {
                detected.push(match self.before.lines {
                    1 => "a table whose header stands behind line 1".to_owned(),
                    lines => format!("a table whose header stands behind the first {lines} lines"),
                });
            }
        }
        if let Some(sheet) = &self.sheet {
            detected.push(match sheet.others.len() {
                0 => format!("the sheet `{}` of a workbook", sheet.name),
                others => format!(
                    "the sheet `{}` of a workbook, without its {} `{}`",
                    sheet.name,
                    if others == 1 { "sheet" } else { "sheets" },
                    sheet.others.join("`, `")
                ),
            });
            if sheet.before > 0 {
                detected.push(format!(
                    "a table whose header stands behind {} that are no part of it",
                    rows(sheet.before)
                ));
            }
        }
        match &self.form {
            TextForm::ListInObject(way) => {
                let keys: Vec<String> = way.iter().map(|keys| keys.join("` or `")).collect();
                detected.push(format!("the list `{}` of a JSON object", keys.join(".")));
            }
            TextForm::JsonLines if self.format == InputFormat::Json => detected.push("JSON lines".to_owned()),
            TextForm::Objects => detected.push("JSON objects one after another".to_owned()),
            TextForm::Ldif => detected.push("LDIF".to_owned()),
            TextForm::Array | TextForm::JsonLines | TextForm::List => {}
        }
        if self.is_one_line {
            detected.push("records on one line, which are numbered instead of lines".to_owned());
        }
        detected
    }

    /// Reads it as a plain list of users, one login ID or user ID a line, where it is a table of one column
    /// whose name is no field and is not mapped, and its form was not stated. Says whether it is a list now.
    pub fn read_as_list_if_unnamed(&mut self, rows: &RowType, mapping: &Mapping) -> bool {
        let [name] = self.header.as_slice() else { return false };
        if self.stated || self.format != InputFormat::Csv {
            return false;
        }
        let is_mapped = mapping.renamed.iter().any(|(column, _)| column == name);
        // A known name is a header, also where this kind of row does not have the field.
        let is_header = columns::column(&rows.fields(), name).is_some() || columns::is_known_name(name);
        let is_list = !is_mapped && !is_header;
        if is_list {
            self.format = InputFormat::Lines;
            self.header = vec![LISTED.to_owned()];
        }
        is_list
    }

    /// How it is written down, so that rows can be written in the same form.
    #[must_use]
    pub fn source_form(&self) -> SourceForm {
        if self.transform.is_some() {
            return SourceForm::json_lines();
        }
        let Dialect { delimiter, stated, crlf, .. } = match self.format {
            InputFormat::Csv => self.dialect,
            _ => Dialect { delimiter: b',', stated: false, ..self.dialect },
        };
        SourceForm { header: self.header.clone(), delimiter, stated, crlf, marked: self.encoding.is_marked() }
    }

    /// Writes rows that failed, in the input's own form, with a reason.
    ///
    /// # Errors
    /// When the header cannot be written.
    pub fn failure_writer(&self, out: File) -> io::Result<Box<dyn FailureWriter>> {
        self.source_form().failure_writer(out)
    }

    /// Its records, from the first one on. Rows inside of quoted cells are looked for unless they are meant.
    pub(super) fn into_records(self, allows_rows_in_cells: bool) -> Result<Records> {
        let Self {
            name,
            mut text,
            format,
            form,
            is_one_line,
            stated,
            dialect,
            before,
            header,
            headless,
            is_marked,
            sheet,
            ..
        } = self;
        if let Some(sheet) = sheet {
            return Ok(Records::of_sheet(name, sheet.rows));
        }
        if format == InputFormat::Lines && !stated {
            // It was looked at as a table: what stands before that is no part of the list, either.
            text.consume(before.bytes);
            return Ok(Records::of_list(name, text, before.lines));
        }
        if format != InputFormat::Csv {
            return Ok(Records::of_text(name, text, form, is_one_line));
        }
        text.consume(before.bytes);
        let mut reader = TableReader::new(text, dialect.writing(), before.lines);
        let mut first = TableRecord::default();
        if !headless {
            let read = reader.next(&mut first);
            read.map_err(|why| could_not_read(&name).because(why.said().1))?;
        }
        reader.drop_marks(is_marked);
        if !allows_rows_in_cells {
            let mut names = first.cells().into_iter().flat_map(Cells::iter).skip(1).peekable();
            let is_spaced = names.peek().is_some() && names.all(|name| name.starts_with(' '));
            reader.look_for_rows_in_cells(RowLook { columns: header.len(), is_spaced });
        }
        Ok(Records::of_table(name, reader))
    }

    /// Its rows: its records, or what a program makes of them. The records are kept as JSON where
    /// `keeps_source` says so.
    pub(super) fn into_rows(mut self, allows_rows_in_cells: bool, keeps_source: bool) -> Result<Rows> {
        let (transform, header) = (self.transform.take(), self.header.clone());
        Ok(Rows::new(self.into_records(allows_rows_in_cells)?, transform, header, keeps_source))
    }

    /// The header of a table. It stays to be read.
    fn table_header(&mut self, when_empty: &str) -> Result<Vec<String>> {
        let broken = |why: String| could_not_read(&self.name).because(why);
        let mut count = 1 << 16;
        loop {
            let start = self.text.peek(count).map_err(|cause| broken(cause.to_string()))?;
            let is_all = start.len() < count;
            let start = start.get(self.before.bytes..).unwrap_or_default();
            let mut rest = start;
            let (mut record, mut below) = (TableRecord::default(), TableRecord::default());
            let mut reader = TableReader::new(&mut rest, self.dialect.writing(), self.before.lines);
            if !self.allows_rows_in_cells {
                // How many columns there are is not known yet.
                reader.look_for_rows_in_cells(RowLook { columns: usize::MAX, is_spaced: false });
            }
            let read = reader.next(&mut record);
            // A record that ends where what was looked at ends may go on behind it.
            if !is_all && reader.is_at_end() {
                count *= 2;
                if count > LONGEST {
                    return Err(broken(too_long().to_string()));
                }
                continue;
            }
            return match read {
                Ok(None) => {
                    let error = Error::usage(format!("`{}` is empty", self.name));
                    Err(if when_empty.is_empty() { error } else { error.hint(when_empty) })
                }
                Ok(Some((line, Some(flaw)))) => Err(broken(format!("line {line}: {}", flaw.said()))),
                Ok(Some((line, None))) => {
                    let cells =
                        record.cells().ok_or_else(|| not_utf8(&self.name, line, record.bytes(), 0))?;
                    let header: Vec<String> = cells.iter().map(|name| name.trim().to_owned()).collect();
                    self.is_unlike_rows = match reader.next(&mut below) {
                        Ok(Some(_)) => below.cells().is_none_or(|cells| is_unlike(&header, cells.iter())),
                        // What cannot be read is said when it is.
                        Ok(None) | Err(_) => true,
                    };
                    Ok(header)
                }
                Err(why) => {
                    let (line, why) = why.said();
                    Err(broken(format!("line {line}: {why}")))
                }
            };
        }
    }
}

/// Whether a cell below the names of columns is an address, and its name is none. A number says so of a column that is
/// known: it may be a password below another.
fn is_unlike<'c>(header: &[String], cells: impl Iterator<Item = &'c str>) -> bool {
    let is_number = |cell: &str| !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit());
    let is_plain = |cell: &str| is_number(cell) || matches!(cell.to_lowercase().as_str(), "true" | "false");
    header.iter().zip(cells.map(str::trim)).any(|(name, cell)| {
        let is_name = columns::is_known_name(name) || name.eq_ignore_ascii_case("id");
        !name.is_empty() && !is_plain(name) && (is_identifier(cell.as_bytes()) || is_name && is_plain(cell))
    })
}

/// The first of some names. Keys of an object may be values, such as the addresses of people.
fn named(names: &[String]) -> String {
    const MOST: usize = 6;
    let names = names.iter().filter(|name| !is_value(name)).take(MOST);
    names.map(|name| format!("`{}`", repeated(name))).collect::<Vec<_>>().join(", ")
}

fn rows(count: usize) -> String {
    crate::ui::counted(count as u64, "row")
}

fn could_not_read(name: &str) -> Error {
    Error::usage(format!("could not read `{name}`"))
}

/// Bytes that are looked at to find out where records lie.
const BEGINNING: usize = 1 << 18;

/// The keys of the first object in the first list that stands in a text.
fn keys_of_first(text: &[u8]) -> Vec<String> {
    let Some(list) = text.iter().position(|byte| *byte == b'[') else { return Vec::new() };
    let inside = text[list + 1..].trim_ascii_start();
    if inside.first() == Some(&b'{') { keys_of(inside) } else { Vec::new() }
}

/// The form that the name of a file says.
fn by_ending(file: &Path) -> Option<InputFormat> {
    let packed = file.extension().is_some_and(|ending| ending == "gz");
    let name = if packed { file.with_extension("") } else { file.to_owned() };
    match name.extension()?.to_str()? {
        "csv" | "tsv" => Some(InputFormat::Csv),
        "json" => Some(InputFormat::Json),
        "ldif" => Some(InputFormat::Ldif),
        "jsonl" | "ndjson" => Some(InputFormat::Jsonl),
        "xlsx" | "xlsm" | "xlsb" | "xls" | "ods" => Some(InputFormat::Workbook),
        _ => None,
    }
}

/// The first character that is not blank; it stays to be read.
fn beginning_of(text: &mut Text) -> io::Result<Option<u8>> {
    let mut count = 1 << 6;
    loop {
        let start = text.peek(count)?;
        match start.iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(byte) => return Ok(Some(*byte)),
            None if start.len() < count || count >= 1 << 16 => return Ok(None),
            None => count *= 2,
        }
    }
}

/// How JSON holds its objects: in an array, one a line, one after another, or in a list of one object.
///
/// # Errors
/// Usage when it cannot be read, and where it is not known which list of an object is meant.
fn json_form(
    name: &str,
    text: &mut Text,
    begins: Option<u8>,
    format: InputFormat,
    list: Option<&str>,
) -> Result<TextForm> {
    match begins {
        Some(b'{') => {}
        Some(b'[') => return Ok(TextForm::Array),
        _ if format == InputFormat::Jsonl => return Ok(TextForm::JsonLines),
        _ => return Ok(TextForm::Array),
    }
    let start = text.peek(BEGINNING).map_err(|cause| could_not_read(name).because(cause.to_string()))?;
    let is_all = start.len() < BEGINNING;
    let start = start.trim_ascii_start();
    let way = match list {
        None => list_of_users(name, start)?,
        Some(wanted) => {
            let lists = lists_in(start);
            if is_all && !lists.iter().any(|list| list.name() == wanted) {
                let names: Vec<String> = lists.iter().map(|list| format!("`{}`", list.name())).collect();
                return Err(Error::usage(format!("`{name}` has no list `{wanted}`")).because(
                    match names.len() {
                        0 => "no list of objects lies in its object".to_owned(),
                        _ => format!("its lists of objects are {}", names.join(", ")),
                    },
                ));
            }
            let known = lists.into_iter().find(|list| list.name() == wanted).map(|list| list.way);
            Some(known.unwrap_or_else(|| wanted.split('.').map(str::to_owned).collect()))
        }
    };
    if let Some(way) = way {
        return Ok(TextForm::ListInObject(way.into_iter().map(|key| vec![key]).collect()));
    }
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let is_whole = line.trim_ascii_end().ends_with(b"}") || line.len() == start.len();
    let mut values = serde_json::Deserializer::from_slice(line).into_iter::<serde::de::IgnoredAny>();
    let are_several = matches!((values.next(), values.next()), (Some(Ok(_)), Some(Ok(_))));
    Ok(if is_whole && !are_several { TextForm::JsonLines } else { TextForm::Objects })
}

/// Whether several JSON objects stand on one line, as far as the beginning shows it.
fn is_one_line(start: &[u8], form: &TextForm) -> bool {
    let mut elements = match form {
        TextForm::Array => Elements::new(start),
        TextForm::Objects => Elements::of_objects(start),
        TextForm::ListInObject(lists) => Elements::in_object(start, lists.clone()),
        TextForm::JsonLines | TextForm::Ldif | TextForm::List => return false,
    };
    let mut element = Vec::new();
    let mut line = || elements.next(&mut element).ok().flatten();
    let first = line();
    first.is_some() && first == line()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_may_be_long_and_hold_line_breaks() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("users.csv");
        let wide: Vec<String> = (0..20_000).map(|number| format!("\"column\n{number}\"")).collect();
        std::fs::write(&file, wide.join(",") + "\na\n").unwrap();
        let input = Input::open(&file, None).unwrap();
        assert_eq!(input.header().len(), wide.len());
        assert_eq!(input.header().last().unwrap(), "column\n19999");
    }

    #[test]
    fn what_was_recognised_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let said = |name: &str, text: &[u8]| {
            let file = folder.path().join(name);
            std::fs::write(&file, text).unwrap();
            Input::open(&file, None).unwrap().detected_format()
        };
        assert!(said("a.csv", b"loginId,name\na,A\n").is_empty());
        assert_eq!(
            said("b.csv", b"\xef\xbb\xbfloginId;name\r\na;A\r\n"),
            ["UTF-8 with a byte order mark", "columns separated by `;`", "lines that end in CRLF"]
        );
        assert_eq!(said("c.tsv", b"loginId\tname\n"), ["columns separated by tabs"]);
        assert!(said("d.json", b"[]\r\n").is_empty());
    }
}
