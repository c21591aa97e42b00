//! How cells are made to fit a width, measured as a terminal shows them.

use unicode_width::UnicodeWidthStr as _;

/// Spaces between columns.
pub(super) const GAP: usize = 2;

/// Least width of a column: narrower text cannot be understood.
pub(super) const NARROWEST: usize = 6;

/// Whether columns of these widths are longer than the terminal is wide.
pub(super) fn is_too_wide(widths: &[usize], available: Option<usize>) -> bool {
    let needed = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
    available.is_some_and(|available| needed > available)
}

/// Widths that fit. The widest columns shrink first; those that must stay `whole` never do. Where even the
/// narrowest columns do not fit, lines become longer than the terminal, and no column is hidden.
pub(super) fn fitting(natural: &[usize], whole: &[bool], available: Option<usize>) -> Vec<usize> {
    let mut widths = natural.to_vec();
    let Some(available) = available else { return widths };
    let mut flexible: Vec<&mut usize> =
        widths.iter_mut().zip(whole).filter(|(_, whole)| !**whole).map(|(width, _)| width).collect();
    let kept: usize = natural.iter().zip(whole).filter(|(_, whole)| **whole).map(|(width, _)| width).sum();
    // Where what stays whole is too long by itself, lines are too long anyway, and nothing is won by cutting.
    if kept + GAP * natural.len().saturating_sub(1) >= available {
        return widths;
    }
    let room = available.saturating_sub(kept + GAP * natural.len().saturating_sub(1));
    // No cell is wider than a line, so this many steps are enough.
    flexible.iter_mut().for_each(|width| **width = (**width).min(available.max(NARROWEST)));
    while flexible.iter().map(|width| **width).sum::<usize>() > room {
        let Some(widest) = flexible.iter_mut().max().filter(|widest| ***widest > NARROWEST) else { break };
        **widest -= 1;
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

/// Breaks a text between words. A word that is wider than a line stays whole, so that it can be copied.
pub(super) fn wrap(text: &mut String, width: usize) {
    if text.width() <= width {
        return;
    }
    let mut wrapped = String::with_capacity(text.len());
    let mut used = 0;
    for (index, word) in text.split(' ').enumerate() {
        let wide = word.width();
        if index > 0 && used + 1 + wide > width {
            wrapped.push('\n');
            used = 0;
        } else if index > 0 {
            wrapped.push(' ');
            used += 1;
        }
        wrapped.push_str(word);
        used += wide;
    }
    *text = wrapped;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_columns_give_way_first() {
        let fit =
            |natural: &[usize], available| fitting(natural, &vec![false; natural.len()], Some(available));
        assert_eq!(fit(&[10, 30, 5], 200), [10, 30, 5]);
        assert_eq!(fit(&[10, 30, 5], 40), [10, 21, 5]);
        assert_eq!(fit(&[10, 30, 5], 25), [8, 8, 5]);
        assert_eq!(fit(&[10, 30, 5], 10), [6, 6, 5]);
        assert_eq!(fit(&[1_000_000_000], 80), [80]);
        assert_eq!(fit(&[], 80), [0; 0]);
        assert_eq!(fitting(&[40, 30, 5], &[true, false, false], Some(60)), [40, 11, 5]);
        assert_eq!(fitting(&[1_000_000_000], &[true], Some(60)), [1_000_000_000]);
        assert_eq!(fitting(&[10, 30, 5], &[false; 3], None), [10, 30, 5]);
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

    #[test]
    fn texts_break_between_words_only() {
        let wrapped = |text: &str, width| {
            let mut text = text.to_owned();
            wrap(&mut text, width);
            text
        };
        assert_eq!(wrapped("one two three", 13), "one two three");
        assert_eq!(wrapped("one two three", 8), "one two\nthree");
        assert_eq!(wrapped("unbreakable is whole", 6), "unbreakable\nis\nwhole");
        assert_eq!(wrapped("王选 王选 王选", 9), "王选 王选\n王选");
    }
}
