//! Workbooks of spreadsheets: a sheet becomes rows of texts. The whole sheet is in memory.

use std::{
    io::{self, Cursor, Read, Seek},
    sync::Arc,
};

use calamine::{Data, Dimensions, ExcelDateTime, Reader as _, SheetType, SheetVisible, Sheets};

use super::{
    arrangement::arrangement_of,
    beginning::{header_among, likely_header},
    source::Opening,
    table::CellKind,
};
use crate::error::{Error, Result, quoted};

/// The largest workbook that is read.
const LARGEST: u64 = 256 << 20;

/// Rows among which the header is looked for.
const LOOKED_AT: usize = 20;

/// Whether these bytes begin a workbook: a zip archive, or the older form of Office.
pub(super) fn is_workbook(start: &[u8]) -> bool {
    start.starts_with(b"PK\x03\x04") || start.starts_with(b"\xd0\xcf\x11\xe0")
}

/// The rows of a sheet, each with its number there.
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) header: Vec<String>,
    /// Rows that say something before the header.
    pub(super) before: usize,
    /// Rows above one that looks more like the header.
    pub(super) likely: Option<u64>,
    pub(super) rows: Vec<SheetRow>,
    /// The other sheets of the workbook, those that are hidden last.
    pub(super) others: Vec<String>,
    /// Whether it was not asked for.
    is_default: bool,
}

/// A row of a sheet.
pub(super) struct SheetRow {
    /// Its number there.
    pub(super) number: u64,
    /// Its cells as texts, and what they are in the sheet.
    pub(super) cells: Vec<(String, CellKind)>,
    /// Whether the sheet does not show it.
    pub(super) is_hidden: bool,
}

impl SheetRow {
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(|(text, _)| text.as_str())
    }
}

impl Sheet {
    /// What helps where it is not the one that is wanted.
    pub(super) fn hint(&self) -> Option<String> {
        let other = self.others.first().filter(|_| self.is_default)?;
        Some(format!("`--sheet {}` reads another sheet than `{}`", quoted(other), self.name))
    }

    /// Reads a sheet: the one that is named, else the first that is not hidden.
    ///
    /// # Errors
    /// Usage when it is damaged, or has no such sheet.
    pub(super) fn read(
        input: &str,
        bytes: impl Read,
        Opening { sheet: wanted, skip_lines, .. }: &Opening,
        has_header: bool,
    ) -> Result<Self> {
        let mut all = Vec::new();
        let read = bytes.take(LARGEST + 1).read_to_end(&mut all);
        read.map_err(|cause: io::Error| Error::usage(format!("could not read `{input}`")).because(cause))?;
        if all.len() as u64 > LARGEST {
            return Err(Error::usage(format!("`{input}` is larger than 256 MiB"))
                .hint("save the sheet as CSV, which is read row by row"));
        }
        if is_other_archive(&all) {
            return Err(Error::usage(format!(
                "`{input}` is an archive, and no workbook of Excel or OpenDocument"
            ))
            .hint("unpack it and name the file inside, or export the table as CSV"));
        }
        let bytes: Arc<[u8]> = all.into();
        let mut book = calamine::open_workbook_auto_from_rs(Cursor::new(Arc::clone(&bytes)))
            .map_err(|_| damaged(input))?;
        let mut sheets = book.sheets_metadata().to_vec();
        // Charts have no cells. Sheets keep their order, hidden ones come last.
        sheets.retain(|sheet| matches!(sheet.typ, SheetType::WorkSheet | SheetType::DialogSheet));
        sheets.sort_by_key(|sheet| sheet.visible != SheetVisible::Visible);
        let names: Vec<String> = sheets.into_iter().map(|sheet| sheet.name).collect();
        let name = match wanted {
            None => names.first().cloned(),
            Some(wanted) => names.iter().find(|name| *name == wanted).cloned(),
        };
        let Some(name) = name else {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            return Err(Error::usage(format!("`{input}` has no such sheet"))
                .because(format!("its sheets are {}", names.join(", "))));
        };
        let arrangement = arrangement_of(bytes, &name);
        let range = book.worksheet_range(&name).map_err(|_| damaged(input))?;
        // Without them a cell that has no result looks like an empty one.
        let formulas = book.worksheet_formula(&name).unwrap_or_default();
        let (first, left) = range.start().unwrap_or_default();
        let rows = range.rows().zip(first..);
        let mut rows: Vec<SheetRow> = rows
            .map(|(cells, row)| SheetRow {
                number: u64::from(row) + 1,
                is_hidden: arrangement.hides(row),
                cells: cells
                    .iter()
                    .zip(left..)
                    .map(|(cell, column)| match formulas.get_value((row, column)) {
                        Some(formula) if *cell == Data::Empty && !formula.is_empty() => {
                            (format!("={formula}"), CellKind::Uncalculated)
                        }
                        _ => (text_of(cell), kind_of(cell)),
                    })
                    .collect(),
            })
            .filter(|row: &SheetRow| row.number > skip_lines.unwrap_or_default())
            .filter(|row| row.texts().any(|cell| !cell.trim().is_empty()))
            .collect();
        let others = names.into_iter().filter(|other| *other != name).collect();
        let is_default = wanted.is_none();
        let mut sheet =
            Self { name, header: Vec::new(), before: 0, likely: None, rows: Vec::new(), others, is_default };
        if has_header {
            let start: Vec<Vec<String>> =
                rows.iter().take(LOOKED_AT).map(|row| row.texts().map(str::to_owned).collect()).collect();
            sheet.before = match skip_lines {
                Some(_) => 0,
                None => header_among(&start).unwrap_or_default(),
            };
            let likely = likely_header(&start, sheet.before).and_then(|place| rows.get(place));
            sheet.likely = likely.map(|row| row.number - 1);
            if rows.is_empty() {
                let error = Error::usage(format!("the sheet `{}` of `{input}` is empty", sheet.name));
                return Err(sheet.hint().into_iter().fold(error, Error::hint));
            }
            let header = rows.drain(..=sheet.before).next_back();
            sheet.header =
                header.iter().flat_map(SheetRow::texts).map(|name| name.trim().to_owned()).collect();
        }
        sheet.rows = rows;
        sheet.mark(&merged(&mut book, &sheet.name), left);
        sheet.mark(&arrangement.merged, left);
        Ok(sheet)
    }

