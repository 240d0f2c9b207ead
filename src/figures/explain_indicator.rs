//! Puts an indicator's points into words: the rule, its numbers, and what the filing states.

use super::Value;
use super::explain::{Explanation, GIVEN, Input, Words};
use super::scoring::{IndicatorPoints, IndicatorRule};
use crate::form::{Descent, EqualDeviation, Scoring};
use crate::model::{Indicator, Nature};
use crate::quantity::{Measure, Rate, Score};
use crate::source::Spanned;

/// How many decimals of a share are written, in percent.
const SHARE_DECIMALS: u32 = 6;

/// Whose indicator it is.
pub(super) struct Owner {
    /// In Chinese: “职工之家项目建设”, 部门整体.
    pub(super) label: String,
    /// In the filing: `projects[P01]`, `evaluation`.
    pub(super) key: String,
}

impl Words<'_> {
    /// Explains the points of the `number`th indicator of `owner`.
    pub(super) fn of_indicator(
        &self,
        name: &str,
        owner: &Owner,
        number: usize,
        indicator: &Indicator,
        points: IndicatorPoints,
    ) -> Explanation {
        let scoring = &self.form.scoring;
        let rule = IndicatorRule::of(indicator, scoring, self.filing.fiscal_year.value);
        let applied = points.computed.map(|computed| {
            rule.applied(indicator.weight.value, computed, self.form.display.rate_decimals)
        });
        let formula = match (&indicator.score, applied) {
            (Some(_), Some(applied)) => format!("{GIVEN}；按规则计分：{applied}"),
            (Some(_), None) => GIVEN.to_owned(),
            (None, Some(applied)) => applied,
            (None, None) => format!("没有得分：{}", unscored(indicator)),
        };
        Explanation {
            name: name.to_owned(),
            label: format!("{}绩效指标“{}”得分", owner.label, indicator.name.value),
            value: Value::of_score(points.awarded),
            text: points.awarded.map_or_else(String::new, Score::print),
            formula,
            inputs: inputs(&format!("{}.indicators[{number}]", owner.key), indicator),
            rule: rule.source(scoring),
        }
    }
}

/// Says what an indicator lacks that neither states its score nor lets a rule read it.
fn unscored(indicator: &Indicator) -> &'static str {
    match indicator.nature {
        Nature::Qualitative => "定性指标要填写 score，或者填写 achieved_share（完成比例，如 85%）",
        Nature::Quantitative if indicator.actual.is_none() => "没有填写 actual（实际完成值）",
        Nature::Quantitative if indicator.target.is_none() => "没有填写 target（年度指标值）",
        Nature::Quantitative => "指标值、实际完成值和计算符号不能用来计分，要填写 score",
    }
}

/// Returns what the filing states of an indicator, as far as its points depend on it.
fn inputs(key: &str, indicator: &Indicator) -> Vec<Input> {
    let points = |name: &str, points: &Spanned<Score>| Input {
        name: format!("{key}.{name}"),
        text: points.value.print(),
        span: Some(points.span),
    };
    let text = |name: &str, text: &Option<Spanned<String>>| {
        text.as_ref().map(|text| Input {
            name: format!("{key}.{name}"),
            text: text.value.trim().to_owned(),
            span: Some(text.span),
        })
    };
    let operator = indicator.operator.as_ref().map(|operator| Input {
        name: format!("{key}.operator"),
        text: operator.value.name().to_owned(),
        span: Some(operator.span),
    });
    let filed = indicator.score.as_ref().map(|score| points("score", score));
    let stated = [
        filed,
        Some(points("weight", &indicator.weight)),
        operator,
        text("target", &indicator.target),
        text("actual", &indicator.actual),
        text("achieved_share", &indicator.achieved_share),
    ];
    stated.into_iter().flatten().collect()
}

impl IndicatorRule {
    /// Returns how the rule gave `points` of `weight`: 7600 ÷ 8000 × 15 = 14.25.
    ///
    /// A rate is written with at most `decimals` decimals.
    pub fn applied(&self, weight: Score, points: Score, decimals: u32) -> String {
        let full = || format!("得满分 {}", weight.print());
        let share = |part: Measure, whole: Measure| quotient(weight, points, part, whole);
        match self {
            Self::AtLeast { target, actual, .. } if actual < target => share(*actual, *target),
            Self::AtLeast { target, actual, penalty } => {
                let met = format!("实际 {} 达到指标值 {}", actual.print(), target.print());
                let part = actual.part_of(*target).filter(|_| penalty.is_some());
                match (penalty, part) {
                    (Some(penalty), Some(part)) => format!(
                        "{met} 的 {}，{}，扣 {} 分，得 {}",
                        part.print(decimals),
                        full(),
                        penalty.print(),
                        points.print()
                    ),
                    _ => format!("{met}，{}", full()),
                }
            }
            Self::AtMost { target, actual, .. } if actual <= target => {
                format!("实际 {} 没有超出指标值 {}，{}", actual.print(), target.print(), full())
            }
            Self::AtMost { target, actual, descent } => {
                descended(weight, points, *target, *actual, *descent)
            }
            Self::Equal { target, actual, .. } if actual == target => {
                format!("实际 {} 等于指标值，{}", actual.print(), full())
            }
            Self::Equal { target, actual, deviation: EqualDeviation::Nothing } => {
                format!("实际 {} 不等于指标值 {}，不得分", actual.print(), target.print())
            }
            Self::Equal { target, actual, deviation: EqualDeviation::Symmetric } => {
                if actual < target { share(*actual, *target) } else { share(*target, *actual) }
            }
            Self::Range { lowest, highest, actual, descent } => {
                let range = format!("{} 至 {}", lowest.print(), highest.print());
                let actual_text = actual.print();
                if actual < lowest {
                    format!("实际 {actual_text} 低于 {range}，{}", share(*actual, *lowest))
                } else if actual <= highest {
                    format!("实际 {actual_text} 在 {range} 之间，{}", full())
                } else {
                    let words = descended(weight, points, *highest, *actual, *descent);
                    format!("实际 {actual_text} 高于 {range}，{words}")
                }
            }
            Self::Zero { operator, target, actual } => {
                let wanted = format!("{}{}", operator.name(), target.print());
                if points == weight {
                    format!("实际 {} 符合 {wanted}，{}", actual.print(), full())
                } else {
                    format!("实际 {} 不符合 {wanted}，不得分", actual.print())
                }
            }
            Self::OnTime { due, done } if done <= due => {
                format!("{done} 完成，不晚于 {due}，{}", full())
            }
            Self::OnTime { due, done } => format!("{done} 完成，晚于 {due}，不得分"),
            Self::Qualitative { share, band } => {
                let sign = equals(points.is_share(weight, *share));
                let percent = share.print(SHARE_DECIMALS);
                let band = band.map_or_else(String::new, |band| {
                    format!("；{}为 {}", band.name(), band.words())
                });
                format!("{} × {percent} {sign} {}{band}", weight.print(), points.print())
            }
            Self::Filed => String::new(),
        }
    }

