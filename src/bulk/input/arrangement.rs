//! What the reader of workbooks does not tell: hidden rows (xlsx, ods) and merged cells of OpenDocument.

use std::{
    io::{BufReader, Cursor},
    ops::RangeInclusive,
    sync::Arc,
};

use calamine::Dimensions;
use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};
use zip::ZipArchive;

/// What a sheet shows of its cells. Rows and columns are counted from 0.
#[derive(Default)]
pub(super) struct Arrangement {
    /// Rows that are hidden, in their order.
    hidden: Vec<RangeInclusive<u32>>,
    /// Cells that are merged; of Excel's sheets they are known elsewhere.
    pub(super) merged: Vec<Dimensions>,
}

impl Arrangement {
    /// Whether a row is not shown.
    pub(super) fn hides(&self, row: u32) -> bool {
        let place = self.hidden.partition_point(|rows| *rows.end() < row);
        self.hidden.get(place).is_some_and(|rows| rows.contains(&row))
    }
}

type Archive = ZipArchive<Cursor<Arc<[u8]>>>;

/// The arrangement of a sheet. The older form of Office does not tell it.
pub(super) fn arrangement_of(bytes: Arc<[u8]>, sheet: &str) -> Arrangement {
    let mut arrangement = Arrangement::default();
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return arrangement };
    if archive.index_for_name("content.xml").is_some() {
        read_open_document(&mut archive, sheet, &mut arrangement);
    } else {
        read_excel(&mut archive, sheet, &mut arrangement);
    }
    arrangement.hidden.sort_by_key(|rows| *rows.start());
    arrangement
}

/// Hands on each element of a part, as far as the part can be read.
fn for_each_element(archive: &mut Archive, part: &str, each: &mut dyn FnMut(&BytesStart<'_>)) {
    let Ok(part) = archive.by_name(part) else { return };
    let mut reader = Reader::from_reader(BufReader::new(part));
    reader.config_mut().check_end_names = false;
    let mut text = Vec::new();
    loop {
        match reader.read_event_into(&mut text) {
            Ok(Event::Start(element) | Event::Empty(element)) => each(&element),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
        text.clear();
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok()??;
    Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

fn number(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name).and_then(|number| number.parse().ok()).filter(|number| *number > 0).unwrap_or(1)
}

fn read_open_document(archive: &mut Archive, sheet: &str, arrangement: &mut Arrangement) {
    let (mut is_inside, mut next_row, mut row, mut column) = (false, 0_u32, 0_u32, 0_u32);
    for_each_element(archive, "content.xml", &mut |element| match element.name().as_ref() {
        "table:table" => {
            is_inside = attribute(element, "table:name").as_deref() == Some(sheet);
        }
        "table:table-row" if is_inside => {
            (row, column) = (next_row, 0);
            next_row = row.saturating_add(number(element, "table:number-rows-repeated"));
            let is_hidden = attribute(element, "table:visibility").is_some_and(|shown| shown != "visible");
            arrangement.hidden.extend(is_hidden.then(|| row..=next_row - 1));
        }
        "table:table-cell" | "table:covered-table-cell" if is_inside => {
            let rows = number(element, "table:number-rows-spanned");
            let columns = number(element, "table:number-columns-spanned");
            if rows > 1 {
                let end = (row.saturating_add(rows - 1), column.saturating_add(columns - 1));
                arrangement.merged.push(Dimensions::new((row, column), end));
            }
            column = column.saturating_add(number(element, "table:number-columns-repeated"));
        }
        _ => {}
    });
}

fn read_excel(archive: &mut Archive, sheet: &str, arrangement: &mut Arrangement) {
    let (mut id, mut part, mut next_row) = (None, None, 0_u32);
    for_each_element(archive, "xl/workbook.xml", &mut |element| {
        if element.local_name().as_ref() == "sheet" && attribute(element, "name").as_deref() == Some(sheet) {
            id = attribute(element, "r:id");
        }
    });
    for_each_element(archive, "xl/_rels/workbook.xml.rels", &mut |element| {
        if id.is_some() && attribute(element, "Id") == id {
            part = attribute(element, "Target");
        }
    });
    let Some(part) = part else { return };
    let part = part.strip_prefix('/').map_or_else(|| format!("xl/{part}"), str::to_owned);
    for_each_element(archive, &part, &mut |element| {
        if element.local_name().as_ref() == "row" {
            let row = attribute(element, "r").and_then(|row| row.parse::<u32>().ok()?.checked_sub(1));
            let row = row.unwrap_or(next_row);
            next_row = row.saturating_add(1);
            let is_hidden =
                attribute(element, "hidden").is_some_and(|hidden| hidden == "1" || hidden == "true");
            arrangement.hidden.extend(is_hidden.then_some(row..=row));
        }
    });
}
