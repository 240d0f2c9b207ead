//! Charts: labelled bars from one axis, with the exact numbers that their lengths follow.

use serde::{Deserialize, Serialize};

use super::{Change, Run};

/// A chart of bars that lie one below the other and begin at one axis.
///
/// A comparison takes it whole: a chart in which anything changed goes, and another comes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chart {
    /// What the chart shows; it stands below it and is read to people who cannot see it.
    pub title: String,
    /// The bars from top to bottom.
    pub bars: Vec<Bar>,
    /// Whether the chart was added or taken out since the version compared with; its runs have no
    /// changes of their own.
    #[serde(default, skip_serializing_if = "Change::is_unchanged")]
    pub change: Change,
}

/// A bar of a chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bar {
    /// What the bar stands for.
    pub label: String,
    /// The value behind the bar: a quoted figure and its unit, or the words for no value.
    pub value: Vec<Run>,
    /// The value in a unit that all bars of the chart have in common, or `None` where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length: Option<i64>,
}

/// Where the bars of a chart reach, in parts of [`Chart::PARTS`] of the way from its lowest value to
/// its highest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// Where the axis stands: at 0, unless a value is negative.
    pub axis: i64,
    /// From where to where each bar reaches; a bar without a value does not.
    pub bars: Vec<Option<(i64, i64)>>,
}

impl Chart {
    /// The most bars that a chart may have: as many as a turned sheet holds with the title.
    pub const MOST_BARS: usize = 12;
    /// The longest title, in characters.
    pub const LONGEST_TITLE: usize = 60;
    /// How many parts the way from the lowest value to the highest has.
    pub const PARTS: i64 = 1_000_000;

    /// Returns where the bars reach.
    ///
    /// Nothing is between the lowest and the highest value of a chart in which all are zero.
    pub fn reach(&self) -> Reach {
        let lengths = || self.bars.iter().filter_map(|bar| bar.length).map(i128::from);
        let lowest = lengths().fold(0, i128::min);
        let range = lengths().fold(0, i128::max) - lowest;
        let part = |length: i128| {
            let part = ((length - lowest) * i128::from(Self::PARTS)).checked_div(range);
            // No length is outside the range, so a part is at most all of them.
            part.and_then(|part| i64::try_from(part).ok()).unwrap_or(0)
        };
        let axis = part(0);
        let bars = self.bars.iter().map(|bar| {
            let end = part(i128::from(bar.length?));
            Some((axis.min(end), axis.max(end)))
        });
        Reach { axis, bars: bars.collect() }
    }

    /// Returns the chart in words, for people who cannot see it: its title, and every bar with its
    /// value.
    pub fn spoken(&self) -> String {
        let mut words = self.title.clone();
        for (index, bar) in self.bars.iter().enumerate() {
            words.push_str(if index == 0 { "：" } else { "；" });
            words.push_str(&bar.label);
            words.extend(bar.value.iter().map(|run| run.text.as_str()));
        }
        words
    }
}

impl Bar {
    /// The longest label, in characters: labels are not broken.
    pub const LONGEST_LABEL: usize = 12;
    /// The longest value, in characters: values are not broken.
    pub const LONGEST_VALUE: usize = 24;

    /// Returns the value as it is printed.
    pub fn value_text(&self) -> String {
        self.value.iter().map(|run| run.text.as_str()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(lengths: &[Option<i64>]) -> Chart {
        let bar = |length: &Option<i64>| Bar {
            label: "柱".to_owned(),
            value: vec![Run::text("值")],
            length: *length,
        };
        let bars = lengths.iter().map(bar).collect();
        Chart { title: "图".to_owned(), bars, change: Change::Unchanged }
    }

    #[test]
    fn bars_begin_at_the_axis_and_the_longest_reaches_the_end() {
        let reach = chart(&[Some(27_623), Some(0), None, Some(66_538)]).reach();
        let bars = vec![Some((0, 415_146)), Some((0, 0)), None, Some((0, 1_000_000))];
        assert_eq!(reach, Reach { axis: 0, bars });
    }

    #[test]
    fn a_negative_value_lies_on_the_other_side_of_the_axis() {
        let reach = chart(&[Some(-100), Some(300)]).reach();
        let bars = vec![Some((0, 250_000)), Some((250_000, 1_000_000))];
        assert_eq!(reach, Reach { axis: 250_000, bars });
    }

    #[test]
    fn charts_without_a_length_have_one_axis_at_the_left() {
        let bars = vec![Some((0, 0)), None];
        assert_eq!(chart(&[Some(0), None]).reach(), Reach { axis: 0, bars });
        assert_eq!(chart(&[]).reach(), Reach { axis: 0, bars: Vec::new() });
    }

    #[test]
    fn the_largest_numbers_keep_their_proportion() {
        let reach = chart(&[Some(i64::MIN), Some(i64::MAX)]).reach();
        assert_eq!(reach.bars, [Some((0, 500_000)), Some((500_000, 1_000_000))]);
    }

    #[test]
    fn a_chart_is_read_with_every_value() {
        let mut chart = chart(&[Some(1), None]);
        chart.bars[1].value = vec![Run::figure("staff.employed", "12"), Run::text("人")];
        assert_eq!(chart.spoken(), "图：柱值；柱12人");
    }
}
