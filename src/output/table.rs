//! Tables that fit the terminal.

use jiff::tz::TimeZone;
use serde_json::Value;
use tabled::{
    builder::Builder,
    settings::{Color, Padding, Style, object::Rows, themes::Colorization},
};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::{
    cell::{at, is_empty, kind_of_field, readable},
    view::{ColumnKind, Settings, View},
};

/// A column as it was asked for.
pub(super) struct Wanted {
    pub(super) header: String,
    pub(super) path: String,
    pub(super) kind: ColumnKind,
}

/// The columns to show: those that were asked for, else those of the view, else the first object's.
pub(super) fn wanted(view: &View, settings: &Settings, first: Option<&Value>) -> Vec<Wanted> {
    let of_path =
        |path: &str| Wanted { header: path.to_owned(), path: path.to_owned(), kind: kind_of_field(path) };
    if let Some(paths) = &settings.columns {
        return paths.iter().map(|path| of_path(path)).collect();
    }
    if view.columns.is_empty() {
        let keys = first.and_then(Value::as_object).into_iter().flat_map(|fields| fields.keys());
        return keys.map(|key| of_path(key)).collect();
    }
    let columns = view.columns.iter();
    columns
        .map(|column| Wanted {
            header: column.header.to_owned(),
            path: column.path.to_owned(),
            kind: column.kind,
        })
        .collect()
}

/// A list of objects, one a row.
pub(super) fn of_list(rows: &[Value], columns: &[Wanted], settings: &Settings, zone: &TimeZone) -> String {
    let header = columns.iter().map(|column| column.header.clone()).collect();
    let cells = |row: &Value| {
        let cell = |column: &Wanted| {
            at(row, &column.path).map_or_else(String::new, |value| readable(value, column.kind, zone))
        };
        columns.iter().map(cell).collect()
    };
    let mut lines: Vec<Vec<String>> = vec![header];
    lines.extend(rows.iter().map(cells));
    draw(lines, settings, &Layout::List(columns))
}

/// One object, one field a row: the view's first, then all others that say something, so that nothing
/// is hidden.
pub(super) fn of_object(object: &Value, view: &View, settings: &Settings, zone: &TimeZone) -> String {
    let mut lines: Vec<Vec<String>> = Vec::new();
    let mut whole = Vec::new();
    let columns = wanted(view, settings, Some(object));
    for column in &columns {
        let value =
            at(object, &column.path).map_or_else(String::new, |value| readable(value, column.kind, zone));
        let asked_for = settings.columns.is_some();
        if asked_for || !value.is_empty() {
            if column.kind == ColumnKind::Whole {
                whole.push(lines.len());
            }
            lines.push(vec![column.header.clone(), value]);
        }
    }
    if settings.columns.is_none() {
        let rest = object.as_object().into_iter().flatten();
        // An object of which a part was shown is known: the whole of it would only be noise.
        let shown = |name: &str| columns.iter().any(|column| column.path.split('.').next() == Some(name));
        for (name, value) in rest.filter(|(name, value)| !is_empty(value) && !shown(name)) {
            // It only repeats another field.
            if name != "externalIds" && name != "schema" {
                lines.push(vec![name.clone(), readable(value, kind_of_field(name), zone)]);
            }
        }
    }
    draw(lines, settings, &Layout::Object { whole })
}

/// What the lines of a table are.
enum Layout<'a> {
    /// A header, then one object a line.
    List(&'a [Wanted]),
    /// One field a line: its name and its value.
    Object {
        /// Lines whose value is never shortened.
        whole: Vec<usize>,
    },
}

impl Layout<'_> {
    fn keeps_whole(&self, row: usize, column: usize) -> bool {
        match self {
            Self::List(columns) => columns[column].kind == ColumnKind::Whole,
            Self::Object { whole } => column == 1 && whole.contains(&row),
        }
    }

    /// Columns that do not give way when the lines are too long.
    fn is_fixed(&self, column: usize) -> bool {
        matches!(self, Self::List(columns) if columns[column].kind == ColumnKind::Whole)
    }

    fn is_status(&self, lines: &[Vec<String>], row: usize, column: usize) -> bool {
        match self {
            Self::List(columns) => row > 0 && columns[column].kind == ColumnKind::Status,
            Self::Object { .. } => column == 1 && lines[row].first().is_some_and(|name| name == "Status"),
        }
    }
}

