//! The rule that scores an indicator (财预〔2020〕10号), with its exact operands.

use jiff::civil::Date;

use super::written::{self, Content, Written};
use crate::form::{Descent, EqualDeviation, Scoring};
use crate::model::{Indicator, Nature, Operator};
use crate::quantity::{Measure, Rate, Score};

/// The rule that scores an indicator, and what it is applied to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndicatorRule {
    /// Higher is better (≥, ＞): full from the target, below it weight × actual ÷ target.
    AtLeast {
        /// 年度指标值, above zero.
        target: Measure,
        /// 实际完成值.
        actual: Measure,
        /// What the result costs for lying far above its target; `None` where it costs nothing.
        penalty: Option<Score>,
    },
    /// Lower is better (≤, ＜): full up to the target, above it by the form's descent.
    AtMost {
        /// 年度指标值, above zero.
        target: Measure,
        /// 实际完成值.
        actual: Measure,
        /// How the points go down.
        descent: Descent,
    },
    /// Neither more nor less is better (＝): full at the target.
    Equal {
        /// 年度指标值, above zero.
        target: Measure,
        /// 实际完成值.
        actual: Measure,
        /// What is given off the target.
        deviation: EqualDeviation,
    },
    /// Full from the lowest to the highest value; below them as [`Self::AtLeast`] the lowest, above
    /// as [`Self::AtMost`] the highest.
    Range {
        /// The least that is full.
        lowest: Measure,
        /// The most that is full.
        highest: Measure,
        /// 实际完成值.
        actual: Measure,
        /// How the points go down above the range.
        descent: Descent,
    },
    /// A target of zero or below, of which no part can be taken: full when it is met, else nothing.
    Zero {
        /// 计算符号.
        operator: Operator,
        /// 年度指标值.
        target: Measure,
        /// 实际完成值.
        actual: Measure,
    },
    /// A day: full when it is not exceeded, else nothing.
    OnTime {
        /// The last day that is on time.
        due: Date,
        /// The day of the result; the last that it may mean.
        done: Date,
    },
    /// Judged: weight × the share that the filer gives.
    Qualitative {
        /// 完成比例.
        share: Rate,
        /// The band that 实际完成值 names.
        band: Option<Band>,
    },
    /// No rule can read the texts: the filed score stands.
    Filed,
}

/// A band of a judged result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Band {
    /// 达成预期指标: 80% to 100%.
    Reached,
    /// 部分达成预期指标并具有一定效果: from 60%, below 80%.
    Partly,
    /// 未达成预期指标且效果较差: below 60%.
    Missed,
}

/// How a cell goes on behind the name of a band.
const BEHIND_A_BAND: [&str; 8] =
    ["年度指标", "预期指标", "指标", "目标", "预期目标", "，", "；", "（"];

impl Band {
    /// Every band, best first.
    pub const ALL: [Self; 3] = [Self::Reached, Self::Partly, Self::Missed];

    /// Returns the band that 实际完成值 names, or `None` where it names none.
    pub fn named_in(actual: &str) -> Option<Self> {
        let actual = actual.trim();
        Self::ALL.into_iter().find(|band| {
            let rest = actual.strip_prefix(band.name());
            rest.is_some_and(|rest| {
                rest.is_empty() || BEHIND_A_BAND.iter().any(|next| rest.starts_with(next))
            })
        })
    }

    /// Returns the band's name: 部分达成.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reached => "达成",
            Self::Partly => "部分达成",
            Self::Missed => "未达成",
        }
    }

    /// Returns the shares of the band in words: 60%（含）至80%.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Reached => "80%（含）至 100%（含）",
            Self::Partly => "60%（含）至 80%",
            Self::Missed => "0 至 60%",
        }
    }

    /// Returns the points of `weight` that the band begins and ends with; the best band takes its
    /// end, the others leave it to the next.
    pub fn bounds(self, weight: Score) -> Option<(Score, Score)> {
        let (from, to) = match self {
            Self::Reached => (80, 100),
            Self::Partly => (60, 80),
            Self::Missed => (0, 60),
        };
        let part = |percent| weight.share(Rate::percent_of_whole(percent));
        Some((part(from)?, part(to)?))
    }

    /// Returns whether `share` lies in the band; each takes its lower bound.
    pub fn holds(self, share: Rate) -> bool {
        let percent = Rate::percent_of_whole;
        match self {
            Self::Reached => share >= percent(80) && share <= percent(100),
            Self::Partly => share >= percent(60) && share < percent(80),
            Self::Missed => share >= percent(0) && share < percent(60),
        }
    }
}

