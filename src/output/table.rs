//! Tables that fit the terminal.

use std::collections::HashSet;

use jiff::{Timestamp, tz::TimeZone};
use serde_json::{Map, Value};
use tabled::{
    builder::Builder,
    settings::{Color, Padding, Style, Width, object::Rows, themes::Colorization},
};
use unicode_width::UnicodeWidthStr as _;

use super::{
    cell::{is_empty, kind_of_field, readable, told},
    field::at,
    fit::{GAP, NARROWEST, SHORT, fitting, fold, is_too_wide, least_width, truncate},
    view::{ColumnKind, Fold, Settings, View},
};
use crate::span;

/// A column as it was asked for.
struct Wanted {
    header: String,
    path: String,
    kind: ColumnKind,
    folds: Option<Fold>,
    wraps: bool,
    about: Option<&'static str>,
    parts: &'static [&'static str],
}

impl Wanted {
    /// What is shown of an object: its value, or else its parts.
    fn text(&self, object: &Value, shown: impl Fn(&Value) -> String) -> String {
        let text = at(object, &self.path).map(&shown).unwrap_or_default();
        if !text.is_empty() || self.parts.is_empty() {
            return text;
        }
        let parts = self.parts.iter().filter_map(|part| at(object, part)).map(shown);
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// A list, one object a row, drawn page by page.
pub(super) struct Table {
    columns: Vec<Wanted>,
    /// Columns that gave way, since the terminal is too narrow.
    folded: Vec<Wanted>,
    /// The widest cell of each column so far.
    natural: Vec<usize>,
    /// Whether times are shortened to dates, so that lines fit.
    dates: bool,
    headed: bool,
    width: Option<usize>,
    color: bool,
    /// Whether a person reads it.
    terminal: bool,
    /// The moment from which times are told.
    now: Option<Timestamp>,
}

impl Table {
    /// A table of the columns that were asked for, else of the view's, else of all fields that the
    /// first rows have.
    pub(super) fn new(view: &View, settings: &Settings, rows: &[Value]) -> Self {
        let mut columns = wanted(view, settings, rows.iter().filter_map(Value::as_object));
        let says_something = |column: &Wanted| {
            rows.iter().any(|row| at(row, &column.path).is_some_and(|value| !is_empty(value)))
        };
        columns.retain(|column| column.folds != Some(Fold::IfAny) || says_something(column));
        let natural = columns.iter().map(|column| column.header.width()).collect();
        let folded = Vec::new();
        Self {
            columns,
            folded,
            natural,
            dates: false,
            headed: false,
            width: settings.width,
            color: settings.color,
            terminal: settings.terminal,
            now: settings.now.map(|now| now()),
        }
    }

    /// Draws rows, and the header above the first of them. Columns are as wide as the widest cells so
    /// far need, or less where the terminal is narrow.
    pub(super) fn push(&mut self, rows: &[Value], zone: &TimeZone, out: &mut Vec<u8>) {
        let mut lines = self.lines(rows, zone);
        self.measure(&lines);
        if self.dates || is_too_wide(&self.natural, self.width) {
            self.shorten_times(&mut lines);
            self.measure(&lines);
        }
        // Which columns there are is decided once: the header stands above the first rows alone. Before a cell goes on
        // in the next line, what says nothing gives way, and what is said elsewhere.
        while !self.headed
            && is_too_wide(&self.natural, self.width)
            && (self.drop_silent(&lines) || self.fold_away())
        {
            lines = self.lines(rows, zone);
            self.measure(&lines);
            self.shorten_times(&mut lines);
            self.measure(&lines);
        }
        while !self.headed && is_too_wide(&self.least(&lines), self.width) && self.fold_one() {
            lines = self.lines(rows, zone);
            self.measure(&lines);
            self.shorten_times(&mut lines);
            self.measure(&lines);
        }
        if !self.headed {
            lines.insert(0, self.columns.iter().map(|column| column.header.clone()).collect());
        }
        let colors = self.colors(&lines);
        let widths = self.widths(&lines);
        for line in &mut lines {
            for ((cell, width), column) in line.iter_mut().zip(&widths).zip(&self.columns) {
                if column.wraps { fold(cell, *width) } else { truncate(cell, *width) }
            }
        }
        let mut table = Builder::from_iter(lines).build();
        table.with(Style::empty()).with(Padding::new(0, GAP, 0, 0));
        table.with(Width::list(widths.iter().map(|width| width + GAP)));
        if self.color && !self.headed {
            table.modify(Rows::first(), Color::BOLD);
        }
        for (place, color) in colors {
            table.modify(place, color);
        }
        write(&table.to_string(), out);
        self.headed = true;
    }

    /// The widths of the columns. Where it is enough that cells go on in the next line, none is cut.
    fn widths(&self, lines: &[Vec<String>]) -> Vec<usize> {
        let least = self.least(lines);
        if !is_too_wide(&least, self.width) {
            return fitting(&self.natural, &least, self.width);
        }
        let is_whole = |column: &Wanted| match column.kind {
            ColumnKind::Whole => true,
            ColumnKind::Time => self.dates,
            _ => false,
        };
        let columns = || self.columns.iter().zip(&self.natural);
        let with = |least: &dyn Fn(&Wanted, usize) -> usize| -> Vec<usize> {
            columns().map(|(column, natural)| least(column, *natural).min(*natural)).collect()
        };
        // What is longer than a line by itself, such as a token, stays whole, since a part of it is of no use.
        let is_endless = |column: &Wanted, natural| is_whole(column) && is_too_wide(&[natural], self.width);
        let short = |natural| if natural <= SHORT { natural } else { NARROWEST };
        let attempts = [
            with(&|column, natural| if is_whole(column) { natural } else { short(natural) }),
            with(&|_, natural| short(natural)),
            with(&|_, _| NARROWEST),
            with(&|_, _| 1),
        ];
        let fits = |least: &&Vec<usize>| !is_too_wide(least, self.width);
        let is_hopeless = columns().any(|(column, natural)| is_endless(column, *natural));
        let least = attempts.iter().find(|least| is_hopeless || fits(least)).unwrap_or(&attempts[0]);
        fitting(&self.natural, least, self.width)
    }

    /// The least widths of the columns with which no word is cut.
    fn least(&self, lines: &[Vec<String>]) -> Vec<usize> {
        let columns = self.columns.iter().zip(&self.natural).enumerate();
        let least = columns.map(|(index, (column, natural))| {
            let cells = lines.iter().filter_map(|line| line.get(index)).chain([&column.header]);
            if column.wraps { cells.map(|cell| least_width(cell)).max().unwrap_or(0) } else { *natural }
        });
        least.collect()
    }

    /// Takes a column away that says nothing in these rows. False where there is none.
    fn drop_silent(&mut self, lines: &[Vec<String>]) -> bool {
        let is_silent = |(index, column): (usize, &Wanted)| {
            let mut cells = lines.iter().filter_map(|line| line.get(index));
            column.folds == Some(Fold::Silent) && cells.all(|cell| cell.is_empty() || cell == "0")
        };
        let Some(silent) = self.columns.iter().enumerate().position(is_silent) else { return false };
        self.columns.remove(silent);
        self.natural = self.columns.iter().map(|column| column.header.width()).collect();
        true
    }

    /// Takes a column away that another command shows. False where there is none.
    fn fold_away(&mut self) -> bool {
        let is = |fold| move |column: &Wanted| column.folds == Some(fold);
        let away = self.columns.iter().position(is(Fold::Away));
        let Some(away) = away.or_else(|| self.columns.iter().rposition(is(Fold::IfAny))) else {
            return false;
        };
        self.columns.remove(away);
        self.natural = self.columns.iter().map(|column| column.header.width()).collect();
        true
    }

    fn lines(&self, rows: &[Value], zone: &TimeZone) -> Vec<Vec<String>> {
        let text = |row: &Value, column: &Wanted| {
            column.text(row, |value| match self.terminal {
                true if column.kind == ColumnKind::Time => {
                    let told = told(value, column.kind, zone, self.now);
                    span::shortened(&told).unwrap_or(told)
                }
                true => told(value, column.kind, zone, self.now),
                false => readable(value, column.kind, zone),
            })
        };
        let cell = |row: &Value, column: &Wanted| {
            let mut cell = text(row, column);
            for folded in &self.folded {
                let value = || text(row, folded);
                match folded.folds {
                    Some(Fold::InsteadOf(path)) if path == column.path && cell.is_empty() => cell = value(),
                    Some(Fold::Into(path)) if path == column.path => add(&mut cell, &value()),
                    _ => {}
                }
            }
            cell
        };
        rows.iter().map(|row| self.columns.iter().map(|column| cell(row, column)).collect()).collect()
    }

    /// Lets one column give way: first those whose values find a place in another one. False where none can.
    fn fold_one(&mut self) -> bool {
        let place = |is_one: fn(Fold) -> bool| {
            self.columns.iter().position(|column| column.folds.is_some_and(is_one))
        };
        let into = place(|fold| matches!(fold, Fold::Into(_)));
        let Some(place) = into.or_else(|| place(|fold| matches!(fold, Fold::InsteadOf(_)))) else {
            return false;
        };
        self.folded.push(self.columns.remove(place));
        self.natural = self.columns.iter().map(|column| column.header.width()).collect();
        true
    }

    fn measure(&mut self, lines: &[Vec<String>]) {
        for line in lines {
            for (widest, cell) in self.natural.iter_mut().zip(line) {
                *widest = cell.width().max(*widest);
            }
        }
    }

    /// Shortens times from now on, exact ones to dates: a whole date is of more use than a time that is cut.
    fn shorten_times(&mut self, lines: &mut [Vec<String>]) {
        self.dates = true;
        for (index, column) in
            self.columns.iter().enumerate().filter(|(_, column)| column.kind == ColumnKind::Time)
        {
            self.natural[index] = column.header.width();
            for cell in lines.iter_mut().filter_map(|line| line.get_mut(index)) {
                if let Some(date) = cell.find('T') {
                    cell.truncate(date);
                }
            }
        }
    }

    fn colors(&self, lines: &[Vec<String>]) -> Vec<((usize, usize), Color)> {
        let statuses =
            self.columns.iter().enumerate().filter(|(_, column)| column.kind == ColumnKind::Status);
        let rows = usize::from(!self.headed)..lines.len();
        let place = |column: usize| rows.clone().map(move |row| (row, column));
        let places = statuses.filter(|_| self.color).flat_map(|(column, _)| place(column));
        places.filter_map(|(row, column)| Some(((row, column), color_of(lines[row].get(column)?)?))).collect()
    }
}

/// Draws one object, one field a line: the view's first, then all others that say something, so that
/// nothing is hidden. Values are not cut but continue on the next line.
pub(super) fn write_object(
    object: &Map<String, Value>,
    view: &View,
    settings: &Settings,
    zone: &TimeZone,
    out: &mut Vec<u8>,
) {
    let mut lines = fields(object, view, settings, zone);
    if lines.is_empty() {
        return;
    }
    let names = lines.iter().map(|(name, ..)| name.width()).max().unwrap_or(0);
    if let Some(width) = settings.width {
        let room = width.saturating_sub(names + GAP).max(NARROWEST);
        let others = lines.iter_mut().filter(|(.., kind)| *kind != ColumnKind::Whole);
        others.for_each(|(_, value, _)| fold(value, room));
    }
    let status = lines.iter().position(|(.., kind)| *kind == ColumnKind::Status);
    let color = status.and_then(|row| Some((row, color_of(&lines[row].1)?)));
    let mut table = Builder::from_iter(lines.into_iter().map(|(name, value, _)| [name, value])).build();
    table.with(Style::empty()).with(Padding::new(0, GAP, 0, 0));
    if settings.color {
        table.with(Colorization::columns([Color::BOLD, Color::default()]));
        if let Some((row, color)) = color {
            table.modify((row, 1), color);
        }
    }
    write(&table.to_string(), out);
}

/// Name, value and kind of what is shown of an object.
fn fields(
    object: &Map<String, Value>,
    view: &View,
    settings: &Settings,
    zone: &TimeZone,
) -> Vec<(String, String, ColumnKind)> {
    let document = Value::Object(object.clone());
    let columns = wanted(view, settings, std::iter::once(object));
    let asked_for = settings.columns.is_some();
    // A column of the view shows a part of this object already, so the whole is left out.
    let parts = columns.iter().filter_map(|column| column.path.split('.').next());
    let mut shown: HashSet<String> = parts.chain(["schema"]).map(str::to_owned).collect();
    if object.get("externalIds") == object.get("loginIds") {
        shown.insert("externalIds".to_owned());
    }
    let read = |column: Wanted| {
        // Who asks for a number wants to see it.
        let kind =
            if asked_for && column.kind == ColumnKind::Count { ColumnKind::Number } else { column.kind };
        let value = column.text(&document, |value| of_object(value, kind, settings, zone));
        (column.header, value, kind)
    };
    let has_subject = |column: &Wanted| {
        let subject = column.about.filter(|_| !asked_for);
        subject.is_none_or(|field| at(&document, field).is_some_and(|value| !is_empty(value)))
    };
    let mut lines: Vec<_> = columns.into_iter().filter(has_subject).map(read).collect();
    lines.retain(|(_, value, _)| asked_for || !value.is_empty());
    let rest = object.iter().filter(|(name, value)| !asked_for && !shown.contains(*name) && !is_empty(value));
    lines.extend(rest.map(|(name, value)| {
        let kind = kind_of_field(name);
        let label = if view.columns.is_empty() { name.clone() } else { label_of(name) };
        (crate::error::visible(&label), of_object(value, kind, settings, zone), kind)
    }));
    lines
}

/// The state of new users, whether or not somebody has invited them.
const INVITED: &str = "invited";

/// A value of one object: there is room for a time in both forms, and for a word of explanation.
fn of_object(value: &Value, kind: ColumnKind, settings: &Settings, zone: &TimeZone) -> String {
    let exact = readable(value, kind, zone);
    if !settings.terminal {
        return exact;
    }
    let told = told(value, kind, zone, settings.now.map(|now| now()));
    match kind {
        ColumnKind::Time if told != exact => format!("{exact} ({told})"),
        ColumnKind::Status if told == INVITED => format!("{told} (until the first sign-in)"),
        _ => told,
    }
}

fn wanted<'v>(
    view: &View,
    settings: &Settings,
    objects: impl Iterator<Item = &'v Map<String, Value>>,
) -> Vec<Wanted> {
    let of_path = |path: &str| {
        let known = view.columns.iter().find(|column| column.path == path);
        let kind = known.map_or_else(|| kind_of_field(path), |column| column.kind);
        // Who names a column by its title knows it by that.
        let title = settings.titles.iter().find(|(field, _)| *field == path).map(|(_, title)| *title);
        Wanted {
            header: title.map_or_else(|| crate::error::visible(path), str::to_owned),
            path: path.to_owned(),
            kind,
            folds: None,
            wraps: known.is_some_and(|column| column.wraps),
            about: None,
            parts: known.map_or(&[], |column| column.parts),
        }
    };
    if let Some(paths) = &settings.columns {
        return paths.iter().map(|path| of_path(path)).collect();
    }
    if view.columns.is_empty() {
        let mut seen = HashSet::new();
        return objects
            .flat_map(|fields| fields.keys())
            .filter(|key| seen.insert(*key))
            .map(|key| of_path(key))
            .collect();
    }
    let of_column = |column: &super::view::Column| Wanted {
        header: column.header.to_owned(),
        path: column.path.to_owned(),
        kind: column.kind,
        folds: column.folds,
        wraps: column.wraps,
        about: column.about,
        parts: column.parts,
    };
    view.columns.iter().map(of_column).collect()
}

/// A field's name as a label: `consentExpiration` is `Consent expiration`.
fn label_of(name: &str) -> String {
    if !name.starts_with(|first: char| first.is_ascii_lowercase()) || !name.is_ascii() {
        return name.to_owned();
    }
    let mut label = String::new();
    let mut before = ' ';
    for (place, letter) in name.char_indices() {
        let begins = letter.is_ascii_uppercase() && before.is_ascii_lowercase();
        let is_word = !name[place + 1..].starts_with(|next: char| next.is_ascii_uppercase());
        if begins {
            label.push(' ');
        }
        label.push(match place {
            0 => letter.to_ascii_uppercase(),
            _ if begins && is_word => letter.to_ascii_lowercase(),
            _ => letter,
        });
        before = letter;
    }
    label
}

/// Adds a value to the list that a cell shows, where it is not in it.
fn add(cell: &mut String, value: &str) {
    if value.is_empty() || cell.split(", ").any(|item| item.eq_ignore_ascii_case(value)) {
        return;
    }
    if !cell.is_empty() {
        cell.push_str(", ");
    }
    cell.push_str(value);
}

fn color_of(status: &str) -> Option<Color> {
    match status.split(' ').next().unwrap_or_default() {
        "enabled" => Some(Color::FG_GREEN),
        "invited" => Some(Color::FG_YELLOW),
        "disabled" | "expired" => Some(Color::FG_RED),
        _ => None,
    }
}

fn write(table: &str, out: &mut Vec<u8>) {
    for line in table.lines() {
        out.extend(line.trim_end_matches(' ').bytes());
        out.push(b'\n');
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::output::{
        Column, Shape,
        sample::{USER, USERS},
    };

    const FREE: View = View { pointer: "", shape: Shape::Many, columns: &[], id: "id", fields: &[] };

    fn users() -> Vec<Value> {
        vec![
            json!({"userId": "U2abcdefghijklmnopqrstuvwxyz", "loginIds": ["alice@example.com"], "status": "enabled", "name": "Alice Example", "email": "alice@example.com", "phone": "+15550100001", "createdTime": 1_767_225_600}),
            json!({"userId": "U2bcdefghijklmnopqrstuvwxyza", "loginIds": ["王选", "zhong@example.com"], "status": "invited", "name": "王选 🎉\u{1b}[31m", "email": "", "phone": ""}),
            json!({"userId": "U3", "loginIds": [], "status": "disabled", "name": "हिन्दी ❤️ e\u{301}"}),
        ]
    }

    fn list(rows: &[Value], view: &View, settings: &Settings) -> String {
        let mut out = Vec::new();
        Table::new(view, settings, rows).push(rows, &TimeZone::UTC, &mut out);
        String::from_utf8(out).unwrap()
    }

    fn at_width(width: Option<usize>) -> String {
        list(&users(), &USERS, &Settings { width, ..Settings::default() })
    }

    fn object(object: &Value, settings: &Settings) -> String {
        let mut out = Vec::new();
        write_object(object.as_object().unwrap(), &USER, settings, &TimeZone::UTC, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_wide_terminal_gets_whole_cells() {
        insta::assert_snapshot!(at_width(Some(200)), @r"
        User ID                       Login IDs                Status    Name               Email              Created
        U2abcdefghijklmnopqrstuvwxyz  alice@example.com        enabled   Alice Example      alice@example.com  2026-01-01T00:00:00+00:00
        U2bcdefghijklmnopqrstuvwxyza  王选, zhong@example.com  invited   王选 🎉\u{1b}[31m
        U3                                                     disabled  हिन्दी ❤️ é
        ");
        assert_eq!(at_width(None), at_width(Some(200)));
    }

    #[test]
    fn a_narrow_terminal_says_who_and_leaves_out_what_is_said_twice() {
        insta::assert_snapshot!(at_width(Some(80)), @r"
        Login IDs                Status    Name               Created
        alice@example.com        enabled   Alice Example      2026-01-01
        王选, zhong@example.com  invited   王选 🎉\u{1b}[31m
        U3                       disabled  हिन्दी ❤️ é
        ");
        for width in [80, 100, 120] {
            let text = at_width(Some(width));
            assert!(text.lines().all(|line| line.width() <= width), "{text}");
        }
    }

    #[test]
    fn a_person_is_told_how_long_ago() {
        let now: fn() -> Timestamp = || Timestamp::from_second(1_767_225_600 + 3 * 86_400).unwrap();
        let settings = Settings { width: Some(80), terminal: true, now: Some(now), ..Settings::default() };
        insta::assert_snapshot!(list(&users(), &USERS, &settings), @r"
        Login IDs                Status    Name               Created
        alice@example.com        enabled   Alice Example      3d ago
        王选, zhong@example.com  invited   王选 🎉\u{1b}[31m
        U3                       disabled  हिन्दी ❤️ é
        ");
        let one = object(&users()[0], &settings);
        assert!(one.contains("Created    2026-01-01T00:00:00+00:00 (3 days ago)\n"), "{one}");
        let wide = Settings { width: None, now: None, ..settings };
        assert!(list(&users(), &USERS, &wide).contains("2026-01-01T00:00:00+00:00"));
    }

    #[test]
    fn a_very_narrow_terminal_gets_short_cells() {
        insta::assert_snapshot!(at_width(Some(40)), @"
        Login I…  Status    Name      Created
        alice@e…  enabled   Alice E…  2026-01-01
        王选, z…  invited   王选 🎉…
        U3        disabled  हिन्दी ❤…
        ");
    }

    #[test]
    fn columns_begin_at_the_same_place_in_every_line() {
        for width in [None, Some(80)] {
            let settings = Settings {
                columns: Some(vec!["name".into(), "status".into()]),
                width,
                ..Settings::default()
            };
            let text = list(&users(), &USERS, &settings);
            let starts: HashSet<usize> = text
                .lines()
                .zip(["status", "enabled", "invited", "disabled"])
                .map(|(line, status)| line[..line.find(status).unwrap()].width())
                .collect();
            assert_eq!(starts.len(), 1, "{text}");
        }
    }

    #[test]
    fn a_view_without_columns_shows_all_fields_of_the_rows() {
        let rows = [json!({"a": 1, "b": {"x": 1}}), json!({"c": [1, 2], "a": null})];
        insta::assert_snapshot!(list(&rows, &FREE, &Settings::default()), @r#"
        a  b        c
        1  {"x":1}
                    1, 2
        "#);
    }

    #[test]
    fn one_user_is_a_list_of_what_is_known() {
        let user = json!({"userId": "U2abc", "loginIds": ["a"], "status": "enabled", "email": "", "verifiedEmail": true,
            "TOTP": false, "customAttributes": {"plan": "pro"}, "externalIds": ["a"], "consentExpiration": 1_767_225_600,
            "brand\u{1b}New": "x"});
        insta::assert_snapshot!(object(&user, &Settings::default()), @r"
        User ID             U2abc
        Login IDs           a
        Status              enabled
        Verified email      true
        Custom attributes   plan=pro
        Consent expiration  2026-01-01T00:00:00+00:00
        Brand\u{1b}New      x
        ");
        let other = json!({"loginIds": ["a"], "externalIds": ["b"]});
        assert!(object(&other, &Settings::default()).contains("External ids"));
    }

    #[test]
    fn long_values_of_one_object_continue_below_their_beginning() {
        let user = json!({"userId": "U2abcdefghijklmnopqrstuvwxyz", "roleNames": ["admin", "viewer", "editor", "王选", "operator"],
            "picture": "https://example.com/a/very/long/address/that/cannot/be/broken.png", "permissions": ["a b", "c"]});
        for width in [40, 80] {
            let text = object(&user, &Settings { width: Some(width), ..Settings::default() });
            if width == 40 {
                insta::assert_snapshot!(text, @"
                User ID      U2abcdefghijklmnopqrstuvwxyz
                Roles        admin, viewer, editor,
                             王选, operator
                Picture      https://example.com/a/very/
                             long/address/that/cannot/
                             be/broken.png
                Permissions  a b, c
                ");
            } else {
                insta::assert_snapshot!(text, @"
                User ID      U2abcdefghijklmnopqrstuvwxyz
                Roles        admin, viewer, editor, 王选, operator
                Picture      https://example.com/a/very/long/address/that/cannot/be/broken.png
                Permissions  a b, c
                ");
            }
        }
    }

    #[test]
    fn colours_do_not_shift_columns_and_lines_have_no_trailing_spaces() {
        let plain = Settings::default();
        let settings = Settings { color: true, ..Settings::default() };
        let text = list(&users(), &USERS, &settings);
        assert!(text.contains("\u{1b}[32menabled\u{1b}[39m"), "{text:?}");
        assert!(text.contains("\u{1b}[33minvited\u{1b}[39m"), "{text:?}");
        assert!(text.contains("\u{1b}[31mdisabled\u{1b}[39m"), "{text:?}");
        assert!(text.starts_with("\u{1b}[1mUser ID\u{1b}[22m"), "{text:?}");
        assert_eq!(uncoloured(&text), list(&users(), &USERS, &plain));
        let one = object(&users()[0], &settings);
        assert!(one.contains("\u{1b}[1mStatus\u{1b}[22m") && one.contains("\u{1b}[32menabled"), "{one:?}");
        assert_eq!(uncoloured(&one), object(&users()[0], &plain));
        assert!(list(&users(), &USERS, &plain).lines().all(|line| !line.ends_with(' ')));
    }

    fn uncoloured(text: &str) -> String {
        let codes = ["1", "22", "31", "32", "33", "39"].map(|code| format!("\u{1b}[{code}m"));
        codes.iter().fold(text.to_owned(), |text, code| text.replace(code, ""))
    }

    #[test]
    fn what_goes_on_in_the_next_line_is_not_cut() {
        const COLUMNS: &[Column] = &[
            Column::text("Job", "id"),
            Column::text("Failed", "failed").folding(Fold::Silent),
            Column::text("What it is about", "what").wrapping(),
        ];
        let view = View { columns: COLUMNS, ..FREE };
        let rows = [
            json!({"id": "3f2a9c01de", "failed": 0, "what": "everything else, of all projects"}),
            json!({"id": "3f2a9c01df", "failed": 0, "what": "/a-folder/with-users-and-a-name.csv"}),
        ];
        let text = list(&rows, &view, &Settings { width: Some(26), ..Settings::default() });
        insta::assert_snapshot!(text, @"
        Job         What it is
                    about
        3f2a9c01de  everything
                    else, of all
                    projects
        3f2a9c01df  /a-folder/
                    with-users-
                    and-a-name.csv
        ");
        let text = list(&rows, &view, &Settings { width: Some(60), ..Settings::default() });
        assert!(text.contains("Failed  What it is about\n") && text.contains("all projects\n"), "{text}");
    }

    #[test]
    fn what_is_only_about_another_field_is_said_with_it() {
        const COLUMNS: &[Column] = &[
            Column::text("Email", "email"),
            Column::new("Email verified", "verifiedEmail", ColumnKind::Flag).about("email"),
            Column::new("Password", "password", ColumnKind::Flag),
            Column::new("Passkey", "webauthn", ColumnKind::Mark),
            Column::new("Failed", "failed", ColumnKind::Count),
        ];
        let view = View { columns: COLUMNS, shape: Shape::One, ..FREE };
        let shown = |user: Value| {
            let mut out = Vec::new();
            let fields = user.as_object().unwrap();
            write_object(fields, &view, &Settings::default(), &TimeZone::UTC, &mut out);
            String::from_utf8(out).unwrap()
        };
        let nothing = json!({"email": "", "verifiedEmail": false, "webauthn": false, "failed": 0});
        assert_eq!(shown(nothing), "");
        insta::assert_snapshot!(
            shown(json!({"email": "a@b.example", "verifiedEmail": false, "password": false, "webauthn": true, "failed": 2})),
            @"
        Email           a@b.example
        Email verified  no
        Password        no
        Passkey         yes
        Failed          2
        ");
    }

    #[test]
    fn labels_are_words() {
        for (name, label) in [
            ("consentExpiration", "Consent expiration"),
            ("schemaVersion", "Schema version"),
            ("TOTP", "TOTP"),
            ("sendSMS", "Send SMS"),
            ("a", "A"),
            ("Größe", "Größe"),
        ] {
            assert_eq!(label_of(name), label);
        }
    }

    /// What was asked for is all there, the widest gives way first, and no line is longer than the terminal.
    #[test]
    fn columns_that_were_asked_for_fit_and_short_ones_stay_whole() {
        let long = "averyverylongname".repeat(4);
        let row = json!({
            "userId": "U2abcdefghijklmnopqrstuvwxyz", "loginIds": [format!("{long}@example.com")],
            "email": format!("{long}@example.com"), "name": long, "status": "invited", "createdTime": 1_767_225_600,
        });
        let columns = "userId,loginIds,email,name,status,createdTime".split(',').map(str::to_owned);
        let columns: Vec<String> = columns.collect();
        for width in [60, 80, 100] {
            let settings =
                Settings { width: Some(width), columns: Some(columns.clone()), ..Settings::default() };
            let text = list(std::slice::from_ref(&row), &USERS, &settings);
            assert!(text.lines().all(|line| line.width() <= width), "{text}");
            assert!(text.contains(" invited ") && text.contains("2026-01-01"), "{text}");
        }
        let all: Vec<String> = columns.iter().cycle().take(20).cloned().collect();
        let settings = Settings { width: Some(60), columns: Some(all), ..Settings::default() };
        let text = list(&[row], &USERS, &settings);
        assert!(text.lines().all(|line| line.width() <= 60), "{text}");
    }

    #[test]
    fn a_long_value_of_a_card_goes_on_below_its_beginning() {
        let row = json!({"name": "averyverylongname".repeat(6), "picture": "https://example.com/".repeat(5)});
        for width in [60, 80] {
            let text = object(&row, &Settings { width: Some(width), ..Settings::default() });
            assert!(text.lines().all(|line| line.width() <= width), "{text}");
            let further: Vec<&str> = text.lines().filter(|line| line.starts_with(' ')).collect();
            assert!(further.len() >= 2 && further.iter().all(|line| line.starts_with("         ")), "{text}");
        }
    }

    #[test]
    fn a_column_that_was_asked_for_by_title_has_that_title() {
        let columns = Some(vec!["login ids".to_owned(), "email".to_owned()]);
        let mut settings = Settings { columns, ..Settings::default() };
        settings.settle_columns(&USERS).unwrap();
        let text = list(&users(), &USERS, &settings);
        assert!(text.starts_with("Login IDs "), "{text}");
        assert!(text.lines().next().unwrap().ends_with(" email"), "{text}");
    }

    #[test]
    fn where_what_stays_whole_sticks_out_nothing_is_cut() {
        const COLUMNS: &[Column] =
            &[Column::new("Token", "token", ColumnKind::Whole), Column::text("User ID", "user.userId")];
        let view = View { columns: COLUMNS, ..FREE };
        let settings = Settings { width: Some(30), ..Settings::default() };
        let token = "ey1234567890123456789012345678901234567890";
        let row = json!({"token": token, "user": {"userId": "U2abcdefghijklmnopqrstuvwxyz", "name": "A"}});
        let mut out = Vec::new();
        write_object(row.as_object().unwrap(), &view, &settings, &TimeZone::UTC, &mut out);
        insta::assert_snapshot!(String::from_utf8(out).unwrap(), @"
        Token    ey1234567890123456789012345678901234567890
        User ID  U2abcdefghijklmnopqrs
                 tuvwxyz
        ");
        insta::assert_snapshot!(list(&[row], &view, &settings), @"
        Token                                       User ID
        ey1234567890123456789012345678901234567890  U2abcdefghijklmnopqrstuvwxyz
        ");
    }
}