/// Lines of cells as text.
fn draw(mut lines: Vec<Vec<String>>, settings: &Settings, layout: &Layout<'_>) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let mut natural = natural_widths(&lines, layout);
    if is_too_wide(&natural, settings.width) {
        shorten_times(&mut lines, layout);
        natural = natural_widths(&lines, layout);
    }
    let widths = fitting(&natural, layout, settings.width);
    let colors = if settings.color { colors(&lines, layout) } else { Vec::new() };
    for (row, line) in lines.iter_mut().enumerate() {
        for (column, (cell, width)) in line.iter_mut().zip(&widths).enumerate() {
            if !layout.keeps_whole(row, column) {
                truncate(cell, *width);
            }
        }
    }
    let mut table = Builder::from_iter(lines).build();
    table.with(Style::empty()).with(Padding::new(0, GAP, 0, 0));
    if settings.color {
        match layout {
            Layout::List(_) => {
                table.modify(Rows::first(), Color::BOLD);
            }
            Layout::Object { .. } => {
                table.with(Colorization::columns([Color::BOLD, Color::default()]));
            }
        }
    }
    for (row, column, color) in colors {
        table.modify((row, column), color);
    }
    let text = table.to_string();
    text.lines().flat_map(|line| [line.trim_end(), "\n"]).collect()
}

fn is_too_wide(widths: &[usize], available: Option<usize>) -> bool {
    let needed = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
    available.is_some_and(|available| needed > available)
}

/// Leaves only the date of the times in a list: a whole date says more than half a time.
fn shorten_times(lines: &mut [Vec<String>], layout: &Layout<'_>) {
    let Layout::List(columns) = layout else { return };
    for line in lines.iter_mut().skip(1) {
        for (cell, _) in line.iter_mut().zip(*columns).filter(|(_, column)| column.kind == ColumnKind::Time) {
            if let Some(date) = cell.find('T') {
                cell.truncate(date);
            }
        }
    }
}

/// Spaces between columns.
const GAP: usize = 2;

/// No column is made narrower than this: what is left would say nothing.
const NARROWEST: usize = 8;

/// The width that each column needs. A single whole value may stick out without making its column wide.
fn natural_widths(lines: &[Vec<String>], layout: &Layout<'_>) -> Vec<usize> {
    let columns = lines.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column| {
        let cells = lines.iter().enumerate().filter_map(|(row, line)| Some((row, line.get(column)?)));
        let counts = |row: usize| layout.is_fixed(column) || !layout.keeps_whole(row, column);
        cells.filter(|(row, _)| counts(*row)).map(|(_, cell)| cell.width()).max()
    };
    (0..columns).map(|column| width(column).unwrap_or(0)).collect()
}

/// Widths that fit: the widest columns give way first. Where even narrow columns do not fit, lines
/// become longer than the terminal, rather than hide a column.
fn fitting(natural: &[usize], layout: &Layout<'_>, available: Option<usize>) -> Vec<usize> {
    let mut widths = natural.to_vec();
    let Some(available) = available else { return widths };
    while is_too_wide(&widths, Some(available)) {
        let flexible = widths.iter_mut().enumerate().filter(|(column, _)| !layout.is_fixed(*column));
        let widest = flexible.map(|(_, width)| width).max().filter(|widest| **widest > NARROWEST);
        let Some(widest) = widest else { break };
        *widest -= 1;
    }
    widths
}

fn truncate(cell: &mut String, width: usize) {
    if cell.width() <= width {
        return;
    }
    let mut used = 0;
    let mut end = 0;
    for (index, character) in cell.char_indices() {
        used += character.width().unwrap_or(0);
        if used + 1 > width {
            break;
        }
        end = index + character.len_utf8();
    }
    cell.truncate(end);
    cell.push('…');
}