impl IndicatorRule {
    /// Returns the rule for `indicator` by the conventions of a form; a date without a year is of
    /// `year`.
    pub fn of(indicator: &Indicator, scoring: &Scoring, year: i16) -> Self {
        let rule = match indicator.nature {
            Nature::Qualitative => None,
            Nature::Quantitative => measured(indicator, scoring, year),
        };
        rule.or_else(|| judged(indicator)).unwrap_or(Self::Filed)
    }

    /// Returns the points that the rule gives of `weight`, rounded half away from zero to two
    /// decimals, at least none and at most all; `None` where the filed score stands.
    pub fn points(&self, weight: Score) -> Option<Score> {
        let all_or_nothing = |met: bool| if met { weight } else { Score::ZERO };
        let part = |part: Measure, whole: Measure| weight.share(part.part_of(whole)?);
        match self {
            Self::AtLeast { target, actual, penalty } => {
                let points = part(*actual, *target)?;
                Some(
                    penalty.map_or(points, |penalty| points.points_above(penalty).max(Score::ZERO)),
                )
            }
            Self::AtMost { target, actual, .. } if actual <= target => Some(weight),
            Self::AtMost { target, actual, descent } => {
                descended(weight, *target, *actual, *descent)
            }
            Self::Equal { target, actual, .. } if actual == target => Some(weight),
            Self::Equal { deviation: EqualDeviation::Nothing, .. } => Some(Score::ZERO),
            Self::Equal { target, actual, deviation: EqualDeviation::Symmetric } => {
                if actual < target { part(*actual, *target) } else { part(*target, *actual) }
            }
            Self::Range { lowest, highest, actual, descent } => {
                if actual < lowest {
                    return Some(part(*actual, *lowest).unwrap_or(Score::ZERO));
                }
                if actual <= highest {
                    return Some(weight);
                }
                descended(weight, *highest, *actual, *descent).or(Some(Score::ZERO))
            }
            Self::Zero { operator, target, actual } => {
                Some(all_or_nothing(is_met(*operator, *target, *actual)))
            }
            Self::OnTime { due, done } => Some(all_or_nothing(done <= due)),
            Self::Qualitative { share, .. } => weight.share(*share),
            Self::Filed => None,
        }
    }
}

/// Returns whether `actual` meets `target`.
pub(super) fn is_met(operator: Operator, target: Measure, actual: Measure) -> bool {
    match operator {
        Operator::AtLeast => actual >= target,
        Operator::Above => actual > target,
        Operator::AtMost => actual <= target,
        Operator::Below => actual < target,
        Operator::Equal => actual == target,
    }
}

/// Returns the points of an `actual` above a `target` of which less is better.
fn descended(weight: Score, target: Measure, actual: Measure, descent: Descent) -> Option<Score> {
    match descent {
        Descent::Ratio => weight.share(target.part_of(actual)?),
        // 1 − (actual − target) ÷ target = (2 × target − actual) ÷ target.
        Descent::Linear => weight.share(target.twice_less(actual)?.part_of(target)?),
    }
}

fn measured(indicator: &Indicator, scoring: &Scoring, year: i16) -> Option<IndicatorRule> {
    let target = Written::of(&indicator.target.as_ref()?.value, year);
    let actual = Written::of(&indicator.actual.as_ref()?.value, year);
    let operator = written::operator(indicator);
    let descent = scoring.descent;
    match (target.content, actual.content) {
        (Content::Number(target, target_unit), Content::Number(reached, actual_unit)) => {
            // ≥ 95% as a result is a claim, not a number.
            let is_exact = actual.operator.is_none_or(|operator| operator == Operator::Equal);
            (is_exact && written::agree(indicator, [&target_unit, &actual_unit]))
                .then(|| of_numbers(operator?, target, reached, scoring))?
        }
        (Content::Range { lowest, highest, unit }, Content::Number(actual, actual_unit)) => {
            let bare = operator.is_none_or(|operator| operator == Operator::Equal);
            (bare && written::agree(indicator, [&unit, &actual_unit]))
                .then_some(IndicatorRule::Range { lowest, highest, actual, descent })
        }
        (Content::Date { last: due, .. }, Content::Date { first, last: done }) => {
            let by = operator.is_none_or(|operator| operator == Operator::AtMost);
            // A month that holds the due day says too little.
            (by && (done <= due || first > due)).then_some(IndicatorRule::OnTime { due, done })
        }
        _ => None,
    }
}