    /// Returns the rule in words with what it comes from: the national measure, or a key of the
    /// form.
    pub fn source(&self, scoring: &Scoring) -> String {
        let rule = match self {
            Self::AtLeast { penalty: None, .. } => {
                "定量指标完成指标值的得满分，没有完成的按完成值与指标值的比例得分（财预〔2020〕10号）"
                    .to_owned()
            }
            Self::AtLeast { .. } => format!(
                "定量指标完成指标值的得满分；完成值远高于指标值的适度扣分（财预〔2020〕10号），达到 {} \
                 的扣分（报告格式的 overshoot_penalty）",
                scoring.overshoot_penalty_from.print(0)
            ),
            Self::AtMost { descent, .. } => {
                format!("越低越好的指标没有超出指标值的得满分，超出的{}", descent_words(*descent))
            }
            Self::Equal { deviation: EqualDeviation::Symmetric, .. } => {
                "等于指标值的得满分，有偏差的按较小数与较大数的比例得分（财预〔2020〕10号的比例计分；\
                 报告格式的 equal_deviation: symmetric）"
                    .to_owned()
            }
            Self::Equal { deviation: EqualDeviation::Nothing, .. } => {
                "等于指标值的得满分，有偏差的不得分（报告格式的 equal_deviation: zero）".to_owned()
            }
            Self::Range { descent, .. } => format!(
                "在区间内的得满分，低于下限的按完成值与下限的比例得分（财预〔2020〕10号的比例计分），\
                 高于上限的{}",
                descent_words(*descent)
            ),
            Self::Zero { .. } => {
                return "指标值不大于零，不能按比例计分：符合的得满分，不符合的不得分".to_owned();
            }
            Self::OnTime { .. } => return "按期完成的得满分，逾期的不得分".to_owned(),
            Self::Qualitative { .. } => {
                "定性指标分达成、部分达成、未达成三档，在 100%至80%（含）、80%至60%（含）、60%至0% \
                 的范围内定比例（财预〔2020〕10号），得分＝分值×完成比例"
                    .to_owned()
            }
            Self::Filed => return "得分照填报数（没有规则可用）".to_owned(),
        };
        format!("{rule}；得分保留两位小数")
    }
}

const fn descent_words(descent: Descent) -> &'static str {
    match descent {
        Descent::Ratio => {
            "按指标值与完成值的比例得分（财预〔2020〕10号的比例计分；报告格式的 lower_is_better: ratio）"
        }
        Descent::Linear => "按超出的比例递减，两倍为 0 分（报告格式的 lower_is_better: linear）",
    }
}

/// Returns the formula of `points` above a `target` of which less is better.
fn descended(
    weight: Score,
    points: Score,
    target: Measure,
    actual: Measure,
    descent: Descent,
) -> String {
    match descent {
        Descent::Ratio => quotient(weight, points, target, actual),
        Descent::Linear => {
            let left = target.twice_less(actual);
            let rate = left.and_then(|left| left.part_of(target));
            let (target, actual) = (target.print(), actual.print());
            let exact = rate.is_some_and(|rate| points.is_share(weight, rate));
            match left {
                Some(left) if left > Measure::ZERO => format!(
                    "(1 − ({actual} − {target}) ÷ {target}) × {} {} {}",
                    weight.print(),
                    equals(exact),
                    points.print()
                ),
                _ => format!("实际 {actual} 达到指标值 {target} 的两倍，不得分"),
            }
        }
    }
}

/// Returns the formula of the points that `part` of `whole` earns.
fn quotient(weight: Score, points: Score, part: Measure, whole: Measure) -> String {
    if part < Measure::ZERO {
        return format!("实际 {} 为负数，不得分", part.print());
    }
    let rate = part.part_of(whole);
    let exact = rate.is_some_and(|rate: Rate| points.is_share(weight, rate));
    let (part, whole) = (part.print(), whole.print());
    format!("{part} ÷ {whole} × {} {} {}", weight.print(), equals(exact), points.print())
}

const fn equals(exact: bool) -> &'static str {
    if exact { "=" } else { "≈" }
}
