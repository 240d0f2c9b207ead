//! Where the parts of a chart stand beside its axis: labels, bars and values, the same in the PDF
//! and in the word processor's drawing.

use crate::document::{Chart, Length};

/// The places of a chart's parts, from the left edge of the chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Places {
    /// Where the labels end.
    pub labels_end: Length,
    /// Where the axis stands.
    pub axis: Length,
    /// How thick a bar is.
    pub thickness: Length,
    /// From where to where each bar reaches; a bar without a value does not.
    pub bars: Vec<Option<(Length, Length)>>,
    /// Where each value begins: behind its bar, and never before the axis.
    pub values: Vec<Length>,
}

/// Places the parts of `chart` within `measure`.
///
/// The text is of `size`, and `label` and `value` are the widths of the widest ones; a bar takes a
/// row `pitch` high.
pub(crate) fn places(
    chart: &Chart,
    (label, value): (Length, Length),
    size: Length,
    pitch: Length,
    measure: Length,
) -> Places {
    let gap = size / 2;
    let begin = label + gap;
    let room = (measure - value - gap - begin).max(Length::ZERO);
    let at = |part: i64| begin + part_of(room, part);
    let reach = chart.reach();
    let axis = at(reach.axis);
    let bars: Vec<_> =
        reach.bars.iter().map(|bar| bar.map(|(from, to)| (at(from), at(to)))).collect();
    let values = bars.iter().map(|bar| bar.map_or(axis, |(_, to)| axis.max(to)) + gap);
    let values = values.collect();
    Places { labels_end: label, axis, thickness: pitch / 2, bars, values }
}

/// Returns `part` of [`Chart::PARTS`] of `room`, rounded towards zero.
fn part_of(room: Length, part: i64) -> Length {
    let emu = i128::from(room.to_emu()) * i128::from(part) / i128::from(Chart::PARTS);
    // A part is at most the whole.
    Length::emu(i64::try_from(emu).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Bar, Change, Run};

    fn placed(lengths: &[Option<i64>], measure: Length) -> Places {
        let bar = |length: &Option<i64>| Bar {
            label: "柱".to_owned(),
            value: vec![Run::text("值")],
            length: *length,
        };
        let bars = lengths.iter().map(bar).collect();
        let chart = Chart { title: "图".to_owned(), bars, change: Change::Unchanged };
        let widths = (Length::points(60), Length::points(80));
        places(&chart, widths, Length::points(12), Length::points(29), measure)
    }

    #[test]
    fn the_longest_bar_leaves_room_for_its_value() {
        let placed = placed(&[Some(50), Some(100), None], Length::points(352));
        assert_eq!((placed.labels_end, placed.axis), (Length::points(60), Length::points(66)));
        let to = |points| Some((Length::points(66), Length::points(points)));
        assert_eq!(placed.bars, [to(166), to(266), None]);
        assert_eq!(placed.values, [172, 272, 72].map(Length::points));
    }

    #[test]
    fn the_value_of_a_negative_bar_stands_behind_the_axis() {
        let placed = placed(&[Some(-100), Some(100)], Length::points(352));
        assert_eq!(placed.axis, Length::points(166));
        assert_eq!(placed.bars[0], Some((Length::points(66), Length::points(166))));
        assert_eq!(placed.values[0], Length::points(172));
    }

    #[test]
    fn a_page_too_narrow_has_no_bars_and_keeps_its_words() {
        let placed = placed(&[Some(100)], Length::points(100));
        assert_eq!(placed.bars, [Some((Length::points(66), Length::points(66)))]);
    }
}