fn of_numbers(
    operator: Operator,
    target: Measure,
    actual: Measure,
    scoring: &Scoring,
) -> Option<IndicatorRule> {
    let zero = IndicatorRule::Zero { operator, target, actual };
    if target <= Measure::ZERO {
        return Some(zero);
    }
    Some(match operator {
        Operator::AtLeast | Operator::Above => {
            let overshoots = actual.part_of(target)? >= scoring.overshoot_penalty_from;
            let penalty = scoring.overshoot_penalty.filter(|_| overshoots);
            IndicatorRule::AtLeast { target, actual, penalty }
        }
        Operator::AtMost | Operator::Below => {
            IndicatorRule::AtMost { target, actual, descent: scoring.descent }
        }
        Operator::Equal => {
            IndicatorRule::Equal { target, actual, deviation: scoring.equal_deviation }
        }
    })
}

/// Returns the rule of an indicator whose share the filer gives.
fn judged(indicator: &Indicator) -> Option<IndicatorRule> {
    let share = share_of(&indicator.achieved_share.as_ref()?.value)?;
    let band = indicator.actual.as_ref().and_then(|actual| Band::named_in(&actual.value));
    Some(IndicatorRule::Qualitative { share, band })
}

/// Reads 完成比例, which needs its percent sign: 85%.
fn share_of(text: &str) -> Option<Rate> {
    let text = text.trim();
    let number = text.strip_suffix(['%', '％'])?.trim_end();
    Measure::parse(number).ok()?.part_of(Measure::whole(100))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(text: &str) -> Rate {
        share_of(text).expect("a percentage")
    }

    #[test]
    fn each_band_takes_its_lower_bound() {
        for (band, inside, outside) in [
            (Band::Reached, ["80%", "100%"], ["79.99%", "100.01%"]),
            (Band::Partly, ["60%", "79.99%"], ["59.99%", "80%"]),
            (Band::Missed, ["0%", "59.99%"], ["60%", "-0.01%"]),
        ] {
            assert!(inside.iter().all(|text| band.holds(share(text))), "{band:?}");
            assert!(!outside.iter().any(|text| band.holds(share(text))), "{band:?}");
        }
    }

    #[test]
    fn a_band_is_named_at_the_beginning() {
        for (text, band) in [
            ("达成", Some(Band::Reached)),
            ("达成年度指标", Some(Band::Reached)),
            ("部分达成，效果一般", Some(Band::Partly)),
            (" 未达成 ", Some(Band::Missed)),
            ("达成率95%", None),
            ("基本达成", None),
            ("明显提升", None),
        ] {
            assert_eq!(Band::named_in(text), band, "{text}");
        }
    }

    #[test]
    fn a_share_needs_its_percent_sign() {
        assert_eq!(share("85％"), Rate::percent_of_whole(85));
        assert_eq!(share_of("0.85"), None);
        assert_eq!(share_of("八成"), None);
    }

    #[test]
    fn points_stay_between_none_and_all() {
        let measure = |text: &str| Measure::parse(text).expect("plain decimal text");
        let ten = Score::whole(10);
        let at_least = |target, actual| IndicatorRule::AtLeast {
            target: measure(target),
            actual: measure(actual),
            penalty: None,
        };
        let at_most = |target, actual, descent| IndicatorRule::AtMost {
            target: measure(target),
            actual: measure(actual),
            descent,
        };
        for (rule, points) in [
            (at_least("9", "8"), "8.89"),
            (at_least("9", "18"), "10"),
            (at_least("9", "-1"), "0"),
            (at_most("80", "100", Descent::Ratio), "8"),
            (at_most("80", "100", Descent::Linear), "7.5"),
            (at_most("80", "160", Descent::Linear), "0"),
            (at_most("80", "200", Descent::Linear), "0"),
            (at_most("80", "160", Descent::Ratio), "5"),
            (at_most("80", "80", Descent::Ratio), "10"),
        ] {
            assert_eq!(rule.points(ten).map(Score::print).as_deref(), Some(points), "{rule:?}");
        }
    }
}