fn colors(lines: &[Vec<String>], layout: &Layout<'_>) -> Vec<(usize, usize, Color)> {
    let mut colors = Vec::new();
    for (row, line) in lines.iter().enumerate() {
        let cells = line.iter().enumerate().filter(|(column, _)| layout.is_status(lines, row, *column));
        for (column, cell) in cells {
            match cell.as_str() {
                "enabled" => colors.push((row, column, Color::FG_GREEN)),
                "invited" => colors.push((row, column, Color::FG_YELLOW)),
                "disabled" | "expired" => colors.push((row, column, Color::FG_RED)),
                _ => {}
            }
        }
    }
    colors
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::ops::user::{USER, USERS};
    use crate::output::view::{Column, Shape};

    fn users() -> Vec<Value> {
        vec![
            json!({"userId": "U2abcdefghijklmnopqrstuvwxyz", "loginIds": ["alice@example.com"], "status": "enabled", "name": "Alice Example", "email": "alice@example.com", "phone": "+15550100001", "createdTime": 1_767_225_600}),
            json!({"userId": "U2bcdefghijklmnopqrstuvwxyza", "loginIds": ["王选", "zhong@example.com"], "status": "invited", "name": "王选 🎉\u{1b}[31m", "email": "", "phone": ""}),
        ]
    }

    fn at_width(width: Option<usize>) -> String {
        let settings = Settings { width, ..Settings::default() };
        of_list(&users(), &wanted(&USERS, &settings, None), &settings, &TimeZone::UTC)
    }

    #[test]
    fn a_wide_terminal_gets_whole_cells() {
        insta::assert_snapshot!(at_width(Some(200)), @r"
        User ID                       Login IDs                Status   Name               Email              Created
        U2abcdefghijklmnopqrstuvwxyz  alice@example.com        enabled  Alice Example      alice@example.com  2026-01-01T00:00:00+00:00
        U2bcdefghijklmnopqrstuvwxyza  王选, zhong@example.com  invited  王选 🎉\u{1b}[31m
        ");
        assert_eq!(at_width(None), at_width(Some(200)));
    }

    #[test]
    fn a_narrow_terminal_gets_the_widest_cells_cut() {
        insta::assert_snapshot!(at_width(Some(100)), @r"
        User ID                       Login IDs        Status   Name             Email            Created
        U2abcdefghijklmnopqrstuvwxyz  alice@example.…  enabled  Alice Example    alice@example.…  2026-01-01
        U2bcdefghijklmnopqrstuvwxyza  王选, zhong@ex…  invited  王选 🎉\u{1b}[…
        ");
        for width in [80, 100, 120] {
            let text = at_width(Some(width));
            assert!(text.lines().all(|line| line.width() <= width), "{text}");
        }
    }

    #[test]
    fn a_very_narrow_terminal_still_gets_every_column() {
        assert_eq!(at_width(Some(40)).lines().next().map(|line| line.contains("Created")), Some(true));
    }

    #[test]
    fn one_user_is_a_list_of_what_is_known() {
        let settings = Settings::default();
        let user = json!({"userId": "U2abc", "loginIds": ["a"], "status": "enabled", "email": "", "verifiedEmail": true,
            "TOTP": false, "customAttributes": {"plan": "pro"}, "externalIds": ["a"]});
        insta::assert_snapshot!(of_object(&user, &USER, &settings, &TimeZone::UTC), @r#"
        User ID           U2abc
        Login IDs         a
        Status            enabled
        verifiedEmail     true
        customAttributes  {"plan":"pro"}
        "#);
    }

    #[test]
    fn what_must_stay_whole_sticks_out_and_the_rest_is_cut() {
        const COLUMNS: &[Column] = &[
            Column { header: "Token", path: "token", kind: ColumnKind::Whole },
            Column { header: "User ID", path: "user.userId", kind: ColumnKind::Text },
        ];
        let view = View { pointer: "", shape: Shape::One, columns: COLUMNS, id: "token", fields: &[] };
        let settings = Settings { width: Some(30), ..Settings::default() };
        let token = "ey1234567890123456789012345678901234567890";
        let object = json!({"token": token, "user": {"userId": "U2abcdefghijklmnopqrstuvwxyz", "name": "A"}});
        insta::assert_snapshot!(of_object(&object, &view, &settings, &TimeZone::UTC), @r"
        Token    ey1234567890123456789012345678901234567890
        User ID  U2abcdefghijklmnopqr…
        ");
        let rows = [object];
        let columns = wanted(&view, &settings, None);
        insta::assert_snapshot!(of_list(&rows, &columns, &settings, &TimeZone::UTC), @r"
        Token                                       User ID
        ey1234567890123456789012345678901234567890  U2abcde…
        ");
    }

    #[test]
    fn colours_do_not_shift_columns() {
        let settings = Settings { color: true, ..Settings::default() };
        let text = of_list(&users(), &wanted(&USERS, &settings, None), &settings, &TimeZone::UTC);
        assert!(text.contains("\u{1b}[32menabled"), "{text:?}");
    }
}