    /// Marks cells that are merged with one of a row above them: only that one holds something, and theirs is the same.
    fn mark(&mut self, merged: &[Dimensions], left: u32) {
        for region in merged {
            let (top, bottom) = (u64::from(region.start.0) + 1, u64::from(region.end.0) + 1);
            let columns = region.start.1.saturating_sub(left)..=region.end.1.saturating_sub(left);
            let says_something = |row: &SheetRow| {
                let first = row.cells.get(*columns.start() as usize);
                row.number == top && first.is_some_and(|(text, _)| !text.is_empty())
            };
            if top == bottom || region.start.1 < left || !self.rows.iter().any(says_something) {
                continue;
            }
            for row in self.rows.iter_mut().filter(|row| row.number > top && row.number <= bottom) {
                for column in columns.clone() {
                    if let Some(cell) = row.cells.get_mut(column as usize) {
                        *cell = (range_of(region), CellKind::Merged);
                    }
                }
            }
        }
    }
}

/// The merged cells of a sheet of Excel.
fn merged<R: Read + Seek>(book: &mut Sheets<R>, name: &str) -> Vec<Dimensions> {
    match book {
        Sheets::Xlsx(book) => book.merge_cells_by_sheet_name(name).unwrap_or_default(),
        Sheets::Xls(book) => book.merge_cells_by_sheet_name(name).unwrap_or_default(),
        Sheets::Xlsb(_) | Sheets::Ods(_) => Vec::new(),
    }
}

/// A range of cells as a spreadsheet writes it, such as `C2:C4`.
fn range_of(region: &Dimensions) -> String {
    let letters = |mut column: u32| {
        let mut letters = Vec::new();
        loop {
            letters.push(char::from(b'A' + (column % 26) as u8));
            match (column / 26).checked_sub(1) {
                Some(left) => column = left,
                None => break letters.into_iter().rev().collect::<String>(),
            }
        }
    };
    let cell = |(row, column): (u32, u32)| format!("{}{}", letters(column), row + 1);
    format!("{}:{}", cell(region.start), cell(region.end))
}

/// Whether bytes are a zip archive that holds no part that every workbook has. One that is cut off may lack it, too.
fn is_other_archive(bytes: &[u8]) -> bool {
    let holds = |text: &[u8]| bytes.windows(text.len()).any(|some| some == text);
    bytes.starts_with(b"PK\x03\x04")
        && holds(b"PK\x05\x06")
        && !holds(b"[Content_Types].xml")
        && !holds(b"content.xml")
}

fn damaged(input: &str) -> Error {
    Error::usage(format!("`{input}` is no workbook that can be read: it is damaged, or has a password"))
        .hint("open it in the program that it comes from, and save it anew or as `CSV UTF-8`")
}

fn kind_of(cell: &Data) -> CellKind {
    match cell {
        Data::Empty | Data::String(_) => CellKind::Text,
        Data::Int(_) | Data::Float(_) => CellKind::Number,
        Data::Bool(_) => CellKind::Boolean,
        Data::DateTime(_) | Data::DateTimeIso(_) | Data::DurationIso(_) => CellKind::Time,
        Data::Error(_) => CellKind::Error,
    }
}

/// A cell as a text. A number is what the spreadsheet holds, which for a phone number or an ID may be less
/// than what was typed there: nothing is added to it.
fn text_of(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::Error(error) => error.to_string(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::Bool(is_so) => is_so.to_string(),
        Data::DateTime(time) => time_of(time),
    }
}

/// A date or a time as `2024-01-15T10:30:00`; a length of time as the number that the sheet holds.
fn time_of(time: &ExcelDateTime) -> String {
    if !time.is_datetime() {
        return time.as_f64().to_string();
    }
    let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_workbook_is_said_in_one_message() {
        for bytes in [&b"PK\x03\x04"[..], b"\xd0\xcf\x11\xe0 something", b""] {
            let error = Sheet::read("a.xlsx", bytes, &Opening::default(), true).map(|_| ()).unwrap_err();
            assert!(error.to_string().contains("is no workbook that can be read"), "{error}");
        }
    }

    #[test]
    fn numbers_are_what_the_sheet_holds() {
        assert_eq!(text_of(&Data::Float(15_550_100_203.0)), "15550100203");
        assert_eq!(text_of(&Data::Float(1.5)), "1.5");
        assert_eq!(text_of(&Data::Bool(false)), "false");
    }
}
