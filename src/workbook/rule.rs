//! The rules of indicators as formulas, which give in a workbook what they give in the program.

use crate::figures::IndicatorRule;
use crate::form::{Descent, EqualDeviation, ExecutionCap, GradeScale, Scoring};
use crate::model::Operator;
use crate::quantity::{Grade, Measure, Rate, Score};

use super::cells::quoted;

/// The decimals to which a quotient is taken before it is compared with a bound, so that a double
/// just off a bound counts as the bound.
const BOUND_DECIMALS: u32 = 12;

/// The cells that a rule is applied to.
pub(super) struct Operands {
    /// 分值.
    pub(super) weight: String,
    /// 年度指标值, where its cell is a number.
    pub(super) target: Option<String>,
    /// 实际完成值, where its cell is a number.
    pub(super) actual: Option<String>,
    /// 完成比例, where its cell is a number.
    pub(super) share: Option<String>,
}

/// Returns the points of an indicator as a formula; `None` where a formula could not follow the
/// cells: the filed or computed score then stands as a value.
pub(super) fn points(
    rule: &IndicatorRule,
    operator: Option<Operator>,
    operands: &Operands,
    scoring: &Scoring,
) -> Option<String> {
    let weight = &operands.weight;
    let actual = operands.actual.as_deref();
    let target = |number: &Measure| operands.target.clone().unwrap_or_else(|| number.print());
    Some(match rule {
        IndicatorRule::AtLeast { target: number, .. } => {
            let (target, actual) = (target(number), actual?);
            let points = rounded(&format!("MAX(0,MIN({weight},{weight}*{actual}/{target}))"));
            let points = match scoring.overshoot_penalty {
                Some(penalty) => {
                    let from = ratio(scoring.overshoot_penalty_from);
                    let penalty = penalty.print();
                    let overshoots = format!("ROUND({actual}/{target},{BOUND_DECIMALS})>={from}");
                    rounded(&format!("MAX(0,{points}-IF({overshoots},{penalty},0))"))
                }
                None => points,
            };
            let met = met(operator?, &target, actual);
            format!("IF({target}>0,{points},IF({met},{weight},0))")
        }
        IndicatorRule::AtMost { target: number, descent, .. } => {
            let (target, actual) = (target(number), actual?);
            let met = met(operator?, &target, actual);
            let points = descended(weight, &target, actual, *descent);
            format!("IF({target}>0,IF({actual}<={target},{weight},{points}),IF({met},{weight},0))")
        }
        IndicatorRule::Equal { target: number, deviation, .. } => {
            let (target, actual) = (target(number), actual?);
            let points = match deviation {
                EqualDeviation::Nothing => "0".to_owned(),
                EqualDeviation::Symmetric => rounded(&format!(
                    "MAX(0,{weight}*MIN({actual},{target})/MAX({actual},{target}))"
                )),
            };
            format!("IF({actual}={target},{weight},IF({target}>0,{points},0))")
        }
        IndicatorRule::Range { lowest, highest, descent, .. } => {
            let actual = actual?;
            let (low, high) = (lowest.print(), highest.print());
            let below = if *lowest > Measure::ZERO {
                rounded(&format!("MAX(0,{weight}*{actual}/{low})"))
            } else {
                "0".to_owned()
            };
            let above = if *highest > Measure::ZERO {
                descended(weight, &high, actual, *descent)
            } else {
                "0".to_owned()
            };
            format!("IF({actual}<{low},{below},IF({actual}<={high},{weight},{above}))")
        }
        IndicatorRule::Zero { operator, target: number, .. } => {
            let met = met(*operator, &target(number), actual?);
            format!("IF({met},{weight},0)")
        }
        IndicatorRule::Qualitative { .. } => {
            let share = operands.share.as_deref()?;
            rounded(&format!("MAX(0,MIN({weight},{weight}*{share}))"))
        }
        IndicatorRule::OnTime { .. } | IndicatorRule::Filed => return None,
    })
}

/// Returns the points of the execution row as a formula.
pub(super) fn execution_points(weight: &str, adjusted: &str, spent: &str) -> String {
    let points = rounded(&format!("MAX(0,MIN({weight},{weight}*{spent}/{adjusted}))"));
    format!("IF(OR({spent}=\"\",N({adjusted})=0),\"\",{points})")
}

/// Returns part ÷ whole as a formula; empty where one is missing or the whole is nothing.
pub(super) fn quotient(part: &str, whole: &str) -> String {
    format!("IF(OR({part}=\"\",N({whole})=0),\"\",{part}/{whole})")
}

/// Returns the most points that `caps` leave at the rate in a cell, the lowest rate first.
pub(super) fn capped(points: &str, rate: &str, caps: &[ExecutionCap]) -> String {
    if caps.is_empty() {
        return points.to_owned();
    }
    // No rate, no cap; no sum of points reaches this.
    let unbounded = "1000000";
    let most = caps.iter().rev().fold(unbounded.to_owned(), |rest, cap| {
        let (below, most) = (ratio(cap.below), cap.most.print());
        format!("IF(ROUND({rate},{BOUND_DECIMALS})<{below},{most},{rest})")
    });
    format!("MIN({points},IF(ISNUMBER({rate}),{most},{unbounded}))")
}

/// Returns the grade of the score in a cell as a formula.
pub(super) fn grade(score: &str, grades: &GradeScale) -> String {
    let last = quoted(grades.label(Grade::Poor));
    let words = Grade::ALL.into_iter().rev().fold(last, |rest, grade| match grades.from(grade) {
        Some(from) => {
            format!("IF({score}>={},{},{rest})", from.print(), quoted(grades.label(grade)))
        }
        None => rest,
    });
    format!("IF(ISNUMBER({score}),{words},\"\")")
}

fn descended(weight: &str, target: &str, actual: &str, descent: Descent) -> String {
    match descent {
        Descent::Ratio => rounded(&format!("MAX(0,{weight}*{target}/{actual})")),
        Descent::Linear => rounded(&format!("MAX(0,{weight}*(2*{target}-{actual})/{target})")),
    }
}

fn met(operator: Operator, target: &str, actual: &str) -> String {
    let sign = match operator {
        Operator::AtLeast => ">=",
        Operator::Above => ">",
        Operator::AtMost => "<=",
        Operator::Below => "<",
        Operator::Equal => "=",
    };
    format!("{actual}{sign}{target}")
}

/// Returns points rounded as the program rounds them: half away from zero, to two decimals.
fn rounded(points: &str) -> String {
    format!("ROUND({points},2)")
}

/// Returns a rate of whole percent as a number: 1.3.
fn ratio(rate: Rate) -> String {
    rate.cell_text()
}

/// Returns the average of `scores` as the workbook's `ROUND(AVERAGE(…),2)` gives it.
pub(super) fn average(scores: &[Score]) -> Option<Score> {
    let count = u64::try_from(scores.len()).ok()?;
    let sum: Score = scores.iter().copied().sum();
    sum.share(Rate::of_counts(1, count)?)
}
