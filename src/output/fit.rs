//! How cells are made to fit a width, measured as a terminal shows them.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// Spaces between columns.
pub(super) const GAP: usize = 2;

/// Least width of a column: narrower text cannot be understood.
pub(super) const NARROWEST: usize = 6;

/// A column that is no wider is cut only where all that is wider was: a status or a date is soon of no use.
pub(super) const SHORT: usize = 12;

/// Whether columns of these widths are longer than the terminal is wide.
pub(super) fn is_too_wide(widths: &[usize], available: Option<usize>) -> bool {
    let needed = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
    available.is_some_and(|available| needed > available)
}

/// Widths that fit. The widest columns shrink first, none below its `least` width. Where even the least widths
/// do not fit, lines become longer than the terminal, and no column is hidden.
pub(super) fn fitting(natural: &[usize], least: &[usize], available: Option<usize>) -> Vec<usize> {
    let mut widths = natural.to_vec();
    let Some(available) = available else { return widths };
    let gaps = GAP * natural.len().saturating_sub(1);
    let whole = natural.iter().zip(least).filter(|(natural, least)| natural == least);
    let kept: usize = whole.map(|(natural, _)| natural).sum();
    // Where what stays whole is too long by itself, lines are too long anyway, and nothing is won by cutting.
    if kept + gaps >= available {
        return widths;
    }
    // No cell is wider than a line, so this many steps are enough.
    for (width, least) in widths.iter_mut().zip(least) {
        *width = (*width).min(available.max(*least));
    }
    while widths.iter().sum::<usize>() + gaps > available {
        let wide = widths.iter_mut().zip(least).filter(|(width, least)| **width > **least);
        let Some((widest, _)) = wide.max_by_key(|(width, _)| **width) else { break };
        *widest -= 1;
    }
    widths
}

/// Cuts a cell and puts `…` at the cut. The text is measured as a whole, since combining characters have
/// no width of their own.
pub(super) fn truncate(cell: &mut String, width: usize) {
    if cell.width() <= width {
        return;
    }
    let ends = cell.char_indices().map(|(start, character)| start + character.len_utf8());
    let end = ends.take_while(|end| cell[..*end].width() < width).last().unwrap_or(0);
    cell.truncate(end);
    cell.push('…');
}

/// Characters after which a word may be broken.
const BREAKS: [char; 7] = ['/', '-', '_', '.', ',', ':', '@'];

/// A longer part of a word is broken anywhere.
const LONGEST_PART: usize = 16;

/// The least width with which a text is broken only between words and behind marks.
pub(super) fn least_width(text: &str) -> usize {
    let parts = text.split(' ').flat_map(|word| word.split_inclusive(BREAKS));
    parts.map(|part| part.width()).max().unwrap_or(0).min(LONGEST_PART)
}

/// Breaks a text between words; a word that is wider than a line behind a mark such as `/`, and else anywhere.
pub(super) fn fold(text: &mut String, width: usize) {
    if text.width() <= width {
        return;
    }
    let mut folded = String::with_capacity(text.len() + 8);
    let mut used = 0;
    let mut put = |part: &str, gap: usize| {
        if used > 0 && used + gap + part.width() > width {
            folded.push('\n');
            used = 0;
        }
        if used > 0 && gap > 0 {
            folded.push(' ');
            used += gap;
        }
        for character in part.chars() {
            let wide = character.width().unwrap_or(0);
            if used > 0 && used + wide > width {
                folded.push('\n');
                used = 0;
            }
            folded.push(character);
            used += wide;
        }
    };
    for word in text.split(' ') {
        if word.width() <= width {
            put(word, 1);
            continue;
        }
        word.split_inclusive(BREAKS).enumerate().for_each(|(index, part)| put(part, usize::from(index == 0)));
    }
    *text = folded;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_columns_give_way_first() {
        let fit = |natural: &[usize], available| {
            let least: Vec<usize> = natural.iter().map(|natural| NARROWEST.min(*natural)).collect();
            fitting(natural, &least, Some(available))
        };
        assert_eq!(fit(&[10, 30, 5], 200), [10, 30, 5]);
        assert_eq!(fit(&[10, 30, 5], 40), [10, 21, 5]);
        assert_eq!(fit(&[10, 30, 5], 25), [8, 8, 5]);
        assert_eq!(fit(&[10, 30, 5], 10), [6, 6, 5]);
        assert_eq!(fit(&[1_000_000_000], 80), [80]);
        assert_eq!(fit(&[], 80), [0; 0]);
        assert_eq!(fitting(&[40, 30, 5], &[40, 6, 5], Some(60)), [40, 11, 5]);
        assert_eq!(fitting(&[1_000_000_000], &[1_000_000_000], Some(60)), [1_000_000_000]);
        assert_eq!(fitting(&[10, 30, 5], &[6, 6, 5], None), [10, 30, 5]);
    }

    #[test]
    fn words_are_broken_behind_marks_and_nothing_is_lost() {
        let folded = |text: &str, width| {
            let mut text = text.to_owned();
            fold(&mut text, width);
            text
        };
        assert_eq!(folded("everything else, of all", 10), "everything\nelse, of\nall");
        assert_eq!(folded("in /a/long-path/of.csv", 9), "in /a/\nlong-\npath/of.\ncsv");
        assert_eq!(folded("abcdefghij", 4), "abcd\nefgh\nij");
        assert_eq!(folded("王选王选", 5), "王选\n王选");
        for width in 1..30 {
            let text = "one /two/three-four a@b.example 王选";
            assert_eq!(folded(text, width).replace(['\n', ' '], ""), text.replace(' ', ""));
        }
        assert_eq!((least_width("a bcd/efgh"), least_width(&"x".repeat(99))), (4, 16));
    }

    #[test]
    fn cut_cells_are_never_wider_than_their_column() {
        let cut = |text: &str, width| {
            let mut cell = text.to_owned();
            truncate(&mut cell, width);
            cell
        };
        assert_eq!(cut("abcdef", 6), "abcdef");
        assert_eq!(cut("abcdefg", 6), "abcde…");
        assert_eq!(cut("王选王选", 6), "王选…");
        assert_eq!(cut("e\u{301}e\u{301}e\u{301}e\u{301}", 3), "e\u{301}e\u{301}…");
        assert_eq!(cut("❤️❤️❤️❤️", 5), "❤️❤️…");
    }
}
