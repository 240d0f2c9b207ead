//! Where a line may begin: the Unicode opportunities less what Chinese typesetting forbids.

use std::borrow::Cow;
use std::ops::Range;

use icu_segmenter::LineSegmenterBorrowed;

use super::character::{Class, may_not_begin, may_not_end};
use super::number::keep_numbers_whole;
use super::shape::Atom;

/// How good a place between two atoms is for a line to end; better places are greater.
///
/// A line ends at the best place that fits: a worse one is taken only where the line holds none
/// better, which ordinary text never comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Break {
    /// Before white space, which hangs at the end of the line it follows.
    Never,
    /// Before a mark that may not begin a line, after one that may not end it, inside —— or ……
    Forbidden,
    /// Inside a figure, or between a number and its sign, its % or its unit.
    InFigure,
    /// Where the text has no opportunity: inside a Latin word or an address.
    Anywhere,
    /// At an opportunity of UAX #14.
    Allowed,
}

impl Break {
    /// How many kinds there are.
    pub(super) const COUNT: usize = 5;
}

/// Figures longer than this many characters are words rather than numbers, such as the name of a
/// project: half a line that may not be broken would tear holes.
const LONGEST_WHOLE_FIGURE: usize = 14;

/// Returns, for each atom, how good a place the gap before it is for a line's end.
///
/// `figures` are the atoms of quoted figures.
pub(super) fn find(
    text: &str,
    atoms: &[Atom],
    figures: &[Range<usize>],
    segmenter: LineSegmenterBorrowed<'_>,
) -> Vec<Break> {
    let mut breaks = vec![Break::Anywhere; atoms.len()];
    if let Some(first) = breaks.first_mut() {
        *first = Break::Never;
    }
    if !is_one_word(text) {
        mark_opportunities(text, atoms, segmenter, &mut breaks);
    }
    for figure in figures.iter().filter(|figure| figure.len() <= LONGEST_WHOLE_FIGURE) {
        lower(&mut breaks, figure.start + 1..figure.end, Break::InFigure);
    }
    keep_numbers_whole(atoms, &mut breaks);
    for (index, pair) in atoms.windows(2).enumerate() {
        if let Some(rank) = forbidden(pair[0], pair[1]) {
            lower(&mut breaks, index + 1..index + 2, rank);
        }
    }
    breaks
}

/// Makes the places in `range` no better than `rank`.
pub(super) fn lower(breaks: &mut [Break], range: Range<usize>, rank: Break) {
    let end = range.end.min(breaks.len());
    if let Some(places) = breaks.get_mut(range.start.min(end)..end) {
        for place in places {
            *place = (*place).min(rank);
        }
    }
}

/// Returns whether `text` is a bare number or code, as most cells of a table are.
fn is_one_word(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
}

fn mark_opportunities(
    text: &str,
    atoms: &[Atom],
    segmenter: LineSegmenterBorrowed<'_>,
    breaks: &mut [Break],
) {
    let text = with_corner_quotes(text);
    let mut index = 0;
    for position in segmenter.segment_str(&text) {
        while atoms.get(index).is_some_and(|atom| atom.start < position) {
            index += 1;
        }
        if index != 0 && atoms.get(index).is_some_and(|atom| atom.start == position) {
            breaks[index] = Break::Allowed;
        }
    }
}

/// Returns `text` with 「」『』 in place of “”‘’, byte for byte.
///
/// UAX #14 takes quotation marks as either side of a quotation and breaks at neither, which leaves
/// Chinese lines loose; the corner marks say which side they are. An apostrophe stays.
fn with_corner_quotes(text: &str) -> Cow<'_, str> {
    if !text.contains(['“', '”', '‘', '’']) {
        return Cow::Borrowed(text);
    }
    let mut before = ' ';
    let quoted = text.chars().map(|character| {
        let apostrophe = before.is_ascii_alphanumeric();
        before = character;
        match character {
            '“' => '「',
            '”' => '」',
            '‘' => '『',
            '’' if !apostrophe => '』',
            other => other,
        }
    });
    Cow::Owned(quoted.collect())
}

/// Returns how low the gap between `left` and `right` ranks by the prohibitions, or `None` when
/// they do not touch it.
fn forbidden(left: Atom, right: Atom) -> Option<Break> {
    if right.class == Class::Space {
        return Some(Break::Never);
    }
    let joined = right.class == Class::Joined && left.character == right.character;
    let prohibited = joined
        || right.class == Class::Combining
        || may_not_begin(right.character)
        || may_not_end(left.character);
    prohibited.then_some(Break::Forbidden)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Length, PageProfile};
    use crate::layout::glyph_source::SquareGlyphs;
    use crate::layout::shape::{Piece, Shaper};

    /// Returns `text` with a bar at every opportunity; `{}` holds a figure.
    fn opportunities(text: &str) -> String {
        let style = PageProfile::gb9704().styles.body;
        let mut shaper = Shaper::new(&SquareGlyphs, style.size, Length::points(16));
        let pieces = text.split(['{', '}']).enumerate().map(|(index, text)| Piece {
            text,
            style,
            strong: false,
            change: crate::document::Change::Unchanged,
            figure: index % 2 == 1,
        });
        let shaped = shaper.shape(pieces);
        let mut out = String::new();
        for (index, rank) in shaped.breaks.iter().enumerate() {
            if *rank == Break::Allowed {
                out.push('|');
            }
            out.push_str(&shaped.text[shaped.bytes(index)]);
        }
        out
    }

    #[test]
    fn hanzi_break_anywhere_but_at_the_forbidden_sides_of_marks() {
        assert_eq!(opportunities("县总工会，（含）等。"), "县|总|工|会，|（含）|等。");
        assert_eq!(opportunities("为“优”项目"), "为|“优”|项|目");
        assert_eq!(opportunities("甲·乙、《丙》"), "甲·|乙、|《丙》");
    }

    #[test]
    fn dashes_and_ellipses_stay_whole() {
        assert_eq!(opportunities("甲——乙"), "甲——|乙");
        assert_eq!(opportunities("甲……乙"), "甲……|乙");
    }

    #[test]
    fn a_number_keeps_its_sign_its_percent_and_its_unit() {
        assert_eq!(opportunities("达240.88%。"), "达|240.88%。");
        assert_eq!(opportunities("安排1,276.23万元整"), "安|排|1,276.23万元|整");
        assert_eq!(opportunities("降−3.5个百分点后"), "降|−3.5个百分点|后");
        assert_eq!(opportunities("共4 个项目"), "共|4 个|项|目");
        assert_eq!(opportunities("为63%～68%之间"), "为|63%～|68%|之|间");
        assert_eq!(opportunities("于2024年3月4日报"), "于|2024年|3月|4日|报");
    }

    #[test]
    fn a_figure_is_never_broken_inside() {
        assert_eq!(opportunities("于{2024年3月4日}报"), "于|2024年3月4日|报");
        assert_eq!(opportunities("计{1,234.5}万元"), "计|1,234.5万元");
        assert!(opportunities("即{困难职工及劳模帮扶救助专项资金}").contains("资|金"));
    }

    #[test]
    fn an_apostrophe_keeps_its_word() {
        assert_eq!(opportunities("the don’t x"), "the |don’t |x");
    }
}
