//! A form's scoring: the points of its parts, and from where on a result asks for a reason.

use super::keys::{Keys, text};
use super::settings::score;
use crate::diagnostic::{Code, Diagnostic};
use crate::quantity::{Rate, Score};
use crate::source::Node;

/// Below which execution rate a reason is asked for unless the form says otherwise, in percent.
const EXECUTION_REASON_BELOW: u32 = 90;
/// From which part of its target a result asks for a reason unless the form says otherwise, in
/// percent.
const OVERSHOOT_FROM: u32 = 120;

/// How points are given, and from where on a result asks for a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scoring {
    /// The points of the execution row (预算执行率) in a project's form.
    pub execution_weight: Score,
    /// The points of each dimension in a project's form; `None` where the form leaves them open.
    pub dimension_weights: Option<DimensionWeights>,
    /// The execution rate below which lost points need a reason.
    pub execution_reason_below: Rate,
    /// The part of its target from which a result needs a reason.
    pub overshoot_from: Rate,
    /// The part of its target from which a result without a reason is an error; `None` where it
    /// never is.
    pub overshoot_error_from: Option<Rate>,
}

/// The points of each dimension (一级指标); with those of the execution row they make a hundred.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DimensionWeights {
    /// 产出.
    pub output: Score,
    /// 效益.
    pub outcome: Score,
    /// 满意度.
    pub satisfaction: Score,
    /// 成本.
    pub cost: Score,
}

/// Reads the scoring that stands at `path`.
pub(super) fn read(node: &Node<'_>, path: &str, faults: &mut Vec<Diagnostic>) -> Option<Scoring> {
    let mut keys = Keys::open(node, path, faults)?;
    let execution = keys.required("execution_weight", faults);
    let execution = execution.and_then(|(node, path)| score(node, &path, faults));
    let dimensions = keys.optional("dimension_weights").map(|(node, path)| {
        let weights = dimension_weights(node, &path, faults)?;
        makes_hundred(execution?, weights, node, &path, faults).then_some(weights)
    });
    let mut bound = |key, default| match keys.optional(key) {
        Some((node, path)) => percent(node, &path, faults),
        None => Some(default),
    };
    let execution_below =
        bound("execution_reason_below", Rate::percent_of_whole(EXECUTION_REASON_BELOW));
    let overshoot = bound("overshoot_from", Rate::percent_of_whole(OVERSHOOT_FROM));
    let error = keys.optional("overshoot_error_from");
    let error = error.map(|(node, path)| percent(node, &path, faults));
    keys.close(faults);
    Some(Scoring {
        execution_weight: execution?,
        dimension_weights: match dimensions {
            Some(weights) => Some(weights?),
            None => None,
        },
        execution_reason_below: execution_below?,
        overshoot_from: overshoot?,
        overshoot_error_from: match error {
            Some(rate) => Some(rate?),
            None => None,
        },
    })
}

fn dimension_weights(
    node: &Node<'_>,
    path: &str,
    faults: &mut Vec<Diagnostic>,
) -> Option<DimensionWeights> {
    let mut keys = Keys::open(node, path, faults)?;
    let mut weight = |key| match keys.optional(key) {
        Some((node, path)) => score(node, &path, faults),
        None => Some(Score::ZERO),
    };
    let [output, outcome, satisfaction, cost] =
        ["output", "outcome", "satisfaction", "cost"].map(&mut weight);
    keys.close(faults);
    Some(DimensionWeights {
        output: output?,
        outcome: outcome?,
        satisfaction: satisfaction?,
        cost: cost?,
    })
}

/// Returns whether the points add up to a hundred, and reports where they do not.
fn makes_hundred(
    execution: Score,
    weights: DimensionWeights,
    node: &Node<'_>,
    path: &str,
    faults: &mut Vec<Diagnostic>,
) -> bool {
    let DimensionWeights { output, outcome, satisfaction, cost } = weights;
    let sum: Score = [execution, output, outcome, satisfaction, cost].into_iter().sum();
    if sum == Score::whole(100) {
        return true;
    }
    let message = format!("{path} 与执行率的分值合计 {} 分，应为 100 分", sum.print());
    let help = format!("执行率（execution_weight）占 {} 分，其余分给各一级指标", execution.print());
    faults.push(
        Diagnostic::new(Code::UNKNOWN_VALUE, message).at(node.span(), "合计不是 100").help(help),
    );
    false
}

/// Returns a rate written in whole percent: 90%.
fn percent(node: &Node<'_>, path: &str, faults: &mut Vec<Diagnostic>) -> Option<Rate> {
    let written = text(node, path, faults)?;
    let digits = written.strip_suffix('%').filter(|digits| {
        (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    });
    let rate = digits.and_then(|digits| digits.parse().ok()).map(Rate::percent_of_whole);
    if rate.is_none() {
        faults.push(
            Diagnostic::new(Code::UNKNOWN_VALUE, format!("{path} 不能写作“{written}”"))
                .at(node.span(), "不是百分数")
                .help("写整数百分数，如 90%"),
        );
    }
    rate
}
